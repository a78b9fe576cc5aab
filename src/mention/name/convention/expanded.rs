//! Names with their acronym in brackets behind: "the Alliance to Reclaim Our Schools (AROS)" (Schwartz and Hearst, 2003).

use std::ops::Range;

use super::{Conventions, replaced};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
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
        let mut found: Vec<Labelled> = Vec::new();
        for (open, _) in opens {
            let Some(words) = self.expansion(open) else { continue };
            let first = names.partition_point(|name| name.tokens.end <= words.start);
            let covered = names[first..].iter().take_while(|name| name.tokens.start < words.end);
            if covered.clone().any(|name| name.kind == EntityType::Person || name.tokens.end > words.end) {
                continue;
            }
            let start = covered.clone().next().map_or(words.start, |name| name.tokens.start.min(words.start));
            let start = start.max(found.last().map_or(0, |before| before.tokens.end));
            // "Citizens for Ethics in Ashford (CEA)" is no place, and "Chief Executive Officer (CEO)" no name.
            let whole = covered.clone().find(|name| 2 * name.tokens.len() > words.len()).map(|name| name.kind);
            let body = || self.tells_a_body(&words).then_some(EntityType::Organization);
            let acronym = || covered.clone().next().and(self.kind_at(&names, open + 1));
            // "Office Search and Retrieval System (OSARS)", of which "Retrieval System" was found
            let ends = |name: &&Labelled| name.tokens.end == words.end && name.kind != EntityType::Place;
            let last = || covered.clone().last().filter(ends).map(|name| name.kind);
            let Some(kind) = whole.or_else(body).or_else(last).or_else(acronym) else { continue };
            found.extend([start..words.end, open + 1..open + 2].map(|tokens| Labelled { tokens, kind }));
        }
        replaced(names, found)
    }

    /// Whether one of some words says that they name a body: "Alliance", "Citizens"; the others may be what it does.
    fn tells_a_body(&self, words: &Range<usize>) -> bool {
        let body = WordClass::ORGANIZATION_HEAD | WordClass::BODY_NOUN | WordClass::GROUP_NOUN;
        let last = words.end - 1;
        let first =
            (words.start + 1 < words.end && SMALL.contains(&self.surface.word(words.start + 1))).then_some(words.start);
        first.into_iter().chain([last]).any(|i| {
            let token = &self.surface.tokens[i];
            token.is_any(body) && !token.is_any(WordClass::ROLE | WordClass::TITLE | WordClass::DOCUMENT)
        })
    }

    /// What the name of one word at `i` was read as.
    fn kind_at(&self, names: &[Labelled], i: usize) -> Option<EntityType> {
        let at = names.partition_point(|name| name.tokens.start < i);
        names.get(at).filter(|name| name.tokens == (i..i + 1)).map(|name| name.kind)
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
            ("The new Chief Executive Officer (CEO) was away.", &[]),
            ("The Bank of the and (BOTA) was away.", &[]),
        ] {
            let found = Pipeline::default().analyze(text).mentions;
            let names = found.iter().filter(|mention| mention.form == Form::Name);
            let names: Vec<&str> = names.map(|mention| mention.span.of(text)).collect();
            assert!(expected.iter().all(|name| names.contains(name)), "{text} {names:?}");
            let none = ["Chief Executive Officer", "Bank of the and"];
            assert!(names.iter().all(|name| !none.contains(name)), "{text} {names:?}");
        }
    }
}
