//! Word classes: what the files of `lexicons/` say of a single word, looked up once for each token.
//!
//! Takes plain text files, one entry a line, whose header names class, format, source, licence and count; gives one hash
//! table from the lower-cased word to its classes. Knows nothing of tokens or sentences.

use std::sync::{Arc, LazyLock};

use bitflags::bitflags;
use rustc_hash::FxHashMap;

use crate::Error;
use cue::Entry;
use file::{Header, entries, wrong};

pub use cue::{CueClass, CueFrames, CuePart, Meaning, Taken};

mod cue;
pub(crate) mod file;

bitflags! {
    /// What a lower-cased word can be; one word may be several things.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct WordClass: u64 {
        /// Title that stands before a name: "president", "sen.", "dr.".
        const TITLE = 1;
        /// Title of men, or noun for them: "mr.", "sir", "husband".
        const TITLE_MALE = 1 << 1;
        /// Title of women, or noun for them: "mrs.", "lady", "spokeswoman".
        const TITLE_FEMALE = 1 << 2;
        /// Noun for one person by what they do: "spokesman", "leader".
        const ROLE = 1 << 3;
        /// Noun for several people: "officials", "police", "residents".
        const GROUP_NOUN = 1 << 4;
        /// Noun for a body or a document that speaks: "ministry", "bank", "report", "poll".
        const BODY_NOUN = 1 << 5;
        /// Word that heads an organisation's name: "University", "Inc.", "Party".
        const ORGANIZATION_HEAD = 1 << 6;
        /// Word that heads a place's name: "County", "River".
        const PLACE_HEAD = 1 << 7;
        /// Country, large city, state or continent written as one word.
        const PLACE = 1 << 8;
        /// Adjective or noun of a nation, faith or party: "Iraqi", "Democrats".
        const DEMONYM = 1 << 9;
        /// Month or day of the week.
        const CALENDAR = 1 << 10;
        /// Given name, mostly of men.
        const GIVEN_MALE = 1 << 11;
        /// Given name, mostly of women.
        const GIVEN_FEMALE = 1 << 12;
        /// Particle inside a name: "al", "van", "de".
        const PARTICLE = 1 << 13;
        /// "he", "him", "his", "himself".
        const HE = 1 << 14;
        /// "she", "her", "hers", "herself".
        const SHE = 1 << 15;
        /// "they", "them", "their".
        const THEY = 1 << 16;
        /// "it", "its".
        const IT = 1 << 17;
        /// "I", "me", "my".
        const I = 1 << 18;
        /// "we", "us", "our".
        const WE = 1 << 19;
        /// "you", "your".
        const YOU = 1 << 20;
        /// "who", "which", "whom".
        const RELATIVE = 1 << 21;
        /// Possessive form of a pronoun: "his", "their".
        const POSSESSIVE = 1 << 22;
        /// Form that is an object only: "him", "them", "me".
        const OBJECT_FORM = 1 << 23;
        /// "the", "a", "this", "some".
        const DETERMINER = 1 << 24;
        /// Preposition.
        const PREPOSITION = 1 << 25;
        /// "and", "or", "but".
        const CONJUNCTION = 1 << 26;
        /// "that", "because", "if", "while".
        const SUBORDINATOR = 1 << 27;
        /// "is", "has", "will", "did".
        const AUXILIARY = 1 << 28;
        /// "not", "never", "n't" forms.
        const NEGATION = 1 << 29;
        /// Adverb that may stand between a source and its cue: "also", "later".
        const ADVERB = 1 << 30;
        /// Ordinary word that is not a name when capitalised at a sentence's start.
        const COMMON = 1 << 31;
        /// Abbreviation whose full stop hardly ever ends a sentence: "mr.", "gen.", "vs.".
        const ABBREVIATION = 1 << 32;
        /// Abbreviation whose full stop may end a sentence: "inc.", "p.m.", "etc.".
        const ABBREVIATION_FINAL = 1 << 33;
        /// Abbreviation that stands before a number: "no.", "fig.", "art.".
        const ABBREVIATION_NUMBER = 1 << 34;
        /// Name of a kin: "wife", "brother".
        const KIN = 1 << 35;
        /// Number word: "two", "dozens".
        const NUMBER_WORD = 1 << 36;
        /// Word that stands inside titles before their noun: "vice", "foreign", "deputy".
        const TITLE_WORD = 1 << 37;
        /// Word that begins a place's name of several words: "New", "San", "Lake".
        const PLACE_FIRST = 1 << 38;
        /// Noun, adjective or verb that is no name where a capital is asked of any word.
        const ORDINARY = 1 << 39;
        /// Noun for a text or a finding, which speaks but is nobody: "report", "poll", "data".
        const DOCUMENT = 1 << 40;
        /// Noun for a work that has a title, or verb for what people do with one: "novel", "sang".
        const WORK = 1 << 41;
        /// Word after which a name stands: "called", "titled", "so-called".
        const NAMING = 1 << 42;
    }
}

