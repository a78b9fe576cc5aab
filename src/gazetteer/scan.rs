//! One pass over a text: at each word a bit that says whether a name may begin there, and a walk where one may.

use super::evidence::Evidence;
use super::filter;
use super::index::{Flags, Form, ROOT};
use super::line::{Line, Lines};
use super::piece::{self, Kind, Piece};
use super::spelling::Near;
use super::words::{Block, WIDTH};
use super::{Candidates, Gazetteer, Match, Overlaps, edge, forms, spelling, strict};
use crate::Span;
use crate::lexicon::{Lexicon, WordClass};
use crate::text::fold;

/// Most letters of a word whose spelling is forgiven, in bytes.
const LONGEST_WORD: usize = 96;
/// Most ways to read a text's words as nearly those of an alias.
const MOST_READINGS: usize = 64;

/// Returns the matches of a text, in order.
pub(super) fn scan(gazetteer: &Gazetteer, text: &str, overlaps: Overlaps) -> Vec<Match> {
    if gazetteer.is_empty() {
        return Vec::new();
    }
    let mut scan = Scan {
        gazetteer,
        text,
        visible: text.trim().len(),
        overlaps,
        lines: Lines::new(text),
        evidence: Evidence::new(gazetteer, text),
        found: Vec::new(),
        forms: Vec::new(),
        best: Vec::new(),
        near: Vec::new(),
    };
    scan.run();
    scan.evidence.settle(scan.found)
}

struct Scan<'g, 't> {
    gazetteer: &'g Gazetteer,
    text: &'t str,
    /// The length of the text without the spaces around it.
    visible: usize,
    overlaps: Overlaps,
    lines: Lines<'t>,
    evidence: Evidence<'g, 't>,
    found: Vec<Match>,
    /// Room for the forms that match at a place, and for those of the longest so far.
    forms: Vec<Form>,
    best: Vec<Form>,
    near: Vec<Near>,
}

/// A word so long, in bytes, or longer is read with care.
const FURTHEST: u32 = WIDTH as u32;

/// A word of a block, as the filter knows it.
#[derive(Clone, Copy, Default)]
struct Word {
    /// Where it begins in its block.
    place: u32,
    length: u32,
    key: u64,
}

impl Word {
    /// Where it ends, counted from the beginning of its block.
    fn end(&self) -> usize {
        (self.place + self.length) as usize
    }
}

/// Most words of a block: one letter each, and a space.
const WORDS: usize = WIDTH / 2;

/// Of words that begin in a block those with letters beyond ASCII.
#[cold]
fn words_with(mut starts: u64, block: &Block, next: &Block) -> u64 {
    let mut found = 0;
    while starts != 0 {
        let place = starts.trailing_zeros() as usize;
        let length = from(place, block.word, next.word).trailing_ones();
        let high = from(place, block.high, next.high).trailing_zeros();
        found |= u64::from(high < length) << place;
        starts &= starts - 1;
    }
    found
}

/// The bits of two blocks from a place in the first on.
#[inline]
fn from(place: usize, block: u64, next: u64) -> u64 {
    let shift = place as u32 % FURTHEST;
    // Nothing is left of the next where the shift is none.
    block >> shift | next << 1 << (FURTHEST - 1 - shift)
}

/// Whether a word is the rest of one before an apostrophe, with which no name begins: "’s", "’ll".
fn is_rest(bytes: &[u8], at: usize, end: usize) -> bool {
    matches!(&bytes[at..end], b"s" | b"t" | b"d" | b"m" | b"ll" | b"ve" | b"re")
        && match bytes[..at] {
            [.., letter, b'\''] | [.., letter, 0xE2, 0x80, 0x99] => letter.is_ascii_alphanumeric(),
            _ => false,
        }
}

/// Where the symbols begin that are written on to the word at `at`, from `done` on: an alias may begin with them.
fn led_from(bytes: &[u8], at: usize, done: usize) -> usize {
    let floor = at.saturating_sub(MOST_SYMBOLS).max(done.min(at));
    at - bytes[floor..at].iter().rev().take_while(|byte| byte.is_ascii_punctuation()).count()
}

/// Most symbols before the first word of an alias.
const MOST_SYMBOLS: usize = 4;

