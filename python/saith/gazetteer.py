"""`Gazetteer`: the entities that you know, and where texts name them."""

from __future__ import annotations

import csv
import json
import math
import os
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, SupportsIndex

from saith import _core, columns
from saith._core import Entry, Match
from saith._options import labels, one_of
from saith.corpus import counted, raise_first, warn_of
from saith.exceptions import FormatError, InputError, UnknownEntryError
from saith.table import Table

__all__ = ["Gazetteer"]

_TYPES = ("person", "organization", "place", "group", "other")
_FIELDS = ("name", "aliases", "type", "id", "weight")
_NO_DELIMITERS = '"\r\n\0'
# Attributes may be nested so deep; one that holds itself would have no end.
_DEEPEST = 64
# Below this, a float holds every whole number exactly.
_EXACT = 2**53


class Gazetteer:
    """Entities that you know, each with a name, aliases, and what else you know of it.

    Parameters
    ----------
    entities
        Names, dicts, or a data frame. A dict has a ``name`` and, where you like, ``aliases`` (a list),
        ``type`` ("person", "organization", "place", "group", "other"), ``id`` and ``weight`` (how likely
        it is meant where several share an alias); all other keys become `Entity.attributes`.

    Raises
    ------
    FormatError
        If an entry has no name, or a field has a value that it cannot have; the row is named.

    Examples
    --------
    >>> import saith
    >>> people = saith.Gazetteer(["Ann Lee", {"name": "Bo Ray", "id": "Q1", "party": "Green"}])
    >>> len(people)
    2
    >>> people[1].id, people[1].attributes
    ('Q1', {'party': 'Green'})
    """

    __slots__ = ("core",)

    core: _core.Gazetteer

    def __init__(self, entities: Iterable[str | Mapping[str, Any]] | Any = ()) -> None:
        self.core = _made(_entries(_records(entities)))

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any]]) -> Gazetteer:
        """Return the gazetteer of dicts, as the class takes them.

        Parameters
        ----------
        records
            One dict an entity.

        Examples
        --------
        >>> import saith
        >>> saith.Gazetteer.from_records([{"name": "Ann Lee", "aliases": ["Lee"]}])[0].aliases
        ('Lee',)
        """
        return cls(records)

    @classmethod
    def from_csv(
        cls,
        path: str | os.PathLike[str],
        *,
        name: str = "name",
        id: str | None = None,
        aliases: str | None = None,
        alias_separator: str = "|",
        type: str | None = None,
        weight: str | None = None,
        encoding: str = "utf-8-sig",
        delimiter: str = ",",
    ) -> Gazetteer:
        """Return the gazetteer of a CSV file with a header.

        Parameters
        ----------
        path
            The file.
        name, id, aliases, type, weight
            Columns of the file; where one is not named, the column of that name is taken if there is
            one. All other columns become attributes; an empty cell is missing.
        alias_separator
            What stands between the aliases of a cell.
        encoding
            Encoding of the file.
        delimiter
            What stands between two cells: "," or, as in TSV, a tab.

        Raises
        ------
        FormatError
            If the file cannot be read, a column is missing, or an entry has no name; file, line and
            column are named.

        Examples
        --------
        >>> import pathlib, saith, tempfile
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "people.csv"
        >>> _ = file.write_text("label,alt\\nAnn Lee,Lee|A. Lee\\n")
        >>> saith.Gazetteer.from_csv(file, name="label", aliases="alt")[0].aliases
        ('Lee', 'A. Lee')
        """
        if not isinstance(alias_separator, str) or not alias_separator:
            raise FormatError(f'alias_separator is {alias_separator!r}; pass what stands between aliases, as "|"')
        if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in _NO_DELIMITERS:
            raise FormatError(f'delimiter is {delimiter!r}; pass the one character between two cells, as ","')
        if not isinstance(encoding, str) or "\0" in encoding:
            raise FormatError(f'encoding is {encoding!r}; pass its name, as "utf-8"')
        if not isinstance(path, str | os.PathLike):
            raise FormatError(f"path is {path!r}; pass the path of a CSV file")
        if "\0" in os.fspath(path):
            raise FormatError(f"path {os.fspath(path)!r} holds a NUL; give the path of a file")
        asked = {"name": name, "id": id, "aliases": aliases, "type": type, "weight": weight}
        gazetteer = cls.__new__(cls)
        gazetteer.core = _made(_entries(_csv_records(Path(path), asked, alias_separator, encoding, delimiter)))
        return gazetteer

    def find(self, text: str | None) -> list[Match] | None:
        """Return the places where `text` names an entry: whole words, leftmost, then longest.

        Parameters
        ----------
        text
            One text. None gives None.

        Returns
        -------
        list of Match, or None
            In order, disjoint; offsets count code points.

        Raises
        ------
        InputError
            If `text` is neither str nor None, or holds a lone surrogate.
        """
        return None if text is None else self.core.find(text)

    def find_many(
        self,
        data: Any,
        *,
        text: Hashable | None = None,
        id: Hashable | None = None,
        keep: Iterable[Hashable] = (),
        on_error: Literal["collect", "null", "raise"] = "collect",
    ) -> Table:
        """Return the matches in many texts, in the order of the input.

        Parameters
        ----------
        data, text, id, keep
            As `Pipeline.analyze_many` takes them.
        on_error
            What happens to a row that is not text: "collect" warns once at the end and names the first few
            such rows with what is wrong (there is no table of errors), "null" leaves it out in silence, "raise"
            raises `InputError` for the first.

        Returns
        -------
        Table
            One row a match.
        """
        one_of("on_error", on_error, ("collect", "null", "raise"))
        source = columns.opened(data, text=text, id=id, keep=labels("keep", keep))
        matches, errors, rows = [], [], 0
        for block in source.blocks:
            found, bad = self.core.find_block(block, rows)
            rows += len(block)
            if on_error == "raise":
                raise_first(bad)
            matches.append(found)
            errors.append(bad)
        if on_error == "collect":
            warn_of(Table(_core.Table.concat(errors)), rows, named=True)
        return Table(_core.Table.concat(matches))

    def __len__(self) -> int:
        return len(self.core)

    def __getitem__(self, index: SupportsIndex) -> Entry:
        """Return the entry at a place, counted from 0, or from the end where it is negative.

        Raises
        ------
        UnknownEntryError
            If there is none (an IndexError too).
        """
        try:
            place = range(len(self))[index]
        except (IndexError, OverflowError):
            raise UnknownEntryError(f"no entry {index}; the gazetteer has {_size(self)}") from None
        return self.core.entry(place)

    def __iter__(self) -> Iterator[Entry]:
        return (self.core.entry(i) for i in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return self.core.to_json() == other.core.to_json() if isinstance(other, Gazetteer) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.core.to_json())

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.core.to_json(),)

    def __repr__(self) -> str:
        names = [repr(self[i].name) for i in range(min(3, len(self)))]
        return f"Gazetteer({_size(self)}: {', '.join(names)}{', …' if len(self) > len(names) else ''})"


