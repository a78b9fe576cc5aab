"""The formats of gazetteers by name, for the doors that take the name: the command line and spaCy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from saith.gazetteer import Gazetteer

__all__ = ["READERS", "TABULAR", "reader"]

#: The method of the class that reads each.
READERS = {
    "csv": "from_csv",
    "tsv": "from_tsv",
    "jsonl": "from_jsonl",
    "parquet": "from_parquet",
    "txt": "from_txt",
    "entity-ruler": "from_entity_ruler",
    "followthemoney": "from_followthemoney",
    "wikidata": "from_wikidata",
    "compiled": "load",
}
#: Formats whose columns have names.
TABULAR = ("csv", "tsv", "jsonl", "parquet")


def reader(format: str) -> Callable[..., Gazetteer]:
    """Return what reads a file of a format.

    Examples
    --------
    >>> from saith.gazetteer.formats import READERS, reader
    >>> reader("compiled").__name__, [reader(format).__name__ for format in READERS][:2]
    ('load', ['from_csv', 'from_tsv'])
    """
    from saith.gazetteer import Gazetteer

    read: Any = getattr(Gazetteer, READERS[format])
    return read  # type: ignore[no-any-return]
