//! The binding: conversion only. The one place that knows Python; nothing imports it.

mod arrow;
mod block;
mod document;
mod entity;
mod errors;
mod gazetteer;
mod job;
mod marked;
mod mention;
mod objects;
mod pipeline;
mod quote;
mod span;
mod table;
mod text;
mod training;

use pyo3::prelude::*;

/// The compiled part of saith.
#[pymodule(gil_used = false)]
mod _core {
    #[pymodule_export]
    use super::block::{ArrowReader, Block};
    #[pymodule_export]
    use super::document::{PyDocument, restore_document, restore_view};
    #[pymodule_export]
    use super::entity::PyEntity;
    #[pymodule_export]
    use super::gazetteer::{PyEntry, PyGazetteer, PyMatch, restore_entry, restore_match};
    #[pymodule_export]
    use super::marked::PyMarkedSpan;
    #[pymodule_export]
    use super::mention::PyMention;
    #[pymodule_export]
    use super::pipeline::{PyPipeline, relations_by_rule};
    #[pymodule_export]
    use super::quote::PyQuote;
    #[pymodule_export]
    use super::span::{PySentence, PySpan};
    #[pymodule_export]
    use super::table::{PyTable, table_columns};
    #[pymodule_export]
    use super::training::{evaluate, stages, train};

    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "the name that Python uses")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
