//! Trains a [`Chain`]: the negative log-likelihood of whole labellings, a small batch of sequences at a time.

use rayon::prelude::*;

use super::averaged::Averaged;
use super::passes::Task;
use super::positions::{Compact, Positions};
use super::{Options, Run};
use crate::model::chain::{Chain, Parts};
use crate::model::features::Sequence;
use crate::model::hash;
use crate::model::lattice::{MOST_LABELS, Sums, Transitions, padded};
use crate::model::part;
use crate::{Error, Place};

/// Labels, and which may follow which.
///
/// # Examples
/// ```
/// use saith::model::training::chain::Scheme;
/// // "inside" follows "begin" or "inside" only, and begins no sequence.
/// let scheme = Scheme::new(&["outside", "begin", "inside"], |before, label| {
///     label != Some("inside") || matches!(before, Some("begin" | "inside"))
/// });
/// assert_eq!(scheme.label("inside"), Some(2));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    labels: Vec<String>,
    start: Vec<bool>,
    end: Vec<bool>,
    /// A row for each label before.
    between: Vec<bool>,
}

impl Scheme {
    /// Returns the scheme of `labels` in which `allowed` says what may follow what; it is asked with no label before for the
    /// start of a sequence, and with none after for its end.
    #[must_use]
    pub fn new(labels: &[&str], allowed: impl Fn(Option<&str>, Option<&str>) -> bool) -> Self {
        let pairs = labels.iter().flat_map(|from| labels.iter().map(move |to| (Some(*from), Some(*to))));
        Self {
            labels: labels.iter().map(|&label| label.to_owned()).collect(),
            start: labels.iter().map(|&label| allowed(None, Some(label))).collect(),
            end: labels.iter().map(|&label| allowed(Some(label), None)).collect(),
            between: pairs.map(|(from, to)| allowed(from, to)).collect(),
        }
    }

    /// Returns the number of a label.
    #[must_use]
    pub fn label(&self, name: &str) -> Option<u8> {
        self.labels.iter().position(|label| label == name).map(|at| at as u8)
    }

    /// Whether a sequence may be labelled so.
    fn allows(&self, labels: &[u8]) -> bool {
        let count = self.labels.len();
        let allowed = |table: &[bool], at: Option<&u8>| at.is_some_and(|&at| table[usize::from(at)]);
        labels.iter().all(|&label| usize::from(label) < count)
            && allowed(&self.start, labels.first())
            && allowed(&self.end, labels.last())
            && labels.windows(2).all(|w| self.between[usize::from(w[0]) * count + usize::from(w[1])])
    }
}

/// Sequences to learn from: features and labels.
#[derive(Clone, Debug, Default)]
pub struct Sequences {
    positions: Positions,
    labels: Vec<u8>,
    /// Where each sequence ends.
    ends: Vec<usize>,
}

impl Sequences {
    /// Returns no sequences; their features will be hashed into 2^`bits` rows.
    #[must_use]
    pub fn new(bits: u32) -> Self {
        Self { positions: Positions::new(bits), ..Self::default() }
    }

    /// Adds a sequence and its labels, by their numbers; one without positions is passed over.
    ///
    /// # Errors
    /// Where there is not one label a position.
    pub fn push(&mut self, features: Sequence<'_>, labels: &[u8]) -> Result<(), Error> {
        if features.len() != labels.len() {
            let reason =
                format!("sequence {} has {} positions and {} labels", self.len(), features.len(), labels.len());
            return Err(Error::format(Place::default(), reason, "give one label a position"));
        }
        if !labels.is_empty() {
            features.positions().for_each(|position| self.positions.push(position));
            self.labels.extend(labels);
            self.ends.push(self.labels.len());
        }
        Ok(())
    }

    /// Leaves out all features but those of `rows`, as [`Learned::heaviest`] gives them.
    ///
    /// # Panics
    /// Where a row is beyond the bits that the sequences were made for.
    pub fn keep(&mut self, rows: &[u32]) {
        self.positions.keep(rows);
    }

    /// Returns the number of sequences.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns whether there are no sequences.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn range(&self, i: usize) -> std::ops::Range<usize> {
        part(&self.ends, i)
    }
}

/// Weights as they were learned: averaged, neither pruned nor rounded.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// The names of the labels.
    pub labels: Vec<String>,
    /// Features are hashed into 2^`bits` rows.
    pub bits: u32,
    /// The rows that were trained, ascending.
    pub rows: Vec<u32>,
    /// Their weights: one a label, row after row.
    pub weights: Vec<f32>,
    /// The score of starting with each label.
    pub start: Vec<f32>,
    /// The score of ending with each.
    pub end: Vec<f32>,
    /// The score of each label after each: a row for the label before.
    pub transitions: Vec<f32>,
}

