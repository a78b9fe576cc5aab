//! Nominals tied by what the document says of its entities: "the Iraqi leader" is the one who is called "Iraq’s Vice
//! President", "the FM" the one who is called "Foreign Minister", "the bank" is Acme Bank.

use rustc_hash::{FxHashMap, FxHashSet};

use super::age::{age_beside, age_of};
use super::antecedent::{Agreement, Antecedents, Wanted};
use super::apposition::{self, apposition};
use super::office::{self, PASSING, SHORT};
use super::spot::has_owner;
use super::tense::Tense;
use super::{Entities, body, gender, nation};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::Mention;
use crate::model::hash;
use crate::surface::Surface;
use crate::text::fold;
use crate::token::{Shape, Token, TokenKind};

mod national;

/// At most so many entities of one office are compared.
const MOST: usize = 32;
/// How many sentences back "the company" may refer.
const NEAR: u32 = 4;

/// Nouns that fit whoever holds an office of a nation.
const GENERIC: &[&str] =
    &["leader", "official", "politician", "statesman", "ruler", "strongman", "dictator", "envoy", "diplomat"];
/// What the document says of its entities.
pub(super) struct Facts<'s> {
    surface: &'s Surface<'s>,
    mentions: &'s [Mention],
    of_entity: Vec<Fact>,
    /// Entities by a word of their office or name.
    by_word: FxHashMap<u64, Vec<u32>>,
    /// Entities by nation.
    by_nation: FxHashMap<u32, Vec<u32>>,
    /// Entities by age.
    by_age: FxHashMap<u32, Vec<u32>>,
    /// Bodies by each kind that their names or descriptions tell, as its bit.
    by_kind: FxHashMap<u32, Vec<u32>>,
    /// Nouns that nominals so far had for somebody.
    called: FxHashSet<u64>,
    /// The last mention of each entity so far.
    last: Vec<Option<u32>>,
    generic: Vec<u64>,
    passing: Vec<u64>,
}

#[derive(Default)]
struct Fact {
    words: Vec<u64>,
    nations: Vec<u32>,
    /// Whether it is called one who held an office, and one who holds it.
    past: bool,
    present: bool,
    /// Whether its age is told.
    aged: bool,
    /// Whether its office is told to be of some place.
    placed: bool,
}

impl<'s> Facts<'s> {
    pub(super) fn read(surface: &'s Surface<'s>, mentions: &'s [Mention], entities: &Entities) -> Self {
        let keys = |words: &[&str]| words.iter().map(|w| fold::key(w)).collect();
        let mut facts = Self {
            surface,
            mentions,
            of_entity: Vec::with_capacity(entities.list.len()),
            by_word: FxHashMap::default(),
            by_nation: FxHashMap::default(),
            by_age: FxHashMap::default(),
            by_kind: FxHashMap::default(),
            called: FxHashSet::default(),
            last: vec![None; entities.list.len()],
            generic: keys(GENERIC),
            passing: keys(PASSING),
        };
        facts.of_entity.resize_with(entities.list.len(), Fact::default);
        for (i, mention) in mentions.iter().enumerate() {
            let Some(entity) = entities.of_mention[i] else { continue };
            match entities.list[entity as usize].kind {
                EntityType::Organization => {
                    facts.add_body(entity, surface.tokens_in(mention.span));
                    let end = surface.token_at(mention.span.end);
                    if let Some(apposition) = apposition(surface, end, WordClass::BODY_NOUN) {
                        facts.add_body(entity, apposition);
                    }
                }
                EntityType::Person | EntityType::Other => {
                    if let Some(title) = mention.title {
                        let tokens = surface.tokens_in(title);
                        facts.add(entity, tokens);
                    }
                    let end = surface.token_at(mention.span.end);
                    facts.add_origin(entity, end);
                    let start = surface.token_at(mention.outer_start());
                    facts.add_owner(entity, start);
                    if let Some(age) = age_beside(surface, start, end) {
                        facts.add_age(entity, age);
                    }
                    if let Some(apposition) = apposition(surface, end, apposition::PERSON) {
                        facts.add(entity, apposition);
                    }
                }
                _ => {}
            }
        }
        facts
    }

