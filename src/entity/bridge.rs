//! What joins a mention to one that stands right before it in the sentence: a copula, a comma, a bracket, "known as".

use std::ops::Range;

use super::view::View;
use crate::lexicon::WordClass;
use crate::surface::Surface;
use crate::token::{Token, TokenKind};

/// At most so many tokens stand between two that are joined.
const MOST: usize = 8;

/// What stands between two mentions of a sentence, where that says how they belong together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Bridge {
    /// Something else, or another sentence.
    #[default]
    None,
    /// Nothing: "the coach Ann Lee".
    Beside,
    /// "Ann Lee, the mayor".
    Comma,
    /// "Ann Lee – the mayor", "the mayor: Ann Lee".
    Dash,
    /// "Tea Company (TC)".
    Bracket,
    /// "Ann Lee was also the mayor".
    Is,
    /// "Ann Lee is not the mayor".
    IsNot,
    /// "a town called Ashford", "Ashford, also known as".
    Called,
    /// "Ann Lee as the mayor".
    As,
    /// "A friend of Ann Lee is the mayor": the friend is, not Lee.
    OfWhoIs,
}

impl Bridge {
    /// Returns what joins `view` to `last`, which stands before it.
    pub(super) fn between(surface: &Surface<'_>, last: &View, view: &View) -> Self {
        let (from, to) = (last.end as usize, view.token as usize);
        if view.sentence != last.sentence || to < from || to - from > MOST {
            return Self::None;
        }
        let found = Self::over(surface, last.kind_of.is_pronoun(), from..to);
        if !matches!(found, Self::Is | Self::IsNot) {
            return found;
        }
        match before_phrase(surface, last.token as usize) {
            Some(before) if before.is(WordClass::PREPOSITION) => Self::OfWhoIs,
            // "Tom Ortiz, not Ann Lee, is the mayor".
            Some(before) if before.is(WordClass::NEGATION) => Self::IsNot,
            _ => found,
        }
    }

    /// Whether it says that they are not the same.
    pub(super) const fn denies(self) -> bool {
        matches!(self, Self::IsNot | Self::OfWhoIs)
    }

    /// Returns what these tokens are between two mentions, the first of which may be a pronoun.
    fn over(surface: &Surface<'_>, pronoun: bool, tokens: Range<usize>) -> Self {
        // "It’s" is one token, and the pronoun its first part.
        let merged = pronoun && tokens.start.checked_sub(1).is_some_and(|i| is_copula(surface.word(i)));
        let mut found = if merged { Self::Is } else { Self::Beside };
        let mut negated = false;
        // "The mayor of Ashford is": what the noun has behind it.
        let mut inside = false;
        let mut rest = tokens;
        while let Some(i) = rest.next() {
            let token = &surface.tokens[i];
            found = match (token.kind, found) {
                (TokenKind::Mark, found) => found,
                (TokenKind::Comma, Self::Beside) => {
                    inside = false;
                    // "Tom Ortiz, not Ann Lee, is the mayor".
                    let mut aside = rest.clone();
                    let denies = aside.next().is_some_and(|next| surface.word(next).eq_ignore_ascii_case("not"));
                    if denies && aside.any(|i| surface.tokens[i].kind == TokenKind::Comma) {
                        rest = aside;
                        Self::Beside
                    } else {
                        Self::Comma
                    }
                }
                (TokenKind::Dash | TokenKind::Colon, Self::Beside) => Self::Dash,
                (TokenKind::Open, Self::Beside) => Self::Bracket,
                (TokenKind::Word, found) => {
                    let word = surface.word(i);
                    let is = |words: &[&str]| words.iter().any(|w| word.eq_ignore_ascii_case(w));
                    negated |= is_negation(token, word);
                    match found {
                        _ if is_copula(word) => {
                            inside = false;
                            Self::Is
                        }
                        _ if is(&CALLED) => {
                            inside = false;
                            Self::Called
                        }
                        Self::Called if is(&["as"]) => found,
                        _ if is(&["as"]) && !inside => Self::As,
                        Self::Beside if inside || token.is(WordClass::PREPOSITION) => {
                            inside = true;
                            found
                        }
                        _ if token.is_any(WordClass::AUXILIARY | WordClass::ADVERB | WordClass::NEGATION) => found,
                        _ if is(&SMALL) || word.ends_with("ly") => found,
                        _ => return Self::None,
                    }
                }
                (TokenKind::Number | TokenKind::Possessive, found) if inside => found,
                _ => return Self::None,
            };
        }
        match found {
            _ if inside => Self::None,
            Self::Is if negated => Self::IsNot,
            found => found,
        }
    }
}

