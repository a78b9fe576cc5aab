//! Names whose parts were found apart, or cut: by honorifics, particles, nicknames, suffixes, legal forms and "&".

use std::ops::Range;

use super::{Conventions, LONGEST, NO_NAME, is_address};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::evidence;
use crate::mention::name::labels::Labelled;
use crate::mention::vocabulary::{FUNCTION, is_given, is_honorific};
use crate::token::{Shape, TokenKind};

/// What stands before a storm's name.
const STORMS: [&str; 6] = ["Hurricane", "Typhoon", "Cyclone", "Tropical", "Superstorm", "Storm"];
/// What places have: "the mayor of Ashford".
const GOVERNED: [&str; 8] = ["city", "town", "village", "mayor", "council", "residents", "outskirts", "streets"];
/// Words of a nickname: "King of the Road".
const NICKNAME: usize = 4;
/// Particles before a surname: "de la", "van der".
const PARTICLES: usize = 3;

/// Legal forms, which a comma may stand before, and those that are read behind a name alone.
const FORMS: [&str; 8] = ["Inc", "Ltd", "LLC", "Corp", "PLC", "plc", "GmbH", "LLP"];
const BARE_FORMS: [&str; 3] = ["AG", "SA", "NV"];

impl Conventions<'_, '_> {
    /// "Mr. Will", "Ms. Long": after such a title any capitalised word is a person's name.
    pub(super) fn with_honorifics(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let mut all: Vec<Labelled> = Vec::with_capacity(names.len());
        let mut names = names.into_iter().peekable();
        for i in self.vocabulary.capitals() {
            if !is_honorific(self.surface.text, &self.surface.tokens[i]) {
                continue;
            }
            let next = i + 1;
            if !self.same_sentence(i, next) || !self.vocabulary.is_capital(next) || is_address(self.surface.word(next))
            {
                continue;
            }
            while let Some(name) = names.next_if(|name| name.tokens.end <= next) {
                all.push(name);
            }
            match names.peek_mut() {
                Some(name) if name.tokens.start <= next => name.kind = EntityType::Person,
                other => {
                    let limit = other.map_or(usize::MAX, |name| name.tokens.start);
                    let end = self.open_end(next, limit);
                    // "Mr. Poe Lee", of which only "Lee" was found.
                    let adjoins = names.peek().is_some_and(|n| n.tokens.start == end && n.kind == EntityType::Person);
                    if adjoins {
                        names.peek_mut().into_iter().for_each(|name| name.tokens.start = next);
                    } else {
                        all.push(Labelled { tokens: next..end, kind: EntityType::Person });
                    }
                }
            }
        }
        all.extend(names);
        all
    }

    /// Names whose parts were found apart, or cut: "Jan van der Berg", "Robert “Bob” Dole", "Ann Lee, Jr.".
    pub(super) fn joined(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let mut all: Vec<Labelled> = Vec::with_capacity(names.len());
        let mut names = names.into_iter().peekable();
        while let Some(mut name) = names.next() {
            let floor = all.last().map_or(0, |before| before.tokens.end);
            if matches!(name.kind, EntityType::Person | EntityType::Other) {
                self.take_initials(&mut name, floor);
            }
            if name.kind == EntityType::Person {
                if let Some(end) = self.second_surname(name.tokens.end) {
                    while names.next_if(|other| other.tokens.start < end).is_some() {}
                    name.tokens.end = end;
                }
                self.take_particles(&mut name, floor, &mut all);
                let free = names.peek().map_or(usize::MAX, |other| other.tokens.start);
                if let Some(end) = self.surname_behind_particle(&name.tokens, free) {
                    name.tokens.end = end;
                }
                self.take_bracketed(&mut name, &mut all, &mut names);
                if let Some(end) = self.nickname(&name.tokens) {
                    while names.next_if(|other| other.tokens.start <= end).is_some() {}
                    let free = names.peek().map_or(usize::MAX, |other| other.tokens.start);
                    name.tokens.end = self.surname_end(end, free);
                }
            }
            if let Some(end) = self.firm_end(&name) {
                while names.next_if(|other| other.tokens.start < end).is_some() {}
                (name.tokens.end, name.kind) = (end, EntityType::Organization);
            }
            let end = self.suffix_end(&name);
            if end > name.tokens.end {
                while names.next_if(|other| other.tokens.end <= end).is_some() {}
                let after = names.peek().map_or(usize::MAX, |other| other.tokens.start);
                if end <= after {
                    name.tokens.end = end;
                    let open = matches!(name.kind, EntityType::Other | EntityType::Place);
                    name.kind = if open { EntityType::Organization } else { name.kind };
                }
            }
            self.take_storm(&mut name, floor);
            if self.is_company(&name.tokens) {
                name.kind = EntityType::Organization;
            } else if self.is_storm(&name.tokens) {
                name.kind = EntityType::Other;
            }
            if self.is_governed(&name.tokens) {
                name.kind = EntityType::Place;
            }
            all.push(name);
        }
        all
    }

