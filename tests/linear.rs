//! Time grows with the length of the text and no faster, on texts written to break that.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use saith::gazetteer::{Entry, Gazetteer, Options as Forgiven, Overlaps};
use saith::pipeline::{Options, Pipeline};
use saith::sentence::{Quotations, SentenceOptions};
use saith::text::paragraphs::Newlines;

/// Bytes of the shorter text; the longer has `FACTOR` times as many.
const SIZE: usize = 64 << 10;
const FACTOR: usize = 8;
/// How much longer the longer text may take than the shorter one read `FACTOR` times: room for caches and noise. A square
/// would take `FACTOR` times as long.
const LIMIT: f64 = 2.5;
/// What takes less is too short to compare: the system may count processor time in steps of milliseconds.
const SHORTEST: Duration = Duration::from_millis(12);

/// Repeated without end, each of these hits a loop that looks ahead or back.
const HOSTILE: [(&str, &str); 60] = [
    ("names on lines", "Ann Lee\n"),
    ("names on lines, and what they say", "Ann Lee\n\nI do.\n\n"),
    ("opening marks", "“"),
    ("closing marks", "”"),
    ("straight marks", "\""),
    ("spaced marks", "\" "),
    ("single marks", "'"),
    ("spaced single marks", " '"),
    ("backticks", "`"),
    ("nested marks", "“‘"),
    ("marks by paragraph", "“Yes\n\n"),
    ("straight marks by paragraph", "\"Yes, he said.\n\n"),
    ("marks that open words", "\"Yes "),
    ("marks of every kind", "“‘\"'«„`「"),
    ("marks inside words", "a\"b'c"),
    ("tripled marks", "a''' "),
    ("measures", "5'10\" "),
    ("elisions", "’n’ "),
    ("restarted quotations", "He said “we won. "),
    ("capitals", "A"),
    ("capital words", "Ann "),
    ("initials", "A."),
    ("spaced initials", "A. "),
    ("full stops", "."),
    ("spaced full stops", ". "),
    ("newlines", "\n"),
    ("names", "Ann Lee "),
    ("names apart", "Ann Lee went. "),
    ("cues", "said "),
    ("pronouns", "he "),
    ("titles", "President "),
    ("titled names", "Mayor Ann Lee "),
    ("appositions", "Ann Lee, the mayor of Ashford, "),
    ("complements", "Ann Lee, the mayor of the "),
    ("copulas", "Ann Lee is the mayor. "),
    ("quantities", "half of the "),
    ("conjunctions", "Ann and "),
    ("speeches", "“No,” he said. "),
    ("brackets", "("),
    ("short quotations", "“No” "),
    ("headlines", "Lee: "),
    ("clauses", "Lee said that "),
    ("nominals", "the leader "),
    ("sources", "according to "),
    ("lists", "Lee, "),
    ("dashes", "— "),
    ("relatives", "who "),
    ("listed names", "The White House met Ann Lee. "),
    ("acronyms", "NATO left. "),
    ("honorifics and firms", "Mr. Lee & Poe "),
    ("nicknames", "Robert “Bob” Dole "),
    ("turns", "Who did it?\n\nI did.\n\n"),
    ("questions and answers", "Q: Who?\n\nA: I did.\n\n"),
    ("labelled turns", "Ann Lee: I do.\n\nKIM: You do?\n\n"),
    ("labels alone", "Ann Lee:\n\nI do.\n\n"),
    ("signatures", "“We won.” — Ann Lee\n\n"),
    ("abbreviations", "U.S. "),
    ("numbers", "1,000."),
    ("hyphens", "a-"),
    ("combining marks", "\u{301}"),
];

