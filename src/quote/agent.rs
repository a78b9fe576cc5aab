//! Passives that name who speaks behind "by": “The village was described by Lee as “a disgrace”.”, "Residents were urged by Lee to leave".
//!
//! Works on any quotes, whoever read them: of what was taken for content, who speaks becomes the source and what is said is left. The cue stays as
//! it was read, with or without "by".

use std::ops::Range;

use crate::lexicon::{CueFrames, WordClass};
use crate::mention::Form;
use crate::quote::clause::{Stop, begins_clause, clause_end, closing_token};
use crate::quote::cue::{CueForm, cue_at, is_adverb};
use crate::quote::expletive::is_be;
use crate::quote::nested::Nested;
use crate::quote::phrase::{Phrase, is_subject_pronoun, phrase_before, plain_phrase_after};
use crate::quote::subject::{is_finite, is_past};
use crate::quote::time::time_after;
use crate::quote::{Quote, parts};
use crate::surface::Surface;
use crate::token::TokenKind;

/// So many times and hearers stand between a passive and "by": "was rejected on Monday in a letter by".
const CIRCUMSTANCES: usize = 3;
/// "by" stands no further behind a passive and what it leads to, in tokens.
const REACH: usize = 25;
/// So many more belong to a list: "by unions, Democrats and the press".
const LISTED: usize = 4;
/// Texts and wires that a message comes by, and that do not speak: "was informed by letter".
const MEANS: [&str; 6] = ["fax", "mail", "phone", "post", "telegram", "text"];
/// Verbs with a "by" of their own: "was urged to stand by him".
const OWN_BY: [&str; 6] = ["abide", "drop", "live", "stand", "stop", "swing"];
/// Participles without "-ed": "a book written by Lee" is by Lee, whoever tells of it.
const PARTICIPLES: [&str; 12] =
    ["written", "given", "taken", "seen", "done", "shown", "known", "drawn", "driven", "chosen", "spoken", "stolen"];
/// An aside behind who speaks is no longer, in tokens: "by Lee, the mayor of Ashford, to leave".
const ASIDE: usize = 12;

/// A passive and who speaks in it.
struct Agent {
    /// The participle.
    head: usize,
    /// All of the cue: "was told".
    cue: Range<usize>,
    source: Phrase,
    /// Where what is said before "by" ends: before the cue, where only times and hearers stand between the two.
    stop: usize,
    /// Where what follows the source begins.
    next: usize,
    /// The end of the sentence.
    limit: usize,
}

/// Gives each passive with "by" the source that stands there, and the content that is left.
pub(super) fn name_sources(nested: &Nested<'_>, quotes: &mut [Quote]) {
    for quote in quotes {
        if is_means(nested, quote) {
            (quote.source, quote.source_mention) = (None, None);
            continue;
        }
        let Some(agent) = agent(nested, quote) else { continue };
        // “It is lost,” he was quoted by the agency as saying: who is quoted speaks.
        let quoted = nested.surface.word(agent.head) == "quoted";
        let source = if quoted {
            phrase_before(nested.surface, agent.cue.start, nested.surface.tokens_beside(agent.head).start)
        } else {
            set_content(nested, quote, &agent);
            Some(agent.source)
        };
        let Some(source) = source else { continue };
        parts::set_source(nested.surface, nested.mentions, quote, &source.tokens, source.head);
        quote.continued = false;
    }
}

/// The participle in the cue of `quote`.
fn participle(nested: &Nested<'_>, quote: &Quote) -> Option<usize> {
    let surface = nested.surface;
    surface.tokens_in(quote.cue?).rev().find(|&i| surface.tokens[i].cue.contains(CueFrames::PARTICIPLE))
}

/// Whether what stands behind "by" is only what something is known, named or told by: "is known by the acronym IFS", "was informed by
/// letter".
fn is_means(nested: &Nested<'_>, quote: &Quote) -> bool {
    let surface = nested.surface;
    let Some(source) = quote.source.map(|source| surface.tokens_in(source)) else { return false };
    let by = source.start.checked_sub(1).filter(|&i| surface.word(i) == "by");
    let Some(head) = participle(nested, quote).filter(|&head| by.is_some_and(|by| head < by)) else { return false };
    is_naming(surface, head) || source.len() == 1 && is_medium(surface, source.start)
}

