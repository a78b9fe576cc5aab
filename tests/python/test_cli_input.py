"""The command line's input: files, pipes, columns, gazetteers, and what is said of bad ones."""

from __future__ import annotations

import csv
import io
import json

import pytest
import saith
from cli_runs import ARTICLE, OTHER, error_of, rows_of, saith_


@pytest.mark.parametrize("command", ["quotes", "sentences", "entities", "mentions"])
def test_a_pipe_in_and_the_rows_of_the_table_out(command):
    rows = rows_of(saith_(command, input=ARTICLE))
    expected = getattr(saith.Pipeline().analyze_many([ARTICLE]), command)
    assert rows == expected.to_pylist()
    assert list(rows[0]) == expected.columns


def test_rows_say_who_said_what():
    rows = rows_of(saith_("quotes", input=ARTICLE))
    assert [row["speaker"] for row in rows] == ["Ruth Okafor", "Daniel Reyes"]
    assert [ARTICLE[row["start"] : row["end"]] for row in rows] == [row["text"] for row in rows]
    assert rows[0]["addressee"] is None


def test_a_text_file_is_one_document_named_by_its_file(tmp_path):
    for name, text in (("one.txt", ARTICLE), ("two.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    rows = rows_of(saith_("quotes", tmp_path / "one.txt", tmp_path / "two.txt"))
    assert [(row["row"], row["file"], row["speaker"]) for row in rows] == [
        (0, "one.txt", "Ruth Okafor"),
        (0, "one.txt", "Daniel Reyes"),
        (1, "two.txt", "Ann Lee"),
    ]


def test_offsets_count_the_characters_of_the_file(tmp_path):
    path = tmp_path / "windows.txt"
    text = "Naïve.\r\n\r\n“Yes 👍,” said Ann Lee.\r\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    rows = rows_of(saith_("sentences", path))
    assert [row["text"] for row in rows] == [text[row["start"] : row["end"]] for row in rows]
    assert rows[0]["start"] == 0
    assert rows[-1]["text"] == "“Yes 👍,” said Ann Lee."


def test_rows_of_a_table_keep_their_columns(articles):
    rows = rows_of(saith_("quotes", articles, "--text", "body", "--id", "url", "--keep", "outlet"))
    assert [(row["row"], row["url"], row["outlet"]) for row in rows] == [
        (0, "a", "Post"),
        (0, "a", "Post"),
        (2, "c", None),
    ]


def test_an_obvious_text_column_is_taken_and_named(articles):
    done = saith_("quotes", articles)
    assert [row["row"] for row in rows_of(done)] == [0, 0, 2]
    assert '"body"' in done.stderr


@pytest.mark.parametrize("suffix", ["tsv", "jsonl", "parquet"])
def test_all_formats_read_the_same(suffix, articles, tmp_path):
    records = list(csv.DictReader(io.StringIO(articles.read_text(encoding="utf-8"))))
    path = tmp_path / f"articles.{suffix}"
    if suffix == "tsv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, records[0], delimiter="\t")
            writer.writeheader()
            writer.writerows(records)
    elif suffix == "jsonl":
        records[2]["outlet"] = None
        path.write_text("\n\n".join(json.dumps(record) for record in records), encoding="utf-8")
    else:
        pa = pytest.importorskip("pyarrow")
        records[2]["outlet"] = None
        pa.parquet = pytest.importorskip("pyarrow.parquet")
        pa.parquet.write_table(pa.Table.from_pylist(records), path)
    options = ("--text", "body", "--id", "url", "--keep", "outlet")
    assert rows_of(saith_("quotes", path, *options)) == rows_of(saith_("quotes", articles, *options))


def test_standard_input_can_be_a_table(articles):
    done = saith_("quotes", "--format-in", "csv", "--text", "body", input=articles.read_bytes())
    assert [row["row"] for row in rows_of(done)] == [0, 0, 2]


def test_a_kept_column_may_have_the_name_of_the_text(articles):
    rows = rows_of(saith_("quotes", articles, "--text", "body", "--keep", "body", "--title", "outlet"))
    assert [row["body"] for row in rows] == [ARTICLE, ARTICLE, OTHER]


def test_a_nested_value_is_kept_as_json(tmp_path):
    path = tmp_path / "nested.jsonl"
    path.write_text(json.dumps({"text": OTHER, "tags": ["a", {"b": 1}]}), encoding="utf-8")
    assert [json.loads(row["tags"]) for row in rows_of(saith_("quotes", path, "--keep", "tags"))] == [["a", {"b": 1}]]


def test_rows_of_several_files_are_numbered_through(articles, tmp_path):
    (tmp_path / "more.jsonl").write_text(json.dumps({"body": OTHER, "n": 1}), encoding="utf-8")
    rows = rows_of(saith_("quotes", articles, tmp_path / "more.jsonl"))
    assert [(row["row"], row["file"]) for row in rows] == [
        (0, "articles.csv"),
        (0, "articles.csv"),
        (2, "articles.csv"),
        (3, "more.jsonl"),
    ]


def test_a_document_that_is_no_text_is_told_and_the_others_are_read(tmp_path):
    path = tmp_path / "mixed.jsonl"
    path.write_text("\n".join(json.dumps({"text": text, "n": "x"}) for text in (ARTICLE, 7, OTHER)), encoding="utf-8")
    done = saith_("quotes", path, "--id", "n")
    assert [row["row"] for row in rows_of(done)] == [0, 0, 2]
    assert "document 1 (x) is left out" in done.stderr
    assert "row 1" in error_of(saith_("quotes", path, "--on-error", "raise"))
    assert "left out" not in saith_("quotes", path, "--on-error", "null").stderr


def test_a_field_may_be_longer_than_the_csv_module_allows(tmp_path):
    path = tmp_path / "long.csv"
    text = "It rained all day in the town. " * 10_000
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["text"], [text]])
    assert len(rows_of(saith_("sentences", path))) == 10_000


