//! Entities: what the mentions of one document refer to.
//!
//! Takes surface and mentions; ties names by rules, nominals and pronouns by rules and a learned choice. Leaves sources, and
//! "I", "we" and "you" inside quotations, to `speaker`.

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::entity_type::EntityType;
use crate::gazetteer::{Gazetteer, Match};
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::surface::Surface;

pub use self::role::roles;

use self::antecedent::{Antecedents, Namesakes, Reference};
use self::spot::Spot;
use self::view::{Type, Views};
use self::walk::{Known, Walk};
use self::within::Within;

mod address;
mod age;
pub(crate) mod antecedent;
mod apposition;
mod binding;
mod body;
mod bridge;
mod cataphor;
mod cluster;
mod complement;
mod dateline;
mod description;
mod features;
pub(crate) mod gender;
pub(crate) mod given;
#[cfg(feature = "train")]
pub mod learn;
mod model;
pub(crate) mod name;
mod nation;
mod office;
mod role;
pub(crate) mod spot;
mod tense;
mod turn;
mod view;
mod walk;
mod within;

pub use model::Model;

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
/// Every name has an entity. Nominals and pronouns are tied to one where agreement and evidence speak for it, and to each
/// other where several stand for somebody whom nobody names; the others stay untied, and so do "I", "we" and "you" in speech.
/// Mentions are ascending by start; one may hold another.
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
    link_with(Model::shipped(), surface, mentions, matches, gazetteer)
}

/// Returns what [`link`] does, with a model of yours.
#[must_use]
pub fn link_with(
    model: &Model,
    surface: &Surface<'_>,
    mentions: &[Mention],
    matches: &[Match],
    gazetteer: Option<&Gazetteer>,
) -> Entities {
    let ruled = Ruled::of(surface, mentions, matches, gazetteer);
    let of = clusters(model, surface, mentions, &ruled, &|i| ruled.both[i]);
    let mut entities = ruled.entities;
    gather(surface, mentions, &mut entities, &of);
    entities
}

/// The cluster of each mention; those that [`link`] leaves to `speaker` have one too. A mention that is `alone` has its own.
fn clusters(
    model: &Model,
    surface: &Surface<'_>,
    mentions: &[Mention],
    ruled: &Ruled,
    alone: &dyn Fn(usize) -> bool,
) -> Vec<u32> {
    // "the Norwegian minister, Ann Lee": the description stands before the name, and begins who has it.
    let opens = |i: usize| mentions[i].form == Form::Nominal && ruled.antecedent[i].is_none();
    // "In his speech, Lee": the pronoun begins who has the name.
    let fronted = |i: usize| ruled.sure[i] && ruled.antecedent[i].is_none();
    let names: Vec<Option<u32>> = (0..mentions.len())
        .map(|i| ruled.entities.of_mention[i].filter(|_| mentions[i].form == Form::Name || opens(i) || fronted(i)))
        .collect();
    // "Mary Poe, his wife," is nobody who was called Poe before.
    let introduces_kin = |i: usize| {
        let full = mentions[i].form == Form::Name && surface.tokens_in(mentions[i].span).len() > 1;
        full && name::is_introduced_as_kin(surface, mentions, i)
    };
    let offices = office::Reader::new(surface, mentions, &names);
    let views = Views::of(surface, mentions, &ruled.spots, &ruled.within, &offices);
    let known = Known {
        surface,
        mentions,
        views: &views,
        within: &ruled.within,
        names: &names,
        ruled: &ruled.antecedent,
        settled: &|i| match views.list[i].kind_of {
            // Somebody who is not named hides the names before from "he".
            Type::He | Type::She | Type::It if ruled.sure[i] => true,
            Type::He | Type::She => ruled.antecedent[i].is_some_and(|m| mentions[m as usize].form == Form::Nominal),
            Type::Who => true,
            _ => mentions[i].form == Form::Nominal,
        },
        begins: &|i| views.list[i].another || ruled.apart[i] || opens(i) && names[i].is_some() || introduces_kin(i),
        certain: &|i| names[i].is_some_and(|e| ruled.entities.list[e as usize].entry.is_some()),
        alone: &|i| alone(i) || views.list[i].nobody,
    };
    Walk::through(&known, |scene, asked, candidates| model.choose(scene, asked, candidates)).of
}

