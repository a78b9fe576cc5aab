//! What is known of each token of an island and its neighbours, gathered once before features are made of it.

use std::ops::Range;

use crate::mention::evidence::{Evidence, Lists};
use crate::mention::vocabulary::{Line, Seen, Vocabulary};
use crate::model::hash;
use crate::surface::Surface;
use crate::text::fold;
use crate::token::TokenKind;

/// Tokens that are looked at on either side of an island.
const MARGIN: usize = 2;
/// Words of a listed phrase are looked for so far.
const LONGEST_PHRASE: usize = 8;
/// Tenths of a word that no list knows, and of what is no word.
const UNKNOWN: u8 = 10;
const NO_WORD: u8 = 11;

/// What is known of one token.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Facts {
    /// The hash of the token in lower case.
    pub word: u64,
    /// Whether it can be part of a name.
    pub capital: bool,
    /// How often the word has a capital, in tenths.
    pub usually: u8,
    /// Its cluster.
    pub cluster: u32,
    /// How it looks: "Xx.", "XX", "x".
    pub shape: u64,
    /// What the lexicon says of it.
    pub classes: u64,
    /// Lists that hold the word alone.
    pub alone: Lists,
    /// Lists with a phrase that begins here, goes on here, ends here.
    pub begins: Lists,
    pub goes_on: Lists,
    pub ends: Lists,
}

impl Facts {
    /// All lists that know the token, alone or in a phrase.
    pub(super) fn lists(&self) -> Lists {
        self.alone | self.begins | self.goes_on | self.ends
    }

    /// A number for all that lists say of it.
    pub(super) fn listing(&self) -> u64 {
        let pair = |a: Lists, b: Lists| u64::from(a) << 32 | u64::from(b);
        hash::join(pair(self.alone, self.begins), pair(self.goes_on, self.ends))
    }
}

/// An island with what is known of its tokens.
#[derive(Default)]
pub(super) struct Scene {
    /// The island, in tokens of the document.
    pub island: Range<usize>,
    /// The first token of the facts.
    first: usize,
    facts: Vec<Facts>,
    keys: Vec<u64>,
    /// How often the words of the island were seen in the document.
    pub seen: Vec<Seen>,
    /// Its sentence.
    pub sentence: Range<usize>,
    /// How its sentence uses capitals.
    pub line: u64,
}

impl Scene {
    /// Sets the scene of another island; the memory is used again.
    pub(super) fn set(
        &mut self,
        surface: &Surface<'_>,
        vocabulary: &Vocabulary,
        evidence: &Evidence,
        island: &Range<usize>,
    ) {
        self.island = island.clone();
        self.sentence = surface.tokens_beside(island.start);
        let line = vocabulary.line_of(surface.sentence_of(island.start));
        self.line = line as u64;
        self.first = island.start.saturating_sub(MARGIN).max(self.sentence.start);
        let end = (island.end + MARGIN).min(self.sentence.end);
        self.facts.clear();
        self.keys.clear();
        for i in self.first..end {
            let token = &surface.tokens[i];
            let text = surface.word(i);
            let mut facts = Facts {
                word: vocabulary.hash(i),
                capital: vocabulary.is_capital(i),
                usually: NO_WORD,
                shape: shape(text),
                classes: token.classes.bits(),
                ..Facts::default()
            };
            let key = fold::key(text);
            if token.kind == TokenKind::Word {
                let common = evidence.common(facts.word);
                facts.usually = common.map_or(UNKNOWN, |c| c.capital);
                facts.cluster = common.map_or(0, |c| if token.is_capital() { c.cased } else { c.lower });
                facts.alone = evidence.lists(key);
            } else {
                facts.word = hash::bytes(text.as_bytes());
            }
            self.facts.push(facts);
            self.keys.push(key);
        }
        for i in 0..self.keys.len() {
            let rest = &self.keys[i..self.keys.len().min(i + LONGEST_PHRASE)];
            if let Some((length, lists)) = evidence.phrase(rest) {
                self.facts[i].begins |= lists;
                self.facts[i + length - 1].ends |= lists;
                self.facts[i + 1..i + length - 1].iter_mut().for_each(|f| f.goes_on |= lists);
            }
        }
        self.seen.clear();
        self.seen.extend(island.clone().map(|i| vocabulary.seen(i)));
    }

    /// Returns what is known of a token, nothing for one outside the sentence or too far from the island.
    pub(super) fn at(&self, i: usize) -> Option<&Facts> {
        self.facts.get(i.wrapping_sub(self.first))
    }

    /// Returns a token of the island with the capitals right before and behind it; one without a capital joins both.
    pub(super) fn run(&self, i: usize) -> Range<usize> {
        let capital = |&i: &usize| self.at(i).is_some_and(|f| f.capital);
        let start = (self.island.start..i).rev().take_while(capital).last().unwrap_or(i);
        let end = (i + 1..self.island.end).take_while(capital).last().map_or(i + 1, |last| last + 1);
        start..end
    }
}

/// The kinds of characters of a word, at most two of a kind in a row.
fn shape(word: &str) -> u64 {
    let (mut state, mut last, mut run) = (1u64, 0u8, 0);
    for c in word.chars().take(64) {
        let kind = match c {
            '.' => 1,
            '-' => 2,
            '\'' | '’' => 3,
            c if c.is_lowercase() => 4,
            c if c.is_uppercase() => 5,
            c if c.is_ascii_digit() => 6,
            _ => 7,
        };
        run = if kind == last { run + 1 } else { 1 };
        last = kind;
        if run <= 2 {
            state = state.wrapping_mul(9).wrapping_add(u64::from(kind));
        }
    }
    state
}

/// The numbers of the ways to use capitals, which weights go with.
const _: () = assert!(Line::Plain as u64 == 0 && Line::Lower as u64 == 3);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_forgive_length_and_no_more() {
        assert_eq!(shape("Lee"), shape("Maliki"));
        assert_eq!(shape("NATO"), shape("FBI"));
        for other in ["LEE", "lee", "Lee.", "LeE", "Lee1", "Le-e"] {
            assert_ne!(shape("Lee"), shape(other), "{other}");
        }
    }
}