def test_other_encodings_can_be_named(tmp_path):
    path = tmp_path / "old.txt"
    path.write_bytes("“Café,” said Ann Lee.".encode("cp1252"))
    assert rows_of(saith_("sentences", path, "--encoding", "cp1252"))[0]["text"] == "“Café,” said Ann Lee."


GAZETTEERS = {
    "people.csv": "name,aliases,id,type\nRuth Okafor,Okafor|R. Okafor,Q1,person\n",
    "people.tsv": "name\taliases\tid\ttype\nRuth Okafor\tOkafor|R. Okafor\tQ1\tperson\n",
    "people.jsonl": '{"name": "Ruth Okafor", "aliases": ["Okafor", "R. Okafor"], "id": "Q1", "type": "person"}\n',
}


@pytest.mark.parametrize("name", GAZETTEERS)
def test_a_gazetteer_gives_speakers_their_ids(name, articles, tmp_path):
    path = tmp_path / name
    path.write_text(GAZETTEERS[name], encoding="utf-8")
    rows = rows_of(saith_("quotes", articles, "--text", "body", "--gazetteer", path))
    assert [(row["speaker"], row["speaker_id"]) for row in rows[:2]] == [("Ruth Okafor", "Q1"), ("Daniel Reyes", None)]
    found = rows_of(saith_("find", "--gazetteer", path, input="Okafor left. OKAFOR came back. Okafors did not."))
    assert [(row["text"], row["name"], row["id"]) for row in found] == [
        ("Okafor", "Ruth Okafor", "Q1"),
        ("OKAFOR", "Ruth Okafor", "Q1"),
    ]


def test_a_gazetteer_can_be_a_list_of_names_or_have_other_columns(tmp_path):
    names = tmp_path / "names.txt"
    names.write_text("Ann Lee\n\nMarsh Bridge\n", encoding="utf-8")
    found = rows_of(saith_("find", "--gazetteer", names, input="Ann Lee crossed Marsh Bridge."))
    assert [row["text"] for row in found] == ["Ann Lee", "Marsh Bridge"]
    table = tmp_path / "people.csv"
    table.write_text("label,qid,alt\nAnn Lee,Q9,Annie;A. Lee\n", encoding="utf-8")
    options = (
        "--gazetteer-name",
        "label",
        "--gazetteer-id",
        "qid",
        "--gazetteer-aliases",
        "alt",
        "--gazetteer-separator",
        ";",
    )
    found = rows_of(saith_("find", "--gazetteer", table, *options, input="Annie left."))
    assert [(row["text"], row["name"]) for row in found] == [("Annie", "Ann Lee")]


