//! The title before a name, with who possesses it and what it is of: "Iraq’s Vice President", "former U.S. Ambassador to Syria".

use std::ops::Range;

use super::office::{self, behind_complement, is_head, is_modifier};
use super::rank::is_rank;
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::evidence::Evidence;
use crate::mention::vocabulary::{FUNCTION, Line, Vocabulary, is_linked};
use crate::mention::{Draft, slice};
use crate::surface::Surface;
use crate::token::{Shape, Token, TokenKind};

/// Words that belong to the office behind them.
const CHAMBERS: [&str; 9] = ["House", "Senate", "State", "Crown", "Police", "Home", "Shadow", "Cabinet", "Retired"];
/// What may stand before a nation.
const PARTS: [&str; 8] = ["North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western"];
/// What says of an office when it was held.
const TIMES: [&str; 6] = ["former", "acting", "outgoing", "incoming", "retired", "longtime"];
/// Words in capitals that are longer are shouted.
const LONGEST_ACRONYM: usize = 5;
/// How many tokens a title has at most to the left of a name.
const LONGEST: usize = 8;

/// Whether the words belong to the office behind them.
pub(super) fn is_chamber(surface: &Surface<'_>, words: &Range<usize>) -> bool {
    words.len() == 1 && CHAMBERS.contains(&surface.word(words.start))
}

/// Looks for the title before a name.
pub(super) struct Before<'s, 't> {
    pub surface: &'s Surface<'t>,
    pub vocabulary: &'s Vocabulary,
    /// The names before it.
    pub names: &'s [Draft],
}

impl Before<'_, '_> {
    /// Returns the whole title of the name that begins at token `name`, empty where it has none.
    pub(super) fn title(&self, name: usize) -> Range<usize> {
        let sentence = self.surface.tokens_beside(name).start;
        if let Some(office) = self.office_with_complement(sentence, name) {
            let start = self.modified(office, sentence.max(self.free(office)));
            return self.possessed(self.widened(start, sentence), sentence)..name;
        }
        let least = sentence.max(name.saturating_sub(LONGEST));
        let own = self.own(name, sentence);
        let free = self.free(own);
        let mut start = own;
        // Directly before a name only an office counts: "spokesman Bob Lee", never "national Bob Lee".
        let office = |i: usize| {
            let token = &self.surface.tokens[i];
            token.is(WordClass::DEMONYM) || is_head(self.surface.text, token) && !self.is_missing(i)
        };
        if own < name || start > least && office(start - 1) {
            start = self.modified(start, least.max(free));
        }
        // "former Lee", "private Lee": no office by itself.
        let alone = |i: usize| matches!(self.surface.word(i), "private" | "elder" | "former");
        if own == name && !(start..name).any(|i| office(i) && !alone(i)) {
            return name..name;
        }
        let wide = self.widened(start, least);
        let start = if wide < start { self.modified(wide, least.max(free)) } else { start };
        let start = self.coordinated(start, least.max(free));
        self.possessed(start, least)..name
    }

    /// Takes in the office that "and" joins to the one at `start`: "Founder and" before "chief executive". "the governor and Mayor
    /// Ann Lee", "his father and brother Bob Lee" are two.
    fn coordinated(&self, start: usize, least: usize) -> usize {
        let tokens = &self.surface.tokens;
        let Some(office) = start.checked_sub(2).filter(|&office| office >= least) else { return start };
        let (one, other) = (&tokens[office], &tokens[start]);
        let joins = self.surface.word(start - 1) == "and" && !other.is_capital();
        let first = one.is_capital() && office == self.surface.tokens_beside(office).start;
        let single = is_head(self.surface.text, one) && !one.is(WordClass::GROUP_NOUN) && (first || !one.is_capital());
        if !joins || !single || one.is(WordClass::KIN) && other.is(WordClass::KIN) {
            return start;
        }
        let begin = self.modified(office, least);
        let definite = begin.checked_sub(1).is_some_and(|b| matches!(self.surface.word(b), "the" | "The"));
        if definite && one.is(WordClass::TITLE) { start } else { begin }
    }

    /// The end of the last name that ends at token `at` or before.
    fn free(&self, at: usize) -> usize {
        self.names.iter().rev().map(|name| name.tokens.end).find(|&end| end <= at).unwrap_or(0)
    }

    /// The first of the capitalised words of office and nationality right before a name.
    fn own(&self, name: usize, sentence: usize) -> usize {
        let tokens = &self.surface.tokens;
        let least = sentence.max(self.names.last().map_or(0, |name| name.tokens.end));
        let capital = |&i: &usize| {
            tokens[i].is_capital() && (is_modifier(self.surface.text, &tokens[i]) || is_rank(self.surface, i))
        };
        let start = (least..name).rev().take_while(capital).last().unwrap_or(name);
        // "General" alone, "Foreign" alone is no title.
        let office = |t: &Token| t.is(WordClass::DEMONYM) || is_head(self.surface.text, t);
        if start < name && (office(&tokens[name - 1]) || is_rank(self.surface, name - 1)) { start } else { name }
    }

