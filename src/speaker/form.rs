//! How a source names – by a name, a description, a pronoun –, and what that asks of whom it means.

use super::scene::Scene;
use crate::Span;
use crate::entity::antecedent::Agreement;
use crate::entity::gender;
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::{Form, is_indefinite};

/// How a source names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum SourceForm {
    /// There is none.
    #[default]
    None,
    Name,
    /// "the mayor".
    Definite,
    /// Somebody of somebody's: "her lawyer", "Lee’s wife", "the sister of Ann Lee".
    Owned,
    /// "a witness", "officials".
    Indefinite,
    /// No mention stands for it: "28 percent of voters".
    Unmentioned,
    He,
    She,
    They,
    It,
    I,
    We,
    You,
    /// "who", "which", "that".
    Relative,
    /// "some", "another".
    Other,
    /// "the other", "the latter".
    TheOther,
    /// "Q:", before what an interviewer asks.
    Asks,
    /// "A:", before what is answered.
    Answers,
}

impl SourceForm {
    pub const fn is_pronoun(self) -> bool {
        self as u8 >= Self::He as u8
    }

    /// Returns whether it describes: "the mayor", "her lawyer", "a witness".
    pub const fn is_nominal(self) -> bool {
        self.is_definite() || matches!(self, Self::Indefinite)
    }

    /// Returns whether it describes somebody in particular.
    pub const fn is_definite(self) -> bool {
        matches!(self, Self::Definite | Self::Owned)
    }
}

/// Whether a source is one of two: "the other, smiling".
fn is_the_other(source: &str) -> bool {
    let mut words = source.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let the = words.next().is_some_and(|word| word.eq_ignore_ascii_case("the"));
    let alone = |rest: &str| !rest.trim_start_matches(' ').starts_with(char::is_alphabetic);
    let other = ["other", "latter", "former"].into_iter().find(|other| words.clone().next() == Some(other));
    the && other.and_then(|other| source.split_once(other)).is_some_and(|(_, rest)| alone(rest))
}

impl Scene<'_> {
    /// Returns how a source names: by its mention, or as written where none stands for it.
    pub(super) fn form(&self, source: Option<u32>, span: Option<Span>) -> SourceForm {
        let text = self.stage.surface.text;
        match source {
            _ if span.is_some_and(|span| is_the_other(span.of(text))) => SourceForm::TheOther,
            Some(mention) => match self.form_of_mention(mention) {
                form if form.is_nominal() && self.is_owned(mention, span) => SourceForm::Owned,
                form => form,
            },
            None if span.is_some_and(|span| self.is_relative(span)) => SourceForm::Relative,
            None if span.is_some() => SourceForm::Unmentioned,
            None => SourceForm::None,
        }
    }

    fn form_of_mention(&self, mention: u32) -> SourceForm {
        let own = &self.stage.mentions[mention as usize];
        let token = self.token(mention);
        let text = own.span.of(self.stage.surface.text);
        match own.form {
            Form::Name => SourceForm::Name,
            Form::Nominal if token.is_any(WordClass::DETERMINER | WordClass::POSSESSIVE) => {
                if ["a", "an", "some", "another", "no", "any", "every"]
                    .iter()
                    .any(|w| token.span.of(self.stage.surface.text).eq_ignore_ascii_case(w))
                {
                    SourceForm::Indefinite
                } else {
                    SourceForm::Definite
                }
            }
            Form::Nominal => SourceForm::Indefinite,
            Form::Pronoun => {
                let known = [
                    (WordClass::RELATIVE, SourceForm::Relative),
                    (WordClass::HE, SourceForm::He),
                    (WordClass::SHE, SourceForm::She),
                    (WordClass::THEY, SourceForm::They),
                    (WordClass::IT, SourceForm::It),
                    (WordClass::I, SourceForm::I),
                    (WordClass::WE, SourceForm::We),
                    (WordClass::YOU, SourceForm::You),
                ];
                if is_indefinite(text) {
                    return SourceForm::Other;
                }
                known.into_iter().find(|(class, _)| token.is(*class)).map_or(SourceForm::Other, |(_, form)| form)
            }
        }
    }

    /// Returns what a mention that names in this form must agree with.
    pub(super) fn agreement(&self, mention: u32, form: SourceForm) -> Option<Agreement> {
        match form {
            SourceForm::He => Some(Agreement::Male),
            SourceForm::She => Some(Agreement::Female),
            SourceForm::They => Some(Agreement::Plural),
            SourceForm::It => Some(Agreement::Body),
            form if form.is_nominal() => {
                let own = &self.stage.mentions[mention as usize];
                let surface = self.stage.surface;
                let head = surface.token_at(own.head.start);
                let classes = surface.tokens.get(head).map_or(WordClass::empty(), |token| token.classes);
                match (gender::of_noun(classes, own.head.of(surface.text)), own.kind) {
                    (1, _) => Some(Agreement::Male),
                    (-1, _) => Some(Agreement::Female),
                    (_, EntityType::Person) => Some(Agreement::Person),
                    (_, EntityType::Group) => Some(Agreement::Plural),
                    (_, EntityType::Organization | EntityType::Place) => Some(Agreement::Body),
                    // "the report"
                    (_, EntityType::Other) if classes.contains(WordClass::DOCUMENT) => Some(Agreement::Body),
                    (_, EntityType::Other) => None,
                }
            }
            // "Mr. Lee"
            SourceForm::Name => match gender::of_title(self.stage.surface, &self.stage.mentions[mention as usize]) {
                1 => Some(Agreement::Male),
                -1 => Some(Agreement::Female),
                _ => None,
            },
            _ => self.stage.antecedents.agreement_of(mention as usize),
        }
    }
}
