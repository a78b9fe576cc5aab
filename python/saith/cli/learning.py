"""`saith train` and `saith eval`: stages learned from data, and scored on held-out parts of it."""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from saith import _core
from saith.cli.commands import say
from saith.cli.outputs import check_folder
from saith.cli.terminal import text_table
from saith.exceptions import FormatError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["COMMANDS", "add_commands", "run"]

COMMANDS = ("train", "eval")
#: Seconds between two lines of --progress within a pass.
PAUSE = 5.0
MOST_SEED = 2**64 - 1

_STAGES = _core.stages()

_TRAIN = f"""\
Learn the model of a stage from data with annotations. The same data, options and seed give the same file, whatever the
number of threads. Prints as JSON what it was learned from.

stages: {", ".join(_STAGES)}"""

_EVAL = f"""\
Score a stage on the held-out parts of data with annotations: as it ships, or with a model of yours.

stages: {", ".join(_STAGES)}"""

_DATA = """\
data of the stage sentences, in DIR or DIR/data:
  ud_ewt/train.conllu ud_ewt/dev.conllu   the Universal Dependencies treebank EWT
  gum/train/*.conllu gum/dev/*.conllu     the treebank GUM
data of the stage names, in DIR or DIR/data; GUM and EWT must be there, the others are passed over where they are not:
  gum/train/*.conllu gum/dev/*.conllu     GUM with its entities (`Entity=`)
  ud_ewt/train.conllu                     EWT: its text and parts of speech, no names
  ner/wikigold ner/WNUT17/CONLL-format/data/{train,dev} ner/re3d   tagged tokens, *.conll or *.conll.txt
  ner/uner_ewt/dev.iob2                   Universal NER; scored, never learned from
data of the stage marks, in DIR or DIR/data:
  polnear/{train,dev}/text/*.txt polnear/{train,dev}/attributions/*.ann   the corpus PolNeAR
data of the stage entities, in DIR or DIR/data:
  gum/train/*.conllu gum/dev/*.conllu     the treebank GUM, with its entities
data of the stage quotes, in DIR or DIR/data:
  polnear/{train,dev}/text/*.txt polnear/{train,dev}/attributions/*.ann   the corpus PolNeAR
  or in DIR: train.jsonl dev.jsonl        articles of your own, one a line
data of the stage speakers:
  pdnc/*/                                 in DIR or DIR/data: novels of the Project Dialogism Novel Corpus
  polnear/{train,dev}/text/*.txt polnear/{train,dev}/attributions/*.ann   in DIR or DIR/data: the corpus PolNeAR
  eval/speakers/dev.jsonl                 in DIR: who is behind the sources of PolNeAR's dev part; scored, never learned from
"""

_TRAIN_MORE = f"""\
{_DATA}
FILE.part (or FILE.part.NAME) holds the state after the last whole pass and goes when FILE is written: after Ctrl-C the
same command goes on from there.
"""


def add_commands(commands: Any, *, threads: Callable[[str], int]) -> None:
    """Add both commands to the parser's; `threads` reads a number of threads."""
    train = _command(commands, "train", "learn the model of a stage from data", _TRAIN, _TRAIN_MORE, _STAGES)
    train.add_argument("--out", metavar="FILE", required=True, help="write the model there")
    train.add_argument("--seed", metavar="N", type=_seed, default=1, help="decides what is random (default: 1)")
    train.add_argument("--fast", action="store_true", help="a model that reads faster and finds less; for quotes")
    train.add_argument("--threads", metavar="N", type=threads, help="how many threads (default: one a core)")
    train.add_argument("--progress", action="store_true", help="say how far it is, and the mean loss")
    evaluate = _command(commands, "eval", "score a stage on held-out data", _EVAL, _DATA, _STAGES)
    evaluate.add_argument(
        "--model",
        metavar="FILE",
        help="a model that `saith train` wrote, or for quotes fast, which ships too (default: what ships)",
    )
    evaluate.add_argument("--threads", metavar="N", type=threads, help="how many threads (default: one a core)")
    evaluate.add_argument(
        "--format",
        choices=("table", "json", "csv"),
        help="how to write it (default: a table to a terminal, JSON to a pipe)",
    )


