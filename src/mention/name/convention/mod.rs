//! What writers of news keep to so strictly that it is settled by rule, around the names that were read: "Mr." has a name
//! behind it, "van der" and "Jr." belong to one, and a name that was found is one wherever the document writes it so.

use std::ops::Range;

use super::labels::Labelled;
use crate::lexicon::{CueFrames, WordClass};
use crate::mention::evidence::{self, Evidence, Lists};
use crate::mention::vocabulary::{FUNCTION, Vocabulary};
use crate::surface::Surface;
use crate::text::fold;
use crate::token::{Shape, Token, TokenKind};

mod beside;
mod bracket;
mod chamber;
mod committee;
mod expanded;
mod family;
mod firm;
mod halves;
mod joined;
mod known;
mod letters;
mod linked;
mod listed;
mod owned;
mod parted;
mod place;
mod plain;
mod saint;
mod town;

/// Offices by which their holders are addressed: "Mr. President" names nobody.
const ADDRESS: [&str; 14] = [
    "president",
    "vice",
    "prime",
    "speaker",
    "chairman",
    "chairwoman",
    "chair",
    "secretary",
    "minister",
    "mayor",
    "governor",
    "ambassador",
    "justice",
    "attorney",
];
/// Classes of words that are no names by themselves.
const NO_NAME: WordClass =
    FUNCTION.union(WordClass::CALENDAR).union(WordClass::DEMONYM).union(WordClass::TITLE).union(WordClass::ROLE);
/// Words of a name that is found by conventions.
const LONGEST: usize = 5;

/// Returns the names with those that conventions add, and the parts that they add to names.
pub(super) fn kept(surface: &Surface<'_>, vocabulary: &Vocabulary, names: Vec<Labelled>) -> Vec<Labelled> {
    let conventions = Conventions { surface, vocabulary };
    let names =
        conventions.with_linked(conventions.with_listed(conventions.without_letters(conventions.parted(names))));
    let names = conventions.with_honorifics(conventions.with_expanded(names));
    let names = conventions.with_halves(names);
    let names = conventions.joined(names);
    let names = conventions.with_places(conventions.beside_nouns(names));
    let names = conventions.with_known(names);
    let found = names.len();
    let names = conventions.with_plain(names);
    // What was added may have parts beside it, and may be found again.
    let names = if names.len() > found {
        conventions.with_known(conventions.beside_nouns(conventions.joined(conventions.with_halves(names))))
    } else {
        names
    };
    let names = conventions.with_families(conventions.with_halves(names));
    let names = conventions.with_states(conventions.with_towns(conventions.with_chambers(names)));
    conventions.with_committees(conventions.with_saints(conventions.with_owned(names)))
}

/// The names with more, ascending.
fn added(names: Vec<Labelled>, more: Vec<Labelled>) -> Vec<Labelled> {
    if more.is_empty() {
        return names;
    }
    let mut all = names;
    all.extend(more);
    all.sort_by_key(|name| name.tokens.start);
    all
}

/// The names with longer ones, which take the place of those that they overlap.
fn replaced(names: Vec<Labelled>, longer: Vec<Labelled>) -> Vec<Labelled> {
    if longer.is_empty() {
        return names;
    }
    let mut names = names;
    names.retain(|name| {
        let at = longer.partition_point(|other| other.tokens.end <= name.tokens.start);
        longer.get(at).is_none_or(|other| other.tokens.start >= name.tokens.end)
    });
    added(names, longer)
}

/// Whether "Mr." stands before a word of address, not before a name.
pub(in crate::mention) fn is_address(word: &str) -> bool {
    ADDRESS.iter().any(|address| word.eq_ignore_ascii_case(address))
}

struct Conventions<'s, 't> {
    surface: &'s Surface<'t>,
    vocabulary: &'s Vocabulary,
}

impl Conventions<'_, '_> {
    fn token(&self, i: usize) -> Option<&Token> {
        self.surface.tokens.get(i)
    }

    /// The lists that have the word at `i`.
    fn lists(&self, i: usize) -> Lists {
        Evidence::shipped().lists(fold::key(self.surface.word(i)))
    }

    fn same_sentence(&self, a: usize, b: usize) -> bool {
        b < self.surface.tokens.len() && self.surface.sentence_of(a) == self.surface.sentence_of(b)
    }

    /// Whether token `i` is a capitalised word of no grammatical part.
    fn is_open(&self, i: usize) -> bool {
        self.vocabulary.is_capital(i) && !self.surface.tokens[i].is_any(FUNCTION.union(WordClass::CALENDAR))
    }

    /// Whether the word at `i` is unlike any but a name: in no list of other words, never in lower case.
    fn is_unlike(&self, i: usize) -> bool {
        let token = &self.surface.tokens[i];
        let plain = NO_NAME
            .union(WordClass::ORDINARY)
            .union(WordClass::COMMON)
            .union(WordClass::BODY_NOUN)
            .union(WordClass::GROUP_NOUN)
            .union(WordClass::TITLE_WORD)
            .union(WordClass::NUMBER_WORD)
            .union(WordClass::KIN);
        let usually = Evidence::shipped().is_usually_capital(self.vocabulary.hash(i));
        token.is_capital()
            && token.span.len() > 1
            && !token.is_any(plain)
            && token.cue.is_empty()
            && !token.shape.intersects(Shape::DIGIT | Shape::ALL_CAPITALS | Shape::FULL_STOP)
            && self.lists(i) & evidence::OTHERS == 0
            && usually
            && self.vocabulary.seen(i).lower == 0
    }

    fn is_question(&self, sentence: &Range<usize>) -> bool {
        let last = sentence.clone().rev().map(|i| &self.surface.tokens[i]).find(|t| t.kind == TokenKind::Terminator);
        last.is_some_and(|t| t.span.of(self.surface.text).contains('?'))
    }

    /// Whether what stands before `i` gives any word a capital: a colon, an opening mark.
    fn is_due(&self, i: usize) -> bool {
        matches!(
            self.surface.tokens[i - 1].kind,
            TokenKind::Colon | TokenKind::Mark | TokenKind::Open | TokenKind::Symbol | TokenKind::Dash
        )
    }

    fn says(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.cue.contains(CueFrames::FINITE | CueFrames::SAY))
    }

    /// Whether a verb of saying or a helper verb stands at `i`, behind an adverb, or a comma.
    fn acts(&self, i: usize) -> bool {
        let verb = |t: &Token| t.cue.contains(CueFrames::FINITE) || t.is(WordClass::AUXILIARY);
        self.token(i).is_some_and(|t| {
            verb(t)
                || matches!(t.kind, TokenKind::Comma | TokenKind::Possessive)
                || t.is(WordClass::ADVERB) && self.token(i + 1).is_some_and(verb)
        })
    }

    /// The end of the capitalised words from `start` on.
    fn open_end(&self, start: usize, limit: usize) -> usize {
        let rest = start + 1..limit.min(start + LONGEST);
        let open = rest.take_while(|&i| self.same_sentence(start, i) && self.is_open(i));
        open.last().map_or(start + 1, |last| last + 1)
    }
}
