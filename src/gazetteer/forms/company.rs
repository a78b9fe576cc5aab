//! Forms of companies: "Acme, Inc." is Acme.

use super::{Way, is_one_of, without_tail};

/// What stands behind a company's name, in lower case without full stops.
const COMPANY_FORMS: [&str; 55] = [
    "ab",
    "ag",
    "aktiengesellschaft",
    "aps",
    "as",
    "asa",
    "aş",
    "a/s",
    "berhad",
    "bhd",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "doo",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "kgaa",
    "kft",
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
    "oü",
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
    "sro",
    "srl",
    "sl",
    "tbk",
    "zao",
    "zrt",
];

/// Those of several words.
const LONG_FORMS: [&[&str]; 4] = [&["sdn", "bhd"], &["sp", "z", "oo"], &["sa", "de", "cv"], &["sab", "de", "cv"]];

/// Returns whether a word is the form of a company: "Inc", "GmbH".
pub(in crate::gazetteer) fn is_company_form(word: &str) -> bool {
    is_one_of(&COMPANY_FORMS, word)
}

/// What stands before a company's name, in lower case without full stops.
const LEADING_FORMS: [&str; 14] =
    ["ab", "ao", "a/s", "as", "jsc", "llc", "oao", "ojsc", "ooo", "pao", "pjsc", "pt", "sa", "zao"];

/// "Acme, Inc." → "Acme", "Acme Inc."; "PAO Acme" → "Acme"
pub(super) fn without_company_form(form: &str) -> Vec<Way> {
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
    loop {
        let is_last = |form: &[&str]| {
            let start = words.len().saturating_sub(form.len());
            start > 0 && words[start..].iter().zip(form).all(|(word, part)| is_one_of(&[part], word))
        };
        let length = match LONG_FORMS.iter().find(|form| is_last(form)) {
            Some(form) => form.len(),
            None if words.len() > 1 && is_one_of(&COMPANY_FORMS, words[words.len() - 1]) => 1,
            None => break,
        };
        words.truncate(words.len() - length);
        // "Lee & Co"
        if words.len() > 1 && matches!(words[words.len() - 1], "&" | "and") {
            words.pop();
        }
    }
    without_tail(form, &words, all)
}
