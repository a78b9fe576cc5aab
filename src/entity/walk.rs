//! The walk from mention to mention: entities that one may refer to are proposed, described, and one of them is chosen, or
//! none (mention ranking: Denis & Baldridge 2008, with entities so far as candidates).

use rustc_hash::FxHashMap;

use super::address::Address;
use super::bridge::Bridge;
use super::cluster::{Cluster, party_bit};
use super::features::{Asked, Candidate, Scene};
use super::spot::Role;
use super::view::{Type, View, Views};
use super::within::Within;
use crate::entity_type::EntityType;
use crate::mention::Mention;
use crate::surface::Surface;

/// At most so many of the entities mentioned last are proposed, which keeps the walk linear.
const RECENT: usize = 40;
/// So many of them are proposed whatever their words: to a pronoun, and to another mention.
const NEAR_PRONOUN: usize = 16;
const NEAR: usize = 8;
/// At most so many more whose words fit.
const FITTING: usize = 3;
/// The rank of one that is not among the recent.
const FAR: usize = 99;

/// What is known of the mentions before the walk.
pub(super) struct Known<'s> {
    pub(super) surface: &'s Surface<'s>,
    pub(super) mentions: &'s [Mention],
    pub(super) views: &'s Views,
    /// What stands within one phrase with each mention.
    pub(super) within: &'s [Within],
    /// For each name the number of who has it; none for what is no name.
    pub(super) names: &'s [Option<u32>],
    /// For each mention the mention before it that rules tie it to.
    pub(super) ruled: &'s [Option<u32>],
    /// Whether a gazetteer says who has a name: nobody else has it, nor another one.
    pub(super) certain: &'s dyn Fn(usize) -> bool,
    /// Whether it refers to nothing before it, and nothing to it.
    pub(super) alone: &'s dyn Fn(usize) -> bool,
    /// Whether it begins an entity, which others refer to.
    pub(super) begins: &'s dyn Fn(usize) -> bool,
    /// Whether rules have the last word.
    pub(super) settled: &'s dyn Fn(usize) -> bool,
}

/// Entities as the walk has found them.
#[derive(Default)]
pub(super) struct Walk {
    pub(super) clusters: Vec<Cluster>,
    /// For each mention its cluster.
    pub(super) of: Vec<u32>,
    /// Clusters by their last mention, the latest last.
    recent: Vec<u32>,
    /// Clusters by stem.
    by_stem: FxHashMap<u64, [u32; FITTING]>,
    by_name: FxHashMap<u32, u32>,
    /// Who each party of an interview was last, and the named person mentioned most.
    by_party: FxHashMap<u8, u32>,
    star: Option<u32>,
}

const NOBODY: u32 = u32::MAX;

