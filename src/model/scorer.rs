//! `Scorer`: sums up weights as features come, and keeps the sums of groups of features that come again and again.
//!
//! Most features of a token hang on few facts: its word, the marks around it, its sentence. Their weights always come
//! together, so their sum is kept: one look-up stands for many. What is kept never changes a score.

use super::chain::{Chain, SUMMED_IN_16_BITS};
use super::features::Sink;
use super::hash;
use super::lattice::MOST_WIDTH;

/// Sums of groups, each at the place that its key names; a later group takes the place of an earlier one.
#[derive(Clone, Debug, Default)]
pub struct Memo {
    keys: Vec<u64>,
    /// A padded row of sums a place.
    sums: Vec<i16>,
}

/// So many bits of a key name its place.
const PLACE_BITS: u32 = 13;

/// Scores of positions by a chain, as their features come.
///
/// # Examples
/// ```
/// use saith::model::chain::{Chain, Parts, Scratch};
/// use saith::model::{features::{Features, Sink}, hash};
/// let said = hash::bytes(b"said");
/// let chain = Chain::new(Parts {
///     labels: vec!["outside".to_owned(), "cue".to_owned()],
///     bits: 10,
///     scale: 0.1,
///     rows: vec![hash::row(said, 10)],
///     weights: vec![-20, 20],
///     start: vec![0.0; 2],
///     end: vec![0.0; 2],
///     transitions: vec![0.0; 4],
/// })?;
/// fn add(sink: &mut impl Sink) {
///     for word in ["she", "said", "so"] {
///         let own = hash::bytes(word.as_bytes());
///         sink.group(own, |features| features.push(own));
///         sink.end_position();
///     }
/// }
/// let mut scratch = Scratch::default();
/// add(&mut chain.scorer(&mut scratch));
/// assert_eq!(chain.decode_scored(&[], &mut scratch), [0, 1, 0]);
/// let mut features = Features::default();
/// add(&mut features);
/// assert_eq!(chain.decode(features.sequence(), &[], &mut scratch), [0, 1, 0]);
/// # Ok::<(), saith::Error>(())
/// ```
#[derive(Debug)]
pub struct Scorer<'c, 's> {
    chain: &'c Chain,
    memo: &'s mut Memo,
    /// The features of the position that is being filled that are in no group.
    alone: &'s mut Vec<u64>,
    group: &'s mut Vec<u64>,
    sums: [i32; MOST_WIDTH],
    scores: &'s mut Vec<f32>,
}

/// Memory of a scorer.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffers {
    memo: Memo,
    alone: Vec<u64>,
    group: Vec<u64>,
}

impl<'c, 's> Scorer<'c, 's> {
    pub(super) fn new(chain: &'c Chain, buffers: &'s mut Buffers, scores: &'s mut Vec<f32>) -> Self {
        let Buffers { memo, alone, group } = buffers;
        memo.fit(chain.width());
        alone.clear();
        scores.clear();
        Self { chain, memo, alone, group, sums: [0; MOST_WIDTH], scores }
    }
}

impl Sink for Scorer<'_, '_> {
    #[inline]
    fn push(&mut self, feature: u64) {
        self.alone.push(feature);
    }

    #[inline]
    fn group(&mut self, key: u64, fill: impl FnOnce(&mut Vec<u64>)) {
        let width = self.chain.width();
        // Each chain has sums of its own; no key is that of an empty place.
        let key = hash::join(self.chain.fingerprint(), key) | 1;
        let place = (key >> (u64::BITS - PLACE_BITS)) as usize;
        let kept = &mut self.memo.sums[place * width..][..width];
        if self.memo.keys[place] != key {
            self.group.clear();
            fill(self.group);
            if self.group.len() > SUMMED_IN_16_BITS {
                self.alone.extend(&*self.group);
                return;
            }
            let mut sums = [0; MOST_WIDTH];
            self.chain.add(self.group, &mut sums[..width]);
            kept.iter_mut().zip(sums).for_each(|(kept, sum)| *kept = sum as i16);
            self.memo.keys[place] = key;
        }
        self.sums[..width].iter_mut().zip(kept).for_each(|(sum, kept)| *sum += i32::from(*kept));
    }

    fn end_position(&mut self) {
        let sums = &mut self.sums[..self.chain.width()];
        self.chain.add(self.alone, sums);
        self.scores.extend(sums.iter().map(|&sum| self.chain.scale() * sum as f32));
        sums.fill(0);
        self.alone.clear();
    }
}

impl Memo {
    /// Makes room for rows of `width`; what was kept of another width is forgotten.
    fn fit(&mut self, width: usize) {
        if self.sums.len() != width << PLACE_BITS {
            self.keys = vec![0; 1 << PLACE_BITS];
            self.sums = vec![0; width << PLACE_BITS];
        }
    }
}
