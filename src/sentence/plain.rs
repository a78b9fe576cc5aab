//! Plain ends: "… the old bridge. They …", which nobody doubts and most sentences of prose have.

use std::sync::LazyLock;

use super::scan::Candidate;
use crate::lexicon::{Lexicon, WordClass};
use crate::model::hash::{bytes, row};

/// Shortest and longest word that is plain, in letters.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=20;
/// The filter has 2^bits places.
const BITS: u32 = 12;

/// Words in small letters that may be abbreviations; one in some twenty others is held for one too.
static ABBREVIATIONS: LazyLock<[u64; 1 << BITS >> 6]> = LazyLock::new(|| {
    let mut filter = [0; 1 << BITS >> 6];
    let classes =
        WordClass::ABBREVIATION | WordClass::ABBREVIATION_FINAL | WordClass::ABBREVIATION_NUMBER;
    for word in Lexicon::shipped().words_of(classes) {
        let place = row(bytes(word.trim_end_matches('.').as_bytes()), BITS);
        filter[place as usize >> 6] |= 1 << (place & 63);
    }
    filter
});

/// Whether a full stop stands after a word in small letters that is no abbreviation, and one space and a word with a
/// capital after it.
pub(super) fn is_plain(text: &[u8], candidate: &Candidate) -> bool {
    let Candidate { run, end, start, .. } = *candidate;
    let single = end == run + 1 && start == end + 1 && text[run] == b'.' && text[end] == b' ';
    if !single || !text[start].is_ascii_uppercase() || !text.get(start + 1).is_some_and(u8::is_ascii_lowercase) {
        return false;
    }
    let least = run.saturating_sub(*LETTERS.end() + 1);
    let Some(length) = text[least..run].iter().rev().position(|byte| !byte.is_ascii_lowercase()) else { return false };
    if !LETTERS.contains(&length) || text[run - length - 1] != b' ' {
        return false;
    }
    let place = row(bytes(&text[run - length..run]), BITS);
    ABBREVIATIONS[place as usize >> 6] >> (place & 63) & 1 == 0
}
