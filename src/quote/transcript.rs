//! Speech that is printed as turns, who speaks before each: "Lee: We won.", "Q: Who won?", "Ann Lee" on a line of its own.
//!
//! Form alone tells them: who is labelled, that labels return or face each other, and that somebody says "I" or asks. What was read
//! inside a turn is nested in it. Who stands behind a label is left to `speaker`.

mod label;

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use label::Letter;
use label::{Label, known_names};

use crate::Span;
use crate::lexicon::WordClass;
use crate::mention::Mention;
use crate::quote::nested::whole;
use crate::quote::tagger::bounds::trimmed;
use crate::quote::{Confidences, Construction, Quote, QuoteKind, Rule, parts};
use crate::surface::Surface;
use crate::token::{Shape, TokenKind};

/// Two labels of one transcript are no further apart, in paragraphs.
const FAR: usize = 8;
/// A paragraph that goes on has so many tokens at least.
const SHORTEST: usize = 4;

/// Whether a quote is a turn of a transcript.
pub(crate) fn is_turn(quote: &Quote) -> bool {
    quote.rule.is_some_and(|rule| rule.construction == Construction::Transcript)
}

/// Adds the turns of the transcripts that a text holds, in place of what was read across their labels.
pub(super) fn read(
    surface: &Surface<'_>,
    mentions: &[Mention],
    labels: &[Label],
    confidences: &Confidences,
    quotes: &mut Vec<Quote>,
) {
    name_sources(surface, mentions, labels, quotes);
    let direct = quotes.iter().filter(|quote| quote.kind == QuoteKind::Direct);
    let named: FxHashSet<Span> = direct.filter_map(|quote| quote.source).collect();
    let mut turns: Vec<Quote> = Vec::new();
    for all in labels.chunk_by(|a, b| b.paragraph - a.paragraph <= FAR) {
        let run = &who_speak(surface, all);
        let said: Vec<Vec<Range<usize>>> = (0..run.len()).map(|at| said(surface, all, run, at)).collect();
        if !is_transcript(surface, run, &said) {
            continue;
        }
        for (label, said) in run.iter().zip(&said).filter(|(_, said)| !said.is_empty()) {
            let quote = parts::quote(surface, mentions, said, Some(&label.source), None);
            let rule =
                Rule { construction: Construction::Transcript, lemma: 0, marks: quote.kind != QuoteKind::Indirect };
            let known = quote.source.is_some_and(|source| named.contains(&source));
            if let Some(confidence) = confidences.of(rule).filter(|_| label.letter.is_some() || !known) {
                turns.push(Quote { rule: Some(rule), confidence, ..quote });
            }
        }
    }
    if turns.is_empty() {
        return;
    }
    quotes.retain(|quote| fits(quote, &turns));
    quotes.append(&mut turns);
}

/// Those of a run that tell who speaks: "OPERATOR:" does among others in capitals, and so does what comes again or stands among others
/// who are known.
fn who_speak(surface: &Surface<'_>, run: &[Label]) -> Vec<Label> {
    let sure = || run.iter().filter(|label| label.is_sure());
    let capitals = sure().any(|label| label.is_all_capitals(surface));
    let single = sure().any(|label| label.name && label.source.len() == 1);
    let text = |label: &Label| parts::hull(surface, &label.source).of(surface.text);
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    run.iter().for_each(|label| *counts.entry(text(label)).or_default() += 1);
    let speaks = |label: &&Label| {
        label.is_sure()
            || !label.bare
                && (capitals && label.is_all_capitals(surface)
                    || counts.get(text(label)).is_some_and(|&n| n > 1)
                    || single && label.source.len() == 1)
    };
    run.iter().filter(speaks).cloned().collect()
}

/// Returns what may be a label of a text, by paragraph.
pub(super) fn labels(surface: &Surface<'_>, mentions: &[Mention]) -> Vec<Label> {
    let names = known_names(surface, mentions);
    (0..surface.paragraphs.len()).filter_map(|paragraph| Label::of(surface, mentions, &names, paragraph)).collect()
}

