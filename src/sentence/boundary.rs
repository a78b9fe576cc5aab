//! The rules: which terminator ends a sentence, and where the next one begins.

use rustc_hash::FxHashSet;

use crate::lexicon::{CueClass, WordClass};
use crate::mark::MarkedSpan;
use crate::sentence::{Quotations, SentenceOptions};
use crate::token::{Shape, Token, TokenKind};

/// Words that seldom begin a name, so that a capital on them shows that a sentence begins.
const OPENERS: WordClass = WordClass::DETERMINER
    .union(WordClass::PERSONAL)
    .union(WordClass::RELATIVE)
    .union(WordClass::POSSESSIVE)
    .union(WordClass::PREPOSITION)
    .union(WordClass::CONJUNCTION)
    .union(WordClass::SUBORDINATOR)
    .union(WordClass::AUXILIARY)
    .union(WordClass::NEGATION)
    .union(WordClass::ADVERB)
    .union(WordClass::COMMON);

const ABBREVIATIONS: WordClass =
    WordClass::ABBREVIATION.union(WordClass::ABBREVIATION_FINAL).union(WordClass::ABBREVIATION_NUMBER);

/// How many tokens a source before its cue may have: "“Why?” the mayor of Bath asked."
const LONGEST_SOURCE: usize = 8;

/// Walks through one paragraph after the other and decides.
pub(super) struct Judge<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// Where marked spans open, ascending.
    openers: Vec<u32>,
    /// Where closed marked spans end, ascending.
    closers: Vec<u32>,
    /// Ends of the outermost marked spans by start, where quotations stay whole.
    whole: Vec<(u32, u32)>,
    abbreviations: FxHashSet<&'a str>,
    /// The token to look at next, and the end of the paragraph.
    at: usize,
    end: usize,
    /// Where the running sentence began.
    start: usize,
}

/// What closes after a terminator.
struct Closed {
    /// The first token after it.
    next: usize,
    /// Whether a quotation closes.
    quotation: bool,
    /// Whether a bracket closes.
    bracket: bool,
}

