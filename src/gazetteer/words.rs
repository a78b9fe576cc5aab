//! Where the words of a text stand: a bit for each byte, sixty-four at a time; and the words in lower case.

use wide::i8x16;

use crate::text::fold::is_plain_mark;

/// A block of a text, as bits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Block {
    /// Bytes of words, those of letters beyond ASCII with them.
    pub(super) word: u64,
    /// Bytes of characters beyond ASCII that may be letters.
    pub(super) high: u64,
    /// Small letters and capitals of ASCII.
    pub(super) small: u64,
    pub(super) capital: u64,
    /// Full stops.
    pub(super) stop: u64,
    /// Ends of lines.
    pub(super) newline: u64,
}

/// Bytes of a block.
pub(super) const WIDTH: usize = 64;

impl Block {
    /// Returns the block that begins at `start`; what lies behind the text is no word. `lower` gets its words in lower case, with zeros
    /// between them.
    #[inline]
    pub(super) fn at(bytes: &[u8], start: usize, lower: &mut [u8; WIDTH]) -> Self {
        match bytes.get(start..start + WIDTH).and_then(|block| block.first_chunk()) {
            Some(block) => Self::of(block, bytes, start, lower),
            None => {
                let mut last = [b' '; WIDTH];
                let rest = bytes.get(start..).unwrap_or_default();
                last[..rest.len()].copy_from_slice(rest);
                Self::of(&last, bytes, start, lower)
            }
        }
    }

    #[inline]
    fn of(block: &[u8; WIDTH], bytes: &[u8], start: usize, lower: &mut [u8; WIDTH]) -> Self {
        let mut own = Self::default();
        let sixteens = block.as_chunks::<16>().0.iter().zip(lower.as_chunks_mut::<16>().0);
        for (i, (sixteen, lower)) in sixteens.enumerate() {
            let bytes = i8x16::new(sixteen.map(u8::cast_signed));
            let lowered = bytes | i8x16::splat(0x20);
            let mask = |found: i8x16| u64::from(found.to_bitmask()) << (16 * i);
            let (letter, small) = (among(lowered, b'a', 26), among(bytes, b'a', 26));
            let word = letter | among(bytes, b'0', 10);
            own.word |= mask(word);
            own.high |= mask(bytes);
            own.small |= mask(small);
            own.capital |= mask(letter & !small);
            own.stop |= mask(bytes.simd_eq(i8x16::splat(b'.'.cast_signed())));
            own.newline |= mask(bytes.simd_eq(i8x16::splat(b'\n'.cast_signed())));
            *lower = (lowered & word).to_array().map(i8::cast_unsigned);
        }
        if own.high != 0 {
            own.high &= !marks(own.high, bytes, start);
            own.word |= own.high;
        }
        own
    }
}

/// Which of sixteen bytes lie among the `count` from `first` on. Comparisons are signed, so what is sought is moved to the lowest.
#[inline]
fn among(bytes: i8x16, first: u8, count: u8) -> i8x16 {
    let lowest = bytes + i8x16::splat(0x80u8.wrapping_sub(first).cast_signed());
    lowest.simd_lt(i8x16::splat(0x80u8.wrapping_add(count).cast_signed()))
}

/// Of the high bytes of a block those of quotation marks, dashes, the ellipsis and no-break spaces, which part words.
#[cold]
fn marks(high: u64, bytes: &[u8], start: usize) -> u64 {
    let (mut rest, mut marks) = (high, 0u64);
    // A mark may have begun in the block before.
    for back in 1..=2.min(start) {
        marks |= (1 << width_of_mark(&bytes[start - back..]).saturating_sub(back)) - 1;
    }
    while rest != 0 {
        let at = rest.trailing_zeros() as usize;
        let mark = ((1 << bytes.get(start + at..).map_or(0, width_of_mark)) - 1) << at;
        marks |= mark;
        rest &= (rest - 1) & !mark;
    }
    marks & high
}

/// The bytes of the mark beyond ASCII that some bytes begin with, if no letter begins there.
#[inline]
fn width_of_mark(bytes: &[u8]) -> usize {
    match bytes {
        // A no-break space.
        [0xC2, 0xA0, ..] => 2,
        _ if is_plain_mark(bytes) => 3,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes of words, one by one.
    fn slow(text: &str) -> Vec<bool> {
        let mut found = vec![false; text.len()];
        for (at, c) in text.char_indices() {
            let mark = ('\u{2010}'..='\u{2029}').contains(&c) || c == '\u{A0}';
            let word = c.is_ascii_alphanumeric() || !c.is_ascii() && !mark;
            found[at..at + c.len_utf8()].fill(word);
        }
        found
    }

    proptest::proptest! {
        #[test]
        fn bits_agree_with_characters(text in "[a-cX-Z0 .“”’…éł東\u{A0}\u{2028}\n-]{0,150}") {
            let expected = slow(&text);
            for (at, want) in expected.iter().enumerate() {
                let (byte, mut lower) = (text.as_bytes()[at], [0; WIDTH]);
                let block = Block::at(text.as_bytes(), at / WIDTH * WIDTH, &mut lower);
                let is = |bits: u64| bits >> (at % WIDTH) & 1 == 1;
                proptest::prop_assert_eq!(is(block.word), *want, "byte {}", at);
                proptest::prop_assert_eq!(is(block.high), *want && !byte.is_ascii());
                proptest::prop_assert_eq!(is(block.small), byte.is_ascii_lowercase());
                proptest::prop_assert_eq!(is(block.capital), byte.is_ascii_uppercase());
                proptest::prop_assert_eq!(is(block.newline), byte == b'\n');
                let kept = if byte.is_ascii_alphanumeric() { byte.to_ascii_lowercase() } else { 0 };
                proptest::prop_assert_eq!(lower[at % WIDTH], kept);
            }
        }
    }
}
