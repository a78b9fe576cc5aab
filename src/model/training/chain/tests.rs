use std::ops::ControlFlow;

use proptest::prelude::*;

use super::*;
use crate::model::chain::Scratch as DecodeScratch;
use crate::model::features::{Features, Sink};
use crate::model::training::Random;

const BITS: u32 = 12;
const LABELS: [&str; 3] = ["outside", "begin", "inside"];

fn scheme() -> Scheme {
    Scheme::new(&LABELS, |before, label| label != Some("inside") || matches!(before, Some("begin" | "inside")))
}

/// Words of a hidden grammar: a cue (20 words) begins a span, and the words 20 to 39 go on with it; after any other word they
/// stand outside. So a label needs the word and the label before, which features do not show.
fn sequences(count: usize, seed: u64, shuffled: bool) -> (Sequences, Vec<(Features, Vec<u8>)>) {
    let mut random = Random::new(seed);
    let (mut all, mut plain) = (Sequences::new(BITS), Vec::new());
    for _ in 0..count {
        let mut labels: Vec<u8> = Vec::new();
        let mut features = Features::default();
        for _ in 0..random.below(12) {
            let word = random.below(60);
            let inside = labels.last().is_some_and(|&l| l > 0);
            labels.push(match word {
                0..20 => 1,
                20..40 if inside => 2,
                _ => 0,
            });
            features.push(hash::join(1, word as u64));
            features.push(hash::bytes(b"any word"));
            features.end_position();
        }
        if shuffled {
            let mut before = 0;
            for label in &mut labels {
                *label = random.below(if before == 0 { 2 } else { 3 }) as u8;
                before = *label;
            }
        }
        all.push(features.sequence(), &labels).unwrap();
        plain.push((features, labels));
    }
    (all, plain)
}

fn options() -> Options {
    Options { bits: BITS, step: 0.1, passes: 6, batch: 4, ..Options::default() }
}

fn learned(sequences: &Sequences, options: &Options) -> Learned {
    train(sequences, &scheme(), options, &mut Run::default()).unwrap().unwrap()
}

fn accuracy(chain: &Chain, held_out: &[(Features, Vec<u8>)]) -> f64 {
    let mut scratch = DecodeScratch::default();
    let (mut right, mut all) = (0, 0);
    for (features, labels) in held_out {
        let found = chain.decode(features.sequence(), &[], &mut scratch);
        right += found.iter().zip(labels).filter(|(a, b)| a == b).count();
        all += labels.len();
    }
    right as f64 / f64::from(all as u32)
}

#[test]
fn what_can_be_learned_is_and_noise_is_not() {
    let (train_set, _) = sequences(1_000, 1, false);
    let (_, held_out) = sequences(400, 2, false);
    let chain = learned(&train_set, &options()).quantised(0.01).unwrap();
    let found = accuracy(&chain, &held_out);
    assert!(found > 0.995, "{found}");
    let (noise, _) = sequences(1_000, 1, true);
    let found = accuracy(&learned(&noise, &options()).quantised(0.01).unwrap(), &held_out);
    assert!(found < 0.6, "{found}");
}

#[test]
fn forbidden_transitions_are_never_decoded() {
    let (noise, held_out) = sequences(300, 3, true);
    let chain = learned(&noise, &options()).quantised(0.0).unwrap();
    let mut scratch = DecodeScratch::default();
    let mut inside = 0;
    for (features, _) in &held_out {
        let found = chain.decode(features.sequence(), &[0.0, 0.0, 3.0], &mut scratch);
        assert!(scheme().allows(found) || found.is_empty(), "{found:?}");
        inside += found.iter().filter(|l| **l == 2).count();
    }
    assert!(inside > 0);
}

#[test]
fn threads_do_not_matter_and_seeds_do() {
    let (set, _) = sequences(200, 1, false);
    let on = |threads, seed| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| learned(&set, &Options { seed, batch: 16, ..options() }))
    };
    let one = on(1, 1);
    assert_eq!(on(2, 1), one);
    assert_eq!(on(4, 1), one);
    assert_ne!(on(1, 2), one);
}

