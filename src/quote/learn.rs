//! For training: annotated relations, and the model that is made of what was learned.

use std::ops::Range;

use super::linker::Weights;
use super::tagger::Tagger;
use super::{Model, Quote, parts};
use crate::Span;
use crate::mention::Mention;
use crate::model::calibration::Calibration;
use crate::model::linear::Linear;
use crate::surface::Surface;
use crate::token::TokenKind;

/// One annotated attribution relation; spans are bytes of the text, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relation {
    /// Who.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// What is attributed.
    pub content: Vec<Span>,
}

/// Returns the model of these weights.
pub(crate) fn model(tagger: Tagger, links: Weights, certainty: Linear, confidence: Calibration) -> Model {
    Model { tagger, links, certainty, confidence }
}

/// Returns the quote that an annotated relation is, as the reader would give it; none where its content is no token.
pub(crate) fn quote(surface: &Surface<'_>, mentions: &[Mention], relation: &Relation) -> Option<Quote> {
    let tokens = |spans: &[Span]| -> Vec<Range<usize>> {
        spans.iter().map(|span| surface.tokens_in(*span)).filter(|tokens| !tokens.is_empty()).collect()
    };
    let hull = |spans: &[Span]| {
        let (first, last) = (spans.first()?, spans.last()?);
        Some(surface.tokens_in(first.hull(*last))).filter(|tokens| !tokens.is_empty())
    };
    let (content, source) = (tokens(&relation.content), hull(&relation.source));
    let trimmed = |tokens: &Range<usize>| {
        let is_word = |i: &usize| surface.tokens[*i].kind != TokenKind::Mark;
        let first = tokens.clone().find(is_word)?;
        Some(first..tokens.clone().rev().find(is_word)? + 1)
    };
    let content: Vec<Range<usize>> = content.iter().filter_map(trimmed).collect();
    let cue = hull(&relation.cue);
    (!content.is_empty()).then(|| parts::quote(surface, mentions, &content, source.as_ref(), cue.as_ref()))
}
