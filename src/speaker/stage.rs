//! The stage: where everybody stands around the turns – who is named beside a quotation, with or without a cue, who is called by name in
//! it, who was spoken of before.

use std::ops::Range;

use crate::entity::Entities;
use crate::entity::antecedent::Antecedents;
use crate::entity::spot::{Role, Spot, outer_token};
use crate::entity_type::EntityType;
use crate::lexicon::{CueFrames, WordClass};
use crate::mention::{Form, Mention};
use crate::quote::{Quote, QuoteKind};
use crate::surface::Surface;
use crate::token::TokenKind;

/// How a mention outside quotations stands to a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Beside {
    /// No cue near.
    Nothing,
    /// It hears: "told Lee", "said to Lee".
    Hears,
    /// A cue stands later in its sentence: "Lee, who had waited, said".
    CueLater,
    /// It stands right behind a quotation, with some verb behind it, or before it: “Oh!” Lee gasped.
    Acts,
    /// "Lee said", "Lee had quietly said".
    CueAfter,
    /// "said Lee".
    CueBefore,
}

/// Mentions with their places.
pub(super) struct Stage<'a> {
    pub surface: &'a Surface<'a>,
    pub mentions: &'a [Mention],
    /// For each mention its paragraph.
    pub paragraph: Vec<u32>,
    /// Mentions outside quotations, ascending.
    pub narration: Vec<u32>,
    /// For each mention whether a content holds it.
    pub in_content: Vec<bool>,
    pub antecedents: Antecedents<'a>,
}

/// Who is spoken of, or to, inside a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Called {
    pub key: u32,
    /// Whether it is called by name: “Sit down, Peter.”
    pub vocative: bool,
}

/// At most so many who are spoken of in a turn count.
const CALLED: usize = 12;
/// A cue that stands later than so many tokens is not looked for.
const LATER: usize = 30;
/// Behind a quotation the cue of who stands there is no further than so many tokens: “Oh,” Lee at last said.
const SOON: usize = 5;

impl<'a> Stage<'a> {
    pub fn new(
        surface: &'a Surface<'a>,
        mentions: &'a [Mention],
        quotes: &[Quote],
        antecedents: Antecedents<'a>,
    ) -> Self {
        let mut paragraph = Vec::with_capacity(mentions.len());
        let mut at = 0;
        for mention in mentions {
            while surface.paragraphs.get(at).is_some_and(|p| p.end <= mention.span.start) {
                at += 1;
            }
            paragraph.push(at as u32);
        }
        let mut in_content = vec![false; mentions.len()];
        for span in quotes.iter().filter(|q| q.kind != QuoteKind::Direct).flat_map(|quote| &quote.content) {
            let first = mentions.partition_point(|m| m.span.start < span.start);
            let inside = mentions[first..].iter().take_while(|m| m.span.start < span.end).count();
            in_content[first..first + inside].fill(true);
        }
        let narration = (0..mentions.len() as u32).filter(|&m| !mentions[m as usize].in_speech).collect();
        Self { surface, mentions, paragraph, narration, in_content, antecedents }
    }

    pub fn spot(&self, mention: u32) -> Spot {
        self.antecedents.spot(mention as usize)
    }

    /// Returns the first token of a mention, its title's where it has one.
    fn first_token(&self, mention: u32) -> usize {
        outer_token(self.surface, &self.mentions[mention as usize], self.spot(mention).token as usize)
    }

    /// Returns the mentions outside quotations that stand in a paragraph, by their places in `narration`.
    pub fn narration_of(&self, paragraph: u32) -> Range<usize> {
        let first = self.narration.partition_point(|&m| self.paragraph[m as usize] < paragraph);
        let end = self.narration.partition_point(|&m| self.paragraph[m as usize] <= paragraph);
        first..end
    }

    /// Returns the places of `range` of at most so many mentions on either side of byte `offset`.
    pub fn window(&self, range: Range<usize>, offset: u32, most: usize) -> Range<usize> {
        let own = &self.narration[range.clone()];
        let at = range.start + own.partition_point(|&m| self.mentions[m as usize].span.start < offset);
        at.saturating_sub(most).max(range.start)..(at + most).min(range.end)
    }

    /// Whether a name is the owner of a person, who is more often meant: "Lee’s mother was there. …, she said", but not "Lee’s plan failed".
    pub fn owns_somebody(&self, mention: u32) -> bool {
        let own = &self.mentions[mention as usize];
        let owned = self.spot(mention).end as usize + 1;
        let next = self.mentions.get(mention as usize + 1).filter(|_| self.spot(mention).role == Role::Owner);
        own.form == Form::Name
            && next.is_some_and(|next| {
                next.kind == EntityType::Person && next.form != Form::Pronoun && self.first_token(mention + 1) == owned
            })
    }

    /// Returns the sentence that a mention stands in.
    pub fn sentence_of(&self, mention: u32) -> usize {
        self.surface.sentence_of(self.spot(mention).token as usize)
    }

    /// Returns the sentence right before a paragraph, where it is told rather than said.
    pub fn last_told(&self, paragraph: u32) -> Option<usize> {
        let last = self.surface.token_at(self.surface.paragraphs.get(paragraph as usize)?.start).checked_sub(1)?;
        let told = !self.surface.in_speech(last.saturating_sub(1)) && self.surface.tokens[last].kind != TokenKind::Mark;
        told.then(|| self.surface.sentence_of(last))
    }

