//! A limit on the length of a sentence: where one is longer, it is cut at the strongest break within reach.

use std::num::NonZeroU32;

use unicode_normalization::char::is_combining_mark;

use super::Sentence;
use super::scan::skip_space;
use crate::Span;

/// Adds `sentence`, or the parts of at most `most` code points that it is cut into.
pub(super) fn cut(text: &str, sentence: Sentence, most: NonZeroU32, found: &mut Vec<Sentence>) {
    let most = most.get() as usize;
    let mut rest = sentence.span;
    while rest.len() > most {
        let piece = rest.of(text);
        let Some((reach, _)) = piece.char_indices().nth(most) else { break };
        let end = rest.start as usize + end_of_part(piece, reach);
        let next = skip_space(text, end, rest.end as usize);
        found.push(Sentence { span: Span::at(rest.start as usize, end), ..sentence });
        rest = Span::at(next, rest.end as usize);
    }
    if !rest.is_empty() {
        found.push(Sentence { span: rest, ..sentence });
    }
}

/// The end of the part of `piece`, which is longer than `reach` bytes: the last break of the strongest kind in the second
/// half before `reach`, else the last white space before it, else `reach`, which falls between two characters.
fn end_of_part(piece: &str, reach: usize) -> usize {
    let within = &piece[..reach];
    let mut best: Option<(u8, usize)> = None;
    let mut last_space = None;
    // A break is white space with something visible before it.
    let mut before = ' ';
    let next = piece[reach..].chars().next();
    for (i, c) in within.char_indices().chain(next.map(|c| (reach, c))) {
        if c.is_whitespace() && !before.is_whitespace() {
            last_space = Some(i);
            let strength = strength(before);
            if i * 2 >= reach && best.is_none_or(|(most, _)| strength >= most) {
                best = Some((strength, i));
            }
        }
        before = c;
    }
    best.map(|(_, i)| i).or(last_space).filter(|&i| i > 0).unwrap_or_else(|| before_marks(piece, reach))
}

/// The last place at or before `reach` that parts no letter from the marks combined with it; `reach` where there is none.
fn before_marks(piece: &str, reach: usize) -> usize {
    let joins =
        |c: char| is_combining_mark(c) || matches!(c, '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}');
    let whole = |at: usize| {
        let before = piece[..at].chars().next_back();
        !piece[at..].starts_with(joins) && before != Some('\u{200D}')
    };
    let places = piece[..reach].char_indices().map(|(i, _)| i).rev().take(LONGEST_CLUSTER);
    [reach].into_iter().chain(places).find(|&at| at > 0 && whole(at)).unwrap_or(reach)
}

/// No more characters are kept together.
const LONGEST_CLUSTER: usize = 16;

/// How strong a break after `c` is.
fn strength(c: char) -> u8 {
    match c {
        '.' | '!' | '?' | '…' => 4,
        ';' | ':' => 3,
        ',' | '–' | '—' => 2,
        ')' | ']' | '”' | '"' => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str, most: u32) -> Vec<&str> {
        let mut found = Vec::new();
        let sentence = Sentence { span: Span::at(0, text.len()), paragraph: 0 };
        cut(text, sentence, NonZeroU32::new(most).unwrap(), &mut found);
        found.iter().map(|s| s.span.of(text)).collect()
    }

    #[test]
    fn the_strongest_break_within_reach_is_taken() {
        assert_eq!(parts("We came; we saw, we left.", 30), ["We came; we saw, we left."]);
        assert_eq!(parts("We came by; we saw, we left.", 20), ["We came by;", "we saw, we left."]);
        assert_eq!(parts("one two three", 9), ["one two", "three"]);
        assert_eq!(parts("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(parts("éééé éé", 4), ["éééé", "éé"]);
        assert_eq!(parts("a", 1), ["a"]);
        assert_eq!(parts("abe\u{301}d", 3), ["ab", "e\u{301}d"]);
        assert_eq!(parts("e\u{301}", 1), ["e", "\u{301}"]);
    }

    proptest! {
        #[test]
        fn no_part_is_too_long_and_nothing_is_lost(text in "[a-cé ,.;]{0,80}", most in 1u32..20) {
            let text = text.trim();
            let found = if text.is_empty() { Vec::new() } else { parts(text, most) };
            for part in &found {
                prop_assert!(part.chars().count() <= most as usize && !part.is_empty());
                prop_assert_eq!(part.trim(), *part);
            }
            let visible = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(visible(&found.concat()), visible(text));
        }
    }
}
