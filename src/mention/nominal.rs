//! Nominals: nouns for people and bodies, from their determiner to their head.

mod member;
mod modifier;
mod quantity;

pub(super) use self::member::is_member;
pub(super) use self::modifier::is_past;
use super::Draft;
use super::title::is_compound_office;
use super::vocabulary::{FUNCTION, is_letters, is_national};
use crate::entity_type::EntityType;
use crate::lexicon::{CueFrames, Lexicon, WordClass};
use crate::surface::Surface;
use crate::token::{Shape, Token, TokenKind};

const NOUN: WordClass = WordClass::ROLE
    .union(WordClass::GROUP_NOUN)
    .union(WordClass::BODY_NOUN)
    .union(WordClass::KIN)
    .union(WordClass::TITLE);
/// Nouns for one person.
const PERSON: WordClass = WordClass::ROLE.union(WordClass::KIN).union(WordClass::TITLE);
/// Words in capitals that are longer are shouted.
const LONGEST_ACRONYM: usize = 5;
/// Words between determiner and head at most.
const LONGEST: usize = 7;

/// Returns the nominals, ascending and disjoint; `names` are those already found.
pub(super) fn find(surface: &Surface<'_>, names: &[Draft]) -> Vec<Draft> {
    let mut taken = vec![Taken::Free; surface.tokens.len()];
    for name in names {
        if let Some(title) = &name.title {
            taken[title.clone()].iter_mut().filter(|t| **t == Taken::Free).for_each(|t| *t = Taken::Title);
        }
        // "MP" in "Ann Lee MP"
        if name.kind == EntityType::Person && name.tokens.len() > 1 {
            let behind = (name.tokens.end..surface.tokens.len()).take_while(|&i| is_letters(surface.word(i)));
            behind.for_each(|i| taken[i] = Taken::Title);
        }
        taken[name.tokens.clone()].fill(Taken::Name);
    }
    let mut found: Vec<Draft> = Vec::new();
    for i in 0..surface.tokens.len() {
        if taken[i] != Taken::Free {
            continue;
        }
        let floor = found.last().map_or(0, |d| d.tokens.end);
        if is_head(surface, i, &taken) || is_member(surface, i) || is_aged(surface, i) {
            if let Some(start) = start(surface, i, floor, &taken) {
                let mut draft = Draft::new(surface, start..i + 1);
                draft.kind = kind(surface, &surface.tokens[i]);
                found.push(draft);
            }
        } else if let Some((start, kind)) = quantity::at(surface, i, floor) {
            let mut draft = Draft::new(surface, start..i + 1);
            draft.kind = kind;
            found.push(draft);
        }
    }
    found
}

/// What holds a token already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    Free,
    Title,
    Name,
}

/// The token after `i` in its sentence.
fn next_of<'s>(surface: &'s Surface<'_>, i: usize) -> Option<&'s Token> {
    surface.tokens.get(i + 1).filter(|_| surface.sentence_of(i) == surface.sentence_of(i + 1))
}

/// Whether the token is a noun for someone and no other such noun follows it in the same phrase.
fn is_head(surface: &Surface<'_>, i: usize, taken: &[Taken]) -> bool {
    let token = &surface.tokens[i];
    if token.kind != TokenKind::Word || !is_noun(surface, token) {
        return false;
    }
    // "the Post reports that", but "court records show".
    let clause = WordClass::SUBORDINATOR | WordClass::DETERMINER | WordClass::PERSONAL | WordClass::POSSESSIVE;
    let named = i > 0 && taken[i - 1] == Taken::Name && token.cue.contains(CueFrames::FINITE);
    if named && next_of(surface, i).is_some_and(|n| n.is_any(clause) || n.is_capital()) {
        return false;
    }
    if modifier::is_before_named_noun(surface, i, taken) {
        return false;
    }
    let Some(next) = next_of(surface, i).filter(|n| n.kind == TokenKind::Word && taken[i + 1] == Taken::Free) else {
        return true;
    };
    // "advocates estimate"
    let verb = next.cue.contains(CueFrames::BASE) && is_plural(surface, token);
    (verb || !is_noun(surface, next)) && (is_national(surface.text, token) || !modifier::modifies(surface, i))
}

