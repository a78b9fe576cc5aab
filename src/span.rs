//! `Span`: the half-open range that every layer points with.

use serde::{Deserialize, Serialize};

/// Half-open range `start..end` of a text, `start <= end`.
///
/// # Offsets
/// Bytes of UTF-8 in the core, always on character boundaries; [`crate::offsets`] turns them into code points where
/// Python begins. Four bytes each, so a text may have up to 4 GiB.
///
/// # Examples
/// ```
/// use saith::Span;
/// assert_eq!(Span::new(4, 7).of("Dr. Lee"), "Lee");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// Returns the span `start..end`; a reversed pair gives the empty span at `start`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// Returns the span of two positions as `usize`, as the standard library counts them.
    #[must_use]
    pub const fn at(start: usize, end: usize) -> Self {
        Self::new(start as u32, end as u32)
    }

    /// Returns the number of bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Returns whether nothing lies in the span.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the smallest span that holds both.
    #[must_use]
    pub fn hull(self, other: Span) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the range for slicing.
    #[must_use]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns what the span cuts out of `text`, or `""` where it does not fit it.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Returns the span without white space at its edges.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let inner = self.of(text);
        let start = self.start + (inner.len() - inner.trim_start().len()) as u32;
        Self::new(start, start + inner.trim().len() as u32)
    }
}
