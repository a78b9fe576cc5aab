//! People told by how many they are: "half of the voters", "60 percent", "some" that says something.

use super::{LONGEST, determines, next_of};
use crate::entity_type::EntityType;
use crate::lexicon::{CueFrames, WordClass};
use crate::surface::Surface;
use crate::token::{Shape, Token, TokenKind};

/// Determiners that stand for people where no noun follows.
const SOME: [&str; 10] = ["some", "most", "several", "many", "few", "both", "another", "each", "all", "those"];
/// Nouns for a part or a number of people.
const PARTS: [&str; 14] = [
    "half",
    "majority",
    "minority",
    "plurality",
    "percent",
    "third",
    "thirds",
    "two-thirds",
    "quarter",
    "quarters",
    "number",
    "handful",
    "lot",
    "bunch",
];

/// Returns the first token and the type of the quantity that ends at token `i`, if it stands for people.
pub(super) fn at(surface: &Surface<'_>, i: usize, floor: usize) -> Option<(usize, EntityType)> {
    let token = &surface.tokens[i];
    // Nearly all tokens go here.
    let verb = |t: &Token| t.is(WordClass::AUXILIARY) || t.cue.intersects(CueFrames::FINITE | CueFrames::BASE);
    let next = surface.tokens.get(i + 1);
    let next = next.filter(|n| n.is_any(WordClass::PREPOSITION | WordClass::RELATIVE) || verb(n))?;
    let word = surface.word(i);
    match token.kind {
        TokenKind::Word if token.is_capital() && !token.shape.contains(Shape::SPACE_BEFORE) => None,
        TokenKind::Word => {
            let among = |list: &[&str]| list.iter().any(|w| word.eq_ignore_ascii_case(w));
            let number = token.is(WordClass::NUMBER_WORD);
            let single = word.eq_ignore_ascii_case("one") || word.eq_ignore_ascii_case("none");
            if !(number || single || token.is(WordClass::DETERMINER) && among(&SOME)) {
                return (!token.is_any(WordClass::PERSONAL) && among(&PARTS) && people(surface, i, next))
                    .then(|| (first(surface, i, floor), EntityType::Group));
            }
            let one = single || word.eq_ignore_ascii_case("another") || word.eq_ignore_ascii_case("each");
            let kind = if one { EntityType::Person } else { EntityType::Group };
            let found = if number || single {
                is_of_people(surface, i) || number && said(surface, i, next)
            } else {
                is_of_people(surface, i) || stands(surface, i)
            };
            found.then_some((i, kind))
        }
        TokenKind::Number => (word.ends_with('%') && people(surface, i, next)).then_some((i, EntityType::Group)),
        TokenKind::Symbol => (word == "%" && i > floor && surface.tokens[i - 1].kind == TokenKind::Number)
            .then(|| people(surface, i, next).then_some((i - 1, EntityType::Group)))
            .flatten(),
        _ => None,
    }
}

/// "three said", but not "three points" nor "two in three".
fn said(surface: &Surface<'_>, i: usize, next: &Token) -> bool {
    next.cue.contains(CueFrames::SAY | CueFrames::FINITE)
        && !surface.word(i + 1).ends_with('s')
        && !(i > 0 && surface.tokens[i - 1].is(WordClass::PREPOSITION))
}

/// Whether "some", "many" or its like at `i` is the subject of a verb: nothing but a clause's beginning stands before it.
pub(super) fn stands(surface: &Surface<'_>, i: usize) -> bool {
    let Some(next) = next_of(surface, i) else { return false };
    let word = surface.word(i);
    if word.eq_ignore_ascii_case("those") {
        return next.is(WordClass::RELATIVE) && surface.word(i + 1) != "which";
    }
    if next.is(WordClass::PREPOSITION) && surface.word(i + 1) == "of" {
        return is_of_people(surface, i);
    }
    let all = word.eq_ignore_ascii_case("all") || word.eq_ignore_ascii_case("each");
    let verb = next.cue.intersects(CueFrames::FINITE | CueFrames::BASE)
        || next.is_any(WordClass::AUXILIARY | WordClass::RELATIVE)
        || matches!(surface.word(i + 1), "in" | "at" | "within" | "among");
    verb && !all && opens(surface, i)
}

/// Whether nothing but a clause's beginning stands before token `i`.
pub(super) fn opens(surface: &Surface<'_>, i: usize) -> bool {
    const CLAUSE: WordClass = WordClass::CONJUNCTION.union(WordClass::SUBORDINATOR).union(WordClass::RELATIVE);
    if i == surface.tokens_beside(i).start {
        return true;
    }
    let before = &surface.tokens[i - 1];
    match before.kind {
        TokenKind::Word => before.is_any(CLAUSE) && !surface.word(i - 1).eq_ignore_ascii_case("how"),
        TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon | TokenKind::Dash | TokenKind::Mark => true,
        _ => false,
    }
}

/// Whether what follows says that the quantity is of people: a verb of saying, or "of" and a noun for them.
fn people(surface: &Surface<'_>, i: usize, next: &Token) -> bool {
    let says = next.cue.intersects(CueFrames::FINITE | CueFrames::BASE)
        && next.cue.intersects(CueFrames::THAT | CueFrames::BARE);
    says && !next.is(WordClass::PREPOSITION) || is_of_people(surface, i)
}

/// Whether "of" and a noun for people follow token `i`.
pub(super) fn is_of_people(surface: &Surface<'_>, i: usize) -> bool {
    if next_of(surface, i).is_none() || surface.word(i + 1) != "of" {
        return false;
    }
    let end = surface.tokens_beside(i).end.min(i + 2 + LONGEST);
    for at in i + 2..end {
        let token = &surface.tokens[at];
        let inside = match token.kind {
            TokenKind::Word => !token.is_any(
                WordClass::PREPOSITION | WordClass::AUXILIARY | WordClass::CONJUNCTION | WordClass::SUBORDINATOR,
            ),
            TokenKind::Number | TokenKind::Possessive => true,
            _ => false,
        };
        if matches!(surface.word(at), "us" | "whom" | "those" | "you") {
            return true;
        }
        if !inside || token.cue.contains(CueFrames::FINITE) {
            break;
        }
        let several = token.is(WordClass::GROUP_NOUN) && !super::is_many(surface.word(at))
            || token.is(WordClass::DEMONYM) && token.is_capital() && surface.word(at).ends_with('s');
        if several {
            // "half of the workers’ pay" is of pay.
            return surface
                .tokens
                .get(at + 1)
                .is_none_or(|t| t.kind != TokenKind::Possessive && t.kind != TokenKind::Mark);
        }
    }
    false
}

/// The first token of "a large majority", "60 percent", "nearly two thirds".
fn first(surface: &Surface<'_>, i: usize, floor: usize) -> usize {
    let least = surface.tokens_beside(i).start.max(floor).max(i.saturating_sub(3));
    let mut at = i;
    while at > least {
        let token = &surface.tokens[at - 1];
        if determines(surface, at - 1, i) || token.kind == TokenKind::Number {
            return at - 1;
        }
        if token.kind != TokenKind::Word || token.is_any(super::FUNCTION) || !token.cue.is_empty() {
            break;
        }
        at -= 1;
    }
    i
}
