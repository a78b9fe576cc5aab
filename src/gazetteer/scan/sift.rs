//! The quick way through a text: words are told from their surroundings sixty-four bytes at a time, the filter is asked of each, and
//! the few that pass are walked.

use super::{IN_WORD, Scan};
use crate::gazetteer::filter::{self, Filter, Mark, Row};
use crate::gazetteer::piece;
use crate::gazetteer::words::{Block, WIDTH};
use crate::model::hash;
use crate::text::fold;

/// A word so long, in bytes, or longer is read with care.
const FURTHEST: u32 = WIDTH as u32;
/// The lower half of a block.
const HALF: u64 = u32::MAX as u64;

/// Where a word begins, and how the filter knows it.
#[derive(Clone, Copy, Default)]
struct Word {
    start: usize,
    key: u64,
}

/// Two blocks in lower case.
type Lower = [u8; 2 * WIDTH];
/// Bytes of the buffer in which blocks in lower case stand one behind the other. What was just written is slow to read, across two
/// writes above all: so they are seldom moved.
const ROOM: usize = 16 * WIDTH;

/// What the filter says of the words that begin in a block, as bits at their places.
struct Sifted {
    base: usize,
    /// The bytes of words, in this block and in the next.
    word: [u64; 2],
    /// Where words begin; then those that may be an alias alone, that may be the second of one, and that are read with care.
    starts: u64,
    alone: u64,
    second: u64,
    careful: u64,
    /// Small letters.
    small: u64,
}

impl Sifted {
    /// Returns the word that begins at a place.
    #[inline]
    fn word(&self, lower: &Lower, place: usize) -> Word {
        Word { start: self.base + place, key: key_at(lower, place) }
    }

    /// Returns where the word ends that begins at a place, as far as can be seen.
    #[inline]
    fn end(&self, place: usize) -> usize {
        self.base + place + from(place, self.word[0], self.word[1]).trailing_ones() as usize
    }
}

/// The key of the word that begins at a place of the first block.
#[inline]
fn key_at(lower: &Lower, place: usize) -> u64 {
    filter::key(lower[place % WIDTH..].first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight)))
}

/// What a block must know of those before it.
struct Reading<'g> {
    /// Whether the block before ended inside a word.
    inside: u64,
    /// Whether it ended on a line that has capitals so far.
    capitals: bool,
    /// The row of the word before.
    row: &'g Row,
}

impl<'g> Reading<'g> {
    /// Asks the filter of each word that begins in the block at `base`; `lower` has it and the next in lower case.
    #[inline]
    fn sift(&mut self, base: usize, [block, next]: [&Block; 2], lower: &Lower, filter: &'g Filter) -> Sifted {
        let starts = block.word & !(block.word << 1 | self.inside);
        // A lone letter with a full stop, and what is longer than can be seen, is read with care; so is a letter beyond ASCII.
        let behind = from(1, block.word, next.word);
        let mut careful = starts & !behind & from(1, block.stop, next.stop);
        // Of a word that long, one half of a block is full.
        if block.word >> (FURTHEST / 2) == HALF || next.word & HALF == HALF {
            careful |= starts & long_word(block.word, next.word);
        }
        if block.high | next.high != 0 {
            careful |= words_with(starts, block, next);
        }
        let small = block.small & self.capitals(block);
        self.inside = block.word >> (WIDTH - 1);
        let (alone, second);
        (alone, second, self.row) = asked(filter, lower, starts, small, self.row);
        let word = [block.word, next.word];
        Sifted { base, word, starts, alone, second, careful, small: block.small }
    }

    /// Which bytes of the block stand on lines of which a capital has been seen, here or before.
    #[inline]
    fn capitals(&mut self, block: &Block) -> u64 {
        let &Block { capital, newline, .. } = block;
        if newline == 0 {
            self.capitals |= capital != 0;
            return if self.capitals { u64::MAX } else { 0 };
        }
        let (mut mask, mut rest, mut begin) = (0, newline, 0);
        while begin < WIDTH {
            let end = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            let line = u64::MAX >> (WIDTH - 1 - end.min(WIDTH - 1)) & u64::MAX << begin;
            self.capitals |= capital & line != 0;
            mask |= if self.capitals { line } else { 0 };
            self.capitals &= end == WIDTH;
            begin = end + 1;
        }
        mask
    }
}

/// Which of the words that begin in a block may be an alias alone, and which may be the second of one; and the row of the last. Those
/// that are `small` can be no alias that needs a capital.
#[inline(never)]
fn asked<'g>(filter: &'g Filter, lower: &Lower, starts: u64, small: u64, mut row: &'g Row) -> (u64, u64, &'g Row) {
    let (mut alone, mut second, mut rest) = (0, 0, starts);
    while rest != 0 {
        let place = rest.trailing_zeros() as usize;
        rest &= rest - 1;
        let key = key_at(lower, place);
        let mark = Mark::of(key);
        second |= u64::from(row.may_go_on(mark)) << place;
        row = filter.row(key);
        alone |= u64::from(row.may_be_alone(mark, small >> place & 1 == 1)) << place;
    }
    (alone, second, row)
}

/// Where the last word of a block begins, if it goes on so far in the next that its end is not seen.
#[cold]
fn long_word(block: u64, next: u64) -> u64 {
    let last = block.leading_ones();
    if last + next.trailing_ones() >= FURTHEST { 1u64.rotate_right(last) } else { 0 }
}

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

