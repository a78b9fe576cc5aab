//! Training and scores of the entity stage, on GUM, with the mentions of its annotation given.

mod baseline;
pub mod given;

use std::collections::BTreeMap;
use std::path::Path;

use super::coreference::{Counts, Scores};
use super::gum::{self, GoldDocument};
use super::report::{Report, Table};
use super::treebanks::Part;
use super::{Options, coreference};
use crate::Error;
use crate::entity;
use crate::entity::learn::Costs;
use crate::mention::Form;
use crate::model::file::ModelFile;
use crate::model::training::ranking::Choices;
use crate::model::training::{self, Run, Watch};
use given::Given;
use rayon::prelude::*;

/// The genres that are scored: one by one and as one.
pub const GENRES: [&str; 2] = ["news", "interview"];

/// How the stage learns: chosen on thirds of GUM's news and interviews; see train/README.md.
pub const LEARNING: training::Options = training::Options {
    bits: 19,
    passes: 10,
    step: 0.05,
    l2: 4e-3,
    seed: 1,
    batch: 1,
    least_count: 8,
    prune: 0.01,
    runs: 4,
};
/// What wrong choices cost: a reference that is missed costs most.
pub const COSTS: Costs = Costs { none: 2.0, some: 0.5, other: 0.5, own: 2.0 };

/// Returns the model that GUM's train part teaches, or none where `watch` stopped it.
///
/// # Errors
/// Where the data or the state of an earlier training cannot be read.
pub fn train(data: &Path, options: &Options, watch: &mut Watch<'_>) -> Result<Option<ModelFile>, Error> {
    let documents = gum::read(data, Part::Train)?;
    let mut run = Run { watch: Box::new(&mut *watch), checkpoint: options.checkpoint.clone() };
    let learning = training::Options { seed: options.seed, ..LEARNING };
    let (model, choices) = match learn(&documents, &learning, COSTS, &mut run)? {
        Some(learned) => learned,
        None => return Ok(None),
    };
    let mut file = model.to_file()?;
    let mentions: usize = documents.iter().map(|d| d.mentions.len()).sum();
    file.set_facts(serde_json::json!({
        "data": {"GUM documents": documents.len(), "mentions": mentions, "choices": choices.len(), "candidates": choices.candidates()},
        "options": {"passes": learning.passes, "step": learning.step, "l2": learning.l2, "prune": learning.prune, "costs": [COSTS.none, COSTS.some, COSTS.other], "own genre": COSTS.own},
    }))?;
    Ok(Some(file))
}

/// Returns the model that documents teach, and from which choices.
pub fn learn(
    documents: &[GoldDocument],
    options: &training::Options,
    costs: Costs,
    run: &mut Run<'_>,
) -> Result<Option<(entity::Model, Choices)>, Error> {
    let given: Vec<Given<'_>> = documents.par_iter().map(Given::new).collect();
    let mut choices = Choices::new(options.bits);
    given.iter().for_each(|document| add(&mut choices, document, costs));
    let Some(learned) = training::ranking::train(&choices, options, run)? else { return Ok(None) };
    Ok(Some((entity::Model::new(learned.quantised(options.prune)?), choices)))
}

fn add(choices: &mut Choices, document: &Given<'_>, costs: Costs) {
    let weight = if GENRES.contains(&document.genre) { costs.own } else { 1.0 };
    entity::learn::add(choices, &document.surface, &document.mentions, &document.gold, costs, weight);
}

