//! A document whose speakers are known, read up to its quotes.

use std::sync::Arc;

use super::news::{Label, Labelled};
use super::pdnc::Novel;
use crate::Span;
use crate::entity::Entities;
use crate::gazetteer::Gazetteer;
use crate::model::training::succession::Successions;
use crate::pipeline::{Layers, Options, Pipeline};
use crate::quote::Quote;
use crate::quote::learn::quote;
use crate::speaker::learn::{self, Answers, Known};
use crate::speaker::{self, Attribution};

/// A document with what is known of its quotes.
pub(super) struct Lesson<'t> {
    /// The number of the document; it may be there twice.
    pub document: usize,
    pub layers: Layers<'t>,
    gazetteer: Option<Arc<Gazetteer>>,
    pub known: Vec<Option<Known>>,
    /// Of an article, the labels of its quotes.
    labels: Vec<Option<&'t Label>>,
}

impl<'t> Lesson<'t> {
    /// A novel, with its list of characters or without.
    pub fn of_novel(document: usize, novel: &'t Novel, gazetteer: Option<Arc<Gazetteer>>) -> Self {
        let given = gazetteer.is_some();
        let layers = Pipeline::new(Options::default(), gazetteer.clone()).layers(&novel.text);
        let of_character: Vec<Vec<u32>> = if given {
            let mut of = vec![Vec::new(); novel.characters.len()];
            for (i, entity) in layers.entities.list.iter().enumerate() {
                if let Some(entry) = entity.entry {
                    of[entry as usize].push(i as u32);
                }
            }
            of
        } else {
            by_name(novel, &layers.entities)
        };
        let mut parts: Vec<(Span, Option<u32>)> =
            novel.quotations.iter().flat_map(|q| q.spans.iter().map(|&span| (span, q.speaker))).collect();
        parts.sort_by_key(|(span, _)| span.start);
        let known = layers
            .quotes
            .iter()
            .map(|quote| {
                let speaker = gold_of(&parts, quote)?;
                let character = speaker?;
                let own = &of_character[character as usize];
                (given || !own.is_empty()).then(|| Known::Somebody(own.clone(), given.then_some(character)))
            })
            .collect();
        Self { document, layers, gazetteer, known, labels: Vec::new() }
    }

    /// An article, with its relations given or as they are read.
    pub fn of_article(document: usize, labelled: &'t Labelled, given: bool) -> Self {
        let mut layers = Pipeline::default().layers(&labelled.article.text);
        let relations = &labelled.article.relations;
        let of: Vec<Option<usize>> = if given {
            let mut quotes: Vec<(Quote, usize)> = relations
                .iter()
                .enumerate()
                .filter_map(|(i, relation)| Some((quote(&layers.surface, &layers.mentions, relation)?, i)))
                .collect();
            quotes.sort_by_key(|(quote, _)| quote.content[0]);
            let (quotes, of) = quotes.into_iter().unzip::<_, _, _, Vec<usize>>();
            layers.quotes = quotes;
            of.into_iter().map(Some).collect()
        } else {
            layers
                .quotes
                .iter()
                .map(|quote| (0..relations.len()).find(|&i| overlap(&relations[i].content, &quote.content) >= 0.5))
                .collect()
        };
        let labels: Vec<Option<&Label>> = of.iter().map(|of| of.and_then(|i| labelled.labels.get(&i))).collect();
        let known = labels.iter().map(|label| label.map(|label| known(label, &layers.entities))).collect();
        Self { document, layers, gazetteer: None, known, labels }
    }

    pub fn add(&self, successions: &mut Successions) {
        let Layers { surface, mentions, entities, quotes } = &self.layers;
        let is_named =
            |quote: usize, name: &str| self.labels.get(quote).copied().flatten().is_some_and(|label| label.is(name));
        let gazetteer = self.gazetteer.as_deref();
        let answers = Answers { known: &self.known, is_named: &is_named };
        learn::add(successions, surface, mentions, quotes, entities, gazetteer, &answers);
    }