/// Where the letters end that begin at `at`.
#[cold]
fn end_of_run(bytes: &[u8], at: usize) -> usize {
    let ends =
        |i: &usize| bytes[*i].is_ascii() && !IN_WORD[usize::from(bytes[*i])] || fold::is_plain_mark(&bytes[*i..]);
    (at..bytes.len()).find(ends).unwrap_or(bytes.len())
}

/// Bytes of words in ASCII.
static IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

impl Scan<'_, '_> {
    fn run(&mut self) {
        let gazetteer = self.gazetteer;
        if gazetteer.filter.symbols || !gazetteer.spelling.is_empty() {
            self.read_run(0, self.text.len());
            return;
        }
        let (filter, bytes) = (&gazetteer.filter, self.text.as_bytes());
        let mut block = Block::at(bytes, 0);
        // Whether the block before ended inside a word.
        let mut inside = 0;
        let mut done = 0;
        // The word before, and the block that it stands in.
        let mut before = (0, Word::default());
        let mut line = self.lines.at(0);
        let mut words = [Word::default(); WORDS];
        let mut base = 0;
        while let Some(window) = bytes[base..].first_chunk::<{ WIDTH + 8 }>() {
            let next = Block::at(bytes, base + WIDTH);
            let mut starts = block.word & !(block.word << 1 | inside);
            inside = block.word >> (WIDTH - 1);
            // Where small letters say that no name begins that asks for a capital.
            let small = block.small & self.capital_lines(&mut line, base);
            // A lone letter with a full stop, and what is longer than can be seen, is read with care; so is a letter beyond ASCII.
            let behind = from(1, block.word, next.word);
            let mut careful = starts & !behind & from(1, block.stop, next.stop);
            if block.word == u64::MAX {
                careful |= starts;
            }
            if block.high | next.high != 0 {
                careful |= words_with(starts, &block, &next);
            }
            // Three short loops, so that the first two run without a branch that cannot be foretold: the words, what the filter
            // says of them, and the few that pass.
            let mut count = 0;
            while starts != 0 {
                let place = starts.trailing_zeros() as usize % WIDTH;
                starts &= starts - 1;
                let length = from(place, block.word, next.word).trailing_ones();
                let first = window[place..].first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
                words[count % WORDS] = Word { place: place as u32, length, key: filter::key(first, length) };
                count += 1;
            }
            let mut hits = 0u64;
            let mut key = before.1.key;
            for (i, word) in words.iter().enumerate().take(count) {
                let passes = filter.words.has(word.key, small >> word.place & 1 == 1)
                    | filter.pairs.has(filter::pair(key, word.key), false)
                    | (careful >> word.place & 1 == 1);
                hits |= u64::from(passes) << i;
                key = word.key;
            }
            while hits != 0 {
                let i = hits.trailing_zeros() as usize;
                hits &= hits - 1;
                let (start_before, word_before) = i.checked_sub(1).map_or(before, |i| (base, words[i % WORDS]));
                let word = words[i % WORDS];
                let careful = careful >> word.place & 1 == 1;
                let goes_on = careful
                    || word.key == filter::ARTICLE
                    || filter.pairs.has(filter::pair(word_before.key, word.key), false);
                if goes_on && start_before + word_before.place as usize >= done {
                    done = self.read_run(start_before + word_before.place as usize, start_before + word_before.end());
                }
                let at = base + word.place as usize;
                if careful {
                    // A name may have ended inside: what is written on behind it is read all the same.
                    let end = if word.length >= FURTHEST { end_of_run(bytes, at) } else { base + word.end() };
                    done = self.read_run(led_from(bytes, at.max(done), done), end);
                } else if at >= done && self.may_begin(at, &word, small >> word.place & 1 == 1) {
                    done = self.read_run(led_from(bytes, at, done), base + word.end());
                }
            }
            before = count.checked_sub(1).map_or(before, |last| (base, words[last % WORDS]));
            block = next;
            base += WIDTH;
        }
        // The end, in which no eight bytes can be taken for granted.
        self.read_run((before.0 + before.1.place as usize).max(done), bytes.len());
    }

