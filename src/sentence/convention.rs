//! What style guides say of a terminator: the one convention that applies, for the model to weigh.
//!
//! The model learns how far the writers of its texts keep to each; where its words are new to it, this is what it has.

use super::chunk::{Chunk, Form};
use super::scan::{Candidate, skip_space};
use super::scene::{Around, Paragraph};
use crate::lexicon::{CueFrames, Lexicon, WordClass, WordInfo};

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

/// Words that begin a clause of its own.
const SUBJECTS: WordClass = WordClass::PERSONAL.union(WordClass::DETERMINER).union(WordClass::POSSESSIVE);

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
    /// No: “Rot!” – and left.
    DashAfterQuotation,
    /// No: Is it worth it? she wondered.
    SmallAttribution,
    /// No: "Yahoo! is", "at Chum! shares fell".
    NameWithMark,
    /// Perhaps: "in Bath! we".
    SmallAfterName,
    /// No: "approx. ten".
    SmallAfterAbbreviation,
    /// No: "3 in. wide".
    SmallAfterUnit,
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
    /// Yes: "in plan A. The".
    InitialBeforeOpener,
    /// Yes: "Plan B. Games", "at 41 C. Trains", "on X. Holt".
    Letter,
    /// Yes: "won 3-2. Bell", "in 2014. Trains".
    LongNumber,
    /// No: "5 p.m. Monday", "9 a.m. EST".
    Hour,
    /// No: "Sept. 9", "U.S. 12".
    Calendar,
    /// Yes: "Holt Inc. It", "by 6 p.m. She".
    FinalBeforeOpener,
    /// No: "Holt Inc. Chairman", "the U.S. Army".
    FinalBeforeCapital,
    /// Yes: "6 p.m. Lee", "etc. Lee".
    HourBeforeCapital,
    /// No: "1. Wash" at a line's beginning.
    Marker,
    /// Yes: before a word of a script without capitals.
    Caseless,
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
            | Self::DashAfterQuotation
            | Self::SmallAttribution
            | Self::NameWithMark
            | Self::SmallAfterAbbreviation
            | Self::SmallAfterUnit
            | Self::Hour
            | Self::SmallAfterConsonants
            | Self::YearInBrackets
            | Self::Marker
            | Self::BeforeNumber => Some(false),
            Self::EllipsisAndStop
            | Self::Caseless
            | Self::HourBeforeCapital
            | Self::InitialBeforeOpener
            | Self::Letter
            | Self::LongNumber => Some(true),
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
    if is_caseless(after.word(bytes)) {
        return Convention::Caseless;
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
        if (asks || run.len() > 1) && quotation && is_attribution(text, lexicon, paragraph, after) {
            return Convention::Attribution;
        }
        if quotation && is_dash_before_small(&bytes[candidate.start..paragraph.limit]) {
            return Convention::DashAfterQuotation;
        }
        return if small { Convention::Small } else { Convention::Plain };
    }
    let abbreviation = before.abbreviation(bytes, lexicon).classes;
    let stops = matches!(before.form, Form::StopsCapital | Form::StopsLower);
    if small {
        let name = before.form.is_capital() && before.form != Form::Initial && run == b"!";
        let predicate = next.classes.contains(WordClass::AUXILIARY) || next.cue.contains(CueFrames::FINITE);
        return if asks
            && next.classes.intersects(WordClass::PERSONAL)
            && is_attribution(text, lexicon, paragraph, after)
        {
            Convention::SmallAttribution
        } else if name && if begins { predicate } else { !next.classes.intersects(SUBJECTS) } {
            Convention::NameWithMark
        } else if run.len() > 1 && !asks {
            Convention::SmallAfterEllipsis
        } else if abbreviation.intersects(ABBREVIATIONS)
            || stops
            || before.form == Form::Initial
            || before.form.is_capital() && is_word(before.word(bytes), WEEKDAYS)
            || is_word(before.word(bytes), &[b"no"]) && is_word(after.word(bytes), &[b"of"])
        {
            Convention::SmallAfterAbbreviation
        } else if is_word(before.word(bytes), UNITS) && follows_number(bytes, paragraph, before) {
            Convention::SmallAfterUnit
        } else if before.form.is_capital() {
            Convention::SmallAfterName
        } else if run == b"." && is_consonants(before.word(bytes)) {
            Convention::SmallAfterConsonants
        } else {
            Convention::Small
        };
    }
    if asks && is_year_in_brackets(&bytes[candidate.start..paragraph.limit]) {
        return Convention::YearInBrackets;
    }
    if run != b"." {
        let stops = run.iter().filter(|&&b| b == b'.').count();
        if stops == 4 && run.len() == 7 && after.form.is_capital() {
            return Convention::EllipsisAndStop;
        }
        return Convention::Plain;
    }
    if (begins || leads_in(bytes, paragraph, before))
        && matches!(before.form, Form::ShortNumber | Form::Letter | Form::Initial)
    {
        return Convention::Marker;
    }
    let number = matches!(after.form, Form::ShortNumber | Form::Number | Form::NumberAndLetters);
    let numbered = abbreviation.contains(WordClass::ABBREVIATION_NUMBER) || is_word(before.word(bytes), NUMBERED);
    if numbered && number {
        return Convention::BeforeNumber;
    }
    let opener = next.classes.intersects(OPENERS) && after.form.is_capital();
    let hour = is_hour(before.word(bytes));
    if abbreviation.intersects(ABBREVIATIONS) || stops {
        let zone = hour && after.form == Form::Capitals && after.word(bytes).len() <= 4;
        return if hour && next.classes.contains(WordClass::CALENDAR) || zone && !opener {
            Convention::Hour
        } else if next.classes.contains(WordClass::CALENDAR) || number {
            Convention::Calendar
        } else if abbreviation.contains(WordClass::ABBREVIATION) && !opener {
            Convention::Title
        } else if opener {
            Convention::FinalBeforeOpener
        } else if hour && is_word(after.word(bytes), &[b"eastern", b"pacific", b"central", b"mountain"]) {
            Convention::Hour
        } else if hour || is_word(before.word(bytes), &[b"etc"]) {
            Convention::HourBeforeCapital
        } else {
            Convention::FinalBeforeCapital
        };
    }
    let digits = matches!(before.form, Form::Number | Form::ShortNumber);
    if digits && before.word(bytes).len() > 2 && after.form.is_capital() {
        return Convention::LongNumber;
    }
    if before.form == Form::Initial {
        let end = bytes[paragraph.first..before.start()].trim_ascii_end().len() + paragraph.first;
        let last = Chunk::before(bytes, paragraph.first, end);
        let site = before.word(bytes) == b"X" && is_word(last.word(bytes), POSTED);
        if site || is_word(last.word(bytes), LETTERED) || last.form == Form::ShortNumber && before.word(bytes) != b"I" {
            return Convention::Letter;
        }
        return if opener && after.word(bytes).len() > 1 {
            Convention::InitialBeforeOpener
        } else {
            Convention::Initial
        };
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

/// Units of measure that are written with a stop.
const UNITS: &[&[u8]] =
    &[b"in", b"ft", b"yd", b"mi", b"lb", b"lbs", b"oz", b"cm", b"mm", b"km", b"kg", b"hr", b"min", b"sec"];
/// Weekdays that are written short and are words too.
const WEEKDAYS: &[&[u8]] = &[b"mon", b"wed", b"fri", b"sat", b"sun"];
/// Words that stand before a number, written short.
const NUMBERED: &[&[u8]] = &[b"no", b"nr", b"art", b"par", b"para", b"sec", b"ch", b"op", b"bk"];
/// Words that the site X follows, and hardly ever a name that begins with an X.
const POSTED: &[&[u8]] = &[b"on", b"to", b"via", b"platform", b"site", b"now", b"formerly"];
/// Words that a letter follows.
const LETTERED: &[&[u8]] = &[
    b"plan",
    b"group",
    b"vitamin",
    b"hepatitis",
    b"type",
    b"class",
    b"grade",
    b"section",
    b"part",
    b"exhibit",
    b"appendix",
    b"unit",
];

/// Whether a number stands before a unit.
fn follows_number(text: &[u8], paragraph: &Paragraph, unit: &Chunk) -> bool {
    text[paragraph.first..unit.start()].trim_ascii_end().last().is_some_and(u8::is_ascii_digit)
}

/// "– and left", "-- he left"
fn is_dash_before_small(rest: &[u8]) -> bool {
    let behind = match rest {
        [0xE2, 0x80, 0x93 | 0x94, behind @ ..] | [b'-', b'-', behind @ ..] => behind,
        _ => return false,
    };
    behind.trim_ascii_start().first().is_some_and(u8::is_ascii_lowercase)
}

/// Whether a word begins with a letter of a script that has no capitals.
fn is_caseless(word: &[u8]) -> bool {
    let Some(first) = word.first().filter(|byte| !byte.is_ascii()).and_then(|_| word.utf8_chunks().next()) else {
        return false;
    };
    first.valid().chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
}

fn is_hour(word: &[u8]) -> bool {
    is_word(word, &[b"a.m", b"p.m"])
}

fn is_word(word: &[u8], wanted: &[&[u8]]) -> bool {
    wanted.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// Whether a source and its cue begin at `first`, with nothing said after them: "Lee asked.", "the mayor of Bath said, …",
/// "Moss asked the guard."
fn is_attribution(text: &str, lexicon: &Lexicon, paragraph: &Paragraph, first: &Chunk) -> bool {
    let bytes = text.as_bytes();
    let mut chunk = *first;
    if is_word(chunk.word(bytes), &[b"nobody", b"no", b"none", b"everyone", b"everybody"]) {
        return false;
    }
    for i in 0..LONGEST_SOURCE {
        if !chunk.has_word() {
            return false;
        }
        let WordInfo { cue, classes, .. } = chunk.info(bytes, lexicon);
        let trail = chunk.trail(bytes);
        let ends = trail.iter().any(|b| matches!(b, b'.' | b',' | b':' | b'!' | b'?'));
        let at = skip_space(text, chunk.end(), paragraph.limit);
        let next = Chunk::after(bytes, at, paragraph.limit);
        let says = cue.contains(CueFrames::QUOTE | CueFrames::FINITE)
            && cue.intersects(CueFrames::SAY | CueFrames::THAT | CueFrames::WH | CueFrames::HEARER);
        if i > 0 && says && !is_word(chunk.word(bytes), &[b"went", b"goes"]) && !chunk.form.is_capital() {
            let behind = next.info(bytes, lexicon).classes;
            let hearer = (cue.contains(CueFrames::HEARER) || chunk.word(bytes) == b"asked")
                && behind.intersects(WordClass::DETERMINER | WordClass::PERSONAL);
            let manner = behind.contains(WordClass::ADVERB) || next.word(bytes).ends_with(b"ly");
            return ends || hearer || manner || at >= paragraph.limit;
        }
        if ends && trail != b"," || i > 0 && classes.intersects(WordClass::AUXILIARY) {
            return false;
        }
        chunk = next;
    }
    false
}
