//! `Span`, and the span that knows nothing but its text: `Sentence`.

use pyo3::prelude::*;
use pyo3::types::{PyString, PyType};

use super::text::{hash_of, slice, string, utf8};
use crate::Span;
use crate::error::{Error, Place};
use crate::sentence::Sentence;

/// An offset that the user gives.
pub struct Offset(pub u32);

impl<'py> FromPyObject<'_, 'py> for Offset {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        value.extract().map(Self).map_err(|_| {
            let shown = value.repr().map_or_else(|_| "no number".into(), |repr| repr.to_string());
            let limit = u32::MAX;
            let reason = format!("the offset {shown} cannot be used");
            Error::format(Place::default(), reason, format!("give a whole number from 0 to {limit}")).into()
        })
    }
}

/// A half-open range of a text: `document.text[span.start:span.end] == span.text`.
///
/// Offsets count code points. ``str(span)`` is the exact text, ``len(span)`` its length.
#[pyclass(name = "Span", module = "saith._core", frozen, subclass)]
pub struct PySpan {
    /// Offset of the first character.
    #[pyo3(get)]
    pub(super) start: u32,
    /// Offset after the last character.
    #[pyo3(get)]
    pub(super) end: u32,
    /// What stands there.
    #[pyo3(get)]
    pub(super) text: Py<PyString>,
}

impl PySpan {
    /// Returns the span of a text; `span` counts code points.
    pub fn of(text: &Bound<'_, PyString>, span: Span) -> PyResult<Self> {
        Ok(Self { start: span.start, end: span.end, text: slice(text, span)?.unbind() })
    }

    /// Returns the span with `text`, which must be as long.
    pub fn new(start: u32, end: u32, text: Bound<'_, PyString>) -> PyResult<Self> {
        if end < start || text.len()? != (end - start) as usize {
            let reason = format!("span {start}..{end} does not hold {} characters", text.len()?);
            return Err(Error::format(Place::default(), reason, "give the text that stands there").into());
        }
        Ok(Self { start, end, text: text.unbind() })
    }

    /// Returns where it stands.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

#[pymethods]
impl PySpan {
    #[new]
    pub fn of_parts(start: Offset, end: Offset, text: &Bound<'_, PyAny>) -> PyResult<Self> {
        let text = string(text)?;
        utf8(text)?;
        Self::new(start.0, end.0, text.clone())
    }

    fn __str__(&self, py: Python<'_>) -> Py<PyString> {
        self.text.clone_ref(py)
    }

    fn __len__(&self) -> usize {
        (self.end - self.start) as usize
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let this = slf.get();
        Ok(format!("{}({}, {})", slf.get_type().name()?, this.start, this.end))
    }

    fn __eq__<'py>(slf: &Bound<'py, Self>, other: &Bound<'py, Self>) -> PyResult<bool> {
        // What pickle keeps is all that there is to it, in the classes that extend this one too.
        let parts = |span: &Bound<'py, Self>| span.call_method0("__reduce__")?.get_item(1);
        Ok(slf.get_type().is(other.get_type()) && parts(slf)?.eq(parts(other)?)?)
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        hash_of(py, (self.start, self.end, &self.text))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyType>, (u32, u32, Py<PyString>)) {
        let this = slf.get();
        (slf.get_type(), (this.start, this.end, this.text.clone_ref(slf.py())))
    }
}

/// A sentence, without white space at its edges.
#[pyclass(name = "Sentence", module = "saith._core", frozen, extends = PySpan)]
pub struct PySentence {
    /// The paragraph that it lies in, from 0.
    #[pyo3(get)]
    paragraph: u32,
}

impl PySentence {
    /// Returns a sentence of a text; its span counts code points.
    pub fn of(text: &Bound<'_, PyString>, sentence: &Sentence) -> PyResult<Py<Self>> {
        let base = PySpan::of(text, sentence.span)?;
        Py::new(text.py(), PyClassInitializer::from(base).add_subclass(Self { paragraph: sentence.paragraph }))
    }
}

#[pymethods]
impl PySentence {
    #[new]
    #[pyo3(signature = (start, end, text, paragraph = Offset(0)), text_signature = "(start, end, text, paragraph=0)")]
    fn new(
        start: Offset,
        end: Offset,
        text: &Bound<'_, PyAny>,
        paragraph: Offset,
    ) -> PyResult<PyClassInitializer<Self>> {
        let base = PySpan::of_parts(start, end, text)?;
        Ok(PyClassInitializer::from(base).add_subclass(Self { paragraph: paragraph.0 }))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyType>, (u32, u32, Py<PyString>, u32)) {
        let base = slf.as_super().get();
        let arguments = (base.start, base.end, base.text.clone_ref(slf.py()), slf.get().paragraph);
        (slf.get_type(), arguments)
    }
}
