//! Columns: plain vectors laid out as Arrow lays them out, so that the binding hands them on without a copy.

use crate::Span;

/// One column, with its values in order. `valid`, where it is there, tells which values are not null.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Whole numbers: offsets in code points, counts, rows.
    Int(Ints),
    /// Numbers: probabilities.
    Float(Floats),
    /// Truth values.
    Bool(Bools),
    /// Text.
    Text(Texts),
    /// Words of a closed list.
    Word(Words),
    /// Lists of spans.
    Spans(Spans),
    /// Lists of texts.
    TextLists(TextLists),
    /// Lists of entities with a probability.
    Candidates(Candidates),
}

/// A column that a table's row is written into.
pub trait Cells: Default {
    /// Whether its values can be null.
    const NULLABLE: bool;
    /// Puts the values of `other` behind its own.
    fn append(&mut self, other: Self);
    /// Returns it as one of the kinds of column.
    fn into_column(self) -> Column;
    /// Returns the number of values.
    fn len(&self) -> usize;
    /// Returns whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

macro_rules! numbers {
    ($(#[$doc:meta])* $name:ident, $optional:ident, $type:ty, $kind:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            /// The values; anything where null.
            pub values: Vec<$type>,
            /// Which values are not null; none of them is where this is `None`.
            pub valid: Option<Vec<bool>>,
        }

        impl $name {
            /// Adds a value.
            pub fn push(&mut self, value: $type) {
                self.values.push(value);
            }
        }

        impl Cells for $name {
            const NULLABLE: bool = false;
            fn append(&mut self, mut other: Self) {
                self.values.append(&mut other.values);
            }
            fn into_column(self) -> Column {
                Column::$kind(self)
            }
            fn len(&self) -> usize {
                self.values.len()
            }
        }

        /// The same, where values can be null.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $optional {
            values: Vec<$type>,
            valid: Vec<bool>,
        }

        impl $optional {
            /// Adds a value or a null.
            pub fn push(&mut self, value: Option<$type>) {
                self.values.push(value.unwrap_or_default());
                self.valid.push(value.is_some());
            }
        }

        impl Cells for $optional {
            const NULLABLE: bool = true;
            fn append(&mut self, mut other: Self) {
                self.values.append(&mut other.values);
                self.valid.append(&mut other.valid);
            }
            fn into_column(self) -> Column {
                Column::$kind($name { values: self.values, valid: Some(self.valid) })
            }
            fn len(&self) -> usize {
                self.values.len()
            }
        }
    };
}

numbers!(
    /// Whole numbers.
    Ints, OptionalInts, i64, Int
);
numbers!(
    /// Numbers.
    Floats, OptionalFloats, f64, Float
);
numbers!(
    /// Truth values.
    Bools, OptionalBools, bool, Bool
);

/// Text: one string and where each value ends in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    /// All values, one behind the other.
    pub bytes: String,
    /// Where each value ends.
    pub ends: Vec<i64>,
    /// Which values are not null; none of them is where this is `None`.
    pub valid: Option<Vec<bool>>,
}

impl Texts {
    /// Adds a value.
    pub fn push(&mut self, value: &str) {
        self.bytes.push_str(value);
        self.ends.push(self.bytes.len() as i64);
    }

    /// Returns the values.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        let start = std::iter::once(0).chain(self.ends.iter().copied());
        start.zip(&self.ends).enumerate().map(|(i, (start, &end))| {
            let valid = self.valid.as_ref().is_none_or(|v| v[i]);
            valid.then(|| &self.bytes[start as usize..end as usize])
        })
    }
}

impl Cells for Texts {
    const NULLABLE: bool = false;
    fn append(&mut self, other: Self) {
        let base = self.bytes.len() as i64;
        self.bytes.push_str(&other.bytes);
        self.ends.extend(other.ends.iter().map(|end| base + end));
    }
    fn into_column(self) -> Column {
        Column::Text(self)
    }
    fn len(&self) -> usize {
        self.ends.len()
    }
}

/// The same, where values can be null.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OptionalTexts {
    texts: Texts,
    valid: Vec<bool>,
}

impl OptionalTexts {
    /// Adds a value or a null.
    pub fn push(&mut self, value: Option<&str>) {
        self.texts.push(value.unwrap_or(""));
        self.valid.push(value.is_some());
    }
}

impl Cells for OptionalTexts {
    const NULLABLE: bool = true;
    fn append(&mut self, mut other: Self) {
        self.texts.append(other.texts);
        self.valid.append(&mut other.valid);
    }
    fn into_column(self) -> Column {
        Column::Text(Texts { valid: Some(self.valid), ..self.texts })
    }
    fn len(&self) -> usize {
        self.texts.len()
    }
}

