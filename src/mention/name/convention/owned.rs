//! Firms whose names end in "’s": "Macy’s", "Moody’s".

use rustc_hash::FxHashSet;

use super::{Conventions, NO_NAME, added};
use crate::entity_type::EntityType;
use crate::lexicon::{CueFrames, WordClass};
use crate::mention::evidence::{self, Evidence};
use crate::mention::name::labels::Labelled;
use crate::mention::vocabulary::{FUNCTION, is_given};
use crate::text::fold;
use crate::token::TokenKind;

impl Conventions<'_, '_> {
    /// Names with firms whose ending was taken for an owner's. Lists know them, or a verb of saying right behind tells them
    /// somewhere in the document; nobody is meant whom it calls by that name.
    pub(super) fn with_owned(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let owners: Vec<usize> = self.vocabulary.capitals().filter(|&i| self.is_owner(i)).collect();
        if owners.is_empty() {
            return names;
        }
        let persons = self.persons(&names);
        let word = |i: usize| self.vocabulary.hash(i);
        // "Lee’s told us nothing. Lee left": the ending is a verb.
        let plain: FxHashSet<u64> = self.vocabulary.capitals().filter(|&i| !self.is_owner(i)).map(word).collect();
        let open = |i: usize| self.is_listed_firm(i) || !plain.contains(&word(i));
        let firm = |&&i: &&usize| !persons.contains(&word(i)) && self.is_owned_firm(i) && open(i);
        let firms: FxHashSet<u64> = owners.iter().filter(firm).map(|&i| word(i)).collect();
        let mut names = names;
        let mut more = Vec::new();
        for i in owners.into_iter().filter(|&i| firms.contains(&word(i))) {
            let at = names.partition_point(|name| name.tokens.end <= i);
            let end = self.owned_end(i);
            let whole = Labelled { tokens: i..end, kind: EntityType::Organization };
            let next = names.get(at + 1).map_or(usize::MAX, |name| name.tokens.start);
            match names.get_mut(at).filter(|name| name.tokens.start < end) {
                Some(name) if name.tokens == (i..i + 1) && next >= end => *name = whole,
                None if self.is_listed_firm(i) && !self.vocabulary.is_capital(i.saturating_sub(1)) => more.push(whole),
                _ => {}
            }
        }
        added(names, more)
    }

    /// Where the name of a firm ends that begins with the word at `i` and "’s": behind a word of its own, "Moody’s Analytics", which has no
    /// capital elsewhere and ends its phrase.
    fn owned_end(&self, i: usize) -> usize {
        let word = i + 2;
        let own = self.is_listed_firm(i)
            && self.same_sentence(i, word)
            && self.is_plain_line(i)
            && self.is_open(word)
            && !self.surface.tokens[word].is_any(NO_NAME)
            && self.lists(word) & evidence::PERSONS == 0
            && self.is_word(word)
            && self.closes_or_acts(word + 1);
        word + usize::from(own)
    }

    /// Whether "’s" stands behind the word at `i`.
    fn is_owner(&self, i: usize) -> bool {
        self.token(i + 1).is_some_and(|t| t.kind == TokenKind::Possessive && t.span.len() > 1)
            && self.same_sentence(i, i + 1)
            && self.is_open(i)
    }

    /// Whether lists have the word with its ending as a firm.
    fn is_listed_firm(&self, i: usize) -> bool {
        let name = format!("{}{}", self.surface.word(i), self.surface.word(i + 1).replace('’', "'"));
        Evidence::shipped().lists(fold::key(&name)) & evidence::FIRMS != 0
    }

    /// The words by which persons of the document are called: of full names, and behind a title.
    pub(super) fn persons(&self, names: &[Labelled]) -> FxHashSet<u64> {
        let mut words = self.words_of_persons(names);
        let alone = names.iter().filter(|name| name.kind == EntityType::Person && name.tokens.len() == 1);
        let addressed = alone.map(|name| name.tokens.start).filter(|&i| self.is_addressed(i));
        words.extend(addressed.map(|i| self.vocabulary.hash(i)));
        words
    }

    /// Whether lists have the word with its ending as a firm, and it is no given name, or it is held as one or says something:
    /// "shares of Macy’s fell", "Macy’s said". An owner has no verb behind.
    fn is_owned_firm(&self, i: usize) -> bool {
        let next = self.token(i + 2).filter(|t| t.kind == TokenKind::Word && self.same_sentence(i, i + 2));
        let verb = || Evidence::shipped().is_verb(self.vocabulary.hash(i + 2));
        // "Lee’s rules" are no verb.
        let says = next.is_some_and(|t| t.cue.contains(CueFrames::SAY | CueFrames::FINITE)) && verb();
        let acts = says || next.is_some_and(|t| t.is(WordClass::AUXILIARY));
        // "shares of Lee’s firm"
        let ends = next.is_none_or(|t| t.is_any(FUNCTION) || !t.is_capital() && verb());
        self.is_listed_firm(i) && (acts || !is_given(&self.surface.tokens[i])) || says || ends && self.is_held(i)
    }
}
