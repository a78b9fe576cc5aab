//! The surface: the layers that know form alone – tokens, paragraphs, marked spans, sentences – read in one go.
//!
//! Every later stage takes a `Surface`; the look-ups that they share are made here once.

use std::ops::Range;

use crate::Span;
use crate::lexicon::{Lexicon, WordClass};
use crate::mark::{self, MarkedSpan};
use crate::sentence::{self, Sentence, SentenceOptions};
use crate::text::paragraphs::{Newlines, paragraphs};
use crate::token::{Token, TokenKind, tokenize};

/// At most so many tokens of a dateline, and of what stands behind it, are read.
const LONGEST_DATELINE: usize = 16;

/// A text with the layers that know form alone.
#[derive(Debug)]
pub struct Surface<'t> {
    /// The text itself.
    pub text: &'t str,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its paragraphs.
    pub paragraphs: Vec<Span>,
    /// What stands in quotation marks.
    pub marked: Vec<MarkedSpan>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// For each token the innermost marked span that holds it, or [`OUTSIDE`].
    inside: Vec<u32>,
    /// For each token its sentence.
    sentence_of: Vec<u32>,
    /// For each sentence its first token, and at last the number of tokens.
    first_tokens: Vec<u32>,
    /// For each [`BLOCK`] of bytes the first token that begins in it or behind it.
    token_from: Vec<u32>,
}

/// Bytes behind which tokens are noted, so that the one at a place is found in a few steps.
const BLOCK: usize = 32;

/// The marked span of a token that stands in none.
pub const OUTSIDE: u32 = u32::MAX;

impl<'t> Surface<'t> {
    /// Returns the surface of `text`.
    #[must_use]
    pub fn read(
        text: &'t str,
        lexicon: &Lexicon,
        model: &sentence::Model,
        newlines: Newlines,
        options: &SentenceOptions,
    ) -> Self {
        let tokens = tokenize(text, lexicon);
        let paragraphs = paragraphs(text, newlines);
        let marked = mark::pair(text, &tokens, &paragraphs);
        let sentences = sentence::split(text, paragraphs.iter().copied(), &marked, model, options);
        let inside = innermost(&tokens, &marked);
        let (sentence_of, first_tokens) = places(&tokens, &sentences);
        let token_from = blocks(text, &tokens);
        Self { text, tokens, paragraphs, marked, sentences, inside, sentence_of, first_tokens, token_from }
    }

    /// Returns the text of token `i`.
    #[must_use]
    pub fn word(&self, i: usize) -> &'t str {
        self.tokens[i].span.of(self.text)
    }

    /// Returns the sentence that token `i` lies in.
    #[must_use]
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentence_of[i] as usize
    }

    /// Returns the tokens that begin in sentence `i`, as a range of indices; empty only for a part of a word that a limit on
    /// the length cut.
    #[must_use]
    pub fn tokens_of(&self, i: usize) -> Range<usize> {
        self.first_tokens[i] as usize..self.first_tokens[i + 1] as usize
    }

    /// Returns the tokens of the sentence that token `i` lies in.
    #[must_use]
    pub fn tokens_beside(&self, i: usize) -> Range<usize> {
        self.tokens_of(self.sentence_of(i))
    }

    /// Returns the tokens from `start` on among which a dateline is looked for, and how many of them can stand in one: "PARIS, March 3
    /// (AP)", capitals, days and what is between them.
    pub(crate) fn dateline_at(&self, start: usize) -> (&[Token], usize) {
        let tokens = &self.tokens[start.min(self.tokens.len())..self.tokens.len().min(start + LONGEST_DATELINE)];
        let fits = |token: &&Token| match token.kind {
            TokenKind::Word => token.is_capital() || token.is(WordClass::CALENDAR),
            TokenKind::Comma | TokenKind::Number | TokenKind::Open | TokenKind::Close | TokenKind::Symbol => true,
            TokenKind::Terminator => token.span.end - token.span.start == 1,
            _ => false,
        };
        (tokens, tokens.iter().take_while(fits).count())
    }

    /// Returns the innermost marked span whose inside holds token `i`.
    #[must_use]
    pub fn marked_of(&self, i: usize) -> Option<usize> {
        match self.inside[i] {
            OUTSIDE => None,
            n => Some(n as usize),
        }
    }

    /// Returns whether token `i` stands inside a marked span that is speech.
    #[must_use]
    pub fn in_speech(&self, i: usize) -> bool {
        self.marked_of(i).is_some_and(|m| self.marked[m].speech)
    }

    /// Returns the first marked span whose inside begins at byte `offset`.
    #[must_use]
    pub fn marked_from(&self, offset: u32) -> Option<&MarkedSpan> {
        let at = self.marked.partition_point(|m| m.inner.start < offset);
        self.marked.get(at).filter(|m| m.inner.start == offset)
    }

    /// Returns the paragraph that byte `offset` lies in, or the next one where it lies in none.
    #[must_use]
    pub fn paragraph_at(&self, offset: u32) -> usize {
        self.paragraphs.partition_point(|p| p.end <= offset)
    }

    /// Returns the first token that begins at or after byte `offset`.
    #[must_use]
    pub fn token_at(&self, offset: u32) -> usize {
        let Some(&from) = self.token_from.get(offset as usize / BLOCK) else { return self.tokens.len() };
        let tokens = &self.tokens[from as usize..];
        from as usize + tokens.iter().take_while(|t| t.span.start < offset).count()
    }

    /// Returns the first token that ends behind byte `offset`: the one that holds it, or the next.
    #[must_use]
    pub fn token_over(&self, offset: u32) -> usize {
        let at = self.token_at(offset.saturating_add(1));
        at - usize::from(at > 0 && self.tokens[at - 1].span.end > offset)
    }

    /// Returns the tokens that lie in `span`, as a range of indices.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self.token_at(span.start);
        first..self.token_at(span.end).max(first)
    }
}

