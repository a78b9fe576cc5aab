//! From tokens to the parts of a quote: spans, kind, and the mention behind a source.

use std::ops::Range;

use crate::Span;
use crate::lexicon::WordClass;
use crate::mention::Mention;
use crate::quote::{Quote, QuoteKind};
use crate::surface::Surface;
use crate::token::TokenKind;

/// From the first to the last of some tokens.
pub(super) fn hull(surface: &Surface<'_>, tokens: &Range<usize>) -> Span {
    let tokens = &surface.tokens[tokens.clone()];
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.span.hull(last.span),
        _ => Span::default(),
    }
}

/// Whether all, some or none of the content words stand in quotation marks.
pub(super) fn kind(surface: &Surface<'_>, content: &[Range<usize>]) -> QuoteKind {
    let (mut inside, mut outside) = (0usize, 0usize);
    for i in content.iter().flat_map(Clone::clone) {
        if matches!(surface.tokens[i].kind, TokenKind::Word | TokenKind::Number | TokenKind::Link | TokenKind::Symbol) {
            if surface.marked_of(i).is_some() { inside += 1 } else { outside += 1 }
        }
    }
    match (inside, outside) {
        (0, _) => QuoteKind::Indirect,
        (_, 0) => QuoteKind::Direct,
        _ => QuoteKind::Mixed,
    }
}

/// The quote of these parts; what else there is to know of it is left out.
pub(super) fn quote(
    surface: &Surface<'_>,
    mentions: &[Mention],
    content: &[Range<usize>],
    source: Option<&Range<usize>>,
    cue: Option<&Range<usize>>,
) -> Quote {
    let content = &joined(surface, content);
    Quote {
        source: source.map(|tokens| hull(surface, tokens)),
        cue: cue.map(|tokens| hull(surface, tokens)),
        source_mention: source.and_then(|tokens| mention_at(surface, mentions, tokens, head(surface, tokens))),
        ..Quote::of(kind(surface, content), content.iter().map(|tokens| self::content(surface, tokens)).collect())
    }
}

/// The contents of a quote, those as one that nothing but an opening or a closing mark parts: the judge “a clown”.
fn joined(surface: &Surface<'_>, contents: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::with_capacity(contents.len());
    for tokens in contents {
        match all.last_mut() {
            Some(last) if last.end + 1 == tokens.start && surface.tokens[last.end].kind == TokenKind::Mark => {
                last.end = tokens.end;
            }
            _ => all.push(tokens.clone()),
        }
    }
    all
}

/// Gives a quote its source, and the mention that this refers by.
pub(super) fn set_source(
    surface: &Surface<'_>,
    mentions: &[Mention],
    quote: &mut Quote,
    tokens: &Range<usize>,
    head: usize,
) {
    quote.source = Some(hull(surface, tokens));
    quote.source_mention = mention_at(surface, mentions, tokens, head);
}

/// Gives a quote its contents, and the kind that they make of it.
pub(super) fn set_content(surface: &Surface<'_>, quote: &mut Quote, contents: &[Range<usize>]) {
    quote.kind = kind(surface, contents);
    quote.content = contents.iter().map(|tokens| content(surface, tokens)).collect();
}

/// Puts tokens in the place of one of a quote's contents; its kind is that of all.
pub(super) fn replace_content(surface: &Surface<'_>, quote: &mut Quote, place: usize, tokens: &Range<usize>) {
    quote.content[place] = content(surface, tokens);
    let all: Vec<Range<usize>> = quote.content.iter().map(|&span| surface.tokens_in(span)).collect();
    quote.kind = kind(surface, &all);
}

/// The mention that a source refers by: the one that holds its head, in its title too ("Secretary of State Ann Lee"), else the last
/// before the head's end.
pub(super) fn mention_at(
    surface: &Surface<'_>,
    mentions: &[Mention],
    tokens: &Range<usize>,
    head: usize,
) -> Option<u32> {
    let head = surface.tokens[head].span;
    let whole = hull(surface, tokens);
    let first = mentions.partition_point(|m| m.span.end <= whole.start);
    let inside = || mentions.iter().enumerate().skip(first).take_while(|(_, m)| m.span.start < whole.end);
    inside()
        .find(|(_, m)| m.span.overlaps(head))
        .or_else(|| inside().find(|(_, m)| m.title.is_some_and(|title| title.overlaps(head))))
        .or_else(|| inside().filter(|(_, m)| m.span.end <= head.end).last())
        .map(|(i, _)| i as u32)
}

/// The head of a source: its last word before a comma, a preposition, or what opens a clause.
pub(super) fn head(surface: &Surface<'_>, tokens: &Range<usize>) -> usize {
    let ends = |i: &usize| {
        let token = &surface.tokens[*i];
        matches!(token.kind, TokenKind::Comma | TokenKind::Open | TokenKind::Dash | TokenKind::Colon)
            || token.is_any(WordClass::PREPOSITION | WordClass::RELATIVE | WordClass::SUBORDINATOR)
    };
    let end = tokens.clone().skip(1).find(ends).unwrap_or(tokens.end);
    (tokens.start..end).rev().find(|&i| surface.tokens[i].kind != TokenKind::Possessive).unwrap_or(tokens.start)
}

/// The span of a content whose tokens have no punctuation at their edges: with what stands beside them inside the same marks, and
/// with the marks themselves where only a part of the content stands in them.
pub(super) fn content(surface: &Surface<'_>, tokens: &Range<usize>) -> Span {
    let mut span = hull(surface, tokens);
    let marked = |i: usize| surface.marked_of(i).map(|m| &surface.marked[m]);
    let (first, last) = (marked(tokens.start), marked(tokens.end - 1));
    // Only punctuation between the content's edge and the mark.
    let bare = |from: u32, to: u32| {
        let between = surface.token_at(from)..surface.token_at(to);
        between.clone().all(|i| !matches!(surface.tokens[i].kind, TokenKind::Word | TokenKind::Number))
    };
    let opens = first.filter(|m| bare(m.inner.start, span.start));
    let closes = last.filter(|m| bare(span.end, m.inner.end));
    match (opens, closes) {
        (Some(opens), Some(closes)) if opens.outer == closes.outer => return opens.inner,
        _ => {}
    }
    if let Some(opens) = opens {
        // “That’s bad,” but not worse: the opening mark belongs to the part that it opens.
        span.start = if opens.outer.end <= span.end { opens.outer.start } else { opens.inner.start };
    }
    if let Some(closes) = closes {
        span.end = if closes.outer.start >= span.start { closes.outer.end } else { closes.inner.end };
    }
    span
}
