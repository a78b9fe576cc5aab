//! Persons of whose name only half was found, because the other half is a word or a month: "Will Grant", "Ann May".

use std::ops::Range;

use super::{Conventions, NO_NAME};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::evidence::{self, Evidence};
use crate::mention::name::labels::Labelled;
use crate::mention::vocabulary::{FUNCTION, Line, is_given};
use crate::token::{Shape, TokenKind};

/// Words before a month: "last May".
const BEFORE_MONTHS: [&str; 12] =
    ["last", "next", "this", "that", "early", "late", "mid", "each", "every", "and", "or", "until"];

impl Conventions<'_, '_> {
    /// Names of persons with the half that was not found.
    pub(super) fn with_halves(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let mut all: Vec<Labelled> = Vec::with_capacity(names.len());
        let mut names = names.into_iter().peekable();
        while let Some(mut name) = names.next() {
            let floor = all.last().map_or(0, |before| before.tokens.end);
            let limit = names.peek().map_or(usize::MAX, |next| next.tokens.start);
            if matches!(name.kind, EntityType::Person | EntityType::Other) {
                if self.is_surname_behind(&name, limit) {
                    (name.tokens.end, name.kind) = (name.tokens.end + 1, EntityType::Person);
                }
                if self.is_given_behind_title(&name.tokens, floor) {
                    (name.tokens.start, name.kind) = (name.tokens.start - 1, EntityType::Person);
                } else if name.kind == EntityType::Person && self.is_given_before(&name.tokens, floor) {
                    name.tokens.start -= 1;
                }
            }
            if name.kind == EntityType::Place && self.is_month_before(&name.tokens, floor) {
                (name.tokens.start, name.kind) = (name.tokens.start - 1, EntityType::Person);
            }
            all.push(name);
        }
        all
    }

    /// Whether the month before a place’s name is the given name of a person called like the place, who does something: "May Welland
    /// smiled", but "In May Ashford won".
    fn is_month_before(&self, place: &Range<usize>, floor: usize) -> bool {
        let month =
            place.start.checked_sub(1).filter(|&month| month >= floor && self.same_sentence(month, place.start));
        let verb = |i: usize| self.token(i).is_some_and(|t| t.kind == TokenKind::Word && !t.is(WordClass::AUXILIARY));
        place.len() == 1
            && month.is_some_and(|month| {
                self.is_month(month)
                    && self.lists(month) & evidence::GIVEN != 0
                    && self.is_plain_line(month)
                    && self.is_no_date(month)
            })
            && verb(place.end)
            && self.acts(place.end)
    }

    /// Whether the word at `i` is a month, or a day, that is a name of persons too: "May", "April".
    pub(super) fn is_month(&self, i: usize) -> bool {
        self.surface.tokens[i].is(WordClass::CALENDAR)
    }

    /// Whether the word at `i` is one that seldom has a capital: "Said", "Can", "Little".
    pub(super) fn is_word(&self, i: usize) -> bool {
        let token = &self.surface.tokens[i];
        let seldom = Evidence::shipped().common(self.vocabulary.hash(i)).is_some_and(|c| c.capital < 5);
        seldom || token.is_any(FUNCTION.union(WordClass::ORDINARY)) || !token.cue.is_empty()
    }

    pub(super) fn is_plain_line(&self, i: usize) -> bool {
        self.vocabulary.line_of(self.surface.sentence_of(i)) == Line::Plain
    }

    /// Whether the capital behind a given name is its surname: a month or a word that is one, or a short word that lists have as
    /// something else.
    fn is_surname_behind(&self, name: &Labelled, limit: usize) -> bool {
        let (last, next) = (name.tokens.end - 1, name.tokens.end);
        let capital = self.token(next).filter(|t| next < limit && t.is_capital());
        let Some(token) = capital.filter(|_| self.same_sentence(last, next)) else {
            return false;
        };
        let numbered = self.token(next + 1).is_some_and(|t| t.kind == TokenKind::Number);
        let plain =
            NO_NAME.union(WordClass::BODY_NOUN).union(WordClass::ORGANIZATION_HEAD).union(WordClass::PLACE_HEAD);
        // A given name alone, or behind a title.
        let lone = name.tokens.len() == 1 || self.surface.tokens[last - 1].is_any(WordClass::TITLE | WordClass::ROLE);
        let own = lone && self.is_month(next) && self.lists(next) & evidence::SURNAMES != 0
            || lone && !token.is_any(plain) && self.lists(next) & evidence::PERSONS != 0
            || name.tokens.len() == 2 && token.span.len() == 2 && !token.is_any(FUNCTION);
        let given =
            is_given(&self.surface.tokens[last]) || name.tokens.len() == 2 && self.lists(last) & evidence::PERSONS != 0;
        own && given
            && !numbered
            && token.shape.contains(Shape::SPACE_BEFORE)
            && !token.shape.contains(Shape::ALL_CAPITALS)
            && !self.surface.tokens[last].is(WordClass::CALENDAR)
            && (name.kind == EntityType::Person || lone)
            && self.is_plain_line(next)
            && !(self.same_sentence(next, next + 1) && next + 1 < limit && self.vocabulary.is_capital(next + 1))
    }

