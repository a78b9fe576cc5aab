//! Fills the tables from documents.

use super::{
    Cells, CueClasses, EntityTable, ErrorTable, EvidenceWords, Forms, Layers, MatchTable, MentionTable, OptionalTexts,
    QuoteKinds, QuoteTable, SentenceTable, Types, probability,
};
use crate::Span;
use crate::document::Document;
use crate::gazetteer::{EntryRef, Gazetteer, Match};
use crate::offsets::CodePoints;
use crate::quote::Quote;

/// One text that has been read; the document's spans are in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'d> {
    /// Its position in the input.
    pub row: usize,
    /// The text.
    pub text: &'d str,
    /// Its layers.
    pub document: &'d Document,
    /// The gazetteer that it was read with.
    pub gazetteer: Option<&'d Gazetteer>,
}

/// The tables of a batch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tables {
    /// Sentences.
    pub sentences: SentenceTable,
    /// Mentions.
    pub mentions: MentionTable,
    /// Entities.
    pub entities: EntityTable,
    /// Attributes of the entities that were asked for, in that order.
    pub attributes: Vec<OptionalTexts>,
    /// Quotes.
    pub quotes: QuoteTable,
    /// Rows that could not be read.
    pub errors: ErrorTable,
}

impl Tables {
    /// Adds the rows of one text. `attributes` names the attributes of entities that have a column of their own.
    pub fn add(&mut self, reading: Reading<'_>, layers: Layers, attributes: &[String]) {
        let points = CodePoints::new(reading.text);
        if layers.sentences {
            self.add_sentences(reading, &points);
        }
        if layers.mentions {
            self.add_mentions(reading, &points);
        }
        if layers.entities {
            self.add_entities(reading, attributes);
        }
        if layers.quotes {
            self.add_quotes(reading, &points);
        }
    }

    /// Puts the rows of `other` behind its own.
    pub fn append(&mut self, other: Self) {
        self.sentences.append(other.sentences);
        self.mentions.append(other.mentions);
        self.entities.append(other.entities);
        self.quotes.append(other.quotes);
        self.errors.append(other.errors);
        append_attributes(&mut self.attributes, other.attributes);
    }

    fn add_sentences(&mut self, Reading { row, text, document, .. }: Reading<'_>, points: &CodePoints<'_>) {
        let table = &mut self.sentences;
        for (i, sentence) in document.sentences.iter().enumerate() {
            let span = points.span(sentence.span);
            table.row.push(row as i64);
            table.sentence.push(i as i64);
            table.start.push(i64::from(span.start));
            table.end.push(i64::from(span.end));
            table.text.push(sentence.span.of(text));
            table.paragraph.push(i64::from(sentence.paragraph));
        }
    }

    fn add_mentions(&mut self, reading: Reading<'_>, points: &CodePoints<'_>) {
        let table = &mut self.mentions;
        for (i, mention) in reading.document.mentions.iter().enumerate() {
            let span = points.span(mention.span);
            let entity = reading.document.entities.of_mention.get(i).copied().flatten();
            table.row.push(reading.row as i64);
            table.mention.push(i as i64);
            table.start.push(i64::from(span.start));
            table.end.push(i64::from(span.end));
            table.text.push(mention.span.of(reading.text));
            table.form.push(Forms::place(mention.form));
            table.r#type.push(Types::place(mention.kind));
            table.entity.push(entity.map(i64::from));
            table.entity_id.push(reading.entry(entity).and_then(EntryRef::id));
        }
    }

    fn add_entities(&mut self, reading: Reading<'_>, attributes: &[String]) {
        let document = reading.document;
        let mut quotes = vec![0; document.entities.list.len()];
        for speaker in document.attributions.iter().filter_map(|a| a.speaker) {
            if let Some(count) = quotes.get_mut(speaker as usize) {
                *count += 1;
            }
        }
        self.attributes.resize_with(attributes.len(), OptionalTexts::default);
        let table = &mut self.entities;
        for (i, (entity, quotes)) in document.entities.list.iter().zip(quotes).enumerate() {
            let entry = reading.entry(Some(i as u32));
            table.row.push(reading.row as i64);
            table.entity.push(i as i64);
            table.name.push(&entity.name);
            table.r#type.push(Types::place(entity.kind));
            table.id.push(entry.and_then(EntryRef::id));
            table.anonymous.push(entity.anonymous);
            table.roles.push(entity.roles.iter().map(|role| role.of(reading.text)));
            table.mentions.push(entity.mentions.len() as i64);
            table.quotes.push(quotes);
            add_attributes(&mut self.attributes, attributes, entry);
        }
    }

