//! What writers of news keep to so strictly that it is settled by rule, around the names that were read: "Mr." has a name
//! behind it, "van der" and "Jr." belong to one, and a name that was found is one wherever the document writes it so.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::labels::Labelled;
use crate::entity_type::EntityType;
use crate::lexicon::{CueClass, WordClass};
use crate::mention::evidence::{self, Evidence};
use crate::mention::vocabulary::{FUNCTION, Line, Vocabulary, is_given, is_honorific};
use crate::surface::Surface;
use crate::text::fold;
use crate::token::{Shape, Token, TokenKind};

/// Offices by which their holders are addressed: "Mr. President" names nobody.
const ADDRESS: [&str; 14] = [
    "president",
    "vice",
    "prime",
    "speaker",
    "chairman",
    "chairwoman",
    "chair",
    "secretary",
    "minister",
    "mayor",
    "governor",
    "ambassador",
    "justice",
    "attorney",
];
/// Classes of words that are no names by themselves.
const NO_NAME: WordClass =
    FUNCTION.union(WordClass::CALENDAR).union(WordClass::DEMONYM).union(WordClass::TITLE).union(WordClass::ROLE);
/// "Hurricane Ann" is nobody.
const STORMS: [&str; 5] = ["Hurricane", "Typhoon", "Cyclone", "Tropical", "Superstorm"];
/// Words of a name that is found again.
const LONGEST: usize = 5;
/// Particles before a surname: "de la", "van der".
const PARTICLES: usize = 3;

/// Returns the names with those that conventions add, and the parts that they add to names.
pub(super) fn kept(surface: &Surface<'_>, vocabulary: &Vocabulary, names: Vec<Labelled>) -> Vec<Labelled> {
    let conventions = Conventions { surface, vocabulary };
    let names = conventions.with_listed(names);
    let names = conventions.with_honorifics(names);
    let names = conventions.joined(names);
    let names = conventions.with_known(names);
    let found = names.len();
    let names = conventions.with_plain(names);
    // What was added may be found again.
    if names.len() > found { conventions.with_known(names) } else { names }
}

/// Whether "Mr." stands before a word of address, not before a name.
pub(in crate::mention) fn is_address(word: &str) -> bool {
    ADDRESS.iter().any(|address| word.eq_ignore_ascii_case(address))
}

/// A name of the document.
#[derive(Clone, Copy)]
struct Known {
    kind: EntityType,
    /// Whether it is short for another.
    short: bool,
}

struct Conventions<'s, 't> {
    surface: &'s Surface<'t>,
    vocabulary: &'s Vocabulary,
}

impl Conventions<'_, '_> {
    fn token(&self, i: usize) -> Option<&Token> {
        self.surface.tokens.get(i)
    }

    fn same_sentence(&self, a: usize, b: usize) -> bool {
        b < self.surface.tokens.len() && self.surface.sentence_of(a) == self.surface.sentence_of(b)
    }

    /// Whether token `i` is a capitalised word of no grammatical part.
    fn is_open(&self, i: usize) -> bool {
        self.vocabulary.is_capital(i) && !self.surface.tokens[i].is_any(FUNCTION.union(WordClass::CALENDAR))
    }

    /// "Mr. Will", "Ms. Long": after such a title any capitalised word is a person's name.
    fn with_honorifics(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let mut all: Vec<Labelled> = Vec::with_capacity(names.len());
        let mut names = names.into_iter().peekable();
        for i in 0..self.surface.tokens.len() {
            if !(self.vocabulary.is_capital(i) && is_honorific(self.surface.text, &self.surface.tokens[i])) {
                continue;
            }
            let next = i + 1;
            if !self.same_sentence(i, next) || !self.vocabulary.is_capital(next) || is_address(self.surface.word(next))
            {
                continue;
            }
            while let Some(name) = names.next_if(|name| name.tokens.end <= next) {
                all.push(name);
            }
            match names.peek_mut() {
                Some(name) if name.tokens.start <= next => name.kind = EntityType::Person,
                other => {
                    let limit = other.map_or(usize::MAX, |name| name.tokens.start).min(next + LONGEST);
                    let end = (next + 1..limit)
                        .take_while(|&i| self.same_sentence(next, i) && self.is_open(i))
                        .last()
                        .map_or(next + 1, |last| last + 1);
                    // "Mr. Poe Lee", of which only "Lee" was found.
                    let adjoins = names.peek().is_some_and(|n| n.tokens.start == end && n.kind == EntityType::Person);
                    if adjoins {
                        names.peek_mut().into_iter().for_each(|name| name.tokens.start = next);
                    } else {
                        all.push(Labelled { tokens: next..end, kind: EntityType::Person });
                    }
                }
            }
        }
        all.extend(names);
        all
    }

