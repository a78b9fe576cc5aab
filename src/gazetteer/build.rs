//! From the user's entities to the paths of their aliases.

use rustc_hash::{FxHashMap, FxHashSet};

use super::entries::{Entries, Entry};
use super::filter::{self, key_of};
use super::index::{Builder, Flags, Form};
use super::piece::{self, Kind, Piece};
use super::spelling;
use super::{FUNCTION, Gazetteer, Options, Report, classes, forms, strict};
use crate::entity_type::EntityType;
use crate::error::{Error, Place};
use crate::lexicon::{self, WordClass};
use crate::text::fold;

const MOST_EDITS: u8 = 2;
/// Letters of the longest word that full stops may part.
const MOST_INITIALS: usize = 4;
/// Names of the shortest list that may be all in capitals.
const MANY: usize = 5;
/// Letters of the shortest name in which an edit is forgiven.
const LONG: usize = 5;

/// Words that are names too and that nobody means by them: they ask for evidence.
const STOP_WORDS: &str = include_str!("../../lexicons/stop_aliases.txt");

pub(super) fn build(given: impl IntoIterator<Item = Entry>, options: Options) -> Result<Gazetteer, Error> {
    if options.max_edits > MOST_EDITS {
        let place = Place { column: Some("max_edits".to_owned()), ..Place::default() };
        let reason = format!("{} edits are more than {MOST_EDITS}, the limit", options.max_edits);
        return Err(Error::format(place, reason, "give 0, 1 or 2"));
    }
    for word in options.stop_words.iter().flatten() {
        if piece::all(word.trim()).len() != 1 {
            let place = Place { column: Some("stop_words".to_owned()), ..Place::default() };
            let reason = format!("\"{word}\" is no word");
            return Err(Error::format(place, reason, "give single words; longer names need no evidence"));
        }
    }
    let given = given.into_iter();
    let mut laying = Laying::new(options, given.size_hint().0);
    for (row, entry) in given.enumerate() {
        laying.add(row, entry)?;
    }
    Ok(laying.finish())
}

struct Laying {
    options: Options,
    entries: Entries,
    index: Builder,
    filter: filter::Builder,
    spelling: Option<spelling::Builder>,
    stop_words: FxHashSet<u64>,
    /// Those that the user writes in capitals.
    stop_capitals: FxHashSet<u64>,
    /// Names, and those of them without a small letter.
    names: usize,
    capitals: usize,
    canonical: Vec<(u32, String)>,
    /// Entities so far, by all that is told of them.
    seen: FxHashMap<u64, u32>,
    report: Report,
    keys: Vec<u64>,
}

impl Laying {
    fn new(options: Options, expected: usize) -> Self {
        let stop_words = match &options.stop_words {
            Some(words) => words.iter().map(|word| fold::key(word.trim())).collect(),
            None => lexicon::file::entries(STOP_WORDS).map(|(_, word)| fold::key(word)).collect(),
        };
        let stop_capitals = options.stop_words.iter().flatten().filter(|word| !word.chars().any(char::is_lowercase));
        Self {
            stop_capitals: stop_capitals.map(|word| fold::key(word.trim())).collect(),
            names: 0,
            capitals: 0,
            entries: Entries::default(),
            index: Builder::with_capacity(expected),
            filter: filter::Builder::default(),
            spelling: (options.max_edits > 0).then(|| spelling::Builder::new(options.max_edits)),
            options,
            stop_words,
            canonical: Vec::new(),
            seen: FxHashMap::default(),
            report: Report::default(),
            keys: Vec::new(),
        }
    }

