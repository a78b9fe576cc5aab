//! Quotations that nobody is written beside: turns of a dialogue, “Yes.”, and what a speaker goes on to say in the next sentence.
//!
//! Takes no token that a quote holds already.

use std::ops::Range;

use crate::Span;
use crate::mark::MarkedSpan;
use crate::quote::{Construction, Quote, QuoteKind, Rule};
use crate::surface::Surface;
use crate::token::{Shape, TokenKind};

/// The rule that such a quotation is counted as.
pub(super) const ALONE: Rule = Rule { construction: Construction::Free, lemma: 0, marks: true };

/// Adds every quotation that is a sentence of its own, or more, and that no quote holds; `confidence` is what each is given.
pub(super) fn read(surface: &Surface<'_>, quotes: &mut Vec<Quote>, confidence: f32) {
    let mut taken = vec![false; surface.tokens.len()];
    for span in quotes.iter().flat_map(|quote| &quote.content) {
        taken[surface.tokens_in(*span)].fill(true);
    }
    for marked in &surface.marked {
        let tokens = surface.tokens_in(marked.outer);
        if !taken[tokens].contains(&true) && stands_alone(surface, marked) {
            quotes.push(quote(vec![marked.inner], marked.continues, confidence));
        }
    }
}

/// A quotation that nobody is written beside.
pub(super) fn quote(content: Vec<Span>, continued: bool, confidence: f32) -> Quote {
    Quote { continued, rule: Some(ALONE), confidence, ..Quote::of(QuoteKind::Direct, content) }
}

/// A dialogue has so many quotations that no source is written for, and one in so many.
const LEAST: usize = 4;
const ONE_IN: usize = 5;

/// Returns whether many quotations have no source, as in a novel or an interview; `sourced` says of each whether it has one.
pub(crate) fn is_dialogue(sourced: impl Iterator<Item = bool>) -> bool {
    let (all, free) = sourced.fold((0, 0), |(all, free), sourced| (all + 1, free + usize::from(!sourced)));
    free >= LEAST && free * ONE_IN >= all
}

/// Whether a quotation in marks is a sentence of its own, or more, or begins one.
pub(super) fn stands_alone(surface: &Surface<'_>, marked: &MarkedSpan) -> bool {
    let tokens = surface.tokens_in(marked.outer);
    marked.depth == 0
        && marked.speech
        && !tokens.is_empty()
        && begins(surface, &tokens)
        && ends(surface, marked, &tokens)
}

/// Whether nothing before the opening mark goes on with it.
fn begins(surface: &Surface<'_>, tokens: &Range<usize>) -> bool {
    let Some(before) = tokens.start.checked_sub(1).map(|i| &surface.tokens[i]) else { return true };
    surface.tokens[tokens.start].shape.contains(Shape::LINE_BEFORE)
        || matches!(
            before.kind,
            TokenKind::Terminator | TokenKind::Colon | TokenKind::Comma | TokenKind::Dash | TokenKind::Mark
        )
}

/// Whether a sentence ends with the closing mark, or a comma parts it from what follows.
fn ends(surface: &Surface<'_>, marked: &MarkedSpan, tokens: &Range<usize>) -> bool {
    let own = marked.inner.of(surface.text).trim_end_matches(['’', '”', '\'', '"']);
    !marked.closed
        || own.ends_with(['.', ',', '!', '?', '…', '—', '–', ';', ':', '-', '_'])
        || surface
            .tokens
            .get(tokens.end)
            .is_none_or(|t| matches!(t.kind, TokenKind::Comma | TokenKind::Terminator | TokenKind::Dash))
}
