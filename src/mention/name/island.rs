//! Islands: the parts of sentences that can hold names, with the words that may stand inside one. Nothing else is read.

use std::ops::Range;

use crate::mention::vocabulary::Vocabulary;
use crate::surface::Surface;
use crate::token::TokenKind;

/// So many tokens without a capital may stand between two with one: "of the", "van der", "’s".
const GAP: usize = 2;
/// No island is longer, so that a line of capitals a megabyte long is many.
const LONGEST: usize = 400;

/// Returns the islands of a document, ascending and disjoint; each lies in one sentence.
pub(super) fn islands(surface: &Surface<'_>, vocabulary: &Vocabulary) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for sentence in 0..surface.sentences.len() {
        let tokens = surface.tokens_of(sentence);
        let number = |i: usize| tokens.contains(&i) && surface.tokens[i].kind == TokenKind::Number;
        let mut at = tokens.start;
        while at < tokens.end {
            if !vocabulary.is_capital(at) {
                at += 1;
                continue;
            }
            let floor = found.last().map_or(0, |island| island.end);
            let start = at - usize::from(at > floor && number(at - 1));
            let mut last = at;
            while let Some(next) = (last + 1..tokens.end.min(last + GAP + 2)).find(|&i| vocabulary.is_capital(i))
                && next - start < LONGEST
            {
                last = next;
            }
            let end = last + 1 + usize::from(number(last + 1));
            found.push(start..end);
            at = end;
        }
    }
    found
}
