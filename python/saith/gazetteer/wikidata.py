"""Gazetteers out of Wikidata: JSON lines of items, or the dump's array with an item a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from saith.gazetteer.entries import Refused, Row, has_letter
from saith.gazetteer.files import lines, parsed

__all__ = ["CLASSES", "wikidata_rows"]

#: Our types for the classes that most items with a name are direct instances of (property P31).
CLASSES = {
    "Q5": "person",  # human
    "Q43229": "organization",
    "Q4830453": "organization",  # business
    "Q783794": "organization",  # company
    "Q891723": "organization",  # public company
    "Q6881511": "organization",  # enterprise
    "Q7278": "organization",  # political party
    "Q484652": "organization",  # international organization
    "Q163740": "organization",  # nonprofit organization
    "Q327333": "organization",  # government agency
    "Q3918": "organization",  # university
    "Q476028": "organization",  # association football club
    "Q11032": "organization",  # newspaper
    "Q192283": "organization",  # news agency
    "Q22687": "organization",  # bank
    "Q46970": "organization",  # airline
    "Q6256": "place",  # country
    "Q3624078": "place",  # sovereign state
    "Q515": "place",  # city
    "Q1549591": "place",  # big city
    "Q3957": "place",  # town
    "Q532": "place",  # village
    "Q486972": "place",  # human settlement
    "Q35657": "place",  # state of the United States
    "Q41710": "group",  # ethnic group
    "Q11424": "other",  # film
}
#: Labels that hold in all languages.
_ANY_LANGUAGE = "mul"


def wikidata_rows(path: Path, passed_over: Counter[str], *, language: str) -> Iterator[Row]:
    """Give the items that have a label in `language`, with their place; others are counted by reason."""
    for place, line in lines(path):
        if line in {b"[", b"]", b"[]"}:
            continue  # the dump is one array
        item = parsed(line.removeprefix(b"[").removesuffix(b"]").rstrip().removesuffix(b","))
        if isinstance(item, Refused):
            yield place, item
        elif not isinstance(item, Mapping) or not isinstance(item.get("id"), str):
            yield place, Refused('no Wikidata entity with an "id"; give one JSON object a line')
        elif item.get("type", "item") != "item":
            passed_over[f"of type {item['type']}"] += 1
        else:
            entity = _entity(item, passed_over, language)
            if entity is not None:
                yield place, entity


def _entity(item: Mapping[str, Any], passed_over: Counter[str], language: str) -> dict[str, Any] | None:
    labels = [label for label in _texts(item, "labels", language) if has_letter(label)]
    if not labels:
        passed_over[f"no label in {language}"] += 1
        return None
    given = [*labels[1:], *_texts(item, "aliases", language)]
    aliases = [alias for alias in dict.fromkeys(given) if has_letter(alias) and alias != labels[0]]
    nameless = sum(not has_letter(alias) for alias in given)
    if nameless:
        passed_over["aliases without a letter or digit"] += nameless
    entity: dict[str, Any] = {"name": labels[0], "aliases": aliases, "type": _type(item), "id": item["id"]}
    description = next(iter(_texts(item, "descriptions", language)), None)
    if description is not None:
        entity["description"] = description
    sitelinks = item.get("sitelinks")
    if isinstance(sitelinks, Mapping | list):
        entity["weight"] = len(sitelinks) + 1  # an item that no Wikipedia has is unlikely, not impossible
    return entity


def _texts(item: Mapping[str, Any], key: str, language: str) -> list[str]:
    """Return labels, aliases or descriptions: of the language, then those of all languages."""
    given = item.get(key)
    if not isinstance(given, Mapping):
        return []
    found: list[str] = []
    for code in dict.fromkeys((language, _ANY_LANGUAGE)):
        values = given.get(code, [])
        for value in values if isinstance(values, list) else [values]:
            text = value.get("value") if isinstance(value, Mapping) else value
            if isinstance(text, str) and text.strip():
                found.append(text)
    return list(dict.fromkeys(found)) if key == "labels" else found


def _type(item: Mapping[str, Any]) -> str | None:
    """Return our type of the first class that has one."""
    claims = item.get("claims")
    if not isinstance(claims, Mapping) or not isinstance(claims.get("P31"), list):
        return None
    return next((CLASSES[q] for q in map(_class, claims["P31"]) if q in CLASSES), None)


def _class(claim: Any) -> str | None:
    try:
        id: str | None = claim["mainsnak"]["datavalue"]["value"]["id"]
    except (KeyError, TypeError):
        return None
    return id if isinstance(id, str) else None
