"""What comes in: anything that holds texts, as blocks of rows."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saith import _core
from saith._optional import installed
from saith.exceptions import FormatError, InputError

__all__ = ["Source", "opened"]

# Rows of a list or generator that are read at once: enough to keep all cores busy, few enough to stay small.
_BLOCK = 2048

# Names of all columns of all tables: a kept column of the same name gets a prefix.
_TAKEN = frozenset(itertools.chain.from_iterable(_core.table_columns().values()))


@dataclass(frozen=True, slots=True)
class Source:
    """Texts on their way in."""

    blocks: Iterator[_core.Block]
    total: int | None
    """Rows in all, where it is known."""


def opened(
    data: Any,
    *,
    text: str | None = None,
    title: str | None = None,
    id: str | None = None,
    keep: Sequence[str] = (),
    with_index: bool = True,
) -> Source:
    """Return the texts of `data`, and the columns that join every table, in blocks.

    Raises
    ------
    FormatError
        If a column is missing or is not text.
    InputError
        If `data` holds no texts.
    """
    kept = list(dict.fromkeys([*([] if id is None else [id]), *keep]))
    asked = _Asked(text, title, kept)
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(data, pandas.DataFrame | pandas.Series):
        return _from_pandas(pandas, data, asked, with_index=with_index)
    if hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__"):
        return _from_arrow(data, asked, _length(data))
    if isinstance(data, Mapping):
        return _from_lists(data, asked)
    if isinstance(data, str | bytes | bytearray) or not isinstance(data, Iterable):
        raise InputError(
            f"{type(data).__name__} is not many texts; pass a column, a data frame or a list of str, "
            "and one text to analyze"
        )
    asked.refuse_columns("a list")
    return Source(_in_blocks(data), _length(data))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The columns asked for."""

    text: str | None
    title: str | None
    kept: list[str]

    def refuse_columns(self, what: str) -> None:
        """Raise where a column is named and there is none."""
        for option, value in (("text", self.text), ("title", self.title), ("id or keep", self.kept)):
            if value:
                raise FormatError(f"{option} names {value!r}, but {what} has no named columns; pass a table")

    def text_of(self, names: Sequence[Any], texts: Sequence[Any]) -> str:
        """Return the column of texts of a table with columns `names`, of which `texts` hold text."""
        for name in (self.text, self.title, *self.kept):
            if name is not None and name not in names:
                raise FormatError(f'no column "{name}"; the columns are {_listed(names)}')
            if list(names).count(name) > 1:
                raise FormatError(f'there are several columns "{name}"; rename all but one')
        if self.text is not None:
            return self.text
        if len(texts) == 1:
            return str(texts[0])
        raise FormatError(f"a table needs text=, the column of texts; the columns are {_listed(names)}")


def _listed(names: Sequence[Any]) -> str:
    return ", ".join(f'"{name}"' for name in names) or "none"


def _length(data: object) -> int | None:
    try:
        return len(data)  # type: ignore[arg-type]
    except TypeError:
        return None


def _free(names: Sequence[str]) -> list[str]:
    """Return the names under which kept columns join the tables."""
    given: list[str] = []
    for name in names:
        free = name
        while free in _TAKEN or free in given:
            free = f"document_{free}"
        given.append(free)
    return given


def _from_lists(data: Mapping[Any, Any], asked: _Asked) -> Source:
    """Return what a mapping of columns holds: each a list, all of one length."""
    lists = {name: list(values) for name, values in data.items() if not isinstance(values, str | bytes)}
    if len(lists) < len(data) or len({len(values) for values in lists.values()}) > 1:
        raise FormatError("a dict is a table of columns: give each as a list, all of one length")
    texts = [name for name, values in lists.items() if any(isinstance(value, str) for value in values)]
    text = lists[asked.text_of(list(lists), texts)]
    title = None if asked.title is None else lists[asked.title]
    kept = [(new, lists[name]) for name, new in zip(asked.kept, _free(asked.kept), strict=True)]
    # One block, so that a column has one type from end to end.
    return Source(iter([_core.Block(text, title, kept)]), len(text))


def _in_blocks(texts: Iterable[Any]) -> Iterator[_core.Block]:
    rest = iter(texts)
    block = list(itertools.islice(rest, _BLOCK))
    while True:
        yield _core.Block(block)
        block = list(itertools.islice(rest, _BLOCK))
        if not block:
            return


