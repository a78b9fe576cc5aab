//! What the gazetteer knows, among the names found.

use rustc_hash::FxHashSet;

use super::{Draft, slice};
use crate::entity_type::EntityType;
use crate::gazetteer::{Match, is_company_form};
use crate::lexicon::WordClass;
use crate::surface::Surface;
use crate::text::fold;

/// Returns the names with every match among them, ascending and disjoint.
///
/// A match wins over the names that it overlaps, except one word inside a longer name, and a place inside a body's
/// name: the longer name is not what the gazetteer knows, unless it has a title or a company form more. A word that a person of the
/// document has for a surname is no place and no body where a name was read as a person's.
pub(super) fn merge(surface: &Surface<'_>, names: Vec<Draft>, matches: &[Match]) -> Vec<Draft> {
    if matches.is_empty() {
        return names;
    }
    let mut all = Vec::with_capacity(names.len() + matches.len());
    let surnames = if matches.iter().any(is_thing) { surnames(surface, &names) } else { FxHashSet::default() };
    let mut names = names.into_iter().peekable();
    for (i, found) in matches.iter().enumerate() {
        while let Some(name) = names.next_if(|n| n.span.end <= found.span.start) {
            all.push(name);
        }
        // Inside a name that was taken whole: "AG" of "Acme AG".
        if all.last().is_some_and(|name: &Draft| name.span.overlaps(found.span)) {
            continue;
        }
        let whole = names.peek().filter(|n| is_same(surface, n, found)).map(|n| n.tokens.clone());
        let is_other = |name: &Draft| is_wider(surface, name, found) || is_surname(surface, &surnames, name, found);
        if whole.is_none() && names.peek().is_some_and(is_other) {
            continue;
        }
        let first = surface.token_over(found.span.start);
        let end = surface.token_at(found.span.end).max(first + 1);
        let tokens = whole.unwrap_or(first..end);
        let first = tokens.start;
        let drafted = Draft::new(surface, tokens.clone());
        // Of a compound a match may be a half.
        let span = if tokens == (first..end) { found.span } else { drafted.span };
        let mut draft = Draft { span, ..drafted };
        draft.known = Some(i as u32);
        let read = names.peek().filter(|n| n.span.overlaps(found.span)).map(|n| n.kind);
        draft.kind = found.kind.or(read).unwrap_or_default();
        while let Some(name) = names.next_if(|n| n.span.overlaps(found.span)) {
            // A title is kept where it still stands before the match.
            draft.title = draft.title.or(name.title).filter(|t| t.end <= first);
        }
        all.push(draft);
    }
    all.extend(names);
    all
}

/// Whether the name is another, longer one than the match inside it.
fn is_wider(surface: &Surface<'_>, name: &Draft, found: &Match) -> bool {
    if !name.span.contains(found.span) || name.span == found.span {
        return false;
    }
    let words = surface.tokens_in(found.span).len();
    let body = slice(surface, &name.tokens).iter().any(|t| t.is(WordClass::ORGANIZATION_HEAD));
    name.tokens.len() > words && name.tokens.len() > 1 && (words <= 1 || body && words < 4)
}

/// Whether the name is the match with nothing more than a company form behind it or a title before it: "Apple Inc." where the
/// gazetteer has Apple.
fn is_same(surface: &Surface<'_>, name: &Draft, found: &Match) -> bool {
    if !name.span.contains(found.span) || name.span == found.span {
        return false;
    }
    let (first, end) = (surface.token_over(found.span.start), surface.token_at(found.span.end));
    // Not half of a compound.
    let whole = slice(surface, &(first..end)).first().is_some_and(|token| token.span.start == found.span.start)
        && slice(surface, &(first..end)).last().is_some_and(|token| token.span.end == found.span.end);
    let (before, behind) = (slice(surface, &(name.tokens.start..first)), slice(surface, &(end..name.tokens.end)));
    let titles = WordClass::TITLE | WordClass::TITLE_MALE | WordClass::TITLE_FEMALE;
    let fits = |kind| matches!(found.kind, None | Some(EntityType::Other)) || found.kind == Some(kind);
    let titled = before.is_empty()
        || name.kind == EntityType::Person && fits(EntityType::Person) && before.iter().all(|t| t.is_any(titles));
    let word = |at: usize| surface.word(at);
    let joins = |at: usize| matches!(word(at), "," | "." | "&");
    let formed = behind.is_empty()
        || fits(EntityType::Organization)
            && (end..name.tokens.end).any(|at| is_company_form(word(at)))
            && (end..name.tokens.end).all(|at| joins(at) || is_company_form(word(at)));
    whole && titled && formed
}

/// Whether a match is one of a place or a body.
fn is_thing(found: &Match) -> bool {
    matches!(found.kind, Some(EntityType::Place | EntityType::Organization | EntityType::Group))
}

/// The keys of the last words of persons' names of several words.
fn surnames(surface: &Surface<'_>, names: &[Draft]) -> FxHashSet<u64> {
    let people = names.iter().filter(|name| name.kind == EntityType::Person && name.tokens.len() > 1);
    people.map(|name| fold::key(surface.word(name.tokens.end - 1))).collect()
}

/// Whether a match of a place or a body is a name that was read as a person's, and that somebody in the document has for a surname:
/// "Duke" behind "David Duke".
fn is_surname(surface: &Surface<'_>, surnames: &FxHashSet<u64>, name: &Draft, found: &Match) -> bool {
    let read = name.kind == EntityType::Person && name.tokens.len() == 1 && name.span == found.span;
    read && is_thing(found) && surnames.contains(&fold::key(surface.word(name.tokens.start)))
}
