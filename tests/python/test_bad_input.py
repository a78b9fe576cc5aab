"""Bad input: the right result, or one clear `SaithError` that names place and remedy. No panic, no hang, no silent loss."""

from __future__ import annotations

import subprocess
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import saith

NO_TEXTS: dict[str, Any] = {
    "bytes": b"Ann Lee left.",
    "a number": 42,
    "a missing float": float("nan"),
    "a list": ["Ann Lee left."],
    "a lone surrogate": "Ann \ud800 Lee left.",
    "a path": Path("story.txt"),
}
READERS: dict[str, Callable[[Any], object]] = {
    "sentences": saith.sentences,
    "analyze": saith.analyze,
    "Pipeline.analyze": saith.Pipeline().analyze,
    "Gazetteer.find": saith.Gazetteer(["Ann Lee"]).find,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("what", NO_TEXTS)
def test_what_is_no_text_is_an_input_error(what: str, reader: str) -> None:
    with pytest.raises(saith.InputError) as raised:
        READERS[reader](NO_TEXTS[what])
    assert isinstance(raised.value, saith.SaithError)
    assert isinstance(raised.value, TypeError)
    says_reason_and_remedy(raised.value)


@pytest.mark.parametrize("reader", READERS)
def test_none_gives_none(reader: str) -> None:
    assert READERS[reader](None) is None


@pytest.mark.parametrize("what", [name for name in NO_TEXTS if name != "a missing float"])
def test_a_bad_row_is_collected_and_the_others_are_complete(what: str) -> None:
    texts = ["“Yes,” said Ann Lee.", NO_TEXTS[what], None, "“No,” said Tom Reyes."]
    with pytest.warns(UserWarning, match=r"\b1\b"):
        corpus = saith.Pipeline().analyze_many(texts)
    errors = corpus.errors.to_pylist()
    assert [e["row"] for e in errors] == [1]
    assert errors[0]["reason"]
    assert errors[0]["remedy"]
    assert [q["row"] for q in corpus.quotes.to_pylist()] == [0, 3]


def test_on_error_raise_names_the_row() -> None:
    with pytest.raises(saith.InputError, match="row 1"):
        saith.Pipeline().analyze_many(["Ann Lee left.", 42], on_error="raise")


def test_on_error_null_passes_over_it() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        corpus = saith.Pipeline().analyze_many(["Ann Lee left.", 42], on_error="null")
    assert {s["row"] for s in corpus.sentences.to_pylist()} == {0}


def test_missing_values_of_pandas_are_null() -> None:
    column = pd.Series(["Ann Lee left.", None, float("nan"), pd.NA], dtype=object)
    corpus = saith.Pipeline().analyze_many(column)
    assert {s["row"] for s in corpus.sentences.to_pylist()} == {0}
    assert len(corpus.errors) == 0


@pytest.mark.parametrize(
    "column",
    [pa.array([1, 2]), pd.Series([1.5, 2.5]), np.array([1, 2]), pa.array([b"Ann Lee left."])],
    ids=lambda c: type(c).__name__,
)
def test_a_column_of_no_texts_is_refused_or_collected(column: object) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            corpus = saith.Pipeline().analyze_many(column)
    except saith.SaithError as error:
        says_reason_and_remedy(error)
    else:
        assert len(corpus.errors) == len(column)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["“Yes,” said Ann Lee.", b"bytes", 42], ids=["str", "bytes", "int"])
def test_one_text_is_no_batch(text: object) -> None:
    with pytest.raises(saith.SaithError) as raised:
        saith.Pipeline().analyze_many(text)
    says_reason_and_remedy(raised.value)


def test_a_missing_column_is_named_with_those_there_are() -> None:
    frame = pd.DataFrame({"body": ["Ann Lee left."], "url": ["a"]})
    for arguments in (
        {"text": "bdy"},
        {"text": "body", "id": "link"},
        {"text": "body", "keep": ["date"]},
        {"text": "body", "title": "head"},
    ):
        with pytest.raises(saith.FormatError) as raised:
            saith.Pipeline().analyze_many(frame, **arguments)
        assert isinstance(raised.value, ValueError)
        missing = {"bdy", "link", "date", "head"} & set(str(raised.value).replace('"', " ").replace("'", " ").split())
        assert len(missing) == 1
        assert "body" in str(raised.value)
    with pytest.raises(saith.FormatError, match="bdy"):
        frame.saith.quotes("bdy")


