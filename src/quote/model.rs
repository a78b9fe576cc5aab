//! What was learned about quotes.

use std::sync::{Arc, LazyLock};

use super::linker;
use super::tagger::labels;
use crate::model::calibration::Calibration;
use crate::model::chain::Chain;
use crate::model::file::ModelFile;
use crate::model::linear::Linear;
use crate::{Error, Place};

const STAGE: &str = "quotes";
/// The version of the features: raised whenever one of them changes, since weights go with them.
const FEATURES: u32 = 2;

/// Weights of tags, links and confidences.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Which tokens are source, cue and content.
    pub(crate) tags: Chain,
    /// What belongs together.
    pub(crate) links: linker::Weights,
    /// Whether a relation is right, and what probability its score stands for.
    pub(crate) certainty: Linear,
    pub(crate) confidence: Calibration,
}

impl Model {
    /// Returns the model that ships with the crate.
    #[must_use]
    pub fn shipped() -> Arc<Self> {
        const BYTES: &[u8] = include_bytes!("../../models/quotes.saith");
        static SHIPPED: LazyLock<Arc<Model>> = LazyLock::new(|| {
            let read = Model::read(BYTES, "models/quotes.saith");
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
        let model = Self {
            tags: file.take_chain("tags")?,
            links: linker::Weights { content: file.take_linear("contents")?, source: file.take_linear("sources")? },
            certainty: file.take_linear("certainty")?,
            confidence: file.take_calibration("confidence")?,
        };
        if model.tags.labels() != labels::NAMES {
            let place = Place { file: Some(name.to_owned()), ..Place::default() };
            return Err(Error::format(place, "the model has other labels", "train it anew: saith train quotes"));
        }
        Ok(model)
    }

    /// Returns the model as a file, without facts.
    #[cfg(feature = "train")]
    pub(crate) fn to_file(&self) -> Result<ModelFile, Error> {
        let mut file = ModelFile::new(STAGE, FEATURES);
        file.add_chain("tags", self.tags.clone())?;
        file.add_linear("contents", self.links.content.clone())?;
        file.add_linear("sources", self.links.source.clone())?;
        file.add_linear("certainty", self.certainty.clone())?;
        file.add_calibration("confidence", self.confidence.clone())?;
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_is_whole_and_another_stage_is_refused() {
        assert!(Model::shipped().tags.rows() > 1000);
        let other = include_bytes!("../../models/marks.saith");
        assert!(Model::read(other, "marks.saith").is_err());
    }
}
