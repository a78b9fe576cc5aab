//! For training: choices of links in annotated documents.

use super::features::Scene;
use super::pieces::Pieces;
use crate::model::training::ranking::Choices;
use crate::quote::learn::Relation;
use crate::quote::tagger::learn::{cue_of, tokens_of};
use crate::surface::Surface;

/// Which annotated relation each piece belongs to, none for what is of no relation.
struct Owners {
    pub cues: Vec<Option<usize>>,
    pub contents: Vec<Option<usize>>,
    /// For each relation the pieces that are its source, the best first.
    pub sources_of: Vec<Vec<usize>>,
}

/// Adds the choices of a document: of contents, and of sources.
pub(crate) fn add(scene: &Scene<'_, '_>, relations: &[Relation], contents: &mut Choices, sources: &mut Choices) {
    let owners = owners(scene.surface, scene.pieces, relations);
    let mut features = Vec::new();
    let pieces = scene.pieces;
    let mut last = None;
    for content in 0..pieces.contents.len() {
        let Some(owner) = owners.contents[content] else { continue };
        let candidates = scene.cues_near(content);
        let right = candidates.iter().position(|&cue| owners.cues[cue] == Some(owner));
        features.clear();
        scene.no_cue(content, candidates.len(), &mut |f| features.push(f));
        contents.push(&features, 0.0);
        for &cue in &candidates {
            features.clear();
            scene.content(content, cue, last, &mut |f| features.push(f));
            contents.push(&features, 0.0);
        }
        contents.end_choice(right.map_or(0, |at| at + 1), 1.0);
        last = right.map(|at| candidates[at]);
    }
    for cue in 0..pieces.cues.len() {
        let Some(owner) = owners.cues[cue] else { continue };
        let own: Vec<usize> = (0..pieces.contents.len()).filter(|&c| owners.contents[c] == Some(owner)).collect();
        let candidates = scene.sources_near(cue);
        let right = owners.sources_of[owner].iter().find_map(|source| candidates.iter().position(|s| s == source));
        features.clear();
        scene.no_source(cue, &own, candidates.len(), &mut |f| features.push(f));
        sources.push(&features, 0.0);
        for &source in &candidates {
            features.clear();
            scene.source(cue, source, &own, &mut |f| features.push(f));
            sources.push(&features, 0.0);
        }
        sources.end_choice(right.map_or(0, |at| at + 1), 1.0);
    }
}

/// Returns which relation each piece is of: the one whose token sets, given as token ranges, hold most of it.
fn owners(surface: &Surface<'_>, pieces: &Pieces, relations: &[Relation]) -> Owners {
    let count = surface.tokens.len();
    let (mut cues, mut contents) = (vec![usize::MAX; count], vec![usize::MAX; count]);
    for (i, relation) in relations.iter().enumerate() {
        relation.cue.iter().for_each(|s| cues[cue_of(surface, *s)].fill(i));
        relation.content.iter().for_each(|s| contents[tokens_of(surface, *s)].fill(i));
    }
    let of = |spots: &[super::Spot], map: &[usize]| -> Vec<Option<usize>> {
        spots.iter().map(|s| s.tokens.clone().map(|t| map[t]).find(|&o| o != usize::MAX)).collect()
    };
    let sources_of = relations
        .iter()
        .map(|relation| {
            let Some(span) = relation.source.first() else { return Vec::new() };
            let own = tokens_of(surface, *span);
            let mut fitting: Vec<(usize, usize)> = Vec::new();
            for (i, source) in pieces.sources.iter().enumerate() {
                let tokens = &source.tokens;
                let shared = tokens.end.min(own.end).saturating_sub(tokens.start.max(own.start));
                let all = tokens.len() + own.len() - shared;
                if shared > 0 && (shared * 2 >= all || tokens.end == own.end) {
                    fitting.push((all - shared, i));
                }
            }
            fitting.sort_unstable();
            fitting.into_iter().map(|(_, i)| i).collect()
        })
        .collect();
    Owners { cues: of(&pieces.cues, &cues), contents: of(&pieces.contents, &contents), sources_of }
}
