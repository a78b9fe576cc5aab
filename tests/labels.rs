//! Runs the labelled sentences of `tests/cases/labels/*.toml` through the core and demands nine of ten right of each file: of the quotes
//! that are found, and, where the reader finds enough of them, of all.
//!
//! `cargo test --test labels -- --nocapture` prints how many are right and which are not; `tests/cases/labels/README.md` describes
//! the format.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use saith::lexicon::CueClass;
use saith::pipeline::Pipeline;
use saith::quote::Quote;
use serde::Deserialize;

/// The least share that is right, of a file's cases whose quote is found and of all.
const LEAST: f64 = 0.9;

/// Files in which the reader misses too many quotes for that, with the share of all cases that must be right all the same.
const READER_MISSES: [(&str, f64); 2] = [("cue_class_by_others", 0.72), ("parent_by_others", 0.54)];

/// How the fault of a quote that is not found begins.
const MISSED: &str = "no quote";

/// Fewest cases of a file.
const FEWEST: usize = 80;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

/// A text, the cue that tells its quote, and one label of that quote.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    cue: String,
    #[serde(flatten)]
    label: Label,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Label {
    CueClass(String),
    Negated(bool),
    Addressee(String),
    Parent(String),
}

impl Case {
    /// What is found instead, or none where it is as labelled.
    fn fault(&self, pipeline: &Pipeline) -> Option<String> {
        let quotes = pipeline.analyze(&self.text).quotes;
        let cue = |quote: &Quote| quote.cue.map_or("", |cue| cue.of(&self.text));
        let Some(quote) = quotes.iter().find(|quote| holds(cue(quote), &self.cue)) else {
            let cues: Vec<&str> = quotes.iter().map(cue).collect();
            return Some(format!("{MISSED}; cues are {cues:?}"));
        };
        let found = |right: bool, found: &str| (!right).then(|| found.to_owned());
        match &self.label {
            Label::CueClass(wanted) => {
                let class = quote.cue_class.map_or("", CueClass::name);
                found(class == wanted, class)
            }
            Label::Negated(wanted) => found(quote.negated == *wanted, &quote.negated.to_string()),
            Label::Addressee(wanted) => {
                let addressee = quote.addressee.map_or("", |span| span.of(&self.text));
                found(addressee == wanted, addressee)
            }
            Label::Parent(wanted) => {
                let parent = quote.parent.map_or("", |p| quotes[p as usize].hull().of(&self.text));
                found(if wanted.is_empty() { parent.is_empty() } else { parent.starts_with(wanted.as_str()) }, parent)
            }
        }
    }

    /// What is wrong with the case itself.
    fn mistake(&self) -> Option<&'static str> {
        match &self.label {
            Label::CueClass(name) if CueClass::from_name(name).is_none() => Some("there is no such cue_class"),
            Label::Addressee(span) | Label::Parent(span) if !self.text.contains(span.as_str()) => {
                Some("the label is not in the text")
            }
            _ if !holds(&self.text.to_lowercase(), &self.cue.to_lowercase()) => Some("the cue is not in the text"),
            _ => None,
        }
    }
}

/// Whether `text` has `words` as whole words.
fn holds(text: &str, words: &str) -> bool {
    let edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    text.match_indices(words)
        .any(|(at, _)| edge(text[..at].chars().next_back()) && edge(text[at + words.len()..].chars().next()))
}

fn files() -> Vec<(String, File)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/labels");
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let content = fs::read_to_string(&path).unwrap();
        (name, toml::from_str(&content).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn nine_of_ten_labels_are_right() {
    let pipeline = Pipeline::default();
    let (mut table, mut low) = (String::new(), false);
    for (file, File { case }) in files() {
        let faults: Vec<(&Case, String)> = case.iter().filter_map(|c| Some((c, c.fault(&pipeline)?))).collect();
        let right = case.len() - faults.len();
        let found = case.len() - faults.iter().filter(|(_, fault)| fault.starts_with(MISSED)).count();
        let (of_all, of_found) = (right as f64 / case.len() as f64, right as f64 / found as f64);
        let least = READER_MISSES.iter().find(|(name, _)| *name == file).map_or(LEAST, |&(_, least)| least);
        low |= of_all < least || of_found < LEAST;
        table += &format!(
            "{file}: {right} of {} right, {:.1} %; of the {found} quotes found {:.1} %\n",
            case.len(),
            100.0 * of_all,
            100.0 * of_found
        );
        for (case, fault) in faults {
            table += &format!("  {}: {}\n    {:?}, not {fault:?}\n", case.name, case.text, case.label);
        }
    }
    #[expect(clippy::print_stdout, reason = "the figures are what the run is for")]
    {
        println!("{table}");
    }
    assert!(!low, "too few are right:\n{table}");
}

#[test]
fn the_cases_are_many_and_whole() {
    let files = files();
    for label in ["cue_class", "negated", "addressee", "parent"] {
        assert!(files.iter().any(|(name, _)| name == label), "there is no {label}.toml");
    }
    for (file, File { case }) in files {
        assert!(case.len() >= FEWEST, "{file} has {} cases, fewer than {FEWEST}", case.len());
        let names: BTreeSet<&str> = case.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names.len(), case.len(), "{file}: a name is given twice");
        for c in &case {
            assert_eq!(c.mistake(), None, "{file}: {}", c.name);
        }
    }
}
