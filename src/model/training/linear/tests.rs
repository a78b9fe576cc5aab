use std::ops::ControlFlow;

use proptest::prelude::*;

use super::*;
use crate::model::training::Random;

const BITS: u32 = 14;

/// Ten features an example out of 200; the answer is what the sum of their hidden weights says.
fn examples(count: usize, seed: u64, shuffled: bool) -> (Examples, Vec<(Vec<u64>, bool)>) {
    let mut random = Random::new(seed);
    let hidden: Vec<f32> = {
        let mut random = Random::new(99);
        (0..200).map(|_| random.below(2001) as f32 / 1000.0 - 1.0).collect()
    };
    let (mut all, mut plain) = (Examples::new(BITS), Vec::new());
    for _ in 0..count {
        let words: Vec<usize> = (0..10).map(|_| random.below(200)).collect();
        let sum: f32 = words.iter().map(|&w| hidden[w]).sum();
        let label = if shuffled { random.below(2) == 0 } else { sum > 0.0 };
        let features: Vec<u64> = words.iter().map(|&w| hash::join(5, w as u64)).collect();
        all.push(&features, label, 1.0);
        plain.push((features, label));
    }
    (all, plain)
}

fn options() -> Options {
    Options { bits: BITS, step: 0.1, passes: 10, ..Options::default() }
}

fn accuracy(score: impl Fn(&[u64]) -> f32, held_out: &[(Vec<u64>, bool)]) -> f64 {
    let right = held_out.iter().filter(|(features, label)| (score(features) > 0.0) == *label).count();
    right as f64 / held_out.len() as f64
}

#[test]
fn what_can_be_learned_is_and_noise_is_not() {
    let (train_set, _) = examples(6_000, 1, false);
    let (_, held_out) = examples(2_000, 2, false);
    let learned = train(&train_set, &options(), &mut Run::default()).unwrap().unwrap();
    let linear = learned.quantised(0.01).unwrap();
    let (float, quantised) = (accuracy(|f| learned.score(f), &held_out), accuracy(|f| linear.score(f), &held_out));
    assert!(float > 0.96, "{float}");
    assert!((float - quantised).abs() < 0.01, "{float} and {quantised}");
    let (noise, _) = examples(6_000, 1, true);
    let noise = train(&noise, &options(), &mut Run::default()).unwrap().unwrap();
    let noise = accuracy(|f| noise.score(f), &held_out);
    assert!((0.4..0.6).contains(&noise), "{noise}");
}

#[test]
fn weights_of_examples_count() {
    let mut set = Examples::new(BITS);
    for _ in 0..200 {
        set.push(&[1], true, 1.0);
        set.push(&[1], false, 3.0);
    }
    let options = Options { passes: 200, ..options() };
    let learned = train(&set, &options, &mut Run::default()).unwrap().unwrap();
    let probability = 1.0 / (1.0 + (-learned.score(&[1])).exp());
    assert!((probability - 0.25).abs() < 0.03, "{probability}");
}

#[test]
fn l2_draws_weights_to_zero() {
    let (set, _) = examples(500, 1, false);
    let size = |l2| {
        let learned = train(&set, &Options { l2, ..options() }, &mut Run::default()).unwrap().unwrap();
        learned.weights.iter().map(|(_, w)| w * w).sum::<f32>()
    };
    let (free, drawn) = (size(0.0), size(0.5));
    assert!(drawn < 0.5 * free, "{drawn} and {free}");
}

#[test]
fn seeds_decide_and_the_same_seed_gives_the_same() {
    let (set, _) = examples(500, 1, false);
    let with = |seed| train(&set, &Options { seed, ..options() }, &mut Run::default()).unwrap().unwrap();
    assert_eq!(with(1), with(1));
    assert_ne!(with(1), with(2));
}

