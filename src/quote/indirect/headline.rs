//! Headlines that name who says them.

use std::ops::Range;

use crate::lexicon::WordClass;
use crate::quote::indirect::draft;
use crate::quote::phrase::phrase_after;
use crate::quote::reader::Reader;
use crate::quote::rule::Construction;
use crate::surface::Surface;
use crate::token::{Shape, TokenKind};

/// What is said in a headline has so many words.
const FEWEST: usize = 3;
/// What stands before a colon and tells of what kind an article is.
const RUBRICS: [&str; 16] = [
    "q&a",
    "q",
    "interview",
    "opinion",
    "analysis",
    "review",
    "editorial",
    "comment",
    "watch",
    "video",
    "photos",
    "gallery",
    "live",
    "breaking",
    "exclusive",
    "update",
];

/// "Lee: They won" and "They won, VP Lee", in a document's first two lines only.
pub(super) fn read(reader: &mut Reader<'_>, sentence: Range<usize>, paragraph: usize) {
    let surface = reader.surface;
    let Some(whole) = surface.paragraphs.get(paragraph).map(|p| surface.tokens_in(*p)) else { return };
    // A headline fills its paragraph, and mostly a text follows it; below the first line it also ends without a full stop.
    let stopped = surface.tokens[sentence.end - 1].kind == TokenKind::Terminator;
    if whole != sentence || paragraph > 0 && stopped {
        return;
    }
    // A headline alone has no full stop, and names an office and no more.
    let alone = paragraph + 1 >= surface.paragraphs.len();
    if alone && (paragraph > 0 || stopped) {
        return;
    }
    let end = content_stop(surface, sentence.clone());
    if let Some(colon) = sentence.clone().find(|&i| surface.tokens[i].kind == TokenKind::Colon) {
        let phrase = phrase_after(surface, sentence.start, colon).filter(|p| p.tokens.end == colon);
        let office = colon <= sentence.start + 2
            && surface.tokens[..colon].last().is_some_and(|t| t.is_any(WordClass::ROLE | WordClass::GROUP_NOUN));
        // "Lena Storr: 302 votes" and "Q&A: …" attribute nothing.
        let words = surface.tokens[colon + 1..end].iter().filter(|t| t.kind == TokenKind::Word).count();
        let rubric = RUBRICS.iter().any(|rubric| surface.word(sentence.start).eq_ignore_ascii_case(rubric));
        if phrase.is_some() && words >= FEWEST && (office || !alone) && !rubric {
            reader.keep(draft(Construction::Headline, None, phrase, colon + 1..end, None));
        }
        return;
    }
    if alone {
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
