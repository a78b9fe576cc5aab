//! Where content that no mark bounds begins and ends.

use crate::lexicon::{CueFrames, WordClass};
use crate::quote::cue::{CueForm, cue_at};
use crate::quote::phrase::{is_subject_pronoun, phrase_after};
use crate::surface::Surface;
use crate::token::{Shape, TokenKind};

/// Longest content that no mark bounds, in tokens; it keeps a sentence without end linear.
pub(crate) const LONGEST_CONTENT: usize = 300;

/// What ends content before its sentence does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// A new attribution.
    Attribution,
    /// Also a comma or dash: the content is a phrase, or stands in a clause that a comma ends.
    Comma,
}

/// Returns the token after the last of the content that begins at token `start`; the content may run past its sentence
/// only to the end of a quotation that it opens.
pub(crate) fn clause_end(surface: &Surface<'_>, start: usize, limit: usize, stop: Stop) -> usize {
    let tokens = &surface.tokens;
    let mut at = start;
    let mut limit = limit.min(start + LONGEST_CONTENT);
    while at < limit {
        let token = &tokens[at];
        match token.kind {
            TokenKind::Mark => {
                if let Some(close) = closing_token(surface, at) {
                    if close + 1 > limit {
                        limit = close + 1;
                    }
                    at = close + 1;
                    // A quotation that ends like a sentence ends the content.
                    if ends_sentence(surface, close) && at < limit && tokens[at].shape.contains(Shape::CAPITAL) {
                        return at;
                    }
                    continue;
                }
            }
            TokenKind::Terminator if at + 1 >= limit || !is_inner(surface, at, limit) => return at,
            TokenKind::Semicolon => return at,
            TokenKind::Comma | TokenKind::Dash
                if at > start && (stop == Stop::Comma || parts_clauses(surface, at, limit)) =>
            {
                return at;
            }
            TokenKind::Word
                if at > start
                    && token.is(WordClass::CONJUNCTION)
                    && (continues_with_cue(surface, at, limit)
                        || stop == Stop::Comma && continues_with_verb(surface, at, limit)) =>
            {
                return at;
            }
            _ => {}
        }
        at += 1;
    }
    limit
}

/// The token of the mark that closes the marked span which token `open` opens.
pub(crate) fn closing_token(surface: &Surface<'_>, open: usize) -> Option<usize> {
    let start = surface.tokens[open].span.start;
    let at = surface.marked.partition_point(|m| m.outer.start < start);
    let marked = surface.marked.get(at).filter(|m| m.outer.start == start)?;
    let end = surface.token_at(marked.outer.end);
    (end > open + 1).then(|| end - 1)
}

/// Whether what stands before the closing mark at `close` ends a sentence.
fn ends_sentence(surface: &Surface<'_>, close: usize) -> bool {
    close > 0 && surface.tokens[close - 1].kind == TokenKind::Terminator
}

/// A terminator in mid-sentence: "Yahoo! said".
fn is_inner(surface: &Surface<'_>, at: usize, limit: usize) -> bool {
    at + 1 < limit
        && !surface.tokens[at + 1].shape.contains(Shape::CAPITAL)
        && surface.tokens[at + 1].kind == TokenKind::Word
}

/// Whether the comma or dash at `at` ends the content: what follows attributes anew, or to somebody else.
fn parts_clauses(surface: &Surface<'_>, at: usize, limit: usize) -> bool {
    let tokens = &surface.tokens;
    let Some(next) = tokens.get(at + 1).filter(|_| at + 1 < limit) else { return true };
    let word = surface.word(at + 1);
    if word.eq_ignore_ascii_case("according") {
        return true;
    }
    if next.cue.contains(CueFrames::ING) && next.cue.intersects(CueFrames::QUOTE | CueFrames::THAT) {
        return true;
    }
    if next.is(WordClass::CONJUNCTION) || matches!(word, "while" | "as" | "although" | "though") {
        return continues_with_cue(surface, at + 1, limit);
    }
    // ", Lee said." and ", he added"
    subject_and_cue(surface, at + 1, limit).is_some_and(|cue_end| {
        tokens
            .get(cue_end)
            .is_none_or(|t| matches!(t.kind, TokenKind::Terminator | TokenKind::Comma) || cue_end >= limit)
    })
}

/// Whether the conjunction at `at` is followed by a cue of saying, with or without a subject of its own.
fn continues_with_cue(surface: &Surface<'_>, at: usize, limit: usize) -> bool {
    let next = at + 1;
    if next >= limit {
        return false;
    }
    let own = (next..limit.min(next + 3))
        .take_while(|&i| i == next || surface.tokens[i - 1].is_any(WordClass::ADVERB | WordClass::AUXILIARY))
        .any(|i| {
            surface.tokens[i].cue.contains(CueFrames::SAY)
                && surface.tokens[i].cue.contains(CueFrames::FINITE)
                && cue_at(surface, i, next).is_some_and(|c| c.form == CueForm::Finite && c.tokens.start == next)
        });
    own || subject_and_cue(surface, next, limit).is_some()
}

/// Whether the conjunction at `at` goes on with a verb of the cue's own subject: "called it a lie and refused to leave".
fn continues_with_verb(surface: &Surface<'_>, at: usize, limit: usize) -> bool {
    let Some(next) = surface.tokens.get(at + 1).filter(|_| at + 1 < limit) else { return false };
    let verb = next.cue.contains(CueFrames::FINITE)
        && !next.cue.contains(CueFrames::NOUN)
        && !next.cue.contains(CueFrames::BASE);
    next.is(WordClass::AUXILIARY) || verb
}

/// The end of a finite cue of saying whose subject begins at token `start`.
pub(crate) fn subject_and_cue(surface: &Surface<'_>, start: usize, limit: usize) -> Option<usize> {
    let tokens = &surface.tokens;
    let first = tokens.get(start).filter(|_| start < limit)?;
    if first.kind != TokenKind::Word && first.kind != TokenKind::Number {
        return None;
    }
    let end = if is_subject_pronoun(first) { start + 1 } else { phrase_after(surface, start, limit)?.tokens.end };
    for (i, token) in tokens.iter().enumerate().take(limit.min(end + 4)).skip(end) {
        if token.cue.contains(CueFrames::SAY) {
            let cue = cue_at(surface, i, end)?;
            return (cue.form == CueForm::Finite && cue.tokens.start <= end).then_some(cue.tokens.end);
        }
        if !token.is_any(WordClass::ADVERB | WordClass::AUXILIARY) {
            return None;
        }
    }
    None
}

/// Whether a clause with a verb of its own may begin at token `start`: "he would", "the plan was", "there is".
pub(crate) fn begins_clause(surface: &Surface<'_>, start: usize, limit: usize) -> bool {
    let tokens = &surface.tokens;
    let Some(first) = tokens.get(start).filter(|_| start < limit) else { return false };
    if is_subject_pronoun(first) || surface.word(start).eq_ignore_ascii_case("there") {
        return true;
    }
    let Some(phrase) = phrase_after(surface, start, limit) else { return false };
    (phrase.tokens.end..limit.min(phrase.tokens.end + 2)).any(|i| {
        tokens[i].is(WordClass::AUXILIARY)
            || tokens[i].cue.contains(CueFrames::FINITE)
            || surface.word(i).ends_with("ed") && tokens[i].kind == TokenKind::Word
    })
}
