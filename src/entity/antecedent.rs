//! The search for what a pronoun or nominal refers to, shared with the speaker stage.
//!
//! Candidates are the mentions before it, scored by distance in sentences and by grammatical role (Lappin & Leass 1994,
//! without a parser: a subject is told from an object by the words beside it); agreement excludes.

use super::spot::{Role, Spot, narration, spots};
use super::{Entities, cataphor, complement};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::surface::Surface;
use crate::token::TokenKind;

mod namesake;
mod profile;

pub(super) use self::namesake::Namesakes;
pub(crate) use self::profile::Profile;

use self::profile::add_given_name;

/// At most so many mentions are looked at, which keeps the search linear.
const MOST: usize = 80;

/// What the antecedent must agree with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// One person, likely a man: "he".
    Male,
    /// One person, likely a woman: "she".
    Female,
    /// One person: "the teacher".
    Person,
    /// Several people or a body: "they".
    Plural,
    /// A body: "it", "the company".
    Body,
}

/// What a pronoun refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// What a mention before it refers to.
    Mention(usize),
    /// The same, and nobody else can be meant: "Lee said she would go".
    Sayer(usize),
    /// The name that follows: "In his speech, Lee".
    Behind(usize),
    /// Two people that "and" ties, for whom there is no entity.
    Both,
}

/// A search for an antecedent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// What it must agree with.
    pub agreement: Agreement,
    /// The token that the antecedent must end before.
    pub before: usize,
    /// Whether mentions inside speech count as candidates.
    pub in_speech: bool,
    /// An entity that it cannot be.
    pub not: Option<u32>,
    /// How many sentences of narration back it may stand; 0 is the same sentence.
    pub sentences: u32,
}

/// The mentions of a document as candidates, and what is known of their entities.
pub(crate) struct Antecedents<'s> {
    surface: &'s Surface<'s>,
    mentions: &'s [Mention],
    spots: Vec<Spot>,
    profiles: Vec<Profile>,
    /// For each sentence the number of sentences of narration before it.
    narration: Vec<u32>,
}

impl<'s> Antecedents<'s> {
    /// Returns the candidates of a document, with the evidence of titles, given names and pronouns already tied.
    pub(crate) fn new(surface: &'s Surface<'s>, mentions: &'s [Mention], entities: &Entities) -> Self {
        let narration = narration(surface);
        let mut antecedents = Self {
            surface,
            mentions,
            spots: spots(surface, mentions, &narration),
            profiles: vec![Profile::default(); entities.list.len()],
            narration,
        };
        for (i, entity) in entities.of_mention.iter().enumerate() {
            if let Some(entity) = *entity {
                antecedents.note(i, entity);
            }
        }
        for (entity, profile) in entities.list.iter().zip(&mut antecedents.profiles) {
            add_given_name(surface, mentions, entity, profile);
        }
        antecedents
    }

    /// Returns where the mentions stand.
    pub(super) fn into_spots(self) -> Vec<Spot> {
        self.spots
    }

    /// Returns where the mentions stand.
    pub(super) fn spots(&self) -> &[Spot] {
        &self.spots
    }

    /// Returns where a mention stands.
    pub(crate) fn spot(&self, mention: usize) -> Spot {
        self.spots[mention]
    }

    /// Returns the evidence for an entity's gender and number; nothing for one made later.
    pub(crate) fn profile(&self, entity: u32) -> Profile {
        self.profiles.get(entity as usize).copied().unwrap_or_default()
    }

    /// Takes in that mention `mention` refers to `entity`: its pronoun or title is evidence.
    pub(crate) fn note(&mut self, mention: usize, entity: u32) {
        if self.profiles.len() <= entity as usize {
            self.profiles.resize(entity as usize + 1, Profile::default());
        }
        self.profiles[entity as usize].add(self.surface, &self.mentions[mention]);
    }

