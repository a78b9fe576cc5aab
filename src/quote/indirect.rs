//! Cues outside quotations and the clauses that they govern: indirect and mixed content.

use std::ops::Range;

use crate::lexicon::{CueClass, WordClass};
use crate::quote::clause::{LONGEST_CONTENT, Stop, begins_clause, clause_end, subject_and_cue};
use crate::quote::cue::{Cue, CueForm, cue_at};
use crate::quote::phrase::{Phrase, is_subject_pronoun, phrase_after, phrase_before, plain_phrase_after};
use crate::quote::reader::{Draft, Reader};
use crate::quote::rule::Construction;
use crate::surface::Surface;
use crate::token::{Shape, Token, TokenKind};

/// Furthest that "that" stands behind its cue: "said in an interview with the paper on Monday that".
const REACH: usize = 16;

/// Longest time or place behind a cue that ends its sentence: "said in an interview with the paper".
const TAIL: usize = 9;

/// Reads the attribution of every sentence.
pub(crate) fn read(reader: &mut Reader<'_>) {
    let surface = reader.surface;
    for (number, sentence) in surface.sentences.iter().enumerate() {
        let tokens = sentence.first_token as usize..sentence.end_token as usize;
        if number == 0 {
            headline(reader, tokens.clone());
        }
        according(reader, tokens.clone());
        postposed(reader, tokens.clone());
        governed(reader, tokens);
    }
}

/// "Lee: They won" and "They won, VP Lee", in a document's first line only.
fn headline(reader: &mut Reader<'_>, sentence: Range<usize>) {
    let surface = reader.surface;
    let whole = surface.paragraphs.first().is_some_and(|p| surface.tokens_in(*p).end == sentence.end);
    if !whole || surface.paragraphs.len() < 2 {
        return;
    }
    let end = content_stop(surface, sentence.clone());
    if let Some(colon) = sentence.clone().find(|&i| surface.tokens[i].kind == TokenKind::Colon) {
        let phrase = phrase_after(surface, sentence.start, colon).filter(|p| p.tokens.end == colon);
        if phrase.is_some() && colon + 2 < end {
            reader.keep(draft(Construction::Headline, None, phrase, colon + 1..end, None));
        }
        return;
    }
    let comma = sentence.clone().rev().find(|&i| surface.tokens[i].kind == TokenKind::Comma);
    if let Some(comma) = comma.filter(|&c| c > sentence.start + 3 && end > c + 1 && end - c < 7) {
        let phrase = phrase_after(surface, comma + 1, end).filter(|p| p.tokens.end == end);
        let says = surface.tokens[comma + 1..end].iter().all(|t| t.is_capital() || t.is(WordClass::DETERMINER));
        if phrase.is_some() && says {
            reader.keep(draft(Construction::HeadlineTail, None, phrase, sentence.start..comma, None));
        }
    }
}

/// "According to Lee, they won." and "They won, according to Lee."
fn according(reader: &mut Reader<'_>, sentence: Range<usize>) {
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
        let cue =
            Cue { head: at, tokens: at..at + 2, frames: CueClass::empty(), form: CueForm::Finite, negated: false };
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

/// "They won, Lee said." and "The win, Lee said, was theirs."
fn postposed(reader: &mut Reader<'_>, sentence: Range<usize>) {
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
        let adds = tokens.get(next + 1).is_some_and(|t| t.cue.contains(CueClass::ING));
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
    let inverted = first.cue.contains(CueClass::SAY | CueClass::FINITE) && !first.cue.contains(CueClass::HEARER);
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
                || token.cue.intersects(CueClass::FINITE)
                || token.kind == TokenKind::Word && !token.is_capital() && surface.word(i).ends_with("ed")
                || token.kind == TokenKind::Word
                    && !token.is_capital()
                    && surface.word(i).ends_with('s')
                    && !token.is_any(WordClass::GROUP_NOUN)
        })
}