/// Whether an age stands as a noun: "the 41-year-old said", never "the 41-year-old bridge".
fn is_aged(surface: &Surface<'_>, i: usize) -> bool {
    let verb = |n: &Token| {
        !n.is_capital()
            && (n.is_any(WordClass::AUXILIARY | WordClass::RELATIVE | WordClass::PREPOSITION)
                || n.cue.contains(CueFrames::FINITE))
    };
    surface.word(i).ends_with("-year-old")
        && i.checked_sub(1).is_some_and(|b| surface.tokens[b].is(WordClass::DETERMINER))
        && next_of(surface, i).is_none_or(|n| n.kind != TokenKind::Word || verb(n))
}

fn is_noun(surface: &Surface<'_>, token: &Token) -> bool {
    if !token.is_any(NOUN) || token.is_any(FUNCTION) {
        let several = token.is(WordClass::DEMONYM) && token.is_capital() && is_plural(surface, token);
        return several || is_national(surface.text, token) || is_compound_person(token.span.of(surface.text));
    }
    // Abbreviated titles stand before names only, unless they are all capitals: "PM", "CEO".
    if token.is(WordClass::TITLE) && !token.is_any(WordClass::ROLE | WordClass::GROUP_NOUN | WordClass::BODY_NOUN) {
        let word = token.span.of(surface.text);
        return !token.shape.contains(Shape::FULL_STOP)
            && (word.len() > 3 || token.shape.contains(Shape::ALL_CAPITALS))
            && !word.eq_ignore_ascii_case("former");
    }
    true
}

/// Returns whether a word is somebody by its parts: "co-CEO", "father-of-two".
pub(crate) fn is_compound_person(word: &str) -> bool {
    let kin = |word: &str| Lexicon::shipped().get(&word.to_lowercase()).classes.contains(WordClass::KIN);
    is_compound_office(word) || word.split_once("-of-").is_some_and(|(parent, _)| kin(parent))
}

fn is_plural(surface: &Surface<'_>, token: &Token) -> bool {
    let word = token.span.of(surface.text);
    // "VOTERS" in a line of capitals, but no acronym: "PACS"
    let shouted = word.len() > LONGEST_ACRONYM && word.ends_with('S') && !word.ends_with("SS");
    shouted || word.ends_with('s') && !word.ends_with("ss")
}

/// The first token of the phrase that `head` ends, or none where a noun that needs a determiner has none.
fn start(surface: &Surface<'_>, head: usize, floor: usize, taken: &[Taken]) -> Option<usize> {
    let tokens = &surface.tokens;
    let least = surface.tokens_beside(head).start.max(floor).max(head.saturating_sub(LONGEST));
    let mut at = head;
    // As far as only words that surely belong to the head: what a phrase without determiner keeps.
    let mut bare = head;
    let mut gap = false;
    // Whether a word was passed that may be the verb of the noun before it: "wants" in "the bank wants officials".
    let mut clause = false;
    while at > least {
        let token = &tokens[at - 1];
        if is_possessive(surface, at - 1) {
            return is_person_head(surface, head, at).then_some(at); // "Acme’s lawyer": the owner is a mention of its own.
        }
        if determines(surface, at - 1, head) && taken[at - 1] != Taken::Name {
            return is_person_head(surface, head, at - 1).then(|| lengthened(tokens, at - 1, least));
        }
        let noun = is_noun(surface, token);
        let name = taken[at - 1] == Taken::Name;
        let word = token.kind == TokenKind::Word
            && (!token.is_any(FUNCTION) || name || token.is(WordClass::ADVERB) && is_article(surface, at - 1, least))
            && !(clause && (noun || name));
        // "CNN/ORC" in "a CNN/ORC poll".
        let joint = token.kind == TokenKind::Symbol && surface.word(at - 1) == "/" && name_beside(tokens, at - 1);
        let verb = !noun && !name && is_verb(surface, at - 1, least);
        if !word && !joint || verb {
            break;
        }
        let sure = noun
            || name
            || is_of_members(surface, at - 1, head)
            || token.is_any(WordClass::DEMONYM | WordClass::TITLE_WORD) && token.cue.is_empty();
        if !sure && !joint {
            gap |= !token.is(WordClass::ORDINARY) || !token.cue.is_empty();
            clause |= modifier::may_be_verb(surface, at - 1);
        }
        at -= 1;
        if sure && !gap && bare == at + 1 {
            bare = at;
        }
    }
    stands_bare(surface, head, bare, taken).then_some(bare)
}