/// Makes entities of clusters: those with a name are the name's, others of several mentions are anonymous.
fn gather(surface: &Surface<'_>, mentions: &[Mention], entities: &mut Entities, of: &[u32]) {
    #[derive(Clone, Default)]
    struct Gathered {
        entity: Option<u32>,
        /// The first mention that is no pronoun, else the first.
        first: Option<usize>,
        count: u32,
    }
    let is_left = |mention: &Mention| {
        mention.form == Form::Pronoun && mention.in_speech && {
            let token = surface.token_over(mention.span.start);
            let word = mention.span.of(surface.text);
            surface.tokens[token].is_any(WordClass::I | WordClass::WE | WordClass::YOU)
                || ["i", "we", "you"].iter().any(|w| word.eq_ignore_ascii_case(w))
        }
    };
    let left: Vec<bool> = mentions.iter().map(is_left).collect();
    let mut all = vec![Gathered::default(); of.iter().max().map_or(0, |&c| c as usize + 1)];
    for (i, &cluster) in of.iter().enumerate() {
        let gathered = &mut all[cluster as usize];
        if mentions[i].form == Form::Name {
            gathered.entity = gathered.entity.or(entities.of_mention[i]);
        }
        if !left[i] {
            gathered.count += 1;
            let better = gathered.first.is_none_or(|f| mentions[f].form == Form::Pronoun);
            if better && (gathered.first.is_none() || mentions[i].form != Form::Pronoun) {
                gathered.first = Some(i);
            }
        }
    }
    for gathered in &mut all {
        if let (None, Some(first), 2..) = (gathered.entity, gathered.first, gathered.count) {
            gathered.entity = Some(entities.list.len() as u32);
            // "Lee’s son"
            let owner = spot::owner(surface, mentions, first);
            let span = owner.map_or(mentions[first].span, |owner| mentions[owner].span.hull(mentions[first].span));
            let name = span.of(surface.text).split_whitespace().collect::<Vec<_>>().join(" ");
            entities.list.push(Entity { name, kind: mentions[first].kind, anonymous: true, ..Entity::default() });
        }
    }
    for (i, &cluster) in of.iter().enumerate() {
        let entity = all[cluster as usize].entity;
        // Two names of one: the fuller stands.
        if let (Some(own), Some(entity)) = (entities.of_mention[i].filter(|_| mentions[i].form == Form::Name), entity)
            && own != entity
        {
            entities.take_over(own, entity);
        }
        entities.of_mention[i] = entity.filter(|_| !left[i]);
    }
    entities.sort_mentions();
    entities.list.retain(|e| !e.mentions.is_empty());
    entities.sort();
}

/// What rules say.
pub(crate) struct Ruled {
    /// The entities as they tie them.
    entities: Entities,
    /// For each mention the mention before it that they tie it to; for a pronoun that may be one without an entity.
    antecedent: Vec<Option<u32>>,
    /// Names of those who are told apart from others that are called so.
    apart: Vec<bool>,
    /// Pronouns that stand for two people together.
    both: Vec<bool>,
    /// Pronouns of which the sentence says whom they stand for.
    sure: Vec<bool>,
    /// Where the mentions stand.
    spots: Vec<Spot>,
    /// What stands within one phrase with each.
    within: Vec<Within>,
}

impl Ruled {
    fn of(surface: &Surface<'_>, mentions: &[Mention], matches: &[Match], gazetteer: Option<&Gazetteer>) -> Self {
        let name::Tied { mut entities, shared, apart } = name::tie(surface, mentions, matches, gazetteer);
        let apart = (0..mentions.len()).map(|i| entities.of_mention[i].is_some_and(|e| apart.contains(&e))).collect();
        let mut antecedents = Antecedents::new(surface, mentions, &entities);
        let mut facts = description::Facts::read(surface, mentions, &entities);
        let mut last: Vec<Option<u32>> = vec![None; entities.list.len()];
        let (mut antecedent, mut both) = (vec![None; mentions.len()], vec![false; mentions.len()]);
        let mut sure = vec![false; mentions.len()];
        let mut namesakes = Namesakes::default();
        let within = Within::of(surface, mentions, antecedents.spots());
        for (i, mention) in mentions.iter().enumerate() {
            let found = match mention.form {
                Form::Name => match shared.get(&i) {
                    Some(owners) => namesakes.choose(&antecedents, &entities, i, owners),
                    None => entities.of_mention[i],
                },
                _ if mention.in_speech => None,
                Form::Nominal => {
                    facts.antecedent(&antecedents, &entities, i).filter(|&e| !within[i].excludes(&entities, e))
                }
                Form::Pronoun => match antecedents.of_pronoun(&entities, i) {
                    Some(Reference::Mention(before)) => {
                        antecedent[i] = Some(before as u32);
                        entities.of_mention[before]
                    }
                    Some(Reference::Sayer(before)) => {
                        (antecedent[i], sure[i]) = (Some(before as u32), true);
                        entities.of_mention[before]
                    }
                    Some(Reference::Behind(name)) => {
                        sure[i] = true;
                        entities.of_mention[name]
                    }
                    Some(Reference::Both) => {
                        both[i] = true;
                        None
                    }
                    None => None,
                },
            };
            if mention.form == Form::Nominal {
                facts.note_nominal(i);
            }
            if let Some(entity) = found {
                entities.of_mention[i] = Some(entity);
                antecedents.note(i, entity);
                facts.note(i, entity);
                let before = last[entity as usize].replace(i as u32);
                antecedent[i] = antecedent[i].or(before);
            }
        }
        entities.sort_mentions();
        let spots = antecedents.into_spots();
        Self { entities, antecedent, apart, both, sure, spots, within }
    }
}

