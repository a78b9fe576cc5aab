"""Score speakers of the novels of PDNC, each read by a model that has not seen it, with its list of characters and without.

    python eval/speakers.py [--only NOVEL,...] [-v] [--write]      --write puts the tables into docs/speakers.md

Five models are trained: of the sorted novels, each model leaves out every fifth, and learns from the others and from all articles.
SAITH_DATA names the folder of data sets (`data/`) and scorers (`eval/`); it is ../shared where nothing is said. Links to the data,
models and predictions are written to target/eval/speakers.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import saith
from report import ROOT, circumstances, table, write
from run import DATA, POLNEAR, SCORERS, run

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

PDNC = DATA / "pdnc"
SCRIPT = "fiction/fiction.py"
WORK = ROOT / "target" / "eval" / "speakers"
PAGE = ROOT / "docs" / "speakers.md"
COMMAND = "make speakers-left-out"
FOLDS = 5
GIVEN = "characters given"
FOUND = "no list of characters"
#: The systems of the scorer's table by the files that it names them by.
SYSTEMS = {"given": f"saith, {GIVEN}", "found": f"saith, {FOUND}", "baseline": f"baseline, {GIVEN}"}


def folds(novels: Iterable[str]) -> list[list[str]]:
    """Return the novels in as many parts as models are trained, each the next one's turn."""
    ordered = sorted(novels)
    return [ordered[fold::FOLDS] for fold in range(FOLDS)]


def linked(target: Path, hidden: Collection[str]) -> int:
    """Make `target` a folder of all articles and of all novels but the hidden, by symbolic links; return how many novels."""
    novels = [folder for folder in sorted(PDNC.iterdir()) if folder.is_dir() and folder.name not in hidden]
    (target / "pdnc").mkdir(parents=True)
    for folder in novels:
        (target / "pdnc" / folder.name).symlink_to(folder, target_is_directory=True)
    (target / "polnear").symlink_to(POLNEAR, target_is_directory=True)
    return len(novels)


def without(hidden: Sequence[str], folder: Path) -> Path:
    """Train a model of all data but the hidden novels; return its file, in a folder that is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    count = linked(folder / "data", hidden)
    print(f"training on {count} novels without {', '.join(hidden)} ...", file=sys.stderr, flush=True)
    model = folder / "speakers.saith"
    command = [sys.executable, "-m", "saith", "train", "speakers", "--data", str(folder), "--out", str(model)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"saith train failed with status {done.returncode}")
    facts = json.loads(done.stdout)["data"]
    if facts["PDNC novels"] != count:
        raise SystemExit(f"the model has learned from {facts['PDNC novels']} novels; {count} were expected")
    print(json.dumps(facts), file=sys.stderr, flush=True)
    return model


def listed(characters: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a novel's characters as entries of a gazetteer, by main name; groups and the unknown ("_group") are nobody."""
    return [
        {
            "name": name,
            "aliases": [alias for alias in known["aliases"] if alias != name and not alias.startswith("_")],
            "type": "person",
            "id": name,
        }
        for name, known in characters.items()
        if not name.startswith("_")
    ]


def predicted(pipeline: saith.Pipeline, text: str) -> list[dict[str, Any]]:
    """Return what the scorer wants of each quotation: spans, and id or name of the speaker; indirect quotes are none."""
    return [
        {
            "spans": [[span.start, span.end] for span in quote.content],
            "speaker": (quote.speaker.id or quote.speaker.name) if quote.speaker else None,
            "confidence": quote.speaker_confidence,
        }
        for quote in pipeline.analyze(text).quotes
        if quote.kind != "indirect"
    ]


def read(docs: Sequence[dict[str, Any]], model: Path) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Return what is predicted of novels, with and without their lists of characters."""
    plain = saith.Pipeline(model=model)
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {"given": {}, "found": {}}
    for doc in docs:
        people = saith.Gazetteer(listed(doc["characters"]))
        rows["given"][doc["id"]] = predicted(saith.Pipeline(model=model, gazetteer=people), doc["text"])
        rows["found"][doc["id"]] = predicted(plain, doc["text"])
    return rows


def named(printed: str) -> str:
    """Return the scorer's table with names of systems in the place of those of files."""
    for stem, name in SYSTEMS.items():
        printed = printed.replace(f"| {stem}.jsonl |", f"| {name} |")
    return printed


