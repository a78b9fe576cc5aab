//! Runs the bodies of cases in `tests/cases/*.toml` through the core; `tests/cases/README.md` describes the format.
//!
//! `tests/python/test_cases.py` runs the same files through Python, Arrow and the command line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use saith::Span;
use saith::document::Document;
use saith::entity_type::EntityType;
use saith::gazetteer::{self, Entry, Gazetteer};
use saith::mention::Form;
use saith::pipeline::{Options, Pipeline};
use saith::sentence::{Quotations, SentenceOptions};
use saith::text::paragraphs::Newlines;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// A layer's items as a case writes them: each the keys that it checks.
type Items = Vec<Map<String, Value>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    #[serde(default)]
    options: CaseOptions,
    gazetteer: Option<Vec<Entity>>,
    sentences: Option<Vec<String>>,
    marked: Option<Items>,
    matches: Option<Items>,
    mentions: Option<Items>,
    names: Option<Items>,
    entities: Option<Items>,
    roles: Option<Items>,
    quotes: Option<Items>,
}

/// Options of the pipeline; all others are those of the gazetteer.
#[derive(Debug, Default, Deserialize)]
struct CaseOptions {
    #[serde(default)]
    newlines: Newlines,
    #[serde(default)]
    quotes: Quotations,
    #[serde(default)]
    abbreviations: Vec<String>,
    #[serde(flatten)]
    gazetteer: toml::Table,
}

impl CaseOptions {
    fn gazetteer(&self) -> Result<gazetteer::Options, String> {
        self.gazetteer.clone().try_into().map_err(|fault: toml::de::Error| fault.message().to_owned())
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entity {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(rename = "type")]
    kind: Option<EntityType>,
    id: Option<String>,
    weight: Option<f64>,
}

/// The keys of each layer's items: those that must stand, then those that may.
const KEYS: [(&str, &[&str], &[&str]); 7] = [
    ("marked", &["text"], &["speech", "closed", "continues", "confidence"]),
    ("matches", &["text"], &["alias", "id", "start", "candidates"]),
    ("mentions", &["text"], &["form", "type", "entity"]),
    ("names", &["text"], &["type", "title"]),
    ("entities", &["name"], &["type", "id", "anonymous", "mentions", "roles"]),
    ("roles", &["entity", "roles"], &[]),
    ("quotes", &["kind", "content"], &["source", "cue", "speaker", "role", "evidence", "negated", "anonymous"]),
];

impl Case {
    /// The layers of items that the case expects, by name.
    fn layers(&self) -> BTreeMap<&'static str, &Items> {
        [
            ("marked", &self.marked),
            ("matches", &self.matches),
            ("mentions", &self.mentions),
            ("names", &self.names),
            ("entities", &self.entities),
            ("roles", &self.roles),
            ("quotes", &self.quotes),
        ]
        .into_iter()
        .filter_map(|(name, items)| Some((name, items.as_ref()?)))
        .collect()
    }

    fn pipeline(&self) -> Result<Pipeline, String> {
        let sentences = SentenceOptions {
            quotations: self.options.quotes,
            abbreviations: self.options.abbreviations.clone(),
            ..SentenceOptions::default()
        };
        let options = Options { newlines: self.options.newlines, sentences, ..Options::default() };
        let gazetteer = match &self.gazetteer {
            None => None,
            Some(rows) => {
                let entries = rows.iter().cloned().map(|row| Entry {
                    name: row.name,
                    aliases: row.aliases,
                    kind: row.kind,
                    id: row.id,
                    weight: row.weight,
                    ..Entry::default()
                });
                let options = self.options.gazetteer()?;
                Some(Arc::new(Gazetteer::with_options(entries, options).map_err(|e| e.to_string())?))
            }
        };
        Ok(Pipeline::new(options, gazetteer))
    }

    /// What differs from what the case expects.
    fn differences(&self) -> Vec<String> {
        let pipeline = match self.pipeline() {
            Ok(pipeline) => pipeline,
            Err(error) => return vec![error],
        };
        let document = pipeline.analyze(&self.text);
        let mut wrong = Vec::new();
        if let Some(expected) = &self.sentences {
            let found: Vec<&str> = document.sentences.iter().map(|s| s.span.of(&self.text)).collect();
            if expected != &found {
                wrong.push(format!("sentences\n    expected {expected:?}\n    found    {found:?}"));
            }
        }
        let gazetteer = pipeline.gazetteer.as_deref();
        let found = Found { text: &self.text, document: &document, gazetteer };
        for (layer, expected) in self.layers() {
            let found = found.layer(layer);
            let agrees = |(want, have): (&Map<String, Value>, &Value)| want.iter().all(|(k, v)| have.get(k) == Some(v));
            if expected.len() != found.len() || !expected.iter().zip(&found).all(agrees) {
                let show = |items: Vec<String>| items.join("\n      ");
                wrong.push(format!(
                    "{layer}\n    expected\n      {}\n    found\n      {}",
                    show(expected.iter().map(|i| json!(i).to_string()).collect()),
                    show(found.iter().map(Value::to_string).collect()),
                ));
            }
        }
        wrong
    }
}

