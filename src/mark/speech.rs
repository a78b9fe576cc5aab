//! Whether a marked span is speech: facts of its form, its length, its neighbours and the cues near it, weighed.

mod facts;

use crate::lexicon::{CueFrames, WordClass};
use crate::mark::MarkedSpan;
use crate::token::{Shape, Token, TokenKind};

pub use facts::{COUNT, SpeechFacts};

/// How far around a span a cue is looked for, in tokens.
const REACH: usize = 20;

/// How much of a span is looked at, in tokens.
const INSIDE: usize = 16;

/// Longest subject between a span and its cue, in tokens: “Yes,” the mayor of Ashford said.
const SUBJECT: usize = 8;

/// Longest headline, in tokens.
const HEADLINE: usize = 25;

/// A paragraph whose spans are judged.
pub(super) struct Paragraph<'a> {
    text: &'a str,
    tokens: &'a [Token],
    headline: bool,
}

impl<'a> Paragraph<'a> {
    /// `tokens` are those of the paragraph.
    pub(super) fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        Self { text, tokens, headline: is_headline(tokens) }
    }

    /// Returns the facts of a span; `open` is the place of the mark that opens it, `end` that of the mark that ends it.
    /// `taken_up` is whether the next paragraph goes on with it.
    pub(super) fn facts(&self, span: &MarkedSpan, open: usize, end: usize, taken_up: bool) -> SpeechFacts {
        let context = Context {
            text: self.text,
            before: self.tokens.get(..open).unwrap_or_default(),
            inside: self.tokens.get(open + 1..end).unwrap_or_default(),
            after: self.tokens.get(end + usize::from(span.closed)..).unwrap_or_default(),
        };
        let mut facts = context.facts();
        facts.set(SpeechFacts::UNCLOSED, !span.closed);
        facts.set(SpeechFacts::OVER_PARAGRAPHS, span.continues || taken_up);
        facts.set(SpeechFacts::IN_HEADLINE, self.headline);
        let title = facts.contains(SpeechFacts::TITLE_CASE);
        let led = facts.intersects(
            SpeechFacts::AFTER_COMMA | SpeechFacts::AFTER_COLON | SpeechFacts::CUE_FOLLOWS | SpeechFacts::IN_HEADLINE,
        );
        facts.set(SpeechFacts::TITLE_IN_HEADLINE, self.headline && title);
        facts.set(SpeechFacts::TITLE_ALONE, title && !led);
        facts
    }

    /// Returns whether a span in title case goes on with the list that `last` stands in: “The Salt Road” and “The Tide”.
    pub(super) fn is_listed(&self, last: &MarkedSpan, facts: SpeechFacts, open: usize) -> bool {
        let between = self.tokens[..open].iter().rev().take_while(|t| t.span.start >= last.outer.end);
        facts.contains(SpeechFacts::AFTER_MARK | SpeechFacts::TITLE_CASE) && last.closed && between.count() <= 1
    }
}

/// A span among the tokens of its paragraph.
struct Context<'a> {
    text: &'a str,
    before: &'a [Token],
    inside: &'a [Token],
    after: &'a [Token],
}

