//! Where a name may begin and end: at the edges of words, and not inside links, handles and addresses.

use super::piece::{begins_word, is_word};
use crate::text::fold::{self, Script};

/// A link is looked for so far to each side, in bytes.
const REACH: usize = 200;

/// Whether a name may begin at `start`.
pub(super) fn begins(text: &str, start: usize) -> bool {
    let Some(before) = text[..start].chars().next_back() else { return true };
    if before.is_ascii_whitespace() {
        return true;
    }
    let earlier = || text[..start - before.len_utf8()].chars().next_back();
    match before {
        // A handle is a name of its own; an underscore joins.
        '@' => false,
        // Marks of emphasis part words; what is written with words on both sides joins them.
        '_' => !earlier().is_some_and(is_word),
        ',' | '.' if earlier().is_some_and(|c| c.is_numeric()) && text[start..].starts_with(char::is_numeric) => false,
        '.' => {
            let unspaced = text[start..].chars().next().is_some_and(|c| Script::of(c).is_unspaced());
            let sentence = |c: char| c.is_lowercase() && starts_with_capital(&text[start..]);
            unspaced || earlier().is_none_or(|c| !c.is_alphanumeric() || sentence(c))
        }
        // Part of a link's path, if anything.
        '/' | ':' | '-' | '=' | '?' | '&' | '%' | '~' => !is_in_link(text, start, start),
        c if fold::is_apostrophe(c) => !earlier().is_some_and(is_word) || is_elision(&text[..start - c.len_utf8()]),
        // Dashes, quotation marks and line separators: no word, known without a look at tables.
        '\u{2010}'..='\u{2029}' => true,
        c if is_word(c) => {
            let own = text[start..].chars().next().map(Script::of);
            own == Some(Script::Unspaced) || own != Some(Script::of(c))
        }
        _ => true,
    }
}

/// Whether a name may end at `end`; `possessives` may follow.
pub(super) fn ends(text: &str, start: usize, end: usize, possessives: bool) -> bool {
    let Some(next) = text[end..].chars().next() else { return true };
    if next.is_ascii_whitespace() {
        return true;
    }
    let after = end + next.len_utf8();
    match next {
        '@' => false,
        '_' => !begins_word(text, after),
        ',' | '.' if text[after..].starts_with(char::is_numeric) && text[..end].ends_with(char::is_numeric) => false,
        '.' => {
            !begins_word(text, after)
                || starts_with_capital(&text[after..]) && text[..end].ends_with(|c: char| !c.is_uppercase())
        }
        '/' | ':' | '-' | '=' | '?' | '&' | '%' | '~' => !is_in_link(text, start, end),
        c if fold::is_apostrophe(c) => !begins_word(text, after) || is_ending(&text[after..], possessives),
        _ => true,
    }
}

/// "s" of a possessive, or the rest of a shortened verb: "Lee’ll".
fn is_ending(rest: &str, possessives: bool) -> bool {
    let end = rest.find(|c| !is_word(c) && !fold::is_ignored(c)).unwrap_or(rest.len());
    match rest[..end].trim_matches(fold::is_ignored) {
        "s" | "S" => possessives,
        "d" | "ll" | "ve" | "re" | "D" | "LL" | "VE" | "RE" => true,
        _ => false,
    }
}

/// Whether a text ends with an article that an apostrophe joins to the next word: "l’Iran", "dell’Etna".
fn is_elision(before: &str) -> bool {
    let parts = |c| !is_word(c) && !fold::is_ignored(c);
    let start = before.rfind(parts).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    matches!(
        before[start..].trim_matches(fold::is_ignored),
        "l" | "d" | "qu" | "L" | "dell" | "all" | "nell" | "sull" | "dall"
    )
}

fn starts_with_capital(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
}

/// Whether what stands between spaces around a place is a link or an address.
fn is_in_link(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let from = bytes[start.saturating_sub(REACH)..start].iter().rev().take_while(|b| is_of_link(**b)).count();
    let to = bytes[end..].iter().take(REACH).take_while(|b| is_of_link(**b)).count();
    let chunk = &bytes[start - from..end + to];
    let starts = |with: &[u8]| chunk.len() >= with.len() && chunk[..with.len()].eq_ignore_ascii_case(with);
    starts(b"www.")
        || memchr::memmem::find(chunk, b"://").is_some()
        || memchr::memchr(b'@', chunk).is_some_and(|at| at > 0)
        || is_domain(chunk)
}

fn is_of_link(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'(' | b')' | b'[' | b']' | b'{' | b'}')
}

/// "northmill.example/ashford"
fn is_domain(chunk: &[u8]) -> bool {
    let host = chunk.split(|b| *b == b'/').next().unwrap_or(chunk);
    let mut labels = host.rsplit(|b| *b == b'.');
    let top = labels.next().unwrap_or_default();
    host.len() < chunk.len()
        && (2..=10).contains(&top.len())
        && top.iter().all(u8::is_ascii_lowercase)
        && labels
            .next()
            .is_some_and(|label| !label.is_empty() && label.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the first "Iraq" of a text may be found.
    fn free(text: &str) -> bool {
        let start = text.find("Iraq").unwrap();
        begins(text, start) && ends(text, start, start + 4, true)
    }

    #[test]
    fn names_stand_at_the_edges_of_words() {
        for text in [
            "Iraq",
            "“Iraq”",
            "Iraq-Russia",
            "pro-Iraq",
            "Iraq’s",
            "Iraq’ll",
            "l’Iraq",
            "#Iraq",
            "in Iraq.Then",
            "Iraq/Syria",
        ] {
            assert!(free(text), "{text}");
        }
        for text in [
            "Iraqx.com Iraq_b",
            "@Iraq",
            "a_Iraq",
            "Iraq.com",
            "O’Iraq",
            "Iraq@mail.example",
            "https://a.example/Iraq/b",
        ] {
            let start = text.rfind("Iraq").unwrap();
            assert!(!(begins(text, start) && ends(text, start, start + 4, true)), "{text}");
        }
        assert!(!ends("Iraq’s", 0, 4, false));
    }
}
