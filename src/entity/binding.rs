//! Who an object cannot be: the subject of its own verb. "Ann Lee met the mayor" and "Ann Lee met her" tell of two (principles
//! B and C of binding: Chomsky 1981, without a parser).

use std::ops::Range;

use super::spot::{Role, Spot, outer_token};
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::surface::Surface;
use crate::token::{Token, TokenKind};

/// At most so many tokens stand between a subject and its object.
const MOST: usize = 8;
/// At most so many mentions before an object are looked at.
const BEFORE: usize = 6;

/// What may stand before an object that says no place: "spoke to her".
const GOVERNING: [&str; 7] = ["to", "at", "for", "against", "about", "by", "from"];
/// Verbs that say of their subject what it is.
const LINKING: [&str; 15] = [
    "is", "are", "was", "were", "be", "been", "being", "become", "becomes", "became", "becoming", "remains",
    "remained", "makes", "made",
];
/// Forms of "be" before a participle.
const BE: [&str; 8] = ["is", "are", "was", "were", "be", "been", "being", "am"];

/// Returns the mention before mention `i` that is the subject of the verb whose object it is: nobody is both, but by
/// "herself". The mention takes the tokens `here`; `spots` are of those before it.
pub(super) fn own_subject(
    surface: &Surface<'_>,
    mentions: &[Mention],
    spots: &[Spot],
    here: Range<usize>,
    role: Role,
) -> Option<u32> {
    let i = spots.len();
    if !is_object(surface, &mentions[i], here.clone(), role) {
        return None;
    }
    let start = outer_token(surface, &mentions[i], here.start);
    let least = surface.tokens_beside(start).start.max(start.saturating_sub(MOST)) as u32;
    let near = i.saturating_sub(BEFORE)..i;
    let ends_last = |&m: &usize| (spots[m].end, std::cmp::Reverse(spots[m].token));
    let left =
        near.clone().filter(|&m| spots[m].end as usize <= start && spots[m].end >= least).max_by_key(ends_last)?;
    let pronoun = mentions[i].form == Form::Pronoun;
    // "Ann Lee won and thanked the mayor": the last subject has both verbs.
    let and = (spots[left].end as usize..start).rev().find(|&t| surface.tokens[t].is(WordClass::CONJUNCTION));
    if let Some(and) = and {
        let sentence = surface.tokens_beside(start).start as u32;
        let subject = near.rev().find(|&m| spots[m].role == Role::Subject && spots[m].token >= sentence)?;
        let goes_on = and + 1 < start && surface.tokens[and + 1].kind == TokenKind::Word;
        return (goes_on && is_verb(surface, and + 1..start, pronoun)).then_some(subject as u32);
    }
    if !is_verb(surface, spots[left].end as usize..start, pronoun) {
        return None;
    }
    let subject = head_of(surface, mentions, spots, left)?;
    (!is_in_relative(surface, outer_token(surface, &mentions[subject], spots[subject].token as usize)))
        .then_some(subject as u32)
}

/// Whether a mention can be an object, and no reflexive one.
fn is_object(surface: &Surface<'_>, mention: &Mention, here: Range<usize>, role: Role) -> bool {
    let own = &surface.tokens[here.start];
    let behind = surface.tokens.get(here.end);
    if mention.form != Form::Pronoun {
        // "said the mayor knew": a clause begins.
        let speaks = |t: &Token| t.cue.contains(crate::lexicon::CueFrames::QUOTE);
        let clause = here.start > 0 && speaks(&surface.tokens[here.start - 1]);
        let goes_on = behind.is_some_and(|t| t.kind == TokenKind::Word && !t.is_any(CLOSED));
        return matches!(role, Role::Object | Role::Oblique) && !(clause && goes_on);
    }
    let word = surface.word(here.start);
    let ambiguous = own.is(WordClass::POSSESSIVE) || !own.is(WordClass::OBJECT_FORM);
    // "her" and "it": an object where nothing follows that it could own or do.
    let ends = behind.is_none_or(|t| t.kind != TokenKind::Word && t.kind != TokenKind::Number || t.is_any(CLOSED));
    (word.eq_ignore_ascii_case("it") || own.is(WordClass::OBJECT_FORM) && !own.is(WordClass::RELATIVE))
        && !is_reflexive(word)
        && (!ambiguous || ends)
}

