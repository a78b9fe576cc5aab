//! Nouns that say of what kind another noun is: "police" in "the police response", "official" in "an official visit".

use super::FUNCTION;
use super::{LONGEST, Taken, is_noun, is_plural, next_of};
use crate::lexicon::{CueFrames, WordClass};
use crate::mention::evidence::{Evidence, word_hash};
use crate::surface::Surface;
use crate::token::{Token, TokenKind};

/// Nouns that are adjectives before another noun: "official visit", "general elections".
const ADJECTIVES: [&str; 22] = [
    "official",
    "general",
    "senior",
    "major",
    "chief",
    "representative",
    "executive",
    "liberal",
    "conservative",
    "radical",
    "moderate",
    "criminal",
    "individual",
    "native",
    "private",
    "public",
    "militant",
    "independent",
    "weekly",
    "daily",
    "nonprofit",
    "non-profit",
];
/// Nouns for things that are used like other words too, so that no cluster tells them.
const THINGS: [&str; 20] = [
    "address",
    "building",
    "centre",
    "core",
    "costs",
    "efforts",
    "email",
    "events",
    "file",
    "headquarters",
    "health",
    "leave",
    "lines",
    "page",
    "prices",
    "primary",
    "record",
    "rights",
    "seats",
    "tax",
];
/// Nouns for several people who do what stands behind them: "people work hard".
const PEOPLE: [&str; 6] = ["children", "many", "men", "people", "some", "women"];
/// Verbs before someone who then does something: "did the mayor vote", "let the mayor lead".
const INVERTED: [&str; 13] =
    ["can", "could", "did", "do", "does", "let", "may", "might", "must", "shall", "should", "will", "would"];

/// Past forms that no ending tells.
const PASTS: [&str; 64] = [
    "ate", "became", "began", "bought", "broke", "brought", "built", "came", "caught", "chose", "cut", "did", "drew",
    "drove", "fell", "felt", "flew", "forgot", "fought", "found", "gave", "got", "grew", "heard", "held", "hit",
    "kept", "knew", "lay", "led", "left", "lent", "let", "lit", "lost", "made", "met", "paid", "put", "quit", "ran",
    "rang", "rode", "rose", "sang", "sat", "saw", "sent", "set", "shook", "shot", "shut", "slept", "sold", "spent",
    "spoke", "stole", "stood", "swore", "threw", "took", "went", "won", "wrote",
];

/// Whether a word looks like the past form of a verb.
pub(in crate::mention) fn is_past(word: &str) -> bool {
    word.ends_with("ed") || PASTS.binary_search(&word).is_ok()
}

/// Whether a word may be the verb of the noun before it, by its form: "wants", "hired", "met".
pub(super) fn may_be_verb(surface: &Surface<'_>, i: usize) -> bool {
    let token = &surface.tokens[i];
    let word = surface.word(i);
    if token.is_capital() || THINGS.binary_search(&word).is_ok() {
        return false;
    }
    is_third_person(word) || is_past(word) || token.cue.contains(CueFrames::FINITE)
}

/// "wants", but not "crisis", "politics", "bus".
fn is_third_person(word: &str) -> bool {
    word.ends_with('s') && !["ss", "us", "is", "ics"].iter().any(|ending| word.ends_with(ending))
}

/// Whether the noun at `i` says of what kind the noun behind it is.
pub(super) fn modifies(surface: &Surface<'_>, i: usize) -> bool {
    let token = &surface.tokens[i];
    let Some(next) = next_of(surface, i) else { return false };
    let verb = next.cue.contains(CueFrames::FINITE) || next.is_any(FUNCTION);
    let demonym = token.is(WordClass::DEMONYM) && token.is_capital();
    if is_plural(surface, token) {
        return false;
    }
    let word = next.span.of(surface.text);
    let listed = ADJECTIVES.iter().any(|a| surface.word(i).eq_ignore_ascii_case(a));
    if (listed || demonym) && PASTS.binary_search(&word).is_err() {
        // "official visit", and "the Republican plan", but "the Republican plans to".
        let noun = next.is(WordClass::ORDINARY) && next.cue.is_empty() || demonym && next.cue.contains(CueFrames::NOUN);
        let plain = listed && !may_be_verb(surface, i + 1) && !next.is_capital();
        if (noun || plain) && !verb {
            return true;
        }
    }
    is_thing(surface, i + 1) && !is_verb_of(surface, i) || leads_to_noun(surface, i)
}

