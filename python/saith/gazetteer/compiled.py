"""What is asked of the core's gazetteer: made of entries and options, counted, searched, saved and loaded."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from saith import _core
from saith.gazetteer.options import checked
from saith.gazetteer.report import GazetteerReport

__all__ = ["entries_of", "found_in", "loaded", "made", "options_of", "report_of", "saved"]

#: Whether the core knows options; one that does not forgives what it does by default.
_KNOWS_OPTIONS = hasattr(_core.Gazetteer, "options_json")


def made(entries: bytes | list[str], options: Mapping[str, Any]) -> _core.Gazetteer:
    """Return the core's gazetteer of entries, as JSON or as names alone, with options that are checked."""
    new: Any = _core.Gazetteer
    core: _core.Gazetteer
    if _KNOWS_OPTIONS:
        core = new(entries, json.dumps(options).encode())
        return core
    core = new(entries if isinstance(entries, bytes) else json.dumps([{"name": name} for name in entries]).encode())
    return core


def options_of(core: Any) -> dict[str, Any]:
    """Return the options that the core was made with."""
    return checked(json.loads(core.options_json())) if _KNOWS_OPTIONS else checked({})


def entries_of(core: _core.Gazetteer) -> list[dict[str, Any]]:
    """Return the entries as the class takes them: attributes beside the fields."""
    entries: list[dict[str, Any]] = json.loads(core.to_json())
    return [{**entry.pop("attributes"), **entry} for entry in entries]


def report_of(
    core: Any, *, empty: int = 0, skipped: int = 0, passed_over: Mapping[str, int] | None = None
) -> GazetteerReport:
    """Return the counts of the core, with those of what never reached it."""
    counts = core.report() if _KNOWS_OPTIONS else _counted(json.loads(core.to_json()))
    return GazetteerReport(
        counts["entities"],
        counts["aliases"],
        counts["duplicates"],
        counts["empty"] + empty,
        counts.get("repeated", 0),
        skipped,
        dict(passed_over or {}),
    )


def _counted(entries: list[dict[str, Any]]) -> dict[str, int]:
    """Return counts for a core that has none."""
    given = [[entry["name"], *entry["aliases"]] for entry in entries]
    distinct = sum(len(set(names)) for names in given)
    return {
        "entities": len(entries),
        "aliases": distinct,
        "duplicates": sum(map(len, given)) - distinct,
        "empty": 0,
        "repeated": len(entries) - len({json.dumps(entry) for entry in entries}),
    }


def found_in(
    core: Any, block: _core.Block, first_row: int, attributes: Sequence[tuple[str, str]]
) -> tuple[_core.Table, _core.Table]:
    """Return the matches in a block, and its rows that could not be read."""
    tables: tuple[_core.Table, _core.Table]
    if _KNOWS_OPTIONS:
        tables = core.find_block(block, first_row, None, list(attributes))
    else:
        tables = core.find_block(block, first_row)
    return tables


def saved(core: Any, path: str) -> None:
    """Write the compiled form to a file."""
    core.save(path)


def loaded(path: str) -> _core.Gazetteer:
    """Return the gazetteer of a compiled file."""
    new: Any = _core.Gazetteer
    core: _core.Gazetteer = new.load(path)
    return core
