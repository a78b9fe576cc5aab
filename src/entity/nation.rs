//! Nations: that "Iraq", "Iraqi" and "Iraqis" are of one.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::Error;
use crate::entity_type::EntityType;
use crate::lexicon::file::{Header, entries, wrong};
use crate::mention::{Form, Mention};
use crate::surface::Surface;
use crate::text::fold;
use crate::token::TokenKind;

const FILE: (&str, &str) = ("nations.txt", include_str!("../../lexicons/nations.txt"));

static NATIONS: LazyLock<FxHashMap<u64, u32>> =
    LazyLock::new(|| read(FILE.0, FILE.1).expect("the shipped list is well formed; a test reads it"));

/// Returns the nation that a word names; it has a capital, as "Pole" has, and "pole" has not.
pub(super) fn of(word: &str) -> Option<u32> {
    NATIONS.get(&fold::key(word)).copied().filter(|_| word.starts_with(char::is_uppercase))
}

/// Nations, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Nations(u128);

impl Nations {
    /// Returns the nations that these words name, those of "British-Iraqi" too.
    fn of(surface: &Surface<'_>, tokens: impl Iterator<Item = usize>) -> Self {
        let mut all = Self::default();
        for i in tokens {
            let word = surface.word(i);
            match of(word) {
                Some(nation) => all.add(nation),
                None if word.contains(fold::is_hyphen) => {
                    let mut parts = word.split(fold::is_hyphen).map(of);
                    // "Iraqi-born" says where somebody is from, and not whose office it is.
                    if parts.clone().all(|nation| nation.is_some()) {
                        parts.by_ref().flatten().for_each(|nation| all.add(nation));
                    }
                }
                None => {}
            }
        }
        all
    }

    /// The nations of the office that a title or a description names.
    pub(super) fn told(surface: &Surface<'_>, mention: &Mention, tokens: Range<usize>, head: usize) -> Self {
        match (mention.form, mention.title) {
            (Form::Nominal, _) if matches!(mention.kind, EntityType::Person | EntityType::Group) => {
                Self::of_office(surface, tokens, head)
            }
            (Form::Name, Some(title)) => {
                let title = surface.tokens_in(title);
                Self::of_office(surface, title.clone(), title.end - 1)
            }
            _ => Self::default(),
        }
    }

    /// Returns the nations of an office: those that a description names before its noun, as its owner and right behind it: "the
    /// Iraqi leader", "Iraq’s leader", "the leader of Iraq".
    fn of_office(surface: &Surface<'_>, tokens: Range<usize>, noun: usize) -> Self {
        let owned = |&o: &usize| surface.tokens[o + 1].kind == TokenKind::Possessive;
        let owner = tokens.start.checked_sub(2).filter(owned);
        let of = surface.tokens.get(noun + 2).is_some_and(|_| surface.word(noun + 1) == "of");
        let complement = of.then_some(noun + 2);
        Self::of(surface, owner.into_iter().chain(tokens.start..noun).chain(complement))
    }

    fn add(&mut self, nation: u32) {
        self.0 |= 1 << nation;
    }

    /// Takes in more of one.
    pub(super) fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Whether these are told, and others are, and none is of both.
    pub(super) fn excludes(self, other: Self) -> bool {
        let wide = |all: u128| if all & *WITHIN != 0 { all | *WITHIN } else { all };
        self.0 != 0 && other.0 != 0 && wide(self.0) & wide(other.0) == 0
    }
}

/// Britain and its parts.
static WITHIN: LazyLock<u128> = LazyLock::new(|| {
    ["Britain", "England", "Scotland", "Wales"].iter().filter_map(|name| of(name)).fold(0, |all, n| all | 1 << n)
});

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
    use crate::lexicon::file::sample;

    #[test]
    fn country_and_demonym_are_one_nation() {
        assert_eq!(of("Iraq"), of("Iraqi"));
        assert_eq!((of("Poland"), of("pole")), (of("Pole"), None));
        assert!(of("Iraq").is_some());
        assert_ne!(of("Austria"), of("Australia"));
    }

    #[test]
    fn the_shipped_list_is_well_formed() {
        let nations = read(FILE.0, FILE.1).unwrap();
        assert!(nations.values().all(|&nation| nation < u128::BITS), "a bit for each");
    }

    #[test]
    fn a_bad_line_is_named() {
        let list =
            |count: usize, lines: &str| read("nations.txt", &sample(count, lines)).map(|_| ()).unwrap_err().to_string();
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