    fn add_quotes(&mut self, reading: Reading<'_>, points: &CodePoints<'_>) {
        let Reading { row, text, document, .. } = reading;
        let table = &mut self.quotes;
        let columns = |span: Option<Span>| {
            let offsets = span.map(|s| points.span(s));
            let (start, end) = (offsets.map(|s| i64::from(s.start)), offsets.map(|s| i64::from(s.end)));
            (span.map(|s| s.of(text)), start, end)
        };
        for (i, (quote, attribution)) in document.quotes.iter().zip(&document.attributions).enumerate() {
            let hull = quote.hull();
            let span = points.span(hull);
            table.row.push(row as i64);
            table.quote.push(i as i64);
            table.kind.push(QuoteKinds::place(quote.kind));
            table.text.push(hull.of(text));
            table.start.push(i64::from(span.start));
            table.end.push(i64::from(span.end));
            table.spans.push(quote.content.iter().map(|&s| points.span(s)));
            table.parent.push(quote.parent.map(i64::from));
            let (cue, start, end) = columns(quote.cue);
            table.cue.push(cue);
            table.cue_start.push(start);
            table.cue_end.push(end);
            table.cue_class.push(quote.cue_class.map(CueClasses::place));
            table.negated.push(quote.negated);
            let (source, start, end) = columns(quote.source);
            table.source.push(source);
            table.source_start.push(start);
            table.source_end.push(end);
            let mention = quote.source_mention.and_then(|m| document.mentions.get(m as usize));
            table.source_form.push(mention.map(|m| Forms::place(m.form)));
            let speaker = attribution.speaker.and_then(|e| document.entities.list.get(e as usize));
            table.speaker.push(speaker.map(|s| s.name.as_str()));
            table.speaker_entity.push(attribution.speaker.map(i64::from));
            table.speaker_id.push(reading.entry(attribution.speaker).and_then(EntryRef::id));
            table.speaker_type.push(speaker.map(|s| Types::place(s.kind)));
            table.role.push(document.role_of(i).map(|role| role.of(text)));
            table.anonymous.push(speaker.is_some_and(|s| s.anonymous));
            let (addressee, start, end) = columns(quote.addressee);
            table.addressee.push(addressee);
            table.addressee_start.push(start);
            table.addressee_end.push(end);
            table.sentence.push(document.first_sentence(hull).map(i64::from));
            table.evidence.push(EvidenceWords::place(attribution.evidence));
            table.candidates.push(Some(&*attribution.candidates).filter(|candidates| !candidates.is_empty()));
            table.confidence.push(probability(quote.confidence));
            table.speaker_confidence.push(attribution.confidence.map(probability));
        }
    }
}

impl<'d> Reading<'d> {
    /// The gazetteer's entry of an entity.
    fn entry(&self, entity: Option<u32>) -> Option<EntryRef<'d>> {
        let entry = self.document.entities.list.get(entity? as usize)?.entry?;
        self.gazetteer?.entry(entry)
    }
}

impl Quote {
    /// Returns the span from the first to the last character of the content.
    #[must_use]
    pub fn hull(&self) -> Span {
        match (self.content.first(), self.content.last()) {
            (Some(&first), Some(&last)) => first.hull(last),
            _ => Span::default(),
        }
    }
}

/// Adds an entry's attributes to their columns: text as it is, all else as JSON.
fn add_attributes(columns: &mut [OptionalTexts], names: &[String], entry: Option<EntryRef<'_>>) {
    if names.is_empty() {
        return;
    }
    let all = entry.map(EntryRef::attributes).unwrap_or_default();
    for (column, name) in columns.iter_mut().zip(names) {
        match all.get(name) {
            None | Some(serde_json::Value::Null) => column.push(None),
            Some(serde_json::Value::String(text)) => column.push(Some(text)),
            Some(other) => column.push(Some(&other.to_string())),
        }
    }
}

/// Puts columns of attributes behind others.
fn append_attributes(columns: &mut Vec<OptionalTexts>, more: Vec<OptionalTexts>) {
    columns.resize_with(columns.len().max(more.len()), OptionalTexts::default);
    for (column, more) in columns.iter_mut().zip(more) {
        column.append(more);
    }
}

/// What a gazetteer found in many texts.
#[derive(Clone, Debug, Default)]
pub struct FoundTables {
    /// The matches.
    pub matches: MatchTable,
    /// The attributes asked for, of the entry that each match means.
    pub attributes: Vec<OptionalTexts>,
    /// Rows that could not be read.
    pub errors: ErrorTable,
}

