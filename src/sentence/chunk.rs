//! Chunks: what stands between white space, with the word inside it and how that looks.
//!
//! Sentences are cut without tokens, so that they can be had at memory speed; a chunk is all that the model sees of a word.

use crate::lexicon::{Lexicon, ShortWord, WordInfo};
use crate::model::hash;

/// Chunks are read no further than this, in bytes: no word is longer, and hostile text stays cheap.
const LONGEST: usize = 48;

/// How a chunk's word looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// No chunk: the paragraph's edge.
    #[default]
    Nothing,
    /// Marks without a word.
    Marks,
    /// "a"
    Letter,
    /// "cat", "e-mail"
    Lower,
    /// "A", "I"
    Initial,
    /// "NATO"
    Capitals,
    /// "Cat"
    Capital,
    /// "McCoy", "O'Neill"
    CapitalMixed,
    /// "iPhone"
    Mixed,
    /// "7", "12"
    ShortNumber,
    /// "1,250", "2014"
    Number,
    /// "3rd", "B2"
    NumberAndLetters,
    /// "U.S", "J.R"
    StopsCapital,
    /// "p.m", "e.g"
    StopsLower,
    /// An address.
    Link,
    /// A word with letters beyond ASCII, in lower case.
    ForeignLower,
    /// The same with a capital.
    ForeignCapital,
}

impl Form {
    /// Whether the word begins with a small letter.
    pub(super) const fn is_small(self) -> bool {
        matches!(self, Form::Letter | Form::Lower | Form::Mixed | Form::StopsLower | Form::ForeignLower)
    }

    /// Whether the word is written as a name or a headline's word is.
    pub(super) const fn is_capital(self) -> bool {
        matches!(
            self,
            Form::Initial
                | Form::Capitals
                | Form::Capital
                | Form::CapitalMixed
                | Form::StopsCapital
                | Form::ForeignCapital
        )
    }
}

/// One chunk; offsets in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Chunk {
    start: u32,
    end: u32,
    /// The word, without the marks around it.
    word_start: u32,
    word_end: u32,
    pub form: Form,
}

impl Chunk {
    /// Returns the chunk that ends at `end`, not before `least`.
    pub(super) fn before(text: &[u8], least: usize, end: usize) -> Self {
        let least = least.max(end.saturating_sub(LONGEST));
        if end <= least {
            return Self::of(text, end, end);
        }
        let last = CLASS[text[end - 1] as usize];
        // Classes of the bytes between the first and the last; `first` is that of the first read so far.
        let (mut inner, mut first) = (0, 0);
        let mut start = end - 1;
        while start > least {
            let class = CLASS[text[start - 1] as usize];
            if class == SPACE {
                break;
            }
            inner |= first;
            first = class;
            start -= 1;
        }
        if start + 1 == end {
            (first, inner) = (last, 0);
            return Self::letters(start, end, first, inner, 0).unwrap_or_else(|| Self::of(text, start, end));
        }
        Self::letters(start, end, first, inner, last).unwrap_or_else(|| {
            while start < end && text[start] & 0xC0 == 0x80 {
                start += 1;
            }
            let start = (start..end)
                .rev()
                .find(|&i| wide_space(&text[i..end]) > 0)
                .map_or(start, |i| i + wide_space(&text[i..end]));
            Self::of(text, start, end)
        })
    }

    /// Returns the chunk that begins at `start` and ends at `limit` or before.
    pub(super) fn after(text: &[u8], start: usize, limit: usize) -> Self {
        if start >= limit {
            return Self::of(text, start, start);
        }
        let most = limit.min(start + LONGEST);
        let first = CLASS[text[start] as usize];
        let (mut inner, mut last) = (0, 0);
        let mut end = start + 1;
        while end < most {
            let class = CLASS[text[end] as usize];
            if class == SPACE {
                break;
            }
            inner |= last;
            last = class;
            end += 1;
        }
        Self::letters(start, end, first, inner, last).unwrap_or_else(|| {
            while end < limit && end > start + 1 && text[end] & 0xC0 == 0x80 {
                end -= 1;
            }
            let end = (start..end).find(|&i| wide_space(&text[i..end]) > 0).unwrap_or(end);
            Self::of(text, start, end)
        })
    }

