//! Nominals: nouns for people and bodies, from their determiner to their head.

use super::Draft;
use super::vocabulary::FUNCTION;
use crate::entity_type::EntityType;
use crate::lexicon::{CueClass, WordClass};
use crate::surface::Surface;
use crate::token::{Shape, Token, TokenKind};

const NOUN: WordClass = WordClass::ROLE
    .union(WordClass::GROUP_NOUN)
    .union(WordClass::BODY_NOUN)
    .union(WordClass::KIN)
    .union(WordClass::TITLE);
/// Nouns that are adjectives before another noun: "official visit", "general elections".
const ADJECTIVES: [&str; 14] = [
    "official",
    "general",
    "senior",
    "major",
    "chief",
    "representative",
    "executive",
    "liberal",
    "conservative",
    "radical",
    "moderate",
    "criminal",
    "individual",
    "native",
];
/// Words between determiner and head at most.
const LONGEST: usize = 7;

/// Returns the nominals, ascending and disjoint; `names` are those already found.
pub(super) fn find(surface: &Surface<'_>, names: &[Draft]) -> Vec<Draft> {
    let mut taken = vec![Taken::Free; surface.tokens.len()];
    for name in names {
        if let Some(title) = &name.title {
            taken[title.clone()].iter_mut().filter(|t| **t == Taken::Free).for_each(|t| *t = Taken::Title);
        }
        taken[name.tokens.clone()].fill(Taken::Name);
    }
    let mut found: Vec<Draft> = Vec::new();
    for i in 0..surface.tokens.len() {
        if taken[i] != Taken::Free || !is_head(surface, i, &taken) && !is_member(surface, i) {
            continue;
        }
        let floor = found.last().map_or(0, |d| d.tokens.end);
        if let Some(start) = start(surface, i, floor, &taken) {
            let mut draft = Draft::new(surface, start..i + 1);
            draft.kind = kind(surface, &surface.tokens[i]);
            found.push(draft);
        }
    }
    found
}

/// What holds a token already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    Free,
    Title,
    Name,
}

/// Whether the token is a noun for someone and no other such noun follows it in the same phrase.
fn is_head(surface: &Surface<'_>, i: usize, taken: &[Taken]) -> bool {
    let token = &surface.tokens[i];
    if token.kind != TokenKind::Word || !is_noun(surface, token) {
        return false;
    }
    let next = surface.tokens.get(i + 1).filter(|_| surface.sentence_of(i) == surface.sentence_of(i + 1));
    let demonym = token.is(WordClass::DEMONYM) && token.is_capital() && !is_plural(surface, token);
    let adjective = |n: &Token| {
        // "official visit", and "the Republican plan", but "the Republican plans to".
        let noun = n.is(WordClass::ORDINARY) && n.cue.is_empty() || demonym && n.cue.contains(CueClass::NOUN);
        let listed = demonym || ADJECTIVES.iter().any(|a| surface.word(i).eq_ignore_ascii_case(a));
        listed && noun && !n.cue.contains(CueClass::FINITE) && !n.is_any(FUNCTION)
    };
    !next.is_some_and(|n| {
        n.kind == TokenKind::Word && taken[i + 1] == Taken::Free && (is_noun(surface, n) || adjective(n))
    })
}

/// Whether a nationality or party in the singular stands as a noun: "the Kentucky Republican said", never "the
/// Republican plan".
fn is_member(surface: &Surface<'_>, i: usize) -> bool {
    let token = &surface.tokens[i];
    let next = surface.tokens.get(i + 1).filter(|_| surface.sentence_of(i) == surface.sentence_of(i + 1));
    token.is(WordClass::DEMONYM)
        && token.is_capital()
        && !token.is_any(FUNCTION)
        && next.is_some_and(|n| match n.kind {
            TokenKind::Word => {
                !n.is_capital()
                    && (n.is_any(WordClass::AUXILIARY | WordClass::RELATIVE) || n.cue.contains(CueClass::FINITE))
            }
            TokenKind::Comma => i > 0 && surface.tokens[i - 1].is_capital(),
            _ => false,
        })
}

