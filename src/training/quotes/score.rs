//! How right relations are: content exact, content overlap, characters, recall by kind, and the whole relation.
//!
//! Pareti's measures (2015) as PolNeAR's users take them: contents are matched one to one by the characters that they share,
//! punctuation aside; half of them shared is an overlap; a relation is right where the source is too.

use std::collections::HashSet;
use std::ops::Range;

use crate::Span;
use crate::quote::learn::Relation;
use crate::quote::reading::Relation as TokenRelation;
use crate::quote::{Quote, QuoteKind};
use crate::surface::Surface;

/// A relation to score, annotated or read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scored {
    /// What is said.
    pub content: Vec<Span>,
    /// Who.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
}

impl Scored {
    /// Returns a relation whose parts are tokens.
    #[must_use]
    pub(crate) fn of(surface: &Surface<'_>, relation: &TokenRelation) -> Self {
        let span = |tokens: &Range<usize>| {
            surface.tokens[tokens.start].span.hull(surface.tokens[tokens.end.max(tokens.start + 1) - 1].span)
        };
        Self {
            content: relation.content.iter().map(span).collect(),
            source: relation.source.iter().map(span).collect(),
            cue: relation.cue.iter().map(span).collect(),
        }
    }
}

impl From<&Relation> for Scored {
    fn from(relation: &Relation) -> Self {
        Self { content: relation.content.clone(), source: relation.source.clone(), cue: relation.cue.clone() }
    }
}

impl From<&Quote> for Scored {
    fn from(quote: &Quote) -> Self {
        Self {
            content: quote.content.clone(),
            source: quote.source.into_iter().collect(),
            cue: quote.cue.into_iter().collect(),
        }
    }
}

/// Counts behind the figures.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    gold: u64,
    found: u64,
    exact: u64,
    overlap: u64,
    characters: [u64; 3],
    kinds: [[u64; 2]; 3],
    sources: u64,
    without_source: u64,
    relations: u64,
}

/// Returns whether each relation that was read is right: content overlaps, and the source that it names is the annotated one.
#[must_use]
pub fn right(text: &str, gold: &[Scored], found: &[Scored]) -> Vec<bool> {
    let mut right = vec![false; found.len()];
    for (g, f, shared) in matched(text, gold, found) {
        let named = found[f].source.is_empty() || same_source(text, &gold[g], &found[f]);
        right[f] = shared >= 0.5 && named;
    }
    right
}

impl Counts {
    /// Returns the counts of one text.
    #[must_use]
    pub fn of(text: &str, gold: &[Scored], found: &[Scored]) -> Self {
        let mut counts = Self::default();
        let all = |relations: &[Scored]| {
            relations.iter().flat_map(|r| characters(text, &r.content)).collect::<HashSet<u32>>()
        };
        let (in_gold, in_found) = (all(gold), all(found));
        counts.characters =
            [in_gold.intersection(&in_found).count() as u64, in_found.len() as u64, in_gold.len() as u64];
        let kinds: Vec<QuoteKind> = gold.iter().map(|g| kind(text, &g.content)).collect();
        for (g, kind) in gold.iter().zip(&kinds) {
            counts.gold += 1;
            counts.sources += u64::from(!g.source.is_empty());
            counts.kinds[*kind as usize][1] += 1;
        }
        counts.found = found.iter().filter(|f| !characters(text, &f.content).is_empty()).count() as u64;
        for (g, f, shared) in matched(text, gold, found) {
            counts.exact += u64::from(shared >= 1.0);
            if shared < 0.5 {
                continue;
            }
            counts.overlap += 1;
            counts.kinds[kinds[g] as usize][0] += 1;
            let (g, f) = (&gold[g], &found[f]);
            counts.without_source += u64::from(g.source.is_empty() && f.source.is_empty());
            counts.relations += u64::from(!g.source.is_empty() && same_source(text, g, f));
        }
        counts
    }

    /// Returns the sums of both.
    #[must_use]
    pub fn plus(mut self, other: Self) -> Self {
        let pairs = [
            (&mut self.gold, other.gold),
            (&mut self.found, other.found),
            (&mut self.exact, other.exact),
            (&mut self.overlap, other.overlap),
            (&mut self.sources, other.sources),
            (&mut self.without_source, other.without_source),
            (&mut self.relations, other.relations),
        ];
        pairs.into_iter().for_each(|(mine, theirs)| *mine += theirs);
        self.characters.iter_mut().zip(other.characters).for_each(|(mine, theirs)| *mine += theirs);
        self.kinds.as_flattened_mut().iter_mut().zip(other.kinds.as_flattened()).for_each(|(a, b)| *a += b);
        self
    }

