//! Who is told: "told Ortiz", "asked him", "wrote to the council", "in a letter to the council", "Ortiz was told".

use std::ops::Range;

use crate::Span;
use crate::lexicon::{CueFrames, CuePart, WordClass};
use crate::quote::Quote;
use crate::quote::expletive::is_mood;
use crate::quote::linker::touch;
use crate::quote::meaning::{CueWords, hearer_and_infinitive};
use crate::quote::phrase::{is_subject_pronoun, phrase_before, plain_phrase_after};
use crate::surface::Surface;
use crate::text::fold::is_among;
use crate::token::{Token, TokenKind};

/// Furthest that a hearer stands behind its cue, in tokens: "said on Tuesday in an emailed statement to".
const REACH: usize = 14;

/// Furthest before its cue that a hearer stands, in tokens: "In a letter to the council, Lee, who has run the mill, said".
const FURTHEST: usize = 40;

/// Says whom the saying of `quote` is for, as written. The subject of a passive hears, it says nothing: "Ortiz was told that" has no
/// source.
pub(super) fn tell(surface: &Surface<'_>, quote: &mut Quote, cue: &CueWords) {
    let told = told(surface, quote, cue);
    let source = quote.source.map(|s| surface.tokens_in(s));
    if source.zip(told.as_ref()).is_some_and(|(source, told)| touch(&source, told)) {
        (quote.source, quote.source_mention) = (None, None);
    }
    quote.addressee = addressee(surface, quote, cue, told);
}

/// Returns whom the saying of `quote` is for, or none; `told` is the subject of a passive.
fn addressee(surface: &Surface<'_>, quote: &Quote, cue: &CueWords, told: Option<Range<usize>>) -> Option<Span> {
    let source = quote.source.map(|s| surface.tokens_in(s)).filter(|s| !s.is_empty());
    let limit = limit(surface, quote, cue);
    let found = told
        .or_else(|| object(surface, cue, limit, source.as_ref()))
        .or_else(|| in_content(surface, quote, cue))
        .or_else(|| behind(surface, cue, limit, source.as_ref()))
        .or_else(|| ahead(surface, quote, cue, source.as_ref()))?;
    let tokens = &surface.tokens[found.clone()];
    let span = tokens.first()?.span.hull(tokens.last()?.span);
    // The source itself hears nothing; somebody in its aside may.
    let own = |other: Span| span.start <= other.start && other.start < span.end;
    (!quote.source.is_some_and(own)).then_some(span)
}

/// Where the words about the saying end: at the content behind the cue, at a mark, or with the sentence.
fn limit(surface: &Surface<'_>, quote: &Quote, cue: &CueWords) -> usize {
    let sentence = surface.tokens_beside(cue.head).end;
    let content = quote.content.iter().map(|&s| surface.tokens_in(s).start).filter(|&start| start > cue.head).min();
    let end = content.unwrap_or(sentence).min(cue.head + 1 + REACH).min(surface.tokens.len());
    (cue.head + 1..end)
        .find(|&i| matches!(surface.tokens[i].kind, TokenKind::Mark | TokenKind::Terminator | TokenKind::Semicolon))
        .unwrap_or(end)
}

/// "Ortiz was told that", "he has been asked to": the subject of a passive.
fn told(surface: &Surface<'_>, quote: &Quote, cue: &CueWords) -> Option<Range<usize>> {
    let head = &surface.tokens[cue.head];
    if !head.cue.contains(CueFrames::PARTICIPLE | CueFrames::HEARER) || is_mood(surface, cue.head) {
        return None;
    }
    let floor = surface.tokens_beside(cue.head).start;
    let subject = phrase_before(surface, cue.passive(surface)?, floor)?.tokens;
    let said = |i: usize| quote.content.iter().any(|&s| surface.tokens_in(s).contains(&i));
    (!said(subject.start)).then_some(subject)
}

