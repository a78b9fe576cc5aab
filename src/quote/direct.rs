//! Quotations in marks and the cues beside them.

use std::ops::Range;

use crate::lexicon::{CueFrames, WordClass};
use crate::mark::MarkedSpan;
use crate::quote::cue::{Cue, CueForm, cue_at};
use crate::quote::phrase::{Phrase, is_subject_pronoun, phrase_after, phrase_before};
use crate::quote::reader::{Draft, Reader};
use crate::quote::rule::Construction;
use crate::surface::Surface;
use crate::token::{Shape, TokenKind};

/// Furthest that a cue stands from its quotation, in tokens.
const REACH: usize = 24;

/// A signature is no longer, in tokens.
const LONGEST_SIGNATURE: usize = 20;

/// Shortest quotation that stands without a cue, in words.
const SHORTEST_FREE: usize = 4;

/// What attributes one quotation.
struct Found {
    construction: Construction,
    cue: Option<Cue>,
    source: Option<Phrase>,
    /// The tokens of the attribution, for finding what follows it.
    until: usize,
}

/// One quotation: the tokens of a top-level marked span that is speech.
struct Quotation<'a> {
    marked: &'a MarkedSpan,
    /// Its tokens, marks included.
    tokens: Range<usize>,
    paragraph: usize,
}

/// Reads every quotation that stands whole beside its cue; returns those that stand alone, for the end.
pub(crate) fn read(reader: &mut Reader<'_>) -> Vec<Draft> {
    let surface = reader.surface;
    let quotations: Vec<Quotation<'_>> = surface
        .marked
        .iter()
        .filter(|m| m.depth == 0 && m.speech)
        .filter_map(|marked| {
            let tokens = surface.tokens_in(marked.outer);
            let first = surface.tokens.get(tokens.start).filter(|_| !tokens.is_empty())?;
            Some(Quotation { marked, paragraph: surface.paragraph_at(first.span.start), tokens })
        })
        .collect();
    let mut free = Vec::new();
    let mut open: Option<Draft> = None;
    let mut last: Option<(usize, usize)> = None; // token after the last attribution or quotation, its paragraph
    for quotation in &quotations {
        let after = attribution_after(surface, quotation);
        let found = match after {
            Some(found) => Some(found),
            None => attribution_before(reader, quotation, open.as_ref()),
        };
        let follows = last.is_some_and(|(end, paragraph)| follows_on(surface, quotation, end, paragraph));
        match found {
            // "“We won,” Lee said, “and they lost.”": the cue stands between two parts.
            Some(found) if !(follows && shares_cue(open.as_ref(), &found)) => {
                finish(reader, open.take(), &mut free);
                let mut end = quotation.tokens.end;
                if matches!(found.construction, Construction::ContentCueSource | Construction::ContentSourceCue) {
                    end = found.until;
                }
                last = Some((end, quotation.paragraph));
                open = Some(Draft {
                    construction: found.construction,
                    cue: found.cue,
                    source: found.source,
                    content: vec![quotation.tokens.clone()],
                    continued: false,
                });
            }
            _ if follows && open.is_some() => {
                if let Some(draft) = &mut open {
                    draft.content.push(quotation.tokens.clone());
                }
                last = Some((quotation.tokens.end, quotation.paragraph));
            }
            _ if stands_alone(surface, quotation) => {
                finish(reader, open.take(), &mut free);
                open = Some(Draft {
                    construction: Construction::Free,
                    cue: None,
                    source: None,
                    content: vec![quotation.tokens.clone()],
                    continued: true,
                });
                last = Some((quotation.tokens.end, quotation.paragraph));
            }
            _ => {}
        }
    }
    finish(reader, open, &mut free);
    free
}

/// Keeps what the quotations that stand alone hold, unless a longer content took it.
pub(crate) fn keep_free(reader: &mut Reader<'_>, free: Vec<Draft>) {
    for draft in free {
        if !draft.content.iter().any(|c| reader.is_taken(c.start)) {
            reader.keep(draft);
        }
    }
}

