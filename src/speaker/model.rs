//! What was learned about speakers.

use std::sync::LazyLock;

use super::features::VERSION;
use crate::Error;
use crate::model::calibration::Calibration;
use crate::model::file::ModelFile;
use crate::model::linear::Linear;

const STAGE: &str = "speakers";

/// Weights of who speaks, and what probability a chance stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub(super) turns: Linear,
    /// Of documents of dialogue, and of all others.
    pub(super) confidence: [Calibration; 2],
}

const CONFIDENCE: [&str; 2] = ["confidence", "confidence in dialogue"];

impl Model {
    /// Returns the model that ships with the crate.
    #[must_use]
    pub fn shipped() -> &'static Self {
        const BYTES: &[u8] = include_bytes!("../../models/speakers.saith");
        static SHIPPED: LazyLock<Model> = LazyLock::new(|| {
            let read = Model::read(BYTES, "models/speakers.saith");
            read.expect("the shipped model is whole; a test reads it")
        });
        &SHIPPED
    }

    /// Returns the model that `bytes` hold; `name` is that of the file, for messages.
    ///
    /// # Errors
    /// Where the file is damaged, or made for another stage or version.
    pub fn read(bytes: &[u8], name: &str) -> Result<Self, Error> {
        let mut file = ModelFile::read(bytes, name, STAGE, VERSION)?;
        let turns = file.take_linear("turns")?;
        let [plain, dialogue] = CONFIDENCE.map(|part| file.take_calibration(part));
        Ok(Self { turns, confidence: [plain?, dialogue?] })
    }

    /// Returns the model of these weights.
    #[cfg(feature = "train")]
    pub(crate) fn new(turns: Linear, confidence: [Calibration; 2]) -> Self {
        Self { turns, confidence }
    }

    /// Returns the model as a file; its facts are left to the caller.
    #[cfg(feature = "train")]
    pub(crate) fn to_file(&self) -> Result<ModelFile, Error> {
        let mut file = ModelFile::new(STAGE, VERSION);
        file.add_linear("turns", self.turns.clone())?;
        for (part, calibration) in CONFIDENCE.iter().zip(&self.confidence) {
            file.add_calibration(part, calibration.clone())?;
        }
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_is_whole_and_another_stage_is_refused() {
        assert!(Model::shipped().turns.weights().iter().any(|&weight| weight != 0));
        let other = include_bytes!("../../models/marks.saith");
        assert!(Model::read(other, "marks.saith").is_err());
    }
}
