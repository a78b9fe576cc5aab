//! Cues that name nobody who says it: "asked whether", "is expected to", "it seems that", "questions about". Whoever stands beside them is
//! asked, expected or spoken of.

use crate::lexicon::{CueFrames, CuePart, Lexicon, WordClass};
use crate::quote::meaning::CueWords;
use crate::quote::{Quote, QuoteKind};
use crate::surface::Surface;
use crate::token::TokenKind;

/// "by Lee" stands no further behind a participle or noun, in tokens.
const BY: usize = 4;
/// Most words between a noun and what its phrase begins with: "widespread and growing fears".
const MODIFIERS: usize = 3;

/// Returns whether an indirect quote without a source has a cue that names nobody.
pub(super) fn is_agentless(surface: &Surface<'_>, quote: &Quote) -> bool {
    if quote.source.is_some() || quote.kind != QuoteKind::Indirect {
        return false;
    }
    let Some(cue) = CueWords::of(surface, quote) else { return false };
    match cue.part {
        _ if has_agent(surface, quote, cue.head) => false,
        CuePart::Adjective => is_impersonal(surface, cue.head),
        CuePart::Noun => is_noun_alone(surface, cue.head),
        CuePart::Verb => {
            seems(surface, cue.head)
                || surface.tokens[cue.head].cue.contains(CueFrames::PARTICIPLE)
                    && (cue.passive(surface).is_some() || is_reduced(surface, cue.head))
                || opens_sentence(surface, cue.head) && is_noun_alone(surface, cue.head)
        }
    }
}

/// Whether "by" or "from" leads to who says it: "was told by Lee that", "a warning from Lee that". "Expected by June" is a time.
fn has_agent(surface: &Surface<'_>, quote: &Quote, head: usize) -> bool {
    let content = quote.content.iter().map(|&s| surface.tokens_in(s).start).find(|&start| start > head);
    let end = (head + 1 + BY).min(surface.tokens_beside(head).end).min(content.unwrap_or(usize::MAX));
    let time =
        |i: usize| surface.tokens.get(i + 1).is_some_and(|t| t.is(WordClass::CALENDAR) || t.kind == TokenKind::Number);
    (head + 1..end).any(|i| matches!(surface.word(i), "by" | "from") && !time(i))
}

/// "It seems that", "Lee appears to": who looks on is not told.
fn seems(surface: &Surface<'_>, head: usize) -> bool {
    matches!(Lexicon::shipped().lemma(surface.tokens[head].lemma), "seem" | "appear")
}

/// Whether a participle without "be" is passive: "known as", "asked whether she would run, Lee said", "said when told that". Who "turned
/// and asked" acts, and so does who "has known".
fn is_reduced(surface: &Surface<'_>, head: usize) -> bool {
    let (token, floor) = (&surface.tokens[head], surface.tokens_beside(head).start);
    let mut at = head;
    while at > floor && surface.tokens[at - 1].is_any(WordClass::ADVERB) {
        at -= 1;
    }
    let before = at.checked_sub(1).filter(|&b| b >= floor);
    if !token.cue.contains(CueFrames::FINITE) {
        return before.is_none_or(|b| !surface.tokens[b].is(WordClass::AUXILIARY));
    }
    let led = before.is_none_or(|b| {
        let asks = token.cue.contains(CueFrames::WH);
        let word = surface.word(b);
        asks && surface.tokens[b].kind == TokenKind::Comma
            || ["when", "if", "once", "while", "though", "until"].iter().any(|w| word.eq_ignore_ascii_case(w))
    });
    token.cue.contains(CueFrames::HEARER) && led
}

/// "It is unclear whether": nobody in particular wonders.
fn is_impersonal(surface: &Surface<'_>, head: usize) -> bool {
    let floor = surface.tokens_beside(head).start;
    let between = WordClass::AUXILIARY | WordClass::NEGATION | WordClass::ADVERB;
    let is_it = |i: usize| ["it", "it's", "it’s"].iter().any(|it| surface.word(i).eq_ignore_ascii_case(it));
    let subject = (floor..head).rev().find(|&i| is_it(i) || !surface.tokens[i].is_any(between));
    subject.is_some_and(is_it)
}

/// Whether a noun is nobody's: no owner before it, and no verb whose object it is. "Questions about the deal have grown", "there are fears
/// that", "amid claims that" – but "Lee’s claim that", "Lee made the claim that".
fn is_noun_alone(surface: &Surface<'_>, head: usize) -> bool {
    if !surface.tokens[head].cue.contains(CueFrames::NOUN) {
        return false;
    }
    let floor = surface.tokens_beside(head).start;
    let stops = WordClass::AUXILIARY
        | WordClass::PREPOSITION
        | WordClass::SUBORDINATOR
        | WordClass::PERSONAL
        | WordClass::RELATIVE
        | WordClass::CONJUNCTION;
    let mut at = head;
    while at > floor && head - at <= MODIFIERS {
        let token = &surface.tokens[at - 1];
        if token.is(WordClass::POSSESSIVE) || token.kind == TokenKind::Possessive {
            return false;
        }
        let modifies = token.kind == TokenKind::Word
            && !token.is_any(stops)
            && !surface.word(at - 1).ends_with("ed")
            && (token.is(WordClass::DETERMINER) || token.cue.is_empty());
        if !modifies {
            break;
        }
        at -= 1;
        if token.is(WordClass::DETERMINER) {
            break;
        }
    }
    if opens_sentence(surface, at) {
        // "Lee questions" is a verb behind its subject.
        return at == head || surface.tokens[at].is_any(WordClass::DETERMINER) || !surface.tokens[at + 1].is_capital();
    }
    let before = at - 1;
    let there = surface.tokens[before].is(WordClass::AUXILIARY)
        && before > floor
        && surface.word(before - 1).eq_ignore_ascii_case("there");
    there
        || ["amid", "despite", "after", "following", "over"]
            .iter()
            .any(|w| surface.word(before).eq_ignore_ascii_case(w))
}

/// Whether nothing but a conjunction stands before token `at` in its sentence.
fn opens_sentence(surface: &Surface<'_>, at: usize) -> bool {
    let floor = surface.tokens_beside(at).start;
    surface.tokens[floor..at].iter().all(|token| token.is(WordClass::CONJUNCTION) || token.kind == TokenKind::Mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Pipeline;

    #[test]
    fn who_is_asked_or_expected_says_nothing() {
        let nobody = |text: &str| {
            let layers = Pipeline::default().layers(text);
            layers.quotes.iter().map(|quote| is_agentless(&layers.surface, quote)).collect::<Vec<_>>()
        };
        assert_eq!(nobody("Tom Reed was asked why the bank had failed."), [true]);
        assert_eq!(nobody("Asked whether she would run again, Ann Lee left."), [true]);
        assert_eq!(nobody("It seems that nobody saw the report."), [true]);
        assert_eq!(nobody("The vote is expected to fail."), [true]);
        assert_eq!(nobody("Questions about the deal have grown."), [true]);
        assert_eq!(nobody("Ann Lee said that the bank had failed."), [false]);
        assert_eq!(nobody("Ann Lee turned and asked whether the bank had failed."), [false]);
    }
}
