//! Towns that are called like persons: what they lie in tells them, "in Warren, Mich.", "LEE, N.H. (AP)".

use super::{Conventions, added};
use crate::entity_type::EntityType;
use crate::mention::evidence::{self, Evidence};
use crate::mention::name::labels::Labelled;
use crate::mention::vocabulary::is_given;
use crate::text::fold;
use crate::token::{Shape, TokenKind};

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

    /// Names with the states that were missed behind their towns because they are written short, "Alexandria, Va.", and with a town that was
    /// missed with its state: "of Flint, Mich.".
    pub(super) fn with_states(&self, mut names: Vec<Labelled>) -> Vec<Labelled> {
        let mut more = Vec::new();
        let place = |tokens| Labelled { tokens, kind: EntityType::Place };
        for state in self.vocabulary.capitals().filter(|&i| self.is_short_state(i)) {
            let at = names.partition_point(|name| name.tokens.end <= state);
            let own = names.get_mut(at).filter(|name| name.tokens.start <= state);
            let found = own.is_some();
            own.filter(|name| name.tokens.len() == 1).into_iter().for_each(|name| name.kind = EntityType::Place);
            let (before, comma) = (names[..at].last(), state - 1);
            let floor = before.map_or(0, |name| name.tokens.end);
            if before.is_some_and(|name| name.tokens.end == comma) {
                let town = before.is_some_and(|name| name.kind == EntityType::Place);
                more.extend((town && !found).then(|| place(state..state + 1)));
            } else if let Some(start) = self.town_before(comma, floor) {
                more.push(place(start..comma));
                more.extend((!found).then(|| place(state..state + 1)));
            }
        }
        added(names, more)
    }

    /// Whether the word at `i` is a state written short behind a comma.
    fn is_short_state(&self, i: usize) -> bool {
        self.surface.tokens[i].shape.contains(Shape::FULL_STOP)
            && self.lists(i) & evidence::REGIONS != 0
            && i.checked_sub(2).is_some_and(|town| {
                self.same_sentence(town, i) && self.surface.tokens[town + 1].kind == TokenKind::Comma
            })
    }

    /// Where the capitals begin that end at the comma, behind a word for where something is.
    fn town_before(&self, comma: usize, floor: usize) -> Option<usize> {
        let least = self.surface.tokens_beside(comma).start.max(floor).max(comma.saturating_sub(LONGEST));
        let start = (least..comma).rev().take_while(|&i| self.is_open(i)).last()?;
        let before = self.surface.word(start.checked_sub(1)?);
        (WHERE.contains(&before) || WHENCE.contains(&before)).then_some(start)
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
        let stands = |list: &[&str]| list.iter().any(|word| before.eq_ignore_ascii_case(word));
        ends && (stands(&WHERE) || stands(&WHENCE) && !person)
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
