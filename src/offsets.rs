//! Byte offsets to code points: the one place where the two units meet.

/// Positions are remembered once every so many bytes.
const BLOCK: usize = 256;

/// Maps byte offsets of one text to code points.
///
/// # Cost
/// One pass when made (none to speak of for ASCII text), 4 bytes for each 256 bytes of other text; a look-up counts at
/// most 255 bytes.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before each block; empty for ASCII text, where the units agree.
    before: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    /// Returns the map of `text`.
    ///
    /// # Examples
    /// ```
    /// use saith::offsets::CodePoints;
    /// let text = "“é” is";
    /// assert_eq!(CodePoints::new(text).at(text.len() as u32), 6);
    /// ```
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, before: Vec::new() };
        }
        let mut before = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut seen = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            before.push(seen);
            seen += starts(block);
        }
        Self { text, before }
    }

    /// Returns the number of code points before byte `offset` (clamped to the text).
    #[must_use]
    pub fn at(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        if self.before.is_empty() {
            return offset as u32;
        }
        let block = (offset / BLOCK).min(self.before.len() - 1);
        self.before[block] + starts(&self.text.as_bytes()[block * BLOCK..offset])
    }

    /// Returns `span`, given in bytes, in code points.
    #[must_use]
    pub fn span(&self, span: crate::Span) -> crate::Span {
        crate::Span::new(self.at(span.start), self.at(span.end))
    }
}

/// Counts the bytes that begin a character.
#[inline]
pub(crate) fn starts(bytes: &[u8]) -> u32 {
    // So few that a byte can count them: sixteen are counted at a time.
    let few = bytes.chunks(u8::MAX as usize / 16 * 16);
    few.map(|few| u32::from(few.iter().map(|&b| u8::from(b & 0xC0 != 0x80)).sum::<u8>())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting_characters(text in "(?s).{0,700}") {
            let map = CodePoints::new(&text);
            for (count, (offset, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(map.at(offset as u32) as usize, count);
            }
            prop_assert_eq!(map.at(text.len() as u32) as usize, text.chars().count());
        }
    }
}