/// Where the symbols begin that stand before the word at `at`, from `done` on, each written on or a space before: an alias may begin
/// with them.
fn led_from(bytes: &[u8], at: usize, done: usize) -> usize {
    let mut start = at;
    for _ in 0..MOST_SYMBOLS {
        let before = &bytes[done.min(start)..start];
        let before = before.strip_suffix(b" ").unwrap_or(before);
        let width = match before {
            [.., last] if last.is_ascii_punctuation() => 1,
            [.., a, b, c] if fold::is_plain_mark(&[*a, *b, *c]) => 3,
            _ => break,
        };
        start = done.min(start) + before.len() - width;
    }
    start
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
        let bytes = self.text.as_bytes();
        let mut reading = Reading { inside: 0, capitals: false, row: &Row::EMPTY };
        // The word before, and how far names have been found.
        let (mut before, mut done) = (Word::default(), 0);
        let (mut block, mut lower, mut at) = (Block::default(), [0; ROOM], 0);
        // A block is read when the next is known; before the first is an empty one.
        for start in (0..bytes.len() + WIDTH).step_by(WIDTH) {
            if at + 2 * WIDTH > ROOM {
                lower.copy_within(at..at + WIDTH, 0);
                at = 0;
            }
            let Some(both) = lower[at..].first_chunk_mut::<{ 2 * WIDTH }>() else { break };
            let Some(own) = both.last_chunk_mut() else { break };
            let next = Block::at(bytes, start, own);
            let sifted = reading.sift(start.saturating_sub(WIDTH), [&block, &next], both, &gazetteer.filter);
            done = self.walk_hits(&sifted, both, &mut before, done);
            block = next;
            at += WIDTH;
        }
    }

    /// Reads what passed the filter; returns how far names have been found.
    #[inline]
    fn walk_hits(&mut self, sifted: &Sifted, lower: &Lower, before: &mut Word, mut done: usize) -> usize {
        let (filter, bytes) = (&self.gazetteer.filter, self.text.as_bytes());
        let mut hits = sifted.alone | sifted.second | sifted.careful;
        while hits != 0 {
            let place = hits.trailing_zeros() as usize;
            hits &= hits - 1;
            let is = |mask: u64| mask >> place & 1 == 1;
            let (word, careful) = (sifted.word(lower, place), is(sifted.careful));
            if careful || is(sifted.second) || word.key == filter::ARTICLE {
                let earlier = sifted.starts & ((1 << place) - 1);
                let first = if earlier == 0 { *before } else { sifted.word(lower, earlier.ilog2() as usize) };
                let goes_on =
                    careful || word.key == filter::ARTICLE || filter.pairs.has(hash::join(first.key, word.key));
                if goes_on && first.start >= done {
                    done = self.read_run(first.start, first.start + 1);
                }
            }
            let (at, end) = (word.start, sifted.end(place));
            if careful {
                // A name may have ended inside: what is written on behind it is read all the same.
                let end = if end - at >= FURTHEST as usize { end_of_run(bytes, at) } else { end };
                done = self.read_run(led_from(bytes, at.max(done), done), end);
            } else if is(sifted.alone) && at >= done {
                done = self.read_alone(&word, end, is(sifted.small), done);
            }
        }
        if sifted.starts != 0 {
            *before = sifted.word(lower, sifted.starts.ilog2() as usize);
        }
        done
    }

    /// Reads a word if an alias may be it alone, or may go on with other than a word; returns how far names have been found.
    #[inline(never)]
    fn read_alone(&mut self, word: &Word, end: usize, small: bool, done: usize) -> usize {
        let (bytes, at) = (self.text.as_bytes(), word.start);
        let kinds = self.gazetteer.filter.kinds(word.key);
        let is = |kind| kinds & kind != 0;
        if is(filter::LED) {
            return self.read_run(led_from(bytes, at, done), end);
        }
        let alone = is(filter::ALONE)
            || is(filter::CAPITAL) && (!small || self.lines.lacks_capitals(at))
            || is(filter::CAPITALS) && bytes[at..end].iter().all(|byte| !byte.is_ascii_lowercase());
        let begins = if alone {
            !is_rest(bytes, at, end)
        } else {
            let spaced = matches!(bytes.get(end..end + 2), Some([b' ', next]) if next.is_ascii_alphanumeric());
            is(filter::SYMBOL) && !spaced
        };
        if begins { self.at(piece::plain_word(self.text, at, end)).unwrap_or(end) } else { done }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of the bytes of a text, block by block.
    fn on_lines_with_capitals(text: &str) -> Vec<bool> {
        let mut reading = Reading { inside: 0, capitals: false, row: &Row::EMPTY };
        let blocks = (0..text.len()).step_by(WIDTH);
        let masks = blocks.map(|start| reading.capitals(&Block::at(text.as_bytes(), start, &mut [0; WIDTH])));
        masks.flat_map(|mask| (0..WIDTH).map(move |at| mask >> at & 1 == 1)).take(text.len()).collect()
    }

    proptest::proptest! {
        #[test]
        fn capitals_are_those_of_the_line_as_far_as_it_is_read(text in "(?s)[a-c \n]{0,40}([a-cX \n]{0,30}){0,8}") {
            for (at, said) in on_lines_with_capitals(&text).into_iter().enumerate() {
                let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
                let end = text[at..].find('\n').map_or(text.len(), |next| at + next);
                let read = (at / WIDTH + 1) * WIDTH;
                proptest::prop_assert_eq!(said, text[start..end.min(read)].contains('X'), "byte {}", at);
            }
        }
    }
}
