//! Cues that govern what follows them: whose they are, and where an introduction or aside ends their content.

use std::ops::Range;

use crate::lexicon::WordClass;
use crate::quote::clause::Stop;
use crate::quote::cue::{Cue, CueForm, cue_at};
use crate::quote::indirect::complement::complement;
use crate::quote::indirect::draft;
use crate::quote::phrase::{Phrase, phrase_before};
use crate::quote::reader::Reader;
use crate::quote::rule::Construction;
use crate::surface::Surface;
use crate::token::TokenKind;

/// "Lee said that they won": cues with what they govern, from left to right.
pub(super) fn read(reader: &mut Reader<'_>, sentence: Range<usize>) {
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
        cue.negated |= at < introduction && surface.word(sentence.start).eq_ignore_ascii_case("if");
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
                .or_else(|| joined.then(|| reader.earlier_subject(cue.tokens.start)).flatten())
        }
        CueForm::Gerund => {
            // "police saying": the noun right before; ", saying": the subject of what was said before, or of the sentence.
            let previous = cue.tokens.start.checked_sub(1).filter(|&p| p >= floor);
            let attached = previous.is_some_and(|p| surface.tokens[p].kind == TokenKind::Word);
            let direct = attached.then(|| phrase_before(surface, cue.tokens.start, floor)).flatten();
            direct.or_else(|| reader.earlier_subject(cue.tokens.start))
        }
        CueForm::Infinitive => reader.earlier_subject(cue.tokens.start),
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