    /// Returns precision, recall and F1 of contents that are exact, per cent.
    #[must_use]
    pub fn exact(&self) -> [f64; 3] {
        figures(self.exact, self.found, self.gold)
    }

    /// Returns precision, recall and F1 of contents that overlap, per cent.
    #[must_use]
    pub fn overlap(&self) -> [f64; 3] {
        figures(self.overlap, self.found, self.gold)
    }

    /// Returns precision, recall and F1 of the characters of contents, per cent.
    #[must_use]
    pub fn characters(&self) -> [f64; 3] {
        figures(self.characters[0], self.characters[1], self.characters[2])
    }

    /// Returns precision, recall and F1 of relations: content and source; what rightly has no source counts neither way.
    #[must_use]
    pub fn relation(&self) -> [f64; 3] {
        figures(self.relations, self.found - self.without_source, self.sources)
    }

    /// Returns the share of annotated contents that are found, of a kind, per cent.
    #[must_use]
    pub fn recall(&self, kind: QuoteKind) -> f64 {
        let [found, all] = self.kinds[kind as usize];
        100.0 * found as f64 / all.max(1) as f64
    }

    /// Returns the number of annotated relations.
    #[must_use]
    pub fn gold(&self) -> u64 {
        self.gold
    }
}

fn figures(right: u64, found: u64, gold: u64) -> [f64; 3] {
    let share = |part: u64, whole: u64| 100.0 * part as f64 / whole.max(1) as f64;
    [share(right, found), share(right, gold), share(2 * right, found + gold)]
}

/// Characters that do not count.
fn is_aside(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'' | '`' | '.' | ',' | ';' | ':' | '-' | '–' | '—' | '…')
}

/// The characters that count, by their bytes, ascending.
fn characters(text: &str, spans: &[Span]) -> Vec<u32> {
    let own = |span: &Span| {
        let start = span.start;
        span.of(text).char_indices().filter(|(_, c)| !is_aside(*c)).map(move |(i, _)| start + i as u32)
    };
    let mut found: Vec<u32> = spans.iter().flat_map(own).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(left), Some(right)) = (a.get(i), b.get(j)) {
        count += usize::from(left == right);
        (i, j) = (i + usize::from(left <= right), j + usize::from(right <= left));
    }
    count
}

fn jaccard(a: &[u32], b: &[u32]) -> f64 {
    let both = shared(a, b);
    if both == 0 { 0.0 } else { both as f64 / (a.len() + b.len() - both) as f64 }
}

/// Pairs of annotated and found contents that share characters, each used once, the most alike first.
fn matched(text: &str, gold: &[Scored], found: &[Scored]) -> Vec<(usize, usize, f64)> {
    let all =
        |relations: &[Scored]| -> Vec<Vec<u32>> { relations.iter().map(|r| characters(text, &r.content)).collect() };
    let (gold, found) = (all(gold), all(found));
    let mut pairs = Vec::new();
    for (g, own) in gold.iter().enumerate() {
        for (f, theirs) in found.iter().enumerate() {
            let apart = own.last() < theirs.first() || theirs.last() < own.first();
            let alike = if apart { 0.0 } else { jaccard(own, theirs) };
            if alike > 0.0 {
                pairs.push((g, f, alike));
            }
        }
    }
    pairs.sort_by(|a, b| b.2.total_cmp(&a.2).then((b.0, b.1).cmp(&(a.0, a.1))));
    let (mut used_gold, mut used_found) = (vec![false; gold.len()], vec![false; found.len()]);
    pairs.retain(|&(g, f, _)| {
        let free = !used_gold[g] && !used_found[f];
        if free {
            (used_gold[g], used_found[f]) = (true, true);
        }
        free
    });
    pairs
}

fn same_source(text: &str, gold: &Scored, found: &Scored) -> bool {
    if gold.source.is_empty() {
        return found.source.is_empty();
    }
    let (a, b) = (characters(text, &gold.source), characters(text, &found.source));
    jaccard(&a, &b) >= 0.5 || shared(&a, &b) > 0 && last_word(text, &gold.source) == last_word(text, &found.source)
}

