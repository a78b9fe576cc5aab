//! Gazetteer: the entities that the user knows, and where a text names them.
//!
//! Takes entries with aliases and attributes; gives matches with their candidates. Knows nothing of mentions.
//!
//! An alias is a path of folded words (`piece`, `index`), in each way that a newspaper writes it (`forms`). A text is scanned
//! once (`scan`): a bit for each word says that no name begins there, and what passes is walked. What capitals are worth (`line`),
//! where words end (`edge`) and what the document has named so far (`evidence`) is asked only then.

use std::ops::Deref;

use serde::ser::{SerializeStruct, Serializer};
use serde::{Deserialize, Serialize};

use self::entries::Entries;
use self::filter::Filter;
use self::index::Index;
use self::spelling::Spelling;
use crate::Span;
use crate::entity_type::EntityType;
use crate::error::Error;
use crate::lexicon::{Lexicon, ShortWord, WordClass};

mod build;
mod edge;
mod entries;
mod evidence;
mod file;
mod filter;
mod forms;
mod index;
mod line;
mod options;
mod piece;
mod scan;
mod spelling;
mod strict;
mod words;

pub use entries::{Entry, EntryRef};
pub(crate) use forms::is_company_form;
pub use options::{Options, Overlaps};

/// Words that say nothing by themselves.
const FUNCTION: WordClass = WordClass::DETERMINER
    .union(WordClass::PREPOSITION)
    .union(WordClass::CONJUNCTION)
    .union(WordClass::AUXILIARY)
    .union(WordClass::SUBORDINATOR);
/// Given names.
const GIVEN: WordClass = WordClass::GIVEN_MALE.union(WordClass::GIVEN_FEMALE);

/// The classes of a word, in any case.
fn classes(word: &str) -> WordClass {
    let lexicon = Lexicon::shipped();
    match ShortWord::of(word.as_bytes(), 0, word.len()) {
        Some(short) => lexicon.get_short(short).classes,
        None => lexicon.get(&word.to_lowercase()).classes,
    }
}

/// One place where a text names an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Where it stands.
    pub span: Span,
    /// The number of the alias that matched; [`Gazetteer::alias`] has it as the user wrote it.
    pub alias: u32,
    /// The entries that have this alias, likeliest first: those that the document speaks for, with their share of the weight, then the
    /// others with none.
    pub candidates: Candidates,
    /// The type of the entry that is meant, or where several are as likely, what all candidates with a type agree on.
    pub kind: Option<EntityType>,
}

/// Entries with their shares; one alone takes no memory of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Candidates {
    /// The only one.
    One([(u32, f32); 1]),
    /// Several, likeliest first.
    Several(Box<[(u32, f32)]>),
}

impl Deref for Candidates {
    type Target = [(u32, f32)];

    fn deref(&self) -> &Self::Target {
        match self {
            Self::One(one) => one,
            Self::Several(several) => several,
        }
    }
}

impl From<Vec<(u32, f32)>> for Candidates {
    fn from(candidates: Vec<(u32, f32)>) -> Self {
        match candidates[..] {
            [one] => Self::One([one]),
            _ => Self::Several(candidates.into()),
        }
    }
}

impl Match {
    /// Returns the entry that is meant: the first candidate, or none where another is as likely.
    #[must_use]
    pub fn likeliest(&self) -> Option<u32> {
        match &*self.candidates {
            [first, second, ..] if first.1 <= second.1 => None,
            [first, ..] => Some(first.0),
            [] => None,
        }
    }
}

/// What became of the entities that were given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Entities, repeated ones with them.
    pub entities: u64,
    /// Aliases that are looked for, names among them.
    pub aliases: u64,
    /// Aliases that their entity has already.
    pub duplicates: u64,
    /// Aliases without a character.
    pub empty: u64,
    /// Entities that are the same in everything as one before them: that one is found.
    pub repeated: u64,
}

/// Entities with their aliases, ready to be found.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(try_from = "Stored")]
pub struct Gazetteer {
    entries: Entries,
    index: Index,
    filter: Filter,
    spelling: Spelling,
    /// Where the user wants less forgiven: what stays of each form of an alias, sorted.
    canonical: Vec<(u32, String)>,
    options: Options,
    report: Report,
}

/// What is written of a gazetteer; its paths are laid again when read.
#[derive(Deserialize)]
struct Stored {
    entries: Vec<Entry>,
    #[serde(default)]
    options: Options,
}

impl Serialize for Gazetteer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries: Vec<Entry> = self.entries().map(EntryRef::to_entry).collect();
        let mut fields = serializer.serialize_struct("Gazetteer", 2)?;
        fields.serialize_field("entries", &entries)?;
        fields.serialize_field("options", &self.options)?;
        fields.end()
    }
}

impl TryFrom<Stored> for Gazetteer {
    type Error = Error;

