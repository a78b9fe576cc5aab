use proptest::prelude::*;

use super::*;
use crate::model::features::{Features, Sink};

const BITS: u32 = 7;

fn hash_of(row: u32) -> u64 {
    u64::from(row) << (64 - BITS)
}

/// Chains of any number of labels with weights in some rows, and sequences whose positions have up to 600 features.
fn chain_and_rows() -> impl Strategy<Value = (Parts, Vec<Vec<u32>>)> {
    (1usize..=MOST_LABELS, prop::collection::btree_set(0u32..1 << BITS, 0..40)).prop_flat_map(|(labels, rows)| {
        let weights = prop::collection::vec(any::<i8>(), labels * rows.len());
        let transitions = prop::collection::vec(-2f32..2.0, labels * (labels + 2));
        let position = prop_oneof![5 => prop::collection::vec(0u32..1 << BITS, 0..12), 1 => prop::collection::vec(0u32..1 << BITS, 500..600)];
        let sequence = prop::collection::vec(position, 0..6);
        (weights, transitions, sequence).prop_map(move |(weights, scores, sequence)| {
            let parts = Parts {
                labels: (0..labels).map(|l| format!("L{l}")).collect(),
                bits: BITS,
                scale: 0.05,
                rows: rows.iter().copied().collect(),
                weights,
                start: scores[..labels].to_vec(),
                end: scores[labels..2 * labels].to_vec(),
                transitions: scores[2 * labels..].to_vec(),
            };
            (parts, sequence)
        })
    })
}

fn features(sequence: &[Vec<u32>]) -> Features {
    let mut features = Features::default();
    for position in sequence {
        position.iter().for_each(|&row| features.push(hash_of(row)));
        features.end_position();
    }
    features
}

proptest! {
    #[test]
    fn scores_are_sums_of_weights((parts, sequence) in chain_and_rows()) {
        let labels = parts.labels.len();
        let chain = Chain::new(parts.clone()).unwrap();
        prop_assert_eq!(&chain.parts(), &parts);
        let mut scratch = Scratch::default();
        let features = features(&sequence);
        let found = chain.scores(features.sequence(), &mut scratch).to_vec();
        for (at, position) in sequence.iter().enumerate() {
            for label in 0..labels {
                let weight = |row: &u32| parts.rows.binary_search(row).map_or(0, |i| i32::from(parts.weights[i * labels + label]));
                let expected = 0.05f32 * position.iter().map(weight).sum::<i32>() as f32;
                prop_assert_eq!(found[at * labels + label], expected);
            }
        }
        let marginals = chain.marginals(features.sequence(), &mut scratch);
        prop_assert_eq!(marginals.len(), sequence.len() * labels);
        for position in marginals.chunks(labels) {
            prop_assert!((position.iter().sum::<f32>() - 1.0).abs() < 1e-4);
        }
    }

    #[test]
    fn groups_score_as_their_features_do((parts, sequence) in chain_and_rows()) {
        let mut scratch = Scratch::default();
        let features = features(&sequence);
        // Another chain of the same memory, and a second time: what is kept may not show.
        let others = Parts { weights: parts.weights.iter().map(|w| w.wrapping_add(1)).collect(), ..parts.clone() };
        for parts in [parts.clone(), others, parts] {
            let chain = Chain::new(parts).unwrap();
            let plain = chain.scores(features.sequence(), &mut scratch).to_vec();
            let best = chain.decode(features.sequence(), &[], &mut scratch).to_vec();
            let mut scorer = chain.scorer(&mut scratch);
            for position in &sequence {
                for group in position.chunks(270) {
                    let hashes: Vec<u64> = group.iter().map(|&row| hash_of(row)).collect();
                    let key = hashes.iter().fold(0, |all, &hash| hash::join(all, hash));
                    let (alone, together) = hashes.split_at(hashes.len() / 3);
                    alone.iter().for_each(|&hash| scorer.push(hash));
                    scorer.group(key, |all| all.extend(together));
                }
                scorer.end_position();
            }
            prop_assert_eq!(chain.decode_scored(&[], &mut scratch), &best[..]);
            let labels = chain.labels().len();
            let grouped: Vec<f32> = scratch.scores.chunks(padded(labels)).flat_map(|row| &row[..labels]).copied().collect();
            prop_assert_eq!(grouped, plain);
        }
    }

    #[test]
    fn a_bonus_is_added_at_each_position((parts, sequence) in chain_and_rows(), favoured in 0usize..MOST_LABELS) {
        let chain = Chain::new(parts).unwrap();
        let favoured = favoured % chain.labels().len();
        let mut bonus = vec![0.0; chain.labels().len()];
        let mut scratch = Scratch::default();
        let features = features(&sequence);
        let plain = chain.decode(features.sequence(), &[], &mut scratch).to_vec();
        prop_assert_eq!(chain.decode(features.sequence(), &bonus, &mut scratch), &plain[..]);
        bonus[favoured] = 1e6;
        prop_assert!(chain.decode(features.sequence(), &bonus, &mut scratch).iter().all(|&l| usize::from(l) == favoured));
    }
}

