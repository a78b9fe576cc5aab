//! Titles before a person's name, of one word or several: "Prime Minister Ann Lee", "Secretary of State Ann Lee".

use super::person::{is_post_nominal, leads_name};
use super::{is_one_of, plain};
use crate::gazetteer::{GIVEN, classes};
use crate::lexicon::WordClass;

/// Words that stand inside titles, but mostly elsewhere, so that no list of title words has them.
const MODIFIERS: [&str; 7] = ["crown", "dowager", "grand", "great", "house", "senate", "supreme"];
/// Words inside titles without which the title is somebody else's: a vice president is no president.
const LESSER: [&str; 6] = ["acting", "assistant", "associate", "deputy", "under", "vice"];
/// How those are styled who stand highest: "Her Majesty", "His Royal Highness".
const STYLES: [&str; 5] = ["eminence", "excellency", "highness", "holiness", "majesty"];
/// Titles of those who are called by a given name: "Queen Maud", "Pope Leo".
const ROYAL: [&str; 19] = [
    "archduchess",
    "archduke",
    "duchess",
    "duke",
    "emir",
    "emperor",
    "empress",
    "kaiser",
    "king",
    "maharaja",
    "patriarch",
    "pope",
    "prince",
    "princess",
    "queen",
    "sultan",
    "tsar",
    "tsarina",
    "czar",
];

/// Returns how many of the first words of a name are titles: three of "Deputy Prime Minister Ann Lee", none of "Prime Minister".
pub(super) fn titles(words: &[&str]) -> usize {
    let mut end = 0;
    while let Some(behind) = end_of_title(words, end) {
        end = behind;
    }
    end
}

/// Returns the words of a person's name without the titles before it, but for one word of these where a word alone would be left: "Prince
/// Omar" of Crown Prince Omar; all of "Vice President Roe".
pub(super) fn untitled<'w, 'a>(words: &'w [&'a str]) -> &'w [&'a str] {
    let end = titles(words);
    if bare(words) >= end + 2 {
        return &words[end..];
    }
    let start = bare(words).saturating_sub(2).min(end);
    let (before, kept) = words.split_at(start);
    let lesser =
        |word: &&str| is_one_of(&LESSER, word) || classes(word).contains(WordClass::TITLE_WORD) && !leads_name(word);
    // "Minister Roe" is no prime minister, and "State Roe" no secretary of state.
    if before.iter().any(lesser) || !kept.first().is_some_and(|word| leads_name(word)) { words } else { kept }
}

/// Returns the first word of a person's name behind the titles.
pub(in crate::gazetteer) fn given_name(name: &str) -> Option<&str> {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.get(titles(&words)).copied()
}

/// Returns whether a given name alone stands behind the title of who is called by one: "King Charles", "Pope Leo XIV".
pub(super) fn is_royal(words: &[&str]) -> bool {
    let end = titles(words);
    end > 0 && bare(words) == end + 1 && is_one_of(&ROYAL, words[end - 1]) && classes(words[end]).intersects(GIVEN)
}

/// How many words there are without "Jr." and the like behind them.
fn bare(words: &[&str]) -> usize {
    words.iter().rposition(|word| !is_post_nominal(word)).map_or(0, |last| last + 1)
}

/// Where the title ends that begins at a word, if something stands behind it: words inside titles, and a title; and what it is of.
fn end_of_title(words: &[&str], start: usize) -> Option<usize> {
    // Most names begin with none.
    let style = words.get(start).is_some_and(|word| matches!(*word, "His" | "Her" | "Their" | "Your"));
    let mut at = start + usize::from(style);
    let mut end = None;
    while let Some(word) = words.get(at) {
        let modifies = is_modifier(word, at == start);
        let styled = style && is_one_of(&STYLES, word);
        let leader = at > start && word.eq_ignore_ascii_case("leader");
        if leads_name(word) || styled || leader {
            end = Some(at + 1);
        }
        if !modifies {
            break;
        }
        at += 1;
    }
    let end = end.map(|end| end_of_office(words, end))?;
    (end < words.len()).then_some(end)
}

/// Whether a capitalised word may stand before a title: "Prime", "Crown"; the first may be a nation's: "French President Ann Lee".
fn is_modifier(word: &str, first: bool) -> bool {
    if !word.starts_with(char::is_uppercase) {
        return false;
    }
    let known = classes(word);
    known.contains(WordClass::TITLE_WORD)
        || is_one_of(&MODIFIERS, word)
        || word.eq_ignore_ascii_case("royal")
        || first && known.contains(WordClass::DEMONYM) && !known.intersects(GIVEN)
}

/// Where the words end that say what an office is of: "Secretary of State", "Minister of Foreign Affairs", "King of Norway".
fn end_of_office(words: &[&str], end: usize) -> usize {
    if words.get(end) != Some(&"of") {
        return end;
    }
    let of_office = |word: &&&str| {
        let known = classes(&plain(word));
        word.starts_with(char::is_uppercase)
            && (known.intersects(WordClass::TITLE_WORD | WordClass::PLACE) && !known.intersects(GIVEN)
                || **word == "Affairs")
    };
    let count = words[end + 1..].iter().take_while(of_office).count();
    if count == 0 { end } else { end + 1 + count }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(name: &str) -> String {
        untitled(&name.split(' ').collect::<Vec<_>>()).join(" ")
    }

    #[test]
    fn titles_of_several_words_are_taken_off() {
        for title in [
            "Prime Minister",
            "Deputy Prime Minister",
            "Vice President",
            "Secretary of State",
            "Minister of Foreign Affairs",
            "First Lady",
            "Supreme Leader",
            "House Speaker",
            "Her Royal Highness Princess",
            "King of Norway",
            "French President",
            "Lt. Col.",
            "Dr.",
            "Associate Justice",
            "Former President",
        ] {
            assert_eq!(left(&format!("{title} Ada Roe")), "Ada Roe", "{title}");
        }
        assert_eq!(left("Crown Prince Omar"), "Prince Omar");
        assert_eq!(left("Lt. Col. Roe"), "Col. Roe");
        assert_eq!(left("H.M. King Olav III"), "King Olav III");
    }

    #[test]
    fn what_is_no_title_stays() {
        for name in [
            "Ada Roe",
            "Martin Luther King",
            "Vice President Roe",
            "King Olav",
            "Prime Minister",
            "Crown Roe Vane",
            "Prime Minister Roe",
            "Secretary of State Roe",
        ] {
            assert_eq!(left(name), name);
        }
        assert_eq!(titles(&["Duke", "of", "Kent"]), 1);
    }
}
