//! What is known of a document's turns before anybody is chosen: who each names as its source, who is called by name in it, and who
//! tells the story.

use rustc_hash::FxHashMap;

use super::agentless::is_agentless;
use super::cast::Cast;
use super::form::SourceForm;
use super::label::Interview;
use super::lead::Lead;
use super::source::Source;
use super::stage::{Called, Stage};
use super::turn::{Turn, turns};
use crate::Span;
use crate::entity::Entities;
use crate::entity::antecedent::{Agreement, Antecedents};
use crate::entity_type::EntityType;
use crate::gazetteer::Gazetteer;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::model::hash;
use crate::quote::free::is_dialogue;
use crate::quote::transcript::Letter;
use crate::quote::{Quote, QuoteKind};
use crate::surface::Surface;
use crate::token::{Token, TokenKind};

/// A turn, and what it names as its source.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub form: SourceForm,
    /// The source as written.
    pub span: Option<Span>,
    /// The mention behind it; where no source is written, one that a cue stands beside.
    pub source: Option<u32>,
    /// Whether the source is written in the quote itself.
    pub written: bool,
    /// Whether it stands in another paragraph.
    pub apart: bool,
    pub agreement: Option<Agreement>,
    /// Who has the name that the source is.
    pub named: Option<u32>,
    /// Who is spoken of in it.
    pub called: Vec<Called>,
    /// How it speaks to whom it is said: "sir", "ma’am", "papa", "my dear", a bit each.
    pub address: u8,
    /// Paragraphs since the turn before; many where there is none.
    pub gap: u32,
    pub kind: QuoteKind,
    /// Whether it ends with a question mark, and whether it begins its paragraph.
    pub asks: bool,
    pub begins: bool,
    /// Whether somebody else is named as a subject since the turn before.
    pub other: bool,
    /// Whom an office in a headline means, or who wrote a document, where the text tells.
    pub explained: Option<u32>,
    /// Whether its cue goes on from what was said before: "she added".
    pub goes_on: bool,
    /// Whether its cue names nobody who says it: "asked whether", "is expected to".
    pub agentless: bool,
    /// Who leads in to a pronoun.
    pub leads: Vec<Lead>,
}

/// A document with its turns.
pub(super) struct Scene<'a> {
    pub stage: Stage<'a>,
    /// The user's list.
    pub gazetteer: Option<&'a Gazetteer>,
    pub quotes: &'a [Quote],
    /// The source of each quote.
    pub sources: Vec<Source>,
    pub turns: Vec<Turn>,
    pub asked: Vec<Asked>,
    pub cast: Cast,
    /// Who says "I" outside quotations.
    pub narrator: Option<u32>,
    /// By turn, for whom its source has a name that no mention has.
    pub brought: Vec<Vec<u32>>,
    /// Whom labels of a transcript bring in that no mention stands for: "Interviewer:"; by the label's hash.
    pub labelled: FxHashMap<u64, u32>,
    /// Who asks and who answers where turns have letters.
    pub interview: Interview,
    /// Whether many of its turns have no source, as in a novel or an interview.
    pub dialogue: bool,
}

/// Paragraphs since the turn before where there is none.
const FAR: u32 = 99;
/// A narrator is called by name at least so often by those whom he talks to.
const NARRATOR_CALLED: u32 = 1;
/// So many mentions before "they" are looked at.
const SUBJECTS_BACK: usize = 8;
/// So many contents of a turn are looked at.
const CONTENTS: usize = 64;

