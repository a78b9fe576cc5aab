//! `Span`, and the span that knows nothing but its text: `Sentence`.

use pyo3::prelude::*;
use pyo3::types::{PyInt, PyString, PyType};

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
    // An object of Python is read in place, which costs a tenth of a call: loops over spans read little else.
    /// Offset of the first character.
    #[pyo3(get)]
    start: Py<PyInt>,
    /// Offset after the last character.
    #[pyo3(get)]
    end: Py<PyInt>,
    /// The same two.
    span: Span,
    /// The text that it points into, cut when it is asked for.
    whole: Py<PyString>,
    /// Where `whole` begins.
    origin: u32,
}

impl PySpan {
    /// Returns the span of a text; `span` counts code points.
    pub fn of(text: &Bound<'_, PyString>, span: Span) -> PyResult<Self> {
        Self::within(text, span, 0)
    }

    fn within(whole: &Bound<'_, PyString>, span: Span, origin: u32) -> PyResult<Self> {
        let number = |n: u32| n.into_pyobject(whole.py()).map(Bound::unbind);
        Ok(Self { start: number(span.start)?, end: number(span.end)?, span, whole: whole.clone().unbind(), origin })
    }

    /// Returns the span with `text`, which must be as long.
    pub fn new(start: u32, end: u32, text: Bound<'_, PyString>) -> PyResult<Self> {
        if end < start || text.len()? != (end - start) as usize {
            let reason = format!("span {start}..{end} does not hold {} characters", text.len()?);
            return Err(Error::format(Place::default(), reason, "give the text that stands there").into());
        }
        Self::within(&text, Span::new(start, end), start)
    }

    /// Returns where it stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns what stands there.
    pub fn text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        let Self { span, origin, .. } = *self;
        slice(self.whole.bind(py), Span::new(span.start - origin, span.end - origin))
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

    /// What stands there.
    #[getter(text)]
    fn get_text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        self.text(py)
    }

    fn __str__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        self.text(py)
    }

    fn __len__(&self) -> usize {
        self.span.len()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let Span { start, end } = slf.get().span;
        Ok(format!("{}({start}, {end})", slf.get_type().name()?))
    }

    fn __eq__<'py>(slf: &Bound<'py, Self>, other: &Bound<'py, Self>) -> PyResult<bool> {
        // What pickle keeps is all that there is to it, in the classes that extend this one too.
        let parts = |span: &Bound<'py, Self>| span.call_method0("__reduce__")?.get_item(1);
        Ok(slf.get_type().is(other.get_type()) && parts(slf)?.eq(parts(other)?)?)
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        hash_of(py, (self.span.start, self.span.end, self.text(py)?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyType>, SpanParts<'py>)> {
        let this = slf.get();
        Ok((slf.get_type(), (this.span.start, this.span.end, this.text(slf.py())?)))
    }
}

/// The arguments of `Span`.
type SpanParts<'py> = (u32, u32, Bound<'py, PyString>);

// Lists of sentences come and go: the free list saves a sixth of their cost.
/// A sentence, without white space at its edges.
#[pyclass(name = "Sentence", module = "saith._core", frozen, extends = PySpan, freelist = 1024)]
pub struct PySentence {
    /// The paragraph that it lies in, from 0.
    #[pyo3(get)]
    paragraph: u32,
}

impl PySentence {
    /// Returns a sentence of a text; its span counts code points.
    pub fn of<'py>(text: &Bound<'py, PyString>, sentence: &Sentence) -> PyResult<Bound<'py, Self>> {
        let base = PySpan::of(text, sentence.span)?;
        Bound::new(text.py(), PyClassInitializer::from(base).add_subclass(Self { paragraph: sentence.paragraph }))
    }
}

/// A sentence of a text that becomes an object of Python when a list takes it; its span counts code points.
pub struct SentenceOf<'a, 'py>(pub &'a Bound<'py, PyString>, pub Sentence);

impl<'py> IntoPyObject<'py> for SentenceOf<'_, 'py> {
    type Target = PySentence;
    type Output = Bound<'py, PySentence>;
    type Error = PyErr;

    fn into_pyobject(self, _: Python<'py>) -> PyResult<Self::Output> {
        PySentence::of(self.0, &self.1)
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

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyType>, SentenceParts<'py>)> {
        let (base, span) = (slf.as_super().get(), slf.as_super().get().span);
        Ok((slf.get_type(), (span.start, span.end, base.text(slf.py())?, slf.get().paragraph)))
    }
}

/// The arguments of `Sentence`.
type SentenceParts<'py> = (u32, u32, Bound<'py, PyString>, u32);
