//! Columns of the core as Arrow arrays, without a copy where the layout allows, and Arrow values as Python objects.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int8Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, DictionaryArray, Float64Array, Int8Array, Int64Array, LargeStringArray, ListArray,
    StructArray,
};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Fields};
use pyo3::prelude::*;
use pyo3::types::PyString;
use pyo3_arrow::PyScalar;

use super::errors::from_arrow;
use crate::table::{Column, Texts, Words};

/// Returns a column as an array.
pub fn to_array(column: Column) -> PyResult<ArrayRef> {
    let nulls = |valid: Option<Vec<bool>>| valid.map(NullBuffer::from);
    Ok(match column {
        Column::Int(ints) => Arc::new(Int64Array::try_new(ints.values.into(), nulls(ints.valid)).map_err(from_arrow)?),
        Column::Float(floats) => {
            Arc::new(Float64Array::try_new(floats.values.into(), nulls(floats.valid)).map_err(from_arrow)?)
        }
        Column::Bool(bools) => Arc::new(BooleanArray::new(BooleanBuffer::from(bools.values), nulls(bools.valid))),
        Column::Text(texts) => to_strings(texts)?,
        Column::Word(words) => to_dictionary(&words)?,
        Column::Spans(spans) => {
            let fields = integers_and("start", Field::new("end", DataType::Int64, false));
            let values: Vec<ArrayRef> =
                vec![Arc::new(Int64Array::from(spans.start)), Arc::new(Int64Array::from(spans.end))];
            to_list(to_struct(fields, values)?, &spans.ends, None)?
        }
        Column::TextLists(lists) => to_list(to_strings(lists.texts)?, &lists.ends, None)?,
        Column::Candidates(candidates) => {
            let fields = integers_and("entity", Field::new("probability", DataType::Float64, false));
            let values: Vec<ArrayRef> = vec![
                Arc::new(Int64Array::from(candidates.entity)),
                Arc::new(Float64Array::from(candidates.probability)),
            ];
            to_list(to_struct(fields, values)?, &candidates.ends, Some(candidates.valid))?
        }
    })
}

fn to_strings(texts: Texts) -> PyResult<ArrayRef> {
    let offsets: Vec<i64> = std::iter::once(0).chain(texts.ends).collect();
    let array = LargeStringArray::try_new(
        OffsetBuffer::new(ScalarBuffer::from(offsets)),
        Buffer::from(texts.bytes.into_bytes()),
        texts.valid.map(NullBuffer::from),
    );
    Ok(Arc::new(array.map_err(from_arrow)?))
}

fn to_dictionary(words: &Words) -> PyResult<ArrayRef> {
    let keys: Int8Array = words.codes.iter().map(|&code| (code >= 0).then_some(code)).collect();
    let list = LargeStringArray::from_iter_values(words.words);
    Ok(Arc::new(DictionaryArray::<Int8Type>::try_new(keys, Arc::new(list)).map_err(from_arrow)?))
}

fn integers_and(name: &str, second: Field) -> Fields {
    Fields::from(vec![Field::new(name, DataType::Int64, false), second])
}

fn to_struct(fields: Fields, values: Vec<ArrayRef>) -> PyResult<ArrayRef> {
    Ok(Arc::new(StructArray::try_new(fields, values, None).map_err(from_arrow)?))
}

fn to_list(values: ArrayRef, ends: &[i64], valid: Option<Vec<bool>>) -> PyResult<ArrayRef> {
    let offsets = std::iter::once(Ok(0)).chain(ends.iter().map(|&end| i32::try_from(end)));
    let offsets: Vec<i32> = offsets.collect::<Result<_, _>>().map_err(from_arrow)?;
    let item = Arc::new(Field::new("item", values.data_type().clone(), false));
    let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
    let list = ListArray::try_new(item, offsets, values, valid.map(NullBuffer::from));
    Ok(Arc::new(list.map_err(from_arrow)?))
}

/// Returns the values of an array as Python objects; the common types at once, the others cell by cell.
pub fn to_objects<'py>(py: Python<'py>, array: &ArrayRef) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let none = || py.None().into_bound(py);
    let text = |value: Option<&str>| value.map_or_else(none, |v| PyString::new(py, v).into_any());
    Ok(match array.data_type() {
        DataType::Int64 => {
            array.as_primitive::<Int64Type>().iter().map(|v| v.into_pyobject(py)).collect::<Result<_, _>>()?
        }
        DataType::Float64 => {
            array.as_primitive::<Float64Type>().iter().map(|v| v.into_pyobject(py)).collect::<Result<_, _>>()?
        }
        DataType::Utf8 => array.as_string::<i32>().iter().map(text).collect(),
        DataType::LargeUtf8 => array.as_string::<i64>().iter().map(text).collect(),
        DataType::Dictionary(key, _) if **key == DataType::Int8 => {
            let dictionary = array.as_dictionary::<Int8Type>();
            let words = to_objects(py, dictionary.values())?;
            let word = |key: Option<i8>| key.and_then(|k| words.get(k as usize)).cloned().unwrap_or_else(none);
            dictionary.keys().iter().map(word).collect()
        }
        _ => {
            let cells = (0..array.len()).map(|i| {
                let scalar = PyScalar::try_from_array_ref(array.slice(i, 1)).map_err(PyErr::from)?;
                Bound::new(py, scalar)?.call_method0("as_py")
            });
            cells.collect::<PyResult<_>>()?
        }
    })
}
