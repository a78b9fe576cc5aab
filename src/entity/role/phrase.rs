//! The phrase that is a role: from its article or owner to the end of its complement, found without a parser.

use super::{ANYBODY, OFFICE, Reader};
use crate::entity_type::EntityType;
use crate::lexicon::{CueFrames, WordClass};
use crate::mention;
use crate::text::fold::is_among;
use crate::token::TokenKind;

/// Tokens of a role at most, and of what stands before its first preposition.
const LONGEST: usize = 20;
/// Prepositions that begin a complement: "mayor of Ashford", "ambassador to France".
const COMPLEMENT: [&str; 8] = ["of", "for", "at", "in", "from", "to", "with", "on"];

/// Words that end a phrase.
pub(super) const STOPS: WordClass = WordClass::AUXILIARY
    .union(WordClass::RELATIVE)
    .union(WordClass::SUBORDINATOR)
    .union(WordClass::PREPOSITION)
    .union(WordClass::NEGATION)
    .union(WordClass::ADVERB)
    .union(WordClass::PERSONAL)
    .union(WordClass::CONJUNCTION);

/// Nouns that go on behind a name.
const NOUNS: WordClass = WordClass::BODY_NOUN
    .union(WordClass::ORGANIZATION_HEAD)
    .union(WordClass::PLACE_HEAD)
    .union(WordClass::GROUP_NOUN)
    .union(WordClass::TITLE_WORD)
    .union(WordClass::DOCUMENT)
    .union(WordClass::WORK);

/// A role phrase and whether it stands alone: nothing but a comma, a stop or a clause about it follows.
pub(super) struct Phrase {
    pub tokens: std::ops::Range<usize>,
    pub head: usize,
    pub closed: bool,
}

