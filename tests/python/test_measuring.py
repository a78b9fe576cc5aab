"""The scripts that measure: what they say without data, what they read from divan, and where figures are written."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

EVAL = Path(__file__).resolve().parents[2] / "eval"

#: What `cargo bench` prints, cut to two stages.
DIVAN = """\
Timer precision: 27 ns
stages       fastest       │ slowest       │ median        │ mean          │ samples │ iters
├─ marks     350.1 µs      │ 1.2 ms        │ 400.5 µs      │ 420.3 µs      │ 100     │ 100
│            285.6 MB/s    │ 83.33 MB/s    │ 249.6 MB/s    │ 237.9 MB/s    │         │
╰─ tokens    80.1 µs       │ 100.2 µs      │ 82.5 µs       │ 83.3 µs       │ 100     │ 100
             1.248 GB/s    │ 998 MB/s      │ 1.212 GB/s    │ 1.2 GB/s      │         │
"""


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch):
    """Return a function that loads a script of eval/ as a module."""
    monkeypatch.syspath_prepend(str(EVAL))

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(name, EVAL / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.mark.parametrize("folders", [(), ("eval",), ("data",)], ids=str)
def test_without_its_data_the_evaluation_says_so_and_fails(folders: tuple[str, ...], tmp_path: Path) -> None:
    for folder in folders:
        (tmp_path / folder).mkdir()
    done = subprocess.run(
        [sys.executable, str(EVAL / "run.py")],
        env={**os.environ, "SAITH_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"no {tmp_path}{os.sep}")
    assert "set SAITH_DATA" in done.stderr


def test_figures_stand_between_their_marks_and_replace_the_old(script, tmp_path, monkeypatch) -> None:
    report = script("report")
    results = tmp_path / "results.md"
    monkeypatch.setattr(report, "RESULTS", results)
    monkeypatch.setattr(report, "ROOT", tmp_path)
    page = "# A\n\n<!-- eval: begin -->\n\nold\n\n<!-- eval: end -->\n\n<!-- bench: begin -->\n\nkept\n\n<!-- bench: end -->\n"
    results.write_text(page, encoding="utf-8")
    for figures in ("1.0", "2.0"):
        report.write("eval", figures)
        assert results.read_text(encoding="utf-8") == page.replace("old", figures)
    with pytest.raises(SystemExit, match="linear: begin"):
        report.write("linear", "3.0")


def test_the_results_have_a_place_for_every_table() -> None:
    page = (EVAL.parent / "docs" / "results.md").read_text(encoding="utf-8")
    for section in ("eval", "bench", "linear"):
        assert page.count(f"<!-- {section}: begin -->") == page.count(f"<!-- {section}: end -->") == 1


def test_circumstances_name_command_machine_and_date(script) -> None:
    line = script("report").circumstances("make eval")
    assert line.startswith("`make eval` · ")
    for what in (" cores", "CPython ", "rustc "):
        assert what in line
    assert line.rsplit(" ", 1)[-1].count("-") == 2


def test_medians_are_read_from_what_divan_prints(script) -> None:
    bench = script("bench")
    assert bench.medians(DIVAN) == [["tokens", "82.5 µs", "1212.0"], ["marks", "400.5 µs", "249.6"]]
    with pytest.raises(SystemExit, match="no figures"):
        bench.medians("error: no such bench")


def test_a_line_below_a_table_is_no_row_of_it(script) -> None:
    assert script("run").set_apart("| a |\n|---|\n| 1 |\ngold: 7") == "| a |\n|---|\n| 1 |\n\ngold: 7"
    assert script("run").set_apart("| a |\n|---|\n\n| b |\n") == "| a |\n|---|\n\n| b |\n"


def test_texts_of_growing_length_are_as_long_as_asked(script) -> None:
    bench = script("bench")
    for text in (bench.new_names, lambda size: bench.repeated("“", size)):
        for size in (10_000, 20_000):
            assert size - 100 < len(text(size).encode()) <= size
    words = bench.new_names(10_000).split()
    assert len({word for word in words if word.endswith(".")}) == words.count("Ann") > 300
