//! Quotes: the attribution relations of a text – source, cue and content.
//!
//! Takes the surface and the mentions; gives quotes in order. Leaves to `speaker` who the source is. First the marked spans
//! find their cues (`direct`), then the cues outside them find theirs (`indirect`).

mod clause;
mod confidence;
mod cue;
mod direct;
mod indirect;
mod phrase;
mod reader;
mod rule;

use serde::{Deserialize, Serialize};

pub use confidence::Confidences;
pub use rule::{Construction, Rule};

use crate::Span;
use crate::mention::Mention;
use crate::surface::Surface;

/// Whether the content stands in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// All of it does.
    Direct,
    /// Part of it does.
    Mixed,
    /// None of it does.
    Indirect,
}

impl QuoteKind {
    /// All kinds, in the order of the closed list that tables use.
    pub const ALL: [Self; 3] = [Self::Direct, Self::Mixed, Self::Indirect];

    /// Returns the name used in tables and Python.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

/// One attribution relation as read, before anyone knows who the source is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// Whether the content stands in quotation marks.
    pub kind: QuoteKind,
    /// What is said, ascending; several spans where the cue interrupts it or paragraphs part it. Outer marks are left out.
    pub content: Vec<Span>,
    /// Who, as written; a broken one gives its hull.
    pub source: Option<Span>,
    /// The word that attributes: "has told", "according to".
    pub cue: Option<Span>,
    /// The mention that the source refers by: a name, a nominal or a pronoun.
    pub source_mention: Option<u32>,
    /// Whether the saying is denied, or only possible: "did not say", "might say", "if Lee says".
    pub negated: bool,
    /// Whether it goes on from the quote before it, which names the source.
    pub continued: bool,
    /// The rule that read it.
    pub rule: Rule,
    /// Probability that content and source are right: the rule's precision.
    pub confidence: f32,
}

/// Returns the quotes of a text, ascending by the first content span.
#[must_use]
pub fn read(surface: &Surface<'_>, mentions: &[Mention], confidences: &Confidences) -> Vec<Quote> {
    let mut reader = reader::Reader::new(surface, mentions, confidences);
    let free = direct::read(&mut reader);
    indirect::read(&mut reader);
    direct::keep_free(&mut reader, free);
    reader.finish()
}
