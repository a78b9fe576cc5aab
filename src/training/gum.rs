//! GUM's entities: documents with their mentions, out of `Entity=` in the last field of CoNLL-U.
//!
//! The brackets are those of CorefUD, as `# global.Entity` says: `(7-person-…` opens a mention of entity 7 and `7)` closes it;
//! `(7-person-…)` is a mention of one token; several stand one after another. `(7[1/2]-…` is a part of a mention with gaps:
//! the first stands for it.

use std::path::Path;

use super::conllu::{self, Layout};
use super::treebanks::{self, Part};
use crate::mention::Form;
use crate::{Error, Place, Span};

/// A mention of the annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldMention {
    /// Where it stands.
    pub span: Span,
    /// The word that the others depend on.
    pub head: Span,
    /// How it names: by the part of speech of its head.
    pub form: Form,
    /// For a name where the name itself stands, without title and without what describes it.
    pub name: Span,
    /// What it is: "person", "place", "time" and others.
    pub kind: String,
    /// Whether it is a name of several: "Americans".
    pub plural: bool,
    /// Its entity in the document.
    pub entity: u32,
}

impl GoldMention {
    /// Returns where the name stands as the stage that finds names has it: "Lee of Ashford" is "Lee". `text` is that of its document.
    #[must_use]
    pub fn found_name(&self, text: &str) -> Span {
        let of = self.name.of(text).find(" of ").filter(|_| self.kind == "person");
        Span::new(self.name.start, of.map_or(self.name.end, |at| self.name.start + at as u32))
    }
}

/// A document with its mentions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoldDocument {
    /// Its name.
    pub name: String,
    /// "news", "interview" and others.
    pub genre: String,
    /// Its text.
    pub text: String,
    /// Its mentions by start, longer ones first. Those whose head is neither noun, name, pronoun, adjective nor number –
    /// clauses, adverbs – are left out.
    pub mentions: Vec<GoldMention>,
}

/// Returns the documents of one part of GUM under `data`, in the order of their files.
///
/// # Errors
/// Where they are missing or cannot be read.
pub fn read(data: &Path, part: Part) -> Result<Vec<GoldDocument>, Error> {
    let mut documents = Vec::new();
    for path in treebanks::gum_files(data, part)? {
        let name = path.display().to_string();
        documents.extend(parse(&super::read_text(&path)?, &name)?);
    }
    Ok(documents)
}

/// Returns the documents that `text` holds; `file` is its name, for messages.
///
/// # Errors
/// Where it is no CoNLL-U, a token is not in its sentence, or a bracket has no partner.
///
/// # Examples
/// ```
/// use saith::training::gum;
/// let text = "# newdoc id = GUM_news_tea\n# text = Ann left.\n\
///     1\tAnn\t_\tPROPN\t_\t_\t2\tnsubj\t_\tEntity=(1-person-new)\n2\tleft\t_\tVERB\t_\t_\t0\troot\t_\t_\n";
/// let documents = gum::parse(text, "tea.conllu")?;
/// assert_eq!((documents[0].genre.as_str(), documents[0].mentions[0].span.of("Ann left.")), ("news", "Ann"));
/// # Ok::<(), saith::Error>(())
/// ```
pub fn parse(text: &str, file: &str) -> Result<Vec<GoldDocument>, Error> {
    let mut documents = Vec::new();
    let mut blocks = blocks(text, file)?.into_iter();
    for layout in conllu::parse(text, file)? {
        let (laid_out, sentences) = layout.lay_out(Layout::Kept);
        let genre = layout.name.split('_').nth(1).unwrap_or_default().to_owned();
        let mut document = GoldDocument { name: layout.name, genre, text: laid_out, mentions: Vec::new() };
        let mut open = Vec::new();
        let mut ids: Vec<String> = Vec::new();
        for (sentence, mut tokens) in sentences.into_iter().zip(&mut blocks) {
            place(&mut tokens, &document.text, sentence).map_err(|token| {
                let reason = format!("\"{}\" does not stand in the sentence's text", token.form);
                wrong(file, token.line, reason, "make `# text` and the tokens agree")
            })?;
            read_mentions(&tokens, &mut open, &mut ids, &mut document.mentions, file)?;
        }
        if let Some(Open { line, id, .. }) = open.pop() {
            return Err(wrong(file, line, format!("the bracket of entity {id} is never closed"), "close it"));
        }
        document.mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        documents.push(document);
    }
    Ok(documents)
}

struct Token<'f> {
    line: usize,
    number: usize,
    form: &'f str,
    part: &'f str,
    plural: bool,
    head: usize,
    relation: &'f str,
    /// The value of `Entity=`.
    entity: &'f str,
    /// The last token of the multi-word token that it begins, and its form.
    whole: Option<(usize, &'f str)>,
    span: Span,
}

