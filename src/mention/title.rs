//! Titles: what of a name, and of the words before it, is office or nationality.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::evidence::Evidence;
use super::name::convention::is_address;
use super::name::labels::Labelled;
use super::vocabulary::{Vocabulary, is_given, is_honorific};
use super::{Draft, slice};
use crate::entity_type::EntityType;
use crate::lexicon::{Lexicon, WordClass};
use crate::surface::Surface;
use crate::text::fold;
use crate::token::{Token, TokenKind};

const HEAD: WordClass = WordClass::TITLE.union(WordClass::ROLE);
const BODY: WordClass = WordClass::ORGANIZATION_HEAD.union(WordClass::PLACE_HEAD);
/// What may stand in a title before its noun.
const MODIFIER: WordClass = WordClass::TITLE_WORD.union(WordClass::DEMONYM).union(HEAD);
/// Words that belong to the office behind them.
const CHAMBERS: [&str; 5] = ["House", "Senate", "State", "Crown", "Police"];
/// How many tokens a title has at most to the left of a name.
const LONGEST: usize = 8;

/// Returns the names without titles and nationalities; each keeps what stood before it.
pub(super) fn apart(surface: &Surface<'_>, vocabulary: &Vocabulary, names: Vec<Labelled>) -> Vec<Draft> {
    let mut apart: Vec<Draft> = Vec::with_capacity(names.len());
    let surnames = surnames(vocabulary, &names);
    for Labelled { tokens, kind } in names {
        let mut draft = Draft::new(surface, tokens);
        draft.kind = kind;
        if is_party(surface, &draft.tokens) {
            continue; // "R-Texas"
        }
        if kind == EntityType::Person {
            draft.tokens.start += portfolio_inside(surface, &draft.tokens);
            let last = draft.tokens.end - 1;
            let own = kin(slice(surface, &draft.tokens));
            let own = own + titles(surface, &slice(surface, &draft.tokens)[own..]);
            // "President Dean", "Dean" beside "Howard Dean", "Mr. King".
            let kept = own == draft.tokens.len()
                && (surnames.contains(&vocabulary.hash(last)) || follows_honorific(surface, last));
            let run = draft.tokens.start;
            draft.tokens.start = if kept { last } else { run + own };
            apart.extend(front(surface, run..draft.tokens.start));
            draft.tokens = without_nationality(surface, draft.tokens);
        } else if is_people(slice(surface, &draft.tokens), kind) || is_language(surface, &draft) {
            draft.tokens.end = draft.tokens.start;
        }
        if is_member(surface, &draft.tokens) {
            continue; // a nominal: "the Kentucky Republican"
        }
        if draft.tokens.is_empty() {
            continue; // "Prime Minister", "Iraqi": nobody's name
        }
        draft.span.start = surface.tokens[draft.tokens.start].span.start;
        if kind == EntityType::Person {
            let floor = apart.last().map_or(0, |name| name.tokens.end);
            let title = before(surface, own(surface, &draft.tokens, floor), &apart);
            draft.title = (!title.is_empty()).then_some(title);
        }
        apart.push(draft);
    }
    apart
}

/// What stands before the office in a run that begins with a title: "Boston" in "Boston Mayor Ann Lee".
fn front(surface: &Surface<'_>, title: Range<usize>) -> Option<Draft> {
    let office = title.clone().find(|&i| surface.tokens[i].is_any(MODIFIER)).filter(|&i| i > title.start)?;
    let mut draft = Draft::new(surface, title.start..office);
    let place = |t: &Token| t.is_any(WordClass::PLACE.union(WordClass::PLACE_FIRST));
    let places = slice(surface, &draft.tokens).iter().all(place);
    draft.kind = if places { EntityType::Place } else { EntityType::Organization };
    Some(draft)
}

/// The last words of the full names of persons.
fn surnames(vocabulary: &Vocabulary, names: &[Labelled]) -> FxHashSet<u64> {
    let full = names.iter().filter(|name| name.kind == EntityType::Person && name.tokens.len() > 1);
    full.map(|name| vocabulary.hash(name.tokens.end - 1)).collect()
}

fn follows_honorific(surface: &Surface<'_>, i: usize) -> bool {
    let before = i.checked_sub(1).map(|b| &surface.tokens[b]);
    before.is_some_and(|t| is_honorific(surface.text, t)) && !is_address(surface.word(i))
}

/// Nationalities, faiths and parties: an adjective, or a nominal of several people; days and months.
fn is_people(tokens: &[Token], kind: EntityType) -> bool {
    let plain = WordClass::DEMONYM.union(WordClass::CALENDAR);
    matches!(kind, EntityType::Group | EntityType::Other) && tokens.iter().all(|t| t.is_any(plain))
        || kind == EntityType::Group && tokens.last().is_some_and(|t| t.is_any(plain))
}

/// "Arabic", "Swahili": a language is nobody.
fn is_language(surface: &Surface<'_>, name: &Draft) -> bool {
    let open = matches!(name.kind, EntityType::Group | EntityType::Other);
    open && name.tokens.len() == 1 && Evidence::shipped().is_language(fold::key(surface.word(name.tokens.start)))
}

