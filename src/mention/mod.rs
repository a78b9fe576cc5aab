//! Mentions: the places where someone or something is named, by name, nominal or pronoun.
//!
//! Takes the surface and a gazetteer's matches; gives mentions in order. Leaves to `entity` what they refer to.

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::entity_type::EntityType;
use crate::gazetteer::Match;
use crate::surface::Surface;

/// How a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// "Ann Lee", "Acme".
    Name,
    /// "the Iraqi leader", "two officials".
    Nominal,
    /// "she", "they", "who".
    Pronoun,
}

impl Form {
    /// All forms, in the order of the closed list that tables use.
    pub const ALL: [Self; 3] = [Self::Name, Self::Nominal, Self::Pronoun];

    /// Returns the name used in tables and Python.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
        }
    }
}

/// One mention.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Where it stands: a name without its title and without a possessive ending; a nominal with its determiner and
    /// adjectives, without what follows its head.
    pub span: Span,
    /// How it names.
    pub form: Form,
    /// What kind of thing it names.
    pub kind: EntityType,
    /// The word that counts: a nominal's noun, a name's last word.
    pub head: Span,
    /// The title, office or nationality that stands before a name, as written: "Iraq’s Vice President".
    pub title: Option<Span>,
    /// Whether it stands inside a quotation that is speech.
    pub in_speech: bool,
    /// The gazetteer's match behind it, by its place in the matches.
    pub gazetteer: Option<u32>,
}

/// Returns the mentions of a text, ascending by start, disjoint.
#[must_use]
pub fn find(surface: &Surface<'_>, matches: &[Match]) -> Vec<Mention> {
    let _ = (surface, matches);
    Vec::new()
}
