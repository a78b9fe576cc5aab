//! `Chain`: the best labels of a sequence, and how likely each is: a linear-chain conditional random field.

use super::features::Sequence;
use super::hash::{self, row};
use super::lattice::{LANES, MOST_LABELS, MOST_WIDTH, PathScratch, Sums, Transitions, padded};
use super::linear::MOST_BITS;
use super::scorer::{Buffers, Scorer};
use crate::{Error, Place};

/// So many weights of 8 bits can be added in 16 bits.
pub(super) const SUMMED_IN_16_BITS: usize = 256;
/// So many are added at once.
const TOGETHER: usize = 64;

/// What a chain is made of, as training gives it and files hold it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// The names of the labels.
    pub labels: Vec<String>,
    /// Features are hashed into 2^`bits` rows.
    pub bits: u32,
    /// What one unit of weight is worth.
    pub scale: f32,
    /// The rows that have weights, ascending.
    pub rows: Vec<u32>,
    /// Their weights: one a label, row after row.
    pub weights: Vec<i8>,
    /// The score of starting with each label; −∞ where it is forbidden.
    pub start: Vec<f32>,
    /// The score of ending with each.
    pub end: Vec<f32>,
    /// The score of each label after each: a row for the label before.
    pub transitions: Vec<f32>,
}

/// Labels sequences by weights of 8 bits behind hashed features and by transitions.
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
///     start: vec![0.0, f32::NEG_INFINITY],
///     end: vec![0.0; 2],
///     transitions: vec![0.5, 0.0, 0.0, 0.0],
/// })?;
/// let mut features = Features::default();
/// for word in ["she", "said", "so"] {
///     features.push(hash::bytes(word.as_bytes()));
///     features.end_position();
/// }
/// let mut scratch = Scratch::default();
/// assert_eq!(chain.decode(features.sequence(), &[], &mut scratch), [0, 1, 0]);
/// let marginals = chain.marginals(features.sequence(), &mut scratch);
/// assert!(marginals[2 * 1 + 1] > 0.9);
/// # Ok::<(), saith::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    labels: Vec<String>,
    bits: u32,
    scale: f32,
    width: usize,
    index: Vec<Block>,
    /// A padded row of weights for each row that has some.
    weights: Vec<i8>,
    transitions: Transitions,
    /// A number that a chain with other weights would not have.
    fingerprint: u64,
}

/// Which of eight rows have weights, in the lowest bits, and how many before them do.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Block(u32);

/// Rows in a block.
const BLOCK: u32 = u8::BITS;

impl Block {
    fn new(present: u8, before: u32) -> Self {
        Self(before << BLOCK | u32::from(present))
    }

    #[inline]
    fn present(self) -> u8 {
        self.0 as u8
    }

    #[inline]
    fn before(self) -> u32 {
        self.0 >> BLOCK
    }
}

/// How many bits of a byte are set: quicker than counting, which not every machine can.
const ONES: [u8; 256] = {
    let mut ones = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        ones[byte] = (byte as u8).count_ones() as u8;
        byte += 1;
    }
    ones
};

/// Memory that decoding uses again, and its result.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    buffers: Buffers,
    scores: Vec<f32>,
    path_scratch: PathScratch,
    path: Vec<u8>,
    sums: Sums,
    marginals: Vec<f32>,
}

impl Chain {
    /// Returns the chain that is made of `parts`.
    ///
    /// # Errors
    /// Where they do not fit together, or no sequence of some length would have labels.
    pub fn new(parts: Parts) -> Result<Self, Error> {
        check(&parts).map_err(|reason| Error::format(Place::default(), reason, "train the model anew"))?;
        let count = parts.labels.len();
        let width = padded(count);
        let mut present = vec![0u8; (1u32 << parts.bits).div_ceil(BLOCK) as usize];
        for &row in &parts.rows {
            present[(row / BLOCK) as usize] |= 1 << (row % BLOCK);
        }
        let blocks = present.into_iter().scan(0, |before, present| {
            let block = Block::new(present, *before);
            *before += present.count_ones();
            Some(block)
        });
        let index = blocks.collect();
        let mut weights = vec![0; parts.rows.len() * width];
        for (to, from) in weights.chunks_exact_mut(width).zip(parts.weights.chunks_exact(count)) {
            to[..count].copy_from_slice(from);
        }
        let transitions = Transitions::new(&parts.start, &parts.end, &parts.transitions);
        if let Some(length) = transitions.impossible_length() {
            let reason = format!("the transitions forbid every labelling of {length} positions");
            return Err(Error::format(Place::default(), reason, "allow more of them"));
        }
        let rows = parts.rows.iter().fold(u64::from(parts.bits), |all, &row| hash::join(all, u64::from(row)));
        let own = weights.as_chunks::<8>().0.iter().map(|eight| u64::from_le_bytes(eight.map(|w: i8| w as u8)));
        let fingerprint = own.fold(rows, hash::join);
        let Parts { labels, bits, scale, .. } = parts;
        Ok(Self { labels, bits, scale, width, index, weights, transitions, fingerprint })
    }

