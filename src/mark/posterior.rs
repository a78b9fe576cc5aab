//! How likely each pair is among all readings of its paragraph: forward and backward sums over the states of pairing.
//!
//! A reading that costs ten more is taken for e times less likely.

use crate::mark::evidence::{Costs, Family};
use crate::mark::state::{COUNT, FIXED, MOVES, Move, STACKS, each_move, popped, price_of_end, weights};

/// What each state weighs.
type States = [f32; COUNT];

/// Dearer readings weigh what this cost does.
const DEAREST: usize = 300;

/// The weight of a cost, by the cost.
static WEIGHTS: [f32; DEAREST + 1] = {
    const TENTH: f64 = 0.904_837_418_035_959_6; // e^-0.1
    let mut weights = [0.0; DEAREST + 1];
    let (mut i, mut weight) = (0, 1.0);
    while i <= DEAREST {
        weights[i] = weight as f32;
        weight *= TENTH;
        i += 1;
    }
    weights
};

fn weight(cost: u32) -> f32 {
    WEIGHTS[(cost as usize).min(DEAREST)]
}

/// Readings of less weight than this are left out of a pair's sum.
const UNHEARD_OF: f32 = 1e-4;

/// A quotation as the cheapest reading has it: the places of its marks among the paragraph's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// The mark that opens it.
    pub open: u32,
    /// The mark that ends it; the paragraph's number of marks where it lasts to the end.
    pub end: u32,
    /// Whether the mark at `end` closes it; one that does not closes the quotation around it, or opens the next.
    pub closed: bool,
}

/// The sums over one paragraph, with memory that is used again for each.
#[derive(Default)]
pub(super) struct Posterior {
    families: Vec<Family>,
    weights: Vec<[f32; MOVES]>,
    /// What leads to each state before each mark, scaled to a sum of one, and at the end.
    before: Vec<States>,
    /// What follows from each state, scaled so that over the states `before * after` sums to one.
    after: Vec<States>,
    /// One over the scale of each mark's step.
    scales: Vec<f32>,
}

impl Posterior {
    /// Sums over all readings of `marks`; `reopened` is the family of the mark that begins the next paragraph.
    pub(super) fn sum(&mut self, marks: &[Costs], reopened: Option<Family>) {
        self.families.clear();
        self.weights.clear();
        self.before.clear();
        self.scales.clear();
        let fixed = FIXED.map(weight);
        let mut states: States = [0.0; COUNT];
        states[0] = 1.0;
        for mark in marks {
            let weights = weights(mark, weight, &fixed);
            let mut next = [0.0; COUNT];
            each_move(mark.family, |from, to, what| next[to] += states[from] * weights[what as usize]);
            self.families.push(mark.family);
            self.weights.push(weights);
            self.before.push(states);
            let scale = 1.0 / next.iter().sum::<f32>();
            states = next.map(|w| w * scale);
            self.scales.push(scale);
        }
        self.before.push(states);
        let ends: States = std::array::from_fn(|s| weight(price_of_end(s, reopened)));
        let all: f32 = states.iter().zip(&ends).map(|(a, b)| a * b).sum();
        let mut states = ends.map(|w| w / all);
        self.after.clear();
        self.after.resize(marks.len() + 1, [0.0; COUNT]);
        self.after[marks.len()] = states;
        for i in (0..marks.len()).rev() {
            let (weights, scale) = (&self.weights[i], self.scales[i]);
            let mut last = [0.0; COUNT];
            each_move(self.families[i], |from, to, what| last[from] += states[to] * weights[what as usize]);
            states = last.map(|w| w * scale);
            self.after[i] = states;
        }
    }

    /// Returns how much of the weight of all readings has `pair` in it, whatever stands around or inside.
    pub(super) fn of(&self, pair: Pair) -> f32 {
        let open = pair.open as usize;
        let family = self.families[open];
        let mut sum = 0.0;
        each_move(family, |from, to, what| {
            let opened = self.before[open][from] * self.weights[open][what as usize] * self.scales[open];
            // At a restart the quotation before ends, this one begins.
            let opens = matches!(what, Move::Open | Move::OpenSame | Move::Restart);
            if opens && opened * self.after[open + 1][to] > UNHEARD_OF {
                sum += self.ended(to, opened, open + 1, pair);
            }
        });
        sum.min(1.0)
    }

