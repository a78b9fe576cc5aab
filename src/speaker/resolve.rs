//! From a quote's source to an entity: by name, apposition, nominal or pronoun, in the order of the text.

use crate::Span;
use crate::entity::antecedent::{Agreement, Antecedents, Wanted};
use crate::entity::{Entities, Entity};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention, is_indefinite};
use crate::quote::Quote;
use crate::speaker::Evidence;
use crate::surface::Surface;
use crate::token::{Token, TokenKind};

/// Somebody who has just spoken.
#[derive(Clone, Copy, Debug)]
struct Spoken {
    entity: u32,
    paragraph: u32,
    /// Where the quote ends, cue included.
    end: u32,
}

pub(super) struct Resolver<'a> {
    surface: &'a Surface<'a>,
    mentions: &'a [Mention],
    entities: &'a mut Entities,
    antecedents: Antecedents<'a>,
    last: Option<Spoken>,
}

impl<'a> Resolver<'a> {
    pub fn new(surface: &'a Surface<'a>, mentions: &'a [Mention], entities: &'a mut Entities) -> Self {
        let antecedents = Antecedents::new(surface, mentions, entities);
        Self { surface, mentions, entities, antecedents, last: None }
    }

    /// Returns the entity behind the quote's source, with the reason, and ties the source's mention to it; `around` is the
    /// speaker of the quote that it is nested in.
    pub fn resolve(&mut self, quote: &Quote, around: Option<u32>) -> (Option<u32>, Evidence) {
        let (speaker, evidence) = match (quote.source, quote.source_mention) {
            (Some(_), Some(mention)) if around.is_some() && self.is_first_person(mention as usize) => {
                (around, Evidence::FirstPerson)
            }
            (None, _) => self.without_source(quote),
            (Some(source), None) => self.unmentioned(source),
            (Some(source), Some(mention)) => self.by_mention(source, mention as usize),
        };
        if let (Some(entity), Some(mention)) = (speaker, quote.source_mention) {
            self.entities.of_mention[mention as usize] = Some(entity);
            self.antecedents.note(mention as usize, entity);
        }
        // Who is quoted inside a quote has not taken the word: what goes on is the outer speaker's.
        if let Some(entity) = speaker.filter(|_| quote.parent.is_none()) {
            let end = quote.content.last().map_or(0, |c| c.end).max(quote.cue.map_or(0, |c| c.end));
            self.last = Some(Spoken { entity, paragraph: self.paragraph(end.saturating_sub(1)), end });
        }
        (speaker, evidence)
    }

    /// Whether a mention is "I" inside a quotation.
    fn is_first_person(&self, mention: usize) -> bool {
        self.mentions[mention].in_speech && self.token_of(mention).is(WordClass::I)
    }

    /// A quotation on its own goes on from the one before it, in the same paragraph or the next.
    fn without_source(&self, quote: &Quote) -> (Option<u32>, Evidence) {
        let here = quote.content.first().map_or(0, |c| self.paragraph(c.start));
        match self.last {
            Some(last) if quote.continued && here <= last.paragraph + 1 => (Some(last.entity), Evidence::Continued),
            _ => (None, Evidence::NoSource),
        }
    }

    fn by_mention(&mut self, source: Span, mention: usize) -> (Option<u32>, Evidence) {
        let known = self.entities.of_mention[mention];
        match self.mentions[mention].form {
            Form::Name => known.map_or((None, Evidence::NoAntecedent), |e| (Some(e), Evidence::Name)),
            Form::Nominal => {
                if let Some(entity) = self.name_in(source, mention) {
                    return (Some(entity), Evidence::Apposition);
                }
                match known.or_else(|| self.same_nominal(mention)) {
                    Some(entity) => (Some(entity), Evidence::Nominal),
                    None => self.nobody_named(source, Some(mention)),
                }
            }
            Form::Pronoun => self.by_pronoun(mention, known),
        }
    }

    fn by_pronoun(&mut self, mention: usize, known: Option<u32>) -> (Option<u32>, Evidence) {
        let token = *self.token_of(mention);
        let span = self.mentions[mention].span;
        if is_indefinite(span.of(self.surface.text)) {
            return self.nobody_named(span, Some(mention));
        }
        if token.is(WordClass::RELATIVE) {
            return self.by_relative(mention);
        }
        if token.is_any(WordClass::I | WordClass::WE) {
            return (None, Evidence::NoAntecedent);
        }
        if token.is(WordClass::YOU) {
            return (None, Evidence::Generic);
        }
        let Some(agreement) = self.antecedents.agreement_of(mention) else { return (None, Evidence::NoAntecedent) };
        let here = self.paragraph(self.mentions[mention].span.start);
        let recent = self.last.filter(|l| here <= l.paragraph + 1).map(|l| l.entity);
        let recent = recent.filter(|&e| self.antecedents.agrees(self.entities, e, agreement));
        let recent = recent.filter(|_| !self.named_since(mention, agreement));
        match recent.or(known) {
            Some(entity) => (Some(entity), Evidence::Pronoun),
            None => self.searched(mention, agreement),
        }
    }

    /// Whether somebody else whom a pronoun fits was named after the last quote: "Lee said … Kim nodded. “…,” she said".
    fn named_since(&self, mention: usize, agreement: Agreement) -> bool {
        let Some(last) = self.last else { return false };
        let before = self.antecedents.tokens_of(mention).start;
        let wanted = Wanted { agreement, before, in_speech: false, not: Some(last.entity), sentences: 1 };
        self.antecedents
            .find(self.entities, wanted)
            .is_some_and(|found| self.mentions[found].form == Form::Name && self.mentions[found].span.start > last.end)
    }

