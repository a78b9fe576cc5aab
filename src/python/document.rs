//! `Document`: a text with its layers, spans in code points.

use std::sync::{Arc, OnceLock};

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString, PyTuple};

use super::entity::PyEntity;
use super::errors::fault;
use super::marked::PyMarkedSpan;
use super::mention::PyMention;
use super::quote::PyQuote;
use super::span::PySentence;
use super::text::{hash_of, short_repr};
use crate::document::Document;
use crate::gazetteer::{Entry, Gazetteer};

/// One text that has been read: its sentences, mentions, entities and quotes.
#[pyclass(name = "Document", module = "saith._core", frozen)]
pub struct PyDocument {
    text: Py<PyString>,
    layers: Arc<Document>,
    /// The entries of the gazetteer that the document's entities are.
    entries: Arc<Vec<Entry>>,
    /// For each entity the quotes that it is the speaker of; made when first asked for.
    quotes_of: OnceLock<Vec<Vec<usize>>>,
}

impl PyDocument {
    /// Returns the document of `text`, whose `layers` count code points and know entries of `gazetteer`.
    pub fn new(text: Py<PyString>, mut layers: Document, gazetteer: Option<&Gazetteer>) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        for entity in &mut layers.entities.list {
            let entry = entity.entry.and_then(|e| gazetteer?.entry(e));
            entity.entry = entry.map(|entry| {
                entries.push(entry.to_entry());
                entries.len() as u32 - 1
            });
        }
        Self { text, layers: Arc::new(layers), entries: Arc::new(entries), quotes_of: OnceLock::new() }
    }

    /// Returns the quotes that entity `index` is the speaker of, in order.
    pub fn quotes_of(&self, index: usize) -> &[usize] {
        let all = self.quotes_of.get_or_init(|| {
            let mut all = vec![Vec::new(); self.layers.entities.list.len()];
            for (quote, said) in self.layers.attributions.iter().enumerate() {
                if let Some(own) = said.speaker.and_then(|speaker| all.get_mut(speaker as usize)) {
                    own.push(quote);
                }
            }
            all
        });
        all.get(index).map_or(&[], Vec::as_slice)
    }

    /// Returns the layers; spans count code points.
    pub fn layers(&self) -> &Document {
        &self.layers
    }

    /// Returns the text.
    pub fn text<'py>(&self, py: Python<'py>) -> &Bound<'py, PyString> {
        self.text.bind(py)
    }

    /// Returns the gazetteer's entry of entity `index`.
    pub fn entry(&self, index: usize) -> Option<&Entry> {
        self.entries.get(self.layers.entities.list.get(index)?.entry? as usize)
    }

    /// Returns whether the two hold the same text and layers.
    pub fn same(&self, other: &Self, py: Python<'_>) -> PyResult<bool> {
        if Arc::ptr_eq(&self.layers, &other.layers) {
            return Ok(true);
        }
        Ok(self.text(py).as_any().eq(other.text(py))? && self.layers == other.layers && self.entries == other.entries)
    }
}

#[pymethods]
impl PyDocument {
    /// The text, as it was given.
    #[getter(text)]
    fn get_text(&self, py: Python<'_>) -> Py<PyString> {
        self.text.clone_ref(py)
    }

    /// Its sentences, in order; only white space lies between them.
    #[getter]
    fn sentences<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(py, self.layers.sentences.iter().map(|s| PySentence::of(self.text(py), s)))
    }

    /// What stands in quotation marks, in order.
    #[getter]
    fn marked<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(py, self.layers.marked.iter().map(|m| PyMarkedSpan::of(self.text(py), m)))
    }

    /// Where someone or something is named, in order.
    #[getter]
    fn mentions<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(slf.py(), (0..slf.get().layers.mentions.len()).map(|i| PyMention::of(slf, i)))
    }

    /// What the mentions refer to, by first mention.
    #[getter]
    fn entities<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(slf.py(), (0..slf.get().layers.entities.list.len()).map(|i| PyEntity::of(slf, i)))
    }

    /// Its attribution relations, in order.
    #[getter]
    fn quotes<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(slf.py(), (0..slf.get().layers.quotes.len()).map(|i| PyQuote::of(slf, i)))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        let layers = &self.layers;
        Ok(format!(
            "Document({}, {}, {}, {})",
            short_repr(self.text(py))?,
            count(layers.sentences.len(), "sentence", "sentences"),
            count(layers.entities.list.len(), "entity", "entities"),
            count(layers.quotes.len(), "quote", "quotes"),
        ))
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("saith.display")?.call_method1("document_html", (slf,))
    }

    fn __eq__(&self, other: &Bound<'_, Self>) -> PyResult<bool> {
        self.same(other.get(), other.py())
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.text(py).hash()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Call<'py, DocumentParts<'py>>> {
        let restore = py.import("saith._core")?.getattr("_document")?;
        let layers = serde_json::to_vec(&*self.layers).map_err(|e| fault(&e.to_string()))?;
        let entries = serde_json::to_vec(&*self.entries).map_err(|e| fault(&e.to_string()))?;
        Ok((restore, (self.text.clone_ref(py), PyBytes::new(py, &layers), PyBytes::new(py, &entries))))
    }
}