impl<'a> Judge<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token], marked: &[MarkedSpan], options: &'a SentenceOptions) -> Self {
        let mut closers: Vec<u32> = marked.iter().filter(|m| m.closed).map(|m| m.outer.end).collect();
        closers.sort_unstable();
        let whole = match options.quotations {
            Quotations::Split => Vec::new(),
            Quotations::Whole => marked.iter().filter(|m| m.depth == 0).map(|m| (m.outer.start, m.outer.end)).collect(),
        };
        Self {
            text,
            tokens,
            openers: marked.iter().map(|m| m.outer.start).collect(),
            closers,
            whole,
            abbreviations: options.abbreviations.iter().map(|a| a.trim_end_matches('.')).collect(),
            at: 0,
            end: 0,
            start: 0,
        }
    }

    /// Goes to the paragraph `tokens[first..end]`.
    pub(super) fn enter(&mut self, first: usize, end: usize) {
        (self.at, self.end, self.start) = (first, end, first);
    }

    /// Returns the first token of the next sentence of the paragraph.
    pub(super) fn next_boundary(&mut self) -> Option<usize> {
        while self.at < self.end {
            let i = self.at;
            let token = &self.tokens[i];
            self.at += 1;
            let boundary = match token.kind {
                TokenKind::Terminator => self.after_terminator(i),
                TokenKind::Word if token.shape.contains(Shape::FULL_STOP) => self.after_abbreviation(i),
                TokenKind::Symbol | TokenKind::Dash if i > self.start => self.before_bullet(i),
                _ => None,
            };
            if let Some(next) = boundary.filter(|&next| next < self.end && !self.is_held_together(next)) {
                self.at = self.at.max(next);
                self.start = next;
                return Some(next);
            }
        }
        None
    }

    fn word(&self, i: usize) -> &'a str {
        self.tokens[i].span.of(self.text)
    }

    fn get(&self, i: usize) -> Option<&'a Token> {
        self.tokens.get(i).filter(|_| i < self.end)
    }

    fn after_terminator(&self, i: usize) -> Option<usize> {
        let run = self.word(i);
        let closed = self.closers_after(i + 1);
        let next = self.get(closed.next)?;
        if matches!(run, "。" | "！" | "？") {
            // Japanese goes on after its closing bracket: 「…。」と.
            let goes_on = closed.quotation && matches!(self.word(closed.next - 1), "」" | "』");
            return (!goes_on).then_some(closed.next);
        }
        if !next.shape.contains(Shape::SPACE_BEFORE) {
            return self.is_run_on(i, &closed).then_some(closed.next);
        }
        let bullet = next.kind == TokenKind::Dash && self.before_bullet(closed.next).is_some();
        if matches!(
            next.kind,
            TokenKind::Comma | TokenKind::Colon | TokenKind::Semicolon | TokenKind::Dash | TokenKind::Terminator
        ) && !bullet
        {
            return None;
        }
        if run == "." && i > self.start && !self.ends_with_full_stop(i, closed.next) {
            return None;
        }
        if self.first_word(closed.next).is_some_and(|t| self.is_lower(t)) {
            return (!closed.quotation && !closed.bracket && self.ends_before_lower_case(i)).then_some(closed.next);
        }
        let asks = run.contains(['?', '!', '？', '！']);
        if asks && closed.quotation && self.is_attribution(closed.next) || asks && self.is_year_in_brackets(closed.next)
        {
            return None;
        }
        Some(closed.next)
    }

    /// Whether the full stop at `i` ends a sentence as far as the words beside it tell.
    fn ends_with_full_stop(&self, i: usize, next: usize) -> bool {
        let (Some(before), Some(after)) = (self.get(i - 1), self.get(next)) else { return true };
        if self.tokens[i].shape.contains(Shape::SPACE_BEFORE) {
            return true;
        }
        let leads = i - 1 == self.start || i > self.start + 1 && matches!(self.word(i - 2), ":" | "(" | "*");
        if before.kind == TokenKind::Number && leads && before.span.len() <= 2 {
            return false; // "1. First", "three parts: 1. First"
        }
        if before.kind == TokenKind::Word {
            let word = self.word(i - 1);
            if word.len() == 1 && (i - 1 == self.start || self.is_lower(before)) {
                return false; // "A. First", "(b. 1950)"
            }
            if after.is(WordClass::CALENDAR) && matches!(word, "Mon" | "Fri" | "Sat" | "Sun" | "Thur") {
                return false; // "Sun. Oct. 1": too much like words for the lexicon
            }
            if after.kind == TokenKind::Number && matches!(word, "No" | "Nr" | "Art") {
                return false;
            }
            if !self.abbreviations.is_empty() && self.abbreviations.contains(word.to_lowercase().as_str()) {
                return false;
            }
        }
        true
    }

    /// Whether a terminator before a word in lower case ends a sentence, as where nobody writes capitals. "Yahoo! is",
    /// "wait ... and" and unknown abbreviations do not.
    fn ends_before_lower_case(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1).filter(|&b| b >= self.start).and_then(|b| self.get(b)) else {
            return false;
        };
        let run = self.word(i);
        let single = run == "." || run.contains(['?', '!']);
        let apart = self.tokens[i].shape.contains(Shape::SPACE_BEFORE);
        match before.kind {
            TokenKind::Word if run == "." && !apart => {
                let word = self.word(i - 1);
                self.is_lower(before) && word.len() > 2 && word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
            }
            TokenKind::Word => single && self.is_lower(before),
            TokenKind::Close => single,
            _ => false,
        }
    }

    /// "(1965)", as after a title: "“Viva Maria!” (1965)".
    fn is_year_in_brackets(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.kind == TokenKind::Open)
            && self.get(i + 1).is_some_and(|t| t.kind == TokenKind::Number)
            && self.get(i + 2).is_some_and(|t| t.kind == TokenKind::Close)
    }

    fn after_abbreviation(&self, i: usize) -> Option<usize> {
        let token = &self.tokens[i];
        let closed = self.closers_after(i + 1);
        let next = self.get(closed.next)?;
        if !next.shape.contains(Shape::SPACE_BEFORE) {
            return None;
        }
        let word = self.word(i).trim_end_matches('.');
        if !self.abbreviations.is_empty() && self.abbreviations.contains(word.to_lowercase().as_str()) {
            return None;
        }
        let first = self.first_word(closed.next)?;
        let zone = is_hour(word) && first.shape.contains(Shape::ALL_CAPITALS) && first.span.len() <= 4;
        if self.is_lower(first) || first.is(WordClass::CALENDAR) || zone && !first.is_any(OPENERS) {
            return None; // "9 p.m. Monday", "9 p.m. EST"
        }
        let capital = first.is_capital();
        let opener = capital && first.is_any(OPENERS);
        let ends = if closed.quotation {
            true
        } else if token.is(WordClass::ABBREVIATION_NUMBER) {
            capital && opener
        } else if token.is(WordClass::ABBREVIATION_FINAL) {
            // Written small it is a word or a measure as often: "mass.", "lbs."
            opener || capital && (ends_a_name(word) || self.is_lower(token))
        } else if token.is_any(ABBREVIATIONS) {
            false
        } else {
            // An initial, or letters with stops that no list has.
            opener && first.is_any(OPENERS.difference(WordClass::COMMON)) && self.word_len(closed.next) > 1
        };
        ends.then_some(closed.next)
    }

    fn word_len(&self, i: usize) -> usize {
        self.tokens[i].span.len()
    }

    /// Bullets part a paragraph's lines.
    fn before_bullet(&self, i: usize) -> Option<usize> {
        let token = &self.tokens[i];
        let bullet = token.shape.contains(Shape::LINE_BEFORE)
            && matches!(self.word(i), "•" | "·" | "▪" | "◦" | "‣" | "●" | "○" | "■" | "*" | "-" | "–" | "+")
            && self.get(i + 1).is_some_and(|t| {
                // A dash may as well go on with the line before.
                t.shape.contains(Shape::SPACE_BEFORE) && (token.kind == TokenKind::Symbol || t.is_capital())
            });
        bullet.then_some(i)
    }

    /// Takes in what closes after a terminator: marks, brackets, the number of a note.
    fn closers_after(&self, mut next: usize) -> Closed {
        let (mut quotation, mut bracket) = (false, false);
        while let Some(token) = self.get(next) {
            let apart = token.shape.contains(Shape::SPACE_BEFORE);
            match token.kind {
                TokenKind::Mark if self.closers.binary_search(&token.span.end).is_ok() => quotation = true,
                TokenKind::Mark if !apart && self.openers.binary_search(&token.span.start).is_err() => quotation = true,
                TokenKind::Close => bracket = true,
                TokenKind::Open if self.is_note(next) => next += 2,
                TokenKind::Symbol | TokenKind::Colon | TokenKind::Semicolon if apart => match self.smiley(next) {
                    0 => break,
                    length => next += length - 1,
                },
                _ => break,
            }
            next += 1;
        }
        Closed { next, quotation, bracket }
    }

    /// "[1]"
    fn is_note(&self, i: usize) -> bool {
        self.word(i) == "["
            && self.get(i + 1).is_some_and(|t| t.kind == TokenKind::Number)
            && self.get(i + 2).is_some_and(|t| t.kind == TokenKind::Close)
    }

    /// Number of tokens of the smiley that begins at `i`: ":)", "=)", ";-)", "^_^".
    fn smiley(&self, i: usize) -> usize {
        let joined = |at: usize| self.get(at).filter(|t| !t.shape.contains(Shape::SPACE_BEFORE));
        let is = |at: usize, wanted: &[&str]| joined(at).is_some() && wanted.contains(&self.word(at));
        match self.word(i) {
            ":" | ";" | "=" => {
                let nose = usize::from(is(i + 1, &["-", "'", "^"]));
                let mouth = i + 1 + nose;
                let alone = self.get(mouth + 1).is_none_or(|t| t.shape.contains(Shape::SPACE_BEFORE));
                if alone && is(mouth, &[")", "(", "]", "D", "P", "p", "/", "|"]) { 2 + nose } else { 0 }
            }
            "^" if is(i + 1, &["_", "__"]) && is(i + 2, &["^"]) => 3,
            "^" if is(i + 1, &["^"]) => 2,
            _ => 0,
        }
    }

    /// Whether a sentence begins after a terminator that no white space follows: "end.Next".
    fn is_run_on(&self, i: usize, closed: &Closed) -> bool {
        let (Some(before), Some(after)) = (i.checked_sub(1).and_then(|b| self.get(b)), self.get(closed.next)) else {
            return false;
        };
        if self.tokens[i].shape.contains(Shape::SPACE_BEFORE) {
            return false;
        }
        let word = before.kind == TokenKind::Word && before.span.len() > 1;
        if after.kind == TokenKind::Mark {
            return word && closed.quotation;
        }
        // A capital on a word that begins no name is enough; else what stands before must look like a sentence's end.
        let ends = closed.quotation || word && self.is_lower(before);
        after.is_capital()
            && !after.shape.contains(Shape::ALL_CAPITALS)
            && (after.is_any(OPENERS) || ends && after.span.len() > 1)
    }

    /// The first word or number at or after `i`, past what opens.
    fn first_word(&self, i: usize) -> Option<&'a Token> {
        self.tokens[i..self.end]
            .iter()
            .take(4)
            .find(|t| !matches!(t.kind, TokenKind::Mark | TokenKind::Open | TokenKind::Terminator))
    }

    fn is_lower(&self, token: &Token) -> bool {
        token.kind == TokenKind::Word
            && !token.shape.contains(Shape::CAPITAL)
            && token.span.of(self.text).starts_with(char::is_lowercase)
    }

    /// Whether "Lee asked." or "he said, …" begins at `i`: a source and its cue, with nothing said after them.
    fn is_attribution(&self, i: usize) -> bool {
        let mut at = i;
        while let Some(token) = self.get(at).filter(|_| at < i + LONGEST_SOURCE) {
            if at > i && token.cue.contains(CueClass::QUOTE | CueClass::FINITE) && !token.is_capital() {
                let after = self.get(at + 1);
                return after.is_none_or(|t| {
                    matches!(t.kind, TokenKind::Terminator | TokenKind::Comma)
                        || t.is_any(WordClass::PREPOSITION)
                        || t.kind == TokenKind::Word && t.is(WordClass::ADVERB)
                });
            }
            let part_of_source =
                matches!(token.kind, TokenKind::Word | TokenKind::Possessive | TokenKind::Comma | TokenKind::Number);
            if !part_of_source || at == i && token.kind != TokenKind::Word {
                return false;
            }
            at += 1;
        }
        false
    }

    /// Whether the boundary before `next` would cut a quotation that stays whole.
    fn is_held_together(&self, next: usize) -> bool {
        if self.whole.is_empty() {
            return false;
        }
        let start = self.tokens[next].span.start;
        let before = self.whole.partition_point(|&(from, _)| from < start);
        before > 0 && start < self.whole[before - 1].1
    }
}

/// Abbreviations after which a capital is hardly ever part of the same name.
fn ends_a_name(word: &str) -> bool {
    is_hour(word) || matches!(word, "etc" | "Jr" | "Inc" | "Ltd" | "Corp" | "Co")
}

fn is_hour(word: &str) -> bool {
    matches!(word, "a.m" | "p.m" | "A.M" | "P.M")
}
