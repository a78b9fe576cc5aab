"""``Series.saith`` and ``DataFrame.saith``: tables as pandas frames, the frame's own index kept."""

from __future__ import annotations

from typing import Any

import pandas as pd

from saith.corpus import Layer
from saith.pipeline import Pipeline

__all__ = ["DataFrameAccessor", "SeriesAccessor"]

_READING = ("title", "id", "keep", "attributes", "progress", "on_error", "force")


def _table(data: Any, layer: Layer, text: str | None, options: dict[str, Any]) -> pd.DataFrame:
    """Return one table of a pandas object's texts, under the index of the rows that they came from."""
    reading = {name: options.pop(name) for name in _READING if name in options}
    index = data.index
    plain = data.reset_index(drop=True)
    corpus = Pipeline(**options).analyze_many(plain, text=text, layers=[layer], **reading)
    frame: pd.DataFrame = corpus.tables[layer].to_pandas()
    frame.index = index.take(frame["row"].to_numpy())
    return frame


@pd.api.extensions.register_series_accessor("saith")
class SeriesAccessor:
    """Tables of a column of texts.

    Every method takes the options of `saith.Pipeline` and `Pipeline.analyze_many` by keyword and returns
    a DataFrame whose index is that of the texts, repeated; `row` is the position in the column.

    Examples
    --------
    >>> import pandas as pd, saith
    >>> texts = pd.Series(["She left."], index=["a"])
    >>> texts.saith.sentences()[["row", "start", "end", "text"]]
       row  start  end       text
    a    0      0    9  She left.
    """

    def __init__(self, series: pd.Series) -> None:
        self._series = series

    def quotes(self, **options: Any) -> pd.DataFrame:
        """Return who said what: one row an attribution relation."""
        return _table(self._series, "quotes", None, options)

    def entities(self, **options: Any) -> pd.DataFrame:
        """Return who and what the texts name: one row an entity of a text."""
        return _table(self._series, "entities", None, options)

    def mentions(self, **options: Any) -> pd.DataFrame:
        """Return where they are named: one row a mention."""
        return _table(self._series, "mentions", None, options)

    def sentences(self, **options: Any) -> pd.DataFrame:
        """Return the sentences: one row each."""
        return _table(self._series, "sentences", None, options)


@pd.api.extensions.register_dataframe_accessor("saith")
class DataFrameAccessor:
    """Tables of a frame's column of texts; see `SeriesAccessor`.

    Examples
    --------
    >>> import pandas as pd, saith
    >>> frame = pd.DataFrame({"body": ["She left.", None], "views": [7, 9]})
    >>> frame.saith.sentences("body", keep=["views"])[["row", "views", "text"]]
       row  views       text
    0    0      7  She left.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def quotes(self, text: str | None = None, **options: Any) -> pd.DataFrame:
        """Return who said what in column `text`: one row an attribution relation."""
        return _table(self._frame, "quotes", text, options)

    def entities(self, text: str | None = None, **options: Any) -> pd.DataFrame:
        """Return who and what column `text` names: one row an entity of a text."""
        return _table(self._frame, "entities", text, options)

    def mentions(self, text: str | None = None, **options: Any) -> pd.DataFrame:
        """Return where column `text` names them: one row a mention."""
        return _table(self._frame, "mentions", text, options)

    def sentences(self, text: str | None = None, **options: Any) -> pd.DataFrame:
        """Return the sentences of column `text`: one row each."""
        return _table(self._frame, "sentences", text, options)
