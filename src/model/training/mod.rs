//! Training: from examples to weights, by AdaGrad with averaged weights.
//!
//! The same examples, options and seed give the same weights at any number of threads. A training can be watched and
//! stopped, and goes on after the last whole pass where its state was kept.

mod averaged;
pub mod chain;
mod checkpoint;
pub mod linear;
mod passes;
mod positions;
mod random;
pub mod ranking;
pub mod succession;

use std::ops::ControlFlow;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use random::Random;

/// How to train.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Options {
    /// Features are hashed into 2^`bits` rows.
    pub bits: u32,
    /// How often each example is seen.
    pub passes: u32,
    /// How far a weight moves; less and less as its gradients add up (AdaGrad). What moves the scores most: choose it on
    /// held-out data, from 0.01 to 0.5.
    pub step: f32,
    /// How strongly weights are drawn to zero, at each example in which they take part.
    pub l2: f32,
    /// Decides the order of examples.
    pub seed: u64,
    /// Sequences whose gradients are computed at once, in parallel, for a chain. Part of the result, as threads are not.
    pub batch: usize,
    /// Rows of rarer features are left out.
    pub least_count: u32,
    /// Averaged weights nearer to zero are dropped.
    pub prune: f32,
    /// So many trainings, each in an order of its own, whose weights are averaged: what one order alone brings is chance.
    pub runs: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { bits: 18, passes: 8, step: 0.1, l2: 0.0, seed: 1, batch: 8, least_count: 2, prune: 0.01, runs: 1 }
    }
}

/// How far a training is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// The pass, from 1; those of several runs are counted on.
    pub pass: u32,
    /// How many there are, of all runs.
    pub passes: u32,
    /// Examples or sequences seen in this pass.
    pub done: usize,
    /// How many there are.
    pub total: usize,
    /// Their mean loss in this pass so far: negative log-likelihood.
    pub loss: f64,
}

/// Takes how far a training is; a break stops it.
pub type Watch<'r> = dyn FnMut(&Progress) -> ControlFlow<()> + Send + 'r;

/// Who watches a training, and where its state is kept.
pub struct Run<'r> {
    /// Called some hundred times a pass; a break stops the training.
    pub watch: Box<Watch<'r>>,
    /// File of the state after the last whole pass. Where it is there, the training goes on from it; it stays when the
    /// training ends. A second run has one beside it, ending with ".run2", and so on.
    pub checkpoint: Option<PathBuf>,
}

impl Default for Run<'_> {
    fn default() -> Self {
        Self { watch: Box::new(|_| ControlFlow::Continue(())), checkpoint: None }
    }
}

/// What one unit of an 8-bit weight is worth, so that the largest weight just fits.
fn scale(weights: impl Iterator<Item = f32>) -> f32 {
    match weights.fold(0.0, |most: f32, weight| most.max(weight.abs())) {
        0.0 => 1.0,
        most => most / f32::from(i8::MAX),
    }
}

fn rounded(weight: f32, scale: f32) -> i8 {
    (weight / scale).round() as i8
}
