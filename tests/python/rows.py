"""Documents as rows of the tables, built from their objects alone: what every other door must agree with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import saith

Row = dict[str, Any]


def of_document(document: saith.Document) -> dict[str, list[Row]]:
    """Return the rows of each table, without those columns that place a document in a batch."""

    def number(entity: saith.Entity | None) -> int | None:
        return _place(entity, document.entities)

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
                "roles": [str(role) for role in e.roles],
                "mentions": len(e.mentions),
                "quotes": len(e.quotes),
            }
            for i, e in enumerate(document.entities)
        ],
        "quotes": [_quote(i, q, document) for i, q in enumerate(document.quotes)],
    }


def of_matches(matches: Sequence[saith.Match], gazetteer: saith.Gazetteer) -> list[Row]:
    """Return the rows of the table of matches."""
    entries = list(gazetteer)
    return [
        {
            "match": i,
            **_span(m),
            "alias": m.alias,
            "name": m.entity.name if m.entity else None,
            "id": m.entity.id if m.entity else None,
            "type": m.type,
            "candidates": [{"entity": entries.index(entry), "probability": share} for entry, share in m.candidates],
        }
        for i, m in enumerate(matches)
    ]


def _span(span: saith.Span) -> Row:
    return {"start": span.start, "end": span.end, "text": str(span)}


def _part(name: str, span: saith.Span | None) -> Row:
    text, start, end = (str(span), span.start, span.end) if span is not None else (None, None, None)
    return {name: text, f"{name}_start": start, f"{name}_end": end}


def _place(thing: object, things: Sequence[object]) -> int | None:
    return None if thing is None else things.index(thing)


def _quote(i: int, quote: saith.Quote, document: saith.Document) -> Row:
    candidates = [
        {"entity": _place(entity, document.entities), "probability": probability}
        for entity, probability in quote.candidates
    ]
    return {
        "quote": i,
        "kind": quote.kind,
        "text": quote.text,
        "start": quote.content[0].start,
        "end": quote.content[-1].end,
        "spans": [{"start": span.start, "end": span.end} for span in quote.content],
        "parent": _place(quote.parent, document.quotes),
        **_part("cue", quote.cue),
        "cue_class": quote.cue_class,
        "negated": quote.negated,
        **_part("source", quote.source),
        **_source_form(quote, document),
        "speaker": quote.speaker.name if quote.speaker else None,
        "speaker_entity": _place(quote.speaker, document.entities),
        "speaker_id": quote.speaker.id if quote.speaker else None,
        "speaker_type": quote.speaker.type if quote.speaker else None,
        "role": str(quote.role) if quote.role else None,
        "anonymous": quote.anonymous,
        **_part("addressee", quote.addressee),
        "sentence": quote.sentences[0] if quote.sentences else None,
        "evidence": quote.evidence,
        "candidates": candidates or None,
        "confidence": quote.confidence,
        "speaker_confidence": quote.speaker_confidence,
    }


def _source_form(quote: saith.Quote, document: saith.Document) -> Row:
    """Return the form of the source, where exactly a mention stands: objects tell no other."""
    if quote.source is None:
        return {"source_form": None}
    place = (quote.source.start, quote.source.end)
    forms = [m.form for m in document.mentions if (m.start, m.end) == place]
    return {"source_form": forms[0]} if forms else {}
