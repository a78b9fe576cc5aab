//! From a quote's source to an entity: by name, apposition, nominal or pronoun, in the order of the text.

use crate::Span;
use crate::entity::{Entities, Entity};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::quote::Quote;
use crate::speaker::Evidence;
use crate::surface::Surface;
use crate::token::Token;

/// What is known of an entity's gender and number, as counts of evidence.
#[derive(Clone, Copy, Debug, Default)]
struct Profile {
    male: u32,
    female: u32,
    plural: u32,
}

/// Somebody who has just spoken.
#[derive(Clone, Copy, Debug)]
struct Spoken {
    entity: u32,
    paragraph: u32,
}

pub(super) struct Resolver<'a> {
    surface: &'a Surface<'a>,
    mentions: &'a [Mention],
    entities: &'a mut Entities,
    profiles: Vec<Profile>,
    last: Option<Spoken>,
}

impl<'a> Resolver<'a> {
    pub fn new(surface: &'a Surface<'a>, mentions: &'a [Mention], entities: &'a mut Entities) -> Self {
        let profiles = profiles(surface, mentions, entities);
        Self { surface, mentions, entities, profiles, last: None }
    }

    /// Returns the entity behind the quote's source, with the reason, and ties the source's mention to it.
    pub fn resolve(&mut self, quote: &Quote) -> (Option<u32>, Evidence) {
        let (speaker, evidence) = match (quote.source, quote.source_mention) {
            (None, _) => self.without_source(quote),
            (Some(source), None) => self.unmentioned(source),
            (Some(source), Some(mention)) => self.by_mention(source, mention as usize),
        };
        if let (Some(entity), Some(mention)) = (speaker, quote.source_mention) {
            self.entities.of_mention[mention as usize] = Some(entity);
            self.learn(entity, mention as usize);
        }
        if let Some(entity) = speaker {
            let end = quote.content.last().map_or(0, |c| c.end).max(quote.cue.map_or(0, |c| c.end));
            self.last = Some(Spoken { entity, paragraph: self.paragraph(end.saturating_sub(1)) });
        }
        (speaker, evidence)
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
        if token.is(WordClass::RELATIVE) {
            return self.by_relative(mention);
        }
        if token.is_any(WordClass::I | WordClass::WE) {
            return (None, Evidence::NoAntecedent);
        }
        if token.is(WordClass::YOU) {
            return (None, Evidence::Generic);
        }
        let here = self.paragraph(self.mentions[mention].span.start);
        let recent = self.last.filter(|l| here <= l.paragraph + 1 && self.fits(l.entity, &token)).map(|l| l.entity);
        match recent.or_else(|| known.filter(|&e| self.fits(e, &token))) {
            Some(entity) => (Some(entity), Evidence::Pronoun),
            None => (None, Evidence::NoAntecedent),
        }
    }

    /// "Lee, who said": the mention right before the relative pronoun.
    fn by_relative(&mut self, mention: usize) -> (Option<u32>, Evidence) {
        let at = self.mentions[mention].span.start;
        let sentence = self.sentence(at);
        let before = (0..mention).rev().take(4).find(|&i| {
            let m = &self.mentions[i];
            m.form != Form::Pronoun && self.sentence(m.span.start) == sentence
        });
        let Some(before) = before else { return (None, Evidence::NoAntecedent) };
        if let Some(entity) = self.entities.of_mention[before] {
            return (Some(entity), Evidence::Pronoun);
        }
        let (speaker, _) = self.nobody_named(self.mentions[before].span, Some(before));
        if let Some(entity) = speaker {
            self.entities.of_mention[before] = Some(entity);
        }
        (speaker, Evidence::Pronoun)
    }

