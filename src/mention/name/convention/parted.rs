//! Names that were read as one although what stands between their words parts them: a lone small letter, a wide gap.

use super::Conventions;
use crate::entity_type::EntityType;
use crate::mention::name::labels::Labelled;
use crate::token::TokenKind;

/// So many spaces part columns, not words of a name.
const WIDE: usize = 3;
/// Lone small letters that join surnames: "Ortega y Gasset", "Costa e Silva", "Bosch i Gimpera".
const JOINING: [&str; 3] = ["e", "i", "y"];

impl Conventions<'_, '_> {
    /// Names without gaps, each part a name: "Tom Lee    Ann Poe" of a table; and persons without lone small letters, which are what an
    /// apostrophe left, or an article: "Lee s Gladstone bag", "Aunt Ann a Poe".
    pub(super) fn parted(&self, names: Vec<Labelled>) -> Vec<Labelled> {
        let mut all = Vec::with_capacity(names.len());
        for mut name in names {
            while let Some((end, start)) = self.gap(&name) {
                let (first, rest) = (name.tokens.start..end, start..name.tokens.end);
                all.push(Labelled { tokens: first, kind: name.kind });
                name.tokens = rest;
            }
            all.push(name);
        }
        all
    }

    /// Where a part of the name ends and the next begins.
    fn gap(&self, name: &Labelled) -> Option<(usize, usize)> {
        let inner = name.tokens.start + 1..name.tokens.end;
        inner.clone().find_map(|i| {
            let lone = name.kind == EntityType::Person && i + 1 < inner.end && self.is_lone_letter(i);
            if lone {
                return Some((i, i + 1));
            }
            let tokens = &self.surface.tokens;
            let between = &self.surface.text[tokens[i - 1].span.end as usize..tokens[i].span.start as usize];
            (between.len() >= WIDE && between.bytes().all(|byte| byte == b' ')).then_some((i, i))
        })
    }

    fn is_lone_letter(&self, i: usize) -> bool {
        let (token, word) = (&self.surface.tokens[i], self.surface.word(i));
        token.kind == TokenKind::Word
            && word.len() == 1
            && word.bytes().all(|byte| byte.is_ascii_lowercase())
            && !JOINING.contains(&word)
    }
}