/// How sure a pair is, as cases write it.
fn level(confidence: f32) -> &'static str {
    match confidence {
        0.9.. => "high",
        0.7.. => "middle",
        _ => "low",
    }
}

/// What the core found, put as cases write it: spans as text, nothing as "".
struct Found<'a> {
    text: &'a str,
    document: &'a Document,
    gazetteer: Option<&'a Gazetteer>,
}

impl Found<'_> {
    fn layer(&self, name: &str) -> Vec<Value> {
        match name {
            "marked" => self.marked(),
            "matches" => self.matches(),
            "mentions" => self.mentions(),
            "names" => self.names(),
            "entities" => self.entities(),
            "roles" => self.roles(),
            _ => self.quotes(),
        }
    }

    fn cut(&self, span: Span) -> &str {
        span.of(self.text)
    }

    fn maybe(&self, span: Option<Span>) -> &str {
        span.map_or("", |span| self.cut(span))
    }

    fn id(&self, entry: Option<u32>) -> &str {
        let id = entry.and_then(|e| self.gazetteer?.entry(e)?.id());
        id.unwrap_or("")
    }

    fn entity_name(&self, entity: Option<u32>) -> &str {
        entity.map_or("", |e| &self.document.entities.list[e as usize].name)
    }

    fn marked(&self) -> Vec<Value> {
        let item = |m: &saith::mark::MarkedSpan| json!({"text": self.cut(m.inner), "speech": m.speech, "closed": m.closed, "continues": m.continues, "confidence": level(m.confidence)});
        self.document.marked.iter().map(item).collect()
    }

    fn matches(&self) -> Vec<Value> {
        let Some(gazetteer) = self.gazetteer else { return Vec::new() };
        let item = |m: gazetteer::Match| {
            let candidates: Vec<&str> = m.candidates.iter().map(|&(entry, _)| self.id(Some(entry))).collect();
            json!({
                "text": self.cut(m.span), "start": self.text[..m.span.start as usize].chars().count(),
                "alias": gazetteer.alias(m.alias), "id": self.id(m.likeliest()), "candidates": candidates,
            })
        };
        gazetteer.find(self.text).into_iter().map(item).collect()
    }

    fn mentions(&self) -> Vec<Value> {
        let of_mention = &self.document.entities.of_mention;
        let item = |(i, m): (usize, &saith::mention::Mention)| json!({"text": self.cut(m.span), "form": m.form.name(), "type": m.kind.name(), "entity": self.entity_name(of_mention[i])});
        self.document.mentions.iter().enumerate().map(item).collect()
    }

    /// The mentions by name, each with the title before it.
    fn names(&self) -> Vec<Value> {
        let names = self.document.mentions.iter().filter(|m| m.form == Form::Name);
        let item = |m: &saith::mention::Mention| json!({"text": self.cut(m.span), "type": m.kind.name(), "title": self.maybe(m.title)});
        names.map(item).collect()
    }

    fn entities(&self) -> Vec<Value> {
        let item = |e: &saith::entity::Entity| {
            let mentions: Vec<&str> =
                e.mentions.iter().map(|&m| self.cut(self.document.mentions[m as usize].span)).collect();
            json!({"name": e.name, "type": e.kind.name(), "id": self.id(e.entry), "anonymous": e.anonymous, "mentions": mentions, "roles": self.role_texts(e)})
        };
        self.document.entities.list.iter().map(item).collect()
    }

    fn role_texts(&self, entity: &saith::entity::Entity) -> Vec<&str> {
        entity.roles.iter().map(|&role| self.cut(role)).collect()
    }

    /// The entities that have roles.
    fn roles(&self) -> Vec<Value> {
        let with_roles = self.document.entities.list.iter().filter(|e| !e.roles.is_empty());
        with_roles.map(|e| json!({"entity": e.name, "roles": self.role_texts(e)})).collect()
    }

    fn quotes(&self) -> Vec<Value> {
        let both = self.document.quotes.iter().zip(&self.document.attributions);
        both.enumerate().map(|(i, (q, a))| {
            let content: Vec<&str> = q.content.iter().map(|&s| self.cut(s)).collect();
            let anonymous = a.speaker.is_some_and(|s| self.document.entities.list[s as usize].anonymous);
            json!({
                "kind": q.kind.name(), "content": content, "source": self.maybe(q.source), "cue": self.maybe(q.cue),
                "speaker": self.entity_name(a.speaker), "role": self.maybe(self.document.role_of(i)), "evidence": a.evidence.name(), "negated": q.negated,
                "anonymous": anonymous,
            })
        })
        .collect()
    }
}

