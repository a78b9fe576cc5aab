//! Letters behind a name, which are no surname: "Helen Cartwright KC", "Ruth Hale MD".

use std::ops::Range;

use super::Conventions;
use crate::entity_type::EntityType;
use crate::mention::name::labels::Labelled;
use crate::mention::vocabulary::{Line, is_given, is_letters};
use crate::token::TokenKind;

impl Conventions<'_, '_> {
    /// Names without the letters behind them, of persons with two words or more; letters alone behind one are no name, and before one
    /// they part a constituency from its member: "Leeds East MP Ann Lee".
    pub(super) fn without_letters(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let mut all: Vec<Labelled> = Vec::with_capacity(names.len());
        let mut names = names.into_iter().peekable();
        while let Some(mut name) = names.next() {
            let letters = name.tokens.clone().rev().take_while(|&i| is_letters(self.surface.word(i))).count();
            let next = names.peek().filter(|next| next.kind == EntityType::Person).map(|next| next.tokens.start);
            if let Some(seat) = self.seat(&name, next) {
                all.push(Labelled { tokens: name.tokens.start..seat, kind: EntityType::Place });
                (name.tokens.start, name.kind) = (seat + 1, EntityType::Person);
                if name.tokens.len() > 1 {
                    all.push(name);
                }
            } else if letters == 0 || self.is_in_capitals(name.tokens.start) {
                all.push(name);
            } else if letters == name.tokens.len() {
                if !all.last().is_some_and(|last| self.is_lettered(last, &name.tokens)) {
                    all.push(name);
                }
            } else {
                let person = name.kind == EntityType::Person || is_given(&self.surface.tokens[name.tokens.start]);
                if person && name.tokens.len() >= letters + 2 {
                    (name.tokens.end, name.kind) = (name.tokens.end - letters, EntityType::Person);
                }
                all.push(name);
            }
        }
        all
    }

    fn is_in_capitals(&self, i: usize) -> bool {
        self.vocabulary.line_of(self.surface.sentence_of(i)) == Line::Capitals
    }

    /// Where "MP" stands in or behind the name of a constituency, whose member is named right behind it, in the same name or in
    /// the one that begins at `next`.
    fn seat(&self, name: &Labelled, next: Option<usize>) -> Option<usize> {
        let seat = |i: usize| matches!(self.surface.word(i), "MP" | "MSP" | "MEP");
        let Range { start, end } = name.tokens;
        let inside = (start + 1..end.saturating_sub(2)).find(|&i| seat(i));
        let last = (end > start + 1 && next == Some(end) && seat(end - 1)).then_some(end - 1);
        let behind = (next == Some(end + 1) && seat(end)).then_some(end);
        inside.or(last).or(behind).filter(|_| !is_given(&self.surface.tokens[start]) && self.same_sentence(start, end))
    }

    /// Whether letters stand behind a person's full name: "Ann Lee KC MP", "Ann Lee, MD,".
    fn is_lettered(&self, person: &Labelled, letters: &Range<usize>) -> bool {
        let Range { start, end } = person.tokens.end..letters.start;
        let comma = |i: usize| self.surface.tokens[i].kind == TokenKind::Comma;
        let apposed = end == start + 1
            && comma(start)
            && self.token(letters.end).is_none_or(|t| matches!(t.kind, TokenKind::Comma | TokenKind::Terminator));
        let adjoins = apposed || (start..end).all(|i| is_letters(self.surface.word(i)));
        person.kind == EntityType::Person
            && person.tokens.len() > 1
            && self.same_sentence(start - 1, letters.start)
            && adjoins
    }
}
