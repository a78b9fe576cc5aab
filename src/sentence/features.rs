//! The features of a candidate: one code for training and for use.
//!
//! Each is a number of its own joined with the hashes of what it looks at.

use super::chunk::Chunk;
use super::convention::{Convention, OPENERS};
use super::scan::{Candidate, Kind};
use super::scene::{Ahead, Around, Paragraph, Running};
use super::words::Words;
use crate::lexicon::{CueFrames, Lexicon, WordClass, WordInfo};
use crate::model::hash::{bytes, join};
use crate::model::linear::Linear;

/// Classes of the lexicon that features tell apart.
const CLASSES: [WordClass; 7] = [
    OPENERS,
    WordClass::CALENDAR,
    WordClass::TITLE.union(WordClass::TITLE_WORD),
    WordClass::GIVEN_MALE.union(WordClass::GIVEN_FEMALE),
    WordClass::PLACE.union(WordClass::DEMONYM),
    WordClass::ORDINARY.union(WordClass::ROLE).union(WordClass::BODY_NOUN).union(WordClass::GROUP_NOUN),
    WordClass::ORGANIZATION_HEAD.union(WordClass::PLACE_HEAD),
];
const ABBREVIATIONS: [WordClass; 3] =
    [WordClass::ABBREVIATION, WordClass::ABBREVIATION_FINAL, WordClass::ABBREVIATION_NUMBER];

/// Takes features as they are made.
pub(super) trait Sink {
    fn take(&mut self, hash: u64);
}

/// Keeps them, to learn from.
impl Sink for Vec<u64> {
    fn take(&mut self, hash: u64) {
        self.push(hash);
    }
}

/// Sums their weights.
pub(super) struct Sum<'m> {
    linear: &'m Linear,
    sum: i32,
}

impl<'m> Sum<'m> {
    pub(super) fn of(linear: &'m Linear) -> Self {
        Self { linear, sum: 0 }
    }

    pub(super) fn log_odds(&self) -> f32 {
        self.linear.log_odds(self.sum)
    }
}

impl Sink for Sum<'_> {
    #[inline]
    fn take(&mut self, hash: u64) {
        self.sum += self.linear.weight(hash);
    }
}

/// Adds a feature of small numbers, each below 2^12.
#[inline]
fn add<const N: usize>(sink: &mut impl Sink, template: u64, parts: [u64; N]) {
    const { assert!(N <= 5, "five parts fill 64 bits") };
    sink.take(join(template, packed(parts)));
}

/// Adds a feature of a hash and small numbers.
#[inline]
fn add_with<const N: usize>(sink: &mut impl Sink, template: u64, hash: u64, parts: [u64; N]) {
    const { assert!(N <= 5, "five parts fill 64 bits") };
    sink.take(join(hash.wrapping_add(template << 56), packed(parts)));
}

#[inline]
fn packed<const N: usize>(parts: [u64; N]) -> u64 {
    parts.into_iter().fold(1, |all, part| {
        debug_assert!(part < 1 << PART);
        all << PART | part
    })
}

const PART: u32 = 12;

/// What the candidate itself looks like, as numbers.
struct Look {
    /// Kind and terminators.
    run: u64,
    /// The same with what closes.
    closed: u64,
    /// Whether a quotation closes.
    quotation: bool,
    gap: u64,
    /// Whether white space stands before the terminator.
    apart: bool,
}

impl Look {
    fn of(text: &[u8], paragraph: &Paragraph, candidate: &Candidate) -> Self {
        let run = &text[candidate.run..candidate.run_end];
        let kind = match candidate.kind {
            Kind::Start => 0,
            Kind::Terminator | Kind::Wide => 1,
            Kind::RunOn => 2,
        };
        let terminators = match run {
            b"" => 0,
            b"." => 1,
            b"?" => 2,
            b"!" => 3,
            b".." => 4,
            b"..." => 5,
            _ if run.contains(&b' ') => 10 + run.len().min(9) as u64,
            _ if run.contains(&b'?') => 6,
            _ if run.contains(&b'!') => 7,
            [0xE2, ..] => 8,
            _ => 9,
        };
        let closers = &text[candidate.run_end..candidate.end];
        let quotation = closers.iter().any(|b| matches!(b, b'"' | b'\'' | 0xE2 | 0xC2));
        let bracket = closers.iter().any(|b| matches!(b, b')' | b']'));
        let other = !closers.is_empty() && !quotation && !bracket;
        let gap = gap(&text[candidate.end..candidate.start]);
        let run = kind * 32 + terminators;
        let closed = run * 8 + u64::from(quotation) + 2 * u64::from(bracket) + 4 * u64::from(other);
        let apart =
            candidate.run > paragraph.first && candidate.run_end > candidate.run && text[candidate.run - 1] == b' ';
        Self { run, closed, quotation: quotation && candidate.kind != Kind::Start, gap, apart }
    }
}

