"""`Pipeline`: options, checked; one text or many."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias, overload

from saith import _core, _progress, columns
from saith._core import Document, Sentence
from saith._options import labels, names, one_of, probability, whole_number
from saith.corpus import LAYERS, Corpus, Layer, gathered
from saith.exceptions import FormatError
from saith.gazetteer import Gazetteer, compiled

__all__ = ["Pipeline"]

#: Models by name or path, with what their files hold; None for one that ships.
_Models: TypeAlias = list[tuple[str, bytes | None]]
_MOST_THREADS = 1024
_MOST_CHARACTERS = 2**32 - 1


class Pipeline:
    """Reads texts.

    A pipeline is made once and used for many texts; it can be shared between threads and pickled. All
    parameters are keywords.

    Parameters
    ----------
    gazetteer
        Entities that you know; None for none.
    model
        "default", what the package ships; "fast", another model of quotes that it ships, which reads faster and finds
        less; the path of a model of your own, made by ``saith train quotes`` or ``saith train speakers``; that of a
        table of confidences (JSON), made by ``train/rule_precision.py``; or a list of such names and paths, one of
        each kind. What a file is for, it says itself.
    threads
        Threads for `analyze_many`; None for one a core. Results do not depend on it.
    newlines
        What a line break means: "auto" guesses from the document, "paragraph" takes blank lines for a
        paragraph's end and single breaks for white space, "sentence" ends a sentence at each break,
        "space" takes every break for white space.
    quotes
        "split" cuts the sentences inside one quotation; "whole" keeps a quotation in one sentence.
    abbreviations
        Abbreviations of your own whose full stop ends no sentence, with or without it: "approx".
    max_length
        The most characters (code points) that a sentence may have, or None for no limit. What is longer is cut
        between words, and inside a word where that alone is longer.
    min_confidence
        Quotes below this confidence, 0 to 1, are left out.
    cues
        Words of attribution of your own: a list of entries, or the path of a file with one a line. An entry is the
        word's forms, what it takes and its class, with tabs between: ``"moot moots mooted mooted mooting\\tTHAT\\tclaim"``.

    Raises
    ------
    FormatError
        If an option has a value that it cannot have (a ValueError too).

    Examples
    --------
    >>> import saith
    >>> nlp = saith.Pipeline(newlines="sentence")
    >>> nlp.sentences("A headline\\nShe left.")
    [Sentence(0, 10), Sentence(11, 20)]
    """

    __slots__ = ("_core", "_cues", "_models", "_options")

    def __init__(
        self,
        *,
        gazetteer: Gazetteer | None = None,
        model: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] = "default",
        threads: int | None = None,
        newlines: Literal["auto", "paragraph", "sentence", "space"] = "auto",
        quotes: Literal["split", "whole"] = "split",
        abbreviations: Iterable[str] = (),
        max_length: int | None = None,
        min_confidence: float = 0.0,
        cues: Iterable[str] | str | os.PathLike[str] = (),
    ) -> None:
        if gazetteer is not None and not isinstance(gazetteer, Gazetteer):
            raise FormatError(f"gazetteer is {type(gazetteer).__name__}; pass a saith.Gazetteer made of it")
        options: dict[str, Any] = {
            "gazetteer": gazetteer,
            "model": _model_paths(model),
            "threads": _threads(threads),
            "newlines": one_of("newlines", newlines, ("auto", "paragraph", "sentence", "space")),
            "quotes": one_of("quotes", quotes, ("split", "whole")),
            "abbreviations": _words("abbreviations", abbreviations),
            "max_length": _max_length(max_length),
            "min_confidence": probability("min_confidence", min_confidence),
            "cues": os.fspath(cues)
            if isinstance(cues, os.PathLike)
            else cues
            if isinstance(cues, str)
            else names("cues", cues),
        }
        self._build(options, _model_files(options["model"]), _cue_lines(options["cues"]))

    def _build(self, options: dict[str, Any], models: _Models, cues: tuple[str, str] | None) -> None:
        """Make the core's pipeline of options that are checked, and of the files that are read: models, cues."""
        gazetteer = options["gazetteer"]
        self._options = options
        self._models = models
        self._cues = cues
        self._core = _core.Pipeline(
            gazetteer=None if gazetteer is None else gazetteer.core,
            models=models,
            threads=options["threads"],
            newlines=options["newlines"],
            quotes=options["quotes"],
            abbreviations=[a.strip().removesuffix(".").lower() for a in options["abbreviations"]],
            max_length=options["max_length"],
            min_confidence=options["min_confidence"],
            cues=cues,
        )

    @overload
    def sentences(self, text: str) -> list[Sentence]: ...
    @overload
    def sentences(self, text: None) -> None: ...
    def sentences(self, text: str | None) -> list[Sentence] | None:
        """Return the sentences of `text`, in order.

        Parameters
        ----------
        text
            One article. None gives None.

        Returns
        -------
        list of Sentence, or None
            Disjoint and ascending; only white space lies between them.

        Raises
        ------
        InputError
            If `text` is neither str nor None, or holds a lone surrogate.

        Examples
        --------
        >>> import saith
        >>> saith.Pipeline().sentences("She left.\\n\\nHe stayed.")
        [Sentence(0, 9), Sentence(11, 21)]
        """
        return self._core.sentences(text)

    @overload
    def analyze(self, text: str) -> Document: ...
    @overload
    def analyze(self, text: None) -> None: ...
    def analyze(self, text: str | None) -> Document | None:
        """Return the document of `text`.

        Parameters
        ----------
        text
            One article. None gives None.

        Returns
        -------
        Document, or None
            All layers; offsets count code points.

        Raises
        ------
        InputError
            If `text` is neither str nor None, or holds a lone surrogate.

        Examples
        --------
        >>> import saith
        >>> saith.Pipeline().analyze("She left.").text
        'She left.'
        """
        return self._core.analyze(text)

    def analyze_many(
        self,
        data: Any,
        *,
        text: Hashable | None = None,
        title: Hashable | None = None,
        id: Hashable | None = None,
        keep: Iterable[Hashable] = (),
        layers: Sequence[Layer] = LAYERS,
        attributes: Sequence[str] = (),
        progress: bool = False,
        on_error: Literal["collect", "null", "raise"] = "collect",
        force: bool = False,
    ) -> Corpus:
        """Return the tables of many texts, read in parallel, in the order of the input.

        Parameters
        ----------
        data
            A pandas or Polars DataFrame or Series, a pyarrow table or array, anything with
            ``__arrow_c_stream__`` or ``__arrow_c_array__``, a dict of columns as lists, or any iterable of
            str and None (a generator is read as it comes). A null gives no rows.
        text
            The column of texts; None where `data` is a column alone, or where its only column of text is meant.
        title
            The column of headlines. A headline is read with its text, so that a name it writes in full is
            known below; offsets stay those of the text, and nothing of the headline is in the tables.
        id
            A column that joins every table behind `row`.
        keep
            Further columns that do, with the types they have; a list of Python objects must hold one type that
            a column can have. A column whose name a table has already is called ``document_<name>``, and one
            whose label has several levels by all of them, as in ``a.b``.
            The index of a pandas frame joins too, unless it is the plain 0, 1, 2 ….
        layers
            The tables that are wanted, of "quotes", "entities", "mentions", "sentences".
        attributes
            Attributes of the gazetteer's entries that get a column in the table of entities, called
            ``attribute_<name>`` where the table has that name already.
        progress
            Whether to show a bar; needs tqdm.
        on_error
            What happens to a row that cannot be read (text or headline not text, text not English, a lone
            surrogate): "collect" puts it into `Corpus.errors` and warns once at the end, "null" leaves it out in
            silence, "raise" raises `InputError` for the first. The other rows are complete.
        force
            Whether to read texts that are not English.

        Returns
        -------
        Corpus
            The tables.

        Raises
        ------
        FormatError
            If a column is missing or holds no text, an option has a value that it cannot have, or no entry of the
            gazetteer has an attribute that is named.
        InputError
            If `data` is none of the above, or a row cannot be read and `on_error` is "raise".

        Examples
        --------
        >>> import saith
        >>> corpus = saith.Pipeline().analyze_many(["She left.", None, "He stayed."])
        >>> corpus.sentences["text"]
        ['She left.', 'He stayed.']
        >>> corpus.sentences["row"]
        [0, 2]
        """
        wanted = names("layers", layers)
        for layer in wanted:
            one_of("layers", layer, LAYERS)
        gazetteer: Gazetteer | None = self._options["gazetteer"]
        asked = (
            list(dict.fromkeys(names("attributes", attributes)))
            if gazetteer is None
            else compiled.checked_attributes(gazetteer.core, attributes, gazetteer.seen_attributes)
        )
        one_of("on_error", on_error, ("collect", "null", "raise"))
        source = columns.opened(data, text=text, title=title, id=id, keep=labels("keep", keep))
        attributes_as = list(zip(asked, columns.free(asked, source.names, "attribute"), strict=True))
        with _progress.bar(source.total, shown=progress) as done:

            def read(block: _core.Block, first_row: int) -> dict[str, _core.Table]:
                report: Callable[[int], None] | None = None if done is None else lambda n: done(first_row + n)
                return self._core.read_block(block, first_row, wanted, attributes_as, bool(force), report)

            return gathered(source.blocks, read, on_error)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self._options, self._models, self._cues)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pipeline):
            return NotImplemented
        mine, others = (self._options, self._models, self._cues), (other._options, other._models, other._cues)
        return mine == others

    def __hash__(self) -> int:
        return hash(repr(self))

    def __repr__(self) -> str:
        changed = {k: v for k, v in self._options.items() if v != _DEFAULTS[k]}
        return f"Pipeline({', '.join(f'{k}={v!r}' for k, v in changed.items())})"


