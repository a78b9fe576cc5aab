//! What holds of every gazetteer and every text: it finds what a slow, obvious matcher finds, before and after it is saved.

mod edits;
mod files;
mod oracle;
mod texts;

use oracle::{Oracle, Place};
use proptest::prelude::*;
use saith::entity_type::EntityType;
use saith::gazetteer::{Entry, Gazetteer, Match, Options, Overlaps};
use texts::texts;

/// Several words, or one in lower case: they match in any case.
const NAMES: [&str; 22] = [
    "Orsa Tolk",
    "Orsa Tolk Mirov",
    "Tolk Mirov",
    "Tolk Orsa",
    "Orsa Orsa Vane",
    "ORSA TOLK",
    "mirov",
    "núñez",
    "Núñez-Brel",
    "Brel & Vane",
    "K. T. Tolk",
    "St. Orsa",
    "Ida O’Mara",
    "o’mara vane",
    "Vane 7",
    "Straße Brel",
    "東京",
    "東京 Vane",
    "Brel Brel",
    "Tolks’ Vane",
    "Orsa ‘Mirov’ Brel",
    "Vane “Tolk” Mirov",
];

const WORDS: [&str; 25] = [
    "Orsa",
    "Orsa",
    "Tolk",
    "Tolk",
    "Mirov",
    "Núñez",
    "Núñez",
    "Brel",
    "Brel",
    "Vane",
    "Vane",
    "&",
    "K. T.",
    "K.T.",
    "KT",
    "St.",
    "Ida",
    "O’Mara",
    "7",
    "Straße",
    "東京",
    "and",
    "Tolks’ Vane",
    "‘Mirov’",
    "“Tolk”",
];

/// One word each: their capitals ask for capitals.
const SINGLE: [&str; 9] = ["Tolk", "MIROV", "Mirov", "brel", "Núñez", "ÅNGO", "Ångo", "O’Mara", "Straße"];

/// Nothing but what folding forgives.
fn plain(overlaps: Overlaps) -> Options {
    Options {
        overlaps,
        company_forms: false,
        honorifics: false,
        particles: false,
        short_forms: false,
        stop_words: Some(Vec::new()),
        ..Options::default()
    }
}

fn entries(names: &[&str]) -> Vec<Entry> {
    names.iter().map(|&name| Entry { name: name.to_owned(), ..Entry::default() }).collect()
}

fn gazetteer(names: &[&str], options: Options) -> Gazetteer {
    Gazetteer::with_options(entries(names), options).expect("entries have names")
}

fn overlaps() -> impl Strategy<Value = Overlaps> {
    prop::sample::select(&[Overlaps::Longest, Overlaps::All][..])
}

fn place(found: &Match) -> Place {
    let mut rows: Vec<u32> = found.candidates.iter().map(|&(row, _)| row).collect();
    rows.sort_unstable();
    (found.span.start as usize, found.span.end as usize, rows)
}

fn places(found: &[Match]) -> Vec<Place> {
    found.iter().map(place).collect()
}

/// Places as they read.
fn shown(text: &str, places: &[Place]) -> Vec<String> {
    places.iter().map(|(start, end, rows)| format!("{start}..{end} {:?} {rows:?}", &text[*start..*end])).collect()
}