/// What names: "called", "known as".
const CALLED: [&str; 8] = ["called", "named", "known", "dubbed", "titled", "labelled", "labeled", "nicknamed"];
/// What may stand beside a copula or a name's word.
const SMALL: [&str; 10] = ["also", "now", "just", "then", "still", "only", "once", "kind", "sort", "of"];

/// The word before a phrase, its article and title left out: "of" before "the late Mayor Ann Lee".
fn before_phrase<'s>(surface: &'s Surface<'_>, start: usize) -> Option<&'s Token> {
    let least = surface.tokens_beside(start).start.max(start.saturating_sub(MOST));
    let leads = WordClass::DETERMINER | WordClass::TITLE | WordClass::ROLE | WordClass::TITLE_WORD | WordClass::DEMONYM;
    let before = (least..start).rev().find(|&i| !surface.tokens[i].is_any(leads))?;
    (surface.tokens[before].kind == TokenKind::Word).then(|| &surface.tokens[before])
}

/// Whether what begins at token `start` is denied to be somebody: "Ann Lee is not the mayor", "has never been the mayor".
pub(super) fn is_denied(surface: &Surface<'_>, start: usize) -> bool {
    let least = surface.tokens_beside(start).start.max(start.saturating_sub(MOST));
    let (mut negated, mut copula) = (false, false);
    for i in (least..start).rev() {
        let (token, word) = (&surface.tokens[i], surface.word(i));
        let only = ["only", "just", "merely"].iter().any(|w| word.eq_ignore_ascii_case(w));
        let between =
            token.is_any(WordClass::AUXILIARY | WordClass::ADVERB | WordClass::NEGATION) || word.ends_with("ly");
        if token.kind != TokenKind::Word || only || !between && !is_copula(word) {
            break;
        }
        copula |= is_copula(word);
        negated |= is_negation(token, word);
    }
    negated && copula
}

fn is_negation(token: &Token, word: &str) -> bool {
    token.is(WordClass::NEGATION) || word.ends_with("n't") || word.ends_with("n’t")
}

/// Whether a word says that two are the same: "is", "it’s", "became".
fn is_copula(word: &str) -> bool {
    const WORDS: [&str; 13] =
        ["is", "are", "was", "were", "be", "been", "being", "become", "becomes", "became", "remains", "remained", "am"];
    let whole = word.strip_suffix("n't").or(word.strip_suffix("n’t")).unwrap_or(word);
    let merged = ["'s", "’s", "'re", "’re", "'m", "’m"].iter().any(|e| word.ends_with(e));
    merged || WORDS.iter().any(|w| whole.eq_ignore_ascii_case(w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::sentence::Model;
    use crate::text::paragraphs::Newlines;

    /// What stands between the mentions in brackets.
    fn bridge(text: &str) -> Bridge {
        let plain = text.replace(['[', ']'], "");
        let end = text.find(']').unwrap() - 1;
        let start = text.rfind('[').unwrap() - 2;
        let surface = Surface::read(&plain, Lexicon::shipped(), &Model::shipped(), Newlines::Auto, &Default::default());
        let pronoun = text.starts_with("[It") || text.starts_with("[They");
        Bridge::over(&surface, pronoun, surface.token_at(end as u32)..surface.token_at(start as u32))
    }

    #[test]
    fn what_stands_between_two_mentions_joins_them() {
        for (text, wanted) in [
            ("the coach [Ann Lee][Ann Lee] won", Bridge::Beside),
            ("[Ann Lee], [the mayor], left", Bridge::Comma),
            ("[Ann Lee] – [the mayor] – left", Bridge::Dash),
            ("[Tea Company] ([TC]) closed", Bridge::Bracket),
            ("[Ann Lee] was also [the mayor].", Bridge::Is),
            ("[Ann Lee] has really been [a mayor].", Bridge::Is),
            ("[Ann Lee] has never really been [a mayor].", Bridge::IsNot),
            ("[The mayor] of Ashford, [Ann Lee], left.", Bridge::Comma),
            ("[Ann Lee] isn’t [the mayor].", Bridge::IsNot),
            ("[The mayor] of Ashford is [Ann Lee].", Bridge::Is),
            ("[It’s] [a new town].", Bridge::Is),
            ("[They] became [a family].", Bridge::Is),
            ("[A town] called [Ashford] burned.", Bridge::Called),
            ("[Ashford], also known as “[the Mill]”, burned.", Bridge::Called),
            ("[Ann Lee] as [the mayor] can.", Bridge::As),
            ("[Ann Lee] met [the mayor].", Bridge::None),
            ("[The mayor] of Ashford [Ann Lee]", Bridge::None),
            ("[Ann Lee]; [the mayor] left.", Bridge::None),
            ("[Tom Ortiz], not Ann Lee, is [the mayor].", Bridge::Is),
        ] {
            assert_eq!(bridge(text), wanted, "{text}");
        }
    }
}
