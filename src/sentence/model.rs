//! The learned judge: a first look settles most candidates, a second one the rest.

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashSet;

use super::features::Sum;
use super::scan::Kind;
use super::walk::{Judge, Scene};
use super::words::Words;
use crate::lexicon::Lexicon;
use crate::model::file::ModelFile;
use crate::model::linear::Linear;
use crate::{Error, Place};

const STAGE: &str = "sentences";
/// The version of the features: raised whenever one of them changes, since weights go with them.
const FEATURES: u32 = 1;

/// Two scorers of one question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cascade {
    /// Few features; decides where its log-odds are outside `unsure`.
    pub quick: Linear,
    /// All features; decides where `quick` does not.
    pub full: Linear,
    /// Log-odds of `quick` below the first mean no, above the second yes.
    pub unsure: (f32, f32),
}

/// What was learned about sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Kinds of words.
    pub(crate) words: Words,
    /// Whether a terminator ends a sentence.
    pub(crate) terminators: Cascade,
    /// Whether a sentence begins where no terminator stands.
    pub(crate) starts: Cascade,
}

impl Model {
    /// Returns the model that ships with the crate.
    #[must_use]
    pub fn shipped() -> Arc<Self> {
        const BYTES: &[u8] = include_bytes!("../../models/sentences.saith");
        static SHIPPED: LazyLock<Arc<Model>> = LazyLock::new(|| {
            let read = Model::read(BYTES, "models/sentences.saith");
            Arc::new(read.expect("the shipped model is whole; a test reads it"))
        });
        Arc::clone(&SHIPPED)
    }

    /// Returns the model that `bytes` hold; `name` is that of the file, for messages.
    ///
    /// # Errors
    /// Where the file is damaged, or made for another stage or version.
    pub fn read(bytes: &[u8], name: &str) -> Result<Self, Error> {
        let mut file = ModelFile::read(bytes, name, STAGE, FEATURES)?;
        let wrong = |what: &str| {
            let place = Place { file: Some(name.to_owned()), ..Place::default() };
            Error::format(
                place,
                format!("the model has no {what} that can be used"),
                "train it anew: saith train sentences",
            )
        };
        let words = Words::from_tables(file.take_table("words")?, file.take_table("dangling")?)
            .ok_or_else(|| wrong("table of words"))?;
        let unsure = |question: &str| {
            serde_json::from_value(file.facts()["unsure"][question].clone())
                .map_err(|_| wrong("margin of the first look"))
        };
        let margins: [(f32, f32); 2] = [unsure("terminators")?, unsure("starts")?];
        let mut cascade = |question: &str, unsure| {
            Ok::<_, Error>(Cascade {
                quick: file.take_linear(&format!("{question}-quick"))?,
                full: file.take_linear(&format!("{question}-full"))?,
                unsure,
            })
        };
        let terminators = cascade("terminators", margins[0])?;
        Ok(Self { words, terminators, starts: cascade("starts", margins[1])? })
    }

    /// Returns the model as a file; the facts, which its margins belong to, are left to the caller.
    #[cfg(feature = "train")]
    pub(crate) fn to_file(&self) -> Result<ModelFile, Error> {
        let mut file = ModelFile::new(STAGE, FEATURES);
        let [words, dangling] = self.words.tables();
        file.add_table("words", words.to_vec())?;
        file.add_table("dangling", dangling.to_vec())?;
        for (question, cascade) in [("terminators", &self.terminators), ("starts", &self.starts)] {
            file.add_linear(&format!("{question}-quick"), cascade.quick.clone())?;
            file.add_linear(&format!("{question}-full"), cascade.full.clone())?;
        }
        Ok(file)
    }
}

/// Abbreviations of the user, lower-cased, without their last full stop.
#[derive(Debug, Default)]
pub(super) struct OwnAbbreviations {
    /// Those that are one word.
    words: FxHashSet<String>,
    /// The others: "et al", "&c".
    phrases: Vec<String>,
}

impl OwnAbbreviations {
    pub(super) fn new(abbreviations: &[String]) -> Self {
        let mut own = Self::default();
        for abbreviation in abbreviations.iter().map(|a| a.trim().trim_end_matches('.')).filter(|a| !a.is_empty()) {
            let one = !abbreviation.contains(char::is_whitespace) && abbreviation.starts_with(char::is_alphanumeric);
            if one {
                own.words.insert(abbreviation.to_lowercase());
            } else {
                own.phrases.push(abbreviation.to_lowercase());
            }
        }
        own
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty() && self.phrases.is_empty()
    }

    /// Whether `word` is one of them, or `before`, which it ends, ends with one.
    pub(super) fn holds(&self, word: &str, before: &str) -> bool {
        let ends = |phrase: &String| {
            let Some(at) = before.len().checked_sub(phrase.len()).filter(|&at| before.is_char_boundary(at)) else {
                return false;
            };
            before[at..].to_lowercase() == *phrase && !before[..at].ends_with(char::is_alphanumeric)
        };
        self.words.contains(word.to_lowercase().as_str()) || self.phrases.iter().any(ends)
    }
}

/// Decides by a model.
pub(super) struct Reader<'m> {
    model: &'m Model,
    lexicon: &'m Lexicon,
    abbreviations: &'m OwnAbbreviations,
}

impl<'m> Reader<'m> {
    pub(super) fn new(model: &'m Model, lexicon: &'m Lexicon, abbreviations: &'m OwnAbbreviations) -> Self {
        Self { model, lexicon, abbreviations }
    }
}

impl Judge for Reader<'_> {
    #[inline]
    fn dangles(&mut self, word: u64) -> bool {
        self.model.words.dangles(word)
    }

    fn trusts(&mut self, ends: bool) -> bool {
        !ends || self.abbreviations.is_empty()
    }

    fn decide(&mut self, scene: &mut Scene<'_>) -> bool {
        let model = self.model;
        let cascade = match scene.candidate.kind {
            Kind::Start => &model.starts,
            _ => &model.terminators,
        };
        if !self.abbreviations.is_empty() && scene.follows_any(self.abbreviations) {
            return false;
        }
        if let Some(ends) = scene.convention(self.lexicon).decides() {
            return ends;
        }
        let mut quick = Sum::of(&cascade.quick);
        scene.quick(self.lexicon, &model.words, &mut quick);
        let score = quick.log_odds();
        if score < cascade.unsure.0 {
            return false;
        }
        if score > cascade.unsure.1 {
            return true;
        }
        let mut full = Sum::of(&cascade.full);
        scene.full(self.lexicon, &model.words, &mut full);
        full.log_odds() > 0.0
    }
}
