"""Files of gazetteers: opened, gzip or not, and what goes wrong said with the file's name."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from saith.exceptions import FormatError
from saith.gazetteer.entries import Refused, Row, codec

__all__ = ["checked_path", "json_lines", "lines", "opened", "opened_text"]


def checked_path(path: object, what: str) -> Path:
    """Return the path of a file.

    Raises
    ------
    FormatError
        If it cannot be one.
    """
    if not isinstance(path, str | os.PathLike):
        raise FormatError(f"path is {path!r}; pass the path of {what}")
    if "\0" in str(os.fspath(path)):
        raise FormatError(f"path {os.fspath(path)!r} holds a NUL; give the path of a file")
    return Path(path)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Give the bytes of a file, those behind gzip where its name ends so.

    Raises
    ------
    FormatError
        If it cannot be read.
    """
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as file:
            yield cast("BinaryIO", file)
    except FileNotFoundError:
        raise FormatError(f"{path}: no such file; check the path") from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FormatError(f"{path}: no whole gzip file ({error}); get it again, or take .gz off its name") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise FormatError(f"{path}: cannot be read ({reason}); give a file that you may read") from error


@contextlib.contextmanager
def opened_text(path: Path, encoding: str) -> Iterator[TextIO]:
    """Give the text of a file with its line ends; bytes that are not so written come as lone surrogates.

    So that one bad cell is one bad row, and not the end of the file.
    """
    try:
        with opened(path) as file:
            yield io.TextIOWrapper(file, encoding=encoding, errors="surrogateescape", newline="")
    except (UnicodeError, LookupError) as error:
        raise FormatError(f"{path}: cannot be read as {codec(encoding)} ({error}); check encoding and cells") from error


def lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """Give each line that is not blank with its place."""
    with opened(path) as file:
        for number, line in enumerate(file, 1):
            stripped = (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip()
            if stripped:
                yield f"{path}, line {number}", stripped


def json_lines(path: Path) -> Iterator[Row]:
    """Give the value of each line that is not blank with its place, or why it has none."""
    for place, line in lines(path):
        yield place, parsed(line)


def parsed(line: bytes) -> Any:
    """Return the value that a line of JSON holds, or why it has none."""
    try:
        return json.loads(line.decode())
    except UnicodeDecodeError as error:
        return Refused(f"byte {error.start + 1} is not UTF-8; write the file so")
    except (ValueError, RecursionError) as error:
        reason = f"{error.msg} at column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)
        return Refused(f"no JSON ({reason}); give one object a line")
