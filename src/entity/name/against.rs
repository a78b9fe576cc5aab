//! What speaks against it that a surname, or a given name, alone is short for a full name: titles, pronouns, kin, "and".

use super::index::Index;
use super::kin::SURE;
use super::{Forms, MOST, NameForm, is_personal};
use crate::entity::address::Address;
use crate::entity::gender;
use crate::entity_type::EntityType;
use crate::mention::{Form, Mention};
use crate::surface::Surface;
use crate::text::fold;

/// What stands behind a woman's name where a title stands elsewhere: "Karim Begum" is no Karim.
const BEGUM: [&str; 3] = ["begum", "bibi", "khanum"];

/// The gender that a name speaks for: by its first word as a given name, or by a title behind that.
pub(super) fn given(surface: &Surface<'_>, mention: &Mention) -> i8 {
    let tokens = surface.tokens_in(mention.span);
    let titled = tokens.len() == 2 && fold::is_among(surface.word(tokens.end - 1), &BEGUM);
    if titled { -1 } else { gender::of_first_word(surface, mention) }
}

/// The name before `i` that "and" joins it to. "They met Ann Poe and Poe left" goes on with another clause.
pub(super) fn joined_to(surface: &Surface<'_>, mentions: &[Mention], i: usize) -> Option<usize> {
    let before = i.checked_sub(1).filter(|&b| mentions[b].form == Form::Name)?;
    let end = surface.tokens_in(mentions[before].span).end;
    let start = surface.token_at(mentions[i].outer_start());
    let full = surface.tokens_in(mentions[i].span).len() > 1 || mentions[i].title.is_some();
    (full && start == end + 1 && surface.word(end) == "and" && is_personal(mentions[i].kind)).then_some(before)
}

impl Forms {
    /// Takes in that "and" joins name `i` to `joined_to`, if to any.
    pub(super) fn note_joined(&mut self, i: usize, joined_to: Option<usize>) {
        let Some(before) = joined_to else { return };
        let (own, other) = (self.of_mention[i], self.of_mention[before]);
        if own != other {
            self.set_against(own, other);
            self.set_against(other, own);
        }
    }

    /// Whether "and" joins two full names, which are two people: "Ann Lee and Ann Marie Lee".
    pub(super) fn are_joined(&self, form: usize, other: usize) -> bool {
        self.list[form].joined.contains(&other)
    }

    fn set_against(&mut self, form: usize, other: usize) {
        let joined = &mut self.list[form].joined;
        if joined.len() < MOST {
            joined.push(other);
        }
    }

    /// Whether a form is the last word of a full name, alone.
    fn is_surname(&self, form: usize, full: usize) -> bool {
        let (own, other) = (&self.list[form].written.words, &self.list[full].written.words);
        own.len() == 1 && other.len() > 1 && own.last() == other.last()
    }

    /// Whether "and" joins a form to a full name: "President Poe and Helen Poe".
    fn is_joined(&self, form: usize, full: usize) -> bool {
        self.is_surname(form, full) && self.list[form].joined.iter().any(|&joined| self.root(joined) == full)
    }

    /// Whether a given name alone is a man's, and the full name his wife's: "Karim said he would go. Karim Begum" is another.
    fn is_husband(&self, form: usize, full: usize) -> bool {
        let (own, other) = (&self.list[form], &self.list[full]);
        let [_, last] = other.written.words[..] else { return false };
        own.told() > 0
            && own.written.words[..] == other.written.words[..1]
            && BEGUM.iter().any(|word| fold::key(word) == last)
    }

    /// Takes over how full names are addressed from how their given names are: "Miss Ann" is Miss Lee, if Ann Lee is the one Ann.
    pub(super) fn address_by_given(&mut self, index: &Index) {
        for at in 0..self.list.len() {
            let NameForm { written, address, kind, .. } = &self.list[at];
            let ([word], true, true) = (&written.words[..], *address != Address::None, is_personal(*kind)) else {
                continue;
            };
            let (address, key) = (*address, fold::key_of_all(std::iter::once(*word)));
            if index.tails.contains_key(&key) {
                continue;
            }
            if let [one] = self.owners(index.firsts.get(&key), at)[..]
                && self.list[one].address == Address::None
            {
                self.list[one].address = address;
            }
        }
    }

