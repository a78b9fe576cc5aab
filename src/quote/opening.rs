//! Where contents open: behind a time that belongs to the cue ("said last week *it was*") and behind a hearer with a colon ("tells Berg: ‘*No*’").
//!
//! Works on any quotes, whoever read them.

use std::ops::Range;

use crate::lexicon::{CueFrames, WordClass};
use crate::mention::Mention;
use crate::quote::clause::{begins_clause, closing_token};
use crate::quote::phrase::{is_subject_pronoun, plain_phrase_after};
use crate::quote::subject::is_past;
use crate::quote::time::time_after;
use crate::quote::{Quote, parts};
use crate::surface::Surface;
use crate::token::TokenKind;

/// Ends the source of a headline before whom or what it speaks to or of: "Lee *to Ortiz*: ‘No’".
pub(super) fn end_sources(surface: &Surface<'_>, mentions: &[Mention], quotes: &mut [Quote]) {
    for quote in quotes.iter_mut().filter(|quote| quote.cue.is_none()) {
        let Some(source) = quote.source.map(|source| surface.tokens_in(source)) else { continue };
        let colon = surface.tokens.get(source.end).is_some_and(|t| t.kind == TokenKind::Colon);
        let lead = source.clone().skip(1).find(|&i| matches!(surface.word(i), "to" | "on"));
        let Some(lead) = lead.filter(|&lead| colon && (source.start..lead).all(|i| surface.tokens[i].is_capital()))
        else {
            continue;
        };
        let name = source.start..lead;
        parts::set_source(surface, mentions, quote, &name, lead - 1);
    }
}

/// Begins contents where what is said begins.
pub(super) fn begin_contents(surface: &Surface<'_>, quotes: &mut [Quote]) {
    for quote in quotes {
        let (Some(cue), Some(first)) = (quote.cue, quote.content.first()) else { continue };
        let (cue, content) = (surface.tokens_in(cue), surface.tokens_in(*first));
        if cue.is_empty() || content.start != cue.end || content.is_empty() {
            continue;
        }
        let time = behind_time(surface, &cue, &content).map(|start| start..content.end);
        let Some(content) = time.or_else(|| behind_hearer(surface, &cue, &content)) else { continue };
        parts::replace_content(surface, quote, 0, &content);
    }
}

/// "said last week it was", "said on Monday the bank would": behind the time begins a clause with a subject of its own.
fn behind_time(surface: &Surface<'_>, cue: &Range<usize>, content: &Range<usize>) -> Option<usize> {
    // "said Monday evening it was": half of the time may be taken for the cue.
    let says = |i: &usize| surface.tokens[*i].cue.contains(CueFrames::BARE | CueFrames::SAY);
    let behind = cue.clone().rev().find(says)? + 1;
    let start = time_after(surface, behind, content.end);
    let first = surface.tokens.get(start).filter(|_| content.start < start && start < content.end)?;
    // "said next week he would": what is to come is said.
    let ahead = |i: usize| matches!(surface.word(i), "next" | "later" | "tomorrow" | "tonight");
    if (behind..start).any(ahead) {
        return None;
    }
    // "Friday prayers were", "this week was"
    let noun =
        is_subject_pronoun(first) || first.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE) || first.is_capital();
    let led = !surface.tokens[start - 1].is_capital() || start > behind + 1;
    let opens =
        noun && begins_clause(surface, start, content.end) || led && is_bare_clause(surface, start..content.end);
    opens.then_some(start)
}

/// Words before a verb that are a plural without an article, no more: "profits", "most retail sales".
const BARE: usize = 4;

/// "profits fell", "retail sales had risen": a plural without an article, and its verb.
fn is_bare_clause(surface: &Surface<'_>, tokens: Range<usize>) -> bool {
    let verb = |i: usize| {
        let token = &surface.tokens[i];
        token.is(WordClass::AUXILIARY) || token.cue.contains(CueFrames::FINITE) || is_past(surface.word(i))
    };
    let many = |i: usize| {
        let word = surface.word(i);
        word.ends_with('s') && !word.ends_with("ss") || surface.tokens[i].is(WordClass::GROUP_NOUN)
    };
    let plain = |i: usize| {
        let other = WordClass::PREPOSITION | WordClass::SUBORDINATOR | WordClass::CONJUNCTION | WordClass::PERSONAL;
        surface.tokens[i].kind == TokenKind::Word && !surface.tokens[i].is_any(other)
    };
    let near = tokens.start..tokens.end.min(tokens.start + BARE + 1);
    let found = near.take_while(|&i| plain(i)).find(|&i| i > tokens.start && verb(i));
    found.is_some_and(|verb| many(verb - 1))
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
            ("The bank said late on Monday evening the deal was off.", "the deal was off"),
            ("The bank said last month profits fell by half.", "profits fell by half"),
            ("The mayor said Friday prayers were cancelled.", "Friday prayers were cancelled"),
            ("The mayor said next week he would resign.", "next week he would resign"),
        ] {
            let quotes = Pipeline::default().analyze(text).quotes;
            assert_eq!(quotes[0].content[0].of(text), content);
        }
    }
}
