//! Turns of a transcript: who stands behind a label, "Q:", "A:", "LEE:" or "Interviewer:".

use rustc_hash::FxHashMap;

use super::form::SourceForm;
use super::scene::Scene;
use crate::Span;
use crate::entity::Entities;
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::Form;
use crate::model::hash;
use crate::quote::transcript::{self, Letter};

/// Who asks and who answers where turns are labelled "Q" and "A".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Interview {
    pub asks: Option<u32>,
    pub answers: Option<u32>,
}

/// So many tokens behind "met" are searched for who met whom.
const ASKED: usize = 4;
/// What an interviewer does in the introduction.
const ASKING: [&str; 16] = [
    "interviewed",
    "interviews",
    "met",
    "meets",
    "spoke",
    "speaks",
    "talked",
    "talks",
    "asked",
    "asks",
    "sat",
    "visited",
    "moderated",
    "moderates",
    "hosted",
    "hosts",
];

/// Labels of who asks.
const ASKERS: [&str; 6] = ["interviewer", "moderator", "host", "presenter", "reporter", "anchor"];

impl Scene<'_> {
    /// Returns whether a turn is one of a transcript, with a label as its source.
    pub(super) fn is_labelled(&self, at: usize) -> bool {
        self.turns[at].sourced.is_some_and(|i| transcript::is_turn(&self.quotes[i as usize]))
    }

    /// Returns whether form alone tells who takes a turn: a label, an office in a headline that the text explains, or a document whose
    /// author it tells.
    pub(super) fn tells_who(&self, at: usize) -> bool {
        self.is_labelled(at) || self.asked[at].explained.is_some()
    }

    /// Returns which of two the label of a turn is a letter for.
    pub(super) fn letter(&self, at: usize) -> Option<Letter> {
        let quote =
            self.turns[at].sourced.map(|i| &self.quotes[i as usize]).filter(|quote| transcript::is_turn(quote))?;
        Letter::of(quote.source?.of(self.stage.surface.text))
    }

    /// Returns who stands behind the label of a turn: whom it names, or who alone has the last name that it is; somebody new where
    /// there is nobody, the same for the same label. None is known behind the letter of who is not named.
    pub(super) fn behind_label(&mut self, at: usize, entities: &Entities) -> Option<u32> {
        match self.asked[at].form {
            SourceForm::Asks => return self.interview.asks,
            SourceForm::Answers => return self.interview.answers,
            _ => {}
        }
        let source = self.asked[at].span?;
        let label = source.of(self.stage.surface.text);
        let own = self.asked[at].source.and_then(|mention| entities.of_mention[mention as usize]);
        let own = own.or_else(|| self.cast.having_name(label));
        let short = own.is_none_or(|own| !entities.list[own as usize].name.contains(char::is_whitespace));
        if short {
            let last = label.split_whitespace().next_back().unwrap_or_default();
            let longer = self.cast.namesakes(hash::lower(last.as_bytes())).iter().filter(|&&key| Some(key) != own);
            let longer: Vec<u32> = longer.copied().collect();
            if let [alone] = longer[..] {
                return Some(alone);
            }
        }
        if own.is_none()
            && ASKERS.iter().any(|asker| label.eq_ignore_ascii_case(asker))
            && self.interview.asks.is_some()
        {
            return self.interview.asks;
        }
        own.or_else(|| {
            let key = hash::lower(label.as_bytes());
            if let Some(&known) = self.labelled.get(&key) {
                return Some(known);
            }
            let new = match self.name_in(source) {
                Some(name) => self.cast.named_newcomer(name, self.stage.surface.text),
                None => self.cast.newcomer(source, self.asked[at].source, self.stage.mentions),
            };
            self.labelled.insert(key, new);
            Some(new)
        })
    }

    /// The name in a label of several words with capitals that no mention stands for, without its title.
    fn name_in(&self, label: Span) -> Option<Span> {
        let surface = self.stage.surface;
        let tokens = surface.tokens_in(label);
        let capitals = tokens.len() > 1 && tokens.clone().all(|i| surface.tokens[i].is_capital());
        let titled = capitals && surface.tokens[tokens.start].is_any(WordClass::TITLE | WordClass::ROLE);
        let first = tokens.start + usize::from(titled);
        capitals.then(|| Span::new(surface.tokens[first].span.start, label.end))
    }

    /// Returns who asks and who answers by what stands before them: who signs it or "met" somebody asks, and of the others
    /// the one spoken of most answers.
    pub(super) fn interview(&self, entities: &Entities) -> Interview {
        let Some(first) = (0..self.turns.len()).find(|&at| self.is_labelled(at)) else {
            return Interview::default();
        };
        let start = self.asked[first].span.map_or(0, |span| span.start);
        let surface = self.stage.surface;
        let word = |i: usize| surface.tokens.get(i).map_or("", |_| surface.word(i));
        let mut asks = None;
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        let before = self.stage.mentions.iter().zip(&entities.of_mention).take_while(|(m, _)| m.span.start < start);
        for (mention, key) in before.filter_map(|(mention, key)| Some((mention, (*key)?))) {
            let entity = &entities.list[key as usize];
            if entity.anonymous || !matches!(entity.kind, EntityType::Person | EntityType::Other) {
                continue;
            }
            let tokens = surface.tokens_in(Span::new(mention.outer_start(), mention.span.end));
            let previous = tokens.start.checked_sub(1).map_or("", word);
            let meets = ASKING.contains(&word(tokens.end)) && previous != "and" && !self.meets_writers(tokens.end + 1);
            if mention.form == Form::Name && (previous.eq_ignore_ascii_case("by") || meets) {
                asks = asks.or(Some(key));
            }
            *counts.entry(key).or_default() += if entity.kind == EntityType::Person { MORE } else { 1 };
        }
        let others = counts.into_iter().filter(|&(key, _)| Some(key) != asks);
        let answers = others.max_by_key(|&(key, count)| (count, std::cmp::Reverse(key))).map(|(key, _)| key);
        Interview { asks, answers }
    }
}

impl Scene<'_> {
    /// Whether those are met, from token `start` on, who write: "spoke to us", "talked with the Leeds Mercury". Who meets them answers.
    fn meets_writers(&self, start: usize) -> bool {
        let (surface, mentions) = (self.stage.surface, self.stage.mentions);
        let paper = |at: u32| {
            let first = mentions.get(mentions.partition_point(|m| m.span.start < at));
            first.is_some_and(|m| m.span.start == at && m.form == Form::Name && m.kind == EntityType::Organization)
        };
        let near = surface.tokens.iter().skip(start).take(ASKED);
        near.into_iter().any(|token| matches!(token.span.of(surface.text), "us" | "me") || paper(token.span.start))
    }
}

/// A person counts as so many of what may be one.
const MORE: u32 = 8;
