//! Times the scorers of the kit on features that are ready, in tokens a second. Results are counted: a wrong one fails.
//!
//! `cargo bench --bench kit`. The size is that of a reader of quotations: 71 features a token, 15 labels, 157,000 rows.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use saith::model::chain::{Chain, Parts, Scratch};
use saith::model::features::{Features, Sink};
use saith::model::hash::{bytes, join, row};
use saith::model::linear::Linear;

const TOKENS: usize = 20_000;
const TOKENS_A_PARAGRAPH: usize = 50;
const FEATURES: u64 = 71;
const LABELS: usize = 15;
const ROWS: usize = 157_000;
const BITS: u32 = 20;

fn main() {
    divan::main();
}

/// Numbers that repeat as words do: half of them are among some hundred, the rest spread over many.
fn word(token: u64, feature: u64) -> u64 {
    let random = join(token, feature);
    let choice = random >> 32;
    join(feature, if random & 1 == 0 { choice % 200 } else { choice % 60_000 })
}

fn features() -> Features {
    let mut features = Features::default();
    for token in 0..TOKENS as u64 {
        (0..FEATURES).for_each(|feature| features.push(word(token, feature)));
        features.end_position();
    }
    features
}

/// Weights in the rows of features that were seen first, up to [`ROWS`].
fn chain() -> Chain {
    let seen = (0..TOKENS as u64).flat_map(|token| (0..FEATURES).map(move |f| row(word(token, f), BITS)));
    let mut rows: Vec<u32> = Vec::new();
    let mut known = vec![false; 1 << BITS];
    for row in seen {
        if rows.len() < ROWS && !std::mem::replace(&mut known[row as usize], true) {
            rows.push(row);
        }
    }
    rows.sort_unstable();
    assert_eq!(rows.len(), ROWS);
    let weight = |i: usize| ((join(i as u64, 77) >> 56) as i8) / 8;
    Chain::new(Parts {
        labels: (0..LABELS).map(|label| format!("L{label}")).collect(),
        bits: BITS,
        scale: 0.02,
        weights: (0..ROWS * LABELS).map(weight).collect(),
        rows,
        start: vec![0.0; LABELS],
        end: vec![0.0; LABELS],
        transitions: (0..LABELS * LABELS).map(|i| f32::from(weight(i + 1)) * 0.1).collect(),
    })
    .expect("the parts fit")
}

/// Times `work` over all paragraphs; what it counts must be the same each time.
fn time(bencher: Bencher, features: &Features, mut work: impl FnMut(std::ops::Range<usize>) -> usize) {
    let mut all = || -> usize {
        let starts = (0..features.sequence().len()).step_by(TOKENS_A_PARAGRAPH);
        starts.map(|start| work(start..start + TOKENS_A_PARAGRAPH)).sum()
    };
    let count = all();
    assert!(count > TOKENS / LABELS, "{count}");
    bencher.counter(ItemsCount::new(TOKENS)).bench_local(|| assert_eq!(all(), count));
}

#[divan::bench]
fn decode(bencher: Bencher) {
    let (chain, features, mut scratch) = (chain(), features(), Scratch::default());
    time(bencher, &features, |paragraph| {
        let labels = chain.decode(black_box(features.sequence().part(paragraph)), &[], &mut scratch);
        labels.iter().map(|&label| usize::from(label)).sum()
    });
}

#[divan::bench]
fn scores_alone(bencher: Bencher) {
    let (chain, features, mut scratch) = (chain(), features(), Scratch::default());
    time(bencher, &features, |paragraph| {
        let scores = chain.scores(black_box(features.sequence().part(paragraph)), &mut scratch);
        scores.iter().filter(|score| **score > 0.0).count()
    });
}

#[divan::bench]
fn marginals(bencher: Bencher) {
    let (chain, features, mut scratch) = (chain(), features(), Scratch::default());
    time(bencher, &features, |paragraph| {
        let marginals = chain.marginals(black_box(features.sequence().part(paragraph)), &mut scratch);
        // Each token's add up to one.
        marginals.iter().sum::<f32>().round() as usize
    });
}

#[divan::bench]
fn linear(bencher: Bencher) {
    let weights = (0..1 << 18).map(|i| (join(i, 5) >> 56) as i8).collect();
    let (linear, features) = (Linear::new(18, weights, 0.01, 0.0).expect("it fits"), features());
    time(bencher, &features, |paragraph| {
        let paragraph = black_box(features.sequence().part(paragraph));
        paragraph.positions().filter(|features| linear.score(features) > 0.0).count()
    });
}

#[divan::bench]
fn hashing(bencher: Bencher) {
    let words: Vec<String> = (0..TOKENS).map(|i| "abcdefghijklmnop"[..1 + i % 16].to_owned()).collect();
    let count = || words.iter().filter(|word| bytes(black_box(word.as_bytes())) & 1 == 1).count();
    let expected = count();
    assert!(expected > TOKENS / 4);
    bencher.counter(ItemsCount::new(TOKENS)).bench(|| assert_eq!(count(), expected));
}