fn is_noun(surface: &Surface<'_>, token: &Token) -> bool {
    if !token.is_any(NOUN) || token.is_any(FUNCTION) {
        return token.is(WordClass::DEMONYM) && token.is_capital() && is_plural(surface, token);
    }
    // Abbreviated titles stand before names only, unless they are all capitals: "PM", "CEO".
    if token.is(WordClass::TITLE) && !token.is_any(WordClass::ROLE | WordClass::GROUP_NOUN | WordClass::BODY_NOUN) {
        let word = token.span.of(surface.text);
        return !token.shape.contains(Shape::FULL_STOP)
            && (word.len() > 3 || token.shape.contains(Shape::ALL_CAPITALS));
    }
    true
}

fn is_plural(surface: &Surface<'_>, token: &Token) -> bool {
    let word = token.span.of(surface.text);
    word.ends_with('s') && !word.ends_with("ss")
}

/// The first token of the phrase that `head` ends, or none where a noun that needs a determiner has none.
fn start(surface: &Surface<'_>, head: usize, floor: usize, taken: &[Taken]) -> Option<usize> {
    let tokens = &surface.tokens;
    let least = surface.tokens_beside(head).start.max(floor).max(head.saturating_sub(LONGEST));
    let mut at = head;
    // As far as only words that surely belong to the head: what a phrase without determiner keeps.
    let mut bare = head;
    let mut gap = false;
    while at > least {
        let token = &tokens[at - 1];
        if token.kind == TokenKind::Possessive {
            return Some(at); // "Acme’s lawyer": the owner is a mention of its own.
        }
        let determines = token.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE) && !token.is(WordClass::RELATIVE)
            || token.is(WordClass::NUMBER_WORD)
            || token.kind == TokenKind::Number && at == head;
        if determines && taken[at - 1] != Taken::Name {
            return Some(lengthened(tokens, at - 1, least));
        }
        let noun = is_noun(surface, token);
        if !(token.kind == TokenKind::Word) || token.is_any(FUNCTION) || noun && gap || !token.cue.is_empty() && !noun {
            break;
        }
        let sure = noun || token.is_any(WordClass::DEMONYM | WordClass::TITLE_WORD) || taken[at - 1] == Taken::Name;
        gap |= !sure && !token.is(WordClass::ORDINARY);
        at -= 1;
        if sure && !gap && bare == at + 1 {
            bare = at;
        }
    }
    let token = &tokens[head];
    let several = token.is(WordClass::GROUP_NOUN) || token.is(WordClass::DEMONYM) && is_plural(surface, token);
    let office = token.is_capital() && token.is(WordClass::TITLE) && !token.is_any(WordClass::ORDINARY) && bare < head;
    (several || office).then_some(bare)
}

/// "all the", "the two": one more determiner or number before the first.
fn lengthened(tokens: &[Token], at: usize, least: usize) -> usize {
    let more = at > least && tokens[at - 1].is(WordClass::DETERMINER) && tokens[at - 1].kind == TokenKind::Word;
    if more { at - 1 } else { at }
}

fn kind(surface: &Surface<'_>, token: &Token) -> EntityType {
    let word = token.span.of(surface.text);
    // "the Chinese", "the French" are several.
    let people = is_plural(surface, token) || ["ese", "ish", "ch"].iter().any(|ending| word.ends_with(ending));
    if token.is(WordClass::GROUP_NOUN) || token.is(WordClass::DEMONYM) && people {
        EntityType::Group
    } else if token.is_any(WordClass::ROLE | WordClass::KIN | WordClass::TITLE | WordClass::DEMONYM) {
        EntityType::Person
    } else if token.is(WordClass::DOCUMENT) {
        EntityType::Other
    } else {
        EntityType::Organization
    }
}
