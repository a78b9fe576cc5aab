//! The ways in which a newspaper writes an alias: without its company form or honorific, its particles on or apart, its initials
//! apart or together; and the short forms that stand for it once it has been named.

use crate::entity_type::EntityType;
use crate::gazetteer::index::Flags;
use crate::gazetteer::{FUNCTION, Options, classes};
use crate::lexicon::WordClass;

mod company;
mod initial;
mod particle;
mod person;
mod short;
mod title;

pub(crate) use company::is_company_form;
pub(super) use company::{end_of_long_form, is_written_company_form};
pub(super) use initial::has_middle_initial;
pub(super) use particle::{is_article, is_particle};
pub(super) use person::{has_generation, is_generation, is_honorific, is_person};
pub(super) use short::short;
pub(super) use title::given_name;

/// Most ways to write one alias.
const MOST: usize = 24;
/// Bytes of the longest word that is one of a list.
const LONGEST: usize = 24;

/// A way to write an alias, and what is missing: `LESS` where it has fewer words, `FORMLESS` where the company form is gone.
type Way = (String, Flags);

/// Returns `alias` and the other ways to write it; the alias itself is first.
pub(super) fn of(alias: &str, kind: Option<EntityType>, options: &Options) -> Vec<Way> {
    let mut forms = vec![(alias.to_owned(), Flags::empty())];
    let words: Vec<&str> = alias.split_whitespace().collect();
    let untyped = matches!(kind, None | Some(EntityType::Other));
    if options.company_forms && (untyped || kind == Some(EntityType::Organization)) {
        each(&mut forms, company::without_company_form);
    }
    if options.honorifics && (untyped || kind == Some(EntityType::Person)) {
        each(&mut forms, |form| person::without_honorifics(form, untyped));
        each(&mut forms, |form| initial::without_middle_initials(form, kind).into_iter().collect());
    }
    let same = |forms: Vec<String>| forms.into_iter().map(|form| (form, Flags::empty())).collect();
    if options.honorifics {
        each(&mut forms, |form| same(person::saints(form).into_iter().collect()));
    }
    if options.ignore_stops {
        each(&mut forms, |form| {
            same([initial::initials_apart(form), initial::initials_together(form)].into_iter().flatten().collect())
        });
    }
    if options.particles && words.iter().any(|word| particle::may_have_particle(word)) {
        each(&mut forms, particle::articles);
        each(&mut forms, |form| same(particle::prepositions(form)));
    }
    if options.transliteration {
        each(&mut forms, |form| same(particle::servants(form)));
        each(&mut forms, |form| same(particle::article_apart(form).into_iter().collect()));
        each(&mut forms, |form| same(particle::other_articles(form)));
        each(&mut forms, |form| same(particle::umlauts(form).into_iter().collect()));
    }
    forms
}

/// Adds what `more` makes of each form so far.
fn each(forms: &mut Vec<Way>, more: impl Fn(&str) -> Vec<Way>) {
    for at in 0..forms.len() {
        let parent = forms[at].1;
        for (form, less) in more(&forms[at].0) {
            if forms.len() < MOST && names_something(&form) && !forms.iter().any(|(other, _)| *other == form) {
                forms.push((form, parent | less));
            }
        }
    }
}

/// Whether anything but a function word is left.
fn names_something(form: &str) -> bool {
    let word = form.trim();
    !word.is_empty() && (word.contains(' ') || !classes(word).intersects(FUNCTION | WordClass::RELATIVE))
}

/// A word without its full stops, commas and case.
fn plain(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '.' | ',')).flat_map(char::to_lowercase).collect()
}

fn is_one_of(words: &[&str], word: &str) -> bool {
    if !word.is_ascii() {
        return words.contains(&plain(word).as_str());
    }
    // The common case, without memory of its own.
    debug_assert!(words.iter().all(|word| word.len() <= LONGEST));
    let mut plain = [0; LONGEST];
    let mut length = 0;
    for byte in word.bytes().filter(|byte| !matches!(byte, b'.' | b',')) {
        let Some(to) = plain.get_mut(length) else { return false };
        *to = byte.to_ascii_lowercase();
        length += 1;
    }
    words.iter().any(|word| word.as_bytes() == &plain[..length])
}

