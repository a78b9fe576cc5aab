//! Training and scores of the speaker stage: on novels (PDNC) and on news (PolNeAR, with labels of our own).

mod lesson;
pub mod news;
pub mod pdnc;

use std::path::Path;

use rayon::prelude::*;

use self::lesson::Lesson;
use super::Options;
use super::treebanks::Part;
use crate::Error;
use crate::model::calibration::Calibration;
use crate::model::file::ModelFile;
use crate::model::training::succession::{self, Successions};
use crate::model::training::{self, Run, Watch};
use crate::speaker::{self, learn};

/// How the stage learns: chosen on novels left out and on the development part of the news; see train/README.md.
pub const LEARNING: training::Options =
    training::Options { bits: 20, passes: 10, step: 0.05, l2: 1e-4, seed: 1, batch: 1, least_count: 5, prune: 0.01 };

/// What an article counts, in novels' sequences.
const NEWS: f32 = 1.0;

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
    let mut run = Run { watch: Box::new(&mut *watch), checkpoint: options.checkpoint_of("turns") };
    let all: Vec<&Lesson<'_>> = lessons.iter().collect();
    let Some((model, counts)) = learn(&all, &learning, &mut run)? else { return Ok(None) };
    let mut seen: [Vec<(f32, bool)>; 2] = [Vec::new(), Vec::new()];
    for fold in 0..FOLDS {
        let (own, others) = parts(&lessons, fold);
        let Some((other, _)) = learn(&others, &learning, &mut Run::default())? else { return Ok(None) };
        let found: Vec<_> = own.par_iter().map(|lesson| lesson.chances(&other)).collect();
        for (dialogue, chances) in found {
            seen[usize::from(dialogue)].extend(chances);
        }
    }
    let [plain, dialogue] = seen.map(|examples| Calibration::isotonic(&examples));
    let model = learn::model(model, [plain?, dialogue?]);
    let mut file = learn::to_file(&model)?;
    file.set_facts(serde_json::json!({
        "data": {"PDNC novels": novels.len(), "PolNeAR articles": articles.len(), "turns": counts.steps(), "known": counts.known(), "candidates": counts.candidates()},
        "options": {"passes": learning.passes, "step": learning.step, "l2": learning.l2, "prune": learning.prune, "news": NEWS},
    }))?;
    Ok(Some(file))
}

/// The documents of a fold, and all others; what is in one document, with and without its list of characters, stays together.
fn parts<'l, 't>(lessons: &'l [Lesson<'t>], fold: usize) -> (Vec<&'l Lesson<'t>>, Vec<&'l Lesson<'t>>) {
    lessons.iter().partition(|lesson| lesson.document % FOLDS == fold)
}

/// Reads all documents.
fn lessons<'t>(novels: &'t [pdnc::Novel], articles: &'t [news::Labelled]) -> Result<Vec<Lesson<'t>>, Error> {
    let gazetteers = novels.iter().map(|novel| novel.gazetteer().map(std::sync::Arc::new)).collect::<Result<Vec<_>, _>>()?;
    let mut lessons: Vec<Lesson<'t>> = novels
        .par_iter()
        .zip(&gazetteers)
        .enumerate()
        .flat_map_iter(|(i, (novel, gazetteer))| {
            [Some(gazetteer.clone()), None].map(|gazetteer| Lesson::of_novel(i, novel, gazetteer))
        })
        .collect();
    let first = novels.len();
    lessons.par_extend(articles.par_iter().enumerate().flat_map_iter(|(i, article)| {
        [true, false].map(|given| Lesson::of_article(first + i, article, given))
    }));
    Ok(lessons)
}

