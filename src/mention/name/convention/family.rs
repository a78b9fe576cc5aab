//! Families: a surname in the plural behind "the" is several people: "the Kennedys".

use rustc_hash::FxHashSet;

use super::{Conventions, NO_NAME};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::evidence::{self, Evidence, word_hash};
use crate::mention::name::labels::Labelled;
use crate::text::fold;
use crate::token::TokenKind;

impl Conventions<'_, '_> {
    /// Names with families among them, which may have been taken for a person or a body, or not been found.
    pub(super) fn with_families(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let full = names.iter().filter(|name| name.kind == EntityType::Person && name.tokens.len() > 1);
        let surnames: FxHashSet<u64> = full.map(|name| self.vocabulary.hash(name.tokens.end - 1)).collect();
        let mut all: Vec<Labelled> = Vec::with_capacity(names.len());
        let mut names = names.into_iter().peekable();
        for at in self.vocabulary.capitals() {
            while let Some(name) = names.next_if(|name| name.tokens.end <= at) {
                all.push(name);
            }
            // "in the Landes" is where something is.
            let place = |name: &Labelled| name.kind == EntityType::Place && self.is_behind_preposition(at);
            let free =
                names.peek().is_none_or(|name| name.tokens == (at..at + 1) && !place(name) || name.tokens.start > at);
            if free && self.is_family(at, &surnames) {
                names.next_if(|name| name.tokens.start == at);
                all.push(Labelled { tokens: at..at + 1, kind: EntityType::Group });
            }
        }
        all.extend(names);
        all
    }

    /// Whether a preposition stands before the article before token `i`.
    fn is_behind_preposition(&self, i: usize) -> bool {
        i.checked_sub(2).is_some_and(|b| self.surface.tokens[b].is(WordClass::PREPOSITION))
    }

    /// Whether the capital at `i` is a surname in the plural behind "the", and nothing else that lists know.
    fn is_family(&self, i: usize, surnames: &FxHashSet<u64>) -> bool {
        let article = i.checked_sub(1).is_some_and(|b| matches!(self.surface.word(b), "the" | "The"));
        let word = self.surface.word(i);
        if !article || !word.ends_with('s') || self.surface.tokens[i].kind != TokenKind::Word {
            return false; // as nearly all
        }
        let token = &self.surface.tokens[i];
        let other = NO_NAME
            .union(WordClass::ORDINARY)
            .union(WordClass::COMMON)
            .union(WordClass::BODY_NOUN)
            .union(WordClass::GROUP_NOUN)
            .union(WordClass::PLACE);
        let lists = |word: &str| Evidence::shipped().lists(fold::key(word));
        let goes_on = self.same_sentence(i, i + 1) && self.vocabulary.is_capital(i + 1);
        if token.is_any(other) || goes_on || self.vocabulary.seen(i).lower > 0 || lists(word) != 0 {
            return false;
        }
        let rare = Evidence::shipped().is_usually_capital(self.vocabulary.hash(i));
        singular(word)
            .into_iter()
            .flatten()
            .any(|stem| surnames.contains(&word_hash(stem)) || rare && lists(stem) & evidence::SURE_SURNAMES != 0)
    }
}

/// What a plural is the plural of: "Kennedy" of "Kennedys", "Bush" of "Bushes".
fn singular(word: &str) -> [Option<&str>; 2] {
    let short = word.strip_suffix("es").filter(|stem| stem.ends_with(['s', 'x', 'z', 'h']));
    [word.strip_suffix('s').filter(|stem| !stem.ends_with('s')), short]
}