impl Reader<'_> {
    /// The role phrase that begins at token `start`: "the mayor of Ashford", "Acme’s chief executive".
    pub(super) fn phrase(&self, start: usize) -> Option<Phrase> {
        let tokens = &self.surface.tokens;
        let limit = self.surface.tokens_beside(start).end.min(start + LONGEST);
        let first = tokens.get(start)?;
        let determined = first.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE);
        let mut end = start + usize::from(determined);
        while end < limit && self.goes_on(end, end > start) {
            end += 1;
        }
        let head = end.checked_sub(1).filter(|&h| h >= start)?;
        let noun = &tokens[head];
        let person = matches!(self.entity.kind, EntityType::Person | EntityType::Group | EntityType::Other);
        let fits = if person {
            noun.is_any(OFFICE | WordClass::KIN | WordClass::GROUP_NOUN)
                || mention::is_compound_person(self.surface.word(head))
        } else {
            noun.is(WordClass::BODY_NOUN)
        };
        let plain = is_among(self.surface.word(head), &ANYBODY) || noun.is(WordClass::DOCUMENT);
        // "the later, the former": a determiner alone; "Lee, Kim": a name.
        let bare = !determined && noun.is_capital() && !noun.is_any(WordClass::TITLE);
        if !fits || plain || bare || noun.is_any(WordClass::PERSONAL) {
            return None;
        }
        let end = self.complement(head + 1).max(head + 1);
        Some(Phrase { tokens: start..end, head, closed: self.closes(end) })
    }

    /// Whether token `i` belongs to the phrase before its complement.
    fn goes_on(&self, i: usize, inside: bool) -> bool {
        let token = &self.surface.tokens[i];
        let next = self.token(i + 1);
        match token.kind {
            TokenKind::Possessive => true,
            TokenKind::Number => inside,
            TokenKind::Word if token.is_any(WordClass::CONJUNCTION) => {
                // "founder and chief executive"
                inside
                    && matches!(self.surface.word(i), "and" | "&")
                    && self.surface.tokens[i - 1].is_any(OFFICE)
                    && next.is_some_and(|n| n.kind == TokenKind::Word && !n.is_any(STOPS | WordClass::DETERMINER))
                    && next.is_some_and(|n| n.is_any(OFFICE | WordClass::TITLE_WORD))
            }
            TokenKind::Word => {
                // "a lawyer representing the miners"
                let going =
                    inside && self.surface.tokens[i - 1].is_any(OFFICE) && self.surface.word(i).ends_with("ing");
                !token.is_any(STOPS | WordClass::DETERMINER) && !self.is_verb(i) && !going
            }
            _ => false,
        }
    }

    /// Whether a lower-case word of saying is a verb here: not behind an article.
    fn is_verb(&self, i: usize) -> bool {
        let token = &self.surface.tokens[i];
        let article = i > 0 && self.surface.tokens[i - 1].is_any(WordClass::DETERMINER | WordClass::POSSESSIVE);
        token.cue.contains(CueFrames::FINITE) && !token.is_capital() && !article && !token.is_any(OFFICE)
    }

    /// The end of the complement that begins at token `start`: "of Ashford", "for the Ministry of Health".
    pub(super) fn complement(&self, start: usize) -> usize {
        let tokens = &self.surface.tokens;
        let Some(sentence) = start.checked_sub(1).map(|s| self.surface.tokens_beside(s).end) else { return start };
        let limit = sentence.min(start + LONGEST);
        let mut end = start;
        let mut at = start;
        while at < limit && COMPLEMENT.contains(&self.surface.word(at)) {
            let Some(next) = tokens.get(at + 1).filter(|_| at + 1 < limit) else { break };
            let day = next.is(WordClass::CALENDAR)
                || next.kind == TokenKind::Number && self.surface.word(at) != "of"
                || matches!(self.surface.word(at + 1), "last" | "this" | "that" | "late" | "early");
            // "the mayor to resign"
            let to = self.surface.word(at) == "to"
                && !next.is_capital()
                && !next.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE);
            let open = next.kind == TokenKind::Word || next.kind == TokenKind::Number;
            if day
                || to
                || !open
                || next.is_any(STOPS.difference(WordClass::POSSESSIVE)) && !next.is(WordClass::POSSESSIVE)
            {
                break;
            }
            let first = at + 1 + usize::from(next.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE));
            let mut inner = first;
            while inner < limit && self.in_complement(inner) {
                inner += 1;
            }
            // "a strategist for Lee’s": what is owned is not read.
            while inner > first && tokens[inner - 1].kind == TokenKind::Possessive {
                inner -= 1;
            }
            if inner == first {
                break;
            }
            end = inner;
            at = inner;
        }
        end
    }

    fn in_complement(&self, i: usize) -> bool {
        let token = &self.surface.tokens[i];
        let next = self.token(i + 1);
        match token.kind {
            TokenKind::Number => true,
            TokenKind::Possessive => next.is_some_and(|n| n.kind == TokenKind::Word),
            TokenKind::Word if token.is(WordClass::CONJUNCTION) => {
                // "trade and industry", "Smith & Jones", but not "and Ann Lee", "and said".
                let given = WordClass::GIVEN_MALE | WordClass::GIVEN_FEMALE;
                let last = &self.surface.tokens[i - 1];
                matches!(self.surface.word(i), "and" | "&")
                    && next.is_some_and(|n| {
                        n.kind == TokenKind::Word
                            && n.is_capital() == last.is_capital()
                            && !n.is_any(STOPS | given | WordClass::DETERMINER | OFFICE)
                            && n.cue.is_empty()
                    })
            }
            TokenKind::Word => {
                // "supporters of the law hope", but "secretary of state".
                let last = &self.surface.tokens[i - 1];
                let first = last.is_any(WordClass::PREPOSITION | WordClass::DETERMINER | WordClass::POSSESSIVE)
                    || last.kind == TokenKind::Possessive;
                let cue =
                    token.cue.intersects(CueFrames::FINITE | CueFrames::BASE) && !token.cue.contains(CueFrames::NOUN);
                let word = self.surface.word(i);
                // "the owner of the mill lost it", "the secretary of state left"
                let has_object = next.is_some_and(|n| n.is_any(WordClass::DETERMINER | WordClass::PERSONAL));
                let past = mention::is_past_of(self.surface.word(i - 1), word);
                let verb = !first && (cue || has_object || past || word.ends_with("ed")) || word.ends_with("ing");
                // "the mayor of Ashford quit", but "of Ashford council".
                let behind_name = !first && last.is_capital() && last.kind == TokenKind::Word && !token.is_any(NOUNS);
                !token.is_any(STOPS | WordClass::DETERMINER) && (token.is_capital() || !verb && !behind_name)
            }
            _ => false,
        }
    }

    /// Whether what stands at `end` closes an apposition: no verb and no noun goes on.
    pub(super) fn closes(&self, end: usize) -> bool {
        let Some(token) = self.token(end).filter(|_| end < self.surface.tokens_beside(end - 1).end) else {
            return true;
        };
        match token.kind {
            TokenKind::Word => token.is(WordClass::RELATIVE) || self.surface.word(end).ends_with("ing"),
            TokenKind::Number | TokenKind::Possessive | TokenKind::Link => false,
            _ => true,
        }
    }
}
