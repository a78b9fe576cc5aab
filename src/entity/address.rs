//! How surnames are addressed: Mr. Lee, Mrs. Lee and Miss Lee are three people.

use rustc_hash::FxHashMap;

use super::name::is_personal;
use super::{Entities, gender};
use crate::mention::Mention;
use crate::surface::Surface;
use crate::text::fold;

/// What stands before a surname.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Address {
    #[default]
    None,
    Man,
    Woman,
    Wife,
    Daughter,
}

impl Address {
    pub(super) fn of(surface: &Surface<'_>, mention: &Mention) -> Self {
        let title = gender::title(surface, mention);
        let last = title.and_then(|title| title.of(surface.text).split_whitespace().next_back());
        last.map_or(Self::None, Self::of_word)
    }

    pub(super) fn of_word(word: &str) -> Self {
        let is = |words: &[&str]| words.iter().any(|other| other.eq_ignore_ascii_case(word.trim_end_matches('.')));
        if is(&["mr", "monsieur", "master", "sir", "lord", "señor", "herr", "signor"]) {
            Self::Man
        } else if is(&["mrs", "madame", "mme", "lady", "señora", "frau", "signora"]) {
            Self::Wife
        } else if is(&["miss", "mademoiselle", "mlle", "señorita", "fräulein", "signorina"]) {
            Self::Daughter
        } else if is(&["ms"]) {
            Self::Woman
        } else {
            Self::None
        }
    }

    pub(super) const fn is_woman(self) -> bool {
        matches!(self, Self::Woman | Self::Wife | Self::Daughter)
    }

    /// Whether two may be of one person.
    pub(super) fn fits(self, other: Self) -> bool {
        match (self, other) {
            (Self::None, _) | (_, Self::None) => true,
            (Self::Man, other) | (other, Self::Man) => other == Self::Man,
            (Self::Wife, Self::Daughter) | (Self::Daughter, Self::Wife) => false,
            _ => true,
        }
    }
}

/// Gives those who are known by a surname alone, and share it, the title that tells them apart: "Mrs. Lee".
pub(super) fn call_by_title(surface: &Surface<'_>, mentions: &[Mention], entities: &mut Entities) {
    let mut count: FxHashMap<u64, u32> = FxHashMap::default();
    let last = |name: &str| fold::key(name.rsplit(' ').next().unwrap_or(name));
    for entity in entities.list.iter().filter(|entity| is_personal(entity.kind)) {
        *count.entry(last(&entity.name)).or_default() += 1;
    }
    for entity in &mut entities.list {
        if !is_personal(entity.kind)
            || entity.name.contains(' ')
            || count.get(&last(&entity.name)).is_none_or(|&n| n < 2)
        {
            continue;
        }
        let titled = entity.mentions.iter().map(|&m| &mentions[m as usize]);
        let titles = titled.filter(|m| Address::of(surface, m) != Address::None).filter_map(|m| m.title);
        let words = titles.map(|title| title.of(surface.text).split_whitespace().next_back().unwrap_or_default());
        // "Mrs." rather than "MRS." of a headline
        let shouted = |word: &&str| !word.contains(char::is_lowercase);
        if let Some(word) = words.min_by_key(shouted) {
            entity.name = format!("{word} {}", entity.name);
        }
    }
}