    /// Returns what the chain is made of.
    #[must_use]
    pub fn parts(&self) -> Parts {
        let count = self.labels.len();
        let present = |(at, block): (usize, &Block)| {
            let present = block.present();
            (0..BLOCK).filter(move |bit| present >> bit & 1 == 1).map(move |bit| at as u32 * BLOCK + bit)
        };
        Parts {
            labels: self.labels.clone(),
            bits: self.bits,
            scale: self.scale,
            rows: self.index.iter().enumerate().flat_map(present).collect(),
            weights: self.weights.chunks_exact(self.width).flat_map(|row| row[..count].to_vec()).collect(),
            start: self.transitions.start().to_vec(),
            end: self.transitions.end().to_vec(),
            transitions: (0..count * count).map(|i| self.transitions.between(i / count, i % count)).collect(),
        }
    }

    /// Returns the names of the labels; decoding gives their numbers.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Returns the number of a label.
    #[must_use]
    pub fn label(&self, name: &str) -> Option<u8> {
        self.labels.iter().position(|label| label == name).map(|at| at as u8)
    }

    /// Returns how many rows have weights.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.weights.len() / self.width
    }

    /// Returns the best labels of `features`. `bonus`, if it is not empty, is added to the score of each label at each
    /// position: a positive one makes a label more frequent.
    ///
    /// # Cost
    /// Linear in the number of features, and in positions times the square of labels.
    ///
    /// # Panics
    /// Where `bonus` has neither no entry nor one a label.
    pub fn decode<'s>(&self, features: Sequence<'_>, bonus: &[f32], scratch: &'s mut Scratch) -> &'s [u8] {
        self.scores_into(features, &mut scratch.scores);
        self.decode_scored(bonus, scratch)
    }

    /// Returns what takes the features of a sequence and scores its labels by them; [`decode_scored`](Self::decode_scored) gives the best.
    pub fn scorer<'s>(&self, scratch: &'s mut Scratch) -> Scorer<'_, 's> {
        Scorer::new(self, &mut scratch.buffers, &mut scratch.scores)
    }

    /// Returns the best labels of the sequence that was scored last with `scratch`; `bonus` as for [`decode`](Self::decode).
    ///
    /// # Panics
    /// Where `bonus` has neither no entry nor one a label, or another chain has scored.
    pub fn decode_scored<'s>(&self, bonus: &[f32], scratch: &'s mut Scratch) -> &'s [u8] {
        if !bonus.is_empty() {
            assert_eq!(bonus.len(), self.labels.len(), "one bonus a label");
            for scores in scratch.scores.chunks_exact_mut(self.width) {
                scores.iter_mut().zip(bonus).for_each(|(score, bonus)| *score += bonus);
            }
        }
        self.transitions.best_path(&scratch.scores, &mut scratch.path_scratch, &mut scratch.path);
        &scratch.path
    }

    /// Returns the probability of each label at each position, position after position.
    pub fn marginals<'s>(&self, features: Sequence<'_>, scratch: &'s mut Scratch) -> &'s [f32] {
        self.scores_into(features, &mut scratch.scores);
        self.decoded_marginals(scratch)
    }

    /// Returns the same of the sequence that was decoded last with `scratch`, under the scores that decided there, bonus included:
    /// cheaper than [`marginals`](Self::marginals).
    pub fn decoded_marginals<'s>(&self, scratch: &'s mut Scratch) -> &'s [f32] {
        self.transitions.forward_backward(&scratch.scores, &mut scratch.sums);
        scratch.marginals.clear();
        for at in 0..scratch.scores.len() / self.width {
            let position = self.transitions.marginals(&scratch.sums, at);
            scratch.marginals.extend(position.map(|p| p as f32));
        }
        &scratch.marginals
    }

    /// Returns how likely the best label is at each position of the sequence that was decoded last with `scratch`, as
    /// [`decoded_marginals`](Self::decoded_marginals) gives it: cheaper than those of all labels.
    pub fn decoded_chances<'s>(&self, scratch: &'s mut Scratch) -> &'s [f32] {
        self.transitions.forward_backward(&scratch.scores, &mut scratch.sums);
        scratch.marginals.clear();
        let labels = scratch.path.iter().enumerate();
        scratch
            .marginals
            .extend(labels.map(|(at, &label)| scratch.sums.marginal(at * self.width + usize::from(label)) as f32));
        &scratch.marginals
    }

    /// Returns the scores of the labels by features alone, a row of labels a position: what a second stage can build on.
    pub fn scores<'s>(&self, features: Sequence<'_>, scratch: &'s mut Scratch) -> &'s [f32] {
        self.scores_into(features, &mut scratch.scores);
        scratch.marginals.clear();
        let rows = scratch.scores.chunks_exact(self.width);
        scratch.marginals.extend(rows.flat_map(|row| &row[..self.labels.len()]));
        &scratch.marginals
    }

    /// The labels, padded.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// What one unit of weight is worth.
    pub(super) fn scale(&self) -> f32 {
        self.scale
    }

    pub(super) fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    fn scores_into(&self, features: Sequence<'_>, scores: &mut Vec<f32>) {
        scores.clear();
        let mut sums = [0; MOST_WIDTH];
        let sums = &mut sums[..self.width];
        for hashes in features.positions() {
            sums.fill(0);
            self.add(hashes, sums);
            scores.extend(sums.iter().map(|&sum| self.scale * sum as f32));
        }
    }

    /// Adds the weights of features to padded sums.
    pub(super) fn add(&self, hashes: &[u64], sums: &mut [i32]) {
        match self.width / LANES {
            1 => self.sum::<1>(hashes, sums),
            2 => self.sum::<2>(hashes, sums),
            3 => self.sum::<3>(hashes, sums),
            4 => self.sum::<4>(hashes, sums),
            5 => self.sum::<5>(hashes, sums),
            6 => self.sum::<6>(hashes, sums),
            7 => self.sum::<7>(hashes, sums),
            _ => self.sum::<{ MOST_LABELS / LANES }>(hashes, sums),
        }
    }

    /// The same, `VECTORS` vectors wide.
    fn sum<const VECTORS: usize>(&self, hashes: &[u64], sums: &mut [i32]) {
        let rows = self.weights.as_chunks::<LANES>().0.as_chunks::<VECTORS>().0;
        let mut places = [0u32; TOGETHER];
        for some in hashes.chunks(TOGETHER) {
            // First where the weights are, without branches, then all of them: the machine fetches many at a time.
            let mut count = 0;
            for &hash in some {
                let (place, present) = self.place_of(hash);
                places[count] = place;
                count += usize::from(present);
            }
            let mut narrow = [[0i16; LANES]; VECTORS];
            for &place in &places[..count] {
                let Some(row) = rows.get(place as usize) else { continue };
                for (narrow, weights) in narrow.iter_mut().zip(row) {
                    for lane in 0..LANES {
                        narrow[lane] = narrow[lane].wrapping_add(i16::from(weights[lane]));
                    }
                }
            }
            for (sum, narrow) in sums.iter_mut().zip(narrow.as_flattened()) {
                *sum += i32::from(*narrow);
            }
        }
    }

    /// The number of the row of weights behind a feature, and whether it has one.
    #[inline]
    fn place_of(&self, hash: u64) -> (u32, bool) {
        let row = row(hash, self.bits);
        let block = self.index[(row / BLOCK) as usize];
        let bit = 1u8 << (row % BLOCK);
        let before = ONES[usize::from(block.present() & (bit - 1))];
        (block.before() + u32::from(before), block.present() & bit != 0)
    }
}

