//! What is known of each token of a document, gathered once before features are made of it.

use crate::lexicon::WordClass;
use crate::mention::{Mention, usage, word_hash};
use crate::model::hash;
use crate::quote::{Construction, Quote};
use crate::surface::Surface;
use crate::token::{Shape, Token, TokenKind};

/// No token.
pub(super) const NONE: u32 = u32::MAX;

/// Words of grammar, by which clauses are told apart.
const GRAMMAR: WordClass = WordClass::PERSONAL
    .union(WordClass::RELATIVE)
    .union(WordClass::POSSESSIVE)
    .union(WordClass::OBJECT_FORM)
    .union(WordClass::DETERMINER)
    .union(WordClass::PREPOSITION)
    .union(WordClass::CONJUNCTION)
    .union(WordClass::SUBORDINATOR)
    .union(WordClass::AUXILIARY)
    .union(WordClass::NEGATION)
    .union(WordClass::ADVERB)
    .union(WordClass::ROLE)
    .union(WordClass::GROUP_NOUN)
    .union(WordClass::BODY_NOUN)
    .union(WordClass::CALENDAR)
    .union(WordClass::NUMBER_WORD);

/// What is known of one token.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Facts {
    /// The hash of the word in lower case.
    pub word: u64,
    /// The hash of all that the word alone decides.
    pub key: u64,
    /// Kind, capitals, digits.
    pub shape: u8,
    /// Its lemma and frames in the lexicon of cues, and its classes of grammar.
    pub lemma: u16,
    pub frames: u64,
    pub classes: u64,
    /// Its cluster by use; 0 where it has none.
    pub cluster: u32,
    /// Where it stands to quotation marks.
    pub mark: u8,
    /// The mention that holds it: form, type, whether it begins it.
    pub mention: u8,
    /// What the rules made of it: part, place in it, side of its cue; 0 for nothing.
    pub rule: u8,
    /// The construction and lemma of that rule.
    pub construction: u8,
    pub rule_lemma: u16,
    /// The nearest word of the lexicon of cues before it in its sentence, and behind it.
    pub cue_left: u32,
    pub cue_right: u32,
    /// The last word before it in its sentence that opens a clause.
    pub opener: u32,
    /// Commas, marks and "that" from the sentence's start up to it.
    pub commas: u8,
    pub marks: u8,
    pub thats: u8,
}

/// What is known of one sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line {
    /// Tokens.
    pub length: u8,
    /// Place in its paragraph: first, second, later; and whether it is the last.
    pub place: u8,
    /// Place of its paragraph in the document, few steps.
    pub paragraph: u8,
    /// How it ends.
    pub end: u8,
    /// Whether words in it stand in marks, all, some or none.
    pub marked: u8,
    /// Whether it stands as a headline: alone in an early paragraph, without a full stop.
    pub headline: bool,
    /// Whether the marked span that it begins with goes on from the paragraph before.
    pub continues: bool,
}

/// A document as the tagger sees it.
pub(super) struct Scene<'s, 't> {
    pub surface: &'s Surface<'t>,
    pub facts: Vec<Facts>,
    pub lines: Vec<Line>,
}

impl<'s, 't> Scene<'s, 't> {
    /// Returns the scene of a document; `rules` is what the rules read in it.
    pub(super) fn new(surface: &'s Surface<'t>, mentions: &[Mention], rules: &[Quote]) -> Self {
        let mut facts: Vec<Facts> = (0..surface.tokens.len()).map(|i| of_token(surface, i)).collect();
        add_marks(surface, &mut facts);
        add_mentions(surface, mentions, &mut facts);
        add_rules(surface, rules, &mut facts);
        let lines = (0..surface.sentences.len()).map(|i| line(surface, i)).collect();
        for sentence in 0..surface.sentences.len() {
            add_neighbours(surface, surface.tokens_of(sentence), &mut facts);
        }
        Self { surface, facts, lines }
    }
}

