"""Gazetteers out of patterns of spaCy's EntityRuler: those of phrases."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from saith.exceptions import FormatError, InputError
from saith.gazetteer.entries import Refused, Row
from saith.gazetteer.files import checked_path, json_lines

__all__ = ["LABELS", "ruler_rows"]

#: Our types for the labels that spaCy's English models use; a label of the user's own has none.
LABELS = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "PRODUCT": "other",
    "EVENT": "other",
    "WORK_OF_ART": "other",
    "LAW": "other",
    "LANGUAGE": "other",
    "MISC": "other",
}
# Characters of a pattern that an error shows.
_SHOWN = 60


def ruler_rows(patterns: Any) -> Iterator[Row]:
    """Give the entities of patterns with their place: phrases of one label and id are one entity.

    Raises
    ------
    InputError
        If `patterns` is no path, list of patterns or EntityRuler.
    """
    known: dict[tuple[str, str], dict[str, Any]] = {}
    places: list[tuple[str, Any]] = []
    for place, pattern in _patterns(patterns):
        try:
            label, phrase, id = _phrase(pattern)
        except Refused as refused:
            places.append((place, refused))
            continue
        entity = known.get((label, id)) if id is not None else None
        if entity is not None:
            entity["aliases"].append(phrase)
            continue
        entity = {"name": phrase, "aliases": [], "type": LABELS.get(label.upper()), "id": id, "label": label}
        places.append((place, entity))
        if id is not None:
            known[label, id] = entity
    yield from places


def _patterns(patterns: Any) -> Iterator[Row]:
    if isinstance(patterns, str | os.PathLike):
        path = checked_path(patterns, "a file of patterns")
        yield from json_lines(_in_folder(path) if path.is_dir() else path)
        return
    listed = getattr(patterns, "patterns", patterns)  # those of an EntityRuler
    if isinstance(listed, Mapping | bytes) or not isinstance(listed, Iterable):
        raise InputError(
            f"{type(patterns).__name__} holds no patterns; pass a path, a list of patterns or an EntityRuler"
        )
    for row, pattern in enumerate(listed):
        yield f"pattern {row}", pattern


def _in_folder(folder: Path) -> Path:
    """Return the file of patterns in a folder that `to_disk` wrote."""
    files = [folder / name for name in ("patterns.jsonl", "patterns")]
    file = next((file for file in files if file.is_file()), None)
    if file is None:
        raise FormatError(f"{folder}: cannot be read (a folder without patterns.jsonl); give the file of patterns")
    return file


def _phrase(pattern: Any) -> tuple[str, str, Any]:
    """Return label, phrase and id of a pattern."""
    if isinstance(pattern, Refused):
        raise pattern
    if not isinstance(pattern, Mapping):
        raise Refused(f'{type(pattern).__name__} is no pattern; use {{"label": "ORG", "pattern": "Acme"}}')
    label, phrase = pattern.get("label"), pattern.get("pattern")
    if not isinstance(label, str) or not label.strip():
        raise Refused(f'column "label": the label is {label!r}; give the pattern a label')
    if isinstance(phrase, list):
        shown = json.dumps(phrase, ensure_ascii=False, default=str)
        shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
        raise Refused(
            f'column "pattern": {shown} of label "{label}" is a pattern of tokens, which is no name; '
            "write its names as phrases, or leave it to the EntityRuler"
        )
    if not isinstance(phrase, str) or not phrase.strip():
        raise Refused(f'column "pattern": the phrase is {phrase!r}; give the pattern one')
    return label, phrase, pattern.get("id") or None
