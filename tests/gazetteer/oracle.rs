//! A slow, obvious matcher: the whole text is folded, and every alias is tried at every word.

use regex::Regex;
use saith::gazetteer::Overlaps;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What may stand between two words of a name, once folded.
const GAP: &str = r"(?: +| *\n *|-(?:\n *)?)";

/// A text without case, accents and what is not seen; hyphens and apostrophes of one kind.
#[derive(Default)]
struct Folded {
    text: String,
    /// By byte of `text`, the character of the original behind it.
    from: Vec<(usize, usize)>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = Self::default();
        for (start, c) in text.char_indices() {
            let end = start + c.len_utf8();
            match c {
                '\u{200B}' | '\u{AD}' | '\u{FEFF}' => {}
                '\r' if text[end..].starts_with('\n') => {}
                // A mark belongs to its letter.
                c if is_combining_mark(c) => folded.from.last_mut().expect("texts begin with a letter").1 = end,
                '\'' | '’' | '‘' => folded.push("'", start, end),
                '“' | '”' => folded.push("\"", start, end),
                '-' | '\u{2010}' | '–' => folded.push("-", start, end),
                '\u{A0}' => folded.push(" ", start, end),
                '\r' | '\u{2028}' => folded.push("\n", start, end),
                c => {
                    let lower: String = c.to_lowercase().nfd().filter(|&c| !is_combining_mark(c)).collect();
                    folded.push(&lower.replace('ß', "ss").replace('ø', "o"), start, end);
                }
            }
        }
        folded
    }

    fn push(&mut self, what: &str, start: usize, end: usize) {
        self.text.push_str(what);
        self.from.resize(self.text.len(), (start, end));
    }

    /// Whether a name may begin at a byte: behind no letter of its word, and not behind an apostrophe inside one.
    fn begins(&self, at: usize) -> bool {
        let mut before = self.text[..at].chars().rev();
        let first = self.text[at..].chars().next();
        match before.next() {
            Some('\'') => !before.next().is_some_and(char::is_alphanumeric),
            Some(c) if c.is_alphanumeric() => is_ideograph(c) || first.is_some_and(is_ideograph),
            _ => true,
        }
    }

    /// Whether a name may end at a byte: before no letter of its word, and a possessive or a short verb may follow.
    fn ends(&self, at: usize) -> bool {
        let last = self.text[..at].chars().next_back();
        let rest = &self.text[at..];
        match rest.chars().next() {
            Some('\'') => {
                let word: String = rest[1..].chars().take_while(|c| c.is_alphanumeric()).collect();
                ["", "s", "d", "ll", "ve", "re"].contains(&word.as_str())
            }
            Some(c) if c.is_alphanumeric() => is_ideograph(c) || last.is_some_and(is_ideograph),
            _ => true,
        }
    }
}

fn is_ideograph(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// What an alias of one word asks of capitals.
#[derive(Clone, Copy)]
enum Asks {
    Nothing,
    Capital,
    Capitals,
}

pub struct Oracle {
    /// By alias: its pattern, what it asks for, and the row of its entity.
    aliases: Vec<(Regex, Asks, u32)>,
}

/// A place found: its bytes, and the rows that it may mean.
pub type Place = (usize, usize, Vec<u32>);

impl Oracle {
    pub fn new(names: &[&str]) -> Self {
        let rows = 0..names.len() as u32;
        Self { aliases: names.iter().zip(rows).map(|(name, row)| (pattern(name), asks(name), row)).collect() }
    }

    /// Every alias wherever it stands; by start, the longer first.
    fn all(&self, text: &str) -> Vec<Place> {
        let folded = Folded::of(text);
        let mut found: Vec<Place> = Vec::new();
        let letters = folded.text.char_indices().filter(|(_, c)| c.is_alphanumeric());
        for at in letters.map(|(at, _)| at).filter(|&at| folded.begins(at)) {
            let mut here: Vec<Place> = Vec::new();
            for (pattern, asks, row) in &self.aliases {
                let Some(length) = pattern.find(&folded.text[at..]).map(|m| m.len()) else { continue };
                let (start, end) = (folded.from[at].0, folded.from[at + length - 1].1);
                if !folded.ends(at + length) || !allows(*asks, text, start, end) {
                    continue;
                }
                match here.iter_mut().find(|place| place.1 == end) {
                    Some(place) => place.2.push(*row),
                    None => here.push((start, end, vec![*row])),
                }
            }
            here.sort_by_key(|place| std::cmp::Reverse(place.1));
            found.append(&mut here);
        }
        found
    }

    pub fn find(&self, text: &str, overlaps: Overlaps) -> Vec<Place> {
        let mut found = self.all(text);
        if overlaps == Overlaps::Longest {
            let mut end = 0;
            found.retain(|place| {
                let free = place.0 >= end;
                end = if free { place.1 } else { end };
                free
            });
        }
        found
    }
}

/// An alias as a pattern of what folding leaves.
fn pattern(alias: &str) -> Regex {
    let folded = Folded::of(alias).text;
    let words: Vec<&str> = folded.split([' ', '-']).collect();
    let mut pattern = String::from(r"\A(?:");
    let initials = words.iter().take_while(|word| word.len() == 2 && word.ends_with('.')).count();
    if initials > 1 {
        // Apart, or together with full stops or without.
        let letters: Vec<&str> = words[..initials].iter().map(|word| &word[..1]).collect();
        let apart = letters.join(&format!(r"\.?{GAP}"));
        pattern += &format!(r"(?:{apart}\.?|{}\.?|{}){GAP}", letters.join(r"\."), letters.concat());
    }
    for (at, word) in words.iter().enumerate().skip(if initials > 1 { initials } else { 0 }) {
        let last = at + 1 == words.len();
        pattern += &match *word {
            "&" => format!("(?:{GAP}?&{GAP}?|{GAP}and{GAP})"),
            word if word.starts_with(is_ideograph) => {
                word.chars().map(String::from).collect::<Vec<_>>().join(&format!("{GAP}?"))
            }
            word => match word.strip_suffix('.') {
                Some(word) => format!(r"{}\.?", regex::escape(word)),
                None => regex::escape(word),
            },
        };
        if !last && *word != "&" && words[at + 1] != "&" {
            // An ideograph needs no space, nor does a quotation mark.
            let close = word.ends_with(is_ideograph) || word.ends_with('"') || words[at + 1].starts_with('"');
            pattern += &format!("{GAP}{}", if close { "?" } else { "" });
        }
    }
    Regex::new(&format!("{pattern})")).expect("a pattern")
}

fn asks(alias: &str) -> Asks {
    let letters = || alias.chars().filter(|c| c.is_alphabetic());
    if alias.contains([' ', '-']) || !letters().next().is_some_and(char::is_uppercase) {
        Asks::Nothing
    } else if letters().count() > 1 && letters().all(char::is_uppercase) {
        Asks::Capitals
    } else {
        Asks::Capital
    }
}

/// Whether what is written has the capitals that an alias asks for; lines are too short to have been broken at a margin.
fn allows(asks: Asks, text: &str, start: usize, end: usize) -> bool {
    let has_capitals = |text: &str| text.chars().any(char::is_uppercase);
    let line = || {
        let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let to = text[start..].find('\n').map_or(text.len(), |at| start + at);
        &text[from..to]
    };
    match asks {
        Asks::Nothing => true,
        Asks::Capital => {
            text[start..end].chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
                || !has_capitals(line())
        }
        Asks::Capitals => !text[start..end].chars().any(char::is_lowercase),
    }
}
