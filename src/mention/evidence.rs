//! What lists say of words and phrases: whose name they can be, how often they have a capital, what they are used like.
//!
//! Reads `lexicons/names/`. A list is evidence; a verdict only where it leaves no other reading: "Jordan" stands in four of them.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::Error;
use crate::entity_type::EntityType;
use crate::lexicon::file::{Header, entries, wrong};
use crate::model::hash;
use crate::text::fold;

macro_rules! lists {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../lexicons/names/", $name)))),*]
    };
}

/// The lists; a word's lists are bits in this order, which weights go with.
const LISTS: &[(&str, &str)] = lists![
    "acronyms.txt",
    "acronyms_ambiguous.txt",
    "cities.txt",
    "cities_ambiguous.txt",
    "given_ambiguous.txt",
    "given_female.txt",
    "given_male.txt",
    "groups.txt",
    "groups_ambiguous.txt",
    "organization_words.txt",
    "organizations.txt",
    "organizations_ambiguous.txt",
    "person_words.txt",
    "place_words.txt",
    "regions.txt",
    "regions_ambiguous.txt",
    "surnames.txt",
    "surnames_ambiguous.txt",
    "teams.txt",
    "teams_ambiguous.txt",
    "works_events_products.txt",
    "works_events_products_ambiguous.txt",
];
/// Languages, which are nobody's names; no feature is made of them.
const LANGUAGES: (&str, &str) = ("languages.txt", include_str!("../../lexicons/names/languages.txt"));
const COMMON: (&str, &str) = ("words.txt", include_str!("../../lexicons/names/words.txt"));

/// Lists, one bit each.
pub(super) type Lists = u32;

/// The lists of bodies and of places that no other reading of their entries comes near.
const BODIES: Lists = bit("acronyms.txt") | bit("organizations.txt") | bit("teams.txt");
pub(super) const PLACES: Lists = bit("cities.txt") | bit("regions.txt");
/// States and countries, those that are words too.
pub(super) const REGIONS: Lists = bit("regions.txt") | bit("regions_ambiguous.txt");
/// Words for the kind of a body or place, which stand in names of both.
const KINDS: Lists = bit("organization_words.txt") | bit("place_words.txt");
/// Peoples, languages, works and whatever else has a capital and is nobody.
pub(super) const OTHERS: Lists = bit("groups.txt")
    | bit("groups_ambiguous.txt")
    | bit("works_events_products.txt")
    | bit("works_events_products_ambiguous.txt");
/// Given names, those that are words too.
pub(super) const GIVEN: Lists = bit("given_female.txt") | bit("given_male.txt") | bit("given_ambiguous.txt");
/// Surnames, those that are words too.
pub(super) const SURNAMES: Lists = bit("surnames.txt") | bit("surnames_ambiguous.txt");
/// Given names and surnames, those that are words too.
pub(super) const PERSONS: Lists = GIVEN | SURNAMES;
/// Given names and surnames that are no words.
pub(super) const SURE_PERSONS: Lists = bit("given_female.txt") | bit("given_male.txt") | bit("surnames.txt");
/// Surnames that are no words.
pub(super) const SURE_SURNAMES: Lists = bit("surnames.txt");
/// Bodies, those that are words too.
pub(super) const FIRMS: Lists = bit("organizations.txt") | bit("organizations_ambiguous.txt");
/// Acronyms, and those that are words in lower case too.
pub(super) const ACRONYMS: Lists = bit("acronyms.txt");
pub(super) const UNSURE_ACRONYMS: Lists = bit("acronyms_ambiguous.txt");

