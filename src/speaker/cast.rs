//! The cast: everybody who may have said something, with what the document shows of each.
//!
//! Entities come first, by their places; behind them those for whom there is none so far: "a witness".

use rustc_hash::FxHashMap;

use crate::Span;
use crate::entity::Entities;
use crate::entity::antecedent::{Agreement, Antecedents, Profile};
use crate::entity::{gender, given};
use crate::entity_type::EntityType;
use crate::lexicon::Lexicon;
use crate::mention::{Form, Mention};
use crate::model::hash;

/// Somebody, or something, that may speak.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Member {
    pub kind: EntityType,
    pub anonymous: bool,
    /// Whether the user's gazetteer knows it.
    pub known: bool,
    /// Pronouns, titles and given names.
    pub profile: Profile,
    /// What its name says alone: 2 a man by its title, 1 by its given name; a woman below 0.
    pub called: i8,
    /// The words of its name, a bit each.
    pub words: u64,
    /// Whether it may speak where nothing but its being there says so: not "itself", not "the box".
    pub acts: bool,
    /// How often it is named or described outside quotations.
    pub named: u32,
    /// How many turns name it as their source.
    pub said: u32,
}

/// So many people of one last name are known.
const NAMESAKES: usize = 6;

/// Who may speak.
pub(super) struct Cast {
    pub members: Vec<Member>,
    /// How many of them are entities.
    entities: usize,
    /// What the others are called, and the mention that brings each in.
    pub newcomers: Vec<Newcomer>,
    by_mention: FxHashMap<u32, u32>,
    /// By entry of the gazetteer.
    by_entry: FxHashMap<u32, u32>,
    /// Named newcomers by where the name stands.
    pub(super) by_span: FxHashMap<(u32, u32), u32>,
    /// Entities by name.
    pub(super) by_name: FxHashMap<u64, u32>,
    /// By last name, who has it.
    by_last: FxHashMap<u64, Vec<u32>>,
    /// By noun, whom it describes how often: "the old gentleman".
    described: FxHashMap<u64, Vec<(u32, u32)>>,
}

/// Somebody for whom there is no entity so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Newcomer {
    pub name: Span,
    pub mention: Option<u32>,
    /// Whether it has a name.
    pub named: bool,
    /// Its entry in the gazetteer.
    pub entry: Option<u32>,
}

impl Cast {
    pub fn new(text: &str, entities: &Entities, mentions: &[Mention], antecedents: &Antecedents<'_>) -> Self {
        let mut members: Vec<Member> = entities
            .list
            .iter()
            .enumerate()
            .map(|(i, entity)| Member {
                kind: entity.kind,
                anonymous: entity.anonymous,
                known: entity.entry.is_some(),
                profile: antecedents.profile(i as u32),
                // Titles say more than given names.
                called: match (called(&entity.name), antecedents.profile(i as u32).titled()) {
                    (own, 0) => own,
                    (own, _) if own.abs() > 1 => own,
                    (_, titled) => 2 * titled,
                },
                words: words(&entity.name),
                acts: !entity.anonymous
                    || entity.kind != EntityType::Other
                        && entity.mentions.first().is_some_and(|&m| mentions[m as usize].form != Form::Pronoun),
                named: 0,
                said: 0,
            })
            .collect();
        for (mention, entity) in mentions.iter().zip(&entities.of_mention) {
            if let Some(entity) = entity
                && mention.form != Form::Pronoun
                && !mention.in_speech
            {
                members[*entity as usize].named += 1;
            }
        }
        let mut described: FxHashMap<u64, Vec<(u32, u32)>> = FxHashMap::default();
        for (mention, entity) in mentions.iter().zip(&entities.of_mention) {
            let Some(entity) =
                entity.filter(|&e| mention.form == Form::Nominal && !entities.list[e as usize].anonymous)
            else {
                continue;
            };
            let all = described.entry(hash::lower(mention.head.of(text).as_bytes())).or_default();
            let full = all.len() >= NAMESAKES;
            match all.iter_mut().find(|(key, _)| *key == entity) {
                Some((_, count)) => *count += 1,
                None if !full => all.push((entity, 1)),
                None => {}
            }
        }
        described.values_mut().for_each(|all| all.sort_by_key(|&(key, count)| (std::cmp::Reverse(count), key)));
        let by_name = entities.list.iter().zip(0..).filter(|(entity, _)| !entity.anonymous);
        let by_name = by_name.map(|(entity, i)| (hash::lower(entity.name.as_bytes()), i)).collect();
        let mut by_last: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (entity, i) in entities.list.iter().zip(0..).filter(|(e, _)| !e.anonymous && e.kind == EntityType::Person) {
            let last = entity.name.split_whitespace().next_back().unwrap_or_default();
            let all = by_last.entry(hash::lower(last.as_bytes())).or_default();
            if all.len() < NAMESAKES {
                all.push(i);
            }
        }
        let by_entry = entities.list.iter().zip(0..).filter_map(|(entity, key)| Some((entity.entry?, key))).collect();
        let entities = members.len();
        let newcomers = Vec::new();
        Self {
            members,
            entities,
            newcomers,
            by_mention: FxHashMap::default(),
            by_entry,
            by_span: FxHashMap::default(),
            by_name,
            by_last,
            described,
        }
    }

