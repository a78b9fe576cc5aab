//! Places that the words beside them tell: "Clay, Madison and Grant counties", "north of Clay".

use std::ops::Range;

use super::{Conventions, NO_NAME};
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::evidence;
use crate::mention::name::labels::Labelled;
use crate::mention::vocabulary::FUNCTION;
use crate::token::{Shape, TokenKind};

/// Kinds of several places, behind their names.
const SEVERAL: [&str; 14] = [
    "avenues",
    "boroughs",
    "boulevards",
    "counties",
    "districts",
    "islands",
    "parishes",
    "prefectures",
    "provinces",
    "regions",
    "rivers",
    "roads",
    "streets",
    "townships",
];
/// Where something is "of" a place.
const DIRECTIONS: [&str; 9] =
    ["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "outskirts"];
/// Names and commas of a list are read so far back.
const LONGEST: usize = 24;
/// Words of a name in such a list.
const WORDS: usize = 3;

impl Conventions<'_, '_> {
    /// The names, with places that the words beside them tell.
    pub(super) fn with_places(&self, mut names: Vec<Labelled>) -> Vec<Labelled> {
        let lists: Vec<Range<usize>> =
            self.vocabulary.capitals().filter_map(|i| self.list_of_places(i)).flatten().collect();
        if !lists.is_empty() {
            names.retain(|name| {
                let at = lists.partition_point(|place| place.end <= name.tokens.start);
                lists.get(at).is_none_or(|place| place.start >= name.tokens.end)
            });
            names.extend(lists.into_iter().map(|tokens| Labelled { tokens, kind: EntityType::Place }));
            names.sort_by_key(|name| name.tokens.start);
        }
        // "Elm Street in Harlow"
        for at in 1..names.len() {
            let [before, name] = &names[at - 1..=at] else { continue };
            let inside = before.kind == EntityType::Place
                && before.tokens.end + 1 == name.tokens.start
                && self.surface.word(before.tokens.end) == "in";
            if inside && self.may_be_place(name) {
                names[at].kind = EntityType::Place;
            }
        }
        let near: Vec<usize> = (0..names.len()).filter(|&at| self.is_near(&names[at])).collect();
        if near.is_empty() {
            return names; // as nearly always
        }
        let mut persons = self.words_of_persons(&names);
        // "Lee spoke. He stood near Lee."
        let acts = self.vocabulary.capitals().filter(|&i| self.same_sentence(i, i + 1) && self.says(i + 1));
        persons.extend(acts.map(|i| self.vocabulary.hash(i)));
        for at in near {
            let name = &mut names[at];
            if !persons.contains(&self.vocabulary.hash(name.tokens.start)) {
                name.kind = EntityType::Place;
            }
        }
        names
    }

    /// The names of a list that ends with the capital at `last`, before a noun for several places: "Clay, Madison and Grant" before
    /// "counties".
    fn list_of_places(&self, last: usize) -> Option<Vec<Range<usize>>> {
        let head = self.token(last + 1).filter(|_| self.same_sentence(last, last + 1))?;
        let several = |word: &str| head.span.of(self.surface.text).eq_ignore_ascii_case(word);
        if head.kind != TokenKind::Word || !SEVERAL.iter().any(|word| several(word)) {
            return None; // as nearly all
        }
        let least = self.surface.tokens_beside(last).start.max(last.saturating_sub(LONGEST));
        let mut places = vec![self.place_before(last + 1, least)?];
        let mut joined = false;
        loop {
            let start = places.last()?.start;
            let Some(link) = start.checked_sub(1).filter(|&link| link > least) else { break };
            let and = matches!(self.surface.word(link), "and" | "or" | "&");
            let comma = self.surface.tokens[link].kind == TokenKind::Comma;
            // "Clay, Madison, and Grant"
            let end = link - usize::from(and && self.surface.tokens[link - 1].kind == TokenKind::Comma);
            if !(and && !joined || comma && joined) {
                break;
            }
            let Some(place) = self.place_before(end, least) else { break };
            joined = true;
            places.push(place);
        }
        places.reverse();
        // "Poor and Black districts"
        let plain = WordClass::ORDINARY | WordClass::COMMON | WordClass::BODY_NOUN;
        let open = matches!(head.span.of(self.surface.text), "districts" | "regions")
            && places.iter().any(|place| self.surface.tokens[place.start].is_any(plain));
        (joined && !open).then_some(places)
    }

    /// The capitals that end before token `end`, which may be a place's name.
    fn place_before(&self, end: usize, least: usize) -> Option<Range<usize>> {
        let name = |&i: &usize| {
            let token = &self.surface.tokens[i];
            token.is_capital()
                && !token.is_any(NO_NAME.difference(WordClass::TITLE | WordClass::ROLE))
                && !token.shape.contains(Shape::ALL_CAPITALS)
        };
        let start = (least.max(end.saturating_sub(WORDS))..end).rev().take_while(name).last()?;
        Some(start..end)
    }

    /// Whether a name of one word that may be a person's stands where a place does: "north of Clay", "near Clay".
    fn is_near(&self, name: &Labelled) -> bool {
        let at = name.tokens.start;
        let Some(before) = at.checked_sub(1).filter(|&before| self.same_sentence(before, at)) else { return false };
        let of_direction = || {
            let noun = at.checked_sub(2).filter(|&noun| self.same_sentence(noun, at));
            self.surface.word(before) == "of" && noun.is_some_and(|noun| DIRECTIONS.contains(&self.surface.word(noun)))
        };
        (matches!(self.surface.word(before), "near" | "outside") || of_direction()) && self.may_be_place(name)
    }

    /// Whether a name of one word, taken for a person's or none, may be a place's where it ends its phrase.
    fn may_be_place(&self, name: &Labelled) -> bool {
        let at = name.tokens.start;
        name.tokens.len() == 1
            && matches!(name.kind, EntityType::Person | EntityType::Other)
            && !self.surface.tokens[at].is_any(FUNCTION.union(WordClass::CALENDAR))
            && self.lists(at) & evidence::OTHERS == 0
            && self.closes_or_acts(name.tokens.end)
            && !self.is_followed_by_who(name.tokens.end)
    }

    /// Whether "who" stands at `end`, or behind the comma there.
    fn is_followed_by_who(&self, end: usize) -> bool {
        let comma = self.token(end).is_some_and(|t| t.kind == TokenKind::Comma);
        self.token(end + usize::from(comma)).is_some_and(|t| matches!(t.span.of(self.surface.text), "who" | "whose"))
    }
}
