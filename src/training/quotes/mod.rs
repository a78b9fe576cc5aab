//! Training and scores of quotes, on articles with annotated attribution: PolNeAR's, or one's own.
//!
//! Tags are learned first. Links and confidences are learned from what chains find that have not seen the article (cross-fitted), so
//! that they know the faults that they will meet.

pub mod corpus;
mod evaluation;
pub mod score;

use std::path::Path;

use rayon::prelude::*;

use super::Options;
use super::polnear::{Article, Relation};
use super::treebanks::Part;
use crate::lexicon::Lexicon;
use crate::mention::{self, Mention};
use crate::model::calibration::Calibration;
use crate::model::features::Features;
use crate::model::file::ModelFile;
use crate::model::linear::Linear;
use crate::model::training::ranking::{self, Choices};
use crate::model::training::{self, Run, Watch, chain, linear};
use crate::quote::linker::{self, Link, Weights};
use crate::quote::reading::Reading;
use crate::quote::tagger::learn::{Course, scheme};
use crate::quote::tagger::{Pace, Tagger};
use crate::quote::{self, Confidences, Quote, certainty};
use crate::surface::Surface;
use crate::text::paragraphs::Newlines;
use crate::{Error, sentence};
pub use evaluation::evaluate;
use score::Scored;

/// Chosen on the development part; see train/README.md.
const TAGS: training::Options = training::Options {
    bits: 20,
    passes: 7,
    step: 0.015,
    l2: 1e-5,
    seed: 1,
    batch: 8,
    least_count: 4,
    prune: 0.01,
    runs: 4,
};
/// So many rows of tags have weights: those that weigh most in a first training.
const TAG_ROWS: usize = 200_000;
/// The same of a model that reads fast.
const FAST_TAGS: training::Options = training::Options { bits: 18, ..TAGS };
const FAST_TAG_ROWS: usize = 60_000;
const LINKS: training::Options = training::Options {
    bits: 18,
    passes: 6,
    step: 0.05,
    l2: 0.0,
    seed: 1,
    batch: 8,
    least_count: 2,
    prune: 0.0,
    runs: 4,
};
const CERTAINTY: training::Options = training::Options {
    bits: 16,
    passes: 6,
    step: 0.03,
    l2: 0.0,
    seed: 1,
    batch: 8,
    least_count: 5,
    prune: 0.0,
    runs: 4,
};
/// Links and confidences of each part of the articles come from a chain that has not seen it.
const FOLDS: usize = 3;

/// An article with what the stages before read in it.
struct Prepared<'t> {
    surface: Surface<'t>,
    mentions: Vec<Mention>,
    rules: Vec<Quote>,
    relations: &'t [Relation],
}

impl<'t> Prepared<'t> {
    fn new(article: &'t Article) -> Self {
        let model = sentence::Model::shipped();
        let surface = Surface::read(&article.text, Lexicon::shipped(), &model, Newlines::Auto, &Default::default());
        let mentions = mention::find(&surface, &[], &mention::Model::shipped());
        let rules = quote::by_rules(&surface, &mentions, &Confidences::shipped());
        Self { surface, mentions, rules, relations: &article.relations }
    }

    fn reading(&self, tagger: &Tagger) -> Reading<'_, 't> {
        Reading::new(&self.surface, &self.mentions, &self.rules, tagger)
    }

    /// The annotated relations, to compare with.
    fn annotated(&self) -> Vec<Scored> {
        self.relations.iter().map(Scored::from).collect()
    }

    /// Whether each link is a right relation.
    fn right(&self, reading: &Reading<'_, '_>, links: &[Link]) -> Vec<bool> {
        let read: Vec<Scored> = links.iter().map(|link| Scored::of(&self.surface, &reading.relation(link))).collect();
        score::right(self.surface.text, &self.annotated(), &read)
    }
}

/// An article to learn tags from.
struct Lesson<'s, 't> {
    course: Course<'s, 't>,
    features: Features,
    labels: Vec<u8>,
}

/// The places of all that is not of fold `fold`, and of what is.
fn split(count: usize, fold: usize) -> (Vec<usize>, Vec<usize>) {
    (0..count).partition(|i| i % FOLDS != fold)
}

