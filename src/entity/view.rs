//! What is seen of each mention: its type, words, number, gender, kind and place, in a form that features are made of.

use rustc_hash::FxHashMap;

use super::address::Address;
use super::bridge::is_denied;
use super::cluster::bit;
use super::gender as told;
use super::given;
use super::nation::Nations;
use super::office::{self, Office};
use super::spot::{Role, Spot, outer_token};
use super::tense::Tense;
use super::turn::{Turn, asks, turns};
use super::within::Within;
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention, word_cluster};
use crate::model::hash;
use crate::surface::Surface;
use crate::token::{Shape, Token, TokenKind};

mod kind;

pub(super) use self::kind::{Type, is_plural};

use self::kind::kind_of;

/// One mention.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    pub(super) kind_of: Type,
    pub(super) kind: EntityType,
    /// First token, and the token behind.
    pub(super) token: u32,
    pub(super) end: u32,
    pub(super) sentence: u32,
    pub(super) paragraph: u32,
    pub(super) role: Role,
    pub(super) main: bool,
    /// Whether it stands in a dateline.
    pub(super) dateline: bool,
    /// Of which nation the office is that it names: "the Iraqi leader".
    pub(super) nations: Nations,
    /// The office that it names: "the Ohio senator".
    pub(super) office: Office,
    /// The mention that it cannot be: the subject of its own verb.
    pub(super) subject: Option<u32>,
    /// The marked span that is speech around it; `u32::MAX` outside.
    pub(super) speech: u32,
    /// Whether it is called what many are, each for a while: "the gentleman", "the girl".
    pub(super) anybody: bool,
    /// Whether it stands for nothing: "it is clear that", "the mayor to be", "is not the mayor".
    pub(super) nobody: bool,
    /// Whether a noun says that it is a body or a text: "the company", "the report".
    pub(super) thing: bool,
    /// Whether a noun says that it is one who holds an office or does some work: "the leader", "a nurse".
    pub(super) somebody: bool,
    /// Whether it says that it is one more: "a second official", "another aide".
    pub(super) another: bool,
    /// When it holds what its noun names: "the new mayor", "the former mayor".
    pub(super) tense: Tense,
    /// Whether its paragraph ends with a question mark.
    pub(super) asks: bool,
    /// In an interview, who of the two is meant by "I", "we" and "you" outside quotation marks.
    pub(super) party: Turn,
    /// The cluster of the word that counts, among all words; 0 where it is not known.
    pub(super) cluster: u32,
    /// Mentions before it in its sentence, at most seven.
    pub(super) nth: u8,
    /// Whether it stands inside a mention that began before it.
    pub(super) inside: bool,
    /// How many mentions of the document have its stem.
    pub(super) repeats: u32,
    /// 1 for one, -1 for several, 0 where nothing tells.
    pub(super) number: i8,
    /// 1 male, -1 female.
    pub(super) gender: i8,
    /// How a name is addressed.
    pub(super) address: Address,
    /// First letters of a name of several words, as a hash; 0 where there are none.
    pub(super) initials: u64,
    /// Letters of a name in capitals, as a hash; 0 where there are none.
    pub(super) acronym: u64,
    /// Whether the word that counts is one of a family: "father".
    pub(super) kin: bool,
    /// Hash of the word that counts, lower-cased.
    pub(super) head: u64,
    /// The same without a plural's "s".
    pub(super) stem: u64,
    /// Hash of all words without the determiner.
    pub(super) text: u64,
    /// A bit for each hash by which an entity can fit it.
    pub(super) known_by: u64,
    /// Hashes of the words beside it.
    pub(super) before: u64,
    pub(super) after: u64,
    /// Where its modifiers stand among all.
    pub(super) words: (u32, u32),
}

/// The mentions of a document as they are seen.
pub(super) struct Views {
    pub(super) list: Vec<View>,
    /// Hashes of modifiers and name's words.
    pub(super) words: Vec<u64>,
    /// Whether the document is an interview.
    pub(super) interview: bool,
}

