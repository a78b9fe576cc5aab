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


@pytest.mark.parametrize(
    ("name", "folders"),
    [
        ("run", ()), ("run", ("eval",)), ("run", ("data",)), ("names", ()), ("names", ("data",)),
        ("speakers", ()), ("speakers", ("data",)),
    ],
    ids=str,
)  # fmt: skip
def test_without_its_data_the_evaluation_says_so_and_fails(name: str, folders: tuple[str, ...], tmp_path: Path) -> None:
    for folder in folders:
        (tmp_path / folder).mkdir()
    done = subprocess.run(
        [sys.executable, str(EVAL / f"{name}.py")],
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


@pytest.mark.parametrize(
    ("page", "sections"),
    [
        ("docs/results.md", ("eval", "names", "bench", "gazetteer", "linear")),
        ("docs/gazetteer.md", ("cases", "speed")),
        ("docs/sentences.md", ("f1", "speed")),
        ("docs/names.md", ("names",)),
        ("models/names.md", ("names",)),
        ("docs/speakers.md", ("speakers",)),
    ],
)
def test_the_documents_have_a_place_for_every_table(page, sections) -> None:
    text = (EVAL.parent / page).read_text(encoding="utf-8")
    for section in sections:
        assert text.count(f"<!-- {section}: begin -->") == text.count(f"<!-- {section}: end -->") == 1


class Clock:
    """Time that passes only where a system works: so many seconds a megabyte, more in some rounds."""

    def __init__(self) -> None:
        self.now = 0.0
        self.load = 1.0

    def __call__(self) -> float:
        return self.now

    def system(self, seconds_a_megabyte: float, sentences: int, seen: list[str]):
        def call(text: str) -> list[str]:
            seen.append(text)
            self.now += self.load * seconds_a_megabyte * len(text.encode()) / 1e6
            return ["x"] * sentences

        return call


def test_splitters_are_timed_by_turns_on_the_same_articles(script) -> None:
    peers = script("peers")
    clock, seen = Clock(), {"saith": [], "quick": [], "slow": []}
    articles = [f"{n:02d}" + "é" * 499 for n in range(20)]  # 1,000 bytes each
    systems = {
        "saith": peers.System(clock.system(0.01, 3, seen["saith"])),
        "quick": peers.System(clock.system(0.005, 2, seen["quick"])),
        "slow": peers.System(clock.system(2.0, 4, seen["slow"]), slow=True),
    }
    found = peers.measured(systems, articles, rounds=3, seconds=0.001, clock=clock)
    assert found["saith"].rates == pytest.approx([100.0] * 3)
    assert found["quick"].rates == pytest.approx([200.0] * 3)
    assert found["slow"].rates == pytest.approx([0.5] * 3)
    # All are counted on the first articles; slow ones read no others.
    assert [found[name].sentences for name in systems] == [36, 24, 48]
    assert set(seen["slow"]) == set(articles[: peers.FIRST])
    assert set(seen["saith"]) == set(seen["quick"]) == set(articles)


def test_a_ratio_is_that_of_the_same_round(script) -> None:
    peers = script("peers")
    found = {
        # The machine is half as fast in the last round, for all.
        "saith": peers.Figures([400.0, 404.0, 200.0], 36),
        "other": peers.Figures([100.0, 100.0, 50.0], 35),
    }
    assert peers.compared(found).splitlines()[2:] == [
        "| saith | 400 | 200 – 404 | 1.00 | 36 |",
        "| other | 100 | 50.0 – 100 | 4.00 | 35 |",
    ]


def test_the_column_for_threads_is_read_whole_by_both(script, monkeypatch) -> None:
    peers = script("peers")
    monkeypatch.setattr(peers, "COLUMN", 5_000)
    printed = peers.threads(["She left. He stayed. " * 10, "Zoë ran."], rounds=2)
    one, two = (row.split(" | ") for row in printed.splitlines()[2:])
    assert [one[0], two[0]] == ["| 1", "| 2"]
    # 219 bytes, 22 times over.
    assert one[-1] == two[-1] == f"{22 * 21} |"
    assert float(one[4]) == 1.0


def test_articles_are_joined_by_one_space_and_kept_apart_by_kind(script) -> None:
    peers = script("peers")
    assert peers.joined("One came. \n\n  Two left.\nThree. \n") == "One came. Two left. Three."
    found = peers.kinds(["A\n\nB", "Zoë\nC"])
    assert found == {
        "ASCII articles": ["A\n\nB"],
        "Other articles": ["Zoë\nC"],
        "ASCII articles, paragraphs joined": ["A B"],
        "Other articles, paragraphs joined": ["Zoë C"],
    }
    assert list(peers.kinds(["Zoë"])) == ["Other articles", "Other articles, paragraphs joined"]


def test_without_the_peers_the_comparison_says_how_to_get_them(script, monkeypatch) -> None:
    peers = script("peers")
    monkeypatch.setitem(sys.modules, "sentencex", None)
    monkeypatch.setattr(sys, "argv", ["peers.py", "--systems", "sentencex"])
    with pytest.raises(SystemExit, match=r"pip install -r requirements/peers\.txt"):
        peers.main()


def test_the_comparison_runs_on_the_projects_own_story(tmp_path) -> None:
    done = subprocess.run(
        [sys.executable, str(EVAL / "peers.py"), "--systems", "saith", "--rounds", "2", "--seconds", "0.01"],
        env={**os.environ, "SAITH_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.count("| saith |") == 2
    assert ", 1 article of " in done.stdout
    assert "`make bench` · " in done.stdout


def test_one_corpus_is_hidden_and_all_else_linked(script, tmp_path) -> None:
    source = tmp_path / "data"
    for name in ("gum/a.conllu", "ner/tweets/train/t.conll", "ner/tweets/dev/d.conll", "ner/reports/a/a.conll"):
        path = source / name
        path.parent.mkdir(parents=True)
        path.write_text(name, encoding="utf-8")
    target = tmp_path / "links"
    script("names").linked(source, target, source / "ner/tweets/train")
    # Links are followed by the names of files, as training does.
    there = {str(path.relative_to(target)) for path in (*target.glob("*/*"), *target.glob("ner/*/*/*"))}
    assert there == {
        "gum/a.conllu", "ner/tweets", "ner/reports", "ner/tweets/dev/d.conll", "ner/reports/a/a.conll",
    }  # fmt: skip
    assert (target / "gum").is_symlink()
    assert not (target / "ner").is_symlink()


def test_corpora_that_training_reads_are_named(script, monkeypatch, tmp_path) -> None:
    """What is hidden for a corpus is a folder that training looks into."""
    run = script("run")
    monkeypatch.setattr(run, "DATA", tmp_path)
    (tmp_path / "ner/re3d/CONLL-format/data-by-source/conll/Post").mkdir(parents=True)
    found = {corpus.name: corpus for corpus in run.name_corpora()}
    assert list(found) == ["UNER EWT dev", "WNUT17 dev", "WikiGold", "re3d Post"]
    assert found["UNER EWT dev"].learned is None
    assert not found["WNUT17 dev"].path.is_relative_to(found["WNUT17 dev"].learned)
    assert found["WikiGold"].path.is_relative_to(found["WikiGold"].learned)
    assert [corpus.overlap for corpus in found.values()] == [False, False, False, True]


def test_what_names_py_prints_is_read(script, monkeypatch) -> None:
    run = script("run")
    line = "saith dev.iob2 P 74.9 R 66.6 F1 70.5 | person 74.3, organization 59.8, place 72.9 | gold 966"
    said = []
    monkeypatch.setattr(run, "run", lambda *arguments: said.append(arguments) or line)
    figures = run.name_figures("saith", run.NameCorpus("a", Path("x"), overlap=True))
    assert figures == ["74.9", "66.6", "70.5", "74.3", "59.8", "72.9", "966"]
    assert said == [("names/names.py", "--system", "saith", "--head", Path("x"))]
    monkeypatch.setattr(run, "run", lambda *_: "no names")
    with pytest.raises(SystemExit, match="seven figures"):
        run.name_figures("saith", run.NameCorpus("a", Path("x")))


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