    /// The chunk where it is a word of ASCII letters, with one mark behind it at most, as nearly all are; from the classes of
    /// its first byte, of those inside, and of its last (0 where there is but one).
    #[inline]
    fn letters(start: usize, end: usize, first: u8, inner: u8, last: u8) -> Option<Self> {
        if (first | inner) & !(UPPER | LOWER) != 0 {
            return None;
        }
        let (rest, word_end) = match last {
            0 | UPPER | LOWER => (inner | last, end),
            MARK | TELLING => (inner, end - 1),
            _ => return None,
        };
        let form = match (first, rest) {
            (LOWER, 0) => Form::Letter,
            (LOWER, LOWER) => Form::Lower,
            (LOWER, _) => Form::Mixed,
            (_, 0) => Form::Initial,
            (_, LOWER) => Form::Capital,
            (_, UPPER) => Form::Capitals,
            _ => Form::CapitalMixed,
        };
        let [start, end, word_end] = [start, end, word_end].map(|at| at as u32);
        Some(Self { start, end, word_start: start, word_end, form })
    }

    /// Any chunk.
    fn of(text: &[u8], start: usize, end: usize) -> Self {
        let (mut word_start, mut word_end) = (start, end);
        while word_start < end && !in_word(text, word_start) {
            word_start += 1;
        }
        while word_end > word_start && !in_word(text, word_end - 1) {
            word_end -= 1;
        }
        let form = if start == end { Form::Nothing } else { form(&text[word_start..word_end]) };
        let [start, end, word_start, word_end] = [start, end, word_start, word_end].map(|at| at as u32);
        Self { start, end, word_start, word_end, form }
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.start == self.end
    }

    pub(super) fn has_word(&self) -> bool {
        self.word_start < self.word_end
    }

    /// Whether no mark stands on the word.
    pub(super) fn is_bare(&self) -> bool {
        self.start == self.word_start && self.end == self.word_end && self.start < self.end
    }

    pub(super) fn start(&self) -> usize {
        self.start as usize
    }

    pub(super) fn end(&self) -> usize {
        self.end as usize
    }

    pub(super) fn word<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        &text[self.word_start as usize..self.word_end as usize]
    }

    /// The hash of the word, lower-cased.
    #[inline]
    pub(super) fn hash(&self, text: &[u8]) -> u64 {
        hash::lower(self.word(text))
    }

    /// The marks before the word; all of the chunk where it has none.
    pub(super) fn lead<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        &text[self.start as usize..self.word_start as usize]
    }

    /// The marks after the word.
    pub(super) fn trail<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        &text[self.word_end as usize..self.end as usize]
    }

    /// What the lexicon knows of the word.
    pub(super) fn info(&self, text: &[u8], lexicon: &Lexicon) -> WordInfo {
        look_up(text, self.word_start as usize, self.word_end as usize, lexicon)
    }

    /// What the lexicon knows of the word with the full stop behind it.
    pub(super) fn abbreviation(&self, text: &[u8], lexicon: &Lexicon) -> WordInfo {
        if text.get(self.word_end as usize) != Some(&b'.') {
            return WordInfo::default();
        }
        look_up(text, self.word_start as usize, self.word_end as usize + 1, lexicon)
    }
}

fn look_up(text: &[u8], start: usize, end: usize, lexicon: &Lexicon) -> WordInfo {
    ShortWord::of(text, start, end).map_or_else(WordInfo::default, |word| lexicon.get_short(word))
}

/// Length of the white space beyond ASCII that `rest` begins with, 0 for none.
fn wide_space(rest: &[u8]) -> usize {
    match rest {
        [0xC2, 0xA0, ..] => 2,
        [0xE2, 0x80, 0x80..=0x8A | 0xA8 | 0xA9 | 0xAF, ..] | [0xE2, 0x81, 0x9F, ..] | [0xE3, 0x80, 0x80, ..] => 3,
        _ => 0,
    }
}

/// White space of ASCII.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C)
}

/// Whether the byte belongs to a letter or digit: all that is not ASCII does, but for the blocks of punctuation.
#[inline]
fn in_word(text: &[u8], at: usize) -> bool {
    let class = CLASS[text[at] as usize];
    class & (UPPER | LOWER | DIGIT) != 0 || class == FOREIGN && is_foreign_letter(text, at)
}

#[cold]
fn is_foreign_letter(text: &[u8], at: usize) -> bool {
    let mut lead = at;
    while lead > 0 && text[lead] & 0xC0 == 0x80 {
        lead -= 1;
    }
    !matches!((text[lead], text.get(lead + 1)), (0xC2 | 0xE2, _) | (0xE3, Some(0x80)) | (0xEF, Some(0xBC)))
}

