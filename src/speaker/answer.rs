//! Who is asked answers: "Lee asked Ortiz whether it was safe. “It is,” he replied." Who has spoken goes on: "he added".

use super::form::SourceForm;
use super::scene::Scene;
use crate::Span;
use crate::entity::Entities;
use crate::lexicon::{CueClass, Lexicon};
use crate::mention::{Form, Mention};
use crate::quote::meaning::CueWords;
use crate::quote::{Quote, QuoteKind};

/// What one does who was asked, urged or accused.
const ANSWERS: [&str; 6] = ["reply", "answer", "respond", "deny", "decline", "refuse"];
/// What one does who has spoken before.
const GOES_ON: [&str; 4] = ["add", "continue", "conclude", "go"];
/// Whom one accuses stands no further behind the verb, in tokens: "accused the mayor, Ann Lee,".
const ACCUSED: usize = 6;

impl Scene<'_> {
    /// Returns whom the turn before turn `at` asked, urged or accused, where "he" or "she" replies, denies or says what answers, and may be
    /// that one.
    pub(super) fn who_answers(&self, at: usize, entities: &Entities) -> Option<u32> {
        let asked = &self.asked[at];
        let person = matches!(asked.form, SourceForm::He | SourceForm::She);
        let before = at.checked_sub(1).filter(|_| person && asked.gap <= 1 && !asked.other && !self.dialogue)?;
        let quotes = |turn: usize| self.turns[turn].quotes.iter().rev().map(|&i| &self.quotes[i as usize]);
        let heard = quotes(before).find(|quote| self.hearer(quote).is_some())?;
        let answers = |quote: &Quote| self.lemma(quote).is_some_and(|lemma| ANSWERS.contains(&lemma));
        // "Lee asked Ortiz whether it was safe. “It is,” she said.": what stands in marks behind a question answers it.
        let question = heard.cue_class == Some(CueClass::Ask);
        if !quotes(at).any(|quote| answers(quote) || question && quote.kind != QuoteKind::Indirect) {
            return None;
        }
        let key = entities.of_mention[self.hearer(heard)? as usize]?;
        asked.agreement.is_some_and(|wanted| self.cast.agrees(key, wanted) >= 0).then_some(key)
    }

    /// Whether a quote is what somebody said more: "she added", "he also said".
    pub(super) fn goes_on(&self, quote: &Quote) -> bool {
        let surface = self.stage.surface;
        let also = |cue: Span| {
            let tokens = surface.tokens_in(cue);
            (tokens.start.saturating_sub(1)..tokens.end).any(|i| surface.word(i) == "also")
        };
        self.lemma(quote).is_some_and(|lemma| GOES_ON.contains(&lemma)) || quote.cue.is_some_and(also)
    }

    fn lemma(&self, quote: &Quote) -> Option<&'static str> {
        let surface = self.stage.surface;
        CueWords::of(surface, quote).map(|cue| Lexicon::shipped().lemma(surface.tokens[cue.head].lemma))
    }

    /// The mention of whom a quote asks, urges or accuses; its name where it has one.
    fn hearer(&self, quote: &Quote) -> Option<u32> {
        let (surface, mentions) = (self.stage.surface, self.stage.mentions);
        let accuses = self.lemma(quote) == Some("accuse");
        let (start, end) = match quote.addressee {
            Some(hearer) if matches!(quote.cue_class, Some(CueClass::Ask | CueClass::Demand)) => {
                (hearer.start, hearer.end)
            }
            _ if accuses => {
                let cue = surface.token_at(quote.cue?.end);
                let sentence = surface.tokens_beside(cue.checked_sub(1)?);
                let last = (cue + ACCUSED).min(sentence.end).checked_sub(1)?;
                (surface.tokens.get(cue)?.span.start, surface.tokens[last].span.end)
            }
            _ => return None,
        };
        let first = mentions.partition_point(|m| m.span.start < start);
        let inside = || mentions[first..].iter().zip(first as u32..).take_while(|(m, _)| m.span.end <= end);
        let named = |(m, _): &(&Mention, u32)| m.form == Form::Name;
        // "accused Lee of lying to Ortiz": the first is accused.
        let found = if accuses { inside().next() } else { inside().find(named).or_else(|| inside().next()) };
        found.map(|(_, i)| i)
    }
}
