//! The cheapest reading of a paragraph's marks: an exact search over what may stand open, in one pass.
//!
//! What stands open is one of eight stacks of at most three quotations, so a paragraph of ten thousand opening marks
//! costs ten thousand small steps.

use crate::mark::evidence::{Costs, Family};

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Action {
    /// Nothing: an apostrophe, a measure, a stray mark.
    #[default]
    Skip,
    /// Opens a quotation.
    Open,
    /// Closes the innermost quotation.
    Close,
    /// Closes the quotation around the innermost one, which ends unclosed.
    CloseOuter,
    /// Opens a quotation where one stands open that nothing closes.
    Restart,
}

/// What may stand open, outermost first.
const STACKS: [&[Family]; 8] = [
    &[],
    &[Family::Double],
    &[Family::Single],
    &[Family::Double, Family::Single],
    &[Family::Single, Family::Double],
    &[Family::Double, Family::Double],
    &[Family::Double, Family::Single, Family::Double],
    &[Family::Single, Family::Double, Family::Single],
];
const COUNT: usize = STACKS.len();

/// A double quotation right inside another: rarer than one in single marks.
const SAME_FAMILY_INSIDE: u32 = 25;
/// The outer quotation's mark closes the inner one too.
const INNER_UNCLOSED: u32 = 40;
/// A new quotation shows that the last one is over.
const RESTARTED: u32 = 70;
/// A quotation that the next paragraph takes up.
const REOPENED: u32 = 5;

/// No way leads here.
const NEVER: u32 = u32::MAX;

/// Where a state was reached from.
#[derive(Clone, Copy, Default)]
struct Step {
    from: u8,
    action: Action,
}

/// The search, with memory that is used again for each paragraph.
#[derive(Default)]
pub(super) struct Pairing {
    steps: Vec<[Step; COUNT]>,
    actions: Vec<Action>,
}

impl Pairing {
    /// Finds the cheapest actions; `reopened` is the family of the mark that begins the next paragraph.
    pub(super) fn solve(&mut self, marks: &[Costs], reopened: Option<Family>) {
        self.steps.clear();
        let mut cost = [NEVER; COUNT];
        cost[0] = 0;
        for mark in marks {
            let mut next = [NEVER; COUNT];
            let mut steps = [Step::default(); COUNT];
            for (state, &so_far) in cost.iter().enumerate() {
                if so_far != NEVER {
                    transitions(state, mark, |to, price, action| {
                        let price = so_far + price;
                        if price < next[to] {
                            next[to] = price;
                            steps[to] = Step { from: state as u8, action };
                        }
                    });
                }
            }
            // Only differences matter; small numbers cannot overflow.
            let least = next.iter().copied().min().unwrap_or(0);
            next.iter_mut().filter(|c| **c != NEVER).for_each(|c| *c -= least);
            cost = next;
            self.steps.push(steps);
        }
        let end = (0..COUNT)
            .filter(|&s| cost[s] != NEVER)
            .min_by_key(|&s| cost[s] + price_of_end(STACKS[s], reopened))
            .unwrap_or(0);
        self.trace(end);
    }

    /// Returns what each mark does.
    pub(super) fn actions(&self) -> &[Action] {
        &self.actions
    }

    fn trace(&mut self, end: usize) {
        let mut state = end;
        self.actions.clear();
        for steps in self.steps.iter().rev() {
            let step = steps[state];
            self.actions.push(step.action);
            state = step.from as usize;
        }
        self.actions.reverse();
    }
}

/// Calls `go` with each state that `mark` can lead to.
fn transitions(state: usize, mark: &Costs, mut go: impl FnMut(usize, u32, Action)) {
    let stack = STACKS[state];
    go(state, mark.skip, Action::Skip);
    if let Some(to) = pushed(state, mark.family) {
        let same = stack.last() == Some(&mark.family);
        go(to, mark.open + if same { SAME_FAMILY_INSIDE } else { 0 }, Action::Open);
    }
    let Some(&top) = stack.last() else { return };
    let wrong = if top == mark.family { 0 } else { mark.wrong };
    go(popped(state), mark.close + wrong, Action::Close);
    if stack.len() > 1 && top != mark.family {
        go(popped(popped(state)), mark.close + INNER_UNCLOSED, Action::CloseOuter);
    }
    if stack.len() == 1 && top == mark.family {
        go(state, mark.open + RESTARTED, Action::Restart);
    }
}

fn price_of_end(stack: &[Family], reopened: Option<Family>) -> u32 {
    let outer = match stack.first() {
        None => 0,
        Some(&family) if reopened == Some(family) => REOPENED,
        Some(Family::Double) => 60,
        Some(Family::Single) => 50,
    };
    outer + 30 * stack.len().saturating_sub(1) as u32
}

/// The state with one more quotation open, if there is one.
const fn pushed(state: usize, family: Family) -> Option<usize> {
    match (state, family) {
        (0, Family::Double) => Some(1),
        (0, Family::Single) => Some(2),
        (1, Family::Single) => Some(3),
        (2, Family::Double) => Some(4),
        (1, Family::Double) => Some(5),
        (3, Family::Double) => Some(6),
        (4, Family::Single) => Some(7),
        _ => None,
    }
}

/// The state with the innermost quotation closed.
const fn popped(state: usize) -> usize {
    match state {
        3 | 5 => 1,
        4 => 2,
        6 => 3,
        7 => 4,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_of_states_agree() {
        for (state, stack) in STACKS.iter().enumerate() {
            for family in [Family::Double, Family::Single] {
                if let Some(to) = pushed(state, family) {
                    assert_eq!(STACKS[to], [stack, &[family][..]].concat());
                    assert_eq!(popped(to), state);
                }
            }
        }
    }
}
