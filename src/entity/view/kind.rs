//! The type of a mention: which pronoun, or which kind of noun phrase.

use crate::entity::spot::has_owner;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::surface::Surface;
use crate::token::TokenKind;

/// What kind of word or phrase a mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(in crate::entity) enum Type {
    I,
    We,
    You,
    He,
    She,
    They,
    It,
    /// "this", "that".
    This,
    /// "these", "those".
    These,
    Who,
    /// "someone", "nothing".
    OtherPronoun,
    /// "the leader".
    The,
    /// "this leader".
    ThisNoun,
    /// "a leader".
    A,
    /// "his leader".
    HisNoun,
    /// "Iraq’s leader".
    OwnedNoun,
    /// "leaders".
    Several,
    /// "advice".
    Bare,
    /// "two leaders".
    Counted,
    /// "some leaders", "every leader".
    Quantified,
    Name,
}

impl Type {
    pub(in crate::entity) const fn is_pronoun(self) -> bool {
        (self as u8) < Self::The as u8
    }
}

/// Returns the type of a mention whose noun is token `head`.
pub(super) fn kind_of(surface: &Surface<'_>, mention: &Mention, first: usize, head: usize) -> Type {
    let token = &surface.tokens[first];
    let word = if mention.form == Form::Pronoun { mention.head.of(surface.text) } else { surface.word(first) };
    let is = |words: &[&str]| words.iter().any(|w| word.eq_ignore_ascii_case(w));
    match mention.form {
        Form::Name => Type::Name,
        Form::Pronoun => {
            let all = [
                (Type::I, WordClass::I, &["i", "me", "my", "mine", "myself"][..]),
                (Type::We, WordClass::WE, &["we", "us", "our", "ours", "ourselves"]),
                (Type::You, WordClass::YOU, &["you", "your", "yours", "yourself", "yourselves"]),
                (Type::He, WordClass::HE, &["he", "him", "his", "himself"]),
                (Type::She, WordClass::SHE, &["she", "her", "hers", "herself"]),
                (Type::They, WordClass::THEY, &["they", "them", "their", "theirs", "themselves"]),
                (Type::It, WordClass::IT, &["it", "its", "itself"]),
                (Type::Who, WordClass::RELATIVE, &["who", "whom", "whose", "which"]),
            ];
            let known = all.into_iter().find(|(_, class, words)| token.is(*class) || is(words));
            match known {
                Some((kind_of, ..)) => kind_of,
                None if is(&["this", "that"]) => Type::This,
                None if is(&["these", "those"]) => Type::These,
                None => Type::OtherPronoun,
            }
        }
        Form::Nominal => {
            if has_owner(surface, first..head) {
                Type::OwnedNoun
            } else if is(&["the"]) {
                Type::The
            } else if is(&["this", "that", "these", "those"]) {
                Type::ThisNoun
            } else if is(&["a", "an"]) {
                Type::A
            } else if token.is(WordClass::POSSESSIVE) {
                Type::HisNoun
            } else if token.is(WordClass::NUMBER_WORD) || token.kind == TokenKind::Number {
                Type::Counted
            } else if token.is(WordClass::DETERMINER) || is(&["many", "several", "few", "most", "other", "another"]) {
                Type::Quantified
            } else if is_plural(surface.word(head)) {
                Type::Several
            } else {
                Type::Bare
            }
        }
    }
}

/// Whether a noun is a plural, by its form.
pub(in crate::entity) fn is_plural(word: &str) -> bool {
    let plain = word.ends_with("ss") || word.ends_with("us") || word.ends_with("is");
    word.len() > 3 && word.ends_with('s') && !plain
        || ["people", "men", "women", "children", "police"].iter().any(|w| word.eq_ignore_ascii_case(w))
}
