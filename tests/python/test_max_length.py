"""`max_length`: no sentence has more characters, and nothing is lost; short sentences stay as they are."""

from __future__ import annotations

import pandas as pd
import pytest
import saith
import spacy
from cli_runs import rows_of, saith_
from hypothesis import given
from hypothesis import strategies as st
from test_properties import SPACE, TEXTS

WORDS = "The ferry left the island at noon with all of the mail that had been waiting there since March."


def cut(text, **options):
    return [str(s) for s in saith.Pipeline(**options).sentences(text)]


@given(TEXTS, st.integers(1, 60))
def test_no_sentence_is_longer_and_nothing_is_lost(text, most):
    found = saith.Pipeline(max_length=most).sentences(text)
    at = 0
    for sentence in found:
        assert 0 < len(sentence) <= most
        assert sentence.start >= at
        assert not text[at : sentence.start].strip(SPACE)
        assert str(sentence) == text[sentence.start : sentence.end]
        at = sentence.end
    assert not text[at:].strip(SPACE)


@given(TEXTS, st.integers(1, 60))
def test_only_what_is_longer_is_cut(text, most):
    whole = saith.sentences(text)
    found = saith.Pipeline(max_length=most).sentences(text)
    assert [s for s in whole if len(s) <= most] == [s for s in found if s in set(whole)]
    # Each piece lies in one sentence, and so in its paragraph.
    edges = {s.start for s in found}
    assert {s.start for s in whole} <= edges
    paragraphs = {s.start: s.paragraph for s in whole}
    for sentence in found:
        if sentence.start in paragraphs:
            paragraph = paragraphs[sentence.start]
        assert sentence.paragraph == paragraph


@pytest.mark.parametrize("most", range(7, len(WORDS) + 2))
def test_a_long_sentence_is_cut_between_words(most):
    pieces = cut(WORDS, max_length=most)
    assert " ".join(pieces) == WORDS
    assert all(len(piece) <= most for piece in pieces)
    assert len(pieces) >= -(-len(WORDS) // (most + 1))
    if most >= len(WORDS):
        assert pieces == [WORDS]


@pytest.mark.parametrize("letter", ["x", "é", "語", "😀"])
def test_a_word_that_alone_is_longer_is_cut_by_characters(letter):
    pieces = cut(f"It is {letter * 50}.", max_length=20)
    assert "".join(pieces).replace(" ", "") == f"Itis{letter * 50}."
    assert max(map(len, pieces)) <= 20
    assert len(pieces) <= 5
    assert cut("one", max_length=1) == ["o", "n", "e"]


def test_it_is_the_same_by_every_door():
    expected = cut(WORDS, max_length=40)
    assert len(expected) > 2
    document = saith.Pipeline(max_length=40).analyze(WORDS)
    assert [str(s) for s in document.sentences] == expected
    assert saith.Pipeline(max_length=40).analyze_many([WORDS]).sentences["text"] == expected
    assert list(pd.Series([WORDS]).saith.sentences(max_length=40)["text"]) == expected
    assert [row["text"] for row in rows_of(saith_("sentences", "--max-length", "40", input=WORDS))] == expected
    nlp = spacy.blank("en")
    nlp.add_pipe("saith_sentencizer", config={"max_length": 40})
    assert [s.text.strip() for s in nlp(WORDS).sents] == expected