    /// Whether the capital before a surname is its given name: "Will", "April".
    fn is_given_before(&self, name: &Range<usize>, floor: usize) -> bool {
        let Some(given) = name.start.checked_sub(1).filter(|&g| g >= floor && self.same_sentence(g, name.start)) else {
            return false;
        };
        let token = &self.surface.tokens[given];
        let sentence = self.surface.tokens_beside(given);
        // "Al" is a given name or a particle, and nothing else.
        let particle = is_given(token) && token.is(WordClass::PARTICLE);
        if name.len() > 2
            || !token.is_capital()
            || token.shape.contains(Shape::ALL_CAPITALS)
            || !self.surface.tokens[name.start].shape.contains(Shape::SPACE_BEFORE)
            || self.lists(given) & evidence::GIVEN == 0 && !particle
            || !is_given(token) && !self.is_month(given) && self.is_word(given)
            || token.is_any(WordClass::TITLE.union(WordClass::PLACE).union(WordClass::DEMONYM))
            || !self.is_plain_line(given)
        {
            return false;
        }
        let first = given == sentence.start;
        if self.is_month(given) {
            return self.is_no_date(given);
        }
        if token.is_any(FUNCTION) {
            // "Will Lee come?"
            return token.is(WordClass::AUXILIARY) && !(first || self.is_due(given))
                || first && !self.is_question(&sentence);
        }
        !first && !self.is_due(given) || particle || self.acts(name.end)
    }

    /// Whether the capital before a surname stands behind a title, although it is a small word: "President To Lam", "Vice Premier He
    /// Lifeng".
    fn is_given_behind_title(&self, name: &Range<usize>, floor: usize) -> bool {
        let Some(given) = name.start.checked_sub(1).filter(|&g| g > floor && self.same_sentence(g - 1, name.start))
        else {
            return false;
        };
        let (token, title) = (&self.surface.tokens[given], &self.surface.tokens[given - 1]);
        let no_name = WordClass::DETERMINER | WordClass::CONJUNCTION | WordClass::SUBORDINATOR | WordClass::NEGATION;
        name.len() < 3
            && token.is_capital()
            && !token.shape.intersects(Shape::ALL_CAPITALS | Shape::FULL_STOP | Shape::DIGIT)
            && (self.lists(given) & evidence::PERSONS != 0 || token.is_any(FUNCTION) && !token.is_any(no_name))
            && !token.is_any(WordClass::TITLE | WordClass::ROLE | WordClass::DEMONYM | WordClass::PLACE)
            && self.surface.tokens[name.start].shape.contains(Shape::SPACE_BEFORE)
            && title.is_capital()
            && title.is(WordClass::TITLE)
            && self.is_plain_line(given)
            && !self.surface.word(given).eq_ignore_ascii_case("of")
    }

    /// Whether a title stands right before the word at `i`, which is a surname although it is a month too: "Prime Minister May".
    pub(super) fn is_titled(&self, i: usize) -> bool {
        let title = i.checked_sub(1).filter(|&t| self.same_sentence(t, i)).map(|t| &self.surface.tokens[t]);
        self.is_month(i)
            && self.lists(i) & evidence::SURNAMES != 0
            && title.is_some_and(|t| t.is_capital() && t.is(WordClass::TITLE))
            && self.is_plain_line(i)
            && self.is_no_date(i)
            && !(self.same_sentence(i, i + 1) && self.vocabulary.is_capital(i + 1))
    }

    /// Whether the month at `i` stands where no date does: not behind a preposition, a number or "last".
    pub(super) fn is_no_date(&self, i: usize) -> bool {
        let sentence = self.surface.tokens_beside(i);
        let numbered = self.token(i + 1).is_some_and(|t| t.kind == TokenKind::Number);
        let Some(before) = i.checked_sub(1).filter(|&b| b >= sentence.start) else { return !numbered };
        let token = &self.surface.tokens[before];
        let word = self.surface.word(before);
        !numbered
            && token.kind == TokenKind::Word
            && !token.is_any(WordClass::PREPOSITION | WordClass::CALENDAR | WordClass::DETERMINER)
            && !BEFORE_MONTHS.iter().any(|b| word.eq_ignore_ascii_case(b))
    }
}