    /// Returns what a pronoun outside quotations must agree with; none for those that this stage leaves untied.
    pub(crate) fn agreement_of(&self, mention: usize) -> Option<Agreement> {
        let token = self.spots[mention].token as usize;
        let classes = self.surface.tokens[token].classes;
        if classes.contains(WordClass::AUXILIARY) {
            let word = self.mentions[mention].span.of(self.surface.text);
            let is = |w: &str| word.eq_ignore_ascii_case(w);
            return if is("he") {
                Some(Agreement::Male)
            } else if is("she") {
                Some(Agreement::Female)
            } else if is("they") {
                Some(Agreement::Plural)
            } else {
                None
            };
        }
        if classes.contains(WordClass::HE) {
            Some(Agreement::Male)
        } else if classes.contains(WordClass::SHE) {
            Some(Agreement::Female)
        } else if classes.contains(WordClass::THEY) && !classes.contains(WordClass::OBJECT_FORM) {
            Some(Agreement::Plural)
        } else if classes.contains(WordClass::IT) {
            Some(Agreement::Body)
        } else {
            None
        }
    }

    /// Returns what the pronoun `mention`, outside quotations, refers to.
    pub(super) fn of_pronoun(&self, entities: &Entities, mention: usize) -> Option<Reference> {
        let spot = self.spots[mention];
        if self.surface.tokens[spot.token as usize].is(WordClass::RELATIVE) {
            return self.of_relative(entities, mention).map(Reference::Mention);
        }
        let agreement = self.agreement_of(mention)?;
        if let Some(sayer) = self.sayer(entities, mention, agreement) {
            return Some(Reference::Sayer(sayer));
        }
        if let Some(name) = cataphor::name_behind(self.surface, self.mentions, &self.spots, mention)
            && self.fit(entities, name, entities.of_mention[name], agreement).is_some()
        {
            return Some(Reference::Behind(name));
        }
        if agreement == Agreement::Body && self.is_expletive(spot) {
            return None;
        }
        let sentences = match agreement {
            Agreement::Body => 1,
            Agreement::Plural => 2,
            _ => 4,
        };
        let not = self.subject_of(entities, mention);
        let wanted = Wanted { agreement, before: spot.token as usize, in_speech: false, not, sentences };
        let possessive = self.surface.tokens[spot.token as usize].is(WordClass::POSSESSIVE);
        let own = if possessive { self.own_subject(entities, mention, agreement) } else { None };
        own.map(Reference::Mention).or_else(|| self.best(entities, wanted, |i, _| Some(i as u32) != spot.subject))
    }

    /// "Lee said she", "the bank said that it": who says what the pronoun begins.
    fn sayer(&self, entities: &Entities, mention: usize, agreement: Agreement) -> Option<usize> {
        let sayer = complement::sayer(self.surface, self.mentions, &self.spots, mention)?;
        let entity = entities.of_mention[sayer];
        let fits = match agreement {
            Agreement::Male | Agreement::Female => self.fit(entities, sayer, entity, agreement).is_some(),
            Agreement::Body => {
                let kind = entity.map_or(self.mentions[sayer].kind, |e| entities.list[e as usize].kind);
                matches!(kind, EntityType::Organization | EntityType::Place)
            }
            _ => false,
        };
        fits.then_some(sayer)
    }

    /// Who is the subject of the verb whose object mention `mention` is, and so is not meant by it.
    pub(super) fn subject_of(&self, entities: &Entities, mention: usize) -> Option<u32> {
        self.spots[mention].subject.and_then(|subject| entities.of_mention[subject as usize])
    }

    /// The nearest subject before a possessive in its sentence: "Poe said that Lee sold his house".
    fn own_subject(&self, entities: &Entities, mention: usize, agreement: Agreement) -> Option<usize> {
        let sentence = self.surface.sentence_of(self.spots[mention].token as usize);
        let start = self.surface.tokens_of(sentence).start as u32;
        (0..mention)
            .rev()
            .take(MOST)
            .take_while(|&i| self.spots[i].token >= start)
            .filter(|&i| !self.mentions[i].in_speech && self.spots[i].role == Role::Subject)
            .find(|&i| self.fit(entities, i, entities.of_mention[i], agreement).is_some())
    }

