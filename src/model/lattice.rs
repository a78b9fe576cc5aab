//! Paths through labels: the best one, and how likely each label is. Used by `Chain` and by its training.

/// Labels are padded to a multiple of so many, which the machine's vectors hold.
pub const LANES: usize = 8;

/// So many labels a chain can have.
pub const MOST_LABELS: usize = 64;
pub const MOST_WIDTH: usize = padded(MOST_LABELS);

/// Scaled probabilities are trusted where transitions score at most so much, no label weighs less than `LEAST_WEIGHT` of the best at
/// its position, and none that can be reached falls under `LEAST_FORWARD`: what is below could decide later, and two steps
/// from it the machine's numbers end. Beyond, sums are reckoned in logarithms.
const MODERATE: f32 = 50.0;
const LEAST_WEIGHT: f64 = 1e-80;
const LEAST_FORWARD: f64 = 1e-150;

/// Returns `labels` rounded up to whole vectors.
#[must_use]
pub const fn padded(labels: usize) -> usize {
    labels.div_ceil(LANES) * LANES
}

/// Memory of the search for the best path.
#[derive(Clone, Debug, Default)]
pub struct PathScratch {
    /// The best score of each label at each position, by the way there.
    best: Vec<f32>,
}

/// What forward and backward reckoning leaves; padded rows, one a position.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    length: usize,
    weights: Vec<f64>,
    forward: Vec<f64>,
    backward: Vec<f64>,
    /// What each row of `forward` was divided by.
    scales: Vec<f64>,
    pairs: Vec<f64>,
    pairs_are_known: bool,
}

/// Scores of starting with a label, of one after another, and of ending with one; −∞ where that is forbidden.
#[derive(Clone, Debug, PartialEq)]
pub struct Transitions {
    /// Labels, and their number padded: what lies between is forbidden.
    labels: usize,
    width: usize,
    /// Whether all scores that are allowed lie within `MODERATE`.
    moderate: bool,
    start: Vec<f32>,
    end: Vec<f32>,
    /// `between[from * width + to]`.
    between: Vec<f32>,
    /// e to each of the scores above.
    start_weight: Vec<f64>,
    end_weight: Vec<f64>,
    between_weight: Vec<f64>,
    /// The same, `to` before `from`.
    between_weight_turned: Vec<f64>,
}

impl Sums {
    /// Returns how likely the label at a place of the padded rows is, for the scores that were reckoned last.
    pub fn marginal(&self, place: usize) -> f64 {
        self.forward[place] * self.backward[place]
    }
}

impl Transitions {
    /// Returns transitions from unpadded scores; `between` holds a row for each label before.
    pub fn new(start: &[f32], end: &[f32], between: &[f32]) -> Self {
        let labels = start.len();
        let width = padded(labels);
        let pad = |row: &[f32]| -> Vec<f32> {
            row.iter().copied().chain(std::iter::repeat_n(f32::NEG_INFINITY, width - labels)).collect()
        };
        let weights = |scores: &[f32]| scores.iter().map(|&s| f64::from(s).exp()).collect();
        let (start, end) = (pad(start), pad(end));
        let between: Vec<f32> = between.chunks(labels.max(1)).flat_map(pad).collect();
        let mut between_weight_turned = vec![0.0; width * width];
        for (at, &score) in between.iter().enumerate() {
            between_weight_turned[at % width * width + at / width] = f64::from(score).exp();
        }
        let moderate = |scores: &[f32]| scores.iter().all(|s| *s == f32::NEG_INFINITY || s.abs() <= MODERATE);
        Self {
            labels,
            width,
            moderate: moderate(&start) && moderate(&end) && moderate(&between),
            start_weight: weights(&start),
            end_weight: weights(&end),
            between_weight: weights(&between),
            between_weight_turned,
            start,
            end,
            between,
        }
    }

    pub fn start(&self) -> &[f32] {
        &self.start[..self.labels]
    }

    pub fn end(&self) -> &[f32] {
        &self.end[..self.labels]
    }

    pub fn between(&self, from: usize, to: usize) -> f32 {
        self.between[from * self.width + to]
    }

    /// Returns a length for which every path is forbidden, if there is one.
    pub fn impossible_length(&self) -> Option<usize> {
        // Sets of labels, as bits. What can be reached repeats itself, soon in every scheme that means something.
        const LENGTHS: usize = 4096;
        let allowed = |scores: &[f32]| {
            let bits = scores.iter().enumerate().filter(|(_, score)| **score > f32::NEG_INFINITY);
            bits.fold(0u64, |set, (label, _)| set | 1 << label)
        };
        let after: Vec<u64> = self.between.chunks(self.width).map(allowed).collect();
        let (mut reached, ending) = (allowed(&self.start), allowed(&self.end));
        for length in 1..LENGTHS {
            if reached & ending == 0 {
                return Some(length);
            }
            let from = (0..self.labels).filter(|label| reached >> label & 1 == 1);
            let next = from.fold(0, |set, label| set | after[label]);
            if next == reached {
                return None;
            }
            reached = next;
        }
        None
    }