impl View {
    /// "her father": whose relation somebody is, who may have a name or none.
    pub(super) const fn is_relation(&self) -> bool {
        matches!(self.kind_of, Type::HisNoun | Type::OwnedNoun) && self.kin
    }
}

impl Views {
    pub(super) fn of(
        surface: &Surface<'_>,
        mentions: &[Mention],
        spots: &[Spot],
        within: &[Within],
        offices: &office::Reader<'_>,
    ) -> Self {
        let mut views = Self { list: Vec::with_capacity(mentions.len()), words: Vec::new(), interview: false };
        let turns = turns(surface);
        let surnames = told::Surnames::of(surface, mentions);
        views.interview = turns.iter().any(|&t| t != Turn::Nobody);
        let mut furthest = 0;
        let mut asked: Vec<Option<bool>> = vec![None; surface.paragraphs.len() + 1];
        for (i, (mention, spot)) in mentions.iter().zip(spots).enumerate() {
            let paragraph = surface.paragraph_at(mention.span.start);
            let asks = *asked[paragraph].get_or_insert_with(|| asks(surface, paragraph));
            let (token, end) = (spot.token as usize, spot.end as usize);
            let head_token =
                (token..end).rev().find(|&i| surface.tokens[i].span.start <= mention.head.start).unwrap_or(token);
            let first = views.words.len() as u32;
            let head = mention.head.of(surface.text);
            let kind_of = kind_of(surface, mention, token, head_token);
            let core = core(kind_of, token, head_token);
            let mut text = 0;
            for i in core.clone().take(MOST_WORDS) {
                let token = &surface.tokens[i];
                if token.kind == TokenKind::Word || token.kind == TokenKind::Number {
                    let word = hash::lower(surface.word(i).as_bytes());
                    text = hash::join(text, word);
                    if i != head_token && !token.is_any(WordClass::DETERMINER | WordClass::PREPOSITION) {
                        views.words.push(word);
                    }
                }
            }
            let beside = |i: Option<usize>| {
                let i = i.filter(|&i| i < surface.tokens.len() && surface.sentence_of(i) == surface.sentence_of(token));
                i.map_or(0, |i| hash::lower(surface.word(i).as_bytes()))
            };
            let outer = outer_token(surface, mention, token);
            let speech = surface.marked_of(token).filter(|&m| surface.marked[m].speech);
            let lowered = hash::lower(head.as_bytes());
            let sentence = surface.sentence_of(token) as u32;
            let nth = views.list.last().filter(|v| v.sentence == sentence).map_or(0, |v| (v.nth + 1).min(7));
            let inside = furthest >= mention.span.end;
            furthest = furthest.max(mention.span.end);
            let (initials, acronym) = letters(surface, kind_of, token..end);
            let stem = hash::lower(stem(head).as_bytes());
            let letters = [initials, acronym].into_iter().filter(|&letters| letters != 0);
            let known_by = [text, lowered, stem].into_iter().chain(letters).fold(0, |all, hash| all | bit(hash));
            let nominal = mention.form == Form::Nominal;
            views.list.push(View {
                nth,
                inside,
                repeats: 0,
                anybody: !kind_of.is_pronoun()
                    && kind_of != Type::Name
                    && ANYBODY.iter().any(|w| head.eq_ignore_ascii_case(w)),
                party: match kind_of {
                    _ if speech.is_some() => Turn::Nobody,
                    Type::I | Type::We => turns[paragraph],
                    Type::You => turns[paragraph].other(),
                    _ => Turn::Nobody,
                },
                cluster: if kind_of.is_pronoun() { 0 } else { word_cluster(lowered, kind_of == Type::Name) },
                kind_of,
                kind: mention.kind,
                token: spot.token,
                end: spot.end,
                sentence,
                paragraph: paragraph as u32,
                role: spot.role,
                main: spot.main,
                subject: spot.subject,
                dateline: spot.dateline,
                office: offices.told(i, within[i], token..end, head_token),
                nations: Nations::told(surface, mention, token..end, head_token),
                speech: speech.map_or(u32::MAX, |m| m as u32),
                asks,
                thing: nominal && is_thing(&surface.tokens[head_token]),
                somebody: nominal && is_somebody(&surface.tokens[head_token]),
                another: nominal && is_another(surface, token),
                tense: if nominal { Tense::of(surface, token..head_token) } else { Tense::Untold },
                nobody: kind_of == Type::It && is_expletive(surface, end)
                    || is_to_be(surface, kind_of, end)
                    || nominal && !is_before_owned(surface, end) && is_denied(surface, token),
                number: number(surface, mention, kind_of, head_token),
                address: if kind_of == Type::Name { Address::of(surface, mention) } else { Address::None },
                gender: gender(surface, mention, kind_of, token..head_token, &surnames),
                kin: surface.tokens[head_token].is(WordClass::KIN),
                initials,
                acronym,
                head: lowered,
                stem,
                text,
                known_by,
                before: beside(outer.checked_sub(1)),
                after: beside(Some(end)),
                words: (first, views.words.len() as u32),
            });
        }
        let mut repeats: FxHashMap<u64, u32> = FxHashMap::default();
        let full = |v: &&mut View| !v.kind_of.is_pronoun();
        views.list.iter_mut().filter(full).for_each(|v| *repeats.entry(v.stem).or_default() += 1);
        views.list.iter_mut().filter(full).for_each(|v| v.repeats = repeats[&v.stem]);
        views
    }

