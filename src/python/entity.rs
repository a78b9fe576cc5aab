//! `Entity`: a view of one entity of a document.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

use super::document::{PyDocument, Reduced, View, tuple};
use super::gazetteer::attributes_dict;
use super::mention::PyMention;
use super::quote::PyQuote;
use super::span::PySpan;
use crate::entity::Entity;
use crate::mention::Form;

/// Someone or something that a document's mentions refer to.
#[pyclass(name = "Entity", module = "saith._core", frozen)]
pub struct PyEntity(View);

impl PyEntity {
    /// Returns entity `index` of a document.
    pub fn of(document: &Bound<'_, PyDocument>, index: usize) -> PyResult<Py<Self>> {
        Py::new(document.py(), Self(View::new(document, index)))
    }

    fn entity(&self) -> &Entity {
        &self.0.document.get().layers().entities.list[self.0.index]
    }
}

#[pymethods]
impl PyEntity {
    /// The fullest name written, without title; for one that is never named, the source as written.
    #[getter]
    fn name(&self) -> &str {
        &self.entity().name
    }

    /// "person", "organization", "place", "group" or "other".
    #[getter]
    fn r#type(&self) -> &'static str {
        self.entity().kind.name()
    }

    /// The gazetteer's id, or None.
    #[getter]
    fn id(&self) -> Option<&str> {
        self.0.document.get().entry(self.0.index)?.id.as_deref()
    }

    /// What else the gazetteer knows; empty where it does not know the entity.
    #[getter]
    fn attributes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        match self.0.document.get().entry(self.0.index) {
            Some(entry) => attributes_dict(py, &entry.attributes),
            None => Ok(PyDict::new(py)),
        }
    }

    /// Whether the document never names it.
    #[getter]
    fn anonymous(&self) -> bool {
        self.entity().anonymous
    }

    /// Its mentions, in order.
    #[getter]
    fn mentions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let document = self.0.document.bind(py);
        tuple(py, self.entity().mentions.iter().map(|&m| PyMention::of(document, m as usize)))
    }

    /// What the document calls it, in order: title, office or affiliation, as written.
    ///
    /// ``"Mayor"``, ``"the mayor of Ashford"``, ``"R-Tex."``; no forms of address, such as "Mr." and "Dr.". One that says
    /// nothing new is left out; at most 16.
    #[getter]
    fn roles<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let text = self.0.document.get().text(py);
        tuple(py, self.entity().roles.iter().map(|&span| PySpan::of(text, span)))
    }

    /// The quotes that it is the speaker of, in order.
    #[getter]
    fn quotes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let document = self.0.document.bind(py);
        tuple(py, document.get().quotes_of(self.0.index).iter().map(|&i| PyQuote::of(document, i)))
    }

    /// The pronouns seen for it, in lower case, each with how often: ``{"he": 3}``; never a guessed gender.
    #[getter]
    fn pronouns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let document = self.0.document.get();
        let seen = PyDict::new(py);
        for &mention in &self.entity().mentions {
            let Some(mention) = document.layers().mentions.get(mention as usize) else { continue };
            if mention.form == Form::Pronoun {
                let word = super::text::slice(document.text(py), mention.span)?.to_string_lossy().to_lowercase();
                let count = seen.get_item(&word)?.map_or(Ok(0), |n| n.extract::<u64>())?;
                seen.set_item(word, count + 1)?;
            }
        }
        Ok(seen)
    }

    fn __str__(&self) -> &str {
        self.name()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let id = self.id().map(|id| PyString::new(py, id).repr()).transpose()?;
        let id = id.map_or(String::new(), |id| format!(", id={id}"));
        let mentions = match self.entity().mentions.len() {
            1 => "1 mention".to_owned(),
            n => format!("{n} mentions"),
        };
        Ok(format!("Entity({}, {}{id}, {mentions})", PyString::new(py, self.name()).repr()?, self.r#type()))
    }

    fn __eq__(&self, other: &Bound<'_, Self>) -> PyResult<bool> {
        self.0.same(&other.get().0, other.py())
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.0.hash(py)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        self.0.reduce(py, "entities")
    }
}
