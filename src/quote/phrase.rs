//! Noun phrases beside a cue, read without a parser: who speaks stands in one of them.

use std::ops::Range;

use crate::lexicon::{CueFrames, WordClass};
use crate::quote::cue::is_adverb;
use crate::surface::Surface;
use crate::token::{Shape, Token, TokenKind};

/// A noun phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Its tokens, apposition and what follows the head included.
    pub tokens: Range<usize>,
    /// The head: the word that the phrase is about.
    pub head: usize,
}

/// Longest phrase that is believed, in tokens.
const LONGEST: usize = 25;

/// Most asides between a name and its cue.
const MOST_ASIDES: usize = 3;

/// The same for a phrase with its asides.
const LONGEST_WITH_ASIDES: usize = 50;

/// Returns the phrase that ends right before token `end` and begins at or after `floor`.
pub(crate) fn phrase_before(surface: &Surface<'_>, end: usize, floor: usize) -> Option<Phrase> {
    let mut last = end.checked_sub(1).filter(|&i| i >= floor)?;
    while last > floor && is_adverb(surface, last) {
        last -= 1;
    }
    let token = &surface.tokens[last];
    match token.kind {
        // "Hugh Hill, a doctor at the clinic, said"
        TokenKind::Comma | TokenKind::Dash => {
            let mut open = aside_start(surface, last, floor)?;
            let mut core = phrase_before(surface, open, floor.max(open.saturating_sub(LONGEST)))?;
            // "Lee, 56, who has run the mill for a decade, said": an aside before the aside; the name stands before both.
            for _ in 0..MOST_ASIDES {
                match name_before_aside(surface, core.tokens.start, floor) {
                    Some(comma) => open = comma,
                    None => break,
                }
                core = phrase_before(surface, open, floor.max(open.saturating_sub(LONGEST)))?;
            }
            Some(Phrase { tokens: core.tokens.start..last, head: core.head })
        }
        // "Ann Lee (D-Calif.) said"
        TokenKind::Close => {
            let open = (floor..last).rev().take(LONGEST).find(|&i| surface.tokens[i].kind == TokenKind::Open)?;
            let core = phrase_before(surface, open, floor)?;
            Some(Phrase { tokens: core.tokens.start..end, head: core.head })
        }
        _ if token.is(WordClass::RELATIVE) || is_subject_pronoun(token) => {
            Some(Phrase { tokens: last..last + 1, head: last })
        }
        _ => core_before(surface, last, floor),
    }
}

/// The comma before an aside that begins at token `start`, where a name stands before it.
fn name_before_aside(surface: &Surface<'_>, start: usize, floor: usize) -> Option<usize> {
    let tokens = &surface.tokens;
    let comma = start.checked_sub(1).filter(|&c| c > floor && tokens[c].kind == TokenKind::Comma)?;
    let first = &tokens[start];
    let aside = first.kind == TokenKind::Number || !first.is_capital() && !is_subject_pronoun(first);
    let name = tokens[comma - 1].is_capital() || matches!(tokens[comma - 1].kind, TokenKind::Close | TokenKind::Number);
    (aside && name).then_some(comma)
}

/// Where the aside that ends with the comma or dash at `close` begins: its own first comma or dash.
fn aside_start(surface: &Surface<'_>, close: usize, floor: usize) -> Option<usize> {
    let kind = surface.tokens[close].kind;
    let mut at = close;
    while at > floor && close - at < LONGEST {
        at -= 1;
        let token = &surface.tokens[at];
        match token.kind {
            TokenKind::Terminator | TokenKind::Semicolon | TokenKind::Mark => return None,
            k if k == kind && at + 1 < close => {
                // A list of commas: the aside begins at the one that follows a name or noun and precedes no name alone,
                // as in "Lee, of Ashford, Kent, said".
                let inner = &surface.tokens[at + 1..close];
                let place_only = inner.len() <= 2 && inner.iter().all(Token::is_capital);
                let more = (floor..at).rev().take(4).any(|i| surface.tokens[i].kind == kind);
                if place_only && more {
                    continue;
                }
                return Some(at);
            }
            _ => {}
        }
    }
    None
}

