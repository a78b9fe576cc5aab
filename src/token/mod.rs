//! Tokens: every character that is not white space lies in exactly one.
//!
//! Takes the text, gives words, numbers, links and marks with their spans, shapes and word classes. Leaves to later stages
//! which full stop ends a sentence and which apostrophe is a quotation mark.

mod byte;
mod link;

use bitflags::bitflags;

use crate::Span;
use crate::lexicon::{CueFrames, Lexicon, ShortWord, WordClass, WordInfo};
use link::{is_domain, link_length, starts_link};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner hyphens, apostrophes, digits and the full stops of an abbreviation.
    Word,
    /// Digits, with inner separators and a unit written on.
    Number,
    /// Web or e-mail address, handle, hashtag.
    Link,
    /// "’s" after a word; a lone apostrophe after "s" is a [`TokenKind::Mark`] until marks are paired.
    Possessive,
    /// A character that can open or close a quotation.
    Mark,
    /// ".", "!", "?", "…" or a run of them.
    Terminator,
    /// ",".
    Comma,
    /// ":".
    Colon,
    /// ";".
    Semicolon,
    /// "–", "—", "--" or a hyphen between spaces.
    Dash,
    /// "(", "[", "{".
    Open,
    /// ")", "]", "}".
    Close,
    /// Any other character.
    Symbol,
}

bitflags! {
    /// How a token looks.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Shape: u8 {
        /// The first letter is a capital.
        const CAPITAL = 1;
        /// At least two letters, all capitals.
        const ALL_CAPITALS = 1 << 1;
        /// Ends with the full stop of an abbreviation.
        const FULL_STOP = 1 << 2;
        /// White space or the text's start stands before it.
        const SPACE_BEFORE = 1 << 3;
        /// A line break or the text's start stands before it.
        const LINE_BEFORE = 1 << 4;
        /// Holds a digit.
        const DIGIT = 1 << 5;
    }
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// How it looks.
    pub shape: Shape,
    /// What the lexicon says of it, in lower case; empty for what is no word.
    pub classes: WordClass,
    /// Its part in attribution.
    pub cue: CueFrames,
    /// The lemma of its cue; 0 for a word that is none.
    pub lemma: u16,
}

impl Token {
    /// Returns whether the word has all of `classes`.
    #[must_use]
    pub fn is(&self, classes: WordClass) -> bool {
        self.classes.contains(classes)
    }

    /// Returns whether the word has any of `classes`.
    #[must_use]
    pub fn is_any(&self, classes: WordClass) -> bool {
        self.classes.intersects(classes)
    }

    /// Returns whether it is a word that begins with a capital.
    #[must_use]
    pub fn is_capital(&self) -> bool {
        self.kind == TokenKind::Word && self.shape.contains(Shape::CAPITAL)
    }
}

/// Longest word that is looked up in the lexicon, in bytes; also the length past which nothing is lower-cased.
const LONGEST_WORD: usize = 40;

