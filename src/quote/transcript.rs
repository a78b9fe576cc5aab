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
use crate::model::hash;
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
pub(super) fn read(surface: &Surface<'_>, mentions: &[Mention], confidences: &Confidences, quotes: &mut Vec<Quote>) {
    let names = known_names(surface, mentions);
    let label = |paragraph: usize| Label::of(surface, mentions, &names, paragraph);
    let labels: Vec<Label> = (0..surface.paragraphs.len()).filter_map(label).collect();
    name_sources(surface, mentions, &labels, quotes);
    let direct = quotes.iter().filter(|quote| quote.kind == QuoteKind::Direct);
    let named: FxHashSet<Span> = direct.filter_map(|quote| quote.source).collect();
    let mut turns: Vec<Quote> = Vec::new();
    for run in labels.chunk_by(|a, b| b.paragraph - a.paragraph <= FAR) {
        let run = &who_speak(surface, run);
        let said: Vec<Vec<Range<usize>>> = (0..run.len()).map(|at| said(surface, &names, run, at)).collect();
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

/// Gives a quotation that nobody is written beside the label that it stands behind, and joins to it what goes on from it in the next
/// paragraphs: "And from Lee: “We won.”"
fn name_sources(surface: &Surface<'_>, mentions: &[Mention], labels: &[Label], quotes: &mut Vec<Quote>) {
    let alone = |quote: &Quote| quote.source.is_none() && quote.cue.is_none();
    let mut named: Option<usize> = None;
    let mut joined = vec![false; quotes.len()];
    for i in 0..quotes.len() {
        let start = quotes[i].content[0].start;
        let first = surface.token_at(start);
        let at = labels.partition_point(|label| label.said.start < first);
        let label = at.checked_sub(1).map(|at| &labels[at]).filter(|label| label.is_sure() && alone(&quotes[i]));
        let mark = |label: &&Label| surface.tokens[label.said.start].kind == TokenKind::Mark;
        if let Some(label) = label.filter(|label| label.said.start + 1 == first).filter(mark) {
            let source = parts::quote(surface, mentions, &[], Some(&label.source), None);
            let quote = &mut quotes[i];
            (quote.source, quote.source_mention, quote.continued) = (source.source, source.source_mention, false);
            named = Some(i);
            continue;
        }
        let marked = surface.marked.partition_point(|m| m.inner.start < start);
        let goes_on = surface.marked.get(marked).is_some_and(|m| m.continues && m.inner.start == start);
        named = named.filter(|_| goes_on && alone(&quotes[i]) && quotes[i].kind == QuoteKind::Direct);
        if let Some(before) = named {
            let content = std::mem::take(&mut quotes[i].content);
            quotes[before].content.extend(content);
            joined[i] = true;
        }
    }
    let mut joined = joined.into_iter();
    quotes.retain(|_| !joined.next().unwrap_or_default());
}

/// What is said behind a label, without punctuation at its edges: the rest of its paragraph, and the paragraphs up to the next label.
/// Behind the last one, a paragraph goes on where somebody says "I" in it, or where an answer does that names nobody; where labels have
/// lines of their own, always.
fn said(surface: &Surface<'_>, names: &FxHashSet<u64>, run: &[Label], at: usize) -> Vec<Range<usize>> {
    let label = &run[at];
    let next = run.get(at + 1).map(|next| next.paragraph);
    let alone = label.is_alone();
    let first = label.paragraph + 1;
    let most = if alone && run.len() == 1 { first + 1 } else { first + FAR };
    let end = next.unwrap_or(most).min(surface.paragraphs.len()).max(first);
    let rest = (first..end).map(|paragraph| surface.tokens_in(surface.paragraphs[paragraph]));
    // What is told of who answered names him, or says "he".
    let named = |i: usize| names.contains(&hash::lower(surface.word(i).as_bytes()));
    let answers = |own: &Range<usize>| {
        let others = |i: usize| surface.tokens[i].is_any(WordClass::HE | WordClass::SHE);
        let told = |i: usize| named(i) || others(i) || surface.word(i).eq_ignore_ascii_case("interview");
        label.letter == Some(Letter::Answers) && !own.clone().any(told)
    };
    let goes_on = rest.take_while(|own| {
        is_prose(surface, own, alone && own.start == label.said.end)
            && (alone || next.is_some() || speaks(surface, own) || answers(own))
    });
    // "Lee: Student loans" above a paragraph is a heading.
    let heading = !alone && !ends(surface, label.said.end - 1);
    let mut said: Vec<Range<usize>> = std::iter::once(label.said.clone()).chain(goes_on).collect();
    if heading && said.len() > 1 {
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
    tokens.clone().any(|i| {
        let token = &surface.tokens[i];
        token.is_any(WordClass::I | WordClass::WE | WordClass::YOU)
            || token.kind == TokenKind::Terminator && surface.word(i).contains('?')
    })
}

/// Whether labels are those of a transcript: both letters, or two turns and in a third of all somebody asks or says "I", "we" or
/// "you"; or one who is named on a line of its own with a colon.
fn is_transcript(surface: &Surface<'_>, run: &[Label], said: &[Vec<Range<usize>>]) -> bool {
    let own_line =
        run.iter().zip(said).any(|(label, said)| label.is_alone() && !label.bare && label.name && !said.is_empty());
    let sure = run.iter().any(Label::is_sure);
    let turns: Vec<_> = run.iter().zip(said).filter(|(_, said)| sure && !said.is_empty()).collect();
    // Who speaks does not call himself by name.
    let tells = |label: &Label, tokens: &Range<usize>| {
        label.name && tokens.clone().any(|i| surface.word(i) == surface.word(label.source.end - 1))
    };
    let speaking = turns
        .iter()
        .filter(|(label, said)| said.iter().any(|s| speaks(surface, s)) && !said.iter().any(|s| tells(label, s)))
        .count();
    let letters = [Letter::Asks, Letter::Answers].map(|letter| run.iter().any(|label| label.letter == Some(letter)));
    match letters {
        [true, true] => true,
        [false, false] => own_line || turns.len() > 1 && speaking * 3 >= turns.len(),
        _ => false,
    }
}

/// Whether a quote read before stands beside turns or whole in what one of them says, cue and source included.
fn fits(quote: &Quote, turns: &[Quote]) -> bool {
    let own = whole(quote);
    let first = turns.partition_point(|turn| whole(turn).end <= own.start);
    let mut near = turns[first..].iter().take_while(|turn| whole(turn).start < own.end);
    near.all(|turn| quote.cue.is_some() && turn.content.iter().any(|content| content.contains(own)))
}
