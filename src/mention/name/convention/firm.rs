//! Firms and bodies whose names are words: what only a firm has or says tells them.

use std::ops::Range;

use super::{Conventions, NO_NAME};
use crate::lexicon::{CueFrames, WordClass};
use crate::mention::evidence;
use crate::token::{Shape, Token, TokenKind};

/// What is held of a firm: "shares in Acme", "a stake in Acme".
const HELD: [&str; 5] = ["shares", "stock", "stake", "shareholders", "shareholder"];
/// Who leads a firm; "executive" behind "chief".
const CHIEFS: [&str; 9] = ["executive", "ceo", "cfo", "coo", "cto", "chairman", "chairwoman", "co-founder", "founder"];
/// How a firm calls itself behind "the".
const ITSELF: [&str; 4] = ["company", "firm", "group", "business"];

impl Conventions<'_, '_> {
    /// Whether the words are a firm that lists have, and what stands beside them speaks for it: "Apple said it would", "shares in Gap",
    /// "the chief executive of Visa".
    pub(super) fn is_firm(&self, name: &Range<usize>, sentence: &Range<usize>) -> bool {
        let plain = NO_NAME.union(WordClass::BODY_NOUN).union(WordClass::GROUP_NOUN).union(WordClass::KIN);
        let open = name.len() == 1 && !self.surface.tokens[name.start].is_any(plain);
        open && self.lists(name.start) & evidence::FIRMS != 0
            && (self.is_traded(name)
                || name.start == sentence.start
                    && self.lists(name.start) & evidence::SURE_PERSONS == 0
                    && self.says_of_itself(name.end))
    }

    /// Whether the word is a firm that lists have, and is held or led as one: "shares in Ford", "Ford shares fell", "the CEO of Ford".
    pub(super) fn is_traded(&self, name: &Range<usize>) -> bool {
        if name.len() != 1 || self.lists(name.start) & evidence::FIRMS == 0 || !self.is_plain_line(name.start) {
            return false;
        }
        let held = |i: usize| self.is_word_of(i, name.start, &HELD);
        let behind = name.end + usize::from(self.token(name.end).is_some_and(|t| t.kind == TokenKind::Possessive));
        // "Ford shares his story"
        let who = WordClass::DETERMINER | WordClass::POSSESSIVE | WordClass::PERSONAL;
        let noun = held(behind) && self.token(behind + 1).is_none_or(|t| !t.is_any(who) && !t.is_capital());
        noun || self.is_held(name.start)
    }

    /// Whether what is held of a firm, or who leads one, stands before the word at `i`: "shares in Ford", "the CEO of Ford".
    pub(super) fn is_held(&self, i: usize) -> bool {
        let held = |noun: usize| self.is_word_of(noun, i, &HELD);
        i.checked_sub(2).is_some_and(|noun| match self.surface.word(noun + 1) {
            "in" => held(noun),
            "of" => held(noun) || self.is_chief(noun) || self.is_word_of(noun, i, &CHIEFS),
            _ => false,
        })
    }

    /// Whether the word at `i` is one of `words`, in the sentence of token `here`.
    fn is_word_of(&self, i: usize, here: usize, words: &[&str]) -> bool {
        let word = |t: &Token| words.iter().any(|word| t.span.of(self.surface.text).eq_ignore_ascii_case(word));
        self.token(i).is_some_and(word) && self.same_sentence(i.min(here), i.max(here))
    }

    /// Whether the word at `i` is an office in capitals: "CEO".
    pub(super) fn is_chief(&self, i: usize) -> bool {
        let token = &self.surface.tokens[i];
        let office = token.is_any(WordClass::TITLE | WordClass::ROLE);
        office
            && token.shape.contains(Shape::ALL_CAPITALS)
            && (2..=4).contains(&token.span.len())
            && self.is_plain_line(i)
    }

    /// Whether who says something at `verb` speaks as a body: "said it would", "said on Monday that its sales", "said the company".
    fn says_of_itself(&self, verb: usize) -> bool {
        let says = self.token(verb).is_some_and(|t| t.kind == TokenKind::Word && t.cue.contains(CueFrames::FINITE));
        if !says {
            return false;
        }
        let sentence = self.surface.tokens_beside(verb);
        let mut at = verb + 1;
        // "said on Monday", "said Monday that"
        let passed = |t: &Token| t.is(WordClass::CALENDAR) || matches!(t.span.of(self.surface.text), "on" | "that");
        while at < sentence.end && passed(&self.surface.tokens[at]) {
            at += 1;
        }
        let Some(first) = self.surface.tokens[..sentence.end].get(at) else { return false };
        let the = || self.surface.word(at) == "the" && self.is_word_of(at + 1, verb, &ITSELF);
        let it = || {
            // "said it all", "said it."
            let next = self.surface.tokens[..sentence.end].get(at + 1);
            let verb = next.is_some_and(|t| {
                t.kind == TokenKind::Word && !t.is_any(WordClass::DETERMINER | WordClass::PREPOSITION)
            });
            first.is(WordClass::IT) && !first.is_capital() && verb
        };
        it() || the()
    }

    /// Whether the word at `i` is a body's acronym that reads like a pronoun: "the WHO", "by WHO", "WHO officials", "WHO said".
    pub(super) fn is_shouted_body(&self, i: usize) -> bool {
        let token = &self.surface.tokens[i];
        let acronym = self.lists(i) & (evidence::ACRONYMS | evidence::UNSURE_ACRONYMS) != 0;
        if !token.is(WordClass::RELATIVE) || !token.shape.contains(Shape::ALL_CAPITALS) || !acronym {
            return false;
        }
        let sentence = self.surface.tokens_beside(i);
        // "by whom" would be the pronoun.
        let article = i > sentence.start
            && (matches!(self.surface.word(i - 1), "the" | "The")
                || self.surface.tokens[i - 1].is(WordClass::PREPOSITION));
        let noun = WordClass::ROLE | WordClass::GROUP_NOUN | WordClass::TITLE | WordClass::BODY_NOUN;
        let behind = self.surface.tokens[..sentence.end].get(i + 1).is_some_and(|t| {
            t.kind == TokenKind::Possessive
                || t.is_any(noun)
                || i == sentence.start && t.is_capital()
                || i == sentence.start && t.cue.contains(CueFrames::FINITE)
        });
        article || behind && !self.is_question(&sentence)
    }
}
