//! Short forms, which stand for a name once it has been written in full: surnames and acronyms.

use super::company::is_company_form;
use super::particle::{is_article_of, is_particle};
use super::person::{is_personal, is_post_nominal};
use crate::entity_type::EntityType;
use crate::gazetteer::Options;
use crate::text::fold;

/// Returns the short forms of a full name: surnames of a person, the acronym of a body; each with whether it is an acronym.
pub(in crate::gazetteer) fn short(name: &str, kind: Option<EntityType>, options: &Options) -> Vec<(String, bool)> {
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
    let bare = |word: &&str| !is_company_form(word);
    let letters: String = words
        .iter()
        .filter(|w| bare(w))
        .flat_map(|w| w.split(fold::is_hyphen))
        .filter_map(|w| w.chars().find(|c| c.is_alphanumeric()).filter(|c| c.is_uppercase()))
        .collect();
    (letters.chars().count() > 1 && !letters.chars().any(char::is_whitespace)).then_some((letters, true))
}
