//! What a document says of whom it means: who has been named in full, and what stands beside a name.

use rustc_hash::FxHashMap;

use super::index::{Flags, Form};
use super::{Candidates, Gazetteer, Match};
use crate::entity_type::EntityType;
use crate::lexicon::{Lexicon, WordClass};

/// Who has been named so far, and which matches wait for evidence.
pub(super) struct Evidence<'g, 't> {
    gazetteer: &'g Gazetteer,
    text: &'t str,
    /// Entities named in full, and whether nobody else can have been meant.
    named: FxHashMap<u32, bool>,
    /// Matches that stand only with evidence.
    waiting: Vec<usize>,
    /// Matches with several candidates.
    shared: bool,
}

impl<'g, 't> Evidence<'g, 't> {
    pub(super) fn new(gazetteer: &'g Gazetteer, text: &'t str) -> Self {
        Self { gazetteer, text, named: FxHashMap::default(), waiting: Vec::new(), shared: false }
    }

    /// Notes a match, by its place among all.
    pub(super) fn note(&mut self, place: usize, forms: &[Form], candidates: &Candidates) {
        let all = |flag| forms.iter().all(|form| form.flags.contains(flag));
        if forms.iter().any(|form| form.flags.contains(Flags::FULL)) {
            let sole = candidates.len() == 1;
            for form in forms.iter().filter(|form| form.flags.contains(Flags::FULL)) {
                *self.named.entry(self.gazetteer.entries.owners[form.alias as usize]).or_default() |= sole;
            }
        }
        if all(Flags::STOP) {
            self.waiting.push(place);
        }
        self.shared |= candidates.len() > 1;
    }

    /// Whether a short form may stand for its entity: it has been named, and the words beside it name nobody else.
    pub(super) fn ties(&self, form: Form, start: usize, end: usize) -> bool {
        let row = self.gazetteer.entries.owners[form.alias as usize];
        if !self.named.contains_key(&row) {
            return false;
        }
        form.flags.contains(Flags::ACRONYM) || !self.is_of_another(start, end)
    }

    /// "Bob Lee", where Ann Lee has been named; "Lee Roe".
    fn is_of_another(&self, start: usize, end: usize) -> bool {
        let given = |word: &str| {
            let initial = || word.trim_end_matches('.').chars().count() == 1;
            let named = || classes(word).intersects(WordClass::GIVEN_MALE | WordClass::GIVEN_FEMALE);
            word.starts_with(char::is_uppercase) && (initial() || !word.ends_with('.') && named())
        };
        let before = word_before(self.text, start).is_some_and(|word| given(word) && !is_title(word));
        let mut behind = self.text[end..].strip_prefix(' ').unwrap_or_default().chars();
        let name_behind =
            behind.next().is_some_and(char::is_uppercase) && behind.next().is_some_and(char::is_lowercase);
        before || name_behind && given(&self.text[start..end])
    }

    /// Returns the matches that stand, each with its candidates ranked by what the document says.
    pub(super) fn settle(self, mut found: Vec<Match>) -> Vec<Match> {
        if self.shared {
            for one in found.iter_mut().filter(|one| one.candidates.len() > 1) {
                self.rank(one);
            }
        }
        if self.waiting.is_empty() {
            return found;
        }
        let mut waiting = self.waiting.iter().peekable();
        let mut at = 0;
        found.retain(|one| {
            let waits = waiting.next_if(|&&place| place == at).is_some();
            at += 1;
            !waits || self.is_backed(one)
        });
        found
    }

    /// Whether a common word stands for a name: its entity is named in full, or it is addressed as a person is.
    fn is_backed(&self, one: &Match) -> bool {
        let titled = || word_before(self.text, one.span.start as usize).is_some_and(is_title);
        one.candidates.iter().any(|(row, _)| self.named.contains_key(row)) || titled()
    }

    /// Ranks who may be meant: who is named in full, then whose type fits, then by weight. The weight is shared among the first.
    fn rank(&self, one: &mut Match) {
        let beside = self.beside(one);
        let speaks_for = |row: u32| {
            let fits = beside.is_some() && self.gazetteer.entries.kind(row) == beside;
            (self.named.get(&row) == Some(&true), fits)
        };
        let mut rows: Vec<u32> = one.candidates.iter().map(|&(row, _)| row).collect();
        rows.sort_unstable();
        rows.sort_by_key(|&row| std::cmp::Reverse(speaks_for(row)));
        let first = rows.partition_point(|&row| speaks_for(row) == speaks_for(rows[0]));
        let mut candidates = self.gazetteer.shares(&rows[..first]);
        candidates.extend(rows[first..].iter().map(|&row| (row, 0.0)));
        one.candidates = candidates.into();
    }

    /// The type that the words beside a match speak for.
    fn beside(&self, one: &Match) -> Option<EntityType> {
        let (start, end) = (one.span.start as usize, one.span.end as usize);
        if let Some(word) = word_before(self.text, start) {
            if is_title(word) {
                return Some(EntityType::Person);
            }
            if word == "in" {
                return Some(EntityType::Place);
            }
        }
        let rest = self.text[end..].trim_start_matches([',', ' ']);
        // No form has so many letters; a line of ideographs may.
        let next: String = rest.chars().take_while(|c| c.is_alphanumeric()).take(24).collect();
        super::forms::is_company_form(&next).then_some(EntityType::Organization)
    }
}

fn classes(word: &str) -> WordClass {
    Lexicon::shipped().get(&word.trim_end_matches('.').to_lowercase()).classes
}

/// Whether a word is a title or an honorific, written as before a name.
fn is_title(word: &str) -> bool {
    let titles = WordClass::TITLE | WordClass::TITLE_MALE | WordClass::TITLE_FEMALE;
    word.starts_with(char::is_uppercase) && classes(word).intersects(titles) || super::forms::is_honorific(word)
}

/// The word before `start`, with its full stop, if a space alone parts them.
fn word_before(text: &str, start: usize) -> Option<&str> {
    let before = text[..start].strip_suffix([' ', '\u{A0}', '\n'])?;
    let begin = before
        .rfind(|c: char| !c.is_alphanumeric() && c != '.')
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = &before[begin..];
    word.chars().any(char::is_alphabetic).then_some(word)
}
