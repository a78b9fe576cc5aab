//! Cues: the verb groups, nouns and phrases that attribute.

use std::ops::Range;

use crate::lexicon::{CueFrames, WordClass};
use crate::quote::phrase::stands_alone;
use crate::surface::Surface;
use crate::token::TokenKind;

/// A place that may attribute something.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    /// The word that carries the meaning: "told" of "has told".
    pub head: usize,
    /// The whole group, auxiliaries and adverbs included.
    pub tokens: Range<usize>,
    /// What the word takes.
    pub frames: CueFrames,
    /// How the word stands.
    pub form: CueForm,
    /// Whether the saying is denied or is only possible.
    pub negated: bool,
}

/// How a cue stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CueForm {
    /// After its subject: "said", "has told", "will announce".
    Finite,
    /// "saying that".
    Gerund,
    /// "to say that".
    Infinitive,
    /// "was told", "is expected".
    Passive,
    /// "the claim that".
    Noun,
}

impl Cue {
    /// Returns the cue that the noun at token `i` is: "claim".
    pub(crate) fn noun(surface: &Surface<'_>, i: usize) -> Self {
        Self { head: i, tokens: i..i + 1, frames: surface.tokens[i].cue, form: CueForm::Noun, negated: false }
    }

    /// Returns the cue "according to" that begins at token `i`.
    pub(crate) fn according(i: usize) -> Self {
        Self { head: i, tokens: i..i + 2, frames: CueFrames::empty(), form: CueForm::Finite, negated: false }
    }
}

/// Returns the cue whose head is token `i`, if it can be one there.
pub(crate) fn cue_at(surface: &Surface<'_>, i: usize, floor: usize) -> Option<Cue> {
    let tokens = &surface.tokens;
    let token = &tokens[i];
    if token.cue.is_empty() || token.kind != TokenKind::Word {
        return None;
    }
    let mut first = i;
    let mut negated = false;
    let (mut has_aux, mut be, mut to) = (false, false, false);
    while first > floor {
        let before = &tokens[first - 1];
        let word = surface.word(first - 1);
        // "did not say", "might say"
        negated |= before.is(WordClass::NEGATION) || matches!(word, "might" | "may" | "could");
        if before.is_any(WordClass::AUXILIARY | WordClass::NEGATION) {
            has_aux |= before.is(WordClass::AUXILIARY);
            let lower = word.to_ascii_lowercase();
            be |= matches!(
                lower.as_str(),
                "is" | "are"
                    | "was"
                    | "were"
                    | "be"
                    | "been"
                    | "being"
                    | "isn't"
                    | "wasn't"
                    | "aren't"
                    | "weren't"
                    | "’m"
                    | "am"
            );
        } else if word.eq_ignore_ascii_case("to") && first == i {
            to = true;
        } else if !is_adverb(surface, first - 1) {
            break;
        }
        first -= 1;
    }
    // An adverb at the clause's start belongs to the clause.
    while first < i && tokens[first].is(WordClass::ADVERB) && !tokens[first].is(WordClass::AUXILIARY) && first == floor
    {
        first += 1;
    }
    let previous = (first > floor).then(|| &tokens[first - 1]);
    let after_noun_slot = previous.is_some_and(|p| {
        p.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE) && !p.is(WordClass::SUBORDINATOR)
            || p.kind == TokenKind::Possessive
            || p.is(WordClass::PREPOSITION)
    });
    let form = token.cue;
    if form.contains(CueFrames::NOUN)
        && !has_aux
        && !to
        && (after_noun_slot
            || !form.intersects(CueFrames::FINITE | CueFrames::BASE)
            || previous.is_some_and(|p| is_modifier(surface.word(first - 1), p)))
    {
        return Some(Cue::noun(surface, i));
    }
    let some_say = form.contains(CueFrames::BASE) && first > floor && stands_alone(surface.word(first - 1));
    if after_noun_slot && !has_aux && !to && !some_say {
        let by_gerund = form.contains(CueFrames::ING) && previous.is_some_and(|p| p.is(WordClass::PREPOSITION));
        return by_gerund.then(|| Cue {
            head: i,
            tokens: first..i + 1,
            frames: token.cue,
            form: CueForm::Gerund,
            negated,
        });
    }
    let kind = if form.contains(CueFrames::ING) {
        if be { CueForm::Finite } else { CueForm::Gerund }
    } else if be && form.contains(CueFrames::PARTICIPLE) {
        CueForm::Passive
    } else if to {
        CueForm::Infinitive
    } else if has_aux
        || form.contains(CueFrames::FINITE)
        || form.contains(CueFrames::BASE) && previous.is_some_and(takes_base)
    {
        CueForm::Finite
    } else {
        return None;
    };
    Some(Cue { head: i, tokens: first..i + 1, frames: token.cue, form: kind, negated })
}

/// Whether token `i` is an adverb that may stand in a verb group: "also", "strongly".
pub(crate) fn is_adverb(surface: &Surface<'_>, i: usize) -> bool {
    let token = &surface.tokens[i];
    let word = surface.word(i);
    let noun = WordClass::GROUP_NOUN | WordClass::BODY_NOUN | WordClass::KIN | WordClass::ORGANIZATION_HEAD;
    token.is(WordClass::ADVERB) && !token.is(WordClass::CALENDAR)
        || word.len() > 4 && word.ends_with("ly") && !token.is_capital() && !token.is_any(noun | WordClass::COMMON)
}

/// Whether a present-tense base form may follow: "they say", "officials say", "Republicans say".
fn takes_base(token: &crate::token::Token) -> bool {
    token.is_any(
        WordClass::THEY
            | WordClass::WE
            | WordClass::I
            | WordClass::YOU
            | WordClass::RELATIVE
            | WordClass::GROUP_NOUN
            | WordClass::DETERMINER,
    ) || token.kind == TokenKind::Comma
        || token.kind == TokenKind::Word
            && !token.is_any(
                WordClass::HE | WordClass::SHE | WordClass::IT | WordClass::PREPOSITION | WordClass::CONJUNCTION,
            )
}

fn is_modifier(word: &str, token: &crate::token::Token) -> bool {
    token.is(WordClass::DEMONYM)
        || word.ends_with("ous")
        || word.ends_with("ive")
        || word.ends_with("al") && token.kind == TokenKind::Word && !token.is_capital()
}
