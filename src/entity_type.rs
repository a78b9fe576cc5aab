//! The types of entities, shared by gazetteer, mentions and entities.

use serde::{Deserialize, Serialize};

/// What an entity is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityType {
    /// One human being.
    Person,
    /// A body that can act: company, ministry, party, newspaper.
    Organization,
    /// Country, city, river, building.
    Place,
    /// Several people without a body: "Democrats", "residents".
    Group,
    /// Anything else, or unknown.
    #[default]
    Other,
}

impl EntityType {
    /// All types, in the order of the closed list that tables use.
    pub const ALL: [Self; 5] = [Self::Person, Self::Organization, Self::Place, Self::Group, Self::Other];

    /// Returns the name used in tables and Python.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Group => "group",
            Self::Other => "other",
        }
    }

    /// Returns the type of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.name() == name)
    }
}
