//! Candidates: who may have taken a turn, the likeliest places first – the source, the names beside the quotation, who was spoken of
//! before, who speaks in the turns around.

use super::exclude::exclude;
use super::form::SourceForm;
use super::inside::{Inside, names};
use super::relative::Before;
use super::scene::{Asked, Scene};
use super::stage::Beside;
use crate::Span;
use crate::entity::Entities;
use crate::entity::spot::Role;
use crate::entity_type::EntityType;
use crate::mention::Form;
use crate::model::succession::NOBODY;
use crate::quote::QuoteKind;

/// How a candidate is tied to the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Tied {
    No,
    /// It has the same last name as the source.
    Namesake,
    /// A nominal like the source brought it in before: "a spokesman" … "the spokesman".
    SameNoun,
    /// For whom the source brings in somebody new.
    New,
    /// It is named inside the source.
    Inside,
    /// The source's mention refers to it.
    Entity,
    /// It is named before "who".
    Relative,
    /// It is named in apposition inside the source.
    Apposition,
    /// It tells the story, and the source is "I".
    Narrator,
}

/// A mention of a candidate in the turn's own paragraph, outside quotations.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near {
    pub mention: u32,
    pub beside: Beside,
    /// 0 before the quotation, 1 between its parts, 2 behind.
    pub side: u8,
    pub distance: u32,
    /// How many others stand nearer.
    pub rank: u8,
}

/// The last mention of a candidate before the turn's paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Back {
    pub mention: u32,
    pub paragraphs: u32,
    /// How many others were spoken of since, and how many of these agree with the source.
    pub rank: u8,
    pub agreeing: u8,
    /// How often it was spoken of in what was looked at.
    pub count: u8,
    /// Whether it acts in the last sentence before the paragraph.
    pub last: bool,
}

/// Somebody who may have taken a turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub key: u32,
    pub tied: Tied,
    pub inside: Option<Inside>,
    pub near: Option<Near>,
    pub back: Option<Back>,
    /// Whether it takes part in the talk: a turn before it, or after it, is its own by name, or one beside it calls it by name.
    pub before: bool,
    pub after: bool,
    pub addressed: bool,
    /// Whether the gazetteer calls it by the description that the source is.
    pub alias: bool,
}

impl Candidate {
    const fn new(key: u32) -> Self {
        Self {
            key,
            tied: Tied::No,
            inside: None,
            near: None,
            back: None,
            before: false,
            after: false,
            addressed: false,
            alias: false,
        }
    }

    /// Returns whether it takes part in the talk.
    pub const fn is_active(&self) -> bool {
        self.before || self.after || self.addressed
    }
}

/// At most so many candidates a turn, nobody among them.
pub(super) const MOST: usize = 22;
/// So many mentions of a paragraph are looked at.
const NEAR: usize = 24;
/// So many mentions before the paragraph, and so many paragraphs back.
const BACK: usize = 120;
const PARAGRAPHS_BACK: u32 = 20;
/// So many who were spoken of before are proposed.
const RECENT: usize = 12;
/// Turns around in which a name makes a candidate.
pub(super) const TURNS_BEFORE: usize = 10;
pub(super) const TURNS_AFTER: usize = 6;

/// So many paragraphs without a turn may lie within one talk.
const TALK: u32 = 3;

/// So many are proposed whom the source's noun describes elsewhere.
const DESCRIBED: usize = 3;

/// Puts into `found` who may have taken turn `at`; nobody is the first. Turns are asked for in their order.
pub(super) fn propose(scene: &mut Scene<'_>, entities: &Entities, at: usize, found: &mut Vec<Candidate>) {
    found.clear();
    found.push(Candidate::new(NOBODY));
    if scene.asked[at].agentless {
        scene.brought.push(Vec::new());
        return;
    }
    let owners = by_source(scene, entities, at, found);
    if scene.asked[at].source.is_some_and(|mention| scene.is_first(mention)) || is_settled(scene, entities, at) {
        return;
    }
    near(scene, entities, at, found);
    let asked = &scene.asked[at];
    let named = asked.form == SourceForm::Name && !asked.apart && !scene.dialogue;
    // What is told takes no turn: without a source, only who stands beside it may be meant.
    let told = asked.kind == QuoteKind::Indirect && asked.form == SourceForm::None;
    if named || told {
        return;
    }
    back(scene, entities, at, found);
    around(scene, at, found);
    exclude(scene, entities, at, found, &owners);
}

