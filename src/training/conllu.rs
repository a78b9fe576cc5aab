//! CoNLL-U: documents of sentences with their paragraphs and white space, and texts laid out from them.

use std::path::Path;

use crate::{Error, Place, Span};

/// One document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its name, empty where it has none.
    pub name: String,
    /// Its paragraphs.
    pub paragraphs: Vec<Vec<Sentence>>,
}

/// A sentence, as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its text, without white space at its edges.
    pub text: String,
    /// Whether a space follows.
    pub space_after: bool,
    /// Its words as they are written, each with its part of speech; a multi-word token has that of its first part, and
    /// its parts are there too.
    pub words: Vec<(String, String)>,
}

/// How paragraphs become a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A blank line between paragraphs.
    Kept,
    /// A space between paragraphs, as scraped text often has it.
    Flat,
    /// A blank line between paragraphs, and lines broken at 72 columns, as in e-mail and wire copy.
    Wrapped,
}

/// Wrapped lines have so many columns.
const COLUMNS: usize = 72;

impl Layout {
    /// All layouts.
    pub const ALL: [Self; 3] = [Self::Kept, Self::Flat, Self::Wrapped];

    /// Returns its name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Flat => "flat",
            Self::Wrapped => "wrapped",
        }
    }
}

impl Document {
    /// Returns the text of the document, and where its sentences stand.
    ///
    /// # Examples
    /// ```
    /// use saith::training::conllu::{Layout, parse};
    /// let documents = parse("# newpar\n# text = One.\n1\tOne.\t_\t_\t_\t_\t_\t_\t_\t_\n\n# newpar\n# text = Two.\n", "a.conllu")?;
    /// let (text, sentences) = documents[0].lay_out(Layout::Kept);
    /// assert_eq!((text.as_str(), sentences[1].of(&text)), ("One.\n\nTwo.", "Two."));
    /// # Ok::<(), saith::Error>(())
    /// ```
    #[must_use]
    pub fn lay_out(&self, layout: Layout) -> (String, Vec<Span>) {
        let (mut text, mut sentences) = (String::new(), Vec::new());
        for paragraph in &self.paragraphs {
            text.truncate(text.trim_end().len());
            if !text.is_empty() {
                text.push_str(if layout == Layout::Flat { " " } else { "\n\n" });
            }
            for sentence in paragraph {
                let start = text.len();
                text.push_str(&sentence.text);
                sentences.push(Span::new(start as u32, text.len() as u32));
                if sentence.space_after {
                    text.push(' ');
                }
            }
        }
        text.truncate(text.trim_end().len());
        if layout == Layout::Wrapped {
            text = wrapped(&text);
        }
        (text, sentences)
    }
}

