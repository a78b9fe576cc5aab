//! Calibration: from scores to probabilities that come true, and how far they do.

use serde::{Deserialize, Serialize};

use crate::{Error, Place};

/// A map from scores to probabilities that never falls and never promises 0 or 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Calibration {
    /// A logistic curve: for few examples, or where scores are log-odds already.
    Platt {
        /// How steep it is.
        slope: f64,
        /// The log-odds at score 0.
        intercept: f64,
    },
    /// Straight lines between points: follows the data where there is enough of it.
    Isotonic {
        /// Scores, ascending.
        scores: Vec<f32>,
        /// The probability at each score.
        probabilities: Vec<f32>,
    },
}

/// Newton's steps for the logistic curve; five are the rule.
const MOST_STEPS: usize = 100;
/// No log-odds beyond these are promised: one in three million, which 32 bits still tell from certainty.
const MOST_LOG_ODDS: f64 = 15.0;

impl Calibration {
    /// Returns the logistic curve that fits (score, came true) best (Platt 1999, with the targets and steps of Lin, Lin and
    /// Weng 2007).
    ///
    /// # Errors
    /// Where there are no examples, or a score is not finite.
    ///
    /// # Examples
    /// ```
    /// use saith::model::calibration::Calibration;
    /// let examples: Vec<(f32, bool)> = (0..1000).map(|i| (4.0, i % 4 != 0)).chain([(-4.0, false); 1000]).collect();
    /// let platt = Calibration::platt(&examples)?;
    /// assert!((platt.probability(4.0) - 0.75).abs() < 0.01);
    /// assert!(platt.probability(-4.0) > 0.0);
    /// # Ok::<(), saith::Error>(())
    /// ```
    pub fn platt(examples: &[(f32, bool)]) -> Result<Self, Error> {
        let rate = rate(examples)?;
        let yes = examples.iter().filter(|(_, true_)| *true_).count() as f64;
        let no = examples.len() as f64 - yes;
        let target = |came_true: bool| if came_true { (yes + 1.0) / (yes + 2.0) } else { 1.0 / (no + 2.0) };
        let loss = |slope: f64, intercept: f64| {
            let one = |&(score, came_true): &(f32, bool)| {
                let z = slope * f64::from(score) + intercept;
                z.max(0.0) + (-z.abs()).exp().ln_1p() - target(came_true) * z
            };
            examples.iter().map(one).sum::<f64>()
        };
        let (mut slope, mut intercept) = (0.0, (rate / (1.0 - rate)).ln());
        let mut least = loss(slope, intercept);
        for _ in 0..MOST_STEPS {
            let (mut g, mut h) = ([0.0; 2], [1e-9, 0.0, 1e-9]);
            for &(score, came_true) in examples {
                let score = f64::from(score);
                let p = logistic(slope * score + intercept);
                let (difference, spread) = (p - target(came_true), p * (1.0 - p));
                g = [g[0] + difference * score, g[1] + difference];
                h = [h[0] + spread * score * score, h[1] + spread * score, h[2] + spread];
            }
            let determinant = h[0] * h[2] - h[1] * h[1];
            let step = [(h[2] * g[0] - h[1] * g[1]) / determinant, (h[0] * g[1] - h[1] * g[0]) / determinant];
            // Half the step until the loss falls.
            let tried = (0..40).map(|halved| {
                let by = 0.5f64.powi(halved);
                let next = (slope - by * step[0], intercept - by * step[1]);
                (next, loss(next.0, next.1))
            });
            let Some((next, less)) = { tried }.find(|(_, found)| *found < least) else { break };
            let gained = least - less;
            ((slope, intercept), least) = (next, less);
            if gained < 1e-10 * least.abs().max(1.0) {
                break;
            }
        }
        Ok(Self::Platt { slope: slope.max(0.0), intercept })
    }

