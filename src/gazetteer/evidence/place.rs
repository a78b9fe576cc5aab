//! Which words say that a place follows: "in Jordan", "flew to Jordan", "refugees from Jordan"; but not "said to Jordan".

use crate::text::fold::is_among;

/// Returns whether a word is a preposition of places alone.
pub(super) fn is_of_places(preposition: &str) -> bool {
    let words = ["in", "near", "across", "throughout", "outside", "inside"];
    is_among(preposition, &words)
}

/// Returns whether a word is a preposition of persons too, behind which a place stands where somebody moves: "to", "from".
pub(super) fn is_of_ways(preposition: &str) -> bool {
    matches!(preposition, "to" | "from" | "into" | "toward" | "towards" | "through" | "via")
}

/// Returns whether a word between a verb and such a preposition says nothing: "flew back to".
pub(super) fn is_passed_over(word: &str) -> bool {
    matches!(word, "back" | "home" | "over" | "down" | "up" | "out" | "away")
}

/// Returns whether a word tells of somebody who moves, and of nothing that is moved to a person too: votes go to somebody, and letters
/// are sent to him, so that "go" and "send" are none.
pub(super) fn is_of_motion(word: &str) -> bool {
    // Verbs by what stays before "s", "ed" and "ing", and nouns; then other forms.
    const STEMS: [&str; 20] = [
        "arriv",
        "cross",
        "deport",
        "emigrat",
        "escap",
        "evacuat",
        "expatriat",
        "extradit",
        "fly",
        "head",
        "immigrat",
        "journey",
        "march",
        "migrat",
        "relocat",
        "repatriat",
        "return",
        "sail",
        "tour",
        "travel",
    ];
    const FORMS: [&str; 24] = [
        "ambassador",
        "ambassadors",
        "drive",
        "driven",
        "drove",
        "driving",
        "envoy",
        "envoys",
        "fled",
        "flee",
        "fleeing",
        "flew",
        "flies",
        "flight",
        "flights",
        "flown",
        "immigrants",
        "migrants",
        "refugee",
        "refugees",
        "travelled",
        "travelling",
        "trip",
        "trips",
    ];
    const ENDINGS: [&str; 6] = ["", "e", "s", "es", "ed", "ing"];
    let word = word.to_ascii_lowercase();
    let is_of = |stem: &str| word.strip_prefix(stem).is_some_and(|ending| ENDINGS.contains(&ending));
    FORMS.contains(&word.as_str()) || STEMS.iter().any(|stem| is_of(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_moves_does_so_to_places() {
        for word in ["flew", "returning", "arrived", "Refugees", "relocate", "travelled", "fly"] {
            assert!(is_of_motion(word), "{word}");
        }
        for word in ["said", "went", "visit", "sent", "loyal", "turned", "returnable", "heading-for", ""] {
            assert!(!is_of_motion(word), "{word}");
        }
    }
}
