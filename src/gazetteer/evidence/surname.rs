//! Words that are a place or a body in the list, and somebody's surname in the document: "David Duke" is not Duke.

use rustc_hash::{FxHashMap, FxHashSet};

use super::beside::Beside;
use super::{Evidence, Named, key};
use crate::entity_type::EntityType;
use crate::gazetteer::index::{Flags, ROOT};
use crate::gazetteer::{Match, classes, piece};
use crate::lexicon::WordClass;

impl Evidence<'_, '_> {
    /// Returns whether one word for a place or a body, `alone` or a person's name too, is a surname where it stands, as the words beside it
    /// say: "David Duke". `before` is the match before it.
    pub(in crate::gazetteer) fn is_surname(
        &self,
        start: usize,
        end: usize,
        alone: bool,
        before: Option<&Match>,
    ) -> bool {
        let beside = Beside::new(self.text, start, end);
        // "Austin Texas", "in Brelard Texas"
        let place = |one: &Match| one.span.end as usize + 1 == start && self.is_of_its_kind(one);
        let follows_place = |given: &str| {
            let both = classes(given) & classes(beside.written());
            before.is_some_and(place) || both.contains(WordClass::PLACE)
        };
        beside.is_surname(alone) && !beside.given_before().is_some_and(follows_place)
    }

    /// Notes that one word for a place or a body is a surname at a place: it is in doubt in all the text then.
    pub(in crate::gazetteer) fn note_surname(&mut self, start: usize, end: usize) {
        if !Beside::new(self.text, start, end).is_of_body() {
            *self.surnames.entry(piece::word(self.text, start).key).or_default() += 1;
        }
    }

    /// Notes a match that is a surname and nobody of the list, by its place among all: it is looked at again at the end.
    pub(in crate::gazetteer) fn note_stranger(&mut self, place: usize) {
        self.strangers.push(place);
    }

    /// Drops those that are somebody's surname; but not where what looks like a given name is oftener the surname of somebody else: "Clinton
    /// Benghazi emails", where the document has Hillary Clinton.
    pub(super) fn drop_strangers(&mut self, found: &[Match], stands: &mut [bool]) {
        let given = |one: &Match| self.beside(one).given_before().map(|word| piece::word(word, 0).key);
        let mut balance: FxHashMap<u64, i64> = FxHashMap::default();
        for key in self.strangers.iter().filter_map(|&place| given(&found[place])) {
            *balance.entry(key).or_default() -= 1;
        }
        self.add_surnames(&mut balance);
        let is_surname = |key: u64| balance[&key] > 0 || balance[&key] == 0 && self.is_tied(key);
        let is_place = |place: &usize| given(&found[*place]).is_some_and(is_surname);
        let (kept, dropped): (Vec<usize>, Vec<usize>) = self.strangers.iter().partition(|place| is_place(place));
        self.bare.extend(kept);
        for place in dropped {
            stands[place] = false;
            self.note_surname(found[place].span.start as usize, found[place].span.end as usize);
        }
    }

    /// Counts how often each of some words is a surname in the document: behind a given name or a title, where no name goes on.
    fn add_surnames(&self, words: &mut FxHashMap<u64, i64>) {
        if words.is_empty() {
            return;
        }
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !bytes[at].is_ascii_uppercase() || at > 0 && bytes[at - 1].is_ascii_alphanumeric() {
                at += 1;
                continue;
            }
            let word = piece::word(self.text, at);
            if let Some(times) = words.get_mut(&word.key)
                && Beside::new(self.text, at, word.end).is_called()
            {
                *times += 1;
            }
            at = word.end.max(at + 1);
        }
    }

    /// The words of some matches that are oftener a place or a body, as the words beside them say, than somebody's surname.
    pub(super) fn told_kinds(&self, places: &[usize], found: &[Match]) -> FxHashSet<u64> {
        let mut told: FxHashMap<u64, usize> = FxHashMap::default();
        for one in places.iter().map(|&place| &found[place]).filter(|one| self.is_of_its_kind(one)) {
            *told.entry(self.key_of(one)).or_default() += 1;
        }
        let surnames = |word: &u64| self.surnames.get(word).copied().unwrap_or_default();
        told.into_iter().filter(|(word, times)| *times > surnames(word)).map(|(word, _)| word).collect()
    }

    fn is_of_its_kind(&self, one: &Match) -> bool {
        self.beside(one).kind().is_some_and(|kind| one.kind == Some(kind))
    }

    /// Whether somebody whom the document names has the one word of a match for a surname.
    pub(super) fn may_be_surname(&self, one: &Match) -> bool {
        self.surnames.contains_key(&self.key_of(one)) || self.is_tied(self.key_of(one))
    }

    /// Whether somebody of the list who is named has a word for a surname.
    fn is_tied(&self, word: u64) -> bool {
        let node = || self.gazetteer.index.step(ROOT, word);
        self.nodes != 0 && node().is_some_and(|node| !self.tied(node.number).is_empty())
    }

    /// Whether a word that may be a surname is a place or a body all the same, or is ranked to be the person: the words beside it say
    /// so, or another form of its name; or, where nobody of the list has the surname, the words beside it elsewhere, and it says nothing
    /// here. `told` are the words of which they do.
    pub(super) fn is_no_surname(&self, one: &Match, named: &FxHashMap<u32, Named>, told: &FxHashSet<u64>) -> bool {
        let beside = self.beside(one);
        let key = key(beside.written());
        let otherwise = |row: &u32| named.get(row).is_some_and(|named| named.any.has_other(key));
        let elsewhere =
            || told.contains(&self.key_of(one)) && !self.is_tied(self.key_of(one)) && !beside.precedes_cue();
        one.kind == Some(EntityType::Person)
            || self.is_of_its_kind(one)
            || elsewhere()
            || one.candidates.iter().any(|(row, _)| otherwise(row)) && beside.is_name(false, true)
    }

    /// Whether one word of the list for a place or a body begins at a place in the text.
    pub(super) fn is_thing_at(&self, at: usize) -> bool {
        let index = &self.gazetteer.index;
        let node = index.step(ROOT, piece::word(self.text, at).key);
        node.is_some_and(|node| index.forms_at(node).iter().any(|form| form.flags.contains(Flags::BARE)))
    }
}
