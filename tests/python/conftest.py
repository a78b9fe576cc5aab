"""What all tests share: the wheel is the installed one, and how hard Hypothesis looks."""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path

import pytest
import saith
from cli_runs import ARTICLE, OTHER
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[2]

settings.register_profile("fast", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("slow", parent=settings.get_profile("fast"), max_examples=600)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


def pytest_configure() -> None:
    # A test of the working tree would pass with a wheel that lacks a file.
    if Path(saith.__file__).is_relative_to(ROOT / "python"):
        raise pytest.UsageError("saith is imported from the working tree; install the wheel: make wheel")


@pytest.fixture(scope="session")
def command() -> list[str]:
    """Return the beginning of a command line that runs saith."""
    script = Path(sys.executable).with_name("saith")
    assert script.exists(), "the wheel installs the command `saith` beside its Python"
    return [str(script)]


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [["url", "body", "outlet"], ["a", ARTICLE, "Post"], ["b", "", "Times"], ["c", OTHER, ""]]
        )
    return path
