//! Turns of an interview that is printed as questions and answers: which of the two speaks in each paragraph.

use crate::lexicon::WordClass;
use crate::surface::Surface;
use crate::token::TokenKind;

/// Fewer questions are no interview, nor fewer paragraphs with "I" or "we" that follow one.
const LEAST: usize = 2;

/// More words are too many for a question.
const LONG: i32 = 60;

/// Who speaks in a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Turn {
    #[default]
    Nobody,
    Asks,
    Answers,
}

impl Turn {
    const ALL: [Self; 3] = [Self::Nobody, Self::Asks, Self::Answers];

    pub(super) const fn other(self) -> Self {
        match self {
            Self::Nobody => Self::Nobody,
            Self::Asks => Self::Answers,
            Self::Answers => Self::Asks,
        }
    }

    /// How well one turn follows another, a paragraph each; none where it cannot.
    const fn after(self, last: Self) -> Option<i32> {
        match (last, self) {
            (Self::Nobody, Self::Nobody | Self::Asks) | (Self::Answers, Self::Answers) => Some(0),
            (Self::Nobody, Self::Answers) | (Self::Asks, Self::Asks) => Some(-2),
            (Self::Asks, Self::Answers) | (Self::Answers, Self::Asks) => Some(2),
            (_, Self::Nobody) => None,
        }
    }
}

/// What a paragraph shows outside quotation marks.
#[derive(Clone, Copy, Debug, Default)]
struct Signs {
    words: i32,
    first: i32,
    second: i32,
    ends: bool,
    asks: bool,
}

impl Signs {
    /// How much speaks for a turn.
    fn speak_for(self, turn: Turn) -> i32 {
        let (first, second) = (self.first.min(4), self.second.min(3));
        let plain = 3 * i32::from(!self.asks && second == 0);
        match turn {
            Turn::Nobody => 1 - 2 * (first + second) - 4 * i32::from(self.asks),
            Turn::Asks => 6 * i32::from(self.asks) + second - first - 3 * i32::from(self.words > LONG) - plain,
            Turn::Answers => first - second / 2,
        }
    }
}

/// Returns for each paragraph who speaks in it; nobody where the document is no interview, and before it begins.
///
/// Of all ways to give turns to paragraphs the one that most speaks for is taken: who asks ends with a question mark and says
/// "you", who answers says "I" and is long, and the two take turns. Headings and captions are nobody's.
pub(super) fn turns(surface: &Surface<'_>) -> Vec<Turn> {
    let count = surface.paragraphs.len();
    let mut turns = vec![Turn::Nobody; count + 1];
    if (0..count).filter(|&p| asks(surface, p)).nth(LEAST - 1).is_none() {
        return turns;
    }
    let signs = signs(surface);
    let texts: Vec<usize> = (0..count).filter(|&p| signs[p].ends).collect();
    let answered = texts.windows(2).filter(|w| signs[w[0]].asks && !signs[w[1]].asks && signs[w[1]].first > 0).count();
    if answered < LEAST {
        return turns;
    }
    // The best way to each turn of each paragraph, and the turn before it.
    let mut best = [Some(0), None, None];
    let mut ways: Vec<[Turn; 3]> = Vec::with_capacity(texts.len());
    for &p in &texts {
        let mut way = [Turn::Nobody; 3];
        best = Turn::ALL.map(|turn| {
            let from = |last: Turn| Some((best[last as usize]? + turn.after(last)?, last));
            let (score, last) = Turn::ALL.into_iter().filter_map(from).max_by_key(|(score, _)| *score)?;
            way[turn as usize] = last;
            Some(score + signs[p].speak_for(turn))
        });
        ways.push(way);
    }
    let mut turn = Turn::ALL.into_iter().max_by_key(|&t| best[t as usize]).unwrap_or_default();
    for (&p, way) in texts.iter().zip(&ways).rev() {
        turns[p] = turn;
        turn = way[turn as usize];
    }
    turns
}

/// Whether a paragraph ends with a question mark.
pub(super) fn asks(surface: &Surface<'_>, paragraph: usize) -> bool {
    surface.paragraphs.get(paragraph).is_some_and(|p| p.of(surface.text).trim_end().ends_with('?'))
}

fn signs(surface: &Surface<'_>) -> Vec<Signs> {
    let count = surface.paragraphs.len();
    let mut signs = vec![Signs::default(); count + 1];
    let mut paragraph = 0;
    for (i, token) in surface.tokens.iter().enumerate() {
        while paragraph < count && surface.paragraphs[paragraph].end <= token.span.start {
            paragraph += 1;
        }
        let own = &mut signs[paragraph];
        own.ends |= token.kind == TokenKind::Terminator;
        if token.kind == TokenKind::Word && !surface.in_speech(i) {
            own.words += 1;
            own.first += i32::from(token.is_any(WordClass::I | WordClass::WE));
            own.second += i32::from(token.is(WordClass::YOU));
        }
    }
    for (p, own) in signs[..count].iter_mut().enumerate() {
        own.asks = asks(surface, p);
        own.ends |= own.asks;
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::sentence::Model;
    use crate::text::paragraphs::Newlines;

    fn of(text: &str) -> Vec<Turn> {
        let surface = Surface::read(text, Lexicon::shipped(), &Model::shipped(), Newlines::Auto, &Default::default());
        turns(&surface)[..surface.paragraphs.len()].to_vec()
    }

    const INTERVIEW: &str = "A talk with Ann Lee\n\nAnn Lee bakes bread in Ashford.\n\nWhen did you begin?\n\n\
        I began as a child. My aunt taught me.\n\nYou sell to schools. Do you like that?\n\nI do, and I always did.\n\n\
        You also wrote a book.\n\nI did. It took me a year.";

    #[test]
    fn two_take_turns_and_a_heading_is_nobodys() {
        use Turn::{Answers, Asks, Nobody};
        assert_eq!(of(INTERVIEW), [Nobody, Nobody, Asks, Answers, Asks, Answers, Asks, Answers]);
    }

    #[test]
    fn news_is_no_interview() {
        let news =
            "The mayor left.\n\nWho comes next?\n\n\"I do not know,\" Lee said.\n\nWill Poe?\n\nNobody asked him.";
        assert!(of(news).iter().all(|&turn| turn == Turn::Nobody));
    }
}
