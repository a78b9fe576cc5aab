//! "According to".

use std::ops::Range;

use crate::lexicon::WordClass;
use crate::quote::clause::{LONGEST_CONTENT, Stop, clause_end};
use crate::quote::cue::Cue;
use crate::quote::indirect::draft;
use crate::quote::phrase::{phrase_after, plain_phrase_after};
use crate::quote::reader::Reader;
use crate::quote::rule::Construction;
use crate::surface::Surface;
use crate::token::TokenKind;

/// "According to Lee, they won." and "They won, according to Lee."
pub(super) fn read(reader: &mut Reader<'_>, sentence: Range<usize>) {
    let surface = reader.surface;
    let mut at = sentence.start;
    while at + 2 < sentence.end {
        let found =
            surface.word(at).eq_ignore_ascii_case("according") && surface.word(at + 1).eq_ignore_ascii_case("to");
        if !found || reader.is_taken(at) || surface.in_speech(at) {
            at += 1;
            continue;
        }
        let opens = at == sentence.start
            || at == sentence.start + 1 && !surface.tokens[at - 1].is_capital()
            || surface.tokens[at - 1].is(WordClass::CONJUNCTION);
        // "According to Lee, the mayor won": at a sentence's start what follows the comma is the content.
        let phrase = if opens { plain_phrase_after } else { phrase_after };
        let Some(source) = phrase(surface, at + 2, sentence.end) else {
            at += 2;
            continue;
        };
        let cue = Cue::according(at);
        let next = source.tokens.end;
        let (content, rest) = if opens {
            let comma = (next..sentence.end.min(next + 12)).find(|&i| surface.tokens[i].kind == TokenKind::Comma);
            let start = comma.unwrap_or(next) + 1;
            (start..clause_end(surface, start, sentence.end, Stop::Attribution), None)
        } else {
            let goes_on =
                surface.tokens.get(next).is_some_and(|t| t.kind == TokenKind::Comma) && next + 2 < sentence.end;
            let parted = goes_on
                && surface.tokens[at - 1].kind == TokenKind::Comma
                && !surface.tokens[next + 1].is(WordClass::CONJUNCTION);
            let rest = parted.then(|| next + 1..clause_end(surface, next + 1, sentence.end, Stop::Attribution));
            (nearest_clause(surface, sentence.start.max(at.saturating_sub(LONGEST_CONTENT)), at)..at, rest)
        };
        let after = rest.as_ref().map_or(content.end, |r| r.end).max(next);
        reader.keep(draft(Construction::According, Some(cue), Some(source), content, rest));
        at = after;
    }
}

/// Where the clause begins that ends before token `end`: after the last ", which" or ", but", else at `start`.
fn nearest_clause(surface: &Surface<'_>, start: usize, end: usize) -> usize {
    let opens = |i: usize| {
        let token = &surface.tokens[i];
        surface.tokens[i - 1].kind == TokenKind::Comma
            && (token.is(WordClass::RELATIVE) || matches!(surface.word(i), "but" | "while" | "though"))
    };
    match (start + 1..end.saturating_sub(3)).rev().find(|&i| opens(i)) {
        Some(at) if surface.tokens[at].is(WordClass::RELATIVE) => at,
        Some(at) => at + 1,
        None => start,
    }
}