/// Whether the word at `i` says where those belong whom the plural at `head` calls by their party: "Iowa Republicans", "House
/// Democrats".
fn is_of_members(surface: &Surface<'_>, i: usize, head: usize) -> bool {
    let (token, party) = (&surface.tokens[i], &surface.tokens[head]);
    // "New Hampshire Democrats", but "New Democrats"
    let first = |i: usize| surface.tokens[i].is(WordClass::PLACE_FIRST);
    let place = token.is(WordClass::PLACE)
        || first(i) && (surface.word(i) != "New" || i + 1 < head)
        || i + 1 == head && i > 0 && first(i - 1);
    party.is(WordClass::DEMONYM)
        && party.is_capital()
        && is_plural(surface, party)
        && token.is_capital()
        && (place || matches!(surface.word(i), "House" | "Senate"))
}

/// "the", "his", "two", "one": what begins a phrase.
fn determines(surface: &Surface<'_>, i: usize, head: usize) -> bool {
    let token = &surface.tokens[i];
    let word = || surface.word(i);
    match token.kind {
        TokenKind::Number => !is_year(word()) || i == 0 || !surface.tokens[i - 1].is(WordClass::PREPOSITION),
        TokenKind::Word => {
            token.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE | WordClass::NUMBER_WORD)
                || word().eq_ignore_ascii_case("one")
                || word().eq_ignore_ascii_case("neither")
                // "that group", but "that officials".
                || i + 1 == head
                    && word().eq_ignore_ascii_case("that")
                    && !surface.tokens[head].is(WordClass::GROUP_NOUN)
                    && !is_plural(surface, &surface.tokens[head])
        }
        _ => false,
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.bytes().all(|b| b.is_ascii_digit())
}

/// "’s", or the apostrophe alone of a plural: "the Sanders’ campaign".
fn is_possessive(surface: &Surface<'_>, i: usize) -> bool {
    let token = &surface.tokens[i];
    token.kind == TokenKind::Possessive
        || token.kind == TokenKind::Mark
            && matches!(surface.word(i), "'" | "’")
            && i > 0
            && i + 1 < surface.tokens.len()
            && !token.shape.contains(Shape::SPACE_BEFORE)
            && surface.tokens[i + 1].shape.contains(Shape::SPACE_BEFORE)
            && surface.word(i - 1).ends_with('s')
            && surface.marked_of(i - 1) == surface.marked_of(i + 1)
}

/// Whether an article or an owner stands before token `i`: "the" in "the recently elected mayor". No verb goes there.
fn is_article(surface: &Surface<'_>, i: usize, least: usize) -> bool {
    i > least
        && (surface.tokens[i - 1].is(WordClass::POSSESSIVE)
            || matches!(surface.word(i - 1), "the" | "The" | "a" | "A" | "an" | "An"))
}

fn name_beside(tokens: &[Token], i: usize) -> bool {
    i > 0 && tokens[i - 1].is_capital() && tokens[i + 1].is_capital()
}

/// Whether a word of saying is a verb before a noun: "said" in "Lee said officials"; "alleged" in "the alleged victim" and
/// "press" in "the senior press secretary" are none.
fn is_verb(surface: &Surface<'_>, i: usize, least: usize) -> bool {
    let cue = surface.tokens[i].cue;
    let finite = cue.intersects(CueFrames::FINITE | CueFrames::PARTICIPLE);
    (finite || matches!(surface.word(i), "say" | "tell" | "told")) && !is_article(surface, i, least)
}

