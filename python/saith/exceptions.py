"""The errors of saith: one family, one door.

Messages say where (file, line, row, column), what is wrong, and what to do about it.
"""

from __future__ import annotations

__all__ = ["FormatError", "InputError", "SaithError", "SaithWarning"]


class SaithError(Exception):
    """Base of every error that saith raises."""


class InputError(SaithError, TypeError):
    """What was given is not text."""


class FormatError(SaithError, ValueError):
    """A file, a column or an option cannot be used."""


class SaithWarning(UserWarning):
    """Some rows of a batch could not be read; `Corpus.errors` names them."""
