//! Who speaks in what is written: who is named in "a Quinnipiac poll" and in "a report published on Monday by the bank", and then is
//! behind "the poll" and "the report".

mod described;

use std::ops::Range;

use super::form::SourceForm;
use super::inside::{Named, named};
use super::scene::Scene;
use crate::entity::Entities;
use crate::entity_type::EntityType;
use crate::lexicon::WordClass;
use crate::mention::{Form, is_known_body, is_linked};
use crate::surface::Surface;
use crate::text::fold::is_among;
use crate::token::{Token, TokenKind};

/// So many mentions before a document, and behind one in a headline or a lead, are searched for one that tells its author.
const REACH: u32 = 250;
/// The paragraphs of headline and lead.
const LEAD: u32 = 3;
/// So many tokens at most stand between a document and "by", and so many between that and the name.
const BETWEEN: usize = 6;

/// Nouns that may stand for one document in a text.
const ALIKE: [&[&str]; 3] = [
    &["poll", "survey"],
    &["report", "study", "review", "analysis", "survey"],
    &["article", "story", "column", "op-ed", "editorial"],
];
/// What stands in a paper.
const IN_PAPERS: [&str; 8] = ["article", "story", "column", "op-ed", "editorial", "essay", "report", "advertisement"];
/// What is called by its author: "a Quinnipiac poll", but "FEC filings" were sent to that, and "the Enron inquiry" looked into it.
const CALLED_SO: [&str; 33] = [
    "poll",
    "polls",
    "polling",
    "survey",
    "surveys",
    "report",
    "reports",
    "study",
    "studies",
    "analysis",
    "research",
    "data",
    "statistics",
    "figures",
    "forecast",
    "forecasts",
    "projections",
    "estimate",
    "editorial",
    "article",
    "articles",
    "story",
    "column",
    "op-ed",
    "summary",
    "statement",
    "review",
    "memo",
    "cable",
    "dispatch",
    "website",
    "site",
    "blog",
];
/// What is called by its author even where that is known by this alone.
const POLLS: [&str; 5] = ["poll", "polls", "polling", "survey", "surveys"];
/// What tells no document from others of its kind: "the new report".
const PLAIN: [&str; 8] = ["new", "latest", "recent", "same", "national", "nationwide", "statewide", "opinion"];
/// What says that it is another than the one before.
const ANOTHER: [&str; 5] = ["another", "separate", "other", "second", "earlier"];
/// What was done with a document by somebody else than its author.
pub(super) const GOT: [&str; 12] = [
    "obtained",
    "reviewed",
    "seen",
    "viewed",
    "cited",
    "received",
    "requested",
    "quoted",
    "examined",
    "shared",
    "leaked",
    "acquired",
];
/// What shows somebody, whoever made it.
const SHOWING: [&str; 8] = ["video", "tape", "footage", "recording", "transcript", "ad", "advert", "advertisement"];
/// What stands between a document and who wrote it, besides days and participles: "published late last week by".
const WHEN: [&str; 12] =
    ["on", "last", "this", "earlier", "late", "early", "week", "month", "year", "jointly", "out", "in"];

