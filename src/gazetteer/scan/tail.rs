//! What stands behind a name and belongs to it, though no alias has it: another company form, and "Jr."

use super::Scan;
use crate::gazetteer::index::Flags;
use crate::gazetteer::piece::{self, Kind, Piece};
use crate::gazetteer::{FUNCTION, classes, edge, forms};

/// Most company forms behind a name: "Acme Co. Ltd."
const MOST_FORMS: usize = 3;
/// Letters of the longest company form that is an abbreviation: its full stop is its own.
const LONGEST_ABBREVIATION: usize = 4;

impl Scan<'_, '_> {
    /// Adds the longest name at a place, with what belongs to it; returns where that ends.
    pub(super) fn accept_whole(&mut self, start: usize, end: usize) -> usize {
        let end = self.with_company_form(start, end);
        let Some(whole) = self.end_of_suffix(end) else {
            self.accept(start, end);
            return end;
        };
        // "Lee Jr." is told from who is called Lee.
        if self.text[start..end].contains(char::is_whitespace) {
            let place = self.found.len();
            self.accept(start, whole);
            if self.found.len() > place {
                self.evidence.note_suffix(place);
            }
        }
        whole
    }

    /// Takes another company form than the alias's into the name: "Target Corp." of Target Corporation. That is all the evidence that
    /// is asked for. A name that is the alias of an entity as it stands has none.
    fn with_company_form(&mut self, start: usize, end: usize) -> usize {
        if !self.best.iter().any(|form| form.flags.contains(Flags::FORMLESS)) {
            return end;
        }
        let mut whole = end;
        for _ in 0..MOST_FORMS {
            let behind = self.end_of_company_form(whole);
            let ends = |behind: &usize| edge::ends(self.text, start, *behind, self.gazetteer.options.possessives);
            let Some(behind) = behind.filter(ends) else { break };
            whole = behind;
        }
        // "Brelard News LLC" is not News Corp.
        let stop = self.best.iter().all(|form| form.flags.contains(Flags::STOP));
        if whole > end && stop && self.evidence.follows_name(start, end) {
            return end;
        }
        if whole == end && self.best.iter().any(|form| !form.flags.contains(Flags::LESS)) {
            self.best.retain(|form| !form.flags.contains(Flags::LESS));
        }
        if whole > end {
            self.best.retain(|form| form.flags.contains(Flags::FORMLESS));
            for form in &mut self.best {
                form.flags.remove(Flags::STOP | Flags::LESS | Flags::BARE);
                form.flags.insert(Flags::FULL);
            }
        }
        whole
    }

    /// Where the company form ends that stands behind a place on its line: " Corp.", ", Inc.", " & Co."
    fn end_of_company_form(&mut self, at: usize) -> Option<usize> {
        let name = Piece { key: 0, start: at, end: at, kind: Kind::Word };
        let mut next = piece::next(self.text, &name)?;
        if matches!(&self.text[next.start..next.end], "," | "&" | "and") {
            next = piece::next(self.text, &next)?;
        }
        let word = &self.text[next.start..next.end];
        let between = &self.text[at..next.start];
        let apart = between.contains([' ', '\u{A0}']) && !between.contains(['\n', '\r']);
        if !apart {
            return None;
        }
        if let Some(length) = forms::end_of_long_form(&self.text[next.start..]) {
            return Some(next.start + length);
        }
        if !forms::is_written_company_form(word, &self.text[next.end..]) {
            return None;
        }
        // "TARGET AS RIVAL"
        if classes(word).intersects(FUNCTION) && !self.lines.has_contrast(next.start) {
            return None;
        }
        let stopped = word.len() <= LONGEST_ABBREVIATION && self.text[next.end..].starts_with('.');
        Some(next.end + usize::from(stopped))
    }

    /// Where "Jr." ends behind a person's name.
    fn end_of_suffix(&self, at: usize) -> Option<usize> {
        // Few words begin so.
        let bytes = self.text.as_bytes();
        let comma = at + usize::from(bytes.get(at) == Some(&b','));
        let start = match bytes[comma..] {
            [b' ', b'J' | b'S' | b'I', ..] => comma + 1,
            // A no-break space.
            [0xC2, 0xA0, b'J' | b'S' | b'I', ..] => comma + 2,
            _ => return None,
        };
        let behind = &self.text[start..];
        let word = &behind[..behind.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        let options = &self.gazetteer.options;
        if !options.honorifics || !forms::is_generation(word) {
            return None;
        }
        let end = start + word.len();
        let stopped = word.ends_with(['r', 'R']) && self.text[end..].starts_with('.');
        let end = end + usize::from(stopped);
        let personal = self.best.iter().all(|form| self.gazetteer.is_person(*form));
        (personal && edge::ends(self.text, at, end, options.possessives)).then_some(end)
    }
}
