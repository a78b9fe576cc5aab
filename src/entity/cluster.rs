//! Entities so far: what the mentions read until now tell of each.

use super::address::Address;
use super::nation::Nations;
use super::office::Offices;
use super::tense::Tense;
use super::turn::Turn;
use super::view::{Type, View, Views};
use crate::entity_type::EntityType;
use crate::model::hash;

/// The words of the White House.
const WHITE: u64 = hash::bytes(b"white");
const HOUSE: u64 = hash::bytes(b"house");
/// Words that say which part: "the North" is not North Carolina, though it may be North Korea.
const PARTS: [u64; 4] = [hash::bytes(b"north"), hash::bytes(b"south"), hash::bytes(b"east"), hash::bytes(b"west")];
const KOREA: u64 = hash::bytes(b"korea");
/// At most so many heads and words of an entity are kept.
const HEADS: usize = 4;
const WORDS: usize = 8;
/// For so many sentences "the girl" is the same.
const FOR_A_WHILE: u32 = 60;

/// A list that stays short.
#[derive(Clone, Copy, Debug)]
pub(super) struct Few<const N: usize> {
    items: [u64; N],
    len: u8,
}

impl<const N: usize> Default for Few<N> {
    fn default() -> Self {
        Self { items: [0; N], len: 0 }
    }
}

impl<const N: usize> Few<N> {
    pub(super) fn add(&mut self, item: u64) {
        if (self.len as usize) < N && !self.holds(item) {
            self.items[self.len as usize] = item;
            self.len += 1;
        }
    }

    pub(super) fn holds(&self, item: u64) -> bool {
        self.all().contains(&item)
    }

    pub(super) fn all(&self) -> &[u64] {
        &self.items[..self.len as usize]
    }
}

/// The bit of the party that a mention speaks of; 0 where it does of none.
pub(super) fn party_bit(view: &View) -> u8 {
    let bit = match view.party {
        Turn::Nobody => return 0,
        Turn::Asks => 1,
        Turn::Answers => 2,
    };
    if view.kind_of == Type::We { bit << 2 } else { bit }
}

/// The bit of a hash among 64.
pub(super) const fn bit(hash: u64) -> u64 {
    1 << (hash & 63)
}

/// An entity so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cluster {
    pub(super) first: u32,
    pub(super) last: u32,
    /// The last that is no pronoun.
    pub(super) last_full: Option<u32>,
    pub(super) size: u32,
    pub(super) pronouns: u32,
    pub(super) subjects: u32,
    /// How often it stands in a dateline.
    datelines: u32,
    /// How it is addressed.
    pub(super) address: Address,
    pub(super) named: bool,
    /// A bit for each noun that it is called by as who held an office, and as who holds it.
    past: u64,
    present: u64,
    /// Whose offices it is said to hold.
    nations: Nations,
    /// What offices it is said to hold.
    offices: Offices,
    /// Whether a noun calls it a body or a text.
    pub(super) thing: bool,
    /// Whether a noun calls it one who holds an office or does some work.
    pub(super) somebody: bool,
    /// Whether a gazetteer says who it is.
    pub(super) certain: bool,
    /// One bit for each type of pronoun.
    pub(super) types: u32,
    pub(super) male: u32,
    pub(super) female: u32,
    pub(super) one: u32,
    pub(super) several: u32,
    /// How often each type was told.
    pub(super) kinds: [u16; EntityType::ALL.len()],
    pub(super) heads: Few<HEADS>,
    pub(super) stems: Few<HEADS>,
    pub(super) texts: Few<HEADS>,
    pub(super) words: Few<WORDS>,
    pub(super) initials: Few<HEADS>,
    pub(super) acronyms: Few<HEADS>,
    /// A bit for each of these hashes, and of those that there was no room for: most that do not fit are told at once.
    known: u64,
    /// Which parties of an interview it is by "I" and "you", and by "we": a bit each.
    pub(super) parties: u8,
    /// Most words that a name of it has.
    pub(super) longest: u32,
    /// The sentence in which it was called what many are: "the girl".
    called_anybody: Option<u32>,
}

impl Cluster {
    /// Takes in mention `i`.
    pub(super) fn add(&mut self, i: usize, views: &Views) {
        let view = &views.list[i];
        if self.address == Address::None {
            self.address = view.address;
        }
        if self.size == 0 {
            self.first = i as u32;
        }
        self.size += 1;
        self.last = i as u32;
        self.types |= 1 << view.kind_of as u32;
        self.parties |= party_bit(view);
        self.subjects += u32::from(view.main);
        self.datelines += u32::from(view.dateline);
        let weight = if view.kind_of.is_pronoun() { 1 } else { 2 };
        self.male += if view.gender > 0 { weight } else { 0 };
        self.female += if view.gender < 0 { weight } else { 0 };
        self.one += u32::from(view.number > 0);
        self.several += u32::from(view.number < 0);
        if view.kind_of.is_pronoun() {
            self.pronouns += 1;
            return;
        }
        self.named |= view.kind_of == Type::Name;
        self.thing |= view.thing;
        self.nations.join(view.nations);
        self.offices.add(view.office);
        match view.tense {
            Tense::Present => self.present |= bit(view.head),
            Tense::Past => self.past |= bit(view.head),
            Tense::Untold => {}
        }
        self.somebody |= view.somebody;
        self.last_full = Some(i as u32);
        let kind = &mut self.kinds[view.kind as usize];
        *kind = kind.saturating_add(1);
        if view.anybody {
            self.called_anybody = Some(view.sentence);
        }
        self.heads.add(view.head);
        self.stems.add(view.stem);
        self.texts.add(view.text);
        for (letters, known) in [(view.initials, &mut self.initials), (view.acronym, &mut self.acronyms)] {
            if letters != 0 {
                known.add(letters);
            }
        }
        if view.kind_of == Type::Name {
            self.longest = self.longest.max(view.words.1 - view.words.0 + 1);
        }
        views.words_of(view).iter().for_each(|&word| self.words.add(word));
        self.known |= views.words_of(view).iter().fold(view.known_by, |known, &word| known | bit(word));
    }

