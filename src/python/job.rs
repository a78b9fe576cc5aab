//! Jobs: work on a pool of threads that Ctrl-C can leave behind.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::errors::fault;
use crate::batch::{Progress, panic_reason};

/// How long a waiting thread sleeps before it asks Python for signals.
const POLL: Duration = Duration::from_millis(50);

/// A pool of threads: made when first used, and made anew in the child of a fork, where threads do not live on.
pub struct Pool {
    threads: Option<usize>,
    current: Mutex<Option<(u32, Arc<ThreadPool>)>>,
}

impl Pool {
    /// Returns a pool of `threads` threads, or one a core.
    pub const fn new(threads: Option<usize>) -> Self {
        Self { threads, current: Mutex::new(None) }
    }

    fn get(&self) -> PyResult<Arc<ThreadPool>> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let process = std::process::id();
        if let Some((owner, pool)) = &*current
            && *owner == process
        {
            return Ok(Arc::clone(pool));
        }
        let pool = ThreadPoolBuilder::new()
            .num_threads(self.threads.unwrap_or(0))
            .thread_name(|i| format!("saith-{i}"))
            .build()
            .map_err(|error| fault(&format!("threads cannot be started ({error})")))?;
        let pool = Arc::new(pool);
        // The pool of the parent has no threads here; to drop it would wait for them.
        std::mem::forget(current.replace((process, Arc::clone(&pool))));
        Ok(pool)
    }

    /// Leaves the threads to what they are at; the next job gets new ones.
    fn abandon(&self) {
        drop(self.current.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

/// Returns what `job` gives, run on `pool` with Python's lock released.
///
/// The job owns its data: where a signal handler raises (Ctrl-C) or `on_poll` does, it is left behind and the exception
/// returned.
pub fn interruptible<T: Send + 'static>(
    py: Python<'_>,
    pool: &Pool,
    job: impl FnOnce() -> T + Send + 'static,
    mut on_poll: impl FnMut() -> PyResult<()>,
) -> PyResult<T> {
    let (sender, receiver) = channel();
    pool.get()?.spawn(move || {
        // Nobody may be waiting any more.
        let _ = sender.send(catch_unwind(AssertUnwindSafe(job)));
    });
    let mut receiver = receiver;
    loop {
        let (back, message) = py.detach(move || {
            let message = receiver.recv_timeout(POLL);
            (receiver, message)
        });
        receiver = back;
        match message {
            Ok(Ok(result)) => return Ok(result),
            Ok(Err(cause)) => return Err(fault(&panic_reason(cause.as_ref()))),
            Err(RecvTimeoutError::Disconnected) => return Err(fault("a thread ended too early")),
            Err(RecvTimeoutError::Timeout) => {
                if let Err(error) = py.check_signals().and_then(|()| on_poll()) {
                    pool.abandon();
                    return Err(error);
                }
            }
        }
    }
}

/// Runs a job over rows; `on_poll` is called with the number of rows done, now and then and at the end.
pub fn watched<T: Send + 'static>(
    py: Python<'_>,
    pool: &Pool,
    on_poll: Option<&Bound<'_, PyAny>>,
    job: impl FnOnce(&Progress) -> T + Send + 'static,
) -> PyResult<T> {
    let progress = Arc::new(Progress::default());
    let shared = Arc::clone(&progress);
    let report = || match on_poll {
        Some(on_poll) => on_poll.call1((progress.done.load(Ordering::Relaxed),)).map(drop),
        None => Ok(()),
    };
    let result = interruptible(py, pool, move || job(&shared), report);
    match result {
        Ok(result) => report().map(|()| result),
        Err(error) => {
            progress.cancelled.store(true, Ordering::Relaxed);
            Err(error)
        }
    }
}
