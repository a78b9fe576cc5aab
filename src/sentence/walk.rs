//! The way through a paragraph: candidate after candidate, each decided before the next.

use rustc_hash::FxHashSet;

use super::chunk::{Chunk, Form};
use super::enumeration::Marker;
use super::features::{self, Sink};
use super::scan::{Candidate, Kind, Terminators, skip_space};
use super::scene::{Ahead, Around, Paragraph, Running};
use super::words::Words;
use crate::lexicon::Lexicon;

/// Who decides: the model, or in training the annotation.
pub(super) trait Judge {
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
    course: Option<(&'s Running, &'s mut Window, usize)>,
}

impl Scene<'_> {
    /// Whether the word before the terminator is one of `abbreviations`.
    pub(super) fn follows_any(&self, abbreviations: &FxHashSet<String>) -> bool {
        let word = self.around.before[0].word(self.text.as_bytes());
        let stop = self.text.as_bytes()[self.candidate.run..self.candidate.run_end] == *b".";
        stop && std::str::from_utf8(word).is_ok_and(|word| abbreviations.contains(word.to_lowercase().as_str()))
    }

    /// Makes the features of the first look.
    pub(super) fn quick(&self, words: &Words, sink: &mut impl Sink) {
        let (text, paragraph) = (self.text.as_bytes(), self.paragraph);
        if self.course.is_some() {
            return features::quick_start(text, words, paragraph, &self.candidate, &self.around, self.begins, sink);
        }
        features::quick(text, words, paragraph, &self.candidate, &self.around, self.begins, sink);
    }

    /// Makes those of the second look.
    pub(super) fn full(&mut self, lexicon: &Lexicon, words: &Words, sink: &mut impl Sink) {
        let (text, paragraph) = (self.text, self.paragraph);
        let course = match &mut self.course {
            None => {
                self.around.widen(text, paragraph);
                None
            }
            Some((running, window, i)) => {
                self.around = window.around(text, paragraph, *i);
                Some((*running, window.ahead(text, paragraph, words, *i)))
            }
        };
        let course = course.as_ref().map(|(running, ahead)| (*running, ahead));
        let (candidate, around, begins) = (&self.candidate, &self.around, self.begins);
        features::full(text.as_bytes(), lexicon, words, paragraph, candidate, around, begins, course, sink);
    }
}

/// Chunks that a paragraph's starts are looked at with.
const KEPT: usize = 32;
/// How many chunks ahead a verb is looked for.
const AHEAD: usize = 12;

/// A window that slides over the chunks of a paragraph.
pub(super) struct Window {
    ring: [Chunk; KEPT],
    /// How many chunks were read.
    read: usize,
    /// Where the next one is looked for.
    at: usize,
}

impl Default for Window {
    fn default() -> Self {
        Self { ring: [Chunk::default(); KEPT], read: 0, at: 0 }
    }
}

impl Window {
    /// Goes to the beginning of a paragraph.
    fn enter(&mut self, first: usize) {
        (self.read, self.at) = (0, first);
    }

    /// Returns chunk `i` of the paragraph, none past its end.
    fn get(&mut self, text: &str, paragraph: &Paragraph, i: usize) -> Option<&Chunk> {
        while self.read <= i {
            let start = skip_space(text, self.at, paragraph.limit);
            if start >= paragraph.limit {
                return None;
            }
            let bytes = text.as_bytes();
            let chunk = Chunk::after(bytes, start, paragraph.limit);
            self.at = chunk.end();
            self.ring[self.read % KEPT] = chunk;
            self.read += 1;
        }
        Some(&self.ring[i % KEPT])
    }

    fn around(&mut self, text: &str, paragraph: &Paragraph, i: usize) -> Around {
        let mut around = Around::default();
        for n in 0..3 {
            if let Some(chunk) = self.get(text, paragraph, i + n) {
                around.after[n] = *chunk;
            }
            if i > n {
                around.before[n] = self.ring[(i - 1 - n) % KEPT];
            }
        }
        around
    }

    fn ahead(&mut self, text: &str, paragraph: &Paragraph, words: &Words, i: usize) -> Ahead {
        let mut ahead = Ahead { verb: false, capitals: true, chunks: 0 };
        for n in i..i + AHEAD {
            let Some(chunk) = self.get(text, paragraph, n) else { break };
            ahead.chunks += 1;
            ahead.capitals &= chunk.form.is_capital();
            ahead.verb |= chunk.form != Form::Capital && words.is_verb(chunk.hash(text.as_bytes()));
            if chunk.trail(text.as_bytes()).iter().any(|b| matches!(b, b'.' | b'?' | b'!')) {
                break;
            }
        }
        ahead
    }
}