/// A form without the words behind `kept`, which then is without what is `missing`, and with them but without the comma before them.
fn without_tail(form: &str, kept: &[&str], all: usize, missing: Flags) -> Vec<Way> {
    if kept.len() == all {
        return Vec::new();
    }
    let short = kept.join(" ");
    let bare = short.trim_end_matches(',').to_owned();
    let tail: Vec<&str> = form.split_whitespace().skip(kept.len()).collect();
    let comma = if bare.len() < short.len() { " " } else { ", " };
    vec![(format!("{bare}{comma}{}", tail.join(" ")), Flags::empty()), (bare, missing)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(alias: &str) -> Vec<String> {
        of(alias, None, &Options::default()).into_iter().map(|(form, _)| form).collect()
    }

    #[test]
    fn company_forms_and_honorifics_may_be_missing() {
        assert!(all("Acme Rail, Inc.").contains(&"Acme Rail".to_owned()));
        assert!(all("Acme Rail Inc").contains(&"Acme Rail, Inc".to_owned()));
        assert!(all("Dr. Ada Roe").contains(&"Ada Roe".to_owned()));
        assert!(all("Ada Roe, Jr.").contains(&"Ada Roe Jr.".to_owned()));
        // One word of a name says too little.
        assert_eq!(all("Mr. Roe"), ["Mr. Roe"]);
        assert_eq!(all("Limited"), ["Limited"]);
        assert_eq!(all("The Company"), ["The Company", "The, Company"]);
        assert!(all("PAO Vostok").contains(&"Vostok".to_owned()));
        assert!(all("The Vostok Company").contains(&"Vostok".to_owned()));
        assert!(all("The Tolk Companies, Inc.").contains(&"Tolk".to_owned()));
        assert!(all("Dr. Ada Marie Roe, Jr.").contains(&"Ada Marie Roe Jr.".to_owned()));
        // What is no person's has no honorific.
        assert_eq!(all("Lord of the Rings"), ["Lord of the Rings"]);
    }

    #[test]
    fn particles_are_written_on_or_apart() {
        let forms = all("Omar al-Hadi");
        assert!(forms.contains(&"Omar alHadi".to_owned()) && forms.contains(&"Omar Hadi".to_owned()));
        // What would be left is another name.
        assert_eq!(all("Al Gore"), ["Al Gore"]);
        assert!(!all("Al-Anon").contains(&"Anon".to_owned()));
        assert!(all("Ada van der Berg").contains(&"Ada vanderBerg".to_owned()));
        assert!(all("Ron DeBrook").contains(&"Ron De Brook".to_owned()));
        let other = Options { transliteration: true, ..Options::default() };
        let of = |alias| of(alias, None, &other).into_iter().map(|(form, _)| form).collect::<Vec<_>>();
        assert!(of("Omar al-Hadi").contains(&"Omar el-Hadi".to_owned()));
        assert!(of("al-Shams").contains(&"ash-Shams".to_owned()));
        assert!(of("Abd al-Rahman Brel").contains(&"Abdel Rahman Brel".to_owned()));
        assert!(of("Omar Abdelrahman").contains(&"Omar Abd al Rahman".to_owned()));
        assert!(of("Abdullah Brel").contains(&"Abd Allah Brel".to_owned()));
        assert_eq!(of("Ida Abdulov"), ["Ida Abdulov"]);
        assert!(of("Jürgen Roe").contains(&"Juergen Roe".to_owned()));
    }

    #[test]
    fn initials_are_written_together_or_apart() {
        assert!(all("J. R. Roe").contains(&"JR Roe".to_owned()));
        assert!(all("J.R. Roe").contains(&"J. R. Roe".to_owned()));
        assert!(all("U.S.").contains(&"U. S.".to_owned()));
    }

    #[test]
    fn short_forms_are_surnames_and_acronyms() {
        let options = Options::default();
        let short = |name, kind| short(name, kind, &options).into_iter().map(|(form, _)| form).collect::<Vec<_>>();
        assert_eq!(short("Nouri al-Hadi", Some(EntityType::Person)), ["al-Hadi", "Hadi"]);
        assert_eq!(short("Ada van der Berg Jr.", Some(EntityType::Person)), ["Berg", "van der Berg"]);
        assert_eq!(short("Council of Northern Mills", Some(EntityType::Organization)), ["CNM", "CONM"]);
        assert_eq!(short("Ada Roe XVI", Some(EntityType::Person)), ["Roe"]);
        assert_eq!(short("Ada Marie Roe Vane", Some(EntityType::Person)), ["Vane", "Marie Roe Vane", "Roe Vane"]);
        assert_eq!(short("Ada M. Vane", Some(EntityType::Person)), ["Vane"]);
        let acronyms = |name| short(name, Some(EntityType::Organization));
        assert_eq!(acronyms("Bank of the North"), ["BN", "BON"]);
        assert_eq!(acronyms("Roe & Vane Co."), ["R&V"]);
        assert_eq!(acronyms("Roe and Vane"), ["RV", "RAV"]);
        assert_eq!(acronyms("Roe & Co."), [""; 0]);
        assert_eq!(acronyms("U.S. Rail Office"), ["URO", "USRO"]);
        assert_eq!(acronyms("US Rail"), ["UR"]);
        assert_eq!(short("United North Isles", Some(EntityType::Place)), ["UNI"]);
    }
}