    /// Takes in that mention `mention` refers to `entity`.
    pub(super) fn note(&mut self, mention: usize, entity: u32) {
        if let Some(last) = self.last.get_mut(entity as usize) {
            *last = Some(mention as u32);
        }
    }

    /// Takes in that a nominal stands there, whoever it refers to.
    pub(super) fn note_nominal(&mut self, mention: usize) {
        self.called.insert(fold::key(self.mentions[mention].head.of(self.surface.text)));
    }

    /// Adds the words of a title or apposition.
    fn add(&mut self, entity: u32, tokens: std::ops::Range<usize>) {
        let mut office: Vec<char> = Vec::new();
        let mut below = false;
        let (fact, tense) = (&mut self.of_entity[entity as usize], Tense::of(self.surface, tokens.clone()));
        fact.past |= tense == Tense::Past;
        fact.present |= tense == Tense::Present;
        for i in tokens {
            let token = &self.surface.tokens[i];
            if token.kind != TokenKind::Word {
                office.clear();
                below = false;
                continue;
            }
            let word = self.surface.word(i);
            if let Some(age) = age_of(word) {
                self.add_age(entity, age);
            }
            if let Some(nation) = nation::of(word) {
                self.add_nation(entity, nation);
                office.clear();
                continue;
            }
            let noun = WordClass::TITLE | WordClass::ROLE | WordClass::TITLE_WORD | WordClass::BODY_NOUN;
            if !token.is_any(noun) && !token.is_capital() {
                office.clear();
                below &= !token.is(WordClass::CONJUNCTION);
                continue;
            }
            // "Vice President" is no president.
            below |= office::is_rank(word);
            let holder = token.is_any(WordClass::TITLE | WordClass::ROLE);
            let key = |noun: &str| ranked(fold::key(office::noun(noun)), below && holder);
            if token.is_capital() && token.is(WordClass::PLACE) {
                self.of_entity[entity as usize].placed = true;
            }
            if !self.is_chief_of_office(i) {
                self.add_word(entity, key(word));
            }
            if let Some((_, nouns)) = SHORT.iter().find(|(short, _)| word.eq_ignore_ascii_case(short)) {
                nouns.iter().for_each(|noun| self.add_word(entity, key(noun)));
            }
            office.extend(word.chars().next());
            if token.is_any(WordClass::TITLE | WordClass::ROLE) {
                // "Foreign Minister" is also "FM".
                for length in 2..=office.len().min(4) {
                    let initials: String = office[office.len() - length..].iter().collect();
                    self.add_word(entity, fold::key(&initials));
                }
            }
        }
    }

    /// Whether the word at `i` is "General" behind an office, whose holder is no general: "Attorney General", but "Major General".
    fn is_chief_of_office(&self, i: usize) -> bool {
        const OFFICES: [&str; 7] =
            ["attorney", "surgeon", "secretary", "solicitor", "inspector", "director", "governor"];
        let before = i.checked_sub(1).map(|b| self.surface.word(b));
        self.surface.word(i).eq_ignore_ascii_case("general")
            && before.is_some_and(|word| OFFICES.iter().any(|office| word.eq_ignore_ascii_case(office)))
    }

    fn add_age(&mut self, entity: u32, age: u32) {
        self.of_entity[entity as usize].aged = true;
        let all = self.by_age.entry(age).or_default();
        if all.len() < MOST && !all.contains(&entity) {
            all.push(entity);
        }
    }

    /// The place behind a name: "Lee of Kentucky".
    fn add_origin(&mut self, entity: u32, end: usize) {
        let Some([of, place]) = self.surface.tokens.get(end..end + 2) else { return };
        if matches!(of.span.of(self.surface.text), "of" | "from") && place.is_capital() && place.is(WordClass::PLACE) {
            self.add_word(entity, fold::key(self.surface.word(end + 1)));
            if let Some(nation) = nation::of(self.surface.word(end + 1)) {
                self.add_nation(entity, nation);
            }
        }
    }

