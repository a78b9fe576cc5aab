//! The features of a sequence: hashes, so many a position, in one allocation that is used again.

use std::ops::Range;

/// Takes the features of positions, one position after another.
pub trait Sink {
    /// Adds a feature to the position that is being filled.
    fn push(&mut self, feature: u64);

    /// Adds the features that `fill` gives. `key` is a hash of all that they hang on: two groups of one key are the same, and the
    /// second one may go unasked.
    fn group(&mut self, key: u64, fill: impl FnOnce(&mut Vec<u64>));

    /// Adds the features that hang on each token of a window around the position; `keys` are hashes of all that they hang on, one a token.
    /// `fill` gives those of a token, by its number in the window, as they are where it stands at a place of a window: a token is seen
    /// from one position after another, at one place after another. It has fewer than 256 at each.
    fn window<const N: usize>(&mut self, keys: [u64; N], fill: impl Fn(usize, usize, &mut Vec<u64>));

    /// Ends the position that is being filled.
    fn end_position(&mut self);
}

/// Collects features, position after position.
///
/// # Examples
/// ```
/// use saith::model::{features::{Features, Sink}, hash};
/// let mut features = Features::default();
/// for word in ["She", "said"] {
///     features.push(hash::join(1, hash::bytes(word.as_bytes())));
///     features.end_position();
/// }
/// assert_eq!(features.sequence().len(), 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features {
    hashes: Vec<u64>,
    /// Where each position ends.
    ends: Vec<u32>,
}

impl Sink for Features {
    #[inline]
    fn push(&mut self, feature: u64) {
        self.hashes.push(feature);
    }

    #[inline]
    fn group(&mut self, _key: u64, fill: impl FnOnce(&mut Vec<u64>)) {
        fill(&mut self.hashes);
    }

    #[inline]
    fn window<const N: usize>(&mut self, _keys: [u64; N], fill: impl Fn(usize, usize, &mut Vec<u64>)) {
        for place in 0..N {
            fill(place, place, &mut self.hashes);
        }
    }

    #[inline]
    fn end_position(&mut self) {
        self.ends.push(self.hashes.len() as u32);
    }
}

impl Features {
    /// Empties it; the memory stays.
    pub fn clear(&mut self) {
        self.hashes.clear();
        self.ends.clear();
    }

    /// Returns all positions that were ended.
    #[must_use]
    pub fn sequence(&self) -> Sequence<'_> {
        Sequence { hashes: &self.hashes, first: 0, ends: &self.ends }
    }
}

/// The features of a run of positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sequence<'f> {
    hashes: &'f [u64],
    first: u32,
    ends: &'f [u32],
}

impl<'f> Sequence<'f> {
    /// Returns the number of positions.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns whether there are no positions.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns the positions of `range` alone, as one paragraph out of a text.
    ///
    /// # Panics
    /// Where `range` ends after the sequence.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        let first = if range.start == 0 { self.first } else { self.ends[range.start - 1] };
        Self { hashes: self.hashes, first, ends: &self.ends[range] }
    }

    /// Returns the features of each position, in order.
    pub fn positions(&self) -> impl Iterator<Item = &'f [u64]> + use<'f> {
        let (hashes, mut start) = (self.hashes, self.first as usize);
        self.ends.iter().map(move |&end| {
            let position = &hashes[start..end as usize];
            start = end as usize;
            position
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_hold_their_own_positions() {
        let mut features = Features::default();
        for position in [&[1u64, 2][..], &[], &[3], &[4, 5]] {
            position.iter().for_each(|&hash| features.push(hash));
            features.end_position();
        }
        features.push(6); // not ended: of no position
        let all: Vec<&[u64]> = features.sequence().positions().collect();
        assert_eq!(all, [&[1u64, 2][..], &[], &[3], &[4, 5]]);
        let part = features.sequence().part(1..4);
        assert_eq!(part.positions().collect::<Vec<_>>(), all[1..]);
        assert_eq!(part.part(1..2).positions().collect::<Vec<_>>(), [[3u64]]);
        assert!(part.part(3..3).is_empty());
        features.clear();
        assert!(features.sequence().is_empty());
    }
}
