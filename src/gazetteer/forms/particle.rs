//! Articles and prepositions of names: "Omar al-Hadi" is Omar Al Hadi; and other spellings of them and of umlauts.

use super::Way;
use crate::gazetteer::index::Flags;
use crate::text::fold;

/// The Arabic article, as it is written before a name.
const ARTICLE: &str = "al";
/// The article in other spellings, some of them before certain letters alone.
const OTHER_ARTICLES: [(&str, &str); 16] = [
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
    ("en", "n"),
    ("er", "r"),
    ("es", "s"),
    ("esh", "sh"),
    ("et", "t"),
    ("ez", "z"),
];

/// Prepositions and articles in names, and words for "son of".
const PREPOSITIONS: [&str; 30] = [
    "van", "von", "vom", "der", "den", "de", "la", "las", "los", "le", "del", "della", "dello", "di", "da", "do",
    "dos", "das", "du", "des", "d", "mac", "mc", "ter", "ten", "bin", "ibn", "ben", "abu", "af",
];

/// Returns whether a word is the Arabic article.
pub(in crate::gazetteer) fn is_article(word: &str) -> bool {
    word.eq_ignore_ascii_case(ARTICLE)
}

/// Returns whether a word is a preposition or an article of names.
pub(in crate::gazetteer) fn is_particle(word: &str) -> bool {
    let lower = word.to_lowercase();
    lower == ARTICLE || lower == "el" || PREPOSITIONS.contains(&lower.as_str())
}

pub(super) fn may_have_particle(word: &str) -> bool {
    word.contains(fold::is_hyphen) || word.chars().skip(1).any(char::is_uppercase) || is_particle(word)
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

pub(super) fn is_article_of(head: &str, tail: &str) -> bool {
    let (head, tail) = (head.to_lowercase(), tail.to_lowercase());
    head == ARTICLE || OTHER_ARTICLES.iter().any(|(article, before)| *article == head && tail.starts_with(before))
}

fn joined(words: &[(Option<String>, String)], write: impl Fn(&str, &str) -> String) -> String {
    let written = words.iter().map(|(article, word)| article.as_ref().map_or_else(|| word.clone(), |a| write(a, word)));
    written.collect::<Vec<_>>().join(" ")
}

/// "Omar al-Hadi" → "Omar alHadi", "Omar Hadi"; and "Omar Alhadi" is the same as the first. Two words stay.
pub(super) fn articles(form: &str) -> Vec<Way> {
    let words = parted(form);
    if words.iter().all(|(article, _)| article.is_none()) {
        return Vec::new();
    }
    let mut forms = vec![(joined(&words, |article, word| format!("{article}{word}")), Flags::empty())];
    // "Al-Anon" is one name.
    if words.len() > 1 || form.starts_with(char::is_lowercase) {
        forms.push((words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" "), Flags::LESS));
    }
    forms
}

/// Letters of the shortest name that the article may be written on to.
const SHORTEST: usize = 3;

/// "Omar Alhadi" → "Omar al-Hadi"
pub(super) fn article_apart(form: &str) -> Option<String> {
    let mut changed = false;
    let words = form.split_whitespace().enumerate().map(|(at, word)| {
        let name = word.strip_prefix("Al").filter(|name| at > 0 && name.chars().count() >= SHORTEST);
        let Some(name) = name.filter(|name| name.chars().all(char::is_lowercase)) else { return word.to_owned() };
        changed = true;
        format!("{ARTICLE}-{}", capitalised(name))
    });
    let words: Vec<String> = words.collect();
    changed.then(|| words.join(" "))
}

/// Names that begin with "servant of": "Omar Abd al-Rahman" → "Omar Abdel Rahman", "Omar Abdulrahman"; "Abdullah" → "Abd Allah".
pub(super) fn servants(form: &str) -> Vec<String> {
    const WAYS: [&str; 6] = ["Abd al ", "Abd el ", "Abdel ", "Abdul ", "Abdel", "Abdul"];
    const OF_GOD: [&str; 4] = ["Abdullah", "Abdallah", "Abd Allah", "Abdulla"];
    let words: Vec<&str> = form.split(|c: char| c.is_whitespace() || fold::is_hyphen(c)).collect();
    let Some(at) = words.iter().position(|word| word.starts_with("Abd")) else { return Vec::new() };
    let (before, rest) = words.split_at(at);
    let write = |servant: String, behind: &[&str]| [before, &[servant.as_str()], behind].concat().join(" ");
    let (name, behind) = match rest {
        [word, behind @ ..] if OF_GOD.contains(word) => {
            return OF_GOD.map(|way| write(way.to_owned(), behind)).to_vec();
        }
        ["Abd", "Allah", behind @ ..] => return OF_GOD.map(|way| write(way.to_owned(), behind)).to_vec(),
        ["Abd", article, name, behind @ ..] if is_article_of(article, name) => ((*name).to_owned(), behind),
        ["Abdel" | "Abdul" | "Abdal", name, behind @ ..] => ((*name).to_owned(), behind),
        [word, behind @ ..] => match word.strip_prefix("Abdel").or_else(|| word.strip_prefix("Abdul")) {
            Some(name) if name.len() > SHORTEST && name.is_ascii() => (capitalised(name), behind),
            _ => return Vec::new(),
        },
        [] => return Vec::new(),
    };
    WAYS.map(|way| write(format!("{way}{name}"), behind)).to_vec()
}

/// A word with a capital.
fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
    format!("{}{rest}", first.to_uppercase())
}

/// "Omar al-Hadi" → "Omar el-Hadi"; "al-Shabab" → "ash-Shabab".
pub(super) fn other_articles(form: &str) -> Vec<String> {
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
pub(super) fn prepositions(form: &str) -> Vec<String> {
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
pub(super) fn umlauts(form: &str) -> Option<String> {
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
