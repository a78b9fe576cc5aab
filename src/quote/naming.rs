//! What somebody calls somebody: "Lee called the judge “a clown”". The quotation is said by who calls, and a later reporter – ", the Post
//! reported" – tells of the whole clause.

use std::ops::Range;

use crate::lexicon::{CueFrames, WordClass};
use crate::quote::clause::closing_token;
use crate::quote::cue::{CueForm, cue_at};
use crate::quote::nested::{Found, Nested};
use crate::quote::phrase::{phrase_before, plain_phrase_after};
use crate::quote::subject::is_past;
use crate::quote::{Construction, Quote, parts};
use crate::token::TokenKind;

/// Verbs that give somebody a name, by their first form.
const VERBS: [&str; 12] = [
    "call",
    "brand",
    "label",
    "dub",
    "deem",
    "describe",
    "characterize",
    "characterise",
    "denounce",
    "dismiss",
    "mock",
    "condemn",
];

/// The quotation stands no further behind its verb, in tokens: "called the judge of the upper court “a clown”".
const REACH: usize = 12;

/// Returns what is called what by the verb at token `at`: its subject, and all up to the end of the quotation behind it.
pub(super) fn found(nested: &Nested<'_>, at: usize, floor: usize, limit: usize) -> Option<Found> {
    let surface = nested.surface;
    let tokens = &surface.tokens;
    if !tokens[at].cue.contains(CueFrames::OBJECT) || !VERBS.contains(&nested.lexicon.lemma(tokens[at].lemma)) {
        return None;
    }
    let open = (at + 1..limit.min(at + 1 + REACH)).find(|&i| tokens[i].kind == TokenKind::Mark)?;
    if !names(nested, at + 1, open) {
        return None;
    }
    let close = closing_token(surface, open)?;
    let cue = cue_at(surface, at, floor).filter(|cue| cue.form == CueForm::Finite)?;
    let source = phrase_before(surface, cue.tokens.start, floor).filter(|source| nested.is_somebody(source))?;
    let content = at + 1..close + 1;
    Some(Found { construction: Construction::Object, cue, source: Some(source), content: vec![content] })
}

/// Whether nothing but who is named stands between a verb and a quotation: "the judge", "himself", "the plan as", "a"; not "on his party to".
fn names(nested: &Nested<'_>, start: usize, open: usize) -> bool {
    let surface = nested.surface;
    let last = open - 1;
    let leads = start < open && (surface.word(last) == "as" || surface.tokens[last].is(WordClass::DETERMINER));
    let end = if leads { last } else { open };
    let phrase = || plain_phrase_after(surface, start, end).is_some_and(|phrase| phrase.tokens.end == end);
    start == end
        || start + 1 == end && surface.tokens[start].is(WordClass::OBJECT_FORM)
        || phrase() && !(start..end).any(|i| is_past(surface.word(i)) && !surface.tokens[i].is_capital())
}

/// Gives such quotations to who calls, and to those who tell of it the whole clause: "According to the Post, Lee called the judge “a clown.”"
pub(super) fn give_back(nested: &Nested<'_>, quotes: &mut [Quote]) {
    let surface = nested.surface;
    for quote in quotes {
        let (Some(cue), Some(&span)) = (quote.cue.map(|cue| surface.tokens_in(cue)), quote.content.last()) else {
            continue;
        };
        let content = surface.tokens_in(span);
        let sentence = surface.tokens_beside(content.start);
        let floor = sentence.start.max(content.start.saturating_sub(REACH));
        let holds = |found: &Found| {
            let own = &found.content[0];
            own.contains(&content.start) && own.end + 1 >= content.end
        };
        let clause =
            (floor..content.start).rev().find_map(|at| found(nested, at, sentence.start, sentence.end).filter(holds));
        let Some(Found { cue: verb, source: Some(source), content: called, .. }) = clause else { continue };
        let own = called.into_iter().next().unwrap_or_default();
        let whole = if cue.contains(&verb.head) {
            // All of the quotation is there already, but for its marks.
            if content.end + 1 >= own.end {
                continue;
            }
            own
        } else if quote
            .source
            .is_some_and(|known| surface.tokens_in(known).end > source.tokens.start && cue.end <= own.start)
        {
            continue;
        } else {
            source.tokens.start..own.end
        };
        let last = quote.content.len() - 1;
        set_last(nested, quote, last, &whole);
    }
}

fn set_last(nested: &Nested<'_>, quote: &mut Quote, last: usize, tokens: &Range<usize>) {
    quote.content[last] = parts::content(nested.surface, tokens);
    let all: Vec<Range<usize>> = quote.content.iter().map(|&span| nested.surface.tokens_in(span)).collect();
    quote.kind = parts::kind(nested.surface, &all);
}

#[cfg(test)]
mod tests {
    use crate::pipeline::Pipeline;

    #[test]
    fn who_calls_says_the_quotation() {
        for (text, outer) in [
            (
                "According to the Leeds Post, Tom Reed called the judge “a clown.”",
                "Tom Reed called the judge “a clown.”",
            ),
            ("Tom Reed called the judge “a clown,” the Leeds Post reported.", "Tom Reed called the judge “a clown,”"),
        ] {
            let quotes = Pipeline::default().analyze(text).quotes;
            let source = |i: usize| quotes[i].source.map(|span| span.of(text));
            assert_eq!((source(0), quotes[0].content[0].of(text)), (Some("the Leeds Post"), outer));
            assert_eq!((source(1), quotes[1].parent), (Some("Tom Reed"), Some(0)), "{text}");
        }
    }

    #[test]
    fn to_call_on_somebody_is_no_naming() {
        let text = "Mary Holt said that Tom Reed had called on the council to be “more careful.”";
        let quotes = Pipeline::default().analyze(text).quotes;
        assert_eq!(quotes.iter().filter(|quote| quote.source.map(|span| span.of(text)) == Some("Tom Reed")).count(), 0);
    }
}
