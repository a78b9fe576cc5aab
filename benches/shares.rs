//! Where the time of the whole way goes: milliseconds of each stage for a megabyte of articles, with both models of quotes.
//!
//! `cargo bench --bench shares` reads the articles of PolNeAR train under `SAITH_DATA`, the project's own story where there are none.
//! Each stage's time is the best of its rounds, article by article, so that a busy machine disturbs little. An article comes again
//! only after all others, as none comes twice in use: stages keep what they met of late.

#![expect(clippy::print_stdout, reason = "a table is what it is for")]

mod articles;

use std::time::Instant;

use saith::lexicon::Lexicon;
use saith::quote::{self, Confidences};
use saith::surface::Surface;
use saith::text::paragraphs::{Newlines, paragraphs};
use saith::{entity, mark, mention, sentence, speaker, token};

const ARTICLES: usize = 200;
const ROUNDS: usize = 15;
const STAGES: [&str; 9] = [
    "tokens",
    "marks",
    "sentences",
    "mentions",
    "entities",
    "quotes: rules",
    "quotes: tagger, linker",
    "quotes: class, negation, addressee, nested",
    "speakers",
];

fn main() {
    let mut texts = articles::of("train");
    texts.truncate(ARTICLES);
    let megabytes = texts.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    let columns: Vec<[f64; STAGES.len()]> = ["default", "fast"].map(|name| best(&texts, name)).to_vec();
    println!("| stage | default, ms/MB | fast, ms/MB |\n|---|--:|--:|");
    for (stage, name) in STAGES.iter().enumerate() {
        println!(
            "| {name} | {:.0} | {:.0} |",
            columns[0][stage] / megabytes * 1e3,
            columns[1][stage] / megabytes * 1e3
        );
    }
    let all = [0, 1].map(|at: usize| columns[at].iter().sum::<f64>() / megabytes * 1e3);
    println!("| all | {:.0} | {:.0} |", all[0], all[1]);
}

/// Seconds from one lap to the next.
struct Laps {
    took: Vec<f64>,
    last: Instant,
}

impl Laps {
    fn start() -> Self {
        Self { took: Vec::with_capacity(STAGES.len()), last: Instant::now() }
    }

    fn lap(&mut self) {
        self.took.push(self.last.elapsed().as_secs_f64());
        self.last = Instant::now();
    }
}

/// The best seconds of each stage, all texts together, with the model of quotes of this name.
fn best(texts: &[String], model: &str) -> [f64; STAGES.len()] {
    let quotes = quote::Model::named(model).expect("the name of a model that ships");
    let (lexicon, sentences, names) = (Lexicon::shipped(), sentence::Model::shipped(), mention::Model::shipped());
    let (speakers, confidences) = (speaker::Model::shipped(), Confidences::shipped());
    let (newlines, options) = (Newlines::Auto, sentence::SentenceOptions::default());
    let mut best = vec![[f64::MAX; STAGES.len()]; texts.len()];
    for _ in 0..ROUNDS {
        for (text, least) in texts.iter().zip(&mut best) {
            let mut laps = Laps::start();
            let tokens = token::tokenize(text, lexicon);
            laps.lap();
            let paragraphs = paragraphs(text, newlines);
            let marked = mark::pair(text, &tokens, &paragraphs);
            laps.lap();
            std::hint::black_box(sentence::split(text, paragraphs, &marked, &sentences, &options));
            laps.lap();
            // These three once more, and look-ups that are hardly anything: no stage of its own.
            let surface = Surface::read(text, lexicon, &sentences, newlines, &options);
            laps.last = Instant::now();
            let mentions = mention::find(&surface, &[], &names);
            laps.lap();
            let mut entities = entity::link(&surface, &mentions, &[], None);
            laps.lap();
            std::hint::black_box(quote::by_rules(&surface, &mentions, &confidences));
            laps.lap();
            let mut read = quote::read(&surface, &mentions, &confidences, &quotes);
            laps.lap();
            quote::describe(&surface, &mentions, lexicon, &confidences, &mut read);
            laps.lap();
            let said = speaker::attribute(&surface, &mentions, &read, &mut entities, None, speakers);
            laps.lap();
            assert_eq!(said.len(), read.len(), "each quote has its attribution");
            // Quotes are read with the rules.
            laps.took[6] -= laps.took[5];
            least.iter_mut().zip(laps.took).for_each(|(least, took)| *least = least.min(took));
        }
    }
    std::array::from_fn(|stage| best.iter().map(|least| least[stage]).sum())
}
