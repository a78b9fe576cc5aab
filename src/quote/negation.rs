//! Whether a saying is denied, or has not happened: "did not say", "might say", "refused to say", "if Lee says".
//!
//! Looks at the cue's group and its subject, never at the content: "said that it was not" is said.

use crate::lexicon::{CueFrames, CuePart, WordClass};
use crate::quote::Quote;
use crate::quote::cue::is_adverb;
use crate::quote::meaning::CueWords;
use crate::surface::Surface;
use crate::token::{Token, TokenKind};

/// Furthest that is looked back from a noun to its verb, in tokens.
const REACH: usize = 7;

/// Furthest that a cue's clause is followed back, in tokens; it keeps a sentence without end linear.
const FURTHEST: usize = 60;

/// What stands before a cue's verb.
struct Group {
    /// The first word of the verb group.
    start: usize,
    negation: bool,
    modal: Option<usize>,
    to: Option<usize>,
}

/// Returns whether the saying of `quote` is denied or has not happened.
pub(super) fn negated(surface: &Surface<'_>, quote: &Quote, cue: &CueWords) -> bool {
    let sentence = surface.tokens_beside(cue.head);
    let floor = floor(surface, quote, cue, sentence.start);
    if refuses_to_say(surface, quote, cue) || follows(surface, cue, &["nothing"]) {
        return true;
    }
    if cue.part == CuePart::Noun {
        return of_noun(surface, cue.head, floor);
    }
    let group = group(surface, cue.head, floor);
    // "did not only say", "did not admit until Friday": that it was said is not denied.
    if group.negation {
        return !follows(surface, cue, &["until", "only", "just"]);
    }
    let subject = quote.source.map(|s| surface.tokens_in(s)).filter(|s| s.end <= cue.head && !s.is_empty());
    let first_person = subject.as_ref().is_some_and(|s| surface.tokens[s.start].is_any(WordClass::I | WordClass::WE));
    if group.modal.is_some_and(|at| !happens(surface, at, first_person)) {
        return true;
    }
    let before = group.start.checked_sub(1).filter(|&i| i >= floor);
    if group.to.is_some() && before.is_some_and(|i| not_yet(surface, i, floor)) {
        return true;
    }
    let having = (group.start..cue.head).any(|i| surface.word(i) == "having");
    let gerund = surface.tokens[cue.head].cue.contains(CueFrames::ING) || having;
    if gerund && before.is_some_and(|i| does_without(surface, i, floor)) {
        return true;
    }
    let start = subject.map_or(group.start, |s| s.start.min(group.start));
    nobody(surface, floor, start, group.start) || open_clause(surface, start, sentence.start, surface.word(cue.head))
}

/// Where the clause of the cue may begin: behind what is said before it, and behind a quotation's mark.
fn floor(surface: &Surface<'_>, quote: &Quote, cue: &CueWords, sentence: usize) -> usize {
    let said = quote.content.iter().map(|&span| surface.tokens_in(span).end).filter(|&end| end <= cue.head).max();
    (sentence.max(cue.head.saturating_sub(FURTHEST))..cue.head)
        .rev()
        .find(|&i| surface.tokens[i].kind == TokenKind::Mark)
        .map_or(sentence.max(cue.head.saturating_sub(FURTHEST)), |mark| mark + 1)
        .max(said.unwrap_or(sentence))
}

/// The verb group of the cue: auxiliaries, negations and adverbs before it, and "to".
fn group(surface: &Surface<'_>, head: usize, floor: usize) -> Group {
    let mut group = Group { start: head, negation: false, modal: None, to: None };
    while group.start > floor {
        let i = group.start - 1;
        let (token, word) = (&surface.tokens[i], surface.word(i));
        let not =
            token.is(WordClass::NEGATION) || word.eq_ignore_ascii_case("neither") || word.eq_ignore_ascii_case("nor");
        if not {
            // "not only said", "not surprisingly said"
            let only = matches!(surface.word(i + 1), "only" | "just" | "merely" | "simply" | "surprisingly");
            group.negation |= !only;
        }
        if is_modal(word) {
            group.modal = Some(i);
        }
        let to = word.eq_ignore_ascii_case("to") && group.to.is_none() && group.modal.is_none();
        if to {
            group.to = Some(i);
        } else if !(not
            || token.is(WordClass::AUXILIARY)
            || is_adverb(surface, i)
            || matches!(
                word,
                "ever" | "yet" | "longer" | "once" | "be" | "been" | "being" | "having" | "hardly" | "scarcely"
            ))
        {
            break;
        }
        group.start = i;
        if to {
            break;
        }
    }
    group
}

