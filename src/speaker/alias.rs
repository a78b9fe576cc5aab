//! Aliases of a gazetteer that describe: "The Coachman", where a source is "the coachman". They stand for their entry as candidates
//! alone: another coachman may speak.

use super::scene::Scene;
use crate::entity_type::EntityType;
use crate::gazetteer::Gazetteer;
use crate::lexicon::WordClass;
use crate::mention::Form;

/// So many entries of one description are proposed.
const MOST: usize = 3;
/// A description has no more words.
const LONGEST: usize = 6;

impl Scene<'_> {
    /// Returns the members that a gazetteer knows by the description that a mention is; new ones where no name brought them in.
    pub(super) fn called_so(&mut self, mention: u32) -> Vec<u32> {
        let Some(gazetteer) = self.gazetteer else { return Vec::new() };
        let (own, surface) = (&self.stage.mentions[mention as usize], self.stage.surface);
        let tokens = surface.tokens_in(own.span);
        let leads = |i: usize| surface.tokens[i].is_any(WordClass::DETERMINER | WordClass::POSSESSIVE);
        let words: Vec<&str> = tokens.skip_while(|&i| leads(i)).map(|i| surface.word(i)).collect();
        if own.form != Form::Nominal || words.is_empty() || words.len() > LONGEST {
            return Vec::new();
        }
        let rows = entries_called(gazetteer, &words.join(" "));
        rows.into_iter().take(MOST).map(|row| self.cast.of_entry(row, mention, self.stage.mentions)).collect()
    }
}

/// The people of a gazetteer who are called by these words, with an article or without, in the order given.
fn entries_called(gazetteer: &Gazetteer, words: &str) -> Vec<u32> {
    let mut rows: Vec<u32> = Vec::new();
    for article in ["The ", "A ", "An ", ""] {
        // An alias in capitals matches only in capitals.
        let name = in_capitals(&format!("{article}{words}"));
        let whole = gazetteer.find_disjoint(&name).into_iter().find(|m| m.span.len() == name.len());
        rows.extend(whole.iter().flat_map(|found| found.candidates.iter().map(|&(row, _)| row)));
    }
    let person = |&row: &u32| {
        gazetteer.entry(row).is_some_and(|entry| entry.kind().is_none_or(|kind| kind == EntityType::Person))
    };
    rows.retain(person);
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// A phrase with a capital at each word.
fn in_capitals(phrase: &str) -> String {
    let mut begins = true;
    let raise = |c: char| {
        let raised = if begins { c.to_uppercase().collect() } else { c.to_string() };
        begins = c.is_whitespace();
        raised
    };
    phrase.chars().map(raise).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Entry;

    #[test]
    fn descriptions_are_found_whole_and_of_people_alone() {
        let entry = |name: &str, aliases: &[&str], kind| Entry {
            name: name.into(),
            aliases: aliases.iter().map(|&alias| alias.into()).collect(),
            kind,
            ..Entry::default()
        };
        let gazetteer = Gazetteer::new(vec![
            entry("The Coachman", &[], Some(EntityType::Person)),
            entry("Ann Lee", &["The Little Old Lady"], None),
            entry("The Guardian", &[], Some(EntityType::Organization)),
        ])
        .unwrap();
        assert_eq!(entries_called(&gazetteer, "coachman"), [0]);
        assert_eq!(entries_called(&gazetteer, "little old lady"), [1]);
        assert!(entries_called(&gazetteer, "old lady").is_empty());
        assert!(entries_called(&gazetteer, "guardian").is_empty());
    }
}
