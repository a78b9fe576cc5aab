//! Labels: what stands before a turn of a transcript and tells who takes it.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::model::hash;
use crate::quote::parts;
use crate::surface::Surface;
use crate::token::{Shape, TokenKind};

/// A label is no longer, in tokens.
const LONGEST: usize = 9;
/// What is neither name nor letter is no longer, in tokens.
const SHORT: usize = 3;

/// Which of two a letter stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Letter {
    /// "Q", "Question".
    Asks,
    /// "A", "Answer".
    Answers,
}

impl Letter {
    /// Returns which of two a label is a letter for.
    pub(crate) fn of(label: &str) -> Option<Self> {
        let label = label.trim_end_matches('.');
        let is = |words: [&str; 2]| label == words[0] || label.eq_ignore_ascii_case(words[1]);
        match label {
            _ if is(["Q", "question"]) => Some(Self::Asks),
            _ if is(["A", "answer"]) => Some(Self::Answers),
            _ => None,
        }
    }
}

/// A label and what stands behind it in its paragraph.
#[derive(Clone, Debug)]
pub(in crate::quote) struct Label {
    pub paragraph: usize,
    /// Who is labelled.
    pub source: Range<usize>,
    pub letter: Option<Letter>,
    /// Whether it is a name, or else a role.
    pub name: bool,
    pub role: bool,
    /// Whether it is a line without a colon.
    pub bare: bool,
    /// Whether a full stop ends it: "Q. Who won?"
    pub stopped: bool,
    pub said: Range<usize>,
}

impl Label {
    /// Returns the label that begins a paragraph, if one may; `names` are last words of names of the document.
    pub fn of(surface: &Surface<'_>, mentions: &[Mention], names: &FxHashSet<u64>, paragraph: usize) -> Option<Self> {
        let mut tokens = surface.tokens_in(surface.paragraphs[paragraph]);
        // A transcript may be quoted as a whole: "“LEE: We won."
        tokens.start += usize::from(surface.tokens.get(tokens.start).is_some_and(|t| t.kind == TokenKind::Mark));
        let first = surface.tokens.get(tokens.start).filter(|_| !tokens.is_empty())?;
        let none = Self {
            paragraph,
            source: 0..0,
            letter: None,
            name: false,
            role: false,
            bare: false,
            stopped: false,
            said: 0..0,
        };
        // "Q. Who won?"
        let stop = tokens.start + 1 < tokens.end && surface.word(tokens.start + 1) == ".";
        let stopped = stop || first.shape.contains(Shape::FULL_STOP);
        if let Some(letter) = Letter::of(surface.word(tokens.start)).filter(|_| stopped) {
            let source = tokens.start..tokens.start + 1;
            let said = source.end + usize::from(stop)..tokens.end;
            return Some(Self { source, letter: Some(letter), stopped, said, ..none });
        }
        let reach = tokens.end.min(tokens.start + LONGEST);
        let colon = (tokens.start..reach).find(|&i| surface.tokens[i].kind == TokenKind::Colon);
        let bare = colon.is_none();
        let end = colon.or((tokens.len() <= LONGEST).then_some(tokens.end))?;
        // "Lee (on the phone):"
        let open = (tokens.start..end).find(|&i| surface.tokens[i].kind == TokenKind::Open);
        // "And from Lee:"
        let leads = |i: &usize| ["and", "also", "from"].iter().any(|word| surface.word(*i).eq_ignore_ascii_case(word));
        let led = (tokens.start..end).take_while(leads).last();
        let led = led.filter(|&i| surface.word(i).eq_ignore_ascii_case("from"));
        let source = led.map_or(tokens.start, |from| from + 1)..open.unwrap_or(end);
        let plain = source.clone().all(|i| {
            let token = &surface.tokens[i];
            let group = WordClass::AUXILIARY | WordClass::PERSONAL | WordClass::SUBORDINATOR | WordClass::CALENDAR;
            matches!(token.kind, TokenKind::Word | TokenKind::Possessive | TokenKind::Comma | TokenKind::Number)
                && !token.is_any(group)
        });
        if source.is_empty() || !plain || !surface.tokens[source.start].is_capital() {
            return None;
        }
        let letter = Letter::of(parts::hull(surface, &source).of(surface.text)).filter(|_| !bare);
        let name = name(surface, mentions, names, &source);
        let source = name.clone().unwrap_or(source);
        let last = &surface.tokens[source.end - 1];
        let role = last.is(WordClass::ROLE) || surface.word(source.end - 1).eq_ignore_ascii_case("interviewer");
        let role = role && source.len() <= SHORT && !bare;
        let short = source.len() <= SHORT && source.clone().all(|i| surface.tokens[i].is_capital()) && !bare;
        let may_be = letter.is_some() || name.is_some() || role || short;
        let said = colon.map_or(tokens.end, |colon| colon + 1)..tokens.end;
        may_be.then_some(Self { source, letter, name: name.is_some(), role, bare, said, ..none })
    }

    /// Returns whether it tells who speaks wherever it stands.
    pub const fn is_sure(&self) -> bool {
        self.letter.is_some() || self.name || self.role
    }

    /// Returns whether it has a line of its own.
    pub const fn is_alone(&self) -> bool {
        self.said.start >= self.said.end
    }

    /// Returns whether it is all in capitals.
    pub fn is_all_capitals(&self, surface: &Surface<'_>) -> bool {
        self.source.clone().all(|i| surface.tokens[i].shape.contains(Shape::ALL_CAPITALS))
    }
}

/// The tokens of the name that a label is, with its title; behind a comma may stand an office or an age. A single word may be the last
/// word of a name that stands elsewhere.
fn name(
    surface: &Surface<'_>,
    mentions: &[Mention],
    names: &FxHashSet<u64>,
    label: &Range<usize>,
) -> Option<Range<usize>> {
    let comma = label.clone().find(|&i| surface.tokens[i].kind == TokenKind::Comma);
    let own = label.start..comma.unwrap_or(label.end);
    let whole = parts::hull(surface, &own);
    let first = mentions.partition_point(|m| m.span.end <= whole.start);
    let mut inside = mentions[first..].iter().take_while(|m| m.span.start < whole.end);
    let is_whole = |m: &Mention| m.outer_start() == whole.start && m.span.end == whole.end;
    let named = inside.any(|m| m.form == Form::Name && m.kind != EntityType::Place && is_whole(m));
    let known = own.len() == 1 && names.contains(&hash::lower(whole.of(surface.text).as_bytes()));
    // "Councillor Bram Teal" in which no name was found.
    let titled = (2..=SHORT).contains(&own.len())
        && surface.tokens[own.start].is_any(WordClass::TITLE | WordClass::ROLE)
        && own.clone().all(|i| surface.tokens[i].is_capital());
    (named || known || titled).then_some(own)
}

/// Returns the last words of the names of two words and more that a document has, as hashes of their small letters.
pub(super) fn known_names(surface: &Surface<'_>, mentions: &[Mention]) -> FxHashSet<u64> {
    let full = |m: &&Mention| {
        m.form == Form::Name && matches!(m.kind, EntityType::Person | EntityType::Other) && m.head.start > m.span.start
    };
    mentions.iter().filter(full).map(|m| hash::lower(m.head.of(surface.text).as_bytes())).collect()
}