/// "his head" is a part of the body, "the head of the bank" is someone; "a couple of hours" is nobody.
fn is_person_head(surface: &Surface<'_>, head: usize, start: usize) -> bool {
    let word = surface.word(head);
    let measured = matches!(word, "couple" | "host");
    if measured && surface.tokens.get(head + 1).is_some_and(|t| t.is(WordClass::PREPOSITION)) {
        return quantity::is_of_people(surface, head);
    }
    !(word == "head" && head <= start + 1) || surface.tokens.get(head + 1).is_some_and(|t| t.is(WordClass::PREPOSITION))
}

/// Whether a phrase needs no determiner: "officials", "Vice President", "polls" that show something, a role in apposition
/// or in a headline.
fn stands_bare(surface: &Surface<'_>, head: usize, bare: usize, taken: &[Taken]) -> bool {
    let token = &surface.tokens[head];
    let plural = is_plural(surface, token);
    if token.is(WordClass::GROUP_NOUN) || token.is(WordClass::DEMONYM) && plural {
        return !is_many(surface.word(head)) || quantity::stands(surface, head);
    }
    if token.is_capital() && token.is(WordClass::TITLE) && !token.is_any(WordClass::ORDINARY) && bare < head {
        return true;
    }
    let next = next_of(surface, head);
    let says = next.is_some_and(|n| n.cue.intersects(CueFrames::FINITE | CueFrames::BASE));
    let before = bare.checked_sub(1).filter(|&b| surface.sentence_of(b) == surface.sentence_of(head));
    if token.is(WordClass::DOCUMENT) {
        let source = before.is_some_and(|b| b > 0 && surface.word(b) == "to" && is_according(surface.word(b - 1)));
        let word = surface.word(head);
        let several = plural || ["data", "research", "polling"].iter().any(|w| word.eq_ignore_ascii_case(w));
        let goes_on = says || next.is_some_and(|n| n.is_any(WordClass::PREPOSITION | WordClass::AUXILIARY));
        return source || several && (says || goes_on && quantity::opens(surface, bare)) || says && before.is_none();
    }
    if !token.is_any(PERSON) || plural {
        return false;
    }
    // "Lee, curator of the museum,"
    let apposed = before.is_some_and(|b| {
        surface.tokens[b].kind == TokenKind::Comma
            && b > 0
            && (surface.tokens[b - 1].is_capital() || surface.tokens[b - 1].kind == TokenKind::Number)
    }) && next.is_some_and(|n| n.kind == TokenKind::Comma || n.is(WordClass::PREPOSITION))
        && !token.is_capital();
    // "Acme chief says", "Senator says"
    let headline = says && (before.is_none() || taken[bare] == Taken::Name);
    apposed || headline
}

/// "many", which is a noun only where none follows.
fn is_many(word: &str) -> bool {
    word.eq_ignore_ascii_case("many")
}

fn is_according(word: &str) -> bool {
    word.eq_ignore_ascii_case("according")
}

/// "all the", "the two": one more determiner or number before the first.
fn lengthened(tokens: &[Token], at: usize, least: usize) -> usize {
    let more = at > least && tokens[at - 1].is(WordClass::DETERMINER) && tokens[at - 1].kind == TokenKind::Word;
    if more { at - 1 } else { at }
}

fn kind(surface: &Surface<'_>, token: &Token) -> EntityType {
    let word = token.span.of(surface.text);
    // "the Chinese", "the French" are several.
    let people = is_plural(surface, token) || ["ese", "ish", "ch"].iter().any(|ending| word.ends_with(ending));
    if token.is(WordClass::GROUP_NOUN) || token.is(WordClass::DEMONYM) && people {
        EntityType::Group
    } else if token.is_any(PERSON | WordClass::DEMONYM) || word.ends_with("-year-old") || is_compound_person(word) {
        EntityType::Person
    } else if token.is(WordClass::DOCUMENT) {
        EntityType::Other
    } else {
        EntityType::Organization
    }
}
