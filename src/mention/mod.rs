//! Mentions: the places where someone or something is named, by name, nominal or pronoun.
//!
//! Takes the surface and a gazetteer's matches; gives mentions in order. Leaves to `entity` what they refer to.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use self::evidence::Evidence;
pub(crate) use self::evidence::{gender_of_given, is_known_body, word_hash};
pub(crate) use self::nominal::is_compound_person;
pub(crate) use self::pronoun::is_indefinite;
use self::vocabulary::Vocabulary;
pub(crate) use self::vocabulary::is_linked;
use crate::Span;
use crate::entity_type::EntityType;
use crate::gazetteer::Match;
use crate::surface::Surface;
use crate::token::Token;

mod evidence;
mod known;
mod name;
mod nominal;
mod pronoun;
mod title;
mod vocabulary;

pub use name::Model;
#[cfg(feature = "train")]
pub(crate) use name::learn;

/// How a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// "Ann Lee", "Acme".
    Name,
    /// "the Iraqi leader", "two officials".
    Nominal,
    /// "she", "they", "who".
    Pronoun,
}

impl Form {
    /// All forms, in the order of the closed list that tables use.
    pub const ALL: [Self; 3] = [Self::Name, Self::Nominal, Self::Pronoun];

    /// Returns the name used in tables and Python.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
        }
    }
}

/// One mention.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Where it stands: a name without its title and without a possessive ending; a nominal with its determiner and
    /// adjectives, without what follows its head.
    pub span: Span,
    /// How it names.
    pub form: Form,
    /// What kind of thing it names.
    pub kind: EntityType,
    /// The word that counts: a nominal's noun, a name's last word.
    pub head: Span,
    /// The title, office or nationality that stands before a name, as written: "Iraq’s Vice President".
    pub title: Option<Span>,
    /// Whether it stands inside a quotation that is speech.
    pub in_speech: bool,
    /// The gazetteer's match behind it, by its place in the matches.
    pub gazetteer: Option<u32>,
}

impl Mention {
    /// Returns where it begins, with its title.
    #[must_use]
    pub(crate) fn outer_start(&self) -> u32 {
        self.title.map_or(self.span.start, |title| title.start)
    }
}

/// Returns the mentions of a text, ascending by start, disjoint.
///
/// A match of the gazetteer wins over a name that it overlaps, unless it is one word inside a longer name: "Paris" in
/// "Paris Hilton". A nominal wins over the names and pronouns inside it: "the Acme spokesman", "his lawyer".
///
/// # Examples
/// ```
/// use saith::{lexicon::Lexicon, mention, sentence::Model, surface::Surface, text::paragraphs::Newlines};
/// let text = "Iraq’s Vice President Ann al-Lee met two officials before she left.";
/// let surface = Surface::read(text, Lexicon::shipped(), &Model::shipped(), Newlines::Auto, &Default::default());
/// let mentions = mention::find(&surface, &[], &mention::Model::shipped());
/// let found: Vec<&str> = mentions.iter().map(|m| m.span.of(text)).collect();
/// assert_eq!(found, ["Iraq", "Ann al-Lee", "two officials", "she"]);
/// assert_eq!(mentions[1].title.unwrap().of(text), "Iraq’s Vice President");
/// ```
#[must_use]
pub fn find(surface: &Surface<'_>, matches: &[Match], model: &Model) -> Vec<Mention> {
    let vocabulary = Vocabulary::read(surface, Evidence::shipped());
    let names = title::apart(surface, &vocabulary, name::find(surface, &vocabulary, model));
    let names = known::merge(surface, names, matches);
    let nominals = nominal::find(surface, &names);
    merge(surface, &names, &nominals)
}

/// Returns whether a word looks like the past form of a verb whose subject ends with `noun`: "left" behind "state", but neither behind
/// "far", nor "cut" behind "buzz".
pub(crate) fn is_past_of(noun: &str, word: &str) -> bool {
    // "a buzz cut", "a television set"
    let noun_too = matches!(word, "cut" | "set" | "shot");
    nominal::is_past(word) && !noun_too && Evidence::shipped().is_noun(word_hash(noun))
}

/// Returns the cluster of words that are used like the word of this hash (in lower case), 0 where none is known; its low bits
/// alone stand for the clusters above it.
pub(crate) fn usage(word: u64, capital: bool) -> u32 {
    Evidence::shipped().common(word).map_or(0, |common| if capital { common.cased } else { common.lower })
}

/// A place of several tokens, as the parts of this stage pass it on.
#[derive(Clone, Debug, PartialEq)]
struct Draft {
    /// Tokens of the span.
    tokens: Range<usize>,
    /// Where it stands; less than its tokens where a gazetteer knows half of a compound.
    span: Span,
    /// Tokens of the title before it.
    title: Option<Range<usize>>,
    /// The token that counts.
    head: usize,
    kind: EntityType,
    /// The match behind it.
    known: Option<u32>,
}

