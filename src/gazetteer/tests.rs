use super::*;

fn entry(name: &str, aliases: &[&str]) -> Entry {
    Entry { name: name.into(), aliases: aliases.iter().map(|&a| a.into()).collect(), ..Entry::default() }
}

fn found<'t>(gazetteer: &Gazetteer, text: &'t str) -> Vec<&'t str> {
    gazetteer.find(text).iter().map(|m| m.span.of(text)).collect()
}

#[test]
fn bad_rows_are_named() {
    let error = Gazetteer::new(vec![entry("Ann Lee", &[]), entry(" ", &[])]).unwrap_err();
    assert_eq!(error.place.row, Some(1));
    let error = Gazetteer::new(vec![entry("Ann Lee", &["Lee", "!!"])]).unwrap_err();
    assert_eq!(error.place.column.as_deref(), Some("aliases"));
    let nan = Entry { weight: Some(f64::NAN), ..entry("Ann Lee", &[]) };
    assert!(Gazetteer::new(vec![nan]).is_err());
}

#[test]
fn what_is_left_out_is_counted() {
    let gazetteer =
        Gazetteer::new(vec![entry("Ann Lee", &["Lee", "", "Lee", " Ann Lee "]), entry("Ann Lee", &["Lee"])]).unwrap();
    let Report { entities, aliases, duplicates, empty, repeated } = gazetteer.report();
    assert_eq!((entities, aliases, duplicates, empty, repeated), (2, 2, 2, 1, 1));
    // A repeated entity is no second candidate.
    assert_eq!(gazetteer.find("Ann Lee")[0].candidates.len(), 1);
}

#[test]
fn candidates_are_ranked_by_share() {
    let weighted = |name: &str, weight| Entry { weight: Some(weight), ..entry(name, &["Lee"]) };
    let gazetteer = Gazetteer::new(vec![weighted("Ann Lee", 1.0), weighted("Bob Lee", 3.0)]).unwrap();
    assert_eq!(*gazetteer.find("Lee left.")[0].candidates, [(1, 0.75), (0, 0.25)]);
    // Who is named in full is meant, before and after.
    let matches = gazetteer.find("Lee left, and Ann Lee with her.");
    assert_eq!(matches[0].likeliest(), Some(0));
}

