//! Names that the document has elsewhere, whole or short.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Conventions, LONGEST, NO_NAME, added};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::evidence;
use crate::mention::name::labels::Labelled;
use crate::mention::vocabulary::{FUNCTION, Line, is_given};
use crate::text::fold;
use crate::token::TokenKind;

/// How a firm's full name ends, beside legal forms.
const COMPANIES: [&str; 5] = ["Co", "Cos", "Company", "Corporation", "Motor"];

/// What bodies are that are called after somebody who may be alive.
const FOUNDED: [&str; 4] = ["Foundation", "Group", "Organization", "University"];

/// Prepositions before persons, and before no month: "at May".
const TOWARDS: [&str; 8] = ["about", "against", "at", "beside", "behind", "toward", "towards", "with"];

/// A name of the document.
#[derive(Clone, Copy)]
struct Known {
    kind: EntityType,
    /// Whether it is short for another.
    short: bool,
    /// Whether it is no person although it reads like one.
    like_person: bool,
}

impl Conventions<'_, '_> {
    /// Names that the document has elsewhere: whole ones anywhere, surnames and names of one word where no capital was due.
    pub(super) fn with_known(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let known = self.known(&names);
        if known.is_empty() {
            return names;
        }
        let mut names = names;
        names.iter_mut().for_each(|name| self.retype(name, &known));
        let mut more = Vec::new();
        let mut taken = names.iter().peekable();
        let mut end = 0;
        for at in self.vocabulary.capitals() {
            while taken.next_if(|name| name.tokens.end <= at).is_some() {}
            let free = taken.peek().map_or(usize::MAX, |name| name.tokens.start);
            if free <= at || at < end {
                continue;
            }
            if let Some(mut name) = self.known_at(at, free, &known) {
                // "ten" in "ten Hag"
                let start = at - self.particles_before(at, end);
                if known.contains_key(&self.key(start..name.tokens.end)) {
                    name.tokens.start = start;
                }
                end = name.tokens.end;
                more.push(name);
            }
        }
        added(names, more)
    }

    /// A word that no list knows is the person whose surname it is, "the Harker plan" beside "Don Harker", or the body that it is
    /// short for, "Centrex" beside "Centrex Partners". What was taken for a person is the storm or firm whose name is written out: "Ann"
    /// beside "Hurricane Ann".
    fn retype(&self, name: &mut Labelled, known: &FxHashMap<u64, Known>) {
        let surname = name.tokens.len() == 1
            && name.kind == EntityType::Organization
            && self.lists(name.tokens.start) & !evidence::PERSONS == 0;
        let person = |known: &&Known| known.short && known.kind == EntityType::Person;
        if surname && known.get(&self.key(name.tokens.clone())).filter(person).is_some() {
            name.kind = EntityType::Person;
        } else if name.tokens.len() == 1 && name.kind == EntityType::Person {
            let other = known.get(&self.key(name.tokens.clone())).filter(|known| known.like_person);
            name.kind = other.filter(|_| !self.is_addressed(name.tokens.start)).map_or(name.kind, |known| known.kind);
        }
    }

    fn key(&self, tokens: Range<usize>) -> u64 {
        fold::key_of_all(tokens.map(|i| self.vocabulary.hash(i)))
    }

    /// The names of the document as they are written, and short: surnames, bodies without the word for their kind.
    fn known(&self, names: &[Labelled]) -> FxHashMap<u64, Known> {
        let mut known = FxHashMap::default();
        let listed = |name: &&Labelled| name.tokens.len() <= LONGEST;
        // First the full names, since one word alone may have been taken for something else.
        let (full, single): (Vec<&Labelled>, Vec<&Labelled>) =
            names.iter().filter(listed).partition(|name| name.tokens.len() > 1);
        for Labelled { tokens, kind } in full.into_iter().chain(single) {
            // "Prime Minister May": the title tells as much as a given name.
            let titled = *kind == EntityType::Person && tokens.len() == 1 && self.is_titled(tokens.start);
            known.entry(self.key(tokens.clone())).or_insert(Known { kind: *kind, short: titled, like_person: false });
            let Some(short) = self.short(tokens, *kind) else { continue };
            let mut add = |tokens: Range<usize>| {
                known.entry(self.key(tokens)).or_insert(Known { kind: *kind, short: true, like_person: false });
            };
            if *kind == EntityType::Person {
                add(short.start - self.particles_before(short.start, tokens.start)..short.end);
            }
            add(short);
            // "May" of "May Lee", too.
            let month = || self.is_month(tokens.start) && self.lists(tokens.start) & evidence::GIVEN != 0;
            if *kind == EntityType::Person && (is_given(&self.surface.tokens[tokens.start]) || month()) {
                add(tokens.start..tokens.start + 1);
            }
        }
        for name in names.iter().filter(|name| name.tokens.len() > 1) {
            let Some(i) = self.like_person(name) else { continue };
            let word = Known { kind: name.kind, short: true, like_person: true };
            let known = known.entry(self.key(i..i + 1)).or_insert(word);
            if !(known.short && known.kind == EntityType::Person) {
                *known = word;
            }
        }
        known
    }

