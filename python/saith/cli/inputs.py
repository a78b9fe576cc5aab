"""What the command line reads: files and standard input, into one list of documents.

Each failure is a `FormatError` that names the file, the place in it, and what to do.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from saith._optional import needed
from saith.exceptions import FormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["FORMATS", "STDIN", "SUFFIXES", "Columns", "Documents", "read_documents", "read_jsonl", "read_text"]

#: Formats by the end of a file's name; a file with any other is one text.
SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
DELIMITERS = {"csv": ",", "tsv": "\t"}
FORMATS = ("txt", "csv", "tsv", "jsonl", "parquet")
#: Columns that are taken for the text where the user names none and a file has exactly one of them.
TEXT_COLUMNS = ("text", "body", "content")
STDIN = "-"
#: Columns that an error lists.
MOST_LISTED = 20
#: Column that names the file of a document, unless all come from one table or the user names a column of ids.
FILE_COLUMN = "file"


@dataclass(frozen=True)
class Columns:
    """Which columns of a table hold what."""

    text: str | None = None
    id: str | None = None
    title: str | None = None
    keep: tuple[str, ...] = ()

    @property
    def named(self) -> bool:
        """Whether any is named."""
        return bool(self.text or self.id or self.title or self.keep)

    @property
    def joining(self) -> list[str]:
        """Columns that join every table: the id's, and the kept ones."""
        return list(dict.fromkeys(name for name in (self.id, *self.keep) if name is not None))


@dataclass
class Documents:
    """Texts with their headlines and the columns that join every table, each list as long as the others."""

    texts: list[object] = field(default_factory=list)
    titles: list[object] = field(default_factory=list)
    columns: dict[str, list[object]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.texts)


def read_documents(
    names: Sequence[str],
    columns: Columns,
    *,
    format: str | None = None,
    encoding: str = "utf-8",
    lenient: bool = False,
    say: Callable[[str], None],
) -> Documents:
    """Return the documents of the files `names`, in order.

    Parameters
    ----------
    names
        Paths; ``-`` is standard input.
    columns
        Columns of tables to take. Not for text files, which have none.
    format
        One of `FORMATS`; by default each file's suffix decides.
    encoding
        How the bytes of text files, CSV, TSV and JSONL are written.
    lenient
        Whether of several text files one that is written otherwise is told of and passed on as bytes, which no stage reads.
    say
        Called with what the user should know although all is well.

    Returns
    -------
    Documents
        One for each text file, one for each row of a table.

    Raises
    ------
    FormatError
        If a file cannot be read or understood, or lacks a column.
    """
    kinds = [format or SUFFIXES.get(Path(name).suffix.lower(), "txt") for name in names]
    documents = Documents(columns={name: [] for name in columns.joining})
    files: list[object] = []
    for name, kind in zip(names, kinds, strict=True):
        if kind == "txt":
            _add_text(documents, name, columns, encoding, say if lenient and len(names) > 1 else None)
        else:
            _add(documents, _read_table(name, kind, columns, encoding, say))
        file = None if name == STDIN else Path(name).name
        files += [file] * (len(documents) - len(files))
    for name, values in documents.columns.items():
        documents.columns[name] = _of_one_type(name, values, say)
    several = len(names) > 1 or (kinds == ["txt"] and list(names) != [STDIN])
    if several and columns.id is None and FILE_COLUMN not in documents.columns:
        documents.columns = {FILE_COLUMN: files, **documents.columns}
    return documents


class _UndecodedError(FormatError):
    """A file whose bytes are not of the encoding."""

    def __init__(self, message: str, data: bytes) -> None:
        super().__init__(message)
        self.data = data


def _add_text(
    documents: Documents, name: str, columns: Columns, encoding: str, spare: Callable[[str], None] | None
) -> None:
    if columns.named:
        raise FormatError(
            f"{_shown(name)} is read as one text and has no columns; "
            "leave out --text, --id, --title and --keep, or say --format-in csv, tsv, jsonl or parquet"
        )
    if Path(name).suffix.lower() == ".json":
        raise FormatError(f"{name}: JSON is read one object a line; write it so and say --format-in jsonl")
    text: str | bytes
    try:
        text = read_text(name, encoding)
    except _UndecodedError as error:
        if spare is None:
            raise
        spare(f"warning: {error}")
        text = error.data
    documents.texts.append(text)
    documents.titles.append(None)


def _add(documents: Documents, table: Documents) -> None:
    documents.texts += table.texts
    documents.titles += table.titles
    for column, values in table.columns.items():
        documents.columns[column] += values


def _read_table(name: str, kind: str, columns: Columns, encoding: str, say: Callable[[str], None]) -> Documents:
    if kind == "parquet":
        return _read_parquet(name, columns, say)
    if kind == "jsonl":
        return _read_json_columns(name, columns, encoding, say)
    return _read_delimited(name, kind, columns, encoding, say)


def read_text(name: str, encoding: str = "utf-8") -> str:
    """Return what stands in the file `name` (``-``: standard input), without a byte order mark.

    Raises
    ------
    FormatError
        If it cannot be read, is empty, or holds bytes that are not of `encoding`.
    """
    data = _read_bytes(name)
    try:
        text = data.decode(encoding)
    except LookupError:
        raise FormatError(f'"{encoding}" is no encoding that Python knows; try --encoding cp1252 or latin-1') from None
    except UnicodeError as error:
        at = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        reason = f"{_shown(name)}: not {encoding}{at}; name its encoding, as in --encoding cp1252"
        raise _UndecodedError(reason, data) from None
    return text.removeprefix("\ufeff")


