//! The learned numbers of this stage: weights of what a pair's confidence is made of, and of what speaks for speech.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use bitflags::Flags as _;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Place};
use crate::mark::confidence::{self, PairFacts};
use crate::mark::speech::{COUNT, SpeechFacts};
use crate::model::file::ModelFile;

/// The stage, and the version of its facts: raised whenever they change.
const STAGE: &str = "marks";
const VERSION: u32 = 1;

/// The weights as a model holds them, among its facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    /// Weights of the facts of a pair.
    confidence: BTreeMap<String, f64>,
    /// Weights of the facts of speech.
    speech: BTreeMap<String, f64>,
}

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
        // Four digits are more than the data know, and can be read by people.
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
            let weights = Weights::from_bytes(include_bytes!("../../models/marks.saith"), "models/marks.saith");
            weights.expect("models/marks.saith is a model of marks; a test reads it")
        });
        &SHIPPED
    }

    /// Returns the weights of a model's bytes; `file` names it in errors.
    ///
    /// # Errors
    /// No model of this stage and version, or a fact that is missing or unknown.
    pub fn from_bytes(bytes: &[u8], file: &str) -> Result<Self, Error> {
        let model = ModelFile::read(bytes, file, STAGE, VERSION)?;
        let wrong = |reason: String| {
            let place = Place { file: Some(file.to_owned()), ..Place::default() };
            Error::format(place, reason, "train it anew: saith train marks")
        };
        let named: Named =
            serde_json::from_value(model.facts()["weights"].clone()).map_err(|e| wrong(format!("no weights: {e}")))?;
        let (mut confidence, mut speech) = (PairFacts::default(), [0.0; COUNT]);
        fill(&named.confidence, confidence::NAMES.iter().copied(), &mut confidence).map_err(wrong)?;
        fill(&named.speech, speech_names(), &mut speech).map_err(wrong)?;
        Ok(Self { confidence, speech })
    }

    /// Returns the model that holds the weights; `facts` is what else is told of it.
    ///
    /// # Errors
    /// As [`ModelFile::set_facts`].
    pub fn to_model(&self, mut facts: serde_json::Map<String, serde_json::Value>) -> Result<ModelFile, Error> {
        let named = |weights: &[f32], names: &mut dyn Iterator<Item = &'static str>| {
            // Four digits, as in `new`, without the noise of a wider type.
            let decimal = |weight: f32| (f64::from(weight) * 1e4).round() / 1e4;
            names.zip(weights).map(|(name, &weight)| (name.to_owned(), decimal(weight))).collect()
        };
        let named = Named {
            confidence: named(&self.confidence, &mut confidence::NAMES.iter().copied()),
            speech: named(&self.speech, &mut speech_names()),
        };
        facts.insert("weights".to_owned(), serde_json::json!(named));
        let mut model = ModelFile::new(STAGE, VERSION);
        model.set_facts(serde_json::Value::Object(facts))?;
        Ok(model)
    }
}

/// The names of the facts of speech, by their bit.
fn speech_names() -> impl Iterator<Item = &'static str> {
    SpeechFacts::FLAGS.iter().map(bitflags::Flag::name)
}

/// Puts the weights at their facts' places; says which is missing or unknown.
fn fill(
    by_name: &BTreeMap<String, f64>,
    names: impl Iterator<Item = &'static str>,
    weights: &mut [f32],
) -> Result<(), String> {
    let mut count = 0;
    for (name, weight) in names.zip(weights) {
        *weight = *by_name.get(name).ok_or_else(|| format!("no weight of \"{name}\""))? as f32;
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
        let weighed = SpeechFacts::FLAGS.iter().filter(|flag| *flag.value() != SpeechFacts::ANSWERED_FOR);
        let last = weighed.clone().map(|flag| flag.value().bits().trailing_zeros() as usize).max();
        assert_eq!((weighed.count(), last), (COUNT, Some(COUNT - 1)));
    }

    #[test]
    fn the_shipped_model_is_read_and_written_alike() {
        let weights = Weights::shipped();
        let bytes = weights.to_model(serde_json::Map::new()).unwrap().to_bytes();
        assert_eq!(&Weights::from_bytes(&bytes, "m.saith").unwrap(), weights);
    }

    #[test]
    fn a_wrong_model_is_named() {
        let message = |bytes: &[u8]| Weights::from_bytes(bytes, "m.saith").unwrap_err().to_string();
        let model = Weights::shipped().to_model(serde_json::Map::new()).unwrap();
        for (change, reason) in [
            (
                (|facts| facts["weights"]["speech"]["MORE"] = 1.0.into()) as fn(&mut serde_json::Value),
                "facts are known",
            ),
            (|facts| facts["weights"]["confidence"] = serde_json::json!({"always": 1.0}), "no weight of \"log odds"),
            (|facts| *facts = serde_json::json!({}), "no weights"),
        ] {
            let mut changed = model.clone();
            let mut facts = model.facts().clone();
            change(&mut facts);
            changed.set_facts(facts).unwrap();
            let message = message(&changed.to_bytes());
            assert!(message.starts_with("m.saith") && message.contains(reason), "{message}");
        }
        assert!(message(&ModelFile::new("sentences", 1).to_bytes()).contains("sentences"));
    }
}