    /// The weight of the readings in which a quotation is open at `state`, of weight `opened` before mark `from`, and ends
    /// as `pair` does.
    fn ended(&self, state: usize, opened: f32, from: usize, pair: Pair) -> f32 {
        let end = pair.end as usize;
        let mut states = [0.0; COUNT];
        states[state] = opened;
        for i in from..end {
            let (weights, scale) = (&self.weights[i], self.scales[i]);
            let mut next = [0.0; COUNT];
            each_move(self.families[i], |from, to, what| {
                if what != Move::Restart {
                    next[to] += states[from] * weights[what as usize];
                }
            });
            for (s, weight) in next.iter_mut().enumerate() {
                // Where the quotation is no longer open it ended too early.
                *weight = if STACKS[s].starts_with(STACKS[state]) { *weight * scale } else { 0.0 };
            }
            states = next;
        }
        let after = &self.after[(end + 1).min(self.families.len())];
        if end == self.families.len() {
            return states.iter().zip(&self.after[end]).map(|(a, b)| a * b).sum();
        }
        let (weights, scale) = (&self.weights[end], self.scales[end]);
        let below = popped(state);
        let mut sum = 0.0;
        each_move(self.families[end], |from, to, what| {
            let ends = match what {
                Move::Close | Move::CloseWrong => pair.closed && from == state && to == below,
                Move::CloseOuter if pair.closed => to == below && from != state,
                Move::CloseOuter => from == state,
                Move::Restart => !pair.closed && from == state,
                _ => false,
            };
            if ends {
                sum += states[from] * weights[what as usize] * after[to];
            }
        });
        sum * scale
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// What is left of a reading: the next mark, the state, the marks that opened what is open, the pairs, the cost.
    type Reading = (usize, usize, Vec<u32>, Vec<Pair>, u32);

    /// Every pair that a reading of `marks` has, with its share of the weight of all readings, by trying them all.
    pub fn every_pair(marks: &[Costs], reopened: Option<Family>) -> Vec<(Pair, f32)> {
        let mut shares: Vec<(Pair, f32)> = Vec::new();
        let mut all = 0.0;
        let mut readings: Vec<Reading> = vec![(0, 0, Vec::new(), Vec::new(), 0)];
        while let Some((i, state, open, pairs, cost)) = readings.pop() {
            let Some(mark) = marks.get(i) else {
                let unclosed = open.iter().map(|&open| Pair { open, end: i as u32, closed: false });
                let weight = (-((cost + price_of_end(state, reopened)) as f32) / 10.0).exp();
                all += weight;
                for pair in pairs.into_iter().chain(unclosed) {
                    match shares.iter_mut().find(|(other, _)| *other == pair) {
                        Some((_, share)) => *share += weight,
                        None => shares.push((pair, weight)),
                    }
                }
                continue;
            };
            each_move(mark.family, |from, to, what| {
                if from != state {
                    return;
                }
                let (mut open, mut pairs) = (open.clone(), pairs.clone());
                let (unclosed, closed) = match what {
                    Move::Close | Move::CloseWrong => (false, true),
                    Move::CloseOuter => (true, true),
                    Move::Restart => (true, false),
                    Move::Skip | Move::Open | Move::OpenSame => (false, false),
                };
                for closed in [unclosed.then_some(false), closed.then_some(true)].into_iter().flatten() {
                    let open = open.pop().expect("something stands open");
                    pairs.push(Pair { open, end: i as u32, closed });
                }
                if matches!(what, Move::Open | Move::OpenSame | Move::Restart) {
                    open.push(i as u32);
                }
                readings.push((i + 1, to, open, pairs, cost + crate::mark::state::prices(mark)[what as usize]));
            });
        }
        shares.into_iter().map(|(pair, share)| (pair, share / all)).collect()
    }
}