/// Returns whether a pronoun is "himself" or the like.
pub(super) fn is_reflexive(word: &str) -> bool {
    word.ends_with("self") || word.ends_with("selves")
}

/// Words that begin something else.
const CLOSED: WordClass = WordClass::PREPOSITION
    .union(WordClass::CONJUNCTION)
    .union(WordClass::SUBORDINATOR)
    .union(WordClass::DETERMINER)
    .union(WordClass::PERSONAL);

/// Whether a verb stands there and nothing that begins another clause or says that both are the same: "has since met",
/// "tried to save". A comma may close what stands in apposition to the subject.
fn is_verb(surface: &Surface<'_>, tokens: Range<usize>, pronoun: bool) -> bool {
    let mut rest = tokens.clone();
    let aside = |i: usize| matches!(surface.tokens[i].kind, TokenKind::Comma | TokenKind::Number);
    while rest.start < rest.end && aside(rest.start) {
        rest.start += 1;
    }
    let (mut verb, mut passive, mut expected) = (None, false, true);
    for i in rest.clone() {
        let (token, word) = (&surface.tokens[i], surface.word(i));
        let is = |words: &[&str]| words.iter().any(|w| word.eq_ignore_ascii_case(w));
        let last = i + 1 == tokens.end;
        if token.kind != TokenKind::Word || token.is_capital() {
            return false;
        }
        let helps = token.is_any(WordClass::AUXILIARY | WordClass::NEGATION);
        match () {
            () if token.is(WordClass::PREPOSITION) => {
                let governs = last && verb.is_some() && (!pronoun || is(&GOVERNING));
                let goes_on = !last && is(&["to"]) && verb.is_some();
                // "has since met"
                let between = verb.is_none() && i > rest.start && is(&["since"]);
                if governs {
                    return true;
                }
                if !goes_on && !between {
                    return false;
                }
                expected |= goes_on;
            }
            () if token.is_any(CLOSED | WordClass::RELATIVE) => return false,
            () if is(&BE) => passive = true,
            () if helps || token.is(WordClass::ADVERB) && token.cue.is_empty() || word.ends_with("ly") => {}
            // A noun: "thinks things bother".
            () if !expected => return false,
            () => {
                verb = Some(word);
                expected = false;
            }
        }
    }
    let Some(verb) = verb else { return false };
    let links = LINKING.iter().any(|w| verb.eq_ignore_ascii_case(w));
    // "was named the mayor"
    !links && (!passive || verb.ends_with("ing"))
}

/// The mention whose phrase ends with mention `m`: "the mayor" of "the mayor of Ashford".
fn head_of(surface: &Surface<'_>, mentions: &[Mention], spots: &[Spot], m: usize) -> Option<usize> {
    let mut m = m;
    for _ in 0..2 {
        let start = outer_token(surface, &mentions[m], spots[m].token as usize);
        let begins = surface.tokens_beside(start).start;
        let article = start > begins && surface.tokens[start - 1].is(WordClass::DETERMINER);
        let Some(before) = (start - usize::from(article)).checked_sub(1).filter(|&b| b >= begins) else {
            return Some(m);
        };
        if !surface.tokens[before].is(WordClass::PREPOSITION) {
            return Some(m);
        }
        let comma = usize::from(before > 0 && surface.tokens[before - 1].kind == TokenKind::Comma);
        m = (m.saturating_sub(BEFORE)..m).rev().find(|&left| spots[left].end as usize + comma == before)?;
    }
    None
}

/// Whether what begins at token `start` is the object of a clause inside a phrase: "Ann Lee" of "the man who met Ann Lee".
fn is_in_relative(surface: &Surface<'_>, start: usize) -> bool {
    let least = surface.tokens_beside(start).start.max(start.saturating_sub(MOST));
    let opens = |&i: &usize| surface.tokens[i].is(WordClass::RELATIVE) || surface.word(i) == "that";
    let before = (least..start).rev().take_while(|&i| surface.tokens[i].kind == TokenKind::Word);
    before.take(4).filter(opens).any(|i| i + 1 < start && is_verb(surface, i + 1..start, false))
}
