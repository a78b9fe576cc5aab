"""What comes in: anything that holds texts, as blocks of rows."""

from __future__ import annotations

import datetime
import decimal
import itertools
import math
import sys
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saith import _core
from saith._optional import installed, needed
from saith._options import label
from saith.exceptions import FormatError, InputError

__all__ = ["Source", "free", "opened"]

# Rows of a list or generator that are read at once: enough to keep all cores busy, few enough to stay small.
_BLOCK = 2048

# Names of the columns of each table, and of all: a kept column of the same name gets a prefix.
_COLUMNS = _core.table_columns()
_TAKEN = frozenset(itertools.chain.from_iterable(_COLUMNS.values()))

# Types of Python whose columns pyarrow makes; the core makes those of str, bool, int, float and bytes.
_BY_PYARROW = (
    datetime.datetime,  # before date, which it is a kind of
    datetime.date,
    datetime.time,
    datetime.timedelta,
    decimal.Decimal,
)


@dataclass(frozen=True, slots=True)
class Source:
    """Texts on their way in."""

    blocks: Iterator[_core.Block]
    total: int | None
    """Rows in all, where it is known."""
    names: Sequence[str] = ()
    """Names under which kept columns join the tables."""


def opened(
    data: Any,
    *,
    text: Hashable | None = None,
    title: Hashable | None = None,
    id: Hashable | None = None,
    keep: Sequence[Hashable] = (),
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
    for option, value in (("text", text), ("title", title), ("id", id)):
        label(option, value)
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

    text: Hashable | None
    title: Hashable | None
    kept: list[Hashable]

    def refuse_columns(self, what: str) -> None:
        """Raise where a column is named and there is none."""
        for option, value in (("text", self.text), ("title", self.title), ("id or keep", self.kept or None)):
            if value is not None:
                raise FormatError(f"{option} names {value!r}, but {what} has no named columns; pass a table")

    def text_of(self, names: Sequence[Any], texts: Sequence[Any]) -> Hashable:
        """Return the column of texts of a table with columns `names`, of which `texts` hold text."""
        text = self.text if self.text is not None or len(texts) != 1 else texts[0]
        for name in (text, self.title, *self.kept):
            if name is not None and name not in names:
                raise FormatError(f'no column "{label("column", name)}"; the columns are {_listed(names)}')
            if list(names).count(name) > 1:
                raise FormatError(f'there are several columns "{label("column", name)}"; rename all but one')
        if text is None:
            raise FormatError(f"a table needs text=, the column of texts; the columns are {_listed(names)}")
        return text


def _listed(names: Sequence[Any]) -> str:
    return ", ".join(f'"{name}"' for name in names) or "none"


def _length(data: object) -> int | None:
    try:
        return len(data)  # type: ignore[arg-type]
    except TypeError:
        return None


def free(
    labels: Sequence[Hashable], taken: Iterable[str] | None = None, prefix: str = "document", *, table: str = "entities"
) -> list[str]:
    """Return names for further columns of tables, with a prefix where a name is one of theirs or in `taken`.

    Attributes of entities join one `table`, and give the names kept there as `taken`; kept columns join all.
    """
    used = _TAKEN if taken is None else {*_COLUMNS[table], *taken}
    given: list[str] = []
    for name in labels:
        new = label("column", name)
        while new in used or new in given:
            new = f"{prefix}_{new}"
        given.append(new)
    return given


def _from_lists(data: Mapping[Any, Any], asked: _Asked) -> Source:
    """Return what a mapping of columns holds: each a list, all of one length."""
    lists = {
        name: list(values)
        for name, values in data.items()
        if isinstance(values, Iterable) and not isinstance(values, str | bytes)
    }
    if len(lists) < len(data) or len({len(values) for values in lists.values()}) > 1:
        raise FormatError(
            "a dict is a table of columns, and these are not lists of one length; give each column as such a list"
        )
    texts = [name for name, values in lists.items() if any(isinstance(value, str) for value in values)]
    text = lists[asked.text_of(list(lists), texts)]
    title = None if asked.title is None else (label("title", asked.title), lists[asked.title])
    names = free(asked.kept)
    kept = [(new, _typed(name, lists[name])) for name, new in zip(asked.kept, names, strict=True)]
    # One block, so that a column has one type from end to end.
    return Source(iter([_core.Block(text, title, kept)]), len(text), names)


def _typed(name: Hashable, values: list[Any]) -> Any:
    """Return the values of a kept column, as pyarrow has them where the core has no such type.

    Raises
    ------
    FormatError
        If they are of several types.
    """
    values = [value.item() if _is_numpy(value) else value for value in values]
    first = next((value for value in values if not _is_missing(value)), None)
    kind = next((kind for kind in _BY_PYARROW if isinstance(first, kind)), None)
    if kind is None:
        return values
    present = [None if _is_missing(value) else value for value in values]
    others = {type(v).__name__ for v in present if v is not None and _kind(v) is not kind}
    column = f'column "{label("column", name)}"'
    pyarrow = installed("pyarrow")
    if others:
        listed = " and ".join(sorted({type(first).__name__, *others}))
        raise FormatError(f"{column}: values of type {listed} cannot be kept; {_CONVERT}")
    if len({v.tzinfo is None for v in present if isinstance(v, datetime.datetime)}) > 1:
        raise FormatError(f"{column}: times with and without a time zone cannot be kept; give all of them one")
    if any(getattr(v, "nanosecond", 0) or getattr(v, "nanoseconds", 0) for v in present):
        raise FormatError(f"{column}: times finer than a microsecond cannot be kept so; use pandas.to_datetime first")
    if pyarrow is None:
        return present  # the core has dates and plain times, and refuses the others
    try:
        return pyarrow.array(present)
    except Exception as error:  # noqa: BLE001 # pyarrow refuses in many ways what it cannot hold
        reason = str(error).split("\n", 1)[0]
        raise FormatError(f"{column}: values of type {kind.__name__} cannot be kept ({reason}); {_CONVERT}") from None


_CONVERT = "convert them to one type, as with astype(str) or [str(v) for v in values]"


def _kind(value: object) -> type | None:
    return next((kind for kind in _BY_PYARROW if isinstance(value, kind)), None)


def _is_numpy(value: object) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.integer | numpy.floating | numpy.bool_)


