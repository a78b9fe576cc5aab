//! Training of the sentence stage, on the train parts of EWT and GUM.

use std::collections::HashSet;
use std::path::Path;

use super::Options;
use super::conllu::Layout;
use super::treebanks::{self, Part};
use crate::Error;
use crate::model::file::ModelFile;
use crate::model::training::{self, Run, Watch};
use crate::sentence::learn::{Course, WordCounts};

/// Chosen on the dev parts; see train/README.md.
const PASSES: u32 = 10;
const STEP: f32 = 0.05;
const L2: f32 = 1e-5;
const PRUNE: f32 = 0.02;
const BONUS: f32 = 0.4;
const LAYOUTS: [Layout; 2] = [Layout::Kept, Layout::Flat];

/// Returns the model that the treebanks under `data` teach, or none where `watch` stopped it.
pub fn train(data: &Path, options: &Options, watch: &mut Watch<'_>) -> Result<Option<ModelFile>, Error> {
    let treebanks = treebanks::read(data, Part::Train)?;
    let documents = || treebanks.iter().flat_map(|treebank| &treebank.documents);
    let mut counts = WordCounts::default();
    for sentence in documents().flat_map(|document| document.paragraphs.iter().flatten()) {
        sentence.words.iter().for_each(|(word, part)| counts.add(word, part));
    }
    let (words, known) = counts.words();
    let mut course = Course::new(words);
    for layout in LAYOUTS {
        for document in documents() {
            let (text, sentences) = document.lay_out(layout);
            let starts: HashSet<usize> = sentences.iter().map(|sentence| sentence.start as usize).collect();
            course.add(&text, &starts);
        }
    }
    let (terminators, starts) = course.len();
    let [plain_wrong, plain_right] = course.plain();
    let learning = training::Options {
        passes: PASSES,
        step: STEP,
        l2: L2,
        seed: options.seed,
        least_count: 1,
        prune: PRUNE,
        ..training::Options::default()
    };
    let mut fit = |name: &str, examples: &_, bits: u32| {
        let checkpoint = options.checkpoint_of(name);
        let mut run = Run { watch: Box::new(&mut *watch), checkpoint };
        training::linear::train(examples, &training::Options { bits, ..learning.clone() }, &mut run)
    };
    let Some(model) = course.learned(&mut fit, PRUNE, BONUS)? else { return Ok(None) };
    let mut file = model.to_file()?;
    let data: serde_json::Map<_, _> =
        treebanks.iter().map(|treebank| (treebank.name.to_owned(), treebank.sentences().into())).collect();
    file.set_facts(serde_json::json!({
        "data": {"sentences": data, "candidates": {"terminators": terminators, "starts": starts}, "plain": {"right": plain_right, "wrong": plain_wrong}, "words": known},
        "layouts": LAYOUTS.map(Layout::name),
        "options": {"passes": PASSES, "step": STEP, "l2": L2, "prune": PRUNE, "bonus": BONUS},
        "unsure": {"terminators": model.terminators.unsure, "starts": model.starts.unsure},
    }))?;
    Ok(Some(file))
}
