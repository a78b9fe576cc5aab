//! Who signs a quotation: “We won.” — Ann Lee, the mayor.

use crate::Span;
use crate::entity_type::EntityType;
use crate::lexicon::{CueFrames, WordClass};
use crate::mention::{Form, Mention};
use crate::quote::{Quote, QuoteKind};
use crate::surface::Surface;
use crate::token::TokenKind;

/// A signature is no longer, in tokens.
const LONGEST: usize = 20;

/// Gives a quotation that nobody is written beside the name behind a dash, on its line or on the next, as its source.
pub(super) fn name_sources(surface: &Surface<'_>, mentions: &[Mention], quotes: &mut [Quote]) {
    for quote in quotes.iter_mut().filter(|quote| quote.kind == QuoteKind::Direct && quote.is_alone()) {
        if let Some((source, mention)) = signed(surface, mentions, quote) {
            (quote.source, quote.source_mention, quote.continued) = (Some(source), mention, false);
        }
    }
}

fn signed(surface: &Surface<'_>, mentions: &[Mention], quote: &Quote) -> Option<(Span, Option<u32>)> {
    let tokens = &surface.tokens;
    let last = quote.content.last()?;
    let mut dash = surface.token_at(last.end);
    while tokens.get(dash).is_some_and(|token| token.kind == TokenKind::Mark) {
        dash += 1;
    }
    let line = surface.paragraphs.get(surface.paragraph_at(tokens.get(dash)?.span.start))?;
    let end = surface.token_at(line.end);
    if tokens[dash].kind != TokenKind::Dash || end - dash > LONGEST || end == dash + 1 {
        return None;
    }
    let said = (dash + 1..end)
        .any(|i| tokens[i].kind == TokenKind::Mark || tokens[i].cue.contains(CueFrames::FINITE | CueFrames::QUOTE));
    let start = tokens[dash + 1].span.start;
    let first = mentions.partition_point(|m| m.span.end <= start);
    let named = mentions
        .get(first)
        .filter(|m| m.form == Form::Name && m.kind != EntityType::Place && m.outer_start() == start && !said);
    if let Some(mention) = named {
        return Some((Span::new(start, mention.span.end), Some(first as u32)));
    }
    // "– Tarn Ferries" that no name was found in: capitals up to the line's end.
    let capitals = (dash + 1..end)
        .all(|i| tokens[i].kind == TokenKind::Word && tokens[i].is_capital() && !tokens[i].is(WordClass::CALENDAR));
    (capitals && !said).then(|| (Span::new(start, tokens[end - 1].span.end), None))
}
