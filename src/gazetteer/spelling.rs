//! Words that are nearly those of the gazetteer: a letter too many, missing, wrong, or two in the wrong order.
//!
//! Each word is filed under what stays of it without one letter (or two); a text's word meets it there if both lose letters to
//! the same rest (symmetric deletion, Garbe 2012). What meets is measured: optimal string alignment, where a swap is one edit.

use rustc_hash::FxHashSet;

use crate::text::fold;

/// Letters of the shortest word of an alias with an edit, and with two.
const SHORTEST: usize = 3;
const SHORTEST_OF_TWO: usize = 8;
/// Letters of the longest.
const LONGEST: usize = 32;
/// Bits of a hash that choose its bucket.
const MOST_BITS: u32 = 20;

/// The words of a gazetteer, by what stays of them without a letter or two.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Spelling {
    pub(super) most: u8,
    /// Folded words one behind the other, and where each ends.
    pub(super) text: String,
    pub(super) ends: Vec<u32>,
    /// By word, the key of its piece.
    pub(super) keys: Vec<u64>,
    /// Where each bucket of `rests` begins.
    pub(super) buckets: Vec<u32>,
    /// Words by the hash of what stays of them, bucket by bucket.
    pub(super) rests: Vec<u32>,
}

/// A word of the gazetteer that a text's word nearly is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near {
    pub(super) key: u64,
    pub(super) edits: u8,
}

impl Spelling {
    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether the arrays fit together.
    pub(super) fn is_whole(&self) -> bool {
        let words = self.keys.len();
        self.ends.len() == words
            && self.ends.is_sorted()
            && self.ends.last().copied().unwrap_or_default() as usize == self.text.len()
            && self.ends.iter().all(|&end| self.text.is_char_boundary(end as usize))
            && (self.buckets.is_empty() && words == 0 || self.buckets.len().is_power_of_two())
            && self.buckets.is_sorted()
            && self.buckets.last().copied().unwrap_or_default() as usize <= self.rests.len()
            && self.rests.iter().all(|&number| (number as usize) < words)
    }

    /// The bytes that they take in memory.
    pub(super) fn size(&self) -> usize {
        self.text.len() + 4 * (self.ends.len() + self.buckets.len() + self.rests.len()) + 8 * self.keys.len()
    }

    /// Puts the words into `near` that a word is but for `most` edits or fewer, nearest first; the word itself is not one of them.
    pub(super) fn near(&self, word: &str, most: u8, near: &mut Vec<Near>) {
        near.clear();
        let letters = folded(word);
        // Of a long word two letters may be missing.
        let longest =
            if letters.len() < SHORTEST { 0 } else { most_of((letters.len() + usize::from(most)).min(LONGEST)) };
        let most = most.min(self.most).min(longest);
        if most == 0 || letters.len() > LONGEST {
            return;
        }
        let bits = self.buckets.len().trailing_zeros();
        let mut tried: Vec<u32> = Vec::new();
        rests(&letters, most, &mut |rest| {
            let bucket = bucket(rest, bits);
            let end = self.buckets.get(bucket + 1).copied().unwrap_or(self.rests.len() as u32);
            for &number in &self.rests[self.buckets[bucket] as usize..end as usize] {
                if tried.contains(&number) {
                    continue;
                }
                tried.push(number);
                let other: Vec<char> = self.word(number).chars().collect();
                let most = most.min(most_of(other.len()));
                // A plural is no misspelling.
                let plural = letters.split_last().is_some_and(|(last, rest)| *last == 's' && *rest == other[..]);
                if let Some(edits) = edits(&letters, &other, most).filter(|&edits| edits > 0 && !plural) {
                    near.push(Near { key: self.keys[number as usize], edits });
                }
            }
        });
        near.sort_by_key(|word| word.edits);
    }

    fn word(&self, number: u32) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.text[start as usize..self.ends[number as usize] as usize]
    }
}

/// Most edits in a word of an alias, of so many letters.
fn most_of(letters: usize) -> u8 {
    match letters {
        SHORTEST..SHORTEST_OF_TWO => 1,
        SHORTEST_OF_TWO..=LONGEST => 2,
        _ => 0,
    }
}

fn folded(word: &str) -> Vec<char> {
    fold::folded(word).chars().collect()
}

/// Calls `each` with the hashes of what stays of a word without up to `most` of its letters.
fn rests(letters: &[char], most: u8, each: &mut impl FnMut(u32)) {
    let hash = |skip: &dyn Fn(usize) -> bool| {
        let kept = letters.iter().enumerate().filter(|(i, _)| !skip(*i));
        kept.fold(fold::START, |hash, (_, c)| {
            let bytes = (*c as u32).to_le_bytes();
            fold::mix(fold::mix(hash, bytes[0]), bytes[1] ^ bytes[2])
        })
    };
    let short = |hash: u64| (hash ^ hash >> 32) as u32;
    each(short(hash(&|_| false)));
    for i in 0..letters.len() {
        each(short(hash(&|at| at == i)));
        for j in i + 1..if most > 1 { letters.len() } else { 0 } {
            each(short(hash(&|at| at == i || at == j)));
        }
    }
}

