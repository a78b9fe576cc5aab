//! A pronoun before the name that it stands for: "In his speech, Lee told of the war."

use super::spot::{Role, Spot, outer_token};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::surface::Surface;
use crate::token::TokenKind;

/// At most so many tokens stand before the comma.
const LONGEST: usize = 12;
/// At most so many mentions behind the pronoun are looked at.
const MENTIONS: usize = 4;
/// Words that begin a phrase before the subject.
const FRONTED: [&str; 14] = [
    "in",
    "on",
    "at",
    "during",
    "after",
    "before",
    "since",
    "despite",
    "throughout",
    "with",
    "for",
    "under",
    "through",
    "as",
];

/// Returns the name of a person that a fronted "his" or "her" stands for: the subject right behind the comma.
pub(super) fn name_behind(
    surface: &Surface<'_>,
    mentions: &[Mention],
    spots: &[Spot],
    pronoun: usize,
) -> Option<usize> {
    let token = spots[pronoun].token as usize;
    if mentions[pronoun].in_speech || !surface.tokens[token].is(WordClass::POSSESSIVE) {
        return None;
    }
    let sentence = surface.tokens_beside(token);
    let first = surface.word(sentence.start);
    if token > sentence.start + LONGEST || !FRONTED.iter().any(|w| first.eq_ignore_ascii_case(w)) {
        return None;
    }
    let phrase = sentence.start..sentence.end.min(sentence.start + LONGEST);
    let comma = phrase.clone().find(|&i| surface.tokens[i].kind == TokenKind::Comma).filter(|&c| c > token)?;
    let clause = |i: usize| surface.tokens[i].is_any(WordClass::AUXILIARY | WordClass::PERSONAL) && i != token;
    if (phrase.start..comma).any(clause) {
        return None;
    }
    let begins = |&m: &usize| outer_token(surface, &mentions[m], spots[m].token as usize) == comma + 1;
    let name = (pronoun + 1..mentions.len().min(pronoun + 1 + MENTIONS)).find(begins)?;
    let person = mentions[name].form == Form::Name && mentions[name].kind == EntityType::Person;
    (person && spots[name].role == Role::Subject).then_some(name)
}