/// "told Ortiz that", "asked him": what stands right behind a verb that takes the hearer; "whom Lee told".
fn object(surface: &Surface<'_>, cue: &CueWords, limit: usize, source: Option<&Range<usize>>) -> Option<Range<usize>> {
    let whom = source.and_then(|s| s.start.checked_sub(1)).filter(|&i| surface.word(i) == "whom");
    if whom.is_some() && surface.tokens[cue.head].cue.contains(CueFrames::HEARER) {
        return whom.map(|i| i..i + 1);
    }
    if cue.part != CuePart::Verb || !surface.tokens[cue.head].cue.contains(CueFrames::HEARER) {
        return None;
    }
    hearer_at(surface, cue.behind(surface), limit, source)
}

/// Where the hearer counts as content: "asked [Ortiz to resign]", "quizzed [Ortiz on the deal]", "wrote to [the council that it won]",
/// "a promise [to voters that it will]".
fn in_content(surface: &Surface<'_>, quote: &Quote, cue: &CueWords) -> Option<Range<usize>> {
    let content = surface.tokens_in(*quote.content.first()?);
    let behind = cue.behind(surface);
    let frames = surface.tokens[cue.head].cue;
    let noun = cue.part == CuePart::Noun;
    let start = if content.start == behind {
        // "a plea to the kidnappers to let her go"
        content.start + usize::from(noun && surface.word(content.start) == "to")
    } else if content.start == behind + 1 && leads_to_hearer(surface, cue, behind) {
        content.start
    } else {
        return None;
    };
    let asks = matches!(
        lemma(surface, cue.head),
        "quiz" | "question" | "press" | "probe" | "query" | "interrogate" | "challenge"
    );
    let direct = content.start == behind && !noun;
    if direct && !asks && !frames.contains(CueFrames::HEARER | CueFrames::TO) {
        return None;
    }
    let ends = |i: &usize| match surface.word(*i) {
        "that" | "whether" | "why" | "how" => true,
        "to" => *i > start && !noun || surface.tokens.get(i + 1).is_some_and(|t| !t.is_any(WordClass::DETERMINER)),
        "on" | "about" | "over" => asks,
        _ => false,
    };
    let end = (start + 1..content.end.min(start + REACH)).find(ends)?;
    if direct && surface.word(end) == "to" {
        hearer_and_infinitive(surface, content)?;
    }
    hearer_at(surface, start, end, None).filter(|found| found.end == end)
}

/// Whether the word at token `i`, right behind the cue's verb, leads to who is told: "wrote to", "called on", "demanded of", "shouted at".
fn leads_to_hearer(surface: &Surface<'_>, cue: &CueWords, i: usize) -> bool {
    let lemma = lemma(surface, cue.head);
    match surface.word(i) {
        "to" => !matches!(
            lemma,
            "respond" | "react" | "point" | "refer" | "allude" | "object" | "agree" | "turn" | "commit"
        ),
        "on" | "upon" => lemma == "call",
        "of" => matches!(lemma, "ask" | "demand"),
        "at" => matches!(lemma, "shout" | "yell" | "scream" | "snap" | "bark" | "swear" | "hiss" | "fume"),
        "before" => matches!(lemma, "testify" | "speak"),
        _ => false,
    }
}

/// "wrote to the council", "said in a letter to Ortiz", "said in an interview with the Echo", "testified before the committee"
fn behind(surface: &Surface<'_>, cue: &CueWords, limit: usize, source: Option<&Range<usize>>) -> Option<Range<usize>> {
    let from = source.filter(|s| s.start > cue.head).map_or(cue.head + 1, |s| s.end.min(limit));
    let direct = (cue.head + 1).max(cue.behind(surface).min(limit));
    for i in (cue.head + 1..limit).filter(|&i| i >= from || i == direct) {
        // "on Tuesday to Ortiz" is still the verb's own.
        let own = i == direct || i == from || surface.tokens[i - 1].is(WordClass::CALENDAR);
        let leads = own && leads_to_hearer(surface, cue, i)
            || surface.word(i) == "to" && text_before(surface, i)
            || surface.word(i) == "with" && talk_before(surface, i);
        if leads && let Some(found) = hearer_at(surface, i + 1, limit, source) {
            return Some(found);
        }
    }
    None
}