/// What kind of white space stands between.
fn gap(gap: &[u8]) -> u64 {
    match gap {
        b"" => 0,
        b" " => 1,
        _ if gap.contains(&b'\n') => 3,
        _ if gap.contains(&b'\t') => 4,
        _ => 2,
    }
}

/// Features of the first look, which settles most candidates; `around` holds the nearest chunks.
#[expect(clippy::too_many_arguments, reason = "all that a decision rests on")]
pub(super) fn quick(
    text: &[u8],
    words: &Words,
    paragraph: &Paragraph,
    candidate: &Candidate,
    around: &Around,
    begins: bool,
    convention: Convention,
    sink: &mut impl Sink,
) {
    let look = Look::of(text, paragraph, candidate);
    let (before, after) = (&around.before[0], &around.after[0]);
    let kinds = [before, after].map(|chunk| kind(chunk, text, words));
    let length = before.word(text).len().min(4) as u64;
    let trail = last_byte(before.trail(text));
    let lead = first_byte(after.lead(text));
    add(sink, 1, [look.closed, form(before), form(after), lead]);
    add_with(sink, 2, before.hash(text), [look.run, u64::from(before.form.is_capital())]);
    add_with(sink, 3, after.hash(text), [look.run, form(after)]);
    add(sink, 4, [look.run, kinds[0], kinds[1], u64::from(look.apart)]);
    add(sink, 5, [look.run, form(before), length, trail]);
    add(sink, 6, [look.closed, look.gap, trail, u64::from(begins)]);
    add(sink, 7, [look.run, form(before), kinds[1], trail]);
    add(sink, 8, [convention as u64]);
    add(sink, 9, [convention as u64, look.closed, form(after)]);
}

/// Features of the first look at a start without a terminator.
pub(super) fn quick_start(
    text: &[u8],
    words: &Words,
    candidate: &Candidate,
    around: &Around,
    begins: bool,
    sink: &mut impl Sink,
) {
    let [b1, b2, _] = &around.before;
    let [a1, a2, _] = &around.after;
    let kinds = [b1, a1].map(|chunk| kind(chunk, text, words));
    let trail = last_byte(b1.trail(text));
    let lead = first_byte(a1.lead(text));
    add(sink, 1, [form(b1), form(a1), lead, trail]);
    add_with(sink, 2, b1.hash(text), [u64::from(b1.form.is_capital())]);
    add_with(sink, 3, a1.hash(text), [form(a1)]);
    add(sink, 4, [kinds[0], kinds[1]]);
    add(sink, 5, [pair(b2, b1), pair(a1, a2), trail]);
    add(sink, 6, [gap(&text[candidate.end..candidate.start]), trail, u64::from(begins)]);
    add(sink, 7, [kinds[1], form(a2), last_byte(a1.trail(text))]);
}

/// Features of the second look.
#[expect(clippy::too_many_arguments, reason = "all that a decision rests on")]
pub(super) fn full(
    text: &[u8],
    lexicon: &Lexicon,
    words: &Words,
    paragraph: &Paragraph,
    candidate: &Candidate,
    around: &Around,
    begins: bool,
    convention: Convention,
    course: Option<(&Running, &Ahead)>,
    sink: &mut impl Sink,
) {
    let look = Look::of(text, paragraph, candidate);
    let kinds = Kinds {
        before: around.before.each_ref().map(|chunk| kind(chunk, text, words)),
        after: around.after.each_ref().map(|chunk| kind(chunk, text, words)),
    };
    neighbours(text, &look, around, &kinds, sink);
    marks(text, &look, around, sink);
    classes(text, lexicon, &look, around, &kinds, sink);
    let edge = u64::from(around.before[1].is_nothing()) + 2 * u64::from(begins);
    add(sink, 40, [look.run, edge, form(&around.before[0])]);
    add(sink, 41, [look.closed, u64::from(paragraph.ended), paragraph.length_bucket()]);
    add(sink, 42, [look.closed, look.gap, u64::from(paragraph.has_lines(text)), form(&around.after[0])]);
    add(sink, 43, [look.closed, u64::from(paragraph.ended), paragraph.length_bucket(), form(&around.after[0])]);
    add(sink, 45, [convention as u64]);
    add(sink, 46, [convention as u64, look.closed, form(&around.after[0])]);
    add(sink, 47, [convention as u64, form(&around.before[0]), kinds.after[0]]);
    add(sink, 44, [look.closed, look.gap, u64::from(look.apart)]);
    if let Some((running, ahead)) = course {
        course_of(text, &look, around, &kinds, running, ahead, last_byte(around.before[0].trail(text)), sink);
    }
}

