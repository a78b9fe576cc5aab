//! What a document says of whom it means: who has been named in full, and what stands beside a name (`beside`).

use rustc_hash::{FxHashMap, FxHashSet};

use self::beside::Beside;
use super::index::{Flags, Form};
use super::line::Lines;
use super::{Candidates, Gazetteer, Match, forms, piece};
use crate::text::fold;

mod beside;
mod capitals;
mod place;
mod suffix;
mod surname;

/// Who has been named so far, and which matches wait for evidence.
pub(super) struct Evidence<'g, 't> {
    gazetteer: &'g Gazetteer,
    text: &'t str,
    /// Who is named in full: each time anew, for few texts ask.
    named: Vec<Naming>,
    /// Those of them that have short forms.
    shortened: FxHashSet<u32>,
    /// By node, the short forms of who has been named.
    tied: FxHashMap<u32, Vec<Form>>,
    /// A bit for each of these nodes; several have the same.
    nodes: u64,
    /// Matches that stand only with evidence, and whether their aliases are all in capitals.
    waiting: Vec<(usize, bool)>,
    /// Matches of one word that are places or bodies, and how often each word of such an alias has been somebody's surname, by its key.
    bare: Vec<usize>,
    surnames: FxHashMap<u64, usize>,
    /// Matches of one word that are surnames of nobody in the list, as the words beside them say.
    strangers: Vec<usize>,
    /// Matches that have taken "Jr." in.
    suffixed: Vec<usize>,
    /// Whose surname stands before "Jr." alone, as only he is called who is told from another: "Lee Jr."
    sons: FxHashSet<u32>,
}

/// A place where an entity is named in full.
#[derive(Clone, Copy)]
struct Naming {
    entity: u32,
    /// Whether nobody else can have been meant.
    sure: bool,
    /// The match.
    place: usize,
}

/// How an entity is written where it is named in full.
#[derive(Clone, Copy, Default)]
struct Named {
    any: Texts,
    /// Where nobody else can have been meant.
    sure: Texts,
}

/// One text or several, by their keys.
#[derive(Clone, Copy, Default)]
struct Texts {
    first: Option<u64>,
    several: bool,
}

impl Texts {
    fn add(&mut self, key: u64) {
        self.several |= *self.first.get_or_insert(key) != key;
    }

    /// Whether there is one of another key: what is in doubt is no evidence for itself.
    fn has_other(self, key: u64) -> bool {
        self.several || self.first.is_some_and(|first| first != key)
    }
}

impl<'g, 't> Evidence<'g, 't> {
    pub(super) fn new(gazetteer: &'g Gazetteer, text: &'t str) -> Self {
        Self {
            gazetteer,
            text,
            named: Vec::with_capacity(super::scan::MOST_MATCHES),
            shortened: FxHashSet::default(),
            tied: FxHashMap::default(),
            nodes: 0,
            waiting: Vec::new(),
            bare: Vec::new(),
            surnames: FxHashMap::default(),
            strangers: Vec::new(),
            suffixed: Vec::new(),
            sons: FxHashSet::default(),
        }
    }

    /// Notes a match, by its place among all.
    pub(super) fn note(&mut self, place: usize, forms: &[Form], candidates: &Candidates) {
        let full = |form: &&Form| form.flags.contains(Flags::FULL) && !form.flags.contains(Flags::STOP);
        for form in forms.iter().filter(full) {
            let entity = self.gazetteer.entries.owner(form.alias);
            let sure = candidates.len() == 1 && (!form.flags.contains(Flags::LESS) || self.is_same_person(*form));
            self.named.push(Naming { entity, sure, place });
            if form.flags.contains(Flags::SHORTENED) && self.shortened.insert(entity) {
                for short in self.gazetteer.index.short_of(entity) {
                    let tied = self.tied.entry(short.node).or_default();
                    if tied.len() == MOST_TIED {
                        tied.remove(0);
                    }
                    tied.push(short.form);
                    self.nodes |= bit(short.node);
                }
            }
        }
        if forms.iter().all(|form| form.flags.contains(Flags::STOP)) {
            let acronym = forms.iter().all(|form| form.flags.contains(Flags::CAPITALS));
            self.waiting.push((place, acronym));
        }
        if forms.iter().any(|form| form.flags.contains(Flags::BARE)) {
            self.bare.push(place);
        }
    }

