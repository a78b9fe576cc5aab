//! Pieces: what names and texts are compared by. Takes raw text; gives one folded piece after another, each as a key.
//!
//! A piece is a word, an ending behind an apostrophe, or one symbol. Space, a line break, a hyphen and a dash part pieces and
//! leave nothing; so does the full stop of an initial or an abbreviation. Where words are written without spaces, each
//! character is a piece.

use unicode_normalization::char::is_combining_mark;

use crate::text::fold::{self, Script};

/// One piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The same for what folds to the same.
    pub(super) key: u64,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// One letter: a full stop behind it says nothing.
    Letter,
    /// Several letters with full stops: "U.S.".
    Letters,
    /// A word whose full stop says nothing: "Dr".
    Abbreviation,
    /// What follows an apostrophe inside a word.
    Ending,
    Symbol,
}

/// What stands between two pieces, as bytes; more than this and a name does not go on.
const WIDEST_GAP: usize = 64;

/// Returns the piece behind `before`, or none where no name goes on: at a blank line, and at the end.
pub(super) fn next(text: &str, before: &Piece) -> Option<Piece> {
    let bytes = text.as_bytes();
    // The common case: one space, and a word.
    if bytes.get(before.end) == Some(&b' ')
        && let Some(first) = bytes.get(before.end + 1)
        && first.is_ascii_alphanumeric()
    {
        return Some(word(text, before.end + 1));
    }
    let mut at = before.end;
    let (mut breaks, mut hyphen) = (0, false);
    let limit = at + WIDEST_GAP;
    while at < limit {
        let touches = skip_ignored(text, before.end) >= at;
        let c = text.get(at..)?.chars().next()?;
        let after = at + c.len_utf8();
        match c {
            '\r' if bytes.get(after) == Some(&b'\n') => {}
            '\n' | '\r' | '\u{2028}' | '\u{85}' => breaks += 1,
            '\u{2029}' => return None,
            // A tab parts columns; behind the end of a line it is a margin.
            '\t' if breaks == 0 => return Some(symbol(c, at)),
            c if c.is_whitespace() => {}
            c if fold::is_ignored(c) => {}
            c if fold::is_hyphen(c) || is_dash(c) => {
                // A spaced dash parts more than a space does.
                let spaced = text[..at].ends_with(char::is_whitespace) || text[after..].starts_with([' ', '\t']);
                if hyphen || spaced {
                    return Some(symbol(c, at));
                }
                hyphen = true;
            }
            '.' if touches && drops_stop(before.kind) && !begins_word(text, after) => {}
            '&' | '\u{FF06}' => return Some(Piece { key: fold::key("and"), start: at, end: after, kind: Kind::Word }),
            c if fold::is_apostrophe(c) && touches && begins_word(text, after) => {
                let part = word(text, skip_ignored(text, after));
                return Some(Piece {
                    key: fold::behind_apostrophe(part.key),
                    start: at,
                    end: part.end,
                    kind: Kind::Ending,
                });
            }
            c if is_word(c) => return Some(word(text, at)),
            c => return Some(symbol(c, at)),
        }
        if breaks > 1 {
            return None;
        }
        at = after;
    }
    None
}

/// Returns the pieces of an alias.
pub(super) fn all(alias: &str) -> Vec<Piece> {
    let Some((start, c)) = alias.char_indices().find(|(_, c)| !fold::is_ignored(*c)) else { return Vec::new() };
    let first = if is_word(c) { word(alias, start) } else { symbol(c, start) };
    std::iter::successors(Some(first), |before| next(alias, before)).collect()
}

/// Returns the word that begins at byte `start`.
#[inline]
pub(super) fn word(text: &str, start: usize) -> Piece {
    let bytes = text.as_bytes();
    let mut key = fold::START;
    let mut end = start;
    while let Some(&b) = bytes.get(end).filter(|b| b.is_ascii_alphanumeric()) {
        key = fold::mix(key, b | 0x20);
        end += 1;
    }
    match bytes.get(end) {
        Some(b) if !b.is_ascii() && !fold::is_plain_mark(&bytes[end..]) => return other_word(text, start),
        Some(b'.') if has_letter(bytes, start) && has_letter(bytes, end + 1) => return letters(text, start),
        _ => {}
    }
    Piece { key, start, end, kind: kind_of(bytes, start, end) }
}

