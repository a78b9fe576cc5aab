//! For training: the turns of documents whose speakers are known.

use super::model::Model;
use super::propose::{Candidate, Tied, propose};
use super::scene::Scene;
use crate::Error;
use crate::entity::Entities;
use crate::gazetteer::Gazetteer;
use crate::mention::Mention;
use crate::model::calibration::Calibration;
use crate::model::file::ModelFile;
use crate::model::linear::Linear;
use crate::model::succession::NOBODY;
use crate::model::training::succession::Successions;
use crate::quote::Quote;
use crate::surface::Surface;

/// Who said a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// One of these entities: a person may be several where the entity stage has parted them; or an entry of the gazetteer that no name
    /// brings in.
    Somebody(Vec<u32>, Option<u32>),
    /// Somebody whom the document never names.
    Unnamed,
}

/// What is known of the speakers of a document.
pub(crate) struct Answers<'a> {
    /// Who said each quote, where that is known.
    pub known: &'a [Option<Known>],
    /// Whether somebody for whom there is no entity has the name of who said a quote.
    pub is_named: &'a dyn Fn(usize, &str) -> bool,
}

/// A sequence is cut where so many paragraphs lie between two turns, and after so many turns.
const APART: u32 = 5;
const LONGEST: usize = 40;

/// Adds the turns of a document.
pub(crate) fn add(
    successions: &mut Successions,
    surface: &Surface<'_>,
    mentions: &[Mention],
    quotes: &[Quote],
    entities: &Entities,
    gazetteer: Option<&Gazetteer>,
    answers: &Answers<'_>,
) {
    let Answers { known, is_named } = *answers;
    let mut scene = Scene::new(surface, mentions, quotes, entities, gazetteer);
    let (mut candidates, mut features, mut tie) = (Vec::new(), Vec::new(), Vec::new());
    let mut length = 0;
    for at in 0..scene.turns.len() {
        if length == LONGEST || scene.asked[at].gap >= APART {
            successions.end_sequence();
            length = 0;
        }
        length += 1;
        propose(&mut scene, entities, at, &mut candidates);
        let gold = scene.turns[at].quotes.iter().find_map(|&i| Some((i as usize, known[i as usize].as_ref()?)));
        let company = scene.company(at, &candidates);
        for candidate in &candidates {
            let newcomer = scene.cast.as_newcomer(candidate.key).map(|(newcomer, _)| newcomer);
            let right = match gold {
                None => false,
                Some((_, Known::Somebody(all, _))) if all.contains(&candidate.key) => true,
                Some((i, Known::Somebody(_, entry))) => newcomer.is_some_and(|newcomer| {
                    newcomer.named && is_named(i, newcomer.name.of(surface.text))
                        || entry.is_some() && newcomer.entry == *entry
                }),
                // Nobody is right only where there is nobody whom the source could bring in.
                Some((_, Known::Unnamed)) => match candidate.key {
                    NOBODY => !candidates.iter().any(|other| is_unnamed(&scene, at, other)),
                    _ => is_unnamed(&scene, at, candidate),
                },
            };
            features.clear();
            scene.describe(&company, candidate, &mut |feature| features.push(feature));
            successions.push(candidate.key, &features, right);
        }
        features.clear();
        tie.clear();
        scene.again(at, &mut |feature| features.push(feature));
        scene.returns(at, &mut |feature| tie.push(feature));
        successions.end_step(&features, &tie);
    }
    successions.end_sequence();
}

/// Whether a candidate is somebody without a name whom the source of a turn may mean.
fn is_unnamed(scene: &Scene<'_>, at: usize, candidate: &Candidate) -> bool {
    let own = candidate.tied != Tied::No || scene.asked[at].form.is_pronoun();
    candidate.key != NOBODY && own && scene.cast.members[candidate.key as usize].anonymous
}

/// Returns whether a document is one of dialogue: the two kinds have confidences of their own.
pub(crate) fn is_dialogue(surface: &Surface<'_>, mentions: &[Mention], quotes: &[Quote], entities: &Entities) -> bool {
    Scene::new(surface, mentions, quotes, entities, None).dialogue
}

/// Returns the model of these weights.
pub(crate) fn model(turns: Linear, confidence: [Calibration; 2]) -> Model {
    Model::new(turns, confidence)
}

/// Returns a model as a file, without facts.
pub(crate) fn to_file(model: &Model) -> Result<ModelFile, Error> {
    model.to_file()
}
