"""What the accessors of pandas and Polars share, and their registration, without importing either library."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Generic, TypeVar

from saith.corpus import Layer
from saith.pipeline import Pipeline
from saith.table import Table

_REGISTRARS = {"pandas": "saith.pandas_accessor", "polars": "saith.polars_namespace"}

#: Options of `Pipeline.analyze_many`; all others are the pipeline's own.
_READING = ("title", "id", "keep", "attributes", "progress", "on_error", "force")

Frame = TypeVar("Frame")


def read(data: Any, layer: Layer, text: str | None, options: dict[str, Any]) -> Table:
    """Return one table of the texts in `data`, a column or, with the name of its column, a frame."""
    reading = {name: options.pop(name) for name in _READING if name in options}
    return Pipeline(**options).analyze_many(data, text=text, layers=[layer], **reading).tables[layer]


class _Accessor(Generic[Frame]):
    """Holds what the accessor was taken of; each library says how its frames are made."""

    def __init__(self, data: Any) -> None:
        self._data = data

    def _table(self, layer: Layer, text: str | None, options: dict[str, Any]) -> Frame:
        raise NotImplementedError


class ColumnAccessor(_Accessor[Frame]):
    """Tables of a column of texts."""

    def quotes(self, **options: Any) -> Frame:
        """Return who said what: one row an attribution relation."""
        return self._table("quotes", None, options)

    def entities(self, **options: Any) -> Frame:
        """Return who and what the texts name: one row an entity of a text."""
        return self._table("entities", None, options)

    def mentions(self, **options: Any) -> Frame:
        """Return where they are named: one row a mention."""
        return self._table("mentions", None, options)

    def sentences(self, **options: Any) -> Frame:
        """Return the sentences: one row each."""
        return self._table("sentences", None, options)


class FrameAccessor(_Accessor[Frame]):
    """Tables of a frame's column of texts."""

    def quotes(self, text: str | None = None, **options: Any) -> Frame:
        """Return who said what in column `text`: one row an attribution relation."""
        return self._table("quotes", text, options)

    def entities(self, text: str | None = None, **options: Any) -> Frame:
        """Return who and what column `text` names: one row an entity of a text."""
        return self._table("entities", text, options)

    def mentions(self, text: str | None = None, **options: Any) -> Frame:
        """Return where column `text` names them: one row a mention."""
        return self._table("mentions", text, options)

    def sentences(self, text: str | None = None, **options: Any) -> Frame:
        """Return the sentences of column `text`: one row each."""
        return self._table("sentences", text, options)


def install() -> None:
    """Register now where the library is imported already, else when it is."""
    waiting = set()
    for library, registrar in _REGISTRARS.items():
        module = sys.modules.get(library)
        if module is not None and not getattr(module.__spec__, "_initializing", False):
            importlib.import_module(registrar)
        else:
            waiting.add(library)
    if waiting and not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder(waiting))


class _Finder(MetaPathFinder):
    """Finds the libraries that are waited for as the other finders do, and has them loaded by `_Loader`."""

    def __init__(self, waiting: set[str]) -> None:
        self._waiting = waiting

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self._waiting:
            return None
        for finder in sys.meta_path:
            if finder is self or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(fullname, path, target)
            if spec is not None and spec.loader is not None and hasattr(spec.loader, "exec_module"):
                spec.loader = _Loader(spec.loader, self._waiting)
                return spec
        return None


class _Loader(Loader):
    """Loads a library as its own loader does, then registers the accessors."""

    def __init__(self, loader: Loader, waiting: set[str]) -> None:
        self._loader = loader
        self._waiting = waiting

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        module.__loader__ = self._loader
        self._loader.exec_module(module)
        self._waiting.discard(module.__name__)
        if not self._waiting:
            sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, _Finder)]
        importlib.import_module(_REGISTRARS[module.__name__])
