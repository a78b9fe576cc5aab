//! What a document says of whom it means: who has been named in full, and what stands beside a name.

use rustc_hash::{FxHashMap, FxHashSet};

use super::index::{Flags, Form};
use super::line::Lines;
use super::{Candidates, FUNCTION, GIVEN, Gazetteer, Match, classes};
use crate::entity_type::EntityType;
use crate::lexicon::{Lexicon, WordClass};

/// Who has been named so far, and which matches wait for evidence.
pub(super) struct Evidence<'g, 't> {
    gazetteer: &'g Gazetteer,
    text: &'t str,
    /// Entities named in full, and whether nobody else can have been meant: each time anew, for few texts ask.
    named: Vec<(u32, bool)>,
    /// Those of them that have short forms.
    shortened: FxHashSet<u32>,
    /// By node, the short forms of who has been named.
    tied: FxHashMap<u32, Vec<Form>>,
    /// A bit for each of these nodes; several have the same.
    nodes: u64,
    /// Matches that stand only with evidence, and whether their aliases are all in capitals.
    waiting: Vec<(usize, bool)>,
}

impl<'g, 't> Evidence<'g, 't> {
    pub(super) fn new(gazetteer: &'g Gazetteer, text: &'t str) -> Self {
        Self {
            gazetteer,
            text,
            named: Vec::new(),
            shortened: FxHashSet::default(),
            tied: FxHashMap::default(),
            nodes: 0,
            waiting: Vec::new(),
        }
    }

    /// Notes a match, by its place among all.
    pub(super) fn note(&mut self, place: usize, forms: &[Form], candidates: &Candidates) {
        let full = |form: &&Form| form.flags.contains(Flags::FULL) && !form.flags.contains(Flags::STOP);
        for form in forms.iter().filter(full) {
            let entity = self.gazetteer.entries.owners[form.alias as usize];
            let sure = candidates.len() == 1 && !form.flags.contains(Flags::LESS);
            self.named.push((entity, sure));
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
    }

    /// Returns the short forms that end at a node and whose entities have been named.
    #[inline]
    pub(super) fn tied(&self, node: u32) -> &[Form] {
        if self.nodes & bit(node) == 0 { &[] } else { self.tied.get(&node).map_or(&[], Vec::as_slice) }
    }

    /// Whether a short form may stand for its entity here: the words beside it name nobody else.
    pub(super) fn ties(&self, form: Form, lines: &mut Lines<'_>, start: usize, end: usize) -> bool {
        let written = &self.text[start..end];
        if form.flags.contains(Flags::ACRONYM) {
            // Where all is in capitals, they are no evidence.
            return !form.flags.contains(Flags::CONTRAST) || lines.has_contrast(start);
        }
        let capitals = written.chars().any(char::is_uppercase) && !written.chars().any(char::is_lowercase);
        if capitals && written.len() <= SHORTEST && lines.has_contrast(start) {
            return false;
        }
        !self.is_of_another(form, start, end)
    }

    /// "Bob Lee", where Ann Lee has been named; "Lee Roe", "Lee & Roe", "Lee University", "Mrs Lee" of a man.
    fn is_of_another(&self, form: Form, start: usize, end: usize) -> bool {
        let name = self.gazetteer.alias(form.alias);
        let own = |class| {
            name.split_whitespace().next().is_some_and(|first| classes(first.trim_end_matches('.')).intersects(class))
        };
        // A small letter begins no name and no title.
        if let Some(word) = word_before(self.text, start).filter(|word| word.starts_with(char::is_uppercase)) {
            let address = class_of(word);
            if is_title(word, address) {
                let (he, she) = (own(WordClass::GIVEN_MALE), own(WordClass::GIVEN_FEMALE));
                return address.contains(WordClass::TITLE_FEMALE) && he && !she
                    || address.contains(WordClass::TITLE_MALE) && she && !he;
            }
            // A word that nobody knows, in capitals: a name.
            let bare = word.trim_end_matches('.');
            let joined = bare.len() == 2 && !bare.chars().any(char::is_lowercase) && !word.ends_with('.');
            let initials = bare.chars().count() == 1 || bare.contains('.') || joined;
            let named = address.intersects(GIVEN) || address.is_empty();
            if initials || named && !word.ends_with('.') {
                return true;
            }
        }
        let behind = &self.text[end..];
        if self.text[..start].ends_with("& ") || behind.starts_with(" &") {
            return true;
        }
        let Some(behind) = behind.strip_prefix(' ').filter(|behind| behind.starts_with(char::is_uppercase)) else {
            return false;
        };
        let next = first_word(behind);
        let mut letters = next.chars();
        if !(letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)) {
            return false;
        }
        let head = WordClass::ORGANIZATION_HEAD | WordClass::PLACE_HEAD;
        classes(&self.text[start..end]).intersects(GIVEN)
            || classes(next).intersects(head)
            || super::forms::is_company_form(next)
    }

    /// Returns the matches that stand, each with its candidates ranked by what the document says.
    pub(super) fn settle(self, mut found: Vec<Match>) -> Vec<Match> {
        let several = |one: &Match| one.candidates.len() > 1;
        if self.waiting.is_empty() && !found.iter().any(several) {
            return found;
        }
        let mut named: FxHashMap<u32, bool> = FxHashMap::default();
        self.named.iter().for_each(|&(entity, sure)| *named.entry(entity).or_default() |= sure);
        found.iter_mut().filter(|one| several(one)).for_each(|one| self.rank(one, &named));
        let mut waiting = self.waiting.iter().peekable();
        let mut at = 0;
        found.retain(|one| {
            let waits = waiting.next_if(|(place, _)| *place == at);
            at += 1;
            waits.is_none_or(|(_, acronym)| self.is_backed(one, *acronym, &named))
        });
        found
    }

