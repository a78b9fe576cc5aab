//! Batches: many texts in parallel, order kept. One thread reads a text from end to end, so that results do not depend on
//! the number of threads; a row that cannot be read becomes an error row, and the others are complete.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::document::Document;
use crate::error::Error;
use crate::gazetteer::Gazetteer;
use crate::language::other_than_english;
use crate::pipeline::Pipeline;
use crate::table::{FoundTables, Layers, Reading, Tables};

mod title;

/// Texts are handed to threads in runs of at most so many rows: small enough to share evenly, large enough that a run's
/// tables are worth joining.
const ROWS: usize = 32;

/// The texts of a batch, by row.
pub trait Rows: Sync {
    /// Returns the number of rows.
    fn len(&self) -> usize;
    /// Returns whether there are no rows.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Returns what stands in row `i`.
    fn get(&self, i: usize) -> Row<'_>;
}

/// What stands in one row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Row<'r> {
    /// Nothing: it gives no rows.
    Null,
    /// A text, and the headline above it where there is one.
    Text {
        /// The headline.
        title: Option<&'r str>,
        /// The text.
        text: &'r str,
    },
    /// Something that is not text, and why.
    Bad(&'r Error),
}

impl Rows for [Option<&str>] {
    fn len(&self) -> usize {
        <[_]>::len(self)
    }
    fn get(&self, i: usize) -> Row<'_> {
        self[i].map_or(Row::Null, |text| Row::Text { title: None, text })
    }
}

/// How a batch is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The tables that are wanted.
    pub layers: Layers,
    /// Attributes of the gazetteer's entries that get a column in the table of entities.
    pub attributes: Vec<String>,
    /// Whether texts that are not English are read all the same.
    pub force: bool,
    /// The number of the first row.
    pub first_row: usize,
}

/// How far a batch is; shared with the thread that waits for it.
#[derive(Debug, Default)]
pub struct Progress {
    /// Set it to stop: rows that are not begun are left out.
    pub cancelled: AtomicBool,
    /// Rows done so far.
    pub done: AtomicUsize,
}

/// Returns the tables of `rows`, in the order of the rows, or `None` where it was cancelled. Runs on the rayon pool of
/// the caller.
///
/// # Examples
/// ```
/// use saith::{batch, pipeline::Pipeline, table::Layers};
/// let settings = batch::Settings { layers: Layers::ALL, attributes: Vec::new(), force: false, first_row: 0 };
/// let rows = [Some("“We won,” said Ann Lee."), None];
/// let tables = batch::read(&Pipeline::default(), rows.as_slice(), &settings, &batch::Progress::default());
/// assert!(tables.is_some_and(|t| t.sentences.row.values == [0]));
/// ```
#[must_use]
pub fn read<R: Rows + ?Sized>(
    pipeline: &Pipeline,
    rows: &R,
    settings: &Settings,
    progress: &Progress,
) -> Option<Tables> {
    read_with(rows, settings, progress, pipeline, |text, from| {
        if settings.layers.sentences_only() {
            Document { sentences: pipeline.sentences(text), ..Document::default() }
        } else {
            pipeline.analyze_from(text, from)
        }
    })
}

fn read_with<R: Rows + ?Sized>(
    rows: &R,
    settings: &Settings,
    progress: &Progress,
    pipeline: &Pipeline,
    analyze: impl Fn(&str, u32) -> Document + Sync,
) -> Option<Tables> {
    let read_row = |tables: &mut Tables, i: usize| {
        let row = settings.first_row + i;
        let (title, text) = match rows.get(i) {
            Row::Null => return,
            Row::Bad(error) => return tables.errors.add(row, &error.reason, &error.remedy),
            Row::Text { title, text } => (title, text),
        };
        if !settings.force
            && let Some(language) = other_than_english(text)
        {
            let reason = format!("text is not English (looks like {language})");
            return tables.errors.add(row, &reason, "pass force=True to read it all the same");
        }
        let document = catch_unwind(AssertUnwindSafe(|| title::below(title, text, &analyze)));
        match document {
            Ok(document) => {
                let gazetteer = pipeline.gazetteer.as_deref();
                let reading = Reading { row, text, document: &document, gazetteer };
                tables.add(reading, settings.layers, &settings.attributes);
            }
            Err(cause) => tables.errors.add(row, &panic_reason(cause.as_ref()), PANIC_REMEDY),
        }
    };
    in_runs(rows.len(), progress, Tables::default, read_row, Tables::append)
}

/// Returns what `gazetteer` finds in `rows`, with the attributes asked for, and the rows that could not be read; `None` where it
/// was cancelled.
#[must_use]
pub fn find<R: Rows + ?Sized>(
    gazetteer: &Gazetteer,
    rows: &R,
    first_row: usize,
    attributes: &[String],
    progress: &Progress,
) -> Option<FoundTables> {
    let read_row = |found: &mut FoundTables, i: usize| match rows.get(i) {
        Row::Null => {}
        Row::Bad(error) => found.errors.add(first_row + i, &error.reason, &error.remedy),
        Row::Text { text, .. } => match catch_unwind(AssertUnwindSafe(|| gazetteer.find(text))) {
            Ok(matches) => found.add(first_row + i, text, &matches, gazetteer, attributes),
            Err(cause) => found.errors.add(first_row + i, &panic_reason(cause.as_ref()), PANIC_REMEDY),
        },
    };
    in_runs(rows.len(), progress, FoundTables::default, read_row, FoundTables::append)
}

