//! How a name is written: its words, and what tells two people apart whose first and last words are the same.

use crate::Span;
use crate::lexicon::WordClass;
use crate::mention::Mention;
use crate::surface::Surface;
use crate::text::fold;
use crate::token::TokenKind;

/// A name as it is written.
#[derive(Default)]
pub(super) struct Written {
    /// Keys of its words, without particles that are written on and without "Jr."
    pub(super) words: Vec<u64>,
    /// Classes of its words.
    pub(super) classes: Vec<WordClass>,
    /// How its words begin.
    beginnings: Vec<Beginning>,
    /// "Jr.", "Sr.", "II" or "III", as a key; 0 where there is none.
    pub(super) suffix: u64,
    /// Whether it stands inside of a gazetteer's match, which knows who is meant.
    pub(super) suffix_known: bool,
}

/// How a word begins.
#[derive(Clone, Copy)]
struct Beginning {
    letter: Option<char>,
    /// Whether that is all: "W."
    initial: bool,
}

impl Written {
    /// Returns how `mention` is written.
    pub(super) fn of(surface: &Surface<'_>, mention: &Mention) -> Self {
        let mut all = Self::default();
        let first = surface.token_over(mention.span.start);
        for token in &surface.tokens[first..] {
            if token.span.start >= mention.span.end {
                break;
            }
            // A match may cover half of a compound.
            let start = token.span.start.max(mention.span.start);
            let word = Span::new(start, token.span.end.min(mention.span.end)).of(surface.text);
            if matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Link) {
                all.add(word, token.classes);
            }
        }
        all.suffix_known = all.suffix != 0 && mention.gazetteer.is_some();
        // A match may end before it.
        let behind = surface.tokens.get(surface.token_at(mention.span.end)).filter(|_| mention.gazetteer.is_some());
        let suffix = behind.map(|t| t.span.of(surface.text)).filter(|word| is_suffix(word.trim_end_matches('.')));
        if let Some(suffix) = suffix {
            all.add(suffix, WordClass::empty());
        }
        if all.words.is_empty() {
            all.words.push(fold::key(mention.span.of(surface.text)));
            all.classes.push(WordClass::empty());
        }
        all
    }

    /// Returns how a gazetteer writes a name.
    pub(super) fn of_text(name: &str) -> Self {
        let mut all = Self::default();
        name.split_whitespace().for_each(|word| all.add(word, WordClass::empty()));
        all
    }

    /// Adds a word.
    fn add(&mut self, word: &str, classes: WordClass) {
        let plain = word.trim_end_matches(['.', ',']);
        if is_suffix(plain) && !self.words.is_empty() {
            self.suffix = fold::key(plain);
            return;
        }
        let mut letters = plain.chars();
        self.beginnings.push(Beginning { letter: letters.next(), initial: letters.next().is_none() });
        self.words.push(fold::key(without_particle(word.trim_end_matches(','))));
        self.classes.push(classes);
    }

    /// Returns whether a name may be that of who is called `known`: the same words but for initials, or some of them, and the
    /// suffix that it has.
    pub(super) fn may_be(&self, known: &Self) -> bool {
        let own = || self.words.iter().zip(&self.beginnings);
        let fits = |(word, own): (&u64, &Beginning)| {
            known.words.iter().zip(&known.beginnings).any(|(other, beginning)| {
                word == other || (own.initial || beginning.initial) && own.letter == beginning.letter
            })
        };
        let ends = self.words.first() == known.words.first() && self.words.last() == known.words.last();
        let whole = known.words.iter().all(|word| self.words.contains(word));
        let same = own().all(fits) || whole || ends && self.is_variant(known);
        same && (self.suffix == 0 || self.suffix == known.suffix)
    }

    /// Returns whether nothing between first and last word, and nothing behind, says that it is somebody else's.
    pub(super) fn is_variant(&self, other: &Self) -> bool {
        let (own, others): (Vec<_>, Vec<_>) = (self.middle().collect(), other.middle().collect());
        let fits = |((key, own), (other_key, other)): (&(u64, Beginning), &(u64, Beginning))| {
            key == other_key || (own.initial || other.initial) && own.letter == other.letter
        };
        let middle =
            own.is_empty() || others.is_empty() || own.len() == others.len() && own.iter().zip(&others).all(fits);
        middle && self.may_share_suffix(other)
    }

    /// Returns whether one may have both suffixes: none and any, or the same.
    pub(super) fn may_share_suffix(&self, other: &Self) -> bool {
        self.suffix == 0 || other.suffix == 0 || self.suffix == other.suffix
    }

    /// The words between the first and the last that are neither an initial nor in lower case, as a particle is.
    pub(super) fn inner(&self) -> impl Iterator<Item = u64> {
        self.middle()
            .filter(|(_, own)| !own.initial && own.letter.is_some_and(char::is_uppercase))
            .map(|(word, _)| word)
    }

    /// The words between the first and the last.
    fn middle(&self) -> impl Iterator<Item = (u64, Beginning)> {
        let last = self.words.len().saturating_sub(1);
        self.words.iter().copied().zip(self.beginnings.iter().copied()).take(last).skip(1)
    }
}

/// Whether a word tells two of one name apart.
fn is_suffix(word: &str) -> bool {
    matches!(word, "Jr" | "Sr" | "II" | "III")
}

/// "Maliki" of "al-Maliki", so that both are one surname.
fn without_particle(word: &str) -> &str {
    match word.split_once(fold::is_hyphen) {
        Some((particle, rest))
            if !rest.is_empty()
                && matches!(particle, "al" | "Al" | "el" | "El" | "as" | "an" | "ash" | "ad" | "az" | "ul") =>
        {
            rest
        }
        _ => word,
    }
}

/// The key of the first letters of a name's capitalised words: "NRA" of "National Rifle Association".
pub(super) fn acronym(surface: &Surface<'_>, mention: &Mention) -> Option<u64> {
    let tokens = &surface.tokens[surface.tokens_in(mention.span)];
    let initials: String =
        tokens.iter().filter(|t| t.is_capital()).filter_map(|t| t.span.of(surface.text).chars().next()).collect();
    (initials.len() > 1).then(|| fold::key(&initials))
}
