//! Language: whether a text is English, by the scripts and trigrams of the crate `whatlang`.

use whatlang::{Lang, Script};

/// How much of a text is looked at, in bytes: a long text's beginning tells as much as all of it.
const LOOKED_AT: usize = 600;

/// In Latin script fewer letters than this say nothing reliable: names and headlines look like any language.
const LETTERS: usize = 60;

/// In another script a few letters are enough.
const LETTERS_OF_ANOTHER_SCRIPT: usize = 4;

/// Words that are frequent in English and in no other language of its script. A text in which one word of
/// [`ONE_IN`] is among them needs no detector.
const ENGLISH: [&str; 12] =
    ["the", "of", "and", "that", "with", "said", "his", "from", "they", "which", "would", "The"];

/// See [`ENGLISH`].
const ONE_IN: usize = 12;

/// Returns the English name of the language that `text` is written in where that is reliably not English.
///
/// None says that the text is English, too short to tell (fewer than 60 letters, in Latin script), or mixed: such a text is
/// read. A text whose letters are mostly of another script is not English at any length.
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
    let script = whatlang::detect_script(head)?;
    let wanted = if script == Script::Latin { LETTERS } else { LETTERS_OF_ANOTHER_SCRIPT };
    if head.chars().filter(|c| c.is_alphabetic()).take(wanted).count() < wanted {
        return None;
    }
    let info = whatlang::detect(head)?;
    if script != Script::Latin {
        return Some(info.lang().eng_name());
    }
    (info.is_reliable() && info.lang() != Lang::Eng).then(|| info.lang().eng_name())
}

/// Whether the commonest English words are as dense as English has them: a tenth of the detector's time.
fn is_plainly_english(head: &str) -> bool {
    let (mut words, mut english) = (0, 0);
    for word in head.split_ascii_whitespace() {
        words += 1;
        english += usize::from(ENGLISH.contains(&word));
    }
    english > 2 && english * ONE_IN >= words
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
    fn headlines_and_names_are_read() {
        for text in [
            "Bridge needs a second lane, Mayor Lee",
            "Poll: Most voters in Ohio, Iowa, Maine want new tolls on state roads, bridges",
            "Ann Lee, Bo Kim, Maria Ortiz, Omar Hassan, Hugh Hill, Lena Fors, Olaf Berg, Paul Dube",
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
