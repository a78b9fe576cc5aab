//! The user's entities in flat arrays: a million of them are a few large blocks of memory, read from a file as they are.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::entity_type::EntityType;
use crate::error::{Error, Place};

/// One entity of a gazetteer, as the user gives it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The name by which it is known.
    pub name: String,
    /// Other ways to write it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Its type, where the user says it.
    #[serde(default, rename = "type")]
    pub kind: Option<EntityType>,
    /// The user's own id.
    #[serde(default)]
    pub id: Option<String>,
    /// How likely it is meant where several entries share an alias; 1 where nothing is said.
    #[serde(default)]
    pub weight: Option<f64>,
    /// Whatever else came with it.
    #[serde(default)]
    pub attributes: Map<String, Value>,
}

/// Strings one behind the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Strings {
    pub(super) text: String,
    /// Where each ends.
    pub(super) ends: Vec<u32>,
}

impl Strings {
    /// Whether each end is one, and in order.
    pub(super) fn is_whole(&self) -> bool {
        self.ends.is_sorted()
            && self.ends.last().copied().unwrap_or_default() as usize == self.text.len()
            && self.ends.iter().all(|&end| self.text.is_char_boundary(end as usize))
    }

    pub(super) fn push(&mut self, string: &str) {
        self.text.push_str(string);
        self.ends.push(self.text.len() as u32);
    }

    pub(super) fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(at).map_or("", |&end| &self.text[start as usize..end as usize])
    }

    /// Whether `more` bytes can still be counted.
    fn has_room(&self, more: usize) -> bool {
        self.text.len() + more <= u32::MAX as usize
    }
}

/// Where the user gives no weight.
const NO_WEIGHT: f64 = -1.0;

/// Entities: each a name with its aliases, and what else is known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Entries {
    /// Names, each before the aliases of its entity.
    pub(super) aliases: Strings,
    /// By alias, its entity.
    pub(super) owners: Vec<u32>,
    /// By entity, its name among the aliases.
    pub(super) names: Vec<u32>,
    /// By entity, its type's place among all, from 1; 0 where it has none. Nothing where none has one.
    pub(super) kinds: Vec<u8>,
    /// By entity, its weight, or `NO_WEIGHT`.
    pub(super) weights: Vec<f64>,
    /// By entity, its id behind one byte; nothing where it has none.
    pub(super) ids: Strings,
    /// By entity, its attributes as JSON; nothing where it has none.
    pub(super) attributes: Strings,
}

impl Entries {
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Adds an entity.
    ///
    /// # Errors
    /// More text than can be counted.
    pub(super) fn push(&mut self, entry: &Entry) -> Result<(), Error> {
        let row = self.names.len() as u32;
        self.names.push(self.owners.len() as u32);
        for alias in std::iter::once(entry.name.trim()).chain(entry.aliases.iter().map(String::as_str)) {
            if !self.aliases.has_room(alias.len()) {
                return Err(too_large(row, "aliases"));
            }
            self.aliases.push(alias);
            self.owners.push(row);
        }
        let place = |kind| 1 + EntityType::ALL.iter().position(|k| *k == kind).unwrap_or_default() as u8;
        self.kinds.push(entry.kind.map_or(0, place));
        self.weights.push(entry.weight.unwrap_or(NO_WEIGHT));
        let id = entry.id.as_ref().map_or_else(String::new, |id| format!("={id}"));
        let attributes = if entry.attributes.is_empty() {
            String::new()
        } else {
            Value::Object(entry.attributes.clone()).to_string()
        };
        if !self.ids.has_room(id.len()) || !self.attributes.has_room(attributes.len()) {
            return Err(too_large(row, "attributes"));
        }
        self.ids.push(&id);
        self.attributes.push(&attributes);
        Ok(())
    }

