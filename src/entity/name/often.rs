//! How often names are written: who is hardly ever named in full is seldom meant, and what is written once may be a slip.

use rustc_hash::FxHashMap;

use crate::model::hash;

/// What is written so many times as often as another outweighs it.
const OFTEN: u32 = 8;
/// A full name that is written so many times as often as a fuller one is rather the name of a person.
const RATHER: u32 = 4;

/// How often people are named in full, by the form that stands for them.
pub(super) struct FullNames(Vec<u32>);

impl FullNames {
    pub(super) fn of(forms: usize) -> Self {
        Self(vec![0; forms])
    }

    pub(super) fn add(&mut self, form: usize, times: usize) {
        self.0[form] += times as u32;
    }

    /// Returns the owners of a name without those whom the document hardly names: "Poe" is not Al Poe, who is named once, where Tom Poe
    /// is named ten times.
    pub(super) fn most(&self, mut owners: Vec<usize>) -> Vec<usize> {
        let most = self.highest(&owners);
        owners.retain(|&owner| self.0[owner] == most || OFTEN * self.0[owner] > most);
        owners
    }

    /// Whether the first are named so often that the others do not matter.
    pub(super) fn outweigh(&self, owners: &[usize], others: &[usize]) -> bool {
        self.highest(owners) >= OFTEN * self.highest(others).max(1)
    }

    fn highest(&self, owners: &[usize]) -> u32 {
        owners.iter().map(|&owner| self.0[owner]).max().unwrap_or_default()
    }
}

/// How the names of entities are written.
#[derive(Default)]
pub(super) struct Spellings<'t> {
    /// By entity and words, how often, and the first.
    counts: FxHashMap<(u32, u64), (u32, &'t str)>,
    /// By person, how often the full name is written that is most frequent.
    most: FxHashMap<u32, u32>,
    /// Entities and words in the order of the document.
    order: Vec<(u32, u64)>,
}

impl<'t> Spellings<'t> {
    pub(super) fn add(&mut self, entity: u32, written: &'t str, person: bool) {
        let words = written.split_whitespace().map(|word| hash::bytes(word.as_bytes()));
        let key = (entity, words.fold(0, hash::join));
        let (count, _) = self.counts.entry(key).or_insert_with(|| {
            self.order.push(key);
            (0, written)
        });
        *count += 1;
        if person && written.contains(char::is_whitespace) {
            let most = self.most.entry(entity).or_default();
            *most = (*most).max(*count);
        }
    }

    /// Returns entities with how they are written, without what is written far less often than another full name of the person.
    pub(super) fn fullest(&self) -> impl Iterator<Item = (u32, &'t str)> {
        self.order.iter().filter_map(|key| {
            let (count, written) = self.counts[key];
            let most = self.most.get(&key.0).copied().unwrap_or_default();
            let slip = written.contains(char::is_whitespace) && RATHER * count <= most;
            (!slip).then_some((key.0, written))
        })
    }
}