    /// The office whose complement stands right before the name, or before its rank: "Secretary of Defense Gen. Lee".
    fn office_with_complement(&self, sentence: usize, name: usize) -> Option<usize> {
        let rank = |&i: &usize| {
            let token = &self.surface.tokens[i];
            token.is(WordClass::TITLE)
                && token.is(WordClass::ABBREVIATION)
                && token.is_capital()
                && !matches!(self.surface.word(i), "Sen." | "Rep." | "Gov." | "Sens." | "Reps.")
        };
        let end = (sentence..name).rev().take_while(rank).last().unwrap_or(name);
        let office = behind_complement(self.surface, sentence, end)?;
        // "the widow of Bob Lee Ann Poe"
        let inside = self.names.iter().rev().take_while(|n| n.tokens.end > office);
        let mut persons = inside.filter(|n| n.kind == EntityType::Person);
        persons.next().is_none().then_some(office)
    }

    /// Whether the word at `i` is an adjective or noun that may say of what kind the office behind it is: "hedge fund" before
    /// "manager". No verb is, as "beat" before "rival", nor when something was, as "last week".
    fn is_plain(&self, i: usize) -> bool {
        let (token, next) = (&self.surface.tokens[i], &self.surface.tokens[i + 1]);
        let word = self.vocabulary.hash(i);
        let evidence = Evidence::shipped();
        let due = i == self.surface.tokens_beside(i).start && !evidence.is_usually_capital(word);
        let other = FUNCTION | WordClass::CALENDAR | WordClass::GROUP_NOUN | WordClass::NUMBER_WORD;
        if token.is_capital() && !due || !token.cue.is_empty() || token.is_any(other) {
            return false;
        }
        // "home-state Sen. Lee", but "blame Sen. Lee"
        let linked = self.surface.word(i).contains('-');
        let addressed = next.is_capital() && next.is(WordClass::TITLE);
        linked || !addressed && evidence.is_nominal(word) && !evidence.is_time(word) && !self.is_verb(i)
    }

    /// Whether what stands before the word at `i` makes a verb of it, which is used like a noun: "to defeat", "will openly face", "who
    /// paints", "Lee paints"; but "was hedge fund manager", "civil rights".
    fn is_verb(&self, i: usize) -> bool {
        let least = self.surface.tokens_beside(i).start;
        let adverb = |&b: &usize| self.surface.tokens[b].is(WordClass::ADVERB);
        let Some(before) = (least..i).rev().find(|b| !adverb(b)) else { return false };
        let (token, word) = (&self.surface.tokens[before], self.surface.word(before));
        let be = matches!(word, "is" | "was" | "are" | "were" | "be" | "been" | "being");
        let does = token.is_any(WordClass::AUXILIARY | WordClass::RELATIVE | WordClass::PERSONAL);
        let base = word == "to" || does && !be && !token.is(WordClass::POSSESSIVE);
        let third = self.surface.word(i).ends_with('s') && token.kind == TokenKind::Word && token.is_capital();
        // "voters defeat Sen. Lee"
        let several = token.is(WordClass::GROUP_NOUN) && token.kind == TokenKind::Word;
        base || third && !token.is_any(FUNCTION) || several
    }

    /// Whether the word at `i` is the verb "miss": "They miss Ann Lee". Where lines have capitals, the title has one.
    fn is_missing(&self, i: usize) -> bool {
        self.surface.word(i) == "miss" && self.vocabulary.line_of(self.surface.sentence_of(i)) != Line::Lower
    }

    /// The words that modify the office at `start`: those of office, and plain ones.
    fn modified(&self, start: usize, least: usize) -> usize {
        let modifier = |&i: &usize| {
            let token = &self.surface.tokens[i];
            token.kind == TokenKind::Word
                && (is_modifier(self.surface.text, token) && !self.is_missing(i)
                    || token.is(WordClass::BODY_NOUN) && token.cue.is_empty()
                    || self.is_plain(i))
        };
        (least..start).rev().take_while(modifier).last().unwrap_or(start)
    }