    /// Whether a form says less than its alias and still is a person's full name: "Ann Lee" of Dr. Ann B. Lee, but not of Ann Lee Jr.
    fn is_same_person(&self, form: Form) -> bool {
        self.gazetteer.is_person(form) && !forms::has_generation(self.gazetteer.alias(form.alias))
    }

    /// Whether an acronym that is a word too is the name in a line of capitals: "IN THE US".
    #[cold]
    pub(super) fn is_name_in_capitals(&self, start: usize, end: usize) -> bool {
        capitals::is_name(self.text, start, end)
    }

    /// Whether a name stands right before a place: "Brelard" before "News".
    pub(super) fn follows_name(&self, start: usize, end: usize) -> bool {
        Beside::new(self.text, start, end).follows_name()
    }

    /// Returns the short forms that end at a node and whose entities have been named.
    #[inline]
    pub(super) fn tied(&self, node: u32) -> &[Form] {
        if self.nodes & bit(node) == 0 { &[] } else { self.tied.get(&node).map_or(&[], Vec::as_slice) }
    }

    /// Whether a short form may stand for its entity here: the words beside it name nobody else.
    pub(super) fn ties(&mut self, form: Form, lines: &mut Lines<'_>, start: usize, end: usize) -> bool {
        let written = &self.text[start..end];
        if form.flags.contains(Flags::ACRONYM) {
            // Where all is in capitals, they are no evidence.
            return !form.flags.contains(Flags::CONTRAST)
                || lines.has_contrast(start)
                || self.is_name_in_capitals(start, end);
        }
        let capitals = written.chars().any(char::is_uppercase) && !written.chars().any(char::is_lowercase);
        if capitals && written.len() <= SHORTEST && lines.has_contrast(start) {
            return false;
        }
        let beside = Beside::new(self.text, start, end);
        let another = beside.is_of_another(self.gazetteer.alias(form.alias), |at| self.is_thing_at(at));
        if another && beside.precedes_generation() {
            self.sons.insert(self.gazetteer.entries.owner(form.alias));
        }
        !another
    }

    /// Returns the matches that stand, each with its candidates ranked by what the document says.
    pub(super) fn settle(mut self, mut found: Vec<Match>) -> Vec<Match> {
        let several = |one: &Match| one.candidates.len() > 1;
        let mut stands = Vec::new();
        if !self.strangers.is_empty() {
            stands.resize(found.len(), true);
            self.drop_strangers(&found, &mut stands);
        }
        let known = self.nodes != 0 || !self.surnames.is_empty();
        let contested = self.bare.iter().copied().filter(|&place| known && self.may_be_surname(&found[place]));
        let contested: Vec<usize> = contested.collect();
        let doubted = [&contested, &self.suffixed, &self.strangers].iter().any(|places| !places.is_empty());
        let doubted = doubted || !self.waiting.is_empty();
        if !doubted && !found.iter().any(several) {
            return found;
        }
        let named = self.namings(&found);
        found.iter_mut().filter(|one| several(one)).for_each(|one| self.rank(one, &named));
        if !doubted {
            return found;
        }
        stands.resize(found.len(), true);
        let used = self.used_words(&found, &named);
        for &(place, acronym) in &self.waiting {
            let used = used.contains(&self.key_of(&found[place]));
            stands[place] = self.is_backed(&found[place], acronym, used, &named);
        }
        let told = self.told_kinds(&contested, &found);
        for place in contested {
            stands[place] &= self.is_no_surname(&found[place], &named, &told);
        }
        self.drop_sons(&found, &named, &mut stands);
        let mut stands = stands.into_iter();
        found.retain(|_| stands.next().unwrap_or_default());
        found
    }

    /// How each entity is written where it is named in full, but for "Jr." behind.
    fn namings(&self, found: &[Match]) -> FxHashMap<u32, Named> {
        let mut named: FxHashMap<u32, Named> = FxHashMap::default();
        let mut suffixed = self.suffixed.iter().peekable();
        for naming in &self.named {
            while suffixed.next_if(|place| **place < naming.place).is_some() {}
            let own = named.entry(naming.entity).or_default();
            if suffixed.peek().is_none_or(|place| **place != naming.place) {
                let key = key(found[naming.place].span.of(self.text));
                own.any.add(key);
                if naming.sure {
                    own.sure.add(key);
                }
            }
        }
        named
    }

