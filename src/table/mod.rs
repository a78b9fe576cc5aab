//! Tables: documents as plain columns. Every column's name, type, unit and place is defined here, once.
//!
//! Offsets count code points; `row` is the position in the input; missing is null. Columns that no stage fills yet are
//! there and null.

mod column;
mod fill;

pub use column::{
    Bools, Candidates, Cells, ClosedList, Column, Floats, Ints, OptionalBools, OptionalFloats, OptionalInts,
    OptionalTexts, OptionalWordsOf, Spans, TextLists, Texts, Words, WordsOf,
};
pub use fill::{FoundTables, Reading, Tables};

use crate::entity_type::EntityType;
use crate::lexicon::CueClass;
use crate::mention::Form;
use crate::quote::QuoteKind;
use crate::speaker::Evidence;

/// The layers that have a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layers {
    /// Sentences are wanted.
    pub sentences: bool,
    /// Mentions are wanted.
    pub mentions: bool,
    /// Entities are wanted.
    pub entities: bool,
    /// Quotes are wanted.
    pub quotes: bool,
}

impl Layers {
    /// All of them.
    pub const ALL: Self = Self { sentences: true, mentions: true, entities: true, quotes: true };
}

impl Layers {
    /// Returns whether nothing but sentences is wanted: the later stages need not run.
    #[must_use]
    pub const fn sentences_only(self) -> bool {
        !(self.mentions || self.entities || self.quotes)
    }
}

macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident = $type:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name;

        impl ClosedList for $name {
            const WORDS: &'static [&'static str] = &{
                let mut words = [""; $type::ALL.len()];
                let mut i = 0;
                while i < words.len() {
                    words[i] = $type::ALL[i].name();
                    i += 1;
                }
                words
            };
        }

        impl $name {
            /// Returns the place of `value` in the list.
            #[must_use]
            pub const fn place(value: $type) -> usize {
                value as usize
            }
        }
    };
}

closed_list!(
    /// Kinds of quotes.
    QuoteKinds = QuoteKind
);
closed_list!(
    /// Forms of mentions.
    Forms = Form
);
closed_list!(
    /// Types of entities.
    Types = EntityType
);
closed_list!(
    /// Reasons for a speaker, or for none.
    EvidenceWords = Evidence
);

closed_list!(
    /// Classes of cues.
    CueClasses = CueClass
);

/// Returns a probability as tables and Python show it: six decimals, so that 0.8 is 0.8 and not its nearest `f32`.
#[must_use]
pub fn probability(value: f32) -> f64 {
    (f64::from(value) * 1e6).round() / 1e6
}

/// The name of a column that is a keyword of Rust, without its `r#`.
const fn column_name(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

macro_rules! table {
    ($(#[$doc:meta])* $name:ident { $($column:ident: $type:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $(#[doc = concat!("Column `", stringify!($column), "`.")] pub $column: $type,)+
        }

        impl $name {
            /// Names of the columns, in order.
            pub const COLUMNS: &'static [&'static str] = &[$(column_name(stringify!($column))),+];

            /// Puts the rows of `other` behind its own.
            pub fn append(&mut self, other: Self) {
                $(self.$column.append(other.$column);)+
            }

            /// Returns the columns with their names, and whether they can be null.
            #[must_use]
            pub fn into_columns(self) -> Vec<(&'static str, bool, Column)> {
                vec![$((column_name(stringify!($column)), <$type as Cells>::NULLABLE, self.$column.into_column())),+]
            }

            /// Returns the number of rows.
            #[must_use]
            pub fn len(&self) -> usize {
                self.row.len()
            }

            /// Returns whether there are no rows.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }
        }
    };
}

table!(
    /// Sentences.
    SentenceTable {
        row: Ints,
        sentence: Ints,
        start: Ints,
        end: Ints,
        text: Texts,
        paragraph: Ints,
    }
);

table!(
    /// Mentions; `entity` is the entity's number in its row.
    MentionTable {
        row: Ints,
        mention: Ints,
        start: Ints,
        end: Ints,
        text: Texts,
        form: WordsOf<Forms>,
        r#type: WordsOf<Types>,
        entity: OptionalInts,
        entity_id: OptionalTexts,
    }
);

table!(
    /// Entities; `mentions` and `quotes` count.
    EntityTable {
        row: Ints,
        entity: Ints,
        name: Texts,
        r#type: WordsOf<Types>,
        id: OptionalTexts,
        anonymous: Bools,
        roles: TextLists,
        mentions: Ints,
        quotes: Ints,
    }
);

table!(
    /// Quotes; `parent`, `speaker_entity` and `sentence` are numbers in their row.
    QuoteTable {
        row: Ints,
        quote: Ints,
        kind: WordsOf<QuoteKinds>,
        text: Texts,
        start: Ints,
        end: Ints,
        spans: Spans,
        parent: OptionalInts,
        cue: OptionalTexts,
        cue_start: OptionalInts,
        cue_end: OptionalInts,
        cue_class: OptionalWordsOf<CueClasses>,
        negated: Bools,
        source: OptionalTexts,
        source_start: OptionalInts,
        source_end: OptionalInts,
        source_form: OptionalWordsOf<Forms>,
        speaker: OptionalTexts,
        speaker_entity: OptionalInts,
        speaker_id: OptionalTexts,
        speaker_type: OptionalWordsOf<Types>,
        role: OptionalTexts,
        anonymous: Bools,
        addressee: OptionalTexts,
        addressee_start: OptionalInts,
        addressee_end: OptionalInts,
        sentence: OptionalInts,
        evidence: WordsOf<EvidenceWords>,
        candidates: Candidates,
        confidence: Floats,
        speaker_confidence: OptionalFloats,
    }
);

table!(
    /// What a gazetteer found; `name` and `id` are null where several entries are as likely, `type` where they disagree.
    MatchTable {
        row: Ints,
        r#match: Ints,
        start: Ints,
        end: Ints,
        text: Texts,
        alias: Texts,
        name: OptionalTexts,
        id: OptionalTexts,
        r#type: OptionalWordsOf<Types>,
        candidates: Candidates,
    }
);

table!(
    /// Rows that could not be read, with the reason and what to do.
    ErrorTable {
        row: Ints,
        reason: Texts,
        remedy: Texts,
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_closed_lists_agree_with_names() {
        assert!(EntityType::ALL.iter().all(|&t| Types::WORDS[Types::place(t)] == t.name()));
        assert!(Evidence::ALL.iter().all(|&e| EvidenceWords::WORDS[EvidenceWords::place(e)] == e.name()));
        assert!(QuoteKind::ALL.iter().all(|&k| QuoteKinds::WORDS[QuoteKinds::place(k)] == k.name()));
        assert!(Form::ALL.iter().all(|&f| Forms::WORDS[Forms::place(f)] == f.name()));
    }

    #[test]
    fn every_table_begins_with_row() {
        for columns in [
            SentenceTable::COLUMNS,
            MentionTable::COLUMNS,
            EntityTable::COLUMNS,
            QuoteTable::COLUMNS,
            MatchTable::COLUMNS,
            ErrorTable::COLUMNS,
        ] {
            assert_eq!(columns.first(), Some(&"row"));
        }
    }

    #[test]
    fn probabilities_keep_the_decimals_they_were_written_with() {
        assert!((probability(0.8) - 0.8).abs() < f64::EPSILON);
    }
}