impl Scene<'_> {
    /// Returns who wrote the document that the source of turn `at` is, where the text tells.
    pub(super) fn author(&mut self, at: usize, entities: &Entities) -> Option<u32> {
        let asked = &self.asked[at];
        let source = asked.source.filter(|&source| asked.form.is_nominal() && self.is_document(source))?;
        let author =
            self.told_author(source, entities).or_else(|| self.author_elsewhere(source, asked.form, entities))?;
        let text = self.stage.surface.text;
        let name = author.name(self.stage.surface);
        let known = author.key.or_else(|| self.cast.having_name(name.of(text)));
        Some(known.unwrap_or_else(|| self.cast.named_newcomer(name, text)))
    }

    /// Returns whether a mention describes something that is written, or filmed.
    pub(super) fn is_document(&self, mention: u32) -> bool {
        let own = &self.stage.mentions[mention as usize];
        own.form == Form::Nominal
            && own.kind != EntityType::Person
            && self.stage.surface.tokens[self.stage.surface.token_at(own.head.start)].is(WordClass::DOCUMENT)
    }

    /// The author whom another mention of the same document tells: the last one before "the report", the next one below a headline or a
    /// lead that says no more than "a report".
    fn author_elsewhere(&self, source: u32, form: SourceForm, entities: &Entities) -> Option<Named> {
        let (mentions, text) = (self.stage.mentions, self.stage.surface.text);
        let noun = mentions[source as usize].head.of(text);
        let several = noun.ends_with('s') && !noun.ends_with("sis");
        if is_among(noun, &SHOWING) || several || !self.is_bare(source) {
            return None;
        }
        let alike = |&m: &u32| self.is_document(m) && self.are_alike(m, source);
        let indefinite = |m: u32| self.form(Some(m), None) == SourceForm::Indefinite;
        let mut first = source;
        if form.is_definite() {
            for m in (source.saturating_sub(REACH)..source).rev().filter(alike) {
                if let Some(author) = self.told_author(m, entities) {
                    return Some(author);
                }
                // "The report" takes up "another report", whose author is told below at most.
                if indefinite(m) {
                    first = m;
                    break;
                }
            }
        }
        let lead = self.stage.paragraph[first as usize] < LEAD;
        let below = (first + 1..first.saturating_add(REACH).min(mentions.len() as u32)).filter(alike);
        // "A separate report by the bank" is not the one of the lead, nor is one that comes up later.
        let same = |&m: &u32| {
            let later = indefinite(m) && self.stage.paragraph[m as usize] > LEAD;
            !later && !self.words_before(m).any(|word| is_among(word, &ANOTHER))
        };
        below.take_while(|m| lead && same(m)).find_map(|m| self.told_author(m, entities))
    }

    /// The words of a mention before its noun.
    fn words_before(&self, mention: u32) -> impl Iterator<Item = &str> {
        let (own, surface) = (&self.stage.mentions[mention as usize], self.stage.surface);
        (surface.token_at(own.span.start)..surface.token_at(own.head.start)).map(|i| surface.word(i))
    }

    /// Whether nothing tells a document from others: "a new report", but not "the police report" or "a report by the police".
    fn is_bare(&self, mention: u32) -> bool {
        let (own, surface) = (&self.stage.mentions[mention as usize], self.stage.surface);
        let (start, head) = (surface.token_at(own.span.start), surface.token_at(own.head.start));
        let plain = |i: usize| surface.tokens[i].is(WordClass::DETERMINER) || is_among(surface.word(i), &PLAIN);
        let owned = start.checked_sub(1).is_some_and(|i| surface.tokens[i].kind == TokenKind::Possessive);
        let told = surface.tokens.get(head + 1).is_some_and(|_| matches!(surface.word(head + 1), "by" | "from" | "of"));
        !owned && !told && (start..head).all(plain)
    }

    /// Whether two documents may be one by their nouns.
    fn are_alike(&self, one: u32, other: u32) -> bool {
        let noun = |m: u32| self.stage.mentions[m as usize].head.of(self.stage.surface.text);
        let (one, other) = (noun(one), noun(other));
        one.eq_ignore_ascii_case(other) || ALIKE.iter().any(|nouns| is_among(one, nouns) && is_among(other, nouns))
    }

    /// The author whom a mention of a document tells itself.
    fn told_author(&self, document: u32, entities: &Entities) -> Option<Named> {
        let surface = self.stage.surface;
        let own = &self.stage.mentions[document as usize];
        let head = surface.token_at(own.head.start);
        let start = surface.token_at(own.span.start);
        let first = owner(surface, start).unwrap_or(start);
        let named = self.author_behind(head, entities).or_else(|| self.author_before(first..head, entities));
        named.or_else(|| self.described_author(own, head, entities))
    }

    /// The author named before the noun: "a Quinnipiac poll", "the bank’s report", "Lee’s memo".
    fn author_before(&self, tokens: Range<usize>, entities: &Entities) -> Option<Named> {
        let surface = self.stage.surface;
        let noun = surface.word(tokens.end);
        // "its Treasury reports" went there.
        if tokens.clone().next().is_some_and(|first| surface.tokens[first].is(WordClass::POSSESSIVE)) {
            return None;
        }
        // "A Leeds Institute study", "a Reuters review": no mention of its own inside the document's.
        let told = |name: &Range<usize>| {
            let head = surface.tokens[name.end - 1].is(WordClass::ORGANIZATION_HEAD) && name.len() > 1;
            head || is_known_body(name.clone().map(|i| surface.word(i)))
        };
        let called = |found: &Named| {
            let known = self.kind(found).map_or_else(|| told(&found.tokens), |kind| kind == EntityType::Organization);
            is_among(noun, &POLLS) || is_among(noun, &CALLED_SO) && known
        };
        named(self, entities, tokens.clone()).into_iter().find(|found| {
            let behind = &surface.tokens[found.tokens.end];
            let owns = behind.kind == TokenKind::Possessive;
            // "the Lee campaign’s memo" is not Lee’s, nor is "the Lee poll" surely; "a Leeds poll" was made in Leeds, and of "a
            // Times/Poe poll" the first says most.
            let others = WordClass::BODY_NOUN | WordClass::GROUP_NOUN | WordClass::ROLE;
            let goes_on =
                found.tokens.end < tokens.end && (behind.is_any(others) || is_linked(surface.word(found.tokens.end)));
            let joined = found.tokens.start.checked_sub(1).is_some_and(|before| surface.word(before) == "/");
            !goes_on
                && !joined
                && !self.is_place(found)
                && !is_word(surface, found)
                && (owns || called(found) && !self.is_person(found))
        })
    }

    /// The author named behind the noun: "a report published on Monday by the bank", "a letter from Lee", "an article in the Post".
    fn author_behind(&self, head: usize, entities: &Entities) -> Option<Named> {
        let surface = self.stage.surface;
        let sentence = surface.tokens_beside(head);
        let is_by = |i: usize| matches!(surface.word(i), "by" | "from");
        let when = |i: usize| {
            let (token, word) = (&surface.tokens[i], surface.word(i));
            token.kind == TokenKind::Number
                || token.is(WordClass::CALENDAR)
                || WHEN.contains(&word)
                || tells_of_making(word)
        };
        // "The survey, conducted by the bank,"
        let comma = surface.tokens.get(head + 1).is_some_and(|next| next.kind == TokenKind::Comma);
        let from = head + 1 + usize::from(comma);
        let until = sentence.end.min(from + BETWEEN);
        let by = (from..until).find(|&i| is_by(i) || !when(i)).filter(|&i| is_by(i) && (!comma || i > from));
        // "an article published on Friday in the Leeds Mercury", not "in May"
        let printed = || {
            let day = |i: usize| surface.tokens.get(i).is_none_or(|next| next.is(WordClass::CALENDAR));
            let next = (head + 1..until).take_while(|&i| when(i)).find(|&i| surface.word(i) == "in" && !day(i + 1))?;
            is_among(surface.word(head), &IN_PAPERS).then_some(next)
        };
        if let Some(by) = by {
            return self.author_after(by, sentence.end, entities);
        }
        // "in the Leeds Mercury", and then "by Ann Lee"
        let printed = printed()?;
        let paper = self.name_after(printed, sentence.end, entities)?;
        let behind = paper.tokens.end;
        if behind < sentence.end && surface.word(behind) == "by" {
            return self.author_after(behind, sentence.end, entities);
        }
        let titled = surface.tokens[printed + 1].is(WordClass::DETERMINER) && paper.tokens.len() > 1;
        let place = if titled { is_all_places(surface, &paper) } else { self.is_place(&paper) };
        // "a report in Parliament"
        let body = |token: &Token| token.is_any(WordClass::BODY_NOUN | WordClass::ORGANIZATION_HEAD);
        let house = surface.tokens[paper.tokens.clone()].iter().all(body);
        let other = self.kind(&paper) == Some(EntityType::Other);
        (!place && !house && !other && !self.is_person(&paper)).then_some(paper)
    }

    /// The author named behind "by" or "from"; "a video from Ashford" was made there, and a letter by Election Day is in time.
    fn author_after(&self, by: usize, end: usize, entities: &Entities) -> Option<Named> {
        let surface = self.stage.surface;
        let found = self.name_after(by, end, entities)?;
        let place = self.is_place(&found) && (found.key.is_none() || surface.word(by) != "by");
        let day = |i: usize| {
            surface.tokens[i].is(WordClass::CALENDAR) || is_among(surface.word(i), &["day", "night", "week", "eve"])
        };
        let behind = Some(found.tokens.end).filter(|&i| i < end);
        let dated = found.tokens.clone().chain(behind).any(day);
        let owned = behind.is_some_and(|i| surface.tokens[i].kind == TokenKind::Possessive);
        let word = is_word(surface, &found) || self.kind(&found) == Some(EntityType::Other);
        (!place && !dated && !owned && !word).then_some(found)
    }

    /// The first name behind a preposition, in its phrase: "the progressive Leeds Institute", "the economists Ann Lee and Tom Roe"; but
    /// not "the president of the bank".
    fn name_after(&self, preposition: usize, end: usize, entities: &Entities) -> Option<Named> {
        let surface = self.stage.surface;
        let start = preposition + 1;
        let found = named(self, entities, start..end.min(start + 2 * BETWEEN)).into_iter();
        // "by the Leeds University professor Ann Lee"
        let found = { found }.find(|found| !self.is_in_title(found))?;
        let leads = |i: usize| {
            let token = &surface.tokens[i];
            token.kind == TokenKind::Word
                && !token.is_any(WordClass::PREPOSITION | WordClass::CONJUNCTION | WordClass::RELATIVE)
        };
        let first = found.title.unwrap_or(found.tokens.start);
        (first <= start + BETWEEN && (start..first).all(leads)).then_some(found)
    }

    /// Whether a name stands in the title of the next mention.
    fn is_in_title(&self, found: &Named) -> bool {
        let (mentions, span) = (self.stage.mentions, found.name(self.stage.surface));
        let next = mentions.partition_point(|m| m.span.end <= span.end);
        mentions.get(next).and_then(|next| next.title).is_some_and(|title| title.contains(span))
    }

    fn kind(&self, found: &Named) -> Option<EntityType> {
        found.key.map(|key| self.cast.members[key as usize].kind).or(found.kind)
    }

    fn is_person(&self, found: &Named) -> bool {
        self.kind(found) == Some(EntityType::Person)
    }

    fn is_place(&self, found: &Named) -> bool {
        found.kind == Some(EntityType::Place) || is_all_places(self.stage.surface, found)
    }
}

