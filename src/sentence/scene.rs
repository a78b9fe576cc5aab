//! What stands around a candidate: all that its features are made of.

use std::cell::OnceCell;

use super::chunk::{Chunk, Form};
use super::scan::{Candidate, skip_space, skip_space_back};
use super::words::Words;
use crate::model::hash::bytes as hash_of;

/// A paragraph as the features know it.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub first: usize,
    pub limit: usize,
    /// Whether it ends with a terminator or a closing mark, and nobody breaks off in it.
    pub ended: bool,
    lines: OnceCell<bool>,
    /// Whether it is known to be ASCII.
    pub ascii: bool,
    /// Whether it begins with a bullet or a number, as a list does.
    pub listed: bool,
}

/// A paragraph that ends as prose does and is shorter than this, in bytes, holds no sentence that begins without a
/// terminator before it: such a beginning is only looked for elsewhere, in headings, lists and text that was joined.
const SHORT: usize = 600;

impl Paragraph {
    /// `ascii` says that the text is known to have nothing else.
    pub(super) fn new(text: &str, first: usize, limit: usize, ascii: bool) -> Self {
        let bytes = &text.as_bytes()[first..limit];
        let ended = ends_as_prose(&text[first..limit]) && (ascii || !breaks_off(bytes));
        Self { first, limit, lines: OnceCell::new(), ascii, ended, listed: is_listed(bytes) }
    }

    /// Whether lines break inside it; looked up once, when it is first asked.
    pub(super) fn has_lines(&self, text: &[u8]) -> bool {
        *self.lines.get_or_init(|| memchr::memchr(b'\n', &text[self.first..self.limit]).is_some())
    }

    /// Whether starts without a terminator before them are weighed.
    pub(super) fn is_weighed(&self) -> bool {
        !self.ended || self.listed || self.limit - self.first > SHORT
    }

    pub(super) fn length_bucket(&self) -> u64 {
        u64::from(usize::BITS - ((self.limit - self.first) / 64).leading_zeros())
    }
}

/// Whether a dash stands before a word with a capital, as where a speaker breaks off: "I was — Oh, no."
fn breaks_off(bytes: &[u8]) -> bool {
    // A dateline ends with a dash too, but begins with capitals: "PARIS — The".
    memchr::memchr_iter(0x94, bytes).any(|i| {
        matches!(bytes[..i], [.., b'a'..=b'z', b' ', 0xE2, 0x80]) && matches!(bytes[i + 1..], [b' ', b'A'..=b'Z', ..])
    })
}

/// Whether a paragraph begins with a bullet, a number or a letter as a list's item does.
fn is_listed(bytes: &[u8]) -> bool {
    if bytes[0].is_ascii_alphabetic() {
        return matches!(bytes, [_, b'.' | b')', b' ', ..]);
    }
    if matches!(bytes, [b'"' | b'\'', ..] | [0xE2, 0x80, 0x98 | 0x9C, ..]) {
        return false;
    }
    let chunk = Chunk::after(bytes, 0, bytes.len());
    matches!(chunk.form, Form::Marks | Form::ShortNumber | Form::Number)
        || matches!(chunk.form, Form::Letter | Form::Initial) && !chunk.trail(bytes).is_empty()
}

fn ends_as_prose(paragraph: &str) -> bool {
    if paragraph.ends_with(['.', '!', '?']) {
        return true;
    }
    let inner = paragraph.trim_end_matches(['"', '\'', ')', ']', '}', '*', '_', '”', '’', '»']);
    inner.ends_with(['.', '!', '?', '…', '。', '！', '？']) || paragraph.ends_with(['”', '’'])
}

/// The chunks on both sides of a candidate, the nearest first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    pub before: [Chunk; 3],
    pub after: [Chunk; 3],
    /// How many on each side were read.
    read: usize,
}

impl Around {
    /// Reads the nearest chunk on each side of a terminator.
    pub(super) fn nearest(text: &str, paragraph: &Paragraph, candidate: &Candidate) -> Self {
        let end = skip_space_back(text, paragraph.first, candidate.run);
        let before = Chunk::before(text.as_bytes(), paragraph.first, end);
        Self::beside(before, Chunk::after(text.as_bytes(), candidate.start, paragraph.limit))
    }

