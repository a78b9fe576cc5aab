//! The ways in which a newspaper writes an alias: without its company form or honorific, its particles on or apart, its initials
//! apart or together; and the short forms that stand for it once it has been named.

use crate::entity_type::EntityType;
use crate::gazetteer::Options;
use crate::lexicon::{Lexicon, WordClass};
use crate::text::fold;

/// Most ways to write one alias.
const MOST: usize = 24;

/// A way to write an alias, and whether it has fewer words than the alias.
type Way = (String, bool);

/// Returns `alias` and the other ways to write it; the alias itself is first.
pub(super) fn of(alias: &str, kind: Option<EntityType>, options: &Options) -> Vec<Way> {
    let mut forms = vec![(alias.to_owned(), false)];
    let words: Vec<&str> = alias.split_whitespace().collect();
    let untyped = matches!(kind, None | Some(EntityType::Other));
    if options.company_forms && (untyped || kind == Some(EntityType::Organization)) {
        each(&mut forms, without_company_form);
    }
    if options.honorifics && (untyped || kind == Some(EntityType::Person)) {
        each(&mut forms, |form| without_honorifics(form, untyped));
    }
    let same = |forms: Vec<String>| forms.into_iter().map(|form| (form, false)).collect();
    if options.ignore_stops {
        each(&mut forms, |form| same([initials_apart(form), initials_together(form)].into_iter().flatten().collect()));
    }
    if options.particles && words.iter().any(|word| may_have_particle(word)) {
        each(&mut forms, articles);
        each(&mut forms, |form| same(prepositions(form)));
    }
    if options.transliteration {
        each(&mut forms, |form| same(other_articles(form)));
        each(&mut forms, |form| same(umlauts(form).into_iter().collect()));
    }
    forms
}

/// Adds what `more` makes of each form so far.
fn each(forms: &mut Vec<Way>, more: impl Fn(&str) -> Vec<Way>) {
    for at in 0..forms.len() {
        let parent = forms[at].1;
        for (form, less) in more(&forms[at].0) {
            if forms.len() < MOST && names_something(&form) && !forms.iter().any(|(other, _)| *other == form) {
                forms.push((form, parent || less));
            }
        }
    }
}

/// Whether anything but a function word is left.
fn names_something(form: &str) -> bool {
    let function = WordClass::DETERMINER
        | WordClass::PREPOSITION
        | WordClass::CONJUNCTION
        | WordClass::AUXILIARY
        | WordClass::SUBORDINATOR
        | WordClass::RELATIVE;
    let word = form.trim();
    !word.is_empty()
        && (word.contains(' ') || !Lexicon::shipped().get(&word.to_lowercase()).classes.intersects(function))
}

/// What stands behind a company's name, in lower case without full stops.
const COMPANY_FORMS: [&str; 47] = [
    "ab",
    "ag",
    "aktiengesellschaft",
    "as",
    "asa",
    "a/s",
    "berhad",
    "bhd",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "kgaa",
    "kk",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "ojsc",
    "oao",
    "ooo",
    "oy",
    "oyj",
    "pao",
    "pjsc",
    "plc",
    "pte",
    "pty",
    "pvt",
    "sa",
    "sab",
    "sarl",
    "sas",
    "se",
    "spa",
    "srl",
    "sl",
    "zao",
];

/// Words that say how to address the one whose name follows, in lower case without full stops.
const HONORIFICS: [&str; 41] = [
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

/// A word without its full stops, commas and case.
fn plain(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '.' | ',')).flat_map(char::to_lowercase).collect()
}

fn is_one_of(words: &[&str], word: &str) -> bool {
    let plain = plain(word);
    words.contains(&plain.as_str())
}

/// Returns whether a word is the form of a company: "Inc", "GmbH".
pub(super) fn is_company_form(word: &str) -> bool {
    is_one_of(&COMPANY_FORMS, word)
}

/// Returns whether a word is one to address somebody by: "Mrs", "Dr.".
pub(super) fn is_honorific(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && is_one_of(&HONORIFICS, word)
}

