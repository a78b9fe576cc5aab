//! Lists in running text: "1. Wash the rice 2. Boil it", "a) the wage; b) the rent".
//!
//! A marker that follows the last one begins an item, whatever stands before it; its own full stop ends nothing.

use super::chunk::{Chunk, is_space};
use super::scan::{Candidate, Kind};

/// How a marker is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Style {
    letter: bool,
    /// What closes it, and whether a bracket opens it.
    closing: &'static [u8],
    opened: bool,
}

/// A list's marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Marker {
    style: Style,
    value: u32,
}

const CLOSINGS: [&[u8]; 3] = [b".)", b")", b"."];
/// Longest number of an item, in digits.
const DIGITS: usize = 2;

impl Marker {
    /// Returns the marker that a chunk is, white space behind it.
    fn of(text: &[u8], chunk: &Chunk) -> Option<Self> {
        if text.get(chunk.end()).is_some_and(|&b| !is_space(b)) {
            return None;
        }
        let whole = &text[chunk.start()..chunk.end()];
        let (opened, inner) = match whole {
            [b'(', inner @ ..] => (true, inner),
            _ => (false, whole),
        };
        let closing = *CLOSINGS.iter().find(|closing| inner.ends_with(closing))?;
        let value = &inner[..inner.len() - closing.len()];
        let (letter, value) = match value {
            // "A." is an initial as often.
            [c @ b'a'..=b'z'] => (true, u32::from(c - b'a') + 1),
            [c @ b'A'..=b'Z'] if closing != b"." => (true, u32::from(c - b'A') + 1),
            _ if (1..=DIGITS).contains(&value.len()) && value.iter().all(u8::is_ascii_digit) => {
                (false, value.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
            }
            _ => return None,
        };
        Some(Self { style: Style { letter, closing, opened }, value })
    }

    /// Whether a list begins with it.
    fn is_first(self) -> bool {
        self.value == 1
    }

    /// Whether it is the next one of the same list.
    fn follows(self, last: Marker) -> bool {
        self.style == last.style && self.value == last.value + 1
    }
}

/// The list that runs through a paragraph, if one does.
#[derive(Default)]
pub(super) struct List {
    last: Option<Marker>,
}

impl List {
    /// Takes in that a sentence begins at `start`.
    pub(super) fn begin(&mut self, text: &str, start: usize, limit: usize) {
        // Most sentences begin with a letter that no marker ends with.
        let bytes = text.as_bytes();
        if matches!(bytes.get(start + 1), Some(b'a'..=b'z')) {
            return;
        }
        let chunk = Chunk::after(bytes, start, limit);
        if let Some(marker) = Marker::of(bytes, &chunk)
            && (marker.is_first() || self.last.is_some_and(|last| marker.follows(last)))
        {
            self.last = Some(marker);
        }
    }

    pub(super) fn runs(&self) -> bool {
        self.last.is_some()
    }

    /// Whether `chunk` is the marker of the next item.
    pub(super) fn goes_on(&self, text: &[u8], chunk: &Chunk) -> bool {
        self.last.is_some_and(|last| Marker::of(text, chunk).is_some_and(|next| next.follows(last)))
    }

    /// What the list says of a terminator in the sentence that began at `begin`, if it says anything.
    pub(super) fn decides(&self, text: &str, begin: usize, candidate: &Candidate, limit: usize) -> Option<bool> {
        let last = self.last.filter(|_| candidate.kind == Kind::Terminator)?;
        let bytes = text.as_bytes();
        let own = Chunk::after(bytes, begin, limit);
        if own.end() == candidate.end && Marker::of(bytes, &own) == Some(last) {
            return Some(false); // "1. Wash"
        }
        self.goes_on(bytes, &Chunk::after(bytes, candidate.start, limit)).then_some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marker(text: &str) -> Option<Marker> {
        Marker::of(text.as_bytes(), &Chunk::after(text.as_bytes(), 0, text.len()))
    }

    #[test]
    fn markers_are_told_from_words() {
        for text in ["1. Wash", "12) Wash", "(3) Wash", "1.) Wash", "a. Wash", "b) Wash", "(c) Wash", "D) Wash"] {
            assert!(marker(text).is_some(), "{text}");
        }
        for text in ["A. Lee", "100. Wash", "1.5 litres", "ab) Wash", "1.Wash", ". Wash", "() Wash"] {
            assert_eq!(marker(text), None, "{text}");
        }
    }

    #[test]
    fn a_list_goes_on_with_the_next_number_of_its_style() {
        let follows = |next: &str, last: &str| marker(next).unwrap().follows(marker(last).unwrap());
        assert!(follows("2. b", "1. a") && follows("b) b", "a) a") && follows("10. b", "9. a"));
        assert!(!follows("3. b", "1. a") && !follows("2) b", "1. a") && !follows("b. b", "1. a"));
        assert!(marker("1. a").unwrap().is_first() && !marker("b. a").unwrap().is_first());
    }
}