    /// Returns the two nearest chunks as they were read.
    pub(super) fn beside(before: Chunk, after: Chunk) -> Self {
        let mut around = Self { read: 1, ..Self::default() };
        (around.before[0], around.after[0]) = (before, after);
        around
    }

    /// Reads up to `count` on each side.
    pub(super) fn widen(&mut self, text: &str, paragraph: &Paragraph, count: usize) {
        let bytes = text.as_bytes();
        for i in self.read..count {
            let end = skip_space_back(text, paragraph.first, self.before[i - 1].start());
            self.before[i] = Chunk::before(bytes, paragraph.first, end);
            let start = skip_space(text, self.after[i - 1].end(), paragraph.limit);
            self.after[i] = Chunk::after(bytes, start, paragraph.limit);
        }
        self.read = self.read.max(count);
    }
}

/// What the sentence that is running has shown so far; known only where starts are weighed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Running {
    pub words: u32,
    pub verb: bool,
    /// Whether every word but the small ones is capitalised, as in a headline.
    pub capitals: bool,
    /// Of the first chunk, with its marks.
    pub first: u64,
    pub first_form: Form,
    pub brackets: i32,
    /// Straight double marks.
    pub marks: u32,
    /// Whether the last chunk ends with a colon.
    pub colon: bool,
    /// Where the next chunk is looked for.
    at: usize,
}

impl Running {
    /// Returns what a sentence has shown that begins at `start`: nothing.
    pub(super) fn from(start: usize) -> Self {
        Self {
            words: 0,
            verb: false,
            capitals: true,
            first: 0,
            first_form: Form::Nothing,
            brackets: 0,
            marks: 0,
            colon: false,
            at: start,
        }
    }

    /// Reads on to `end`.
    pub(super) fn read(&mut self, text: &str, end: usize, words: &Words) {
        let bytes = text.as_bytes();
        loop {
            self.at = skip_space(text, self.at, end);
            if self.at >= end {
                return;
            }
            let chunk = Chunk::after(bytes, self.at, end);
            self.take(&chunk, bytes, words);
            self.at = chunk.end();
        }
    }

    /// Takes in the next chunk.
    fn take(&mut self, chunk: &Chunk, text: &[u8], words: &Words) {
        let (lead, trail) = (chunk.lead(text), chunk.trail(text));
        if self.words == 0 {
            self.first = chunk.hash(text) ^ hash_of(lead) ^ hash_of(trail).rotate_left(1);
            self.first_form = chunk.form;
        }
        if chunk.has_word() {
            self.words += 1;
            let small = chunk.word(text).len() <= 3;
            let plain = matches!(chunk.form, Form::Lower | Form::Letter | Form::Mixed | Form::ForeignLower);
            self.capitals &= small || !plain;
            self.verb = self.verb || words.is_verb(chunk.hash(text));
        }
        self.colon = trail.contains(&b':');
        for &byte in lead.iter().chain(trail) {
            match byte {
                b'(' | b'[' => self.brackets += 1,
                b')' | b']' => self.brackets -= 1,
                b'"' => self.marks += 1,
                _ => {}
            }
        }
    }
}

/// How many chunks ahead a verb is looked for.
const AHEAD: u32 = 10;

/// What comes after a start: whether a verb stands before the next terminator, and how far that is, in chunks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ahead {
    pub verb: bool,
    pub capitals: bool,
    pub chunks: u32,
}

impl Ahead {
    pub(super) fn read(text: &str, paragraph: &Paragraph, start: usize, words: &Words) -> Self {
        let bytes = text.as_bytes();
        let mut ahead = Self { verb: false, capitals: true, chunks: 0 };
        let mut at = start;
        while ahead.chunks < AHEAD && at < paragraph.limit {
            let chunk = Chunk::after(bytes, at, paragraph.limit);
            ahead.chunks += 1;
            ahead.capitals &= chunk.form.is_capital();
            ahead.verb = ahead.verb || chunk.form != Form::Capital && words.is_verb(chunk.hash(bytes));
            if chunk.trail(bytes).iter().any(|b| matches!(b, b'.' | b'?' | b'!')) {
                break;
            }
            at = skip_space(text, chunk.end(), paragraph.limit);
        }
        ahead
    }
}