    /// Writes the best path through `scores` (padded rows, one a position) into `path`. Where several are as good, the one
    /// whose last labels come first.
    pub fn best_path(&self, scores: &[f32], scratch: &mut PathScratch, path: &mut Vec<u8>) {
        path.clear();
        let width = self.width;
        let length = scores.len() / width.max(1);
        if length == 0 {
            return;
        }
        let best = &mut scratch.best;
        best.clear();
        best.reserve(scores.len());
        best.extend(self.start.iter().zip(scores).map(|(start, score)| start + score));
        for at in 1..length {
            self.step(&scores[at * width..][..width], best);
        }
        let last = best[(length - 1) * width..].iter().zip(&self.end).map(|(score, end)| score + end);
        let mut label = first_best(last);
        path.resize(length, 0);
        for at in (1..length).rev() {
            path[at] = label as u8;
            let before =
                best[(at - 1) * width..][..self.labels].iter().zip(self.between[label..].iter().step_by(width));
            label = first_best(before.map(|(score, between)| score + between));
        }
        path[0] = label as u8;
    }

    /// Adds the best score of each label at a position to those of the position before, which are the last of `best`. Which label came
    /// before is asked only along the best path.
    #[inline]
    fn step(&self, scores: &[f32], best: &mut Vec<f32>) {
        let before = best.len() - self.width;
        // One vector of labels at a time: its bests stay in registers over all labels before.
        for (lane, scores) in scores.as_chunks::<LANES>().0.iter().enumerate() {
            let mut most = [f32::NEG_INFINITY; LANES];
            for (row, &score) in self.between.chunks_exact(self.width).zip(&best[before..]) {
                let Some(row) = row[lane * LANES..].first_chunk::<LANES>() else { continue };
                for i in 0..LANES {
                    let here = score + row[i];
                    most[i] = if here > most[i] { here } else { most[i] };
                }
            }
            best.extend(most.iter().zip(scores).map(|(most, score)| most + score));
        }
    }

    /// Reckons how likely labels are at each position of `scores`, and pairs of them; returns the logarithm of the sum of
    /// e^score over all paths, 0 where there are no positions.
    pub fn forward_backward(&self, scores: &[f32], sums: &mut Sums) -> f64 {
        let length = scores.len() / self.width.max(1);
        sums.length = length;
        sums.pairs_are_known = false;
        if length == 0 {
            return 0.0;
        }
        let scaled = if self.moderate { self.scaled(scores, sums) } else { None };
        scaled.unwrap_or_else(|| self.in_logarithms(scores, sums))
    }

    fn scaled(&self, scores: &[f32], sums: &mut Sums) -> Option<f64> {
        let (width, length) = (self.width, sums.length);
        let size = length * width;
        for table in [&mut sums.weights, &mut sums.forward, &mut sums.backward] {
            table.clear();
            table.resize(size, 0.0);
        }
        sums.scales.clear();
        let mut total = 0.0;
        for at in 0..length {
            let scores = &scores[at * width..][..self.labels];
            let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            total += f64::from(most);
            let weights = &mut sums.weights[at * width..][..width];
            weights
                .iter_mut()
                .zip(scores)
                .for_each(|(weight, &score)| *weight = (f64::from(score) - f64::from(most)).exp());
            if !weights[..self.labels].iter().all(|weight| *weight >= LEAST_WEIGHT) {
                return None;
            }
            let (done, rest) = sums.forward.split_at_mut(at * width);
            let here = &mut rest[..width];
            if at == 0 {
                here.copy_from_slice(&self.start_weight);
            } else {
                let before = &done[(at - 1) * width..][..self.labels];
                through(before, &self.between_weight, here);
            }
            here.iter_mut().zip(&*weights).for_each(|(here, weight)| *here *= weight);
            let scale: f64 = here.iter().sum();
            if scale == 0.0 {
                return None;
            }
            total += scale.ln();
            here.iter_mut().for_each(|here| *here /= scale);
            if here.iter().any(|here| *here > 0.0 && *here < LEAST_FORWARD) {
                return None;
            }
            sums.scales.push(scale);
        }
        let last = (length - 1) * width;
        let ending: f64 = sums.forward[last..].iter().zip(&self.end_weight).map(|(a, b)| a * b).sum();
        if ending == 0.0 {
            return None;
        }
        total += ending.ln();
        sums.backward[last..].iter_mut().zip(&self.end_weight).for_each(|(here, end)| *here = end / ending);
        for at in (1..length).rev() {
            let (before, after) = sums.backward.split_at_mut(at * width);
            let mut coming = [0.0; MOST_WIDTH];
            let coming = &mut coming[..width];
            let weights = &sums.weights[at * width..];
            for (coming, (after, weight)) in coming.iter_mut().zip(after.iter().zip(weights)) {
                *coming = after * weight / sums.scales[at];
            }
            through(&coming[..self.labels], &self.between_weight_turned, &mut before[(at - 1) * width..][..width]);
        }
        Some(total)
    }

