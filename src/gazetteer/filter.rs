//! The cheap test: whether a name may begin with a word, asked of every word of a text before anything is folded.
//!
//! A word is known by its first eight bytes in lower case and its length. Two bits for each word that is an alias, and for each pair
//! of words that one begins with, reject most of a text; what passes is asked for its kind. Each answer is seldom wrong where
//! it says yes, and never where it says no.

use crate::model::hash;

/// Bits for each word and each pair.
const BITS_A_KEY: usize = 16;
/// Places for each word's kinds.
const PLACES_A_KEY: usize = 4;
/// What the letters of ASCII have in lower case, in each byte.
const LOWER: u64 = 0x2020_2020_2020_2020;
/// Longer words are told from each other by their first bytes alone.
const LONGEST: u32 = 9;

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
pub(super) const ARTICLE: u64 = key(u64::from_le_bytes(*b"al\0\0\0\0\0\0"), 2);

/// Returns the key of the ASCII word of `length` bytes that `bytes` begins with, in either case.
#[inline]
pub(super) const fn key(bytes: u64, length: u32) -> u64 {
    let length = if length < LONGEST { length } else { LONGEST };
    let kept = (bytes | LOWER) & (u64::MAX >> (64 - 8 * if length < 8 { length } else { 8 }));
    hash::join(length as u64, kept)
}

/// Returns the key of a folded word, or none where it has other characters than letters and digits of ASCII.
pub(super) fn key_of(word: &str) -> Option<u64> {
    let mut first = [0; 8];
    first.iter_mut().zip(word.bytes()).for_each(|(to, byte)| *to = byte);
    let plain = !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric());
    plain.then(|| key(u64::from_le_bytes(first), word.len() as u32))
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

impl Default for Filter {
    fn default() -> Self {
        Builder::default().build()
    }
}

/// Which words, and which pairs of words, aliases begin with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Filter {
    /// All words, and those that need no capital.
    pub(super) words: [Bits; 2],
    /// By word, its kinds.
    pub(super) kinds: Vec<u8>,
    pub(super) pairs: Bits,
    /// Whether an alias begins with a symbol and no word of ASCII behind it: then each word is looked at.
    pub(super) symbols: bool,
}

impl Filter {
    /// Returns the kinds of a word that is one of them.
    #[inline]
    pub(super) fn kinds(&self, key: u64) -> u8 {
        self.kinds.get(place(key, self.kinds.len())).copied().unwrap_or_default()
    }

    /// Whether its arrays are such as are built.
    pub(super) fn is_whole(&self) -> bool {
        let [all, small] = &self.words;
        [all, small, &self.pairs].iter().all(|bits| bits.0.len().is_power_of_two())
            && self.kinds.len().is_power_of_two()
    }

    /// Returns the bytes that it takes in memory.
    pub(super) fn size(&self) -> usize {
        let [all, small] = &self.words;
        8 * (all.0.len() + small.0.len() + self.pairs.0.len()) + self.kinds.len()
    }
}

#[inline]
fn place(key: u64, places: usize) -> usize {
    (key >> 20) as usize & places.wrapping_sub(1)
}

/// Words and pairs while they are noted.
#[derive(Debug, Default)]
pub(super) struct Builder {
    words: Vec<(u64, u8)>,
    pairs: Vec<u64>,
    symbols: bool,
}

impl Builder {
    /// Notes a word that is all of an alias, but for symbols.
    pub(super) fn add(&mut self, word: u64, kinds: u8) {
        self.words.push((word, kinds));
    }

    /// Notes an alias's first word, and one that may be the next in a text.
    pub(super) fn add_pair(&mut self, first: u64, second: u64) {
        self.pairs.push(hash::join(first, second));
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
        let distinct = |kinds: u8| {
            let own = words.iter().filter(|(_, kind)| kind & kinds != 0);
            let mut keys: Vec<u64> = own.map(|(key, _)| *key).collect();
            keys.dedup();
            keys
        };
        let (keys, small) = (distinct(u8::MAX), distinct(!(CAPITAL | CAPITALS)));
        let mut pairs = self.pairs;
        pairs.sort_unstable();
        pairs.dedup();
        let mut kinds = vec![0; (keys.len() * PLACES_A_KEY).next_power_of_two().max(64)];
        for (key, kind) in words {
            let at = place(key, kinds.len());
            kinds[at] |= kind;
        }
        Filter {
            words: [keys, small].map(|keys| Bits::of(keys.into_iter())),
            kinds,
            pairs: Bits::of(pairs.into_iter()),
            symbols: self.symbols,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_key_in_either_case_and_whatever_follows() {
        let of = |text: &[u8; 8], length| key(u64::from_le_bytes(*text), length);
        assert_eq!(of(b"IRAQ won", 4), of(b"iraq, an", 4));
        assert_eq!(Some(of(b"Iraq war", 4)), key_of("iraq"));
        assert_ne!(of(b"Iraqi wa", 5), of(b"Iraq wai", 4));
        assert_eq!(Some(of(b"Thailand", 8)), key_of("thailand"));
        assert_eq!(Some(of(b"Massachu", 13)), key_of("massachusetts"));
        assert_ne!(key_of("thailand"), key_of("thailander"));
        assert_eq!((key_of("łódź"), key_of("")), (None, None));
    }

    #[test]
    fn what_was_noted_is_known() {
        let words: Vec<String> = (0..5000).map(|i| format!("w{i}x")).collect();
        let keys: Vec<u64> = words.iter().filter_map(|w| key_of(w)).collect();
        let mut builder = Builder::default();
        keys.iter().for_each(|&key| builder.add(key, CAPITAL));
        keys.iter().for_each(|&key| builder.add_pair(key, keys[7]));
        let filter = builder.build();
        assert!(keys.iter().all(|&key| filter.words[0].has(key) && filter.kinds(key) & CAPITAL != 0));
        assert!(keys.iter().all(|&key| filter.pairs.has(hash::join(key, keys[7]))));
        let others = (0..5000).filter_map(|i| key_of(&format!("v{i}y")));
        let passed = others.filter(|&key| filter.words[0].has(key)).count();
        assert!(passed < 500, "{passed} of 5000");
    }
}