    /// Whether an alias may be the word alone, or may go on with other than a word.
    #[inline(never)]
    fn may_begin(&self, at: usize, word: &Word, small: bool) -> bool {
        let bytes = self.text.as_bytes();
        let end = at + word.length as usize;
        let kinds = self.gazetteer.filter.kinds(word.key);
        let is = |kind| kinds & kind != 0;
        if is(filter::LED) {
            return true;
        }
        if is(filter::ALONE)
            || is(filter::CAPITAL) && !small
            || is(filter::CAPITALS) && bytes[at..end].iter().all(|byte| !byte.is_ascii_lowercase())
        {
            return !is_rest(bytes, at, end);
        }
        let spaced = matches!(bytes.get(end..end + 2), Some([b' ', next]) if next.is_ascii_alphanumeric());
        is(filter::SYMBOL) && !spaced
    }

    /// Which bytes of the block at `base` stand on lines that have capitals; `line` is the one that it begins in, or was.
    #[inline]
    fn capital_lines(&mut self, line: &mut Line, base: usize) -> u64 {
        let end = base + WIDTH;
        if line.end >= end {
            return if line.capitals { u64::MAX } else { 0 };
        }
        let (mut mask, mut at) = (0, base);
        while at < end {
            if at >= line.end {
                *line = self.lines.at(at);
            }
            let until = line.end.min(end);
            if line.capitals {
                mask |= u64::MAX >> (WIDTH - (until - at)) << (at - base);
            }
            at = until;
        }
        mask
    }

    /// Reads words one by one from `at` to `end`, and on to the end of a name; returns where that is.
    fn read_run(&mut self, mut at: usize, end_of_run: usize) -> usize {
        while at < end_of_run
            && let Some(&byte) = self.text.as_bytes().get(at)
        {
            if IN_WORD[usize::from(byte)] {
                let word = piece::word(self.text, at);
                at = self.at(word).unwrap_or(word.end);
            } else {
                at = self.beside_words(at);
            }
        }
        at
    }

    /// What begins with another character than those of words in ASCII; returns where to go on.
    fn beside_words(&mut self, at: usize) -> usize {
        let byte = self.text.as_bytes()[at];
        if byte.is_ascii() {
            return self.at(piece::symbol(char::from(byte), at)).unwrap_or(at + 1);
        }
        let Some(c) = self.text[at..].chars().next() else { return at + 1 };
        let first = if piece::is_word(c) { piece::word(self.text, at) } else { piece::symbol(c, at) };
        let next = if first.kind == Kind::Symbol { at + c.len_utf8() } else { first.end };
        self.at(first).unwrap_or(next)
    }

    /// The names that begin with `first`; returns where to go on behind one.
    fn at(&mut self, first: Piece) -> Option<usize> {
        let node = self.gazetteer.index.step(ROOT, first.key);
        let nearly = first.kind != Kind::Symbol && !self.gazetteer.spelling.is_empty();
        if node.is_none() && !nearly || !edge::begins(self.text, first.start) {
            return None;
        }
        let mut end = node.and_then(|node| self.walk(first, node));
        if end.is_none() && nearly {
            end = self.walk_nearly(first);
        }
        end.filter(|_| self.overlaps == Overlaps::Longest)
    }

    fn walk(&mut self, first: Piece, mut node: u32) -> Option<usize> {
        let index = &self.gazetteer.index;
        let mut last = first;
        let mut longest = None;
        let mut shorter: Vec<(usize, Vec<Form>)> = Vec::new();
        loop {
            if let Some(end) = self.forms_at(node, first.start, &last, 0) {
                if self.overlaps == Overlaps::All {
                    shorter.extend(longest.map(|end| (end, self.best.clone())));
                }
                std::mem::swap(&mut self.forms, &mut self.best);
                longest = Some(end);
            }
            let Some(next) = piece::next(self.text, &last) else { break };
            // Symbols that a name begins with are written on to it.
            if first.kind == Kind::Symbol && last.kind == Kind::Symbol && next.start != last.end {
                break;
            }
            if let Some(to) = index.step(node, next.key) {
                (node, last) = (to, next);
                continue;
            }
            // "Omar al-Hadi" for "Omar Hadi"
            if !(self.gazetteer.options.particles && forms::is_article(&self.text[next.start..next.end])) {
                break;
            }
            let Some(behind) = piece::next(self.text, &next) else { break };
            let Some(to) = index.step(node, behind.key) else { break };
            (node, last) = (to, behind);
        }
        let end = longest?;
        self.accept(first.start, end);
        for (end, forms) in shorter.into_iter().rev() {
            self.best = forms;
            self.accept(first.start, end);
        }
        Some(end)
    }

