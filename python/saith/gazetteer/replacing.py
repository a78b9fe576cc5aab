"""Matches replaced in their text: barred, tagged, or by what a function makes of them."""

from __future__ import annotations

import string
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from saith._core import Match
from saith._optional import needed
from saith.exceptions import FormatError, InputError

__all__ = ["Replacement", "column_of", "maker", "replaced", "replaced_column"]

Replacement: TypeAlias = str | Callable[[Match], str] | None
"""A template, a function of the match, or None for a bar."""

#: What a template can name.
_FIELDS: dict[str, Callable[[Match], str | None]] = {
    "text": lambda match: match.text,
    "alias": lambda match: match.alias,
    "type": lambda match: match.type,
    "name": lambda match: None if match.entity is None else match.entity.name,
    "id": lambda match: None if match.entity is None else match.entity.id,
}
_BAR = "█"
#: Stands for what a match does not have, as the name where several entities are as likely.
_UNKNOWN = "unknown"


def maker(by: Replacement) -> Callable[[Match, int], str]:
    """Return what makes the replacement of a match, which stands for so many characters.

    Raises
    ------
    FormatError
        If a template names what a match does not have.
    """
    if by is None:
        return lambda _, length: _BAR * length
    if isinstance(by, str):
        filled = _template(by)
        return lambda match, _: filled(match)
    if not callable(by):
        raise FormatError(f'by is {by!r}; pass a template as "[{{type}}]", a function of a match, or None for a bar')

    def called(match: Match, _: int) -> str:
        new = by(match)
        if not isinstance(new, str):
            raise FormatError(f"by gave {new!r} for {match.text!r}; let it return a string")
        return new

    return called


def _template(template: str) -> Callable[[Match], str]:
    listed = ", ".join(f"{{{name}}}" for name in _FIELDS)
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        raise FormatError(f"by is {template!r} ({error}); use {listed}, and {{{{ for a brace") from None
    for _, field, spec, conversion in parts:
        if field is not None and (field not in _FIELDS or spec or conversion):
            shown = field + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
            raise FormatError(f"by names {{{shown}}}; use {listed}, and {{{{ for a brace")

    def filled(match: Match) -> str:
        return "".join(
            literal + ("" if field is None else (_FIELDS[field](match) or _UNKNOWN)) for literal, field, *_ in parts
        )

    return filled


def replaced(text: str, matches: Sequence[Match], make: Callable[[Match, int], str]) -> str:
    """Return `text` with each match replaced; of matches that overlap, the longest stands for all that they cover."""
    parts: list[str] = []
    done = 0
    for start, end, match in _joined(matches):
        parts += text[done:start], make(match, end - start)
        done = end
    return "".join([*parts, text[done:]])


def _joined(matches: Sequence[Match]) -> list[tuple[int, int, Match]]:
    """Return start and end of what matches cover that overlap, with the longest of them; of several, the first.

    A part of a match that stayed would tell what was redacted.
    """
    joined: list[tuple[int, int, Match]] = []
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        if joined and match.start < joined[-1][1]:
            start, end, longest = joined[-1]
            joined[-1] = start, max(end, match.end), max(longest, match, key=len)
        else:
            joined.append((match.start, match.end, match))
    return joined


def column_of(data: Any, text: Hashable | None) -> Any:
    """Return the column `text` of a frame or dict; a column alone is itself.

    Raises
    ------
    FormatError
        If there is no such column, or a frame without its name.
    """
    frame = isinstance(data, Mapping) or hasattr(data, "columns") or hasattr(data, "column_names")
    if not frame:
        if text is not None:
            raise FormatError(f"text names {text!r}, but {type(data).__name__} has no named columns; pass a table")
        return data
    header = list(data if isinstance(data, Mapping) else getattr(data, "column_names", None) or data.columns)
    if text not in header:
        listed = ", ".join(f'"{name}"' for name in header) or "none"
        wanted = "a table needs text=, the column of texts" if text is None else f'no column "{text}"'
        raise FormatError(f"{wanted}; the columns are {listed}")
    return data[text]


def replaced_column(data: Any, replace: Callable[[str], str]) -> Any:
    """Return a column of the same kind with `replace` done to each text; what is missing stays so.

    Raises
    ------
    InputError
        If it is no column, or a value is neither text nor missing.
    """
    if isinstance(data, str | bytes | bytearray) or not isinstance(data, Iterable):
        raise InputError(
            f"{type(data).__name__} is no column of texts; pass a column or a list, and one text to replace"
        )

    column: Any = data

    def one(row: int, value: Any) -> Any:
        if isinstance(value, str):
            return replace(value)
        if _is_missing(value):
            return value
        raise InputError(f"row {row}: {type(value).__name__} is not text; convert it, or leave the row out")

    if hasattr(column, "to_pylist"):  # pyarrow
        arrow = needed("pyarrow", "replacing in an Arrow column", "arrow")
        texts = [one(row, value) for row, value in enumerate(column.to_pylist())]
        kind = column.type.value_type if arrow.types.is_dictionary(column.type) else column.type
        array = arrow.array(texts, type=kind)
        return arrow.chunked_array([array]) if isinstance(column, arrow.ChunkedArray) else array
    values = column.to_list() if hasattr(column, "to_list") else list(column)
    texts = [one(row, value) for row, value in enumerate(values)]
    if hasattr(column, "index") and hasattr(column, "iloc"):  # pandas
        dtype = column.dtype if str(column.dtype) != "category" else column.dtype.categories.dtype
        return type(column)(texts, index=column.index, name=column.name, dtype=dtype)
    if hasattr(column, "to_arrow"):  # Polars
        polars = needed("polars", "replacing in a Polars column", "polars")
        return polars.Series(column.name, texts, dtype=polars.String)
    return texts


def _is_missing(value: object) -> bool:
    return value is None or type(value).__name__ in {"NAType", "NaTType"} or value != value  # noqa: PLR0124 # NaN
