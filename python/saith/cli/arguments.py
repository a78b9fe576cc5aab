"""The command line's words: commands, options, and what `--help` says of them."""

from __future__ import annotations

import argparse
from typing import Any, NamedTuple

from saith.cli.gazetteers import add_attributes, add_gazetteer
from saith.cli.inputs import FORMATS
from saith.cli.learning import add_commands

__all__ = ["parser"]

MOST_THREADS = 1024
MOST_CHARACTERS = 2**32 - 1
OUTPUT_FORMATS = ("table", "jsonl", "csv", "parquet")

_DESCRIPTION = """\
Read news text: which sentences it has, who is named in it, and who said what."""

_READS = """\
reads:
  FILE.txt, or any other suffix        one document; its rows say which in column file
  FILE.csv .tsv .jsonl .parquet        one document a row; --text names the column
  no FILE, or -                        standard input, one document unless --format-in says otherwise

writes:
  A table for people to a terminal, JSON lines to a pipe or file, or what --format or the suffix of -o says.
  JSON lines, CSV and parquet hold all columns; what is missing is null (in CSV: empty). Offsets count code points
  and end before `end`; "row" is the document's place in the input, from 0. Messages go to standard error.

exit status: 0 done, 1 an error in the input, 2 in the arguments, 130 stopped with Ctrl-C.
"""


_COMPILE = """\
Read a gazetteer and write it compiled, with its options: --gazetteer takes what is written, and needs no time to build."""


class _Command(NamedTuple):
    brief: str
    description: str
    columns: str
    examples: str


_COMMANDS = {
    "quotes": _Command(
        "who said what, where and how",
        """\
Find the quotes: who said what. One row a quote: direct (the content stands in quotation marks), mixed (part of it
does) or indirect (none does), with the source as written, the cue, and the speaker that the source refers to.""",
        """\
  quote, parent                        its number in the document; the quote it is nested in
  kind                                 direct, mixed, indirect
  text, start, end, spans              the content, first to last character; its parts, where a cue breaks it
  cue, cue_start, cue_end              what attributes, as written: "has told", "according to"
  cue_class, negated                   kind of saying: neutral, claim, deny, ask …; whether it is denied or did not happen
  source, source_start, source_end     who, as written: "he", "the mayor"
  source_form                          name, nominal, pronoun
  speaker, speaker_entity              who the source refers to: name, number in the document's entities
  speaker_id, speaker_type             id in the gazetteer; person, organization, place, group, other
  role, anonymous                      what the document calls the speaker; whether it never names them
  addressee, addressee_start, …        who is told, where written
  sentence                             number of the sentence in which the content begins
  evidence                             why this speaker, or why none: name, pronoun, no_source, generic …
  candidates                           who could be the speaker: numbers of entities with probabilities, likeliest first
  confidence, speaker_confidence       probability that source and content are right; that the speaker is
""",
        """\
  cat article.txt | saith quotes
  saith quotes article.txt --html article.html
  saith quotes articles.csv --text body --gazetteer people.csv -o quotes.parquet
  saith quotes articles.jsonl --text body --id url --keep date --keep outlet --min-confidence 0.8 > quotes.jsonl
""",
    ),
    "sentences": _Command(
        "the sentences",
        "Cut the texts into sentences. One row a sentence.",
        """\
  sentence, paragraph                  its number in the document, and that of its paragraph
  start, end, text                     where it stands, and what stands there
""",
        """\
  saith sentences article.txt
  saith sentences articles.csv --text body --abbreviation approx -o sentences.csv
""",
    ),
    "entities": _Command(
        "who and what is named, with counts",
        "Find who and what the texts name. One row an entity of a document, with its mentions and quotes counted.",
        """\
  entity                               its number in the document
  name, type                           the fullest name written; person, organization, place, group, other
  anonymous                            whether the document never names it
  roles                                what the document calls it: title, office, affiliation
  mentions, quotes                     how often it is named, and quoted
""",
        """\
  saith entities article.txt
  saith entities articles.csv --text body --gazetteer people.csv
""",
    ),
    "mentions": _Command(
        "each place where someone or something is named",
        "Find each name, nominal (“the Iraqi leader”) and pronoun. One row a mention.",
        """\
  mention                              its number in the document
  start, end, text                     where it stands, and what stands there
  form, type                           name, nominal, pronoun; person, organization, place, group, other
  entity, entity_id                    what it refers to: number in the document's entities, id in the gazetteer
""",
        "  saith mentions article.txt\n",
    ),
    "find": _Command(
        "the places where a gazetteer's names stand",
        """\
Find the names of a gazetteer, whole words only, forgiving case, accents, hyphens and possessives. One row a match.
With --replace or --redact the texts are written, one row a text, and a text file as text.""",
        """\
  match                                its number in the document
  start, end, text                     where it stands, and what stands there
  alias, name, id, type                the alias that matched; the entity's name, id and type
  candidates                           all entities that have this alias, with probabilities
""",
        """\
  saith find --gazetteer names.txt article.txt
  saith find --gazetteer people.csv --gazetteer-name label --gazetteer-id wikidata articles.csv --text body
  saith find --gazetteer entities.ftm.json --attributes country,topics articles.jsonl --text body -o found.csv
  saith find --gazetteer people.csv --replace "[{type}]" article.txt > article.redacted.txt
""",
    ),
}


