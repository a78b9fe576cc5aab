//! What the gazetteer knows, among the names found.

use super::Draft;
use super::slice;
use crate::gazetteer::Match;
use crate::lexicon::WordClass;
use crate::surface::Surface;

/// Returns the names with every match among them, ascending and disjoint.
///
/// A match wins over the names that it overlaps, except one word inside a longer name, and a place inside a body's
/// name: the longer name is not what the gazetteer knows.
pub(super) fn merge(surface: &Surface<'_>, names: Vec<Draft>, matches: &[Match]) -> Vec<Draft> {
    if matches.is_empty() {
        return names;
    }
    let mut all = Vec::with_capacity(names.len() + matches.len());
    let mut names = names.into_iter().peekable();
    for (i, found) in matches.iter().enumerate() {
        while let Some(name) = names.next_if(|n| n.span.end <= found.span.start) {
            all.push(name);
        }
        if names.peek().is_some_and(|n| is_wider(surface, n, found)) {
            continue;
        }
        let first = surface.token_over(found.span.start);
        let end = surface.token_at(found.span.end).max(first + 1);
        let mut draft = Draft { span: found.span, ..Draft::new(surface, first..end) };
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