fn spans_are_sound(text: &str, found: &[Match], overlaps: Overlaps) -> Result<(), TestCaseError> {
    for one in found {
        prop_assert!(text.get(one.span.range()).is_some_and(|written| !written.is_empty()), "{:?}", one.span);
        prop_assert!(!one.candidates.is_empty());
    }
    let parted = |a: &Match, b: &Match| match overlaps {
        Overlaps::Longest => a.span.end <= b.span.start,
        Overlaps::All => (a.span.start, b.span.end) < (b.span.start, a.span.end),
    };
    prop_assert!(found.windows(2).all(|two| parted(&two[0], &two[1])), "{:?}", found);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2048) })]

    #[test]
    fn names_are_found_where_the_slow_matcher_finds_them(text in texts(&WORDS, false), overlaps in overlaps()) {
        let found = gazetteer(&NAMES, plain(overlaps)).find(&text);
        spans_are_sound(&text, &found, overlaps)?;
        let expected = Oracle::new(&NAMES).find(&text, overlaps);
        prop_assert_eq!(shown(&text, &places(&found)), shown(&text, &expected), "{:?}", text);
    }

    #[test]
    fn capitals_are_asked_for_as_the_slow_matcher_asks(text in texts(&SINGLE, true), overlaps in overlaps()) {
        let found = gazetteer(&SINGLE, plain(overlaps)).find(&text);
        spans_are_sound(&text, &found, overlaps)?;
        let expected = Oracle::new(&SINGLE).find(&text, overlaps);
        prop_assert_eq!(shown(&text, &places(&found)), shown(&text, &expected), "{:?}", text);
    }

    #[test]
    fn short_forms_follow_their_names(said in prop::collection::vec(0..NAMED.len() * 2, 1..12)) {
        let kind = |name: &str| if name.ends_with("Mills") { EntityType::Organization } else { EntityType::Person };
        let named = NAMED.map(|(name, _)| Entry { kind: Some(kind(name)), ..entries(&[name]).remove(0) });
        let gazetteer = Gazetteer::new(named).expect("entries have names");
        let (mut text, mut expected, mut seen) = (String::new(), Vec::new(), [false; NAMED.len()]);
        for number in said {
            let (row, full) = (number / 2, number % 2 == 0);
            let written = if full { NAMED[row].0 } else { NAMED[row].1 };
            seen[row] |= full;
            if seen[row] {
                expected.push((text.len(), text.len() + written.len(), vec![row as u32]));
            }
            text = text + written + ", then ";
        }
        prop_assert_eq!(shown(&text, &places(&gazetteer.find(&text))), shown(&text, &expected), "{:?}", text);
    }
}

/// Names, and what they are called by once they have been named.
const NAMED: [(&str, &str); 4] =
    [("Ida Tolk", "Tolk"), ("Omar al-Brel", "Brel"), ("Ada van der Vane", "van der Vane"), ("Kosta Orsa Mills", "KOM")];

#[test]
fn the_slow_matcher_sees_what_it_should() {
    let found = |text: &str| {
        let places = Oracle::new(&NAMES).find(text, Overlaps::Longest);
        places.iter().map(|place| text[place.0..place.1].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("ORSA\nTOLK’s Orsa-Tolk-Mirov"), ["ORSA\nTOLK", "Orsa-Tolk-Mirov"]);
    assert_eq!(found("K.T. Tolk, K T Tolk, KT Tolk, k. t. tolk").len(), 4);
    assert_eq!(found("Nun\u{303}ez東京都"), ["Nun\u{303}ez", "東京"]);
    assert_eq!(found("Orsa\n\nTolk, Orsa – Tolk, Orsa Tolkx, x’Orsa Tolk"), [""; 0]);
    let rows =
        |text: &str| Oracle::new(&SINGLE).find(text, Overlaps::All).into_iter().flat_map(|place| place.2).count();
    assert_eq!(["tolk", "tolk X", "X\ntolk", "Mirov", "MIROV"].map(rows), [1, 0, 1, 1, 2]);
}

#[test]
fn what_is_not_seen_beside_a_mark_is_ignored() {
    let names = ["Ida O’Mara", "K. Tolk", "St. Orsa", "Brel"];
    let found = |text| gazetteer(&names, plain(Overlaps::Longest)).find(text).len();
    for text in ["Ida O\u{200B}’Mara", "Ida O’\u{200B}Mara", "K\u{200B}. Tolk", "S\u{200B}t. Orsa"] {
        assert_eq!(found(text), 1, "{text:?}");
    }
    for text in ["Brel’s\u{200B}x", "x\u{200B}l’Brel"] {
        assert_eq!(found(text), 0, "{text:?}");
    }
}

#[test]
fn a_common_word_waits_for_evidence_among_overlaps() {
    let options = || Options { stop_words: Some(vec!["Tolk".into()]), ..plain(Overlaps::All) };
    let found = |text| {
        let names = [Entry { aliases: vec!["Tolk Brel".into()], ..entries(&["Orsa Vane"]).remove(0) }];
        let other = Entry { aliases: vec!["Tolk".into()], ..entries(&["Ida Mirov"]).remove(0) };
        let gazetteer =
            Gazetteer::with_options(names.into_iter().chain([other]), options()).expect("entries have names");
        places(&gazetteer.find(text))
    };
    assert_eq!(found("Tolk Brel"), [(0, 9, vec![0])]);
}

#[test]
fn ideographs_are_found_behind_a_full_stop() {
    assert_eq!(gazetteer(&NAMES, plain(Overlaps::Longest)).find("K. T.東京").len(), 1);
}
