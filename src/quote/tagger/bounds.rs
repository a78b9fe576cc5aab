//! What bounds parts: quotation marks (a content that fills most of a quotation fills it all), the clause that opens a sentence, and
//! what the rules are sure of.

use std::ops::Range;

use super::facts::cue_of;
use super::labels::{Part, Piece, Side};
use crate::lexicon::{CueFrames, WordClass};
use crate::quote::phrase::phrase_after;
use crate::quote::{Construction, Quote, QuoteKind};
use crate::surface::Surface;
use crate::token::TokenKind;

/// Whether a token at the edge of a part does not count as part of it.
pub(crate) fn is_edge(surface: &Surface<'_>, i: usize) -> bool {
    match surface.tokens[i].kind {
        TokenKind::Mark | TokenKind::Comma | TokenKind::Colon | TokenKind::Semicolon | TokenKind::Dash => true,
        TokenKind::Terminator => surface.word(i).starts_with(['.', '…']),
        _ => false,
    }
}

/// Returns a range of tokens without those at its edges that do not count.
pub(crate) fn trimmed(surface: &Surface<'_>, tokens: Range<usize>) -> Range<usize> {
    let mut tokens = tokens;
    while !tokens.is_empty() && is_edge(surface, tokens.start) {
        tokens.start += 1;
    }
    while !tokens.is_empty() && is_edge(surface, tokens.end - 1) {
        tokens.end -= 1;
    }
    tokens
}

/// Extends contents to the quotations that they mostly fill.
pub(crate) fn snap(surface: &Surface<'_>, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut rest = pieces.into_iter().peekable();
    for marked in surface.marked.iter().filter(|m| m.depth == 0 && m.speech) {
        let inner = trimmed(surface, surface.tokens_in(marked.inner));
        while let Some(piece) = rest.next_if(|piece| piece.tokens.end <= inner.start) {
            kept.push(piece);
        }
        // One that an earlier quotation extended may reach into this one.
        let reaching = kept.iter().rev().take_while(|piece| piece.tokens.end > inner.start).count();
        let mut own = kept.split_off(kept.len() - reaching);
        while let Some(piece) = rest.next_if(|piece| piece.tokens.start < inner.end) {
            own.push(piece);
        }
        match filling(&inner, &own) {
            Some(whole) => kept.push(whole),
            None => kept.append(&mut own),
        }
    }
    kept.extend(rest);
    kept
}

/// The content that fills the quotation `inner` mostly, extended to all of it; none where there is none, or a cue inside.
fn filling(inner: &Range<usize>, own: &[Piece]) -> Option<Piece> {
    if own.iter().any(|piece| piece.part == Part::Cue) {
        return None;
    }
    let contents = || own.iter().filter(|piece| matches!(piece.part, Part::Content(_)));
    let inside = |piece: &Piece| piece.tokens.end.min(inner.end) - piece.tokens.start.max(inner.start);
    if contents().map(inside).sum::<usize>() * 2 < inner.len() {
        return None;
    }
    let most = contents().max_by_key(|piece| inside(piece))?;
    let start = contents().map(|piece| piece.tokens.start).fold(inner.start, usize::min);
    let end = contents().map(|piece| piece.tokens.end).fold(inner.end, usize::max);
    Some(Piece { part: most.part, tokens: start..end })
}

/// An opening clause does not reach so far, in tokens; a sentence may.
const FAR: usize = 400;

/// Begins contents behind whom it is said to, "told the court that they won", and ends them with the clause that opens their sentence
/// where their cue stands in it: "If Lee says that they won, Ortiz lost."
pub(crate) fn cut(surface: &Surface<'_>, pieces: &mut [Piece]) {
    for at in 1..pieces.len() {
        let (cue, mut content) = (pieces[at - 1].tokens.clone(), pieces[at].tokens.clone());
        if pieces[at - 1].part != Part::Cue || pieces[at].part != Part::Content(Side::Left) {
            continue;
        }
        if let Some(start) = behind_hearer(surface, &cue, &content) {
            pieces[at].tokens.start = start;
            content.start = start;
        }
        let comma = |i: &usize| surface.tokens[*i].kind == TokenKind::Comma && surface.marked_of(*i).is_none();
        // "Lee, who said that they won, left": the second comma ends the clause.
        let relative = cue.start.checked_sub(1).filter(|&i| surface.tokens[i].is(WordClass::RELATIVE));
        if relative.and_then(|i| i.checked_sub(1)).is_some_and(|i| comma(&i)) {
            let last = content.end.min(content.start + FAR);
            pieces[at].tokens.end = (content.start + 1..last).find(comma).unwrap_or(content.end);
            continue;
        }
        let sentence = surface.tokens_beside(cue.start);
        let opens = surface.tokens[sentence.start].is(WordClass::SUBORDINATOR)
            && !surface.word(sentence.start).eq_ignore_ascii_case("that");
        if opens
            && content.end - sentence.start < FAR
            && let Some(comma) = (sentence.start..content.end).find(comma)
            && comma > content.start
        {
            pieces[at].tokens.end = comma;
        }
    }
}

