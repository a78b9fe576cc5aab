//! Pairs of one surname: "Katharine and Charles Parsons" are Katharine Parsons and Charles Parsons.

use crate::Span;
use crate::entity::Entities;
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention, gender_of_given};
use crate::surface::Surface;

/// Gives those who are named by a given name alone, joined by "and" to a full name, the surname of it.
pub(super) fn call_by_surname(surface: &Surface<'_>, mentions: &[Mention], entities: &mut Entities) {
    for entity in &mut entities.list {
        let names = || entity.mentions.iter().map(|&m| m as usize);
        let open = entity.kind == EntityType::Person && entity.entry.is_none() && !entity.name.contains(' ');
        // "Mr. Lee and Ann Poe"
        if !open || names().any(|m| mentions[m].title.is_some()) {
            continue;
        }
        if let Some(surname) = names().find_map(|m| surname(surface, mentions.get(m..m + 2)?)) {
            entity.name = format!("{} {}", entity.name, surname.of(surface.text));
        }
    }
}

/// The surname of the second of a pair, where the first has none.
fn surname(surface: &Surface<'_>, pair: &[Mention]) -> Option<Span> {
    let [first, second] = pair else { return None };
    let given = |i: usize| {
        surface.tokens[i].is_any(WordClass::GIVEN_MALE | WordClass::GIVEN_FEMALE)
            || gender_of_given(surface.word(i)) != 0
    };
    let (own, other) = (surface.tokens_in(first.span), surface.tokens_in(second.span));
    let joined = own.end + 1 == other.start && matches!(surface.word(own.end), "and" | "&");
    let person = second.form == Form::Name && second.kind == EntityType::Person && second.title.is_none();
    if !joined || !person || own.len() != 1 || other.len() < 2 || !given(own.start) || !given(other.start) {
        return None;
    }
    // "van der Berg" with its particles
    let last = other.end - 1;
    let particle = |&i: &usize| !surface.tokens[i].is_capital();
    let start = (other.start + 1..last).rev().take_while(particle).last().unwrap_or(last);
    Some(surface.tokens[start].span.hull(surface.tokens[last].span))
}
