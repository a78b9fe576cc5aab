//! The learned numbers of this stage, in a file that ships with the crate: weights of what a pair's confidence is made of,
//! and of what speaks for speech.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use bitflags::Flags as _;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Place};
use crate::mark::confidence::{self, PairFacts};
use crate::mark::speech::{COUNT, SpeechFacts};

/// The weights as their file holds them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    /// The command that made it.
    command: String,
    /// What it was fitted on.
    data: String,
    /// Weights of the facts of a pair.
    confidence: BTreeMap<String, f32>,
    /// Weights of the facts of speech.
    speech: BTreeMap<String, f32>,
}

/// The version that this crate reads.
const VERSION: u32 = 1;

/// The weights of both.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    pub(super) confidence: PairFacts,
    /// By the bit of the fact.
    pub(super) speech: [f32; COUNT],
}

impl Weights {
    /// Returns weights of pairs' facts and of the facts of speech, each in their order.
    #[must_use]
    pub fn new(confidence: PairFacts, speech: [f32; COUNT]) -> Self {
        // Four digits are more than the data know, and make a file that people can read.
        let round = |w: f32| (w * 1e4).round() / 1e4;
        Self { confidence: confidence.map(round), speech: speech.map(round) }
    }

    /// Returns the weights that ship with the crate.
    ///
    /// # Panics
    /// Never: a test reads the file that is compiled in.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Weights> = LazyLock::new(|| {
            let weights = Weights::from_json("models/marks.json", include_str!("../../models/marks.json"));
            weights.expect("models/marks.json is well formed; a test reads it")
        });
        &SHIPPED
    }

    /// Returns the weights of a file's content; `file` names it in errors.
    ///
    /// # Errors
    /// No JSON of this format, another version, a fact that is missing or unknown.
    pub fn from_json(file: &str, content: &str) -> Result<Self, Error> {
        const REMEDY: &str = "make it with `saith train marks`";
        let place = |line| Place { file: Some(file.into()), line, ..Place::default() };
        let parsed: File = serde_json::from_str(content)
            .map_err(|e| Error::format(place(Some(e.line())), format!("no weights of marks: {e}"), REMEDY))?;
        if parsed.version != VERSION {
            let reason = format!("version {} of the weights, this release reads {VERSION}", parsed.version);
            return Err(Error::format(place(None), reason, REMEDY));
        }
        let wrong = |reason| Error::format(place(None), reason, REMEDY);
        let mut confidence = PairFacts::default();
        let mut speech = [0.0; COUNT];
        fill(&parsed.confidence, confidence::NAMES.iter().copied(), &mut confidence).map_err(wrong)?;
        fill(&parsed.speech, speech_names(), &mut speech).map_err(wrong)?;
        Ok(Self { confidence, speech })
    }

    /// Returns the file that holds the weights of the facts, each in their order.
    ///
    /// # Errors
    /// Never for numbers that JSON can hold.
    pub fn to_json(&self, command: &str, data: &str) -> Result<String, Error> {
        let named = |weights: &[f32], names: &mut dyn Iterator<Item = &'static str>| {
            names.zip(weights).map(|(name, &weight)| (name.to_owned(), weight)).collect()
        };
        let file = File {
            version: VERSION,
            command: command.to_owned(),
            data: data.to_owned(),
            confidence: named(&self.confidence, &mut confidence::NAMES.iter().copied()),
            speech: named(&self.speech, &mut speech_names()),
        };
        let json = serde_json::to_string_pretty(&file).map_err(|e| {
            Error::format(Place::default(), format!("the weights cannot be written: {e}"), "train anew")
        })?;
        Ok(json + "\n")
    }
}

/// The names of the facts of speech, by their bit.
fn speech_names() -> impl Iterator<Item = &'static str> {
    SpeechFacts::FLAGS.iter().map(bitflags::Flag::name)
}

/// Puts the weights at their facts' places; says which is missing or unknown.
fn fill(
    by_name: &BTreeMap<String, f32>,
    names: impl Iterator<Item = &'static str>,
    weights: &mut [f32],
) -> Result<(), String> {
    let mut count = 0;
    for (name, weight) in names.zip(weights) {
        *weight = *by_name.get(name).ok_or_else(|| format!("no weight of \"{name}\""))?;
        count += 1;
    }
    if by_name.len() != count {
        return Err(format!("{} weights, {count} facts are known", by_name.len()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_has_its_weight() {
        let last = SpeechFacts::FLAGS.iter().map(|flag| flag.value().bits().trailing_zeros() as usize).max();
        assert_eq!((SpeechFacts::FLAGS.len(), last), (COUNT, Some(COUNT - 1)));
    }

    #[test]
    fn the_shipped_file_is_read_and_written_alike() {
        let shipped = include_str!("../../models/marks.json");
        let weights = Weights::from_json("models/marks.json", shipped).unwrap();
        let file: File = serde_json::from_str(shipped).unwrap();
        assert_eq!(weights.to_json(&file.command, &file.data).unwrap(), shipped);
    }

    #[test]
    fn a_wrong_file_is_named() {
        let shipped = include_str!("../../models/marks.json");
        for (from, to, reason) in [
            ("\"version\": 1", "\"version\": 2", "version 2 of the weights"),
            ("ONE_WORD", "ONE_WURD", "no weight of \"ONE_WORD\""),
            ("{", "[", "no weights of marks"),
            ("\"speech\": {", "\"speech\": {\"MORE\": 1.0,", "facts are known"),
        ] {
            let error = Weights::from_json("m.json", &shipped.replacen(from, to, 1)).unwrap_err().to_string();
            assert!(error.starts_with("m.json") && error.contains(reason), "{error}");
        }
    }
}