/// Whether what the source says leaves no choice: it is somebody new – "one said", "another said" –, two people named
/// together, a label of a transcript, or, outside of dialogue, a description: whom the entity stage knows by it, who is named in it, or
/// somebody new.
fn is_settled(scene: &Scene<'_>, entities: &Entities, at: usize) -> bool {
    let asked = &scene.asked[at];
    if scene.tells_who(at) {
        return true;
    }
    let Some(source) = asked.source else {
        return matches!(asked.form, SourceForm::Unmentioned | SourceForm::Relative);
    };
    let tied = entities.of_mention[source as usize];
    match asked.form {
        SourceForm::Other => true,
        SourceForm::They => tied.is_none() && scene.are_two(source),
        form => form.is_nominal() && !scene.dialogue,
    }
}

fn candidate(found: &mut Vec<Candidate>, key: u32) -> Option<&mut Candidate> {
    let place = match found.iter().position(|c| c.key == key) {
        Some(place) => place,
        None if found.len() < MOST => {
            found.push(Candidate::new(key));
            found.len() - 1
        }
        None => return None,
    };
    found.get_mut(place)
}

/// Puts into `found` who is told by the source, and returns those of whom it is somebody: "Lee’s lawyer" is not Lee.
fn by_source(scene: &mut Scene<'_>, entities: &Entities, at: usize, found: &mut Vec<Candidate>) -> Vec<u32> {
    let asked = &scene.asked[at];
    let (source, span, form) = (asked.source, asked.span, asked.form);
    if scene.tells_who(at) {
        let known = match scene.is_labelled(at) {
            true => scene.behind_label(at, entities),
            false => scene.asked[at].explained,
        };
        if let Some(candidate) = known.and_then(|key| candidate(found, key)) {
            candidate.tied = if scene.cast.as_newcomer(candidate.key).is_some() { Tied::New } else { Tied::Entity };
        }
        scene.brought.push(Vec::new());
        return Vec::new();
    }
    let nominal = source.map(|mention| &scene.stage.mentions[mention as usize]);
    let named = span.filter(|_| !form.is_pronoun());
    let named = named.map_or_else(Vec::new, |span| names(scene, entities, span, nominal));
    let person = nominal.is_some_and(|m| m.form == Form::Nominal && m.kind == EntityType::Person);
    let owners = if person { scene.owners(&named) } else { Vec::new() };
    let other = |inside: &Inside| inside.modifies || person && inside.is_of_theirs();
    let named: Vec<_> = named.into_iter().filter(|(_, inside)| !other(inside)).collect();
    scene
        .brought
        .push(named.iter().map(|&(key, _)| key).filter(|&key| scene.cast.as_newcomer(key).is_some()).collect());
    for (key, inside) in named {
        if let Some(candidate) = candidate(found, key) {
            candidate.tied = candidate.tied.max(Tied::Inside);
            candidate.inside = candidate.inside.or(Some(inside));
        }
    }
    let tie = |found: &mut Vec<Candidate>, key: u32, tied: Tied| {
        if let Some(candidate) = candidate(found, key) {
            candidate.tied = candidate.tied.max(tied);
        }
    };
    let Some(mention) = source else {
        if let Some((key, tied)) = span.and_then(|span| unmentioned(scene, entities, span, form)) {
            tie(found, key, tied);
        }
        return owners;
    };
    let own = entities.of_mention[mention as usize].filter(|_| !scene.is_first(mention));
    if let Some(key) = own {
        tie(found, key, Tied::Entity);
    }
    if form == SourceForm::Name {
        let last = scene.head(mention);
        for key in scene.cast.namesakes(last).to_vec() {
            tie(found, key, Tied::Namesake);
        }
    }
    match form {
        SourceForm::Definite | SourceForm::Owned | SourceForm::Indefinite => {
            let apposed = span.and_then(|span| scene.apposed(span, mention));
            if let Some(key) = apposed.and_then(|m| entities.of_mention[m as usize]) {
                tie(found, key, Tied::Apposition);
            }
            if form.is_definite() {
                for key in same_noun(scene, at, mention) {
                    tie(found, key, Tied::SameNoun);
                }
            }
            for key in scene.called_so(mention) {
                if let Some(candidate) = candidate(found, key) {
                    candidate.alias = true;
                }
            }
            // In the news, the entity stage has compared those whom the noun describes elsewhere.
            let named = own.is_some_and(|key| !entities.list[key as usize].anonymous);
            if scene.dialogue || !named {
                for &(key, _) in scene.cast.described(scene.head(mention)).iter().take(DESCRIBED) {
                    tie(found, key, Tied::No);
                }
            }
            if named || own.is_none() {
                let name = span.unwrap_or(scene.stage.mentions[mention as usize].span);
                let key = scene.cast.newcomer(name, Some(mention), scene.stage.mentions);
                tie(found, key, Tied::New);
            }
        }
        SourceForm::Other => {
            let name = scene.stage.mentions[mention as usize].span;
            let key = scene.cast.newcomer(name, Some(mention), scene.stage.mentions);
            tie(found, key, Tied::New);
        }
        SourceForm::Relative => {
            if let Some(before) = scene.before_relative(mention) {
                let key = entities.of_mention[before as usize].unwrap_or_else(|| {
                    let name = scene.stage.mentions[before as usize].span;
                    scene.cast.newcomer(name, Some(before), scene.stage.mentions)
                });
                tie(found, key, Tied::Relative);
            }
        }
        SourceForm::I | SourceForm::We if !scene.stage.mentions[mention as usize].in_speech => {
            if let Some(key) = scene.narrator {
                tie(found, key, Tied::Narrator);
            }
        }
        _ => {}
    }
    owners
}

