//! Relatives of one surname: who is introduced as somebody's kin, and what pronouns say of who is called by it.

use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::surface::Surface;
use crate::token::TokenKind;

/// At most so many tokens stand between a name and the noun that says whose kin it is: "his older brother".
const NEAR: usize = 6;
/// A pronoun so few tokens behind a name is likely its own.
const BEHIND: usize = 4;

/// Whether name `i` stands beside a noun that says whose kin it is: "his wife, Ann Lee", "Poe’s son Tom", "Ann Poe, his wife,".
pub(in crate::entity) fn is_introduced_as_kin(surface: &Surface<'_>, mentions: &[Mention], i: usize) -> bool {
    // "First lady Ann Lee" is no President Lee.
    if mentions[i].title.is_some_and(|title| title.of(surface.text).eq_ignore_ascii_case("first lady")) {
        return true;
    }
    let tokens = surface.tokens_in(mentions[i].span);
    let beside = surface.tokens_beside(tokens.start);
    let kin = |t: usize| surface.tokens[t].is(WordClass::KIN) && !surface.tokens[t].is_capital();
    let comma = |t: usize| surface.tokens[t].kind == TokenKind::Comma;
    let owns =
        |t: usize| surface.tokens[t].is(WordClass::POSSESSIVE) || surface.tokens[t].kind == TokenKind::Possessive;
    // Words alone stand between who owns and the noun.
    let plain = |&t: &usize| surface.tokens[t].kind == TokenKind::Word || owns(t);
    let before = tokens.start.checked_sub(1).filter(|&t| t > beside.start);
    let before = before.map(|t| if comma(t) { t - 1 } else { t }).filter(|&t| t > beside.start && kin(t));
    if let Some(noun) = before
        && (beside.start.max(noun.saturating_sub(NEAR))..noun).rev().take_while(plain).any(owns)
    {
        return true;
    }
    let limit = beside.end.min(tokens.end + 1 + NEAR);
    if tokens.end >= limit || !comma(tokens.end) {
        return false;
    }
    let noun = (tokens.end + 1..limit).take_while(plain).find(|&t| kin(t));
    let closes = |noun: usize| surface.tokens.get(noun + 1).is_none_or(|t| t.kind != TokenKind::Word);
    let listed = |noun: usize| surface.tokens.get(noun + 2).is_some_and(|_| surface.word(noun + 2) == "and");
    noun.is_some_and(|noun| (tokens.end + 1..noun).any(owns) && closes(noun) && !listed(noun))
}

/// What the pronoun right behind name `i` says: "Poe said she", "Poe left. He". 1 a man, -1 a woman.
pub(super) fn pronoun_behind(surface: &Surface<'_>, mentions: &[Mention], i: usize) -> i8 {
    let Some(next) = mentions.get(i + 1).filter(|m| m.form == Form::Pronoun && !m.in_speech) else { return 0 };
    let (end, start) = (surface.tokens_in(mentions[i].span).end, surface.token_at(next.span.start));
    let (own, here) = (surface.sentence_of(end.saturating_sub(1)), surface.sentence_of(start));
    // "Poe left. He": Poe, where nobody else was named.
    let limits = surface.tokens_of(own);
    let inside = |m: &Mention| m.span.start >= surface.tokens[limits.start].span.start;
    let alone = || !mentions[..i].iter().rev().take_while(|m| inside(m)).any(|m| m.form == Form::Name);
    let begins = || own + 1 == here && surface.tokens_of(here).start == start;
    let words =
        || surface.tokens.get(end..start).is_some_and(|between| between.iter().all(|t| t.kind == TokenKind::Word));
    // "Lee beat Poe as she ran" says nothing of Poe.
    let near = (own == here && start <= end + BEHIND && words() || begins()) && alone();
    let classes = surface.tokens[start].classes;
    // "Poe ignored her call", "Poe met him"
    if !near || classes.intersects(WordClass::OBJECT_FORM | WordClass::POSSESSIVE) {
        return 0;
    }
    i8::from(classes.contains(WordClass::HE)) - i8::from(classes.contains(WordClass::SHE))
}
