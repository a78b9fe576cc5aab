use super::*;

fn text(text: &str, names: &[(&str, EntityType)]) -> Annotated {
    let span = |name: &str| {
        let start = text.find(name).unwrap() as u32;
        Span::new(start, start + name.len() as u32)
    };
    let names = names.iter().map(|&(name, kind)| (span(name), kind)).collect();
    Annotated { text: text.to_owned(), names, parts: Vec::new() }
}

#[test]
fn a_name_counts_once_and_by_type() {
    use EntityType::{Organization, Person, Place};
    let gold = text(
        "Ann Lee of Acme met the Poe Society in York.",
        &[("Ann Lee", Person), ("Acme", Organization), ("York", Place)],
    );
    let found =
        text(&gold.text, &[("Ann Lee", Person), ("Acme", Place), ("the Poe Society", Organization), ("York", Place)])
            .names;
    let Counts(counts) = Counts::of(&gold, &found, Match::Exact);
    assert_eq!(counts, [[1, 1, 1], [0, 1, 1], [1, 2, 1]]);
    let short = text(&gold.text, &[("Lee", Person)]).names;
    assert_eq!(Counts::of(&gold, &short, Match::Exact).0[0], [0, 1, 1]);
    assert_eq!(Counts::of(&gold, &short, Match::Overlap).0[0], [1, 1, 1]);
}

#[test]
fn an_article_found_is_forgiven() {
    let gold = text("She left the Acme Bank.", &[("Acme Bank", EntityType::Organization)]);
    let found = text(&gold.text, &[("the Acme Bank", EntityType::Organization)]).names;
    assert_eq!(Counts::of(&gold, &found, Match::Exact).0[1], [1, 1, 1]);
}

#[test]
fn annotated_names_become_those_of_the_stage() {
    use EntityType::{Other, Person, Place};
    let annotated = text(
        "Yesterday President Ann Lee’s aide met the Danube Union’s Danish envoy in the North Sea.",
        &[("President Ann Lee’s", Person), ("Danish", Other), ("the North Sea", Place)],
    );
    let surface = surface(&annotated.text);
    let names = Course::new(&surface).labelled(&annotated.names);
    let read: Vec<String> =
        names.iter().map(|n| n.tokens.clone().map(|i| surface.word(i)).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(read, ["Ann Lee", "North Sea"]);
}
