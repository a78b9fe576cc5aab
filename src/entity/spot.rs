//! Where mentions stand in their sentences, and which part they play there.

use std::ops::Range;

use super::binding::own_subject;
use super::complement::sayer_of_another;
use super::dateline::Dateline;
use crate::lexicon::{CueFrames, WordClass};
use crate::mention::{Form, Mention};
use crate::surface::Surface;
use crate::token::{Token, TokenKind};

/// The part that a mention plays in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Subject,
    Object,
    Owner,
    Oblique,
}

/// Where a mention stands and what it does there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    pub(crate) token: u32,
    pub(crate) end: u32,
    /// Sentences of narration before it; those wholly inside speech do not count.
    pub(crate) sentence: u32,
    pub(crate) role: Role,
    /// Whether it is the first subject of its sentence.
    pub(crate) main: bool,
    /// Whether "and" ties it to the mention after or before it.
    pub(crate) joined: bool,
    /// Whether it tells where a report was written and by whom: "PARIS (AP) —".
    pub(super) dateline: bool,
    /// The subject of the verb whose object it is, or of the verb of saying whose clause it begins, who is somebody else.
    pub(super) subject: Option<u32>,
}

/// Returns the first token of a mention that begins at token `token`, with its title.
pub(crate) fn outer_token(surface: &Surface<'_>, mention: &Mention, token: usize) -> usize {
    mention.title.map_or(token, |title| surface.token_at(title.start).min(token))
}

/// Returns whether somebody owns what stands there: an owner's ending inside or right before it.
pub(crate) fn has_owner(surface: &Surface<'_>, tokens: Range<usize>) -> bool {
    (tokens.start.saturating_sub(1)..tokens.end).any(|i| surface.tokens[i].kind == TokenKind::Possessive)
}

/// Returns the mention that owns mention `i`: "Acme" of "Acme’s chief executive", where that is the nominal "chief executive".
pub(super) fn owner(surface: &Surface<'_>, mentions: &[Mention], i: usize) -> Option<usize> {
    let before = surface.token_at(mentions[i].span.start).checked_sub(1)?;
    let possessive = before > 0 && surface.tokens[before].kind == TokenKind::Possessive;
    let ends = |&m: &usize| surface.token_at(mentions[m].span.end) == before;
    (0..i).rev().take(2).find(ends).filter(|_| possessive)
}

/// Returns for each sentence how many sentences of narration lie before it.
pub(super) fn narration(surface: &Surface<'_>) -> Vec<u32> {
    let mut before = 0;
    let mut found = Vec::with_capacity(surface.sentences.len());
    for sentence in 0..surface.sentences.len() {
        found.push(before);
        let mut tokens = surface.tokens_of(sentence);
        before += u32::from(tokens.any(|t| surface.tokens[t].kind == TokenKind::Word && !surface.in_speech(t)));
    }
    found
}

/// Returns the places of the mentions, in their order.
pub(super) fn spots(surface: &Surface<'_>, mentions: &[Mention], narration: &[u32]) -> Vec<Spot> {
    let mut found: Vec<Spot> = Vec::with_capacity(mentions.len());
    let mut subject_in = u32::MAX;
    let mut at = 0;
    // Where the dateline of the paragraph ends.
    let mut dateline = Dateline::default();
    for mention in mentions {
        while surface.tokens.get(at).is_some_and(|t| t.span.end <= mention.span.start) {
            at += 1;
        }
        let mut end = at + 1;
        while surface.tokens.get(end).is_some_and(|t| t.span.start < mention.span.end) {
            end += 1;
        }
        let own = surface.sentence_of(at) as u32;
        let dateline = dateline.holds(surface, mention, at);
        let here = |s: &Spot| surface.sentence_of(s.token as usize) as u32 == own && !s.dateline;
        let first = !found.last().is_some_and(here);
        let apposed = found.last().filter(|_| !first && is_apposed(surface, mention, &found, at, end));
        let role = match apposed {
            _ if dateline => Role::Oblique,
            Some(before) => before.role,
            None => role(surface, mention, at, end, first),
        };
        let same = apposed.is_some_and(|before| before.main);
        let main = same || role == Role::Subject && subject_in != own && !mention.in_speech;
        if main {
            subject_in = own;
        }
        let joined = found.last_mut().is_some_and(|left| {
            let and = at == left.end as usize + 1 && surface.word(left.end as usize) == "and";
            left.joined |= and;
            and
        });
        let sentence = narration[own as usize];
        let subject = own_subject(surface, mentions, &found, at..end, role);
        found.push(Spot { token: at as u32, end: end as u32, sentence, role, main, joined, dateline, subject });
        if subject.is_none() {
            let own = found.len() - 1;
            found[own].subject = sayer_of_another(surface, mentions, &found, own).map(|sayer| sayer as u32);
        }
    }
    found
}

