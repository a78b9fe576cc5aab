//! Quotes inside the content of another: "Lee said Ortiz had told him that they won", “He told me, ‘Go away,’” Lee said.
//!
//! Strict, since each is a quote of its own: a finite cue with a source written inside the same content, and a clear clause or
//! quotation that it governs.

use std::ops::Range;

use crate::Span;
use crate::lexicon::{CueClass, CueFrames, CuePart, Lexicon, Taken, WordClass};
use crate::mention::Mention;
use crate::quote::clause::{LONGEST_CONTENT, Stop, begins_clause, clause_end, subject_and_cue};
use crate::quote::cue::{Cue, CueForm, cue_at};
use crate::quote::indirect::complement;
use crate::quote::phrase::{Phrase, phrase_after, phrase_before};
use crate::quote::rule::{Construction, Rule};
use crate::quote::{Confidences, Quote, QuoteKind, naming, parts, plain};
use crate::surface::Surface;
use crate::token::TokenKind;

/// How deep quotes may lie in each other.
const DEEPEST: usize = 3;

/// Furthest that a cue stands from the inner quotation, in tokens.
const BESIDE: usize = 8;

/// A relation found inside a content, in tokens.
pub(super) struct Found {
    pub construction: Construction,
    pub cue: Cue,
    pub source: Option<Phrase>,
    pub content: Vec<Range<usize>>,
}

/// What reads a text's contents.
pub(super) struct Nested<'a> {
    pub surface: &'a Surface<'a>,
    pub mentions: &'a [Mention],
    pub lexicon: &'a Lexicon,
    pub confidences: &'a Confidences,
}

