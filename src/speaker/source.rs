//! The source of each quote, as the speaker stage takes it: the written one, or else the mention that a cue beside the quotation makes
//! its source.

use super::stage::{Beside, Stage};
use crate::Span;
use crate::lexicon::CueFrames;
use crate::quote::{Quote, QuoteKind};
use crate::token::TokenKind;

/// What names who said a quote.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Source {
    /// The source as written.
    pub span: Option<Span>,
    /// The mention behind it.
    pub mention: Option<u32>,
    /// Whether it stands in another paragraph than the quotation.
    pub apart: bool,
    /// Whether it signs the quotation.
    pub signs: bool,
}

/// At most so many tokens of punctuation stand between a cue and its quotation.
const GAP: usize = 3;
/// So many mentions on either side are looked at.
const WINDOW: usize = 12;
/// A cue and its mention stand no further from their quotation, in tokens.
const REACH: u32 = 14;

impl Source {
    pub const fn is_some(&self) -> bool {
        self.span.is_some() || self.mention.is_some()
    }

    /// Returns the source of a quote.
    pub fn of(stage: &Stage<'_>, quote: &Quote) -> Self {
        let paragraph = |offset: u32| stage.surface.paragraph_at(offset);
        let written = Self { span: quote.source, mention: quote.source_mention, ..Self::default() };
        if is_signed(stage, quote) {
            return Self { signs: true, ..written };
        }
        let own = |span: Span| quote.content.iter().any(|content| paragraph(content.start) == paragraph(span.start));
        match quote.source {
            Some(span) if own(span) || leads_in(stage, quote) || quote.kind == QuoteKind::Indirect => written,
            source => match cued(stage, quote).or_else(|| led_in(stage, quote)) {
                Some(mention) => Self { mention: Some(mention), ..Self::default() },
                None => Self { apart: source.is_some(), ..written },
            },
        }
    }
}

/// Whether nothing but punctuation stands between a quote's cue and its quotation, in the next paragraph: "when Lee called out,".
fn leads_in(stage: &Stage<'_>, quote: &Quote) -> bool {
    let tokens = &stage.surface.tokens;
    let Some(cue) = quote.cue.map(|cue| stage.surface.token_at(cue.end)) else { return false };
    let first = stage.surface.token_at(quote.content[0].start);
    let part = |kind| matches!(kind, TokenKind::Comma | TokenKind::Colon | TokenKind::Dash | TokenKind::Mark);
    cue < first && first - cue <= GAP && tokens[cue..first].iter().all(|token| part(token.kind))
}

/// Whether a quote's source signs it: “It is never too late.” — Ann Lee, on its line or on the next.
fn is_signed(stage: &Stage<'_>, quote: &Quote) -> bool {
    let tokens = &stage.surface.tokens;
    let dash = quote.source.and_then(|source| stage.surface.token_at(source.start).checked_sub(1));
    let follows = quote.content.last().zip(quote.source).is_some_and(|(content, source)| content.end <= source.start);
    follows && quote.cue.is_none() && dash.is_some_and(|dash| tokens[dash].kind == TokenKind::Dash)
}

/// The nearest mention in the quotation's paragraph that a cue makes its source.
fn cued(stage: &Stage<'_>, quote: &Quote) -> Option<u32> {
    if quote.kind == QuoteKind::Indirect {
        return None;
    }
    let paragraph = stage.surface.paragraph_at(quote.content[0].start) as u32;
    let (first, last) = (quote.content[0].start, quote.content[quote.content.len() - 1].end);
    let all = stage.narration_of(paragraph);
    let near = stage.window(all.clone(), first, WINDOW).chain(stage.window(all, last, WINDOW));
    let near = near.map(|at| stage.narration[at]);
    near.filter(|&m| !quote.content.iter().any(|content| content.contains(stage.mentions[m as usize].span)))
        .filter_map(|m| Some((distance(stage, quote, m).filter(|&distance| distance <= REACH)?, m)))
        .filter(|&(_, m)| stage.beside(m) >= Beside::Acts)
        .min()
        .map(|(_, m)| m)
}

/// The mention that leads in to a quotation: "Lee turned round and said," and then the quotation, in a paragraph of its own or not.
fn led_in(stage: &Stage<'_>, quote: &Quote) -> Option<u32> {
    let surface = stage.surface;
    let start = surface.token_at(quote.content[0].start);
    let mark = start.checked_sub(1).filter(|&mark| surface.tokens[mark].kind == TokenKind::Mark)?;
    let last = mark.checked_sub(1)?;
    let ends = matches!(surface.tokens[last].kind, TokenKind::Terminator | TokenKind::Mark);
    let between = surface.paragraph_at(quote.content[0].start) - surface.paragraph_at(surface.tokens[last].span.start);
    let word = (last.saturating_sub(1)..=last).rev().find(|&i| surface.tokens[i].kind == TokenKind::Word);
    let says = word.is_some_and(|i| surface.tokens[i].cue.contains(CueFrames::QUOTE));
    if ends || between > 1 || between == 0 && !says {
        return None;
    }
    let sentence = surface.tokens_beside(last);
    let paragraph = surface.paragraph_at(surface.tokens[last].span.start) as u32;
    let near = stage.narration_of(paragraph).rev().map(|at| stage.narration[at]);
    let mut near = near.take_while(|&m| stage.spot(m).token as usize >= sentence.start).peekable();
    let mut main = None;
    for m in near.by_ref() {
        if stage.beside(m) >= Beside::CueAfter {
            return Some(m);
        }
        if stage.spot(m).main || stage.beside(m) == Beside::CueLater {
            main = main.or(Some(m));
        }
    }
    main
}

/// Tokens between a mention and the nearest content of a quote, none where another quotation stands between.
fn distance(stage: &Stage<'_>, quote: &Quote, mention: u32) -> Option<u32> {
    let (spot, surface) = (stage.spot(mention), stage.surface);
    let between = |span: &Span| {
        let tokens = surface.tokens_in(*span);
        let range = if spot.end as usize <= tokens.start {
            spot.end as usize..tokens.start
        } else {
            tokens.end..(spot.token as usize).max(tokens.end)
        };
        let near = range.len() as u32;
        let free = near <= REACH && range.filter(|&i| surface.tokens[i].kind == TokenKind::Mark).count() <= 1;
        free.then_some(near)
    };
    quote.content.iter().take(8).filter_map(between).min()
}
