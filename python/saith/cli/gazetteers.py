"""The gazetteer of a command: the options that name its file and what it forgives, and how it is read."""

from __future__ import annotations

import argparse
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import saith
from saith.cli.inputs import SUFFIXES, read_text
from saith.exceptions import FormatError, SaithWarning
from saith.gazetteer.options import DEFAULTS

if TYPE_CHECKING:
    from saith import Gazetteer

__all__ = ["add_attributes", "add_gazetteer", "gazetteer_of"]

#: What a file can be, and by which endings it is known; any other is CSV.
FORMATS = ("csv", "tsv", "jsonl", "parquet", "txt", "entity-ruler", "followthemoney", "wikidata", "compiled")
ENDINGS = {**SUFFIXES, ".txt": "txt", ".ftm.json": "followthemoney", ".gazetteer": "compiled"}
#: Formats whose columns have names.
TABULAR = ("csv", "tsv", "jsonl", "parquet")
COLUMNS = ("name", "id", "aliases", "type", "weight")
#: Rows left out that are told one by one.
MOST_TOLD = 10

_FORGIVEN = {
    "ignore_case": "any case; an alias all in capitals, or of one capitalised word, keeps its own",
    "ignore_accents": "accents",
    "ignore_hyphens": "hyphen, dash, space or line break inside a name",
    "ignore_apostrophes": "straight and curly apostrophes",
    "ignore_stops": "full stops of initials and abbreviations",
    "possessives": "a possessive ending after a name",
    "ampersand": "& for and",
    "company_forms": "Inc, Ltd, GmbH … left out",
    "honorifics": "Dr, Mr, Sir … left out",
    "particles": "al-, van der, de la … in any way",
    "transliteration": "other spellings, as el- for al-",
    "short_forms": "surname or acronym after the full name",
}


def add_gazetteer(command: argparse.ArgumentParser, *, required: bool, positional: bool = False) -> None:
    """Add the options of a gazetteer to a command."""
    group = command.add_argument_group("gazetteer: the names you know")
    if positional:
        group.add_argument("gazetteer", metavar="FILE", help="the file to read, of a format below")
    else:
        group.add_argument(
            "--gazetteer",
            metavar="FILE",
            required=required,
            help="entities with name, aliases, type, id, …; or what `saith compile-gazetteer` wrote",
        )
    group.add_argument(
        "--gazetteer-format",
        choices=FORMATS,
        help="what the file is (default: by its ending, .gz aside, and csv where that says nothing)",
    )
    for what in COLUMNS:
        group.add_argument(
            f"--gazetteer-{what}",
            metavar="COL",
            action="append" if what == "aliases" else "store",
            help=f'its column of the {what} (default: "{what}")' + ("; repeatable" if what == "aliases" else ""),
        )
    group.add_argument(
        "--gazetteer-separator", metavar="CHARS", default="|", help='what parts two aliases in a cell (default: "|")'
    )
    group.add_argument("--gazetteer-language", metavar="CODE", help="language of Wikidata's labels (default: en)")
    group.add_argument(
        "--gazetteer-weak-aliases", action="store_true", help="take weak aliases of FollowTheMoney entities, too"
    )
    group.add_argument(
        "--gazetteer-skip-bad", action="store_true", help="leave out rows that cannot be read, and tell of them"
    )
    _add_options(command)


