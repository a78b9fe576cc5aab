//! The features of links. Training and use share this file; where it changes, the model's version is raised.

use std::ops::Range;

use super::pieces::{Origin, Pieces, Spot};
use super::rulings::Rulings;
use super::{FAR, NEAR, NEAR_GUESSES};
use crate::model::hash::{self, join};
use crate::quote::tagger::labels::Side;
use crate::surface::Surface;
use crate::token::{Shape, TokenKind};

/// What links are made between.
pub(crate) struct Scene<'s, 't> {
    pub surface: &'s Surface<'t>,
    pub pieces: &'s Pieces,
    /// What the rules read.
    pub rules: &'s Rulings,
}

const CONTENT: u64 = 1 << 32;
const SOURCE: u64 = 2 << 32;
const NO_CUE: u64 = 3 << 32;
const NO_SOURCE: u64 = 4 << 32;
/// Tokens that are looked at between two pieces.
const LOOK: usize = 60;

type Put<'p> = &'p mut dyn FnMut(u64);

pub(crate) fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn step(n: usize) -> u64 {
    match n {
        0..=3 => n as u64,
        4..=5 => 4,
        6..=8 => 5,
        9..=14 => 6,
        15..=25 => 7,
        26..=50 => 8,
        _ => 9,
    }
}

/// The pieces of `list` near `tokens`: the nearest on either side, of the tagger's and of others.
fn near(list: &[Spot], tokens: &Range<usize>) -> Vec<usize> {
    let at = list.partition_point(|spot| spot.tokens.start < tokens.start);
    let close = |&i: &usize| {
        let other = &list[i].tokens;
        tokens.start.saturating_sub(other.end).max(other.start.saturating_sub(tokens.end)) < FAR
    };
    let mut found = Vec::with_capacity(4 * NEAR);
    for tagged in [true, false] {
        let own = |i: &usize| (list[*i].origin == Origin::Tagger) == tagged;
        let so_many = if tagged { NEAR } else { NEAR_GUESSES };
        found.extend((0..at).rev().take(LOOK).take_while(close).filter(own).take(so_many));
        found.extend((at..list.len()).take(LOOK).take_while(close).filter(own).take(so_many));
    }
    found.sort_unstable();
    found
}

impl Scene<'_, '_> {
    /// The cues that a content may have: of its paragraph; for a quotation also those of the next one, where a quotation stands
    /// between them.
    pub(super) fn cues_near(&self, content: usize) -> Vec<usize> {
        let (spot, contents) = (&self.pieces.contents[content], &self.pieces.contents);
        let quoted = |spot: &Spot| self.surface.in_speech(spot.tokens.start);
        let mut found = near(&self.pieces.cues, &spot.tokens);
        found.retain(|&cue| {
            let cue = &self.pieces.cues[cue];
            if cue.paragraph == spot.paragraph {
                return true;
            }
            let before = cue.tokens.start < spot.tokens.start;
            let next = if before { content.checked_sub(1) } else { Some(content + 1) };
            let between =
                next.and_then(|at| contents.get(at)).is_some_and(|n| n.paragraph == cue.paragraph && quoted(n));
            quoted(spot) && between && cue.paragraph.abs_diff(spot.paragraph) == 1
        });
        found
    }

    /// The sources that a cue may have.
    pub(super) fn sources_near(&self, cue: usize) -> Vec<usize> {
        near(&self.pieces.sources, &self.pieces.cues[cue].tokens)
    }

    /// What speaks for a content without a cue.
    pub(super) fn no_cue(&self, content: usize, candidates: usize, put: Put<'_>) {
        let spot = &self.pieces.contents[content];
        put(NO_CUE);
        put(join(NO_CUE + 1, candidates as u64));
        put(join(NO_CUE + 2, self.form(spot)));
    }