    /// Takes in the initials before a surname: "J. R. Poe".
    fn take_initials(&self, name: &mut Labelled, floor: usize) {
        let least = self.surface.tokens_beside(name.tokens.start).start.max(floor);
        let initial = |&i: &usize| {
            let token = &self.surface.tokens[i];
            token.is_capital() && token.shape.contains(Shape::FULL_STOP) && token.span.len() == 2
        };
        if let Some(start) = (least..name.tokens.start).rev().take_while(initial).last() {
            (name.tokens.start, name.kind) = (start, EntityType::Person);
        }
    }

    /// Takes in what says that a name is a storm's: "Tropical Storm Ann", "Storm Ann". "Storm Watch" is no storm.
    fn take_storm(&self, name: &mut Labelled, floor: usize) {
        let first = name.tokens.start;
        let least = self.surface.tokens_beside(first).start.max(floor);
        let storm = |&i: &usize| STORMS.contains(&self.surface.word(i));
        let Some(start) = (least..first).rev().take_while(storm).last().filter(|_| name.tokens.len() == 1) else {
            return;
        };
        if name.kind == EntityType::Person || self.is_storm(&(start..first + 1)) {
            (name.tokens.start, name.kind) = (start, EntityType::Other);
        }
    }

    /// Whether the name is a storm's: "Hurricane Ann" is nobody.
    pub(super) fn is_storm(&self, name: &Range<usize>) -> bool {
        let last = name.end - 1;
        let first = self.surface.word(name.start);
        name.len() > 1 && STORMS.contains(&first) && (first != "Storm" || self.is_given_name(last))
    }

    /// The end of a Spanish second surname: "y Gasol".
    fn second_surname(&self, at: usize) -> Option<usize> {
        let joins = self.token(at).is_some_and(|t| t.span.of(self.surface.text) == "y");
        (joins && self.same_sentence(at, at + 1) && self.is_open(at + 1)).then_some(at + 2)
    }

    /// Whether what a place has stands before: "the council of Brackwater".
    fn is_governed(&self, name: &Range<usize>) -> bool {
        let Some(noun) = name.start.checked_sub(2).filter(|&noun| self.same_sentence(noun, name.start)) else {
            return false;
        };
        let known = || GOVERNED.iter().any(|has| self.surface.word(noun).eq_ignore_ascii_case(has));
        name.len() == 1 && self.surface.word(noun + 1) == "of" && known()
    }

    /// The end of a firm's name with "&" or of a body's name that goes on behind "for", "and": "Wicks & Dunmore LLP", "Center for
    /// Science".
    fn firm_end(&self, name: &Labelled) -> Option<usize> {
        let at = name.tokens.end;
        let word = self.token(at).map(|_| self.surface.word(at))?;
        // "Harris County Sheriff’s Office"
        let office = self.surface.tokens[at - 1].is_any(WordClass::TITLE | WordClass::ROLE)
            && self.surface.tokens[at].kind == TokenKind::Possessive
            && self.same_sentence(at, at + 1)
            && self.is_open(at + 1)
            && matches!(self.surface.word(at + 1), "Office" | "Department");
        if office && name.tokens.len() > 1 {
            return Some(at + 2);
        }
        let article = usize::from(
            word == "for"
                && matches!(self.surface.tokens.get(at + 1).map(|_| self.surface.word(at + 1)), Some("the" | "a")),
        );
        let next = at + 1 + article;
        if !self.same_sentence(at - 1, next) || !self.is_open(next) {
            return None;
        }
        let body = |i: usize| self.surface.tokens[i].is(WordClass::ORGANIZATION_HEAD);
        let plain = |i: usize| {
            self.surface.tokens[i].is_any(WordClass::ORDINARY | WordClass::TITLE_WORD | WordClass::BODY_NOUN)
        };
        let goes_on = match word {
            "&" => self.surface.tokens[next].shape.contains(Shape::SPACE_BEFORE),
            "for" => name.kind == EntityType::Organization && body(at - 1) && plain(next),
            "and" => {
                let connected = name.tokens.clone().any(|i| matches!(self.surface.word(i), "for" | "of"));
                name.kind == EntityType::Organization && connected && plain(at - 1) && plain(next)
            }
            _ => false,
        };
        goes_on.then(|| self.surname_end(next, usize::MAX))
    }

    /// Whether the last word of a name of several is a legal form.
    pub(super) fn is_company(&self, name: &Range<usize>) -> bool {
        let is_form = |word: &str| FORMS.iter().chain(&BARE_FORMS).any(|form| word == *form);
        name.len() > 1 && is_form(self.surface.word(name.end - 1).trim_end_matches('.'))
    }