fn last_word(text: &str, spans: &[Span]) -> String {
    let strip = |word: &str| {
        let bare =
            word.trim_matches(|c| matches!(c, '.' | ',' | '\'' | '’' | '"' | '“' | '”' | '(' | ')')).to_lowercase();
        ["'s", "’s"].iter().find_map(|end| bare.strip_suffix(end)).map_or(bare.clone(), str::to_owned)
    };
    let words = spans.iter().flat_map(|span| span.of(text).split_whitespace()).map(strip);
    words.rev().find(|word| !word.is_empty()).unwrap_or_default()
}

/// Whether all, some or none of a content stands in quotation marks, as annotation shows it.
#[must_use]
pub fn kind(text: &str, content: &[Span]) -> QuoteKind {
    let (Some(first), Some(last)) = (content.first(), content.last()) else { return QuoteKind::Indirect };
    let (start, end) = (first.start as usize, last.end as usize);
    let doubled = |text: &str| text.contains(['"', '“', '”']);
    let whole = &text[start..end];
    let single = whole.starts_with(['‘', '\'']) && whole.ends_with(['’', '\'']) && whole.chars().count() > 2;
    if single {
        let inner = &whole[whole.chars().next().map_or(0, char::len_utf8)..];
        let inner = &inner[..inner.len() - inner.chars().next_back().map_or(0, char::len_utf8)];
        let other = inner.contains('‘') || doubled(inner);
        return if content.len() == 1 && !other { QuoteKind::Direct } else { QuoteKind::Mixed };
    }
    let before = |at: usize| text[..at].chars().next_back();
    let around =
        |from: Option<char>, to: Option<char>| [from, to].into_iter().flatten().any(|c| matches!(c, '"' | '“' | '”'));
    let opens = around(before(start), text[start..].chars().next());
    let after: Vec<char> = text[end..].chars().take(2).collect();
    let closes = around(before(end), after.first().copied()) || around(None, after.get(1).copied());
    let joined: Vec<&str> = content.iter().map(|span| span.of(text)).collect();
    if opens && closes {
        let all = joined.join(" ");
        let bare = all.trim().trim_matches(|c| matches!(c, '"' | '“' | '”' | ',' | '.')).trim();
        let each = |span: &Span| {
            let from = span.start as usize;
            around(before(from), text[from..].chars().next())
        };
        if !doubled(bare) || content.iter().all(each) {
            return QuoteKind::Direct;
        }
        return QuoteKind::Mixed;
    }
    let some = opens || closes || joined.iter().any(|part| doubled(part));
    if some { QuoteKind::Mixed } else { QuoteKind::Indirect }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“We won,” said Ann Lee. Bo Ray hopes that they lost.";

    fn span(words: &str) -> Span {
        let start = TEXT.find(words).unwrap();
        Span::at(start, start + words.len())
    }

    fn relation(content: &str, source: &str) -> Scored {
        let source = if source.is_empty() { Vec::new() } else { vec![span(source)] };
        Scored { content: vec![span(content)], source, cue: Vec::new() }
    }

    fn gold() -> Vec<Scored> {
        vec![relation("“We won,”", "Ann Lee"), relation("that they lost", "Bo Ray")]
    }

    #[test]
    fn punctuation_does_not_count_and_half_is_an_overlap() {
        let found = [relation("We won", "Lee"), relation("they lost", "Ann Lee"), relation("hopes", "")];
        let counts = Counts::of(TEXT, &gold(), &found);
        assert_eq!((counts.exact, counts.overlap, counts.found, counts.gold), (1, 2, 3, 2));
        assert_eq!(right(TEXT, &gold(), &found), [true, false, false]);
        assert!((counts.relation()[1] - 50.0).abs() < 1e-9);
        assert_eq!((counts.recall(QuoteKind::Direct), counts.recall(QuoteKind::Indirect)), (100.0, 100.0));
    }

    #[test]
    fn contents_are_matched_one_to_one_the_most_alike_first() {
        let found = [relation("that they", "Bo Ray"), relation("that they lost", "Bo Ray")];
        assert_eq!(right(TEXT, &gold(), &found), [false, true]);
        assert_eq!(Counts::of(TEXT, &gold(), &found).overlap, 1);
    }

    #[test]
    fn kinds_follow_the_marks() {
        assert_eq!(kind(TEXT, &[span("“We won,”")]), QuoteKind::Direct);
        assert_eq!(kind(TEXT, &[span("that they lost")]), QuoteKind::Indirect);
        let mixed = "She said it was “a shame” for all.";
        assert_eq!(kind(mixed, &[Span::at(9, mixed.len() - 1)]), QuoteKind::Mixed);
    }
}
