//! The mentions of the annotation, as the entity stage takes mentions.

use rustc_hash::FxHashMap;

use crate::Span;
use crate::entity_type::EntityType;
use crate::lexicon::{Lexicon, WordClass};
use crate::mention::{self, Form, Mention};
use crate::sentence::Model;
use crate::surface::Surface;
use crate::text::paragraphs::Newlines;
use crate::training::gum::{GoldDocument, GoldMention};

/// A document with mentions that are given rather than found.
pub struct Given<'d> {
    /// "news", "interview" and others.
    pub genre: &'d str,
    /// Its surface.
    pub surface: Surface<'d>,
    /// Its mentions, ascending; they may hold one another.
    pub mentions: Vec<Mention>,
    /// For each mention its entity.
    pub gold: Vec<u32>,
}

impl<'d> Given<'d> {
    /// Returns the document with the mentions of its annotation. Spans are cut to what the stage's own finder would give: a
    /// nominal ends with its head, a name has no title. Types are those of that finder, since nobody gives them in use.
    #[must_use]
    pub fn new(document: &'d GoldDocument) -> Self {
        let surface = surface(&document.text);
        let found = mention::find(&surface, &[], &mention::Model::shipped());
        let mut by_token: FxHashMap<usize, &Mention> = FxHashMap::default();
        for mention in &found {
            let first = if mention.form == Form::Name { mention.span } else { mention.head };
            (token(&surface, first)..surface.token_at(mention.span.end)).for_each(|i| _ = by_token.insert(i, mention));
        }
        let mut all: Vec<(Mention, u32)> = document
            .mentions
            .iter()
            .map(|gold| {
                let found = by_token.get(&token(&surface, counts(surface.text, gold))).copied();
                (given(&surface, gold, found), gold.entity)
            })
            .collect();
        all.sort_by_key(|(m, _)| (m.span.start, std::cmp::Reverse(m.span.end)));
        let (mentions, gold) = all.into_iter().unzip();
        Self { genre: &document.genre, surface, mentions, gold }
    }

    /// Returns the document with the mentions that the finder finds. Those with the head of one in the annotation are of its
    /// entity, the others of one each.
    #[must_use]
    pub fn found(document: &'d GoldDocument) -> Self {
        let surface = surface(&document.text);
        let mentions = mention::find(&surface, &[], &mention::Model::shipped());
        // Of mentions with one head the longest stands first.
        let mut by_head: FxHashMap<usize, u32> = FxHashMap::default();
        document
            .mentions
            .iter()
            .for_each(|m| _ = by_head.entry(token(&surface, counts(&document.text, m))).or_insert(m.entity));
        let mut next = document.mentions.iter().map(|m| m.entity + 1).max().unwrap_or_default();
        let mut of = |m: &Mention| {
            by_head.get(&token(&surface, m.head)).copied().unwrap_or_else(|| {
                next += 1;
                next
            })
        };
        let gold = mentions.iter().map(&mut of).collect();
        Self { genre: &document.genre, surface, mentions, gold }
    }
}

fn surface(text: &str) -> Surface<'_> {
    Surface::read(text, Lexicon::shipped(), &Model::shipped(), Newlines::Auto, &Default::default())
}

/// The word that counts: a name's last, as the finder has it.
fn counts(text: &str, gold: &GoldMention) -> Span {
    let name = gold.found_name(text);
    match gold.form {
        Form::Name => Span::new(name.end.saturating_sub(1).max(name.start), name.end),
        _ => gold.head,
    }
}

/// The token that a span begins in.
fn token(surface: &Surface<'_>, span: Span) -> usize {
    surface.token_over(span.start)
}

fn given(surface: &Surface<'_>, gold: &GoldMention, found: Option<&Mention>) -> Mention {
    let span = match gold.form {
        Form::Name => gold.found_name(surface.text),
        Form::Nominal => Span::new(gold.span.start, gold.head.end.max(gold.span.start + 1)),
        Form::Pronoun => gold.head,
    };
    let same = found.filter(|m| m.form == gold.form);
    let at = token(surface, counts(surface.text, gold));
    let head = match gold.form {
        Form::Name => {
            let last = surface.tokens[at].span;
            Span::new(last.start.max(span.start), last.end.min(span.end))
        }
        _ => gold.head,
    };
    Mention {
        span,
        form: gold.form,
        kind: same.map_or_else(|| kind(surface, gold, at), |m| m.kind),
        head,
        title: same.and_then(|m| m.title).filter(|t| t.end <= span.start),
        in_speech: surface.in_speech(at),
        gazetteer: None,
    }
}

/// What the head's word tells.
fn kind(surface: &Surface<'_>, gold: &GoldMention, at: usize) -> EntityType {
    let classes = surface.tokens[at].classes;
    match gold.form {
        Form::Name => EntityType::Other,
        Form::Pronoun if classes.intersects(WordClass::THEY | WordClass::WE) => EntityType::Group,
        Form::Pronoun if classes.intersects(WordClass::HE | WordClass::SHE | WordClass::I | WordClass::YOU) => {
            EntityType::Person
        }
        Form::Nominal if classes.contains(WordClass::GROUP_NOUN) => EntityType::Group,
        Form::Nominal if classes.intersects(WordClass::ROLE | WordClass::KIN | WordClass::TITLE) => EntityType::Person,
        Form::Nominal if classes.contains(WordClass::DOCUMENT) => EntityType::Other,
        Form::Nominal if classes.contains(WordClass::BODY_NOUN) => EntityType::Organization,
        _ => EntityType::Other,
    }
}
