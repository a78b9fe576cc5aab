//! Whose somebody is: "her lawyer", "Lee’s wife", "the sister of Ann Lee", "the spokesman for Lee" – never the owner.

use super::inside::Inside;
use super::scene::Scene;
use crate::Span;
use crate::entity::spot::has_owner;
use crate::lexicon::WordClass;
use crate::model::hash;

impl Scene<'_> {
    /// Whether the nominal that heads a source is somebody of somebody's.
    pub(super) fn is_owned(&self, mention: u32, source: Option<Span>) -> bool {
        let (own, surface) = (&self.stage.mentions[mention as usize], self.stage.surface);
        let tokens = surface.tokens_in(own.span);
        let (Some(first), Some(last)) = (tokens.clone().next(), tokens.clone().last()) else { return false };
        let kin = || {
            let of = surface.tokens.get(tokens.end).filter(|of| source.is_some_and(|source| source.contains(of.span)));
            surface.tokens[last].is(WordClass::KIN) && of.is_some_and(|of| of.span.of(surface.text) == "of")
        };
        surface.tokens[first].is(WordClass::POSSESSIVE) || kin() || has_owner(surface, tokens)
    }

    /// Returns who of those named in a source is its owner: the entity of that name, or the only one with that last name.
    pub(super) fn owners(&self, named: &[(u32, Inside)]) -> Vec<u32> {
        let text = self.stage.surface.text;
        let known = |key: u32| match self.cast.as_newcomer(key) {
            None => Some(key),
            Some((newcomer, _)) => {
                let last = newcomer.name.of(text).split_whitespace().next_back().unwrap_or_default();
                match self.cast.namesakes(hash::lower(last.as_bytes())) {
                    [only] => Some(*only),
                    _ => None,
                }
            }
        };
        named.iter().filter(|(_, inside)| inside.is_of_theirs()).filter_map(|&(key, _)| known(key)).collect()
    }
}
