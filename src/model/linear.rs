//! `Linear`: how likely yes is against no, as a sum of weights of hashed features.

use super::hash::row;
use crate::{Error, Place};

/// A table of weights has at most 2^24 rows: 16 MB.
pub const MOST_BITS: u32 = 24;

/// A binary scorer: one weight of 8 bits a row.
///
/// # Examples
/// ```
/// use saith::model::{hash, linear::Linear};
/// let mut weights = vec![0; 1 << 4];
/// let feature = hash::bytes(b"Mr");
/// weights[hash::row(feature, 4) as usize] = -50;
/// let linear = Linear::new(4, weights, 0.1, 2.0)?;
/// assert_eq!(linear.weight(feature), -50);
/// assert_eq!(linear.score(&[feature]), -3.0);
/// # Ok::<(), saith::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Linear {
    bits: u32,
    weights: Box<[i8]>,
    scale: f32,
    bias: f32,
}

impl Linear {
    /// Returns a scorer of 2^`bits` weights, each worth `scale`.
    ///
    /// # Errors
    /// Where the number of weights is not that, or `scale` or `bias` is not finite.
    pub fn new(bits: u32, weights: Vec<i8>, scale: f32, bias: f32) -> Result<Self, Error> {
        let wrong = |reason: String| Error::format(Place::default(), reason, "train the model anew");
        if bits > MOST_BITS || weights.len() != 1 << bits {
            return Err(wrong(format!(
                "{} weights do not fill 2^{bits} rows, or there are more than 2^{MOST_BITS}",
                weights.len()
            )));
        }
        if !scale.is_finite() || !bias.is_finite() {
            return Err(wrong(format!("a scale of {scale} and a bias of {bias} are no numbers to reckon with")));
        }
        Ok(Self { bits, weights: weights.into(), scale, bias })
    }

    /// Returns the weight of a feature, in units of [`scale`](Self::scale).
    #[must_use]
    #[inline]
    pub fn weight(&self, hash: u64) -> i32 {
        i32::from(self.weights[row(hash, self.bits) as usize])
    }

    /// Returns the log-odds of yes: above 0 it is more likely than no.
    #[must_use]
    #[inline]
    pub fn score(&self, features: &[u64]) -> f32 {
        self.log_odds(features.iter().map(|&hash| self.weight(hash)).sum())
    }

    /// Returns the log-odds that a sum of weights stands for.
    #[must_use]
    #[inline]
    pub fn log_odds(&self, sum: i32) -> f32 {
        self.bias + self.scale * sum as f32
    }

    /// Returns the logarithm of the number of rows.
    #[must_use]
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// Returns all weights, by row.
    #[must_use]
    pub fn weights(&self) -> &[i8] {
        &self.weights
    }

    /// Returns what one unit of weight is worth in log-odds.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// Returns the log-odds of no features.
    #[must_use]
    pub fn bias(&self) -> f32 {
        self.bias
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_do_not_depend_on_the_order_of_features() {
        let weights: Vec<i8> = (0..=255u8).map(|w| w as i8).collect();
        let linear = Linear::new(8, weights, 0.03, -1.0).unwrap();
        let mut features: Vec<u64> = (0..100u64).map(|n| super::super::hash::join(n, 3)).collect();
        let score = linear.score(&features);
        features.reverse();
        assert_eq!(linear.score(&features), score);
        assert_eq!(linear.score(&[]), -1.0);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let message = |bits, count, scale| Linear::new(bits, vec![0; count], scale, 0.0).unwrap_err().to_string();
        assert!(message(3, 7, 1.0).starts_with("7 weights do not fill 2^3 rows"));
        assert!(message(60, 7, 1.0).starts_with("7 weights"));
        assert!(message(3, 8, f32::NAN).starts_with("a scale of NaN"));
    }
}
