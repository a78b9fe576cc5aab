//! Initials, together and apart: "J.R. Smith" is J. R. Smith.

/// Longest word in capitals that may be initials.
const MOST_INITIALS: usize = 3;

/// "J.R. Smith", "JR Smith" → "J. R. Smith"; "U.S." → "U. S."
pub(super) fn initials_apart(form: &str) -> Option<String> {
    let mut changed = false;
    let words: Vec<String> = form
        .split_whitespace()
        .map(|word| {
            let letters: Vec<char> = word.chars().filter(|&c| c != '.').collect();
            let stops = word.chars().filter(|&c| c == '.').count();
            let stopped = stops > 0
                && word.trim_end_matches('.').split('.').all(|part| part.chars().count() == 1)
                && letters.iter().all(|c| c.is_alphabetic());
            let capitals = stops == 0 && letters.len() <= MOST_INITIALS && letters.iter().all(char::is_ascii_uppercase);
            if letters.len() < 2 || !stopped && !capitals {
                return word.to_owned();
            }
            changed = true;
            letters.iter().map(|c| format!("{c}.")).collect::<Vec<_>>().join(" ")
        })
        .collect();
    changed.then(|| words.join(" "))
}

/// "J. R. Smith" → "JR Smith"
pub(super) fn initials_together(form: &str) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    let mut changed = false;
    let mut before = false;
    for word in form.split_whitespace() {
        let bare = word.trim_end_matches('.');
        let initial = bare.chars().count() == 1 && bare.chars().all(char::is_uppercase);
        match words.last_mut() {
            Some(last) if initial && before => {
                last.push_str(bare);
                changed = true;
            }
            _ => words.push(if initial { bare.to_owned() } else { word.to_owned() }),
        }
        before = initial;
    }
    changed.then(|| words.join(" "))
}
