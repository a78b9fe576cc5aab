//! What each mark can be, from its glyph and from what stands beside it, as costs in tenths.

use crate::lexicon::CueFrames;
use crate::mark::is_mark;
use crate::token::{Shape, Token, TokenKind};

/// Which marks pair with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// " “ ” „ « » 「 」 `` ''
    Double,
    /// ' ‘ ’ ‚ ‹ › 『 』 `
    Single,
}

/// The costs of one mark's readings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Costs {
    /// The mark.
    pub token: usize,
    pub family: Family,
    /// That it opens a quotation.
    pub open: u32,
    /// That it closes one.
    pub close: u32,
    /// That it does neither.
    pub skip: u32,
    /// That it closes a quotation which the other family opened, on top of `close`.
    pub wrong: u32,
}

/// Which way a glyph points.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Glyph {
    Opens,
    Closes,
    /// Points one way in some languages, the other way in others.
    MostlyOpens,
    MostlyCloses,
    Straight,
    /// Brackets of CJK text, which no space surrounds.
    AlwaysOpens,
    AlwaysCloses,
}

/// What stands beside a mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// White space, the paragraph's edge, the inner side of a bracket.
    Gap,
    /// Letter, digit, sign.
    Tight,
    /// Punctuation that ends something.
    Stop,
    /// Colon or dash.
    Dash,
    /// "...", which may begin a quotation as well as end one.
    Ellipsis,
}

/// Words that an apostrophe opens: "’til". Decades are dealt with by their digit.
const ELISIONS: &[&str] = &[
    "em", "til", "till", "tis", "twas", "twere", "cause", "cos", "coz", "n", "bout", "round", "ere", "nother", "neath",
    "fore", "gainst", "tween", "sup", "nuff", "s", "t", "d", "ll", "ve", "re", "m", "cuz", "im", "er", "ol",
];

/// Words that an apostrophe ends: "ol’". Those in "-in’" are dealt with by their ending.
const CLIPPED: &[&str] = &["ol", "an", "o", "th", "n", "lil", "po", "wi", "fo", "mo", "yo", "lo", "sho", "jus", "t"];

/// A mark between a sentence's end and a capital, "won. \"It", hardly ever closes.
const NO_CLOSE: u32 = 75;
/// A mark between a stop and a gap, "won,\" said", hardly ever opens.
const NO_OPEN: u32 = 40;

/// Fills `costs` with those of the marks among `tokens[first..end]`, one paragraph.
pub(super) fn weigh(text: &str, tokens: &[Token], first: usize, end: usize, costs: &mut Vec<Costs>) {
    costs.clear();
    let mut low = false;
    let mut at = first;
    while let Some(gap) = tokens[at..end].iter().position(is_mark) {
        at += gap;
        // Marks that touch share their surroundings.
        let run = at;
        at += 1;
        while at < end && is_mark(&tokens[at]) && !tokens[at].shape.contains(Shape::SPACE_BEFORE) {
            at += 1;
        }
        let left = left_side(tokens, first, run);
        let right = right_side(text, tokens, at, end);
        for i in run..at {
            let (family, glyph) = kind(tokens[i].span.of(text), low);
            low |= matches!(tokens[i].span.of(text), "„" | "‚");
            let mut cost = spacing(left, right, run == first, at == end);
            if left == Side::Gap && right == Side::Tight && begins_sentence(tokens, first, run, at) {
                cost.1 += NO_CLOSE;
            } else if left == Side::Stop && right == Side::Gap {
                cost.0 += NO_OPEN;
            }
            point(glyph, &mut cost);
            let (open, close) = cost;
            let mut costs_of = Costs { token: i, family, open, close, skip: 80, wrong: 30 };
            let before = (left == Side::Tight && i == run).then(|| &tokens[run - 1]);
            let after = (right == Side::Tight && i + 1 == at).then(|| &tokens[at]);
            if family == Family::Single {
                apostrophe(text, before, after, tokens.get(i + 1).filter(|_| i + 1 < end), glyph, &mut costs_of);
            } else if before.is_some_and(|t| t.kind == TokenKind::Number) && glyph != Glyph::Opens {
                // Inches, or the end of a quotation that ends in a number.
                costs_of.skip = 20;
                costs_of.close += 10;
            }
            costs.push(costs_of);
        }
    }
}