/// Returns the weights that documents teach, and what they were learned from.
fn learn(
    lessons: &[&Lesson<'_>],
    options: &training::Options,
    run: &mut Run<'_>,
) -> Result<Option<(crate::model::linear::Linear, Successions)>, Error> {
    let mut successions = Successions::new(options.bits);
    for lesson in lessons {
        lesson.add(&mut successions, if lesson.news { NEWS } else { 1.0 });
    }
    let Some(learned) = succession::train(&successions, options, run)? else { return Ok(None) };
    Ok(Some((learned.quantised(options.prune)?, successions)))
}

/// Returns the model of weights alone, with confidences as the chances are.
fn bare(turns: crate::model::linear::Linear) -> Result<speaker::Model, Error> {
    let as_it_is = || Calibration::isotonic(&[(0.0, false), (1.0, true)]);
    Ok(learn::model(turns, [as_it_is()?, as_it_is()?]))
}

/// Returns the scores on the development part of the news.
///
/// # Errors
/// Where the data or the model cannot be read.
pub fn evaluate(data: &Path, model: Option<&Path>) -> Result<super::Report, Error> {
    let _ = (data, model);
    todo!()
}

/// Writes predictions: scratch.
pub fn experiment(data: &Path, out: &Path, learning: &training::Options, folds: usize, news_weight: f32) -> Result<(), Error> {
    use std::io::Write;
    let t = std::time::Instant::now();
    let (novels, articles, dev) = (pdnc::read(data)?, news::read(data, Part::Train)?, news::read(data, Part::Dev)?);
    let lessons = lessons(&novels, &articles)?;
    let dev: Vec<Lesson<'_>> = dev.par_iter().enumerate().flat_map_iter(|(i, article)| [true, false].map(|given| Lesson::of_article(i, article, given))).collect();
    eprintln!("read {:?}", t.elapsed());
    let known: usize = lessons.iter().map(|l| l.known.iter().flatten().count()).sum();
    let all: usize = lessons.iter().map(|l| l.known.len()).sum();
    eprintln!("known {known} of {all}");
    for given in [true, false] { let mut m = Default::default();
    for l in lessons.iter().filter(|l| !l.news && l.layers.entities.list.iter().any(|e| e.entry.is_some()) == given) { learn::recall(&l.layers, &l.known, &mut m); }
    for (k, v) in m { if v[0] > 50 { eprintln!("{given} {k}: turns {} known {} there {:.1}", v[0], v[1], 100.0 * v[2] as f32 / v[1].max(1) as f32); } } }
    let fit = |others: &[&Lesson<'_>]| -> Result<speaker::Model, Error> {
        let mut successions = Successions::new(learning.bits);
        for lesson in others { if std::env::var("ONLY").is_ok_and(|o| !lesson.news && (o == "given") != lesson.layers.entities.list.iter().any(|e| e.entry.is_some())) { continue } lesson.add(&mut successions, if lesson.news { news_weight } else { 1.0 }); }
        eprintln!("steps {} known {} candidates {}", successions.steps(), successions.known(), successions.candidates());
        let learned = succession::train(&successions, learning, &mut Run::default())?.unwrap();
        bare(learned.quantised(learning.prune)?)
    };
    let jobs: Vec<usize> = (0..=folds).collect();
    let found: Vec<(Vec<(usize, String)>, Vec<String>)> = jobs.par_iter().map(|&fold| {
        let (own, others): (Vec<&Lesson<'_>>, Vec<&Lesson<'_>>) = lessons.iter().partition(|l| fold < folds && l.document < novels.len() && l.document % folds == fold);
        if fold < folds && own.is_empty() { return (vec![], vec![]); }
        let model = fit(&others).unwrap();
        let spans = |text: &str, s: &[crate::Span]| { let cp = crate::offsets::CodePoints::new(text); s.iter().map(|s| { let s = cp.span(*s); vec![s.start, s.end] }).collect::<Vec<_>>() };
        let mut rows = vec![];
        if fold < folds {
            for (n, l) in own.iter().enumerate() {
                let _ = n;
                let novel = &novels[l.document];
                let (at, entities) = l.attributed(&model);
                let given = l.layers.entities.list.iter().any(|e| e.entry.is_some());
                let cp = crate::offsets::CodePoints::new(&novel.text);
                let quotes: Vec<serde_json::Value> = l.layers.quotes.iter().zip(&at).filter(|(q, _)| q.kind != crate::quote::QuoteKind::Indirect).map(|(q, a)| {
                    let name = a.speaker.map(|e| { let e = &entities.list[e as usize]; e.entry.map_or(e.name.clone(), |n| novel.characters[n as usize].name.clone()) });
                    let s: Vec<Vec<u32>> = q.content.iter().map(|s| { let s = cp.span(*s); vec![s.start, s.end] }).collect();
                    serde_json::json!({"spans": s, "speaker": name, "evidence": a.evidence.name(), "p": a.confidence, "c": a.candidates.iter().map(|(e, p)| (entities.list[*e as usize].name.clone(), *p)).collect::<Vec<_>>()})
                }).collect();
                rows.push((usize::from(given), serde_json::json!({"id": novel.name, "quotes": quotes}).to_string()));
            }
            return (rows, vec![]);
        }
        let mut news_rows = vec![];
        for l in &dev { let _ = &l; }
        let dev_articles = news::read(data, Part::Dev).unwrap();
        for (i, pair) in dev.chunks(2).enumerate() {
            let a = &dev_articles[i];
            let (at, entities) = pair[0].attributed(&model);
            // given: match back quotes to relations by order of content
            let l = &pair[0].layers;
            let mut order: Vec<(crate::quote::Quote, usize)> = a.article.relations.iter().enumerate().filter_map(|(k, r)| Some((crate::quote::learn::quote(&l.surface, &l.mentions, r)?, k))).collect();
            order.sort_by_key(|(q, _)| q.content[0]);
            let mut speakers = serde_json::Map::new();
            for ((_, k), at) in order.iter().zip(&at) {
                let name = at.speaker.map(|e| &entities.list[e as usize]).filter(|e| !e.anonymous).map(|e| e.name.clone());
                speakers.insert(k.to_string(), name.into());
            }
            news_rows.push(serde_json::json!({"id": a.article.name, "speakers": speakers}).to_string());
            let (at, entities) = pair[1].attributed(&model);
            let l = &pair[1].layers;
            let quotes: Vec<serde_json::Value> = l.quotes.iter().zip(&at).map(|(q, at)| {
                let e = at.speaker.map(|e| &entities.list[e as usize]);
                serde_json::json!({"content": spans(&a.article.text, &q.content), "source": q.source.map(|s| spans(&a.article.text, &[s])), "speaker": e.map(|e| e.name.clone()), "anonymous": e.is_some_and(|e| e.anonymous), "evidence": at.evidence.name()})
            }).collect();
            news_rows.push(serde_json::json!({"id": a.article.name, "quotes": quotes}).to_string());
        }
        (vec![], news_rows)
    }).collect();
    let mut files: Vec<std::fs::File> = ["none", "given", "news_given", "news"].map(|n| std::fs::File::create(out.join(format!("x_{n}.jsonl"))).unwrap()).into();
    for (rows, news_rows) in found {
        for (given, row) in rows { writeln!(files[given], "{row}").unwrap(); }
        for (i, row) in news_rows.iter().enumerate() { writeln!(files[2 + i % 2], "{row}").unwrap(); }
    }
    eprintln!("{:?}", t.elapsed());
    Ok(())
}

/// Scratch.
pub fn debug(data: &Path, novel: &str, needle: &str, given: bool) {
    let novels = pdnc::read(data).unwrap();
    let novel = novels.iter().find(|n| n.name == novel).unwrap();
    let gazetteer = given.then(|| std::sync::Arc::new(novel.gazetteer().unwrap()));
    let layers = crate::pipeline::Pipeline::new(crate::pipeline::Options::default(), gazetteer).layers(&novel.text);
    crate::speaker::learn::debug(&layers, needle);
}