/// "In a letter to the council, Lee said", "Speaking to reporters, Lee said", "Addressing the crowd, Lee said"
fn ahead(surface: &Surface<'_>, quote: &Quote, cue: &CueWords, source: Option<&Range<usize>>) -> Option<Range<usize>> {
    let sentence = surface.tokens_beside(cue.head);
    // "The chancellor, speaking to students, said": an aside of the source.
    let end = source.filter(|s| s.end <= cue.tokens.start).map_or(cue.tokens.start, |s| s.end);
    let said = quote.content.iter().map(|&s| surface.tokens_in(s).end).filter(|&e| e <= end).max();
    let start = sentence.start.max(said.unwrap_or(0)).max(end.saturating_sub(FURTHEST));
    let head = source.map_or(end, |s| s.start.min(end));
    for i in start..end {
        let stop =
            (i..end).find(|&c| surface.tokens[c].kind == TokenKind::Comma || i < head && c == head).unwrap_or(end);
        let word = surface.word(i);
        let leads = match word {
            "to" | "with" => {
                text_before(surface, i) && word == "to"
                    || talk_before(surface, i)
                    || speaks(surface, i.checked_sub(1), start)
            }
            "Addressing" | "addressing" | "Briefing" | "Telling" => true,
            "before" => speaks(surface, i.checked_sub(1), start),
            _ => false,
        };
        if leads && let Some(found) = hearer_at(surface, i + 1, stop, source.filter(|s| !s.contains(&i))) {
            return Some(found);
        }
    }
    None
}

/// The phrase at token `at`, up to `limit`, if somebody can be meant who hears.
fn hearer_at(surface: &Surface<'_>, at: usize, limit: usize, source: Option<&Range<usize>>) -> Option<Range<usize>> {
    let tokens = &surface.tokens;
    let first = tokens.get(at).filter(|_| at < limit)?;
    if source.is_some_and(|s| s.contains(&at)) {
        return None;
    }
    let pronoun = first.is_any(WordClass::OBJECT_FORM | WordClass::YOU) || is_subject_pronoun(first);
    let hers = first.is(WordClass::SHE | WordClass::POSSESSIVE)
        && tokens.get(at + 1).is_none_or(|t| at + 1 >= limit || t.kind != TokenKind::Word || t.is_any(FUNCTION));
    if pronoun && !first.is(WordClass::POSSESSIVE) || hers {
        return Some(at..at + 1);
    }
    if !matches!(first.kind, TokenKind::Word | TokenKind::Number)
        || first.is_any(FUNCTION)
        || first.is(WordClass::CALENDAR)
    {
        return None;
    }
    // "told supporters in Ashford": where it was said is no part of who heard it.
    let stop = (at..limit)
        .find(|&i| i > at && tokens[i].is(WordClass::PREPOSITION) && !matches!(surface.word(i), "of" | "from" | "for"))
        .unwrap_or(limit);
    let phrase = plain_phrase_after(surface, at, stop)?;
    let mut end = phrase.tokens.end;
    // "told staff and reporters that"
    if matches!(tokens.get(end), Some(t) if end < stop && t.is(WordClass::CONJUNCTION)) {
        let more = plain_phrase_after(surface, end + 1, stop).map(|p| p.tokens.end);
        let closed = more.filter(|&m| m >= stop || tokens[m].is_any(FUNCTION) || tokens[m].kind != TokenKind::Word);
        end = closed.unwrap_or(end);
    }
    while end > at + 1
        && (tokens[end - 1].is_any(WordClass::CALENDAR | WordClass::ADVERB) && !tokens[end - 1].is_capital())
    {
        end -= 1;
    }
    somebody(surface, at..end).then_some(at..end)
}

