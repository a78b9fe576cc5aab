//! Whom of several people a surname means that all of them have.

use rustc_hash::FxHashMap;

use super::{Agreement, Antecedents, MOST};
use crate::entity::name::Owner;
use crate::entity::spot::Role;
use crate::entity::{Entities, gender, office};
use crate::lexicon::WordClass;
use crate::model::hash;

/// Whom a surname alone means so many times less often than another, it hardly means.
const SELDOM: u32 = 4;
/// A pronoun so few tokens behind a subject is likely its own.
const BEHIND: u32 = 4;

/// How often each has been called by a surname that several share; mentions come in their order.
#[derive(Default)]
pub(in crate::entity) struct Namesakes {
    called: FxHashMap<(u32, u64), u32>,
}

impl Namesakes {
    /// Returns which of `owners` mention `mention` names.
    pub(in crate::entity) fn choose(
        &mut self,
        antecedents: &Antecedents<'_>,
        entities: &Entities,
        mention: usize,
        owners: &[Owner],
    ) -> Option<u32> {
        let own = &antecedents.mentions[mention];
        let name = hash::lower(own.span.of(antecedents.surface.text).as_bytes());
        let called = |entity| self.called.get(&(entity, name)).copied().unwrap_or_default();
        let found = antecedents.namesake(entities, mention, owners, called);
        if let (Some(entity), None) = (found, own.title) {
            *self.called.entry((entity, name)).or_default() += 1;
        }
        found
    }
}

impl Antecedents<'_> {
    /// Returns which of `owners`, people of one surname, mention `mention` names: those whose gender fits its title, or the
    /// pronoun behind it, then those whom the surname alone has meant so far, then the one who was last a subject, then the one
    /// named last, then the first. `called` says how often it has meant somebody.
    fn namesake(
        &self,
        entities: &Entities,
        mention: usize,
        owners: &[Owner],
        called: impl Fn(u32) -> u32,
    ) -> Option<u32> {
        let title = match gender::of_title(self.surface, &self.mentions[mention]) {
            0 => self.pronoun_behind(mention),
            title => title,
        };
        let fits = |entity: u32| {
            let profile = self.profile(entity);
            title == 0 || profile.male == profile.female || (profile.male > profile.female) == (title > 0)
        };
        let fitting: Vec<Owner> = owners.iter().copied().filter(|o| fits(o.entity)).collect();
        // "President Poe" is the one who is called President Tom Poe.
        let office = office::titled(self.surface, &self.mentions[mention]);
        let holders: Vec<Owner> = fitting.iter().copied().filter(|o| o.offices & office != 0).collect();
        let fitting = if holders.is_empty() { fitting } else { holders };
        // "Tom Poe left. Mary Poe, his wife, did not. Poe": he, whom nobody calls somebody's kin.
        // Whom "the younger Poe" means, that does not tell.
        let start = self.spots[mention].token as usize;
        let told = (start.saturating_sub(2)..start).any(|i| self.surface.tokens[i].is(WordClass::DETERMINER));
        let kin = told || fitting.iter().all(|o| o.kin);
        let mut fitting: Vec<u32> = fitting.into_iter().filter(|o| kin || !o.kin).map(|o| o.entity).collect();
        // Who comes later with the same surname does not take it away.
        let most = fitting.iter().map(|&entity| called(entity)).max().unwrap_or_default();
        if self.mentions[mention].title.is_none() {
            fitting.retain(|&entity| SELDOM * called(entity) >= most);
        }
        let mut named = None;
        for i in (0..mention).rev().take(MOST) {
            let Some(entity) = entities.of_mention[i].filter(|e| fitting.contains(e)) else { continue };
            if self.spots[i].role == Role::Subject {
                return Some(entity);
            }
            named = named.or(Some(entity));
        }
        named.or_else(|| fitting.first().copied().or(owners.first().map(|o| o.entity)))
    }

    /// What the pronoun says that follows a subject as the next mention of its sentence: "Lee said she", "Lee lost his".
    fn pronoun_behind(&self, mention: usize) -> i8 {
        let (own, Some(next)) = (self.spots[mention], self.spots.get(mention + 1)) else { return 0 };
        let here = |token: u32| self.surface.sentence_of(token as usize);
        let near = next.token <= own.end + BEHIND && here(next.token) == here(own.token);
        if own.role != Role::Subject || !near || self.mentions[mention + 1].in_speech {
            return 0;
        }
        match self.agreement_of(mention + 1) {
            Some(Agreement::Male) => 1,
            Some(Agreement::Female) => -1,
            _ => 0,
        }
    }
}
