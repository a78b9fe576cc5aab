//! For training: the turns of documents whose speakers are known.

use super::model::Model;
use super::propose::propose;
use super::scene::Scene;
use crate::Error;
use crate::entity::Entities;
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
    /// One of these entities: a person may be several where the entity stage has parted them.
    Somebody(Vec<u32>),
    /// Somebody whom the document never names.
    Unnamed,
}

/// A sequence is cut where so many paragraphs lie between two turns, and after so many turns.
const APART: u32 = 5;
const LONGEST: usize = 40;

/// Adds the turns of a document; `known` says who said each quote where that is known, and `is_named` whether somebody for whom there is
/// no entity has the name of who said a quote.
pub(crate) fn add(
    successions: &mut Successions,
    surface: &Surface<'_>,
    mentions: &[Mention],
    quotes: &[Quote],
    entities: &Entities,
    known: &[Option<Known>],
    is_named: &dyn Fn(usize, &str) -> bool,
    weight: f32,
) {
    let mut scene = Scene::new(surface, mentions, quotes, entities);
    let (mut candidates, mut features, mut tie) = (Vec::new(), Vec::new(), Vec::new());
    let mut length = 0;
    for at in 0..scene.turns.len() {
        if length == LONGEST || scene.asked[at].gap >= APART {
            successions.end_sequence(weight);
            length = 0;
        }
        length += 1;
        propose(&mut scene, entities, at, &mut candidates);
        let gold = scene.turns[at].quotes.iter().find_map(|&i| Some((i as usize, known[i as usize].as_ref()?)));
        for candidate in &candidates {
            let newcomer = scene.cast.as_newcomer(candidate.key).filter(|(newcomer, _)| newcomer.named);
            let right = match gold {
                None => false,
                Some((_, Known::Somebody(all))) if all.contains(&candidate.key) => true,
                Some((i, Known::Somebody(_))) => {
                    newcomer.is_some_and(|(newcomer, _)| is_named(i, newcomer.name.of(surface.text)))
                }
                Some((_, Known::Unnamed)) => {
                    candidate.key == NOBODY || scene.cast.members[candidate.key as usize].anonymous
                }
            };
            features.clear();
            scene.describe(at, &candidates, candidate, &mut |feature| features.push(feature));
            successions.push(candidate.key, &features, right);
        }
        features.clear();
        tie.clear();
        scene.again(at, &mut |feature| features.push(feature));
        scene.returns(at, &mut |feature| tie.push(feature));
        successions.end_step(&features, &tie);
    }
    successions.end_sequence(weight);
}

/// Returns whether a document is one of dialogue: the two kinds have confidences of their own.
pub(crate) fn is_dialogue(
    surface: &Surface<'_>,
    mentions: &[Mention],
    quotes: &[Quote],
    entities: &Entities,
) -> bool {
    Scene::new(surface, mentions, quotes, entities).dialogue
}

/// Returns the model of these weights.
pub(crate) fn model(turns: Linear, confidence: [Calibration; 2]) -> Model {
    Model::new(turns, confidence)
}

/// Returns a model as a file, without facts.
pub(crate) fn to_file(model: &Model) -> Result<ModelFile, Error> {
    model.to_file()
}

/// Scratch.
pub(crate) fn debug(layers: &crate::pipeline::Layers<'_>, needle: &str) {
    let text = layers.surface.text;
    let Some(at) = text.find(needle) else { eprintln!("not there: {needle}"); return };
    let mut scene = Scene::new(&layers.surface, &layers.mentions, &layers.quotes, &layers.entities);
    let mut c = Vec::new();
    for t in 0..scene.turns.len() {
        let q = &layers.quotes[scene.turns[t].quotes[0] as usize];
        if q.content[0].start as usize + 400 < at || q.content[0].start as usize > at + 200 { continue }
        propose(&mut scene, &layers.entities, t, &mut c);
        let name = |k: u32| if k == NOBODY { "nobody".into() } else { layers.entities.list.get(k as usize).map_or("new".to_string(), |e| e.name.clone()) };
        let a = &scene.asked[t];
        eprintln!("turn {t} gap {} form {:?} written {} apart {} kinds {:?} contents {:?}", a.gap, a.form, a.written, a.apart,
            scene.turns[t].quotes.iter().map(|&i| layers.quotes[i as usize].kind.name()).collect::<Vec<_>>(),
            scene.turns[t].quotes.iter().flat_map(|&i| layers.quotes[i as usize].content.iter().map(|s| s.of(text).chars().take(40).collect::<String>())).collect::<Vec<_>>());
        eprintln!("   source {:?} called {:?}", a.source.map(|m| layers.mentions[m as usize].span.of(text)), a.called.iter().map(|c| (name(c.key), c.vocative)).collect::<Vec<_>>());
        for x in &c { eprintln!("   {} {:?} near {:?} back {:?}", name(x.key), x.tied, x.near.map(|n| (n.beside, n.side, n.distance, n.rank)), x.back.map(|b| (b.paragraphs, b.rank, b.agreeing, b.count))); }
    }
    let from = at.saturating_sub(200);
    for (m, e) in layers.mentions.iter().zip(&layers.entities.of_mention) {
        if (m.span.start as usize) > from && (m.span.start as usize) < at + 400 { eprintln!("  mention {:?} {:?} {:?} {:?} speech {} -> {:?}", m.title.map(|t| t.of(text)), m.kind, m.span.of(text), m.form, m.in_speech, e.map(|e| layers.entities.list[e as usize].name.clone())); }
    }
}

/// Scratch: by form: turns, known, candidate there.
pub(crate) fn recall(layers: &crate::pipeline::Layers<'_>, known: &[Option<Known>], into: &mut std::collections::BTreeMap<String, [u32; 4]>) {
    let mut scene = Scene::new(&layers.surface, &layers.mentions, &layers.quotes, &layers.entities);
    let mut c = Vec::new();
    for t in 0..scene.turns.len() {
        propose(&mut scene, &layers.entities, t, &mut c);
        let gold = scene.turns[t].quotes.iter().find_map(|&i| known[i as usize].as_ref());
        let a = &scene.asked[t];
        let e = into.entry(format!("{:?} w{} a{} d{} {:?}", a.form, a.written, a.apart, scene.dialogue, a.kind)).or_default();
        e[0] += 1;
        if let Some(Known::Somebody(all)) = gold { e[1] += 1; e[2] += u32::from(c.iter().any(|c| all.contains(&c.key))); }
    }
}
