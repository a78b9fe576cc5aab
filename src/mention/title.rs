//! Titles: what of a run of capitals, and of the words before it, is office or nationality rather than name.

use std::ops::Range;

use super::Draft;
use super::name::slice;
use super::vocabulary::{Vocabulary, is_given, is_honorific};
use crate::lexicon::WordClass;
use crate::surface::Surface;
use crate::token::{Token, TokenKind};

const HEAD: WordClass = WordClass::TITLE.union(WordClass::ROLE);
const BODY: WordClass = WordClass::ORGANIZATION_HEAD.union(WordClass::PLACE_HEAD);
/// What may stand in a title before its noun.
const MODIFIER: WordClass = WordClass::TITLE_WORD.union(WordClass::DEMONYM).union(HEAD);
/// How many tokens a title has at most to the left of a name.
const LONGEST: usize = 8;

/// Offices by which their holders are addressed: "Mr. President" names nobody.
const ADDRESS: [&str; 14] = [
    "president",
    "vice",
    "prime",
    "speaker",
    "chairman",
    "chairwoman",
    "chair",
    "secretary",
    "minister",
    "mayor",
    "governor",
    "ambassador",
    "justice",
    "attorney",
];

/// Adds the names in the run of capitals `run` to `names`, with their titles.
pub(super) fn split(surface: &Surface<'_>, vocabulary: &Vocabulary, run: Range<usize>, names: &mut Vec<Draft>) {
    let tokens = slice(surface, &run);
    let complement = portfolio(surface, &run);
    let own = complement.unwrap_or_else(|| {
        honorific(surface, tokens).unwrap_or_else(|| match title_words(surface, tokens) {
            // "Dean" alone, or "President Dean", beside "Howard Dean".
            all if all == tokens.len() && vocabulary.is_surname(run.end - 1) => all - 1,
            some => some,
        })
    });
    let (title, name) = (run.start..run.start + own, run.start + own..run.end);
    if !title.is_empty() {
        // What stands before the office is a name of its own: "New York" in "New York Mayor Ann Lee".
        let mut office = tokens[..own].iter().position(|t| t.is_any(MODIFIER)).unwrap_or(0);
        let more = tokens[..own].get(office + 1).is_some_and(|t| t.is_any(MODIFIER));
        office += usize::from(office > 0 && more && surface.word(run.start + office) == "City");
        if office > 0 && !name.is_empty() && complement.is_none() {
            names.push(Draft::new(surface, run.start..run.start + office));
        }
    }
    let name = if is_member(surface, &name) { name.start..name.start } else { without_nationality(surface, name) };
    if name.is_empty() {
        // "Iraq Vice President" said without a name still names a place.
        let office = tokens.iter().position(|t| t.is_any(MODIFIER)).unwrap_or(0);
        if office > 0 && complement.is_none() {
            names.push(Draft::new(surface, run.start..run.start + office));
        }
        return;
    }
    let full = before(surface, run.start..name.start, complement.is_some(), names);
    let mut draft = Draft::new(surface, name);
    draft.title = (!full.is_empty()).then_some(full);
    names.push(draft);
}

/// "State" in "Secretary of State John Kerry": words of office behind "of" that belong to the title.
fn portfolio(surface: &Surface<'_>, run: &Range<usize>) -> Option<usize> {
    let of = run.start.checked_sub(1)?;
    let office = of.checked_sub(1)?;
    if surface.word(of) != "of" || !surface.tokens[office].is_any(HEAD) {
        return None;
    }
    let words = slice(surface, run).iter().take_while(|t| t.is(WordClass::TITLE_WORD) && !is_given(t)).count();
    (words > 0).then_some(words)
}

/// How many tokens at the start of a run are title where one is a "Mr." or its like: what follows that is a name, even
/// if it is an office elsewhere.
fn honorific(surface: &Surface<'_>, run: &[Token]) -> Option<usize> {
    let after = run.iter().position(|t| is_honorific(surface.text, t))? + 1;
    let next = run.get(after)?.span.of(surface.text);
    (!ADDRESS.iter().any(|a| next.eq_ignore_ascii_case(a))).then_some(after)
}

