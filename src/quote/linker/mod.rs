//! The linker: which cue each content belongs to, and which source each cue has, learned.
//!
//! Takes the pieces that the tagger found; each content chooses among the cues near it, each cue among the sources near it.
//! Contents that choose one cue are one content, broken by its cue or running over sentences and paragraphs.

mod features;
#[cfg(feature = "train")]
pub(crate) mod learn;
mod pieces;
mod rulings;

use crate::model::linear::Linear;
pub(crate) use features::{Scene, touch};
pub(crate) use pieces::{Pieces, Spot};
pub(crate) use rulings::Rulings;

/// So many cues, or sources, on either side are candidates.
const NEAR: usize = 3;
/// So many sources that the tagger did not see.
const NEAR_GUESSES: usize = 2;
/// No candidate stands further away, in tokens.
const FAR: usize = 400;

/// A relation between pieces, by their places in [`Pieces`].
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Link {
    pub cue: Option<usize>,
    pub source: Option<usize>,
    pub content: Vec<usize>,
    /// By how much the source, and the worst of the contents, beat what was second, in scores.
    pub margins: [f32; 2],
}

/// What is learned of links.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Weights {
    /// Of a content and its cue.
    pub content: Linear,
    /// Of a cue and its source.
    pub source: Linear,
}

/// Returns the relations of a document: one for each cue that has content, and one for each content that has no cue.
pub(crate) fn link(scene: &Scene<'_, '_>, weights: &Weights) -> Vec<Link> {
    let pieces = scene.pieces;
    let mut of_cue: Vec<Link> =
        (0..pieces.cues.len()).map(|cue| Link { cue: Some(cue), margins: [f32::MAX; 2], ..Link::default() }).collect();
    let mut free = Vec::new();
    let mut last = None;
    for content in 0..pieces.contents.len() {
        let candidates = scene.cues_near(content);
        let (best, margin) = choose(&weights.content, candidates.len(), |at, put| match at {
            0 => scene.no_cue(content, candidates.len(), put),
            _ => scene.content(content, candidates[at - 1], last, put),
        });
        match best {
            0 => {
                free.push(Link { content: vec![content], margins: [f32::MAX, margin], ..Link::default() });
                last = None;
            }
            _ => {
                let cue = candidates[best - 1];
                of_cue[cue].content.push(content);
                of_cue[cue].margins[1] = of_cue[cue].margins[1].min(margin);
                last = Some(cue);
            }
        }
    }
    of_cue.retain(|link| !link.content.is_empty());
    for link in &mut of_cue {
        let Some(cue) = link.cue else { continue };
        let candidates = scene.sources_near(cue);
        let contents = &link.content;
        let (best, margin) = choose(&weights.source, candidates.len(), |at, put| match at {
            0 => scene.no_source(cue, contents, candidates.len(), put),
            _ => scene.source(cue, candidates[at - 1], contents, put),
        });
        link.source = best.checked_sub(1).map(|at| candidates[at]);
        link.margins[0] = margin;
    }
    of_cue.extend(free);
    of_cue.sort_by_key(|link| link.content[0]);
    of_cue
}

/// The best of `count` candidates, 0 for none of them, and by how much it beats the second.
fn choose(weights: &Linear, count: usize, features: impl Fn(usize, &mut dyn FnMut(u64))) -> (usize, f32) {
    let (mut best, mut most, mut second) = (0, i32::MIN, i32::MIN);
    for at in 0..=count {
        let mut sum = 0;
        features(at, &mut |feature| sum += weights.weight(feature));
        if sum > most {
            (best, second, most) = (at, most, sum);
        } else {
            second = second.max(sum);
        }
    }
    let margin = if second == i32::MIN { f32::MAX } else { weights.scale() * (most - second) as f32 };
    (best, margin)
}
