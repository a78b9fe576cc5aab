//! The way through a paragraph: candidate after candidate, each decided before the next.

use super::chunk::Chunk;
use super::convention::{Convention, convention};
use super::enumeration::{List, is_bullet};
use super::features::{self, Sink};
use super::model::OwnAbbreviations;
use super::plain::plain;
use super::scan::{Candidate, Kind, Terminators, next_start};
use super::scene::{Ahead, Around, Paragraph, Running};
use super::words::Words;
use crate::lexicon::Lexicon;

/// Who decides: the model, or in training the annotation.
pub(super) trait Judge {
    /// Whether what is plain is taken without a further look; `ends` is what it says.
    fn trusts(&mut self, ends: bool) -> bool;

    /// Whether a word of this hash cannot end a sentence where no terminator stands.
    fn dangles(&mut self, word: u64) -> bool;

    /// Whether a sentence begins at the candidate's start.
    fn decide(&mut self, scene: &mut Scene<'_>) -> bool;
}

/// A candidate with all that is known around it.
pub(super) struct Scene<'s> {
    pub candidate: Candidate,
    text: &'s str,
    paragraph: &'s Paragraph,
    around: Around,
    /// Whether the chunk before the terminator begins the running sentence.
    begins: bool,
    running: Option<&'s mut Running>,
    convention: Option<Convention>,
}

impl Scene<'_> {
    /// Whether the word before the terminator is one of `abbreviations`.
    pub(super) fn follows_any(&self, abbreviations: &OwnAbbreviations) -> bool {
        let Candidate { run, run_end, .. } = self.candidate;
        let word = self.around.before[0].word(self.text.as_bytes());
        let stop = self.text.as_bytes()[run..run_end] == *b".";
        stop && std::str::from_utf8(word)
            .is_ok_and(|word| abbreviations.holds(word, &self.text[self.paragraph.first..run]))
    }

    /// The hash of the word before the place, where no mark stands on it.
    #[cfg(feature = "train")]
    pub(super) fn bare_before(&self) -> Option<u64> {
        let before = &self.around.before[0];
        before.is_bare().then(|| before.hash(self.text.as_bytes()))
    }

    /// The convention that applies, none at a start.
    pub(super) fn convention(&mut self, lexicon: &Lexicon) -> Convention {
        let Self { candidate, text, paragraph, around, begins, .. } = self;
        if candidate.kind == Kind::Start {
            return Convention::None;
        }
        let find = || convention(text, lexicon, paragraph, candidate, around, *begins);
        *self.convention.get_or_insert_with(find)
    }

    /// Makes the features of the first look.
    pub(super) fn quick(&mut self, lexicon: &Lexicon, words: &Words, sink: &mut impl Sink) {
        let convention = self.convention(lexicon);
        let (text, paragraph) = (self.text.as_bytes(), self.paragraph);
        if self.candidate.kind == Kind::Start {
            self.around.widen(self.text, paragraph, 2);
            features::quick_start(text, words, &self.candidate, &self.around, self.begins, sink);
        } else {
            features::quick(text, words, paragraph, &self.candidate, &self.around, self.begins, convention, sink);
        }
    }

    /// Makes those of the second look.
    pub(super) fn full(&mut self, lexicon: &Lexicon, words: &Words, sink: &mut impl Sink) {
        let convention = self.convention(lexicon);
        let (text, paragraph, candidate) = (self.text, self.paragraph, self.candidate);
        self.around.widen(text, paragraph, 3);
        let course = self.running.as_deref_mut().map(|running| {
            running.read(text, candidate.end, words);
            (&*running, Ahead::read(text, paragraph, candidate.start, words))
        });
        let course = course.as_ref().map(|(running, ahead)| (*running, ahead));
        let (around, begins) = (&self.around, self.begins);
        features::full(
            text.as_bytes(),
            lexicon,
            words,
            paragraph,
            &candidate,
            around,
            begins,
            convention,
            course,
            sink,
        );
    }
}

/// Goes through one paragraph and calls `boundary` with the end of each sentence but the last and the start of the next.
pub(super) fn walk(text: &str, paragraph: &Paragraph, judge: &mut impl Judge, boundary: impl FnMut(usize, usize)) {
    let walk = Walk { text, paragraph, judge, boundary, begin: paragraph.first };
    if paragraph.is_weighed() { walk.weighed() } else { walk.plain() }
}

/// Longer beginnings of a sentence are no marker, in bytes.
const LONGEST_MARKER: usize = 6;

/// Longest dateline, in bytes.
const LONGEST_DATELINE: usize = 64;

/// Whether a sentence has only its dateline so far: "MOSCOW, Russian Federation –", "FLINT, Mich. (Wire) —".
fn is_dateline(begun: &str) -> bool {
    let capitals = begun.bytes().take_while(u8::is_ascii_uppercase).count();
    begun.len() <= LONGEST_DATELINE && capitals > 2 && begun.ends_with(['–', '—', '-'])
}

