//! Entities of the forms of names: whom each means, and what each is called.

use rustc_hash::FxHashMap;
use unicode_normalization::char::is_combining_mark;

use super::often::Spellings;
use super::{Forms, NameForm, Owner, Shared, Tied, pair};
use crate::entity::{Entities, Entity, address};
use crate::entity_type::EntityType;
use crate::gazetteer::Gazetteer;
use crate::mention::Mention;
use crate::surface::Surface;

impl Forms {
    /// The entities of the forms, who shares the names that several have, and who is told apart.
    pub(super) fn into_entities(
        self,
        surface: &Surface<'_>,
        mentions: &[Mention],
        gazetteer: Option<&Gazetteer>,
    ) -> Tied {
        let mut entities = Entities { list: Vec::new(), of_mention: vec![None; mentions.len()] };
        let mut of_form: FxHashMap<usize, u32> = FxHashMap::default();
        let mut spellings = Spellings::default();
        for (i, mention) in mentions.iter().enumerate() {
            let form = self.of_mention[i];
            if form == usize::MAX || self.is_shared(form) {
                continue;
            }
            let owner = self.root(form);
            let next = entities.list.len() as u32;
            let entity = *of_form.entry(owner).or_insert(next);
            if entity == next {
                let NameForm { kind, entry, .. } = self.list[owner];
                entities.list.push(Entity { kind, entry, ..Entity::default() });
            }
            entities.of_mention[i] = Some(entity);
            let e = &mut entities.list[entity as usize];
            e.mentions.push(i as u32);
            let full = self.list[form].written.words.len() > 1;
            if e.kind == EntityType::Other || full && mention.kind == EntityType::Person {
                e.kind = mention.kind;
            }
            spellings.add(entity, mention.span.of(surface.text), e.kind == EntityType::Person);
        }
        for (entity, written) in spellings.fullest() {
            let e = &mut entities.list[entity as usize];
            if fullness(written) > fullness(&e.name) {
                e.name = written.split_whitespace().collect::<Vec<_>>().join(" ");
            }
        }
        pair::call_by_surname(surface, mentions, &mut entities);
        address::call_by_title(surface, mentions, &mut entities);
        for entity in &mut entities.list {
            if let Some(entry) = entity.entry.and_then(|e| gazetteer.and_then(|g| g.entry(e))) {
                entry.name().clone_into(&mut entity.name);
                entity.kind = entry.kind().unwrap_or(entity.kind);
            }
        }
        let mut shared = Shared::default();
        for (&form, owners) in self.shared.iter().filter(|&(&form, _)| self.is_shared(form)) {
            let owner = |&o: &usize| {
                let root = self.root(o);
                let NameForm { kin, offices, .. } = self.list[root];
                Some(Owner { entity: *of_form.get(&root)?, kin, offices })
            };
            let people: Vec<Owner> = owners.iter().filter_map(owner).collect();
            for &mention in &self.list[form].mentions {
                shared.insert(mention as usize, people.clone());
            }
        }
        let apart = self.apart.iter().filter_map(|&form| of_form.get(&self.root(form)).copied()).collect();
        Tied { entities, shared, apart }
    }
}

/// How full a name is: words, then whether it is more than capitals, whether an editor wrote none of it ("[Ann] Lee"), then letters.
pub(in crate::entity) fn fullness(name: &str) -> (usize, bool, bool, usize) {
    let letters = name.chars().filter(|&c| !is_combining_mark(c)).count();
    (name.split_whitespace().count(), name.chars().any(char::is_lowercase), !name.contains('['), letters)
}
