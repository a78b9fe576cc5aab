//! How likely a relation is right: content and source.

use crate::model::hash::join;
use crate::quote::linker::{Link, Scene, Spot, touch};

/// Few steps for a probability.
fn step(p: f32) -> u64 {
    match p {
        p if p < 0.3 => 0,
        p if p < 0.5 => 1,
        p if p < 0.65 => 2,
        p if p < 0.8 => 3,
        p if p < 0.9 => 4,
        p if p < 0.96 => 5,
        p if p < 0.99 => 6,
        _ => 7,
    }
}

/// Few steps for a margin.
fn beaten(margin: f32) -> u64 {
    match margin {
        m if m < 0.5 => 0,
        m if m < 1.0 => 1,
        m if m < 2.0 => 2,
        m if m < 4.0 => 3,
        m if m < 8.0 => 4,
        _ => 5,
    }
}

/// Gives `put` the features of a relation.
pub(crate) fn features(scene: &Scene<'_, '_>, link: &Link, put: &mut dyn FnMut(u64)) {
    let pieces = scene.pieces;
    let surface = scene.surface;
    put(0);
    let contents: Vec<&Spot> = link.content.iter().map(|&c| &pieces.contents[c]).collect();
    let least = |at: usize| contents.iter().map(|c| c.sure[at]).fold(1.0, f32::min);
    let (mean, first, last) = (step(least(0)), step(least(1)), step(least(2)));
    put(join(1, mean));
    put(join(2, first));
    put(join(3, last));
    put(join(4, mean * 64 + first * 8 + last));
    put(join(5, contents.len().min(4) as u64));
    let length: usize = contents.iter().map(|c| c.tokens.len()).sum();
    put(join(6, (length.max(1).ilog2()).into()));
    let inside = contents.iter().filter(|c| surface.in_speech(c.tokens.start)).count();
    let marked = match inside {
        0 => 0,
        n if n == contents.len() => 2,
        _ => 1,
    };
    put(join(7, marked));
    put(join(8, marked * 8 + mean));
    put(join(9, beaten(link.margins[0])));
    put(join(10, beaten(link.margins[1])));
    let cue = link.cue.map(|c| &pieces.cues[c]);
    let sure_of_cue = cue.map_or(9, |c| step(c.sure[0]));
    put(join(11, sure_of_cue));
    put(join(12, join(sure_of_cue, mean)));
    let word = cue.map_or(0, |c| u64::from(surface.tokens[c.tokens.end - 1].lemma));
    put(join(13, word));
    put(join(14, cue.map_or(0, |c| u64::from(surface.tokens[c.tokens.end - 1].cue.bits()))));
    let source = link.source.map(|s| &pieces.sources[s]);
    let origin = source.map_or(9, |s| s.origin.number());
    put(join(15, origin));
    let sure_of_source = source.map_or(9, |s| step(s.sure[0]));
    put(join(16, sure_of_source));
    put(join(17, join(origin, sure_of_source * 8 + beaten(link.margins[0]))));
    let ruled = cue.and_then(|cue| scene.rules.of_cue(&cue.tokens));
    let agrees = ruled.map_or(0, |r| {
        let content = contents.iter().any(|c| r.content.iter().any(|own| touch(own, &c.tokens)));
        let ends = contents.iter().any(|c| r.content.iter().any(|own| own.end.abs_diff(c.tokens.end) < 2));
        let speaker = source.is_some_and(|s| touch(&r.source, &s.tokens));
        1 + u64::from(content) + 2 * u64::from(speaker) + 4 * u64::from(ends)
    });
    put(join(18, agrees));
    put(join(19, join(agrees, mean)));
    let same = cue.is_some_and(|cue| contents.iter().any(|c| c.sentence == cue.sentence));
    put(join(20, u64::from(same)));
    let near = source.zip(cue).map_or(9, |(s, c)| s.sentence.abs_diff(c.sentence).min(3) as u64);
    put(join(21, near));
    put(join(22, cue.map_or(9, |c| c.tokens.len().min(5) as u64)));
    let first = contents.first().map_or(0, |c| c.paragraph.min(3) as u64);
    put(join(23, first));
    put(join(24, u64::from(surface.tokens[contents[0].tokens.start].classes.bits() != 0) * 8 + marked));
}
