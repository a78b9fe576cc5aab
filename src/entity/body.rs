//! Kinds of bodies: that "the agency" can be an administration and "the company" no ministry.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::Error;
use crate::lexicon::file::{Header, entries, wrong};
use crate::text::fold;

/// Kinds of bodies, one bit each.
pub(super) type Kinds = u32;

const FILE: (&str, &str) = ("body_kinds.txt", include_str!("../../lexicons/body_kinds.txt"));

#[derive(Default)]
struct Table {
    /// What kinds a noun calls: "the bank".
    nouns: FxHashMap<u64, Kinds>,
    /// What kinds a word in a name tells: "Bank", "Bancorp".
    words: FxHashMap<u64, Kinds>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| read(FILE.0, FILE.1).expect("the shipped list is well formed; a test reads it"));

/// Returns the kinds of body that a noun can stand for, by its key; none for a noun that only bodies with that very noun
/// in their names are called by, as "court".
pub(super) fn called(noun: u64) -> Kinds {
    TABLE.nouns.get(&noun).copied().unwrap_or_default()
}

/// Returns the kinds of body that a word in a name or description tells.
pub(super) fn told(word: u64) -> Kinds {
    TABLE.words.get(&word).copied().unwrap_or_default() | called(word)
}

fn read(file: &str, content: &str) -> Result<Table, Error> {
    let header = Header::read(file, content)?;
    let mut table = Table::default();
    let mut count = 0;
    for (line, entry) in entries(content) {
        let fields: Vec<&str> = entry.split('\t').collect();
        let words = |field: &str| field.split(' ').all(|word| !word.is_empty() && !word.contains(char::is_uppercase));
        let (&[nouns, names], true) = (&*fields, fields.iter().all(|field| words(field))) else {
            let reason = format!("\"{entry}\" is no kind: lower-cased nouns, a tab, words in names");
            return Err(wrong(file, line, reason, "write one space between words, and one tab"));
        };
        if count == Kinds::BITS {
            return Err(wrong(file, line, format!("there is room for {count} kinds"), "join two of them"));
        }
        for (map, list) in [(&mut table.nouns, nouns), (&mut table.words, names)] {
            for word in list.split(' ') {
                *map.entry(fold::key(word)).or_default() |= 1 << count;
            }
        }
        count += 1;
    }
    header.check(file, count as usize)?;
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::file::sample;

    #[test]
    fn a_noun_and_a_name_share_a_kind() {
        let share = |noun: &str, word: &str| called(fold::key(noun)) & told(fold::key(word)) != 0;
        assert!(share("agency", "Administration") && share("bank", "Bancorp") && share("company", "company"));
        assert!(!share("company", "Association") && !share("court", "Bank"));
    }

    #[test]
    fn the_shipped_list_is_well_formed() {
        assert!(read(FILE.0, FILE.1).is_ok());
    }

    #[test]
    fn a_bad_line_is_named() {
        let error =
            |count: usize, lines: &str| read("body_kinds.txt", &sample(count, lines)).err().unwrap().to_string();
        for (lines, line) in [
            ("bank lender\n", 5),
            ("bank\t\n", 5),
            ("bank\tBank\n", 5),
            ("bank\tbank\tlender\n", 5),
            ("bank\tbank\nfirm  company\tinc\n", 6),
        ] {
            let error = error(1, lines);
            assert!(error.starts_with(&format!("body_kinds.txt, line {line}: ")), "{error}");
        }
        let many = "bank\tbank\n".repeat(Kinds::BITS as usize + 1);
        assert!(error(33, &many).starts_with("body_kinds.txt, line 37: "));
        assert!(error(2, "bank\tbank\n").contains("count says 2"));
    }
}
