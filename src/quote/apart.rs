//! What is told kept apart from what is said – of “Yes,” said Lee; “but not now” the words of the teller are no content – and what is said
//! in one paragraph from what is said in another.
//!
//! Works on any quotes, whoever read them. A quotation in marks that is a sentence of its own, or begins one, is all that is said there: what
//! stands outside the marks is told.

use crate::Span;
use crate::lexicon::{CueFrames, WordClass};
use crate::mark::MarkedSpan;
use crate::mention::Mention;
use crate::quote::{Quote, QuoteKind, free};
use crate::surface::Surface;
use crate::token::TokenKind;

/// Takes out of contents what is told: of a quote that holds a quotation that stands for itself, all that stands outside marks in its
/// sentence.
///
/// In dialogue alone: in news, contents that are half told are mixed quotes.
pub(super) fn keep(surface: &Surface<'_>, quotes: &mut [Quote]) {
    let direct = quotes.iter().filter(|quote| quote.kind == QuoteKind::Direct);
    if !free::is_dialogue(direct.map(|quote| quote.source.is_some())) {
        return;
    }
    for quote in quotes.iter_mut().filter(|quote| quote.kind == QuoteKind::Mixed) {
        let whole: Vec<&MarkedSpan> = quote
            .content
            .iter()
            .flat_map(|&span| spoken(surface, span))
            .filter(|m| free::stands_alone(surface, m))
            .take(WHOLE)
            .collect();
        let Some(first) = whole.first() else { continue };
        let sentence = |offset: u32| surface.sentences.partition_point(|s| s.span.end <= offset);
        let mut kept: Vec<Span> = Vec::with_capacity(quote.content.len());
        for &span in &quote.content {
            let holds = whole.iter().any(|m| m.outer.overlaps(span));
            let told = span.start >= first.outer.end
                && whole.iter().any(|m| sentence(m.outer.end.saturating_sub(1)) == sentence(span.start));
            if holds || told {
                kept.extend(spoken(surface, span).filter_map(|m| shared(m, span)));
            } else {
                kept.push(span);
            }
        }
        set(surface, quote, kept);
    }
}

/// Gives a quote what is left of its content, if anything is.
fn set(surface: &Surface<'_>, quote: &mut Quote, kept: Vec<Span>) {
    if kept == quote.content || kept.is_empty() {
        return;
    }
    let inside = |span: &Span| surface.tokens_in(*span).all(|i| surface.marked_of(i).is_some());
    if kept.iter().all(inside) {
        quote.kind = QuoteKind::Direct;
    }
    quote.content = kept;
}

/// Takes sources that are no more than an article: of "The claim that …" nobody is the source.
pub(super) fn drop_articles(surface: &Surface<'_>, quotes: &mut [Quote]) {
    for quote in quotes.iter_mut().filter(|quote| quote.cue.is_some()) {
        let words = quote.source.map(|source| source.of(surface.text)).unwrap_or_default();
        if ["the", "a", "an"].iter().any(|article| words.eq_ignore_ascii_case(article)) {
            quote.source = None;
            quote.source_mention = None;
        }
    }
}

/// “Yes,” said Lee; Lee said: “Yes.”: who stands between a cue and nothing but a quotation's marks is its source, and no content.
pub(super) fn name_source(surface: &Surface<'_>, mentions: &[Mention], quotes: &mut [Quote]) {
    let kind = |i: usize| surface.tokens.get(i).map(|token| token.kind);
    let is_mark = |i: usize| kind(i) == Some(TokenKind::Mark);
    for quote in quotes.iter_mut().filter(|quote| quote.source.is_none()) {
        let Some(cue) = quote.cue.map(|cue| surface.tokens_in(cue)) else { continue };
        // "was labeled “mostly true”" is no saying.
        if cue.len() != 1 || !surface.tokens[cue.start].cue.contains(CueFrames::QUOTE) {
            continue;
        }
        let contents = || quote.content.iter().map(|&span| surface.tokens_in(span));
        let closed = cue.start.checked_sub(1).filter(|&mark| is_mark(mark));
        let closed = closed.is_some_and(|mark| contents().any(|tokens| tokens.end == mark));
        let comma = usize::from(matches!(kind(cue.end), Some(TokenKind::Comma | TokenKind::Colon)));
        let mark = cue.end + comma;
        let opens = is_mark(mark) && contents().any(|tokens| tokens.start == mark + 1);
        let beside = |span: &Span| {
            let tokens = surface.tokens_in(*span);
            let before = match cue.start.checked_sub(tokens.end) {
                Some(0) => true,
                Some(1) => kind(tokens.end) == Some(TokenKind::Comma),
                _ => false,
            };
            closed && tokens.start == cue.end || opens && before
        };
        let Some(place) = quote.content.iter().position(beside) else { continue };
        let first = surface.tokens_in(quote.content[place]).start;
        if surface.marked_of(first).is_some() {
            continue;
        }
        let start = quote.content[place].start;
        // "the March Hare"
        let article = surface.tokens[first].is(WordClass::DETERMINER);
        let name = surface.tokens.get(first + 1).filter(|_| article).map_or(start, |next| next.span.start);
        let near = mentions
            .iter()
            .zip(0..)
            .skip(mentions.partition_point(|m| m.span.end <= start))
            .take_while(|(m, _)| m.outer_start() <= name);
        let found = { near }.find(|(m, _)| [start, name].contains(&m.outer_start()));
        let mut kept = quote.content.clone();
        let told = kept.remove(place);
        // “Hear, hear!” cried several voices.
        let few = surface.tokens_in(told).len() <= FEW;
        let Some(end) = found.map(|(m, _)| m.span.end).or((closed && few).then_some(told.end)) else { continue };
        kept.extend(spoken(surface, told).filter_map(|m| shared(m, told)));
        kept.sort_unstable();
        if !kept.is_empty() {
            quote.source = Some(Span::new(start, end));
            quote.source_mention = found.map(|(_, number)| number);
            set(surface, quote, kept);
        }
    }
}

