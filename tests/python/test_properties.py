"""What holds of every text, through Python: offsets count code points, and all ways to read agree."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest
import rows
import saith
from hypothesis import given
from hypothesis import strategies as st

#: Pieces of news, and of what breaks readers of news.
PIECES = [
    *"“”\"'’‘«»„`()[,.?!:;—- \n\t\0。「」",
    *(
        "...",
        "  ",
        "\n\n",
        "\r\n",
        "\u00a0",
        "\u200b",
        "\ufeff",
        "e\u0301",
        "\u0301",
        "😀",
        "👩‍👩‍👧",
        "𝒳",
        "שלום",
        "\u202e",
        "東京は",
        "ﬁ",
    ),
    *(" said ", " said that ", " told ", " according to ", " added, "),
    *(
        "Ann Lee",
        "Mr. ",
        "Dr. Lee",
        "the Iraqi leader",
        " he ",
        "She ",
        "I ",
        "the U.S. ",
        "officials ",
        "Acme Inc.",
        "3.5 ",
    ),
]
#: White space as Unicode has it, and the core with it: Python adds the separators \x1c to \x1f.
SPACE = "".join(c for c in map(chr, range(0x3001)) if c.isspace() and not "\x1c" <= c <= "\x1f")
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=50).map("".join)
KNOWN = saith.Gazetteer(["Ann Lee", {"name": "Tokyo", "aliases": ["東京"], "type": "place", "id": "T"}])
NLP = saith.Pipeline(gazetteer=KNOWN)


def spans(document: saith.Document) -> Iterator[saith.Span]:
    yield from document.sentences
    yield from document.mentions
    for marked in document.marked:
        yield marked
        yield marked.outer
    for quote in document.quotes:
        yield from quote.content
        yield from (span for span in (quote.source, quote.cue) if span is not None)


@given(TEXTS)
def test_every_span_cuts_out_what_it_says(text: str) -> None:
    document = NLP.analyze(text)
    assert document.text == text
    for span in spans(document):
        assert 0 <= span.start <= span.end <= len(text)
        assert text[span.start : span.end] == str(span)


@given(TEXTS)
def test_sentences_cover_every_visible_character_once(text: str) -> None:
    end = 0
    for sentence in saith.sentences(text):
        assert sentence.start >= end
        assert not text[end : sentence.start].strip(SPACE)
        assert str(sentence) == str(sentence).strip(SPACE)
        assert str(sentence)
        end = sentence.end
    assert not text[end:].strip(SPACE)


@given(TEXTS)
def test_sentences_are_those_of_the_document(text: str) -> None:
    assert list(saith.sentences(text)) == list(saith.analyze(text).sentences)


@given(st.lists(TEXTS | st.none(), max_size=12))
def test_a_batch_reads_as_each_text_alone(texts: list[str | None]) -> None:
    corpus = NLP.analyze_many(texts, force=True)
    for table in ("sentences", "mentions", "entities", "quotes"):
        found = getattr(corpus, table).to_pylist()
        expected = [
            {"row": row, **item}
            for row, text in enumerate(texts)
            if text is not None
            for item in rows.of_document(NLP.analyze(text))[table]
        ]
        assert [{k: f[k] for k in e} for f, e in zip(found, expected, strict=True)] == expected


@given(st.lists(TEXTS, max_size=40))
def test_threads_change_nothing(texts: list[str]) -> None:
    one, many = (saith.Pipeline(gazetteer=KNOWN, threads=n).analyze_many(texts, force=True) for n in (1, 4))
    for table in ("sentences", "mentions", "entities", "quotes", "errors"):
        assert getattr(one, table) == getattr(many, table)


@given(TEXTS)
def test_pickles_are_equal(text: str) -> None:
    document = NLP.analyze(text)
    assert pickle.loads(pickle.dumps(document)) == document
    for thing in (*spans(document), *document.entities, *document.quotes, *KNOWN.find(text)):
        assert pickle.loads(pickle.dumps(thing)) == thing
        assert repr(thing)


@given(TEXTS)
def test_every_document_has_its_picture(text: str) -> None:
    assert saith.analyze(text)._repr_html_()


@given(TEXTS)
def test_matches_cut_out_what_they_say(text: str) -> None:
    for match in KNOWN.find(text):
        assert text[match.start : match.end] == str(match)
        assert match.entity is not None


@pytest.mark.slow
@given(st.text(max_size=2000))
def test_any_string_can_be_read(text: str) -> None:
    document = NLP.analyze(text)
    assert all(text[span.start : span.end] == str(span) for span in spans(document))
