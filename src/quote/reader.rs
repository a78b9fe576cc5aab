//! What both passes over a text share: the relations found so far and what they have taken.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::Span;
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::quote::cue::Cue;
use crate::quote::phrase::{Phrase, phrase_after};
use crate::quote::rule::{Construction, Rule};
use crate::quote::{Confidences, Quote, QuoteKind, parts};
use crate::surface::Surface;
use crate::token::{Shape, TokenKind};

/// A relation in the making; all parts are ranges of tokens.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub construction: Construction,
    pub cue: Option<Cue>,
    pub source: Option<Phrase>,
    pub content: Vec<Range<usize>>,
    pub continued: bool,
}

pub(crate) struct Reader<'a> {
    pub surface: &'a Surface<'a>,
    mentions: &'a [Mention],
    confidences: &'a Confidences,
    quotes: Vec<Quote>,
    /// The source of each relation kept, by the head of its cue.
    sources: BTreeMap<usize, Phrase>,
    /// For each token whether some content or cue holds it.
    taken: Vec<bool>,
}

impl<'a> Reader<'a> {
    pub fn new(surface: &'a Surface<'a>, mentions: &'a [Mention], confidences: &'a Confidences) -> Self {
        Self {
            surface,
            mentions,
            confidences,
            quotes: Vec::new(),
            sources: BTreeMap::new(),
            taken: vec![false; surface.tokens.len()],
        }
    }

    /// Returns whether a person or body is named behind byte `from` whose name ends with `word`.
    pub fn is_named_behind(&self, from: u32, word: &str) -> bool {
        let named = |m: &Mention| m.form == Form::Name && m.kind != EntityType::Place;
        self.mentions.iter().any(|m| m.span.start >= from && named(m) && m.span.of(self.surface.text).ends_with(word))
    }

    /// Returns whether a name begins at byte `start`, with its title.
    pub fn is_named_at(&self, start: u32) -> bool {
        let at = self.mentions.partition_point(|m| m.outer_start() < start);
        self.mentions.get(at).is_some_and(|m| m.form == Form::Name && m.outer_start() == start)
    }

    /// Returns whether token `i` belongs to a content or a cue already.
    pub fn is_taken(&self, i: usize) -> bool {
        self.taken[i]
    }

    /// Keeps a relation if its rule is good enough; returns whether it did.
    pub fn keep(&mut self, draft: Draft) -> bool {
        let surface = self.surface;
        let content: Vec<Span> = draft.content.iter().filter_map(|r| self.content_span(r)).collect();
        if content.is_empty() {
            return false;
        }
        let kind = parts::kind(surface, &draft.content);
        let rule = Rule {
            construction: draft.construction,
            lemma: draft.cue.as_ref().map_or(0, |c| surface.tokens[c.head].lemma),
            marks: kind != QuoteKind::Indirect,
        };
        let Some(confidence) = self.confidences.of(rule) else { return false };
        for range in &draft.content {
            self.taken[range.clone()].fill(true);
        }
        if let Some(cue) = &draft.cue {
            self.taken[cue.tokens.clone()].fill(true);
        }
        if let (Some(cue), Some(source)) = (&draft.cue, &draft.source) {
            self.sources.insert(cue.head, source.clone());
        }
        self.quotes.push(Quote {
            source: draft.source.as_ref().map(|p| parts::hull(surface, &p.tokens)),
            cue: draft.cue.as_ref().map(|c| parts::hull(surface, &c.tokens)),
            source_mention: draft
                .source
                .as_ref()
                .and_then(|p| parts::mention_at(surface, self.mentions, &p.tokens, p.head)),
            negated: draft.cue.as_ref().is_some_and(|c| c.negated),
            continued: draft.continued,
            rule: Some(rule),
            confidence,
            ..Quote::of(kind, content)
        });
        true
    }

    /// Returns the relations, by their first content.
    pub fn finish(self) -> Vec<Quote> {
        let mut quotes = self.quotes;
        quotes.sort_by_key(|q| q.content[0]);
        quotes
    }

    /// The source of the relation whose cue stands last before token `i` in its sentence.
    fn source_before(&self, i: usize) -> Option<Phrase> {
        let sentence = self.surface.tokens_beside(i).start;
        self.sources.range(sentence.min(i)..i).next_back().map(|(_, phrase)| phrase.clone())
    }

    /// The subject that a cue at token `i`, without one of its own, goes back to.
    pub fn earlier_subject(&self, i: usize) -> Option<Phrase> {
        self.source_before(i).or_else(|| self.subject_of_sentence(i))
    }

    /// The phrase that begins the sentence of token `i`, past a dateline or an introduction: the subject that a gerund or a
    /// second verb goes back to.
    fn subject_of_sentence(&self, i: usize) -> Option<Phrase> {
        let tokens = &self.surface.tokens;
        let sentence = self.surface.tokens_beside(i);
        let mut first = sentence.start;
        let dateline = (first..i.min(first + 9)).find(|&t| tokens[t].kind == TokenKind::Dash);
        if let Some(dash) = dateline.filter(|_| tokens[first].shape.contains(Shape::ALL_CAPITALS)) {
            first = dash + 1;
        }
        while first < i && (tokens[first].kind != TokenKind::Word || tokens[first].is(WordClass::CONJUNCTION)) {
            first += 1;
        }
        let introduces = tokens.get(first).is_some_and(|t| {
            t.is_any(WordClass::PREPOSITION | WordClass::SUBORDINATOR | WordClass::ADVERB | WordClass::CALENDAR)
                || self.surface.word(first).ends_with("ing")
        });
        if introduces {
            first = (first..i.min(first + 25)).find(|&t| tokens[t].kind == TokenKind::Comma)? + 1;
        }
        phrase_after(self.surface, first, i)
    }

    /// The span of content tokens, without the outer marks of a quotation that fills it and without a final comma.
    fn content_span(&self, range: &Range<usize>) -> Option<Span> {
        let tokens = &self.surface.tokens;
        let mut range = range.clone();
        while range.start < range.end
            && matches!(tokens[range.start].kind, TokenKind::Comma | TokenKind::Colon | TokenKind::Dash)
        {
            range.start += 1;
        }
        while range.start < range.end
            && matches!(tokens[range.end - 1].kind, TokenKind::Comma | TokenKind::Dash | TokenKind::Colon)
        {
            range.end -= 1;
        }
        let span = (range.start < range.end).then(|| parts::hull(self.surface, &range))?;
        let at = self.surface.marked.partition_point(|m| m.outer.start < span.start);
        match self.surface.marked.get(at) {
            Some(marked) if marked.outer.start == span.start && marked.outer.end >= span.end => {
                Some(marked.inner).filter(|s| !s.is_empty())
            }
            _ => Some(span),
        }
    }
}