fn finish(reader: &mut Reader<'_>, draft: Option<Draft>, free: &mut Vec<Draft>) {
    match draft {
        Some(draft) if draft.construction == Construction::Free => free.push(draft),
        Some(draft) => {
            reader.keep(draft);
        }
        None => {}
    }
}

/// Whether the cue of `found` already attributes the draft: it stands before this quotation and after the last.
fn shares_cue(open: Option<&Draft>, found: &Found) -> bool {
    match (open.and_then(|d| d.cue.as_ref()), &found.cue) {
        (Some(known), Some(new)) => known.head == new.head,
        _ => false,
    }
}

/// Whether a quotation goes on from what ended at token `end` of `paragraph`.
fn follows_on(surface: &Surface<'_>, quotation: &Quotation<'_>, end: usize, paragraph: usize) -> bool {
    let between = &surface.tokens[end.min(quotation.tokens.start)..quotation.tokens.start];
    let bare = between
        .iter()
        .all(|t| matches!(t.kind, TokenKind::Terminator | TokenKind::Comma | TokenKind::Dash | TokenKind::Semicolon));
    if quotation.paragraph == paragraph {
        let joined = between.len() == 1 && surface.tokens[quotation.tokens.start - 1].is(WordClass::CONJUNCTION);
        return bare && between.len() <= 2 || joined;
    }
    quotation.paragraph == paragraph + 1 && bare && between.len() <= 1 || quotation.marked.continues
}

/// Whether a quotation is long or whole enough to be one without a cue.
fn stands_alone(surface: &Surface<'_>, quotation: &Quotation<'_>) -> bool {
    let words = surface.tokens[quotation.tokens.clone()].iter().filter(|t| t.kind == TokenKind::Word).count();
    let begins = quotation.tokens.start == 0
        || surface.tokens[quotation.tokens.start].shape.contains(Shape::LINE_BEFORE)
        || matches!(
            surface.tokens[quotation.tokens.start - 1].kind,
            TokenKind::Terminator | TokenKind::Colon | TokenKind::Comma | TokenKind::Mark
        );
    words >= SHORTEST_FREE && begins && ends_like_sentence(surface, quotation)
}

/// Whether the quotation ends with punctuation of its own.
fn ends_like_sentence(surface: &Surface<'_>, quotation: &Quotation<'_>) -> bool {
    let inner = quotation.marked.inner.of(surface.text);
    let outside = surface.tokens.get(quotation.tokens.end).map(|t| t.kind);
    inner.ends_with(['.', ',', '!', '?', '…', '—', '–', ';', ':', '-', '”', '’', '"', '\''])
        || matches!(outside, Some(TokenKind::Comma | TokenKind::Terminator | TokenKind::Dash) | None)
        || !quotation.marked.closed
}

