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
pub(super) const VERSION: u32 = 4;

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
    /// How many of these agree in number and gender.
    pub(super) agreeing: usize,
    /// How many entities mentioned after it the mention's words fit.
    pub(super) nearer_fitting: usize,
    /// How many entities mentioned after it were the subject there.
    pub(super) subjects: usize,
    /// Whether rules tie the mention to it.
    pub(super) ruled: bool,
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
        add(8, join(kind_of, flags(&[view.sentence == 0, view.speech != u32::MAX, view.main, view.asks])));
        add(9, join(kind_of, u64::from(asked.ruled)));
        add(10, join(kind_of, (view.number + 1) as u64 | best_fit << 4));
        if let Some(&first) = modifiers.first() {
            add(11, join(kind_of, first));
        }
        add(12, join(view.after, view.before));
        if asked.spoken != 0 {
            add(13, join(kind_of, u64::from(asked.spoken) << 4 | view.party as u64));
        }
        if view.cluster != 0 {
            add(14, join(kind_of, u64::from(view.cluster & 0xFF) << 8 | best_fit));
        }
        if !view.kind_of.is_pronoun() {
            let repeats = bucket(view.repeats) | best_fit << 4;
            add(15, join(kind_of, repeats));
            add(16, repeats);
        }
        add(17, join(kind_of, flags(&[view.inside, view.nth == 0, asked.best_fit > 2])));
        add(18, join(kind_of, flags(&[self.views.interview, asked.best_fit > 2])));
        let near = (1..=NEAR_BRIDGE.min(asked.mention)).map(|back| &self.views.list[asked.mention - back]);
        let mut bridges = near.map(|last| Bridge::between(self.surface, last, view));
        if let Some(bridge) = bridges.find(|&bridge| bridge != Bridge::None) {
            add(19, join(kind_of, bridge as u64));
            add(20, join(kind_of, bridge as u64 | (view.kind as u64) << 8));
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
        let agreeing = bucket(candidate.agreeing as u32);
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
        add!(2, agreeing | sentences << 8);
        add!(3, last.role as u64 | (view.role as u64) << 4 | sentences << 8);
        add!(4, named | full_kind << 8 | sentences << 16);
        add!(5, join(word, last_kind | sentences << 8));
        let turn = u64::from(view.paragraph.saturating_sub(last.paragraph).min(3));
        add!(6, turn | u64::from(view.asks) << 4 | u64::from(last.asks) << 5 | last_kind << 8);

        // What is known of it.
        add!(7, agreement | kinds << 8);
        add!(8, u64::from(cluster.types & 0x7F) | u64::from(view.asks) << 10);
        add!(9, flags(&[cluster.pronouns > 0, cluster.subjects > 0, cluster.subjects > 2, view.main]));
        add!(10, flags(&[cluster.first == 0, self.views.list[cluster.first as usize].sentence == 0]) | size << 8);
        add!(45, u64::from(candidate.ruled) | u64::from(asked.ruled) << 1 | fit << 4);
        add!(11, fit | flags(&[self.views.interview, cluster.named, last.kind_of.is_pronoun()]) << 4 | size << 8);

        // How its words fit.
        put(PAIR, 12, fit | u64::from(pronoun) << 8 | named << 9);
        add!(13, fit | full.map_or(15, |f| bucket(view.sentence.saturating_sub(f.sentence))) << 8);
        add!(14, fit | bucket(cluster.last_full.map_or(999, |m| asked.mention as u32 - m)) << 8);
        add!(15, fit | full_kind << 8 | modifiers << 16);
        add!(16, fit | size << 8 | modifiers << 16);
        add!(17, fit | (candidate.nearer_fitting.min(2) as u64) << 4 | modifiers << 8);
        if !pronoun {
            add!(18, fit | bucket(view.repeats) << 4 | size << 8 | named << 12);
            add!(19, fit | flags(&[view.inside, last.inside, cluster.named, view.nth == 0]) << 4);
        }
        if view.kind_of == Type::Name {
            let alone = view.words.0 == view.words.1;
            let letters = flags(&[cluster.abbreviates(view), cluster.named, alone, cluster.longest > 1]);
            add!(20, letters | fit << 8 | kinds << 12);
        }
        if let Some(full) = full {
            let head = if full.kind_of == Type::Name { full.kind as u64 } else { full.head };
            add!(21, join(word, head));
            add!(22, head);
            put(PAIR, 23, join(view.head, full.head));
            if pronoun {
                add!(24, join(view.after, head));
                let kind = if full.kind_of == Type::Name { 1 + full.kind as u64 } else { 0 };
                add!(25, kind);
                add!(26, kind | agreement << 8);
                add!(27, join(kind, view.after));
            }
            if full.cluster != 0 && pronoun {
                add!(28, u64::from(full.cluster & 0xFF) | full_kind << 16);
            } else if full.cluster != 0 && view.cluster != 0 && fit < 3 {
                let (own, other) = (u64::from(view.cluster), u64::from(full.cluster));
                let same = (own ^ other).trailing_zeros().min(16);
                add!(29, u64::from(same) | fit << 8 | full_kind << 16);
                add!(30, u64::from(same / 2) | fit << 8 | modifiers << 16);
                put(PAIR, 31, join(own & 0xFF, other & 0xFF));
            }
        }

        // What stands between and around.
        add!(32, self.between(view, last));
        add!(33, join(last.after, view.after));
        let bridge = Bridge::between(self.surface, last, view);
        if bridge != Bridge::None {
            let bridge = bridge as u64;
            add!(34, bridge);
            add!(35, bridge | last_kind << 8);
            add!(36, bridge | kinds << 8 | named << 20);
            add!(37, bridge | agreement << 8);
            add!(38, bridge | last_kind << 8 | self.follows(view) << 16);
        }
        if pronoun {
            let subjects = candidate.subjects.min(3) as u64;
            let place = last.role as u64 | u64::from(last.main) << 2 | u64::from(view.main) << 3;
            add!(39, subjects | sentences << 8 | place << 12);
            add!(40, place | sentences << 8 | agreeing << 12 | u64::from(last.kind_of.is_pronoun()) << 16);
            add!(41, place | sentences << 8 | u64::from(last.nth) << 12);
            add!(42, (u64::from(last.inside) | (view.role as u64) << 1 | subjects << 4) | place << 8);
        }

        // The parties of an interview.
        let bit = party_bit(view);
        if bit != 0 || cluster.parties != 0 {
            let meets = flags(&[
                cluster.parties & bit != 0,
                cluster.parties & 3 != 0,
                cluster.parties & 12 != 0,
                asked.spoken == 2,
                asked.spoken == 1,
                view.party == Turn::Asks,
                cluster.named,
            ]);
            add!(43, meets);
            add!(44, meets | last_kind << 8 | u64::from(cluster.kind() as u8) << 16);
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

    /// What follows the head: what tells the noun apart.
    fn follows(&self, view: &View) -> u64 {
        let Some(token) = self.surface.tokens.get(view.end as usize) else { return 0 };
        match token.kind {
            TokenKind::Word if token.is(WordClass::PREPOSITION) => 1,
            TokenKind::Word if token.is(WordClass::RELATIVE) => 2,
            TokenKind::Word if token.is(WordClass::AUXILIARY) || !token.cue.is_empty() => 3,
            TokenKind::Comma => 4,
            TokenKind::Terminator => 5,
            TokenKind::Possessive => 6,
            _ => 7,
        }
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

/// Words that are few.
const CLOSED: WordClass = WordClass::AUXILIARY
    .union(WordClass::PREPOSITION)
    .union(WordClass::CONJUNCTION)
    .union(WordClass::SUBORDINATOR)
    .union(WordClass::DETERMINER)
    .union(WordClass::NEGATION);
