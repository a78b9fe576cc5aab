//! Whether a description says that somebody holds an office, or held it: "the new mayor", "the former mayor".

use std::ops::Range;

use super::office;
use crate::surface::Surface;

const PAST: [&str; 5] = ["former", "ex", "onetime", "erstwhile", "outgoing"];
const PRESENT: [&str; 4] = ["new", "current", "incoming", "sitting"];

/// When somebody holds what a description names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tense {
    /// Nothing tells, or both.
    #[default]
    Untold,
    Past,
    Present,
}

impl Tense {
    /// Returns what these tokens say.
    pub(super) fn of(surface: &Surface<'_>, tokens: Range<usize>) -> Self {
        let has =
            |words: &[&str]| tokens.clone().any(|i| words.iter().any(|w| surface.word(i).eq_ignore_ascii_case(w)));
        // "the ex-mayor"
        let past = has(&PAST) || tokens.clone().any(|i| office::noun(surface.word(i)) != surface.word(i));
        match (past, has(&PRESENT)) {
            (true, false) => Self::Past,
            (false, true) => Self::Present,
            _ => Self::Untold,
        }
    }

    /// Returns whether it speaks against somebody who is said to have held that office, to hold it, or both.
    pub(super) const fn contradicts(self, past: bool, present: bool) -> bool {
        match self {
            Self::Untold => false,
            Self::Past => present && !past,
            Self::Present => past && !present,
        }
    }
}