    /// "Lee, who left": the mention right before, which may have no entity; "the mayor of Ashford, who left".
    fn of_relative(&self, entities: &Entities, mention: usize) -> Option<usize> {
        let before = mention.checked_sub(1)?;
        let (left, here) = (self.spots[before], self.spots[mention]);
        let comma = |i: u32| self.surface.tokens.get(i as usize).is_some_and(|t| t.kind == TokenKind::Comma);
        let number = |i: u32| self.surface.tokens.get(i as usize).is_some_and(|t| t.kind == TokenKind::Number);
        // "Lee, 54, who left"
        let aged = here.token == left.end + 3 && comma(left.end) && number(left.end + 1) && comma(left.end + 2);
        if here.token != left.end && !(here.token == left.end + 1 && comma(left.end)) && !aged {
            return None;
        }
        let person = |i: usize| {
            matches!(self.mentions[i].kind, EntityType::Person | EntityType::Group | EntityType::Other)
                && (self.mentions[i].form != Form::Pronoun || entities.of_mention[i].is_some())
        };
        if person(before) {
            return Some(before);
        }
        let of = |&i: &usize| {
            let end = self.spots[i].end as usize;
            let article = usize::from(self.surface.tokens.get(end + 1).is_some_and(|t| t.is(WordClass::DETERMINER)));
            end + 1 + article == left.token as usize && self.surface.tokens[end].is(WordClass::PREPOSITION)
        };
        before.checked_sub(1).filter(of).filter(|&i| person(i))
    }

    /// "It is clear that": an "it" that refers to nothing.
    fn is_expletive(&self, spot: Spot) -> bool {
        let tokens = &self.surface.tokens;
        let possessive = tokens[spot.token as usize].is(WordClass::POSSESSIVE);
        let speaks = tokens.get(spot.end as usize).is_some_and(|t| !t.cue.is_empty() || t.is(WordClass::AUXILIARY));
        let is = tokens.get(spot.end as usize).is_some_and(|t| {
            matches!(
                t.span.of(self.surface.text),
                "is" | "was" | "would" | "will" | "may" | "seems" | "seemed" | "'s" | "’s"
            )
        });
        !possessive && (!speaks || is || spot.role != Role::Subject)
    }

    /// Returns the mention that best fits `wanted`, if any does. It may have no entity: "a spokesman" hides the names
    /// before it from "he".
    ///
    /// # Cost
    /// At most a fixed number of mentions is looked at.
    pub(crate) fn find(&self, entities: &Entities, wanted: Wanted) -> Option<usize> {
        self.find_where(entities, wanted, |_| true)
    }

    /// Returns what [`Antecedents::find`] does, among the mentions whose entities `fits` takes.
    pub(super) fn find_where(
        &self,
        entities: &Entities,
        wanted: Wanted,
        fits: impl Fn(Option<u32>) -> bool,
    ) -> Option<usize> {
        match self.best(entities, wanted, |_, entity| fits(entity))? {
            Reference::Mention(mention) | Reference::Sayer(mention) | Reference::Behind(mention) => Some(mention),
            Reference::Both => None,
        }
    }

    fn best(
        &self,
        entities: &Entities,
        wanted: Wanted,
        fits: impl Fn(usize, Option<u32>) -> bool,
    ) -> Option<Reference> {
        let end = self.spots.partition_point(|s| (s.end as usize) <= wanted.before);
        let here = self.sentence_at(wanted.before);
        let mut best: Option<(i32, Reference)> = None;
        for i in (0..end).rev().take(MOST) {
            let spot = self.spots[i];
            let back = here.saturating_sub(spot.sentence);
            if back > wanted.sentences {
                break;
            }
            if spot.dateline || self.mentions[i].in_speech && !wanted.in_speech {
                continue;
            }
            let entity = entities.of_mention[i];
            if entity.is_some() && entity == wanted.not || !fits(i, entity) {
                continue;
            }
            // "Lee and Poe": "they" may be both, for whom there is no entity.
            let both = wanted.agreement == Agreement::Plural && self.is_both(i);
            let fit = if both { Some(4) } else { self.fit(entities, i, entity, wanted.agreement) };
            if let Some(fit) = fit {
                let near = (wanted.before.saturating_sub(spot.end as usize) / 6).min(6) as i32;
                let score = fit + self.weight(spot) - 16 * back as i32 - if back == 0 { near } else { 0 };
                if best.is_none_or(|(most, _)| score > most) {
                    best = Some((score, if both { Reference::Both } else { Reference::Mention(i) }));
                }
            }
        }
        best.map(|(_, found)| found)
    }

