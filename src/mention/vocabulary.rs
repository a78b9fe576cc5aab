//! What a document says of its own words: which also stand in lower case, which are capitalised where no rule asks for
//! it, and which lines capitalise everything.

use rustc_hash::FxHashMap;

use crate::lexicon::WordClass;
use crate::surface::Surface;
use crate::text::fold;
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

/// The words of one document.
pub(super) struct Vocabulary {
    /// For each token the key of its folded word, 0 for what is no word.
    keys: Vec<u64>,
    /// For each token whether a capital is asked of any word here.
    starts: Vec<bool>,
    /// For each sentence whether it capitalises (nearly) everything.
    loud: Vec<bool>,
    capitalised: FxHashMap<u64, Seen>,
}

/// How often a word that is capitalised somewhere was seen otherwise.
#[derive(Clone, Copy, Default)]
struct Seen {
    lower: u32,
    inside: u32,
    /// Whether it ends a person's full name: "Dean" in "Howard Dean".
    surname: bool,
}

impl Vocabulary {
    pub(super) fn read(surface: &Surface<'_>) -> Self {
        let tokens = &surface.tokens;
        let loud: Vec<bool> =
            (0..surface.sentences.len()).map(|s| is_loud(surface, &tokens[surface.tokens_of(s)])).collect();
        let mut words = Self {
            keys: vec![0; tokens.len()],
            starts: vec![false; tokens.len()],
            loud,
            capitalised: FxHashMap::default(),
        };
        for (i, token) in tokens.iter().enumerate() {
            if token.kind != TokenKind::Word {
                continue;
            }
            words.keys[i] = fold::key(surface.word(i));
            words.starts[i] = is_start(surface, i);
            if token.is_capital() {
                let seen = words.capitalised.entry(words.keys[i]).or_default();
                if !words.starts[i] && !words.loud[surface.sentence_of(i)] {
                    seen.inside += 1;
                    seen.surname |= ends_full_name(surface, i);
                }
            }
        }
        for (i, token) in tokens.iter().enumerate() {
            if token.kind == TokenKind::Word
                && !token.is_capital()
                && let Some(seen) = words.capitalised.get_mut(&words.keys[i])
            {
                seen.lower += 1;
            }
        }
        words
    }

    pub(super) fn key(&self, i: usize) -> u64 {
        self.keys[i]
    }

    pub(super) fn is_start(&self, i: usize) -> bool {
        self.starts[i]
    }

    /// Whether the sentence of token `i` capitalises everything.
    pub(super) fn is_loud(&self, surface: &Surface<'_>, i: usize) -> bool {
        self.loud[surface.sentence_of(i)]
    }

    /// Whether the document writes the word in lower case at least as often as in mid-sentence capitals.
    pub(super) fn is_lower(&self, i: usize) -> bool {
        self.capitalised.get(&self.keys[i]).is_some_and(|s| s.lower > 0 && s.lower >= s.inside)
    }

    /// Whether the document has the word as the surname behind a given name.
    pub(super) fn is_surname(&self, i: usize) -> bool {
        self.capitalised.get(&self.keys[i]).is_some_and(|s| s.surname)
    }

    /// Whether the document capitalises the word where no rule asks for it.
    pub(super) fn is_proper(&self, i: usize) -> bool {
        self.capitalised.get(&self.keys[i]).is_some_and(|s| s.inside > 0 && s.inside > s.lower)
    }
}

/// A headline or a line in capitals: most of its words of content are capitalised and no full stop ends it, or all its
/// letters are capitals.
fn is_loud(surface: &Surface<'_>, tokens: &[Token]) -> bool {
    let (mut words, mut capitals, mut all_capitals) = (0, 0, 0);
    for token in tokens {
        if token.kind == TokenKind::Word && !token.is_any(FUNCTION) && !token.is(WordClass::PARTICLE) {
            words += 1;
            capitals += usize::from(token.is_capital());
            all_capitals += usize::from(token.shape.contains(Shape::ALL_CAPITALS));
        }
    }
    let stops = tokens.last().is_some_and(|t| t.kind == TokenKind::Terminator && t.span.of(surface.text) == ".");
    words >= 3 && all_capitals * 10 >= words * 8 || words >= 4 && !stops && capitals * 10 >= words * 8
}

/// Whether a capital is asked of any word at `i`: at a sentence's start, after an opening mark, a colon or a bullet.
fn is_start(surface: &Surface<'_>, i: usize) -> bool {
    let first = surface.tokens_beside(i).start;
    if first == i {
        return true;
    }
    let Some(before) = i.checked_sub(1).map(|b| &surface.tokens[b]) else { return true };
    match before.kind {
        TokenKind::Terminator | TokenKind::Colon => true,
        TokenKind::Mark => !surface.tokens[i].shape.contains(Shape::SPACE_BEFORE),
        TokenKind::Open | TokenKind::Symbol => first == i - 1,
        // A dateline's dash: "MOSCOW – The".
        TokenKind::Dash | TokenKind::Close => i - first < 6,
        _ => false,
    }
}

/// Whether the capitalised word at `i` stands behind a given name, perhaps with an initial between, and no other
/// capital goes on.
fn ends_full_name(surface: &Surface<'_>, i: usize) -> bool {
    let Some(mut at) = i.checked_sub(1) else { return false };
    if surface.tokens[at].shape.contains(Shape::FULL_STOP) && surface.word(at).len() == 2 {
        at = at.saturating_sub(1);
    }
    let given = &surface.tokens[at];
    let named = given.is_capital()
        && is_given(given)
        && !given.is_any(WordClass::PLACE.union(WordClass::TITLE).union(FUNCTION));
    let next = surface.tokens.get(i + 1);
    named
        && surface.sentence_of(at) == surface.sentence_of(i)
        && !next.is_some_and(|n| {
            n.kind == TokenKind::Word && n.is_capital() && surface.sentence_of(i) == surface.sentence_of(i + 1)
        })
}

/// Whether the word is "Mr.", "Ms.", "Dr." or its like, which a name always follows.
pub(super) fn is_honorific(text: &str, token: &Token) -> bool {
    const HONORIFICS: [&str; 8] = ["mr", "mrs", "ms", "mx", "miss", "dr", "mme", "messrs"];
    let word = token.span.of(text);
    token.is_capital()
        && word.len() < 8
        && HONORIFICS.iter().any(|h| word.trim_end_matches('.').eq_ignore_ascii_case(h))
}

/// Whether the word can be part of a person's name.
pub(super) fn is_given(token: &Token) -> bool {
    token.is_any(GIVEN)
}