/// How quotations speak to somebody.
fn address<'q>(surface: &Surface<'_>, quotes: impl Iterator<Item = &'q Quote>) -> u8 {
    const WORDS: [&[&str]; 5] = [
        &["sir", "gentlemen", "monsieur"],
        &["madam", "ma'am", "ma’am", "miss", "madame", "ladies"],
        &["papa", "father", "mamma", "mama", "mother", "aunt", "uncle"],
        &["dear", "darling", "dearest"],
        &["boy", "child", "girl"],
    ];
    let mut bits = 0;
    for i in quotes.flat_map(|quote| &quote.content).flat_map(|span| surface.tokens_in(*span)).take(ADDRESSED) {
        let stops = |i: Option<&Token>| i.is_none_or(|t| t.kind != TokenKind::Word);
        if surface.tokens[i].kind == TokenKind::Word && stops(surface.tokens.get(i + 1)) {
            let word = surface.word(i);
            let found = WORDS.iter().position(|words| words.iter().any(|other| other.eq_ignore_ascii_case(word)));
            bits |= found.map_or(0, |place| 1 << place);
        }
    }
    bits
}

/// So many tokens of a turn are searched for that.
const ADDRESSED: usize = 200;

impl<'a> Scene<'a> {
    pub fn new(
        surface: &'a Surface<'a>,
        mentions: &'a [Mention],
        quotes: &'a [Quote],
        entities: &Entities,
        gazetteer: Option<&'a Gazetteer>,
    ) -> Self {
        let antecedents = Antecedents::new(surface, mentions, entities);
        let cast = Cast::new(surface.text, entities, mentions, &antecedents);
        let stage = Stage::new(surface, mentions, quotes, antecedents);
        let sources: Vec<Source> = quotes.iter().map(|quote| Source::of(&stage, quote)).collect();
        let mut turns = turns(surface, quotes, &sources);
        let direct = quotes.iter().zip(&sources).filter(|(q, _)| q.kind == QuoteKind::Direct && q.parent.is_none());
        let dialogue = is_dialogue(direct.map(|(_, source)| source.is_some()));
        if dialogue {
            // What is told between the lines – "She thought that …" – takes nobody's turn.
            turns.sort_by_key(|turn| quotes[turn.quotes[0] as usize].kind == QuoteKind::Indirect);
        }
        let mut scene = Self {
            stage,
            gazetteer,
            quotes,
            sources,
            turns,
            asked: Vec::new(),
            cast,
            narrator: None,
            brought: Vec::new(),
            labelled: FxHashMap::default(),
            interview: Interview::default(),
            dialogue,
        };
        scene.asked = (0..scene.turns.len()).map(|turn| scene.ask(turn, entities)).collect();
        for asked in &scene.asked {
            if let Some(key) = asked.named {
                scene.cast.members[key as usize].said += 1;
            }
        }
        scene.narrator = scene.narrator();
        scene.interview = scene.interview(entities);
        for at in 0..scene.turns.len() {
            scene.asked[at].other = scene.is_other_named(at, entities);
            scene.asked[at].explained = scene.explained_below(at, entities).or_else(|| scene.author(at, entities));
            scene.asked[at].leads = scene.leads(at, entities);
        }
        scene
    }

    fn ask(&self, at: usize, entities: &Entities) -> Asked {
        let (turn, surface) = (&self.turns[at], self.stage.surface);
        let quotes = || turn.quotes.iter().map(|&i| &self.quotes[i as usize]);
        let Source { span, mention: source, apart, .. } =
            turn.sourced.map_or_else(Source::default, |i| self.sources[i as usize]);
        let written = span.is_some();
        let form = match self.letter(at) {
            Some(Letter::Asks) => SourceForm::Asks,
            Some(Letter::Answers) => SourceForm::Answers,
            _ => self.form(source, span),
        };
        let named = source.filter(|_| form == SourceForm::Name).and_then(|m| entities.of_mention[m as usize]);
        let mut called = Vec::new();
        quotes().for_each(|quote| self.stage.called(quote, entities, &mut called));
        let gap = match at.checked_sub(1) {
            Some(before) => turn.paragraph.checked_sub(self.turns[before].last_paragraph).unwrap_or(FAR),
            None => FAR,
        };
        let (first, last) =
            (&self.quotes[turn.quotes[0] as usize], &self.quotes[turn.quotes[turn.quotes.len() - 1] as usize]);
        let end = last.content[last.content.len() - 1];
        let start = surface.token_at(first.content[0].start);
        let begins = (start.saturating_sub(1)..(start + 1).min(surface.tokens.len()))
            .any(|i| i == 0 || surface.tokens[i].shape.contains(crate::token::Shape::LINE_BEFORE));
        Asked {
            form,
            span,
            apart,
            source,
            written,
            agreement: source.and_then(|m| self.agreement(m, form)),
            named,
            called,
            address: address(surface, quotes()),
            gap,
            kind: first.kind,
            asks: end.of(surface.text).trim_end_matches(['”', '"', '’', '\'']).ends_with('?'),
            begins,
            other: false,
            explained: None,
            goes_on: quotes().any(|quote| self.goes_on(quote)),
            agentless: is_agentless(surface, first),
            leads: Vec::new(),
        }
    }

