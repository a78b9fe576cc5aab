//! Relations that the reader leaves and that grammar alone makes plain: passives ("Ortiz was told that"), nouns with who speaks behind
//! them ("a claim by the heirs that"), "-ing" forms that are admitted or denied ("denied firing"), introductions ("Admitting that …, Lee
//! said").
//!
//! Takes no token that a quote holds already.

use std::ops::Range;

use crate::lexicon::{CueClass, CueFrames, CuePart, Taken, WordClass};
use crate::quote::Quote;
use crate::quote::clause::{LONGEST_CONTENT, Stop, begins_clause, clause_end};
use crate::quote::cue::{Cue, CueForm, cue_at};
use crate::quote::indirect::complement;
use crate::quote::nested::{Found, Nested};
use crate::quote::phrase::{Phrase, phrase_after, phrase_before, plain_phrase_after};
use crate::quote::rule::Construction;
use crate::surface::Surface;
use crate::token::TokenKind;

/// Furthest that "that" stands behind its noun or passive, in tokens: "a claim by the heirs of the duke that".
const REACH: usize = 10;

/// Adds what is plain to `quotes`.
pub(super) fn read(nested: &Nested<'_>, quotes: &mut Vec<Quote>) {
    let surface = nested.surface;
    let mut taken = vec![false; surface.tokens.len()];
    for quote in quotes.iter() {
        for span in quote.content.iter().copied().chain(quote.cue) {
            taken[surface.tokens_in(span)].fill(true);
        }
    }
    for i in 0..surface.sentences.len() {
        let sentence = surface.tokens_of(i);
        let mut at = sentence.start;
        while at < sentence.end {
            let token = &surface.tokens[at];
            if token.cue.is_empty() || taken[at] || surface.in_speech(at) {
                at += 1;
                continue;
            }
            // What is said may hold quotes, which are nested in it then.
            if let Some(found) = postposed(surface, at, sentence.clone())
                .or_else(|| parenthesis(surface, at, &sentence))
                .or_else(|| aside(nested, at, &sentence))
                && let Some(quote) = nested.quote(&found, None)
            {
                taken[found.cue.tokens.clone()].fill(true);
                found.content.iter().for_each(|c| taken[c.clone()].fill(true));
                quotes.push(quote);
                at += 1;
                continue;
            }
            let found = finite(surface, at, sentence.clone())
                .or_else(|| passive(surface, at, sentence.clone()))
                .or_else(|| noun(nested, at, sentence.clone()))
                .or_else(|| gerund(nested, at, sentence.clone()))
                .or_else(|| introduction(surface, at, sentence.clone()));
            let free = |found: &Found| !found.content.iter().any(|c| taken[c.start]);
            if let Some(found) = found.filter(free)
                && let Some(quote) = nested.quote(&found, None)
            {
                taken[found.cue.tokens.clone()].fill(true);
                let end = found.content.iter().map(|c| c.end).max().unwrap_or(at);
                found.content.iter().for_each(|c| taken[c.clone()].fill(true));
                quotes.push(quote);
                at = end.max(at + 1);
            } else {
                at += 1;
            }
        }
    }
}

/// Returns what is plain at token `at` inside a content, of which `clause` is a part.
pub(super) fn inside(nested: &Nested<'_>, at: usize, clause: &Range<usize>) -> Option<Found> {
    let surface = nested.surface;
    if surface.tokens[at].cue.is_empty() {
        return None;
    }
    // Who speaks in it is written there too.
    let found = passive(surface, at, clause.clone()).or_else(|| noun(nested, at, clause.clone()));
    let found = found.filter(|found| found.source.is_some()).or_else(|| gerund(nested, at, clause.clone()));
    found.filter(|found| found.source.as_ref().is_some_and(|source| nested.is_somebody(source)))
}

