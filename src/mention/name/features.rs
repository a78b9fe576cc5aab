//! The features of tokens of an island. Their numbers and order are part of the model: change one, raise the version.

use std::ops::Range;

use self::of::{Of, Put};
use super::found::Found;
use super::scene::{Facts, Scene};
use crate::model::features::Sink;
use crate::model::hash;
use crate::surface::Surface;

mod of;

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

/// Features that hang on the same facts, and come again with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    /// Of the token itself, as a run of capitals too where it is one alone.
    Own,
    /// Of the run of several capitals that it is in, and of its place there.
    Run,
    /// How often the word was seen, and where in its run it stands.
    Place,
    /// Of its neighbours, and of what stands around its run: they seldom come again.
    Around,
    /// Of the labels that the first reading gave.
    Read,
    /// Of what it made of the word elsewhere, and of its neighbours.
    Elsewhere,
    ElsewhereLeft,
    ElsewhereRight,
    /// Of parts of speech.
    #[cfg(feature = "train")]
    Parts,
}

/// Gives the features of every token of the scene's island to what scores them.
pub(super) fn score(sink: &mut impl Sink, surface: &Surface<'_>, scene: Scene<'_>, beside: Beside<'_>) {
    each(surface, scene, beside, |token| {
        token.groups(|group| match token.key(group) {
            Some(key) => sink.group(hash::join(group as u64, key), |all| {
                token.fill(group, &mut Put(|of, value| all.push(hash::join(of, value))));
            }),
            None => token.fill(group, &mut Put(|of, value| sink.push(hash::join(of, value)))),
        });
        sink.end_position();
    });
}

/// Adds the features of every token of the scene's island to those that are learned from, in the order in which they have been
/// from the first: sums of floats depend on it.
#[cfg(feature = "train")]
pub(super) fn add(
    features: &mut crate::model::features::Features,
    surface: &Surface<'_>,
    scene: Scene<'_>,
    beside: Beside<'_>,
) {
    let rank = |of: u64| match of {
        of if of >= Of::Read as u64 => 3,
        of if of >= Of::Alone as u64 => 0,
        of if of >= Of::Seen as u64 => 1,
        of if of >= Of::RunPlace as u64 => 2,
        _ => 0,
    };
    let mut all: Vec<((u8, u64), u64)> = Vec::new();
    each(surface, scene, beside, |token| {
        token.groups(|group| {
            token.fill(group, &mut Put(|of, value| all.push(((rank(of), of), hash::join(of, value)))));
        });
        all.sort_by_key(|(place, _)| *place);
        all.drain(..).for_each(|(_, feature)| features.push(feature));
        features.end_position();
    });
}

/// Shows every token of the scene's island with what stands around it.
fn each(surface: &Surface<'_>, scene: Scene<'_>, beside: Beside<'_>, mut see: impl FnMut(&Token<'_>)) {
    let mut run = Run::default();
    for i in scene.island().clone() {
        let Some(own) = scene.at(i) else { continue };
        if !run.tokens.contains(&i) {
            run = Run::new(scene, scene.run(i));
        }
        let (left, right) = (i.checked_sub(1).and_then(|l| scene.at(l)), scene.at(i + 1));
        see(&Token { scene, i, text: surface.word(i), own, left, right, run: &run, beside });
    }
}

/// A run of capitals.
#[derive(Clone, Debug, Default)]
struct Run {
    tokens: Range<usize>,
    /// A number for all that is known of its tokens.
    id: u64,
}

impl Run {
    fn new(scene: Scene<'_>, tokens: Range<usize>) -> Self {
        let id = tokens.clone().filter_map(|i| scene.at(i)).fold(0, |all, facts| hash::join(all, facts.id));
        Self { tokens, id }
    }

    /// The place of token `i` in it, from 0.
    fn place(&self, i: usize) -> usize {
        i - self.tokens.start
    }
}

/// A token with what stands around it.
#[derive(Clone, Copy)]
struct Token<'f> {
    scene: Scene<'f>,
    i: usize,
    text: &'f str,
    own: &'f Facts,
    left: Option<&'f Facts>,
    right: Option<&'f Facts>,
    run: &'f Run,
    beside: Beside<'f>,
}

