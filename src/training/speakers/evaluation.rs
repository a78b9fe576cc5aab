//! How right speakers are on the development part of the news.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use super::lesson::Lesson;
use super::news::{self, Label, Labelled};
use crate::entity::Entities;
use crate::mention::Form;
use crate::model::calibration::Reliability;
use crate::pipeline::Layers;
use crate::quote::Quote;
use crate::speaker::{self, Attribution};
use crate::training::treebanks::Part;
use crate::training::{Report, Table};
use crate::{Error, Span};

/// A quote stands for the relation with which its content shares so much.
const OVERLAP: f64 = 0.5;

/// The forms of a source, as labels name them.
const FORMS: [&str; 3] = ["name", "nominal", "pronoun"];

/// How many there are, and how many of them are right.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    all: u64,
    right: u64,
}

impl Count {
    fn add(&mut self, right: bool) {
        self.all += 1;
        self.right += u64::from(right);
    }

    fn per_cent(self) -> f64 {
        100.0 * self.right as f64 / self.all as f64
    }
}

/// What is counted of one way to read.
#[derive(Default)]
struct Counts {
    found: Count,
    /// By form, of those whom the article names.
    forms: [Count; 3],
    named: Count,
    unnamed: Count,
    /// Named speakers that were given.
    given: u64,
    publishers: BTreeMap<String, Count>,
    distances: BTreeMap<(usize, u64), Count>,
    confidences: Vec<(f32, bool)>,
}

/// Returns how right speakers are with the relations given, and end to end: by form of the source, by publisher, by how far back they
/// are named; and how far confidences come true.
///
/// # Errors
/// Where data or model cannot be read.
pub fn evaluate(data: &Path, model: Option<&Path>) -> Result<Report, Error> {
    let own;
    let model = match model {
        None => speaker::Model::shipped(),
        Some(path) => {
            own = speaker::Model::read(&crate::training::read(path)?, &path.display().to_string())?;
            &own
        }
    };
    let articles = news::read(data, Part::Dev)?;
    let counts = [true, false].map(|given| {
        let found: Vec<_> = articles
            .par_iter()
            .enumerate()
            .map(|(i, article)| {
                let lesson = Lesson::of_article(i, article, given);
                let (attributions, entities) = lesson.attributed(model);
                (lesson, attributions, entities)
            })
            .collect();
        let mut counts = Counts::default();
        for (article, (lesson, attributions, entities)) in articles.iter().zip(&found) {
            counts.take_in(article, lesson, attributions, entities);
        }
        counts
    });
    Ok(Report { tables: tables(&counts) })
}

impl Counts {
    fn take_in(&mut self, article: &Labelled, lesson: &Lesson<'_>, attributions: &[Attribution], entities: &Entities) {
        let quotes = &lesson.layers.quotes;
        let of = matched(article, quotes);
        let publisher = article.article.name.split('_').next().unwrap_or_default();
        let named = |a: &Attribution| a.speaker.map(|e| &entities.list[e as usize]).filter(|entity| !entity.anonymous);
        self.given += (0..quotes.len())
            .filter(|&i| quotes[i].parent.is_none() && named(&attributions[i]).is_some())
            .count() as u64;
        for (number, label) in &article.labels {
            let found = of.get(number).map(|&i| &attributions[i]);
            self.found.add(found.is_some());
            let speaker = found.and_then(named);
            let right = found.is_some()
                && match &label.name {
                    Some(_) => speaker.is_some_and(|entity| label.is(&entity.name)),
                    None => speaker.is_none(),
                };
            if let Some((confidence, _)) = found.and_then(|found| Some((found.confidence?, found.speaker?))) {
                self.confidences.push((confidence, right));
            }
            let Some(form) = FORMS.iter().position(|form| *form == label.form).filter(|_| label.name.is_some()) else {
                self.unnamed.add(right);
                continue;
            };
            self.named.add(right);
            self.forms[form].add(right);
            self.publishers.entry(publisher.to_owned()).or_default().add(right);
            let source = article.article.relations[*number].source.first();
            let distance = source.map_or(u64::MAX, |&source| distance(&lesson.layers, label, source));
            self.distances.entry((form, distance)).or_default().add(right);
        }
    }

