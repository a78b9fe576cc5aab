//! What stands beside a place in a text: the words before and behind it, and what they say of who is named there.

use super::place;
use crate::entity_type::EntityType;
use crate::gazetteer::{FUNCTION, GIVEN, classes, forms};
use crate::lexicon::{Lexicon, WordClass};
use crate::text::fold::is_among;

/// A place in a text that may name somebody.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beside<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl<'t> Beside<'t> {
    pub(super) fn new(text: &'t str, start: usize, end: usize) -> Self {
        Self { text, start, end }
    }

    /// Returns what is written there.
    pub(super) fn written(self) -> &'t str {
        &self.text[self.start..self.end]
    }

    /// What follows.
    fn behind(self) -> &'t str {
        &self.text[self.end..]
    }

    /// The word that follows a space.
    fn next(self) -> &'t str {
        self.behind().strip_prefix(' ').map(first_word).unwrap_or_default()
    }

    /// The word before it, and whether a sentence begins with that.
    fn before(self) -> Option<(&'t str, bool)> {
        let (at, word) = word_before(self.text, self.start)?;
        Some((word, is_start(self.text, at)))
    }

    /// Returns whether a name stands right before it, and no title, function word or word that begins a sentence.
    pub(super) fn follows_name(self) -> bool {
        self.before().is_some_and(|(word, begins)| is_name_before(word, begins))
    }

    /// Whether the form of a company stands behind it; in a line of capitals "AS" may be a word.
    fn has_company_form(self) -> bool {
        let rest = self.behind().trim_start_matches([',', ' ']);
        let word = first_word(rest);
        let shouted = || classes(word).intersects(FUNCTION) && !self.written().contains(char::is_lowercase);
        forms::is_written_company_form(word, &rest[word.len()..]) && !shouted()
    }

    /// Returns whether a title or an honorific stands before it.
    pub(super) fn follows_title(self) -> bool {
        word_before(self.text, self.start).is_some_and(|(_, word)| is_title(word, class_of(word)))
    }

    /// Returns whether a word that may be a surname is one here: behind a given name or an initial, or a title where it is `alone` and no
    /// person's name too, and not before what makes a company of it ("Ann Lee & Co.").
    pub(super) fn is_surname(self, alone: bool) -> bool {
        let before = word_before(self.text, self.start).filter(|(_, word)| word.starts_with(char::is_uppercase));
        let Some((at, word)) = before.filter(|_| !self.text[..self.start].ends_with('\n')) else { return false };
        // "Robert E. Lee", but "Plan B. Target said", "Vitamin D. Norway".
        let initial = || {
            let name = |(_, word): (usize, &str)| {
                let known = class_of(word);
                word.starts_with(char::is_uppercase) && known.intersects(GIVEN) && !known.intersects(UNSURE)
            };
            word.len() == 2
                && word.ends_with('.')
                && (is_start(self.text, at) || word_before(self.text, at).is_some_and(name))
        };
        // "Will Ford close?", "Mark Ford down", "Plan to Sue Ford"
        let given = || {
            let known = class_of(word);
            let verb = || word_before(self.text, at).is_some_and(|(_, word)| word.eq_ignore_ascii_case("to"));
            let unsure =
                || known.intersects(FUNCTION) || known.intersects(UNSURE) && (is_start(self.text, at) || verb());
            known.intersects(GIVEN) && !word.ends_with('.') && !unsure()
        };
        // "DR Congo", "Miss Alabama"
        let addressed = || word.contains(char::is_lowercase) && word != "Miss" && self.is_titled(word);
        (given() || initial() || alone && addressed()) && !self.behind().starts_with(" &") && !self.has_company_form()
    }

    /// Returns the word before it that looks like a given name and may be another: not "Speaker Paul Duke".
    pub(super) fn given_before(self) -> Option<&'t str> {
        let (at, word) = word_before(self.text, self.start)?;
        let known = class_of(word);
        let titled = || Self::new(self.text, at, at).follows_title();
        (known.intersects(GIVEN) && !is_title(word, known) && !word.ends_with('.') && !titled()).then_some(word)
    }

    /// Returns whether it is somebody's surname, behind a given name or a title, and no longer name goes on: "Hillary Clinton said".
    pub(super) fn is_called(self) -> bool {
        self.is_surname(true) && !self.next().starts_with(char::is_uppercase)
    }

    /// Returns whether a capital says that it is a name: it begins no sentence, unless a word of saying follows, and stands in no headline,
    /// whose line ends without a mark.
    pub(super) fn is_name_in_prose(self) -> bool {
        let behind = self.behind().as_bytes();
        let behind = &behind[..behind.len().min(LONGEST_LINE)];
        let end = memchr::memchr2(b'\n', b'\r', behind).unwrap_or(behind.len());
        let last = behind[..end].iter().rev().find(|byte| **byte != b' ');
        last.is_some_and(|byte| !byte.is_ascii_alphanumeric())
            && (!is_start(self.text, self.start) || self.precedes_cue())
    }

    /// Returns whether "Jr." or the like follows.
    pub(super) fn precedes_generation(self) -> bool {
        forms::is_generation(self.next())
    }

    /// Returns whether a word of saying follows.
    pub(super) fn precedes_cue(self) -> bool {
        !Lexicon::shipped().get(self.next()).cue.is_empty()
    }

    /// Whether the word before it titles one who is called by it alone: "Mr. Duke", "Sen. Warren"; not "Former Texas governor" or "Judge
    /// Texas Rangers".
    fn is_titled(self, word: &str) -> bool {
        let known = class_of(word);
        let title = is_title(word, known)
            && !known.contains(WordClass::TITLE_WORD)
            && !self.next().starts_with(char::is_uppercase);
        title || forms::is_honorific(word)
    }

    /// Returns whether a longer name goes on behind it: "George Brelard University" is nobody.
    pub(super) fn is_of_body(self) -> bool {
        let next = self.next();
        next.starts_with(char::is_uppercase)
            && classes(next).intersects(WordClass::ORGANIZATION_HEAD | WordClass::PLACE_HEAD)
    }

    /// Returns whether the words beside it name somebody else than `name`: "Bob Lee", where Ann Lee is meant; "Lee Roe", "Lee & Roe",
    /// "Lee University", "Lee Jr.", "Mrs Lee" of a man. `is_thing` says of a place in the text whether a place or a body of the list begins
    /// there, which is nobody's surname: "Clinton Benghazi emails".
    pub(super) fn is_of_another(self, name: &str, is_thing: impl Fn(usize) -> bool) -> bool {
        let is_own = |word: &str| name.split_whitespace().skip(1).any(|part| part.trim_end_matches(['.', ',']) == word);
        // A small letter begins no name and no title.
        let before = word_before(self.text, self.start);
        if let Some((at, word)) = before.filter(|(_, word)| word.starts_with(char::is_uppercase)) {
            let address = class_of(word);
            if is_title(word, address) {
                // Behind her titles: "Mr. Lee" is not Dr. Ann Lee.
                let given = forms::given_name(name).map(|given| classes(given.trim_end_matches('.')));
                let own = |class| given.is_some_and(|given| given.intersects(class));
                let (he, she) = (own(WordClass::GIVEN_MALE), own(WordClass::GIVEN_FEMALE));
                return address.contains(WordClass::TITLE_FEMALE) && he && !she
                    || address.contains(WordClass::TITLE_MALE) && she && !he;
            }
            // A word that nobody knows, in capitals: a name.
            let bare = word.trim_end_matches('.');
            let joined = bare.len() == 2 && !bare.chars().any(char::is_lowercase) && !word.ends_with('.');
            let initials = bare.chars().count() == 1 || bare.contains('.') || joined;
            // "Joining Rubio was …"
            let verb = || is_participle(word) && is_start(self.text, at);
            let named = address.intersects(GIVEN) || address.is_empty() && !verb();
            // "Wasserman Schultz" is who is called Debbie Wasserman Schultz.
            if initials || named && !word.ends_with('.') && !is_own(bare) {
                return true;
            }
        }
        let behind = self.behind();
        if self.text[..self.start].ends_with("& ") || behind.starts_with(" &") {
            return true;
        }
        let Some(behind) = behind.strip_prefix(' ').filter(|behind| behind.starts_with(char::is_uppercase)) else {
            return false;
        };
        let next = first_word(behind);
        if forms::is_generation(next) {
            return !is_own(next);
        }
        let mut letters = next.chars();
        if !(letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)) {
            return false;
        }
        let head = WordClass::ORGANIZATION_HEAD | WordClass::PLACE_HEAD;
        let given = || classes(self.written()).intersects(GIVEN) && !is_thing(self.end + 1);
        given() || classes(next).intersects(head) || forms::is_company_form(next)
    }

    /// Returns whether the words beside a common word do not say that it is one, where who is so called has been named in full;
    /// `personal` where that is a person, whom all call by the surname; a body is one where a sentence begins before an auxiliary only if
    /// it is `used` as a name elsewhere, or no such word can be a subject without an article: "Change is hard", "Target has stores".
    pub(super) fn is_name(self, personal: bool, used: bool) -> bool {
        let before = self.before();
        let (behind, next) = (self.behind(), self.next());
        // "5 May", "May 2017"
        let digit = |c: char| c.is_ascii_digit();
        if self.text[..self.start].trim_end_matches(' ').ends_with(digit)
            || behind.trim_start_matches([',', ' ']).starts_with(digit)
        {
            return false;
        }
        let own = classes(self.written());
        // "in May", "last Summer"
        if own.contains(WordClass::CALENDAR) && before.is_some_and(|(word, _)| is_before_a_date(word)) {
            return false;
        }
        // "Brian May", "Fox News"
        if before.is_some_and(|(word, begins)| is_name_before(word, begins)) {
            return false;
        }
        let possessive = behind.starts_with(['’', '\'']);
        if possessive || self.precedes_cue() {
            return true;
        }
        // A sentence begins with a capital in any case, and a title has many.
        let begins = is_start(self.text, self.start);
        if !begins {
            return !next.starts_with(char::is_uppercase);
        }
        // "Time will tell", "May the best win"; but "Target has stores", "May has left": what is counted needs an article before it.
        let subject = personal && own.contains(WordClass::CALENDAR) || !needs_no_article(self.written());
        if FINITE.contains(&next) {
            return subject && (personal || used || needs_article(self.written()));
        }
        let carries_on = next.is_empty() || classes(next).intersects(FUNCTION | WordClass::PERSONAL);
        !next.starts_with(char::is_uppercase) && !carries_on && (personal || subject)
    }

    /// Whether a report is dated from it: "ASHFORD (AP) — It rained."
    fn is_dateline(self) -> bool {
        let begins = self.text[..self.start].trim_end_matches(' ').ends_with('\n') || self.start == 0;
        let capitals = !self.written().chars().any(char::is_lowercase);
        let part = |mark: &str| self.behind().starts_with(mark);
        begins && capitals && [" (", ", ", " - ", " – ", " — ", " -- "].into_iter().any(part)
    }

    /// Whether the words before it say where something is, or where somebody goes to: "in Jordan", "flew back to Jordan".
    fn is_where(self) -> bool {
        let Some((at, word)) = word_before(self.text, self.start) else { return false };
        // "in Warren’s camp"
        let owns = || self.behind().starts_with(['’', '\'']);
        if place::is_of_places(word) {
            return !(word.eq_ignore_ascii_case("in") && owns());
        }
        if !place::is_of_ways(word) || owns() || self.is_of_body() {
            return false;
        }
        let mut verb = word_before(self.text, at);
        if let Some((at, _)) = verb.filter(|(_, word)| place::is_passed_over(word)) {
            verb = word_before(self.text, at);
        }
        verb.is_some_and(|(_, verb)| place::is_of_motion(verb))
    }

    /// Returns the type that the words beside it speak for.
    pub(super) fn kind(self) -> Option<EntityType> {
        if self.follows_title() {
            return Some(EntityType::Person);
        }
        if self.is_where() || self.is_dateline() {
            return Some(EntityType::Place);
        }
        self.has_company_form().then_some(EntityType::Organization)
    }
}

