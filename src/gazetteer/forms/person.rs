//! How persons are addressed: "Sir Alan Roe" is Alan Roe.

use super::initial::is_initial;
use super::particle::is_particle;
use super::{Way, is_one_of, title, without_tail};
use crate::entity_type::EntityType;
use crate::gazetteer::index::Flags;
use crate::gazetteer::{GIVEN, classes};
use crate::lexicon::WordClass;

/// Words that say how to address the one whose name follows, in lower case without full stops.
const HONORIFICS: [&str; 45] = [
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
    "hh",
    "hm",
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
pub(super) fn leads_name(word: &str) -> bool {
    let titles = WordClass::TITLE | WordClass::TITLE_MALE | WordClass::TITLE_FEMALE;
    let is_title = || (classes(word) | classes(word.trim_end_matches('.'))).intersects(titles);
    is_one_of(&HONORIFICS, word) || word.starts_with(char::is_uppercase) && is_title() || word == "H.E."
}

/// "Sir Alan Roe" → "Alan Roe"; "Alan Roe, Jr." → "Alan Roe", "Alan Roe Jr."; "Prime Minister Ann Lee" → "Ann Lee". Two words of the
/// name stay, or one and a title: "Crown Prince Omar" → "Prince Omar".
pub(super) fn without_honorifics(form: &str, untyped: bool) -> Vec<Way> {
    let mut words: Vec<&str> = form.split_whitespace().collect();
    let all = words.len();
    let start = all - title::untitled(&words).len();
    while words.len() > 2 && is_post_nominal(words[words.len() - 1]) {
        words.pop();
    }
    // "Lord of the Rings" is nobody's title.
    if untyped && !is_personal(&words) {
        return Vec::new();
    }
    let mut forms = without_tail(form, &words, all, Flags::LESS);
    if start > 0 {
        let led = std::iter::once(form.to_owned()).chain(forms.iter().map(|(form, _)| form.clone()));
        let bare = led.map(|form| form.split_whitespace().skip(start).collect::<Vec<_>>().join(" "));
        let bare: Vec<Way> = bare.map(|form| (form.trim_end_matches(',').to_owned(), Flags::LESS)).collect();
        forms.extend(bare);
    }
    forms
}

/// "Saint Nicholas" → "St. Nicholas", and the other way round.
pub(super) fn saints(form: &str) -> Option<String> {
    let (first, rest) = form.split_once(' ')?;
    let other = match first {
        "St." | "St" => "Saint",
        "Saint" => "St.",
        "SAINT" => "ST.",
        "ST." | "ST" => "SAINT",
        _ => return None,
    };
    Some(format!("{other} {rest}"))
}

/// "Jr.", "PhD", "XVI"
pub(super) fn is_post_nominal(word: &str) -> bool {
    let number = word.len() > 1 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
    number || is_one_of(&POST_NOMINALS, word)
}

/// Returns whether a word behind a name tells father and son apart: "Jr", "III".
pub(in crate::gazetteer) fn is_generation(word: &str) -> bool {
    matches!(word, "Jr" | "JR" | "Sr" | "SR" | "II" | "III" | "IV")
}

/// Returns whether a name has such a word: "Dan Roe, Jr."
pub(in crate::gazetteer) fn has_generation(name: &str) -> bool {
    name.split([' ', '.', ',']).any(is_generation)
}

/// Returns whether an alias of an entity of such a type is a person's name.
pub(in crate::gazetteer) fn is_person(alias: &str, kind: Option<EntityType>) -> bool {
    match kind {
        Some(EntityType::Person) => true,
        None | Some(EntityType::Other) => is_personal(&alias.split_whitespace().collect::<Vec<_>>()),
        Some(_) => false,
    }
}

/// Whether a name without a type is a person's: a given name and one or two more, beside initials and "Jr.", behind titles or without
/// them; or a given name behind the title of a king.
pub(super) fn is_personal(words: &[&str]) -> bool {
    let is_own = |word: &&&str| !is_particle(word) && !is_initial(word) && !is_post_nominal(word);
    let named = &words[title::titles(words)..];
    (named.len() <= 3 || named.iter().filter(is_own).count() <= 3)
        && named.first().is_some_and(|first| classes(first).intersects(GIVEN))
        && (named.len() == words.len() || named.len() > 1 || title::is_royal(words))
        && !named.iter().any(|word| classes(word).intersects(WordClass::ORGANIZATION_HEAD | WordClass::PLACE_HEAD))
}
