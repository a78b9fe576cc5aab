//! What speaks for or against speech, and how it is weighed.

use bitflags::bitflags;

bitflags! {
    /// What speaks for or against speech.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct SpeechFacts: u64 {
        /// Always so.
        const ALWAYS = 1;
        /// One word.
        const ONE_WORD = 1 << 1;
        /// Two words.
        const TWO_WORDS = 1 << 2;
        /// Three or four.
        const FEW_WORDS = 1 << 3;
        /// Five to eight.
        const SOME_WORDS = 1 << 4;
        /// No mark closes it.
        const UNCLOSED = 1 << 5;
        /// It begins its paragraph.
        const FIRST = 1 << 6;
        /// Before it stands the end of a sentence.
        const AFTER_STOP = 1 << 7;
        /// A comma.
        const AFTER_COMMA = 1 << 8;
        /// A colon.
        const AFTER_COLON = 1 << 9;
        /// A dash.
        const AFTER_DASH = 1 << 10;
        /// An article, or what stands for one.
        const AFTER_DETERMINER = 1 << 11;
        /// A preposition.
        const AFTER_PREPOSITION = 1 << 12;
        /// "and", "or", "but".
        const AFTER_CONJUNCTION = 1 << 13;
        /// A form of a verb that takes what is said.
        const AFTER_CUE = 1 << 14;
        /// "is", "has", "will".
        const AFTER_AUXILIARY = 1 << 15;
        /// Another capitalised word.
        const AFTER_CAPITAL = 1 << 16;
        /// Any other word.
        const AFTER_WORD = 1 << 17;
        /// A possessive ending or pronoun.
        const AFTER_POSSESSIVE = 1 << 18;
        /// "as".
        const AFTER_AS = 1 << 19;
        /// An opening bracket.
        const AFTER_BRACKET = 1 << 20;
        /// A mark, with or without a comma or "and" between: one of a list.
        const AFTER_MARK = 1 << 21;
        /// "called", "titled", "so-called": what follows is a name.
        const AFTER_NAMING = 1 << 22;
        /// The sign of an attribute of markup.
        const AFTER_SIGN = 1 << 23;
        /// It ends its paragraph.
        const LAST = 1 << 24;
        /// After it stands a stop or a comma outside the marks.
        const BEFORE_STOP = 1 << 25;
        /// A lower-cased word that is no function word: the noun that it stands before.
        const BEFORE_NOUN = 1 << 26;
        /// A capitalised word.
        const BEFORE_CAPITAL = 1 << 27;
        /// A preposition or conjunction.
        const BEFORE_FUNCTION = 1 << 28;
        /// A bracket.
        const BEFORE_BRACKET = 1 << 29;
        /// A comma ends it.
        const ENDS_IN_COMMA = 1 << 30;
        /// A full stop, question or exclamation mark ends it.
        const ENDS_IN_STOP = 1 << 31;
        /// Its words are capitalised, but for the small ones.
        const TITLE_CASE = 1 << 32;
        /// It begins with a small letter.
        const SMALL = 1 << 33;
        /// It speaks of "I", "we" or "you".
        const PERSONAL = 1 << 34;
        /// It has an auxiliary verb.
        const HAS_VERB = 1 << 35;
        /// A cue stands before it in its sentence.
        const CUE_BEFORE = 1 << 36;
        /// A cue stands after it in its sentence.
        const CUE_AFTER = 1 << 37;
        /// A cue of quotations follows it with no more than a subject between.
        const CUE_FOLLOWS = 1 << 38;
        /// "according to" stands near.
        const ACCORDING = 1 << 39;
        /// It stands in a headline.
        const IN_HEADLINE = 1 << 40;
        /// It stands between a given name and a surname.
        const NICKNAME = 1 << 41;
        /// A sentence of its own.
        const OWN_SENTENCE = 1 << 42;
        /// The same, with a cue that follows.
        const OWN_SENTENCE_CUED = 1 << 43;
        /// In title case outside a headline, with no comma or colon before and no cue that follows.
        const TITLE_ALONE = 1 << 44;
        /// Between an article and a noun.
        const MODIFIER = 1 << 45;
        /// At most two words with no cue in their sentence.
        const SHORT_UNCUED = 1 << 46;
        /// A comma or colon leads in to it, with a cue before.
        const LED_IN = 1 << 47;
        /// In title case within a headline.
        const TITLE_IN_HEADLINE = 1 << 48;
        /// Lower-cased, more than four words, with a cue.
        const LONG_SMALL_CUED = 1 << 49;
        /// A noun or verb for works stands before it: "her novel, “The Salt Road”", "sang “Amazing Grace”".
        const AFTER_WORK = 1 << 50;
        /// Capitalised, after a preposition.
        const CAPITAL_AFTER_PREPOSITION = 1 << 51;
        /// Capitalised, after a noun for works or a possessive.
        const CAPITAL_AFTER_OWNER = 1 << 52;
        /// A cue of quotations stands before it in its sentence.
        const SAYING_BEFORE = 1 << 53;
        /// A cue of quotations stands after it in its sentence.
        const SAYING_AFTER = 1 << 54;
        /// In title case, led in or followed by a cue.
        const TITLE_CUED = 1 << 55;
        /// In title case, right after a cue.
        const TITLE_AFTER_CUE = 1 << 56;
        /// At most two words before a noun.
        const SHORT_MODIFIER = 1 << 57;
        /// At most two words, with no cue of quotations in its sentence.
        const SHORT_UNSAID = 1 << 58;
        /// It goes on from the paragraph before, or in the next one.
        const OVER_PARAGRAPHS = 1 << 59;
        /// It has no word.
        const NO_WORD = 1 << 60;
        /// In title case, after a noun or verb for works, with no cue that follows.
        const TITLE_OF_WORK = 1 << 61;
        /// It begins its paragraph, and a verb and who speaks follow it: “Well,” returned Lee. No weight: it decides alone.
        const ANSWERED_FOR = 1 << 62;
    }
}

/// How many facts have a weight.
pub const COUNT: usize = 62;

impl SpeechFacts {
    /// Returns whether facts of such weights make a span speech.
    pub(in crate::mark) fn is_speech(self, weights: &[f32; COUNT]) -> bool {
        // A person's other name is none, whoever says it; nor is a number, nor a work's title.
        let name = self.intersects(Self::NICKNAME | Self::TITLE_OF_WORK) && !self.contains(Self::IN_HEADLINE);
        if name || self.contains(Self::NO_WORD) {
            return false;
        }
        // A whole sentence in marks that stands apart is what somebody says, be it as short as “Yes.” or “Well,” said Lee.
        let cued = Self::OWN_SENTENCE_CUED | Self::SAYING_AFTER;
        let apart = (self.contains(Self::OWN_SENTENCE | Self::ENDS_IN_STOP) || self.contains(cued))
            && !self.intersects(Self::SMALL | Self::IN_HEADLINE | Self::BEFORE_NOUN | Self::UNCLOSED);
        // What goes on over paragraphs is speech.
        apart
            || self.contains(Self::ANSWERED_FOR)
            || self.contains(Self::OVER_PARAGRAPHS)
            || self.log_odds(weights) > 0.0
    }

    fn log_odds(self, weights: &[f32; COUNT]) -> f32 {
        let mut bits = self.bits() & ((1 << COUNT) - 1);
        let mut sum = 0.0;
        while bits != 0 {
            sum += weights[bits.trailing_zeros() as usize];
            bits &= bits - 1;
        }
        sum
    }
}
