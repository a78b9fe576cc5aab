//! Where names stand: runs of capitalised words, with the particles, connectives and suffixes inside them.

use std::ops::Range;

use super::Draft;
use super::title;
use super::vocabulary::{FUNCTION, Vocabulary, is_given, is_honorific};
use crate::lexicon::{CueClass, Lexicon, WordClass};
use crate::surface::Surface;
use crate::text::fold;
use crate::token::{Shape, Token, TokenKind};

/// Ordinary words, which are no names where a capital is asked of any word.
const PLAIN: WordClass = WordClass::COMMON.union(WordClass::ORDINARY);
/// No name has more tokens; a longer run is cut here, which keeps a line of capitals from being one name.
const LONGEST: usize = 12;

/// Returns the names, ascending and disjoint, with their titles.
pub(super) fn find(surface: &Surface<'_>, vocabulary: &Vocabulary) -> Vec<Draft> {
    let finder = Finder { surface, vocabulary, tokens: &surface.tokens };
    let mut names: Vec<Draft> = Vec::new();
    let mut at = 0;
    while at < surface.tokens.len() {
        let loud = finder.tokens[at].kind == TokenKind::Word && vocabulary.is_loud(surface, at);
        let begins = if loud { finder.begins_in_headline(at) } else { finder.begins(at) };
        if !begins {
            at += 1;
            continue;
        }
        let end = if loud { finder.headline_end(at) } else { finder.end(at) };
        title::split(surface, vocabulary, at..end, &mut names);
        at = end;
    }
    names
}

struct Finder<'s, 't> {
    surface: &'s Surface<'t>,
    vocabulary: &'s Vocabulary,
    tokens: &'s [Token],
}

impl Finder<'_, '_> {
    /// Whether a name may begin at token `i` of running text.
    fn begins(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        if token.kind != TokenKind::Word || !self.looks_like_name(i) {
            return false;
        }
        if self.follows_honorific(i) {
            return true;
        }
        if !self.vocabulary.is_start(i) {
            return self.goes_on(i, i);
        }
        self.begins_sentence(i)
    }

    /// "Twenty-four", "two-thirds".
    fn is_compound_number(&self, i: usize) -> bool {
        let number = |part: &str| Lexicon::shipped().get(&part.to_lowercase()).classes.contains(WordClass::NUMBER_WORD);
        self.surface.word(i).split_once(fold::is_hyphen).is_some_and(|(part, _)| number(part))
    }

    /// "Mr. Will", "Ms. Long": after such a title any capitalised word is a name.
    fn follows_honorific(&self, i: usize) -> bool {
        let before = i.checked_sub(1).map(|b| &self.tokens[b]);
        before.is_some_and(|b| is_honorific(self.surface.text, b))
            && self.tokens[i].is_capital()
            && self.surface.sentence_of(i - 1) == self.surface.sentence_of(i)
    }

    /// Whether the capital at a sentence's start is a name's.
    fn begins_sentence(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        let next_is_name = self.continues(i, i + 1);
        if token.shape.contains(Shape::ALL_CAPITALS) && self.surface.word(i).len() > 1 {
            return !token.is_any(FUNCTION.union(PLAIN)) || self.vocabulary.is_proper(i);
        }
        if token.is(WordClass::NUMBER_WORD) || self.is_compound_number(i) {
            return self.heads_body(i + 1);
        }
        if token.is(WordClass::CALENDAR) || token.is_any(FUNCTION) {
            // "Will Smith said", but "Will Smith win?".
            let person = next_is_name && !self.is_question(i) && !self.vocabulary.is_lower(i);
            return is_given(token) && (person || token.is(WordClass::AUXILIARY) && self.vocabulary.is_proper(i));
        }
        if self.vocabulary.is_proper(i) || self.vocabulary.is_surname(i) && self.acts(i + 1) {
            return true;
        }
        if self.vocabulary.is_lower(i) {
            return next_is_name && (token.is_any(WordClass::TITLE) || is_given(token));
        }
        let known = is_given(token) || token.is_any(WordClass::PLACE | WordClass::DEMONYM);
        let ordinary = token.is_any(PLAIN) || !token.cue.is_empty();
        if known && (!ordinary || next_is_name) {
            return true;
        }
        if token.is_any(WordClass::TITLE | WordClass::ORGANIZATION_HEAD | WordClass::PLACE_FIRST | WordClass::ROLE) {
            return next_is_name || !ordinary && token.is(WordClass::ORGANIZATION_HEAD) && self.names_body(i);
        }
        if ordinary || token.is_any(WordClass::GROUP_NOUN | WordClass::BODY_NOUN | WordClass::KIN) {
            // "Food and Drug Administration", "State Department".
            return next_is_name && self.heads_body(i + 1);
        }
        let word = self.surface.word(i);
        // "Wines believes": a plural would take "believe".
        let surname = word.ends_with('s') && self.one_speaks(i + 1);
        next_is_name || surname || !is_inflected(word) && !is_form_of_plain(word)
    }

