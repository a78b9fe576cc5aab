//! What a gazetteer forgives.

use serde::{Deserialize, Serialize};

/// Which matches are given where several overlap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Overlaps {
    /// From the left, the longest at each place; matches are disjoint.
    #[default]
    Longest,
    /// Every alias wherever it stands, by start, the longer first.
    All,
}

/// What is forgiven between an alias and a text, and what is tied within a document.
///
/// # Examples
/// ```
/// use saith::gazetteer::{Entry, Gazetteer, Options};
/// let entries = || vec![Entry { name: "José Núñez".into(), ..Entry::default() }];
/// let text = "Jose Nunez";
/// assert_eq!(Gazetteer::new(entries())?.find(text).len(), 1);
/// let strict = Options { ignore_accents: false, ..Options::default() };
/// assert_eq!(Gazetteer::with_options(entries(), strict)?.find(text).len(), 0);
/// # Ok::<(), saith::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of the user's, by name")]
pub struct Options {
    /// Which matches are given where several overlap.
    pub overlaps: Overlaps,
    /// Case. A word all in capitals asks for capitals all the same, and a capitalised word for a capital where there are any.
    pub ignore_case: bool,
    /// Accents and the strokes of letters. Composed and decomposed letters are alike in any case.
    pub ignore_accents: bool,
    /// Hyphen or dash for a space, and the other way round.
    pub ignore_hyphens: bool,
    /// Straight and curly apostrophes.
    pub ignore_apostrophes: bool,
    /// Full stops of initials and abbreviations.
    pub ignore_stops: bool,
    /// A possessive ending may follow; it stays outside.
    pub possessives: bool,
    /// "&" is "and".
    pub ampersand: bool,
    /// Forms of companies that an alias ends with may be missing, or another stand there: Inc, Ltd, `GmbH`.
    pub company_forms: bool,
    /// Honorifics and titles that an alias begins with may be missing, and what follows a name: Dr, Prime Minister; Jr, `PhD`; "St." is
    /// "Saint". A person may have a middle initial more or less, or "Jr." more.
    pub honorifics: bool,
    /// Articles and prepositions of names may be written on or apart; the Arabic article may be missing.
    pub particles: bool,
    /// Other spellings of the Arabic article and of umlauts: "el-" for "al-", "ue" for "ü".
    pub transliteration: bool,
    /// A surname after the person's full name, an acronym after its expansion.
    pub short_forms: bool,
    /// Aliases of one word that match only with evidence, in any case; `None` for those that ship.
    pub stop_words: Option<Vec<String>>,
    /// Most edits in a name of five letters and more; 0 to 2, two from eight letters.
    pub max_edits: u8,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            overlaps: Overlaps::Longest,
            ignore_case: true,
            ignore_accents: true,
            ignore_hyphens: true,
            ignore_apostrophes: true,
            ignore_stops: true,
            possessives: true,
            ampersand: true,
            company_forms: true,
            honorifics: true,
            particles: true,
            transliteration: false,
            short_forms: true,
            stop_words: None,
            max_edits: 0,
        }
    }
}

impl Options {
    /// Whether all that folding forgives is to be forgiven.
    pub(super) fn forgives_all(&self) -> bool {
        self.ignore_case
            && self.ignore_accents
            && self.ignore_hyphens
            && self.ignore_apostrophes
            && self.ignore_stops
            && self.ampersand
    }
}
