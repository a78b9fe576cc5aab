//! The cheap test: whether a name may begin with a word, asked of every word of a text before anything is folded.
//!
//! A word is known by its first eight bytes in lower case. It has a row, with two bits for each word that is an alias,
//! and two for each word that is the second of one: that is one look at memory a word, and rejects most of a text. What passes is asked
//! for its pair and its kind. Each answer is seldom wrong where it says yes, and never where it says no.

use crate::model::hash;

/// Bits for each pair.
const BITS_A_KEY: usize = 16;
/// Words that share a row, about.
const KEYS_A_ROW: usize = 8;
/// Places for each word's kinds.
const PLACES_A_KEY: usize = 4;
/// One in each byte.
const ONES: u64 = u64::MAX / 0xFF;

/// An alias is this word alone, in any case.
pub(super) const ALONE: u8 = 1;
/// An alias is this word alone, with a capital.
pub(super) const CAPITAL: u8 = 1 << 1;
/// An alias is this word alone, in capitals.
pub(super) const CAPITALS: u8 = 1 << 2;
/// An alias is this word and symbols.
pub(super) const SYMBOL: u8 = 1 << 3;
/// An alias has symbols before this word, its first.
pub(super) const LED: u8 = 1 << 4;

/// The key of the Arabic article, which a text may have where an alias lacks it.
pub(super) const ARTICLE: u64 = key(u64::from_le_bytes(*b"al\0\0\0\0\0\0"));

/// Returns the key of the word that eight bytes of ASCII begin with: what is of no word is zero, and letters are in lower case.
#[inline]
pub(super) const fn key(bytes: u64) -> u64 {
    // The top bit of the first zero; above it, others may be taken for zeros. Bytes of ASCII have none of their own.
    let zeros = bytes.wrapping_sub(ONES) & (ONES << 7);
    let kept = bytes & (zeros ^ zeros.wrapping_sub(1));
    let spread = kept.wrapping_mul(hash::GOLDEN);
    spread ^ spread >> 32
}

/// Returns the key of a folded word, or none where it has other characters than letters and digits of ASCII.
pub(super) fn key_of(word: &str) -> Option<u64> {
    let mut first = [0; 8];
    first.iter_mut().zip(word.bytes()).for_each(|(to, byte)| *to = byte);
    let plain = !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric());
    plain.then(|| key(u64::from_le_bytes(first)))
}

/// Two bits for each of many keys (a blocked Bloom filter, Putze et al. 2007); the number of words is a power of two.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bits(pub(super) Vec<u64>);

impl Bits {
    fn of(keys: impl ExactSizeIterator<Item = u64>) -> Self {
        let mut bits = Self(vec![0; (keys.len() * BITS_A_KEY).next_power_of_two().max(64) / 64]);
        for key in keys {
            let (word, mask) = bits.place(key);
            bits.0[word] |= mask;
        }
        bits
    }

    /// Two bits of one word: one look at memory.
    #[inline]
    fn place(&self, key: u64) -> (usize, u64) {
        ((key >> 32) as usize & self.0.len().wrapping_sub(1), 1 << (key >> 58) | 1 << (key >> 20 & 63))
    }

    /// Whether a key may be one of them.
    #[inline]
    pub(super) fn has(&self, key: u64) -> bool {
        let (word, mask) = self.place(key);
        self.0.get(word).is_some_and(|word| word & mask == mask)
    }
}

/// What is noted of the words that share a row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// The marks of all aliases of one word, and of those that need no capital.
    alone: [u64; 2],
    /// The marks of words that stand second where one of these is first, in two halves.
    next: [u64; 2],
}

impl Row {
    /// Of words that no alias begins with.
    pub(super) const EMPTY: Self = Self { alone: [0; 2], next: [0; 2] };

    /// Whether a word with this mark may be an alias alone; where it is small, one that needs no capital.
    #[inline]
    pub(super) fn may_be_alone(&self, mark: Mark, small: bool) -> bool {
        self.alone[usize::from(small)] & mark.bits == mark.bits
    }

    /// Whether a word with this mark may be the second of an alias.
    #[inline]
    pub(super) fn may_go_on(&self, mark: Mark) -> bool {
        self.next[mark.half] & mark.bits == mark.bits
    }

    pub(super) fn numbers(&self) -> [u64; 4] {
        let ([all, small], [one, other]) = (self.alone, self.next);
        [all, small, one, other]
    }

    pub(super) fn of_numbers([all, small, one, other]: [u64; 4]) -> Self {
        Self { alone: [all, small], next: [one, other] }
    }
}

/// How a word is marked in a row: two bits, in one half or the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    bits: u64,
    half: usize,
}

impl Mark {
    #[inline]
    pub(super) fn of(key: u64) -> Self {
        Self { bits: 1 << (key >> 58) | 1 << (key >> 52 & 63), half: (key >> 51 & 1) as usize }
    }
}

impl Default for Filter {
    fn default() -> Self {
        Builder::default().build()
    }
}

/// Which words, and which pairs of words, aliases begin with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Filter {
    pub(super) rows: Vec<Row>,
    /// By word, its kinds.
    pub(super) kinds: Vec<u8>,
    pub(super) pairs: Bits,
    /// Whether an alias begins with a symbol and no word of ASCII behind it: then each word is looked at.
    pub(super) symbols: bool,
}

