//! Entities: what the mentions of one document refer to.
//!
//! Takes surface and mentions; ties names, nominals, and the pronouns outside quotations. Leaves sources, and "I" and
//! "you" inside quotations, to `speaker`.

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::entity_type::EntityType;
use crate::gazetteer::{Gazetteer, Match};
use crate::mention::{Form, Mention};
use crate::surface::Surface;

pub use self::role::roles;

use self::antecedent::Antecedents;

pub(crate) mod antecedent;
mod apposition;
mod body;
mod description;
mod name;
mod nation;
mod role;
mod spot;

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
    /// What the document calls it, ascending: title, office or affiliation, as [`roles`] finds them; [`link`] leaves it empty.
    #[serde(default)]
    pub roles: Vec<Span>,
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
/// use saith::{entity, lexicon::Lexicon, mention, sentence::Model, surface::Surface, text::paragraphs::Newlines};
/// let text = "French President Ann Lee left. The French leader was late, Lee said.";
/// let surface = Surface::read(text, Lexicon::shipped(), &Model::shipped(), Newlines::Auto, &Default::default());
/// let mentions = mention::find(&surface, &[], &mention::Model::shipped());
/// let entities = entity::link(&surface, &mentions, &[], None);
/// let lee = &entities.list[0];
/// assert_eq!((lee.name.as_str(), lee.mentions.len()), ("Ann Lee", 3));
/// ```
#[must_use]
pub fn link(surface: &Surface<'_>, mentions: &[Mention], matches: &[Match], gazetteer: Option<&Gazetteer>) -> Entities {
    let (mut entities, shared) = name::tie(surface, mentions, matches, gazetteer);
    let mut antecedents = Antecedents::new(surface, mentions, &entities);
    let mut facts = description::Facts::read(surface, mentions, &entities);
    for (i, mention) in mentions.iter().enumerate() {
        let found = match mention.form {
            Form::Name => match shared.get(&i) {
                Some(owners) => antecedents.of_shared(&entities, i, owners),
                None => entities.of_mention[i],
            },
            _ if mention.in_speech => None,
            Form::Nominal => facts.antecedent(&antecedents, &entities, i),
            Form::Pronoun => antecedents.of_pronoun(&entities, i),
        };
        if mention.form == Form::Nominal {
            facts.note_nominal(i);
        }
        if let Some(entity) = found {
            entities.of_mention[i] = Some(entity);
            antecedents.note(i, entity);
            facts.note(i, entity);
        }
    }
    entities.sort_mentions();
    entities.sort();
    entities
}

impl Entities {
    /// Puts the entities in the order of their first mentions.
    fn sort(&mut self) {
        let first = |e: &Entity| e.mentions.first().copied().unwrap_or(u32::MAX);
        self.list.sort_by_key(first);
        self.of_mention.fill(None);
        for (entity, at) in self.list.iter().zip(0..) {
            for &m in &entity.mentions {
                self.of_mention[m as usize] = Some(at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::lexicon::Lexicon;
    use crate::mention;
    use crate::sentence::Model;
    use crate::text::paragraphs::Newlines;

    fn entities(text: &str) -> Entities {
        let surface = Surface::read(text, Lexicon::shipped(), &Model::shipped(), Newlines::Auto, &Default::default());
        link(&surface, &mention::find(&surface, &[], &mention::Model::shipped()), &[], None)
    }

    #[test]
    fn one_name_and_its_pronoun_a_hundred_thousand_times() {
        let found = entities(&"Ann Lee left. She met Lee. ".repeat(100_000));
        assert_eq!(found.list.len(), 1);
        assert_eq!(found.list[0].mentions.len(), 300_000);
    }

    #[test]
    fn many_people_of_one_surname_stay_linear() {
        let text = |people: usize| (0..people).map(|i| format!("Ann{i} Lee met Lee. ")).collect::<String>();
        let time = |people| {
            let text = text(people);
            let start = Instant::now();
            assert!(entities(&text).list.len() >= people);
            start.elapsed()
        };
        // Quadratic work would take 64 times as long; the margin forgives a busy machine.
        let (few, many) = (time(2_000), time(16_000));
        assert!(many < few.max(Duration::from_millis(20)) * 40, "{few:?} {many:?}");
    }

    #[test]
    fn mentions_and_entities_point_at_each_other() {
        let found = entities("VP Poe met Ann Lee. Iraq’s Vice President Mark Poe thanked her. She left.");
        for (number, entity) in found.list.iter().enumerate() {
            assert!(entity.mentions.is_sorted());
            assert!(entity.mentions.iter().all(|&m| found.of_mention[m as usize] == Some(number as u32)));
        }
        assert!(found.list.is_sorted_by_key(|e| e.mentions[0]));
        assert_eq!(found.list.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["Mark Poe", "Ann Lee", "Iraq"]);
    }
}
