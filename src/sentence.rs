//! Sentences: spans that cover every character that is not white space.
//!
//! Takes text, tokens, paragraphs and marked spans; gives sentences in order. A paragraph's end is always a boundary.

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::mark::MarkedSpan;
use crate::token::Token;

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
}

/// Returns the sentences, ascending and disjoint; only white space lies between them.
#[must_use]
pub fn split(
    text: &str,
    tokens: &[Token],
    paragraphs: &[Span],
    marked: &[MarkedSpan],
    options: &SentenceOptions,
) -> Vec<Sentence> {
    let _ = (marked, options);
    let mut found = Vec::with_capacity(paragraphs.len());
    let mut at = 0;
    for (i, paragraph) in paragraphs.iter().enumerate() {
        let first = at;
        while at < tokens.len() && tokens[at].span.start < paragraph.end {
            at += 1;
        }
        if at > first {
            let span = paragraph.trimmed(text);
            found.push(Sentence { span, paragraph: i as u32, first_token: first as u32, end_token: at as u32 });
        }
    }
    found
}
