//! The features of a choice: of a mention that refers to nothing before it, and of each entity that it may refer to.
//!
//! Training and use share this file. Where it changes, [`VERSION`] is raised: weights go with it.

use super::bridge::Bridge;
use super::cluster::{Cluster, party_bit};
use super::turn::Turn;
use super::view::{Type, View, Views};
use crate::lexicon::WordClass;
use crate::model::hash::{self, flags, join};
use crate::surface::Surface;
use crate::token::TokenKind;

/// Raised whenever a feature changes.
pub(super) const VERSION: u32 = 5;

/// What features look at.
pub(super) struct Scene<'s> {
    pub(super) surface: &'s Surface<'s>,
    pub(super) views: &'s Views,
    pub(super) clusters: &'s [Cluster],
    /// The cluster of each mention so far.
    #[cfg(feature = "train")]
    pub(super) of: &'s [u32],
}

/// A mention whose reference is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) mention: usize,
    /// Entities before it, and how many of them its words fit.
    pub(super) entities: usize,
    pub(super) fitting: usize,
    pub(super) best_fit: u8,
    /// Whether it is a party of an interview: 1 one that did not speak so far, 2 one that did.
    pub(super) spoken: u8,
    /// Whether rules tie it to a mention before it.
    pub(super) ruled: bool,
}

/// An entity that may be meant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) cluster: usize,
    /// How many entities were mentioned after it.
    pub(super) rank: usize,
    /// How many entities mentioned after it the mention's words fit.
    pub(super) nearer_fitting: usize,
    /// Whether rules tie the mention to it.
    pub(super) ruled: bool,
    /// What joins the mention to its last one.
    pub(super) bridge: Bridge,
}

fn bucket(n: u32) -> u64 {
    match n {
        0..=3 => u64::from(n),
        4..=5 => 4,
        6..=8 => 5,
        9..=13 => 6,
        14..=24 => 7,
        25..=60 => 8,
        _ => 9,
    }
}

/// What joins a mention to one of so many before it is told of one that may be new.
const NEAR_BRIDGE: usize = 3;

/// More tokens between two mentions of a sentence are as good as so many.
const MOST_BETWEEN: u32 = 12;
/// The types that are pronouns, a bit each.
const PRONOUNS: u32 = (1 << Type::The as u32) - 1;

const NONE: u64 = 1 << 32;
const PAIR: u64 = 2 << 32;