/// For each [`BLOCK`] of bytes the first token that begins in it or behind it.
fn blocks(text: &str, tokens: &[Token]) -> Vec<u32> {
    let mut from = Vec::with_capacity(text.len() / BLOCK + 1);
    for (i, token) in tokens.iter().enumerate() {
        from.resize((token.span.start as usize / BLOCK + 1).max(from.len()), i as u32);
    }
    from
}

/// The sentence of each token, and the first token of each sentence. A token belongs to the sentence that it begins in.
fn places(tokens: &[Token], sentences: &[Sentence]) -> (Vec<u32>, Vec<u32>) {
    let mut sentence_of = Vec::with_capacity(tokens.len());
    let mut first_tokens = Vec::with_capacity(sentences.len() + 1);
    for (i, sentence) in sentences.iter().enumerate() {
        first_tokens.push(sentence_of.len() as u32);
        let rest = &tokens[sentence_of.len()..];
        let own = rest.iter().take_while(|t| t.span.start < sentence.span.end).count();
        sentence_of.resize(sentence_of.len() + own, i as u32);
    }
    first_tokens.push(sentence_of.len() as u32);
    (sentence_of, first_tokens)
}

fn innermost(tokens: &[Token], marked: &[MarkedSpan]) -> Vec<u32> {
    let mut inside = vec![OUTSIDE; tokens.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut next = 0;
    for (i, token) in tokens.iter().enumerate() {
        // What has ended goes first: below a span that opens here it would never be reached again.
        while open.last().is_some_and(|&m| marked[m].outer.end <= token.span.start) {
            open.pop();
        }
        while next < marked.len() && marked[next].outer.start <= token.span.start {
            open.push(next);
            next += 1;
        }
        if let Some(&m) = open.iter().rev().find(|&&m| marked[m].inner.contains(token.span)) {
            inside[i] = m as u32;
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_at_a_place_is_the_one_that_a_search_finds() {
        let long = "a".repeat(3 * BLOCK);
        for text in
            ["", " ", "Ann left.", &format!("{long} , {} é’s “{long}”{}x", " ".repeat(2 * BLOCK), "\n".repeat(BLOCK))]
        {
            let surface = Surface::read(
                text,
                Lexicon::shipped(),
                &sentence::Model::shipped(),
                Newlines::Auto,
                &SentenceOptions::default(),
            );
            for offset in 0..text.len() as u32 + 2 * BLOCK as u32 {
                let begins = surface.tokens.partition_point(|t| t.span.start < offset);
                assert_eq!(surface.token_at(offset), begins, "{offset} of {text:?}");
                let ends = surface.tokens.partition_point(|t| t.span.end <= offset);
                assert_eq!(surface.token_over(offset), ends, "{offset} of {text:?}");
            }
        }
    }
}
