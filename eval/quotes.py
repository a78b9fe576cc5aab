"""Score quotes on publishers that the model was not learned from, beside the model that ships.

    python eval/quotes.py [PUBLISHER ...]      huff-post and breitbart where nothing is said

Trains on the articles of PolNeAR train without these publishers, scores on those of PolNeAR dev that are theirs. SAITH_DATA names
the folder of data sets; it is ../shared where nothing is said.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from report import ROOT, circumstances, table

POLNEAR = Path(os.environ.get("SAITH_DATA") or ROOT.parent / "shared").resolve() / "data" / "polnear"
FIGURES = (
    "annotated",
    "exact F1",
    "overlap F1",
    "characters F1",
    "direct recall",
    "mixed recall",
    "indirect recall",
    "relation F1",
)


def link(folder: Path, part: str, publishers: tuple[str, ...], *, theirs: bool) -> int:
    """Link the files of a part that are these publishers', or all others, into a folder; return how many articles."""
    count = 0
    for kind in ("text", "attributions"):
        to = folder / "polnear" / part / kind
        to.mkdir(parents=True)
        for file in sorted((POLNEAR / part / kind).iterdir()):
            if (file.name.split("_")[0] in publishers) == theirs:
                (to / file.name).symlink_to(file)
                count += kind == "text"
    return count


def saith(*arguments: object) -> str:
    """Return what a command of the package prints."""
    command = [sys.executable, "-m", "saith", *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"saith {arguments[0]} failed with status {done.returncode}")
    return done.stdout


def scores(data: Path, *model: object) -> dict[str, object]:
    """Return the figures of all quotes."""
    found = json.loads(saith("eval", "quotes", "--data", data, "--format", "json", *model))["tables"][0]
    return dict(zip(found["columns"], found["rows"][0], strict=True))


def main() -> None:
    """Print the table."""
    publishers = tuple(sys.argv[1:]) or ("huff-post", "breitbart")
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary)
        others, own = link(data, "train", publishers, theirs=False), link(data, "dev", publishers, theirs=True)
        if not others or not own:
            raise SystemExit(f"no articles of {' and '.join(publishers)}; the names begin the files' names")
        model = data / "others.saith"
        saith("train", "quotes", "--data", data, "--out", model)
        rows = []
        for name, found in (("all seven", scores(data)), ("the others", scores(data, "--model", model))):
            cells = [found[figure] for figure in FIGURES]
            rows.append([name, *(f"{cell:.1f}" if isinstance(cell, float) else str(cell) for cell in cells)])
        print(f"{own} articles of {' and '.join(publishers)}; {others} of other publishers to learn from\n")
        print(table(["learned from", *FIGURES], rows))
        print(f"\n{circumstances('make quotes-left-out')}")


if __name__ == "__main__":
    main()
