//! Entities: what the mentions of one document refer to.
//!
//! Takes surface and mentions; ties names, nominals, and the pronouns outside quotations. Leaves sources, and "I" and
//! "you" inside quotations, to `speaker`.

use serde::{Deserialize, Serialize};

use crate::entity_type::EntityType;
use crate::gazetteer::{Gazetteer, Match};
use crate::mention::{Form, Mention};
use crate::surface::Surface;

use self::antecedent::Antecedents;

pub(crate) mod antecedent;
mod description;
mod name;
mod nation;

/// One entity of a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// The fullest name written, without title; the gazetteer's name where it knows it; for one that is never named, the
    /// source as written.
    pub name: String,
    /// What it is.
    pub kind: EntityType,
    /// Its entry in the gazetteer.
    pub entry: Option<u32>,
    /// Whether the document never names it.
    pub anonymous: bool,
    /// Its mentions, ascending.
    pub mentions: Vec<u32>,
}

/// The entities of a document and which mention refers to which.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Entities {
    /// The entities, by first mention.
    pub list: Vec<Entity>,
    /// For each mention the entity that it refers to.
    pub of_mention: Vec<Option<u32>>,
}

impl Entities {
    /// Ties mention `mention` to entity `entity`; a mention that has an entity keeps it.
    pub fn tie(&mut self, mention: usize, entity: u32) {
        if self.of_mention[mention].is_none() {
            self.of_mention[mention] = Some(entity);
            let mentions = &mut self.list[entity as usize].mentions;
            let at = mentions.partition_point(|&m| (m as usize) < mention);
            mentions.insert(at, mention as u32);
        }
    }
}

impl Entities {
    /// Makes each entity's list of mentions anew from `of_mention`, in one pass.
    pub fn sort_mentions(&mut self) {
        self.list.iter_mut().for_each(|e| e.mentions.clear());
        for (mention, entity) in self.of_mention.iter().enumerate() {
            if let Some(entity) = entity {
                self.list[*entity as usize].mentions.push(mention as u32);
            }
        }
    }
}

/// Returns the entities that the mentions refer to, by first mention.
///
/// Every name has an entity. Nominals and pronouns outside quotations are tied to one where agreement and evidence speak
/// for it; the others stay untied.
///
/// # Examples
/// ```
/// use saith::{entity, lexicon::Lexicon, mention, surface::Surface, text::paragraphs::Newlines};
/// let text = "French President Ann Lee left. The French leader was late, Lee said.";
/// let surface = Surface::read(text, Lexicon::shipped(), Newlines::Auto, &Default::default());
/// let mentions = mention::find(&surface, &[]);
/// let entities = entity::link(&surface, &mentions, &[], None);
/// let lee = &entities.list[0];
/// assert_eq!((lee.name.as_str(), lee.mentions.len()), ("Ann Lee", 3));
/// ```
#[must_use]
pub fn link(surface: &Surface<'_>, mentions: &[Mention], matches: &[Match], gazetteer: Option<&Gazetteer>) -> Entities {
    let mut entities = name::tie(surface, mentions, matches, gazetteer);
    let mut antecedents = Antecedents::new(surface, mentions, &entities);
    let mut facts = description::Facts::read(surface, mentions, &entities);
    for (i, mention) in mentions.iter().enumerate() {
        let found = match mention.form {
            Form::Name => entities.of_mention[i],
            _ if mention.in_speech => None,
            Form::Nominal => facts.antecedent(&antecedents, &entities, i),
            Form::Pronoun => antecedents.of_pronoun(&entities, i),
        };
        if let Some(entity) = found {
            entities.tie(i, entity);
            antecedents.note(i, entity);
            facts.note(i, entity);
        }
    }
    entities.sort(mentions.len());
    entities
}

impl Entities {
    /// Puts the entities in the order of their first mentions.
    fn sort(&mut self, mentions: usize) {
        let first = |e: &Entity| e.mentions.first().copied().unwrap_or(u32::MAX);
        self.list.sort_by_key(first);
        self.of_mention.clear();
        self.of_mention.resize(mentions, None);
        for (entity, at) in self.list.iter().zip(0..) {
            for &m in &entity.mentions {
                self.of_mention[m as usize] = Some(at);
            }
        }
    }
}
