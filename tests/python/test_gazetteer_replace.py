"""Texts with their matches replaced: barred, tagged, or by a function; one, or a column of any library."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import saith

PEOPLE = saith.Gazetteer(
    [
        {"name": "Ann Lee", "aliases": ["Lee"], "type": "person", "id": "Q1", "party": "Green"},
        {"name": "Bo Lee", "aliases": ["Lee"], "type": "person", "id": "Q2"},
        "Ashford",
    ]
)
TEXT = "Café: Ann Lee’s aides left Ashford. Lee stayed."


def test_a_bar_is_as_long_as_the_match():
    barred = PEOPLE.replace(TEXT)
    assert barred == "Café: ███████’s aides left ███████. ███ stayed."
    assert len(barred) == len(TEXT)
    assert PEOPLE.replace(None) is None
    assert PEOPLE.replace("") == ""
    assert PEOPLE.replace("Nobody left.") == "Nobody left."


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("[{type}]", "Café: [person]’s aides left [unknown]. [person] stayed."),
        ("<{name}|{id}>", "Café: <Ann Lee|Q1>’s aides left <Ashford|unknown>. <Ann Lee|Q1> stayed."),
        ("{{{text}/{alias}}}", "Café: {Ann Lee/Ann Lee}’s aides left {Ashford/Ashford}. {Lee/Lee} stayed."),
        ("", "Café: ’s aides left .  stayed."),
        (
            lambda m: m.entity.attributes.get("party", "?") if m.entity else "",
            "Café: Green’s aides left ?. Green stayed.",
        ),
    ],
)
def test_a_template_or_a_function_says_what_stands_there(by, expected):
    assert PEOPLE.replace(TEXT, by=by) == expected


@pytest.mark.parametrize(
    ("by", "message"),
    [
        ("{party}", r"by names \{party\}; use \{text\}, \{alias\}"),
        ("{name.__class__}", r"by names \{name.__class__\}"),
        ("{name!r}", r"by names \{name!r\}"),
        ("{name:>9}", r"by names \{name:>9\}"),
        ("{", "by is '{'"),
        ("{}", r"by names \{\}"),
        (3, "by is 3; pass a template"),
        (lambda _: None, "by gave None for 'Ann Lee'; let it return a string"),
    ],
)
def test_a_bad_replacement_is_named(by, message):
    with pytest.raises(saith.FormatError, match=message):
        PEOPLE.replace(TEXT, by=by)


TEXTS = ["Ann Lee left.", None, "Nobody."]
BARRED = ["███████ left.", None, "Nobody."]


def test_a_column_comes_back_as_what_it_was():
    assert PEOPLE.replace_many(TEXTS) == BARRED
    assert PEOPLE.replace_many(iter(TEXTS)) == BARRED
    series = pd.Series(TEXTS, index=["a", "b", "c"], name="body")
    pd.testing.assert_series_equal(PEOPLE.replace_many(series), pd.Series(BARRED, index=["a", "b", "c"], name="body"))
    polars = PEOPLE.replace_many(pl.Series("body", TEXTS))
    assert isinstance(polars, pl.Series)
    assert (polars.name, polars.to_list()) == ("body", BARRED)
    for column in (pa.array(TEXTS), pa.chunked_array([TEXTS[:1], TEXTS[1:]]), pa.array(TEXTS, pa.large_string())):
        new = PEOPLE.replace_many(column)
        assert type(new) is type(column)
        assert (new.type, new.to_pylist()) == (column.type, BARRED)


@pytest.mark.parametrize("dtype", ["string", "object", "category"])
def test_a_column_of_pandas_can_be_text_of_any_type(dtype):
    new = PEOPLE.replace_many(pd.Series(TEXTS, dtype=dtype))
    assert [None if pd.isna(value) else value for value in new] == BARRED


@pytest.mark.parametrize("wrap", [dict, pd.DataFrame, pl.DataFrame, pa.table])
def test_the_column_of_a_frame_is_named(wrap):
    frame = wrap({"body": TEXTS, "url": ["a", "b", "c"]})
    new = PEOPLE.replace_many(frame, text="body")
    values = new.to_pylist() if hasattr(new, "to_pylist") else list(new)
    assert [None if pd.isna(value) else value for value in values] == BARRED
    with pytest.raises(saith.FormatError, match='no column "x"; the columns are "body", "url"'):
        PEOPLE.replace_many(frame, text="x")
    with pytest.raises(saith.FormatError, match="a table needs text="):
        PEOPLE.replace_many(frame)


def test_what_is_no_column_of_texts_is_refused():
    with pytest.raises(saith.InputError, match="str is no column of texts"):
        PEOPLE.replace_many("Ann Lee left.")
    with pytest.raises(saith.InputError, match="row 1: int is not text; "):
        PEOPLE.replace_many(["Ann Lee left.", 3])
    with pytest.raises(saith.FormatError, match="has no named columns"):
        PEOPLE.replace_many(TEXTS, text="body")
