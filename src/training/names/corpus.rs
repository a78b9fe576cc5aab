//! Texts whose names are annotated: tagged tokens (CoNLL, IOB2), GUM's entities, and EWT, which has parts of speech alone.

use std::path::Path;

use crate::entity_type::EntityType;
use crate::mention::Form;
use crate::model::hash;
use crate::model::training::Random;
use crate::training::gum;
use crate::training::treebanks::{self, Part};
use crate::training::{
    self,
    conllu::{self, Layout},
};
use crate::{Error, Place, Span};

/// A text with its names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotated {
    /// Its text.
    pub text: String,
    /// Its names, ascending.
    pub names: Vec<(Span, EntityType)>,
    /// Where each of its words begins, with a number for its part of speech; empty where the annotation has none.
    pub parts: Vec<(u32, u64)>,
}

/// How tokens become a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// A space between all.
    All,
    /// None before commas and their like, as people write.
    Usual,
}

/// Returns the type that a tag of a corpus stands for, none for what is no name here: dates, amounts.
///
/// # Examples
/// ```
/// use saith::{entity_type::EntityType, training::names::corpus::kind};
/// assert_eq!(kind("GPE"), Some(EntityType::Place));
/// assert_eq!(kind("corporation"), kind("Organisation"));
/// assert_eq!(kind("Money"), None);
/// ```
#[must_use]
pub fn kind(tag: &str) -> Option<EntityType> {
    Some(match tag {
        "PER" | "Person" | "person" => EntityType::Person,
        "ORG" | "Organisation" | "organization" | "corporation" | "group" => EntityType::Organization,
        "LOC" | "GPE" | "FAC" | "Location" | "location" | "place" => EntityType::Place,
        "Nationality" => EntityType::Group,
        "MISC" | "creative-work" | "product" | "MilitaryPlatform" | "Weapon" | "DocumentReference" | "event"
        | "abstract" | "object" | "animal" | "plant" | "substance" => EntityType::Other,
        _ => return None,
    })
}

/// Returns the texts of a file of tagged tokens: one a line, the tag last (in IOB2 files third), a blank line between
/// sentences. A text ends where `-DOCSTART-` or `# newdoc` stands, and after so many sentences.
///
/// # Errors
/// Where it cannot be read, or a line has no tag.
pub fn tagged(path: &Path, spacing: impl Fn(usize) -> Spacing, sentences: usize) -> Result<Vec<Annotated>, Error> {
    let name = path.display().to_string();
    let content = training::read_text(path)?;
    let iob2 = path.extension().is_some_and(|e| e == "iob2");
    let mut reading = Reading { texts: Vec::new(), own: Annotated::default(), tokens: Vec::new(), read: 0 };
    let mut written = None;
    for (line, content) in (1..).zip(content.lines()) {
        if content.starts_with("# newdoc") || content.starts_with("-DOCSTART-") {
            reading.end_sentence(spacing(reading.texts.len()), written.take());
            reading.end_text();
        } else if let Some(text) = content.strip_prefix("# text = ").filter(|_| iob2) {
            written = Some(text);
        } else if content.trim().is_empty() {
            reading.end_sentence(spacing(reading.texts.len()), written.take());
            if reading.read >= sentences {
                reading.end_text();
            }
        } else if !(iob2 && content.starts_with("# ")) {
            let fields: Vec<&str> = content.split_whitespace().collect();
            let [token, tag] = match (iob2, &fields[..]) {
                (true, [_, token, tag, ..]) | (false, [token, .., tag]) => [token, tag],
                _ => {
                    let place = Place { file: Some(name), line: Some(line), ..Place::default() };
                    return Err(Error::format(place, format!("\"{content}\" has no tag"), "write token and tag"));
                }
            };
            reading.tokens.push((token, tag));
        }
    }
    reading.end_sentence(spacing(reading.texts.len()), written);
    reading.end_text();
    Ok(reading.texts)
}

struct Reading<'f> {
    texts: Vec<Annotated>,
    /// The text that is being read, and how many sentences of it.
    own: Annotated,
    read: usize,
    /// The tokens of the sentence that is being read, with their tags.
    tokens: Vec<(&'f str, &'f str)>,
}

