//! Logistic regression over a few dense features: Newton's method, deterministic.

/// One observation: features, and whether it is so.
pub type Observation<const N: usize> = ([f32; N], bool);

/// Rounds of Newton's method; it doubles the digits in each.
const ROUNDS: usize = 25;

/// Returns the weights under which `observations` are likeliest, each weight but the first drawn to nought by `ridge`.
///
/// # Examples
/// ```
/// use saith::training::logistic::fit;
/// let data: Vec<_> = (0..100).map(|i| ([1.0], i % 4 == 0)).collect();
/// let [bias] = fit(&data, 0.0);
/// assert!((bias - (1.0_f64 / 3.0).ln()).abs() < 1e-6);
/// ```
#[must_use]
pub fn fit<const N: usize>(observations: &[Observation<N>], ridge: f64) -> [f64; N] {
    let mut weights = [0.0; N];
    for _ in 0..ROUNDS {
        let mut gradient = [0.0; N];
        let mut curvature = [[0.0; N]; N];
        for (features, so) in observations {
            let features = features.map(f64::from);
            let p = probability(&features, &weights);
            let (error, spread) = (f64::from(u8::from(*so)) - p, p * (1.0 - p));
            for i in 0..N {
                gradient[i] += error * features[i];
                for j in 0..N {
                    curvature[i][j] += spread * features[i] * features[j];
                }
            }
        }
        for i in 0..N {
            let pull = if i == 0 { 0.0 } else { ridge };
            gradient[i] -= pull * weights[i];
            // A feature that never occurs keeps a weight of nought.
            curvature[i][i] += pull + 1e-9;
        }
        let step = solve(curvature, gradient);
        // A step of Newton's may overshoot far from the optimum.
        weights.iter_mut().zip(step).for_each(|(w, s)| *w += s.clamp(-2.0, 2.0));
    }
    weights
}

/// Returns the probability that the weights give to `features`.
#[must_use]
pub fn probability<const N: usize>(features: &[f64; N], weights: &[f64; N]) -> f64 {
    let log_odds: f64 = features.iter().zip(weights).map(|(f, w)| f * w).sum();
    1.0 / (1.0 + (-log_odds).exp())
}

/// Solves `matrix x = right` for a positive definite matrix, by elimination.
fn solve<const N: usize>(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for i in 0..N {
        let (row, known) = (matrix[i], right[i]);
        for j in i + 1..N {
            let factor = matrix[j][i] / row[i];
            matrix[j].iter_mut().zip(row).skip(i).for_each(|(value, above)| *value -= factor * above);
            right[j] -= factor * known;
        }
    }
    for i in (0..N).rev() {
        let known: f64 = (i + 1..N).map(|j| matrix[i][j] * right[j]).sum();
        right[i] = (right[i] - known) / matrix[i][i];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_found_again() {
        let truth = [0.5, -1.0, 2.0];
        let mut data = Vec::new();
        for a in [-1.0_f32, 0.0, 1.0] {
            for b in [-1.0_f32, 0.0, 1.0] {
                let p = probability(&[1.0, a.into(), b.into()], &truth);
                let so = (p * 10_000.0).round() as usize;
                data.extend((0..10_000).map(|i| ([1.0, a, b], i < so)));
            }
        }
        for (found, truth) in fit(&data, 0.0).iter().zip(truth) {
            assert!((found - truth).abs() < 0.01, "{found} {truth}");
        }
    }

    #[test]
    fn what_never_occurs_weighs_nothing() {
        let data: Vec<_> = (0..10).map(|i| ([1.0, 0.0], i < 5)).collect();
        assert_eq!(fit(&data, 1.0)[1], 0.0);
    }
}
