//! How persons are addressed: "Sir Alan Roe" is Alan Roe.

use super::particle::is_particle;
use super::{Way, is_one_of, without_tail};
use crate::gazetteer::{GIVEN, classes};
use crate::lexicon::WordClass;

/// Words that say how to address the one whose name follows, in lower case without full stops.
const HONORIFICS: [&str; 43] = [
    "amb",
    "baron",
    "baroness",
    "count",
    "countess",
    "dame",
    "don",
    "doña",
    "dr",
    "doctor",
    "father",
    "frau",
    "haji",
    "hajji",
    "herr",
    "hon",
    "imam",
    "justice",
    "lady",
    "lord",
    "madame",
    "messrs",
    "miss",
    "mme",
    "monsieur",
    "mr",
    "mrs",
    "ms",
    "msgr",
    "mx",
    "prof",
    "professor",
    "rev",
    "reverend",
    "señor",
    "señora",
    "sheik",
    "sheikh",
    "shaikh",
    "signor",
    "sir",
    "sister",
    "hrh",
];

/// What may stand behind a person's name, in lower case without full stops.
const POST_NOMINALS: [&str; 26] = [
    "jr", "sr", "junior", "senior", "ii", "iii", "iv", "phd", "md", "mp", "mep", "msp", "qc", "kc", "esq", "obe",
    "mbe", "cbe", "kbe", "dbe", "dphil", "frs", "jd", "mba", "rn", "usn",
];

/// Returns whether a word is one to address somebody by: "Mrs", "Dr.".
pub(in crate::gazetteer) fn is_honorific(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && is_one_of(&HONORIFICS, word)
}

/// Whether a word before a name is an honorific or a title: "Mrs", "Lt.", "President", "H.E.".
fn leads_name(word: &str) -> bool {
    let titles = WordClass::TITLE | WordClass::TITLE_MALE | WordClass::TITLE_FEMALE;
    let is_title = || (classes(word) | classes(word.trim_end_matches('.'))).intersects(titles);
    is_one_of(&HONORIFICS, word) || word.starts_with(char::is_uppercase) && is_title() || word == "H.E."
}

/// "Sir Alan Roe" → "Alan Roe"; "Alan Roe, Jr." → "Alan Roe", "Alan Roe Jr.". Two words of the name stay.
pub(super) fn without_honorifics(form: &str, untyped: bool) -> Vec<Way> {
    let mut words: Vec<&str> = form.split_whitespace().collect();
    let all = words.len();
    while words.len() > 2 && is_post_nominal(words[words.len() - 1]) {
        words.pop();
    }
    let honorifics = words.iter().take_while(|word| leads_name(word)).count();
    let start = honorifics.min(words.len().saturating_sub(2));
    // "Lord of the Rings" is nobody's title.
    if untyped && !is_personal(&words[start..]) {
        return Vec::new();
    }
    let mut forms = without_tail(form, &words, all);
    if start > 0 {
        forms.push((words[start..].join(" ").trim_end_matches(',').to_owned(), true));
        forms.push((form.split_whitespace().skip(start).collect::<Vec<_>>().join(" "), true));
    }
    forms
}

/// "Jr.", "PhD", "XVI"
pub(super) fn is_post_nominal(word: &str) -> bool {
    let number = word.len() > 1 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
    number || is_one_of(&POST_NOMINALS, word)
}

/// Whether a name without a type is a person's: a given name and one or two more.
pub(super) fn is_personal(words: &[&str]) -> bool {
    let own = words.iter().filter(|word| !is_particle(word)).count();
    own <= 3
        && classes(words[0]).intersects(GIVEN)
        && !words.iter().any(|word| classes(word).intersects(WordClass::ORGANIZATION_HEAD | WordClass::PLACE_HEAD))
}