fn is_modal(word: &str) -> bool {
    ["might", "may", "could", "would", "will", "should", "must", "shall", "’ll", "'ll", "’d", "'d", "can"]
        .iter()
        .any(|modal| word.eq_ignore_ascii_case(modal))
}

/// Whether a saying under the modal at token `at` happens all the same: "I must say", "would later say", "would say only", "can say".
fn happens(surface: &Surface<'_>, at: usize, first_person: bool) -> bool {
    let word = surface.word(at).to_ascii_lowercase();
    let next = surface.word((at + 1).min(surface.tokens.len() - 1));
    match word.as_str() {
        "can" => true,
        "would" | "’d" | "'d" => first_person || matches!(next, "later" | "only" | "often" | "eventually" | "always"),
        "must" | "should" | "will" | "’ll" | "'ll" => first_person,
        _ => false,
    }
}

/// "to say" behind token `i`: whether what governs it leaves it undone.
fn not_yet(surface: &Surface<'_>, i: usize, floor: usize) -> bool {
    let mut at = i;
    let direct = surface.word(at).to_ascii_lowercase();
    let before = |n: usize| i.checked_sub(n).filter(|&b| b >= floor);
    if UNDONE.contains(&direct.as_str()) {
        // "did not hesitate to say", "never failed to say": two denials.
        let not = (1..3).filter_map(before).any(|b| surface.tokens[b].is(WordClass::NEGATION));
        return !(not && DOUBTED.iter().any(|word| direct.starts_with(word)));
    }
    // "too shy to ask"
    if (1..3).filter_map(before).any(|b| surface.word(b) == "too") {
        return true;
    }
    // "was quick to say", "went on to say"
    if DONE.contains(&direct.as_str()) {
        return false;
    }
    // "asked Ortiz to say": the verb stands before the hearer.
    for _ in 0..4 {
        if at <= floor {
            break;
        }
        at -= 1;
        let token = &surface.tokens[at];
        if token.cue.contains(CueFrames::HEARER) && token.cue.contains(CueFrames::TO) {
            return true;
        }
        if token.kind != TokenKind::Word || token.is(WordClass::AUXILIARY) {
            break;
        }
    }
    // "Mayor to tell council": a headline's future.
    surface.tokens[i].is_any(WordClass::ROLE | WordClass::TITLE) || surface.tokens[i].is_capital()
}

/// "saying" behind token `i`: whether it is denied or kept from.
fn does_without(surface: &Surface<'_>, i: usize, floor: usize) -> bool {
    let word = surface.word(i).to_ascii_lowercase();
    let before = |n: usize| i.checked_sub(n).filter(|&b| b >= floor).map_or("", |b| surface.word(b));
    match word.as_str() {
        "without" | "deny" | "denies" | "denied" | "denying" | "avoid" | "avoids" | "avoided" | "avoiding"
        | "considered" | "considering" | "resisted" | "cannot" | "against" | "never" | "not" | "stopped" | "ruled" => {
            true
        }
        "of" => matches!(before(1), "short" | "instead" | "Instead" | "accused" | "dream" | "point"),
        "than" => matches!(before(1), "rather" | "Rather"),
        "from" => {
            matches!(
                before(1),
                "far" | "Far" | "refrain" | "refrained" | "refrains" | "banned" | "barred" | "away" | "back"
            ) || (2..5).any(|n| {
                matches!(
                    before(n),
                    "stopped" | "prevented" | "prevents" | "kept" | "barred" | "banned" | "prevent" | "stop"
                )
            })
        }
        "out" => matches!(before(1), "ruled" | "rule" | "rules"),
        _ => false,
    }
}

