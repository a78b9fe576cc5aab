//! Quotation marks, paired over the whole document before sentences are cut.
//!
//! Takes text, tokens and paragraphs; gives the marked spans. Leaves to `quote` who says them.

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::token::Token;

/// What stands between two paired quotation marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkedSpan {
    /// From the opening mark through the closing one (to the end of the paragraph where none closes it).
    pub outer: Span,
    /// What stands between the marks, trimmed.
    pub inner: Span,
    /// Whether it is speech; scare quotes, titles of works and nicknames are not.
    pub speech: bool,
    /// Whether a mark closes it; a quotation that the next paragraph reopens is not closed here.
    pub closed: bool,
    /// Whether it goes on with what the marked span before it, in the paragraph before, left open.
    pub continues: bool,
    /// How many marked spans it stands in.
    pub depth: u8,
}

/// Returns the marked spans, ascending by start, each nested in or apart from the others.
#[must_use]
pub fn pair(text: &str, tokens: &[Token], paragraphs: &[Span]) -> Vec<MarkedSpan> {
    let _ = (text, tokens, paragraphs);
    Vec::new()
}
