//! `Pipeline`: options checked on the Python side, texts read here.

use std::num::NonZeroU32;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyDict, PyList, PyString};

use super::block::Block;
use super::document::PyDocument;
use super::errors::fault;
use super::gazetteer::PyGazetteer;
use super::job::{Pool, interruptible, watched};
use super::span::SentenceOf;
use super::table::PyTable;
use super::text::{Ascending, string, utf8};
use crate::Span;
use crate::batch::{self, Settings};
use crate::error::{Error, Place};
use crate::lexicon::Lexicon;
use crate::model::file::ModelFile;
use crate::pipeline::{Options, Pipeline};
use crate::quote::{self, Confidences, Quote, Rule};
use crate::sentence::{Quotations, Sentence, SentenceOptions};
use crate::speaker;
use crate::table::{Cells, Layers};
use crate::text::paragraphs::Newlines;

/// A text of more bytes than this is read on another thread, so that Ctrl-C can leave it.
const LONG: usize = 1 << 18;

/// Reads texts.
#[pyclass(name = "Pipeline", module = "saith._core", frozen)]
pub struct PyPipeline {
    pipeline: Arc<Pipeline>,
    pool: Pool,
}

impl PyPipeline {
    /// Returns what `read` finds in a text; does not hold Python's lock.
    fn read<T: Send + 'static>(
        &self,
        text: &Bound<'_, PyString>,
        read: impl Fn(&Pipeline, &str) -> T + Send + Sync + 'static,
    ) -> PyResult<T> {
        let (py, utf8) = (text.py(), utf8(text)?);
        if utf8.len() < LONG {
            let pipeline = &*self.pipeline;
            let job = std::panic::AssertUnwindSafe(|| read(pipeline, utf8));
            return py
                .detach(|| std::panic::catch_unwind(job))
                .map_err(|cause| fault(&batch::panic_reason(cause.as_ref())));
        }
        let (pipeline, kept) = (Arc::clone(&self.pipeline), PyBackedStr::try_from(text.clone())?);
        let job = move || read(&pipeline, &kept);
        interruptible(py, &self.pool, job, || Ok(()))
    }
}

#[pymethods]
impl PyPipeline {
    #[new]
    #[pyo3(signature = (*, gazetteer, models, threads, newlines, quotes, abbreviations, max_length, min_confidence, cues))]
    #[expect(clippy::too_many_arguments, reason = "one for each option")]
    fn new(
        gazetteer: Option<&Bound<'_, PyGazetteer>>,
        models: Vec<(String, Option<Vec<u8>>)>,
        threads: Option<usize>,
        newlines: &str,
        quotes: &str,
        abbreviations: Vec<String>,
        max_length: Option<NonZeroU32>,
        min_confidence: f32,
        cues: Option<(String, String)>,
    ) -> PyResult<Self> {
        let newlines = named("newlines", newlines, &NEWLINES)?;
        let quotations = named("quotes", quotes, &QUOTATIONS)?;
        let sentences = SentenceOptions { quotations, abbreviations, max_length };
        let options = Options { newlines, sentences, min_confidence };
        let gazetteer = gazetteer.map(|g| Arc::clone(g.get().inner()));
        let mut pipeline = Pipeline::new(options, gazetteer);
        replace_models(&mut pipeline, &models)?;
        if let Some((file, lines)) = cues {
            pipeline.lexicon = Arc::new(Lexicon::with_cues(&file, &lines)?);
        }
        Ok(Self { pipeline: Arc::new(pipeline), pool: Pool::new(threads) })
    }

    /// The sentences of a text, or None for None.
    fn sentences<'py>(&self, py: Python<'py>, text: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyList>>> {
        if text.is_none() {
            return Ok(None);
        }
        let text = string(text)?;
        let found = self.read(text, Pipeline::sentences)?;
        let mut code_points = Ascending::new(utf8(text)?);
        let in_code_points = |s: Sentence| SentenceOf(text, Sentence { span: code_points.span(s.span), ..s });
        PyList::new(py, found.into_iter().map(in_code_points)).map(Some)
    }

    /// The document of a text, or None for None.
    fn analyze(&self, text: &Bound<'_, PyAny>) -> PyResult<Option<PyDocument>> {
        if text.is_none() {
            return Ok(None);
        }
        let text = string(text)?;
        let layers = self.read(text, |pipeline, text| pipeline.analyze(text).in_code_points(text))?;
        Ok(Some(PyDocument::new(text.clone().unbind(), layers, self.pipeline.gazetteer.as_deref())))
    }

