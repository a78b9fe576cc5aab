"""Optional packages: imported when first needed, with a message that helps where one is missing."""

from __future__ import annotations

import importlib
from types import ModuleType

from saith.exceptions import MissingPackageError


def needed(package: str, purpose: str, extra: str) -> ModuleType:
    """Return an optional package.

    Raises
    ------
    MissingPackageError
        If it is not installed (an ImportError too).
    """
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError as error:
        if error.name not in {package, package.partition(".")[0]}:
            raise
        raise MissingPackageError(
            f'{purpose} needs {package.partition(".")[0]}; install it with pip install "saith[{extra}]"'
        ) from None


def installed(package: str) -> ModuleType | None:
    """Return an optional package, or None where it is not installed."""
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError:
        return None
