//! Titles: what of a name, and of the words before it, is office or nationality.

use std::ops::Range;

use rustc_hash::FxHashSet;

use self::before::Before;
use self::office::{complement, holder, is_head, is_modifier};
use super::evidence::{self, Evidence};
use super::name::convention::is_address;
use super::name::labels::Labelled;
use super::vocabulary::{Vocabulary, is_given, is_honorific, is_national, link};
use super::{Draft, nominal, slice};
use crate::entity_type::EntityType;
use crate::lexicon::{Lexicon, WordClass};
use crate::surface::Surface;
use crate::text::fold;
use crate::token::{Token, TokenKind};

mod before;
mod office;
mod rank;

pub(super) use self::office::is_compound_office;

/// Nouns of office.
const HEAD: WordClass = WordClass::TITLE.union(WordClass::ROLE);
const BODY: WordClass = WordClass::ORGANIZATION_HEAD.union(WordClass::PLACE_HEAD);
/// What may stand in a title before its noun.
const MODIFIER: WordClass = WordClass::TITLE_WORD.union(WordClass::DEMONYM).union(HEAD);

/// Returns the names without titles and nationalities; each keeps what stood before it.
pub(super) fn apart(surface: &Surface<'_>, vocabulary: &Vocabulary, names: Vec<Labelled>) -> Vec<Draft> {
    let mut apart: Vec<Draft> = Vec::with_capacity(names.len());
    let surnames = surnames(vocabulary, &names);
    let mut names = names.into_iter().peekable();
    while let Some(Labelled { mut tokens, kind }) = names.next() {
        let person = names.peek().is_some_and(|n| n.kind == EntityType::Person && n.tokens.start == tokens.end);
        if person && kind != EntityType::Person {
            tokens.end -= office_behind(surface, slice(surface, &tokens));
        }
        if tokens.is_empty() {
            continue;
        }
        let mut draft = Draft::new(surface, tokens);
        draft.kind = kind;
        if is_party(surface, &draft.tokens) || is_currency(surface, &draft.tokens) {
            continue; // "R-Texas", "Rs" in "Rs 1,200"
        }
        if let Some((person, kind)) = holder(surface, &draft.tokens, kind) {
            apart.extend(named(surface, draft.tokens.start..person, kind));
            (draft.tokens.start, draft.kind) = (person, EntityType::Person);
        }
        if draft.kind == EntityType::Person {
            draft.tokens.start += complement(surface, &draft.tokens);
            let last = draft.tokens.end - 1;
            let own = kin(slice(surface, &draft.tokens));
            let own = own + rank::ranks(surface, &(draft.tokens.start + own..draft.tokens.end));
            let own = own + titles(surface, &slice(surface, &draft.tokens)[own..]);
            // "President Dean", "Dean" beside "Howard Dean", "Mr. King", "Finn" that is no "the Finn".
            let kept = own == draft.tokens.len()
                && (surnames.contains(&vocabulary.hash(last))
                    || follows_honorific(surface, last)
                    || is_national(surface.text, &surface.tokens[last]) && !is_behind_article(surface, last));
            let run = draft.tokens.start;
            draft.tokens.start = if kept { last } else { run + own };
            apart.extend(front(surface, run..draft.tokens.start));
            draft.tokens = without_nationality(surface, draft.tokens);
            let inside = complement(surface, &draft.tokens);
            if inside > 0 {
                draft.tokens.start += inside;
                draft.tokens.start += titles(surface, slice(surface, &draft.tokens));
            }
        } else if is_people(slice(surface, &draft.tokens), kind)
            || is_language(surface, &draft)
            || is_office(surface, &draft)
            || is_somebody(surface, &draft.tokens)
        {
            draft.tokens.end = draft.tokens.start;
        }
        draft.tokens.start += usize::from(is_behind_party(surface, &draft));
        if is_member(surface, &draft.tokens) {
            continue; // a nominal: "the Kentucky Republican"
        }
        if draft.kind != EntityType::Person && is_party_of_place(surface, &draft.tokens) {
            // "the Iowa Republican primary"
            draft.tokens.end -= 1;
            draft.head = draft.tokens.end - 1;
            draft.kind = EntityType::Place;
        }
        if draft.tokens.is_empty() {
            continue; // "Prime Minister", "Iraqi": nobody's name
        }
        draft.span.start = surface.tokens[draft.tokens.start].span.start;
        // "Ashford-based" names Ashford.
        let last = surface.tokens[draft.tokens.end - 1].span;
        draft.span.end = link(last.of(surface.text)).map_or(last.end, |hyphen| last.start + hyphen as u32);
        if draft.kind == EntityType::Person {
            draft.title = title_before(surface, vocabulary, draft.tokens.start, &mut apart);
        }
        apart.push(draft);
    }
    apart
}

