//! Hashes of features: words to numbers, and numbers joined to conjunctions.
//!
//! Weights are found by these numbers, so they are the same on every machine and may never change: a test pins them. They
//! are quick rather than safe against an attacker, who could only make two features share a weight.

/// 2^64 by the golden ratio: multiplied by it, neighbours stand far apart.
pub(crate) const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
const LENGTH: u64 = 0xd6e8_feb8_6659_fd93;
const STEP: u64 = 0xa076_1d64_78bd_642f;
const LEFT: u64 = 0xe703_7ed1_a0b4_28db;
const RIGHT: u64 = 0x8ebc_6af0_9c88_c6e3;

/// Returns the hash of a word.
///
/// # Examples
/// ```
/// use saith::model::hash;
/// const SAID: u64 = hash::bytes(b"said");
/// assert_eq!(SAID, hash::bytes("said".as_bytes()));
/// assert_ne!(SAID, hash::bytes(b"says"));
/// ```
#[must_use]
#[inline]
pub const fn bytes(word: &[u8]) -> u64 {
    let mut state = GOLDEN ^ (word.len() as u64).wrapping_mul(LENGTH);
    let mut rest = word;
    while let Some((eight, after)) = rest.split_first_chunk::<8>() {
        state = fold(state ^ u64::from_le_bytes(*eight), STEP);
        rest = after;
    }
    fold(state ^ tail(rest), STEP)
}

/// Returns the hash of a word as [`bytes`] gives it for the word with its letters of ASCII lower-cased.
///
/// # Examples
/// ```
/// use saith::model::hash::{bytes, lower};
/// assert_eq!(lower(b"Said"), bytes(b"said"));
/// ```
#[must_use]
#[inline]
pub fn lower(word: &[u8]) -> u64 {
    Lower::of(word).hash
}

/// A word with its letters of ASCII lower-cased, read eight bytes at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lower {
    /// Its hash, as [`lower`] gives it.
    pub hash: u64,
    /// Whether it has capitals of ASCII.
    pub had_capitals: bool,
    /// Whether all of it is ASCII.
    pub is_ascii: bool,
}

impl Lower {
    #[inline]
    pub(crate) fn of(word: &[u8]) -> Self {
        let mut state = GOLDEN ^ (word.len() as u64).wrapping_mul(LENGTH);
        let (mut rest, mut all, mut changed) = (word, 0, 0);
        let mut lower = |eight: u64| {
            let lower = lowered(eight);
            all |= eight;
            changed |= eight ^ lower;
            lower
        };
        while let Some((eight, after)) = rest.split_first_chunk::<8>() {
            state = fold(state ^ lower(u64::from_le_bytes(*eight)), STEP);
            rest = after;
        }
        let hash = fold(state ^ lower(tail(rest)), STEP);
        Self { hash, had_capitals: changed != 0, is_ascii: all & (u64::MAX / 0xFF * 0x80) == 0 }
    }
}

/// Returns a number that tells which of some facts hold, and how many there are.
#[must_use]
#[inline]
pub(crate) fn flags(all: &[bool]) -> u64 {
    all.iter().fold(1, |bits, &bit| bits << 1 | u64::from(bit))
}

/// Eight bytes with the capitals of ASCII among them lower-cased.
#[inline]
const fn lowered(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xFF;
    let low = word & (ONES * 0x7F);
    // In each byte the top bit of the sums says "at least 'A'" and "past 'Z'".
    let capital = (low + ONES * (0x80 - b'A' as u64)) & !(low + ONES * (0x7F - b'Z' as u64)) & !word & (ONES * 0x80);
    word | capital >> 2
}

/// Returns the hash of two hashes, or of a number and a hash, in this order.
///
/// # Examples
/// ```
/// use saith::model::hash::{bytes, join};
/// const WORD_BEFORE: u64 = 1;
/// let feature = join(WORD_BEFORE, bytes(b"Mr"));
/// assert_ne!(feature, join(bytes(b"Mr"), WORD_BEFORE));
/// ```
#[must_use]
#[inline]
pub const fn join(left: u64, right: u64) -> u64 {
    fold(left ^ LEFT, right ^ RIGHT)
}

/// Returns the row of a hash in a table of 2^`bits` rows; `bits` is at most 32.
#[must_use]
#[inline]
pub const fn row(hash: u64, bits: u32) -> u32 {
    ((hash >> 32) >> (32 - bits)) as u32
}