/// A bracket that is open.
struct Open {
    id: String,
    kind: String,
    line: usize,
    /// Number of the first token.
    first: usize,
    /// Whether another part of the same mention has been read.
    later_part: bool,
}

/// The tokens of each sentence.
fn blocks<'f>(text: &'f str, file: &str) -> Result<Vec<Vec<Token<'f>>>, Error> {
    let mut blocks: Vec<Vec<Token<'f>>> = Vec::new();
    let mut whole = None;
    for (line, content) in text.lines().enumerate().map(|(i, l)| (i + 1, l)) {
        if content.starts_with("# text =") {
            blocks.push(Vec::new());
        }
        let fields: Vec<&str> = content.split('\t').collect();
        let [number, form, _, part, _, traits, head, relation, _, notes] = fields[..] else { continue };
        let Some(block) = blocks.last_mut() else { continue };
        if let Some((_, last)) = number.split_once('-') {
            whole = last.parse().ok().map(|last: usize| (last, form));
            continue;
        }
        if number.contains('.') {
            continue; // an empty node
        }
        let read = |digits: &str, what: &str| {
            digits.parse().map_err(|_| wrong(file, line, format!("\"{digits}\" is no token's number"), what))
        };
        let number = read(number, "write 4, 4-5 or 4.1")?;
        let head = read(head, "write the number of the head, 0 for the root")?;
        let entity = notes.split('|').find_map(|note| note.strip_prefix("Entity=")).unwrap_or_default();
        let whole = whole.take();
        let plural = traits.split('|').any(|t| t == "Number=Plur");
        block.push(Token { line, number, form, part, plural, head, relation, entity, whole, span: Span::new(0, 0) });
    }
    Ok(blocks)
}

/// Finds each token in the text of its sentence; gives the one that does not stand there.
fn place<'t, 'f>(tokens: &'t mut [Token<'f>], text: &str, sentence: Span) -> Result<(), &'t Token<'f>> {
    let mut at = sentence.start as usize;
    let end = sentence.end as usize;
    // The multi-word token that is being read, where its parts are not its letters.
    let mut merged: Option<(usize, Span)> = None;
    for i in 0..tokens.len() {
        at += text[at..end].len() - text[at..end].trim_start().len();
        let rest = &text[at..end];
        if let Some((last, whole)) = tokens[i].whole {
            let parts: String = tokens[i..].iter().take_while(|t| t.number <= last).map(|t| t.form).collect();
            if parts != whole && rest.starts_with(whole) {
                merged = Some((last, Span::new(at as u32, (at + whole.len()) as u32)));
                at += whole.len();
            }
        }
        match merged.filter(|(last, _)| tokens[i].number <= *last) {
            Some((_, span)) => tokens[i].span = span,
            None if rest.starts_with(tokens[i].form) => {
                tokens[i].span = Span::new(at as u32, (at + tokens[i].form.len()) as u32);
                at += tokens[i].form.len();
            }
            None => return Err(&tokens[i]),
        }
    }
    Ok(())
}

