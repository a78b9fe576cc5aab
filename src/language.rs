//! Language: whether a text is English, by the scripts and trigrams of the crate `whatlang`.

use whatlang::{Detector, Lang, Script};

/// How much of a text is looked at, in bytes: a long text's beginning tells as much as all of it.
const LOOKED_AT: usize = 600;

/// In Latin script fewer letters than this, in words that are not capitalised, say nothing reliable.
const LETTERS: usize = 40;

/// So many tell another language from English where they leave open which it is.
const LETTERS_AGAINST_ENGLISH: usize = 50;

/// In another script a few letters are enough.
const LETTERS_OF_ANOTHER_SCRIPT: usize = 4;

/// Words that are frequent in English and rare in other languages of its script.
const ENGLISH: [&str; 20] = [
    "the", "to", "of", "and", "that", "with", "said", "from", "has", "his", "this", "they", "The", "were", "been",
    "which", "would", "about", "their", "could",
];

/// A text in which one word of so many is in [`ENGLISH`] needs no detector.
const ONE_IN: usize = 12;

/// Returns the English name of the language that `text` is written in where that is reliably not English.
///
/// None says that the text is English, mixed or too short to tell: such a text is read. The first 600 bytes are looked at.
/// Where most letters are of another script than Latin, four of them are enough. In Latin script only words that begin with a
/// small letter count, since names look like any language, and they must have 40 letters together: about one sentence.
///
/// # Examples
/// ```
/// use saith::language::other_than_english;
/// let text = "Die Ministerin sagte am Montag, dass die Brücke im nächsten Jahr gebaut werde und \
///             dass die Stadt das Geld dafür schon habe, wie sie vor dem Rat erklärte.";
/// assert_eq!(other_than_english(text), Some("German"));
/// assert_eq!(other_than_english("The bridge will be built next year."), None);
/// ```
#[must_use]
pub fn other_than_english(text: &str) -> Option<&'static str> {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    if is_plainly_english(head) {
        return None;
    }
    if whatlang::detect_script(head)? != Script::Latin {
        let enough = has_letters(head, LETTERS_OF_ANOTHER_SCRIPT);
        return whatlang::detect(head).filter(|_| enough).map(|info| info.lang().eng_name());
    }
    let words = words_in_small_letters(head);
    if !has_letters(&words, LETTERS) {
        return None;
    }
    let info = whatlang::detect(&words).filter(|info| info.lang() != Lang::Eng)?;
    let sure = info.is_reliable() || has_letters(&words, LETTERS_AGAINST_ENGLISH) && is_surely(info.lang(), &words);
    sure.then(|| info.lang().eng_name())
}

/// Whether `lang` is right, if it is that or English: Danish or Norwegian may be open, and the text still not English.
fn is_surely(lang: Lang, words: &str) -> bool {
    let info = Detector::with_allowlist(vec![Lang::Eng, lang]).detect(words);
    info.is_some_and(|info| info.is_reliable() && info.lang() == lang)
}

/// Whether the commonest English words are as dense as English has them: a hundredth of the detector's time.
fn is_plainly_english(head: &str) -> bool {
    let (mut words, mut english) = (0, 0);
    for word in head.split_ascii_whitespace() {
        words += 1;
        english += usize::from(ENGLISH.contains(&word));
    }
    english > 2 && english * ONE_IN >= words
}

fn has_letters(text: &str, least: usize) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).take(least).count() == least
}

fn words_in_small_letters(head: &str) -> String {
    let begins_small = |word: &&str| word.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_uppercase());
    head.split_inclusive(char::is_whitespace).filter(begins_small).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: &str = "La ministre a déclaré lundi que le pont serait construit l'année prochaine et que la ville \
        avait déjà trouvé l'argent nécessaire pour commencer les travaux avant l'été.";

    #[test]
    fn french_is_named_and_english_passes() {
        assert_eq!(other_than_english(FRENCH), Some("French"));
        let english = "The minister said on Monday that the bridge would be built next year and that the city had \
            already found the money that it needs to begin the work before the summer.";
        assert_eq!(other_than_english(english), None);
    }

    #[test]
    fn short_and_empty_texts_count_as_english() {
        assert_eq!(other_than_english(""), None);
        assert_eq!(other_than_english("Bonjour."), None);
        assert_eq!(other_than_english(&"1234 ".repeat(1000)), None);
    }

    #[test]
    fn another_script_is_told_at_any_length() {
        for (text, name) in [
            ("市长周一表示，这座桥将于明年建成。", "Mandarin"),
            ("시장은 월요일에 다리가 내년에 지어질 것이라고 말했다.", "Korean"),
            ("Мэр сказал, что мост построят.", "Russian"),
        ] {
            assert_eq!(other_than_english(text), Some(name));
        }
        assert!(other_than_english(&"قال رئيس البلدية إن الجسر سيبنى. ".repeat(10)).is_some());
        assert_eq!(other_than_english("Ann Lee (李安) said that it was over."), None);
    }

    #[test]
    fn one_sentence_of_german_is_told() {
        let german =
            "Die Bürgermeisterin sagte am Montag, dass die neue Brücke erst im nächsten Jahr gebaut werden könne.";
        assert_eq!(other_than_english(german), Some("German"));
    }

    #[test]
    fn a_language_with_a_near_relative_is_told() {
        let danish = "Ministeren sagde mandag, at broen skal bygges næste år, og at byen allerede har pengene til det.";
        assert!(other_than_english(danish).is_some());
    }

    #[test]
    fn headlines_and_names_are_read() {
        for text in [
            "Bridge needs a second lane, Mayor Lee",
            "Poll: Most voters in Ohio, Iowa, Maine want new tolls on state roads, bridges",
            "Ann Lee, Bo Kim, Maria Ortiz, Omar Hassan, Hugh Hill, Lena Fors, Olaf Berg, Paul Dube",
            "Ann García, François Ortiz, Paul Andersson, Anna Fors, Anna Lee, François Ivanov, Omar Schmidt",
            "Deutsche Bank Seeks Champions League Tie in Buenos Aires, San Diego, Santa Monica, Source Says",
            "REAL MADRID DELAYS LA LIGA FINAL, RIO DE JANEIRO EYES SANTA BARBARA STADIUM DEAL, AIDES SAY",
        ] {
            assert_eq!(other_than_english(text), None, "{text}");
        }
    }

    #[test]
    fn the_cut_falls_on_a_character() {
        for lead in 0..4 {
            let text = format!("{}{}", "a".repeat(lead), "日本語のニュース".repeat(100));
            assert_eq!(other_than_english(&text), Some("Japanese"));
        }
    }
}