    /// Takes in the capitalised words before an office that belong to it, although no list of offices has them: "House Speaker",
    /// "Climate Secretary", "North Korean leader".
    fn widened(&self, start: usize, least: usize) -> usize {
        let tokens = &self.surface.tokens;
        let mut start = start;
        let least = least.max(self.free(start));
        while start > least {
            let (word, first) = (&tokens[start - 1], &tokens[start]);
            let text = self.surface.word(start - 1);
            let part = first.is(WordClass::DEMONYM) && PARTS.contains(&text);
            // "House Speaker", "House speaker", "home secretary"
            let known = CHAMBERS.contains(&text)
                || !first.is_capital() && CHAMBERS.iter().any(|chamber| chamber.eq_ignore_ascii_case(text))
                || first.is(WordClass::TITLE) && first.is(WordClass::ABBREVIATION) && self.is_short(start - 1)
                || first.is_capital() && word.is_capital() && is_modifier(self.surface.text, word)
                || text == "Under" && self.surface.word(start) == "Secretary";
            let open = self.is_open(start - 1) && (first.is_capital() || self.is_name(start - 1));
            if !(part || known || open) {
                break;
            }
            start -= 1;
        }
        start
    }

    /// Whether the word at `i` is shortened and has a capital, and is no month or place: "Brig." before "Gen.".
    fn is_short(&self, i: usize) -> bool {
        let token = &self.surface.tokens[i];
        token.is_capital() && token.is(WordClass::ABBREVIATION) && !token.is_any(WordClass::CALENDAR | WordClass::PLACE)
    }

    /// Whether the word at `i` has a capital that no rule asks for, and is none that has one by itself.
    fn is_open(&self, i: usize) -> bool {
        let token = &self.surface.tokens[i];
        let sentence = self.surface.sentence_of(i);
        let inside = i > self.surface.tokens_of(sentence).start
            && self.vocabulary.line_of(sentence) == Line::Plain
            && !matches!(
                self.surface.tokens[i - 1].kind,
                TokenKind::Colon | TokenKind::Mark | TokenKind::Open | TokenKind::Symbol | TokenKind::Dash
            );
        let capitals = token.shape.contains(Shape::ALL_CAPITALS);
        let acronym = capitals && (2..=LONGEST_ACRONYM).contains(&token.span.len());
        token.kind == TokenKind::Word
            && self.vocabulary.is_capital(i)
            && (acronym || !token.is_any(FUNCTION | WordClass::CALENDAR) && token.cue.is_empty())
            && (inside || acronym && self.vocabulary.line_of(sentence) == Line::Plain)
            && (!capitals || acronym)
            && !is_linked(self.surface.word(i))
    }

    /// Who employs, where nothing was found there: "Acme" in the title "Acme spokesman"; a word that is no name by itself does not.
    pub(super) fn employer(&self, title: &Range<usize>) -> Option<(Range<usize>, EntityType)> {
        let tokens = &self.surface.tokens;
        // "U.S." stands for "American", too.
        let modifies = |&i: &usize| is_modifier(self.surface.text, &tokens[i]) && !tokens[i].is(WordClass::PLACE);
        let office = title.clone().find(modifies)?;
        let run = (title.start..office).rev().take_while(|&i| tokens[i].is_capital()).last()?..office;
        let mut found = self.names.iter().rev().take_while(|name| name.tokens.end > run.start);
        if found.any(|name| name.tokens.start < run.end)
            || is_chamber(self.surface, &run)
            || is_rank(self.surface, run.start)
        {
            return None;
        }
        match office::named(self.surface, &run) {
            (length, Some(kind)) if length == run.len() => Some((run, kind)),
            // "Victorian painter"
            _ if tokens[office].is_capital()
                && run.clone().any(|i| self.is_name(i))
                && !slice(self.surface, &run).iter().any(|t| t.is_any(FUNCTION)) =>
            {
                Some((run, EntityType::Organization))
            }
            _ => None,
        }
    }

    /// Whether the word at `i` is hardly ever one without a capital.
    fn is_name(&self, i: usize) -> bool {
        let plain = WordClass::ORDINARY | WordClass::COMMON | WordClass::BODY_NOUN | WordClass::GROUP_NOUN;
        let usually = Evidence::shipped().is_usually_capital(self.vocabulary.hash(i));
        usually && self.is_open(i) && !self.surface.tokens[i].is_any(plain) && self.vocabulary.seen(i).lower == 0
    }

    /// Takes in the name that possesses the title, or stands right before it, and words of office before that, which say when it was held.
    fn possessed(&self, start: usize, least: usize) -> usize {
        let tokens = &self.surface.tokens;
        if start <= least {
            return start;
        }
        let end = start - usize::from(tokens[start - 1].kind == TokenKind::Possessive);
        let owner = self.names.iter().rev().take(4).find(|n| n.tokens.end == end);
        let start = owner.map_or(start, |owner| owner.tokens.start);
        let time = |&i: &usize| {
            TIMES.iter().any(|time| self.surface.word(i).eq_ignore_ascii_case(time))
                || tokens[i].is_capital() && tokens[i].is(WordClass::TITLE_WORD)
        };
        (least..start).rev().take_while(time).last().unwrap_or(start)
    }
}
