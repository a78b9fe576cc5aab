//! Language: whether a text is English, by the trigrams of the crate `whatlang`.

/// How much of a text is looked at, in bytes: a long text's beginning tells as much as all of it.
const LOOKED_AT: usize = 1500;

/// Fewer letters than this say nothing reliable.
const LETTERS: usize = 100;

/// Returns the English name of the language that `text` is written in where that is reliably not English.
///
/// None says that the text is English, too short to tell, or mixed: such a text is read.
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
    if head.chars().filter(|c| c.is_alphabetic()).take(LETTERS).count() < LETTERS {
        return None;
    }
    let info = whatlang::detect(head)?;
    (info.is_reliable() && info.lang() != whatlang::Lang::Eng).then(|| info.lang().eng_name())
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
    fn the_cut_falls_on_a_character() {
        for lead in 0..4 {
            let text = format!("{}{}", "a".repeat(lead), "日本語のニュース".repeat(100));
            assert_eq!(other_than_english(&text), Some("Japanese"));
        }
    }
}
