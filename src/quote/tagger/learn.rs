//! For training: the labels of annotated relations, and the features of a document as the tagger sees it.

use std::ops::Range;

use super::bounds::{self, is_edge};
use super::facts::Scene;
use super::labels::{self, Part, Side};
use super::{Pace, features, paragraphs};
use crate::mention::Mention;
use crate::model::features::Features;
use crate::model::training::chain::{Scheme, Sequences};
use crate::quote::Quote;
use crate::quote::learn::Relation;
use crate::surface::Surface;
use crate::{Error, Span};

/// The labels and what may follow what.
pub(crate) fn scheme(pace: Pace) -> Scheme {
    let names = pace.labels();
    let number = |name: Option<&str>| name.and_then(|n| names.iter().position(|l| *l == n)).map(|at| at as u8);
    let allowed = match pace {
        Pace::Full => labels::allowed,
        Pace::Fast => labels::fast_allowed,
    };
    Scheme::new(names, |before, after| allowed(number(before), number(after)))
}

/// A document to learn from.
pub(crate) struct Course<'s, 't> {
    scene: Scene<'s, 't>,
}

impl<'s, 't> Course<'s, 't> {
    pub(crate) fn new(surface: &'s Surface<'t>, mentions: &[Mention], rules: &[Quote]) -> Self {
        Self { scene: Scene::new(surface, mentions, rules) }
    }

    /// Returns the features of the tokens of all paragraphs.
    pub(crate) fn features(&self, pace: Pace) -> Features {
        let mut all = Features::default();
        for tokens in paragraphs(self.scene.surface) {
            features::add(&mut all, &self.scene, tokens, pace);
        }
        all
    }

    /// Adds each paragraph as a sequence.
    pub(crate) fn add(&self, features: &Features, labels: &[u8], sequences: &mut Sequences) -> Result<(), Error> {
        let mut done = 0;
        for tokens in paragraphs(self.scene.surface) {
            let length = tokens.len();
            sequences.push(features.sequence().part(done..done + length), &labels[tokens])?;
            done += length;
        }
        Ok(())
    }

    /// Returns the label of each token, by annotated relations.
    pub(crate) fn labels(&self, relations: &[Relation], pace: Pace) -> Vec<u8> {
        let surface = self.scene.surface;
        let mut labels = vec![labels::OUTSIDE; surface.tokens.len()];
        for relation in relations {
            let cue = relation.cue.first().copied().or(relation.content.first().copied()).unwrap_or_default();
            let side = |span: Span| Side::of(span.start, cue.start);
            for span in &relation.cue {
                put(surface, &mut labels, cue_of(surface, *span), Part::Cue);
            }
            for span in &relation.source {
                put(surface, &mut labels, tokens_of(surface, *span), Part::Source(side(*span)));
            }
            for span in joined(surface, &relation.content) {
                put(surface, &mut labels, tokens_of(surface, span), Part::Content(side(span)));
            }
        }
        if pace == Pace::Fast {
            labels.iter_mut().for_each(|label| *label = labels::without_side(*label));
        }
        labels
    }
}

/// Content spans, those joined that only punctuation parts.
fn joined(surface: &Surface<'_>, spans: &[Span]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for &span in spans {
        if let Some(last) = joined.last_mut() {
            let between = surface.token_at(last.end)..surface.token_at(span.start);
            if between.clone().all(|i| is_edge(surface, i)) {
                *last = last.hull(span);
                continue;
            }
        }
        joined.push(span);
    }
    joined
}

/// The tokens of a cue: a colon or dash may be all that it is.
pub(crate) fn cue_of(surface: &Surface<'_>, span: Span) -> Range<usize> {
    let words = tokens_of(surface, span);
    if words.is_empty() { surface.tokens_in(span) } else { words }
}

/// The tokens that overlap a span, without punctuation at its edges.
pub(crate) fn tokens_of(surface: &Surface<'_>, span: Span) -> Range<usize> {
    let start = surface.token_over(span.start);
    let end = surface.token_at(span.end);
    bounds::trimmed(surface, start..end.max(start))
}

/// Labels what is free of `tokens`, paragraph by paragraph.
fn put(surface: &Surface<'_>, labels: &mut [u8], tokens: Range<usize>, part: Part) {
    let mut at = tokens.start;
    while at < tokens.end {
        if labels[at] != labels::OUTSIDE {
            at += 1;
            continue;
        }
        let paragraph = surface.paragraph_at(surface.tokens[at].span.start);
        let same = |&i: &usize| {
            labels[i] == labels::OUTSIDE && surface.paragraph_at(surface.tokens[i].span.start) == paragraph
        };
        let end = (at..tokens.end).take_while(same).last().map_or(at + 1, |last| last + 1);
        let own = if part == Part::Cue { at..end } else { bounds::trimmed(surface, at..end) };
        if !own.is_empty() {
            labels::write(part, &mut labels[own]);
        }
        at = end;
    }
}