/// The title before the person's name that begins at token `name`. Of the names before it, `apart`, those go that are a part of the title,
/// and who employs comes in.
fn title_before(
    surface: &Surface<'_>,
    vocabulary: &Vocabulary,
    name: usize,
    apart: &mut Vec<Draft>,
) -> Option<Range<usize>> {
    // "DC" before "Mark Hale", taken for a place.
    apart.pop_if(|rank| rank.tokens == (name.saturating_sub(1)..name) && rank::is_rank(surface, rank.tokens.start));
    let before = Before { surface, vocabulary, names: apart };
    let title = before.title(name);
    let employer = before.employer(&title);
    // "Senate" in "Senate Majority Leader"
    apart.pop_if(|name| {
        name.tokens.end < title.end && title.contains(&name.tokens.start) && before::is_chamber(surface, &name.tokens)
    });
    if let Some(employer) = employer.and_then(|(tokens, kind)| named(surface, tokens, kind)) {
        let at = apart.partition_point(|name| name.tokens.start < employer.tokens.start);
        apart.insert(at, employer);
    }
    (!title.is_empty()).then_some(title)
}

/// What stands before the office in a run that begins with a title: "Boston" in "Boston Mayor Ann Lee".
fn front(surface: &Surface<'_>, title: Range<usize>) -> Option<Draft> {
    let modifier = |&i: &usize| is_modifier(surface.text, &surface.tokens[i]);
    let office = title.clone().find(modifier).filter(|&i| i > title.start)?;
    if before::is_chamber(surface, &(title.start..office)) || rank::is_rank(surface, title.start) {
        return None; // "Crown Prince", "Ch Supt"
    }
    let places = slice(surface, &(title.start..office)).iter().all(is_place_word);
    named(surface, title.start..office, if places { EntityType::Place } else { EntityType::Organization })
}

/// A place or body inside a title; nothing where it is no name by itself: "State".
fn named(surface: &Surface<'_>, tokens: Range<usize>, kind: EntityType) -> Option<Draft> {
    let sure = matches!(kind, EntityType::Place | EntityType::Organization);
    (sure && !tokens.is_empty()).then(|| Draft { kind, ..Draft::new(surface, tokens) })
}

/// "Secretary-General" alone names nobody, nor does "State" in "the Secretary of State", "a former secretary of State".
fn is_office(surface: &Surface<'_>, name: &Draft) -> bool {
    portfolio(surface, name)
        || matches!(name.kind, EntityType::Group | EntityType::Other)
            && name.tokens.clone().any(|i| is_compound_office(surface.word(i)))
            && slice(surface, &name.tokens).iter().all(|t| is_modifier(surface.text, t))
}

/// Whether a name is but words of office behind an office and "of".
fn portfolio(surface: &Surface<'_>, name: &Draft) -> bool {
    let Some([office, of]) = name.tokens.start.checked_sub(2).and_then(|start| surface.tokens[start..].first_chunk())
    else {
        return false;
    };
    let secretary = || surface.word(name.tokens.start - 2) == "secretary";
    of.span.of(surface.text) == "of"
        && (office.is_capital() || secretary())
        && is_head(surface.text, office)
        && slice(surface, &name.tokens).iter().all(|t| t.is(WordClass::TITLE_WORD) && !t.is(WordClass::PLACE))
}

/// How many tokens at the end of a name are the office of the person behind it: "Acme CEO" before "Ann Lee".
fn office_behind(surface: &Surface<'_>, tokens: &[Token]) -> usize {
    let body = |t: &Token| t.is_any(BODY) && !t.is(WordClass::TITLE); // "AG" is both
    if !tokens.last().is_some_and(|t| is_head(surface.text, t) && !body(t)) {
        return 0;
    }
    tokens.iter().rev().take_while(|t| is_modifier(surface.text, t) && !body(t)).count()
}

/// The last words of the full names of persons.
fn surnames(vocabulary: &Vocabulary, names: &[Labelled]) -> FxHashSet<u64> {
    let full = names.iter().filter(|name| name.kind == EntityType::Person && name.tokens.len() > 1);
    full.map(|name| vocabulary.hash(name.tokens.end - 1)).collect()
}

fn follows_honorific(surface: &Surface<'_>, i: usize) -> bool {
    let before = i.checked_sub(1).map(|b| &surface.tokens[b]);
    before.is_some_and(|t| is_honorific(surface.text, t)) && !is_address(surface.word(i))
}

/// Nationalities, faiths and parties: an adjective, or a nominal of several people; days and months.
fn is_people(tokens: &[Token], kind: EntityType) -> bool {
    let plain = WordClass::DEMONYM.union(WordClass::CALENDAR);
    matches!(kind, EntityType::Group | EntityType::Other) && tokens.iter().all(|t| t.is_any(plain))
        || kind == EntityType::Group && tokens.last().is_some_and(|t| t.is_any(plain))
}

