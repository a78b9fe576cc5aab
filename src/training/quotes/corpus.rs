//! Articles with annotated attribution: PolNeAR's files, or lines of JSON.

use std::path::Path;

use serde::Deserialize;

use crate::training::polnear::{self, Article, Relation};
use crate::training::treebanks::Part;
use crate::{Error, Place, Span};

/// A line of a file of one's own; offsets are code points of its text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: String,
    text: String,
    quotes: Vec<Quoted>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quoted {
    content: Vec<[usize; 2]>,
    #[serde(default)]
    source: Vec<[usize; 2]>,
    #[serde(default)]
    cue: Vec<[usize; 2]>,
}

/// Returns the articles of a part: of `train.jsonl` or `dev.jsonl` in the folder where there is one, of PolNeAR otherwise.
///
/// # Errors
/// A file that cannot be read, or a line that is not as it should be: file and line are named.
pub fn read(data: &Path, part: Part) -> Result<Vec<Article>, Error> {
    let own = data.join(part.name()).with_extension("jsonl");
    if !own.is_file() {
        return polnear::read(data, part);
    }
    let content = crate::training::read_text(&own)?;
    let file = own.display().to_string();
    let lines = content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let articles: Vec<Article> = lines.map(|(i, line)| article(line, &file, i + 1)).collect::<Result<_, _>>()?;
    if articles.is_empty() {
        let place = Place { file: Some(file), ..Place::default() };
        return Err(Error::format(place, "no article is there", "write one a line"));
    }
    Ok(articles)
}

fn article(line: &str, file: &str, number: usize) -> Result<Article, Error> {
    let wrong = |reason: String| {
        let place = Place { file: Some(file.to_owned()), line: Some(number), ..Place::default() };
        Err(Error::format(
            place,
            reason,
            "write {\"id\": …, \"text\": …, \"quotes\": [{\"content\": [[start, end]], \"source\": [[start, end]], \"cue\": [[start, end]]}]}, offsets in code points",
        ))
    };
    let read: Line = match serde_json::from_str(line) {
        Ok(read) => read,
        Err(error) => return wrong(error.to_string()),
    };
    let bytes = polnear::bytes_of(&read.text);
    let mut relations = Vec::with_capacity(read.quotes.len());
    for (i, quoted) in read.quotes.iter().enumerate() {
        let mut relation = Relation::default();
        for (name, pairs, spans) in [
            ("content", &quoted.content, &mut relation.content),
            ("source", &quoted.source, &mut relation.source),
            ("cue", &quoted.cue, &mut relation.cue),
        ] {
            for &[start, end] in pairs {
                let (Some(&from), Some(&to)) = (bytes.get(start), bytes.get(end)) else {
                    return wrong(format!("{name} {start} to {end} of quote {i} lies outside the text"));
                };
                if from >= to {
                    return wrong(format!("{name} {start} to {end} of quote {i} is empty"));
                }
                spans.push(Span::at(from, to));
            }
            spans.sort_by_key(|span| span.start);
        }
        if relation.content.is_empty() {
            return wrong(format!("quote {i} has no content"));
        }
        relations.push(relation);
    }
    Ok(Article { name: read.id, text: read.text, relations })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_articles_and_offsets_bytes() {
        let line = r#"{"id": "a", "text": "Né: so, sie.", "quotes": [{"content": [[4, 6]], "source": [[0, 2]]}]}"#;
        let article = article(line, "train.jsonl", 1).unwrap();
        assert_eq!(article.relations[0].content[0].of(&article.text), "so");
        assert_eq!(article.relations[0].source[0].of(&article.text), "Né");
    }

    #[test]
    fn a_bad_line_is_named() {
        let of = |line: &str| article(line, "train.jsonl", 7).unwrap_err().to_string();
        assert!(of("{").starts_with("train.jsonl, line 7: "));
        assert!(of(r#"{"id": "a", "text": "b", "quotes": [{"content": [[0, 9]]}]}"#).contains("outside the text"));
        assert!(of(r#"{"id": "a", "text": "b", "quotes": [{"content": []}]}"#).contains("no content"));
        assert!(of(r#"{"id": "a", "text": "b", "quotes": [{"contents": [[0, 1]]}]}"#).contains("unknown field"));
    }
}
