//! Ranks of the British police that are something else elsewhere: "DC Mark Hale", "Det Ch Insp Ann Lee".

use std::ops::Range;

use crate::lexicon::WordClass;
use crate::surface::Surface;
use crate::token::{Token, TokenKind};

/// Ranks that are cities, bodies or things where no full name stands right behind them.
const SHORT: [&str; 6] = ["DC", "PC", "DS", "DI", "ACC", "DCC"];

/// How many tokens at the start of a person's name are such a rank.
pub(super) fn ranks(surface: &Surface<'_>, name: &Range<usize>) -> usize {
    usize::from(name.len() > 2 && is_rank(surface, name.start))
}

/// Whether the word at token `i` is a rank: "DC" before a full name that nothing parts from it, "Ch" before another rank.
pub(super) fn is_rank(surface: &Surface<'_>, i: usize) -> bool {
    let word = surface.word(i);
    let short = SHORT.contains(&word);
    if !short && !matches!(word, "Ch" | "Ch.") {
        return false; // as nearly all
    }
    let sentence = surface.tokens_beside(i);
    let name = |t: &Token| t.kind == TokenKind::Word && t.is_capital();
    let behind = &surface.tokens[..sentence.end];
    let full = || behind.get(i + 1..i + 3).is_some_and(|next| next.iter().all(name));
    let rank = || behind.get(i + 1).is_some_and(|next| name(next) && next.is(WordClass::TITLE));
    // "Washington DC"
    let alone = i == sentence.start || !name(&behind[i - 1]) || behind[i - 1].is(WordClass::TITLE);
    if short { alone && full() } else { rank() }
}
