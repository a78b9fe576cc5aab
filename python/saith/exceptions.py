"""The errors of saith: one family, one door.

Messages say where (file, line, row, column), what is wrong, and what to do about it.
"""

from __future__ import annotations

__all__ = [
    "FormatError",
    "InputError",
    "MissingPackageError",
    "SaithError",
    "SaithWarning",
    "UnknownColumnError",
    "UnknownEntryError",
]


class SaithError(Exception):
    """Base of every error that saith raises."""


class InputError(SaithError, TypeError):
    """What was given is not text."""


class FormatError(SaithError, ValueError):
    """A file, a column or an option cannot be used."""


class UnknownColumnError(FormatError, KeyError):
    """A table has no column of that name."""

    __str__ = Exception.__str__  # KeyError's own would show the message in quotation marks


class UnknownEntryError(FormatError, IndexError):
    """A gazetteer has no entry at that place."""


class MissingPackageError(SaithError, ImportError):
    """A package is needed that is not installed."""


class SaithWarning(UserWarning):
    """Some rows of a batch could not be read; `Corpus.errors` names them, or the warning itself."""
