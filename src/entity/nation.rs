//! Nations: that "Iraq", "Iraqi" and "Iraqis" are of one.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::fold;

static NATIONS: LazyLock<FxHashMap<u64, u32>> = LazyLock::new(|| read(include_str!("../../lexicons/nations.txt")));

/// Returns the nation that a word names, by its key.
pub(super) fn of(key: u64) -> Option<u32> {
    NATIONS.get(&key).copied()
}

fn read(file: &str) -> FxHashMap<u64, u32> {
    let lines = file.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.zip(0..).flat_map(|(line, nation)| line.split(' ').map(move |word| (fold::key(word), nation))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn country_and_demonym_are_one_nation() {
        assert_eq!(of(fold::key("Iraq")), of(fold::key("iraqi")));
        assert!(of(fold::key("Iraq")).is_some());
        assert_ne!(of(fold::key("Austria")), of(fold::key("Australia")));
    }

    #[test]
    fn no_word_stands_for_two_nations() {
        let file = include_str!("../../lexicons/nations.txt");
        let entries: Vec<&str> = file.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
        let words = entries.iter().flat_map(|l| l.split(' ')).count();
        assert_eq!(read(file).len(), words);
        assert!(file.contains(&format!("# count: {}\n", entries.len())));
    }
}
