//! Marked spans out of the moves of a paragraph's marks.

use crate::Span;
use crate::mark::MarkedSpan;
use crate::mark::evidence::{Costs, Family};
use crate::mark::posterior::Pair;
use crate::mark::state::Move;
use crate::token::Token;

/// Follows moves, with memory that is used again for each paragraph.
pub(super) struct Assembly<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// The spans that stand open, outermost first, as places among those of the paragraph.
    open: Vec<usize>,
    pairs: Vec<Pair>,
}

impl<'a> Assembly<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        Self { text, tokens, open: Vec::new(), pairs: Vec::new() }
    }

    /// Returns the marks of the spans that were appended last.
    pub(super) fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// Appends the spans of the paragraph `tokens[first..end]`; returns the family of the outermost one left open.
    pub(super) fn follow(
        &mut self,
        (first, end): (usize, usize),
        marks: &[Costs],
        moves: &[Move],
        found: &mut Vec<MarkedSpan>,
    ) -> Option<Family> {
        let from = found.len();
        self.open.clear();
        self.pairs.clear();
        for (i, (mark, what)) in marks.iter().zip(moves).enumerate() {
            // Spans that end unclosed before this mark, then the one that it closes, then the one that it opens.
            let (unclosed, closed, opens) = match what {
                Move::Skip => (false, false, false),
                Move::Open | Move::OpenSame => (false, false, true),
                Move::Close | Move::CloseWrong => (false, true, false),
                Move::CloseOuter => (true, true, false),
                Move::Restart => (true, false, true),
            };
            if unclosed {
                self.finish(i, mark.token, None, &mut found[from..]);
            }
            if closed {
                self.finish(i, mark.token, Some(mark.token), &mut found[from..]);
            }
            if opens {
                let outer = self.tokens[mark.token].span;
                let inner = Span::new(outer.end, outer.end);
                let depth = self.open.len() as u8;
                self.open.push(self.pairs.len());
                self.pairs.push(Pair { open: i as u32, end: i as u32, closed: false });
                found.push(MarkedSpan {
                    outer,
                    inner,
                    speech: false,
                    closed: false,
                    continues: false,
                    depth,
                    confidence: 0.0,
                });
            }
        }
        let left_open = self.open.first().map(|&i| marks[self.pairs[i].open as usize].family);
        debug_assert!(first < end);
        while !self.open.is_empty() {
            self.finish(marks.len(), end, None, &mut found[from..]);
        }
        self.drop_empty(from, found);
        left_open
    }

    /// Ends the innermost open span before token `before`, at the paragraph's mark number `mark`.
    fn finish(&mut self, mark: usize, before: usize, closer: Option<usize>, spans: &mut [MarkedSpan]) {
        let Some(i) = self.open.pop() else { return };
        let span = &mut spans[i];
        // An opening mark stands before, so there is a token.
        let edge = self.tokens[before - 1].span.end;
        span.closed = closer.is_some();
        span.inner = Span::new(span.inner.start, edge).trimmed(self.text);
        span.outer.end = closer.map_or(edge, |c| self.tokens[c].span.end).max(span.outer.end);
        self.pairs[i] = Pair { end: mark as u32, closed: closer.is_some(), ..self.pairs[i] };
    }

    /// Removes spans that hold nothing: marks that shut nothing in say nothing.
    fn drop_empty(&mut self, from: usize, found: &mut Vec<MarkedSpan>) {
        let mut kept = 0;
        for i in 0..self.pairs.len() {
            if !found[from + i].inner.is_empty() {
                found.swap(from + kept, from + i);
                self.pairs.swap(kept, i);
                kept += 1;
            }
        }
        found.truncate(from + kept);
        self.pairs.truncate(kept);
    }
}
