//! Folding: what stays of a word when case, accents, apostrophes, hyphens and the stops of initials are forgiven.
//!
//! Takes a word; gives its folded pieces with their places, or one number for all of it. Changes no text.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Calls `each` with every folded piece of `word` and the bytes that it stands for. Hyphens part pieces, and so does a
/// change to or between the scripts that are written without spaces; `buffer` is scratch space.
///
/// # Examples
/// ```
/// let mut found = Vec::new();
/// saith::text::fold::pieces("Al-Mālikī", &mut String::new(), |piece, _| found.push(piece.to_owned()));
/// assert_eq!(found, ["al", "maliki"]);
/// ```
pub fn pieces(word: &str, buffer: &mut String, mut each: impl FnMut(&str, Range<usize>)) {
    buffer.clear();
    let mut start = 0;
    let mut script = Script::Spaced;
    for (at, c) in word.char_indices() {
        let own = Script::of(c);
        let parts = is_hyphen(c);
        if parts || own != script && c.is_alphanumeric() {
            if !buffer.is_empty() {
                each(buffer, start..at);
                buffer.clear();
            }
            script = own;
            start = if parts { at + c.len_utf8() } else { at };
        }
        if !parts {
            fold_char(c, buffer);
        }
    }
    if !buffer.is_empty() {
        each(buffer, start..word.len());
    }
}

/// Returns a number that is the same for words that differ only in case, accents, apostrophes and full stops.
#[must_use]
pub fn key(word: &str) -> u64 {
    if word.is_ascii() {
        // The same bytes as in the slow path, without a buffer.
        let mut hash = START;
        for b in word.bytes().filter(|&b| b != b'.') {
            hash = mix(hash, b.to_ascii_lowercase());
        }
        return hash;
    }
    let mut folded = String::with_capacity(word.len());
    word.chars().for_each(|c| fold_char(c, &mut folded));
    folded.bytes().fold(START, mix)
}

/// Returns one number for a sequence of keys.
#[must_use]
pub fn key_of_all(keys: impl Iterator<Item = u64>) -> u64 {
    let mut hasher = FxHasher::default();
    keys.for_each(|k| hasher.write_u64(k));
    hasher.finish()
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

/// Appends what stays of one character.
fn fold_char(c: char, out: &mut String) {
    match c {
        '.' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {}
        c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        '’' | '‘' | 'ʼ' | '´' | '′' => out.push('\''),
        // Letters whose stroke is no combining mark.
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        'ħ' | 'Ħ' => out.push('h'),
        'ı' => out.push('i'),
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        c => {
            let folded = std::iter::once(c).nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase);
            out.extend(folded.filter(|&c| !is_combining_mark(c)));
        }
    }
}

/// Returns whether `c` is a hyphen, as names are written with.
#[must_use]
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Scripts whose change parts words; Hangul writes its particles on, the other two know no spaces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Spaced,
    Han,
    Kana,
    Hangul,
}

impl Script {
    fn of(c: char) -> Self {
        match c {
            '\u{3040}'..='\u{30FF}' => Self::Kana,
            '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => Self::Han,
            '\u{AC00}'..='\u{D7AF}' => Self::Hangul,
            _ => Self::Spaced,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str) -> Vec<(String, &str)> {
        let mut found = Vec::new();
        pieces(word, &mut String::new(), |piece, range| found.push((piece.to_owned(), &word[range])));
        found
    }

    #[test]
    fn accents_case_and_stops_are_forgiven() {
        assert_eq!(of("U.S."), [("us".into(), "U.S.")]);
        assert_eq!(of("Łódź"), [("lodz".into(), "Łódź")]);
        assert_eq!(of("Jose\u{301}"), of("José").iter().map(|(f, _)| (f.clone(), "Jose\u{301}")).collect::<Vec<_>>());
    }

    #[test]
    fn hyphens_and_scripts_part_pieces() {
        assert_eq!(of("al-Maliki"), [("al".into(), "al"), ("maliki".into(), "Maliki")]);
        assert_eq!(of("Lee先生"), [("lee".into(), "Lee"), ("先生".into(), "先生")]);
    }

    #[test]
    fn keys_agree_between_fast_and_slow_path() {
        assert_eq!(key("O'Brien"), key("O’BRIEN"));
        assert_eq!(key("Jose"), key("José"));
        assert_ne!(key("Lee"), key("Leek"));
    }
}
