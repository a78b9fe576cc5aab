"""``Series.saith`` and ``DataFrame.saith`` of Polars: tables as Polars frames."""

from __future__ import annotations

from typing import Any

import polars as pl

from saith.corpus import Layer
from saith.pipeline import Pipeline

__all__ = ["DataFrameNamespace", "SeriesNamespace"]

_READING = ("title", "id", "keep", "attributes", "progress", "on_error", "force")


def _table(data: Any, layer: Layer, text: str | None, options: dict[str, Any]) -> pl.DataFrame:
    reading = {name: options.pop(name) for name in _READING if name in options}
    corpus = Pipeline(**options).analyze_many(data, text=text, layers=[layer], **reading)
    return corpus.tables[layer].to_polars()


@pl.api.register_series_namespace("saith")
class SeriesNamespace:
    """Tables of a column of texts.

    Every method takes the options of `saith.Pipeline` and `Pipeline.analyze_many` by keyword.

    Examples
    --------
    >>> import polars as pl, saith
    >>> pl.Series(["She left.", None]).saith.sentences()["text"].to_list()
    ['She left.']
    """

    def __init__(self, series: pl.Series) -> None:
        self._series = series

    def quotes(self, **options: Any) -> pl.DataFrame:
        """Return who said what: one row an attribution relation."""
        return _table(self._series, "quotes", None, options)

    def entities(self, **options: Any) -> pl.DataFrame:
        """Return who and what the texts name: one row an entity of a text."""
        return _table(self._series, "entities", None, options)

    def mentions(self, **options: Any) -> pl.DataFrame:
        """Return where they are named: one row a mention."""
        return _table(self._series, "mentions", None, options)

    def sentences(self, **options: Any) -> pl.DataFrame:
        """Return the sentences: one row each."""
        return _table(self._series, "sentences", None, options)


@pl.api.register_dataframe_namespace("saith")
class DataFrameNamespace:
    """Tables of a frame's column of texts; see `SeriesNamespace`.

    Examples
    --------
    >>> import polars as pl, saith
    >>> pl.DataFrame({"body": ["She left."]}).saith.sentences("body")["end"].to_list()
    [9]
    """

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def quotes(self, text: str | None = None, **options: Any) -> pl.DataFrame:
        """Return who said what in column `text`: one row an attribution relation."""
        return _table(self._frame, "quotes", text, options)

    def entities(self, text: str | None = None, **options: Any) -> pl.DataFrame:
        """Return who and what column `text` names: one row an entity of a text."""
        return _table(self._frame, "entities", text, options)

    def mentions(self, text: str | None = None, **options: Any) -> pl.DataFrame:
        """Return where column `text` names them: one row a mention."""
        return _table(self._frame, "mentions", text, options)

    def sentences(self, text: str | None = None, **options: Any) -> pl.DataFrame:
        """Return the sentences of column `text`: one row each."""
        return _table(self._frame, "sentences", text, options)
