//! The learned numbers of marks: the confidence of pairs, and what is speech.
//!
//! Pairs need no annotation: an article whose marks are all curly and balanced gives them; its marks are then made straight,
//! British or TeX's, and some of them lost, turned, swapped or added, as in archives. Speech is learned from annotated
//! attribution: a marked span is speech where at least half of it lies in the content of one relation.

pub mod rewriting;

use std::collections::HashSet;
use std::path::Path;

use super::logistic::{self, Observation};
use super::report::{Report, Table};
use super::treebanks::Part;
use super::{Options, polnear};
use crate::lexicon::Lexicon;
use crate::mark::{self, MarkedSpan, PairFacts, SPEECH_FACTS, SpeechFacts, Weights};
use crate::model::file::ModelFile;
use crate::model::training::{Progress, Random, Watch};
use crate::text::paragraphs::{Newlines, paragraphs};
use crate::token::tokenize;
use crate::{Error, Place};
use rewriting::{Article, FAULTS, Fault, STYLES, write};

/// How often a sound article counts where one with faults counts once: one paragraph with marks of ten has a fault then.
const SOUND: usize = 9;

/// Draws weights of pairs, and of speech, to nought.
const RIDGE: f64 = 1.0;

/// A pair that was read.
#[derive(Clone, Debug)]
pub struct ReadPair {
    /// Its facts.
    pub facts: PairFacts,
    /// The span that it makes.
    pub span: MarkedSpan,
    /// Whether its marks shut in what the writer's do.
    pub right: bool,
    /// Whether a mark of its paragraph is not as it should be.
    pub faulty: bool,
    /// The style of its article.
    pub style: &'static str,
    /// What befell the article's marks.
    pub fault: Fault,
}

impl ReadPair {
    /// Returns how often it counts.
    #[must_use]
    pub fn weight(&self) -> usize {
        if self.fault == Fault::None { SOUND } else { 1 }
    }
}

/// Returns the model fitted on the training part, or `None` where `watch` stopped it.
///
/// # Errors
/// Where the corpus cannot be read.
pub fn train(data: &Path, options: &Options, watch: &mut Watch<'_>) -> Result<Option<ModelFile>, Error> {
    let articles = polnear::read(data, Part::Train)?;
    if watch(&Progress { pass: 1, passes: 1, done: 0, total: articles.len(), loss: 0.0 }).is_break() {
        return Ok(None);
    }
    // Facts do not depend on the weights.
    let blank = Weights::new([0.0; _], [0.0; _]);
    let (pairs, certain) = read_pairs(&articles, options.seed, &blank);
    let speech = read_speech(&articles, &blank);
    let weights = fit(&pairs, &speech);
    let dev = polnear::read(data, Part::Dev)?;
    let (dev_pairs, _) = read_pairs(&dev, options.seed, &weights);
    let (sum, spoken) = (Sum::of(dev_pairs.iter()), Spoken::of(&read_speech(&dev, &weights)));
    let facts = serde_json::json!({
        "data": format!("PolNeAR 1.0, train: {} articles, {certain} of them with certain pairs", articles.len()),
        "pairs": pairs.len(),
        "marked spans": speech.len(),
        "dev": {
            "mean confidence of pairs": sum.confidence / sum.count as f64,
            "pairs that are right": sum.right as f64 / sum.count as f64,
            "precision of speech": spoken.precision(),
            "recall of speech": spoken.recall(),
        },
    });
    let serde_json::Value::Object(facts) = facts else { unreachable!("an object was written") };
    Ok(Some(weights.to_model(facts)?))
}

/// Returns how sure pairs are and how often they are right, and how well speech is told, on the development part.
///
/// # Errors
/// Where the corpus or the model cannot be read.
pub fn evaluate(data: &Path, model: Option<&Path>) -> Result<Report, Error> {
    let own;
    let weights = match model {
        None => Weights::shipped(),
        Some(path) => {
            let name = path.display().to_string();
            let bytes = std::fs::read(path).map_err(|error| {
                let place = Place { file: Some(name.clone()), ..Place::default() };
                Error::format(place, format!("cannot be read: {error}"), "name a file that `saith train marks` wrote")
            })?;
            own = Weights::from_bytes(&bytes, &name)?;
            &own
        }
    };
    let articles = polnear::read(data, Part::Dev)?;
    let (pairs, _) = read_pairs(&articles, 1, weights);
    let speech = read_speech(&articles, weights);
    Ok(Report { tables: vec![reliability(&pairs), faults(&pairs), of_speech(&speech)] })
}

/// How many pairs have a confidence in each tenth, the mean of it, and how many are right.
fn reliability(pairs: &[ReadPair]) -> Table {
    let tenth = |pair: &ReadPair| ((pair.span.confidence * 10.0) as usize).min(9);
    let rows = (0..10).map(|i| {
        let mut row = vec![format!("{:.1} to {:.1}", i as f64 / 10.0, (i + 1) as f64 / 10.0).as_str().into()];
        row.extend(Sum::of(pairs.iter().filter(|pair| tenth(pair) == i)).cells());
        row
    });
    table("confidence of pairs", "confidence", rows.collect())
}