impl Filter {
    /// Returns the row of a word.
    #[inline]
    pub(super) fn row(&self, key: u64) -> &Row {
        self.rows.get(place(key, self.rows.len())).unwrap_or(&Row::EMPTY)
    }

    /// Returns the kinds of a word that is one of them.
    #[inline]
    pub(super) fn kinds(&self, key: u64) -> u8 {
        self.kinds.get(place(key, self.kinds.len())).copied().unwrap_or_default()
    }

    /// Whether its arrays are such as are built.
    pub(super) fn is_whole(&self) -> bool {
        self.rows.len().is_power_of_two() && self.pairs.0.len().is_power_of_two() && self.kinds.len().is_power_of_two()
    }

    /// Returns the bytes that it takes in memory.
    pub(super) fn size(&self) -> usize {
        self.rows.len() * size_of::<Row>() + 8 * self.pairs.0.len() + self.kinds.len()
    }
}

#[inline]
fn place(key: u64, places: usize) -> usize {
    key as usize & places.wrapping_sub(1)
}

/// Words and pairs while they are noted.
#[derive(Debug, Default)]
pub(super) struct Builder {
    words: Vec<(u64, u8)>,
    pairs: Vec<(u64, u64)>,
    symbols: bool,
}

impl Builder {
    /// Notes a word that is all of an alias, but for symbols.
    pub(super) fn add(&mut self, word: u64, kinds: u8) {
        self.words.push((word, kinds));
    }

    /// Notes an alias's first word, and one that may be the next in a text.
    pub(super) fn add_pair(&mut self, first: u64, second: u64) {
        self.pairs.push((first, second));
    }

    /// Notes that an alias begins with a symbol and no word of ASCII.
    pub(super) fn add_symbol(&mut self) {
        self.symbols = true;
    }

    pub(super) fn build(mut self) -> Filter {
        // Few texts have it, and any alias may go on with it.
        self.add(ARTICLE, SYMBOL);
        let mut words = self.words;
        words.sort_unstable();
        words.dedup();
        let mut pairs = self.pairs;
        pairs.sort_unstable();
        pairs.dedup();
        let alone = words.chunk_by(|one, next| one.0 == next.0).count();
        let first = pairs.chunk_by(|one, next| one.0 == next.0).count();
        let mut kinds = vec![0; (alone * PLACES_A_KEY).next_power_of_two().max(64)];
        let mut rows = vec![Row::default(); ((alone + first) / KEYS_A_ROW).next_power_of_two().max(64)];
        for (key, kind) in words {
            let at = place(key, kinds.len());
            kinds[at] |= kind;
            let (at, bits) = (place(key, rows.len()), Mark::of(key).bits);
            rows[at].alone[0] |= bits;
            if kind & !(CAPITAL | CAPITALS) != 0 {
                rows[at].alone[1] |= bits;
            }
        }
        for &(first, second) in &pairs {
            let (at, mark) = (place(first, rows.len()), Mark::of(second));
            rows[at].next[mark.half] |= mark.bits;
        }
        let joined: Vec<u64> = pairs.into_iter().map(|(first, second)| hash::join(first, second)).collect();
        Filter { rows, kinds, pairs: Bits::of(joined.into_iter()), symbols: self.symbols }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_key_whatever_follows() {
        let of = |text: &[u8; 8]| key(u64::from_le_bytes(*text));
        assert_eq!(of(b"iraq\0won"), of(b"iraq\0\0an"));
        assert_eq!(Some(of(b"iraq\0war")), key_of("iraq"));
        assert_ne!(of(b"iraqi\0wa"), of(b"iraq\0wai"));
        assert_eq!(Some(of(b"thailand")), key_of("thailand"));
        assert_eq!(Some(of(b"massachu")), key_of("massachusetts"));
        assert_ne!(key_of("thailan"), key_of("thailand"));
        assert_eq!((key_of("łódź"), key_of("")), (None, None));
    }

    fn alone(filter: &Filter, key: u64) -> bool {
        filter.row(key).may_be_alone(Mark::of(key), false)
    }

    #[test]
    fn what_was_noted_is_known() {
        let words: Vec<String> = (0..5000).map(|i| format!("w{i}x")).collect();
        let keys: Vec<u64> = words.iter().filter_map(|w| key_of(w)).collect();
        let mut builder = Builder::default();
        keys.iter().for_each(|&key| builder.add(key, CAPITAL));
        keys.iter().for_each(|&key| builder.add_pair(key, keys[7]));
        let filter = builder.build();
        assert!(keys.iter().all(|&key| alone(&filter, key) && filter.kinds(key) & CAPITAL != 0));
        assert!(keys.iter().all(|&key| filter.row(key).may_go_on(Mark::of(keys[7]))));
        assert!(keys.iter().all(|&key| filter.pairs.has(hash::join(key, keys[7]))));
        let others = (0..5000).filter_map(|i| key_of(&format!("v{i}y")));
        let passed = others.filter(|&key| alone(&filter, key)).count();
        assert!(passed < 500, "{passed} of 5000");
    }
}
