//! Names inside a source: "a Quinnipiac poll", "a study by Harvard", "unions, including the Teamsters", "the Lee administration".

use std::ops::Range;

use super::author::GOT;
use super::cast::Cast;
use super::scene::Scene;
use crate::Span;
use crate::entity::Entities;
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention, is_linked};
use crate::model::hash;
use crate::surface::Surface;
use crate::text::fold::is_among;
use crate::token::TokenKind;

/// A name inside a source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inside {
    /// The word before it, as a hash; 0 where it begins the source.
    pub before: u64,
    /// The word behind it.
    pub behind: u64,
    /// Its place among the names of the source.
    pub order: u8,
    /// Whether it is a body called after somebody: "the Lee campaign".
    pub body: bool,
    /// Whether nothing else is in the source but an article.
    pub whole: bool,
    /// Whether it says no more than which person or body is the source, or where it is: "the Acme chief", "the Ashford council", "the
    /// government in Kyiv".
    pub modifies: bool,
}

/// So many tokens of a source are looked at, and so many names in it.
const LONGEST: usize = 40;
const NAMES: u8 = 4;

/// Returns who is named inside a source, each with how; `nominal` is the mention that heads it, if one does.
pub(super) fn names(
    scene: &mut Scene<'_>,
    entities: &Entities,
    source: Span,
    nominal: Option<&Mention>,
) -> Vec<(u32, Inside)> {
    let stage = &scene.stage;
    let surface = stage.surface;
    let tokens = surface.tokens_in(source);
    let tokens = tokens.start..tokens.end.min(tokens.start + LONGEST);
    let word =
        |i: Option<usize>| i.filter(|i| tokens.contains(i)).map_or(0, |i| hash::lower(surface.word(i).as_bytes()));
    let is_article = |start: usize| {
        start == tokens.start || start == tokens.start + 1 && surface.tokens[tokens.start].is(WordClass::DETERMINER)
    };
    let found = named(scene, entities, tokens.clone());
    let mut all = Vec::new();
    for (order, found) in (0..NAMES).zip(found) {
        let name = found.name(surface);
        let Named { tokens: run, key, kind, .. } = found;
        let inside = Inside {
            before: word(run.start.checked_sub(1)),
            behind: word(Some(run.end)),
            order,
            body: false,
            whole: run.end == tokens.end && is_article(run.start),
            modifies: nominal.is_some_and(|nominal| modifies(surface, &run, nominal))
                || locates(surface, &run, kind, nominal)
                || has_got(surface, &run),
        };
        let known = key.or_else(|| scene.cast.having_name(name.of(surface.text)));
        let key = known.unwrap_or_else(|| scene.cast.named_newcomer(name, surface.text));
        all.push((key, inside));
        // "the Lee campaign", "Lee’s campaign": a body, called so.
        let possessive = surface.tokens.get(run.end).is_some_and(|t| t.kind == TokenKind::Possessive);
        let head = run.end + usize::from(possessive);
        let body = surface.tokens.get(head).filter(|t| head < tokens.end && t.is(WordClass::BODY_NOUN));
        if let Some(body) = body.filter(|_| head + 1 == tokens.end) {
            let name = name.hull(body.span);
            let known = scene.cast.having_name(name.of(surface.text));
            let key = known.unwrap_or_else(|| scene.cast.named_newcomer(name, surface.text));
            all.push((key, Inside { body: true, whole: is_article(run.start), ..inside }));
        }
    }
    all
}

/// A name found in tokens.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub tokens: Range<usize>,
    /// Where its title begins, if it has one.
    pub title: Option<usize>,
    /// Its entity, and its type, where it is a mention.
    pub key: Option<u32>,
    pub kind: Option<EntityType>,
}

impl Named {
    /// Returns where it stands.
    pub fn name(&self, surface: &Surface<'_>) -> Span {
        surface.tokens[self.tokens.start].span.hull(surface.tokens[self.tokens.end - 1].span)
    }
}

/// Returns the names in some tokens: mentions, and runs of capitalised words that no mention is.
pub(super) fn named(scene: &Scene<'_>, entities: &Entities, tokens: Range<usize>) -> Vec<Named> {
    let stage = &scene.stage;
    let surface = stage.surface;
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let start = surface.tokens[at].span.start;
        let mention = stage.mentions.partition_point(|m| m.span.end <= start);
        let own = stage.mentions.get(mention).filter(|m| m.span.start <= start && m.form == Form::Name);
        let end = match own {
            Some(own) => surface.token_at(own.span.end).max(at + 1),
            None => at + run(scene, at, tokens.end),
        };
        if end > at {
            let key = own.and_then(|_| entities.of_mention[mention]);
            let title = own.and_then(|own| own.title).map(|title| surface.token_at(title.start));
            found.push(Named { tokens: at..end.min(tokens.end), title, key, kind: own.map(|own| own.kind) });
        }
        at = end.max(at + 1);
    }
    found
}

