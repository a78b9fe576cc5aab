"""Checks of options: each error names value, limit and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from saith.exceptions import FormatError


def one_of(option: str, value: object, words: Sequence[str]) -> str:
    """Return `value`, one of the words that an option can have."""
    if isinstance(value, str) and value in words:
        return value
    listed = ", ".join(f'"{word}"' for word in words)
    raise FormatError(f"{option} is {value!r}; use one of {listed}")


def names(option: str, values: Iterable[str]) -> list[str]:
    """Return several names as a list; a single string is one mistake that would go letter by letter."""
    if isinstance(values, str):
        raise FormatError(f"{option} is the single string {values!r}; pass a list, as in [{values!r}]")
    try:
        listed = list(values)
    except TypeError:
        raise FormatError(f"{option} is {values!r}; pass a list of strings") from None
    for value in listed:
        if not isinstance(value, str):
            raise FormatError(f"{option} holds {value!r}; pass a list of strings")
    return listed