fn check(parts: &Parts) -> Result<(), String> {
    let labels = parts.labels.len();
    if labels == 0 || labels > MOST_LABELS {
        return Err(format!("{labels} labels; a chain has 1 to {MOST_LABELS}"));
    }
    if parts.labels.iter().enumerate().any(|(i, label)| parts.labels[..i].contains(label)) {
        return Err("two labels have the same name".to_owned());
    }
    if parts.bits > MOST_BITS || parts.rows.last().is_some_and(|&row| row >> parts.bits > 0) {
        return Err(format!("rows beyond 2^{} of 2^{MOST_BITS} at most", parts.bits));
    }
    if !parts.rows.is_sorted_by(|a, b| a < b) || parts.weights.len() != parts.rows.len() * labels {
        return Err("the rows are not in order, or their weights not one a label".to_owned());
    }
    let sizes = (parts.start.len(), parts.end.len(), parts.transitions.len());
    if sizes != (labels, labels, labels * labels) {
        return Err(format!("transitions of {labels} labels cannot have the sizes {sizes:?}"));
    }
    let mut scores = parts.start.iter().chain(&parts.end).chain(&parts.transitions);
    if !parts.scale.is_finite() || scores.any(|s| !s.is_finite() && *s != f32::NEG_INFINITY) {
        return Err("a scale or transition is no number to reckon with".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests;
