//! Passives that name who speaks behind "by": “The village was described by Lee as “a disgrace”.”, "Residents were urged by Lee to leave".
//!
//! Works on any quotes, whoever read them: of what was taken for content, who speaks becomes the source and what is said is left. The cue stays as
//! it was read, with or without "by".

use std::ops::Range;

use crate::lexicon::{CueFrames, WordClass};
use crate::mention::Form;
use crate::quote::clause::{Stop, begins_clause, clause_end};
use crate::quote::cue::{CueForm, cue_at};
use crate::quote::nested::Nested;
use crate::quote::phrase::{Phrase, phrase_before, plain_phrase_after};
use crate::quote::{Quote, parts};
use crate::token::TokenKind;

/// So many words of time stand between a passive and "by": "was rejected on Monday by".
const TIME: usize = 3;
/// An aside behind who speaks is no longer, in tokens: "by Lee, the mayor of Ashford, to leave".
const ASIDE: usize = 12;

/// A passive and who speaks in it.
struct Agent {
    /// The participle.
    head: usize,
    /// All of the cue: "was told".
    cue: Range<usize>,
    source: Phrase,
    /// Where what follows the source begins.
    next: usize,
    /// The end of the sentence.
    limit: usize,
}

/// Gives each passive with "by" the source that stands there, and the content that is left.
pub(super) fn name_sources(nested: &Nested<'_>, quotes: &mut [Quote]) {
    for quote in quotes {
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
        quote.source = Some(parts::hull(nested.surface, &source.tokens));
        quote.source_mention = parts::mention_at(nested.surface, nested.mentions, &source.tokens, source.head);
        quote.continued = false;
    }
}

/// Who speaks in the passive that is the cue of `quote`.
fn agent(nested: &Nested<'_>, quote: &Quote) -> Option<Agent> {
    let surface = nested.surface;
    let own = surface.tokens_in(quote.cue?);
    let head = own.clone().rev().find(|&i| surface.tokens[i].cue.contains(CueFrames::PARTICIPLE))?;
    let sentence = surface.tokens_beside(head);
    let limit = sentence.end;
    let cue = cue_at(surface, head, sentence.start).filter(|cue| cue.form == CueForm::Passive)?.tokens;
    let time = WordClass::CALENDAR | WordClass::ADVERB | WordClass::PREPOSITION;
    let is_by = |i: usize| i < limit && surface.word(i) == "by";
    let beside = (head + 1..limit.min(head + 2 + TIME))
        .take_while(|&i| i == head + 1 || surface.tokens[i - 1].is_any(time) && !is_by(i - 1))
        .find(|&i| is_by(i));
    // "was called “a disaster” by Lee"
    let behind = || {
        let open = head + 1;
        let marked = surface.tokens.get(open).filter(|t| open < limit && t.kind == TokenKind::Mark)?;
        let marked = surface.marked.get(surface.marked.partition_point(|m| m.outer.start < marked.span.start))?;
        Some(surface.tokens_in(marked.outer).end).filter(|&i| is_by(i))
    };
    let by = beside.or_else(behind)?;
    // Who was found behind "by" stays, unless what is said was taken in: "by the media as a bungler".
    let known = quote.source.map(|source| surface.tokens_in(source)).filter(|known| known.start == by + 1);
    if known.is_some_and(|known| !known.into_iter().any(|i| surface.word(i) == "as")) {
        return None;
    }
    let source = speaker(nested, by + 1, limit, complement_of(surface.word(head))).filter(|s| nested.is_somebody(s))?;
    let (source, next) = past_aside(nested, source, limit);
    Some(Agent { head, cue, source, next, limit })
}

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
    if !opens(tokens.end)
        && let Some(last) = (name..tokens.end).rev().find(|&i| opens(i))
    {
        tokens.end = last;
    }
    if name > head {
        (tokens.end, head) = (tokens.end.max(name), name - 1);
    }
    Some(Phrase { tokens, head })
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
    let calendar = |i: usize| tokens.get(i).is_some_and(|t| i < limit && t.is(WordClass::CALENDAR));
    let word = |i: usize| tokens.get(i).map_or("", |_| nested.surface.word(i));
    while calendar(next) || matches!(word(next), "on" | "last" | "this") && calendar(next + 1) {
        next += 1;
    }
    (source, next)
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
            let by = agent.source.tokens.start - 1;
            let own =
                |c: &Range<usize>| if c.start < by { c.start..c.end.min(by) } else { c.start.max(agent.next)..c.end };
            contents.iter().map(own).filter(|tokens| !tokens.is_empty()).collect()
        }
    };
    if kept.is_empty() {
        let whole = match start {
            Some(start) => Some(start..clause_end(surface, start, agent.limit, Stop::Attribution)),
            None => phrase_before(surface, agent.cue.start, surface.tokens_beside(agent.head).start).map(|p| p.tokens),
        };
        kept.extend(whole.filter(|tokens| !tokens.is_empty()));
    }
    if kept.is_empty() || kept == contents {
        return;
    }
    quote.kind = parts::kind(surface, &kept);
    quote.content = kept.iter().map(|tokens| parts::content(surface, tokens)).collect();
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
    fn who_stands_behind_by_speaks() {
        for (text, source, content) in [
            ("The village was described by Mary Holt as “a disgrace”.", "Mary Holt", "as “a disgrace”"),
            ("Tom Reed was accused by Mary Holt of “a cover-up.”", "Mary Holt", "of “a cover-up.”"),
            ("Tom Reed was accused by the mayor of Leeds of a cover-up.", "the mayor of Leeds", "of a cover-up"),
            ("Residents were urged by Mayor Tom Reed to leave their homes.", "Mayor Tom Reed", "to leave their homes"),
            ("Residents were warned by police that the river could flood.", "police", "that the river could flood"),
            ("The plan was rejected by Tom Reed.", "Tom Reed", "The plan"),
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
        ] {
            assert_eq!(first(text).unwrap_or_default().0, "", "{text}");
        }
    }
}
