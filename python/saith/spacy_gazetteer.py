"""The spaCy component ``saith_gazetteer``: a gazetteer's matches as entities of a spaCy document.

spaCy finds it by the entry point that the package declares, so nothing of saith needs to be imported.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans, from_bytes, to_bytes

from saith._core import Match
from saith._options import near, one_of
from saith.exceptions import FormatError
from saith.gazetteer import Gazetteer, compiled, restored
from saith.gazetteer.fields import TYPES
from saith.gazetteer.formats import READERS, reader

__all__ = ["GazetteerComponent", "make_gazetteer"]

_DEFAULTS: dict[str, Any] = {
    "path": None,
    "format": "csv",
    "options": {},
    "labels": {},
    "spans_key": None,
    "overwrite": True,
    "alignment_mode": "expand",
}
#: The label of a match whose type is not known.
_UNTYPED = "other"

# What a folder of the component holds.
_SETTINGS = "settings.json"
_COMPILED = "entities.gazetteer"

_EXTENSIONS = ("saith_alias", "saith_candidates")
_ASSIGNED = [f"span._.{name}" for name in _EXTENSIONS]

for _name in _EXTENSIONS:
    if not Span.has_extension(_name):
        Span.set_extension(_name, default=None)


class GazetteerComponent:
    """Sets ``doc.ents`` to what a gazetteer finds, with the entity's id as ``kb_id_`` and its type as label.

    Add it to a pipeline by its name, with the path of a file; or give it a gazetteer with `use`. Each span has
    ``span._.saith_alias``, and ``span._.saith_candidates``: dicts of name, id and probability, likeliest first; where
    several are as likely, its ``kb_id_`` is empty.

    Parameters
    ----------
    path
        The file of the gazetteer, or None where one comes with `use`. A pipeline that is saved takes the entities along:
        that the file is not there is an error only when a document comes.
    format
        What the file is: "csv", "tsv", "jsonl", "parquet", "txt", "entity-ruler", "followthemoney", "wikidata" or
        "compiled".
    options
        Options of the `Gazetteer`, and of its ``from_`` method for the format: columns, language.
    labels
        Labels for our types, as ``{"person": "PERSON", "organization": "ORG"}``; a type that is not named is its own
        label, and a match without a type has the label "other".
    spans_key
        Where the spans go: into ``doc.spans[spans_key]``, which may overlap; by default they go into ``doc.ents``.
    overwrite
        Whether entities of earlier components give way to those that overlap them, or the other way round.
    alignment_mode
        What a match becomes that begins or ends inside a token: "expand" takes the whole token in, "contract" leaves
        it out, "strict" drops the match.

    Raises
    ------
    FormatError
        If an option has a value that it cannot have, or the file cannot be read (a ValueError too).

    Examples
    --------
    >>> import saith, spacy
    >>> nlp = spacy.blank("en")
    >>> component = nlp.add_pipe("saith_gazetteer", config={"labels": {"person": "PERSON"}})
    >>> component.use(saith.Gazetteer([{"name": "Ann Lee", "type": "person", "id": "Q1"}]))
    >>> [(e.text, e.label_, e.kb_id_) for e in nlp("Ann Lee’s aides left.").ents]
    [('Ann Lee', 'PERSON', 'Q1')]
    """

    def __init__(
        self,
        *,
        path: str | Path | None = None,
        format: str = "csv",
        options: Mapping[str, Any] | None = None,
        labels: Mapping[str, str] | None = None,
        spans_key: str | None = None,
        overwrite: bool = True,
        alignment_mode: Literal["strict", "contract", "expand"] = "expand",
    ) -> None:
        one_of("format", format, tuple(READERS))
        self._path = path
        gazetteer = None if path is None or not Path(path).exists() else reader(format)(path, **(options or {}))
        if path is None and options:
            raise FormatError(f"options are {dict(options)!r}, but there is no path; give them to the Gazetteer itself")
        self._set(gazetteer, labels or {}, spans_key, overwrite, alignment_mode)

    def _set(
        self,
        gazetteer: Gazetteer | None,
        labels: Mapping[str, str],
        spans_key: str | None,
        overwrite: bool,
        alignment_mode: str,
    ) -> None:
        self._gazetteer = gazetteer
        self._labels = _checked_labels(labels)
        self._spans_key = spans_key
        self._overwrite = bool(overwrite)
        self._alignment = one_of("alignment_mode", alignment_mode, ("strict", "contract", "expand"))

    def use(self, gazetteer: Gazetteer) -> None:
        """Find the entities of `gazetteer` from now on.

        Raises
        ------
        FormatError
            If it is no `Gazetteer`.
        """
        if not isinstance(gazetteer, Gazetteer):
            raise FormatError(f"gazetteer is {type(gazetteer).__name__}; pass a saith.Gazetteer")
        self._gazetteer = gazetteer

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with its entities, or its group of spans, set.

        Raises
        ------
        FormatError
            If there is no gazetteer.
        """
        if self._gazetteer is None:
            if self._path is not None:
                raise FormatError(f"{self._path}: no such file; check the path, or give a gazetteer with use()")
            raise FormatError("saith_gazetteer has no gazetteer; name a file with path, or give one with use()")
        found = [self._span(doc, match) for match in self._gazetteer.find(doc.text)]
        spans = [span for span in found if span is not None]
        if self._spans_key is not None:
            doc.spans[self._spans_key] = spans
            return doc
        first, then = (spans, list(doc.ents)) if self._overwrite else (list(doc.ents), spans)
        first = filter_spans(first)
        taken = {token.i for span in first for token in span}
        doc.ents = [*first, *filter_spans(span for span in then if taken.isdisjoint(range(span.start, span.end)))]
        return doc

    def _span(self, doc: Doc, match: Match) -> Any:
        """Return a match as a span of tokens, or None where it is none."""
        label = _UNTYPED if match.type is None else match.type
        id = None if match.entity is None else match.entity.id
        span = doc.char_span(
            match.start,
            match.end,
            label=self._labels.get(label, label),
            kb_id=id or "",
            alignment_mode=self._alignment,
        )
        if span is not None:
            span._.saith_alias = match.alias
            span._.saith_candidates = [
                {"name": entry.name, "id": entry.id, "probability": share} for entry, share in match.candidates
            ]
        return span

    def _settings(self) -> bytes:
        kept = {
            "labels": self._labels,
            "spans_key": self._spans_key,
            "overwrite": self._overwrite,
            "alignment_mode": self._alignment,
        }
        return json.dumps(kept, ensure_ascii=False).encode()

    def to_bytes(self, **_: Any) -> bytes:
        """Return the gazetteer, compiled, and the options as bytes."""
        gazetteer = self._gazetteer
        parts = {
            "settings": self._settings,
            "gazetteer": lambda: b"" if gazetteer is None else compiled.pickled(gazetteer.core),
        }
        data: bytes = to_bytes(parts, ())
        return data

    def from_bytes(self, data: bytes, **_: Any) -> GazetteerComponent:
        """Take gazetteer and options from what `to_bytes` gave, and return this component."""
        parts: dict[str, bytes] = {}
        from_bytes(data, {name: functools.partial(parts.__setitem__, name) for name in ("settings", "gazetteer")}, ())
        gazetteer = restored(parts["gazetteer"]) if parts["gazetteer"] else None
        self._set(gazetteer, **json.loads(parts["settings"]))
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write gazetteer and options into a folder: the gazetteer as `Gazetteer.save` does."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _SETTINGS).write_bytes(self._settings())
        if self._gazetteer is None:
            (folder / _COMPILED).unlink(missing_ok=True)
        else:
            self._gazetteer.save(folder / _COMPILED)

    def from_disk(self, path: str | Path, **_: Any) -> GazetteerComponent:
        """Take gazetteer and options from what `to_disk` wrote, and return this component."""
        folder = Path(path)
        file = folder / _COMPILED
        self._set(Gazetteer.load(file) if file.exists() else None, **json.loads((folder / _SETTINGS).read_bytes()))
        return self


