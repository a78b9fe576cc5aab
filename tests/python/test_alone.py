"""saith alone: no network, and none of the packages it can work with, although the tests have them installed."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

OPTIONAL = ("numpy", "pandas", "polars", "pyarrow", "spacy", "tqdm")
ARTICLE = "“We waited eleven years,” said Ruth Okafor. She added that the vote was late.\n"

#: Runs before anything else: what is optional cannot be imported, and a socket cannot be made.
FENCE = f"""
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {OPTIONAL!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

def offline(event, arguments):
    if event.startswith("socket."):
        raise OSError("there is no network")

sys.meta_path.insert(0, Absent())
sys.addaudithook(offline)
"""


@pytest.fixture
def fenced(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which Python starts behind the fence."""
    folder = tmp_path / "fence"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(FENCE, encoding="utf-8")
    return {**os.environ, "PYTHONPATH": str(folder)}


def printed(command: list[str], environment: dict[str, str], **options: str) -> str:
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False, **options
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_fence_holds(fenced: dict[str, str]) -> None:
    code = """
import socket
for name in OPTIONAL:
    try:
        __import__(name)
    except ModuleNotFoundError:
        continue
    print(name)
try:
    socket.socket()
except OSError as error:
    print(error)
"""
    code = code.replace("OPTIONAL", repr(OPTIONAL))
    assert printed([sys.executable, "-c", code], fenced) == "there is no network\n"


def test_everything_that_needs_no_other_package_works(fenced: dict[str, str]) -> None:
    code = """
import pickle, saith
people = saith.Gazetteer([{"name": "Ruth Okafor", "id": "Q1"}])
corpus = saith.Pipeline(gazetteer=people).analyze_many({"body": [ARTICLE, None], "url": ["a", "b"]}, text="body", id="url")
assert corpus.quotes["speaker_id"] == ["Q1", "Q1"] and corpus.quotes["url"] == ["a", "a"]
assert people.find_many([ARTICLE])["name"] == ["Ruth Okafor"]
assert len(saith.sentences(ARTICLE)) == 2
document = saith.analyze(ARTICLE)
assert "Ruth Okafor" in document._repr_html_() and "Okafor" in corpus._repr_html_()
assert pickle.loads(pickle.dumps(document)) == document
for call, package in (
    (corpus.quotes.to_pandas, "pandas"), (corpus.quotes.to_polars, "polars"), (corpus.quotes.to_arrow, "pyarrow"),
    (lambda: saith.Pipeline().analyze_many([ARTICLE], progress=True), "tqdm"),
):
    try:
        call()
    except saith.SaithError as error:
        assert isinstance(error, ImportError) and f"needs {package}; install it" in str(error), error
    else:
        raise AssertionError(package)
print("done")
"""
    assert printed([sys.executable, "-c", code.replace("ARTICLE", repr(ARTICLE))], fenced) == "done\n"


def test_the_command_line_works(fenced: dict[str, str], command: list[str], tmp_path: Path) -> None:
    source = tmp_path / "articles.csv"
    with source.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["url", "body"], ["a", ARTICLE]])
    for name in ("quotes", "sentences", "entities", "mentions"):
        rows = [json.loads(line) for line in printed([*command, name, str(source)], fenced).splitlines()]
        assert rows, name
    target = tmp_path / "quotes.csv"
    printed([*command, "quotes", str(source), "-o", str(target), "--id", "url"], fenced)
    with target.open(encoding="utf-8", newline="") as stream:
        assert [row["url"] for row in csv.DictReader(stream)] == ["a", "a"]
    done = subprocess.run(
        [*command, "quotes", str(source), "-o", str(tmp_path / "quotes.parquet")],
        env=fenced,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "needs pyarrow; install it" in done.stderr
    assert "Traceback" not in done.stderr


def test_import_brings_none_of_them_along() -> None:
    code = f"import sys, saith, saith.cli; saith.analyze({ARTICLE!r}); print([n for n in {OPTIONAL!r} if n in sys.modules])"
    assert printed([sys.executable, "-c", code], dict(os.environ)) == "[]\n"