/// Who a source is that no mention stands for: somebody new, or what stands before "that".
fn unmentioned(scene: &mut Scene<'_>, entities: &Entities, source: Span, form: SourceForm) -> Option<(u32, Tied)> {
    let mentions = scene.stage.mentions;
    if form != SourceForm::Relative {
        return scene.is_noun_phrase(source).then(|| (scene.cast.newcomer(source, None, mentions), Tied::New));
    }
    Some(match scene.before_source(source)? {
        Before::Phrase(name) => (scene.cast.newcomer(name, None, mentions), Tied::New),
        Before::Mention(before) => match entities.of_mention[before as usize] {
            Some(key) => (key, Tied::Relative),
            None => (scene.cast.newcomer(mentions[before as usize].span, Some(before), mentions), Tied::New),
        },
    })
}

/// Those whom a nominal with the same noun brought in, in the turns before.
fn same_noun(scene: &Scene<'_>, at: usize, mention: u32) -> Vec<u32> {
    let text = scene.stage.surface.text;
    let head = |m: u32| scene.stage.mentions[m as usize].head.of(text);
    let turns = scene.asked[at.saturating_sub(TURNS_BEFORE)..at].iter().rev();
    let before = turns.filter_map(|asked| asked.source).filter(|&m| m != mention && head(m) == head(mention));
    before.filter_map(|m| scene.cast.of_mention(m)).collect()
}

/// Who is mentioned in the turn's paragraph, the nearest first.
fn near(scene: &mut Scene<'_>, entities: &Entities, at: usize, found: &mut Vec<Candidate>) {
    let turn = &scene.turns[at];
    let all = scene.stage.narration_of(turn.paragraph);
    let (start, end) = {
        let first = &scene.quotes[turn.quotes[0] as usize].content[0];
        let last = &scene.quotes[turn.quotes[turn.quotes.len() - 1] as usize].content;
        (first.start, last[last.len() - 1].end)
    };
    let range = scene.stage.window(all.clone(), start, NEAR).chain(scene.stage.window(all, end, NEAR));
    let mut seen: Vec<(u32, u32)> = range
        .map(|n| scene.stage.narration[n])
        .filter(|&m| !scene.is_in(turn, m))
        .map(|m| (scene.distance(turn, m), m))
        .collect();
    seen.sort_unstable();
    seen.dedup();
    seen.truncate(NEAR);
    let mut rank = 0;
    for (distance, mention) in seen {
        let own = &scene.stage.mentions[mention as usize];
        if scene.stage.owns_somebody(mention) {
            continue;
        }
        // "I" is who tells the story.
        let key = if scene.is_first(mention) { scene.narrator } else { entities.of_mention[mention as usize] };
        let Some(key) = key.filter(|&key| scene.cast.members[key as usize].acts || scene.narrator == Some(key)) else {
            continue;
        };
        let side = if own.span.end <= start { 0 } else { 1 + u8::from(own.span.start >= end) };
        let beside = scene.stage.beside(mention);
        let found_near = Near { mention, beside, side, distance, rank };
        let fresh = found.iter().all(|c| c.key != key || c.near.is_none());
        if let Some(candidate) = candidate(found, key) {
            match &mut candidate.near {
                Some(near) if near.beside >= beside => {}
                Some(near) => *near = Near { rank: near.rank, ..found_near },
                none => *none = Some(found_near),
            }
        }
        rank += u8::from(fresh);
    }
}

