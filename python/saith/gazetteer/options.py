"""The options of a gazetteer: their names, types and defaults, and the one place where they are checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, TypedDict

from saith._options import names, one_of, whole_number
from saith.exceptions import FormatError

__all__ = ["DEFAULTS", "Options", "checked"]

_MOST_EDITS = 2


class Options(TypedDict, total=False):
    """What a gazetteer forgives, and what it asks for; every option may be left out.

    Examples
    --------
    >>> import saith
    >>> exact = saith.gazetteer.Options(ignore_accents=False, overlaps="all")
    >>> saith.Gazetteer(["Ann Lee"], **exact).options["overlaps"]
    'all'
    """

    overlaps: Literal["longest", "all"]
    """Disjoint matches, leftmost and then longest; or every alias that stands anywhere."""
    ignore_case: bool
    """Any case, but capitals for an alias all in capitals, and a capital for one capitalised word."""
    ignore_accents: bool
    """“José” and “Jose” alike. Composed and decomposed letters are alike always."""
    ignore_hyphens: bool
    """Hyphen, dash, space, no-break space and a single line break inside a name alike; without, the spaces and the break still."""
    ignore_apostrophes: bool
    """Straight and curly apostrophes alike."""
    ignore_stops: bool
    """Full stops of initials and abbreviations may be left out."""
    possessives: bool
    """A possessive ending may follow, and stays outside of the match."""
    ampersand: bool
    """“&” and “and” alike."""
    company_forms: bool
    """Inc, Ltd, GmbH and their like may be left out, or another of them stand there."""
    honorifics: bool
    """Dr, Mr, Sir and their like may be left out; a person may have a middle initial more or less, or “Jr.” more."""
    particles: bool
    """Particles of Arabic and European names in any case and joined in any way; an Arabic article may be missing."""
    transliteration: bool
    """Other spellings of Arabic articles, and of umlauts of the alias: “el-Maliki” for “al-Maliki”, “Mueller” for “Müller”."""
    short_forms: bool
    """A surname after the full name, an acronym after what it stands for, within one document."""
    stop_words: Sequence[str] | None
    """Common words that match as a name of one word only with evidence; None is the list that ships."""
    max_edits: int
    """How many edits may be in names of five letters and more, 0, 1 or 2: letters put in, left out, changed, or swapped."""


DEFAULTS: Final[Mapping[str, Any]] = {
    "overlaps": "longest",
    "ignore_case": True,
    "ignore_accents": True,
    "ignore_hyphens": True,
    "ignore_apostrophes": True,
    "ignore_stops": True,
    "possessives": True,
    "ampersand": True,
    "company_forms": True,
    "honorifics": True,
    "particles": True,
    "transliteration": False,
    "short_forms": True,
    "stop_words": None,
    "max_edits": 0,
}


def checked(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return all options, those that are not given with their defaults.

    Raises
    ------
    FormatError
        If there is no such option, or it has a value that it cannot have.

    Examples
    --------
    >>> from saith.gazetteer.options import checked
    >>> checked({"max_edits": 1})["max_edits"], checked({})["overlaps"]
    (1, 'longest')
    """
    for option in options:
        if option not in DEFAULTS:
            raise FormatError(f"a gazetteer has no option {option!r}; use {', '.join(DEFAULTS)}")
    return {option: _value(option, options.get(option, default)) for option, default in DEFAULTS.items()}


def _value(option: str, value: Any) -> Any:
    if option == "overlaps":
        return one_of(option, value, ("longest", "all"))
    if option == "max_edits":
        return whole_number(option, value, 0, _MOST_EDITS, f"pass a whole number from 0 to {_MOST_EDITS}")
    if option == "stop_words":
        return None if value is None else list(dict.fromkeys(names(option, value)))
    if type(value).__name__ not in {"bool", "bool_"}:  # NumPy's too
        raise FormatError(f"{option} is {value!r}; use True or False")
    return bool(value)
