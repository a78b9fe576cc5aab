//! Pronouns that can stand for someone: "he", "their", "who", "I" in "I’m", "someone".

use super::{Form, Mention};
use crate::Span;
use crate::entity_type::EntityType;
use crate::lexicon::{CueFrames, WordClass};
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
        if word.eq_ignore_ascii_case("which") && !is_body_before(surface, i) { 0 } else { word.len() }
    } else if token.is(WordClass::AUXILIARY) {
        contracted(word)
    } else if is_indefinite(word) {
        word.len()
    } else {
        0
    };
    if length == 0 {
        return None;
    }
    let span = Span::new(token.span.start, token.span.start + length as u32);
    let form = &word[..length];
    let kind = if token.is_any(WordClass::THEY | WordClass::WE) || matches_any(form, &["they", "we"]) {
        EntityType::Group
    } else if token.is(WordClass::IT) || matches_any(form, &["it", "which"]) {
        EntityType::Other
    } else {
        EntityType::Person
    };
    let in_speech = surface.in_speech(i);
    Some(Mention { span, form: Form::Pronoun, kind, head: span, title: None, in_speech, gazetteer: None })
}

/// Returns whether the word is a pronoun that refers to nobody before it: "someone", "everybody".
pub(crate) fn is_indefinite(word: &str) -> bool {
    const ALL: [&str; 7] = ["someone", "somebody", "anyone", "anybody", "everyone", "everybody", "whoever"];
    matches!(word.len(), 6..=9) && matches!(word.as_bytes().last(), Some(b'e' | b'y' | b'r')) && matches_any(word, &ALL)
}

/// Whether "which" at `i` stands for a body: ", which said" behind a name or a noun for one.
fn is_body_before(surface: &Surface<'_>, i: usize) -> bool {
    let body = WordClass::BODY_NOUN | WordClass::ORGANIZATION_HEAD | WordClass::GROUP_NOUN;
    let next = surface.tokens.get(i + 1);
    i > 1
        && surface.tokens[i - 1].kind == TokenKind::Comma
        && (surface.tokens[i - 2].is_capital() || surface.tokens[i - 2].is_any(body))
        && next.is_some_and(|n| n.cue.contains(CueFrames::FINITE) || n.is(WordClass::AUXILIARY))
}

/// Bytes of the pronoun in "I’m", "they’ve", 0 where there is none.
fn contracted(word: &str) -> usize {
    match word.find(['\'', '’']) {
        Some(at) if matches_any(&word[..at], &["i", "he", "she", "it", "we", "they", "you", "who"]) => at,
        _ => 0,
    }
}

fn matches_any(word: &str, list: &[&str]) -> bool {
    list.iter().any(|w| w.eq_ignore_ascii_case(word))
}