fn is_naming(surface: &Surface<'_>, participle: usize) -> bool {
    matches!(surface.word(participle), "known" | "named")
}

/// Whether token `i` is a text or wire, as it stands without an article: "by letter", "by phone".
fn is_medium(surface: &Surface<'_>, i: usize) -> bool {
    let token = &surface.tokens[i];
    !token.is_capital()
        && (token.is(WordClass::DOCUMENT) && !surface.word(i).ends_with('s') || MEANS.contains(&surface.word(i)))
}

/// Who speaks in the passive that is the cue of `quote`.
fn agent(nested: &Nested<'_>, quote: &Quote) -> Option<Agent> {
    let surface = nested.surface;
    let head = participle(nested, quote).filter(|&head| !is_naming(surface, head))?;
    let sentence = surface.tokens_beside(head);
    let limit = sentence.end;
    let cue = cue_at(surface, head, sentence.start).filter(|cue| cue.form == CueForm::Passive)?.tokens;
    let is_by = |i: &usize| *i < limit && surface.word(*i) == "by";
    let beside = Some(past_circumstances(surface, head + 1, limit)).filter(is_by);
    // "was called “a disaster” on Monday by Lee"
    let marked = || {
        let mark = Some(head + 1).filter(|&i| i < limit && surface.tokens[i].kind == TokenKind::Mark)?;
        let stop = closing_token(surface, mark)? + 1;
        Some((Some(time_after(surface, stop, limit)).filter(is_by)?, stop))
    };
    let last = || last_by(nested, head, limit).map(|by| (by, by));
    let (by, stop) = beside.map(|by| (by, cue.start)).or_else(marked).or_else(last)?;
    let source = speaker(nested, by + 1, limit, complement_of(surface.word(head))).filter(|s| nested.is_somebody(s))?;
    // Who was found behind "by" stays, unless what is said was taken in, or others of a list were left out: "by the media as a bungler".
    let known = quote.source.map(|source| surface.tokens_in(source)).filter(|known| known.start == by + 1);
    let whole = |known: Range<usize>| {
        let listed = source.tokens.contains(&known.end) && matches!(surface.word(known.end), "and" | "or" | ",");
        !listed && !known.into_iter().any(|i| surface.word(i) == "as")
    };
    if known.is_some_and(whole) {
        return None;
    }
    let (source, next) = past_aside(nested, source, limit);
    Some(Agent { head, cue, source, stop, next, limit })
}

/// Where times and hearers behind a passive end: "was criticized *last week*", "was described *in a letter*", "was told *on Monday*".
fn past_circumstances(surface: &Surface<'_>, start: usize, limit: usize) -> usize {
    let mut at = start;
    for _ in 0..CIRCUMSTANCES {
        let time = time_after(surface, at, limit);
        at = if time > at {
            time
        } else if at < limit && is_adverb(surface, at) {
            at + 1
        } else if let Some(end) = circumstance(surface, at, limit) {
            end
        } else {
            break;
        }
    }
    at
}

/// Where a hearer or place ends that begins at token `at`, or a preposition of the verb's own: "to reporters", "in a letter", "called on by".
fn circumstance(surface: &Surface<'_>, at: usize, limit: usize) -> Option<usize> {
    let next = surface.tokens.get(at + 1).filter(|_| at + 1 < limit)?;
    let leads = match surface.word(at) {
        "by" => false,
        _ if surface.tokens[at].is(WordClass::PREPOSITION) && surface.word(at + 1) == "by" => return Some(at + 1),
        "to" => next.is(WordClass::GROUP_NOUN) && !next.is(WordClass::DETERMINER) || next.is_capital(),
        "at" | "during" | "in" => next.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE) || next.is_capital(),
        "on" => next.is_capital(),
        _ => false,
    };
    let phrase = leads.then(|| plain_phrase_after(surface, at + 1, limit)).flatten()?.tokens;
    // "during a lunch held by": who holds it does not speak.
    (!is_made(surface.word(phrase.end - 1))).then_some(phrase.end)
}

