"""Records on their way to the core: each is checked, and a bad one is refused by its place.

Readers give rows: a place (“people.csv, line 3”) with a record, or with the reason why there is none.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from saith.exceptions import FormatError
from saith.gazetteer.fields import FIELDS, TYPES
from saith.gazetteer.report import SkippedRow

__all__ = ["Collected", "Refused", "Row", "codec", "collected", "collected_names", "decoded", "has_letter"]

# Attributes may be nested so deep; one that holds itself would have no end.
_DEEPEST = 64
# Below this, a float holds every whole number exactly.
_EXACT = 2**53
# Whole numbers that the core keeps as they are.
_LEAST, _MOST = -(2**63), 2**64 - 1
# Entries that are written as JSON at once: one call for many is twice as fast as one for each.
_CHUNK = 4096
_OPTIONAL = frozenset(FIELDS) - {"name"}
_PLAIN = (str, bool, type(None))


class Refused(Exception):  # noqa: N818 # never leaves the readers
    """A row that cannot be read; its message is the reason, with the remedy."""


Row: TypeAlias = tuple[str, Any]
"""A place, and the record that stands there, or a `Refused`."""


@dataclass(slots=True)
class Collected:
    """Entries as the core takes them, and what was left out on the way."""

    entries: list[bytes] | list[str]
    rows: int = 0
    empty: int = 0
    skipped: list[SkippedRow] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    """Fields that some entity was given."""
    attributes: Counter[str] = field(default_factory=Counter)
    """Entities that have an attribute, by its name."""


def decoded(value: Any) -> Any:
    """Return bytes that are UTF-8 as text, and all else as it is."""
    if not isinstance(value, bytes):
        return value
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value


def codec(encoding: str) -> str:
    """Return the name of an encoding as a user knows it: that a byte order mark is passed over is no part of it."""
    return "utf-8" if encoding.lower().replace("_", "-") == "utf-8-sig" else encoding


def collected_names(names: Sequence[str]) -> Collected | None:
    """Return names alone as the core takes them, or None where a closer look is needed to say what is wrong."""
    stripped = list(map(str.strip, names))
    if not all(map(has_letter, stripped)):
        return None
    try:
        "\n".join(stripped).encode()
    except UnicodeEncodeError:
        return None
    return Collected(stripped, len(stripped))


def collected(rows: Iterable[Row], *, strict: bool, decoded_as: str | None = None) -> Collected:
    """Return the entries of `rows`.

    Parameters
    ----------
    rows
        Places with records: a name, or a dict with a name.
    strict
        Whether the first bad row is an error; or else it is left out, and named in `Collected.skipped`.
    decoded_as
        How the bytes of a file were read, for the error of a row that is not so written.

    Raises
    ------
    FormatError
        If a row is bad and `strict`.
    """
    written: list[bytes] = []
    result = Collected(written)
    chunk: list[tuple[str, dict[str, Any]]] = []
    for place, record in rows:
        result.rows += 1
        try:
            chunk.append((place, _entry(record, result)))
        except Refused as refused:
            # What cannot be decoded is wrong in other ways too: no letter, no type.
            undecoded = _undecoded(record, decoded_as)
            _leave_out(place, undecoded or refused, result.skipped, strict=strict)
        if len(chunk) == _CHUNK:
            written.extend(_written(chunk, result.skipped, strict=strict, decoded_as=decoded_as))
            chunk = []
    written.extend(_written(chunk, result.skipped, strict=strict, decoded_as=decoded_as))
    return result


def _leave_out(place: str, refused: Refused, skipped: list[SkippedRow], *, strict: bool) -> None:
    reason = str(refused)
    if strict:
        raise FormatError(f"{place}{', ' if reason.startswith('column ') else ': '}{reason}") from None
    skipped.append(SkippedRow(place, reason))


def _written(
    chunk: Sequence[tuple[str, dict[str, Any]]], skipped: list[SkippedRow], *, strict: bool, decoded_as: str | None
) -> Iterator[bytes]:
    """Give entries as lists in JSON, as few as can be."""
    if not chunk:
        return
    try:
        yield json.dumps([entry for _, entry in chunk], ensure_ascii=False).encode()
    except UnicodeEncodeError:
        if len(chunk) > 1:
            for one in chunk:
                yield from _written([one], skipped, strict=strict, decoded_as=decoded_as)
            return
        place, entry = chunk[0]
        _leave_out(place, _surrogate(entry, decoded_as), skipped, strict=strict)


def _surrogate(entry: Mapping[str, Any], decoded_as: str | None) -> Refused:
    own = {**entry["attributes"], **{key: entry[key] for key in FIELDS}}
    return _refused_as(next((key for key, value in own.items() if _has_surrogate((key, value))), "name"), decoded_as)


def _undecoded(record: object, decoded_as: str | None) -> Refused | None:
    """Return why a field of a record that was refused cannot be read, if its bytes could not be decoded."""
    fields = {"name": record} if isinstance(record, str) else record
    if not isinstance(fields, Mapping):
        return None
    for key in FIELDS:
        value = fields.get(key)
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and _has_surrogate(text) for text in texts):
            return _refused_as(key, decoded_as)
    return None


def _refused_as(column: str, decoded_as: str | None) -> Refused:
    shown = column.encode("utf-8", "backslashreplace").decode()
    if decoded_as is None:
        return Refused(f'column "{shown}": a lone surrogate; mend how the text was decoded')
    return Refused(f'column "{shown}": it cannot be read as {codec(decoded_as)}; check encoding and cells')


def _has_surrogate(value: object) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in json.dumps(value, ensure_ascii=False))


def _entry(given: Any, counts: Collected) -> dict[str, Any]:
    """Return a record as the core takes it; empty aliases are counted and left out."""
    if isinstance(given, Refused):
        raise given
    record = {"name": given} if isinstance(given, str) else given
    if type(record) is not dict and not isinstance(record, Mapping):
        raise Refused(f"{type(record).__name__} is not an entry; use a name or a dict with a name")
    fields: dict[str, Any] = {}
    for key, value in record.items():
        kind: Any = type(value)
        # Most are as they should be: a look at the type is much cheaper than a copy.
        if kind in _PLAIN or (key == "aliases" and kind is list) or (key == "weight" and _is_float(value)):
            fields[key if type(key) is str else str(key)] = value
            continue
        plain = decoded(value)
        if isinstance(plain, bytes):
            raise Refused(f'column "{key}": its bytes are not UTF-8; write it as text')
        try:
            fields[str(key)] = _plain(plain)
        except OverflowError:
            if key in FIELDS:
                fields[str(key)] = value
                continue
            raise Refused(
                f'column "{key}": it holds a whole number beyond 64 bits, which would lose digits; pass it as a string'
            ) from None
        except RecursionError:
            raise Refused(
                f'column "{key}": the value holds itself, or is nested more than {_DEEPEST} deep; leave it out'
            ) from None
    counts.fields.update(_OPTIONAL & fields.keys())
    aliases = _aliases(fields.pop("aliases", None))
    kept = [alias for alias in aliases if alias and not alias.isspace()]
    entry: dict[str, Any] = {
        "name": _name(fields.pop("name", None)),
        "aliases": kept,
        "type": _type(fields.pop("type", None)),
        "id": _id(fields.pop("id", None)),
        "weight": _weight(fields.pop("weight", None)),
        "attributes": {key: value for key, value in fields.items() if value is not None},
    }
    for alias in kept:
        if not has_letter(alias):
            raise Refused(f'column "aliases": {alias!r} holds no letter or digit; correct it or remove it')
    counts.empty += len(aliases) - len(kept)
    if entry["attributes"]:
        counts.attributes.update(entry["attributes"].keys())
    return entry


def has_letter(text: str) -> bool:
    """Return whether there is a letter or digit, without which nothing could be found."""
    return text[:1].isalnum() or any(map(str.isalnum, text))


def _name(name: object) -> str:
    if name is None:
        raise Refused('column "name": the name is missing or its cell empty; give the entry a name or remove it')
    stripped = name.strip() if isinstance(name, str) else ""
    if not isinstance(name, str) or not stripped:
        raise Refused(f'column "name": the name is {name!r}; give the entry a name or remove it')
    if not has_letter(name):
        raise Refused(f'column "name": {name!r} holds no letter or digit; correct it or remove the row')
    return stripped


def _is_float(value: object) -> bool:
    return type(value).__name__.startswith("float")  # NumPy's too


def _id(value: object) -> str | None:
    if value is None or type(value) is str:
        return value
    # A frame has whole numbers as floats where one of them is missing.
    whole = isinstance(value, float) and value.is_integer() and abs(value) < _EXACT
    return str(int(value)) if whole else str(value)  # type: ignore[call-overload]


def _aliases(aliases: object) -> list[str]:
    if aliases is None:
        return []
    if isinstance(aliases, str):
        return [aliases]
    texts = isinstance(aliases, list) and all([isinstance(alias, str) for alias in aliases])  # noqa: C419 # twice as fast
    if isinstance(aliases, list) and not texts:
        aliases = list(map(decoded, aliases))
        texts = all(isinstance(alias, str) for alias in aliases)
    if not isinstance(aliases, list) or not texts:
        raise Refused(f'column "aliases": {aliases!r} is no list of strings; pass ["A. Lee", "Lee"]')
    return aliases


def _type(kind: object) -> str | None:
    if kind is None or kind in TYPES:
        return kind
    word = kind.strip().lower() if isinstance(kind, str) else kind
    if word not in TYPES:
        listed = ", ".join(f'"{t}"' for t in TYPES)
        raise Refused(f'column "type": {kind!r} is no type; use one of {listed}')
    return str(word)


def _weight(weight: object) -> float | None:
    if weight is None or weight != weight:  # noqa: PLR0124 # NaN, of any library
        return None
    try:
        number = math.nan if isinstance(weight, bool) else float(weight)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not (math.isfinite(number) and number >= 0):
        raise Refused(f'column "weight": {weight!r} is no weight; pass a number of at least 0')
    return number


def _plain(value: Any, depth: int = 0) -> Any:
    """Return a value as JSON has it; a missing one is None, and what JSON lacks is written out."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        if not _LEAST <= value <= _MOST:
            raise OverflowError
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if type(value).__name__ in {"NAType", "NaTType"}:
        return None
    if depth > _DEEPEST:
        raise RecursionError
    if isinstance(value, Mapping):
        return {str(key): _plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner, depth + 1) for inner in value]
    if hasattr(value, "tolist"):  # NumPy's scalars and arrays
        return _plain(value.tolist(), depth + 1)
    return str(value)
