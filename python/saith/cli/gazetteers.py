"""The gazetteer of a command: the options that name its file and what it forgives, and how it is read."""

from __future__ import annotations

import argparse
import re
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import saith
from saith.cli.inputs import SUFFIXES, read_text
from saith.exceptions import FormatError, SaithWarning
from saith.gazetteer.formats import READERS, TABULAR, reader
from saith.gazetteer.options import DEFAULTS

if TYPE_CHECKING:
    from saith import Gazetteer

__all__ = ["add_attributes", "add_gazetteer", "gazetteer_of"]

#: By which endings a format is known; any other is CSV.
ENDINGS = {**SUFFIXES, ".txt": "txt", ".ftm.json": "followthemoney", ".gazetteer": "compiled"}
COLUMNS = ("name", "id", "aliases", "type", "weight")
#: Rows left out that are told one by one.
MOST_TOLD = 10
#: A remedy that names a parameter of the methods that read.
_REMEDY = re.compile(r'\b(name|id|aliases|type|weight|encoding|delimiter)=(")')

_FORGIVEN = {
    "ignore_case": "any case; an alias all in capitals, or of one capitalised word, keeps its own",
    "ignore_accents": "accents",
    "ignore_hyphens": "hyphen, dash, space or line break inside a name",
    "ignore_apostrophes": "straight and curly apostrophes",
    "ignore_stops": "full stops of initials and abbreviations",
    "possessives": "a possessive ending after a name",
    "ampersand": "& for and",
    "company_forms": "Inc, Ltd, GmbH … left out, or another of them",
    "honorifics": "Dr, Mr, Sir … left out; a middle initial or Jr. more",
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
        choices=tuple(READERS),
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
        "--gazetteer-separator",
        metavar="CHARS",
        help='what parts two aliases in a cell (default: "|"; JSON: nothing does)',
    )
    group.add_argument(
        "--gazetteer-encoding", metavar="NAME", help="encoding of CSV, TSV or names a line (default: utf-8)"
    )
    group.add_argument("--gazetteer-delimiter", metavar="CHAR", help='what parts two cells of CSV (default: ",")')
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
    given = _given(arguments)
    path: str | None = arguments.gazetteer
    if path is None:
        if options:
            raise FormatError(f"--{next(iter(options)).replace('_', '-')} needs a gazetteer; name one with --gazetteer")
        if given or arguments.gazetteer_format is not None:
            option = next(iter(given), "format").replace("_", "-")
            raise FormatError(f"--gazetteer-{option} needs a gazetteer; name one with --gazetteer")
        return None
    kind: str = arguments.gazetteer_format or _format(path)
    _check_format(given, path, kind)
    if kind == "compiled":
        if options:
            option = next(iter(options)).replace("_", "-")
            raise FormatError(f"{path}: a compiled gazetteer keeps its own --{option}; give it when you compile")
        return saith.Gazetteer.load(path)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", SaithWarning)
        warnings.filterwarnings("ignore", ".* left out, see .skipped", SaithWarning)  # each row is told below
        gazetteer = _read(path, kind, given, options)
    for warning in caught:
        say(f"warning: {path}: {_as_flags(str(warning.message), path)}")
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


#: Options of reading, and the formats that they say something of.
_READING = {
    **dict.fromkeys(COLUMNS, TABULAR),
    "separator": TABULAR,
    "encoding": ("csv", "tsv", "txt"),
    "delimiter": ("csv",),
    "language": ("wikidata",),
    "weak_aliases": ("followthemoney",),
    "skip_bad": tuple(kind for kind in READERS if kind != "compiled"),
}
#: What the methods that read call those that they call otherwise.
_PARAMETERS = {"separator": "alias_separator"}


def _given(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the options of reading that are given."""
    named = {option: getattr(arguments, f"gazetteer_{option}") for option in _READING}
    return {option: value for option, value in named.items() if value is not None and value is not False}


def _check_format(given: Mapping[str, Any], path: str, kind: str) -> None:
    """Refuse options that are for other formats: they would do nothing."""
    for option in given:
        if kind not in _READING[option]:
            flag = f"--gazetteer-{option.replace('_', '-')}"
            raise FormatError(f"{path}: {flag} says nothing of {kind}; leave it out, or name the --gazetteer-format")


def _read(path: str, kind: str, given: Mapping[str, Any], options: Mapping[str, Any]) -> Gazetteer:
    parameters = {_PARAMETERS.get(option, option): value for option, value in given.items() if option != "skip_bad"}
    try:
        return reader(kind)(path, strict="skip_bad" not in given, **parameters, **options)
    except FormatError as error:
        raise FormatError(_as_flags(str(error), path)) from None


def _as_flags(message: str, path: str) -> str:
    """Return a remedy in the words of the command line; what stands in the path is no remedy."""
    place = path if message.startswith(path) else ""
    return place + _REMEDY.sub(r"--gazetteer-\1 \2", message.removeprefix(place))


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
        options["stop_words"] = _stop_words(arguments.stop_words)
    return options


def _stop_words(path: str) -> list[str]:
    """Return the words of a file, one a line.

    Raises
    ------
    FormatError
        If a line is no single word.
    """
    lines = [line.strip() for line in read_text(path).splitlines()]
    for number, line in enumerate(lines, 1):
        if line and (reason := _refusal(line)) is not None:
            raise FormatError(f"{path}, line {number}: {reason}")
    return list(filter(None, lines))


def _refusal(word: str) -> str | None:
    """Return why a word can be no stop word, if it can not."""
    try:
        saith.Gazetteer([], stop_words=[word])
    except FormatError as error:
        return str(error)
    return None


def _tell(gazetteer: Gazetteer, path: str, say: Callable[[str], None]) -> None:
    """Tell of the rows that were left out, and of what was passed over."""
    for row in gazetteer.skipped[:MOST_TOLD]:
        say(f"warning: {row.place} is left out: {row.reason}")
    if len(gazetteer.skipped) > MOST_TOLD:
        say(f"warning: {len(gazetteer.skipped) - MOST_TOLD:,} more rows of {path} are left out")
    report = gazetteer.report
    if report.passed_over or report.empty or not len(gazetteer):
        say(f"{path}: {report}")