#[test]
fn a_training_that_was_stopped_goes_on_to_the_same_weights() {
    let (set, _) = examples(500, 1, false);
    let whole = train(&set, &options(), &mut Run::default()).unwrap().unwrap();
    let path = std::env::temp_dir().join(format!("saith-linear-{}", std::process::id()));
    let stop_in = |stop: u32| Run {
        watch: Box::new(move |p| {
            if p.pass == stop && p.done > 100 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }),
        checkpoint: Some(path.clone()),
    };
    assert_eq!(train(&set, &options(), &mut stop_in(4)).unwrap(), None);
    let mut passes = Vec::new();
    let mut run = Run {
        watch: Box::new(|p| {
            passes.push(p.pass);
            ControlFlow::Continue(())
        }),
        checkpoint: Some(path.clone()),
    };
    let resumed = train(&set, &options(), &mut run).unwrap().unwrap();
    drop(run);
    assert_eq!(passes.first(), Some(&4));
    assert_eq!(resumed, whole);
    let other = Options { step: 0.2, ..options() };
    let error = train(&set, &other, &mut stop_in(9)).unwrap_err().to_string();
    assert!(
        error.ends_with("is the state of a training with other data or options; delete it, or train with the same"),
        "{error}"
    );
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[40] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    let error = train(&set, &options(), &mut stop_in(9)).unwrap_err().to_string();
    assert!(error.ends_with("is no state of a training, or damaged; delete it to train from the beginning"), "{error}");
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn several_runs_are_averaged_and_go_on_where_they_were_stopped() {
    let (set, _) = examples(500, 1, false);
    let of = |options: Options| train(&set, &options, &mut Run::default()).unwrap().unwrap();
    let both = of(Options { runs: 2, ..options() });
    let [first, second] = [1, hash::join(1, 1 << 32)].map(|seed| of(Options { seed, ..options() }));
    assert_ne!(first, second);
    for ((both, first), second) in both.weights.iter().zip(&first.weights).zip(&second.weights) {
        assert!((both.1 - (first.1 + second.1) / 2.0).abs() < 1e-5, "{both:?} of {first:?} and {second:?}");
    }
    let path = std::env::temp_dir().join(format!("saith-runs-{}", std::process::id()));
    let mut seen = Vec::new();
    let mut run = Run {
        watch: Box::new(|p| {
            seen.push((p.pass, p.passes));
            if p.pass == 13 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }),
        checkpoint: Some(path.clone()),
    };
    assert_eq!(train(&set, &Options { runs: 2, ..options() }, &mut run).unwrap(), None);
    drop(run);
    assert_eq!((seen[0], seen[seen.len() - 1]), ((1, 20), (13, 20)));
    let mut first = None;
    let mut run = Run {
        watch: Box::new(|p| {
            first = first.or(Some(p.pass));
            ControlFlow::Continue(())
        }),
        checkpoint: Some(path.clone()),
    };
    let resumed = train(&set, &Options { runs: 2, ..options() }, &mut run).unwrap();
    drop(run);
    assert_eq!((resumed, first), (Some(both), Some(13)));
    let second = path.with_extension("run2");
    [path, second].iter().for_each(|file| std::fs::remove_file(file).unwrap());
}

#[test]
fn options_that_make_no_sense_are_refused() {
    let (set, _) = examples(5, 1, false);
    let message = |options| train(&set, &options, &mut Run::default()).unwrap_err().to_string();
    assert_eq!(message(Options { passes: 0, ..options() }), "passes is 0; give a number above 0");
    assert_eq!(message(Options { runs: 0, ..options() }), "runs is 0; give a number above 0");
    assert_eq!(message(Options { step: f32::NAN, ..options() }), "step is NaN; give a number above 0");
    assert!(message(Options { bits: 3, ..options() }).starts_with("examples hashed to 14 bits"));
}

proptest! {
    #[test]
    fn the_slope_is_that_of_the_loss(score in -20f32..20.0, label: bool) {
        let width = 0.05;
        let difference = (logistic(score + width, label).0 - logistic(score - width, label).0) / (2.0 * width);
        let (_, slope) = logistic(score, label);
        prop_assert!((slope - difference).abs() < 1e-3, "{} is not {}", slope, difference);
    }

    #[test]
    fn quantised_weights_are_near_the_learned(weights in prop::collection::vec(-3f32..3.0, 1..60), prune in 0f32..0.5) {
        let rows = weights.iter().enumerate().map(|(row, &w)| (row as u32, w)).collect();
        let learned = Learned { bits: 6, weights: rows, bias: 0.5 };
        let linear = learned.quantised(prune).unwrap();
        for (row, &weight) in weights.iter().enumerate() {
            let hash = (row as u64) << 58;
            let found = linear.weight(hash) as f32 * linear.scale();
            if weight.abs() < prune {
                prop_assert_eq!(found, 0.0);
            } else {
                prop_assert!((found - weight).abs() <= linear.scale() * 0.501);
            }
        }
    }
}
