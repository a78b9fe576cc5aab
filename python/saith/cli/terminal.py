"""Tables for people: aligned columns of plain text, as wide as the terminal."""

from __future__ import annotations

import shutil
import textwrap
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["text_table"]

#: The column that takes the room which the others leave.
FLEXIBLE = "text"
NARROWEST = 16
WIDEST = 30
GAP = "  "
MISSING = "–"


def text_table(
    rows: Sequence[Mapping[str, object]], columns: Sequence[str], *, width: int | None = None
) -> Iterator[str]:
    """Yield the lines of a table of `rows`: heads, a rule, and each row on as many lines as its longest value needs.

    Parameters
    ----------
    rows
        Values by column; a missing one is shown as a dash.
    columns
        Which columns, in order. "text" takes the room that the others leave.
    width
        Places in a line; by default those of the terminal (COLUMNS), or 100.

    Yields
    ------
    str
        A line without its end. Long values go on in the next line, nothing is cut; wide characters take two places.
    """
    width = width or shutil.get_terminal_size((100, 24)).columns
    cells = [[_shown(row.get(column)) for column in columns] for row in rows]
    figures = [any(isinstance(row.get(c), int | float) for row in rows) for c in columns]
    widths = [
        min(WIDEST, max([_width(column), *(_width(row[i]) for row in cells)])) for i, column in enumerate(columns)
    ]
    if FLEXIBLE in columns:
        at = columns.index(FLEXIBLE)
        longest = max([_width(FLEXIBLE), *(_width(row[at]) for row in cells)])
        widths[at] = 0
        room = width - len(GAP) * (len(columns) - 1)
        # A long text has half of the line, taken from the widest of the others.
        while sum(widths) > room - min(longest, room // 2) and max(widths) > NARROWEST:
            widths[widths.index(max(widths))] -= 1
        widths[at] = min(longest, max(NARROWEST, room - sum(widths)))
    yield _line(columns, widths, figures)
    yield GAP.join("─" * places for places in widths)
    for row in cells:
        parts = [_wrapped(cell, places) for cell, places in zip(row, widths, strict=True)]
        for i in range(max(map(len, parts))):
            yield _line([part[i] if i < len(part) else "" for part in parts], widths, figures)


def _line(cells: Sequence[str], widths: Sequence[int], figures: Sequence[bool]) -> str:
    padded = []
    for cell, places, figure in zip(cells, widths, figures, strict=True):
        space = " " * (places - _width(cell))
        padded.append(space + cell if figure else cell + space)
    return GAP.join(padded).rstrip()


def _shown(value: object) -> str:
    if value is None:
        return MISSING
    if isinstance(value, float):
        return f"{value:.2f}"
    # White space of all kinds is one space; other control characters could steer the terminal.
    words = " ".join(str(value).split())
    return words if words.isprintable() else "".join(c if c.isprintable() else "�" for c in words)


def _wrapped(text: str, places: int) -> list[str]:
    # A line of wide characters holds half as many.
    wide = _width(text) > len(text)
    return textwrap.wrap(text, max(1, places // 2 if wide else places)) or [""]


def _width(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_character_width, text))


def _character_width(c: str) -> int:
    if unicodedata.combining(c):
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1
