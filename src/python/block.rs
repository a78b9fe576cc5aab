//! Blocks: some rows of an input, as an Arrow stream or a list of Python objects gives them.

use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, LargeStringArray, RecordBatch, StringArray, StringViewArray, StructArray};
use arrow_schema::{DataType, Field, FieldRef, Fields};
use pyo3::prelude::*;
use pyo3::types::PyList;
use pyo3_arrow::PyArray;
use pyo3_arrow::ffi::ArrayReader;
use pyo3_arrow::input::AnyArray;

use super::errors::{column, fault, from_arrow};
use super::objects;
use super::text::TOO_LONG;
use crate::batch::{Row, Rows};
use crate::error::{Error, Place};

/// Rows of an Arrow stream are read in blocks of at most so many.
const BLOCK: usize = 8192;

/// A column of text.
pub enum Strings {
    /// No text at all.
    Null(usize),
    /// As pyarrow has it.
    Utf8(StringArray),
    /// As pandas has it.
    Large(LargeStringArray),
    /// As Polars has it.
    View(StringViewArray),
    /// From Python objects, with what was not text.
    Objects(LargeStringArray, Vec<(usize, Error)>),
}

impl Strings {
    /// Returns a column of an Arrow table as text.
    fn new(name: &str, array: &ArrayRef) -> PyResult<Self> {
        let array = match array.data_type() {
            DataType::Dictionary(_, values) if is_text(values) => {
                arrow_cast::cast(array, &DataType::LargeUtf8).map_err(from_arrow)?
            }
            _ => Arc::clone(array),
        };
        // What another library hands over is trusted to be laid out well, but not to be UTF-8.
        let check = || {
            array
                .to_data()
                .validate_full()
                .map_err(|e| column(name, format!("text is not UTF-8 ({e})"), "decode it first"))
        };
        match array.data_type() {
            DataType::Null => Ok(Self::Null(array.len())),
            DataType::Utf8 => check().map(|()| Self::Utf8(array.as_string().clone())),
            DataType::LargeUtf8 => check().map(|()| Self::Large(array.as_string().clone())),
            DataType::Utf8View => check().map(|()| Self::View(array.as_string_view().clone())),
            // A column without a value has whatever type its library gives to nothing.
            _ if array.logical_null_count() == array.len() => Ok(Self::Null(array.len())),
            other => Err(not_text(name, &other.to_string())),
        }
    }

    /// Returns the same column; what is said of its bad values names it.
    fn named(self, name: &str) -> Self {
        let Self::Objects(array, mut bad) = self else { return self };
        bad.iter_mut().for_each(|(_, error)| error.reason = format!("column \"{name}\": {}", error.reason));
        Self::Objects(array, bad)
    }

    fn len(&self) -> usize {
        match self {
            Self::Null(len) => *len,
            Self::Utf8(array) => array.len(),
            Self::Large(array) | Self::Objects(array, _) => array.len(),
            Self::View(array) => array.len(),
        }
    }

    fn get(&self, i: usize) -> Result<Option<&str>, &Error> {
        let text = match self {
            Self::Null(_) => None,
            Self::Utf8(array) => array.is_valid(i).then(|| array.value(i)),
            Self::Large(array) => array.is_valid(i).then(|| array.value(i)),
            Self::View(array) => array.is_valid(i).then(|| array.value(i)),
            Self::Objects(array, bad) => {
                if let Ok(at) = bad.binary_search_by_key(&i, |(row, _)| *row) {
                    return Err(&bad[at].1);
                }
                array.is_valid(i).then(|| array.value(i))
            }
        };
        if text.is_some_and(|t| t.len() > u32::MAX as usize) { Err(&TOO_LONG) } else { Ok(text) }
    }
}