/// Whether the subject between tokens `start` and `end` is nobody: "nobody", "none of the men", "no one in the room".
fn nobody(surface: &Surface<'_>, floor: usize, start: usize, end: usize) -> bool {
    if start >= end {
        return false;
    }
    // The source may be the last part of it.
    let first = (floor..start).rev().take(6).take_while(|&i| {
        surface.tokens[i].kind == TokenKind::Word
            && !surface.tokens[i].is_any(WordClass::AUXILIARY | WordClass::SUBORDINATOR)
    });
    let nobody =
        |i: usize| ["no", "none", "neither", "nobody", "few"].iter().any(|w| surface.word(i).eq_ignore_ascii_case(w));
    let preposition = |i: usize| surface.tokens[i].is(WordClass::PREPOSITION);
    if first.last().is_some_and(|i| nobody(i) && (i..start).any(preposition)) {
        return true;
    }
    let word = surface.word(start).to_ascii_lowercase();
    let before = start.checked_sub(1).map_or("", |i| surface.word(i));
    matches!(word.as_str(), "no" | "nobody" | "none" | "neither" | "nothing" | "no-one")
        || word == "one" && before.eq_ignore_ascii_case("no")
        || matches!(before, "Neither" | "neither" | "No" | "no") && surface.tokens[start - 1].kind == TokenKind::Word
}

/// Whether the clause whose subject or verb group begins at token `start` leaves open that it happened: a condition, a question, an
/// inversion behind "nor", a claim that is denied.
fn open_clause(surface: &Surface<'_>, start: usize, sentence: usize, verb: &str) -> bool {
    let tokens = &surface.tokens;
    let mut at = start;
    while at > sentence && is_adverb(surface, at - 1) {
        at -= 1;
    }
    let Some(i) = at.checked_sub(1).filter(|&i| i >= sentence) else { return false };
    let word = surface.word(i).to_ascii_lowercase();
    match word.as_str() {
        "if" => i == sentence || !matches!(surface.word(i - 1), "as" | "wonder" | "asked"),
        "unless" | "whether" | "until" | "lest" | "provided" | "assuming" | "supposing" | "suppose" | "imagine" => true,
        // "before Lee says": it is still to come; "before Lee said": it came.
        "before" | "once" | "till" => verb.ends_with('s') && verb != "was",
        "that" => denied_that(surface, i, sentence),
        "should" | "had" if i == sentence => true,
        _ if tokens[i].is(WordClass::AUXILIARY) => {
            let asks = surface.tokens_beside(i).rev().take(3).any(|t| surface.word(t) == "?");
            let opener = i.checked_sub(1).filter(|&b| b >= sentence).map(|b| surface.word(b).to_ascii_lowercase());
            match opener.as_deref() {
                None => asks || word == "had",
                Some("nor" | "neither" | "never" | "nowhere" | "once" | "point" | "time" | "circumstances") => true,
                Some("," | "and" | "but") => asks,
                _ => false,
            }
        }
        _ => denies(&tokens[i]),
    }
}

/// Whether "that" at token `i` hangs on something that denies it: "it is not true that", "no evidence that", "denied that".
fn denied_that(surface: &Surface<'_>, i: usize, sentence: usize) -> bool {
    let from = sentence.max(i.saturating_sub(4));
    let word = |n: usize| i.checked_sub(n).filter(|&b| b >= from).map_or("", |b| surface.word(b));
    let not =
        (from..i).any(|b| surface.tokens[b].is(WordClass::NEGATION) || matches!(surface.word(b), "no" | "No" | "any"));
    i.checked_sub(1).is_some_and(|before| denies(&surface.tokens[before]))
        || matches!(word(1), "untrue" | "false" | "unlikely" | "possible" | "doubtful")
        || not
            && matches!(
                word(1),
                "true" | "evidence" | "proof" | "record" | "sign" | "suggestion" | "case" | "clear" | "indication"
            )
}

