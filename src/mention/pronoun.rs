//! Pronouns that can stand for someone: "he", "their", "who", "I" in "I’m".

use super::{Form, Mention};
use crate::Span;
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::surface::Surface;
use crate::token::{Shape, TokenKind};

/// Returns the pronoun at token `i`, if one stands there.
pub(super) fn at(surface: &Surface<'_>, i: usize) -> Option<Mention> {
    let token = &surface.tokens[i];
    if token.kind != TokenKind::Word {
        return None;
    }
    let word = surface.word(i);
    let length = if token.is_any(WordClass::PERSONAL) {
        // "US" and "IT" in capitals are names.
        let capitals = token.shape.contains(Shape::ALL_CAPITALS) && token.is_any(WordClass::WE | WordClass::IT);
        if capitals { 0 } else { word.len() }
    } else if token.is(WordClass::RELATIVE) {
        if word.eq_ignore_ascii_case("which") { 0 } else { word.len() }
    } else if token.is(WordClass::AUXILIARY) {
        contracted(word)
    } else {
        0
    };
    if length == 0 {
        return None;
    }
    let span = Span::new(token.span.start, token.span.start + length as u32);
    let kind = if token.is_any(WordClass::THEY | WordClass::WE) {
        EntityType::Group
    } else if token.is(WordClass::IT) {
        EntityType::Other
    } else {
        EntityType::Person
    };
    let in_speech = surface.in_speech(i);
    Some(Mention { span, form: Form::Pronoun, kind, head: span, title: None, in_speech, gazetteer: None })
}

/// Bytes of the pronoun in "I’m", "they’ve", 0 where there is none.
fn contracted(word: &str) -> usize {
    match word.find(['\'', '’']) {
        Some(at) if matches_any(&word[..at], &["i", "he", "she", "it", "we", "they", "you"]) => at,
        _ => 0,
    }
}

fn matches_any(word: &str, list: &[&str]) -> bool {
    list.iter().any(|w| w.eq_ignore_ascii_case(word))
}
