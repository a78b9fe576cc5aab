//! Kinds of words, learned: which parts of speech a word had in the training text, or what its ending says.

use crate::model::hash::{lower, row};

/// What a word mostly is; a small number that the model's features are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct WordKind(pub u16);

/// Parts of speech of Universal Dependencies, in the order of their numbers.
pub const PARTS: [&str; 17] = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
];
const AUX: u16 = 3;
const VERB: u16 = 15;
/// Kinds of a word that is nearly always one part are numbered from here.
const ONE: u16 = 1;
/// Those of a word that is two, the commoner first, from here.
const TWO: u16 = ONE + PARTS.len() as u16;
/// Those of unknown words, by their ending, from here.
const UNKNOWN: u16 = TWO + (PARTS.len() * PARTS.len()) as u16;

impl WordKind {
    /// Returns the kind of a word that is `first`, or `first` more often than `second`; both are places in [`PARTS`].
    #[must_use]
    #[cfg(any(feature = "train", test))]
    pub fn known(first: usize, second: Option<usize>) -> Self {
        match second {
            None => Self(ONE + first as u16),
            Some(second) => Self(TWO + (first * PARTS.len() + second) as u16),
        }
    }

    fn unknown(word: &[u8]) -> Self {
        if !word.iter().any(u8::is_ascii_alphabetic) {
            return Self(UNKNOWN);
        }
        let mut tail = [0; 4];
        let last = word.get(1..).unwrap_or_default();
        let last = &last[last.len().saturating_sub(4)..];
        tail[4 - last.len()..].copy_from_slice(last);
        tail.make_ascii_lowercase();
        let ending = match tail {
            [_, b'i', b'n', b'g'] => 1,
            [_, _, b'e', b'd'] => 2,
            [_, _, b'l', b'y'] => 3,
            [b't', b'i', b'o', b'n'] => 4,
            [b'm', b'e', b'n', b't'] => 5,
            [b'n', b'e', b's', b's'] => 6,
            [b'a', b'b', b'l', b'e'] => 7,
            [_, b'o', b'u', b's'] => 8,
            [_, b'i', b's', b't'] => 9,
            [_, _, _, b's'] => 10,
            [_, _, b'e', b'r'] => 11,
            [_, _, b'a', b'l'] => 12,
            _ => 0,
        };
        Self(UNKNOWN + 1 + ending)
    }

    /// Returns whether the word is hardly ever anything but a verb.
    #[must_use]
    pub fn is_verb(self) -> bool {
        self == Self(ONE + AUX) || self == Self(ONE + VERB)
    }
}

const BITS: u32 = 15;
/// Bits of an entry that say which word it is of.
const CHECK_BITS: u32 = 7;

/// The kinds of the words of the training text, by hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Kind and check; 0 for an empty place. Two places a word.
    entries: Box<[u16]>,
    /// A bit for each word that no sentence ends with.
    dangling: Box<[u16]>,
}

impl Default for Words {
    fn default() -> Self {
        Self { entries: vec![0; 1 << BITS].into(), dangling: vec![0; 1 << DANGLING_BITS >> 4].into() }
    }
}

/// The set of words that no sentence ends with has 2^bits places.
const DANGLING_BITS: u32 = 15;

impl Words {
    /// Adds a word; returns whether there was room for it.
    #[cfg(any(feature = "train", test))]
    pub fn add(&mut self, word: &[u8], kind: WordKind) -> bool {
        let hash = lower(word);
        for place in places(hash) {
            if self.entries[place] == 0 {
                self.entries[place] = kind.0 << CHECK_BITS | check(hash);
                return true;
            }
        }
        false
    }

    /// Returns the kind of a word.
    #[must_use]
    pub fn kind(&self, word: &[u8]) -> WordKind {
        self.find(lower(word)).unwrap_or_else(|| WordKind::unknown(word))
    }

    /// Returns whether a word, given by the hash of its lower-cased letters, is known to be a verb.
    #[must_use]
    pub fn is_verb(&self, hash: u64) -> bool {
        self.find(hash).is_some_and(WordKind::is_verb)
    }

    #[inline]
    fn find(&self, hash: u64) -> Option<WordKind> {
        let here = |place: usize| {
            let entry = self.entries[place];
            (entry != 0 && entry & ((1 << CHECK_BITS) - 1) == check(hash)).then_some(WordKind(entry >> CHECK_BITS))
        };
        let [first, second] = places(hash);
        here(first).or_else(|| here(second))
    }

    /// Notes that no sentence ends with the word of this hash unless a terminator says so: "the", "of".
    #[cfg(any(feature = "train", test))]
    pub fn add_dangling(&mut self, hash: u64) {
        let place = row(hash, DANGLING_BITS) as usize;
        self.dangling[place >> 4] |= 1 << (place & 15);
    }

    /// Returns whether that was noted of the word.
    #[must_use]
    #[inline]
    pub fn dangles(&self, hash: u64) -> bool {
        let place = row(hash, DANGLING_BITS) as usize;
        self.dangling[place >> 4] >> (place & 15) & 1 == 1
    }

    /// Returns the tables of kinds and of dangling words, for a model's file.
    #[must_use]
    #[cfg(any(feature = "train", test))]
    pub fn tables(&self) -> [&[u16]; 2] {
        [&self.entries, &self.dangling]
    }

    /// Returns the words of these tables, or none where they are too short or too long.
    #[must_use]
    pub fn from_tables(entries: Vec<u16>, dangling: Vec<u16>) -> Option<Self> {
        let fit = entries.len() == 1 << BITS && dangling.len() == 1 << DANGLING_BITS >> 4;
        fit.then(|| Self { entries: entries.into(), dangling: dangling.into() })
    }
}

/// The two places of a word, side by side.
fn places(hash: u64) -> [usize; 2] {
    let first = row(hash, BITS) as usize;
    [first, first ^ 1]
}

fn check(hash: u64) -> u16 {
    (hash & ((1 << CHECK_BITS) - 1)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_again() {
        let mut words = Words::default();
        for n in 0..4000u32 {
            words.add(format!("word{n}").as_bytes(), WordKind::known(n as usize % 17, None));
        }
        let found = (0..4000u32)
            .filter(|n| {
                let word = format!("word{n}");
                words.kind(word.as_bytes()) == WordKind::known(*n as usize % 17, None)
            })
            .count();
        assert!(found > 3900, "{found}");
        let strange = (0..4000).filter(|n| {
            let word = format!("{n}other");
            words.kind(word.as_bytes()) != WordKind::unknown(word.as_bytes())
        });
        assert!(strange.count() < 20);
        words.add_dangling(lower(b"the"));
        assert!(words.dangles(lower(b"the")) && !words.dangles(lower(b"house")));
        let [entries, dangling] = words.tables().map(<[u16]>::to_vec);
        assert_eq!(Words::from_tables(entries.clone(), dangling), Some(words));
        assert_eq!(Words::from_tables(entries, vec![0; 10]), None);
    }

    #[test]
    fn kinds_do_not_overlap() {
        assert!(WordKind::known(16, Some(16)).0 < WordKind::unknown(b"7").0);
        assert!(WordKind::known(16, None).0 < WordKind::known(0, Some(1)).0);
        assert!(WordKind::unknown(b"reading").0 << CHECK_BITS >> CHECK_BITS == WordKind::unknown(b"reading").0);
        assert!(WordKind::known(AUX as usize, None).is_verb());
        assert!(!WordKind::known(VERB as usize, Some(7)).is_verb());
    }
}