impl FoundTables {
    /// Adds the matches of one text. `attributes` names the attributes that have a column of their own.
    pub fn add(&mut self, row: usize, text: &str, matches: &[Match], gazetteer: &Gazetteer, attributes: &[String]) {
        self.matches.add(row, text, matches, gazetteer);
        if attributes.is_empty() {
            return;
        }
        self.attributes.resize_with(attributes.len(), OptionalTexts::default);
        for found in matches {
            let entry = found.likeliest().and_then(|e| gazetteer.entry(e));
            add_attributes(&mut self.attributes, attributes, entry);
        }
    }

    /// Puts the rows of `other` behind its own.
    pub fn append(&mut self, other: Self) {
        self.matches.append(other.matches);
        append_attributes(&mut self.attributes, other.attributes);
        self.errors.append(other.errors);
    }
}

impl MatchTable {
    /// Adds the matches of one text.
    pub fn add(&mut self, row: usize, text: &str, matches: &[Match], gazetteer: &Gazetteer) {
        let points = CodePoints::new(text);
        for (i, found) in matches.iter().enumerate() {
            let span = points.span(found.span);
            let entry = found.likeliest().and_then(|e| gazetteer.entry(e));
            self.row.push(row as i64);
            self.r#match.push(i as i64);
            self.start.push(i64::from(span.start));
            self.end.push(i64::from(span.end));
            self.text.push(found.span.of(text));
            self.alias.push(gazetteer.alias(found.alias));
            self.name.push(entry.map(EntryRef::name));
            self.id.push(entry.and_then(EntryRef::id));
            self.r#type.push(found.kind.map(Types::place));
            self.candidates.push(Some(&found.candidates));
        }
    }
}

