//! Scores of coreference: MUC (Vilain et al. 1995), B³ (Bagga & Baldwin 1998), CEAF with φ4 (Luo 2005), and their mean, the
//! CoNLL score, as the reference scorer counts them (Pradhan et al. 2014).
//!
//! A clustering gives each mention, by number, the number of its entity. Counts of documents add up.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

/// Sums of which recall and precision are ratios.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// What of the gold standard was found.
    pub recalled: f64,
    /// What the gold standard holds.
    pub gold: f64,
    /// What of the found is right.
    pub right: f64,
    /// What was found.
    pub found: f64,
}

impl Counts {
    /// Returns the share of the gold standard that was found; not a number where it is empty.
    #[must_use]
    pub fn recall(self) -> f64 {
        self.recalled / self.gold
    }

    /// Returns the share of the found that is right; not a number where nothing was found.
    #[must_use]
    pub fn precision(self) -> f64 {
        self.right / self.found
    }

    /// Returns the harmonic mean of both; 0 where both are 0 or one is of nothing.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (recall, precision) = (self.recall(), self.precision());
        let mean = 2.0 * recall * precision / (recall + precision);
        if mean.is_finite() { mean } else { 0.0 }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.recalled += other.recalled;
        self.gold += other.gold;
        self.right += other.right;
        self.found += other.found;
    }
}

/// The three scores of which the CoNLL score is the mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scores {
    /// By links.
    pub muc: Counts,
    /// By mentions.
    pub b_cubed: Counts,
    /// By entities.
    pub ceaf: Counts,
}

impl Scores {
    /// Returns the scores of one document. `gold` and `found` give each mention, by its number, its entity. Where `singletons`
    /// is false, an entity of one mention is left out of either side, as the shared tasks do.
    ///
    /// # Examples
    /// ```
    /// use saith::training::coreference::Scores;
    /// let scores = Scores::count(&[0, 0, 0, 1, 1], &[0, 0, 2, 1, 1], false);
    /// assert_eq!((scores.muc.recall(), scores.muc.precision()), (2.0 / 3.0, 1.0));
    /// ```
    #[must_use]
    pub fn count(gold: &[u32], found: &[u32], singletons: bool) -> Self {
        let least = if singletons { 1 } else { 2 };
        let (gold, found) = (Clustering::of(gold, least), Clustering::of(found, least));
        let (recalled, all) = gold.links(&found);
        let (right, links) = found.links(&gold);
        let muc = Counts { recalled, gold: all, right, found: links };
        let b_cubed = Counts {
            recalled: gold.overlap(&found),
            gold: gold.mentions(),
            right: found.overlap(&gold),
            found: found.mentions(),
        };
        let same = gold.similarity(&found);
        let ceaf = Counts {
            recalled: same,
            gold: gold.entities.len() as f64,
            right: same,
            found: found.entities.len() as f64,
        };
        Self { muc, b_cubed, ceaf }
    }

    /// Returns the mean of the three F1.
    #[must_use]
    pub fn conll(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf.f1()) / 3.0
    }
}

impl AddAssign for Scores {
    fn add_assign(&mut self, other: Self) {
        self.muc += other.muc;
        self.b_cubed += other.b_cubed;
        self.ceaf += other.ceaf;
    }
}

struct Clustering {
    /// For each mention its entity; none for one that is left out.
    of: Vec<Option<usize>>,
    entities: Vec<Vec<usize>>,
}

impl Clustering {
    fn of(ids: &[u32], least: usize) -> Self {
        let mut by_id: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (mention, &id) in ids.iter().enumerate() {
            by_id.entry(id).or_default().push(mention);
        }
        let entities: Vec<Vec<usize>> = by_id.into_values().filter(|mentions| mentions.len() >= least).collect();
        let mut of = vec![None; ids.len()];
        for (entity, mentions) in entities.iter().enumerate() {
            mentions.iter().for_each(|&mention| of[mention] = Some(entity));
        }
        Self { of, entities }
    }

    fn mentions(&self) -> f64 {
        self.entities.iter().map(Vec::len).sum::<usize>() as f64
    }

    /// How many mentions of `entity` each entity of `other` has; last, how many have none there.
    fn parts(&self, entity: usize, other: &Self) -> (BTreeMap<usize, usize>, usize) {
        let (mut parts, mut alone) = (BTreeMap::new(), 0);
        for &mention in &self.entities[entity] {
            match other.of[mention] {
                Some(part) => *parts.entry(part).or_default() += 1,
                None => alone += 1,
            }
        }
        (parts, alone)
    }

    /// The links that tie its mentions, those of them that `other` has too first.
    fn links(&self, other: &Self) -> (f64, f64) {
        let (mut kept, mut all) = (0, 0);
        for (entity, mentions) in self.entities.iter().enumerate() {
            let (parts, alone) = self.parts(entity, other);
            kept += mentions.len() - parts.len() - alone;
            all += mentions.len() - 1;
        }
        (kept as f64, all as f64)
    }

    /// For each mention the share of its entity that is its entity in `other` too.
    fn overlap(&self, other: &Self) -> f64 {
        let of_entity = |entity: usize| {
            let squares: usize = self.parts(entity, other).0.values().map(|both| both * both).sum();
            squares as f64 / self.entities[entity].len() as f64
        };
        (0..self.entities.len()).map(of_entity).sum()
    }

