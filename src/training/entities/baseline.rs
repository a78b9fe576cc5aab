//! The nearest match: what a linker is worth is what it adds to this.
//!
//! A name or nominal refers to what the nearest mention before it with the same head word refers to; a pronoun to what the
//! nearest mention before it that agrees refers to.

use rustc_hash::FxHashMap;

use super::given::Given;
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::surface::Surface;
use crate::text::fold;

/// Returns for each mention the number of its entity.
pub(super) fn nearest(document: &Given<'_>) -> Vec<u32> {
    let mut of: Vec<u32> = Vec::with_capacity(document.mentions.len());
    let mut by_head: FxHashMap<u64, usize> = FxHashMap::default();
    for (i, mention) in document.mentions.iter().enumerate() {
        let word = mention.head.of(document.surface.text);
        let antecedent = if mention.form == Form::Pronoun {
            let own = agreement(&document.surface, mention);
            (0..i).rev().find(|&j| own.accepts(agreement(&document.surface, &document.mentions[j])))
        } else {
            by_head.insert(fold::key(word), i)
        };
        of.push(antecedent.map_or(i as u32, |j| of[j]));
    }
    of
}

/// What a mention agrees with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Agreement {
    I,
    We,
    You,
    Male,
    Female,
    /// One person, man or woman.
    Person,
    Several,
    Thing,
    /// "something", "nobody".
    None,
}

impl Agreement {
    fn accepts(self, other: Self) -> bool {
        match self {
            Self::None => false,
            Self::Male | Self::Female => other == self || other == Self::Person,
            _ => other == self,
        }
    }
}

fn agreement(surface: &Surface<'_>, mention: &Mention) -> Agreement {
    let word = mention.head.of(surface.text);
    if mention.form == Form::Pronoun {
        return of_pronoun(surface, mention, word);
    }
    let end = surface.token_over(mention.head.start);
    let classes = surface.tokens[end].classes;
    match mention.kind {
        EntityType::Person if classes.contains(WordClass::TITLE_MALE) => Agreement::Male,
        EntityType::Person if classes.contains(WordClass::TITLE_FEMALE) => Agreement::Female,
        EntityType::Person => Agreement::Person,
        EntityType::Group => Agreement::Several,
        _ if mention.form == Form::Nominal && word.ends_with('s') && !word.ends_with("ss") => Agreement::Several,
        _ => Agreement::Thing,
    }
}

fn of_pronoun(surface: &Surface<'_>, mention: &Mention, word: &str) -> Agreement {
    let at = surface.token_over(mention.span.start);
    let classes = surface.tokens[at].classes;
    let is = |class: WordClass, words: &[&str]| {
        classes.contains(class) || words.iter().any(|w| word.eq_ignore_ascii_case(w))
    };
    let all = [
        (Agreement::I, WordClass::I, &["i", "me", "my", "mine", "myself"][..]),
        (Agreement::We, WordClass::WE, &["we", "us", "our", "ours", "ourselves"]),
        (Agreement::You, WordClass::YOU, &["you", "your", "yours", "yourself", "yourselves"]),
        (Agreement::Male, WordClass::HE, &["he", "him", "his", "himself"]),
        (Agreement::Female, WordClass::SHE, &["she", "her", "hers", "herself"]),
        (Agreement::Several, WordClass::THEY, &["they", "them", "their", "theirs", "themselves", "these", "those"]),
        (Agreement::Thing, WordClass::IT, &["it", "its", "itself", "this", "that"]),
    ];
    all.into_iter().find(|(_, class, words)| is(*class, words)).map_or(Agreement::None, |(agreement, ..)| agreement)
}
