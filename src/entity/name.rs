//! Names tied by name: full and short forms, variants, acronyms, and what the gazetteer knows.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Entities;
use super::address::Address;
use super::office;
use crate::entity_type::EntityType;
use crate::gazetteer::{Gazetteer, Match};
use crate::mention::{Form, Mention};
use crate::surface::Surface;
use crate::text::fold;

pub(super) use self::gather::fullness;
use self::index::Index;
pub(super) use self::kin::is_introduced_as_kin;
use self::kin::{pronoun_behind, relative_of};
use self::often::FullNames;
use self::words::{Written, acronym};

mod against;
mod gather;
mod index;
mod kin;
mod often;
mod pair;
mod variants;
mod words;

/// At most so many entities that share a word are looked at, which keeps a list of a thousand Smiths linear.
const MOST: usize = 16;

/// One of so many mentions is to have a pronoun behind that says he or she.
const FEW: usize = 4;

/// Names that several people share, by mention, with the entities of these people.
pub(super) type Shared = FxHashMap<usize, Vec<Owner>>;

/// One of several who share a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Owner {
    pub(super) entity: u32,
    /// Whether they are introduced as somebody's kin: the name alone is rather the other's.
    pub(super) kin: bool,
    /// The offices in their titles, a bit each.
    pub(super) offices: u64,
}

/// What names alone tell.
pub(super) struct Tied {
    /// The entities of all names, without those that several share; nominals and pronouns are left untied.
    pub(super) entities: Entities,
    pub(super) shared: Shared,
    /// Entities one of which could be called as the other is, were it not for what speaks against it.
    pub(super) apart: FxHashSet<u32>,
}

/// Returns what names tell.
pub(super) fn tie(
    surface: &Surface<'_>,
    mentions: &[Mention],
    matches: &[Match],
    gazetteer: Option<&Gazetteer>,
) -> Tied {
    let mut forms = Forms::read(surface, mentions);
    forms.know(mentions, matches, gazetteer);
    forms.tie_full();
    forms.tie_variants();
    forms.tie_short();
    forms.into_entities(surface, mentions, gazetteer)
}

/// All mentions that write a name in one way.
struct NameForm {
    written: Written,
    kind: EntityType,
    /// How it is addressed where it is a surname alone; of a full name, as far as its titles say.
    address: Address,
    /// Whether it is introduced as somebody's kin: "his wife, Ann Lee".
    kin: bool,
    /// Of a given name alone, whose kin it is introduced as: his or hers, as a title tells.
    relative_of: Address,
    /// The offices in its titles, a bit each: "President".
    offices: u64,
    /// Forms that "and" joins to it: "President Poe and Helen Poe" are two.
    joined: Vec<usize>,
    /// What the pronouns right behind it say: above 0 of a man, below of a woman.
    called: i32,
    /// The gender that its first word speaks for as a given name.
    given: i8,
    mentions: Vec<u32>,
    /// Its entry, where one is surely meant.
    entry: Option<u32>,
    /// First letters of its capitalised words, as a key.
    acronym: Option<u64>,
    /// The form that it is a variant or short form of; itself where it is none.
    owner: usize,
}

impl NameForm {
    /// What pronouns behind it say; a few behind a name that is written often say nothing.
    fn called(&self) -> i32 {
        let enough = self.called.unsigned_abs() as usize * FEW >= self.mentions.len();
        if enough { self.called } else { 0 }
    }

    /// The gender that speaks for it: of pronouns behind it, else of its given name.
    fn told(&self) -> i32 {
        if self.called() == 0 { i32::from(self.given) } else { self.called() }
    }
}

struct Forms {
    list: Vec<NameForm>,
    /// For each mention its form, `usize::MAX` for what is no name.
    of_mention: Vec<usize>,
    /// Forms that several people share, with the forms of these people.
    shared: FxHashMap<usize, Vec<usize>>,
    /// Forms that are not short for another, or have none for short, although they are written so.
    apart: FxHashSet<usize>,
    /// Full names that the gazetteer has for the entries that are meant.
    known: FxHashMap<u32, Vec<Written>>,
}

