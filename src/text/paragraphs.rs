//! Paragraphs: where a blank line, or a line's end, parts the text.

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
    /// Every line is a sentence of its own.
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
    let lines = match newlines {
        Newlines::Space => {
            let whole = Span::at(0, text.len()).trimmed(text);
            return if whole.is_empty() { Vec::new() } else { vec![whole] };
        }
        _ => lines(text),
    };
    let each_line = match newlines {
        Newlines::Sentence => true,
        Newlines::Auto => !is_wrapped(text, &lines),
        _ => false,
    };
    let mut found: Vec<Span> = Vec::new();
    let mut blank_before = true;
    for line in lines {
        if line.is_empty() {
            blank_before = true;
            continue;
        }
        match found.last_mut() {
            Some(last) if !blank_before && !each_line => last.end = line.end,
            _ => found.push(line),
        }
        blank_before = false;
    }
    found
}

/// The lines, trimmed; blank ones are empty spans.
fn lines(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for end in memchr::memchr2_iter(b'\n', b'\r', bytes).chain(std::iter::once(bytes.len())) {
        // "\r\n" is one break: its empty second half is no blank line.
        if !(end > 0 && bytes.get(end) == Some(&b'\n') && bytes[end - 1] == b'\r') {
            found.push(Span::at(start, end).trimmed(text));
        }
        start = end + 1;
    }
    found
}

/// Whether single line breaks are a hard wrap: most lines that another follows directly stop in mid-sentence, within a
/// word's length of one width or before a word in lower case.
fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    let broken = || lines.windows(2).filter(|w| !w[0].is_empty() && !w[1].is_empty()).map(|w| (w[0], w[1]));
    let mut lengths: Vec<usize> = broken().map(|(line, _)| line.len()).collect();
    let count = lengths.len();
    if count == 0 {
        return false;
    }
    // Nearly the longest, since an address may stand out.
    let (_, &mut width, _) = lengths.select_nth_unstable((count - 1) - (count - 1) / 10);
    if !(40..=200).contains(&width) {
        return false;
    }
    let is_finished = |line: Span| line.of(text).ends_with(['.', '!', '?', '"', '”', ':', '…']);
    let (mut full, mut finished, mut cut) = (0, 0, 0);
    for (line, next) in broken() {
        let word = next.of(text).split_whitespace().next().unwrap_or("");
        full += usize::from(line.len() + 1 + word.len() >= width.saturating_sub(8) && line.len() * 2 > width);
        finished += usize::from(is_finished(line));
        cut += usize::from(line.len() >= 40 && !is_finished(line) && word.starts_with(char::is_lowercase));
    }
    let even = count > 1 && full * 10 >= count * 7 && finished * 2 < count;
    even || cut * 2 > count
}

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
        assert_eq!(found("Bridge to reopen\nthe council says so.", Newlines::Auto).len(), 2);
    }

    #[test]
    fn white_space_alone_has_no_paragraph() {
        assert!(found(" \n\t\n", Newlines::Auto).is_empty());
        assert!(found(" \n\t\n", Newlines::Space).is_empty());
    }
}
