//! Training and scores of the speaker stage: on novels (PDNC) and on news (PolNeAR, with labels of the project's own).

mod evaluation;
mod lesson;
pub mod news;
pub mod pdnc;

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

pub use self::evaluation::evaluate;
use self::lesson::Lesson;
use super::Options;
use super::treebanks::Part;
use crate::Error;
use crate::model::calibration::Calibration;
use crate::model::file::ModelFile;
use crate::model::linear::Linear;
use crate::model::training::succession::{self, Successions};
use crate::model::training::{self, Run, Watch};
use crate::speaker::{self, learn};

/// How the stage learns: chosen on novels left out and on the development part of the news; see train/README.md.
pub const LEARNING: training::Options = training::Options {
    bits: 18,
    passes: 6,
    step: 0.05,
    l2: 1e-4,
    seed: 1,
    batch: 1,
    least_count: 5,
    prune: 0.01,
    runs: 4,
};

/// Confidences come from models that have not seen the document: so many.
const FOLDS: usize = 5;

/// Returns the model that novels and articles teach, or none where `watch` stopped it.
///
/// # Errors
/// Where the data or the state of an earlier training cannot be read.
pub fn train(data: &Path, options: &Options, watch: &mut Watch<'_>) -> Result<Option<ModelFile>, Error> {
    let (novels, articles) = (pdnc::read(data)?, news::read(data, Part::Train)?);
    let lessons = lessons(&novels, &articles)?;
    let learning = training::Options { seed: options.seed, ..LEARNING };
    let successions = successions(&lessons.iter().collect::<Vec<_>>());
    let mut run = Run { watch: Box::new(&mut *watch), checkpoint: options.checkpoint_of("turns") };
    let Some(turns) = weights(&successions, &learning, &mut run)? else { return Ok(None) };
    drop(run);
    let mut seen: [Vec<(f32, bool)>; 2] = [Vec::new(), Vec::new()];
    for fold in 0..FOLDS {
        // What is there of one document, with its list of characters and without, stays together.
        let (own, others): (Vec<&Lesson<'_>>, Vec<&Lesson<'_>>) =
            lessons.iter().partition(|lesson| lesson.document % FOLDS == fold);
        let mut run = Run { watch: Box::new(&mut *watch), checkpoint: options.checkpoint_of(&format!("fold{fold}")) };
        let Some(others) = weights(&self::successions(&others), &learning, &mut run)? else { return Ok(None) };
        let model = bare(others);
        let found: Vec<_> = own.par_iter().map(|lesson| lesson.chances(&model)).collect();
        found.into_iter().for_each(|(dialogue, chances)| seen[usize::from(dialogue)].extend(chances));
    }
    // Where there is no document of a kind, its chances stand as they are.
    let fitted = |examples: &Vec<_>| {
        if examples.is_empty() { Ok(Calibration::unchanged()) } else { Calibration::isotonic(examples) }
    };
    let confidence = [fitted(&seen[0])?, fitted(&seen[1])?];
    let mut file = learn::to_file(&learn::model(turns, confidence))?;
    file.set_facts(serde_json::json!({
        "data": {
            "PDNC novels": novels.len(),
            "PolNeAR articles": articles.len(),
            "turns": successions.steps(),
            "known": successions.known(),
            "candidates": successions.candidates(),
        },
        "options": {"passes": learning.passes, "step": learning.step, "l2": learning.l2, "prune": learning.prune},
        "folds": FOLDS,
    }))?;
    Ok(Some(file))
}

/// Reads all documents: novels with their lists of characters and without, articles with their relations given and as they are read.
fn lessons<'t>(novels: &'t [pdnc::Novel], articles: &'t [news::Labelled]) -> Result<Vec<Lesson<'t>>, Error> {
    let gazetteers = novels.iter().map(|novel| novel.gazetteer().map(Arc::new)).collect::<Result<Vec<_>, _>>()?;
    let mut lessons: Vec<Lesson<'t>> = novels
        .par_iter()
        .zip(&gazetteers)
        .enumerate()
        .flat_map_iter(|(i, (novel, gazetteer))| {
            [Some(gazetteer.clone()), None].map(|gazetteer| Lesson::of_novel(i, novel, gazetteer))
        })
        .collect();
    let first = novels.len();
    lessons.par_extend(
        articles
            .par_iter()
            .enumerate()
            .flat_map_iter(|(i, article)| [true, false].map(|given| Lesson::of_article(first + i, article, given))),
    );
    Ok(lessons)
}

fn successions(lessons: &[&Lesson<'_>]) -> Successions {
    let mut successions = Successions::new(LEARNING.bits);
    lessons.iter().for_each(|lesson| lesson.add(&mut successions));
    successions
}

fn weights(successions: &Successions, options: &training::Options, run: &mut Run<'_>) -> Result<Option<Linear>, Error> {
    let learned = succession::train(successions, options, run)?;
    learned.map(|learned| learned.quantised(options.prune)).transpose()
}

/// Returns the model of weights alone, whose confidences are the chances as they are.
fn bare(turns: Linear) -> speaker::Model {
    learn::model(turns, [Calibration::unchanged(), Calibration::unchanged()])
}
