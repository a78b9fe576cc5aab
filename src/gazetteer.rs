//! Gazetteer: the entities that the user knows, and where a text names them.
//!
//! Takes entries with aliases and attributes; gives matches with their candidates. Knows nothing of mentions.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::entity_type::EntityType;
use crate::error::Error;
use crate::token::Token;

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
}

/// Entities with their aliases, ready to be found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Gazetteer {
    entries: Vec<Entry>,
}

impl Gazetteer {
    /// Returns the gazetteer of `entries`.
    ///
    /// # Errors
    /// An entry without a name, named by its row.
    pub fn new(entries: Vec<Entry>) -> Result<Self, Error> {
        Ok(Self { entries })
    }

    /// Returns the entries, in the order given.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns the places where `tokens` of `text` name an entry: leftmost, then longest, whole words only.
    #[must_use]
    pub fn find(&self, text: &str, tokens: &[Token]) -> Vec<Match> {
        let _ = (text, tokens);
        Vec::new()
    }
}
