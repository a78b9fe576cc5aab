//! What the model learns from: the walk through annotated documents, with the features that it will see in use.

use rustc_hash::FxHashMap;

use super::features::{Asked, Candidate, Scene};
use super::view::Views;
use super::walk::{Known, Walk};
use super::{Ruled, office};
use crate::mention::{Form, Mention};
use crate::model::training::ranking::Choices;
use crate::surface::Surface;

/// What wrong choices cost while learning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Costs {
    /// None, where there is somebody.
    pub none: f32,
    /// Somebody, where there is none.
    pub some: f32,
    /// Somebody else.
    pub other: f32,
    /// How often a document of a genre that is scored counts where another counts once.
    pub own: f32,
}

/// Adds the choices of a document to `choices`; `gold` gives each mention its entity.
pub fn add(
    choices: &mut Choices,
    surface: &Surface<'_>,
    mentions: &[Mention],
    gold: &[u32],
    costs: Costs,
    weight: f32,
) {
    let ruled = Ruled::of(surface, mentions, &[], None);
    // A name that rules tie is settled where they are right.
    let settled = |i: usize| {
        let entity = ruled.entities.of_mention[i].filter(|_| mentions[i].form == Form::Name)?;
        let first = *ruled.entities.list[entity as usize].mentions.first()? as usize;
        (gold[first] == gold[i]).then_some(entity)
    };
    let names: Vec<Option<u32>> = (0..mentions.len()).map(settled).collect();
    let offices = office::Reader::new(surface, mentions, &names);
    let views = Views::of(surface, mentions, &ruled.spots, &ruled.within, &offices);
    let known = Known {
        surface,
        mentions,
        views: &views,
        within: &ruled.within,
        names: &names,
        ruled: &ruled.antecedent,
        alone: &|_| false,
        begins: &|_| false,
        settled: &|_| false,
        certain: &|_| false,
    };
    // The last mention of each entity so far, and the cluster of each mention.
    let mut last: FxHashMap<u32, usize> = FxHashMap::default();
    let mut features = Vec::new();
    let choose = |scene: &Scene<'_>, asked: &Asked, candidates: &[Candidate]| {
        let antecedent = last_of(&mut last, gold, asked.mention);
        let right = antecedent.map(|m| scene.of[m]);
        let place = right.and_then(|right| candidates.iter().position(|c| c.cluster == right as usize));
        features.clear();
        scene.none(asked, &mut |f| features.push(f));
        choices.push(&features, costs.none);
        for candidate in candidates {
            features.clear();
            scene.pair(asked, candidate, &mut |f| features.push(f));
            choices.push(&features, if place.is_some() { costs.other } else { costs.some });
        }
        choices.end_choice(place.map_or(0, |at| at + 1), weight);
        right
    };
    Walk::through(&known, choose);
}

/// The last mention before `mention` of its entity, among all before it; takes in those up to it.
fn last_of(last: &mut FxHashMap<u32, usize>, gold: &[u32], mention: usize) -> Option<usize> {
    // Names that were settled are not asked for: they are taken in here.
    let from = last.get(&u32::MAX).map_or(0, |&m| m);
    (from..mention).for_each(|i| _ = last.insert(gold[i], i));
    last.insert(u32::MAX, mention);
    last.get(&gold[mention]).copied()
}
