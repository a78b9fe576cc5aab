//! One pass over a text: at each word a bit that says whether a name may begin there, and a walk where one may.

use super::evidence::Evidence;
use super::index::{Flags, Form, Node, ROOT};
use super::line::Lines;
use super::piece::{self, Kind, Piece};
use super::spelling::Near;
use super::{Candidates, Gazetteer, Match, Overlaps, edge, forms, spelling, strict};
use crate::Span;

mod nearly;
mod sift;
mod tail;

/// Returns the matches of a text, in order.
pub(super) fn scan(gazetteer: &Gazetteer, text: &str, overlaps: Overlaps) -> Vec<Match> {
    if gazetteer.is_empty() {
        return Vec::new();
    }
    let mut scan = Scan {
        gazetteer,
        text,
        overlaps,
        lines: Lines::new(text),
        evidence: Evidence::new(gazetteer, text),
        found: Vec::with_capacity(MOST_MATCHES),
        forms: Vec::new(),
        best: Vec::new(),
        shorter: Vec::new(),
        near: Vec::new(),
    };
    scan.run();
    scan.evidence.settle(scan.found)
}

struct Scan<'g, 't> {
    gazetteer: &'g Gazetteer,
    text: &'t str,
    overlaps: Overlaps,
    lines: Lines<'t>,
    evidence: Evidence<'g, 't>,
    found: Vec<Match>,
    /// Room for the forms that match at a place, and for those of the longest so far.
    forms: Vec<Form>,
    best: Vec<Form>,
    /// Where shorter names end that begin at the place, and their forms.
    shorter: Vec<(usize, Vec<Form>)>,
    near: Vec<Near>,
}

/// As many matches as most articles have: room for them is asked for once.
pub(super) const MOST_MATCHES: usize = 32;

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

/// Whether an alias has a space behind the symbols that it begins with.
fn has_symbols_apart(alias: &str) -> bool {
    let symbols = |c: char| !piece::is_word(c) && !c.is_whitespace();
    alias.trim_start_matches(symbols).starts_with(char::is_whitespace)
}

