//! Who leads in to a pronoun: who is spoken of in what is told right before it. "Lee spoke first. Ortiz is not worried. “It is late,” she
//! said."

use super::form::SourceForm;
use super::scene::Scene;
use super::stage::Beside;
use crate::entity::Entities;
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::Form;
use crate::token::TokenKind;

/// The part that somebody plays in what leads in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Part {
    /// One of several who agree with the pronoun, or in what somebody says.
    Other,
    /// The only one who agrees.
    Alone,
    /// The first subject.
    Subject,
}

/// How somebody stands in the last sentence before a pronoun that speaks of anybody who agrees with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lead {
    pub key: u32,
    pub part: Part,
    /// How many sentences back that is; 0 where the pronoun stands in it.
    pub back: u8,
    /// Whether it speaks there.
    pub speaks: bool,
    /// Whether it is named there as who does what is told next.
    pub firm: bool,
    /// Whether the sentence is the first that speaks of it: who is quoted is introduced right before.
    pub fresh: bool,
}

/// The sentence is no further back.
const FURTHEST: u32 = 3;
/// So many mentions before the pronoun are looked at.
const MOST: usize = 40;

impl Scene<'_> {
    /// Returns who leads in to the source of turn `at`, outside of dialogue.
    pub(super) fn leads(&self, at: usize, entities: &Entities) -> Vec<Lead> {
        let (asked, stage) = (&self.asked[at], &self.stage);
        let single = matches!(asked.form, SourceForm::He | SourceForm::She | SourceForm::It | SourceForm::They);
        let source = asked.source.filter(|_| single && !self.dialogue).zip(asked.agreement);
        let Some((source, wanted)) = source else { return Vec::new() };
        let start = stage.mentions[source as usize].span.start;
        let quotes = self.turns[at].quotes.iter().map(|&i| &self.quotes[i as usize]);
        // What leads in ends where the quotation begins: “It is late,” she said.
        let begins = quotes.filter_map(|quote| quote.content.first()).map(|span| span.start).fold(start, u32::min);
        let here = stage.spot(source).sentence;
        let before = stage.narration.partition_point(|&m| stage.mentions[m as usize].span.start < begins);
        let mut found: Vec<Lead> = Vec::new();
        let (mut back, mut another) = (None, false);
        for &m in stage.narration[..before].iter().rev().take(MOST) {
            let spot = stage.spot(m);
            let own = here.saturating_sub(spot.sentence);
            if own > back.unwrap_or(FURTHEST) {
                break;
            }
            let agrees = |&key: &u32| {
                let member = &self.cast.members[key as usize];
                member.acts && self.cast.agrees(key, wanted) >= 0
            };
            // “…,” he said: who that is is asked here too.
            if stage.mentions[m as usize].form == Form::Pronoun && stage.beside(m) >= Beside::CueLater {
                another = true;
                continue;
            }
            // "Lee’s mother was there": not Lee.
            let Some(key) = entities.of_mention[m as usize].filter(agrees).filter(|_| !stage.owns_somebody(m)) else {
                continue;
            };
            back = Some(own);
            let subject = spot.main && !stage.in_content[m as usize];
            let part = if subject { Part::Subject } else { Part::Other };
            let firm = subject && self.acts_next(m);
            let speaks = stage.beside(m) >= Beside::CueLater;
            match found.iter_mut().find(|lead| lead.key == key) {
                Some(lead) => {
                    lead.part = lead.part.max(part);
                    lead.speaks |= speaks;
                    lead.firm |= firm;
                }
                None => {
                    let first = entities.list[key as usize].mentions.first();
                    let fresh = first.is_some_and(|&first| stage.spot(first).sentence == spot.sentence);
                    found.push(Lead { key, part, back: own as u8, speaks, firm, fresh });
                }
            }
        }
        if let ([only], false) = (found.as_mut_slice(), another) {
            only.part = only.part.max(Part::Alone);
        }
        found
    }

    /// Whether the subject of a sentence is a person by name who does what the next tells more of. "Ortiz had told her in May" goes back,
    /// and "As Ortiz left," leads to the main clause.
    fn acts_next(&self, subject: u32) -> bool {
        let (surface, own) = (self.stage.surface, &self.stage.mentions[subject as usize]);
        let spot = self.stage.spot(subject);
        let goes_on = surface.tokens.get(spot.end as usize).is_some_and(|next| match next.kind {
            TokenKind::Word => next.span.of(surface.text) != "had",
            kind => kind == TokenKind::Comma,
        });
        let first = &surface.tokens[surface.tokens_beside(spot.token as usize).start];
        own.form == Form::Name && own.kind == EntityType::Person && goes_on && !first.is(WordClass::SUBORDINATOR)
    }

    /// Returns whom "he" or "she" takes up: the only one spoken of right before who agrees, named as the subject there, in the same
    /// sentence or the last.
    pub(super) fn who_leads(&self, at: usize) -> Option<u32> {
        let asked = &self.asked[at];
        let single = matches!(asked.form, SourceForm::He | SourceForm::She);
        match asked.leads.as_slice() {
            [only] => (single && only.firm && only.back <= 1).then_some(only.key),
            _ => None,
        }
    }
}
