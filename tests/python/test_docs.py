"""What the documents say is true: their code runs, and its results are those written.

Fenced blocks of README.md and docs/*.md: `python` runs (with `>>>` its output is compared), blocks of a file share their names;
`text` right after `python` is what that block prints; other languages are not run. Docstrings of the package run too.
"""

from __future__ import annotations

import contextlib
import doctest
import importlib
import io
import pkgutil
import re
from pathlib import Path
from typing import NamedTuple

import pytest
import saith

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
MODULES = ["saith", *(module.name for module in pkgutil.walk_packages(saith.__path__, "saith."))]


class Block(NamedTuple):
    line: int
    language: str
    code: str


def blocks(path: Path) -> list[Block]:
    text = path.read_text(encoding="utf-8")
    return [Block(text.count("\n", 0, m.start()) + 2, m[1], m[2]) for m in FENCE.finditer(text)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_code_of_a_document_does_what_it_says(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": path.stem}
    found = blocks(path)
    for block, after in zip(found, [*found[1:], None], strict=False):
        if block.language != "python":
            continue
        if ">>> " in block.code:
            run_examples(block, path, names)
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            # Empty lines before the code: a traceback names the document's line.
            exec(compile("\n" * (block.line - 1) + block.code, str(path), "exec"), names)
        if after and after.language == "text":
            assert printed.getvalue().splitlines() == after.code.splitlines()


def run_examples(block: Block, path: Path, names: dict[str, object]) -> None:
    test = doctest.DocTestParser().get_doctest(block.code, names, path.name, str(path), block.line - 1)
    failures = io.StringIO()
    runner = doctest.DocTestRunner(optionflags=OPTIONS)
    runner.run(test, out=failures.write, clear_globs=False)
    names.update(test.globs)
    assert not failures.getvalue(), failures.getvalue()


def test_the_readme_has_code_that_runs() -> None:
    assert sum(block.language == "python" for block in blocks(ROOT / "README.md")) >= 4


@pytest.mark.parametrize("name", [name for name in MODULES if name != "saith.__main__"])
def test_docstrings_give_what_they_show(name: str) -> None:
    failures = io.StringIO()
    runner = doctest.DocTestRunner(optionflags=OPTIONS)
    for test in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name)):
        runner.run(test, out=failures.write)
    assert not failures.getvalue(), failures.getvalue()


def test_every_public_name_is_documented_with_an_example() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    for name in saith.__all__:
        thing = getattr(saith, name)
        if name.startswith("__"):
            continue
        assert thing.__doc__, name
    for name in ("sentences", "analyze", "Pipeline", "Gazetteer"):
        tests = finder.find(getattr(saith, name), name)
        assert any(test.examples for test in tests), f"no example in the docstring of {name}"


def test_links_between_documents_lead_somewhere() -> None:
    for path in [*DOCUMENTS, ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_the_reference_names_every_column() -> None:
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    corpus = saith.Pipeline().analyze_many(["“Yes,” said Ann Lee."])
    tables = [corpus.sentences, corpus.mentions, corpus.entities, corpus.quotes, corpus.errors]
    tables.append(saith.Gazetteer(["Ann Lee"]).find_many(["Ann Lee left."]))
    for table in tables:
        for column in table.columns:
            assert f"`{column}`" in reference, column
