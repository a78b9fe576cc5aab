//! Whose given name a word is: a man's, a woman's, or anybody's, by counts of those who have it (Van Buskirk, Clauset & Larremore 2023).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::Error;
use crate::lexicon::WordClass;
use crate::lexicon::file::{Header, entries, wrong};
use crate::mention;
use crate::text::fold;

const FILE: (&str, &str) = ("given_genders.txt", include_str!("../../lexicons/names/given_genders.txt"));

/// Tenths of those who have a name that are women: a name of which so many are is hardly a man's, or a woman's.
const FEW: u8 = 1;
const MOST: u8 = 9;

/// Tenths of women by the folded key of a name.
type Shares = FxHashMap<u64, u8>;

fn shipped() -> &'static Shares {
    static SHIPPED: LazyLock<Shares> =
        LazyLock::new(|| read(FILE.0, FILE.1).expect("the shipped list is well formed; a test reads it"));
    &SHIPPED
}

fn read(file: &str, content: &str) -> Result<Shares, Error> {
    let header = Header::read(file, content)?;
    let mut shares = Shares::default();
    for (line, entry) in entries(content) {
        let share = entry.split_once('\t').and_then(|(name, tenths)| Some((name, tenths.parse().ok()?)));
        let Some((name, tenths @ 0..=10)) = share else {
            let reason = format!("\"{entry}\" is no name with tenths");
            return Err(wrong(file, line, reason, "write a name and 0 to 10, with a tab between"));
        };
        if shares.insert(fold::key(name), tenths).is_some() {
            return Err(wrong(file, line, format!("\"{name}\" stands here twice"), "remove one"));
        }
    }
    header.check(file, shares.len())?;
    Ok(shares)
}

/// Returns what a word says as a given name: 1 a man's, -1 a woman's, 0 where it is nobody's in particular. Alone it may be a surname,
/// which many given names are too ("Darcy said"); "Major" before a name is a title.
pub(crate) fn gender(classes: WordClass, word: &str, alone: bool) -> i8 {
    let (male, female) = (classes.contains(WordClass::GIVEN_MALE), classes.contains(WordClass::GIVEN_FEMALE));
    if male || female {
        return i8::from(male) - i8::from(female);
    }
    let counts = !alone && !classes.contains(WordClass::TITLE);
    match counts.then(|| shipped().get(&fold::key(word))).flatten() {
        Some(..=FEW) => 1,
        Some(MOST..) => -1,
        Some(_) => 0,
        None => mention::gender_of_given(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::file::sample;

    #[test]
    fn names_of_many_countries_are_told() {
        let told = |name: &str| gender(WordClass::default(), name, false);
        assert_eq!(["Dinesh", "Khalif", "Merrick", "András"].map(told), [1; 4]);
        assert_eq!(["Huma", "Nargis", "Megyn", "Oksana"].map(told), [-1; 4]);
        assert_eq!(["Kendall", "Pat", "Parliament"].map(told), [0; 3]);
        assert_eq!([gender(WordClass::default(), "Huma", true), gender(WordClass::TITLE, "Major", false)], [0, 0]);
        assert!(shipped().len() > 30_000);
    }

    #[test]
    fn a_bad_line_is_named() {
        for (count, lines, line) in
            [(1, "ann 9\n", 5), (1, "ann\t11\n", 5), (2, "ann\t10\nann\t10\n", 6), (2, "ann\t10\n", 1)]
        {
            let error = read("x.txt", &sample(count, lines)).unwrap_err().to_string();
            assert!(error.contains("x.txt") && error.contains(&line.to_string()), "{error}");
        }
    }
}