/// “…,” said Lee · “…,” Lee said
fn attribution_after(surface: &Surface<'_>, quotation: &Quotation<'_>) -> Option<Found> {
    if !ends_like_sentence(surface, quotation) || !quotation.marked.closed {
        return None;
    }
    let tokens = &surface.tokens;
    let ceiling = surface.token_at(surface.paragraphs.get(quotation.paragraph)?.end);
    let mut first = quotation.tokens.end;
    while first < ceiling && matches!(tokens[first].kind, TokenKind::Comma | TokenKind::Dash) {
        first += 1;
    }
    if let Some(found) = signature(surface, quotation, ceiling) {
        return Some(found);
    }
    if first >= ceiling {
        return None;
    }
    let inner_stop = quotation.marked.inner.of(surface.text).ends_with('.');
    for head in first..ceiling.min(first + REACH) {
        let token = &tokens[head];
        if matches!(token.kind, TokenKind::Terminator | TokenKind::Mark | TokenKind::Semicolon | TokenKind::Colon) {
            return None;
        }
        if surface.word(head).eq_ignore_ascii_case("according") && head == first {
            return None;
        }
        if !token.cue.contains(CueFrames::QUOTE) {
            continue;
        }
        let Some(cue) = cue_at(surface, head, first) else { continue };
        if !matches!(cue.form, CueForm::Finite) {
            continue;
        }
        // "said Lee": the cue comes first.
        if cue.tokens.start == first {
            if inner_stop && token.shape.contains(Shape::CAPITAL) {
                return None;
            }
            let source = phrase_after(surface, head + 1, ceiling);
            let until = sentence_end(surface, source.as_ref().map_or(head + 1, |s| s.tokens.end), ceiling);
            return Some(Found { construction: Construction::ContentCueSource, cue: Some(cue), source, until });
        }
        // "Lee said", "the mayor of Ashford has said".
        let source = phrase_before(surface, cue.tokens.start, first)?;
        let close = source.tokens.start <= first + 1;
        // After a full stop inside the marks a new sentence begins, unless the cue ends it: "“We won.” Lee said."
        let ends = tokens
            .get(head + 1)
            .is_none_or(|t| matches!(t.kind, TokenKind::Terminator | TokenKind::Comma) || head + 1 >= ceiling);
        if !close || inner_stop && !ends {
            return None;
        }
        let until = sentence_end(surface, head + 1, ceiling);
        return Some(Found {
            construction: Construction::ContentSourceCue,
            cue: Some(cue),
            source: Some(source),
            until,
        });
    }
    None
}

/// “We won.” — Ann Lee, the mayor: a name after a dash, up to the end of its line; on a line of its own too.
fn signature(surface: &Surface<'_>, quotation: &Quotation<'_>, ceiling: usize) -> Option<Found> {
    let tokens = &surface.tokens;
    let dash = quotation.tokens.end;
    let end =
        if dash < ceiling { ceiling } else { surface.token_at(surface.paragraphs.get(quotation.paragraph + 1)?.end) };
    let signed = tokens.get(dash).is_some_and(|t| t.kind == TokenKind::Dash) && end - dash <= LONGEST_SIGNATURE;
    let name = tokens.get(dash + 1).filter(|t| signed && dash + 1 < end && t.is_capital())?;
    let whole = (dash + 1..end).all(|i| {
        !matches!(tokens[i].kind, TokenKind::Mark | TokenKind::Colon | TokenKind::Semicolon)
            && !tokens[i].cue.contains(CueFrames::FINITE)
            && (tokens[i].kind != TokenKind::Terminator || i + 1 == end)
    });
    if !whole || name.is_any(WordClass::PERSONAL | WordClass::CALENDAR | WordClass::SUBORDINATOR) {
        return None;
    }
    let comma = (dash + 1..end).find(|&i| matches!(tokens[i].kind, TokenKind::Comma | TokenKind::Terminator));
    let source = phrase_after(surface, dash + 1, comma.unwrap_or(end))?;
    Some(Found { construction: Construction::Signature, cue: None, source: Some(source), until: end })
}

/// The token after the terminator, or the mark, that ends the attribution.
fn sentence_end(surface: &Surface<'_>, from: usize, ceiling: usize) -> usize {
    for i in from..ceiling {
        match surface.tokens[i].kind {
            TokenKind::Terminator => return i + 1,
            TokenKind::Mark => return i,
            _ => {}
        }
    }
    ceiling
}

