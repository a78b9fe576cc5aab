//! Names that lists of bodies and places know, and acronyms.

use super::Conventions;
use crate::entity_type::EntityType;
use crate::mention::evidence::{self, Evidence};
use crate::mention::name::labels::Labelled;
use crate::mention::vocabulary::{FUNCTION, Line};
use crate::text::fold;
use crate::token::{Shape, TokenKind};

impl Conventions<'_, '_> {
    /// Names that lists of bodies and places know, whole and as nothing else: "White House", "Bosnia and Herzegovina". An acronym
    /// needs its capitals.
    pub(super) fn with_listed(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let evidence = Evidence::shipped();
        let mut all: Vec<Labelled> = Vec::with_capacity(names.len());
        let (mut next, mut free) = (0, 0);
        for at in self.vocabulary.capitals() {
            if at < free {
                continue;
            }
            while let Some(name) = names.get(next).filter(|name| name.tokens.end <= at) {
                all.push(name.clone());
                next += 1;
            }
            let covered = names.get(next).is_some_and(|name| name.tokens.start < at);
            let Some(found) = (!covered).then(|| self.listed(evidence, at)).flatten() else { continue };
            // It takes the place of names inside it, and gives way to a longer one.
            let inside = names[next..].iter().take_while(|name| name.tokens.end <= found.tokens.end).count();
            if names.get(next + inside).is_some_and(|name| name.tokens.start < found.tokens.end) {
                continue;
            }
            next += inside;
            free = found.tokens.end;
            all.push(found);
        }
        all.extend_from_slice(&names[next..]);
        all
    }

    fn listed(&self, evidence: &Evidence, at: usize) -> Option<Labelled> {
        let key = |i: usize| fold::key(self.surface.word(i));
        let first = key(at);
        let word = evidence.word(first);
        let end = (at + usize::from(word.longest)).min(self.surface.tokens_beside(at).end);
        if end > at + 1 {
            let keys: Vec<u64> = std::iter::once(first).chain((at + 1..end).map(key)).collect();
            if let Some((length, lists)) = evidence.phrase(word, &keys)
                && let Some(kind) = evidence::kind(lists)
                && self.vocabulary.is_capital(at + length - 1)
                && !self.surface.tokens[at].is_any(FUNCTION)
            {
                return Some(Labelled { tokens: at..at + length, kind });
            }
        }
        let token = &self.surface.tokens[at];
        let line = self.vocabulary.line_of(self.surface.sentence_of(at));
        let acronym = token.shape.contains(Shape::ALL_CAPITALS) && line != Line::Capitals;
        // A longer name that it begins or ends is another's.
        let beside = |i: usize| self.same_sentence(at, i) && self.vocabulary.is_capital(i);
        let alone = !at.checked_sub(1).is_some_and(beside) && !beside(at + 1);
        let bracketed = at.checked_sub(1).is_some_and(|b| self.surface.tokens[b].kind == TokenKind::Open);
        let known = word.lists & evidence::ACRONYMS != 0 || bracketed && word.lists & evidence::UNSURE_ACRONYMS != 0;
        let retweet = self.token(at + 1).is_some_and(|t| t.kind == TokenKind::Link);
        (acronym && known && alone && !retweet)
            .then_some(Labelled { tokens: at..at + 1, kind: EntityType::Organization })
    }
}
