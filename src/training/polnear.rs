//! PolNeAR: articles with annotated attribution, texts beside brat standoff files.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::treebanks::Part;
pub use crate::quote::learn::Relation;
use crate::{Error, Place, Span};

/// One article.
#[derive(Clone, Debug)]
pub struct Article {
    /// The name of its files.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its attribution relations, in the order of the file.
    pub relations: Vec<Relation>,
}

impl Article {
    /// Returns whether at least half of `span` lies in the content of one relation.
    #[must_use]
    pub fn is_content(&self, span: Span) -> bool {
        let shared = |s: &Span| s.end.min(span.end).saturating_sub(s.start.max(span.start));
        let most = self.relations.iter().map(|relation| relation.content.iter().map(shared).sum::<u32>()).max();
        most.unwrap_or(0) * 2 >= span.end - span.start
    }
}

/// Returns the articles of a part of the corpus, by name; the first annotator's file by name counts. The corpus lies in
/// `polnear` of the folder, or of its `data`.
///
/// # Errors
/// A folder or file that cannot be read, or a part without articles.
pub fn read(data: &Path, part: Part) -> Result<Vec<Article>, Error> {
    let folder = super::root(data).join("polnear").join(part.name());
    let texts = names(&folder.join("text"))?;
    let annotations = names(&folder.join("attributions"))?;
    let mut articles = Vec::new();
    for file in &texts {
        let Some(name) = file.strip_suffix(".txt") else { continue };
        let own = |other: &&String| {
            other
                .strip_prefix(name)
                .is_some_and(|rest| rest.len() == 9 && rest.starts_with('_') && rest.ends_with(".ann"))
        };
        let Some(annotation) = annotations.iter().find(own) else { continue };
        let text = content(&folder.join("text").join(file))?;
        let standoff = content(&folder.join("attributions").join(annotation))?;
        let relations = relations(&standoff, &bytes_of(&text));
        articles.push(Article { name: name.to_owned(), text, relations });
    }
    if articles.is_empty() {
        let place = Place { file: Some(folder.display().to_string()), ..Place::default() };
        return Err(Error::format(place, "no annotated article is there", REMEDY));
    }
    Ok(articles)
}

/// The byte at which each code point begins, and the end.
pub(super) fn bytes_of(text: &str) -> Vec<usize> {
    text.char_indices().map(|(i, _)| i).chain([text.len()]).collect()
}

/// The relations in a standoff file, those without content left out.
fn relations(standoff: &str, bytes: &[usize]) -> Vec<Relation> {
    let mut marked: HashMap<&str, Vec<Span>> = HashMap::new();
    let mut found = Vec::new();
    for line in standoff.lines() {
        let mut fields = line.split('\t');
        let (Some(key), Some(field)) = (fields.next(), fields.next()) else { continue };
        if key.starts_with('T') {
            let Some((_, ranges)) = field.split_once(' ') else { continue };
            let span = |range: &str| {
                let (start, end) = range.split_once(' ')?;
                Some(Span::at(*bytes.get(start.parse::<usize>().ok()?)?, *bytes.get(end.parse::<usize>().ok()?)?))
            };
            marked.insert(key, ranges.split(';').filter_map(span).collect());
        } else if key.starts_with('E') {
            let mut relation = Relation::default();
            for (role, key) in field.split(' ').filter_map(|item| item.split_once(':')) {
                let part = match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                    "Source" => &mut relation.source,
                    "Cue" => &mut relation.cue,
                    "Content" => &mut relation.content,
                    _ => continue,
                };
                part.extend(marked.get(key).into_iter().flatten());
                part.sort_by_key(|s| s.start);
            }
            if !relation.content.is_empty() {
                found.push(relation);
            }
        }
    }
    found
}

/// The names of the files in a folder, in order.
fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    let mut names: Vec<String> = entries.flatten().filter_map(|e| e.file_name().into_string().ok()).collect();
    names.sort();
    Ok(names)
}

fn content(file: &Path) -> Result<String, Error> {
    fs::read_to_string(file).map_err(|error| unreadable(file, &error))
}

/// What to do where the corpus is not found.
const REMEDY: &str = "name the folder that holds polnear/train and polnear/dev";

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let place = Place { file: Some(path.display().to_string()), ..Place::default() };
    Error::format(place, format!("cannot be read: {error}"), REMEDY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_read_from_standoff() {
        let text = "Né: “A,” said B, “C.”";
        let standoff = "T1\tContent 4 8;17 21\t“A,” “C.”\nT2\tCue 9 13\tsaid\nT3\tSource 14 15\tB\nE1\tAttribution:T2 Content1:T1 Cue:T2 Source:T3\nE2\tCue:T2\n";
        let found = relations(standoff, &bytes_of(text));
        let texts = |spans: &[Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>();
        assert_eq!(found.len(), 1, "a relation without content is none");
        assert_eq!(texts(&found[0].content), ["“A,”", "“C.”"]);
        assert_eq!((texts(&found[0].cue), texts(&found[0].source)), (vec!["said"], vec!["B"]));
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = read(Path::new("no/such/folder"), Part::Dev).unwrap_err().to_string();
        assert!(error.contains("no/such/folder/polnear/dev") && error.contains("name the folder"), "{error}");
    }
}
