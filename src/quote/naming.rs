//! What somebody calls somebody: "Lee called the judge “a clown”". The quotation is said by who calls, and a later reporter – ", the Post
//! reported" – tells of the whole clause.

use std::ops::Range;

use crate::lexicon::{CueFrames, WordClass};
use crate::quote::clause::closing_token;
use crate::quote::cue::{CueForm, cue_at};
use crate::quote::nested::{Found, Nested};
use crate::quote::phrase::{Phrase, is_subject_pronoun, phrase_before, plain_phrase_after};
use crate::quote::subject::{is_finite, is_past};
use crate::quote::time::time_after;
use crate::quote::{Construction, Quote, parts};
use crate::surface::Surface;
use crate::token::TokenKind;

/// Verbs that give somebody a name, by their first form.
const VERBS: [&str; 12] = [
    "call",
    "brand",
    "label",
    "dub",
    "deem",
    "describe",
    "characterize",
    "characterise",
    "denounce",
    "dismiss",
    "mock",
    "condemn",
];

/// So many more quotations belong to the first: “weak,” “lazy” and “dishonest”.
const MOST: usize = 4;
/// The quotation stands no further behind its verb, in tokens: "called the judge of the upper court “a clown”".
const REACH: usize = 12;

/// Verbs that only find fault, and name something with "as" alone: "mocked the film “Jaws”" gives it no name.
const JUDGING: [&str; 4] = ["denounce", "dismiss", "mock", "condemn"];

/// Returns what is called what by the verb at token `at`: its subject, and all up to the end of the quotations behind it.
pub(super) fn found(nested: &Nested<'_>, at: usize, floor: usize, limit: usize) -> Option<Found> {
    let surface = nested.surface;
    let tokens = &surface.tokens;
    let lemma = nested.lexicon.lemma(tokens[at].lemma);
    if !tokens[at].cue.contains(CueFrames::OBJECT) || !VERBS.contains(&lemma) {
        return None;
    }
    let open = (at + 1..limit.min(at + 1 + REACH)).find(|&i| tokens[i].kind == TokenKind::Mark)?;
    let close = closing_token(surface, open)?;
    let led = leads(surface, at + 1, open);
    let judged = JUDGING.contains(&lemma) && !(led..open).any(|i| surface.word(i) == "as");
    if judged || !names(surface, at + 1, led) || !is_name(surface, open, close) {
        return None;
    }
    let cue = cue_at(surface, at, floor).filter(|cue| cue.form == CueForm::Finite)?;
    let source = phrase_before(surface, cue.tokens.start, floor).filter(|source| nested.is_somebody(source))?;
    let auxiliary = cue.tokens.clone().any(|i| tokens[i].is(WordClass::AUXILIARY));
    let before = source.tokens.start.checked_sub(1).map_or("", |i| surface.word(i));
    let reduced = tokens[at].cue.contains(CueFrames::PARTICIPLE)
        && !auxiliary
        && led == at + 1
        && !(led..open).any(|i| tokens[i].is(WordClass::DETERMINER))
        && is_reduced(surface, before, close);
    let custom = !auxiliary && is_custom(surface, at, &source, open + 1..close, before);
    if reduced || custom {
        return None;
    }
    let content = at + 1..end(surface, open, close, limit);
    Some(Found { construction: Construction::Object, cue, source: Some(source), content: vec![content] })
}

/// Where the words begin that lead from who is named to the quotation: "as", "the", "as a".
fn leads(surface: &Surface<'_>, start: usize, open: usize) -> usize {
    let noun = |i: usize| surface.tokens[i].is(WordClass::DETERMINER);
    let article = open - usize::from(start < open && noun(open - 1));
    article - usize::from(start < article && surface.word(article - 1) == "as")
}

/// Whether nothing but who is named stands in `start..end`, between a verb and what leads to a quotation: "the judge", "himself"; not "on
/// his party to".
fn names(surface: &Surface<'_>, start: usize, end: usize) -> bool {
    let phrase = || plain_phrase_after(surface, start, end).is_some_and(|phrase| phrase.tokens.end == end);
    start == end
        || start + 1 == end && surface.tokens[start].is(WordClass::OBJECT_FORM)
        || phrase() && !(start..end).any(|i| is_past(surface.word(i)) && !surface.tokens[i].is_capital())
}

/// Whether a quotation may be what something is called; it is no time and no measure: "at all hours", "three times a day".
fn is_name(surface: &Surface<'_>, open: usize, close: usize) -> bool {
    let Some(first) = surface.tokens.get(open + 1).filter(|_| open + 1 < close) else { return false };
    let measure = first.kind == TokenKind::Number || first.is(WordClass::NUMBER_WORD);
    let circumstance = ["at", "every", "each"].iter().any(|word| surface.word(open + 1).eq_ignore_ascii_case(word));
    !measure && !circumstance && time_after(surface, open + 1, close) == open + 1
}

/// Whether a form that may be a participle is one, and no past: "officials labeled “corrupt” had resigned", "people called “thieves” by
/// Lee". Only "what he called “a circus”" is surely none; `before` is the word before its subject.
fn is_reduced(surface: &Surface<'_>, before: &str, close: usize) -> bool {
    let next = surface.tokens.get(close + 1).filter(|_| close + 1 < surface.tokens_beside(close).end);
    let by = next.is_some_and(|_| surface.word(close + 1) == "by");
    let verb = next.is_some_and(|_| is_finite(surface, close + 1));
    match before.to_ascii_lowercase().as_str() {
        "what" | "which" | "whom" => by,
        "that" => by || verb,
        _ => true,
    }
}

