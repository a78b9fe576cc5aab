//! The state of a training on disk: what is needed to go on after the last whole pass.

use std::path::Path;
use std::{fs, io};

use crate::model::hash;
use crate::{Error, Place};

const MAGIC: &[u8; 8] = b"saith-tr";
/// Magic, fingerprint, pass; the checksum follows the cells.
const HEAD: usize = 8 + 8 + 4;
const CHECKSUM: usize = 8;

/// Writes the state; a file that is there is replaced in one step, so that it is whole at any time.
pub fn save(path: &Path, fingerprint: u64, pass: u32, cells: &[f32]) -> Result<(), Error> {
    let mut bytes = Vec::with_capacity(HEAD + cells.len() * 4 + CHECKSUM);
    bytes.extend(MAGIC);
    bytes.extend(fingerprint.to_le_bytes());
    bytes.extend(pass.to_le_bytes());
    bytes.extend(cells.iter().flat_map(|cell| cell.to_le_bytes()));
    bytes.extend(hash::bytes(&bytes).to_le_bytes());
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".new");
    let written = fs::write(&unfinished, &bytes).and_then(|()| fs::rename(&unfinished, path));
    written.map_err(|error| wrong(path, format!("cannot be written ({error})"), "free its disk or choose another file"))
}

/// Fills `cells` and returns how many passes are done: 0 where there is no file.
pub fn load(path: &Path, fingerprint: u64, cells: &mut [f32]) -> Result<u32, Error> {
    const REMEDY: &str = "delete it to train from the beginning";
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(wrong(path, format!("cannot be read ({error})"), REMEDY)),
    };
    let damaged = || wrong(path, "is no state of a training, or damaged".to_owned(), REMEDY);
    let (content, checksum) = bytes.split_last_chunk::<CHECKSUM>().ok_or_else(damaged)?;
    if !content.starts_with(MAGIC) || u64::from_le_bytes(*checksum) != hash::bytes(content) || content.len() < HEAD {
        return Err(damaged());
    }
    let (head, stored) = content.split_at(HEAD);
    let number = |at: usize| head[at..].iter().take(8).rev().fold(0u64, |n, &b| n << 8 | u64::from(b));
    if number(8) != fingerprint || stored.len() != cells.len() * 4 {
        let reason = "is the state of a training with other data or options".to_owned();
        return Err(wrong(path, reason, "delete it, or train with the same"));
    }
    for (cell, stored) in cells.iter_mut().zip(stored.as_chunks::<4>().0) {
        *cell = f32::from_le_bytes(*stored);
    }
    Ok(number(16) as u32)
}

fn wrong(path: &Path, reason: String, remedy: &str) -> Error {
    let place = Place { file: Some(path.display().to_string()), ..Place::default() };
    Error::format(place, reason, remedy)
}
