//! What the model learns from: candidates of annotated text, with the features that it will see in use.

use std::collections::HashSet;

use super::scan::Kind;
use super::scene::Paragraph;
use super::walk::{Judge, Scene, Window, walk};
use super::words::Words;
use crate::lexicon::Lexicon;
use crate::model::training::linear::Examples;
use crate::text::paragraphs::{Newlines, paragraphs};

/// Examples of one question, for both looks at it, in the same order.
#[derive(Default)]
pub(crate) struct Lessons {
    pub quick: Look,
    pub full: Look,
}

/// Examples of one look; the features are kept too.
#[derive(Default)]
pub(crate) struct Look {
    pub examples: Examples,
    pub seen: Vec<(Vec<u64>, bool)>,
}

impl Look {
    fn push(&mut self, hashes: &[u64], yes: bool, weight: f32, keep: bool) {
        self.examples.push(hashes, yes, weight);
        if keep { self.seen.push((hashes.to_vec(), yes)); }
    }
}

impl Lessons {
    fn new(bits: (u32, u32)) -> Self {
        Self { quick: Look { examples: Examples::new(bits.0), seen: vec![] }, full: Look { examples: Examples::new(bits.1), seen: vec![] } }
    }
}

/// Examples of both questions.
pub(crate) struct Course {
    pub terminators: Lessons,
    pub starts: Lessons,
}

impl Course {
    /// `bits` of the tables for the first look and for the second.
    pub(crate) fn new(bits: (u32, u32)) -> Self {
        Self { terminators: Lessons::new(bits), starts: Lessons::new(bits) }
    }

    /// Adds the candidates of a text whose sentences begin at `starts`, in bytes.
    pub(crate) fn add(&mut self, text: &str, starts: &HashSet<usize>, words: &Words, weight: f32) {
        let mut teacher = Teacher {
            course: self,
            starts,
            lexicon: Lexicon::shipped(),
            words,
            weight,
            features: Vec::new(),
        };
        let mut window = Window::default();
        for span in paragraphs(text, Newlines::Auto) {
            let paragraph = Paragraph::new(text, span.start as usize, span.end as usize);
            walk(text, &paragraph, words, &mut window, &mut teacher, |_, _| {});
        }
    }
}

/// Decides by the annotation and keeps what was asked.
struct Teacher<'t> {
    course: &'t mut Course,
    starts: &'t HashSet<usize>,
    lexicon: &'t Lexicon,
    words: &'t Words,
    weight: f32,
    features: Vec<u64>,
}

impl Judge for Teacher<'_> {
    fn decide(&mut self, scene: &mut Scene<'_>) -> bool {
        let begins = self.starts.contains(&scene.candidate.start);
        let lessons = match scene.candidate.kind {
            Kind::Start => &mut self.course.starts,
            _ => &mut self.course.terminators,
        };
        self.features.clear();
        scene.quick(self.words, &mut self.features);
        lessons.quick.push(&self.features, begins, self.weight, true);
        self.features.clear();
        scene.full(self.lexicon, self.words, &mut self.features);
        lessons.full.push(&self.features, begins, self.weight, false);
        begins
    }
}

/// scratch
#[allow(missing_docs)]
pub fn scratch(docs: &[(String, HashSet<usize>, f32)], words: Words, bits: (u32, u32), options: &crate::model::training::Options, lost: f32, wrong: f32) -> super::Model {
    use crate::model::training::{Options, Run, linear};
    let mut course = Course::new(bits);
    for (text, starts, weight) in docs { course.add(text, starts, &words, *weight); }
    let fit = |lessons: &Lessons, kind: Kind| {
        let q = linear::train(&lessons.quick.examples, &Options { bits: bits.0, ..options.clone() }, &mut Run::default()).unwrap().unwrap().quantised(options.prune).unwrap();
        let f = linear::train(&lessons.full.examples, &Options { bits: bits.1, ..options.clone() }, &mut Run::default()).unwrap().unwrap().quantised(options.prune).unwrap();
        let mut scored: Vec<(f32, bool)> = lessons.quick.seen.iter().map(|(h, y)| (q.score(h), *y)).collect();
        scored.sort_by(|a, b| a.0.total_cmp(&b.0));
        let yes = scored.iter().filter(|s| s.1).count() as f32;
        let share = if kind == Kind::Start { lost } else { wrong / 20.0 };
        let mut low = f32::MIN; let mut n = 0.0;
        for s in &scored { if s.1 { n += 1.0; } if n > yes * share { break; } low = s.0; }
        let no = scored.len() as f32 - yes;
        let mut high = f32::MAX; let mut n = 0.0;
        for s in scored.iter().rev() { if !s.1 { n += 1.0; } if n > no * wrong { break; } high = s.0; }
        if kind == Kind::Start { high = f32::MAX; }
        let unsure = scored.iter().filter(|s| s.0 >= low && s.0 <= high).count();
        eprintln!("{kind:?}: {} examples, unsure {low}..{high}: {:.3}", scored.len(), unsure as f32 / scored.len() as f32); if kind == Kind::Start { for t in [-1.0f32, -1.5, -2.0, -2.5, -3.0, -3.5] { let y = scored.iter().filter(|s| s.0 > t); let n = y.clone().count(); eprintln!("  t {t} unsure {:.3} lost {:.3}", n as f32 / scored.len() as f32, 1.0 - y.filter(|s| s.1).count() as f32 / yes); } }
        super::model::Cascade { quick: q, full: f, unsure: (low, high) }
    };
    super::Model { terminators: fit(&course.terminators, Kind::Terminator), starts: fit(&course.starts, Kind::Start), words }
}
