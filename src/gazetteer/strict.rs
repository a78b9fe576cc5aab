//! What stays of a name where the user wants less forgiven: the paths forgive everything, and what they find is compared again.

use unicode_normalization::UnicodeNormalization;

use super::{Options, forms};
use crate::text::fold;

/// Returns what stays of a name under the options; equal for names that may stand for each other.
pub(super) fn canonical(text: &str, options: &Options) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.nfc().filter(|&c| !fold::is_ignored(c)) {
        let hyphen = fold::is_hyphen(c) || matches!(c, '\u{2012}' | '\u{2013}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}');
        if c.is_whitespace() || hyphen && options.ignore_hyphens {
            space = true;
            continue;
        }
        if c == '.' {
            if !options.ignore_stops {
                separate(&mut out, &mut space);
                out.push(c);
            }
            continue;
        }
        if matches!(c, '&' | '\u{FF06}') && options.ampersand {
            separate(&mut out, &mut space);
            out.push_str("and");
            space = true;
            continue;
        }
        separate(&mut out, &mut space);
        match c {
            c if hyphen => out.push(c),
            c if fold::plain_quotation(c) != c => {
                out.push(if options.ignore_apostrophes { fold::plain_quotation(c) } else { c });
            }
            c => letter(c, options, &mut out),
        }
    }
    if options.particles && !options.ignore_case { with_small_particles(&out) } else { out }
}

/// Particles of names have either case.
fn with_small_particles(name: &str) -> String {
    let word = |word: &str| if forms::is_particle(word) { word.to_lowercase() } else { word.to_owned() };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// One space between what is there and what comes.
fn separate(out: &mut String, space: &mut bool) {
    if std::mem::take(space) && !out.is_empty() {
        out.push(' ');
    }
}

fn letter(c: char, options: &Options, out: &mut String) {
    match (options.ignore_case, options.ignore_accents) {
        (true, true) => fold::fold_char(c, out),
        (true, false) => out.extend(c.to_lowercase()),
        (false, false) => out.push(c),
        (false, true) => {
            let start = out.len();
            fold::fold_char(c, out);
            if c.is_uppercase() {
                let upper = out[start..].to_uppercase();
                out.truncate(start);
                out.push_str(&upper);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_option_keeps_its_own_difference() {
        let all = Options::default();
        for (a, b, one) in [
            ("José", "Jose", Options { ignore_accents: false, ..all.clone() }),
            ("Lee", "LEE", Options { ignore_case: false, ..all.clone() }),
            ("al-Hadi", "al Hadi", Options { ignore_hyphens: false, ..all.clone() }),
            ("O'Brien", "O’Brien", Options { ignore_apostrophes: false, ..all.clone() }),
            ("U.S.", "US", Options { ignore_stops: false, ..all.clone() }),
            ("Lee & Roe", "Lee and Roe", Options { ampersand: false, ..all.clone() }),
        ] {
            assert_eq!(canonical(a, &all), canonical(b, &all), "{a}");
            assert_ne!(canonical(a, &one), canonical(b, &one), "{a}");
        }
        let accents = Options { ignore_accents: false, ..all };
        assert_eq!(canonical("José", &accents), canonical("Jose\u{301}", &accents));
    }
}