    /// The mention before that fits best, further back than other pronouns look; one that nobody is named for too.
    fn searched(&mut self, mention: usize, agreement: Agreement) -> (Option<u32>, Evidence) {
        let before = self.antecedents.tokens_of(mention).start;
        let wanted = Wanted { agreement, before, in_speech: false, not: None, sentences: SENTENCES_BACK };
        match self.antecedents.find(self.entities, wanted) {
            Some(found) => (Some(self.entity_of(found)), Evidence::Pronoun),
            None => (None, Evidence::NoAntecedent),
        }
    }

    /// The entity of a mention, made where it has none.
    fn entity_of(&mut self, mention: usize) -> u32 {
        if let Some(entity) = self.entities.of_mention[mention] {
            return entity;
        }
        let entity = self.anonymous(self.mentions[mention].span, Some(mention));
        self.entities.of_mention[mention] = Some(entity);
        entity
    }

    /// "Lee, who said": the mention right before the relative pronoun.
    fn by_relative(&mut self, mention: usize) -> (Option<u32>, Evidence) {
        let at = self.mentions[mention].span.start;
        let sentence = self.sentence(at);
        let who = !self.mentions[mention].span.of(self.surface.text).eq_ignore_ascii_case("which");
        let before = (0..mention).rev().take(4).find(|&i| {
            let m = &self.mentions[i];
            let body = matches!(m.kind, EntityType::Organization | EntityType::Place);
            m.form != Form::Pronoun && !(who && body) && self.sentence(m.span.start) == sentence
        });
        match before {
            Some(before) => (Some(self.entity_of(before)), Evidence::Pronoun),
            None => (None, Evidence::NoAntecedent),
        }
    }

    /// A name in apposition to the nominal that heads a source: "the mayor, Ann Lee,", "the minister of trade, Ann Lee".
    fn name_in(&self, source: Span, nominal: usize) -> Option<u32> {
        let inside = (nominal + 1..self.mentions.len()).take_while(|&i| self.mentions[i].span.end <= source.end);
        let tokens = &self.surface.tokens;
        let apposed = |i: &usize| {
            let mention = &self.mentions[*i];
            let start = self.surface.token_at(mention.title.map_or(mention.span.start, |t| t.start));
            let end = self.surface.token_at(mention.span.end);
            let stops = |t: &Token| t.kind == TokenKind::Comma || t.span.start >= source.end;
            mention.form == Form::Name
                && !self.in_title(*i)
                && start.checked_sub(1).is_some_and(|c| tokens[c].kind == TokenKind::Comma)
                && tokens.get(end).is_none_or(stops)
        };
        inside.into_iter().find(apposed).and_then(|i| self.entities.of_mention[i])
    }

    /// Whether a name is part of the next name's title: "Vermont" in "Vermont Senator Ann Lee".
    fn in_title(&self, mention: usize) -> bool {
        let next = self.mentions.get(mention + 1).and_then(|m| m.title);
        next.is_some_and(|title| title.contains(self.mentions[mention].span))
    }

    /// An earlier speaker whom the same definite nominal, or its indefinite form, brought in: "a spokesman" … "the spokesman".
    fn same_nominal(&self, mention: usize) -> Option<u32> {
        let definite = self.surface.text[self.mentions[mention].span.range()]
            .get(..4)
            .is_some_and(|t| t.eq_ignore_ascii_case("the "));
        let head = self.mentions[mention].head.of(self.surface.text);
        let last = self.last.filter(|_| definite)?;
        let known = &self.entities.list[last.entity as usize];
        let same = known.anonymous && known.name.split(' ').any(|word| word == head);
        same.then_some(last.entity)
    }

    /// A source that no mention stands for: "28 percent of voters".
    fn unmentioned(&mut self, source: Span) -> (Option<u32>, Evidence) {
        self.nobody_named(source, None)
    }

    /// An anonymous entity for `source`, unless it is nobody in particular.
    fn nobody_named(&mut self, source: Span, mention: Option<usize>) -> (Option<u32>, Evidence) {
        let text = source.of(self.surface.text);
        if GENERIC.iter().any(|word| text.eq_ignore_ascii_case(word)) || text.is_empty() {
            return (None, Evidence::Generic);
        }
        (Some(self.anonymous(source, mention)), Evidence::Nominal)
    }

    /// A new entity that the document never names, called what it is called at `source`.
    fn anonymous(&mut self, source: Span, mention: Option<usize>) -> u32 {
        let kind = mention.map_or(EntityType::Other, |m| self.mentions[m].kind);
        let name = source.of(self.surface.text).to_owned();
        self.entities.list.push(Entity { name, kind, anonymous: true, ..Entity::default() });
        self.entities.list.len() as u32 - 1
    }

    fn token_of(&self, mention: usize) -> &Token {
        &self.surface.tokens
            [self.surface.token_at(self.mentions[mention].span.start).min(self.surface.tokens.len() - 1)]
    }

    fn sentence(&self, offset: u32) -> usize {
        self.surface.sentences.partition_point(|s| s.span.end <= offset)
    }

    fn paragraph(&self, offset: u32) -> u32 {
        self.surface.paragraph_at(offset) as u32
    }
}

/// How many sentences of narration back a source's antecedent may stand.
const SENTENCES_BACK: u32 = 6;

/// Sources that are nobody in particular.
const GENERIC: [&str; 14] = [
    "some",
    "many",
    "others",
    "people",
    "one",
    "anyone",
    "everyone",
    "someone",
    "nobody",
    "no one",
    "everybody",
    "most",
    "you",
    "all",
];