    fn add(&mut self, row: usize, mut entry: Entry) -> Result<(), Error> {
        check(row, &entry)?;
        let mut own: Vec<String> = Vec::with_capacity(entry.aliases.len());
        let mut known: FxHashSet<String> = FxHashSet::default();
        for alias in std::mem::take(&mut entry.aliases) {
            let trimmed = alias.trim();
            if trimmed.is_empty() {
                self.report.empty += 1;
            } else if trimmed == entry.name.trim() || !known.insert(trimmed.to_owned()) {
                self.report.duplicates += 1;
            } else {
                own.push(if trimmed.len() == alias.len() { alias } else { trimmed.to_owned() });
            }
        }
        entry.aliases = own;
        self.entries.push(&entry)?;
        let row_number = row as u32;
        if self.is_repeated(row_number, &entry) {
            self.report.repeated += 1;
            return Ok(());
        }
        let aliases = self.entries.aliases_of(row_number);
        for (alias, column) in aliases.zip(std::iter::once("name").chain(std::iter::repeat("aliases"))) {
            self.add_alias(row, column, alias, &entry)?;
        }
        Ok(())
    }

    /// Whether an earlier entity is the same in everything.
    fn is_repeated(&mut self, row: u32, entry: &Entry) -> bool {
        let key = fold::key_of_all(
            std::iter::once(&entry.name).chain(&entry.aliases).chain(&entry.id).map(|text| fold::key(text)),
        );
        let earlier = *self.seen.entry(key).or_insert(row);
        earlier != row && self.entries.entry(earlier).to_entry() == self.entries.entry(row).to_entry()
    }

    fn add_alias(&mut self, row: usize, column: &str, alias: u32, entry: &Entry) -> Result<(), Error> {
        let text = self.entries.alias(alias).to_owned();
        if !text.chars().any(char::is_alphanumeric) {
            let reason = format!("\"{text}\" holds no letter or digit");
            return Err(Error::format(place(row, column), reason, "correct it or remove the row"));
        }
        self.report.aliases += 1;
        if column == "name" {
            self.names += 1;
            self.capitals += usize::from(!text.chars().any(char::is_lowercase));
        }
        // What may be somebody's surname.
        let bare = matches!(entry.kind, Some(EntityType::Place | EntityType::Organization | EntityType::Group));
        let bare = if bare { Flags::BARE } else { Flags::empty() };
        for (form, missing) in forms::of(&text, entry.kind, &self.options) {
            self.lay(&form, alias, missing | bare, column == "name");
        }
        if self.options.short_forms && column == "name" {
            for (form, acronym) in forms::short(&text, entry.kind, &self.options) {
                let flags = Flags::SHORT | if acronym { Flags::ACRONYM } else { Flags::empty() };
                self.lay(&form, alias, flags, false);
            }
        }
        Ok(())
    }

    /// Lays the path of a form.
    fn lay(&mut self, text: &str, alias: u32, flags: Flags, is_name: bool) {
        let text = unquoted(text);
        let pieces = piece::all(text);
        if pieces.is_empty() {
            return;
        }
        self.keys.clear();
        self.keys.extend(pieces.iter().map(|piece| piece.key));
        let mut flags = flags | self.written(text, &pieces, flags);
        flags.set(Flags::BARE, flags.contains(Flags::BARE | Flags::CAPITAL) && pieces.len() == 1);
        let flags = flags | self.standing(text, &pieces, flags, is_name);
        let flags = flags | length(text, flags);
        let form = Form { alias, flags };
        if flags.contains(Flags::SHORT) {
            self.index.add_short(&self.keys, self.entries.owner(alias), form);
        } else {
            self.index.add(&self.keys, form);
        }
        self.note(text, &pieces, flags);
        if flags.contains(Flags::LONG)
            && let Some(spelling) = &mut self.spelling
        {
            pieces.iter().filter(|piece| piece.kind != Kind::Symbol).for_each(|piece| {
                // An ending is known by the word in it.
                let written = text[piece.start..piece.end].trim_start_matches(fold::is_apostrophe);
                let key = if piece.kind == Kind::Ending { piece::word(written, 0).key } else { piece.key };
                spelling.add(written, key);
            });
        }
        if !self.options.forgives_all() {
            self.canonical.push((alias, strict::canonical(text, &self.options)));
        }
    }

