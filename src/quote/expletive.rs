//! Subjects that are nobody: "It is said that", "There are fears that"; and passives whose subject is somebody: "It is persuaded that".
//!
//! Works on any quotes, whoever read them.

use std::ops::Range;

use crate::lexicon::{CueFrames, WordClass};
use crate::quote::nested::Nested;
use crate::quote::phrase::{phrase_before, plain_phrase_after};
use crate::quote::{Quote, parts};
use crate::surface::Surface;

/// So many tokens stand between "there" and the noun that attributes: "There has been widespread fear".
const NEAR: usize = 6;

/// Takes the sources that only fill the place of a subject; who fears is looked for behind the noun: "There is fear among his friends that".
pub(super) fn drop_sources(nested: &Nested<'_>, quotes: &mut [Quote]) {
    let surface = nested.surface;
    for quote in quotes.iter_mut() {
        let Some(cue) = quote.cue.map(|cue| surface.tokens_in(cue)).filter(|cue| !cue.is_empty()) else { continue };
        let Some(source) = quote.source.map(|source| surface.tokens_in(source)) else {
            name_mood(nested, quote, &cue);
            continue;
        };
        if source.end > cue.start {
            continue;
        }
        if stands_for_clause(surface, &source, &cue) {
            (quote.source, quote.source_mention) = (None, None);
        } else if there_is(surface, &source, &cue) {
            (quote.source, quote.source_mention) = (None, None);
            if let Some(own) = owner(nested, cue.end) {
                parts::set_source(surface, nested.mentions, quote, &own, parts::head(surface, &own));
            }
        }
    }
}

/// Participles of who has been won over, or feels: "The bank is persuaded that".
const MOODS: [&str; 5] = ["convinced", "encouraged", "persuaded", "satisfied", "worried"];

/// Whether the participle at token `i` tells how its subject thinks or feels: "is persuaded that", but not "was persuaded to"; "is
/// determined that", but not "was determined that", which is found out.
pub(super) fn is_mood(surface: &Surface<'_>, i: usize) -> bool {
    let that = surface.tokens.get(i + 1).is_some_and(|_| surface.word(i + 1) == "that");
    let before = i.checked_sub(1).map_or("", |b| surface.word(b));
    that && (MOODS.contains(&surface.word(i))
        || surface.word(i) == "determined" && matches!(before, "am" | "are" | "is" | "’s" | "'s"))
}

/// Gives a mood without a source its subject: "The bank is persuaded that".
fn name_mood(nested: &Nested<'_>, quote: &mut Quote, cue: &Range<usize>) {
    let surface = nested.surface;
    let floor = surface.tokens_beside(cue.start).start;
    let mood = is_mood(surface, cue.end - 1) && cue.clone().any(|i| is_be(surface, i));
    if let Some(subject) = mood.then(|| phrase_before(surface, cue.start, floor)).flatten() {
        parts::set_source(surface, nested.mentions, quote, &subject.tokens, subject.head);
    }
}

/// "It is said", "It has been alleged": the clause behind the passive is its subject.
fn stands_for_clause(surface: &Surface<'_>, source: &Range<usize>, cue: &Range<usize>) -> bool {
    let it = source.len() == 1 && surface.word(source.start).eq_ignore_ascii_case("it") && source.end == cue.start;
    let be = cue.clone().any(|i| is_be(surface, i));
    let last = surface.tokens[cue.end - 1].cue;
    let verbal = last.contains(CueFrames::PARTICIPLE) && !last.intersects(CueFrames::ADJECTIVE | CueFrames::NOUN);
    it && be && verbal && !is_mood(surface, cue.end - 1)
}

/// "There are fears", "There was widespread fear": neither "there" nor what stands before the noun is who fears.
fn there_is(surface: &Surface<'_>, source: &Range<usize>, cue: &Range<usize>) -> bool {
    let there = |i: usize| surface.word(i).eq_ignore_ascii_case("there");
    if source.len() == 1 && there(source.start) {
        return cue.end - source.start <= NEAR && (source.end..cue.end).any(|i| is_be(surface, i));
    }
    let floor = source.start.saturating_sub(NEAR).max(surface.tokens_beside(source.start).start);
    let Some(opens) = (floor..source.start).rev().find(|&i| there(i)) else { return false };
    // Only the verb stands between "there" and what was taken for the source, and nobody is named in it.
    let filler = WordClass::AUXILIARY | WordClass::ADVERB | WordClass::NEGATION | WordClass::DETERMINER;
    let somebody = WordClass::POSSESSIVE | WordClass::ROLE | WordClass::GROUP_NOUN | WordClass::DEMONYM;
    source.end == cue.start
        && surface.tokens[cue.end - 1].cue.contains(CueFrames::NOUN)
        && (opens + 1..source.start).all(|i| surface.tokens[i].is_any(filler))
        && (opens + 1..source.end).any(|i| is_be(surface, i))
        && source.clone().all(|i| !surface.tokens[i].is_capital() && !surface.tokens[i].is_any(somebody))
}

/// "among his friends", "from villagers", "by Lee": who stands behind the noun.
fn owner(nested: &Nested<'_>, next: usize) -> Option<Range<usize>> {
    let surface = nested.surface;
    let limit = surface.tokens.get(next).map(|_| surface.tokens_beside(next).end)?;
    let leads = |i: usize| matches!(surface.word(i), "among" | "amongst" | "by" | "from");
    let start = if leads(next) { next + 1 } else { Some(next).filter(|&i| leads(i - 1))? };
    plain_phrase_after(surface, start, limit).filter(|phrase| nested.is_somebody(phrase)).map(|phrase| phrase.tokens)
}

/// Whether token `i` is a form of "be": "is", "wasn’t".
pub(super) fn is_be(surface: &Surface<'_>, i: usize) -> bool {
    let word = surface.word(i);
    let word = word.strip_suffix("n’t").or_else(|| word.strip_suffix("n't")).unwrap_or(word);
    ["is", "are", "was", "were", "be", "been", "being", "’s", "'s"].iter().any(|be| word.eq_ignore_ascii_case(be))
}

#[cfg(test)]
mod tests {
    use crate::pipeline::Pipeline;

    #[test]
    fn it_and_there_say_nothing() {
        for (text, source) in [
            ("It has been reported that the bank will close.", None),
            ("There were reports that the bank will close.", None),
            ("There is widespread fear that the bank will close.", None),
            ("It has reported that the bank will close.", Some("It")),
            ("It is concerned that the bank will close.", Some("It")),
            ("It wasn’t said that the bank would close.", None),
            ("It is persuaded that the bank will close.", Some("It")),
            ("It has been determined that the bridge was unsafe.", None),
        ] {
            let quotes = Pipeline::default().analyze(text).quotes;
            assert_eq!(quotes.first().map(|quote| quote.source.map(|span| span.of(text))), Some(source), "{text}");
        }
    }
}