/// Returns the model that the articles under `data` teach, or none where `watch` stopped it.
pub fn train(data: &Path, options: &Options, watch: &mut Watch<'_>) -> Result<Option<ModelFile>, Error> {
    let pace = pace(options);
    let articles = corpus::read(data, Part::Train)?;
    let prepared: Vec<Prepared<'_>> = articles.par_iter().map(Prepared::new).collect();
    let lessons: Vec<Lesson<'_, '_>> = prepared
        .par_iter()
        .map(|own| {
            let course = Course::new(&own.surface, &own.mentions, &own.rules);
            Lesson { features: course.features(pace), labels: course.labels(own.relations, pace), course }
        })
        .collect();
    let all: Vec<usize> = (0..articles.len()).collect();
    let Some(tags) = fit_tags("tags", &lessons, &all, options, watch)? else { return Ok(None) };
    let mut crossed: Vec<Option<Reading<'_, '_>>> = (0..articles.len()).map(|_| None).collect();
    for fold in 0..FOLDS {
        let (others, own) = split(articles.len(), fold);
        let Some(chain) = fit_tags(&format!("fold{fold}"), &lessons, &others, options, watch)? else {
            return Ok(None);
        };
        let read: Vec<_> = own.par_iter().map(|&i| prepared[i].reading(&chain)).collect();
        own.iter().zip(read).for_each(|(&i, reading)| crossed[i] = Some(reading));
    }
    drop(lessons);
    let readings: Vec<Reading<'_, '_>> = crossed.into_iter().flatten().collect();
    let Some(links) = fit_links("links", &prepared, &readings, &all, options, watch)? else { return Ok(None) };
    let mut found: Vec<Vec<Link>> = vec![Vec::new(); articles.len()];
    for fold in 0..FOLDS {
        let (others, own) = split(articles.len(), fold);
        let Some(weights) = fit_links(&format!("links{fold}"), &prepared, &readings, &others, options, watch)? else {
            return Ok(None);
        };
        own.iter().for_each(|&i| found[i] = readings[i].links(&weights));
    }
    let Some(certainty) = fit_certainty("certainty", &prepared, &readings, &found, &all, options, watch)? else {
        return Ok(None);
    };
    let mut scored: Vec<(f32, bool)> = Vec::new();
    for fold in 0..FOLDS {
        let (others, own) = split(articles.len(), fold);
        let name = format!("certainty{fold}");
        let Some(weights) = fit_certainty(&name, &prepared, &readings, &found, &others, options, watch)? else {
            return Ok(None);
        };
        for i in own {
            let scores = found[i].iter().map(|link| readings[i].score(link, &weights));
            scored.extend(scores.zip(prepared[i].right(&readings[i], &found[i])));
        }
    }
    // Scores are log-odds: where nothing was found there is nothing to correct.
    let confidence = match scored.as_slice() {
        [] => Calibration::Platt { slope: 1.0, intercept: 0.0 },
        scored => Calibration::isotonic(scored)?,
    };
    let (tag_options, tag_rows) = tag_options(pace);
    let mut file = quote::learn::model(tags, links, certainty, confidence).to_file()?;
    let relations: usize = articles.iter().map(|article| article.relations.len()).sum();
    file.set_facts(serde_json::json!({
        "data": {"articles": articles.len(), "relations": relations},
        "options": {"tags": tag_options, "tag_rows": tag_rows, "links": LINKS, "certainty": CERTAINTY, "folds": FOLDS},
    }))?;
    Ok(Some(file))
}

/// The options of tags, and how many rows of them have weights.
fn tag_options(pace: Pace) -> (training::Options, usize) {
    match pace {
        Pace::Full => (TAGS, TAG_ROWS),
        Pace::Fast => (FAST_TAGS, FAST_TAG_ROWS),
    }
}

fn pace(options: &Options) -> Pace {
    if options.fast { Pace::Fast } else { Pace::Full }
}

/// The options of one training, with the seed and checkpoint that were asked for.
fn own<'r>(
    which: &training::Options,
    name: &str,
    options: &Options,
    watch: &'r mut Watch<'_>,
) -> (training::Options, Run<'r>) {
    let own = training::Options { seed: options.seed, ..which.clone() };
    (own, Run { watch: Box::new(watch), checkpoint: options.checkpoint_of(name) })
}

fn fit_tags(
    name: &str,
    lessons: &[Lesson<'_, '_>],
    which: &[usize],
    options: &Options,
    watch: &mut Watch<'_>,
) -> Result<Option<Tagger>, Error> {
    let pace = pace(options);
    let (tags, most) = tag_options(pace);
    let mut sequences = chain::Sequences::new(tags.bits);
    for &i in which {
        lessons[i].course.add(&lessons[i].features, &lessons[i].labels, &mut sequences)?;
    }
    let mut fit = |name: &str, tags: &training::Options, sequences: &chain::Sequences| {
        let (own, mut run) = own(tags, name, options, watch);
        chain::train(sequences, &scheme(pace), &own, &mut run)
    };
    let once = training::Options { runs: 1, ..tags.clone() };
    let Some(first) = fit(&format!("{name}.first"), &once, &sequences)? else { return Ok(None) };
    sequences.keep(&first.heaviest(most));
    let learned = fit(name, &tags, &sequences)?;
    learned.map(|learned| Ok(Tagger { pace, chain: learned.quantised(tags.prune)? })).transpose()
}

fn fit_links(
    name: &str,
    prepared: &[Prepared<'_>],
    readings: &[Reading<'_, '_>],
    which: &[usize],
    options: &Options,
    watch: &mut Watch<'_>,
) -> Result<Option<Weights>, Error> {
    let (mut contents, mut sources) = (Choices::new(LINKS.bits), Choices::new(LINKS.bits));
    for &i in which {
        linker::learn::add(&readings[i].scene(), prepared[i].relations, &mut contents, &mut sources);
    }
    let mut fit = |part: &str, choices: &Choices| -> Result<Option<Linear>, Error> {
        let (own, mut run) = own(&LINKS, &format!("{name}.{part}"), options, watch);
        ranking::train(choices, &own, &mut run)?.map(|learned| learned.quantised(LINKS.prune)).transpose()
    };
    let Some(content) = fit("contents", &contents)? else { return Ok(None) };
    let Some(source) = fit("sources", &sources)? else { return Ok(None) };
    Ok(Some(Weights { content, source }))
}

fn fit_certainty(
    name: &str,
    prepared: &[Prepared<'_>],
    readings: &[Reading<'_, '_>],
    found: &[Vec<Link>],
    which: &[usize],
    options: &Options,
    watch: &mut Watch<'_>,
) -> Result<Option<Linear>, Error> {
    let mut examples = linear::Examples::new(CERTAINTY.bits);
    let mut features = Vec::new();
    for &i in which {
        let right = prepared[i].right(&readings[i], &found[i]);
        for (link, right) in found[i].iter().zip(right) {
            features.clear();
            certainty::features(&readings[i].scene(), link, &mut |feature| features.push(feature));
            examples.push(&features, right, 1.0);
        }
    }
    let (own, mut run) = own(&CERTAINTY, name, options, watch);
    linear::train(&examples, &own, &mut run)?.map(|learned| learned.quantised(CERTAINTY.prune)).transpose()
}
