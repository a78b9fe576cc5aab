//! Roles: title, office or affiliation of the entities, as the document writes them.
//!
//! Takes surface, mentions and entities; gives spans. A role is the title before a name, what stands in apposition to it,
//! what the entity is said to be, a nominal tied to it that names an office, or the affiliation behind the name.

mod phrase;

use self::phrase::STOPS;
use super::spot::owner;
use super::view::is_plural;
use super::{Entities, Entity};
use crate::Span;
use crate::entity_type::EntityType;
use crate::lexicon::{CueFrames, WordClass};
use crate::mention::{self, Form, Mention};
use crate::surface::Surface;
use crate::text::fold::is_among;
use crate::token::{Token, TokenKind};

/// Nouns for what someone is.
const OFFICE: WordClass = WordClass::ROLE.union(WordClass::TITLE);
/// The most roles that an entity keeps: the first ones.
const MOST: usize = 16;
/// Forms of address, which everybody has: no role.
const HONORIFICS: [&str; 14] =
    ["mr", "mrs", "ms", "mx", "miss", "dr", "sir", "dame", "mme", "madame", "messrs", "monsieur", "señor", "señora"];
/// Nouns that say of a person no more than that it is one.
pub(super) const ANYBODY: [&str; 22] = [
    "man",
    "woman",
    "person",
    "boy",
    "girl",
    "guy",
    "gal",
    "lad",
    "lass",
    "bloke",
    "dude",
    "gentleman",
    "lady",
    "adult",
    "people",
    "men",
    "women",
    "boys",
    "girls",
    "others",
    "many",
    "some",
];
/// Letters behind a name that are a role: no honour and no degree.
const PROFESSIONS: [&str; 9] = ["QC", "KC", "MP", "MEP", "MSP", "MLA", "MD", "M.D.", "RN"];

/// Returns for each entity the spans of its roles, ascending, read off the mentions that begin at byte `from` or later.
///
/// A role is written out with its complement: "the mayor of Ashford". One that says nothing new is left out, and so is
/// what comes after the sixteenth. "Mr." and "Dr." are titles, and no roles.
///
/// # Cost
/// One pass over the mentions, each looking at a bounded number of tokens.
///
/// # Examples
/// ```
/// use saith::{entity, lexicon::Lexicon, mention, sentence::Model, surface::Surface, text::paragraphs::Newlines};
/// let text = "Mayor Ann Lee, a former lawyer for Acme, left early.";
/// let surface = Surface::read(text, Lexicon::shipped(), &Model::shipped(), Newlines::Auto, &Default::default());
/// let mentions = mention::find(&surface, &[], &mention::Model::shipped());
/// let entities = entity::link(&surface, &mentions, &[], None);
/// let roles = entity::roles(&surface, &mentions, &entities, 0);
/// let lee: Vec<&str> = roles[0].iter().map(|role| role.of(text)).collect();
/// assert_eq!(lee, ["Mayor", "a former lawyer for Acme"]);
/// ```
#[must_use]
pub fn roles(surface: &Surface<'_>, mentions: &[Mention], entities: &Entities, from: u32) -> Vec<Vec<Span>> {
    let mut found = vec![Vec::new(); entities.list.len()];
    for (i, mention) in mentions.iter().enumerate().filter(|(_, m)| m.span.start >= from) {
        let Some(number) = entities.of_mention[i] else { continue };
        if entities.list[number as usize].kind == EntityType::Place {
            continue;
        }
        let reader = Reader { surface, mentions, entity: &entities.list[number as usize], i };
        let list = &mut found[number as usize];
        match mention.form {
            Form::Name => reader.of_name(mention, list),
            Form::Nominal => reader.of_nominal(mention, list),
            Form::Pronoun => {}
        }
        if !mention.in_speech && list.len() < MOST {
            reader.add(reader.said_to_be(mention), list);
        }
    }
    found
}

/// One mention of an entity, beside which roles are looked for.
struct Reader<'a> {
    surface: &'a Surface<'a>,
    mentions: &'a [Mention],
    entity: &'a Entity,
    i: usize,
}