impl Forms {
    fn read(surface: &Surface<'_>, mentions: &[Mention]) -> Self {
        let mut forms = Self {
            list: Vec::new(),
            of_mention: vec![usize::MAX; mentions.len()],
            shared: FxHashMap::default(),
            apart: FxHashSet::default(),
            known: FxHashMap::default(),
        };
        let mut by_words: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (i, mention) in mentions.iter().enumerate() {
            if mention.form != Form::Name {
                continue;
            }
            let written = Written::of(surface, mention);
            let same = by_words.entry(fold::key_of_all(written.words.iter().copied())).or_default();
            let open = |k: EntityType| k == EntityType::Other || k == mention.kind || mention.kind == EntityType::Other;
            let address = if is_personal(mention.kind) { Address::of(surface, mention) } else { Address::None };
            let (alone, suffix) = (written.words.len() == 1, written.suffix);
            let kin = || !alone && is_introduced_as_kin(surface, mentions, i);
            let joined_to = against::joined_to(surface, mentions, i);
            let known = |f: &usize| {
                let form = &forms.list[*f];
                let told = form.written.suffix == written.suffix;
                open(form.kind)
                    && (!alone || form.address == address)
                    && (mention.gazetteer.is_none() || told)
                    // "His son, Donald Poe Jr.," is not Donald Poe, nor is who "and" joins to him.
                    && (told
                        || form.written.may_share_suffix(&written)
                            && !form.kin
                            && !kin()
                            && joined_to.is_none_or(|name| forms.of_mention[name] != *f))
            };
            // Of two of one name, "Donald Poe" is the one who has been written so.
            let exact = |f: &usize| forms.list[*f].written.suffix == written.suffix && known(f);
            let at = match same.iter().copied().find(exact).or_else(|| same.iter().copied().find(known)) {
                Some(at) => at,
                None => {
                    let at = forms.list.len();
                    same.push(at);
                    let acronym = acronym(surface, mention);
                    let given = against::given(surface, mention);
                    let kin = kin();
                    let mentions = Vec::new();
                    let kind = mention.kind;
                    forms.list.push(NameForm {
                        written,
                        kind,
                        address,
                        kin,
                        relative_of: Address::None,
                        offices: 0,
                        joined: Vec::new(),
                        called: 0,
                        given,
                        mentions,
                        entry: None,
                        acronym,
                        owner: at,
                    });
                    at
                }
            };
            let form = &mut forms.list[at];
            if form.kind == EntityType::Other {
                form.kind = mention.kind;
            }
            if form.address == Address::None {
                form.address = address;
            }
            if form.written.suffix == 0 {
                form.written.suffix = suffix;
            }
            form.called += pronoun_behind(surface, mentions, i);
            form.offices |= office::titled(surface, mention);
            if alone && form.relative_of == Address::None {
                form.relative_of = relative_of(surface, mention);
            }
            form.mentions.push(i as u32);
            forms.of_mention[i] = at;
            forms.note_joined(i, joined_to);
        }
        forms
    }

    /// Takes entries from the gazetteer: a sole candidate, else the likeliest, else the one that the document names elsewhere beyond
    /// doubt.
    fn know(&mut self, mentions: &[Mention], matches: &[Match], gazetteer: Option<&Gazetteer>) {
        let candidates = |form: &NameForm| {
            let known = form.mentions.iter().find_map(|&m| mentions[m as usize].gazetteer);
            known.and_then(|k| matches.get(k as usize)).map_or(&[][..], |m| &m.candidates)
        };
        let sure: Vec<u32> = self
            .list
            .iter()
            .filter_map(|f| match candidates(f) {
                [(row, _)] => Some(*row),
                _ => None,
            })
            .collect();
        let sure: FxHashSet<u32> = sure.into_iter().collect();
        for form in &mut self.list {
            let found = candidates(form);
            let mut named = found.iter().filter(|(row, _)| sure.contains(row));
            form.entry = match (found, named.next(), named.next()) {
                ([(row, _)], ..) => Some(*row),
                ([(row, most), (_, next), ..], ..) if most > next => Some(*row),
                (_, Some((row, _)), None) => Some(*row),
                _ => None,
            };
        }
        for entry in self.list.iter().filter_map(|form| form.entry) {
            self.known.entry(entry).or_insert_with(|| {
                let found = gazetteer.and_then(|g| g.entry(entry));
                let names = found.into_iter().flat_map(|e| std::iter::once(e.name()).chain(e.aliases()));
                names.take(MOST).map(Written::of_text).filter(|written| written.words.len() > 1).collect()
            });
        }
        let mut by_entry: FxHashMap<u32, usize> = FxHashMap::default();
        for at in 0..self.list.len() {
            // "Donald Trump Jr." where the entry is Donald Trump.
            let written = &self.list[at].written;
            let told = written.suffix != 0 && !written.suffix_known;
            let other = self.list[at].entry.filter(|&entry| told && !self.allows(entry, at));
            if other.is_some() {
                self.list[at].entry = None;
            }
            if let Some(entry) = self.list[at].entry {
                self.list[at].owner = *by_entry.entry(entry).or_insert(at);
            }
        }
    }