def _read_bytes(name: str) -> bytes:
    try:
        data = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except FileNotFoundError:
        raise FormatError(f"{name}: no such file; check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FormatError(f"{_shown(name)}: cannot be read ({reason}); give a file that you may read") from None
    if not data:
        raise FormatError(f"{_shown(name)}: is empty; give a file with text in it")
    return data


def _read_delimited(name: str, kind: str, columns: Columns, encoding: str, say: Callable[[str], None]) -> Documents:
    text = read_text(name, encoding)
    limit = csv.field_size_limit(2**31 - 1)  # an article may be longer than the module's 128 KiB
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITERS[kind], strict=True)
    try:
        header = next(reader, [])
        chosen = _choose(name, header, columns, say)
        at = {column: header.index(column) for column in _wanted(chosen)}
        rows: list[dict[str, object]] = []
        for row in reader:
            if not row:
                continue  # a blank line
            if len(row) > len(header):
                raise FormatError(
                    f"{_shown(name)} line {reader.line_num}: {len(row)} fields under {len(header)} columns; "
                    "put fields that hold the separator in quotation marks"
                )
            rows.append({column: row[i] or None if i < len(row) else None for column, i in at.items()})
    except csv.Error as error:
        raise FormatError(f"{_shown(name)} line {reader.line_num}: {error}; check its quotation marks") from None
    finally:
        csv.field_size_limit(limit)
    return _documents(rows, chosen)


def _read_json_columns(name: str, columns: Columns, encoding: str, say: Callable[[str], None]) -> Documents:
    rows = list(read_jsonl(name, encoding))
    header = list(dict.fromkeys(column for row in rows for column in row))
    return _documents(rows, _choose(name, header, columns, say))


def read_jsonl(name: str, encoding: str = "utf-8") -> Iterator[dict[str, object]]:
    """Yield the object of each line of the file `name`; blank lines are passed over.

    Raises
    ------
    FormatError
        If the file cannot be read, or a line is no JSON object.
    """
    # JSON strings hold no raw line break, but may hold U+2028, at which str.splitlines would cut.
    for number, line in enumerate(read_text(name, encoding).split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = f"{error.msg} at column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)
            raise FormatError(f"{_shown(name)} line {number}: no JSON ({reason}); give one object a line") from None
        if not isinstance(value, dict):
            raise FormatError(f'{_shown(name)} line {number}: no JSON object; give one a line, as in {{"text": …}}')
        yield value


def _read_parquet(name: str, columns: Columns, say: Callable[[str], None]) -> Documents:
    parquet = needed("pyarrow.parquet", f"reading {_shown(name)}", "arrow")
    pa = needed("pyarrow", "reading parquet", "arrow")
    data = _read_bytes(name)
    try:
        file = parquet.ParquetFile(pa.BufferReader(data))
        chosen = _choose(name, file.schema_arrow.names, columns, say)
        table = file.read(columns=list(dict.fromkeys(_wanted(chosen))))
    except (pa.ArrowException, OSError) as error:
        raise FormatError(f"{_shown(name)}: no parquet file that can be read ({_first_line(error)})") from None
    return _documents(table.to_pylist(), chosen)


def _choose(name: str, header: Sequence[str], columns: Columns, say: Callable[[str], None]) -> Columns:
    """Return `columns` with the text's named, all of them in `header`."""
    text = columns.text
    if text is None:
        likely = [column for column in header if column.lower() in TEXT_COLUMNS]
        if len(likely) != 1:
            raise FormatError(f"{_shown(name)}: say which column holds the text with --text; {_columns(header)}")
        text = likely[0]
        say(f'{_shown(name)}: the text is taken from column "{text}"; --text names another')
    chosen = Columns(text, columns.id, columns.title, columns.keep)
    for column in _wanted(chosen):
        found = header.count(column)
        if found == 0:
            raise FormatError(f'{_shown(name)}: has no column "{column}"; {_columns(header)}')
        if found > 1:
            raise FormatError(f'{_shown(name)}: has {found} columns "{column}"; rename all but one')
    return chosen


def _wanted(columns: Columns) -> list[str]:
    return [column for column in (columns.text, columns.title, *columns.joining) if column is not None]


def _columns(header: Sequence[str]) -> str:
    if not header:
        return "it has no columns"
    shown = ", ".join(f'"{column}"' for column in header[:MOST_LISTED])
    return f"its columns are {shown}" + (f" and {len(header) - MOST_LISTED} more" if len(header) > MOST_LISTED else "")


def _documents(rows: Sequence[dict[str, object]], columns: Columns) -> Documents:
    def values(column: str | None) -> list[object]:
        return [None] * len(rows) if column is None else [row.get(column) for row in rows]

    return Documents(
        values(columns.text),
        values(columns.title),
        {name: [_flat(value) for value in values(name)] for name in columns.joining},
    )


def _flat(value: object) -> object:
    """Return a nested value as JSON; a column has one plain type."""
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict | list) else value


def _of_one_type(column: str, values: list[object], say: Callable[[str], None]) -> list[object]:
    """Return the values of a kept column; where JSON lines or files differ in its type, all of them as text."""
    types = {type(value) for value in values if value is not None}
    if len(types) <= 1 or types == {int, float}:
        return values
    listed = " and ".join(sorted(kind.__name__ for kind in types))
    say(f'column "{column}" holds {listed}; its values are written as text')
    return [value if value is None or isinstance(value, str) else json.dumps(value, default=str) for value in values]


def _shown(name: str) -> str:
    return "standard input" if name == STDIN else name


def _first_line(error: BaseException) -> str:
    return str(error).split("\n", 1)[0]
