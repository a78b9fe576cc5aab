//! Nations: that "Iraq", "Iraqi" and "Iraqis" are of one.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::Error;
use crate::lexicon::file::{Header, entries, wrong};
use crate::text::fold;

const FILE: (&str, &str) = ("nations.txt", include_str!("../../lexicons/nations.txt"));

static NATIONS: LazyLock<FxHashMap<u64, u32>> =
    LazyLock::new(|| read(FILE.0, FILE.1).expect("the shipped list is well formed; a test reads it"));

/// Returns the nation that a word names, by its key.
pub(super) fn of(key: u64) -> Option<u32> {
    NATIONS.get(&key).copied()
}

fn read(file: &str, content: &str) -> Result<FxHashMap<u64, u32>, Error> {
    let header = Header::read(file, content)?;
    let mut nations = FxHashMap::default();
    let mut count = 0;
    for (line, entry) in entries(content) {
        if entry.chars().any(char::is_uppercase) || entry.split(' ').any(|w| w.is_empty() || w.contains('\t')) {
            let reason = format!("\"{entry}\" is no nation: lower-cased words with one space between them");
            return Err(wrong(file, line, reason, "correct it"));
        }
        for word in entry.split(' ') {
            if nations.insert(fold::key(word), count).is_some() {
                return Err(wrong(file, line, format!("\"{word}\" stands here twice"), "remove one"));
            }
        }
        count += 1;
    }
    header.check(file, count as usize)?;
    Ok(nations)
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
    fn the_shipped_list_is_well_formed() {
        read(FILE.0, FILE.1).unwrap();
    }

    #[test]
    fn a_bad_line_is_named() {
        let list = |count: usize, lines: &str| {
            let content = format!("# format: x\n# source: own\n# licence: MIT\n# count: {count}\n{lines}");
            read("nations.txt", &content).map(|_| ()).unwrap_err().to_string()
        };
        for (lines, line) in [
            ("Iraq iraqi\n", 5),
            ("iraq  iraqi\n", 5),
            ("iraq iraqi \n", 5),
            ("iraq\tiraqi\n", 5),
            ("oman\niraq oman\n", 6),
        ] {
            let error = list(1, lines);
            assert!(error.starts_with(&format!("nations.txt, line {line}: ")), "{error}");
        }
        assert!(list(2, "iraq iraqi\n").contains("count says 2"));
    }
}