impl WordClass {
    /// The personal pronouns, in all their forms.
    pub const PERSONAL: Self =
        Self::HE.union(Self::SHE).union(Self::THEY).union(Self::IT).union(Self::I).union(Self::WE).union(Self::YOU);
}

/// The class names that headers may use.
const CLASS_FILES: &[(&str, &str)] = &[
    ("titles.txt", include_str!("../lexicons/titles.txt")),
    ("titles_male.txt", include_str!("../lexicons/titles_male.txt")),
    ("titles_female.txt", include_str!("../lexicons/titles_female.txt")),
    ("title_words.txt", include_str!("../lexicons/title_words.txt")),
    ("roles.txt", include_str!("../lexicons/roles.txt")),
    ("group_nouns.txt", include_str!("../lexicons/group_nouns.txt")),
    ("body_nouns.txt", include_str!("../lexicons/body_nouns.txt")),
    ("organization_heads.txt", include_str!("../lexicons/organization_heads.txt")),
    ("place_heads.txt", include_str!("../lexicons/place_heads.txt")),
    ("places.txt", include_str!("../lexicons/places.txt")),
    ("demonyms.txt", include_str!("../lexicons/demonyms.txt")),
    ("calendar.txt", include_str!("../lexicons/calendar.txt")),
    ("given_male.txt", include_str!("../lexicons/given_male.txt")),
    ("given_female.txt", include_str!("../lexicons/given_female.txt")),
    ("name_particles.txt", include_str!("../lexicons/name_particles.txt")),
    ("function_words.txt", include_str!("../lexicons/function_words.txt")),
    ("common_words.txt", include_str!("../lexicons/common_words.txt")),
    ("number_words.txt", include_str!("../lexicons/number_words.txt")),
    ("ordinary_words.txt", include_str!("../lexicons/ordinary_words.txt")),
    ("abbreviations.txt", include_str!("../lexicons/abbreviations.txt")),
    ("kin.txt", include_str!("../lexicons/kin.txt")),
    ("works.txt", include_str!("../lexicons/works.txt")),
    ("naming_words.txt", include_str!("../lexicons/naming_words.txt")),
];

static SHIPPED: LazyLock<Arc<Lexicon>> = LazyLock::new(|| {
    let lexicon = Lexicon::read(CLASS_FILES, CUE_FILE);
    Arc::new(lexicon.expect("the shipped lexicons are well formed; a test reads them"))
});

const CUE_FILE: (&str, &str) = ("cues.txt", include_str!("../lexicons/cues.txt"));

/// What is known of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordInfo {
    /// Its classes.
    pub classes: WordClass,
    /// Its part in attribution, empty for most words.
    pub cue: CueFrames,
    /// The lemma of its cue, as [`Lexicon::lemma`] names it; 0 for words that are none.
    pub lemma: u16,
}

/// A word of at most 16 bytes of ASCII, lower-cased, as a number: cheap to make, hash and compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ShortWord(u128);

impl ShortWord {
    /// Returns the lower-cased word `text[start..end]`, or none where it is longer or not ASCII.
    #[must_use]
    pub fn of(text: &[u8], start: usize, end: usize) -> Option<Self> {
        const ONES: u128 = u128::MAX / 0xFF;
        let length = end.checked_sub(start).filter(|l| (1..=16).contains(l))?;
        let word = match text.get(start..start + 16).and_then(|bytes| bytes.try_into().ok()) {
            Some(bytes) => u128::from_le_bytes(bytes) & (u128::MAX >> (128 - 8 * length)),
            None => {
                let mut bytes = [0; 16];
                bytes[..length].copy_from_slice(text.get(start..end)?);
                u128::from_le_bytes(bytes)
            }
        };
        if word & (ONES * 0x80) != 0 {
            return None;
        }
        // In each byte the top bit of the sums says "at least 'A'" and "past 'Z'".
        let capital = (word + ONES * (0x80 - b'A' as u128)) & !(word + ONES * (0x7F - b'Z' as u128)) & (ONES * 0x80);
        Some(Self(word | capital >> 2))
    }
}

/// The table from lower-cased words to what is known of them.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    words: FxHashMap<Box<str>, WordInfo>,
    /// The same for words of one [`ShortWord`], which most words of a text are.
    short: FxHashMap<ShortWord, WordInfo>,
    /// Lemmas of cues, from 1.
    lemmas: Vec<Box<str>>,
    /// What each means, by lemma and part.
    meanings: FxHashMap<(u16, CuePart), Meaning>,
}

