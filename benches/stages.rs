//! Times each stage alone, and all of them, in bytes of text a second. Every result is counted: a wrong answer fails.
//!
//! `make bench`, or `cargo bench -- quotes` for one stage. `articles` reads those of PolNeAR dev under `SAITH_DATA`, the story where
//! there are none: one story over and over says little about tables of words and weights.

mod articles;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use saith::gazetteer::{Entry, Gazetteer};
use saith::lexicon::Lexicon;
use saith::pipeline::Pipeline;
use saith::quote::{self, Confidences};
use saith::sentence::{Model, SentenceOptions};
use saith::surface::Surface;
use saith::text::paragraphs::{Newlines, Paragraphs, paragraphs};
use saith::{entity, mark, mention, sentence, speaker, token};

use crate::articles::STORY;

/// The story stands so many times in the text that is timed: about the length of a long magazine piece.
const TIMES: usize = 40;

/// Sentences of the story, counted by hand.
const STORY_SENTENCES: usize = 28;

fn main() {
    divan::main();
}

fn text() -> String {
    vec![STORY.trim_end(); TIMES].join("\n\n")
}

fn surface(text: &str) -> Surface<'_> {
    Surface::read(text, Lexicon::shipped(), &Model::shipped(), Newlines::Auto, &SentenceOptions::default())
}

/// Times `work` on `text`; what it counts must be the same each time, and at least `least`.
fn time(bencher: Bencher, text: &str, least: usize, work: impl Fn() -> usize + Sync) {
    let count = work();
    assert!(count >= least, "{count} found, at least {least} expected");
    bencher.counter(BytesCount::of_str(text)).bench(|| assert_eq!(work(), count));
}

#[divan::bench]
fn tokens(bencher: Bencher) {
    let text = text();
    let words = STORY.split_whitespace().count();
    time(bencher, &text, words * TIMES, || token::tokenize(black_box(&text), Lexicon::shipped()).len());
}

#[divan::bench]
fn marks(bencher: Bencher) {
    let text = text();
    let (tokens, paragraphs) = (token::tokenize(&text, Lexicon::shipped()), paragraphs(&text, Newlines::Auto));
    let opening = STORY.matches('“').count();
    time(bencher, &text, opening * TIMES, || mark::pair(black_box(&text), &tokens, &paragraphs).len());
}

#[divan::bench]
fn sentences(bencher: Bencher) {
    let text = text();
    let (model, options) = (Model::shipped(), SentenceOptions::default());
    let read = || {
        let text = black_box(&text);
        sentence::split(text, Paragraphs::of(text, Newlines::Auto), &[], &model, &options).len()
    };
    assert_eq!(read(), STORY_SENTENCES * TIMES);
    time(bencher, &text, STORY_SENTENCES * TIMES, read);
}

#[divan::bench]
fn matches(bencher: Bencher) {
    let text = text();
    let names = ["Helen Okafor", "Reyes", "Ann Lindqvist", "Brackwater", "Selsay Island", "Department of Transport"];
    let entries = names.map(|name| Entry { name: name.to_owned(), ..Entry::default() });
    let gazetteer = Gazetteer::new(entries.to_vec()).expect("every entry has a name");
    time(bencher, &text, 9 * TIMES, || gazetteer.find(black_box(&text)).len());
}

#[divan::bench]
fn mentions(bencher: Bencher) {
    let text = text();
    let surface = surface(&text);
    time(bencher, &text, 30 * TIMES, || mention::find(black_box(&surface), &[], &mention::Model::shipped()).len());
}

#[divan::bench]
fn entities(bencher: Bencher) {
    let text = text();
    let surface = surface(&text);
    let mentions = mention::find(&surface, &[], &mention::Model::shipped());
    // The stories are the same, and so are the people in them.
    time(bencher, &text, 5, || entity::link(black_box(&surface), &mentions, &[], None).list.len());
}

/// Mentions and entities of article after article.
#[divan::bench]
fn articles(bencher: Bencher) {
    let texts = articles::of("dev");
    let surfaces: Vec<Surface<'_>> = texts.iter().map(|text| surface(text)).collect();
    let read = || {
        let model = mention::Model::shipped();
        let entities = black_box(&surfaces).iter().map(|surface| {
            let mentions = mention::find(surface, &[], &model);
            entity::link(surface, &mentions, &[], None).list.len()
        });
        entities.sum()
    };
    let count: usize = read();
    assert!(count >= 5 * texts.len(), "{count} entities in {} articles", texts.len());
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| assert_eq!(read(), count));
}

#[divan::bench]
fn quotes(bencher: Bencher) {
    let text = text();
    let surface = surface(&text);
    let mentions = mention::find(&surface, &[], &mention::Model::shipped());
    let confidences = Confidences::shipped();
    time(bencher, &text, 12 * TIMES, || {
        quote::read(black_box(&surface), &mentions, &confidences, &quote::Model::shipped()).len()
    });
}

#[divan::bench]
fn speakers(bencher: Bencher) {
    let text = text();
    let surface = surface(&text);
    let mentions = mention::find(&surface, &[], &mention::Model::shipped());
    let entities = entity::link(&surface, &mentions, &[], None);
    let confidences = Confidences::shipped();
    let quotes = quote::read(&surface, &mentions, &confidences, &quote::Model::shipped());
    time(bencher, &text, 10 * TIMES, || {
        let model = speaker::Model::shipped();
        let attributions =
            speaker::attribute(black_box(&surface), &mentions, &quotes, &mut entities.clone(), None, model);
        attributions.iter().filter(|a| a.speaker.is_some()).count()
    });
}

#[divan::bench]
fn whole(bencher: Bencher) {
    let text = text();
    let pipeline = Pipeline::default();
    time(bencher, &text, 12 * TIMES, || pipeline.analyze(black_box(&text)).quotes.len());
}
