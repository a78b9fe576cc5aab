//! Whether a marked span is speech, from its length, its punctuation and the cues near it.

use crate::lexicon::{CueClass, WordClass};
use crate::mark::MarkedSpan;
use crate::token::{Shape, Token, TokenKind};

/// How far around a span a cue is looked for, in tokens.
const REACH: usize = 30;

/// Longest subject between a span and its cue, in tokens: “Yes,” the mayor of Ashford said.
const SUBJECT: usize = 8;

/// Sets `speech` of the spans of the paragraph `tokens[first..end]`.
pub(super) fn judge(text: &str, tokens: &[Token], (first, end): (usize, usize), spans: &mut [MarkedSpan]) {
    let tokens = &tokens[..end];
    let mut at = first;
    for span in spans.iter_mut() {
        at += tokens[at..].iter().take_while(|t| t.span.start < span.outer.start).count();
        let close = tokens.partition_point(|t| t.span.start < span.inner.end);
        span.speech = is_speech(text, tokens, first, at, close, span);
    }
}

/// `open` is the opening mark, `close` the first token past the inner span (the closing mark, where there is one).
fn is_speech(text: &str, tokens: &[Token], first: usize, open: usize, close: usize, span: &MarkedSpan) -> bool {
    let inside = tokens.get(open + 1..close).unwrap_or_default();
    let words = inside.iter().filter(|t| t.kind == TokenKind::Word).count();
    if words == 0 {
        return false;
    }
    if span.continues || !span.closed {
        return true;
    }
    let after = tokens.get(close + 1..).unwrap_or_default();
    let before = tokens.get(first..open).unwrap_or_default();
    let ended = inside.last().is_some_and(|t| matches!(t.kind, TokenKind::Comma | TokenKind::Terminator));
    let led_in = before.last().is_some_and(|t| matches!(t.kind, TokenKind::Comma | TokenKind::Colon));
    let cue = cue_before(text, before) || cue_after(text, after);
    // A sentence of its own, “She left.”, and one that its cue follows: “Yes We Can,” Lee said.
    let apart = before.last().is_none_or(|t| t.kind == TokenKind::Terminator);
    let attributed = apart && ended && cue_follows(after);
    let title = is_title_case(inside) && !attributed;
    if before.last().is_some_and(|t| t.kind == TokenKind::Symbol && t.span.of(text) == "=") {
        return false; // an attribute of markup
    }
    if words <= 4 && is_nickname(before, inside, after) {
        return false;
    }
    if title && words > 1 && !(led_in && cue) {
        return false;
    }
    cue || led_in && words > 2 || apart && ended || ended && words > 3 || words > 6
}

/// Whether a cue, or "according to", stands before a span in its sentence.
fn cue_before(text: &str, before: &[Token]) -> bool {
    before
        .iter()
        .rev()
        .take(REACH)
        .take_while(|t| t.kind != TokenKind::Terminator)
        .any(|t| is_cue(t) || is_according(text, t))
}

/// The same after it.
fn cue_after(text: &str, after: &[Token]) -> bool {
    after.iter().take(REACH).take_while(|t| t.kind != TokenKind::Terminator).any(|t| is_cue(t) || is_according(text, t))
}

/// Whether a cue of saying stands close behind a span, with its subject on either side.
fn cue_follows(after: &[Token]) -> bool {
    let near = after.iter().take(SUBJECT).take_while(|t| !matches!(t.kind, TokenKind::Terminator | TokenKind::Mark));
    near.into_iter().any(|t| t.cue.contains(CueClass::QUOTE | CueClass::FINITE))
}

/// Whether a token is a form of a verb that can govern what is said, "called a “disaster”" among them.
fn is_cue(token: &Token) -> bool {
    token.cue.intersects(CueClass::FINITE | CueClass::BASE | CueClass::ING | CueClass::PARTICIPLE)
}

fn is_according(text: &str, token: &Token) -> bool {
    token.span.len() == 9 && token.span.of(text).eq_ignore_ascii_case("according")
}

/// "Ann “Shorty” Lee".
fn is_nickname(before: &[Token], inside: &[Token], after: &[Token]) -> bool {
    before.last().is_some_and(Token::is_capital)
        && after.first().is_some_and(Token::is_capital)
        && inside.iter().all(|t| t.kind == TokenKind::Word)
        && inside.first().is_some_and(|t| t.shape.contains(Shape::CAPITAL))
}

/// Whether all words but the small ones inside are capitalised, and more than one is: “It’s over,” is no title.
fn is_title_case(inside: &[Token]) -> bool {
    let small = WordClass::DETERMINER | WordClass::PREPOSITION | WordClass::CONJUNCTION;
    let mut words = inside.iter().filter(|t| t.kind == TokenKind::Word);
    words.clone().filter(|t| t.is_capital()).count() > 1 && words.all(|t| t.is_capital() || t.is_any(small))
}
