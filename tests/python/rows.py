"""Documents as rows of the tables, built from their objects alone: what every other door must agree with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import saith

Row = dict[str, Any]


def of_document(document: saith.Document) -> dict[str, list[Row]]:
    """Return the rows of each table, without those columns that place a document in a batch."""
    entities = list(document.entities)

    def number(entity: saith.Entity | None) -> int | None:
        return None if entity is None else entities.index(entity)

    return {
        "sentences": [{"sentence": i, **_span(s), "paragraph": s.paragraph} for i, s in enumerate(document.sentences)],
        "mentions": [
            {
                "mention": i,
                **_span(m),
                "form": m.form,
                "type": m.type,
                "entity": number(m.entity),
                "entity_id": m.entity.id if m.entity else None,
            }
            for i, m in enumerate(document.mentions)
        ],
        "entities": [
            {
                "entity": i,
                "name": e.name,
                "type": e.type,
                "id": e.id,
                "anonymous": e.anonymous,
                "mentions": len(e.mentions),
                "quotes": len(e.quotes),
            }
            for i, e in enumerate(entities)
        ],
        "quotes": [_quote(i, q, number(q.speaker)) for i, q in enumerate(document.quotes)],
    }


def of_matches(matches: Sequence[saith.Match]) -> list[Row]:
    """Return the rows of the table of matches."""
    return [
        {
            "match": i,
            **_span(m),
            "alias": m.alias,
            "name": m.entity.name if m.entity else None,
            "id": m.entity.id if m.entity else None,
            "type": m.entity.type if m.entity else None,
        }
        for i, m in enumerate(matches)
    ]


def _span(span: saith.Span) -> Row:
    return {"start": span.start, "end": span.end, "text": str(span)}


def _part(name: str, span: saith.Span | None) -> Row:
    text, start, end = (str(span), span.start, span.end) if span is not None else (None, None, None)
    return {name: text, f"{name}_start": start, f"{name}_end": end}


def _quote(i: int, quote: saith.Quote, speaker: int | None) -> Row:
    return {
        "quote": i,
        "kind": quote.kind,
        "text": quote.text,
        "start": quote.content[0].start,
        "end": quote.content[-1].end,
        "spans": [{"start": span.start, "end": span.end} for span in quote.content],
        **_part("cue", quote.cue),
        "cue_class": quote.cue_class,
        "negated": quote.negated,
        **_part("source", quote.source),
        "speaker": quote.speaker.name if quote.speaker else None,
        "speaker_entity": speaker,
        "speaker_id": quote.speaker.id if quote.speaker else None,
        "speaker_type": quote.speaker.type if quote.speaker else None,
        "role": str(quote.role) if quote.role else None,
        "anonymous": quote.anonymous,
        **_part("addressee", quote.addressee),
        "sentence": quote.sentences[0] if quote.sentences else None,
        "evidence": quote.evidence,
        "confidence": quote.confidence,
        "speaker_confidence": quote.speaker_confidence,
    }
