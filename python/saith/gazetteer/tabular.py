"""Gazetteers in tables: CSV, TSV, Parquet, and frames of any library, with their columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saith._optional import needed
from saith.exceptions import FormatError, InputError
from saith.gazetteer.entries import Refused, Row, codec, decoded
from saith.gazetteer.fields import FIELDS
from saith.gazetteer.files import opened, opened_text

__all__ = ["Columns", "checked_delimiter", "csv_rows", "named_records", "parquet_rows", "records_of", "table_rows"]

_NO_DELIMITERS = '"\r\n\0'
# Rows of Parquet that are Python objects at once.
_BATCH = 4096


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold what; one that is None is the column of the field's own name, if there is one."""

    name: str | None = None
    id: str | None = None
    aliases: str | Sequence[str] | None = None
    type: str | None = None
    weight: str | None = None
    alias_separator: str | None = "|"

    def __post_init__(self) -> None:
        if self.alias_separator is not None and (not isinstance(self.alias_separator, str) or not self.alias_separator):
            raise FormatError(f'alias_separator is {self.alias_separator!r}; pass what stands between aliases, as "|"')

    def asked(self) -> Iterator[tuple[str, str, bool]]:
        """Give each field with a column that may hold it, and whether the user named that column."""
        for field in ("name", "id", "type", "weight"):
            column = getattr(self, field)
            yield field, field if column is None else column, column is not None
        if self.aliases is None:
            yield "aliases", "aliases", False
            return
        for column in [self.aliases] if isinstance(self.aliases, str) else self.aliases:
            yield "aliases", column, True

    def found(self, place: str, header: Sequence[Any], remedy: str = 'pass {field}="…"') -> dict[Any, str]:
        """Return the field that a column is, for those columns of `header` that are fields; `remedy` names one that is not.

        Raises
        ------
        FormatError
            If a column is named and not there, or there is none of names, or one is there twice.
        """
        for column in header:
            if header.count(column) > 1:
                raise FormatError(f'{place}: several columns "{column}"; rename all but one')
        fields = {}
        for field, column, named in self.asked():
            if column in header:
                fields[column] = field
            elif named or field == "name":
                listed = ", ".join(f'"{c}"' for c in header)
                told = remedy.format(field=field)
                raise FormatError(f'{place}: no column "{column}" for {field}; the columns are {listed}; {told}')
        return fields

    def record(self, row: Iterable[tuple[Any, Any]], fields: Mapping[Any, str]) -> dict[str, Any]:
        """Return a row with the fields under our names; all other columns keep theirs."""
        record: dict[str, Any] = {}
        aliases: list[Any] | None = None
        for column, value in row:
            field = fields.get(column)
            if field == "aliases":
                aliases = [*(aliases or []), *self._parted(value)]
            elif field is not None:
                record[field] = value
            else:
                # A field that another column holds: this one is an attribute, under a name that is free.
                record[f"attribute_{column}" if column in FIELDS else column] = value
        if aliases is not None:
            record["aliases"] = aliases
        return record

    def _parted(self, cell: Any) -> Sequence[Any]:
        """Return the aliases of a cell."""
        cell = decoded(cell)
        if isinstance(cell, str):
            return [cell] if self.alias_separator is None else cell.split(self.alias_separator)
        if cell is None or cell is False or (isinstance(cell, float) and cell != cell):  # noqa: PLR0124 # NaN
            return []
        if type(cell).__name__ in {"NAType", "NaTType"}:
            return []
        values = cell.tolist() if hasattr(cell, "tolist") else cell
        return [v for v in values if v is not None] if isinstance(values, list | tuple) else [values]


def checked_delimiter(delimiter: object) -> str:
    """Return what stands between two cells.

    Raises
    ------
    FormatError
        If it is not one character that can.
    """
    if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in _NO_DELIMITERS:
        raise FormatError(f'delimiter is {delimiter!r}; pass the one character between two cells, as ","')
    return delimiter