    /// Names that lists of bodies and places know, whole and as nothing else: "White House", "Bosnia and Herzegovina". An acronym
    /// needs its capitals.
    fn with_listed(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let evidence = Evidence::shipped();
        let mut all: Vec<Labelled> = Vec::with_capacity(names.len());
        let (mut next, mut at) = (0, 0);
        while at < self.surface.tokens.len() {
            if !self.vocabulary.is_capital(at) {
                at += 1;
                continue;
            }
            while let Some(name) = names.get(next).filter(|name| name.tokens.end <= at) {
                all.push(name.clone());
                next += 1;
            }
            let covered = names.get(next).is_some_and(|name| name.tokens.start < at);
            let Some(found) = (!covered).then(|| self.listed(evidence, at)).flatten() else {
                at += 1;
                continue;
            };
            // It takes the place of names inside it, and gives way to a longer one.
            let inside = names[next..].iter().take_while(|name| name.tokens.end <= found.tokens.end).count();
            if names.get(next + inside).is_some_and(|name| name.tokens.start < found.tokens.end) {
                at += 1;
                continue;
            }
            next += inside;
            at = found.tokens.end;
            all.push(found);
        }
        all.extend_from_slice(&names[next..]);
        all
    }

    fn listed(&self, evidence: &Evidence, at: usize) -> Option<Labelled> {
        let key = |i: usize| fold::key(self.surface.word(i));
        let first = key(at);
        let end = (at + evidence.longest(first)).min(self.surface.tokens_beside(at).end);
        if end > at + 1 {
            let keys: Vec<u64> = std::iter::once(first).chain((at + 1..end).map(key)).collect();
            if let Some((length, lists)) = evidence.phrase(&keys)
                && let Some(kind) = evidence::kind(lists)
                && self.vocabulary.is_capital(at + length - 1)
                && !self.surface.tokens[at].is_any(FUNCTION)
            {
                return Some(Labelled { tokens: at..at + length, kind });
            }
        }
        let token = &self.surface.tokens[at];
        let line = self.vocabulary.line_of(self.surface.sentence_of(at));
        let acronym = token.shape.contains(Shape::ALL_CAPITALS) && line != Line::Capitals;
        let lists = evidence.lists(first);
        // A longer name that it begins or ends is another's.
        let beside = |i: usize| self.same_sentence(at, i) && self.vocabulary.is_capital(i);
        let alone = !at.checked_sub(1).is_some_and(beside) && !beside(at + 1);
        let bracketed = at.checked_sub(1).is_some_and(|b| self.surface.tokens[b].kind == TokenKind::Open);
        let known = lists & evidence::ACRONYMS != 0 || bracketed && lists & evidence::UNSURE_ACRONYMS != 0;
        let retweet = self.token(at + 1).is_some_and(|t| t.kind == TokenKind::Link);
        (acronym && known && alone && !retweet)
            .then_some(Labelled { tokens: at..at + 1, kind: EntityType::Organization })
    }

    /// Names whose parts were found apart, or cut: "Jan van der Berg", "Robert “Bob” Dole", "Ann Lee, Jr.".
    fn joined(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let mut all: Vec<Labelled> = Vec::with_capacity(names.len());
        let mut names = names.into_iter().peekable();
        while let Some(mut name) = names.next() {
            let floor = all.last().map_or(0, |before| before.tokens.end);
            if name.kind == EntityType::Person {
                self.take_particles(&mut name, floor, &mut all);
                if let Some(end) = self.nickname(&name.tokens) {
                    while names.next_if(|other| other.tokens.start <= end).is_some() {}
                    let free = names.peek().map_or(usize::MAX, |other| other.tokens.start);
                    name.tokens.end = self.surname_end(end, free);
                }
            }
            if let Some(end) = self.firm_end(&name) {
                while names.next_if(|other| other.tokens.start < end).is_some() {}
                (name.tokens.end, name.kind) = (end, EntityType::Organization);
            }
            let end = self.suffix_end(&name);
            if end > name.tokens.end {
                while names.next_if(|other| other.tokens.end <= end).is_some() {}
                let after = names.peek().map_or(usize::MAX, |other| other.tokens.start);
                if end <= after {
                    name.tokens.end = end;
                    let open = matches!(name.kind, EntityType::Other | EntityType::Place);
                    name.kind = if open { EntityType::Organization } else { name.kind };
                }
            }
            if self.is_company(&name) {
                name.kind = EntityType::Organization;
            } else if STORMS.contains(&self.surface.word(name.tokens.start)) && name.tokens.len() > 1 {
                name.kind = EntityType::Other;
            }
            all.push(name);
        }
        all
    }

