//! Paragraphs: where a blank line, or a line's end, parts the text. A line ends with "\n", "\r\n" or "\r"; other separators of
//! Unicode are white space.

use serde::{Deserialize, Serialize};

use crate::Span;

/// What a line break means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Newlines {
    /// Guess from the document: hard-wrapped lines are joined, else each line is a paragraph.
    #[default]
    Auto,
    /// Blank lines part paragraphs; a single line break is white space.
    Paragraph,
    /// A line's end ends a sentence.
    Sentence,
    /// Line breaks are white space, however many.
    Space,
}

/// Returns the paragraphs of `text`, ascending and disjoint, trimmed, none empty; only white space lies between them.
///
/// # Examples
/// ```
/// use saith::text::paragraphs::{Newlines, paragraphs};
/// let text = "One.\n\nTwo.\n";
/// let found: Vec<&str> = paragraphs(text, Newlines::Auto).iter().map(|p| p.of(text)).collect();
/// assert_eq!(found, ["One.", "Two."]);
/// ```
#[must_use]
pub fn paragraphs(text: &str, newlines: Newlines) -> Vec<Span> {
    Paragraphs::of(text, newlines).collect()
}

/// The same paragraphs one after the other, without memory for them.
#[derive(Clone, Debug)]
pub struct Paragraphs<'t> {
    lines: Lines<'t>,
    each_line: bool,
}

impl<'t> Paragraphs<'t> {
    /// Returns the paragraphs of `text`, in order.
    ///
    /// # Cost
    /// Linear in the text; memory for the iterator alone.
    #[must_use]
    pub fn of(text: &'t str, newlines: Newlines) -> Self {
        let lines = Lines::of(text, newlines == Newlines::Space);
        let each_line = match newlines {
            Newlines::Sentence => true,
            Newlines::Auto => !is_wrapped(&lines),
            Newlines::Paragraph | Newlines::Space => false,
        };
        Self { lines, each_line }
    }
}

impl Iterator for Paragraphs<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let first = self.lines.find(|line| !line.is_empty())?;
        if self.each_line {
            return Some(first);
        }
        let last = self.lines.by_ref().take_while(|line| !line.is_empty()).last().unwrap_or(first);
        Some(first.hull(last))
    }
}

/// So many line breaks are remembered, and looked at to guess what they mean.
const KNOWN: usize = 4096;

/// The lines of a text, trimmed; blank ones are empty spans.
#[derive(Clone, Debug)]
struct Lines<'t> {
    text: &'t str,
    /// Where the next line begins; past the end when there is none.
    start: usize,
    /// The first line breaks.
    breaks: Vec<u32>,
    /// How many of them lie before `start`.
    passed: usize,
}

impl<'t> Lines<'t> {
    /// `whole` says that line breaks count for nothing.
    fn of(text: &'t str, whole: bool) -> Self {
        let bytes = text.as_bytes();
        let mut breaks = Vec::new();
        if whole {
        } else if memchr::memchr(b'\r', bytes).is_none() {
            breaks.extend(memchr::memchr_iter(b'\n', bytes).take(KNOWN).map(|at| at as u32));
        } else {
            // "\r\n" is one break.
            let single = |at: &usize| bytes[*at] == b'\r' || *at == 0 || bytes[at - 1] != b'\r';
            breaks.extend(memchr::memchr2_iter(b'\n', b'\r', bytes).filter(single).take(KNOWN).map(|at| at as u32));
        }
        Self { text, start: 0, breaks, passed: 0 }
    }

    /// The place of the break that ends the line.
    fn next_break(&mut self) -> usize {
        let end = self.text.len();
        match self.breaks.get(self.passed) {
            Some(&known) => {
                self.passed += 1;
                known as usize
            }
            None if self.breaks.len() < KNOWN => end,
            None => memchr::memchr2(b'\n', b'\r', &self.text.as_bytes()[self.start..]).map_or(end, |i| self.start + i),
        }
    }
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let bytes = self.text.as_bytes();
        if self.start > bytes.len() {
            return None;
        }
        let end = self.next_break();
        let line = trimmed(self.text, self.start, end);
        let pair = bytes.get(end) == Some(&b'\r') && bytes.get(end + 1) == Some(&b'\n');
        self.start = end + if pair { 2 } else { 1 };
        Some(line)
    }
}

/// `text[start..end]` without white space at its edges; most lines have none.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let bytes = text.as_bytes();
    let line = Span::at(start, end);
    let bare = |at: usize| bytes[at].is_ascii_graphic();
    if start == end || bare(start) && bare(end - 1) { line } else { line.trimmed(text) }
}

/// The longest width that a hard wrap has.
const WIDEST: usize = 200;

