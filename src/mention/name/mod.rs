//! Names: where they stand and what they name, learned.
//!
//! A linear chain reads the islands of capitals; where a document takes a word now for this and now for that, a second chain,
//! which knows what the first found, reads again (two stages as in Krishnan & Manning 2006). Lists and clusters are evidence
//! (Ratinov & Roth 2009).

use std::cell::Cell;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use self::features::Beside;
use self::found::Found;
use self::labels::Labelled;
use self::scene::Scenes;
use super::evidence::Evidence;
use super::vocabulary::Vocabulary;
use crate::model::chain::{Chain, Scratch};
use crate::model::file::ModelFile;
use crate::surface::Surface;
use crate::{Error, Place};

pub(super) mod convention;
mod features;
mod found;
mod island;
pub(super) mod labels;
#[cfg(feature = "train")]
pub(crate) mod learn;
mod scene;

const STAGE: &str = "names";
/// The version of the features: raised whenever one of them or a list changes, since weights go with them.
const FEATURES: u32 = 1;

/// So many islands are made ready together.
const TOGETHER: usize = 64;

/// What was learned about names.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Reads every island.
    first: Chain,
    /// Reads again, knowing what the first found.
    second: Chain,
}

impl Model {
    /// Returns the model that ships with the crate.
    #[must_use]
    pub fn shipped() -> Arc<Self> {
        const BYTES: &[u8] = include_bytes!("../../../models/names.saith");
        static SHIPPED: LazyLock<Arc<Model>> = LazyLock::new(|| {
            let read = Model::read(BYTES, "models/names.saith");
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
        let model = Self { first: file.take_chain("first")?, second: file.take_chain("second")? };
        let labels = labels::names();
        if model.first.labels() != labels || model.second.labels() != labels {
            let place = Place { file: Some(name.to_owned()), ..Place::default() };
            return Err(Error::format(place, "the model has other labels", "train it anew: saith train names"));
        }
        Ok(model)
    }

    /// Returns the model as a file, without facts.
    #[cfg(feature = "train")]
    pub(crate) fn to_file(&self) -> Result<ModelFile, Error> {
        let mut file = ModelFile::new(STAGE, FEATURES);
        file.add_chain("first", self.first.clone())?;
        file.add_chain("second", self.second.clone())?;
        Ok(file)
    }
}

thread_local! {
    /// What the scorers of both chains keep from one document to the next: the same names come again.
    static SCRATCH: Cell<[Scratch; 2]> = Cell::default();
}

/// Returns the names of a document, ascending and disjoint.
pub(super) fn find(surface: &Surface<'_>, vocabulary: &Vocabulary, model: &Model) -> Vec<Labelled> {
    let mut reading = Reading::new(surface, vocabulary);
    let islands = island::islands(surface, vocabulary);
    let [mut first, mut second] = SCRATCH.take();
    let names = reading.read(&model.first, &islands, Beside::Nothing, &mut first);
    let found = Found::new(vocabulary, &islands, surface.tokens.len(), &names);
    let open = |island: &Range<usize>| island.clone().any(|i| found.is_open(vocabulary, i));
    let again: Vec<Range<usize>> = islands.iter().filter(|&island| open(island)).cloned().collect();
    let better = reading.read(&model.second, &again, Beside::Found(&found), &mut second);
    SCRATCH.set([first, second]);
    convention::kept(surface, vocabulary, replaced(names, &again, better))
}

/// The names with those of the islands `again`, ascending as all else, taken from `better`.
fn replaced(names: Vec<Labelled>, again: &[Range<usize>], better: Vec<Labelled>) -> Vec<Labelled> {
    let mut islands = again.iter().peekable();
    let mut all = names;
    all.retain(|name| {
        while islands.next_if(|island| island.end <= name.tokens.start).is_some() {}
        !islands.peek().is_some_and(|island| island.contains(&name.tokens.start))
    });
    all.extend(better);
    all.sort_by_key(|name| name.tokens.start);
    all
}

/// Reads a document's islands.
struct Reading<'s, 't> {
    surface: &'s Surface<'t>,
    vocabulary: &'s Vocabulary,
    scenes: Scenes,
}

impl<'s, 't> Reading<'s, 't> {
    fn new(surface: &'s Surface<'t>, vocabulary: &'s Vocabulary) -> Self {
        Self { surface, vocabulary, scenes: Scenes::default() }
    }

    /// The names that `chain` finds in `islands`.
    fn read(
        &mut self,
        chain: &Chain,
        islands: &[Range<usize>],
        beside: Beside<'_>,
        scratch: &mut Scratch,
    ) -> Vec<Labelled> {
        let mut names = Vec::new();
        for islands in islands.chunks(TOGETHER) {
            self.set(islands);
            for scene in self.scenes.all() {
                features::score(&mut chain.scorer(scratch), self.surface, scene, beside);
                labels::read(chain.decode_scored(&[], scratch), scene.island().start, &mut names);
            }
        }
        names
    }

    fn set(&mut self, islands: &[Range<usize>]) {
        self.scenes.set(self.surface, self.vocabulary, Evidence::shipped(), islands);
    }
}
