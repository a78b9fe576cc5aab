"""Gazetteers in the FollowTheMoney format of OpenSanctions and Aleph: an entity a line, names among its properties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from saith._options import near
from saith.exceptions import FormatError
from saith.gazetteer.entries import Refused, Row, has_letter
from saith.gazetteer.files import json_lines

__all__ = ["PROPERTIES", "SCHEMATA", "followthemoney_rows"]

#: Our types for the schemata of things with a name of their own; a LegalEntity may be a person or an organization.
SCHEMATA: dict[str, str | None] = {
    "Person": "person",
    "Organization": "organization",
    "Company": "organization",
    "PublicBody": "organization",
    "LegalEntity": None,
    "Vessel": "other",
    "Airplane": "other",
    "Vehicle": "other",
    "Asset": "other",
    "Event": "other",
    "Project": "other",
}
#: Properties that become attributes where the user names none.
PROPERTIES = ("country", "nationality", "topics", "position", "birthDate")
_ALIASES = ("alias", "previousName", "abbreviation")
_WEAK = "weakAlias"
#: Between several values of a property, as in the tables of OpenSanctions.
_SEPARATOR = ";"


def followthemoney_rows(
    path: Path, passed_over: Counter[str], *, weak_aliases: bool, properties: Sequence[str]
) -> Iterator[Row]:
    """Give the entities of a file with their place; what is passed over is counted by reason.

    Raises
    ------
    FormatError
        At the end, if no entity has a property that the user named.
    """
    seen: set[str] = set()
    for place, thing in json_lines(path):
        if isinstance(thing, Refused):
            yield place, thing
            continue
        schema = thing.get("schema") if isinstance(thing, Mapping) else None
        if not isinstance(schema, str) or not isinstance(thing.get("properties"), Mapping):
            yield (
                place,
                Refused(
                    'no entity with "schema" and "properties"; give FollowTheMoney entities, one JSON object a line'
                ),
            )
            continue
        if schema not in SCHEMATA:
            passed_over[f"schema {schema}"] += 1
            continue
        seen.update(thing["properties"])
        entity = _entity(thing, passed_over, weak_aliases=weak_aliases, properties=properties)
        if entity is not None:
            yield place, entity
    for name in properties if seen and tuple(properties) != PROPERTIES else ():
        if name not in seen:
            remedy = near(name, seen, "the properties")
            raise FormatError(f'{path}: properties names "{name}", which no entity has; {remedy}')


def _entity(
    thing: Mapping[str, Any], passed_over: Counter[str], *, weak_aliases: bool, properties: Sequence[str]
) -> dict[str, Any] | None:
    given = thing["properties"]
    names = _named(_values(given, "name"), passed_over)
    caption = thing.get("caption")
    if caption in names:
        names.insert(0, names.pop(names.index(caption)))
    aliases = _named([value for key in _ALIASES for value in _values(given, key)], passed_over)
    weak = _values(given, _WEAK)
    if weak_aliases:
        aliases += _named(weak, passed_over)
    elif weak:
        passed_over["weak aliases"] += len(weak)
    if not names:
        passed_over["entities without a name"] += 1
        return None
    attributes = {key: _SEPARATOR.join(_values(given, key)) for key in properties if key in given}
    return {
        **{key: value for key, value in attributes.items() if value},
        "schema": thing["schema"],
        "name": names[0],
        "aliases": [*names[1:], *aliases],
        "type": SCHEMATA[thing["schema"]],
        "id": thing.get("id"),
    }


def _values(properties: Mapping[str, Any], key: str) -> list[str]:
    """Return the values of a property that are text; others are entities of their own."""
    values = properties.get(key, [])
    return [value for value in (values if isinstance(values, list) else [values]) if isinstance(value, str)]


def _named(names: Sequence[str], passed_over: Counter[str]) -> list[str]:
    """Return the names that hold a letter or digit."""
    named = [name for name in names if has_letter(name) or not name.strip()]
    if len(named) < len(names):
        passed_over["aliases without a letter or digit"] += len(names) - len(named)
    return [name for name in named if name.strip()]