/// "the Spaniard" in the midst of a sentence or at its start: somebody whom it does not name.
fn is_somebody(surface: &Surface<'_>, name: &Range<usize>) -> bool {
    name.len() == 1 && is_national(surface.text, &surface.tokens[name.start]) && is_behind_article(surface, name.start)
}

fn is_behind_article(surface: &Surface<'_>, i: usize) -> bool {
    i.checked_sub(1).is_some_and(|b| surface.tokens[b].is_any(WordClass::DETERMINER | WordClass::NUMBER_WORD))
}

/// "Rs" in "Rs 1,200", "KSh" in "KSh 300": money.
fn is_currency(surface: &Surface<'_>, name: &Range<usize>) -> bool {
    const SHORT: [&str; 8] = ["Rs", "Rs.", "Tk", "KSh", "Ksh", "Sh", "RM", "Rp"];
    let is = |i: usize, kind: TokenKind| surface.tokens.get(i).is_some_and(|t| t.kind == kind);
    // "Rs. 500"
    let number = name.start + 1 + usize::from(is(name.start + 1, TokenKind::Terminator));
    SHORT.contains(&surface.word(name.start)) && is(number, TokenKind::Number) && name.len() <= 2
}

/// "Arabic", "Swahili": a language is nobody.
fn is_language(surface: &Surface<'_>, name: &Draft) -> bool {
    let open = matches!(name.kind, EntityType::Group | EntityType::Other);
    open && name.tokens.len() == 1 && Evidence::shipped().is_language(fold::key(surface.word(name.tokens.start)))
}

/// "Republican South Carolina": the place has a party before it.
fn is_behind_party(surface: &Surface<'_>, name: &Draft) -> bool {
    let place = |i: usize| is_place_word(&surface.tokens[i]);
    let Range { start, end } = name.tokens;
    name.kind == EntityType::Place && end > start + 1 && PARTIES.contains(&surface.word(start)) && place(start + 1)
}

/// "the Kentucky Republican", "a moderate Ashford Democrat who", "Iowa Republicans", "Senate Republicans": a party behind a place, or its
/// members behind a chamber, name nobody.
fn is_member(surface: &Surface<'_>, name: &Range<usize>) -> bool {
    let last = name.end.saturating_sub(1);
    let before = name.start..last;
    if before.is_empty() || !surface.tokens[last].is(WordClass::DEMONYM) {
        return false; // as nearly all
    }
    if MEMBERS.contains(&surface.word(last)) {
        return is_place(surface, &before)
            || before.len() == 1 && matches!(surface.word(before.start), "House" | "Senate");
    }
    is_behind_article(surface, name.start) && slice(surface, &before).iter().all(is_place_word)
        || is_party_of_place(surface, name) && nominal::is_member(surface, last) && is_determined(surface, name.start)
}

/// Members of parties.
const MEMBERS: [&str; 5] = ["Conservatives", "Democrats", "Libertarians", "Republicans", "Tories"];
/// What one member, or what is a party’s, is called by.
const PARTIES: [&str; 6] = ["Conservative", "Democrat", "Democratic", "Labour", "Republican", "Tory"];

/// Whether a name is of a place that lists know, with a party: "Ashford Republican" in "the Ashford Republican primary".
fn is_party_of_place(surface: &Surface<'_>, name: &Range<usize>) -> bool {
    let last = name.end.saturating_sub(1);
    last > name.start && PARTIES.contains(&surface.word(last)) && is_place(surface, &(name.start..last))
}

fn is_place_word(token: &Token) -> bool {
    token.is_any(WordClass::PLACE | WordClass::PLACE_FIRST)
}

/// Whether lists know the words as a place: "New Hampshire", never "New" alone.
fn is_place(surface: &Surface<'_>, words: &Range<usize>) -> bool {
    let new = words.len() == 1 && surface.word(words.start) == "New";
    !new && slice(surface, words).iter().all(is_place_word)
        || office::named(surface, words) == (words.len(), Some(EntityType::Place))
}

/// Whether an article stands before token `i`, or before the adjectives there: "a moderate".
fn is_determined(surface: &Surface<'_>, i: usize) -> bool {
    let plain = |t: &Token| t.kind == TokenKind::Word && !t.is_capital() && t.cue.is_empty();
    is_behind_article(surface, i)
        || i.checked_sub(1).is_some_and(|b| {
            surface.sentence_of(b) == surface.sentence_of(i)
                && (surface.word(b) == "one" || plain(&surface.tokens[b]) && is_behind_article(surface, b))
        })
}

/// How many tokens at the start of a person's name say whose kin it is: "Brothers Ali".
fn kin(tokens: &[Token]) -> usize {
    let kin = tokens.iter().take_while(|t| t.is_any(WordClass::KIN | WordClass::GROUP_NOUN) && !is_given(t)).count();
    if kin < tokens.len() { kin } else { 0 }
}

