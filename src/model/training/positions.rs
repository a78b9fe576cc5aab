//! The features of all positions of a training set, as numbers of rows.

use crate::model::hash::{self, row};
use crate::model::linear::MOST_BITS;
use crate::model::part;
use crate::{Error, Place};

/// Positions with the rows of their features.
#[derive(Clone, Debug, Default)]
pub struct Positions {
    bits: u32,
    rows: Vec<u32>,
    /// Where each position ends.
    ends: Vec<usize>,
}

impl Positions {
    /// Returns no positions; their features will be hashed into 2^`bits` rows.
    pub fn new(bits: u32) -> Self {
        Self { bits: bits.min(MOST_BITS), ..Self::default() }
    }

    pub fn push(&mut self, features: &[u64]) {
        self.rows.extend(features.iter().map(|&hash| row(hash, self.bits)));
        self.ends.push(self.rows.len());
    }

    /// Leaves out all features but those of `rows`, ascending.
    pub fn keep(&mut self, rows: &[u32]) {
        let mut kept = vec![false; 1 << self.bits];
        rows.iter().for_each(|&row| kept[row as usize] = true);
        let (mut start, mut to) = (0, 0);
        for end in &mut self.ends {
            for at in std::mem::replace(&mut start, *end)..*end {
                self.rows[to] = self.rows[at];
                to += usize::from(kept[self.rows[at] as usize]);
            }
            *end = to;
        }
        self.rows.truncate(to);
    }

    pub fn check_bits(&self, bits: u32) -> Result<(), Error> {
        if self.bits == bits {
            return Ok(());
        }
        let reason = format!("examples hashed to {} bits cannot train a model of {bits}", self.bits);
        Err(Error::format(Place::default(), reason, format!("use the same number, {MOST_BITS} at most, for both")))
    }

    /// Returns the positions with the rows that occur at least `least_count` times, numbered anew without gaps.
    pub fn compact(&self, least_count: u32) -> Compact {
        let mut counts = vec![0u32; 1 << self.bits];
        self.rows.iter().for_each(|&row| counts[row as usize] = counts[row as usize].saturating_add(1));
        let mut rows = Vec::new();
        let mut number = vec![u32::MAX; counts.len()];
        for (row, &count) in counts.iter().enumerate() {
            if count > 0 && count >= least_count {
                number[row] = rows.len() as u32;
                rows.push(row as u32);
            }
        }
        let (mut ids, mut ends) = (Vec::with_capacity(self.rows.len()), Vec::with_capacity(self.ends.len()));
        let mut start = 0;
        for &end in &self.ends {
            let kept = self.rows[start..end].iter().map(|&row| number[row as usize]).filter(|&id| id != u32::MAX);
            ids.extend(kept);
            ends.push(ids.len());
            start = end;
        }
        Compact { rows, ids, ends }
    }
}

/// Positions with the numbers of those rows that are trained.
#[derive(Clone, Debug)]
pub struct Compact {
    /// The row that each number stands for, ascending.
    pub rows: Vec<u32>,
    ids: Vec<u32>,
    ends: Vec<usize>,
}

impl Compact {
    #[inline]
    pub fn position(&self, i: usize) -> &[u32] {
        &self.ids[part(&self.ends, i)]
    }

    /// Returns a number that other positions would not have.
    pub fn fingerprint(&self) -> u64 {
        let ids = self.ids.iter().fold(0, |all, &id| hash::join(all, u64::from(id)));
        let rows = self.rows.iter().fold(ids, |all, &row| hash::join(all, u64::from(row)));
        self.ends.iter().fold(rows, |all, &end| hash::join(all, end as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_rows_are_left_out() {
        let mut positions = Positions::new(8);
        let hash = |row: u64| row << 56;
        positions.push(&[hash(7), hash(200), hash(3)]);
        positions.push(&[hash(9)]);
        positions.push(&[hash(3), hash(200)]);
        let compact = positions.compact(2);
        assert_eq!(compact.rows, [3, 200]);
        let all: Vec<&[u32]> = (0..3).map(|i| compact.position(i)).collect();
        assert_eq!(all, [&[1u32, 0][..], &[], &[0, 1]]);
        assert_eq!(positions.compact(0).rows, [3, 7, 9, 200]);
        assert_ne!(positions.compact(0).fingerprint(), compact.fingerprint());
        positions.keep(&[9, 200]);
        let kept = positions.compact(0);
        assert_eq!(kept.rows, [9, 200]);
        assert_eq!((0..3).map(|i| kept.position(i)).collect::<Vec<_>>(), [&[1u32][..], &[0], &[1]]);
    }
}
