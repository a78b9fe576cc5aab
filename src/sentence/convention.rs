//! What style guides say of a terminator: the one convention that applies, for the model to weigh.
//!
//! The model learns how far the writers of its texts keep to each; where its words are new to it, this is what it has.

use super::chunk::{Chunk, Form};
use super::scan::{Candidate, skip_space};
use super::scene::{Around, Paragraph};
use crate::lexicon::{CueClass, Lexicon, WordClass, WordInfo};

/// Words that seldom begin a name, so that a capital on them shows that a sentence begins.
pub(super) const OPENERS: WordClass = WordClass::DETERMINER
    .union(WordClass::PERSONAL)
    .union(WordClass::RELATIVE)
    .union(WordClass::POSSESSIVE)
    .union(WordClass::PREPOSITION)
    .union(WordClass::CONJUNCTION)
    .union(WordClass::SUBORDINATOR)
    .union(WordClass::AUXILIARY)
    .union(WordClass::NEGATION)
    .union(WordClass::ADVERB)
    .union(WordClass::COMMON);

const FUNCTION: WordClass = WordClass::PREPOSITION.union(WordClass::AUXILIARY).union(WordClass::CONJUNCTION);

/// How many chunks a source before its cue may have: "“Why?” the mayor of Bath asked."
const LONGEST_SOURCE: usize = 6;

/// A convention; what it says of the place stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Convention {
    /// Nothing is said.
    None,
    /// No: a comma, colon or dash goes on.
    GoesOn,
    /// No: “Why?” she asked.
    SmallAfterQuotation,
    /// No: (It was late.) and left.
    SmallAfterBracket,
    /// No: “Is it?” Lee asked.
    Attribution,
    /// No: "Yahoo! is".
    FunctionWordAfterName,
    /// Perhaps: "in Bath! we".
    SmallAfterName,
    /// No: "approx. ten".
    SmallAfterAbbreviation,
    /// No: "wait … and see".
    SmallAfterEllipsis,
    /// No: "the tmpr. was": a word without a vowel is an abbreviation.
    SmallAfterConsonants,
    /// Perhaps: "so it was. and then".
    Small,
    /// No: "Stop! (1965)".
    YearInBrackets,
    /// Yes: an ellipsis of four stops with spaces between, the last of which is the sentence's own, before a capital.
    EllipsisAndStop,
    /// No: "fig. 3", "No. 7".
    BeforeNumber,
    /// No: "Mr. Holt".
    Title,
    /// No: "J. Holt", "A.B. Fox".
    Initial,
    /// Yes: "plan A. The", "in the U.S. He".
    InitialBeforeOpener,
    /// No: "Sept. 9", "5 p.m. Monday", "9 a.m. EST".
    Calendar,
    /// Yes: "Holt Inc. It", "by 6 p.m. She".
    FinalBeforeOpener,
    /// No: "Holt Inc. Chairman", "the U.S. Army".
    FinalBeforeCapital,
    /// Yes: "6 p.m. Lee", "etc. Lee".
    HourBeforeCapital,
    /// No: "1. Wash" at a line's beginning.
    Marker,
    /// Yes: "the ladder. Holt".
    Plain,
}

impl Convention {
    /// What it says where it is followed so strictly that nothing else need be weighed; training tells how strictly.
    pub(super) fn decides(self) -> Option<bool> {
        match self {
            Self::SmallAfterQuotation
            | Self::SmallAfterBracket
            | Self::Attribution
            | Self::FunctionWordAfterName
            | Self::SmallAfterConsonants
            | Self::YearInBrackets
            | Self::Marker
            | Self::BeforeNumber => Some(false),
            Self::EllipsisAndStop | Self::HourBeforeCapital => Some(true),
            _ => None,
        }
    }
}

