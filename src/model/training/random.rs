//! A small generator of numbers: the order of examples must not change with the version of a crate.

/// Gives the same numbers for the same seed, everywhere (SplitMix64).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Returns a generator.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns the next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `limit`; 0 where that is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.number()) * limit as u128) >> 64) as usize
    }

    /// Puts `items` into a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_pinned() {
        let order = |seed| {
            let mut items: Vec<u32> = (0..8).collect();
            Random::new(seed).shuffle(&mut items);
            items
        };
        assert_eq!(order(1), [0, 3, 7, 1, 2, 6, 5, 4]);
        assert_ne!(order(1), order(2));
    }

    #[test]
    fn every_place_is_as_likely() {
        let mut counts = [[0u32; 5]; 5];
        let mut random = Random::new(3);
        for _ in 0..10_000 {
            let mut items = [0, 1, 2, 3, 4];
            random.shuffle(&mut items);
            items.iter().enumerate().for_each(|(place, &item)| counts[item][place] += 1);
        }
        assert!(counts.iter().flatten().all(|&c| (1_850..2_150).contains(&c)), "{counts:?}");
    }
}
