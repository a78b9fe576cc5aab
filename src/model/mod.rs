//! The kit of learned stages: hashed features, scorers, calibration, the file of a model, and training.
//!
//! A stage turns text into hashes of features, with the same code in training and in use; `Linear` says how likely yes is,
//! `Chain` gives the best labels of a sequence. Training is behind the feature `train`.

pub mod calibration;
pub mod chain;
pub mod features;
pub mod file;
pub mod hash;
mod lattice;
pub mod linear;
pub mod scorer;
pub mod succession;
#[cfg(feature = "train")]
pub mod training;

/// The range of part `i` of what lies one part behind the other; `ends` says where each ends.
#[inline]
fn part(ends: &[usize], i: usize) -> std::ops::Range<usize> {
    i.checked_sub(1).map_or(0, |before| ends[before])..ends[i]
}