/// "turnout", "attacks": whether the word at `i` is used like a noun that is no noun for someone; a past form is none. A capital
/// is one of the phrase's only where the word before has one: "an Executive Order", but "the group Code Pink".
fn is_thing(surface: &Surface<'_>, i: usize) -> bool {
    let token = &surface.tokens[i];
    let word = surface.word(i);
    token.kind == TokenKind::Word
        && !token.is_any(FUNCTION | WordClass::NUMBER_WORD)
        && (!token.is_capital() || surface.tokens[i - 1].is_capital())
        && PASTS.binary_search(&word).is_err()
        && !word.ends_with("ed")
        && (THINGS.binary_search(&word).is_ok() || Evidence::shipped().is_noun(word_hash(word)))
}

/// Whether the word behind the noun at `i` can be its verb, although it is used like a noun. One person takes no base form: "the
/// delegate lead" is what is led by, for "the delegate leads".
fn is_verb_of(surface: &Surface<'_>, i: usize) -> bool {
    let (token, next) = (&surface.tokens[i], &surface.tokens[i + 1]);
    let behind = next_of(surface, i + 1);
    let word = behind.map_or("", |_| surface.word(i + 2));
    // "attacks the plan", "search his house"
    let determined = behind.is_some_and(|t| t.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE));
    let object = determined
        || behind.is_some_and(|t| {
            t.is_any(WordClass::PERSONAL | WordClass::NUMBER_WORD)
                || matches!(t.kind, TokenKind::Number | TokenKind::Mark)
                || t.is_capital()
        });
    let third = is_third_person(surface.word(i + 1));
    // "the mayor lives in Ashford", "a man holding a sign"
    if third && is_only_verb(surface, i) || determined && surface.word(i + 1).ends_with("ing") {
        return true;
    }
    if third && next.cue.contains(CueFrames::FINITE) {
        // "the terrorist attacks in Ashford were", but "the mayor claims to", "the paper notes, however,"; "his public remarks to"
        let noun = |t: &Token| t.is(WordClass::AUXILIARY) || t.kind == TokenKind::Terminator;
        let listed =
            ADJECTIVES.iter().any(|a| surface.word(i).eq_ignore_ascii_case(a)) && !determined && word != "that";
        return !(listed || behind.is_none_or(noun) || matches!(word, "of" | "in" | "at" | "against"));
    }
    if token.is(WordClass::GROUP_NOUN) {
        let several = PEOPLE.iter().any(|people| surface.word(i).to_ascii_lowercase().ends_with(people));
        let says = next.cue.contains(CueFrames::BASE) && (!next.cue.contains(CueFrames::NOUN) || word == "that");
        return several || says || determined;
    }
    third && (object || word == "to") || is_inverted(surface, i)
}

/// Whether the word behind the noun at `i` is the only one that can be the verb of a clause which begins with the noun's phrase: "the
/// judge rules against him", but "the terrorist attacks in Ashford killed", "of the terrorist attacks".
fn is_only_verb(surface: &Surface<'_>, i: usize) -> bool {
    let sentence = surface.tokens_beside(i);
    let least = sentence.start.max(i.saturating_sub(LONGEST));
    let Some(article) = (least..=i).rev().find(|&at| surface.tokens[at].is(WordClass::DETERMINER)) else {
        return false;
    };
    let begins = article == sentence.start || {
        let before = &surface.tokens[article - 1];
        before.kind == TokenKind::Mark || before.is(WordClass::SUBORDINATOR)
    };
    let ends =
        |t: &&Token| !matches!(t.kind, TokenKind::Terminator | TokenKind::Comma | TokenKind::Colon | TokenKind::Dash);
    let verb = |t: &Token| {
        let word = t.span.of(surface.text);
        t.is(WordClass::AUXILIARY)
            || t.cue.contains(CueFrames::FINITE)
            || is_past(word)
            || !t.is_any(FUNCTION) && !t.is_capital() && Evidence::shipped().is_verb(word_hash(word))
    };
    let rest = &surface.tokens[(i + 2).min(sentence.end)..sentence.end];
    begins && !rest.is_empty() && !rest.iter().take_while(ends).any(verb)
}

