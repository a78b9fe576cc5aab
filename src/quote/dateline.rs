//! Datelines are no content: of "PARIS (Reuters) - Trains will stop, the union said." only the sentence behind the dash is said.

use crate::Span;
use crate::quote::Quote;
use crate::surface::Surface;
use crate::token::{Shape, Token, TokenKind};

/// Takes datelines out of the contents that begin with them.
pub(super) fn drop(surface: &Surface<'_>, quotes: &mut [Quote]) {
    for content in quotes.iter_mut().flat_map(|quote| &mut quote.content) {
        if let Some(start) = behind(surface, *content) {
            content.start = start;
        }
    }
}

/// Where what is said begins behind the dateline that a content begins with, at the start of a paragraph.
fn behind(surface: &Surface<'_>, content: Span) -> Option<u32> {
    let first = surface.token_at(content.start);
    let start = surface.paragraphs.get(surface.paragraph_at(content.start))?.start;
    if surface.token_at(start) != first {
        return None;
    }
    let (tokens, end) = surface.dateline_at(first);
    let mark = tokens.get(end).filter(|_| end > 0)?;
    let capitals = |t: &Token| t.shape.contains(Shape::ALL_CAPITALS) && t.span.end - t.span.start > 2;
    // "LEEDS —" and "Leeds (AP) —", but not "Lee — the mayor —"; before a colon, nothing but capitals: "LEEDS: Trains".
    let place = match mark.kind {
        TokenKind::Dash => capitals(&tokens[0]) || tokens[end - 1].kind == TokenKind::Close,
        TokenKind::Colon => tokens[..end].iter().all(capitals),
        _ => false,
    };
    let next = tokens.get(end + 1).filter(|next| place && next.span.start < content.end)?;
    (next.is_capital() || matches!(next.kind, TokenKind::Mark | TokenKind::Number)).then_some(next.span.start)
}
