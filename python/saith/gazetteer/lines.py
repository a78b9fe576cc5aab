"""Gazetteers a line an entity: JSON objects, or names alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from saith.gazetteer.entries import Refused, Row
from saith.gazetteer.files import json_lines, opened_text
from saith.gazetteer.tabular import Columns

__all__ = ["jsonl_rows", "name_rows"]


def jsonl_rows(path: Path, columns: Columns) -> Iterator[Row]:
    """Give the objects of a file of JSON lines with their place, fields under our names; a string is a name."""
    named = {column: field for field, column, _ in columns.asked()}
    for place, value in json_lines(path):
        if isinstance(value, Mapping):
            missing = next((column for column, field in named.items() if field == "name" and column not in value), None)
            if missing is not None:
                yield place, Refused(f'no key "{missing}" for name; give the entry one, or say which key holds it')
                continue
            yield place, columns.record(value.items(), named)
        elif isinstance(value, str | Refused):
            yield place, value
        else:
            yield place, Refused('no JSON object; give one a line, as in {"name": "Ann Lee"}')


def name_rows(path: Path, *, encoding: str) -> Iterator[Row]:
    """Give the names of a file with one a line, with their place; blank lines are passed over."""
    with opened_text(path, encoding) as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield f"{path}, line {number}", line.strip()