/// "Lee said that they won": cues with what they govern, from left to right.
fn governed(reader: &mut Reader<'_>, sentence: Range<usize>) {
    let surface = reader.surface;
    let introduction = introduction_end(surface, sentence.clone());
    let mut at = sentence.start;
    while at < sentence.end {
        let token = &surface.tokens[at];
        let stop = if at < introduction { Stop::Comma } else { Stop::Attribution };
        if token.cue.is_empty() || reader.is_taken(at) || surface.in_speech(at) {
            at += 1;
            continue;
        }
        let Some(cue) = cue_at(surface, at, sentence.start) else {
            at += 1;
            continue;
        };
        let complement = complement(surface, &cue, sentence.end, stop);
        let Some((construction, content)) = complement.filter(|(_, c)| c.start < c.end && !reader.is_taken(c.start))
        else {
            at += 1;
            continue;
        };
        let source = source_of(reader, &cue, sentence.start);
        let content = match &source {
            Some(source) if in_aside(surface, source) => up_to_comma(surface, content),
            _ => content,
        };
        let mut cue = cue;
        if construction == Construction::About {
            cue.tokens.end = content.start; // "called for", as PolNeAR takes it
        }
        let construction = if cue.form == CueForm::Gerund { Construction::Gerund } else { construction };
        let end = content.end;
        let kept = source.is_some() && reader.keep(draft(construction, Some(cue), source, content, None));
        if kept {
            at = end;
        } else {
            at += 1;
        }
    }
}

/// Where the clause ends with which a sentence begins: "After the court refused to listen, …".
fn introduction_end(surface: &Surface<'_>, sentence: Range<usize>) -> usize {
    let first = &surface.tokens[sentence.start];
    let word = surface.word(sentence.start);
    let introduces = first.is(WordClass::SUBORDINATOR) && !word.eq_ignore_ascii_case("that")
        || first.is(WordClass::PREPOSITION)
        || matches!(word, "Even" | "But")
            && surface.tokens.get(sentence.start + 1).is_some_and(|t| t.is(WordClass::SUBORDINATOR));
    if !introduces {
        return sentence.start;
    }
    sentence
        .clone()
        .find(|&i| surface.tokens[i].kind == TokenKind::Comma && surface.marked_of(i).is_none())
        .unwrap_or(sentence.start)
}

fn source_of(reader: &Reader<'_>, cue: &Cue, floor: usize) -> Option<Phrase> {
    let surface = reader.surface;
    match cue.form {
        CueForm::Noun => {
            let mut at = cue.tokens.start;
            while at > floor
                && surface.tokens[at - 1].kind == TokenKind::Word
                && !surface.tokens[at - 1].is(WordClass::POSSESSIVE)
                && cue.tokens.start - at < 3
            {
                at -= 1;
            }
            let before = at.checked_sub(1).filter(|&b| b >= floor)?;
            if surface.tokens[before].kind == TokenKind::Possessive {
                return phrase_before(surface, before, floor);
            }
            surface.tokens[before]
                .is(WordClass::POSSESSIVE)
                .then(|| Phrase { tokens: before..before + 1, head: before })
        }
        CueForm::Finite => {
            let previous = cue.tokens.start.checked_sub(1).filter(|&p| p >= floor);
            let joined = previous.is_some_and(|p| {
                surface.tokens[p].is(WordClass::CONJUNCTION) || surface.tokens[p].kind == TokenKind::Comma
            });
            phrase_before(surface, cue.tokens.start, floor)
                .or_else(|| joined.then(|| earlier_subject(reader, cue)).flatten())
        }
        CueForm::Gerund => {
            // "police saying": the noun right before; ", saying": the subject of what was said before, or of the sentence.
            let previous = cue.tokens.start.checked_sub(1).filter(|&p| p >= floor);
            let attached = previous.is_some_and(|p| surface.tokens[p].kind == TokenKind::Word);
            let direct = attached.then(|| phrase_before(surface, cue.tokens.start, floor)).flatten();
            direct.or_else(|| earlier_subject(reader, cue))
        }
        CueForm::Infinitive => earlier_subject(reader, cue),
        CueForm::Passive => None,
    }
}

/// Whether the source is the pronoun of a relative clause between commas: "Lee, who said".
fn in_aside(surface: &Surface<'_>, source: &Phrase) -> bool {
    surface.tokens[source.head].is(WordClass::RELATIVE)
        && source.head > 0
        && surface.tokens[source.head - 1].kind == TokenKind::Comma
}

/// The content of a relative clause, which its second comma ends.
fn up_to_comma(surface: &Surface<'_>, content: Range<usize>) -> Range<usize> {
    let comma = content.clone().find(|&i| surface.tokens[i].kind == TokenKind::Comma && surface.marked_of(i).is_none());
    content.start..comma.unwrap_or(content.end)
}

