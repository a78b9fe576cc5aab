//! Plain places: ends that nobody doubts, "… the old bridge. They …", and stops that end nothing, "Mr. Holt". They are most
//! of the terminators of news, and are settled before the model is asked; training counts how often they are right.

use std::sync::LazyLock;

use super::scan::Candidate;
use crate::lexicon::{Lexicon, WordClass};
use crate::model::hash::{lower, row};

/// Shortest words that are plain, in letters: in small letters, and with a capital, as names have it.
const SMALL: usize = 2;
const NAME: usize = 4;
/// The longest.
const LONGEST: usize = 20;

/// Returns whether a sentence ends at the candidate, or none where that is not plain.
#[inline]
pub(super) fn plain(text: &[u8], candidate: &Candidate) -> Option<bool> {
    let Candidate { run, run_end, end, start, .. } = *candidate;
    if run_end != run + 1 || start != end + 1 || text[end] != b' ' {
        return None;
    }
    let closes = match &text[run_end..end] {
        b"" => false,
        b"\"" | b"\xE2\x80\x9D" if text[run] == b'.' => true,
        _ => return None,
    };
    let next = &text[start..];
    let stop = text[run] == b'.' && !closes;
    match *next {
        // "the U.S. history"
        [b'a'..=b'z', ..] => (stop && matches!(text[..run], [.., b'.', b'A'..=b'Z'])).then_some(false),
        // "Sept. 9"
        [b'0'..=b'9', ..] => {
            let (word, _) = word(text, run)?;
            (stop && word[0].is_ascii_uppercase() && class_of(word) == FINAL).then_some(false)
        }
        [b'"', ref rest @ ..] | [0xE2, 0x80, 0x9C, ref rest @ ..] if !is_capital(rest) => None,
        [b'"' | b'A'..=b'Z', ..] | [0xE2, 0x80, 0x9C, ..] if next[0] == b'"' || next[0] == 0xE2 || is_capital(next) => {
            let (word, small) = word(text, run)?;
            let class = class_of(word);
            if class != 0 {
                // "Mr. Holt", but "Holt St. It", "Charles V. He"
                let title = class == NEVER && !small && word.len() > 1 && !word.eq_ignore_ascii_case(b"st");
                return (title && stop && next[0].is_ascii_uppercase()).then_some(false);
            }
            let least = if small {
                SMALL
            } else if closes {
                usize::MAX
            } else {
                NAME
            };
            (word.len() >= least).then_some(true)
        }
        _ => None,
    }
}

/// Whether a word with a capital begins `rest`.
fn is_capital(rest: &[u8]) -> bool {
    matches!(rest, [b'A'..=b'Z', b'a'..=b'z' | b'A'..=b'Z' | b' ' | b'.' | b'\'' | 0xE2, ..])
}

/// The word of small letters, or of one capital and small letters, that ends at `end` with a space before it; and whether
/// it has no capital.
#[inline]
fn word(text: &[u8], end: usize) -> Option<(&[u8], bool)> {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'\'');
    let least = end.saturating_sub(LONGEST + 1);
    let mut start = end;
    while start > least && is_letter(text[start - 1]) {
        start -= 1;
    }
    if start == least {
        return None;
    }
    let small = !text[start - 1].is_ascii_uppercase();
    start -= usize::from(!small);
    (start < end && start > 0 && text[start - 1] == b' ').then(|| (&text[start..end], small))
}

/// Classes of abbreviations: their stop never ends a sentence, or may.
const NEVER: u8 = 1;
const FINAL: u8 = 2;

/// Places of the table of abbreviations: 2^bits.
const BITS: u32 = 11;

/// The abbreviations of the lexicon.
struct Abbreviations {
    /// Classes, and the bits of the hash that tell words of one place apart.
    table: Box<[u32; 1 << BITS]>,
    /// For each first letter the lengths that there are, as bits: most words are told by them to be none.
    lengths: [u32; 26],
}

static ABBREVIATIONS: LazyLock<Abbreviations> = LazyLock::new(|| {
    let mut table = Box::new([0; 1 << BITS]);
    let mut lengths = [0; 26];
    let lexicon = Lexicon::shipped();
    for (class, classes) in [
        (NEVER, WordClass::ABBREVIATION),
        (FINAL, WordClass::ABBREVIATION_FINAL),
        (NEVER | FINAL, WordClass::ABBREVIATION_NUMBER),
    ] {
        for word in lexicon.words_of(classes) {
            let word = word.trim_end_matches('.').as_bytes();
            if word[0].is_ascii_lowercase() {
                lengths[usize::from(word[0] - b'a')] |= 1 << word.len().min(31);
            }
            let hash = lower(word);
            let mut place = row(hash, BITS) as usize;
            while table[place] != 0 && table[place] >> 8 != check(hash) {
                place = (place + 1) % table.len();
            }
            table[place] = check(hash) << 8 | table[place] & 0xFF | u32::from(class);
        }
    }
    Abbreviations { table, lengths }
});

fn check(hash: u64) -> u32 {
    hash as u32 & 0xFF_FFFF
}

/// The classes of an abbreviation, given without its stop; 0 for any other word.
fn class_of(word: &[u8]) -> u8 {
    let Abbreviations { table, lengths } = &*ABBREVIATIONS;
    let first = word[0].to_ascii_lowercase().wrapping_sub(b'a');
    if lengths.get(usize::from(first)).is_none_or(|lengths| lengths >> word.len().min(31) & 1 == 0) {
        return 0;
    }
    let hash = lower(word);
    let mut place = row(hash, BITS) as usize;
    while table[place] != 0 {
        if table[place] >> 8 == check(hash) {
            return table[place] as u8;
        }
        place = (place + 1) % table.len();
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence::scan::Terminators;

    fn of(text: &str) -> Option<bool> {
        let candidate = Terminators::new(text, 0, text.len(), text.is_ascii()).next(0);
        plain(text.as_bytes(), &candidate.expect("there is a terminator"))
    }

    #[test]
    fn what_nobody_doubts_is_plain() {
        for text in [
            "the old bridge. They left",
            "to Holloway. A man",
            "is it so? Nobody",
            "the \"old bridge.\" They",
            "an old bridge. “We won",
            "a sit-in. NATO left",
        ] {
            assert_eq!(of(text), Some(true), "{text}");
        }
        for text in ["with Mr. Holt", "on Sept. 9", "in U.S. history"] {
            assert_eq!(of(text), Some(false), "{text}");
        }
    }

    #[test]
    fn doubtful_places_are_left_to_the_model() {
        for text in [
            "in approx. Ten",
            "to Ely. They",
            "in the U.S. They",
            "a bridge. they",
            "a bridge... They",
            "a “bridge.’ They",
            "a bridge.  They",
            "so “why?” She",
            "in 2014. They",
            "bridge. They",
            "on Holt St. They",
            "of Holt Inc. They",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn every_abbreviation_is_in_the_table() {
        let lexicon = Lexicon::shipped();
        assert!(lexicon.words_of(WordClass::ABBREVIATION).count() > 50);
        for word in lexicon.words_of(WordClass::ABBREVIATION) {
            assert_eq!(class_of(word.trim_end_matches('.').as_bytes()) & NEVER, NEVER, "{word}");
        }
        assert_eq!(class_of(b"bridge"), 0);
    }
}