    /// The tables of a block, by name; `attributes` has the name of each, and that of its column. `on_poll` is called with the number of rows done.
    #[pyo3(signature = (block, first_row, layers, attributes, force, on_poll = None))]
    #[expect(clippy::too_many_arguments, reason = "what one call of Python says")]
    fn read_block<'py>(
        &self,
        py: Python<'py>,
        block: &Bound<'_, Block>,
        first_row: usize,
        layers: Vec<String>,
        attributes: Vec<(String, String)>,
        force: bool,
        on_poll: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let wanted = |name: &str| layers.iter().any(|layer| layer == name);
        let layers = Layers {
            sentences: wanted("sentences"),
            mentions: wanted("mentions"),
            entities: wanted("entities"),
            quotes: wanted("quotes"),
        };
        let rows = block.get().rows();
        let (pipeline, read) = (Arc::clone(&self.pipeline), Arc::clone(&rows));
        let (attributes, names): (Vec<String>, Vec<String>) = attributes.into_iter().unzip();
        let settings = Settings { layers, attributes, force, first_row };
        let tables = watched(py, &self.pool, on_poll.as_ref(), move |progress| {
            batch::read(&pipeline, &*read, &settings, progress)
        })?;
        let Some(mut tables) = tables else { return Err(fault("batch was cancelled")) };
        tables.attributes.resize_with(names.len(), Default::default);
        let attributes = names.into_iter().zip(tables.attributes.into_iter().map(Cells::into_column)).collect();
        let found = PyDict::new(py);
        let join = |columns, more| PyTable::joined(columns, more, &rows.kept, first_row);
        if layers.sentences {
            found.set_item("sentences", join(tables.sentences.into_columns(), Vec::new())?)?;
        }
        if layers.mentions {
            found.set_item("mentions", join(tables.mentions.into_columns(), Vec::new())?)?;
        }
        if layers.entities {
            found.set_item("entities", join(tables.entities.into_columns(), attributes)?)?;
        }
        if layers.quotes {
            found.set_item("quotes", join(tables.quotes.into_columns(), Vec::new())?)?;
        }
        found.set_item("errors", join(tables.errors.into_columns(), Vec::new())?)?;
        Ok(found)
    }
}

/// Puts the models of the user in place of those that ship, each where its file says; one without content is another that ships.
fn replace_models(pipeline: &mut Pipeline, models: &[(String, Option<Vec<u8>>)]) -> Result<(), Error> {
    let mut taken: Vec<(&str, &str)> = Vec::new();
    for (file, content) in models {
        let wrong = |reason: String, remedy: &str| {
            Error::format(Place { file: Some(file.clone()), ..Place::default() }, reason, remedy.to_owned())
        };
        let content = content.as_deref();
        // A table of confidences is JSON, a model is not.
        let json = content.is_some_and(|content| content.trim_ascii_start().starts_with(b"{"));
        let stage = if json { CONFIDENCES } else { content.and_then(ModelFile::stage_of).unwrap_or(QUOTES) };
        if let Some((_, other)) = taken.iter().find(|(known, _)| *known == stage) {
            let what = if json { "table of confidences".to_owned() } else { format!("model of the stage {stage}") };
            return Err(wrong(format!("this is a second {what} beside {other}"), "give one of them"));
        }
        taken.push((stage, file));
        let Some(content) = content else {
            let shipped = quote::Model::named(file);
            let missing = || wrong("no model of this name ships".to_owned(), "use \"default\" or \"fast\"");
            pipeline.quotes = Some(shipped.ok_or_else(missing)?);
            continue;
        };
        match stage {
            CONFIDENCES => {
                let table = Confidences::from_json(file, &String::from_utf8_lossy(content))?;
                pipeline.confidences = Arc::new(table);
            }
            SPEAKERS => pipeline.speakers = Some(Arc::new(speaker::Model::read(content, file)?)),
            QUOTES => pipeline.quotes = Some(Arc::new(quote::Model::read(content, file)?)),
            _ => {
                let reason =
                    format!("this is a model of the stage {stage}, and a pipeline takes those of quotes and speakers");
                let remedy = "give one that `saith train quotes` or `saith train speakers` wrote";
                return Err(wrong(reason, remedy));
            }
        }
    }
    Ok(())
}

/// What the files of a user's models can be; what is no model at all is told by the reader of quotes.
const CONFIDENCES: &str = "confidences";
const QUOTES: &str = "quotes";
const SPEAKERS: &str = "speakers";

const NEWLINES: [(&str, Newlines); 4] = [
    ("auto", Newlines::Auto),
    ("paragraph", Newlines::Paragraph),
    ("sentence", Newlines::Sentence),
    ("space", Newlines::Space),
];
const QUOTATIONS: [(&str, Quotations); 2] = [("split", Quotations::Split), ("whole", Quotations::Whole)];

fn named<T: Copy>(option: &str, value: &str, all: &[(&str, T)]) -> Result<T, Error> {
    all.iter().find(|(name, _)| *name == value).map(|&(_, t)| t).ok_or_else(|| {
        let names: Vec<String> = all.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let place = Place { column: None, ..Place::default() };
        Error::format(place, format!("{option} is \"{value}\""), format!("use one of {}", names.join(", ")))
    })
}

/// What every rule reads in a text, whatever its confidence: the rule's name, spans of the content, span of the source. For
/// measuring the rules.
#[pyfunction]
pub fn relations_by_rule(text: &Bound<'_, PyString>) -> PyResult<Vec<Relation>> {
    let utf8 = utf8(text)?;
    let confidences = Arc::new(Confidences::blank());
    let pipeline = Pipeline { confidences, quotes: None, ..Pipeline::default() };
    let document = pipeline.analyze(utf8).in_code_points(utf8);
    let pair = |span: &Span| (span.start, span.end);
    // The annotation gives each word one attribution: what is nested cannot be measured on it.
    let outer = document.quotes.iter().filter(|quote| quote.parent.is_none());
    let relation = |quote: &Quote| {
        let rule = quote.rule.map_or_else(String::new, Rule::name);
        (rule, quote.content.iter().map(pair).collect(), quote.source.as_ref().map(pair))
    };
    Ok(outer.map(relation).collect())
}

/// Rule, content and source of a relation.
type Relation = (String, Vec<(u32, u32)>, Option<(u32, u32)>);
