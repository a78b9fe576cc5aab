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
use crate::mention::Form;
use crate::model::file::ModelFile;
use crate::model::training::Watch;
use given::Given;

/// The genres that are scored: one by one and as one.
const GENRES: [&str; 2] = ["news", "interview"];

/// Returns the model that GUM's train part teaches, or none where `watch` stopped it.
pub fn train(_data: &Path, _options: &Options, _watch: &mut Watch<'_>) -> Result<Option<ModelFile>, Error> {
    Ok(None)
}

/// A way to tie mentions: gives each the number of its entity.
type Linker<'l> = &'l dyn Fn(&Given<'_>) -> Vec<u32>;

/// Returns the scores on GUM's dev part: of the nearest match, and of this stage.
///
/// # Errors
/// Where the data or the model cannot be read.
pub fn evaluate(data: &Path, _model: Option<&Path>) -> Result<Report, Error> {
    let documents = gum::read(data, Part::Dev)?;
    let linked = |document: &Given<'_>| {
        let entities = entity::link(&document.surface, &document.mentions, &[], None);
        let alone = entities.list.len() as u32..;
        entities.of_mention.iter().zip(alone).map(|(&entity, alone)| entity.unwrap_or(alone)).collect()
    };
    let linkers: [(&str, Linker<'_>); 2] = [("nearest match", &baseline::nearest), ("saith", &linked)];
    Ok(report(&documents, &linkers))
}

/// Returns the tables of `linkers` on `documents`.
fn report(documents: &[GoldDocument], linkers: &[(&str, Linker<'_>)]) -> Report {
    let chosen: Vec<Given<'_>> =
        documents.iter().filter(|d| GENRES.contains(&d.genre.as_str())).map(Given::new).collect();
    let mut genres: Vec<Vec<&str>> = GENRES.iter().map(|&genre| vec![genre]).collect();
    genres.push(GENRES.to_vec());
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