fn of_token(surface: &Surface<'_>, i: usize) -> Facts {
    let token = &surface.tokens[i];
    // All dashes are one word.
    let word = word_hash(if token.kind == TokenKind::Dash { "—" } else { surface.word(i) });
    let cluster = if token.kind == TokenKind::Word { usage(word, token.is_capital()) } else { 0 };
    let (shape, lemma, frames) = (shape(token), token.lemma, u64::from(token.cue.bits()));
    let classes = (token.classes & GRAMMAR).bits();
    let used = hash::join(u64::from(cluster) << 8 | u64::from(shape), frames << 16 | u64::from(lemma));
    let key = hash::join(hash::join(hash::lower(surface.word(i).as_bytes()), used), classes);
    let none = Facts { cue_left: NONE, cue_right: NONE, opener: NONE, ..Facts::default() };
    Facts { word, key, shape, lemma, frames, classes, cluster, ..none }
}

fn shape(token: &Token) -> u8 {
    let capital = u8::from(token.shape.contains(Shape::CAPITAL));
    let all = u8::from(token.shape.contains(Shape::ALL_CAPITALS));
    let digit = u8::from(token.shape.contains(Shape::DIGIT));
    (token.kind as u8) << 3 | capital << 2 | all << 1 | digit
}

/// Inside marks (speech or not, nested or not), and right at their edges.
fn add_marks(surface: &Surface<'_>, facts: &mut [Facts]) {
    for (i, facts) in facts.iter_mut().enumerate() {
        if let Some(m) = surface.marked_of(i) {
            let marked = &surface.marked[m];
            let sure = u8::from(marked.confidence > 0.9);
            facts.mark = 1 + u8::from(marked.speech) + 2 * sure + 4 * marked.depth.min(1);
        }
    }
    for marked in &surface.marked {
        let inner = surface.tokens_in(marked.inner);
        let speech = 16 * (1 + u8::from(marked.speech));
        if !inner.is_empty() {
            facts[inner.start].mark |= speech;
            facts[inner.end - 1].mark |= 4 * speech;
        }
    }
}

fn add_mentions(surface: &Surface<'_>, mentions: &[Mention], facts: &mut [Facts]) {
    for mention in mentions {
        let tokens = surface.tokens_in(mention.span);
        let code = 1 + mention.form as u8 * 8 + mention.kind as u8;
        for (at, token) in tokens.enumerate() {
            facts[token].mention = code * 2 + u8::from(at == 0);
        }
    }
}

/// Parts of relations, as [`Facts::rule`] numbers them.
const CUE: u8 = 1;
const SOURCE: u8 = 2;
const CONTENT: u8 = 4;

fn add_rules(surface: &Surface<'_>, rules: &[Quote], facts: &mut [Facts]) {
    for quote in rules {
        let cue = cue_of(surface, quote);
        let at = cue.as_ref().map_or(0, |c| c.start);
        let mut put = |tokens: std::ops::Range<usize>, part: u8| {
            let part = part + u8::from(part != CUE && tokens.start > at);
            let last = tokens.end.saturating_sub(1);
            for token in tokens.clone() {
                let place = u8::from(token == tokens.start) + 2 * u8::from(token == last);
                let facts = &mut facts[token];
                facts.rule = part * 4 + place;
                facts.construction = quote.rule.map_or(0, |rule| rule.construction as u8 + 1);
                facts.rule_lemma = quote.rule.map_or(0, |rule| rule.lemma);
            }
        };
        quote.content.iter().for_each(|span| put(surface.tokens_in(*span), CONTENT));
        quote.source.iter().for_each(|span| put(surface.tokens_in(*span), SOURCE));
        cue.into_iter().for_each(|tokens| put(tokens, CUE));
    }
}

