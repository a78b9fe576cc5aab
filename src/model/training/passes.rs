//! Passes over the examples: shuffled, in batches, watched, with the state kept after each.

use std::ops::ControlFlow;

use super::averaged::Averaged;
use super::checkpoint;
use super::{Options, Progress, Random, Run};
use crate::model::hash;
use crate::{Error, Place};

/// The watch is called about so many times a pass.
const CALLS: usize = 200;

/// What is learned, and from what.
pub struct Task<'t> {
    /// Number of examples.
    pub examples: usize,
    /// How many are learned at once.
    pub batch: usize,
    /// A number that other examples would not have.
    pub fingerprint: u64,
    pub options: &'t Options,
}

impl Task<'_> {
    /// Calls `learn` with the weights and the numbers of each batch; it returns the sum of their losses. Leaves the mean of the
    /// averages of all runs.
    ///
    /// Returns false where the watch stopped it.
    pub fn run(
        &self,
        averaged: &mut Averaged,
        run: &mut Run<'_>,
        mut learn: impl FnMut(&mut Averaged, &[u32]) -> f64,
    ) -> Result<bool, Error> {
        check(self.options)?;
        let mut sums: Vec<f32> = Vec::new();
        for number in 0..self.options.runs {
            if number > 0 {
                averaged.forget();
            }
            if !self.run_once(number, averaged, run, &mut learn)? {
                return Ok(false);
            }
            let own = averaged.averages();
            match number {
                0 => sums = own,
                _ => sums.iter_mut().zip(own).for_each(|(sum, own)| *sum += own),
            }
        }
        sums.iter_mut().for_each(|sum| *sum /= self.options.runs as f32);
        averaged.set_averages(&sums);
        Ok(true)
    }

    /// One run of several; its order hangs on its number, from 0.
    fn run_once(
        &self,
        number: u32,
        averaged: &mut Averaged,
        run: &mut Run<'_>,
        learn: &mut impl FnMut(&mut Averaged, &[u32]) -> f64,
    ) -> Result<bool, Error> {
        let Self { examples, options, .. } = *self;
        let batch = self.batch.max(1);
        let fingerprint = self.fingerprint_with_options();
        let checkpoint = run.checkpoint.clone().map(|path| match number {
            0 => path,
            _ => {
                let mut path = path.into_os_string();
                path.push(format!(".run{}", number + 1));
                path.into()
            }
        });
        let first = match &checkpoint {
            Some(path) => checkpoint::load(path, fingerprint, &mut averaged.cells)?,
            None => 0,
        };
        let seed = if number == 0 { options.seed } else { hash::join(options.seed, u64::from(number) << 32) };
        let (before, passes) = (number * options.passes, options.runs * options.passes);
        let steps = examples.div_ceil(batch);
        let mut order: Vec<u32> = Vec::with_capacity(examples);
        for pass in first..options.passes {
            order.clear();
            order.extend(0..examples as u32);
            Random::new(hash::join(seed, u64::from(pass))).shuffle(&mut order);
            let mut progress = Progress { pass: before + pass + 1, passes, done: 0, total: examples, loss: 0.0 };
            let mut loss = 0.0;
            for (step, batch) in order.chunks(batch).enumerate() {
                let at = pass as usize * steps + step;
                averaged.time = (at as f64 / (options.passes as usize * steps) as f64) as f32;
                loss += learn(averaged, batch);
                progress.done += batch.len();
                progress.loss = loss / progress.done as f64;
                let called = step % (steps / CALLS).max(1) == 0 || step + 1 == steps;
                if called && let ControlFlow::Break(()) = (run.watch)(&progress) {
                    return Ok(false);
                }
            }
            if !loss.is_finite() {
                let reason = format!("the weights grew beyond all numbers in pass {}", pass + 1);
                return Err(Error::format(Place::default(), reason, "train with a smaller step"));
            }
            if let Some(path) = &checkpoint {
                checkpoint::save(path, fingerprint, pass + 1, &averaged.cells)?;
            }
        }
        Ok(true)
    }

    fn fingerprint_with_options(&self) -> u64 {
        // `prune` is applied afterwards.
        let options = Options { prune: 0.0, ..self.options.clone() };
        hash::join(self.fingerprint, hash::bytes(format!("{options:?}").as_bytes()))
    }
}

fn check(options: &Options) -> Result<(), Error> {
    let wrong = |what: String| Err(Error::format(Place::default(), what, "give a number above 0"));
    match options {
        Options { passes: 0, .. } => wrong("passes is 0".to_owned()),
        Options { runs: 0, .. } => wrong("runs is 0".to_owned()),
        Options { step, .. } if !(*step > 0.0 && step.is_finite()) => wrong(format!("step is {step}")),
        Options { l2, prune, .. } if !(l2.is_finite() && *l2 >= 0.0 && *prune >= 0.0) => {
            wrong(format!("l2 is {l2} and prune is {prune}"))
        }
        _ => Ok(()),
    }
}