#[test]
fn a_training_that_was_stopped_goes_on_to_the_same_weights() {
    let (set, _) = sequences(100, 1, false);
    let whole = learned(&set, &options());
    let path = std::env::temp_dir().join(format!("saith-chain-{}", std::process::id()));
    let mut run = Run {
        watch: Box::new(|p| if p.pass == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }),
        checkpoint: Some(path.clone()),
    };
    assert_eq!(train(&set, &scheme(), &options(), &mut run).unwrap(), None);
    run.watch = Box::new(|p| {
        assert!(p.pass >= 3, "pass {} was done before", p.pass);
        ControlFlow::Continue(())
    });
    assert_eq!(train(&set, &scheme(), &options(), &mut run).unwrap().unwrap(), whole);
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn quantised_chains_are_near_the_learned() {
    let (set, held_out) = sequences(300, 1, false);
    let learned = learned(&set, &options());
    let chain = learned.quantised(0.2).unwrap();
    let parts = chain.parts();
    let mut dropped = 0;
    for (row, weights) in learned.rows.iter().zip(learned.weights.chunks(LABELS.len())) {
        let at = parts.rows.binary_search(row).ok();
        for (label, &weight) in weights.iter().enumerate() {
            let found = at.map_or(0.0, |at| f32::from(parts.weights[at * LABELS.len() + label]) * parts.scale);
            if weight.abs() < 0.2 {
                assert_eq!(found, 0.0);
                dropped += 1;
            } else {
                assert!((found - weight).abs() <= 0.501 * parts.scale, "{found} is not {weight}");
            }
        }
    }
    assert!(dropped > 0);
    assert_eq!((parts.start, parts.end, parts.transitions), (learned.start, learned.end, learned.transitions));
    assert!(accuracy(&chain, &held_out) > 0.98);
}

#[test]
fn labels_that_do_not_fit_are_refused() {
    let (_, plain) = sequences(50, 1, false);
    let (features, _) = plain.iter().find(|(_, labels)| labels.len() == 3).unwrap();
    let mut set = Sequences::new(BITS);
    let short = set.push(features.sequence(), &[0]).unwrap_err().to_string();
    assert_eq!(short, "sequence 0 has 3 positions and 1 labels; give one label a position");
    set.push(features.sequence(), &[0, 1, 2]).unwrap();
    for (labels, named) in [([0, 2, 0], "outside inside outside"), ([0, 0, 7], "outside outside ?")] {
        let mut set = set.clone();
        set.push(features.sequence(), &labels).unwrap();
        let error = train(&set, &scheme(), &options(), &mut Run::default()).unwrap_err().to_string();
        let expected =
            format!("the scheme does not allow the labels of sequence 1: {named} …; mend the data or the scheme");
        assert_eq!(error, expected);
    }
}

proptest! {
    /// Every slope against the difference of losses.
    #[test]
    fn slopes_are_those_of_the_loss(
        start in prop::collection::vec(-1f32..1.0, 3),
        end in prop::collection::vec(-1f32..1.0, 3),
        between in prop::collection::vec(-1f32..1.0, 9),
        scores in prop::collection::vec(prop::array::uniform3(-2f32..2.0), 1..5),
        labels in prop::collection::vec(0u8..3, 5),
    ) {
        const STEP: f32 = 1.0 / 128.0;
        let width = padded(3);
        let labels = &labels[..scores.len()];
        let padded_scores: Vec<f32> = scores.iter().flat_map(|row| [&row[..], &[0.0; 5]].concat()).collect();
        let loss = |transitions: &Transitions, scores: &[f32]| slope(transitions, scores, labels, width, &mut Sums::default());
        let transitions = Transitions::new(&start, &end, &between);
        let found = loss(&transitions, &padded_scores);
        prop_assert!(found.loss >= -1e-6);
        let near = |found: f32, up: f64, down: f64| {
            let expected = (up - down) / f64::from(2.0 * STEP);
            prop_assert!((f64::from(found) - expected).abs() < 1e-3, "{} is not {}", found, expected);
            Ok(())
        };
        for i in (0..padded_scores.len()).filter(|i| i % width < 3) {
            let moved = |by: f32| {
                let mut scores = padded_scores.clone();
                scores[i] += by;
                loss(&transitions, &scores).loss
            };
            near(found.scores[i], moved(STEP), moved(-STEP))?;
        }
        for row in 0..5 {
            for label in 0..3 {
                let moved = |by: f32| {
                    let (mut start, mut end, mut between) = (start.clone(), end.clone(), between.clone());
                    match row {
                        3 => start[label] += by,
                        4 => end[label] += by,
                        from => between[from * 3 + label] += by,
                    }
                    loss(&Transitions::new(&start, &end, &between), &padded_scores).loss
                };
                near(found.transitions[row * width + label], moved(STEP), moved(-STEP))?;
            }
        }
    }
}