    /// Returns the rising line that fits (score, came true) best, by pooling adjacent violators; each pool is drawn to the
    /// rate of all examples as if one more had been seen.
    ///
    /// # Errors
    /// Where there are no examples, or a score is not finite.
    pub fn isotonic(examples: &[(f32, bool)]) -> Result<Self, Error> {
        let rate = rate(examples)?;
        let mut sorted = examples.to_vec();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let same_score = sorted.chunk_by(|a, b| a.0 == b.0).map(|same| {
            let yes = same.iter().filter(|(_, came_true)| *came_true).count() as f64;
            Pool { score: f64::from(same[0].0), value: yes / same.len() as f64, count: same.len() as f64 }
        });
        let smooth = |pool: Pool| Pool { value: (pool.value * pool.count + rate) / (pool.count + 1.0), ..pool };
        // Small pools move further than large ones: they may have to be pooled again.
        let pools = pooled(pooled(same_score).into_iter().map(smooth));
        Ok(Self::Isotonic {
            scores: pools.iter().map(|pool| pool.score as f32).collect(),
            probabilities: pools.iter().map(|pool| pool.value as f32).collect(),
        })
    }

    /// Returns the calibration of scores that are probabilities already: each stands for itself, short of certainty.
    ///
    /// # Examples
    /// ```
    /// use saith::model::calibration::Calibration;
    /// let unchanged = Calibration::unchanged();
    /// assert!((unchanged.probability(0.7) - 0.7).abs() < 1e-6);
    /// assert!(unchanged.probability(1.0) < 1.0);
    /// ```
    #[must_use]
    pub fn unchanged() -> Self {
        let least = logistic(-MOST_LOG_ODDS) as f32;
        Self::Isotonic { scores: vec![0.0, 1.0], probabilities: vec![least, 1.0 - least] }
    }

    /// Returns the probability that what has this score is true.
    #[must_use]
    pub fn probability(&self, score: f32) -> f32 {
        match self {
            Self::Platt { slope, intercept } => {
                let log_odds = slope * f64::from(score) + intercept;
                logistic(log_odds.clamp(-MOST_LOG_ODDS, MOST_LOG_ODDS)) as f32
            }
            Self::Isotonic { scores, probabilities } => {
                let after = scores.partition_point(|&s| s < score);
                let (Some(&last), Some(&first)) = (probabilities.last(), probabilities.first()) else { return 0.5 };
                match (after.checked_sub(1), scores.get(after)) {
                    (None, _) => first,
                    (_, None) => last,
                    (Some(before), Some(&high)) => {
                        let (low, from, to) = (scores[before], probabilities[before], probabilities[after]);
                        from + (to - from) * ((score - low) / (high - low))
                    }
                }
            }
        }
    }

    /// Returns whether scores ascend and probabilities lie between 0 and 1: what a file must hold.
    pub(super) fn is_sound(&self) -> bool {
        match self {
            Self::Platt { slope, intercept } => slope.is_finite() && *slope >= 0.0 && intercept.is_finite(),
            Self::Isotonic { scores, probabilities } => {
                !scores.is_empty()
                    && scores.len() == probabilities.len()
                    && scores.iter().all(|s| s.is_finite())
                    && scores.is_sorted_by(|a, b| a < b)
                    && probabilities.is_sorted()
                    && probabilities.iter().all(|p| *p > 0.0 && *p < 1.0)
            }
        }
    }
}

fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// How many of all came true, as if one more had and one more had not.
fn rate(examples: &[(f32, bool)]) -> Result<f64, Error> {
    let wrong = |reason: &str| Err(Error::format(Place::default(), reason, "give scores of held-out examples"));
    if examples.is_empty() {
        return wrong("no examples to calibrate by");
    }
    if examples.iter().any(|(score, _)| !score.is_finite()) {
        return wrong("a score to calibrate by is not finite");
    }
    let yes = examples.iter().filter(|(_, came_true)| *came_true).count() as f64;
    Ok((yes + 1.0) / (examples.len() as f64 + 2.0))
}