impl Lexicon {
    /// Returns the lexicon that ships with the crate; read once, shared by threads.
    ///
    /// # Panics
    /// Never: a test reads the files that are compiled in.
    #[must_use]
    pub fn shipped() -> &'static Lexicon {
        &SHIPPED
    }

    /// Returns the same, to be held.
    #[must_use]
    pub fn shared() -> Arc<Lexicon> {
        Arc::clone(&SHIPPED)
    }

    /// Returns the shipped lexicon with cues of the user's: lines as in `lexicons/cues.txt`, `forms <tab> frames <tab> class`; a
    /// header is not needed. What stands there already takes the new frames too, and has the new class. `file` names them in errors.
    ///
    /// # Errors
    /// A line that has not this form, by its number.
    ///
    /// # Examples
    /// ```
    /// use saith::lexicon::{CueFrames, Lexicon};
    /// let lexicon = Lexicon::with_cues("mine.txt", "moot moots mooted mooted mooting\tTHAT BARE\tclaim").unwrap();
    /// assert!(lexicon.get("mooted").cue.contains(CueFrames::THAT));
    /// ```
    pub fn with_cues(file: &str, content: &str) -> Result<Lexicon, Error> {
        let mut lexicon = Lexicon::shipped().clone();
        lexicon.add_cues(file, content)?;
        lexicon.shorten();
        Ok(lexicon)
    }

    fn read(files: &[(&str, &str)], cues: (&str, &str)) -> Result<Lexicon, Error> {
        let mut lexicon = Lexicon::default();
        for (name, content) in files {
            lexicon.add_classes(name, content)?;
        }
        let header = Header::read(cues.0, cues.1)?;
        header.check(cues.0, lexicon.add_cues(cues.0, cues.1)?)?;
        lexicon.shorten();
        Ok(lexicon)
    }

    /// Fills the table of short words from that of all.
    fn shorten(&mut self) {
        for (word, info) in &self.words {
            if let Some(short) = ShortWord::of(word.as_bytes(), 0, word.len()) {
                self.short.insert(short, *info);
            }
        }
    }

    /// Returns what is known of a word in lower case, all empty for an unknown one.
    #[must_use]
    pub fn get(&self, lower: &str) -> WordInfo {
        self.words.get(lower).copied().unwrap_or_default()
    }

    /// Returns the words that have any of `classes`, in no order.
    pub fn words_of(&self, classes: WordClass) -> impl Iterator<Item = &str> {
        self.words.iter().filter(move |(_, info)| info.classes.intersects(classes)).map(|(word, _)| &**word)
    }

    /// Returns the lemma that a cue's number stands for, `""` for 0.
    #[must_use]
    pub fn lemma(&self, number: u16) -> &str {
        (number as usize).checked_sub(1).and_then(|i| self.lemmas.get(i)).map_or("", |l| l)
    }

    /// Returns every lemma of a cue with its number.
    pub fn lemmas(&self) -> impl Iterator<Item = (&str, u16)> {
        self.lemmas.iter().zip(1..).map(|(lemma, number)| (&**lemma, number))
    }

    /// Returns what a lemma means as verb, noun or adjective, if it attributes as that.
    #[must_use]
    pub fn meaning(&self, lemma: u16, part: CuePart) -> Option<&Meaning> {
        self.meanings.get(&(lemma, part))
    }

    /// Returns what [`Lexicon::get`] does.
    #[must_use]
    pub fn get_short(&self, word: ShortWord) -> WordInfo {
        self.short.get(&word).copied().unwrap_or_default()
    }

    /// Adds a file of words: each line a lower-cased word, then, after a tab, classes of its own where they differ from
    /// the header's `class:`.
    fn add_classes(&mut self, file: &str, content: &str) -> Result<(), Error> {
        let header = Header::read(file, content)?;
        let class = match header.class {
            Some(names) => parse_flags::<WordClass>(names)
                .ok_or_else(|| wrong(file, 1, format!("class \"{names}\" is unknown"), "use a name of WordClass"))?,
            None => WordClass::empty(),
        };
        let mut count = 0;
        for (line, entry) in entries(content) {
            let (word, own) = entry.split_once('\t').unwrap_or((entry, ""));
            let own = match own {
                "" => class,
                names => parse_flags::<WordClass>(names).ok_or_else(|| {
                    wrong(file, line, format!("class \"{names}\" is unknown"), "use a name of WordClass")
                })?,
            };
            if own.is_empty() || word.is_empty() || word.contains(' ') || word.chars().any(char::is_uppercase) {
                return Err(wrong(
                    file,
                    line,
                    format!("entry \"{entry}\" is no lower-cased word with a class"),
                    "correct it",
                ));
            }
            let known = &mut self.words.entry(word.into()).or_default().classes;
            if known.contains(own) {
                return Err(wrong(file, line, format!("\"{word}\" stands here twice"), "remove one"));
            }
            *known |= own;
            count += 1;
        }
        header.check(file, count)
    }

    /// Adds the words of attribution, a line each; returns how many lines there are.
    fn add_cues(&mut self, file: &str, content: &str) -> Result<usize, Error> {
        let mut seen = FxHashMap::default();
        for (line, entry) in entries(content) {
            let Entry { forms, frames, part, meaning } = Entry::read(file, line, entry)?;
            let base = forms[0].0;
            if let Some(first) = seen.insert((base, part), line) {
                return Err(wrong(file, line, format!("\"{base}\" stands in line {first} already"), "remove one"));
            }
            // "claim" is verb and noun: one lemma, the verb's, which stands first in the file.
            let lemma = match self.get(base).lemma {
                0 => {
                    let full = || wrong(file, line, "there are too many cues", "leave some out");
                    self.lemmas.push(base.into());
                    u16::try_from(self.lemmas.len()).map_err(|_| full())?
                }
                known => known,
            };
            self.meanings.insert((lemma, part), meaning);
            for (form, role) in forms {
                let info = self.words.entry(form.into()).or_default();
                info.cue |= frames | role;
                if info.lemma == 0 {
                    info.lemma = lemma;
                }
            }
        }
        Ok(seen.len())
    }
}