def parser(version: str) -> argparse.ArgumentParser:
    """Return the parser of the command line.

    Parameters
    ----------
    version
        What ``--version`` prints after the name.
    """
    top = argparse.ArgumentParser(
        prog="saith",
        description=_DESCRIPTION,
        epilog="`saith COMMAND --help` says all about a command.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"saith {version}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, words in _COMMANDS.items():
        command = commands.add_parser(
            name,
            help=words.brief,
            usage=f"saith {name} [options] [FILE ...]",
            description=words.description,
            epilog=f"{_READS}\ncolumns, after row, file, and those of --id and --keep (one that is taken is called document_…):\n{words.columns}\nexamples:\n{words.examples}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.add_argument("files", nargs="*", metavar="FILE", help="what to read; none or - is standard input")
        _add_input(command, name)
        add_gazetteer(command, required=name == "find")
        if name != "find":
            _add_analysis(command, name)
        _add_output(command, name)
    _add_compile(commands)
    add_commands(commands, threads=_count)
    commands.add_parser("versions", help="versions of saith and what it works with, for a report")
    return top


def _add_compile(commands: Any) -> None:
    command = commands.add_parser(
        "compile-gazetteer",
        help="write a gazetteer so that it is loaded at once",
        usage="saith compile-gazetteer FILE -o FILE [options]",
        description=_COMPILE,
        epilog="example:\n  saith compile-gazetteer entities.ftm.json.gz -o sanctions.gazetteer",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_gazetteer(command, required=True, positional=True)
    group = command.add_argument_group("output")
    group.add_argument("-o", "--output", metavar="FILE", required=True, help="write there; .gazetteer is known again")


def _add_input(command: argparse.ArgumentParser, name: str) -> None:
    group = command.add_argument_group("input")
    group.add_argument(
        "--text",
        metavar="COL",
        help='column of the text (default: the one named "text", "body" or "content", where there is one only)',
    )
    group.add_argument("--id", metavar="COL", help="column that identifies a document; copied to every row")
    if name != "find":
        group.add_argument(
            "--title", metavar="COL", help="column of the headline: a name that it writes in full is known in the text"
        )
    group.add_argument(
        "--keep", metavar="COL", action="append", default=[], help="further column to copy to every row; repeatable"
    )
    group.add_argument("--format-in", choices=FORMATS, help="what the files are (default: by suffix)")
    group.add_argument(
        "--on-error",
        choices=("raise", "null", "collect"),
        default="collect",
        help="a document that cannot be read: stop (raise), pass over (null), or pass over and say so (collect, the "
        "default)",
    )
    group.add_argument("--encoding", default="utf-8", help="how the bytes are written, as in cp1252 (default: utf-8)")


def _add_analysis(command: argparse.ArgumentParser, name: str) -> None:
    group = command.add_argument_group("analysis")
    group.add_argument(
        "--newlines",
        choices=("auto", "paragraph", "sentence", "space"),
        default="auto",
        help="what a line break is: auto guesses from the text; paragraph: blank lines part paragraphs; sentence: "
        "every line ends a sentence; space: white space (default: auto)",
    )
    group.add_argument(
        "--quotes",
        choices=("split", "whole"),
        default="split",
        help="whether the sentences inside one quotation are split (default: split)",
    )
    group.add_argument(
        "--abbreviation",
        metavar="WORD",
        action="append",
        default=[],
        help="word whose full stop ends no sentence; repeatable",
    )
    group.add_argument(
        "--max-length",
        type=_length,
        metavar="N",
        help="cut sentences of more than N characters, between words where it can be (default: no limit)",
    )
    if name in ("quotes", "entities"):
        group.add_argument(
            "--min-confidence",
            type=_probability,
            default=0.0,
            metavar="P",
            help="leave out quotes below this probability of being right, 0 to 1 (default: 0)",
        )
    if name in ("quotes", "entities"):
        group.add_argument(
            "--model",
            action="append",
            default=[],
            metavar="FILE",
            help="fast, a model of quotes that ships and reads faster; or one of your own, as saith train quotes and "
            "saith train speakers make it; repeatable, one of each (default: what ships)",
        )
    if name == "quotes":
        group.add_argument(
            "--cues",
            metavar="FILE",
            help="words of attribution of your own, a line each: forms, what they take and class, with tabs between",
        )
    group.add_argument("--threads", type=_count, metavar="N", help="how many threads (default: one a core)")
    group.add_argument("--force", action="store_true", help="read texts that are not English too")
    group.add_argument("--progress", action="store_true", help="show how far it is")


def _add_output(command: argparse.ArgumentParser, name: str) -> None:
    group = command.add_argument_group("output")
    group.add_argument("-o", "--output", metavar="FILE", help="write there; .jsonl, .csv, .parquet or .txt (table)")
    group.add_argument("--format", choices=OUTPUT_FORMATS, help="what to write (default: see below)")
    if name in ("find", "entities"):
        add_attributes(group)
    if name == "find":
        instead = group.add_mutually_exclusive_group()
        instead.add_argument(
            "--replace",
            metavar="TEMPLATE",
            help='write the texts instead, each match replaced, as by "[{type}]"; also {name}, {id}, {alias}, {text}',
        )
        instead.add_argument(
            "--redact", action="store_true", help="write the texts instead, a bar over each match, as long as it is"
        )
    if name == "quotes":
        group.add_argument(
            "--report",
            action="store_true",
            help="at the end, say on standard error how many quotes there are, how many have a speaker, and why others not",
        )
        group.add_argument(
            "--html", metavar="FILE", help="also write a page that shows the quotes in the text, for one document"
        )


def _probability(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{value} is no probability; give a number from 0 to 1")
    return number


def _count(value: str) -> int:
    return _whole(value, "number of threads", MOST_THREADS)


def _length(value: str) -> int:
    return _whole(value, "length of a sentence", MOST_CHARACTERS)


def _whole(value: str, what: str, most: int) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > len(str(most)) or not 0 < int(value) <= most:
        raise argparse.ArgumentTypeError(f"{value} is no {what}; give one from 1 to {most}")
    return int(value)