/// Returns the convention that applies; `around` holds the nearest chunks, and `begins` says that the one before the
/// terminator begins the sentence.
pub(super) fn convention(
    text: &str,
    lexicon: &Lexicon,
    paragraph: &Paragraph,
    candidate: &Candidate,
    around: &Around,
    begins: bool,
) -> Convention {
    let bytes = text.as_bytes();
    let (before, after) = (&around.before[0], &around.after[0]);
    let run = &bytes[candidate.run..candidate.run_end];
    let closers = &bytes[candidate.run_end..candidate.end];
    let asks = run.iter().any(|b| matches!(b, b'?' | b'!'));
    let next = after.info(bytes, lexicon);
    if !after.has_word() && matches!(bytes[candidate.start], b',' | b';' | b':' | b'-' | b'/' | b'&') {
        return Convention::GoesOn;
    }
    let small = after.form.is_small();
    if !closers.is_empty() {
        let quotation = closers.iter().any(|b| matches!(b, b'"' | b'\'' | 0xE2 | 0xC2));
        if small && quotation {
            return Convention::SmallAfterQuotation;
        }
        if small && closers.iter().any(|b| matches!(b, b')' | b']')) {
            return Convention::SmallAfterBracket;
        }
        if asks && quotation && is_attribution(text, lexicon, paragraph, after) {
            return Convention::Attribution;
        }
        return if small { Convention::Small } else { Convention::Plain };
    }
    let abbreviation = before.abbreviation(bytes, lexicon).classes;
    let stops = matches!(before.form, Form::StopsCapital | Form::StopsLower);
    if small {
        return if run.len() > 1 && !asks {
            Convention::SmallAfterEllipsis
        } else if abbreviation.intersects(ABBREVIATIONS) || stops || before.form == Form::Initial {
            Convention::SmallAfterAbbreviation
        } else if before.form.is_capital() && run == b"!" && next.classes.intersects(FUNCTION) && !begins {
            Convention::FunctionWordAfterName
        } else if before.form.is_capital() {
            Convention::SmallAfterName
        } else if run == b"." && is_consonants(before.word(bytes)) {
            Convention::SmallAfterConsonants
        } else {
            Convention::Small
        };
    }
    if asks && is_year_in_brackets(&bytes[candidate.start..]) {
        return Convention::YearInBrackets;
    }
    if run != b"." {
        let stops = run.iter().filter(|&&b| b == b'.').count();
        if stops == 4 && run.len() == 7 && after.form.is_capital() {
            return Convention::EllipsisAndStop;
        }
        return Convention::Plain;
    }
    if (begins || leads_in(bytes, paragraph, before)) && matches!(before.form, Form::ShortNumber | Form::Letter | Form::Initial) {
        return Convention::Marker;
    }
    let number = matches!(after.form, Form::ShortNumber | Form::Number | Form::NumberAndLetters);
    if abbreviation.contains(WordClass::ABBREVIATION_NUMBER) && number {
        return Convention::BeforeNumber;
    }
    let opener = next.classes.intersects(OPENERS) && after.form.is_capital();
    let hour = is_hour(before.word(bytes));
    if abbreviation.intersects(ABBREVIATIONS) || stops {
        let zone = hour && after.form == Form::Capitals && after.word(bytes).len() <= 4;
        return if next.classes.contains(WordClass::CALENDAR) || number || zone && !opener {
            Convention::Calendar
        } else if abbreviation.contains(WordClass::ABBREVIATION) && !opener {
            Convention::Title
        } else if opener {
            Convention::FinalBeforeOpener
        } else if hour && is_word(after.word(bytes), &[b"eastern", b"pacific", b"central", b"mountain"]) {
            Convention::Calendar
        } else if hour || is_word(before.word(bytes), &[b"etc"]) {
            Convention::HourBeforeCapital
        } else {
            Convention::FinalBeforeCapital
        };
    }
    if before.form == Form::Initial {
        return if opener && after.word(bytes).len() > 1 { Convention::InitialBeforeOpener } else { Convention::Initial };
    }
    Convention::Plain
}

const ABBREVIATIONS: WordClass =
    WordClass::ABBREVIATION.union(WordClass::ABBREVIATION_FINAL).union(WordClass::ABBREVIATION_NUMBER);

/// Whether a colon or an opening bracket stands before a marker: "two parts: 1. Wash".
fn leads_in(text: &[u8], paragraph: &Paragraph, marker: &Chunk) -> bool {
    let before = text[paragraph.first..marker.start()].trim_ascii_end();
    marker.start() > paragraph.first && before.ends_with(b":")
}

/// Whether no vowel is in a word of several letters.
fn is_consonants(word: &[u8]) -> bool {
    let vowel = |byte: &u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | 0x80..);
    word.len() > 1 && word.iter().all(|b| b.is_ascii_lowercase()) && !word.iter().any(vowel)
}

/// "(1965)"
fn is_year_in_brackets(rest: &[u8]) -> bool {
    matches!(rest, [b'(', a, b, c, d, b')', ..] if [a, b, c, d].iter().all(|digit| digit.is_ascii_digit()))
}

fn is_hour(word: &[u8]) -> bool {
    is_word(word, &[b"a.m", b"p.m"])
}

fn is_word(word: &[u8], wanted: &[&[u8]]) -> bool {
    wanted.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// Whether a source and its cue begin at `first`, with nothing said after them: "Lee asked.", "the mayor of Bath said, …".
fn is_attribution(text: &str, lexicon: &Lexicon, paragraph: &Paragraph, first: &Chunk) -> bool {
    let bytes = text.as_bytes();
    let mut chunk = *first;
    for i in 0..LONGEST_SOURCE {
        if chunk.is_nothing() || !chunk.has_word() {
            return false;
        }
        let WordInfo { cue, classes, .. } = chunk.info(bytes, lexicon);
        let ends = chunk.trail(bytes).iter().any(|b| matches!(b, b'.' | b',' | b'!' | b'?' | b'"'));
        let at = skip_space(text, chunk.end(), paragraph.limit);
        let next = Chunk::after(bytes, at, paragraph.limit);
        if i > 0 && cue.contains(CueClass::QUOTE | CueClass::FINITE) && !chunk.form.is_capital() {
            let next = next.info(bytes, lexicon).classes;
            return ends || next.intersects(WordClass::PREPOSITION | WordClass::ADVERB) || at >= paragraph.limit;
        }
        // "Is it?” He left": a pronoun is followed by its cue, or by none.
        if ends && !chunk.trail(bytes).contains(&b',') || i > 0 && classes.intersects(WordClass::AUXILIARY) {
            return false;
        }
        chunk = next;
    }
    false
}
