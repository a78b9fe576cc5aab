"""The compiled part of saith."""

import os
from collections.abc import Callable
from typing import Any, Final, Literal, Self, TypeAlias, final, overload

from typing_extensions import disjoint_base

_Kind: TypeAlias = Literal["direct", "mixed", "indirect"]
_Form: TypeAlias = Literal["name", "nominal", "pronoun"]
_Type: TypeAlias = Literal["person", "organization", "place", "group", "other"]
_CueClass: TypeAlias = Literal["neutral", "claim", "deny", "admit", "promise", "ask", "demand", "warn", "think", "feel"]
_Evidence: TypeAlias = Literal[
    "name",
    "apposition",
    "nominal",
    "pronoun",
    "first_person",
    "continued",
    "alternation",
    "signature",
    "only_candidate",
    "no_source",
    "no_antecedent",
    "ambiguous",
    "generic",
]

__all__ = [
    "ArrowReader",
    "Block",
    "Document",
    "Entity",
    "Entry",
    "Gazetteer",
    "MarkedSpan",
    "Match",
    "Mention",
    "Pipeline",
    "Quote",
    "Sentence",
    "Span",
    "Table",
    "__version__",
    "_document",
    "_entry",
    "_match",
    "_view",
    "evaluate",
    "relations_by_rule",
    "stages",
    "table_columns",
    "train",
]

__version__: Final[str]

@disjoint_base
class Span:
    """A half-open range of a text: ``document.text[span.start:span.end] == span.text``.

    Offsets count code points. ``str(span)`` is the exact text, ``len(span)`` its length.
    """

    def __new__(cls, start: int, end: int, text: str) -> Self: ...
    @property
    def start(self) -> int:
        """Offset of the first character."""
    @property
    def end(self) -> int:
        """Offset after the last character."""
    @property
    def text(self) -> str:
        """What stands there."""
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Sentence(Span):
    """A sentence, without white space at its edges."""

    def __new__(cls, start: int, end: int, text: str, paragraph: int = 0) -> Sentence: ...
    @property
    def paragraph(self) -> int:
        """The paragraph that it lies in, from 0."""

@final
class MarkedSpan(Span):
    """What stands between two paired quotation marks, without the marks.

    ``outer`` takes the marks in; ``speech`` is false for scare quotes, titles of works and nicknames.
    """

    def __new__(
        cls,
        start: int,
        end: int,
        text: str,
        outer: Span,
        speech: bool,
        closed: bool,
        continues: bool,
        depth: int,
        confidence: float,
    ) -> MarkedSpan: ...
    @property
    def outer(self) -> Span:
        """The same with its marks."""
    @property
    def speech(self) -> bool:
        """Whether it is speech."""
    @property
    def closed(self) -> bool:
        """Whether a mark closes it."""
    @property
    def continues(self) -> bool:
        """Whether it goes on with a quotation that the paragraph before left open."""
    @property
    def depth(self) -> int:
        """How many marked spans it stands in."""
    @property
    def confidence(self) -> float:
        """Probability that it begins and ends where a quotation was meant to."""

@final
class Mention(Span):
    """A place where someone or something is named."""

    @property
    def form(self) -> _Form:
        """How it names."""
    @property
    def type(self) -> _Type:
        """What kind of thing it names."""
    @property
    def entity(self) -> Entity | None:
        """The entity that it refers to, or None."""

