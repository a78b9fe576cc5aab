//! The scan: places where a terminator could end a sentence, found without looking at every character.

use memchr::{memchr3, memchr3_iter};

use super::chunk::is_space;

/// A place where a sentence could end; offsets in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The terminators; empty where a sentence could begin without one before it.
    pub run: usize,
    pub run_end: usize,
    /// After what closes behind them: marks and brackets.
    pub end: usize,
    /// Where the next sentence would begin.
    pub start: usize,
    pub kind: Kind,
}

/// What stands at a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A terminator before white space.
    Terminator,
    /// A terminator that no white space follows: "end.Next".
    RunOn,
    /// A full stop of CJK text, which no space follows.
    Wide,
    /// White space alone.
    Start,
}

/// Finds terminators of one paragraph.
pub(super) struct Terminators<'t> {
    text: &'t str,
    /// The end of the paragraph.
    limit: usize,
    first: usize,
    /// The next of ASCII and the next beyond it, at or after the place last asked for; `limit` where there is none.
    ascii: usize,
    other: usize,
}

impl<'t> Terminators<'t> {
    /// `ascii` says that the paragraph is known to have nothing else.
    pub(super) fn new(text: &'t str, first: usize, limit: usize, ascii: bool) -> Self {
        let ascii = ascii || text.as_bytes()[first..limit].is_ascii();
        // `first` says that nothing was looked for yet.
        Self { text, limit, first, ascii: first, other: if ascii { limit } else { first } }
    }

    /// The first terminator at or after `from`.
    #[inline]
    fn find(&mut self, from: usize) -> usize {
        let bytes = &self.text.as_bytes()[..self.limit];
        let rest = &bytes[from..];
        if self.other == self.limit {
            return memchr3(b'.', b'!', b'?', rest).map_or(self.limit, |i| from + i);
        }
        if self.ascii <= from {
            self.ascii = memchr3(b'.', b'!', b'?', rest).map_or(self.limit, |i| from + i);
        }
        if self.other <= from && self.other < self.limit {
            // The last byte of "…", which is rare, and the first of wide stops.
            let places = memchr3_iter(0xA6, 0xE3, 0xEF, rest).map(|i| from + i);
            let found = places.filter_map(|i| match bytes[i] {
                0xA6 => (i >= from + 2 && bytes[i - 2..i] == *b"\xE2\x80").then(|| i - 2),
                _ => wide(bytes, i).then_some(i),
            });
            self.other = { found }.next().unwrap_or(self.limit);
        }
        self.ascii.min(self.other)
    }

    /// Returns the next candidate at or after `from`.
    #[inline]
    pub(super) fn next(&mut self, mut from: usize) -> Option<Candidate> {
        let bytes = &self.text.as_bytes()[..self.limit];
        loop {
            let run = self.find(from);
            if run >= self.limit {
                return None;
            }
            // Nearly all there are: a stop inside a word or number, and one before a space and a word.
            match bytes[run + 1..] {
                [b'a'..=b'z' | b'0'..=b'9', ..] if bytes[run] == b'.' => {
                    from = run + 1;
                    continue;
                }
                [b' ', b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'"', ..] => {
                    let end = run + 1;
                    return Some(Candidate { run, run_end: end, end, start: end + 1, kind: Kind::Terminator });
                }
                _ => {}
            }
            let run_end = end_of_run(bytes, run);
            let end = end_of_closers(bytes, run_end);
            if end >= self.limit {
                return None;
            }
            if wide(bytes, run) {
                let start = skip_space(self.text, end, self.limit);
                return (start < self.limit).then_some(Candidate { run, run_end, end, start, kind: Kind::Wide });
            }
            let start = skip_space(self.text, end, self.limit);
            if start >= self.limit {
                return None;
            }
            if start > end {
                return Some(Candidate { run, run_end, end, start, kind: Kind::Terminator });
            }
            if run > self.first && self.runs_on(run, run_end, end) {
                return Some(Candidate { run, run_end, end, start, kind: Kind::RunOn });
            }
            from = run_end;
        }
    }

    /// Whether a sentence could begin right after a terminator.
    fn runs_on(&self, run: usize, run_end: usize, end: usize) -> bool {
        let bytes = self.text.as_bytes();
        let before = bytes[run - 1];
        if !(before.is_ascii_lowercase() || before == b')' || end > run_end) {
            return false;
        }
        let next = bytes[end];
        let letter = next.is_ascii_alphabetic();
        let opens = next == b'"' || self.text[end..].starts_with('“');
        let capital = next.is_ascii_uppercase() || next >= 0x80 && self.text[end..].starts_with(char::is_uppercase);
        capital || opens || letter && (run_end - run > 1 || bytes[run] != b'.')
    }
}

