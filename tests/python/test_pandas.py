"""The accessors of pandas and Polars."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import polars as pl
import pytest
import saith

TEXTS = ["“We will win,” said Ann Lee. She added that it was late.", None, "He said that it was late."]


def run(script: str) -> str:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("order", ["import pandas as pd, saith", "import saith, pandas as pd"])
def test_accessors_are_there_in_either_order(order):
    script = f"{order}; print(len(pd.DataFrame({{'body': {TEXTS!r}}}).saith.quotes('body')))"
    assert run(script) == "3\n"


@pytest.mark.parametrize("order", ["import polars as pl, saith", "import saith, polars as pl"])
def test_namespaces_are_there_in_either_order(order):
    assert run(f"{order}; print(len(pl.Series({TEXTS!r}).saith.quotes()))") == "3\n"


def test_saith_imports_neither_and_leaves_no_trace():
    script = (
        "import sys, saith; print(*(m for m in ('pandas', 'polars', 'pyarrow', 'numpy', 'tqdm') if m in sys.modules))"
    )
    assert run(script) == "\n"
    script = (
        "import sys, saith, pandas, polars; print([f for f in sys.meta_path if type(f).__module__.startswith('saith')]); "
        "print(type(pandas.__spec__.loader).__module__)"
    )
    assert run(script).splitlines()[0] == "[]"
    assert "saith" not in run(script)


def test_an_import_that_fails_fails_as_before():
    script = """
import sys, saith
class Broken:
    def find_spec(self, name, path=None, target=None):
        if name == "pandas": raise ModuleNotFoundError("no pandas here", name=name)
sys.meta_path.insert(1, Broken())
try:
    import pandas
except ModuleNotFoundError as error:
    print(error)