    /// Notes what a form begins with.
    fn note(&mut self, text: &str, pieces: &[Piece], flags: Flags) {
        let folded = |piece: &Piece| {
            let folded = fold::folded(text[piece.start..piece.end].trim_start_matches(fold::is_apostrophe));
            if folded == "&" { "and".to_owned() } else { folded }
        };
        if pieces[0].kind == Kind::Symbol {
            match pieces.iter().find(|piece| piece.kind != Kind::Symbol).and_then(|word| key_of(&folded(word))) {
                Some(first) => self.filter.add(first, filter::LED),
                None => self.filter.add_symbol(),
            }
            return;
        }
        // What is not of ASCII is met with care in any case.
        let Some(first) = key_of(&folded(&pieces[0])) else { return };
        let mut behind = pieces[1..].iter().filter(|piece| piece.kind != Kind::Symbol);
        let Some(next) = behind.next() else {
            let kind = match flags {
                _ if pieces.len() > 1 => filter::SYMBOL,
                // The list may turn out to be all in capitals.
                flags if flags.contains(Flags::CAPITALS | Flags::LONG_WORD) => filter::CAPITAL | filter::CAPITALS,
                flags if flags.contains(Flags::CAPITALS) => filter::CAPITALS,
                flags if flags.contains(Flags::CAPITAL) => filter::CAPITAL,
                _ => filter::ALONE,
            };
            self.filter.add(first, kind);
            return;
        };
        let second = folded(next);
        // In a text "U.S." stands for "US", and "&" for "and", which the next word is behind.
        let initial = second.get(..1).filter(|_| second.len() <= MOST_INITIALS).and_then(key_of);
        let third = behind.next().filter(|_| second == "and").and_then(|third| key_of(&folded(third)));
        if second == "and" && third.is_none() {
            self.filter.add(first, filter::SYMBOL);
        }
        for second in [key_of(&second), initial, third].into_iter().flatten() {
            self.filter.add_pair(first, second);
        }
    }

    /// What the capitals of a form ask for.
    fn written(&self, text: &str, pieces: &[Piece], own: Flags) -> Flags {
        let mut flags = Flags::empty();
        if text.ends_with('.') && pieces.last().is_some_and(|piece| piece.kind != Kind::Letters) {
            flags |= Flags::STOPPED;
        }
        let words = pieces.iter().filter(|piece| !matches!(piece.kind, Kind::Symbol | Kind::Ending)).count();
        // "P&G" is written as "PG" is.
        let initials = own.contains(Flags::ACRONYM) || pieces.iter().all(|piece| piece.kind == Kind::Letter);
        // "The Sun" is one word as far as capitals go.
        let the = words == 2 && text.get(..4).is_some_and(|the| the.eq_ignore_ascii_case("the "));
        flags.set(Flags::THE, the);
        if words != 1 && !initials && !the || !self.options.ignore_case {
            return flags;
        }
        let text = if the { &text[4..] } else { text };
        let mut letters = text.chars().filter(|c| c.is_alphabetic());
        if !letters.next().is_some_and(char::is_uppercase) {
            return flags;
        }
        let several = letters.clone().next().is_some();
        // A surname of a name in capitals is a surname.
        let surname = own.contains(Flags::SHORT) && !own.contains(Flags::ACRONYM);
        if several && !surname && !letters.any(char::is_lowercase) {
            flags |= Flags::CAPITALS;
            if is_common(text) || pieces.last().is_some_and(|last| self.stop_words.contains(&last.key)) {
                flags |= Flags::CONTRAST;
            }
        } else {
            flags |= Flags::CAPITAL;
        }
        flags
    }

