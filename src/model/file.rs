//! The file of a model: which stage it is for, its named sections, and a checksum over all.
//!
//! Integers are little-endian; "varint" is LEB128. The same model gives the same bytes.
//!
//! | part | bytes |
//! |---|---|
//! | magic | 8: `saith`, 1A, 0D, 0A |
//! | version of the format | 4 |
//! | length of the file | 8 |
//! | stage, and version of its features | name, 4 |
//! | number of sections | 1 |
//! | each section | kind (1), name, varint of its length, content |
//! | checksum | 8: [`hash::bytes`] of all before it |
//!
//! A name is a byte of length and UTF-8. Weights are stored without their zeros: the gap to the one before, and the weight;
//! a row of a chain has a bit a label that says which weights follow.

use super::calibration::Calibration;
use super::chain::Chain;
use super::hash;
use super::linear::Linear;
use crate::{Error, Place};
use reader::Reader;

mod reader;
mod writer;

/// What a model file begins with: a transfer as text would break it.
const MAGIC: &[u8; 8] = b"saith\x1a\r\n";
/// The version of the format that is written, and the newest that is read.
const FORMAT: u32 = 1;
const CHECKSUM: usize = 8;
/// A file has fewer sections than this.
const MOST_SECTIONS: usize = 64;

/// What a section holds.
#[derive(Clone, Debug, PartialEq)]
enum Content {
    Linear(Linear),
    /// Boxed: much larger than the others.
    Chain(Box<Chain>),
    Calibration(Calibration),
    Facts(serde_json::Value),
    Table(Vec<u16>),
}

/// The model of a stage: scorers, calibrations and facts, by name.
///
/// # Examples
/// ```
/// use saith::model::{file::ModelFile, linear::Linear};
/// let mut file = ModelFile::new("sentences", 3);
/// file.add_linear("boundary", Linear::new(4, vec![1; 16], 0.1, 0.0)?)?;
/// file.set_facts(serde_json::json!({"trained on": "two sentences"}))?;
/// let bytes = file.to_bytes();
///
/// let mut read = ModelFile::read(&bytes, "models/sentences.saith", "sentences", 3)?;
/// assert_eq!(read.facts()["trained on"], "two sentences");
/// assert_eq!(read.take_linear("boundary")?.bits(), 4);
///
/// let error = ModelFile::read(&bytes[..40], "models/sentences.saith", "sentences", 3).unwrap_err();
/// assert!(error.to_string().starts_with("models/sentences.saith: the model file is cut off after 40 bytes"));
/// assert_eq!(ModelFile::stage_of(&bytes[..40]), Some("sentences"));
/// # Ok::<(), saith::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ModelFile {
    stage: String,
    features: u32,
    /// Where it was read, for messages.
    name: Option<String>,
    sections: Vec<(String, Content)>,
}

const FACTS: &str = "facts";
const NO_FACTS: &serde_json::Value = &serde_json::Value::Null;

impl ModelFile {
    /// Returns an empty model of `stage`; `features` is the version of its features, raised whenever they change.
    ///
    /// # Panics
    /// Where the name is longer than 255 bytes.
    #[must_use]
    pub fn new(stage: &str, features: u32) -> Self {
        assert!(stage.len() <= 255, "a stage has a short name");
        Self { stage: stage.to_owned(), features, name: None, sections: Vec::new() }
    }

    /// Returns the model that `bytes` hold; `name` is that of the file, for messages.
    ///
    /// # Errors
    /// Where the file is cut, altered, no model, of another stage or version of its features, or of a newer format.
    pub fn read(bytes: &[u8], name: &str, stage: &str, features: u32) -> Result<Self, Error> {
        Reader::new(bytes, name).file(stage, features)
    }

    /// Returns the stage that `bytes` say they are a model of, unchecked; `None` where they begin as no model does.
    #[must_use]
    pub fn stage_of(bytes: &[u8]) -> Option<&str> {
        Reader::new(bytes, "").stage()
    }

