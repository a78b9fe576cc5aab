//! Turns: the quotes of a document in the order in which somebody takes the word.
//!
//! Quotations of one paragraph are one turn, unless each has a source of its own; every other quote is a turn. What is nested in a quote
//! is no turn.

use super::source::Source;
use crate::quote::{Quote, QuoteKind};
use crate::surface::Surface;

/// One turn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Turn {
    /// Its quotes, by their places, ascending.
    pub quotes: Vec<u32>,
    /// The one of them that has a source.
    pub sourced: Option<u32>,
    /// Where it begins, and where it ends.
    pub paragraph: u32,
    pub last_paragraph: u32,
    /// Whether it goes on with a quotation that the paragraph before left open.
    pub continues: bool,
}

/// Returns the turns of a document; nested quotes are in none. `sources` are those of all quotes.
pub(super) fn turns(surface: &Surface<'_>, quotes: &[Quote], sources: &[Source]) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let of = |i: u32| (sources[i as usize].mention, sources[i as usize].span);
    for (i, quote) in quotes.iter().enumerate().filter(|(_, quote)| quote.parent.is_none()) {
        let (Some(first), Some(last)) = (quote.content.first(), quote.content.last()) else { continue };
        let i = i as u32;
        let paragraph = surface.paragraph_at(first.start) as u32;
        let last_paragraph = surface.paragraph_at(last.end.saturating_sub(1)) as u32;
        let sourced = sources[i as usize].is_some().then_some(i);
        if let Some(turn) = turns.last_mut()
            && turn.last_paragraph == paragraph
            && marked(quote)
            && turn.quotes.last().is_some_and(|&q| marked(&quotes[q as usize]))
            && (sourced.is_none() || turn.sourced.is_none_or(|known| of(known) == of(i)))
        {
            turn.quotes.push(i);
            turn.sourced = turn.sourced.or(sourced);
            turn.last_paragraph = last_paragraph;
            continue;
        }
        let continues = continues(surface, quote);
        turns.push(Turn { quotes: vec![i], sourced, paragraph, last_paragraph, continues });
    }
    turns
}

fn marked(quote: &Quote) -> bool {
    quote.kind != QuoteKind::Indirect
}

fn continues(surface: &Surface<'_>, quote: &Quote) -> bool {
    surface.marked_from(quote.content[0].start).is_some_and(|m| m.continues)
}
