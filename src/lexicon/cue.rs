//! Words of attribution: what they take, and what saying they mean.
//!
//! A line of `lexicons/cues.txt` is `forms <tab> frames <tab> class [CASE=class …]`; the user's own cues have the same form.

use bitflags::bitflags;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::lexicon::file::wrong;

bitflags! {
    /// Which words of attribution a form belongs to: forms of the verb and what it takes.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct CueFrames: u16 {
        /// Past, or third person singular: stands after its subject.
        const FINITE = 1;
        /// Base form: "say", after "will" or a plural.
        const BASE = 1 << 1;
        /// "-ing" form.
        const ING = 1 << 2;
        /// Past participle, after "has" or in the passive.
        const PARTICIPLE = 1 << 3;
        /// Stands beside quotations: "said", "added", "asked".
        const QUOTE = 1 << 4;
        /// Takes "that" and a clause.
        const THAT = 1 << 5;
        /// Takes a clause without "that".
        const BARE = 1 << 6;
        /// Takes the hearer before the clause: "told Lee that".
        const HEARER = 1 << 7;
        /// Takes "to" and a verb: "promised to".
        const TO = 1 << 8;
        /// Takes a noun phrase: "praised the plan".
        const OBJECT = 1 << 9;
        /// Of thought and feeling rather than of speech.
        const THOUGHT = 1 << 10;
        /// A noun: "claim", "statement".
        const NOUN = 1 << 11;
        /// Takes "whether" or a wh-clause.
        const WH = 1 << 12;
        /// The plain verbs of saying: "say", "tell", "add".
        const SAY = 1 << 13;
        /// Takes a preposition and a noun phrase: "called for talks", "referred to the deal".
        const ABOUT = 1 << 14;
        /// An adjective, which attributes after "is": "confident", "adamant".
        const ADJECTIVE = 1 << 15;
    }
}

/// What kind of saying a cue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CueClass {
    /// Says, and no more: "said", "wrote", "according to".
    Neutral,
    /// Holds to be true, or judges: "claimed", "insisted", "criticised".
    Claim,
    /// Holds to be false, or turns down: "denied", "rejected", "refused".
    Deny,
    /// Grants what is hard to grant: "admitted", "conceded".
    Admit,
    /// Binds itself: "promised", "pledged".
    Promise,
    /// Wants to know: "asked whether", "wondered".
    Ask,
    /// Wants it done: "urged", "asked them to", "called for".
    Demand,
    /// Tells of danger, or threatens: "warned", "threatened".
    Warn,
    /// Thinks, knows, intends: "believes", "expects", "plans".
    Think,
    /// Feels, wishes: "hopes", "fears", "regretted".
    Feel,
}

impl CueClass {
    /// All classes, in the order of the closed list that tables use.
    pub const ALL: [Self; 10] = [
        Self::Neutral,
        Self::Claim,
        Self::Deny,
        Self::Admit,
        Self::Promise,
        Self::Ask,
        Self::Demand,
        Self::Warn,
        Self::Think,
        Self::Feel,
    ];

    /// Returns the name used in tables, in Python and in the lexicon.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Claim => "claim",
            Self::Deny => "deny",
            Self::Admit => "admit",
            Self::Promise => "promise",
            Self::Ask => "ask",
            Self::Demand => "demand",
            Self::Warn => "warn",
            Self::Think => "think",
            Self::Feel => "feel",
        }
    }

    /// Returns the class of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }
}

/// As what a word attributes; one lemma may be several: "claim", the verb and the noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CuePart {
    /// "claimed that"
    Verb,
    /// "the claim that"
    Noun,
    /// "is adamant that"
    Adjective,
}

/// What a cue takes in one place, as far as its class may hang on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken<'w> {
    /// The frame: one of `QUOTE`, `THAT`, `BARE`, `WH`, `TO`, `OBJECT`.
    pub frame: CueFrames,
    /// Whether an "-ing" form follows: "suggested leaving".
    pub gerund: bool,
    /// Whether the content tells what ought to be done: "insisted that he resign", "suggested they should".
    pub should: bool,
    /// The word right behind the cue's verb: "for" of "called for".
    pub word: &'w str,
}

/// A condition under which a cue means something else.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Case {
    Frame(CueFrames),
    Gerund,
    Should,
    Word(Box<str>),
}

/// The class of a cue, and the cases in which it is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    class: CueClass,
    cases: Vec<(Case, CueClass)>,
}

impl Meaning {
    /// Returns the class where the cue takes `taken`: that of the first case that holds, words before frames.
    #[must_use]
    pub fn class(&self, taken: Taken<'_>) -> CueClass {
        let holds = |case: &Case| match case {
            Case::Frame(frame) => taken.frame.contains(*frame),
            Case::Gerund => taken.gerund,
            Case::Should => taken.should,
            Case::Word(word) => taken.word.eq_ignore_ascii_case(word),
        };
        self.cases.iter().find(|(case, _)| holds(case)).map_or(self.class, |(_, class)| *class)
    }

    /// Reads `class [CASE=class …]`.
    fn read(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let class = CueClass::from_name(words.next()?)?;
        let mut cases = words
            .map(|word| {
                let (case, class) = word.split_once('=')?;
                let case = match case {
                    "GERUND" => Case::Gerund,
                    "SHOULD" => Case::Should,
                    _ if !case.is_empty() && case.chars().all(char::is_lowercase) => Case::Word(case.into()),
                    _ => Case::Frame(CueFrames::from_name(case).filter(|frame| COMPLEMENTS.contains(*frame))?),
                };
                Some((case, CueClass::from_name(class)?))
            })
            .collect::<Option<Vec<_>>>()?;
        cases.sort_by_key(|(case, _)| !matches!(case, Case::Word(_)));
        Some(Self { class, cases })
    }
}

