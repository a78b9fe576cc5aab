//! What the model learns from: candidates of annotated text, with the features that it will see in use.

use std::collections::{BTreeMap, HashSet};

use super::model::{Cascade, Model};
use super::scan::Kind;
use super::scene::Paragraph;
use super::walk::{Judge, Scene, walk};
use super::words::{PARTS, WordKind, Words};
use crate::Error;
use crate::lexicon::Lexicon;
use crate::model::linear::Linear;
use crate::model::training::linear::{Examples, Learned};
use crate::text::paragraphs::{Newlines, Paragraphs};

/// How often each word was each part of speech; by word, so that their order is always the same.
#[derive(Default)]
pub(crate) struct WordCounts(BTreeMap<String, [u32; PARTS.len()]>);

/// Rarer words are left unknown, as words of other texts will be.
const RARE: u32 = 3;
/// A word is one part of speech where so many of five are.
const OF_FIVE: u32 = 4;

impl WordCounts {
    pub(crate) fn add(&mut self, word: &str, part: &str) {
        if let Some(part) = PARTS.iter().position(|known| *known == part) {
            self.0.entry(word.to_ascii_lowercase()).or_default()[part] += 1;
        }
    }

    /// The table of kinds, and how many words are in it: the commonest first, where room is short.
    pub(crate) fn words(&self) -> (Words, usize) {
        let total = |counts: &[u32; PARTS.len()]| counts.iter().sum::<u32>();
        let mut known: Vec<_> = self.0.iter().filter(|(_, counts)| total(counts) >= RARE).collect();
        known.sort_by_key(|(_, counts)| std::cmp::Reverse(total(counts)));
        let mut words = Words::default();
        let added = known.into_iter().filter(|(word, counts)| {
            let mut parts: Vec<usize> = (0..PARTS.len()).filter(|&part| counts[part] > 0).collect();
            parts.sort_by_key(|&part| std::cmp::Reverse(counts[part]));
            let sure = counts[parts[0]] * 5 >= total(counts) * OF_FIVE;
            words.add(word.as_bytes(), WordKind::known(parts[0], parts.get(1).copied().filter(|_| !sure)))
        });
        let count = added.count();
        (words, count)
    }
}

/// Examples of one question, for both looks at it, in the same order.
struct Lessons {
    quick: Examples,
    full: Examples,
    /// The features of the first look, and the answer.
    seen: Vec<(Vec<u64>, bool)>,
    /// How often each word stood before the place without a mark, and how often a sentence began then.
    bare: BTreeMap<u64, [u32; 2]>,
    /// How often what is plain was wrong, and how often right.
    plain: [u32; 2],
}

/// Sizes of the tables: rows are 2^bits.
const QUICK_BITS: u32 = 14;
const FULL_BITS: u32 = 20;

/// Examples of both questions.
pub(crate) struct Course {
    words: Words,
    terminators: Lessons,
    starts: Lessons,
}

/// Trains a scorer of a name on examples, into a table of 2^bits rows; none where it was stopped.
pub(crate) type Fit<'f> = dyn FnMut(&str, &Examples, u32) -> Result<Option<Learned>, Error> + 'f;

/// A word that stood so often before a start, and practically never at one, dangles.
const DANGLING: u32 = 24;

/// How many of the first look's answers may be wrong, so that the second look is spared.
struct Margin {
    /// Share of all beginnings that the first look may deny.
    denied: f64,
    /// Share of all other places that it may affirm.
    affirmed: f64,
}

impl Course {
    pub(crate) fn new(words: Words) -> Self {
        let lessons = || Lessons {
            quick: Examples::new(QUICK_BITS),
            full: Examples::new(FULL_BITS),
            seen: Vec::new(),
            bare: BTreeMap::new(),
            plain: [0; 2],
        };
        Self { words, terminators: lessons(), starts: lessons() }
    }

    /// Adds the candidates of a text whose sentences begin at `starts`, in bytes.
    pub(crate) fn add(&mut self, text: &str, starts: &HashSet<usize>) {
        let Self { words, terminators, starts: lessons } = self;
        let mut teacher = Teacher {
            terminators,
            lessons,
            starts,
            lexicon: Lexicon::shipped(),
            words,
            features: Vec::new(),
            plain: None,
        };
        for span in Paragraphs::of(text, Newlines::Auto) {
            let paragraph = Paragraph::new(text, span.start as usize, span.end as usize, false);
            walk(text, &paragraph, &mut teacher, |_, _| {});
        }
    }

    /// Number of candidates, of terminators and of starts without one.
    pub(crate) fn len(&self) -> (usize, usize) {
        (self.terminators.seen.len(), self.starts.seen.len())
    }

