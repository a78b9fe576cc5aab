//! What speaks for somebody's gender: titles, given names, nouns. 1 stands for a man, -1 for a woman, 0 for neither: evidence, which
//! pronouns may outvote.

use rustc_hash::FxHashSet;

use super::address::Address;
use super::given;
use crate::Span;
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::model::hash;
use crate::surface::Surface;
use crate::token::Shape;

/// The words that full names of people end with: "Clinton" is no given name beside "Hillary Clinton".
#[derive(Debug, Default)]
pub(super) struct Surnames(FxHashSet<u64>);

impl Surnames {
    /// Returns the last words of a document's full names. "Miss Clinton" of a gazetteer is none.
    pub(super) fn of(surface: &Surface<'_>, mentions: &[Mention]) -> Self {
        let person = |m: &&Mention| m.form == Form::Name && matches!(m.kind, EntityType::Person | EntityType::Other);
        let full = |m: &Mention| {
            let tokens = surface.tokens_in(m.span);
            let words = tokens.clone().skip_while(|&i| is_title(surface, i)).count();
            (words > 1).then_some(tokens)
        };
        let names = mentions.iter().filter(person).filter_map(full);
        Self(names.map(|tokens| hash::lower(surface.word(tokens.end - 1).as_bytes())).collect())
    }

    /// Returns whether a full name ends with the word at token `i`.
    pub(super) fn hold(&self, surface: &Surface<'_>, i: usize) -> bool {
        self.0.contains(&hash::lower(surface.word(i).as_bytes()))
    }
}

/// Whether a name may have the word at token `i` before it as a title.
fn is_title(surface: &Surface<'_>, i: usize) -> bool {
    let classes = surface.tokens[i].classes;
    classes.contains(WordClass::TITLE) || of_title_word(classes, surface.word(i)) != 0
}

/// Returns the title of a name: before it, or its first word, as in a gazetteer's "Mrs. Lee".
pub(super) fn title(surface: &Surface<'_>, mention: &Mention) -> Option<Span> {
    let own = || {
        let tokens = surface.tokens_in(mention.span);
        let first = tokens.start;
        let words = mention.form == Form::Name && tokens.len() > 1;
        (words && of_title_word(surface.tokens[first].classes, surface.word(first)) != 0)
            .then(|| surface.tokens[first].span)
    };
    mention.title.or_else(own)
}

/// Returns what a name's title says.
pub(crate) fn of_title(surface: &Surface<'_>, mention: &Mention) -> i8 {
    let Some(title) = title(surface, mention) else { return 0 };
    let tokens = &surface.tokens[surface.tokens_in(title)];
    let tokens = tokens.iter().filter(|t| !t.shape.contains(Shape::DIGIT));
    let of = |own: i8| tokens.clone().any(|t| of_title_word(t.classes, t.span.of(surface.text)) == own);
    i8::from(of(1)) - i8::from(of(-1))
}

/// Returns what a word says that stands before a name: "Mr.", "Aunt".
pub(crate) fn of_title_word(classes: WordClass, word: &str) -> i8 {
    match i8::from(classes.contains(WordClass::TITLE_MALE)) - i8::from(classes.contains(WordClass::TITLE_FEMALE)) {
        0 => match Address::of_word(word) {
            Address::None => 0,
            address if address.is_woman() => -1,
            _ => 1,
        },
        told => told,
    }
}

/// Returns what the first word of a name says as a given name.
pub(super) fn of_first_word(surface: &Surface<'_>, mention: &Mention) -> i8 {
    let mut tokens = surface.tokens_in(mention.span);
    let alone = tokens.len() < 2;
    tokens.next().map_or(0, |first| given::gender(surface.tokens[first].classes, surface.word(first), alone))
}

/// Returns what a noun says of whom it stands for.
pub(crate) fn of_noun(classes: WordClass, noun: &str) -> i8 {
    const MALE: [&str; 10] =
        ["gentleman", "lad", "fellow", "papa", "priest", "waiter", "landlord", "bridegroom", "master", "host"];
    const FEMALE: [&str; 8] = ["mamma", "maid", "landlady", "bride", "hostess", "nurse", "governess", "housekeeper"];
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(noun));
    let male = classes.contains(WordClass::TITLE_MALE) || is(&MALE);
    let female = classes.contains(WordClass::TITLE_FEMALE) || is(&FEMALE);
    i8::from(male) - i8::from(female)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::sentence::Model;
    use crate::text::paragraphs::Newlines;

    fn of_name(text: &str) -> i8 {
        let surface = Surface::read(text, Lexicon::shipped(), &Model::shipped(), Newlines::Auto, &Default::default());
        let span = Span::at(0, text.len());
        let (form, kind) = (Form::Name, EntityType::Person);
        let mention = Mention { span, form, kind, head: span, title: None, in_speech: false, gazetteer: None };
        of_title(&surface, &mention)
    }

    #[test]
    fn a_title_inside_a_name_counts() {
        assert_eq!([of_name("Mrs. Lee"), of_name("Mr. Lee"), of_name("Mademoiselle Roth")], [-1, 1, -1]);
        assert_eq!([of_name("Ann Lee"), of_name("King")], [0, 0]);
    }

    #[test]
    fn a_title_and_a_given_name_are_no_full_name() {
        let surnames = |text: &str| {
            let surface =
                Surface::read(text, Lexicon::shipped(), &Model::shipped(), Newlines::Auto, &Default::default());
            let span = Span::at(0, text.len());
            let (form, kind) = (Form::Name, EntityType::Person);
            let mention = Mention { span, form, kind, head: span, title: None, in_speech: false, gazetteer: None };
            Surnames::of(&surface, &[mention]).hold(&surface, surface.tokens.len() - 1)
        };
        assert_eq!(["Anna Scott", "Miss Anna Scott"].map(surnames), [true, true]);
        assert_eq!(["Miss Anna", "Lord Henry", "Captain Tom", "Anna"].map(surnames), [false; 4]);
    }

    #[test]
    fn given_names_of_both_lists_are_known() {
        let of = |word: &str| given::gender(Lexicon::shipped().get(&word.to_lowercase()).classes, word, true);
        assert_eq!([of("Ann"), of("Tom"), of("Louisa"), of("Josiah"), of("Ashford")], [-1, 1, -1, 1, 0]);
    }
}
