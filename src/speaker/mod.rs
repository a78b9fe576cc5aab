//! Speakers: the entity behind each quote, with the reason.
//!
//! Takes everything before it; ties the mentions that need a speaker. Changes no span found earlier.
//!
//! Quotes are grouped into turns (`turn`). For each turn those are proposed who may have taken it (`propose`, out of the `cast`), they are
//! described by where they stand (`stage`, `scene`, `features`), and the likeliest is chosen (`choose`) – all turns of a document together,
//! since who spoke before, and before that, tells most of a dialogue (He, Barbosa and Kondrak 2013; Muzny et al. 2017). `reason` says why.

mod agentless;
mod alias;
mod answer;
mod author;
mod cast;
mod choose;
mod exclude;
mod features;
mod first_person;
mod form;
mod headline;
mod inside;
mod label;
mod lead;
#[cfg(feature = "train")]
pub(crate) mod learn;
mod model;
mod nested;
mod owner;
mod propose;
mod reason;
mod relative;
mod scene;
mod source;
mod stage;
mod turn;

use serde::{Deserialize, Serialize};

use self::cast::Newcomer;
pub use self::model::Model;
use self::scene::Scene;
use crate::Span;
use crate::entity::{Entities, Entity};
use crate::entity_type::EntityType;
use crate::gazetteer::Gazetteer;
use crate::mention::{Form, Mention};
use crate::quote::Quote;
use crate::surface::Surface;

/// Why this speaker, or why none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// The source is a name.
    Name,
    /// A name stands in apposition to the source.
    Apposition,
    /// The source is a nominal tied to an entity.
    Nominal,
    /// The source is a pronoun tied to an entity.
    Pronoun,
    /// The source is "I" or "we": of who tells the story, or inside someone's quotation.
    FirstPerson,
    /// The quotation goes on from the quote before it.
    Continued,
    /// Speakers take turns.
    Alternation,
    /// A name signs the quotation: "— Ann Lee".
    Signature,
    /// Nobody else could have said it.
    OnlyCandidate,
    /// No speaker: no source is written.
    NoSource,
    /// No speaker: nothing stands before the pronoun or nominal that it could refer to.
    NoAntecedent,
    /// No speaker: several are as likely.
    Ambiguous,
    /// No speaker: the source is nobody in particular ("some", "people").
    Generic,
}

impl Evidence {
    /// All kinds, in the order of the closed list that tables use.
    pub const ALL: [Self; 13] = [
        Self::Name,
        Self::Apposition,
        Self::Nominal,
        Self::Pronoun,
        Self::FirstPerson,
        Self::Continued,
        Self::Alternation,
        Self::Signature,
        Self::OnlyCandidate,
        Self::NoSource,
        Self::NoAntecedent,
        Self::Ambiguous,
        Self::Generic,
    ];

    /// Returns the name used in tables and Python.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Apposition => "apposition",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
            Self::FirstPerson => "first_person",
            Self::Continued => "continued",
            Self::Alternation => "alternation",
            Self::Signature => "signature",
            Self::OnlyCandidate => "only_candidate",
            Self::NoSource => "no_source",
            Self::NoAntecedent => "no_antecedent",
            Self::Ambiguous => "ambiguous",
            Self::Generic => "generic",
        }
    }
}

/// Who said one quote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// The entity, or none.
    pub speaker: Option<u32>,
    /// Why.
    pub evidence: Evidence,
    /// Probability that the speaker is right, given the relation; none without a speaker.
    pub confidence: Option<f32>,
    /// Entities that could be meant, with the probability of each, likeliest first; what is missing to 1 is nobody.
    #[serde(default)]
    pub candidates: Vec<(u32, f32)>,
}

/// A candidate less likely is not told.
const LEAST: f32 = 0.01;
/// So many are told.
const MOST: usize = 5;

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

/// Returns who said each quote, in the order of the quotes, and ties in `entities` the mentions that need a speaker.
///
/// A source that nobody is named for makes an anonymous entity, named as it is written; one that is an alias of `gazetteer` may stand
/// for its entry.
///
/// # Cost
/// Linear in the number of quotes and mentions.
#[must_use]
pub fn attribute(
    surface: &Surface<'_>,
    mentions: &[Mention],
    quotes: &[Quote],
    entities: &mut Entities,
    gazetteer: Option<&Gazetteer>,
    model: &Model,
) -> Vec<Attribution> {
    let mut scene = Scene::new(surface, mentions, quotes, entities, gazetteer);
    let choices = choose::choose(&mut scene, entities, model);
    let confidence = &model.confidence[usize::from(scene.dialogue)];
    let mut found: Vec<Option<Attribution>> = vec![None; quotes.len()];
    let mut made: Vec<Option<u32>> = vec![None; scene.cast.newcomers.len()];
    // Who took the turns so far, by key.
    let mut taken: Vec<Option<u32>> = Vec::with_capacity(scene.turns.len());
    for (at, choice) in choices.iter().enumerate() {
        let (asked, turn) = (&scene.asked[at], &scene.turns[at]);
        let generic = asked.span.is_some_and(|span| is_generic(span.of(surface.text)));
        let best = choice.best();
        let ambiguous = reason::is_ambiguous(choice, best);
        let best = Some(best).filter(|&best| best > 0 && !generic && !ambiguous);
        let chosen = best.map(|best| &choice.candidates[best]).filter(|chosen| !scene.is_unnamed_narrator(chosen.key));
        let before = [1, 2].map(|back| at.checked_sub(back).and_then(|turn| taken[turn]));
        taken.push(chosen.map(|chosen| chosen.key));
        let speaker = chosen.map(|chosen| entity_of(&scene, entities, &mut made, chosen.key, asked.source));
        let candidates = if generic { Vec::new() } else { likeliest(&scene, choice, &made) };
        for &i in &turn.quotes {
            let quote = &quotes[i as usize];
            let evidence = match chosen {
                Some(chosen) => reason::of_somebody(&scene, at, quote, choice, chosen, before),
                None if generic => Evidence::Generic,
                None if ambiguous => Evidence::Ambiguous,
                None => reason::of_nobody(asked),
            };
            found[i as usize] = Some(Attribution {
                speaker,
                evidence,
                confidence: best.filter(|_| speaker.is_some()).map(|best| confidence.probability(choice.chances[best])),
                candidates: candidates.clone(),
            });
            // What is written is not who wrote it.
            let source = quote.source_mention.filter(|&mention| !scene.is_document(mention));
            if let (Some(speaker), Some(mention)) = (speaker, source) {
                tie(mentions, entities, mention, speaker);
            }
        }
    }
    nested::attribute(&scene, quotes, entities, &mut found);
    let found: Vec<Attribution> = found.into_iter().map(|found| found.unwrap_or_else(Attribution::nobody)).collect();
    first_person::tie(surface, mentions, quotes, &found, entities);
    entities.sort_mentions();
    found
}