@final
class Entity:
    """Someone or something that a document's mentions refer to."""

    @property
    def name(self) -> str:
        """The fullest name written, without title; for one that is never named, the source as written."""
    @property
    def type(self) -> _Type:
        """What it is."""
    @property
    def id(self) -> str | None:
        """The gazetteer's id, or None."""
    @property
    def attributes(self) -> dict[str, Any]:
        """What else the gazetteer knows; empty where it does not know the entity."""
    @property
    def anonymous(self) -> bool:
        """Whether the document never names it."""
    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Its mentions, in order."""
    @property
    def roles(self) -> tuple[Span, ...]:
        """What the document calls it, in order: title, office or affiliation, as written.

        ``"Mayor"``, ``"the mayor of Ashford"``, ``"R-Tex."``; no forms of address, such as "Mr." and "Dr.". One that says
        nothing new is left out; at most 16.
        """
    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes that it is the speaker of, in order."""
    @property
    def pronouns(self) -> dict[str, int]:
        """The pronouns seen for it, in lower case, each with how often: ``{"he": 3}``; never a guessed gender."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Quote:
    """One attribution relation: who said what, as a text has it."""

    @property
    def kind(self) -> _Kind:
        """Whether the content stands in quotation marks: all of it, part of it, or none."""
    @property
    def text(self) -> str:
        """The text from the first to the last character of the content."""
    @property
    def content(self) -> tuple[Span, ...]:
        """What is said, in order: several spans where the cue interrupts it."""
    @property
    def source(self) -> Span | None:
        """Who, as written, or None."""
    @property
    def cue(self) -> Span | None:
        """The words that attribute ("has told", "according to"), or None."""
    @property
    def addressee(self) -> Span | None:
        """Who is told, as written ("told Ortiz", "in a letter to the council"), or None."""
    @property
    def speaker(self) -> Entity | None:
        """The entity that the source refers to, or None: `evidence` says why."""
    @property
    def candidates(self) -> tuple[tuple[Entity, float], ...]:
        """Who could be meant, with probabilities, highest first; what is missing to 1 is nobody. Empty where nobody could."""
    @property
    def role(self) -> Span | None:
        """What the document calls the speaker, as written, or None: the role that the source holds, or else the first."""
    @property
    def anonymous(self) -> bool:
        """Whether the speaker is someone whom the document never names; False where there is no speaker."""
    @property
    def cue_class(self) -> _CueClass | None:
        """What kind of saying the cue is; None where there is no cue."""
    @property
    def negated(self) -> bool:
        """Whether the saying is denied, or has not happened: “did not say”, “might say”, “refused to say”."""
    @property
    def parent(self) -> Quote | None:
        """The quote whose content it stands in, or None."""
    @property
    def sentences(self) -> tuple[int, ...]:
        """The sentences that its content touches, as places in `Document.sentences`."""
    @property
    def evidence(self) -> _Evidence:
        """Why this speaker, or why none."""
    @property
    def confidence(self) -> float:
        """Probability that content and source are right."""
    @property
    def speaker_confidence(self) -> float | None:
        """Probability that the speaker is right, given the relation, or None."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Document:
    """One text that has been read: its sentences, mentions, entities and quotes."""

    @property
    def text(self) -> str:
        """The text, as it was given."""
    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, in order; only white space lies between them."""
    @property
    def marked(self) -> tuple[MarkedSpan, ...]:
        """What stands in quotation marks, in order."""
    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Where someone or something is named, in order."""
    @property
    def entities(self) -> tuple[Entity, ...]:
        """What the mentions refer to, by first mention."""
    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Its attribution relations, in order."""
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Entry:
    """One entity of a gazetteer, as the user gave it."""

    @property
    def name(self) -> str:
        """The name by which it is known."""
    @property
    def aliases(self) -> tuple[str, ...]:
        """Other ways to write it."""
    @property
    def type(self) -> _Type | None:
        """Its type, or None where the user does not say it."""
    @property
    def id(self) -> str | None:
        """The user's own id, or None."""
    @property
    def weight(self) -> float:
        """How likely it is meant where several entries share an alias."""
    @property
    def attributes(self) -> dict[str, Any]:
        """Whatever else came with it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Match(Span):
    """One place where a text names an entry of a gazetteer."""

    @property
    def alias(self) -> str:
        """The alias that matched, as the user wrote it."""
    @property
    def type(self) -> _Type | None:
        """The type that all candidates with a type agree on, or None."""
    @property
    def entity(self) -> Entry | None:
        """The entry that is meant, or None where several are as likely."""
    @property
    def candidates(self) -> tuple[tuple[Entry, float], ...]:
        """The entries that have this alias, likeliest first, each with its share of the weight: those that the text speaks for share all of it."""

@final
class Gazetteer:
    """The entities that the user knows; made from names, or from lists of entries in JSON."""

    def __new__(cls, entries: list[bytes] | list[str], options: bytes | None = None) -> Gazetteer:
        """A gazetteer of plain names, or of entries in lists, each as JSON; `options` are JSON too."""
    @staticmethod
    def from_bytes(bytes: bytes, name: str) -> Gazetteer:
        """The gazetteer that `to_bytes` wrote; `name` is what messages call it."""
    def to_bytes(self) -> bytes:
        """The compiled form."""
    @staticmethod
    def load(path: str | os.PathLike[str]) -> Gazetteer:
        """Reads the compiled form from a file."""
    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the compiled form to a file."""
    def to_json(self) -> bytes:
        """The entries, as JSON."""
    def options_json(self) -> bytes:
        """The options, as JSON."""
    def report(self) -> dict[str, int]:
        """What became of the entities given: counts by name."""
    def size(self) -> int:
        """The bytes that it takes in memory."""
    def entry(self, index: int) -> Entry:
        """Entry `index`."""
    def find(self, text: str) -> list[Match]:
        """The places where `text` names an entry, in order."""
    def find_block(
        self,
        block: Block,
        first_row: int,
        on_poll: Callable[[int], object] | None = None,
        attributes: list[tuple[str, str]] = ...,
    ) -> tuple[Table, Table]:
        """The matches of a block and the rows that could not be read, as two tables; `attributes` has the name of each that has a column of
        its own, and that of the column."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __len__(self) -> int: ...

@final
class Pipeline:
    """Reads texts."""

    def __new__(
        cls,
        *,
        gazetteer: Gazetteer | None,
        models: list[tuple[str, bytes | None]],
        threads: int | None,
        newlines: str,
        quotes: str,
        abbreviations: list[str],
        max_length: int | None,
        min_confidence: float,
        cues: tuple[str, str] | None,
    ) -> Pipeline: ...
    @overload
    def sentences(self, text: str) -> list[Sentence]: ...
    @overload
    def sentences(self, text: None) -> None: ...
    @overload
    def analyze(self, text: str) -> Document: ...
    @overload
    def analyze(self, text: None) -> None: ...
    def read_block(
        self,
        block: Block,
        first_row: int,
        layers: list[str],
        attributes: list[tuple[str, str]],
        force: bool,
        on_poll: Callable[[int], object] | None = None,
    ) -> dict[str, Table]:
        """The tables of a block, by name; `on_poll` is called with the number of rows done."""

@final
class Block:
    """Some rows of an input."""

    def __new__(
        cls, texts: list[Any], titles: tuple[str, list[Any]] | None = None, kept: list[tuple[str, Any]] = ...
    ) -> Block: ...
    def __len__(self) -> int: ...

@final
class ArrowReader:
    """Reads the columns that are wanted from anything with `__arrow_c_stream__` or `__arrow_c_array__`, block by block."""

    def __new__(cls, data: Any) -> ArrowReader: ...
    @property
    def is_table(self) -> bool:
        """Whether the input is a table; a column alone has one field and no name."""
    @property
    def names(self) -> list[str]:
        """Names of the columns, in order."""
    @property
    def text_names(self) -> list[str]:
        """Names of the columns of text."""
    def next_block(
        self, text: tuple[int, str], title: tuple[int, str] | None, kept: list[tuple[int, str]]
    ) -> Block | None:
        """The next block, or None at the end; there is at least one. Columns are places, each with a name."""

@final
class Table:
    """Columns of equal length, in Arrow's memory."""

    @staticmethod
    def concat(tables: list[Table]) -> Table:
        """The tables one under the other; they have the same columns."""
    @staticmethod
    def from_ipc(data: bytes) -> Table:
        """A table from Arrow's stream format."""
    def to_ipc(self) -> bytes:
        """The table in Arrow's stream format."""
    @property
    def names(self) -> list[str]:
        """Names of the columns, in order."""
    def kind(self, name: str) -> tuple[str, bool, list[str] | None]:
        """The kind of a column, whether it can be null, and the closed list of its words, where it has one."""
    def column(self, name: str) -> list[Any]:
        """The values of a column."""
    def slice(self, start: int, length: int) -> Table:
        """Rows ``start..start + length``, as far as there are so many."""
    def without(self, names: list[str]) -> Table:
        """The table without some columns."""
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...