/// A source that is no mention has no more tokens.
const FEW: usize = 4;
/// So many quotations of a content are looked at.
const WHOLE: usize = 64;
/// The quotations in marks that a content overlaps.
fn spoken<'s>(surface: &'s Surface<'_>, span: Span) -> impl Iterator<Item = &'s MarkedSpan> {
    // A quotation stands in no other: those at depth 0 end in the order in which they begin.
    let first = surface.marked.partition_point(|m| m.outer.start < span.start);
    let back = surface.marked[..first].iter().rposition(|m| m.depth == 0).unwrap_or(first);
    let near = surface.marked[back..].iter().take_while(move |m| m.outer.start < span.end);
    near.filter(move |m| m.depth == 0 && m.speech && m.outer.end > span.start)
}

/// Makes quotes of their own of the quotations that stand for themselves in another paragraph than the cue that they are linked to, where
/// something is said beside the cue too: another one says them, or nobody is written.
pub(super) fn part(surface: &Surface<'_>, quotes: &mut Vec<Quote>, confidence: f32) {
    let paragraph = |offset: u32| surface.paragraph_at(offset);
    for i in 0..quotes.len() {
        let Some(cue) = quotes[i].cue.filter(|_| quotes[i].content.len() > 1) else { continue };
        let home = paragraph(cue.start);
        if !quotes[i].content.iter().any(|span| paragraph(span.start) == home) {
            continue;
        }
        // “Yes,” said Lee; “but not now”: what goes on in the paragraph of such a one goes with it.
        let mut parted = None;
        let mut own = |span: &Span| {
            let here = paragraph(span.start);
            if here != home && parted != Some(here) && is_closed(surface, *span) {
                parted = Some(here);
            }
            parted != Some(here)
        };
        let (kept, others): (Vec<Span>, Vec<Span>) = quotes[i].content.iter().partition(|span| own(span));
        if others.is_empty() || kept.is_empty() {
            continue;
        }
        quotes[i].content = kept;
        for span in others {
            let said: Vec<Span> = spoken(surface, span).filter_map(|m| shared(m, span)).collect();
            let content = if said.is_empty() { vec![span] } else { said };
            quotes.push(free::quote(content, false, confidence));
        }
    }
}

/// Whether a content begins with a quotation that stands for itself, and neither goes on with the paragraph before nor in the next.
fn is_closed(surface: &Surface<'_>, span: Span) -> bool {
    let at = surface.marked.partition_point(|m| m.inner.start < span.start);
    let own = surface.marked.get(at).filter(|m| m.inner.start == span.start || m.outer.start == span.start);
    own.is_some_and(|m| m.closed && !m.continues && m.inner.end <= span.end && free::stands_alone(surface, m))
}

/// What a content has of a quotation.
fn shared(marked: &MarkedSpan, span: Span) -> Option<Span> {
    let (start, end) = (marked.inner.start.max(span.start), marked.inner.end.min(span.end));
    (start < end).then(|| Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use crate::pipeline::Pipeline;

    #[test]
    fn an_article_is_no_source() {
        let document = Pipeline::default().analyze("The claim that the dam was safe angered villagers.");
        assert!(document.quotes[0].cue.is_some());
        assert_eq!(document.quotes[0].source, None);
        assert_eq!(document.attributions[0].speaker, None);
    }
}