/// Returns the word of letters and digits of ASCII between two places, which is no initial.
#[inline]
pub(super) fn plain_word(text: &str, start: usize, end: usize) -> Piece {
    let bytes = text.as_bytes();
    let key = bytes[start..end].iter().fold(fold::START, |key, byte| fold::mix(key, byte | 0x20));
    Piece { key, start, end, kind: kind_of(bytes, start, end) }
}

/// A word with other letters than those of ASCII.
#[cold]
fn other_word(text: &str, start: usize) -> Piece {
    let (mut key, mut end, mut count) = (fold::START, start, 0);
    let mut script = None;
    let (mut buffer, mut plain) = (String::new(), String::new());
    for (at, c) in text[start..].char_indices() {
        let ignored = fold::is_ignored(c);
        if !is_word(c) && !ignored {
            break;
        }
        if !ignored && !is_mark(c) {
            let own = Script::of(c);
            if script.is_some_and(|before| before != own || own.is_unspaced()) {
                break;
            }
            script = Some(own);
            count += 1;
        }
        buffer.clear();
        fold::fold_char(c, &mut buffer);
        key = buffer.bytes().fold(key, fold::mix);
        if plain.len() <= LONGEST_ABBREVIATION {
            plain.push_str(&buffer);
        }
        if !ignored {
            end = start + at + c.len_utf8();
        }
    }
    if end == start {
        // A lone accent, or what is ignored: a piece that no alias has.
        let width = text[start..].chars().next().map_or(1, char::len_utf8);
        return Piece { key: fold::START, start, end: start + width, kind: Kind::Symbol };
    }
    let kind = match script {
        Some(script) if script.is_unspaced() => Kind::Word,
        _ if count == 1 => Kind::Letter,
        _ if is_abbreviation(plain.as_bytes()) => Kind::Abbreviation,
        _ => Kind::Word,
    };
    Piece { key, start, end, kind }
}

/// Letters with full stops, written together: one piece, its last full stop with it.
#[cold]
fn letters(text: &str, start: usize) -> Piece {
    let bytes = text.as_bytes();
    let (mut key, mut end, mut at) = (fold::START, start, start);
    while has_letter(bytes, at) {
        key = fold::mix(key, bytes[at] | 0x20);
        end = at + 1;
        at = end;
        if bytes.get(at) == Some(&b'.') {
            end = at + 1;
            at = end;
        } else {
            break;
        }
    }
    Piece { key, start, end, kind: Kind::Letters }
}

/// Whether one ASCII letter stands at `at`, and no other behind it.
fn has_letter(bytes: &[u8], at: usize) -> bool {
    let lone = |b: &u8| !b.is_ascii_alphanumeric() && (b.is_ascii() || fold::is_plain_mark(&bytes[at + 1..]));
    bytes.get(at).is_some_and(u8::is_ascii_alphabetic) && bytes.get(at + 1).is_none_or(lone)
}

fn kind_of(bytes: &[u8], start: usize, end: usize) -> Kind {
    match end - start {
        1 if bytes[start].is_ascii_alphabetic() => Kind::Letter,
        // Asked only where a full stop follows.
        2..=LONGEST_ABBREVIATION if bytes.get(end) == Some(&b'.') && is_abbreviation(&bytes[start..end]) => {
            Kind::Abbreviation
        }
        _ => Kind::Word,
    }
}

fn drops_stop(kind: Kind) -> bool {
    matches!(kind, Kind::Letter | Kind::Abbreviation)
}

const LONGEST_ABBREVIATION: usize = 6;

/// Words in names that are written with a full stop or without.
fn is_abbreviation(word: &[u8]) -> bool {
    const WORDS: [&str; 44] = [
        "adm", "assn", "assoc", "bros", "capt", "cmdr", "co", "col", "corp", "dept", "dr", "esq", "fr", "ft", "gen",
        "gov", "hon", "inc", "intl", "jr", "llc", "lt", "ltd", "maj", "messrs", "mfg", "mr", "mrs", "ms", "mt", "natl",
        "nr", "phd", "prof", "rep", "rev", "sen", "sgt", "sr", "st", "ste", "supt", "univ", "vs",
    ];
    WORDS.iter().any(|w| word.eq_ignore_ascii_case(w.as_bytes()))
}

