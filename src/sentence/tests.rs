use proptest::prelude::*;

use super::*;
use crate::lexicon::Lexicon;
use crate::mark;
use crate::text::paragraphs::{Newlines, paragraphs};
use crate::token::tokenize;

fn read(text: &str, options: &SentenceOptions) -> Vec<Sentence> {
    let tokens = tokenize(text, Lexicon::shipped());
    let paragraphs = paragraphs(text, Newlines::Auto);
    let marked = mark::pair(text, &tokens, &paragraphs);
    split(text, paragraphs, &marked, &Model::shipped(), options)
}

fn sentences(text: &str) -> Vec<&str> {
    read(text, &SentenceOptions::default()).iter().map(|s| s.span.of(text)).collect()
}

/// Texts whose sentences `|` parts.
fn check(parted: &str) {
    let text = parted.replace('|', " ");
    assert_eq!(sentences(&text), parted.split('|').collect::<Vec<_>>());
}

#[test]
fn attribution_stays_with_what_is_said() {
    check("“Why?” she asked.|“We won!” said Lee.|“Is it?” Lee asked.|“No.”|He left.");
}

#[test]
fn abbreviations_end_no_sentence() {
    check("Dr. Lee and Gen. Ray met J. R. Smith.|They left.");
    check("The U.S. Army left the U.S.|It was late.");
    check("They met at 5 p.m. Monday.|It was 6 p.m.|She left.");
}

#[test]
fn a_quotation_may_stay_whole() {
    let text = "“We won. It was late,” said Lee. He left.";
    let whole = SentenceOptions { quotations: Quotations::Whole, ..Default::default() };
    assert_eq!(read(text, &whole).len(), 2);
    assert_eq!(read(text, &SentenceOptions::default()).len(), 3);
}

#[test]
fn the_user_may_add_abbreviations() {
    let text = "The Abt. Lee heads is new.";
    assert_eq!(sentences(text).len(), 2);
    let options = SentenceOptions { abbreviations: vec!["abt".into()], ..Default::default() };
    assert_eq!(read(text, &options).len(), 1);
}

proptest! {
    #[test]
    fn sentences_cover_all_but_white_space(
        text in "(?:[“”\"'(\\[\\])]|[a-c]{1,3}|[A-C][a-c]?|\\.|[?!…]| |\n|\n\n|5|—|•|U\\.S\\.|Dr\\.|said){0,60}"
    ) {
        let blocks = paragraphs(&text, Newlines::Auto);
        for quotations in [Quotations::Split, Quotations::Whole] {
            let options = SentenceOptions { quotations, ..Default::default() };
            let mut at = 0;
            for s in read(&text, &options) {
                prop_assert!(s.span.start >= at && !s.span.is_empty());
                prop_assert!(text[at as usize..s.span.start as usize].trim().is_empty());
                prop_assert_eq!(s.span, s.span.trimmed(&text));
                prop_assert!(blocks[s.paragraph as usize].contains(s.span));
                at = s.span.end;
            }
            prop_assert!(text[at as usize..].trim().is_empty());
        }
    }
}
