//! What kind of saying a cue is: by the lexicon and by what the cue takes, where it has several meanings.

use std::ops::Range;

use crate::lexicon::{CueClass, CueFrames, CuePart, Lexicon, Taken, WordClass};
use crate::quote::clause::begins_clause;
use crate::quote::{Quote, QuoteKind};
use crate::surface::Surface;
use crate::token::{Token, TokenKind};

/// The words of a quote's cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CueWords {
    /// All of them.
    pub tokens: Range<usize>,
    /// The one that carries the meaning: "told" of "has told", "warning" of "issued a warning".
    pub head: usize,
    /// As what it attributes.
    pub part: CuePart,
}

impl CueWords {
    /// Returns the words of a quote's cue, or none where it has none.
    pub fn of(surface: &Surface<'_>, quote: &Quote) -> Option<Self> {
        let tokens = surface.tokens_in(quote.cue?);
        let last = tokens.clone().rev().find(|&i| surface.tokens[i].kind == TokenKind::Word)?;
        let mut head = None;
        for i in tokens.clone() {
            let token = &surface.tokens[i];
            // "said in a statement": what stands behind a preposition tells where. "called on him to say": not so.
            let place =
                token.is(WordClass::PREPOSITION) && !matches!(surface.word(i), "of" | "to" | "as" | "for" | "on");
            if head.is_some() && place {
                break;
            }
            if token.lemma != 0 && !token.is_any(WordClass::AUXILIARY | WordClass::PREPOSITION) {
                head = Some(i);
            }
        }
        let head = head.unwrap_or(last);
        let part = if follows_subject(surface, quote, head) { CuePart::Verb } else { part(surface, head) };
        Some(Self { tokens, head, part })
    }

    /// Returns where the words of a passive begin, "has been" of "has been asked"; none where the verb is none.
    pub fn passive(&self, surface: &Surface<'_>) -> Option<usize> {
        let floor = surface.tokens_beside(self.head).start;
        let mut start = self.head;
        let mut be = false;
        while start > floor {
            let (token, word) = (&surface.tokens[start - 1], surface.word(start - 1));
            be |= matches!(
                word,
                "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am" | "’re" | "’s" | "wasn't" | "weren't"
            );
            if !token.is_any(WordClass::AUXILIARY | WordClass::NEGATION | WordClass::ADVERB) && word != "being" {
                break;
            }
            start -= 1;
        }
        be.then_some(start)
    }

    /// Returns the token behind the head and the adverbs after it.
    pub fn behind(&self, surface: &Surface<'_>) -> usize {
        let mut at = self.head + 1;
        while surface.tokens.get(at).is_some_and(|t| t.is(WordClass::ADVERB) && !t.is(WordClass::CALENDAR)) {
            at += 1;
        }
        at
    }
}

/// Whether a form of a verb stands right behind the quote's source: "the four survivors claim".
fn follows_subject(surface: &Surface<'_>, quote: &Quote, head: usize) -> bool {
    let tokens = &surface.tokens;
    let source = quote.source.map(|s| surface.tokens_in(s)).filter(|s| s.end == head && !s.is_empty());
    let verb = tokens[head].cue.intersects(CueFrames::FINITE | CueFrames::BASE);
    verb && source.is_some_and(|s| {
        !tokens[s.end - 1].is(WordClass::POSSESSIVE) && tokens[s.end - 1].kind != TokenKind::Possessive
    })
}

/// As what the cue at token `head` attributes: a word that is noun and verb is a noun behind what goes before nouns.
fn part(surface: &Surface<'_>, head: usize) -> CuePart {
    let frames = surface.tokens[head].cue;
    let verb = frames.intersects(CueFrames::FINITE | CueFrames::BASE | CueFrames::ING | CueFrames::PARTICIPLE);
    if frames.contains(CueFrames::ADJECTIVE) {
        // "is convinced that" is how one thinks, "convinced the jury that" what one does.
        let before = (0..head).rev().take(4).map(|i| &surface.tokens[i]).find(|t| !t.is(WordClass::ADVERB));
        let is = !verb || before.is_some_and(|t| t.is(WordClass::AUXILIARY));
        return if is { CuePart::Adjective } else { CuePart::Verb };
    }
    if !frames.contains(CueFrames::NOUN) || !verb {
        return if frames.contains(CueFrames::NOUN) { CuePart::Noun } else { CuePart::Verb };
    }
    let opens_phrase = |t: &Token| {
        t.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE | WordClass::PREPOSITION)
            && !t.is_any(WordClass::SUBORDINATOR)
            || t.kind == TokenKind::Possessive
    };
    // "the latest claim", "Lee’s repeated warnings": up to two words stand between.
    let mut at = head;
    for _ in 0..3 {
        let Some(before) = at.checked_sub(1) else { break };
        let token = &surface.tokens[before];
        if opens_phrase(token) && surface.word(before) != "to" {
            return CuePart::Noun;
        }
        if token.kind != TokenKind::Word
            || token.is_any(WordClass::AUXILIARY | WordClass::PERSONAL)
            || token.is_capital()
        {
            break;
        }
        at = before;
    }
    CuePart::Verb
}