    /// Whether a common word stands for a name: it is addressed as a person is, or its entity is named in full and the words beside it
    /// do not say otherwise.
    fn is_backed(&self, one: &Match, acronym: bool, named: &FxHashMap<u32, bool>) -> bool {
        let (start, end) = (one.span.start as usize, one.span.end as usize);
        let before = word_before(self.text, start);
        if before.is_some_and(|word| is_title(word, class_of(word))) {
            return true;
        }
        if !one.candidates.iter().any(|(row, _)| named.contains_key(row)) {
            return false;
        }
        if acronym {
            return true;
        }
        let behind = &self.text[end..];
        let next = behind.strip_prefix(' ').map(first_word).unwrap_or_default();
        // "5 May", "May 2017"
        let digit = |c: char| c.is_ascii_digit();
        if self.text[..start].trim_end_matches(' ').ends_with(digit)
            || behind.trim_start_matches([',', ' ']).starts_with(digit)
        {
            return false;
        }
        // "in May", "last Summer"
        if classes(&self.text[start..end]).contains(WordClass::CALENDAR) && before.is_some_and(is_before_a_date) {
            return false;
        }
        let possessive = behind.starts_with(['’', '\'']);
        let says = !Lexicon::shipped().get(next).cue.is_empty();
        let carries_on = next.is_empty() || classes(next).intersects(FUNCTION | WordClass::PERSONAL);
        // A sentence begins with a capital in any case, and a title has many.
        let begins = !self.text[..start]
            .trim_end_matches([' ', '“', '"', '‘', '('])
            .ends_with(|c: char| c.is_alphanumeric() || c == ',');
        let among_capitals = [before.unwrap_or_default(), next].iter().any(|word| word.starts_with(char::is_uppercase));
        possessive || says || !(among_capitals || begins && carries_on)
    }

    /// Ranks who may be meant: who is named in full, then whose type fits, then whose alias it is rather than a short form, then by
    /// weight. The weight is shared among the first.
    fn rank(&self, one: &mut Match, named: &FxHashMap<u32, bool>) {
        let beside = self.beside(one);
        let written = one.span.of(self.text);
        let speaks_for = |row: u32| {
            let fits = beside.is_some() && self.gazetteer.entries.kind(row) == beside;
            let entry = self.gazetteer.entries.entry(row);
            let own = entry.aliases().chain([entry.name()]).any(|alias| alias.eq_ignore_ascii_case(written));
            (named.get(&row) == Some(&true), fits, own)
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

    /// The type that the words beside a match speak for.
    fn beside(&self, one: &Match) -> Option<EntityType> {
        let (start, end) = (one.span.start as usize, one.span.end as usize);
        if let Some(word) = word_before(self.text, start) {
            if is_title(word, class_of(word)) {
                return Some(EntityType::Person);
            }
            if matches!(word, "in" | "In" | "near" | "Near" | "across" | "Across" | "throughout" | "outside" | "inside")
            {
                return Some(EntityType::Place);
            }
        }
        let rest = self.text[end..].trim_start_matches([',', ' ']);
        super::forms::is_company_form(first_word(rest)).then_some(EntityType::Organization)
    }
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

/// The word that a text begins with, as far as a word may be long.
fn first_word(text: &str) -> &str {
    // The common case: a word of ASCII.
    let length = text.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    if length == LONGEST || text.as_bytes().get(length).is_none_or(u8::is_ascii) {
        return &text[..length];
    }
    let mut letters = text.char_indices().take(LONGEST);
    let end = letters.find(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at);
    &text[..end.or_else(|| text.char_indices().nth(LONGEST).map(|(at, _)| at)).unwrap_or(text.len())]
}

/// Letters of the longest word beside a match that is looked at.
const LONGEST: usize = 24;

/// Words that months and seasons follow.
fn is_before_a_date(word: &str) -> bool {
    const WORDS: [&str; 22] = [
        "in", "by", "since", "until", "till", "last", "next", "this", "of", "early", "late", "mid", "during", "for",
        "from", "to", "before", "after", "through", "on", "every", "each",
    ];
    WORDS.iter().any(|other| other.eq_ignore_ascii_case(word))
}

/// The classes of a word that may have a full stop.
fn class_of(word: &str) -> WordClass {
    classes(word.trim_end_matches('.'))
}

/// Whether a word of such classes is a title or an honorific, written as before a name.
fn is_title(word: &str, classes: WordClass) -> bool {
    let titles = WordClass::TITLE | WordClass::TITLE_MALE | WordClass::TITLE_FEMALE;
    word.starts_with(char::is_uppercase) && (classes.intersects(titles) || super::forms::is_honorific(word))
}

/// The word before `start`, with its full stop, if a space alone parts them.
fn word_before(text: &str, start: usize) -> Option<&str> {
    let before = text[..start].strip_suffix([' ', '\u{A0}', '\n'])?;
    // The common case: a word of ASCII.
    let of_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
    let length = before.bytes().rev().take(LONGEST).take_while(of_word).count();
    let (rest, word) = before.as_bytes().split_at(before.len() - length);
    if length == LONGEST || rest.last().is_none_or(u8::is_ascii) {
        return word.iter().any(u8::is_ascii_alphabetic).then(|| &before[rest.len()..]);
    }
    let mut letters = before.char_indices().rev().take(LONGEST);
    let begin = letters.find(|(_, c)| !c.is_alphanumeric() && *c != '.').map(|(at, c)| at + c.len_utf8());
    let begin = begin.or_else(|| before.char_indices().rev().nth(LONGEST - 1).map(|(at, _)| at)).unwrap_or(0);
    let word = &before[begin..];
    word.chars().any(char::is_alphabetic).then_some(word)
}
