//! The type of each name: from its own words, from what stands around it, and from what the same name got elsewhere.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Draft;
use super::name::slice;
use super::vocabulary::{Vocabulary, is_given};
use crate::entity_type::EntityType;
use crate::lexicon::{CueClass, WordClass};
use crate::surface::Surface;
use crate::text::fold;
use crate::token::{Shape, Token, TokenKind};

/// Votes for person, organisation and place.
#[derive(Clone, Copy, Default)]
struct Votes([i32; 3]);

const TYPES: [EntityType; 3] = [EntityType::Person, EntityType::Organization, EntityType::Place];

impl Votes {
    fn add(&mut self, kind: EntityType, weight: i32) {
        if let Some(at) = TYPES.iter().position(|&t| t == kind) {
            self.0[at] += weight;
        }
    }

    fn join(&mut self, other: Self, weight: i32) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs.clamp(-8, 8) * weight;
        }
    }

    fn best(self) -> EntityType {
        let most = self.0.iter().copied().max().unwrap_or(0);
        if most <= 0 {
            return EntityType::Other;
        }
        TYPES.iter().zip(self.0).find(|&(_, v)| v == most).map_or(EntityType::Other, |(&t, _)| t)
    }
}

/// Sets the type of every name that the gazetteer leaves open.
pub(super) fn decide(surface: &Surface<'_>, vocabulary: &Vocabulary, names: &mut [Draft]) {
    let mut own: Vec<Votes> = Vec::with_capacity(names.len());
    let mut keys: Vec<u64> = Vec::with_capacity(names.len());
    let mut elsewhere: FxHashMap<u64, Votes> = FxHashMap::default();
    for name in names.iter() {
        let mut votes = inside(surface, name);
        votes.join(around(surface, name), 1);
        let key = fold::key_of_all(name.tokens.clone().map(|i| vocabulary.key(i)));
        elsewhere.entry(key).or_default().join(votes, 1);
        // A surname alone is of the type of the full name.
        if name.tokens.len() > 1 && votes.best() == EntityType::Person {
            let surname = fold::key_of_all(std::iter::once(vocabulary.key(name.head)));
            elsewhere.entry(surname).or_default().add(EntityType::Person, 3);
        }
        own.push(votes);
        keys.push(key);
    }
    for ((name, votes), key) in names.iter_mut().zip(own).zip(keys) {
        if name.known.is_some_and(|(_, typed)| typed) {
            continue;
        }
        let mut all = votes;
        all.join(elsewhere.get(&key).copied().unwrap_or_default(), 1);
        name.kind = all.best();
    }
}

/// What the words of the name say.
fn inside(surface: &Surface<'_>, name: &Draft) -> Votes {
    let mut votes = Votes::default();
    let tokens = slice(surface, &name.tokens);
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return votes };
    let connected = tokens.iter().position(|t| matches!(t.span.of(surface.text), "of" | "for"));
    // In "University of Kent" the head stands before the connective.
    let head = connected.and_then(|c| c.checked_sub(1)).map_or(last, |h| &tokens[h]);
    let several = tokens.len() > 1;
    if name
        .title
        .as_ref()
        .is_some_and(|t| slice(surface, t).iter().any(|t| t.is_any(WordClass::TITLE | WordClass::ROLE)))
    {
        votes.add(EntityType::Person, 8);
    }
    let title_like = is_given(first) && several;
    if head.is(WordClass::ORGANIZATION_HEAD) {
        votes.add(EntityType::Organization, if title_like { 3 } else { 7 });
    } else if connected.is_some() && head.is(WordClass::BODY_NOUN) {
        votes.add(EntityType::Organization, 6);
    }
    if tokens.iter().any(|t| t.span.of(surface.text) == "&") || tokens.iter().skip(1).any(|t| is_company(surface, t)) {
        votes.add(EntityType::Organization, 8);
    }
    let place_head = head.is(WordClass::PLACE_HEAD) && several;
    if place_head {
        votes.add(EntityType::Place, if head.is(WordClass::ORGANIZATION_HEAD) { 4 } else { 6 });
    }
    if !several && first.is(WordClass::PLACE) {
        votes.add(EntityType::Place, if is_given(first) { 3 } else { 6 });
    }
    if several
        && connected.is_none()
        && last.is(WordClass::PLACE)
        && !is_given(first)
        && !last.is(WordClass::PLACE_HEAD)
    {
        votes.add(EntityType::Place, 4);
    }
    if several && first.is(WordClass::PLACE_FIRST) && !last.is(WordClass::ORGANIZATION_HEAD) {
        votes.add(EntityType::Place, if is_given(first) { 2 } else { 5 });
    }
    if title_like && !last.is(WordClass::ORGANIZATION_HEAD) && connected.is_none() {
        votes.add(EntityType::Person, if first.is_any(WordClass::PLACE | WordClass::PLACE_FIRST) { 4 } else { 6 });
    }
    if several && tokens.iter().any(|t| is_initial(surface, t)) {
        votes.add(EntityType::Person, 5);
    }
    let suffix = |t: &Token| matches!(t.span.of(surface.text), "Jr." | "Jr" | "Sr.");
    if tokens.iter().any(|t| suffix(t) || t.is(WordClass::PARTICLE) && !t.is_capital()) {
        votes.add(EntityType::Person, 4);
    }
    if !several && is_given(first) && !first.is(WordClass::PLACE) {
        votes.add(EntityType::Person, 3);
    }
    if !several && first.shape.contains(Shape::ALL_CAPITALS) && first.span.len() <= 6 && !first.is(WordClass::PLACE) {
        votes.add(EntityType::Organization, 2);
    }
    let plain =
        WordClass::ORDINARY | WordClass::COMMON | WordClass::BODY_NOUN | WordClass::DEMONYM | WordClass::CALENDAR;
    if (2..=3).contains(&tokens.len()) && votes.best() == EntityType::Other && !tokens.iter().any(|t| t.is_any(plain)) {
        let capitals = tokens.iter().any(|t| t.shape.contains(Shape::ALL_CAPITALS) && t.span.len() > 2);
        votes.add(if capitals { EntityType::Organization } else { EntityType::Person }, 2);
    }
    votes
}