def test_a_gazetteer_without_its_column_is_an_error(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("label\nAnn Lee\n", encoding="utf-8")
    message = error_of(saith_("find", "--gazetteer", path, input=OTHER))
    assert "name" in message
    assert "label" in message


@pytest.mark.parametrize("name", ["none.csv", "none.tsv", "none.jsonl", "none.txt"])
def test_a_gazetteer_that_is_not_there_is_no_such_file(name, tmp_path):
    for command in ("find", "quotes"):
        message = error_of(saith_(command, "--gazetteer", tmp_path / name, input=OTHER))
        assert message.startswith(f"{tmp_path / name}: no such file; ")


BAD_FILES = {
    "empty.txt": (b"", ["empty"]),
    "bytes.txt": (b"abc\xff\xfe", ["byte 3", "--encoding"]),
    "bytes.csv": (b"text\nabc\xff\n", ["byte 8", "--encoding"]),
    "lacks.csv": (b"url,story\na,b\n", ["--text", '"url"', '"story"']),
    "two.csv": (b"text,body\na,b\n", ["--text", '"text"', '"body"']),
    "wide.csv": (b"text\nok\na,b\n", ["line 3", "2 fields"]),
    "open.csv": (b'text\n"never closed\n', ["line 2", "quotation marks"]),
    "line.jsonl": (b'{"text": "ok"}\n{"text": oops}\n', ["line 2", "column 10"]),
    "list.jsonl": (b"[1]\n", ["line 1", "object"]),
    "deep.jsonl": (b"[" * 200_000, ["line 1"]),
    "story.json": (b"{}", ["jsonl"]),
    "no.parquet": (b"PAR1 not really", ["parquet"]),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_clear_error(name, tmp_path):
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    data, words = BAD_FILES[name]
    path = tmp_path / name
    path.write_bytes(data)
    message = error_of(saith_("quotes", path))
    assert name in message
    for word in words:
        assert word in message


def test_a_missing_column_is_named_with_those_that_are_there(articles):
    for option in ("--text", "--id", "--title", "--keep"):
        message = error_of(saith_("quotes", articles, "--text", "body", option, "missing"))
        assert '"missing"' in message
        assert '"outlet"' in message


def test_a_missing_file_and_a_folder(tmp_path):
    assert "no such file" in error_of(saith_("quotes", tmp_path / "none.txt"))
    assert str(tmp_path) in error_of(saith_("quotes", tmp_path))
    assert "standard input" in error_of(saith_("quotes"))


def test_columns_of_a_text_are_an_error(tmp_path):
    path = tmp_path / "one.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    assert "--format-in" in error_of(saith_("quotes", path, "--text", "body"))


def test_rows_that_were_not_read_are_counted(tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": 5}\n{"text": [1]}\n{"text": true}\n', encoding="utf-8")
    for command in (("quotes",), ("find", "--gazetteer", tmp_path / "names.txt")):
        (tmp_path / "names.txt").write_text("Ann Lee\n", encoding="utf-8")
        done = saith_(*command, path)
        assert rows_of(done) == []
        assert "3 of 3" in done.stderr


def test_a_kept_column_of_several_types_is_written_as_text_and_told(tmp_path):
    path = tmp_path / "mixed.jsonl"
    path.write_text("\n".join(json.dumps({"text": OTHER, "n": n}) for n in (4, "x", None)), encoding="utf-8")
    done = saith_("quotes", path, "--keep", "n")
    assert [row["n"] for row in rows_of(done)] == ["4", "x", None]
    assert 'column "n" holds int and str' in done.stderr
