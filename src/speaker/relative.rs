//! What a relative pronoun stands for: "Lee, who said", "a sign that said".

use super::scene::Scene;
use crate::Span;
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::Form;
use crate::quote::phrase::phrase_before;
use crate::token::TokenKind;

/// So many mentions before a relative pronoun are looked at.
const RELATIVE_BACK: usize = 4;

/// What stands before a relative pronoun for which there is no mention.
pub(super) enum Before {
    Mention(u32),
    /// A phrase that no mention is: "a sign".
    Phrase(Span),
}

impl Scene<'_> {
    /// The mention right before a relative pronoun: "Lee, who said".
    pub fn before_relative(&self, mention: u32) -> Option<u32> {
        let mentions = self.stage.mentions;
        let at = mentions[mention as usize].span.start;
        let surface = self.stage.surface;
        let sentence = surface.sentence_of(self.stage.spot(mention).token as usize);
        let who = !mentions[mention as usize].span.of(surface.text).eq_ignore_ascii_case("which");
        (0..mention).rev().take(RELATIVE_BACK).find(|&i| {
            let m = &mentions[i as usize];
            let body = matches!(m.kind, EntityType::Organization | EntityType::Place);
            let here = surface.sentence_of(self.stage.spot(i).token as usize) == sentence;
            m.form != Form::Pronoun && m.span.end <= at && !(who && body) && here
        })
    }

    /// Whether a source without a mention is a relative pronoun: "that", "which".
    pub(super) fn is_relative(&self, source: Span) -> bool {
        let surface = self.stage.surface;
        let tokens = surface.tokens_in(source);
        tokens.len() == 1
            && (surface.tokens[tokens.start].is(WordClass::RELATIVE)
                || surface.word(tokens.start).eq_ignore_ascii_case("that"))
    }

    /// Returns what such a relative pronoun stands for: the noun phrase right before it, or none where none stands there, as in "That
    /// suggests".
    pub(super) fn before_source(&self, source: Span) -> Option<Before> {
        let surface = self.stage.surface;
        let relative = surface.tokens_in(source).start;
        let floor = surface.tokens_beside(relative).start;
        let parted = |&i: &usize| i > floor && matches!(surface.tokens[i].kind, TokenKind::Comma | TokenKind::Dash);
        let end = relative.checked_sub(1).filter(parted).unwrap_or(relative);
        let phrase = phrase_before(surface, end, floor)?.tokens;
        // "a copy of the letter that said": the noun right before.
        let of = phrase.clone().rev().find(|&i| surface.tokens[i].is(WordClass::PREPOSITION));
        let phrase = of.map_or(phrase.start, |of| of + 1)..phrase.end;
        let last = phrase.end.checked_sub(1).filter(|_| !phrase.is_empty())?;
        let head = surface.tokens[last].span;
        let first = self.stage.mentions.partition_point(|m| m.span.end <= head.start);
        let which = surface.word(relative).eq_ignore_ascii_case("which");
        let own = self.stage.mentions.get(first).filter(|m| m.span.start <= head.start && m.form != Form::Pronoun);
        if own.is_some_and(|own| !(which && own.kind == EntityType::Person)) {
            return Some(Before::Mention(first as u32));
        }
        let opener = &surface.tokens[phrase.start];
        let opens = opener.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE) || opener.kind == TokenKind::Number;
        // "held signs that said": where the phrase begins is known by an article alone.
        let start = if opens { phrase.start } else { last };
        let noun = own.is_none() && (opens || surface.word(last).ends_with('s'));
        noun.then(|| Before::Phrase(surface.tokens[start].span.hull(head)))
    }

    /// Whether a source that no mention is can be somebody at all: not "there", "from", "helps".
    pub(super) fn is_noun_phrase(&self, source: Span) -> bool {
        let surface = self.stage.surface;
        let tokens = surface.tokens_in(source);
        let Some(token) = surface.tokens.get(tokens.start).filter(|_| tokens.len() == 1) else { return true };
        let function = WordClass::PREPOSITION
            | WordClass::SUBORDINATOR
            | WordClass::CONJUNCTION
            | WordClass::AUXILIARY
            | WordClass::ADVERB;
        !token.is_any(function) && !surface.word(tokens.start).eq_ignore_ascii_case("there")
    }
}
