"""Batches: what can come in, what happens to rows that are not text, and how columns join the tables."""

from __future__ import annotations

import sys
import warnings

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import saith

TEXTS = ["“We will win,” said Ann Lee.", None, "Café owners met. He said that it was late."]
GERMAN = (
    "Die Ministerin sagte am Montag, dass die Brücke im nächsten Jahr gebaut werde und dass die Stadt das Geld dafür "
    "schon habe, wie sie vor dem Rat erklärte."
)
NLP = saith.Pipeline()
EXPECTED = NLP.analyze_many(TEXTS)

COLUMNS = {
    "list": TEXTS,
    "tuple": tuple(TEXTS),
    "generator": (text for text in TEXTS),
    "object array": np.array(TEXTS, dtype=object),
    "pandas str": pd.Series(TEXTS, dtype="str"),
    "pandas object": pd.Series(TEXTS, dtype=object),
    "pandas category": pd.Series(TEXTS, dtype="category"),
    "pandas arrow": pd.Series(TEXTS, dtype=pd.ArrowDtype(pa.string())),
    "polars": pl.Series(TEXTS),
    "polars categorical": pl.Series(TEXTS, dtype=pl.Categorical),
    "utf8": pa.array(TEXTS, pa.string()),
    "large utf8": pa.array(TEXTS, pa.large_string()),
    "utf8 view": pa.array(TEXTS, pa.string_view()),
    "dictionary": pa.array(TEXTS).dictionary_encode(),
    "chunks": pa.chunked_array([TEXTS[:1], [], TEXTS[1:]]),
    "slice": pa.array(["x", *TEXTS, "y"]).slice(1, 3),
}


@pytest.mark.parametrize("what", COLUMNS)
def test_every_column_gives_the_same_tables(what):
    corpus = NLP.analyze_many(COLUMNS[what])
    assert corpus == EXPECTED
    assert len(corpus) == 3


def test_a_batch_is_what_single_texts_are():
    rows = EXPECTED.quotes.to_pylist()
    single = [(i, q) for i, text in enumerate(TEXTS) if text for q in saith.analyze(text).quotes]
    assert [(r["row"], r["text"], r["kind"], r["confidence"]) for r in rows] == [
        (i, q.text, q.kind, q.confidence) for i, q in single
    ]


TABLES = {
    "pandas": pd.DataFrame,
    "pandas objects": lambda data: pd.DataFrame({k: pd.Series(v, dtype=object) for k, v in data.items()}),
    "polars": pl.DataFrame,
    "pyarrow": pa.table,
    "batch": pa.RecordBatch.from_pydict,
    "dict": dict,
}


@pytest.mark.parametrize("what", TABLES)
def test_kept_columns_join_every_table_behind_row(what):
    data = TABLES[what]({"url": ["a", "b", "c"], "body": TEXTS, "views": [7, 8, 9], "text": ["x", None, "z"]})
    corpus = NLP.analyze_many(data, text="body", id="url", keep=["views", "url", "text"])
    for table in corpus.tables.values():
        assert table.columns[:4] == ["row", "url", "views", "document_text"]
    assert corpus.quotes["url"] == ["a", "c"]
    assert corpus.quotes["views"] == [7, 9]
    assert corpus.quotes["document_text"] == ["x", "z"]
    assert corpus.quotes["text"] == EXPECTED.quotes["text"]


@pytest.mark.parametrize("what", TABLES)
def test_a_missing_column_is_named_with_those_present(what):
    data = TABLES[what]({"body": TEXTS, "views": [7, 8, 9]})
    for options in ({"text": "bdy"}, {"text": "body", "title": "bdy"}, {"text": "body", "keep": ["bdy"]}):
        with pytest.raises(saith.FormatError, match='no column "bdy"; the columns are "body", "views"'):
            NLP.analyze_many(data, **options)


@pytest.mark.parametrize("what", ["pandas", "polars", "pyarrow"])
def test_a_column_of_numbers_is_refused_with_name_and_type(what):
    data = TABLES[what]({"body": TEXTS, "views": [7, 8, 9]})
    with pytest.raises(saith.FormatError, match=r'column "views": (int64|Int64) is not text'):
        NLP.analyze_many(data, text="views")


def test_a_table_with_one_column_of_text_needs_no_name():
    assert NLP.analyze_many(pa.table({"body": TEXTS, "views": [1, 2, 3]})) == EXPECTED
    assert NLP.analyze_many(pd.DataFrame({"body": TEXTS, "views": [1, 2, 3]})) == EXPECTED
    with pytest.raises(saith.FormatError, match=r'needs text=.*"a", "b"'):
        NLP.analyze_many(pa.table({"a": TEXTS, "b": TEXTS}))


@pytest.mark.parametrize("data", ["one text", b"bytes", 3, None])
def test_what_is_not_many_texts_is_an_input_error(data):
    with pytest.raises(saith.InputError, match="is not many texts; pass a column"):
        NLP.analyze_many(data)


def test_a_column_alone_has_no_named_columns():
    for data in (TEXTS, pa.array(TEXTS), pd.Series(TEXTS)):
        with pytest.raises(saith.FormatError, match="text names 'body'"):
            NLP.analyze_many(data, text="body")


MIXED = ["“We won,” said Ann Lee.", 3, None, "x\ud800", float("nan"), pd.NA, b"bytes", GERMAN, "He left."]


