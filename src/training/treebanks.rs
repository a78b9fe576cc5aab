//! The treebanks under a data folder: EWT and GUM of Universal Dependencies.
//!
//! `ud_ewt/train.conllu` and `ud_ewt/dev.conllu`, `gum/train/*.conllu` and `gum/dev/*.conllu`, in the folder or in its `data`.

use std::path::{Path, PathBuf};

use super::conllu::{self, Document};
use crate::{Error, Place};

/// What a part is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// To learn from.
    Train,
    /// To choose by, and to score on.
    Dev,
}

impl Part {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Dev => "dev",
        }
    }
}

/// The documents of one treebank.
#[derive(Clone, Debug, PartialEq)]
pub struct Treebank {
    /// "EWT" or "GUM".
    pub name: &'static str,
    /// Its documents.
    pub documents: Vec<Document>,
}

impl Treebank {
    /// Returns the number of its sentences.
    #[must_use]
    pub fn sentences(&self) -> usize {
        self.documents.iter().flat_map(|document| &document.paragraphs).map(Vec::len).sum()
    }
}

/// Returns one part of both treebanks, the documents in the order of their files.
///
/// # Errors
/// Where a treebank is missing or cannot be read.
pub fn read(data: &Path, part: Part) -> Result<Vec<Treebank>, Error> {
    let ewt = super::root(data).join("ud_ewt").join(format!("{}.conllu", part.name()));
    let mut documents = Vec::new();
    for path in gum_files(data, part)? {
        documents.extend(conllu::read(&path)?);
    }
    let ewt = if ewt.is_file() { conllu::read(&ewt)? } else { return Err(missing(&ewt)) };
    Ok(vec![Treebank { name: "EWT", documents: ewt }, Treebank { name: "GUM", documents }])
}

/// Returns the files of one part of GUM, in the order of their names.
pub(super) fn gum_files(data: &Path, part: Part) -> Result<Vec<PathBuf>, Error> {
    files(&super::root(data).join("gum").join(part.name()))
}

/// The CoNLL-U files of a folder, in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = std::fs::read_dir(folder).map_err(|_| missing(folder))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|e| e == "conllu")).collect();
    paths.sort();
    if paths.is_empty() { Err(missing(folder)) } else { Ok(paths) }
}

fn missing(path: &Path) -> Error {
    let place = Place { file: Some(path.display().to_string()), ..Place::default() };
    let remedy = "name the folder that holds ud_ewt/train.conllu, ud_ewt/dev.conllu, gum/train and gum/dev";
    Error::format(place, "the treebank is not there, or has no .conllu file", remedy)
}
