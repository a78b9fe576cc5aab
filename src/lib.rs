//! saith reads news text and tells which sentences it has, who is named in it, and who said what.
//!
//! One direction: text → tokens → marks → sentences → mentions → entities → quotes → speakers → tables. Each stage is a
//! function of the text and the layers before it. Spans count bytes here and code points in Python.
//!
//! ```
//! use saith::pipeline::Pipeline;
//! let text = "“We won,” said Ann Lee.";
//! let document = Pipeline::default().analyze(text);
//! assert_eq!(document.sentences[0].span.of(text), text);
//! ```

pub mod batch;
pub mod document;
pub mod entity;
pub mod entity_type;
pub mod error;
pub mod gazetteer;
pub mod language;
pub mod lexicon;
pub mod mark;
pub mod mention;
pub mod model;
pub mod offsets;
pub mod pipeline;
#[cfg(feature = "python")]
mod python;
pub mod quote;
pub mod sentence;
pub mod span;
pub mod speaker;
pub mod surface;
pub mod table;
pub mod text;
pub mod token;
#[cfg(feature = "train")]
pub mod training;

pub use error::{Error, ErrorKind, Place};
pub use span::Span;