/// Where the clause begins that the hearer is told, if a content takes the hearer in.
fn behind_hearer(surface: &Surface<'_>, cue: &Range<usize>, content: &Range<usize>) -> Option<usize> {
    let frames = surface.tokens[cue.end - 1].cue;
    let to = surface.word(content.start) == "to";
    let hears = if to { frames.contains(CueFrames::THAT) } else { frames.contains(CueFrames::HEARER) };
    if content.start != cue.end || !hears {
        return None;
    }
    let hearer = phrase_after(surface, content.start + usize::from(to), content.end)?.tokens;
    let opens = hearer.end + 1 < content.end && matches!(surface.word(hearer.end), "that" | "whether");
    opens.then_some(hearer.end)
}

/// A rule that is so often right is believed where the tagger saw nothing; chosen on the development part, where 0.5 costs precision.
const SURE: f32 = 0.6;

/// Adds what the tagger did not see at all of what the rules read in quotation marks and headlines, and of what they are sure of:
/// whole relations, and quotations that stand alone or go on.
pub(crate) fn rescue(surface: &Surface<'_>, rules: &[Quote], pieces: &mut Vec<Piece>) {
    let (mut held, mut said) = (vec![false; surface.tokens.len()], vec![false; surface.tokens.len()]);
    for piece in pieces.iter() {
        held[piece.tokens.clone()].fill(true);
        said[piece.tokens.clone()].fill(!matches!(piece.part, Part::Source(_)));
    }
    let known = pieces.len();
    for quote in rules {
        let construction = quote.rule.map(|rule| rule.construction);
        let headline = matches!(construction, Some(Construction::Headline | Construction::HeadlineTail));
        if quote.kind == QuoteKind::Indirect && !headline && quote.confidence < SURE {
            continue;
        }
        let contents: Vec<_> = quote.content.iter().map(|span| trimmed(surface, surface.tokens_in(*span))).collect();
        let free = |tokens: &Range<usize>| !tokens.is_empty() && !said[tokens.clone()].contains(&true);
        let cue = cue_of(surface, quote);
        let whole = contents.iter().all(free) && cue.is_some();
        let from = cue.clone().map_or(0, |cue| cue.start);
        let side = |tokens: &Range<usize>| Side::of(tokens.start, from);
        let mut parts: Vec<Piece> = Vec::new();
        for tokens in contents.into_iter().filter(|tokens| free(tokens)) {
            if whole || surface.in_speech(tokens.start) {
                parts.push(Piece { part: Part::Content(side(&tokens)), tokens });
            }
        }
        if whole {
            let source = quote.source.map(|span| trimmed(surface, surface.tokens_in(span)));
            parts.extend(source.map(|tokens| Piece { part: Part::Source(side(&tokens)), tokens }));
            parts.extend(cue.map(|tokens| Piece { part: Part::Cue, tokens }));
        }
        for piece in parts {
            if !piece.tokens.is_empty() && !held[piece.tokens.clone()].contains(&true) {
                held[piece.tokens.clone()].fill(true);
                said[piece.tokens.clone()].fill(!matches!(piece.part, Part::Source(_)));
                pieces.push(piece);
            }
        }
    }
    if pieces.len() > known {
        pieces.sort_by_key(|piece| piece.tokens.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::sentence;
    use crate::text::paragraphs::Newlines;

    fn surface(text: &str) -> Surface<'_> {
        Surface::read(text, Lexicon::shipped(), &sentence::Model::shipped(), Newlines::Auto, &Default::default())
    }

    fn piece(surface: &Surface<'_>, part: Part, words: &str) -> Piece {
        let start = surface.text.find(words).unwrap();
        let tokens = surface.tokens_in(crate::Span::at(start, start + words.len()));
        Piece { part, tokens }
    }

    fn text<'t>(surface: &Surface<'t>, piece: &Piece) -> &'t str {
        let tokens = &surface.tokens[piece.tokens.clone()];
        tokens[0].span.hull(tokens[tokens.len() - 1].span).of(surface.text)
    }

    #[test]
    fn a_content_fills_the_quotation_that_it_mostly_fills() {
        let surface = surface("“We waited all night for the boats, and none came,” Ann Lee said.");
        let right = Part::Content(Side::Right);
        let most = snap(&surface, vec![piece(&surface, right, "waited all night for the boats")]);
        assert_eq!(
            most.iter().map(|p| text(&surface, p)).collect::<Vec<_>>(),
            ["We waited all night for the boats, and none came"]
        );
        let little = vec![piece(&surface, right, "none came")];
        assert_eq!(snap(&surface, little.clone()), little);
    }

    #[test]
    fn the_hearer_and_what_follows_an_opening_clause_are_no_content() {
        for (whole, cue, content, left) in [
            ("Lee told the court that they won.", "told", "the court that they won", "that they won"),
            ("Lee suggested to the board that they won.", "suggested", "to the board that they won", "that they won"),
            (
                "If Lee says that they won, Ortiz will listen.",
                "says",
                "that they won, Ortiz will listen",
                "that they won",
            ),
            (
                "Lee said the plan that they made won.",
                "said",
                "the plan that they made won",
                "the plan that they made won",
            ),
        ] {
            let surface = surface(whole);
            let mut pieces = [piece(&surface, Part::Cue, cue), piece(&surface, Part::Content(Side::Left), content)];
            cut(&surface, &mut pieces);
            assert_eq!(text(&surface, &pieces[1]), left);
        }
    }
}
