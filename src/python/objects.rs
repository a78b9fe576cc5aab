//! Columns from Python objects: the way in for lists, generators, and pandas without pyarrow.

use std::sync::Arc;

use arrow_array::builder::LargeStringBuilder;
use arrow_array::{ArrayRef, BooleanArray, Float64Array, Int64Array, LargeStringArray};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyList, PyString};

use super::block::Strings;
use super::errors::column;
use super::text::{is_missing, string, utf8};

/// Returns objects as text, with those that are not.
pub fn strings(objects: &Bound<'_, PyList>) -> PyResult<Strings> {
    let mut texts = LargeStringBuilder::new();
    let mut bad = Vec::new();
    for (row, object) in objects.iter().enumerate() {
        match string(&object).and_then(utf8) {
            Ok(text) => texts.append_value(text),
            Err(error) => {
                texts.append_null();
                if !is_missing(&object) {
                    bad.push((row, error));
                }
            }
        }
    }
    Ok(Strings::Objects(texts.finish(), bad))
}

/// Returns objects of one plain type as a column; what has no such type is written as text.
pub fn array(name: &str, objects: &Bound<'_, PyList>) -> PyResult<ArrayRef> {
    let present: Vec<Option<Bound<'_, PyAny>>> =
        objects.iter().map(|object| (!is_missing(&object)).then_some(object)).collect();
    let all = |is: &dyn Fn(&Bound<'_, PyAny>) -> bool| present.iter().flatten().all(is);
    let integer = |o: &Bound<'_, PyAny>| o.is_instance_of::<PyInt>() && !o.is_instance_of::<PyBool>();
    if all(&|o| o.is_instance_of::<PyString>()) {
        let mut texts = LargeStringBuilder::new();
        for object in &present {
            match object {
                None => texts.append_null(),
                Some(object) => match string(object).and_then(utf8) {
                    Ok(text) => texts.append_value(text),
                    Err(error) => return Err(column(name, error.reason, error.remedy)),
                },
            }
        }
        return Ok(Arc::new(texts.finish()));
    }
    if all(&|o| o.is_instance_of::<PyBool>()) {
        return Ok(Arc::new(BooleanArray::from(values::<bool>(&present)?)));
    }
    if all(&integer)
        && let Ok(numbers) = values::<i64>(&present)
    {
        return Ok(Arc::new(Int64Array::from(numbers)));
    }
    if all(&|o| integer(o) || o.is_instance_of::<PyFloat>()) {
        return Ok(Arc::new(Float64Array::from(values::<f64>(&present)?)));
    }
    let texts = present.iter().map(|o| o.as_ref().map(|o| Ok(o.str()?.to_string_lossy().into_owned())).transpose());
    Ok(Arc::new(LargeStringArray::from(texts.collect::<PyResult<Vec<Option<String>>>>()?)))
}

fn values<'py, T: for<'a> FromPyObject<'a, 'py>>(present: &[Option<Bound<'py, PyAny>>]) -> PyResult<Vec<Option<T>>> {
    present.iter().map(|o| o.as_ref().map(|o| o.extract().map_err(Into::into)).transpose()).collect()
}