/// What the words beside the name say.
fn around(surface: &Surface<'_>, name: &Draft) -> Votes {
    let mut votes = Votes::default();
    let Range { start: first, end } = surface.tokens_beside(name.tokens.start);
    let tokens = &surface.tokens[..end];
    let after = tokens.get(name.tokens.end);
    let second = tokens.get(name.tokens.end + 1);
    let third = tokens.get(name.tokens.end + 2);
    if let Some(before) = name.tokens.start.checked_sub(1).filter(|&b| b >= first) {
        match surface.word(before) {
            "in" | "near" | "In" | "Near" | "across" => votes.add(EntityType::Place, 3),
            "at" | "to" | "from" | "outside" | "into" => votes.add(EntityType::Place, 1),
            "of" if before > first && governs_place(surface, before - 1) => votes.add(EntityType::Place, 3),
            "the" | "The" => {
                votes.add(EntityType::Organization, 1);
                votes.add(EntityType::Person, -3);
            }
            "," => {
                let place = before > first && surface.tokens[before - 1].is(WordClass::PLACE);
                votes.add(EntityType::Place, if place { 1 } else { 0 });
            }
            _ => {}
        }
    }
    if is_dateline(surface, name, tokens, first) {
        votes.add(EntityType::Place, 6);
    }
    let Some(after) = after else { return votes };
    if speaks(after) || after.is(WordClass::ADVERB) && second.is_some_and(speaks) {
        votes.add(EntityType::Person, 2);
    }
    if after.kind == TokenKind::Comma
        && let Some(second) = second
    {
        let age = second.kind == TokenKind::Number
            && second.span.len() == 2
            && third.is_some_and(|t| t.kind == TokenKind::Comma);
        let role = second.is(WordClass::DETERMINER) && third.is_some_and(|t| t.is(WordClass::ROLE));
        if second.span.of(surface.text) == "which" {
            votes.add(EntityType::Organization, 1);
            votes.add(EntityType::Person, -4);
        } else if describes_body(tokens, name.tokens.end + 1) {
            votes.add(EntityType::Organization, 4);
        }
        if age || role || matches!(second.span.of(surface.text), "who" | "whose") {
            votes.add(EntityType::Person, 4);
        } else if second.is(WordClass::PLACE) && second.is_capital() {
            votes.add(EntityType::Place, 3);
        }
    }
    if after.is(WordClass::RELATIVE) && matches!(after.span.of(surface.text), "who" | "whose") {
        votes.add(EntityType::Person, 3);
    }
    votes
}

/// "city of", "mayor of", "residents of": what a place has.
fn governs_place(surface: &Surface<'_>, i: usize) -> bool {
    surface.tokens[i].is(WordClass::PLACE_HEAD)
        || matches!(surface.word(i), "town" | "mayor" | "Mayor" | "council" | "residents" | "people" | "outskirts")
}

/// Whether the phrase at `start`, behind a comma, says that it is a body: "a ferry company,".
fn describes_body(tokens: &[Token], start: usize) -> bool {
    if !tokens.get(start).is_some_and(|t| t.is(WordClass::DETERMINER) && !t.is_capital()) {
        return false;
    }
    let words = tokens[start + 1..].iter().take(6).take_while(|t| t.kind == TokenKind::Word);
    // The head is the last word before a preposition, a relative pronoun or the next comma.
    let head =
        words.take_while(|t| !t.is_any(WordClass::PREPOSITION | WordClass::RELATIVE | WordClass::SUBORDINATOR)).last();
    head.is_some_and(|t| {
        t.is(WordClass::BODY_NOUN) && !t.is_any(WordClass::ROLE | WordClass::TITLE | WordClass::DOCUMENT)
    })
}

/// "MOSCOW –" or "FLINT, Mich. (Wire) —" at the start of a sentence.
fn is_dateline(surface: &Surface<'_>, name: &Draft, tokens: &[Token], first: usize) -> bool {
    let capitals = slice(surface, &name.tokens).iter().all(|t| t.shape.contains(Shape::ALL_CAPITALS));
    let rest = tokens.iter().skip(name.tokens.end).take(12);
    name.tokens.start == first
        && capitals
        && rest.take_while(|t| t.kind != TokenKind::Terminator).any(|t| t.kind == TokenKind::Dash)
}

fn speaks(token: &Token) -> bool {
    token.cue.contains(CueClass::FINITE) && token.cue.intersects(CueClass::SAY | CueClass::THOUGHT | CueClass::QUOTE)
}

fn is_initial(surface: &Surface<'_>, token: &Token) -> bool {
    token.shape.contains(Shape::FULL_STOP) && token.span.of(surface.text).len() == 2
}

fn is_company(surface: &Surface<'_>, token: &Token) -> bool {
    let word = token.span.of(surface.text).trim_end_matches('.');
    matches!(word, "Inc" | "Corp" | "Ltd" | "LLC" | "PLC" | "Co" | "GmbH" | "AG" | "SA" | "NV" | "LP" | "LLP")
}
