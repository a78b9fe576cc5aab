//! Initials, together and apart: "J.R. Smith" is J. R. Smith; and those in the middle of a name, which may be missing.

use super::person::{is_person, is_post_nominal};
use super::{Way, title};
use crate::entity_type::EntityType;
use crate::gazetteer::index::Flags;

/// Longest word in capitals that may be initials.
const MOST_INITIALS: usize = 3;

/// "J.R. Smith", "JR Smith" → "J. R. Smith"; "U.S." → "U. S."
pub(super) fn initials_apart(form: &str) -> Option<String> {
    let mut changed = false;
    let words: Vec<String> = form
        .split_whitespace()
        .map(|word| {
            let letters: Vec<char> = word.chars().filter(|&c| c != '.').collect();
            let stops = word.chars().filter(|&c| c == '.').count();
            let stopped = stops > 0
                && word.trim_end_matches('.').split('.').all(|part| part.chars().count() == 1)
                && letters.iter().all(|c| c.is_alphabetic());
            let capitals = stops == 0 && letters.len() <= MOST_INITIALS && letters.iter().all(char::is_ascii_uppercase);
            if letters.len() < 2 || !stopped && !capitals {
                return word.to_owned();
            }
            changed = true;
            letters.iter().map(|c| format!("{c}.")).collect::<Vec<_>>().join(" ")
        })
        .collect();
    changed.then(|| words.join(" "))
}

/// "J. R. Smith" → "JR Smith"
pub(super) fn initials_together(form: &str) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    let mut changed = false;
    let mut before = false;
    for word in form.split_whitespace() {
        let bare = word.trim_end_matches('.');
        let initial = bare.chars().count() == 1 && bare.chars().all(char::is_uppercase);
        match words.last_mut() {
            Some(last) if initial && before => {
                last.push_str(bare);
                changed = true;
            }
            _ => words.push(if initial { bare.to_owned() } else { word.to_owned() }),
        }
        before = initial;
    }
    changed.then(|| words.join(" "))
}

/// "Ann B. Lee" → "Ann Lee"; "Dan H.W. Roe Jr." → "Dan Roe Jr." A given name and a surname stay: "Dr. B. Lee" and "Ann B." are as they are.
pub(super) fn without_middle_initials(form: &str, kind: Option<EntityType>) -> Option<Way> {
    if !has_middle_initial(form) || !is_person(form, kind) {
        return None;
    }
    let kept: Vec<&str> = form.split_whitespace().filter(|word| !is_initial(word)).collect();
    Some((kept.join(" "), Flags::LESS))
}

/// Returns whether a name has initials between its given name and its surname, and nowhere else.
pub(in crate::gazetteer) fn has_middle_initial(name: &str) -> bool {
    // Most names have none.
    if !name.split_whitespace().skip(1).any(is_initial) {
        return false;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut words = words[title::titles(&words)..].iter();
    let given = words.next().is_some_and(|word| !is_initial(word));
    let (mut found, mut last) = (false, "");
    for &word in words.filter(|word| !is_post_nominal(word)) {
        found |= is_initial(word);
        last = word;
    }
    given && found && !is_initial(last)
}

/// Whether a word is initials alone: "B.", "H.W.", "S" of Harry S Tolk; but no number, and no Spanish "and".
pub(super) fn is_initial(word: &str) -> bool {
    match word.strip_suffix('.') {
        Some(letters) => letters.split('.').all(is_capital),
        None => is_capital(word) && !matches!(word, "I" | "V" | "X" | "Y"),
    }
}

fn is_capital(letter: &str) -> bool {
    let mut letters = letter.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_in_the_middle_may_be_missing() {
        let bare = |name| without_middle_initials(name, None).map(|(form, _)| form);
        assert_eq!(bare("Ada B. Roe").as_deref(), Some("Ada Roe"));
        assert_eq!(bare("Ada H.W. Roe, Jr.").as_deref(), Some("Ada Roe, Jr."));
        assert_eq!(bare("ADA B ROE").as_deref(), Some("ADA ROE"));
        for name in ["J. R. Roe", "Ada R.", "Ada B. II", "Dr. B. Roe", "Ada I Roe", "Bank B. Roe", "Ada Roe"] {
            assert_eq!(bare(name), None, "{name}");
        }
        assert_eq!(without_middle_initials("Ada B. Roe", Some(EntityType::Place)), None);
    }
}
