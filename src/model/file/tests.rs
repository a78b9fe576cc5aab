use proptest::prelude::*;

use super::*;
use crate::model::chain::Parts;

const NAME: &str = "models/x.saith";

fn chain() -> Chain {
    let never = f32::NEG_INFINITY;
    Chain::new(Parts {
        labels: ["outside", "begin", "inside"].map(str::to_owned).to_vec(),
        bits: 9,
        scale: 0.02,
        rows: vec![0, 7, 300, 511],
        weights: vec![1, 0, -1, 0, 0, 127, -128, 5, 0, 3, 3, 3],
        start: vec![0.5, 0.0, never],
        end: vec![0.0; 3],
        transitions: vec![0.1, 0.2, never, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8],
    })
    .unwrap()
}

fn linear() -> Linear {
    let mut weights = vec![0; 1 << 9];
    (weights[0], weights[200], weights[201], weights[511]) = (-128, 127, -1, 3);
    Linear::new(9, weights, 0.01, -0.5).unwrap()
}

fn model() -> ModelFile {
    let mut file = ModelFile::new("sentences", 7);
    file.add_linear("boundary", linear()).unwrap();
    file.add_chain("labels", chain()).unwrap();
    file.add_calibration("flat", Calibration::Platt { slope: 1.5, intercept: -0.25 }).unwrap();
    let isotonic = Calibration::Isotonic { scores: vec![-1.0, 0.0, 2.5], probabilities: vec![0.1, 0.5, 0.75] };
    file.add_calibration("kept", isotonic).unwrap();
    file.add_table("words", vec![0, 513, 0, 7]).unwrap();
    file.set_facts(serde_json::json!({"data": {"b": 1, "a": [0.1, null]}, "seed": 1})).unwrap();
    file
}

fn read(bytes: &[u8]) -> Result<ModelFile, Error> {
    ModelFile::read(bytes, NAME, "sentences", 7)
}

fn message(bytes: &[u8]) -> String {
    read(bytes).unwrap_err().to_string()
}

/// Bytes with the length and the checksum that fit.
fn sealed(mut content: Vec<u8>) -> Vec<u8> {
    let length = (content.len() + CHECKSUM) as u64;
    if let Some(place) = content.get_mut(12..20) {
        place.copy_from_slice(&length.to_le_bytes());
    }
    let checksum = hash::bytes(&content);
    content.extend(checksum.to_le_bytes());
    content
}

#[test]
fn what_is_written_is_read_and_written_alike() {
    let bytes = model().to_bytes();
    let mut read = read(&bytes).unwrap();
    assert_eq!(read.to_bytes(), bytes);
    assert_eq!(read.take_chain("labels").unwrap(), chain());
    assert_eq!(read.take_linear("boundary").unwrap(), linear());
    assert_eq!(read.take_calibration("flat").unwrap(), Calibration::Platt { slope: 1.5, intercept: -0.25 });
    assert_eq!(read.facts()["data"]["a"][0], 0.1);
    let missing = read.take_linear("boundary").unwrap_err().to_string();
    assert_eq!(missing, "models/x.saith: the model has no linear scorer \"boundary\"; train it anew with this version");
    assert!(read.take_chain("kept").is_err(), "a calibration is no chain");
    assert!(read.take_calibration("kept").is_ok(), "and it stays");
}

/// A file that was written by the first version is read by all that follow.
#[test]
fn the_format_is_pinned() {
    let mut file = ModelFile::new("s", 2);
    file.add_linear("l", Linear::new(2, vec![0, 5, 0, -1], 0.5, 1.0).unwrap()).unwrap();
    let mut expected = b"saith\x1a\r\n\x01\0\0\0".to_vec();
    expected.extend(53u64.to_le_bytes());
    expected.extend(b"\x01s\x02\0\0\0\x01\x01\x01l\x0e\x02\0\0\0\x3f\0\0\x80\x3f\x02\x01\x05\x01\xff");
    let checksum = hash::bytes(&expected);
    expected.extend(checksum.to_le_bytes());
    assert_eq!(file.to_bytes(), expected);
}

