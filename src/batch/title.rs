//! A headline above a text: read with it, so that a name written there in full is known below, and then taken away, so that
//! offsets are those of the text alone.

use crate::Span;
use crate::document::Document;
use crate::entity::{Entities, Entity};
use crate::mark::MarkedSpan;
use crate::mention::Mention;
use crate::quote::Quote;
use crate::speaker::Attribution;

/// What stands between a title and its text: a paragraph's end.
const BREAK: &str = "\n\n";

/// Returns the layers of `text`, read with `title` above it where there is one.
///
/// Sentences, marked spans and mentions of the title are left out, and so are quotes whose content lies in it; entities
/// that only the title names go too, unless they speak. A quote of the text whose source stands in the title keeps its speaker and has no
/// source. `analyze` is told at which byte the text begins.
pub fn below(title: Option<&str>, text: &str, analyze: impl Fn(&str, u32) -> Document) -> Document {
    match title.map(str::trim).filter(|title| !title.is_empty()) {
        None => analyze(text, 0),
        Some(title) => {
            let whole = [title, BREAK, text].concat();
            let cut = title.len() + BREAK.len();
            without_title(analyze(&whole, cut as u32), text, cut as u32)
        }
    }
}

/// Takes away what lies before byte `cut`, and counts from there.
fn without_title(document: Document, text: &str, cut: u32) -> Document {
    let below = |span: Span| {
        (span.end > cut)
            .then(|| Span::new(span.start.saturating_sub(cut), span.end - cut).trimmed(text))
            .filter(|span| !span.is_empty())
    };
    let Document { marked, mut sentences, mentions, entities, quotes, attributions } = document;

    let marked = marked
        .into_iter()
        .filter_map(|m| Some(MarkedSpan { outer: below(m.outer)?, inner: below(m.inner)?, ..m }))
        .collect();
    sentences.retain_mut(|s| below(s.span).map(|span| s.span = span).is_some());
    let paragraphs = sentences.first().map_or(0, |s| s.paragraph);
    sentences.iter_mut().for_each(|s| s.paragraph -= paragraphs);

    let mut kept_mentions = Vec::with_capacity(mentions.len());
    let mut mention_numbers = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let kept = below(mention.span).map(|span| {
            let head = below(mention.head).unwrap_or(span);
            kept_mentions.push(Mention { span, head, title: mention.title.and_then(below), ..mention });
            kept_mentions.len() as u32 - 1
        });
        mention_numbers.push(kept);
    }
    let number = |mention: u32| mention_numbers.get(mention as usize).copied().flatten();

    let mut quote_numbers = Vec::with_capacity(quotes.len());
    let mut kept_quotes = 0;
    let (mut quotes, mut attributions): (Vec<Quote>, Vec<Attribution>) = quotes
        .into_iter()
        .zip(attributions)
        .filter_map(|(quote, attribution)| {
            let content: Vec<Span> = quote.content.iter().filter_map(|&s| below(s)).collect();
            let source_mention = quote.source_mention.and_then(number);
            let (source, cue) = (quote.source.and_then(below), quote.cue.and_then(below));
            let addressee = quote.addressee.and_then(below);
            let kept = !content.is_empty();
            quote_numbers.push(kept.then_some(kept_quotes));
            kept_quotes += u32::from(kept);
            kept.then_some((Quote { content, source, cue, addressee, source_mention, ..quote }, attribution))
        })
        .unzip();
    for quote in &mut quotes {
        quote.parent = quote.parent.and_then(|p| quote_numbers[p as usize]);
    }

    let mut speaks = vec![false; entities.list.len()];
    for speaker in attributions.iter().filter_map(|a| a.speaker) {
        speaks[speaker as usize] = true;
    }
    let mut list = Vec::with_capacity(entities.list.len());
    let mut entity_numbers = Vec::with_capacity(entities.list.len());
    for (entity, speaks) in entities.list.into_iter().zip(speaks) {
        let mentions: Vec<u32> = entity.mentions.iter().filter_map(|&m| number(m)).collect();
        let kept = (speaks || !mentions.is_empty()).then(|| {
            let roles = entity.roles.iter().filter_map(|&role| below(role)).collect();
            list.push(Entity { mentions, roles, ..entity });
            list.len() as u32 - 1
        });
        entity_numbers.push(kept);
    }
    let entity_of = |entity: u32| entity_numbers.get(entity as usize).copied().flatten();
    for attribution in &mut attributions {
        attribution.speaker = attribution.speaker.and_then(entity_of);
        attribution.candidates.retain_mut(|(entity, _)| entity_of(*entity).map(|kept| *entity = kept).is_some());
    }
    let of_mention = entities
        .of_mention
        .into_iter()
        .zip(&mention_numbers)
        .filter(|(_, kept)| kept.is_some())
        .map(|(entity, _)| entity.and_then(entity_of))
        .collect();
    Document {
        marked,
        sentences,
        mentions: kept_mentions,
        entities: Entities { list, of_mention },
        quotes,
        attributions,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity_type::EntityType;
    use crate::mention::Form;
    use crate::quote::QuoteKind;
    use crate::sentence::Sentence;
    use crate::speaker::Evidence;

    /// Names the words in `words` where they stand: an entity for each, said to speak where it is the last.
    fn reader(text: &str) -> Document {
        let mut document = Document::default();
        for (i, paragraph) in crate::text::paragraphs::paragraphs(text, Default::default()).into_iter().enumerate() {
            let paragraph = Sentence { span: paragraph, paragraph: i as u32 };
            document.sentences.push(paragraph);
        }
        for (name, words) in [("Acme", &["Acme"][..]), ("Ann Lee", &["Ann Lee", "Lee"]), ("Bo", &["Bo"])] {
            let entity = document.entities.list.len() as u32;
            let mut mentions = Vec::new();
            for word in words {
                for (at, _) in text.match_indices(word) {
                    let span = Span::at(at, at + word.len());
                    if document.mentions.last().is_some_and(|m| m.span.overlaps(span)) {
                        continue;
                    }
                    mentions.push(document.mentions.len() as u32);
                    document.mentions.push(Mention {
                        span,
                        form: Form::Name,
                        kind: EntityType::Person,
                        head: span,
                        title: None,
                        in_speech: false,
                        gazetteer: None,
                    });
                    document.entities.of_mention.push(Some(entity));
                }
            }
            document.entities.list.push(Entity { name: name.into(), mentions, ..Entity::default() });
        }
        let said = text.find("we won").unwrap();
        document.quotes.push(Quote {
            source_mention: Some(document.mentions.len() as u32 - 1),
            ..Quote::of(QuoteKind::Direct, vec![Span::at(said, said + 6)])
        });
        let candidates = vec![(2, 0.7), (0, 0.2), (1, 0.1)];
        let (speaker, evidence) = (Some(2), Evidence::Name);
        document.attributions.push(Attribution { speaker, evidence, confidence: None, candidates });
        document
    }

    #[test]
    fn offsets_and_numbers_are_those_of_the_text_alone() {
        let text = " Lee left.\n\n“we won,” said Bo.";
        let document = below(Some("Ann Lee of Acme"), text, |text, _| reader(text));
        let sentences: Vec<&str> = document.sentences.iter().map(|s| s.span.of(text)).collect();
        assert_eq!(sentences, ["Lee left.", "“we won,” said Bo."]);
        assert_eq!(document.sentences.iter().map(|s| s.paragraph).collect::<Vec<_>>(), [0, 1]);
        let mentions: Vec<&str> = document.mentions.iter().map(|m| m.span.of(text)).collect();
        assert_eq!(mentions, ["Lee", "Bo"]);
        let names: Vec<&str> = document.entities.list.iter().map(|e| e.name.as_str()).collect();
        assert_eq!(names, ["Ann Lee", "Bo"], "a name known from the title stays; an entity that only it names goes");
        assert_eq!(document.entities.of_mention, [Some(0), Some(1)]);
        assert_eq!(document.quotes[0].content[0].of(text), "we won");
        assert_eq!((document.quotes[0].source_mention, document.attributions[0].speaker), (Some(1), Some(1)));
        assert_eq!(document.attributions[0].candidates, [(1, 0.7), (0, 0.1)], "who is in the title alone goes");
    }

    #[test]
    fn an_empty_title_changes_nothing() {
        let text = "“we won,” said Bo.";
        assert_eq!(below(Some(" "), text, |text, _| reader(text)), below(None, text, |text, _| reader(text)));
    }
}
