//! Why this speaker, or why none.

use super::Evidence;
use super::choose::Choice;
use super::form::SourceForm;
use super::propose::{Candidate, Tied};
use super::scene::{Asked, Scene};
use crate::mention::Form;
use crate::quote::Quote;

/// Where a second candidate has so much of the chance of the first, and nobody more than half, no one can say which it is.
const AS_LIKELY: f32 = 0.975;
const MORE_LIKELY: f32 = 0.5;

/// Returns whether another candidate is as likely as the `best`, and none likelier than not.
pub(super) fn is_ambiguous(choice: &Choice, best: usize) -> bool {
    let most = choice.chances[best];
    let second = choice.chances.iter().enumerate().filter(|&(at, _)| at != best && at != 0).map(|(_, &chance)| chance);
    best != 0 && most < MORE_LIKELY && second.fold(0.0, f32::max) >= AS_LIKELY * most
}

/// Returns why nobody is chosen, unless several are as likely.
pub(super) fn of_nobody(asked: &Asked) -> Evidence {
    match asked.form {
        SourceForm::None if !asked.written => Evidence::NoSource,
        SourceForm::You | SourceForm::Other | SourceForm::Unmentioned => Evidence::Generic,
        _ => Evidence::NoAntecedent,
    }
}

/// Returns why `chosen` said `quote`, which is one of turn `at`; `before` are who took the turns before it, the last one first.
pub(super) fn of_somebody(
    scene: &Scene<'_>,
    at: usize,
    quote: &Quote,
    choice: &Choice,
    chosen: &Candidate,
    before: [Option<u32>; 2],
) -> Evidence {
    let asked = &scene.asked[at];
    if scene.turns[at].sourced.is_some_and(|i| scene.sources[i as usize].signs) && chosen.tied != Tied::No {
        return Evidence::Signature;
    }
    if quote.source.is_some() {
        return by_source(asked.form, chosen.tied);
    }
    if asked.written {
        return Evidence::Continued;
    }
    let [last, before_last] = before.map(|who| who == Some(chosen.key));
    if scene.turns[at].continues && last {
        return Evidence::Continued;
    }
    if asked.source.is_some() && chosen.tied != Tied::No {
        return by_source(asked.form, chosen.tied);
    }
    if let Some(near) = chosen.near {
        return by_mention(scene, near.mention);
    }
    if last && asked.gap <= 2 {
        return Evidence::Continued;
    }
    if before_last || before[0].is_some() {
        return Evidence::Alternation;
    }
    if choice.candidates.len() == 2 {
        return Evidence::OnlyCandidate;
    }
    chosen.back.map_or(Evidence::Alternation, |back| by_mention(scene, back.mention))
}

fn by_mention(scene: &Scene<'_>, mention: u32) -> Evidence {
    match scene.stage.mentions[mention as usize].form {
        Form::Name => Evidence::Name,
        Form::Nominal => Evidence::Nominal,
        Form::Pronoun => Evidence::Pronoun,
    }
}

fn by_source(form: SourceForm, tied: Tied) -> Evidence {
    match (tied, form) {
        (Tied::Apposition, _) => Evidence::Apposition,
        (_, SourceForm::Asks | SourceForm::Answers) => Evidence::Alternation,
        (Tied::Entity, SourceForm::Unmentioned) => Evidence::Name,
        (Tied::Narrator, _) | (_, SourceForm::I | SourceForm::We) => Evidence::FirstPerson,
        (_, SourceForm::Name) => Evidence::Name,
        (_, form) if form.is_pronoun() && form != SourceForm::Other => Evidence::Pronoun,
        _ => Evidence::Nominal,
    }
}
