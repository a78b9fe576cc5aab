//! Capitals that only a name can have, although nothing was found.

use std::ops::Range;

use super::{Conventions, NO_NAME};
use crate::entity_type::EntityType;
use crate::lexicon::{CueFrames, WordClass};
use crate::mention::evidence;
use crate::mention::name::labels::Labelled;
use crate::mention::vocabulary::{FUNCTION, Line, is_given};
use crate::token::{Token, TokenKind};

impl Conventions<'_, '_> {
    /// Capitals that only a name can have, although nothing was found: in the midst of a sentence, before a verb that is in the
    /// singular, before what says that they are somebody or a body. Types are told by what stands behind, else left open.
    pub(super) fn with_plain(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let mut all: Vec<Labelled> = Vec::with_capacity(names.len() + 8);
        let mut names = names.into_iter().peekable();
        for sentence in 0..self.surface.sentences.len() {
            let own = self.surface.tokens_of(sentence);
            let mut at = own.start;
            while at < own.end {
                if !self.vocabulary.is_capital(at) && names.peek().is_none_or(|name| name.tokens.start > at) {
                    at += 1;
                    continue;
                }
                if let Some(mut name) = names.next_if(|name| name.tokens.start <= at) {
                    at = name.tokens.end.max(at + 1);
                    if name.kind != EntityType::Organization
                        && (self.described(name.tokens.end) == Some(EntityType::Organization)
                            || self.is_traded(&name.tokens))
                    {
                        name.kind = EntityType::Organization;
                    }
                    all.push(name);
                    continue;
                }
                let limit = names.peek().map_or(own.end, |name| name.tokens.start.min(own.end));
                let person = names.peek().is_some_and(|name| name.kind == EntityType::Person);
                let found = self.plain(at, limit, &own);
                match if person { self.employs(at, limit, found) } else { found } {
                    Some(name) => {
                        at = name.tokens.end;
                        all.push(name);
                    }
                    None => at += 1,
                }
            }
        }
        all.extend(names);
        all
    }

    fn plain(&self, at: usize, limit: usize, sentence: &Range<usize>) -> Option<Labelled> {
        if !self.vocabulary.is_capital(at) || self.vocabulary.line_of(self.surface.sentence_of(at)) != Line::Plain {
            return None;
        }
        if self.is_titled(at) {
            return Some(Labelled { tokens: at..at + 1, kind: EntityType::Person });
        }
        if self.is_shouted_body(at) {
            return Some(Labelled { tokens: at..at + 1, kind: EntityType::Organization });
        }
        let end = self.open_end(at, limit);
        if self.is_officer(at..end) {
            return Some(Labelled { tokens: at..end, kind: EntityType::Person });
        }
        let first = &self.surface.tokens[at];
        // "In April Lee left"
        if first.is(WordClass::CALENDAR) && at > sentence.start && !self.is_no_date(at) {
            return None;
        }
        if let Some(end) = self.aim_end(at, sentence) {
            let kind = if self.says(end) { EntityType::Organization } else { EntityType::Other };
            return Some(Labelled { tokens: at..end, kind });
        }
        if self.is_company(&(at..end)) || self.is_firm(&(at..end), sentence) {
            return Some(Labelled { tokens: at..end, kind: EntityType::Organization });
        }
        if at == sentence.start {
            let will = first.is(WordClass::AUXILIARY) && is_given(first) && end > at + 1 && self.acts(end);
            let person = will && !self.is_question(sentence) || self.one_speaks(at, end);
            let unlike = || self.is_unlike(at);
            let kind = match person {
                true => Some(EntityType::Person),
                false if self.is_body(at..end) => Some(EntityType::Organization).filter(|_| unlike()),
                false => self.described(end).filter(|_| unlike()),
            };
            return Some(Labelled { tokens: at..end, kind: kind? });
        }
        // "Compass Research & Trading"
        let firm = self.token(end).filter(|t| t.span.of(self.surface.text) == "&" && end + 1 < sentence.end);
        if !self.is_due(at) && firm.is_some() && self.is_open(end + 1) {
            return Some(Labelled { tokens: at..self.open_end(end + 1, limit), kind: EntityType::Organization });
        }
        let person = end > at + 1 && !first.is_any(FUNCTION) && (is_given(first) || self.is_persons(at));
        if self.is_due(at) || !(at + usize::from(person)..end).all(|i| self.is_unlike(i)) {
            return None;
        }
        let speaks = person || self.says(end);
        let kind = self.described(end).unwrap_or(if speaks { EntityType::Person } else { EntityType::Other });
        Some(Labelled { tokens: at..end, kind })
    }

    /// The end of a name that is an ordinary word, "to" and another: "Right to Rise". The second has no capital by itself, nor has the
    /// first in the midst of a sentence; at its start a verb stands behind.
    fn aim_end(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let end = at + 3;
        // "According to Variety", "Responding to", "Thanks to Democratic rules"
        let other = evidence::PLACES | evidence::SURE_PERSONS;
        let ordinary = |i: usize| {
            let token = &self.surface.tokens[i];
            self.is_open(i)
                && self.is_word(i)
                && token.cue.is_empty()
                && !token.is(WordClass::DEMONYM)
                && self.lists(i) & other == 0
        };
        if end > sentence.end || self.surface.word(at + 1) != "to" || !ordinary(at) || !ordinary(end - 1) {
            return None;
        }
        let begins = if at == sentence.start {
            self.acts(end) && !self.surface.word(at).ends_with("ing")
        } else {
            let before = &self.surface.tokens[at - 1];
            matches!(before.kind, TokenKind::Word | TokenKind::Comma)
        };
        // "Things to Know for Today", a headline
        let goes_on = self.token(end).is_some_and(|t| {
            end < sentence.end
                && (t.is_capital() || t.is_any(FUNCTION.difference(WordClass::AUXILIARY | WordClass::CONJUNCTION)))
        });
        (begins && !goes_on).then_some(end)
    }

