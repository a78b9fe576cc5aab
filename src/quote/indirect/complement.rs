//! What a cue takes, by its frames: a clause, an infinitive, a phrase, with or without a hearer.

use std::ops::Range;

use crate::lexicon::{CueFrames, WordClass};
use crate::quote::addressee::is_text_or_talk;
use crate::quote::clause::{Stop, begins_clause, clause_end};
use crate::quote::cue::{Cue, CueForm};
use crate::quote::phrase::{phrase_after, plain_phrase_after};
use crate::quote::rule::Construction;
use crate::quote::time::time_after;
use crate::surface::Surface;
use crate::token::TokenKind;

/// Furthest that "that" stands behind its cue: "said in an interview with the paper on Monday that".
const REACH: usize = 16;
/// So many times and texts at most stand between a verb and a clause without "that".
const ASIDES: usize = 3;

/// What a cue governs, and how.
pub(in crate::quote) fn complement(
    surface: &Surface<'_>,
    cue: &Cue,
    end: usize,
    stop: Stop,
) -> Option<(Construction, Range<usize>)> {
    let tokens = &surface.tokens;
    let frames = cue.frames;
    let mut start = cue.head + 1;
    while start < end && tokens[start].is(WordClass::ADVERB) {
        start += 1;
    }
    let next = tokens.get(start).filter(|_| start < end)?;
    let word = surface.word(start);
    let clause = |from: usize| from..clause_end(surface, from, end, stop);
    let phrase = |from: usize| from..clause_end(surface, from, end, Stop::Comma);
    let noun = cue.form == CueForm::Noun;
    if word == "that" && frames.contains(CueFrames::THAT) {
        let construction = if noun { Construction::Noun } else { Construction::That };
        return Some((construction, clause(start)));
    }
    if noun {
        return (word == "to" && frames.contains(CueFrames::TO)).then(|| (Construction::Noun, clause(start)));
    }
    if frames.contains(CueFrames::THAT)
        && (next.is_any(WordClass::PREPOSITION | WordClass::CALENDAR) || next.kind == TokenKind::Comma)
        && (word != "to" || !frames.contains(CueFrames::TO))
    // "explained to the class that"
    {
        let that = (start..end.min(start + REACH))
            .find(|&i| surface.word(i) == "that" || tokens[i].kind == TokenKind::Terminator);
        if let Some(that) = that.filter(|&i| surface.word(i) == "that") {
            return Some((Construction::That, clause(that)));
        }
        // "said on Tuesday it would close", "said in a statement it had failed"
        let behind = frames.contains(CueFrames::SAY).then(|| behind_asides(surface, start, end));
        if let Some(behind) = behind.filter(|&i| i > start && begins_clause(surface, i, end)) {
            return Some((Construction::Bare, clause(behind)));
        }
        if next.is(WordClass::CALENDAR) && frames.contains(CueFrames::SAY) && start + 1 < end {
            return Some((Construction::Bare, clause(start + 1)));
        }
    }
    if word == "to" && frames.contains(CueFrames::TO) {
        return Some((Construction::To, phrase(start)));
    }
    let about = matches!(word, "to" | "for" | "about" | "of" | "on" | "against");
    let time = tokens.get(start + 1).is_some_and(|t| t.is(WordClass::CALENDAR) || t.kind == TokenKind::Number);
    if about && frames.contains(CueFrames::ABOUT) && start + 1 < end && !time {
        return Some((Construction::About, phrase(start + 1)));
    }
    let hears = frames.contains(CueFrames::HEARER) || frames.contains(CueFrames::TO | CueFrames::OBJECT);
    if let Some(found) = hears.then(|| after_hearer(surface, frames, start, end, stop)).flatten() {
        return Some(found);
    }
    let opens = matches!(word, "whether" | "if" | "how" | "why" | "what" | "who" | "when" | "where");
    if opens && frames.intersects(CueFrames::WH | CueFrames::THAT) {
        return Some((Construction::Wh, clause(start)));
    }
    let begins = !next.is(WordClass::PREPOSITION)
        && (matches!(next.kind, TokenKind::Word | TokenKind::Number | TokenKind::Mark | TokenKind::Symbol))
        && !next.is_any(WordClass::CONJUNCTION | WordClass::SUBORDINATOR | WordClass::AUXILIARY);
    if begins
        && frames.contains(CueFrames::BARE)
        && (frames.contains(CueFrames::SAY) && !frames.contains(CueFrames::OBJECT)
            || begins_clause(surface, start, end))
    {
        return Some((Construction::Bare, clause(start)));
    }
    if begins && frames.contains(CueFrames::OBJECT) {
        return Some((Construction::Object, phrase(start)));
    }
    None
}

/// Returns where the times and texts end that stand between a verb and what is said: "on Tuesday", "late on Friday", "in a statement",
/// "at a news conference in Leeds".
fn behind_asides(surface: &Surface<'_>, start: usize, end: usize) -> usize {
    let mut at = start;
    for _ in 0..ASIDES {
        let behind = time_after(surface, at, end);
        at = if behind > at { behind } else { behind_text(surface, at, end).unwrap_or(at) };
    }
    at
}

/// Where "in a statement", or "in Leeds" behind it, ends.
fn behind_text(surface: &Surface<'_>, at: usize, end: usize) -> Option<usize> {
    let tokens = &surface.tokens;
    let leads = at + 1 < end && matches!(surface.word(at), "in" | "at" | "during");
    let phrase = plain_phrase_after(surface, at + 1, end).filter(|_| leads)?;
    let place = tokens[phrase.head].is(WordClass::PLACE) && tokens[phrase.head].is_capital();
    let text = tokens[phrase.head].is(WordClass::DOCUMENT) || is_text_or_talk(surface, phrase.head);
    (place || text).then_some(phrase.tokens.end)
}

/// "told Ortiz that they won", "told him they won", "urged Ortiz to win"
fn after_hearer(
    surface: &Surface<'_>,
    frames: CueFrames,
    start: usize,
    end: usize,
    stop: Stop,
) -> Option<(Construction, Range<usize>)> {
    let tokens = &surface.tokens;
    let object = tokens[start].is(WordClass::OBJECT_FORM) || tokens[start].is(WordClass::YOU);
    let mut at = if object { start + 1 } else { phrase_after(surface, start, end)?.tokens.end };
    let clause = |from: usize| from..clause_end(surface, from, end, stop);
    let phrase = |from: usize| from..clause_end(surface, from, end, Stop::Comma);
    if surface.tokens.get(at).filter(|_| at < end).is_some_and(|_| surface.word(at) == "to")
        && frames.contains(CueFrames::TO)
    {
        return Some((Construction::HearerTo, phrase(at)));
    }
    if !frames.contains(CueFrames::HEARER) {
        return None;
    }
    let reach = end.min(at + REACH);
    let that = (at..reach).find(|&i| opens_clause(surface, i) || tokens[i].kind == TokenKind::Terminator);
    if let Some(that) = that.filter(|&i| opens_clause(surface, i)) {
        return Some((Construction::Hearer, clause(that)));
    }
    while at < end && tokens[at].is_any(WordClass::CALENDAR | WordClass::ADVERB) {
        at += 1;
    }
    // "told Ortiz on Monday he had won"
    at = behind_asides(surface, at, end);
    begins_clause(surface, at, end).then(|| (Construction::Hearer, clause(at)))
}

/// Whether a clause that a hearer is told opens with token `i`.
fn opens_clause(surface: &Surface<'_>, i: usize) -> bool {
    matches!(surface.word(i), "that" | "how" | "whether" | "why" | "what")
}
