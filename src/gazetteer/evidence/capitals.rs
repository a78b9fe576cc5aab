//! Whether an acronym that is a word too ("US", "WHO") is the name in a line of capitals, where these tell nothing.

use super::beside::{first_word, word_before};
use super::place;
use crate::gazetteer::classes;
use crate::lexicon::WordClass;
use crate::text::fold;

/// Nouns that stand behind the name of a country or a body: "US TROOPS", "WHO CHIEF".
const NOUNS: WordClass = WordClass::ROLE
    .union(WordClass::TITLE)
    .union(WordClass::GROUP_NOUN)
    .union(WordClass::BODY_NOUN)
    .union(WordClass::ORGANIZATION_HEAD);

/// Returns whether what stands between two places in a line of capitals is a name, and not the word that is written so: it has full stops
/// ("U.S."), or its place is none of the word ("THE US", "IN US", "US-LED", "SYRIA: US STRIKES", an item of a list).
pub(super) fn is_name(text: &str, start: usize, end: usize) -> bool {
    let (written, behind) = (&text[start..end], &text[end..]);
    if written.trim_end_matches('.').contains('.') || is_item(text, start, end) {
        return true;
    }
    let known = classes(written);
    let object = known.contains(WordClass::OBJECT_FORM) && !known.contains(WordClass::IT);
    // Of other words, "THE AIM" and "IN IT", these places tell nothing.
    if !object && !known.contains(WordClass::RELATIVE) {
        return false;
    }
    let word = |c: char| c.is_alphanumeric();
    let joined = |rest: &str| rest.strip_prefix(fold::is_hyphen).is_some_and(|rest| rest.starts_with(word));
    let joins = |rest: &str| rest.strip_suffix(fold::is_hyphen).is_some_and(|rest| rest.ends_with(word));
    if joined(behind) || joins(&text[..start]) {
        return true;
    }
    let next = behind.strip_prefix(' ').map(first_word).unwrap_or_default();
    let before = word_before(text, start).map(|(_, word)| word).unwrap_or_default();
    if before.eq_ignore_ascii_case("the") || place::is_of_places(before) {
        return true;
    }
    let noun = || classes(next).intersects(NOUNS);
    // "HELP FOR US TROOPS", but not "US AND THEM": nobody begins with an object.
    object
        && (begins_clause(text, start) && !is_with_pronoun(next, behind)
            || noun() && classes(before).contains(WordClass::PREPOSITION))
}

/// Whether a word stands alone on its line, or between the marks of a list: "• US", "US; UK".
fn is_item(text: &str, start: usize, end: usize) -> bool {
    const MARKS: [char; 7] = ['\n', '\r', ';', '|', '•', '\t', '/'];
    let before = text[..start].trim_end_matches(' ');
    let behind = text[end..].trim_start_matches([' ', '.']);
    (before.is_empty() || before.ends_with(MARKS)) && (behind.is_empty() || behind.starts_with(MARKS))
}

/// Whether a line or a part of a sentence begins at a place: "SYRIA: US STRIKES", "RUSSIA, US TALK".
fn begins_clause(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '\u{A0}']);
    const MARKS: [char; 17] = ['\n', '\r', ',', ';', ':', '|', '•', '(', '[', '"', '.', '!', '?', '–', '—', '“', '…'];
    before.is_empty() || before.ends_with(MARKS) || before.ends_with(" -")
}

/// Whether a pronoun is joined to a word: "US AND THEM", "US OR YOU".
fn is_with_pronoun(next: &str, behind: &str) -> bool {
    let other = || first_word(behind[1 + next.len()..].trim_start_matches(' '));
    classes(next).contains(WordClass::CONJUNCTION) && classes(other()).intersects(WordClass::PERSONAL)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the first of these words in a text is a name.
    fn named(text: &str) -> bool {
        let (start, word) =
            ["U.S.", "US", "WHO", "IT", "AIM"].iter().find_map(|word| Some((text.find(word)?, word))).unwrap();
        is_name(text, start, start + word.len())
    }

    #[test]
    fn its_place_tells_a_name_in_capitals() {
        for text in [
            "U.S. VOTES",
            "LET U.S. VOTE",
            "THE US VOTES",
            "IN US TODAY",
            "US-LED RAID",
            "EX-US ENVOY",
            "SYRIA: US STRIKES",
            "US TROOPS LEAVE",
            "HELP FOR US TROOPS",
            "US; UK",
            "UK\nUS\n",
            "• WHO\n• UN",
            "THE WHO WARNS",
            "CHINA, US AGREE",
        ] {
            assert!(named(text), "{text}");
        }
        for text in [
            "TELL US ALL",
            "LET US PRAY",
            "US AND THEM",
            "WHO IS TO BLAME?",
            "A MAN, WHO SAYS",
            "THE AIM IS",
            "NOTHING IN IT HELPS",
            "FOR US",
            "CONTACT US | HOME",
            "GIVE US TROOPS",
        ] {
            assert!(!named(text), "{text}");
        }
    }
}