@pytest.mark.parametrize("wrap", [list, lambda data: pd.DataFrame({"body": pd.Series(data, dtype=object)})])
def test_bad_rows_are_collected_and_the_others_complete(wrap):
    with pytest.warns(saith.SaithWarning, match=r"4 of 9 rows could not be read \(row 1: int is not text\)"):
        corpus = NLP.analyze_many(wrap(MIXED))
    assert corpus.errors["row"] == [1, 3, 6, 7]
    assert corpus.errors["reason"] == [
        "int is not text",
        "text has a lone surrogate (U+D800) at character 1",
        "bytes is not text",
        "text is not English (looks like German)",
    ]
    assert all(corpus.errors["remedy"])
    assert set(corpus.sentences["row"]) == {0, 8}


def test_errors_have_id_and_kept_columns():
    frame = pd.DataFrame({"body": pd.Series([3, "He left."], dtype=object), "url": ["a", "b"]})
    with pytest.warns(saith.SaithWarning):
        corpus = NLP.analyze_many(frame, text="body", id="url")
    assert corpus.errors.to_pylist()[0]["url"] == "a"


def test_null_is_silent_and_raise_names_the_row():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        corpus = NLP.analyze_many(MIXED, on_error="null")
    assert len(corpus.errors) == 0
    assert set(corpus.sentences["row"]) == {0, 8}
    with pytest.raises(saith.InputError, match="row 1: int is not text; pass str"):
        NLP.analyze_many(MIXED, on_error="raise")
    with pytest.raises(saith.FormatError, match="on_error is 'ignore'"):
        NLP.analyze_many(MIXED, on_error="ignore")


def test_force_reads_other_languages():
    corpus = NLP.analyze_many([GERMAN], force=True)
    assert len(corpus.errors) == 0
    assert len(corpus.sentences) == 1


def test_an_error_of_the_generator_is_the_users_own():
    def texts():
        yield "He left."
        raise RuntimeError("the file is gone")

    with pytest.raises(RuntimeError, match="the file is gone"):
        NLP.analyze_many(texts())


def test_generators_are_read_in_pieces():
    seen = []

    def texts():
        for i in range(5000):
            seen.append(i)
            yield "He left."

    corpus = NLP.analyze_many(texts(), layers=["sentences"])
    assert corpus.sentences["row"] == list(range(5000)) == seen


def test_titles_make_names_known_and_shift_nothing():
    text = "Lee said that it was late."
    data = {"head": ["Mayor Ann Lee resigns"], "body": [text]}
    corpus = NLP.analyze_many(pa.table(data), text="body", title="head")
    (quote,) = corpus.quotes.to_pylist()
    assert text[quote["start"] : quote["end"]] == quote["text"] == "that it was late"
    assert (quote["speaker"], quote["source"], quote["sentence"]) == ("Ann Lee", "Lee", 0)
    assert corpus.sentences["text"] == [text]
    assert corpus.sentences["paragraph"] == [0]
    assert "Mayor" not in " ".join(corpus.mentions["text"])
    assert NLP.analyze_many(pd.DataFrame(data), text="body", title="head") == corpus
    without = NLP.analyze_many(pa.table({"body": [text]})).sentences
    assert without == corpus.sentences


def test_layers_not_asked_for_say_so():
    corpus = NLP.analyze_many(TEXTS, layers=["quotes"])
    assert list(corpus.tables) == ["quotes", "errors"]
    assert corpus.quotes == EXPECTED.quotes
    with pytest.raises(saith.FormatError, match='"mentions" was not asked for; add it to layers'):
        corpus.mentions  # noqa: B018
    with pytest.raises(saith.FormatError, match="layers is 'quote'; use one of"):
        NLP.analyze_many(TEXTS, layers=["quote"])


def test_attributes_asked_for_are_columns_of_entities():
    people = saith.Gazetteer([{"name": "Ann Lee", "party": "Green", "seats": 3}])
    entities = saith.Pipeline(gazetteer=people).analyze_many(TEXTS, attributes=["party", "seats"]).entities
    (ann,) = [e for e in entities.to_pylist() if e["name"] == "Ann Lee"]
    assert (ann["party"], ann["seats"]) == ("Green", "3")


def test_progress_counts_rows(monkeypatch):
    tqdm = pytest.importorskip("tqdm.auto")
    bars = []

    class Bar(tqdm.tqdm):
        def __init__(self, **options):
            super().__init__(**options, disable=False)
            bars.append(self)

    monkeypatch.setattr(tqdm, "tqdm", Bar)
    NLP.analyze_many(["He left."] * 3000, progress=True)
    assert (bars[0].n, bars[0].total) == (3000, 3000)


def test_progress_without_tqdm_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    with pytest.raises(ImportError, match=r'needs tqdm; install it with pip install "saith\[progress\]"'):
        NLP.analyze_many(TEXTS, progress=True)


def test_text_that_is_not_utf8_in_arrow_is_refused():
    broken = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.array([0, 2], pa.int32()).buffers()[1], pa.py_buffer(b"\xff\xfe")]
    )
    with pytest.raises(saith.FormatError, match="not UTF-8"):
        NLP.analyze_many(broken)


def test_a_role_that_the_headline_has_too_is_kept_from_the_text():
    frame = pd.DataFrame({"head": ["Mayor Lee resigns"], "body": ["On Monday Mayor Lee left the city."]})
    entities = saith.Pipeline().analyze_many(frame, text="body", title="head").entities
    assert [row["roles"] for row in entities.to_pylist() if row["name"] == "Lee"] == [["Mayor"]]