impl Walk {
    /// Returns the entities of all mentions. `choose` is asked for every one that no name settles, with the candidates;
    /// it gives the cluster, or none for a new one.
    pub(super) fn through(
        known: &Known<'_>,
        mut choose: impl FnMut(&Scene<'_>, &Asked, &[Candidate]) -> Option<u32>,
    ) -> Self {
        let mut walk = Self { of: Vec::with_capacity(known.mentions.len()), ..Self::default() };
        let mut candidates = Vec::with_capacity(RECENT + FITTING);
        for i in 0..known.mentions.len() {
            let named = known.names[i].and_then(|name| walk.by_name.get(&name).copied());
            let ruled = || walk.ruled(known, i).filter(|_| (known.settled)(i));
            // "I" in an interview is who said it before.
            let view = &known.views.list[i];
            let spoken = || walk.by_party.get(&party_bit(view)).copied().filter(|_| view.kind_of == Type::I);
            let settled = named.or_else(ruled).or_else(spoken);
            if settled.is_none() && (known.alone)(i) {
                walk.clusters.push(Cluster::default());
                walk.of.push(walk.clusters.len() as u32 - 1);
                continue;
            }
            let certain = (known.certain)(i);
            let cluster = settled.or_else(|| {
                if certain || (known.begins)(i) {
                    return None;
                }
                let asked = walk.propose(known, i, &mut candidates);
                let scene = Scene {
                    surface: known.surface,
                    views: known.views,
                    clusters: &walk.clusters,
                    #[cfg(feature = "train")]
                    of: &walk.of,
                };
                choose(&scene, &asked, &candidates)
            });
            let cluster = cluster.unwrap_or_else(|| {
                walk.clusters.push(Cluster::default());
                walk.clusters.len() as u32 - 1
            });
            walk.clusters[cluster as usize].certain |= certain;
            walk.add(known, i, cluster);
        }
        walk
    }

    /// The cluster that rules tie mention `i` to, which is none of the `others`.
    fn ruled(&self, known: &Known<'_>, i: usize) -> Option<u32> {
        let others = self.others(known, i);
        let view = &known.views.list[i];
        let fits = |&c: &u32| !others.contains(&Some(c)) && !self.clusters[c as usize].holds_other(view);
        known.ruled[i].map(|m| self.of[m as usize]).filter(fits)
    }

    /// The clusters that mention `i` is not of: of the subject of its own verb, of its owner, of its complement and of whose
    /// complement it is.
    fn others(&self, known: &Known<'_>, i: usize) -> [Option<u32>; 4] {
        let before = |m: u32| self.of.get(m as usize).copied();
        let within = known.within[i];
        // What comes later is known by its name.
        let later = |m: u32| known.names[m as usize].and_then(|name| self.by_name.get(&name).copied());
        [
            known.views.list[i].subject.and_then(before),
            within.owner.and_then(before),
            within.whole.and_then(before),
            within.complement.and_then(later),
        ]
    }

    fn add(&mut self, known: &Known<'_>, i: usize, cluster: u32) {
        self.clusters[cluster as usize].add(i, known.views);
        self.of.push(cluster);
        if let Some(name) = known.names[i] {
            self.by_name.entry(name).or_insert(cluster);
        }
        let view = &known.views.list[i];
        let bit = party_bit(view);
        if bit != 0 {
            self.by_party.insert(bit, cluster);
        }
        let own = &self.clusters[cluster as usize];
        let person = own.named && own.kind() == EntityType::Person;
        if person && self.star.is_none_or(|s| self.clusters[s as usize].size < own.size) {
            self.star = Some(cluster);
        }
        match self.recent.iter().rposition(|&c| c == cluster) {
            Some(at) => self.recent[at..].rotate_left(1),
            None => {
                if self.recent.len() == RECENT {
                    self.recent.remove(0);
                }
                self.recent.push(cluster);
            }
        }
        if !view.kind_of.is_pronoun() {
            let fitting = self.by_stem.entry(view.stem).or_insert([NOBODY; FITTING]);
            match fitting.iter().rposition(|&c| c == cluster) {
                Some(at) => fitting[at..].rotate_left(1),
                None => {
                    fitting.rotate_left(1);
                    fitting[FITTING - 1] = cluster;
                }
            }
        }
    }

    fn propose(&self, known: &Known<'_>, i: usize, candidates: &mut Vec<Candidate>) -> Asked {
        candidates.clear();
        let view = &known.views.list[i];
        let (antecedent, others) = (self.ruled(known, i), self.others(known, i));
        let mut asked = Asked {
            mention: i,
            entities: self.clusters.len(),
            fitting: 0,
            best_fit: 0,
            ruled: antecedent.is_some(),
            spoken: 0,
        };
        let words = known.views.words_of(view);
        let pronoun = view.kind_of.is_pronoun();
        let near = if pronoun { NEAR_PRONOUN } else { NEAR };
        let mut propose = |cluster: u32, rank: usize| {
            let found = &self.clusters[cluster as usize];
            let fit = if pronoun { 0 } else { found.fit(view) };
            let ruled = antecedent == Some(cluster);
            // What is far and shares no word is hardly ever meant.
            if rank >= near && fit == 0 && !ruled || others.contains(&Some(cluster)) || !can_be(view, words, found) {
                return;
            }
            let bridge = bridge(known, view, found);
            if !ruled && is_somebody_else(known, view, found, bridge) {
                return;
            }
            candidates.push(Candidate {
                cluster: cluster as usize,
                rank,
                nearer_fitting: asked.fitting,
                ruled,
                bridge,
            });
            asked.fitting += usize::from(fit > 1);
            asked.best_fit = asked.best_fit.max(fit);
        };
        let far = if pronoun { NEAR_PRONOUN } else { RECENT };
        for (rank, &cluster) in self.recent.iter().rev().take(far).enumerate() {
            propose(cluster, rank);
        }
        let fitting = self.by_stem.get(&view.stem).filter(|_| !pronoun);
        for &cluster in fitting.into_iter().flatten().rev().filter(|&&c| c != NOBODY) {
            if !self.recent.contains(&cluster) {
                propose(cluster, FAR);
            }
        }
        let spoken = self.by_party.get(&party_bit(view)).copied();
        asked.spoken = match (party_bit(view), spoken) {
            (0, _) => 0,
            (_, None) => 1,
            (_, Some(_)) => 2,
        };
        let personal = view.kind_of as u8 <= Type::She as u8 && view.kind_of != Type::We;
        for cluster in [spoken, self.star.filter(|_| personal), antecedent].into_iter().flatten() {
            let proposed = candidates.iter().any(|k| k.cluster == cluster as usize);
            let found = &self.clusters[cluster as usize];
            if proposed || others.contains(&Some(cluster)) || !can_be(view, words, found) {
                continue;
            }
            let (ruled, bridge) = (antecedent == Some(cluster), bridge(known, view, found));
            if ruled || !is_somebody_else(known, view, found, bridge) {
                let (cluster, nearer_fitting) = (cluster as usize, asked.fitting);
                candidates.push(Candidate { cluster, rank: FAR, nearer_fitting, ruled, bridge });
            }
        }
        asked
    }
}

/// What joins a mention to the last one of an entity.
fn bridge(known: &Known<'_>, view: &View, cluster: &Cluster) -> Bridge {
    Bridge::between(known.surface, &known.views.list[cluster.last as usize], view)
}

/// Whether it is surely somebody else: "Bob Poe and the mayor", "a friend of Bob Poe is the mayor", "it" that becomes "she",
/// "a senator" after one who is named.
fn is_somebody_else(known: &Known<'_>, view: &View, cluster: &Cluster, bridge: Bridge) -> bool {
    let last = &known.views.list[cluster.last as usize];
    let here = view.sentence == last.sentence;
    match view.kind_of {
        _ if here && view.token == last.end + 1 && matches!(known.surface.word(last.end as usize), "and" | "or") => {
            true
        }
        Type::He | Type::She => cluster.types >> Type::It as u32 & 1 != 0,
        Type::A if !here => cluster.named,
        pronoun if pronoun.is_pronoun() => false,
        _ => view.role != Role::Owner && bridge.denies(),
    }
}

/// Whether a mention can stand for an entity at all.
fn can_be(view: &View, words: &[u64], cluster: &Cluster) -> bool {
    let name = view.kind_of == Type::Name;
    // Which Lee is Mr. Lee, Mrs. Lee or Miss Lee, rules say.
    let addressed = view.address != Address::None || cluster.address != Address::None;
    if name && addressed && cluster.named {
        return false;
    }
    // One name may be taken for a body here and for a place there.
    if name && cluster.named && !cluster.certain && cluster.texts.holds(view.text) {
        return true;
    }
    if !view.kind_of.is_pronoun() && !cluster.can_be_of(view.kind) {
        return false;
    }
    match view.kind_of {
        // "Mary Poe" is not the Poe who is called "he".
        Type::Name
            if (addressed || words.is_empty() != (cluster.longest == 1)) && view.gender * cluster.gender() < 0 =>
        {
            false
        }
        Type::Name if cluster.is_of_other_nation(view) => false,
        // "The two founders, Ann Lee and Tom Cole"
        Type::Name if view.kind == EntityType::Person && cluster.number() < 0 => false,
        Type::Name => !cluster.named || !cluster.certain && cluster.can_be_called(view, words),
        pronoun if pronoun.is_pronoun() => cluster.can_be(pronoun),
        _ if cluster.holds_other(view) => false,
        // "a man, a woman and a boy"
        _ if view.gender * cluster.gender() < 0 => false,
        _ if cluster.is_other_of_office(view) || cluster.is_of_other_nation(view) => false,
        // "Democratic candidates Ann Lee and Tom Cole"
        _ if view.number < 0 && cluster.named && cluster.kind() == EntityType::Person => false,
        // "her father" is hardly the next man who is named, but "his father" of before.
        _ if view.is_relation() => cluster.heads.holds(view.head),
        _ => true,
    }
}