    pub(super) fn entry(&self, row: u32) -> EntryRef<'_> {
        EntryRef { entries: self, row }
    }

    /// Whether the blocks fit together.
    pub(super) fn is_whole(&self) -> bool {
        let (entities, aliases) = (self.len(), self.owners.len());
        let each = [self.weights.len(), self.ids.ends.len(), self.attributes.ends.len()];
        each.iter().all(|&length| length == entities)
            && (self.kinds.is_empty() || self.kinds.len() == entities)
            && self.aliases.ends.len() == aliases
            && self.owners.iter().all(|&owner| (owner as usize) < entities)
            && self.names.is_sorted()
            && self.names.iter().all(|&name| (name as usize) < aliases)
    }

    /// The bytes that they take in memory.
    pub(super) fn size(&self) -> usize {
        let strings = |s: &Strings| s.text.len() + 4 * s.ends.len();
        strings(&self.aliases)
            + strings(&self.ids)
            + strings(&self.attributes)
            + 4 * (self.owners.len() + self.names.len())
            + self.kinds.len()
            + 8 * self.weights.len()
    }

    pub(super) fn alias(&self, alias: u32) -> &str {
        self.aliases.get(alias as usize)
    }

    /// The entity of an alias.
    #[inline]
    pub(super) fn owner(&self, alias: u32) -> u32 {
        // In a list of names each is its own: a look at memory that is far is saved.
        if self.names.len() == self.owners.len() { alias } else { self.owners[alias as usize] }
    }

    /// The aliases of an entity, its name first.
    pub(super) fn aliases_of(&self, row: u32) -> std::ops::Range<u32> {
        let end = self.names.get(row as usize + 1).copied().unwrap_or(self.owners.len() as u32);
        self.names[row as usize]..end
    }

    pub(super) fn kind(&self, row: u32) -> Option<EntityType> {
        let place = usize::from(*self.kinds.get(row as usize)?);
        EntityType::ALL.get(place.checked_sub(1)?).copied()
    }

    pub(super) fn weight(&self, row: u32) -> Option<f64> {
        self.weights.get(row as usize).copied().filter(|weight| *weight != NO_WEIGHT)
    }

    /// Gives back what the blocks have to spare.
    pub(super) fn shrink(&mut self) {
        if self.kinds.iter().all(|&place| place == 0) {
            self.kinds.clear();
        }
        for strings in [&mut self.aliases, &mut self.ids, &mut self.attributes] {
            strings.text.shrink_to_fit();
            strings.ends.shrink_to_fit();
        }
        self.owners.shrink_to_fit();
        self.names.shrink_to_fit();
        self.kinds.shrink_to_fit();
        self.weights.shrink_to_fit();
    }
}

fn too_large(row: u32, column: &str) -> Error {
    let place = Place { row: Some(row as usize), column: Some(column.to_owned()), ..Place::default() };
    Error::format(place, "the gazetteer has more than 4 GiB of text, the limit", "divide it into several")
}

/// One entity of a gazetteer.
#[derive(Clone, Copy, Debug)]
pub struct EntryRef<'g> {
    pub(super) entries: &'g Entries,
    pub(super) row: u32,
}

impl<'g> EntryRef<'g> {
    /// Returns the name by which it is known.
    #[must_use]
    pub fn name(self) -> &'g str {
        self.entries.alias(self.entries.names[self.row as usize])
    }

    /// Returns the other ways to write it.
    pub fn aliases(self) -> impl ExactSizeIterator<Item = &'g str> {
        let range = self.entries.aliases_of(self.row);
        (range.start as usize + 1..range.end as usize).map(|alias| self.entries.aliases.get(alias))
    }

    /// Returns its type, where the user says it.
    #[must_use]
    pub fn kind(self) -> Option<EntityType> {
        self.entries.kind(self.row)
    }

    /// Returns the user's own id.
    #[must_use]
    pub fn id(self) -> Option<&'g str> {
        self.entries.ids.get(self.row as usize).strip_prefix('=')
    }

    /// Returns how likely it is meant where several share an alias, where the user says it.
    #[must_use]
    pub fn weight(self) -> Option<f64> {
        self.entries.weight(self.row)
    }

    /// Returns whatever else came with it.
    #[must_use]
    pub fn attributes(self) -> Map<String, Value> {
        // What is no object was never written.
        serde_json::from_str(self.attributes_json()).unwrap_or_default()
    }

    /// Returns whatever else came with it, as JSON: an object, or nothing.
    #[must_use]
    pub fn attributes_json(self) -> &'g str {
        self.entries.attributes.get(self.row as usize)
    }

    /// Returns the entity as the user gave it.
    #[must_use]
    pub fn to_entry(self) -> Entry {
        Entry {
            name: self.name().to_owned(),
            aliases: self.aliases().map(str::to_owned).collect(),
            kind: self.kind(),
            id: self.id().map(str::to_owned),
            weight: self.weight(),
            attributes: self.attributes(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_back_as_they_were() {
        let mut entries = Entries::default();
        let full = Entry {
            name: "Ann Lee".into(),
            aliases: vec!["Lee".into(), "A. Lee".into()],
            kind: Some(EntityType::Person),
            id: Some(String::new()),
            weight: Some(0.1),
            attributes: serde_json::from_str(r#"{"party": "Green", "seats": [1, 2]}"#).unwrap(),
        };
        let bare = Entry { name: "Ashford".into(), ..Entry::default() };
        for entry in [&bare, &full, &bare] {
            entries.push(entry).unwrap();
        }
        let back = |row| EntryRef { entries: &entries, row }.to_entry();
        assert_eq!([back(0), back(1), back(2)], [bare.clone(), full, bare]);
    }
}