/// How many tokens at the start of a run are title.
fn title_words(surface: &Surface<'_>, run: &[Token]) -> usize {
    let all = run.iter().take_while(|t| t.is_any(MODIFIER)).count();
    if all == run.len() {
        // Nothing but office: "Prime Minister", unless it is a name that is an office too: "Bob King".
        let last = run.last().is_some_and(|t| t.is_any(HEAD) || t.is(WordClass::DEMONYM));
        let person = run.len() > 1 && run.first().is_some_and(|t| is_given(t) && !t.is(WordClass::TITLE));
        return if last && !person { run.len() } else { abbreviated(surface, run) };
    }
    // "Justice Department", "General Motors": a body that begins like an office.
    let body = run.last().is_some_and(|t| t.is_any(BODY) && !is_given(t));
    if body && !full_name(run) {
        return abbreviated(surface, run);
    }
    let mut title = 0;
    for (i, token) in run.iter().enumerate() {
        let after_given = i > 0 && is_given(&run[i - 1]) && !run[i - 1].is_any(MODIFIER);
        if token.is_any(HEAD) && i + 1 < run.len() && !after_given && !is_suffix(surface, &run[i + 1]) {
            title = i + 1;
        } else if i > title + 3 {
            break;
        }
    }
    title
}

/// Whether an office and a given name stand before the last word: "Mayor Mike Bank".
fn full_name(run: &[Token]) -> bool {
    matches!(run, [.., office, given, _] if office.is_any(HEAD) && is_given(given) && !given.is_any(HEAD.union(WordClass::PLACE)))
}

/// "Mr." and its like are titles whatever follows.
fn abbreviated(surface: &Surface<'_>, run: &[Token]) -> usize {
    let title = |t: &&Token| {
        t.is(WordClass::TITLE)
            && t.is_any(WordClass::ABBREVIATION | WordClass::TITLE_MALE | WordClass::TITLE_FEMALE)
            && t.span.of(surface.text).len() < 6
    };
    match run.iter().take_while(title).count() {
        all if all == run.len() => 0,
        some => some,
    }
}

fn is_suffix(surface: &Surface<'_>, token: &Token) -> bool {
    matches!(token.span.of(surface.text), "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV")
        || token.kind == TokenKind::Comma
}

/// A nationality before a name is no part of it; alone it is no name, and before a body's head it is.
fn without_nationality(surface: &Surface<'_>, name: Range<usize>) -> Range<usize> {
    let tokens = slice(surface, &name);
    let nations = tokens.iter().take_while(|t| t.is(WordClass::DEMONYM)).count();
    if nations == 0 || tokens[nations..].iter().any(|t| t.is_any(BODY)) {
        return name;
    }
    let next_is_person = tokens.get(nations).is_some_and(is_given);
    if nations == tokens.len() || next_is_person { name.start + nations..name.end } else { name }
}

/// "the Kentucky Republican": a place and a party behind an article name nobody.
fn is_member(surface: &Surface<'_>, name: &Range<usize>) -> bool {
    let tokens = slice(surface, name);
    let Some((last, places)) = tokens.split_last() else { return false };
    let article = name.start.checked_sub(1).is_some_and(|b| matches!(surface.word(b), "the" | "The" | "a"));
    article
        && last.is(WordClass::DEMONYM)
        && !places.is_empty()
        && places.iter().all(|t| t.is_any(WordClass::PLACE | WordClass::PLACE_FIRST))
}

/// The title of a name whose run of capitals holds the title `own`, with the words in lower case before it, and the
/// name that possesses it: "Iraq’s Vice President", "former chief executive".
fn before(surface: &Surface<'_>, own: Range<usize>, portfolio: bool, names: &[Draft]) -> Range<usize> {
    let least = surface.tokens_beside(own.start).start.max(own.start.saturating_sub(LONGEST));
    let mut start = own.start;
    if portfolio && start >= least + 2 {
        start -= 2; // "Secretary of" before "State"
    }
    // Directly before a name only an office counts: "spokesman Bob Lee", never "national Bob Lee".
    let office = own.is_empty() && start > least && !surface.tokens[start - 1].is_any(HEAD.union(WordClass::DEMONYM));
    while !office && start > least && is_modifier(&surface.tokens[start - 1]) {
        start -= 1;
    }
    let possessed = start < own.end
        && start > least
        && (surface.tokens[start - 1].kind == TokenKind::Possessive || is_place_before(surface, start, names));
    if possessed {
        let end = if surface.tokens[start - 1].kind == TokenKind::Possessive { start - 1 } else { start };
        if let Some(owner) = names.iter().rev().take(2).find(|n| n.tokens.end == end) {
            start = owner.tokens.start;
        }
    }
    start..own.end
}

/// "Iraq" or "U.S." right before an office.
fn is_place_before(surface: &Surface<'_>, start: usize, names: &[Draft]) -> bool {
    names.last().is_some_and(|n| n.tokens.end == start) && surface.tokens[start - 1].kind == TokenKind::Word
}

fn is_modifier(token: &Token) -> bool {
    token.kind == TokenKind::Word && (token.is_any(MODIFIER) || token.is(WordClass::BODY_NOUN) && token.cue.is_empty())
}