    /// What speaks for a cue without a source.
    pub(super) fn no_source(&self, cue: usize, contents: &[usize], candidates: usize, put: Put<'_>) {
        let spot = &self.pieces.cues[cue];
        let word = self.word(spot.tokens.end - 1);
        put(NO_SOURCE);
        put(join(NO_SOURCE + 1, candidates as u64));
        put(join(NO_SOURCE + 2, word));
        put(join(NO_SOURCE + 3, self.word(spot.tokens.start)));
        put(join(NO_SOURCE + 4, spot.tokens.len().min(4) as u64));
        let ruled = self.rules.of_cue(&spot.tokens);
        put(join(NO_SOURCE + 5, ruled.map_or(0, |r| 1 + u64::from(r.source.is_empty()))));
        let marked = contents.first().map_or(0, |&c| self.form(&self.pieces.contents[c]));
        put(join(NO_SOURCE + 6, marked));
    }

    /// What speaks for a content's having this cue; `last` is the cue of the content before it.
    pub(super) fn content(&self, content: usize, cue: usize, last: Option<usize>, put: Put<'_>) {
        let (spot, other) = (&self.pieces.contents[content], &self.pieces.cues[cue]);
        let kind = CONTENT + 32 * u64::from(spot.side == Side::Left);
        self.pair(spot, other, other, kind, put);
        let form = self.form(spot);
        let same = last.map_or(0, |l| 1 + u64::from(l == cue));
        let left = u64::from(other.tokens.start < spot.tokens.start);
        put(join(kind + 20, join(form, left)));
        put(join(kind + 21, same * 2 + left));
        put(join(kind + 22, join(same * 2 + left, form)));
        let before = content.checked_sub(1).map(|b| &self.pieces.contents[b]);
        let gap = before.map_or(9, |b| step(spot.tokens.start - b.tokens.end));
        put(join(kind + 23, join(same * 2 + left, gap)));
        // Whether another content stands between this one and the cue.
        let between = self.between(spot, other);
        let contents = count(&self.pieces.contents, &between);
        put(join(kind + 24, contents.min(3) as u64 * 2 + left));
        put(join(kind + 25, join(contents.min(3) as u64 * 2 + left, same)));
        let ruled = self.rules.of_cue(&other.tokens);
        let agrees = ruled.map_or(0, |r| 1 + u64::from(r.content.iter().any(|c| touch(c, &spot.tokens))));
        put(join(kind + 26, agrees));
        let elsewhere = agrees < 2 && self.rules.is_content(&spot.tokens);
        put(join(kind + 27, agrees * 2 + u64::from(elsewhere)));
    }

    /// What speaks for a cue's having this source.
    pub(super) fn source(&self, cue: usize, source: usize, contents: &[usize], put: Put<'_>) {
        let (spot, other) = (&self.pieces.cues[cue], &self.pieces.sources[source]);
        let kind = SOURCE + 32 * u64::from(other.side == Side::Left);
        self.pair(spot, other, spot, kind, put);
        let left = u64::from(other.tokens.start < spot.tokens.start);
        let between = self.between(spot, other);
        let inside = contents.iter().any(|&c| touch(&self.pieces.contents[c].tokens, &between));
        put(join(kind + 20, u64::from(inside) * 2 + left));
        let contents = count(&self.pieces.contents, &between);
        put(join(kind + 21, contents.min(3) as u64 * 2 + left));
        let sources = count(&self.pieces.sources, &between);
        put(join(kind + 22, sources.min(3) as u64 * 2 + left));
        let ruled = self.rules.of_cue(&spot.tokens);
        let agrees = ruled.map_or(0, |r| 1 + u64::from(touch(&r.source, &other.tokens)));
        put(join(kind + 23, agrees));
        let elsewhere = agrees < 2 && self.rules.is_source(&other.tokens);
        put(join(kind + 24, agrees * 2 + u64::from(elsewhere)));
        put(join(kind + 25, self.word(other.tokens.end - 1)));
        let first = content_before(&self.pieces.contents, spot);
        put(join(kind + 26, u64::from(first) * 2 + left));
        let origin = other.origin.number();
        put(join(kind + 27, origin * 2 + left));
        put(join(kind + 28, join(origin * 2 + left, sources.min(3) as u64 * 16 + step(between.len()))));
        put(join(kind + 29, join(origin * 2 + left, agrees)));
        put(join(kind + 30, join(origin * 2 + left, self.word(spot.tokens.end - 1))));
        put(join(kind + 31, u64::from(left == u64::from(other.side == Side::Right)) * 8 + origin));
    }