/// The last "by" behind what a passive leads to, where somebody stands there and the clause ends: "was urged to resign *by* Lee on Monday".
fn last_by(nested: &Nested<'_>, head: usize, limit: usize) -> Option<usize> {
    let surface = nested.surface;
    let tokens = &surface.tokens;
    let frames = tokens[head].cue;
    if !frames.intersects(CueFrames::OBJECT | CueFrames::HEARER) || frames.contains(CueFrames::THOUGHT) {
        return None;
    }
    let mut by = None;
    let mut at = head + 1;
    while at < limit.min(head + REACH) {
        let token = &tokens[at];
        let clause = WordClass::RELATIVE | WordClass::SUBORDINATOR;
        match token.kind {
            TokenKind::Mark => at = closing_token(surface, at)?,
            TokenKind::Word if surface.word(at) == "by" => by = Some(at),
            TokenKind::Word if token.is_any(clause) && surface.word(at) != "as" => break,
            TokenKind::Word if is_finite(surface, at) || is_subject_pronoun(token) => break,
            TokenKind::Word | TokenKind::Number | TokenKind::Possessive | TokenKind::Symbol => {}
            _ => break,
        }
        at += 1;
    }
    let by = by.filter(|&by| by > head + 1 && !belongs_before(surface, head + 1..by))?;
    let source = speaker(nested, by + 1, limit, complement_of(surface.word(head))).filter(|s| nested.is_somebody(s))?;
    let end = time_after(surface, source.tokens.end, limit);
    let ends = tokens.get(end).is_none_or(|t| {
        end >= limit || matches!(t.kind, TokenKind::Terminator | TokenKind::Comma | TokenKind::Semicolon)
    });
    ends.then_some(by)
}

/// Whether "by" behind `tokens` belongs to their last words: "a letter to be read *by*", "a plan drafted *by*", "a book *by*", "to stand *by*".
fn belongs_before(surface: &Surface<'_>, tokens: Range<usize>) -> bool {
    let last = tokens.end - 1;
    let (token, word) = (&surface.tokens[last], surface.word(last));
    let works = token.is_any(WordClass::WORK | WordClass::DOCUMENT) || token.cue.contains(CueFrames::NOUN);
    let own = OWN_BY.contains(&word);
    let noun = |i: usize| surface.tokens[i].is_any(WordClass::DETERMINER | WordClass::POSSESSIVE);
    let passive = tokens.rev().take_while(|&i| !noun(i)).take(BE).any(|i| is_be(surface, i));
    token.kind == TokenKind::Word && (works || own || passive || is_made(word))
}

fn is_made(word: &str) -> bool {
    is_past(word) || PARTICIPLES.contains(&word)
}

/// A form of "be" stands no further before "by", in tokens: "to be very badly hurt by".
const BE: usize = 4;

/// The preposition that leads to what somebody is accused of, or praised and blamed for.
fn complement_of(participle: &str) -> &'static str {
    match participle {
        "accused" | "suspected" | "warned" | "informed" | "reminded" | "assured" => "of",
        _ => "for",
    }
}

/// Who stands behind "by", at token `start`: a name as far as it was found, or a phrase up to `opener`, which leads to what is said.
fn speaker(nested: &Nested<'_>, start: usize, limit: usize, opener: &str) -> Option<Phrase> {
    let surface = nested.surface;
    let first = surface.tokens.get(start).filter(|_| start < limit)?;
    let him = || first.is(WordClass::OBJECT_FORM).then(|| Phrase { tokens: start..start + 1, head: start });
    let Phrase { mut tokens, mut head } = plain_phrase_after(surface, start, limit).or_else(him)?;
    let at = nested.mentions.partition_point(|m| m.span.end <= first.span.start);
    let named = nested.mentions.get(at).filter(|m| m.form == Form::Name && m.outer_start() == first.span.start);
    let name = named.map_or(start + 1, |m| surface.tokens_in(m.span).end.min(limit));
    let opens = |i: usize| i < limit && surface.word(i) == opener;
    tokens.end = list_end(nested, tokens.end, limit);
    if !opens(tokens.end)
        && let Some(last) = (name..tokens.end).rev().find(|&i| opens(i))
    {
        tokens.end = last;
    }
    if name > head {
        (tokens.end, head) = (tokens.end.max(name), name - 1);
    }
    Some(Phrase { tokens, head }).filter(|phrase| phrase.tokens.len() > 1 || !is_medium(surface, head))
}