def _is_missing(value: object) -> bool:
    return (
        value is None
        or type(value).__name__ in {"NAType", "NaTType"}
        or (isinstance(value, float) and math.isnan(value))
    )


def _in_blocks(texts: Iterable[Any]) -> Iterator[_core.Block]:
    rest = iter(texts)
    block = list(itertools.islice(rest, _BLOCK))
    while True:
        yield _core.Block(block)
        block = list(itertools.islice(rest, _BLOCK))
        if not block:
            return


def _from_arrow(data: Any, asked: _Asked, total: int | None) -> Source:
    """Return what an Arrow stream holds."""
    reader = _core.ArrowReader(data)
    columns = reader.names
    if not reader.is_table:
        asked.refuse_columns("a column alone")
        return Source(_arrow_blocks(reader, (0, "text"), None, []), total)
    text = asked.text_of(columns, reader.text_names)
    names = free(asked.kept)

    def place(name: Hashable) -> tuple[int, str]:
        return columns.index(str(name)), str(name)

    title = None if asked.title is None else place(asked.title)
    kept = [(columns.index(str(name)), new) for name, new in zip(asked.kept, names, strict=True)]
    return Source(_arrow_blocks(reader, place(text), title, kept), total, names)


def _arrow_blocks(
    reader: _core.ArrowReader, text: tuple[int, str], title: tuple[int, str] | None, kept: list[tuple[int, str]]
) -> Iterator[_core.Block]:
    while (block := reader.next_block(text, title, kept)) is not None:
        yield block


def _from_pandas(pandas: Any, data: Any, asked: _Asked, *, with_index: bool) -> Source:
    """Return what a pandas object holds; by Arrow where pyarrow is there and the texts are all text."""
    index = _index_columns(pandas, data.index) if with_index else {}
    if isinstance(data, pandas.Series):
        asked.refuse_columns("a Series")
        text, texts, titles, kept = None, data, None, {}
    else:
        labels = list(data.columns)
        text = asked.text_of(
            labels, [name for name, dtype in zip(labels, data.dtypes, strict=True) if _may_be_text(pandas, dtype)]
        )
        texts = data[text]
        titles = None if asked.title is None else data[asked.title]
        kept = {name: data[name] for name in asked.kept}
    text_name = "text" if text is None else label("text", text)
    title_name = label("title", asked.title)
    for name, column in ((text_name, texts), (title_name, titles)):
        if column is not None and not _may_be_text(pandas, column.dtype) and not column.isna().all():
            place = "" if text is None else f'column "{name}": '
            raise FormatError(f"{place}{column.dtype} is not text; name a column of text, or convert this one")
    joined = [*kept.items(), *index.items()]
    names = free([name for name, _ in joined])
    columns = [(new, _from_series(pandas, name, column)) for new, (name, column) in zip(names, joined, strict=True)]
    arrays = _as_arrow([texts, *([] if titles is None else [titles])], [column for _, column in columns])
    if arrays is None:
        title_values = None if titles is None else (title_name, _objects(titles))
        return Source(iter([_core.Block(_objects(texts), title_values, columns)]), len(data), names)
    pyarrow = needed("pyarrow", "reading a frame by Arrow", "arrow")
    reader = _core.ArrowReader(pyarrow.Table.from_arrays(arrays, [str(i) for i in range(len(arrays))]))
    places = list(enumerate(names, len(arrays) - len(names)))
    blocks = _arrow_blocks(reader, (0, text_name), None if titles is None else (1, title_name), places)
    return Source(blocks, len(data), names)


def _as_arrow(texts: list[Any], kept: list[Any]) -> list[Any] | None:
    """Return columns of pandas as pyarrow has them, or None where one of them is of Python objects."""
    pyarrow = installed("pyarrow")
    if pyarrow is None or any(column.dtype == object for column in texts) or any(isinstance(c, list) for c in kept):
        return None
    try:
        return [*map(pyarrow.array, texts), *kept]
    except Exception:  # noqa: BLE001 # a lone surrogate; the way by objects names the row
        return None


def _from_series(pandas: Any, name: Hashable, column: Any) -> Any:
    """Return a kept column of pandas as pyarrow has it, or as Python objects.

    Raises
    ------
    FormatError
        If its type is one of pandas alone, or its values are of several types.
    """
    pyarrow = installed("pyarrow")
    if pandas.api.types.is_object_dtype(column.dtype):
        return _typed(name, column.tolist())
    if pyarrow is None:
        return _typed(name, _objects(column))
    try:
        array = pyarrow.array(column)
    except Exception:  # noqa: BLE001 # pyarrow refuses in many ways what it cannot hold
        if pandas.api.types.is_string_dtype(column.dtype):
            return _typed(name, _objects(column))  # a lone surrogate; the way by objects says so
        array = None
    kind = None if array is None else getattr(array.type, "value_type", array.type)
    if array is None or isinstance(kind, pyarrow.BaseExtensionType):
        raise FormatError(
            f'column "{label("column", name)}": {column.dtype} cannot be kept; convert it, as with astype(str)'
        )
    return array.combine_chunks() if isinstance(array, pyarrow.ChunkedArray) else array


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
