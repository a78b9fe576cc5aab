//! The chamber of a parliament that is called "the House" where the document speaks of a parliament.

use super::{Conventions, added};
use crate::entity_type::EntityType;
use crate::lexicon::{CueFrames, WordClass};
use crate::mention::name::labels::Labelled;
use crate::mention::vocabulary::FUNCTION;
use crate::token::{Token, TokenKind};

const HOUSE: &str = "House";
/// What only a document about a parliament speaks of.
const PARLIAMENT: [&str; 12] = [
    "Senate",
    "Congress",
    "Rep.",
    "Reps.",
    "Representatives",
    "Congressman",
    "Congresswoman",
    "Commons",
    "Lords",
    "Parliament",
    "Republicans",
    "Democrats",
];

impl Conventions<'_, '_> {
    /// Names with each "House" that is a chamber: "The House passed it", "a House seat", "the House and Senate". A longer name
    /// wins: "House of Lords", "White House", "House Bill 4".
    pub(super) fn with_chambers(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let houses: Vec<usize> = self.vocabulary.capitals().filter(|&i| self.surface.word(i) == HOUSE).collect();
        if houses.is_empty() || !self.speaks_of_parliament() {
            return names;
        }
        let mut names = names;
        let mut more = Vec::new();
        for at in houses {
            let before = names.partition_point(|name| name.tokens.end <= at);
            match names.get_mut(before).filter(|name| name.tokens.start <= at) {
                Some(name) if name.tokens.len() == 1 => name.kind = EntityType::Organization,
                None if self.is_chamber(at) => {
                    more.push(Labelled { tokens: at..at + 1, kind: EntityType::Organization })
                }
                _ => {}
            }
        }
        added(names, more)
    }

    fn speaks_of_parliament(&self) -> bool {
        self.vocabulary.capitals().any(|i| PARLIAMENT.contains(&self.surface.word(i)))
    }

    /// Whether the "House" at `i` stands by itself, and its capital is none that any word would have.
    fn is_chamber(&self, i: usize) -> bool {
        if !self.is_plain_line(i) {
            return false;
        }
        let sentence = self.surface.tokens_beside(i);
        let tokens = &self.surface.tokens[..sentence.end];
        let first = i == sentence.start;
        let before = (!first).then(|| &tokens[i - 1]);
        // "Opera House", but "The House"
        if before.is_some_and(|t| t.is_capital() && t.kind == TokenKind::Word && !t.is_any(FUNCTION)) {
            return false;
        }
        let Some(next) = tokens.get(i + 1) else { return !first };
        // "House Speaker", "House speaker" is an office; "House of Lords" is longer.
        let office = WordClass::TITLE | WordClass::ROLE | WordClass::TITLE_WORD;
        let longer = next.kind == TokenKind::Word && (next.is_capital() || next.is_any(office))
            || self.surface.word(i + 1) == "of" && tokens.get(i + 2).is_some_and(Token::is_capital);
        let acts = next.is_any(WordClass::AUXILIARY | WordClass::CONJUNCTION) || next.cue.contains(CueFrames::FINITE);
        !longer && (!first || acts)
    }
}
