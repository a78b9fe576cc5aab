//! What speaks for the gender and number of an entity: titles, given names, pronouns.

use super::Agreement;
use crate::entity::{Entity, gender, given};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::surface::Surface;

/// What speaks for the gender and number of an entity, each counted: titles, given names, pronouns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Profile {
    /// "Mr.", "John", "he".
    pub male: u32,
    /// "Mrs.", "Ann", "she".
    pub female: u32,
    /// "they".
    pub plural: u32,
    /// Names, and those of them with a man's title and with a woman's.
    names: u32,
    men: u32,
    women: u32,
}

impl Profile {
    /// Takes in a mention: its pronoun or title is evidence.
    pub(super) fn add(&mut self, surface: &Surface<'_>, mention: &Mention) {
        // A mention may begin inside a token.
        let last = surface.tokens.len() - 1;
        match mention.form {
            Form::Pronoun => {
                let classes = surface.tokens[surface.token_at(mention.span.start).min(last)].classes;
                self.male += u32::from(classes.contains(WordClass::HE));
                self.female += u32::from(classes.contains(WordClass::SHE));
                self.plural += u32::from(classes.contains(WordClass::THEY));
            }
            Form::Name => {
                let told = gender::of_title(surface, mention);
                self.names += 1;
                self.men += u32::from(told > 0);
                self.women += u32::from(told < 0);
                self.male += 2 * u32::from(told > 0);
                self.female += 2 * u32::from(told < 0);
            }
            Form::Nominal => {
                let classes = surface.tokens[surface.token_at(mention.head.start).min(last)].classes;
                self.male += u32::from(classes.contains(WordClass::TITLE_MALE));
                self.female += u32::from(classes.contains(WordClass::TITLE_FEMALE));
            }
        }
    }

    /// Returns what names are mostly called, and never otherwise: 1 where they have a man's title, -1 a woman's. One "Mrs. Archer"
    /// among many a plain "Archer" is somebody else.
    pub(crate) fn titled(self) -> i8 {
        let mostly = 2 * (self.men + self.women) >= self.names;
        match (self.men, self.women) {
            (1.., 0) if mostly => 1,
            (0, 1..) if mostly => -1,
            _ => 0,
        }
    }

    pub(in crate::entity) fn allows(self, agreement: Agreement) -> bool {
        match agreement {
            Agreement::Male => self.female <= self.male,
            Agreement::Female => self.male <= self.female,
            _ => true,
        }
    }

    pub(super) fn speaks_for(self, agreement: Agreement) -> bool {
        match agreement {
            Agreement::Male => self.male > self.female,
            Agreement::Female => self.female > self.male,
            _ => false,
        }
    }
}

/// Adds what the given name says: that of the first full name, else a lone name that is one, as in "Kevin said".
pub(super) fn add_given_name(surface: &Surface<'_>, mentions: &[Mention], entity: &Entity, profile: &mut Profile) {
    if !matches!(entity.kind, EntityType::Person | EntityType::Other) {
        return;
    }
    let names = entity.mentions.iter().map(|&m| &mentions[m as usize]).filter(|m| m.form == Form::Name).take(8);
    let mut given = None;
    for tokens in names.map(|m| surface.tokens_in(m.span)).filter(|t| !t.is_empty()) {
        let classes = surface.tokens[tokens.start].classes;
        let full = tokens.len() > 1;
        let told = given::gender(classes, surface.word(tokens.start), !full);
        if full && entity.kind == EntityType::Person {
            given = Some(told);
            break;
        }
        // "Marsh" is no given name beside "Ms. Marsh".
        if !full && profile.men + profile.women == 0 && !classes.intersects(WordClass::PLACE) {
            given = given.or(Some(told));
        }
    }
    match given.unwrap_or(0) {
        1 => profile.male += 1,
        -1 => profile.female += 1,
        _ => {}
    }
}