fn core_before(surface: &Surface<'_>, last: usize, floor: usize) -> Option<Phrase> {
    let tokens = &surface.tokens;
    let verb = is_verb_like(surface, last) || is_adverb(surface, last);
    if !is_phrase_word(&tokens[last])
        || verb
        || tokens[last].is(WordClass::DETERMINER) && !stands_alone(surface.word(last))
    {
        return None;
    }
    let mut start = last;
    let mut head = last;
    while start > floor && last - start < LONGEST {
        let before = &tokens[start - 1];
        let here = &tokens[start];
        let begins = here.is_any(WordClass::DETERMINER) && !stands_alone_after(surface, start)
            || here.is(WordClass::POSSESSIVE) && here.is_any(WordClass::PERSONAL);
        if before.is(WordClass::PREPOSITION) && start >= floor + 2 && attaches(surface, start - 1) {
            // "the chairman of the board": what comes before "of" holds the head.
            let Some(outer) = core_before(surface, start - 2, floor) else { break };
            if outer.tokens.end != start - 1 {
                break;
            }
            start = outer.tokens.start;
            head = outer.head;
            break;
        }
        if before.is(WordClass::CONJUNCTION) {
            let joined = start >= floor + 2
                && matches!(surface.word(start - 1), "and" | "or" | "&")
                && here.is_capital()
                && tokens[start - 2].is_capital();
            if !joined {
                break;
            }
            start -= 2;
            continue;
        }
        if begins
            && before.kind != TokenKind::Possessive
            && (!before.is(WordClass::DETERMINER) || before.is(WordClass::SUBORDINATOR))
        {
            break;
        }
        if !is_phrase_word(before)
            || is_verb_like(surface, start - 1)
            || before.is_any(WordClass::PERSONAL) && !before.is(WordClass::POSSESSIVE)
        {
            break;
        }
        start -= 1;
    }
    // "Today officials", "On Tuesday the company": what tells the time is no part of who speaks.
    while start < head
        && tokens[start].is_any(WordClass::CALENDAR | WordClass::ADVERB)
        && !tokens[start + 1].is_capital()
    {
        start += 1;
    }
    if tokens[head].is(WordClass::CALENDAR) && tokens[head].is_capital() && head == start {
        return None;
    }
    Some(Phrase { tokens: start..last + 1, head })
}

/// Returns the phrase that begins at token `start` and ends before `ceiling`, with its appositions and relative clauses:
/// "Ann Lee, 34, a welder from Ashford, Kent, who saw it".
pub(crate) fn phrase_after(surface: &Surface<'_>, start: usize, ceiling: usize) -> Option<Phrase> {
    let plain = plain_phrase_after(surface, start, ceiling)?;
    let tokens = &surface.tokens;
    let mut end = plain.tokens.end;
    if is_subject_pronoun(&tokens[start]) {
        return Some(plain);
    }
    while let Some(next) = tokens.get(end).filter(|_| end < ceiling && end - start < LONGEST_WITH_ASIDES) {
        let comma = next.kind == TokenKind::Comma;
        let relative = next.is(WordClass::RELATIVE) && !comma;
        let apposed = comma && !tokens[plain.head].is_capital() && names_alone(surface, end + 1, ceiling);
        if !(relative || apposed || comma && begins_aside(surface, end + 1, ceiling)) {
            break;
        }
        let from = end + 1;
        let stop = tokens[from.min(ceiling)..ceiling.min(from + LONGEST)].iter().position(|t| {
            matches!(
                t.kind,
                TokenKind::Comma | TokenKind::Terminator | TokenKind::Semicolon | TokenKind::Mark | TokenKind::Dash
            )
        });
        match stop {
            Some(stop) => end = from + stop,
            None if ceiling - end <= LONGEST => end = ceiling,
            None => break,
        }
    }
    Some(Phrase { tokens: start..end, head: plain.head })
}