/// Where the list ends that goes on at token `end`: "police *and prosecutors*", "unions*, Democrats and the press*"; not "police and the
/// mayor resigned".
fn list_end(nested: &Nested<'_>, end: usize, limit: usize) -> usize {
    let surface = nested.surface;
    let token = |i: usize| surface.tokens.get(i).filter(|_| i < limit);
    let verb =
        |i: usize| token(i).is_some_and(|t| t.is(WordClass::AUXILIARY) || is_past(surface.word(i)) && !t.is_capital());
    let mut at = end;
    for _ in 0..LISTED {
        let comma = token(at).is_some_and(|t| t.kind == TokenKind::Comma);
        let and = at + usize::from(comma);
        let joins = token(and).is_some_and(|_| matches!(surface.word(and), "and" | "or"));
        let Some(next) = plain_phrase_after(surface, and + usize::from(joins), limit).filter(|_| comma || joins) else {
            break;
        };
        at = next.tokens.end;
        // "criticized by Lee, raising fears and doubts"
        let noun = surface.tokens[next.tokens.start].is_any(WordClass::DETERMINER | WordClass::POSSESSIVE);
        if !(noun || nested.is_somebody(&next)) || next.tokens.into_iter().any(verb) || verb(at) {
            break;
        }
        if joins {
            return if token(at).is_some_and(|t| t.cue.contains(CueFrames::FINITE)) { end } else { at };
        }
    }
    end
}

/// The source with an aside behind it, and where what follows begins, past a time: "by Lee, the mayor, on Monday to leave".
fn past_aside(nested: &Nested<'_>, source: Phrase, limit: usize) -> (Phrase, usize) {
    let tokens = &nested.surface.tokens;
    let kind = |i: usize| tokens.get(i).filter(|_| i < limit).map(|t| t.kind);
    let mut source = source;
    let mut next = source.tokens.end;
    let opens = tokens.get(next + 1).is_some_and(|t| {
        t.kind == TokenKind::Number || t.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE | WordClass::TITLE)
    });
    if kind(next) == Some(TokenKind::Comma) && opens {
        let within = |i: usize| matches!(kind(i), Some(TokenKind::Word | TokenKind::Number | TokenKind::Possessive));
        let close = (next + 1..limit.min(next + ASIDE)).find(|&i| !within(i));
        let verb = |i: usize| {
            tokens[i].is_any(WordClass::AUXILIARY | WordClass::RELATIVE) || tokens[i].cue.contains(CueFrames::FINITE)
        };
        if let Some(close) = close.filter(|&close| !(next + 1..close).any(verb)) {
            source.tokens.end = close;
            next = close + usize::from(kind(close) == Some(TokenKind::Comma));
        }
    }
    (source, time_after(nested.surface, next, limit))
}

/// Gives `quote` what is said behind who speaks, or what the passive is about: "The plan was rejected by Lee".
fn set_content(nested: &Nested<'_>, quote: &mut Quote, agent: &Agent) {
    let surface = nested.surface;
    let contents: Vec<Range<usize>> =
        quote.content.iter().map(|&span| surface.tokens_in(span)).filter(|tokens| !tokens.is_empty()).collect();
    let start = complement_start(nested, agent);
    let mut kept: Vec<Range<usize>> = match start {
        Some(start) => {
            let behind = contents.iter().filter(|c| c.end > start).map(|c| c.start.max(start)..c.end);
            behind.collect()
        }
        None => {
            let (before, stop) = (agent.source.tokens.start, agent.stop);
            let own = |c: &Range<usize>| {
                if c.start < before { c.start..c.end.min(stop) } else { c.start.max(agent.next)..c.end }
            };
            contents.iter().map(own).filter(|tokens| !tokens.is_empty()).collect()
        }
    };
    if kept.is_empty() {
        let whole = match start {
            Some(start) => Some(start..clause_end(surface, start, agent.limit, Stop::Attribution)),
            None if agent.stop > agent.cue.end => Some(agent.cue.end..agent.stop),
            None => phrase_before(surface, agent.cue.start, surface.tokens_beside(agent.head).start).map(|p| p.tokens),
        };
        kept.extend(whole.filter(|tokens| !tokens.is_empty()));
    }
    if kept.is_empty() || kept == contents {
        return;
    }
    parts::set_content(surface, quote, &kept);
}

