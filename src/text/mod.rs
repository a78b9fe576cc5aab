//! Views of raw text that lose nothing.

pub mod paragraphs;
