"""``Series.saith`` and ``DataFrame.saith``: tables as pandas frames, the frame's own index kept."""

from __future__ import annotations

from typing import Any

import pandas as pd

from saith._accessors import ColumnAccessor, FrameAccessor, read
from saith.corpus import Layer

__all__ = ["DataFrameAccessor", "SeriesAccessor"]


def _table(data: Any, layer: Layer, text: str | None, options: dict[str, Any]) -> pd.DataFrame:
    """Return one table of a pandas object's texts, under the index of the rows that they came from."""
    frame: pd.DataFrame = read(data.reset_index(drop=True), layer, text, options).to_pandas()
    frame.index = data.index.take(frame["row"].to_numpy())
    return frame


@pd.api.extensions.register_series_accessor("saith")
class SeriesAccessor(ColumnAccessor[pd.DataFrame]):
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

    def _table(self, layer: Layer, text: str | None, options: dict[str, Any]) -> pd.DataFrame:
        return _table(self._data, layer, text, options)


@pd.api.extensions.register_dataframe_accessor("saith")
class DataFrameAccessor(FrameAccessor[pd.DataFrame]):
    """Tables of a frame's column of texts; see `SeriesAccessor`.

    Examples
    --------
    >>> import pandas as pd, saith
    >>> frame = pd.DataFrame({"body": ["She left.", None], "views": [7, 9]})
    >>> frame.saith.sentences("body", keep=["views"])[["row", "views", "text"]]
       row  views       text
    0    0      7  She left.
    """

    def _table(self, layer: Layer, text: str | None, options: dict[str, Any]) -> pd.DataFrame:
        return _table(self._data, layer, text, options)
