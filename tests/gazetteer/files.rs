//! Any text under any options, before and after a gazetteer is written; and files that are damaged.

use std::sync::LazyLock;

use proptest::prelude::*;
use saith::entity_type::EntityType;
use saith::gazetteer::{Entry, Gazetteer, Options, Overlaps};
use saith::model::hash;

use super::texts::texts;
use super::{NAMES, SINGLE, WORDS, entries, overlaps, spans_are_sound};

/// Bytes of the checksum at the end of a file.
const CHECKSUM: usize = 8;

fn options() -> impl Strategy<Value = Options> {
    let stop_words = prop::sample::select(vec![None, Some(vec![]), Some(vec!["Tolk".to_owned(), "mirov".to_owned()])]);
    (any::<[bool; 12]>(), 0u8..=2, overlaps(), stop_words).prop_map(|(set, max_edits, overlaps, stop_words)| Options {
        overlaps,
        ignore_case: set[0],
        ignore_accents: set[1],
        ignore_hyphens: set[2],
        ignore_apostrophes: set[3],
        ignore_stops: set[4],
        possessives: set[5],
        ampersand: set[6],
        company_forms: set[7],
        honorifics: set[8],
        particles: set[9],
        transliteration: set[10],
        short_forms: set[11],
        stop_words,
        // Tried in `edits`.
        max_edits,
    })
}

/// Entities of every kind.
fn named() -> Vec<Entry> {
    let person = |name: &str| Entry { kind: Some(EntityType::Person), ..entries(&[name]).remove(0) };
    let mut named = entries(&[&NAMES[..], &SINGLE[..]].concat());
    named.extend([person("Ida Tolk"), person("Dr. Omar al-Brel Jr."), person("Ada van der Vane")]);
    named.push(Entry {
        aliases: vec!["Brel".into(), "Orsa, Inc.".into()],
        id: Some("Q7".into()),
        weight: Some(0.5),
        attributes: serde_json::from_str(r#"{"seats": [1, 2]}"#).expect("an object"),
        ..entries(&["Orsa Mills"]).remove(0)
    });
    named
}

/// Words of aliases, or anything.
fn any_texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => texts(&WORDS, false),
        2 => texts(&SINGLE, false),
        1 => prop::sample::select(vec!["\u{301}", "\u{200B}", "’", ".", "&", "-", "@", "://", "www.", "_", "\t", "ﬁ", "İ"])
            .prop_map(str::to_owned),
        1 => "(?s).{0,12}",
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

static SAVED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let options = Options { max_edits: 2, ignore_accents: false, ..Options::default() };
    Gazetteer::with_options(named(), options).expect("entries have names").to_bytes()
});

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn spans_are_sound_and_the_same_when_read_again(text in any_texts(), options in options()) {
        let gazetteer = Gazetteer::with_options(named(), options.clone()).expect("entries have names");
        let found = gazetteer.find(&text);
        spans_are_sound(&text, &found, options.overlaps)?;
        spans_are_sound(&text, &gazetteer.find_disjoint(&text), Overlaps::Longest)?;
        let file = Gazetteer::from_bytes(&gazetteer.to_bytes(), "x").expect("a file just written");
        prop_assert_eq!(&file.find(&text), &found);
        let json = serde_json::to_string(&gazetteer).expect("a gazetteer is JSON");
        let again: Gazetteer = serde_json::from_str(&json).expect("JSON just written");
        prop_assert_eq!(&again.find(&text), &found);
        prop_assert_eq!(again.options(), &options);
    }

    #[test]
    fn a_changed_byte_is_seen(at in any::<prop::sample::Index>(), by in 1u8..) {
        let mut file = SAVED.clone();
        file[at.index(SAVED.len())] ^= by;
        prop_assert!(Gazetteer::from_bytes(&file, "x").is_err());
    }

    /// A file that was changed on purpose: an error, or a gazetteer that finds something else.
    #[test]
    fn a_forged_file_never_panics(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        text in any_texts(),
    ) {
        let mut file = SAVED.clone();
        let content = file.len() - CHECKSUM;
        for (at, byte) in changes {
            file[at.index(content)] = byte;
        }
        let checksum = hash::bytes(&file[..content]).to_le_bytes();
        file[content..].copy_from_slice(&checksum);
        if let Ok(gazetteer) = Gazetteer::from_bytes(&file, "x") {
            let _ = (gazetteer.find(&text), gazetteer.find_disjoint(&text), serde_json::to_string(&gazetteer));
            gazetteer.entries().for_each(|entry| drop(entry.to_entry()));
        }
    }
}
