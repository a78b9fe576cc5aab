//! Names whose kind the noun right before them tells: "his son Austin", "the musical Hamilton", "the editor of Cascade".

use rustc_hash::FxHashSet;

use super::Conventions;
use crate::entity_type::EntityType;
use crate::lexicon::{CueFrames, WordClass};
use crate::mention::evidence;
use crate::mention::name::labels::Labelled;
use crate::mention::vocabulary::FUNCTION;
use crate::token::TokenKind;

/// Relations that a body or a country may be in, too: "their partner Acme", "their neighbour India".
const OF_BODIES: [&str; 12] = [
    "partner",
    "agent",
    "publicist",
    "heir",
    "lawyer",
    "attorney",
    "spokesperson",
    "ancestor",
    "neighbor",
    "neighbour",
    "friend",
    "colleague",
];
/// Nouns for one work that has a title.
const WORKS: [&str; 20] = [
    "album",
    "autobiography",
    "ballet",
    "documentary",
    "drama",
    "film",
    "memoir",
    "movie",
    "musical",
    "novel",
    "novella",
    "opera",
    "play",
    "podcast",
    "poem",
    "sculpture",
    "sitcom",
    "song",
    "thriller",
    "videogame",
];
/// Who makes or leads what is "of" them.
const MAKERS: [&str; 6] = ["editor", "founder", "co-founder", "publisher", "co-editor", "ceo"];
/// So many words stand between an article or owner and its noun: "his first big".
const LONGEST: usize = 3;

impl Conventions<'_, '_> {
    /// The names, with the kinds that nouns before them tell.
    pub(super) fn beside_nouns(&self, mut names: Vec<Labelled>) -> Vec<Labelled> {
        let persons = self.words_of_persons(&names);
        for name in &mut names {
            let called = name.tokens.len() == 1 && persons.contains(&self.vocabulary.hash(name.tokens.start));
            let Some((noun, comma)) = self.noun_before(name.tokens.start) else { continue };
            let closed = self.closes(name.tokens.end);
            if self.is_relative(noun, name) && (!comma || closed) {
                name.kind = EntityType::Person;
            } else if !called && self.is_work(noun, comma) && self.ends_title(name, comma) {
                name.kind = EntityType::Other;
            } else if !called && !comma && self.is_made(noun, name) {
                name.kind = EntityType::Organization;
            }
        }
        names
    }

    /// The words of the persons that the document names in full.
    pub(super) fn words_of_persons(&self, names: &[Labelled]) -> FxHashSet<u64> {
        let full = names.iter().filter(|name| name.kind == EntityType::Person && name.tokens.len() > 1);
        full.flat_map(|name| name.tokens.clone()).map(|i| self.vocabulary.hash(i)).collect()
    }

    /// The lower-case word right before token `i`, or before the comma there, and whether there is one.
    fn noun_before(&self, i: usize) -> Option<(usize, bool)> {
        let comma = self.token(i.checked_sub(1)?)?.kind == TokenKind::Comma;
        let noun = i.checked_sub(1 + usize::from(comma))?;
        let token = self.token(noun)?;
        (token.kind == TokenKind::Word && !token.is_capital() && self.same_sentence(noun, i)).then_some((noun, comma))
    }

    /// Whether a mark, or the end of the sentence, stands at `end`.
    fn closes(&self, end: usize) -> bool {
        !self.same_sentence(end - 1, end)
            || self
                .token(end)
                .is_some_and(|t| !matches!(t.kind, TokenKind::Word | TokenKind::Number | TokenKind::Possessive))
    }

    /// The article or owner before the noun at `noun`, behind its adjectives.
    fn determiner(&self, noun: usize) -> Option<usize> {
        let least = self.surface.tokens_beside(noun).start.max(noun.saturating_sub(LONGEST + 1));
        let determines = |i: usize| {
            let token = &self.surface.tokens[i];
            token.is_any(WordClass::POSSESSIVE | WordClass::DETERMINER) || token.kind == TokenKind::Possessive
        };
        let at = (least..noun).rev().find(|&i| determines(i) || self.surface.tokens[i].is_any(FUNCTION))?;
        determines(at).then_some(at)
    }

    /// "his son", "Lee’s eldest daughter": behind it stands somebody’s name; "its sister Acme" is a body, and what lists
    /// know as a place alone is one.
    fn is_relative(&self, noun: usize, name: &Labelled) -> bool {
        let token = &self.surface.tokens[noun];
        let listed = evidence::kind(self.lists(name.tokens.start)).is_some();
        if name.tokens.len() != 1
            || listed
            || !token.is(WordClass::KIN)
            || token.is(WordClass::GROUP_NOUN)
            || OF_BODIES.contains(&self.surface.word(noun))
        {
            return false;
        }
        self.determiner(noun).is_some_and(|at| {
            let owner = &self.surface.tokens[at];
            owner.is(WordClass::POSSESSIVE) && !owner.is(WordClass::IT)
                || owner.kind == TokenKind::Possessive && name.kind != EntityType::Organization
        })
    }

    /// "the musical", "his debut novel"; a comma behind it opens an apposition to a subject alone: not in "In his first film, Lee,".
    fn is_work(&self, noun: usize, comma: bool) -> bool {
        if WORKS.binary_search(&self.surface.word(noun)).is_err() {
            return false; // as nearly all
        }
        let Some(at) = self.determiner(noun) else { return false };
        let owned = self.surface.tokens[at].is(WordClass::POSSESSIVE);
        let leads = at > self.surface.tokens_beside(at).start && self.surface.tokens[at - 1].is(WordClass::PREPOSITION);
        !comma || owned && !leads
    }

    /// Whether nothing behind the title of a work says that it is somebody: "the film Lee made".
    fn ends_title(&self, name: &Labelled, comma: bool) -> bool {
        let is = |t: &crate::token::Token| matches!(t.span.of(self.surface.text), "is" | "was" | "has" | "and" | "or");
        let open = matches!(name.kind, EntityType::Place | EntityType::Other) && name.tokens.len() == 1 && !comma;
        self.closes(name.tokens.end) || open && self.token(name.tokens.end).is_some_and(is)
    }

    /// "the editor of Cascade": what somebody made or leads is a body, if no list has it as something else.
    fn is_made(&self, of: usize, name: &Labelled) -> bool {
        let maker = |noun: &usize| MAKERS.iter().any(|maker| self.surface.word(*noun).eq_ignore_ascii_case(maker));
        self.surface.word(of) == "of"
            && of.checked_sub(1).filter(|&noun| self.same_sentence(noun, of)).is_some_and(|noun| maker(&noun))
            && name.tokens.len() == 1
            && matches!(name.kind, EntityType::Person | EntityType::Other | EntityType::Place)
            && self.lists(name.tokens.start) & (evidence::OTHERS | evidence::PLACES) == 0
            && !self.surface.tokens[name.tokens.start].is_any(WordClass::PLACE)
            && self.token(name.tokens.end).is_none_or(|t| !t.is_capital())
    }

    /// Whether a name ends at `end`: a mark, or a word in lower case that is no noun, stands there.
    pub(super) fn closes_or_acts(&self, end: usize) -> bool {
        self.closes(end)
            || self.token(end).is_some_and(|t| {
                t.kind == TokenKind::Word
                    && !t.is_capital()
                    && (t.is_any(FUNCTION) || t.cue.contains(CueFrames::FINITE))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_that_is_searched_is_sorted() {
        assert!(WORKS.is_sorted());
    }
}