fn form(chunk: &Chunk) -> u64 {
    chunk.form as u64
}

/// Two forms as one number.
fn pair(first: &Chunk, second: &Chunk) -> u64 {
    form(first) << 5 | form(second)
}

fn kind(chunk: &Chunk, text: &[u8], words: &Words) -> u64 {
    u64::from(words.kind(chunk.word(text)).0)
}

/// Kinds of the words before and after a candidate, the nearest first.
struct Kinds {
    before: [u64; 3],
    after: [u64; 3],
}

/// Words, their kinds and forms, alone and together.
fn neighbours(text: &[u8], look: &Look, around: &Around, kinds: &Kinds, sink: &mut impl Sink) {
    let [b1, b2, b3] = &around.before;
    let [a1, a2, a3] = &around.after;
    let run = look.run;
    let [h1, h2] = [b1, b2].map(|chunk| chunk.hash(text));
    let [g1, g2] = [a1, a2].map(|chunk| chunk.hash(text));
    add_with(sink, 2, h1, [run]);
    add_with(sink, 3, g1, [run]);
    add_with(sink, 4, h2, [run]);
    add_with(sink, 5, g2, [run]);
    add_with(sink, 6, join(h1, g1), [run]);
    add_with(sink, 7, h1, [run, form(a1)]);
    add_with(sink, 8, g1, [run, form(b1)]);
    add_with(sink, 9, join(h2, h1), [run]);
    add_with(sink, 10, join(g1, g2), [run]);
    add_with(sink, 11, g1, [look.closed, form(a1)]);
    add_with(sink, 12, h1, [run, form(b1)]);
    add(sink, 13, [run, kinds.before[0], kinds.after[0]]);
    add(sink, 14, [run, kinds.before[1], kinds.before[0], kinds.after[0]]);
    add(sink, 15, [run, kinds.before[0], kinds.after[0], kinds.after[1]]);
    add(sink, 16, [run, kinds.before[1], kinds.before[0], kinds.after[0], kinds.after[1]]);
    add(sink, 17, [run, kinds.after[0], kinds.after[1]]);
    add(sink, 18, [run, kinds.before[1], kinds.before[0]]);
    add(sink, 19, [run, kinds.after[0], kinds.after[1], kinds.after[2]]);
    add(sink, 20, [run, kinds.before[2], kinds.before[1], kinds.before[0]]);
    add(sink, 21, [look.closed, form(b1), form(a1)]);
    add(sink, 22, [run, pair(b2, b1), pair(a1, a2)]);
    add(sink, 23, [run, form(b3), pair(b2, b1), pair(a1, a2), form(a3)]);
    add(sink, 24, [look.closed, form(a1)]);
}

/// Marks at the edges of the chunks.
fn marks(text: &[u8], look: &Look, around: &Around, sink: &mut impl Sink) {
    let [b1, b2, _] = &around.before;
    let [a1, a2, _] = &around.after;
    let lead = bytes(a1.lead(text));
    let trail = bytes(b1.trail(text)) ^ u64::from(look.apart);
    let next_trail = bytes(a1.trail(text));
    add_with(sink, 25, lead, [look.closed]);
    add_with(sink, 26, lead, [look.closed, form(a1)]);
    add_with(sink, 27, trail, [look.run]);
    add_with(sink, 28, join(trail, lead), [look.run, form(a1)]);
    add_with(sink, 29, next_trail, [look.run]);
    add_with(sink, 30, next_trail, [look.run, form(a1), form(a2)]);
    add_with(sink, 31, bytes(b1.lead(text)), [look.run]);
    add_with(sink, 32, bytes(b2.trail(text)), [look.run]);
    let word = b1.word(text);
    add(sink, 33, [look.run, word.len().min(8) as u64, form(b1)]);
    let mut ending = [0; 3];
    let tail = &word[word.len().saturating_sub(3)..];
    ending[..tail.len()].copy_from_slice(tail);
    ending.make_ascii_lowercase();
    add_with(sink, 34, bytes(&ending), [look.run]);
}

