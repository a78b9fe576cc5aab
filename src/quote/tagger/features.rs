//! The features of tokens. Their numbers and order are part of the model: change one, raise the version.

use std::ops::Range;

use super::Pace;
use super::facts::{Facts, NONE, Scene};
use crate::model::features::Sink;
use crate::model::hash;

/// What a feature is of; a value goes with it.
#[derive(Clone, Copy)]
enum Of {
    Bias,
    /// Words from two before to two after, and pairs.
    Word,
    WordPair = 8,
    LastTwo = 13,
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
    CueLeftOpener = 85,
    CueRight = 90,
    CueRightDistance,
    CueRightBetween,
    CueRightFrames,
    BothCues = 95,
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

/// What the features of a token are grouped by: features that hang on the same facts.
#[derive(Clone, Copy)]
enum Group {
    Shapes,
    Marks,
    Mentions,
    Rules,
    CueLeft,
    CueLeftFar,
    CueRight,
    CueRightFar,
    Opener,
    Line,
    Place,
    CueLeftOpener,
    FirstWord,
}

/// Adds the features of the tokens of `range`, which is one paragraph.
pub(super) fn add(sink: &mut impl Sink, scene: &Scene<'_, '_>, range: Range<usize>, pace: Pace) {
    let full = pace == Pace::Full;
    for i in range.clone() {
        let near = std::array::from_fn(|at| {
            let at = (i + at).checked_sub(2).filter(|at| range.contains(at))?;
            scene.facts.get(at)
        });
        let mut token = At { scene, sink, i, own: scene.facts[i], near, full };
        token.words();
        token.word_pairs();
        token.shapes();
        token.places();
        token.rules();
        token.cues();
        token.line();
        sink.end_position();
    }
}

#[inline]
fn of(of: Of, value: u64) -> u64 {
    hash::join(of as u64, value)
}

#[inline]
fn at(of: Of, place: usize, value: u64) -> u64 {
    hash::join(of as u64 + place as u64, value)
}

struct At<'f, 's, 't, S> {
    scene: &'f Scene<'s, 't>,
    sink: &'f mut S,
    i: usize,
    own: Facts,
    /// The facts from two before to two behind; none beyond the paragraph.
    near: [Option<&'f Facts>; 5],
    /// Whether all features are wanted.
    full: bool,
}

impl<S: Sink> At<'_, '_, '_, S> {
    #[inline]
    fn put(&mut self, of: Of, value: u64) {
        self.sink.push(hash::join(of as u64, value));
    }

    /// Features that hang on what `key` is the hash of.
    #[inline]
    fn group<const N: usize>(&mut self, group: Group, key: u64, features: impl FnOnce() -> [u64; N]) {
        self.sink.group(hash::join(group as u64, key), |all| all.extend(features()));
    }

    /// A value of each token near.
    #[inline]
    fn all(&self, value: impl Fn(&Facts) -> u64) -> [u64; 5] {
        self.near.map(|facts| facts.map_or(NOTHING, &value))
    }

    fn cluster(&self, mask: u32) -> [u64; 5] {
        self.all(|facts| u64::from(facts.cluster & mask))
    }

    /// What each word near tells alone.
    fn words(&mut self) {
        let (near, surface, first) = (self.near, self.scene.surface, self.i.wrapping_sub(2));
        let keys = self.all(|facts| facts.key);
        self.sink.window(keys, |token, place, all| {
            let facts = near[token];
            let value = |value: fn(&Facts) -> u64| facts.map_or(NOTHING, value);
            all.extend([
                at(Of::Word, place, value(|f| f.word)),
                at(Of::ClusterAbove, place, value(|f| u64::from(f.cluster & ABOVE))),
            ]);
            let (side, frames) = match place {
                1 => (1, Of::FramesBefore),
                2 => (0, Of::Frames),
                3 => (2, Of::FramesNext),
                _ => return,
            };
            all.extend([
                at(Of::Shape, side, value(|f| u64::from(f.shape))),
                at(Of::Classes, side, value(|f| f.classes)),
                at(Of::Cluster, side, value(|f| u64::from(f.cluster))),
                of(frames, value(|f| f.frames)),
            ]);
            if let (2, Some(facts)) = (place, facts) {
                all.extend(affixes(surface.word(first.wrapping_add(token)).as_bytes()));
                all.extend([
                    of(Of::Bias, 0),
                    of(Of::Lemma, u64::from(facts.lemma)),
                    of(Of::ClusterNear, u64::from(facts.cluster & FAR_ABOVE)),
                ]);
            }
        });
    }

