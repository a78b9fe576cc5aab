//! Headlines that name who says them.

use std::ops::Range;

use crate::lexicon::{CueFrames, WordClass};
use crate::quote::indirect::draft;
use crate::quote::parts;
use crate::quote::phrase::{Phrase, phrase_after};
use crate::quote::reader::Reader;
use crate::quote::rule::Construction;
use crate::quote::subject::is_past;
use crate::surface::Surface;
use crate::token::{Shape, Token, TokenKind};

/// What is said in a headline has so many words.
const FEWEST: usize = 3;
/// Whom or what a headline speaks to or of is no longer, in tokens: "Lee to Congress:".
const LONGEST_TARGET: usize = 6;
/// A name at a headline's end is no longer, in tokens.
const LONGEST_NAME: usize = 5;
/// What stands before a colon and tells of what kind an article is: a first word, which may go on ("Live updates").
const RUBRICS: [&str; 16] = [
    "q&a",
    "q",
    "interview",
    "opinion",
    "analysis",
    "review",
    "editorial",
    "comment",
    "watch",
    "video",
    "photos",
    "gallery",
    "live",
    "breaking",
    "exclusive",
    "update",
];
/// The same, of which all words stand there: "Letters", but not "Letters of Lee". "Poll" and "Study" are none: they tell what they found.
const WHOLE_RUBRICS: [&str; 25] = [
    "the latest",
    "the last word",
    "fact check",
    "fact-check",
    "profile",
    "obituary",
    "letter",
    "letters",
    "letters to the editor",
    "explainer",
    "explained",
    "factbox",
    "fact box",
    "timeline",
    "editor's note",
    "editors' note",
    "correction",
    "clarification",
    "podcast",
    "feature",
    "column",
    "commentary",
    "essay",
    "special report",
    "the big read",
];

/// "Lee: They won", "Lee to Ortiz: They won", "They won: Lee" and "They won, VP Lee", in a document's first two lines only.
pub(super) fn read(reader: &mut Reader<'_>, sentence: Range<usize>, paragraph: usize) {
    let surface = reader.surface;
    let Some(whole) = surface.paragraphs.get(paragraph).map(|p| surface.tokens_in(*p)) else { return };
    // A headline fills its paragraph, and mostly a text follows it; below the first line it also ends without a full stop.
    let stopped = surface.tokens[sentence.end - 1].kind == TokenKind::Terminator;
    if whole != sentence || paragraph > 0 && stopped {
        return;
    }
    // A headline alone has no full stop, and names an office and no more.
    let alone = paragraph + 1 >= surface.paragraphs.len();
    if alone && (paragraph > 0 || stopped) {
        return;
    }
    let end = content_stop(surface, sentence.clone());
    if let Some(colon) = sentence.clone().find(|&i| surface.tokens[i].kind == TokenKind::Colon) {
        let phrase = phrase_after(surface, sentence.start, colon).filter(|p| p.tokens.end == colon);
        let office = colon <= sentence.start + 2
            && surface.tokens[..colon].last().is_some_and(|t| t.is_any(WordClass::ROLE | WordClass::GROUP_NOUN));
        // "Lena Storr: 302 votes" and "Q&A: …" attribute nothing.
        let count = |tokens: Range<usize>| tokens.filter(|&i| surface.tokens[i].kind == TokenKind::Word).count();
        let (words, said) = (count(colon + 1..end), count(sentence.start..colon));
        let rubric = is_rubric(surface, sentence.start..colon);
        if phrase.is_some() && words >= FEWEST && (office || !alone) && !rubric {
            reader.keep(draft(Construction::Headline, None, phrase, colon + 1..end, None));
        } else if !alone
            && !rubric
            && words >= FEWEST
            && let Some(name) = addressing(reader, sentence.start..colon)
        {
            reader.keep(draft(Construction::Headline, None, Some(name), colon + 1..end, None));
        } else if !alone
            && said >= FEWEST
            && is_statement(surface, sentence.start..colon)
            && let Some(name) = name_behind(reader, colon + 1..end)
        {
            reader.keep(draft(Construction::HeadlineTail, None, Some(name), sentence.start..colon, None));
        }
        return;
    }
    if alone {
        return;
    }
    let comma = sentence.clone().rev().find(|&i| surface.tokens[i].kind == TokenKind::Comma);
    if let Some(comma) = comma.filter(|&c| c > sentence.start + 3 && end > c + 1 && end - c < 7) {
        let phrase = phrase_after(surface, comma + 1, end).filter(|p| p.tokens.end == end);
        let says = surface.tokens[comma + 1..end].iter().all(|t| t.is_capital() || t.is(WordClass::DETERMINER));
        if phrase.is_some() && says {
            reader.keep(draft(Construction::HeadlineTail, None, phrase, sentence.start..comma, None));
        }
    }
}