    fn row(&self, name: &str) -> Vec<crate::training::Cell> {
        let (precision, recall) = (100.0 * self.named.right as f64 / self.given.max(1) as f64, self.named.per_cent());
        let mut row = vec![name.into(), self.found.per_cent().into()];
        row.extend(self.forms.iter().map(|form| form.per_cent().into()));
        row.extend([
            recall.into(),
            precision.into(),
            (2.0 * precision * recall / (precision + recall)).into(),
            self.unnamed.per_cent().into(),
        ]);
        row
    }
}

/// For each relation the quote that stands for it: one to one, those that share most first.
fn matched(article: &Labelled, quotes: &[Quote]) -> BTreeMap<usize, usize> {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (number, relation) in article.article.relations.iter().enumerate() {
        for (i, quote) in quotes.iter().enumerate().filter(|(_, quote)| quote.parent.is_none()) {
            let overlap = super::lesson::overlap(&relation.content, &quote.content);
            if overlap >= OVERLAP {
                pairs.push((overlap, number, i));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut of = BTreeMap::new();
    let mut taken = vec![false; quotes.len()];
    for (_, number, i) in pairs {
        if !taken[i] && !of.contains_key(&number) {
            taken[i] = true;
            of.insert(number, i);
        }
    }
    of
}

/// How many sentences before a source its speaker is named last: 0 in its own, 3 three to five before, 6 further; `u64::MAX` nowhere before.
fn distance(layers: &Layers<'_>, label: &Label, source: Span) -> u64 {
    let surface = &layers.surface;
    let sentence = |offset: u32| surface.sentences.partition_point(|s| s.span.end <= offset);
    let before = layers.mentions.iter().rev().filter(|m| m.form == Form::Name && m.span.end <= source.start);
    let mut named = before.filter(|m| label.is(m.span.of(surface.text)));
    match named.next().map(|m| sentence(source.start) - sentence(m.span.start)) {
        None => u64::MAX,
        Some(back @ 0..=2) => back as u64,
        Some(3..=5) => 3,
        Some(_) => 6,
    }
}

fn tables([given, read]: &[Counts; 2]) -> Vec<Table> {
    let columns = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let back = |distance: u64| match distance {
        0 => "the same sentence",
        1 => "the sentence before",
        2 => "two sentences before",
        3 => "three to five",
        6 => "six and more",
        _ => "not named before",
    };
    let mut tables = vec![
        Table {
            name: "speakers of 32 articles of PolNeAR dev, per cent right".to_owned(),
            columns: columns(&[
                "relations",
                "found",
                "name",
                "nominal",
                "pronoun",
                "all named",
                "precision",
                "F1",
                "never named",
            ]),
            rows: vec![given.row("given"), read.row("end to end")],
        },
        Table {
            name: "by publisher, named speakers, per cent right".to_owned(),
            columns: columns(&["publisher", "named", "given", "end to end"]),
            rows: given
                .publishers
                .iter()
                .map(|(name, count)| {
                    let other = read.publishers.get(name).copied().unwrap_or_default();
                    vec![name.as_str().into(), count.all.into(), count.per_cent().into(), other.per_cent().into()]
                })
                .collect(),
        },
        Table {
            name: "by where the speaker is named last before the source, relations given, per cent right".to_owned(),
            columns: columns(&["source", "named last in", "sources", "right"]),
            rows: given
                .distances
                .iter()
                .map(|(&(form, distance), count)| {
                    vec![FORMS[form].into(), back(distance).into(), count.all.into(), count.per_cent().into()]
                })
                .collect(),
        },
    ];
    for (name, counts) in [("given", given), ("end to end", read)] {
        let Some(reliability) = Reliability::of(&counts.confidences) else { continue };
        let mut rows: Vec<Vec<crate::training::Cell>> = reliability
            .bins
            .iter()
            .map(|bin| {
                vec![
                    format!("{:.1} – {:.1}", bin.low, bin.high).as_str().into(),
                    (bin.count as u64).into(),
                    bin.promised.into(),
                    bin.rate.into(),
                ]
            })
            .collect();
        rows.push(vec![
            "expected calibration error".into(),
            (counts.confidences.len() as u64).into(),
            "".into(),
            reliability.calibration_error.into(),
        ]);
        tables.push(Table {
            name: format!("how far confidences of speakers come true, relations {name}"),
            columns: columns(&["confidence", "speakers", "mean", "right"]),
            rows,
        });
    }
    tables
}
