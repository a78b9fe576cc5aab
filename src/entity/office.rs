//! Whose office a description names, and of which rank: the Ohio senator is not the Vermont senator, the vice president not
//! the president, the finance minister not the health minister.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::address::Address;
use super::cluster::bit;
use super::nation;
use super::role::ANYBODY;
use super::view::is_plural;
use super::within::Within;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::model::hash;
use crate::surface::Surface;
use crate::text::fold;
use crate::token::TokenKind;

/// Titles written short, with the nouns that their holders are called by.
pub(super) const SHORT: &[(&str, &[&str])] = &[
    ("sen.", &["senator", "lawmaker"]),
    ("rep.", &["representative", "congressman", "congresswoman", "lawmaker"]),
    ("gov.", &["governor"]),
    ("prof.", &["professor"]),
    ("gen.", &["general"]),
    ("col.", &["colonel"]),
    ("capt.", &["captain"]),
    ("sgt.", &["sergeant"]),
    ("rev.", &["reverend", "pastor"]),
    ("det.", &["detective"]),
    ("dr.", &["doctor"]),
];
/// Modifiers that change no office.
pub(super) const PASSING: &[&str] = &[
    "former",
    "then",
    "new",
    "current",
    "ex",
    "longtime",
    "late",
    "senior",
    "top",
    "embattled",
    "outgoing",
    "incoming",
];
/// Words that make an office one below it.
const RANKS: [&str; 10] =
    ["vice", "deputy", "assistant", "associate", "lieutenant", "lt.", "lt", "under", "junior", "shadow"];

/// Returns whether a word before an office makes it one below it: "vice", "deputy".
pub(super) fn is_rank(word: &str) -> bool {
    RANKS.iter().any(|rank| word.eq_ignore_ascii_case(rank))
}

/// Returns the noun of an office without "ex-".
pub(super) fn noun(word: &str) -> &str {
    match word.split_once(fold::is_hyphen) {
        Some((ex, noun)) if ex.eq_ignore_ascii_case("ex") && !noun.is_empty() => noun,
        _ => word,
    }
}

/// Returns a bit for the office in a name's title, with its rank: "President", "Sen." as "Senator"; 0 where it has none but "Mr." or its like.
pub(super) fn titled(surface: &Surface<'_>, mention: &Mention) -> u64 {
    let Some(title) = mention.title.filter(|_| Address::of(surface, mention) == Address::None) else { return 0 };
    // "Secretary of State"
    let words = surface.tokens_in(title).take_while(|&i| !surface.tokens[i].is(WordClass::PREPOSITION));
    let words = words.filter(|&i| !surface.tokens[i].is(WordClass::KIN)); // "Cousin Ann"
    let (mut rank, mut office) = (0, 0);
    for i in words {
        let word = noun(surface.word(i));
        if is_rank(word) {
            rank = 1;
        }
        let short = SHORT.iter().find(|(short, _)| word.eq_ignore_ascii_case(short));
        office = fold::key(short.map_or(word, |(_, nouns)| nouns[0]));
    }
    if office == 0 { 0 } else { bit(hash::join(rank, office)) }
}

/// An office or another noun for somebody, and what tells it from others; 0 is what is not told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Office {
    noun: u64,
    /// "vice" before it.
    rank: u64,
    /// "finance" before it.
    field: u64,
    /// Who owns it or whose it is, where a name says so.
    of: u64,
    /// The same, where a noun says so: "of health".
    of_noun: u64,
}

impl Office {
    /// Whether both cannot be of one: the same noun, and something else that tells.
    fn differs(self, other: Self) -> bool {
        let told = |own: u64, other: u64| own != 0 && other != 0 && own != other;
        self.noun == other.noun
            && (self.rank != other.rank
                || told(self.field, other.field)
                || told(self.of, other.of)
                || told(self.of_noun, other.of_noun))
    }
}

/// What somebody is called so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Offices {
    list: [Office; 6],
    len: u8,
}

impl Offices {
    pub(super) fn add(&mut self, office: Office) {
        let all = &self.list[..self.len as usize];
        if office.noun != 0 && self.len < 6 && !all.contains(&office) {
            self.list[self.len as usize] = office;
            self.len += 1;
        }
    }

    /// Whether these are called by its noun, and all of them are others.
    pub(super) fn exclude(&self, office: Office) -> bool {
        let mut same =
            self.list[..self.len as usize].iter().filter(|o| o.noun == office.noun && o.noun != 0).peekable();
        same.peek().is_some() && same.all(|o| o.differs(office))
    }
}

/// Reads offices off the mentions of one document.
pub(super) struct Reader<'s> {
    surface: &'s Surface<'s>,
    mentions: &'s [Mention],
    /// For each name the number of who has it.
    names: &'s [Option<u32>],
    /// Who is called so.
    by_text: FxHashMap<u64, u32>,
}

/// Words before a noun that name nobody.
const PLAIN: WordClass = WordClass::TITLE_WORD
    .union(WordClass::TITLE)
    .union(WordClass::ROLE)
    .union(WordClass::DEMONYM)
    .union(WordClass::DETERMINER)
    .union(WordClass::COMMON)
    .union(WordClass::ORDINARY);