/// Whether a present tells what people go by, which nobody says: "friends call him “Bud”", "we call it “the pit”"; but not "what they call
/// “a fraud”", of which `before` is "what".
fn is_custom(surface: &Surface<'_>, at: usize, source: &Phrase, called: Range<usize>, before: &str) -> bool {
    let form = surface.tokens[at].cue;
    let present = form.contains(CueFrames::BASE) || surface.word(at).ends_with('s');
    let head = &surface.tokens[source.head];
    let we = head.is_any(WordClass::WE | WordClass::YOU) || head.is(WordClass::THEY) && before != "what";
    let mut words = called.filter(|&i| surface.tokens[i].kind == TokenKind::Word);
    present && (we || words.all(|i| surface.tokens[i].is_capital()))
}

/// Where all that is called ends whose first quotation stands in `open..=close`: “weak,” “lazy” and “dishonest”; “a circus” and the mayor
/// “a clown”; the “crooked” voting system.
fn end(surface: &Surface<'_>, open: usize, close: usize, limit: usize) -> usize {
    let tokens = &surface.tokens;
    let kind = |i: usize| tokens.get(i).filter(|_| i < limit).map(|t| t.kind);
    let mut end = close + 1;
    for _ in 0..MOST {
        let outside = kind(end) == Some(TokenKind::Comma);
        let comma = outside || kind(end - 2) == Some(TokenKind::Comma);
        let joint = end + usize::from(outside);
        let joins = kind(joint).is_some_and(|_| matches!(surface.word(joint), "and" | "or" | "but"));
        let next = joint + usize::from(joins);
        let Some(mark) = (next..limit.min(next + REACH)).find(|&i| tokens[i].kind == TokenKind::Mark) else { break };
        let led = leads(surface, next, mark);
        // “a clown,” or “throw away his vote”: behind a comma a conjunction ends a list of more than two, no list of two.
        if comma && joins && end == close + 1 {
            break;
        }
        let another = mark == next || joins && led > next && names(surface, next, led);
        let Some(last) = closing_token(surface, mark).filter(|_| another && !is_subject_pronoun(&tokens[mark + 1]))
        else {
            break;
        };
        end = last + 1;
    }
    // “crooked,” he said
    let parted = matches!(kind(close - 1), Some(TokenKind::Comma | TokenKind::Terminator));
    let article = tokens[open - 1].is_any(WordClass::DETERMINER | WordClass::POSSESSIVE);
    let stops = |i: usize| {
        let verb = is_past(surface.word(i)) || tokens[i].cue.contains(CueFrames::FINITE);
        // “the “bold” decision Lee made”
        let other = i > end
            && tokens[i].is_capital()
            && !tokens[i - 1].is_any(WordClass::PREPOSITION)
            && !tokens[i - 1].is_capital();
        verb || other || time_after(surface, i, limit) > i
    };
    if end > close + 1 || parted || !article {
        return end;
    }
    let phrase = plain_phrase_after(surface, end, limit).filter(|_| !tokens[end].is_any(WordClass::PERSONAL));
    phrase.map_or(end, |phrase| phrase.tokens.clone().find(|&i| stops(i)).unwrap_or(phrase.tokens.end))
}

/// Gives such quotations to who calls, and to those who tell of it the whole clause: "According to the Post, Lee called the judge “a clown.”"
pub(super) fn give_back(nested: &Nested<'_>, quotes: &mut [Quote]) {
    let surface = nested.surface;
    for quote in quotes {
        let (Some(cue), Some(&span)) = (quote.cue.map(|cue| surface.tokens_in(cue)), quote.content.last()) else {
            continue;
        };
        let content = surface.tokens_in(span);
        let sentence = surface.tokens_beside(content.start);
        let floor = sentence.start.max(content.start.saturating_sub(REACH));
        let holds = |found: &Found| {
            let own = &found.content[0];
            own.contains(&content.start) && own.end + 1 >= content.end
        };
        let clause =
            (floor..content.start).rev().find_map(|at| found(nested, at, sentence.start, sentence.end).filter(holds));
        let Some(Found { cue: verb, source: Some(source), content: called, .. }) = clause else { continue };
        let own = called.into_iter().next().unwrap_or_default();
        let whole = if cue.contains(&verb.head) {
            // All of the quotation is there already, but for its marks.
            if content.end + 1 >= own.end {
                continue;
            }
            own
        } else if quote
            .source
            .is_some_and(|known| surface.tokens_in(known).end > source.tokens.start && cue.end <= own.start)
        {
            continue;
        } else {
            source.tokens.start..own.end
        };
        let last = quote.content.len() - 1;
        parts::replace_content(surface, quote, last, &whole);
    }
}

#[cfg(test)]
mod tests {
    use crate::pipeline::Pipeline;

    #[test]
    fn who_calls_says_the_quotation() {
        for (text, outer) in [
            (
                "According to the Leeds Post, Tom Reed called the judge “a clown.”",
                "Tom Reed called the judge “a clown.”",
            ),
            ("Tom Reed called the judge “a clown,” the Leeds Post reported.", "Tom Reed called the judge “a clown,”"),
        ] {
            let quotes = Pipeline::default().analyze(text).quotes;
            let source = |i: usize| quotes[i].source.map(|span| span.of(text));
            assert_eq!((source(0), quotes[0].content[0].of(text)), (Some("the Leeds Post"), outer));
            assert_eq!((source(1), quotes[1].parent), (Some("Tom Reed"), Some(0)), "{text}");
        }
    }

    #[test]
    fn to_call_on_somebody_is_no_naming() {
        let text = "Mary Holt said that Tom Reed had called on the council to be “more careful.”";
        let quotes = Pipeline::default().analyze(text).quotes;
        assert_eq!(quotes.iter().filter(|quote| quote.source.map(|span| span.of(text)) == Some("Tom Reed")).count(), 0);
    }
}
