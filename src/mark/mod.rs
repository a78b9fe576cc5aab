//! Quotation marks, paired over the whole document before sentences are cut.
//!
//! Takes text, tokens and paragraphs; gives the marked spans. Leaves to `quote` who says them.
//!
//! Each paragraph is decided alone, so that an odd mark harms no other: `evidence` gives each mark the costs of
//! opening, closing and being none (an apostrophe, inches), `pairing` finds the cheapest reading of them all, and
//! `speech` tells speech from titles, nicknames and ironic distance.

mod evidence;
mod pairing;
mod speech;

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::token::{Token, TokenKind};
use evidence::{Costs, Family};
use pairing::{Action, Pairing};

/// What stands between two paired quotation marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkedSpan {
    /// From the opening mark through the closing one; where none closes it, to the end of the paragraph or to the mark
    /// that shows that it is over.
    pub outer: Span,
    /// What stands between the marks, trimmed; never empty.
    pub inner: Span,
    /// Whether it is speech; scare quotes, titles of works and nicknames are not.
    pub speech: bool,
    /// Whether a mark closes it; a quotation that the next paragraph reopens is not closed here.
    pub closed: bool,
    /// Whether it goes on with what the marked span before it, in the paragraph before, left open.
    pub continues: bool,
    /// How many marked spans it stands in; at most 2.
    pub depth: u8,
}

/// Returns the marked spans, ascending by start, each nested in or apart from the others.
///
/// # Cost
/// Linear in the number of tokens, whatever the marks.
///
/// # Examples
/// ```
/// use saith::lexicon::Lexicon;
/// use saith::text::paragraphs::{Newlines, paragraphs};
/// let text = "“The drivers’ strike is ‘over’,” said Lee.";
/// let tokens = saith::token::tokenize(text, Lexicon::shipped());
/// let marked = saith::mark::pair(text, &tokens, &paragraphs(text, Newlines::Auto));
/// let inner: Vec<&str> = marked.iter().map(|m| m.inner.of(text)).collect();
/// assert_eq!(inner, ["The drivers’ strike is ‘over’,", "over"]);
/// ```
#[must_use]
pub fn pair(text: &str, tokens: &[Token], paragraphs: &[Span]) -> Vec<MarkedSpan> {
    let mut found = Vec::new();
    let mut pairing = Pairing::default();
    let mut costs: Vec<Costs> = Vec::new();
    // What the paragraph before left open at its end.
    let mut left_open: Option<Family> = None;
    let mut ranges = token_ranges(tokens, paragraphs).peekable();
    while let Some((first, end)) = ranges.next() {
        let reopened = ranges.peek().and_then(|&(next, last)| evidence::reopens(text, tokens, next, last));
        evidence::weigh(text, tokens, first, end, &mut costs);
        if costs.is_empty() {
            left_open = None;
            continue;
        }
        pairing.solve(&costs, reopened);
        let from = found.len();
        let open = assemble(text, tokens, (first, end), &costs, pairing.actions(), &mut found);
        if let (Some(family), Some(span)) = (left_open, found.get_mut(from)) {
            span.continues = span.outer.start == tokens[first].span.start && costs[0].family == family;
        }
        left_open = open.filter(|&family| reopened == Some(family));
        speech::judge(text, tokens, (first, end), &mut found[from..]);
    }
    found
}

/// The tokens of each paragraph, as first and end; paragraphs without one are left out.
fn token_ranges<'t>(tokens: &'t [Token], paragraphs: &'t [Span]) -> impl Iterator<Item = (usize, usize)> + 't {
    let mut at = 0;
    paragraphs.iter().filter_map(move |paragraph| {
        let first = at + tokens[at..].iter().take_while(|t| t.span.start < paragraph.start).count();
        at = first + tokens[first..].iter().take_while(|t| t.span.start < paragraph.end).count();
        (at > first).then_some((first, at))
    })
}

/// Follows `actions` and appends the spans that they make; returns the family of the outermost one left open.
fn assemble(
    text: &str,
    tokens: &[Token],
    (first, end): (usize, usize),
    costs: &[Costs],
    actions: &[Action],
    found: &mut Vec<MarkedSpan>,
) -> Option<Family> {
    let from = found.len();
    let mut open: Vec<(usize, Family)> = Vec::new();
    let finish = |span: &mut MarkedSpan, before: usize, closer: Option<usize>| {
        let edge = if before > first { tokens[before - 1].span.end } else { span.outer.start };
        span.closed = closer.is_some();
        span.inner = Span::new(span.inner.start, edge).trimmed(text);
        span.outer.end = closer.map_or(edge, |i| tokens[i].span.end).max(span.outer.end);
    };
    for (cost, action) in costs.iter().zip(actions) {
        let token = cost.token;
        // Spans that end unclosed before this mark, then the one that it closes, then the one that it opens.
        let (unclosed, closed, opens) = match action {
            Action::Skip => (0, 0, false),
            Action::Open => (0, 0, true),
            Action::Close => (0, 1, false),
            Action::CloseOuter => (1, 1, false),
            Action::Restart => (1, 0, true),
        };
        for (count, closer) in [(unclosed, None), (closed, Some(token))] {
            for _ in 0..count {
                if let Some((i, _)) = open.pop() {
                    finish(&mut found[i], token, closer);
                }
            }
        }
        if opens {
            let mark = tokens[token].span;
            let (depth, inner) = (open.len() as u8, Span::new(mark.end, mark.end));
            open.push((found.len(), cost.family));
            found.push(MarkedSpan { outer: mark, inner, speech: false, closed: false, continues: false, depth });
        }
    }
    let left_open = open.first().map(|&(_, family)| family);
    for (i, _) in open {
        finish(&mut found[i], end, None);
    }
    // A mark that shuts nothing in says nothing.
    let mut kept = from;
    for i in from..found.len() {
        if !found[i].inner.is_empty() {
            found.swap(kept, i);
            kept += 1;
        }
    }
    found.truncate(kept);
    left_open
}

/// Returns whether the token is a quotation mark.
fn is_mark(token: &Token) -> bool {
    token.kind == TokenKind::Mark
}

#[cfg(test)]
mod tests;
