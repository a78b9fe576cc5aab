"""`Gazetteer`: the entities that you know, and where texts name them.

The class stands here, its ways in in `readers`: `tabular`, `lines`, `ruler`, `followthemoney` and `wikidata` read files,
`entries` checks what they read. `options` says what is asked of matching, `report` counts, `replacing` rewrites texts, and
`compiled` speaks with the core.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, Self, SupportsIndex, Unpack, overload

from saith import _core, columns
from saith._core import Entry, Match
from saith._options import labels, one_of
from saith.corpus import counted, raise_first, warn_of
from saith.exceptions import InputError, UnknownEntryError
from saith.gazetteer import compiled, replacing, tabular
from saith.gazetteer.entries import Collected, Row, collected, collected_names
from saith.gazetteer.fields import is_field, warn_of_misnamed
from saith.gazetteer.files import checked_path
from saith.gazetteer.options import DEFAULTS, Options, checked
from saith.gazetteer.readers import Readable
from saith.gazetteer.replacing import Replacement
from saith.gazetteer.report import GazetteerReport, SkippedRow, warn_of_skipped
from saith.table import Table

__all__ = ["Gazetteer", "GazetteerReport", "Options", "SkippedRow"]

_SHOWN = 3


class Gazetteer(Readable):
    """Entities that you know, each with a name, aliases, and what else you know of it.

    Parameters
    ----------
    entities
        Names, dicts, a column of names, a data frame, an Arrow table, or a dict of names with their aliases. A dict has a ``name`` and,
        where you like, ``aliases`` (a list), ``type`` ("person", "organization", "place", "group", "other"), ``id``
        and ``weight`` (how likely it is meant where several share an alias); all other keys become
        `Entity.attributes`.
    strict
        Whether a bad row is an error. With False it is left out, one warning says how many were, and `skipped`
        lists them.
    **options
        What is forgiven and what is asked for, see `saith.gazetteer.Options`; every ``from_`` method takes them too.

    Raises
    ------
    FormatError
        If an entry has no name, or a field has a value that it cannot have; the row is named. If an option has.

    Examples
    --------
    >>> import saith
    >>> people = saith.Gazetteer(["Ann Lee", {"name": "Bo Ray", "id": "Q1", "party": "Green"}])
    >>> len(people)
    2
    >>> people[1].id, people[1].attributes
    ('Q1', {'party': 'Green'})
    >>> [e.aliases for e in saith.Gazetteer({"Ann Lee": ["Lee", "A. Lee"], "Bo Ray": []})]
    [('Lee', 'A. Lee'), ()]
    """

    __slots__ = ("_options", "_report", "_skipped", "core", "seen_attributes")

    core: _core.Gazetteer
    #: Attributes that have been looked for and found: a look through a million entries is made once.
    seen_attributes: set[str]

    def __init__(
        self,
        entities: Iterable[str | Mapping[str, Any]] | Mapping[str, Any] | Any = (),
        *,
        strict: bool = True,
        **options: Unpack[Options],
    ) -> None:
        if hasattr(entities, "to_list"):  # a column of pandas or Polars
            entities = entities.to_list()
        entries = None
        if isinstance(entities, list | tuple) and entities and all(type(entity) is str for entity in entities):
            entries = collected_names(entities)
        known = checked(options)  # before the work of reading
        self._fill(entries or collected(_records(entities), strict=strict), known, {}, stacklevel=4)

    def _fill(
        self, given: Collected, options: dict[str, Any], passed_over: Mapping[str, int], *, stacklevel: int
    ) -> None:
        core = compiled.made(given.entries, options)
        report = compiled.report_of(core, empty=given.empty, skipped=len(given.skipped), passed_over=passed_over)
        self._restore(core, options, report, given.skipped)
        warn_of_skipped(given.skipped, given.rows, stacklevel=stacklevel)
        warn_of_misnamed(given.attributes, given.fields, stacklevel=stacklevel)

    @classmethod
    def _read(
        cls,
        rows: Iterable[Row],
        options: Options,
        *,
        strict: bool,
        passed_over: Counter[str] | None = None,
        decoded_as: str | None = None,
    ) -> Self:
        known = checked(options)
        gazetteer = cls.__new__(cls)
        given = collected(rows, strict=strict, decoded_as=decoded_as)
        gazetteer._fill(given, known, passed_over or {}, stacklevel=5)  # noqa: SLF001 # a constructor of the class
        return gazetteer

    @property
    def options(self) -> dict[str, Any]:
        """All options, by name."""
        return dict(self._options)

    @property
    def report(self) -> GazetteerReport:
        """What it was made of, in numbers."""
        return self._report

    @property
    def skipped(self) -> list[SkippedRow]:
        """The rows that could not be read and were left out, with ``strict=False``."""
        return list(self._skipped)

    @overload
    def find(self, text: str) -> list[Match]: ...
    @overload
    def find(self, text: None) -> None: ...
    def find(self, text: str | None) -> list[Match] | None:
        """Return the places where `text` names an entry: whole words, leftmost, then longest.

        Parameters
        ----------
        text
            One text. None gives None.

        Returns
        -------
        list of Match, or None
            In order; disjoint, unless ``overlaps="all"``. Offsets count code points.

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
        attributes: Sequence[str] = (),
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
        attributes
            Attributes of the entities that get a column, called ``attribute_<name>`` where the table has that name
            already; null where several entities are as likely.

        Returns
        -------
        Table
            One row a match.

        Raises
        ------
        FormatError
            If a column is missing, an option has a value that it cannot have, or no entity has an attribute that is named.
        InputError
            If `data` holds no texts, or a row is not text and `on_error` is "raise".
        """
        one_of("on_error", on_error, ("collect", "null", "raise"))
        asked = compiled.checked_attributes(self.core, attributes, self.seen_attributes)
        source = columns.opened(data, text=text, id=id, keep=labels("keep", keep))
        joined = list(zip(asked, columns.free(asked, source.names, "attribute", table="matches"), strict=True))
        matches, errors, rows = [], [], 0
        for block in source.blocks:
            found, bad = compiled.found_in(self.core, block, rows, joined)
            rows += len(block)
            if on_error == "raise":
                raise_first(bad)
            matches.append(found)
            errors.append(bad)
        if on_error == "collect":
            warn_of(Table(_core.Table.concat(errors)), rows, named=True)
        return Table(_core.Table.concat(matches))

    @overload
    def replace(self, text: str, *, by: Replacement = None) -> str: ...
    @overload
    def replace(self, text: None, *, by: Replacement = None) -> None: ...
    def replace(self, text: str | None, *, by: Replacement = None) -> str | None:
        """Return `text` with all that `find` finds replaced.

        Parameters
        ----------
        text
            One text. None gives None.
        by
            A template that may name ``{type}``, ``{name}``, ``{id}``, ``{alias}`` and ``{text}`` ("unknown" where a
            match has none, or several entities are as likely), a function of the `Match`, or None for a bar as
            long as the match, which leaves the offsets of the rest as they were. Matches that overlap, with
            ``overlaps="all"``, are replaced as one: all that they cover, by what the longest gives, or the first of those.

        Raises
        ------
        FormatError
            If a template names something else, or the function returns no string.
        InputError
            If `text` is neither str nor None, or holds a lone surrogate.

        Examples
        --------
        >>> import saith
        >>> people = saith.Gazetteer([{"name": "Ann Lee", "type": "person"}])
        >>> people.replace("Ann Lee left."), people.replace("Ann Lee left.", by="[{type}]")
        ('███████ left.', '[person] left.')
        >>> people.replace("Ann Lee’s aides left.", by=lambda match: match.text.upper())
        'ANN LEE’s aides left.'
        """
        make = replacing.maker(by)
        return None if text is None else replacing.replaced(text, self.core.find(text), make)

    def replace_many(self, data: Any, *, text: Hashable | None = None, by: Replacement = None) -> Any:
        """Return a column of texts with all matches replaced, of the kind that came in.

        Parameters
        ----------
        data
            A column of pandas, Polars or pyarrow, or a list; or a frame or dict with such a column.
        text
            The column of a frame.
        by
            As `replace` takes it.

        Returns
        -------
        Column, or list
            As long as the input, with its name and index; what is missing stays so.

        Raises
        ------
        FormatError
            If there is no such column, or as in `replace`.
        InputError
            If `data` is no column, or a row is not text; the row is named.

        Examples
        --------
        >>> import saith
        >>> saith.Gazetteer(["Ann Lee"]).replace_many(["Ann Lee left.", None], by="{name}!")
        ['Ann Lee! left.', None]
        """
        make = replacing.maker(by)
        column = replacing.column_of(data, text)
        return replacing.replaced_column(column, lambda one: replacing.replaced(one, self.core.find(one), make))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the gazetteer to a file, compiled: entities, options, and all that finding needs.

        Parameters
        ----------
        path
            The file; one that is there is replaced.

        Raises
        ------
        FormatError
            If it cannot be written.
        """
        compiled.saved(self.core, str(checked_path(path, "a file to write")))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Return the gazetteer that `save` wrote to a file, many times faster than it was made.

        Parameters
        ----------
        path
            The file.

        Raises
        ------
        FormatError
            If it cannot be read, or is none that `save` wrote.
        """
        gazetteer = cls.__new__(cls)
        core = compiled.loaded(str(checked_path(path, "a compiled gazetteer")))
        gazetteer._restore(core, compiled.options_of(core), compiled.report_of(core), [])  # noqa: SLF001 # a constructor of the class
        return gazetteer

    def _restore(
        self, core: _core.Gazetteer, options: dict[str, Any], report: GazetteerReport, skipped: list[SkippedRow]
    ) -> None:
        self.core = core
        self._options = options
        self._report = report
        self.seen_attributes = set()
        self._skipped = skipped

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
        if not isinstance(other, Gazetteer):
            return NotImplemented
        return self.core == other.core

    def __hash__(self) -> int:
        return hash(self.core)

    def __reduce__(self) -> tuple[Any, ...]:
        return restored, (compiled.pickled(self.core), self._report, self._skipped)

    def __repr__(self) -> str:
        shown = [repr(self[i].name) for i in range(min(_SHOWN, len(self)))]
        changed = [f"{option}={value!r}" for option, value in self._options.items() if value != DEFAULTS[option]]
        passed_over = sum(self._report.passed_over.values())
        parts = [
            f"{_size(self)}: {', '.join(shown)}{', …' if len(self) > len(shown) else ''}",
            *changed,
            *([f"{len(self._skipped):,} skipped"] if self._skipped else []),
            *([f"{passed_over:,} passed over"] if passed_over else []),
        ]
        return f"Gazetteer({'; '.join(parts)})"

    def _repr_html_(self) -> str:
        from saith import display

        return display.gazetteer_html(self)


def _size(gazetteer: Gazetteer) -> str:
    return counted(len(gazetteer), "entities")


def restored(data: bytes, report: GazetteerReport | None = None, skipped: list[SkippedRow] | None = None) -> Gazetteer:
    """Return a gazetteer from its compiled form, with what pickle kept beside that."""
    gazetteer = Gazetteer.__new__(Gazetteer)
    core = compiled.unpickled(data)
    gazetteer._restore(core, compiled.options_of(core), report or compiled.report_of(core), skipped or [])  # noqa: SLF001 # a constructor of the class
    return gazetteer


def _records(entities: Any) -> Iterator[Row]:
    """Give each entry with its place."""
    if isinstance(entities, Gazetteer):
        entities = compiled.entries_of(entities.core)
    elif isinstance(entities, Mapping):
        entities = _records_of_mapping(entities)
    elif any(hasattr(entities, way) for way in ("to_dict", "to_dicts", "to_pylist", "__arrow_c_stream__")):
        entities = tabular.named_records(entities)
    elif isinstance(entities, str | bytes) or not isinstance(entities, Iterable):
        raise _no_gazetteer(entities)
    return ((f"gazetteer row {row}", entity) for row, entity in enumerate(entities))


def _records_of_mapping(entities: Mapping[Any, Any]) -> list[Any]:
    """Return names with their aliases (one may be a str) or fields as records; a mapping with a "name" is a table of columns."""
    for key, value in entities.items():
        # A text beside the name of a field: one entry, which is no list of them.
        if isinstance(value, bytes) or not isinstance(value, Iterable) or (isinstance(value, str) and is_field(key)):
            raise _no_gazetteer(entities)
    if "name" in entities:
        return tabular.records_of(entities)
    return [
        {**value, "name": name}
        if isinstance(value, Mapping)
        else {"name": name, "aliases": [value] if isinstance(value, str) else list(value)}
        for name, value in entities.items()
    ]


def _no_gazetteer(entities: object) -> InputError:
    return InputError(f"{type(entities).__name__} is not a gazetteer; pass a list of names or dicts, or a data frame")