/// "Hauliers on Monday urged ministers to stay", "Nor did she explain why", "may announce as early as Monday that": a finite cue whose source
/// or content stands further off.
fn finite(surface: &Surface<'_>, at: usize, sentence: Range<usize>) -> Option<Found> {
    let token = &surface.tokens[at];
    if !token.cue.intersects(CueFrames::SAY | CueFrames::THAT | CueFrames::HEARER) {
        return None;
    }
    let cue = cue_at(surface, at, sentence.start).filter(|cue| cue.form == CueForm::Finite)?;
    let source = source(surface, &cue, sentence.start)?;
    let found = complement(surface, &cue, sentence.end, Stop::Attribution);
    let clear = |construction: Construction| {
        matches!(construction, Construction::That | Construction::Hearer | Construction::HearerTo | Construction::Wh)
    };
    let (construction, content) = match found.filter(|(construction, _)| clear(*construction)) {
        Some(found) => found,
        None => {
            let that = (at + 1..sentence.end.min(at + REACH)).find(|&i| surface.word(i) == "that")?;
            let between = &surface.tokens[at + 1..that];
            let plain = between
                .iter()
                .all(|t| t.kind == TokenKind::Word && !t.is_any(WordClass::AUXILIARY | WordClass::RELATIVE))
                && between
                    .first()
                    .is_some_and(|t| t.is_any(WordClass::PREPOSITION | WordClass::ADVERB | WordClass::SUBORDINATOR));
            let clause = token.cue.contains(CueFrames::THAT) && plain && begins_clause(surface, that + 1, sentence.end);
            (Construction::That, clause.then(|| that..clause_end(surface, that, sentence.end, Stop::Attribution))?)
        }
    };
    (content.len() > 1).then(|| Found { construction, cue, source: Some(source), content: vec![content] })
}

/// Who a finite cue belongs to: what stands before it, past a time or place, or between its auxiliary and it.
fn source(surface: &Surface<'_>, cue: &Cue, floor: usize) -> Option<Phrase> {
    let start = cue.tokens.start;
    let direct = phrase_before(surface, start, floor);
    // "Hauliers on Monday": what a preposition governs is not who speaks.
    let prepositions = (floor..start).rev().take(4).find(|&i| surface.tokens[i].is(WordClass::PREPOSITION));
    match (direct, prepositions) {
        (Some(found), _) if !surface.tokens[found.head].is(WordClass::CALENDAR) => Some(found),
        (_, Some(preposition)) if preposition > floor => phrase_before(surface, preposition, floor),
        _ => None,
    }
}

/// "They won, friends say." at the end of a sentence or headline, where the cue is all that follows the comma.
fn postposed(surface: &Surface<'_>, at: usize, sentence: Range<usize>) -> Option<Found> {
    let tokens = &surface.tokens;
    if !tokens[at].cue.intersects(CueFrames::SAY | CueFrames::QUOTE | CueFrames::THAT)
        || tokens[at].cue.contains(CueFrames::THOUGHT)
    {
        return None;
    }
    let last = at + 1 >= sentence.end || tokens[at + 1].kind == TokenKind::Terminator && at + 2 >= sentence.end;
    let cue = last.then(|| cue_at(surface, at, sentence.start)).flatten().filter(|cue| cue.form == CueForm::Finite)?;
    let source = phrase_before(surface, cue.tokens.start, sentence.start)?;
    let comma =
        source.tokens.start.checked_sub(1).filter(|&i| i > sentence.start && tokens[i].kind == TokenKind::Comma)?;
    let content = sentence.start..comma;
    let unmarked = content.clone().all(|i| tokens[i].kind != TokenKind::Mark) && tokens[comma].kind == TokenKind::Comma;
    // "Yes, he said" needs no reading; "Talks to resume, minister says" fills its line.
    let line = surface.paragraphs.get(surface.paragraph_at(tokens[content.start].span.start));
    // "chess champion" is no subject and verb.
    let head = surface.word(source.head);
    let many = WordClass::GROUP_NOUN | WordClass::THEY | WordClass::WE | WordClass::I | WordClass::YOU;
    let plural = head.ends_with('s') && !head.ends_with("ss") || tokens[source.head].is_any(many);
    if !(plural || tokens[at].cue.contains(CueFrames::FINITE)) {
        return None;
    }
    let least = if line.is_some_and(|line| surface.tokens_in(*line) == sentence) { 1 } else { 3 };
    let long = content.len() > least && content.len() < LONGEST_CONTENT;
    // "But even after the growth cooled, the borrowing continued": the introduction is no content.
    let first = content.clone().find(|&i| !matches!(surface.word(i), "But" | "And" | "Even")).unwrap_or(content.start);
    let introduces = tokens[first].is_any(WordClass::PREPOSITION | WordClass::SUBORDINATOR);
    let behind = content.clone().find(|&i| tokens[i].kind == TokenKind::Comma).map_or(content.end, |comma| comma + 1);
    let clause = !introduces || begins_clause(surface, behind, content.end);
    (unmarked && long && clause).then(|| Found {
        construction: Construction::Postposed,
        cue,
        source: Some(source),
        content: vec![content],
    })
}