    /// The common words that the document uses as names where their capital is due to no sentence and no headline: "shares of Change".
    fn used_words(&self, found: &[Match], named: &FxHashMap<u32, Named>) -> FxHashSet<u64> {
        let waiting = self.waiting.iter().map(|&(place, acronym)| (&found[place], acronym));
        let used = waiting.filter(|(one, acronym)| {
            self.is_backed(one, *acronym, false, named) && self.beside(one).is_name_in_prose()
        });
        used.map(|(one, _)| self.key_of(one)).collect()
    }

    /// Whether a common word stands for a name: it is addressed as a person is, or its entity is named in full and the words beside it
    /// do not say otherwise. `used` where the document uses it so elsewhere.
    fn is_backed(&self, one: &Match, acronym: bool, used: bool, named: &FxHashMap<u32, Named>) -> bool {
        let beside = self.beside(one);
        if beside.follows_title() {
            return true;
        }
        let known = one.candidates.iter().map(|&(row, _)| row).filter(|row| named.contains_key(row));
        let mut personal = known.map(|row| {
            let entry = self.gazetteer.entries.entry(row);
            forms::is_person(entry.name(), entry.kind())
        });
        let Some(first) = personal.next() else { return false };
        acronym || beside.is_name(first || personal.any(|personal| personal), used)
    }

    /// The key of the word that a match begins with.
    fn key_of(&self, one: &Match) -> u64 {
        piece::word(self.text, one.span.start as usize).key
    }

    fn beside(&self, one: &Match) -> Beside<'t> {
        Beside::new(self.text, one.span.start as usize, one.span.end as usize)
    }

    /// The given names of the candidates without "Jr.", where what is written has none: who shares one and has it is the son, whom a
    /// newspaper calls by it.
    fn fathers(&self, one: &Match) -> FxHashSet<&'g str> {
        let names = || one.candidates.iter().map(|&(row, _)| self.gazetteer.entries.entry(row).name());
        if !names().any(forms::has_generation) || forms::has_generation(one.span.of(self.text)) {
            return FxHashSet::default();
        }
        names().filter(|name| !forms::has_generation(name)).map(given_name).collect()
    }

    /// Ranks who may be meant: no son beside his father, then who is named in full by other words, then whose type fits, then whose alias
    /// it is rather than a short form, then by weight. The weight is shared among the first.
    fn rank(&self, one: &mut Match, named: &FxHashMap<u32, Named>) {
        let beside = self.beside(one);
        let (kind, written) = (beside.kind(), beside.written());
        let key = key(written);
        let fathers = self.fathers(one);
        let is_son = |name: &str| fathers.contains(given_name(name)) && forms::has_generation(name);
        let speaks_for = |row: u32| {
            let fits = kind.is_some() && self.gazetteer.entries.kind(row) == kind;
            let entry = self.gazetteer.entries.entry(row);
            let own = entry.aliases().chain([entry.name()]).any(|alias| alias.eq_ignore_ascii_case(written));
            let named = named.get(&row).is_some_and(|named| named.sure.has_other(key));
            (!is_son(entry.name()), named || fits && own, fits, own)
        };
        let mut rows: Vec<u32> = one.candidates.iter().map(|&(row, _)| row).collect();
        rows.sort_unstable();
        rows.sort_by_cached_key(|&row| std::cmp::Reverse(speaks_for(row)));
        let highest = speaks_for(rows[0]);
        let first = rows.partition_point(|&row| speaks_for(row) == highest);
        let mut candidates = self.gazetteer.shares(&rows[..first]);
        candidates.extend(rows[first..].iter().map(|&row| (row, 0.0)));
        one.candidates = candidates.into();
        one.kind = self.gazetteer.kind_of(one);
    }
}

/// The first word of a name.
fn given_name(name: &str) -> &str {
    name.split(' ').next().unwrap_or_default()
}

/// The key of what is written in a text; the same in any case.
fn key(written: &str) -> u64 {
    written.bytes().fold(fold::START, |key, byte| fold::mix(key, byte | 0x20))
}

/// As many may share a surname in a document: of more, those named last are meant. Each match asks about all of them.
const MOST_TIED: usize = 32;

/// The bit of a node among those of short forms.
#[inline]
fn bit(node: u32) -> u64 {
    1 << (node % u64::BITS)
}

/// A surname so short, in bytes, is no acronym where small letters stand beside it.
const SHORTEST: usize = 3;
