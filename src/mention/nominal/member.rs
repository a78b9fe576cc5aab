//! Members: a nationality, faith or party that stands as a noun for one person: "the Kentucky Republican said", "the
//! 31-year-old German beat two rivals".

use super::{FUNCTION, modifier, next_of};
use crate::lexicon::{CueFrames, WordClass};
use crate::mention::vocabulary::is_national;
use crate::surface::Surface;
use crate::token::{Token, TokenKind};

/// Past forms that are nouns elsewhere: "two beats".
const PASTS: [&str; 3] = ["beat", "overcame", "withdrew"];
/// What stands behind a verb, and not behind a noun's first half: "beat two rivals", "won in June", "retired early".
const OBJECT: WordClass = WordClass::DETERMINER
    .union(WordClass::POSSESSIVE)
    .union(WordClass::PERSONAL)
    .union(WordClass::PREPOSITION)
    .union(WordClass::SUBORDINATOR)
    .union(WordClass::CONJUNCTION)
    .union(WordClass::NUMBER_WORD)
    .union(WordClass::CALENDAR);

/// Whether a nationality, faith or party in the singular stands as a noun: "the Kentucky Republican said", "the Swede, 24,", never
/// "the Republican plan".
pub(in crate::mention) fn is_member(surface: &Surface<'_>, i: usize) -> bool {
    let token = &surface.tokens[i];
    if !token.is(WordClass::DEMONYM) || !token.is_capital() || token.is_any(FUNCTION) {
        return false; // as nearly all
    }
    let Some(next) = next_of(surface, i) else { return false };
    match next.kind {
        TokenKind::Word if next.is_capital() => false,
        TokenKind::Word => is_verb(surface, i + 1) || next.is(WordClass::ADVERB) && is_verb(surface, i + 2),
        // "said one Iowa Democrat.", but "called him my African American."
        TokenKind::Terminator | TokenKind::Mark => i > 0 && surface.tokens[i - 1].is(WordClass::PLACE),
        TokenKind::Comma => i > 0 && (surface.tokens[i - 1].is_capital() || is_national(surface.text, token)),
        _ => false,
    }
}

/// Whether the word at `i` is the verb of a nationality: by its kind, or a past form with what only a verb takes behind it: "beat two
/// rivals", never "armed forces". "the American left" is a verb only where somebody or something is left.
fn is_verb(surface: &Surface<'_>, i: usize) -> bool {
    let Some(token) = surface.tokens.get(i).filter(|t| t.kind == TokenKind::Word && !t.is_capital()) else {
        return false;
    };
    if token.is_any(WordClass::AUXILIARY | WordClass::RELATIVE) || token.cue.contains(CueFrames::FINITE) {
        return true;
    }
    let word = surface.word(i);
    if !modifier::is_past(word) && !PASTS.contains(&word) {
        return false;
    }
    let object = |t: &Token| match t.kind {
        TokenKind::Word if word == "left" => t.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE) || t.is_capital(),
        TokenKind::Word => t.is_any(OBJECT) || t.is_capital(),
        TokenKind::Number => true,
        TokenKind::Comma | TokenKind::Terminator => word != "left",
        _ => false,
    };
    next_of(surface, i).is_none_or(object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::sentence::Model;
    use crate::text::paragraphs::Newlines;

    #[test]
    fn a_nationality_is_somebody_before_a_verb_alone() {
        for (text, member) in [
            ("the German beat two rivals", true),
            ("the German won in June", true),
            ("the American also retired.", true),
            ("the American left the court", true),
            ("the American left has doubts", false),
            ("the German armed forces", false),
            ("the German beat maker", false),
            ("the American public said", false),
            ("the American, who", false),
            ("the Swede, who", true),
        ] {
            let surface =
                Surface::read(text, Lexicon::shipped(), &Model::shipped(), Newlines::Auto, &Default::default());
            assert_eq!(is_member(&surface, 1), member, "{text}");
        }
    }
}