    /// Whether a verb of saying or a helper verb stands at `i`, behind an adverb, or a comma.
    fn acts(&self, i: usize) -> bool {
        let verb = |t: &Token| t.cue.contains(CueClass::FINITE) || t.is(WordClass::AUXILIARY);
        self.tokens.get(i).is_some_and(|t| {
            verb(t)
                || matches!(t.kind, TokenKind::Comma | TokenKind::Possessive)
                || t.is(WordClass::ADVERB) && self.tokens.get(i + 1).is_some_and(verb)
        })
    }

    /// Whether one person speaks or thinks at `i`: "believes".
    fn one_speaks(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| {
            t.cue.contains(CueClass::FINITE)
                && !t.cue.contains(CueClass::NOUN)
                && t.span.of(self.surface.text).ends_with('s')
        })
    }

    /// A word of a body's name that needs no other: "Congress", "Reuters".
    fn names_body(&self, i: usize) -> bool {
        !self.tokens[i].is_any(WordClass::BODY_NOUN | WordClass::GROUP_NOUN | WordClass::ORDINARY)
            || self.surface.word(i).len() > 6
    }

    /// Whether the run of capitals from `i` ends in the head of an organisation or place.
    fn heads_body(&self, i: usize) -> bool {
        let mut last = None;
        for at in i..(i + LONGEST).min(self.tokens.len()) {
            if !self.continues(i - 1, at) {
                break;
            }
            last = Some(at);
        }
        last.is_some_and(|l| self.tokens[l].is_any(WordClass::ORGANIZATION_HEAD | WordClass::PLACE_HEAD))
    }

    fn is_question(&self, i: usize) -> bool {
        let end = self.surface.tokens_beside(i).end.min(i + 60);
        self.tokens[i..end].iter().any(|t| t.kind == TokenKind::Terminator && t.span.of(self.surface.text) == "?")
    }

    fn looks_like_name(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        token.is_capital() || token.kind == TokenKind::Word && has_prefixed_particle(self.surface.word(i))
    }

    /// Whether token `i` goes on with a name that has reached `i - 1`: a capital in the same sentence.
    fn continues(&self, start: usize, i: usize) -> bool {
        i < self.tokens.len()
            && self.tokens[i].kind == TokenKind::Word
            && self.tokens[i].shape.contains(Shape::SPACE_BEFORE)
            && self.surface.sentence_of(i) == self.surface.sentence_of(start)
            && self.looks_like_name(i)
            && (self.goes_on(start, i) || self.follows_honorific(i))
    }

    /// Whether the capitalised word at `i` is no function word or date.
    fn goes_on(&self, start: usize, i: usize) -> bool {
        let token = &self.tokens[i];
        let word = self.surface.word(i);
        let all_capitals = token.shape.contains(Shape::ALL_CAPITALS);
        if token.is(WordClass::CALENDAR) {
            // "Theresa May" and "April Lee" are names, "May 4" is none.
            let number = self.tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Number);
            let after_name = i > start && (is_given(&self.tokens[i - 1]) || self.tokens[i - 1].is(WordClass::TITLE));
            let given = is_given(token) && i == start && self.continues(i, i + 1);
            let dated = i > 0 && self.tokens[i - 1].is(WordClass::PREPOSITION);
            return !number && (after_name || given && !dated);
        }
        if token.is_any(FUNCTION) {
            let name_too = token.is_any(WordClass::AUXILIARY | WordClass::PARTICLE | WordClass::PLACE);
            return all_capitals && word.len() > 1 && token.is(WordClass::WE)
                || all_capitals && token.is_any(WordClass::ORGANIZATION_HEAD)
                || name_too && (is_given(token) || token.is(WordClass::PARTICLE)) && word.len() > 1;
        }
        true
    }

    /// The end of the name that begins at `start`.
    fn end(&self, start: usize) -> usize {
        let mut end = start + 1;
        while end - start < LONGEST {
            let next = self.next_end(start, end);
            if next == end {
                break;
            }
            end = next;
        }
        end
    }

    fn next_end(&self, start: usize, end: usize) -> usize {
        if self.continues(start, end) {
            return end + 1;
        }
        let Some(token) = self.tokens.get(end) else { return end };
        if self.surface.sentence_of(end) != self.surface.sentence_of(start) {
            return end;
        }
        match token.kind {
            TokenKind::Word => self.joined_end(start, end),
            TokenKind::Comma if self.is_suffix(end + 1) => end + 2,
            TokenKind::Mark | TokenKind::Open if self.holds_nickname(start, end) => end + 4,
            TokenKind::Symbol if token.span.of(self.surface.text) == "&" && self.continues(start, end + 1) => end + 2,
            // "Channel 4", "Apollo 11"; a date's number stays out, since dates begin no name.
            TokenKind::Number
                if end == start + 1
                    && self.surface.word(end).len() < 3
                    && self.tokens[start].is_any(WordClass::ORGANIZATION_HEAD) =>
            {
                end + 1
            }
            _ => end,
        }
    }

    /// Whether a nickname in marks stands at `at`, and the surname behind it: "Robert “Bob” Dole".
    fn holds_nickname(&self, start: usize, at: usize) -> bool {
        let Some([open, nickname, close]) = self.tokens.get(at..at + 3) else { return false };
        let marked = open.kind == TokenKind::Mark && close.kind == TokenKind::Mark;
        let bracketed = open.kind == TokenKind::Open && close.kind == TokenKind::Close && is_given(nickname);
        (marked || bracketed)
            && is_given(&self.tokens[start])
            && open.shape.contains(Shape::SPACE_BEFORE)
            && nickname.kind == TokenKind::Word
            && nickname.is_capital()
            && !nickname.shape.contains(Shape::SPACE_BEFORE)
            && self.continues(start, at + 3)
    }

    /// The end after particles ("van der Berg") or a connective ("University of Kent") and the word behind them.
    fn joined_end(&self, start: usize, end: usize) -> usize {
        let mut at = end;
        while at < end + 3 && self.tokens.get(at).is_some_and(|t| t.is(WordClass::PARTICLE) && !t.is_capital()) {
            at += 1;
        }
        let person = |t: &Token| !t.is_any(FUNCTION.union(WordClass::PLACE));
        let plain = self.tokens[end].is_any(WordClass::PREPOSITION | WordClass::CONJUNCTION | WordClass::SUBORDINATOR);
        if at > end && !plain && person(&self.tokens[end - 1]) && self.continues(start, at) {
            return at + 1;
        }
        let word = self.surface.word(end);
        let article = end + 1 + usize::from(self.tokens.get(end + 1).is_some_and(|t| is_article(self.surface, t)));
        let left = &self.tokens[start..end];
        let head = WordClass::ORGANIZATION_HEAD.union(WordClass::PLACE_HEAD).union(WordClass::BODY_NOUN);
        match word {
            "of" if left.iter().any(|t| t.is_any(head)) && self.continues(start, article) => article + 1,
            "for" if left.last().is_some_and(|t| t.is_any(head)) && self.continues(start, article) => article + 1,
            "and" if self.joins_body(start, end) => end + 2,
            _ => end,
        }
    }

    /// Whether "and" at `at` stands inside one name: "Food and Drug Administration", "Centers for Disease Control and
    /// Prevention".
    fn joins_body(&self, start: usize, at: usize) -> bool {
        if !self.continues(start, at + 1) {
            return false;
        }
        let left = &self.tokens[start..at];
        let right = &self.tokens[at + 1];
        let plain = |t: &Token| t.is_any(WordClass::ORDINARY | WordClass::TITLE_WORD | WordClass::BODY_NOUN);
        let connected = left.iter().any(|t| matches!(t.span.of(self.surface.text), "of" | "for"));
        if connected {
            return left.last().is_some_and(plain) && plain(right);
        }
        left.last().is_some_and(plain) && plain(right) && self.heads_body(at + 1)
    }

    /// "Jr.", "III" or "Inc." after a comma.
    fn is_suffix(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| {
            let word = self.surface.word(i).trim_end_matches('.');
            t.is_capital() && matches!(word, "Jr" | "Sr" | "II" | "III" | "IV" | "Inc" | "Ltd" | "LLC" | "Corp")
        })
    }

    /// In a headline, whether a name begins at `i`: only what the body, the lexicon or a title vouches for.
    fn begins_in_headline(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        if !self.looks_like_name(i) || token.is_any(FUNCTION) && !self.vocabulary.is_proper(i) {
            return false;
        }
        self.vouched(i)
            || token.is(WordClass::TITLE) && self.tokens.get(i + 1).is_some_and(|t| t.is_capital()) && {
                let next = &self.tokens[i + 1];
                !next.is_any(FUNCTION) && (self.vouched(i + 1) || !self.is_plain(i + 1))
            }
    }

    /// Whether something besides the headline says that the word is a name.
    fn vouched(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        if token.kind != TokenKind::Word || token.is(WordClass::CALENDAR) || self.vocabulary.is_lower(i) {
            return false;
        }
        self.vocabulary.is_proper(i)
            || !self.is_plain(i) && (is_given(token) || token.is_any(WordClass::PLACE | WordClass::DEMONYM))
    }

    fn is_plain(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        let nouns = WordClass::ORDINARY | WordClass::COMMON | WordClass::GROUP_NOUN | WordClass::BODY_NOUN;
        token.is_any(nouns | FUNCTION | WordClass::ROLE | WordClass::TITLE)
            || !token.cue.is_empty()
            || self.vocabulary.is_lower(i)
            || !is_given(token) && is_form_of_plain(self.surface.word(i))
    }

    fn headline_end(&self, start: usize) -> usize {
        let mut end = start + 1;
        while end - start < LONGEST && self.continues(start, end) {
            let after_given = is_given(&self.tokens[end - 1]) && !self.tokens[end - 1].is(WordClass::PLACE);
            let after_title = self.tokens[end - 1].is(WordClass::TITLE);
            if !(self.vouched(end)
                || self.tokens[end].is_any(WordClass::TITLE)
                || self.tokens[end].is(WordClass::ORGANIZATION_HEAD) && !self.tokens[end].is(WordClass::ORDINARY)
                || (after_given || after_title) && !self.is_plain(end))
            {
                break;
            }
            end += 1;
        }
        end
    }
}

