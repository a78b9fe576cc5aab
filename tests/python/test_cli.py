"""The command line's output, options and exit status, as a user meets them: a process, files, pipes and signals."""

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
from pathlib import Path

import pytest
import saith
from cli_runs import ARTICLE, OTHER, error_of, rows_of, saith_
from saith.cli.terminal import text_table

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals of Unix")


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


def test_sentences_go_into_a_parquet_file_with_the_columns_kept(articles, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "out.parquet"
    done = saith_("sentences", articles, "--text", "body", "--id", "url", "--keep", "outlet", "-o", path)
    assert (done.returncode, done.stdout) == (0, "")
    table = parquet.read_table(path)
    assert table.column_names[1:3] == ["url", "outlet"]
    assert {"sentence", "start", "end", "text", "paragraph"} < set(table.column_names)
    assert table["url"].to_pylist() == ["a", "a", "c"]
    assert table["text"].to_pylist() == [str(s) for text in (ARTICLE, OTHER) for s in saith.sentences(text)]


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
        "--max-length",
        "--min-confidence",
        "--threads",
        "--force",
        "--on-error",
        "--progress",
        "--format",
        "--output",
        "--html",
        "--report",
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
        ("sentences", "--max-length", "0"),
        ("sentences", "--max-length", "80.5"),
        ("sentences", "--max-length", "9" * 5000),
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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("text", [ARTICLE, ARTICLE * 2000], ids=["short", "long"])
@pytest.mark.parametrize("format", ["jsonl", "table", "csv", "parquet"])
def test_a_full_disk_is_one_error(text, format):
    if format == "parquet":
        pytest.importorskip("pyarrow")
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "saith", "quotes", "--format", format]
        done = subprocess.run(
            command, input=text.encode(), stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("saith: error: standard output: cannot be written (No space left on device); ")


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
