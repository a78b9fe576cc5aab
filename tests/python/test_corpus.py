"""Corpora: the tables of a batch."""

from __future__ import annotations

import saith

TEXTS = ["“We will win,” said Ann Lee.", None, "She left."]


def test_length_counts_rows_that_came_in():
    assert len(saith.Pipeline().analyze_many(TEXTS)) == 3
    assert len(saith.Pipeline().analyze_many([None, None])) == 2


def test_repr_counts_and_html_shows_the_tables():
    corpus = saith.Pipeline().analyze_many(TEXTS)
    assert repr(corpus).startswith("Corpus(3 texts: 1 quote, ")
    assert repr(corpus).endswith("0 errors)")
    shown = corpus._repr_html_()
    assert "Ann Lee" in shown
    assert "<h4>quotes</h4>" in shown
    assert "<h4>errors</h4>" not in shown


def test_tables_are_all_there_in_order():
    corpus = saith.Pipeline().analyze_many(TEXTS)
    assert list(corpus.tables) == ["quotes", "entities", "mentions", "sentences", "errors"]
    assert all(table.columns[0] == "row" for table in corpus.tables.values())
    assert all(isinstance(table, saith.Table) for table in corpus.tables.values())


def test_equal_corpora_are_equal():
    corpus = saith.Pipeline().analyze_many(TEXTS)
    assert corpus == saith.Pipeline().analyze_many(tuple(TEXTS))
    assert corpus != saith.Pipeline().analyze_many(TEXTS[:2])
    assert corpus != saith.Pipeline().analyze_many([*TEXTS, None])