/// A way to tie mentions: gives each the number of its entity.
type Linker<'l> = &'l dyn Fn(&Given<'_>) -> Vec<u32>;

/// Returns the scores on GUM's dev part: of the nearest match, and of this stage.
///
/// # Errors
/// Where the data or the model cannot be read.
pub fn evaluate(data: &Path, model: Option<&Path>) -> Result<Report, Error> {
    let own;
    let model = match model {
        None => entity::Model::shipped(),
        Some(path) => {
            own = entity::Model::read(&super::read(path)?, &path.display().to_string())?;
            &own
        }
    };
    let documents = gum::read(data, Part::Dev)?;
    Ok(report(&documents, model, &GENRES))
}

/// Returns the tables of documents of these genres, with mentions given: of the nearest match, and of `model`.
#[must_use]
pub fn report(documents: &[GoldDocument], model: &entity::Model, genres: &[&str]) -> Report {
    let linked = |document: &Given<'_>| entity::cluster_with(model, &document.surface, &document.mentions);
    let linkers: [(&str, Linker<'_>); 2] = [("nearest match", &baseline::nearest), ("saith", &linked)];
    tables(documents, &linkers, genres)
}

/// Returns the tables of `linkers` on `documents`.
fn tables(documents: &[GoldDocument], linkers: &[(&str, Linker<'_>)], scored: &[&str]) -> Report {
    let chosen: Vec<Given<'_>> =
        documents.iter().filter(|d| scored.contains(&d.genre.as_str())).map(Given::new).collect();
    let mut genres: Vec<Vec<&str>> = scored.iter().map(|&genre| vec![genre]).collect();
    genres.push(scored.to_vec());
    let (mut scores, mut links) = (Vec::new(), Vec::new());
    for genres in genres {
        let name = genres.join(" + ");
        let chosen: Vec<&Given<'_>> = chosen.iter().filter(|d| genres.contains(&d.genre)).collect();
        for (linker, link) in linkers {
            let found: Vec<Vec<u32>> = chosen.iter().map(|d| link(d)).collect();
            let total = |singletons: bool| {
                let mut total = Scores::default();
                for (document, found) in chosen.iter().zip(&found) {
                    total += Scores::count(&document.gold, found, singletons);
                }
                total
            };
            let (without, with) = (total(false), total(true));
            let per_cent = |share: f64| 100.0 * share;
            let mentions: usize = chosen.iter().map(|d| d.mentions.len()).sum();
            scores.push(vec![
                name.as_str().into(),
                (*linker).into(),
                (chosen.len() as u64).into(),
                (mentions as u64).into(),
                per_cent(without.muc.f1()).into(),
                per_cent(without.b_cubed.recall()).into(),
                per_cent(without.b_cubed.precision()).into(),
                per_cent(without.b_cubed.f1()).into(),
                per_cent(without.ceaf.f1()).into(),
                per_cent(without.conll()).into(),
                per_cent(with.b_cubed.f1()).into(),
                per_cent(with.conll()).into(),
            ]);
            let mut by_form: BTreeMap<usize, Counts> = BTreeMap::new();
            for (document, found) in chosen.iter().zip(&found) {
                for (form, counts) in antecedents(document, found) {
                    *by_form.entry(form as usize).or_default() += counts;
                }
            }
            for form in Form::ALL {
                let counts = by_form.get(&(form as usize)).copied().unwrap_or_default();
                links.push(vec![
                    name.as_str().into(),
                    (*linker).into(),
                    form.name().into(),
                    (counts.gold as u64).into(),
                    (counts.found as u64).into(),
                    per_cent(counts.recall()).into(),
                    per_cent(counts.precision()).into(),
                ]);
            }
        }
    }
    let columns = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    Report {
        tables: vec![
            Table {
                name: "entities on GUM dev, mentions given, per cent".to_owned(),
                columns: columns(&[
                    "genre",
                    "linker",
                    "documents",
                    "mentions",
                    "MUC F1",
                    "B³ recall",
                    "B³ precision",
                    "B³ F1",
                    "CEAF F1",
                    "CoNLL F1",
                    "B³ F1 with singletons",
                    "CoNLL F1 with singletons",
                ]),
                rows: scores,
            },
            Table {
                name: "links to a mention before, by form, per cent".to_owned(),
                columns: columns(&["genre", "linker", "form", "to find", "found", "recall", "precision"]),
                rows: links,
            },
        ],
    }
}

/// For each mention with one of its entity before it: is the nearest that was found of its entity?
fn antecedents(document: &Given<'_>, found: &[u32]) -> Vec<(Form, Counts)> {
    let (mut last_gold, mut last_found) = (BTreeMap::new(), BTreeMap::new());
    let mut all = Vec::with_capacity(found.len());
    for (i, mention) in document.mentions.iter().enumerate() {
        let wanted: Option<usize> = last_gold.insert(document.gold[i], i);
        let antecedent: Option<usize> = last_found.insert(found[i], i);
        let right = antecedent.is_some_and(|a| document.gold[a] == document.gold[i]);
        let count = |yes: bool| f64::from(u8::from(yes));
        all.push((
            mention.form,
            coreference::Counts {
                recalled: count(right),
                gold: count(wanted.is_some()),
                right: count(right),
                found: count(antecedent.is_some()),
            },
        ));
    }
    all
}