/// What the lexicon says of the nearest words.
fn classes(text: &[u8], lexicon: &Lexicon, look: &Look, around: &Around, kinds: &Kinds, sink: &mut impl Sink) {
    let [b1, _, _] = &around.before;
    let [a1, a2, a3] = &around.after;
    let abbreviation = bits(&b1.abbreviation(text, lexicon), &ABBREVIATIONS);
    let infos = [a1, a2, a3].map(|seen| seen.info(text, lexicon));
    let before = bits(&b1.info(text, lexicon), &CLASSES);
    let [first, second, _] = infos.map(|info| bits(&info, &CLASSES));
    add(sink, 50, [look.run, abbreviation, form(a1), first]);
    add(sink, 51, [look.closed, first, form(a1)]);
    add(sink, 52, [look.run, before, first, form(a1)]);
    add(sink, 53, [look.run, first, second, form(a2)]);
    add(sink, 54, [look.run, before, form(b1)]);
    add(sink, 55, [look.run, abbreviation, form(b1), form(a1)]);
    if look.quotation {
        // “Why?” he asked
        let cues = infos.iter().enumerate().map(|(i, info)| u64::from(info.cue.contains(CueFrames::QUOTE)) << i).sum();
        add(sink, 56, [look.closed, cues, form(a1)]);
        add(sink, 57, [look.closed, cues, form(a1), kinds.after[0]]);
    }
}

fn bits<const N: usize>(info: &WordInfo, classes: &[WordClass; N]) -> u64 {
    classes.iter().enumerate().map(|(i, &class)| u64::from(info.classes.intersects(class)) << i).sum()
}

/// What the running sentence and the one that would begin have.
#[expect(clippy::too_many_arguments, reason = "all that a decision rests on")]
fn course_of(
    text: &[u8],
    look: &Look,
    around: &Around,
    kinds: &Kinds,
    running: &Running,
    ahead: &Ahead,
    trail: u64,
    sink: &mut impl Sink,
) {
    let [b1, ..] = &around.before;
    let [a1, a2, _] = &around.after;
    let length = bucket(running.words);
    let (verb, capitals) = (u64::from(running.verb), u64::from(running.capitals));
    let coming = u64::from(ahead.verb) + 2 * u64::from(ahead.capitals);
    let run = look.run;
    add(sink, 60, [run, length]);
    add(sink, 61, [run, length, verb]);
    add(sink, 62, [run, capitals, length, form(a1)]);
    add(sink, 63, [run, verb, kinds.before[0], kinds.after[0]]);
    add(sink, 64, [run, running.brackets.clamp(0, 2) as u64, u64::from(running.marks & 1)]);
    add_with(sink, 65, running.first, [run, form(a1)]);
    add(sink, 66, [run, running.first_form as u64, length, form(a1)]);
    add(sink, 67, [run, u64::from(running.colon), verb, form(a1)]);
    add(sink, 68, [run, capitals, verb, pair(b1, a1), form(a2)]);
    add(sink, 69, [run, length, verb, kinds.before[0], kinds.after[0]]);
    add_with(sink, 70, running.first, [run, length, trail]);
    add_with(sink, 71, a1.hash(text), [run, capitals, verb]);
    add(sink, 72, [run, capitals, verb, length, kinds.after[0]]);
    add(sink, 73, [run, coming, bucket(ahead.chunks), verb]);
    add(sink, 74, [run, coming, length, form(a1), verb]);
    add(sink, 75, [run, coming, kinds.before[0], kinds.after[0], verb]);
    add(sink, 76, [run, coming, 2 * capitals + verb, kinds.after[0], form(a2)]);
}

fn bucket(count: u32) -> u64 {
    match count {
        0..=3 => u64::from(count),
        4..=5 => 4,
        6..=8 => 5,
        9..=13 => 6,
        14..=21 => 7,
        22..=40 => 8,
        _ => 9,
    }
}

/// The first of the marks: a byte of ASCII, or the last byte of a longer character, which tells quotation marks apart.
fn first_byte(marks: &[u8]) -> u64 {
    match *marks {
        [] => 0,
        [_, _, third, ..] if marks[0] >= 0x80 => 0x100 | u64::from(third),
        [first, ..] => u64::from(first),
    }
}

fn last_byte(marks: &[u8]) -> u64 {
    marks.last().map_or(0, |&byte| u64::from(byte))
}

/// Whether a start without a terminator before it is worth a look.
pub(super) fn may_begin(text: &[u8], gap: &[u8], chunk: &Chunk) -> bool {
    let first = text[chunk.start()];
    let wordless = !chunk.has_word();
    if wordless && matches!(first, b',' | b';' | b':' | b'.' | b'!' | b'?' | b')' | b']') {
        return false;
    }
    if wordless || !chunk.lead(text).is_empty() || gap != b" " {
        return true;
    }
    !chunk.form.is_small() && !first.is_ascii_lowercase()
}