    /// Whether "and" ties the named person to another.
    fn is_both(&self, i: usize) -> bool {
        let mention = &self.mentions[i];
        self.spots[i].joined && mention.form == Form::Name && mention.kind != EntityType::Place
    }

    fn sentence_at(&self, token: usize) -> u32 {
        let token = token.min(self.surface.tokens.len().saturating_sub(1));
        if self.surface.tokens.is_empty() { 0 } else { self.narration[self.surface.sentence_of(token)] }
    }

    fn weight(&self, spot: Spot) -> i32 {
        match spot.role {
            Role::Subject => {
                if spot.main {
                    10
                } else {
                    6
                }
            }
            Role::Object => 0,
            Role::Owner => -2,
            Role::Oblique => -5,
        }
    }

    /// How well a mention agrees, none where it does not.
    fn fit(&self, entities: &Entities, i: usize, entity: Option<u32>, agreement: Agreement) -> Option<i32> {
        let mention = &self.mentions[i];
        let kind = entity.map_or(mention.kind, |e| entities.list[e as usize].kind);
        let profile = entity.map_or(Profile::default(), |e| self.profile(e));
        let tied = entity.is_some();
        match agreement {
            Agreement::Male | Agreement::Female | Agreement::Person => {
                let singular = match (mention.form, kind) {
                    (Form::Pronoun, _) if !tied => return None,
                    (_, EntityType::Person) => 4,
                    (Form::Name, EntityType::Other) if profile.speaks_for(agreement) => 4,
                    (Form::Name, EntityType::Other) => -4,
                    _ => return None,
                };
                if !profile.allows(agreement) || !tied && !self.noun_allows(i, agreement) {
                    return None;
                }
                // One of two joined names is meant only where the other cannot be.
                let joined = self.spots[i].joined && !profile.speaks_for(agreement);
                Some(singular + if profile.speaks_for(agreement) { 3 } else { 0 } - if joined { 6 } else { 0 })
            }
            Agreement::Plural => match (mention.form, kind) {
                (Form::Pronoun, _) if !tied => None,
                (Form::Nominal, EntityType::Group) => Some(4),
                (_, EntityType::Group) => Some(4),
                (_, EntityType::Organization) if self.spots[i].role == Role::Subject => Some(-8),
                _ => None,
            },
            Agreement::Body => match (mention.form, kind) {
                (Form::Pronoun, _) if !tied => None,
                (_, EntityType::Organization) if self.spots[i].role == Role::Subject => Some(4),
                _ => None,
            },
        }
    }

    /// Whether a nominal's noun allows the gender: "the spokeswoman" is no "he".
    fn noun_allows(&self, i: usize, agreement: Agreement) -> bool {
        let head = &self.surface.tokens[(self.spots[i].end as usize).saturating_sub(1)];
        match agreement {
            Agreement::Male => !head.is(WordClass::TITLE_FEMALE),
            Agreement::Female => !head.is(WordClass::TITLE_MALE),
            _ => true,
        }
    }

    /// Returns whether "and" ties a mention to the one before or after it.
    pub(super) fn is_joined(&self, mention: usize) -> bool {
        self.spots[mention].joined
    }

    /// Returns the first token of a mention and the token after it.
    pub(crate) fn tokens_of(&self, mention: usize) -> std::ops::Range<usize> {
        let spot = self.spots[mention];
        spot.token as usize..spot.end as usize
    }

    /// Returns how many sentences of narration lie before token `token`.
    pub(super) fn tokens_sentence(&self, token: usize) -> u32 {
        self.sentence_at(token)
    }
}