    /// The end of a firm's name with "&" or of a body's name that goes on behind "for", "and": "Wicks & Dunmore LLP", "Center for
    /// Science".
    fn firm_end(&self, name: &Labelled) -> Option<usize> {
        let at = name.tokens.end;
        let word = self.token(at).map(|_| self.surface.word(at))?;
        let article = usize::from(
            word == "for"
                && matches!(self.surface.tokens.get(at + 1).map(|_| self.surface.word(at + 1)), Some("the" | "a")),
        );
        let next = at + 1 + article;
        if !self.same_sentence(at - 1, next) || !self.is_open(next) {
            return None;
        }
        let body = |i: usize| self.surface.tokens[i].is(WordClass::ORGANIZATION_HEAD);
        let plain = |i: usize| {
            self.surface.tokens[i].is_any(WordClass::ORDINARY | WordClass::TITLE_WORD | WordClass::BODY_NOUN)
        };
        let goes_on = match word {
            "&" => self.surface.tokens[next].shape.contains(Shape::SPACE_BEFORE),
            "for" => name.kind == EntityType::Organization && body(at - 1) && plain(next),
            "and" => {
                let connected = name.tokens.clone().any(|i| matches!(self.surface.word(i), "for" | "of"));
                name.kind == EntityType::Organization && connected && plain(at - 1) && plain(next)
            }
            _ => false,
        };
        goes_on.then(|| self.surname_end(next, usize::MAX))
    }

    /// Whether the last word of a name of several is a legal form.
    fn is_company(&self, name: &Labelled) -> bool {
        let last = self.surface.word(name.tokens.end - 1).trim_end_matches('.');
        name.tokens.len() > 1
            && matches!(last, "Inc" | "Corp" | "Ltd" | "LLC" | "LLP" | "PLC" | "plc" | "GmbH" | "AG" | "SA" | "NV")
    }

    /// Takes in the particles before a person's surname and the name before them.
    fn take_particles(&self, name: &mut Labelled, floor: usize, all: &mut Vec<Labelled>) {
        let first = name.tokens.start;
        let plain = FUNCTION.difference(WordClass::ADVERB);
        let particle = |&i: &usize| {
            let token = &self.surface.tokens[i];
            token.is(WordClass::PARTICLE) && !token.is_capital() && !token.is_any(plain)
        };
        let least = self.surface.tokens_beside(first).start.max(first.saturating_sub(PARTICLES));
        let Some(start) = (least..first).rev().take_while(particle).last() else { return };
        name.tokens.start = if start >= floor { start } else { first };
        let Some(before) = start.checked_sub(1).filter(|&b| b >= self.surface.tokens_beside(first).start) else {
            return;
        };
        if before < floor {
            // A person's name ends there, or what it is called after: "Bank of the de Lees".
            if let Some(left) = all.pop_if(|left| left.tokens.end == start && left.kind == EntityType::Person) {
                name.tokens.start = left.tokens.start;
            }
        } else if self.is_open(before) && !self.surface.tokens[before].is_any(WordClass::TITLE.union(WordClass::ROLE)) {
            name.tokens.start = before;
        }
    }

    /// The token behind a nickname in marks or brackets that stands behind a given name and before a surname.
    fn nickname(&self, name: &Range<usize>) -> Option<usize> {
        let [open, nickname, close, surname] = self.surface.tokens.get(name.end..name.end + 4)? else { return None };
        let marked = open.kind == TokenKind::Mark && close.kind == TokenKind::Mark;
        let bracketed = open.kind == TokenKind::Open && close.kind == TokenKind::Close && is_given(nickname);
        ((marked || bracketed)
            && is_given(&self.surface.tokens[name.start])
            && open.shape.contains(Shape::SPACE_BEFORE)
            && nickname.is_capital()
            && !nickname.shape.contains(Shape::SPACE_BEFORE)
            && surname.is_capital()
            && surname.shape.contains(Shape::SPACE_BEFORE)
            && self.same_sentence(name.start, name.end + 3)
            && self.is_open(name.end + 3))
        .then_some(name.end + 3)
    }

