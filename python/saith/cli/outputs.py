"""What the command line writes: the rows of a table, as lines for people, JSON lines, CSV or parquet."""

from __future__ import annotations

import csv
import io
import json
import math
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from saith._optional import needed
from saith.cli.terminal import text_table
from saith.exceptions import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Output", "Written", "check_folder", "output", "write_text"]

#: Formats by the end of a file's name.
SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".txt": "table",
}


class Written(Protocol):
    """What can be written: a table, or rows that are none of the core's."""

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""

    def to_pydict(self) -> dict[str, list[Any]]:
        """Return the columns as lists of Python objects."""

    def to_arrow(self) -> Any:
        """Return a pyarrow table."""


class Output:
    """Where a table goes, and how: checked before the work begins."""

    def __init__(self, path: str | None, format: str) -> None:
        self.path = path
        self.format = format

    def write(self, table: Written, columns: Sequence[str]) -> None:
        """Write `table`; of a table for people only `columns`.

        Raises
        ------
        FormatError
            If the file cannot be written.
        """
        if self.format == "parquet":
            self._write_parquet(table)
            return
        with self._opened() as stream:
            rows = _rows(table)
            if self.format == "table":
                for line in text_table(list(rows), columns):
                    stream.write(f"{line}\n")
            elif self.format == "csv":
                _write_csv(table.columns, rows, stream)
            else:
                for row in rows:
                    stream.write(json.dumps(_plain(row), ensure_ascii=False) + "\n")

    @contextmanager
    def _opened(self) -> Iterator[TextIO]:
        if self.path is None:
            yield sys.stdout
            sys.stdout.flush()
            return
        try:
            with Path(self.path).open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
        except OSError as error:
            raise _unwritable(self.path, error) from None

    def _write_parquet(self, table: Written) -> None:
        parquet = needed("pyarrow.parquet", "writing parquet", "arrow")
        sink = io.BytesIO()
        parquet.write_table(table.to_arrow(), sink)
        data = sink.getbuffer()
        if self.path is None:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            return
        try:
            Path(self.path).write_bytes(data)
        except OSError as error:
            raise _unwritable(self.path, error) from None


def output(path: str | None, format: str | None) -> Output:
    """Return where and how to write, from the options.

    Parameters
    ----------
    path
        A file; None or ``-`` is standard output.
    format
        "table", "jsonl", "csv" or "parquet"; by default the suffix of `path` decides, and on standard output whether
        it is a terminal.

    Raises
    ------
    FormatError
        If the format cannot be told or needs a package that is missing, or the folder of `path` does not exist.
    """
    path = None if path == "-" else path
    if format is None and path is None:
        format = "table" if sys.stdout.isatty() else "jsonl"
    elif format is None and path is not None:
        format = SUFFIXES.get(Path(path).suffix.lower())
        if format is None:
            raise FormatError(f"{path}: its suffix names no format; use {', '.join(SUFFIXES)} or say --format")
    if path is not None:
        check_folder(path)
    if format == "parquet":
        if path is None and sys.stdout.isatty():
            raise FormatError("parquet is not for a terminal; name a file with -o")
        needed("pyarrow.parquet", "writing parquet", "arrow")
    return Output(path, format or "jsonl")


def write_text(path: str, text: str) -> None:
    """Write `text` to the file `path`.

    Raises
    ------
    FormatError
        If it cannot be written.
    """
    try:
        Path(path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise _unwritable(path, error) from None


def check_folder(path: str) -> None:
    """Check that a file can stand at `path`, so that no work is lost.

    Raises
    ------
    FormatError
        If its folder does not exist, or it is a folder itself.
    """
    if Path(path).is_dir():
        raise FormatError(f"{path}: is a folder; name a file in it")
    if not Path(path).parent.is_dir():
        raise FormatError(f"{path}: there is no folder {Path(path).parent}; make it first")


def _unwritable(path: str, error: OSError) -> FormatError:
    return FormatError(f"{path}: cannot be written ({error.strerror or error})")


def _rows(table: Written) -> Iterator[dict[str, object]]:
    columns = table.to_pydict()
    for row in zip(*columns.values(), strict=True):
        yield dict(zip(columns, row, strict=True))


def _write_csv(columns: Sequence[str], rows: Iterator[dict[str, object]], stream: TextIO) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | dict):
        return json.dumps(_plain(value), ensure_ascii=False)
    return _plain(value)


def _plain(value: object) -> object:
    """Return `value` as JSON can hold it: kept columns may hold dates, or numbers that are none."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value)
