//! Columns from Python objects: the way in for lists, generators, and pandas without pyarrow.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::builder::LargeStringBuilder;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, LargeBinaryArray, TimestampMicrosecondArray,
};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyFloat, PyInt, PyList, PyString};

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

/// Returns objects of one plain type as a column.
///
/// # Errors
/// Values of several types, or of one that has no column: nothing is rounded or written out in silence. Whole numbers
/// stand beside others where a float holds them exactly.
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
    if all(&|o| o.is_instance_of::<PyBytes>()) {
        return Ok(Arc::new(LargeBinaryArray::from_iter(values::<Vec<u8>>(&present)?)));
    }
    if all(&integer)
        && let Ok(numbers) = values::<i64>(&present)
    {
        return Ok(Arc::new(Int64Array::from(numbers)));
    }
    let exact = |o: &Bound<'_, PyAny>| {
        o.is_instance_of::<PyFloat>() || (integer(o) && o.extract::<i64>().is_ok_and(|n| n.unsigned_abs() <= EXACT))
    };
    if all(&exact) {
        return Ok(Arc::new(Float64Array::from(values::<f64>(&present)?)));
    }
    if let Some(dates) = dates(objects.py(), &present)? {
        return Ok(dates);
    }
    let mut types = BTreeSet::new();
    for object in present.iter().flatten() {
        types.insert(object.get_type().name()?.to_string());
    }
    let types: Vec<String> = types.into_iter().collect();
    let large = if all(&|o| integer(o) || o.is_instance_of::<PyFloat>()) { ", too large to be exact," } else { "" };
    let reason = format!("values of type {}{large} cannot be kept", types.join(" and "));
    Err(column(name, reason, "convert them to one type, as with astype(str) or [str(v) for v in values]"))
}

/// Returns dates, or times without a zone and to the microsecond, as a column; `None` where that is not what they are.
fn dates(py: Python<'_>, present: &[Option<Bound<'_, PyAny>>]) -> PyResult<Option<ArrayRef>> {
    let datetime = py.import("datetime")?;
    let (date, time) = (datetime.getattr("date")?, datetime.getattr("datetime")?);
    let (mut days, mut times) = (0, 0);
    for object in present.iter().flatten() {
        if object.is_instance(&time)? {
            let exact = object.getattr_opt("nanosecond")?.is_none_or(|n| n.eq(0).unwrap_or(false));
            times += usize::from(exact && object.getattr("tzinfo")?.is_none());
        } else {
            days += usize::from(object.is_instance(&date)?);
        }
    }
    let all = present.iter().flatten().count();
    if days == all {
        let epoch = date.call1((1970, 1, 1))?.call_method0("toordinal")?.extract::<i32>()?;
        let days = present.iter().map(|object| {
            let day = object.as_ref().map(|o| o.call_method0("toordinal")?.extract::<i32>());
            Ok(day.transpose()?.map(|day| day - epoch))
        });
        return Ok(Some(Arc::new(Date32Array::from(days.collect::<PyResult<Vec<_>>>()?))));
    }
    if times == all {
        let epoch = time.call1((1970, 1, 1))?;
        let micro = datetime.getattr("timedelta")?.call1((0, 0, 1))?;
        let times = present
            .iter()
            .map(|object| object.as_ref().map(|o| o.sub(&epoch)?.floor_div(&micro)?.extract::<i64>()).transpose());
        return Ok(Some(Arc::new(TimestampMicrosecondArray::from(times.collect::<PyResult<Vec<_>>>()?))));
    }
    Ok(None)
}

/// Up to this, a float holds every whole number exactly.
const EXACT: u64 = 1 << 53;

fn values<'py, T: for<'a> FromPyObject<'a, 'py>>(present: &[Option<Bound<'py, PyAny>>]) -> PyResult<Vec<Option<T>>> {
    present.iter().map(|o| o.as_ref().map(|o| o.extract().map_err(Into::into)).transpose()).collect()
}