    pub(super) fn words_of(&self, view: &View) -> &[u64] {
        &self.words[view.words.0 as usize..view.words.1 as usize]
    }
}

/// What many are called.
const ANYBODY: [&str; 16] = [
    "man",
    "woman",
    "boy",
    "girl",
    "gentleman",
    "lady",
    "lad",
    "youth",
    "fellow",
    "child",
    "person",
    "stranger",
    "visitor",
    "guest",
    "companion",
    "speaker",
];

/// At most so many words of a mention are read.
const MOST_WORDS: usize = 12;

/// The tokens that say what it is: without the determiner.
fn core(kind_of: Type, token: usize, head: usize) -> std::ops::Range<usize> {
    let determined = matches!(kind_of, Type::The | Type::ThisNoun | Type::A | Type::HisNoun | Type::Quantified);
    let start = if determined && token < head { token + 1 } else { token };
    start.max((head + 1).saturating_sub(MOST_WORDS))..head + 1
}

/// A word without the ending of a plural.
fn stem(word: &str) -> &str {
    if !is_plural(word) || !word.ends_with('s') { word } else { &word[..word.len() - 1] }
}

fn number(surface: &Surface<'_>, mention: &Mention, kind_of: Type, head: usize) -> i8 {
    match kind_of {
        Type::We | Type::They | Type::These => -1,
        Type::I | Type::He | Type::She | Type::It | Type::This => 1,
        Type::You | Type::Who | Type::OtherPronoun => 0,
        Type::Name => i8::from(matches!(mention.kind, EntityType::Person | EntityType::Place)),
        Type::A => 1,
        _ if mention.kind == EntityType::Group || is_plural(mention.head.of(surface.text)) => -1,
        _ if surface.tokens[head].is(WordClass::GROUP_NOUN) => -1,
        _ => 1,
    }
}

fn gender(
    surface: &Surface<'_>,
    mention: &Mention,
    kind_of: Type,
    before: std::ops::Range<usize>,
    surnames: &told::Surnames,
) -> i8 {
    let (first, head) = (before.start, before.end);
    match kind_of {
        Type::He => 1,
        Type::She => -1,
        Type::Name if matches!(mention.kind, EntityType::Person | EntityType::Other) => {
            let title = told::of_title(surface, mention);
            let full = first < head;
            let given = if full || mention.kind == EntityType::Person && !surnames.hold(surface, first) {
                given::gender(surface.tokens[first].classes, surface.word(first), !full)
            } else {
                0
            };
            if title != 0 { title } else { given }
        }
        Type::Name => 0,
        _ if kind_of.is_pronoun() => 0,
        _ => told::of_noun(surface.tokens[head].classes, surface.word(head)),
    }
}

