"""What is asked of the core's gazetteer: made of entries and options, counted, searched, saved and loaded."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from saith import _core
from saith._options import names, near
from saith.exceptions import FormatError
from saith.gazetteer.options import checked
from saith.gazetteer.report import GazetteerReport

__all__ = [
    "checked_attributes",
    "entries_of",
    "found_in",
    "loaded",
    "made",
    "options_of",
    "pickled",
    "report_of",
    "saved",
    "unpickled",
]


def made(entries: list[bytes] | list[str], options: Mapping[str, Any]) -> _core.Gazetteer:
    """Return the core's gazetteer of entries, as JSON lists or as names alone, with options that are checked."""
    return _core.Gazetteer(entries, json.dumps(options).encode())


def options_of(core: _core.Gazetteer) -> dict[str, Any]:
    """Return the options that the core was made with."""
    return checked(json.loads(core.options_json()))


def entries_of(core: _core.Gazetteer) -> list[dict[str, Any]]:
    """Return the entries as the class takes them: attributes beside the fields."""
    entries: list[dict[str, Any]] = json.loads(core.to_json())
    return [{**entry.pop("attributes"), **entry} for entry in entries]


def report_of(
    core: _core.Gazetteer, *, empty: int = 0, skipped: int = 0, passed_over: Mapping[str, int] | None = None
) -> GazetteerReport:
    """Return the counts of the core, with those of what never reached it."""
    counts = core.report()
    return GazetteerReport(
        counts["entities"],
        counts["aliases"],
        counts["duplicates"],
        counts["empty"] + empty,
        counts["repeated"],
        skipped,
        dict(passed_over or {}),
    )


def found_in(
    core: _core.Gazetteer, block: _core.Block, first_row: int, attributes: Sequence[tuple[str, str]]
) -> tuple[_core.Table, _core.Table]:
    """Return the matches in a block, and its rows that could not be read."""
    return core.find_block(block, first_row, None, list(attributes))


def checked_attributes(core: _core.Gazetteer, attributes: Sequence[str], seen: set[str]) -> list[str]:
    """Return the names of attributes that get a column, each once; `seen` keeps those that were found, for the next time.

    A gazetteer without entries has no attributes that could be spelt otherwise.

    Raises
    ------
    FormatError
        If there are entries, and none has one of them.
    """
    asked = list(dict.fromkeys(names("attributes", attributes)))
    if not len(core):
        return asked
    missing = set(asked) - seen
    row = 0
    while missing and row < len(core):
        own = core.entry(row).attributes
        seen.update(own)
        missing.difference_update(own)
        row += 1
    for name in asked:
        if name in missing:
            raise FormatError(f'attributes names "{name}", which no entity has; {near(name, seen, "the attributes")}')
    return asked


def saved(core: _core.Gazetteer, path: str) -> None:
    """Write the compiled form to a file."""
    core.save(path)


def loaded(path: str) -> _core.Gazetteer:
    """Return the gazetteer of a compiled file."""
    return _core.Gazetteer.load(path)


def pickled(core: _core.Gazetteer) -> bytes:
    """Return the compiled form."""
    return core.to_bytes()


def unpickled(data: bytes) -> _core.Gazetteer:
    """Return the gazetteer of a compiled form."""
    return _core.Gazetteer.from_bytes(data, "pickled gazetteer")
