//! The labels of tokens: begin, inside, end or single of each type of name, or outside.

use std::ops::Range;

use crate::entity_type::EntityType;

/// How many types names have.
pub(super) const TYPES: usize = EntityType::ALL.len();
/// The label of what is in no name.
pub(super) const OUTSIDE: u8 = 0;
const PLACES: [&str; 4] = ["begin", "inside", "end", "single"];
const BEGIN: u8 = 0;
const INSIDE: u8 = 1;
const END: u8 = 2;
const SINGLE: u8 = 3;

/// The names of the labels, in their order.
pub(super) fn names() -> Vec<String> {
    let of = |kind: EntityType| PLACES.map(|place| format!("{place} {}", kind.name()));
    std::iter::once("outside".to_owned()).chain(EntityType::ALL.into_iter().flat_map(of)).collect()
}

/// Whether one label, by its name, may stand after another; none is the end of an island.
#[cfg(feature = "train")]
pub(super) fn allowed(before: Option<&str>, after: Option<&str>) -> bool {
    let part = |label: Option<&str>, places: [&str; 2]| {
        let (place, kind) = label?.split_once(' ')?;
        places.contains(&place).then(|| kind.to_owned())
    };
    part(before, ["begin", "inside"]) == part(after, ["inside", "end"])
}

/// A name by its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Labelled {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: EntityType,
}

impl Labelled {
    /// Writes its labels into those of a document.
    pub(super) fn write(&self, labels: &mut [u8]) {
        let base = 1 + self.kind as u8 * PLACES.len() as u8;
        let last = self.tokens.end - 1;
        for i in self.tokens.clone() {
            labels[i] = base
                + match (i == self.tokens.start, i == last) {
                    (true, true) => SINGLE,
                    (true, false) => BEGIN,
                    (false, true) => END,
                    (false, false) => INSIDE,
                };
        }
    }
}

/// The type that a label is of.
pub(super) fn is_of(label: u8) -> Option<EntityType> {
    EntityType::ALL.get(usize::from(label.checked_sub(1)? / PLACES.len() as u8)).copied()
}

/// Adds the names that the labels of the tokens from `first` on tell.
pub(super) fn read(labels: &[u8], first: usize, names: &mut Vec<Labelled>) {
    let mut start = first;
    for (i, &label) in (first..).zip(labels) {
        let Some(kind) = is_of(label) else { continue };
        let place = (label - 1) % PLACES.len() as u8;
        if matches!(place, BEGIN | SINGLE) {
            start = i;
        }
        if matches!(place, END | SINGLE) {
            names.push(Labelled { tokens: start..i + 1, kind });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_labels_and_names_again() {
        let name = |tokens, kind| Labelled { tokens, kind };
        let given =
            [name(1..2, EntityType::Place), name(2..6, EntityType::Organization), name(6..8, EntityType::Person)];
        let mut labels = [OUTSIDE; 9];
        given.iter().for_each(|name| name.write(&mut labels));
        let mut read_again = Vec::new();
        read(&labels, 0, &mut read_again);
        assert_eq!(read_again, given);
        let named: Vec<String> = labels.iter().map(|&l| names()[usize::from(l)].clone()).collect();
        assert_eq!(named[1..4], ["single place", "begin organization", "inside organization"]);
    }

    #[test]
    #[cfg(feature = "train")]
    fn a_name_that_has_begun_must_end() {
        assert!(allowed(Some("begin person"), Some("end person")) && allowed(None, Some("single place")));
        assert!(!allowed(Some("begin person"), Some("end place")) && !allowed(Some("inside person"), None));
        assert!(!allowed(Some("outside"), Some("inside person")) && allowed(Some("end person"), Some("outside")));
    }
}