/// "Most critics, Councillor Lee pointed out, had not been there." and "As Lee wrote last spring, a pavement is no car park."
fn aside(nested: &Nested<'_>, at: usize, sentence: &Range<usize>) -> Option<Found> {
    let surface = nested.surface;
    let tokens = &surface.tokens;
    if !tokens[at].cue.contains(CueFrames::SAY) || tokens[at].cue.contains(CueFrames::THOUGHT) {
        return None;
    }
    let kind = |i: usize| tokens.get(i).filter(|_| i < sentence.end).map(|token| token.kind);
    let comma = |i: usize| kind(i) == Some(TokenKind::Comma) && surface.marked_of(i).is_none();
    let cue = cue_at(surface, at, sentence.start).filter(|cue| cue.form == CueForm::Finite)?;
    let source =
        phrase_before(surface, cue.tokens.start, sentence.start).filter(|source| nested.is_somebody(source))?;
    let particle = matches!(tokens.get(at + 1).map(|_| surface.word(at + 1)), Some("out" | "up"));
    let next = at + 1 + usize::from(particle);
    let before = source.tokens.start.checked_sub(1).filter(|&i| i >= sentence.start)?;
    // "As the crowd continued to shout": time goes by.
    let goes_on = surface.word(at).starts_with("continu");
    let content = if surface.word(before) == "As" && before == sentence.start && !goes_on {
        let end = (next..sentence.end.min(next + REACH)).find(|&i| comma(i))?;
        let time = &tokens[next..end];
        let plain =
            time.first().is_none_or(|t| t.is_any(WordClass::PREPOSITION | WordClass::CALENDAR | WordClass::ADVERB));
        let clause = plain && begins_clause(surface, end + 1, sentence.end);
        let whole = end + 1..clause_end(surface, end + 1, sentence.end, Stop::Attribution);
        clause.then(|| std::iter::once(whole).collect())?
    } else if comma(before) && comma(next) && before > sentence.start + 1 {
        let rest = next + 1..clause_end(surface, next + 1, sentence.end, Stop::Attribution);
        let verb = tokens.get(next + 1).is_some_and(|t| t.is(WordClass::AUXILIARY));
        verb.then(|| vec![sentence.start..before, rest])?
    } else {
        return None;
    };
    around(surface, cue, Some(source), content)
}

/// "The report, it is believed, was leaked." and "The report was leaked, it was claimed."
fn parenthesis(surface: &Surface<'_>, at: usize, sentence: &Range<usize>) -> Option<Found> {
    let token = &surface.tokens[at];
    let attributes = token.cue.contains(CueFrames::PARTICIPLE)
        && token.cue.intersects(CueFrames::SAY | CueFrames::THOUGHT | CueFrames::THAT);
    let cue = cue_at(surface, at, sentence.start).filter(|cue| attributes && cue.form == CueForm::Passive)?;
    let comma = cue.tokens.start.checked_sub(2).filter(|&i| i > sentence.start)?;
    let kind = |i: usize| surface.tokens.get(i).filter(|_| i < sentence.end).map(|token| token.kind);
    let parted = kind(comma) == Some(TokenKind::Comma) && surface.word(comma + 1).eq_ignore_ascii_case("it");
    let before = sentence.start..comma;
    let content = match kind(at + 1) {
        _ if !parted => return None,
        Some(TokenKind::Comma) => vec![before, at + 2..clause_end(surface, at + 2, sentence.end, Stop::Attribution)],
        None | Some(TokenKind::Terminator) => vec![before],
        _ => return None,
    };
    around(surface, cue, None, content)
}