    /// The end of the capitalised words from `start` on.
    fn surname_end(&self, start: usize, limit: usize) -> usize {
        let end = (start + 1..limit.min(start + LONGEST)).take_while(|&i| {
            self.same_sentence(start, i)
                && self.is_open(i)
                && self.surface.tokens[i].shape.contains(Shape::SPACE_BEFORE)
        });
        end.last().map_or(start + 1, |last| last + 1)
    }

    /// The end of a name with "Jr.", "III" or "Inc." behind it.
    fn suffix_end(&self, name: &Labelled) -> usize {
        let end = name.tokens.end;
        let comma = self.token(end).is_some_and(|t| t.kind == TokenKind::Comma);
        let at = end + usize::from(comma);
        let fits = self.same_sentence(end - 1, at) && {
            let word = self.surface.word(at).trim_end_matches('.');
            match name.kind {
                EntityType::Person => matches!(word, "Jr" | "Sr" | "II" | "III" | "IV"),
                EntityType::Organization | EntityType::Other | EntityType::Place => {
                    matches!(word, "Inc" | "Ltd" | "LLC" | "Corp" | "PLC" | "plc" | "GmbH" | "LLP")
                }
                _ => false,
            }
        };
        if fits { at + 1 } else { end }
    }

    /// Capitals that only a name can have, although nothing was found: in the midst of a sentence, before a verb that is in the
    /// singular, before what says that they are somebody or a body. Types are told by what stands behind, else left open.
    fn with_plain(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let mut all: Vec<Labelled> = Vec::with_capacity(names.len() + 8);
        let mut names = names.into_iter().peekable();
        for sentence in 0..self.surface.sentences.len() {
            let own = self.surface.tokens_of(sentence);
            let mut at = own.start;
            while at < own.end {
                if let Some(mut name) = names.next_if(|name| name.tokens.start <= at) {
                    at = name.tokens.end.max(at + 1);
                    if name.kind != EntityType::Organization
                        && let Some(EntityType::Organization) = self.described(name.tokens.end)
                    {
                        name.kind = EntityType::Organization;
                    }
                    all.push(name);
                    continue;
                }
                let limit = names.peek().map_or(own.end, |name| name.tokens.start.min(own.end));
                match self.plain(at, limit, &own) {
                    Some(name) => {
                        at = name.tokens.end;
                        all.push(name);
                    }
                    None => at += 1,
                }
            }
        }
        all.extend(names);
        all
    }

    fn plain(&self, at: usize, limit: usize, sentence: &Range<usize>) -> Option<Labelled> {
        if !self.vocabulary.is_capital(at) || self.vocabulary.line_of(self.surface.sentence_of(at)) != Line::Plain {
            return None;
        }
        let end =
            (at + 1..limit.min(at + LONGEST)).take_while(|&i| self.is_open(i)).last().map_or(at + 1, |last| last + 1);
        let first = &self.surface.tokens[at];
        if at == sentence.start {
            let will = first.is(WordClass::AUXILIARY) && is_given(first) && end > at + 1 && self.acts(end);
            let person = will && !self.is_question(sentence) || self.one_speaks(at, end);
            let kind =
                if person { Some(EntityType::Person) } else { self.described(end).filter(|_| self.is_unlike(at)) };
            return Some(Labelled { tokens: at..end, kind: kind? });
        }
        let given = end > at + 1 && is_given(first) && !first.is_any(FUNCTION);
        if self.is_due(at) || !(at + usize::from(given)..end).all(|i| self.is_unlike(i)) {
            return None;
        }
        let kind = self.described(end).unwrap_or(if self.says(end) { EntityType::Person } else { EntityType::Other });
        Some(Labelled { tokens: at..end, kind })
    }

