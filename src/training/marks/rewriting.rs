//! Articles whose pairs are known without annotation, written in the ways in which archives write and break marks.

use crate::Span;
use crate::model::training::Random;

/// An article in pieces, so that its marks can be written otherwise.
#[derive(Clone, Debug)]
pub struct Article {
    paragraphs: Vec<Vec<Piece>>,
}

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Mark {
        /// Whether it marks a quotation, rather than one inside a quotation.
        outer: bool,
        opens: bool,
        pair: usize,
    },
    Apostrophe,
    /// The paragraph's end, which ends a quotation that the next paragraph reopens.
    LeftOpen(usize),
}

impl Article {
    /// Returns the article in pieces; none where a mark is straight or its pair not certain.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.contains(['"', '`', '„', '«', '»', '″', '′']) || text.contains("''") || !text.contains('“') {
            return None;
        }
        let mut paragraphs: Vec<Vec<Piece>> = Vec::new();
        let (mut pairs, mut left_open) = (0, false);
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if left_open && !line.starts_with('“') {
                return None;
            }
            let pieces = pieces(line, &mut pairs)?;
            left_open = matches!(pieces.last(), Some(Piece::LeftOpen(_)));
            paragraphs.push(pieces);
        }
        (!left_open).then_some(Self { paragraphs })
    }
}

/// A paragraph in pieces; `pairs` counts those of the article.
fn pieces(line: &str, pairs: &mut usize) -> Option<Vec<Piece>> {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let has_single = line.contains('‘');
    let (mut pieces, mut run) = (Vec::new(), String::new());
    let mut open: Vec<(bool, usize)> = Vec::new();
    let mut before = None;
    for (at, c) in line.char_indices() {
        let after = line[at + c.len_utf8()..].chars().next();
        let inside_word = is_letter(before) && is_letter(after);
        let piece = match c {
            '“' | '‘' => {
                let outer = c == '“';
                // A quotation opens in nothing, one in single marks in nothing or in a quotation.
                let misplaced = open.last().is_some_and(|&(around, _)| outer || !around);
                if is_letter(before) || misplaced || after.is_none_or(|c| c.is_ascii_digit() || c.is_whitespace()) {
                    return None;
                }
                open.push((outer, *pairs));
                *pairs += 1;
                Some(Piece::Mark { outer, opens: true, pair: *pairs - 1 })
            }
            '”' | '’' if c == '”' || has_single && !inside_word => {
                let (outer, pair) = open.pop()?;
                if outer != (c == '”') || is_letter(after) || before.is_none_or(char::is_whitespace) {
                    return None;
                }
                Some(Piece::Mark { outer, opens: false, pair })
            }
            '\'' if !inside_word => return None,
            '’' | '\'' => Some(Piece::Apostrophe),
            _ => None,
        };
        match piece {
            None => run.push(c),
            Some(piece) => {
                if !run.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut run)));
                }
                pieces.push(piece);
            }
        }
        before = Some(c);
    }
    pieces.push(Piece::Text(run));
    match open[..] {
        [] => {}
        [(true, pair)] => pieces.push(Piece::LeftOpen(pair)),
        _ => return None,
    }
    Some(pieces)
}

/// How marks are written.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// What people call it.
    pub name: &'static str,
    /// Opening and closing mark of a quotation.
    outer: [&'static str; 2],
    /// The same inside a quotation.
    inner: [&'static str; 2],
    apostrophe: &'static str,
}

/// The ways of writing marks.
pub const STYLES: [Style; 7] = [
    Style { name: "curly", outer: ["“", "”"], inner: ["‘", "’"], apostrophe: "’" },
    Style { name: "straight", outer: ["\"", "\""], inner: ["'", "'"], apostrophe: "'" },
    Style { name: "curly, singles straight", outer: ["“", "”"], inner: ["'", "'"], apostrophe: "'" },
    Style { name: "straight, singles curly", outer: ["\"", "\""], inner: ["‘", "’"], apostrophe: "’" },
    Style { name: "TeX", outer: ["``", "''"], inner: ["`", "'"], apostrophe: "'" },
    Style { name: "British curly", outer: ["‘", "’"], inner: ["“", "”"], apostrophe: "’" },
    Style { name: "British straight", outer: ["'", "'"], inner: ["\"", "\""], apostrophe: "'" },
];

/// What befalls one mark of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// It is lost.
    Lost,
    /// It points the wrong way.
    Turned,
    /// It is a single mark for a double one, or a double for a single.
    Swapped,
    /// A mark that belongs to nothing stands somewhere else.
    Stray,
}

impl Fault {
    /// Returns what tables call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "sound",
            Self::Lost => "one lost",
            Self::Turned => "one turned",
            Self::Swapped => "one swapped",
            Self::Stray => "a stray one",
        }
    }
}

/// What befalls marks, sound articles first.
pub const FAULTS: [Fault; 5] = [Fault::None, Fault::Lost, Fault::Turned, Fault::Swapped, Fault::Stray];

/// Of so many paragraphs with marks one has a fault.
const ONE_IN: usize = 3;

/// An article as an archive has it.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its text.
    pub text: String,
    /// What stands between the marks of each pair, trimmed, those that were lost included.
    pub inner: Vec<Span>,
    /// The paragraphs that have a fault.
    pub faulty: Vec<Span>,
}

