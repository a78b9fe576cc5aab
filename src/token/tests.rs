use super::*;
use proptest::prelude::*;

fn words(text: &str) -> Vec<&str> {
    tokenize(text, Lexicon::shipped()).iter().map(|t| t.span.of(text)).collect()
}

#[test]
fn names_keep_hyphens_and_lose_possessives() {
    assert_eq!(words("Nouri al-Maliki’s O’Brien didn't"), ["Nouri", "al-Maliki", "’s", "O’Brien", "didn't"]);
}

#[test]
fn numbers_and_links_are_whole() {
    assert_eq!(
        words("1,200.5 at www.acme.com/a, or @ann."),
        ["1,200.5", "at", "www.acme.com/a", ",", "or", "@ann", "."]
    );
    assert_eq!(words("ann@acme.org said"), ["ann@acme.org", "said"]);
}

#[test]
fn initials_keep_their_stops() {
    assert_eq!(
        words("J. R. Smith and the U.S. and I. Then"),
        ["J.", "R.", "Smith", "and", "the", "U.S.", "and", "I", ".", "Then"]
    );
}

proptest! {
    #[test]
    fn every_visible_character_lies_in_one_token(text in "(?s).{0,200}") {
        let mut at = 0;
        for token in tokenize(&text, Lexicon::shipped()) {
            prop_assert!(token.span.start >= at && token.span.end > token.span.start);
            prop_assert!(text[at as usize..token.span.start as usize].trim().is_empty());
            prop_assert!(text.get(token.span.range()).is_some());
            at = token.span.end;
        }
        prop_assert!(text[at as usize..].trim().is_empty());
    }
}