impl Reader<'_> {
    fn token(&self, i: usize) -> Option<&Token> {
        self.surface.tokens.get(i)
    }

    fn is(&self, i: usize, kind: TokenKind) -> bool {
        self.token(i).is_some_and(|t| t.kind == kind)
    }

    /// The token behind a mention.
    fn behind(&self, mention: &Mention) -> usize {
        self.surface.token_at(mention.span.end)
    }

    fn span(&self, tokens: std::ops::Range<usize>) -> Option<Span> {
        let (first, last) = (self.token(tokens.start)?, self.token(tokens.end.checked_sub(1)?)?);
        (first.span.start < last.span.end).then(|| first.span.hull(last.span))
    }

    /// Adds a role, unless an earlier one says as much.
    fn add(&self, role: Option<Span>, list: &mut Vec<Span>) {
        let Some(role) = role.filter(|_| list.len() < MOST) else { return };
        let text = bare(role.of(self.surface.text));
        let known = |span: &Span| {
            let other = bare(span.of(self.surface.text));
            span.end > role.start && span.start < role.end
                || other.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text))
                    && other[text.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
        };
        if !text.is_empty() && !list.iter().any(known) {
            let at = list.partition_point(|span| span.start < role.start);
            list.insert(at, role);
        }
    }

    fn of_name(&self, mention: &Mention, list: &mut Vec<Span>) {
        if list.len() >= MOST {
            return;
        }
        let person = mention.kind == EntityType::Person || self.entity.kind == EntityType::Person;
        if let Some(title) = mention.title.filter(|&t| self.is_office(t)) {
            self.add(Some(title), list);
        }
        let end = self.behind(mention);
        if person {
            self.add(self.party(end), list);
            self.add(self.letters(mention, end), list);
        }
        self.add(self.apposition(end), list);
        if person {
            self.add(self.affiliation(end), list);
            self.add(self.employer(mention), list);
        }
    }

    /// Whether a title says more than "Mr.".
    fn is_office(&self, title: Span) -> bool {
        self.surface.tokens_in(title).any(|i| {
            let word = self.surface.word(i).trim_end_matches('.');
            (self.surface.tokens[i].is_any(OFFICE) || mention::is_compound_person(word))
                && !is_among(word, &HONORIFICS)
                && !word.eq_ignore_ascii_case("former")
        })
    }

    /// ", the mayor of Ashford," and ", 54, a nurse," behind a name that ends before token `end`.
    fn apposition(&self, end: usize) -> Option<Span> {
        let sentence = self.surface.sentence_of(end.checked_sub(1)?);
        let mut start = end + 1;
        let opened = self.token(end)?.kind;
        if !matches!(opened, TokenKind::Comma | TokenKind::Dash | TokenKind::Open) {
            return None;
        }
        if self.is(start, TokenKind::Number) && self.is(start + 1, TokenKind::Comma) {
            start += 2;
        }
        if start >= self.surface.tokens.len() || self.surface.sentence_of(start) != sentence {
            return None;
        }
        let phrase = self.phrase(start)?;
        // "Ann Lee and Tom Ortiz, the owners,": neither of them alone.
        let several = self.entity.kind == EntityType::Person && is_plural(self.surface.word(phrase.head));
        if several {
            return None;
        }
        // "Lee, a doctor and Kim": a list goes on.
        phrase.closed.then(|| self.span(phrase.tokens)).flatten()
    }

    /// "MP" in "Ann Lee MP", "MD" in "Ann Lee, MD,": a seat or profession that stands behind a full name.
    fn letters(&self, mention: &Mention, end: usize) -> Option<Span> {
        let comma = usize::from(self.is(end, TokenKind::Comma));
        let at = end + comma;
        let word = self.surface.tokens.get(at).map(|_| self.surface.word(at))?;
        let same = self.surface.sentence_of(at) == self.surface.sentence_of(end.checked_sub(1)?);
        let full = self.surface.tokens_in(mention.span).len() > 1;
        // "Leeds East MP Ann Lee"
        let titles = self.token(at + 1).is_some_and(|t| t.kind == TokenKind::Word && t.is_capital());
        (PROFESSIONS.contains(&word) && same && full && !titles && (comma == 0 || self.closes(at + 1)))
            .then(|| self.span(at..at + 1))
            .flatten()
    }

    /// "D-Ohio", in brackets or behind a comma.
    fn party(&self, end: usize) -> Option<Span> {
        if !self.is(end, TokenKind::Comma) && !self.is(end, TokenKind::Open) {
            return None;
        }
        let word = self.surface.tokens.get(end + 1).map(|_| self.surface.word(end + 1))?;
        let (party, state) = word.split_once(['-', '–']).unwrap_or((word, ""));
        let written = matches!(party, "D" | "R" | "I") && state.starts_with(char::is_uppercase);
        let alone =
            matches!(word, "D" | "R" | "I") && self.is(end, TokenKind::Open) && self.is(end + 2, TokenKind::Close);
        // The full stop of "R-Tex." where the tokens have it apart.
        let stop = self.is(end + 2, TokenKind::Terminator)
            && (self.is(end + 3, TokenKind::Close) || self.is(end + 3, TokenKind::Comma));
        (written || alone).then(|| self.span(end + 1..end + 2 + usize::from(stop))).flatten()
    }

    /// "Acme" in "Lee of Acme said".
    fn affiliation(&self, end: usize) -> Option<Span> {
        let comma = usize::from(self.is(end, TokenKind::Comma));
        let at = end + comma;
        let word = self.surface.tokens.get(at).map(|_| self.surface.word(at))?;
        if !matches!(word, "of" | "from" | "at") {
            return None;
        }
        let article = usize::from(self.surface.tokens.get(at + 1).map(|_| self.surface.word(at + 1)) == Some("the"));
        let start = self.token(at + 1 + article)?.span.start;
        let name =
            self.mentions[self.i + 1..].iter().take(2).find(|m| m.form == Form::Name && m.span.start == start)?;
        let behind = self.behind(name);
        let body = name.kind == EntityType::Organization;
        // "met Lee at Acme" tells a place; "Lee at Acme said" whose she is.
        let subject = self.token(behind).is_none_or(|t| {
            t.kind != TokenKind::Word && t.kind != TokenKind::Possessive && comma > 0
                || t.cue.contains(CueFrames::FINITE)
        });
        let belongs =
            word == "of" && matches!(name.kind, EntityType::Organization | EntityType::Place) || body && subject;
        belongs.then_some(name.span)
    }

    /// "Acme" in "Acme’s Ann Lee".
    fn employer(&self, mention: &Mention) -> Option<Span> {
        let owner = owner(self.surface, self.mentions, self.i).filter(|_| mention.title.is_none())?;
        let owner = &self.mentions[owner];
        (owner.form == Form::Name && owner.kind == EntityType::Organization).then_some(owner.span)
    }

    /// A nominal tied to the entity: its office, with the complement.
    fn of_nominal(&self, mention: &Mention, list: &mut Vec<Span>) {
        if list.len() >= MOST {
            return;
        }
        let head = self.surface.token_at(mention.head.start);
        let Some(noun) = self.token(head) else { return };
        let several = self.entity.anonymous && noun.is(WordClass::GROUP_NOUN);
        if !noun.is_any(OFFICE) && !several && !mention::is_compound_person(self.surface.word(head))
            || is_among(self.surface.word(head), &ANYBODY)
            || noun.is(WordClass::DOCUMENT)
        {
            return;
        }
        let start = self.surface.token_at(mention.span.start);
        // "is not the mayor", "the mayor to be"
        let denied = start.checked_sub(1).is_some_and(|b| self.surface.tokens[b].is(WordClass::NEGATION));
        if denied || self.surface.tokens.get(head + 1).is_some_and(|_| self.surface.word(head + 1) == "to") {
            return;
        }
        let end = self.complement(head + 1);
        // "officials" alone is the name of those whom nobody names, "the ministry officials" says what they are.
        let determined = self.token(start).is_some_and(|t| t.is_any(WordClass::DETERMINER | WordClass::NUMBER_WORD));
        if several && end == head + 1 && start + usize::from(determined) == head {
            return;
        }
        let owner = owner(self.surface, self.mentions, self.i);
        let start = owner.map_or(start, |owner| self.surface.token_at(self.mentions[owner].span.start));
        self.add(self.span(start..end), list);
    }

    /// "Lee is the mayor of Ashford", "Lee, who was elected mayor,".
    fn said_to_be(&self, mention: &Mention) -> Option<Span> {
        let tokens = &self.surface.tokens;
        let before = self.surface.token_at(mention.title.unwrap_or(mention.span).start).checked_sub(1);
        let object = before.is_some_and(|b| tokens[b].is_any(WordClass::PREPOSITION | WordClass::CONJUNCTION));
        let joined = object && !before.is_some_and(|b| matches!(self.surface.word(b), "but" | "so" | "yet"));
        if joined && mention.form != Form::Pronoun {
            return None;
        }
        let mut at = self.behind(mention);
        if self.is(at, TokenKind::Comma) && tokens.get(at + 1).is_some_and(|t| t.is(WordClass::RELATIVE)) {
            at += 2;
        }
        let word = |i: usize| tokens.get(i).map_or("", |_| self.surface.word(i));
        match word(at) {
            "is" | "was" | "are" | "were" | "became" | "becomes" | "remains" | "remained" => at += 1,
            "has" | "had" | "have" if word(at + 1) == "been" => at += 2,
            "served" | "serves" | "works" | "worked" if word(at + 1) == "as" => at += 2,
            _ => return None,
        }
        while matches!(word(at), "now" | "also" | "still" | "then" | "once" | "currently" | "formerly" | "previously") {
            at += 1;
        }
        if matches!(word(at), "named" | "elected" | "appointed") {
            at += 1;
        }
        let first = tokens.get(at).filter(|_| self.surface.sentence_of(at) == self.surface.sentence_of(at - 1))?;
        let people = matches!(self.entity.kind, EntityType::Person | EntityType::Group);
        let begins = WordClass::DETERMINER.union(OFFICE).union(WordClass::TITLE_WORD).union(WordClass::DEMONYM);
        let phrase = self.phrase(at)?;
        let office = tokens[phrase.head].is_any(OFFICE) == people;
        // "the overall delegate lead" is no delegate.
        let ends = self.closes(phrase.tokens.end) || tokens[phrase.tokens.end].is_any(STOPS);
        (office && ends && first.is_any(begins)).then(|| self.span(phrase.tokens)).flatten()
    }
}