def run(arguments: argparse.Namespace) -> None:
    """Do what `arguments` say.

    Raises
    ------
    SaithError
        If data or model cannot be read, or the model not written.
    """
    if arguments.command == "train":
        _train(arguments)
    else:
        _evaluate(arguments)


def _command(
    commands: Any, name: str, brief: str, description: str, epilog: str, stages: list[str]
) -> argparse.ArgumentParser:
    def stage(value: str) -> str:
        if value not in stages:
            known = f"use one of {', '.join(stages)}" if stages else "this version has none"
            raise argparse.ArgumentTypeError(f"no stage {value!r} for `saith {name}`; {known}")
        return value

    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=brief,
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.add_argument("stage", metavar="STAGE", type=stage, help="which stage")
    command.add_argument("--data", metavar="DIR", required=True, help="folder of the data, see below")
    return command


def _train(arguments: argparse.Namespace) -> None:
    out = Path(arguments.out)
    check_folder(arguments.out)
    part = out.with_name(out.name + ".part")
    on_poll = _teller() if arguments.progress else None
    try:
        model, facts = _core.train(
            arguments.stage,
            arguments.data,
            seed=arguments.seed,
            fast=arguments.fast,
            threads=arguments.threads,
            checkpoint=str(part),
            on_poll=on_poll,
        )
    except KeyboardInterrupt:
        if kept := _parts(part):
            say(f"stopped; the same command goes on from {kept[0]}")
        raise
    try:
        _replace(out, model)
        for state in _parts(part):
            state.unlink(missing_ok=True)
    except OSError as error:
        raise FormatError(f"{out}: cannot be written ({error.strerror or error}); free its disk") from None
    say(f"wrote {out} ({len(model):,} bytes)")
    sys.stdout.write(json.dumps(json.loads(facts), ensure_ascii=False, indent=2) + "\n")


def _parts(part: Path) -> list[Path]:
    """Return the files of a training's state: that of a stage with several trainings has several."""
    return sorted(path for path in part.parent.iterdir() if path.name.startswith(part.name))


def _replace(path: Path, data: bytes) -> None:
    """Write `path` in one step: a model that is there stays whole if this fails."""
    new = path.with_name(path.name + ".new")
    new.write_bytes(data)
    new.replace(path)


def _teller() -> Callable[[int, int, int, int, float], None]:
    """Return a function that says how far a training is, when a pass begins and now and then."""
    last_pass, last_time = 0, time.monotonic()

    def tell(current: int, passes: int, done: int, total: int, loss: float) -> None:
        nonlocal last_pass, last_time
        now = time.monotonic()
        if current != last_pass or now - last_time >= PAUSE or (current, done) == (passes, total):
            last_pass, last_time = current, now
            say(f"pass {current} of {passes}, {100 * done // max(total, 1)} % of it, loss {loss:.4f}")

    return tell


def _evaluate(arguments: argparse.Namespace) -> None:
    report = _core.evaluate(arguments.stage, arguments.data, model=arguments.model, threads=arguments.threads)
    tables: list[dict[str, Any]] = json.loads(report)["tables"]
    format = arguments.format or ("table" if sys.stdout.isatty() else "json")
    if format == "json":
        sys.stdout.write(json.dumps({"tables": tables}, ensure_ascii=False, indent=2) + "\n")
    elif format == "csv":
        _write_csv(tables)
    else:
        for i, table in enumerate(tables):
            rows = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
            lines = [f"{table['name']}:", *text_table(rows, table["columns"])]
            sys.stdout.write("\n" * (i > 0) + "\n".join(lines) + "\n")


def _write_csv(tables: list[dict[str, Any]]) -> None:
    """Write all tables as one: the first column names the table, and columns that a table lacks are empty."""
    columns = list(dict.fromkeys(column for table in tables for column in table["columns"]))
    writer = csv.DictWriter(sys.stdout, ["table", *columns], lineterminator="\n")
    writer.writeheader()
    for table in tables:
        for row in table["rows"]:
            writer.writerow({"table": table["name"], **dict(zip(table["columns"], row, strict=True))})


def _seed(value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value[:25]) > MOST_SEED:
        raise argparse.ArgumentTypeError(f"{value} is no seed; give a whole number from 0 to {MOST_SEED}")
    return int(value)