def csv_rows(path: Path, columns: Columns, *, encoding: str, delimiter: str) -> Iterator[Row]:
    """Give the rows of a CSV file with their place; an empty cell is missing."""
    with opened_text(path, encoding) as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            header = next(reader, [])
        except csv.Error as error:
            raise FormatError(
                f"{path}, line 1: cannot be read as {codec(encoding)} CSV ({error}); mend the header"
            ) from None
        if not header:
            raise FormatError(f"{path}, line 1: the file is empty; its first line names the columns")
        if any("\ud800" <= c <= "\udfff" for c in "".join(header)):
            raise FormatError(f'{path}, line 1: cannot be read as {codec(encoding)}; pass encoding="…"')
        parted = ' or delimiter="…"' if len(header) == 1 and delimiter != "\t" else ""
        fields = columns.found(f"{path}, line 1", header, f'pass {{field}}="…"{parted}')
        aliases = [column for column, field in fields.items() if field == "aliases"]
        while True:
            # A row goes on where a cell has line breaks, or a quotation mark that nothing closes.
            place = f"{path}, line {reader.line_num + 1}"
            try:
                cells = next(reader, None)
            except csv.Error as error:
                reason = f"cannot be read as {codec(encoding)} CSV ({error}); check encoding and cells"
                yield place, Refused(reason)
                continue
            if cells is None:
                return
            if not cells:
                continue  # a blank line
            if len(cells) > len(header):
                reason = f"more cells than the {len(header)} columns; quote cells with commas"
                yield place, Refused(reason)
                continue
            if len(cells) < len(header):
                reason = f"{len(cells)} of {len(header)} cells; give each column one, be it empty"
                yield place, Refused(reason)
                continue
            row = [(column, cell) for column, cell in zip(header, cells, strict=True) if cell]
            record = columns.record(row, fields)
            if aliases and "aliases" not in record:
                record["aliases"] = []
            yield place, record


def parquet_rows(path: Path, columns: Columns) -> Iterator[Row]:
    """Give the rows of a Parquet file with their place, some thousands at a time."""
    parquet = needed("pyarrow.parquet", f"reading {path}", "arrow")
    arrow = needed("pyarrow", f"reading {path}", "arrow")
    with opened(path) as file:
        try:
            table = parquet.ParquetFile(io.BytesIO(file.read()) if path.suffix.lower() == ".gz" else file)
            fields = columns.found(str(path), table.schema_arrow.names)
            row = 0
            for batch in table.iter_batches(batch_size=_BATCH):
                for record in batch.to_pylist():
                    yield f"{path}, row {row}", columns.record(record.items(), fields)
                    row += 1
        except arrow.ArrowException as error:
            reason = str(error).split("\n", 1)[0]
            raise FormatError(f"{path}: no Parquet file that can be read ({reason}); write it again") from None


def table_rows(data: Any, columns: Columns) -> Iterator[Row]:
    """Give the rows of a frame, an Arrow table or a dict of columns with their place."""
    records = records_of(data)
    header: list[Any] = list(dict.fromkeys(column for record in records for column in record)) if records else []
    named = _header_of(data)
    fields = columns.found("the table", header if named is None else named)
    for row, record in enumerate(records):
        yield f"gazetteer row {row}", columns.record(record.items(), fields)


def named_records(data: Any) -> list[Any]:
    """Return the rows of a frame or table whose column of names is called so.

    Raises
    ------
    FormatError
        If it has columns, and none is.
    """
    header = _header_of(data)
    if header:
        Columns().found("the table", header, 'use Gazetteer.from_table(…, name="…")')
    return records_of(data)


def _header_of(data: Any) -> list[Any] | None:
    """Return the columns of a table that may have no rows."""
    if isinstance(data, Mapping):
        return list(data)
    header = getattr(data, "column_names", None) or getattr(data, "columns", None)
    try:
        return None if header is None else list(header)
    except TypeError:
        return None


def records_of(data: Any) -> list[Any]:
    """Return the rows of a frame, an Arrow table or a dict of columns as dicts.

    Raises
    ------
    InputError
        If it is none of them.
    """
    records: list[Any]
    if isinstance(data, Mapping):
        return _records_of_columns(data)
    if hasattr(data, "to_dicts"):  # Polars
        records = data.to_dicts()
    elif hasattr(data, "to_dict") and hasattr(data, "columns"):  # pandas
        records = data.to_dict("records")
    elif hasattr(data, "to_pylist"):  # pyarrow, and our own tables
        records = data.to_pylist()
    elif hasattr(data, "__arrow_c_stream__"):
        records = needed("pyarrow", "reading a gazetteer from Arrow", "arrow").table(data).to_pylist()
    else:
        raise InputError(f"{type(data).__name__} is no table; pass a data frame, an Arrow table or a dict of columns")
    return records


def _records_of_columns(data: Mapping[Any, Any]) -> list[dict[Any, Any]]:
    lists = {
        column: list(values)
        for column, values in data.items()
        if isinstance(values, Iterable) and not isinstance(values, str | bytes)
    }
    if len(lists) < len(data) or len({len(values) for values in lists.values()}) > 1:
        raise FormatError(
            "a dict is a table of columns, and these are not lists of one length; give each column as such a list"
        )
    return [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]
