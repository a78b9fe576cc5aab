"""The script that scores gazetteers on the cases: where expected matches stand, and how its figures are counted."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[2] / "eval"))
    return importlib.import_module("gazetteer_cases")


def test_every_expected_match_stands_in_its_text_and_in_order(script: ModuleType) -> None:
    every = script.cases()
    assert {case.file for case in every} == {
        "gazetteer",
        "gazetteer_forms",
        "gazetteer_titles",
        "gazetteer_words",
    }
    assert sum(case.file == "gazetteer_forms" for case in every) >= 150
    for case in every:
        order = [(start, -end) for start, end in case.expected]
        assert order == sorted(set(order)), case.name
        if case.options.get("overlaps") != "all":
            ends = [end for _, end in case.expected]
            assert all(end <= start for end, (start, _) in zip(ends, case.expected[1:], strict=False)), case.name


def test_expected_matches_name_aliases_and_ids_of_their_gazetteer() -> None:
    import case_files

    for name, case in case_files.all_cases().items():
        rows = case.gazetteer or []
        ids = {row.get("id", "") for row in rows} | {""}
        aliases = {alias for row in rows for alias in (row["name"], *row.get("aliases", ()))}
        for match in case.matches or []:
            assert match.get("id", "") in ids, name
            assert set(match.get("candidates", ())) <= ids, name
            assert match.get("alias") in aliases | {None}, name


def test_a_match_is_looked_for_behind_the_one_before_unless_its_start_is_given(script: ModuleType) -> None:
    text = "😀 Lee, Lee, Lee"
    assert script.spans(text, [{"text": "Lee"}, {"text": "Lee"}], "a") == [(2, 5), (7, 10)]
    assert script.spans(text, [{"text": "Lee", "start": 12}], "a") == [(12, 15)]
    with pytest.raises(SystemExit, match="a: 'Poe' does not stand behind the match before it"):
        script.spans(text, [{"text": "Poe"}], "a")
    with pytest.raises(SystemExit, match="a: 'Lee' does not stand at 3"):
        script.spans(text, [{"text": "Lee", "start": 3}], "a")


def test_a_case_is_right_where_exactly_its_spans_are_found(script: ModuleType) -> None:
    def case(file: str, expected: list[tuple[int, int]]) -> tuple[str, ...]:
        return script.Case(file, "a", "Ann Lee", [{"name": "Ann"}], {}, expected)

    every = [case("one", [(0, 3)]), case("one", []), case("two", [(0, 3), (4, 7)])]
    systems = {"first": lambda _: [(0, 3)], "none": lambda _: []}
    assert script.scored(systems, every).splitlines()[2:] == [
        "| first | 1 of 2 | 0 of 1 | 33% | 2 of 3 | 1 |",
        "| none | 1 of 2 | 0 of 1 | 33% | 0 of 3 | 0 |",
    ]
    assert script.wrong(systems["first"], every).count("expected") == 2


def test_patterns_are_names_and_aliases_once(script: ModuleType) -> None:
    entities = [{"name": "Ann Lee", "aliases": ["Lee", " "]}, {"name": "Bob Lee", "aliases": ["Lee"]}]
    assert script.Case("f", "a", "", entities, {}, []).patterns == ["Ann Lee", "Lee", "Bob Lee"]


def test_a_letter_or_figure_beside_a_span_is_part_of_its_word(script: ModuleType) -> None:
    assert script._whole("Thai Thailand 2Thai", [(0, 4), (5, 9), (15, 19)]) == [(0, 4)]


def test_what_is_not_installed_is_left_out_and_named(script: ModuleType, monkeypatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "flashtext", None)
    assert script.installed(["flashtext"]) == {}
    assert capsys.readouterr().err.startswith("flashtext is left out: ")