    /// Ties variants of one full name: "Ann M. Lee" and "Ann Lee". "George W. Bush" and "George H. W. Bush" are two.
    fn tie_full(&mut self) {
        // People with these ends, each with the forms of its name.
        let mut by_ends: FxHashMap<(u64, u64), Vec<Vec<usize>>> = FxHashMap::default();
        for at in 0..self.list.len() {
            let form = &self.list[at];
            if form.written.words.len() < 2 || !is_personal(form.kind) {
                continue;
            }
            let people =
                by_ends.entry((form.written.words[0], form.written.words[form.written.words.len() - 1])).or_default();
            let fits = |&other: &usize| {
                let full = &self.list[other];
                // "His son, Donald Poe Jr.," is not Donald Poe.
                let told = form.written.suffix == full.written.suffix || !form.kin && !full.kin;
                told && self.compatible(at, other)
                    && form.written.is_variant(&full.written)
                    && !self.are_joined(at, other)
            };
            let mut fitting = (0..people.len().min(MOST)).filter(|&p| people[p].iter().take(MOST).all(fits));
            match (fitting.next(), fitting.next()) {
                (Some(one), None) => {
                    self.join(at, people[one][0]);
                    people[one].push(at);
                }
                (None, _) => people.push(vec![at]),
                // Which of two, nothing says.
                (Some(_), Some(_)) => {}
            }
        }
    }

    /// Ties names that a list says are of one place or body.
    fn tie_variants(&mut self) {
        let mut by_number: FxHashMap<u32, usize> = FxHashMap::default();
        for at in 0..self.list.len() {
            let form = &self.list[at];
            let Some(number) = variants::of(&form.written.words).filter(|_| form.kind != EntityType::Person) else {
                continue;
            };
            let first = *by_number.entry(number).or_insert(at);
            if self.compatible(at, first) {
                self.join(at, first);
            }
        }
    }

    /// Ties short forms and acronyms to the one full form that has them.
    fn tie_short(&mut self) {
        let index = Index::of(&self.list);
        self.address_by_given(&index);
        self.relate_by_given(&index);
        let often = self.full_names();
        for at in 0..self.list.len() {
            if self.list[at].owner != at {
                continue;
            }
            let form = &self.list[at];
            let key = fold::key_of_all(form.written.words.iter().copied());
            let found = match form.kind {
                EntityType::Person | EntityType::Other => {
                    let tails = self.owners(index.tails.get(&key), at);
                    let tails = if tails.is_empty() { self.owners(index.bodies.get(&key), at) } else { tails };
                    let alone = form.written.words.len() == 1;
                    let firsts = if alone { self.owners(index.firsts.get(&key), at) } else { Vec::new() };
                    if alone && (tails.is_empty() || often.outweigh(&firsts, &tails)) {
                        // A given name that the user knows is not in doubt for others who have it too.
                        let firsts = if firsts.len() > 1 && form.entry.is_some() { Vec::new() } else { firsts };
                        // "Gustavo Petro Urrego" is called Petro.
                        match self.owners(index.inner.get(&key), at) {
                            inner if firsts.is_empty() && inner.len() == 1 => inner,
                            _ => firsts,
                        }
                    } else {
                        tails
                    }
                }
                EntityType::Organization => {
                    let mut found = self.owners(index.bodies.get(&key), at);
                    if form.written.words.len() == 1 {
                        let acronyms = self.owners(index.acronyms.get(&form.written.words[0]), at);
                        found.extend(acronyms.into_iter().filter(|o| !found.contains(o)).collect::<Vec<_>>());
                    }
                    found
                }
                _ if form.written.words.len() == 1 => self.owners(index.acronyms.get(&form.written.words[0]), at),
                _ => Vec::new(),
            };
            let found = found.into_iter().filter(|&o| self.compatible(at, o) && self.fits(at, o));
            let (apart, found): (Vec<usize>, Vec<usize>) = found.partition(|&o| self.is_another(at, o, &index));
            if found.is_empty() && !apart.is_empty() {
                self.apart.insert(at);
                self.apart.extend(apart);
            }
            let found = if found.is_empty() && self.list[at].address == Address::None {
                self.addressed(at, &index)
            } else {
                found
            };
            let found = often.most(found);
            let found = if found.iter().all(|&o| self.is_new_relative(at, o)) { Vec::new() } else { found };
            match found[..] {
                [] => {
                    // An acronym may be taken for a word of another type.
                    let [word] = form.written.words[..] else { continue };
                    let acronyms = self.owners(index.acronyms.get(&word), at);
                    if let [one] = acronyms[..]
                        && self.compatible(at, one)
                    {
                        self.join(at, one);
                    }
                }
                [one] => self.join(at, one),
                _ => {
                    self.shared.insert(at, found);
                }
            }
        }
    }

