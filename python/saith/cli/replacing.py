"""`saith find --replace` and `--redact`: the texts, with each match replaced."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from saith._optional import needed
from saith.cli.gazetteers import gazetteer_of
from saith.cli.inputs import STDIN, SUFFIXES
from saith.cli.outputs import SUFFIXES as WRITTEN
from saith.cli.outputs import check_folder, output, write_text
from saith.columns import free
from saith.exceptions import FormatError, InputError
from saith.gazetteer.replacing import maker

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from saith.cli.inputs import Documents

__all__ = ["replace"]


@dataclass(frozen=True)
class _Texts:
    """Texts beside the columns that join every table."""

    data: dict[str, list[Any]]

    @property
    def columns(self) -> list[str]:
        return list(self.data)

    def to_pydict(self) -> dict[str, list[Any]]:
        return self.data

    def to_arrow(self) -> Any:
        return needed("pyarrow", "writing parquet", "arrow").table(self.data)


def replace(
    arguments: argparse.Namespace,
    say: Callable[[str], None],
    read: Callable[[argparse.Namespace], Documents],
) -> None:
    """Write the documents with all matches replaced: one text file as text, all else as rows.

    Raises
    ------
    SaithError
        If the input cannot be read, the template not be filled, or the output not be written.
    """
    by = None if arguments.redact else arguments.replace
    maker(by)  # before anything is read
    if arguments.attributes:
        raise FormatError("--attributes are columns of matches, and --replace writes texts; leave one of them out")
    plain = _is_plain(arguments)
    if plain and arguments.output not in {None, STDIN}:
        check_folder(arguments.output)
    destination = None if plain else output(arguments.output, arguments.format)
    gazetteer = gazetteer_of(arguments, say)
    documents = read(arguments)
    texts: list[str | None] = []
    for row, text in enumerate(documents.texts):
        try:
            texts.append(None if gazetteer is None else gazetteer.replace(text, by=by))  # type: ignore[call-overload]
        except InputError as error:
            if arguments.on_error == "raise":
                raise InputError(f"row {row}: {error}") from None
            if arguments.on_error == "collect":
                say(f"warning: document {row} is left out: {error}")
            texts.append(None)
    if destination is None:
        _write_plain(arguments.output, texts[0] or "")
        return
    kept = dict(zip(free(list(documents.columns)), documents.columns.values(), strict=True))
    destination.write(_Texts({"row": list(range(len(texts))), **kept, "text": texts}), [*kept, "text"])


def _is_plain(arguments: argparse.Namespace) -> bool:
    """Return whether one text comes in, and nothing asks for rows."""
    files = arguments.files or [STDIN]
    kinds = {arguments.format_in or SUFFIXES.get(Path(name).suffix.lower(), "txt") for name in files}
    suffix = "" if arguments.output is None else Path(arguments.output).suffix.lower()
    return len(files) == 1 and kinds == {"txt"} and arguments.format is None and WRITTEN.get(suffix, "table") == "table"


def _write_plain(path: str | None, text: str) -> None:
    if path is None or path == STDIN:
        sys.stdout.write(text)
    else:
        write_text(path, text)
