//! Times without which a clause is as whole: "on Monday", "last week", "two years ago", "late Monday evening".

use crate::lexicon::WordClass;
use crate::surface::Surface;
use crate::token::TokenKind;

/// What times are counted in.
const PERIODS: [&str; 13] = [
    "hour",
    "day",
    "week",
    "weekend",
    "month",
    "quarter",
    "season",
    "year",
    "decade",
    "night",
    "morning",
    "afternoon",
    "evening",
];
/// Days without a name.
const DAYS: [&str; 4] = ["today", "yesterday", "tonight", "tomorrow"];
/// What stands before days and periods: "late last week", "on Monday".
const LEADS: [&str; 9] = ["on", "in", "early", "late", "earlier", "later", "last", "this", "next"];
/// No more of them stand in a row.
const MOST_LEADS: usize = 3;

/// Returns where the time ends that begins at token `start`: `start` itself, where none begins.
pub(super) fn time_after(surface: &Surface<'_>, start: usize, limit: usize) -> usize {
    let mut end = start;
    while let Some(next) = one(surface, end, limit) {
        end = next;
    }
    end
}

/// Where one time ends: "on Monday evening", "earlier this month", "two years ago", "in 2016".
fn one(surface: &Surface<'_>, start: usize, limit: usize) -> Option<usize> {
    let token = |i: usize| surface.tokens.get(i).filter(|_| i < limit);
    let word = |i: usize| token(i).map_or("", |_| surface.word(i));
    let number = |i: usize| token(i).is_some_and(|t| t.kind == TokenKind::Number);
    let period =
        |i: usize| PERIODS.contains(&word(i)) || word(i).strip_suffix('s').is_some_and(|w| PERIODS.contains(&w));
    let few = start + usize::from(word(start) == "a" && word(start + 1) == "few");
    let counts = matches!(word(few), "a" | "an" | "few" | "several")
        || number(few)
        || token(few).is_some_and(|t| t.is(WordClass::NUMBER_WORD));
    if counts && period(few + 1) && matches!(word(few + 2), "ago" | "earlier" | "later") {
        return Some(few + 3);
    }
    let at = start + (start..start + MOST_LEADS).take_while(|&i| LEADS.contains(&word(i))).count();
    // "last summer"; of "they may" and "a summer job" there is no month and no time.
    let calendar = |i: usize| token(i).is_some_and(|t| t.is(WordClass::CALENDAR) && (t.is_capital() || at > start));
    if calendar(at) || DAYS.contains(&word(at)) {
        // "Monday evening", "May 4"
        let date = |i: usize| number(i) && calendar(i - 1) && !word(i - 1).ends_with("day");
        let part = |i: usize| matches!(word(i), "morning" | "afternoon" | "evening" | "night");
        return (at + 1..limit.max(at + 1)).find(|&i| !(part(i) || date(i))).or(Some(limit));
    }
    let named = at > start && matches!(word(at - 1), "last" | "this" | "next") && PERIODS.contains(&word(at));
    let year = word(start) == "in" && at == start + 1 && number(at) && word(at).len() == 4;
    (named || year).then_some(at + 1)
}