    /// The words for its kind in a body's own name or apposition.
    fn add_body(&mut self, entity: u32, tokens: std::ops::Range<usize>) {
        for i in tokens {
            let token = &self.surface.tokens[i];
            if token.is_any(WordClass::ORGANIZATION_HEAD | WordClass::BODY_NOUN) {
                let key = fold::key(self.surface.word(i));
                let kinds = body::told(key);
                for bit in (0..body::Kinds::BITS).filter(|bit| kinds >> bit & 1 != 0) {
                    let known = self.by_kind.entry(bit).or_default();
                    if known.len() < MOST && !known.contains(&entity) {
                        known.push(entity);
                    }
                }
                self.add_word(entity, key);
            }
        }
    }

    fn add_word(&mut self, entity: u32, key: u64) {
        let fact = &mut self.of_entity[entity as usize];
        if fact.words.len() < MOST && !fact.words.contains(&key) {
            fact.words.push(key);
            push(&mut self.by_word, key, entity);
        }
    }

    /// Returns the entity that a nominal outside quotations refers to; what stands beside a name is taken in.
    pub(super) fn antecedent(&mut self, antecedents: &Antecedents<'_>, entities: &Entities, i: usize) -> Option<u32> {
        if let Some(entity) = apposition::beside(self.surface, self.mentions, antecedents, entities, i) {
            self.add(entity, antecedents.tokens_of(i));
            return Some(entity);
        }
        let tokens = antecedents.tokens_of(i);
        if !apposition::is_definite(self.surface, &tokens) {
            return None;
        }
        let not = antecedents.subject_of(entities, i);
        match self.mentions[i].kind {
            EntityType::Person if self.is_relation(&tokens) => None,
            EntityType::Person => {
                if let Some(nation) = self.national_of(&tokens) {
                    let found = self.national(antecedents, entities, tokens, (nation, not))?;
                    self.add_nation(found, nation);
                    return Some(found);
                }
                if let Some(age) = tokens.clone().find_map(|i| age_of(self.surface.word(i))) {
                    return self.aged(antecedents, entities, tokens, age).filter(|&e| Some(e) != not);
                }
                let found = self.person(entities, tokens.clone(), not);
                found.or_else(|| self.epithet(antecedents, entities, tokens, not))
            }
            EntityType::Organization => self.body(antecedents, entities, tokens, not),
            _ => None,
        }
    }

    /// "her father", "his lawyer": whose it is tells who, and the noun alone does not.
    fn is_relation(&self, tokens: &std::ops::Range<usize>) -> bool {
        let all = &self.surface.tokens;
        let owned = all[tokens.start].is(WordClass::POSSESSIVE) || has_owner(self.surface, tokens.clone());
        owned && all[tokens.end - 1].is(WordClass::KIN)
    }

    fn person(&self, entities: &Entities, tokens: std::ops::Range<usize>, not: Option<u32>) -> Option<u32> {
        let described = self.describe(tokens.clone());
        let tense = Tense::of(self.surface, tokens);
        let generic = self.generic.contains(&described.head);
        let by_office = self.by_word.get(&described.head);
        let by_initials = described.initials.and_then(|k| self.by_word.get(&k));
        let by_nation = if generic { described.nation.and_then(|n| self.by_nation.get(&n)) } else { None };
        // "the Kentucky Republican": whoever is called after the place.
        let by_place = described.place.filter(|_| described.party).and_then(|p| self.by_word.get(&p));
        let candidates = [by_office, by_initials, by_nation, by_place].into_iter().flatten().flatten().copied();
        let mut best: Option<((bool, u32), u32)> = None;
        for entity in candidates {
            let fact = &self.of_entity[entity as usize];
            let Some(last) = self.last[entity as usize] else { continue };
            let person = entities.list[entity as usize].kind == EntityType::Person;
            let national = described.nation.is_none_or(|n| fact.nations.contains(&n));
            let by_nation = generic && described.nation.is_some();
            let placed = described.place.is_some_and(|p| fact.words.contains(&p));
            let apt = by_nation || described.party && placed || described.fits(&fact.words);
            if person
                && Some(entity) != not
                && national
                && apt
                && (placed || described.place.is_none() || !fact.placed)
                && !tense.contradicts(fact.past, fact.present)
                && best.is_none_or(|(most, _)| (placed, last) > most)
            {
                best = Some(((placed, last), entity));
            }
        }
        best.map(|(_, entity)| entity)
    }

