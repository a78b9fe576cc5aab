"""Reads tests/cases/*.toml; tests/cases/README.md describes them, tests/cases.rs refuses malformed ones."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "cases"
#: One item of a layer, or one row of a table: values by key.
Row = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One text, how it is read, and the layers that it must give."""

    name: str
    text: str
    options: dict[str, Any] = field(default_factory=dict)
    gazetteer: list[Row] | None = None
    sentences: list[str] | None = None
    marked: list[Row] | None = None
    matches: list[Row] | None = None
    mentions: list[Row] | None = None
    names: list[Row] | None = None
    entities: list[Row] | None = None
    roles: list[Row] | None = None
    quotes: list[Row] | None = None

    @property
    def setting(self) -> str:
        """Return a key that cases share which one pipeline can read."""
        return json.dumps([self.options, self.gazetteer], sort_keys=True)

    @property
    def expected(self) -> dict[str, list[Row]]:
        """Return the layers that it expects, each a list of items."""
        sentences = None if self.sentences is None else [{"text": text} for text in self.sentences]
        # Titles of names are no part of the objects of Python: the core alone checks them.
        names = None if self.names is None else [{k: v for k, v in n.items() if k != "title"} for n in self.names]
        layers = {
            name: getattr(self, name) for name in ("marked", "matches", "mentions", "entities", "roles", "quotes")
        }
        layers["names"] = names
        return {name: items for name, items in {"sentences": sentences, **layers}.items() if items is not None}


def all_cases() -> dict[str, Case]:
    """Return the cases of all files by "file: name"."""
    cases = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for fields in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            cases[f"{path.stem}: {fields['name']}"] = Case(**fields)
    if not cases:
        raise ValueError(f"no cases in {FOLDER}")
    return cases