    /// Puts the forms into `forms` that end at a node and match the text; returns where the match ends, if one does.
    fn forms_at(&mut self, node: u32, start: usize, last: &Piece, edits: u8) -> Option<usize> {
        let forms = self.gazetteer.index.forms_at(node);
        let tied = if edits == 0 { self.evidence.tied(node).len() } else { 0 };
        if forms.is_empty() && tied == 0 || !edge::ends(self.text, start, last.end, self.gazetteer.options.possessives)
        {
            return None;
        }
        self.forms.clear();
        for &form in forms {
            if edits == 0 || form.flags.contains(Flags::LONG) {
                let allowed = self.allowed(form, start, last.end, edits);
                self.forms.extend(allowed);
            }
        }
        for i in 0..tied {
            let allowed = self.allowed(self.evidence.tied(node)[i], start, last.end, edits);
            self.forms.extend(allowed);
        }
        // What is written in full is rather meant than what has more words.
        if self.forms.iter().any(|form| !form.flags.contains(Flags::LESS)) {
            self.forms.retain(|form| !form.flags.contains(Flags::LESS));
        }
        if self.forms.is_empty() {
            return None;
        }
        // The full stop of an abbreviation is its own.
        let stopped = self.forms.iter().any(|form| form.flags.contains(Flags::STOPPED));
        Some(last.end + usize::from(stopped && self.text[last.end..].starts_with('.')))
    }

    /// The form as it matches here, if it does.
    fn allowed(&mut self, form: Form, start: usize, end: usize, edits: u8) -> Option<Form> {
        let mut flags = form.flags;
        let written = &self.text[start..end];
        if flags.contains(Flags::CAPITALS) {
            if written.chars().any(char::is_lowercase) {
                return None;
            }
            // Where all is in capitals, they are no evidence.
            if flags.contains(Flags::CONTRAST) && !self.lines.has_contrast(start) && self.visible > end - start {
                flags |= Flags::STOP;
            }
        } else if flags.contains(Flags::CAPITAL) {
            let word = if flags.contains(Flags::THE) { behind_article(written) } else { written };
            let excused = !flags.contains(Flags::LESS) && self.lines.lacks_capitals(start);
            if !begins_with_capital(word) && !excused {
                return None;
            }
        }
        if flags.contains(Flags::SHORT) && !self.evidence.ties(form, &mut self.lines, start, end) {
            return None;
        }
        self.gazetteer.is_alike(form.alias, written, edits).then_some(Form { flags, ..form })
    }

    /// Adds the match of the forms in `best`.
    fn accept(&mut self, start: usize, end: usize) {
        let span = Span::new(start as u32, end as u32);
        let gazetteer = self.gazetteer;
        let (alias, candidates) = match self.best[..] {
            [only] => (only.alias, Candidates::One([(gazetteer.entries.owners[only.alias as usize], 1.0)])),
            _ => (gazetteer.nearest(&self.best, span.of(self.text)), gazetteer.candidates(&self.best)),
        };
        self.evidence.note(self.found.len(), &self.best, &candidates);
        let mut found = Match { span, alias, candidates, kind: None };
        found.kind = gazetteer.kind_of(&found);
        self.found.push(found);
    }