/// A space becomes a line's end: no place in the text moves.
fn wrapped(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut column = 0;
    // The last space of the line, and how many characters have come since.
    let mut space: Option<(usize, usize)> = None;
    for (at, c) in text.char_indices() {
        column += 1;
        if let Some((_, since)) = &mut space {
            *since += 1;
        }
        match c {
            '\n' => (column, space) = (0, None),
            ' ' => space = Some((at, 0)),
            _ => {}
        }
        if column > COLUMNS
            && let Some((place, since)) = space.take()
        {
            bytes[place] = b'\n';
            column = since;
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// Returns the documents of a file.
///
/// # Errors
/// Where it cannot be read, is not UTF-8, or is no CoNLL-U.
pub fn read(path: &Path) -> Result<Vec<Document>, Error> {
    let name = path.display().to_string();
    let place = |line| Place { file: Some(name.clone()), line, ..Place::default() };
    let bytes = super::read(path)?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count();
        Error::format(place(Some(line)), "is not UTF-8", "save it as UTF-8")
    })?;
    parse(text, &name)
}

/// Returns the documents that `text` holds; `file` is its name, for messages.
///
/// # Errors
/// Where it is no CoNLL-U, or has no sentence.
pub fn parse(text: &str, file: &str) -> Result<Vec<Document>, Error> {
    let mut documents = Vec::new();
    let mut reading = Reading { new_paragraph: true, ..Reading::default() };
    for (number, line) in text.lines().enumerate() {
        reading.line(line, &mut documents).map_err(|(reason, remedy)| {
            let place = Place { file: Some(file.to_owned()), line: Some(number + 1), ..Place::default() };
            Error::format(place, reason, remedy)
        })?;
    }
    documents.retain(|document: &Document| !document.paragraphs.is_empty());
    if documents.is_empty() {
        let place = Place { file: Some(file.to_owned()), ..Place::default() };
        return Err(Error::format(place, "has no sentences", "give CoNLL-U with a `# text =` line a sentence"));
    }
    Ok(documents)
}

/// The tab-separated fields of a token's line.
const FIELDS: usize = 10;

#[derive(Default)]
struct Reading {
    new_paragraph: bool,
    in_document: bool,
    in_sentence: bool,
    /// The last token that a multi-word token covers.
    covered: usize,
    /// A multi-word token whose first part comes next.
    multi_word: Option<String>,
}

impl Reading {
    fn line(&mut self, line: &str, documents: &mut Vec<Document>) -> Result<(), (String, &'static str)> {
        if let Some(rest) = line.strip_prefix("# newdoc") {
            let name = rest.split_once('=').map_or("", |(_, name)| name.trim());
            documents.push(Document { name: name.to_owned(), paragraphs: Vec::new() });
            (self.in_document, self.new_paragraph, self.in_sentence) = (true, true, false);
        } else if line.starts_with("# newpar") && !line.contains("newpar_block") {
            self.new_paragraph = true;
        } else if let Some(text) = line.strip_prefix("# text =") {
            return self.sentence(text.trim(), documents);
        } else if line.starts_with(|c: char| c.is_ascii_digit()) {
            return self.token(line, documents);
        } else if line.trim().is_empty() {
            self.in_sentence = false;
        } else if !line.starts_with('#') {
            return Err(("this is neither a comment nor a token".to_owned(), "begin it with # or a token's number"));
        }
        Ok(())
    }

    fn sentence(&mut self, text: &str, documents: &mut Vec<Document>) -> Result<(), (String, &'static str)> {
        if text.is_empty() {
            return Err(("the sentence has no text".to_owned(), "write it after `# text =`"));
        }
        if !self.in_document {
            documents.push(Document::default());
            self.in_document = true;
        }
        let Some(document) = documents.last_mut() else { return Ok(()) };
        if std::mem::take(&mut self.new_paragraph) {
            document.paragraphs.push(Vec::new());
        }
        if let Some(paragraph) = document.paragraphs.last_mut() {
            paragraph.push(Sentence { text: text.to_owned(), space_after: true, words: Vec::new() });
        }
        (self.in_sentence, self.covered, self.multi_word) = (true, 0, None);
        Ok(())
    }

    /// The last token of a sentence says whether a space follows.
    fn token(&mut self, line: &str, documents: &mut [Document]) -> Result<(), (String, &'static str)> {
        let fields: Vec<&str> = line.split('\t').collect();
        if fields.len() != FIELDS {
            return Err((format!("the token has {} fields", fields.len()), "write ten, with tabs between them"));
        }
        let sentence = documents.last_mut().and_then(|d| d.paragraphs.last_mut()).and_then(|p| p.last_mut());
        let Some(sentence) = sentence.filter(|_| self.in_sentence) else {
            return Err(("the token belongs to no sentence".to_owned(), "write its `# text =` line before it"));
        };
        let id = fields[0];
        if id.contains('.') {
            return Ok(()); // an empty node
        }
        let number = |digits: &str| {
            digits.parse::<usize>().map_err(|_| (format!("\"{id}\" numbers no token"), "write 4, 4-5 or 4.1"))
        };
        match id.split_once('-') {
            Some((first, last)) => {
                number(first)?;
                self.covered = number(last)?;
                self.multi_word = Some(fields[1].to_owned());
            }
            None => {
                let part = fields[3];
                let whole = self.multi_word.take();
                sentence.words.extend(whole.into_iter().chain([fields[1].to_owned()]).map(|w| (w, part.to_owned())));
                if number(id)? <= self.covered {
                    return Ok(()); // part of a multi-word token
                }
            }
        }
        sentence.space_after = !fields[9].split('|').any(|note| note == "SpaceAfter=No");
        Ok(())
    }
}

#[cfg(test)]
mod tests;
