//! The labels of tokens: which part of a relation a token is, where in the part it stands, and on which side of it its cue is.

use std::ops::Range;

/// On which side of a part of a relation its cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    /// Before it.
    Left,
    /// Behind it.
    Right,
}

impl Side {
    /// Returns the side of a part that begins at `part` on which a cue is that begins at `cue`.
    pub(crate) fn of<T: PartialOrd>(part: T, cue: T) -> Self {
        if part >= cue { Self::Left } else { Self::Right }
    }
}

/// A part of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    Cue,
    Source(Side),
    Content(Side),
}

/// A run of tokens that is one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub part: Part,
    pub tokens: Range<usize>,
}

/// The label of what is no part of any relation.
pub(crate) const OUTSIDE: u8 = 0;

/// Labels of a part: beginning and inside; for content also end and single.
#[cfg(any(test, feature = "train"))]
const CUE: u8 = 1;
#[cfg(any(test, feature = "train"))]
const SOURCE: [u8; 2] = [3, 5];
#[cfg(any(test, feature = "train"))]
const CONTENT: [u8; 2] = [7, 11];

/// The names of the labels, by number.
pub(crate) const NAMES: [&str; 15] = [
    "outside",
    "B-cue",
    "I-cue",
    "B-source-left",
    "I-source-left",
    "B-source-right",
    "I-source-right",
    "B-content-left",
    "I-content-left",
    "E-content-left",
    "S-content-left",
    "B-content-right",
    "I-content-right",
    "E-content-right",
    "S-content-right",
];

/// The names of the labels of a fast model, by number: those above without sides, and a content of one token is an end alone.
pub(crate) const FAST_NAMES: [&str; 8] =
    ["outside", "B-cue", "I-cue", "B-source", "I-source", "B-content", "I-content", "E-content"];

#[cfg(any(test, feature = "train"))]
impl Part {
    const fn first_label(self) -> u8 {
        match self {
            Self::Cue => CUE,
            Self::Source(side) => SOURCE[side as usize],
            Self::Content(side) => CONTENT[side as usize],
        }
    }
}

/// Returns the part that a label is of.
pub(crate) const fn part(label: u8) -> Option<Part> {
    match label {
        1 | 2 => Some(Part::Cue),
        3 | 4 => Some(Part::Source(Side::Left)),
        5 | 6 => Some(Part::Source(Side::Right)),
        7..=10 => Some(Part::Content(Side::Left)),
        11..=14 => Some(Part::Content(Side::Right)),
        _ => None,
    }
}

/// Whether a label begins a piece.
pub(crate) const fn begins(label: u8) -> bool {
    matches!(label, 1 | 3 | 5 | 7 | 10 | 11 | 14)
}

/// Whether a label ends a piece whatever follows it.
const fn ends(label: u8) -> bool {
    matches!(label, 9 | 10 | 13 | 14)
}

/// Returns the label of a fast model that stands for a label.
#[cfg(any(test, feature = "train"))]
pub(crate) const fn without_side(label: u8) -> u8 {
    match label {
        3..=6 => 3 + (label - 3) % 2,
        7 | 11 => 5,
        8 | 12 => 6,
        9 | 10 | 13 | 14 => 7,
        _ => label,
    }
}

/// Returns the label that the label of a fast model stands for behind `before`, on the left side.
pub(crate) const fn on_left(before: u8, label: u8) -> u8 {
    match label {
        5 => 7,
        6 => 8,
        7 if matches!(before, 5 | 6) => 9,
        7 => 10,
        _ => label,
    }
}

#[cfg(any(test, feature = "train"))]
/// Writes the labels of a piece.
pub(crate) fn write(part: Part, labels: &mut [u8]) {
    let first = part.first_label();
    let content = matches!(part, Part::Content(_));
    let length = labels.len();
    for (at, label) in labels.iter_mut().enumerate() {
        *label = match (at, at + 1 == length) {
            (0, true) if content => first + 3,
            (0, _) => first,
            (_, true) if content => first + 2,
            _ => first + 1,
        };
    }
}

/// Adds the pieces of a run of labels whose first token is `first`.
pub(crate) fn read(labels: &[u8], first: usize, pieces: &mut Vec<Piece>) {
    let mut open: Option<Piece> = None;
    for (at, &label) in (first..).zip(labels) {
        let here = part(label);
        match &mut open {
            Some(piece) if here == Some(piece.part) && !begins(label) => piece.tokens.end = at + 1,
            _ => {
                pieces.extend(open.take());
                open = here.map(|part| Piece { part, tokens: at..at + 1 });
            }
        }
        if ends(label) {
            pieces.extend(open.take());
        }
    }
    pieces.extend(open);
}

