"""The command line's gazetteers: formats by ending or by name, bad rows, and texts with matches replaced."""

from __future__ import annotations

import csv
import gzip
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from cli_runs import ARTICLE, error_of, rows_of, saith_

TEXT = "Ruth Okafor left. Okafor stayed."
ENTITY = {"id": "Q1", "schema": "Person", "properties": {"name": ["Ruth Okafor"], "alias": ["Okafor"]}}
ITEM = {"id": "Q1", "labels": {"en": {"value": "Ruth Okafor"}}, "aliases": {"en": [{"value": "Okafor"}]}}
PHRASES = [{"label": "PERSON", "pattern": name, "id": "Q1"} for name in ("Ruth Okafor", "Okafor")]
LINE = {"name": "Ruth Okafor", "aliases": ["Okafor"], "id": "Q1", "type": "person"}


def lines(*rows):
    return "".join(f"{json.dumps(row)}\n" for row in rows).encode()


FORMATS = {
    "a.csv.gz": (gzip.compress(b"name,aliases,id\nRuth Okafor,Okafor,Q1\n"), ()),
    "a.tsv": (b"name\taliases\tid\nRuth Okafor\tOkafor\tQ1\n", ()),
    "unknown.ending": (b"name,aliases,id\nRuth Okafor,Okafor,Q1\n", ()),
    "a.jsonl": (lines(LINE), ()),
    "a.ndjson.gz": (gzip.compress(lines(LINE)), ()),
    "patterns.jsonl": (lines(*PHRASES), ("--gazetteer-format", "entity-ruler")),
    "a.ftm.json": (lines(ENTITY), ()),
    "a.json": (lines(ENTITY), ("--gazetteer-format", "followthemoney")),
    "a.json.gz": (gzip.compress(b"[\n" + lines(ITEM) + b"]\n"), ("--gazetteer-format", "wikidata")),
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_gazetteer_of_any_format_is_read(name, tmp_path):
    data, options = FORMATS[name]
    (tmp_path / name).write_bytes(data)
    found = rows_of(saith_("find", "--gazetteer", tmp_path / name, *options, input=TEXT))
    assert [(row["text"], row["name"], row["id"]) for row in found] == [
        ("Ruth Okafor", "Ruth Okafor", "Q1"),
        ("Okafor", "Ruth Okafor", "Q1"),
    ]


def test_parquet_is_read_too(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"label": ["Ruth Okafor"], "alt": [["Okafor"]], "former": ["R. Poe"]}), path)
    options = ("--gazetteer-name", "label", "--gazetteer-aliases", "alt", "--gazetteer-aliases", "former")
    found = rows_of(saith_("find", "--gazetteer", path, *options, input="Okafor was R. Poe."))
    assert [row["text"] for row in found] == ["Okafor", "R. Poe"]


WRONG = {
    "JSON of what?": ("a.json", (), "say --gazetteer-format jsonl, entity-ruler, followthemoney or wikidata"),
    "columns of names": ("a.txt", ("--gazetteer-id", "qid"), "--gazetteer-id says nothing of txt"),
    "language of a table": ("a.csv", ("--gazetteer-language", "de"), "--gazetteer-language says nothing of csv"),
    "weak aliases of a table": ("a.csv", ("--gazetteer-weak-aliases",), "--gazetteer-weak-aliases says nothing of csv"),
    "separator of names": ("a.txt", ("--gazetteer-separator", "|"), "--gazetteer-separator says nothing of txt"),
    "delimiter of tabs": ("a.tsv", ("--gazetteer-delimiter", ";"), "--gazetteer-delimiter says nothing of tsv"),
    "encoding of JSON": ("a.jsonl", ("--gazetteer-encoding", "cp1252"), "--gazetteer-encoding says nothing of jsonl"),
    "bad rows of a compiled one": (
        "a.gazetteer",
        ("--gazetteer-skip-bad",),
        "--gazetteer-skip-bad says nothing of compiled",
    ),
    "options of a compiled one": (
        "a.gazetteer",
        ("--max-edits", "1"),
        "a compiled gazetteer keeps its own --max-edits",
    ),
    "columns of texts": ("a.csv", ("--redact", "--attributes", "x"), "--attributes are columns of matches"),
    "a template of nothing": ("a.csv", ("--replace", "{party}"), "by names {party}; use {text}"),
}