    /// Returns the people with a last name.
    pub fn namesakes(&self, last: u64) -> &[u32] {
        self.by_last.get(&last).map_or(&[], Vec::as_slice)
    }

    /// Returns whom a noun describes in the document, and how often, the first most often.
    pub fn described(&self, noun: u64) -> &[(u32, u32)] {
        self.described.get(&noun).map_or(&[], Vec::as_slice)
    }

    /// Returns the member that a mention without an entity brings in.
    pub fn newcomer(&mut self, name: Span, mention: Option<u32>, mentions: &[Mention]) -> u32 {
        if let Some(&known) = mention.and_then(|m| self.by_mention.get(&m)) {
            return known;
        }
        let key = self.members.len() as u32;
        let kind = mention.map_or(EntityType::Other, |m| mentions[m as usize].kind);
        self.members.push(Member { kind, anonymous: true, acts: kind != EntityType::Other, ..Member::default() });
        self.newcomers.push(Newcomer { name, mention, named: false, entry: None });
        mention.map(|m| self.by_mention.insert(m, key));
        key
    }

    /// Returns the member that an entry of the gazetteer is; a new one, described by `mention`, where it is named nowhere.
    pub fn of_entry(&mut self, row: u32, mention: u32, mentions: &[Mention]) -> u32 {
        if let Some(&known) = self.by_entry.get(&row) {
            return known;
        }
        let key = self.members.len() as u32;
        let own = &mentions[mention as usize];
        self.members.push(Member { kind: own.kind, known: true, acts: true, ..Member::default() });
        self.newcomers.push(Newcomer { name: own.span, mention: Some(mention), named: false, entry: Some(row) });
        self.by_entry.insert(row, key);
        key
    }

    /// Adds a member that has a name.
    pub(super) fn add_named(&mut self, name: Span, text: &str) -> u32 {
        let kind = EntityType::Organization;
        self.members.push(Member { kind, acts: true, words: words(name.of(text)), ..Member::default() });
        self.newcomers.push(Newcomer { name, mention: None, named: true, entry: None });
        self.members.len() as u32 - 1
    }

    /// Returns the member that a mention without an entity brought in, if it did.
    pub fn of_mention(&self, mention: u32) -> Option<u32> {
        self.by_mention.get(&mention).copied()
    }

    /// Returns who `key` is where it is no entity, and its place among the newcomers.
    pub fn as_newcomer(&self, key: u32) -> Option<(Newcomer, usize)> {
        let place = (key as usize).checked_sub(self.entities)?;
        self.newcomers.get(place).map(|&newcomer| (newcomer, place))
    }

    /// Returns how well a pronoun of that agreement can stand for a member: below 0 hardly, above it well.
    pub fn agrees(&self, key: u32, agreement: Agreement) -> i32 {
        let Member { kind, called, .. } = self.members[key as usize];
        let lean = self.lean(key);
        // A given name may be anybody's: pronouns that say otherwise are surer.
        let by_name = called.abs() > 1 || called != 0 && (lean * i32::from(called) >= 0 || lean.abs() < 2);
        let one = |own: i32| match kind {
            EntityType::Person | EntityType::Other if by_name => 3 * i32::from(called) * own,
            EntityType::Person | EntityType::Other => lean * own,
            _ => -3,
        };
        match agreement {
            Agreement::Male => one(1),
            Agreement::Female => one(-1),
            Agreement::Person => i32::from(matches!(kind, EntityType::Person | EntityType::Other)) * 2 - 1,
            Agreement::Plural => match kind {
                EntityType::Group => 3,
                EntityType::Organization => 2,
                _ if self.members[key as usize].profile.plural > 0 => 1,
                EntityType::Person => -1,
                _ => 0,
            },
            Agreement::Body => match kind {
                EntityType::Organization => 3,
                EntityType::Place => 2,
                EntityType::Other => 0,
                _ => -3,
            },
        }
    }

    /// Returns whether the name of a member likely has a word, given as the hash of it in small letters.
    pub fn has_word(&self, key: u32, word: u64) -> bool {
        self.members[key as usize].words & bit(word) != 0
    }

    /// Which way the pronouns lean that stand for a member: 3 surely a man, -3 surely a woman.
    pub fn lean(&self, key: u32) -> i32 {
        let Profile { male, female, .. } = self.members[key as usize].profile;
        let sure = |own: u32, other: u32| match (own, other) {
            (own, other) if own >= 4 * (other + 1) => 3,
            (own, other) if own >= 2 * (other + 1) => 2,
            (own, other) if own > other => 1,
            _ => 0,
        };
        sure(male, female) - sure(female, male)
    }
}

fn bit(word: u64) -> u64 {
    1 << (word >> 58)
}

/// The words of a name, a bit each; none for those of two letters.
fn words(name: &str) -> u64 {
    let all = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2);
    all.fold(0, |bits, word| bits | bit(hash::lower(word.as_bytes())))
}

/// What a name alone says: 2 a man's by its title, 1 by its given name; a woman's below 0.
fn called(name: &str) -> i8 {
    let mut words = name.split_whitespace();
    let Some(first) = words.next() else { return 0 };
    let titled = words.next().is_some();
    let classes = Lexicon::shipped().get(&first.to_lowercase()).classes;
    let title = match gender::of_title_word(classes, first) {
        0 => gender::of_noun(classes, first),
        title => title,
    };
    if title != 0 && titled { 2 * title } else { given::gender(classes, first, !titled) }
}
