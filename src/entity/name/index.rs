//! Which names end, begin or abbreviate which full ones.

use rustc_hash::FxHashMap;

use super::{MOST, NameForm};
use crate::entity::address::Address;
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::text::fold;

/// Which full forms have which short ones.
#[derive(Default)]
pub(super) struct Index {
    /// Ends of personal names: "Lee", "de Blasio".
    pub(super) tails: FxHashMap<u64, Vec<usize>>,
    /// Words between the given name and the last: the first of two surnames.
    pub(super) inner: FxHashMap<u64, Vec<usize>>,
    /// Given names.
    pub(super) firsts: FxHashMap<u64, Vec<usize>>,
    /// Names of bodies without the words for their kind: "Acme" of "Acme Bank".
    pub(super) bodies: FxHashMap<u64, Vec<usize>>,
    pub(super) acronyms: FxHashMap<u64, Vec<usize>>,
    /// Surnames that are addressed: "Mr. Lee".
    pub(super) addressed: FxHashMap<u64, Vec<usize>>,
}

impl Index {
    pub(super) fn of(forms: &[NameForm]) -> Self {
        let mut index = Self::default();
        for (at, form) in forms.iter().enumerate() {
            if let ([word], true) = (&form.written.words[..], form.address != Address::None) {
                index.addressed.entry(*word).or_default().push(at);
            }
            if form.written.words.len() < 2 {
                continue;
            }
            let key = |words: &[u64]| fold::key_of_all(words.iter().copied());
            let add = |map: &mut FxHashMap<u64, Vec<usize>>, key: u64| {
                let list = map.entry(key).or_default();
                if list.len() < MOST {
                    list.push(at);
                }
            };
            if form.kind == EntityType::Person {
                for cut in 1..form.written.words.len() {
                    add(&mut index.tails, key(&form.written.words[cut..]));
                }
                add(&mut index.firsts, key(&form.written.words[..1]));
                for word in form.written.inner() {
                    add(&mut index.inner, key(&[word]));
                }
            }
            if matches!(form.kind, EntityType::Organization | EntityType::Other) {
                let kinds = WordClass::ORGANIZATION_HEAD | WordClass::PREPOSITION | WordClass::CONJUNCTION;
                let plain = WordClass::ORDINARY | WordClass::PLACE | WordClass::DEMONYM | WordClass::COMMON | kinds;
                for cut in (1..form.written.words.len()).rev() {
                    if !form.written.classes[cut].intersects(kinds) {
                        break;
                    }
                    if cut > 1 || !form.written.classes[0].intersects(plain) {
                        add(&mut index.bodies, key(&form.written.words[..cut]));
                    }
                }
            }
            if let Some(acronym) = form.acronym.filter(|_| form.kind != EntityType::Person) {
                add(&mut index.acronyms, acronym);
            }
        }
        index
    }
}
