//! `Succession`: steps that choose among candidates of their own, where it counts who was chosen one and two steps before.
//!
//! A chain of the second order whose ties know only "the same as" (Lafferty et al. 2001 with tied potentials): sums over all ways
//! to choose cost the square of the candidates a step, not their cube.

use std::ops::Range;

use super::part;

/// The key of a candidate that is never the same as another: nobody.
pub const NOBODY: u32 = u32::MAX;

/// Steps with the scores of their candidates.
///
/// # Examples
/// ```
/// use saith::model::succession::{NOBODY, Succession};
/// // Two people take turns; of the third turn nothing is known but that who spoke two turns ago likes to speak again.
/// let mut turns = Succession::default();
/// turns.push(&[(7, 3.0), (8, 0.0)], 0.0, 0.0);
/// turns.push(&[(7, 0.0), (8, 3.0)], -2.0, 0.0);
/// turns.push(&[(NOBODY, -1.0), (7, 0.0), (8, 0.0)], -2.0, 2.0);
/// let chances = turns.chances();
/// assert!(chances.of(2)[1] > 0.9);
/// assert!((chances.of(2).iter().sum::<f32>() - 1.0).abs() < 1e-4);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Succession {
    scores: Vec<f32>,
    keys: Vec<u32>,
    /// Where the candidates of each step end.
    ends: Vec<usize>,
    /// What choosing the same as one step before is worth, and two steps before.
    again: Vec<f32>,
    back: Vec<f32>,
}

/// How likely each candidate is, over all ways to choose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chances {
    ends: Vec<usize>,
    /// By candidate.
    chosen: Vec<f32>,
    /// By step, how likely it chooses the same as one step before, and two steps before.
    pub again: Vec<f32>,
    /// See `again`.
    pub back: Vec<f32>,
    /// Logarithm of the sum over all ways to choose.
    pub log_sum: f64,
}

impl Chances {
    /// Returns how likely each candidate of a step is.
    ///
    /// # Panics
    /// Where there is no such step.
    #[must_use]
    pub fn of(&self, step: usize) -> &[f32] {
        &self.chosen[part(&self.ends, step)]
    }
}

/// What one step is worth: weights of its candidates, and where the same candidates stand in the two steps before.
#[derive(Clone, Debug, Default)]
struct Scene {
    weights: Vec<f64>,
    again: Vec<Option<usize>>,
    back: Vec<Option<usize>>,
    again_worth: f64,
    back_worth: f64,
}

impl Succession {
    /// Empties it; the memory stays.
    pub fn clear(&mut self) {
        self.scores.clear();
        self.keys.clear();
        self.ends.clear();
        self.again.clear();
        self.back.clear();
    }

    /// Adds a step: its candidates by key and score, each key once, and what it is worth to choose the same as one step and as two
    /// steps before. A step without candidates is none.
    pub fn push(&mut self, candidates: &[(u32, f32)], again: f32, back: f32) {
        if candidates.is_empty() {
            return;
        }
        self.keys.extend(candidates.iter().map(|&(key, _)| key));
        self.scores.extend(candidates.iter().map(|&(_, score)| score));
        self.ends.push(self.scores.len());
        self.again.push(again);
        self.back.push(back);
    }

    /// Returns the number of steps.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns whether there are no steps.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns how likely each candidate is.
    #[must_use]
    pub fn chances(&self) -> Chances {
        self.chances_where(|_| true)
    }