    /// Whether the word at `i` is unlike any but a name: in no list of other words, never in lower case.
    fn is_unlike(&self, i: usize) -> bool {
        let token = &self.surface.tokens[i];
        let plain = NO_NAME
            .union(WordClass::ORDINARY)
            .union(WordClass::COMMON)
            .union(WordClass::BODY_NOUN)
            .union(WordClass::GROUP_NOUN)
            .union(WordClass::TITLE_WORD)
            .union(WordClass::NUMBER_WORD)
            .union(WordClass::KIN);
        let usually = Evidence::shipped().common(self.vocabulary.hash(i)).is_none_or(|c| c.capital >= 6);
        token.is_capital()
            && token.span.len() > 1
            && !token.is_any(plain)
            && token.cue.is_empty()
            && !token.shape.intersects(Shape::DIGIT | Shape::ALL_CAPITALS | Shape::FULL_STOP)
            && Evidence::shipped().lists(fold::key(self.surface.word(i))) & evidence::OTHERS == 0
            && usually
            && self.vocabulary.seen(i).lower == 0
    }

    fn is_question(&self, sentence: &Range<usize>) -> bool {
        let last = sentence.clone().rev().map(|i| &self.surface.tokens[i]).find(|t| t.kind == TokenKind::Terminator);
        last.is_some_and(|t| t.span.of(self.surface.text).contains('?'))
    }

    /// "Stones believes": a plural would take "believe".
    fn one_speaks(&self, at: usize, end: usize) -> bool {
        let word = self.surface.word(at);
        end == at + 1
            && word.ends_with('s')
            && !self.surface.tokens[at].is_any(NO_NAME.union(WordClass::BODY_NOUN).union(WordClass::DOCUMENT))
            && self.token(end).is_some_and(|t| {
                t.cue.contains(CueClass::FINITE)
                    && !t.cue.contains(CueClass::NOUN)
                    && t.span.of(self.surface.text).ends_with('s')
            })
    }

    /// What the apposition behind a comma at `comma` says: "Acme, a bank in Ashford," is a body.
    fn described(&self, comma: usize) -> Option<EntityType> {
        let tokens = &self.surface.tokens;
        self.surface.tokens.get(comma).filter(|t| t.kind == TokenKind::Comma)?;
        let end = self.surface.tokens_beside(comma).end;
        let article = tokens[..end].get(comma + 1)?;
        if !article.is(WordClass::DETERMINER) || article.is_capital() {
            return None;
        }
        let stop = WordClass::PREPOSITION | WordClass::RELATIVE | WordClass::SUBORDINATOR | WordClass::AUXILIARY;
        let words = tokens[comma + 2..end].iter().take(6);
        let head = words.take_while(|t| t.kind == TokenKind::Word && !t.is_any(stop)).last()?;
        let person = head.is_any(WordClass::ROLE | WordClass::TITLE | WordClass::KIN);
        if person {
            return Some(EntityType::Person);
        }
        let body = head.is(WordClass::BODY_NOUN) && !head.is(WordClass::DOCUMENT);
        body.then_some(EntityType::Organization)
    }

    /// Names that the document has elsewhere: whole ones anywhere, surnames and names of one word where no capital was due.
    fn with_known(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let known = self.known(&names);
        if known.is_empty() {
            return names;
        }
        let mut more = Vec::new();
        let mut taken = names.iter().peekable();
        let mut at = 0;
        while at < self.surface.tokens.len() {
            while taken.next_if(|name| name.tokens.end <= at).is_some() {}
            let free = taken.peek().map_or(usize::MAX, |name| name.tokens.start);
            if free <= at {
                at = taken.peek().map_or(at, |name| name.tokens.end);
                continue;
            }
            match self.known_at(at, free, &known) {
                Some(name) => {
                    at = name.tokens.end;
                    more.push(name);
                }
                None => at += 1,
            }
        }
        if more.is_empty() {
            return names;
        }
        let mut all = names;
        all.extend(more);
        all.sort_by_key(|name| name.tokens.start);
        all
    }

    fn key(&self, tokens: Range<usize>) -> u64 {
        fold::key_of_all(tokens.map(|i| self.vocabulary.hash(i)))
    }

    /// The names of the document as they are written, and short: surnames, bodies without the word for their kind.
    fn known(&self, names: &[Labelled]) -> FxHashMap<u64, Known> {
        let mut known = FxHashMap::default();
        for Labelled { tokens, kind } in names.iter().filter(|name| name.tokens.len() <= LONGEST) {
            known.entry(self.key(tokens.clone())).or_insert(Known { kind: *kind, short: false });
            let Some(short) = self.short(tokens, *kind) else { continue };
            known.entry(self.key(short)).or_insert(Known { kind: *kind, short: true });
            let first = &self.surface.tokens[tokens.start];
            if *kind == EntityType::Person && is_given(first) {
                known.entry(self.key(tokens.start..tokens.start + 1)).or_insert(Known { kind: *kind, short: true });
            }
        }
        known
    }