/// Whether a verb holds what follows to be false: "denied that", "denies".
fn denies(token: &Token) -> bool {
    token.cue.contains(CueFrames::THAT)
        && matches!(crate::lexicon::Lexicon::shipped().lemma(token.lemma), "deny" | "doubt")
}

/// "no claim that", "without a promise", "did not issue a warning", "might give a warning"
fn of_noun(surface: &Surface<'_>, head: usize, floor: usize) -> bool {
    let tokens = &surface.tokens;
    // "no doubt that" is certainty.
    if matches!(surface.word(head), "doubt" | "doubts" | "secret" | "question") {
        return false;
    }
    let mut verb = false;
    for i in (floor.max(head.saturating_sub(REACH))..head).rev() {
        let (token, word) = (&tokens[i], surface.word(i));
        if !matches!(token.kind, TokenKind::Word | TokenKind::Possessive) {
            return false;
        }
        if token.is(WordClass::NEGATION)
            || matches!(word, "no" | "No" | "without" | "Without" | "any" | "lack" | "absence")
        {
            return true;
        }
        // The noun's own verb ends the search, its auxiliaries aside: "said the claim" is another clause's matter.
        if is_modal(word) && word != "can" {
            return true;
        }
        if matches!(word, "to") && i > floor && UNDONE.contains(&surface.word(i - 1)) {
            return true;
        }
        let finite = token.cue.contains(CueFrames::FINITE) || word.ends_with("ed");
        if verb && finite {
            return false;
        }
        verb |= finite;
    }
    false
}

/// "refused to say", "her refusal to comment": the cue is the refusal, and what is refused is to speak.
fn refuses_to_say(surface: &Surface<'_>, quote: &Quote, cue: &CueWords) -> bool {
    let lemma = crate::lexicon::Lexicon::shipped().lemma(surface.tokens[cue.head].lemma);
    let Some(content) = quote.content.first().map(|&span| surface.tokens_in(span)) else { return false };
    matches!(lemma, "refuse" | "decline" | "refusal")
        && content.len() > 1
        && surface.word(content.start) == "to"
        && surface.tokens[content.start + 1].cue.intersects(CueFrames::QUOTE | CueFrames::SAY | CueFrames::ABOUT)
}

/// Whether one of `words` stands behind the cue.
fn follows(surface: &Surface<'_>, cue: &CueWords, words: &[&str]) -> bool {
    surface.tokens.get(cue.head + 1).is_some_and(|_| words.contains(&surface.word(cue.head + 1)))
}

/// Words before "to" after which nothing is said, or not yet.
const UNDONE: [&str; 65] = [
    "refuse",
    "refuses",
    "refused",
    "refusing",
    "refusal",
    "decline",
    "declines",
    "declined",
    "declining",
    "fail",
    "fails",
    "failed",
    "failing",
    "failure",
    "hesitate",
    "hesitates",
    "hesitated",
    "unable",
    "unwilling",
    "reluctant",
    "reluctance",
    "unlikely",
    "likely",
    "yet",
    "want",
    "wants",
    "wanted",
    "plan",
    "plans",
    "planned",
    "planning",
    "intend",
    "intends",
    "intended",
    "expected",
    "expects",
    "hopes",
    "hoped",
    "prepared",
    "preparing",
    "due",
    "set",
    "ready",
    "threatened",
    "promised",
    "agreed",
    "need",
    "needs",
    "have",
    "has",
    "had",
    "going",
    "about",
    "tried",
    "trying",
    "supposed",
    "scheduled",
    "able",
    "waiting",
    "waits",
    "wait",
    "free",
    "forgot",
    "neglected",
    "poised",
];

/// Of these, what means the saying where it is denied.
const DOUBTED: [&str; 4] = ["hesitate", "fail", "neglect", "forg"];

/// Words before "to" after which it is said.
const DONE: [&str; 10] =
    ["on", "quick", "continued", "used", "rushed", "proceeded", "managed", "first", "happy", "began"];