/// Whether a full stop of CJK text stands at `at`: "。", "！", "？".
fn wide(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at..], [0xE3, 0x80, 0x82, ..] | [0xEF, 0xBC, 0x81 | 0x9F, ..])
}

/// The end of the terminators at `at`, taking in those with spaces between: ". . .".
fn end_of_run(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    loop {
        end += match bytes[end..] {
            [b'.' | b'!' | b'?', ..] => 1,
            [0xE2, 0x80, 0xA6, ..] => 3,
            [b' ', b'.', ref rest @ ..]
                if end > at && bytes[end - 1] == b'.' && rest.first().is_none_or(|&b| is_space(b) || is_mark(b)) =>
            {
                2
            }
            _ if end == at => return at + 3, // a wide one
            _ => return end,
        };
    }
}

const fn is_mark(byte: u8) -> bool {
    matches!(byte, b'.' | b'"' | b'\'' | b')' | b']')
}

fn end_of_closers(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at += match bytes[at..] {
            [b'"' | b'\'' | b')' | b']' | b'}' | b'*' | b'_' | b'>', ..] => 1,
            [0xE2, 0x80, 0x99 | 0x9D | 0xBA, ..] => 3,     // ’ ” ›
            [0xE2, 0x80, 0x9C, b' ', ..] => 3,             // “ after „
            [0xE2, 0x80, 0xAF, 0xE2, 0x80, 0x9D, ..] => 6, // ” after a narrow space
            [0xC2, 0xA0, 0xC2, 0xBB, ..] => 4,             // » after a space
            [0xC2, 0xB2 | 0xB3 | 0xB9, ..] => 2,           // the numbers of notes
            [0xE2, 0x81, 0xB0 | 0xB4..=0xB9, ..] => 3,
            [b' ', 0xF0, 0x9F, _, _, b' ', ..] => 5, // a picture of a face
            [0xC2, 0xBB, ..] => 2,                   // »
            [0xE3, 0x80, 0x8D | 0x8F, ..] => 3,      // 」 』
            [0xEF, 0xBC, 0x89, ..] => 3,             // ）
            [b'[' | b' ' | b':' | b';' | b'=', ..] => match note(&bytes[at..]).max(smiley(&bytes[at..])) {
                0 => return at,
                length => length,
            },
            _ => return at,
        };
    }
}

/// Length of the number of a note in brackets, with the space before it: " [12]".
fn note(rest: &[u8]) -> usize {
    let space = usize::from(rest.first() == Some(&b' '));
    match rest[space..] {
        [b'[', b'0'..=b'9' | b'a'..=b'z', b']', ..] => space + 3,
        [b'[', b'n', b'o', b't', b'e', b' ', b'0'..=b'9', b']', ..] => space + 8,
        [b'[', b'0'..=b'9', b'0'..=b'9', b']', ..] => space + 4,
        [b'[', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b']', ..] => space + 5,
        _ => 0,
    }
}

/// Length of a smiley, with the space before it: " :)", " ;-)", " =D".
fn smiley(rest: &[u8]) -> usize {
    let space = usize::from(rest.first() == Some(&b' '));
    let face = &rest[space..];
    let length = match face {
        [b':' | b';' | b'=', b'-' | b'\'' | b'^', mouth, ..] if is_mouth(*mouth) => 3,
        [b':' | b';' | b'=', mouth, ..] if is_mouth(*mouth) => 2,
        _ => return 0,
    };
    let alone = face.get(length).is_none_or(|&byte| is_space(byte));
    if alone { space + length } else { 0 }
}

const fn is_mouth(byte: u8) -> bool {
    matches!(byte, b')' | b'(' | b']' | b'D' | b'P' | b'p' | b'/' | b'|')
}

/// The next place after `at` and before `stop` where white space stands before what may begin a sentence.
pub(super) fn next_start(text: &str, mut at: usize, stop: usize) -> Option<Candidate> {
    let bytes = &text.as_bytes()[..stop];
    loop {
        at = next_after_space(bytes, at + 1)?;
        let end = skip_space_back(text, 0, at);
        // White space beyond ASCII is not what was looked for.
        let start = if bytes[at] < 0x80 { at } else { skip_space(text, at, stop) };
        at = start;
        if start >= stop {
            return None;
        }
        if end > 0 && end < start {
            return Some(Candidate { run: end, run_end: end, end, start, kind: Kind::Start });
        }
    }
}

