//! What a document says of its own words: which also stand in lower case, which are capitalised where no rule asks for
//! it, and which lines capitalise everything or nothing.

use rustc_hash::FxHashMap;

use super::evidence::{Evidence, hash_of};
use crate::lexicon::WordClass;
use crate::model::hash;
use crate::surface::Surface;
use crate::token::{Shape, Token, TokenKind};

/// Words with a grammatical part, which names do not begin or go on with.
pub(super) const FUNCTION: WordClass = WordClass::PERSONAL
    .union(WordClass::RELATIVE)
    .union(WordClass::DETERMINER)
    .union(WordClass::PREPOSITION)
    .union(WordClass::CONJUNCTION)
    .union(WordClass::SUBORDINATOR)
    .union(WordClass::AUXILIARY)
    .union(WordClass::NEGATION)
    .union(WordClass::ADVERB);

const GIVEN: WordClass = WordClass::GIVEN_MALE.union(WordClass::GIVEN_FEMALE);

/// How a sentence or line uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// For names and at its start.
    Plain,
    /// For (nearly) every word: a headline.
    Title,
    /// For (nearly) every letter.
    Capitals,
    /// Not at all.
    Lower,
}

/// How often a word of the document was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// In lower case.
    pub lower: u32,
    /// With a capital that no rule asks for.
    pub inside: u32,
}

/// The words of one document.
pub(super) struct Vocabulary {
    /// For each token the hash of its word in lower case, 0 for what is no word.
    hashes: Vec<u64>,
    /// For each token whether it is a word that can be part of a name.
    capital: Vec<bool>,
    /// The tokens that can, ascending.
    capitals: Vec<u32>,
    /// How each sentence uses capitals.
    lines: Vec<Line>,
    /// Words that have a capital somewhere.
    seen: FxHashMap<u64, Seen>,
}

impl Vocabulary {
    pub(super) fn read(surface: &Surface<'_>, evidence: &Evidence) -> Self {
        let tokens = &surface.tokens;
        let mut words = Self {
            hashes: Vec::with_capacity(tokens.len()),
            capital: Vec::with_capacity(tokens.len()),
            capitals: Vec::new(),
            lines: Vec::with_capacity(surface.sentences.len()),
            seen: FxHashMap::default(),
        };
        for token in tokens {
            let word = token.span.of(surface.text);
            let is_word = token.kind == TokenKind::Word;
            let lower = hash::Lower::of(word.as_bytes());
            words.hashes.push(if is_word { hash_of(word, lower) } else { 0 });
            words.capital.push(is_word && is_capitalised(token, word, lower));
        }
        for sentence in 0..surface.sentences.len() {
            let line = words.line(surface, evidence, sentence);
            words.lines.push(line);
            if line == Line::Lower {
                for i in surface.tokens_of(sentence) {
                    let usually = || evidence.is_usually_capital(words.hashes[i]);
                    words.capital[i] = tokens[i].kind == TokenKind::Word && !tokens[i].is_any(FUNCTION) && usually();
                }
            }
        }
        words.capitals.extend((0..).zip(&words.capital).filter(|(_, capital)| **capital).map(|(i, _): (u32, _)| i));
        words.count(surface);
        words
    }

    fn count(&mut self, surface: &Surface<'_>) {
        for (sentence, &line) in self.lines.iter().enumerate() {
            let tokens = surface.tokens_of(sentence);
            for i in tokens.clone().filter(|&i| surface.tokens[i].is_capital()) {
                let seen = self.seen.entry(self.hashes[i]).or_default();
                seen.inside += u32::from(line == Line::Plain && i > tokens.start);
            }
        }
        for (token, hash) in surface.tokens.iter().zip(&self.hashes) {
            if token.kind == TokenKind::Word
                && !token.is_capital()
                && let Some(seen) = self.seen.get_mut(hash)
            {
                seen.lower += 1;
            }
        }
    }

    /// How a sentence uses capitals. Names alone make no headline: words that usually have a capital do not count there.
    fn line(&self, surface: &Surface<'_>, evidence: &Evidence, sentence: usize) -> Line {
        let range = surface.tokens_of(sentence);
        let words = || range.clone().filter(|&i| surface.tokens[i].kind == TokenKind::Word);
        let (mut all, mut capital, mut capitals, mut open, mut open_capital) = (0, 0, 0, 0, 0);
        for i in words() {
            let token = &surface.tokens[i];
            all += 1;
            capital += usize::from(token.is_capital());
            capitals += usize::from(token.shape.contains(Shape::ALL_CAPITALS));
            if !token.is_any(FUNCTION) {
                open += 1;
                open_capital += usize::from(token.is_capital());
            }
        }
        if all >= 3 && capitals * 10 >= all * 7 {
            return Line::Capitals;
        }
        if all >= 4 && capital == 0 {
            return Line::Lower;
        }
        // A headline has no full stop.
        let last = range.end.checked_sub(1).filter(|&last| range.contains(&last)).map(|last| &surface.tokens[last]);
        let stops = last.is_some_and(|t| t.kind == TokenKind::Terminator && t.span.of(surface.text) == ".");
        if stops || all < 3 || open_capital * 2 < open {
            return Line::Plain;
        }
        let ordinary = |&i: &usize| {
            !surface.tokens[i].is_any(FUNCTION) && evidence.common(self.hashes[i]).is_none_or(|c| c.capital < 5)
        };
        let (mut open, mut open_capital) = (0, 0);
        for i in words().filter(ordinary) {
            open += 1;
            open_capital += usize::from(surface.tokens[i].is_capital());
        }
        if open >= 3 && open_capital * 10 >= open * 8 { Line::Title } else { Line::Plain }
    }

