//! Who wrote a document that its owner or writer is only described beside: "the bank’s report", "her memo", "a statement by the ministry".

use super::tells_of_making;
use crate::entity::Entities;
use crate::entity::antecedent::Agreement;
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::Mention;
use crate::speaker::inside::Named;
use crate::speaker::scene::Scene;
use crate::token::TokenKind;

/// So many mentions at most end at one place.
const NESTED: usize = 6;

impl Scene<'_> {
    /// The author who is described, and named elsewhere: "the bank’s report", "her memo", "a statement by the ministry".
    pub(super) fn described_author(&self, document: &Mention, head: usize, entities: &Entities) -> Option<Named> {
        let (surface, mentions) = (self.stage.surface, self.stage.mentions);
        let start = surface.token_at(document.span.start);
        let before = |end: u32| mentions.partition_point(|m| m.span.start < end);
        let ends = |end: u32| {
            let own = before(end);
            (own.saturating_sub(NESTED)..own).find(|&m| mentions[m].span.end == end)
        };
        // "a statement from Lee’s office" is not Lee’s.
        let owns = |m: usize| {
            let behind = surface.tokens.get(surface.token_at(mentions[m].span.end));
            behind.is_some_and(|behind| behind.kind == TokenKind::Possessive)
        };
        let begins = |start: u32| {
            (before(start)..mentions.len()).find(|&m| mentions[m].span.start == start).filter(|&m| !owns(m))
        };
        let word = |i: usize| surface.tokens.get(i).map_or("", |token| token.span.of(surface.text));
        let by = head + 1 + usize::from(tells_of_making(word(head + 1)));
        let possessive = start.checked_sub(1).filter(|&i| surface.tokens[i].kind == TokenKind::Possessive);
        let own = match possessive {
            Some(possessive) => ends(surface.tokens[possessive].span.start),
            None if matches!(word(by), "by" | "from") => begins(surface.tokens.get(by + 1)?.span.start),
            None => self.subject_before(start, entities),
        }?;
        let key = entities.of_mention[own].filter(|&key| !entities.list[key as usize].anonymous)?;
        let (tokens, kind) = (surface.tokens_in(mentions[own].span), entities.list[key as usize].kind);
        let may = matches!(kind, EntityType::Person | EntityType::Organization);
        may.then_some(Named { tokens, title: None, key: Some(key), kind: Some(kind) })
    }

    /// The subject that "his", "her" or "its" at token `at` takes up: the last one told before, in its sentence or the one before.
    fn subject_before(&self, at: usize, entities: &Entities) -> Option<usize> {
        let (stage, surface) = (&self.stage, self.stage.surface);
        let owner = Some(surface.tokens[at].classes).filter(|own| own.contains(WordClass::POSSESSIVE))?;
        let wanted =
            [(WordClass::HE, Agreement::Male), (WordClass::SHE, Agreement::Female), (WordClass::IT, Agreement::Body)];
        let (_, wanted) = wanted.into_iter().find(|(class, _)| owner.contains(*class))?;
        let offset = surface.tokens[at].span.start;
        let before = stage.narration.partition_point(|&m| stage.mentions[m as usize].span.start < offset);
        let first = surface.tokens_beside(surface.tokens_beside(at).start.saturating_sub(1)).start;
        let told = stage.narration[..before].iter().rev().map(|&m| (m, stage.spot(m)));
        let mut subjects = told.take_while(|(_, spot)| spot.token as usize >= first).filter(|(_, spot)| spot.main);
        let agrees = |m: u32| entities.of_mention[m as usize].is_some_and(|key| self.cast.agrees(key, wanted) >= 0);
        subjects.find(|&(m, _)| agrees(m)).map(|(m, _)| m as usize)
    }
}
