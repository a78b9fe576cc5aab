//! `Gazetteer`, its entries and its matches.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString, PyTuple};

use super::block::Block;
use super::document::{Call, tuple};
use super::errors::fault;
use super::job::{Pool, watched};
use super::span::PySpan;
use super::table::PyTable;
use super::text::{hash_of, string, utf8};
use crate::entity_type::EntityType;
use crate::error::{Error, Place};
use crate::gazetteer::{Entry, Gazetteer, Match};
use crate::lexicon::Lexicon;
use crate::offsets::CodePoints;
use crate::table::probability;
use crate::token::tokenize;
use crate::{Span, batch};

/// The entities that the user knows; made from the JSON of its entries.
#[pyclass(name = "Gazetteer", module = "saith._core", frozen)]
pub struct PyGazetteer {
    gazetteer: Arc<Gazetteer>,
    pool: Pool,
}

impl PyGazetteer {
    /// Returns the core's gazetteer.
    pub fn inner(&self) -> &Arc<Gazetteer> {
        &self.gazetteer
    }
}

#[pymethods]
impl PyGazetteer {
    #[new]
    fn new(py: Python<'_>, entries: &[u8]) -> PyResult<Self> {
        let entries: Vec<Entry> = serde_json::from_slice(entries).map_err(|error| {
            Error::format(Place::default(), format!("gazetteer cannot be read ({error})"), "check types and weights")
        })?;
        let gazetteer = Arc::new(py.detach(|| Gazetteer::new(entries))?);
        Ok(Self { gazetteer, pool: Pool::new(None) })
    }

    /// The entries, as JSON.
    fn to_json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let json = serde_json::to_vec(self.gazetteer.entries()).map_err(|e| fault(&e.to_string()))?;
        Ok(PyBytes::new(py, &json))
    }

    /// Entry `index`.
    fn entry(&self, index: usize) -> PyResult<PyEntry> {
        if index >= self.gazetteer.entries().len() {
            return Err(pyo3::exceptions::PyIndexError::new_err(index));
        }
        Ok(PyEntry { gazetteer: Arc::clone(&self.gazetteer), index })
    }

    /// The places where `text` names an entry, in order.
    fn find<'py>(slf: &Bound<'py, Self>, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
        let py = slf.py();
        let text = string(text)?;
        let utf8 = utf8(text)?;
        let gazetteer = &slf.get().gazetteer;
        let found = py.detach(|| {
            let points = CodePoints::new(utf8);
            let mut found = gazetteer.find(utf8, &tokenize(utf8, Lexicon::shipped()));
            found.iter_mut().for_each(|m| m.span = points.span(m.span));
            found
        });
        let matches = found.into_iter().map(|m| PyMatch::of(gazetteer, text, m)).collect::<PyResult<Vec<_>>>()?;
        PyList::new(py, matches)
    }

    /// The matches of a block and the rows that could not be read, as two tables.
    #[pyo3(signature = (block, first_row, on_poll = None))]
    fn find_block(
        &self,
        py: Python<'_>,
        block: &Bound<'_, Block>,
        first_row: usize,
        on_poll: Option<Bound<'_, PyAny>>,
    ) -> PyResult<(PyTable, PyTable)> {
        let rows = block.get().rows();
        let (gazetteer, read) = (Arc::clone(&self.gazetteer), Arc::clone(&rows));
        let tables = watched(py, &self.pool, on_poll.as_ref(), move |progress| {
            batch::find(&gazetteer, &*read, first_row, progress)
        })?;
        let Some((matches, errors)) = tables else { return Err(fault("batch was cancelled")) };
        let join = |columns| PyTable::joined(columns, Vec::new(), &rows.kept, first_row);
        Ok((join(matches.into_columns())?, join(errors.into_columns())?))
    }

    fn __len__(&self) -> usize {
        self.gazetteer.entries().len()
    }
}

/// One entity of a gazetteer, as the user gave it.
#[pyclass(name = "Entry", module = "saith._core", frozen)]
pub struct PyEntry {
    gazetteer: Arc<Gazetteer>,
    index: usize,
}

impl PyEntry {
    fn entry(&self) -> &Entry {
        &self.gazetteer.entries()[self.index]
    }
}

#[pymethods]
impl PyEntry {
    /// The name by which it is known.
    #[getter]
    fn name(&self) -> &str {
        &self.entry().name
    }

    /// Other ways to write it.
    #[getter]
    fn aliases<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.entry().aliases)
    }

    /// Its type, or None where the user does not say it.
    #[getter]
    fn r#type(&self) -> Option<&'static str> {
        self.entry().kind.map(|kind| kind.name())
    }

    /// The user's own id, or None.
    #[getter]
    fn id(&self) -> Option<&str> {
        self.entry().id.as_deref()
    }

    /// How likely it is meant where several entries share an alias.
    #[getter]
    fn weight(&self) -> f64 {
        self.entry().weight.unwrap_or(1.0)
    }

    /// Whatever else came with it.
    #[getter]
    fn attributes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        attributes_dict(py, self.entry())
    }

    fn __str__(&self) -> &str {
        self.name()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let repr = |text: &str| PyString::new(py, text).repr().map(|r| r.to_string());
        let id = self.id().map(repr).transpose()?.map_or(String::new(), |id| format!(", id={id}"));
        Ok(format!("Entry({}{id})", repr(self.name())?))
    }

    fn __eq__(&self, other: &Bound<'_, Self>) -> bool {
        self.entry() == other.get().entry()
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        hash_of(py, (self.name(), self.id()))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Call<'py, (Bound<'py, PyBytes>, usize)>> {
        let json = serde_json::to_vec(&[self.entry()]).map_err(|e| fault(&e.to_string()))?;
        Ok((py.import("saith._core")?.getattr("_entry")?, (PyBytes::new(py, &json), 0)))
    }
}