/// Returns the family of the mark that opens the paragraph `tokens[first..end]`, if one does.
pub(super) fn reopens(text: &str, tokens: &[Token], first: usize, end: usize) -> Option<Family> {
    let token = tokens[first..end].first().filter(|t| is_mark(t))?;
    let (family, glyph) = kind(token.span.of(text), false);
    let opens = match glyph {
        Glyph::Closes | Glyph::AlwaysCloses => false,
        Glyph::AlwaysOpens => true,
        // « Oui »
        Glyph::MostlyOpens if family == Family::Double => true,
        _ => tokens.get(first + 1).filter(|_| first + 1 < end).is_some_and(|next| {
            !next.shape.contains(Shape::SPACE_BEFORE)
                && !(family == Family::Single && (next.kind == TokenKind::Number || is_one_of(next, text, ELISIONS)))
        }),
    };
    opens.then_some(family)
}

/// Family and direction of a mark; after a low opening mark (`low`) "“" closes.
fn kind(mark: &str, low: bool) -> (Family, Glyph) {
    use Family::{Double, Single};
    match mark {
        "“" if low => (Double, Glyph::MostlyCloses),
        "‘" if low => (Single, Glyph::MostlyCloses),
        "“" | "„" | "``" | "‘‘" | "‟" => (Double, Glyph::Opens),
        "”" | "’’" => (Double, Glyph::Closes),
        "''" => (Double, Glyph::MostlyCloses),
        "«" => (Double, Glyph::MostlyOpens),
        "»" => (Double, Glyph::MostlyCloses),
        "「" => (Double, Glyph::AlwaysOpens),
        "」" => (Double, Glyph::AlwaysCloses),
        "‘" | "‚" | "‛" => (Single, Glyph::Opens),
        "’" | "´" => (Single, Glyph::Closes),
        "`" | "‹" => (Single, Glyph::MostlyOpens),
        "›" => (Single, Glyph::MostlyCloses),
        "『" => (Single, Glyph::AlwaysOpens),
        "』" => (Single, Glyph::AlwaysCloses),
        "'" | "′" => (Single, Glyph::Straight),
        _ => (Double, Glyph::Straight),
    }
}

fn left_side(tokens: &[Token], first: usize, mark: usize) -> Side {
    if mark == first || tokens[mark].shape.contains(Shape::SPACE_BEFORE) {
        return Side::Gap;
    }
    match tokens[mark - 1].kind {
        TokenKind::Open => Side::Gap,
        TokenKind::Terminator | TokenKind::Comma | TokenKind::Semicolon => Side::Stop,
        TokenKind::Colon | TokenKind::Dash => Side::Dash,
        TokenKind::Word if tokens[mark - 1].shape.contains(Shape::FULL_STOP) => Side::Stop,
        _ => Side::Tight,
    }
}

fn right_side(text: &str, tokens: &[Token], next: usize, end: usize) -> Side {
    if next >= end || tokens[next].shape.contains(Shape::SPACE_BEFORE) {
        return Side::Gap;
    }
    match tokens[next].kind {
        TokenKind::Close => Side::Gap,
        TokenKind::Terminator => {
            let run = tokens[next].span.of(text);
            if run.starts_with("..") || run.starts_with('…') { Side::Ellipsis } else { Side::Stop }
        }
        TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon | TokenKind::Possessive => Side::Stop,
        TokenKind::Dash => Side::Dash,
        _ => Side::Tight,
    }
}

/// Whether the marks `tokens[run..next]`, with a gap before them, stand where a sentence begins.
fn begins_sentence(tokens: &[Token], first: usize, run: usize, next: usize) -> bool {
    let before = if run > first { tokens[run - 1].kind } else { return true };
    matches!(before, TokenKind::Terminator | TokenKind::Colon | TokenKind::Comma) && tokens[next].is_capital()
}