    fn word_pairs(&mut self) {
        let near = self.all(|facts| facts.word);
        for (place, pair) in near.windows(2).enumerate() {
            // The two pairs that the word is in tell most.
            if self.full || matches!(place, 1 | 2) {
                self.sink.push(at(Of::WordPair, place, hash::join(pair[0], pair[1])));
            }
        }
        if !self.full {
            return;
        }
        let next = near[3];
        let frames = self.near[3].map_or(NOTHING, |facts| facts.frames);
        self.put(Of::FramesLemmaNext, hash::join(self.own.frames, next));
        let [_, before, here, after, second] = self.cluster(FAR_ABOVE);
        self.sink.push(at(Of::ClusterPair, 0, hash::join(before, here)));
        self.sink.push(at(Of::ClusterPair, 1, hash::join(here, after)));
        self.sink.push(at(Of::ClusterPair, 2, hash::join(hash::join(before, here), after)));
        self.sink.push(at(Of::ClusterPair, 3, hash::join(hash::join(here, after), second)));
        self.put(Of::ClusterFrames, hash::join(here, frames));
        self.put(Of::ClusterWord, hash::join(here, next));
    }

    fn shapes(&mut self) {
        let [_, before, here, after, _] = self.all(|facts| u64::from(facts.shape));
        let classes = self.all(|facts| facts.classes);
        let shapes = hash::join(hash::join(before, here), after);
        let triple = hash::join(hash::join(classes[1], classes[2]), classes[3]);
        self.group(Group::Shapes, hash::join(shapes, triple), || {
            [
                of(Of::ShapePair, hash::join(here, after)),
                of(Of::ShapeTriple, shapes),
                of(Of::ClassesPair, hash::join(classes[2], classes[3])),
                of(Of::ClassesTriple, triple),
            ]
        });
    }

    fn places(&mut self) {
        let [_, before, here, after, _] = self.all(|facts| u64::from(facts.mark));
        let triple = hash::join(hash::join(before, here), after);
        self.group(Group::Marks, triple, || {
            [at(Of::Mark, 0, here), at(Of::Mark, 1, before), at(Of::Mark, 2, after), of(Of::MarkTriple, triple)]
        });
        if self.full {
            self.put(Of::MarkWord, hash::join(here, self.own.word));
        }
        let [_, before, here, after, _] = self.all(|facts| u64::from(facts.mention));
        let triple = hash::join(hash::join(before, here), after);
        let frames = self.near[3].map_or(NOTHING, |facts| facts.frames);
        self.group(Group::Mentions, hash::join(triple, frames), || {
            [
                at(Of::Mention, 0, here),
                at(Of::Mention, 1, before),
                at(Of::Mention, 2, after),
                of(Of::MentionPair, hash::join(here, after)),
                of(Of::MentionTriple, triple),
                of(Of::MentionFrames, hash::join(here, frames)),
            ]
        });
    }

    fn rules(&mut self) {
        let own = self.own;
        let near = self.all(|facts| u64::from(facts.rule));
        let pair = hash::join(near[2], near[3]);
        let triple = hash::join(hash::join(near[1], near[2]), near[3]);
        let construction = hash::join(near[2], u64::from(own.construction));
        let lemma = hash::join(construction, u64::from(own.rule_lemma));
        let key = hash::join(hash::join(hash::join(near[0], near[1]), hash::join(near[3], near[4])), lemma);
        self.group(Group::Rules, key, || {
            [
                at(Of::Rule, 0, near[0]),
                at(Of::Rule, 1, near[1]),
                at(Of::Rule, 2, near[2]),
                at(Of::Rule, 3, near[3]),
                at(Of::Rule, 4, near[4]),
                of(Of::RulePair, pair),
                of(Of::RuleTriple, triple),
                of(Of::RuleConstruction, construction),
                of(Of::RuleLemma, lemma),
            ]
        });
        if self.full {
            self.put(Of::RuleWord, hash::join(near[2], own.word));
        }
    }

