"""What a gazetteer says of what it was made of: counts, and the rows that were left out."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from saith.corpus import counted
from saith.exceptions import SaithWarning

__all__ = ["GazetteerReport", "SkippedRow", "warn_of_skipped"]

# Rows that a warning shows.
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that could not be read and was left out, with ``strict=False``.

    Examples
    --------
    >>> import saith, warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     people = saith.Gazetteer(["Ann Lee", {"id": "Q1"}], strict=False)
    >>> people.skipped[0].place, people.skipped[0].reason
    ('gazetteer row 1', 'column "name": the name is missing or its cell empty; give the entry a name or remove it')
    """

    place: str
    """Where it stands: file and line, or the row of a list, from 0."""
    reason: str
    """What is wrong, and what to do about it."""


@dataclass(frozen=True, slots=True)
class GazetteerReport:
    """What a gazetteer was made of, in numbers.

    Examples
    --------
    >>> import saith
    >>> saith.Gazetteer([{"name": "Ann Lee", "aliases": ["Lee", "Lee", " "]}]).report
    GazetteerReport(entities=1, aliases=2, duplicates=1, empty=1, repeated=0, skipped=0, passed_over={})
    """

    entities: int
    """Entities that it holds, repeated ones with them."""
    aliases: int
    """Aliases that are looked for, names among them."""
    duplicates: int
    """Aliases that their entity has already, left out."""
    empty: int
    """Aliases that were empty, left out."""
    repeated: int = 0
    """Entities that are the same in everything as one before them, which is the one that is found."""
    skipped: int = 0
    """Rows that could not be read, with ``strict=False``."""
    passed_over: Mapping[str, int] = field(default_factory=dict)
    """What the file holds and a gazetteer does not take, by reason."""

    def __str__(self) -> str:
        parts = [
            counted(self.entities, "entities"),
            _aliases(self.aliases),
            *([counted(self.duplicates, "duplicates")] if self.duplicates else []),
            *([f"{_aliases(self.empty)} empty"] if self.empty else []),
            *([f"{self.repeated} repeated"] if self.repeated else []),
            *([f"{counted(self.skipped, 'rows')} skipped"] if self.skipped else []),
            *(f"{number} passed over ({reason})" for reason, number in self.passed_over.items()),
        ]
        return ", ".join(parts)

    def __hash__(self) -> int:
        return hash((self.entities, self.aliases, self.duplicates, self.empty, self.repeated, self.skipped))


def _aliases(number: int) -> str:
    return f"{number} alias" if number == 1 else f"{number} aliases"


def warn_of_skipped(skipped: Sequence[SkippedRow], rows: int, *, stacklevel: int) -> None:
    """Warn once of the rows that were left out, and name the first few."""
    if not skipped:
        return
    shown = "; ".join(f"{row.place}, {row.reason}" for row in skipped[:_SHOWN])
    more = f" and {len(skipped) - _SHOWN:,} more" if len(skipped) > _SHOWN else ""
    verb = "was" if len(skipped) == 1 else "were"
    warnings.warn(
        f"{len(skipped):,} of {counted(rows, 'rows')} of the gazetteer {verb} left out, see .skipped: {shown}{more}",
        SaithWarning,
        stacklevel=stacklevel,
    )