impl Attribution {
    fn nobody() -> Self {
        Self { speaker: None, evidence: Evidence::NoSource, confidence: None, candidates: Vec::new() }
    }
}

fn is_generic(source: &str) -> bool {
    source.is_empty() || GENERIC.iter().any(|word| source.eq_ignore_ascii_case(word))
}

/// Ties a source to its speaker; a name keeps the entity that it names.
fn tie(mentions: &[Mention], entities: &mut Entities, mention: u32, speaker: u32) {
    let own = &mut entities.of_mention[mention as usize];
    if own.is_none() || mentions[mention as usize].form != Form::Name {
        *own = Some(speaker);
    }
}

/// The entity of a member of the cast who took a turn with that source, made where there is none so far.
fn entity_of(
    scene: &Scene<'_>,
    entities: &mut Entities,
    made: &mut [Option<u32>],
    key: u32,
    source: Option<u32>,
) -> u32 {
    let Some((newcomer, place)) = scene.cast.as_newcomer(key) else { return key };
    *made[place].get_or_insert_with(|| {
        if let Some(entity) = described(scene, entities, newcomer, source) {
            let own = &mut entities.list[entity as usize];
            (own.name, own.anonymous) = (newcomer.name.of(scene.stage.surface.text).to_owned(), false);
            return entity;
        }
        let entity = anonymous(scene, entities, newcomer.name, scene.cast.members[key as usize].kind);
        entities.list[entity as usize].anonymous = !newcomer.named;
        if let Some((row, entry)) = newcomer.entry.and_then(|row| Some((row, scene.gazetteer?.entry(row)?))) {
            let own = &mut entities.list[entity as usize];
            (own.name, own.entry, own.anonymous) = (entry.name().to_owned(), Some(row), false);
            own.kind = entry.kind().unwrap_or(own.kind);
        }
        if let Some(mention) = newcomer.mention {
            entities.of_mention[mention as usize] = Some(entity);
        }
        entity
    })
}

/// The entity without a name that a source describes by the name found in it: "the Lee campaign", if it has mentions so far, is no
/// other than "Lee campaign".
fn described(scene: &Scene<'_>, entities: &Entities, newcomer: Newcomer, source: Option<u32>) -> Option<u32> {
    let source = source.filter(|&m| newcomer.named && newcomer.name.contains(scene.stage.mentions[m as usize].head))?;
    entities.of_mention[source as usize].filter(|&entity| entities.list[entity as usize].anonymous)
}

/// A new entity that the document never names, called what it is called at `name`.
fn anonymous(scene: &Scene<'_>, entities: &mut Entities, name: Span, kind: EntityType) -> u32 {
    let name = name.of(scene.stage.surface.text).to_owned();
    entities.list.push(Entity { name, kind, anonymous: true, ..Entity::default() });
    entities.list.len() as u32 - 1
}

/// The entities among a turn's candidates that are likely enough.
fn likeliest(scene: &Scene<'_>, choice: &choose::Choice, made: &[Option<u32>]) -> Vec<(u32, f32)> {
    let likely = choice.candidates.iter().zip(&choice.chances).skip(1).filter(|&(_, &chance)| chance >= LEAST);
    let known = likely.filter_map(|(candidate, &chance)| match scene.cast.as_newcomer(candidate.key) {
        None => Some((candidate.key, chance)),
        Some((_, place)) => made[place].map(|entity| (entity, chance)),
    });
    let mut all: Vec<(u32, f32)> = Vec::with_capacity(choice.candidates.len());
    for (entity, chance) in known {
        // One may be proposed by a name and by what is known of it.
        match all.iter_mut().find(|(other, _)| *other == entity) {
            Some((_, sum)) => *sum += chance,
            None => all.push((entity, chance)),
        }
    }
    all.sort_by(|a, b| b.1.total_cmp(&a.1));
    all.truncate(MOST);
    all
}
