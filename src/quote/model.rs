//! What was learned about quotes.

use std::sync::{Arc, LazyLock};

use super::linker;
use super::tagger::{Pace, Tagger};
use crate::model::calibration::Calibration;
use crate::model::file::ModelFile;
use crate::model::linear::Linear;
use crate::{Error, Place};

const STAGE: &str = "quotes";
/// The version of the features: raised whenever one of them changes, since weights go with them.
const FEATURES: u32 = 2;
/// The section of the tags of a model that reads fast.
const FAST_TAGS: &str = "fast tags";

/// The section that the tags are in.
const fn section(pace: Pace) -> &'static str {
    match pace {
        Pace::Full => "tags",
        Pace::Fast => FAST_TAGS,
    }
}

/// Weights of tags, links and confidences.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Which tokens are source, cue and content.
    pub(crate) tagger: Tagger,
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
        static SHIPPED: LazyLock<Arc<Model>> = LazyLock::new(|| Model::whole(BYTES, "models/quotes.saith"));
        Arc::clone(&SHIPPED)
    }

    /// Returns the other model that ships: one that reads faster and finds less.
    ///
    /// # Examples
    /// ```
    /// use saith::pipeline::Pipeline;
    /// use saith::quote::Model;
    /// let fast = Pipeline { quotes: Some(Model::shipped_fast()), ..Pipeline::default() };
    /// assert_eq!(fast.analyze("“We won,” said Ann Lee.").quotes.len(), 1);
    /// ```
    #[must_use]
    pub fn shipped_fast() -> Arc<Self> {
        const BYTES: &[u8] = include_bytes!("../../models/quotes_fast.saith");
        static SHIPPED: LazyLock<Arc<Model>> = LazyLock::new(|| Model::whole(BYTES, "models/quotes_fast.saith"));
        Arc::clone(&SHIPPED)
    }

    fn whole(bytes: &[u8], name: &str) -> Arc<Self> {
        Arc::new(Self::read(bytes, name).expect("the shipped model is whole; a test reads it"))
    }

    /// Returns the model that ships under `name`: "default" or "fast"; none of another name.
    #[must_use]
    pub fn named(name: &str) -> Option<Arc<Self>> {
        match name {
            "default" => Some(Self::shipped()),
            "fast" => Some(Self::shipped_fast()),
            _ => None,
        }
    }

    /// Returns the model that `bytes` hold; `name` is that of the file, for messages.
    ///
    /// # Errors
    /// Where the file is damaged, or made for another stage or version.
    pub fn read(bytes: &[u8], name: &str) -> Result<Self, Error> {
        let mut file = ModelFile::read(bytes, name, STAGE, FEATURES)?;
        let pace = if file.has(FAST_TAGS) { Pace::Fast } else { Pace::Full };
        let model = Self {
            tagger: Tagger { pace, chain: file.take_chain(section(pace))? },
            links: linker::Weights { content: file.take_linear("contents")?, source: file.take_linear("sources")? },
            certainty: file.take_linear("certainty")?,
            confidence: file.take_calibration("confidence")?,
        };
        if model.tagger.chain.labels() != pace.labels() {
            let place = Place { file: Some(name.to_owned()), ..Place::default() };
            return Err(Error::format(place, "the model has other labels", "train it anew: saith train quotes"));
        }
        Ok(model)
    }

    /// Returns the model as a file, without facts.
    #[cfg(feature = "train")]
    pub(crate) fn to_file(&self) -> Result<ModelFile, Error> {
        let mut file = ModelFile::new(STAGE, FEATURES);
        file.add_chain(section(self.tagger.pace), self.tagger.chain.clone())?;
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
        for (name, pace) in [("default", Pace::Full), ("fast", Pace::Fast)] {
            let model = Model::named(name).unwrap();
            assert!(model.tagger.chain.rows() > 1000 && model.tagger.pace == pace, "{name}");
        }
        assert!(Model::named("Fast").is_none());
        let other = include_bytes!("../../models/marks.saith");
        assert!(Model::read(other, "marks.saith").is_err());
    }
}