/// Returns what kind of saying the quote's cue is, or none where it has no cue. What the lexicon does not know is neutral.
pub(super) fn class(
    surface: &Surface<'_>,
    lexicon: &Lexicon,
    quote: &Quote,
    cue: Option<&CueWords>,
) -> Option<CueClass> {
    let cue = cue?;
    let lemma = surface.tokens[cue.head].lemma;
    let meaning = [cue.part, CuePart::Verb, CuePart::Noun, CuePart::Adjective]
        .into_iter()
        .find_map(|part| lexicon.meaning(lemma, part));
    Some(meaning.map_or(CueClass::Neutral, |meaning| meaning.class(taken(surface, quote, cue))))
}

/// What the cue takes here.
fn taken<'t>(surface: &Surface<'t>, quote: &Quote, cue: &CueWords) -> Taken<'t> {
    let first = quote.content.first().copied().unwrap_or_default();
    let content = surface.tokens_in(first);
    let behind = cue.behind(surface);
    let word = surface.tokens.get(behind).filter(|t| t.kind == TokenKind::Word).map_or("", |_| surface.word(behind));
    let follows = content.start > cue.head;
    let opener = if content.is_empty() { "" } else { surface.word(content.start) };
    let gerund = follows && !content.is_empty() && is_gerund(surface, content.start);
    let frame = match opener {
        _ if quote.kind == QuoteKind::Direct => CueFrames::QUOTE,
        "that" | "That" if follows => CueFrames::THAT,
        "whether" | "if" | "how" | "why" | "what" | "who" | "when" | "where" | "which" if follows => CueFrames::WH,
        "to" | "not" if follows => CueFrames::TO,
        _ if !follows => CueFrames::BARE,
        _ if hearer_and_infinitive(surface, content.clone()).is_some() => CueFrames::TO,
        _ if begins_clause(surface, content.start, content.end) => CueFrames::BARE,
        _ => CueFrames::OBJECT,
    };
    Taken { frame, gerund, should: follows && ought(surface, content), word }
}

/// The token of "to" where content begins with somebody who is to do something: "Ortiz to resign".
pub(super) fn hearer_and_infinitive(surface: &Surface<'_>, content: Range<usize>) -> Option<usize> {
    let tokens = &surface.tokens;
    let reach = content.end.min(content.start + LONGEST_HEARER);
    let to = (content.start + 1..reach).find(|&i| surface.word(i) == "to")?;
    let phrase = tokens[content.start..to].iter().all(|t| {
        matches!(t.kind, TokenKind::Word | TokenKind::Possessive | TokenKind::Number)
            && !t.is_any(WordClass::AUXILIARY | WordClass::SUBORDINATOR)
    });
    let verb = tokens.get(to + 1).is_some_and(|t| {
        t.kind == TokenKind::Word && !t.is_capital() && !t.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE)
    });
    (phrase && verb).then_some(to)
}

/// Most words of somebody who is told to do something.
const LONGEST_HEARER: usize = 8;

fn is_gerund(surface: &Surface<'_>, i: usize) -> bool {
    let word = surface.word(i);
    word.len() > 5 && word.ends_with("ing") && !surface.tokens[i].is_capital() && !word.ends_with("thing")
}

/// Whether a clause tells what ought to be done: "that they should leave", "that the vote be held", "that he resign".
fn ought(surface: &Surface<'_>, content: Range<usize>) -> bool {
    let tokens = &surface.tokens;
    let reach = content.end.min(content.start + 12);
    for i in content.start..reach {
        let (token, word) = (&tokens[i], surface.word(i));
        if matches!(word, "should" | "must" | "ought") {
            return true;
        }
        if word == "be" {
            return i > content.start && surface.word(i - 1) != "to";
        }
        if token.is(WordClass::AUXILIARY) {
            return false;
        }
        let alone = token.is_any(WordClass::HE | WordClass::SHE | WordClass::IT)
            && !token.is_any(WordClass::POSSESSIVE | WordClass::OBJECT_FORM);
        if alone && surface.word(content.start) == "that" {
            return tokens.get(i + 1).filter(|_| i + 1 < content.end).is_some_and(|next| {
                let verb = surface.word(i + 1);
                next.kind == TokenKind::Word
                    && !next.is_any(WordClass::AUXILIARY | WordClass::ADVERB | WordClass::NEGATION)
                    && !verb.ends_with('s')
                    && !verb.ends_with("ed")
                    && (!next.cue.contains(CueFrames::FINITE) || next.cue.contains(CueFrames::BASE))
                    && !PASTS.contains(&verb)
            });
        }
    }
    // "that the chairman resign": a clause without any finite verb.
    let finite = |i: usize| {
        let (token, word) = (&tokens[i], surface.word(i));
        token.is(WordClass::AUXILIARY)
            || token.cue.contains(CueFrames::FINITE)
            || word.ends_with('s')
            || word.ends_with("ed")
            || PASTS.contains(&word)
    };
    content.len() > 3 && surface.word(content.start) == "that" && !content.clone().any(finite)
}

/// Pasts that look like a base form.
pub(super) const PASTS: [&str; 28] = [
    "knew", "won", "lost", "went", "came", "left", "took", "gave", "made", "got", "met", "kept", "ran", "did", "had",
    "was", "held", "built", "paid", "sent", "spent", "stood", "brought", "bought", "wrote", "spoke", "broke", "fell",
];