#[test]
fn time_grows_with_the_length_of_the_text() {
    let read = reader();
    let slow: Vec<String> = HOSTILE
        .iter()
        .filter_map(|(name, unit)| {
            let (short, long) = (unit.repeat(SIZE / unit.len()), unit.repeat(SIZE * FACTOR / unit.len()));
            grows_too_fast(&read, &short, &long).map(|what| format!("{name}: {what}"))
        })
        .collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn many_distinct_names_stay_linear() {
    let text = |bytes: usize| -> String {
        let mut text = String::new();
        let mut i = 0_u32;
        while text.len() < bytes {
            text.push_str(&format!("Ann {} met Lee {}. “No,” he said. ", word(i), word(i.wrapping_mul(7919))));
            i += 1;
        }
        text
    };
    let (short, long) = (text(SIZE), text(SIZE * FACTOR));
    assert_eq!(grows_too_fast(&reader(), &short, &long), None);
}

/// What a text begins with, and what is repeated behind it: looks back to the beginning would show.
const BEGUN: [(&str, &str, &str); 10] = [
    ("a bullet", "• ", "e.g. a "),
    ("many bullets", "••••••••", "e.g. a "),
    ("a marker", "1. ", "Wash it. "),
    ("a letter", "a) ", "the wage, e.g. b "),
    ("a heading", "", "The Mill In Troy "),
    ("a dash", "I was — Oh ", "— Oh, no "),
    ("one opening mark", "“", "We ran. It was dark. "),
    ("one long word", "", "a.B"),
    ("spaces beyond ASCII", "", "\u{A0}A. \u{2003}"),
    ("stops with spaces", "Wait ", ". "),
];

#[test]
fn sentences_take_time_by_length_under_every_option() {
    let abbreviations = vec!["a".to_owned(), "et al".to_owned()];
    let most = std::num::NonZeroU32::new(40);
    let options = [
        (Newlines::Auto, SentenceOptions::default()),
        (Newlines::Space, SentenceOptions { abbreviations, ..SentenceOptions::default() }),
        (Newlines::Paragraph, SentenceOptions { quotations: Quotations::Whole, ..SentenceOptions::default() }),
        (Newlines::Sentence, SentenceOptions { max_length: most, ..SentenceOptions::default() }),
    ];
    let mut slow = Vec::new();
    for (newlines, sentences) in options {
        let pipeline = Pipeline::new(Options { newlines, sentences, ..Options::default() }, None);
        let read = |text: &str| {
            std::hint::black_box(pipeline.sentences(std::hint::black_box(text)));
        };
        for (name, begin, unit) in BEGUN {
            let text = |size: usize| [begin, &unit.repeat(size / unit.len())].concat();
            // Sentences are read faster than all stages are: longer texts are needed.
            let found = grows_too_fast(&read, &text(SIZE * 8), &text(SIZE * 8 * FACTOR));
            slow.extend(found.map(|by| format!("{name}, {newlines:?}: {by:?}")));
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}

/// Aliases, each an invitation to look far ahead or back; some are shared by two entities.
const ALIASES: [&str; 18] = [
    "new new new new york",
    "brel",
    "Orsa",
    "Orsa",
    "WHO",
    "May",
    "東京",
    "東",
    "東",
    "a-a-a-a-b",
    "A.A.A.",
    "A.",
    "a'a'a'b",
    "Kovalenko Kovalenko Kovalenko Brint",
    "Kovalenko",
    "Ida Tolk",
    "Omar al-al-Hadi",
    "Orsa & Orsa & Brel",
];

/// What a text begins with and is repeated behind, and what is repeated.
const NAMED: [(&str, &str, &str); 33] = [
    ("first words of a long alias", "", "new "),
    ("first words on lines", "", "new\n"),
    ("a line in lower case", "", "brel "),
    ("a capitalised alias in lower case", "", "orsa "),
    ("a capitalised alias behind one capital", "X ", "orsa "),
    ("a capitalised alias on long lines", "X ", "orsa orsa orsa orsa orsa orsa orsa orsa orsa orsa\n"),
    ("capitals that say nothing", "", "WHO "),
    ("shared names", "", "Orsa, "),
    ("commas behind a shared name", "Orsa", ", "),
    ("common words", "", "May "),
    ("hyphens", "", "a-"),
    ("hyphens behind a name", "Orsa", "-"),
    ("full stops", "", ".a"),
    ("figures and full stops", "", "7.a"),
    ("initials", "", "A. "),
    ("apostrophes", "", "a'"),
    ("possessives", "", "Orsa's "),
    ("hyphenated links", "", "https://a.example/orsa-brel "),
    ("one link", "https://a.example/", "orsa-"),
    ("a path", "", "orsa/"),
    ("ideographs", "", "東京"),
    ("shared ideographs", "", "東"),
    ("ideographs before a space", "", "京 東京"),
    ("combining marks", "", "\u{301}"),
    ("combining marks behind a name", "Orsa", "\u{301}"),
    ("what is not seen", "", "\u{200B}"),
    ("what is not seen behind letters", "", "a\u{200B}"),
    ("what is not seen behind a name", "Orsa", "\u{200B}"),
    ("articles", "Omar ", "al-"),
    ("ampersands", "", "Orsa & "),
    ("short forms", "Ida Tolk ", "Tolk "),
    ("nearly a name", "", "Kovalemko "),
    ("nearly names, twice", "", "Kovalemka Kovalensko Brimt "),
];

#[test]
fn a_gazetteer_takes_time_by_length() {
    let slow = slow_for_a_gazetteer(&NAMED);
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// As many persons as may be named share a surname, and stand for it then.
#[test]
fn a_surname_of_many_takes_time_by_length() {
    let given = |i: u32| word(i).to_lowercase().replacen('b', "N", 1);
    let name = |i: u32| Entry {
        name: format!("{} Lee", given(i)),
        kind: Some(saith::entity_type::EntityType::Person),
        ..Entry::default()
    };
    let gazetteer = Gazetteer::new((0..20_000).map(name)).expect("every entry has a name");
    let text =
        |count: u32| (0..count).map(|i| given(i) + " Lee, ").collect::<String>() + &" Lee.".repeat(count as usize);
    let read = |text: &str| {
        std::hint::black_box(gazetteer.find(std::hint::black_box(text)));
    };
    assert!(gazetteer.find(&text(100)).len() == 200);
    assert_eq!(grows_too_fast(&read, &text(2000), &text(2000 * FACTOR as u32)), None);
}

#[test]
fn spaces_before_capitals_are_read_once() {
    let slow = slow_for_a_gazetteer(&[("spaces before capitals", " ", "WHO ")]);
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

fn slow_for_a_gazetteer(texts: &[(&str, &str, &str)]) -> Vec<String> {
    let mut slow = Vec::new();
    for (overlaps, max_edits) in
        [(Overlaps::Longest, 0), (Overlaps::All, 0), (Overlaps::Longest, 2), (Overlaps::All, 2)]
    {
        let entries = ALIASES.iter().zip(0..).map(|(alias, id): (_, u32)| Entry {
            name: (*alias).to_owned(),
            id: Some(id.to_string()),
            ..Entry::default()
        });
        let options = Forgiven { overlaps, max_edits, ..Forgiven::default() };
        let gazetteer = Gazetteer::with_options(entries, options).expect("every entry has a name");
        let read = |text: &str| {
            std::hint::black_box(gazetteer.find(std::hint::black_box(text)));
        };
        for (name, begin, unit) in texts {
            // What is repeated in front takes half of the text.
            let text = |size: usize| {
                let front = if begin.trim().is_empty() { begin.repeat(size / 2) } else { (*begin).to_owned() };
                front + &unit.repeat(size / 2 / unit.len())
            };
            let found = grows_too_fast(&read, &text(SIZE / 8), &text(SIZE / 8 * FACTOR));
            slow.extend(found.map(|by| format!("{name}, {overlaps:?}, {max_edits} edits: {by}")));
        }
    }
    slow
}

#[test]
fn a_square_is_seen() {
    let read = |text: &str| {
        for i in 0..text.len() / 512 {
            std::hint::black_box(text[i..].bytes().filter(|&b| b == b'a').count());
        }
    };
    let text = "a".repeat(SIZE * FACTOR);
    assert!(grows_too_fast(&read, &text[..SIZE], &text).is_some());
}

/// Reads a text with all stages.
fn reader() -> impl Fn(&str) {
    let pipeline = Pipeline::default();
    let _ = pipeline.sentences("The first reading loads the word lists.");
    move |text| {
        std::hint::black_box(pipeline.analyze(std::hint::black_box(text)));
    }
}

/// A made-up surname of its own for each number.
fn word(mut n: u32) -> String {
    let mut word = String::from("B");
    loop {
        word.push(char::from(b'a' + (n % 26) as u8));
        n /= 26;
        if n == 0 {
            return word;
        }
    }
}

/// Says by how much, if the longer text takes more than its share; a run disturbed by other work gets another try.
fn grows_too_fast(read: &impl Fn(&str), short: &str, long: &str) -> Option<String> {
    let mut ratio = f64::INFINITY;
    let mut best = (Duration::MAX, Duration::MAX);
    for _ in 0..12 {
        best.0 = best.0.min(time(|| (0..FACTOR).for_each(|_| read(short))));
        best.1 = best.1.min(time(|| read(long)));
        ratio = best.1.as_secs_f64() / best.0.max(SHORTEST).as_secs_f64();
        if ratio < LIMIT {
            return None;
        }
    }
    Some(format!(
        "one long text takes {ratio:.1} times as long as {FACTOR} short ones: {:?} after {:?}",
        best.1, best.0
    ))
}

fn time(work: impl FnOnce()) -> Duration {
    let start = clock();
    work();
    clock().saturating_sub(start)
}

/// Processor time of this thread where the system tells it (other work on the machine does not count), else the clock's.
fn clock() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = spent.as_deref().and_then(|s| s.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}
