//! Contents that name nobody's words but a person: who hears – “It is over,” she said *to his players*; *residents* were told that –, and
//! whom a relative clause tells of: *Peter Ortiz*, who said that.

use std::ops::Range;

use super::labels::{Part, Piece};
use crate::lexicon::{CueFrames, WordClass};
use crate::quote::phrase::{phrase_after, phrase_before};
use crate::surface::Surface;
use crate::token::TokenKind;

/// Drops such contents where something else is said at the same cue.
pub(crate) fn drop(surface: &Surface<'_>, pieces: &mut Vec<Piece>) {
    let is_content = |piece: &Piece| matches!(piece.part, Part::Content(_));
    let mut dropped = vec![false; pieces.len()];
    for at in (0..pieces.len()).filter(|&at| pieces[at].part == Part::Cue) {
        let cue = pieces[at].tokens.clone();
        let sentence = surface.tokens_beside(cue.start);
        let here = |piece: &Piece| piece.tokens.end > sentence.start && piece.tokens.start < sentence.end;
        // A source or two may stand between the cue and what is said.
        let before = pieces[at.saturating_sub(NEAR)..at].iter().rposition(|piece| is_content(piece) && here(piece));
        let before = before.map(|place| at.saturating_sub(NEAR) + place);
        let behind = (at + 1..pieces.len().min(at + 1 + NEAR)).find(|&i| is_content(&pieces[i]) && here(&pieces[i]));
        let (Some(before), Some(behind)) = (before, behind) else { continue };
        dropped[behind] |= hears(surface, &cue, &pieces[behind].tokens);
        let own = &pieces[before].tokens;
        dropped[before] |= is_told(surface, &cue, own) || is_told_of(surface, &cue, own);
    }
    let mut dropped = dropped.into_iter();
    pieces.retain(|_| !dropped.next().unwrap_or_default());
}

/// So many pieces before and behind a cue are looked at.
const NEAR: usize = 3;

/// "said to his players", "told the jury": all of the content behind the cue is who hears.
fn hears(surface: &Surface<'_>, cue: &Range<usize>, content: &Range<usize>) -> bool {
    let frames = surface.tokens[cue.start..cue.end].iter().fold(CueFrames::empty(), |all, token| all | token.cue);
    let to = usize::from(surface.word(content.start) == "to");
    let leads = to == 1 || surface.word(cue.end - 1) == "to" || frames.contains(CueFrames::HEARER);
    let phrase = || phrase_after(surface, content.start + to, content.end).map(|phrase| phrase.tokens.end);
    content.start == cue.end && leads && frames.contains(CueFrames::QUOTE) && phrase() == Some(content.end)
}

/// "Residents were told": the content before is the subject of a passive.
fn is_told(surface: &Surface<'_>, cue: &Range<usize>, content: &Range<usize>) -> bool {
    let last = &surface.tokens[cue.end - 1];
    let passive = last.cue.contains(CueFrames::PARTICIPLE | CueFrames::HEARER)
        && surface.tokens[cue.clone()].iter().any(|token| token.is(WordClass::AUXILIARY));
    content.end == cue.start && passive && is_phrase(surface, content)
}

/// "Peter Ortiz, who said": the content is whom the clause of the cue tells of.
fn is_told_of(surface: &Surface<'_>, cue: &Range<usize>, content: &Range<usize>) -> bool {
    let relative = cue.start.checked_sub(1).filter(|&i| surface.tokens[i].is(WordClass::RELATIVE));
    let comma = relative.and_then(|i| i.checked_sub(1)).filter(|&i| surface.tokens[i].kind == TokenKind::Comma);
    comma == Some(content.end) && is_phrase(surface, content)
}

/// Whether tokens are one noun phrase.
fn is_phrase(surface: &Surface<'_>, tokens: &Range<usize>) -> bool {
    phrase_before(surface, tokens.end, tokens.start).is_some_and(|phrase| phrase.tokens == *tokens)
}

#[cfg(test)]
mod tests {
    use crate::pipeline::Pipeline;

    #[test]
    fn who_hears_and_who_is_told_of_is_not_said() {
        for (text, content) in [
            ("“It is over,” the coach said to his players.", "It is over,"),
            ("Residents of the tower were told that their cladding was safe.", "that their cladding was safe"),
            ("Peter Ortiz, who said that the bridge was safe, left.", "that the bridge was safe"),
        ] {
            let quotes = Pipeline::default().analyze(text).quotes;
            let found: Vec<&str> = quotes[0].content.iter().map(|span| span.of(text)).collect();
            assert_eq!(found, [content], "{text}");
        }
    }
}
