//! Cues behind or inside what is said, between commas.

use std::ops::Range;

use crate::lexicon::{CueFrames, WordClass};
use crate::quote::clause::{LONGEST_CONTENT, Stop, clause_end, subject_and_cue};
use crate::quote::cue::{Cue, CueForm, cue_at};
use crate::quote::indirect::draft;
use crate::quote::phrase::{is_subject_pronoun, phrase_after, phrase_before};
use crate::quote::reader::Reader;
use crate::quote::rule::Construction;
use crate::surface::Surface;
use crate::token::{Token, TokenKind};

/// Longest time or place behind a cue that ends its sentence: "said in an interview with the paper".
const TAIL: usize = 9;

/// "They won, Lee said." and "The win, Lee said, was theirs."
pub(super) fn read(reader: &mut Reader<'_>, sentence: Range<usize>) {
    let surface = reader.surface;
    let tokens = &surface.tokens;
    let mut at = sentence.start + 2;
    while at < sentence.end {
        let stop = &tokens[at];
        if !matches!(stop.kind, TokenKind::Comma | TokenKind::Dash)
            || reader.is_taken(at)
            || surface.marked_of(at).is_some()
        {
            at += 1;
            continue;
        }
        let Some(cue) = postposed_cue(surface, at + 1, sentence.end) else {
            at += 1;
            continue;
        };
        let source = match phrase_before(surface, cue.tokens.start, at + 1) {
            Some(source) => Some(source),
            None => phrase_after(surface, cue.tokens.end, sentence.end),
        };
        let next = source.as_ref().map_or(cue.tokens.end, |s| s.tokens.end.max(cue.tokens.end));
        let floor = sentence.start.max(at.saturating_sub(LONGEST_CONTENT));
        let start = (floor..at).rev().find(|&i| reader.is_taken(i)).map_or(floor, |i| i + 1);
        let more = tokens.get(next).is_some_and(|t| t.kind == TokenKind::Comma) && next + 2 < sentence.end;
        let verb_at =
            if more { (next + 1, clause_end(surface, next + 1, sentence.end, Stop::Attribution)) } else { (start, at) };
        if start + 1 >= at || !has_verb(surface, verb_at.0, verb_at.1) {
            at += 1;
            continue;
        }
        let first = &tokens[start];
        let introduces = first.is_any(WordClass::PREPOSITION | WordClass::SUBORDINATOR)
            || surface.word(start).ends_with("ing")
            || surface.word(start).eq_ignore_ascii_case("asked");
        if more && introduces {
            // "After the flood, they said, it was closed": the introduction is the writer's.
            let quoted = tokens[next + 1].kind == TokenKind::Mark;
            let construction = if quoted { Construction::SourceCueContent } else { Construction::Parenthetical };
            reader.keep(draft(construction, Some(cue), source, verb_at.0..verb_at.1, None));
            at = verb_at.1.max(at + 1);
            continue;
        }
        let adds = tokens.get(next + 1).is_some_and(|t| t.cue.contains(CueFrames::ING));
        let more = more && !adds;
        let rest = more.then_some(verb_at.0..verb_at.1);
        let construction = if more { Construction::Parenthetical } else { Construction::Postposed };
        let end = rest.as_ref().map_or(next, |r| r.end).max(next);
        reader.keep(draft(construction, Some(cue), source, start..at, rest));
        at = end.max(at + 1);
    }
}

/// A finite cue of saying after a comma, with its subject on either side and no content of its own behind it.
fn postposed_cue(surface: &Surface<'_>, start: usize, end: usize) -> Option<Cue> {
    let tokens = &surface.tokens;
    let first = tokens.get(start).filter(|_| start < end)?;
    // "They won, said Lee": nobody is told there.
    let inverted = first.cue.contains(CueFrames::SAY | CueFrames::FINITE) && !first.cue.contains(CueFrames::HEARER);
    let head = if inverted { start } else { subject_and_cue(surface, start, end)?.checked_sub(1)? };
    let cue = cue_at(surface, head, start)?;
    if cue.form != CueForm::Finite {
        return None;
    }
    let mut next = head + 1;
    if inverted {
        next = phrase_after(surface, next, end)?.tokens.end;
    }
    // "Lee said on Monday." and "Lee said in a statement, …": a time or place of at most a few words.
    let closes =
        |t: &Token| matches!(t.kind, TokenKind::Terminator | TokenKind::Comma | TokenKind::Dash | TokenKind::Semicolon);
    let tail = tokens[next.min(end)..end].iter().take(TAIL).position(closes);
    let bare = match tail {
        Some(0) => true,
        Some(length) => {
            let tail = &tokens[next..next + length];
            tail[0].is_any(WordClass::CALENDAR | WordClass::PREPOSITION | WordClass::ADVERB)
                && !tail
                    .iter()
                    .any(|t| t.is_any(WordClass::AUXILIARY | WordClass::SUBORDINATOR) || is_subject_pronoun(t))
                && tokens[next + length].kind == TokenKind::Terminator
        }
        None => next >= end,
    };
    bare.then_some(cue)
}

/// Whether a clause may stand between tokens `start` and `end`: there is a verb.
fn has_verb(surface: &Surface<'_>, start: usize, end: usize) -> bool {
    let Some(first) = surface.tokens.get(start).filter(|_| start < end) else { return false };
    let introduces = first.is_any(WordClass::PREPOSITION | WordClass::SUBORDINATOR)
        && !surface.tokens[start..end].iter().any(|t| t.kind == TokenKind::Comma);
    !introduces
        && (start..end).any(|i| {
            let token = &surface.tokens[i];
            token.is(WordClass::AUXILIARY)
                || token.cue.intersects(CueFrames::FINITE)
                || token.kind == TokenKind::Word && !token.is_capital() && surface.word(i).ends_with("ed")
                || token.kind == TokenKind::Word
                    && !token.is_capital()
                    && surface.word(i).ends_with('s')
                    && !token.is_any(WordClass::GROUP_NOUN)
        })
}
