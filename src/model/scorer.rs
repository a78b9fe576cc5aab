//! `Scorer`: sums up weights as features come, and keeps the sums of groups of features that come again and again.
//!
//! Most features of a token hang on few facts: its word, the marks around it, its sentence. Their weights always come
//! together, so their sum is kept: one look-up stands for many. A word is met five times, from as many positions: all its sums are kept
//! side by side and looked up once. What is kept never changes a score.

use super::chain::{Chain, SUMMED_IN_16_BITS};
use super::features::Sink;
use super::lattice::MOST_WIDTH;

/// So many bits of a key name its place, among groups and among tokens. More would keep more, and drive weights out of the cache of a
/// core.
const GROUP_BITS: u32 = 13;
const TOKEN_BITS: u32 = 13;
/// The widest window of tokens.
const WIDEST: usize = 5;

/// Sums by key, each at the place that its key names. One that comes again and again is not driven out by others that share its place
/// and come once: each place counts the hits of late, and each miss takes one away.
#[derive(Clone, Debug, Default)]
struct Kept {
    /// Keys, with the count in the lowest bits; 0 is an empty place.
    keys: Vec<u64>,
    /// So many rows of sums a place, and a place more for what is not kept.
    sums: Vec<i16>,
    bits: u32,
}

/// The bits of a key that count.
const COUNT: u64 = 3;
/// No place.
const NOWHERE: usize = usize::MAX;

/// Returns a key without the bits that count; no key is that of an empty place.
#[inline]
fn named(key: u64) -> u64 {
    key & !COUNT | (COUNT + 1)
}

impl Kept {
    /// Makes room for 2^`bits` places of `size` sums each.
    fn fit(&mut self, bits: u32, spare: usize, size: usize) {
        self.keys.clear();
        self.keys.resize(1 << bits, 0);
        self.sums.clear();
        self.sums.resize(((1 << bits) + spare) * size, 0);
        self.bits = bits;
    }

    /// Returns the place of a key if it is known; else where its sums go: its place, or none where that is another's still.
    #[inline]
    fn find(&mut self, key: u64) -> Result<usize, Option<usize>> {
        let place = (key >> (u64::BITS - self.bits)) as usize;
        let own = &mut self.keys[place];
        if (*own ^ key) <= COUNT {
            *own |= COUNT;
            return Ok(place);
        }
        if *own & COUNT != 0 {
            *own -= 1;
            return Err(None);
        }
        *own = key | 1;
        Err(Some(place))
    }
}

/// What a scorer keeps: sums of groups, and of tokens as they are at each place of a window.
#[derive(Clone, Debug, Default)]
pub struct Memo {
    /// The chain whose sums they are.
    chain: u64,
    groups: Kept,
    tokens: Kept,
}

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
    /// The places of the window's tokens among those kept, and their keys.
    seen: [(u64, usize); WIDEST],
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
        memo.fit(chain);
        alone.clear();
        scores.clear();
        Self { chain, memo, alone, group, sums: [0; MOST_WIDTH], seen: [(0, 0); WIDEST], scores }
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
        let key = named(key);
        let place = match self.memo.groups.find(key) {
            Ok(place) => place,
            Err(place) => {
                self.group.clear();
                fill(self.group);
                let Some(place) = place else {
                    self.alone.extend(&*self.group);
                    return;
                };
                let kept = &mut self.memo.groups.sums[place * width..][..width];
                if !sum(self.chain, self.group, kept) {
                    self.memo.groups.keys[place] = 0;
                    self.alone.extend(&*self.group);
                    return;
                }
                place
            }
        };
        let kept = &self.memo.groups.sums[place * width..][..width];
        self.sums[..width].iter_mut().zip(kept).for_each(|(sum, kept)| *sum += i32::from(*kept));
    }

    #[inline]
    fn window<const N: usize>(&mut self, keys: [u64; N], fill: impl Fn(usize, usize, &mut Vec<u64>)) {
        let width = self.chain.width();
        // The tokens move on by one place; those that were not in the last window are looked up.
        for (at, key) in keys.into_iter().map(named).enumerate() {
            let seen = if at + 1 < N { self.seen[at + 1] } else { (0, 0) };
            self.seen[at] = if seen.0 == key { seen } else { (key, NOWHERE) };
        }
        for at in 0..N {
            if self.seen[at].1 == NOWHERE {
                self.seen[at].1 = self.token::<N>(at, &fill);
            }
            let kept = &self.memo.tokens.sums[(self.seen[at].1 * N + at) * width..][..width];
            self.sums[..width].iter_mut().zip(kept).for_each(|(sum, kept)| *sum += i32::from(*kept));
        }
    }

    fn end_position(&mut self) {
        let sums = &mut self.sums[..self.chain.width()];
        self.chain.add(self.alone, sums);
        self.scores.extend(sums.iter().map(|&sum| self.chain.scale() * sum as f32));
        sums.fill(0);
        self.alone.clear();
    }
}

impl Scorer<'_, '_> {
    /// The place of a token of the window among those kept; its sums are put there where they are not known.
    fn token<const N: usize>(&mut self, at: usize, fill: &impl Fn(usize, usize, &mut Vec<u64>)) -> usize {
        let width = self.chain.width();
        let tokens = &mut self.memo.tokens;
        let place = match tokens.find(self.seen[at].0) {
            Ok(place) => return place,
            Err(place) => place,
        };
        // Those of the window stay where they are.
        let others = self.seen[..N].iter().enumerate();
        let taken = |place: usize| others.clone().any(|(i, seen)| i != at && seen.1 == place);
        let place = match place {
            Some(place) if !taken(place) => place,
            refused => {
                if let Some(place) = refused {
                    tokens.keys[place] = 0;
                }
                let spare = 1 << tokens.bits;
                (spare..spare + N).find(|&place| !taken(place)).unwrap_or(spare)
            }
        };
        for (row, kept) in tokens.sums[place * N * width..][..N * width].chunks_exact_mut(width).enumerate() {
            self.group.clear();
            fill(at, row, self.group);
            sum(self.chain, self.group, kept);
        }
        place
    }
}

/// Writes the sums of the weights of some features; says no where they are too many.
fn sum(chain: &Chain, features: &[u64], kept: &mut [i16]) -> bool {
    if features.len() > SUMMED_IN_16_BITS {
        return false;
    }
    let mut sums = [0; MOST_WIDTH];
    chain.add(features, &mut sums[..kept.len()]);
    kept.iter_mut().zip(sums).for_each(|(kept, sum)| *kept = sum as i16);
    true
}

impl Memo {
    /// Makes room for the sums of a chain; those of another are forgotten.
    fn fit(&mut self, chain: &Chain) {
        if self.chain != chain.fingerprint() {
            self.chain = chain.fingerprint();
            self.groups.fit(GROUP_BITS, 0, chain.width());
            self.tokens.fit(TOKEN_BITS, WIDEST, WIDEST * chain.width());
        }
    }
}