/// Words that qualify nobody.
const FUNCTION: WordClass = WordClass::PREPOSITION
    .union(WordClass::CONJUNCTION)
    .union(WordClass::SUBORDINATOR)
    .union(WordClass::DETERMINER)
    .union(WordClass::AUXILIARY)
    .union(WordClass::ADVERB)
    .union(WordClass::PERSONAL)
    .union(WordClass::RELATIVE)
    .union(WordClass::NUMBER_WORD);

impl<'s> Reader<'s> {
    pub(super) fn new(surface: &'s Surface<'s>, mentions: &'s [Mention], names: &'s [Option<u32>]) -> Self {
        let named = mentions.iter().zip(names).filter(|(m, _)| m.form == Form::Name);
        let by_text =
            named.filter_map(|(m, &name)| Some((hash::lower(m.span.of(surface.text).as_bytes()), name?))).collect();
        Self { surface, mentions, names, by_text }
    }

    /// Returns what mention `i` names, whose noun is token `head` of the `tokens` that it takes.
    pub(super) fn told(&self, i: usize, within: Within, tokens: Range<usize>, head: usize) -> Office {
        let mention = &self.mentions[i];
        let (tokens, head) = match (mention.form, mention.title) {
            (Form::Nominal, _) => (tokens, head),
            (Form::Name, Some(title)) => {
                let title = self.surface.tokens_in(title);
                (title.clone(), title.end - 1)
            }
            _ => return Office::default(),
        };
        let word = noun(self.surface.word(head));
        let short = SHORT.iter().find(|(short, _)| word.eq_ignore_ascii_case(short));
        let mut office = Office { noun: fold::key(short.map_or(word, |(_, nouns)| nouns[0])), ..Office::default() };
        if mention.form == Form::Nominal {
            office.field = self.qualifier(tokens.start, head);
        }
        self.add_modifiers(&mut office, tokens.start..head, mention.form == Form::Name);
        let named = |m: u32| (self.mentions[m as usize].form == Form::Name).then(|| self.names[m as usize]).flatten();
        let key = |entity: u32| u64::from(entity) + 1;
        if let Some(of) = within.owner.or(within.complement).and_then(named) {
            office.of = key(of);
        }
        // "A man of facts" may be a man of means.
        let anybody = ANYBODY.iter().any(|noun| word.eq_ignore_ascii_case(noun));
        if mention.form == Form::Nominal && office.of == 0 && !anybody {
            office.of_noun = self.complement(head);
        }
        office
    }

    /// "Vermont" of "the Vermont senator", "finance" of "the deputy finance minister".
    fn add_modifiers(&self, office: &mut Office, tokens: Range<usize>, titled: bool) {
        let mut i = tokens.start;
        while i < tokens.end {
            let (token, word) = (&self.surface.tokens[i], self.surface.word(i));
            let key = fold::key(word);
            if is_rank(word) {
                office.rank = hash::join(office.rank, 1);
            } else if nation::of(word).is_some() || PASSING.iter().any(|p| word.eq_ignore_ascii_case(p)) {
            } else if token.is_capital() && !token.is_any(PLAIN) || token.is(WordClass::PLACE) && token.is_capital() {
                let run = (i..tokens.end).take_while(|&j| self.surface.tokens[j].is_capital()).count();
                let whole = self.surface.tokens[i].span.hull(self.surface.tokens[i + run - 1].span);
                let known = self.by_text.get(&hash::lower(whole.of(self.surface.text).as_bytes()));
                // In a title every word has a capital.
                if known.is_some() || token.is(WordClass::PLACE) || !titled {
                    office.of = known.map_or_else(|| fold::key(word) | 1 << 63, |&e| u64::from(e) + 1);
                    i += run - 1;
                }
            } else if token.is_any(WordClass::TITLE_WORD | WordClass::BODY_NOUN) {
                office.field = hash::join(office.field, key);
            }
            i += 1;
        }
    }

    /// "White" of "White voters": the word before a plural without an article, where it can be no verb.
    fn qualifier(&self, start: usize, head: usize) -> u64 {
        let tokens = &self.surface.tokens;
        let beside = self.surface.tokens_beside(start);
        let plural = start == head && is_plural(self.surface.word(head));
        let Some(before) = start.checked_sub(1).filter(|&b| plural && b >= beside.start) else { return 0 };
        let word = &tokens[before];
        let begins = before == beside.start
            || tokens[before - 1].kind != TokenKind::Word
            || tokens[before - 1].is_any(WordClass::PREPOSITION | WordClass::CONJUNCTION);
        let plain = word.kind == TokenKind::Word && word.cue.is_empty() && !word.is_any(FUNCTION);
        let nation = nation::of(self.surface.word(before));
        if begins && plain && nation.is_none() { fold::key(self.surface.word(before)) } else { 0 }
    }

    /// "health" of "the minister of health", in lower case.
    fn complement(&self, head: usize) -> u64 {
        let tokens = &self.surface.tokens;
        let of = tokens.get(head + 1).is_some_and(|_| matches!(self.surface.word(head + 1), "of" | "for"));
        let article = usize::from(tokens.get(head + 2).is_some_and(|t| t.is(WordClass::DETERMINER)));
        let noun = head + 2 + article;
        let plain = |t: &crate::token::Token| {
            t.kind == TokenKind::Word && !t.is_capital() && !t.is_any(WordClass::POSSESSIVE | WordClass::PERSONAL)
        };
        match tokens.get(noun) {
            Some(t) if of && plain(t) => fold::key(self.surface.word(noun)),
            _ => 0,
        }
    }
}
