"""The spaCy component ``saith_sentencizer``: saith's sentences as the sentence starts of a spaCy document.

spaCy finds it by the entry point that the package declares, so nothing of saith needs to be imported.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import numpy as np
from spacy.attrs import IDX, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from saith.exceptions import FormatError
from saith.pipeline import Pipeline

__all__ = ["Sentencizer", "make_sentencizer"]

_DEFAULTS: dict[str, Any] = {"newlines": "auto", "quotes": "split", "abbreviations": [], "max_length": None}
#: How spaCy writes whether a token starts a sentence.
_START, _INSIDE = np.uint64(1), np.uint64(2**64 - 1)


class Sentencizer:
    """Sets ``token.is_sent_start`` of every token of a document.

    Add it to a pipeline by its name; options are those of `saith.Pipeline`. It must stand before a parser, and what
    an earlier component said of sentences is replaced. Where a sentence starts inside a token, the next token starts
    it; tokens of white space belong to the sentence before them, and to the first one at the document's beginning.

    Parameters
    ----------
    newlines
        What a line break means: "auto", "paragraph", "sentence" or "space".
    quotes
        Whether the sentences inside one quotation are split: "split" or "whole".
    abbreviations
        Abbreviations of your own whose full stop ends no sentence.
    max_length
        The most characters that a sentence may have, or None.

    Raises
    ------
    FormatError
        If an option has a value that it cannot have (a ValueError too).

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> component = nlp.add_pipe("saith_sentencizer", config={"quotes": "whole"})
    >>> [str(s) for s in nlp("She met Dr. Lee. “I am late. Sorry,” he said.").sents]
    ['She met Dr. Lee.', '“I am late. Sorry,” he said.']
    """

    def __init__(
        self,
        *,
        newlines: Literal["auto", "paragraph", "sentence", "space"] = "auto",
        quotes: Literal["split", "whole"] = "split",
        abbreviations: Iterable[str] = (),
        max_length: int | None = None,
    ) -> None:
        self._set(newlines=newlines, quotes=quotes, abbreviations=abbreviations, max_length=max_length)

    def _set(self, *, abbreviations: Iterable[str], **options: Any) -> None:
        abbreviations = abbreviations if isinstance(abbreviations, str) else list(abbreviations)
        self._pipeline = Pipeline(abbreviations=abbreviations, **options)
        self._options = {"abbreviations": abbreviations, **options}

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with its sentence starts set.

        Raises
        ------
        FormatError
            If the document is parsed: its sentences are those of the parse.
        """
        if len(doc) == 0:
            return doc
        if doc.has_annotation("DEP"):
            raise FormatError(
                "the document is parsed already, which settles its sentences; add saith_sentencizer before the parser, "
                'as in nlp.add_pipe("saith_sentencizer", first=True)'
            )
        starts = np.fromiter((s.start for s in self._pipeline.sentences(doc.text)), dtype=np.uint64)
        # The first token at or after each start; what comes before the first sentence is white space, and goes with it.
        first = np.searchsorted(np.asarray(doc.to_array(IDX)), starts[1:])
        values = np.full(len(doc), _INSIDE)
        values[first[first < len(doc)]] = _START
        values[0] = _START
        return doc.from_array([SENT_START], values)

    def to_bytes(self, **_: Any) -> bytes:
        """Return the options as bytes."""
        return json.dumps(self._options).encode()

    def from_bytes(self, data: bytes, **_: Any) -> Sentencizer:
        """Take the options from what `to_bytes` gave, and return this component."""
        self._set(**{**_DEFAULTS, **json.loads(data)})
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write the options to a file of JSON."""
        Path(path).with_suffix(".json").write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> Sentencizer:
        """Take the options from what `to_disk` wrote, and return this component."""
        return self.from_bytes(Path(path).with_suffix(".json").read_bytes())


def make_sentencizer(
    nlp: Language,  # noqa: ARG001 # spaCy gives it
    name: str,  # noqa: ARG001 # the same
    newlines: Any,
    quotes: Any,
    abbreviations: Any,
    max_length: Any,
) -> Sentencizer:
    """Return the component that ``nlp.add_pipe("saith_sentencizer")`` asks for; the options are checked there."""
    return Sentencizer(newlines=newlines, quotes=quotes, abbreviations=abbreviations, max_length=max_length)


Language.factory(
    "saith_sentencizer",
    assigns=["token.is_sent_start", "doc.sents"],
    default_config=_DEFAULTS,
    func=make_sentencizer,
)