    /// Returns how likely each candidate is where only those are open that `open` takes, by their places among all.
    #[must_use]
    pub fn chances_where(&self, open: impl Fn(usize) -> bool) -> Chances {
        let steps = self.len();
        let scenes: Vec<Scene> = (0..steps).map(|step| self.scene(step, &open)).collect();
        let (sums, forward) = forward(&scenes);
        let mut chances = Chances {
            ends: self.ends.clone(),
            chosen: vec![0.0; self.scores.len()],
            again: vec![0.0; steps],
            back: vec![0.0; steps],
            log_sum: sums.iter().map(|sum| sum.ln()).sum::<f64>() + self.most(&open),
        };
        let Some(last) = forward.last() else { return chances };
        let mut after = vec![1.0; last.len()];
        for step in (0..steps).rev() {
            let scene = &scenes[step];
            let (here, first) = (&forward[step], part(&self.ends, step).start);
            let count = scene.weights.len();
            let chosen = &mut chances.chosen[first..first + count];
            for (at, (way, rest)) in here.iter().zip(&after).enumerate() {
                let (before, now) = (at / count, at % count);
                chosen[now] += (way * rest) as f32;
                if scene.again[now] == Some(before) {
                    chances.again[step] += (way * rest) as f32;
                }
            }
            if step == 0 {
                break;
            }
            let earlier = &forward[step - 1];
            let befores = scenes[step - 1].weights.len();
            let mut gone = vec![0.0; earlier.len()];
            for before in 0..befores {
                let mut sum = 0.0;
                for now in 0..count {
                    let again = if scene.again[now] == Some(before) { scene.again_worth } else { 1.0 };
                    let worth = scene.weights[now] * again * after[before * count + now] / sums[step];
                    sum += worth;
                    if let Some(first) = scene.back[now] {
                        let place = first * befores + before;
                        gone[place] += (scene.back_worth - 1.0) * worth;
                        chances.back[step] += (earlier[place] * scene.back_worth * worth) as f32;
                    }
                }
                gone.iter_mut().skip(before).step_by(befores).for_each(|way| *way += sum);
            }
            after = gone;
        }
        chances
    }

    fn scene(&self, step: usize, open: &impl Fn(usize) -> bool) -> Scene {
        let own = part(&self.ends, step);
        let most = self.best(own.clone(), open);
        let place = |key: u32, back: usize| {
            let step = step.checked_sub(back).filter(|_| key != NOBODY)?;
            self.keys[part(&self.ends, step)].iter().position(|&other| other == key)
        };
        let weight = |at: usize| if open(at) { f64::from(self.scores[at] - most).exp() } else { 0.0 };
        Scene {
            weights: own.clone().map(weight).collect(),
            again: self.keys[own.clone()].iter().map(|&key| place(key, 1)).collect(),
            back: self.keys[own].iter().map(|&key| place(key, 2)).collect(),
            again_worth: f64::from(self.again[step]).exp(),
            back_worth: f64::from(self.back[step]).exp(),
        }
    }

    fn best(&self, mut places: Range<usize>, open: &impl Fn(usize) -> bool) -> f32 {
        let most = places.by_ref().filter(|&at| open(at)).map(|at| self.scores[at]).fold(f32::NEG_INFINITY, f32::max);
        if most.is_finite() { most } else { 0.0 }
    }

    fn most(&self, open: &impl Fn(usize) -> bool) -> f64 {
        (0..self.len()).map(|step| f64::from(self.best(part(&self.ends, step), open))).sum()
    }
}

