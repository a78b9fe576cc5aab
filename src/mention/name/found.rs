//! What the first reading found in a document: the names, and for each word what it was taken for.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::labels::{Labelled, OUTSIDE, TYPES, is_of};
use crate::mention::vocabulary::Vocabulary;

/// What stands for a word that was in no name.
const NEVER: u64 = 50;
/// What [`Found::of`] gives for a word that was not seen with a capital.
const UNSEEN: [u64; 4] = [99; 4];

/// What a first reading found.
#[derive(Debug)]
pub(super) struct Found {
    /// The label of each token.
    labels: Vec<u8>,
    words: FxHashMap<u64, [u64; 4]>,
}

/// How often a word was of each type: anywhere, at the end and at the start of a name of several words. The last count of
/// the first is of no name.
#[derive(Default)]
struct Counts {
    anywhere: [u32; TYPES + 1],
    last: [u32; TYPES],
    first: [u32; TYPES],
}

impl Found {
    pub(super) fn new(vocabulary: &Vocabulary, islands: &[Range<usize>], tokens: usize, names: &[Labelled]) -> Self {
        let mut labels = vec![OUTSIDE; tokens];
        let mut counts: FxHashMap<u64, Counts> = FxHashMap::default();
        for name in names {
            name.write(&mut labels);
            if name.tokens.len() > 1 {
                let (first, last) = (name.tokens.start, name.tokens.end - 1);
                counts.entry(vocabulary.hash(first)).or_default().first[name.kind as usize] += 1;
                counts.entry(vocabulary.hash(last)).or_default().last[name.kind as usize] += 1;
            }
        }
        for i in islands.iter().cloned().flatten().filter(|&i| vocabulary.is_capital(i)) {
            let kind = is_of(labels[i]).map_or(TYPES, |kind| kind as usize);
            counts.entry(vocabulary.hash(i)).or_default().anywhere[kind] += 1;
        }
        let words = counts.into_iter().map(|(word, counts)| {
            let anywhere = mostly(&counts.anywhere);
            let times = u64::from(counts.anywhere.iter().sum::<u32>().min(4));
            (word, [anywhere, mostly(&counts.last), mostly(&counts.first), times * 20 + anywhere])
        });
        Self { labels, words: words.collect() }
    }

    /// Returns the label of a token.
    pub(super) fn label(&self, i: usize) -> u8 {
        self.labels[i]
    }

    /// Returns what a word was mostly taken for: anywhere, as the last and as the first of a name, and how often.
    pub(super) fn of(&self, word: u64) -> [u64; 4] {
        self.words.get(&word).copied().unwrap_or(UNSEEN)
    }

    /// Returns whether the document took the word of token `i` for something else as well: only there a second reading can
    /// find more.
    pub(super) fn is_open(&self, vocabulary: &Vocabulary, i: usize) -> bool {
        let kind = is_of(self.labels[i]).map_or(TYPES, |kind| kind as usize);
        vocabulary.is_capital(i) && self.of(vocabulary.hash(i))[0] != share(kind, 1, 1)
    }
}

/// The commonest place of `counts`, and whether it is nearly all, more than half, or less.
fn mostly(counts: &[u32]) -> u64 {
    let all: u32 = counts.iter().sum();
    let best = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count);
    match best {
        Some((at, &count)) if count > 0 => share(at, count, all),
        _ => NEVER,
    }
}

fn share(at: usize, count: u32, all: u32) -> u64 {
    let much = if count * 10 >= all * 9 { 2 } else { u64::from(count * 2 > all) };
    at as u64 * 3 + much
}
