"""Checks of options: each error names value, limit and remedy."""

from __future__ import annotations

import difflib
import math
import operator
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from saith.exceptions import FormatError

_T = TypeVar("_T")
# Words of a long list that an error shows.
_SHOWN = 10


def one_of(option: str, value: object, words: Sequence[str]) -> str:
    """Return `value`, one of the words that an option can have."""
    if isinstance(value, str) and value in words:
        return value
    listed = ", ".join(f'"{word}"' for word in words)
    raise FormatError(f"{option} is {value!r}; use one of {listed}")


def near(word: str, known: Iterable[str], what: str) -> str:
    """Return the remedy for a word that is not known: those that are like it, or the first few of all."""
    words = sorted(known)
    alike = difflib.get_close_matches(word, words, n=3, cutoff=0.6)
    if alike:
        return f"did you mean {' or '.join(map(_quoted, alike))}?"
    shown = ", ".join(map(_quoted, words[:_SHOWN]))
    more = f" and {len(words) - _SHOWN:,} more" if len(words) > _SHOWN else ""
    return f"{what} are {shown}{more}" if words else f"there are no {what.removeprefix('the ')}"


def _quoted(word: str) -> str:
    return f'"{word}"'


def names(option: str, values: Iterable[str]) -> list[str]:
    """Return several names as a list; a single string is one mistake that would go letter by letter."""
    listed = _listed(option, values, "strings")
    for value in listed:
        if not isinstance(value, str):
            raise FormatError(f"{option} holds {value!r}; pass a list of strings")
        if not _is_utf8(value):
            raise FormatError(f"{option} holds {value!r}, a lone surrogate; mend how it was decoded")
    return listed


def _listed(option: str, values: Iterable[_T], kind: str) -> list[_T]:
    if isinstance(values, str):
        raise FormatError(f"{option} is the single string {values!r}; pass a list, as in [{values!r}]")
    try:
        return list(values)
    except TypeError:
        raise FormatError(f"{option} is {values!r}; pass a list of {kind}") from None


def label(option: str, value: Hashable) -> str:
    """Return what a column's label is called in the tables: levels of a label of several are joined with a full stop."""
    try:
        hash(value)
        name = ".".join(map(str, value)) if isinstance(value, tuple) else str(value)
    except TypeError:
        raise FormatError(f"{option} is {value!r}; pass the label of a column") from None
    if not _is_utf8(name):
        raise FormatError(f"{option} holds {name!r}, a lone surrogate; rename the column")
    return name


def labels(option: str, values: Iterable[Hashable]) -> list[Hashable]:
    """Return the labels of several columns as a list."""
    listed = _listed(option, values, "labels of columns")
    for value in listed:
        label(option, value)
    return listed


def whole_number(option: str, value: object, least: int, most: int, remedy: str) -> int:
    """Return a whole number of any library, NumPy's too."""
    try:
        number = None if isinstance(value, bool) else operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        number = None
    if number is None or not least <= number <= most:
        raise FormatError(f"{option} is {value!r}; {remedy}")
    return number


def probability(option: str, value: object) -> float:
    """Return a number from 0 to 1, of any library."""
    try:
        number = math.nan if isinstance(value, str | bytes | bool) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not 0 <= number <= 1:
        raise FormatError(f"{option} is {value!r}; pass a number from 0 to 1")
    return number


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
