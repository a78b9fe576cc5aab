//! Ages: "Ann Lee, 41,", "41-year-old Ann Lee", "the 41-year-old runner".

use crate::surface::Surface;
use crate::token::TokenKind;

/// Returns the age in "41-year-old".
pub(super) fn age_of(word: &str) -> Option<u32> {
    word.strip_suffix("-year-old")?.parse().ok()
}

/// Returns the age beside a name: "Ann Lee, 41," and "41-year-old Ann Lee".
pub(super) fn age_beside(surface: &Surface<'_>, start: usize, end: usize) -> Option<u32> {
    let before = start.checked_sub(1).and_then(|before| age_of(surface.word(before)));
    let behind = || {
        let [open, number, close] = surface.tokens.get(end..end + 3)? else { return None };
        let opens = matches!(open.kind, TokenKind::Comma | TokenKind::Open) && number.kind == TokenKind::Number;
        let closes = matches!(close.kind, TokenKind::Comma | TokenKind::Close | TokenKind::Terminator);
        let word = number.span.of(surface.text);
        (opens && closes && word.len() < 3).then(|| word.parse().ok()).flatten()
    };
    before.or_else(behind)
}
