"""The functions that need no pipeline of one's own."""

from __future__ import annotations

import functools
import importlib.metadata
import platform
import sys
from typing import overload

from saith._core import Document, Sentence, __version__
from saith.pipeline import Pipeline


@functools.cache
def default_pipeline() -> Pipeline:
    """Return the pipeline that the module's functions share."""
    return Pipeline()


@overload
def sentences(text: str) -> list[Sentence]: ...
@overload
def sentences(text: None) -> None: ...
def sentences(text: str | None) -> list[Sentence] | None:
    """Return the sentences of `text`, in order.

    Parameters
    ----------
    text
        One article; it is not changed or normalised. None gives None.

    Returns
    -------
    list of Sentence, or None
        Half-open ranges in code points, disjoint and ascending; only white space lies between them.
        Empty text gives an empty list.

    Raises
    ------
    InputError
        If `text` is neither str nor None (a TypeError too), or holds a lone surrogate.

    Examples
    --------
    >>> import saith
    >>> saith.sentences("She left.")
    [Sentence(0, 9)]
    >>> [str(s) for s in saith.sentences("She left.\\n\\nHe stayed.")]
    ['She left.', 'He stayed.']
    """
    return default_pipeline().sentences(text)


@overload
def analyze(text: str) -> Document: ...
@overload
def analyze(text: None) -> None: ...
def analyze(text: str | None) -> Document | None:
    """Return the document of `text`: its sentences, mentions, entities and quotes.

    Parameters
    ----------
    text
        One article; it is not changed or normalised. None gives None.

    Returns
    -------
    Document, or None
        All layers; offsets count code points.

    Raises
    ------
    InputError
        If `text` is neither str nor None (a TypeError too), or holds a lone surrogate.

    Examples
    --------
    >>> import saith
    >>> document = saith.analyze("She left.")
    >>> document.sentences
    (Sentence(0, 9),)
    >>> document.text[0:9]
    'She left.'
    """
    return default_pipeline().analyze(text)


def show_versions() -> None:
    """Print the versions that matter when something goes wrong.

    Examples
    --------
    >>> import saith
    >>> saith.show_versions()
    saith ...
    """
    lines = [
        f"saith    {__version__}",
        f"python   {platform.python_version()} ({platform.python_implementation()})",
        f"platform {platform.platform()}",
    ]
    for package in ("pandas", "polars", "pyarrow", "numpy", "spacy", "tqdm"):
        try:
            version = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            version = "not installed"
        lines.append(f"{package:8} {version}")
    sys.stdout.write("\n".join(lines) + "\n")