/// Whether a name before the head of a nominal modifies it: before people, and a place before a body.
fn modifies(surface: &Surface<'_>, name: &Range<usize>, nominal: &Mention) -> bool {
    let head = surface.token_at(nominal.head.start);
    let places = || surface.tokens[name.clone()].iter().all(|token| token.is(WordClass::PLACE));
    let people = match nominal.kind {
        EntityType::Person => true,
        EntityType::Group => nominal.head.of(surface.text).ends_with('s'),
        EntityType::Organization => places(),
        EntityType::Place | EntityType::Other => false,
    };
    nominal.form == Form::Nominal && name.end <= head && people
}

/// Whether a name is who has got, or printed, what somebody else wrote: "an e-mail obtained by the Leeds Mercury", "a study, published in
/// Fossils,".
fn has_got(surface: &Surface<'_>, name: &Range<usize>) -> bool {
    let Some(by) = before_article(surface, name) else { return false };
    let done = by.checked_sub(1).map_or("", |done| surface.word(done));
    match surface.word(by) {
        "by" => is_among(done, &GOT),
        "in" => is_among(done, &["published", "printed", "appearing"]),
        _ => false,
    }
}

/// The token before a name and its article.
fn before_article(surface: &Surface<'_>, name: &Range<usize>) -> Option<usize> {
    let before = name.start.checked_sub(1)?;
    if surface.tokens[before].is(WordClass::DETERMINER) { before.checked_sub(1) } else { Some(before) }
}

/// Whether a place tells where the source is: "the government in Kyiv", "protesters near Leeds", "the council of Leeds".
fn locates(surface: &Surface<'_>, name: &Range<usize>, kind: Option<EntityType>, nominal: Option<&Mention>) -> bool {
    let all_places = || surface.tokens[name.clone()].iter().all(|token| token.is(WordClass::PLACE));
    let place = kind.map_or_else(all_places, |kind| kind == EntityType::Place);
    place
        && before_article(surface, name).is_some_and(|before| match surface.word(before) {
            // "a report in the Leeds Mercury" stands in a paper.
            "in" | "at" | "near" => {
                before.checked_sub(1).is_none_or(|noun| !surface.tokens[noun].is(WordClass::DOCUMENT))
            }
            "of" => nominal.is_some_and(|n| !matches!(n.kind, EntityType::Other | EntityType::Place)),
            _ => false,
        })
}

/// How many tokens from `at` on are a run of capitalised words that no mention of its own is.
fn run(scene: &Scene<'_>, at: usize, end: usize) -> usize {
    let surface = scene.stage.surface;
    let is_name = |i: usize| {
        let token = &surface.tokens[i];
        let small = WordClass::DETERMINER | WordClass::PERSONAL | WordClass::PREPOSITION | WordClass::CONJUNCTION;
        token.kind == TokenKind::Word
            && token.is_capital()
            // "the Acme-run clinic"
            && !is_linked(surface.word(i))
            && !token.is_any(small | WordClass::CALENDAR | WordClass::DEMONYM | WordClass::ROLE | WordClass::TITLE)
            // The first word of a sentence has a capital in any case.
            && !(i == surface.tokens_beside(i).start && token.is_any(WordClass::COMMON | WordClass::ORDINARY | WordClass::GROUP_NOUN | WordClass::DOCUMENT | WordClass::ADVERB))
    };
    // "American Cancer Society", "Bank of England"
    let leads = |i: usize| surface.tokens[i].is(WordClass::DEMONYM) && i + 1 < end && is_name(i + 1);
    let joins = |i: usize| {
        i > at
            && i + 1 < end
            && surface.word(i) == "of"
            && surface.tokens[i - 1].is(WordClass::ORGANIZATION_HEAD)
            && is_name(i + 1)
    };
    (at..end).take_while(|&i| is_name(i) || leads(i) || joins(i)).count()
}

impl Inside {
    /// Whether the source is somebody of theirs: "a spokesman for Lee", "Lee’s lawyer".
    pub fn is_of_theirs(&self) -> bool {
        let is = |word: u64, words: &[&str]| words.iter().any(|other| hash::lower(other.as_bytes()) == word);
        !self.body
            && (is(self.before, &["for", "of", "to", "with", "from", "at", "in", "against"])
                || is(self.behind, &["'s", "’s", "'", "’"]))
    }
}

impl Cast {
    /// Returns the entity of exactly this name, if there is one.
    pub fn having_name(&self, name: &str) -> Option<u32> {
        self.by_name.get(&hash::lower(name.as_bytes())).copied()
    }

    /// Returns a member for whom only a source has this name.
    pub fn named_newcomer(&mut self, name: Span, text: &str) -> u32 {
        let span = (name.start, name.end);
        match self.by_span.get(&span) {
            Some(&key) => key,
            None => {
                let key = self.add_named(name, text);
                self.by_span.insert(span, key);
                key
            }
        }
    }
}
