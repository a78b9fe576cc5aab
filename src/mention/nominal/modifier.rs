//! Nouns that say of what kind another noun is: "police" in "the police response", "official" in "an official visit".

use super::FUNCTION;
use super::{LONGEST, Taken, is_noun, is_plural, next_of};
use crate::lexicon::{CueFrames, WordClass};
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
/// Endings of nouns for things.
const ENDINGS: [&str; 10] = ["tion", "sion", "ment", "ness", "ity", "age", "ance", "ence", "ship", "ism"];
/// Nouns for things that stand behind nouns for people, and have no such ending.
const THINGS: [&str; 96] = [
    "account",
    "ad",
    "address",
    "agenda",
    "aid",
    "area",
    "arm",
    "ban",
    "base",
    "bid",
    "bill",
    "book",
    "budget",
    "building",
    "bus",
    "camp",
    "car",
    "card",
    "case",
    "center",
    "centre",
    "chair",
    "character",
    "charge",
    "club",
    "code",
    "control",
    "core",
    "cost",
    "costs",
    "court",
    "crime",
    "culture",
    "custody",
    "data",
    "day",
    "deal",
    "debate",
    "debt",
    "desk",
    "drama",
    "drive",
    "effort",
    "efforts",
    "email",
    "event",
    "events",
    "family",
    "figure",
    "file",
    "finance",
    "floor",
    "food",
    "force",
    "game",
    "headquarters",
    "health",
    "home",
    "house",
    "interview",
    "job",
    "law",
    "level",
    "life",
    "line",
    "lines",
    "list",
    "market",
    "meeting",
    "money",
    "office",
    "page",
    "plan",
    "plant",
    "policy",
    "post",
    "power",
    "price",
    "prices",
    "process",
    "project",
    "race",
    "rally",
    "rate",
    "record",
    "response",
    "rights",
    "role",
    "school",
    "seat",
    "seats",
    "system",
    "tax",
    "vote",
    "work",
    "year",
];

/// Past forms that no ending tells.
const PASTS: [&str; 64] = [
    "ate", "became", "began", "bought", "broke", "brought", "built", "came", "caught", "chose", "cut", "did", "drew",
    "drove", "fell", "felt", "flew", "forgot", "fought", "found", "gave", "got", "grew", "heard", "held", "hit",
    "kept", "knew", "lay", "led", "left", "lent", "let", "lit", "lost", "made", "met", "paid", "put", "quit", "ran",
    "rang", "rode", "rose", "sang", "sat", "saw", "sent", "set", "shook", "shot", "shut", "slept", "sold", "spent",
    "spoke", "stole", "stood", "swore", "threw", "took", "went", "won", "wrote",
];

/// Whether a word looks like the past form of a verb.
pub(super) fn is_past(word: &str) -> bool {
    word.ends_with("ed") || PASTS.binary_search(&word).is_ok()
}

/// Whether a word may be the verb of the noun before it, by its form: "wants", "hired", "met".
pub(super) fn may_be_verb(surface: &Surface<'_>, i: usize) -> bool {
    let token = &surface.tokens[i];
    let word = surface.word(i);
    if token.is_capital() || THINGS.binary_search(&word).is_ok() {
        return false;
    }
    let third = word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("ics");
    third || is_past(word) || token.cue.contains(CueFrames::FINITE)
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
    if verb && !is_chain(surface, next) {
        return false;
    }
    let base = !next.cue.contains(CueFrames::FINITE) && !token.is(WordClass::GROUP_NOUN);
    is_thing(next, word, base) || leads_to_noun(surface, i)
}

/// "response", "coverage": a noun for a thing in the singular, or a listed plural. `base`: a base form is no verb here, as "post"
/// in "a blog post".
fn is_thing(next: &Token, word: &str, base: bool) -> bool {
    !next.is_capital()
        && (next.cue.is_empty() || base || next.cue.contains(CueFrames::NOUN))
        && (word.len() > 5 && ENDINGS.iter().any(|e| word.ends_with(e)) || THINGS.binary_search(&word).is_ok())
}

/// Words of titles and the like, which may go on to a noun: "campaign communications director", "billionaire business mogul".
fn is_chain(surface: &Surface<'_>, token: &Token) -> bool {
    token.kind == TokenKind::Word
        && token.is_any(WordClass::TITLE_WORD | WordClass::ORDINARY)
        && !token.is_any(FUNCTION)
        && !token.cue.contains(CueFrames::FINITE)
        && !surface.text[token.span.range()].ends_with("ed")
}

/// Whether a noun for someone stands behind one or two words of titles: "the Republican presidential nominee".
fn leads_to_noun(surface: &Surface<'_>, i: usize) -> bool {
    for at in i + 1..i + 4 {
        let Some(token) = next_of(surface, at - 1) else { return false };
        if at > i + 1 && is_noun(surface, token) && token.kind == TokenKind::Word {
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
