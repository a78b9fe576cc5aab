//! Quotation marks bound what is quoted: a content that fills most of a quotation fills it all.

use std::ops::Range;

use super::facts::cue_of;
use super::labels::{Part, Piece, Side};
use crate::quote::Quote;
use crate::quote::QuoteKind;
use crate::surface::Surface;
use crate::token::TokenKind;

/// Whether a token at the edge of a part does not count as part of it.
pub(crate) fn is_edge(surface: &Surface<'_>, i: usize) -> bool {
    match surface.tokens[i].kind {
        TokenKind::Mark | TokenKind::Comma | TokenKind::Colon | TokenKind::Semicolon | TokenKind::Dash => true,
        TokenKind::Terminator => surface.word(i).starts_with(['.', '…']),
        _ => false,
    }
}

/// Returns a range of tokens without those at its edges that do not count.
pub(crate) fn trimmed(surface: &Surface<'_>, tokens: Range<usize>) -> Range<usize> {
    let mut tokens = tokens;
    while !tokens.is_empty() && is_edge(surface, tokens.start) {
        tokens.start += 1;
    }
    while !tokens.is_empty() && is_edge(surface, tokens.end - 1) {
        tokens.end -= 1;
    }
    tokens
}

fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Extends contents to the quotations that they mostly fill.
pub(crate) fn snap(surface: &Surface<'_>, pieces: &mut Vec<Piece>) {
    for marked in surface.marked.iter().filter(|m| m.depth == 0 && m.speech) {
        let inner = trimmed(surface, surface.tokens_in(marked.inner));
        let from = pieces.partition_point(|p| p.tokens.end <= inner.start);
        let to = pieces.partition_point(|p| p.tokens.start < inner.end);
        let own = &pieces[from..to.max(from)];
        if inner.is_empty() || own.is_empty() || own.iter().any(|p| p.part == Part::Cue) {
            continue;
        }
        let contents = own.iter().filter(|p| matches!(p.part, Part::Content(_)));
        let inside = |p: &Piece| p.tokens.end.min(inner.end) - p.tokens.start.max(inner.start);
        let filled: usize = contents.clone().map(inside).sum();
        if filled * 2 < inner.len() {
            continue;
        }
        let Some(most) = contents.clone().max_by_key(|p| inside(p)) else { continue };
        let start = contents.clone().map(|p| p.tokens.start).min().unwrap_or(inner.start).min(inner.start);
        let end = contents.clone().map(|p| p.tokens.end).max().unwrap_or(inner.end).max(inner.end);
        let whole = Piece { part: most.part, tokens: start..end };
        pieces.splice(from..to, [whole]);
    }
}

/// Adds the relations that rules read around quotation marks and the tagger did not see at all.
pub(crate) fn rescue(surface: &Surface<'_>, rules: &[Quote], pieces: &mut Vec<Piece>) {
    for quote in rules.iter().filter(|q| q.kind != QuoteKind::Indirect) {
        let contents: Vec<_> = quote.content.iter().map(|s| trimmed(surface, surface.tokens_in(*s))).collect();
        let taken = |tokens: &Range<usize>| {
            pieces.iter().any(|p| matches!(p.part, Part::Content(_) | Part::Cue) && touch(&p.tokens, tokens))
        };
        if contents.iter().any(|c| c.is_empty() || taken(c)) {
            continue;
        }
        let Some(cue) = cue_of(surface, quote) else { continue };
        let side = |tokens: &Range<usize>| if tokens.start >= cue.start { Side::Left } else { Side::Right };
        let mut add = |part: Part, tokens: Range<usize>| {
            let at = pieces.partition_point(|p| p.tokens.start < tokens.start);
            let free = !pieces.iter().any(|p| touch(&p.tokens, &tokens));
            if free {
                pieces.insert(at, Piece { part, tokens });
            }
        };
        for content in contents {
            add(Part::Content(side(&content)), content.clone());
        }
        if let Some(source) = quote.source {
            let source = trimmed(surface, surface.tokens_in(source));
            add(Part::Source(side(&source)), source);
        }
        add(Part::Cue, cue.clone());
    }
}
