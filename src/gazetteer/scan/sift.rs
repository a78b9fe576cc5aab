//! The quick way through a text: words are told from their surroundings sixty-four bytes at a time, the filter is asked of each, and
//! the few that pass are walked.

use super::{IN_WORD, Scan};
use crate::gazetteer::filter;
use crate::gazetteer::line::Line;
use crate::gazetteer::words::{Block, WIDTH};
use crate::model::hash;
use crate::text::fold;

/// A word so long, in bytes, or longer is read with care.
const FURTHEST: u32 = WIDTH as u32;

/// A word of a block, as the filter knows it.
#[derive(Clone, Copy, Default)]
struct Word {
    /// Where it begins in its block.
    place: u32,
    length: u32,
    key: u64,
}

impl Word {
    /// Where it ends, counted from the beginning of its block.
    fn end(&self) -> usize {
        (self.place + self.length) as usize
    }
}

/// Most words of a block: one letter each, and a space.
const WORDS: usize = WIDTH / 2;

/// Of words that begin in a block those with letters beyond ASCII.
#[cold]
fn words_with(mut starts: u64, block: &Block, next: &Block) -> u64 {
    let mut found = 0;
    while starts != 0 {
        let place = starts.trailing_zeros() as usize;
        let length = from(place, block.word, next.word).trailing_ones();
        let high = from(place, block.high, next.high).trailing_zeros();
        found |= u64::from(high < length) << place;
        starts &= starts - 1;
    }
    found
}

/// The bits of two blocks from a place in the first on.
#[inline]
fn from(place: usize, block: u64, next: u64) -> u64 {
    let shift = place as u32 % FURTHEST;
    // Nothing is left of the next where the shift is none.
    block >> shift | next << 1 << (FURTHEST - 1 - shift)
}

/// Whether a word is the rest of one before an apostrophe, with which no name begins: "’s", "’ll".
fn is_rest(bytes: &[u8], at: usize, end: usize) -> bool {
    matches!(&bytes[at..end], b"s" | b"t" | b"d" | b"m" | b"ll" | b"ve" | b"re")
        && match bytes[..at] {
            [.., letter, b'\''] | [.., letter, 0xE2, 0x80, 0x99] => letter.is_ascii_alphanumeric(),
            _ => false,
        }
}

/// Where the symbols begin that are written on to the word at `at`, from `done` on: an alias may begin with them.
fn led_from(bytes: &[u8], at: usize, done: usize) -> usize {
    let floor = at.saturating_sub(MOST_SYMBOLS).max(done.min(at));
    at - bytes[floor..at].iter().rev().take_while(|byte| byte.is_ascii_punctuation()).count()
}

/// Most symbols before the first word of an alias.
const MOST_SYMBOLS: usize = 4;

/// Where the letters end that begin at `at`.
#[cold]
fn end_of_run(bytes: &[u8], at: usize) -> usize {
    let ends =
        |i: &usize| bytes[*i].is_ascii() && !IN_WORD[usize::from(bytes[*i])] || fold::is_plain_mark(&bytes[*i..]);
    (at..bytes.len()).find(ends).unwrap_or(bytes.len())
}

