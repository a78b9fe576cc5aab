//! Whom a source cannot mean, whatever else speaks for it.

use super::form::SourceForm;
use super::propose::{Candidate, Tied};
use super::scene::Scene;
use crate::entity::Entities;
use crate::entity::antecedent::Agreement;
use crate::entity_type::EntityType;
use crate::model::succession::NOBODY;

/// Whom so much speaks against is not meant.
const AGAINST: i32 = -3;
/// So many sentences of narration before "he" make sure that somebody named only later is not meant.
const BEFORE: u32 = 3;
/// So many mentions before it are looked at.
const MOST: usize = 40;

/// Takes out of `found` whom the source of turn `at` cannot mean; `owners` are those of whom it is somebody.
pub(super) fn exclude(scene: &Scene<'_>, entities: &Entities, at: usize, found: &mut Vec<Candidate>, owners: &[u32]) {
    let asked = &scene.asked[at];
    let nominal = asked.form.is_nominal();
    // "he" is no woman, "the report" nobody, "it" no person; in novels a child or a beast is "it".
    let agrees = |c: &Candidate| match asked.agreement {
        Some(wanted @ (Agreement::Male | Agreement::Female)) => scene.cast.agrees(c.key, wanted) > AGAINST,
        Some(Agreement::Body) if nominal && c.tied == Tied::No => scene.cast.agrees(c.key, Agreement::Body) > AGAINST,
        Some(Agreement::Body) if asked.form == SourceForm::It && !scene.dialogue => {
            scene.cast.members[c.key as usize].kind != EntityType::Person
        }
        _ => true,
    };
    found.retain(|c| c.key == NOBODY || agrees(c));
    // "Her lawyer" is not she.
    found.retain(|c| c.tied != Tied::No || !owners.contains(&c.key));
    if let Some(end) = scene.settled_until(at, entities) {
        let later = |key: u32| {
            let first = entities.list.get(key as usize).and_then(|entity| entity.mentions.first());
            first.is_some_and(|&first| scene.stage.mentions[first as usize].span.start >= end)
        };
        found.retain(|c| c.key == NOBODY || !later(c.key));
    }
}

impl Scene<'_> {
    /// Returns where the sentence of "he" or "she" ends that is nobody named only afterwards, since somebody of that kind was spoken of right
    /// before: "Holt ran the city. She built the hall. “It is ugly,” says Berg."
    fn settled_until(&self, at: usize, entities: &Entities) -> Option<u32> {
        let asked = &self.asked[at];
        let person = matches!(asked.form, SourceForm::He | SourceForm::She) && !self.dialogue;
        let (source, wanted) = asked.source.filter(|_| person).zip(asked.agreement)?;
        let (stage, here) = (&self.stage, self.stage.spot(source).sentence);
        let before = stage.narration.partition_point(|&m| m < source);
        let near = stage.narration[..before].iter().rev().take(MOST);
        let mut near = near.take_while(|&&m| here.saturating_sub(stage.spot(m).sentence) <= BEFORE);
        let known = near.any(|&m| {
            entities.of_mention[m as usize].is_some_and(|key| {
                let member = &self.cast.members[key as usize];
                // "The head of the union said that he would go", and who that is only later.
                member.kind == EntityType::Person && !member.anonymous && self.cast.agrees(key, wanted) >= 0
            })
        });
        let sentence = stage.surface.tokens_of(stage.sentence_of(source));
        known.then(|| stage.surface.tokens[sentence.end - 1].span.end)
    }
}
