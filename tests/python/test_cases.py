"""One body of cases, four doors: a single text, a list, an Arrow column, the command line. All must agree."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import rows
import saith
from case_files import Case, Row, all_cases
from saith.gazetteer.options import DEFAULTS

CASES = all_cases()
TABLES = ("sentences", "mentions", "entities", "quotes")


@pytest.fixture(params=CASES, ids=str)
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]


@cache
def gazetteer_of(setting: str) -> saith.Gazetteer | None:
    options, entries = json.loads(setting)
    return None if entries is None else saith.Gazetteer(entries, **parted(options)[1])


@cache
def pipeline_of(setting: str) -> saith.Pipeline:
    return saith.Pipeline(gazetteer=gazetteer_of(setting), threads=2, **parted(json.loads(setting)[0])[0])


def parted(options: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the options of the pipeline, and those of its gazetteer."""
    theirs = {name: value for name, value in options.items() if name in DEFAULTS}
    return {name: value for name, value in options.items() if name not in theirs}, theirs


def test_a_single_text_reads_as_the_case_says(case: Case) -> None:
    document = pipeline_of(case.setting).analyze(case.text)
    gazetteer = gazetteer_of(case.setting)
    tables = rows.of_document(document)
    found = {
        "sentences": tables["sentences"],
        "marked": [
            {
                "text": str(m),
                "speech": m.speech,
                "closed": m.closed,
                "continues": m.continues,
                "confidence": level(m.confidence),
            }
            for m in document.marked
        ],
        "matches": [
            {**row, "candidates": [gazetteer[c["entity"]].id for c in row["candidates"]]}
            for row in rows.of_matches(gazetteer.find(case.text), gazetteer)
        ]
        if gazetteer
        else [],
        **items(case.text, tables),
    }
    for layer, expected in case.expected.items():
        assert picked(found[layer], expected) == expected, layer


def test_a_list_reads_as_a_single_text(case: Case) -> None:
    corpus = pipeline_of(case.setting).analyze_many([None, case.text, "The end."], force=True)
    agree(case, {name: at_row(getattr(corpus, name), 1) for name in TABLES})


def test_an_arrow_column_reads_as_a_single_text(case: Case) -> None:
    column = pa.chunked_array([pa.array(["The beginning."]), pa.array([case.text, None])])
    corpus = pipeline_of(case.setting).analyze_many(column, force=True)
    agree(case, {name: at_row(getattr(corpus, name), 1) for name in TABLES})


def test_matches_in_many_texts_are_those_in_one() -> None:
    for setting in sorted({case.setting for case in CASES.values() if case.gazetteer}):
        gazetteer = gazetteer_of(setting)
        assert gazetteer is not None
        texts = [case.text for case in CASES.values() if case.setting == setting]
        table = gazetteer.find_many(texts)
        for row, text in enumerate(texts):
            expected = rows.of_matches(gazetteer.find(text), gazetteer)
            assert picked(at_row(table, row), expected) == expected


def test_the_command_line_reads_as_a_single_text(command: list[str], tmp_path: Path) -> None:
    # Cases of matches alone are run by `find`, below.
    settings = {case.setting for case in CASES.values() if set(case.expected) != {"matches"}}
    for number, setting in enumerate(sorted(settings)):
        cases = [case for case in CASES.values() if case.setting == setting]
        folder = tmp_path / str(number)
        folder.mkdir()
        found = {table: printed(command, table, cases, folder) for table in TABLES}
        for row, case in enumerate(cases):
            agree(case, {table: [r for r in found[table] if r["row"] == row] for table in TABLES})