/// Returns the tokens of `text`, ascending and disjoint.
///
/// # Cost
/// One pass; linear in the text.
///
/// # Examples
/// ```
/// use saith::{lexicon::Lexicon, token::tokenize};
/// let text = "Dr. Lee’s U.S. trip cost $4.2 billion.";
/// let words: Vec<&str> = tokenize(text, Lexicon::shipped()).iter().map(|t| t.span.of(text)).collect();
/// assert_eq!(words, ["Dr.", "Lee", "’s", "U.S.", "trip", "cost", "$", "4.2", "billion", "."]);
/// ```
#[must_use]
pub fn tokenize(text: &str, lexicon: &Lexicon) -> Vec<Token> {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), lexicon, tokens: Vec::with_capacity(text.len() / 5 + 4) };
    scanner.run();
    scanner.tokens
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    lexicon: &'t Lexicon,
    tokens: Vec<Token>,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut at = 0;
        let mut before = Shape::SPACE_BEFORE | Shape::LINE_BEFORE;
        while at < self.bytes.len() {
            let byte = self.bytes[at];
            let class = byte::class(byte);
            if class & byte::SPACE != 0 {
                before |= Shape::SPACE_BEFORE;
                if class & byte::LINE != 0 {
                    before |= Shape::LINE_BEFORE;
                }
                at += 1;
                continue;
            }
            if class & byte::WORD != 0 {
                at = self.word(at, before);
                before = Shape::empty();
                continue;
            }
            let c = if byte < 128 { byte as char } else { self.char_at(at) };
            if c.is_whitespace() {
                before |= Shape::SPACE_BEFORE;
                if matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}') {
                    before |= Shape::LINE_BEFORE;
                }
                at += c.len_utf8();
                continue;
            }
            let end = if is_word_char(c) {
                self.word(at, before)
            } else if (c == '@' || c == '#') && self.word_char_after(at + 1) {
                self.link(at, before)
            } else {
                self.mark(at, c, before)
            };
            debug_assert!(end > at);
            at = end;
            before = Shape::empty();
        }
    }

    fn char_at(&self, at: usize) -> char {
        self.text[at..].chars().next().unwrap_or('\u{FFFD}')
    }

    fn word_char_after(&self, at: usize) -> bool {
        self.text[at..].chars().next().is_some_and(is_word_char)
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind, shape: Shape, info: WordInfo) {
        self.tokens.push(Token {
            span: Span::at(start, end),
            kind,
            shape,
            classes: info.classes,
            cue: info.cue,
            lemma: info.lemma,
        });
    }

    /// Handle, hashtag or web address that begins at `at`.
    fn link(&mut self, at: usize, before: Shape) -> usize {
        let end = at + link_length(&self.text[at..]).max(1);
        self.push(at, end, TokenKind::Link, before, WordInfo::default());
        end
    }

    /// A word or number, and the possessive ending on it.
    fn word(&mut self, start: usize, before: Shape) -> usize {
        if matches!(self.bytes[start], b'h' | b'w' | b'H' | b'W') && starts_link(&self.bytes[start..]) {
            return self.link(start, before);
        }
        let (mut end, mut seen) = self.run_of_word_chars(start);
        while self.bytes.get(end).is_some_and(|&b| byte::class(b) & byte::JOINT != 0) {
            // Most marks after a word stand before white space.
            if self.bytes.get(end + 1).is_none_or(|&b| byte::class(b) & byte::SPACE != 0) {
                break;
            }
            let rest = &self.text[end..];
            let mut chars = rest.chars();
            let (Some(joint), Some(next)) = (chars.next(), chars.next()) else { break };
            let previous = self.bytes[end - 1];
            let joins = match joint {
                '\'' | '’' => next.is_alphabetic() && !is_possessive(rest, joint),
                '-' | '\u{2010}' | '\u{2011}' => is_word_char(next),
                '.' => {
                    (previous.is_ascii_digit() && next.is_ascii_digit())
                        || (next.is_alphabetic() && (single_letter(&self.bytes[start..end]) || is_domain(rest)))
                }
                ',' => previous.is_ascii_digit() && three_digits(&rest[1..]),
                '&' => previous.is_ascii_uppercase() && next.is_ascii_uppercase(),
                '@' => is_word_char(next),
                '\u{AD}' | '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}' => is_word_char(next),
                _ => false,
            };
            if !joins {
                break;
            }
            if joint == '@' {
                let length = link_length(&self.text[start..]);
                if start + length > end {
                    self.push(start, start + length, TokenKind::Link, before, WordInfo::default());
                    return start + length;
                }
                break;
            }
            let (next, also) = self.run_of_word_chars(end + joint.len_utf8());
            (end, seen) = (next, seen | also);
        }
        let shape = before | shape_of(&self.text[start..end], seen);
        let number = self.bytes[start].is_ascii_digit();
        let mut info = self.look_up(start, end);
        let mut stop = end;
        if self.bytes.get(end) == Some(&b'.') && !number && self.keeps_full_stop(start, end) {
            stop = end + 1;
            info = self.look_up(start, stop);
        }
        let kind = if number { TokenKind::Number } else { TokenKind::Word };
        let shape = if stop > end { shape | Shape::FULL_STOP } else { shape };
        self.push(start, stop, kind, shape, info);
        self.possessive(stop)
    }

    /// The end of the word characters that begin at `at`, and the classes of their bytes.
    fn run_of_word_chars(&self, mut at: usize) -> (usize, u8) {
        let mut seen = 0;
        loop {
            while let Some(&byte) = self.bytes.get(at) {
                let class = byte::class(byte);
                if class & byte::WORD == 0 {
                    break;
                }
                seen |= class;
                at += 1;
            }
            if self.bytes.get(at).is_none_or(|&b| b < 128) {
                return (at, seen);
            }
            let c = self.char_at(at);
            if !is_word_char(c) {
                return (at, seen);
            }
            seen |= byte::HIGH;
            at += c.len_utf8();
        }
    }

    /// Whether the full stop after a word belongs to it.
    fn keeps_full_stop(&self, start: usize, end: usize) -> bool {
        let word = &self.bytes[start..end];
        if word.len() >= 3 && word.len() % 2 == 1 && word.iter().skip(1).step_by(2).all(|&b| b == b'.') {
            return true; // "U.S." from "U.S"
        }
        if single_letter(word) {
            // An initial, unless it is "I" or a letter at a sentence's end.
            let rest = &self.text[end + 1..];
            let next = rest.trim_start_matches([' ', '\u{a0}']).chars().next();
            return word[0].is_ascii_uppercase() && word[0] != b'I' && next.is_some_and(char::is_uppercase)
                || word[0].is_ascii_uppercase() && rest.chars().next().is_some_and(char::is_uppercase);
        }
        self.look_up(start, end + 1)
            .classes
            .intersects(WordClass::ABBREVIATION | WordClass::ABBREVIATION_FINAL | WordClass::ABBREVIATION_NUMBER)
    }

    fn possessive(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let Some(mark @ ('\'' | '’')) = rest.chars().next() else { return at };
        if !is_possessive(rest, mark) {
            return at;
        }
        let end = at + mark.len_utf8() + 1;
        self.push(at, end, TokenKind::Possessive, Shape::empty(), WordInfo::default());
        end
    }

    fn look_up(&self, start: usize, end: usize) -> WordInfo {
        if let Some(word) = ShortWord::of(self.bytes, start, end) {
            return self.lexicon.get_short(word);
        }
        let word = &self.text[start..end];
        if word.len() > LONGEST_WORD {
            return WordInfo::default();
        }
        if word.is_ascii() {
            let mut lower = [0; LONGEST_WORD];
            let lower = &mut lower[..word.len()];
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            return std::str::from_utf8(lower).map_or(WordInfo::default(), |w| self.lexicon.get(w));
        }
        self.lexicon.get(&word.to_lowercase().replace('’', "'"))
    }

    /// A token that begins with no letter or digit.
    fn mark(&mut self, start: usize, c: char, before: Shape) -> usize {
        let mut end = start + c.len_utf8();
        let kind = match c {
            '.' | '!' | '?' | '…' => {
                while let Some(more @ ('.' | '!' | '?' | '…')) = self.text[end..].chars().next() {
                    end += more.len_utf8();
                }
                TokenKind::Terminator
            }
            '。' | '！' | '？' => TokenKind::Terminator,
            ',' => TokenKind::Comma,
            ':' => TokenKind::Colon,
            ';' => TokenKind::Semicolon,
            '–' | '—' | '―' | '‒' => TokenKind::Dash,
            '-' => {
                while self.bytes.get(end) == Some(&b'-') {
                    end += 1;
                }
                TokenKind::Dash
            }
            '(' | '[' | '{' => TokenKind::Open,
            ')' | ']' | '}' => TokenKind::Close,
            c if is_quotation_mark(c) => {
                // Doubled single marks are one double mark: ``TeX'', ‘‘curly’’. Of three after a word the first is single:
                // ``He said, `Stay.'''
                let run = self.text[start..].chars().take(4).take_while(|&other| other == c).count();
                let single_first = run == 3 && !before.contains(Shape::SPACE_BEFORE);
                if matches!(c, '`' | '\'' | '‘' | '’') && run > 1 && !single_first {
                    end += c.len_utf8();
                }
                TokenKind::Mark
            }
            _ => TokenKind::Symbol,
        };
        self.push(start, end, kind, before, WordInfo::default());
        end
    }
}

