//! The features of tokens. Their numbers and order are part of the model: change one, raise the version.

use std::ops::Range;

use super::facts::{Facts, NONE, Scene};
use crate::lexicon::{CueFrames, WordClass};
use crate::model::features::Features;
use crate::model::hash;
use crate::token::Token;

/// What a feature is of; a value goes with it.
#[derive(Clone, Copy)]
enum Of {
    Bias,
    /// Words from two before to two after, and pairs.
    Word,
    WordPair = 8,
    Skip = 12,
    LastTwo,
    LastThree,
    LastFour,
    FirstFour,
    Shape,
    ShapePair = 20,
    ShapeTriple,
    Frames,
    FramesNext,
    FramesBefore,
    Lemma,
    FramesLemmaNext,
    Classes,
    ClassesPair = 30,
    ClassesTriple,
    Cluster,
    ClusterNear = 36,
    ClusterAbove = 40,
    ClusterPair = 46,
    ClusterFrames = 50,
    ClusterWord,
    Mark = 54,
    MarkTriple = 58,
    MarkWord,
    Mention = 60,
    MentionPair = 64,
    MentionTriple,
    MentionFrames,
    Rule = 70,
    RulePair = 75,
    RuleTriple,
    RuleConstruction,
    RuleLemma,
    RuleWord,
    CueLeft = 80,
    CueLeftDistance,
    CueLeftBetween,
    CueLeftFrames,
    CueLeftWord,
    CueLeftOpener,
    CueRight = 90,
    CueRightDistance,
    CueRightBetween,
    CueRightFrames,
    CueRightWord,
    BothCues,
    Opener = 100,
    OpenerDistance,
    OpenerWord,
    FromStart = 104,
    FromEnd,
    StartWord,
    FirstWord,
    Commas,
    LinePlace = 110,
    LineParagraph,
    LineEnd,
    LineMarked,
    LineHeadline,
    LineContinues,
    LineMark,
    LineWord,
    LineLength,
    HeadlineShape,
}

const NOTHING: u64 = 0x5eed;
const ABOVE: u32 = 0x3F;
const FAR_ABOVE: u32 = 0xFF;
/// Words of grammar, by which clauses are told apart.
const GRAMMAR: WordClass = WordClass::PERSONAL
    .union(WordClass::RELATIVE)
    .union(WordClass::POSSESSIVE)
    .union(WordClass::OBJECT_FORM)
    .union(WordClass::DETERMINER)
    .union(WordClass::PREPOSITION)
    .union(WordClass::CONJUNCTION)
    .union(WordClass::SUBORDINATOR)
    .union(WordClass::AUXILIARY)
    .union(WordClass::NEGATION)
    .union(WordClass::ADVERB)
    .union(WordClass::ROLE)
    .union(WordClass::GROUP_NOUN)
    .union(WordClass::BODY_NOUN)
    .union(WordClass::CALENDAR)
    .union(WordClass::NUMBER_WORD);

/// Few steps for a distance.
fn step(distance: usize) -> u64 {
    match distance {
        0..=4 => distance as u64,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    }
}

/// Adds the features of the tokens of `range`, which is one paragraph.
pub(super) fn add(features: &mut Features, scene: &Scene<'_, '_>, range: Range<usize>) {
    for i in range.clone() {
        let mut token = At { scene, features, range: range.clone(), i };
        token.words();
        token.lexicon();
        token.places();
        token.rules();
        token.cues();
        token.line();
        features.end_position();
    }
}

struct At<'f, 's, 't> {
    scene: &'f Scene<'s, 't>,
    features: &'f mut Features,
    range: Range<usize>,
    i: usize,
}