impl Token<'_> {
    /// Shows the groups of its features.
    #[inline]
    fn groups(&self, mut see: impl FnMut(Group)) {
        see(Group::Own);
        if self.own.capital && !self.is_alone() {
            see(Group::Run);
        }
        see(Group::Place);
        see(Group::Around);
        match self.beside {
            Beside::Nothing => {}
            Beside::Found(_) => {
                see(Group::Read);
                see(Group::Elsewhere);
                see(Group::ElsewhereLeft);
                see(Group::ElsewhereRight);
            }
            #[cfg(feature = "train")]
            Beside::Parts(_) => see(Group::Parts),
        }
    }

    /// Whether it is a run of capitals by itself.
    fn is_alone(&self) -> bool {
        self.own.capital && self.run.tokens.len() == 1
    }

    /// A number for all that the features of a group hang on, none where they seldom come again.
    #[inline]
    fn key(&self, group: Group) -> Option<u64> {
        Some(match group {
            Group::Own => {
                let place = hash::flags(&[self.left.is_none(), self.is_alone()]);
                hash::join(self.own.id, self.scene.line() * 8 + place)
            }
            Group::Place => {
                let [(seen, more), (place, rest)] = [self.seen(), self.place()];
                seen | more << 8 | place << 16 | rest << 32
            }
            Group::Run => hash::join(self.run.id, self.run.place(self.i) as u64),
            Group::Read => self.read().into_iter().fold(self.mostly(), hash::join),
            Group::Elsewhere | Group::ElsewhereLeft | Group::ElsewhereRight => {
                self.elsewhere(group)?.into_iter().fold(0, |all, part| all << 8 | part)
            }
            Group::Around => return None,
            #[cfg(feature = "train")]
            Group::Parts => return None,
        })
    }

    /// Gives the features of a group.
    #[inline]
    fn fill<F: FnMut(u64, u64)>(&self, group: Group, all: &mut Put<F>) {
        match group {
            Group::Own => {
                self.alone(all);
                if self.is_alone() {
                    self.run(all);
                }
            }
            Group::Around => {
                self.around(all);
                if self.own.capital {
                    self.run_around(all);
                }
            }
            Group::Place => {
                let [(seen, more), (place, rest)] = [self.seen(), self.place()];
                all.put(Of::Seen, seen);
                all.put(Of::SeenMore, more);
                all.put(Of::RunPlace, place);
                all.put(Of::RunRest, rest);
            }
            Group::Run => self.run(all),
            Group::Read => {
                self.read().into_iter().for_each(|read| all.put(Of::Read, read));
                all.put(Of::ReadElsewhere, self.mostly());
            }
            Group::Elsewhere | Group::ElsewhereLeft | Group::ElsewhereRight => {
                let place = group as u64 - Group::Elsewhere as u64;
                for (part, value) in (0..).zip(self.elsewhere(group).into_iter().flatten()) {
                    all.put_at(Of::Elsewhere, place * 8 + part, value);
                }
            }
            #[cfg(feature = "train")]
            Group::Parts => self.parts(all),
        }
    }

    fn word(&self, i: Option<usize>) -> u64 {
        i.and_then(|i| self.scene.at(i)).map_or(NOTHING, |f| f.word)
    }

    /// What is known of the token by itself: how it looks, how words like it are used, what lists say.
    fn alone<F: FnMut(u64, u64)>(&self, all: &mut Put<F>) {
        let own = self.own;
        all.put(Of::Bias, 0);
        all.put(Of::Word, own.word);
        all.put(Of::Shape, own.shape);
        let bytes = self.text.as_bytes();
        let part = |bytes: Option<&[u8]>| bytes.map_or(NOTHING, hash::lower);
        all.put(Of::LastLetter, part(bytes.last_chunk::<1>().map(|b| &b[..])));
        all.put(Of::LastFour, part(bytes.last_chunk::<4>().map(|b| &b[..])));
        all.put(Of::FirstThree, part(bytes.first_chunk::<3>().map(|b| &b[..])));
        let line = self.scene.line();
        let first = u64::from(self.left.is_none());
        all.put(Of::Usually, u64::from(own.usually));
        all.put(Of::Line, line);
        all.put(Of::LineShape, hash::join(line, own.shape));
        all.put(Of::First, first);
        all.put(Of::FirstWord, hash::join(first, own.word));
        bits(own.classes).for_each(|class| all.put(Of::Class, class));
        all.put(Of::ClassesShape, hash::join(own.classes, own.shape));
        all.put(Of::Cluster, u64::from(own.cluster));
        all.put(Of::ClusterAbove, u64::from(own.cluster & ABOVE));
        all.put(Of::ClusterShape, hash::join(above(Some(own)), own.shape));
        for (of, lists) in
            [(Of::Alone, own.alone), (Of::Begins, own.begins), (Of::GoesOn, own.goes_on), (Of::Ends, own.ends)]
        {
            bits(u64::from(lists)).for_each(|list| all.put(of, list));
        }
        let lists = u64::from(own.lists());
        if lists == 0 {
            all.put(Of::Unlisted, 0);
        }
        all.put(Of::ListingShape, hash::join(own.listing, own.shape));
        all.put(Of::Lists, lists);
        all.put(Of::ListsUsually, hash::join(lists, u64::from(own.usually) * 4 + line));
    }

    /// The token with its neighbours.
    fn around<F: FnMut(u64, u64)>(&self, all: &mut Put<F>) {
        let (left, own, right) = (self.left, self.own, self.right);
        let (word_left, word_right) = (word(left), word(right));
        all.put(Of::WordLeft, word_left);
        all.put(Of::WordRight, word_right);
        let pair = hash::join(shape(left), own.shape);
        all.put(Of::ShapesLeft, pair);
        all.put(Of::ShapesRight, hash::join(own.shape, shape(right)));
        all.put(Of::Shapes, hash::join(pair, shape(right)));
        let (before, here, after) = (above(left), above(Some(own)), above(right));
        all.put(Of::ClustersLeft, hash::join(before, here));
        all.put(Of::ClustersRight, hash::join(here, after));
        all.put(Of::ClustersAround, hash::join(before, after));
        all.put(Of::ListingLeft, hash::join(listing(left), own.listing));
        all.put(Of::ListingRight, hash::join(own.listing, listing(right)));
        let lists = u64::from(own.lists());
        all.put(Of::ListsWordLeft, hash::join(lists, word_left));
        all.put(Of::ListsWordRight, hash::join(lists, word_right));
    }

    /// How often the word was seen in lower case and with a capital, and how which of these is more.
    fn seen(&self) -> (u64, u64) {
        let seen = self.scene.seen[self.i - self.scene.island().start];
        let few = |count: u32| u64::from(count.min(3));
        let more = u64::from(seen.lower > seen.inside) * 2 + u64::from(seen.inside > seen.lower);
        (few(seen.lower) * 4 + few(seen.inside), more * 2 + u64::from(self.own.capital))
    }

    /// Where in its run the token stands: the run's length and the place, and what is left.
    fn place(&self) -> (u64, u64) {
        let length = self.run.tokens.len().min(LONGEST_RUN) as u64;
        let place = length * 8 + self.run.place(self.i).min(LONGEST_RUN) as u64;
        (place, (self.run.tokens.end - self.i).min(LONGEST_RUN) as u64)
    }

    /// The run of capitals as a whole.
    fn run<F: FnMut(u64, u64)>(&self, all: &mut Put<F>) {
        let scene = self.scene;
        let run = self.run.tokens.clone();
        let (Some(first), Some(last)) = (scene.at(run.start), scene.at(run.end - 1)) else { return };
        all.put(Of::RunLastWord, last.word);
        all.put(Of::RunFirstWord, first.word);
        all.put(Of::RunLastCluster, u64::from(last.cluster));
        all.put(Of::RunFirstCluster, u64::from(first.cluster));
        if run.len() <= LONGEST_RUN {
            let place = self.run.place(self.i) as u64;
            let whole = |of: fn(&Facts) -> u64| {
                let facts = run.clone().filter_map(|i| scene.at(i));
                facts.fold(run.len() as u64, |all, facts| hash::join(all, of(facts)))
            };
            all.put(Of::RunLists, hash::join(whole(|facts| u64::from(facts.lists())), place));
            all.put(Of::RunClasses, hash::join(whole(|facts| facts.classes & TELLING), place));
        }
        let (first, last, here) = (u64::from(first.lists()), u64::from(last.lists()), u64::from(self.own.lists()));
        all.put(Of::RunLastLists, last);
        all.put(Of::RunFirstLists, first);
        all.put(Of::ListsRunLast, hash::join(last, here));
        all.put(Of::ListsRunFirst, hash::join(first, here));
    }

    /// What stands around the run.
    fn run_around<F: FnMut(u64, u64)>(&self, all: &mut Put<F>) {
        let Range { start, end } = self.run.tokens;
        let (before, after) = (self.word(start.checked_sub(1)), self.word(Some(end)));
        all.put(Of::RunAfter, after);
        all.put(Of::RunBefore, before);
        all.put(Of::RunBeforePlace, hash::join(before, self.place().0));
        all.put(Of::RunAfterTwo, hash::join(after, self.word(Some(end + 1))));
        all.put(Of::RunBeforeTwo, hash::join(self.word(start.checked_sub(2)), before));
    }

    fn found(&self) -> Option<&Found> {
        match self.beside {
            Beside::Found(found) => Some(found),
            _ => None,
        }
    }

    /// The labels that the first reading gave from two tokens before to two after, each with its place.
    fn read(&self) -> [u64; 5] {
        std::array::from_fn(|place| {
            let token = (self.i + place).wrapping_sub(2);
            let found = self.found().filter(|_| self.scene.sentence().contains(&token));
            found.map_or(NOTHING, |found| u64::from(found.label(token))) * 8 + place as u64
        })
    }

    /// The label that it gave the token, and what it mostly took its word for.
    fn mostly(&self) -> u64 {
        self.found().map_or(0, |found| hash::join(u64::from(found.label(self.i)), found.of(self.own.word)[0]))
    }

    /// What it made of the same word elsewhere, or of that of a neighbour.
    fn elsewhere(&self, group: Group) -> Option<[u64; 4]> {
        let facts = match group {
            Group::ElsewhereLeft => self.left?,
            Group::ElsewhereRight => self.right?,
            _ => self.own,
        };
        Some(self.found()?.of(facts.word))
    }

    #[cfg(feature = "train")]
    fn parts<F: FnMut(u64, u64)>(&self, all: &mut Put<F>) {
        let Beside::Parts(parts) = self.beside else { return };
        let near: [u64; 5] = std::array::from_fn(|place| {
            let token = (self.i + place).wrapping_sub(2);
            let inside = self.scene.sentence().contains(&token);
            if inside { parts.get(token).copied().unwrap_or(NOTHING) } else { NOTHING }
        });
        let [_, before, here, after, _] = near;
        (0..).zip(near).for_each(|(place, part)| all.put_at(Of::Part, place, part));
        all.put(Of::PartsLeft, hash::join(before, here));
        all.put(Of::PartsRight, hash::join(here, after));
        all.put(Of::Parts, hash::join(hash::join(before, here), after));
        all.put(Of::PartShape, hash::join(here, self.own.shape));
    }
}

fn word(facts: Option<&Facts>) -> u64 {
    facts.map_or(NOTHING, |f| f.word)
}

fn shape(facts: Option<&Facts>) -> u64 {
    facts.map_or(NOTHING, |f| f.shape)
}

fn listing(facts: Option<&Facts>) -> u64 {
    facts.map_or(NOTHING, |f| f.listing)
}

/// The clusters above the word's.
fn above(facts: Option<&Facts>) -> u64 {
    facts.map_or(NOTHING, |f| u64::from(f.cluster & FAR_ABOVE))
}

/// The places of the bits that are set, ascending.
fn bits(mut set: u64) -> impl Iterator<Item = u64> {
    std::iter::from_fn(move || {
        let bit = (set != 0).then(|| u64::from(set.trailing_zeros()))?;
        set &= set - 1;
        Some(bit)
    })
}