@pytest.mark.parametrize("what", WRONG)
def test_an_option_that_would_do_nothing_is_an_error(what, tmp_path):
    name, options, message = WRONG[what]
    (tmp_path / name).write_bytes(b"name\nAnn Lee\n")
    assert message in error_of(saith_("find", "--gazetteer", tmp_path / name, *options, input=TEXT))


def test_what_a_gazetteer_forgives_needs_one():
    message = error_of(saith_("quotes", "--no-ignore-case", input=ARTICLE))
    assert message == "--ignore-case needs a gazetteer; name one with --gazetteer"
    for options in (("--gazetteer-format", "csv"), ("--gazetteer-name", "label"), ("--gazetteer-skip-bad",)):
        message = error_of(saith_("quotes", *options, input=ARTICLE))
        assert message == f"{options[0]} needs a gazetteer; name one with --gazetteer"


def test_encoding_delimiter_and_separator_of_a_file_are_options(tmp_path):
    path = tmp_path / "name=people.csv"
    path.write_bytes("name;aliases\nJosé Peña;Pepe/Pepito\n".encode("latin-1"))
    options = ("--gazetteer-encoding", "latin-1", "--gazetteer-delimiter", ";", "--gazetteer-separator", "/")
    found = rows_of(saith_("find", "--gazetteer", path, *options, input="Pepito is José Peña."))
    assert [row["name"] for row in found] == ["José Peña", "José Peña"]
    message = error_of(saith_("find", "--gazetteer", path, *options[:2], input=TEXT))
    assert message == (
        f'{path}, line 1: no column "name" for name; the columns are "name;aliases"; '
        'pass --gazetteer-name "…" or --gazetteer-delimiter "…"'
    )
    lines_ = tmp_path / "a.jsonl"
    lines_.write_bytes(lines({"name": "Ann Lee", "aliases": "Lee|A. Lee"}))
    for given, number in (((), 0), (("--gazetteer-separator", "|"), 1)):
        command = ("find", "--gazetteer", lines_, "--no-short-forms", *given)
        assert len(rows_of(saith_(*command, input="Then Lee left."))) == number


def test_an_attribute_that_may_be_a_field_is_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("name,kind\nRuth Okafor,person\n", encoding="utf-8")
    done = saith_("find", "--gazetteer", path, input=TEXT)
    assert done.stderr.splitlines() == [
        (
            f'saith: warning: {path}: "kind" became an attribute of 1 entity: if it is the type, '
            'call it "type", or read it with --gazetteer-type "kind"'
        )
    ]


def test_rows_that_cannot_be_read_stop_or_are_told(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(LINE, {"name": ""}, {"name": "Ann", "type": "wizard"}))
    command = ("find", "--gazetteer", path)
    assert error_of(saith_(*command, input=TEXT)).startswith(f'{path}, line 2, column "name": the name is')
    done = saith_(*command, "--gazetteer-skip-bad", input=TEXT)
    assert len(rows_of(done)) == 2
    told = done.stderr.splitlines()
    assert told[0].startswith(f'saith: warning: {path}, line 2 is left out: column "name"')
    assert told[1].startswith(f'saith: warning: {path}, line 3 is left out: column "type"')
    path.write_bytes(lines(*({"name": ""} for _ in range(12))))
    done = saith_(*command, "--gazetteer-skip-bad", input=TEXT)
    assert f"saith: warning: 2 more rows of {path} are left out" in done.stderr
    assert f"saith: {path}: 0 entities, 0 aliases, 12 rows skipped" in done.stderr


def test_what_is_passed_over_is_told(tmp_path):
    path = tmp_path / "a.ftm.json"
    path.write_bytes(lines(ENTITY, {"id": "x", "schema": "Address", "properties": {}}))
    done = saith_("quotes", "--gazetteer", path, input=ARTICLE)
    assert "1 passed over (schema Address)" in done.stderr
    assert rows_of(done)[0]["speaker_id"] == "Q1"


