//! Trains a [`Linear`](crate::model::linear::Linear) that scores the steps of a [`Succession`]: of all ways to choose, those shall be
//! likeliest in which each step chooses one of its right candidates. Steps of which nothing is known teach through their neighbours.

use super::averaged::Averaged;
use super::linear::Learned;
use super::passes::Task;
use super::positions::{Compact, Positions};
use super::{Options, Run};
use crate::Error;
use crate::model::hash;
use crate::model::part;
use crate::model::succession::Succession;

/// Sequences of steps: candidates with their features, and which of them are right.
#[derive(Clone, Debug, Default)]
pub struct Successions {
    /// The candidates of a step, then its two ties.
    positions: Positions,
    keys: Vec<u32>,
    right: Vec<bool>,
    steps: Vec<Step>,
    /// Where each sequence ends, in steps.
    ends: Vec<usize>,
    open: usize,
}

#[derive(Clone, Copy, Debug)]
struct Step {
    /// Its first candidate, and how many there are.
    candidate: usize,
    count: usize,
    /// Whether one of them is known to be right.
    known: bool,
}

impl Successions {
    /// Returns no sequences; features will be hashed into 2^`bits` rows.
    #[must_use]
    pub fn new(bits: u32) -> Self {
        Self { positions: Positions::new(bits), ..Self::default() }
    }

    /// Adds a candidate to the step that is being filled.
    pub fn push(&mut self, key: u32, features: &[u64], right: bool) {
        self.positions.push(features);
        self.keys.push(key);
        self.right.push(right);
    }

    /// Ends the step that is being filled, with the features of choosing the same as one step before and as two.
    ///
    /// # Panics
    /// Where it has no candidate.
    pub fn end_step(&mut self, again: &[u64], back: &[u64]) {
        let count = self.keys.len() - self.open;
        assert!(count > 0, "a step has candidates");
        self.positions.push(again);
        self.positions.push(back);
        let known = self.right[self.open..].contains(&true);
        self.steps.push(Step { candidate: self.open, count, known });
        self.open = self.keys.len();
    }

    /// Ends the sequence that is being filled. One without steps is none.
    pub fn end_sequence(&mut self) {
        if self.ends.last().copied().unwrap_or_default() < self.steps.len() {
            self.ends.push(self.steps.len());
        }
    }

    /// Returns the number of steps.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.steps.len()
    }

    /// Returns the number of steps of which a right candidate is known.
    #[must_use]
    pub fn known(&self) -> usize {
        self.steps.iter().filter(|step| step.known).count()
    }

    /// Returns the number of candidates of all steps.
    #[must_use]
    pub fn candidates(&self) -> usize {
        self.keys.len()
    }

    /// The position of a step's first candidate: two ties stand after each step before.
    fn position(&self, step: usize) -> usize {
        self.steps[step].candidate + 2 * step
    }
}

/// Returns the weights that `successions` teach, or `None` where the watch stopped it. Runs on one thread.
///
/// # Errors
/// Where an option makes no sense, or the state of an interrupted training cannot be read or kept.
pub fn train(successions: &Successions, options: &Options, run: &mut Run<'_>) -> Result<Option<Learned>, Error> {
    successions.positions.check_bits(options.bits)?;
    let compact = successions.positions.compact(options.least_count);
    let mut averaged = Averaged::new(compact.rows.len(), 1, options.step, options.l2);
    let fingerprint = fingerprint(successions, &compact);
    let task = Task { examples: successions.ends.len(), batch: 1, fingerprint, options };
    let (mut model, mut candidates) = (Succession::default(), Vec::new());
    let finished = task.run(&mut averaged, run, |averaged, batch| {
        let mut learn = |&sequence: &u32| {
            let steps = part(&successions.ends, sequence as usize);
            let score = |averaged: &Averaged, position: usize| averaged.sum(compact.position(position));
            model.clear();
            for step in steps.clone() {
                let (Step { candidate, count, .. }, first) = (successions.steps[step], successions.position(step));
                candidates.clear();
                candidates.extend((0..count).map(|c| (successions.keys[candidate + c], score(averaged, first + c))));
                let [again, back] = [0, 1].map(|tie| score(averaged, first + count + tie));
                model.push(&candidates, again, back);
            }
            let is_known: Vec<bool> = steps
                .clone()
                .flat_map(|step| {
                    let Step { candidate, count, known } = successions.steps[step];
                    (candidate..candidate + count).map(move |c| !known || successions.right[c])
                })
                .collect();
            let (free, right) = (model.chances(), model.chances_where(|at| is_known[at]));
            let mut update = |position: usize, slope: f32| {
                if slope.abs() > 1e-4 {
                    compact.position(position).iter().for_each(|&id| averaged.update(id as usize, &[slope]));
                }
            };
            for (at, step) in steps.enumerate() {
                let (count, position) = (successions.steps[step].count, successions.position(step));
                for c in 0..count {
                    update(position + c, free.of(at)[c] - right.of(at)[c]);
                }
                update(position + count, free.again[at] - right.again[at]);
                update(position + count + 1, free.back[at] - right.back[at]);
            }
            free.log_sum - right.log_sum
        };
        batch.iter().map(&mut learn).sum()
    })?;
    Ok(finished.then(|| Learned::of(&averaged, &compact, options.bits)))
}

fn fingerprint(successions: &Successions, compact: &Compact) -> u64 {
    let answers = successions.right.iter().zip(&successions.keys);
    let all = answers
        .fold(compact.fingerprint(), |all, (&right, &key)| hash::join(all, u64::from(key) << 1 | u64::from(right)));
    let all = successions.steps.iter().fold(all, |all, step| hash::join(all, step.count as u64));
    successions.ends.iter().fold(all, |all, &end| hash::join(all, end as u64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hash::bytes;

    /// What only ties tell – two take turns – is learned, from steps of which every second one is unknown.
    #[test]
    fn turns_are_learned_from_ties() {
        let [named, other, again, back] = [&b"named"[..], b"other", b"again", b"back"].map(bytes);
        let mut successions = Successions::new(10);
        for _ in 0..200 {
            for step in 0..6u32 {
                for key in 0..2 {
                    let feature = if step < 2 && key == step { named } else { other };
                    successions.push(key, &[feature], step % 3 != 2 && key == step % 2);
                }
                successions.end_step(&[again], &[back]);
            }
            successions.end_sequence();
        }
        assert_eq!((successions.steps(), successions.known()), (1200, 800));
        let options = Options { bits: 10, ..Options::default() };
        let learned = train(&successions, &options, &mut Run::default()).unwrap().unwrap();
        assert!(learned.score(&[back]) > 1.0 && learned.score(&[again]) < learned.score(&[back]));
        assert!(learned.score(&[named]) > learned.score(&[other]));
    }
}
