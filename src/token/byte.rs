//! What a byte can be, as bits, in one table.

pub(super) const WORD: u8 = 1;
pub(super) const UPPER: u8 = 1 << 1;
pub(super) const LOWER: u8 = 1 << 2;
pub(super) const DIGIT: u8 = 1 << 3;
/// Part of a longer character.
pub(super) const HIGH: u8 = 1 << 4;
/// May join two parts of a word.
pub(super) const JOINT: u8 = 1 << 5;
pub(super) const SPACE: u8 = 1 << 6;
pub(super) const LINE: u8 = 1 << 7;

pub(super) static CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = match i as u8 {
            b'A'..=b'Z' => WORD | UPPER,
            b'a'..=b'z' => WORD | LOWER,
            b'0'..=b'9' => WORD | DIGIT,
            b'_' => WORD,
            b'\'' | b'-' | b'.' | b',' | b'&' | b'@' => JOINT,
            b'\n' | b'\r' | 0xB | 0xC => SPACE | LINE,
            b' ' | b'\t' => SPACE,
            // What a joint, and a joint alone, can begin with: soft hyphen, general punctuation.
            0xC2 | 0xE2 => HIGH | JOINT,
            0x80.. => HIGH,
            _ => 0,
        };
        i += 1;
    }
    table
};

pub(super) fn class(byte: u8) -> u8 {
    CLASS[byte as usize]
}