    /// How many particles in lower case stand before token `i`, from token `least` on.
    fn particles_before(&self, i: usize, least: usize) -> usize {
        let particle = |&i: &usize| {
            let token = &self.surface.tokens[i];
            token.is(WordClass::PARTICLE) && !token.is_capital()
        };
        (least.max(i.saturating_sub(LONGEST))..i).rev().take_while(particle).count()
    }

    /// Whether a title stands right before the word at `i`: "Mr. Ford".
    pub(super) fn is_addressed(&self, i: usize) -> bool {
        let title = i.checked_sub(1).filter(|&t| self.same_sentence(t, i)).map(|t| &self.surface.tokens[t]);
        title.is_some_and(|t| t.is_capital() && t.is_any(WordClass::TITLE | WordClass::ROLE))
    }

    /// What a storm or a body is called by although it may read like a person: "Ann" of "Hurricane Ann", "Ford" of "Ford Motor Co.",
    /// "Centrex", which no list knows, of "Centrex Partners". Of "Harker Group" there may be a Harker.
    fn like_person(&self, Labelled { tokens, kind }: &Labelled) -> Option<usize> {
        let (first, last) = (tokens.start, tokens.end - 1);
        if self.is_storm(tokens) {
            return Some(last);
        }
        if tokens.clone().any(|i| FOUNDED.contains(&self.surface.word(i))) {
            return None;
        }
        let form = self.surface.word(last).trim_end_matches('.');
        let company = *kind == EntityType::Organization && (self.is_company(tokens) || COMPANIES.contains(&form));
        let surname = self.lists(first) & evidence::SURNAMES != 0 && !is_given(&self.surface.tokens[first]);
        let unlisted = self.lists(first) == 0 && *kind == EntityType::Organization;
        (company && surname || unlisted && self.short(tokens, *kind).is_some()).then_some(first)
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

    /// The longest known name that begins with the capital at `at` and ends before `limit`.
    fn known_at(&self, at: usize, limit: usize, known: &FxHashMap<u64, Known>) -> Option<Labelled> {
        let end = limit.min(at + LONGEST).min(self.surface.tokens_beside(at).end);
        let capitals = (at..end).take_while(|&i| self.vocabulary.is_capital(i)).count();
        (1..=capitals).rev().find_map(|length| {
            let tokens = at..at + length;
            let Known { kind, short, .. } = *known.get(&self.key(tokens.clone()))?;
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
                let open = before.kind == TokenKind::Word && !before.is_any(WordClass::PREPOSITION);
                let person = || short && TOWARDS.contains(&self.surface.word(i - 1));
                open && (!token.is(WordClass::CALENDAR) || self.is_no_date(i)) || self.says(i + 1) || person()
            }
            Line::Plain if i > sentence.start => !self.is_due(i) || self.says(i + 1) || self.is_unlike(i),
            Line::Plain if plain => (self.says(i + 1) || short && self.is_subject(i)) && !self.is_question(&sentence),
            Line::Plain => self.acts(i + 1) || self.is_unlike(i),
            Line::Title | Line::Capitals | Line::Lower => {
                seen.lower == 0 && !plain && !token.is_any(WordClass::ORDINARY.union(WordClass::COMMON))
            }
        }
    }

    /// Whether what stands behind the first word of a sentence is a verb, or its owner's ending: "May left", "May’s plan". "May the best
    /// win" and "Will you" go on with who does it.
    fn is_subject(&self, i: usize) -> bool {
        let sentence = self.surface.tokens_beside(i);
        self.surface.tokens[..sentence.end].get(i + 1).is_some_and(|t| {
            let who = FUNCTION.difference(WordClass::AUXILIARY | WordClass::ADVERB | WordClass::NEGATION);
            t.kind == TokenKind::Possessive || t.kind == TokenKind::Word && !t.is_capital() && !t.is_any(who)
        })
    }
}