/// Returns the phrase that begins at token `start` with what its head governs ("of the board"), without appositions.
pub(crate) fn plain_phrase_after(surface: &Surface<'_>, start: usize, ceiling: usize) -> Option<Phrase> {
    let tokens = &surface.tokens;
    let first = tokens.get(start).filter(|_| start < ceiling)?;
    if is_subject_pronoun(first) {
        return Some(Phrase { tokens: start..start + 1, head: start });
    }
    let (mut end, head) = core_after(surface, start, ceiling)?;
    while let Some(next) = tokens.get(end).filter(|_| end < ceiling && end - start < LONGEST) {
        let joined = next.is(WordClass::CONJUNCTION)
            && matches!(surface.word(end), "and" | "or")
            && tokens[end - 1].is_capital()
            && tokens.get(end + 1).is_some_and(Token::is_capital);
        if !(joined || next.is(WordClass::PREPOSITION) && attaches_after(surface, end)) {
            break;
        }
        match core_after(surface, end + 1, ceiling) {
            Some((more, _)) => end = more,
            None => break,
        }
    }
    Some(Phrase { tokens: start..end, head })
}

/// End and head of the phrase without what follows its head.
fn core_after(surface: &Surface<'_>, start: usize, ceiling: usize) -> Option<(usize, usize)> {
    let tokens = &surface.tokens;
    let mut end = start;
    while end < ceiling && end - start < 14 {
        let token = &tokens[end];
        let possessive = token.kind == TokenKind::Possessive;
        if !is_phrase_word(token) && !possessive || token.is(WordClass::PREPOSITION) {
            break;
        }
        let lower = !token.is_capital();
        if end > start
            && lower
            && (token.is(WordClass::DETERMINER) && !tokens[end - 1].is(WordClass::DETERMINER)
                || is_verb_like(surface, end))
        {
            break;
        }
        if end > start && token.is(WordClass::CALENDAR) || is_adverb(surface, end) && lower {
            break;
        }
        end += 1;
    }
    (end > start
        && !(end == start + 1 && tokens[start].is(WordClass::DETERMINER) && !stands_alone(surface.word(start))))
    .then(|| (end, end - 1))
}

/// Whether a name and nothing else stands between a comma and the next stop: "the minister of trade, Ann Lee."
fn names_alone(surface: &Surface<'_>, at: usize, ceiling: usize) -> bool {
    let rest = &surface.tokens[at.min(ceiling)..ceiling];
    let names = rest.iter().take_while(|t| t.is_capital()).count();
    let stop = rest.get(names).is_none_or(|t| matches!(t.kind, TokenKind::Comma | TokenKind::Terminator));
    (1..=5).contains(&names) && stop
}

/// Whether what follows a comma goes on about the same person: "a doctor", "34", "who won", "Texas,", "president of".
fn begins_aside(surface: &Surface<'_>, at: usize, ceiling: usize) -> bool {
    let Some(token) = surface.tokens.get(at).filter(|_| at < ceiling) else { return false };
    match token.kind {
        TokenKind::Number => true,
        TokenKind::Word if token.is_capital() => {
            // "of Ashford, Kent, who": a place on its own; a longer name is somebody else.
            token.is_any(WordClass::TITLE | WordClass::ROLE | WordClass::PLACE | WordClass::DEMONYM)
                || surface.tokens.get(at + 1).is_none_or(|t| matches!(t.kind, TokenKind::Comma | TokenKind::Terminator))
        }
        TokenKind::Word => {
            let other = WordClass::SUBORDINATOR.union(WordClass::CONJUNCTION).union(WordClass::PREPOSITION);
            let other = other.union(WordClass::AUXILIARY).union(WordClass::ADVERB).union(WordClass::PERSONAL);
            token.is_any(WordClass::RELATIVE | WordClass::DETERMINER | WordClass::POSSESSIVE)
                && !token.is(WordClass::SUBORDINATOR)
                || matches!(surface.word(at), "then" | "now" | "formerly")
                || !token.is_any(other) && !is_verb_like(surface, at) && !surface.word(at).ends_with("ing")
        }
        _ => false,
    }
}