/// Whether a word is a participle that may stand between a document and its author: "published", but not "obtained".
fn tells_of_making(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed") && !is_among(word, &GOT)
}

/// Whether what looks like a name is a word that has a capital where it stands: "That forecast", "Tuesday’s Morning Email".
fn is_word(surface: &Surface<'_>, found: &Named) -> bool {
    let words = WordClass::COMMON
        | WordClass::ORDINARY
        | WordClass::BODY_NOUN
        | WordClass::CALENDAR
        | WordClass::SUBORDINATOR
        | WordClass::RELATIVE
        | WordClass::PERSONAL;
    let word = |i: usize| surface.tokens[i].is_any(words) || surface.word(i).len() <= 2;
    found.key.is_none() && found.tokens.clone().all(word)
}

/// Whether all words of a name are those of places.
fn is_all_places(surface: &Surface<'_>, found: &Named) -> bool {
    let place = |token: &Token| token.is_any(WordClass::PLACE | WordClass::DEMONYM);
    surface.tokens[found.tokens.clone()].iter().all(place)
}

/// Where the name begins that owns what begins at `start`: "Gallup’s own poll".
fn owner(surface: &Surface<'_>, start: usize) -> Option<usize> {
    let possessive = start.checked_sub(1).filter(|&i| surface.tokens[i].kind == TokenKind::Possessive)?;
    let capital = |i: &usize| surface.tokens[*i].kind == TokenKind::Word && surface.tokens[*i].is_capital();
    (surface.tokens_beside(start).start..possessive).rev().take_while(capital).last()
}

