//! Names that are nearly those of the gazetteer: a walk in which words may stand for others.

use super::{Scan, begins_with_capital};
use crate::gazetteer::classes;
use crate::gazetteer::index::{Node, ROOT};
use crate::gazetteer::piece::{self, Kind, Piece};
use crate::gazetteer::spelling::Near;
use crate::lexicon::WordClass;
use crate::text::fold;

/// Most letters of a word whose spelling is forgiven, in bytes.
const LONGEST_WORD: usize = 96;
/// Most ways to read a text's words as nearly those of an alias.
const MOST_READINGS: usize = 64;

impl Scan<'_, '_> {
    /// Adds the name that begins at `first` but for a few edits, if it is longer than the one that does without any; returns where it
    /// ends. Names begin with the piece as it is where it `is_first`.
    pub(super) fn accept_nearly(&mut self, first: Piece, is_first: bool, exact: Option<usize>) -> Option<usize> {
        let forms = std::mem::take(&mut self.best);
        let end = self.walk_nearly(first, is_first, exact);
        let end = end.map(|end| self.accept_whole(first.start, end));
        self.best = forms;
        end
    }

    /// The longest name that begins at `first` but for a few edits, with the fewest of them.
    fn walk_nearly(&mut self, first: Piece, is_first: bool, exact: Option<usize>) -> Option<usize> {
        let written = &self.text[first.start..first.end];
        // "de Gaule": a small letter begins what an alias writes so.
        let small = !begins_with_capital(written) && !self.lines.lacks_capitals(first.start);
        if written.len() > LONGEST_WORD || small && !is_first {
            return None;
        }
        // Breadth first, fewest edits first: node, last piece, edits.
        let mut open = vec![(ROOT, first, 0u8)];
        let mut longest: Option<(usize, u8)> = None;
        let mut at = 0;
        while let Some(&(node, piece, edits)) = open.get(at) {
            at += 1;
            let single = node == ROOT;
            let written = &self.text[piece.start..piece.end];
            // What goes on behind a name that has no edit is rather another word.
            let mut other =
                || is_ordinary(written) || !begins_with_capital(written) && !self.lines.lacks_capitals(piece.start);
            let as_it_is = small && single || exact.is_some() && other();
            for (to, edits) in self.steps(node, &piece, edits, as_it_is) {
                if edits > 0
                    && !(single && is_known(&self.text[piece.start..piece.end]))
                    && let Some(end) = self.forms_at(to, first.start, &piece, edits)
                    && exact.is_none_or(|exact| end > exact)
                    && (!small || self.keep(|alias| !begins_with_capital(alias)))
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
        longest.map(|(end, _)| end)
    }

    /// The nodes that a piece leads to, as it is and, unless it is to stay so, but for an edit; with the edits so far.
    fn steps(&mut self, node: Node, piece: &Piece, edits: u8, as_it_is: bool) -> Vec<(Node, u8)> {
        let index = &self.gazetteer.index;
        let mut steps: Vec<(Node, u8)> = index.step(node, piece.key).map(|to| (to, edits)).into_iter().collect();
        let left = self.gazetteer.options.max_edits.saturating_sub(edits);
        if left > 0
            && !as_it_is
            && matches!(piece.kind, Kind::Word | Kind::Ending)
            && piece.end - piece.start <= LONGEST_WORD
        {
            let is_ending = piece.kind == Kind::Ending;
            let written = self.text[piece.start..piece.end].trim_start_matches(fold::is_apostrophe);
            self.gazetteer.spelling.near(written, left, &mut self.near);
            let key = |near: &Near| if is_ending { fold::behind_apostrophe(near.key) } else { near.key };
            steps.extend(self.near.iter().filter_map(|near| Some((index.step(node, key(near))?, edits + near.edits))));
        }
        steps
    }
}

/// Whether a word is one that lists have, be it of the language or a name: it is no misspelling of a name of one word ("Monday" is not
/// Honda).
fn is_known(word: &str) -> bool {
    !classes(word).is_empty()
}

/// Whether a word is one of the language's: with it no name goes on.
fn is_ordinary(word: &str) -> bool {
    classes(word).intersects(WordClass::ORDINARY | WordClass::COMMON)
}
