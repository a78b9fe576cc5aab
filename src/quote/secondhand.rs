//! Who reports what somebody has said: “I did it,” Lee said, *according to the Post*; “I did it,” Lee told police, *the Post reported*;
//! *According to the Post*, Lee called the judge “a clown.”
//!
//! The whole relation is the content of another one.

use std::ops::Range;

use crate::quote::clause::{LONGEST_CONTENT, subject_and_cue};
use crate::quote::cue::{Cue, CueForm, cue_at};
use crate::quote::nested::{Found, Nested, whole};
use crate::quote::phrase::{Phrase, phrase_after, phrase_before};
use crate::quote::{Construction, Quote};
use crate::surface::Surface;
use crate::token::TokenKind;

/// A reporter at the end of a sentence is no longer, in tokens.
const LONGEST: usize = 20;
/// So many tokens of who hears, and when, stand between a relation and who reports it: "told police on Monday, the Post reported".
const BETWEEN: usize = 8;

/// Adds a quote for each reporter at either end of a sentence who tells of a whole relation.
pub(super) fn read(nested: &Nested<'_>, quotes: &mut Vec<Quote>) {
    let surface = nested.surface;
    let mut cues = vec![false; surface.tokens.len()];
    quotes.iter().filter_map(|quote| quote.cue).for_each(|cue| cues[surface.tokens_in(cue)].fill(true));
    let mut added = Vec::new();
    for quote in quotes.iter() {
        let (Some(cue), true) = (quote.cue, quote.source.is_some()) else { continue };
        let relation = surface.tokens_in(whole(quote));
        let sentence = surface.tokens_beside(surface.tokens_in(cue).start);
        if relation.end > sentence.end || relation.len() > LONGEST_CONTENT {
            continue;
        }
        if let Some((construction, cue, source)) = fronted(surface, sentence.start, relation.start) {
            let found = Found { construction, cue, source: Some(source), content: vec![relation] };
            added.extend(nested.quote(&found, None));
            continue;
        }
        let Some(comma) = comma_behind(surface, &relation, sentence.end) else { continue };
        let Some((construction, cue, source)) = reporter(surface, comma + 1..sentence.end) else { continue };
        // An opening mark belongs to what is reported.
        let opens = relation.start.checked_sub(1).filter(|&i| surface.tokens[i].kind == TokenKind::Mark);
        let closes = usize::from(surface.tokens[comma].kind == TokenKind::Mark);
        let content = opens.unwrap_or(relation.start)..comma + closes;
        let found = Found { construction, cue, source: Some(source), content: vec![content] };
        added.extend(nested.quote(&found, None));
    }
    // One reporter tells of one relation, the widest, and of none that has it as its cue already.
    added.sort_by_key(|quote: &Quote| (quote.cue, quote.content[0].start));
    added.dedup_by_key(|quote| quote.cue);
    added.retain(|quote| quote.cue.is_some_and(|cue| surface.tokens_in(cue).all(|i| !cues[i])));
    quotes.append(&mut added);
}

/// The comma behind a relation, or the mark behind a comma that it ends with: "called him “a clown,” the Post reported".
fn comma_behind(surface: &Surface<'_>, relation: &Range<usize>, end: usize) -> Option<usize> {
    let is = |i: usize, kind| i < end && surface.tokens[i].kind == kind;
    if relation.end.checked_sub(1).is_some_and(|last| is(last, TokenKind::Comma)) && is(relation.end, TokenKind::Mark) {
        return Some(relation.end);
    }
    // The mark is in the relation where it opened there.
    if relation.len() > 1 && is(relation.end - 1, TokenKind::Mark) && is(relation.end - 2, TokenKind::Comma) {
        return Some(relation.end - 1);
    }
    let part = |kind| matches!(kind, TokenKind::Word | TokenKind::Comma | TokenKind::Mark);
    let mut between = (relation.end..end.min(relation.end + BETWEEN)).take_while(|&i| part(surface.tokens[i].kind));
    between.find(|&i| is(i, TokenKind::Comma) && surface.marked_of(i).is_none())
}

/// Who reports at the start of a sentence, right before the relation at `relation`: "According to the Post,".
fn fronted(surface: &Surface<'_>, start: usize, relation: usize) -> Option<(Construction, Cue, Phrase)> {
    let comma = relation.checked_sub(1).filter(|&comma| surface.tokens[comma].kind == TokenKind::Comma)?;
    if comma <= start + 2 || !surface.word(start).eq_ignore_ascii_case("according") || surface.word(start + 1) != "to" {
        return None;
    }
    let source = phrase_after(surface, start + 2, comma).filter(|source| source.tokens.end == comma)?;
    Some((Construction::According, Cue::according(start), source))
}

/// Who reports in `tokens`, which end a sentence: "according to the Post.", "the Post reported."
fn reporter(surface: &Surface<'_>, tokens: Range<usize>) -> Option<(Construction, Cue, Phrase)> {
    let ends = |at: usize| at >= tokens.end || surface.tokens[at].kind == TokenKind::Terminator && at + 1 >= tokens.end;
    if tokens.len() < 2 || tokens.len() > LONGEST {
        return None;
    }
    let start = tokens.start;
    if surface.word(start) == "according" && surface.word(start + 1) == "to" {
        let source = phrase_after(surface, start + 2, tokens.end)?;
        return ends(source.tokens.end).then(|| (Construction::According, Cue::according(start), source));
    }
    let end = subject_and_cue(surface, start, tokens.end).filter(|&end| ends(end))?;
    let cue = cue_at(surface, end - 1, start).filter(|cue| cue.form == CueForm::Finite)?;
    let source = phrase_before(surface, cue.tokens.start, start).filter(|source| source.tokens.start == start)?;
    Some((Construction::Postposed, cue, source))
}

#[cfg(test)]
mod tests {
    use crate::pipeline::Pipeline;

    #[test]
    fn who_reports_tells_of_the_whole_relation() {
        for (text, source, content) in [
            ("“I did it,” Tom Reed said, according to the Leeds Post.", "the Leeds Post", "“I did it,” Tom Reed said"),
            (
                "“I did it,” Tom Reed said at a rally in Ashford, according to the Leeds Post.",
                "the Leeds Post",
                "“I did it,” Tom Reed said at a rally in Ashford",
            ),
            (
                "The bank will close, Tom Reed told staff, according to two people who heard him.",
                "two people who heard him",
                "The bank will close, Tom Reed told staff",
            ),
            (
                "“I did it,” Tom Reed told police, the Leeds Post reported.",
                "the Leeds Post",
                "“I did it,” Tom Reed told police",
            ),
        ] {
            let quotes = Pipeline::default().analyze(text).quotes;
            let outer = &quotes[0];
            assert_eq!(outer.source.map(|span| span.of(text)), Some(source), "{text}");
            assert_eq!(outer.content[0].of(text), content);
            assert_eq!((quotes.len(), quotes[1].parent), (2, Some(0)), "{text}");
            assert_eq!(quotes[1].source.map(|span| span.of(text)), Some("Tom Reed"), "{text}");
        }
    }

    #[test]
    fn words_in_marks_are_no_relation_of_their_own() {
        for text in [
            "Tom Reed said that he would tell the “bankers” to leave Ashford.",
            "Tom Reed said that the bank had gone “soft” since May.",
        ] {
            assert_eq!(Pipeline::default().analyze(text).quotes.len(), 1, "{text}");
        }
    }
}
