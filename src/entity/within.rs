//! What a mention has beside it inside one phrase: who owns it, and what its complement names. In "Lee’s lawyer" and "the lawyer
//! of the bank" nobody is both (the i-within-i condition: Hobbs 1978; a filter in Lee et al. 2013).

use super::Entities;
use super::binding::is_reflexive;
use super::spot::{Spot, outer_token, owner};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::surface::Surface;

/// Prepositions that begin a complement.
const COMPLEMENT: [&str; 6] = ["of", "for", "to", "from", "at", "by"];
/// At most so many mentions behind a nominal are looked at.
const BEHIND: usize = 3;

/// The mentions of one phrase with a mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Within {
    /// Who owns it: "Lee" of "Lee’s lawyer".
    pub(super) owner: Option<u32>,
    /// What its complement names: "the bank" of "the lawyer of the bank".
    pub(super) complement: Option<u32>,
    /// Whose complement it is.
    pub(super) whole: Option<u32>,
}

impl Within {
    /// Returns what stands within one phrase with each mention.
    pub(super) fn of(surface: &Surface<'_>, mentions: &[Mention], spots: &[Spot]) -> Vec<Self> {
        let mut all = vec![Self::default(); mentions.len()];
        for (i, mention) in mentions.iter().enumerate() {
            // "Ann’s a doctor": who begins with an article is owned by nobody.
            let first = surface.tokens[spots[i].token as usize];
            let owned = !first.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE);
            all[i].owner = owner(surface, mentions, i).filter(|_| owned).map(|m| m as u32);
            if mention.form != Form::Nominal || !matches!(mention.kind, EntityType::Person | EntityType::Organization) {
                continue;
            }
            if let Some(complement) = complement(surface, mentions, spots, i) {
                all[i].complement = Some(complement as u32);
                all[complement].whole = Some(i as u32);
            }
        }
        all
    }

    /// The mentions that it cannot be.
    pub(super) fn others(self) -> impl Iterator<Item = usize> {
        [self.owner, self.complement, self.whole].into_iter().flatten().map(|m| m as usize)
    }

    /// Whether it cannot be `entity`, as `entities` has the mentions so far.
    pub(super) fn excludes(self, entities: &Entities, entity: u32) -> bool {
        self.others().any(|m| entities.of_mention[m] == Some(entity))
    }
}

/// The mention that begins right behind a nominal and a preposition.
fn complement(surface: &Surface<'_>, mentions: &[Mention], spots: &[Spot], i: usize) -> Option<usize> {
    let end = spots[i].end as usize;
    let preposition = surface.tokens.get(end).filter(|_| surface.sentence_of(end) == surface.sentence_of(end - 1))?;
    if !preposition.is(WordClass::PREPOSITION) || !COMPLEMENT.contains(&surface.word(end)) {
        return None;
    }
    let article = surface.tokens.get(end + 1).is_some_and(|t| t.is(WordClass::DETERMINER));
    let start = |m: usize| outer_token(surface, &mentions[m], spots[m].token as usize);
    // "the lady to her maid", "the lady to herself": she may be the lady.
    let may_be_same = |m: usize| {
        let token = spots[m].token as usize;
        let own = surface.tokens[token].is(WordClass::POSSESSIVE) || is_reflexive(surface.word(token));
        mentions[m].form == Form::Pronoun && own
    };
    let begins = |&m: &usize| !may_be_same(m) && (start(m) == end + 1 || article && start(m) == end + 2);
    (i + 1..mentions.len().min(i + 1 + BEHIND)).find(begins)
}