/// Whether single line breaks are a hard wrap: most lines that another follows directly stop in mid-sentence, within a
/// word's length of one width or before a word in lower case.
fn is_wrapped(lines: &Lines<'_>) -> bool {
    let text = lines.text;
    // How many lines are so long; the last place is for all that are longer than a wrap.
    let mut lengths = [0u32; WIDEST + 2];
    let (mut count, mut start, mut last) = (0, 0, 0);
    let end = (lines.breaks.len() < KNOWN && !lines.breaks.is_empty()).then_some(text.len() as u32);
    for &end in lines.breaks.iter().chain(&end) {
        let length = (end.saturating_sub(start) as usize).min(WIDEST + 1);
        if length > 0 && last > 0 {
            lengths[last] += 1;
            count += 1;
        }
        let pair = text.as_bytes().get(end as usize) == Some(&b'\r');
        (start, last) = (end + 1 + u32::from(pair), length);
    }
    if count == 0 {
        return false;
    }
    // Nearly the longest, since an address may stand out.
    let mut longer = 0;
    let width = (0..lengths.len()).rev().find(|&length| {
        longer += lengths[length];
        longer > (count - 1) / 10
    });
    let width = width.unwrap_or(0);
    if width > WIDEST {
        return false;
    }
    let lines = || lines.clone().take(KNOWN);
    let mut breaks = Breaks::default();
    let mut before = Span::default();
    for line in lines().chain([Span::default()]) {
        breaks.add(text, before, line);
        before = line;
    }
    breaks.cut * 2 > breaks.count
        || width >= SHORT_LINE && breaks.count > 1 && breaks.finished * 2 < breaks.count && {
            let full = lines().zip(lines().skip(1)).filter(|(line, next)| {
                let word = next.of(text).split_whitespace().next().map_or(0, str::len);
                word > 0 && line.len() + 1 + word >= width.saturating_sub(8) && line.len() * 2 > width
            });
            full.count() * 10 >= breaks.count * 7
        }
}

/// What the line breaks of a text are like that part two lines with nothing blank between.
#[derive(Default)]
struct Breaks {
    count: usize,
    /// After a line that ends as a sentence does.
    finished: usize,
    /// In mid-sentence: before a word in lower case.
    cut: usize,
    /// The same after a short line, since the last blank one.
    short_cut: usize,
}

impl Breaks {
    fn add(&mut self, text: &str, line: Span, next: Span) {
        if line.is_empty() {
            return;
        }
        let ending = line.of(text);
        let is_finished = ending.ends_with(['.', '!', '?', '"', '”', ':', '…']);
        if next.is_empty() {
            // "It was a cold\nnight." is a sentence, where the lines of a list end in nothing.
            self.cut += if is_finished { self.short_cut } else { 0 };
            self.short_cut = 0;
            return;
        }
        self.count += 1;
        self.finished += usize::from(is_finished);
        if !is_finished && next.of(text).starts_with(char::is_lowercase) {
            *if line.len() >= SHORT_LINE { &mut self.cut } else { &mut self.short_cut } += 1;
        }
    }
}

/// Shorter lines, in bytes, may be those of a list or a poem.
const SHORT_LINE: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, newlines: Newlines) -> Vec<&str> {
        paragraphs(text, newlines).iter().map(|p| p.of(text)).collect()
    }

    #[test]
    fn windows_line_ends_are_one_break() {
        assert_eq!(found("a b\r\nc", Newlines::Paragraph), ["a b\r\nc"]);
        assert_eq!(found("a\r\n \r\nb", Newlines::Paragraph), ["a", "b"]);
    }

    #[test]
    fn short_lines_are_paragraphs_and_wrapped_lines_are_not() {
        assert_eq!(found("Head\nLee said so.\nShe left.", Newlines::Auto).len(), 3);
        let wrapped = "The council met on Monday to talk about the bridge that\nnobody in the town had wanted, and it was late before\nthe mayor, who had come by train, could begin her talk\nto the few who stayed.";
        assert_eq!(found(wrapped, Newlines::Auto).len(), 1);
        assert_eq!(found(wrapped, Newlines::Sentence).len(), 4);
    }

    #[test]
    fn one_break_in_mid_sentence_is_a_wrap() {
        let text = "The council met on Monday to talk about the bridge that\nnobody in the town had wanted.";
        assert_eq!(found(text, Newlines::Auto).len(), 1);
        assert_eq!(found("Bridge to reopen\nThe council says so.", Newlines::Auto).len(), 2);
    }

    #[test]
    fn a_sentence_goes_on_and_a_list_does_not() {
        assert_eq!(found("It was a cold\nnight in town.\n\nShe left.", Newlines::Auto).len(), 2);
        assert_eq!(found("on offer\nbread and cheese\nwine, by the glass", Newlines::Auto).len(), 3);
    }

    #[test]
    fn white_space_alone_has_no_paragraph() {
        assert!(found(" \n\t\n", Newlines::Auto).is_empty());
        assert!(found("", Newlines::Auto).is_empty() && found("\r\n\r\n", Newlines::Sentence).is_empty());
        assert!(found(" \n\t\n", Newlines::Space).is_empty());
    }
}
