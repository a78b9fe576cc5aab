//! What an evaluation says: tables with names.

use serde::Serialize;

/// Tables, in the order in which they are read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The tables.
    pub tables: Vec<Table>,
}

/// Rows under named columns.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// What it shows.
    pub name: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// One value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// A word.
    Text(String),
    /// How many.
    Count(u64),
    /// A measured number; `None` where there is nothing to measure.
    Number(Option<f64>),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number.is_finite().then_some(number))
    }
}