impl Scene<'_> {
    /// The features of a mention that brings in somebody or something new.
    pub(super) fn none(&self, asked: &Asked, push: &mut impl FnMut(u64)) {
        let view = &self.views.list[asked.mention];
        let kind_of = view.kind_of as u64;
        let word = self.word(view);
        let best_fit = u64::from(asked.best_fit);
        let modifiers = self.views.words_of(view);
        let mut add = |template: u64, value: u64| push(join(NONE | template << 8, value));
        add(1, kind_of);
        add(2, word);
        add(3, join(kind_of, view.role as u64));
        add(4, join(kind_of, best_fit | (asked.fitting.min(3) as u64) << 4));
        add(5, join(kind_of, bucket(asked.entities as u32)));
        add(6, join(kind_of, modifiers.len().min(4) as u64 | best_fit << 4));
        add(7, join(kind_of, view.kind as u64));
        add(8, join(kind_of, u64::from(asked.ruled)));
        add(9, join(kind_of, (view.number + 1) as u64 | best_fit << 4));
        add(10, join(kind_of, view.after));
        add(11, join(kind_of, view.before));
        add(12, join(view.after, view.before));
        add(13, join(join(kind_of, word), best_fit));
        if asked.spoken != 0 {
            add(14, join(kind_of, u64::from(asked.spoken) << 4 | view.party as u64));
        }
        if view.cluster != 0 {
            add(15, join(kind_of, u64::from(view.cluster & 0xFF) << 8 | best_fit));
        }
        if !view.kind_of.is_pronoun() {
            add(16, bucket(view.repeats) | best_fit << 4);
        }
        add(17, join(kind_of, flags(&[view.inside, view.nth == 0, asked.best_fit > 2])));
        let near = (1..=NEAR_BRIDGE.min(asked.mention)).map(|back| &self.views.list[asked.mention - back]);
        let mut bridges = near.map(|last| Bridge::between(self.surface, last, view));
        if let Some(bridge) = bridges.find(|&bridge| bridge != Bridge::None) {
            add(18, join(kind_of, bridge as u64));
        }
    }

    /// The features of a mention that refers to an entity before it.
    pub(super) fn pair(&self, asked: &Asked, candidate: &Candidate, push: &mut impl FnMut(u64)) {
        let view = &self.views.list[asked.mention];
        let cluster = &self.clusters[candidate.cluster];
        let last = &self.views.list[cluster.last as usize];
        let full = cluster.last_full.map(|m| &self.views.list[m as usize]);
        let own = join(PAIR, view.kind_of as u64);
        let mut put = |base: u64, template: u64, value: u64| push(join(base ^ template << 8, value));
        macro_rules! add {
            ($template:expr, $value:expr) => {
                put(own, $template, $value)
            };
        }
        let pronoun = view.kind_of.is_pronoun();
        let word = self.word(view);
        let sentences = bucket(view.sentence.saturating_sub(last.sentence));
        let fit = u64::from(cluster.fit(view));
        let modifiers = self.modifiers(view, cluster);
        let size = bucket(cluster.size);
        let last_kind = last.kind_of as u64;
        let full_kind = full.map_or(31, |f| f.kind_of as u64);
        let agreement = self.agreement(view, cluster);
        let kinds = (cluster.kind() as u64) << 4 | view.kind as u64;
        let named = u64::from(cluster.named);

        // How far it is, and what else was mentioned since.
        put(PAIR, 1, sentences | bucket(candidate.rank as u32) << 8 | u64::from(pronoun) << 16);
        add!(2, candidate.rank.min(20) as u64 | last_kind << 8);
        add!(3, last.role as u64 | (view.role as u64) << 4 | sentences << 8);
        add!(4, join(word, last_kind | sentences << 8));
        let turn = u64::from(view.paragraph.saturating_sub(last.paragraph).min(3));
        add!(5, turn | u64::from(view.asks) << 4 | u64::from(last.asks) << 5 | last_kind << 8);

        // What is known of it.
        add!(6, agreement | kinds << 8);
        add!(7, u64::from(cluster.types));
        add!(8, u64::from(cluster.types & 0x7F) | u64::from(view.asks) << 10);
        add!(9, u64::from(cluster.types & PRONOUNS) | speeches(view, last) << 12);
        add!(10, flags(&[cluster.pronouns > 0, cluster.subjects > 0, cluster.subjects > 2, view.main]));
        add!(11, flags(&[cluster.first == 0, self.views.list[cluster.first as usize].sentence == 0]) | size << 8);
        add!(12, u64::from(candidate.ruled) | u64::from(asked.ruled) << 1 | fit << 4);
        add!(13, fit | flags(&[self.views.interview, cluster.named, last.kind_of.is_pronoun()]) << 4 | size << 8);

        // How its words fit.
        put(PAIR, 14, fit | u64::from(pronoun) << 8 | named << 9);
        add!(15, fit | full.map_or(15, |f| bucket(view.sentence.saturating_sub(f.sentence))) << 8);
        add!(16, fit | bucket(cluster.last_full.map_or(999, |m| asked.mention as u32 - m)) << 8);
        add!(17, fit | full_kind << 8 | modifiers << 16);
        add!(18, fit | size << 8 | modifiers << 16);
        add!(19, fit | (candidate.nearer_fitting.min(2) as u64) << 4 | modifiers << 8);
        add!(20, fit | kinds << 8);
        add!(21, join(word, fit));
        if !pronoun {
            add!(22, fit | bucket(view.repeats) << 4 | size << 8 | named << 12);
            add!(23, fit | flags(&[view.inside, last.inside, cluster.named, view.nth == 0]) << 4);
        }
        if view.kind_of == Type::Name {
            let alone = view.words.0 == view.words.1;
            let letters = flags(&[cluster.abbreviates(view), cluster.named, alone, cluster.longest > 1]);
            add!(24, letters | fit << 8 | kinds << 12);
        }
        if let Some(full) = full {
            put(PAIR, 25, join(view.head, full.head));
            if pronoun {
                let kind = if full.kind_of == Type::Name { 1 + full.kind as u64 } else { 0 };
                add!(26, kind | agreement << 8);
            } else if full.cluster != 0 && view.cluster != 0 && fit < 3 {
                let (own, other) = (u64::from(view.cluster), u64::from(full.cluster));
                let same = (own ^ other).trailing_zeros().min(16);
                add!(27, u64::from(same) | fit << 8 | full_kind << 16);
                add!(28, u64::from(same / 2) | fit << 8 | modifiers << 16);
                put(PAIR, 29, join(own & 0xFF, other & 0xFF));
            }
        }

        // What stands between and around.
        add!(30, self.between(view, last));
        add!(31, join(view.before, last.before));
        let bridge = candidate.bridge as u64;
        add!(32, bridge | flags(&[last.after == view.after, last.before == view.before]) << 8);
        add!(33, bridge | modifiers << 8);
        if bridge != 0 {
            add!(34, bridge);
        }
        // Whether the one holds the other: "the mayor’s office" is not the mayor.
        let holds = last.sentence == view.sentence && last.end > view.token;
        let same = view.sentence == last.sentence && !holds;
        let distance = if same { 1 + (view.token - last.end).min(MOST_BETWEEN) } else { 0 };
        add!(35, u64::from(distance) | (view.role as u64) << 4 | u64::from(view.main) << 6);
        put(PAIR, 36, u64::from(holds) | u64::from(pronoun) << 1);
        add!(37, u64::from(holds) | last_kind << 1);
        add!(38, u64::from(holds) | (candidate.nearer_fitting.min(2) as u64) << 1);
        add!(39, u64::from(holds) | u64::from(last.inside) << 1);

        // The parties of an interview.
        let bit = party_bit(view);
        let parties = [cluster.parties & bit != 0, cluster.parties & 3 != 0, cluster.parties & 12 != 0, bit != 0];
        add!(40, u64::from(holds) | flags(&parties) << 1);
        if bit != 0 || cluster.parties != 0 {
            let [meets, one, several, _] = parties;
            let (before, first, asks) = (asked.spoken == 2, asked.spoken == 1, view.party == Turn::Asks);
            add!(41, flags(&[meets, one, several, before, first, asks, cluster.named]));
        }
    }

    /// What the mention's own word is, told apart from words that are too many to learn.
    fn word(&self, view: &View) -> u64 {
        if view.kind_of == Type::Name { join(7, view.kind as u64) } else { view.head }
    }

    fn agreement(&self, view: &View, cluster: &Cluster) -> u64 {
        let number = (view.number + 1) as u64 | ((cluster.number() + 1) as u64) << 2;
        number | ((view.gender + 1) as u64) << 4 | ((cluster.gender() + 1) as u64) << 6
    }

    /// Whether the modifiers of the mention are known of the entity.
    fn modifiers(&self, view: &View, cluster: &Cluster) -> u64 {
        let words = self.views.words_of(view);
        let known = words.iter().filter(|w| cluster.words.holds(**w) || cluster.heads.holds(**w)).count();
        let has = !cluster.words.all().is_empty();
        flags(&[words.is_empty(), known > 0, known == words.len(), has])
    }

    /// What stands between the entity's last mention and this one, where that is little: a copula, a comma, a bracket.
    fn between(&self, view: &View, last: &View) -> u64 {
        let (from, to) = (last.end as usize, view.token as usize);
        if view.sentence != last.sentence || to < from || to - from > 3 {
            return 0;
        }
        let mut all = 1 + (to - from) as u64;
        for i in from..to {
            let token = &self.surface.tokens[i];
            let known = matches!(token.kind, TokenKind::Word) && token.is_any(CLOSED);
            let value = if known { hash::lower(self.surface.word(i).as_bytes()) } else { token.kind as u64 };
            all = join(all, value);
        }
        all
    }
}

/// Whether two mentions stand in speech, and in the same.
fn speeches(view: &View, last: &View) -> u64 {
    match (view.speech, last.speech) {
        (u32::MAX, u32::MAX) => 0,
        (u32::MAX, _) => 1,
        (_, u32::MAX) => 2,
        (own, other) if own == other => 3,
        _ => 4,
    }
}

/// Words that are few.
const CLOSED: WordClass = WordClass::AUXILIARY
    .union(WordClass::PREPOSITION)
    .union(WordClass::CONJUNCTION)
    .union(WordClass::SUBORDINATOR)
    .union(WordClass::DETERMINER)
    .union(WordClass::NEGATION);
