//! Sentences: spans that cover every character that is not white space.
//!
//! Takes text, tokens, paragraphs and marked spans; gives sentences in order. A paragraph's end is always a boundary;
//! inside one, `boundary` decides at each terminator.

mod boundary;

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::mark::MarkedSpan;
use crate::token::Token;
use boundary::Judge;

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where it stands, without white space at its edges.
    pub span: Span,
    /// Which paragraph it lies in, from 0.
    pub paragraph: u32,
    /// Its first token.
    pub first_token: u32,
    /// The token after its last.
    pub end_token: u32,
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
    pub max_length: Option<u32>,
}

/// Returns the sentences, ascending and disjoint; only white space lies between them.
///
/// # Cost
/// Linear in the number of tokens.
///
/// # Examples
/// ```
/// use saith::lexicon::Lexicon;
/// use saith::sentence::{SentenceOptions, split};
/// use saith::text::paragraphs::{Newlines, paragraphs};
/// let text = "“Why now?” she asked Dr. Lee. He left at 5 p.m. Monday.";
/// let tokens = saith::token::tokenize(text, Lexicon::shipped());
/// let paragraphs = paragraphs(text, Newlines::Auto);
/// let marked = saith::mark::pair(text, &tokens, &paragraphs);
/// let found = split(text, &tokens, &paragraphs, &marked, &SentenceOptions::default());
/// let found: Vec<&str> = found.iter().map(|s| s.span.of(text)).collect();
/// assert_eq!(found, ["“Why now?” she asked Dr. Lee.", "He left at 5 p.m. Monday."]);
/// ```
#[must_use]
pub fn split(
    text: &str,
    tokens: &[Token],
    paragraphs: &[Span],
    marked: &[MarkedSpan],
    options: &SentenceOptions,
) -> Vec<Sentence> {
    let mut judge = Judge::new(text, tokens, marked, options);
    let mut found = Vec::with_capacity(paragraphs.len() + tokens.len() / 24);
    let mut end = 0;
    for (i, paragraph) in paragraphs.iter().enumerate() {
        let mut start = end;
        while end < tokens.len() && tokens[end].span.start < paragraph.end {
            end += 1;
        }
        let mut cut = |from: usize, to: usize| {
            if from < to {
                let span = Span::new(tokens[from].span.start, tokens[to - 1].span.end);
                found.push(Sentence { span, paragraph: i as u32, first_token: from as u32, end_token: to as u32 });
            }
        };
        judge.enter(start, end);
        while let Some(boundary) = judge.next_boundary() {
            cut(start, boundary);
            start = boundary;
        }
        cut(start, end);
    }
    found
}

#[cfg(test)]
mod tests;