/// What stands before a company's name, in lower case without full stops.
const LEADING_FORMS: [&str; 14] =
    ["ab", "ao", "a/s", "as", "jsc", "llc", "oao", "ojsc", "ooo", "pao", "pjsc", "pt", "sa", "zao"];

/// "Acme, Inc." → "Acme", "Acme Inc."; "PAO Acme" → "Acme"
fn without_company_form(form: &str) -> Vec<Way> {
    let leading = form
        .split_once(' ')
        .filter(|(first, _)| is_one_of(&LEADING_FORMS, first) && !first.chars().any(char::is_lowercase));
    let mut forms = without_trailing_form(form);
    forms.extend(leading.map(|(_, rest)| (rest.trim_matches(['"', '“', '”', '«', '»', ' ']).to_owned(), true)));
    forms
}

fn without_trailing_form(form: &str) -> Vec<Way> {
    let mut words: Vec<&str> = form.split_whitespace().collect();
    let all = words.len();
    while words.len() > 1 && is_one_of(&COMPANY_FORMS, words[words.len() - 1]) {
        words.pop();
        // "Lee & Co"
        if words.len() > 1 && matches!(words[words.len() - 1], "&" | "and") {
            words.pop();
        }
    }
    without_tail(form, &words, all)
}

/// A form without the words behind `kept`, and with them but without the comma before them.
fn without_tail(form: &str, kept: &[&str], all: usize) -> Vec<Way> {
    if kept.len() == all {
        return Vec::new();
    }
    let short = kept.join(" ");
    let bare = short.trim_end_matches(',').to_owned();
    let tail: Vec<&str> = form.split_whitespace().skip(kept.len()).collect();
    let comma = if bare.len() < short.len() { " " } else { ", " };
    vec![(format!("{bare}{comma}{}", tail.join(" ")), false), (bare, true)]
}

