//! One reading of a document: rules propose, the tagger labels, the linker joins, and each relation gets its confidence.

use std::ops::Range;

use super::linker::{self, Link, Pieces, Rulings, Scene};
use super::tagger::{self, Tagger, bounds, others};
use super::{Model, Quote, certainty, parts};
use crate::mention::Mention;
use crate::model::linear::Linear;
use crate::surface::Surface;
use crate::token::TokenKind;

/// What a document's relations are made of.
pub(crate) struct Reading<'s, 't> {
    surface: &'s Surface<'t>,
    mentions: &'s [Mention],
    pieces: Pieces,
    rules: Rulings,
}

/// A relation, in tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Relation {
    pub cue: Option<Range<usize>>,
    pub source: Option<Range<usize>>,
    pub content: Vec<Range<usize>>,
}

impl<'s, 't> Reading<'s, 't> {
    /// Reads the pieces of a document; `rules` is what the rules read in it.
    pub(crate) fn new(surface: &'s Surface<'t>, mentions: &'s [Mention], rules: &[Quote], tagger: &Tagger) -> Self {
        let tags = tagger::tag(surface, mentions, rules, tagger);
        let mut all = bounds::snap(surface, tags.pieces);
        others::drop(surface, &mut all);
        bounds::cut(surface, &mut all);
        bounds::rescue(surface, rules, &mut all);
        let rules = Rulings::new(surface, rules);
        let mut pieces = Pieces::new(surface, all, &tags.sure);
        pieces.add_guesses(surface, mentions, &rules);
        Self { surface, mentions, pieces, rules }
    }

    /// What links are made between.
    pub(crate) fn scene(&self) -> Scene<'_, 't> {
        Scene { surface: self.surface, pieces: &self.pieces, rules: &self.rules }
    }

    /// Returns the links, those left out whose content nobody says: no cue, and no quotation.
    pub(crate) fn links(&self, weights: &linker::Weights) -> Vec<Link> {
        let mut links = linker::link(&self.scene(), weights);
        links.retain(|link| {
            link.cue.is_some()
                || link.content.iter().any(|&c| self.surface.in_speech(self.pieces.contents[c].tokens.start))
        });
        links
    }

    /// Returns the score of a link's being right, in log-odds.
    pub(crate) fn score(&self, link: &Link, certainty: &Linear) -> f32 {
        let mut sum = 0;
        certainty::features(&self.scene(), link, &mut |feature| sum += certainty.weight(feature));
        certainty.log_odds(sum)
    }

    /// Returns the tokens of a link's parts; a cue without words is none.
    pub(crate) fn relation(&self, link: &Link) -> Relation {
        let words = |tokens: &Range<usize>| {
            tokens.clone().any(|i| matches!(self.surface.tokens[i].kind, TokenKind::Word | TokenKind::Number))
        };
        let cue = link.cue.map(|at| self.pieces.cues[at].tokens.clone());
        Relation {
            cue: cue.filter(words),
            source: link.source.map(|at| self.pieces.sources[at].tokens.clone()),
            content: link.content.iter().map(|&at| self.pieces.contents[at].tokens.clone()).collect(),
        }
    }

    fn quote(&self, link: &Link, model: &Model) -> Quote {
        let Relation { cue, source, content } = self.relation(link);
        Quote {
            continued: cue.is_none() && source.is_none(),
            confidence: model.confidence.probability(self.score(link, &model.certainty)),
            ..parts::quote(self.surface, self.mentions, &content, source.as_ref(), cue.as_ref())
        }
    }
}

/// Returns the quotes of a document, by their first content.
pub(super) fn read(surface: &Surface<'_>, mentions: &[Mention], rules: &[Quote], model: &Model) -> Vec<Quote> {
    let reading = Reading::new(surface, mentions, rules, &model.tagger);
    let links = reading.links(&model.links);
    let mut quotes: Vec<Quote> = links.iter().map(|link| reading.quote(link, model)).collect();
    quotes.sort_by_key(|quote| quote.content[0]);
    quotes
}