/// Whether a name stands in apposition to the nominal before it: "her lawyer, Ann Lee, wept", "its rival Acme".
fn is_apposed(surface: &Surface<'_>, mention: &Mention, before: &[Spot], start: usize, end: usize) -> bool {
    let (Some(last), Form::Name) = (before.last(), mention.form) else { return false };
    let start = outer_token(surface, mention, start);
    let comma = |i: usize| surface.tokens.get(i).is_some_and(|token| token.kind == TokenKind::Comma);
    let behind = last.end as usize;
    behind == start || behind + 1 == start && comma(behind) && comma(end)
}

/// Subject or not, from the words beside the mention.
fn role(surface: &Surface<'_>, mention: &Mention, start: usize, end: usize, first: bool) -> Role {
    let sentence = surface.tokens_beside(start);
    let tokens = &surface.tokens[..sentence.end];
    let after = tokens.get(end);
    if after.is_some_and(|t| t.kind == TokenKind::Possessive) {
        return Role::Owner;
    }
    if mention.form == Form::Pronoun {
        let own = &surface.tokens[start];
        if own.is(WordClass::POSSESSIVE) {
            return Role::Owner;
        }
        return if own.is(WordClass::OBJECT_FORM) { Role::Object } else { Role::Subject };
    }
    let outer = outer_token(surface, mention, start);
    let before = outer.checked_sub(1).filter(|&b| b >= sentence.start).map(|b| &tokens[b]);
    if before.is_some_and(|t| t.cue.contains(CueFrames::FINITE | CueFrames::QUOTE)) {
        // "…," said Lee.
        let marks = outer.checked_sub(2).map(|b| tokens[b].kind);
        if matches!(marks, Some(TokenKind::Comma | TokenKind::Mark | TokenKind::Terminator)) {
            return Role::Subject;
        }
    }
    if acts(tokens, end, surface) {
        return Role::Subject;
    }
    if before.is_some_and(|t| t.is(WordClass::PREPOSITION)) {
        return Role::Oblique;
    }
    if first { Role::Subject } else { Role::Object }
}

/// Whether a verb follows at `at`, behind adverbs or an apposition.
fn acts(tokens: &[Token], at: usize, surface: &Surface<'_>) -> bool {
    let mut at = at;
    if tokens.get(at).is_some_and(|t| t.kind == TokenKind::Comma) {
        let closing = (at + 2..(at + 18).min(tokens.len())).find(|&i| tokens[i].kind == TokenKind::Comma);
        match closing {
            Some(closing) => at = closing + 1,
            None => return false,
        }
    }
    let mut adverbs = 0;
    while adverbs < 3 && tokens.get(at).is_some_and(|t| t.is(WordClass::ADVERB) && t.cue.is_empty()) {
        at += 1;
        adverbs += 1;
    }
    tokens.get(at).is_some_and(|t| {
        let word = t.span.of(surface.text);
        t.is(WordClass::AUXILIARY)
            || t.cue.contains(CueFrames::FINITE) && !t.is_capital()
            || t.kind == TokenKind::Word && !t.is_capital() && word.len() > 4 && word.ends_with("ed")
            || takes_object(tokens, at, surface)
    })
}

/// Whether the word at `at` ends in "-s" and a phrase follows that only a verb takes: "visits Russia", "wants the".
fn takes_object(tokens: &[Token], at: usize, surface: &Surface<'_>) -> bool {
    let (Some(verb), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else { return false };
    let word = verb.span.of(surface.text);
    let noun = WordClass::GROUP_NOUN | WordClass::ROLE | WordClass::CALENDAR;
    verb.kind == TokenKind::Word
        && !verb.is_capital()
        && !verb.is_any(noun)
        && word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && next.kind == TokenKind::Word
        && (next.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE)
            || next.is_capital()
            || next.span.of(surface.text) == "to")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::mention::{Model, find};
    use crate::sentence;
    use crate::text::paragraphs::Newlines;

    /// The role of the name "Hale", and whether it is the first subject.
    fn of_hale(text: &str) -> (Role, bool) {
        let surface =
            Surface::read(text, Lexicon::shipped(), &sentence::Model::shipped(), Newlines::Auto, &Default::default());
        let mentions = find(&surface, &[], &Model::shipped());
        let spots = spots(&surface, &mentions, &narration(&surface));
        let hale = mentions.iter().position(|m| m.form == Form::Name && m.span.of(text).ends_with("Hale"));
        hale.map(|at| (spots[at].role, spots[at].main)).expect("a name")
    }

    #[test]
    fn who_stands_in_apposition_plays_the_same_part() {
        assert_eq!(of_hale("The teacher, Edith Hale, wept as it was read."), (Role::Subject, true));
        assert_eq!(of_hale("Her lawyer, Mayor Edith Hale, wept."), (Role::Subject, true));
        assert_eq!(of_hale("Clara Voss saw the teacher, Edith Hale, at noon."), (Role::Object, false));
        assert_eq!(of_hale("Clara Voss wept, Edith Hale left."), (Role::Object, false));
    }
}
