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
pub(crate) mod others;

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
    /// The parts of relations, ascending.
    pub pieces: Vec<labels::Piece>,
    /// How likely each token has its label.
    pub sure: Vec<f32>,
}

/// By so much labels that begin a part are favoured: what is found and what is missed are then nearly as many.
const BEGIN: f32 = 0.4;

/// How much a tagger looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// All features; labels that tell the side of the cue.
    Full,
    /// Fewer features; labels without sides.
    Fast,
}

impl Pace {
    /// Returns the names of its labels, by number.
    pub(crate) const fn labels(self) -> &'static [&'static str] {
        match self {
            Self::Full => &labels::NAMES,
            Self::Fast => &labels::FAST_NAMES,
        }
    }

    /// Whether a label begins a piece for sure.
    fn begins(self, label: u8) -> bool {
        match self {
            Self::Full => labels::begins(label),
            Self::Fast => matches!(label, 1 | 3 | 5),
        }
    }
}

/// What labels tokens.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tagger {
    pub pace: Pace,
    pub chain: Chain,
}

thread_local! {
    /// What a thread's scorer keeps from one document to the next: the same words come again.
    static SCRATCH: Cell<Scratch> = Cell::default();
}

/// Returns the pieces of a document, and how likely each token has its label; `rules` is what the rules read in it.
pub(crate) fn tag(surface: &Surface<'_>, mentions: &[Mention], rules: &[Quote], tagger: &Tagger) -> Tags {
    let Tagger { pace, chain } = tagger;
    let scene = Scene::new(surface, mentions, rules);
    let mut tags = Tags { pieces: Vec::new(), sure: vec![1.0; scene.facts.len()] };
    let count = pace.labels().len();
    let bonus: Vec<f32> = (0..count).map(|label| if pace.begins(label as u8) { BEGIN } else { 0.0 }).collect();
    let mut scratch = SCRATCH.take();
    let mut own = Vec::new();
    for tokens in paragraphs(surface) {
        features::add(&mut chain.scorer(&mut scratch), &scene, tokens.clone(), *pace);
        let found = chain.decode_scored(&bonus, &mut scratch);
        if found.iter().all(|label| *label == labels::OUTSIDE) {
            continue;
        }
        own.clear();
        own.extend_from_slice(found);
        tags.sure[tokens.clone()].copy_from_slice(chain.decoded_chances(&mut scratch));
        let known = tags.pieces.len();
        if *pace == Pace::Fast {
            let mut before = labels::OUTSIDE;
            own.iter_mut().for_each(|label| *label = labels::on_left(std::mem::replace(&mut before, *label), *label));
        }
        labels::read(&own, tokens.start, &mut tags.pieces);
        if *pace == Pace::Fast {
            labels::settle_sides(&mut tags.pieces[known..]);
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
