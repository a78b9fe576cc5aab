"""The command line, as a user meets it: a process with arguments, files, pipes and an exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import platform
import signal
import subprocess
import sys
import time

import pytest
import saith
from saith.cli.terminal import text_table

ARTICLE = "“We waited eleven years,” said Ruth Okafor. Daniel Reyes, the mayor, said that the vote was hasty.\n"
OTHER = "“It was late,” said Ann Lee.\n"
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals of Unix")


def saith_(*arguments: object, input: str | bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command and return what it said, decoded."""
    data = input.encode() if isinstance(input, str) else input
    done = subprocess.run(
        [sys.executable, "-m", "saith", *map(str, arguments)],
        input=data,
        capture_output=True,
        timeout=60,
        env={**os.environ, **environment},
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def rows_of(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def error_of(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that a failed run prints."""
    assert done.returncode == 1, (done.stdout, done.stderr)
    assert done.stdout == ""
    last = done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert last.startswith("saith: error: ")
    return last.removeprefix("saith: error: ")


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [["url", "body", "outlet"], ["a", ARTICLE, "Post"], ["b", "", "Times"], ["c", OTHER, ""]]
        )
    return path


# --- what goes in ----------------------------------------------------------------------------------------------------


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


# --- the gazetteer ---------------------------------------------------------------------------------------------------


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


# --- what comes out --------------------------------------------------------------------------------------------------


def test_csv_and_parquet_hold_the_same_rows(articles, tmp_path):
    expected = rows_of(saith_("quotes", articles))
    saith_("quotes", articles, "-o", tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["text"] for row in rows] == [row["text"] for row in expected]
    assert [json.loads(row["spans"]) for row in rows] == [row["spans"] for row in expected]
    assert {row["addressee"] for row in rows} == {""}
    parquet = pytest.importorskip("pyarrow.parquet")
    done = saith_("quotes", articles, "-o", tmp_path / "out.parquet")
    assert (done.returncode, done.stdout) == (0, "")
    assert parquet.read_table(tmp_path / "out.parquet").to_pylist() == expected


def test_the_format_is_what_the_suffix_or_the_option_says(tmp_path):
    path = tmp_path / "out.csv"
    saith_("quotes", "-o", path, "--format", "jsonl", input=ARTICLE)
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[0])["speaker"] == "Ruth Okafor"
    message = error_of(saith_("quotes", "-o", tmp_path / "out.xlsx", input=ARTICLE))
    assert "--format" in message
    assert next(csv.reader(io.StringIO(saith_("quotes", "--format", "csv", input=ARTICLE).stdout)))[0] == "row"


def test_the_table_for_people_says_who_said_what():
    lines = saith_("quotes", "--format", "table", input=ARTICLE, COLUMNS="100").stdout.splitlines()
    assert lines[0].split() == ["kind", "speaker", "source", "cue", "text", "confidence"]
    assert lines[2].split()[:3] == ["direct", "Ruth", "Okafor"]
    assert "We waited eleven years" in lines[2]
    assert all(len(line) <= 100 for line in lines)


@UNIX
def test_a_terminal_gets_the_table():
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "saith", "quotes"]
    done = subprocess.run(
        command, input=ARTICLE.encode(), stdout=theirs, stderr=subprocess.PIPE, timeout=60, check=False
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.returncode == 0
    assert shown.startswith("kind ")


def test_a_page_of_one_document(tmp_path, articles):
    page = tmp_path / "page.html"
    done = saith_("quotes", "--html", page, input=ARTICLE)
    assert len(rows_of(done)) == 2
    html = page.read_text(encoding="utf-8")
    assert html.startswith("<!DOCTYPE html>")
    assert "Ruth Okafor" in html
    message = error_of(saith_("quotes", "--html", page, articles))
    assert "3" in message


def test_versions():
    assert saith_("--version").stdout == f"saith {saith.__version__}\n"
    shown = dict(line.split(maxsplit=1) for line in saith_("versions").stdout.splitlines())
    assert shown["saith"] == saith.__version__
    assert shown["python"].startswith(platform.python_version())


def test_help_names_every_option():
    shown = saith_("quotes", "--help").stdout
    for option in [
        "--text",
        "--id",
        "--title",
        "--keep",
        "--format-in",
        "--encoding",
        "--gazetteer",
        "--gazetteer-name",
        "--gazetteer-id",
        "--gazetteer-aliases",
        "--gazetteer-type",
        "--newlines",
        "--quotes",
        "--abbreviation",
        "--min-confidence",
        "--threads",
        "--force",
        "--on-error",
        "--progress",
        "--format",
        "--output",
        "--html",
    ]:
        assert f"{option} " in shown or f"{option}\n" in shown, option


def test_options_reach_the_analysis():
    text = "It stood in Okt. Three of them left. “He went. She did not,” said Ann Lee."
    assert len(rows_of(saith_("sentences", "--newlines", "sentence", input="One\ntwo"))) == 2
    assert len(rows_of(saith_("sentences", "--newlines", "space", input="One\ntwo"))) == 1
    cut = [row["text"] for row in rows_of(saith_("sentences", input=text))]
    assert cut[0] == "It stood in Okt."
    kept = [row["text"] for row in rows_of(saith_("sentences", "--abbreviation", "okt", input=text))]
    assert kept[0] == "It stood in Okt. Three of them left."
    whole = [row["text"] for row in rows_of(saith_("sentences", "--quotes", "whole", input=text))]
    assert whole[-1] == "“He went. She did not,” said Ann Lee."
    assert whole[-1] not in cut


def test_quotes_below_a_confidence_are_left_out():
    quotes = rows_of(saith_("quotes", input=ARTICLE))
    limit = min(quote["confidence"] for quote in quotes) + 1e-6
    kept = rows_of(saith_("quotes", "--min-confidence", f"{limit:.9f}", input=ARTICLE))
    assert [q["text"] for q in kept] == [q["text"] for q in quotes if q["confidence"] >= limit]
    assert len(kept) < len(quotes)


def test_what_is_not_english_is_told_and_read_by_force():
    text = "Der Minister sagte am Montag, dass die Brücke wegen der Schäden geschlossen werden müsse. " * 3
    done = saith_("sentences", input=text)
    assert rows_of(done) == []
    assert "English" in done.stderr
    assert "--force" in done.stderr
    assert rows_of(saith_("sentences", "--force", input=text))
    assert "English" in error_of(saith_("sentences", "--on-error", "raise", input=text))


# --- what goes wrong -------------------------------------------------------------------------------------------------


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


def test_an_impossible_output_is_told_before_the_work(tmp_path):
    assert "no folder" in error_of(saith_("quotes", "-o", tmp_path / "none" / "out.csv", input=ARTICLE))
    assert "is a folder" in error_of(saith_("quotes", "-o", tmp_path, "--format", "csv", input=ARTICLE))
    assert "no folder" in error_of(saith_("quotes", "--html", tmp_path / "none" / "x.html", input=ARTICLE))


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("shout",),
        ("find",),
        ("find", "--gazetteer", "names.txt", "--title", "headline"),
        ("find", "--gazetteer", "names.txt", "--threads", "2"),
        ("find", "--gazetteer", "names.txt", "--progress"),
        ("quotes", "--min-confidence", "2"),
        ("quotes", "--min-confidence", "nan"),
        ("quotes", "--threads", "0"),
        ("quotes", "--newlines", "none"),
        ("quotes", "--form", "csv"),
    ],
)
def test_wrong_usage_is_status_2(arguments):
    done = saith_(*arguments, input=ARTICLE)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "usage: saith" in done.stderr


@UNIX
def test_a_reader_that_leaves_early_is_no_error(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("It rained all day in the town. " * 20_000, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "saith", "sentences", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(100)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 0


@UNIX
def test_control_c_is_status_130():
    process = subprocess.Popen(
        [sys.executable, "-m", "saith", "quotes"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(1.5)  # by then it waits for input
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in error


# --- the table for terminals -----------------------------------------------------------------------------------------


def test_long_cells_go_on_in_the_next_line():
    rows = [
        {"kind": "direct", "text": "word " * 50, "confidence": 0.5},
        {"kind": "mixed", "text": "one", "confidence": 1},
    ]
    lines = list(text_table(rows, ("kind", "text", "confidence"), width=60))
    assert lines[2].startswith("direct  word word")
    assert lines[2].endswith("0.50")
    assert lines[3].startswith("        word word")
    assert " ".join(lines[2:-1]).count("word") == 50
    assert lines[-1].startswith("mixed   one")
    assert all(len(line) <= 60 for line in lines)


def test_wide_characters_take_two_places():
    rows = [{"kind": "東京", "text": "a"}, {"kind": "ab", "text": "b"}, {"kind": None, "text": "c"}]
    assert list(text_table(rows, ("kind", "text"), width=60)) == [
        "kind  text",
        "────  ────",
        "東京  a",
        "ab    b",
        "–     c",
    ]


def test_a_cell_can_neither_break_the_line_nor_steer_the_terminal():
    lines = list(text_table([{"text": "a\r\nb\x1b[31mc\0"}], ("text",), width=60))
    assert lines[2:] == ["a b�[31mc�"]
