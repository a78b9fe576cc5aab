//! Quotation marks, paired over the whole document before sentences are cut.
//!
//! Takes text, tokens and paragraphs; gives the marked spans. Leaves to `quote` who says them.
//!
//! `evidence` gives each mark the costs of opening, closing and being none (an apostrophe, inches), `pairing` finds the
//! cheapest reading of a paragraph's marks, `posterior` how much of the weight of all its readings each pair has,
//! `confidence` makes a probability of that, and `speech` tells speech from titles, nicknames and ironic distance.
//!
//! One state goes from paragraph to paragraph: which quotation stands open and is taken up by the mark that begins the next
//! one. Nothing else does, so that an odd mark harms its paragraph alone. A change in one paragraph can change:
//! - its own spans;
//! - the spans of the paragraph before, if the change is in how this one begins: its first mark may take a quotation up;
//! - of the paragraph after, whether its first span continues one, and with that whether it is speech.

mod assembly;
mod confidence;
mod evidence;
mod pairing;
mod posterior;
mod speech;
mod state;
mod weights;

use serde::{Deserialize, Serialize};

use crate::Span;
use crate::token::{Token, TokenKind};
use assembly::Assembly;
pub use confidence::PairFacts;
use confidence::Paragraph;
use evidence::Costs;
use pairing::Pairing;
use posterior::Posterior;
pub use speech::{COUNT as SPEECH_FACTS, SpeechFacts};
pub use weights::Weights;

/// What stands between two paired quotation marks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MarkedSpan {
    /// From the opening mark through the closing one; where none closes it, to the end of the paragraph or to the mark
    /// that shows that it is over.
    pub outer: Span,
    /// What stands between the marks, trimmed; never empty.
    pub inner: Span,
    /// Whether it is speech; scare quotes, titles of works and nicknames are not.
    pub speech: bool,
    /// Whether a mark closes it; a quotation that the next paragraph reopens is not closed here.
    pub closed: bool,
    /// Whether it goes on with what the marked span before it, in the paragraph before, left open.
    pub continues: bool,
    /// How many marked spans it stands in; at most 2.
    pub depth: u8,
    /// The probability that it begins and ends where the writer meant a quotation to.
    pub confidence: f32,
}

/// Returns the marked spans, ascending by start, each nested in or apart from the others.
///
/// # Cost
/// Linear in the number of tokens, whatever the marks.
///
/// # Examples
/// ```
/// use saith::lexicon::Lexicon;
/// use saith::text::paragraphs::{Newlines, paragraphs};
/// let text = "“The drivers’ strike is ‘over’,” said Lee.";
/// let tokens = saith::token::tokenize(text, Lexicon::shipped());
/// let marked = saith::mark::pair(text, &tokens, &paragraphs(text, Newlines::Auto));
/// let inner: Vec<&str> = marked.iter().map(|m| m.inner.of(text)).collect();
/// assert_eq!(inner, ["The drivers’ strike is ‘over’,", "over"]);
/// ```
#[must_use]
pub fn pair(text: &str, tokens: &[Token], paragraphs: &[Span]) -> Vec<MarkedSpan> {
    read(text, tokens, paragraphs, Weights::shipped(), |_, _| {})
}

/// Returns what [`pair`] does by other weights, each span with the facts that its confidence and its being speech were
/// made of.
#[must_use]
pub fn pair_with_facts(
    text: &str,
    tokens: &[Token],
    paragraphs: &[Span],
    weights: &Weights,
) -> Vec<(MarkedSpan, PairFacts, SpeechFacts)> {
    let mut facts = Vec::new();
    let found = read(text, tokens, paragraphs, weights, |pair, speech| facts.push((pair, speech)));
    found.into_iter().zip(facts).map(|(span, (pair, speech))| (span, pair, speech)).collect()
}

/// Returns the marked spans; `see` is given the facts of each, in order.
fn read(
    text: &str,
    tokens: &[Token],
    paragraphs: &[Span],
    weights: &Weights,
    mut see: impl FnMut(PairFacts, SpeechFacts),
) -> Vec<MarkedSpan> {
    let mut found = Vec::new();
    let (mut pairing, mut posterior, mut assembly) =
        (Pairing::default(), Posterior::default(), Assembly::new(text, tokens));
    let mut costs: Vec<Costs> = Vec::new();
    // What the paragraph before left open at its end.
    let mut left_open = None;
    let mut ranges = token_ranges(tokens, paragraphs).peekable();
    while let Some((first, end)) = ranges.next() {
        evidence::weigh(text, tokens, first, end, &mut costs);
        if costs.is_empty() {
            left_open = None;
            continue;
        }
        let reopened = ranges.peek().and_then(|&(next, last)| evidence::reopens(text, tokens, next, last));
        pairing.solve(&costs, reopened);
        let from = found.len();
        let open = assembly.follow((first, end), &costs, pairing.moves(), &mut found);
        let continued = left_open;
        left_open = open.filter(|&family| reopened == Some(family));
        let spans = &mut found[from..];
        if spans.is_empty() {
            continue;
        }
        if let Some(family) = continued {
            spans[0].continues = spans[0].outer.start == tokens[first].span.start && costs[0].family == family;
        }
        posterior.sum(&costs, reopened);
        let paragraph = Paragraph::new(&tokens[..end], &costs, pairing.moves(), left_open.is_some());
        let surroundings = speech::Paragraph::new(text, &tokens[first..end]);
        let mut last: Option<&MarkedSpan> = None;
        for (span, &pair) in spans.iter_mut().zip(assembly.pairs()) {
            let of_pair = paragraph.facts(span, pair, posterior.of(pair));
            let place = |mark: u32| costs.get(mark as usize).map_or(end, |mark| mark.token) - first;
            let of_speech = surroundings.facts(span, place(pair.open), place(pair.end), paragraph.goes_on(span, pair));
            span.confidence = confidence::of(&of_pair, &weights.confidence);
            let name =
                last.is_some_and(|last| !last.speech && surroundings.is_listed(last, of_speech, place(pair.open)));
            span.speech = of_speech.is_speech(&weights.speech) && !name;
            last = Some(span);
            see(of_pair, of_speech);
        }
    }
    found
}

/// The tokens of each paragraph, as first and end; paragraphs without one are left out.
fn token_ranges<'t>(tokens: &'t [Token], paragraphs: &'t [Span]) -> impl Iterator<Item = (usize, usize)> + 't {
    let mut at = 0;
    paragraphs.iter().filter_map(move |paragraph| {
        let first = at + tokens[at..].iter().take_while(|t| t.span.start < paragraph.start).count();
        at = first + count_before(&tokens[first..], paragraph.end);
        (at > first).then_some((first, at))
    })
}

/// How many tokens begin before byte `offset`; in time of the logarithm of that.
fn count_before(tokens: &[Token], offset: u32) -> usize {
    // Most paragraphs have some dozens of tokens.
    let mut reach = 32;
    while tokens.get(reach).is_some_and(|t| t.span.start < offset) {
        reach *= 2;
    }
    tokens[..tokens.len().min(reach)].partition_point(|t| t.span.start < offset)
}

/// Returns whether the token is a quotation mark.
fn is_mark(token: &Token) -> bool {
    token.kind == TokenKind::Mark
}

#[cfg(test)]
mod tests;
