//! Lists in running text: "1. Wash the rice 2. Boil it", "a) the wage; b) the rent".
//!
//! A marker that follows the last one begins an item, whatever stands before it; its own full stop ends nothing.

use super::scan::{Candidate, Kind, skip_space_back};

/// How a marker is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// A number, or a letter in small or large, with what closes it, and whether a bracket opens it.
    Number(&'static str, bool),
    Small(&'static str, bool),
    Large(&'static str, bool),
    /// The same for every item.
    Bullet(char),
}

/// A list's marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Marker {
    style: Style,
    value: u8,
}

const CLOSINGS: [&str; 3] = [".)", ")", "."];
const BULLETS: [char; 9] = ['•', '·', '▪', '◦', '‣', '●', '○', '■', '⁃'];
/// Longest bullet with a number behind it, in bytes.
const LONGEST_BULLETED: usize = 12;
/// The last number of an item.
const LAST: u8 = 99;

impl Marker {
    /// Returns the marker that begins `rest`, white space behind it (a bullet needs none).
    fn of(rest: &str) -> Option<Self> {
        if let Some(bullet) = rest.chars().next().filter(|c| BULLETS.contains(c)) {
            return Some(Self { style: Style::Bullet(bullet), value: 1 });
        }
        let (opened, inner) = rest.strip_prefix('(').map_or((false, rest), |inner| (true, inner));
        let length = inner.bytes().take(2).take_while(u8::is_ascii_digit).count().max(1);
        let (value, behind) = inner.split_at_checked(length)?;
        let closing = *CLOSINGS.iter().find(|closing| {
            behind.strip_prefix(**closing).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n']))
        })?;
        let (style, value) = match *value.as_bytes() {
            [c @ b'a'..=b'z'] => (Style::Small(closing, opened), c - b'a' + 1),
            // "A." is an initial as often.
            [c @ b'A'..=b'Z'] if closing != "." => (Style::Large(closing, opened), c - b'A' + 1),
            [b'0'..=b'9', ..] => (Style::Number(closing, opened), value.parse().ok()?),
            _ => return None,
        };
        Some(Self { style, value })
    }

    /// Returns the next one of the same list.
    fn next(self) -> Option<Self> {
        let most = match self.style {
            Style::Bullet(_) => return Some(self),
            Style::Number(..) => LAST,
            Style::Small(..) | Style::Large(..) => 26,
        };
        (self.value < most).then_some(Self { value: self.value + 1, ..self })
    }

    fn written(self) -> String {
        let (value, closing, opened) = match self.style {
            Style::Bullet(bullet) => return bullet.to_string(),
            Style::Number(closing, opened) => (self.value.to_string(), closing, opened),
            Style::Small(closing, opened) => (char::from(b'a' + self.value - 1).to_string(), closing, opened),
            Style::Large(closing, opened) => (char::from(b'A' + self.value - 1).to_string(), closing, opened),
        };
        format!("{}{value}{closing}", if opened { "(" } else { "" })
    }
}

/// Whether a bullet begins a line at the candidate: a dash may as well go on with the line before, but not before a capital.
pub(super) fn is_bullet(text: &[u8], candidate: &Candidate) -> bool {
    if !text[candidate.end..candidate.start].contains(&b'\n') {
        return false;
    }
    match text[candidate.start..] {
        [b'*' | b'-' | b'+', b' ', next, ..] => !next.is_ascii_lowercase(),
        [0xE2, 0x80, 0x93 | 0x94, b' ', next, ..] => !next.is_ascii_lowercase(),
        [0xE2, 0x80, 0xA2 | 0xA3, ..] | [0xE2, 0x97 | 0x96, ..] => true,
        _ => false,
    }
}

/// The list that runs through a paragraph, if one does.
#[derive(Default)]
pub(super) struct List {
    last: Option<Marker>,
    /// The next marker as it is written.
    next: Option<String>,
}

impl List {
    /// Takes in that a sentence begins at `start`.
    pub(super) fn begin(&mut self, text: &str, start: usize, limit: usize) {
        // Most sentences begin with a word.
        if text.as_bytes().get(start + 1).is_some_and(u8::is_ascii_lowercase) {
            return;
        }
        if let Some(marker) = Marker::of(&text[start..limit])
            && (marker.value == 1 || self.last.is_some_and(|last| last.next() == Some(marker)))
        {
            self.last = Some(marker);
            self.next = marker.next().map(Marker::written);
        }
    }

    /// Whether what stands between `begin` and `end` is the marker of an item alone, or marks without a word.
    pub(super) fn is_marker(text: &str, begin: usize, end: usize) -> bool {
        let own = &text[begin..end];
        Marker::of(own).is_some_and(|marker| marker.written().len() == own.len())
            || !own.contains(char::is_alphanumeric)
    }

    /// Returns the place of the next item after `at` and before `stop`, where a list runs and goes on there.
    pub(super) fn next_item(&self, text: &str, at: usize, stop: usize) -> Option<Candidate> {
        let next = self.next.as_deref()?;
        let part = text.get(at..stop)?;
        let marker = self.last.and_then(Marker::next);
        let spaced = |i: usize| Marker::of(&part[i..]) == marker && part[..i].ends_with(char::is_whitespace);
        let start = at + part.match_indices(next).map(|(i, _)| i).find(|&i| spaced(i))?;
        let end = skip_space_back(text, 0, start);
        (end > 0).then_some(Candidate { run: end, run_end: end, end, start, kind: Kind::Start })
    }

    /// What the list says of a terminator in the sentence that began at `begin`, if it says anything.
    pub(super) fn decides(&self, text: &str, begin: usize, candidate: &Candidate, limit: usize) -> Option<bool> {
        let last = self.last.filter(|_| candidate.kind == Kind::Terminator)?;
        if let Style::Bullet(bullet) = last.style {
            // "• 4. The rice"; no further from the bullet, so that each terminator costs the same.
            if candidate.end - begin > LONGEST_BULLETED {
                return None;
            }
            let end = (candidate.end + 1).min(limit);
            let rest = text.get(begin..end)?.strip_prefix(bullet)?.trim_start();
            let number = Marker::of(rest).filter(|marker| !matches!(marker.style, Style::Bullet(_)))?;
            return (end - rest.len() + number.written().len() == candidate.end).then_some(false);
        }
        let own = begin + last.written().len() == candidate.end && Marker::of(&text[begin..limit]) == Some(last);
        if own {
            return Some(false); // "1. Wash"
        }
        let next = last.next()?;
        (Marker::of(&text[candidate.start..limit]) == Some(next)).then_some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<&str> {
        let mut list = List::default();
        list.begin(text, 0, text.len());
        let (mut at, mut found) = (0, Vec::new());
        while let Some(item) = list.next_item(text, at, text.len()) {
            found.push(&text[at..item.end]);
            at = item.start;
            list.begin(text, at, text.len());
        }
        found.push(&text[at..]);
        found
    }

    #[test]
    fn lists_are_followed_from_marker_to_marker() {
        assert_eq!(items("1. Wash 2. Boil 3. Eat"), ["1. Wash", "2. Boil", "3. Eat"]);
        assert_eq!(items("a) the wage; b) the rent"), ["a) the wage;", "b) the rent"]);
        assert_eq!(items("(1) one (2) two (4) four"), ["(1) one", "(2) two (4) four"]);
        assert_eq!(items("• rice • beans"), ["• rice", "• beans"]);
        assert_eq!(items("9. nine 10. ten"), ["9. nine 10. ten"]);
        assert_eq!(items("1.) one 2.) two 2. not"), ["1.) one", "2.) two 2. not"]);
        assert_eq!(items("A) one B) two"), ["A) one", "B) two"]);
    }

    #[test]
    fn a_list_at_its_last_marker_says_nothing_of_what_follows() {
        let text = "z) It rained. then";
        let list = List { last: Marker::of(text), next: None };
        assert_eq!(list.last.and_then(Marker::next), None);
        let candidate = Candidate { run: 12, run_end: 13, end: 13, start: 14, kind: Kind::Terminator };
        assert_eq!(list.decides(text, 0, &candidate, text.len()), None);
    }

    #[test]
    fn names_and_numbers_are_no_markers() {
        for text in ["A. Lee", "100. Wash", "1.5 litres", "ab) Wash", "1.Wash", ". Wash", "() Wash", "é. Wash", ""] {
            assert_eq!(Marker::of(text), None, "{text}");
        }
    }
}