fn is_article(surface: &Surface<'_>, token: &Token) -> bool {
    matches!(token.span.of(surface.text), "the" | "The")
}

/// "al-Maliki", "el-Sisi", "d'Estaing": a particle in lower case written on.
fn has_prefixed_particle(word: &str) -> bool {
    let Some(at) = word.find(|c: char| fold::is_hyphen(c) || matches!(c, '\'' | '’')).filter(|&at| at <= 3) else {
        return false;
    };
    let particle =
        matches!(&word[..at], "al" | "el" | "ul" | "as" | "an" | "ash" | "ad" | "az" | "bin" | "d" | "l" | "t");
    particle && word[at..].chars().nth(1).is_some_and(char::is_uppercase)
}

/// Endings that verbs, adverbs and abstract nouns have and names hardly ever.
fn is_inflected(word: &str) -> bool {
    let long = |suffix: &str, least: usize| word.len() >= least && word.ends_with(suffix);
    long("ing", 6)
        || long("ly", 6)
        || long("ed", 6)
        || long("tion", 7)
        || long("ment", 7)
        || long("ness", 7)
        || long("ity", 7)
        || long("ism", 6)
        || long("ists", 7)
        || long("ers", 7)
        || long("ous", 6)
        || long("able", 6)
        || long("ful", 6)
        || long("less", 7)
        || long("ings", 7)
        || long("ions", 7)
        || long("n't", 4)
        || long("n’t", 4)
        || long("'ve", 4)
        || long("'re", 4)
        || long("'ll", 4)
}

/// Whether a word is the plural, past or participle of an ordinary word: "Bridges", "Wins".
fn is_form_of_plain(word: &str) -> bool {
    let lower = word.to_lowercase();
    let plain = |stem: &str| Lexicon::shipped().get(stem).classes.intersects(PLAIN);
    ["s", "es", "ed", "d", "ing"]
        .iter()
        .any(|ending| lower.strip_suffix(ending).is_some_and(|stem| stem.len() > 2 && plain(stem)))
}

/// The tokens of a range.
pub(super) fn slice<'s>(surface: &'s Surface<'_>, range: &Range<usize>) -> &'s [Token] {
    surface.tokens.get(range.clone()).unwrap_or(&[])
}
