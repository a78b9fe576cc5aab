//! Who is called by a nation alone: "the Spaniard", "the 31-year-old German".

use std::ops::Range;

use super::{Facts, push};
use crate::entity::antecedent::{Antecedents, Wanted};
use crate::entity::{Entities, nation};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::token::TokenKind;

impl Facts<'_> {
    pub(super) fn add_nation(&mut self, entity: u32, nation: u32) {
        let fact = &mut self.of_entity[entity as usize];
        if !fact.nations.contains(&nation) {
            fact.nations.push(nation);
            push(&mut self.by_nation, nation, entity);
        }
    }

    /// The nation right before a name, as its owner: "Spain’s Ann Lee".
    pub(super) fn add_owner(&mut self, entity: u32, start: usize) {
        let Some(owner) = start.checked_sub(2) else { return };
        if self.surface.tokens[owner + 1].kind == TokenKind::Possessive
            && let Some(nation) = nation::of(self.surface.word(owner))
        {
            self.add_nation(entity, nation);
        }
    }

    /// The nation that a phrase behind "the" has for its noun: "the Spaniard". "the American in the room" says more, and "the Swiss
    /// are" is of several.
    pub(super) fn national_of(&self, tokens: &Range<usize>) -> Option<u32> {
        let noun = tokens.end - 1;
        let behind = self.surface.tokens.get(tokens.end);
        let attached = behind.is_some_and(|t| t.is(WordClass::PREPOSITION));
        let several = behind.is_some_and(|t| matches!(t.span.of(self.surface.text), "are" | "were" | "have"));
        let the = self.surface.word(tokens.start).eq_ignore_ascii_case("the");
        let member = the && !attached && !several && self.surface.tokens[noun].is(WordClass::DEMONYM);
        nation::of(self.surface.word(noun)).filter(|_| member)
    }

    /// Who was last named of those who are said to be of the nation; where nobody is, the last subject of no other nation.
    pub(super) fn national(
        &self,
        antecedents: &Antecedents<'_>,
        entities: &Entities,
        tokens: Range<usize>,
        (nation, not): (u32, Option<u32>),
    ) -> Option<u32> {
        // "the Frenchwoman" is no man.
        let agreement = self.agreement_of(tokens.end - 1);
        let person = |e: &u32| {
            let known = entities.list[*e as usize].kind == EntityType::Person && Some(*e) != not;
            known && antecedents.profile(*e).allows(agreement)
        };
        let told = self.by_nation.get(&nation).into_iter().flatten().copied().filter(person);
        let told = told.filter_map(|e| Some((self.last[e as usize]?, e))).max();
        if let Some((_, entity)) = told {
            return Some(entity);
        }
        let open = |e: u32| self.of_entity.get(e as usize).is_some_and(|fact| fact.nations.is_empty());
        let wanted = Wanted { agreement, before: tokens.start, in_speech: false, not, sentences: 2 };
        let found = antecedents.find_where(entities, wanted, |e| e.is_some_and(open))?;
        entities.of_mention[found]
    }
}
