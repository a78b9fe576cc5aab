//! Sources of headlines that the text below explains: "Mayor: no new taxes", and then "Mayor Ruth Oakes".

use super::scene::Scene;
use crate::entity::Entities;
use crate::mention::Form;
use crate::model::hash;
use crate::quote::{HEADLINES, QuoteKind};

/// So many mentions below it are looked at.
const REACH: usize = 60;

impl Scene<'_> {
    /// Returns whom a source of one word means that stands in a headline: the only one whose title it is
    /// below, or whom it describes.
    pub(super) fn explained_below(&self, at: usize, entities: &Entities) -> Option<u32> {
        let (asked, surface) = (&self.asked[at], self.stage.surface);
        let source =
            asked.span.filter(|_| self.turns[at].paragraph < HEADLINES && asked.kind == QuoteKind::Indirect)?;
        let line = surface.paragraphs.get(surface.paragraph_at(source.start))?;
        let whole = surface.tokens_in(*line);
        let headline = whole.end.checked_sub(1).is_some_and(|last| surface.word(last) != ".");
        if surface.tokens_in(source).len() != 1 || !headline {
            return None;
        }
        let office = source.of(surface.text);
        let titled = |title: &str| title.split_whitespace().next_back().is_some_and(|t| t.eq_ignore_ascii_case(office));
        let first = self.stage.mentions.partition_point(|m| m.span.start < source.end);
        let below = self.stage.mentions.iter().zip(&entities.of_mention).skip(first).take(REACH);
        let named = below.filter(|(m, _)| m.form == Form::Name && m.title.is_some_and(|t| titled(t.of(surface.text))));
        let mut keys = named.filter_map(|(_, entity)| *entity);
        if let Some(known) = keys.next() {
            return keys.all(|other| other == known).then_some(known);
        }
        // "Ruth Oakes, the mayor of Tarn,"
        match self.cast.described(hash::lower(office.as_bytes())) {
            [(known, _)] => Some(*known),
            _ => None,
        }
    }
}
