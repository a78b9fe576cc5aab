//! The boundary score: how many ends of sentences are found, and how many of those found are right.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use super::conllu::Layout;
use super::report::{Report, Table};
use super::treebanks::{self, Part};
use crate::pipeline::Pipeline;
use crate::{Error, Span};

/// Counts of boundaries. The end of a text is none: every splitter finds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Boundaries {
    /// Found, and in the gold standard.
    pub hit: u64,
    /// Found.
    pub found: u64,
    /// In the gold standard.
    pub gold: u64,
}

impl Boundaries {
    /// Returns the counts for one text.
    ///
    /// # Examples
    /// ```
    /// use saith::{Span, training::Boundaries};
    /// let counts = Boundaries::count("One. Two. Three.", &[Span::new(0, 4), Span::new(5, 16)], &[Span::new(0, 9), Span::new(10, 16)]);
    /// assert_eq!((counts.hit, counts.found, counts.gold), (0, 1, 1));
    /// ```
    #[must_use]
    pub fn count(text: &str, found: &[Span], gold: &[Span]) -> Self {
        let (found, gold) = (ends(text, found), ends(text, gold));
        let hit = found.intersection(&gold).count() as u64;
        Self { hit, found: found.len() as u64, gold: gold.len() as u64 }
    }

    /// Returns the share of the boundaries found that are right; not a number where none was found.
    #[must_use]
    pub fn precision(&self) -> f64 {
        self.hit as f64 / self.found as f64
    }

    /// Returns the share of the boundaries in the gold standard that were found; not a number where it has none.
    #[must_use]
    pub fn recall(&self) -> f64 {
        self.hit as f64 / self.gold as f64
    }

    /// Returns the harmonic mean of both; not a number where nothing was found nor to be found.
    #[must_use]
    pub fn f1(&self) -> f64 {
        2.0 * self.hit as f64 / (self.found + self.gold) as f64
    }
}

impl std::iter::Sum for Boundaries {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |a, b| Self {
            hit: a.hit + b.hit,
            found: a.found + b.found,
            gold: a.gold + b.gold,
        })
    }
}

/// The places after the last visible character of each sentence but the last of the text.
fn ends(text: &str, sentences: &[Span]) -> BTreeSet<usize> {
    let last = text.trim_end().len();
    let visible = sentences.iter().filter_map(|span| {
        let length = span.of(text).trim_end().len();
        (length > 0).then_some(span.start as usize + length)
    });
    visible.filter(|end| *end != last).collect()
}

/// Returns the scores of `pipeline` on the held-out parts of the treebanks, in each layout.
pub fn evaluate(data: &Path, pipeline: &Pipeline) -> Result<Report, Error> {
    let columns = ["data", "layout", "documents", "sentences", "precision", "recall", "F1"];
    let mut rows = Vec::new();
    for treebank in treebanks::read(data, Part::Dev)? {
        for layout in Layout::ALL {
            let laid_out: Vec<(String, Vec<Span>)> =
                treebank.documents.par_iter().map(|document| document.lay_out(layout)).collect();
            let count = |(text, gold): &(String, Vec<Span>)| {
                let found: Vec<Span> = pipeline.sentences(text).into_iter().map(|sentence| sentence.span).collect();
                Boundaries::count(text, &found, gold)
            };
            let counts: Vec<Boundaries> = laid_out.par_iter().map(count).collect();
            let all: Boundaries = counts.into_iter().sum();
            let sentences: usize = laid_out.iter().map(|(_, gold)| gold.len()).sum();
            let per_cent = |share: f64| 100.0 * share;
            rows.push(vec![
                treebank.name.into(),
                layout.name().into(),
                (laid_out.len() as u64).into(),
                (sentences as u64).into(),
                per_cent(all.precision()).into(),
                per_cent(all.recall()).into(),
                per_cent(all.f1()).into(),
            ]);
        }
    }
    let name = "boundaries of sentences on the dev parts, per cent".to_owned();
    Ok(Report { tables: vec![Table { name, columns: columns.map(str::to_owned).to_vec(), rows }] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_compared_without_white_space_and_without_the_last() {
        let text = "One.  Two. Three. \n";
        let gold = [Span::new(0, 4), Span::new(6, 10), Span::new(11, 17)];
        let same = [Span::new(0, 6), Span::new(6, 11), Span::new(11, 19), Span::new(4, 6)];
        assert_eq!(Boundaries::count(text, &same, &gold), Boundaries { hit: 2, found: 2, gold: 2 });
        let merged = [Span::new(0, 17)];
        let counts = Boundaries::count(text, &merged, &gold);
        assert_eq!((counts.recall(), counts.f1()), (0.0, 0.0));
        assert!(counts.precision().is_nan());
        let half = Boundaries { hit: 1, found: 2, gold: 4 };
        assert_eq!((half.precision(), half.recall(), half.f1()), (0.5, 0.25, 1.0 / 3.0));
    }
}