fn is_text(kind: &DataType) -> bool {
    matches!(kind, DataType::Null | DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

fn not_text(name: &str, kind: &str) -> PyErr {
    column(name, format!("{kind} is not text"), "name a column of text, or convert this one")
}

/// The rows of a block.
pub struct BlockRows {
    texts: Strings,
    titles: Option<Strings>,
    /// Columns that join every table.
    pub kept: Vec<(FieldRef, ArrayRef)>,
}

impl Rows for BlockRows {
    fn len(&self) -> usize {
        self.texts.len()
    }

    fn get(&self, i: usize) -> Row<'_> {
        let title = self.titles.as_ref().map_or(Ok(None), |titles| titles.get(i));
        match (self.texts.get(i), title) {
            (Ok(None), _) => Row::Null,
            (Ok(Some(text)), Ok(title)) => Row::Text { title, text },
            (Err(error), _) | (_, Err(error)) => Row::Bad(error),
        }
    }
}

/// Some rows of an input.
#[pyclass(module = "saith._core", frozen)]
pub struct Block(Arc<BlockRows>);

impl Block {
    /// Returns the rows.
    pub fn rows(&self) -> Arc<BlockRows> {
        Arc::clone(&self.0)
    }
}

#[pymethods]
impl Block {
    /// A block of Python objects; `titles` is a column with its name, and `kept` holds the columns that join every
    /// table, as lists or arrays of Arrow.
    #[new]
    #[pyo3(signature = (texts, titles = None, kept = Vec::new()))]
    fn new(
        texts: &Bound<'_, PyList>,
        titles: Option<(String, Bound<'_, PyList>)>,
        kept: Vec<(String, Bound<'_, PyAny>)>,
    ) -> PyResult<Self> {
        let texts = objects::strings(texts)?;
        let titles =
            titles.map(|(name, titles)| Ok::<_, PyErr>(objects::strings(&titles)?.named(&name))).transpose()?;
        let kept = kept
            .into_iter()
            .map(|(name, values)| {
                let array = match values.cast::<PyList>() {
                    Ok(list) => objects::array(&name, list)?,
                    Err(_) => values.extract::<PyArray>()?.into_inner().0,
                };
                keepable(&name, array.data_type())?;
                Ok((Arc::new(Field::new(name, array.data_type().clone(), true)), array))
            })
            .collect::<PyResult<_>>()?;
        Ok(Self(Arc::new(BlockRows { texts, titles, kept })))
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }
}

/// Reads the columns that are wanted from anything with `__arrow_c_stream__` or `__arrow_c_array__`, block by block.
#[pyclass(module = "saith._core", frozen)]
pub struct ArrowReader {
    reader: Mutex<Source>,
    fields: Fields,
    /// Whether the input is a table; a column alone has one field and no name.
    #[pyo3(get)]
    is_table: bool,
}

struct Source {
    reader: Box<dyn ArrayReader + Send>,
    /// What is left of the batch read last.
    rest: Option<RecordBatch>,
    /// Whether a block has been given.
    begun: bool,
}

#[pymethods]
impl ArrowReader {
    #[new]
    fn new(data: &Bound<'_, PyAny>) -> PyResult<Self> {
        let reader = data.extract::<AnyArray>().and_then(AnyArray::into_reader)?;
        let field = reader.field();
        let (fields, is_table) = match field.data_type() {
            DataType::Struct(fields) => (fields.clone(), true),
            _ => (Fields::from(vec![field]), false),
        };
        Ok(Self { reader: Mutex::new(Source { reader, rest: None, begun: false }), fields, is_table })
    }

    /// Names of the columns, in order.
    #[getter]
    fn names(&self) -> Vec<&str> {
        self.fields.iter().map(|f| f.name().as_str()).collect()
    }

    /// Names of the columns of text.
    #[getter]
    fn text_names(&self) -> Vec<&str> {
        let text = |f: &&FieldRef| match f.data_type() {
            DataType::Dictionary(_, values) => is_text(values),
            other => is_text(other),
        };
        self.fields.iter().filter(text).map(|f| f.name().as_str()).collect()
    }

    /// The next block, or None at the end; there is at least one. Columns are places with the names that messages give
    /// them, or, in `kept`, that they join the tables with.
    #[pyo3(signature = (text, title, kept))]
    fn next_block(
        &self,
        text: (usize, String),
        title: Option<(usize, String)>,
        kept: Vec<(usize, String)>,
    ) -> PyResult<Option<Block>> {
        let mut source = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let batch = match source.next(&self.fields, self.is_table)? {
            Some(batch) => batch,
            None if source.begun => return Ok(None),
            None => RecordBatch::new_empty(Arc::new(arrow_schema::Schema::new(self.fields.clone()))),
        };
        source.begun = true;
        let strings = |(at, name): (usize, String)| match batch.columns().get(at) {
            Some(column) => Strings::new(&name, column),
            None => Err(fault(&format!("there is no column {at}"))),
        };
        let (texts, titles) = (strings(text)?, title.map(strings).transpose()?);
        let kept = kept
            .into_iter()
            .map(|(at, name)| {
                let field = self.fields.get(at).ok_or_else(|| fault(&format!("there is no column {at}")))?;
                keepable(&name, field.data_type())?;
                Ok((Arc::new(field.as_ref().clone().with_name(name).with_nullable(true)), Arc::clone(batch.column(at))))
            })
            .collect::<PyResult<_>>()?;
        Ok(Some(Block(Arc::new(BlockRows { texts, titles, kept }))))
    }
}

impl Source {
    fn next(&mut self, fields: &Fields, is_table: bool) -> PyResult<Option<RecordBatch>> {
        let batch = match self.rest.take() {
            Some(rest) => rest,
            None => match self.reader.next().transpose().map_err(from_arrow)? {
                None => return Ok(None),
                Some(array) if is_table => table_rows(&array)?,
                Some(array) => {
                    let schema = Arc::new(arrow_schema::Schema::new(fields.clone()));
                    RecordBatch::try_new(schema, vec![array]).map_err(from_arrow)?
                }
            },
        };
        if batch.num_rows() > BLOCK {
            self.rest = Some(batch.slice(BLOCK, batch.num_rows() - BLOCK));
            return Ok(Some(batch.slice(0, BLOCK)));
        }
        Ok(Some(batch))
    }
}

fn table_rows(array: &ArrayRef) -> PyResult<RecordBatch> {
    let rows: &StructArray = array.as_struct();
    if rows.null_count() > 0 {
        let reason = "a column of structs with null rows is not a table";
        return Err(Error::format(Place::default(), reason, "pass a table or a column of text").into());
    }
    Ok(RecordBatch::from(rows))
}

/// Refuses the few types whose values cannot be shown.
fn keepable(name: &str, kind: &DataType) -> PyResult<()> {
    match kind {
        DataType::Interval(_)
        | DataType::ListView(_)
        | DataType::LargeListView(_)
        | DataType::Union(..)
        | DataType::RunEndEncoded(..) => {
            Err(column(name, format!("type {kind} cannot be kept"), "convert it, or leave it out of keep"))
        }
        _ => Ok(()),
    }
}
