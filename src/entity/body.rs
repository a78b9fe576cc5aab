//! Kinds of bodies: that "the agency" can be an administration and "the company" no ministry.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::fold;

/// Kinds of bodies, one bit each.
pub(super) type Kinds = u32;

struct Table {
    /// What kinds a noun calls: "the bank".
    nouns: FxHashMap<u64, Kinds>,
    /// What kinds a word in a name tells: "Bank", "Bancorp".
    words: FxHashMap<u64, Kinds>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| read(include_str!("../../lexicons/body_kinds.txt")));

/// Returns the kinds of body that a noun can stand for, by its key; none for a noun that only bodies with that very noun
/// in their names are called by, as "court".
pub(super) fn called(noun: u64) -> Kinds {
    TABLE.nouns.get(&noun).copied().unwrap_or_default()
}

/// Returns the kinds of body that a word in a name or description tells.
pub(super) fn told(word: u64) -> Kinds {
    TABLE.words.get(&word).copied().unwrap_or_default() | called(word)
}

fn read(file: &str) -> Table {
    let mut table = Table { nouns: FxHashMap::default(), words: FxHashMap::default() };
    let lines = file.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    for (line, kind) in lines.zip(0..Kinds::BITS) {
        let (nouns, words) = line.split_once('\t').unwrap_or((line, ""));
        for (map, list) in [(&mut table.nouns, nouns), (&mut table.words, words)] {
            for word in list.split(' ').filter(|w| !w.is_empty()) {
                *map.entry(fold::key(word)).or_default() |= 1 << kind;
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_and_a_name_share_a_kind() {
        let share = |noun: &str, word: &str| called(fold::key(noun)) & told(fold::key(word)) != 0;
        assert!(share("agency", "Administration") && share("bank", "Bancorp") && share("company", "company"));
        assert!(!share("company", "Association") && !share("court", "Bank"));
    }

    #[test]
    fn every_line_has_nouns_and_words_and_a_bit() {
        let file = include_str!("../../lexicons/body_kinds.txt");
        let entries: Vec<&str> = file.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
        assert!(entries.iter().all(|l| l.split_once('\t').is_some_and(|(n, w)| !n.is_empty() && !w.is_empty())));
        assert!(entries.len() <= Kinds::BITS as usize);
        assert!(file.contains(&format!("# count: {}\n", entries.len())));
    }
}