/// Returns whether `after` may follow `before`; none stands for the edge of a sequence.
#[cfg(any(test, feature = "train"))]
pub(crate) fn allowed(before: Option<u8>, after: Option<u8>) -> bool {
    let goes_on = |label: u8| matches!(label, 2 | 4 | 6 | 8 | 9 | 12 | 13);
    let waits = |label: u8| matches!(label, 7 | 8 | 11 | 12);
    let same = |a: u8, b: u8| part(a) == part(b);
    match (before, after) {
        (None, Some(after)) => !goes_on(after),
        (Some(before), None) => !waits(before),
        (Some(before), Some(after)) if goes_on(after) => same(before, after) && !ends(before),
        (Some(before), Some(_)) => !waits(before),
        (None, None) => true,
    }
}

/// Returns whether a label of a fast model may follow another.
#[cfg(any(test, feature = "train"))]
pub(crate) fn fast_allowed(before: Option<u8>, after: Option<u8>) -> bool {
    let waits = matches!(before, Some(5 | 6));
    match after {
        Some(2) => matches!(before, Some(1 | 2)),
        Some(4) => matches!(before, Some(3 | 4)),
        Some(6) => waits,
        Some(7) => true,
        _ => !waits,
    }
}

/// Gives each source and content the side on which the cue nearest to it is, of those in its paragraph; `pieces` are those of one
/// paragraph.
pub(crate) fn settle_sides(pieces: &mut [Piece]) {
    let mut cue: Option<Range<usize>> = None;
    let mut nearest: Vec<Option<(usize, Side)>> = Vec::with_capacity(pieces.len());
    for piece in &*pieces {
        nearest.push(cue.as_ref().map(|cue| (piece.tokens.start - cue.end, Side::Left)));
        if piece.part == Part::Cue {
            cue = Some(piece.tokens.clone());
        }
    }
    cue = None;
    for (piece, nearest) in pieces.iter_mut().zip(nearest).rev() {
        let behind = cue.as_ref().map(|cue| (cue.start - piece.tokens.end, Side::Right));
        let side = nearest.into_iter().chain(behind).min_by_key(|(distance, _)| *distance).map_or(Side::Left, |n| n.1);
        match &mut piece.part {
            Part::Cue => cue = Some(piece.tokens.clone()),
            Part::Source(own) | Part::Content(own) => *own = side,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_survive_being_written_and_read() {
        let pieces = [
            Piece { part: Part::Source(Side::Right), tokens: 5..7 },
            Piece { part: Part::Cue, tokens: 7..8 },
            Piece { part: Part::Content(Side::Left), tokens: 8..9 },
            Piece { part: Part::Content(Side::Left), tokens: 9..13 },
            Piece { part: Part::Content(Side::Right), tokens: 14..16 },
        ];
        let mut labels = [OUTSIDE; 12];
        for piece in &pieces {
            write(piece.part, &mut labels[piece.tokens.start - 5..piece.tokens.end - 5]);
        }
        let mut found = Vec::new();
        read(&labels, 5, &mut found);
        assert_eq!(found, pieces);
        let edges = [None].into_iter().chain(labels.map(Some)).chain([None]).collect::<Vec<_>>();
        assert!(edges.windows(2).all(|w| allowed(w[0], w[1])));
    }

    #[test]
    fn sides_are_those_of_the_nearest_cue() {
        let parts = [
            (Part::Source(Side::Right), 1..3),
            (Part::Cue, 3..4),
            (Part::Content(Side::Left), 4..9),
            (Part::Content(Side::Right), 12..13),
            (Part::Source(Side::Right), 14..15),
            (Part::Cue, 15..16),
        ];
        let pieces = parts.map(|(part, tokens)| Piece { part, tokens });
        let mut labels = [OUTSIDE; 16];
        pieces.iter().for_each(|piece| write(piece.part, &mut labels[piece.tokens.clone()]));
        labels.iter_mut().for_each(|label| *label = without_side(*label));
        let edges = [None].into_iter().chain(labels.map(Some)).chain([None]).collect::<Vec<_>>();
        assert!(edges.windows(2).all(|w| fast_allowed(w[0], w[1])));
        let mut before = OUTSIDE;
        let on_left = labels.map(|label| on_left(std::mem::replace(&mut before, label), label));
        let mut found = Vec::new();
        read(&on_left, 0, &mut found);
        settle_sides(&mut found);
        assert_eq!(found, pieces);
        let mut alone = [Piece { part: Part::Content(Side::Right), tokens: 0..4 }];
        settle_sides(&mut alone);
        assert_eq!(alone[0].part, Part::Content(Side::Left));
        assert!(!fast_allowed(None, Some(6)) && !fast_allowed(Some(5), Some(0)) && !fast_allowed(Some(6), None));
    }

    #[test]
    fn what_is_begun_is_ended() {
        assert!(!allowed(Some(7), None) && !allowed(Some(8), Some(0)) && !allowed(Some(7), Some(12)));
        assert!(!allowed(None, Some(9)) && !allowed(Some(10), Some(8)) && !allowed(Some(0), Some(2)));
        assert!(allowed(Some(10), Some(7)) && allowed(Some(1), Some(10)) && allowed(Some(4), None));
    }
}