/// Reads one file of cases; says what is wrong with it.
fn read(toml: &str) -> Result<Vec<Case>, String> {
    let file: File = toml::from_str(toml).map_err(|e| e.to_string())?;
    if file.case.is_empty() {
        return Err("the file holds no case".to_owned());
    }
    let mut names = BTreeSet::new();
    for case in &file.case {
        let fault = |what: &str| Err(format!("case \"{}\": {what}", case.name));
        if !names.insert(&case.name) {
            return fault("another case has this name");
        }
        case.options.gazetteer().map_err(|what| format!("case \"{}\": {what}", case.name))?;
        if case.sentences.is_none() && case.layers().is_empty() {
            return fault("no layer is expected");
        }
        for (layer, items) in case.layers() {
            let (_, needed, allowed) = KEYS.iter().find(|(name, ..)| *name == layer).ok_or("no keys for this layer")?;
            for item in items {
                if let Some(key) = needed.iter().find(|key| !item.contains_key(**key)) {
                    return fault(&format!("an item of {layer} lacks `{key}`"));
                }
                if let Some(key) = item.keys().find(|k| !needed.contains(&k.as_str()) && !allowed.contains(&k.as_str()))
                {
                    return fault(&format!("an item of {layer} has the unknown key `{key}`"));
                }
            }
        }
    }
    Ok(file.case)
}

#[test]
fn the_core_reads_every_case_as_written() {
    let folder = fs::read_dir("tests/cases").expect("the folder of cases is readable");
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.expect("an entry is readable").path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    files.sort();
    assert!(!files.is_empty(), "no files of cases");
    let (mut count, mut wrong) = (0, Vec::new());
    for path in &files {
        let toml = fs::read_to_string(path).expect("a file of cases is readable");
        let cases = read(&toml).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        count += cases.len();
        for case in &cases {
            for difference in case.differences() {
                wrong.push(format!("{}, \"{}\": {difference}", path.display(), case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences in {count} cases\n\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn malformed_files_are_refused() {
    let text = "[[case]]\nname = \"a\"\ntext = \"One.\"\n";
    for (toml, fault) in [
        ("", "missing field `case`"),
        ("case = []", "holds no case"),
        (text, "no layer is expected"),
        (&format!("{text}sentence = [\"One.\"]"), "unknown field `sentence`"),
        (&format!("{text}sentences = [\"One.\"]\noptions = {{lines = 1}}"), "unknown field `lines`"),
        (&format!("{text}sentences = []\n{text}sentences = []"), "another case has this name"),
        (&format!("{text}quotes = [{{kind = \"direct\"}}]"), "lacks `content`"),
        (&format!("{text}mentions = [{{text = \"One\", span = 1}}]"), "unknown key `span`"),
    ] {
        let refused = read(toml).expect_err(toml);
        assert!(refused.contains(fault), "{toml:?} gave {refused:?}");
    }
}

#[test]
fn a_wrong_expectation_is_seen() {
    let cases = read("[[case]]\nname = \"a\"\ntext = \"One.\"\nsentences = [\"Two.\"]\nquotes = []\n").unwrap();
    assert_eq!(cases[0].differences().len(), 1);
    let cases = read("[[case]]\nname = \"a\"\ntext = \"One.\"\nquotes = [{kind = \"direct\", content = [\"One\"]}]\n");
    assert_eq!(cases.unwrap()[0].differences().len(), 1);
    for title in ["", "President"] {
        let names = format!("names = [{{text = \"Ann Lee\", title = \"{title}\"}}]\n");
        let cases = read(&format!("[[case]]\nname = \"a\"\ntext = \"We met Mayor Ann Lee.\"\n{names}")).unwrap();
        assert_eq!(cases[0].differences().len(), 1, "the title {title:?} is not seen to be wrong");
    }
}
