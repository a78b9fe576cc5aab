//! "-ing" forms that open a sentence: of "Saying that he was ill, Lee left" Lee says it, and says no more than stands before the comma.
//!
//! Works on any quotes, whoever read them.

use std::ops::Range;

use crate::lexicon::CueFrames;
use crate::mention::Mention;
use crate::quote::phrase::plain_phrase_after;
use crate::quote::{Quote, parts};
use crate::surface::Surface;
use crate::token::TokenKind;

/// Gives such quotes without a source the mention right behind the first comma, and ends what is said there.
pub(super) fn name_sources(surface: &Surface<'_>, mentions: &[Mention], quotes: &mut [Quote]) {
    for quote in quotes.iter_mut().filter(|quote| quote.source.is_none() && quote.content.len() == 1) {
        let Some(cue) = quote.cue.map(|cue| surface.tokens_in(cue)).filter(|cue| opens(surface, cue)) else { continue };
        let content = surface.tokens_in(quote.content[0]);
        let Some((comma, subject)) = first_comma(surface, cue.end).filter(|_| content.start >= cue.end) else {
            continue;
        };
        let at = mentions.partition_point(|m| m.outer_start() < surface.tokens[subject].span.start);
        let Some(mention) = mentions.get(at).filter(|m| surface.token_at(m.outer_start()) == subject) else { continue };
        // "Saying that he had met Lee, Ortiz and Holt, …": a name of a list.
        let next = surface.token_at(mention.span.end);
        if content.start >= comma
            || surface.tokens.get(next).is_some_and(|_| matches!(surface.word(next), "and" | "or"))
        {
            continue;
        }
        let whole = subject..next;
        // "Lee’s office said"
        let owned = surface.tokens.get(next).is_some_and(|t| t.kind == TokenKind::Possessive);
        let sentence = surface.tokens_beside(subject).end;
        let phrase = owned.then(|| plain_phrase_after(surface, subject, sentence)).flatten();
        let source = phrase.map_or(whole, |phrase| phrase.tokens);
        parts::set_source(surface, mentions, quote, &source, source.end - 1);
        if content.end > comma {
            parts::replace_content(surface, quote, 0, &(content.start..comma));
        }
    }
}

/// Whether a cue opens its sentence: "Saying", "After saying".
fn opens(surface: &Surface<'_>, cue: &Range<usize>) -> bool {
    let Some(last) = cue.clone().next_back() else { return false };
    let start = surface.tokens_beside(cue.start).start;
    let led =
        cue.start == start + 1 && matches!(surface.word(start), "After" | "Before" | "By" | "In" | "When" | "While");
    (cue.start == start || led) && surface.tokens[last].cue.contains(CueFrames::ING)
}

/// The first comma behind token `from` that stands outside of marks or ends them, and what stands behind it.
fn first_comma(surface: &Surface<'_>, from: usize) -> Option<(usize, usize)> {
    let kind = |i: usize| surface.tokens.get(i).map(|t| t.kind);
    let sentence = surface.tokens_beside(from.checked_sub(1)?);
    let says = |i: usize| surface.tokens[i].cue.contains(CueFrames::SAY | CueFrames::FINITE);
    // "Listing its debts, Lee added, Ortiz left": behind such a comma goes on what is said.
    (from..sentence.end)
        .filter(|&i| kind(i) == Some(TokenKind::Comma))
        .take_while(|&comma| !says(comma - 1))
        .find_map(|comma| {
            let closed = kind(comma + 1) == Some(TokenKind::Mark);
            let outside = surface.marked_of(comma).is_none();
            (outside || closed).then_some((comma, comma + 1 + usize::from(closed)))
        })
        .filter(|&(_, subject)| subject < sentence.end)
}

#[cfg(test)]
mod tests {
    use crate::pipeline::Pipeline;

    #[test]
    fn who_stands_behind_the_comma_speaks() {
        for (text, source, content) in [
            ("Saying that he was ill, Tom Reed left the room.", Some("Tom Reed"), "that he was ill"),
            ("Saying “I am ill,” Tom Reed left the room.", Some("Tom Reed"), "I am ill,"),
        ] {
            let quotes = Pipeline::default().analyze(text).quotes;
            assert_eq!(quotes[0].source.map(|span| span.of(text)), source, "{text}");
            assert_eq!(quotes[0].content[0].of(text), content);
        }
    }
}