def _from_arrow(data: Any, asked: _Asked, total: int | None, names: Sequence[str] | None = None) -> Source:
    """Return what an Arrow stream holds; `names` are those under which kept columns join the tables."""
    reader = _core.ArrowReader(data)
    columns = reader.names
    if not reader.is_table:
        asked.refuse_columns("a column alone")
        return Source(_arrow_blocks(reader, 0, None, []), total)
    text = columns.index(asked.text_of(columns, reader.text_names))
    title = None if asked.title is None else columns.index(asked.title)
    free = _free(asked.kept) if names is None else names
    kept = [(columns.index(name), new) for name, new in zip(asked.kept, free, strict=True)]
    return Source(_arrow_blocks(reader, text, title, kept), total)


def _arrow_blocks(
    reader: _core.ArrowReader, text: int, title: int | None, kept: list[tuple[int, str]]
) -> Iterator[_core.Block]:
    while (block := reader.next_block(text, title, kept)) is not None:
        yield block


def _from_pandas(pandas: Any, data: Any, asked: _Asked, *, with_index: bool) -> Source:
    """Return what a pandas object holds; by Arrow where pyarrow is there and the texts are all text."""
    index = _index_columns(pandas, data.index) if with_index else {}
    if isinstance(data, pandas.Series):
        asked.refuse_columns("a Series")
        texts, titles, kept = data, None, {}
    else:
        columns = list(data.columns)
        text = asked.text_of(columns, [name for name in columns if _may_be_text(pandas, data[name].dtype)])
        texts = data[text]
        titles = None if asked.title is None else data[asked.title]
        kept = {name: data[name] for name in asked.kept}
    for column in (texts,) if titles is None else (texts, titles):
        if not _may_be_text(pandas, column.dtype) and not column.isna().all():
            place = "" if column.name is None else f'column "{column.name}": '
            raise FormatError(f"{place}{column.dtype} is not text; name a column of text, or convert this one")
    joined = dict(zip(_free([*kept, *index]), [*kept.values(), *index.values()], strict=True))
    total = len(data)
    if installed("pyarrow") is not None and pandas.api.types.is_object_dtype(texts.dtype) is False:
        frame = {"text": texts, **({} if titles is None else {"title": titles})}
        inner = {f"kept {i}": column for i, column in enumerate(joined.values())}
        whole = pandas.DataFrame(
            {k: column.reset_index(drop=True) for k, column in {**frame, **inner}.items()}, copy=False
        )
        try:
            return _from_arrow(
                whole, _Asked("text", None if titles is None else "title", list(inner)), total, list(joined)
            )
        except (FormatError, ImportError):
            raise
        except Exception:  # noqa: BLE001, S110 # pyarrow refuses what is not text in many ways; Python reads the rest
            pass
    columns_kept = [(name, _objects(column)) for name, column in joined.items()]
    block = _core.Block(_objects(texts), None if titles is None else _objects(titles), columns_kept)
    return Source(iter([block]), total)


def _objects(column: Any) -> list[Any]:
    """Return the values of a pandas column as Python objects."""
    values: list[Any] = column.astype(object).tolist()
    return values


def _may_be_text(pandas: Any, dtype: Any) -> bool:
    """Return whether a pandas column can hold text: str, object, or categories of them."""
    types = pandas.api.types
    if isinstance(dtype, pandas.CategoricalDtype):
        dtype = dtype.categories.dtype
    if types.is_object_dtype(dtype):
        return True
    return bool(types.is_string_dtype(dtype))


def _index_columns(pandas: Any, index: Any) -> dict[str, Any]:
    """Return a frame's index as columns; none for the plain 0, 1, 2 …, which `row` tells."""
    plain = isinstance(index, pandas.RangeIndex) and index.start == 0 and index.step == 1 and index.name is None
    if plain:
        return {}
    unnamed = "index" if index.nlevels == 1 else "level_{}"
    names = [unnamed.format(i) if name is None else str(name) for i, name in enumerate(index.names)]
    return {
        name: pandas.Series(index.get_level_values(level), name=name).reset_index(drop=True)
        for level, name in enumerate(names)
    }