impl Scan<'_, '_> {
    /// Goes through the text.
    pub(super) fn run(&mut self) {
        let gazetteer = self.gazetteer;
        if gazetteer.filter.symbols || !gazetteer.spelling.is_empty() {
            self.read_run(0, self.text.len());
            return;
        }
        let (filter, bytes) = (&gazetteer.filter, self.text.as_bytes());
        let mut block = Block::at(bytes, 0);
        // Whether the block before ended inside a word.
        let mut inside = 0;
        let mut done = 0;
        // The word before, and the block that it stands in.
        let mut before = (0, Word::default());
        let mut line = self.lines.at(0);
        let mut words = [Word::default(); WORDS];
        let mut base = 0;
        while let Some(window) = bytes[base..].first_chunk::<{ WIDTH + 8 }>() {
            let next = Block::at(bytes, base + WIDTH);
            let mut starts = block.word & !(block.word << 1 | inside);
            inside = block.word >> (WIDTH - 1);
            // Where small letters say that no name begins that asks for a capital.
            let small = block.small & self.capital_lines(&mut line, base);
            // A lone letter with a full stop, and what is longer than can be seen, is read with care; so is a letter beyond ASCII.
            let behind = from(1, block.word, next.word);
            let mut careful = starts & !behind & from(1, block.stop, next.stop);
            if block.word == u64::MAX {
                careful |= starts;
            }
            if block.high | next.high != 0 {
                careful |= words_with(starts, &block, &next);
            }
            // Three short loops, so that the first two run without a branch that cannot be foretold: the words, what the filter
            // says of them, and the few that pass.
            let mut count = 0;
            while starts != 0 {
                let place = starts.trailing_zeros() as usize % WIDTH;
                starts &= starts - 1;
                let length = from(place, block.word, next.word).trailing_ones();
                let first = window[place..].first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
                words[count % WORDS] = Word { place: place as u32, length, key: filter::key(first, length) };
                count += 1;
            }
            let mut hits = 0u64;
            let mut key = before.1.key;
            for (i, word) in words.iter().enumerate().take(count) {
                let passes = filter.words[(small >> word.place & 1) as usize].has(word.key)
                    | filter.pairs.has(hash::join(key, word.key))
                    | (careful >> word.place & 1 == 1);
                hits |= u64::from(passes) << i;
                key = word.key;
            }
            while hits != 0 {
                let i = hits.trailing_zeros() as usize;
                hits &= hits - 1;
                let (start_before, word_before) = i.checked_sub(1).map_or(before, |i| (base, words[i % WORDS]));
                let word = words[i % WORDS];
                let careful = careful >> word.place & 1 == 1;
                let goes_on =
                    careful || word.key == filter::ARTICLE || filter.pairs.has(hash::join(word_before.key, word.key));
                if goes_on && start_before + word_before.place as usize >= done {
                    done = self.read_run(start_before + word_before.place as usize, start_before + word_before.end());
                }
                let at = base + word.place as usize;
                if careful {
                    // A name may have ended inside: what is written on behind it is read all the same.
                    let end = if word.length >= FURTHEST { end_of_run(bytes, at) } else { base + word.end() };
                    done = self.read_run(led_from(bytes, at.max(done), done), end);
                } else if at >= done && self.may_begin(at, &word, small >> word.place & 1 == 1) {
                    done = self.read_run(led_from(bytes, at, done), base + word.end());
                }
            }
            before = count.checked_sub(1).map_or(before, |last| (base, words[last % WORDS]));
            block = next;
            base += WIDTH;
        }
        // The end, in which no eight bytes can be taken for granted.
        self.read_run((before.0 + before.1.place as usize).max(done), bytes.len());
    }

    /// Whether an alias may be the word alone, or may go on with other than a word.
    #[inline(never)]
    fn may_begin(&self, at: usize, word: &Word, small: bool) -> bool {
        let bytes = self.text.as_bytes();
        let end = at + word.length as usize;
        let kinds = self.gazetteer.filter.kinds(word.key);
        let is = |kind| kinds & kind != 0;
        if is(filter::LED) {
            return true;
        }
        if is(filter::ALONE)
            || is(filter::CAPITAL) && !small
            || is(filter::CAPITALS) && bytes[at..end].iter().all(|byte| !byte.is_ascii_lowercase())
        {
            return !is_rest(bytes, at, end);
        }
        let spaced = matches!(bytes.get(end..end + 2), Some([b' ', next]) if next.is_ascii_alphanumeric());
        is(filter::SYMBOL) && !spaced
    }

    /// Which bytes of the block at `base` stand on lines that have capitals; `line` is the one that it begins in, or was.
    #[inline]
    fn capital_lines(&mut self, line: &mut Line, base: usize) -> u64 {
        let end = base + WIDTH;
        if line.end >= end {
            return if line.capitals { u64::MAX } else { 0 };
        }
        let (mut mask, mut at) = (0, base);
        while at < end {
            if at >= line.end {
                *line = self.lines.at(at);
            }
            let until = line.end.min(end);
            if line.capitals {
                mask |= u64::MAX >> (WIDTH - (until - at)) << (at - base);
            }
            at = until;
        }
        mask
    }
}
