//! Towns that are called like persons: what they lie in tells them, "in Warren, Mich.", "LEE, N.H. (AP)".

use super::Conventions;
use crate::entity_type::EntityType;
use crate::mention::evidence::{self, Evidence};
use crate::mention::name::labels::Labelled;
use crate::mention::vocabulary::is_given;
use crate::text::fold;
use crate::token::TokenKind;

/// What stands before where something is.
const WHERE: [&str; 4] = ["in", "at", "near", "outside"];
/// What stands before where something is, and before persons.
const WHENCE: [&str; 3] = ["from", "of", "to"];
/// Words of a town's name, and of the name of what it lies in.
const LONGEST: usize = 3;

impl Conventions<'_, '_> {
    /// Names with towns that were taken for something else.
    pub(super) fn with_towns(&self, mut names: Vec<Labelled>) -> Vec<Labelled> {
        let towns: Vec<usize> = (0..names.len()).filter(|&at| self.is_town(&names[at])).collect();
        if towns.is_empty() {
            return names; // as nearly always
        }
        let persons = self.persons(&names);
        for at in towns {
            let name = &mut names[at];
            // "from Lee, Georgia" may be from two persons.
            let here = name.tokens.start.checked_sub(1).is_some_and(|b| WHERE.contains(&self.surface.word(b)));
            if here || !persons.contains(&self.vocabulary.hash(name.tokens.end - 1)) {
                name.kind = EntityType::Place;
            }
        }
        names
    }

    /// Whether the name stands where a place does, with a region and what ends it behind: no lawmaker is called "in Warren, Mich.,".
    fn is_town(&self, name: &Labelled) -> bool {
        let short = name.tokens.len() == 1 || name.kind != EntityType::Organization && name.tokens.len() <= LONGEST;
        if name.kind == EntityType::Place || !short {
            return false;
        }
        let sentence = self.surface.tokens_beside(name.tokens.start);
        let kind = |i: usize| self.surface.tokens[..sentence.end].get(i).map(|t| t.kind);
        let comma = name.tokens.end;
        if kind(comma) != Some(TokenKind::Comma) {
            return false; // as most
        }
        let Some(end) = self.region_end(comma + 1, sentence.end) else { return false };
        if name.tokens.start == sentence.start {
            return matches!(kind(end), Some(TokenKind::Open | TokenKind::Dash)); // a dateline
        }
        let before = self.surface.word(name.tokens.start - 1);
        // "a letter from Ann Lee, Ohio"
        let person = name.tokens.len() > 1 && is_given(&self.surface.tokens[name.tokens.start]);
        let ends = kind(end).is_none_or(|kind| kind != TokenKind::Word && kind != TokenKind::Possessive);
        ends && (WHERE.contains(&before) || WHENCE.contains(&before) && !person)
    }

    /// The end of the state or country that begins at `at`.
    fn region_end(&self, at: usize, end: usize) -> Option<usize> {
        let evidence = Evidence::shipped();
        let keys: Vec<u64> = (at..end.min(at + LONGEST)).map(|i| fold::key(self.surface.word(i))).collect();
        let word = evidence.word(*keys.first()?);
        let phrase = evidence.phrase(word, &keys).filter(|(_, lists)| lists & evidence::REGIONS != 0);
        let length = phrase.map_or(usize::from(word.lists & evidence::REGIONS != 0), |(length, _)| length);
        (length > 0 && self.vocabulary.is_capital(at)).then_some(at + length)
    }
}