    /// The longest name that begins at `first` but for a few edits, with the fewest of them.
    fn walk_nearly(&mut self, first: Piece) -> Option<usize> {
        let written = &self.text[first.start..first.end];
        if written.len() > LONGEST_WORD || !begins_with_capital(written) && !self.lines.lacks_capitals(first.start) {
            return None;
        }
        // Breadth first, fewest edits first: node, last piece, edits.
        let mut open = vec![(ROOT, first, 0u8)];
        let mut longest: Option<(usize, u8)> = None;
        let mut at = 0;
        while let Some(&(node, piece, edits)) = open.get(at) {
            at += 1;
            for (to, edits) in self.steps(node, &piece, edits) {
                let single = node == ROOT;
                if edits > 0
                    && !(single && is_ordinary(&self.text[piece.start..piece.end]))
                    && let Some(end) = self.forms_at(to, first.start, &piece, edits)
                {
                    let better = longest.is_none_or(|(far, least)| end > far || end == far && edits < least);
                    if better {
                        longest = Some((end, edits));
                        self.best.clear();
                    }
                    if longest == Some((end, edits)) {
                        self.best.append(&mut self.forms);
                    }
                }
                if open.len() < MOST_READINGS
                    && let Some(next) = piece::next(self.text, &piece)
                {
                    open.push((to, next, edits));
                }
            }
        }
        let (end, _) = longest?;
        self.accept(first.start, end);
        Some(end)
    }

    /// The nodes that a piece leads to, as it is and but for an edit, with the edits so far.
    fn steps(&mut self, node: u32, piece: &Piece, edits: u8) -> Vec<(u32, u8)> {
        let index = &self.gazetteer.index;
        let mut steps: Vec<(u32, u8)> = index.step(node, piece.key).map(|to| (to, edits)).into_iter().collect();
        let left = self.gazetteer.options.max_edits.saturating_sub(edits);
        if left > 0 && piece.kind == Kind::Word && piece.end - piece.start <= LONGEST_WORD {
            self.gazetteer.spelling.near(&self.text[piece.start..piece.end], left, &mut self.near);
            steps.extend(self.near.iter().filter_map(|near| Some((index.step(node, near.key)?, edits + near.edits))));
        }
        steps
    }
}

fn begins_with_capital(written: &str) -> bool {
    match written.as_bytes().first() {
        Some(byte) if byte.is_ascii_alphabetic() => byte.is_ascii_uppercase(),
        _ => written.chars().find(|c| c.is_alphabetic()).is_none_or(char::is_uppercase),
    }
}

/// What stands behind "the".
fn behind_article(written: &str) -> &str {
    written.split_once(|c: char| !c.is_alphanumeric()).map_or(written, |(_, rest)| rest)
}

/// Whether a word is one of the language's: it is no misspelling.
fn is_ordinary(word: &str) -> bool {
    Lexicon::shipped().get(&word.to_lowercase()).classes.intersects(WordClass::ORDINARY | WordClass::COMMON)
}

impl Gazetteer {
    /// Whether a text is an alias, but for `edits`, where less is forgiven than paths forgive.
    fn is_alike(&self, alias: u32, written: &str, edits: u8) -> bool {
        if self.canonical.is_empty() {
            return true;
        }
        let own = strict::canonical(written, &self.options);
        let start = self.canonical.partition_point(|(other, _)| *other < alias);
        let mut forms = self.canonical[start..].iter().take_while(|(other, _)| *other == alias);
        forms.any(|(_, form)| if edits == 0 { *form == own } else { spelling::are_near(form, &own, edits) })
    }

    /// The alias that is written as the text is, or most like it.
    fn nearest(&self, forms: &[Form], written: &str) -> u32 {
        let exactly = forms.iter().find(|form| self.alias(form.alias) == written);
        let but_for_case = || forms.iter().find(|form| self.alias(form.alias).eq_ignore_ascii_case(written));
        exactly.or_else(but_for_case).or(forms.first()).map_or(0, |form| form.alias)
    }

    /// The entries behind forms with their share of the weight, highest first, then in the order given.
    fn candidates(&self, forms: &[Form]) -> Candidates {
        let mut rows: Vec<u32> = forms.iter().map(|form| self.entries.owners[form.alias as usize]).collect();
        rows.sort_unstable();
        rows.dedup();
        self.shares(&rows).into()
    }

    /// Entries with their share of the weight, highest first.
    pub(super) fn shares(&self, rows: &[u32]) -> Vec<(u32, f32)> {
        let weight = |row: u32| self.entries.weight(row).unwrap_or(1.0);
        let all: f64 = rows.iter().map(|&row| weight(row)).sum();
        let share = |row| if all > 0.0 { weight(row) / all } else { 1.0 / rows.len() as f64 };
        let mut candidates: Vec<(u32, f32)> = rows.iter().map(|&row| (row, share(row) as f32)).collect();
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1));
        candidates
    }
}
