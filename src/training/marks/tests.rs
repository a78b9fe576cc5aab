use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::*;
use crate::training::{Cell, Stage, train as train_stage};

/// A folder with a corpus of our own; it goes when it is dropped.
struct Data(PathBuf);

impl Data {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("saith-marks-{name}-{}", std::process::id()));
        for part in ["train", "dev"] {
            let own = folder.join("polnear").join(part);
            fs::create_dir_all(own.join("text")).unwrap();
            fs::create_dir_all(own.join("attributions")).unwrap();
            for (i, name) in ["Lee", "Ray", "Kim"].iter().enumerate() {
                let text = format!(
                    "“We won’t go,” said {name}. The “free” lunch was cold.\n\n“She called it ‘over’,” he said.\n"
                );
                let second = text.chars().position(|c| c == 'S').unwrap();
                let standoff = format!(
                    "T1\tContent 0 14\t“We won’t go,”\nE1\tAttribution:T1 Content:T1\n\
                     T2\tContent {second} {}\tShe\nE2\tAttribution:T2 Content:T2\n",
                    second + 22
                );
                fs::write(own.join(format!("text/a{i}.txt")), text).unwrap();
                fs::write(own.join(format!("attributions/a{i}_0000.ann")), standoff).unwrap();
            }
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
fn a_model_is_learned_written_and_scored() {
    let data = Data::new("learned");
    let go_on = &mut |_: &Progress| ControlFlow::Continue(());
    let options = Options { seed: 3, checkpoint: None, fast: false };
    let trained = train_stage(Stage::Marks, &data.0, &options, go_on).unwrap().unwrap();
    assert_eq!(trained.facts["data"], "PolNeAR 1.0, train: 3 articles, 3 of them with certain pairs");
    assert_eq!(trained.facts["marked spans"], 9);
    assert_eq!(trained, train_stage(Stage::Marks, &data.0, &options, go_on).unwrap().unwrap());
    let weights = Weights::from_bytes(&trained.bytes, "m.saith").unwrap();
    assert_ne!(&weights, Weights::shipped());

    let file = data.0.join("m.saith");
    fs::write(&file, &trained.bytes).unwrap();
    let report = evaluate(&data.0, Some(&file)).unwrap();
    let names: Vec<&str> = report.tables.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["confidence of pairs", "pairs by what befell a mark of their paragraph", "speech"]);
    // Of three spans an article two are speech, and the model has seen which.
    let expected: Vec<Cell> = vec![9u64.into(), 6u64.into(), 6u64.into(), 100.0.into(), 100.0.into()];
    assert_eq!(report.tables[2].rows, [expected]);
}

#[test]
fn a_training_can_be_stopped() {
    let data = Data::new("stopped");
    assert_eq!(train(&data.0, &Options::default(), &mut |_| ControlFlow::Break(())), Ok(None));
}

#[test]
fn what_is_counted_is_what_was_read() {
    let data = Data::new("counted");
    let articles = polnear::read(&data.0, Part::Dev).unwrap();
    let (pairs, certain) = read_pairs(&articles, 1, Weights::shipped());
    assert_eq!(certain, 3);
    let sound: Vec<_> = pairs.iter().filter(|p| p.fault == Fault::None).collect();
    // Four pairs an article in each style, all found.
    assert_eq!(sound.len(), 4 * 3 * STYLES.len());
    assert!(sound.iter().all(|p| p.right && !p.faulty && p.weight() == SOUND));
    let wrong = |p: &ReadPair| p.fault == Fault::Lost && p.faulty && !p.right;
    let wrong_at = |seed| read_pairs(&articles, seed, Weights::shipped()).0.iter().any(wrong);
    assert!((0..20).any(wrong_at), "a lost mark makes pairs that are wrong");
    let table = reliability(&pairs);
    let total: u64 = table.rows.iter().map(|row| if let Cell::Count(n) = row[1] { n } else { 0 }).sum();
    assert_eq!(total, pairs.iter().map(|p| p.weight() as u64).sum::<u64>());
}