fn parse_flags<F: bitflags::Flags>(names: &str) -> Option<F> {
    names.split(' ').try_fold(F::empty(), |mut all, name| {
        all.insert(F::from_name(name)?);
        Some(all)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_files_are_well_formed() {
        let lexicon = Lexicon::read(CLASS_FILES, CUE_FILE).unwrap();
        assert!(lexicon.get("president").classes.contains(WordClass::TITLE));
        assert!(lexicon.get("said").cue.contains(CueFrames::FINITE | CueFrames::SAY));
    }

    #[test]
    fn short_words_are_what_lower_casing_makes_them() {
        let all: Vec<u8> = (1..128).collect();
        for window in all.windows(5) {
            let lower = window.to_ascii_lowercase();
            assert_eq!(ShortWord::of(window, 0, 5), ShortWord::of(&[&lower[..], &[b'x'; 20]].concat(), 0, 5));
        }
        assert_ne!(ShortWord::of(b"a", 0, 1), ShortWord::of(b"aa", 0, 2));
        assert_eq!(ShortWord::of("é".as_bytes(), 0, 2), None);
        assert_eq!(ShortWord::of(&[b'a'; 17], 0, 17), None);
        let lexicon = Lexicon::shipped();
        for (word, info) in &lexicon.words {
            let capitals = word.to_ascii_uppercase();
            if let Some(short) = ShortWord::of(capitals.as_bytes(), 0, word.len()) {
                assert_eq!(lexicon.get_short(short), *info, "{word}");
            }
        }
    }

    #[test]
    fn a_bad_line_is_named() {
        let bad = "# format: x\n# source: own\n# licence: MIT\n# count: 1\n# class: TITLE\nPresident\n";
        let error = Lexicon::read(&[("t.txt", bad)], CUE_FILE).unwrap_err();
        assert!(error.to_string().starts_with("t.txt, line 6: "), "{error}");
    }

    #[test]
    fn every_cue_has_a_class_and_the_users_win() {
        let shipped = Lexicon::shipped();
        assert!(shipped.lemmas().count() >= 400);
        for (lemma, number) in shipped.lemmas() {
            let parts = [CuePart::Verb, CuePart::Noun, CuePart::Adjective];
            assert!(parts.iter().any(|&part| shipped.meaning(number, part).is_some()), "{lemma}");
        }
        let class = |lexicon: &Lexicon| {
            let meaning = lexicon.meaning(lexicon.get("said").lemma, CuePart::Verb);
            meaning.map(|m| m.class(Taken::default()))
        };
        let own = Lexicon::with_cues("mine.txt", "# mine\n\nsay says said said saying\tTHAT\twarn\n").unwrap();
        assert_eq!((class(shipped), class(&own)), (Some(CueClass::Neutral), Some(CueClass::Warn)));
        assert!(own.get("said").cue.contains(CueFrames::QUOTE));
    }

    #[test]
    fn a_cue_that_stands_twice_is_an_error() {
        let twice = "moot moots mooted mooted mooting\tTHAT\tclaim\n\nmoot moots mooted mooted mooting\tBARE\tclaim";
        let error = Lexicon::with_cues("mine.txt", twice).unwrap_err();
        assert_eq!(error.to_string(), "mine.txt, line 3: \"moot\" stands in line 1 already; remove one");
    }

    #[test]
    fn a_wrong_count_is_an_error() {
        let bad = "# format: x\n# source: own\n# licence: MIT\n# count: 2\n# class: TITLE\npresident\n";
        assert!(Lexicon::read(&[("t.txt", bad)], CUE_FILE).unwrap_err().reason.contains("count says 2"));
    }
}