/// One place where a text names an entry of a gazetteer.
#[pyclass(name = "Match", module = "saith._core", frozen, extends = PySpan)]
pub struct PyMatch {
    /// The gazetteer, or as much of it as the match needs.
    entries: Arc<Gazetteer>,
    found: Match,
}

impl PyMatch {
    fn of(gazetteer: &Arc<Gazetteer>, text: &Bound<'_, PyString>, found: Match) -> PyResult<Py<Self>> {
        let base = PySpan::of(text, found.span)?;
        let this = Self { entries: Arc::clone(gazetteer), found };
        Py::new(text.py(), PyClassInitializer::from(base).add_subclass(this))
    }

    fn view(&self, entry: u32) -> PyEntry {
        PyEntry { gazetteer: Arc::clone(&self.entries), index: entry as usize }
    }
}

#[pymethods]
impl PyMatch {
    /// The type that all candidates with a type agree on, or None.
    #[getter]
    fn r#type(&self) -> Option<&'static str> {
        self.found.kind.map(EntityType::name)
    }

    /// The alias that matched, as the user wrote it.
    #[getter]
    fn alias(&self) -> &str {
        &self.found.alias
    }

    /// The entry that is meant, or None where several are as likely.
    #[getter]
    fn entity(&self) -> Option<PyEntry> {
        self.found.likeliest().map(|e| self.view(e))
    }

    /// The entries that have this alias, each with its share of the weight, highest first.
    #[getter]
    fn candidates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(py, self.found.candidates.iter().map(|&(e, share)| Ok((self.view(e), probability(share)))))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let (span, py) = (slf.as_super().get().span(), slf.py());
        let who = match slf.get().found.likeliest() {
            Some(e) => PyString::new(py, slf.get().view(e).name()).repr()?.to_string(),
            None => format!("one of {}", slf.get().found.candidates.len()),
        };
        Ok(format!("Match({}, {}, {}, {who})", span.start, span.end, slf.str()?.repr()?))
    }

    /// Keeps the entries that the match knows, not the whole gazetteer.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Call<'py, MatchParts<'py>>> {
        let (py, this, span) = (slf.py(), slf.get(), slf.as_super().get().span());
        let (entries, shares): (Vec<Entry>, Vec<f32>) = this
            .found
            .candidates
            .iter()
            .filter_map(|&(e, share)| Some((this.entries.entries().get(e as usize)?.clone(), share)))
            .unzip();
        let json = serde_json::to_vec(&entries).map_err(|e| fault(&e.to_string()))?;
        let restore = py.import("saith._core")?.getattr("_match")?;
        let alias = this.found.alias.to_string();
        let kind = this.found.kind.map(EntityType::name);
        Ok((restore, (span.start, span.end, slf.str()?, alias, PyBytes::new(py, &json), shares, kind)))
    }
}

/// The arguments of `restore_match`.
type MatchParts<'py> = (u32, u32, Bound<'py, PyString>, String, Bound<'py, PyBytes>, Vec<f32>, Option<&'static str>);

fn restored(entries: &[u8]) -> PyResult<Arc<Gazetteer>> {
    let read = |error: serde_json::Error| fault(&format!("pickled match cannot be read ({error})"));
    Ok(Arc::new(Gazetteer::new(serde_json::from_slice(entries).map_err(read)?)?))
}

/// Returns a match from what pickle kept.
#[pyfunction(name = "_match")]
pub fn restore_match(
    start: u32,
    end: u32,
    text: &Bound<'_, PyString>,
    alias: &str,
    entries: &[u8],
    shares: Vec<f32>,
    kind: Option<&str>,
) -> PyResult<Py<PyMatch>> {
    let kind = kind.and_then(EntityType::from_name);
    let candidates = (0..).zip(shares).collect();
    let this = PyMatch {
        entries: restored(entries)?,
        found: Match { span: Span::new(start, end), alias: alias.into(), candidates, kind },
    };
    let base = PySpan::new(start, end, text.clone())?;
    Py::new(text.py(), PyClassInitializer::from(base).add_subclass(this))
}

/// Returns an entry from what pickle kept.
#[pyfunction(name = "_entry")]
pub fn restore_entry(entries: &[u8], index: usize) -> PyResult<PyEntry> {
    let gazetteer = restored(entries)?;
    if index >= gazetteer.entries().len() {
        return Err(fault("pickled entry is missing"));
    }
    Ok(PyEntry { gazetteer, index })
}

/// Returns an entry's attributes as a dict.
pub fn attributes_dict<'py>(py: Python<'py>, entry: &Entry) -> PyResult<Bound<'py, PyDict>> {
    let json = serde_json::to_string(&entry.attributes).map_err(|e| fault(&e.to_string()))?;
    Ok(py.import("json")?.call_method1("loads", (json,))?.cast_into()?)
}