    /// φ4 of the best one-to-one alignment of entities.
    fn similarity(&self, other: &Self) -> f64 {
        if self.entities.len() > other.entities.len() {
            return other.similarity(self);
        }
        if self.entities.is_empty() {
            return 0.0;
        }
        // The assignment needs weights that can be ordered: whole numbers, fine enough.
        const UNIT: f64 = (1u64 << 40) as f64;
        let mut weights = Matrix::new(self.entities.len(), other.entities.len(), 0i64);
        for (entity, mentions) in self.entities.iter().enumerate() {
            for (part, both) in self.parts(entity, other).0 {
                let phi = 2.0 * both as f64 / (mentions.len() + other.entities[part].len()) as f64;
                weights[(entity, part)] = (phi * UNIT).round() as i64;
            }
        }
        kuhn_munkres(&weights).0 as f64 / UNIT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    /// Mentions by entities: "abc de" is `[0, 0, 0, 1, 1]`.
    fn clusters(text: &str) -> Vec<u32> {
        let mut ids: Vec<(char, u32)> =
            text.split(' ').zip(0..).flat_map(|(entity, id)| entity.chars().map(move |m| (m, id))).collect();
        ids.sort_unstable();
        ids.into_iter().map(|(_, id)| id).collect()
    }

    /// The example of Bagga & Baldwin (1998), reckoned in Luo (2005) too: key 1-5, 6-7, 8-12; the response joins the last two.
    #[test]
    fn two_entities_joined() {
        let scores = Scores::count(&clusters("abcde fg hijkl"), &clusters("abcde fghijkl"), false);
        assert!(close(scores.muc.recall(), 1.0) && close(scores.muc.precision(), 9.0 / 10.0));
        assert!(close(scores.b_cubed.recall(), 1.0) && close(scores.b_cubed.precision(), 16.0 / 21.0));
        // abcde with itself: 1; hijkl with fghijkl: 10 / 12.
        assert!(close(scores.ceaf.recall(), (1.0 + 10.0 / 12.0) / 3.0));
        assert!(close(scores.ceaf.precision(), (1.0 + 10.0 / 12.0) / 2.0));
        let mean = (scores.muc.f1() + scores.b_cubed.f1() + scores.ceaf.f1()) / 3.0;
        assert!(close(scores.conll(), mean));
    }

    /// The same key; the response joins the first and the last: MUC cannot tell, B³ can.
    #[test]
    fn two_large_entities_joined() {
        let scores = Scores::count(&clusters("abcde fg hijkl"), &clusters("abcdehijkl fg"), false);
        assert!(close(scores.muc.precision(), 9.0 / 10.0));
        assert!(close(scores.b_cubed.precision(), 7.0 / 12.0));
    }

    /// Vilain et al. (1995): key ABCD, response AB, CD: one of three links is missing, none is wrong.
    #[test]
    fn an_entity_in_two_parts() {
        let scores = Scores::count(&clusters("abcd"), &clusters("ab cd"), false);
        assert!(close(scores.muc.recall(), 2.0 / 3.0) && close(scores.muc.precision(), 1.0));
        assert!(close(scores.b_cubed.recall(), 0.5) && close(scores.b_cubed.precision(), 1.0));
        // 2·2 / (4 + 2) for one part, none for the other.
        assert!(close(scores.ceaf.recall(), 2.0 / 3.0) && close(scores.ceaf.precision(), 1.0 / 3.0));
    }

    /// Pradhan et al. (2014), figure 1: key abc, defg; response ab, cd, fghi. Here h and i are of no entity in the key.
    #[test]
    fn mentions_of_one_side_alone() {
        let key = clusters("abc defg h i");
        let response = clusters("ab cd fghi e");
        let scores = Scores::count(&key, &response, false);
        assert!(close(scores.muc.recall(), 2.0 / 5.0) && close(scores.muc.precision(), 2.0 / 5.0));
        let recalled = (4.0 + 1.0) / 3.0 + (1.0 + 4.0) / 4.0;
        assert!(close(scores.b_cubed.recall(), recalled / 7.0));
        let right = 4.0 / 2.0 + (1.0 + 1.0) / 2.0 + 4.0 / 4.0;
        assert!(close(scores.b_cubed.precision(), right / 8.0));
        // abc with ab: 4 / 5; defg with fghi: 4 / 8.
        assert!(close(scores.ceaf.recall(), 1.3 / 2.0) && close(scores.ceaf.precision(), 1.3 / 3.0));
    }

    #[test]
    fn singletons_count_where_they_are_asked_for() {
        let (key, response) = (clusters("ab c d"), clusters("a b cd"));
        assert_eq!(Scores::count(&key, &response, false).b_cubed.recall(), 0.0);
        let scores = Scores::count(&key, &response, true);
        assert!(close(scores.b_cubed.recall(), 3.0 / 4.0) && close(scores.b_cubed.precision(), 3.0 / 4.0));
        assert_eq!(scores.muc.recall(), 0.0);
        assert!(close(scores.ceaf.recall(), (2.0 / 3.0 + 2.0 / 3.0) / 3.0));
    }

    #[test]
    fn documents_add_up_and_empty_ones_are_no_numbers() {
        let mut all = Scores::count(&clusters("ab"), &clusters("ab"), false);
        all += Scores::count(&clusters("ab"), &clusters("a b"), false);
        assert!(close(all.muc.recall(), 0.5) && close(all.muc.precision(), 1.0));
        let none = Scores::count(&[], &[], true);
        assert!(none.muc.recall().is_nan() && none.conll() == 0.0);
    }
}