const fn bit(list: &str) -> Lists {
    let mut at = 0;
    while at < LISTS.len() {
        if same(LISTS[at].0.as_bytes(), list.as_bytes()) {
            return 1 << at;
        }
        at += 1;
    }
    panic!("no such list")
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// Returns what entries of these lists are, where they are bodies or places and nothing else.
pub(super) fn kind(lists: Lists) -> Option<EntityType> {
    let known = lists & !KINDS;
    if known != 0 && known & !BODIES == 0 {
        Some(EntityType::Organization)
    } else if known != 0 && known & !PLACES == 0 {
        Some(EntityType::Place)
    } else {
        None
    }
}

/// The clusters four splits below the top of their tree, which are low bits of a cluster, and those of them that hold nouns: in the
/// singular, for what another noun is of, in the plural; adjectives; verbs. One split deeper, nouns for times.
const CLUSTERS_ABOVE: u32 = 16;
const NOUNS: [u32; 3] = [5, 9, 13];
const ADJECTIVES: u32 = 7;
const VERBS: [u32; 3] = [4, 10, 12];
const TIMES: u32 = 29;

/// What is known of a common word by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Common {
    /// Tenths of its occurrences that have a capital, at most 9.
    pub capital: u8,
    /// The cluster of its capitalised form; its low bits are those of the clusters above it.
    pub cased: u32,
    /// The cluster of its form in lower case.
    pub lower: u32,
}

/// What lists say of a word by itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    /// The lists that it is in.
    pub lists: Lists,
    /// How many words the longest listed phrase has that begins with it; 0 where none does.
    pub longest: u8,
}

/// What the lists say.
#[derive(Default)]
pub(super) struct Evidence {
    words: FxHashMap<u64, Word>,
    phrases: FxHashMap<u64, Lists>,
    common: FxHashMap<u64, Common>,
    languages: FxHashSet<u64>,
}

impl Evidence {
    /// Returns the lists that ship with the crate; read once, shared by threads.
    pub(super) fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Evidence> = LazyLock::new(|| {
            Evidence::read(LISTS, LANGUAGES, COMMON).expect("the shipped lists are well formed; a test reads them")
        });
        &SHIPPED
    }

    fn read(lists: &[(&str, &str)], languages: (&str, &str), common: (&str, &str)) -> Result<Self, Error> {
        let mut evidence = Self::default();
        for ((file, content), bit) in lists.iter().zip(0..Lists::BITS) {
            list(file, content, |entry| evidence.add(entry, 1 << bit))?;
        }
        list(languages.0, languages.1, |entry| _ = evidence.languages.insert(fold::key(entry)))?;
        evidence.read_common(common.0, common.1)?;
        Ok(evidence)
    }

    fn add(&mut self, entry: &str, list: Lists) {
        let keys: Vec<u64> = entry.split(' ').map(fold::key).collect();
        let first = self.words.entry(keys[0]).or_default();
        if keys.len() == 1 {
            first.lists |= list;
        } else {
            first.longest = first.longest.max(keys.len().min(usize::from(u8::MAX)) as u8);
            *self.phrases.entry(fold::key_of_all(keys.into_iter())).or_default() |= list;
        }
    }

    fn read_common(&mut self, file: &str, content: &str) -> Result<(), Error> {
        let header = Header::read(file, content)?;
        for (line, entry) in entries(content) {
            let fields: Vec<&str> = entry.split('\t').collect();
            let read = |at: usize| fields.get(at).and_then(|f: &&str| f.parse::<u32>().ok());
            let (Some(capital @ 0..=9), Some(cased), Some(lower), 4) = (read(1), read(2), read(3), fields.len()) else {
                let reason = format!("\"{entry}\" is no word with tenths and two clusters");
                return Err(wrong(file, line, reason, "write word, 0 to 9, and two numbers, with tabs between"));
            };
            let common = Common { capital: capital as u8, cased, lower };
            if self.common.insert(word_hash(fields[0]), common).is_some() {
                return Err(wrong(file, line, format!("\"{}\" stands here twice", fields[0]), "remove one"));
            }
        }
        header.check(file, self.common.len())
    }

    /// Returns what is known of a word by its [`word_hash`].
    pub(super) fn common(&self, word: u64) -> Option<Common> {
        self.common.get(&word).copied()
    }

    /// Returns whether a word has a capital more often than not, by its [`word_hash`]; so has one that is not known.
    pub(super) fn is_usually_capital(&self, word: u64) -> bool {
        self.common(word).is_none_or(|common| common.capital >= 6)
    }

    /// Returns whether a word is used like a noun in lower case, by its [`word_hash`]: "turnout", "loan", "attack".
    pub(super) fn is_noun(&self, word: u64) -> bool {
        self.common(word).is_some_and(|common| NOUNS.contains(&(common.lower % CLUSTERS_ABOVE)))
    }

    /// Returns whether a word is used like a noun or an adjective in lower case, by its [`word_hash`].
    pub(super) fn is_nominal(&self, word: u64) -> bool {
        let adjective = |common: Common| common.lower % CLUSTERS_ABOVE == ADJECTIVES;
        self.is_noun(word) || self.common(word).is_some_and(adjective)
    }

    /// Returns whether a word is used like a noun for a time, by its [`word_hash`]: "week", "night".
    pub(super) fn is_time(&self, word: u64) -> bool {
        self.common(word).is_some_and(|common| common.lower % (2 * CLUSTERS_ABOVE) == TIMES)
    }

    /// Returns whether a word is used like a verb or adverb in lower case, by its [`word_hash`]: "fell", "says", "quickly".
    pub(super) fn is_verb(&self, word: u64) -> bool {
        self.common(word).is_some_and(|common| VERBS.contains(&(common.lower % CLUSTERS_ABOVE)))
    }

    /// Returns whether a word is a language, by its folded key.
    pub(super) fn is_language(&self, key: u64) -> bool {
        self.languages.contains(&key)
    }

    /// Returns what lists say of a word, by its folded key.
    pub(super) fn word(&self, key: u64) -> Word {
        self.words.get(&key).copied().unwrap_or_default()
    }

    /// Returns the lists that hold a word, by its folded key.
    pub(super) fn lists(&self, key: u64) -> Lists {
        self.word(key).lists
    }

    /// Returns the longest listed phrase that the words of `keys` begin with: how many words, and its lists. `first` is what lists say of
    /// the first of them.
    pub(super) fn phrase(&self, first: Word, keys: &[u64]) -> Option<(usize, Lists)> {
        let longest = usize::from(first.longest).min(keys.len());
        if longest < 2 {
            return None; // as nearly all
        }
        (2..=longest).rev().find_map(|length| {
            let key = fold::key_of_all(keys[..length].iter().copied());
            self.phrases.get(&key).map(|&lists| (length, lists))
        })
    }
}

