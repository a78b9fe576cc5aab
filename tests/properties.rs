//! What holds of every text, however odd: nothing panics, and every layer points where it says.

use std::num::NonZeroU32;
use std::sync::Arc;

use proptest::prelude::*;
use saith::Span;
use saith::document::Document;
use saith::gazetteer::{Entry, Gazetteer};
use saith::pipeline::{Options, Pipeline};
use saith::sentence::{Quotations, SentenceOptions};
use saith::text::paragraphs::Newlines;

/// Pieces of news, and of what breaks readers of news.
const PIECES: [&str; 64] = [
    "“",
    "”",
    "\"",
    "'",
    "’",
    "‘",
    "«",
    "»",
    "„",
    "``",
    "''",
    "(",
    ")",
    "[",
    ",",
    ".",
    "...",
    "…",
    "?",
    "!",
    ":",
    ";",
    "—",
    "-",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "\0",
    "\u{feff}",
    "e\u{301}",
    "\u{301}",
    "😀",
    "👩‍👩‍👧",
    "שלום",
    "\u{202e}",
    "東京は",
    "。",
    "「",
    "」",
    "ﬁ",
    "İ",
    "ß",
    " said ",
    " said that ",
    " told ",
    " according to ",
    "Ann Lee",
    "Mr. ",
    "Dr. Lee",
    "the Iraqi leader",
    " he ",
    "She ",
    "I ",
    "They ",
    "the U.S. ",
    "officials ",
    "Acme Inc.",
    "3.5 ",
    "won",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        2 => "[a-z]{1,8} ",
        1 => any::<char>().prop_map(String::from),
    ];
    prop_oneof![8 => prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat()), 1 => "(?s).{0,300}"]
}

