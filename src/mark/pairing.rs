//! The cheapest reading of a paragraph's marks: an exact search over what may stand open, in one pass.
//!
//! What stands open is one of eight stacks of at most three quotations, so a paragraph of ten thousand opening marks
//! costs ten thousand small steps.

use crate::mark::evidence::{Costs, Family};
use crate::mark::state::{COUNT, Move, each_move, price_of_end, prices};

/// More than any reading costs, and small enough to be added to.
const NEVER: u32 = u32::MAX / 4;

/// Where a state was reached from.
#[derive(Clone, Copy, Default)]
struct Step {
    from: u8,
    what: Move,
}

/// The search, with memory that is used again for each paragraph.
#[derive(Default)]
pub(super) struct Pairing {
    steps: Vec<[Step; COUNT]>,
    moves: Vec<Move>,
}

impl Pairing {
    /// Finds the cheapest moves; `reopened` is the family of the mark that begins the next paragraph.
    pub(super) fn solve(&mut self, marks: &[Costs], reopened: Option<Family>) {
        self.steps.clear();
        let mut cost = [NEVER; COUNT];
        cost[0] = 0;
        for mark in marks {
            let (mut next, mut steps) = ([NEVER; COUNT], [Step::default(); COUNT]);
            let prices = prices(mark);
            each_move(mark.family, |from, to, what| {
                let price = cost[from] + prices[what as usize];
                if price < next[to] {
                    next[to] = price;
                    steps[to] = Step { from: from as u8, what };
                }
            });
            // Only differences matter; small numbers cannot overflow.
            let least = next.iter().copied().min().unwrap_or(0);
            next.iter_mut().for_each(|c| *c = (*c - least).min(NEVER));
            cost = next;
            self.steps.push(steps);
        }
        let mut state = (0..COUNT).min_by_key(|&s| cost[s] + price_of_end(s, reopened)).unwrap_or(0);
        self.moves.clear();
        for steps in self.steps.iter().rev() {
            let step = steps[state];
            self.moves.push(step.what);
            state = step.from as usize;
        }
        self.moves.reverse();
    }

    /// Returns what each mark does.
    pub(super) fn moves(&self) -> &[Move] {
        &self.moves
    }
}