    /// How often people are named in full, by form.
    fn full_names(&self) -> FullNames {
        let mut counts = FullNames::of(self.list.len());
        for (at, form) in self.list.iter().enumerate().filter(|(_, form)| form.written.words.len() > 1) {
            counts.add(self.root(at), form.mentions.len());
        }
        counts
    }

    /// Those who are addressed by a surname that stands alone.
    fn addressed(&self, at: usize, index: &Index) -> Vec<usize> {
        let [word] = self.list[at].written.words[..] else { return Vec::new() };
        self.owners(index.addressed.get(&word), at)
    }

    /// The distinct entities behind forms, without the form's own.
    fn owners(&self, forms: Option<&Vec<usize>>, at: usize) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for &form in forms.map_or(&[][..], Vec::as_slice).iter().take(MOST) {
            let owner = self.root(form);
            if owner != at && form != at && !found.contains(&owner) {
                found.push(owner);
            }
        }
        found
    }

    fn root(&self, mut form: usize) -> usize {
        while self.list[form].owner != form {
            form = self.list[form].owner;
        }
        form
    }

    /// Whether people with a name of their own share the form.
    fn is_shared(&self, form: usize) -> bool {
        let own = |&o: &usize| !self.shared.contains_key(&self.root(o));
        self.shared.get(&form).is_some_and(|owners| owners.iter().any(own))
    }

    /// Two entries of the gazetteer are never one entity, nor are an entry and somebody with another full name: Melania Trump
    /// is not who the gazetteer calls Donald Trump and Trump.
    fn compatible(&self, a: usize, b: usize) -> bool {
        let entry = |f: usize| self.list[self.root(f)].entry.or(self.list[f].entry);
        match (entry(a), entry(b)) {
            (Some(x), Some(y)) => x == y,
            (Some(entry), None) => self.allows(entry, b) && self.allows(entry, self.root(b)),
            (None, Some(entry)) => self.allows(entry, a) && self.allows(entry, self.root(a)),
            (None, None) => true,
        }
    }

    /// Whether an entry may have a full name: as one of its own, or where it has none.
    fn allows(&self, entry: u32, form: usize) -> bool {
        let NameForm { written, kind, .. } = &self.list[form];
        let known = self.known.get(&entry).map_or(&[][..], Vec::as_slice);
        let personal = is_personal(*kind) && written.words.len() > 1;
        !personal || known.is_empty() || known.iter().any(|name| written.may_be(name))
    }

    fn join(&mut self, form: usize, other: usize) {
        let (form, other) = (self.root(form), self.root(other));
        if form != other {
            let NameForm { entry, offices, .. } = self.list[form];
            self.list[form].owner = other;
            let owner = &mut self.list[other];
            owner.entry = owner.entry.or(entry);
            owner.offices |= offices;
        }
    }
}

pub(super) fn is_personal(kind: EntityType) -> bool {
    matches!(kind, EntityType::Person | EntityType::Other)
}