    /// Whether a content of the turn holds a mention.
    pub fn is_in(&self, turn: &Turn, mention: u32) -> bool {
        let span = self.stage.mentions[mention as usize].span;
        turn.quotes
            .iter()
            .flat_map(|&i| &self.quotes[i as usize].content)
            .take(CONTENTS)
            .any(|content| content.contains(span))
    }

    /// Tokens between a mention and the nearest content of a turn.
    pub fn distance(&self, turn: &Turn, mention: u32) -> u32 {
        let spot = self.stage.spot(mention);
        let surface = self.stage.surface;
        let contents = turn.quotes.iter().flat_map(|&i| &self.quotes[i as usize].content);
        contents
            .take(8)
            .map(|span| {
                let tokens = surface.tokens_in(*span);
                if spot.end as usize <= tokens.start {
                    (tokens.start - spot.end as usize) as u32
                } else {
                    (spot.token as usize).saturating_sub(tokens.end) as u32
                }
            })
            .min()
            .unwrap_or(u32::MAX)
    }

    /// The word that counts of a mention, as a hash.
    pub fn head(&self, mention: u32) -> u64 {
        hash::lower(self.stage.mentions[mention as usize].head.of(self.stage.surface.text).as_bytes())
    }

    pub(super) fn token(&self, mention: u32) -> &Token {
        &self.stage.surface.tokens[self.stage.spot(mention).token as usize]
    }

    /// Whether a name of several words, beside the quotation, is the source of a turn.
    pub fn is_named_in_full(&self, at: usize) -> bool {
        let asked = &self.asked[at];
        let long = |mention: u32| {
            let own = &self.stage.mentions[mention as usize];
            own.head.start > own.span.start
        };
        asked.form == SourceForm::Name && !asked.apart && asked.source.is_some_and(long)
    }

    /// Whether a mention is "I" or "we" outside quotations.
    pub fn is_first(&self, mention: u32) -> bool {
        let own = &self.stage.mentions[mention as usize];
        own.form == Form::Pronoun && !own.in_speech && self.token(mention).is(WordClass::I)
    }

    /// Whether the last subject before "they" is two people: "Lee and Poe".
    pub fn are_two(&self, they: u32) -> bool {
        let before = self.stage.narration.partition_point(|&m| m < they);
        let mut subjects =
            self.stage.narration[..before].iter().rev().take(SUBJECTS_BACK).map(|&m| (m, self.stage.spot(m)));
        let last = subjects.find(|(_, spot)| spot.main || spot.joined);
        last.is_some_and(|(m, spot)| spot.joined && self.stage.mentions[m as usize].form == Form::Name)
    }

