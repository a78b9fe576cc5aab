//! Words of office: nouns, compounds, and what an office is of: "of State", "to the United Nations".

use std::ops::Range;

use super::{BODY, HEAD, MODIFIER};
use crate::entity_type::EntityType;
use crate::lexicon::{Lexicon, WordClass};
use crate::mention::evidence::{self, Evidence};
use crate::mention::slice;
use crate::mention::vocabulary::is_given;
use crate::surface::Surface;
use crate::text::fold;
use crate::token::{Token, TokenKind};

/// Parts of compounds that are an office with another part that is one: "Secretary-General", "then-senator".
const AFFIXES: [&str; 15] = [
    "then",
    "ex",
    "elect",
    "designate",
    "general",
    "vice",
    "co",
    "deputy",
    "under",
    "sub",
    "lieutenant",
    "major",
    "brigadier",
    "in",
    "chief",
];
/// Prepositions between an office and what it is of.
const PREPOSITIONS: [&str; 3] = ["of", "to", "for"];
/// So many words at most say what an office is of.
const LONGEST: usize = 8;

/// Returns whether a word is an office by its parts: "Secretary-General", "President-elect", "ex-mayor".
pub(in crate::mention) fn is_compound_office(word: &str) -> bool {
    if !word.contains('-') {
        return false; // as nearly all
    }
    let (mut title, mut affix) = (false, false);
    word.split('-').all(|part| {
        let part = part.to_lowercase();
        let (office, own) =
            (Lexicon::shipped().get(&part).classes.contains(WordClass::TITLE), AFFIXES.contains(&&*part));
        affix |= own;
        title |= office && !own || part == "general";
        office || own
    }) && title
        && affix
}

/// Whether the token is a noun of office.
pub(super) fn is_head(text: &str, token: &Token) -> bool {
    token.is_any(HEAD) || token.kind == TokenKind::Word && is_compound_office(token.span.of(text))
}

/// Whether the token may stand in a title.
pub(super) fn is_modifier(text: &str, token: &Token) -> bool {
    token.is_any(MODIFIER) || is_head(text, token)
}

/// How many tokens at the start of a name that was found too long, behind an office, say what it is of: "of State" in "of State
/// Ann Lee", "to Syria" in "to Syria Ann Lee".
pub(super) fn complement(surface: &Surface<'_>, name: &Range<usize>) -> usize {
    let office = name.start.checked_sub(1).is_some_and(|b| is_head(surface.text, &surface.tokens[b]));
    let mut at = name.start;
    while office && at < name.end && PREPOSITIONS.contains(&surface.word(at)) {
        let start = at + 1 + usize::from(at + 1 < name.end && surface.word(at + 1) == "the");
        let Some((length, _)) = object(surface, start..name.end) else { break };
        at = start + length;
    }
    at - name.start
}

/// The words of `run`, which ends with a name, that an office is of, and what they name.
fn object(surface: &Surface<'_>, run: Range<usize>) -> Option<(usize, Option<EntityType>)> {
    let tokens = slice(surface, &run);
    let (length, kind) = named(surface, &run);
    let plain = |t: &&Token| t.is(WordClass::TITLE_WORD) && !is_given(t) || t.span.of(surface.text) == "and";
    let words = tokens.iter().take_while(plain).count();
    let given = tokens.iter().skip(1).position(|t| is_given(t) && !t.is_any(BODY | WordClass::PLACE)).map(|i| i + 1);
    let (length, kind) = match given {
        _ if kind.is_some() => (length, kind),
        _ if words > 0 && surface.word(run.start + words - 1) != "and" => (words, None),
        Some(given) => (given, None),
        None => (tokens.len().checked_sub(2).filter(|&l| l > 0)?, None),
    };
    (length < tokens.len()).then_some((length, kind))
}