impl ErrorTable {
    /// Adds a row that could not be read.
    pub fn add(&mut self, row: usize, reason: &str, remedy: &str) {
        self.row.push(row as i64);
        self.reason.push(reason);
        self.remedy.push(remedy);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{Entities, Entity};
    use crate::entity_type::EntityType;
    use crate::gazetteer::Entry;
    use crate::mention::{Form, Mention};
    use crate::quote::QuoteKind;
    use crate::sentence::Sentence;
    use crate::speaker::{Attribution, Evidence};
    use crate::table::Column;

    const TEXT: &str = "Été. “We won,” said Ann Lee.";

    fn span_of(part: &str) -> Span {
        let start = TEXT.find(part).unwrap();
        Span::at(start, start + part.len())
    }

    fn document() -> Document {
        let name = span_of("Ann Lee");
        let mention = Mention {
            span: name,
            form: Form::Name,
            kind: EntityType::Person,
            head: span_of("Lee"),
            title: None,
            in_speech: false,
            gazetteer: None,
        };
        let quote = Quote {
            source: Some(name),
            source_mention: Some(0),
            confidence: 0.8,
            ..Quote::of(QuoteKind::Direct, vec![span_of("We won,")])
        };
        let sentence = |part, i| Sentence { span: span_of(part), paragraph: i };
        Document {
            marked: Vec::new(),
            sentences: vec![sentence("Été.", 0), sentence("“We won,” said Ann Lee.", 0)],
            mentions: vec![mention],
            entities: Entities {
                list: vec![Entity {
                    name: "Ann Lee".into(),
                    kind: EntityType::Person,
                    entry: Some(0),
                    anonymous: false,
                    mentions: vec![0],
                    roles: vec![span_of("Été")],
                }],
                of_mention: vec![Some(0)],
            },
            quotes: vec![quote],
            attributions: vec![Attribution {
                speaker: Some(0),
                evidence: Evidence::Name,
                confidence: Some(0.9),
                candidates: vec![(0, 0.8)],
            }],
        }
    }

    fn gazetteer() -> Gazetteer {
        let attributes = serde_json::from_str(r#"{"party": "Green", "seats": 3}"#).unwrap();
        let entry = Entry { name: "Ann Lee".into(), id: Some("Q1".into()), attributes, ..Entry::default() };
        Gazetteer::new(vec![entry]).unwrap()
    }

    fn tables(layers: Layers) -> Tables {
        let (document, gazetteer) = (document(), gazetteer());
        let mut tables = Tables::default();
        let reading = Reading { row: 7, text: TEXT, document: &document, gazetteer: Some(&gazetteer) };
        tables.add(reading, layers, &["party".into(), "seats".into(), "none".into()]);
        tables
    }

    fn texts(column: Column) -> Vec<Option<String>> {
        match column {
            Column::Text(texts) => texts.iter().map(|t| t.map(str::to_owned)).collect(),
            Column::Word(words) => words
                .codes
                .iter()
                .map(|&code| usize::try_from(code).ok().map(|code| words.words[code].to_owned()))
                .collect(),
            other => panic!("not text: {other:?}"),
        }
    }

    #[test]
    fn quotes_count_code_points_and_know_their_speaker() {
        let quotes = tables(Layers::ALL).quotes;
        assert_eq!(quotes.row.values, [7]);
        // Three of the characters before the content have two or three bytes; offsets count each once.
        assert_eq!((quotes.start.values.clone(), quotes.end.values.clone()), (vec![6], vec![13]));
        assert_eq!((quotes.spans.start.clone(), quotes.spans.end.clone()), (vec![6], vec![13]));
        let columns: std::collections::HashMap<_, _> =
            quotes.into_columns().into_iter().map(|(name, _, column)| (name, column)).collect();
        let text = |name: &str| texts(columns[name].clone()).remove(0);
        assert_eq!(text("kind").as_deref(), Some("direct"));
        assert_eq!(text("text").as_deref(), Some("We won,"));
        assert_eq!(text("speaker").as_deref(), Some("Ann Lee"));
        assert_eq!(text("speaker_id").as_deref(), Some("Q1"));
        assert_eq!(text("source_form").as_deref(), Some("name"));
        assert_eq!(text("evidence").as_deref(), Some("name"));
        assert_eq!((text("cue"), text("role"), text("cue_class")), (None, Some("Été".into()), None));
        let Column::Candidates(candidates) = &columns["candidates"] else { panic!("{:?}", columns["candidates"]) };
        assert_eq!(
            (&*candidates.entity, &*candidates.probability, &*candidates.valid),
            (&[0][..], &[0.8][..], &[true][..])
        );
        let Column::Int(sentence) = &columns["sentence"] else { panic!("{:?}", columns["sentence"]) };
        assert_eq!((sentence.values[0], sentence.valid.clone()), (1, Some(vec![true])));
    }

    #[test]
    fn where_nobody_is_proposed_candidates_are_null() {
        let mut document = document();
        document.attributions[0] =
            Attribution { speaker: None, evidence: Evidence::NoSource, confidence: None, candidates: Vec::new() };
        let mut tables = Tables::default();
        tables.add(Reading { row: 0, text: TEXT, document: &document, gazetteer: None }, Layers::ALL, &[]);
        let candidates = tables.quotes.candidates;
        assert_eq!((candidates.ends, candidates.valid), (vec![0], vec![false]));
    }

    #[test]
    fn entities_carry_the_attributes_asked_for() {
        let tables = tables(Layers::ALL);
        assert_eq!(
            (tables.entities.mentions.values.clone(), tables.entities.quotes.values.clone()),
            (vec![1], vec![1])
        );
        let attributes: Vec<_> = tables.attributes.into_iter().map(|a| texts(a.into_column()).remove(0)).collect();
        assert_eq!(attributes, [Some("Green".into()), Some("3".into()), None]);
    }

    #[test]
    fn entities_list_their_roles() {
        let roles = tables(Layers::ALL).entities.roles;
        assert_eq!((roles.ends.clone(), texts(Column::Text(roles.texts))), (vec![1], vec![Some("Été".into())]));
    }

    #[test]
    fn layers_that_nobody_wants_stay_empty() {
        let layers = Layers { sentences: true, mentions: false, entities: false, quotes: false };
        let tables = tables(layers);
        assert_eq!((tables.sentences.len(), tables.mentions.len(), tables.quotes.len()), (2, 0, 0));
    }

    #[test]
    fn appending_is_adding() {
        let (document, gazetteer) = (document(), gazetteer());
        let reading = |row| Reading { row, text: TEXT, document: &document, gazetteer: Some(&gazetteer) };
        let attributes = ["party".to_owned()];
        let mut at_once = Tables::default();
        at_once.add(reading(0), Layers::ALL, &attributes);
        at_once.add(reading(1), Layers::ALL, &attributes);
        at_once.errors.add(2, "bad", "mend it");
        let mut parts = Tables::default();
        parts.add(reading(0), Layers::ALL, &attributes);
        let mut second = Tables::default();
        second.add(reading(1), Layers::ALL, &attributes);
        second.errors.add(2, "bad", "mend it");
        parts.append(second);
        assert_eq!(parts, at_once);
    }

    #[test]
    fn a_tie_between_entries_is_nobody() {
        let found = |candidates: Vec<_>| Match {
            span: span_of("Ann Lee"),
            alias: 0,
            kind: None,
            candidates: candidates.into(),
        };
        let gazetteer = gazetteer();
        let mut table = MatchTable::default();
        table.add(0, TEXT, &[found(vec![(0, 1.0)]), found(vec![(0, 0.5), (1, 0.5)])], &gazetteer);
        let names = table.into_columns().into_iter().find(|c| c.0 == "name").map(|c| texts(c.2));
        assert_eq!(names, Some(vec![Some("Ann Lee".into()), None]));
    }
}