def _size(gazetteer: Gazetteer) -> str:
    return counted(len(gazetteer), "entities")


def _made(entries: list[bytes]) -> _core.Gazetteer:
    return _core.Gazetteer(b"[" + b",".join(entries) + b"]")


def _restored(entries: bytes) -> Gazetteer:
    """Return a gazetteer from what pickle kept."""
    gazetteer = Gazetteer.__new__(Gazetteer)
    gazetteer.core = _core.Gazetteer(entries)
    return gazetteer


def _records(entities: Any) -> Iterator[tuple[str, Any]]:
    """Give each entry with its place."""
    if isinstance(entities, str | bytes | Mapping):
        raise InputError(
            f"{type(entities).__name__} is not a gazetteer; pass a list of names or dicts, or a data frame"
        )
    if isinstance(entities, Gazetteer):
        entities = json.loads(entities.core.to_json())
        entities = [{**entry.pop("attributes"), **entry} for entry in entities]
    elif hasattr(entities, "to_dict") and hasattr(entities, "columns") and not hasattr(entities, "to_dicts"):
        entities = entities.to_dict("records")
    elif hasattr(entities, "to_dicts"):
        entities = entities.to_dicts()
    elif hasattr(entities, "to_pylist"):
        entities = entities.to_pylist()
    elif not isinstance(entities, Iterable):
        raise InputError(
            f"{type(entities).__name__} is not a gazetteer; pass a list of names or dicts, or a data frame"
        )
    return ((f"gazetteer row {row}", entity) for row, entity in enumerate(entities))


