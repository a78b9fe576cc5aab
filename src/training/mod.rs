//! The stages that are learned: training on data of yours, and scores on held-out parts of it.
//!
//! A stage is named by [`Stage`]; what trains it is its [`Trainer`]. The kit itself is in `model`.

mod boundaries;
pub mod conllu;
pub mod coreference;
pub mod entities;
pub mod gum;
pub mod logistic;
pub mod marks;
pub mod names;
pub mod polnear;
pub mod quotes;
mod report;
mod sentences;
pub mod speakers;
pub mod treebanks;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::file::ModelFile;
use crate::model::training::Watch;
use crate::pipeline::Pipeline;
use crate::{Error, Place, sentence};

pub use boundaries::Boundaries;
pub use report::{Cell, Report, Table};

/// A stage that is learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Boundaries of sentences.
    Sentences,
    /// Names: where they stand and what they name.
    Names,
    /// Marked spans: how sure each pair is, and what is speech.
    Marks,
    /// Entities: what nominals and pronouns refer to.
    Entities,
    /// Quotes: source, cue and content.
    Quotes,
    /// Speakers: who said each quote.
    Speakers,
}

/// How a stage is trained.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Decides what is random.
    pub seed: u64,
    /// Where the state of the training is kept after each pass, to go on from there. A stage of several trainings keeps each
    /// beside it, under a longer name: [`checkpoint_of`](Self::checkpoint_of).
    pub checkpoint: Option<PathBuf>,
    /// Whether the model is to read faster and find less; only for quotes.
    pub fast: bool,
}

impl Options {
    /// Returns where the state of one of a stage's trainings is kept, if it is: each needs a file of its own.
    #[must_use]
    pub fn checkpoint_of(&self, training: &str) -> Option<PathBuf> {
        let mut path = self.checkpoint.clone()?.into_os_string();
        path.push(format!(".{training}"));
        Some(path.into())
    }
}

/// Trains a stage on the data under a folder; gives a model with the stage's own facts, or `None` where the watch stopped it.
pub type Trainer = fn(&Path, &Options, &mut Watch<'_>) -> Result<Option<ModelFile>, Error>;

/// A model, ready to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Trained {
    /// The content of its file.
    pub bytes: Vec<u8>,
    /// What is told of it: stage, version, seed, and what the stage adds: data with counts, options, scores.
    pub facts: serde_json::Value,
}

impl Stage {
    /// All stages.
    pub const ALL: [Self; 6] =
        [Self::Sentences, Self::Marks, Self::Names, Self::Entities, Self::Quotes, Self::Speakers];

    /// Returns the stage of this name.
    ///
    /// # Errors
    /// Where there is none.
    pub fn named(name: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|stage| stage.name() == name).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|stage| stage.name()).collect();
            let reason = format!("there is no stage \"{name}\"");
            Error::format(Place::default(), reason, format!("use one of {}", names.join(", ")))
        })
    }

    /// Returns its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sentences => "sentences",
            Self::Marks => "marks",
            Self::Names => "names",
            Self::Entities => "entities",
            Self::Quotes => "quotes",
            Self::Speakers => "speakers",
        }
    }

    /// Returns what trains it.
    #[must_use]
    pub const fn trainer(self) -> Trainer {
        match self {
            Self::Sentences => sentences::train,
            Self::Marks => marks::train,
            Self::Names => names::train,
            Self::Entities => entities::train,
            Self::Quotes => quotes::train,
            Self::Speakers => speakers::train,
        }
    }
}

/// Returns the model of `stage`, trained on the data under `data`, or `None` where `watch` stopped it. Runs on the rayon
/// pool of the caller.
///
/// # Errors
/// Where the data or the state of an earlier training cannot be read, or the stage has no model that reads faster.
pub fn train(stage: Stage, data: &Path, options: &Options, watch: &mut Watch<'_>) -> Result<Option<Trained>, Error> {
    if options.fast && stage != Stage::Quotes {
        let reason = format!("the stage {} has no model that reads faster", stage.name());
        return Err(Error::format(Place::default(), reason, "leave --fast out; it is for quotes"));
    }
    train_by(stage.trainer(), stage, data, options, watch)
}

fn train_by(
    trainer: Trainer,
    stage: Stage,
    data: &Path,
    options: &Options,
    watch: &mut Watch<'_>,
) -> Result<Option<Trained>, Error> {
    let Some(mut file) = trainer(data, options, watch)? else { return Ok(None) };
    let mut facts = serde_json::Map::new();
    facts.insert("stage".to_owned(), stage.name().into());
    facts.insert("saith".to_owned(), env!("CARGO_PKG_VERSION").into());
    facts.insert("seed".to_owned(), options.seed.into());
    if let serde_json::Value::Object(own) = file.facts() {
        facts.extend(own.clone());
    }
    let facts = serde_json::Value::Object(facts);
    file.set_facts(facts.clone())?;
    Ok(Some(Trained { bytes: file.to_bytes(), facts }))
}

/// Returns the scores of `stage` on the held-out parts of the data under `data`: with the model in `model`, or as it ships.
///
/// # Errors
/// Where data or model cannot be read.
pub fn evaluate(stage: Stage, data: &Path, model: Option<&Path>) -> Result<Report, Error> {
    match stage {
        Stage::Sentences => {
            let mut pipeline = Pipeline::default();
            if let Some(path) = model {
                let name = path.display().to_string();
                pipeline.sentences = Arc::new(sentence::Model::read(&read(path)?, &name)?);
            }
            boundaries::evaluate(data, &pipeline)
        }
        Stage::Marks => marks::evaluate(data, model),
        Stage::Names => names::evaluate(data, model),
        Stage::Entities => entities::evaluate(data, model),
        Stage::Quotes => quotes::evaluate(data, model),
        Stage::Speakers => speakers::evaluate(data, model),
    }
}

/// The folder that the data lie in: `data`, or `data` in it.
fn root(data: &Path) -> PathBuf {
    let inner = data.join("data");
    if inner.is_dir() { inner } else { data.to_owned() }
}

/// The bytes of a file.
fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|error| unreadable(path, &error))
}

/// The text of a file.
fn read_text(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let place = Place { file: Some(path.display().to_string()), ..Place::default() };
    Error::format(place, format!("cannot be read ({error})"), "check the name and who may read it")
}

#[cfg(test)]
mod tests;
