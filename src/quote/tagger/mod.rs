//! The tagger: which tokens are source, cue and content, and on which side of them their cue is, learned.
//!
//! A linear chain reads each paragraph. Its labels say on which side the cue is (so that most links follow); what belongs together is
//! left to the linker. What the rules read is evidence.

pub(crate) mod bounds;
mod facts;
mod features;
pub(crate) mod labels;
#[cfg(feature = "train")]
pub(crate) mod learn;

use std::cell::Cell;
use std::ops::Range;

use crate::mention::Mention;
use crate::model::chain::{Chain, Scratch};
use crate::quote::Quote;
use crate::surface::Surface;
use facts::Scene;
pub(crate) use facts::cue_of;

/// What the tagger says of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tags {
    /// The label of each token.
    pub labels: Vec<u8>,
    /// How likely each token has its label.
    pub sure: Vec<f32>,
}

/// By so much labels that begin a part are favoured: what is found and what is missed are then nearly as many.
const BEGIN: f32 = 0.4;

thread_local! {
    /// What a thread's scorer keeps from one document to the next: the same words come again.
    static SCRATCH: Cell<Scratch> = Cell::default();
}

/// Returns the labels of a document's tokens; `rules` is what the rules read in it.
pub(crate) fn tag(surface: &Surface<'_>, mentions: &[Mention], rules: &[Quote], chain: &Chain) -> Tags {
    let scene = Scene::new(surface, mentions, rules);
    let count = scene.facts.len();
    let mut tags = Tags { labels: vec![labels::OUTSIDE; count], sure: vec![1.0; count] };
    let bonus: [f32; labels::NAMES.len()] =
        std::array::from_fn(|label| if labels::begins(label as u8) { BEGIN } else { 0.0 });
    let mut scratch = SCRATCH.take();
    for tokens in paragraphs(surface) {
        features::add(&mut chain.scorer(&mut scratch), &scene, tokens.clone());
        let found = chain.decode_scored(&bonus, &mut scratch);
        if found.iter().all(|label| *label == labels::OUTSIDE) {
            continue;
        }
        let own = &mut tags.labels[tokens.clone()];
        own.copy_from_slice(found);
        let rows = chain.decoded_marginals(&mut scratch).chunks_exact(bonus.len());
        for ((sure, row), label) in tags.sure[tokens].iter_mut().zip(rows).zip(own) {
            *sure = row[usize::from(*label)];
        }
    }
    SCRATCH.set(scratch);
    tags
}

/// No more tokens are read at once: a text of one line a megabyte long needs no more memory than a short one.
const LONGEST: usize = 8192;

/// The tokens of each paragraph, a very long one in pieces.
fn paragraphs<'s>(surface: &'s Surface<'_>) -> impl Iterator<Item = Range<usize>> + 's {
    surface.paragraphs.iter().flat_map(|paragraph| {
        let tokens = surface.tokens_in(*paragraph);
        tokens.clone().step_by(LONGEST).map(move |start| start..tokens.end.min(start + LONGEST))
    })
}