    /// The same in logarithms, slower and for any scores; `forward` and `backward` hold what `Sums` wants all the same.
    fn in_logarithms(&self, scores: &[f32], sums: &mut Sums) -> f64 {
        let (width, length, labels) = (self.width, sums.length, self.labels);
        let score = |at: usize, label: usize| f64::from(scores[at * width + label]);
        let between = |from: usize, to: usize| f64::from(self.between(from, to));
        let mut forward = vec![f64::NEG_INFINITY; length * width];
        let mut backward = forward.clone();
        for label in 0..labels {
            forward[label] = f64::from(self.start[label]) + score(0, label);
            backward[(length - 1) * width + label] = f64::from(self.end[label]);
        }
        for at in 1..length {
            for to in 0..labels {
                let ways = (0..labels).map(|from| forward[(at - 1) * width + from] + between(from, to));
                forward[at * width + to] = log_sum(ways) + score(at, to);
            }
        }
        for at in (1..length).rev() {
            for from in 0..labels {
                let ways = (0..labels).map(|to| between(from, to) + score(at, to) + backward[at * width + to]);
                backward[(at - 1) * width + from] = log_sum(ways);
            }
        }
        let total = log_sum((0..labels).map(|l| forward[(length - 1) * width + l] + f64::from(self.end[l])));
        // As probabilities: forward holds the label's, backward is 1; pairs follow from the logarithms.
        sums.pairs.clear();
        sums.pairs.resize(width * width, 0.0);
        for at in 1..length {
            for from in 0..labels {
                for to in 0..labels {
                    let path = forward[(at - 1) * width + from] + between(from, to) + score(at, to);
                    sums.pairs[from * width + to] += (path + backward[at * width + to] - total).exp();
                }
            }
        }
        sums.pairs_are_known = true;
        for (forward, backward) in forward.iter_mut().zip(&mut backward) {
            *forward = (*forward + *backward - total).exp();
            *backward = 1.0;
        }
        (sums.forward, sums.backward) = (forward, backward);
        total
    }

    /// Returns how likely each label is at position `at`, for the scores that were reckoned last.
    pub fn marginals<'s>(&self, sums: &'s Sums, at: usize) -> impl Iterator<Item = f64> + use<'s> {
        let row = at * self.width..at * self.width + self.labels;
        sums.forward[row.clone()].iter().zip(&sums.backward[row]).map(|(forward, backward)| forward * backward)
    }

    /// For training: returns how often each label is expected before each other (padded rows), for the scores that were reckoned last.
    #[cfg(any(test, feature = "train"))]
    pub fn pairs<'s>(&self, sums: &'s mut Sums) -> &'s [f64] {
        let width = self.width;
        if !sums.pairs_are_known {
            sums.pairs.clear();
            sums.pairs.resize(width * width, 0.0);
            for at in 1..sums.length {
                let mut coming = [0.0; MOST_WIDTH];
                let here = at * width..at * width + width;
                for (coming, (after, weight)) in
                    coming.iter_mut().zip(sums.backward[here.clone()].iter().zip(&sums.weights[here]))
                {
                    *coming = after * weight / sums.scales[at];
                }
                for (from, &before) in sums.forward[(at - 1) * width..][..self.labels].iter().enumerate() {
                    let row = &self.between_weight[from * width..][..width];
                    let pairs = &mut sums.pairs[from * width..][..width];
                    for ((pair, between), coming) in pairs.iter_mut().zip(row).zip(&coming) {
                        *pair += before * between * coming;
                    }
                }
            }
            sums.pairs_are_known = true;
        }
        &sums.pairs
    }
}

/// The first place of the best of some scores; 0 where all are −∞.
fn first_best(scores: impl Iterator<Item = f32>) -> usize {
    let mut most = (0, f32::NEG_INFINITY);
    for (place, score) in scores.enumerate() {
        if score > most.1 {
            most = (place, score);
        }
    }
    most.0
}

/// Adds what comes through transitions: to each place of `here`, `coming` times a row of `weights` that is as long as `here`.
#[inline]
fn through(coming: &[f64], weights: &[f64], here: &mut [f64]) {
    let width = here.len();
    // One vector of labels at a time: its sums stay in registers over all labels that come.
    for (lane, here) in here.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
        let mut sums = *here;
        for (row, &coming) in weights.chunks_exact(width).zip(coming) {
            let Some(row) = row[lane * LANES..].first_chunk::<LANES>() else { continue };
            for i in 0..LANES {
                sums[i] += coming * row[i];
            }
        }
        *here = sums;
    }
}

/// The logarithm of the sum of e to each of `terms`.
fn log_sum(terms: impl Iterator<Item = f64> + Clone) -> f64 {
    let most = terms.clone().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY { most } else { most + terms.map(|term| (term - most).exp()).sum::<f64>().ln() }
}

#[cfg(test)]
mod tests;
