//! The learned numbers of marks: the confidence of pairs, and what is speech.
//!
//! Pairs need no annotation: an article whose marks are all curly and balanced gives them; its marks are then made straight,
//! British or TeX's, and some of them lost, turned, swapped or added, as in archives. Speech is learned from annotated
//! attribution: a marked span is speech where at least half of it lies in the content of one relation.

pub mod rewriting;

use std::collections::HashSet;

use crate::lexicon::Lexicon;
use crate::mark::{self, MarkedSpan, PairFacts, SPEECH_FACTS, SpeechFacts, Weights};
use crate::text::paragraphs::{Newlines, paragraphs};
use crate::token::tokenize;
use crate::training::logistic::{self, Observation};
use crate::training::polnear;
use rewriting::{Article, FAULTS, Fault, Random, STYLES, write};

/// The first random number.
const SEED: u64 = 1;

/// How often a sound article counts where one with faults counts once: one paragraph with marks of ten has a fault then.
const SOUND: usize = 9;

/// Draws weights of pairs, and of speech, to nought.
const RIDGE: f64 = 1.0;

/// A pair that was read.
#[derive(Clone, Debug)]
pub struct ReadPair {
    /// Its facts.
    pub facts: PairFacts,
    /// The span that it makes.
    pub span: MarkedSpan,
    /// Whether its marks shut in what the writer's do.
    pub right: bool,
    /// Whether a mark of its paragraph is not as it should be.
    pub faulty: bool,
    /// The style of its article.
    pub style: &'static str,
    /// What befell the article's marks.
    pub fault: Fault,
}

impl ReadPair {
    /// Returns how often it counts.
    #[must_use]
    pub fn weight(&self) -> usize {
        if self.fault == Fault::None { SOUND } else { 1 }
    }
}

/// Returns the pairs read in the articles whose pairs are certain, in every style with every fault; and how many articles
/// those are.
#[must_use]
pub fn read_pairs(articles: &[polnear::Article]) -> (Vec<ReadPair>, usize) {
    let certain: Vec<Article> = articles.iter().filter_map(|a| Article::read(&a.text)).collect();
    let mut found = Vec::new();
    for style in &STYLES {
        for fault in FAULTS {
            let mut random = Random(SEED);
            for article in &certain {
                let written = write(article, style, fault, &mut random);
                let right: HashSet<(u32, u32)> = written.inner.iter().map(|s| (s.start, s.end)).collect();
                for (span, facts, _) in marked(&written.text) {
                    let faulty = written.faulty.iter().any(|p| p.contains(span.inner));
                    let right = right.contains(&(span.inner.start, span.inner.end));
                    found.push(ReadPair { facts, span, right, faulty, style: style.name, fault });
                }
            }
        }
    }
    (found, certain.len())
}

/// Returns, for each marked span of the articles that stands in no other, the facts, whether it is read as speech, and
/// whether the annotation makes it speech.
#[must_use]
pub fn read_speech(articles: &[polnear::Article]) -> Vec<(SpeechFacts, bool, bool)> {
    let mut found = Vec::new();
    for article in articles {
        for (span, _, facts) in marked(&article.text).into_iter().filter(|(span, ..)| span.depth == 0) {
            found.push((facts, span.speech, article.is_content(span.inner)));
        }
    }
    found
}

fn marked(text: &str) -> Vec<(MarkedSpan, PairFacts, SpeechFacts)> {
    mark::pair_with_facts(text, &tokenize(text, Lexicon::shipped()), &paragraphs(text, Newlines::Auto))
}

/// Returns the weights under which what was read is likeliest.
#[must_use]
pub fn fit(pairs: &[ReadPair], speech: &[(SpeechFacts, bool, bool)]) -> Weights {
    let of_pairs: Vec<Observation<_>> =
        pairs.iter().flat_map(|p| std::iter::repeat_n((p.facts, p.right), p.weight())).collect();
    let of_speech: Vec<Observation<SPEECH_FACTS>> = speech
        .iter()
        .map(|&(facts, _, so)| (std::array::from_fn(|i| f32::from(u8::from(facts.bits() >> i & 1 == 1))), so))
        .collect();
    Weights::new(logistic::fit(&of_pairs, RIDGE).map(|w| w as f32), logistic::fit(&of_speech, RIDGE).map(|w| w as f32))
}