impl Nested<'_> {
    /// Adds the quotes inside the contents of `quotes`, tells each its parent, and sorts all by their content, parents first.
    pub fn read(&self, quotes: &mut Vec<Quote>) {
        sort(quotes);
        self.tie(quotes);
        let known = quotes.len();
        let (mut from, mut depth) = (0, 1);
        while from < quotes.len() && depth < DEEPEST {
            let until = quotes.len();
            for i in from..until {
                for span in quotes[i].content.clone() {
                    self.read_content(i, span, known, quotes);
                }
            }
            (from, depth) = (until, depth + 1);
        }
        sort(quotes);
    }

    /// Gives each quote the smallest one whose content holds it, cue and source included.
    fn tie(&self, quotes: &mut [Quote]) {
        // Quotes whose content may still hold what follows, outermost first.
        let mut open: Vec<usize> = Vec::new();
        for i in 0..quotes.len() {
            let start = quotes[i].content[0].start;
            open.retain(|&o| quotes[o].hull().end > start);
            let parent = open.iter().rev().find(|&&o| holds(&quotes[o], &quotes[i]));
            quotes[i].parent = parent.map(|&p| p as u32);
            open.push(i);
        }
    }

    /// Adds what stands inside one span of the content of quote `parent`; the first `known` quotes were there before.
    fn read_content(&self, parent: usize, span: Span, known: usize, quotes: &mut Vec<Quote>) {
        let surface = self.surface;
        let content = surface.tokens_in(span);
        // For each token of the content whether a quote inside holds it.
        let mut taken = vec![false; content.len()];
        let place = |tokens: &Range<usize>| {
            let end = tokens.end.clamp(content.start, content.end) - content.start;
            tokens.start.clamp(content.start, content.end) - content.start..end
        };
        // Quotes are sorted by their content: those that lie here begin here.
        let first = quotes[..known].partition_point(|q| q.content[0].start < span.start);
        for (i, quote) in quotes[..known].iter().enumerate().skip(first) {
            if quote.content[0].start >= span.end {
                break;
            }
            if i != parent {
                let tokens = place(&surface.tokens_in(whole(quote)));
                taken[tokens.start.min(tokens.end)..tokens.end].fill(true);
            }
        }
        let mut keep = |found: Found, taken: &mut [bool]| {
            let quote = self.quote(&found, Some(parent))?;
            let tokens = surface.tokens_in(whole(&quote));
            let inside = span.contains(whole(&quote)) && quote.cue.is_some();
            let places = place(&tokens);
            if !inside || taken[places.clone()].contains(&true) {
                return None;
            }
            taken[places].fill(true);
            quotes.push(quote);
            Some(tokens.end)
        };
        for (marked, parted) in self.inner_marks(span) {
            if let Some(found) = self.quoted(marked, parted, &content) {
                keep(found, &mut taken);
            }
        }
        let mut at = content.start;
        while at < content.end {
            let sentence = surface.tokens_beside(at);
            let clause = at.max(sentence.start)..content.end.min(sentence.end.max(at + 1));
            let floor = content.start.max(sentence.start);
            let found = self
                .governed(at, floor, clause.end)
                .or_else(|| self.noun(at, floor, clause.end))
                .or_else(|| self.according(at, floor, clause.end))
                .or_else(|| self.postposed(at, floor, clause.end))
                .or_else(|| naming::found(self, at, floor, clause.end))
                .or_else(|| plain::inside(self, at, &(floor..clause.end)));
            at = found.and_then(|found| keep(found, &mut taken)).unwrap_or(at + 1).max(at + 1);
        }
    }

    /// "Ortiz had told him that they won", "the mayor promised to pay"
    fn governed(&self, at: usize, floor: usize, limit: usize) -> Option<Found> {
        let surface = self.surface;
        let token = &surface.tokens[at];
        if !token.cue.intersects(CueFrames::SAY | CueFrames::THAT | CueFrames::HEARER | CueFrames::TO) {
            return None;
        }
        let cue = cue_at(surface, at, floor).filter(|cue| cue.form == CueForm::Finite)?;
        let source = phrase_before(surface, cue.tokens.start, floor)?;
        let token = &surface.tokens[at];
        let thought = token.cue.contains(CueFrames::THOUGHT) || !token.cue.contains(CueFrames::SAY);
        let past = is_past(surface, &cue);
        let (construction, content) = complement(surface, &cue, limit, Stop::Attribution)?;
        let content = content.start..content.end.min(limit);
        let clear = match construction {
            Construction::That => past || !thought,
            Construction::Hearer => past,
            Construction::Wh => past && token.cue.contains(CueFrames::SAY),
            Construction::Bare => past && !thought && begins_clause(surface, content.start, content.end),
            Construction::To | Construction::HearerTo => past && self.binds(&cue),
            _ => false,
        };
        // "I think we won", "I say", "you know": how people talk.
        let participant = surface.tokens[source.head].is_any(WordClass::I | WordClass::WE | WordClass::YOU);
        let somebody = self.is_somebody(&source) && !(participant && (thought || !past));
        (clear && somebody && content.len() > 1).then(|| Found {
            construction,
            cue,
            source: Some(source),
            content: vec![content],
        })
    }

    /// Whether a source is a person, people or a body that speaks: a name, a pronoun of people, a noun for them.
    pub fn is_somebody(&self, source: &Phrase) -> bool {
        let (tokens, head) = (&self.surface.tokens, &self.surface.tokens[source.head]);
        let people = WordClass::ROLE | WordClass::GROUP_NOUN | WordClass::BODY_NOUN | WordClass::KIN | WordClass::TITLE;
        let pronoun = WordClass::PERSONAL.difference(WordClass::IT);
        let named = head.is_capital() && !head.is(WordClass::CALENDAR);
        let nominal = head.is_any(people) && (source.tokens.len() > 1 || !tokens[source.tokens.start].is_capital());
        (named || nominal || head.is_any(pronoun)) && !head.is(WordClass::RELATIVE)
    }

    /// Whether "to" behind the cue tells what is promised, demanded, refused or threatened.
    fn binds(&self, cue: &Cue) -> bool {
        let meaning = self.lexicon.meaning(self.surface.tokens[cue.head].lemma, CuePart::Verb);
        let class = meaning.map(|m| m.class(Taken { frame: CueFrames::TO, ..Taken::default() }));
        matches!(class, Some(CueClass::Promise | CueClass::Demand | CueClass::Warn))
    }

    /// "Ortiz’s claim that they won"
    fn noun(&self, at: usize, floor: usize, limit: usize) -> Option<Found> {
        let surface = self.surface;
        if !surface.tokens[at].cue.contains(CueFrames::NOUN) {
            return None;
        }
        let that = (at + 1 < limit && surface.word(at + 1) == "that").then_some(at + 1)?;
        let owner = at.checked_sub(1).filter(|&i| i > floor && surface.tokens[i].kind == TokenKind::Possessive)?;
        let source = phrase_before(surface, owner, floor).filter(|source| self.is_somebody(source))?;
        let content = that..clause_end(surface, that, limit, Stop::Attribution).min(limit);
        let cue = Cue::noun(surface, at);
        (content.len() > 2).then(|| Found {
            construction: Construction::Noun,
            cue,
            source: Some(source),
            content: vec![content],
        })
    }

    /// "according to the report, they won", "they won, according to the report"
    fn according(&self, at: usize, floor: usize, limit: usize) -> Option<Found> {
        let surface = self.surface;
        let here = at + 2 < limit
            && surface.word(at).eq_ignore_ascii_case("according")
            && surface.word(at + 1).eq_ignore_ascii_case("to");
        let source = here.then(|| phrase_after(surface, at + 2, limit)).flatten()?;
        let cue = Cue::according(at);
        let comma = |i: usize| surface.tokens.get(i).is_some_and(|t| i < limit && t.kind == TokenKind::Comma);
        let opens = at == floor || surface.word(at - 1) == "that" || at == floor + 2 && comma(at - 1);
        let content = if opens || comma(at - 1) && comma(source.tokens.end) {
            let start = comma(source.tokens.end).then_some(source.tokens.end + 1)?;
            start..clause_end(surface, start, limit, Stop::Attribution).min(limit)
        } else {
            floor..at
        };
        (content.len() > 2 && content.len() < LONGEST_CONTENT).then(|| Found {
            construction: Construction::According,
            cue,
            source: Some(source),
            content: vec![content],
        })
    }

    /// "They won, Ortiz said" inside a quotation, or as all of a content: "They won, Ortiz told friends, according to the Post."
    fn postposed(&self, at: usize, floor: usize, limit: usize) -> Option<Found> {
        let surface = self.surface;
        if surface.tokens[at].kind != TokenKind::Comma || at < floor + 3 {
            return None;
        }
        let head = subject_and_cue(surface, at + 1, limit)?.checked_sub(1)?;
        let cue = cue_at(surface, head, at + 1).filter(|cue| cue.form == CueForm::Finite)?;
        let source = phrase_before(surface, cue.tokens.start, at + 1)?;
        let hearer = || {
            let hears = surface.tokens[head].cue.contains(CueFrames::HEARER);
            hears.then(|| phrase_after(surface, head + 1, limit)).flatten()
        };
        let ends = |i: usize| {
            let part = |kind| matches!(kind, TokenKind::Comma | TokenKind::Terminator | TokenKind::Mark);
            i >= limit || surface.tokens.get(i).is_none_or(|t| part(t.kind))
        };
        let end = if ends(head + 1) { head + 1 } else { hearer()?.tokens.end };
        let closed = if surface.in_speech(at) { ends(end) } else { end >= limit };
        let participant = surface.tokens[source.head].is_any(WordClass::I | WordClass::YOU | WordClass::WE);
        let content = floor..at;
        (closed
            && content.len() < LONGEST_CONTENT
            && !participant
            && self.is_somebody(&source)
            && begins_clause(surface, floor, at))
        .then(|| Found { construction: Construction::Postposed, cue, source: Some(source), content: vec![content] })
    }

    /// The quotations in marks that stand inside `span` and are not it: ‘Go away,’ in what is quoted; “It is late,” where “It is late,” Lee
    /// said, is what the Post reports. The latter must be parted from its cue, as words in marks are not: he would “pay back”.
    fn inner_marks(&self, span: Span) -> impl Iterator<Item = (Span, bool)> + '_ {
        let first = self.surface.marked.partition_point(|m| m.outer.start < span.start);
        self.surface.marked[first..]
            .iter()
            .take_while(move |m| m.outer.start < span.end)
            .filter(move |m| m.closed && span.contains(m.outer))
            .map(|m| (m.outer, m.depth == 0))
    }

    /// He told me, ‘Go away.’ · ‘Go away,’ he told me
    fn quoted(&self, marked: Span, must_part: bool, around: &Range<usize>) -> Option<Found> {
        let surface = self.surface;
        let tokens = &surface.tokens;
        let inner = surface.tokens_in(marked);
        let before = (around.start.max(inner.start.saturating_sub(BESIDE))..inner.start).rev();
        let stops =
            |i: &usize| matches!(tokens[*i].kind, TokenKind::Terminator | TokenKind::Mark | TokenKind::Semicolon);
        for at in before.take_while(|i| !stops(i)) {
            let quotes = tokens[at].cue.intersects(CueFrames::QUOTE | CueFrames::HEARER);
            let Some(cue) = quotes.then(|| cue_at(surface, at, around.start)).flatten() else { continue };
            let finite = matches!(cue.form, CueForm::Finite);
            let Some(source) = finite.then(|| phrase_before(surface, cue.tokens.start, around.start)).flatten() else {
                continue;
            };
            let parted = matches!(tokens[inner.start - 1].kind, TokenKind::Comma | TokenKind::Colon);
            let hearer = tokens[at].cue.contains(CueFrames::HEARER);
            let hears = inner.start - at <= if parted { BESIDE } else { 4 };
            let beside = at + 1 == inner.start || parted && at + 2 == inner.start;
            if (beside || hearer && hears) && (parted || !must_part) {
                let construction = Construction::SourceCueContent;
                return self.is_somebody(&source).then(|| Found {
                    construction,
                    cue,
                    source: Some(source),
                    content: vec![inner],
                });
            }
        }
        let ends = |i: usize| matches!(tokens[i].kind, TokenKind::Comma | TokenKind::Terminator);
        if must_part && !(inner.end - 1).checked_sub(1).is_some_and(ends) && !ends(inner.end - 1) {
            return None;
        }
        let sentence = around.end.min(inner.end + BESIDE);
        let head =
            (inner.end..sentence).take_while(|i| !stops(i)).find(|&i| tokens[i].cue.contains(CueFrames::QUOTE))?;
        let cue = cue_at(surface, head, inner.end).filter(|cue| cue.form == CueForm::Finite)?;
        let (construction, source) = if cue.tokens.start == inner.end {
            (Construction::ContentCueSource, phrase_after(surface, head + 1, around.end)?)
        } else {
            let source = phrase_before(surface, cue.tokens.start, inner.end)?;
            (Construction::ContentSourceCue, Some(source).filter(|s| s.tokens.start == inner.end)?)
        };
        self.is_somebody(&source).then(|| Found { construction, cue, source: Some(source), content: vec![inner] })
    }

    /// The quote that a relation makes, or none where its rule is not good enough.
    pub fn quote(&self, found: &Found, parent: Option<usize>) -> Option<Quote> {
        let surface = self.surface;
        let depth = |i: usize| surface.marked_of(i).map_or(0, |m| usize::from(surface.marked[m].depth) + 1);
        let outside = depth(found.cue.head);
        let words =
            || found.content.iter().flat_map(Clone::clone).filter(|&i| surface.tokens[i].kind == TokenKind::Word);
        let inner = words().filter(|&i| depth(i) > outside).count();
        let kind = match inner {
            0 => QuoteKind::Indirect,
            n if n == words().count() => QuoteKind::Direct,
            _ => QuoteKind::Mixed,
        };
        let content: Vec<Span> = found.content.iter().filter_map(|tokens| self.content(tokens)).collect();
        let rule = Rule {
            construction: found.construction,
            lemma: surface.tokens[found.cue.head].lemma,
            marks: kind != QuoteKind::Indirect,
        };
        let source = found.source.as_ref().map(|source| parts::hull(surface, &source.tokens));
        (!content.is_empty()).then_some(())?;
        Some(Quote {
            source,
            cue: Some(parts::hull(surface, &found.cue.tokens)),
            source_mention: found
                .source
                .as_ref()
                .and_then(|s| self.mention_at(parts::hull(surface, &s.tokens), surface.tokens[s.head].span)),
            parent: parent.map(|p| p as u32),
            rule: Some(rule),
            confidence: self.confidences.of(rule)?,
            ..Quote::of(kind, content)
        })
    }

    /// A content without its outer marks and the commas around it.
    fn content(&self, tokens: &Range<usize>) -> Option<Span> {
        let surface = self.surface;
        let edge = |i: &usize| matches!(surface.tokens[*i].kind, TokenKind::Comma | TokenKind::Colon | TokenKind::Dash);
        let first = tokens.clone().find(|i| !edge(i))?;
        let last = tokens.clone().rev().find(|i| !edge(i))?;
        let span = surface.tokens[first].span.hull(surface.tokens[last].span);
        let at = surface.marked.partition_point(|m| m.outer.start < span.start);
        match surface.marked.get(at) {
            Some(marked) if marked.outer == span => Some(marked.inner).filter(|s| !s.is_empty()),
            _ => Some(span),
        }
    }

    /// The mention that a source refers by: the one that holds its head.
    fn mention_at(&self, source: Span, head: Span) -> Option<u32> {
        let first = self.mentions.partition_point(|m| m.span.end <= source.start);
        let inside = self.mentions.iter().enumerate().skip(first).take_while(|(_, m)| m.span.start < source.end);
        inside.into_iter().find(|(_, m)| m.span.overlaps(head)).map(|(i, _)| i as u32)
    }
}