impl Reading<'_> {
    fn end_sentence(&mut self, spacing: Spacing, written: Option<&str>) {
        if self.tokens.is_empty() {
            return;
        }
        if !self.own.text.is_empty() {
            self.own.text.push(' ');
        }
        let base = self.own.text.len();
        let mut spans = Vec::with_capacity(self.tokens.len());
        if let Some(written) = written {
            self.own.text.push_str(written);
            let mut at = 0;
            for (token, _) in &self.tokens {
                let start = written[at..].find(token).map_or(at, |i| at + i);
                at = (start + token.len()).min(written.len());
                spans.push(Span::new((base + start) as u32, (base + at) as u32));
            }
        } else {
            let mut glued = true;
            for (token, _) in &self.tokens {
                let usual = spacing == Spacing::Usual;
                if !(glued || usual && joins_left(token)) {
                    self.own.text.push(' ');
                }
                let start = self.own.text.len();
                self.own.text.push_str(token);
                spans.push(Span::new(start as u32, self.own.text.len() as u32));
                glued = usual && matches!(*token, "(" | "[" | "$" | "``" | "#");
            }
        }
        let mut open: Option<(Span, &str)> = None;
        for ((_, tag), span) in self.tokens.drain(..).zip(spans) {
            let (place, name) = tag.split_once('-').unwrap_or((tag, ""));
            if open.is_some_and(|(_, other)| place == "B" || other != name) {
                let (span, name) = open.take().unwrap_or((span, ""));
                self.own.names.extend(kind(name).map(|kind| (span, kind)));
            }
            open = match open {
                Some((before, name)) => Some((before.hull(span), name)),
                None => (place != "O").then_some((span, name)),
            };
        }
        self.own.names.extend(open.and_then(|(span, name)| Some((span, kind(name)?))));
        self.read += 1;
    }

    fn end_text(&mut self) {
        self.read = 0;
        if !self.own.text.is_empty() {
            self.texts.push(std::mem::take(&mut self.own));
        }
    }
}

fn joins_left(token: &str) -> bool {
    matches!(token, "," | "." | ";" | ":" | "?" | "!" | ")" | "]" | "%" | "''" | "...")
        || matches!(token, "'s" | "’s" | "'S" | "n't" | "'re" | "'ve" | "'ll" | "'m" | "'d")
}

/// Returns the text with the capitals of some of its sentences changed, as in headlines, shouting and careless writing: letters
/// of ASCII alone, so that no place moves. `sentences` are where its sentences stand.
#[must_use]
pub fn recased(text: &Annotated, sentences: &[Span], random: &mut Random) -> Annotated {
    let mut bytes = text.text.clone().into_bytes();
    for sentence in sentences {
        let own = &mut bytes[sentence.start as usize..sentence.end as usize];
        match random.below(8) {
            0 | 1 => own.make_ascii_uppercase(),
            2 | 3 => own.make_ascii_lowercase(),
            4 | 5 => {
                let mut before = b' ';
                for byte in own {
                    if before == b' ' {
                        byte.make_ascii_uppercase();
                    }
                    before = *byte;
                }
            }
            _ => {}
        }
    }
    Annotated { text: String::from_utf8(bytes).unwrap_or_default(), ..text.clone() }
}

/// Returns one part of GUM with the names of its entities and its parts of speech.
///
/// # Errors
/// Where it is missing or cannot be read.
pub fn gum(data: &Path, part: Part) -> Result<Vec<Annotated>, Error> {
    let mut parts = Vec::new();
    for path in treebanks::gum_files(data, part)? {
        parts.extend(conllu::read(&path)?);
    }
    let documents = gum::read(data, part)?.into_iter().zip(parts);
    Ok(documents
        .map(|(document, treebank)| {
            let mut names: Vec<(Span, EntityType)> = document
                .mentions
                .iter()
                .filter(|m| m.form == Form::Name)
                .filter_map(|m| typed(&document.text, m))
                .collect();
            names.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
            names.dedup_by(|b, a| a.0.overlaps(b.0));
            let Annotated { text, parts, .. } = with_parts(&treebank);
            debug_assert_eq!(text, document.text);
            Annotated { text, names, parts }
        })
        .collect())
}