    /// A name inside a source whose head is a nominal: "the mayor, Ann Lee,".
    fn name_in(&self, source: Span, nominal: usize) -> Option<u32> {
        let after =
            self.mentions[nominal + 1..].iter().zip(nominal + 1..).take_while(|(m, _)| m.span.end <= source.end);
        let (mention, i) = after.into_iter().find(|(m, _)| m.form == Form::Name)?;
        let head = self.surface.token_at(self.mentions[nominal].span.end);
        let name = self.surface.token_at(mention.title.map_or(mention.span.start, |t| t.start));
        let between = self.surface.tokens.get(head..name)?;
        // Only the comma may stand between, else the name belongs to what follows the head: "the mayor of Ashford".
        let comma = between.iter().filter(|t| t.kind == crate::token::TokenKind::Comma).count();
        (comma == between.len() && comma <= 1).then(|| self.entities.of_mention[i]).flatten()
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
        let kind = mention.map_or(EntityType::Other, |m| self.mentions[m].kind);
        let number = self.entities.list.len() as u32;
        self.entities.list.push(Entity { name: text.to_owned(), kind, anonymous: true, ..Entity::default() });
        let plural = u32::from(kind == EntityType::Group);
        self.profiles.push(Profile { plural, ..Profile::default() });
        (Some(number), Evidence::Nominal)
    }

    /// Whether a pronoun can stand for an entity: no evidence speaks against it.
    fn fits(&self, entity: u32, token: &Token) -> bool {
        let profile = self.profiles[entity as usize];
        let kind = self.entities.list[entity as usize].kind;
        let singular = !matches!(kind, EntityType::Group | EntityType::Place) && profile.plural == 0;
        let human = matches!(kind, EntityType::Person | EntityType::Other);
        if token.is(WordClass::HE) {
            singular && human && profile.male >= profile.female
        } else if token.is(WordClass::SHE) {
            singular && human && profile.female >= profile.male
        } else if token.is(WordClass::THEY) {
            !singular || kind == EntityType::Organization
        } else {
            kind != EntityType::Person && kind != EntityType::Group
        }
    }

    /// A pronoun that was tied says something of its entity.
    fn learn(&mut self, entity: u32, mention: usize) {
        let token = *self.token_of(mention);
        add_pronoun(&mut self.profiles[entity as usize], &token);
    }

    fn token_of(&self, mention: usize) -> &Token {
        token_of(self.surface, &self.mentions[mention])
    }

    fn sentence(&self, offset: u32) -> usize {
        self.surface.sentences.partition_point(|s| s.span.end <= offset)
    }

    fn paragraph(&self, offset: u32) -> u32 {
        self.surface.paragraphs.partition_point(|p| p.end <= offset) as u32
    }
}

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

fn token_of<'s>(surface: &'s Surface<'_>, mention: &Mention) -> &'s Token {
    &surface.tokens[surface.token_at(mention.span.start).min(surface.tokens.len() - 1)]
}

/// Evidence from titles, given names and the pronouns already tied.
fn profiles(surface: &Surface<'_>, mentions: &[Mention], entities: &Entities) -> Vec<Profile> {
    let mut profiles = vec![Profile::default(); entities.list.len()];
    for (mention, entity) in mentions.iter().zip(&entities.of_mention) {
        let Some(entity) = entity else { continue };
        let profile = &mut profiles[*entity as usize];
        match mention.form {
            Form::Pronoun => add_pronoun(profile, token_of(surface, mention)),
            Form::Nominal => profile.plural += u32::from(mention.kind == EntityType::Group),
            Form::Name => {
                let title = mention.title.map_or(0..0, |t| surface.tokens_in(t));
                for token in &surface.tokens[title] {
                    profile.male += 3 * u32::from(token.is(WordClass::TITLE_MALE));
                    profile.female += 3 * u32::from(token.is(WordClass::TITLE_FEMALE));
                }
                let given = token_of(surface, mention);
                profile.male += u32::from(given.is(WordClass::GIVEN_MALE) && !given.is(WordClass::GIVEN_FEMALE));
                profile.female += u32::from(given.is(WordClass::GIVEN_FEMALE) && !given.is(WordClass::GIVEN_MALE));
            }
        }
    }
    profiles
}

fn add_pronoun(profile: &mut Profile, token: &Token) {
    profile.male += u32::from(token.is(WordClass::HE));
    profile.female += u32::from(token.is(WordClass::SHE));
}
