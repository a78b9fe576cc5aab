"""Tables: columns, types and order as the design fixes them, and every way out."""

from __future__ import annotations

import pickle

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import saith
from saith import _core

TEXTS = ["“We will win,” said Ann Lee. <b>She</b> said “no”.", None, "Café. He said that it was late."]
QUOTES = [
    "row",
    "quote",
    "kind",
    "text",
    "start",
    "end",
    "spans",
    "parent",
    "cue",
    "cue_start",
    "cue_end",
    "cue_class",
    "negated",
    "source",
    "source_start",
    "source_end",
    "source_form",
    "speaker",
    "speaker_entity",
    "speaker_id",
    "speaker_type",
    "role",
    "anonymous",
    "addressee",
    "addressee_start",
    "addressee_end",
    "sentence",
    "evidence",
    "candidates",
    "confidence",
    "speaker_confidence",
]
INTEGERS = {
    "row",
    "quote",
    "start",
    "end",
    "parent",
    "cue_start",
    "source_end",
    "speaker_entity",
    "addressee_end",
    "sentence",
}
WORDS = {"kind", "cue_class", "source_form", "speaker_type", "evidence"}


@pytest.fixture(scope="module")
def corpus() -> saith.Corpus:
    return saith.Pipeline().analyze_many(TEXTS)


def test_columns_are_those_of_the_design(corpus):
    assert corpus.quotes.columns == QUOTES
    assert corpus.sentences.columns == ["row", "sentence", "start", "end", "text", "paragraph"]
    assert corpus.mentions.columns == ["row", "mention", "start", "end", "text", "form", "type", "entity", "entity_id"]
    assert corpus.entities.columns == [
        *("row", "entity", "name", "type", "id", "anonymous", "roles", "mentions", "quotes"),
    ]
    assert corpus.errors.columns == ["row", "reason", "remedy"]
    told = _core.table_columns()
    assert told["quotes"] == QUOTES
    assert told["matches"] == ["row", "match", "start", "end", "text", "alias", "name", "id", "type", "candidates"]


def test_types_are_those_of_the_design(corpus):
    schema = corpus.quotes.to_arrow().schema
    for name in INTEGERS:
        assert schema.field(name).type == pa.int64()
    for name in WORDS:
        assert schema.field(name).type == pa.dictionary(pa.int8(), pa.large_string())
    for name in ("text", "source", "cue", "speaker", "role"):
        assert schema.field(name).type == pa.large_string()
    span = pa.struct([pa.field("start", pa.int64(), nullable=False), pa.field("end", pa.int64(), nullable=False)])
    assert schema.field("spans").type.value_type == span
    assert [f.name for f in schema.field("candidates").type.value_type] == ["entity", "probability"]


def test_offsets_count_code_points_of_the_row(corpus):
    for row in corpus.quotes.to_pylist():
        text = TEXTS[row["row"]]
        assert text[row["start"] : row["end"]] == row["text"]
        assert row["spans"][0]["start"] == row["start"]
        assert row["spans"][-1]["end"] == row["end"]
        assert text[row["cue_start"] : row["cue_end"]] == row["cue"]


def test_what_is_missing_is_null(corpus):
    assert set(corpus.quotes["role"]) == {None}
    assert corpus.quotes["candidates"][-1] is None


def test_a_column_is_a_list_and_a_missing_one_a_key_error(corpus):
    assert corpus.quotes["kind"][0] == "direct"
    assert "kind" in corpus.quotes
    with pytest.raises(KeyError):
        corpus.quotes["knd"]


def test_all_doors_give_the_same_values(corpus):
    for table in corpus.tables.values():
        rows = table.to_pylist()
        assert table.to_arrow().to_pylist() == rows
        assert pa.table(table).to_pylist() == rows
        assert table.to_polars().to_dicts() == rows
        assert len(table) == len(rows)
        assert table.to_pydict() == {name: table[name] for name in table.columns}


def test_pandas_keeps_whole_numbers_whole(corpus):
    frame = corpus.quotes.to_pandas()
    assert frame["start"].dtype == "int64"
    assert frame["addressee_start"].dtype == pd.Int64Dtype()
    assert isinstance(frame["kind"].dtype, pd.CategoricalDtype)
    assert list(frame["kind"].cat.categories) == ["direct", "mixed", "indirect"]
    assert frame["negated"].dtype == bool


def test_pandas_is_the_same_without_pyarrow(corpus, monkeypatch):
    for table in corpus.tables.values():
        with_pyarrow = table.to_pandas()
        monkeypatch.setattr("saith.table.installed", lambda _: None)
        without = table.to_pandas()
        monkeypatch.undo()
        assert list(without.columns) == list(with_pyarrow.columns)
        for name in with_pyarrow.columns:
            kinds = {frame[name].dtype.kind for frame in (without, with_pyarrow)}
            assert len(kinds) == 1, name
        plain = without.drop(columns=["spans", "candidates"], errors="ignore").astype(object)
        other = with_pyarrow.drop(columns=["spans", "candidates"], errors="ignore").astype(object)
        assert plain.where(plain.notna(), None).to_dict("list") == other.where(other.notna(), None).to_dict("list")


def test_head_and_equality(corpus):
    table = corpus.sentences
    assert table.head(1).to_pylist() == table.to_pylist()[:1]
    assert table.head(99) == table
    assert table.head(1) != table
    assert len(table.head(-1)) == 0
    assert table != 3


def test_parts_are_the_table(corpus):
    table = corpus.mentions
    assert [len(part) for part in table.parts(2)] == [2] * (len(table) // 2) + [1] * (len(table) % 2)
    for rows in (0, 1, 2, len(table), 999):
        assert [row for part in table.parts(rows) for row in part.to_pylist()] == table.to_pylist()


def test_equality_does_not_see_batches():
    one = saith.Pipeline().analyze_many(["She left."] * 3000)
    parts = _core.Table.concat([saith.Pipeline().analyze_many(["She left."] * 3000).sentences._core])
    assert one.sentences == saith.Table(parts)
    assert one == saith.Pipeline().analyze_many(iter(["She left."] * 3000))
    assert one == saith.Pipeline().analyze_many(pa.chunked_array([["She left."] * 10, ["She left."] * 2990]))


def test_empty_tables_keep_their_columns():
    corpus = saith.Pipeline().analyze_many([])
    assert len(corpus) == 0
    assert corpus.quotes.columns == QUOTES
    assert corpus.quotes.to_pylist() == []
    assert corpus.quotes.to_pandas().shape == (0, len(QUOTES))
    assert corpus.quotes.to_polars().shape == (0, len(QUOTES))
    assert pickle.loads(pickle.dumps(corpus)) == corpus


def test_html_is_escaped_and_repr_is_short(corpus):
    shown = corpus.sentences._repr_html_()
    assert "&lt;b&gt;" in shown
    assert "<b>She" not in shown
    assert repr(corpus.sentences).startswith(f"Table({len(corpus.sentences)} rows: row, sentence")


def test_polars_and_duckdb_read_the_stream(corpus):
    assert pl.DataFrame(corpus.quotes)["kind"].to_list() == corpus.quotes["kind"]
    assert pa.RecordBatchReader.from_stream(corpus.quotes).read_all().num_rows == len(corpus.quotes)