_DEFAULTS: dict[str, Any] = {
    "gazetteer": None,
    "model": "default",
    "threads": None,
    "newlines": "auto",
    "quotes": "split",
    "abbreviations": [],
    "max_length": None,
    "min_confidence": 0.0,
    "cues": [],
}


def _restored(options: dict[str, Any], models: _Models, cues: tuple[str, str] | None = None) -> Pipeline:
    """Return a pipeline from what pickle kept: what its files held too, which another machine may not have."""
    pipeline = Pipeline.__new__(Pipeline)
    pipeline._build({**_DEFAULTS, **options}, models, cues)  # noqa: SLF001 # a constructor of the class
    return pipeline


#: Models that ship beside the default one, by name.
_SHIPPED = ("fast",)
_MODELS = 'use "default", "fast", or paths of models of quotes or speakers, or of a table of confidences'


def _model_paths(model: object) -> str | list[str]:
    """Return the name of a model that ships, a path, or several of them."""
    if isinstance(model, str | os.PathLike):
        return _path(model)
    if not isinstance(model, Sequence) or isinstance(model, bytes | bytearray):
        raise FormatError(f"model is {model!r}; {_MODELS}")
    return [_path(path) for path in model]


def _path(model: object) -> str:
    path = os.fspath(model) if isinstance(model, os.PathLike) else model
    if not isinstance(path, str):
        raise FormatError(f"model holds {model!r}; {_MODELS}")
    return path