/// Where what is said begins behind who speaks: "to leave", "that it was safe", "as “a disgrace”", "of a cover-up".
fn complement_start(nested: &Nested<'_>, agent: &Agent) -> Option<usize> {
    let surface = nested.surface;
    let tokens = &surface.tokens;
    let next = agent.next;
    let frames = tokens[agent.head].cue;
    let hears = frames.contains(CueFrames::HEARER);
    let word = |i: usize| tokens.get(i).filter(|_| i < agent.limit).map_or("", |_| surface.word(i));
    let opens = match word(next) {
        "" => false,
        "as" => !hears,
        "of" | "for" => word(next) == complement_of(surface.word(agent.head)),
        "to" => frames.intersects(CueFrames::HEARER | CueFrames::TO),
        "not" => hears && word(next + 1) == "to",
        "that" | "whether" | "if" | "how" | "why" | "what" => {
            frames.intersects(CueFrames::HEARER | CueFrames::THAT | CueFrames::WH)
        }
        "about" => frames.intersects(CueFrames::HEARER | CueFrames::ABOUT),
        _ => hears && begins_clause(surface, next, agent.limit),
    };
    // "was told by Lee: “Go home.”"
    let marked = matches!(tokens.get(next).map(|t| t.kind), Some(TokenKind::Comma | TokenKind::Colon))
        && hears
        && tokens.get(next + 1).is_some_and(|t| t.kind == TokenKind::Mark);
    (opens || marked).then_some(next + usize::from(marked))
}

#[cfg(test)]
mod tests {
    use crate::pipeline::Pipeline;

    /// Source and content of the first quote.
    fn first(text: &str) -> Option<(&str, Vec<&str>)> {
        let quotes = Pipeline::default().analyze(text).quotes;
        let quote = quotes.first()?;
        let source = quote.source.map_or("", |span| span.of(text));
        Some((source, quote.content.iter().map(|span| span.of(text)).collect()))
    }

    #[test]
    fn who_does_something_else_is_none_of_the_list() {
        let found = first("The plan was criticized by police and the mayor resigned.").unwrap_or_default();
        assert_eq!(found.0, "police");
    }

    #[test]
    fn who_stands_behind_by_speaks() {
        for (text, source, content) in [
            ("The village was described by Mary Holt as “a disgrace”.", "Mary Holt", "as “a disgrace”"),
            ("Tom Reed was accused by Mary Holt of “a cover-up.”", "Mary Holt", "of “a cover-up.”"),
            ("Tom Reed was accused by the mayor of Leeds of a cover-up.", "the mayor of Leeds", "of a cover-up"),
            ("Residents were urged by Mayor Tom Reed to leave their homes.", "Mayor Tom Reed", "to leave their homes"),
            ("Residents were warned by police that the river could flood.", "police", "that the river could flood"),
            ("The plan was rejected by Tom Reed.", "Tom Reed", "The plan"),
            ("The plan was criticized earlier this month by Tom Reed.", "Tom Reed", "The plan"),
            ("Mary Holt was urged to resign by Tom Reed on Monday.", "Tom Reed", "to resign"),
            ("Mary Holt was described as “a thief” by Tom Reed.", "Tom Reed", "as “a thief”"),
            (
                "Tom Reed was accused by police and prosecutors of a cover-up.",
                "police and prosecutors",
                "of a cover-up",
            ),
            ("“The war is lost,” he was quoted by the agency as saying.", "he", "The war is lost,"),
        ] {
            let found = first(text).unwrap_or_default();
            assert_eq!(found, (source, vec![content]), "{text}");
        }
    }

    #[test]
    fn times_means_and_margins_do_not_speak() {
        for text in [
            "The village was told by Monday that the bridge was safe.",
            "The village was told by phone that the bridge was safe.",
            "The plan was rejected by a margin of ten votes.",
            "Residents were informed by letter that the bridge would close.",
            "Mary Holt was urged to back a plan drafted by Tom Reed.",
        ] {
            assert_eq!(first(text).unwrap_or_default().0, "", "{text}");
        }
    }
}
