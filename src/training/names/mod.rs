//! Training and scores of names.
//!
//! Learned from GUM's entities and from what of `ner/` is there: WikiGold, WNUT17, re3d. EWT's text has parts of speech and no
//! types: a teacher that reads parts of speech too names it first, and the names are learned from like the others.

pub mod corpus;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::report::{Report, Table};
use super::treebanks::Part;
use super::{Cell, Options};
use crate::entity_type::EntityType;
use crate::lexicon::Lexicon;
use crate::mention::learn::{self, Course, Labelled};
use crate::mention::{self, Form};
use crate::model::chain::Chain;
use crate::model::features::Features;
use crate::model::file::ModelFile;
use crate::model::training::{self, Random, Run, Watch, chain};
use crate::surface::Surface;
use crate::text::paragraphs::Newlines;
use crate::{Error, Span, sentence};
use corpus::{Annotated, Spacing};

/// Chosen on the dev parts; see train/README.md.
const BITS: u32 = 18;
const PASSES: u32 = 8;
const STEP: f32 = 0.01;
const LEAST: u32 = 3;
const PRUNE: f32 = 0.02;
/// Trainings whose weights are averaged.
const RUNS: u32 = 4;
/// The first reading of each part of the texts is that of a chain which has not seen it.
const FOLDS: usize = 5;
/// Every so many texts of WikiGold keep a space between all tokens.
const SPACED: usize = 4;
/// Every so many-th text is learned from once more with other capitals.
const RECASED: usize = 2;
/// Tweets are no document: so many are read as one.
const TWEETS: usize = 20;

/// A corpus, and where it lies in the data.
struct Corpus {
    name: &'static str,
    texts: Vec<Annotated>,
}

/// Returns the corpora to learn from that are there; GUM must be.
fn corpora(data: &Path) -> Result<Vec<Corpus>, Error> {
    let ner = super::root(data).join("ner");
    let mut found = vec![Corpus { name: "GUM", texts: corpus::gum(data, Part::Train)? }];
    for path in conll_files(&ner.join("wikigold")) {
        let spacing = |text: usize| if text.is_multiple_of(SPACED) { Spacing::All } else { Spacing::Usual };
        found.push(Corpus { name: "WikiGold", texts: corpus::tagged(&path, spacing, usize::MAX)? });
    }
    for path in conll_files(&ner.join("WNUT17/CONLL-format/data/train")) {
        found.push(Corpus { name: "WNUT17", texts: corpus::tagged(&path, |_| Spacing::Usual, TWEETS)? });
    }
    let mut texts = Vec::new();
    for path in conll_files(&ner.join("re3d")) {
        texts.extend(corpus::tagged(&path, |_| Spacing::Usual, usize::MAX)?);
    }
    if !texts.is_empty() {
        found.push(Corpus { name: "re3d", texts });
    }
    Ok(found)
}

/// The files of tagged tokens in a folder and those in it, in the order of their names; none where there is no such folder.
fn conll_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let is_tagged = |path: &Path| {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        name.ends_with(".conll") || name.ends_with(".conll.txt")
    };
    paths
        .into_iter()
        .flat_map(
            |path| {
                if path.is_dir() { conll_files(&path) } else { Vec::from_iter(is_tagged(&path).then_some(path)) }
            },
        )
        .collect()
}

fn surface(text: &str) -> Surface<'_> {
    Surface::read(text, Lexicon::shipped(), &sentence::Model::shipped(), Newlines::Auto, &Default::default())
}

/// A text to learn from.
struct Lesson<'s, 't> {
    course: Course<'s, 't>,
    features: Features,
    names: Vec<Labelled>,
}

fn lesson<'s, 't>(surface: &'s Surface<'t>, text: &Annotated) -> Lesson<'s, 't> {
    let course = Course::new(surface);
    let names = course.labelled(&text.names);
    Lesson { features: course.features(None, None), course, names }
}

