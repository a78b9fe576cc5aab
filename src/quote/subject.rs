//! Clauses that are part of a sentence's subject: of "The claim that the dam was safe angered villagers" the sentence's own verb is no
//! content.

use std::ops::Range;

use crate::lexicon::{CueFrames, WordClass};
use crate::quote::meaning::PASTS;
use crate::quote::{Quote, parts};
use crate::surface::Surface;
use crate::token::TokenKind;

/// A noun of saying stands no further from its sentence's beginning, in tokens.
const OPENS: usize = 5;

/// More pasts: of what such clauses do, and of how people move.
const IRREGULAR: [&str; 32] = [
    "cost", "set", "put", "hit", "led", "drew", "rose", "grew", "began", "caused", "shook", "struck", "meant", "came",
    "hurt", "sank", "flew", "sat", "drove", "rode", "swam", "fled", "hid", "shot", "sprang", "swore", "woke", "wept",
    "crept", "knelt", "leapt", "threw",
];

/// Whether a word has the form of a past.
pub(super) fn is_past(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed") || PASTS.contains(&word) || IRREGULAR.contains(&word)
}

/// Ends the content of a noun that begins its sentence where the verb of that sentence stands, where the content took it in.
pub(super) fn end(surface: &Surface<'_>, quotes: &mut [Quote]) {
    for quote in quotes.iter_mut().filter(|quote| quote.content.len() == 1) {
        let Some(cue) = quote.cue.map(|cue| surface.tokens_in(cue)).filter(|cue| !cue.is_empty()) else { continue };
        let sentence = surface.tokens_beside(cue.start);
        let content = surface.tokens_in(quote.content[0]);
        let noun = surface.tokens[cue.end - 1].cue.contains(CueFrames::NOUN | CueFrames::THAT);
        let subject = cue.start - sentence.start <= OPENS
            && surface.tokens[sentence.start..cue.start].iter().all(|token| {
                let verbal =
                    WordClass::AUXILIARY | WordClass::PREPOSITION | WordClass::SUBORDINATOR | WordClass::PERSONAL;
                let possessive = token.is(WordClass::POSSESSIVE) || token.kind == TokenKind::Possessive;
                possessive || token.kind == TokenKind::Word && !token.is_any(verbal)
            });
        let ends = surface.tokens.get(content.end).is_none_or(|token| {
            content.end >= sentence.end || token.kind == TokenKind::Terminator && content.end + 1 >= sentence.end
        });
        let that = content.start >= cue.end && !content.is_empty() && surface.word(content.start) == "that";
        if !(noun && subject && ends && that) {
            continue;
        }
        if let Some(verb) = second_verb(surface, content.start + 1..content.end) {
            quote.content[0] = parts::content(surface, &(content.start..verb));
        }
    }
}

/// Where the verb stands that is one too many for the clauses of `tokens`.
fn second_verb(surface: &Surface<'_>, tokens: Range<usize>) -> Option<usize> {
    let mut clauses = 1;
    for i in tokens.start + 1..tokens.end {
        let token = &surface.tokens[i];
        if token.is_any(WordClass::RELATIVE | WordClass::SUBORDINATOR) {
            clauses += 1;
        } else if is_finite(surface, i) {
            if clauses == 0 {
                return Some(i);
            }
            clauses -= 1;
        }
    }
    None
}

/// Whether a finite verb begins at token `i`: an auxiliary, a verb of saying, a past.
pub(super) fn is_finite(surface: &Surface<'_>, i: usize) -> bool {
    let (token, before) = (&surface.tokens[i], &surface.tokens[i - 1]);
    let word = surface.word(i);
    let verb = token.is(WordClass::AUXILIARY) || token.cue.contains(CueFrames::FINITE) || is_past(word);
    // "had been told", "was not", "and told", "to have", "the damaged dam"
    let within = before.is_any(
        WordClass::AUXILIARY
            | WordClass::NEGATION
            | WordClass::CONJUNCTION
            | WordClass::DETERMINER
            | WordClass::POSSESSIVE
            | WordClass::PREPOSITION,
    ) || before.is(WordClass::ADVERB) && surface.tokens[i.saturating_sub(2)].is(WordClass::AUXILIARY)
        || surface.word(i - 1).ends_with("ly")
        || surface.word(i - 1) == "to";
    token.kind == TokenKind::Word && !token.is_capital() && verb && !within
}

#[cfg(test)]
mod tests {
    use crate::pipeline::Pipeline;

    #[test]
    fn the_verb_of_the_sentence_is_no_content() {
        for (text, content) in [
            ("The claim that the dam was safe angered villagers.", "that the dam was safe"),
            ("The claim that men who were there had lied was denied.", "that men who were there had lied"),
            ("Lee’s claim that the damaged dam had been safe was false.", "that the damaged dam had been safe"),
            ("The belief that the ice was thin and cracked came late.", "that the ice was thin and cracked"),
        ] {
            let quotes = Pipeline::default().analyze(text).quotes;
            assert_eq!(quotes.first().map(|q| q.content[0].of(text)), Some(content), "{text}");
        }
    }
}
