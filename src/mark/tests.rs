use proptest::prelude::*;

use super::*;
use crate::lexicon::Lexicon;
use crate::text::paragraphs::{Newlines, paragraphs};
use crate::token::{is_quotation_mark, tokenize};

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
fn doubtful_pairs_are_less_sure() {
    let sure = |text: &str| marked(text).iter().map(|m| m.confidence).collect::<Vec<_>>();
    let all = |text: &str, range: std::ops::RangeInclusive<f32>| {
        let found = sure(text);
        assert!(!found.is_empty() && found.iter().all(|c| range.contains(c)), "{text}: {found:?}");
    };
    all("“We won,” said Lee. “At last.”", 0.99..=1.0);
    all("\"We won,\" said Lee. \"At last.\"", 0.99..=1.0);
    all("‘The miners’ pay is low,’ said Lee. ‘It is a shame.’", 0.95..=1.0);
    all("“We won, said Lee.", 0.0..=0.5);
    all("\"We won, said Lee. \"It rained.", 0.0..=0.5);
    let unsure = sure("The \"road is closed, she said, and \"the bridge\" too.");
    assert!(unsure.iter().any(|&c| c < 0.6), "{unsure:?}");
    let (right, wrong) = (sure("They praised the “unity of Iraq”."), sure("They praised the “unity of Iraq’."));
    assert!(1.0 - wrong[0] > 5.0 * (1.0 - right[0]), "{wrong:?} {right:?}");
}

/// What the sums give for each pair is what adding up every reading gives.
#[test]
fn shares_are_shares_of_all_readings() {
    for text in ["\"a 'b' c\" d \"e", "“a ‘b” c’ “d”", "'a' b' \"c' d\"", "\"a \"b\" c\"", "‘a “b ‘c’ d” e’ f’"]
    {
        let tokens = tokenize(text, Lexicon::shipped());
        let mut costs = Vec::new();
        evidence::weigh(text, &tokens, 0, tokens.len(), &mut costs);
        for reopened in [None, Some(evidence::Family::Double)] {
            let mut posterior = Posterior::default();
            posterior.sum(&costs, reopened);
            for (pair, share) in posterior::tests::every_pair(&costs, reopened) {
                let found = posterior.of(pair);
                assert!((found - share).abs() < 4e-4, "{text} {pair:?}: {found} {share}");
            }
        }
    }
}

#[test]
fn ten_thousand_opening_marks_stay_shallow() {
    for mark in ["“", "\" ", "‘", "«", " '", "'", "``", "「", "\"a", "a\" \"b ", "“a ", "“‘", "”", "5'10\" "]
    {
        let text = mark.repeat(10_000);
        let found = marked(&text);
        assert!(found.iter().all(|m| m.depth <= 2), "{mark}");
        assert!(found.iter().all(|m| (0.0..=1.0).contains(&m.confidence)), "{mark}");
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

    /// A change in one paragraph touches its own spans; those of the paragraph before only where it changes how the
    /// paragraph begins; and of the paragraph after only whether its first span goes on, and so is speech.
    #[test]
    fn a_mark_more_or_less_harms_no_other_paragraph(
        mut paragraphs in proptest::collection::vec(
            "(?:[“”‘’\"'«»„`「」]|[a-c]{1,3}|s|5| |,|\\.|\\(|—|said ){0,20}[a-z.”\"]", 1..7
        ),
        which in 0..7_usize,
        place in 0..20_usize,
        mark in proptest::option::of("[“”‘’\"'«»„`「」]"),
    ) {
        let which = which % paragraphs.len();
        let before = by_paragraph(&paragraphs);
        let changed = &mut paragraphs[which];
        let places: Vec<usize> = match &mark {
            Some(_) => changed.char_indices().map(|(i, _)| i).collect(),
            None => changed.char_indices().filter(|(_, c)| is_quotation_mark(*c)).map(|(i, _)| i).collect(),
        };
        prop_assume!(!places.is_empty());
        let at = places[place % places.len()];
        let begins = changed[..at].trim().chars().count() < 3;
        match mark {
            Some(mark) => changed.insert_str(at, &mark),
            None => { changed.remove(at); }
        }
        prop_assume!(!changed.trim().is_empty());
        let after = by_paragraph(&paragraphs);
        prop_assert_eq!(before.len(), after.len());
        for (i, (old, new)) in before.into_iter().zip(after).enumerate() {
            let gone_on = |mut spans: Vec<MarkedSpan>| {
                if let Some(first) = spans.first_mut() {
                    (first.continues, first.speech) = (false, false);
                }
                spans
            };
            if i == which + 1 {
                prop_assert_eq!(gone_on(old), gone_on(new), "the paragraph after");
            } else if i != which && !(i + 1 == which && begins) {
                prop_assert_eq!(old, new, "paragraph {} of a change in {}", i, which);
            }
        }
    }
}

/// The marked spans of each paragraph, by their places in it.
fn by_paragraph(texts: &[String]) -> Vec<Vec<MarkedSpan>> {
    let text = texts.join("\n\n");
    let blocks = paragraphs(&text, Newlines::Paragraph);
    let found = pair(&text, &tokenize(&text, Lexicon::shipped()), &blocks);
    let own = |block: &Span| {
        let from = |span: Span| Span::new(span.start - block.start, span.end - block.start);
        let inside = found.iter().filter(|m| block.contains(m.outer));
        inside.map(|m| MarkedSpan { outer: from(m.outer), inner: from(m.inner), ..m.clone() }).collect()
    };
    blocks.iter().map(own).collect()
}