impl Learned {
    /// Returns the `most` rows whose weights are farthest from zero, by the sum of their squares; ascending. Trained again on
    /// them alone, a chain is smaller and hardly less right: most rows weigh next to nothing.
    #[must_use]
    pub fn heaviest(&self, most: usize) -> Vec<u32> {
        let weight = |own: &[f32]| own.iter().map(|weight| weight * weight).sum::<f32>();
        let rows = self.rows.iter().zip(self.weights.chunks_exact(self.labels.len()));
        let mut rows: Vec<(f32, u32)> = rows.map(|(&row, own)| (weight(own), row)).collect();
        rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut heaviest: Vec<u32> = rows.into_iter().take(most).map(|(_, row)| row).collect();
        heaviest.sort_unstable();
        heaviest
    }

    /// Returns the chain: weights nearer to zero than `prune` dropped, the others rounded to 8 bits.
    ///
    /// # Errors
    /// Where a weight is not finite.
    pub fn quantised(&self, prune: f32) -> Result<Chain, Error> {
        let kept = |&weight: &f32| if weight.abs() < prune { 0.0 } else { weight };
        let scale = super::scale(self.weights.iter().map(kept));
        let (mut rows, mut weights) = (Vec::new(), Vec::new());
        for (&row, own) in self.rows.iter().zip(self.weights.chunks_exact(self.labels.len())) {
            let from = weights.len();
            weights.extend(own.iter().map(|weight| super::rounded(kept(weight), scale)));
            if weights[from..].iter().all(|weight| *weight == 0) {
                weights.truncate(from);
            } else {
                rows.push(row);
            }
        }
        Chain::new(Parts {
            labels: self.labels.clone(),
            bits: self.bits,
            scale,
            rows,
            weights,
            start: self.start.clone(),
            end: self.end.clone(),
            transitions: self.transitions.clone(),
        })
    }
}

/// Returns the weights that `sequences` teach, or `None` where the watch stopped it. Gradients of a batch are reckoned on the
/// rayon pool of the caller and applied in order: the number of threads does not matter.
///
/// # Errors
/// Where a sequence is labelled as `scheme` does not allow, an option makes no sense, or the state of an interrupted training
/// cannot be read or kept.
pub fn train(
    sequences: &Sequences,
    scheme: &Scheme,
    options: &Options,
    run: &mut Run<'_>,
) -> Result<Option<Learned>, Error> {
    sequences.positions.check_bits(options.bits)?;
    check(sequences, scheme)?;
    let compact = sequences.positions.compact(options.least_count);
    let trainer = Trainer { sequences, scheme, compact: &compact, width: padded(scheme.labels.len()) };
    let rows = compact.rows.len() + scheme.labels.len() + 2;
    let mut averaged = Averaged::new(rows, trainer.width, options.step, options.l2);
    let fingerprint = trainer.fingerprint();
    let task = Task { examples: sequences.len(), batch: options.batch, fingerprint, options };
    let finished = task.run(&mut averaged, run, |averaged, batch| {
        let transitions = trainer.transitions(|row| averaged.weights(row));
        let of = |scratch: &mut Scratch, &i: &u32| trainer.gradient(averaged, &transitions, i as usize, scratch);
        let gradients: Vec<Gradient> = batch.par_iter().map_init(Scratch::default, of).collect();
        gradients.iter().zip(batch).for_each(|(gradient, &i)| trainer.apply(averaged, i as usize, gradient));
        gradients.iter().map(|gradient| gradient.loss).sum()
    })?;
    Ok(finished.then(|| trainer.learned(&averaged, options.bits)))
}

fn check(sequences: &Sequences, scheme: &Scheme) -> Result<(), Error> {
    let wrong = |reason: String, remedy: &str| Err(Error::format(Place::default(), reason, remedy));
    let count = scheme.labels.len();
    if count == 0 || count > MOST_LABELS {
        return wrong(format!("the scheme has {count} labels"), &format!("give 1 to {MOST_LABELS}"));
    }
    for i in 0..sequences.len() {
        let labels = &sequences.labels[sequences.range(i)];
        if !scheme.allows(labels) {
            let name = |&label: &u8| scheme.labels.get(usize::from(label)).map_or("?", String::as_str);
            let named: Vec<&str> = labels.iter().take(12).map(name).collect();
            let reason = format!("the scheme does not allow the labels of sequence {i}: {} …", named.join(" "));
            return wrong(reason, "mend the data or the scheme");
        }
    }
    Ok(())
}

struct Trainer<'t> {
    sequences: &'t Sequences,
    scheme: &'t Scheme,
    compact: &'t Compact,
    /// Labels, padded. Weights have a row of so many for each feature, each label before, the start and the end.
    width: usize,
}

/// The slope of a sequence's loss.
struct Gradient {
    loss: f64,
    /// By the scores of features, a padded row a position.
    scores: Vec<f32>,
    /// By transitions: a padded row for each label before, then that of the start and of the end.
    transitions: Vec<f32>,
}

#[derive(Default)]
struct Scratch {
    scores: Vec<f32>,
    sums: Sums,
}

/// A position whose labels are as good as certain teaches nothing.
const TAUGHT: f32 = 1e-5;