/// Whether the words before a colon tell of what kind the article is: "Fact check", "Election 2024".
fn is_rubric(surface: &Surface<'_>, tokens: Range<usize>) -> bool {
    let first = surface.word(tokens.start);
    let whole = parts::hull(surface, &tokens).of(surface.text).replace('’', "'");
    let year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let dated = { tokens }.last().is_some_and(|i| surface.tokens[i].kind == TokenKind::Number && year(surface.word(i)));
    RUBRICS.iter().any(|rubric| first.eq_ignore_ascii_case(rubric))
        || WHOLE_RUBRICS.iter().any(|rubric| whole.eq_ignore_ascii_case(rubric))
        || dated
}

/// "Lee to Congress:", "Lee on tax:": who speaks, if the text names them again; not "Lee to quit:", and not "Lee on trial: What it means".
fn addressing(reader: &Reader<'_>, tokens: Range<usize>) -> Option<Phrase> {
    let surface = reader.surface;
    let leads = |i: &usize| matches!(surface.word(*i), "to" | "on" | "tells" | "told" | "warns" | "asks");
    let lead = tokens.clone().skip(1).find(leads).filter(|&lead| tokens.end - lead - 1 <= LONGEST_TARGET)?;
    let target = surface.tokens.get(lead + 1).filter(|_| lead + 1 < tokens.end)?;
    let bodies = WordClass::GROUP_NOUN | WordClass::BODY_NOUN | WordClass::DEMONYM | WordClass::PLACE;
    let told = match surface.word(lead) {
        "to" => target.is_any(bodies) || target.is_capital() && reader.is_named_at(target.span.start),
        "on" => !is_topic(surface, tokens.end + 1),
        _ => true,
    };
    told.then(|| name_in(reader, tokens.start..lead, tokens.end)).flatten()
}

/// Whether the word at token `i` opens what an article tells: "What happens next", "Five towns to see".
fn is_topic(surface: &Surface<'_>, i: usize) -> bool {
    let counts = |t: &Token| t.kind == TokenKind::Number || t.is(WordClass::NUMBER_WORD);
    surface.tokens.get(i).is_some_and(|t| counts(t) || is_question(surface.word(i)))
}

fn is_question(word: &str) -> bool {
    ["how", "what", "when", "where", "which", "who", "why"].iter().any(|opener| word.eq_ignore_ascii_case(opener))
}

/// Whether `tokens` are a statement: a verb stands in them, and no question word before it ("Port will be rebuilt"; not "The man behind
/// the deal").
fn is_statement(surface: &Surface<'_>, tokens: Range<usize>) -> bool {
    let question = is_question(surface.word(tokens.start));
    !question
        && tokens.skip(1).any(|i| {
            let token = &surface.tokens[i];
            let verb = token.cue.contains(CueFrames::FINITE) && !token.cue.contains(CueFrames::NOUN);
            token.is(WordClass::AUXILIARY) || verb || is_past(&surface.word(i).to_lowercase())
        })
}

/// "They won: Lee": who speaks, if the text names them again.
fn name_behind(reader: &Reader<'_>, tokens: Range<usize>) -> Option<Phrase> {
    (tokens.len() <= LONGEST_NAME).then(|| name_in(reader, tokens.clone(), tokens.end)).flatten()
}

/// The name that `tokens` are, if a person or body that the text names behind token `line` ends so too.
fn name_in(reader: &Reader<'_>, tokens: Range<usize>, line: usize) -> Option<Phrase> {
    let surface = reader.surface;
    let capital = |i: usize| surface.tokens[i].is_capital() && !surface.tokens[i].is(WordClass::CALENDAR);
    let last = tokens.end.checked_sub(1).filter(|_| !tokens.is_empty() && tokens.clone().all(capital))?;
    let from = surface.paragraphs.get(surface.paragraph_at(surface.tokens[line - 1].span.start))?.end;
    reader.is_named_behind(from, surface.word(last)).then_some(Phrase { tokens, head: last })
}

/// The token after a sentence's last word.
fn content_stop(surface: &Surface<'_>, sentence: Range<usize>) -> usize {
    let mut end = sentence.end;
    while end > sentence.start
        && surface.tokens[end - 1].kind == TokenKind::Terminator
        && !surface.tokens[end - 1].shape.contains(Shape::FULL_STOP)
    {
        end -= 1;
    }
    end
}