/// Every so many-th text again, with headlines and lines in lower case, and the names that it has.
fn recased(texts: &[&Annotated], surfaces: &[Surface<'_>], lessons: &[Lesson<'_, '_>], seed: u64) -> Vec<Annotated> {
    let mut random = Random::new(seed);
    let some = (0..texts.len()).step_by(RECASED);
    some.map(|at| {
        let (surface, names) = (&surfaces[at], &lessons[at].names);
        let span = |tokens: &std::ops::Range<usize>| {
            surface.tokens[tokens.start].span.hull(surface.tokens[tokens.end - 1].span)
        };
        let names = names.iter().map(|name| (span(&name.tokens), name.kind)).collect();
        let own = Annotated { names, ..texts[at].clone() };
        let sentences: Vec<Span> = surface.sentences.iter().map(|sentence| sentence.span).collect();
        corpus::recased(&own, &sentences, &mut random)
    })
    .collect()
}

/// Returns the model that the data under `data` teach, or none where `watch` stopped it.
pub fn train(data: &Path, options: &Options, watch: &mut Watch<'_>) -> Result<Option<ModelFile>, Error> {
    let corpora = corpora(data)?;
    let untyped = corpus::ewt(data)?;
    let annotated: Vec<&Annotated> = corpora.iter().flat_map(|corpus| &corpus.texts).collect();
    let texts: Vec<&Annotated> = annotated.iter().copied().chain(&untyped).collect();
    let surfaces: Vec<Surface<'_>> = texts.par_iter().map(|text| surface(&text.text)).collect();
    let mut lessons: Vec<Lesson<'_, '_>> =
        surfaces.par_iter().zip(&texts).map(|(surface, text)| lesson(surface, text)).collect();

    let mut fit = |name: &str, lessons: &[&Lesson<'_, '_>]| fit(name, lessons, options, watch);
    let (typed, untyped_lessons) = lessons.split_at_mut(annotated.len());
    let with_parts = |at: usize, lesson: &Lesson<'_, '_>| {
        let parts = parts_of(&surfaces[at], &texts[at].parts);
        lesson.course.features(None, Some(&parts))
    };
    let taught: Vec<Lesson<'_, '_>> = typed
        .par_iter()
        .enumerate()
        .map(|(at, lesson)| Lesson {
            course: Course::new(&surfaces[at]),
            features: if texts[at].parts.is_empty() { lesson.features.clone() } else { with_parts(at, lesson) },
            names: lesson.names.clone(),
        })
        .collect();
    let Some(teacher) = fit("teacher", &taught.iter().collect::<Vec<_>>())? else { return Ok(None) };
    drop(taught);
    untyped_lessons.par_iter_mut().enumerate().for_each(|(i, lesson)| {
        lesson.names = lesson.course.names(&with_parts(annotated.len() + i, lesson), &teacher);
    });
    let guessed: usize = untyped_lessons.iter().map(|lesson| lesson.names.len()).sum();

    let recased = recased(&texts, &surfaces, &lessons, options.seed);
    let recased_surfaces: Vec<Surface<'_>> = recased.par_iter().map(|text| surface(&text.text)).collect();
    let surfaces: Vec<&Surface<'_>> = surfaces.iter().chain(&recased_surfaces).collect();
    lessons.par_extend(recased_surfaces.par_iter().zip(&recased).map(|(surface, text)| lesson(surface, text)));
    let all: Vec<&Lesson<'_, '_>> = lessons.iter().collect();
    let Some(first) = fit("first", &all)? else { return Ok(None) };
    let mut second: Vec<Lesson<'_, '_>> = Vec::with_capacity(all.len());
    let mut order = Vec::with_capacity(all.len());
    for fold in 0..FOLDS {
        let (own, others): (Vec<usize>, Vec<usize>) = (0..all.len()).partition(|at| at % FOLDS == fold);
        let others: Vec<&Lesson<'_, '_>> = others.into_iter().map(|at| all[at]).collect();
        let Some(chain) = fit(&format!("fold{fold}"), &others)? else { return Ok(None) };
        second.par_extend(own.par_iter().map(|&at| {
            let found = all[at].course.names(&all[at].features, &chain);
            let course = Course::new(surfaces[at]);
            Lesson { features: course.features(Some(&found), None), course, names: all[at].names.clone() }
        }));
        order.extend(own);
    }
    let mut in_order: Vec<(usize, &Lesson<'_, '_>)> = order.into_iter().zip(&second).collect();
    in_order.sort_by_key(|(at, _)| *at);
    let in_order: Vec<&Lesson<'_, '_>> = in_order.into_iter().map(|(_, lesson)| lesson).collect();
    let Some(second) = fit("second", &in_order)? else { return Ok(None) };

    let mut file = learn::model(first, second).to_file()?;
    let count = |corpus: &Corpus| {
        let names: usize = corpus.texts.iter().map(|text| text.names.len()).sum();
        (corpus.name.to_owned(), serde_json::json!({"texts": corpus.texts.len(), "names": names}))
    };
    let mut facts: serde_json::Map<_, _> = corpora.iter().map(count).collect();
    facts.insert("EWT".to_owned(), serde_json::json!({"texts": untyped.len(), "names, by the teacher": guessed}));
    file.set_facts(serde_json::json!({
        "data": facts,
        "options": {"bits": BITS, "passes": PASSES, "step": STEP, "least count": LEAST, "prune": PRUNE, "runs": RUNS, "folds": FOLDS},
    }))?;
    Ok(Some(file))
}

fn fit(
    name: &str,
    lessons: &[&Lesson<'_, '_>],
    options: &Options,
    watch: &mut Watch<'_>,
) -> Result<Option<Chain>, Error> {
    let mut sequences = chain::Sequences::new(BITS);
    for lesson in lessons {
        lesson.course.add(&lesson.features, &lesson.names, &mut sequences)?;
    }
    let own = training::Options {
        bits: BITS,
        passes: PASSES,
        step: STEP,
        seed: options.seed,
        least_count: LEAST,
        prune: PRUNE,
        runs: RUNS,
        ..training::Options::default()
    };
    let mut run = Run { watch: Box::new(watch), checkpoint: options.checkpoint_of(name) };
    let learned = chain::train(&sequences, &learn::scheme(), &own, &mut run)?;
    learned.map(|learned| learned.quantised(PRUNE)).transpose()
}

/// The part of speech of each token, 0 where the annotation has no word that begins there.
fn parts_of(surface: &Surface<'_>, parts: &[(u32, u64)]) -> Vec<u64> {
    let of = |start: u32| parts.binary_search_by_key(&start, |(at, _)| *at).map_or(0, |at| parts[at].1);
    surface.tokens.iter().map(|token| of(token.span.start)).collect()
}

/// Returns how many names are found, with their types, on development parts and on whole corpora of which the model may have
/// learned.
///
/// # Errors
/// Where data or model cannot be read.
pub fn evaluate(data: &Path, model: Option<&Path>) -> Result<Report, Error> {
    let model = match model {
        None => mention::Model::shipped(),
        Some(path) => std::sync::Arc::new(mention::Model::read(&super::read(path)?, &path.display().to_string())?),
    };
    let ner = super::root(data).join("ner");
    let mut sets: Vec<(String, Vec<Annotated>, Match)> = Vec::new();
    let spaced = |path: &Path| corpus::tagged(path, |_| Spacing::All, usize::MAX);
    let uner = ner.join("uner_ewt/dev.iob2");
    if uner.is_file() {
        sets.push(("UNER EWT dev".to_owned(), spaced(&uner)?, Match::Exact));
    }
    for path in conll_files(&ner.join("WNUT17/CONLL-format/data/dev")) {
        sets.push(("WNUT17 dev".to_owned(), spaced(&path)?, Match::Exact));
    }
    sets.push(("GUM dev".to_owned(), corpus::gum(data, Part::Dev)?, Match::Exact));
    for path in conll_files(&ner.join("wikigold")) {
        sets.push(("WikiGold".to_owned(), spaced(&path)?, Match::Exact));
    }
    let sources = std::fs::read_dir(ner.join("re3d/CONLL-format/data-by-source/conll"));
    let mut sources: Vec<PathBuf> = sources.into_iter().flatten().filter_map(|e| Some(e.ok()?.path())).collect();
    sources.sort();
    for source in sources {
        let name = format!("re3d {}", source.file_name().and_then(|n| n.to_str()).unwrap_or_default());
        let texts: Result<Vec<_>, Error> = conll_files(&source).iter().map(|path| spaced(path)).collect();
        sets.push((name, texts?.into_iter().flatten().collect(), Match::Overlap));
    }
    let rows = sets.iter().map(|(name, texts, matching)| {
        let counts: Counts = texts
            .par_iter()
            .map(|text| Counts::of(text, &names(text, &model), *matching))
            .reduce(Counts::default, Counts::plus);
        let mut row: Vec<Cell> = vec![name.as_str().into(), matching.name().into(), (texts.len() as u64).into()];
        row.extend(counts.cells());
        row
    });
    let columns = ["corpus", "match", "texts", "names", "precision", "recall", "F1", "person", "organization", "place"];
    Ok(Report {
        tables: vec![Table {
            name: "names and their types, per cent; the last three are F1".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }],
    })
}

/// The names of a text, as the stage gives them.
fn names(text: &Annotated, model: &mention::Model) -> Vec<(Span, EntityType)> {
    let found = mention::find(&surface(&text.text), &[], model);
    found.into_iter().filter(|m| m.form == Form::Name).map(|m| (m.span, m.kind)).collect()
}

/// When a name that was found is one that was annotated: of its type, and …
#[derive(Clone, Copy)]
enum Match {
    /// at the same place; an article before it does not matter.
    Exact,
    /// overlapping, for annotation with titles and descriptions.
    Overlap,
}

impl Match {
    const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Overlap => "overlap",
        }
    }
}