    /// Whether a form needs evidence, or is some for others.
    fn standing(&self, text: &str, pieces: &[Piece], flags: Flags, is_name: bool) -> Flags {
        let single = pieces.len() == 1;
        let key = pieces[0].key;
        // Capitals are evidence enough, unless the user says that they are not.
        let listed =
            self.stop_words.contains(&key) && (!flags.contains(Flags::CAPITALS) || self.stop_capitals.contains(&key));
        // What is left of an alias says less than the alias did.
        let ordinary = flags.contains(Flags::LESS) && is_common(text);
        let stop = single && !flags.contains(Flags::ACRONYM) && (listed || ordinary);
        let mut standing = Flags::empty();
        standing.set(Flags::STOP, stop);
        standing.set(Flags::FULL, !flags.contains(Flags::SHORT) && !stop && (is_name || !single));
        standing
    }

    fn finish(mut self) -> Gazetteer {
        // A list that is all in capitals says nothing of how its names are written; short ones may be acronyms all the same.
        if self.names >= MANY && self.capitals * 10 >= self.names * 9 {
            self.index.change(|form| {
                if form.flags.contains(Flags::CAPITALS | Flags::LONG_WORD) {
                    form.flags.remove(Flags::CAPITALS | Flags::CONTRAST);
                    form.flags.insert(Flags::CAPITAL);
                }
            });
        }
        let mut entries = self.entries;
        entries.shrink();
        let report = Report { entities: entries.len() as u64, ..self.report };
        let mut canonical = self.canonical;
        canonical.sort_unstable();
        canonical.dedup();
        let spelling = self.spelling.map(spelling::Builder::build).unwrap_or_default();
        Gazetteer {
            index: self.index.build(&entries.owners),
            entries,
            filter: self.filter.build(),
            spelling,
            canonical,
            options: self.options,
            report,
        }
    }
}

/// A name without the quotation marks or brackets around it, which are none of it: "(Ashford)", "‘Aden".
fn unquoted(name: &str) -> &str {
    let is_around =
        |c: char| fold::is_apostrophe(c) || matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '(' | ')' | '[' | ']');
    let inner = name.trim_start_matches(is_around);
    let bare = inner.trim_end_matches(is_around);
    let plain =
        bare.chars().all(|c| c.is_whitespace() || piece::is_word(c) || fold::is_hyphen(c) || fold::is_apostrophe(c));
    if inner.len() < name.len() && plain { bare } else { name }
}

/// Whether an edit is forgiven in a form.
fn length(text: &str, flags: Flags) -> Flags {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    // What hangs on its capitals, or on another name, is matched as it is.
    let long = if letters < LONG { Flags::empty() } else { Flags::LONG_WORD };
    if letters < LONG || flags.intersects(Flags::CAPITALS | Flags::SHORT | Flags::STOP) {
        long
    } else {
        long | Flags::LONG
    }
}

/// Whether a word is one of the language's.
fn is_common(word: &str) -> bool {
    let grammar = FUNCTION | WordClass::PERSONAL | WordClass::RELATIVE;
    classes(word).intersects(grammar | WordClass::COMMON | WordClass::ORDINARY)
}

fn place(row: usize, column: &str) -> Place {
    Place { row: Some(row), column: Some(column.into()), ..Place::default() }
}

fn check(row: usize, entry: &Entry) -> Result<(), Error> {
    if entry.name.trim().is_empty() {
        return Err(Error::format(place(row, "name"), "the entry has no name", "fill it or remove the row"));
    }
    if let Some(weight) = entry.weight.filter(|w| !w.is_finite() || *w < 0.0) {
        let reason = format!("weight {weight} is no number from 0");
        return Err(Error::format(place(row, "weight"), reason, "give a number from 0 or leave it empty"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_stop_words_is_what_its_header_says() {
        let words: Vec<&str> = lexicon::file::entries(STOP_WORDS).map(|(_, word)| word).collect();
        let header = lexicon::file::Header::read("stop_aliases.txt", STOP_WORDS).unwrap();
        header.check("stop_aliases.txt", words.len()).unwrap();
        assert!(words.is_sorted() && words.iter().all(|word| piece::all(word).len() == 1));
    }
}
