//! What the rules read, by the tokens of its parts.

use std::ops::Range;

use crate::quote::Quote;
use crate::quote::tagger::cue_of;
use crate::surface::Surface;

/// A relation that the rules read, in tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ruled {
    pub source: Range<usize>,
    pub content: Vec<Range<usize>>,
}

/// All of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rulings {
    list: Vec<Ruled>,
    /// For each token the relation whose cue holds it, or `NONE`.
    by_cue: Vec<u32>,
    /// For each token whether a content or a source holds it.
    content: Vec<bool>,
    source: Vec<bool>,
}

const NONE: u32 = u32::MAX;

impl Rulings {
    pub(crate) fn new(surface: &Surface<'_>, rules: &[Quote]) -> Self {
        let count = surface.tokens.len();
        let mut rulings = Self {
            list: Vec::with_capacity(rules.len()),
            by_cue: vec![NONE; count],
            content: vec![false; count],
            source: vec![false; count],
        };
        for (quote, number) in rules.iter().zip(0..) {
            let cue = cue_of(surface, quote).unwrap_or(0..0);
            let source = quote.source.map_or(0..0, |span| surface.tokens_in(span));
            let content: Vec<_> = quote.content.iter().map(|span| surface.tokens_in(*span)).collect();
            rulings.by_cue[cue.clone()].fill(number);
            rulings.source[source.clone()].fill(true);
            content.iter().for_each(|tokens| rulings.content[tokens.clone()].fill(true));
            rulings.list.push(Ruled { source, content });
        }
        rulings
    }

    /// Returns the relation whose cue shares a token with `cue`.
    pub(crate) fn of_cue(&self, cue: &Range<usize>) -> Option<&Ruled> {
        let number = *self.by_cue[cue.clone()].iter().find(|&&number| number != NONE)?;
        self.list.get(number as usize)
    }

    /// Returns whether a content begins or ends with `tokens`.
    pub(crate) fn is_content(&self, tokens: &Range<usize>) -> bool {
        self.content[tokens.start] || self.content[tokens.end - 1]
    }

    /// Returns whether a source holds one end of `tokens`.
    pub(crate) fn is_source(&self, tokens: &Range<usize>) -> bool {
        self.source[tokens.start] || self.source[tokens.end - 1]
    }
}