/// What is said around a cue between commas, if no part of it is too short or too long, or stands in marks.
fn around(surface: &Surface<'_>, cue: Cue, source: Option<Phrase>, content: Vec<Range<usize>>) -> Option<Found> {
    let unmarked = content.iter().flat_map(Clone::clone).all(|i| surface.tokens[i].kind != TokenKind::Mark);
    let long = content.iter().all(|part| part.len() > 1 && part.len() < LONGEST_CONTENT);
    (unmarked && long).then_some(Found { construction: Construction::Parenthetical, cue, source, content })
}

/// "Ortiz was told by Lee that they won", "it was reported that they won", "they are said to have won"
fn passive(surface: &Surface<'_>, at: usize, sentence: Range<usize>) -> Option<Found> {
    let token = &surface.tokens[at];
    if !token.cue.contains(CueFrames::PARTICIPLE) {
        return None;
    }
    let cue = cue_at(surface, at, sentence.start).filter(|cue| cue.form == CueForm::Passive)?;
    let by = (at + 1 < sentence.end && surface.word(at + 1) == "by")
        .then(|| plain_phrase_after(surface, at + 2, sentence.end));
    let source = by.flatten();
    let next = source.as_ref().map_or(at + 1, |s| s.tokens.end);
    let word = surface.tokens.get(next).filter(|_| next < sentence.end).map_or("", |_| surface.word(next));
    let clause = |from: usize| from..clause_end(surface, from, sentence.end, Stop::Attribution);
    let reported = token.cue.intersects(CueFrames::SAY | CueFrames::THOUGHT | CueFrames::THAT);
    let hears = token.cue.contains(CueFrames::HEARER);
    let verb = |i: usize| {
        surface
            .tokens
            .get(i)
            .is_some_and(|t| t.kind == TokenKind::Word && !t.is_any(WordClass::DETERMINER) && !t.is_capital())
    };
    let (construction, content) = match word {
        "that" if token.cue.contains(CueFrames::THAT) => (Construction::That, clause(next)),
        "whether" | "why" | "how" | "what" | "if" if token.cue.intersects(CueFrames::WH | CueFrames::THAT) => {
            (Construction::Wh, clause(next))
        }
        "to" if verb(next + 1) && (hears || reported && token.cue.intersects(CueFrames::SAY | CueFrames::THOUGHT)) => {
            (Construction::To, clause(next))
        }
        "not" if hears && surface.tokens.get(next + 1).is_some_and(|_| surface.word(next + 1) == "to") => {
            (Construction::To, clause(next))
        }
        _ if source.is_none() && hears && begins_clause(surface, next, sentence.end) => {
            (Construction::Bare, clause(next))
        }
        _ => {
            let (construction, content) = complement(surface, &cue, sentence.end, Stop::Attribution)?;
            (construction == Construction::That).then_some((construction, content))?
        }
    };
    (content.len() > 1).then(|| Found { construction, cue, source, content: vec![content] })
}