fn read_mentions(
    tokens: &[Token<'_>],
    open: &mut Vec<Open>,
    ids: &mut Vec<String>,
    mentions: &mut Vec<GoldMention>,
    file: &str,
) -> Result<(), Error> {
    let mut close = |id: &str, kind: &str, first: usize, last: usize, later_part: bool| {
        let entity = ids.iter().position(|known| known == id).unwrap_or_else(|| {
            ids.push(id.to_owned());
            ids.len() - 1
        });
        if !later_part {
            mentions.extend(mention(tokens, first, last, kind, entity as u32));
        }
    };
    for token in tokens {
        let mut rest = token.entity;
        while !rest.is_empty() {
            if let Some(inner) = rest.strip_prefix('(') {
                let length = inner.find(['(', ')']).unwrap_or(inner.len());
                let mut fields = inner[..length].split('-');
                let (id, part) = split_part(fields.next().unwrap_or_default());
                let kind = fields.next().unwrap_or_default();
                let later_part = part > 1;
                rest = &inner[length..];
                if let Some(after) = rest.strip_prefix(')') {
                    close(id, kind, token.number, token.number, later_part);
                    rest = after;
                } else {
                    let (id, kind) = (id.to_owned(), kind.to_owned());
                    open.push(Open { id, kind, line: token.line, first: token.number, later_part });
                }
            } else {
                let (closed, after) = rest.split_once(')').unwrap_or((rest, ""));
                let (id, _) = split_part(closed);
                let at = open.iter().rposition(|o| o.id == id).ok_or_else(|| {
                    wrong(file, token.line, format!("\"{id})\" closes what was not opened"), "open it before")
                })?;
                let opened = open.remove(at);
                close(id, &opened.kind, opened.first, token.number, opened.later_part);
                rest = after;
            }
        }
    }
    Ok(())
}

/// "7[2/2]" is part 2 of a mention of entity 7.
fn split_part(id: &str) -> (&str, usize) {
    match id.split_once('[') {
        Some((id, part)) => (id, part.split('/').next().and_then(|p| p.parse().ok()).unwrap_or(1)),
        None => (id, 1),
    }
}

/// The mention of the tokens from `first` to `last`, if it is one that names.
fn mention(tokens: &[Token<'_>], first: usize, last: usize, kind: &str, entity: u32) -> Option<GoldMention> {
    let inside = |number: usize| (first..=last).contains(&number);
    let own: Vec<&Token<'_>> = tokens.iter().filter(|t| inside(t.number)).collect();
    let head = own.iter().position(|t| !inside(t.head) && t.part != "PUNCT")?;
    let form = match own[head].part {
        "PRON" => Form::Pronoun,
        "PROPN" => Form::Name,
        "NOUN" | "ADJ" | "NUM" | "DET" | "SYM" | "X" => Form::Nominal,
        _ => return None,
    };
    let span = own.first()?.span.hull(own.last()?.span);
    let name = if form == Form::Name { name(&own, head) } else { own[head].span };
    let plural = own[head].plural;
    // A name's head is the word that counts in it: its last.
    let head = if form == Form::Name {
        Span::new(own[head].span.start.max(name.start), own[head].span.end)
    } else {
        own[head].span
    };
    Some(GoldMention { span, head, form, name, kind: kind.to_owned(), plural, entity })
}

/// The name around its head: what stands beside it and depends on it as a part of a name does.
fn name(own: &[&Token<'_>], head: usize) -> Span {
    let depends = |i: usize| {
        let mut token = own[i];
        for _ in 0..own.len() {
            if token.number == own[head].number {
                return true;
            }
            let plain = token.relation.split(':').next().unwrap_or_default();
            let part = matches!(
                plain,
                "flat" | "compound" | "amod" | "nummod" | "punct" | "case" | "cc" | "conj" | "goeswith"
            ) || plain == "nmod" && token.part == "PROPN" && !token.relation.ends_with(":desc");
            let Some(next) = own.iter().find(|t| t.number == token.head).filter(|_| part) else { return false };
            token = next;
        }
        false
    };
    let named = |i: usize| {
        depends(i) && matches!(own[i].part, "PROPN" | "X" | "NUM" | "ADP") || {
            depends(i) && own[i].form.starts_with(char::is_uppercase) && own[i].part != "DET"
        }
    };
    let mut start = head;
    while start > 0 && named(start - 1) {
        start -= 1;
    }
    let mut end = head + 1;
    while end < own.len() && named(end) {
        end += 1;
    }
    while start < head && own[start].part == "ADP" {
        start += 1;
    }
    while end > head + 1 && own[end - 1].part == "ADP" {
        end -= 1;
    }
    own[start].span.hull(own[end - 1].span)
}

fn wrong(file: &str, line: usize, reason: String, remedy: &str) -> Error {
    Error::format(Place { file: Some(file.to_owned()), line: Some(line), ..Place::default() }, reason, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Line<'l> = (&'l str, &'l str, usize, &'l str, &'l str);

    /// Lines of tokens: form, part of speech, head, relation, notes.
    fn document(sentences: &[(&str, &[Line<'_>])]) -> String {
        let mut text = "# newdoc id = GUM_news_tea\n".to_owned();
        for (sentence, tokens) in sentences {
            text += &format!("# text = {sentence}\n");
            for (i, (form, part, head, relation, notes)) in tokens.iter().enumerate() {
                text += &format!("{}\t{form}\t_\t{part}\t_\t_\t{head}\t{relation}\t_\t{notes}\n", i + 1);
            }
            text.push('\n');
        }
        text
    }

    fn read(text: &str) -> (String, Vec<GoldMention>) {
        let mut documents = parse(text, "tea.conllu").unwrap();
        assert_eq!(documents.len(), 1);
        let document = documents.remove(0);
        (document.text, document.mentions)
    }

    #[test]
    fn nested_mentions_and_several_brackets_a_token() {
        let text = document(&[(
            "The owner of Tea Inc. left.",
            &[
                ("The", "DET", 2, "det", "Entity=(1-person-new-n-cf1-2-sgl"),
                ("owner", "NOUN", 6, "nsubj", "_"),
                ("of", "ADP", 5, "case", "_"),
                ("Tea", "PROPN", 5, "compound", "Entity=(2-organization-new-n-cf2-2-coref(3-substance-new)"),
                ("Inc.", "PROPN", 2, "nmod", "Entity=2)1)"),
                ("left", "VERB", 0, "root", "SpaceAfter=No"),
                (".", "PUNCT", 6, "punct", "_"),
            ],
        )]);
        let (text, mentions) = read(&text);
        let found: Vec<_> = mentions.iter().map(|m| (m.span.of(&text), m.head.of(&text), m.form, m.entity)).collect();
        // Entities are numbered as their brackets close.
        assert_eq!(
            found,
            [
                ("The owner of Tea Inc.", "owner", Form::Nominal, 2),
                ("Tea Inc.", "Inc.", Form::Name, 1),
                ("Tea", "Tea", Form::Name, 0),
            ]
        );
        assert_eq!(mentions[1].name.of(&text), "Tea Inc.");
    }

    #[test]
    fn a_name_stands_without_title_and_apposition() {
        let text = document(&[(
            "Mayor Ann Lee of Kent sang, and she won.",
            &[
                ("Mayor", "PROPN", 2, "nmod:desc", "Entity=(1-person-new"),
                ("Ann", "PROPN", 6, "nsubj", "_"),
                ("Lee", "PROPN", 2, "flat", "_"),
                ("of", "ADP", 5, "case", "_"),
                ("Kent", "PROPN", 2, "nmod", "Entity=(2-place-new)1)"),
                ("sang", "VERB", 0, "root", "SpaceAfter=No"),
                (",", "PUNCT", 10, "punct", "_"),
                ("and", "CCONJ", 10, "cc", "_"),
                ("she", "PRON", 10, "nsubj", "Entity=(1-person-giv)"),
                ("won", "VERB", 6, "conj", "Entity=(3-event-new)|SpaceAfter=No"),
                (".", "PUNCT", 6, "punct", "_"),
            ],
        )]);
        let (text, mentions) = read(&text);
        let found: Vec<_> = mentions.iter().map(|m| (m.span.of(&text), m.form, m.entity)).collect();
        // The clause is none: its head is a verb.
        assert_eq!(
            found,
            [("Mayor Ann Lee of Kent", Form::Name, 1), ("Kent", Form::Name, 0), ("she", Form::Pronoun, 1),]
        );
        assert!(mentions[0].name.of(&text).starts_with("Ann Lee"));
    }

    #[test]
    fn multi_word_tokens_and_gaps() {
        let text = "# newdoc id = GUM_bio_tea\n# text = I wanna sing it, cat's song.\n\
            1\tI\t_\tPRON\t_\t_\t2\tnsubj\t_\tEntity=(1-person-new)\n2-3\twanna\t_\t_\t_\t_\t_\t_\t_\t_\n\
            2\twant\t_\tVERB\t_\t_\t0\troot\t_\t_\n3\tto\t_\tPART\t_\t_\t4\tmark\t_\t_\n\
            4\tsing\t_\tVERB\t_\t_\t2\txcomp\t_\t_\n5\tit\t_\tPRON\t_\t_\t4\tobj\t_\tEntity=(2[1/2]-work-new)|SpaceAfter=No\n\
            6\t,\t_\tPUNCT\t_\t_\t9\tpunct\t_\t_\n7-8\tcat's\t_\t_\t_\t_\t_\t_\t_\t_\n\
            7\tcat\t_\tNOUN\t_\t_\t9\tnmod:poss\t_\tEntity=(2[2/2]-work-new\n8\t's\t_\tPART\t_\t_\t7\tcase\t_\t_\n\
            9\tsong\t_\tNOUN\t_\t_\t5\tappos\t_\tEntity=2[2/2])|SpaceAfter=No\n10\t.\t_\tPUNCT\t_\t_\t2\tpunct\t_\t_\n";
        let (text, mentions) = read(text);
        let found: Vec<_> = mentions.iter().map(|m| m.span.of(&text)).collect();
        assert_eq!(found, ["I", "it"]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let message = |notes: [&str; 2]| {
            let tokens = [("Tea", "NOUN", 2, "nsubj", notes[0]), ("cools", "VERB", 0, "root", notes[1])];
            parse(&document(&[("Tea cools", &tokens)]), "tea.conllu").unwrap_err().to_string()
        };
        assert!(
            message(["Entity=(1-x", "_"]).starts_with("tea.conllu, line 3: the bracket of entity 1 is never closed")
        );
        assert!(
            message(["Entity=(1-x)", "Entity=4)"]).starts_with("tea.conllu, line 4: \"4)\" closes what was not opened")
        );
        let text = document(&[("Tea cools", &[("Coffee", "NOUN", 0, "root", "_")])]);
        assert!(parse(&text, "a").unwrap_err().to_string().starts_with("a, line 3: \"Coffee\" does not stand in"));
    }
}