def scores(predictions: dict[str, dict[str, Any]], novels: Sequence[str], *, by_novel: bool) -> str:
    """Write predictions; return the scorer's table of them and of its baseline."""
    files = {stem: WORK / f"{stem}.jsonl" for stem in SYSTEMS}
    for stem, rows in predictions.items():
        lines = [json.dumps({"id": id, "quotes": rows[id]}, ensure_ascii=False) + "\n" for id in sorted(rows)]
        files[stem].write_text("".join(lines), encoding="utf-8")
    only = ("--only", ",".join(novels))
    run(SCRIPT, "pdnc", PDNC, *only, "--baseline", files["baseline"])
    return named(run(SCRIPT, "pdnc", PDNC, *only, *files.values(), *["-v"] * by_novel))


def band(quote: dict[str, Any]) -> int | None:
    """Return the tenth that the confidence of a speaker lies in."""
    return None if quote["confidence"] is None else min(int(quote["confidence"] * 10), 9)


def reliability(scorer: Any, docs: list[dict[str, Any]], predictions: dict[str, dict[str, Any]]) -> str:
    """Return the table of annotated quotations by `speaker_confidence`: how many, the mean that was given, and the share that is right.

    Right is what the scorer takes for right: it is asked for each band with all other speakers left out.
    """
    rows = []
    every = [quote for quotes in predictions.values() for found in quotes.values() for quote in found]
    for place in sorted({place for quote in every if (place := band(quote)) is not None}):
        row = [f"{place / 10:.1f} – {place / 10 + 0.1:.1f}"]
        for quotes in predictions.values():
            inside = {
                id: [quote if band(quote) == place else {**quote, "speaker": None} for quote in found]
                for id, found in quotes.items()
            }
            given = [q["confidence"] for found in quotes.values() for q in found if band(q) == place]
            counts, _ = scorer.score(docs, inside)
            seen = counts["f"] - counts["none"]
            right = f"{counts['r'] / seen:.2f}" if seen else "–"
            row += [str(seen), f"{sum(given) / len(given):.2f}" if given else "–", right]
        rows.append(row)
    head = [f"{name}: {what}" for name in (GIVEN, FOUND) for what in ("quotations", "mean", "right")]
    return table(["`speaker_confidence`", *head], rows)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="NOVEL,...", help="only those: folders of pdnc (default: all)")
    parser.add_argument("-v", "--by-novel", action="store_true", help="figures of each novel, too")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/speakers.md")
    arguments = parser.parse_args()
    for path in (SCORERS / SCRIPT, PDNC, POLNEAR):
        if not path.exists():
            raise SystemExit(
                f"no {path}: set SAITH_DATA to the folder that holds data sets (data/) and scorers (eval/)"
            )
    sys.path.insert(0, str((SCORERS / SCRIPT).parent))
    import fiction  # type: ignore[import-not-found]  # of the data folder

    docs = {doc["id"]: doc for doc in fiction.pdnc(str(PDNC))}
    chosen = arguments.only.split(",") if arguments.only else list(docs)
    if unknown := set(chosen) - set(docs):
        parser.error(f"no novel {', '.join(sorted(unknown))}; choose from {', '.join(docs)}")
    if arguments.write and arguments.only:
        parser.error("--write wants all novels; name none")
    predictions: dict[str, dict[str, Any]] = {"given": {}, "found": {}}
    for fold, hidden in enumerate(folds(docs)):
        if own := [docs[novel] for novel in hidden if novel in chosen]:
            for stem, rows in read(own, without(hidden, WORK / f"fold-{fold}")).items():
                predictions[stem] |= rows
    text = "\n\n".join(
        [
            scores(predictions, chosen, by_novel=arguments.by_novel),
            "Annotated quotations that were found and given a speaker, by how sure it is; the mean is that of all quotes so sure:",
            reliability(fiction, [docs[novel] for novel in chosen], predictions),
            circumstances(COMMAND),
        ]
    )
    print(text)
    if arguments.write:
        write("speakers", text, PAGE)


if __name__ == "__main__":
    main()