    /// Returns the hash of the word at token `i`, 0 for what is no word.
    pub(super) fn hash(&self, i: usize) -> u64 {
        self.hashes[i]
    }

    /// Returns whether token `i` can be part of a name: it has a capital, or would have one in a line that has none.
    pub(super) fn is_capital(&self, i: usize) -> bool {
        self.capital[i]
    }

    /// Returns the tokens that can be part of a name, ascending.
    pub(super) fn capitals(&self) -> impl Iterator<Item = usize> {
        self.capitals.iter().map(|&i| i as usize)
    }

    /// Returns how a sentence uses capitals.
    pub(super) fn line_of(&self, sentence: usize) -> Line {
        self.lines[sentence]
    }

    /// Returns how often the word at token `i` was seen; nothing for a word that never has a capital.
    pub(super) fn seen(&self, i: usize) -> Seen {
        self.seen.get(&self.hashes[i]).copied().unwrap_or_default()
    }
}

/// Whether a word has a capital that is not the pronoun's.
fn is_capitalised(token: &Token, word: &str, lower: hash::Lower) -> bool {
    if token.shape.contains(Shape::CAPITAL) {
        return word != "I" && !word.starts_with("I'") && !word.starts_with("I’");
    }
    // "al-Lee", "iPhone"
    lower.had_capitals || !lower.is_ascii && word.chars().any(char::is_uppercase)
}

/// Whether the word is "Mr.", "Ms.", "Dr." or its like, which a name always follows.
pub(super) fn is_honorific(text: &str, token: &Token) -> bool {
    const HONORIFICS: [&str; 8] = ["mr", "mrs", "ms", "mx", "miss", "dr", "mme", "messrs"];
    let word = token.span.of(text);
    token.is_capital()
        && word.len() < 8
        && HONORIFICS.iter().any(|h| word.trim_end_matches('.').eq_ignore_ascii_case(h))
}

/// Nouns for one of a nation that are no adjectives, besides those for a man or a woman: "Frenchman".
const NATIONALS: [&str; 9] = ["spaniard", "swede", "dane", "pole", "turk", "finn", "scot", "briton", "brit"];

/// Whether the word is a noun for one of a nation: "Spaniard", "Dutchwoman".
pub(super) fn is_national(text: &str, token: &Token) -> bool {
    token.is(WordClass::DEMONYM)
        && token.is_capital()
        && (token.is_any(WordClass::TITLE_MALE | WordClass::TITLE_FEMALE)
            || NATIONALS.iter().any(|national| token.span.of(text).eq_ignore_ascii_case(national)))
}

/// Letters behind a name for an honour, a degree, a profession or a seat.
const LETTERS: [&str; 18] = [
    "QC", "KC", "MP", "MEP", "MSP", "MLA", "TD", "SC", "MBE", "OBE", "CBE", "KBE", "DBE", "PhD", "Ph.D", "MD", "M.D",
    "RN",
];

/// Returns whether a word behind a full name says what somebody is, and is no surname: "KC" in "Ann Lee KC".
pub(super) fn is_letters(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.len() < 6 && (word == "Esq" || LETTERS.contains(&word))
}

/// Returns whether a word goes on in lower case behind a hyphen: "Acme-backed", "Ashford-based".
pub(crate) fn is_linked(word: &str) -> bool {
    word.split('-').skip(1).any(|part| part.starts_with(char::is_lowercase))
}

/// What is written on a name with a hyphen, beside participles in "-ed".
const LINKS: [&str; 16] = [
    "area", "born", "bound", "built", "era", "friendly", "held", "led", "level", "like", "made", "owned", "run",
    "style", "type", "wide",
];

/// Returns where the hyphen stands behind which something is written on a name in lower case: "Ashford-based", "Lee-era", "al-Lee-led";
/// a name may go on so too: "Ki-moon", "Stratford-upon-Avon".
pub(super) fn link(word: &str) -> Option<usize> {
    let (name, rest) = word.rsplit_once(['-', '‑'])?;
    let written_on = rest.len() > 4 && rest.ends_with("ed") || LINKS.binary_search(&rest).is_ok();
    (written_on && name.chars().any(char::is_uppercase) && rest.starts_with(char::is_lowercase)).then_some(name.len())
}

/// Whether the word can be part of a person's name.
pub(super) fn is_given(token: &Token) -> bool {
    token.is_any(GIVEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_on_a_name_is_told_from_names_that_go_on() {
        for (word, name) in [("Ashford-based", "Ashford"), ("Lee-era", "Lee"), ("al-Hadi-led", "al-Hadi")] {
            assert_eq!(link(word).map(|at| &word[..at]), Some(name));
        }
        for word in ["Ki-moon", "Stratford-upon-Avon", "Baker-Cook", "well-liked", "Ashford", "-based", "-"] {
            assert_eq!(link(word), None, "{word}");
        }
        assert!(LINKS.is_sorted());
    }
}