/// The name of a mention with its type: "Lee of Ashford" is a person "Lee", "Americans" are a group.
fn typed(text: &str, mention: &gum::GoldMention) -> Option<(Span, EntityType)> {
    let mut kind = kind(&mention.kind)?;
    if kind == EntityType::Person && mention.plural {
        kind = EntityType::Group;
    }
    Some((mention.found_name(text), kind))
}

/// Returns the train part of EWT with its parts of speech; its names are not annotated.
///
/// # Errors
/// Where it is missing or cannot be read.
pub fn ewt(data: &Path) -> Result<Vec<Annotated>, Error> {
    let documents = conllu::read(&training::root(data).join("ud_ewt").join("train.conllu"))?;
    Ok(documents.iter().map(with_parts).collect())
}

/// The text of a document with the parts of speech of its words.
fn with_parts(document: &conllu::Document) -> Annotated {
    let (text, spans) = document.lay_out(Layout::Kept);
    let mut parts = Vec::new();
    for (sentence, span) in document.paragraphs.iter().flatten().zip(spans) {
        let mut at = span.start as usize;
        for (word, part) in &sentence.words {
            let rest = &text[at..span.end as usize];
            // The parts of a multi-word token do not stand in the text.
            if let Some(i) = rest.find(word.as_str()).filter(|&i| rest[..i].trim().is_empty()) {
                parts.push(((at + i) as u32, hash::bytes(part.as_bytes())));
                at += i + word.len();
            }
        }
    }
    Annotated { text, names: Vec::new(), parts }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, content: &str, spacing: Spacing) -> Result<Vec<Annotated>, Error> {
        let path = std::env::temp_dir().join(format!("saith-{}-{name}", std::process::id()));
        std::fs::write(&path, content).unwrap();
        let texts = tagged(&path, |_| spacing, usize::MAX);
        std::fs::remove_file(&path).unwrap();
        texts
    }

    fn names(text: &Annotated) -> Vec<(&str, EntityType)> {
        text.names.iter().map(|(span, kind)| (span.of(&text.text), *kind)).collect()
    }

    #[test]
    fn tags_become_names() {
        let content =
            "Ann B-person\nLee I-person\n's O\ncat O\n, O\nTom I-PER\nPoe I-ORG\n\nYork B-LOC\nLeeds B-LOC\n\n";
        let texts = read("a.conll", content, Spacing::Usual).unwrap();
        assert_eq!(texts[0].text, "Ann Lee's cat, Tom Poe York Leeds");
        let (person, place) = (EntityType::Person, EntityType::Place);
        let wanted = [
            ("Ann Lee", person),
            ("Tom", person),
            ("Poe", EntityType::Organization),
            ("York", place),
            ("Leeds", place),
        ];
        assert_eq!(names(&texts[0]), wanted);
        assert!(read("b.conll", content, Spacing::All).unwrap()[0].text.starts_with("Ann Lee 's cat , Tom"));
    }

    #[test]
    fn iob2_has_its_text_and_documents() {
        let content = "# newdoc id = a\n# text = In York, Ann.\n1\tIn\tO\t-\n2\tYork\tB-LOC\t-\n3\t,\tO\t-\n4\tAnn\tB-PER\t-\n\
            5\t.\tO\t-\n\n# newdoc id = b\n# text = Leeds\n1\tLeeds\tB-OTH\t-\n";
        let texts = read("c.iob2", content, Spacing::All).unwrap();
        assert_eq!(texts.len(), 2);
        assert_eq!(names(&texts[0]), [("York", EntityType::Place), ("Ann", EntityType::Person)]);
        assert_eq!(names(&texts[1]), []);
    }

    #[test]
    fn a_line_without_a_tag_is_named() {
        let error = read("d.conll", "Ann B-PER\nLee\n", Spacing::All).unwrap_err();
        assert!(error.to_string().contains("line 2: \"Lee\" has no tag"), "{error}");
    }
}