/// "Sir Alan Roe" → "Alan Roe"; "Alan Roe, Jr." → "Alan Roe", "Alan Roe Jr.". Two words of the name stay.
fn without_honorifics(form: &str, untyped: bool) -> Vec<Way> {
    let mut words: Vec<&str> = form.split_whitespace().collect();
    let all = words.len();
    while words.len() > 2 && is_post_nominal(words[words.len() - 1]) {
        words.pop();
    }
    let honorifics = words.iter().take_while(|word| is_one_of(&HONORIFICS, word)).count();
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
fn is_post_nominal(word: &str) -> bool {
    let number = word.len() > 1 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
    number || is_one_of(&POST_NOMINALS, word)
}

/// Longest word in capitals that may be initials.
const MOST_INITIALS: usize = 3;

/// "J.R. Smith", "JR Smith" → "J. R. Smith"; "U.S." → "U. S."
fn initials_apart(form: &str) -> Option<String> {
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
fn initials_together(form: &str) -> Option<String> {
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

/// The Arabic article, as it is written before a name.
const ARTICLE: &str = "al";
/// The article in other spellings, some of them before certain letters alone.
const OTHER_ARTICLES: [(&str, &str); 10] = [
    ("el", ""),
    ("ul", ""),
    ("as", "s"),
    ("ash", "sh"),
    ("an", "n"),
    ("ad", "d"),
    ("ar", "r"),
    ("at", "t"),
    ("az", "z"),
    ("ed", "d"),
];

/// Prepositions and articles in names, and words for "son of".
const PREPOSITIONS: [&str; 30] = [
    "van", "von", "vom", "der", "den", "de", "la", "las", "los", "le", "del", "della", "dello", "di", "da", "do",
    "dos", "das", "du", "des", "d", "mac", "mc", "ter", "ten", "bin", "ibn", "ben", "abu", "af",
];

/// Returns whether a word is the Arabic article.
pub(super) fn is_article(word: &str) -> bool {
    word.eq_ignore_ascii_case(ARTICLE)
}

/// Returns whether a word is a preposition or an article of names.
pub(super) fn is_particle(word: &str) -> bool {
    let lower = word.to_lowercase();
    lower == ARTICLE || lower == "el" || PREPOSITIONS.contains(&lower.as_str())
}

fn may_have_particle(word: &str) -> bool {
    let lower = word.to_lowercase();
    let inner = word.char_indices().skip(1).any(|(_, c)| c.is_uppercase());
    inner
        || lower.contains(fold::is_hyphen)
        || lower == ARTICLE
        || PREPOSITIONS.contains(&lower.as_str())
        || lower == "el"
}

/// A form with its words parted where the article is written on with a hyphen or stands alone; the article before them.
fn parted(form: &str) -> Vec<(Option<String>, String)> {
    let mut words: Vec<(Option<String>, String)> = Vec::new();
    let mut article: Option<String> = None;
    for word in form.split_whitespace() {
        let (head, tail) = match word.split_once(fold::is_hyphen) {
            Some((head, tail)) if is_article_of(head, tail) && !tail.is_empty() => {
                (Some(head.to_owned()), tail.to_owned())
            }
            _ => (None, word.to_owned()),
        };
        // "Al Gore" begins with a name.
        let begins = words.is_empty() && word.starts_with('A');
        if head.is_none() && word.eq_ignore_ascii_case(ARTICLE) && article.is_none() && !begins {
            article = Some(word.to_owned());
            continue;
        }
        words.push((head.or(article.take()), tail));
    }
    if let Some(last) = article {
        words.push((None, last));
    }
    words
}

fn is_article_of(head: &str, tail: &str) -> bool {
    let (head, tail) = (head.to_lowercase(), tail.to_lowercase());
    head == ARTICLE || OTHER_ARTICLES.iter().any(|(article, before)| *article == head && tail.starts_with(before))
}

fn joined(words: &[(Option<String>, String)], write: impl Fn(&str, &str) -> String) -> String {
    let written = words.iter().map(|(article, word)| article.as_ref().map_or_else(|| word.clone(), |a| write(a, word)));
    written.collect::<Vec<_>>().join(" ")
}

/// "Omar al-Hadi" → "Omar alHadi", "Omar Hadi"; and "Omar Alhadi" is the same as the first. Two words stay.
fn articles(form: &str) -> Vec<Way> {
    let words = parted(form);
    if words.iter().all(|(article, _)| article.is_none()) {
        return Vec::new();
    }
    let mut forms = vec![(joined(&words, |article, word| format!("{article}{word}")), false)];
    // "Al-Anon" is one name.
    if words.len() > 1 || form.starts_with(char::is_lowercase) {
        forms.push((words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" "), true));
    }
    forms
}

/// "Omar al-Hadi" → "Omar el-Hadi"; "al-Shabab" → "ash-Shabab".
fn other_articles(form: &str) -> Vec<String> {
    let words = parted(form);
    if words.iter().all(|(article, _)| article.is_none()) {
        return Vec::new();
    }
    let fits = |before: &str, word: &str| word.to_lowercase().starts_with(before);
    let mut forms: Vec<String> = Vec::new();
    for (other, before) in std::iter::once((ARTICLE, "")).chain(OTHER_ARTICLES) {
        if words.iter().any(|(article, word)| article.is_some() && fits(before, word)) {
            for between in ["-", ""] {
                forms.push(joined(&words, |article, word| {
                    if fits(before, word) {
                        format!("{other}{between}{word}")
                    } else {
                        format!("{article}{between}{word}")
                    }
                }));
            }
        }
    }
    forms
}

/// "van der Berg" → "vander Berg", "van derBerg", "vanderBerg"; "DeSantis" → "De Santis".
fn prepositions(form: &str) -> Vec<String> {
    let words: Vec<&str> = form.split_whitespace().collect();
    let is = |word: &str| PREPOSITIONS.contains(&word.to_lowercase().trim_end_matches(['\'', '’']));
    let mut forms = Vec::new();
    for start in 0..words.len() {
        // Each run of prepositions, written on to what follows, in whole and in part.
        if !is(words[start]) || start > 0 && is(words[start - 1]) {
            continue;
        }
        let end = (start..words.len()).find(|&i| !is(words[i])).unwrap_or(words.len());
        if end == words.len() {
            continue;
        }
        for from in start..end {
            for to in from + 1..=end {
                let glued = words[from..=to.min(words.len() - 1)].concat();
                let rest = [&words[..from], &[glued.as_str()], &words[to + 1..]].concat();
                forms.push(rest.join(" "));
            }
        }
    }
    let split = |word: &str| {
        let at = word.char_indices().skip(1).find(|(_, c)| c.is_uppercase())?.0;
        is(&word[..at]).then(|| format!("{} {}", &word[..at], &word[at..]))
    };
    if words.iter().any(|word| split(word).is_some()) {
        forms.push(
            words.iter().map(|word| split(word).unwrap_or_else(|| (*word).to_owned())).collect::<Vec<_>>().join(" "),
        );
    }
    forms
}

/// "Jürgen" → "Juergen", which folding does not forgive.
fn umlauts(form: &str) -> Option<String> {
    use unicode_normalization::UnicodeNormalization;
    let spelled: String = form
        .nfc()
        .map(|c| match c {
            'ä' => "ae".to_owned(),
            'ö' | 'ø' => "oe".to_owned(),
            'ü' => "ue".to_owned(),
            'Ä' => "Ae".to_owned(),
            'Ö' | 'Ø' => "Oe".to_owned(),
            'Ü' => "Ue".to_owned(),
            'å' => "aa".to_owned(),
            'Å' => "Aa".to_owned(),
            c => c.to_string(),
        })
        .collect();
    (spelled != form).then_some(spelled)
}

/// Returns the short forms of a full name: surnames of a person, the acronym of a body; each with whether it is an acronym.
pub(super) fn short(name: &str, kind: Option<EntityType>, options: &Options) -> Vec<(String, bool)> {
    let words: Vec<&str> = name.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).collect();
    if words.len() < 2 {
        return Vec::new();
    }
    match kind {
        Some(EntityType::Person) => surnames(&words, options),
        Some(EntityType::Organization | EntityType::Group) => acronym(&words).into_iter().collect(),
        Some(EntityType::Place) => Vec::new(),
        // Without a type, a given name tells a person.
        None | Some(EntityType::Other) if is_personal(&words) => surnames(&words, options),
        None | Some(EntityType::Other) => acronym(&words).into_iter().collect(),
    }
}

/// Whether a name without a type is a person's: a given name and one or two more.
fn is_personal(words: &[&str]) -> bool {
    let classes = |word: &str| Lexicon::shipped().get(&word.to_lowercase()).classes;
    let own = words.iter().filter(|word| !is_particle(word)).count();
    own <= 3
        && classes(words[0]).intersects(WordClass::GIVEN_MALE | WordClass::GIVEN_FEMALE)
        && !words.iter().any(|word| classes(word).intersects(WordClass::ORGANIZATION_HEAD | WordClass::PLACE_HEAD))
}

/// "Nouri al-Maliki" → "al-Maliki", "Maliki"; "Ada van der Berg Jr." → "van der Berg", "Berg".
fn surnames(words: &[&str], options: &Options) -> Vec<(String, bool)> {
    let mut end = words.len();
    while end > 1 && is_post_nominal(words[end - 1]) {
        end -= 1;
    }
    let last = words[end - 1].trim_end_matches(',');
    let capital = last.chars().any(char::is_uppercase);
    if end < 2 || last.chars().filter(|c| c.is_alphabetic()).count() < 2 || last.ends_with('.') || !capital {
        return Vec::new();
    }
    let mut found = vec![(last.to_owned(), false)];
    let start = (1..end).rev().find(|&i| i == 1 || !is_particle(words[i - 1])).unwrap_or(end - 1);
    if start < end - 1 && words[start..end - 1].iter().all(|w| is_particle(w)) {
        let with_particles = words[start..end].join(" ");
        found.push((with_particles.trim_end_matches(',').to_owned(), false));
    }
    if options.particles
        && let Some((head, tail)) = last.split_once(fold::is_hyphen)
        && is_article_of(head, tail)
        && !tail.is_empty()
    {
        found.push((tail.to_owned(), false));
    }
    found
}

/// "World Health Organization" → "WHO".
fn acronym(words: &[&str]) -> Option<(String, bool)> {
    let bare = |word: &&str| !is_one_of(&COMPANY_FORMS, word);
    let letters: String = words
        .iter()
        .filter(|w| bare(w))
        .flat_map(|w| w.split(fold::is_hyphen))
        .filter_map(|w| w.chars().find(|c| c.is_alphanumeric()).filter(|c| c.is_uppercase()))
        .collect();
    (letters.chars().count() > 1 && !letters.chars().any(char::is_whitespace)).then_some((letters, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(alias: &str) -> Vec<String> {
        of(alias, None, &Options::default()).into_iter().map(|(form, _)| form).collect()
    }

    #[test]
    fn company_forms_and_honorifics_may_be_missing() {
        assert!(all("Acme Rail, Inc.").contains(&"Acme Rail".to_owned()));
        assert!(all("Acme Rail Inc").contains(&"Acme Rail, Inc".to_owned()));
        assert!(all("Dr. Ada Roe").contains(&"Ada Roe".to_owned()));
        assert!(all("Ada Roe, Jr.").contains(&"Ada Roe Jr.".to_owned()));
        // One word of a name says too little.
        assert_eq!(all("Mr. Roe"), ["Mr. Roe"]);
        assert_eq!(all("Limited"), ["Limited"]);
        assert_eq!(all("The Company"), ["The Company", "The, Company"]);
        assert!(all("PAO Vostok").contains(&"Vostok".to_owned()));
        // What is no person's has no honorific.
        assert_eq!(all("Lord of the Rings"), ["Lord of the Rings"]);
    }

    #[test]
    fn particles_are_written_on_or_apart() {
        let forms = all("Omar al-Hadi");
        assert!(forms.contains(&"Omar alHadi".to_owned()) && forms.contains(&"Omar Hadi".to_owned()));
        // What would be left is another name.
        assert_eq!(all("Al Gore"), ["Al Gore"]);
        assert!(!all("Al-Anon").contains(&"Anon".to_owned()));
        assert!(all("Ada van der Berg").contains(&"Ada vanderBerg".to_owned()));
        assert!(all("Ron DeBrook").contains(&"Ron De Brook".to_owned()));
        let other = Options { transliteration: true, ..Options::default() };
        let of = |alias| of(alias, None, &other).into_iter().map(|(form, _)| form).collect::<Vec<_>>();
        assert!(of("Omar al-Hadi").contains(&"Omar el-Hadi".to_owned()));
        assert!(of("al-Shams").contains(&"ash-Shams".to_owned()));
        assert!(of("Jürgen Roe").contains(&"Juergen Roe".to_owned()));
    }

    #[test]
    fn initials_are_written_together_or_apart() {
        assert!(all("J. R. Roe").contains(&"JR Roe".to_owned()));
        assert!(all("J.R. Roe").contains(&"J. R. Roe".to_owned()));
        assert!(all("U.S.").contains(&"U. S.".to_owned()));
    }

    #[test]
    fn short_forms_are_surnames_and_acronyms() {
        let options = Options::default();
        let short = |name, kind| short(name, kind, &options).into_iter().map(|(form, _)| form).collect::<Vec<_>>();
        assert_eq!(short("Nouri al-Hadi", Some(EntityType::Person)), ["al-Hadi", "Hadi"]);
        assert_eq!(short("Ada van der Berg Jr.", Some(EntityType::Person)), ["Berg", "van der Berg"]);
        assert_eq!(short("Council of Northern Mills", Some(EntityType::Organization)), ["CNM"]);
        assert_eq!(short("Ada Roe XVI", Some(EntityType::Person)), ["Roe"]);
        assert_eq!(short("White Hill", Some(EntityType::Place)), [""; 0]);
    }
}
