//! Relatives of one surname: who is introduced as somebody's kin, and what pronouns say of who is called by it.

use std::ops::Range;

use crate::entity::address::Address;
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
    // "First lady Ann Lee" is no President Lee.
    if mentions[i].title.is_some_and(|title| title.of(surface.text).eq_ignore_ascii_case("first lady")) {
        return true;
    }
    let tokens = surface.tokens_in(mentions[i].span);
    let beside = surface.tokens_beside(tokens.start);
    if is_first_lady(surface, tokens.clone(), beside.clone()) {
        return true;
    }
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

/// Whose kin a given name alone is introduced as: a man's in "his son George".
pub(super) fn relative_of(surface: &Surface<'_>, name: &Mention) -> Address {
    let start = surface.token_over(name.span.start);
    let sentence = surface.tokens_beside(start);
    let noun = start.checked_sub(1).filter(|&t| sentence.contains(&t));
    let kin = noun.filter(|&t| surface.tokens[t].is(WordClass::KIN) && !surface.tokens[t].is_capital());
    let Some(owner) = kin.and_then(|t| t.checked_sub(1)).filter(|&t| sentence.contains(&t)) else {
        return Address::None;
    };
    let classes = surface.tokens[owner].classes;
    match (classes.contains(WordClass::HE), classes.contains(WordClass::SHE)) {
        _ if !classes.contains(WordClass::POSSESSIVE) => Address::None,
        (true, _) => Address::Man,
        (_, true) => Address::Woman,
        _ => Address::None,
    }
}

/// Whether "the first lady" stands before a name or behind its comma: the surname alone is rather the office holder's. Who was the first
/// lady may hold an office by now.
fn is_first_lady(surface: &Surface<'_>, name: Range<usize>, sentence: Range<usize>) -> bool {
    let is = |i: usize, word: &str| sentence.contains(&i) && surface.word(i).eq_ignore_ascii_case(word);
    let was = |first: usize| first.checked_sub(1).is_some_and(|b| is(b, "former") || is(b, "then"));
    let comma = |i: usize| sentence.contains(&i) && surface.tokens[i].kind == TokenKind::Comma;
    let end = if name.start > 0 && comma(name.start - 1) { name.start - 1 } else { name.start };
    let before = end.checked_sub(2).is_some_and(|first| is(first, "first") && is(first + 1, "lady") && !was(first));
    let first = name.end + 1 + usize::from(is(name.end + 1, "the"));
    before || comma(name.end) && is(first, "first") && is(first + 1, "lady")
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
        // "Poe said she", but "Lee beat Poe as she ran"
        SURE * i32::from(opens || near && (end..start).all(word) && alone())
    };
    weight * (i32::from(classes.contains(WordClass::HE)) - i32::from(classes.contains(WordClass::SHE)))
}