/// Whether the token is a pronoun that can be a subject.
pub(crate) fn is_subject_pronoun(token: &Token) -> bool {
    token.is_any(WordClass::PERSONAL) && !token.is_any(WordClass::OBJECT_FORM | WordClass::POSSESSIVE)
}

fn is_phrase_word(token: &Token) -> bool {
    match token.kind {
        TokenKind::Number | TokenKind::Link | TokenKind::Possessive => true,
        TokenKind::Symbol => false,
        TokenKind::Word => {
            !token.is_any(WordClass::SUBORDINATOR | WordClass::CONJUNCTION | WordClass::RELATIVE)
                && !token.is(WordClass::AUXILIARY)
                && (!token.is(WordClass::PREPOSITION) || token.is_any(WordClass::PARTICLE) && token.is_capital())
                && (!token.is_any(WordClass::PERSONAL) || token.is(WordClass::POSSESSIVE))
        }
        _ => false,
    }
}

/// Lower-case forms that are hardly ever nouns: past cues, "-ed" and "-ing" words after a noun.
fn is_verb_like(surface: &Surface<'_>, i: usize) -> bool {
    let token = &surface.tokens[i];
    if token.kind != TokenKind::Word || token.shape.contains(Shape::CAPITAL) {
        return false;
    }
    let word = surface.word(i);
    token.cue.intersects(CueFrames::FINITE)
        && !token.cue.contains(CueFrames::NOUN)
        && (word.ends_with("ed") || token.cue.contains(CueFrames::SAY) && !word.ends_with('s'))
        || word.ends_with("ed") && word.len() > 4 && i > 0 && !surface.tokens[i - 1].is_any(WordClass::DETERMINER)
}

/// Whether a determiner can be a phrase of its own: "some say".
pub(crate) fn stands_alone(word: &str) -> bool {
    ["this", "that", "these", "those", "some", "many", "all", "both", "most", "few", "several", "another", "each"]
        .iter()
        .any(|w| word.eq_ignore_ascii_case(w))
}

/// A determiner in the middle that is really a pronoun.
fn stands_alone_after(surface: &Surface<'_>, i: usize) -> bool {
    surface.tokens.get(i + 1).is_none_or(|t| !is_phrase_word(t))
}

/// Whether a preposition before the phrase ties it to the noun before.
fn attaches(surface: &Surface<'_>, i: usize) -> bool {
    let word = surface.word(i);
    let noun = &surface.tokens[i - 1];
    if !matches!(
        word,
        "of" | "for" | "from" | "at" | "in" | "with" | "on" | "to" | "by" | "against" | "behind" | "near" | "close"
    ) {
        return false;
    }
    let nominal = noun.kind == TokenKind::Word
        && !noun.is_any(WordClass::CALENDAR | WordClass::PREPOSITION | WordClass::AUXILIARY | WordClass::ADVERB);
    nominal
        && (word == "of"
            || noun.is_any(
                WordClass::ROLE
                    | WordClass::GROUP_NOUN
                    | WordClass::BODY_NOUN
                    | WordClass::KIN
                    | WordClass::TITLE
                    | WordClass::ORGANIZATION_HEAD,
            )
            || noun.cue.contains(CueFrames::NOUN)
            || word == "for"
            || word == "from")
}

fn attaches_after(surface: &Surface<'_>, i: usize) -> bool {
    let next = surface.tokens.get(i + 1);
    matches!(surface.word(i), "of" | "for" | "from" | "at" | "with") && !next.is_some_and(|t| t.is(WordClass::CALENDAR))
        || surface.word(i) == "in"
            && next.is_some_and(|t| {
                t.is(WordClass::PLACE)
                    || t.is(WordClass::DETERMINER)
                        && i > 0
                        && surface.tokens[i - 1].is_any(WordClass::ROLE | WordClass::GROUP_NOUN)
            })
}