fn bucket(rest: u32, bits: u32) -> usize {
    (rest.wrapping_mul(0x9e37_79b1) as usize) >> (32 - bits)
}

/// Whether two texts are the same but for `most` edits.
pub(super) fn are_near(a: &str, b: &str, most: u8) -> bool {
    edits(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), most).is_some()
}

/// The edits between two words, if they are `most` or fewer: letters put in, left out, changed, and neighbours swapped.
fn edits(a: &[char], b: &[char], most: u8) -> Option<u8> {
    let most = usize::from(most);
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    // Three rows of the table; a word has few letters.
    let width = b.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1; width];
        for (j, y) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row[j + 1] = least;
        }
        if row.iter().min().is_some_and(|least| *least > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    let edits = last[b.len()];
    (edits <= most).then_some(edits as u8)
}

/// Words while they are filed.
#[derive(Debug)]
pub(super) struct Builder {
    spelling: Spelling,
    known: FxHashSet<u64>,
}

impl Builder {
    pub(super) fn new(most: u8) -> Self {
        Self { spelling: Spelling { most, ..Spelling::default() }, known: FxHashSet::default() }
    }

    /// Adds a word with the key of its piece; one with a figure is matched as it is.
    pub(super) fn add(&mut self, word: &str, key: u64) {
        let folded = folded(word);
        if most_of(folded.len()) > 0 && folded.iter().all(|c| c.is_alphabetic()) && self.known.insert(key) {
            self.spelling.text.extend(folded);
            self.spelling.ends.push(self.spelling.text.len() as u32);
            self.spelling.keys.push(key);
        }
    }

    pub(super) fn build(self) -> Spelling {
        let mut spelling = self.spelling;
        let mut filed: Vec<(u32, u32)> = Vec::new();
        for number in 0..spelling.keys.len() as u32 {
            let letters: Vec<char> = spelling.word(number).chars().collect();
            rests(&letters, spelling.most.min(most_of(letters.len())), &mut |rest| filed.push((rest, number)));
        }
        let bits = (filed.len().max(2).ilog2() + 1).min(MOST_BITS);
        let mut placed: Vec<(u32, u32)> =
            filed.into_iter().map(|(rest, number)| (bucket(rest, bits) as u32, number)).collect();
        placed.sort_unstable();
        placed.dedup();
        spelling.buckets = vec![0; 1 << bits];
        let mut at = 0;
        for (bucket, start) in spelling.buckets.iter_mut().enumerate() {
            while placed.get(at).is_some_and(|(own, _)| (*own as usize) < bucket) {
                at += 1;
            }
            *start = at as u32;
        }
        spelling.rests = placed.into_iter().map(|(_, number)| number).collect();
        spelling
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(words: &[&str], most: u8, word: &str) -> Vec<(usize, u8)> {
        let mut builder = Builder::new(most);
        words.iter().zip(0..).for_each(|(word, key)| builder.add(word, key));
        let mut found = Vec::new();
        builder.build().near(word, most, &mut found);
        found.iter().map(|near| (near.key as usize, near.edits)).collect()
    }

    #[test]
    fn an_edit_is_a_letter_or_a_swap() {
        for wrong in ["Malik", "Malikii", "Mslik", "Mailki", "aliki", "Naliki"] {
            let found = near(&["Maliki"], 1, wrong);
            assert_eq!(found.len(), usize::from(wrong != "Mslik"), "{wrong}");
        }
        assert_eq!(near(&["Maliki"], 1, "maliki"), []);
        assert_eq!(near(&["Ro"], 2, "Ra"), []);
    }

    #[test]
    fn two_edits_need_a_long_word() {
        assert_eq!(near(&["Netanyahu"], 2, "Netanjaho"), [(0, 2)]);
        assert_eq!(near(&["Netanyahu"], 2, "Netnyhu"), [(0, 2)]);
        assert_eq!(near(&["Roes"], 2, "Rims"), []);
        assert_eq!(near(&["Kovalen"], 2, "Kovelin"), []);
    }

    #[test]
    fn the_nearest_is_first() {
        assert_eq!(near(&["Kovalchik", "Kovalchuk"], 2, "Kovalchiuk").len(), 2);
        assert_eq!(near(&["Kovalenko", "Kovalenka"], 2, "Kovalemka"), [(1, 1), (0, 2)]);
    }

    proptest::proptest! {
        #[test]
        fn every_edit_is_found(word in "[a-z]{4,12}", at in 0usize..12, letter in "[a-z]") {
            let mut wrong: Vec<char> = word.chars().collect();
            let at = at % wrong.len();
            wrong[at] = letter.chars().next().unwrap_or('x');
            let wrong: String = wrong.into_iter().collect();
            let found = near(&[&word], 1, &wrong);
            proptest::prop_assert_eq!(found.len(), usize::from(wrong != word));
        }
    }
}