/// Whether a helper verb or "let" stands before the phrase that ends at `i`: "did the mayor", "let the mayor".
fn is_inverted(surface: &Surface<'_>, i: usize) -> bool {
    let least = surface.tokens_beside(i).start.max(i.saturating_sub(LONGEST));
    let article = (least..i).rev().find(|&at| surface.tokens[at].is(WordClass::DETERMINER)).filter(|&at| at > least);
    article.is_some_and(|at| INVERTED.iter().any(|verb| surface.word(at - 1).eq_ignore_ascii_case(verb)))
}

/// Words of titles and the like, which may go on to a noun: "campaign communications director", "billionaire business mogul".
fn is_chain(surface: &Surface<'_>, token: &Token) -> bool {
    token.kind == TokenKind::Word
        && token.is_any(WordClass::TITLE_WORD | WordClass::ORDINARY)
        && !token.is_any(FUNCTION)
        && !token.cue.contains(CueFrames::FINITE)
        && !surface.text[token.span.range()].ends_with("ed")
}

/// Whether a noun stands behind one or two words of titles: "the Republican presidential nominee", "the Republican presidential race".
fn leads_to_noun(surface: &Surface<'_>, i: usize) -> bool {
    let first = &surface.tokens[i];
    // "the billionaire real estate mogul", but "the protester wearing jeans", "people fat pigs"
    let joins = |at: usize| {
        surface.tokens[at].is(WordClass::TITLE_WORD) || Evidence::shipped().is_nominal(word_hash(surface.word(at)))
    };
    let thing = |at: usize| {
        !first.is(WordClass::GROUP_NOUN)
            && (first.is_capital() || !surface.tokens[at].is_capital())
            && is_thing(surface, at)
            && (i + 1..at).all(joins)
    };
    for at in i + 1..i + 4 {
        let Some(token) = next_of(surface, at - 1) else { return false };
        if at > i + 1 && (is_noun(surface, token) && token.kind == TokenKind::Word || thing(at)) {
            return true;
        }
        if !is_chain(surface, token) || !token.is(WordClass::TITLE_WORD) && at > i + 1 {
            return false;
        }
    }
    false
}

/// Whether names or nationalities, and then a noun for someone, stand behind the noun at `i`: "senior" in "a senior Acme
/// official", "veteran" in "a veteran Israeli diplomat".
pub(super) fn is_before_named_noun(surface: &Surface<'_>, i: usize, taken: &[Taken]) -> bool {
    let token = &surface.tokens[i];
    if is_plural(surface, token) {
        return false;
    }
    let mut named = false;
    let mut plain = 0;
    for (before, taken) in (i..).zip(&taken[i + 1..]).take(LONGEST) {
        let Some(next) = next_of(surface, before) else { return false };
        let name = *taken == Taken::Name || next.is_capital() && !next.is_any(FUNCTION);
        if name && plain == 0 {
            named = true;
        } else if !named || next.is_capital() || next.kind != TokenKind::Word {
            return false;
        } else if is_noun(surface, next) {
            // "the suspect Ashford officials hired": behind a plain noun, several people do something.
            let word = surface.word(i);
            let listed = token.is(WordClass::TITLE_WORD) || ADJECTIVES.iter().any(|a| word.eq_ignore_ascii_case(a));
            return listed || !is_plural(surface, next) && !next.is(WordClass::GROUP_NOUN);
        } else if is_chain(surface, next) && plain < 2 {
            plain += 1;
        } else {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_are_searched_are_sorted() {
        assert!(THINGS.is_sorted() && PASTS.is_sorted());
    }
}
