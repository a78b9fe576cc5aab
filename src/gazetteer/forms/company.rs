//! Forms of companies: "Acme, Inc." is Acme.

use super::{Way, is_one_of, without_tail};
use crate::gazetteer::index::Flags;

/// What stands behind a company's name, in lower case without full stops.
const COMPANY_FORMS: [&str; 57] = [
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
    "companies",
    "company",
    "corp",
    "corporation",
    "cos",
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
pub(crate) fn is_company_form(word: &str) -> bool {
    is_one_of(&COMPANY_FORMS, word)
}

/// Returns whether a word is the form of a company as it is written behind a name, with what follows it: "Co." and "plc", but not "as"
/// and not "co" of "co-founded".
pub(in crate::gazetteer) fn is_written_company_form(word: &str, behind: &str) -> bool {
    (word.starts_with(char::is_uppercase) || word == "plc") && is_company_form(word) && !behind.starts_with('-')
}

/// Returns where the company form of several words ends that a text begins with, its last full stop with it: "S.A. de C.V.", "Sdn Bhd".
pub(in crate::gazetteer) fn end_of_long_form(text: &str) -> Option<usize> {
    LONG_FORMS.iter().find_map(|form| {
        let mut rest = text.starts_with(char::is_uppercase).then_some(text)?;
        for (at, part) in form.iter().enumerate() {
            if at > 0 {
                rest = rest.strip_prefix([' ', '\u{A0}'])?;
            }
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(rest.len());
            rest = is_one_of(&[part], &rest[..end]).then(|| &rest[end..])?;
        }
        Some(text.len() - rest.len())
    })
}

/// What stands before a company's name, in lower case without full stops.
const LEADING_FORMS: [&str; 14] =
    ["ab", "ao", "a/s", "as", "jsc", "llc", "oao", "ojsc", "ooo", "pao", "pjsc", "pt", "sa", "zao"];

/// What is missing of a name without its company form.
const MISSING: Flags = Flags::LESS.union(Flags::FORMLESS);

/// "Acme, Inc." → "Acme", "Acme Inc."; "PAO Acme" → "Acme"; "The Acme Company" → "The Acme", "Acme"
pub(super) fn without_company_form(form: &str) -> Vec<Way> {
    let leading = form
        .split_once(' ')
        .filter(|(first, _)| is_one_of(&LEADING_FORMS, first) && !first.chars().any(char::is_lowercase));
    let mut forms = without_trailing_form(form);
    forms.extend(leading.map(|(_, rest)| (rest.trim_matches(['"', '“', '”', '«', '»', ' ']).to_owned(), MISSING)));
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
    let mut forms = without_tail(form, &words, all, MISSING);
    // Nobody says "the Boeing fell".
    let articled = |first: &&str| words.len() > 1 && first.eq_ignore_ascii_case("the");
    if let Some(the) = words.first().copied().filter(articled)
        && let Some((bare, missing)) = forms.last()
    {
        forms.push((bare[the.len()..].trim_start().to_owned(), *missing));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_several_words_end_behind_the_last() {
        let found = |text: &'static str| end_of_long_form(text).map(|end| &text[..end]);
        assert_eq!(found("S.A. de C.V., a miller"), Some("S.A. de C.V."));
        assert_eq!(found("SAB de CV fell"), Some("SAB de CV"));
        assert_eq!(found("Sdn.\u{A0}Bhd.’s"), Some("Sdn.\u{A0}Bhd."));
        assert_eq!(found("Sp. z o.o."), Some("Sp. z o.o."));
        for text in ["sa de cv", "S.A. de", "S.A.", "Sdn\nBhd", "Sdn, Bhd", ""] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
