//! `Gazetteer`, its entries and its matches.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyDict, PyList, PyString, PyTuple};
use serde_json::{Map, Value};

use super::block::Block;
use super::document::{Call, tuple};
use super::errors::fault;
use super::job::{Pool, watched};
use super::span::PySpan;
use super::table::PyTable;
use super::text::{Ascending, hash_of, string, utf8};
use crate::entity_type::EntityType;
use crate::error::{Error, Place};
use crate::gazetteer::{Entry, EntryRef, Gazetteer, Match, Options, Overlaps, Report};
use crate::offsets::CodePoints;
use crate::table::{Cells, probability};
use crate::{Span, batch};

/// The entities that the user knows; made from the JSON of its entries.
#[pyclass(name = "Gazetteer", module = "saith._core", frozen)]
pub struct PyGazetteer {
    gazetteer: Arc<Gazetteer>,
    pool: Pool,
}

/// What a gazetteer is made of.
#[derive(FromPyObject)]
enum Given {
    /// Plain names.
    Names(Vec<String>),
    /// Entries, as lists in JSON.
    Lists(Vec<PyBackedBytes>),
}

fn unusable(path: &Path, what: &str, error: &std::io::Error) -> Error {
    let place = Place { file: Some(path.display().to_string()), ..Place::default() };
    Error::format(place, format!("cannot be {what} ({error})"), "check the name and who may use it")
}

impl PyGazetteer {
    fn of(gazetteer: Gazetteer) -> Self {
        Self { gazetteer: Arc::new(gazetteer), pool: Pool::new(None) }
    }

    /// Returns the core's gazetteer.
    pub fn inner(&self) -> &Arc<Gazetteer> {
        &self.gazetteer
    }
}

#[pymethods]
impl PyGazetteer {
    /// A gazetteer of plain names, or of entries in lists, each as JSON; `options` are JSON too.
    #[new]
    #[pyo3(signature = (entries, options = None))]
    fn new(py: Python<'_>, entries: Given, options: Option<&[u8]>) -> PyResult<Self> {
        let unread = |error: serde_json::Error| {
            Error::format(Place::default(), format!("gazetteer cannot be read ({error})"), "check types and weights")
        };
        let options: Options =
            options.map_or_else(|| Ok(Options::default()), serde_json::from_slice).map_err(unread)?;
        let gazetteer = py.detach(|| match entries {
            Given::Names(names) => {
                Gazetteer::with_options(names.into_iter().map(|name| Entry { name, ..Entry::default() }), options)
            }
            Given::Lists(lists) => {
                // A list is filed before the next is read: a million entries are not held twice.
                let mut fault = None;
                let read = lists.iter().map(|list| serde_json::from_slice::<Vec<Entry>>(list));
                let entries = read.map_while(|list| list.map_err(|error| fault = Some(error)).ok()).flatten();
                let gazetteer = Gazetteer::with_options(entries, options);
                fault.map_or(gazetteer, |error| Err(unread(error)))
            }
        })?;
        Ok(Self::of(gazetteer))
    }

