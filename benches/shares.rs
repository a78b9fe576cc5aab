//! Where the time of the whole way goes: milliseconds of each stage for a megabyte of articles, with both models of quotes.
//!
//! `cargo bench --bench shares` reads the articles of PolNeAR train under `SAITH_DATA`, the project's own story where there are none.
//! Each stage's time is the best of its rounds, article by article, so that a busy machine disturbs little.

#![expect(clippy::print_stdout, reason = "a table is what it is for")]

mod articles;

use std::time::Instant;

use saith::lexicon::Lexicon;
use saith::quote::{self, Confidences};
use saith::surface::Surface;
use saith::{entity, mention, sentence, speaker, token};

const ARTICLES: usize = 200;
const ROUNDS: usize = 15;
const STAGES: [&str; 8] = [
    "tokens",
    "marks, sentences",
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

/// The best seconds of each stage, all texts together, with the model of quotes of this name.
fn best(texts: &[String], model: &str) -> [f64; STAGES.len()] {
    let quotes = quote::Model::named(model).expect("the name of a model that ships");
    let (lexicon, sentences, names) = (Lexicon::shipped(), sentence::Model::shipped(), mention::Model::shipped());
    let (speakers, confidences) = (speaker::Model::shipped(), Confidences::shipped());
    let mut sums = [0.0; STAGES.len()];
    for text in texts {
        let mut least = [f64::MAX; STAGES.len()];
        for _ in 0..ROUNDS {
            let mut took = Vec::with_capacity(STAGES.len());
            let mut last = Instant::now();
            let mut lap = || {
                took.push(last.elapsed().as_secs_f64());
                last = Instant::now();
            };
            std::hint::black_box(token::tokenize(text, lexicon));
            lap();
            let surface = Surface::read(text, lexicon, &sentences, Default::default(), &Default::default());
            lap();
            let mentions = mention::find(&surface, &[], &names);
            lap();
            let mut entities = entity::link(&surface, &mentions, &[], None);
            lap();
            std::hint::black_box(quote::by_rules(&surface, &mentions, &confidences));
            lap();
            let mut read = quote::read(&surface, &mentions, &confidences, &quotes);
            lap();
            quote::describe(&surface, &mentions, lexicon, &confidences, &mut read);
            lap();
            let said = speaker::attribute(&surface, &mentions, &read, &mut entities, None, speakers);
            lap();
            assert_eq!(said.len(), read.len(), "each quote has its attribution");
            // The surface reads tokens too, and quotes are read with the rules.
            took[1] -= took[0];
            took[5] -= took[4];
            least.iter_mut().zip(took).for_each(|(least, took)| *least = least.min(took));
        }
        sums.iter_mut().zip(least).for_each(|(sum, least)| *sum += least);
    }
    sums
}