/// For each step the sum of all ways up to it that it was divided by, and what each pair of choices – before it, in it – is worth.
fn forward(scenes: &[Scene]) -> (Vec<f64>, Vec<Vec<f64>>) {
    let (mut sums, mut ways) = (Vec::with_capacity(scenes.len()), Vec::<Vec<f64>>::with_capacity(scenes.len()));
    for (step, scene) in scenes.iter().enumerate() {
        let count = scene.weights.len();
        let befores = step.checked_sub(1).map_or(1, |before| scenes[before].weights.len());
        let mut here = vec![0.0; befores * count];
        for before in 0..befores {
            let (all, one) = match ways.last() {
                None => (1.0, None),
                Some(earlier) => (earlier.iter().skip(before).step_by(befores).sum(), Some(earlier)),
            };
            for now in 0..count {
                let back = scene.back[now].zip(one).map_or(0.0, |(first, earlier)| earlier[first * befores + before]);
                let again = if scene.again[now] == Some(before) { scene.again_worth } else { 1.0 };
                here[before * count + now] = scene.weights[now] * again * (all + (scene.back_worth - 1.0) * back);
            }
        }
        let sum: f64 = here.iter().sum();
        // Where nothing is open no way goes on.
        let sum = if sum > 0.0 { sum } else { 1.0 };
        here.iter_mut().for_each(|way| *way /= sum);
        sums.push(sum);
        ways.push(here);
    }
    (sums, ways)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hash::join;
    use proptest::prelude::*;

    fn number(seed: u64, n: u64) -> f32 {
        (join(seed, n) % 1000) as f32 / 250.0 - 2.0
    }

    fn made(seed: u64, steps: usize) -> Succession {
        let mut made = Succession::default();
        for step in 0..steps as u64 {
            let count = 1 + join(seed, step) % 3;
            let mut keys: Vec<u32> = (0..4).chain([NOBODY]).collect();
            keys.rotate_left((join(seed, step + 50) % 5) as usize);
            let candidates: Vec<(u32, f32)> =
                (0..count).map(|c| (keys[c as usize], number(seed, step * 9 + c))).collect();
            made.push(&candidates, number(seed, step + 100), number(seed, step + 200));
        }
        made
    }

    /// The same by trying every way to choose.
    fn slow(succession: &Succession) -> Chances {
        let steps = succession.len();
        let mut chances = Chances {
            ends: succession.ends.clone(),
            chosen: vec![0.0; succession.scores.len()],
            again: vec![0.0; steps],
            back: vec![0.0; steps],
            log_sum: 0.0,
        };
        let mut way = vec![0; steps];
        let mut total = 0.0;
        let mut all = Vec::new();
        loop {
            let place = |step: usize, way: &[usize]| part(&succession.ends, step).start + way[step];
            let key = |step: usize, way: &[usize]| succession.keys[place(step, way)];
            let same = |step: usize, back: usize, way: &[usize]| {
                step >= back && key(step, way) != NOBODY && key(step, way) == key(step - back, way)
            };
            let score: f32 = (0..steps)
                .map(|step| {
                    succession.scores[place(step, &way)]
                        + if same(step, 1, &way) { succession.again[step] } else { 0.0 }
                        + if same(step, 2, &way) { succession.back[step] } else { 0.0 }
                })
                .sum();
            let worth = f64::from(score).exp();
            total += worth;
            all.push((way.clone(), worth));
            let Some(next) = (0..steps).rev().find(|&s| way[s] + 1 < part(&succession.ends, s).len()) else { break };
            way[next] += 1;
            way[next + 1..].fill(0);
        }
        for (way, worth) in all {
            let share = (worth / total) as f32;
            for step in 0..steps {
                let place = part(&succession.ends, step).start + way[step];
                chances.chosen[place] += share;
                let key = |s: usize| succession.keys[part(&succession.ends, s).start + way[s]];
                if step >= 1 && key(step) != NOBODY && key(step) == key(step - 1) {
                    chances.again[step] += share;
                }
                if step >= 2 && key(step) != NOBODY && key(step) == key(step - 2) {
                    chances.back[step] += share;
                }
            }
        }
        chances.log_sum = total.ln();
        chances
    }

    proptest! {
        #[test]
        fn chances_are_those_of_all_ways(seed in any::<u64>(), steps in 1usize..6) {
            let succession = made(seed, steps);
            let (fast, slow) = (succession.chances(), slow(&succession));
            let near = |a: &[f32], b: &[f32]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-4);
            prop_assert!(near(&fast.chosen, &slow.chosen), "{:?} {:?}", fast.chosen, slow.chosen);
            prop_assert!(near(&fast.again, &slow.again) && near(&fast.back, &slow.back));
            prop_assert!((fast.log_sum - slow.log_sum).abs() < 1e-4);
        }
    }

    #[test]
    fn what_is_closed_is_never_chosen() {
        let succession = made(3, 5);
        let chances = succession.chances_where(|at| at != 0 || succession.ends[0] == 1);
        assert!(succession.ends[0] == 1 || chances.of(0)[0] == 0.0);
        for step in 0..succession.len() {
            assert!((chances.of(step).iter().sum::<f32>() - 1.0).abs() < 1e-4);
        }
    }
}
