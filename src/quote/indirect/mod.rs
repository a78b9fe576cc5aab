//! Cues outside quotations and the clauses that they govern: indirect and mixed content.

mod according;
mod complement;
mod governed;
mod headline;
mod postposed;

use std::ops::Range;

pub(super) use complement::complement;

use crate::quote::cue::Cue;
use crate::quote::phrase::Phrase;
use crate::quote::reader::{Draft, Reader};
use crate::quote::rule::Construction;

/// How many paragraphs at the start of a text may be headlines: a title, and the text's own first line.
pub(crate) const HEADLINES: u32 = 2;

/// Reads the attribution of every sentence.
pub(crate) fn read(reader: &mut Reader<'_>) {
    let surface = reader.surface;
    for (i, sentence) in surface.sentences.iter().enumerate() {
        let tokens = surface.tokens_of(i);
        // A limit on the length may cut a sentence inside a token, which then belongs to the part before.
        if tokens.is_empty() {
            continue;
        }
        if sentence.paragraph < HEADLINES {
            headline::read(reader, tokens.clone(), sentence.paragraph as usize);
        }
        according::read(reader, tokens.clone());
        postposed::read(reader, tokens.clone());
        governed::read(reader, tokens);
    }
}

fn draft(
    construction: Construction,
    cue: Option<Cue>,
    source: Option<Phrase>,
    content: Range<usize>,
    rest: Option<Range<usize>>,
) -> Draft {
    Draft { construction, cue, source, content: std::iter::once(content).chain(rest).collect(), continued: false }
}