/// What is followed where starts are weighed: the list that runs, and what the sentence has shown.
struct Course {
    list: List,
    running: Running,
}

struct Walk<'w, J, B> {
    text: &'w str,
    paragraph: &'w Paragraph,
    judge: &'w mut J,
    boundary: B,
    /// Where the running sentence began.
    begin: usize,
}

impl<J: Judge, B: FnMut(usize, usize)> Walk<'_, J, B> {
    /// Looks at terminators alone.
    fn plain(mut self) {
        let mut terminators =
            Terminators::new(self.text, self.paragraph.first, self.paragraph.limit, self.paragraph.ascii);
        let mut from = self.paragraph.first;
        while let Some(candidate) = terminators.next(from) {
            if self.ends(candidate) {
                self.cut(&candidate);
            }
            from = candidate.start;
        }
    }

    fn cut(&mut self, candidate: &Candidate) {
        (self.boundary)(candidate.end, candidate.start);
        self.begin = candidate.start;
    }

    /// Whether a sentence ends at a terminator.
    fn ends(&mut self, candidate: Candidate) -> bool {
        if candidate.kind == Kind::Wide {
            // Japanese goes on after its closing bracket: 「…。」と.
            return !matches!(self.text.as_bytes()[..candidate.end], [.., 0xE3, 0x80, 0x8D | 0x8F]);
        }
        if let Some(plain) = plain(self.text.as_bytes(), &candidate)
            && self.judge.trusts(plain)
        {
            return plain;
        }
        let around = Around::nearest(self.text, self.paragraph, &candidate);
        let begins = around.before[0].start() == self.begin;
        let (text, paragraph) = (self.text, self.paragraph);
        self.judge.decide(&mut Scene { candidate, text, paragraph, around, begins, running: None, convention: None })
    }

    /// Looks at white space too.
    fn weighed(mut self) {
        let Paragraph { first, limit, .. } = *self.paragraph;
        let mut terminators = Terminators::new(self.text, first, limit, self.paragraph.ascii);
        let mut from = first;
        let mut course = Course { list: List::default(), running: Running::from(first) };
        course.list.begin(self.text, first, limit);
        loop {
            let terminal = terminators.next(from);
            let stop = terminal.map_or(limit, |candidate| candidate.start);
            let mut at = from;
            loop {
                // The next item of a list begins a sentence whatever stands before it.
                let item = course.list.next_item(self.text, at, stop);
                let until = item.map_or(stop, |item| item.start);
                while let Some(start) = next_start(self.text, at, until) {
                    at = start.start;
                    // A marker is not cut from its item: "A) The wage".
                    if start.end - self.begin <= LONGEST_MARKER && List::is_marker(self.text, self.begin, start.end) {
                        continue;
                    }
                    if self.begins_at(start, &mut course.running) {
                        self.cut_course(&start, &mut course);
                    }
                }
                let Some(item) = item else { break };
                if item.start > self.begin {
                    self.cut_course(&item, &mut course);
                } else {
                    course.list.begin(self.text, item.start, limit);
                }
                at = item.start;
            }
            let Some(candidate) = terminal else { return };
            let listed = course.list.decides(self.text, self.begin, &candidate, limit);
            if listed.unwrap_or_else(|| self.ends(candidate)) {
                self.cut_course(&candidate, &mut course);
            }
            from = candidate.start;
        }
    }

    /// Cuts, and begins the course of the next sentence.
    fn cut_course(&mut self, candidate: &Candidate, course: &mut Course) {
        self.cut(candidate);
        course.running = Running::from(candidate.start);
        course.list.begin(self.text, candidate.start, self.paragraph.limit);
    }

    /// Whether a sentence begins without a terminator before it.
    fn begins_at(&mut self, candidate: Candidate, running: &mut Running) -> bool {
        let (text, paragraph) = (self.text, self.paragraph);
        let bytes = text.as_bytes();
        let before = Chunk::before(bytes, paragraph.first, candidate.end);
        if before.is_bare() && self.judge.dangles(before.hash(bytes)) {
            return false;
        }
        if is_bullet(bytes, &candidate) {
            return true;
        }
        if !before.has_word() && is_dateline(&text[self.begin..candidate.end]) {
            return false;
        }
        let after = Chunk::after(bytes, candidate.start, paragraph.limit);
        if !features::may_begin(bytes, &bytes[candidate.end..candidate.start], &after) {
            return false;
        }
        let around = Around::beside(before, after);
        let begins = before.start() == self.begin;
        self.judge.decide(&mut Scene {
            candidate,
            text,
            paragraph,
            around,
            begins,
            running: Some(running),
            convention: None,
        })
    }
}
