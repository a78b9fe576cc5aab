//! Speakers: the entity behind each quote's source, with the reason.
//!
//! Takes everything before it; ties the mentions that need a speaker. Changes no span found earlier.

mod first_person;
mod resolve;

use serde::{Deserialize, Serialize};

use crate::entity::Entities;
use crate::mention::Mention;
use crate::quote::{Confidences, Quote};
use crate::surface::Surface;

/// Why this speaker, or why none. Four of them are words for later versions: this one never gives
/// `Alternation`, `Signature`, `OnlyCandidate` or `Ambiguous`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// The source is a name.
    Name,
    /// A name stands in apposition to the source.
    Apposition,
    /// The source is a nominal tied to an entity.
    Nominal,
    /// The source is a pronoun tied to an entity.
    Pronoun,
    /// The source is "I" or "we" inside someone's quotation.
    FirstPerson,
    /// The quotation goes on from the quote before it.
    Continued,
    /// Speakers take turns.
    Alternation,
    /// A name signs the quotation: "— Ann Lee".
    Signature,
    /// Nobody else could have said it.
    OnlyCandidate,
    /// No speaker: no source is written.
    NoSource,
    /// No speaker: nothing stands before the pronoun or nominal that it could refer to.
    NoAntecedent,
    /// No speaker: several are as likely.
    Ambiguous,
    /// No speaker: the source is nobody in particular ("some", "people").
    Generic,
}

impl Evidence {
    /// All kinds, in the order of the closed list that tables use.
    pub const ALL: [Self; 13] = [
        Self::Name,
        Self::Apposition,
        Self::Nominal,
        Self::Pronoun,
        Self::FirstPerson,
        Self::Continued,
        Self::Alternation,
        Self::Signature,
        Self::OnlyCandidate,
        Self::NoSource,
        Self::NoAntecedent,
        Self::Ambiguous,
        Self::Generic,
    ];

    /// Returns the name used in tables and Python.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Apposition => "apposition",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
            Self::FirstPerson => "first_person",
            Self::Continued => "continued",
            Self::Alternation => "alternation",
            Self::Signature => "signature",
            Self::OnlyCandidate => "only_candidate",
            Self::NoSource => "no_source",
            Self::NoAntecedent => "no_antecedent",
            Self::Ambiguous => "ambiguous",
            Self::Generic => "generic",
        }
    }
}

/// Who said one quote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// The entity, or none.
    pub speaker: Option<u32>,
    /// Why.
    pub evidence: Evidence,
    /// Probability that the speaker is right, given the relation; none without a speaker.
    pub confidence: Option<f32>,
}

/// Returns who said each quote, in the order of the quotes, and ties in `entities` the mentions that need a speaker.
///
/// A source that nobody is named for makes an anonymous entity, named as it is written.
#[must_use]
pub fn attribute(
    surface: &Surface<'_>,
    mentions: &[Mention],
    quotes: &[Quote],
    entities: &mut Entities,
    confidences: &Confidences,
) -> Vec<Attribution> {
    let mut resolver = resolve::Resolver::new(surface, mentions, entities);
    let mut found: Vec<(Option<u32>, Evidence)> = Vec::with_capacity(quotes.len());
    for quote in quotes {
        // Parents stand before what is nested in them.
        let around = quote.parent.and_then(|parent| found.get(parent as usize)).and_then(|&(speaker, _)| speaker);
        found.push(resolver.resolve(quote, around));
    }
    first_person::tie(surface, mentions, quotes, &found, entities);
    entities.sort_mentions();
    found
        .into_iter()
        .map(|(speaker, evidence)| Attribution {
            speaker,
            evidence,
            confidence: speaker.map(|_| confidences.of_speaker(evidence.name())),
        })
        .collect()
}