/// Reads a list: one lower-cased name a line.
fn list<'c>(file: &str, content: &'c str, mut add: impl FnMut(&'c str)) -> Result<(), Error> {
    let header = Header::read(file, content)?;
    let mut count = 0;
    for (line, entry) in entries(content) {
        if entry.chars().any(char::is_uppercase) || entry.split(' ').any(str::is_empty) {
            let reason = format!("\"{entry}\" is no lower-cased name with one space between words");
            return Err(wrong(file, line, reason, "correct it"));
        }
        add(entry);
        count += 1;
    }
    header.check(file, count)
}

/// Returns the gender that a word speaks for as a given name: 1 a man's, -1 a woman's, 0 where both or neither have it.
pub(crate) fn gender_of_given(word: &str) -> i8 {
    let lists = Evidence::shipped().lists(fold::key(word));
    i8::from(lists & bit("given_male.txt") != 0) - i8::from(lists & bit("given_female.txt") != 0)
}

/// Returns whether words are the name of a body that lists know and of nothing else: "Reuters", "New York Times".
pub(crate) fn is_known_body<'w>(words: impl Iterator<Item = &'w str>) -> bool {
    let (evidence, keys) = (Evidence::shipped(), words.map(fold::key).collect::<Vec<_>>());
    let Some(first) = keys.first().map(|&key| evidence.word(key)) else { return false };
    let lists = match keys.len() {
        1 => first.lists,
        _ => evidence.phrase(first, &keys).filter(|(length, _)| *length == keys.len()).map_or(0, |(_, lists)| lists),
    };
    kind(lists) == Some(EntityType::Organization)
}

/// Returns the hash of a word in lower case.
pub(crate) fn word_hash(word: &str) -> u64 {
    hash_of(word, hash::Lower::of(word.as_bytes()))
}