/// "a claim by the heirs that the will was forged", "the warning that the ice was thin"
fn noun(nested: &Nested<'_>, at: usize, sentence: Range<usize>) -> Option<Found> {
    let surface = nested.surface;
    let token = &surface.tokens[at];
    if !token.cue.contains(CueFrames::NOUN | CueFrames::THAT) || token.is_capital() && at > sentence.start + 1 {
        return None;
    }
    let before = at.checked_sub(1).filter(|&i| i >= sentence.start);
    let verbal = token.cue.intersects(CueFrames::FINITE | CueFrames::BASE | CueFrames::ING | CueFrames::PARTICIPLE);
    let slot = before.is_some_and(|i| {
        let t = &surface.tokens[i];
        t.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE | WordClass::PREPOSITION) && surface.word(i) != "to"
            || t.kind == TokenKind::Possessive
            || !verbal
    });
    if verbal && !slot {
        return None;
    }
    let that = (at + 1..sentence.end.min(at + REACH)).find(|&i| surface.word(i) == "that")?;
    // Only phrases stand between: "by the heirs", "to voters", "among doctors".
    let between = at + 1..that;
    let plain = between.is_empty()
        || surface.tokens[between.start].is(WordClass::PREPOSITION)
            && between.clone().all(|i| {
                let t = &surface.tokens[i];
                t.kind == TokenKind::Word
                    && !t.is_any(WordClass::AUXILIARY | WordClass::CONJUNCTION | WordClass::RELATIVE)
                    || t.kind == TokenKind::Possessive
            });
    // "the claim that he made" is not what is claimed: a clause has a subject behind "that".
    if !plain || !begins_clause(surface, that + 1, sentence.end) {
        return None;
    }
    let owner = before
        .filter(|&i| surface.tokens[i].kind == TokenKind::Possessive || surface.tokens[i].is(WordClass::POSSESSIVE));
    let source = match owner {
        Some(i) if surface.tokens[i].kind == TokenKind::Possessive => phrase_before(surface, i, sentence.start),
        Some(i) => Some(Phrase { tokens: i..i + 1, head: i }),
        None => between
            .clone()
            .find(|&i| matches!(surface.word(i), "by" | "from" | "among"))
            .and_then(|i| plain_phrase_after(surface, i + 1, that)),
    };
    let content = that..clause_end(surface, that, sentence.end, Stop::Attribution);
    let cue = Cue::noun(surface, at);
    Some(Found { construction: Construction::NounThat, cue, source, content: vec![content] })
}

/// "denied firing the shot", "admitted to stealing", "insisted on sailing"
fn gerund(nested: &Nested<'_>, at: usize, sentence: Range<usize>) -> Option<Found> {
    let surface = nested.surface;
    let cue = cue_at(surface, at, sentence.start).filter(|cue| cue.form == CueForm::Finite)?;
    let led = matches!(surface.tokens.get(at + 1).map(|_| surface.word(at + 1)), Some("to" | "on" | "about"));
    let start = at + 1 + usize::from(led);
    let word = surface.tokens.get(start).filter(|_| start < sentence.end).map(|_| surface.word(start))?;
    if !(word.ends_with("ing") && word.len() > 4 && !word.ends_with("thing")) || surface.tokens[start].is_capital() {
        return None;
    }
    let meaning = nested.lexicon.meaning(surface.tokens[at].lemma, CuePart::Verb)?;
    let behind = surface.word(at + 1);
    let class = meaning.class(Taken { frame: CueFrames::OBJECT, gerund: true, should: false, word: behind });
    if !matches!(class, CueClass::Deny | CueClass::Admit | CueClass::Promise | CueClass::Demand) {
        return None;
    }
    let source = phrase_before(surface, cue.tokens.start, sentence.start)?;
    let content = start..clause_end(surface, start, sentence.end, Stop::Comma);
    let construction = if led { Construction::About } else { Construction::Object };
    Some(Found { construction, cue, source: Some(source), content: vec![content] })
}

/// "Admitting that it had erred, the lab burned its notes": the subject stands behind.
fn introduction(surface: &Surface<'_>, at: usize, sentence: Range<usize>) -> Option<Found> {
    let cue = cue_at(surface, at, sentence.start)?;
    let opens = cue.tokens.start <= sentence.start + 3 && matches!(cue.form, CueForm::Gerund);
    let bare = at <= sentence.start + 3
        && at >= sentence.start + 2
        && surface.word(at - 1) == "than"
        && surface.tokens[at].cue.contains(CueFrames::BASE);
    if !(opens || bare) {
        return None;
    }
    let (construction, content) = complement(surface, &cue, sentence.end, Stop::Comma)?;
    if !matches!(construction, Construction::That | Construction::Hearer | Construction::Wh) {
        return None;
    }
    let comma = content.end;
    (surface.tokens.get(comma).filter(|_| comma < sentence.end)?.kind == TokenKind::Comma).then_some(())?;
    let source = phrase_after(surface, comma + 1, sentence.end)?;
    Some(Found { construction: Construction::Gerund, cue, source: Some(source), content: vec![content] })
}