    fn cues(&mut self) {
        let (scene, own) = (self.scene, self.own);
        let opener = scene.facts.get(own.opener as usize).map_or(NOTHING, |f| f.word);
        let left = self.cue(
            own.cue_left,
            [Of::CueLeft, Of::CueLeftDistance, Of::CueLeftBetween, Of::CueLeftFrames],
            [Group::CueLeft, Group::CueLeftFar],
        );
        if let Some(cue) = scene.facts.get(own.cue_left as usize).filter(|_| self.full) {
            let opener = if own.opener > own.cue_left { opener } else { NOTHING };
            let behind = hash::join(u64::from(cue.lemma), opener);
            self.group(Group::CueLeftOpener, behind, || [of(Of::CueLeftOpener, behind)]);
        }
        let right = self.cue(
            own.cue_right,
            [Of::CueRight, Of::CueRightDistance, Of::CueRightBetween, Of::CueRightFrames],
            [Group::CueRight, Group::CueRightFar],
        );
        if self.full {
            self.put(Of::BothCues, hash::join(left, right));
        }
        if own.opener == NONE {
            self.put(Of::Opener, NOTHING);
            return;
        }
        let distance = hash::join(opener, step(self.i - own.opener as usize));
        self.group(Group::Opener, distance, || [of(Of::Opener, opener), of(Of::OpenerDistance, distance)]);
        if self.full {
            self.put(Of::OpenerWord, hash::join(opener, own.word));
        }
    }

    /// The nearest word of the lexicon of cues on one side, and what stands between; returns its frames and distance.
    fn cue(&mut self, at: u32, [word, far, parted, taking]: [Of; 4], [own, away]: [Group; 2]) -> u64 {
        let Some(cue) = self.scene.facts.get(at as usize) else {
            self.put(word, NOTHING);
            return NOTHING;
        };
        let distance = step(self.i.abs_diff(at as usize));
        let count = |mine: u8, theirs: u8| u64::from(mine.abs_diff(theirs).min(2));
        let mine = &self.own;
        let between =
            count(mine.commas, cue.commas) * 16 + count(mine.marks, cue.marks) * 4 + count(mine.thats, cue.thats);
        let frames = hash::join(cue.frames, between);
        self.group(own, hash::join(u64::from(cue.lemma), frames), || {
            [of(word, u64::from(cue.lemma)), of(taking, frames)]
        });
        let parting = hash::join(distance, between);
        self.group(away, parting, || [of(far, distance), of(parted, parting)]);
        cue.frames * 100 + distance
    }

    fn line(&mut self) {
        let (scene, own) = (self.scene, self.own);
        let sentence = scene.surface.sentence_of(self.i);
        let tokens = scene.surface.tokens_of(sentence);
        let line = scene.lines[sentence];
        let mark = u64::from(own.mark);
        let marks = u64::from(line.marked) * 16 + u64::from(line.end);
        let [place, paragraph, headline] = [line.place, line.paragraph, u8::from(line.headline)].map(u64::from);
        let continues = u64::from(line.continues) * 64 + mark;
        let length = step(usize::from(line.length));
        let key = hash::join(hash::join(marks, place), hash::join(paragraph * 2 + headline, continues * 16 + length));
        self.group(Group::Line, key, || {
            [
                of(Of::LinePlace, place),
                of(Of::LineParagraph, paragraph),
                of(Of::LineEnd, u64::from(line.end)),
                of(Of::LineMarked, marks),
                of(Of::LineHeadline, headline),
                of(Of::LineContinues, continues),
                of(Of::LineMark, hash::join(marks * 8 + place, mark)),
                of(Of::LineLength, length),
            ]
        });
        let (from, to) = (step(self.i - tokens.start), step(tokens.end - 1 - self.i));
        let commas = u64::from(own.commas.min(3)) * 2 + u64::from(own.marks % 2);
        self.group(Group::Place, (from * 16 + to) * 16 + commas, || {
            [of(Of::FromStart, from), of(Of::FromEnd, to), of(Of::Commas, commas)]
        });
        if !self.full {
            return;
        }
        self.put(Of::StartWord, hash::join(u64::from(from == 0), own.word));
        let first = hash::join(scene.facts[tokens.start].word, from.min(6));
        self.group(Group::FirstWord, first, || [of(Of::FirstWord, first)]);
        self.put(Of::LineWord, hash::join(headline * 8 + paragraph, own.word));
        self.put(Of::HeadlineShape, hash::join(headline, u64::from(own.shape)));
    }
}

/// Features of a word's ends.
fn affixes(bytes: &[u8]) -> [u64; 4] {
    let part = |bytes: Option<&[u8]>| bytes.map_or(NOTHING, hash::lower);
    [
        of(Of::LastTwo, part(bytes.last_chunk::<2>().map(|b| &b[..]))),
        of(Of::LastThree, part(bytes.last_chunk::<3>().map(|b| &b[..]))),
        of(Of::LastFour, part(bytes.last_chunk::<4>().map(|b| &b[..]))),
        of(Of::FirstFour, part(bytes.first_chunk::<4>().map(|b| &b[..]))),
    ]
}