/// Returns the piece that a symbol is.
#[inline]
pub(super) fn symbol(c: char, start: usize) -> Piece {
    // Its own bytes, behind one that no word has; marks that are written straight or curly have one key.
    let plain = fold::plain_quotation(c);
    let key = plain.encode_utf8(&mut [0; 4]).bytes().fold(fold::mix(fold::START, 1), fold::mix);
    Piece { key, start, end: start + c.len_utf8(), kind: Kind::Symbol }
}

/// Whether a word begins at byte `at`, or behind what is ignored there.
pub(super) fn begins_word(text: &str, at: usize) -> bool {
    text.get(skip_ignored(text, at)..).and_then(|rest| rest.chars().next()).is_some_and(is_word)
}

/// The first byte from `at` on that is not ignored.
fn skip_ignored(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at) {
        Some(byte) if !byte.is_ascii() => {
            let rest = &text[at..];
            at + rest.find(|c| !fold::is_ignored(c)).unwrap_or(rest.len())
        }
        _ => at,
    }
}

/// Whether `c` is part of a word.
pub(super) fn is_word(c: char) -> bool {
    (c.is_alphanumeric() || is_combining_mark(c)) && !fold::is_apostrophe(c)
}

/// Whether `c` belongs to the letter before it: an accent, a vowel sign, the vowel and the end of a syllable of Hangul.
fn is_mark(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{1160}'..='\u{11FF}')
}

/// A dash that may stand for a hyphen.
fn is_dash(c: char) -> bool {
    matches!(c, '\u{2012}' | '\u{2013}' | '\u{2212}' | '\u{30FB}' | '\u{FE63}' | '\u{FF0D}' | '\u{FF65}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        all(text).iter().map(|p| &text[p.start..p.end]).collect()
    }

    fn keys(text: &str) -> Vec<u64> {
        all(text).iter().map(|p| p.key).collect()
    }

    fn piece_kinds(text: &str) -> Vec<Kind> {
        all(text).iter().map(|p| p.kind).collect()
    }

    #[test]
    fn words_endings_and_symbols_are_pieces() {
        assert_eq!(of("O’Brien met Yahoo! at 5"), ["O", "’Brien", "met", "Yahoo", "!", "at", "5"]);
        assert_eq!(of("Lee先生"), ["Lee", "先", "生"]);
        assert_eq!(of("a\n\nb"), ["a"]);
        assert_eq!(piece_kinds("李. K. 7"), [Kind::Word, Kind::Symbol, Kind::Letter, Kind::Word]);
    }

    #[test]
    fn what_is_forgiven_has_the_same_keys() {
        for (a, b) in [
            ("U.S. Senate", "US Senate"),
            ("J. R. Smith", "J R Smith"),
            ("Omar al-Hadi", "OMAR AL\nHADI"),
            ("Ma\u{200B}liki", "Maliki"),
            ("José", "Jose\u{301}"),
            ("AT&T", "at and t"),
            ("St. Ives", "St Ives"),
            ("O'Brien", "O’Brien"),
            ("Workers' Party", "Workers’ Party"),
            ("\"Red\" Lee", "“Red” Lee"),
            ("Ann\n\tLee", "Ann Lee"),
            ("Lee－Roe ＆ Co", "Lee-Roe & Co"),
        ] {
            assert_eq!(keys(a), keys(b), "{a} {b}");
        }
        for (a, b) in [
            ("US. Senate", "US Senate"),
            ("Ann – Lee", "Ann Lee"),
            ("O'Brien", "O Brien"),
            ("C++", "C"),
            ("U.S.. Senate", "US Senate"),
        ] {
            assert_ne!(keys(a), keys(b), "{a} {b}");
        }
    }

    #[test]
    fn every_text_ends() {
        for text in ["\u{301}", "\u{200B}", "a\u{301}\u{200B}", "’", "…", "\u{301}a", "x’\u{301}", "1.a", "a.1.b"]
        {
            let pieces = all(text);
            assert!(pieces.len() <= text.chars().count());
            assert!(pieces.iter().all(|piece| piece.start < piece.end), "{text}");
        }
    }
}
