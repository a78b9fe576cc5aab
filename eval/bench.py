"""Time each stage: run `cargo bench` and print its medians as a Markdown table of MB/s.

python eval/bench.py [--write]      --write puts the table into docs/results.md
"""

from __future__ import annotations

import argparse
import itertools
import re
import subprocess

from report import ROOT, circumstances, table, write

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
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into docs/results.md")
    arguments = parser.parse_args()
    command = ["cargo", "bench", "--locked", "--bench", "stages"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    print(done.stdout)
    if done.returncode:
        raise SystemExit("a bench failed")
    text = f"{table(['stage', 'median', 'MB/s'], medians(done.stdout))}\n\n{circumstances('make bench')}"
    print(text)
    if arguments.write:
        write("bench", text)


if __name__ == "__main__":
    main()