    /// Returns who says the quotes, by a model, and the entities then.
    pub fn attributed(&self, model: &speaker::Model) -> (Vec<Attribution>, Entities) {
        let Layers { surface, mentions, entities, quotes } = &self.layers;
        let mut entities = entities.clone();
        let gazetteer = self.gazetteer.as_deref();
        let found = speaker::attribute(surface, mentions, quotes, &mut entities, gazetteer, model);
        (found, entities)
    }

    /// Returns whether a speaker is who said a quote, where that is known.
    pub fn is_right(&self, quote: usize, speaker: u32, entities: &Entities) -> Option<bool> {
        let entity = &entities.list[speaker as usize];
        Some(match (self.known[quote].as_ref()?, self.labels.get(quote)) {
            (Known::Unnamed, _) => entity.anonymous,
            (Known::Somebody(..), Some(Some(label))) => !entity.anonymous && label.is(&entity.name),
            (Known::Somebody(all, entry), _) => all.contains(&speaker) || entry.is_some() && entity.entry == *entry,
        })
    }

    /// Returns for each speaker that a model chooses, where it is known, the chance and whether it is right; and whether the
    /// document is one of dialogue.
    pub fn chances(&self, model: &speaker::Model) -> (bool, Vec<(f32, bool)>) {
        let Layers { surface, mentions, entities, quotes } = &self.layers;
        let dialogue = learn::is_dialogue(surface, mentions, quotes, entities);
        let (found, after) = self.attributed(model);
        let seen = found.iter().enumerate().filter_map(|(i, found)| {
            let (speaker, chance) = (found.speaker?, found.confidence?);
            Some((chance, self.is_right(i, speaker, &after)?))
        });
        (dialogue, seen.collect())
    }
}

fn known(label: &Label, entities: &Entities) -> Known {
    if label.name.is_none() {
        return Known::Unnamed;
    }
    let named = |i: &u32| {
        let entity = &entities.list[*i as usize];
        !entity.anonymous && label.is(&entity.name)
    };
    Known::Somebody((0..entities.list.len() as u32).filter(named).collect(), None)
}

/// The entities of each character by their names: an alias, or a last word that one character alone has.
fn by_name(novel: &Novel, entities: &Entities) -> Vec<Vec<u32>> {
    let mut of = vec![Vec::new(); novel.characters.len()];
    for (i, entity) in entities.list.iter().enumerate().filter(|(_, entity)| !entity.anonymous) {
        if let [only] = novel.called(&entity.name)[..] {
            of[only].push(i as u32);
        }
    }
    of
}

/// Who says the annotated quotation that shares most with a quote, if it shares at least half.
fn gold_of(parts: &[(Span, Option<u32>)], quote: &Quote) -> Option<Option<u32>> {
    let (first, last) = (quote.content.first()?, quote.content.last()?);
    let from = parts.partition_point(|(span, _)| span.end <= first.start);
    let near = parts[from..].iter().take_while(|(span, _)| span.start < last.end);
    let best =
        near.map(|&(span, speaker)| (shared(span, &quote.content), speaker)).max_by_key(|&(shared, _)| shared)?;
    let all: u32 = quote.content.iter().map(|span| span.end - span.start).sum();
    (best.0 * 3 >= all).then_some(best.1)
}

fn shared(span: Span, content: &[Span]) -> u32 {
    content.iter().map(|own| own.end.min(span.end).saturating_sub(own.start.max(span.start))).sum()
}

/// Characters that two contents share, of all that they have.
pub(super) fn overlap(one: &[Span], other: &[Span]) -> f64 {
    let length = |spans: &[Span]| spans.iter().map(|span| span.end - span.start).sum::<u32>();
    let both: u32 = one.iter().map(|&span| shared(span, other)).sum();
    f64::from(both) / f64::from((length(one) + length(other) - both).max(1))
}
