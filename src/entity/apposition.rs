//! Appositions: names and the nominals beside them, "Ann Lee, a doctor," and "the mayor of Ashford, Ann Lee,".

use super::Entities;
use super::antecedent::Antecedents;
use super::spot::{outer_token, owner};
use super::view::is_plural;
use crate::entity_type::EntityType;
use crate::lexicon::{CueFrames, WordClass};
use crate::mention::{Form, Mention};
use crate::surface::Surface;
use crate::token::{Token, TokenKind};

/// Nouns that an apposition to a person holds.
pub(super) const PERSON: WordClass = WordClass::ROLE.union(WordClass::TITLE);
/// Tokens of an apposition that are read.
const APPOSITION: usize = 12;

/// A nominal in apposition to a name: "Ann Lee, a doctor,", "the mayor, Ann Lee," and "his wife Ann".
pub(super) fn beside(
    surface: &Surface<'_>,
    mentions: &[Mention],
    antecedents: &Antecedents<'_>,
    entities: &Entities,
    i: usize,
) -> Option<u32> {
    let here = antecedents.tokens_of(i);
    // "the two founders, Ann Lee and Tom Cole": neither of them alone.
    if mentions[i].kind != EntityType::Person || is_plural(mentions[i].head.of(surface.text)) {
        return None;
    }
    let comma = |at: usize| surface.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Comma);
    let name = |m: usize| {
        mentions.get(m).filter(|m| m.form == Form::Name && m.kind == EntityType::Person)?;
        let entity = entities.of_mention[m]?;
        (entities.list[entity as usize].kind == EntityType::Person).then_some((antecedents.tokens_of(m), entity))
    };
    if let Some((left, entity)) = i.checked_sub(1).and_then(name) {
        let apposed = left.end + 1 == here.start && comma(left.end);
        if apposed && apposition(surface, left.end, PERSON).is_some_and(|a| a.contains(&here.start)) {
            return Some(entity);
        }
    }
    // "Ann Lee, Cole’s lawyer, left."
    if let Some(owner) = owner(surface, mentions, i)
        && let Some((left, entity)) = owner.checked_sub(1).and_then(name)
    {
        let start = outer_token(surface, &mentions[owner], antecedents.tokens_of(owner).start);
        let closes = surface.tokens.get(here.end).is_none_or(|t| t.kind != TokenKind::Word);
        if left.end + 1 == start && comma(left.end) && closes && !antecedents.is_joined(owner - 1) {
            return Some(entity);
        }
    }
    if let Some(entity) = behind_complement(surface, mentions, i, &here, antecedents, &name) {
        return Some(entity);
    }
    let (right, entity) = name(i + 1)?;
    let opens = here.start == 0 || !comma(here.start - 1);
    let direct = right.start == here.end || right.start == here.end + 1 && comma(here.end);
    let closed = right.start == here.end || comma(right.end);
    let owned = surface.tokens[here.start].is(WordClass::POSSESSIVE);
    (opens && direct && closed && (owned || is_definite(surface, &here))).then_some(entity)
}

/// "the chairman of the Joint Council, Ann Lee,": a name behind what goes on from the noun, and a comma.
fn behind_complement(
    surface: &Surface<'_>,
    mentions: &[Mention],
    i: usize,
    here: &std::ops::Range<usize>,
    antecedents: &Antecedents<'_>,
    name: &impl Fn(usize) -> Option<(std::ops::Range<usize>, u32)>,
) -> Option<u32> {
    let tokens = &surface.tokens;
    if !matches!(surface.word(here.end.min(tokens.len() - 1)), "of" | "for" | "at" | "in")
        || !is_definite(surface, here)
    {
        return None;
    }
    let verb = |t: &Token| t.is(WordClass::AUXILIARY) || t.cue.contains(CueFrames::FINITE) && !t.is_capital();
    let rest = tokens[here.end..].iter().take(APPOSITION);
    let comma = here.end + rest.take_while(|t| t.kind == TokenKind::Word && !verb(t)).count();
    if tokens.get(comma)?.kind != TokenKind::Comma {
        return None;
    }
    let (at, (right, entity)) =
        (i + 1..i + 4).filter_map(|m| Some((m, name(m)?))).find(|(_, (t, _))| t.start > comma)?;
    let title = mentions[at].title.map_or(right.start, |t| surface.token_at(t.start));
    let closes = tokens.get(right.end).is_some_and(|t| t.kind != TokenKind::Word || verb(t));
    let alone = !antecedents.is_joined(at);
    (title == comma + 1 && closes && alone && surface.sentence_of(comma) == surface.sentence_of(here.start))
        .then_some(entity)
}

/// "the", "this", an owner, or an office with a capital.
pub(super) fn is_definite(surface: &Surface<'_>, tokens: &std::ops::Range<usize>) -> bool {
    let first = &surface.tokens[tokens.start];
    let word = surface.word(tokens.start);
    let owned = tokens.start > 0 && surface.tokens[tokens.start - 1].kind == TokenKind::Possessive;
    owned
        || ["the", "this", "that"].iter().any(|d| word.eq_ignore_ascii_case(d))
        || first.is_capital() && !first.is(WordClass::DETERMINER) && !first.is(WordClass::POSSESSIVE)
}

/// The tokens of an apposition that begins with the comma at `comma`: ", the mayor of Ashford,".
///
/// It holds a noun of the class `nouns`.
pub(super) fn apposition(surface: &Surface<'_>, comma: usize, nouns: WordClass) -> Option<std::ops::Range<usize>> {
    let is_comma = |t: &Token| t.kind == TokenKind::Comma;
    if !surface.tokens.get(comma).is_some_and(is_comma) {
        return None;
    }
    let start = comma + 1;
    let limit = (start + APPOSITION).min(surface.tokens_beside(comma).end);
    let first = surface.tokens.get(start..limit)?.first()?;
    let article = first.is(WordClass::DETERMINER) && !first.is_capital();
    let noun = WordClass::ROLE | WordClass::TITLE | WordClass::TITLE_WORD | WordClass::DEMONYM;
    if !article && !first.is_any(noun) {
        return None;
    }
    let end = (start..limit).find(|&i| is_comma(&surface.tokens[i]) || surface.tokens[i].kind == TokenKind::Terminator);
    let end = end.unwrap_or(limit);
    // A verb shows that this is a clause, not an apposition.
    let clause = surface.tokens[start..end].iter().any(|t| t.is_any(WordClass::AUXILIARY));
    let nouns = |t: &Token| t.is_any(nouns) && !t.is(WordClass::DOCUMENT);
    let described = surface.tokens[start..end].iter().any(nouns);
    (described && !clause).then_some(start..end)
}
