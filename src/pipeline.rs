//! `Pipeline`: one text in, one document out, stage after stage.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::entity::Entities;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::quote::{Confidences, Quote};
use crate::sentence::{self, Model, Quotations, Sentence, SentenceOptions};
use crate::surface::Surface;
use crate::text::paragraphs::{Newlines, Paragraphs};
use crate::{entity, mention, quote, speaker};

/// What the user may set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Options {
    /// What a line break means.
    pub newlines: Newlines,
    /// How sentences are cut.
    pub sentences: SentenceOptions,
    /// Quotes below this confidence are left out.
    pub min_confidence: f32,
}

/// Reads texts: stages, options and the user's gazetteer.
///
/// # Examples
/// ```
/// use saith::pipeline::{Options, Pipeline};
/// let document = Pipeline::new(Options::default(), None).analyze("“We won,” said Ann Lee.");
/// assert_eq!(document.sentences.len(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct Pipeline {
    /// The options.
    pub options: Options,
    /// The user's gazetteer.
    pub gazetteer: Option<Arc<Gazetteer>>,
    /// What is known of words, the user's cues included.
    pub lexicon: Arc<Lexicon>,
    /// What decides where sentences end.
    pub sentences: Arc<Model>,
    /// What finds names.
    pub names: Arc<mention::Model>,
    /// What reads quotes; without it the rules do, that are only evidence for it.
    pub quotes: Option<Arc<quote::Model>>,
    /// What tells who said each quote; the model that ships where there is none.
    pub speakers: Option<Arc<speaker::Model>>,
    /// How often each rule of the quote stage is right.
    pub confidences: Arc<Confidences>,
}

/// The layers of a text up to its quotes.
#[derive(Debug)]
pub(crate) struct Layers<'t> {
    /// What form alone tells.
    pub surface: Surface<'t>,
    /// Mentions.
    pub mentions: Vec<Mention>,
    /// Entities.
    pub entities: Entities,
    /// Quotes, in order.
    pub quotes: Vec<Quote>,
}

impl Default for Pipeline {
    fn default() -> Self {
        Self::new(Options::default(), None)
    }
}

impl Pipeline {
    /// Returns a pipeline with the models that ship with the crate.
    #[must_use]
    pub fn new(options: Options, gazetteer: Option<Arc<Gazetteer>>) -> Self {
        Self {
            options,
            gazetteer,
            lexicon: Lexicon::shared(),
            sentences: Model::shipped(),
            names: mention::Model::shipped(),
            quotes: Some(quote::Model::shipped()),
            speakers: None,
            confidences: Confidences::shipped(),
        }
    }

    /// Returns the sentences of `text`, in bytes.
    #[must_use]
    pub fn sentences(&self, text: &str) -> Vec<Sentence> {
        if self.options.sentences.quotations == Quotations::Whole {
            return self.surface(text).sentences;
        }
        let paragraphs = Paragraphs::of(text, self.options.newlines);
        sentence::split(text, paragraphs, &[], &self.sentences, &self.options.sentences)
    }

    /// Returns all layers of `text`, spans in bytes. Cannot fail.
    #[must_use]
    pub fn analyze(&self, text: &str) -> Document {
        self.analyze_from(text, 0)
    }

    /// Returns all layers of `text`, with the roles that are written from byte `from` on: what stands before is a headline that
    /// is taken away afterwards.
    #[must_use]
    pub(crate) fn analyze_from(&self, text: &str, from: u32) -> Document {
        let Layers { surface, mentions, mut entities, quotes } = self.layers(text);
        let speakers = self.speakers.as_deref().unwrap_or_else(|| speaker::Model::shipped());
        let attributions =
            speaker::attribute(&surface, &mentions, &quotes, &mut entities, self.gazetteer.as_deref(), speakers);
        // Last, since the speaker stage makes entities too.
        let roles = entity::roles(&surface, &mentions, &entities, from);
        for (entity, roles) in entities.list.iter_mut().zip(roles) {
            entity.roles = roles;
        }
        Document { marked: surface.marked, sentences: surface.sentences, mentions, entities, quotes, attributions }
    }

    /// Returns the layers of `text` up to its quotes, before anybody knows who says them.
    #[must_use]
    pub(crate) fn layers<'t>(&self, text: &'t str) -> Layers<'t> {
        let surface = self.surface(text);
        let gazetteer = self.gazetteer.as_deref();
        let matches = gazetteer.map_or_else(Vec::new, |g| g.find_disjoint(text));
        let mentions = mention::find(&surface, &matches, &self.names);
        let entities = entity::link(&surface, &mentions, &matches, gazetteer);
        let mut quotes = match &self.quotes {
            Some(model) => quote::read(&surface, &mentions, &self.confidences, model),
            None => quote::by_rules(&surface, &mentions, &self.confidences),
        };
        quote::describe(&surface, &mentions, &self.lexicon, &self.confidences, &mut quotes);
        // Confidences are shown with six decimals: what is shown as the bar is not below it.
        let shown = |confidence: f32| (f64::from(confidence) * 1e6).round();
        quote::retain(&mut quotes, |q| shown(q.confidence) >= shown(self.options.min_confidence));
        Layers { surface, mentions, entities, quotes }
    }

    fn surface<'t>(&self, text: &'t str) -> Surface<'t> {
        Surface::read(text, &self.lexicon, &self.sentences, self.options.newlines, &self.options.sentences)
    }
}