/// A word here and there among many that come once, so that all ways of keeping are met: known, new, refused, in the window still.
#[test]
fn windows_score_as_their_features_do() {
    let rows: Vec<u32> = (0..1 << 12).collect();
    let weights = rows.iter().flat_map(|&row| [(row % 251) as i8, (row % 127) as i8, (row % 83) as i8]).collect();
    let labels = ["a", "b", "c"].map(str::to_owned).to_vec();
    let (start, end, transitions) = (vec![0.0; 3], vec![0.0; 3], vec![0.0; 9]);
    let chain = Chain::new(Parts { labels, bits: 12, scale: 0.5, rows, weights, start, end, transitions }).unwrap();
    let words: Vec<u64> = (0..60_000u64).map(|i| if i % 3 == 0 { i % 40 } else { hash::join(i % 9000, 1) }).collect();
    fn add(sink: &mut impl Sink, words: &[u64]) {
        for at in 0..words.len() {
            let near: [u64; 5] =
                std::array::from_fn(|i| *(at + i).checked_sub(2).and_then(|i| words.get(i)).unwrap_or(&7));
            sink.window(near.map(|word| hash::join(word, 2)), |token, place, all| {
                all.extend((0..place as u64 + 1).map(|n| hash::join(near[token], place as u64 * 8 + n)));
            });
            sink.group(hash::join(near[2] % 50_000, near[3]), |all| all.push(hash::join(near[2] % 50_000, near[3])));
            sink.end_position();
        }
    }
    let mut scratch = Scratch::default();
    for words in [&words[..], &words[..100], &words[30..40]] {
        add(&mut chain.scorer(&mut scratch), words);
        let kept = scratch.scores.clone();
        let mut features = Features::default();
        add(&mut features, words);
        chain.scores(features.sequence(), &mut scratch);
        assert!(kept == scratch.scores, "the first {} words", words.len());
    }
}

fn parts() -> Parts {
    Parts {
        labels: vec!["a".to_owned(), "b".to_owned()],
        bits: 3,
        scale: 1.0,
        rows: vec![1, 5],
        weights: vec![1, 2, 3, 4],
        start: vec![0.0; 2],
        end: vec![0.0; 2],
        transitions: vec![0.0; 4],
    }
}

#[test]
fn labels_have_names() {
    let chain = Chain::new(parts()).unwrap();
    assert_eq!((chain.label("b"), chain.label("c")), (Some(1), None));
    assert_eq!(chain.rows(), 2);
}

#[test]
fn parts_that_do_not_fit_are_refused() {
    let refused = |change: fn(&mut Parts)| {
        let mut parts = parts();
        change(&mut parts);
        Chain::new(parts).unwrap_err().reason
    };
    assert_eq!(refused(|p| p.labels.clear()), "0 labels; a chain has 1 to 64");
    assert_eq!(refused(|p| p.labels[1] = "a".to_owned()), "two labels have the same name");
    assert_eq!(refused(|p| p.rows[1] = 8), "rows beyond 2^3 of 2^24 at most");
    assert_eq!(refused(|p| p.bits = 40), "rows beyond 2^40 of 2^24 at most");
    let order = "the rows are not in order, or their weights not one a label";
    assert_eq!(refused(|p| p.rows.swap(0, 1)), order);
    assert_eq!(refused(|p| p.weights.truncate(3)), order);
    assert_eq!(refused(|p| p.start.truncate(1)), "transitions of 2 labels cannot have the sizes (1, 2, 4)");
    assert_eq!(refused(|p| p.end[0] = f32::INFINITY), "a scale or transition is no number to reckon with");
    let never = f32::NEG_INFINITY;
    let dead_end = |p: &mut Parts| p.transitions = vec![f32::NEG_INFINITY; 4];
    assert_eq!(refused(dead_end), "the transitions forbid every labelling of 2 positions");
    let mut forbidden = parts();
    forbidden.transitions = vec![0.0, never, 0.0, never];
    assert!(Chain::new(forbidden).is_ok());
}