    /// What somebody agrees with who is called by the noun at token `noun`: "actress".
    fn agreement_of(&self, noun: usize) -> Agreement {
        match gender::of_noun(self.surface.tokens[noun].classes, self.surface.word(noun)) {
            1 => Agreement::Male,
            -1 => Agreement::Female,
            _ => Agreement::Person,
        }
    }

    /// "the 41-year-old": the only person of that age; where none is told, the last subject whose age is not.
    fn aged(
        &self,
        antecedents: &Antecedents<'_>,
        entities: &Entities,
        tokens: std::ops::Range<usize>,
        age: u32,
    ) -> Option<u32> {
        let agreement = self.agreement_of(tokens.end - 1);
        let Some(all) = self.by_age.get(&age) else {
            let before = tokens.start;
            let wanted = Wanted { agreement, before, in_speech: false, not: None, sentences: 2 };
            let open = |e: u32| self.of_entity.get(e as usize).is_some_and(|fact| !fact.aged);
            let found = antecedents.find_where(entities, wanted, |e| e.is_some_and(open))?;
            return entities.of_mention[found];
        };
        let person = |&e: &u32| {
            let known = entities.list[e as usize].kind == EntityType::Person && self.last[e as usize].is_some();
            known && antecedents.profile(e).allows(agreement)
        };
        let mut all = all.iter().copied().filter(person);
        all.next().filter(|_| all.next().is_none())
    }

    /// "the former teacher", "the billionaire businessman": a noun with an adjective that nobody was called by before is
    /// the last subject called anew.
    fn epithet(
        &self,
        antecedents: &Antecedents<'_>,
        entities: &Entities,
        tokens: std::ops::Range<usize>,
        not: Option<u32>,
    ) -> Option<u32> {
        let described = self.describe(tokens.clone());
        let other = |entity: Option<u32>| {
            let nations = entity.and_then(|e| self.of_entity.get(e as usize)).map(|fact| &fact.nations);
            described.nation.is_some_and(|n| nations.is_some_and(|known| !known.is_empty() && !known.contains(&n)))
        };
        let attached = self.surface.tokens.get(tokens.end).is_some_and(|t| t.is(WordClass::PREPOSITION));
        let known = self.by_word.contains_key(&described.head) || self.called.contains(&described.head);
        // "the Lee supporter" is somebody besides Lee.
        let plain = WordClass::DEMONYM | WordClass::PLACE | WordClass::TITLE_WORD;
        let inside = self.surface.tokens.get(tokens.start + 1..tokens.end).unwrap_or(&[]);
        let named = |t: &Token| t.is_capital() && !t.is_any(plain) && !t.shape.contains(Shape::ALL_CAPITALS);
        if described.party || inside.iter().any(named) {
            return None;
        }
        if tokens.len() < 3 || !self.surface.word(tokens.start).eq_ignore_ascii_case("the") || attached || known {
            return None;
        }
        let wanted = Wanted { agreement: Agreement::Person, before: tokens.start, in_speech: false, not, sentences: 2 };
        antecedents.find_where(entities, wanted, |e| !other(e)).and_then(|m| entities.of_mention[m])
    }