impl Trainer<'_> {
    /// What the rows of transitions say now, and what the scheme forbids.
    fn transitions<'w>(&self, row: impl Fn(usize) -> &'w [f32]) -> Transitions {
        let (first, count) = (self.compact.rows.len(), self.scheme.labels.len());
        let masked = |row: &[f32], allowed: &[bool]| -> Vec<f32> {
            let scores = row.iter().zip(allowed);
            scores.map(|(&score, &allowed)| if allowed { score } else { f32::NEG_INFINITY }).collect()
        };
        let between: Vec<f32> = (0..count)
            .flat_map(|from| masked(row(first + from), &self.scheme.between[from * count..][..count]))
            .collect();
        let start = masked(row(first + count), &self.scheme.start);
        let end = masked(row(first + count + 1), &self.scheme.end);
        Transitions::new(&start, &end, &between)
    }

    fn gradient(
        &self,
        averaged: &Averaged,
        transitions: &Transitions,
        sequence: usize,
        scratch: &mut Scratch,
    ) -> Gradient {
        let (range, width) = (self.sequences.range(sequence), self.width);
        scratch.scores.clear();
        scratch.scores.resize(range.len() * width, 0.0);
        for (scores, at) in scratch.scores.chunks_exact_mut(width).zip(range.clone()) {
            for &id in self.compact.position(at) {
                scores.iter_mut().zip(averaged.weights(id as usize)).for_each(|(score, weight)| *score += weight);
            }
        }
        slope(transitions, &scratch.scores, &self.sequences.labels[range], width, &mut scratch.sums)
    }

    fn apply(&self, averaged: &mut Averaged, sequence: usize, gradient: &Gradient) {
        for (scores, at) in gradient.scores.chunks_exact(self.width).zip(self.sequences.range(sequence)) {
            if scores.iter().any(|slope| slope.abs() > TAUGHT) {
                self.compact.position(at).iter().for_each(|&id| averaged.update(id as usize, scores));
            }
        }
        let first = self.compact.rows.len();
        for (row, slopes) in gradient.transitions.chunks_exact(self.width).enumerate() {
            averaged.update(first + row, slopes);
        }
    }

    fn learned(&self, averaged: &Averaged, bits: u32) -> Learned {
        let (first, count) = (self.compact.rows.len(), self.scheme.labels.len());
        let averages: Vec<Vec<f32>> = (first..first + count + 2).map(|row| averaged.average(row).collect()).collect();
        let transitions = self.transitions(|row| &averages[row - first]);
        Learned {
            labels: self.scheme.labels.clone(),
            bits,
            rows: self.compact.rows.clone(),
            weights: (0..first).flat_map(|row| averaged.average(row).take(count)).collect(),
            start: transitions.start().to_vec(),
            end: transitions.end().to_vec(),
            transitions: (0..count * count).map(|i| transitions.between(i / count, i % count)).collect(),
        }
    }

    fn fingerprint(&self) -> u64 {
        let labels = self
            .sequences
            .labels
            .iter()
            .fold(self.compact.fingerprint(), |all, &label| hash::join(all, u64::from(label)));
        let ends = self.sequences.ends.iter().fold(labels, |all, &end| hash::join(all, end as u64));
        hash::join(ends, hash::bytes(format!("{:?}", self.scheme).as_bytes()))
    }
}

/// The loss of `labels` under these scores (padded rows), and its slope: what is expected less what is there.
fn slope(transitions: &Transitions, scores: &[f32], labels: &[u8], width: usize, sums: &mut Sums) -> Gradient {
    let count = transitions.start().len();
    let total = transitions.forward_backward(scores, sums);
    let mut by_scores = vec![0.0; scores.len()];
    for (at, row) in by_scores.chunks_exact_mut(width).enumerate() {
        row.iter_mut().zip(transitions.marginals(sums, at)).for_each(|(slope, expected)| *slope = expected as f32);
    }
    let mut by_transitions = vec![0.0; (count + 2) * width];
    let (between, edges) = by_transitions.split_at_mut(count * width);
    between.iter_mut().zip(transitions.pairs(sums)).for_each(|(slope, expected)| *slope = *expected as f32);
    let (start, end) = edges.split_at_mut(width);
    start.copy_from_slice(&by_scores[..width]);
    end.copy_from_slice(&by_scores[scores.len() - width..]);
    let mut score = 0.0;
    for (at, &label) in labels.iter().enumerate() {
        let label = usize::from(label);
        score += f64::from(scores[at * width + label]);
        by_scores[at * width + label] -= 1.0;
        let before = at.checked_sub(1).map(|before| usize::from(labels[before]));
        if let Some(before) = before {
            score += f64::from(transitions.between(before, label));
            between[before * width + label] -= 1.0;
        } else {
            score += f64::from(transitions.start()[label]);
            start[label] -= 1.0;
        }
        if at + 1 == labels.len() {
            score += f64::from(transitions.end()[label]);
            end[label] -= 1.0;
        }
    }
    Gradient { loss: total - score, scores: by_scores, transitions: by_transitions }
}

#[cfg(test)]
mod tests;
