//! Quotes inside the content of another: “He told me, ‘Go home,’” Lee said. They are no turns: who says them is who stands there.

use super::relative::Before;
use super::scene::Scene;
use super::{Attribution, Evidence, anonymous, is_generic, tie};
use crate::Span;
use crate::entity::Entities;
use crate::entity::antecedent::Wanted;
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::{Form, is_indefinite};
use crate::quote::{Quote, transcript};

/// How many sentences of narration back a pronoun's antecedent may stand.
const SENTENCES_BACK: u32 = 6;

/// Fills in the quotes that are nested; parents stand before what is nested in them.
pub(super) fn attribute(
    scene: &Scene<'_>,
    quotes: &[Quote],
    entities: &mut Entities,
    found: &mut [Option<Attribution>],
) {
    for (i, quote) in quotes.iter().enumerate() {
        let Some(parent) = quote.parent else { continue };
        let around = found[parent as usize].clone().unwrap_or_else(Attribution::nobody);
        let turn = transcript::is_turn(&quotes[parent as usize]);
        let (speaker, evidence) = speaker(scene, quote, entities, &around, turn);
        if let (Some(speaker), Some(mention)) = (speaker, quote.source_mention) {
            tie(scene.stage.mentions, entities, mention, speaker);
        }
        // Whose "I" it is, is as sure as who says it.
        let confidence = speaker.and(if evidence == Evidence::FirstPerson { around.confidence } else { Some(SURE) });
        let candidates = speaker.zip(confidence).into_iter().collect();
        found[i] = Some(Attribution { speaker, evidence, confidence, candidates });
    }
}

/// How often the speaker of a relation with a written source is right on the development part of the news, relations given
/// (docs/speakers.md): nested quotes are annotated nowhere.
const SURE: f32 = 0.85;

/// Who a source is that no mention stands for: somebody new, or what stands before "that".
fn unmentioned(scene: &Scene<'_>, entities: &mut Entities, source: Span) -> (Option<u32>, Evidence) {
    let before = if scene.is_relative(source) { scene.before_source(source) } else { Some(Before::Phrase(source)) };
    match before {
        None => (None, Evidence::NoAntecedent),
        Some(Before::Phrase(name)) => (Some(anonymous(scene, entities, name, EntityType::Other)), Evidence::Nominal),
        Some(Before::Mention(before)) => {
            let own = &scene.stage.mentions[before as usize];
            let known = entities.of_mention[before as usize];
            (known.or_else(|| Some(anonymous(scene, entities, own.span, own.kind))), Evidence::Pronoun)
        }
    }
}

/// `turn` says whether the quote stands in a turn of a transcript, which is somebody's speech without marks.
fn speaker(
    scene: &Scene<'_>,
    quote: &Quote,
    entities: &mut Entities,
    around: &Attribution,
    turn: bool,
) -> (Option<u32>, Evidence) {
    let Some(source) = quote.source else { return (None, Evidence::NoSource) };
    if is_generic(source.of(scene.stage.surface.text)) {
        return (None, Evidence::Generic);
    }
    let Some(mention) = quote.source_mention else {
        return unmentioned(scene, entities, source);
    };
    let own = &scene.stage.mentions[mention as usize];
    // "our" that nobody is known for is nobody.
    let acts = |&entity: &u32| scene.cast.members.get(entity as usize).is_none_or(|member| member.acts);
    let known = entities.of_mention[mention as usize].filter(acts);
    let token = &scene.stage.surface.tokens[scene.stage.spot(mention).token as usize];
    match own.form {
        Form::Name => known.map_or((None, Evidence::NoAntecedent), |e| (Some(e), Evidence::Name)),
        Form::Nominal => {
            let apposed = scene.apposed(source, mention).and_then(|m| entities.of_mention[m as usize]);
            match (apposed, known) {
                (Some(entity), _) => (Some(entity), Evidence::Apposition),
                (None, Some(entity)) => (Some(entity), Evidence::Nominal),
                (None, None) => (
                    Some(anonymous(scene, entities, source, scene.stage.mentions[mention as usize].kind)),
                    Evidence::Nominal,
                ),
            }
        }
        Form::Pronoun if is_indefinite(own.span.of(scene.stage.surface.text)) => {
            (Some(anonymous(scene, entities, own.span, own.kind)), Evidence::Nominal)
        }
        Form::Pronoun if token.is(WordClass::I) && (turn || own.in_speech) => match around.speaker {
            Some(speaker) => (Some(speaker), Evidence::FirstPerson),
            None => (None, Evidence::NoAntecedent),
        },
        Form::Pronoun if token.is(WordClass::YOU) => (None, Evidence::Generic),
        Form::Pronoun if token.is(WordClass::RELATIVE) => {
            let before = scene.before_relative(mention).and_then(|m| entities.of_mention[m as usize]);
            before.map_or((None, Evidence::NoAntecedent), |entity| (Some(entity), Evidence::Pronoun))
        }
        Form::Pronoun => {
            let searched = || {
                let agreement = scene.stage.antecedents.agreement_of(mention as usize)?;
                let before = scene.stage.antecedents.tokens_of(mention as usize).start;
                let wanted =
                    Wanted { agreement, before, in_speech: false, not: around.speaker, sentences: SENTENCES_BACK };
                scene.stage.antecedents.find(entities, wanted).and_then(|m| entities.of_mention[m])
            };
            match known.or_else(searched) {
                Some(entity) => (Some(entity), Evidence::Pronoun),
                None => (None, Evidence::NoAntecedent),
            }
        }
    }
}
