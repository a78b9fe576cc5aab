//! Python's strings: what of them is text, and how it is cut.

use std::sync::LazyLock;

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyFloat, PySlice, PyString};

use crate::error::{Error, Place};
use crate::offsets::starts;
use crate::{Span, error};

/// Returns the UTF-8 of `text`.
///
/// # Errors
/// A lone surrogate, named by its position, or more text than a span can point into.
pub fn utf8<'t>(text: &'t Bound<'_, PyString>) -> Result<&'t str, Error> {
    let utf8 = text.to_str().map_err(|error| lone_surrogate(text, &error))?;
    if utf8.len() > u32::MAX as usize { Err(TOO_LONG.clone()) } else { Ok(utf8) }
}

/// What is said of a text that is too long.
pub static TOO_LONG: LazyLock<Error> = LazyLock::new(|| {
    Error::input(error::Place::default(), "text has more than 4 GiB, the limit", "split it into documents")
});

fn lone_surrogate(text: &Bound<'_, PyString>, error: &PyErr) -> Error {
    let py = text.py();
    let position = error.value(py).getattr("start").and_then(|start| start.extract::<usize>()).unwrap_or(0);
    let code = text
        .get_item(position)
        .and_then(|c| py.import("builtins")?.getattr("ord")?.call1((c,))?.extract::<u32>())
        .unwrap_or(0xD800);
    Error::input(
        Place::default(),
        format!("text has a lone surrogate (U+{code:04X}) at character {position}"),
        "repair it with text.encode(\"utf-16\", \"surrogatepass\").decode(\"utf-16\", \"replace\")",
    )
}

/// Returns `value` as a string.
///
/// # Errors
/// Anything that is not `str`.
pub fn string<'a, 'py>(value: &'a Bound<'py, PyAny>) -> Result<&'a Bound<'py, PyString>, Error> {
    value.cast::<PyString>().map_err(|_| not_text(value))
}

fn not_text(value: &Bound<'_, PyAny>) -> Error {
    let name = value.get_type().name().map_or_else(|_| "object".into(), |name| name.to_string());
    let remedy = if value.is_instance_of::<PyBytes>() || name == "bytearray" {
        "decode it, as in data.decode(\"utf-8\")"
    } else {
        "pass str, or None for a missing text"
    };
    Error::input(Place::default(), format!("{name} is not text"), remedy)
}

/// Returns whether `value` says that a value is missing: None, NaN, pandas.NA, NaT.
pub fn is_missing(value: &Bound<'_, PyAny>) -> bool {
    if value.is_none() {
        return true;
    }
    if let Ok(number) = value.cast::<PyFloat>() {
        return number.value().is_nan();
    }
    value.get_type().name().is_ok_and(|name| name == "NAType" || name == "NaTType")
}

/// Returns what `span`, in code points, cuts out of `text`.
pub fn slice<'py>(text: &Bound<'py, PyString>, span: Span) -> PyResult<Bound<'py, PyString>> {
    let range = PySlice::new(text.py(), span.start as isize, span.end as isize, 1);
    Ok(text.as_any().get_item(range)?.cast_into()?)
}

/// Byte offsets of one text to code points, for offsets that ascend: what lies between two of them is counted once.
pub struct Ascending<'t> {
    text: &'t str,
    /// `text` counts bytes and code points alike.
    ascii: bool,
    /// The last offset, in bytes and in code points.
    at: (u32, u32),
}

impl<'t> Ascending<'t> {
    /// Returns the map of `text`, which stands at its beginning.
    pub fn new(text: &'t str) -> Self {
        Self { text, ascii: text.is_ascii(), at: (0, 0) }
    }

    /// Returns `span` in code points; it may not begin before the end of the span before it.
    pub fn span(&mut self, span: Span) -> Span {
        if self.ascii { span } else { Span::new(self.to(span.start), self.to(span.end)) }
    }

    fn to(&mut self, offset: u32) -> u32 {
        let (bytes, seen) = self.at;
        let between = match &self.text.as_bytes()[bytes as usize..offset as usize] {
            [space] if space.is_ascii() => 1,
            between => starts(between),
        };
        self.at = (offset, seen + between);
        self.at.1
    }
}

/// Returns the `repr` of `text`, cut to some sixty characters.
pub fn short_repr(text: &Bound<'_, PyString>) -> PyResult<String> {
    const SHOWN: u32 = 60;
    if text.len()? <= SHOWN as usize {
        return Ok(text.repr()?.to_string());
    }
    let start = slice(text, Span::new(0, SHOWN - 1))?;
    Ok(PyString::new(text.py(), &format!("{}…", start.to_string_lossy())).repr()?.to_string())
}

/// Returns a hash of values that Python can hash.
pub fn hash_of<'py>(py: Python<'py>, parts: impl IntoPyObjectExt<'py>) -> PyResult<isize> {
    parts.into_bound_py_any(py)?.hash()
}
