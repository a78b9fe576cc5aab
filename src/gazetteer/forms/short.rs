//! Short forms, which stand for a name once it has been written in full: surnames and acronyms.

use super::company::is_company_form;
use super::particle::{is_article_of, is_particle};
use super::person::{is_personal, is_post_nominal};
use super::title;
use crate::entity_type::EntityType;
use crate::gazetteer::{FUNCTION, Options, classes};
use crate::text::fold;

/// Returns the short forms of a full name: surnames of a person, the acronyms of a body or a place; each with whether it is an acronym.
pub(in crate::gazetteer) fn short(name: &str, kind: Option<EntityType>, options: &Options) -> Vec<(String, bool)> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let named: Vec<&str> = words.iter().copied().filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    if named.len() < 2 {
        return Vec::new();
    }
    // Without a type, a given name tells a person.
    let person = match kind {
        Some(EntityType::Person) => true,
        Some(EntityType::Organization | EntityType::Group | EntityType::Place) => false,
        None | Some(EntityType::Other) => is_personal(&named),
    };
    if person { surnames(title::untitled(&named), options) } else { acronyms(&words) }
}

/// "Nouri al-Maliki" → "al-Maliki", "Maliki"; "Ada van der Berg Jr." → "van der Berg", "Berg"; "Ada Roe Vane" → "Roe Vane", "Vane".
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
    // A surname of two words, or all of them behind the given name.
    for start in [1, end - 2] {
        let compound = words[start..end].join(" ");
        let compound = (compound.trim_end_matches(',').to_owned(), false);
        let is_word = |word: &&str| word.starts_with(char::is_alphabetic) && !word.ends_with('.') && word.len() > 1;
        let named = words[start..end].iter().all(is_word) && !is_particle(words[start]);
        if (1..end - 1).contains(&start) && named && !found.contains(&compound) {
            found.push(compound);
        }
    }
    found
}

/// Two letters that mostly abbreviate something else.
const OTHERS: [&str; 10] = ["AD", "AM", "DM", "ET", "HR", "ID", "PM", "PR", "PT", "TV"];

/// Whether two letters are a word or mostly abbreviate something else: "NO" of New Orleans, "PR" of Puerto Rico.
fn is_other_abbreviation(letters: &str) -> bool {
    letters.len() == 2 && (OTHERS.contains(&letters) || classes(&letters.to_lowercase()).intersects(FUNCTION))
}

/// Fewest letters that others must add to those of an acronym: "US Air" is not called USA.
const ADDED: usize = 2;

/// "World Health Organization" → "WHO"; "Bank of the North" → "BN", "BON"; "Roe & Vane" → "R&V"; "U.S. Rail Office" → "URO", "USRO".
fn acronyms(words: &[&str]) -> Vec<(String, bool)> {
    // Inside a name "&" is written, "and" is not: "R&V" of "Roe & Vane", "RV" of "Roe and Vane".
    let joins = |at: usize| matches!(words[at], "&") && (1..words.len() - 1).contains(&at);
    let joined = |at: usize| at + 1 < words.len() && !is_company_form(words[at + 1]);
    let mut forms: [String; 3] = Default::default();
    let (mut whole, mut own) = (0, 0);
    for at in (0..words.len()).filter(|&at| !is_company_form(words[at])) {
        if joins(at) && joined(at) {
            forms.iter_mut().for_each(|form| form.push('&'));
        }
        for part in words[at].split(fold::is_hyphen) {
            let first = part.chars().find(|c| c.is_alphanumeric()).filter(|c| c.is_alphabetic());
            let Some(first) = first.filter(|_| !part.eq_ignore_ascii_case("the")) else { continue };
            forms[1].extend(first.to_uppercase());
            if !first.is_uppercase() {
                continue;
            }
            forms[0].push(first);
            let letters = part.chars().filter(|&c| c != '.');
            let inner = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
            if inner {
                whole += 1;
                forms[2].extend(letters);
            } else {
                own += 1;
                forms[2].push(first);
            }
        }
    }
    if whole == 0 || own < ADDED {
        forms[2].clear();
    }
    let mut found: Vec<(String, bool)> = Vec::new();
    for form in forms {
        let several = form.chars().filter(|c| c.is_alphanumeric()).count() > 1;
        let plain = form.chars().all(|c| c.is_uppercase() || c == '&');
        if several && plain && !is_other_abbreviation(&form) && !found.iter().any(|(other, _)| *other == form) {
            found.push((form, true));
        }
    }
    found
}
