"""The fields of an entry, and attributes that were likely meant for one of them."""

from __future__ import annotations

import difflib
import warnings
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from saith.corpus import counted
from saith.exceptions import SaithWarning

__all__ = ["FIELDS", "TYPES", "is_field", "warn_of_misnamed"]

TYPES = ("person", "organization", "place", "group", "other")
FIELDS = ("name", "aliases", "type", "id", "weight")

#: Other words for the fields; a name is never missing, so none of them stands for it.
_WORDS = {
    "alias": "aliases",
    "aka": "aliases",
    "names": "aliases",
    "kind": "type",
    "label": "type",
    "identifier": "id",
    "ident": "id",
}
# So like a field is a slip of it.
_ALIKE = 0.8
#: Words of their own, however like a field.
_OWN = frozenset({"height"})


def is_field(key: object) -> bool:
    """Return whether a key is a field, or another word for one.

    Examples
    --------
    >>> from saith.gazetteer.fields import is_field
    >>> [is_field(key) for key in ("name", "typ", "label", " ID", "height", "Ann Lee")]
    [True, True, True, True, False, False]
    """
    return key in FIELDS or _meant(key) is not None


def _meant(key: object) -> str | None:
    """Return the field that an attribute was likely meant for."""
    word = str(key).strip().casefold()
    if word in FIELDS and word != "name":
        return None if word == key else word
    if word in _WORDS or word in _OWN:
        return _WORDS.get(word)
    return next(iter(difflib.get_close_matches(word, ("aliases", "type", "weight"), n=1, cutoff=_ALIKE)), None)


def warn_of_misnamed(attributes: Mapping[str, int], fields: AbstractSet[str], *, stacklevel: int) -> None:
    """Warn once of attributes that may be fields under another name, where no entity has that field.

    Parameters
    ----------
    attributes
        How many entities have each.
    fields
        The fields that some entity was given.
    """
    told = [
        f'"{key}" became an attribute of {counted(number, "entities")}: if it is the {field}, '
        f'call it "{field}", or read it with {field}="{key}"'
        for key, number in attributes.items()
        if (field := _meant(key)) is not None and field not in fields
    ]
    if told:
        warnings.warn("; ".join(told), SaithWarning, stacklevel=stacklevel)
