"""`Table`: what a batch gives, as Arrow columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from saith import _core
from saith._optional import installed, needed
from saith.exceptions import UnknownColumnError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["Table"]

# Types of pandas for columns that may be empty, where it cannot guess.
_PLAIN = {"Int64": "int64", "Float64": "float64", "Boolean": "bool", "Utf8": "str", "LargeUtf8": "str"}
_SHOWN = 10
_WIDE = 40


class Table:
    """A table of columns of equal length, in Arrow's memory.

    Hand it to anything that reads Arrow (``pyarrow.table(t)``, ``polars.DataFrame(t)``, DuckDB), or call
    one of the methods.

    Examples
    --------
    >>> import saith
    >>> table = saith.Pipeline().analyze_many(["She left."]).sentences
    >>> len(table), table.columns
    (1, ['row', 'sentence', 'start', 'end', 'text', 'paragraph'])
    >>> table["text"]
    ['She left.']
    >>> table.to_pylist()[0]["end"]
    9
    """

    __slots__ = ("_core",)

    def __init__(self, core: _core.Table) -> None:
        self._core = core

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return self._core.names

    def __len__(self) -> int:
        return len(self._core)

    def __getitem__(self, name: str) -> list[Any]:
        """Return the values of a column as Python objects; a null is None.

        Raises
        ------
        UnknownColumnError
            If there is no such column (a KeyError too).
        """
        if name not in self._core.names:
            listed = ", ".join(f'"{column}"' for column in self._core.names)
            raise UnknownColumnError(f"no column {name!r}; the columns are {listed}")
        return self._core.column(name)

    def __contains__(self, name: object) -> bool:
        return name in self._core.names

    def head(self, rows: int = _SHOWN) -> Table:
        """Return the first rows.

        Parameters
        ----------
        rows
            How many.
        """
        return Table(self._core.slice(0, max(rows, 0)))

    def parts(self, rows: int) -> Iterator[Table]:
        """Yield the table in parts, in order; nothing is copied.

        Parameters
        ----------
        rows
            How many rows a part has, the last one aside; less than 1 is 1.
        """
        rows = max(rows, 1)
        for start in range(0, len(self), rows):
            yield Table(self._core.slice(start, rows))

    def to_pydict(self) -> dict[str, list[Any]]:
        """Return the columns as lists of Python objects."""
        return {name: self._core.column(name) for name in self._core.names}

    def to_pylist(self) -> list[dict[str, Any]]:
        """Return the rows as dicts of Python objects."""
        columns = self.to_pydict()
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas DataFrame.

        Words of a closed list are categories; numbers and truth values that can be null have the nullable
        types of pandas, so that offsets stay whole numbers. Roles are lists of str.

        Raises
        ------
        MissingPackageError
            If pandas is not installed.
        """
        pandas = needed("pandas", "Table.to_pandas", "pandas")
        pyarrow = installed("pyarrow")
        nullable = {"Int64": pandas.Int64Dtype(), "Boolean": pandas.BooleanDtype()}
        table = None if pyarrow is None else pyarrow.table(self)
        made = {}
        for name in self._core.names:
            kind, can_be_null, words = self._core.kind(name)
            dtype = nullable.get(kind) if can_be_null else None
            texts = kind.startswith("List(") and "Struct" not in kind  # lists of text, as lists and not as arrays
            if table is not None and not texts:
                column = table.column(name)
                made[name] = column.to_pandas(types_mapper=None if dtype is None else lambda _, d=dtype: d)
                continue
            values = self._core.column(name)
            if words is not None:
                made[name] = pandas.Series(pandas.Categorical(values, categories=words))
            elif dtype is not None or kind in _PLAIN:
                made[name] = pandas.Series(values, dtype=dtype or _PLAIN[kind])
            else:
                made[name] = pandas.Series(values, dtype=None if values else object)
        frame: pd.DataFrame = pandas.DataFrame(made, columns=self._core.names)
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return a Polars DataFrame.

        Raises
        ------
        MissingPackageError
            If Polars is not installed.
        """
        frame: pl.DataFrame = needed("polars", "Table.to_polars", "polars").DataFrame(self)
        return frame

    def to_arrow(self) -> pa.Table:
        """Return a pyarrow Table; nothing is copied.

        Raises
        ------
        MissingPackageError
            If pyarrow is not installed.
        """
        table: pa.Table = needed("pyarrow", "Table.to_arrow", "arrow").table(self)
        return table

    def __arrow_c_schema__(self) -> object:
        return self._core.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._core.__arrow_c_stream__(requested_schema)

    def __eq__(self, other: object) -> bool:
        return self._core == other._core if isinstance(other, Table) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self._core.to_ipc(),)

    def __repr__(self) -> str:
        head = self.head()
        rows = [[_shown(value) for value in row.values()] for row in head.to_pylist()]
        lines = [f"Table({len(self)} {'row' if len(self) == 1 else 'rows'}: {', '.join(self.columns)})"]
        lines += ["  " + " | ".join(row) for row in rows]
        if len(self) > len(head):
            lines.append("  …")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from saith import display

        return display.table_html(self, rows=_SHOWN)


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _WIDE else text[: _WIDE - 1] + "…"


def _restored(data: bytes) -> Table:
    """Return a table from what pickle kept."""
    return Table(_core.Table.from_ipc(data))
