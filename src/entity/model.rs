//! What was learned about entities: how much each feature of a choice speaks for it.

use std::sync::LazyLock;

use super::features::{Asked, Candidate, Scene, VERSION};
use crate::Error;
use crate::model::file::ModelFile;
use crate::model::linear::Linear;

const STAGE: &str = "entities";
const CHOICE: &str = "choice";

/// Weights of what nominals and pronouns refer to.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub(super) choice: Linear,
}

impl Model {
    /// Returns the model that ships with the crate.
    #[must_use]
    pub fn shipped() -> &'static Self {
        const BYTES: &[u8] = include_bytes!("../../models/entities.saith");
        static SHIPPED: LazyLock<Model> = LazyLock::new(|| {
            let read = Model::read(BYTES, "models/entities.saith");
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
        Ok(Self { choice: file.take_linear(CHOICE)? })
    }

    /// The candidate that scores highest, as its cluster; none where nobody before scores higher.
    pub(super) fn choose(&self, scene: &Scene<'_>, asked: &Asked, candidates: &[Candidate]) -> Option<u32> {
        let mut sum = 0;
        scene.none(asked, &mut |feature| sum += self.choice.weight(feature));
        let mut best = (sum, None);
        for candidate in candidates {
            let mut sum = 0;
            scene.pair(asked, candidate, &mut |feature| sum += self.choice.weight(feature));
            if sum > best.0 {
                best = (sum, Some(candidate.cluster as u32));
            }
        }
        best.1
    }

    /// Returns the model of these weights.
    #[cfg(feature = "train")]
    pub(crate) fn new(choice: Linear) -> Self {
        Self { choice }
    }

    /// Returns the model as a file; its facts are left to the caller.
    #[cfg(feature = "train")]
    pub(crate) fn to_file(&self) -> Result<ModelFile, Error> {
        let mut file = ModelFile::new(STAGE, VERSION);
        file.add_linear(CHOICE, self.choice.clone())?;
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_is_whole_and_another_stage_is_refused() {
        assert!(Model::shipped().choice.weights().iter().any(|&weight| weight != 0));
        let other = include_bytes!("../../models/marks.saith");
        assert!(Model::read(other, "marks.saith").is_err());
    }
}