    /// Returns how a mention stands to the cues beside it.
    pub fn beside(&self, mention: u32) -> Beside {
        let (surface, spot) = (self.surface, self.spot(mention));
        let tokens = &surface.tokens;
        let outer = self.first_token(mention);
        let sentence = surface.tokens_beside(outer);
        // "said the old Lee": what stands between cue and name.
        let mut before = outer;
        while before > sentence.start && tokens[before - 1].is_any(WordClass::DETERMINER | WordClass::ADVERB) {
            before -= 1;
        }
        if before > sentence.start {
            let cue = &tokens[before - 1];
            if cue.cue.intersects(CueFrames::QUOTE | CueFrames::SAY) && spot.role != Role::Owner {
                let apart = before.checked_sub(2).is_none_or(|b| {
                    matches!(
                        tokens[b].kind,
                        TokenKind::Comma | TokenKind::Mark | TokenKind::Terminator | TokenKind::Dash
                    )
                });
                return if apart { Beside::CueBefore } else { Beside::Hears };
            }
            if self.is_inverted(sentence.start, before) {
                return Beside::Acts;
            }
            if cue.is(WordClass::PREPOSITION) {
                let to = surface.word(before - 1).eq_ignore_ascii_case("to");
                let said = (sentence.start..before - 1).rev().take(3).any(|i| tokens[i].cue.contains(CueFrames::QUOTE));
                return if to && said { Beside::Hears } else { Beside::Nothing };
            }
            if cue.cue.contains(CueFrames::HEARER) {
                return Beside::Hears;
            }
        }
        if spot.role == Role::Owner {
            return Beside::Nothing;
        }
        let mut after = spot.end as usize;
        let end = sentence.end.min(after + LATER);
        let mut near = true;
        let behind = outer
            .checked_sub(1)
            .is_some_and(|b| tokens[b].kind == TokenKind::Mark && surface.in_speech(b.saturating_sub(1)));
        let acts = behind && (after..end.min(after + 2)).any(|i| surface.word(i).ends_with("ed"));
        while after < end && !surface.in_speech(after) {
            let token = &tokens[after];
            if token.cue.contains(CueFrames::QUOTE) && token.cue.intersects(CueFrames::FINITE | CueFrames::PARTICIPLE) {
                return if near || behind && after < spot.end as usize + SOON {
                    Beside::CueAfter
                } else {
                    Beside::CueLater
                };
            }
            near &= token.is_any(WordClass::ADVERB | WordClass::AUXILIARY) || surface.word(after).ends_with("ly");
            after += 1;
        }
        if acts { Beside::Acts } else { Beside::Nothing }
    }

    /// Whether nothing but a verb, with a particle or not, stands between a quotation and token `at`: “Oh!” gasped Lee, “no,” put in Lee.
    fn is_inverted(&self, floor: usize, at: usize) -> bool {
        let (surface, tokens) = (self.surface, &self.surface.tokens);
        let verb = (at.saturating_sub(2).max(floor)..at).find(|&i| {
            i > 0 && tokens[i - 1].kind == TokenKind::Mark && !surface.in_speech(i) && i > 1 && surface.in_speech(i - 2)
        });
        let other = WordClass::PREPOSITION
            | WordClass::CONJUNCTION
            | WordClass::DETERMINER
            | WordClass::ADVERB
            | WordClass::AUXILIARY
            | WordClass::PERSONAL
            | WordClass::SUBORDINATOR
            | WordClass::RELATIVE;
        verb.is_some_and(|verb| {
            (verb..at).all(|i| tokens[i].kind == TokenKind::Word && !tokens[i].is_capital())
                && !tokens[verb].is_any(other)
                && (verb + 1 == at || tokens[at - 1].is(WordClass::PREPOSITION))
        })
    }

    /// Returns who is spoken of in a quote's content, and who is called by name.
    pub fn called(&self, quote: &Quote, entities: &Entities, into: &mut Vec<Called>) {
        for span in &quote.content {
            let first = self.mentions.partition_point(|m| m.span.start < span.start);
            for (m, mention) in self.mentions.iter().enumerate().skip(first) {
                if mention.span.start >= span.end || into.len() >= CALLED {
                    break;
                }
                if let Some(key) = entities.of_mention[m] {
                    let vocative = mention.form != Form::Pronoun && self.is_vocative(m as u32);
                    match into.iter_mut().find(|called| called.key == key) {
                        Some(called) => called.vocative |= vocative,
                        None => into.push(Called { key, vocative }),
                    }
                }
            }
        }
    }

    /// “Sit down, Peter.” · “My dear Peter, sit down.”
    fn is_vocative(&self, mention: u32) -> bool {
        let (surface, spot) = (self.surface, self.spot(mention));
        let tokens = &surface.tokens;
        let mut outer = self.first_token(mention);
        let mut dear = false;
        while let Some(before) = outer.checked_sub(1) {
            let word = surface.word(before);
            let fond = ["dear", "dearest", "my", "poor", "old", "oh", "o", "ah", "well", "yes", "no", "good", "sweet"];
            if !fond.iter().any(|w| word.eq_ignore_ascii_case(w)) {
                break;
            }
            dear |= word.eq_ignore_ascii_case("dear") || word.eq_ignore_ascii_case("dearest");
            outer = before;
        }
        let stop = |kind: TokenKind| {
            matches!(
                kind,
                TokenKind::Comma | TokenKind::Mark | TokenKind::Terminator | TokenKind::Dash | TokenKind::Semicolon
            )
        };
        let begins = outer.checked_sub(1).is_none_or(|before| stop(tokens[before].kind));
        let ends = tokens.get(spot.end as usize).is_none_or(|after| stop(after.kind));
        ends && (begins || dear)
    }
}