#[test]
fn serialised_entries_find_the_same() {
    let options = Options { short_forms: false, max_edits: 1, ..Options::default() };
    let gazetteer = Gazetteer::with_options(vec![entry("Ann Lee", &["Lee"])], options).unwrap();
    let again: Gazetteer = serde_json::from_str(&serde_json::to_string(&gazetteer).unwrap()).unwrap();
    assert_eq!(again, gazetteer);
    assert_eq!(found(&again, "Lee, Ann Lee’s"), ["Lee", "Ann Lee"]);
    assert!(serde_json::from_str::<Gazetteer>(r#"{"entries":[{"name":""}]}"#).is_err());
}

#[test]
fn a_file_gives_the_same_gazetteer_and_bad_bytes_an_error() {
    let options = Options { max_edits: 2, ignore_accents: false, ..Options::default() };
    let full = Entry { id: Some("Q1".into()), weight: Some(2.0), ..entry("José Lee-Roe", &["Roe", "J. R."]) };
    let gazetteer = Gazetteer::with_options(vec![full, entry("Ashford", &[])], options).unwrap();
    let bytes = gazetteer.to_bytes();
    assert_eq!(Gazetteer::from_bytes(&bytes, "x").unwrap(), gazetteer);
    assert_eq!(Gazetteer::from_bytes(&Gazetteer::default().to_bytes(), "x").unwrap().len(), 0);
    for cut in [0, 7, 12, 40, bytes.len() / 2, bytes.len() - 1] {
        let error = Gazetteer::from_bytes(&bytes[..cut], "people.gazetteer").unwrap_err();
        assert_eq!(error.place.file.as_deref(), Some("people.gazetteer"));
    }
    for at in (0..bytes.len()).step_by(7) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 4;
        assert!(Gazetteer::from_bytes(&damaged, "x").is_err(), "byte {at}");
    }
}

#[test]
fn many_names_and_many_places_stay_linear() {
    let entries = (0..100_000).map(|i| entry(&format!("Ann Lee{i}"), &[]));
    let gazetteer = Gazetteer::new(entries).unwrap();
    let text = "Ann Lee7 ".repeat(100_000);
    assert_eq!(found(&gazetteer, &text).len(), 100_000);
}

#[test]
fn every_alias_is_given_where_overlaps_are_asked_for() {
    let entries = || vec![entry("Bank of Kent", &["Bank", "Kent"])];
    let all = Options { overlaps: Overlaps::All, ..Options::default() };
    let text = "The Bank of Kent";
    let gazetteer = Gazetteer::with_options(entries(), all).unwrap();
    assert_eq!(found(&gazetteer, text), ["Bank of Kent", "Bank", "Kent"]);
    assert_eq!(found(&Gazetteer::new(entries()).unwrap(), text), ["Bank of Kent"]);
    assert_eq!(gazetteer.find_disjoint(text).len(), 1);
}

proptest::proptest! {
    /// The cheap test rejects nothing that a look at each word finds.
    #[test]
    fn the_cheap_test_loses_no_name(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "Ann", "Lee", "ann", "lee", "LEE", "the", "Bank", "of", "Kent", "U.S.", "US", "u.s", "J.", "R.", "J", "Roe", "JR", "O’Brien",
                "O'Brien", "brien", "al", "Hadi", "al-Hadi", "Omar", "AT&T", "AT", "&", "and", "T", "Yahoo!", "Yahoo", "東京", "Lee東京", "Łódź",
                "Lodz", "José", "Jose\u{301}", "é", "Massachusetts", "Massachusettsian", "Ltd.", "Inc", "St.", "Ives", "…", "“", "”", "-",
                "(", "/", "@", "#", ",", ".", "a", "0", "F-16", "Le\u{200B}e", "\"Ann\"", "“Ann”", "$", "«Ann»", "(Ann)", "Lees’", "l’", "’s", "alongwordthatgoesonformorethanoneblockofatextandisnamedwithallofitsletters",
                "a_very_long_word_that_goes_on_for_more_than_one_block_of_a_text",
            ]),
            0..120,
        ),
        gaps in proptest::collection::vec(proptest::sample::select(vec![" ", " ", " ", "", "-", "\n", "\n\n", "  ", "\u{A0}", "\u{2028}"]), 120),
    ) {
        let names = [
            "Ann Lee", "Lee", "lee", "Bank of Kent", "Kent", "U.S.", "US", "J. R. Roe", "JR Roe", "O’Brien", "Omar Hadi", "Hadi", "AT&T", "Yahoo!",
            "東京", "Łódź", "José Lee", "Massachusetts", "St. Ives", "Roe Ltd.", "F-16", "the US", "Lee and Roe", "Kent/Ives", "Al Hadi", "@Kent", "#the", "Roe &", "\"Ann\" Lee", "(Ann) Lee", "$ Kent", "«Ann» Roe", "“Roe” US", "Lees' Bank",
            "alongwordthatgoesonformorethanoneblockofatextandisnamedwithallofitsletters",
        ];
        for overlaps in [Overlaps::Longest, Overlaps::All] {
            let options = Options { overlaps, ..Options::default() };
            let fast = Gazetteer::with_options(names.iter().map(|name| entry(name, &[])), options).unwrap();
            let mut slow = fast.clone();
            slow.filter.symbols = true;
            let text: String = words.iter().zip(&gaps).flat_map(|(word, gap)| [*word, *gap]).collect();
            proptest::prop_assert_eq!(fast.find(&text), slow.find(&text), "{:?}", text);
        }
    }
}
