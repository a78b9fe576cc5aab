//! Gazetteer: the entities that the user knows, and where a text names them.
//!
//! Takes entries with aliases and attributes; gives matches with their candidates. Knows nothing of mentions.

use std::sync::Arc;

use serde::ser::{SerializeStruct, Serializer};
use serde::{Deserialize, Serialize};

use self::trie::{Alias, Trie};
use crate::Span;
use crate::entity_type::EntityType;
use crate::error::{Error, Place};
use crate::token::Token;

mod trie;

/// One entity of a gazetteer, as the user gave it.
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
    pub attributes: serde_json::Map<String, serde_json::Value>,
}

/// One place where a text names an entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// Where it stands.
    pub span: Span,
    /// The alias that matched, as the user wrote it.
    pub alias: Arc<str>,
    /// The entries that have this alias, likeliest first, with their share of the weight.
    pub candidates: Vec<(u32, f32)>,
    /// The type that all candidates with a type agree on.
    pub kind: Option<EntityType>,
}

/// Entities with their aliases, ready to be found.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(try_from = "Stored")]
pub struct Gazetteer {
    entries: Vec<Entry>,
    trie: Trie,
}

/// What is written of a gazetteer; its trie is built again when read.
#[derive(Deserialize)]
struct Stored {
    entries: Vec<Entry>,
}

impl Serialize for Gazetteer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Gazetteer", 1)?;
        fields.serialize_field("entries", &self.entries)?;
        fields.end()
    }
}

impl TryFrom<Stored> for Gazetteer {
    type Error = Error;

    fn try_from(stored: Stored) -> Result<Self, Error> {
        Self::new(stored.entries)
    }
}

impl PartialEq for Gazetteer {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl Gazetteer {
    /// Returns the gazetteer of `entries`.
    ///
    /// # Errors
    /// An entry without a name, with an alias that holds no letter or digit, or with a weight that is no number from 0;
    /// named by its row.
    pub fn new(entries: Vec<Entry>) -> Result<Self, Error> {
        let mut trie = Trie::default();
        for (row, entry) in entries.iter().enumerate() {
            add(&mut trie, row, entry)?;
        }
        Ok(Self { entries, trie })
    }

    /// Returns the entries, in the order given.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns the places where `tokens` of `text` name an entry: leftmost, then longest, whole words only.
    ///
    /// Case, accents, apostrophes, hyphens, single line breaks and the full stops of initials are forgiven. An alias of
    /// one word all in capitals asks for capitals, one capitalised word for a capital; several words match in any case.
    /// A possessive ending stays outside.
    ///
    /// # Cost
    /// Linear in the text; at worst times the words of the longest alias.
    ///
    /// # Examples
    /// ```
    /// use saith::{gazetteer::{Entry, Gazetteer}, lexicon::Lexicon, token::tokenize};
    /// let gazetteer = Gazetteer::new(vec![Entry { name: "Nouri al-Maliki".into(), ..Entry::default() }])?;
    /// let text = "NOURI AL\nMALIKI’s aides";
    /// let found = gazetteer.find(text, &tokenize(text, Lexicon::shipped()));
    /// assert_eq!(found[0].span.of(text), "NOURI AL\nMALIKI");
    /// # Ok::<(), saith::Error>(())
    /// ```
    #[must_use]
    pub fn find(&self, text: &str, tokens: &[Token]) -> Vec<Match> {
        let mut matches = Vec::new();
        if self.entries.is_empty() {
            return matches;
        }
        self.trie.find(text, tokens, |found| {
            let written = found.span.of(text);
            let Some(first) = found.aliases.first() else { return };
            let alias = found.aliases.iter().find(|a| *a.text == *written).unwrap_or(first);
            let alias = Arc::clone(&alias.text);
            let candidates = self.candidates(&found.aliases);
            let kind = self.shared_kind(&candidates);
            matches.push(Match { span: found.span, alias, candidates, kind });
        });
        matches
    }

    fn shared_kind(&self, candidates: &[(u32, f32)]) -> Option<EntityType> {
        let mut kinds = candidates.iter().filter_map(|&(row, _)| self.entries[row as usize].kind);
        let first = kinds.next()?;
        kinds.all(|k| k == first).then_some(first)
    }

