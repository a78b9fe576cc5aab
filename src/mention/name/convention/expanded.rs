//! Names with their acronym in brackets behind: "the Alliance to Reclaim Our Schools (AROS)" (Schwartz and Hearst, 2003).

use std::ops::Range;

use super::Conventions;
use crate::entity_type::EntityType;
use crate::mention::name::labels::Labelled;
use crate::token::{Shape, TokenKind};

/// Letters of an acronym.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=8;
/// Small words that a name may have between its words, each with a letter in the acronym or none.
const SMALL: [&str; 12] = ["of", "for", "to", "the", "and", "on", "in", "at", "with", "our", "a", "&"];
/// So many of them at most stand side by side: "of the".
const SIDE_BY_SIDE: usize = 2;

impl Conventions<'_, '_> {
    /// Names made as long as the acronym behind them says, and the acronyms.
    pub(super) fn with_expanded(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let opens = self.surface.tokens.windows(3).enumerate().filter(|(_, three)| {
            three[0].kind == TokenKind::Open
                && three[1].shape.contains(Shape::ALL_CAPITALS)
                && three[2].kind == TokenKind::Close
        });
        let mut all = names;
        for (open, _) in opens {
            let Some(words) = self.expansion(open) else { continue };
            let first = all.partition_point(|name| name.tokens.end <= words.start);
            let inside = all[first..].iter().take_while(|name| name.tokens.start < words.end).count();
            let covered = &all[first..first + inside];
            if covered.iter().any(|name| name.kind == EntityType::Person || name.tokens.end > words.end) {
                continue;
            }
            let start = covered.first().map_or(words.start, |name| name.tokens.start.min(words.start));
            // "Citizens for Ethics in Ashford (CEA)" is no place.
            let whole = covered.iter().find(|name| 2 * name.tokens.len() > words.len());
            let kind = whole.map_or(EntityType::Organization, |name| name.kind);
            let own = [Labelled { tokens: start..words.end, kind }, Labelled { tokens: open + 1..open + 2, kind }];
            // The acronym may have been read as another thing.
            let acronym = all.get(first + inside).is_some_and(|name| name.tokens == own[1].tokens);
            all.splice(first..first + inside + usize::from(acronym), own);
        }
        all
    }

    /// The words before the bracket at `open` whose initials are the acronym in it.
    fn expansion(&self, open: usize) -> Option<Range<usize>> {
        let acronym = self.surface.word(open + 1);
        let plain = LETTERS.contains(&acronym.len()) && acronym.bytes().all(|byte| byte.is_ascii_uppercase());
        let sentence = self.surface.tokens_beside(open);
        let mut letters = acronym.bytes().rev().peekable();
        let (mut at, mut capitals, mut small) = (open, 0, 0);
        while plain && at > sentence.start && letters.peek().is_some() {
            at -= 1;
            let word = self.surface.word(at);
            let initial = word.bytes().next()?.to_ascii_uppercase();
            let matches = letters.next_if_eq(&initial).is_some();
            if self.surface.tokens[at].is_capital() && matches {
                (capitals, small) = (capitals + 1, 0);
            } else if SMALL.contains(&word) && small < SIDE_BY_SIDE && at + 1 < open {
                small += 1;
            } else {
                return None;
            }
        }
        let whole = letters.peek().is_none() && capitals > 1 && self.surface.tokens[at].is_capital();
        // "Ann Lee (AL)" is of a state.
        let person = open - at == 2 && self.is_given_name(at);
        (plain && whole && !person).then_some(at..open)
    }
}

#[cfg(test)]
mod tests {
    use crate::mention::Form;
    use crate::pipeline::Pipeline;

    #[test]
    fn a_name_is_as_long_as_its_acronym_says() {
        for (text, expected) in [
            (
                "They joined the Alliance to Reclaim Our Rivers (AROR) in May.",
                &["Alliance to Reclaim Our Rivers", "AROR"][..],
            ),
            (
                "It was paid by Citizens for Honesty in Ashford (CHA) last week.",
                &["Citizens for Honesty in Ashford", "CHA"],
            ),
            ("The bill was read by Rep. Tom Udall (TX) on Monday.", &["Tom Udall"]),
            ("The head of the bank (HOTB) was away.", &[]),
        ] {
            let found = Pipeline::default().analyze(text).mentions;
            let names = found.iter().filter(|mention| mention.form == Form::Name);
            let names: Vec<&str> = names.map(|mention| mention.span.of(text)).collect();
            assert!(expected.iter().all(|name| names.contains(name)), "{text} {names:?}");
            assert!(!names.iter().any(|name| name.starts_with("The head")), "{text}");
        }
    }
}