impl Context<'_> {
    fn facts(&self) -> SpeechFacts {
        use SpeechFacts as F;
        let mut facts = F::ALWAYS | self.left() | self.right() | self.form();
        let (cues_before, according_before) = self.cues(self.before.iter().rev());
        let (cues_after, according_after) = self.cues(self.after.iter());
        let (cue_before, cue_after) = (cues_before.intersects(VERB), cues_after.intersects(VERB));
        let follows = self.cue_follows();
        facts.set(F::CUE_BEFORE, cue_before);
        facts.set(F::CUE_AFTER, cue_after);
        facts.set(F::CUE_FOLLOWS, follows);
        let (saying_before, saying_after) =
            (cues_before.contains(CueFrames::QUOTE), cues_after.contains(CueFrames::QUOTE));
        facts.set(F::SAYING_BEFORE, saying_before);
        facts.set(F::SAYING_AFTER, saying_after);
        facts.set(F::ACCORDING, according_before || according_after);
        let short = facts.intersects(F::ONE_WORD | F::TWO_WORDS);
        let long = !short && !facts.contains(F::FEW_WORDS);
        let cued = cue_before || cue_after || according_before || according_after;
        let ended = facts.intersects(F::ENDS_IN_COMMA | F::ENDS_IN_STOP);
        let apart = facts.intersects(F::FIRST | F::AFTER_STOP);
        facts.set(F::OWN_SENTENCE, apart && ended);
        // A paragraph that breaks off is said too: “Please--”
        let breaks_off = facts.contains(F::LAST) && self.inside.last().is_some_and(|t| t.kind == TokenKind::Dash);
        let answered = facts.contains(F::FIRST) && !facts.contains(F::SMALL);
        facts.set(F::ANSWERED_FOR, answered && (breaks_off || self.is_answered_for()));
        facts.set(F::OWN_SENTENCE_CUED, apart && ended && follows);
        let capital = !facts.contains(F::SMALL);
        facts.set(F::CAPITAL_AFTER_PREPOSITION, capital && facts.contains(F::AFTER_PREPOSITION));
        facts.set(F::AFTER_WORK, self.is_after_work());
        facts.set(F::CAPITAL_AFTER_OWNER, capital && facts.intersects(F::AFTER_WORK | F::AFTER_POSSESSIVE));
        facts.set(F::MODIFIER, facts.contains(F::AFTER_DETERMINER | F::BEFORE_NOUN));
        facts.set(F::SHORT_UNCUED, short && !cued);
        facts.set(F::SHORT_UNSAID, short && !saying_before && !saying_after && !according_before && !according_after);
        facts.set(F::SHORT_MODIFIER, short && facts.contains(F::BEFORE_NOUN));
        facts.set(F::LED_IN, facts.intersects(F::AFTER_COMMA | F::AFTER_COLON) && cue_before);
        let title = facts.contains(F::TITLE_CASE);
        facts.set(F::TITLE_CUED, title && (follows || facts.contains(F::LED_IN)));
        facts.set(F::TITLE_OF_WORK, title && !follows && facts.contains(F::AFTER_WORK));
        facts.set(F::TITLE_AFTER_CUE, title && facts.contains(F::AFTER_CUE));
        facts.set(F::LONG_SMALL_CUED, long && cued && facts.contains(F::SMALL));
        facts.set(F::NICKNAME, !long && self.is_nickname());
        facts
    }

    /// What stands before.
    fn left(&self) -> SpeechFacts {
        use SpeechFacts as F;
        let Some(token) = self.before.last() else { return F::FIRST };
        let mut facts = match token.kind {
            TokenKind::Terminator => F::AFTER_STOP,
            TokenKind::Comma | TokenKind::Semicolon => F::AFTER_COMMA,
            TokenKind::Colon => F::AFTER_COLON,
            TokenKind::Dash => F::AFTER_DASH,
            TokenKind::Open => F::AFTER_BRACKET,
            TokenKind::Possessive => F::AFTER_POSSESSIVE,
            TokenKind::Symbol if token.span.of(self.text) == "=" => F::AFTER_SIGN,
            TokenKind::Word => self.word_before(token),
            _ => F::empty(),
        };
        let joined = matches!(token.kind, TokenKind::Comma) || token.is(WordClass::CONJUNCTION);
        let listed = if joined { self.before.iter().rev().nth(1) } else { Some(token) };
        facts.set(F::AFTER_MARK, listed.is_some_and(|t| t.kind == TokenKind::Mark));
        // “She left.” “He stayed.”
        facts.set(F::AFTER_STOP, facts.contains(F::AFTER_STOP) || self.stops_before_mark());
        facts
    }

    fn stops_before_mark(&self) -> bool {
        let mut last = self.before.iter().rev();
        last.next().is_some_and(|t| t.kind == TokenKind::Mark)
            && last.next().is_some_and(|t| t.kind == TokenKind::Terminator)
    }

    fn word_before(&self, token: &Token) -> SpeechFacts {
        use SpeechFacts as F;
        let written = token.span.of(self.text);
        if written.eq_ignore_ascii_case("as") {
            F::AFTER_AS
        } else if token.is(WordClass::NAMING) {
            F::AFTER_NAMING
        } else if token.is(WordClass::POSSESSIVE) {
            F::AFTER_POSSESSIVE
        } else if token.is(WordClass::DETERMINER) {
            F::AFTER_DETERMINER
        } else if token.is(WordClass::CONJUNCTION) {
            F::AFTER_CONJUNCTION
        } else if is_cue(token) {
            F::AFTER_CUE
        } else if token.is(WordClass::AUXILIARY) {
            F::AFTER_AUXILIARY
        } else if token.is(WordClass::PREPOSITION) {
            F::AFTER_PREPOSITION
        } else if token.is_capital() {
            F::AFTER_CAPITAL
        } else {
            F::AFTER_WORD
        }
    }

    /// What stands after.
    fn right(&self) -> SpeechFacts {
        use SpeechFacts as F;
        let Some(token) = self.after.first() else { return F::LAST };
        let function = WordClass::PREPOSITION
            | WordClass::CONJUNCTION
            | WordClass::AUXILIARY
            | WordClass::SUBORDINATOR
            | WordClass::RELATIVE;
        match token.kind {
            TokenKind::Terminator | TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon => F::BEFORE_STOP,
            TokenKind::Open | TokenKind::Close => F::BEFORE_BRACKET,
            TokenKind::Word if token.is_any(function) => F::BEFORE_FUNCTION,
            TokenKind::Word if token.is_capital() => F::BEFORE_CAPITAL,
            TokenKind::Word
                if !is_cue(token) && !token.is_any(WordClass::PERSONAL | WordClass::DETERMINER | WordClass::ADVERB) =>
            {
                F::BEFORE_NOUN
            }
            _ => F::empty(),
        }
    }

    /// How it is written.
    fn form(&self) -> SpeechFacts {
        use SpeechFacts as F;
        let mut facts = match self.inside.last().map(|t| t.kind) {
            Some(TokenKind::Comma) => F::ENDS_IN_COMMA,
            Some(TokenKind::Terminator) => F::ENDS_IN_STOP,
            _ => F::empty(),
        };
        let (mut words, mut capitals, mut title) = (0, 0, true);
        let mut classes = WordClass::empty();
        for token in self.inside.iter().take(INSIDE).filter(|t| t.kind == TokenKind::Word) {
            let capital = token.shape.contains(Shape::CAPITAL);
            if words == 0 && !capital {
                facts |= F::SMALL;
            }
            words += 1;
            capitals += usize::from(capital);
            title &= capital || token.is_any(SMALL_WORDS);
            classes |= token.classes;
        }
        facts.set(F::PERSONAL, classes.intersects(WordClass::I | WordClass::WE | WordClass::YOU));
        facts.set(F::HAS_VERB, classes.contains(WordClass::AUXILIARY));
        // “It’s over,” is no title.
        facts.set(F::TITLE_CASE, title && capitals > 1);
        facts
            | match words {
                0 => F::NO_WORD,
                1 => F::ONE_WORD,
                2 => F::TWO_WORDS,
                3 | 4 => F::FEW_WORDS,
                5..=8 => F::SOME_WORDS,
                _ => F::empty(),
            }
    }

    /// The classes of the cues in `tokens` before a sentence ends, and whether "according" is there.
    fn cues<'t>(&self, tokens: impl Iterator<Item = &'t Token>) -> (CueFrames, bool) {
        let (mut cues, mut according) = (CueFrames::empty(), false);
        for token in tokens.take(REACH).take_while(|t| t.kind != TokenKind::Terminator) {
            cues |= token.cue;
            according |= token.span.len() == 9 && token.span.of(self.text).eq_ignore_ascii_case("according");
        }
        (cues, according)
    }

    /// Whether a cue of saying stands close behind, with its subject on either side.
    fn cue_follows(&self) -> bool {
        let near =
            self.after.iter().take(SUBJECT).take_while(|t| !matches!(t.kind, TokenKind::Terminator | TokenKind::Mark));
        near.into_iter().any(|t| t.cue.contains(CueFrames::QUOTE | CueFrames::FINITE))
    }

    /// “Well,” returned Lee · “Oh--” she gasped: a verb and who speaks stand behind it.
    fn is_answered_for(&self) -> bool {
        let [first, second, ..] = self.after else { return false };
        let who = |t: &Token| {
            t.kind == TokenKind::Word && (t.is_capital() || t.is_any(WordClass::PERSONAL | WordClass::DETERMINER))
        };
        let does = |t: &Token| {
            let written = t.span.of(self.text);
            t.kind == TokenKind::Word
                && !t.is_capital()
                && (t.cue.contains(CueFrames::QUOTE) || written.ends_with("ed"))
        };
        let parted = self
            .inside
            .last()
            .is_some_and(|t| matches!(t.kind, TokenKind::Comma | TokenKind::Dash | TokenKind::Terminator));
        let said = |t: &Token| t.cue.contains(CueFrames::QUOTE) && t.cue.intersects(CueFrames::FINITE);
        (does(first) && who(second) && !second.is(WordClass::POSSESSIVE) || who(first) && does(second))
            && (parted || said(first) || said(second))
    }

    fn is_after_work(&self) -> bool {
        self.before.iter().rev().take(3).any(|t| t.is(WordClass::WORK))
    }

    /// "Ann “Shorty” Lee".
    fn is_nickname(&self) -> bool {
        self.before.last().is_some_and(Token::is_capital)
            && self.after.first().is_some_and(Token::is_capital)
            && self.inside.iter().all(|t| t.kind == TokenKind::Word)
            && self.inside.first().is_some_and(|t| t.shape.contains(Shape::CAPITAL))
    }
}

/// The forms of a verb that can govern what is said.
const VERB: CueFrames = CueFrames::FINITE.union(CueFrames::BASE).union(CueFrames::ING).union(CueFrames::PARTICIPLE);

/// Whether a token is such a form, "called a “disaster”" among them.
fn is_cue(token: &Token) -> bool {
    token.cue.intersects(VERB)
}

/// Whether a paragraph is short and its words are capitalised, but for the small ones and few others.
fn is_headline(paragraph: &[Token]) -> bool {
    if paragraph.len() > HEADLINE {
        return false;
    }
    let (mut all, mut capitals) = (0, 0);
    for word in paragraph.iter().filter(|t| t.kind == TokenKind::Word && !t.is_any(SMALL_WORDS)) {
        all += 1;
        capitals += usize::from(word.is_capital());
    }
    all >= 4 && capitals * 100 >= all * 85
}

/// Words that titles and headlines leave in small letters.
const SMALL_WORDS: WordClass = WordClass::DETERMINER.union(WordClass::PREPOSITION).union(WordClass::CONJUNCTION);