    /// How often what is plain was wrong, and how often right.
    pub(crate) fn plain(&self) -> [u32; 2] {
        self.terminators.plain
    }

    /// The model, or none where the run was stopped. `bonus` are log-odds that are added to starts in use: of those
    /// that are missed each costs as much as one that is made up, and most are missed.
    pub(crate) fn learned(self, fit: &mut Fit<'_>, prune: f32, bonus: f32) -> Result<Option<Model>, Error> {
        let Self { mut words, terminators, starts } = self;
        for (&word, &[count, yes]) in &starts.bare {
            if count >= DANGLING && yes * 1000 < count {
                words.add_dangling(word);
            }
        }
        let margin = Margin { denied: 0.001, affirmed: 0.02 };
        let terminators = terminators.cascade(fit, "terminators", &margin, prune, 0.0)?;
        let Some(terminators) = terminators else { return Ok(None) };
        let margin = Margin { denied: 0.04, affirmed: 0.0 };
        let starts = starts.cascade(fit, "starts", &margin, prune, bonus)?;
        Ok(starts.map(|starts| Model { words, terminators, starts }))
    }
}

impl Lessons {
    fn cascade(
        self,
        fit: &mut Fit<'_>,
        question: &str,
        margin: &Margin,
        prune: f32,
        bonus: f32,
    ) -> Result<Option<Cascade>, Error> {
        let mut fit = |look: &str, examples: &Examples, bits| {
            let learned = fit(&format!("{question}-{look}"), examples, bits)?;
            learned.map(|learned| learned.quantised(prune)).transpose()
        };
        let Some(quick) = fit("quick", &self.quick, QUICK_BITS)? else { return Ok(None) };
        let Some(full) = fit("full", &self.full, FULL_BITS)? else { return Ok(None) };
        let full = Linear::new(full.bits(), full.weights().to_vec(), full.scale(), full.bias() + bonus)?;
        let unsure = self.unsure(&quick, margin);
        Ok(Some(Cascade { quick, full, unsure }))
    }

    /// The log-odds between which the first look is not sure.
    fn unsure(&self, quick: &Linear, margin: &Margin) -> (f32, f32) {
        let mut scored: Vec<(f32, bool)> = self.seen.iter().map(|(seen, yes)| (quick.score(seen), *yes)).collect();
        scored.sort_by(|a, b| a.0.total_cmp(&b.0));
        let yes = scored.iter().filter(|(_, yes)| *yes).count();
        let no = scored.len() - yes;
        // The score before which at most `share` of `all` that are `wrong` lie, from either end.
        let reach = |scores: &mut dyn Iterator<Item = &(f32, bool)>, wrong: bool, all: usize, share: f64| {
            let mut left = (all as f64 * share) as usize;
            for (score, yes) in scores {
                if *yes == wrong {
                    if left == 0 {
                        return Some(*score);
                    }
                    left -= 1;
                }
            }
            None
        };
        let low = reach(&mut scored.iter(), true, yes, margin.denied).unwrap_or(f32::MAX);
        let high =
            if margin.affirmed > 0.0 { reach(&mut scored.iter().rev(), false, no, margin.affirmed) } else { None };
        (low, high.unwrap_or(f32::MAX).max(low))
    }
}

/// Decides by the annotation and keeps what was asked.
struct Teacher<'t> {
    terminators: &'t mut Lessons,
    lessons: &'t mut Lessons,
    starts: &'t HashSet<usize>,
    lexicon: &'t Lexicon,
    words: &'t Words,
    features: Vec<u64>,
    /// What is plain about the candidate that is asked next.
    plain: Option<bool>,
}

impl Judge for Teacher<'_> {
    fn dangles(&mut self, _: u64) -> bool {
        false
    }

    fn trusts(&mut self, ends: bool) -> bool {
        self.plain = Some(ends);
        false
    }

    fn decide(&mut self, scene: &mut Scene<'_>) -> bool {
        let begins = self.starts.contains(&scene.candidate.start);
        if let Some(plain) = self.plain.take() {
            self.terminators.plain[usize::from(begins == plain)] += 1;
        }
        let lessons = match scene.candidate.kind {
            Kind::Start => &mut *self.lessons,
            _ => &mut *self.terminators,
        };
        if let Some(word) = scene.bare_before() {
            let [count, yes] = lessons.bare.entry(word).or_default();
            *count += 1;
            *yes += u32::from(begins);
        }
        self.features.clear();
        scene.quick(self.lexicon, self.words, &mut self.features);
        lessons.quick.push(&self.features, begins, 1.0);
        lessons.seen.push((self.features.clone(), begins));
        self.features.clear();
        scene.full(self.lexicon, self.words, &mut self.features);
        lessons.full.push(&self.features, begins, 1.0);
        begins
    }
}
