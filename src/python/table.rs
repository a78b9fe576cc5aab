//! `Table`: Arrow record batches.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch};
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{DataType, Field, FieldRef, Schema, SchemaRef};
use arrow_select::concat::concat_batches;
use arrow_select::take::take;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyList};
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};

use super::arrow::{to_array, to_objects};
use super::errors::from_arrow;
use crate::table::{Column, EntityTable, ErrorTable, MatchTable, MentionTable, QuoteTable, SentenceTable};

/// Columns of equal length, in Arrow's memory.
#[pyclass(name = "Table", module = "saith._core", frozen)]
pub struct PyTable {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl PyTable {
    /// Returns a table of the core with further columns, and after `row` the columns kept from the input, whose first row
    /// is `first_row`.
    pub fn joined(
        columns: Vec<(&'static str, bool, Column)>,
        more: Vec<(String, Column)>,
        kept: &[(FieldRef, ArrayRef)],
        first_row: usize,
    ) -> PyResult<Self> {
        let mut fields: Vec<FieldRef> = Vec::new();
        let mut arrays: Vec<ArrayRef> = Vec::new();
        for (name, nullable, column) in columns {
            let array = to_array(column)?;
            fields.push(Arc::new(Field::new(name, array.data_type().clone(), nullable)));
            arrays.push(array);
            if arrays.len() == 1 && !kept.is_empty() {
                let rows = arrays[0].as_any().downcast_ref::<Int64Array>().map_or(&[][..], |r| r.values());
                let rows: Int64Array = rows.iter().map(|row| row - first_row as i64).collect();
                for (field, array) in kept {
                    fields.push(Arc::clone(field));
                    arrays.push(take(array, &rows, None).map_err(from_arrow)?);
                }
            }
        }
        for (name, column) in more {
            let array = to_array(column)?;
            fields.push(Arc::new(Field::new(name, array.data_type().clone(), true)));
            arrays.push(array);
        }
        let schema = Arc::new(Schema::new(fields));
        let batch = RecordBatch::try_new(Arc::clone(&schema), arrays).map_err(from_arrow)?;
        Ok(Self { schema, batches: vec![batch] })
    }

    fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn place(&self, name: &str) -> PyResult<usize> {
        self.schema.index_of(name).map_err(|_| PyKeyError::new_err(name.to_owned()))
    }
}

/// A type's name, whether there can be nulls, and the closed list of a column of words.
type Kind<'py> = (String, bool, Option<Vec<Bound<'py, PyAny>>>);

#[pymethods]
impl PyTable {
    /// The tables one under the other; they have the same columns.
    #[staticmethod]
    fn concat(tables: Vec<PyRef<'_, PyTable>>) -> PyResult<Self> {
        let Some(first) = tables.first() else {
            return Ok(Self { schema: Arc::new(Schema::empty()), batches: Vec::new() });
        };
        let schema = Arc::clone(&first.schema);
        let batches = tables.iter().flat_map(|table| &table.batches).filter(|b| b.num_rows() > 0);
        let batches = batches
            .map(|batch| batch.clone().with_schema(Arc::clone(&schema)).map_err(from_arrow))
            .collect::<PyResult<_>>()?;
        Ok(Self { schema, batches })
    }

    /// A table from Arrow's stream format.
    #[staticmethod]
    fn from_ipc(data: &[u8]) -> PyResult<Self> {
        let reader = StreamReader::try_new(data, None).map_err(from_arrow)?;
        let schema = reader.schema();
        let batches = reader.collect::<Result<_, _>>().map_err(from_arrow)?;
        Ok(Self { schema, batches })
    }

    /// The table in Arrow's stream format.
    fn to_ipc<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let mut data = Vec::new();
        let mut writer = StreamWriter::try_new(&mut data, &self.schema).map_err(from_arrow)?;
        for batch in &self.batches {
            writer.write(batch).map_err(from_arrow)?;
        }
        writer.finish().map_err(from_arrow)?;
        drop(writer);
        Ok(PyBytes::new(py, &data))
    }

    /// Names of the columns, in order.
    #[getter]
    fn names(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|f| f.name().as_str()).collect()
    }

    /// The kind of a column, whether it can be null, and the closed list of its words, where it has one.
    fn kind<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Kind<'py>> {
        let at = self.place(name)?;
        let field = self.schema.field(at);
        let words = match (field.data_type(), self.batches.first()) {
            (DataType::Dictionary(..), Some(batch)) => {
                Some(to_objects(py, batch.column(at).as_any_dictionary().values())?)
            }
            (DataType::Dictionary(..), None) => Some(Vec::new()),
            _ => None,
        };
        Ok((field.data_type().to_string(), field.is_nullable(), words))
    }

    /// The values of a column.
    fn column<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        let at = self.place(name)?;
        let list = PyList::empty(py);
        for batch in &self.batches {
            for value in to_objects(py, batch.column(at))? {
                list.append(value)?;
            }
        }
        Ok(list)
    }

    /// Rows `start..start + length`, as far as there are so many.
    fn slice(&self, start: usize, length: usize) -> Self {
        let (mut start, mut length) = (start, length);
        let mut batches = Vec::new();
        for batch in &self.batches {
            let rows = batch.num_rows();
            let from = start.min(rows);
            let taken = length.min(rows - from);
            if taken > 0 || batches.is_empty() {
                batches.push(batch.slice(from, taken));
            }
            (start, length) = (start - from, length - taken);
        }
        Self { schema: Arc::clone(&self.schema), batches }
    }

    /// The table without some columns.
    fn without(&self, names: Vec<String>) -> PyResult<Self> {
        let places: Vec<usize> =
            (0..self.schema.fields().len()).filter(|&i| !names.contains(self.schema.field(i).name())).collect();
        let schema = Arc::new(self.schema.project(&places).map_err(from_arrow)?);
        let batches = self.batches.iter().map(|b| b.project(&places).map_err(from_arrow)).collect::<PyResult<_>>()?;
        Ok(Self { schema, batches })
    }

    fn __len__(&self) -> usize {
        self.rows()
    }

    /// Whether the two have the same columns and values, however they lie in batches.
    fn __eq__(&self, other: &Bound<'_, Self>) -> PyResult<bool> {
        let other = other.get();
        let same = self.schema.fields() == other.schema.fields() && self.rows() == other.rows() && {
            let whole = |table: &Self| concat_batches(&table.schema, &table.batches).map_err(from_arrow);
            let (one, two) = (whole(self)?, whole(other)?);
            one.columns() == two.columns()
        };
        Ok(same)
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, self.schema.as_ref())?)
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let field = Arc::new(Field::new_struct("", self.schema.fields().clone(), false));
        let arrays = self.batches.clone().into_iter().map(|batch| {
            let array: ArrayRef = Arc::new(arrow_array::StructArray::from(batch));
            Ok(array)
        });
        Ok(to_stream_pycapsule(py, Box::new(ArrayIterator::new(arrays, field)), requested_schema)?)
    }
}

/// The columns of every table, by the table's name.
#[pyfunction]
pub fn table_columns() -> BTreeMap<&'static str, Vec<&'static str>> {
    BTreeMap::from([
        ("sentences", SentenceTable::COLUMNS.to_vec()),
        ("mentions", MentionTable::COLUMNS.to_vec()),
        ("entities", EntityTable::COLUMNS.to_vec()),
        ("quotes", QuoteTable::COLUMNS.to_vec()),
        ("matches", MatchTable::COLUMNS.to_vec()),
        ("errors", ErrorTable::COLUMNS.to_vec()),
    ])
}
