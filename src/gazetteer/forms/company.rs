//! Forms of companies: "Acme, Inc." is Acme.

use super::{Way, is_one_of, without_tail};

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
    while words.len() > 1 && is_one_of(&COMPANY_FORMS, words[words.len() - 1]) {
        words.pop();
        // "Lee & Co"
        if words.len() > 1 && matches!(words[words.len() - 1], "&" | "and") {
            words.pop();
        }
    }
    without_tail(form, &words, all)
}
