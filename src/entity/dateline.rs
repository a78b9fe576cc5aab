//! Datelines: where a report was written, before its first sentence: "PARIS, March 3 (AP) —".

use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::Mention;
use crate::surface::Surface;
use crate::token::{Shape, TokenKind};

/// The dateline of the paragraph that was asked for last.
#[derive(Default)]
pub(super) struct Dateline {
    paragraph: Option<usize>,
    /// The token behind it, where there is one.
    end: usize,
}

impl Dateline {
    /// Returns whether `mention`, which begins at token `start`, stands in a dateline. Mentions come in their order.
    pub(super) fn holds(&mut self, surface: &Surface<'_>, mention: &Mention, start: usize) -> bool {
        let paragraph = surface.paragraph_at(mention.span.start);
        if self.paragraph.replace(paragraph) != Some(paragraph) {
            let first = surface.paragraphs.get(paragraph).map_or(start, |p| surface.token_at(p.start));
            // "(AP) —"
            let bracket = first + 1 == start && surface.tokens[first].kind == TokenKind::Open;
            let end = if first == start || bracket { end_of(surface, mention, first) } else { None };
            self.end = end.unwrap_or(0);
        }
        start < self.end
    }
}

/// The dash behind a dateline that begins with `place`: capitals or a bracket or a date, no word that is not capitalised, and
/// a sentence behind.
fn end_of(surface: &Surface<'_>, place: &Mention, start: usize) -> Option<usize> {
    let (tokens, dash) = surface.dateline_at(start);
    tokens.get(dash).filter(|t| t.kind == TokenKind::Dash)?;
    let begins = |t: &crate::token::Token| t.is_capital() || t.kind == TokenKind::Mark || t.kind == TokenKind::Number;
    let (inside, behind) = (&tokens[..dash], tokens.get(dash + 1)?);
    let told = inside.iter().any(|t| t.kind == TokenKind::Open || t.is(WordClass::CALENDAR));
    let capitals = surface.tokens_in(place.span).all(|i| surface.tokens[i].shape.contains(Shape::ALL_CAPITALS));
    let place = match place.kind {
        EntityType::Place => told || capitals,
        EntityType::Person => capitals && told,
        _ => told,
    };
    (place && begins(behind)).then_some(start + dash)
}