@pytest.mark.parametrize(
    "options",
    [
        {"newlines": "lines"},
        {"quotes": "cut"},
        {"threads": 0},
        {"threads": -1},
        {"threads": "two"},
        {"min_confidence": 2},
        {"min_confidence": float("nan")},
        {"min_confidence": "high"},
        {"abbreviations": "approx"},
        {"abbreviations": [1]},
        {"model": "/nowhere/at/all"},
        {"gazetteer": ["Ann Lee"]},
        {"gazetteer": 42},
    ],
    ids=str,
)
def test_a_wrong_option_is_named(options: dict[str, Any]) -> None:
    if options == {"gazetteer": ["Ann Lee"]}:
        # A list may be taken for what it can only mean.
        try:
            assert saith.Pipeline(**options).analyze("Ann Lee left.").entities
        except saith.SaithError as error:
            says_reason_and_remedy(error)
        return
    with pytest.raises(saith.SaithError) as raised:
        saith.Pipeline(**options)
    assert next(iter(options)) in str(raised.value)
    says_reason_and_remedy(raised.value)


@pytest.mark.parametrize("option", [{"on_error": "ignore"}, {"layers": ("quotes", "people")}, {"layers": ()}], ids=str)
def test_a_wrong_option_of_a_batch_is_named(option: dict[str, Any]) -> None:
    if option == {"layers": ()}:
        assert len(saith.Pipeline().analyze_many(["Ann Lee left."], **option).errors) == 0
        return
    with pytest.raises(saith.SaithError) as raised:
        saith.Pipeline().analyze_many(["Ann Lee left."], **option)
    assert next(iter(option)) in str(raised.value)


@pytest.mark.parametrize(
    "entries",
    [
        ["Ann Lee", {"id": "Q1"}],
        ["Ann Lee", ""],
        ["Ann Lee", {"name": "  "}],
        ["Ann Lee", None],
        ["Ann Lee", 42],
        ["Ann Lee", {"name": 42}],
        ["Ann Lee", {"name": "Tom", "type": "robot"}],
        ["Ann Lee", {"name": "Tom", "aliases": "Tommy"}],
        ["Ann Lee", {"name": "Tom", "weight": "much"}],
        ["Ann Lee", {"name": "\ud800"}],
    ],
    ids=str,
)
def test_a_bad_entry_of_a_gazetteer_is_named_by_its_row(entries: list[Any]) -> None:
    try:
        gazetteer = saith.Gazetteer(entries)
    except saith.SaithError as error:
        assert "row 1" in str(error)
        says_reason_and_remedy(error)
    else:
        # One string of aliases is one alias.
        assert entries[1] == {"name": "Tom", "aliases": "Tommy"}
        assert [str(m) for m in gazetteer.find("Tommy left.")] == ["Tommy"]


def test_a_row_of_a_csv_without_a_name_is_named_by_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,id\nAnn Lee,1\n,2\n", encoding="utf-8")
    with pytest.raises(saith.FormatError) as raised:
        saith.Gazetteer.from_csv(path)
    assert "people.csv" in str(raised.value)
    assert any(place in str(raised.value) for place in ("line 3", "row 1"))
    says_reason_and_remedy(raised.value)


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        (b"", {}),
        (b"name,id\n", {}),
        (b"label,id\nAnn Lee,1\n", {}),
        (b"\xff\xfe\x00A", {}),
        (b"name\nAnn\n", {"id": "wikidata"}),
    ],
    ids=["empty", "head alone", "no column name", "not UTF-8", "no column id"],
)
def test_an_unusable_csv_is_named(tmp_path: Path, content: bytes, columns: dict[str, str]) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    try:
        gazetteer = saith.Gazetteer.from_csv(path, **columns)
    except saith.FormatError as error:
        assert "people.csv" in str(error)
        says_reason_and_remedy(error)
    else:
        assert content == b"name,id\n"
        assert len(gazetteer) == 0


