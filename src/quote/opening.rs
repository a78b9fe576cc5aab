//! Where contents open: behind a time that belongs to the cue ("said last week *it was*") and behind a hearer with a colon ("tells Berg: ‘*No*’").
//!
//! Works on any quotes, whoever read them.

use std::ops::Range;

use crate::lexicon::{CueFrames, WordClass};
use crate::mention::Mention;
use crate::quote::clause::{begins_clause, closing_token};
use crate::quote::phrase::{is_subject_pronoun, plain_phrase_after};
use crate::quote::{Quote, parts};
use crate::surface::Surface;
use crate::token::TokenKind;

/// Ends the source of a headline before whom or what it speaks to or of: "Lee *to Ortiz*: ‘No’".
pub(super) fn cut_targets(surface: &Surface<'_>, mentions: &[Mention], quotes: &mut [Quote]) {
    for quote in quotes.iter_mut().filter(|quote| quote.cue.is_none()) {
        let Some(source) = quote.source.map(|source| surface.tokens_in(source)) else { continue };
        let colon = surface.tokens.get(source.end).is_some_and(|t| t.kind == TokenKind::Colon);
        let lead = source.clone().skip(1).find(|&i| matches!(surface.word(i), "to" | "on"));
        let Some(lead) = lead.filter(|&lead| colon && (source.start..lead).all(|i| surface.tokens[i].is_capital()))
        else {
            continue;
        };
        let name = source.start..lead;
        quote.source = Some(parts::hull(surface, &name));
        quote.source_mention = parts::mention_at(surface, mentions, &name, lead - 1);
    }
}

/// Begins contents where what is said begins.
pub(super) fn cut(surface: &Surface<'_>, quotes: &mut [Quote]) {
    for quote in quotes {
        let (Some(cue), Some(first)) = (quote.cue, quote.content.first()) else { continue };
        let (cue, content) = (surface.tokens_in(cue), surface.tokens_in(*first));
        if cue.is_empty() || content.start != cue.end || content.is_empty() {
            continue;
        }
        let time = behind_time(surface, &cue, &content).map(|start| start..content.end);
        let Some(content) = time.or_else(|| behind_hearer(surface, &cue, &content)) else { continue };
        quote.content[0] = parts::content(surface, &content);
        let all: Vec<Range<usize>> = quote.content.iter().map(|&span| surface.tokens_in(span)).collect();
        quote.kind = parts::kind(surface, &all);
    }
}

/// Times without a name: "last week".
const PERIODS: [&str; 8] = ["week", "month", "year", "night", "weekend", "summer", "winter", "quarter"];

/// "said last week it was", "said on Monday the bank would": behind the time begins a clause with a subject of its own.
fn behind_time(surface: &Surface<'_>, cue: &Range<usize>, content: &Range<usize>) -> Option<usize> {
    let calendar = |i: usize| i < content.end && surface.tokens[i].is(WordClass::CALENDAR);
    let leads = matches!(surface.word(content.start), "last" | "this" | "next" | "on" | "earlier");
    let mut start = content.start + usize::from(leads);
    let says = surface.tokens[cue.end - 1].cue.contains(CueFrames::BARE | CueFrames::SAY);
    let period = leads && start < content.end && PERIODS.contains(&surface.word(start));
    if !says || !(calendar(start) || period) {
        return None;
    }
    start += usize::from(period);
    while calendar(start) {
        start += 1;
    }
    // "Friday prayers were", "this week was"
    let opens = surface.tokens.get(start).filter(|_| start < content.end).is_some_and(|t| {
        is_subject_pronoun(t) || t.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE) || t.is_capital()
    });
    (opens && begins_clause(surface, start, content.end)).then_some(start)
}

/// "tells Berg: ‘You are wrong’": what stands in the marks behind the colon is all that is said.
fn behind_hearer(surface: &Surface<'_>, cue: &Range<usize>, content: &Range<usize>) -> Option<Range<usize>> {
    let hears = surface.tokens[cue.end - 1].cue.contains(CueFrames::HEARER);
    let colon = plain_phrase_after(surface, content.start, content.end).filter(|_| hears)?.tokens.end;
    let is = |i: usize, kind: TokenKind| i < content.end && surface.tokens[i].kind == kind;
    let open = Some(colon + 1).filter(|&open| is(colon, TokenKind::Colon) && is(open, TokenKind::Mark))?;
    closing_token(surface, open).filter(|close| close + 1 >= content.end).map(|close| open + 1..close)
}

#[cfg(test)]
mod tests {
    use crate::pipeline::Pipeline;

    #[test]
    fn times_are_not_said() {
        for (text, content) in [
            ("The bank said last week it was cutting 300 jobs.", "it was cutting 300 jobs"),
            ("The bank said last week was the worst of the year.", "last week was the worst of the year"),
            ("The bank said last year it had lost money.", "it had lost money"),
        ] {
            let quotes = Pipeline::default().analyze(text).quotes;
            assert_eq!(quotes[0].content[0].of(text), content);
        }
    }
}
