//! The Project Dialogism Novel Corpus (Vishnubhotla, Hammond and Hirst 2022): novels with every quotation, its speaker, and the
//! characters with their aliases.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::entity_type::EntityType;
use crate::gazetteer::{Entry, Gazetteer};
use crate::training::polnear::bytes_of;
use crate::{Error, Place, Span};

/// One novel.
#[derive(Clone, Debug)]
pub struct Novel {
    /// The name of its folder.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its characters; those who are nobody in particular are left out.
    pub characters: Vec<Character>,
    /// Its quotations.
    pub quotations: Vec<Quotation>,
}

/// Somebody in a novel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Character {
    /// The main name.
    pub name: String,
    /// All names.
    pub aliases: Vec<String>,
}

/// What somebody says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its parts.
    pub spans: Vec<Span>,
    /// Who says it, by place among the characters; none for a crowd or somebody unknown.
    pub speaker: Option<u32>,
}

#[derive(Deserialize)]
struct CharacterRow {
    #[serde(rename = "Main Name")]
    name: String,
    #[serde(rename = "Aliases")]
    aliases: String,
}

#[derive(Deserialize)]
struct QuotationRow {
    #[serde(rename = "quoteByteSpans")]
    spans: String,
    speaker: String,
}

impl Novel {
    /// Returns the characters that `name` may be: those with that name or alias, else the one whose names end like it.
    #[must_use]
    pub fn called(&self, name: &str) -> Vec<usize> {
        let own = plain(name);
        let names = |c: &Character| c.aliases.iter().chain([&c.name]).map(|name| plain(name)).collect::<Vec<_>>();
        let having = |fits: &dyn Fn(&[String]) -> bool| -> Vec<usize> {
            (0..self.characters.len()).filter(|&i| names(&self.characters[i]).iter().any(|name| fits(name))).collect()
        };
        let exact = having(&|name| name == own.as_slice());
        if !exact.is_empty() || own.is_empty() {
            return exact;
        }
        let last = having(&|name| name.last() == own.last());
        if last.len() == 1 { last } else { Vec::new() }
    }

    /// Returns its characters as a gazetteer; an entry's row is the character's place.
    ///
    /// # Errors
    /// Where a character has no name.
    pub fn gazetteer(&self) -> Result<Gazetteer, Error> {
        Gazetteer::new(self.characters.iter().map(|character| Entry {
            name: character.name.clone(),
            aliases: character.aliases.iter().filter(|alias| **alias != character.name).cloned().collect(),
            kind: Some(EntityType::Person),
            ..Entry::default()
        }))
    }
}

/// Returns the novels under `pdnc` of the folder, or of its `data`, by name.
///
/// # Errors
/// A folder or file that cannot be read, or no novel.
pub fn read(data: &Path) -> Result<Vec<Novel>, Error> {
    let folder = crate::training::root(data).join("pdnc");
    let entries = fs::read_dir(&folder).map_err(|error| crate::training::unreadable(&folder, &error))?;
    let mut folders: Vec<_> =
        entries.flatten().map(|e| e.path()).filter(|p| p.join("quotation_info.csv").is_file()).collect();
    folders.sort();
    if folders.is_empty() {
        let place = Place { file: Some(folder.display().to_string()), ..Place::default() };
        return Err(Error::format(place, "no novel is there", "name the folder that holds pdnc"));
    }
    folders.iter().map(|folder| novel(folder)).collect()
}

fn novel(folder: &Path) -> Result<Novel, Error> {
    let text = crate::training::read_text(&folder.join("novel_text.txt"))?;
    let characters: Vec<Character> = rows::<CharacterRow>(&folder.join("character_info.csv"))?
        .into_iter()
        .filter(|row| !row.name.starts_with('_') && !row.name.trim().is_empty())
        .map(|row| Character { aliases: strings(&row.aliases), name: row.name })
        .collect();
    let bytes = bytes_of(&text);
    let quotations = rows::<QuotationRow>(&folder.join("quotation_info.csv"))?
        .into_iter()
        .map(|row| Quotation { spans: spans(&row.spans, &bytes), speaker: speaker(&characters, &row.speaker) })
        .collect();
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Novel { name, text, characters, quotations })
}

fn rows<T: for<'de> Deserialize<'de>>(file: &Path) -> Result<Vec<T>, Error> {
    let wrong = |error: csv::Error| {
        let line = error.position().map(|position| position.line() as usize);
        let place = Place { file: Some(file.display().to_string()), line, ..Place::default() };
        Error::format(place, error.to_string(), "use the files as the corpus has them")
    };
    let mut reader = csv::Reader::from_path(file).map_err(wrong)?;
    reader.deserialize().collect::<Result<_, _>>().map_err(wrong)
}

/// The words of a name that tell one from another.
fn plain(name: &str) -> Vec<String> {
    let small = ["the", "a", "an", "my", "dear", "dearest"];
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !small.contains(word));
    words.map(str::to_owned).collect()
}

/// The main name, or the one character with that alias.
fn speaker(characters: &[Character], name: &str) -> Option<u32> {
    let main = characters.iter().position(|c| c.name == name);
    let alias = || {
        let mut all = (0..characters.len()).filter(|&i| characters[i].aliases.iter().any(|alias| alias == name));
        all.next().filter(|_| all.next().is_none())
    };
    main.or_else(alias).map(|place| place as u32)
}

/// The strings of a Python set or list: `{'Emma', "Lucy's Mother"}`.
fn strings(literal: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = literal.chars();
    while let Some(quote) = rest.by_ref().find(|c| matches!(c, '\'' | '"')) {
        let mut string = String::new();
        while let Some(c) = rest.next() {
            match c {
                '\\' => string.extend(rest.next()),
                c if c == quote => break,
                c => string.push(c),
            }
        }
        if !string.trim().is_empty() {
            found.push(string);
        }
    }
    found
}

/// The spans of a list of pairs of code points, in bytes: `[[6317, 6418]]`.
fn spans(literal: &str, bytes: &[usize]) -> Vec<Span> {
    let numbers: Vec<usize> =
        literal.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
    let span = |pair: &[usize]| Some(Span::at(*bytes.get(pair[0])?, *bytes.get(pair[1])?));
    numbers.chunks_exact(2).filter_map(span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn python_literals_are_read() {
        assert_eq!(strings(r#"{'Ann Lee', "Ann's Mother", 'O\'Hara'}"#), ["Ann Lee", "Ann's Mother", "O'Hara"]);
        assert!(strings("set()").is_empty());
        let bytes = bytes_of("né: yes");
        assert_eq!(spans("[[0, 2], [4, 7]]", &bytes), [Span::new(0, 3), Span::new(5, 8)]);
        assert!(spans("[[0, 99]]", &bytes).is_empty());
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = read(Path::new("no/such/folder")).unwrap_err().to_string();
        assert!(error.contains("no/such/folder/pdnc"), "{error}");
    }
}