def test_an_unreadable_csv_is_named(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "nowhere.csv", "no such file"), (tmp_path, "cannot be read")):
        with pytest.raises(saith.FormatError, match=rf"{path.name}: {reason}") as raised:
            saith.Gazetteer.from_csv(path)
        assert "CSV" not in str(raised.value)
        says_reason_and_remedy(raised.value)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("latin.txt", "Zoë left.".encode("latin-1")),
        ("empty.csv", b""),
        ("ragged.csv", b"text,id\nAnn Lee left.,1,2,3\n"),
        ("broken.jsonl", b'{"text": "Ann Lee left."}\n{"text": \n'),
        ("broken.parquet", b"PAR1 this is none"),
        ("column.csv", b"story\nAnn Lee left.\n"),
        (None, b""),
    ],
)
def test_the_command_line_names_the_file(command: list[str], tmp_path: Path, name: str | None, content: bytes) -> None:
    path = tmp_path / (name or "nowhere.txt")
    if name:
        path.write_bytes(content)
    done = subprocess.run([*command, "quotes", str(path)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert path.name in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


ODD = {
    "NUL": ("Ann\0Lee left. Tom\0 stayed.", 2),
    "right to left": ("שלום לכולם. מה שלומך היום?", 2),
    "right to left marks": ("\u202eAnn Lee left. Tom stayed.\u202c", 2),
    "Chinese": ("他说他会来。她走了。", 2),
    "emoji": ("We 😀 won 🎉. They 👩‍👩‍👧 lost.", 2),
    "Windows line ends": ("One came.\r\n\r\nTwo left.\r\n", 2),
    "old Mac line ends": ("One came.\r\rTwo left.\r", 2),
    "byte order mark": ("\ufeffOne came. Two left.", 2),
    "only marks": ("“”“”\"\"''", 1),
    "only white space": (" \n\t\u00a0\u2028", 0),
}


@pytest.mark.parametrize("what", ODD)
def test_odd_text_is_read_to_its_last_character(what: str) -> None:
    text, count = ODD[what]
    document = saith.analyze(text)
    assert len(document.sentences) == count
    assert "".join(map(str, document.sentences)).replace(" ", "") == "".join(text.split()).replace(" ", "")


def test_ten_thousand_opening_marks_are_read() -> None:
    for mark in "“\"‘'«„":
        text = mark * 10_000 + " “Yes,” said Ann Lee."
        start = time.perf_counter()
        document = saith.analyze(text)
        assert time.perf_counter() - start < 2
        assert document.sentences[-1].end == len(text)


def test_text_that_is_not_english_is_noted_and_not_read_unless_forced() -> None:
    german = (
        "Der Bürgermeister sagte am Dienstag, dass die Fähre auch im kommenden Winter weiter zur Insel fahren werde. "
        "Die Stadt habe das Geld dafür schon gefunden, und die Leute dort könnten nicht länger warten."
    )
    texts = [german, "Ann Lee left."]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        corpus = saith.Pipeline().analyze_many(texts)
    assert [e["row"] for e in corpus.errors.to_pylist()] == [0]
    assert {s["row"] for s in corpus.sentences.to_pylist()} == {1}
    forced = saith.Pipeline().analyze_many(texts, force=True)
    assert {s["row"] for s in forced.sentences.to_pylist()} == {0, 1}


@pytest.mark.slow
@pytest.mark.parametrize("door", ["one text", "a batch"])
@pytest.mark.parametrize(
    "unit",
    ["“We won,” said Ann Lee, and left. ", "x", "“", "Zoë said that he won "],
    ids=["prose", "one word", "marks", "one sentence"],
)
def test_a_single_line_of_fifty_megabytes_is_read(unit: str, door: str) -> None:
    tenth, _ = read_in_one_line(unit, 5_000_000, door)
    whole, found = read_in_one_line(unit, 50_000_000, door)
    text = unit * (50_000_000 // len(unit.encode()))
    assert found == [text.count(". ") or 1, 0, len(text.rstrip())]
    # Ten times the text takes ten times as long, and no more than a busy machine and its caches add.
    assert whole < 25 * tenth + 5


def read_in_one_line(unit: str, size: int, door: str) -> tuple[float, list[int]]:
    """Return the seconds that a line of so many bytes takes, and its count of sentences, first start and last end."""
    text = unit * (size // len(unit.encode()))
    start = time.perf_counter()
    if door == "one text":
        sentences = saith.analyze(text).sentences
        seconds = time.perf_counter() - start
        return seconds, [len(sentences), sentences[0].start, sentences[-1].end]
    corpus = saith.Pipeline().analyze_many([text], force=True)
    seconds = time.perf_counter() - start
    assert len(corpus.errors) == 0
    starts, ends = corpus.sentences["start"], corpus.sentences["end"]
    return seconds, [len(corpus.sentences), starts[0], ends[-1]]


def says_reason_and_remedy(error: BaseException) -> None:
    """Assert that a message is one line: what is wrong, then what to do."""
    message = str(error)
    assert "; " in message
    assert "\n" not in message
    assert not message.endswith(".")
