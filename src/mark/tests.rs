use proptest::prelude::*;

use super::*;
use crate::lexicon::Lexicon;
use crate::text::paragraphs::{Newlines, paragraphs};
use crate::token::tokenize;

fn marked(text: &str) -> Vec<MarkedSpan> {
    pair(text, &tokenize(text, Lexicon::shipped()), &paragraphs(text, Newlines::Auto))
}

fn inner(text: &str) -> Vec<&str> {
    marked(text).iter().map(|m| m.inner.of(text)).collect()
}

#[test]
fn straight_and_curly_marks_pair() {
    assert_eq!(inner("\"We won,\" said Lee. \"At last!\""), ["We won,", "At last!"]);
    assert_eq!(inner("“We won,” said Lee, “at last.”"), ["We won,", "at last."]);
    assert_eq!(inner("``We won,'' said Lee."), ["We won,"]);
    assert_eq!(inner("„Wir haben gewonnen“, sagte Lee. „Ja.“"), ["Wir haben gewonnen", "Ja."]);
    assert_eq!(inner("« Oui », dit-il. «Non»."), ["Oui", "Non"]);
    assert_eq!(inner("彼は「はい」と言った。"), ["はい"]);
    assert_eq!(inner("''We won,'' said Lee."), ["We won,"]);
    assert_eq!(inner("‘‘We won,’’ said Lee."), ["We won,"]);
}

#[test]
fn apostrophes_are_no_marks() {
    assert_eq!(inner("In the ’90s the drivers’ union didn't like rock ’n’ roll."), [""; 0]);
    assert_eq!(inner("In the '90s the drivers' union liked rock 'n' roll and goin' out."), [""; 0]);
    assert_eq!(inner("‘The drivers’ strike is over,’ said Lee."), ["The drivers’ strike is over,"]);
    assert_eq!(inner("'The drivers' strike isn't over,' said Lee."), ["The drivers' strike isn't over,"]);
    assert_eq!(inner("“Tell ‘em it is over,” said the drivers’ man."), ["Tell ‘em it is over,"]);
}

#[test]
fn quotations_nest() {
    assert_eq!(inner("“She said ‘no’,” he said."), ["She said ‘no’,", "no"]);
    assert_eq!(inner("\"She said 'no,'\" he said."), ["She said 'no,'", "no,"]);
    assert_eq!(inner("‘She said “no”,’ he said."), ["She said “no”,", "no"]);
    assert_eq!(inner("“She called it “foul play” then,” he said."), ["She called it “foul play” then,", "foul play"]);
    let depths: Vec<u8> = marked("“A ‘b “c” d’ e.”").iter().map(|m| m.depth).collect();
    assert_eq!(depths, [0, 1, 2]);
}

#[test]
fn measures_are_no_marks() {
    assert_eq!(inner("He is 5'10\" tall and the pipe is 2\" wide."), [""; 0]);
    assert_eq!(inner("\"It is a 2\" pipe,\" she said."), ["It is a 2\" pipe,"]);
    assert_eq!(inner("\"We need 20\" she said."), ["We need 20"]);
}

#[test]
fn a_wrong_mark_still_closes() {
    assert_eq!(inner("They spoke of the “unity of Iraq’, and left."), ["unity of Iraq"]);
    assert_eq!(inner("“She said ‘no,” he said. “Then yes.”"), ["She said ‘no,", "no,", "Then yes."]);
}

#[test]
fn what_nothing_closes_ends_with_its_paragraph() {
    let text = "“We won, said Lee.\n\nIt rained.";
    let found = marked(text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].inner.of(text), "We won, said Lee.");
    assert!(!found[0].closed);
    let text = "He said “we won. He said “it rained” and “it was cold” too.";
    assert_eq!(inner(text), ["we won. He said", "it rained", "it was cold"]);
}

#[test]
fn paragraphs_reopen_a_quotation() {
    let text = "“We won. It is the ‘end’.\n\n“It rained,” said Lee.\n\n“Other,” said Ray.";
    let found: Vec<_> = marked(text).iter().map(|m| (m.inner.of(text), m.closed, m.continues)).collect();
    assert_eq!(
        found,
        [
            ("We won. It is the ‘end’.", false, false),
            ("end", true, false),
            ("It rained,", true, true),
            ("Other,", true, false)
        ]
    );
}

#[test]
fn titles_nicknames_and_distance_are_no_speech() {
    let speech = |text: &str| marked(text).iter().map(|m| m.speech).collect::<Vec<_>>();
    assert_eq!(speech("Ann “Shorty” Lee wrote “The Long Way Home” by lamplight."), [false, false]);
    assert_eq!(speech("The “smart” house is cold."), [false]);
    assert_eq!(speech("“Yes,” said Lee."), [true]);
    assert_eq!(speech("Lee called it a “foreign political entity”."), [true]);
    assert_eq!(speech("According to Lee the plan is “weak” at best."), [true]);
    assert_eq!(speech("The board was clear: “We will not build that bridge.”"), [true]);
    assert_eq!(speech("<a title=\"it is what they said to us\">"), [false]);
}

#[test]
fn ten_thousand_opening_marks_stay_shallow() {
    for mark in ["“", "\" ", "‘", "«", " '", "'", "``", "「", "\"a", "a\" \"b "] {
        let text = mark.repeat(10_000);
        assert!(marked(&text).iter().all(|m| m.depth <= 2), "{mark}");
    }
}

proptest! {
    #[test]
    fn spans_ascend_nest_and_lie_on_tokens(
        text in "(?:[“”‘’\"'«»„`「」]|[a-c]{1,3}|s|5| |,|\\.|\n\n|\\(|—|é){0,60}"
    ) {
        let tokens = tokenize(&text, Lexicon::shipped());
        let found = pair(&text, &tokens, &paragraphs(&text, Newlines::Auto));
        let mut open: Vec<&MarkedSpan> = Vec::new();
        for m in &found {
            prop_assert!(m.outer.contains(m.inner) && !m.inner.is_empty());
            prop_assert!(m.inner == m.inner.trimmed(&text));
            for span in [m.outer, m.inner] {
                prop_assert!(tokens.iter().any(|t| t.span.start == span.start));
                prop_assert!(tokens.iter().any(|t| t.span.end == span.end));
            }
            while open.last().is_some_and(|o| o.outer.end <= m.outer.start) {
                open.pop();
            }
            prop_assert_eq!(open.len(), m.depth as usize);
            if let Some(parent) = open.last() {
                prop_assert!(parent.inner.contains(m.outer) && parent.outer.start < m.outer.start);
            }
            open.push(m);
        }
    }
}