/// Costs of opening and closing between two sides.
fn spacing(left: Side, right: Side, begins: bool, ends: bool) -> (u32, u32) {
    use Side::{Dash, Ellipsis, Gap, Stop, Tight};
    match (left, right) {
        (Gap, Gap) if begins => (0, 60),
        (Gap, Gap) if ends => (60, 0),
        (Gap, Gap) => (20, 20),
        (Gap, Stop) => (40, 15),
        (Gap, _) => (0, 60),
        (Dash, Gap) => (50, 5),
        (_, Gap | Stop) => (60, 0),
        (Tight, Tight) => (30, 30),
        (Stop | Ellipsis, Tight) => (22, 15),
        (Dash, Tight) => (10, 20),
        (Dash, Dash | Ellipsis) => (20, 20),
        (_, Dash) => (45, 5),
        (_, Ellipsis) => (40, 5),
    }
}

/// Adds what the glyph says to the costs of opening and closing.
fn point(glyph: Glyph, (open, close): &mut (u32, u32)) {
    match glyph {
        Glyph::Straight => {}
        Glyph::Opens => *close += 50,
        Glyph::Closes => *open += 50,
        Glyph::MostlyOpens => *close += 30,
        Glyph::MostlyCloses => *open += 30,
        Glyph::AlwaysOpens => (*open, *close) = (0, 200),
        Glyph::AlwaysCloses => (*open, *close) = (200, 0),
    }
}

/// Weighs a single mark as an apostrophe: `before` and `after` are the words that it touches.
fn apostrophe(
    text: &str,
    before: Option<&Token>,
    after: Option<&Token>,
    next: Option<&Token>,
    glyph: Glyph,
    costs: &mut Costs,
) {
    if matches!(glyph, Glyph::AlwaysOpens | Glyph::AlwaysCloses) {
        return;
    }
    let opening = u32::from(glyph == Glyph::Opens);
    match (before, after) {
        // "5'10", "rock'n'roll"
        (Some(_), Some(_)) => costs.skip = 5,
        (Some(word), None) => {
            let written = word.span.of(text);
            let plural = written.ends_with(['s', 'S', 'x', 'z', 'Z']);
            costs.skip = if word.kind == TokenKind::Number {
                5 // feet, minutes
            } else if is_one_of(word, text, CLIPPED) || written.ends_with("in") {
                10
            } else if plural && next.is_some_and(|t| t.kind == TokenKind::Word) {
                costs.close += 10;
                10 // "drivers’ union"
            } else if plural {
                25
            } else {
                40
            } + 20 * opening;
            costs.wrong += if plural || costs.skip <= 10 { 40 } else { 0 };
            // "“It is over’ said Lee": a cue close by makes the wrong mark likelier.
            if next.is_some_and(|t| t.cue.contains(CueFrames::QUOTE) && t.cue.contains(CueFrames::FINITE)) {
                costs.wrong = costs.wrong.saturating_sub(10);
            }
        }
        (None, Some(word)) => {
            let elision = word.kind == TokenKind::Number || is_one_of(word, text, ELISIONS);
            costs.skip = match (elision, glyph) {
                (true, _) => 3 + 5 * opening,
                (false, Glyph::Closes) => 30,
                (false, Glyph::Straight) => 40,
                (false, Glyph::MostlyOpens) => 30,
                (false, _) => 60,
            };
            if elision {
                costs.open += 15;
            }
            if word.span.of(text).eq_ignore_ascii_case("n") {
                costs.open += 30; // rock ‘n’ roll
            }
            costs.wrong += 20;
        }
        (None, None) => costs.skip = 50,
    }
}

fn is_one_of(token: &Token, text: &str, words: &[&str]) -> bool {
    let written = token.span.of(text);
    token.kind == TokenKind::Word && written.len() <= 6 && words.iter().any(|w| written.eq_ignore_ascii_case(w))
}
