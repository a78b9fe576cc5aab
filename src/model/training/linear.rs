//! Trains a [`Linear`]: logistic loss, an example at a time.

use super::averaged::Averaged;
use super::passes::Task;
use super::positions::{Compact, Positions};
use super::{Options, Run};
use crate::Error;
use crate::model::hash;
use crate::model::linear::Linear;

/// Examples: features, whether the answer is yes, and how much it counts.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    positions: Positions,
    labels: Vec<bool>,
    weights: Vec<f32>,
}

impl Examples {
    /// Returns no examples; their features will be hashed into 2^`bits` rows.
    #[must_use]
    pub fn new(bits: u32) -> Self {
        Self { positions: Positions::new(bits), ..Self::default() }
    }

    /// Adds an example that counts as `weight` examples.
    pub fn push(&mut self, features: &[u64], label: bool, weight: f32) {
        self.positions.push(features);
        self.labels.push(label);
        self.weights.push(weight);
    }

    /// Returns the number of examples.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Returns whether there are no examples.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }
}

/// Weights as they were learned: averaged, neither pruned nor rounded.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// Features are hashed into 2^`bits` rows.
    pub bits: u32,
    /// Rows that were trained, ascending, with their weights.
    pub weights: Vec<(u32, f32)>,
    /// The log-odds of no features.
    pub bias: f32,
}

impl Learned {
    /// Returns the averages of the rows that were trained, without a bias.
    pub(super) fn of(averaged: &Averaged, compact: &Compact, bits: u32) -> Self {
        let average = |id: usize| averaged.average(id).next().unwrap_or_default();
        Self {
            bits,
            weights: compact.rows.iter().enumerate().map(|(id, &row)| (row, average(id))).collect(),
            bias: 0.0,
        }
    }

    /// Returns the log-odds of yes.
    #[must_use]
    pub fn score(&self, features: &[u64]) -> f32 {
        let weight = |hash: &u64| {
            let row = hash::row(*hash, self.bits);
            self.weights.binary_search_by_key(&row, |&(row, _)| row).map_or(0.0, |at| self.weights[at].1)
        };
        self.bias + features.iter().map(weight).sum::<f32>()
    }

    /// Returns the scorer: weights nearer to zero than `prune` dropped, the others rounded to 8 bits.
    ///
    /// # Errors
    /// Where a weight is not finite.
    pub fn quantised(&self, prune: f32) -> Result<Linear, Error> {
        let kept = |weight: f32| if weight.abs() < prune { 0.0 } else { weight };
        let scale = super::scale(self.weights.iter().map(|&(_, weight)| kept(weight)));
        let mut weights = vec![0; 1 << self.bits];
        for &(row, weight) in &self.weights {
            weights[row as usize] = super::rounded(kept(weight), scale);
        }
        Linear::new(self.bits, weights, scale, self.bias)
    }
}

/// Returns the weights that `examples` teach, or `None` where the watch stopped it. Runs on one thread.
///
/// # Errors
/// Where an option makes no sense, or the state of an interrupted training cannot be read or kept.
///
/// # Examples
/// ```
/// use saith::model::hash;
/// use saith::model::training::{Options, Run, linear};
/// let mut examples = linear::Examples::new(10);
/// for word in ["Mr", "left", "Dr", "home"].iter().cycle().take(200) {
///     let title = word.len() == 2;
///     examples.push(&[hash::bytes(word.as_bytes()), hash::bytes(b".")], !title, 1.0);
/// }
/// let options = Options { bits: 10, step: 0.1, ..Options::default() };
/// let learned = linear::train(&examples, &options, &mut Run::default())?.expect("nobody stops it");
/// let linear = learned.quantised(options.prune)?;
/// assert!(linear.score(&[hash::bytes(b"Mr"), hash::bytes(b".")]) < 0.0);
/// assert!(linear.score(&[hash::bytes(b"home"), hash::bytes(b".")]) > 0.0);
/// # Ok::<(), saith::Error>(())
/// ```
pub fn train(examples: &Examples, options: &Options, run: &mut Run<'_>) -> Result<Option<Learned>, Error> {
    examples.positions.check_bits(options.bits)?;
    let compact = examples.positions.compact(options.least_count);
    let bias = compact.rows.len();
    let mut averaged = Averaged::new(bias + 1, 1, options.step, options.l2);
    let fingerprint = fingerprint(examples, &compact);
    let task = Task { examples: examples.len(), batch: 1, fingerprint, options };
    let finished = task.run(&mut averaged, run, |averaged, batch| {
        let learn = |&i: &u32| {
            let i = i as usize;
            let features = compact.position(i);
            let (weight, label) = (examples.weights[i], examples.labels[i]);
            let (loss, slope) = logistic(averaged.sum(features) + averaged.weights(bias)[0], label);
            let slope = [slope * weight];
            features.iter().for_each(|&id| averaged.update(id as usize, &slope));
            averaged.update(bias, &slope);
            f64::from(loss * weight)
        };
        batch.iter().map(learn).sum()
    })?;
    let learned = || Learned {
        bias: averaged.average(bias).next().unwrap_or_default(),
        ..Learned::of(&averaged, &compact, options.bits)
    };
    Ok(finished.then(learned))
}

/// The loss at log-odds `score`, and its slope there.
fn logistic(score: f32, label: bool) -> (f32, f32) {
    let against = if label { -score } else { score };
    // ln(1 + e^x) without overflow.
    let loss = against.max(0.0) + (-against.abs()).exp().ln_1p();
    let probability = 1.0 / (1.0 + (-score).exp());
    (loss, probability - f32::from(u8::from(label)))
}

fn fingerprint(examples: &Examples, compact: &Compact) -> u64 {
    let answers = examples.labels.iter().zip(&examples.weights);
    let join = |all, (&label, &weight): (&bool, &f32)| {
        hash::join(hash::join(all, u64::from(label)), u64::from(f32::to_bits(weight)))
    };
    answers.fold(compact.fingerprint(), join)
}

#[cfg(test)]
mod tests;