/// Reads rows in runs, one run a job, and joins what they give in order; each thread joins a share of it, so that little
/// is left for one thread alone.
fn in_runs<T: Send>(
    len: usize,
    progress: &Progress,
    start: impl Fn() -> T + Sync,
    read_row: impl Fn(&mut T, usize) + Sync,
    append: impl Fn(&mut T, T) + Sync,
) -> Option<T> {
    let runs = len.div_ceil(ROWS);
    let parts: Vec<T> = (0..runs)
        .into_par_iter()
        .map(|run| {
            let mut part = start();
            for i in run * ROWS..len.min((run + 1) * ROWS) {
                if progress.cancelled.load(Ordering::Relaxed) {
                    return None;
                }
                read_row(&mut part, i);
                progress.done.fetch_add(1, Ordering::Relaxed);
            }
            Some(part)
        })
        .collect::<Option<_>>()?;
    let join = |parts: Vec<T>| {
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_else(&start);
        parts.for_each(|part| append(&mut all, part));
        all
    };
    let share = parts.len().div_ceil(rayon::current_num_threads()).max(1);
    Some(join(parts.into_par_iter().chunks(share).map(join).collect()))
}

/// What to do about a panic.
pub const PANIC_REMEDY: &str = "this is a fault of saith: please report it with the text";

/// Returns the reason that an error row, or an exception, gives for a panic.
#[must_use]
pub fn panic_reason(cause: &(dyn std::any::Any + Send)) -> String {
    let message = cause.downcast_ref::<&str>().copied().or_else(|| cause.downcast_ref::<String>().map(String::as_str));
    format!("analysis broke off ({})", message.unwrap_or("no message"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Place;

    fn settings() -> Settings {
        Settings { layers: Layers::ALL, attributes: Vec::new(), force: false, first_row: 10 }
    }

    fn read_on(threads: usize, rows: &[Option<&str>]) -> Tables {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let pipeline = Pipeline::default();
        pool.install(|| read(&pipeline, rows, &settings(), &Progress::default())).unwrap()
    }

    #[test]
    fn results_do_not_depend_on_threads() {
        let texts: Vec<String> = (0..200).map(|i| format!("“We won {i},” said Ann Lee.\n\nShe left at {i}.")).collect();
        let rows: Vec<Option<&str>> =
            texts.iter().enumerate().map(|(i, t)| (i % 7 != 0).then_some(t.as_str())).collect();
        let one = read_on(1, &rows);
        assert_eq!(read_on(4, &rows), one);
        let mut expected: Vec<i64> = (0..200).filter(|i| i % 7 != 0).map(|i| i + 10).collect();
        let mut seen = one.sentences.row.values;
        assert!(seen.is_sorted());
        seen.dedup();
        expected.dedup();
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_row_that_panics_is_an_error_row_and_the_others_are_read() {
        let rows = [Some("One."), Some("boom"), Some("Two.")];
        let pipeline = Pipeline::default();
        let analyze = |text: &str, _: u32| {
            assert!(text != "boom", "cannot read {text}");
            pipeline.analyze(text)
        };
        let tables = read_with(rows.as_slice(), &settings(), &Progress::default(), &pipeline, analyze).unwrap();
        assert_eq!(tables.sentences.row.values, [10, 12]);
        assert_eq!(tables.errors.row.values, [11]);
        assert_eq!(tables.errors.reason.iter().next(), Some(Some("analysis broke off (cannot read boom)")));
    }

    #[test]
    fn a_cancelled_batch_gives_nothing() {
        let progress = Progress::default();
        progress.cancelled.store(true, Ordering::Relaxed);
        let rows = [Some("One.")];
        assert_eq!(read(&Pipeline::default(), rows.as_slice(), &settings(), &progress), None);
        assert_eq!(progress.done.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn other_languages_are_noted_unless_forced() {
        let german = "Die Ministerin sagte am Montag, dass die Brücke im nächsten Jahr gebaut werde und dass die \
            Stadt das Geld dafür schon habe, wie sie vor dem Rat erklärte.";
        let rows = [Some(german)];
        let read = |force| {
            let settings = Settings { force, ..settings() };
            read(&Pipeline::default(), rows.as_slice(), &settings, &Progress::default()).unwrap()
        };
        assert!(read(false).sentences.is_empty());
        assert_eq!(read(false).errors.reason.iter().next(), Some(Some("text is not English (looks like German)")));
        assert_eq!((read(true).errors.len(), read(true).sentences.len()), (0, 1));
    }

    struct Mixed(Vec<Result<(&'static str, &'static str), Error>>);

    impl Rows for Mixed {
        fn len(&self) -> usize {
            self.0.len()
        }
        fn get(&self, i: usize) -> Row<'_> {
            match &self.0[i] {
                Ok((title, text)) => Row::Text { title: Some(title), text },
                Err(error) => Row::Bad(error),
            }
        }
    }

    #[test]
    fn bad_rows_keep_their_reason_and_titles_shift_nothing() {
        let bad = Error::input(Place::default(), "int is not text", "convert it");
        let rows = Mixed(vec![Err(bad), Ok(("Ann Lee wins", "She left. He stayed."))]);
        let tables = read(&Pipeline::default(), &rows, &settings(), &Progress::default()).unwrap();
        assert_eq!(tables.errors.reason.iter().next(), Some(Some("int is not text")));
        assert_eq!(tables.sentences.start.values[0], 0);
        assert_eq!(tables.sentences.sentence.values[0], 0);
        assert_eq!(tables.sentences.paragraph.values[0], 0);
    }
}