#[test]
fn zeros_cost_nothing() {
    let mut file = ModelFile::new("sentences", 7);
    file.add_linear("boundary", Linear::new(20, vec![0; 1 << 20], 1.0, 0.0).unwrap()).unwrap();
    assert!(file.to_bytes().len() < 100);
    let mut weights = vec![0; 1 << 16];
    weights.iter_mut().step_by(6).for_each(|w| *w = 3);
    let count = weights.iter().filter(|w| **w != 0).count();
    let mut file = ModelFile::new("sentences", 7);
    file.add_linear("boundary", Linear::new(16, weights, 1.0, 0.0).unwrap()).unwrap();
    assert!(file.to_bytes().len() < 2 * count + 100);
}

#[test]
fn a_cut_file_is_told() {
    let bytes = model().to_bytes();
    for length in 1..bytes.len() {
        let found = message(&bytes[..length]);
        let expected = format!(
            "{NAME}: the model file is cut off after {length} bytes; {}",
            "copy it anew from where it came, or train it again"
        );
        assert_eq!(found, expected);
    }
    assert_eq!(message(&[]), format!("{NAME}: this is no model file of saith; give one that `saith train` wrote"));
    assert_eq!(message(b"PK\x03\x04 something else"), message(&[]));
    let longer = [&bytes[..], b"\n"].concat();
    assert!(message(&longer).contains("is damaged"));
}

#[test]
fn every_altered_bit_is_seen() {
    let bytes = model().to_bytes();
    for bit in 0..bytes.len() * 8 {
        let mut altered = bytes.clone();
        altered[bit / 8] ^= 1 << (bit % 8);
        let found = message(&altered);
        assert!(found.starts_with(NAME) && found.contains("; "), "bit {bit}: {found}");
    }
}

#[test]
fn other_stages_and_versions_are_told_apart() {
    let bytes = model().to_bytes();
    let of = |stage, features| ModelFile::read(&bytes, NAME, stage, features).unwrap_err().to_string();
    assert_eq!(
        of("names", 7),
        "models/x.saith: this is a model of the stage sentences, not names; give one that `saith train names` wrote"
    );
    assert_eq!(
        of("sentences", 8),
        "models/x.saith: the model was trained for version 7 of the features, and this is 8; train it again: saith train sentences"
    );
    let mut newer = bytes;
    newer[8] = 2;
    assert_eq!(
        message(&newer),
        "models/x.saith: the model file has format 2, and this version reads up to 1; install a newer saith"
    );
}

#[test]
fn names_are_unique_and_short() {
    let mut file = model();
    assert!(file.add_linear("boundary", linear()).is_err());
    assert!(file.add_linear(&"x".repeat(256), linear()).is_err());
    let full = (0..100).find(|i| file.add_linear(&i.to_string(), linear()).is_err());
    assert_eq!(full, Some(MOST_SECTIONS - 1 - 6));
    assert!(read(&file.to_bytes()).is_ok());
}

proptest! {
    /// Behind a checksum that fits, too, no bytes make it panic or take memory that they do not pay for.
    #[test]
    fn any_bytes_are_a_model_or_an_error(
        at in 0usize..400,
        put in prop::collection::vec(any::<u8>(), 0..12),
        cut in 0usize..400,
        random in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let _ = read(&random);
        let _ = read(&sealed([&MAGIC[..], &[1, 0, 0, 0], &random].concat()));
        let mut content = model().to_bytes();
        content.truncate(content.len() - CHECKSUM);
        let end = (at + put.len()).min(content.len());
        content.splice(at.min(end)..end, put);
        let _ = read(&sealed(content.clone()));
        content.truncate(cut);
        let _ = read(&sealed(content));
    }
}