/// Whether the word before a common word is a name, and not one that a sentence begins with or that says what somebody is: "But May",
/// "Retailer Target".
fn is_name_before(word: &str, begins: bool) -> bool {
    if !word.starts_with(char::is_uppercase) || word.ends_with('.') && word.len() > 2 {
        return false;
    }
    let known = class_of(word);
    let of_grammar = FUNCTION | WordClass::PERSONAL | WordClass::RELATIVE | WordClass::ADVERB | WordClass::ROLE;
    let at_start = WordClass::COMMON | WordClass::BODY_NOUN | WordClass::GROUP_NOUN | WordClass::NEGATION;
    !(known.intersects(of_grammar) || begins && known.intersects(at_start))
}

/// Classes of words that are given names and something else.
const UNSURE: WordClass = FUNCTION.union(WordClass::COMMON).union(WordClass::ORDINARY).union(WordClass::CALENDAR);

/// Auxiliaries that follow a subject, as a singular has them.
const FINITE: [&str; 15] = [
    "is", "was", "has", "had", "does", "did", "will", "would", "can", "could", "may", "might", "shall", "should",
    "must",
];

/// Whether a common word surely needs an article where it is a subject and no name.
fn needs_article(word: &str) -> bool {
    const WORDS: [&str; 12] =
        ["ally", "band", "chase", "city", "express", "gap", "insider", "mark", "post", "square", "stripe", "target"];
    is_among(word, &WORDS)
}