const SCORED: [EntityType; 3] = [EntityType::Person, EntityType::Organization, EntityType::Place];

/// For each scored type how many were right, found and annotated.
#[derive(Clone, Copy, Default)]
struct Counts([[u64; 3]; SCORED.len()]);

impl Counts {
    fn of(text: &Annotated, found: &[(Span, EntityType)], matching: Match) -> Self {
        let mut counts = Self::default();
        let place = |kind: EntityType| SCORED.iter().position(|&scored| scored == kind);
        let mut used = vec![false; found.len()];
        let mut first = 0;
        for &(gold, kind) in &text.names {
            let Some(at) = place(kind) else { continue };
            counts.0[at][2] += 1;
            while found.get(first).is_some_and(|(span, _)| span.end <= gold.start) {
                first += 1;
            }
            let hit = (first..found.len()).take_while(|&i| found[i].0.start < gold.end).find(|&i| {
                let span = found[i].0;
                let article = span.of(&text.text).get(..4).is_some_and(|the| the.eq_ignore_ascii_case("the "));
                let same = span == gold || article && Span::new(span.start + 4, span.end) == gold;
                !used[i] && found[i].1 == kind && (same || matches!(matching, Match::Overlap))
            });
            if let Some(i) = hit {
                used[i] = true;
                counts.0[at][0] += 1;
            }
        }
        for at in found.iter().filter_map(|(_, kind)| place(*kind)) {
            counts.0[at][1] += 1;
        }
        counts
    }

    fn plus(mut self, other: Self) -> Self {
        self.0.as_flattened_mut().iter_mut().zip(other.0.as_flattened()).for_each(|(mine, theirs)| *mine += theirs);
        self
    }

    fn cells(&self) -> Vec<Cell> {
        let all = self.0.iter().fold([0; 3], |all, own| std::array::from_fn(|i| all[i] + own[i]));
        let share = |part: u64, whole: u64| 100.0 * part as f64 / whole.max(1) as f64;
        let f1 = |[right, found, gold]: [u64; 3]| share(2 * right, found + gold);
        let mut cells: Vec<Cell> = vec![all[2].into(), share(all[0], all[1]).into(), share(all[0], all[2]).into()];
        cells.push(f1(all).into());
        cells.extend(self.0.iter().map(|&own| Cell::from(f1(own))));
        cells
    }
}

#[cfg(test)]
mod tests;