/// Whether the cue tells of a saying that was: "told", "had said", not "say", "would say".
fn is_past(surface: &Surface<'_>, cue: &Cue) -> bool {
    let form = surface.tokens[cue.head].cue;
    form.intersects(CueFrames::PARTICIPLE | CueFrames::FINITE)
        && !form.contains(CueFrames::BASE)
        && !surface.word(cue.head).ends_with('s')
}

/// From the first to the last of a quote's parts.
pub(super) fn whole(quote: &Quote) -> Span {
    let parts = quote.content.iter().copied().chain(quote.cue).chain(quote.source);
    parts.reduce(Span::hull).unwrap_or_default()
}

/// Whether all parts of `inner` lie in the content of `outer`.
fn holds(outer: &Quote, inner: &Quote) -> bool {
    let mut parts = inner.content.iter().copied().chain(inner.cue).chain(inner.source);
    parts.all(|part| {
        let at = outer.content.partition_point(|span| span.end < part.end);
        outer.content.get(at).is_some_and(|span| span.contains(part))
    })
}

/// Sorts quotes by their first content, longer ones first, and keeps their parents.
fn sort(quotes: &mut Vec<Quote>) {
    let mut order: Vec<usize> = (0..quotes.len()).collect();
    order.sort_by_key(|&i| (quotes[i].content[0].start, std::cmp::Reverse(quotes[i].hull().end)));
    reorder(quotes, &order);
}

/// Keeps the quotes that `order` names, in that order; a quote whose parent goes has none.
pub(super) fn reorder(quotes: &mut Vec<Quote>, order: &[usize]) {
    let mut place = vec![None; quotes.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = Some(new as u32);
    }
    let mut old: Vec<Option<Quote>> = std::mem::take(quotes).into_iter().map(Some).collect();
    quotes.extend(order.iter().filter_map(|&i| old.get_mut(i)?.take()));
    for quote in quotes {
        quote.parent = quote.parent.and_then(|p| place.get(p as usize).copied().flatten());
    }
}
