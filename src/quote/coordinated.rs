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
        let joined = cue.start.checked_sub(1).is_some_and(|i| matches!(surface.word(i), "and" | "but" | "then"));
        let source = match quote.source.map(|source| surface.tokens_in(source)) {
            // "The actors involved are": what stands right before a cue is no verb before it.
            Some(source) if source.end < cue.start => {
                first_verb(surface, &source).filter(|&verb| verb + 1 == source.end).map(|verb| source.start..verb)
            }
            None if joined && surface.tokens[cue.end - 1].cue.contains(CueFrames::FINITE) => {
                subject(surface, cue.start - 1)
            }
            _ => None,
        };
        let Some(source) = source.filter(|source| !source.is_empty()) else { continue };
        quote.source = Some(parts::hull(surface, &source));
        quote.source_mention = parts::mention_at(surface, nested.mentions, &source, parts::head(surface, &source));
    }
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
            ("The boys ran home and told their mother that the barn was on fire.", "The boys"),
            ("The injured said that the bridge had moved.", "The injured"),
        ] {
            let quotes = Pipeline::default().analyze(text).quotes;
            assert_eq!(quotes[0].source.map(|span| span.of(text)), Some(source), "{text}");
        }
    }
}
