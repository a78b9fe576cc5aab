"""What a user hands over, door by door: it is read as it is, or one `SaithError` says what to do."""

from __future__ import annotations

import datetime
import decimal
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import saith

TEXT = "“We will win,” said Ann Lee."
NLP = saith.Pipeline()


def holds_itself() -> dict[str, Any]:
    entry: dict[str, Any] = {"name": "Ann Lee"}
    entry["friend"] = entry
    return entry


def nested(depth: int) -> Any:
    return [nested(depth - 1)] if depth else []


def of_months(values: list[str], **options: Any) -> pd.DataFrame:
    return pd.DataFrame({"body": [TEXT] * len(values), "month": pd.PeriodIndex(values, freq="M")}, **options)


def gazetteer_with_columns(path: Path, header: str, **options: Any) -> saith.Gazetteer:
    path.write_text(f"{header}\nAnn Lee,Bo Ray,2\n", encoding="utf-8")
    return saith.Gazetteer.from_csv(path, **options)


BAD = {
    "abbreviation with a surrogate": (lambda _: saith.Pipeline(abbreviations=["\ud800"]), "abbreviations holds"),
    "attribute with a surrogate": (lambda _: NLP.analyze_many([TEXT], attributes=["\ud800"]), "attributes holds"),
    "label with a surrogate": (lambda _: NLP.analyze_many({"t": [TEXT], "\ud800": [1]}, keep=["\ud800"]), "keep holds"),
    "label that is a list": (lambda _: NLP.analyze_many({"t": [TEXT]}, text=["t"]), "text is"),
    "periods as index": (
        lambda _: NLP.analyze_many(of_months(["2024-01"]).set_index("month"), text="body"),
        'column "month": period',
    ),
    "categories of periods": (
        lambda _: NLP.analyze_many(of_months(["2024-01"]).astype({"month": "category"}), text="body", keep=["month"]),
        'column "month": category cannot be kept',
    ),
    "periods as kept column": (
        lambda _: NLP.analyze_many(of_months(["2024-01"]), text="body", keep=["month"]),
        'column "month": period',
    ),
    "delimiter of two": (lambda p: gazetteer_with_columns(p, "name;;a", delimiter=";;"), "delimiter is ';;'"),
    "path that is a number": (lambda _: saith.Gazetteer.from_csv(5), "path is 5"),
    "path with NUL": (lambda _: saith.Gazetteer.from_csv("a\0b"), "NUL"),
    "attribute that holds itself": (lambda _: saith.Gazetteer([holds_itself()]), 'row 0, column "friend"'),
    "attribute nested too deep": (lambda _: saith.Gazetteer([{"name": "A", "x": nested(90)}]), 'row 0, column "x"'),
    "id with a surrogate": (lambda _: saith.Gazetteer(["B", {"name": "A", "id": "\ud800"}]), 'row 1, column "id"'),
    "attribute value with a surrogate": (
        lambda _: saith.Gazetteer([{"name": "A", "party": ["\udfff"]}]),
        'row 0, column "party"',
    ),
    "column twice in a CSV": (lambda p: gazetteer_with_columns(p, "name,name,weight"), 'line 1: .*columns "name"'),
    "endless weight": (lambda _: saith.Gazetteer([{"name": "A", "weight": float("inf")}]), 'row 0, column "weight"'),
    "span before the text": (lambda _: saith.Span(-1, 2, "xyz"), "the offset -1"),
    "span beyond any text": (lambda _: saith.Sentence(0, 2**70, "x"), "the offset"),
    "unknown column": (lambda _: NLP.analyze_many([TEXT]).quotes["zz"], 'no column .zz.; the columns are "row"'),
    "column that is a number": (lambda _: NLP.analyze_many([TEXT]).quotes[3], "no column 3; "),
    "weight beyond a float": (lambda _: saith.Gazetteer([{"name": "A", "weight": 10**400}]), 'column "weight"'),
    "endless weight of NumPy": (
        lambda _: saith.Gazetteer([{"name": "A", "weight": np.float32("inf")}]),
        'row 0, column "weight"',
    ),
    "dict of a number": (lambda _: NLP.analyze_many({"t": 5}), "a dict is a table of columns"),
    "kept string with a surrogate": (
        lambda _: NLP.analyze_many({"t": [TEXT], "k": ["\ud800"]}, text="t", keep=["k"]),
        'column "k"',
    ),
    "unknown entry": (lambda _: saith.Gazetteer(["A"])[5], "no entry 5; the gazetteer has 1 entity"),
    "threads that are a word": (lambda _: saith.Pipeline(threads="2"), "threads is '2'"),
    "confidence that is a word": (lambda _: saith.Pipeline(min_confidence="0.5"), "min_confidence is '0.5'"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_used_is_one_error_with_a_remedy(what, tmp_path):
    act, message = BAD[what]
    with pytest.raises(saith.FormatError, match=message) as raised:
        act(tmp_path / "people.csv")
    assert "; " in str(raised.value)
    assert "\n" not in str(raised.value)


def test_lookups_fail_as_mappings_and_sequences_do():
    assert issubclass(saith.UnknownColumnError, KeyError)
    assert issubclass(saith.UnknownEntryError, IndexError)
    assert issubclass(saith.MissingPackageError, (saith.SaithError, ImportError))
    assert saith.Gazetteer(["A", "B"])[-1].name == "B"


@pytest.mark.parametrize("wrap", [dict, pd.DataFrame])
def test_a_headline_that_is_not_text_is_an_error_row_that_names_its_column(wrap):
    with pytest.warns(saith.SaithWarning):
        corpus = NLP.analyze_many(wrap({"body": [TEXT, TEXT, None], "head": [b"x", "a", 3]}), text="body", title="head")
    assert corpus.errors["row"] == [0]
    assert corpus.errors["reason"] == ['column "head": bytes is not text']
    assert corpus.quotes["row"] == [1]


EMPTY = {
    "no row": lambda: pd.DataFrame({"body": pd.Series([], dtype="float64")}),
    "NaN": lambda: pd.DataFrame({"body": [float("nan")] * 2}),
    "whole numbers": lambda: pd.DataFrame({"body": pd.array([None, None], dtype="Int64")}),
    "pyarrow": lambda: pa.table({"body": pa.array([None, None], pa.int32())}),
}


@pytest.mark.parametrize("what", EMPTY)
def test_a_column_without_a_value_is_nulls_of_any_type(what):
    data = EMPTY[what]()
    corpus = NLP.analyze_many(data, text="body")
    assert (len(corpus), len(corpus.sentences), len(corpus.errors)) == (len(data), 0, 0)


def test_a_series_without_a_value_is_nulls():
    assert len(NLP.analyze_many(pd.Series([float("nan")] * 2)).sentences) == 0


def test_messages_name_the_columns_of_the_frame():
    frame = pd.DataFrame({"body": [TEXT], "headline": pd.Categorical([b"x"])})
    with pytest.raises(saith.FormatError, match='column "headline": '):
        NLP.analyze_many(frame, text="body", title="headline")


def test_any_label_names_a_column():
    wide = pd.DataFrame({("a", "t"): [TEXT], ("a", "k"): [7], ("b", "k"): [8]})
    corpus = NLP.analyze_many(wide, text=("a", "t"), keep=[("a", "k"), ("b", "k")])
    assert (corpus.quotes["a.k"], corpus.quotes["b.k"]) == ([7], [8])
    numbered = pd.DataFrame({0: [TEXT], 1: [2]})
    corpus = NLP.analyze_many(numbered, keep=[1])
    assert corpus.quotes["1"] == [2]
    assert NLP.analyze_many({0: [TEXT], 1: [2]}, text=0, keep=[1]).quotes["1"] == [2]


def test_attributes_get_names_that_are_free():
    people = saith.Gazetteer([{"name": "Ann Lee", "mentions": "many", "party": "Green"}])
    data = {"body": [TEXT], "party": ["of the text"]}
    nlp = saith.Pipeline(gazetteer=people)
    attributes = ["mentions", "party", "party"]
    entities = nlp.analyze_many(data, text="body", keep=["party"], attributes=attributes).entities
    assert len(set(entities.columns)) == len(entities.columns)
    (ann,) = entities.to_pylist()
    assert (ann["mentions"], ann["attribute_mentions"]) == (1, "many")
    assert (ann["party"], ann["attribute_party"]) == ("of the text", "Green")
    assert list(entities.to_pandas().columns) == entities.columns


PLAIN_TIME = datetime.datetime(2024, 1, 2, 3, 4, 5, 6)  # noqa: DTZ001 # a time without a zone is meant

KEPT = {
    "str": ["a", None],
    "bool": [True, None],
    "int": [2**53 + 1, None],
    "float": [1.5, 2.0],
    "int beside float": [2, 1.5],
    "NumPy": [np.int64(3), None],
    "date": [datetime.date(1969, 12, 31), None],
    "datetime": [PLAIN_TIME, None],
    "datetime with zone": [datetime.datetime(2024, 1, 2, tzinfo=datetime.UTC), None],
    "Decimal": [decimal.Decimal("1.25"), None],
    "bytes": [b"\xff", None],
}


@pytest.mark.parametrize("what", KEPT)
@pytest.mark.parametrize(
    "wrap", [dict, lambda data: pd.DataFrame({k: pd.Series(v, dtype=object) for k, v in data.items()})]
)
def test_kept_values_come_back_as_they_were(what, wrap):
    values = KEPT[what]
    kept = NLP.analyze_many(wrap({"t": [TEXT] * 2, "k": values}), text="t", keep=["k"]).quotes["k"]
    assert kept == values
    assert [type(a) for a in kept] == [type(b.item() if isinstance(b, np.generic) else b) for b in values] or (
        what == "int beside float"
    )


MIXED = {
    "numbers and words": ([4, "x"], "int and str"),
    "large whole numbers beside others": ([2**53 + 1, 1.5], "float and int, too large to be exact,"),
    "whole numbers beyond 64 bits": ([2**70, 1], "int"),
    "bytes and str": ([b"a", "a"], "bytes and str"),
    "bool and int": ([True, 1], "bool and int"),
    "dates and times": ([datetime.date(2024, 1, 2), PLAIN_TIME], "date and datetime"),
    "times with and without zone": (
        [PLAIN_TIME, datetime.datetime(2024, 1, 2, tzinfo=datetime.UTC)],
        "time zone",
    ),
    "times finer than a microsecond": ([pd.Timestamp(1), pd.Timestamp(2)], "finer"),
    "objects": ([Path("a"), Path("b")], "Path"),
    "lists": ([["a"], ["b"]], "list"),
}


@pytest.mark.parametrize("what", MIXED)
@pytest.mark.parametrize(
    "wrap", [dict, lambda data: pd.DataFrame({k: pd.Series(v, dtype=object) for k, v in data.items()})]
)
def test_kept_values_of_several_types_are_refused(what, wrap):
    values, types = MIXED[what]
    with pytest.raises(saith.FormatError, match=f'column "k": .*{types}') as raised:
        NLP.analyze_many(wrap({"t": [TEXT] * 2, "k": values}), text="t", keep=["k"])
    assert "; " in str(raised.value)


def test_dates_are_kept_without_pyarrow():
    code = f"""
import sys
sys.modules["pyarrow"] = None
import datetime, saith
days = [datetime.date(1969, 12, 31), None]
times = [datetime.datetime(1960, 1, 2, 3, 4, 5, 6), None]
data = {{"t": [{TEXT!r}] * 2, "day": days, "time": times}}
quotes = saith.Pipeline().analyze_many(data, text="t", keep=["day", "time"]).quotes
assert (quotes["day"], quotes["time"]) == (days, times), quotes
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_whole_numbers_of_a_frame_are_ids_as_they_were():
    frame = pd.DataFrame({"name": ["Ann Lee", "Bo Ray"], "id": [7, None]})
    assert [entry.id for entry in saith.Gazetteer(frame)] == ["7", None]


def test_numbers_of_numpy_are_options():
    assert saith.Pipeline(threads=np.int64(2), min_confidence=np.float32(0.5)) == saith.Pipeline(
        threads=2, min_confidence=0.5
    )


def test_find_many_names_rows_in_its_warning():
    people = saith.Gazetteer(["Ann Lee"])
    with pytest.warns(saith.SaithWarning) as caught:
        people.find_many(["Ann Lee", 3, b"x"])
    assert "2 of 3 rows could not be read (row 1: int is not text, row 2: bytes is not text)" in str(caught[0].message)
    assert "table of errors" not in str(caught[0].message)
    with pytest.raises(saith.InputError, match="row 1: int is not text"):
        people.find_many(["Ann Lee", 3], on_error="raise")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(people.find_many(["Ann Lee", 3], on_error="null")) == 1


def test_one_is_not_several():
    assert repr(saith.Gazetteer(["A"])).startswith("Gazetteer(1 entity: ")
    assert repr(NLP.analyze_many([TEXT], layers=["sentences"]).sentences).startswith("Table(1 row: ")


def test_the_text_of_a_span_is_text():
    for text in (5, "\ud800"):
        with pytest.raises(saith.InputError):
            saith.Span(0, 1, text)


def test_quotes_of_all_entities_take_linear_time():
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = (f"{d}{a}{b}{c} Lee" for d in "BD" for a in letters for b in letters for c in letters)
    document = saith.analyze("\n\n".join(f"“No,” said {name}." for name in names))
    assert len(document.entities) > 20_000

    def seconds(field):
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            for entity in document.entities:
                getattr(entity, field)
            best = min(best, time.perf_counter() - start)
        return best

    # Both make a tuple of one; to search all quotes for each entity would take many times as long.
    assert seconds("quotes") < 8 * seconds("mentions")


def test_quotes_of_all_entities_are_those_of_the_document():
    document = saith.analyze(f"{TEXT}\n\n“No,” said Bo Ray.\n\n“Yes,” said Ann Lee.")
    quotes = [quote for entity in document.entities for quote in entity.quotes]
    assert sorted(q.start for q in (quote.content[0] for quote in quotes)) == [
        quote.content[0].start for quote in document.quotes
    ]
    assert all(quote.speaker == entity for entity in document.entities for quote in entity.quotes)
