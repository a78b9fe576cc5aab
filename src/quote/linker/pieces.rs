//! The pieces of relations that the tagger found, by what they are.

use std::ops::Range;

use super::rulings::Rulings;
use crate::mention::{Form, Mention};
use crate::quote::tagger::bounds::trimmed;
use crate::quote::tagger::labels::{Part, Piece, Side};
use crate::surface::Surface;

/// So many mentions before a cue, and behind it, may be its source.
const MENTIONS_BEFORE: usize = 2;
const MENTIONS_BEHIND: usize = 1;

/// Where a piece comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The tagger.
    Tagger,
    /// The rules: a source that the tagger did not see.
    Rule,
    /// A mention that may be a source that neither saw.
    Mention(Form),
}

impl Origin {
    /// Returns its number in features.
    pub(crate) const fn number(self) -> u64 {
        match self {
            Self::Tagger => 0,
            Self::Rule => 1,
            Self::Mention(form) => 2 + form as u64,
        }
    }
}

/// A piece, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spot {
    pub tokens: Range<usize>,
    /// On which side its cue is; left for a cue itself.
    pub side: Side,
    /// How likely its labels are: on average, at the first token and at the last.
    pub sure: [f32; 3],
    /// Where it comes from.
    pub origin: Origin,
    pub sentence: usize,
    pub paragraph: usize,
}

/// All pieces of a document, each kind ascending.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pieces {
    pub cues: Vec<Spot>,
    pub sources: Vec<Spot>,
    pub contents: Vec<Spot>,
}

impl Pieces {
    /// Returns the pieces `all`; `sure` says how likely each token has its label.
    pub(crate) fn new(surface: &Surface<'_>, all: Vec<Piece>, sure: &[f32]) -> Self {
        let mut pieces = Self::default();
        for piece in all {
            let own = &sure[piece.tokens.clone()];
            let mean = own.iter().sum::<f32>() / own.len() as f32;
            let sure = [mean, own[0], own[own.len() - 1]];
            let (list, side) = match piece.part {
                Part::Cue => (&mut pieces.cues, Side::Left),
                Part::Source(side) => (&mut pieces.sources, side),
                Part::Content(side) => (&mut pieces.contents, side),
            };
            list.push(Spot::new(surface, piece.tokens, side, sure, Origin::Tagger));
        }
        pieces
    }

    /// Adds sources that the tagger did not see: those of rules, and the mentions nearest to each cue in its sentence.
    pub(crate) fn add_guesses(&mut self, surface: &Surface<'_>, mentions: &[Mention], rules: &Rulings) {
        let mut guesses: Vec<(Range<usize>, Side, Origin)> = Vec::new();
        for cue in &self.cues {
            let side = |tokens: &Range<usize>| Side::of(tokens.start, cue.tokens.start);
            if let Some(ruled) = rules.of_cue(&cue.tokens).filter(|ruled| !ruled.source.is_empty()) {
                guesses.push((trimmed(surface, ruled.source.clone()), side(&ruled.source), Origin::Rule));
            }
            let sentence = surface.tokens_of(cue.sentence);
            let tokens = |m: &Mention| surface.tokens_in(m.title.map_or(m.span, |title| title.hull(m.span)));
            let start = surface.tokens[cue.tokens.start].span.start;
            let at = mentions.partition_point(|m| m.span.start < start);
            let before = mentions[..at].iter().rev().take(MENTIONS_BEFORE);
            let after = mentions[at..].iter().take(MENTIONS_BEHIND);
            for mention in before.chain(after) {
                let own = tokens(mention);
                if sentence.contains(&own.start) {
                    guesses.push((own.clone(), side(&own), Origin::Mention(mention.form)));
                }
            }
        }
        let mut taken = vec![false; surface.tokens.len()];
        self.cues.iter().chain(&self.sources).for_each(|spot| taken[spot.tokens.clone()].fill(true));
        for (tokens, side, origin) in guesses {
            if tokens.is_empty() || taken[tokens.clone()].contains(&true) {
                continue;
            }
            taken[tokens.clone()].fill(true);
            self.sources.push(Spot::new(surface, tokens, side, [0.0; 3], origin));
        }
        self.sources.sort_by_key(|spot| spot.tokens.start);
    }
}

impl Spot {
    pub(crate) fn new(surface: &Surface<'_>, tokens: Range<usize>, side: Side, sure: [f32; 3], origin: Origin) -> Self {
        let (sentence, start) = (surface.sentence_of(tokens.start), surface.tokens[tokens.start].span.start);
        Self { paragraph: surface.paragraph_at(start), tokens, side, sure, origin, sentence }
    }
}