fn is_thing(head: &Token) -> bool {
    let person = WordClass::ROLE | WordClass::KIN | WordClass::TITLE | WordClass::GROUP_NOUN;
    head.is_any(WordClass::BODY_NOUN | WordClass::DOCUMENT) && !head.is_any(person)
}

fn is_somebody(head: &Token) -> bool {
    let other = WordClass::BODY_NOUN | WordClass::DOCUMENT | WordClass::GROUP_NOUN;
    head.is_any(WordClass::ROLE | WordClass::TITLE) && !head.is_any(other)
}

/// Whether what begins at token `start` is one more of its kind.
fn is_another(surface: &Surface<'_>, start: usize) -> bool {
    const ORDINALS: [&str; 6] = ["second", "third", "fourth", "fifth", "sixth", "different"];
    let is = |i: usize, words: &[&str]| words.iter().any(|w| surface.word(i).eq_ignore_ascii_case(w));
    // "Some experts agreed. Other experts did not."
    let other = |i: usize| is(i, &["other", "others"]) && !(i > 0 && surface.tokens[i - 1].is(WordClass::DETERMINER));
    other(start)
        || start > 0 && other(start - 1)
        || is(start, &["another"])
        || is(start, &["a"]) && start + 1 < surface.tokens.len() && is(start + 1, &ORDINALS)
}

/// Whether a mention that ends before token `end` owns what follows: "the mayor’s house".
fn is_before_owned(surface: &Surface<'_>, end: usize) -> bool {
    surface.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Possessive)
}

/// Whether it is nobody yet: "the mayor to be".
fn is_to_be(surface: &Surface<'_>, kind_of: Type, end: usize) -> bool {
    kind_of == Type::The
        && surface.tokens.get(end + 2).is_some_and(|t| t.kind != TokenKind::Word)
        && surface.word(end) == "to"
        && surface.word(end + 1) == "be"
}

/// Whether "it" stands for a clause: a copula, a word or two, and what begins a clause: "it is clear that".
fn is_expletive(surface: &Surface<'_>, end: usize) -> bool {
    // "It’s" is one token, and the pronoun its first part.
    let merged = end.checked_sub(1).is_some_and(|i| surface.tokens[i].is(WordClass::AUXILIARY));
    let limit = surface.tokens_of(surface.sentence_of(end.saturating_sub(1))).end;
    let copula = |i: usize| {
        ["is", "was", "seems", "seemed", "appears", "appeared", "became"]
            .iter()
            .any(|w| surface.word(i).eq_ignore_ascii_case(w))
    };
    let start = match (merged, end) {
        (true, end) => end,
        (false, end) if end < limit && copula(end) => end + 1,
        _ => return false,
    };
    (start + 1..limit.min(start + 4)).any(|i| {
        let plain = (start..i)
            .all(|i| surface.tokens[i].kind == TokenKind::Word && !surface.tokens[i].is(WordClass::DETERMINER));
        plain && ["that", "to", "whether", "if"].iter().any(|w| surface.word(i) == *w)
    })
}

/// The first letters of a name of several words, and the letters of one in capitals.
fn letters(surface: &Surface<'_>, kind_of: Type, tokens: std::ops::Range<usize>) -> (u64, u64) {
    if kind_of != Type::Name {
        return (0, 0);
    }
    let words = &surface.tokens[tokens];
    let mut letters = [0u8; MOST_WORDS];
    let mut count = 0;
    let mut put = |letter: u8| {
        if count < letters.len() {
            letters[count] = letter.to_ascii_lowercase();
            count += 1;
        }
    };
    let one = words.len() == 1;
    if one && words[0].shape.contains(Shape::ALL_CAPITALS) {
        words[0].span.of(surface.text).bytes().filter(u8::is_ascii_alphabetic).for_each(&mut put);
    } else if !one {
        words.iter().filter(|t| t.is_capital()).for_each(|t| put(surface.text.as_bytes()[t.span.start as usize]));
    }
    let hash = if count < 2 { 0 } else { hash::bytes(&letters[..count]) };
    if one { (0, hash) } else { (hash, 0) }
}
