"""`Gazetteer`: the entities that you know, and where texts name them."""

from __future__ import annotations

import csv
import json
import math
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from saith import _core, columns
from saith._core import Entry, Match
from saith._options import one_of
from saith.corpus import raise_first, warn_of
from saith.exceptions import FormatError, InputError
from saith.table import Table

__all__ = ["Gazetteer"]

_TYPES = ("person", "organization", "place", "group", "other")
_FIELDS = ("name", "aliases", "type", "id", "weight")


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
        if not alias_separator:
            raise FormatError('alias_separator is empty; pass what stands between aliases, as "|"')
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
        text: str | None = None,
        id: str | None = None,
        keep: Iterable[str] = (),
        on_error: str = "collect",
    ) -> Table:
        """Return the matches in many texts, in the order of the input.

        Parameters
        ----------
        data, text, id, keep
            As `Pipeline.analyze_many` takes them.
        on_error
            What happens to a row that is not text: "collect" warns once at the end, "null" leaves it out
            in silence, "raise" raises `InputError` for the first.

        Returns
        -------
        Table
            One row a match.
        """
        one_of("on_error", on_error, ("collect", "null", "raise"))
        source = columns.opened(data, text=text, id=id, keep=list(keep))
        matches, errors, rows = [], [], 0
        for block in source.blocks:
            found, bad = self.core.find_block(block, rows)
            rows += len(block)
            if on_error == "raise":
                raise_first(bad)
            matches.append(found)
            errors.append(bad)
        if on_error == "collect":
            warn_of(Table(_core.Table.concat(errors)), rows)
        return Table(_core.Table.concat(matches))

    def __len__(self) -> int:
        return len(self.core)

    def __getitem__(self, index: int) -> Entry:
        return self.core.entry(range(len(self))[index])

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
        return f"Gazetteer({len(self)} entities: {', '.join(names)}{', …' if len(self) > len(names) else ''})"


def _made(entries: list[dict[str, Any]]) -> _core.Gazetteer:
    return _core.Gazetteer(json.dumps(entries, ensure_ascii=True).encode())


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
            fields = {}
            for field, column in asked.items():
                if (column or field) in header:
                    fields[column or field] = field
                elif column is not None:
                    listed = ", ".join(f'"{c}"' for c in header)
                    raise FormatError(f'{path}, line 1: no column "{column}" for {field}; the columns are {listed}')
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


def _entries(records: Iterable[tuple[str, Any]]) -> list[dict[str, Any]]:
    """Return entries as the core takes them, checked."""
    entries = []
    for place, record in records:
        if isinstance(record, str):
            fields: dict[str, Any] = {"name": record}
        elif isinstance(record, Mapping):
            fields = {str(key): _plain(value) for key, value in record.items()}
        else:
            raise FormatError(f"{place}: {type(record).__name__} is not an entry; use a name or a dict with a name")
        name = fields.get("name")
        if not isinstance(name, str) or not name.strip():
            raise FormatError(f'{place}, column "name": the name is {name!r}; give the entry a name or remove it')
        aliases = _aliases(place, fields.get("aliases"))
        try:
            " ".join([name, *aliases]).encode()
        except UnicodeEncodeError:
            raise FormatError(f"{place}: {name!r} holds a lone surrogate; mend how the names were decoded") from None
        entries.append(
            {
                "name": name.strip(),
                "aliases": aliases,
                "type": _type(place, fields.get("type")),
                "id": None if fields.get("id") is None else str(fields["id"]),
                "weight": _weight(place, fields.get("weight")),
                "attributes": {key: value for key, value in fields.items() if key not in _FIELDS and value is not None},
            }
        )
    return entries


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
    if weight is None:
        return None
    try:
        number = float(weight)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = math.nan
    if not (math.isfinite(number) and number >= 0):
        raise FormatError(f'{place}, column "weight": {weight!r} is no weight; pass a number of at least 0')
    return number


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; a missing one is None, and what JSON lacks is written out."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if type(value).__name__ in {"NAType", "NaTType"}:
        return None
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    if hasattr(value, "tolist"):  # NumPy's scalars and arrays
        return _plain(value.tolist())
    return str(value)