/// The frames that a place can show, and a case can name.
const COMPLEMENTS: CueFrames = CueFrames::QUOTE
    .union(CueFrames::THAT)
    .union(CueFrames::BARE)
    .union(CueFrames::WH)
    .union(CueFrames::TO)
    .union(CueFrames::OBJECT);

/// The flags that say what a form is rather than what the word takes; a line may not give them.
const FORMS: CueFrames = CueFrames::FINITE.union(CueFrames::BASE).union(CueFrames::ING).union(CueFrames::PARTICIPLE);

/// One line of a file of cues.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry<'f> {
    /// The forms, with what each adds to the frames.
    pub forms: Vec<(&'f str, CueFrames)>,
    pub frames: CueFrames,
    pub part: CuePart,
    pub meaning: Meaning,
}

impl<'f> Entry<'f> {
    /// Reads `forms <tab> frames <tab> class`, line `line` of `file`.
    pub fn read(file: &str, line: usize, entry: &'f str) -> Result<Self, Error> {
        let fields: Vec<&str> = entry.split('\t').collect();
        let &[forms, frames, meaning] = fields.as_slice() else {
            return Err(wrong(
                file,
                line,
                format!("\"{entry}\" has {} parts", fields.len()),
                "write forms, frames and class with a tab between them (moot moots mooted mooted mooting, THAT, claim)",
            ));
        };
        let frames = super::parse_flags::<CueFrames>(frames).filter(|f| !f.intersects(FORMS)).ok_or_else(|| {
            let names = (COMPLEMENTS | NAMED).iter_names().map(|(name, _)| name).collect::<Vec<_>>().join(" ");
            wrong(file, line, format!("frames \"{frames}\" are unknown"), &format!("use names of {names}"))
        })?;
        let meaning = Meaning::read(meaning).ok_or_else(|| {
            let names = CueClass::ALL.map(CueClass::name).join(", ");
            let remedy = format!("use one of {names}, then cases as in TO=demand");
            wrong(file, line, format!("class \"{meaning}\" is unknown"), &remedy)
        })?;
        let forms: Vec<&str> = forms.split(' ').collect();
        if let Some(bad) = forms.iter().find(|form| form.is_empty() || form.chars().any(char::is_uppercase)) {
            return Err(wrong(file, line, format!("form \"{bad}\" is no lower-cased word"), "correct it"));
        }
        let (noun, adjective) = (frames.contains(CueFrames::NOUN), frames.contains(CueFrames::ADJECTIVE));
        let (part, roles): (_, &[CueFrames]) = match (forms.len(), noun, adjective) {
            (1, false, true) => (CuePart::Adjective, &[CueFrames::ADJECTIVE]),
            (2, true, false) => (CuePart::Noun, &[CueFrames::NOUN; 2]),
            (5, false, false) => (
                CuePart::Verb,
                &[CueFrames::BASE, CueFrames::FINITE, CueFrames::FINITE, CueFrames::PARTICIPLE, CueFrames::ING],
            ),
            (count, ..) => {
                return Err(wrong(
                    file,
                    line,
                    format!("{count} forms"),
                    "write five of a verb (say says said said saying), two of a noun (claim claims), one of an adjective",
                ));
            }
        };
        Ok(Self { forms: forms.into_iter().zip(roles.iter().copied()).collect(), frames, part, meaning })
    }
}

/// The other flags that a line may give.
const NAMED: CueFrames = CueFrames::HEARER
    .union(CueFrames::THOUGHT)
    .union(CueFrames::NOUN)
    .union(CueFrames::SAY)
    .union(CueFrames::ABOUT)
    .union(CueFrames::ADJECTIVE);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_hangs_on_what_the_cue_takes() {
        let meaning = Meaning::read("ask TO=demand for=demand").unwrap();
        let taken = |frame, word| Taken { frame, word, ..Taken::default() };
        assert_eq!(meaning.class(taken(CueFrames::WH, "whether")), CueClass::Ask);
        assert_eq!(meaning.class(taken(CueFrames::TO, "him")), CueClass::Demand);
        assert_eq!(meaning.class(taken(CueFrames::OBJECT, "for")), CueClass::Demand);
        for bad in ["", "asks", "ask TO", "ask TO=", "ask FINITE=demand", "ask Xy=demand", "ask =demand"] {
            assert_eq!(Meaning::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_bad_line_says_what_is_wrong_with_it() {
        let fails = |entry| Entry::read("mine.txt", 7, entry).unwrap_err().to_string();
        assert!(fails("moot\tTHAT").starts_with("mine.txt, line 7: \"moot\tTHAT\" has 2 parts"));
        assert!(fails("moot moots\tTHAT\tclaim").contains("2 forms; write five of a verb"));
        assert!(fails("a b c d e\tTHIS\tclaim").contains("frames \"THIS\" are unknown; use names of QUOTE THAT"));
        assert!(fails("a b c d e\tFINITE\tclaim").contains("frames \"FINITE\" are unknown"));
        assert!(fails("a b c d e\tTHAT\tclaims").contains("class \"claims\" is unknown; use one of neutral, claim"));
        assert!(fails("a b c d E\tTHAT\tclaim").contains("form \"E\" is no lower-cased word"));
    }
}