def relations_by_rule(text: str) -> list[tuple[str, list[tuple[int, int]], tuple[int, int] | None]]:
    """What every rule reads in a text, whatever its confidence: the rule's name, content, source. For measuring."""

def stages() -> list[str]:
    """The names of the stages that can be trained and scored."""

def train(
    stage: str,
    data: str,
    *,
    seed: int,
    fast: bool = False,
    threads: int | None = None,
    checkpoint: str | None = None,
    on_poll: Callable[[int, int, int, int, float], object] | None = None,
) -> tuple[bytes, str]:
    """The content of a model's file, and what is told of the model as JSON.

    `fast` asks for a model that reads faster. `on_poll` is called now and then with the pass, the number of passes, what is done of a pass, of how much, and the
    mean loss.
    """

def evaluate(stage: str, data: str, *, model: str | None = None, threads: int | None = None) -> str:
    """The scores of a stage on the held-out parts of the data, as JSON: tables with name, columns and rows."""

def table_columns() -> dict[str, list[str]]:
    """The columns of every table, by the table's name."""

def _document(text: str, layers: bytes, entries: bytes) -> Document: ...
def _view(document: Document, layer: str, index: int) -> Any: ...
def _match(
    start: int, end: int, text: str, alias: str, entries: bytes, shares: list[float], kind: str | None
) -> Match: ...
def _entry(entries: bytes, row: int) -> Entry: ...