def _model_files(model: str | list[str]) -> _Models:
    """Return path and content of each model of the user's own, name and None of one that ships; none is the default."""
    paths = [model] if isinstance(model, str) else model
    return [
        (path, None if path in _SHIPPED else _content("model", path, _MODELS)) for path in paths if path != "default"
    ]


def _cue_lines(cues: str | list[str]) -> tuple[str, str] | None:
    """Return where cues of the user's own stand and their lines, or None where there are none."""
    if isinstance(cues, str):
        remedy = "pass the path of a file, or a list of entries"
        content = _content("cues", cues, remedy)
        try:
            return cues, content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise FormatError(f"cues {cues!r} cannot be read ({error}); {remedy}") from error
    for entry in cues:
        if len(entry.splitlines()) != 1 or entry.startswith("#"):
            raise FormatError(f"cues holds {entry!r}, which is no line of its own; pass one entry for each cue")
    return ("cues", "\n".join(cues)) if cues else None


def _content(option: str, path: str, remedy: str) -> bytes:
    """Return what stands in the file that an option names."""
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise FormatError(f"{option} {path!r} cannot be read ({reason}); {remedy}") from error


def _words(option: str, values: Iterable[str]) -> list[str]:
    """Return names that hold a letter or digit each."""
    listed = names(option, values)
    for value in listed:
        if not any(map(str.isalnum, value)):
            raise FormatError(f"{option} holds {value!r}, which has no letter; leave it out")
    return listed


def _threads(threads: object) -> int | None:
    if threads is None:
        return None
    remedy = f"pass a whole number from 1 to {_MOST_THREADS}, or None for one a core"
    return whole_number("threads", threads, 1, _MOST_THREADS, remedy)


def _max_length(max_length: object) -> int | None:
    if max_length is None:
        return None
    remedy = f"pass a whole number of characters from 1 to {_MOST_CHARACTERS}, or None for no limit"
    return whole_number("max_length", max_length, 1, _MOST_CHARACTERS, remedy)