/// Examples of adjacent scores: their mean score, and the share that came true.
#[derive(Clone, Copy)]
struct Pool {
    score: f64,
    value: f64,
    count: f64,
}

/// Joins neighbours until values rise.
fn pooled(pools: impl Iterator<Item = Pool>) -> Vec<Pool> {
    let mut kept: Vec<Pool> = Vec::new();
    for mut pool in pools {
        while let Some(before) = kept.pop_if(|before| before.value >= pool.value) {
            let count = before.count + pool.count;
            let mean = |a: f64, b: f64| (a * before.count + b * pool.count) / count;
            pool = Pool { score: mean(before.score, pool.score), value: mean(before.value, pool.value), count };
        }
        kept.push(pool);
    }
    // Scores that are one in 32 bits would divide by zero between them.
    kept.dedup_by(|next, before| {
        let same = next.score as f32 <= before.score as f32;
        if same {
            before.value = (before.value * before.count + next.value * next.count) / (before.count + next.count);
            before.count += next.count;
        }
        same
    });
    kept
}

/// How far probabilities come true.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reliability {
    /// Ten ranges of probability, as wide as each other; those without examples are left out.
    pub bins: Vec<Bin>,
    /// Mean squared distance of probability and outcome: 0 is best.
    pub brier: f64,
    /// Mean negative logarithm of the probability given to what came true.
    pub log_loss: f64,
    /// Expected calibration error: mean distance of promise and rate over the bins, by examples.
    pub calibration_error: f64,
}

/// The examples whose probability lies in one range.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// Where the range begins.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
    /// How many there are.
    pub count: usize,
    /// Their mean probability.
    pub promised: f64,
    /// The share that came true.
    pub rate: f64,
}

const BINS: usize = 10;

impl Reliability {
    /// Returns how far (probability, came true) agree, or `None` where there are no examples.
    ///
    /// # Examples
    /// ```
    /// use saith::model::calibration::Reliability;
    /// let examples: Vec<(f32, bool)> = (0..10).map(|i| (0.75, i < 8)).collect();
    /// let found = Reliability::of(&examples).expect("there are examples");
    /// assert!((found.calibration_error - 0.05).abs() < 1e-6);
    /// ```
    #[must_use]
    pub fn of(examples: &[(f32, bool)]) -> Option<Self> {
        if examples.is_empty() {
            return None;
        }
        let (mut brier, mut log_loss) = (0.0, 0.0);
        let mut sums = [(0usize, 0.0f64, 0usize); BINS];
        for &(probability, came_true) in examples {
            let p = f64::from(probability).clamp(0.0, 1.0);
            let given = if came_true { p } else { 1.0 - p };
            brier += (1.0 - given) * (1.0 - given);
            log_loss -= given.max(f64::MIN_POSITIVE).ln();
            let bin = &mut sums[((p * BINS as f64) as usize).min(BINS - 1)];
            *bin = (bin.0 + 1, bin.1 + p, bin.2 + usize::from(came_true));
        }
        let total = examples.len() as f64;
        let edge = |i: usize| i as f64 / BINS as f64;
        let bins: Vec<Bin> = sums
            .iter()
            .enumerate()
            .filter(|(_, (count, ..))| *count > 0)
            .map(|(i, &(count, promised, yes))| {
                let n = count as f64;
                Bin { low: edge(i), high: edge(i + 1), count, promised: promised / n, rate: yes as f64 / n }
            })
            .collect();
        let calibration_error = bins.iter().map(|b| b.count as f64 * (b.promised - b.rate).abs()).sum::<f64>() / total;
        Some(Self { bins, brier: brier / total, log_loss: log_loss / total, calibration_error })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Scores from −5 to 5; true as often as `truth` says.
    fn drawn(truth: impl Fn(f64) -> f64) -> Vec<(f32, bool)> {
        let mut state = 7u64;
        let mut random = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / f64::from(1u32 << 31)
        };
        (0..20_000)
            .map(|_| {
                let score = random() * 10.0 - 5.0;
                (score as f32, random() < truth(score))
            })
            .collect()
    }