fn pipelines() -> impl Strategy<Value = Pipeline> {
    let newlines = prop::sample::select(vec![Newlines::Auto, Newlines::Paragraph, Newlines::Sentence, Newlines::Space]);
    let quotations = prop::sample::select(vec![Quotations::Split, Quotations::Whole]);
    let max_length = prop::sample::select(vec![None, NonZeroU32::new(1), NonZeroU32::new(7), NonZeroU32::new(300)]);
    (newlines, quotations, max_length, any::<bool>()).prop_map(|(newlines, quotations, max_length, known)| {
        let abbreviations = vec!["won".to_owned(), "et al".to_owned()];
        let sentences = SentenceOptions { quotations, abbreviations, max_length };
        let options = Options { newlines, sentences, ..Options::default() };
        let names = ["Ann Lee", "Lee", "東京", "Acme Inc.", "é"];
        let entries = names.map(|name| Entry { name: name.to_owned(), ..Entry::default() }).to_vec();
        Pipeline::new(options, known.then(|| Arc::new(Gazetteer::new(entries).expect("every entry has a name"))))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn every_layer_points_where_it_says(text in texts(), pipeline in pipelines()) {
        let document = pipeline.analyze(&text);
        sentences_cover_the_text(&text, &document)?;
        if let Some(most) = pipeline.options.sentences.max_length {
            for sentence in &document.sentences {
                prop_assert!(sentence.span.of(&text).chars().count() <= most.get() as usize);
            }
        }
        prop_assert_eq!(pipeline.sentences(&text), document.sentences.clone());
        marked_spans_nest(&text, &document)?;
        mentions_and_entities_agree(&text, &document)?;
        quotes_have_their_parts(&text, &document)?;
    }

    #[test]
    fn code_points_cut_what_bytes_cut(text in texts(), pipeline in pipelines()) {
        let bytes = pipeline.analyze(&text);
        let characters: Vec<char> = text.chars().collect();
        let points = bytes.clone().in_code_points(&text);
        let cut = |s: Span| characters[s.range()].iter().collect::<String>();
        let (bytes, points) = (spans(&bytes), spans(&points));
        prop_assert_eq!(bytes.len(), points.len());
        for (b, p) in bytes.into_iter().zip(points) {
            prop_assert_eq!(b.of(&text), cut(p));
        }
    }

    #[test]
    fn the_same_text_gives_the_same_document(text in texts(), pipeline in pipelines()) {
        prop_assert_eq!(pipeline.analyze(&text), pipeline.analyze(&text));
        prop_assert_eq!(pipeline.sentences(&text), pipeline.analyze(&text).sentences);
    }
}

/// A span on character boundaries that holds something.
fn check(text: &str, span: Span) -> Result<(), TestCaseError> {
    prop_assert!(span.start < span.end, "{span:?} is empty");
    prop_assert!(text.get(span.range()).is_some(), "{span:?} cuts a character or leaves the text");
    Ok(())
}

fn sentences_cover_the_text(text: &str, document: &Document) -> Result<(), TestCaseError> {
    let (mut at, mut paragraph) = (0, 0);
    for sentence in &document.sentences {
        check(text, sentence.span)?;
        prop_assert!(sentence.span.start >= at);
        prop_assert!(sentence.paragraph >= paragraph);
        prop_assert_eq!(sentence.span.trimmed(text), sentence.span);
        prop_assert_eq!(Span::new(at, sentence.span.start).of(text).trim(), "");
        (at, paragraph) = (sentence.span.end, sentence.paragraph);
    }
    prop_assert_eq!(text[at as usize..].trim(), "");
    Ok(())
}

fn marked_spans_nest(text: &str, document: &Document) -> Result<(), TestCaseError> {
    let mut open: Vec<Span> = Vec::new();
    let mut start = 0;
    for marked in &document.marked {
        check(text, marked.outer)?;
        prop_assert!(text.get(marked.inner.range()).is_some());
        prop_assert!(marked.outer.contains(marked.inner));
        prop_assert!(marked.outer.start >= start);
        start = marked.outer.start;
        open.retain(|outer| outer.end > start);
        prop_assert!(open.iter().all(|outer| outer.contains(marked.outer)), "{:?} crosses {:?}", marked.outer, open);
        prop_assert_eq!(open.len().min(u8::MAX as usize), marked.depth as usize);
        open.push(marked.outer);
    }
    Ok(())
}

fn mentions_and_entities_agree(text: &str, document: &Document) -> Result<(), TestCaseError> {
    let mut at = 0;
    for mention in &document.mentions {
        check(text, mention.span)?;
        check(text, mention.head)?;
        prop_assert!(mention.span.contains(mention.head));
        prop_assert!(mention.span.start >= at, "mentions overlap");
        at = mention.span.end;
        if let Some(title) = mention.title {
            check(text, title)?;
        }
    }
    let entities = &document.entities;
    prop_assert_eq!(entities.of_mention.len(), document.mentions.len());
    let mut tied = vec![None; document.mentions.len()];
    for (e, entity) in entities.list.iter().enumerate() {
        prop_assert!(!entity.name.is_empty());
        prop_assert!(entity.mentions.windows(2).all(|m| m[0] < m[1]));
        for &mention in &entity.mentions {
            prop_assert_eq!(tied[mention as usize].replace(e as u32), None, "a mention of two entities");
        }
    }
    prop_assert_eq!(&tied, &entities.of_mention);
    Ok(())
}

fn quotes_have_their_parts(text: &str, document: &Document) -> Result<(), TestCaseError> {
    prop_assert_eq!(document.quotes.len(), document.attributions.len());
    let mut start = 0;
    for (quote, attribution) in document.quotes.iter().zip(&document.attributions) {
        prop_assert!(!quote.content.is_empty());
        prop_assert!(quote.content[0].start >= start, "quotes out of order");
        start = quote.content[0].start;
        for &span in quote.content.iter().chain(&quote.source).chain(&quote.cue) {
            check(text, span)?;
        }
        prop_assert!(quote.content.windows(2).all(|c| c[0].end <= c[1].start));
        if let Some(mention) = quote.source_mention {
            prop_assert!((mention as usize) < document.mentions.len());
        }
        prop_assert!((0.0..=1.0).contains(&quote.confidence));
        prop_assert_eq!(attribution.speaker.is_some(), attribution.confidence.is_some());
        let reason_for_none =
            ["no_source", "no_antecedent", "ambiguous", "generic"].contains(&attribution.evidence.name());
        prop_assert_eq!(attribution.speaker.is_none(), reason_for_none);
        if let Some(speaker) = attribution.speaker {
            prop_assert!((speaker as usize) < document.entities.list.len());
        }
    }
    Ok(())
}

/// All spans of a document, in a fixed order.
fn spans(document: &Document) -> Vec<Span> {
    let marked = document.marked.iter().flat_map(|m| [m.outer, m.inner]);
    let sentences = document.sentences.iter().map(|s| s.span);
    let mentions = document.mentions.iter().flat_map(|m| [m.span, m.head].into_iter().chain(m.title));
    let quotes = document.quotes.iter().flat_map(|q| q.content.iter().copied().chain(q.source).chain(q.cue));
    marked.chain(sentences).chain(mentions).chain(quotes).collect()
}
