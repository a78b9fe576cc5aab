//! Errors: what is wrong, where, and what to do. Analysis of a text cannot fail; these are for files and configuration.

use std::fmt;

/// Where in the input an error lies; parts that do not apply are `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// File name, as given.
    pub file: Option<String>,
    /// Line of the file, from 1.
    pub line: Option<usize>,
    /// Row of the input, from 0.
    pub row: Option<usize>,
    /// Column or field name.
    pub column: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if let Some(file) = &self.file {
            parts.push(file.clone());
        }
        if let Some(line) = self.line {
            parts.push(format!("line {line}"));
        }
        if let Some(row) = self.row {
            parts.push(format!("row {row}"));
        }
        if let Some(column) = &self.column {
            parts.push(format!("column \"{column}\""));
        }
        f.write_str(&parts.join(", "))
    }
}

/// An error of the core: `place: reason; remedy`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{reason}; {remedy}", prefix(.place))]
pub struct Error {
    /// Whether the input is not text at all, or a file, column or option is wrong.
    pub kind: ErrorKind,
    /// Where; boxed, since errors are rare and travel in every `Result`.
    pub place: Box<Place>,
    /// What is wrong, with the value and the limit that it broke.
    pub reason: String,
    /// What to do about it.
    pub remedy: String,
}

/// The two families of errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// What was given is not text.
    Input,
    /// A file, a column or an option cannot be used.
    Format,
}

impl Error {
    /// Returns an error about a file, column or option.
    #[must_use]
    pub fn format(place: Place, reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Format, place: Box::new(place), reason: reason.into(), remedy: remedy.into() }
    }

    /// Returns an error about something that is not text.
    #[must_use]
    pub fn input(place: Place, reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Input, place: Box::new(place), reason: reason.into(), remedy: remedy.into() }
    }
}

fn prefix(place: &Place) -> String {
    match place.to_string() {
        place if place.is_empty() => place,
        place => format!("{place}: "),
    }
}
