//! A pair's confidence: its share of the weight of all readings, calibrated with a few facts about it.

use crate::lexicon::CueFrames;
use crate::mark::MarkedSpan;
use crate::mark::evidence::{Costs, Family};
use crate::mark::posterior::Pair;
use crate::mark::state::Move;
use crate::token::Token;

/// What the confidence of a pair is made of, by place in [`NAMES`].
pub type PairFacts = [f32; NAMES.len()];

/// The facts of a pair.
pub const NAMES: [&str; 12] = [
    "always",
    "log odds of its share of all readings",
    "unclosed",
    "unclosed, and taken up by the next paragraph",
    "closed by a mark of the other family",
    "a mark of its paragraph is left over",
    "a mark is left over, and it stands inside another",
    "in single marks",
    "inside another",
    "inside another of the same marks",
    "unclosed, with a saying inside",
    "unclosed and taken up, with a saying inside",
];

/// Skipping a mark at this cost says that it is stray; apostrophes and measures cost less.
const STRAY: u32 = 40;

/// Largest log odds that are told apart.
const LARGEST: f32 = 8.0;

/// What the pairs of a paragraph share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paragraph<'a> {
    tokens: &'a [Token],
    marks: &'a [Costs],
    moves: &'a [Move],
    /// Whether a mark is stray or a quotation unclosed.
    left_over: bool,
    /// Whether the next paragraph takes up what this one leaves open.
    goes_on: bool,
}

impl<'a> Paragraph<'a> {
    /// `tokens` are those of the text up to the paragraph's end; `goes_on` is whether the next paragraph takes up what this
    /// one leaves open.
    pub(super) fn new(tokens: &'a [Token], marks: &'a [Costs], moves: &'a [Move], goes_on: bool) -> Self {
        let (mut open, mut left_over) = (0, false);
        for (mark, what) in marks.iter().zip(moves) {
            match what {
                Move::Skip => left_over |= mark.skip >= STRAY,
                Move::Open | Move::OpenSame => open += 1,
                Move::Close | Move::CloseWrong => open -= 1,
                Move::CloseOuter => (open, left_over) = (open - 2, true),
                Move::Restart => left_over = true,
            }
        }
        Self { tokens, marks, moves, left_over: left_over || open > i32::from(goes_on), goes_on }
    }

    /// Returns whether the next paragraph goes on with a span.
    pub(super) fn goes_on(&self, span: &MarkedSpan, pair: Pair) -> bool {
        self.goes_on && span.depth == 0 && pair.end as usize == self.marks.len()
    }

    /// Returns the facts of a pair; `share` is its share of the weight of all readings.
    pub(super) fn facts(&self, span: &MarkedSpan, pair: Pair, share: f32) -> PairFacts {
        let (open, end) = (pair.open as usize, self.marks.get(pair.end as usize));
        let family = self.marks[open].family;
        let unclosed = !span.closed;
        let taken_up = self.goes_on(span, pair);
        let wrong = span.closed && end.is_some_and(|mark| mark.family != family);
        let inside = || &self.tokens[self.marks[open].token..end.map_or(self.tokens.len(), |mark| mark.token)];
        let said = unclosed && inside().iter().any(|t| t.cue.contains(CueFrames::QUOTE | CueFrames::FINITE));
        let log_odds = (share / (1.0 - share)).ln().clamp(-LARGEST, LARGEST);
        let is = |fact: bool| f32::from(u8::from(fact));
        [
            1.0,
            if log_odds.is_nan() { LARGEST } else { log_odds },
            is(unclosed),
            is(taken_up),
            is(wrong),
            is(self.left_over),
            is(self.left_over && span.depth > 0),
            is(family == Family::Single),
            is(span.depth > 0),
            is(self.moves[open] == Move::OpenSame),
            is(said),
            is(said && taken_up),
        ]
    }
}

/// Returns the probability that a pair of such facts is right.
pub(super) fn of(facts: &PairFacts, weights: &PairFacts) -> f32 {
    let log_odds: f32 = facts.iter().zip(weights).map(|(f, w)| f * w).sum();
    1.0 / (1.0 + (-log_odds).exp())
}