/// Gives a quotation that nobody is written beside the label that it stands behind, and joins to it what goes on from it in the next
/// paragraphs: "And from Lee: “We won.”" Behind a line without a colon it must fill its paragraph: a byline is no label.
pub(super) fn name_sources(surface: &Surface<'_>, mentions: &[Mention], labels: &[Label], quotes: &mut Vec<Quote>) {
    let mut named: Option<usize> = None;
    let mut joined = vec![false; quotes.len()];
    for i in 0..quotes.len() {
        let start = quotes[i].content[0].start;
        let first = surface.token_at(start);
        let at = labels.partition_point(|label| label.said.start < first);
        let label = at.checked_sub(1).map(|at| &labels[at]).filter(|label| label.is_sure() && quotes[i].is_alone());
        let mark = |label: &&Label| surface.tokens[label.said.start].kind == TokenKind::Mark;
        let fills = |label: &&Label| !label.bare || fills_paragraph(surface, quotes[i].content[0]);
        if let Some(label) = label.filter(|label| label.said.start + 1 == first).filter(mark).filter(fills) {
            let source = parts::quote(surface, mentions, &[], Some(&label.source), None);
            let quote = &mut quotes[i];
            (quote.source, quote.source_mention, quote.continued) = (source.source, source.source_mention, false);
            named = Some(i);
            continue;
        }
        let goes_on = surface.marked_from(start).is_some_and(|m| m.continues);
        named = named.filter(|_| goes_on && quotes[i].is_alone() && quotes[i].kind == QuoteKind::Direct);
        if let Some(before) = named {
            let content = std::mem::take(&mut quotes[i].content);
            quotes[before].content.extend(content);
            joined[i] = true;
        }
    }
    let mut joined = joined.into_iter();
    quotes.retain(|_| !joined.next().unwrap_or_default());
}

/// Whether nothing but punctuation follows a content in its paragraph.
fn fills_paragraph(surface: &Surface<'_>, content: Span) -> bool {
    let paragraph = surface.paragraphs.get(surface.paragraph_at(content.start));
    let end = paragraph.map_or(content.end, |paragraph| paragraph.end);
    let rest = surface.token_at(content.end)..surface.token_at(end);
    rest.clone().all(|i| matches!(surface.tokens[i].kind, TokenKind::Mark | TokenKind::Terminator))
}

/// What is said behind a label, without punctuation at its edges: the rest of its paragraph, and the paragraphs up to the next label of
/// the text, `all` of which are given. Behind the last one, a paragraph goes on where somebody says "I" in it; where labels have lines
/// of their own, always.
fn said(surface: &Surface<'_>, all: &[Label], run: &[Label], at: usize) -> Vec<Range<usize>> {
    let label = &run[at];
    let next = run.get(at + 1).map(|next| next.paragraph);
    let alone = label.is_alone();
    let first = label.paragraph + 1;
    let most = if alone && run.len() == 1 { first + 1 } else { first + FAR };
    let behind = all.partition_point(|other| other.paragraph < first);
    let mut near = all[behind..].iter().take_while(|other| other.paragraph < most);
    let other = near.find(|other| !other.bare).map_or(usize::MAX, |other| other.paragraph);
    let end = next.unwrap_or(most).min(most).min(other).min(surface.paragraphs.len()).max(first);
    let rest = (first..end).map(|paragraph| surface.tokens_in(surface.paragraphs[paragraph]));
    let goes_on = rest.take_while(|own| {
        is_prose(surface, own, alone && own.start == label.said.end)
            && (alone || next.is_some() || speaks(surface, own))
    });
    let mut said: Vec<Range<usize>> = std::iter::once(label.said.clone()).chain(goes_on).collect();
    if is_heading(surface, label) && said.len() > 1 {
        said.clear();
    }
    said.into_iter().map(|tokens| trimmed(surface, tokens)).filter(|tokens| !tokens.is_empty()).collect()
}

/// Whether a paragraph may go on with what somebody says: no heading, no direction in brackets, and nobody quoted in it; a `first` one
/// may be short.
fn is_prose(surface: &Surface<'_>, tokens: &Range<usize>, first: bool) -> bool {
    let Some(opening) = surface.tokens.get(tokens.start) else { return false };
    (first || tokens.len() >= SHORTEST)
        && opening.kind != TokenKind::Open
        && ends(surface, tokens.end - 1)
        && !tokens.clone().skip(1).any(|i| surface.in_speech(i))
}

