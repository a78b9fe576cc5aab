//! Views of raw text that lose nothing.

pub mod fold;
pub mod paragraphs;