    /// The gazetteer that `to_bytes` wrote; `name` is what messages call it.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: &[u8], name: &str) -> PyResult<Self> {
        Ok(Self::of(py.detach(|| Gazetteer::from_bytes(bytes, name))?))
    }

    /// The compiled form.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &py.detach(|| self.gazetteer.to_bytes()))
    }

    /// Writes the compiled form to a file.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        // What stands there stays until all is written.
        let mut part = path.clone().into_os_string();
        part.push(".part");
        let written = py.detach(|| {
            std::fs::write(&part, self.gazetteer.to_bytes()).and_then(|()| std::fs::rename(&part, &path)).inspect_err(
                |_| {
                    let _ = std::fs::remove_file(&part);
                },
            )
        });
        Ok(written.map_err(|error| unusable(&path, "written", &error))?)
    }

    /// Reads the compiled form from a file.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let name = path.display().to_string();
        let bytes = py.detach(|| std::fs::read(&path)).map_err(|error| unusable(&path, "read", &error))?;
        Ok(Self::of(py.detach(|| Gazetteer::from_bytes(&bytes, &name))?))
    }

    /// The entries, as JSON.
    fn to_json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let entries: Vec<Entry> = self.gazetteer.entries().map(EntryRef::to_entry).collect();
        let json = serde_json::to_vec(&entries).map_err(|e| fault(&e.to_string()))?;
        Ok(PyBytes::new(py, &json))
    }

    /// The options, as JSON.
    fn options_json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let json = serde_json::to_vec(self.gazetteer.options()).map_err(|e| fault(&e.to_string()))?;
        Ok(PyBytes::new(py, &json))
    }

    /// What became of the entities given: counts by name.
    fn report<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let Report { entities, aliases, duplicates, empty, repeated } = self.gazetteer.report();
        let counts = PyDict::new(py);
        for (name, count) in [
            ("entities", entities),
            ("aliases", aliases),
            ("duplicates", duplicates),
            ("empty", empty),
            ("repeated", repeated),
        ] {
            counts.set_item(name, count)?;
        }
        Ok(counts)
    }

    /// The bytes that it takes in memory.
    fn size(&self) -> usize {
        self.gazetteer.size()
    }

    /// Entry `index`.
    fn entry(&self, index: usize) -> PyResult<PyEntry> {
        if index >= self.gazetteer.len() {
            return Err(pyo3::exceptions::PyIndexError::new_err(index));
        }
        Ok(PyEntry { gazetteer: Arc::clone(&self.gazetteer), row: index as u32 })
    }

    /// The places where `text` names an entry, in order.
    fn find<'py>(slf: &Bound<'py, Self>, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
        let py = slf.py();
        let text = string(text)?;
        let utf8 = utf8(text)?;
        let gazetteer = &slf.get().gazetteer;
        let found = py.detach(|| {
            let mut found = gazetteer.find(utf8);
            if gazetteer.options().overlaps == Overlaps::Longest {
                let mut points = Ascending::new(utf8);
                found.iter_mut().for_each(|m| m.span = points.span(m.span));
            } else {
                let points = CodePoints::new(utf8);
                found.iter_mut().for_each(|m| m.span = points.span(m.span));
            }
            found
        });
        PyList::new(py, found.into_iter().map(|m| MatchOf(slf, text, m)))
    }

    /// The matches of a block and the rows that could not be read, as two tables; `attributes` has the name of each that has a column of
    /// its own, and that of the column.
    #[pyo3(signature = (block, first_row, on_poll = None, attributes = Vec::new()))]
    fn find_block(
        &self,
        py: Python<'_>,
        block: &Bound<'_, Block>,
        first_row: usize,
        on_poll: Option<Bound<'_, PyAny>>,
        attributes: Vec<(String, String)>,
    ) -> PyResult<(PyTable, PyTable)> {
        let rows = block.get().rows();
        let (gazetteer, read) = (Arc::clone(&self.gazetteer), Arc::clone(&rows));
        let (attributes, names): (Vec<String>, Vec<String>) = attributes.into_iter().unzip();
        let tables = watched(py, &self.pool, on_poll.as_ref(), move |progress| {
            batch::find(&gazetteer, &*read, first_row, &attributes, progress)
        })?;
        let Some(mut found) = tables else { return Err(fault("batch was cancelled")) };
        found.attributes.resize_with(names.len(), Default::default);
        let attributes = names.into_iter().zip(found.attributes.into_iter().map(Cells::into_column)).collect();
        let join = |columns, more| PyTable::joined(columns, more, &rows.kept, first_row);
        Ok((join(found.matches.into_columns(), attributes)?, join(found.errors.into_columns(), Vec::new())?))
    }

    fn __len__(&self) -> usize {
        self.gazetteer.len()
    }

    fn __eq__(&self, other: &Bound<'_, Self>) -> bool {
        self.gazetteer == other.get().gazetteer
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.to_bytes(py).hash()
    }
}

/// One entity of a gazetteer, as the user gave it.
#[pyclass(name = "Entry", module = "saith._core", frozen)]
pub struct PyEntry {
    gazetteer: Arc<Gazetteer>,
    row: u32,
}

impl PyEntry {
    fn entry(&self) -> PyResult<EntryRef<'_>> {
        self.gazetteer.entry(self.row).ok_or_else(|| fault("entry is missing"))
    }
}

#[pymethods]
impl PyEntry {
    /// The name by which it is known.
    #[getter]
    fn name(&self) -> PyResult<&str> {
        Ok(self.entry()?.name())
    }

    /// Other ways to write it.
    #[getter]
    fn aliases<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.entry()?.aliases())
    }

    /// Its type, or None where the user does not say it.
    #[getter]
    fn r#type(&self) -> PyResult<Option<&'static str>> {
        Ok(self.entry()?.kind().map(EntityType::name))
    }

    /// The user's own id, or None.
    #[getter]
    fn id(&self) -> PyResult<Option<&str>> {
        Ok(self.entry()?.id())
    }

    /// How likely it is meant where several entries share an alias.
    #[getter]
    fn weight(&self) -> PyResult<f64> {
        Ok(self.entry()?.weight().unwrap_or(1.0))
    }

    /// Whatever else came with it.
    #[getter]
    fn attributes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        attributes_dict(py, &self.entry()?.attributes())
    }

    fn __str__(&self) -> PyResult<&str> {
        self.name()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let repr = |text: &str| PyString::new(py, text).repr().map(|r| r.to_string());
        let id = self.id()?.map(repr).transpose()?.map_or(String::new(), |id| format!(", id={id}"));
        Ok(format!("Entry({}{id})", repr(self.name()?)?))
    }

    fn __eq__(&self, other: &Bound<'_, Self>) -> PyResult<bool> {
        Ok(self.entry()?.to_entry() == other.get().entry()?.to_entry())
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        hash_of(py, (self.name()?, self.id()?))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Call<'py, (Bound<'py, PyBytes>, u32)>> {
        let json = serde_json::to_vec(&[self.entry()?.to_entry()]).map_err(|e| fault(&e.to_string()))?;
        Ok((py.import("saith._core")?.getattr("_entry")?, (PyBytes::new(py, &json), 0)))
    }
}