/// "the Kentucky Republican": a place and a party behind an article name nobody.
fn is_member(surface: &Surface<'_>, name: &Range<usize>) -> bool {
    let Some((last, places)) = slice(surface, name).split_last() else { return false };
    let article = name.start.checked_sub(1).is_some_and(|b| matches!(surface.word(b), "the" | "The" | "a"));
    article
        && last.is(WordClass::DEMONYM)
        && !places.is_empty()
        && places.iter().all(|t| t.is_any(WordClass::PLACE | WordClass::PLACE_FIRST))
}

/// How many tokens at the start of a person's name say whose kin it is: "Brothers Ali".
fn kin(tokens: &[Token]) -> usize {
    let kin = tokens.iter().take_while(|t| t.is_any(WordClass::KIN | WordClass::GROUP_NOUN) && !is_given(t)).count();
    if kin < tokens.len() { kin } else { 0 }
}

/// How many tokens at the start of a person's name are title.
fn titles(surface: &Surface<'_>, tokens: &[Token]) -> usize {
    honorific(surface, tokens).unwrap_or_else(|| title_words(surface, tokens))
}

/// The capitalised words of office and nationality right before a name, and the "of State" behind an office.
struct Own {
    tokens: Range<usize>,
    /// Whether "Secretary of" stands before them.
    portfolio: bool,
}

fn own(surface: &Surface<'_>, name: &Range<usize>, floor: usize) -> Own {
    let least = surface.tokens_beside(name.start).start.max(floor);
    let capital = |&i: &usize| surface.tokens[i].is_capital() && surface.tokens[i].is_any(MODIFIER);
    let mut start = (least..name.start).rev().take_while(capital).last().unwrap_or(name.start);
    let portfolio = portfolio(surface, &(start..name.start));
    // "General" alone, "Foreign" alone is no title.
    let last = name.start.checked_sub(1).filter(|_| start < name.start).map(|i| &surface.tokens[i]);
    if !portfolio && last.is_some_and(|t| !t.is_any(HEAD.union(WordClass::DEMONYM))) {
        start = name.start;
    }
    Own { tokens: start..name.start, portfolio }
}

/// How many tokens "of State" has at the start of a name that was found too long, behind an office.
fn portfolio_inside(surface: &Surface<'_>, name: &Range<usize>) -> usize {
    let office = name.start.checked_sub(1).is_some_and(|b| surface.tokens[b].is_any(HEAD));
    if !office || surface.word(name.start) != "of" {
        return 0;
    }
    let words = slice(surface, name)[1..].iter().take_while(|t| t.is(WordClass::TITLE_WORD) && !is_given(t)).count();
    if words + 1 < name.len() { words + 1 } else { 0 }
}

/// "R-Texas", "D-Ohio": a party and a state, and "Kenyan-born": nobody's name.
fn is_party(surface: &Surface<'_>, name: &Range<usize>) -> bool {
    if name.len() > 1 {
        return false;
    }
    let Some((first, rest)) = surface.word(name.start).split_once(['-', '–']) else { return false };
    let people = || Lexicon::shipped().get(&first.to_lowercase()).classes.contains(WordClass::DEMONYM);
    matches!(first, "R" | "D" | "I") && rest.starts_with(char::is_uppercase)
        || rest.starts_with(char::is_lowercase) && people()
}

/// "State" in "Secretary of State John Kerry": words of office behind "of" that belong to the title.
fn portfolio(surface: &Surface<'_>, run: &Range<usize>) -> bool {
    let Some(office) = run.start.checked_sub(2) else { return false };
    surface.word(office + 1) == "of"
        && surface.tokens[office].is_any(HEAD)
        && !run.is_empty()
        && slice(surface, run).iter().all(|t| t.is(WordClass::TITLE_WORD))
}

/// How many tokens at the start of a run are title where one is a "Mr." or its like: what follows that is a name, even
/// if it is an office elsewhere.
fn honorific(surface: &Surface<'_>, run: &[Token]) -> Option<usize> {
    let after = run.iter().position(|t| is_honorific(surface.text, t))? + 1;
    let next = run.get(after)?.span.of(surface.text);
    (!is_address(next)).then_some(after)
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

/// The whole title: the words of office in lower case before its own, and the name that possesses it: "Iraq’s Vice
/// President", "former chief executive".
fn before(surface: &Surface<'_>, own: Own, names: &[Draft]) -> Range<usize> {
    let Own { tokens: own, portfolio } = own;
    let least = surface.tokens_beside(own.end).start.max(own.end.saturating_sub(LONGEST)).min(own.start);
    let mut start = own.start;
    if portfolio {
        start -= 2; // "Secretary of" before "State"
    }
    // Directly before a name only an office counts: "spokesman Bob Lee", never "national Bob Lee".
    let office = own.is_empty() && start > least && !surface.tokens[start - 1].is_any(HEAD.union(WordClass::DEMONYM));
    while !office && start > least && is_modifier(&surface.tokens[start - 1]) {
        start -= 1;
    }
    // "former Lee", "private Lee": no office by itself.
    let office = |i: usize| {
        surface.tokens[i].is_any(HEAD.union(WordClass::DEMONYM))
            && !matches!(surface.word(i), "private" | "elder" | "former")
    };
    if own.is_empty() && !(start..own.start).any(office) {
        start = own.start;
    }
    // "House Speaker", "Senate Majority Leader"
    let free = names.last().map_or(0, |name| name.tokens.end);
    while start < own.end && start > least.max(free) && CHAMBERS.contains(&surface.word(start - 1)) {
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
