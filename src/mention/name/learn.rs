//! What training needs of this stage: annotated names as labels, and the features of whole documents.

use std::ops::Range;

use super::features::{self, Beside};
use super::found::Found;
pub(crate) use super::labels::Labelled;
use super::labels::{self, OUTSIDE};
use super::{Model, Reading, TOGETHER, island};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::evidence::Evidence;
use crate::mention::vocabulary::{Vocabulary, is_given};
use crate::model::chain::Chain;
use crate::model::features::Features;
use crate::model::training::chain::{Scheme, Sequences};
use crate::surface::Surface;
use crate::token::TokenKind;
use crate::{Error, Span};

/// Titles, offices and what stands among them.
const TITLES: WordClass = WordClass::TITLE
    .union(WordClass::ROLE)
    .union(WordClass::TITLE_WORD)
    .union(WordClass::TITLE_MALE)
    .union(WordClass::TITLE_FEMALE);

/// Returns the labels and which may follow which.
pub(crate) fn scheme() -> Scheme {
    let names = labels::names();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Scheme::new(&names, labels::allowed)
}

/// Returns the model of two chains.
pub(crate) fn model(first: Chain, second: Chain) -> Model {
    Model { first, second }
}

/// A document to learn from, read as far as its names do not matter.
pub(crate) struct Course<'s, 't> {
    surface: &'s Surface<'t>,
    vocabulary: Vocabulary,
    islands: Vec<Range<usize>>,
}

impl<'s, 't> Course<'s, 't> {
    pub(crate) fn new(surface: &'s Surface<'t>) -> Self {
        let vocabulary = Vocabulary::read(surface, Evidence::shipped());
        let islands = island::islands(surface, &vocabulary);
        Self { surface, vocabulary, islands }
    }

    /// Returns the features of all islands, one after another; `found` is what a first reading found, `parts` the parts of
    /// speech of the tokens.
    pub(crate) fn features(&self, found: Option<&[Labelled]>, parts: Option<&[u64]>) -> Features {
        let (mut reading, mut features) = (Reading::new(self.surface, &self.vocabulary), Features::default());
        let found = found.map(|names| Found::new(&self.vocabulary, &self.islands, self.surface.tokens.len(), names));
        let beside = match (&found, parts) {
            (_, Some(parts)) => Beside::Parts(parts),
            (Some(found), None) => Beside::Found(found),
            (None, None) => Beside::Nothing,
        };
        for islands in self.islands.chunks(TOGETHER) {
            reading.set(islands);
            reading.scenes.all().for_each(|scene| features::add(&mut features, self.surface, scene, beside));
        }
        features
    }

    /// Returns the names that `chain` finds by these features.
    pub(crate) fn names(&self, features: &Features, chain: &Chain) -> Vec<Labelled> {
        let mut scratch = crate::model::chain::Scratch::default();
        let mut names = Vec::new();
        let mut at = 0;
        for island in &self.islands {
            let part = features.sequence().part(at..at + island.len());
            at += island.len();
            labels::read(chain.decode(part, &[], &mut scratch), island.start, &mut names);
        }
        names
    }

    /// Adds the islands with these features and names to what is learned from.
    pub(crate) fn add(&self, features: &Features, names: &[Labelled], sequences: &mut Sequences) -> Result<(), Error> {
        let mut document = vec![OUTSIDE; self.surface.tokens.len()];
        let mut next = names.iter().peekable();
        let mut at = 0;
        for island in &self.islands {
            while next.next_if(|name| name.tokens.end <= island.start).is_some() {}
            let mut part = next.clone();
            while let Some(name) = part.next_if(|name| name.tokens.start < island.end) {
                // What lies outside the island cannot be found.
                let tokens = name.tokens.start.max(island.start)..name.tokens.end.min(island.end);
                Labelled { tokens, kind: name.kind }.write(&mut document);
            }
            let features = features.sequence().part(at..at + island.len());
            at += island.len();
            sequences.push(features, &document[island.clone()])?;
        }
        Ok(())
    }

