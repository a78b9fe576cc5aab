//! `MarkedSpan`: what stands in quotation marks.

use pyo3::prelude::*;
use pyo3::types::{PyString, PyType};

use super::span::{Offset, PySpan};
use crate::Span;
use crate::mark::MarkedSpan;

/// What stands between two paired quotation marks, without the marks.
///
/// ``outer`` takes the marks in; ``speech`` is false for scare quotes, titles of works and nicknames.
#[pyclass(name = "MarkedSpan", module = "saith._core", frozen, extends = PySpan)]
pub struct PyMarkedSpan {
    /// The same with its marks.
    #[pyo3(get)]
    outer: Py<PySpan>,
    /// Whether it is speech.
    #[pyo3(get)]
    speech: bool,
    /// Whether a mark closes it.
    #[pyo3(get)]
    closed: bool,
    /// Whether it goes on with a quotation that the paragraph before left open.
    #[pyo3(get)]
    continues: bool,
    /// How many marked spans it stands in.
    #[pyo3(get)]
    depth: u8,
    /// Probability that it begins and ends where a quotation was meant to.
    #[pyo3(get)]
    confidence: f64,
}

impl PyMarkedSpan {
    /// Returns a marked span of a text; its spans count code points.
    pub fn of(text: &Bound<'_, PyString>, marked: &MarkedSpan) -> PyResult<Py<Self>> {
        let py = text.py();
        let outer = Py::new(py, PySpan::of(text, marked.outer)?)?;
        let &MarkedSpan { speech, closed, continues, depth, confidence, .. } = marked;
        let this = Self { outer, speech, closed, continues, depth, confidence: confidence.into() };
        Py::new(py, PyClassInitializer::from(PySpan::of(text, marked.inner)?).add_subclass(this))
    }
}

/// The arguments of `MarkedSpan`.
type MarkedParts<'py> = (u32, u32, Bound<'py, PyString>, Py<PySpan>, bool, bool, bool, u8, f64);

#[pymethods]
impl PyMarkedSpan {
    #[new]
    #[expect(clippy::too_many_arguments, reason = "what pickle gives back")]
    fn new(
        start: Offset,
        end: Offset,
        text: &Bound<'_, PyAny>,
        outer: Py<PySpan>,
        speech: bool,
        closed: bool,
        continues: bool,
        depth: u8,
        confidence: f64,
    ) -> PyResult<PyClassInitializer<Self>> {
        let this = Self { outer, speech, closed, continues, depth, confidence };
        Ok(PyClassInitializer::from(PySpan::of_parts(start, end, text)?).add_subclass(this))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyType>, MarkedParts<'py>)> {
        let py = slf.py();
        let (base, this) = (slf.as_super().get(), slf.get());
        let (Span { start, end }, text) = (base.span(), base.text(py)?);
        let outer = this.outer.clone_ref(py);
        let &Self { speech, closed, continues, depth, confidence, .. } = this;
        Ok((slf.get_type(), (start, end, text, outer, speech, closed, continues, depth, confidence)))
    }
}