/// Lee said, “…” · Lee told reporters: “…” · …, adding “…” · Lee: “…”
fn attribution_before(reader: &Reader<'_>, quotation: &Quotation<'_>, pending: Option<&Draft>) -> Option<Found> {
    let surface = reader.surface;
    let tokens = &surface.tokens;
    let open = quotation.tokens.start;
    let previous = open.checked_sub(1)?;
    let stopped = matches!(tokens[previous].kind, TokenKind::Comma | TokenKind::Colon | TokenKind::Dash);
    let last = if stopped { previous.checked_sub(1)? } else { previous };
    if tokens[open].shape.contains(Shape::LINE_BEFORE) && tokens[previous].kind != TokenKind::Colon {
        return None;
    }
    // What goes on after the closing mark is no quotation of its own: “…” is bad.
    let goes_on = tokens.get(quotation.tokens.end).is_some_and(|t| {
        matches!(t.kind, TokenKind::Word | TokenKind::Number)
            && !t.shape.contains(Shape::CAPITAL)
            && !t.shape.contains(Shape::LINE_BEFORE)
    });
    if goes_on && !ends_like_sentence(surface, quotation) {
        return None;
    }
    let sentence = surface.tokens_beside(last);
    let floor = sentence.start;
    let mut head = last + 1;
    while head > floor && last + 1 - head < REACH {
        head -= 1;
        let token = &tokens[head];
        if matches!(token.kind, TokenKind::Terminator | TokenKind::Mark | TokenKind::Semicolon) {
            break;
        }
        // Before a colon any cue will do: "Lee disagreed: “No.”"
        let colon = tokens[previous].kind == TokenKind::Colon;
        if !(colon || token.cue.intersects(CueFrames::QUOTE | CueFrames::THAT)) || reader.is_taken(head) {
            continue;
        }
        let Some(cue) = cue_at(surface, head, floor) else { continue };
        if matches!(cue.form, CueForm::Noun | CueForm::Passive) {
            continue;
        }
        if !stopped && !only_hearer(surface, head + 1, open, cue.frames) {
            break;
        }
        // "told Ortiz that they want, “in time,” to win": the quotation is part of a longer content.
        if tokens[previous].kind == TokenKind::Comma && begins_content(surface, head + 1, last) {
            break;
        }
        let source = match cue.form {
            CueForm::Finite => {
                phrase_before(surface, cue.tokens.start, floor).or_else(|| earlier(reader, cue.tokens.start, pending))
            }
            _ => earlier(reader, cue.tokens.start, pending),
        };
        return Some(Found {
            construction: Construction::SourceCueContent,
            cue: Some(cue),
            source,
            until: quotation.tokens.end,
        });
    }
    if tokens[previous].kind == TokenKind::Colon && last - floor < 7 {
        let source =
            phrase_after(surface, floor, previous).filter(|p| p.tokens.end == previous && tokens[floor].is_capital());
        if let Some(source) = source {
            return Some(Found {
                construction: Construction::Turn,
                cue: None,
                source: Some(source),
                until: quotation.tokens.end,
            });
        }
    }
    None
}

/// The subject that a cue without one of its own goes back to; `pending` is the relation before it.
fn earlier(reader: &Reader<'_>, at: usize, pending: Option<&Draft>) -> Option<Phrase> {
    let surface = reader.surface;
    let near = pending.filter(|d| {
        let same = |cue: &Cue| {
            cue.head < at
                && surface.paragraph_at(surface.tokens[cue.head].span.start)
                    == surface.paragraph_at(surface.tokens[at].span.start)
        };
        d.cue.as_ref().is_some_and(same)
            && (surface.sentence_of(at) - surface.sentence_of(d.cue.as_ref().map_or(at, |c| c.head)) < 2)
    });
    near.and_then(|d| d.source.clone()).or_else(|| reader.earlier_subject(at))
}

/// Whether a clause of content begins between cue and quotation.
fn begins_content(surface: &Surface<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|i| {
        let token = &surface.tokens[i];
        surface.word(i) == "that" || token.is(WordClass::AUXILIARY) || i > from && token.cue.contains(CueFrames::FINITE)
    })
}

/// Whether between cue and opening mark stands nothing, or whom it was said to.
fn only_hearer(surface: &Surface<'_>, from: usize, open: usize, frames: CueFrames) -> bool {
    if from == open {
        return true;
    }
    let first = &surface.tokens[from];
    if !frames.contains(CueFrames::HEARER) || open - from > 6 {
        return false;
    }
    is_subject_pronoun(first)
        || first.is(WordClass::OBJECT_FORM) && from + 1 == open
        || phrase_after(surface, from, open).is_some_and(|p| p.tokens.end == open)
}