/// Who was spoken of before the paragraph, the latest first.
fn back(scene: &Scene<'_>, entities: &Entities, at: usize, found: &mut Vec<Candidate>) {
    let turn = &scene.turns[at];
    let agreement = scene.asked[at].agreement;
    let end = scene.stage.narration_of(turn.paragraph).start;
    let sentence = scene.stage.last_told(turn.paragraph);
    let (mut recent, mut agreeing): (Vec<u32>, u8) = (Vec::with_capacity(RECENT), 0);
    for &mention in scene.stage.narration[..end].iter().rev().take(BACK) {
        let paragraphs = turn.paragraph - scene.stage.paragraph[mention as usize];
        if paragraphs > PARAGRAPHS_BACK {
            break;
        }
        let known = entities.of_mention[mention as usize].or_else(|| scene.cast.of_mention(mention));
        let known = if scene.is_first(mention) { scene.narrator } else { known };
        let Some(key) = known.filter(|&key| scene.cast.members[key as usize].acts) else { continue };
        // Whom a mention owns is more often meant than the owner: "Lee’s brother".
        if scene.stage.spot(mention).role == Role::Owner && scene.stage.mentions[mention as usize].form == Form::Name {
            continue;
        }
        if recent.contains(&key) {
            if let Some(back) = found.iter_mut().find(|c| c.key == key).and_then(|c| c.back.as_mut()) {
                back.count = back.count.saturating_add(1);
            }
            continue;
        }
        let rank = recent.len() as u8;
        let agrees = agreement.is_none_or(|agreement| scene.cast.agrees(key, agreement) >= 0);
        if recent.len() < RECENT || agrees && recent.len() < 2 * RECENT {
            recent.push(key);
            if let Some(candidate) = candidate(found, key) {
                let last = sentence.is_some_and(|last| scene.stage.sentence_of(mention) == last);
                let last = last && scene.stage.spot(mention).main;
                candidate.back = Some(Back { mention, paragraphs, rank, agreeing, count: 1, last });
            }
            agreeing += u8::from(agrees);
        }
    }
}

/// Who speaks in the turns around, and who is called by name in the next ones.
fn around(scene: &Scene<'_>, at: usize, found: &mut Vec<Candidate>) {
    let first = at.saturating_sub(TURNS_BEFORE);
    let end = (at + 1 + TURNS_AFTER).min(scene.asked.len());
    let called = |turn: usize| scene.asked[turn].called.iter().filter(|c| c.vocative).map(|c| c.key);
    let of = |asked: &Asked| asked.named.or_else(|| asked.source.and_then(|m| scene.cast.of_mention(m)));
    // A talk ends where little is said for long.
    let mut told = 0;
    for turn in (first..at).rev() {
        told += scene.asked[turn + 1].gap;
        let key = of(&scene.asked[turn]);
        let talk = told <= TALK + (at - turn) as u32;
        if let Some(candidate) = key.and_then(|key| candidate(found, key)) {
            candidate.before |= talk;
        }
    }
    told = 0;
    for turn in at + 1..end {
        told += scene.asked[turn].gap;
        let talk = told <= TALK + (turn - at) as u32;
        if let Some(candidate) = scene.asked[turn].named.and_then(|key| candidate(found, key)) {
            candidate.after |= talk;
        }
    }
    let before = at.checked_sub(1).filter(|_| scene.asked[at].gap <= 2).into_iter().flat_map(called);
    let after = Some(at + 1).filter(|&next| next < end && scene.asked[next].gap <= 2).into_iter().flat_map(called);
    for key in before.chain(after) {
        if let Some(candidate) = candidate(found, key) {
            candidate.addressed = true;
        }
    }
    if let Some(key) = scene.narrator {
        let _ = candidate(found, key);
    }
    if matches!(scene.asked[at].form, SourceForm::Definite | SourceForm::Owned | SourceForm::It | SourceForm::They) {
        for &key in scene.brought[first.min(at)..at].iter().rev().flatten() {
            let _ = candidate(found, key);
        }
    }
}
