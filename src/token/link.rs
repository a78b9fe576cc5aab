//! Web and e-mail addresses, handles and hashtags.

use std::sync::LazyLock;

use regex::Regex;

/// ".com" and its like after a word.
pub(super) fn is_domain(rest: &str) -> bool {
    static DOMAIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^\.(?:com|org|net|gov|edu|mil|int|info|co\.[a-z]{2}|io|tv|uk|us|eu|ly|me)\b").ok()
    });
    DOMAIN.as_ref().is_some_and(|r| r.is_match(rest))
}

pub(super) fn starts_link(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8)];
    let starts = |prefix: &[u8]| head.len() > prefix.len() && head[..prefix.len()].eq_ignore_ascii_case(prefix);
    starts(b"http://") || starts(b"https:/") || starts(b"www.")
}

/// Length of the address, handle or hashtag at the start of `rest`, 0 where there is none.
pub(super) fn link_length(rest: &str) -> usize {
    static LINK: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"^(?:(?i:https?://|www\.)[^\s<>“”«»]+", // web
            r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",        // e-mail
            r"|[@#]\w+)"                             // handle, hashtag
        ))
        .ok()
    });
    let found = LINK.as_ref().and_then(|r| r.find(rest)).map_or("", |m| m.as_str());
    // Punctuation at the end belongs to the sentence.
    found.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '"', ')', ']']).len()
}