    /// Takes in the particles before a person's surname and the name before them.
    fn take_particles(&self, name: &mut Labelled, floor: usize, all: &mut Vec<Labelled>) {
        let first = name.tokens.start;
        let plain = FUNCTION.difference(WordClass::ADVERB);
        let particle = |&i: &usize| {
            let token = &self.surface.tokens[i];
            token.is(WordClass::PARTICLE) && !token.is_capital() && !token.is_any(plain)
        };
        let least = self.surface.tokens_beside(first).start.max(first.saturating_sub(PARTICLES));
        let Some(start) = (least..first).rev().take_while(particle).last() else { return };
        name.tokens.start = if start >= floor { start } else { first };
        let Some(before) = start.checked_sub(1).filter(|&b| b >= self.surface.tokens_beside(first).start) else {
            return;
        };
        if before < floor {
            // A person's name ends there, or what it is called after: "Bank of the de Lees".
            if let Some(left) = all.pop_if(|left| left.tokens.end == start && left.kind == EntityType::Person) {
                name.tokens.start = left.tokens.start;
            }
        } else if self.is_open(before) && !self.surface.tokens[before].is_any(WordClass::TITLE.union(WordClass::ROLE)) {
            name.tokens.start = before;
        }
    }

    /// The end of a surname with particles that was not found behind a given name: "ten Hag".
    fn surname_behind_particle(&self, name: &Range<usize>, limit: usize) -> Option<usize> {
        let at = name.end;
        let particle = |&i: &usize| {
            let token = &self.surface.tokens[i];
            token.is(WordClass::PARTICLE) && !token.is_capital() && !token.is_any(FUNCTION)
        };
        let end = (at..self.surface.tokens_beside(name.start).end.min(at + PARTICLES)).take_while(particle).last()? + 1;
        let surname = self.token(end).filter(|_| end < limit && self.same_sentence(at, end) && self.is_open(end))?;
        let plain = NO_NAME.union(WordClass::BODY_NOUN).union(WordClass::GROUP_NOUN);
        // "ten Oscars", "ten Swiss francs"
        let several =
            surname.span.of(self.surface.text).ends_with('s') && self.surface.tokens[at].is(WordClass::NUMBER_WORD);
        let given = is_given(&self.surface.tokens[name.start]) || self.lists(name.start) & evidence::GIVEN != 0;
        let lone = given && name.len() == 1;
        let ends = self.token(end + 1).is_none_or(|t| !t.is_capital());
        (lone && ends && !several && !surname.is_any(plain)).then_some(end + 1)
    }

    /// The token behind a nickname in marks or brackets that stands behind a given name and before a surname: "Ann “The Rock” Lee".
    fn nickname(&self, name: &Range<usize>) -> Option<usize> {
        let open = self.token(name.end)?;
        let limit = self.surface.tokens_beside(name.start).end.min(name.end + NICKNAME + 2);
        let close = (name.end + 1..limit).find(|&i| self.surface.tokens[i].kind != TokenKind::Word)?;
        let (first, surname) = (&self.surface.tokens[name.end + 1], self.token(close + 1)?);
        let closing = self.surface.tokens[close].kind;
        let marked = open.kind == TokenKind::Mark && closing == TokenKind::Mark;
        let bracketed =
            open.kind == TokenKind::Open && closing == TokenKind::Close && close == name.end + 2 && is_given(first);
        ((marked || bracketed)
            && close > name.end + 1
            && self.is_given_name(name.start)
            && open.shape.contains(Shape::SPACE_BEFORE)
            && first.is_capital()
            && self.surface.tokens[close - 1].is_capital()
            && !first.shape.contains(Shape::SPACE_BEFORE)
            && surname.is_capital()
            && surname.shape.contains(Shape::SPACE_BEFORE)
            && self.same_sentence(name.start, close + 1)
            && self.is_open(close + 1))
        .then_some(close + 1)
    }

    /// The end of the capitalised words from `start` on, each with a space before it.
    fn surname_end(&self, start: usize, limit: usize) -> usize {
        let end = (start + 1..limit.min(start + LONGEST)).take_while(|&i| {
            self.same_sentence(start, i)
                && self.is_open(i)
                && self.surface.tokens[i].shape.contains(Shape::SPACE_BEFORE)
        });
        end.last().map_or(start + 1, |last| last + 1)
    }

    /// The end of a name with "Jr.", "III" or "Inc." behind it.
    fn suffix_end(&self, name: &Labelled) -> usize {
        let end = name.tokens.end;
        let comma = self.token(end).is_some_and(|t| t.kind == TokenKind::Comma);
        let at = end + usize::from(comma);
        let fits = self.same_sentence(end - 1, at) && {
            let word = self.surface.word(at).trim_end_matches('.');
            match name.kind {
                EntityType::Person => matches!(word, "Jr" | "Sr" | "II" | "III" | "IV"),
                EntityType::Organization | EntityType::Other | EntityType::Place => FORMS.contains(&word),
                _ => false,
            }
        };
        if fits { at + 1 } else { end }
    }
}
