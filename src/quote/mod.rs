//! Quotes: the attribution relations of a text – source, cue and content.
//!
//! Takes the surface and the mentions; gives quotes in order. Leaves to `speaker` who the source is. What rules read (`direct`
//! begins at marks, `indirect` at cues) is evidence for a learned `tagger` (Pareti 2015, Scheible et al. 2016); a learned `linker`
//! joins the pieces that it finds.

mod addressee;
mod agent;
mod apart;
pub(crate) mod certainty;
mod clause;
mod confidence;
mod coordinated;
mod cue;
mod dateline;
mod direct;
mod expletive;
pub(crate) mod free;
mod fronted;
mod indirect;
#[cfg(feature = "train")]
pub(crate) mod learn;
pub(crate) mod linker;
pub(crate) mod meaning;
mod model;
mod naming;
mod negation;
mod nested;
mod opening;
mod parts;
pub(crate) mod phrase;
mod plain;
mod reader;
pub(crate) mod reading;
mod rule;
mod secondhand;
mod signature;
mod subject;
pub(crate) mod tagger;
mod time;
pub(crate) mod transcript;

use serde::{Deserialize, Serialize};

pub use confidence::Confidences;
pub(crate) use indirect::HEADLINES;
pub use model::Model;
pub use rule::{Construction, Rule};

use crate::Span;
use crate::lexicon::{CueClass, Lexicon};
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
    /// What kind of saying the cue is; none without a cue.
    pub cue_class: Option<CueClass>,
    /// Who is told, as written: "told Ortiz", "in a letter to the council".
    pub addressee: Option<Span>,
    /// The quote whose content it stands in, by its place among the quotes.
    pub parent: Option<u32>,
    /// Whether it goes on from the quote before it, which names the source.
    pub continued: bool,
    /// The rule that read it, where it was a rule.
    pub rule: Option<Rule>,
    /// Probability that content and source are right: calibrated where it was learned, the rule's precision otherwise.
    pub confidence: f32,
}

impl Quote {
    /// Returns the quote of a content of which nothing else is known.
    #[must_use]
    pub fn of(kind: QuoteKind, content: Vec<Span>) -> Self {
        Self {
            kind,
            content,
            source: None,
            cue: None,
            source_mention: None,
            negated: false,
            cue_class: None,
            addressee: None,
            parent: None,
            continued: false,
            rule: None,
            confidence: 1.0,
        }
    }

    /// Returns whether nothing is written beside it: neither source nor cue.
    pub(crate) const fn is_alone(&self) -> bool {
        self.source.is_none() && self.cue.is_none()
    }
}

/// Returns the quotes of a text, ascending by the first content span.
///
/// # Cost
/// Linear in the length of the text.
#[must_use]
pub fn read(surface: &Surface<'_>, mentions: &[Mention], confidences: &Confidences, model: &Model) -> Vec<Quote> {
    reading::read(surface, mentions, &by_rules(surface, mentions, confidences), model)
}

/// Returns the quotes that the rules read, ascending by the first content span: evidence for the model, and what is counted for
/// the table of confidences.
#[must_use]
pub fn by_rules(surface: &Surface<'_>, mentions: &[Mention], confidences: &Confidences) -> Vec<Quote> {
    let mut reader = reader::Reader::new(surface, mentions, confidences);
    let free = direct::read(&mut reader);
    indirect::read(&mut reader);
    direct::keep_free(&mut reader, free);
    reader.finish()
}

/// Says of each quote what kind of saying it is, whether it is negated and who is told, and adds the quotes that stand inside
/// the contents of others.
///
/// Works on any quotes, whoever read them: it looks at their spans alone. Gives them back by their first content, parents first.
///
/// # Examples
/// ```
/// use saith::lexicon::CueClass;
/// use saith::pipeline::Pipeline;
/// let text = "Ann Lee told the court that Peter Ortiz had promised that he would pay.";
/// let quotes = Pipeline::default().analyze(text).quotes;
/// assert_eq!(quotes[0].addressee.map(|span| span.of(text)), Some("the court"));
/// assert_eq!((quotes[1].parent, quotes[1].cue_class), (Some(0), Some(CueClass::Promise)));
/// ```
pub fn describe(
    surface: &Surface<'_>,
    mentions: &[Mention],
    lexicon: &Lexicon,
    confidences: &Confidences,
    quotes: &mut Vec<Quote>,
) {
    let nested = nested::Nested { surface, mentions, lexicon, confidences };
    plain::read(&nested, quotes);
    let labels = transcript::labels(surface, mentions);
    transcript::read(surface, mentions, &labels, confidences, quotes);
    let alone = confidences.of(free::ALONE).unwrap_or_default();
    subject::end(surface, quotes);
    agent::name_sources(&nested, quotes);
    expletive::drop_sources(&nested, quotes);
    coordinated::name_sources(&nested, quotes);
    fronted::name_sources(surface, mentions, quotes);
    opening::begin_contents(surface, quotes);
    dateline::drop(surface, quotes);
    apart::drop_articles(surface, quotes);
    apart::name_source(surface, mentions, quotes);
    apart::part(surface, quotes, alone);
    free::read(surface, quotes, alone);
    transcript::name_sources(surface, mentions, &labels, quotes);
    apart::keep(surface, quotes);
    signature::name_sources(surface, mentions, quotes);
    opening::end_sources(surface, mentions, quotes);
    naming::give_back(&nested, quotes);
    secondhand::read(&nested, quotes);
    nested.read(quotes);
    for quote in quotes {
        let cue = meaning::CueWords::of(surface, quote);
        quote.cue_class = meaning::class(surface, lexicon, quote, cue.as_ref());
        quote.negated = cue.as_ref().is_some_and(|cue| negation::negated(surface, quote, cue));
        if let Some(cue) = &cue {
            addressee::tell(surface, quote, cue);
        }
    }
}

/// Keeps the quotes that `wanted` wants; one whose parent goes has no parent.
pub fn retain(quotes: &mut Vec<Quote>, wanted: impl Fn(&Quote) -> bool) {
    let kept: Vec<usize> = (0..quotes.len()).filter(|&i| wanted(&quotes[i])).collect();
    nested::reorder(quotes, &kept);
}
