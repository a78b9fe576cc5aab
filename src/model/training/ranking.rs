//! Trains a [`Linear`](crate::model::linear::Linear) that chooses: of the candidates of each choice the right one shall score
//! highest. Softmax over the candidates, a choice at a time; what is wrong may have a cost that it must be beaten by.

use super::averaged::Averaged;
use super::linear::Learned;
use super::passes::Task;
use super::positions::{Compact, Positions};
use super::{Options, Run};
use crate::Error;
use crate::model::hash;
use crate::model::part;

/// Choices: candidates with their features, and which of them is right.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    candidates: Positions,
    costs: Vec<f32>,
    /// Where the candidates of each choice end.
    ends: Vec<usize>,
    /// The place of the right candidate among all.
    right: Vec<usize>,
    weights: Vec<f32>,
}

impl Choices {
    /// Returns no choices; features will be hashed into 2^`bits` rows.
    #[must_use]
    pub fn new(bits: u32) -> Self {
        Self { candidates: Positions::new(bits), ..Self::default() }
    }

    /// Adds a candidate to the choice that is being filled. The right one must beat it by `cost`.
    pub fn push(&mut self, features: &[u64], cost: f32) {
        self.candidates.push(features);
        self.costs.push(cost);
    }

    /// Ends the choice that is being filled: candidate `right` of it is the right one, and it counts as `weight` choices.
    ///
    /// # Panics
    /// Where there is no such candidate.
    pub fn end_choice(&mut self, right: usize, weight: f32) {
        let first = self.ends.last().copied().unwrap_or_default();
        assert!(first + right < self.costs.len(), "the right candidate is one of the choice");
        self.right.push(first + right);
        self.weights.push(weight);
        self.ends.push(self.costs.len());
    }

    /// Returns the number of choices.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns whether there are no choices.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns the number of candidates of all choices.
    #[must_use]
    pub fn candidates(&self) -> usize {
        self.costs.len()
    }

    fn of(&self, choice: usize) -> std::ops::Range<usize> {
        part(&self.ends, choice)
    }
}

/// Returns the weights that `choices` teach, or `None` where the watch stopped it. Runs on one thread.
///
/// # Errors
/// Where an option makes no sense, or the state of an interrupted training cannot be read or kept.
///
/// # Examples
/// ```
/// use saith::model::hash::bytes;
/// use saith::model::training::{Options, Run, ranking};
/// let (near, far) = (bytes(b"near"), bytes(b"far"));
/// let mut choices = ranking::Choices::new(10);
/// for right in [0, 1].into_iter().cycle().take(100) {
///     let order = if right == 0 { [near, far] } else { [far, near] };
///     order.iter().for_each(|&feature| choices.push(&[feature], 0.0));
///     choices.end_choice(right, 1.0);
/// }
/// let options = Options { bits: 10, ..Options::default() };
/// let learned = ranking::train(&choices, &options, &mut Run::default())?.expect("nobody stops it");
/// assert!(learned.score(&[near]) > learned.score(&[far]));
/// # Ok::<(), saith::Error>(())
/// ```
pub fn train(choices: &Choices, options: &Options, run: &mut Run<'_>) -> Result<Option<Learned>, Error> {
    choices.candidates.check_bits(options.bits)?;
    let compact = choices.candidates.compact(options.least_count);
    let mut averaged = Averaged::new(compact.rows.len(), 1, options.step, options.l2);
    let fingerprint = fingerprint(choices, &compact);
    let task = Task { examples: choices.len(), batch: 1, fingerprint, options };
    let mut scores: Vec<f32> = Vec::new();
    let finished = task.run(&mut averaged, run, |averaged, batch| {
        let mut learn = |&choice: &u32| {
            let (range, right) = (choices.of(choice as usize), choices.right[choice as usize]);
            let weight = choices.weights[choice as usize];
            scores.clear();
            scores.extend(
                range
                    .clone()
                    .map(|c| averaged.sum(compact.position(c)) + if c == right { 0.0 } else { choices.costs[c] }),
            );
            let loss = softmax(&mut scores, right - range.start);
            for (c, probability) in range.zip(&scores) {
                let slope = (probability - f32::from(u8::from(c == right))) * weight;
                if slope.abs() > 1e-4 {
                    compact.position(c).iter().for_each(|&id| averaged.update(id as usize, &[slope]));
                }
            }
            f64::from(loss * weight)
        };
        batch.iter().map(&mut learn).sum()
    })?;
    Ok(finished.then(|| Learned::of(&averaged, &compact, options.bits)))
}

/// Turns scores into probabilities; gives the loss.
fn softmax(scores: &mut [f32], right: usize) -> f32 {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let of_right = scores[right];
    let sum: f32 = scores.iter().map(|s| (s - most).exp()).sum();
    scores.iter_mut().for_each(|s| *s = (*s - most).exp() / sum);
    sum.ln() + most - of_right
}

fn fingerprint(choices: &Choices, compact: &Compact) -> u64 {
    let answers = choices.right.iter().zip(&choices.weights).zip(&choices.ends);
    let all = answers.fold(compact.fingerprint(), |all, ((&right, &weight), &end)| {
        hash::join(hash::join(hash::join(all, right as u64), u64::from(weight.to_bits())), end as u64)
    });
    choices.costs.iter().fold(all, |all, cost| hash::join(all, u64::from(cost.to_bits())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn softmax_gives_probabilities_and_the_loss() {
        let mut scores = [1000.0, 1000.0, -1000.0];
        let loss = softmax(&mut scores, 1);
        assert!((loss - 2f32.ln()).abs() < 1e-3, "{loss}");
        assert_eq!(scores, [0.5, 0.5, 0.0]);
    }

    /// What costs more to choose is chosen less often where nothing else tells the two apart.
    #[test]
    fn a_cost_must_be_beaten() {
        let score = |cost: f32| {
            let mut choices = Choices::new(10);
            for i in 0..300 {
                let right = usize::from(i % 3 == 0);
                choices.push(&[hash::bytes(b"none")], 0.0);
                choices.push(&[hash::bytes(b"link")], cost);
                choices.end_choice(right, 1.0);
            }
            let options = Options { bits: 10, passes: 20, ..Options::default() };
            let learned = train(&choices, &options, &mut Run::default()).unwrap().unwrap();
            learned.score(&[hash::bytes(b"link")]) - learned.score(&[hash::bytes(b"none")])
        };
        let (free, dear) = (score(0.0), score(2.0));
        assert!((free - 0.5f32.ln()).abs() < 0.1, "{free}");
        assert!(dear < free - 0.5, "{dear}");
    }
}