/// Whether a paragraph whose last token is `i` ends as prose does.
fn ends(surface: &Surface<'_>, i: usize) -> bool {
    let token = &surface.tokens[i];
    matches!(token.kind, TokenKind::Terminator | TokenKind::Dash | TokenKind::Mark | TokenKind::Close)
        || token.shape.contains(Shape::FULL_STOP)
}

/// Whether somebody asks in some tokens, or says "I", "we" or "you".
fn speaks(surface: &Surface<'_>, tokens: &Range<usize>) -> bool {
    let talks = WordClass::I | WordClass::WE | WordClass::YOU;
    asks(surface, tokens) || surface.tokens[tokens.clone()].iter().any(|token| token.is_any(talks))
}

/// Whether somebody says "I" or "my" in some tokens.
fn says_i(surface: &Surface<'_>, tokens: &Range<usize>) -> bool {
    surface.tokens[tokens.clone()].iter().any(|token| token.is(WordClass::I))
}

/// Whether somebody asks in some tokens.
fn asks(surface: &Surface<'_>, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|i| surface.tokens[i].kind == TokenKind::Terminator && surface.word(i).contains('?'))
}

/// Whether labels are those of a transcript: "Q" before "A", or two turns and in a third of all somebody asks or says "I", "we" or "you",
/// and in fewer than half somebody is told of; or one who is named on a line of its own with a colon.
fn is_transcript(surface: &Surface<'_>, run: &[Label], said: &[Vec<Range<usize>>]) -> bool {
    let own_line =
        run.iter().zip(said).any(|(label, said)| label.is_alone() && !label.bare && label.name && !said.is_empty());
    let sure = run.iter().any(Label::is_sure);
    let turns: Vec<_> = run.iter().zip(said).filter(|(_, said)| sure && !said.is_empty()).collect();
    let speaking = turns.iter().filter(|(_, said)| said.iter().any(|own| speaks(surface, own))).count();
    // "We loved it" and "you feared for him" tell, too: somebody says "I", or asks.
    let surely = turns.iter().any(|(_, said)| said.iter().any(|own| says_i(surface, own) || asks(surface, own)));
    let told = turns.iter().filter(|(label, said)| is_told_of(surface, label, said)).count();
    let alternate = surely && turns.len() > 1 && speaking * 3 >= turns.len() && told * 2 < turns.len();
    let letters = [Letter::Asks, Letter::Answers].map(|letter| run.iter().any(|label| label.letter == Some(letter)));
    match letters {
        [true, true] => {
            let first = run.iter().find_map(|label| label.letter);
            let stopped = run.iter().any(|label| label.stopped);
            let asked = |(label, said): &(&Label, &Vec<Range<usize>>)| {
                label.letter == Some(Letter::Asks) && said.iter().any(|own| asks(surface, own))
            };
            first == Some(Letter::Asks) && (!stopped || turns.iter().any(asked))
        }
        [false, false] => own_line || alternate,
        // "Q: Who won?" and "Lee: We did."
        [true, false] => alternate && run.iter().any(|label| label.letter.is_none() && label.is_sure()),
        [false, true] => false,
    }
}

/// Whether a turn tells of who is labelled: by name, as "he" or "she", by a number, or as a heading does.
fn is_told_of(surface: &Surface<'_>, label: &Label, said: &[Range<usize>]) -> bool {
    let named =
        |own: &Range<usize>| label.name && own.clone().any(|i| surface.word(i) == surface.word(label.source.end - 1));
    let first = said.first().and_then(|own| surface.tokens.get(own.start));
    let opens = first.is_some_and(|t| t.is_any(WordClass::HE | WordClass::SHE) || t.kind == TokenKind::Number);
    opens || is_heading(surface, label) || said.iter().any(named)
}

/// Whether what stands behind a label in its paragraph is no sentence: "Lee: Student loans".
fn is_heading(surface: &Surface<'_>, label: &Label) -> bool {
    !label.is_alone() && !ends(surface, label.said.end - 1)
}

/// Whether a quote read before stands beside turns or whole in what one of them says, cue and source included.
fn fits(quote: &Quote, turns: &[Quote]) -> bool {
    let own = whole(quote);
    let first = turns.partition_point(|turn| whole(turn).end <= own.start);
    let mut near = turns[first..].iter().take_while(|turn| whole(turn).start < own.end);
    near.all(|turn| quote.cue.is_some() && turn.content.iter().any(|content| content.contains(own)))
}