/// Both halves of the product in one.
#[inline]
const fn fold(left: u64, right: u64) -> u64 {
    let product = (left as u128) * (right as u128);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Fewer than eight bytes as one number; the length, which is hashed too, tells apart what overlaps.
#[inline]
const fn tail(rest: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        return (u32::from_le_bytes(*first) as u64) | (u32::from_le_bytes(*last) as u64) << 32;
    }
    match *rest {
        [] => 0,
        [a] => a as u64,
        [a, b] => (a as u64) | (b as u64) << 8,
        [a, b, c, ..] => (a as u64) | (b as u64) << 8 | (c as u64) << 16,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// Weight files are bound to these numbers: a change here makes every model wrong.
    #[test]
    fn hashes_are_pinned() {
        let pinned: [(&str, u64); 6] = [
            ("", 0x6705_27f2_8686_2c69),
            ("a", 0x0e8b_9b40_bef6_582e),
            ("said", 0xc599_f49f_e32e_abee),
            ("spokesman", 0x34d0_a449_a2a2_6c8e),
            ("d’État", 0xa4e6_9b60_fbff_8c08),
            ("an identifier that is longer than two steps", 0xd280_fe88_7a88_dac3),
        ];
        for (word, hash) in pinned {
            assert_eq!(bytes(word.as_bytes()), hash, "{word}");
        }
        assert_eq!(join(1, 2), 0x8991_a6ed_dde1_b139);
        assert_eq!(join(bytes(b"said"), 7), 0x8c37_8b1e_c977_cdd4);
    }

    #[test]
    fn lower_hashes_are_those_of_lower_cased_words() {
        let all: Vec<u8> = (0..=255).collect();
        for length in 0..40 {
            for word in all.windows(length.max(1)) {
                let Lower { hash, had_capitals, is_ascii } = Lower::of(word);
                assert_eq!(lower(word), hash);
                assert_eq!(hash, bytes(&word.to_ascii_lowercase()), "{word:?}");
                assert_eq!(had_capitals, word.iter().any(u8::is_ascii_uppercase), "{word:?}");
                assert_eq!(is_ascii, word.is_ascii(), "{word:?}");
            }
        }
    }

    #[test]
    fn rows_are_the_top_bits() {
        assert_eq!(row(u64::MAX, 32), u32::MAX);
        assert_eq!(row(u64::MAX, 5), 31);
        assert_eq!(row(1 << 63, 1), 1);
        assert_eq!(row(u64::MAX, 0), 0);
    }

    #[test]
    fn words_and_pairs_do_not_collide() {
        let mut words: Vec<Vec<u8>> = vec![Vec::new()];
        let letters = b"ab\x00\xff";
        for length in 0..6 {
            let longer: Vec<Vec<u8>> = words.iter().filter(|w| w.len() == length).cloned().collect();
            words.extend(longer.iter().flat_map(|w| letters.iter().map(move |&c| [w.as_slice(), &[c]].concat())));
        }
        for n in 0..20_000u32 {
            words.push(format!("word{n}").into_bytes());
        }
        let hashes: HashSet<u64> = words.iter().map(|w| bytes(w)).collect();
        assert_eq!(hashes.len(), words.len());
        let pairs: HashSet<u64> = (0..300).flat_map(|a| (0..300).map(move |b| join(a, b))).collect();
        assert_eq!(pairs.len(), 300 * 300);
    }

    /// Chi-squared over 4,096 rows: by chance 4,095 with a deviation of 90; more even than that does no harm.
    #[test]
    fn rows_are_filled_evenly() {
        let uneven = |hashes: &mut dyn Iterator<Item = u64>| {
            let mut counts = [0f64; 4096];
            let mut total = 0f64;
            for hash in hashes {
                counts[row(hash, 12) as usize] += 1.0;
                total += 1.0;
            }
            let expected = total / 4096.0;
            counts.iter().map(|c| (c - expected) * (c - expected) / expected).sum::<f64>()
        };
        let words = (0..100_000u32).map(|n| bytes(format!("{n:o}").as_bytes()));
        let templates = (0..50u64).flat_map(|t| (0..2_000u32).map(move |n| join(t, bytes(&n.to_le_bytes()))));
        let numbers = (0..300u64).flat_map(|a| (0..300u64).map(move |b| join(a, b)));
        for (name, found) in [
            ("words", uneven(&mut words.into_iter())),
            ("templates", uneven(&mut templates.into_iter())),
            ("numbers", uneven(&mut numbers.into_iter())),
        ] {
            assert!(found < 4_600.0, "{name}: {found}");
        }
    }
}