#[cfg(test)]
mod tests {
    use crate::pipeline::Pipeline;

    /// Who says each quote of a text; those who are never named as None.
    fn speakers(text: &str) -> Vec<Option<String>> {
        let found = Pipeline::default().analyze(text);
        let named = |speaker: u32| Some(&found.entities.list[speaker as usize]).filter(|entity| !entity.anonymous);
        found.attributions.iter().map(|one| one.speaker.and_then(named).map(|entity| entity.name.clone())).collect()
    }

    #[test]
    fn who_wrote_a_document_is_behind_it_wherever_the_text_tells() {
        for (text, author) in [
            ("A report published on Monday by the Leeds Institute said that rents had doubled.", "Leeds Institute"),
            ("According to a new article in the Ashford Gazette, rents have doubled.", "Ashford Gazette"),
            ("An article published on Friday in the Ashford Gazette said that rents had doubled.", "Ashford Gazette"),
            ("The survey, conducted by the Leeds Institute, found that rents had doubled.", "Leeds Institute"),
            ("A study by the Leeds University professor Ann Roe found that rents had doubled.", "Ann Roe"),
        ] {
            assert_eq!(speakers(text), [Some(author.to_owned())], "{text}");
        }
        let later = "The Leeds Institute reads what is paid.\n\nA survey by the Leeds Institute came out on Monday.\n\nThe mayor was \
                     away.\n\nHe has other plans.\n\nThe survey found that rents had doubled.\n";
        assert_eq!(speakers(later).last(), Some(&Some("Leeds Institute".to_owned())));
        let lead = "Rents have doubled, a new survey says.\n\nThe survey by the Leeds Institute came out on Monday.\n";
        assert_eq!(speakers(lead).first(), Some(&Some("Leeds Institute".to_owned())));
    }