// As of sentences, there is a free list: lists of matches come and go.
/// One place where a text names an entry of a gazetteer.
#[pyclass(name = "Match", module = "saith._core", frozen, extends = PySpan, freelist = 1024)]
pub struct PyMatch {
    /// The gazetteer, or as much of it as the match needs; Python's own count of it costs less than another.
    gazetteer: Py<PyGazetteer>,
    found: Match,
}

/// A match that becomes an object of Python when a list takes it; its span counts code points.
struct MatchOf<'a, 'py>(&'a Bound<'py, PyGazetteer>, &'a Bound<'py, PyString>, Match);

impl<'py> IntoPyObject<'py> for MatchOf<'_, 'py> {
    type Target = PyMatch;
    type Output = Bound<'py, PyMatch>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let Self(gazetteer, text, found) = self;
        let base = PySpan::of(text, found.span)?;
        let this = PyMatch { gazetteer: gazetteer.clone().unbind(), found };
        Bound::new(py, PyClassInitializer::from(base).add_subclass(this))
    }
}

impl PyMatch {
    fn entries(&self) -> &Arc<Gazetteer> {
        &self.gazetteer.get().gazetteer
    }

    fn view(&self, row: u32) -> PyEntry {
        PyEntry { gazetteer: Arc::clone(self.entries()), row }
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
        self.entries().alias(self.found.alias)
    }

    /// The entry that is meant, or None where several are as likely.
    #[getter]
    fn entity(&self) -> Option<PyEntry> {
        self.found.likeliest().map(|e| self.view(e))
    }

    /// The entries that have this alias, likeliest first, each with its share of the weight: those that the text speaks for share all of it.
    #[getter]
    fn candidates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(py, self.found.candidates.iter().map(|&(e, share)| Ok((self.view(e), probability(share)))))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let (span, py) = (slf.as_super().get().span(), slf.py());
        let who = match slf.get().found.likeliest() {
            Some(e) => PyString::new(py, slf.get().view(e).name()?).repr()?.to_string(),
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
            .filter_map(|&(e, share)| Some((this.entries().entry(e)?.to_entry(), share)))
            .unzip();
        let json = serde_json::to_vec(&entries).map_err(|e| fault(&e.to_string()))?;
        let restore = py.import("saith._core")?.getattr("_match")?;
        let alias = this.entries().alias(this.found.alias).to_owned();
        let kind = this.found.kind.map(EntityType::name);
        Ok((restore, (span.start, span.end, slf.str()?, alias, PyBytes::new(py, &json), shares, kind)))
    }
}

/// The arguments of `restore_match`.
type MatchParts<'py> = (u32, u32, Bound<'py, PyString>, String, Bound<'py, PyBytes>, Vec<f32>, Option<&'static str>);

fn restored(entries: &[u8]) -> PyResult<Arc<Gazetteer>> {
    let read = |error: serde_json::Error| fault(&format!("pickled match cannot be read ({error})"));
    let entries: Vec<Entry> = serde_json::from_slice(entries).map_err(read)?;
    Ok(Arc::new(Gazetteer::new(entries)?))
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
    let candidates: Vec<(u32, f32)> = (0..).zip(shares).collect();
    let entries = restored(entries)?;
    let alias = entries.alias_number(alias).ok_or_else(|| fault("pickled match has an alias of no entry"))?;
    let found = Match { span: Span::new(start, end), alias, candidates: candidates.into(), kind };
    let gazetteer = Py::new(text.py(), PyGazetteer { gazetteer: entries, pool: Pool::new(None) })?;
    let this = PyMatch { gazetteer, found };
    let base = PySpan::new(start, end, text.clone())?;
    Py::new(text.py(), PyClassInitializer::from(base).add_subclass(this))
}

/// Returns an entry from what pickle kept.
#[pyfunction(name = "_entry")]
pub fn restore_entry(entries: &[u8], row: u32) -> PyResult<PyEntry> {
    let gazetteer = restored(entries)?;
    if row as usize >= gazetteer.len() {
        return Err(fault("pickled entry is missing"));
    }
    Ok(PyEntry { gazetteer, row })
}

/// Returns attributes as a dict.
pub fn attributes_dict<'py>(py: Python<'py>, attributes: &Map<String, Value>) -> PyResult<Bound<'py, PyDict>> {
    let json = serde_json::to_string(attributes).map_err(|e| fault(&e.to_string()))?;
    Ok(py.import("json")?.call_method1("loads", (json,))?.cast_into()?)
}
