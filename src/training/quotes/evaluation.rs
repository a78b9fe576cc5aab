//! Scores of quotes on the development part.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::corpus;
use super::score::{self, Counts, Scored};
use crate::model::calibration::Reliability;
use crate::pipeline::Pipeline;
use crate::quote::{self, Quote, QuoteKind};
use crate::training::polnear::Article;
use crate::training::report::{Cell, Report, Table};
use crate::training::treebanks::Part;
use crate::{Error, Place};

/// What is reported of thresholds.
const THRESHOLDS: [f32; 8] = [0.0, 0.1, 0.2, 0.3, 0.5, 0.6, 0.7, 0.8];

/// An article's quotes, as the whole pipeline reads them, without those inside others: annotation gives a word to one relation.
fn read(article: &Article, pipeline: &Pipeline) -> Vec<Quote> {
    let mut quotes = pipeline.analyze(&article.text).quotes;
    quotes.retain(|quote| quote.parent.is_none());
    quotes
}

/// Returns how right quotes are on the development part: all, by publisher, at least so sure; and how far confidences come true.
///
/// `model` is the path of a model, or the name of one that ships.
///
/// # Errors
/// Where data or model cannot be read.
pub fn evaluate(data: &Path, model: Option<&Path>) -> Result<Report, Error> {
    let mut pipeline = Pipeline::default();
    if let Some(path) = model {
        let model = match path.to_str().and_then(quote::Model::named) {
            Some(shipped) => shipped,
            None if !path.exists() => {
                let place = Place { file: Some(path.display().to_string()), ..Place::default() };
                let remedy = "name a file, or a model that ships: default, fast";
                return Err(Error::format(place, "there is no such model".to_owned(), remedy));
            }
            None => Arc::new(quote::Model::read(&crate::training::read(path)?, &path.display().to_string())?),
        };
        pipeline.quotes = Some(model);
    }
    let articles = corpus::read(data, Part::Dev)?;
    let gold: Vec<Vec<Scored>> =
        articles.iter().map(|article| article.relations.iter().map(Scored::from).collect()).collect();
    let found: Vec<Vec<Quote>> = articles.par_iter().map(|article| read(article, &pipeline)).collect();
    let count = |i: usize, wanted: &dyn Fn(&Quote) -> bool| {
        let own: Vec<Scored> = found[i].iter().filter(|q| wanted(q)).map(Scored::from).collect();
        Counts::of(&articles[i].text, &gold[i], &own)
    };
    let all = |wanted: &dyn Fn(&Quote) -> bool| {
        (0..articles.len()).map(|i| count(i, wanted)).fold(Counts::default(), Counts::plus)
    };
    let mut rows = Vec::new();
    for least in THRESHOLDS {
        rows.push(row(format!("confidence {least} and more"), &all(&|q| q.confidence >= least)));
    }
    let mut publishers: BTreeMap<&str, Counts> = BTreeMap::new();
    for (i, article) in articles.iter().enumerate() {
        let publisher = article.name.split('_').next().unwrap_or_default();
        let counts = publishers.entry(publisher).or_default();
        *counts = counts.plus(count(i, &|_| true));
    }
    let by_publisher = publishers.iter().map(|(name, counts)| row((*name).to_owned(), counts)).collect();
    let right: Vec<Vec<bool>> = (0..articles.len())
        .map(|i| {
            let own: Vec<Scored> = found[i].iter().map(Scored::from).collect();
            score::right(&articles[i].text, &gold[i], &own)
        })
        .collect();
    let judged: Vec<(QuoteKind, f32, bool)> = found
        .iter()
        .zip(&right)
        .flat_map(|(quotes, right)| quotes.iter().zip(right).map(|(q, &r)| (q.kind, q.confidence, r)))
        .collect();
    Ok(Report {
        tables: vec![
            Table { name: "quotes, per cent".to_owned(), columns: columns("quotes of"), rows },
            Table { name: "by publisher".to_owned(), columns: columns("publisher"), rows: by_publisher },
            marked(&judged),
            reliability(&judged),
        ],
    })
}

fn columns(first: &str) -> Vec<String> {
    let own = [
        "annotated",
        "exact P",
        "exact R",
        "exact F1",
        "overlap P",
        "overlap R",
        "overlap F1",
        "characters F1",
        "direct recall",
        "mixed recall",
        "indirect recall",
        "relation P",
        "relation R",
        "relation F1",
    ];
    [first].into_iter().chain(own).map(str::to_owned).collect()
}

fn row(name: String, counts: &Counts) -> Vec<Cell> {
    let mut row: Vec<Cell> = vec![name.as_str().into(), counts.gold().into()];
    row.extend(counts.exact().map(Cell::from));
    row.extend(counts.overlap().map(Cell::from));
    row.push(counts.characters()[2].into());
    row.extend(QuoteKind::ALL.map(|kind| Cell::from(counts.recall(kind))));
    row.extend(counts.relation().map(Cell::from));
    row
}

/// Direct and mixed quotes at least so sure: how many are right, and how many of those that are right remain.
fn marked(judged: &[(QuoteKind, f32, bool)]) -> Table {
    let own: Vec<(f32, bool)> =
        judged.iter().filter(|(kind, ..)| *kind != QuoteKind::Indirect).map(|&(_, p, right)| (p, right)).collect();
    let all_right = own.iter().filter(|(_, right)| *right).count();
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let rows = THRESHOLDS.iter().map(|&least| {
        let kept = || own.iter().filter(move |(p, _)| *p >= least);
        let right = kept().filter(|(_, right)| *right).count();
        let cells: [Cell; 4] = [
            f64::from(least).into(),
            (kept().count() as u64).into(),
            share(right, kept().count()).into(),
            share(right, all_right).into(),
        ];
        cells.to_vec()
    });
    let columns = ["confidence and more", "quotes", "right", "of those right at all"];
    Table {
        name: "direct and mixed quotes, content and source right, per cent".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}

fn reliability(judged: &[(QuoteKind, f32, bool)]) -> Table {
    let examples: Vec<(f32, bool)> = judged.iter().map(|&(_, p, right)| (p, right)).collect();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    if let Some(found) = Reliability::of(&examples) {
        for bin in &found.bins {
            let name = format!("{:.1} – {:.1}", bin.low, bin.high);
            rows.push(vec![name.as_str().into(), (bin.count as u64).into(), bin.promised.into(), bin.rate.into()]);
        }
        let name = "expected calibration error";
        rows.push(vec![name.into(), (examples.len() as u64).into(), found.calibration_error.into(), "".into()]);
    }
    Table {
        name: "how far confidences come true".to_owned(),
        columns: ["confidence", "quotes", "mean", "right"].map(str::to_owned).to_vec(),
        rows,
    }
}