impl At<'_, '_, '_> {
    #[inline]
    fn put(&mut self, of: Of, value: u64) {
        self.features.push(hash::join(of as u64, value));
    }

    #[inline]
    fn put_at(&mut self, of: Of, place: u64, value: u64) {
        self.features.push(hash::join(of as u64 + place, value));
    }

    /// A value of the token itself, of the one before and of the one behind.
    fn around(&mut self, of: Of, [before, here, after]: [u64; 3]) {
        self.put_at(of, 0, here);
        self.put_at(of, 1, before);
        self.put_at(of, 2, after);
    }

    /// The token so many behind this one, or before it.
    #[inline]
    fn token(&self, by: isize) -> Option<&Token> {
        let at = self.i.checked_add_signed(by).filter(|at| self.range.contains(at))?;
        self.scene.surface.tokens.get(at)
    }

    /// The facts of the token so many behind this one, or before it.
    #[inline]
    fn near(&self, by: isize) -> Option<&Facts> {
        let at = self.i.checked_add_signed(by)?;
        if self.range.contains(&at) { self.scene.facts.get(at) } else { None }
    }

    fn words(&mut self) {
        let word = |facts: Option<&Facts>| facts.map_or(NOTHING, |f| f.word);
        let near: [u64; 5] = std::array::from_fn(|at| word(self.near(at as isize - 2)));
        self.put(Of::Bias, 0);
        for (place, word) in (0..).zip(near) {
            self.put_at(Of::Word, place, word);
        }
        for (place, pair) in (0..).zip(near.windows(2)) {
            self.put_at(Of::WordPair, place, hash::join(pair[0], pair[1]));
        }
        self.put(Of::Skip, hash::join(near[1], near[3]));
        let bytes = self.scene.surface.word(self.i).as_bytes();
        let part = |bytes: Option<&[u8]>| bytes.map_or(NOTHING, hash::lower);
        let (two, three, four) = (bytes.last_chunk::<2>(), bytes.last_chunk::<3>(), bytes.last_chunk::<4>());
        let first = bytes.first_chunk::<4>();
        self.put(Of::LastTwo, part(two.map(|b| &b[..])));
        self.put(Of::LastThree, part(three.map(|b| &b[..])));
        self.put(Of::LastFour, part(four.map(|b| &b[..])));
        self.put(Of::FirstFour, part(first.map(|b| &b[..])));
        let shape = |facts: Option<&Facts>| facts.map_or(NOTHING, |f| u64::from(f.shape));
        let (before, here, after) = (shape(self.near(-1)), shape(self.near(0)), shape(self.near(1)));
        self.around(Of::Shape, [before, here, after]);
        self.put(Of::ShapePair, hash::join(here, after));
        self.put(Of::ShapeTriple, hash::join(hash::join(before, here), after));
    }

    fn lexicon(&mut self) {
        let frames = |s: &Self, by: isize| s.token(by).map_or(NOTHING, |t| u64::from(t.cue.bits()));
        let classes = |s: &Self, by: isize| s.token(by).map_or(NOTHING, |t| (t.classes & GRAMMAR).bits());
        let here = frames(self, 0);
        self.put(Of::Frames, here);
        self.put(Of::FramesNext, frames(self, 1));
        self.put(Of::FramesBefore, frames(self, -1));
        let lemma = u64::from(self.scene.surface.tokens[self.i].lemma);
        self.put(Of::Lemma, lemma);
        let next = self.near(1).map_or(NOTHING, |f| f.word);
        self.put(Of::FramesLemmaNext, hash::join(here, next));
        let near: [u64; 5] = std::array::from_fn(|at| classes(self, at as isize - 2));
        self.around(Of::Classes, [near[1], near[2], near[3]]);
        self.put(Of::ClassesPair, hash::join(near[2], near[3]));
        self.put(Of::ClassesTriple, hash::join(hash::join(near[1], near[2]), near[3]));
        let cluster = |s: &Self, by: isize, mask: u32| s.near(by).map_or(NOTHING, |f| u64::from(f.cluster & mask));
        for (place, by) in (0..).zip([-1, 0, 1]) {
            let own = cluster(self, by, u32::MAX);
            self.put_at(Of::Cluster, place, own);
        }
        for (place, by) in (0..).zip([-2, -1, 0, 1, 2]) {
            let own = cluster(self, by, ABOVE);
            self.put_at(Of::ClusterAbove, place, own);
        }
        let far: [u64; 4] = std::array::from_fn(|at| cluster(self, at as isize - 1, FAR_ABOVE));
        self.put_at(Of::ClusterNear, 0, far[1]);
        self.put_at(Of::ClusterPair, 0, hash::join(far[0], far[1]));
        self.put_at(Of::ClusterPair, 1, hash::join(far[1], far[2]));
        self.put_at(Of::ClusterPair, 2, hash::join(hash::join(far[0], far[1]), far[2]));
        self.put_at(Of::ClusterPair, 3, hash::join(hash::join(far[1], far[2]), far[3]));
        self.put(Of::ClusterFrames, hash::join(far[1], frames(self, 1)));
        self.put(Of::ClusterWord, hash::join(far[1], next));
    }

    fn places(&mut self) {
        let mark = |s: &Self, by: isize| s.near(by).map_or(NOTHING, |f| u64::from(f.mark));
        let (before, here, after) = (mark(self, -1), mark(self, 0), mark(self, 1));
        self.around(Of::Mark, [before, here, after]);
        self.put(Of::MarkTriple, hash::join(hash::join(before, here), after));
        let own = self.scene.facts[self.i];
        self.put(Of::MarkWord, hash::join(here, own.word));
        let mention = |s: &Self, by: isize| s.near(by).map_or(NOTHING, |f| u64::from(f.mention));
        let (before, here, after) = (mention(self, -1), mention(self, 0), mention(self, 1));
        self.around(Of::Mention, [before, here, after]);
        self.put(Of::MentionPair, hash::join(here, after));
        self.put(Of::MentionTriple, hash::join(hash::join(before, here), after));
        let next = self.scene.surface.tokens.get(self.i + 1).map_or(CueFrames::empty(), |t| t.cue);
        self.put(Of::MentionFrames, hash::join(here, u64::from(next.bits())));
    }

    fn rules(&mut self) {
        let rule = |s: &Self, by: isize| s.near(by).map_or(NOTHING, |f| u64::from(f.rule));
        let near: [u64; 5] = std::array::from_fn(|at| rule(self, at as isize - 2));
        for (place, rule) in (0..).zip(near) {
            self.put_at(Of::Rule, place, rule);
        }
        let own = self.scene.facts[self.i];
        self.put(Of::RulePair, hash::join(near[2], near[3]));
        self.put(Of::RuleTriple, hash::join(hash::join(near[1], near[2]), near[3]));
        let construction = hash::join(near[2], u64::from(own.construction));
        self.put(Of::RuleConstruction, construction);
        self.put(Of::RuleLemma, hash::join(construction, u64::from(own.lemma)));
        self.put(Of::RuleWord, hash::join(near[2], own.word));
    }

    fn cues(&mut self) {
        let scene = self.scene;
        let own = scene.facts[self.i];
        let opener = scene.facts.get(own.opener as usize).map_or(NOTHING, |f| f.word);
        let left = self.cue(
            own.cue_left,
            [Of::CueLeft, Of::CueLeftDistance, Of::CueLeftBetween, Of::CueLeftFrames, Of::CueLeftWord],
        );
        if own.cue_left != NONE {
            let lemma = u64::from(scene.surface.tokens[own.cue_left as usize].lemma);
            self.put(Of::CueLeftOpener, hash::join(lemma, if own.opener > own.cue_left { opener } else { NOTHING }));
        }
        let right = self.cue(
            own.cue_right,
            [Of::CueRight, Of::CueRightDistance, Of::CueRightBetween, Of::CueRightFrames, Of::CueRightWord],
        );
        self.put(Of::BothCues, hash::join(left, right));
        if own.opener != NONE {
            let distance = step(self.i - own.opener as usize);
            self.put(Of::Opener, opener);
            self.put(Of::OpenerDistance, hash::join(opener, distance));
            self.put(Of::OpenerWord, hash::join(opener, own.word));
        } else {
            self.put(Of::Opener, NOTHING);
        }
    }

    /// The nearest word of the lexicon of cues on one side, and what stands between; returns its frames and distance.
    fn cue(&mut self, at: u32, [word, far, parted, taking, beside]: [Of; 5]) -> u64 {
        let scene = self.scene;
        let Some(cue) = scene.facts.get(at as usize) else {
            self.put(word, NOTHING);
            return NOTHING;
        };
        let (own, token) = (scene.facts[self.i], &scene.surface.tokens[at as usize]);
        let distance = step(self.i.abs_diff(at as usize));
        let count = |mine: u8, theirs: u8| u64::from(mine.abs_diff(theirs).min(2));
        let between =
            count(own.commas, cue.commas) * 16 + count(own.marks, cue.marks) * 4 + count(own.thats, cue.thats);
        let (lemma, frames) = (u64::from(token.lemma), u64::from(token.cue.bits()));
        self.put(word, lemma);
        self.put(far, distance);
        self.put(parted, hash::join(distance, between));
        self.put(taking, hash::join(frames, between));
        self.put(beside, hash::join(lemma, own.word));
        frames * 100 + distance
    }

    fn line(&mut self) {
        let scene = self.scene;
        let own = scene.facts[self.i];
        let sentence = scene.surface.sentence_of(self.i);
        let tokens = scene.surface.tokens_of(sentence);
        let line = scene.lines[sentence];
        let (from, to) = (step(self.i - tokens.start), step(tokens.end - 1 - self.i));
        self.put(Of::FromStart, from);
        self.put(Of::FromEnd, to);
        self.put(Of::StartWord, hash::join(u64::from(from == 0), own.word));
        let first = scene.facts[tokens.start].word;
        self.put(Of::FirstWord, hash::join(first, from.min(6)));
        self.put(Of::Commas, u64::from(own.commas.min(3)) * 2 + u64::from(own.marks % 2));
        self.put(Of::LinePlace, u64::from(line.place));
        self.put(Of::LineParagraph, u64::from(line.paragraph));
        self.put(Of::LineEnd, u64::from(line.end));
        let marks = u64::from(line.marked) * 16 + u64::from(line.end);
        self.put(Of::LineMarked, marks);
        self.put(Of::LineHeadline, u64::from(line.headline));
        self.put(Of::LineContinues, u64::from(line.continues) * 64 + u64::from(own.mark));
        self.put(Of::LineMark, hash::join(marks * 8 + u64::from(line.place), u64::from(own.mark)));
        self.put(Of::LineWord, hash::join(u64::from(line.headline) * 8 + u64::from(line.paragraph), own.word));
        self.put(Of::LineLength, step(usize::from(line.length)));
        self.put(Of::HeadlineShape, hash::join(u64::from(line.headline), u64::from(own.shape)));
    }
}