    /// Takes in whose kin a full name is, from its given name: "Mr. Poe looked at his son George" says that George Poe is not
    /// Mr. Poe, if George Poe is the one George and not named before.
    pub(super) fn relate_by_given(&mut self, index: &Index) {
        for at in 0..self.list.len() {
            let NameForm { written, kind, relative_of, .. } = &self.list[at];
            let ([word], true, true) = (&written.words[..], *relative_of != Address::None, is_personal(*kind)) else {
                continue;
            };
            let key = fold::key_of_all(std::iter::once(*word));
            let [one] = self.owners(index.firsts.get(&key), at)[..] else { continue };
            let surname = self.list[one].written.words.last().and_then(|surname| index.addressed.get(surname));
            let owner = |&form: &usize| {
                let form = &self.list[form];
                let man = form.address == Address::Man;
                man == (*relative_of == Address::Man) && form.mentions.first() < self.list[one].mentions.first()
            };
            let forms = surname.map_or(&[][..], Vec::as_slice).iter().take(MOST).copied().filter(owner);
            let owners: Vec<usize> = forms.filter(|_| !index.tails.contains_key(&key)).collect();
            owners.into_iter().for_each(|owner| self.set_against(owner, one));
        }
    }

    /// Whether who is called by a surname with an office is not who has the full name: that is never written with the office, and
    /// belongs to a relative, to one whom pronouns tell from the other, or to one who cannot be the Mr. of that name: in "President Poe left his
    /// house. Helen Poe" she is another.
    fn holds_other_office(&self, form: usize, full: usize, index: &Index) -> bool {
        let (own, other) = (&self.list[form], &self.list[full]);
        let surname = self.is_surname(form, full) && other.kind == EntityType::Person;
        if own.offices == 0 || !surname || own.offices & other.offices != 0 {
            return false;
        }
        let told = other.told();
        // "President Poe" beside Helen Poe and "Mr. Poe", and no "Mrs. Poe"
        let forms = own.written.words.first().and_then(|word| index.addressed.get(word)).map_or(&[][..], Vec::as_slice);
        let mister = told < 0
            && !forms.is_empty()
            && forms.iter().take(MOST).all(|&form| self.list[form].address == Address::Man);
        own.called() * told < 0 || own.called() * told == 0 && (other.kin || mister)
    }

    /// Whether a full name may be that of who is addressed so: "Mr. Lee" is not Ann Lee.
    pub(super) fn fits(&self, form: usize, full: usize) -> bool {
        let (own, other) = (self.list[form].address, &self.list[full]);
        let given = if other.written.words.len() > 1 { other.given } else { 0 };
        let told = own == Address::Man && given < 0 || own.is_woman() && given > 0;
        own.fits(other.address) && !told
    }

    /// Whether something else says that a form is not short for a full name: "and" between them, an office, a wife’s title.
    pub(super) fn is_another(&self, form: usize, full: usize, index: &Index) -> bool {
        self.is_joined(form, full) || self.is_husband(form, full) || self.holds_other_office(form, full, index)
    }

    /// Whether a full name is that of a relative of who was called by the surname before: "Poe left. His wife, Mary Poe,".
    pub(super) fn is_new_relative(&self, form: usize, full: usize) -> bool {
        let (own, other) = (&self.list[form], &self.list[full]);
        let surname = self.is_surname(form, full);
        let before = own.mentions.first() < other.mentions.first();
        surname
            && before
            && other.kind == EntityType::Person
            && (other.kin || own.called().abs() >= SURE && own.called() * other.told() < 0)
    }
}