impl Draft {
    fn new(surface: &Surface<'_>, tokens: Range<usize>) -> Self {
        let head = tokens.end.saturating_sub(1);
        let span = Span::new(surface.tokens[tokens.start].span.start, surface.tokens[head].span.end);
        Self { tokens, span, title: None, head, kind: EntityType::Other, known: None }
    }
}

/// The tokens of a range.
fn slice<'s>(surface: &'s Surface<'_>, range: &Range<usize>) -> &'s [Token] {
    surface.tokens.get(range.clone()).unwrap_or(&[])
}

/// Names, nominals and pronouns in the order of the text; what lies inside a nominal is left out.
fn merge(surface: &Surface<'_>, names: &[Draft], nominals: &[Draft]) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::with_capacity(names.len() + nominals.len() + surface.tokens.len() / 20);
    let (mut name, mut nominal, mut at) = (0, 0, 0);
    while at < surface.tokens.len() {
        while names.get(name).is_some_and(|n| n.tokens.start < at) {
            name += 1;
        }
        while nominals.get(nominal).is_some_and(|n| n.tokens.start < at) {
            nominal += 1;
        }
        if let Some(draft) = nominals.get(nominal).filter(|n| n.tokens.start == at) {
            found.push(mention(surface, draft, Form::Nominal));
            nominal += 1;
            at = draft.tokens.end;
        } else if let Some(draft) = names.get(name).filter(|n| n.tokens.start == at) {
            found.push(mention(surface, draft, Form::Name));
            name += 1;
            at = draft.tokens.end;
            // Two matches may share a compound: "Iraq-Russia".
            while let Some(draft) = names.get(name).filter(|n| n.tokens.start < at && n.known.is_some()) {
                found.push(mention(surface, draft, Form::Name));
                name += 1;
                at = at.max(draft.tokens.end);
            }
        } else {
            found.extend(pronoun::at(surface, at));
            at += 1;
        }
    }
    found
}

fn mention(surface: &Surface<'_>, draft: &Draft, form: Form) -> Mention {
    let head = surface.tokens[draft.head].span;
    let title = draft.title.clone().filter(|t| !t.is_empty());
    Mention {
        span: draft.span,
        form,
        kind: draft.kind,
        head: if draft.span.contains(head) { head } else { draft.span },
        title: title.map(|t| surface.tokens[t.start].span.hull(surface.tokens[t.end - 1].span)),
        in_speech: surface.in_speech(draft.tokens.start),
        gazetteer: draft.known,
    }
}

/// Returns the cluster of a common word by the hash of its lower-cased form: that of its form with a capital, else in lower case.
/// Low bits are those of the clusters above it; 0 where it is not listed.
pub(crate) fn word_cluster(word: u64, capital: bool) -> u32 {
    Evidence::shipped().common(word).map_or(0, |common| if capital { common.cased } else { common.lower })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{Entry, Gazetteer};
    use crate::lexicon::Lexicon;
    use crate::sentence;
    use crate::text::paragraphs::Newlines;
    use proptest::prelude::*;

    fn check(text: &str) -> Result<(), TestCaseError> {
        let entry = |name: &str| Entry { name: name.into(), ..Entry::default() };
        let gazetteer = Gazetteer::new(vec![entry("Lee"), entry("Iraq"), entry("the bank Of Kent")]).unwrap();
        let surface =
            Surface::read(text, Lexicon::shipped(), &sentence::Model::shipped(), Newlines::Auto, &Default::default());
        let mut end = 0;
        for mention in find(&surface, &gazetteer.find(text), &Model::shipped()) {
            prop_assert!(mention.span.start >= end && !mention.span.is_empty(), "{mention:?} in {text:?}");
            prop_assert!(mention.span.contains(mention.head));
            prop_assert!(mention.title.is_none_or(|t| t.end <= mention.span.start && !t.of(text).is_empty()));
            end = mention.span.end;
        }
        Ok(())
    }

    #[test]
    fn a_past_form_has_a_noun_before_it() {
        for (noun, word, past) in
            [("state", "left", true), ("union", "lost", true), ("far", "left", false), ("buzz", "cut", false)]
        {
            assert_eq!(is_past_of(noun, word), past, "{noun} {word}");
        }
    }

    proptest! {
        #[test]
        fn mentions_are_disjoint_on_any_text(text in "(?s).{0,200}") {
            check(&text)?;
        }

        #[test]
        fn mentions_are_disjoint_on_texts_full_of_names(
            words in prop::collection::vec(
                prop::sample::select(vec![
                    "Ann", "Lee", "Iraq-Lee", "the", "bank", "of", "Of", "Kent", "President", "’s", ",", "two", "officials",
                    "his", "al-Lee", "University", "Russian", "and", "van", "der", "Mr.", "\n", "“", "”", "said", "leader", ".",
                ]),
                0..40,
            )
        ) {
            check(&words.join(" "))?;
        }
    }
}
