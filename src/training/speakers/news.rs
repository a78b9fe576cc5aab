//! Speakers of news: who is behind each source of articles of PolNeAR.
//!
//! Labels of the development part lie beside the scorers; those of the training part are the project's own
//! (`train/speakers/news.jsonl`): names alone, by the number of the relation.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::training::polnear::{self, Article};
use crate::training::treebanks::Part;
use crate::{Error, Place};

/// The project's own labels.
const TRAIN: &str = include_str!("../../../train/speakers/news.jsonl");

/// Who is behind one source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Label {
    /// The fullest name in the article; none where it names nobody.
    pub name: Option<String>,
    /// Other names of the same, and of the others where several speak together.
    #[serde(default)]
    pub alias: Vec<String>,
    /// How the source names: "name", "nominal" or "pronoun".
    #[serde(default)]
    pub form: String,
}

/// An article with the labels of its relations, by their number.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// The article.
    pub article: Article,
    /// Who is behind the sources.
    pub labels: BTreeMap<usize, Label>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    speakers: BTreeMap<usize, Label>,
}

/// Returns the labelled articles of a part.
///
/// # Errors
/// Where articles or labels cannot be read.
pub fn read(data: &Path, part: Part) -> Result<Vec<Labelled>, Error> {
    match part {
        Part::Train => labelled(polnear::read(data, part)?, TRAIN, "train/speakers/news.jsonl"),
        Part::Dev => {
            let beside = Path::new("eval").join("speakers").join("dev.jsonl");
            let file =
                crate::training::root(data).parent().map_or_else(|| beside.clone(), |folder| folder.join(&beside));
            let labels = crate::training::read_text(&file)?;
            labelled(polnear::read(data, part)?, &labels, &file.display().to_string())
        }
    }
}

fn labelled(articles: Vec<Article>, labels: &str, file: &str) -> Result<Vec<Labelled>, Error> {
    let mut by_name: BTreeMap<String, BTreeMap<usize, Label>> = BTreeMap::new();
    for (line, row) in labels.lines().enumerate().filter(|(_, row)| !row.trim().is_empty()) {
        let row: Row = serde_json::from_str(row).map_err(|error| {
            let place = Place { file: Some(file.to_owned()), line: Some(line + 1), ..Place::default() };
            Error::format(
                place,
                format!("no labels: {error}"),
                "write {\"id\": …, \"speakers\": {number: {\"name\": …}}}",
            )
        })?;
        by_name.insert(row.id, row.speakers);
    }
    let found = articles.into_iter().filter_map(|article| {
        let labels = by_name.remove(&article.name)?;
        Some(Labelled { article, labels })
    });
    Ok(found.collect())
}

/// Titles that a name may have or not.
const TITLES: [&str; 16] = [
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "president",
    "sen",
    "senator",
    "rep",
    "gov",
    "governor",
    "secretary",
    "the",
    "judge",
    "prof",
    "professor",
];

/// The words of a name, without a possessive ending and titles.
fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let plain: String = lower
        .split_whitespace()
        .map(|word| word.strip_suffix("’s").or(word.strip_suffix("'s")).unwrap_or(word))
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '_' || c.is_whitespace())
        .collect();
    let mut words: Vec<String> = plain.split_whitespace().map(str::to_owned).collect();
    while words.len() > 1 && TITLES.contains(&words[0].as_str()) {
        words.remove(0);
    }
    words
}

impl Label {
    /// Returns whether `name` is the name, an alias, or a longer form of one.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        let own = words(name);
        self.name.iter().chain(&self.alias).map(|name| words(name)).any(|gold| {
            own == gold
                || own.last().is_some() && own.last() == gold.last() && {
                    gold.len() < own.len() && gold.iter().all(|word| own.contains(word))
                }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_its_longer_form_and_not_its_shorter_one() {
        let label = Label { name: Some("Ann Lee".into()), alias: vec!["Lee".into()], form: "name".into() };
        for name in ["Ann Lee", "Lee", "Mayor Ann Lee", "Ann B. Lee", "Mrs. Lee’s"] {
            assert!(label.is(name), "{name}");
        }
        assert!(!label.is("Ann") && !label.is("Lee Ortiz"));
        assert!(!Label::default().is("Ann Lee"));
    }

    #[test]
    fn the_labels_of_the_project_are_whole() {
        let rows: Vec<Row> = TRAIN.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
        assert!(rows.len() > 100 && rows.iter().all(|row| !row.speakers.is_empty()));
        let forms = ["name", "nominal", "pronoun"];
        assert!(rows.iter().flat_map(|row| row.speakers.values()).all(|label| forms.contains(&label.form.as_str())));
    }

    #[test]
    fn a_bad_line_is_named() {
        let error =
            labelled(Vec::new(), "{\"id\": \"a\", \"speakers\": {}}\nno", "labels.jsonl").unwrap_err().to_string();
        assert!(error.contains("labels.jsonl") && error.contains('2'), "{error}");
    }
}
