"""Reads news text and tells which sentences it has, who is named in it, and who said what."""

from __future__ import annotations

from saith import _accessors
from saith._core import (
    Document,
    Entity,
    Entry,
    MarkedSpan,
    Match,
    Mention,
    Quote,
    Sentence,
    Span,
    __version__,
)
from saith._functions import analyze, sentences, show_versions
from saith.corpus import Corpus
from saith.exceptions import (
    FormatError,
    InputError,
    MissingPackageError,
    SaithError,
    SaithWarning,
    UnknownColumnError,
    UnknownEntryError,
)
from saith.gazetteer import Gazetteer
from saith.pipeline import Pipeline
from saith.table import Table

__all__ = [
    "Corpus",
    "Document",
    "Entity",
    "Entry",
    "FormatError",
    "Gazetteer",
    "InputError",
    "MarkedSpan",
    "Match",
    "Mention",
    "MissingPackageError",
    "Pipeline",
    "Quote",
    "SaithError",
    "SaithWarning",
    "Sentence",
    "Span",
    "Table",
    "UnknownColumnError",
    "UnknownEntryError",
    "__version__",
    "analyze",
    "sentences",
    "show_versions",
]

_accessors.install()
