//! Folding: what stays of a word when case, accents, apostrophes, hyphens and the stops of initials are forgiven.
//!
//! Takes a character or a word; gives what stays of it, or one number for that. Changes no text.

use std::hash::Hasher;

use rustc_hash::FxHasher;
use unicode_normalization::UnicodeNormalization;

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
    folded(word).bytes().fold(START, mix)
}

/// Returns whether a word is one of some, in any case of letters of ASCII.
pub(crate) fn is_among(word: &str, words: &[&str]) -> bool {
    words.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// Returns what stays of a word.
pub(crate) fn folded(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    word.chars().for_each(|c| fold_char(c, &mut folded));
    folded
}

/// Returns one number for a sequence of keys.
#[must_use]
pub fn key_of_all(keys: impl Iterator<Item = u64>) -> u64 {
    let mut hasher = FxHasher::default();
    keys.for_each(|k| hasher.write_u64(k));
    hasher.finish()
}

/// What the key of a word begins as.
pub(crate) const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The key of what stays, with one byte more.
#[inline]
pub(crate) fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

/// Returns the key of a word behind an apostrophe.
pub(crate) fn behind_apostrophe(key: u64) -> u64 {
    mix(key, b'\'')
}

/// Appends what stays of one character.
pub(crate) fn fold_char(c: char, out: &mut String) {
    match c {
        '.' => {}
        c if is_ignored(c) => {}
        c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        c if is_apostrophe(c) => out.push('\''),
        // Letters whose stroke is no combining mark.
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        'ħ' | 'Ħ' => out.push('h'),
        'ı' => out.push('i'),
        'ð' | 'Ð' => out.push('d'),
        'þ' | 'Þ' => out.push_str("th"),
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        c => {
            let folded = std::iter::once(c).nfkd().filter(|&c| !is_accent(c)).flat_map(char::to_lowercase);
            out.extend(folded.filter(|&c| !is_accent(c)).map(|c| if c == 'ς' { 'σ' } else { c }));
        }
    }
}

/// Returns whether `c` is a hyphen, as names are written with.
#[must_use]
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Returns whether `c` is an apostrophe, straight or curly.
#[must_use]
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '’' | '‘' | 'ʼ' | '´' | '′' | '＇')
}

/// Returns an apostrophe or a quotation mark as it is written straight, and any other character as it is.
pub(crate) fn plain_quotation(c: char) -> char {
    match c {
        c if is_apostrophe(c) || matches!(c, '‚' | '‛') => '\'',
        '“' | '”' | '„' | '‟' | '″' | '＂' => '"',
        c => c,
    }
}

/// Returns whether `c` takes no place: a soft hyphen, or what joins and parts letters without being seen.
#[must_use]
pub fn is_ignored(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206F}'
            | '\u{FE0F}'
            | '\u{FEFF}'
    )
}

/// Returns whether `c` is an accent, a point or a vowel sign that writers leave out; the vowel signs of India are letters.
#[must_use]
pub fn is_accent(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36F}'
            | '\u{483}'..='\u{487}'
            | '\u{591}'..='\u{5BD}'
            | '\u{610}'..='\u{61A}'
            | '\u{64B}'..='\u{65F}'
            | '\u{670}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE20}'..='\u{FE2E}'
    )
}

/// Whether the bytes begin with a mark of U+2010 to U+2029: quotation marks, dashes, the ellipsis and the ends of lines, with which
/// most words end that do not end in ASCII.
#[inline]
pub(crate) fn is_plain_mark(bytes: &[u8]) -> bool {
    matches!(bytes, [0xE2, 0x80, 0x90..=0xA9, ..])
}

/// How a character's script parts words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// Words stand between spaces.
    Spaced,
    /// Words are written on; each character is a piece.
    Unspaced,
    /// Katakana: a word is a run.
    Katakana,
    /// Words stand between spaces, with their particles written on; each syllable is a piece.
    Hangul,
}

impl Script {
    pub(crate) fn of(c: char) -> Self {
        match c {
            '\u{30A0}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}' => Self::Katakana,
            '\u{3040}'..='\u{309F}'
            | '\u{2E80}'..='\u{2FFF}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3400}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}' => Self::Unspaced,
            '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7AF}' => Self::Hangul,
            _ => Self::Spaced,
        }
    }

    /// Whether each character is a piece of its own.
    pub(crate) fn is_unspaced(self) -> bool {
        matches!(self, Self::Unspaced | Self::Hangul)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_stops_are_forgiven() {
        for (word, folded) in
            [("U.S.", "us"), ("Łódź", "lodz"), ("Jose\u{301}", "jose"), ("ΣΊΣΥΦΟΣ", "σισυφοσ"), ("ß", "ss")]
        {
            assert_eq!(super::folded(word), folded);
        }
        assert_eq!(folded("İzmir"), "izmir");
        assert_ne!(folded("कि"), folded("का"));
    }

    #[test]
    fn keys_agree_between_fast_and_slow_path() {
        assert_eq!(key("O'Brien"), key("O’BRIEN"));
        assert_eq!(key("Jose"), key("José"));
        assert_ne!(key("Lee"), key("Leek"));
    }
}
