//! Committees that collect for candidates, whose names are ordinary words: "Our Principles PAC", "Priorities USA Action".

use std::ops::Range;

use super::{Conventions, replaced};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::name::labels::Labelled;
use crate::mention::vocabulary::{FUNCTION, is_given};

/// Words before the one that tells.
const LONGEST: usize = 5;

impl Conventions<'_, '_> {
    /// Names with those that end with "PAC" or go on from "USA", of which only a part was found.
    pub(super) fn with_committees(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let mut found = Vec::new();
        let mut floor = 0;
        for i in self.vocabulary.capitals() {
            let tokens = match self.surface.word(i) {
                "PAC" => self.collects(i, floor),
                "USA" => self.of_country(i, floor).map(|tokens| self.whole(&names, tokens, floor)),
                _ => None, // as nearly all
            };
            if let Some(tokens) = tokens.filter(|tokens| self.is_plain_line(tokens.start)) {
                floor = tokens.end;
                found.push(Labelled { tokens, kind: EntityType::Organization });
            }
        }
        replaced(names, found)
    }

    /// "Our Principles PAC": two capitals or more before it. "a Lee PAC" is one of somebody’s, "Super PAC" is a kind.
    fn collects(&self, pac: usize, floor: usize) -> Option<Range<usize>> {
        let least = self.surface.tokens_beside(pac).start.max(floor).max(pac.saturating_sub(LONGEST));
        let part = |&i: &usize| self.surface.tokens[i].is_capital() && (self.is_open(i) || self.is_our(i));
        let start = (least..pac).rev().take_while(part).last()?;
        let somebody = is_given(&self.surface.tokens[start]);
        (pac - start > 1 && !somebody && self.surface.word(pac - 1) != "Super").then_some(start..pac + 1)
    }

    /// The same with what a name has before it that ends inside: "Habitat for Humanity USA", of which "Habitat for Humanity" was found.
    fn whole(&self, names: &[Labelled], tokens: Range<usize>, floor: usize) -> Range<usize> {
        let at = names.partition_point(|name| name.tokens.end <= tokens.start);
        let before = names.get(at).filter(|name| name.tokens.start < tokens.start).map(|name| name.tokens.start);
        let start = before.unwrap_or_else(|| {
            let least = self.surface.tokens_beside(tokens.start).start.max(tokens.start.saturating_sub(LONGEST));
            (least..tokens.start)
                .rev()
                .take_while(|&i| self.is_open(i) && self.surface.word(i) != "PAC")
                .last()
                .unwrap_or(tokens.start)
        });
        // "the super PAC Priorities USA"
        let start = start + usize::from(self.surface.word(start) == "PAC");
        start.max(floor)..tokens.end
    }

    /// Whether a capital belongs to the name although the word at `i` owns something: "Our".
    fn is_our(&self, i: usize) -> bool {
        self.vocabulary.is_capital(i) && self.surface.tokens[i].is(WordClass::POSSESSIVE)
    }

    /// "Priorities USA", and "Action" behind it; "Miss USA" and "USA Today" are none.
    fn of_country(&self, usa: usize, floor: usize) -> Option<Range<usize>> {
        let start = usa.checked_sub(1).filter(|&start| start >= floor && self.same_sentence(start, usa))?;
        let person = WordClass::TITLE | WordClass::ROLE | WordClass::DEMONYM | WordClass::PLACE;
        if !self.is_open(start) || self.surface.tokens[start].is_any(FUNCTION | person) {
            return None;
        }
        // "Right to Rise USA"
        let aim = start.checked_sub(2).filter(|&aim| {
            aim >= floor && self.same_sentence(aim, usa) && self.surface.word(aim + 1) == "to" && self.is_open(aim)
        });
        let start = aim.unwrap_or(start);
        let next = usa + 1;
        let open = self.same_sentence(usa, next) && self.is_open(next);
        if open && self.surface.word(next).eq_ignore_ascii_case("today") {
            return None;
        }
        Some(start..next + usize::from(open && self.is_word(next)))
    }
}