    fn try_from(stored: Stored) -> Result<Self, Error> {
        Self::with_options(stored.entries, stored.options)
    }
}

impl Gazetteer {
    /// Returns the gazetteer of `entries`, forgiving what it does by default.
    ///
    /// # Errors
    /// An entry without a name, with an alias that holds no letter or digit, or with a weight that is no number from 0;
    /// named by its row. Aliases without a character are left out and counted.
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Result<Self, Error> {
        Self::with_options(entries, Options::default())
    }

    /// Returns the gazetteer of `entries`, forgiving what `options` say.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_options(entries: impl IntoIterator<Item = Entry>, options: Options) -> Result<Self, Error> {
        build::build(entries, options)
    }

    /// Returns how many entities it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether it has no entity.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.len() == 0
    }

    /// Returns the entity of a row, in the order given, or none behind the last.
    #[must_use]
    pub fn entry(&self, row: u32) -> Option<EntryRef<'_>> {
        ((row as usize) < self.len()).then(|| self.entries.entry(row))
    }

    /// Returns the entities, in the order given.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = EntryRef<'_>> {
        (0..self.len()).map(|row| self.entries.entry(row as u32))
    }

    /// Returns an alias as the user wrote it, by its number.
    #[must_use]
    pub fn alias(&self, number: u32) -> &str {
        self.entries.alias(number)
    }

    /// Returns the number of the first alias that is written so.
    #[must_use]
    pub fn alias_number(&self, alias: &str) -> Option<u32> {
        (0..self.entries.owners.len() as u32).find(|&number| self.alias(number) == alias)
    }

    /// Returns what it forgives.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Returns what became of the entities that were given.
    #[must_use]
    pub fn report(&self) -> Report {
        self.report
    }

    /// Returns the places where `text` names an entry, in order; whole words only.
    ///
    /// Case, accents, apostrophes, hyphens, single line breaks and the full stops of initials are forgiven, unless the options
    /// say otherwise. An alias of one word all in capitals asks for capitals, one capitalised word for a capital where the line has
    /// any; several words match in any case. A possessive ending stays outside.
    ///
    /// # Cost
    /// Linear in the text; at worst times the words of the longest alias, and times the entities that share one. Of those that share a
    /// short form, the last 32 named are asked about.
    ///
    /// # Examples
    /// ```
    /// use saith::gazetteer::{Entry, Gazetteer};
    /// let gazetteer = Gazetteer::new(vec![Entry { name: "Nouri al-Maliki".into(), ..Entry::default() }])?;
    /// let text = "NOURI AL\nMALIKI’s aides";
    /// assert_eq!(gazetteer.find(text)[0].span.of(text), "NOURI AL\nMALIKI");
    /// # Ok::<(), saith::Error>(())
    /// ```
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Match> {
        scan::scan(self, text, self.options.overlaps)
    }

    /// Returns the disjoint places where `text` names an entry, whatever the options say of overlaps.
    #[must_use]
    pub fn find_disjoint(&self, text: &str) -> Vec<Match> {
        scan::scan(self, text, Overlaps::Longest)
    }

    /// Returns it as a file: what was built, ready to be read.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        file::write(self)
    }

    /// Returns the gazetteer of a file; `name` is what messages call it.
    ///
    /// # Errors
    /// Bytes that are no gazetteer, are damaged, or were written by another version.
    ///
    /// # Examples
    /// ```
    /// use saith::gazetteer::{Entry, Gazetteer};
    /// let gazetteer = Gazetteer::new(vec![Entry { name: "Ann Lee".into(), ..Entry::default() }])?;
    /// assert_eq!(Gazetteer::from_bytes(&gazetteer.to_bytes(), "people.gazetteer")?, gazetteer);
    /// # Ok::<(), saith::Error>(())
    /// ```
    pub fn from_bytes(bytes: &[u8], name: &str) -> Result<Self, Error> {
        file::read(bytes, name)
    }

    /// Returns the bytes that it takes in memory.
    #[must_use]
    pub fn size(&self) -> usize {
        self.index.size() + self.filter.size() + self.entries.size() + self.spelling.size()
    }

    /// Whether its arrays fit together.
    fn is_whole(&self) -> bool {
        let aliases = self.entries.owners.len();
        self.entries.is_whole()
            && self.spelling.is_whole()
            && self.filter.is_whole()
            && self.index.is_of(aliases)
            && self.canonical.is_sorted()
            && (self.entries.len() > 0 || aliases == 0)
    }

    /// The type of who is meant, or what all candidates with a type agree on.
    fn kind_of(&self, found: &Match) -> Option<EntityType> {
        if let Some(row) = found.likeliest() {
            return self.entries.kind(row);
        }
        let mut kinds = found.candidates.iter().filter_map(|&(row, _)| self.entries.kind(row));
        let first = kinds.next()?;
        kinds.all(|k| k == first).then_some(first)
    }
}

#[cfg(test)]
mod tests;
