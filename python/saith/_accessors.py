"""Registers the accessors of pandas and Polars, whichever is imported first, without importing either."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

_REGISTRARS = {"pandas": "saith.pandas_accessor", "polars": "saith.polars_namespace"}


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
