//! Edits: every one of a letter is found, and what is found without any stays found.

use proptest::prelude::*;
use saith::gazetteer::{Entry, Gazetteer, Options, Overlaps};
use saith::lexicon::Lexicon;

use super::texts::texts;
use super::{NAMES, gazetteer, places, plain, shown, spans_are_sound};

#[derive(Clone, Copy, Debug)]
enum Edit {
    Insert(char),
    Delete,
    Change(char),
    Swap,
}

fn edits() -> impl Strategy<Value = Edit> {
    let letter = || prop::sample::select("abcdefghijklmnopqrstuvwxyzéñø".chars().collect::<Vec<_>>());
    prop_oneof![letter().prop_map(Edit::Insert), Just(Edit::Delete), letter().prop_map(Edit::Change), Just(Edit::Swap),]
}

/// Words of aliases, and words that are nearly these.
const NEAR: [&str; 16] = [
    "Orsa", "Orsan", "Osra", "Tolk", "Tolks", "Tulk", "Mirov", "Mirow", "Mirrov", "Brel", "Bril", "Vane", "Vene",
    "Núñez", "Nuñes", "東京",
];

/// A word with an edit behind its first letter, whose capital is not to be lost.
fn edited(word: &str, edit: Edit, at: usize) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + at % (letters.len() - 2);
    match edit {
        Edit::Insert(c) => letters.insert(at, c),
        Edit::Delete => drop(letters.remove(at)),
        Edit::Change(c) => letters[at] = c,
        Edit::Swap => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

/// Words of the language and listed names are no misspellings.
fn is_known(word: &str) -> bool {
    !Lexicon::shipped().get(&word.to_lowercase()).classes.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1024) })]

    #[test]
    fn every_edit_is_found(
        words in prop::collection::vec("[A-Z][a-zéñ]{4,10}", 1..4),
        which in any::<prop::sample::Index>(),
        edit in edits(),
        at in any::<usize>(),
        most in 1u8..=2,
    ) {
        let which = which.index(words.len());
        let mut wrong = words.clone();
        wrong[which] = edited(&words[which], edit, at);
        let wrong = wrong.join(" ");
        prop_assume!(!is_known(&wrong));
        let gazetteer = gazetteer(&[&words.join(" ")], Options { max_edits: most, ..plain(Overlaps::Longest) });
        let text = format!("We met {wrong}’s aide.");
        let found = gazetteer.find(&text);
        prop_assert_eq!(found.iter().map(|m| m.span.of(&text)).collect::<Vec<_>>(), [wrong.as_str()], "{}", text);
    }

    /// Unless a name that begins before takes a word of it, or a longer one all of it.
    #[test]
    fn what_is_exact_stays_found(text in texts(&NEAR, false), most in 1u8..=2) {
        let exact = gazetteer(&NAMES, plain(Overlaps::Longest)).find(&text);
        let nearly = gazetteer(&NAMES, Options { max_edits: most, ..plain(Overlaps::Longest) }).find(&text);
        spans_are_sound(&text, &nearly, Overlaps::Longest)?;
        for one in &exact {
            let taken = nearly.iter().any(|m| {
                m.span.start < one.span.start && one.span.start < m.span.end
                    || m.span.start == one.span.start && one.span.end < m.span.end
            });
            prop_assert!(taken || nearly.contains(one), "{:?} {:?}", text, shown(&text, &places(&nearly)));
        }
    }

    #[test]
    fn all_that_is_exact_stays_found(text in texts(&NEAR, false), most in 1u8..=2) {
        let exact = gazetteer(&NAMES, plain(Overlaps::All)).find(&text);
        let nearly = gazetteer(&NAMES, Options { max_edits: most, ..plain(Overlaps::All) }).find(&text);
        spans_are_sound(&text, &nearly, Overlaps::All)?;
        for one in &exact {
            prop_assert!(nearly.contains(one), "{:?} {:?}", text, shown(&text, &places(&nearly)));
        }
    }
}

/// The first word has no spelling of its own to be forgiven: the next one has.
#[test]
fn edits_are_found_behind_initials() {
    for (name, text) in
        [("J. Kovalenko", "J. Kovalemko"), ("Dr. Kovalenko", "Dr. Kovalemko"), ("K2 Kovalenko", "K2 Kovalemko")]
    {
        let options = Options { max_edits: 1, ..plain(Overlaps::Longest) };
        let entry = Entry { name: name.into(), ..Entry::default() };
        let gazetteer = Gazetteer::with_options([entry], options).expect("an entry with a name");
        assert_eq!(gazetteer.find(text).len(), 1, "{text}");
    }
}