/// The words at the start of `run` that lists know as a body or place.
pub(super) fn named(surface: &Surface<'_>, run: &Range<usize>) -> (usize, Option<EntityType>) {
    let Some(first) = surface.tokens.get(run.start) else { return (0, None) };
    let evidence = Evidence::shipped();
    let keys: Vec<u64> = run.clone().take(LONGEST).map(|i| fold::key(surface.word(i))).collect();
    let Some(&key) = keys.first() else { return (0, None) };
    let word = evidence.word(key);
    if let Some((length, lists)) = evidence.phrase(word, &keys)
        && let Some(kind) = evidence::kind(lists)
    {
        return (length, Some(kind));
    }
    match evidence::kind(word.lists) {
        _ if first.is(WordClass::PLACE) => (1, Some(EntityType::Place)),
        Some(kind) if !is_given(first) => (1, Some(kind)),
        _ => (0, None),
    }
}

/// Returns where the person's name begins, and what stands before it, in a name that was found together with what an office is of: "Norway Ann Lee" behind
/// "Prime Minister of", "European Commission Ann Lee" behind "President of the".
pub(super) fn holder(surface: &Surface<'_>, name: &Range<usize>, kind: EntityType) -> Option<(usize, EntityType)> {
    let before = name.start.checked_sub(1)?;
    let preposition = if surface.word(before) == "the" { before.checked_sub(1)? } else { before };
    let office = surface.tokens.get(preposition.checked_sub(1)?)?;
    if !PREPOSITIONS.contains(&surface.word(preposition))
        || office.is_any(WordClass::KIN | WordClass::GROUP_NOUN)
        || !is_head(surface.text, office)
        || name.len() < 3
        || slice(surface, name).last()?.is_any(BODY)
    {
        return None;
    }
    let (length, listed) = object(surface, name.clone())?;
    let person = surface.tokens.get(name.start + length).filter(|_| name.len() > length + 1)?;
    let first = &surface.tokens[name.start];
    // "lawyer for Jordan Ann Lee": who is no officer may be of a person.
    if !office.is_capital() && (listed.is_none() || is_given(first)) {
        return None;
    }
    // No person is "the Exchequer Ann Lee".
    let open = listed.is_some() || kind != EntityType::Person || preposition + 1 < name.start;
    let apt = !person.is_any(BODY | WordClass::PLACE);
    // A person was found: behind a place or body that lists know, whatever stands there names it.
    let sure = listed.is_some() && kind == EntityType::Person && apt;
    (open && (sure || is_given(person)) && (listed.is_some() || apt))
        .then_some((name.start + length, listed.unwrap_or(kind)))
}

/// Returns the token of the office whose complement ends before token `end`: "Ambassador" in "Ambassador to Syria". Nothing
/// before `least` is looked at.
pub(super) fn behind_complement(surface: &Surface<'_>, least: usize, end: usize) -> Option<usize> {
    let last = &surface.tokens[end.checked_sub(1)?];
    // "chairman of President Lee"
    let office = is_head(surface.text, last) && !last.is(WordClass::TITLE_WORD);
    if !last.is_capital() || last.is(WordClass::CALENDAR) || office {
        return None;
    }
    for i in (least + 1..end).rev().take(LONGEST) {
        let token = &surface.tokens[i];
        let word = surface.word(i);
        if PREPOSITIONS.contains(&word) {
            let office = &surface.tokens[i - 1];
            let holds = is_head(surface.text, office) && !office.is_any(WordClass::KIN | WordClass::GROUP_NOUN);
            let of = i + 1 + usize::from(surface.word(i + 1) == "the")..end;
            // "envoy to Syria": any role at a place or body that lists know.
            let known = || matches!(named(surface, &of), (length, Some(_)) if length == of.len());
            if holds && (office.is_capital() || office.is(WordClass::TITLE) || known()) {
                return Some(i - 1);
            }
        } else if !token.is_capital() && !matches!(word, "the" | "and" | "&") || token.kind != TokenKind::Word {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::is_compound_office;

    #[test]
    fn compounds_are_offices_by_their_parts() {
        for word in
            ["Secretary-General", "Minister-designate", "President-elect", "then-Senator", "ex-mayor", "Vice-Admiral"]
        {
            assert!(is_compound_office(word), "{word}");
        }
        for word in ["Secretary", "Ki-moon", "al-Lee", "Baker-Cook", "Anglo-Dutch", "co-op", "-", "ex-", ""] {
            assert!(!is_compound_office(word), "{word}");
        }
    }
}