/// Returns the article in a style, with a fault in one of three paragraphs that have marks.
#[must_use]
pub fn write(article: &Article, style: &Style, fault: Fault, random: &mut Random) -> Written {
    let mut written = Written { text: String::new(), inner: Vec::new(), faulty: Vec::new() };
    for pieces in &article.paragraphs {
        if !written.text.is_empty() {
            written.text.push_str("\n\n");
        }
        let from = written.text.len();
        let marks = pieces.iter().filter(|p| matches!(p, Piece::Mark { .. })).count();
        let hit = (fault != Fault::None && marks > 0 && random.below(ONE_IN) == 0).then(|| random.below(marks));
        let changed = write_paragraph(pieces, style, fault, hit, random, &mut written);
        if changed {
            written.faulty.push(Span::at(from, written.text.len()));
        }
    }
    written
}

/// Writes a paragraph; returns whether the mark number `hit` is not as it should be.
fn write_paragraph(
    pieces: &[Piece],
    style: &Style,
    fault: Fault,
    hit: Option<usize>,
    random: &mut Random,
    written: &mut Written,
) -> bool {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let (mut number, mut changed) = (0, false);
    for piece in pieces {
        let text = &mut written.text;
        match *piece {
            Piece::Text(ref words) => text.push_str(words),
            Piece::Apostrophe => text.push_str(style.apostrophe),
            Piece::LeftOpen(pair) => end(pair, &starts, written),
            Piece::Mark { outer, opens, pair } => {
                if !opens {
                    end(pair, &starts, written);
                }
                let glyph =
                    |outer: bool, opens: bool| if outer { style.outer } else { style.inner }[usize::from(!opens)];
                let right = glyph(outer, opens);
                let mark = match fault {
                    _ if hit != Some(number) => right,
                    Fault::Lost => "",
                    Fault::Turned => glyph(outer, !opens),
                    Fault::Swapped => glyph(!outer, opens),
                    Fault::None | Fault::Stray => right,
                };
                changed |= mark != right;
                written.text.push_str(mark);
                if opens {
                    starts.push((pair, written.text.len()));
                }
                number += 1;
            }
        }
    }
    if fault == Fault::Stray && hit.is_some() {
        changed |= add_stray(style, random, written);
    }
    changed
}

/// Keeps what the pair shuts in up to here.
fn end(pair: usize, starts: &[(usize, usize)], written: &mut Written) {
    if let Some(&(_, start)) = starts.iter().find(|(p, _)| *p == pair) {
        written.inner.push(Span::at(start, written.text.len()).trimmed(&written.text));
    }
}

/// Puts a mark beside a word of the last paragraph; returns whether there was room.
fn add_stray(style: &Style, random: &mut Random, written: &mut Written) -> bool {
    let from = written.text.rfind("\n\n").map_or(0, |i| i + 2);
    let spaces: Vec<usize> = written.text[from..].match_indices(' ').map(|(i, _)| from + i).collect();
    if spaces.is_empty() {
        return false;
    }
    let opens = random.below(2) == 0;
    let (at, mark) = (spaces[random.below(spaces.len())] + usize::from(opens), style.outer[usize::from(!opens)]);
    written.text.insert_str(at, mark);
    let moved = |offset: u32, from: usize| offset + if offset as usize >= from { mark.len() as u32 } else { 0 };
    for span in &mut written.inner {
        // A closing mark before the space stands outside what ends there, an opening one outside what begins there.
        *span = Span::new(moved(span.start, at), moved(span.end, at + usize::from(!opens)));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“We won’t,” said Lee.\n\n“She said ‘no’ twice.\n\n“Then yes.”";

    fn inner(style: usize, fault: Fault, seed: u64) -> (String, Vec<String>) {
        let article = Article::read(TEXT).expect("every pair is certain");
        let written = write(&article, &STYLES[style], fault, &mut Random::new(seed));
        let inner = written.inner.iter().map(|s| s.of(&written.text).to_owned()).collect();
        (written.text, inner)
    }

    #[test]
    fn styles_change_marks_and_nothing_else() {
        assert_eq!(inner(0, Fault::None, 1).0, TEXT);
        assert_eq!(inner(0, Fault::None, 1).1, ["We won’t,", "no", "She said ‘no’ twice.", "Then yes."]);
        assert_eq!(inner(4, Fault::None, 1).0, "``We won't,'' said Lee.\n\n``She said `no' twice.\n\n``Then yes.''");
        assert_eq!(inner(6, Fault::None, 1).0, "'We won't,' said Lee.\n\n'She said \"no\" twice.\n\n'Then yes.'");
    }

    #[test]
    fn faults_leave_what_the_pairs_shut_in() {
        for fault in FAULTS {
            for seed in 0..40 {
                let words = |text: &str| text.replace(['“', '”', '‘', '’'], "");
                for (found, right) in inner(0, fault, seed).1.iter().zip(inner(0, Fault::None, seed).1) {
                    assert_eq!(words(found), words(&right), "{fault:?} {seed}");
                }
            }
        }
    }

    #[test]
    fn articles_with_uncertain_pairs_are_left_out() {
        for text in [
            "\"We won,\" said Lee.",
            "“We won, said Lee.",
            "We won,” said Lee.",
            "“The ‘miners’ pay’,” he said.",
            "It rained.",
        ] {
            assert!(Article::read(text).is_none(), "{text}");
        }
    }
}