/// Goes through one paragraph and calls `boundary` with the end of each sentence but the last and the start of the next.
pub(super) fn walk(
    text: &str,
    paragraph: &Paragraph,
    words: &Words,
    window: &mut Window,
    judge: &mut impl Judge,
    boundary: impl FnMut(usize, usize),
) {
    let walk = Walk { text, paragraph, words, judge, boundary, begin: paragraph.first };
    if paragraph.is_weighed() { walk.weighed(window) } else { walk.plain() }
}

struct Walk<'w, J, B> {
    text: &'w str,
    paragraph: &'w Paragraph,
    words: &'w Words,
    judge: &'w mut J,
    boundary: B,
    /// Where the running sentence began.
    begin: usize,
}

impl<J: Judge, B: FnMut(usize, usize)> Walk<'_, J, B> {
    /// Looks at terminators alone.
    fn plain(mut self) {
        let mut terminators = Terminators::new(self.text, self.paragraph.first, self.paragraph.limit);
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
        let around = Around::nearest(self.text, self.paragraph, &candidate);
        let begins = around.before[0].start() == self.begin;
        let (text, paragraph) = (self.text, self.paragraph);
        self.judge.decide(&mut Scene { candidate, text, paragraph, around, begins, course: None })
    }

    /// Looks at the starts of chunks too.
    fn weighed(mut self, window: &mut Window) {
        let (text, paragraph, words) = (self.text, self.paragraph, self.words);
        let bytes = text.as_bytes();
        let mut terminators = Terminators::new(text, paragraph.first, paragraph.limit);
        window.enter(paragraph.first);
        let mut from = paragraph.first;
        let mut running = Running::default();
        // The list's last marker.
        let mut marker: Option<Marker> = None;
        let mut last_end = usize::MAX;
        let mut i = 0;
        loop {
            let terminal = terminators.next(from);
            let stop = terminal.map_or(paragraph.limit, |candidate| candidate.start);
            while let Some(&chunk) = window.get(text, paragraph, i) {
                let start = chunk.start();
                if start >= stop {
                    break;
                }
                if last_end < start && start != from && features::may_begin(bytes, &bytes[last_end..start], &chunk) {
                    let candidate = Candidate { run: last_end, run_end: last_end, end: last_end, start, kind: Kind::Start };
                    let next = Marker::of(bytes, &chunk).filter(|next| marker.is_some_and(|last| next.follows(last)));
                    if next.is_some() || self.begins_at(candidate, window, &running, i) {
                        self.cut(&candidate);
                        running = Running::default();
                    }
                }
                if start == self.begin && let Some(found) = Marker::of(bytes, &chunk) {
                    let goes_on = marker.is_some_and(|last| found.follows(last));
                    if goes_on || found.is_first() {
                        marker = Some(found);
                    }
                }
                running.take(&chunk, bytes, words);
                last_end = chunk.end();
                i += 1;
            }
            let Some(candidate) = terminal else { return };
            if self.ends_listed(candidate, marker) {
                self.cut(&candidate);
                running = Running::default();
            }
            from = candidate.start;
        }
    }

    /// The same as [`Walk::ends`] where a list may run.
    fn ends_listed(&mut self, candidate: Candidate, marker: Option<Marker>) -> bool {
        if let (Some(last), Kind::Terminator) = (marker, candidate.kind) {
            let bytes = self.text.as_bytes();
            let own = Chunk::after(bytes, self.begin, self.paragraph.limit);
            if own.end() == candidate.end && Marker::of(bytes, &own) == Some(last) {
                return false; // "1. Wash"
            }
            let next = Chunk::after(bytes, candidate.start, self.paragraph.limit);
            if Marker::of(bytes, &next).is_some_and(|next| next.follows(last)) {
                return true;
            }
        }
        self.ends(candidate)
    }

    /// Whether a sentence begins without a terminator before it.
    fn begins_at(&mut self, candidate: Candidate, window: &mut Window, running: &Running, i: usize) -> bool {
        let around = window.around(self.text, self.paragraph, i);
        let begins = around.before[0].start() == self.begin;
        let (text, paragraph) = (self.text, self.paragraph);
        let course = Some((running, window, i));
        self.judge.decide(&mut Scene { candidate, text, paragraph, around, begins, course })
    }
}