impl Scan<'_, '_> {
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
        let mut exact = node.and_then(|node| self.walk(first, node));
        let near = if nearly { self.accept_nearly(first, node.is_some(), exact) } else { None };
        if near.is_none() || self.overlaps == Overlaps::All {
            exact = exact.map(|end| self.accept_whole(first.start, end));
            for (end, forms) in std::mem::take(&mut self.shorter).into_iter().rev() {
                self.best = forms;
                self.accept(first.start, end);
            }
        }
        near.or(exact).filter(|_| self.overlaps == Overlaps::Longest)
    }

    /// Puts the forms of the longest name that begins with `first` into `best`, and those of others into `shorter` where they are asked
    /// for; returns where it ends.
    fn walk(&mut self, first: Piece, mut node: Node) -> Option<usize> {
        let index = &self.gazetteer.index;
        let mut last = first;
        let mut longest = None;
        // Whether no word has been read so far, and whether a space parts symbols from what is behind them.
        let (mut leads, mut apart) = (first.kind == Kind::Symbol, false);
        // Whether a middle initial was passed over.
        let mut initial = false;
        loop {
            if let Some(end) = self
                .forms_at(node, first.start, &last, 0)
                .filter(|_| !apart || self.keep(has_symbols_apart))
                .filter(|_| !initial || self.keep_persons())
            {
                if self.overlaps == Overlaps::All {
                    self.shorter.extend(longest.map(|end| (end, self.best.clone())));
                }
                std::mem::swap(&mut self.forms, &mut self.best);
                longest = Some(end);
            }
            if node.is_end() {
                break;
            }
            let Some(next) = piece::next(self.text, &last) else { break };
            // Symbols that a name begins with are written on to it, or a space behind.
            if leads && next.start != last.end {
                if &self.text[last.end..next.start] != " " {
                    break;
                }
                apart = true;
            }
            leads &= next.kind == Kind::Symbol;
            if let Some(to) = index.step(node, next.key) {
                (node, last) = (to, next);
                continue;
            }
            // "Omar al-Hadi" for "Omar Hadi", "Ann B. Lee" for "Ann Lee"
            let options = &self.gazetteer.options;
            if options.honorifics && last.start == first.start && self.is_middle_initial(&first, &next) {
                initial = true;
            } else if !(options.particles && forms::is_article(&self.text[next.start..next.end])) {
                break;
            }
            let Some(behind) = piece::next(self.text, &next) else { break };
            let Some(to) = index.step(node, behind.key) else { break };
            (node, last) = (to, behind);
        }
        longest
    }

    /// Keeps the forms of aliases that fit; whether there are any.
    #[cold]
    fn keep(&mut self, fits: impl Fn(&str) -> bool) -> bool {
        let gazetteer = self.gazetteer;
        self.forms.retain(|form| fits(gazetteer.alias(form.alias)));
        !self.forms.is_empty()
    }

    /// Whether a piece is a lone initial behind a given name.
    fn is_middle_initial(&self, first: &Piece, piece: &Piece) -> bool {
        piece.kind == Kind::Letter
            && first.kind == Kind::Word
            && self.text[piece.end..].starts_with('.')
            && self.text[piece.start..].starts_with(char::is_uppercase)
    }

    /// Keeps the forms of persons who have no initial of their own, each as one that says less than the alias; whether there are any.
    #[cold]
    fn keep_persons(&mut self) -> bool {
        let gazetteer = self.gazetteer;
        // "Ann C. Lee" is not Ann B. Lee.
        let own = |form: Form| forms::has_middle_initial(gazetteer.alias(form.alias));
        self.forms.retain(|form| gazetteer.is_person(*form) && !own(*form));
        self.forms.iter_mut().for_each(|form| form.flags |= Flags::LESS);
        !self.forms.is_empty()
    }

    /// Puts the forms into `forms` that end at a node and match the text; returns where the match ends, if one does.
    fn forms_at(&mut self, node: Node, start: usize, last: &Piece, edits: u8) -> Option<usize> {
        let forms = self.gazetteer.index.forms_at(node);
        let tied = if edits == 0 { self.evidence.tied(node.number).len() } else { 0 };
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
            let allowed = self.allowed(self.evidence.tied(node.number)[i], start, last.end, edits);
            self.forms.extend(allowed);
        }
        // What is written in full is rather meant than what has more words.
        if self.forms.iter().any(|form| !form.flags.contains(Flags::LESS)) {
            self.keep_whole();
        } else if self.forms.len() > 1 {
            self.keep_fathers();
        }
        if self.forms.is_empty() {
            return None;
        }
        // The full stop of an abbreviation is its own.
        let stopped = self.forms.iter().any(|form| form.flags.contains(Flags::STOPPED));
        Some(last.end + usize::from(stopped && self.text[last.end..].starts_with('.')))
    }

    /// Keeps the forms that are written in full, and of their entities those to which a company form may be added: "Target" is an alias
    /// of Target Corporation, and "Target Corp." another way to write that.
    fn keep_whole(&mut self) {
        let gazetteer = self.gazetteer;
        let owner = |form: &Form| gazetteer.entries.owner(form.alias);
        let less = |form: &Form| form.flags.contains(Flags::LESS);
        let own: Vec<u32> = match self.forms.iter().any(|form| form.flags.contains(Flags::FORMLESS)) {
            true => self.forms.iter().filter(|form| !less(form)).map(owner).collect(),
            false => Vec::new(),
        };
        let formless = |form: &Form| form.flags.contains(Flags::FORMLESS) && own.contains(&owner(form));
        self.forms.retain(|form| !less(form) || formless(form));
    }

    /// Keeps the forms of those who have no "Jr." of their own, if there are any: "Dan Roe" is rather Dan B. Roe than Dan Roe Jr.
    #[cold]
    fn keep_fathers(&mut self) {
        let gazetteer = self.gazetteer;
        let son = |form: &Form| forms::has_generation(gazetteer.alias(form.alias));
        if !self.forms.iter().all(son) {
            self.forms.retain(|form| !son(form));
        }
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
            if flags.contains(Flags::CONTRAST) && !self.lines.has_contrast(start) {
                flags.set(Flags::STOP, flags.contains(Flags::STOP) || !self.evidence.is_name_in_capitals(start, end));
            }
        } else if flags.contains(Flags::CAPITAL) {
            let word = if flags.contains(Flags::THE) { behind_article(written) } else { written };
            let mut excused = || !flags.contains(Flags::LESS) && self.lines.lacks_capitals(start);
            if !begins_with_capital(word) && !excused() {
                return None;
            }
        }
        if flags.contains(Flags::SHORT) && !self.evidence.ties(form, &mut self.lines, start, end) {
            return None;
        }
        // Where full stops count, the last one is compared too.
        let stop = usize::from(flags.contains(Flags::STOPPED) && self.text[end..].starts_with('.'));
        let written = &self.text[start..end + stop];
        self.gazetteer.is_alike(form.alias, written, edits).then_some(Form { flags, ..form })
    }

    /// Adds the match of the forms in `best`.
    fn accept(&mut self, start: usize, end: usize) {
        let stranger = self.best.iter().any(is_bare) && self.is_stranger(start, end);
        if self.best.is_empty() {
            return;
        }
        let span = Span::new(start as u32, end as u32);
        let gazetteer = self.gazetteer;
        let (alias, candidates) = match self.best[..] {
            [only] => (only.alias, Candidates::One([(gazetteer.entries.owner(only.alias), 1.0)])),
            _ => (gazetteer.nearest(&self.best, span.of(self.text)), gazetteer.candidates(&self.best)),
        };
        if stranger {
            self.evidence.note_stranger(self.found.len());
        } else {
            self.evidence.note(self.found.len(), &self.best, &candidates);
        }
        let mut found = Match { span, alias, candidates, kind: None };
        found.kind = gazetteer.kind_of(&found);
        self.found.push(found);
    }

    /// Whether the place or body in `best` is the surname of somebody whom the list has not, as far as can be told: "David Duke". Where it is a
    /// person's name too, or a common word, it is no place and no body at once.
    #[cold]
    fn is_stranger(&mut self, start: usize, end: usize) -> bool {
        let alone = self.best.iter().all(is_bare);
        if !self.evidence.is_surname(start, end, alone, self.found.last()) {
            return false;
        }
        let common = self.best.iter().all(|form| form.flags.contains(Flags::STOP));
        if !alone || common {
            self.evidence.note_surname(start, end);
            self.best.retain(|form| !is_bare(form));
        }
        alone && !common
    }
}

fn is_bare(form: &Form) -> bool {
    form.flags.contains(Flags::BARE)
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

impl Gazetteer {
    /// Whether a form is of a person's name.
    pub(super) fn is_person(&self, form: Form) -> bool {
        let kind = self.entries.kind(self.entries.owner(form.alias));
        forms::is_person(self.alias(form.alias), kind)
    }

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
        let mut rows: Vec<u32> = forms.iter().map(|form| self.entries.owner(form.alias)).collect();
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