/// How many tokens at the start of a person's name are title.
fn titles(surface: &Surface<'_>, tokens: &[Token]) -> usize {
    honorific(surface, tokens).unwrap_or_else(|| title_words(surface, tokens))
}

/// "R-Texas", "D-Ohio": a party and a state, and "Kenyan-born": nobody's name.
fn is_party(surface: &Surface<'_>, name: &Range<usize>) -> bool {
    if name.len() > 1 {
        return false;
    }
    let Some((first, rest)) = surface.word(name.start).split_once(['-', '–']) else { return false };
    let people = || Lexicon::shipped().get(&first.to_lowercase()).classes.contains(WordClass::DEMONYM);
    matches!(first, "R" | "D" | "I") && rest.starts_with(char::is_uppercase)
        || rest.starts_with(char::is_lowercase) && people()
}

/// How many tokens at the start of a run are title where one is a "Mr." or its like: what follows that is a name, even
/// if it is an office elsewhere.
fn honorific(surface: &Surface<'_>, run: &[Token]) -> Option<usize> {
    let after = run.iter().position(|t| is_honorific(surface.text, t))? + 1;
    let next = run.get(after)?.span.of(surface.text);
    (!is_address(next)).then_some(after)
}

/// How many tokens at the start of a run are title.
fn title_words(surface: &Surface<'_>, run: &[Token]) -> usize {
    let all = run.iter().take_while(|t| is_modifier(surface.text, t)).count();
    if all == run.len() {
        // Nothing but office: "Prime Minister", unless it is a name that is an office too: "Bob King".
        let last = run.last().is_some_and(|t| is_head(surface.text, t) || t.is(WordClass::DEMONYM));
        let person = run.len() > 1 && run.first().is_some_and(|t| is_given(t) && !t.is(WordClass::TITLE));
        return if last && !person { run.len() } else { abbreviated(surface, run) };
    }
    // "Justice Department", "General Motors": a body that begins like an office.
    let body = run.last().is_some_and(|t| t.is_any(BODY) && !is_given(t));
    if body && !full_name(run) {
        return abbreviated(surface, run);
    }
    let mut title = 0;
    // "Joe “King of the Road” Lee"
    let run = run.split(|t| t.kind == TokenKind::Mark).next().unwrap_or(run);
    for (i, token) in run.iter().enumerate() {
        let after_given = i > 0 && is_given(&run[i - 1]) && !run[i - 1].is_any(MODIFIER);
        if is_head(surface.text, token) && i + 1 < run.len() && !after_given && !is_suffix(surface, &run[i + 1]) {
            title = i + 1;
        } else if i > title + 3 {
            break;
        }
    }
    title
}

/// Whether an office and a given name stand before the last word: "Mayor Mike Bank".
fn full_name(run: &[Token]) -> bool {
    matches!(run, [.., office, given, _] if office.is_any(HEAD) && is_given(given) && !given.is_any(HEAD.union(WordClass::PLACE)))
}

/// "Mr." and its like are titles whatever follows.
fn abbreviated(surface: &Surface<'_>, run: &[Token]) -> usize {
    let title = |t: &&Token| {
        t.is(WordClass::TITLE)
            && t.is_any(WordClass::ABBREVIATION | WordClass::TITLE_MALE | WordClass::TITLE_FEMALE)
            && t.span.of(surface.text).len() < 6
    };
    match run.iter().take_while(title).count() {
        all if all == run.len() => 0,
        some => some,
    }
}

fn is_suffix(surface: &Surface<'_>, token: &Token) -> bool {
    matches!(token.span.of(surface.text), "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV")
        || token.kind == TokenKind::Comma
}

/// A nationality before a name is no part of it; alone it is no name, and before a body's head it is.
fn without_nationality(surface: &Surface<'_>, name: Range<usize>) -> Range<usize> {
    let tokens = slice(surface, &name);
    let nations = tokens.iter().take_while(|t| t.is(WordClass::DEMONYM)).count();
    if nations == 0 || tokens[nations..].iter().any(|t| t.is_any(BODY)) {
        return name;
    }
    // "Dane Cook", "Scot Hale": a given name; "Dane Ann Hale" has one behind it.
    let full = tokens.len() > nations + 1;
    let own = is_national(surface.text, &tokens[nations - 1]);
    let listed = |i: usize| Evidence::shipped().lists(fold::key(surface.word(i))) & evidence::GIVEN != 0;
    let given = tokens.get(nations).is_some_and(|t| is_given(t) || full && listed(name.start + nations));
    let next_is_person = given && (full || !own);
    // "Finn said"
    if nations == tokens.len() && !own || next_is_person { name.start + nations..name.end } else { name }
}