    #[test]
    fn both_maps_find_the_truth() {
        let logistic_truth = |s: f64| logistic(0.7 * s - 1.0);
        let stepped_truth = |s: f64| if s < 1.0 { 0.2 } else { 0.9 };
        let platt = Calibration::platt(&drawn(logistic_truth)).unwrap();
        let Calibration::Platt { slope, intercept } = platt else { panic!("{platt:?}") };
        assert!((slope - 0.7).abs() < 0.03 && (intercept + 1.0).abs() < 0.06, "{slope} {intercept}");
        let isotonic = Calibration::isotonic(&drawn(stepped_truth)).unwrap();
        for score in [-4.0, -2.0, 0.0, 0.7, 1.3, 2.0, 4.0] {
            let (found, truth) = (isotonic.probability(score), stepped_truth(f64::from(score)) as f32);
            assert!((found - truth).abs() < 0.05, "{score}: {found}, not {truth}");
        }
    }

    #[test]
    fn certainty_is_never_promised() {
        let examples: Vec<(f32, bool)> = (-50..50).map(|s| (s as f32, s >= 0)).collect();
        for map in [Calibration::platt(&examples).unwrap(), Calibration::isotonic(&examples).unwrap()] {
            assert!(map.probability(f32::MIN) > 0.0 && map.probability(f32::MIN) < 0.05, "{map:?}");
            assert!(map.probability(f32::MAX) < 1.0 && map.probability(f32::MAX) > 0.95, "{map:?}");
        }
        let all_true = Calibration::isotonic(&[(1.0, true)]).unwrap();
        assert!((0.6..0.9).contains(&all_true.probability(1.0)));
    }

    #[test]
    fn what_cannot_be_calibrated_is_refused() {
        let message = Calibration::platt(&[]).unwrap_err().to_string();
        assert_eq!(message, "no examples to calibrate by; give scores of held-out examples");
        assert!(Calibration::isotonic(&[(f32::NAN, true)]).is_err());
    }

    #[test]
    fn reliability_of_known_examples() {
        let found = Reliability::of(&[(0.1, false), (0.1, true), (0.9, true), (0.9, true)]).unwrap();
        assert!((found.brier - (0.01 + 0.81 + 0.01 + 0.01) / 4.0).abs() < 1e-6);
        let expected = -(0.9f64.ln() + 0.1f64.ln() + 0.9f64.ln() + 0.9f64.ln()) / 4.0;
        assert!((found.log_loss - expected).abs() < 1e-6);
        assert!((found.calibration_error - (0.4 + 0.1) / 2.0).abs() < 1e-6);
        assert_eq!(found.bins.iter().map(|b| (b.count, b.rate)).collect::<Vec<_>>(), [(2, 0.5), (2, 1.0)]);
        assert_eq!(Reliability::of(&[]), None);
    }

    proptest! {
        #[test]
        fn probabilities_rise_with_scores(
            examples in prop::collection::vec((-9f32..9.0, any::<bool>()), 1..80),
            mut scores in prop::collection::vec(-1e9f32..1e9, 2..20),
        ) {
            scores.extend(examples.iter().map(|(score, _)| *score));
            scores.sort_by(f32::total_cmp);
            for map in [Calibration::platt(&examples).unwrap(), Calibration::isotonic(&examples).unwrap()] {
                prop_assert!(map.is_sound(), "{:?}", map);
                let found: Vec<f32> = scores.iter().map(|&s| map.probability(s)).collect();
                prop_assert!(found.iter().all(|p| *p > 0.0 && *p < 1.0), "{:?}", found);
                prop_assert!(found.windows(2).all(|w| w[0] <= w[1] + 1e-6), "{:?} {:?}", map, found);
            }
        }
    }
}