    /// "Director Bram Teal": a word that is hardly anything but a name, and one that may be a surname, behind an office, and no third.
    fn is_officer(&self, name: Range<usize>) -> bool {
        let other = NO_NAME | WordClass::ORDINARY | WordClass::COMMON | WordClass::BODY_NOUN | WordClass::TITLE_WORD;
        let named = |i: usize| self.is_unlike(i) || self.is_persons(i) || is_given(&self.surface.tokens[i]);
        let last = &self.surface.tokens[name.end - 1];
        name.len() == 2
            && self.is_addressed(name.start)
            && named(name.start)
            && !last.is_any(other)
            && self.vocabulary.seen(name.end - 1).lower == 0
            && !self.token(name.end).is_some_and(Token::is_capital)
    }

    /// "Ashfordshire Police" before a verb: a word for a kind of body ends it.
    fn is_body(&self, name: Range<usize>) -> bool {
        let head = &self.surface.tokens[name.end - 1];
        name.len() > 1 && head.is(WordClass::ORGANIZATION_HEAD) && !is_given(head) && self.acts(name.end)
    }

    /// "Acme" before "spokeswoman Ann Lee": who has an officer, at the start of a sentence too. `person` is where the name behind
    /// begins, `found` what was found at `at` without it.
    fn employs(&self, at: usize, person: usize, found: Option<Labelled>) -> Option<Labelled> {
        if found.as_ref().is_some_and(|name| name.kind != EntityType::Other)
            || !self.same_sentence(at, person)
            || self.vocabulary.line_of(self.surface.sentence_of(at)) != Line::Plain
        {
            return found;
        }
        let end = found.as_ref().map_or_else(|| self.open_end(at, person), |name| name.tokens.end);
        let chief = |&i: &usize| self.is_chief(i);
        let end = (at + 1..end).rev().take_while(chief).last().unwrap_or(end);
        let office = WordClass::ROLE.union(WordClass::TITLE);
        let word = |i: usize| {
            let token = &self.surface.tokens[i];
            // "Lee aide", "Lee rival" are of a person.
            let kin = token.is(WordClass::KIN) && !self.surface.word(i).starts_with("spokes");
            (!token.is_capital() || self.is_chief(i)) && token.is_any(office.union(WordClass::TITLE_WORD)) && !kin
        };
        let officer = end < person
            && (end..person).all(word)
            && self.surface.tokens[person - 1].is_any(office)
            && self.vocabulary.is_capital(at);
        let listed = |i: usize| self.lists(i) & evidence::FIRMS != 0;
        let linked = (at..end).any(|i| self.surface.word(i).contains('-')); // "Award-winning"
        let open = |i: usize| self.is_unlike(i) || listed(i) && !self.surface.tokens[i].is_any(NO_NAME);
        if !officer || linked || found.is_none() && !(at..end).all(open) {
            return found;
        }
        let governed = |i: usize| ["mayor", "governor", "sheriff"].contains(&self.surface.word(i));
        let kind = if governed(person - 1) { EntityType::Place } else { EntityType::Organization };
        Some(Labelled { tokens: at..end, kind })
    }

    /// Whether lists have the word as a name of persons.
    fn is_persons(&self, i: usize) -> bool {
        self.lists(i) & evidence::PERSONS != 0
    }

    /// "Stones believes": a plural would take "believe".
    fn one_speaks(&self, at: usize, end: usize) -> bool {
        let word = self.surface.word(at);
        end == at + 1
            && word.ends_with('s')
            && !self.surface.tokens[at].is_any(NO_NAME.union(WordClass::BODY_NOUN).union(WordClass::DOCUMENT))
            && self.token(end).is_some_and(|t| {
                t.cue.contains(CueFrames::FINITE)
                    && !t.cue.contains(CueFrames::NOUN)
                    && t.span.of(self.surface.text).ends_with('s')
            })
    }

    /// What the apposition behind a comma at `comma` says: "Acme, a bank in Ashford," is a body.
    fn described(&self, comma: usize) -> Option<EntityType> {
        let tokens = &self.surface.tokens;
        self.surface.tokens.get(comma).filter(|t| t.kind == TokenKind::Comma)?;
        let end = self.surface.tokens_beside(comma).end;
        let article = tokens[..end].get(comma + 1)?;
        if !article.is(WordClass::DETERMINER) || article.is_capital() {
            return None;
        }
        let stop = WordClass::PREPOSITION | WordClass::RELATIVE | WordClass::SUBORDINATOR | WordClass::AUXILIARY;
        let words = tokens[comma + 2..end].iter().take(6);
        let head = words
            .take_while(|t| matches!(t.kind, TokenKind::Word | TokenKind::Possessive) && !t.is_any(stop))
            .last()?;
        let person = head.is_any(WordClass::ROLE | WordClass::TITLE | WordClass::KIN);
        if person {
            return Some(EntityType::Person);
        }
        let body = head.is(WordClass::BODY_NOUN) && !head.is(WordClass::DOCUMENT);
        body.then_some(EntityType::Organization)
    }
}
