//! What is known of each token of an island and its neighbours, gathered once before features are made of it.

use std::ops::Range;

use crate::mention::evidence::{Evidence, Lists, Word};
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
    /// A number for all that is known of it.
    pub id: u64,
    /// The hash of the token in lower case.
    pub word: u64,
    /// Whether it can be part of a name.
    pub capital: bool,
    /// Whether it is a word that begins with a capital.
    large: bool,
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
    /// A number for all that lists say of it.
    pub listing: u64,
}

impl Facts {
    /// All lists that know the token, alone or in a phrase.
    pub(super) fn lists(&self) -> Lists {
        self.alone | self.begins | self.goes_on | self.ends
    }

    /// A number for all that lists say of it.
    fn say(&self) -> u64 {
        let pair = |a: Lists, b: Lists| u64::from(a) << 32 | u64::from(b);
        hash::join(pair(self.alone, self.begins), pair(self.goes_on, self.ends))
    }
}

/// An island with what is known of its tokens.
#[derive(Clone, Copy)]
pub(super) struct Scene<'s> {
    place: &'s Place,
    facts: &'s [Facts],
    /// How often the words of the island were seen in the document.
    pub seen: &'s [Seen],
}

/// Where an island stands.
#[derive(Clone, Debug, Default)]
struct Place {
    /// The island, in tokens of the document.
    island: Range<usize>,
    /// Its sentence.
    sentence: Range<usize>,
    /// How its sentence uses capitals.
    line: u64,
    /// The island with the tokens beside it that are looked at, and where their facts begin.
    window: Range<usize>,
    first_facts: usize,
    first_seen: usize,
}

/// Several islands with what is known of their tokens. What lists say is looked up for all together: each look-up would wait for memory
/// by itself.
#[derive(Default)]
pub(super) struct Scenes {
    places: Vec<Place>,
    facts: Vec<Facts>,
    keys: Vec<u64>,
    words: Vec<Word>,
    seen: Vec<Seen>,
}

impl Scenes {
    /// Sets the scenes of other islands; the memory is used again.
    pub(super) fn set(
        &mut self,
        surface: &Surface<'_>,
        vocabulary: &Vocabulary,
        evidence: &Evidence,
        islands: &[Range<usize>],
    ) {
        self.places.clear();
        self.facts.clear();
        self.keys.clear();
        self.seen.clear();
        for island in islands {
            let sentence = surface.tokens_beside(island.start);
            let line = vocabulary.line_of(surface.sentence_of(island.start)) as u64;
            let first = island.start.saturating_sub(MARGIN).max(sentence.start);
            let window = first..(island.end + MARGIN).min(sentence.end);
            let (first_facts, first_seen) = (self.facts.len(), self.seen.len());
            for i in window.clone() {
                let text = surface.word(i);
                self.facts.push(facts(surface, vocabulary, i, text));
                self.keys.push(fold::key(text));
            }
            self.seen.extend(island.clone().map(|i| vocabulary.seen(i)));
            self.places.push(Place { island: island.clone(), sentence, line, window, first_facts, first_seen });
        }
        self.look_up(evidence);
    }

    fn look_up(&mut self, evidence: &Evidence) {
        for facts in self.facts.iter_mut().filter(|facts| facts.usually != NO_WORD) {
            if let Some(common) = evidence.common(facts.word) {
                facts.usually = common.capital;
                facts.cluster = if facts.large { common.cased } else { common.lower };
            }
        }
        self.words.clear();
        self.words.extend(self.keys.iter().map(|key| evidence.word(*key)));
        for Place { window, first_facts, .. } in &self.places {
            let facts = &mut self.facts[*first_facts..][..window.len()];
            let keys = &self.keys[*first_facts..][..window.len()];
            let words = &self.words[*first_facts..][..window.len()];
            for (i, word) in words.iter().enumerate() {
                if facts[i].usually != NO_WORD {
                    facts[i].alone = word.lists;
                }
                let rest = &keys[i..keys.len().min(i + LONGEST_PHRASE)];
                if let Some((length, lists)) = evidence.phrase(*word, rest) {
                    facts[i].begins |= lists;
                    facts[i + length - 1].ends |= lists;
                    facts[i + 1..i + length - 1].iter_mut().for_each(|f| f.goes_on |= lists);
                }
            }
            for facts in facts {
                facts.listing = facts.say();
                let all = hash::join(facts.id, facts.classes | u64::from(facts.usually) << 48);
                facts.id = hash::join(all, facts.listing);
            }
        }
    }

    /// Returns the scene of each island.
    pub(super) fn all(&self) -> impl Iterator<Item = Scene<'_>> {
        self.places.iter().map(|place| Scene {
            place,
            facts: &self.facts[place.first_facts..][..place.window.len()],
            seen: &self.seen[place.first_seen..][..place.island.len()],
        })
    }
}

/// What a token tells by itself, before lists are asked.
fn facts(surface: &Surface<'_>, vocabulary: &Vocabulary, i: usize, text: &str) -> Facts {
    let token = &surface.tokens[i];
    let own = hash::bytes(text.as_bytes());
    let is_word = token.kind == TokenKind::Word;
    Facts {
        id: own,
        word: if is_word { vocabulary.hash(i) } else { own },
        capital: vocabulary.is_capital(i),
        large: token.is_capital(),
        usually: if is_word { UNKNOWN } else { NO_WORD },
        shape: shape(text),
        classes: token.classes.bits(),
        ..Facts::default()
    }
}

impl<'s> Scene<'s> {
    /// The island, in tokens of the document.
    pub(super) fn island(&self) -> &'s Range<usize> {
        &self.place.island
    }

    /// Its sentence.
    pub(super) fn sentence(&self) -> &'s Range<usize> {
        &self.place.sentence
    }

    /// How its sentence uses capitals.
    pub(super) fn line(&self) -> u64 {
        self.place.line
    }

    /// Returns what is known of a token, nothing for one outside the sentence or too far from the island.
    pub(super) fn at(&self, i: usize) -> Option<&'s Facts> {
        self.facts.get(i.wrapping_sub(self.place.window.start))
    }

    /// Returns a token of the island with the capitals right before and behind it; one without a capital joins both.
    pub(super) fn run(&self, i: usize) -> Range<usize> {
        let capital = |&i: &usize| self.at(i).is_some_and(|f| f.capital);
        let start = (self.place.island.start..i).rev().take_while(capital).last().unwrap_or(i);
        let end = (i + 1..self.place.island.end).take_while(capital).last().map_or(i + 1, |last| last + 1);
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