/// A role without its article.
fn bare(role: &str) -> &str {
    ["the ", "a ", "an "]
        .iter()
        .find_map(|article| {
            role.get(..article.len()).filter(|s| s.eq_ignore_ascii_case(article)).map(|_| &role[article.len()..])
        })
        .unwrap_or(role)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::entity;
    use crate::lexicon::Lexicon;
    use crate::sentence::Model;
    use crate::text::paragraphs::Newlines;

    fn roles_of(text: &str) -> Vec<Vec<Span>> {
        let surface = Surface::read(text, Lexicon::shipped(), &Model::shipped(), Newlines::Auto, &Default::default());
        let mentions = mention::find(&surface, &[], &mention::Model::shipped());
        roles(&surface, &mentions, &entity::link(&surface, &mentions, &[], None), 0)
    }

    #[test]
    fn one_name_with_its_role_a_hundred_thousand_times_has_it_once() {
        let time = |times: usize| {
            let text = "Mayor Ann Lee, a lawyer for Acme, left. ".repeat(times);
            let start = Instant::now();
            assert_eq!(roles_of(&text)[0].len(), 2);
            start.elapsed()
        };
        // Quadratic work would take 64 times as long; the margin forgives a busy machine.
        let (few, many) = (time(12_500), time(100_000));
        assert!(many < few.max(Duration::from_millis(20)) * 24, "{few:?} {many:?}");
    }

    #[test]
    fn an_entity_keeps_its_first_roles() {
        let nouns = "lawyer judge teacher doctor nurse writer poet singer farmer banker baker driver pilot sailor soldier priest";
        let text: String =
            nouns.split(' ').chain(["player", "coach"]).map(|n| format!("Ann Lee, a {n}, left. ")).collect();
        let found = roles_of(&text);
        assert_eq!(found[0].len(), MOST);
        assert!(found[0].is_sorted_by_key(|role| role.start));
        assert_eq!(found[0][MOST - 1].of(&text), "a priest");
    }
}
