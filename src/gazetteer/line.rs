//! What the capitals of a text are worth: whether a line has any, and whether it has anything else.

/// A line of a text, without reading it again for each match in it.
#[derive(Debug)]
pub(super) struct Lines<'t> {
    text: &'t str,
    /// The line asked for last, with the lines above it that run on into it.
    last: Line,
}

/// A line, or several that a margin parts.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    start: usize,
    /// Where it ends.
    end: usize,
    /// Whether it has a capital.
    capitals: bool,
    /// Whether capitals stand out in it, once asked.
    contrast: Option<bool>,
    /// Whether its writer ended it: the next does not run on from it.
    ended: bool,
}

/// A line shorter than this, in bytes, was ended by its writer, not by a margin.
const WRAPPED: usize = 48;
/// A margin's lines are followed so far up and down, in bytes.
const FURTHEST: usize = 4096;

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, last: Line::default() }
    }

    /// Whether the line at `at` has no capital.
    #[inline]
    pub(super) fn lacks_capitals(&mut self, at: usize) -> bool {
        !self.at(at).capitals
    }

    /// Whether the line at `at` has small letters, or mostly letters that have no case, so that capitals stand out.
    pub(super) fn has_contrast(&mut self, at: usize) -> bool {
        let line = self.at(at);
        let read = || {
            let text = &self.text[line.start..line.end];
            text.chars().any(char::is_lowercase) || lacks_case(text)
        };
        *self.last.contrast.get_or_insert_with(read)
    }

    /// Returns the line at `at`.
    fn at(&mut self, at: usize) -> Line {
        if self.last.end <= at || at < self.last.start {
            self.last = self.read(at);
        }
        self.last
    }

    #[cold]
    fn read(&self, at: usize) -> Line {
        let bytes = self.text.as_bytes();
        // An empty line, behind one that does not run on.
        if bytes[at..].first() == Some(&b'\n') && self.last.ended && self.last.end == at {
            return Line { start: at, end: at + 1, capitals: false, contrast: None, ended: true };
        }
        // Most lines are read one behind the other.
        let floor = if self.last.end <= at { self.last.end } else { 0 };
        let start_of =
            |floor: usize, at: usize| memchr::memrchr(b'\n', &bytes[floor..at]).map_or(floor, |i| floor + i + 1);
        let end_of = |at: usize| memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |i| at + i + 1);
        let (mut start, mut end) = (start_of(floor, at), end_of(at));
        // The line before does not run on, as was seen when it was read.
        let begins = |start: usize| start == 0 || self.last.ended && start == self.last.end;
        while !begins(start) && at - start < FURTHEST && runs_on(&bytes[..start]) {
            start = start_of(0, start - 1);
        }
        let mut ended = false;
        while end < bytes.len() && end - at < FURTHEST && !ended {
            match runs_on(&bytes[..end]) {
                true => end = end_of(end),
                false => ended = true,
            }
        }
        let line = &bytes[start..end];
        let beyond = || !line.is_ascii() && self.text[start..end].chars().any(char::is_uppercase);
        Line { start, end, capitals: line.iter().any(u8::is_ascii_uppercase) || beyond(), contrast: None, ended }
    }
}

/// Whether a text without small letters has as many letters without case as capitals: what is written so is not shouted.
#[cold]
fn lacks_case(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    !text.is_ascii() && text.chars().filter(|c| c.is_alphabetic() && !c.is_uppercase()).count() >= capitals.max(1)
}

/// Whether the line that a text ends with was broken at a margin: it is long, and no sentence ends with it.
fn runs_on(text: &[u8]) -> bool {
    let Some(line) = text.strip_suffix(b"\n") else { return false };
    let inner = line.trim_ascii_end();
    if line[inner.len()..].contains(&b'\n') {
        return false;
    }
    let Some(last) = inner.last_chunk::<WRAPPED>() else { return false };
    let said = last.trim_ascii_end();
    // Closing marks, those of three bytes too.
    let closing = |byte: &u8| matches!(byte, b'"' | b'\'' | b')' | b']') || !byte.is_ascii();
    let end = said.iter().rposition(|byte| !closing(byte)).map_or(0, |at| at + 1);
    !matches!(said[..end].last(), Some(b'.' | b'!' | b'?' | b':')) && !last.contains(&b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_judged_by_itself_and_a_margin_is_none() {
        let text = "apple is late\nAnn saw it\nlol";
        let mut lines = Lines::new(text);
        assert!(lines.lacks_capitals(0) && !lines.lacks_capitals(20) && lines.lacks_capitals(text.len() - 1));
        // A paragraph's end is one, whatever it ends with.
        let paragraph = "Ann Lee went to the market on that day to look for a red\n\napple and a pear.\n";
        assert!(Lines::new(paragraph).lacks_capitals(60));
        let said = "Ann Lee said that day: “We went to look for all that is red.”\napple and a pear.\n";
        assert!(Lines::new(said).lacks_capitals(said.len() - 9));
        let wrapped = "Ann Lee went to the market on that day to look for a red\napple and a pear.\n";
        assert!(!Lines::new(wrapped).lacks_capitals(60));
        assert!(!Lines::new("WHO WON").has_contrast(0) && Lines::new("WHO won").has_contrast(0));
        assert!(Lines::new("在WHO总部").has_contrast(0) && !Lines::new("WHO WON 東京").has_contrast(0));
    }
}
