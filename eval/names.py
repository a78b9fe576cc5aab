"""Score names on corpora that the model has not learned from, beside spaCy's small model, as Markdown tables.

python eval/names.py [--corpora A,B] [--write]      --write puts the tables into docs/names.md, docs/results.md, models/names.md

For each corpus that training reads, `saith train names` makes a model of all the others, in a temporary folder of links to the
data under SAITH_DATA (default ../shared): some three minutes each. It is scored on what was left out. spaCy is left out where
requirements/peers.txt is not installed. Speed: `cargo bench` of mentions and entities, and whole calls from Python.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import saith
from bench import medians
from report import RESULTS, ROOT, circumstances, table, write
from run import DATA, DATA_ROOT, NAMERS, NameCorpus, name_corpora, name_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PAGES = (ROOT / "docs" / "names.md", RESULTS, ROOT / "models" / "names.md")
COMMAND = "make names-left-out"
#: The peer, as names.py calls it.
PEER = "spacy-sm"
#: So many articles are enough to time what is slow.
FIRST = 12
ROUNDS = 3


def linked(source: Path, target: Path, hidden: Path) -> None:
    """Make `target` a folder with all that is in `source` but `hidden`, by symbolic links."""
    target.mkdir()
    for entry in source.iterdir():
        if entry == hidden:
            continue
        if hidden.is_relative_to(entry):
            linked(entry, target / entry.name, hidden)
        else:
            (target / entry.name).symlink_to(entry, target_is_directory=entry.is_dir())


def saith_(*arguments: object) -> Any:
    """Return what the command line prints as JSON."""
    command = [sys.executable, "-m", "saith", *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"saith {arguments[0]} failed with status {done.returncode}")
    return json.loads(done.stdout)


def without(hidden: Path, out: Path) -> Path:
    """Train a model of all data but those in `hidden`; return its file."""
    print(f"training without {hidden.relative_to(DATA)} ...", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        linked(DATA, Path(folder) / "data", hidden)
        facts = saith_("train", "names", "--data", folder, "--out", out)
    print(json.dumps(facts["data"]), file=sys.stderr)
    return out


def scores(model: Path | None = None) -> dict[str, list[str]]:
    """Return the figures of `saith eval names` by corpus: P, R, F1, those of three types, and how many names there are."""
    report = saith_("eval", "names", "--data", DATA_ROOT, *(("--model", model) if model else ()), "--format", "json")
    (found,) = report["tables"]
    rows = [dict(zip(found["columns"], row, strict=True)) for row in found["rows"]]
    columns = ("precision", "recall", "F1", "person", "organization", "place")
    return {row["corpus"]: [*(f"{row[c]:.1f}" for c in columns), str(row["names"])] for row in rows}


def left_out(corpora: Sequence[NameCorpus]) -> str:
    """Return the table: each corpus as read by a model that has not learned from it, by what ships, and by the peer."""
    shipped = scores()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for corpus in corpora:
            lines = []
            if corpus.learned:
                lines.append(
                    ["saith, without it", *scores(without(corpus.learned, Path(folder) / "m.saith"))[corpus.name]]
                )
            learned = corpus.learned is not None and corpus.path.is_relative_to(corpus.learned)
            lines.append(["saith, as it ships" + " (learned from it)" * learned, *shipped[corpus.name]])
            if importlib.util.find_spec(NAMERS[PEER]):
                lines.append(["spaCy en_core_web_sm", *name_figures(PEER, corpus)])
            found = [[corpus.name + (", overlap" if corpus.overlap else ""), *line] for line in lines]
            print("\n".join(map(str, found)), file=sys.stderr, flush=True)
            rows += found
    if "GUM dev" in shipped:
        rows.append(["GUM dev", "saith, as it ships", *shipped["GUM dev"]])
    return table(["corpus", "system", "P", "R", "F1", "person F1", "organization F1", "place F1", "names"], rows)


def speed() -> str:
    """Return the table of how fast who reads the articles of PolNeAR dev, or our own story where there are none; one thread."""
    paths = sorted((DATA / "polnear" / "dev" / "text").glob("*.txt")) or sorted((ROOT / "examples").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    command = ["cargo", "bench", "--locked", "--bench", "stages", "--", "articles"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit("the bench failed")
    ((_, _, rate),) = medians(done.stdout)
    pipeline = saith.Pipeline(threads=1)
    rows = [
        ["saith: mentions and entities", "tokens, marks and sentences", rate],
        ["saith: `analyze`, quotes and speakers too", "text", f"{megabytes_a_second(pipeline.analyze, texts):.1f}"],
    ]
    if importlib.util.find_spec(NAMERS[PEER]):
        import spacy

        nlp = spacy.load(NAMERS[PEER])
        first = texts[:FIRST]
        rows.append(["spaCy en_core_web_sm: `nlp(text)`", "text", f"{megabytes_a_second(nlp, first):.3f}"])
        nlp.select_pipes(enable="ner")
        rows.append(["spaCy en_core_web_sm: names alone", "text", f"{megabytes_a_second(nlp, first):.3f}"])
    size = sum(len(text.encode()) for text in texts)
    about = f"One thread, {len(texts)} articles of {size / len(texts) / 1000:.1f} kB; spaCy reads the first {FIRST}."
    return f"{about}\n\n{table(['what', 'from', 'MB/s'], rows)}"


def megabytes_a_second(call: Callable[[str], Any], texts: Sequence[str]) -> float:
    """Return the best of some rounds over all texts, in processor time; a first round pays for what is loaded."""
    size = sum(len(text.encode()) for text in texts)
    seconds = []
    for _ in range(ROUNDS + 1):
        begin = time.process_time()
        for text in texts:
            call(text)
        seconds.append(time.process_time() - begin)
    return size / 1e6 / min(seconds[1:])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", metavar="A,B", help="only those (default: all)")
    parser.add_argument("--write", action="store_true", help="put the tables into the documents")
    arguments = parser.parse_args()
    if not (DATA / "ner").is_dir():
        raise SystemExit(
            f"no {DATA / 'ner'}: set SAITH_DATA to the folder that holds data sets (data/) and scorers (eval/)"
        )
    corpora = name_corpora()
    if arguments.corpora:
        chosen = arguments.corpora.split(",")
        if unknown := set(chosen) - {corpus.name for corpus in corpora}:
            known = ", ".join(corpus.name for corpus in corpora)
            parser.error(f"no corpus {', '.join(sorted(unknown))}; choose from {known}")
        if arguments.write:
            parser.error("--write wants all corpora; name none")
        corpora = [corpus for corpus in corpora if corpus.name in chosen]
    text = f"{left_out(corpora)}\n\n{speed()}\n\n{circumstances(COMMAND)}"
    print(text)
    if arguments.write:
        for page in PAGES:
            write("names", text, page)


if __name__ == "__main__":
    main()