/// Whether a noun may be a subject without an article, as what is not counted may, and what is more than one: "Time is short".
fn needs_no_article(word: &str) -> bool {
    const WORDS: [&str; 36] = [
        "chance",
        "christmas",
        "commerce",
        "dawn",
        "east",
        "energy",
        "faith",
        "fall",
        "fame",
        "focus",
        "freedom",
        "grace",
        "home",
        "hope",
        "joy",
        "justice",
        "liberty",
        "life",
        "love",
        "mercy",
        "money",
        "nature",
        "news",
        "north",
        "peace",
        "people",
        "police",
        "power",
        "progress",
        "rush",
        "south",
        "time",
        "trust",
        "victory",
        "west",
        "work",
    ];
    let lower = word.to_lowercase();
    let plural = lower.ends_with('s') && !lower.ends_with("ss");
    WORDS.contains(&lower.as_str()) || plural || classes(word).contains(WordClass::CALENDAR)
}

/// Whether a word is a form of a verb by its ending: "Joining", "Accused".
fn is_participle(word: &str) -> bool {
    word.ends_with("ing") || word.ends_with("ed")
}

/// Whether a sentence, or what is quoted, begins at `at`.
fn is_start(text: &str, at: usize) -> bool {
    !text[..at].trim_end_matches([' ', '“', '"', '‘', '(']).ends_with(|c: char| c.is_alphanumeric() || c == ',')
}

