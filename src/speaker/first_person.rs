//! "I" and "my" inside a quotation, or a turn of a transcript, are whoever says it.

use crate::entity::Entities;
use crate::lexicon::WordClass;
use crate::mention::{Form, Mention};
use crate::quote::{Quote, QuoteKind, transcript};
use crate::speaker::Attribution;
use crate::surface::Surface;

/// Ties the first person inside every quotation in marks, and every turn of a transcript, to its speaker.
pub(super) fn tie(
    surface: &Surface<'_>,
    mentions: &[Mention],
    quotes: &[Quote],
    speakers: &[Attribution],
    entities: &mut Entities,
) {
    for (quote, Attribution { speaker, .. }) in quotes.iter().zip(speakers) {
        let turn = transcript::is_turn(quote);
        let Some(speaker) = speaker.filter(|_| turn || quote.kind != QuoteKind::Indirect) else { continue };
        for span in &quote.content {
            let first = mentions.partition_point(|m| m.span.end <= span.start);
            for (i, mention) in mentions.iter().enumerate().skip(first).take_while(|(_, m)| m.span.start < span.end) {
                let token = &surface.tokens[surface.token_at(mention.span.start).min(surface.tokens.len() - 1)];
                if mention.form == Form::Pronoun && (turn || mention.in_speech) && token.is(WordClass::I) {
                    entities.of_mention[i] = Some(speaker);
                }
            }
        }
    }
}