/// What pickle keeps: a callable and its arguments.
pub type Call<'py, Arguments> = (Bound<'py, PyAny>, Arguments);

/// The arguments of `restore_document`.
type DocumentParts<'py> = (Py<PyString>, Bound<'py, PyBytes>, Bound<'py, PyBytes>);

/// Returns a document from what pickle kept.
#[pyfunction(name = "_document")]
pub fn restore_document(text: Py<PyString>, layers: &[u8], entries: &[u8]) -> PyResult<PyDocument> {
    let read = |error: serde_json::Error| fault(&format!("pickled document cannot be read ({error})"));
    let layers: Document = serde_json::from_slice(layers).map_err(read)?;
    let entries: Vec<Entry> = serde_json::from_slice(entries).map_err(read)?;
    Ok(PyDocument { text, layers: Arc::new(layers), entries: Arc::new(entries), quotes_of: OnceLock::new() })
}

/// Returns a view of a document's layer from what pickle kept: the layer's name and the place in it.
#[pyfunction(name = "_view")]
pub fn restore_view<'py>(document: &Bound<'py, PyDocument>, layer: &str, index: usize) -> PyResult<Bound<'py, PyAny>> {
    let layers = document.get().layers();
    match layer {
        "quotes" if index < layers.quotes.len() => {
            Ok(PyQuote::of(document, index)?.into_bound(document.py()).into_any())
        }
        "entities" if index < layers.entities.list.len() => {
            Ok(PyEntity::of(document, index)?.into_bound(document.py()).into_any())
        }
        "mentions" if index < layers.mentions.len() => {
            Ok(PyMention::of(document, index)?.into_bound(document.py()).into_any())
        }
        _ => Err(fault(&format!("pickled document has no {layer}[{index}]"))),
    }
}

/// One object of a document's layer: the document and the place in the layer.
pub struct View {
    /// The document.
    pub document: Py<PyDocument>,
    /// The place in the layer.
    pub index: usize,
}

impl View {
    /// Returns the view of place `index` of a layer.
    pub fn new(document: &Bound<'_, PyDocument>, index: usize) -> Self {
        Self { document: document.clone().unbind(), index }
    }

    /// Returns whether the two are the same place of equal documents.
    pub fn same(&self, other: &Self, py: Python<'_>) -> PyResult<bool> {
        Ok(self.index == other.index && self.document.get().same(other.document.get(), py)?)
    }

    /// Returns a hash that goes with `same`.
    pub fn hash(&self, py: Python<'_>) -> PyResult<isize> {
        hash_of(py, (self.index, self.document.get().text(py)))
    }

    /// Returns what pickle keeps.
    pub fn reduce<'py>(&self, py: Python<'py>, layer: &'static str) -> PyResult<Reduced<'py>> {
        let restore = py.import("saith._core")?.getattr("_view")?;
        Ok((restore, (self.document.clone_ref(py), layer, self.index)))
    }
}

/// How a view is pickled.
pub type Reduced<'py> = Call<'py, (Py<PyDocument>, &'static str, usize)>;

/// Returns a tuple of objects that are made as they come.
pub fn tuple<'py, T>(py: Python<'py>, items: impl Iterator<Item = PyResult<T>>) -> PyResult<Bound<'py, PyTuple>>
where
    T: IntoPyObject<'py>,
{
    PyTuple::new(py, items.collect::<PyResult<Vec<T>>>()?)
}
