"""What each command does: read, analyse, write."""

from __future__ import annotations

import platform
import sys
import warnings
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import saith
from saith.cli.inputs import STDIN, SUFFIXES, Columns, Documents, read_documents, read_jsonl, read_text
from saith.cli.outputs import check_folder, output, write_text
from saith.display import page_html
from saith.exceptions import FormatError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from saith import Gazetteer, Pipeline

__all__ = ["run", "say"]

#: Columns of each table that a table for people shows.
SHOWN = {
    "quotes": ("kind", "speaker", "source", "cue", "text", "confidence"),
    "sentences": ("start", "end", "text"),
    "entities": ("name", "type", "id", "mentions", "quotes"),
    "mentions": ("form", "type", "text", "start", "end", "entity"),
    "find": ("name", "type", "id", "text", "start", "end"),
}
#: Errors of documents that are told one by one.
MOST_WARNINGS = 10


def say(message: str) -> None:
    """Print `message` to standard error, after the program's name."""
    print(f"saith: {message}", file=sys.stderr)


def run(arguments: argparse.Namespace) -> None:
    """Do what `arguments` say.

    Raises
    ------
    SaithError
        If the input cannot be read or the output not written.
    """
    if arguments.command == "versions":
        _versions()
        return
    destination = output(arguments.output, arguments.format)
    page = getattr(arguments, "html", None)
    if page is not None:
        check_folder(page)
    gazetteer = _gazetteer(arguments) if arguments.gazetteer else None
    files = arguments.files or [STDIN]
    if STDIN in files and sys.stdin.isatty():
        say("reading from the terminal; end with Ctrl-D")
    columns = Columns(arguments.text, arguments.id, arguments.title, tuple(arguments.keep))
    documents = read_documents(files, columns, format=arguments.format_in, encoding=arguments.encoding, say=say)
    if page is not None and len(documents) != 1:
        raise FormatError(f"--html shows one document, and the input has {len(documents)}; give one")
    pipeline = None if arguments.command == "find" else _pipeline(arguments, gazetteer)


def _pipeline(a, g): ...


_gazetteer = _versions = _pipeline