/// What a byte can be, as bits.
const SPACE: u8 = 1;
const UPPER: u8 = 1 << 1;
const LOWER: u8 = 1 << 2;
const DIGIT: u8 = 1 << 3;
const FOREIGN: u8 = 1 << 4;
/// Marks that make an address or letters with stops, and every other mark.
const TELLING: u8 = 1 << 5;
const MARK: u8 = 1 << 6;

const CLASS: [u8; 256] = {
    let mut table = [MARK; 256];
    let mut i = 0;
    while i < 256 {
        let byte = i as u8;
        table[i] = match byte {
            b'A'..=b'Z' => UPPER,
            b'a'..=b'z' => LOWER,
            b'0'..=b'9' => DIGIT,
            0x80.. => FOREIGN,
            b'.' | b'@' | b'/' => TELLING,
            _ if is_space(byte) => SPACE,
            _ => MARK,
        };
        i += 1;
    }
    table
};

/// The form of any word.
fn form(word: &[u8]) -> Form {
    let Some(&first) = word.first() else { return Form::Marks };
    let (mut upper, mut lower, mut digits, mut stops, mut foreign) = (0, 0, 0, 0, 0);
    for &byte in word {
        match byte {
            b'A'..=b'Z' => upper += 1,
            b'a'..=b'z' => lower += 1,
            b'0'..=b'9' => digits += 1,
            b'.' => stops += 1,
            b'@' => return Form::Link,
            0x80.. => foreign += 1,
            _ => {}
        }
    }
    if word.starts_with(b"www.") || word.windows(3).any(|w| w == b"://") {
        return Form::Link;
    }
    if digits > 0 {
        return match upper + lower + foreign {
            0 if digits <= 2 && stops == 0 => Form::ShortNumber,
            0 => Form::Number,
            _ => Form::NumberAndLetters,
        };
    }
    let capital = first.is_ascii_uppercase();
    if foreign > 0 {
        return if capital || begins_with_foreign_capital(word) { Form::ForeignCapital } else { Form::ForeignLower };
    }
    if stops > 0 {
        return if capital { Form::StopsCapital } else { Form::StopsLower };
    }
    match (upper, lower) {
        (0, 1) if word.len() == 1 => Form::Letter,
        (0, _) => Form::Lower,
        (1, 0) if word.len() == 1 => Form::Initial,
        (_, 0) => Form::Capitals,
        (1, _) if capital => Form::Capital,
        _ if capital => Form::CapitalMixed,
        _ => Form::Mixed,
    }
}

fn begins_with_foreign_capital(word: &[u8]) -> bool {
    let first = word.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
    first.is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_quick_way_sees_what_the_long_one_sees(text in "[a-cA-C.,'\"“é1 -]{1,12}") {
            let bytes = text.as_bytes();
            let edges = || text.char_indices().map(|(i, _)| i).chain([text.len()]);
            for at in edges() {
                if at < text.len() && !is_space(bytes[at]) {
                    let chunk = Chunk::after(bytes, at, text.len());
                    prop_assert_eq!(chunk, Chunk::of(bytes, at, chunk.end()));
                }
                if at > 0 && !is_space(bytes[at - 1]) {
                    let chunk = Chunk::before(bytes, 0, at);
                    prop_assert_eq!(chunk, Chunk::of(bytes, chunk.start(), at));
                }
            }
        }
    }

    #[test]
    fn forms_are_told_apart() {
        let form = |text: &str| Chunk::after(text.as_bytes(), 0, text.len()).form;
        assert_eq!(
            ["a", "I", "cat,", "Cat", "NATO", "McCoy", "iPhone"].map(form),
            [Form::Letter, Form::Initial, Form::Lower, Form::Capital, Form::Capitals, Form::CapitalMixed, Form::Mixed]
        );
        assert_eq!(
            ["7", "2014.", "3rd", "U.S.", "p.m.", "a@b.org", "“É”", "été", "—"].map(form),
            [
                Form::ShortNumber,
                Form::Number,
                Form::NumberAndLetters,
                Form::StopsCapital,
                Form::StopsLower,
                Form::Link,
                Form::ForeignCapital,
                Form::ForeignLower,
                Form::Marks
            ]
        );
    }
}