def _checked_labels(labels: Mapping[str, str]) -> dict[str, str]:
    """Return labels by type."""
    for kind, label in labels.items():
        if kind not in TYPES:
            raise FormatError(f"labels names {kind!r}, which is no type; {near(str(kind), TYPES, 'the types')}")
        if not isinstance(label, str) or not label:
            raise FormatError(f'labels has {label!r} for {kind!r}; give it a label, as "{kind.upper()}"')
    return dict(labels)


def make_gazetteer(
    nlp: Language,  # noqa: ARG001 # spaCy gives it
    name: str,  # noqa: ARG001 # the same
    path: Any,
    format: Any,
    options: Any,
    labels: Any,
    spans_key: Any,
    overwrite: Any,
    alignment_mode: Any,
) -> GazetteerComponent:
    """Return the component that ``nlp.add_pipe("saith_gazetteer")`` asks for; the options are checked there."""
    return GazetteerComponent(
        path=path,
        format=format,
        options=options,
        labels=labels,
        spans_key=spans_key,
        overwrite=overwrite,
        alignment_mode=alignment_mode,
    )


Language.factory(
    "saith_gazetteer",
    assigns=["doc.ents", "token.ent_type", "token.ent_iob", "token.ent_kb_id", *_ASSIGNED],
    default_config=_DEFAULTS,
    func=make_gazetteer,
)