def _add_options(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("gazetteer: what is forgiven")
    for option, meaning in _FORGIVEN.items():
        group.add_argument(
            f"--{option.replace('_', '-')}",
            action=argparse.BooleanOptionalAction,
            default=None,
            help=f"{meaning} (default: {'yes' if DEFAULTS[option] else 'no'})",
        )
    group.add_argument("--max-edits", type=int, choices=(0, 1, 2), help="letters that may be wrong (default: 0)")
    group.add_argument(
        "--overlaps",
        choices=("longest", "all"),
        help="which of several matches: the longest, or every alias that stands anywhere (default: longest)",
    )
    words = group.add_mutually_exclusive_group()
    words.add_argument(
        "--stop-words",
        metavar="FILE",
        help="words, one a line, that match as a name only with evidence (default: the list that ships)",
    )
    words.add_argument("--no-stop-words", action="store_true", help="no such words")


def add_attributes(group: argparse._ArgumentGroup) -> None:
    """Add the option that asks for columns of attributes."""
    group.add_argument(
        "--attributes",
        type=_listed,
        default=[],
        metavar="A,B,…",
        help="attributes of the gazetteer's entities that get a column",
    )


def _listed(value: str) -> list[str]:
    return [name for part in value.split(",") if (name := part.strip())]


def gazetteer_of(arguments: argparse.Namespace, say: Callable[[str], None]) -> Gazetteer | None:
    """Return the gazetteer that the options name, or None.

    Parameters
    ----------
    arguments
        What `add_gazetteer` added.
    say
        Called with what the user should know although all is well.

    Raises
    ------
    FormatError
        If it cannot be read, or an option is for another format.
    """
    options = _options(arguments)
    path: str | None = arguments.gazetteer
    if path is None:
        if options:
            raise FormatError(f"--{next(iter(options)).replace('_', '-')} needs a gazetteer; name one with --gazetteer")
        return None
    kind: str = arguments.gazetteer_format or _format(path)
    _check_format(arguments, path, kind)
    if kind == "compiled":
        if options:
            option = next(iter(options)).replace("_", "-")
            raise FormatError(f"{path}: a compiled gazetteer keeps its own --{option}; give it when you compile")
        return saith.Gazetteer.load(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SaithWarning)  # each row is told below
        gazetteer = _read(arguments, path, kind, {"strict": not arguments.gazetteer_skip_bad, **options})
    _tell(gazetteer, path, say)
    return gazetteer


def _format(path: str) -> str:
    name = Path(path).name.lower().removesuffix(".gz")
    found = next((kind for ending, kind in ENDINGS.items() if name.endswith(ending)), None)
    if found is None and name.endswith(".json"):
        raise FormatError(
            f"{path}: JSON may be many things; say --gazetteer-format jsonl, entity-ruler, followthemoney or wikidata"
        )
    return found or "csv"


def _check_format(arguments: argparse.Namespace, path: str, kind: str) -> None:
    """Refuse options that are for other formats: they would do nothing."""
    given = {f"gazetteer-{what}": getattr(arguments, f"gazetteer_{what}") for what in COLUMNS}
    wrong = next((option for option, value in given.items() if value is not None and kind not in TABULAR), None)
    if arguments.gazetteer_language is not None and kind != "wikidata":
        wrong = "gazetteer-language"
    if arguments.gazetteer_weak_aliases and kind != "followthemoney":
        wrong = "gazetteer-weak-aliases"
    if wrong is not None:
        raise FormatError(f"{path}: --{wrong} says nothing of {kind}; leave it out, or name the --gazetteer-format")


def _read(arguments: argparse.Namespace, path: str, kind: str, options: dict[str, Any]) -> Gazetteer:
    named = {what: getattr(arguments, f"gazetteer_{what}") for what in COLUMNS}
    if kind in TABULAR:
        # JSON and Parquet have lists of aliases; a string of theirs is parted only where it is asked for.
        parted = {} if kind == "jsonl" and arguments.gazetteer_separator == "|" else _separator(arguments)
        read = getattr(saith.Gazetteer, f"from_{kind}")
        gazetteer: Gazetteer = read(path, **named, **parted, **options)
        return gazetteer
    if kind == "txt":
        return saith.Gazetteer.from_txt(path, **options)
    if kind == "entity-ruler":
        return saith.Gazetteer.from_entity_ruler(path, **options)
    if kind == "followthemoney":
        return saith.Gazetteer.from_followthemoney(path, weak_aliases=arguments.gazetteer_weak_aliases, **options)
    return saith.Gazetteer.from_wikidata(path, language=arguments.gazetteer_language or "en", **options)


def _separator(arguments: argparse.Namespace) -> dict[str, str]:
    return {"alias_separator": arguments.gazetteer_separator}


def _options(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the options of matching that are given."""
    options = {
        option: value
        for option in DEFAULTS
        if option != "stop_words" and (value := getattr(arguments, option)) is not None
    }
    if arguments.no_stop_words:
        options["stop_words"] = ()
    elif arguments.stop_words is not None:
        words = read_text(arguments.stop_words).splitlines()
        options["stop_words"] = [word.strip() for word in words if word.strip()]
    return options


def _tell(gazetteer: Gazetteer, path: str, say: Callable[[str], None]) -> None:
    """Tell of the rows that were left out, and of what was passed over."""
    for row in gazetteer.skipped[:MOST_TOLD]:
        say(f"warning: {row.place} is left out: {row.reason}")
    if len(gazetteer.skipped) > MOST_TOLD:
        say(f"warning: {len(gazetteer.skipped) - MOST_TOLD:,} more rows of {path} are left out")
    report = gazetteer.report
    if report.passed_over or report.empty or not len(gazetteer):
        say(f"{path}: {report}")