    fn body(
        &self,
        antecedents: &Antecedents<'_>,
        entities: &Entities,
        tokens: std::ops::Range<usize>,
        not: Option<u32>,
    ) -> Option<u32> {
        let described = self.describe(tokens.clone());
        let here = antecedents.tokens_sentence(tokens.start);
        let bodies = |list: Option<&Vec<u32>>| -> Option<u32> {
            let list = list.into_iter().flatten().copied();
            let body = |&e: &u32| entities.list[e as usize].kind == EntityType::Organization;
            list.filter(body)
                .filter(|&e| self.last[e as usize].is_some() && Some(e) != not)
                .max_by_key(|&e| self.last[e as usize])
        };
        let named = bodies(self.by_word.get(&described.head));
        let kinds = body::called(described.head);
        if named.is_some() || kinds == 0 || tokens.len() > 2 {
            return named;
        }
        let of_kind = (0..body::Kinds::BITS).filter(|bit| kinds >> bit & 1 != 0);
        let of_kind = of_kind.filter_map(|bit| bodies(self.by_kind.get(&bit))).max_by_key(|&e| self.last[e as usize]);
        if of_kind.is_some() {
            return of_kind;
        }
        // The last subject whose name does not tell its kind.
        let wanted = Wanted {
            agreement: Agreement::Body,
            before: tokens.start,
            in_speech: false,
            not,
            sentences: NEAR.min(here),
        };
        let open = |e: u32| self.of_entity.get(e as usize).is_none_or(|f| f.words.is_empty());
        let found = antecedents.find_where(entities, wanted, |e| e.is_some_and(open))?;
        entities.of_mention[found]
    }

    fn describe(&self, tokens: std::ops::Range<usize>) -> Described {
        let head = tokens.end.saturating_sub(1);
        let below = (tokens.start..head).any(|i| office::is_rank(self.surface.word(i)));
        let mut described = Described {
            head: ranked(fold::key(office::noun(self.surface.word(head))), below),
            initials: None,
            nation: None,
            place: None,
            party: self.surface.tokens[head].is(WordClass::DEMONYM),
            modifiers: Vec::new(),
        };
        let mut initials = String::new();
        // An owner before the phrase tells the nation too.
        let owner = tokens.start.checked_sub(2).filter(|&o| self.surface.tokens[o + 1].kind == TokenKind::Possessive);
        for i in owner.into_iter().chain(tokens) {
            let token = &self.surface.tokens[i];
            let word = self.surface.word(i);
            let key = fold::key(word);
            if let Some(nation) = nation::of(word).filter(|_| i != head) {
                described.nation = Some(nation);
            } else if i != head && token.is_capital() && token.is(WordClass::PLACE) {
                described.place = Some(key);
            } else if token.is_any(WordClass::TITLE_WORD | WordClass::TITLE | WordClass::ROLE) {
                initials.extend(word.chars().next());
                if i != head && !self.passing.contains(&key) && !office::is_rank(word) {
                    described.modifiers.push(key);
                }
            }
        }
        described.initials = (initials.chars().count() > 1).then(|| fold::key(&initials));
        described
    }
}

/// What a nominal says.
struct Described {
    head: u64,
    initials: Option<u64>,
    nation: Option<u32>,
    /// A place that is no nation: "the Vermont senator".
    place: Option<u64>,
    /// Whether the noun is a party's or a people's: "the Republican".
    party: bool,
    modifiers: Vec<u64>,
}

impl Described {
    /// Whether all that it says is said of the entity: the office, with its modifiers or as initials.
    fn fits(&self, words: &[u64]) -> bool {
        let whole = words.contains(&self.head) && self.modifiers.iter().all(|m| words.contains(m));
        whole || self.initials.is_some_and(|i| words.contains(&i))
    }
}

/// The key of an office, or of the one below it: "vice president".
fn ranked(noun: u64, below: bool) -> u64 {
    if below { hash::join(noun, 1) } else { noun }
}

fn push<K: std::hash::Hash + Eq>(map: &mut FxHashMap<K, Vec<u32>>, key: K, entity: u32) {
    let list = map.entry(key).or_default();
    if list.len() < MOST {
        list.push(entity);
    }
}
