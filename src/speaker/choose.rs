//! The choice: how likely each candidate is to have taken each turn.

use super::model::Model;
use super::propose::{Candidate, Tied, propose};
use super::scene::Scene;
use crate::entity::Entities;
use crate::model::succession::{NOBODY, Succession};

/// By so much nobody must be likelier than anybody.
const CLEARLY: f32 = 0.1;

/// The candidates of a turn and how likely each is; nobody is the first.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    pub candidates: Vec<Candidate>,
    pub chances: Vec<f32>,
}

impl Choice {
    /// Returns the place of the likeliest candidate; nobody must be clearly so.
    pub fn best(&self) -> usize {
        let most = |best: usize, at: usize| if self.chances[at] > self.chances[best] { at } else { best };
        let somebody = (1..self.chances.len()).reduce(most);
        somebody.filter(|&best| self.chances[best] + CLEARLY > self.chances[0]).unwrap_or(0)
    }
}

/// Returns the choice of each turn.
pub(super) fn choose(scene: &mut Scene<'_>, entities: &Entities, model: &Model) -> Vec<Choice> {
    let mut all: Vec<Choice> = Vec::with_capacity(scene.turns.len());
    let mut succession = Succession::default();
    let mut scored = Vec::new();
    let worth = |sum: i32| model.turns.scale() * sum as f32;
    for at in 0..scene.turns.len() {
        let mut candidates = Vec::with_capacity(super::propose::MOST);
        propose(scene, entities, at, &mut candidates);
        // "Ann Lee" is nobody else, and who was asked replies. Learned is from all who may be meant: names in full teach who takes turns.
        let named = scene.asked[at].named.filter(|_| scene.is_named_in_full(at));
        let only = named.or_else(|| scene.who_answers(at, entities)).or_else(|| scene.who_leads(at));
        if let Some(only) = only.filter(|&only| candidates.iter().any(|candidate| candidate.key == only)) {
            candidates.retain(|candidate| candidate.key == NOBODY || candidate.key == only);
        }
        scored.clear();
        let company = scene.company(at, &candidates);
        for candidate in &candidates {
            let mut sum = 0;
            scene.describe(&company, candidate, &mut |feature| sum += model.turns.weight(feature));
            scored.push((candidate.key, worth(sum)));
        }
        let (mut again, mut back) = (0, 0);
        scene.again(at, &mut |feature| again += model.turns.weight(feature));
        scene.returns(at, &mut |feature| back += model.turns.weight(feature));
        succession.push(&scored, worth(again), worth(back));
        all.push(Choice { candidates, chances: Vec::new() });
    }
    let chances = succession.chances();
    for (at, choice) in all.iter_mut().enumerate() {
        choice.chances = chances.of(at).to_vec();
        // Where the source says that there is somebody, it is nobody else rather than nobody.
        let described = scene.asked[at].form.is_nominal();
        let told = scene.tells_who(at);
        let unnamed = |c: &Candidate| {
            c.key != NOBODY
                && (c.tied == Tied::New
                    || told
                    || described && c.tied == Tied::Entity && scene.cast.members[c.key as usize].anonymous)
        };
        if let Some(new) = choice.candidates.iter().position(unnamed) {
            choice.chances[new] += std::mem::take(&mut choice.chances[0]);
        }
    }
    all
}
