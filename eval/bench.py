"""Time each stage (`cargo bench`, medians in MB/s), and whole texts of growing length, as Markdown tables.

python eval/bench.py [--write]      --write puts the tables into docs/results.md
"""

from __future__ import annotations

import argparse
import itertools
import re
import subprocess
import time
from typing import TYPE_CHECKING

import saith
from report import ROOT, circumstances, table, write

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTE = 1_000_000
#: The stages as the data goes through them; divan prints them by name.
STAGES = ("tokens", "marks", "sentences", "matches", "mentions", "entities", "articles", "quotes", "speakers", "whole")
#: Lengths of the texts that show how time grows.
LENGTHS = (1, 2, 4, 8)
SCALE = {"B/s": 1e-6, "KB/s": 1e-3, "MB/s": 1.0, "GB/s": 1e3}


def medians(output: str) -> list[list[str]]:
    """Return stage, median time and median MB/s of each bench in what divan printed."""
    rows = []
    lines = output.splitlines()
    for line, next_line in itertools.pairwise(lines):
        name = re.match(r"[├╰]─ (\w+)", line)
        if not name:
            continue
        time, rate = (part.split("│")[-4].strip() for part in (line, next_line))
        figure, unit = rate.split()
        rows.append([name[1], time, f"{float(figure) * SCALE[unit]:.1f}"])
    if not rows:
        raise SystemExit("cargo bench printed no figures; has divan's output changed?")
    return sorted(rows, key=lambda row: STAGES.index(row[0]) if row[0] in STAGES else len(STAGES))


def growth() -> str:
    """Return how long `saith.analyze` takes on one text of 1 to 8 MB, best of three: prose, and what would break it."""
    story = (ROOT / "examples" / "story.txt").read_text(encoding="utf-8").rstrip() + "\n\n"
    texts: dict[str, Callable[[int], str]] = {
        "prose: the story, over and over": lambda size: repeated(story, size),
        "opening quotation marks only": lambda size: repeated("“", size),
        "one sentence of clauses": lambda size: repeated("Lee said that ", size),
        "new names all the way": new_names,
    }
    rows = []
    for name, text in texts.items():
        seconds = [seconds_of(text(megabytes * MEGABYTE)) for megabytes in LENGTHS]
        ratios = [seconds[-1] / seconds[0], seconds[-1] / seconds[-2]]
        rows.append([name, *(f"{s:.2f}" for s in seconds), *(f"{r:.1f}" for r in ratios)])
    heads = [f"{LENGTHS[-1]} MB / {n} MB" for n in (LENGTHS[0], LENGTHS[-2])]
    return table(["text", *(f"{n} MB, s" for n in LENGTHS), *heads], rows)


def repeated(unit: str, size: int) -> str:
    return unit * (size // len(unit.encode()))


def new_names(size: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = ("".join(word).title() for word in itertools.product(letters, repeat=5))
    sentence = "“No,” said Ann {}. "
    count = size // len(sentence.format("Abcde").encode())
    return "".join(sentence.format(name) for name in itertools.islice(names, count))


def seconds_of(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        saith.analyze(text)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/results.md")
    arguments = parser.parse_args()
    command = ["cargo", "bench", "--locked", "--bench", "stages"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    print(done.stdout)
    if done.returncode:
        raise SystemExit("a bench failed")
    where = circumstances("make bench")
    sections = {
        "bench": f"{table(['stage', 'median', 'MB/s'], medians(done.stdout))}\n\n{where}",
        "linear": f"{growth()}\n\n{where}",
    }
    print("\n\n".join(sections.values()))
    if arguments.write:
        for name, text in sections.items():
            write(name, text)


if __name__ == "__main__":
    main()