/// Returns for each mention the number of its cluster, as `model` ties them; those that [`link`] leaves to the speaker stage
/// are tied too.
#[cfg(feature = "train")]
#[must_use]
pub fn cluster_with(model: &Model, surface: &Surface<'_>, mentions: &[Mention]) -> Vec<u32> {
    clusters(model, surface, mentions, &Ruled::of(surface, mentions, &[], None), &|_| false)
}

impl Entities {
    /// What is known of `other`, which is the same as `entity`, becomes known of it.
    fn take_over(&mut self, other: u32, entity: u32) {
        let Ok([known, other]) = self.list.get_disjoint_mut([entity as usize, other as usize]) else { return };
        if known.entry.is_none() && name::fullness(&other.name) > name::fullness(&known.name) {
            known.name.clone_from(&other.name);
        }
        if known.kind == EntityType::Other {
            known.kind = other.kind;
        }
    }

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
        let time = |times: usize| {
            let text = "Ann Lee left. She met Lee. ".repeat(times);
            let start = Instant::now();
            let found = entities(&text);
            assert_eq!((found.list.len(), found.list[0].mentions.len()), (1, 3 * times));
            start.elapsed()
        };
        // Quadratic work would take 64 times as long; the margin forgives a busy machine.
        let (few, many) = (time(12_500), time(100_000));
        assert!(many < few.max(Duration::from_millis(20)) * 24, "{few:?} {many:?}");
    }

    #[test]
    fn mentions_may_hold_one_another_and_begin_inside_tokens() {
        let text = "The Iraq-born mayor of Ashford met his lawyer";
        let surface = Surface::read(text, Lexicon::shipped(), &Model::shipped(), Newlines::Auto, &Default::default());
        let mention = |part: &str, form| {
            let start = text.find(part).unwrap();
            let span = crate::Span::at(start, start + part.len());
            let kind = EntityType::Other;
            Mention { span, form, kind, head: span, title: None, in_speech: false, gazetteer: None }
        };
        let parts = [(text, Form::Nominal), ("The Iraq-born mayor", Form::Nominal), ("Iraq", Form::Name)];
        let more =
            [("born", Form::Name), ("Ashford", Form::Name), ("his lawyer", Form::Nominal), ("his", Form::Pronoun)];
        let mentions: Vec<Mention> = parts.into_iter().chain(more).map(|(part, form)| mention(part, form)).collect();
        let found = link(&surface, &mentions, &[], None);
        assert_eq!(found.of_mention.len(), mentions.len());
        assert!([2, 3, 4].iter().all(|&name| found.of_mention[name].is_some()));
    }

    #[test]
    fn many_people_of_one_surname_stay_linear() {
        let given = |i: usize| {
            let letter = |i: usize| char::from(b'a' + (i % 26) as u8);
            format!("Jo{}{}{}a", letter(i), letter(i / 26), letter(i / 676))
        };
        let text = |people: usize| (0..people).map(|i| format!("{} Lee met Lee. ", given(i))).collect::<String>();
        let time = |people| {
            let text = text(people);
            let start = Instant::now();
            // A made-up name may be taken for something else.
            assert!(entities(&text).list.len() * 100 >= people * 99);
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