    /// What holds of any two pieces.
    fn pair(&self, spot: &Spot, other: &Spot, cue: &Spot, kind: u64, put: Put<'_>) {
        let left = u64::from(other.tokens.start < spot.tokens.start);
        let between = self.between(spot, other);
        let distance = step(between.len());
        let sentences = spot.sentence.abs_diff(other.sentence).min(4) as u64;
        let paragraphs = spot.paragraph.abs_diff(other.paragraph).min(2) as u64;
        let cues = count(&self.pieces.cues, &between).min(3) as u64;
        let sources = count(&self.pieces.sources, &between).min(3) as u64;
        let cue_word = self.word(cue.tokens.end - 1);
        put(join(kind, left));
        put(join(kind + 1, left * 16 + distance));
        put(join(kind + 2, left * 16 + sentences));
        put(join(kind + 3, left * 16 + paragraphs));
        put(join(kind + 4, left * 16 + cues));
        put(join(kind + 5, left * 16 + sources));
        put(join(kind + 6, join(left * 16 + cues, sentences * 16 + distance)));
        let (mut commas, mut marks, mut stops, mut others) = (0u64, 0u64, 0u64, 0u64);
        for i in between.clone().take(LOOK) {
            match self.surface.tokens[i].kind {
                TokenKind::Comma => commas += 1,
                TokenKind::Mark => marks += 1,
                TokenKind::Terminator => stops += 1,
                TokenKind::Colon | TokenKind::Dash | TokenKind::Semicolon => others += 1,
                _ => {}
            }
        }
        put(join(kind + 7, left * 16 + commas.min(3)));
        put(join(kind + 8, left * 16 + marks.min(3)));
        put(join(kind + 9, left * 16 + stops.min(3)));
        put(join(kind + 10, left * 16 + others.min(3)));
        put(join(kind + 11, join(left, (commas.min(2) * 4 + marks.min(3)) * 4 + stops.min(3))));
        let first = between.clone().next().map_or(0, |i| self.word(i));
        let last = between.clone().next_back().map_or(0, |i| self.word(i));
        put(join(kind + 12, join(left, first)));
        put(join(kind + 13, join(left, last)));
        put(join(kind + 14, join(left, cue_word)));
        put(join(kind + 15, join(left * 16 + distance, cue_word)));
        put(join(kind + 16, join(left, self.word(spot.tokens.start))));
    }

    fn between(&self, spot: &Spot, other: &Spot) -> Range<usize> {
        let (a, b) = (&spot.tokens, &other.tokens);
        if a.start < b.start { a.end..b.start.max(a.end) } else { b.end..a.start.max(b.end) }
    }

    /// Whether a content stands in marks, opens a sentence, and how it begins.
    fn form(&self, spot: &Spot) -> u64 {
        let surface = self.surface;
        let first = &surface.tokens[spot.tokens.start];
        let inside =
            u64::from(surface.in_speech(spot.tokens.start)) * 2 + u64::from(surface.in_speech(spot.tokens.end - 1));
        let opens = u64::from(surface.tokens_of(spot.sentence).start + 1 >= spot.tokens.start);
        inside * 4 + opens * 2 + u64::from(first.shape.contains(Shape::CAPITAL))
    }

    fn word(&self, i: usize) -> u64 {
        hash::lower(self.surface.word(i).as_bytes())
    }
}

fn count(list: &[Spot], between: &Range<usize>) -> usize {
    let first = list.partition_point(|spot| spot.tokens.start < between.start);
    list[first..].iter().take_while(|spot| spot.tokens.end <= between.end).take(4).count()
}

/// Whether a content ends right before the cue or its source.
fn content_before(contents: &[Spot], spot: &Spot) -> bool {
    let at = contents.partition_point(|c| c.tokens.start < spot.tokens.start);
    at.checked_sub(1).is_some_and(|at| contents[at].sentence == spot.sentence)
}
