//! Names that are nearly those of the gazetteer: a walk in which words may stand for others.

use super::{Scan, begins_with_capital};
use crate::gazetteer::classes;
use crate::gazetteer::index::{Node, ROOT};
use crate::gazetteer::piece::{self, Kind, Piece};
use crate::lexicon::WordClass;

/// Most letters of a word whose spelling is forgiven, in bytes.
const LONGEST_WORD: usize = 96;
/// Most ways to read a text's words as nearly those of an alias.
const MOST_READINGS: usize = 64;

impl Scan<'_, '_> {
    /// The longest name that begins at `first` but for a few edits, with the fewest of them.
    pub(super) fn walk_nearly(&mut self, first: Piece) -> Option<usize> {
        let written = &self.text[first.start..first.end];
        if written.len() > LONGEST_WORD || !begins_with_capital(written) && !self.lines.lacks_capitals(first.start) {
            return None;
        }
        // Breadth first, fewest edits first: node, last piece, edits.
        let mut open = vec![(ROOT, first, 0u8)];
        let mut longest: Option<(usize, u8)> = None;
        let mut at = 0;
        while let Some(&(node, piece, edits)) = open.get(at) {
            at += 1;
            for (to, edits) in self.steps(node, &piece, edits) {
                let single = node == ROOT;
                if edits > 0
                    && !(single && is_ordinary(&self.text[piece.start..piece.end]))
                    && let Some(end) = self.forms_at(to, first.start, &piece, edits)
                {
                    let better = longest.is_none_or(|(far, least)| end > far || end == far && edits < least);
                    if better {
                        longest = Some((end, edits));
                        self.best.clear();
                    }
                    if longest == Some((end, edits)) {
                        self.best.append(&mut self.forms);
                    }
                }
                if open.len() < MOST_READINGS
                    && let Some(next) = piece::next(self.text, &piece)
                {
                    open.push((to, next, edits));
                }
            }
        }
        let (end, _) = longest?;
        self.accept(first.start, end);
        Some(end)
    }

    /// The nodes that a piece leads to, as it is and but for an edit, with the edits so far.
    fn steps(&mut self, node: Node, piece: &Piece, edits: u8) -> Vec<(Node, u8)> {
        let index = &self.gazetteer.index;
        let mut steps: Vec<(Node, u8)> = index.step(node, piece.key).map(|to| (to, edits)).into_iter().collect();
        let left = self.gazetteer.options.max_edits.saturating_sub(edits);
        if left > 0 && piece.kind == Kind::Word && piece.end - piece.start <= LONGEST_WORD {
            self.gazetteer.spelling.near(&self.text[piece.start..piece.end], left, &mut self.near);
            steps.extend(self.near.iter().filter_map(|near| Some((index.step(node, near.key)?, edits + near.edits))));
        }
        steps
    }
}

/// Whether a word is one of the language's: it is no misspelling.
fn is_ordinary(word: &str) -> bool {
    classes(word).intersects(WordClass::ORDINARY | WordClass::COMMON)
}
