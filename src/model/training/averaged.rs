//! Weights that learn by AdaGrad and remember their average over all steps.

/// Keeps the first steps of a weight small where its first gradients are.
const FIRST_SQUARE: f32 = 1e-2;

/// Rows of `width` weights, each with the sum of its squared gradients and what parts it from its average. A row that takes
/// no part in a step costs nothing in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Averaged {
    width: usize,
    step: f32,
    l2: f32,
    /// Which part of the training is over, 0 to 1.
    pub time: f32,
    /// A row after another: weights, sums of squares, and Σ time · change.
    pub cells: Vec<f32>,
}

impl Averaged {
    pub fn new(rows: usize, width: usize, step: f32, l2: f32) -> Self {
        let mut averaged = Self { width, step, l2, time: 0.0, cells: vec![0.0; rows * width * 3] };
        averaged.forget();
        averaged
    }

    /// Forgets all that was learned.
    pub fn forget(&mut self) {
        self.time = 0.0;
        for row in self.cells.chunks_exact_mut(self.width * 3) {
            row.fill(0.0);
            row[self.width..2 * self.width].fill(FIRST_SQUARE);
        }
    }

    /// Returns the averages of all weights, row after row.
    pub fn averages(&self) -> Vec<f32> {
        let rows = self.cells.len() / (self.width * 3);
        (0..rows).flat_map(|row| self.average(row)).collect()
    }

    /// Takes `averages` as what was learned.
    pub fn set_averages(&mut self, averages: &[f32]) {
        for (row, own) in self.cells.chunks_exact_mut(self.width * 3).zip(averages.chunks_exact(self.width)) {
            row[..self.width].copy_from_slice(own);
            row[2 * self.width..].fill(0.0);
        }
    }

    #[inline]
    pub fn weights(&self, row: usize) -> &[f32] {
        &self.cells[row * self.width * 3..][..self.width]
    }

    /// Returns the sum of the first weights of rows.
    #[inline]
    pub fn sum(&self, rows: &[u32]) -> f32 {
        rows.iter().map(|&row| self.weights(row as usize)[0]).sum()
    }

    /// Moves the weights of `row` against `gradient`.
    #[inline]
    pub fn update(&mut self, row: usize, gradient: &[f32]) {
        let width = self.width;
        let (weights, rest) = self.cells[row * width * 3..][..width * 3].split_at_mut(width);
        let (squares, shifts) = rest.split_at_mut(width);
        let gradient = &gradient[..width];
        for i in 0..width {
            let slope = gradient[i] + self.l2 * weights[i];
            squares[i] += slope * slope;
            let change = -self.step * slope / squares[i].sqrt();
            weights[i] += change;
            shifts[i] += self.time * change;
        }
    }

    /// Returns the weights of `row`, averaged over the whole training.
    pub fn average(&self, row: usize) -> impl Iterator<Item = f32> {
        let cells = &self.cells[row * self.width * 3..][..self.width * 3];
        (0..self.width).map(move |i| cells[i] - cells[2 * self.width + i])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn averages_can_be_taken_and_set() {
        let mut averaged = Averaged::new(2, 2, 0.1, 0.0);
        averaged.update(0, &[1.0, -1.0]);
        averaged.time = 0.5;
        averaged.update(0, &[1.0, 0.5]);
        averaged.update(1, &[0.25, 0.5]);
        let known = averaged.averages();
        assert!(known.iter().all(|weight| *weight != 0.0));
        assert_eq!(known[..2], averaged.average(0).collect::<Vec<_>>());
        averaged.set_averages(&known);
        assert_eq!((averaged.averages(), averaged.weights(1)), (known.clone(), &known[2..]));
        averaged.forget();
        assert_eq!(averaged, Averaged::new(2, 2, 0.1, 0.0));
    }

    /// The lazy average of a row that moves in some steps only is the average of its weights after each step.
    #[test]
    fn averages_are_those_of_all_steps() {
        const STEPS: usize = 50;
        let mut averaged = Averaged::new(2, 2, 0.1, 0.01);
        let mut sums = [[0.0f64; 2]; 2];
        for step in 0..STEPS {
            averaged.time = step as f32 / STEPS as f32;
            if step % 3 == 1 {
                averaged.update(0, &[(step as f32).sin(), -0.5]);
            }
            if step % 7 == 2 {
                averaged.update(1, &[0.3, (step as f32).cos()]);
            }
            for (row, sum) in sums.iter_mut().enumerate() {
                for (s, &w) in sum.iter_mut().zip(averaged.weights(row)) {
                    *s += f64::from(w);
                }
            }
        }
        for (row, sum) in sums.iter().enumerate() {
            for (average, s) in averaged.average(row).zip(sum) {
                let expected = s / STEPS as f64;
                assert!(expected.abs() > 1e-3, "nothing was learned");
                assert!((f64::from(average) - expected).abs() < 1e-6, "{average} is not {expected}");
            }
        }
    }
}