const ONES: u64 = u64::MAX / 0xFF;
const TOPS: u64 = ONES * 0x80;

/// The next byte at or after `at` that is no white space, has white space before it, and is no small letter after a single
/// space. Eight bytes a step; in each the top bit says what it is.
fn next_after_space(bytes: &[u8], at: usize) -> Option<usize> {
    // White space of ASCII and control characters before the block: of its last byte, and of the one before that.
    let is_gap = |i: usize| bytes[i] <= b' ';
    let mut gap_before = u64::from(at > 0 && is_gap(at - 1));
    let mut wide_before = u64::from(gap_before == 1 && (bytes[at - 1] != b' ' || at > 1 && is_gap(at - 2)));
    let mut place = at;
    while let Some(block) = bytes.get(place..place + 8).and_then(|block| <[u8; 8]>::try_from(block).ok()) {
        let word = u64::from_le_bytes(block);
        let low = word & !TOPS;
        let gap = !(low + ONES * (0x80 - 0x21)) & !word & TOPS;
        let small = (low + ONES * (0x80 - 0x61)) & !(low + ONES * (0x80 - 0x7B)) & !word & TOPS;
        // A gap that is no single space: the second of two, or a line's end.
        let after_gap = gap << 8 | gap_before << 7;
        let wide = gap & (after_gap | !((word & (ONES * 0x20)) << 2));
        let after_wide = wide << 8 | wide_before << 7;
        let found = !gap & after_gap & (!small | after_wide) & TOPS;
        if found != 0 {
            return Some(place + found.trailing_zeros() as usize / 8);
        }
        (gap_before, wide_before) = (gap >> 63, wide >> 63);
        place += 8;
    }
    (place..bytes.len()).find(|&i| {
        let (gap, wide) = (gap_before == 1, wide_before == 1);
        let own = is_gap(i);
        gap_before = u64::from(own);
        wide_before = u64::from(own && (gap || bytes[i] != b' '));
        !own && gap && (wide || !bytes[i].is_ascii_lowercase())
    })
}

/// The first visible character at or after `at`.
pub(super) fn skip_space(text: &str, mut at: usize, limit: usize) -> usize {
    let bytes = text.as_bytes();
    while at < limit {
        if is_space(bytes[at]) {
            at += 1;
        } else if bytes[at] < 0x80 {
            break;
        } else {
            match text[at..].chars().next() {
                Some(c) if c.is_whitespace() => at += c.len_utf8(),
                _ => break,
            }
        }
    }
    at.min(limit)
}

/// The place after the last visible character before `at`.
pub(super) fn skip_space_back(text: &str, least: usize, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while at > least {
        if is_space(bytes[at - 1]) {
            at -= 1;
        } else if bytes[at - 1] < 0x80 {
            break;
        } else {
            match text[least..at].chars().next_back() {
                Some(c) if c.is_whitespace() => at -= c.len_utf8(),
                _ => break,
            }
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(bytes: &[u8], at: usize) -> Option<usize> {
        let gap = |i: usize| bytes[i] <= b' ';
        (at.max(1)..bytes.len()).find(|&i| {
            let wide = bytes[i - 1] != b' ' || i > 1 && gap(i - 2);
            !gap(i) && gap(i - 1) && (wide || !bytes[i].is_ascii_lowercase())
        })
    }

    proptest! {
        #[test]
        fn eight_at_a_time_find_what_one_at_a_time_finds(text in "(?:[a-c]{1,4}|[A-C]|[0-9]|[“é.,{`@\\[]| |  |\n|\t){0,30}", at in 0usize..40) {
            let bytes = text.as_bytes();
            let at = at.min(bytes.len());
            prop_assert_eq!(next_after_space(bytes, at), naive(bytes, at));
        }
    }

    fn runs(text: &str) -> Vec<&str> {
        let mut terminators = Terminators::new(text, 0, text.len(), false);
        let (mut found, mut from) = (Vec::new(), 0);
        while let Some(candidate) = terminators.next(from) {
            found.push(&text[candidate.run..candidate.end]);
            from = candidate.start;
        }
        found
    }

    #[test]
    fn terminators_are_found_with_what_closes_behind_them() {
        assert_eq!(runs("“No.” He left!? Wait… So . . . yes. [12] End."), [".”", "!?", "…", ". . .", ". [12]"]);
        assert_eq!(runs("It cost 4.2 at a.b.com or e.g.this"), [""; 0]);
        assert_eq!(runs("the end.Next one.\"So\" 終わり。次"), [".", ".\"", "。"]);
    }
}
