//! Subjects of two verbs: of "The minister flew to Cairo and warned that" the first verb is no part of who speaks.
//!
//! Works on any quotes, whoever read them.

use std::ops::Range;

use crate::lexicon::{CueFrames, WordClass};
use crate::quote::nested::Nested;
use crate::quote::phrase::{is_subject_pronoun, plain_phrase_after};
use crate::quote::subject::is_past;
use crate::quote::{Quote, parts};
use crate::surface::Surface;
use crate::token::TokenKind;

/// The first verb stands no further before the second, in tokens.
const REACH: usize = 15;

/// Ends sources before a verb that they took along, and gives a second verb of a sentence the subject of the first.
pub(super) fn name_sources(nested: &Nested<'_>, quotes: &mut [Quote]) {
    let surface = nested.surface;
    for quote in quotes {
        let Some(cue) = quote.cue.map(|cue| surface.tokens_in(cue)).filter(|cue| !cue.is_empty()) else { continue };
        let joint = joint(surface, cue.start);
        let source = match quote.source.map(|source| surface.tokens_in(source)) {
            // "The actors involved are": what stands right before a cue is no verb before it.
            Some(source) if source.end < cue.start => {
                let ends = |verb: &usize| verb + 1 == source.end || joint.is_some() && goes_on(surface, verb + 1);
                first_verb(surface, &source).filter(ends).map(|verb| source.start..verb)
            }
            None if surface.tokens[cue.end - 1].cue.contains(CueFrames::FINITE) => {
                joint.and_then(|joint| subject(surface, joint))
            }
            _ => None,
        };
        let Some(source) = source.filter(|source| !source.is_empty()) else { continue };
        parts::set_source(surface, nested.mentions, quote, &source, parts::head(surface, &source));
    }
}

/// The conjunction right before a second verb at token `at`: "and", "and then".
fn joint(surface: &Surface<'_>, at: usize) -> Option<usize> {
    let joins = |i: &usize| matches!(surface.word(*i), "and" | "but");
    let before = at.checked_sub(1)?;
    let then = surface.word(before) == "then";
    before.checked_sub(1).filter(|i| then && joins(i)).or_else(|| Some(before).filter(|i| then || joins(i)))
}

/// Whether the word at token `i` goes on with a verb before it: "sat *down*", "met *with* voters"; a passive goes on with "by".
fn goes_on(surface: &Surface<'_>, i: usize) -> bool {
    let word = surface.word(i);
    let particle = matches!(word, "ahead" | "away" | "back" | "down" | "forward" | "home" | "out" | "together" | "up");
    particle || surface.tokens[i].is_any(WordClass::PREPOSITION | WordClass::ADVERB) && word != "by"
}

/// The subject of the sentence whose second verb stands behind the conjunction at `joint`.
fn subject(surface: &Surface<'_>, joint: usize) -> Option<Range<usize>> {
    let start = surface.tokens_beside(joint).start;
    let phrase = plain_phrase_after(surface, start, joint).filter(|_| joint - start <= REACH)?.tokens;
    let verb = first_verb(surface, &phrase).unwrap_or(phrase.end);
    let one_clause = (verb..joint).all(|i| {
        let token = &surface.tokens[i];
        let opens = WordClass::RELATIVE | WordClass::SUBORDINATOR | WordClass::CONJUNCTION;
        token.kind == TokenKind::Word && !token.is_any(opens) && !is_subject_pronoun(token)
    });
    let verbal = verb < joint && is_past(surface.word(verb)) && !surface.tokens[verb].is_capital();
    (verbal && one_clause).then_some(start..verb)
}

/// The first past behind a noun in `tokens`.
fn first_verb(surface: &Surface<'_>, tokens: &Range<usize>) -> Option<usize> {
    let noun =
        |i: usize| !surface.tokens[i].is_any(WordClass::DETERMINER | WordClass::POSSESSIVE | WordClass::PREPOSITION);
    let ends = |i: usize| matches!(surface.tokens[i].kind, TokenKind::Comma | TokenKind::Dash);
    let verb = |i: &usize| is_past(surface.word(*i)) && !surface.tokens[*i].is_capital() && noun(i - 1);
    (tokens.start + 1..tokens.end).take_while(|&i| !ends(i) && !surface.tokens[i].is(WordClass::RELATIVE)).find(verb)
}

#[cfg(test)]
mod tests {
    use crate::pipeline::Pipeline;

    #[test]
    fn the_first_verb_is_no_part_of_who_speaks() {
        for (text, source) in [
            ("The minister flew to Cairo and warned that the war was lost.", "The minister"),
            ("Tom Reed flew home and then warned that the war was lost.", "Tom Reed"),
            ("Tom Reed sat down with voters and warned that the war was lost.", "Tom Reed"),
            ("The boys ran home and told their mother that the barn was on fire.", "The boys"),
            ("The injured said that the bridge had moved.", "The injured"),
        ] {
            let quotes = Pipeline::default().analyze(text).quotes;
            assert_eq!(quotes[0].source.map(|span| span.of(text)), Some(source), "{text}");
        }
    }
}
