//! The learned judge: a first look settles most candidates, a second one the rest.

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashSet;

use super::features::Sum;
use super::scan::Kind;
use super::walk::{Judge, Scene};
use super::words::Words;
use crate::lexicon::Lexicon;
use crate::model::linear::Linear;

/// Two scorers of one question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cascade {
    /// Few features; decides where its log-odds are outside `unsure`.
    pub quick: Linear,
    /// All features; decides where `quick` does not.
    pub full: Linear,
    /// Log-odds of `quick` below the first mean no, above the second yes.
    pub unsure: (f32, f32),
}

/// What was learned about sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Kinds of words.
    pub(crate) words: Words,
    /// Whether a terminator ends a sentence.
    pub(crate) terminators: Cascade,
    /// Whether a sentence begins where no terminator stands.
    pub(crate) starts: Cascade,
}

impl Model {
    /// Returns the model that ships with the crate.
    #[must_use]
    pub fn shipped() -> Arc<Self> {
        static SHIPPED: LazyLock<Arc<Model>> = LazyLock::new(|| Arc::new(Model::empty()));
        Arc::clone(&SHIPPED)
    }
    fn empty() -> Self {
        let l = || Linear::new(4, vec![0; 16], 1.0, 0.0).unwrap();
        let c = || Cascade { quick: l(), full: l(), unsure: (-9.0, 9.0) };
        Self { words: Words::default(), terminators: c(), starts: c() }
    }
}

/// Decides by a model.
pub(super) struct Reader<'m> {
    model: &'m Model,
    lexicon: &'m Lexicon,
    /// Abbreviations of the user, lower-cased, without their last full stop.
    abbreviations: &'m FxHashSet<String>,
}

impl<'m> Reader<'m> {
    pub(super) fn new(model: &'m Model, lexicon: &'m Lexicon, abbreviations: &'m FxHashSet<String>) -> Self {
        Self { model, lexicon, abbreviations }
    }
}

impl Judge for Reader<'_> {
    fn decide(&mut self, scene: &mut Scene<'_>) -> bool {
        let model = self.model;
        let cascade = match scene.candidate.kind {
            Kind::Start => &model.starts,
            _ => &model.terminators,
        };
        if !self.abbreviations.is_empty() && scene.follows_any(self.abbreviations) {
            return false;
        }
        let mut quick = Sum::of(&cascade.quick);
        scene.quick(&model.words, &mut quick);
        let score = quick.log_odds();
        if score < cascade.unsure.0 {
            return false;
        }
        if score > cascade.unsure.1 {
            return true;
        }
        let mut full = Sum::of(&cascade.full);
        scene.full(self.lexicon, &model.words, &mut full);
        full.log_odds() > 0.0
    }
}