/// The subject that a cue without one of its own goes back to.
fn earlier_subject(reader: &Reader<'_>, cue: &Cue) -> Option<Phrase> {
    reader.source_before(cue.tokens.start).or_else(|| reader.subject_of_sentence(cue.tokens.start))
}

/// What a cue governs, and how.
fn complement(surface: &Surface<'_>, cue: &Cue, end: usize, stop: Stop) -> Option<(Construction, Range<usize>)> {
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
    if word == "that" && frames.contains(CueClass::THAT) {
        let construction = if noun { Construction::Noun } else { Construction::That };
        return Some((construction, clause(start)));
    }
    if noun {
        return (word == "to" && frames.contains(CueClass::TO)).then(|| (Construction::Noun, clause(start)));
    }
    if frames.contains(CueClass::THAT)
        && (next.is_any(WordClass::PREPOSITION | WordClass::CALENDAR) || next.kind == TokenKind::Comma)
        && word != "to"
    {
        let that = (start..end.min(start + REACH))
            .find(|&i| surface.word(i) == "that" || tokens[i].kind == TokenKind::Terminator);
        if let Some(that) = that.filter(|&i| surface.word(i) == "that") {
            return Some((Construction::That, clause(that)));
        }
        if next.is(WordClass::CALENDAR) && frames.contains(CueClass::SAY) && start + 1 < end {
            return Some((Construction::Bare, clause(start + 1)));
        }
    }
    if word == "to" && frames.contains(CueClass::TO) {
        return Some((Construction::To, phrase(start)));
    }
    let about = matches!(word, "to" | "for" | "about" | "of" | "on" | "against" | "with" | "at");
    if about && frames.contains(CueClass::ABOUT) && start + 1 < end {
        return Some((Construction::About, phrase(start + 1)));
    }
    let hears = frames.contains(CueClass::HEARER) || frames.contains(CueClass::TO | CueClass::OBJECT);
    if let Some(found) = hears.then(|| after_hearer(surface, frames, start, end, stop)).flatten() {
        return Some(found);
    }
    let opens = matches!(word, "whether" | "if" | "how" | "why" | "what" | "who" | "when" | "where");
    if opens && frames.intersects(CueClass::WH | CueClass::THAT) {
        return Some((Construction::Wh, clause(start)));
    }
    let begins = !next.is(WordClass::PREPOSITION)
        && (matches!(next.kind, TokenKind::Word | TokenKind::Number | TokenKind::Mark | TokenKind::Symbol))
        && !next.is_any(WordClass::CONJUNCTION | WordClass::SUBORDINATOR | WordClass::AUXILIARY);
    if begins
        && frames.contains(CueClass::BARE)
        && (frames.contains(CueClass::SAY) && !frames.contains(CueClass::OBJECT) || begins_clause(surface, start, end))
    {
        return Some((Construction::Bare, clause(start)));
    }
    if begins && frames.contains(CueClass::OBJECT) {
        return Some((Construction::Object, phrase(start)));
    }
    None
}

/// "told Ortiz that they won", "told him they won", "urged Ortiz to win"
fn after_hearer(
    surface: &Surface<'_>,
    frames: CueClass,
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
        && frames.contains(CueClass::TO)
    {
        return Some((Construction::HearerTo, phrase(at)));
    }
    if !frames.contains(CueClass::HEARER) {
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
    begins_clause(surface, at, end).then(|| (Construction::Hearer, clause(at)))
}

/// Whether a clause that a hearer is told opens with token `i`.
fn opens_clause(surface: &Surface<'_>, i: usize) -> bool {
    matches!(surface.word(i), "that" | "how" | "whether" | "why" | "what")
}

/// The token after a sentence's last word.
fn content_stop(surface: &Surface<'_>, sentence: Range<usize>) -> usize {
    let mut end = sentence.end;
    while end > sentence.start
        && surface.tokens[end - 1].kind == TokenKind::Terminator
        && !surface.tokens[end - 1].shape.contains(Shape::FULL_STOP)
    {
        end -= 1;
    }
    end
}

fn draft(
    construction: Construction,
    cue: Option<Cue>,
    source: Option<Phrase>,
    content: Range<usize>,
    rest: Option<Range<usize>>,
) -> Draft {
    Draft { construction, cue, source, content: std::iter::once(content).chain(rest).collect(), continued: false }
}
