//! Texts made of the words of aliases, decorated in every way that matching forgives, and in some that it does not.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What stands between two words.
const GAPS: [&str; 48] = [
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    "  ",
    "-",
    "\u{2010}",
    "–",
    "\n",
    "\r\n",
    " \n ",
    "-\n",
    "\u{A0}",
    "\u{200B} ",
    " \u{FEFF}",
    "\n\n",
    "\r\n\r\n",
    "\u{2028}",
    "\u{2029}",
    " - ",
    " – ",
    "—",
    ", ",
    ". ",
    "! ",
    "… ",
    "; “",
    "” ",
    "’s ",
    "'S ",
    "’ll ",
    "’s-",
    "’ ",
    " ‘x’ ",
    "’x ",
    "’",
    " (",
    ") ",
    "",
    "x ",
    " & ",
    " and ",
    "東",
    "都 ",
];

/// How a word is written.
#[derive(Clone, Copy, Debug)]
enum Way {
    AsItIs,
    Upper,
    Lower,
    Composed,
    Decomposed,
    Bare,
    OtherApostrophe,
    ZeroWidth,
    SoftHyphen,
}

const WAYS: [Way; 12] = [
    Way::AsItIs,
    Way::AsItIs,
    Way::Upper,
    Way::Upper,
    Way::Lower,
    Way::Lower,
    Way::Composed,
    Way::Decomposed,
    Way::Bare,
    Way::OtherApostrophe,
    Way::ZeroWidth,
    Way::SoftHyphen,
];

fn written(word: &str, ways: [Way; 2]) -> String {
    ways.iter().fold(word.to_owned(), |word, way| match way {
        Way::AsItIs => word,
        Way::Upper => word.to_uppercase(),
        Way::Lower => word.to_lowercase(),
        Way::Composed => word.nfc().collect(),
        Way::Decomposed => word.nfd().collect(),
        Way::Bare => word.nfd().filter(|&c| !is_combining_mark(c)).collect(),
        Way::OtherApostrophe => {
            word.chars().map(|c| if c == '’' { '\'' } else { c }.to_string()).collect::<Vec<_>>().concat()
        }
        Way::ZeroWidth => inside(&word, '\u{200B}'),
        Way::SoftHyphen => inside(&word, '\u{AD}'),
    })
}

/// A word with `what` in its middle.
fn inside(word: &str, what: char) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let middle = letters.len() / 2;
    let stopped = word.ends_with('.');
    if middle > 0 && !stopped && letters[middle - 1].is_alphabetic() && letters[middle].is_alphabetic() {
        letters.insert(middle, what);
    }
    letters.into_iter().collect()
}

/// A text of words and gaps; lines are kept short where `narrow`, as nothing is then broken at a margin.
pub fn texts(words: &'static [&'static str], narrow: bool) -> impl Strategy<Value = String> {
    let word = prop::sample::select(words);
    let ways = [prop::sample::select(&WAYS[..]), prop::sample::select(&WAYS[..])];
    let gap = prop::sample::select(&GAPS[..]);
    prop::collection::vec((word, ways, gap), 1..24).prop_map(move |items| {
        let (mut text, mut line) = (String::new(), 0);
        for (word, ways, gap) in items {
            text += &written(word, ways);
            // What is written on to a full stop is one word with it, or a link.
            let open = word.ends_with('.') && gap.chars().next().is_none_or(|c| c.is_alphanumeric());
            let gap = if open { " " } else { gap };
            let gap = if narrow && text.len() - line > 20 { "\n" } else { gap };
            text += gap;
            line = if gap.contains('\n') { text.len() } else { line };
        }
        text
    })
}
