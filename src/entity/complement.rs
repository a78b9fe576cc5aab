//! Who a pronoun is that begins what somebody says: "Lee said she would go" tells of Lee, "the bank said that it had lost money"
//! of the bank.

use super::spot::{Role, Spot, outer_token};
use crate::lexicon::{CueFrames, WordClass};
use crate::mention::{Form, Mention};
use crate::surface::Surface;
use crate::token::{Token, TokenKind};

/// At most so many tokens stand between the verb and the pronoun: "said in a statement on Monday that it".
const ASIDE: usize = 8;
/// At most so many tokens between the subject and its verb: "Lee, who left early, said".
const BEFORE_VERB: usize = 10;
/// At most so many mentions before the pronoun are looked at.
const MENTIONS: usize = 8;

/// Returns the mention that is the subject of the verb of saying whose clause mention `pronoun` begins.
pub(super) fn sayer(surface: &Surface<'_>, mentions: &[Mention], spots: &[Spot], pronoun: usize) -> Option<usize> {
    let (spot, mention) = (spots[pronoun], &mentions[pronoun]);
    let token = spot.token as usize;
    // "his", but not the pronoun of "she’d"
    let owns = surface.tokens[token].is(WordClass::POSSESSIVE) && !surface.word(token).eq_ignore_ascii_case("her");
    if mention.form != Form::Pronoun || owns || spot.role == Role::Oblique || is_empty_it(surface, spot) {
        return None;
    }
    subject_of_saying(surface, mentions, spots, pronoun)
}

/// Returns the mention that says the clause which name `name` begins, and so is somebody else: in "the judge said Poe lied", the judge is
/// not Poe (principle C of binding: Chomsky 1981).
pub(super) fn sayer_of_another(
    surface: &Surface<'_>,
    mentions: &[Mention],
    spots: &[Spot],
    name: usize,
) -> Option<usize> {
    let begins = mentions[name].form == Form::Name && spots[name].role != Role::Oblique;
    begins.then(|| subject_of_saying(surface, mentions, spots, name)).flatten()
}

/// The subject of the verb of saying whose clause mention `i` begins.
fn subject_of_saying(surface: &Surface<'_>, mentions: &[Mention], spots: &[Spot], i: usize) -> Option<usize> {
    let token = outer_token(surface, &mentions[i], spots[i].token as usize);
    let start = surface.tokens_beside(token).start;
    let verb = verb_before(surface, start, token)?;
    let mut before = (0..i).rev().take(MENTIONS).filter(|&m| spots[m].end as usize <= verb);
    let last = before.next()?;
    let subject = if spots[last].role == Role::Subject { last } else { before.find(|&m| spots[m].main)? };
    let near = spots[subject].token as usize >= start && spots[subject].end as usize + BEFORE_VERB >= verb;
    // Nobody else stands between but inside commas: "Lee, the head of Acme, said".
    let alone = subject == last || surface.tokens[verb - 1].kind == TokenKind::Comma;
    (near && alone && mentions[subject].in_speech == mentions[i].in_speech).then_some(subject)
}

/// The verb that governs the clause that begins at token `clause`; where "that" opens it, a time or a place may stand before.
fn verb_before(surface: &Surface<'_>, start: usize, clause: usize) -> Option<usize> {
    let mut end = clause;
    let that = end > start && surface.word(end - 1) == "that";
    end -= usize::from(that);
    let frame = if that { CueFrames::THAT } else { CueFrames::BARE };
    let says =
        |t: &Token| t.cue.contains(CueFrames::FINITE | frame) && !t.cue.contains(CueFrames::HEARER) && !t.is_capital();
    for i in (start.max(end.saturating_sub(ASIDE))..end).rev() {
        let token = &surface.tokens[i];
        if token.kind != TokenKind::Word {
            return None;
        }
        if says(token) {
            return (i > start).then_some(i);
        }
        let closes = WordClass::AUXILIARY | WordClass::RELATIVE | WordClass::PERSONAL | WordClass::CONJUNCTION;
        let time = token.is_any(WordClass::CALENDAR | WordClass::PREPOSITION | WordClass::ADVERB);
        if token.is_any(closes) || !that && !time {
            return None;
        }
    }
    None
}

/// Whether "it" may stand for a clause or the weather: a form of "be", and what is neither "-ing" nor a participle.
fn is_empty_it(surface: &Surface<'_>, spot: Spot) -> bool {
    const HELPS: [&str; 14] =
        ["is", "was", "be", "been", "will", "would", "has", "had", "may", "might", "could", "can", "should", "not"];
    let word = |i: usize| surface.tokens.get(i).map_or("", |_| surface.word(i));
    let own = surface.word(spot.token as usize);
    if !own.get(..2).is_some_and(|it| it.eq_ignore_ascii_case("it")) || own.len() > 2 && !own.contains(['\'', '’']) {
        return false;
    }
    let mut be = own.ends_with('s') && own.len() > 2;
    let mut at = spot.end as usize;
    while HELPS.contains(&word(at)) {
        be |= matches!(word(at), "is" | "was" | "be" | "been");
        at += 1;
    }
    be && !word(at).ends_with("ing")
}