/// The tokens of a rule's cue: for one without words the colon or dash beside the source, or a headline's last comma.
pub(crate) fn cue_of(surface: &Surface<'_>, quote: &Quote) -> Option<std::ops::Range<usize>> {
    if let Some(cue) = quote.cue {
        return Some(surface.tokens_in(cue));
    }
    let source = surface.tokens_in(quote.source?);
    let sign = |i: usize| {
        let kind = surface.tokens.get(i).map(|t| t.kind);
        matches!(kind, Some(TokenKind::Colon | TokenKind::Dash)).then_some(i..i + 1)
    };
    let tail = quote.rule.is_some_and(|rule| rule.construction == Construction::HeadlineTail);
    // "Lee to Congress: …"
    let headline = quote.rule.is_some_and(|rule| rule.construction == Construction::Headline);
    let colon = || {
        (source.end..quote.content.first().map_or(0, |c| surface.token_at(c.start))).filter(|_| headline).find_map(sign)
    };
    let comma = || source.start.checked_sub(1).filter(|_| tail).map(|at| at..at + 1);
    sign(source.end).or_else(|| source.start.checked_sub(1).and_then(sign)).or_else(colon).or_else(comma)
}

/// Words that open a clause or part one from another.
const OPENERS: WordClass = WordClass::SUBORDINATOR.union(WordClass::RELATIVE).union(WordClass::CONJUNCTION);

fn add_neighbours(surface: &Surface<'_>, tokens: std::ops::Range<usize>, facts: &mut [Facts]) {
    let attributes = |i: usize| !surface.tokens[i].cue.is_empty() || surface.word(i).eq_ignore_ascii_case("according");
    let (mut cue, mut opener) = (NONE, NONE);
    let (mut commas, mut marks, mut thats) = (0u8, 0u8, 0u8);
    for i in tokens.clone() {
        let facts = &mut facts[i];
        (facts.cue_left, facts.opener) = (cue, opener);
        (facts.commas, facts.marks, facts.thats) = (commas, marks, thats);
        let token = &surface.tokens[i];
        match token.kind {
            TokenKind::Comma | TokenKind::Dash | TokenKind::Semicolon | TokenKind::Colon => {
                commas = commas.saturating_add(1);
            }
            TokenKind::Mark => marks = marks.saturating_add(1),
            TokenKind::Word => {
                let word = surface.word(i);
                thats = thats.saturating_add(u8::from(word == "that"));
                if token.is_any(OPENERS) || matches!(word, "how" | "why" | "what" | "when" | "where" | "to") {
                    opener = i as u32;
                }
            }
            _ => {}
        }
        if attributes(i) {
            cue = i as u32;
        }
    }
    let mut cue = NONE;
    for i in tokens.rev() {
        facts[i].cue_right = cue;
        if attributes(i) {
            cue = i as u32;
        }
    }
}

fn line(surface: &Surface<'_>, i: usize) -> Line {
    let sentence = &surface.sentences[i];
    let tokens = surface.tokens_of(i);
    let same = |other: Option<usize>| {
        other.and_then(|o| surface.sentences.get(o)).is_some_and(|o| o.paragraph == sentence.paragraph)
    };
    let before = (1..3).take_while(|back| same(i.checked_sub(*back))).count() as u8;
    let last = !same(Some(i + 1));
    let end = tokens.clone().next_back().map_or(0, |t| match surface.word(t) {
        "?" => 1,
        "!" => 2,
        _ if surface.tokens[t].kind == TokenKind::Terminator => 3,
        _ if surface.tokens[t].kind == TokenKind::Mark => 4,
        _ if surface.tokens[t].kind == TokenKind::Colon => 5,
        _ => 6,
    });
    let inside = tokens.clone().filter(|&t| surface.marked_of(t).is_some()).count();
    let first = tokens.clone().find_map(|t| surface.marked_of(t)).map(|m| &surface.marked[m]);
    Line {
        length: tokens.len().min(255) as u8,
        place: before * 2 + u8::from(last),
        paragraph: match sentence.paragraph {
            p @ 0..=2 => p as u8,
            3..=5 => 3,
            6..=10 => 4,
            _ => 5,
        },
        end,
        marked: u8::from(inside > 0) + u8::from(inside * 2 > tokens.len()),
        headline: sentence.paragraph < 3 && before == 0 && last && end > 2 && end != 3,
        continues: first.is_some_and(|m| m.continues),
    }
}
