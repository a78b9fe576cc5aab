//! Where the words of a text stand: a bit for each byte, sixty-four at a time.

/// A block of a text, as bits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Block {
    /// Bytes of words, those of letters beyond ASCII with them.
    pub(super) word: u64,
    /// Bytes of characters beyond ASCII that may be letters.
    pub(super) high: u64,
    /// Small letters of ASCII.
    pub(super) small: u64,
    /// Full stops.
    pub(super) stop: u64,
}

/// Bytes of a block.
pub(super) const WIDTH: usize = 64;

impl Block {
    /// Returns the block that begins at `start`; what lies behind the text is no word.
    #[inline]
    pub(super) fn at(bytes: &[u8], start: usize) -> Self {
        match bytes.get(start..start + WIDTH).and_then(|block| block.first_chunk()) {
            Some(block) => Self::of(block, bytes, start),
            None => {
                let mut last = [b' '; WIDTH];
                let rest = bytes.get(start..).unwrap_or_default();
                last[..rest.len()].copy_from_slice(rest);
                Self::of(&last, bytes, start)
            }
        }
    }

    #[inline]
    fn of(block: &[u8; WIDTH], bytes: &[u8], start: usize) -> Self {
        let mut word = [0u8; WIDTH];
        let (mut high, mut small, mut stop) = ([0u8; WIDTH], [0u8; WIDTH], [0u8; WIDTH]);
        for (i, &byte) in block.iter().enumerate() {
            let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
            let digit = byte.wrapping_sub(b'0') < 10;
            word[i] = u8::from(letter | digit);
            high[i] = byte >> 7;
            small[i] = u8::from(byte.wrapping_sub(b'a') < 26);
            stop[i] = u8::from(byte == b'.');
        }
        let high = bits(&high);
        let mut own = Self { word: bits(&word), high, small: bits(&small), stop: bits(&stop) };
        if high != 0 {
            own.high &= !marks(high, bytes, start);
            own.word |= own.high;
        }
        own
    }
}

/// A bit for each byte that is 1.
#[inline]
fn bits(bytes: &[u8; WIDTH]) -> u64 {
    let mut all = 0;
    for (i, eight) in bytes.as_chunks::<8>().0.iter().enumerate() {
        // Each product puts the eight lowest bits side by side into the highest byte.
        all |= (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * i);
    }
    all
}

/// Of the high bytes of a block those of quotation marks, dashes and the ellipsis, which part words.
#[cold]
fn marks(high: u64, bytes: &[u8], start: usize) -> u64 {
    let (mut rest, mut marks) = (high, 0u64);
    // A mark may have begun in the block before.
    for back in 1..=2.min(start) {
        if crate::text::fold::is_plain_mark(&bytes[start - back..]) {
            marks |= (1 << (3 - back)) - 1;
        }
    }
    while rest != 0 {
        let at = rest.trailing_zeros() as usize;
        rest &= rest - 1;
        if bytes.get(start + at..).is_some_and(crate::text::fold::is_plain_mark) {
            marks |= 0b111 << at;
        }
    }
    marks & high
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes of words, one by one.
    fn slow(text: &str) -> Vec<bool> {
        let mut found = vec![false; text.len()];
        for (at, c) in text.char_indices() {
            let mark = ('\u{2010}'..='\u{2029}').contains(&c);
            let word = c.is_ascii_alphanumeric() || !c.is_ascii() && !mark;
            found[at..at + c.len_utf8()].fill(word);
        }
        found
    }

    proptest::proptest! {
        #[test]
        fn bits_agree_with_characters(text in "[a-c0 .“”’…éł東\u{2028}\n-]{0,150}") {
            let expected = slow(&text);
            for (at, want) in expected.iter().enumerate() {
                let block = Block::at(text.as_bytes(), at / WIDTH * WIDTH);
                proptest::prop_assert_eq!(block.word >> (at % WIDTH) & 1 == 1, *want, "byte {}", at);
                proptest::prop_assert_eq!(block.high >> (at % WIDTH) & 1 == 1, *want && !text.as_bytes()[at].is_ascii());
            }
        }
    }
}
