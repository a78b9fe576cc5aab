"""`Corpus`: the tables of a batch."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal

from saith import _core
from saith.exceptions import FormatError, InputError, SaithWarning
from saith.table import Table

if TYPE_CHECKING:
    from saith.report import CorpusReport

__all__ = ["LAYERS", "Corpus", "Layer", "gathered"]

Layer = Literal["quotes", "entities", "mentions", "sentences"]
LAYERS: tuple[Layer, ...] = ("quotes", "entities", "mentions", "sentences")


class Corpus:
    """The tables of many texts; ``len(corpus)`` is the number of rows that came in.

    Every table begins with `row`, the position in the input, and the columns that were kept.

    Examples
    --------
    >>> import saith
    >>> corpus = saith.Pipeline().analyze_many(["She left.", None], layers=["sentences"])
    >>> corpus
    Corpus(2 texts: 1 sentence, 0 errors)
    >>> corpus.sentences["end"]
    [9]
    """

    __slots__ = ("_rows", "_tables")

    def __init__(self, tables: dict[str, Table], rows: int) -> None:
        self._tables = tables
        self._rows = rows

    @property
    def quotes(self) -> Table:
        """Who said what: one row an attribution relation."""
        return self._table("quotes")

    @property
    def entities(self) -> Table:
        """Who and what the texts name: one row an entity of a text."""
        return self._table("entities")

    @property
    def mentions(self) -> Table:
        """Where they are named: one row a mention."""
        return self._table("mentions")

    @property
    def sentences(self) -> Table:
        """The sentences of the texts."""
        return self._table("sentences")

    @property
    def errors(self) -> Table:
        """The rows that could not be read, each with reason and remedy."""
        return self._table("errors")

    @property
    def tables(self) -> dict[str, Table]:
        """All tables, by name."""
        return dict(self._tables)

    def report(self) -> CorpusReport:
        """Return the corpus in numbers: rows, errors, quotes by kind, and how many have a speaker, of what sort, and why not.

        Only the tables that were asked for are counted; what the others would tell is None.

        Examples
        --------
        >>> import saith
        >>> print(saith.Pipeline().analyze_many(["“We won,” said Ann Lee. She left."], layers=["quotes"]).report())
        texts               1
        not read            0
        quotes              1: 1 direct, 0 mixed, 0 indirect
        named speaker       1 (100.0 %), 1 speaker
        anonymous speaker   0 (0.0 %)
        no speaker          0 (0.0 %)
        speaker confidence  0... on average
        """
        from saith.report import reported

        return reported(self._rows, self._tables)

    def _table(self, name: str) -> Table:
        if name not in self._tables:
            raise FormatError(f'table "{name}" was not asked for; add it to layers')
        return self._tables[name]

    def __len__(self) -> int:
        return self._rows

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Corpus):
            return NotImplemented
        return self._rows == other._rows and self._tables == other._tables

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return Corpus, (self._tables, self._rows)

    def __repr__(self) -> str:
        counts = {name: counted(len(table), name) for name, table in self._tables.items()}
        if "quotes" in counts and (unknown := self.quotes["speaker_entity"].count(None)):
            counts["quotes"] += f" ({unknown} without a speaker)"
        return f"Corpus({counted(self._rows, 'texts')}: {', '.join(counts.values())})"

    def _repr_html_(self) -> str:
        from saith import display

        parts = [display.report_html(self.report())]
        for name, table in self._tables.items():
            if len(table):
                parts.append(f"<h4>{name}</h4>{display.table_html(table)}")
        return "".join(parts)


def counted(number: int, plural: str) -> str:
    """Return a number with its noun: "1 quote", "2 entities"."""
    if number != 1:
        return f"{number} {plural}"
    return f"{number} {plural[:-3] + 'y' if plural.endswith('ies') else plural[:-1]}"


def gathered(
    blocks: Iterable[_core.Block], read: Callable[[_core.Block, int], dict[str, _core.Table]], on_error: str
) -> Corpus:
    """Return the corpus of blocks that are read one after the other."""
    parts: dict[str, list[_core.Table]] = {}
    rows = 0
    for block in blocks:
        tables = read(block, rows)
        rows += len(block)
        if on_error == "raise":
            raise_first(tables["errors"])
        elif on_error == "null":
            tables["errors"] = tables["errors"].slice(0, 0)
        for name, table in tables.items():
            parts.setdefault(name, []).append(table)
    order = [name for name in (*LAYERS, "errors") if name in parts]
    corpus = Corpus({name: Table(_core.Table.concat(parts[name])) for name in order}, rows)
    warn_of(corpus.errors, rows)
    return corpus


def raise_first(errors: _core.Table) -> None:
    """Raise for the first row of a table of errors, if there is one."""
    if len(errors):
        row, reason, remedy = (errors.slice(0, 1).column(name)[0] for name in ("row", "reason", "remedy"))
        raise InputError(f"row {row}: {reason}; {remedy}")


# So many rows that could not be read are named in a warning, where no table names them.
_NAMED = 5


def warn_of(errors: Table, rows: int, *, named: bool = False) -> None:
    """Warn once where rows could not be read; where there is no table of them, the first few are `named`."""
    if len(errors):
        shown = errors.head(_NAMED if named else 1)
        reasons = [f"row {row}: {reason}" for row, reason in zip(shown["row"], shown["reason"], strict=True)]
        more = ", …" if named and len(errors) > len(shown) else ""
        remedy = "on_error='raise' stops at the first" if named else "the table of errors names each with a remedy"
        warnings.warn(
            f"{len(errors)} of {rows} rows could not be read ({', '.join(reasons)}{more}); {remedy}",
            SaithWarning,
            stacklevel=4,
        )