    /// The type that most of its mentions tell; `Other` where none does.
    pub(super) fn kind(&self) -> EntityType {
        let known = EntityType::ALL.into_iter().filter(|&k| k != EntityType::Other && self.kinds[k as usize] > 0);
        known.max_by_key(|&k| self.kinds[k as usize]).unwrap_or_default()
    }

    /// 1 for one, -1 for several, 0 where nothing tells.
    pub(super) fn number(&self) -> i8 {
        (self.one > self.several) as i8 - (self.several > self.one) as i8
    }

    /// 1 male, -1 female.
    pub(super) fn gender(&self) -> i8 {
        (self.male > self.female) as i8 - (self.female > self.male) as i8
    }

    /// Whether one is written with the other's first letters.
    pub(super) fn abbreviates(&self, view: &View) -> bool {
        self.initials.holds(view.acronym) || self.acronyms.holds(view.initials)
    }

    /// Whether a name with these words can be of an entity that has one: one is a part of the other, or its letters. Two
    /// different full names are never of one.
    pub(super) fn can_be_called(&self, view: &View, words: &[u64]) -> bool {
        let kind = self.kind();
        if kind != view.kind && kind != EntityType::Other && view.kind != EntityType::Other {
            return false;
        }
        let knows = |word: u64| self.words.holds(word) || self.heads.holds(word);
        // The House is a chamber, not the White House.
        if view.head == HOUSE && self.words.holds(WHITE) != words.contains(&WHITE) {
            return false;
        }
        let length = words.len() + 1;
        // Who is called North or West by a given name is a person.
        let part_of = length == 1 && PARTS.contains(&view.head)
            || self.longest == 1 && self.heads.all().iter().any(|h| PARTS.contains(h));
        let country = words.contains(&KOREA) || view.head == KOREA || knows(KOREA);
        if part_of && kind != EntityType::Person && !country {
            return false;
        }
        let short = length == 1 || self.longest == 1;
        let part = || knows(view.head) || self.heads.all().iter().any(|h| words.contains(h));
        short && (self.abbreviates(view) || part())
            || length > 1 && self.longest > 1 && knows(view.head) && words.iter().all(|&w| knows(w))
    }

    /// Whether a noun says that it holds an office which it is said to have held, or held one that it holds.
    pub(super) fn is_other_of_office(&self, view: &View) -> bool {
        let office = bit(view.head);
        view.tense.contradicts(self.past & office != 0, self.present & office != 0)
    }

    /// Whether it holds an office like that of somebody else: of another place, owner or rank.
    pub(super) fn holds_other(&self, view: &View) -> bool {
        self.offices.exclude(view.office)
    }

    /// Whether it holds an office of another nation.
    pub(super) fn is_of_other_nation(&self, view: &View) -> bool {
        self.nations.excludes(view.nations)
    }

    /// Whether a nominal or name of that type can be of it: the type of a name speaks against another.
    pub(super) fn can_be_of(&self, kind: EntityType) -> bool {
        use EntityType::{Group, Organization, Other, Person, Place};
        match (self.kind(), kind) {
            (Other, _) | (_, Other) => true,
            (Person, Person) | (Place, Place) => true,
            (Organization | Group, Organization | Group) => true,
            _ => !self.named,
        }
    }

    /// Whether a pronoun can stand for it: evidence of gender, number and type excludes.
    pub(super) fn can_be(&self, pronoun: Type) -> bool {
        let kind = self.kind();
        // Types of nominals are less sure than those of names.
        let body = self.named && matches!(kind, EntityType::Organization | EntityType::Place)
            || self.thing && kind != EntityType::Person;
        let person = self.named && kind == EntityType::Person;
        match pronoun {
            // Where a report was written, it does not tell of.
            _ if self.size == self.datelines => false,
            Type::He => self.gender() >= 0 && self.number() >= 0 && !body,
            Type::She => self.gender() <= 0 && self.number() >= 0 && !body,
            Type::It => self.gender() == 0 && !person && (self.named || !self.somebody),
            Type::They => {
                let place = self.named && kind == EntityType::Place;
                // "a spokesman", whose noun says that it is one man.
                let one = self.number() > 0 && (person || self.gender() != 0);
                !place && !one
            }
            _ => true,
        }
    }

    /// How well a mention's words fit: 0 not at all, 1 a word of it, 2 the stem, 3 the head, 4 all words.
    pub(super) fn fit(&self, view: &View) -> u8 {
        if self.known & view.known_by == 0 {
            return 0;
        }
        let stale = |at: u32| view.sentence > at + FOR_A_WHILE;
        if view.anybody && self.called_anybody.is_none_or(stale) {
            return 0;
        }
        if self.texts.holds(view.text) {
            4
        } else if self.heads.holds(view.head) {
            3
        } else if self.stems.holds(view.stem) {
            2
        } else {
            u8::from(self.words.holds(view.head) || self.abbreviates(view))
        }
    }
}
