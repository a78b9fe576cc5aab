//! `Mention`: a view of one mention of a document.

use pyo3::prelude::*;

use super::document::{PyDocument, Reduced, View};
use super::entity::PyEntity;
use super::span::PySpan;
use crate::mention::Mention;

/// A place where someone or something is named.
#[pyclass(name = "Mention", module = "saith._core", frozen, extends = PySpan)]
pub struct PyMention(View);

impl PyMention {
    /// Returns mention `index` of a document.
    pub fn of(document: &Bound<'_, PyDocument>, index: usize) -> PyResult<Py<Self>> {
        let py = document.py();
        let span = document.get().layers().mentions.get(index).map(|m| m.span).unwrap_or_default();
        let base = PySpan::of(document.get().text(py), span)?;
        Py::new(py, PyClassInitializer::from(base).add_subclass(Self(View::new(document, index))))
    }

    fn mention(&self) -> &Mention {
        &self.0.document.get().layers().mentions[self.0.index]
    }
}

#[pymethods]
impl PyMention {
    /// How it names: "name", "nominal" or "pronoun".
    #[getter]
    fn form(&self) -> &'static str {
        self.mention().form.name()
    }

    /// What kind of thing it names: "person", "organization", "place", "group" or "other".
    #[getter]
    fn r#type(&self) -> &'static str {
        self.mention().kind.name()
    }

    /// The entity that it refers to, or None.
    #[getter]
    fn entity(&self, py: Python<'_>) -> PyResult<Option<Py<PyEntity>>> {
        let document = self.0.document.bind(py);
        let entity = document.get().layers().entities.of_mention.get(self.0.index).copied().flatten();
        entity.map(|e| PyEntity::of(document, e as usize)).transpose()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let span = slf.as_super().get().span();
        let text = slf.str()?.repr()?;
        Ok(format!("Mention({}, {}, {text}, {})", span.start, span.end, slf.get().form()))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        self.0.reduce(py, "mentions")
    }
}
