//! `Quote`: a view of one attribution relation of a document.

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use super::document::{PyDocument, Reduced, View, tuple};
use super::entity::PyEntity;
use super::span::PySpan;
use super::text::{short_repr, slice};
use crate::Span;
use crate::lexicon::CueClass;
use crate::quote::Quote;
use crate::speaker::Attribution;
use crate::table::probability;

/// One attribution relation: who said what, as a text has it.
#[pyclass(name = "Quote", module = "saith._core", frozen)]
pub struct PyQuote(View);

impl PyQuote {
    /// Returns quote `index` of a document.
    pub fn of(document: &Bound<'_, PyDocument>, index: usize) -> PyResult<Py<Self>> {
        Py::new(document.py(), Self(View::new(document, index)))
    }

    fn quote(&self) -> &Quote {
        &self.0.document.get().layers().quotes[self.0.index]
    }

    fn attribution(&self) -> Option<&Attribution> {
        self.0.document.get().layers().attributions.get(self.0.index)
    }

    fn span(&self, py: Python<'_>, span: Option<Span>) -> PyResult<Option<PySpan>> {
        span.map(|span| PySpan::of(self.0.document.get().text(py), span)).transpose()
    }

    /// The speaker's place among the entities.
    fn speaker_index(&self) -> Option<usize> {
        self.attribution()?.speaker.map(|e| e as usize)
    }
}

#[pymethods]
impl PyQuote {
    /// "direct" (the content stands in quotation marks), "mixed" (part of it does) or "indirect" (none does).
    #[getter]
    fn kind(&self) -> &'static str {
        self.quote().kind.name()
    }

    /// The text from the first to the last character of the content.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        slice(self.0.document.get().text(py), self.quote().hull())
    }

    /// What is said, in order: several spans where the cue interrupts it.
    #[getter]
    fn content<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let text = self.0.document.get().text(py);
        tuple(py, self.quote().content.iter().map(|&span| PySpan::of(text, span)))
    }

    /// Who, as written, or None.
    #[getter]
    fn source(&self, py: Python<'_>) -> PyResult<Option<PySpan>> {
        self.span(py, self.quote().source)
    }

    /// The words that attribute ("has told", "according to"), or None.
    #[getter]
    fn cue(&self, py: Python<'_>) -> PyResult<Option<PySpan>> {
        self.span(py, self.quote().cue)
    }

    /// Who is told, as written ("told Ortiz", "in a letter to the council"), or None.
    #[getter]
    fn addressee(&self, py: Python<'_>) -> PyResult<Option<PySpan>> {
        self.span(py, self.quote().addressee)
    }

    /// The entity that the source refers to, or None: `evidence` says why.
    #[getter]
    fn speaker(&self, py: Python<'_>) -> PyResult<Option<Py<PyEntity>>> {
        let document = self.0.document.bind(py);
        self.speaker_index().map(|e| PyEntity::of(document, e)).transpose()
    }

    /// Who could be meant, with probabilities, highest first; what is missing to 1 is nobody. Empty where nobody could.
    #[getter]
    fn candidates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let document = self.0.document.bind(py);
        let all = self.attribution().map_or(&[][..], |a| &a.candidates);
        tuple(py, all.iter().map(|&(entity, p)| Ok((PyEntity::of(document, entity as usize)?, probability(p)))))
    }

    /// What the document calls the speaker, as written, or None: the role that the source holds, or else the first.
    #[getter]
    fn role(&self, py: Python<'_>) -> PyResult<Option<PySpan>> {
        self.span(py, self.0.document.get().layers().role_of(self.0.index))
    }

    /// Whether the speaker is someone whom the document never names; False where there is no speaker.
    #[getter]
    fn anonymous(&self) -> bool {
        let entities = &self.0.document.get().layers().entities;
        self.speaker_index().and_then(|e| entities.list.get(e)).is_some_and(|e| e.anonymous)
    }

    /// What kind of saying the cue is: "neutral", "claim", "deny", "admit", "promise", "ask", "demand", "warn", "think" or "feel";
    /// None where there is no cue.
    #[getter]
    fn cue_class(&self) -> Option<&'static str> {
        self.quote().cue_class.map(CueClass::name)
    }

    /// Whether the saying is denied, or has not happened: “did not say”, “might say”, “refused to say”.
    #[getter]
    fn negated(&self) -> bool {
        self.quote().negated
    }

    /// The quote whose content it stands in, or None.
    #[getter]
    fn parent(&self, py: Python<'_>) -> PyResult<Option<Py<Self>>> {
        self.quote().parent.map(|parent| Self::of(self.0.document.bind(py), parent as usize)).transpose()
    }

    /// The sentences that its content touches, as places in `document.sentences`.
    #[getter]
    fn sentences<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.document.get().layers().sentences_of(&self.quote().content))
    }

    /// Why this speaker, or why none.
    #[getter]
    fn evidence(&self) -> &'static str {
        self.attribution().map_or("no_source", |a| a.evidence.name())
    }

    /// Probability that content and source are right.
    #[getter]
    fn confidence(&self) -> f64 {
        probability(self.quote().confidence)
    }

    /// Probability that the speaker is right, given the relation, or None.
    #[getter]
    fn speaker_confidence(&self) -> Option<f64> {
        self.attribution()?.confidence.map(probability)
    }

    fn __str__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        self.text(py)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let document = self.0.document.get();
        let entities = &document.layers().entities.list;
        let who = match (self.speaker_index().and_then(|e| entities.get(e)), self.quote().source) {
            (Some(speaker), _) => Some(PyString::new(py, &speaker.name)),
            (None, source) => source.map(|span| slice(document.text(py), span)).transpose()?,
        };
        let mut said = Vec::new();
        if let Some(who) = who {
            said.push(short_repr(&who)?);
        }
        if let Some(cue) = self.quote().cue {
            said.push(slice(document.text(py), cue)?.to_string_lossy().into_owned());
        }
        let said = if said.is_empty() { String::new() } else { format!("{}: ", said.join(" ")) };
        Ok(format!("Quote({}, {said}{})", self.kind(), short_repr(&self.text(py)?)?))
    }

    fn __eq__(&self, other: &Bound<'_, Self>) -> PyResult<bool> {
        self.0.same(&other.get().0, other.py())
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.0.hash(py)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        self.0.reduce(py, "quotes")
    }
}
