//! Rules: the names under which relations are read and their precision is measured.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::lexicon::Lexicon;

/// The way in which source, cue and content stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Construction {
    /// “We won,” said Lee.
    ContentCueSource,
    /// “We won,” Lee said.
    ContentSourceCue,
    /// Lee said, “We won.”
    SourceCueContent,
    /// Lee: “We won.”
    Turn,
    /// “We won.” — Lee
    Signature,
    /// A quotation on its own.
    Free,
    /// Lee said that they won.
    That,
    /// Lee said they won.
    Bare,
    /// Lee asked whether they won.
    Wh,
    /// Lee told Ortiz that they won.
    Hearer,
    /// Lee promised to win.
    To,
    /// Lee urged Ortiz to win.
    HearerTo,
    /// Lee praised the win.
    Object,
    /// Lee called for a win.
    About,
    /// They won, Lee said.
    Postposed,
    /// The win, Lee said, was theirs.
    Parenthetical,
    /// According to Lee, they won.
    According,
    /// Lee: They won.
    Headline,
    /// They won, VP Lee
    HeadlineTail,
    /// …, saying they won.
    Gerund,
    /// Lee’s claim that they won.
    Noun,
    /// The claim by Lee that they won.
    NounThat,
    /// Lee: We won. … Ortiz: So did we.
    Transcript,
}

impl Construction {
    const NAMES: [(Self, &'static str); 23] = [
        (Self::ContentCueSource, "content_cue_source"),
        (Self::ContentSourceCue, "content_source_cue"),
        (Self::Signature, "signature"),
        (Self::SourceCueContent, "source_cue_content"),
        (Self::Turn, "turn"),
        (Self::Free, "free"),
        (Self::That, "that"),
        (Self::Bare, "bare"),
        (Self::Wh, "wh"),
        (Self::Hearer, "hearer"),
        (Self::To, "to"),
        (Self::HearerTo, "hearer_to"),
        (Self::Object, "object"),
        (Self::About, "about"),
        (Self::Postposed, "postposed"),
        (Self::Parenthetical, "parenthetical"),
        (Self::According, "according"),
        (Self::Headline, "headline"),
        (Self::HeadlineTail, "headline_tail"),
        (Self::Gerund, "gerund"),
        (Self::Noun, "noun"),
        (Self::NounThat, "noun_that"),
        (Self::Transcript, "transcript"),
    ];
}

/// A rule: construction, lemma of the cue (0 for none), and whether quotation marks stand in the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rule {
    /// How the parts stand.
    pub construction: Construction,
    /// The cue's lemma, as the lexicon numbers it.
    pub lemma: u16,
    /// Whether quotation marks stand in the content.
    pub marks: bool,
}

impl Rule {
    /// Returns the name: `construction[:lemma][+marks]`.
    #[must_use]
    pub fn name(self) -> String {
        let construction = Construction::NAMES.iter().find(|(c, _)| *c == self.construction).map_or("", |(_, n)| n);
        let mut name = construction.to_owned();
        if self.lemma != 0 {
            name.push(':');
            name.push_str(Lexicon::shipped().lemma(self.lemma));
        }
        if self.marks {
            name.push_str("+marks");
        }
        name
    }

    /// Returns the rule of that name; `lemmas` gives the number of each lemma.
    pub(crate) fn from_name(name: &str, lemmas: &FxHashMap<&str, u16>) -> Option<Self> {
        let (rest, marks) = name.strip_suffix("+marks").map_or((name, false), |rest| (rest, true));
        let (construction, lemma) = rest.split_once(':').map_or((rest, None), |(c, l)| (c, Some(l)));
        let construction = Construction::NAMES.iter().find(|(_, n)| *n == construction)?.0;
        let lemma = lemma.map_or(Some(0), |l| lemmas.get(l).copied())?;
        Some(Self { construction, lemma, marks })
    }
}
