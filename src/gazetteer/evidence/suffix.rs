//! "Jr." behind a name, which the list has not: whether it is the same person, or a son who is told from his father.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Evidence, Named};
use crate::gazetteer::{Match, forms};

/// Bytes of the longest first line that is a headline.
const HEADLINE: usize = 200;
/// A relative is looked for so far to each side, in bytes.
const REACH: usize = 120;

impl Evidence<'_, '_> {
    /// Notes that a match has taken "Jr." in, by its place among all.
    pub(in crate::gazetteer) fn note_suffix(&mut self, place: usize) {
        self.suffixed.push(place);
    }

    /// Drops those with "Jr." behind where the document names the entity without it too, before or in full: two are told apart. A
    /// headline alone, which is short of room, tells nobody apart: "James Roe Quits", and then "James Roe Jr. has quit", unless a
    /// relative or "Roe Jr." says that there are two.
    pub(super) fn drop_sons(&self, found: &[Match], named: &FxHashMap<u32, Named>, stands: &mut [bool]) {
        if self.suffixed.is_empty() {
            return;
        }
        let in_full = self.named_below_headline(found);
        let mut known: FxHashSet<u32> = FxHashSet::default();
        let mut below: FxHashSet<u32> = FxHashSet::default();
        let mut at = 0;
        for &place in &self.suffixed {
            for before in at..place {
                let son = self.suffixed.binary_search(&before).is_ok();
                let rows = found[before].candidates.iter().map(|(row, _)| *row).filter(|_| !son && stands[before]);
                known.extend(rows.clone());
                below.extend(rows.filter(|_| !self.is_in_headline(&found[before])));
            }
            at = place;
            let relative = self.has_relative(&found[place]);
            let told = |row: &u32| match relative || self.sons.contains(row) {
                true => known.contains(row) || named.get(row).is_some_and(|named| named.any.first.is_some()),
                false => below.contains(row) || in_full.contains(row),
            };
            // "Ann Lee Sr." is not Ann Lee Jr.
            let own = forms::has_generation(self.gazetteer.alias(found[place].alias));
            stands[place] &= !own && !found[place].candidates.iter().any(|(row, _)| told(row));
        }
    }

    /// Who is named in full without "Jr." below the headline.
    fn named_below_headline(&self, found: &[Match]) -> FxHashSet<u32> {
        let plain = |place: &usize| self.suffixed.binary_search(place).is_err() && !self.is_in_headline(&found[*place]);
        self.named.iter().filter(|naming| plain(&naming.place)).map(|naming| naming.entity).collect()
    }

    /// Whether a match stands in the first line of the text, if that is a headline: short, and text follows.
    fn is_in_headline(&self, one: &Match) -> bool {
        let start = one.span.start as usize;
        let followed = || self.text.bytes().take(HEADLINE).skip(start).any(|byte| byte == b'\n');
        start < HEADLINE && !self.text[..start].contains('\n') && followed()
    }

    /// Whether the words around a match tell of a relative: "his father", "the eldest son".
    fn has_relative(&self, one: &Match) -> bool {
        const RELATIVES: [&str; 14] = [
            "father", "son", "sons", "stepson", "children", "namesake", "elder", "eldest", "younger", "brother",
            "brothers", "sister", "siblings", "daughter",
        ];
        let (start, end) = ((one.span.start as usize).saturating_sub(REACH), one.span.end as usize + REACH);
        let start = (start..=one.span.start as usize).find(|&at| self.text.is_char_boundary(at)).unwrap_or(0);
        let end = (one.span.end as usize..=end).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(start);
        self.text[start..end].split(|c: char| !c.is_alphanumeric()).any(|word| RELATIVES.contains(&word))
    }
}