    /// Returns annotated names as this stage names: without articles, titles and possessive endings; without nationalities
    /// and what has no capital.
    pub(crate) fn labelled(&self, annotated: &[(Span, EntityType)]) -> Vec<Labelled> {
        let mut names: Vec<Labelled> = Vec::new();
        for &(span, kind) in annotated {
            let tokens = &self.surface.tokens;
            let first = tokens.partition_point(|t| t.span.end <= span.start);
            let end = tokens.partition_point(|t| t.span.start < span.end);
            let Some(tokens) = self.trimmed(first..end.max(first), kind) else { continue };
            let alone = tokens.len() == 1 && self.surface.tokens[tokens.start].is(WordClass::DEMONYM);
            let named = tokens.clone().any(|i| self.vocabulary.is_capital(i));
            let free = names.last().is_none_or(|last| last.tokens.end <= tokens.start);
            if named && free && !(alone && kind == EntityType::Other) {
                names.push(Labelled { tokens, kind });
            }
        }
        names
    }

    /// The tokens of a name without what stands before and after it.
    fn trimmed(&self, mut tokens: Range<usize>, kind: EntityType) -> Option<Range<usize>> {
        let all = &self.surface.tokens;
        let lead = TITLES | WordClass::ADVERB | WordClass::POSSESSIVE | WordClass::ORDINARY;
        while !tokens.is_empty() {
            let token = &all[tokens.start];
            let lower = !self.vocabulary.is_capital(tokens.start) && token.kind == TokenKind::Word;
            if !(token.is(WordClass::DETERMINER) || lower && token.is_any(lead) || token.kind == TokenKind::Mark) {
                break;
            }
            tokens.start += 1;
        }
        if kind == EntityType::Person {
            let title = |i: usize| all[i].is_any(TITLES) && !is_given(&all[i]);
            let own = tokens.start;
            while tokens.len() > 1 && (title(tokens.start) || tokens.start > own && is_stop(all[tokens.start].kind)) {
                tokens.start += 1;
            }
        }
        let tail = |kind| matches!(kind, TokenKind::Possessive | TokenKind::Mark | TokenKind::Comma) || is_stop(kind);
        while !tokens.is_empty() && tail(all[tokens.end - 1].kind) {
            tokens.end -= 1;
        }
        (!tokens.is_empty()).then_some(tokens)
    }
}

fn is_stop(kind: TokenKind) -> bool {
    kind == TokenKind::Terminator
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::model::hash;
    use crate::sentence;

    /// Models are trained on features in this order, and sums of floats depend on it.
    #[test]
    fn features_keep_their_numbers_and_their_order() {
        let text = "ASHFORD – Iraq’s Vice President Ann al-Lee met 3 officials of the Bank of Kent & Sons in New York, Mr. Élan said. \
                    “Ann Lee May Win,” Lee’s U.S. lawyer Bob O’Neil Jr. wrote on Monday. Kent lost; the bank did not. I did.";
        let surface = Surface::read(
            text,
            Lexicon::shipped(),
            &sentence::Model::shipped(),
            Default::default(),
            &Default::default(),
        );
        let course = Course::new(&surface);
        let names: Vec<Labelled> = course
            .islands
            .iter()
            .step_by(2)
            .map(|island| Labelled { tokens: island.clone(), kind: EntityType::Place })
            .collect();
        let parts: Vec<u64> = (0..surface.tokens.len() as u64).collect();
        let of = |features: Features| {
            let all: Vec<u64> = features.sequence().positions().flatten().copied().collect();
            (all.len(), all.into_iter().fold(0, hash::join))
        };
        assert_eq!(
            [
                of(course.features(None, None)),
                of(course.features(Some(&names), None)),
                of(course.features(None, Some(&parts)))
            ],
            [(1682, 11188359907304918365), (2322, 15637488109017329502), (2006, 2552554304742644361)]
        );
    }
}
