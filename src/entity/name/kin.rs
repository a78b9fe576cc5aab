//! Relatives of one surname: who is introduced as somebody's kin, and what pronouns say of who is called by it.

use crate::entity::binding::is_reflexive;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::surface::Surface;
use crate::token::TokenKind;

/// At most so many tokens stand between a name and the noun that says whose kin it is: "his older brother".
const NEAR: usize = 6;
/// A pronoun so few tokens behind a name is likely its own.
const BEHIND: usize = 4;
/// What a pronoun says that is surely its own, or two that own something.
pub(super) const SURE: i32 = 2;

/// Whether name `i` stands beside a noun that says whose kin it is: "his wife, Ann Lee", "Poe’s son Tom", "Ann Poe, his wife,".
pub(in crate::entity) fn is_introduced_as_kin(surface: &Surface<'_>, mentions: &[Mention], i: usize) -> bool {
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

/// What the pronoun right behind name `i` says: "Poe said she", "Poe left. He". Above 0 a man, below a woman; one that owns something
/// says less.
pub(super) fn pronoun_behind(surface: &Surface<'_>, mentions: &[Mention], i: usize) -> i32 {
    let Some(pronoun) = mentions.get(i + 1).filter(|m| m.form == Form::Pronoun && !m.in_speech) else { return 0 };
    let (end, start) = (surface.tokens_in(mentions[i].span).end, surface.token_at(pronoun.span.start));
    let (own, here) = (surface.sentence_of(end.saturating_sub(1)), surface.sentence_of(start));
    let word = |i: usize| surface.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word);
    // "Poe left. He": Poe, where nobody else was named.
    let limits = surface.tokens_of(own);
    let inside = |m: &Mention| m.span.start >= surface.tokens[limits.start].span.start;
    let alone = || !mentions[..i].iter().rev().take_while(|m| inside(m)).any(|m| m.form == Form::Name);
    let opens = own + 1 == here && surface.tokens_of(here).start == start && alone();
    let near = own == here && start <= end + BEHIND;
    let classes = surface.tokens[start].classes;
    // "her call", but not "Poe met her."
    let owns = classes.contains(WordClass::POSSESSIVE) && word(start + 1);
    let weight = if start == end && is_reflexive(surface.word(start)) {
        SURE // "Poe himself"
    } else if owns {
        // "Poe shook his head", but now and then "Poe ignored her call"; not "Poe, her friend,"
        i32::from(opens || near && word(start - 1))
    } else if classes.contains(WordClass::OBJECT_FORM) {
        0 // "Poe met him"
    } else {
        SURE * i32::from(opens || near && (end..start).all(word))
    };
    weight * (i32::from(classes.contains(WordClass::HE)) - i32::from(classes.contains(WordClass::SHE)))
}
