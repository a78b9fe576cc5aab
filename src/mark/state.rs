//! What may stand open, and what each mark can do about it: the states and moves that pairing searches and counts over.

use crate::mark::evidence::{Costs, Family};

/// What may stand open, outermost first.
pub(super) const STACKS: [&[Family]; 8] = [
    &[],
    &[Family::Double],
    &[Family::Single],
    &[Family::Double, Family::Single],
    &[Family::Single, Family::Double],
    &[Family::Double, Family::Double],
    &[Family::Double, Family::Single, Family::Double],
    &[Family::Single, Family::Double, Family::Single],
];
pub(super) const COUNT: usize = STACKS.len();

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Move {
    /// Nothing: an apostrophe, a measure, a stray mark.
    #[default]
    Skip,
    /// Opens a quotation.
    Open,
    /// Opens a double quotation right inside another.
    OpenSame,
    /// Closes the innermost quotation.
    Close,
    /// Closes the innermost quotation, which a mark of the other family opened.
    CloseWrong,
    /// Closes the quotation around the innermost one, which ends unclosed.
    CloseOuter,
    /// Opens a quotation where one stands open that nothing closes.
    Restart,
}
pub(super) const MOVES: usize = 7;

/// A double quotation right inside another: rarer than one in single marks.
const SAME_FAMILY_INSIDE: u32 = 25;
/// The outer quotation's mark closes the inner one too.
const INNER_UNCLOSED: u32 = 40;
/// A new quotation shows that the last one is over.
const RESTARTED: u32 = 70;
/// A quotation that the next paragraph takes up.
const REOPENED: u32 = 5;

/// Returns what each move costs for `mark`, by [`Move`].
pub(super) fn prices(mark: &Costs) -> [u32; MOVES] {
    let &Costs { open, close, skip, wrong, .. } = mark;
    [skip, open, open + SAME_FAMILY_INSIDE, close, close + wrong, close + INNER_UNCLOSED, open + RESTARTED]
}

/// Returns what `weigh` makes of each move's price, by [`Move`]; it must turn sums into products.
pub(super) fn weights(mark: &Costs, weigh: impl Fn(u32) -> f32, fixed: &[f32; 3]) -> [f32; MOVES] {
    let (open, close) = (weigh(mark.open), weigh(mark.close));
    [weigh(mark.skip), open, open * fixed[0], close, close * weigh(mark.wrong), close * fixed[1], open * fixed[2]]
}

/// What moves cost beyond the marks that make them.
pub(super) const FIXED: [u32; 3] = [SAME_FAMILY_INSIDE, INNER_UNCLOSED, RESTARTED];

/// Returns what it costs that a paragraph ends in `state`; `reopened` is the family of the mark that begins the next one.
pub(super) fn price_of_end(state: usize, reopened: Option<Family>) -> u32 {
    let stack = STACKS[state];
    let outer = match stack.first() {
        None => 0,
        Some(&family) if reopened == Some(family) => REOPENED,
        Some(Family::Double) => 60,
        Some(Family::Single) => 50,
    };
    // One in another of the same marks, both unclosed: rather two of which the first was not closed.
    let inside =
        if let [a, b] = stack { if a == b { 60 } else { 30 } } else { 30 * stack.len().saturating_sub(1) as u32 };
    outer + inside
}

/// Calls `go` with each move of a mark of `family`: the state before, the state after, the move. Written out, so that
/// the compiler keeps states in registers; a test derives the same list from [`STACKS`].
#[inline(always)]
pub(super) fn each_move(family: Family, mut go: impl FnMut(usize, usize, Move)) {
    use Move::{Close, CloseOuter, CloseWrong, Open, OpenSame, Restart, Skip};
    go(0, 0, Skip);
    go(1, 1, Skip);
    go(2, 2, Skip);
    go(3, 3, Skip);
    go(4, 4, Skip);
    go(5, 5, Skip);
    go(6, 6, Skip);
    go(7, 7, Skip);
    match family {
        Family::Double => {
            go(0, 1, Open);
            go(1, 5, OpenSame);
            go(2, 4, Open);
            go(3, 6, Open);
            go(1, 0, Close);
            go(4, 2, Close);
            go(5, 1, Close);
            go(6, 3, Close);
            go(2, 0, CloseWrong);
            go(3, 1, CloseWrong);
            go(7, 4, CloseWrong);
            go(3, 0, CloseOuter);
            go(7, 2, CloseOuter);
            go(1, 1, Restart);
        }
        Family::Single => {
            go(0, 2, Open);
            go(1, 3, Open);
            go(4, 7, Open);
            go(2, 0, Close);
            go(3, 1, Close);
            go(7, 4, Close);
            go(1, 0, CloseWrong);
            go(4, 2, CloseWrong);
            go(5, 1, CloseWrong);
            go(6, 3, CloseWrong);
            go(4, 0, CloseOuter);
            go(6, 1, CloseOuter);
            go(2, 2, Restart);
        }
    }
}

/// Returns the state with the innermost quotation closed.
pub(super) const fn popped(state: usize) -> usize {
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
    fn moves_are_those_of_the_stacks() {
        let state = |stack: &[Family]| STACKS.iter().position(|&s| s == stack);
        for family in [Family::Double, Family::Single] {
            let mut expected = Vec::new();
            for (from, stack) in STACKS.iter().enumerate() {
                expected.push((from, from, Move::Skip));
                let same = stack.last() == Some(&family);
                if let Some(to) = state(&[stack, &[family][..]].concat()) {
                    expected.push((from, to, if same { Move::OpenSame } else { Move::Open }));
                }
                let Some((_, below)) = stack.split_last() else { continue };
                let to = state(below).expect("what a stack stands on is a stack");
                assert_eq!(popped(from), to);
                expected.push((from, to, if same { Move::Close } else { Move::CloseWrong }));
                if let Some((&around, below)) = below.split_last()
                    && !same
                    && around == family
                {
                    expected.push((from, state(below).expect("a stack"), Move::CloseOuter));
                }
                if stack.len() == 1 && same {
                    expected.push((from, from, Move::Restart));
                }
            }
            let mut written = Vec::new();
            each_move(family, |from, to, what| written.push((from, to, what)));
            let key = |&(from, to, what): &(usize, usize, Move)| (from, to, what as usize);
            expected.sort_by_key(key);
            written.sort_by_key(key);
            assert_eq!(written, expected);
        }
    }
}
