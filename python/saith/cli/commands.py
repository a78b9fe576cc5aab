"""What each command does: read, analyse, write."""

from __future__ import annotations

import sys
import warnings
from itertools import islice
from typing import TYPE_CHECKING

import saith
from saith.cli.gazetteers import gazetteer_of
from saith.cli.inputs import STDIN, Columns, Documents, read_documents
from saith.cli.outputs import check_folder, output, write_text
from saith.cli.replacing import replace
from saith.display import page_html
from saith.exceptions import FormatError, SaithWarning

if TYPE_CHECKING:
    import argparse
    from collections.abc import Container

    from saith import Corpus, Gazetteer, Pipeline, Table

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
    sys.stderr.write(f"saith: {message}\n")


def run(arguments: argparse.Namespace) -> None:
    """Do what `arguments` say.

    Raises
    ------
    SaithError
        If the input cannot be read or the output not written.
    """
    if arguments.command == "versions":
        saith.show_versions()
        return
    if arguments.command == "compile-gazetteer":
        _compile(arguments)
        return
    if getattr(arguments, "redact", False) or getattr(arguments, "replace", None) is not None:
        replace(arguments, say, _documents)
        return
    destination = output(arguments.output, arguments.format)
    page = getattr(arguments, "html", None)
    if page is not None:
        check_folder(page)
    gazetteer = gazetteer_of(arguments, say)
    documents = _documents(arguments)
    if page is not None and len(documents) != 1:
        raise FormatError(f"--html shows one document, and the input has {len(documents)}; give one")
    if gazetteer is not None and arguments.command == "find":
        table = _found(gazetteer, documents, arguments)
        report = None
    else:
        pipeline = _pipeline(arguments, gazetteer)
        corpus = _analysed(pipeline, documents, arguments)
        table = corpus.tables[arguments.command]
        report = corpus.report() if getattr(arguments, "report", False) else None
        if page is not None:
            _write_page(page, pipeline, documents)
    destination.write(table, _shown(arguments, documents))
    if report is not None:
        sys.stderr.write(f"{report}\n")


def _compile(arguments: argparse.Namespace) -> None:
    check_folder(arguments.output)
    gazetteer = gazetteer_of(arguments, say)
    if gazetteer is not None:
        gazetteer.save(arguments.output)
        say(f"wrote {arguments.output}: {gazetteer.report}")


def _documents(arguments: argparse.Namespace) -> Documents:
    files = arguments.files or [STDIN]
    if STDIN in files and sys.stdin.isatty():
        say("reading from the terminal; end with Ctrl-D")
    title = getattr(arguments, "title", None)
    columns = Columns(arguments.text, arguments.id, title, tuple(arguments.keep))
    lenient = arguments.on_error != "raise"
    return read_documents(
        files, columns, format=arguments.format_in, encoding=arguments.encoding, lenient=lenient, say=say
    )


def _pipeline(arguments: argparse.Namespace, gazetteer: Gazetteer | None) -> Pipeline:
    return saith.Pipeline(
        gazetteer=gazetteer,
        threads=arguments.threads,
        newlines=arguments.newlines,
        quotes=arguments.quotes,
        abbreviations=arguments.abbreviation,
        max_length=arguments.max_length,
        min_confidence=getattr(arguments, "min_confidence", 0.0),
        model=getattr(arguments, "model", None) or "default",
        cues=getattr(arguments, "cues", None) or (),
    )


def _found(gazetteer: Gazetteer, documents: Documents, arguments: argparse.Namespace) -> Table:
    data, columns = _columns(documents)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", SaithWarning)
        matches = gazetteer.find_many(
            data,
            text=columns.text,
            keep=columns.keep,
            on_error=arguments.on_error,
            attributes=arguments.attributes,
        )
    for warning in caught:
        say(f"warning: {warning.message}")
    return matches


def _analysed(pipeline: Pipeline, documents: Documents, arguments: argparse.Namespace) -> Corpus:
    data, columns = _columns(documents)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SaithWarning)  # each row is told below
        corpus = pipeline.analyze_many(
            data,
            text=columns.text,
            title=columns.title,
            keep=columns.keep,
            layers=(arguments.command,),
            attributes=getattr(arguments, "attributes", ()),
            force=arguments.force,
            on_error=arguments.on_error,
            progress=arguments.progress,
        )
    _warn(corpus.errors, documents)
    return corpus


def _columns(documents: Documents) -> tuple[dict[str, list[object]], Columns]:
    """Return the documents as a table, and what its columns hold."""
    text, title = (_unused(name, documents.columns) for name in ("text", "title"))
    data = {text: documents.texts, title: documents.titles, **documents.columns}
    return data, Columns(text=text, title=title, keep=tuple(documents.columns))


def _unused(name: str, taken: Container[str]) -> str:
    while name in taken:
        name += "_"
    return name


def _warn(errors: Table, documents: Documents) -> None:
    """Tell of the documents that could not be read."""
    named = next(iter(documents.columns.values()), None)
    for row, reason, remedy in islice(
        zip(errors["row"], errors["reason"], errors["remedy"], strict=True), MOST_WARNINGS
    ):
        name = "" if named is None or named[row] is None else f" ({named[row]})"
        say(f"warning: document {row}{name} is left out: {reason}; {_as_option(remedy)}")
    if len(errors) > MOST_WARNINGS:
        say(f"warning: {len(errors) - MOST_WARNINGS:,} more documents are left out")
    if len(errors):
        say(f"warning: {len(errors):,} of {len(documents):,} documents were not read")


def _as_option(remedy: str) -> str:
    """Return a remedy in the words of the command line."""
    return remedy.replace("force=True", "--force")


def _write_page(path: str, pipeline: Pipeline, documents: Documents) -> None:
    (text,), (title,) = documents.texts, documents.titles
    if not isinstance(text, str):
        raise FormatError("--html shows a text, and the document has none")
    heading = title or next((values[0] for values in documents.columns.values() if values[0] is not None), None)
    write_text(path, page_html(pipeline.analyze(text), title=str(heading or "Who said what")))


def _shown(arguments: argparse.Namespace, documents: Documents) -> tuple[str, ...]:
    """Return the columns for people: with several documents, first which it is."""
    several = len(documents) > 1
    asked = getattr(arguments, "attributes", ())
    return (*([next(iter(documents.columns), "row")] if several else []), *SHOWN[arguments.command], *asked)
