//! Entities: what the mentions of one document refer to.
//!
//! Takes surface and mentions; ties names, nominals, and the pronouns outside quotations. Leaves sources, and "I" and
//! "you" inside quotations, to `speaker`.

use serde::{Deserialize, Serialize};

use crate::entity_type::EntityType;
use crate::gazetteer::{Gazetteer, Match};
use crate::mention::Mention;
use crate::surface::Surface;

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

/// Returns the entities that the mentions refer to.
#[must_use]
pub fn link(surface: &Surface<'_>, mentions: &[Mention], matches: &[Match], gazetteer: Option<&Gazetteer>) -> Entities {
    let _ = (surface, matches, gazetteer);
    Entities { list: Vec::new(), of_mention: vec![None; mentions.len()] }
}
