//! Names that something is written on in lower case: "Ashford-based", "Lee-era", "Acme-backed".

use rustc_hash::FxHashMap;

use super::Conventions;
use crate::entity_type::EntityType;
use crate::lexicon::{Lexicon, WordClass};
use crate::mention::evidence::{self, Evidence, word_hash};
use crate::mention::name::labels::Labelled;
use crate::mention::vocabulary::link;
use crate::text::fold;

/// Words of a listed name at most.
const LONGEST: usize = 3;
/// What is written on the name of a place.
const PLACES: [&str; 6] = ["area", "based", "born", "bound", "educated", "made"];

impl Conventions<'_, '_> {
    /// Names parted behind a word that something is written on, "Dublin-based" and "Shire", with those that lists or the document
    /// know although they were not found.
    pub(super) fn with_linked(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let linked: Vec<usize> = self.vocabulary.capitals().filter(|&i| link(self.surface.word(i)).is_some()).collect();
        if linked.is_empty() {
            return names; // as in most documents
        }
        let known: FxHashMap<u64, EntityType> =
            names.iter().flat_map(|name| name.tokens.clone().map(|i| (self.vocabulary.hash(i), name.kind))).collect();
        let mut all: Vec<Labelled> = Vec::with_capacity(names.len() + linked.len());
        let mut names = names.into_iter();
        let mut next = names.next();
        for i in linked {
            let mut start = self.linked_start(i);
            while let Some(name) = next.take_if(|name| name.tokens.end <= i) {
                // "El" in "El Paso-based" is a part of it.
                if name.tokens.start < start {
                    all.push(name);
                }
                next = names.next();
            }
            if all.last().is_some_and(|before| before.tokens.end > start) {
                start = i;
            }
            let kind = self.linked_kind(start, i, &known);
            if let Some(name) = next.take_if(|name| name.tokens.start <= i) {
                let kind = kind.unwrap_or(name.kind);
                all.push(Labelled { tokens: start.min(name.tokens.start)..i + 1, kind });
                let behind = Labelled { tokens: i + 1..name.tokens.end, kind: name.kind };
                next = if behind.tokens.is_empty() { names.next() } else { Some(behind) };
            } else {
                all.extend(kind.map(|kind| Labelled { tokens: start..i + 1, kind }));
            }
        }
        all.extend(next);
        all.extend(names);
        all
    }

    /// The keys of the words from `start` to the name in the linked word at `i`.
    fn linked_keys(&self, start: usize, i: usize) -> Vec<u64> {
        let word = self.surface.word(i);
        let name = &word[..link(word).unwrap_or(word.len())];
        (start..i).map(|i| fold::key(self.surface.word(i))).chain([fold::key(name)]).collect()
    }

    /// Where the listed name begins that ends in the linked word at `i`: "El Paso-based".
    fn linked_start(&self, i: usize) -> usize {
        let evidence = Evidence::shipped();
        let least = self.surface.tokens_beside(i).start.max(i.saturating_sub(LONGEST - 1));
        let capitals = (least..i).rev().take_while(|&i| self.vocabulary.is_capital(i)).count();
        let whole = |&start: &usize| {
            let keys = self.linked_keys(start, i);
            evidence.phrase(evidence.word(keys[0]), &keys).is_some_and(|(length, _)| length == keys.len())
        };
        (i - capitals..i).find(whole).unwrap_or(i)
    }

    /// What the word names that something is written on at `i`: what lists or other places of the document say. Peoples and parties
    /// are no names: "American-born".
    fn linked_kind(&self, start: usize, i: usize, known: &FxHashMap<u64, EntityType>) -> Option<EntityType> {
        let evidence = Evidence::shipped();
        if start < i {
            let keys = self.linked_keys(start, i);
            return evidence::kind(evidence.phrase(evidence.word(keys[0]), &keys)?.1);
        }
        let word = self.surface.word(i);
        let at = link(word)?;
        let (name, rest) = (&word[..at], &word[at + 1..]);
        let classes = Lexicon::shipped().get(&name.to_lowercase()).classes;
        if classes.intersects(WordClass::DEMONYM | WordClass::TITLE | WordClass::ORDINARY | WordClass::COMMON) {
            return None;
        }
        let lists = evidence.lists(fold::key(name));
        let usually = || evidence.is_usually_capital(word_hash(name));
        if PLACES.contains(&rest) && (classes.contains(WordClass::PLACE) || lists & evidence::PLACES != 0) {
            return Some(EntityType::Place);
        }
        known.get(&word_hash(name)).copied().or_else(|| evidence::kind(lists).filter(|_| usually()))
    }
}