    /// Returns the bytes of the file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        writer::file(self)
    }

    /// Adds a linear scorer.
    ///
    /// # Errors
    /// Where the name is taken or too long, or there are too many sections.
    pub fn add_linear(&mut self, name: &str, linear: Linear) -> Result<(), Error> {
        self.add(name, Content::Linear(linear))
    }

    /// Adds a chain.
    ///
    /// # Errors
    /// As [`add_linear`](Self::add_linear).
    pub fn add_chain(&mut self, name: &str, chain: Chain) -> Result<(), Error> {
        self.add(name, Content::Chain(Box::new(chain)))
    }

    /// Adds a calibration.
    ///
    /// # Errors
    /// As [`add_linear`](Self::add_linear).
    pub fn add_calibration(&mut self, name: &str, calibration: Calibration) -> Result<(), Error> {
        self.add(name, Content::Calibration(calibration))
    }

    /// Adds a table of numbers, most of them 0.
    ///
    /// # Errors
    /// As [`add_linear`](Self::add_linear).
    pub fn add_table(&mut self, name: &str, table: Vec<u16>) -> Result<(), Error> {
        self.add(name, Content::Table(table))
    }

    /// Sets what is told of the model: data, counts, options, scores.
    ///
    /// # Errors
    /// Where there are too many sections.
    pub fn set_facts(&mut self, facts: serde_json::Value) -> Result<(), Error> {
        self.sections.retain(|(_, content)| !matches!(content, Content::Facts(_)));
        self.add(FACTS, Content::Facts(facts))
    }

    /// Returns what is told of the model, null where nothing is.
    #[must_use]
    pub fn facts(&self) -> &serde_json::Value {
        let facts = self.sections.iter().find_map(|(_, content)| match content {
            Content::Facts(facts) => Some(facts),
            _ => None,
        });
        facts.unwrap_or(NO_FACTS)
    }

    /// Returns whether there is a section of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.sections.iter().any(|(other, _)| other == name)
    }

    /// Takes a linear scorer out.
    ///
    /// # Errors
    /// Where there is none of this name.
    pub fn take_linear(&mut self, name: &str) -> Result<Linear, Error> {
        let linear = |content| match content {
            Content::Linear(linear) => Ok(linear),
            other => Err(other),
        };
        self.take(name, "linear scorer", linear)
    }

    /// Takes a table out.
    ///
    /// # Errors
    /// Where there is none of this name.
    pub fn take_table(&mut self, name: &str) -> Result<Vec<u16>, Error> {
        let table = |content| match content {
            Content::Table(table) => Ok(table),
            other => Err(other),
        };
        self.take(name, "table", table)
    }

    /// Takes a chain out.
    ///
    /// # Errors
    /// Where there is none of this name.
    pub fn take_chain(&mut self, name: &str) -> Result<Chain, Error> {
        let chain = |content| match content {
            Content::Chain(chain) => Ok(*chain),
            other => Err(other),
        };
        self.take(name, "chain", chain)
    }

    /// Takes a calibration out.
    ///
    /// # Errors
    /// Where there is none of this name.
    pub fn take_calibration(&mut self, name: &str) -> Result<Calibration, Error> {
        let calibration = |content| match content {
            Content::Calibration(calibration) => Ok(calibration),
            other => Err(other),
        };
        self.take(name, "calibration", calibration)
    }

    fn add(&mut self, name: &str, content: Content) -> Result<(), Error> {
        let wrong = |reason: String| Err(Error::format(Place::default(), reason, "choose another name"));
        if self.sections.len() + 1 == MOST_SECTIONS {
            return wrong(format!("a model has fewer than {MOST_SECTIONS} sections"));
        }
        if name.len() > 255 || self.sections.iter().any(|(taken, _)| taken == name) {
            return wrong(format!("the section \"{name}\" is there already, or its name has more than 255 bytes"));
        }
        self.sections.push((name.to_owned(), content));
        Ok(())
    }

    fn take<T>(&mut self, name: &str, kind: &str, pick: impl Fn(Content) -> Result<T, Content>) -> Result<T, Error> {
        let missing = |file: Option<String>| {
            let place = Place { file, ..Place::default() };
            Error::format(place, format!("the model has no {kind} \"{name}\""), "train it anew with this version")
        };
        let Some(at) = self.sections.iter().position(|(other, _)| other == name) else {
            return Err(missing(self.name.clone()));
        };
        let (own_name, content) = self.sections.remove(at);
        pick(content).map_err(|other| {
            self.sections.insert(at, (own_name, other));
            missing(self.name.clone())
        })
    }
}

/// Kinds of sections, as files number them.
mod kind {
    pub const LINEAR: u8 = 1;
    pub const CHAIN: u8 = 2;
    pub const CALIBRATION: u8 = 3;
    pub const FACTS: u8 = 4;
    pub const TABLE: u8 = 5;
}

/// Kinds of calibrations.
mod curve {
    pub const PLATT: u8 = 1;
    pub const ISOTONIC: u8 = 2;
}

#[cfg(test)]
mod tests;
