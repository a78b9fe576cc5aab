//! The features of tokens of an island. Their numbers and order are part of the model: change one, raise the version.

use super::found::Found;
use super::scene::{Facts, Scene};
use crate::model::features::{Features, Sink};
use crate::model::hash;
use crate::surface::Surface;

/// What a feature is of; a value goes with it.
#[derive(Clone, Copy)]
enum Of {
    Bias,
    Word,
    WordLeft,
    WordRight,
    Shape,
    ShapesLeft,
    ShapesRight,
    Shapes,
    LastLetter,
    LastFour,
    FirstThree,
    Usually,
    Line,
    LineShape,
    First,
    FirstWord,
    Class,
    ClassesShape,
    Cluster,
    ClusterAbove,
    ClustersLeft,
    ClustersRight,
    ClustersAround,
    ClusterShape,
    RunPlace,
    RunRest,
    RunLastWord,
    RunFirstWord,
    RunLastCluster,
    RunFirstCluster,
    RunAfter,
    RunBefore,
    RunBeforePlace,
    RunAfterTwo,
    RunBeforeTwo,
    RunLists,
    RunClasses,
    RunLastLists,
    RunFirstLists,
    ListsRunLast,
    ListsRunFirst,
    Seen,
    SeenMore,
    Alone,
    Begins,
    GoesOn,
    Ends,
    Unlisted,
    ListingShape,
    ListingLeft,
    ListingRight,
    Lists,
    ListsWordLeft,
    ListsWordRight,
    ListsUsually,
    /// The label that the first reading gave a token, from two before to two after.
    Read,
    ReadElsewhere,
    /// What the first reading made of a word in the document; three for each of three tokens.
    Elsewhere = 60,
    /// The part of speech of a token, where the training text knows it; from two before to two after.
    #[cfg(feature = "train")]
    Part = 100,
    #[cfg(feature = "train")]
    PartsLeft = 110,
    #[cfg(feature = "train")]
    PartsRight,
    #[cfg(feature = "train")]
    Parts,
    #[cfg(feature = "train")]
    PartShape,
}

/// What stands where no token is.
const NOTHING: u64 = 0x5eed;
/// The low bits of a cluster that stand for the clusters above it.
const ABOVE: u32 = 0x3F;
const FAR_ABOVE: u32 = 0xFF;
/// Classes that tell names apart; see [`crate::lexicon::WordClass`].
const TELLING: u64 = {
    use crate::lexicon::WordClass as C;
    let people = C::TITLE.union(C::ROLE).union(C::GIVEN_MALE).union(C::GIVEN_FEMALE).union(C::PARTICLE);
    let bodies = C::ORGANIZATION_HEAD.union(C::BODY_NOUN).union(C::GROUP_NOUN);
    let places = C::PLACE.union(C::PLACE_HEAD).union(C::PLACE_FIRST).union(C::DEMONYM);
    people.union(bodies).union(places).union(C::CALENDAR).union(C::TITLE_WORD).union(C::ORDINARY).bits()
};
/// Runs are read as a whole up to so many words.
const LONGEST_RUN: usize = 6;

/// What is known besides the text.
#[derive(Clone, Copy)]
pub(super) enum Beside<'f> {
    /// Nothing.
    Nothing,
    /// What the first reading found, for the second.
    Found(&'f Found),
    /// The parts of speech of the document's tokens.
    #[cfg(feature = "train")]
    Parts(&'f [u64]),
}

/// Adds the features of every token of the scene's island.
pub(super) fn add(features: &mut Features, surface: &Surface<'_>, scene: &Scene, beside: Beside<'_>) {
    let mut island = Island { scene, features, run: 0..0, run_lists: 0, run_classes: 0 };
    for i in scene.island.clone() {
        island.token(i, surface.word(i));
        match beside {
            Beside::Nothing => {}
            Beside::Found(found) => island.read(i, found),
            #[cfg(feature = "train")]
            Beside::Parts(parts) => island.parts(i, parts),
        }
        island.features.end_position();
    }
}

struct Island<'f> {
    scene: &'f Scene,
    features: &'f mut Features,
    /// The run of capitals that was looked at last, and what is known of it as a whole.
    run: std::ops::Range<usize>,
    run_lists: u64,
    run_classes: u64,
}

