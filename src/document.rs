//! `Document`: a text's layers, all that analysis gives.

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::entity::Entities;
use crate::mark::MarkedSpan;
use crate::mention::Mention;
use crate::offsets::CodePoints;
use crate::quote::Quote;
use crate::sentence::Sentence;
use crate::speaker::Attribution;

/// The layers of one text; spans point into it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// What stands in quotation marks.
    pub marked: Vec<MarkedSpan>,
    /// Sentences.
    pub sentences: Vec<Sentence>,
    /// Mentions.
    pub mentions: Vec<Mention>,
    /// Entities, and which mention refers to which.
    pub entities: Entities,
    /// Attribution relations.
    pub quotes: Vec<Quote>,
    /// Who said each quote, in the order of `quotes`.
    pub attributions: Vec<Attribution>,
}

impl Document {
    /// Returns the same layers with every span in code points of `text`.
    #[must_use]
    pub fn in_code_points(mut self, text: &str) -> Self {
        if text.is_ascii() {
            return self;
        }
        let map = CodePoints::new(text);
        self.for_each_span(|span| *span = map.span(*span));
        self
    }

    /// Returns the first sentence that `span` touches.
    #[must_use]
    pub fn first_sentence(&self, span: Span) -> Option<u32> {
        let first = self.sentence_from(span.start);
        self.sentences.get(first).is_some_and(|s| s.span.start < span.end).then_some(first as u32)
    }

    /// Returns what the document calls the speaker of quote `i`: the role that its source holds, or else the speaker's first.
    ///
    /// # Examples
    /// ```
    /// use saith::pipeline::Pipeline;
    /// let text = "“We won,” said Ann Lee, the mayor of Ashford.";
    /// let document = Pipeline::default().analyze(text);
    /// assert_eq!(document.role_of(0).map(|role| role.of(text)), Some("the mayor of Ashford"));
    /// ```
    #[must_use]
    pub fn role_of(&self, i: usize) -> Option<Span> {
        let speaker = self.attributions.get(i)?.speaker?;
        let roles = &self.entities.list.get(speaker as usize)?.roles;
        let source = self.quotes.get(i)?.source;
        let beside = |role: &&Span| source.is_some_and(|s| role.start < s.end && s.start < role.end);
        roles.iter().find(beside).or(roles.first()).copied()
    }

    /// The first sentence that ends after `offset`.
    fn sentence_from(&self, offset: u32) -> usize {
        self.sentences.partition_point(|s| s.span.end <= offset)
    }

    /// Returns the sentences that `spans` touch, ascending.
    #[must_use]
    pub fn sentences_of(&self, spans: &[Span]) -> Vec<u32> {
        let mut found = Vec::new();
        for span in spans {
            let first = self.sentence_from(span.start);
            for (i, sentence) in self.sentences.iter().enumerate().skip(first) {
                if sentence.span.start >= span.end {
                    break;
                }
                if found.last().is_none_or(|&last| last < i as u32) {
                    found.push(i as u32);
                }
            }
        }
        found
    }

    fn for_each_span(&mut self, mut change: impl FnMut(&mut Span)) {
        for marked in &mut self.marked {
            change(&mut marked.outer);
            change(&mut marked.inner);
        }
        for sentence in &mut self.sentences {
            change(&mut sentence.span);
        }
        for mention in &mut self.mentions {
            change(&mut mention.span);
            change(&mut mention.head);
            mention.title.iter_mut().for_each(&mut change);
        }
        for entity in &mut self.entities.list {
            entity.roles.iter_mut().for_each(&mut change);
        }
        for quote in &mut self.quotes {
            quote.content.iter_mut().for_each(&mut change);
            quote.source.iter_mut().for_each(&mut change);
            quote.cue.iter_mut().for_each(&mut change);
            quote.addressee.iter_mut().for_each(&mut change);
        }
    }
}
