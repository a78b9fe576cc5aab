//! Training and scoring of stages, on threads that Ctrl-C can stop.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::errors::fault;
use super::job::{Pool, interruptible};
use crate::model::training::Progress;
use crate::training::{self, Options, Stage};

/// The names of the stages that can be trained and scored.
#[pyfunction]
pub fn stages() -> Vec<&'static str> {
    Stage::ALL.into_iter().map(Stage::name).collect()
}

/// The content of a model's file, and what is told of the model as JSON. `fast` asks for a model that reads faster. `on_poll` is called now and then with the pass, the
/// number of passes, what is done of a pass, of how much, and the mean loss.
#[pyfunction]
#[pyo3(signature = (stage, data, *, seed, fast=false, threads=None, checkpoint=None, on_poll=None))]
#[expect(clippy::too_many_arguments, reason = "what one call of Python says")]
pub fn train<'py>(
    py: Python<'py>,
    stage: &str,
    data: PathBuf,
    seed: u64,
    fast: bool,
    threads: Option<usize>,
    checkpoint: Option<PathBuf>,
    on_poll: Option<Bound<'py, PyAny>>,
) -> PyResult<(Bound<'py, PyBytes>, String)> {
    let stage = Stage::named(stage)?;
    let shared = Arc::new(Shared::default());
    let watched = Arc::clone(&shared);
    let job = move || {
        let mut watch = |progress: &Progress| {
            *watched.progress.lock().unwrap_or_else(PoisonError::into_inner) = Some(*progress);
            if watched.cancelled.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        training::train(stage, &data, &Options { seed, checkpoint, fast }, &mut watch)
    };
    let report = || {
        let progress = *shared.progress.lock().unwrap_or_else(PoisonError::into_inner);
        match (&on_poll, progress) {
            (Some(on_poll), Some(p)) => on_poll.call1((p.pass, p.passes, p.done, p.total, p.loss)).map(drop),
            _ => Ok(()),
        }
    };
    let trained = interruptible(py, &Pool::new(threads), job, report);
    if trained.is_err() {
        shared.cancelled.store(true, Ordering::Relaxed);
    }
    let trained = trained??.ok_or_else(|| fault("the training was stopped"))?;
    report()?;
    Ok((PyBytes::new(py, &trained.bytes), trained.facts.to_string()))
}

/// The scores of a stage on the held-out parts of the data, as JSON: tables with name, columns and rows.
#[pyfunction]
#[pyo3(signature = (stage, data, *, model=None, threads=None))]
pub fn evaluate(
    py: Python<'_>,
    stage: &str,
    data: PathBuf,
    model: Option<PathBuf>,
    threads: Option<usize>,
) -> PyResult<String> {
    let stage = Stage::named(stage)?;
    let job = move || training::evaluate(stage, &data, model.as_deref());
    let report = interruptible(py, &Pool::new(threads), job, || Ok(()))??;
    serde_json::to_string(&report).map_err(|error| fault(&format!("a report is no JSON ({error})")))
}

/// What the thread that trains and the one that waits both see.
#[derive(Default)]
struct Shared {
    cancelled: AtomicBool,
    progress: Mutex<Option<Progress>>,
}