    /// What a full name is called by from then on: "Lee" of "Ann Lee", "Acme" of "Acme Bank".
    fn short(&self, name: &Range<usize>, kind: EntityType) -> Option<Range<usize>> {
        let last = name.end - 1;
        let head = &self.surface.tokens[last];
        let plain = WordClass::PLACE | WordClass::PLACE_FIRST | WordClass::ORDINARY | WordClass::DEMONYM;
        match kind {
            EntityType::Person if name.len() > 1 && head.kind == TokenKind::Word => Some(last..name.end),
            EntityType::Organization if name.len() == 2 && head.is(WordClass::ORGANIZATION_HEAD) => {
                let first = &self.surface.tokens[name.start];
                (first.is_capital() && !first.is_any(plain.union(FUNCTION))).then_some(name.start..last)
            }
            _ => None,
        }
    }

    /// The longest known name that begins at `at` and ends before `limit`.
    fn known_at(&self, at: usize, limit: usize, known: &FxHashMap<u64, Known>) -> Option<Labelled> {
        if !self.vocabulary.is_capital(at) {
            return None;
        }
        let end = limit.min(at + LONGEST).min(self.surface.tokens_beside(at).end);
        let capitals = (at..end).take_while(|&i| self.vocabulary.is_capital(i)).count();
        (1..=capitals).rev().find_map(|length| {
            let tokens = at..at + length;
            let Known { kind, short } = *known.get(&self.key(tokens.clone()))?;
            (length > 1 || self.is_named(at, short)).then_some(Labelled { tokens, kind })
        })
    }

    /// Whether the known word at `i` is the name here: its capital is not one that any word would have. A short form is known
    /// by its full name, whatever else the word can be.
    fn is_named(&self, i: usize, short: bool) -> bool {
        let token = &self.surface.tokens[i];
        let seen = self.vocabulary.seen(i);
        if !short && (token.is_any(NO_NAME) && !is_given(token) || seen.lower > seen.inside) {
            return false;
        }
        let numbered = self.token(i + 1).is_some_and(|t| t.kind == TokenKind::Number);
        if numbered {
            return false; // "Page 4", "May 4"
        }
        let sentence = self.surface.tokens_beside(i);
        let plain = token.is_any(FUNCTION.union(WordClass::CALENDAR));
        match self.vocabulary.line_of(self.surface.sentence_of(i)) {
            Line::Plain if i > sentence.start && plain => {
                let before = &self.surface.tokens[i - 1];
                before.kind == TokenKind::Word && !before.is_any(WordClass::PREPOSITION) || self.says(i + 1)
            }
            Line::Plain if i > sentence.start => !self.is_due(i) || self.says(i + 1) || self.is_unlike(i),
            Line::Plain if plain => self.says(i + 1) && !self.is_question(&sentence),
            Line::Plain => self.acts(i + 1) || self.is_unlike(i),
            Line::Title | Line::Capitals | Line::Lower => {
                seen.lower == 0 && !plain && !token.is_any(WordClass::ORDINARY.union(WordClass::COMMON))
            }
        }
    }

    /// Whether what stands before `i` gives any word a capital: a colon, an opening mark.
    fn is_due(&self, i: usize) -> bool {
        matches!(
            self.surface.tokens[i - 1].kind,
            TokenKind::Colon | TokenKind::Mark | TokenKind::Open | TokenKind::Symbol | TokenKind::Dash
        )
    }

    fn says(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.cue.contains(CueClass::FINITE | CueClass::SAY))
    }

    /// Whether a verb of saying or a helper verb stands at `i`, behind an adverb, or a comma.
    fn acts(&self, i: usize) -> bool {
        let verb = |t: &Token| t.cue.contains(CueClass::FINITE) || t.is(WordClass::AUXILIARY);
        self.token(i).is_some_and(|t| {
            verb(t)
                || matches!(t.kind, TokenKind::Comma | TokenKind::Possessive)
                || t.is(WordClass::ADVERB) && self.token(i + 1).is_some_and(verb)
        })
    }
}