def _csv_records(
    path: Path, asked: Mapping[str, str | None], separator: str, encoding: str, delimiter: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the rows of a CSV file with their place, fields under our names."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.DictReader(file, delimiter=delimiter, strict=True)
            header = reader.fieldnames
            if not header:
                raise FormatError(f"{path}, line 1: the file is empty; its first line names the columns")
            fields = _csv_fields(path, header, asked)
            for row in reader:
                place = f"{path}, line {reader.line_num}"
                if None in row:
                    raise FormatError(f"{place}: more cells than the {len(header)} columns; quote cells with commas")
                record = {fields.get(column, column): cell for column, cell in row.items() if cell}
                if "aliases" in record:
                    record["aliases"] = [alias for alias in record["aliases"].split(separator) if alias.strip()]
                yield place, record
    except FileNotFoundError:
        raise FormatError(f"{path}: no such file; check the path") from None
    except OSError as error:
        raise FormatError(f"{path}: cannot be read ({error.strerror}); give a file that you may read") from error
    except (UnicodeError, csv.Error, LookupError) as error:
        raise FormatError(f"{path}: cannot be read as {encoding} CSV ({error}); check encoding and cells") from error


def _csv_fields(path: Path, header: Sequence[str], asked: Mapping[str, str | None]) -> dict[str, str]:
    """Return which of our fields a column of the file is."""
    for column in header:
        if header.count(column) > 1:
            raise FormatError(f'{path}, line 1: several columns "{column}"; rename all but one')
    fields = {}
    for field, named in asked.items():
        if (named or field) in header:
            fields[named or field] = field
        elif named is not None:
            listed = ", ".join(f'"{c}"' for c in header)
            raise FormatError(f'{path}, line 1: no column "{named}" for {field}; the columns are {listed}')
    return fields


def _entries(records: Iterable[tuple[str, Any]]) -> list[bytes]:
    """Return entries as the core takes them: checked, each as JSON."""
    entries = []
    for place, given in records:
        record = {"name": given} if isinstance(given, str) else given
        if not isinstance(record, Mapping):
            raise FormatError(f"{place}: {type(record).__name__} is not an entry; use a name or a dict with a name")
        fields: dict[str, Any] = {}
        for key, value in record.items():
            try:
                fields[str(key)] = value if key == "weight" and _is_float(value) else _plain(value)
            except RecursionError:
                raise FormatError(
                    f'{place}, column "{key}": the value holds itself, or is nested more than {_DEEPEST} deep; '
                    "leave it out"
                ) from None
        name = fields.get("name")
        if not isinstance(name, str) or not name.strip():
            raise FormatError(f'{place}, column "name": the name is {name!r}; give the entry a name or remove it')
        entry = {
            "name": name.strip(),
            "aliases": _aliases(place, fields.get("aliases")),
            "type": _type(place, fields.get("type")),
            "id": _id(fields.get("id")),
            "weight": _weight(place, fields.get("weight")),
            "attributes": {key: value for key, value in fields.items() if key not in _FIELDS and value is not None},
        }
        entries.append(_encoded(place, entry))
    return entries


def _encoded(place: str, entry: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(entry, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        pass
    own = {**entry["attributes"], **{key: entry[key] for key in _FIELDS}}
    bad = next((key for key, value in own.items() if _has_surrogate((key, value))), "name")
    shown = bad.encode("utf-8", "backslashreplace").decode()
    raise FormatError(f'{place}, column "{shown}": a lone surrogate; mend how the text was decoded')


def _has_surrogate(value: object) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in json.dumps(value, ensure_ascii=False))


def _is_float(value: object) -> bool:
    return type(value).__name__.startswith("float")  # NumPy's too


def _id(value: object) -> str | None:
    if value is None:
        return None
    # A frame has whole numbers as floats where one of them is missing.
    whole = isinstance(value, float) and value.is_integer() and abs(value) < _EXACT
    return str(int(value)) if whole else str(value)  # type: ignore[call-overload]


def _aliases(place: str, aliases: object) -> list[str]:
    if aliases is None:
        return []
    if isinstance(aliases, str):
        return [aliases]
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise FormatError(f'{place}, column "aliases": {aliases!r} is no list of strings; pass ["A. Lee", "Lee"]')
    return [alias for alias in aliases if alias.strip()]


def _type(place: str, kind: object) -> str | None:
    if kind is None:
        return None
    word = kind.strip().lower() if isinstance(kind, str) else kind
    if word not in _TYPES:
        listed = ", ".join(f'"{t}"' for t in _TYPES)
        raise FormatError(f'{place}, column "type": {kind!r} is no type; use one of {listed}')
    return str(word)


def _weight(place: str, weight: object) -> float | None:
    if weight is None or weight != weight:  # noqa: PLR0124 # NaN, of any library
        return None
    try:
        number = float(weight)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not (math.isfinite(number) and number >= 0):
        raise FormatError(f'{place}, column "weight": {weight!r} is no weight; pass a number of at least 0')
    return number


def _plain(value: Any, depth: int = 0) -> Any:
    """Return a value as JSON has it; a missing one is None, and what JSON lacks is written out."""
    if value is None or isinstance(value, str | bool | int):
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