impl Island<'_> {
    #[inline]
    fn put(&mut self, of: Of, value: u64) {
        self.features.push(hash::join(of as u64, value));
    }

    fn token(&mut self, i: usize, text: &str) {
        let scene = self.scene;
        let Some(own) = scene.at(i) else { return };
        let (left, right) = (i.checked_sub(1).and_then(|l| scene.at(l)), scene.at(i + 1));
        let word = |facts: Option<&Facts>| facts.map_or(NOTHING, |f| f.word);
        self.put(Of::Bias, 0);
        self.put(Of::Word, own.word);
        self.put(Of::WordLeft, word(left));
        self.put(Of::WordRight, word(right));
        self.look(own, left, right, text);
        self.usage(own, left, right);
        self.lists(own, left, right);
        let seen = scene.seen[i - scene.island.start];
        let few = |count: u32| u64::from(count.min(3));
        self.put(Of::Seen, few(seen.lower) * 4 + few(seen.inside));
        let more = u64::from(seen.lower > seen.inside) * 2 + u64::from(seen.inside > seen.lower);
        self.put(Of::SeenMore, more * 2 + u64::from(own.capital));
        if !self.run.contains(&i) {
            self.set_run(scene.run(i));
        }
        let length = self.run.len().min(LONGEST_RUN) as u64;
        let place = length * 8 + (i - self.run.start).min(LONGEST_RUN) as u64;
        self.put(Of::RunPlace, place);
        self.put(Of::RunRest, (self.run.end - i).min(LONGEST_RUN) as u64);
        if own.capital {
            self.run(i, own, place);
        }
    }

    /// How the token and its neighbours look.
    fn look(&mut self, own: &Facts, left: Option<&Facts>, right: Option<&Facts>, text: &str) {
        let shape = |facts: Option<&Facts>| facts.map_or(NOTHING, |f| f.shape);
        let pair = hash::join(shape(left), own.shape);
        self.put(Of::Shape, own.shape);
        self.put(Of::ShapesLeft, pair);
        self.put(Of::ShapesRight, hash::join(own.shape, shape(right)));
        self.put(Of::Shapes, hash::join(pair, shape(right)));
        let bytes = text.as_bytes();
        let part = |bytes: Option<&[u8]>| bytes.map_or(NOTHING, hash::lower);
        self.put(Of::LastLetter, part(bytes.last_chunk::<1>().map(|b| &b[..])));
        self.put(Of::LastFour, part(bytes.last_chunk::<4>().map(|b| &b[..])));
        self.put(Of::FirstThree, part(bytes.first_chunk::<3>().map(|b| &b[..])));
        let line = self.scene.line;
        let first = u64::from(left.is_none());
        self.put(Of::Usually, u64::from(own.usually));
        self.put(Of::Line, line);
        self.put(Of::LineShape, hash::join(line, own.shape));
        self.put(Of::First, first);
        self.put(Of::FirstWord, hash::join(first, own.word));
    }

    /// How words like these are used.
    fn usage(&mut self, own: &Facts, left: Option<&Facts>, right: Option<&Facts>) {
        let mut classes = own.classes;
        while classes != 0 {
            self.put(Of::Class, u64::from(classes.trailing_zeros()));
            classes &= classes - 1;
        }
        self.put(Of::ClassesShape, hash::join(own.classes, own.shape));
        let above = |facts: Option<&Facts>| facts.map_or(NOTHING, |f| u64::from(f.cluster & FAR_ABOVE));
        let (before, here, after) = (above(left), above(Some(own)), above(right));
        self.put(Of::Cluster, u64::from(own.cluster));
        self.put(Of::ClusterAbove, u64::from(own.cluster & ABOVE));
        self.put(Of::ClustersLeft, hash::join(before, here));
        self.put(Of::ClustersRight, hash::join(here, after));
        self.put(Of::ClustersAround, hash::join(before, after));
        self.put(Of::ClusterShape, hash::join(here, own.shape));
    }

    /// What lists say.
    fn lists(&mut self, own: &Facts, left: Option<&Facts>, right: Option<&Facts>) {
        for (of, mut lists) in
            [(Of::Alone, own.alone), (Of::Begins, own.begins), (Of::GoesOn, own.goes_on), (Of::Ends, own.ends)]
        {
            while lists != 0 {
                self.put(of, u64::from(lists.trailing_zeros()));
                lists &= lists - 1;
            }
        }
        let lists = u64::from(own.lists());
        if lists == 0 {
            self.put(Of::Unlisted, 0);
        }
        let listing = |facts: Option<&Facts>| facts.map_or(NOTHING, Facts::listing);
        let here = own.listing();
        self.put(Of::ListingShape, hash::join(here, own.shape));
        self.put(Of::ListingLeft, hash::join(listing(left), here));
        self.put(Of::ListingRight, hash::join(here, listing(right)));
        let word = |facts: Option<&Facts>| facts.map_or(NOTHING, |f| f.word);
        self.put(Of::Lists, lists);
        self.put(Of::ListsWordLeft, hash::join(lists, word(left)));
        self.put(Of::ListsWordRight, hash::join(lists, word(right)));
        self.put(Of::ListsUsually, hash::join(lists, u64::from(own.usually) * 4 + self.scene.line));
    }

    fn set_run(&mut self, run: std::ops::Range<usize>) {
        self.run_lists = run.len() as u64;
        self.run_classes = run.len() as u64;
        for facts in run.clone().filter_map(|i| self.scene.at(i)) {
            self.run_lists = hash::join(self.run_lists, u64::from(facts.lists()));
            self.run_classes = hash::join(self.run_classes, facts.classes & TELLING);
        }
        self.run = run;
    }

    /// The run of capitals as a whole.
    fn run(&mut self, i: usize, own: &Facts, place: u64) {
        let scene = self.scene;
        let run = self.run.clone();
        let (Some(first), Some(last)) = (scene.at(run.start), scene.at(run.end - 1)) else { return };
        let word = |i: Option<usize>| i.and_then(|i| scene.at(i)).map_or(NOTHING, |f| f.word);
        let (before, after) = (word(run.start.checked_sub(1)), word(Some(run.end)));
        self.put(Of::RunLastWord, last.word);
        self.put(Of::RunFirstWord, first.word);
        self.put(Of::RunLastCluster, u64::from(last.cluster));
        self.put(Of::RunFirstCluster, u64::from(first.cluster));
        self.put(Of::RunAfter, after);
        self.put(Of::RunBefore, before);
        self.put(Of::RunBeforePlace, hash::join(before, place));
        self.put(Of::RunAfterTwo, hash::join(after, word(Some(run.end + 1))));
        self.put(Of::RunBeforeTwo, hash::join(word(run.start.checked_sub(2)), before));
        if run.len() <= LONGEST_RUN {
            let at = (i - run.start) as u64;
            self.put(Of::RunLists, hash::join(self.run_lists, at));
            self.put(Of::RunClasses, hash::join(self.run_classes, at));
        }
        let (first, last, here) = (u64::from(first.lists()), u64::from(last.lists()), u64::from(own.lists()));
        self.put(Of::RunLastLists, last);
        self.put(Of::RunFirstLists, first);
        self.put(Of::ListsRunLast, hash::join(last, here));
        self.put(Of::ListsRunFirst, hash::join(first, here));
    }

    /// What the first reading found here, and of the same words elsewhere.
    fn read(&mut self, i: usize, found: &Found) {
        let near = [i.wrapping_sub(2), i.wrapping_sub(1), i, i + 1, i + 2];
        for (place, token) in (0..).zip(near) {
            let label = if self.scene.sentence.contains(&token) { u64::from(found.label(token)) } else { NOTHING };
            self.put(Of::Read, label * 8 + place);
        }
        let mostly = self.scene.at(i).map_or(0, |f| found.of(f.word)[0]);
        self.put(Of::ReadElsewhere, hash::join(u64::from(found.label(i)), mostly));
        for (place, token) in (0..).zip([i, i.wrapping_sub(1), i + 1]) {
            let Some(facts) = self.scene.at(token) else { continue };
            for (part, value) in (0..).zip(found.of(facts.word)) {
                self.features.push(hash::join(Of::Elsewhere as u64 + place * 8 + part, value));
            }
        }
    }

    #[cfg(feature = "train")]
    fn parts(&mut self, i: usize, parts: &[u64]) {
        let part = |token: usize| {
            let inside = self.scene.sentence.contains(&token);
            if inside { parts.get(token).copied().unwrap_or(NOTHING) } else { NOTHING }
        };
        let near = [i.wrapping_sub(2), i.wrapping_sub(1), i, i + 1, i + 2].map(part);
        let [_, before, here, after, _] = near;
        for (place, part) in (0..).zip(near) {
            self.features.push(hash::join(Of::Part as u64 + place, part));
        }
        self.put(Of::PartsLeft, hash::join(before, here));
        self.put(Of::PartsRight, hash::join(here, after));
        self.put(Of::Parts, hash::join(hash::join(before, here), after));
        let shape = self.scene.at(i).map_or(NOTHING, |f| f.shape);
        self.put(Of::PartShape, hash::join(here, shape));
    }
}