def test_options_reach_other_commands(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("name,id,party\nRuth Okafor,Q1,Green\n", encoding="utf-8")
    rows = rows_of(saith_("entities", "--gazetteer", path, "--attributes", "party", "--no-particles", input=ARTICLE))
    assert next(row["party"] for row in rows if row["id"] == "Q1") == "Green"
    shown = saith_("quotes", "--help").stdout
    for option in ("--gazetteer-format", "--no-ignore-case", "--max-edits", "--stop-words", "--transliteration"):
        assert option in shown


# Texts


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("name,type\nRuth Okafor,person\nAnn Lee,person\n", encoding="utf-8")
    return path


def test_one_text_is_written_as_text(people, tmp_path):
    text = "Café\n\nRuth Okafor’s aides left.\n"
    done = saith_("find", "--gazetteer", people, "--replace", "[{type}]", input=text)
    assert (done.returncode, done.stdout) == (0, "Café\n\n[person]’s aides left.\n")
    assert saith_("find", "--gazetteer", people, "--redact", input=text).stdout == text.replace("Ruth Okafor", "█" * 11)
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text(text, encoding="utf-8")
    assert saith_("find", "--gazetteer", people, "--redact", source, "-o", target).stdout == ""
    assert "█" in target.read_text(encoding="utf-8")
    rows = rows_of(saith_("find", "--gazetteer", people, "--redact", "--format", "jsonl", source))
    assert rows == [{"row": 0, "file": "a.txt", "text": text.replace("Ruth Okafor", "█" * 11)}]


def test_texts_of_a_table_are_written_as_rows(people, articles, tmp_path):
    command = ("find", "--gazetteer", people, articles, "--text", "body", "--keep", "outlet", "--replace", "{name}!")
    rows = rows_of(saith_(*command))
    assert [(row["row"], row["outlet"]) for row in rows] == [(0, "Post"), (1, "Times"), (2, None)]
    assert [None if row["text"] is None else row["text"].count("!") for row in rows] == [1, None, 1]
    target = tmp_path / "out.parquet"
    assert saith_(*command, "-o", target).returncode == 0
    assert pq.read_table(target).column("text").to_pylist() == [row["text"] for row in rows]
    done = saith_(*command, "--format", "csv")
    assert next(csv.DictReader(io.StringIO(done.stdout)))["text"] == rows[0]["text"]


def test_a_row_that_is_no_text_is_told_and_left_empty(people, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines({"text": "Ann Lee left."}, {"text": 5}))
    command = ("find", "--gazetteer", people, "--replace", "X", path)
    done = saith_(*command)
    assert [row["text"] for row in rows_of(done)] == ["X left.", None]
    assert "saith: warning: document 1 is left out: " in done.stderr
    assert error_of(saith_(*command, "--on-error", "raise")).startswith("row 1: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("find", "--gazetteer", "x.csv", "--redact", "--replace", "x"),
        ("find", "--gazetteer", "x.csv", "--max-edits", "3"),
        ("find", "--gazetteer", "x.csv", "--overlaps", "some"),
        ("find", "--gazetteer", "x.csv", "--gazetteer-format", "xml"),
        ("find", "--gazetteer", "x.csv", "--stop-words", "x", "--no-stop-words"),
        ("compile-gazetteer", "x.csv"),
        ("compile-gazetteer", "-o", "x.gazetteer"),
        ("quotes", "--redact"),
        ("sentences", "--attributes", "party"),
    ],
)
def test_wrong_usage_is_status_2(arguments):
    done = saith_(*arguments, input=TEXT)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: saith" in done.stderr


def test_a_line_that_is_no_stop_word_is_named(tmp_path):
    path, words = tmp_path / "a.csv", tmp_path / "words.txt"
    path.write_text("name\nAnn May\n", encoding="utf-8")
    words.write_text("May\n\nAnn May\n", encoding="utf-8")
    told = error_of(saith_("find", "--gazetteer", path, "--stop-words", words, input=TEXT))
    assert told.startswith(f'{words}, line 3: column "stop_words": "Ann May" is no word')


def test_one_file_of_several_that_cannot_be_decoded_is_told(tmp_path):
    path, bad, good = (tmp_path / name for name in ("a.csv", "b.txt", "a.txt"))
    path.write_text("name\nRuth Okafor\n", encoding="utf-8")
    bad.write_bytes(b"\xff\xfe Ruth Okafor")
    good.write_text(TEXT, encoding="utf-8")
    done = saith_("find", "--gazetteer", path, bad, good)
    assert next((row["file"], row["text"]) for row in rows_of(done)) == ("a.txt", "Ruth Okafor")
    assert f"saith: warning: {bad}: not utf-8 at byte 0; name its encoding" in done.stderr
    assert error_of(saith_("find", "--gazetteer", path, "--on-error", "raise", bad, good)).startswith(
        f"{bad}: not utf-8"
    )
    assert error_of(saith_("find", "--gazetteer", path, bad)).startswith(f"{bad}: not utf-8")