/// A closed list whose words a column may hold.
pub trait ClosedList {
    /// The words, in the order of their codes.
    const WORDS: &'static [&'static str];
}

/// Words of a closed list, as codes.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// The closed list.
    pub words: &'static [&'static str],
    /// For each value its place in the list; −1 is null.
    pub codes: Vec<i8>,
    /// Whether values can be null.
    pub nullable: bool,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $nullable:literal, $argument:ty, $code:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name<L> {
            codes: Vec<i8>,
            list: std::marker::PhantomData<fn() -> L>,
        }

        impl<L> Default for $name<L> {
            fn default() -> Self {
                Self { codes: Vec::new(), list: std::marker::PhantomData }
            }
        }

        impl<L: ClosedList> $name<L> {
            /// Adds the word at a place of the closed list.
            pub fn push(&mut self, place: $argument) {
                self.codes.push($code(place));
            }
        }

        impl<L: ClosedList> Cells for $name<L> {
            const NULLABLE: bool = $nullable;
            fn append(&mut self, mut other: Self) {
                self.codes.append(&mut other.codes);
            }
            fn into_column(self) -> Column {
                Column::Word(Words { words: L::WORDS, codes: self.codes, nullable: $nullable })
            }
            fn len(&self) -> usize {
                self.codes.len()
            }
        }
    };
}

words!(
    /// Words of the closed list `L`.
    WordsOf, false, usize, |place: usize| place as i8
);
words!(
    /// The same, where values can be null.
    OptionalWordsOf, true, Option<usize>, |place: Option<usize>| place.map_or(-1, |p| p as i8)
);

/// Lists of spans, in code points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spans {
    /// Where each list ends in `start` and `end`.
    pub ends: Vec<i64>,
    /// Starts of all spans.
    pub start: Vec<i64>,
    /// Ends of all spans.
    pub end: Vec<i64>,
}

impl Spans {
    /// Adds a list.
    pub fn push(&mut self, spans: impl IntoIterator<Item = Span>) {
        for span in spans {
            self.start.push(i64::from(span.start));
            self.end.push(i64::from(span.end));
        }
        self.ends.push(self.start.len() as i64);
    }
}

impl Cells for Spans {
    const NULLABLE: bool = false;
    fn append(&mut self, mut other: Self) {
        let base = self.start.len() as i64;
        self.start.append(&mut other.start);
        self.end.append(&mut other.end);
        self.ends.extend(other.ends.iter().map(|end| base + end));
    }
    fn into_column(self) -> Column {
        Column::Spans(self)
    }
    fn len(&self) -> usize {
        self.ends.len()
    }
}

/// Lists of texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextLists {
    /// Where each list ends in `texts`.
    pub ends: Vec<i64>,
    /// The texts of all lists.
    pub texts: Texts,
}

impl TextLists {
    /// Adds a list.
    pub fn push<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        texts.into_iter().for_each(|text| self.texts.push(text));
        self.ends.push(self.texts.len() as i64);
    }
}

impl Cells for TextLists {
    const NULLABLE: bool = false;
    fn append(&mut self, other: Self) {
        let base = self.texts.len() as i64;
        self.texts.append(other.texts);
        self.ends.extend(other.ends.iter().map(|end| base + end));
    }
    fn into_column(self) -> Column {
        Column::TextLists(self)
    }
    fn len(&self) -> usize {
        self.ends.len()
    }
}

/// Lists of entities with a probability; a value can be null.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidates {
    /// Where each list ends in `entity` and `probability`.
    pub ends: Vec<i64>,
    /// Entities of all lists.
    pub entity: Vec<i64>,
    /// Their probabilities.
    pub probability: Vec<f64>,
    /// Which values are not null.
    pub valid: Vec<bool>,
}

impl Candidates {
    /// Adds a list or a null.
    pub fn push(&mut self, candidates: Option<&[(u32, f32)]>) {
        for &(entity, probability) in candidates.unwrap_or_default() {
            self.entity.push(i64::from(entity));
            self.probability.push(super::probability(probability));
        }
        self.ends.push(self.entity.len() as i64);
        self.valid.push(candidates.is_some());
    }
}

impl Cells for Candidates {
    const NULLABLE: bool = true;
    fn append(&mut self, mut other: Self) {
        let base = self.entity.len() as i64;
        self.entity.append(&mut other.entity);
        self.probability.append(&mut other.probability);
        self.valid.append(&mut other.valid);
        self.ends.extend(other.ends.iter().map(|end| base + end));
    }
    fn into_column(self) -> Column {
        Column::Candidates(self)
    }
    fn len(&self) -> usize {
        self.ends.len()
    }
}