    #[test]
    fn bodies_named_before_a_document_and_authors_named_elsewhere_are_behind_it() {
        for (text, author) in [
            ("A Leeds Institute study released on Monday found that rents doubled.", "Leeds Institute"),
            ("A Reuters review of court records found that 12 had died.", "Reuters"),
            ("A leaked State Department cable said that the talks had failed.", "State Department"),
        ] {
            assert_eq!(speakers(text), [Some(author.to_owned())], "{text}");
        }
        for text in [
            "Ann Lee resigned in May. Her letter said that the talks had failed.",
            "The Ashford Bank cut its forecast in May. Its report said that rents had doubled.",
            "The Ashford Bank cut its forecast in May. A report released by the bank said that rents had doubled.",
            "The Ashford Bank cut its forecast in May. The bank’s website says that rents had doubled.",
        ] {
            let found = speakers(text).pop().flatten();
            assert!(found.is_some_and(|name| name == "Ann Lee" || name == "Ashford Bank"), "{text}");
        }
    }

    #[test]
    fn nobody_is_behind_what_others_keep_or_show() {
        for (text, other) in [
            ("A video from Ashford shows that the bridge fell.", "Ashford"),
            ("According to Leeds Institute filings, rents have doubled.", "Leeds Institute"),
            ("A letter from Ashford said that nobody was hurt.", "Ashford"),
            ("The Brexit analysis said that rents had doubled.", "Brexit"),
            ("A report in Parliament said that rents had doubled.", "Parliament"),
            ("Council Sues Leeds Bank\n\nRoe’s poll said that rents had doubled.", "Council Sues Leeds Bank"),
            ("The Leeds emails show that the bridge fell.", "Leeds"),
            ("Ann Lee resigned. A statement released by Lee’s lawyer said that the bridge fell.", "Ann Lee"),
            ("Its State Department filings show that the bridge fell.", "State Department"),
            ("The study, published in Fossils, found that rents had doubled.", "Fossils"),
            ("An internal review obtained by The Leeds Mercury found that rents had doubled.", "Leeds Mercury"),
        ] {
            let found = speakers(text);
            assert!(!found.is_empty() && found.iter().all(|who| who.as_deref() != Some(other)), "{text} {found:?}");
        }
        let police =
            "The police report said that Ann Lee ran.\n\nA report by the Ashford Bank said that rents had doubled.\n";
        assert_eq!(speakers(police).first(), Some(&None));
        let separate =
            "A report said that rents had doubled.\n\nA separate report by the Ashford Bank said that crime fell.\n";
        assert_eq!(speakers(separate).first(), Some(&None));
        let another = "A survey by the Leeds Institute came out in May.\n\nThe mayor waited.\n\nHe had time.\n\nAnother survey came \
                       out in June.\n\nThe survey found that rents had doubled.\n";
        assert_eq!(speakers(another).last(), Some(&None));
    }
}
