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
            let plain = word.trim_end_matches('.');
            if matches!(plain, "Jr" | "Sr" | "II" | "III") && !all.words.is_empty() {
                all.suffix = fold::key(plain);
                continue;
            }
            if !matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Link) {
                continue;
            }
            let mut letters = plain.chars();
            all.beginnings.push(Beginning { letter: letters.next(), initial: letters.next().is_none() });
            all.words.push(fold::key(without_particle(word)));
            all.classes.push(token.classes);
        }
        if all.words.is_empty() {
            all.words.push(fold::key(mention.span.of(surface.text)));
            all.classes.push(WordClass::empty());
        }
        all
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

    /// The words between the first and the last.
    fn middle(&self) -> impl Iterator<Item = (u64, Beginning)> {
        let last = self.words.len().saturating_sub(1);
        self.words.iter().copied().zip(self.beginnings.iter().copied()).take(last).skip(1)
    }
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
