"""``Series.saith`` and ``DataFrame.saith`` of Polars: tables as Polars frames."""

from __future__ import annotations

from typing import Any

import polars as pl

from saith._accessors import ColumnAccessor, FrameAccessor, read
from saith.corpus import Layer

__all__ = ["DataFrameNamespace", "SeriesNamespace"]


@pl.api.register_series_namespace("saith")
class SeriesNamespace(ColumnAccessor[pl.DataFrame]):
    """Tables of a column of texts.

    Every method takes the options of `saith.Pipeline` and `Pipeline.analyze_many` by keyword.

    Examples
    --------
    >>> import polars as pl, saith
    >>> pl.Series(["She left.", None]).saith.sentences()["text"].to_list()
    ['She left.']
    """

    def _table(self, layer: Layer, text: str | None, options: dict[str, Any]) -> pl.DataFrame:
        return read(self._data, layer, text, options).to_polars()


@pl.api.register_dataframe_namespace("saith")
class DataFrameNamespace(FrameAccessor[pl.DataFrame]):
    """Tables of a frame's column of texts; see `SeriesNamespace`.

    Examples
    --------
    >>> import polars as pl, saith
    >>> pl.DataFrame({"body": ["She left."]}).saith.sentences("body")["end"].to_list()
    [9]
    """

    def _table(self, layer: Layer, text: str | None, options: dict[str, Any]) -> pl.DataFrame:
        return read(self._data, layer, text, options).to_polars()