/// The same for what befell marks, in each style.
fn faults(pairs: &[ReadPair]) -> Table {
    let mut rows = Vec::new();
    for style in &STYLES {
        for fault in FAULTS {
            let here = pairs
                .iter()
                .filter(|p| p.style == style.name && p.fault == fault && (fault == Fault::None || p.faulty));
            let mut row = vec![format!("{}, {}", style.name, fault.name()).as_str().into()];
            row.extend(Sum::of(here).cells());
            rows.push(row);
        }
    }
    table("pairs by what befell a mark of their paragraph", "marks", rows)
}

fn table(name: &str, first: &str, rows: Vec<Vec<super::Cell>>) -> Table {
    let columns = [first, "pairs", "mean confidence", "right"].map(str::to_owned).to_vec();
    Table { name: name.to_owned(), columns, rows }
}

/// Counts of pairs, each as often as it counts.
#[derive(Default)]
struct Sum {
    count: usize,
    right: usize,
    confidence: f64,
}

impl Sum {
    fn of<'p>(pairs: impl Iterator<Item = &'p ReadPair>) -> Self {
        pairs.fold(Self::default(), |sum, pair| Self {
            count: sum.count + pair.weight(),
            right: sum.right + if pair.right { pair.weight() } else { 0 },
            confidence: sum.confidence + f64::from(pair.span.confidence) * pair.weight() as f64,
        })
    }

    fn cells(&self) -> [super::Cell; 3] {
        let count = self.count as f64;
        [(self.count as u64).into(), (self.confidence / count).into(), (self.right as f64 / count).into()]
    }
}

/// How many marked spans are speech and read as speech, are read as such, are such.
struct Spoken {
    hit: u64,
    found: u64,
    gold: u64,
}

impl Spoken {
    fn of(spans: &[ReadSpeech]) -> Self {
        let count = |has: fn(&ReadSpeech) -> bool| spans.iter().filter(|s| has(s)).count() as u64;
        Self { hit: count(|s| s.read && s.so), found: count(|s| s.read), gold: count(|s| s.so) }
    }

    fn precision(&self) -> f64 {
        100.0 * self.hit as f64 / self.found as f64
    }

    fn recall(&self) -> f64 {
        100.0 * self.hit as f64 / self.gold as f64
    }
}

fn of_speech(spans: &[ReadSpeech]) -> Table {
    let spoken = Spoken::of(spans);
    let columns = ["marked spans", "speech", "read as speech", "precision", "recall"].map(str::to_owned).to_vec();
    let counts = [spans.len() as u64, spoken.gold, spoken.found].map(super::Cell::from);
    let row = counts.into_iter().chain([spoken.precision().into(), spoken.recall().into()]).collect();
    Table { name: "speech".to_owned(), columns, rows: vec![row] }
}

/// Returns the pairs read in the articles whose pairs are certain, in every style with every fault; and how many articles
/// those are.
#[must_use]
pub fn read_pairs(articles: &[polnear::Article], seed: u64, weights: &Weights) -> (Vec<ReadPair>, usize) {
    let certain: Vec<Article> = articles.iter().filter_map(|a| Article::read(&a.text)).collect();
    let mut found = Vec::new();
    for style in &STYLES {
        for fault in FAULTS {
            let mut random = Random::new(seed);
            for article in &certain {
                let written = write(article, style, fault, &mut random);
                let right: HashSet<(u32, u32)> = written.inner.iter().map(|s| (s.start, s.end)).collect();
                for (span, facts, _) in marked(&written.text, weights) {
                    let faulty = written.faulty.iter().any(|p| p.contains(span.inner));
                    let right = right.contains(&(span.inner.start, span.inner.end));
                    found.push(ReadPair { facts, span, right, faulty, style: style.name, fault });
                }
            }
        }
    }
    (found, certain.len())
}

/// A marked span that stands in no other.
#[derive(Clone, Copy, Debug)]
pub struct ReadSpeech {
    /// Its facts.
    pub facts: SpeechFacts,
    /// Whether it is read as speech.
    pub read: bool,
    /// Whether it is speech: at least half of it lies in the content of one relation.
    pub so: bool,
}

/// Returns the marked spans of the articles that stand in no other.
#[must_use]
pub fn read_speech(articles: &[polnear::Article], weights: &Weights) -> Vec<ReadSpeech> {
    let mut found = Vec::new();
    for article in articles {
        for (span, _, facts) in marked(&article.text, weights).into_iter().filter(|(span, ..)| span.depth == 0) {
            found.push(ReadSpeech { facts, read: span.speech, so: article.is_content(span.inner) });
        }
    }
    found
}

fn marked(text: &str, weights: &Weights) -> Vec<(MarkedSpan, PairFacts, SpeechFacts)> {
    mark::pair_with_facts(text, &tokenize(text, Lexicon::shipped()), &paragraphs(text, Newlines::Auto), weights)
}

/// Returns the weights under which what was read is likeliest.
#[must_use]
pub fn fit(pairs: &[ReadPair], speech: &[ReadSpeech]) -> Weights {
    let of_pairs: Vec<Observation<_>> =
        pairs.iter().flat_map(|p| std::iter::repeat_n((p.facts, p.right), p.weight())).collect();
    let of_speech: Vec<Observation<SPEECH_FACTS>> = speech
        .iter()
        .map(|span| (std::array::from_fn(|i| f32::from(u8::from(span.facts.bits() >> i & 1 == 1))), span.so))
        .collect();
    Weights::new(logistic::fit(&of_pairs, RIDGE).map(|w| w as f32), logistic::fit(&of_speech, RIDGE).map(|w| w as f32))
}

#[cfg(test)]
mod tests;
