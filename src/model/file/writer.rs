//! Writes a model file.

use super::{CHECKSUM, Content, FORMAT, MAGIC, ModelFile, curve, hash, kind};
use crate::model::calibration::Calibration;
use crate::model::chain::Chain;
use crate::model::linear::Linear;

/// Where the length of the file stands.
const LENGTH_AT: usize = 12;

pub fn file(file: &ModelFile) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend(MAGIC);
    out.extend(FORMAT.to_le_bytes());
    out.extend([0; 8]);
    name(&mut out, &file.stage);
    out.extend(file.features.to_le_bytes());
    out.push(file.sections.len() as u8);
    for (own_name, content) in &file.sections {
        let (kind, bytes) = match content {
            Content::Linear(linear) => (kind::LINEAR, self::linear(linear)),
            Content::Chain(chain) => (kind::CHAIN, self::chain(chain)),
            Content::Calibration(calibration) => (kind::CALIBRATION, self::calibration(calibration)),
            Content::Facts(facts) => (kind::FACTS, facts.to_string().into_bytes()),
            Content::Table(table) => (kind::TABLE, self::table(table)),
        };
        out.push(kind);
        name(&mut out, own_name);
        varint(&mut out, bytes.len() as u64);
        out.extend(bytes);
    }
    let length = (out.len() + CHECKSUM) as u64;
    out[LENGTH_AT..LENGTH_AT + 8].copy_from_slice(&length.to_le_bytes());
    out.extend(hash::bytes(&out).to_le_bytes());
    out
}

fn linear(linear: &Linear) -> Vec<u8> {
    let mut out = vec![linear.bits() as u8];
    out.extend(linear.scale().to_le_bytes());
    out.extend(linear.bias().to_le_bytes());
    let kept = || linear.weights().iter().enumerate().filter(|(_, weight)| **weight != 0);
    varint(&mut out, kept().count() as u64);
    let mut next = 0;
    for (row, &weight) in kept() {
        varint(&mut out, (row - next) as u64);
        out.push(weight as u8);
        next = row + 1;
    }
    out
}

fn table(table: &[u16]) -> Vec<u8> {
    let mut out = Vec::new();
    varint(&mut out, table.len() as u64);
    let kept = || table.iter().enumerate().filter(|(_, number)| **number != 0);
    varint(&mut out, kept().count() as u64);
    let mut next = 0;
    for (place, &number) in kept() {
        varint(&mut out, (place - next) as u64);
        out.extend(number.to_le_bytes());
        next = place + 1;
    }
    out
}

fn chain(chain: &Chain) -> Vec<u8> {
    let parts = chain.parts();
    let labels = parts.labels.len();
    let mut out = vec![parts.bits as u8, labels as u8];
    parts.labels.iter().for_each(|label| name(&mut out, label));
    for scores in [&[parts.scale][..], &parts.start, &parts.end, &parts.transitions] {
        out.extend(scores.iter().flat_map(|score| score.to_le_bytes()));
    }
    varint(&mut out, parts.rows.len() as u64);
    let mut next = 0;
    for (&row, weights) in parts.rows.iter().zip(parts.weights.chunks_exact(labels)) {
        varint(&mut out, u64::from(row - next));
        next = row + 1;
        let present =
            weights.chunks(8).map(|eight| eight.iter().rev().fold(0u8, |bits, &w| bits << 1 | u8::from(w != 0)));
        out.extend(present);
        out.extend(weights.iter().filter(|w| **w != 0).map(|&w| w as u8));
    }
    out
}

fn calibration(calibration: &Calibration) -> Vec<u8> {
    match calibration {
        Calibration::Platt { slope, intercept } => {
            let numbers = [slope, intercept].into_iter().flat_map(|n| n.to_le_bytes());
            [curve::PLATT].into_iter().chain(numbers).collect()
        }
        Calibration::Isotonic { scores, probabilities } => {
            let mut out = vec![curve::ISOTONIC];
            varint(&mut out, scores.len() as u64);
            out.extend(scores.iter().chain(probabilities).flat_map(|n| n.to_le_bytes()));
            out
        }
    }
}

/// Names are short where they are made: labels and sections.
fn name(out: &mut Vec<u8>, name: &str) {
    out.push(name.len() as u8);
    out.extend(name.as_bytes());
}

fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number > 127 {
        out.push(number as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}