def test_the_command_line_finds_what_the_gazetteer_finds(command: list[str], tmp_path: Path) -> None:
    # A run takes a while: one setting, and so one gazetteer, for each way to set options.
    settings = {json.dumps(case.options): case.setting for case in CASES.values() if case.matches}
    for number, setting in enumerate(settings.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        cases = [case for case in CASES.values() if case.setting == setting]
        gazetteer = gazetteer_of(setting)
        assert gazetteer is not None
        found = printed(command, "find", cases, folder)
        for row, case in enumerate(cases):
            expected = rows.of_matches(gazetteer.find(case.text), gazetteer)
            assert picked([r for r in found if r["row"] == row], expected) == expected


def printed(command: list[str], what: str, cases: list[Case], folder: Path) -> list[Row]:
    """Return the rows that `saith what` prints for the texts of cases that share a setting."""
    texts = folder / "texts.jsonl"
    texts.write_text("".join(json.dumps({"text": case.text}) + "\n" for case in cases), encoding="utf-8")
    arguments = [what, str(texts), "--text", "text", "--format", "jsonl"]
    reading, matching = parted(cases[0].options)
    if what != "find":
        arguments += ["--force", *flags(reading)]
    if cases[0].gazetteer is not None:
        known = folder / "known.jsonl"
        known.write_text("".join(json.dumps(entry) + "\n" for entry in cases[0].gazetteer), encoding="utf-8")
        arguments += ["--gazetteer", str(known), *gazetteer_flags(matching, folder)]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def flags(options: dict[str, Any]) -> list[str]:
    """Return options as the command line writes them."""
    words = [word for name in ("newlines", "quotes") if name in options for word in (f"--{name}", options[name])]
    return words + [word for a in options.get("abbreviations", []) for word in ("--abbreviation", a)]


def gazetteer_flags(options: dict[str, Any], folder: Path) -> list[str]:
    """Return options of a gazetteer as the command line writes them."""
    words = []
    for option, value in options.items():
        name = option.replace("_", "-")
        if option == "stop_words":
            stop_words = folder / "stop_words.txt"
            stop_words.write_text("\n".join(value), encoding="utf-8")
            words += [f"--{name}", str(stop_words)] if value else [f"--no-{name}"]
        elif isinstance(value, bool):
            words.append(f"--{name}" if value else f"--no-{name}")
        else:
            words += [f"--{name}", str(value)]
    return words


def level(confidence: float) -> str:
    """Return how sure a pair is, as cases write it."""
    return "high" if confidence >= 0.9 else "middle" if confidence >= 0.7 else "low"


def agree(case: Case, found: dict[str, list[Row]]) -> None:
    """Assert that the tables of another door are those of the single text."""
    expected = rows.of_document(pipeline_of(case.setting).analyze(case.text))
    for table in TABLES:
        assert picked(found[table], expected[table]) == expected[table], table


def at_row(table: Any, row: int) -> list[Row]:
    """Return the rows of a table that belong to document `row`."""
    return [r for r in table.to_pylist() if r["row"] == row]


def picked(found: list[Row], expected: list[Row]) -> list[Row]:
    """Return of each item found the keys that are expected of it; a key that is not there is an error."""
    if len(found) != len(expected):
        return found
    return [
        {key: "" if row[key] is None and want[key] == "" else row[key] for key in want}
        for row, want in zip(found, expected, strict=True)
    ]


def items(text: str, tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Return mentions, names, entities and quotes as cases write them: entities by name, spans as text."""
    names = [entity["name"] for entity in tables["entities"]]
    mentions = [{**m, "entity": "" if m["entity"] is None else names[m["entity"]]} for m in tables["mentions"]]
    named = [m for m in tables["mentions"] if m["form"] == "name"]
    entities = [
        {**e, "mentions": [m["text"] for m in tables["mentions"] if m["entity"] == e["entity"]]}
        for e in tables["entities"]
    ]
    roles = [{"entity": e["name"], "roles": e["roles"]} for e in tables["entities"] if e["roles"]]
    quotes = [{**q, "content": [text[s["start"] : s["end"]] for s in q["spans"]]} for q in tables["quotes"]]
    return {"mentions": mentions, "names": named, "entities": entities, "roles": roles, "quotes": quotes}