/// The same of a word whose letters of ASCII were lower-cased already.
#[inline]
pub(super) fn hash_of(word: &str, lower: hash::Lower) -> u64 {
    if lower.is_ascii { lower.hash } else { hash::bytes(word.to_lowercase().as_bytes()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::file::sample as list;

    const NO_WORDS: (&str, &str) = ("words.txt", "# format: x\n# source: own\n# licence: MIT\n# count: 0\n");

    const NO_LANGUAGES: (&str, &str) = ("languages.txt", "# format: x\n# source: own\n# licence: MIT\n# count: 0\n");

    fn phrase(evidence: &Evidence, words: &str) -> Option<(usize, Lists)> {
        let keys: Vec<u64> = words.split(' ').map(fold::key).collect();
        evidence.phrase(evidence.word(keys[0]), &keys)
    }

    #[test]
    fn shipped_lists_know_names_in_any_case() {
        let evidence = Evidence::read(LISTS, LANGUAGES, COMMON).unwrap();
        assert_ne!(evidence.lists(fold::key("BAGHDAD")), 0);
        let (length, lists) = phrase(&evidence, "New York said").unwrap();
        assert_eq!((length, lists & bit("cities.txt")), (2, bit("cities.txt")));
        assert!(evidence.common(word_hash("Monday")).unwrap().capital >= 8);
        assert!(evidence.common(word_hash("table")).unwrap().capital <= 2);
    }

    #[test]
    fn clusters_tell_nouns_and_verbs() {
        let verb = |word: &str| Evidence::shipped().is_verb(word_hash(word));
        assert!(
            ["fell", "says", "leads", "put"].into_iter().all(verb)
                && !["turnout", "presidential"].into_iter().any(verb)
        );
        let noun = |word: &str| Evidence::shipped().is_noun(word_hash(word));
        for word in ["turnout", "loan", "attack", "math", "primaries"] {
            assert!(noun(word), "{word}");
        }
        for word in ["told", "says", "resign", "leads", "angry", "the", "quickly"] {
            assert!(!noun(word), "{word}");
        }
    }

    #[test]
    fn the_longest_phrase_counts() {
        let list = list(3, "gulf\ngulf coast\ngulf coast bank\n");
        let evidence = Evidence::read(&[("x.txt", &list)], NO_LANGUAGES, NO_WORDS).unwrap();
        assert_eq!(phrase(&evidence, "Gulf Coast Bank of"), Some((3, 1)));
        assert_eq!(phrase(&evidence, "gulf coast fish"), Some((2, 1)));
        assert_eq!((phrase(&evidence, "gulf"), evidence.lists(fold::key("Gulf"))), (None, 1));
    }

    #[test]
    fn lists_of_one_kind_tell_it() {
        let evidence = Evidence::shipped();
        let of = |phrase: &str| kind(self::phrase(evidence, phrase).map_or(0, |(_, lists)| lists));
        assert_eq!(of("North Korea"), Some(EntityType::Place));
        assert_eq!(of("World Bank"), Some(EntityType::Organization));
        assert_eq!(kind(evidence.lists(fold::key("Jordan"))), None);
    }

    #[test]
    fn a_bad_line_is_named() {
        for (entries, line) in [("Ashford\n", 5), ("ashford\nold  town\n", 6), ("ashford \n", 5)] {
            let list = list(1, entries);
            let error = Evidence::read(&[("towns.txt", &list)], NO_LANGUAGES, NO_WORDS).err().unwrap();
            assert!(error.to_string().starts_with(&format!("towns.txt, line {line}: ")), "{error}");
        }
        for entries in ["a\t10\t0\t0\n", "a\t1\t0\n", "a\tx\t0\t0\n"] {
            let words = list(1, entries);
            let error = Evidence::read(&[], NO_LANGUAGES, ("words.txt", &words)).err().unwrap();
            assert!(error.to_string().starts_with("words.txt, line 5: "), "{error}");
        }
        let twice = list(2, "a\t1\t0\t0\na\t1\t0\t0\n");
        assert!(Evidence::read(&[], NO_LANGUAGES, ("words.txt", &twice)).err().unwrap().to_string().contains("line 6"));
    }

    #[test]
    fn a_wrong_count_is_named() {
        let list = list(2, "ashford\n");
        let error = Evidence::read(&[("towns.txt", &list)], NO_LANGUAGES, NO_WORDS).err().unwrap();
        assert!(error.reason.contains("count says 2"), "{error}");
    }
}