/// The word that a text begins with, as far as a word may be long.
pub(super) fn first_word(text: &str) -> &str {
    // The common case: a word of ASCII.
    let length = text.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    if length == LONGEST || text.as_bytes().get(length).is_none_or(u8::is_ascii) {
        return &text[..length];
    }
    let mut letters = text.char_indices().take(LONGEST);
    let end = letters.find(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at);
    &text[..end.or_else(|| text.char_indices().nth(LONGEST).map(|(at, _)| at)).unwrap_or(text.len())]
}

/// Letters of the longest word beside a match that is looked at.
const LONGEST: usize = 24;

/// A line is read so far, in bytes.
const LONGEST_LINE: usize = 4096;

/// Words that months and seasons follow.
fn is_before_a_date(word: &str) -> bool {
    const WORDS: [&str; 22] = [
        "in", "by", "since", "until", "till", "last", "next", "this", "of", "early", "late", "mid", "during", "for",
        "from", "to", "before", "after", "through", "on", "every", "each",
    ];
    is_among(word, &WORDS)
}

/// The classes of a word that may have a full stop; "Gov." is a title with it alone.
fn class_of(word: &str) -> WordClass {
    let bare = word.trim_end_matches('.');
    let known = classes(bare);
    if bare.len() < word.len() { known | classes(word) } else { known }
}

/// Whether a word of such classes is a title or an honorific, written as before a name.
fn is_title(word: &str, classes: WordClass) -> bool {
    let titles = WordClass::TITLE | WordClass::TITLE_MALE | WordClass::TITLE_FEMALE;
    word.starts_with(char::is_uppercase) && (classes.intersects(titles) || forms::is_honorific(word))
}

/// The word before `start`, with its full stop, and where it begins, if a space alone parts them.
pub(super) fn word_before(text: &str, start: usize) -> Option<(usize, &str)> {
    let before = text[..start].strip_suffix([' ', '\u{A0}', '\n'])?;
    // The common case: a word of ASCII.
    let of_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
    let length = before.bytes().rev().take(LONGEST).take_while(of_word).count();
    let (rest, word) = before.as_bytes().split_at(before.len() - length);
    if length == LONGEST || rest.last().is_none_or(u8::is_ascii) {
        return word.iter().any(u8::is_ascii_alphabetic).then(|| (rest.len(), &before[rest.len()..]));
    }
    let mut letters = before.char_indices().rev().take(LONGEST);
    let begin = letters.find(|(_, c)| !c.is_alphanumeric() && *c != '.').map(|(at, c)| at + c.len_utf8());
    let begin = begin.or_else(|| before.char_indices().rev().nth(LONGEST - 1).map(|(at, _)| at)).unwrap_or(0);
    let word = &before[begin..];
    word.chars().any(char::is_alphabetic).then_some((begin, word))
}