    /// The entries behind `aliases` with their share of the weight, highest first, then in the order given.
    fn candidates(&self, aliases: &[&Alias]) -> Vec<(u32, f32)> {
        let mut rows: Vec<u32> = aliases.iter().map(|a| a.entry).collect();
        rows.sort_unstable();
        rows.dedup();
        let weight = |row: u32| self.entries[row as usize].weight.unwrap_or(1.0);
        let all: f64 = rows.iter().map(|&r| weight(r)).sum();
        let share = |row| if all > 0.0 { weight(row) / all } else { 1.0 / rows.len() as f64 };
        let mut candidates: Vec<(u32, f32)> = rows.iter().map(|&r| (r, share(r) as f32)).collect();
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1));
        candidates
    }
}

fn add(trie: &mut Trie, row: usize, entry: &Entry) -> Result<(), Error> {
    let place = |column: &str| Place { row: Some(row), column: Some(column.into()), ..Place::default() };
    if entry.name.trim().is_empty() {
        return Err(Error::format(place("name"), "the entry has no name", "fill it or remove the row"));
    }
    if let Some(weight) = entry.weight.filter(|w| !w.is_finite() || *w < 0.0) {
        let reason = format!("weight {weight} is no number from 0");
        return Err(Error::format(place("weight"), reason, "give a number from 0 or leave it empty"));
    }
    for (column, alias) in std::iter::once(("name", &entry.name)).chain(entry.aliases.iter().map(|a| ("aliases", a))) {
        if !trie.add(&Arc::from(alias.trim()), row as u32) {
            let reason = format!("\"{alias}\" holds no letter or digit");
            return Err(Error::format(place(column), reason, "correct it or remove the row"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::token::tokenize;

    fn entry(name: &str, aliases: &[&str]) -> Entry {
        Entry { name: name.into(), aliases: aliases.iter().map(|&a| a.into()).collect(), ..Entry::default() }
    }

    fn found<'t>(gazetteer: &Gazetteer, text: &'t str) -> Vec<&'t str> {
        let tokens = tokenize(text, Lexicon::shipped());
        gazetteer.find(text, &tokens).iter().map(|m| m.span.of(text)).collect()
    }

    #[test]
    fn bad_rows_are_named() {
        let error = Gazetteer::new(vec![entry("Ann Lee", &[]), entry(" ", &[])]).unwrap_err();
        assert_eq!(error.place.row, Some(1));
        let error = Gazetteer::new(vec![entry("Ann Lee", &["Lee", ""])]).unwrap_err();
        assert_eq!(error.place.column.as_deref(), Some("aliases"));
        let nan = Entry { weight: Some(f64::NAN), ..entry("Ann Lee", &[]) };
        assert!(Gazetteer::new(vec![nan]).is_err());
    }

    #[test]
    fn candidates_are_ranked_by_share() {
        let weighted = |name: &str, weight| Entry { weight: Some(weight), ..entry(name, &["Lee"]) };
        let gazetteer = Gazetteer::new(vec![weighted("Ann Lee", 1.0), weighted("Bob Lee", 3.0)]).unwrap();
        let text = "Lee left.";
        let matches = gazetteer.find(text, &tokenize(text, Lexicon::shipped()));
        assert_eq!(matches[0].candidates, [(1, 0.75), (0, 0.25)]);
    }

    #[test]
    fn serialised_entries_find_the_same() {
        let gazetteer = Gazetteer::new(vec![entry("Ann Lee", &["Lee"])]).unwrap();
        let again: Gazetteer = serde_json::from_str(&serde_json::to_string(&gazetteer).unwrap()).unwrap();
        assert_eq!(again, gazetteer);
        assert_eq!(found(&again, "Lee, Ann Lee’s"), ["Lee", "Ann Lee"]);
        assert!(serde_json::from_str::<Gazetteer>(r#"{"entries":[{"name":""}]}"#).is_err());
    }

    #[test]
    fn many_names_and_many_places_stay_linear() {
        let entries = (0..100_000).map(|i| entry(&format!("Ann Lee{i}"), &[])).collect();
        let gazetteer = Gazetteer::new(entries).unwrap();
        let text = "Ann Lee7 ".repeat(100_000);
        assert_eq!(found(&gazetteer, &text).len(), 100_000);
    }
}