    /// Whether somebody else, whom the source of turn `at` may mean, is named as a subject between the turn before and that source:
    /// "Lee said. Kim nodded. “…,” she said".
    fn is_other_named(&self, at: usize, entities: &Entities) -> bool {
        let Some(before) = at.checked_sub(1).filter(|_| self.asked[at].gap <= 1) else { return false };
        let (last, first) = (&self.turns[before].quotes, &self.turns[at].quotes);
        let ends = |quote: &Quote| {
            let content = quote.content.last().map_or(0, |span| span.end);
            content.max(quote.cue.map_or(0, |cue| cue.end)).max(quote.source.map_or(0, |source| source.end))
        };
        let from = last.iter().map(|&i| ends(&self.quotes[i as usize])).max().unwrap_or_default();
        let mentions = self.stage.mentions;
        let until = self.asked[at].source.map_or_else(
            || self.quotes[first[0] as usize].content[0].start,
            |source| mentions[source as usize].span.start,
        );
        let speaker = self.asked[before].source.and_then(|source| entities.of_mention[source as usize]);
        let may_be = |key: u32| match self.asked[at].agreement {
            Some(wanted) => self.cast.agrees(key, wanted) >= 0,
            None => self.cast.members[key as usize].kind == EntityType::Person,
        };
        let place = mentions.partition_point(|m| m.span.start < from);
        mentions[place..].iter().take_while(|m| m.span.start < until).zip(place as u32..).any(|(mention, m)| {
            mention.form == Form::Name
                && !mention.in_speech
                && self.stage.spot(m).main
                && !self.stage.in_content[m as usize]
                && entities.of_mention[m as usize].is_some_and(|key| Some(key) != speaker && may_be(key))
        })
    }

    /// Who says "I" outside quotations: whom those call by name who speak before and after; else a member without a name.
    fn narrator(&mut self) -> Option<u32> {
        let mut called: FxHashMap<u32, u32> = FxHashMap::default();
        let mut own = None;
        // Who tells does not call himself by name.
        let named = |key: u32| self.cast.members[key as usize].named;
        for (at, asked) in self.asked.iter().enumerate() {
            let Some(mention) = asked.source.filter(|_| asked.form == SourceForm::I) else { continue };
            if self.stage.mentions[mention as usize].in_speech {
                continue;
            }
            own = own.or(Some(mention));
            let before = at.checked_sub(1).filter(|_| asked.gap <= 1);
            let after = Some(at + 1).filter(|&next| self.asked.get(next).is_some_and(|next| next.gap <= 1));
            for beside in before.into_iter().chain(after) {
                let vocatives = self.asked[beside].called.iter().filter(|called| called.vocative);
                vocatives.for_each(|found| *called.entry(found.key).or_default() += 1);
            }
        }
        // "my friend" is no name.
        let has_name = |key: u32| !self.cast.members[key as usize].anonymous;
        called.retain(|&key, count| *count >= NARRATOR_CALLED && has_name(key) && named(key) <= 2 * *count);
        let most = called.into_iter().max_by_key(|&(key, count)| (count, std::cmp::Reverse(key)));
        most.map(|(key, _)| key).or_else(|| {
            let mentions = self.stage.mentions;
            own.map(|mention| self.cast.newcomer(mentions[mention as usize].span, Some(mention), mentions))
        })
    }

    /// Whether a member is no more than the "I" of who tells the story.
    pub fn is_unnamed_narrator(&self, key: u32) -> bool {
        self.narrator == Some(key) && self.cast.as_newcomer(key).is_some()
    }

    /// Names in apposition to the nominal that heads a source: "the mayor, Ann Lee,", "the minister of trade, Ann Lee".
    pub fn apposed(&self, source: Span, nominal: u32) -> Option<u32> {
        let (mentions, surface) = (self.stage.mentions, self.stage.surface);
        let tokens = &surface.tokens;
        let inside = (nominal as usize + 1..mentions.len()).take_while(|&i| mentions[i].span.end <= source.end);
        let in_title = |i: usize| {
            let next = mentions.get(i + 1).and_then(|m| m.title);
            next.is_some_and(|title| title.contains(mentions[i].span))
        };
        let found = inside.into_iter().find(|&i| {
            let mention = &mentions[i];
            let start = surface.token_at(mention.outer_start());
            let end = surface.token_at(mention.span.end);
            let stops = |t: &Token| t.kind == TokenKind::Comma || t.span.start >= source.end;
            mention.form == Form::Name
                && !in_title(i)
                && start.checked_sub(1).is_some_and(|c| tokens[c].kind == TokenKind::Comma)
                && tokens.get(end).is_none_or(stops)
        });
        found.map(|i| i as u32)
    }
}
