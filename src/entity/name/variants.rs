//! Names that no rule of spelling ties: "America" and the United States, "Calif." and California, the GOP.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::Error;
use crate::lexicon::file::{Header, entries, wrong};
use crate::text::fold;

const FILE: (&str, &str) = ("name_variants.txt", include_str!("../../../lexicons/name_variants.txt"));

static VARIANTS: LazyLock<FxHashMap<u64, u32>> =
    LazyLock::new(|| read(FILE.0, FILE.1).expect("the shipped list is well formed; a test reads it"));

/// Returns a number that all names of one place or body have; none for a name that is not listed.
pub(super) fn of(words: &[u64]) -> Option<u32> {
    VARIANTS.get(&fold::key_of_all(words.iter().copied())).copied()
}

fn read(file: &str, content: &str) -> Result<FxHashMap<u64, u32>, Error> {
    let header = Header::read(file, content)?;
    let mut variants = FxHashMap::default();
    let mut count = 0;
    for (line, entry) in entries(content) {
        if entry.chars().any(char::is_uppercase) || !entry.contains('|') {
            let reason = format!("\"{entry}\" is no list of names: lower-cased, with \"|\" between them");
            return Err(wrong(file, line, reason, "correct it"));
        }
        for name in entry.split('|') {
            let bare = name.is_empty() || name.split(' ').any(str::is_empty);
            if bare || variants.insert(fold::key_of_all(name.split(' ').map(fold::key)), count).is_some() {
                let reason = format!("\"{name}\" is no name, or stands here twice");
                return Err(wrong(file, line, reason, "correct or remove it"));
            }
        }
        count += 1;
    }
    header.check(file, count as usize)?;
    Ok(variants)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::file::sample;

    fn keys(name: &str) -> Vec<u64> {
        name.split(' ').map(fold::key).collect()
    }

    #[test]
    fn variants_are_one() {
        read(FILE.0, FILE.1).unwrap();
        assert!(of(&keys("U.S.")).is_some());
        assert_eq!(of(&keys("U.S.")), of(&keys("United States")));
        assert_ne!(of(&keys("Calif.")), of(&keys("Conn.")));
        assert_eq!(of(&keys("Ashford")), None);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = |lines: &str| read("name_variants.txt", &sample(1, lines)).unwrap_err().to_string();
        for (lines, line) in [("oman\n", 5), ("Oman|om\n", 5), ("oman||om\n", 5), ("oman|om\nb|oman\n", 6)] {
            assert!(error(lines).starts_with(&format!("name_variants.txt, line {line}: ")), "{}", error(lines));
        }
        assert!(error("a|b\nc|d\n").contains("count says 1"));
    }
}