"""
    assert run(script) == "no pandas here\n"


def test_the_frames_own_index_is_kept():
    frame = pd.DataFrame({"body": TEXTS}, index=pd.Index(["x", "y", "z"], name="key"))
    quotes = frame.saith.quotes("body")
    assert list(quotes.index) == ["x", "x", "z"]
    assert quotes.index.name == "key"
    assert list(quotes["row"]) == [0, 0, 2]
    assert list(quotes.columns) == saith.Pipeline().analyze_many(TEXTS).quotes.columns
    assert list(frame.body.saith.sentences().index) == ["x", "x", "z"]


INDICES = {
    "names": pd.Index(["x", "y", "z"], name="key"),
    "doubles": pd.Index(["x", "x", "x"]),
    "not in order": pd.Index([9, 2, 4]),
    "two levels": pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1)], names=["outlet", "number"]),
    "two levels, doubles": pd.MultiIndex.from_tuples([("a", 1), ("a", 1), ("a", 1)]),
    "days": pd.to_datetime(["2024-01-02", None, "2024-01-03"]),
    "categories": pd.CategoricalIndex(["p", "q", "p"], name="kind"),
    "periods": pd.period_range("2024-01", periods=3, freq="M"),
}


@pytest.mark.parametrize("name", INDICES)
def test_sentences_are_a_long_table_under_any_index(name):
    index = INDICES[name]
    texts = pd.Series(TEXTS, index=index, name="body")
    # Two sentences, a null that has no row, one sentence.
    for table in (texts.saith.sentences(), texts.to_frame().saith.sentences("body")):
        pd.testing.assert_index_equal(table.index, index.take([0, 0, 2]))
        assert list(table["row"]) == [0, 0, 2]
        assert list(table["sentence"]) == [0, 1, 0]
        assert list(table["text"]) == [str(s) for text in TEXTS if text for s in saith.sentences(text)]
        assert all(
            TEXTS[row][start:end] == text for row, start, end, text in table[["row", "start", "end", "text"]].values
        )


@pytest.mark.parametrize("texts", [[], [None], ["", "  "]], ids=str)
def test_texts_without_a_sentence_give_an_empty_table_of_the_same_columns(texts):
    full = pd.Series(TEXTS).saith.sentences()
    empty = pd.Series(texts, dtype="str", index=pd.Index(range(5, 5 + len(texts)), name="key")).saith.sentences()
    assert len(empty) == 0
    assert list(empty.dtypes) == list(full.dtypes)
    assert empty.index.name == "key"


def test_a_polars_column_gives_the_long_table():
    table = pl.Series("body", TEXTS).saith.sentences(newlines="sentence")
    assert table["row"].to_list() == [0, 0, 2]
    assert table["text"].to_list() == [str(s) for text in TEXTS if text for s in saith.sentences(text)]
    assert pl.DataFrame({"body": TEXTS, "n": [1, 2, 3]}).saith.sentences("body", keep=["n"])["n"].to_list() == [1, 1, 3]


@pytest.mark.parametrize("layer", ["quotes", "entities", "mentions", "sentences"])
def test_series_and_frame_give_the_table(layer):
    expected = saith.Pipeline().analyze_many(TEXTS).tables[layer].to_pandas()
    ours = getattr(pd.Series(TEXTS).saith, layer)()
    assert ours.reset_index(drop=True).equals(expected)
    assert getattr(pd.DataFrame({"body": TEXTS}).saith, layer)("body").equals(ours)
    polars = getattr(pl.DataFrame({"body": TEXTS}).saith, layer)("body")
    assert polars.to_dicts() == saith.Pipeline().analyze_many(TEXTS).tables[layer].to_pylist()


def test_options_of_pipeline_and_batch_pass_through():
    people = saith.Gazetteer([{"name": "Ann Lee", "id": "Q1"}])
    frame = pd.DataFrame({"body": TEXTS, "views": [1, 2, 3]})
    quotes = frame.saith.quotes("body", gazetteer=people, keep=["views"], min_confidence=0.0)
    assert quotes["speaker_id"].iloc[0] == "Q1"
    assert list(quotes["views"]) == [1, 1, 3]
    with pytest.raises(TypeError):
        frame.saith.quotes("body", gazeteer=people)


def test_an_index_joins_the_tables_of_a_batch():
    frame = pd.DataFrame({"body": TEXTS}, index=pd.Index([30, 40, 50], name="key"))
    corpus = saith.Pipeline().analyze_many(frame, text="body")
    assert corpus.quotes.columns[:2] == ["row", "key"]
    assert corpus.quotes["key"] == [30, 30, 50]
    two = frame.set_index([["a", "b", "c"], [1, 2, 3]])
    assert saith.Pipeline().analyze_many(two, text="body").quotes.columns[:3] == ["row", "level_0", "level_1"]
    assert "index" not in saith.Pipeline().analyze_many(frame.reset_index(drop=True)).quotes
    assert saith.Pipeline().analyze_many(frame.body).quotes["key"] == [30, 30, 50]


def test_a_duplicated_column_is_refused():
    frame = pd.DataFrame([["a", "b"]], columns=["body", "body"])
    with pytest.raises(saith.FormatError, match='several columns "body"'):
        saith.Pipeline().analyze_many(frame, text="body")


WITHOUT = """
import sys
sys.modules["pyarrow"] = None
import datetime, pandas as pd, saith
texts = {texts!r}
frame = pd.DataFrame({{"body": texts, "views": [1, 2, None], "day": pd.to_datetime(["2024-01-02"] * 3), "tag": ["p", None, "r"]}}, index=[5, 6, 7])
corpus = saith.Pipeline().analyze_many(frame, text="body", keep=["views", "day", "tag"])
assert corpus.quotes["index"] == [5, 5, 7], corpus.quotes["index"]
assert corpus.quotes["views"] == [1.0, 1.0, None]
assert corpus.quotes["tag"] == ["p", "p", "r"]
assert corpus.quotes["text"] == saith.Pipeline().analyze_many(texts).quotes["text"]
assert list(frame.saith.quotes("body").index) == [5, 5, 7]
assert corpus.quotes.to_pandas()["start"].dtype == "int64"
print("read", corpus.quotes["day"][0])
"""


def test_pandas_without_pyarrow_works():
    assert run(WITHOUT.format(texts=TEXTS)) == "read 2024-01-02 00:00:00\n"
