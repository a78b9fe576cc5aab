use proptest::prelude::*;

use super::*;

/// A small chain with scores of its positions, unpadded.
#[derive(Clone, Debug)]
struct Small {
    labels: usize,
    start: Vec<f32>,
    end: Vec<f32>,
    between: Vec<f32>,
    scores: Vec<f32>,
}

impl Small {
    fn transitions(&self) -> Transitions {
        Transitions::new(&self.start, &self.end, &self.between)
    }

    fn padded_scores(&self) -> Vec<f32> {
        let pad = |row: &[f32]| [row, &vec![0.0; padded(self.labels) - self.labels]].concat();
        self.scores.chunks(self.labels).flat_map(pad).collect()
    }

    fn length(&self) -> usize {
        self.scores.len() / self.labels
    }

    /// Every path with its score: the definition, by enumeration.
    fn paths(&self) -> Vec<(Vec<usize>, f64)> {
        let (labels, length) = (self.labels, self.length());
        let all = (0..labels.pow(length as u32)).map(|mut number| {
            let path: Vec<usize> = (0..length)
                .map(|_| {
                    let label = number % labels;
                    number /= labels;
                    label
                })
                .collect();
            let mut score = f64::from(self.start[path[0]]) + f64::from(self.end[path[length - 1]]);
            score += path.iter().enumerate().map(|(at, &l)| f64::from(self.scores[at * labels + l])).sum::<f64>();
            score += path.windows(2).map(|w| f64::from(self.between[w[0] * labels + w[1]])).sum::<f64>();
            (path, score)
        });
        all.collect()
    }
}

/// Chains of 1 to 4 labels and 1 to 5 positions; one in six of the transitions is forbidden, where a path is left.
fn small(scale: f32) -> impl Strategy<Value = Small> {
    let sizes = (1usize..=4, 1usize..=5);
    let filled = sizes.prop_flat_map(move |(labels, length)| {
        let score = || (-1f32..1.0).prop_map(move |s| s * scale);
        let maybe = || prop_oneof![5 => score(), 1 => Just(f32::NEG_INFINITY)];
        let many = |n| prop::collection::vec(maybe(), n);
        let scores = prop::collection::vec(score(), labels * length);
        (many(labels), many(labels), many(labels * labels), scores)
            .prop_map(move |(start, end, between, scores)| Small { labels, start, end, between, scores })
    });
    filled.prop_filter("some path is allowed", |s| s.paths().iter().any(|(_, score)| score.is_finite()))
}

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-4 * expected.abs().max(1.0)
}

/// Compares with the enumeration.
fn check_sums(small: &Small, reckon: impl Fn(&Transitions, &[f32], &mut Sums) -> f64) -> Result<(), TestCaseError> {
    let (transitions, scores, paths) = (small.transitions(), small.padded_scores(), small.paths());
    let mut sums = Sums::default();
    let total = reckon(&transitions, &scores, &mut sums);
    let expected = log_sum(paths.iter().map(|(_, score)| *score));
    prop_assert!(near(total, expected), "{} is not {}", total, expected);
    let width = padded(small.labels);
    let mut pairs = vec![0.0; width * width];
    let mut marginals = vec![0.0; small.scores.len()];
    for (path, score) in &paths {
        let probability = (score - expected).exp();
        path.iter().enumerate().for_each(|(at, label)| marginals[at * small.labels + label] += probability);
        path.windows(2).for_each(|w| pairs[w[0] * width + w[1]] += probability);
    }
    for at in 0..small.length() {
        let found: Vec<f64> = transitions.marginals(&sums, at).collect();
        prop_assert_eq!(found.len(), small.labels);
        for (found, expected) in found.iter().zip(&marginals[at * small.labels..]) {
            prop_assert!(near(*found, *expected), "{} is not {}", found, expected);
        }
    }
    for (found, expected) in transitions.pairs(&mut sums).iter().zip(&pairs) {
        prop_assert!(near(*found, *expected), "pair: {} is not {}", found, expected);
    }
    Ok(())
}

proptest! {
    #[test]
    fn the_best_path_is_the_best_of_all(small in small(3.0)) {
        let paths = small.paths();
        let most = paths.iter().map(|(_, score)| *score).fold(f64::NEG_INFINITY, f64::max);
        let mut found = Vec::new();
        small.transitions().best_path(&small.padded_scores(), &mut PathScratch::default(), &mut found);
        let found: Vec<usize> = found.into_iter().map(usize::from).collect();
        let (_, score) = paths.iter().find(|(path, _)| *path == found).expect("it is a path");
        prop_assert!(near(*score, most), "{:?} has {}, and the best {}", found, score, most);
    }

    #[test]
    fn sums_are_those_of_all_paths(small in small(3.0)) {
        check_sums(&small, |transitions, scores, sums| transitions.forward_backward(scores, sums))?;
    }

    #[test]
    fn sums_in_logarithms_are_the_same(small in small(3.0)) {
        check_sums(&small, |transitions, scores, sums| {
            sums.length = scores.len() / transitions.width;
            transitions.in_logarithms(scores, sums)
        })?;
    }

    #[test]
    fn scores_of_any_size_are_summed(small in prop_oneof![small(50.0), small(100.0), small(200.0), small(5_000.0)]) {
        check_sums(&small, |transitions, scores, sums| transitions.forward_backward(scores, sums))?;
    }

    #[test]
    fn a_length_without_path_is_found(small in small(1.0)) {
        let transitions = small.transitions();
        if transitions.impossible_length().is_none() {
            return Ok(());
        }
        let impossible = transitions.impossible_length().unwrap();
        for length in 1..=impossible.min(6) {
            let scores = vec![0.0; length * small.labels];
            let any = Small { scores, ..small.clone() }.paths().iter().any(|(_, score)| score.is_finite());
            prop_assert_eq!(any, length != impossible, "length {}", length);
        }
    }
}

#[test]
fn many_positions_do_not_overflow() {
    // Either label leads for good: the one that must be left at the end is less likely by e^5 at each position.
    let forbidden = f32::NEG_INFINITY;
    let transitions = Transitions::new(&[0.0, 0.0], &[forbidden, 0.0], &[0.0, forbidden, forbidden, 0.0]);
    let mut scores = vec![0.0; 500 * LANES];
    scores.chunks_mut(LANES).for_each(|row| row[0] = 5.0);
    let mut sums = Sums::default();
    assert_eq!(transitions.forward_backward(&scores, &mut sums), 0.0);
    assert!((0..500).all(|at| transitions.marginals(&sums, at).collect::<Vec<_>>() == [0.0, 1.0]));
    assert_eq!(transitions.pairs(&mut sums)[LANES + 1], 499.0);
}

#[test]
fn no_positions_have_no_path() {
    let transitions = Transitions::new(&[0.0], &[0.0], &[0.0]);
    let mut path = vec![3];
    transitions.best_path(&[], &mut PathScratch::default(), &mut path);
    assert!(path.is_empty());
    assert_eq!(transitions.forward_backward(&[], &mut Sums::default()), 0.0);
}