/// Returns whether `c` can open or close a quotation (apostrophes among them).
#[must_use]
pub fn is_quotation_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '\''
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '`'
            | '´'
            | '＂'
            | '「'
            | '」'
            | '『'
            | '』'
            | '″'
            | '′'
    )
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || (!c.is_ascii() && is_combining(c))
}

/// Combining diacritics, so that a name in NFD stays one token; signs of scripts that spell vowels as marks are alphabetic.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

fn single_letter(word: &[u8]) -> bool {
    match word {
        [b] => b.is_ascii_alphabetic(),
        // The bound keeps a long run of letters and stops linear.
        [.., b'.', b] if word.len() < 20 => {
            b.is_ascii_alphabetic() && word.iter().skip(1).step_by(2).all(|&b| b == b'.')
        }
        _ => false,
    }
}

fn three_digits(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    bytes.len() >= 3 && bytes[..3].iter().all(u8::is_ascii_digit) && !bytes.get(3).is_some_and(u8::is_ascii_digit)
}

/// "’s" that no letter follows.
fn is_possessive(rest: &str, mark: char) -> bool {
    let mut chars = rest[mark.len_utf8()..].chars();
    matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(is_word_char)
}

/// The shape of a word whose bytes are of the classes `seen`.
fn shape_of(word: &str, seen: u8) -> Shape {
    let mut shape = Shape::empty();
    if seen & (byte::UPPER | byte::HIGH) != 0 && word.starts_with(char::is_uppercase) {
        shape |= Shape::CAPITAL;
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        if seen & byte::LOWER == 0 && letters.clone().nth(1).is_some() && letters.all(char::is_uppercase) {
            shape |= Shape::ALL_CAPITALS;
        }
    }
    if seen & byte::DIGIT != 0 {
        shape |= Shape::DIGIT;
    }
    shape
}

#[cfg(test)]
mod tests;
