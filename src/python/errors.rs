//! Errors of the core as exceptions of Python: one door.

use pyo3::prelude::*;

use crate::error::{Error, ErrorKind, Place};

pyo3::import_exception!(saith.exceptions, SaithError);
pyo3::import_exception!(saith.exceptions, InputError);
pyo3::import_exception!(saith.exceptions, FormatError);

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        match error.kind {
            ErrorKind::Input => InputError::new_err(error.to_string()),
            ErrorKind::Format => FormatError::new_err(error.to_string()),
        }
    }
}

/// Returns the exception for a fault of ours: a panic, or what cannot happen.
pub fn fault(reason: &str) -> PyErr {
    SaithError::new_err(format!("{reason}; {}", crate::batch::PANIC_REMEDY))
}

/// Returns the exception for data that Arrow refuses.
pub fn from_arrow(error: impl std::fmt::Display) -> PyErr {
    Error::format(Place::default(), format!("Arrow data cannot be used ({error})"), "check where the data comes from")
        .into()
}

/// Returns the exception for a column that is not usable as it is.
pub fn column(name: &str, reason: impl Into<String>, remedy: impl Into<String>) -> PyErr {
    Error::format(Place { column: Some(name.to_owned()), ..Place::default() }, reason, remedy).into()
}
