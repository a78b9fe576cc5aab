use std::fs;
use std::ops::ControlFlow;

use super::treebanks::{Part, Treebank};
use super::*;
use crate::model::hash;
use crate::model::training::{Options as KitOptions, Progress, Run, linear};

/// A folder with both treebanks, of sentences that end in a full stop; it goes when it is dropped.
struct Data(PathBuf);

impl Data {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("saith-{name}-{}", std::process::id()));
        for (path, subjects) in [
            ("ud_ewt/train.conllu", ["Ann", "Bob"]),
            ("ud_ewt/dev.conllu", ["Cid", "Dan"]),
            ("gum/train/b.conllu", ["Eve", "Fay"]),
            ("gum/dev/a.conllu", ["Gil", "Hal"]),
        ] {
            let path = folder.join("data").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let sentences = subjects.map(|s| format!("# text = {s} met Dr. Lee at noon.\n\n")).concat();
            fs::write(path, format!("# newdoc id = {}\n{sentences}", subjects[0])).unwrap();
        }
        Self(folder)
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

#[test]
fn both_treebanks_are_found_in_the_folder_and_in_its_data() {
    let data = Data::new("found");
    let outer = treebanks::read(&data.0, Part::Train).unwrap();
    assert_eq!(treebanks::read(&data.0.join("data"), Part::Train).unwrap(), outer);
    let names: Vec<_> = outer.iter().map(|t| (t.name, t.documents[0].name.as_str(), t.sentences())).collect();
    assert_eq!(names, [("EWT", "Ann", 2), ("GUM", "Eve", 2)]);
    fs::remove_file(data.0.join("data/gum/dev/a.conllu")).unwrap();
    let error = treebanks::read(&data.0, Part::Dev).unwrap_err().to_string();
    assert!(
        error.contains("gum") && error.contains("the treebank is not there, or has no .conllu file; name the"),
        "{error}"
    );
}

#[test]
fn sentences_are_scored_in_each_layout() {
    let data = Data::new("scored");
    let report = evaluate(Stage::Sentences, &data.0, None).unwrap();
    let rows = &report.tables[0].rows;
    assert_eq!(rows.len(), 6);
    let expected: [Cell; 7] =
        ["GUM".into(), "flat".into(), 1u64.into(), 2u64.into(), 100.0.into(), 100.0.into(), 100.0.into()];
    assert_eq!(rows[4], expected);
}

/// Learns after which words no sentence ends: enough to see a training from its data to its file.
fn toy(data: &Path, options: &Options, watch: &mut Watch<'_>) -> Result<Option<ModelFile>, Error> {
    let mut examples = linear::Examples::new(8);
    let treebanks = treebanks::read(data, Part::Train)?;
    let sentences = treebanks.iter().flat_map(|t| &t.documents).flat_map(|d| &d.paragraphs).flatten();
    for sentence in sentences {
        let words: Vec<&str> = sentence.text.split(' ').collect();
        for (i, word) in words.iter().enumerate() {
            examples.push(&[hash::bytes(word.as_bytes())], i + 1 == words.len(), 1.0);
        }
    }
    let kit = KitOptions { bits: 8, step: 0.5, passes: 20, seed: options.seed, ..KitOptions::default() };
    let mut run = Run { watch: Box::new(watch), checkpoint: options.checkpoint_of("end") };
    let Some(learned) = linear::train(&examples, &kit, &mut run)? else { return Ok(None) };
    let mut file = ModelFile::new("sentences", 1);
    file.add_linear("end", learned.quantised(kit.prune)?)?;
    let counts = treebanks.iter().map(|t: &Treebank| (t.name.to_owned(), t.sentences().into()));
    file.set_facts(serde_json::json!({"sentences": counts.collect::<serde_json::Map<_, _>>()}))?;
    Ok(Some(file))
}

#[test]
fn a_stage_is_trained_from_its_data_to_its_file() {
    let data = Data::new("trained");
    let train = |seed| {
        let options = Options { seed, checkpoint: None, fast: false };
        train_by(toy, Stage::Sentences, &data.0, &options, &mut |_| ControlFlow::Continue(())).unwrap().unwrap()
    };
    let trained = train(5);
    assert_eq!(train(5), trained);
    assert_ne!(train(6).bytes, trained.bytes);
    let version = env!("CARGO_PKG_VERSION");
    let facts = format!(r#"{{"stage":"sentences","saith":"{version}","seed":5,"sentences":{{"EWT":2,"GUM":2}}}}"#);
    assert_eq!(trained.facts.to_string(), facts);
    let mut file = ModelFile::read(&trained.bytes, "x", "sentences", 1).unwrap();
    assert_eq!(file.facts(), &trained.facts);
    let end = file.take_linear("end").unwrap();
    let score = |word: &str| end.score(&[hash::bytes(word.as_bytes())]);
    assert!(score("noon.") > 0.0 && score("Dr.") < 0.0 && score("Ann") < 0.0);
}

#[test]
fn a_stage_that_was_stopped_goes_on() {
    let data = Data::new("stopped");
    let options = Options { seed: 5, checkpoint: Some(data.0.join("model.part")), fast: false };
    let train = |options: &Options, watch: &mut Watch<'_>| train_by(toy, Stage::Sentences, &data.0, options, watch);
    let mut stop = |p: &Progress| if p.pass == 9 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    assert_eq!(train(&options, &mut stop), Ok(None));
    assert!(data.0.join("model.part.end").exists());
    let mut first = None;
    let resumed = train(&options, &mut |p| {
        first.get_or_insert(p.pass);
        ControlFlow::Continue(())
    });
    assert_eq!(first, Some(9));
    let whole = train(&Options { seed: 5, checkpoint: None, fast: false }, &mut |_| ControlFlow::Continue(()));
    assert_eq!(resumed, whole);
}

#[test]
fn stages_have_names() {
    assert_eq!(Stage::named("sentences"), Ok(Stage::Sentences));
    assert_eq!(
        Stage::named("x").unwrap_err().to_string(),
        "there is no stage \"x\"; use one of sentences, marks, names, entities, quotes, speakers"
    );
}
