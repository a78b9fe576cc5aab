//! Time grows with the length of the text and no faster, on texts written to break that.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use saith::pipeline::Pipeline;

/// Bytes of the shorter text; the longer has `FACTOR` times as many.
const SIZE: usize = 128 << 10;
const FACTOR: usize = 8;
/// How much longer the longer text may take: two and a half times its share, for caches and noise; a square would take 64 times.
const LIMIT: f64 = 2.5 * FACTOR as f64;

/// Repeated without end, each of these hits a loop that looks ahead or back.
const HOSTILE: [(&str, &str); 36] = [
    ("opening marks", "“"),
    ("closing marks", "”"),
    ("straight marks", "\""),
    ("spaced marks", "\" "),
    ("single marks", "'"),
    ("spaced single marks", " '"),
    ("backticks", "`"),
    ("nested marks", "“‘"),
    ("marks by paragraph", "“Yes\n\n"),
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
    let mut times = (Duration::MAX, Duration::MAX);
    for _ in 0..4 {
        times.0 = times.0.min((0..3).map(|_| time(read, short)).min().unwrap_or(Duration::MAX));
        times.1 = times.1.min(time(read, long));
        // What takes under two milliseconds is too short to compare.
        ratio = times.1.as_secs_f64() / times.0.as_secs_f64().max(2e-3);
        if ratio < LIMIT {
            return None;
        }
    }
    Some(format!("{FACTOR} times the text takes {ratio:.1} times as long ({:?} after {:?})", times.1, times.0))
}

fn time(read: &impl Fn(&str), text: &str) -> Duration {
    let start = clock();
    read(text);
    clock().saturating_sub(start)
}

/// Processor time of this thread where the system tells it (other work on the machine does not count), else the clock's.
fn clock() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = spent.as_deref().and_then(|s| s.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}
