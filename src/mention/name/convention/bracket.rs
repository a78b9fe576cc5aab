//! Persons of whose name an editor wrote a part in square brackets: "Joni [Ernst]", "President [Barack] Obama".

use std::iter::Peekable;
use std::ops::Range;

use super::Conventions;
use crate::lexicon::WordClass;
use crate::mention::evidence;
use crate::mention::name::labels::Labelled;
use crate::mention::vocabulary::is_given;
use crate::token::Shape;

impl Conventions<'_, '_> {
    /// The bracketed word that begins at token `open`: its bracket is no round one, and it can be part of a person's name.
    fn bracketed(&self, open: usize) -> Option<usize> {
        let [first, word, last] = self.surface.tokens.get(open..open + 3)? else { return None };
        let plain = WordClass::TITLE | WordClass::ROLE | WordClass::GROUP_NOUN | WordClass::BODY_NOUN;
        let text = self.surface.text;
        (first.span.of(text) == "["
            && last.span.of(text) == "]"
            && first.shape.contains(Shape::SPACE_BEFORE)
            && word.is_capital()
            && !word.is_any(plain)
            && !word.shape.contains(Shape::ALL_CAPITALS)
            && self.same_sentence(open, open + 2)
            && self.is_open(open + 1))
        .then_some(open + 1)
    }

    /// Takes in the part of a person's name in brackets; names that were read inside of it are no longer their own: those before in
    /// `all`, those behind in `names`.
    pub(super) fn take_bracketed(
        &self,
        name: &mut Labelled,
        all: &mut Vec<Labelled>,
        names: &mut Peekable<impl Iterator<Item = Labelled>>,
    ) {
        if let Some(end) = self.bracketed_surname(&name.tokens) {
            while names.next_if(|other| other.tokens.start < end).is_some() {}
            name.tokens.end = end;
        }
        let Some(start) = self.bracketed_given(&name.tokens) else { return };
        let apart = |left: &Labelled| left.tokens.end <= start || left.tokens == (start + 1..start + 2);
        if all.iter().rev().take(2).all(apart) {
            all.pop_if(|left| left.tokens.start > start);
            name.tokens.start = start;
        }
    }

    /// The end of the bracketed surname behind a given name: "[Ernst]" behind "Joni".
    fn bracketed_surname(&self, name: &Range<usize>) -> Option<usize> {
        let given = name.len() == 1 && self.is_given_name(name.start);
        let surname = self.bracketed(name.end).filter(|_| given && self.same_sentence(name.start, name.end))?;
        (self.lists(surname) & (evidence::FIRMS | evidence::ACRONYMS) == 0).then_some(surname + 2)
    }

    /// The start of the bracketed given name before a surname: "[Barack]" before "Obama".
    fn bracketed_given(&self, name: &Range<usize>) -> Option<usize> {
        // The reader of names may have taken the given name without its bracket.
        let open = if name.len() > 2 && self.surface.word(name.start + 1) == "]" {
            name.start.checked_sub(1)?
        } else {
            name.start.checked_sub(3)?
        };
        let given = self.bracketed(open).filter(|&given| self.is_given_name(given))?;
        let surname = self.token(given + 2)?;
        let joins = self.same_sentence(given, given + 2) && surname.shape.contains(Shape::SPACE_BEFORE);
        joins.then_some(open)
    }

    /// Whether the word at `i` is a given name, by its classes or by a list.
    pub(super) fn is_given_name(&self, i: usize) -> bool {
        is_given(&self.surface.tokens[i]) || self.lists(i) & evidence::GIVEN != 0
    }
}
