//! Bodies and places that are called after a saint: "St. John’s Hospital", "St. Luke’s Methodist Church".

use super::{Conventions, replaced};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::name::labels::Labelled;
use crate::token::TokenKind;

/// What stands before a saint.
const SAINTS: [&str; 3] = ["St.", "St", "Saint"];
/// Saints after whom great cities are called.
const CITIES: [&str; 4] = ["Louis", "Paul", "Petersburg", "Augustine"];
/// So many words at most stand behind the saint, the last of which says what it is.
const LONGEST: usize = 4;

impl Conventions<'_, '_> {
    /// Names with each whose saint was taken for a person that owns what follows.
    pub(super) fn with_saints(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let saints = self.vocabulary.capitals().filter(|&i| SAINTS.contains(&self.surface.word(i)));
        let mut called: Vec<Labelled> = saints.filter_map(|i| self.called_after(i)).collect();
        for name in &mut called {
            // "St. Ann’s College Institute of Politics", of which "College Institute of Politics" was found.
            let last = names.partition_point(|other| other.tokens.start < name.tokens.end);
            let end = names[..last].last().map_or(0, |other| other.tokens.end);
            name.tokens.end = name.tokens.end.max(end);
        }
        replaced(names, called)
    }

    /// What is called after the saint whose title stands at `i`.
    fn called_after(&self, i: usize) -> Option<Labelled> {
        let end = self.surface.tokens_beside(i).end;
        let owns = self.surface.tokens[..end].get(i + 2)?.kind == TokenKind::Possessive;
        if !owns || !self.vocabulary.is_capital(i + 1) {
            return None;
        }
        let capitals = (i + 3..end.min(i + 3 + LONGEST)).take_while(|&at| self.is_open(at));
        let kinds = WordClass::ORGANIZATION_HEAD | WordClass::PLACE_HEAD;
        let head = capitals.filter(|&at| self.surface.tokens[at].is_any(kinds)).last()?;
        // "St. Louis’s Police Department" belongs to a city.
        if CITIES.contains(&self.surface.word(i + 1)) {
            return None;
        }
        let body = self.surface.tokens[head].is(WordClass::ORGANIZATION_HEAD);
        let kind = if body { EntityType::Organization } else { EntityType::Place };
        Some(Labelled { tokens: i..head + 1, kind })
    }
}