/// Words that no phrase of a hearer begins with.
const FUNCTION: WordClass = WordClass::PREPOSITION
    .union(WordClass::SUBORDINATOR)
    .union(WordClass::CONJUNCTION)
    .union(WordClass::AUXILIARY)
    .union(WordClass::RELATIVE);

/// Whether a phrase can be people or a body: a name, a noun for people, or any noun with a determiner that is no text or time.
fn somebody(surface: &Surface<'_>, phrase: Range<usize>) -> bool {
    let tokens = &surface.tokens[phrase.clone()];
    let people = WordClass::ROLE | WordClass::GROUP_NOUN | WordClass::BODY_NOUN | WordClass::KIN | WordClass::TITLE;
    if NO_HEARERS.contains(&surface.word(phrase.end - 1)) {
        return false;
    }
    let text = |t: &Token| t.is(WordClass::DOCUMENT) || t.is(WordClass::CALENDAR);
    let last = phrase.end - 1;
    let begins = tokens[0].is_any(WordClass::DETERMINER | WordClass::POSSESSIVE) || tokens[0].kind == TokenKind::Number;
    tokens.iter().any(|t| t.is_any(people) || t.is_capital() && !t.is(WordClass::CALENDAR))
        || begins && !tokens.iter().any(text) && !TEXTS.contains(&surface.word(last))
        || !begins && surface.word(last).ends_with('s') && !tokens.iter().any(text)
}

fn lemma(surface: &Surface<'_>, i: usize) -> &'static str {
    crate::lexicon::Lexicon::shipped().lemma(surface.tokens[i].lemma)
}

/// Whether "to" at token `i` follows something written or spoken: "a letter to", "remarks on Monday to".
fn text_before(surface: &Surface<'_>, i: usize) -> bool {
    (i.saturating_sub(3)..i).any(|b| is_among(surface.word(b), &TEXTS))
}

/// Whether "with" at token `i` follows a conversation: "an interview on Monday with".
fn talk_before(surface: &Surface<'_>, i: usize) -> bool {
    (i.saturating_sub(3)..i).any(|b| is_among(surface.word(b), &TALKS))
}

/// Whether token `i` is "speaking" or its like.
fn speaks(surface: &Surface<'_>, i: Option<usize>, floor: usize) -> bool {
    i.filter(|&i| i >= floor).is_some_and(|i| {
        let word = surface.word(i).to_ascii_lowercase();
        matches!(
            word.as_str(),
            "speaking" | "talking" | "writing" | "testifying" | "appearing" | "appealing" | "chatting" | "replying"
        )
    })
}

/// Whether token `i` is something in which one says something: "in a statement", "in an interview".
pub(super) fn is_text_or_talk(surface: &Surface<'_>, i: usize) -> bool {
    is_among(surface.word(i), &TEXTS) || is_among(surface.word(i), &TALKS)
}

/// What is written or said to somebody.
const TEXTS: [&str; 34] = [
    "letter",
    "letters",
    "email",
    "emails",
    "e-mail",
    "memo",
    "memorandum",
    "message",
    "messages",
    "note",
    "notes",
    "statement",
    "statements",
    "speech",
    "address",
    "remarks",
    "comments",
    "testimony",
    "text",
    "texts",
    "appeal",
    "plea",
    "apology",
    "warning",
    "petition",
    "submission",
    "advice",
    "briefing",
    "presentation",
    "reply",
    "evidence",
    "tweet",
    "post",
    "promise",
];

/// What follows "to" and hears nothing.
const NO_HEARERS: [&str; 18] = [
    "applause",
    "cheers",
    "laughter",
    "boos",
    "jeers",
    "question",
    "questions",
    "request",
    "requests",
    "claim",
    "claims",
    "criticism",
    "allegations",
    "end",
    "fact",
    "effect",
    "accusations",
    "charges",
];

/// What people have with each other when they speak.
const TALKS: [&str; 12] = [
    "interview",
    "interviews",
    "conversation",
    "call",
    "meeting",
    "chat",
    "exchange",
    "talks",
    "discussion",
    "q&a",
    "session",
    "conference",
];
