//! Sentences: spans that cover every character that is not white space.
//!
//! Takes text, paragraphs and a learned model; gives sentences in order. No tokens: `scan` finds the places where a
//! sentence could end at memory speed, `walk` goes from one to the next, `features` says what stands around it, and
//! `model` decides. A paragraph's end is always a boundary.
//!
//! The features are of the kind of Gillick (2009), "Sentence Boundary Detection and the Problem with the U.S.": the words
//! on both sides, their forms and their joint; kinds of words and the course of the sentence are added for places where
//! no terminator stands.

mod chunk;
mod convention;
mod enumeration;
mod features;
#[cfg(feature = "train")]
pub(crate) mod learn;
mod length;
pub(crate) mod model;
mod plain;
mod scan;
mod scene;
mod walk;
pub(crate) mod words;

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::lexicon::Lexicon;
use crate::mark::MarkedSpan;
pub use model::Model;
use model::{OwnAbbreviations, Reader};
use scene::Paragraph;
use walk::walk;

/// One sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where it stands, without white space at its edges.
    pub span: Span,
    /// Which paragraph it lies in, from 0.
    pub paragraph: u32,
}

/// Whether the sentences inside one quotation are split.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quotations {
    /// They are, as in the treebanks EWT and GUM.
    #[default]
    Split,
    /// A quotation stays whole, with the sentence that it stands in.
    Whole,
}

/// What the user may set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceOptions {
    /// Whether sentences inside one quotation are split.
    pub quotations: Quotations,
    /// Abbreviations whose full stop ends no sentence, lower-cased, without it: "approx".
    pub abbreviations: Vec<String>,
    /// The most code points that a sentence may have; longer ones are cut, between words where it can be.
    #[serde(default)]
    pub max_length: Option<NonZeroU32>,
}

/// Returns the sentences, ascending and disjoint; only white space lies between them.
///
/// `marked` is looked at only where quotations stay whole.
///
/// # Cost
/// Linear in the text; memory for the result only.
///
/// # Examples
/// ```
/// use saith::sentence::{Model, SentenceOptions, split};
/// use saith::text::paragraphs::{Newlines, Paragraphs};
/// let text = "“Why now?” she asked Dr. Lee. He left at 5 p.m. Monday.";
/// let found = split(text, Paragraphs::of(text, Newlines::Auto), &[], &Model::shipped(), &SentenceOptions::default());
/// let found: Vec<&str> = found.iter().map(|s| s.span.of(text)).collect();
/// assert_eq!(found, ["“Why now?” she asked Dr. Lee.", "He left at 5 p.m. Monday."]);
/// ```
#[must_use]
pub fn split(
    text: &str,
    paragraphs: impl IntoIterator<Item = Span>,
    marked: &[MarkedSpan],
    model: &Model,
    options: &SentenceOptions,
) -> Vec<Sentence> {
    let abbreviations = OwnAbbreviations::new(&options.abbreviations);
    let mut reader = Reader::new(model, Lexicon::shipped(), &abbreviations);
    let mut whole = Whole::new(marked, options.quotations);
    let ascii = text.is_ascii();
    // News has some 120 bytes a sentence.
    let mut found = Vec::with_capacity(text.len() / 100 + 1);
    for (number, span) in paragraphs.into_iter().enumerate() {
        let paragraph = Paragraph::new(text, span.start as usize, span.end as usize, ascii);
        let mut start = span.start;
        let mut cut = |start: u32, end: u32| {
            let sentence = Sentence { span: Span::new(start, end), paragraph: number as u32 };
            match options.max_length {
                None => found.push(sentence),
                Some(most) => length::cut(text, sentence, most, &mut found),
            }
        };
        walk(text, &paragraph, &mut reader, |end, next| {
            if !whole.holds(next as u32) {
                cut(start, end as u32);
                start = next as u32;
            }
        });
        cut(start, span.end);
    }
    found
}

/// The outermost marked spans, where quotations stay whole; one that nothing closes, nor takes up again, could
/// swallow all that follows.
struct Whole {
    spans: Vec<Span>,
    next: usize,
}

impl Whole {
    fn new(marked: &[MarkedSpan], quotations: Quotations) -> Self {
        let spans = match quotations {
            Quotations::Split => Vec::new(),
            Quotations::Whole => {
                let outermost: Vec<&MarkedSpan> = marked.iter().filter(|m| m.depth == 0).collect();
                let goes_on = |i: usize| outermost.get(i + 1).is_some_and(|next| next.continues);
                let kept = outermost.iter().enumerate().filter(|(i, m)| m.closed || goes_on(*i));
                kept.map(|(_, m)| m.outer).collect()
            }
        };
        Self { spans, next: 0 }
    }

    /// Whether a boundary before `start` would cut one; asked in ascending order.
    fn holds(&mut self, start: u32) -> bool {
        while self.spans.get(self.next).is_some_and(|span| span.end <= start) {
            self.next += 1;
        }
        self.spans.get(self.next).is_some_and(|span| span.start < start)
    }
}

#[cfg(test)]
mod tests;
