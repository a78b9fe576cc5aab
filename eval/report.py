"""What the measuring scripts share: tables in Markdown, the machine, and the places in the documents."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "docs" / "results.md"
#: Where sentences are compared with what others make of them.
PEERS = ROOT / "docs" / "sentences.md"
#: The page of gazetteers.
GAZETTEER = ROOT / "docs" / "gazetteer.md"


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table; columns of figures are set right."""
    figures = [all(re.match(r"[\d.]", row[i]) for row in rows) for i in range(1, len(head))]
    rule = ["---", *("--:" if figure else "---" for figure in figures)]
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, rule, *rows])


def circumstances(command: str) -> str:
    """Return the line that says how, where and when the figures were measured."""
    rust = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=False).stdout.split()
    return (
        f"`{command}` · {_processor()}, {os.cpu_count()} cores · {platform.system()} · CPython {platform.python_version()} "
        f"· rustc {rust[1] if len(rust) > 1 else '?'} · {dt.datetime.now(dt.UTC).date()}"
    )


def write(section: str, text: str, page: Path | None = None) -> None:
    """Put `text` between the marks of `section` in a document, docs/results.md where none is named."""
    page = page or RESULTS
    begin, end = f"<!-- {section}: begin -->", f"<!-- {section}: end -->"
    old = page.read_text(encoding="utf-8")
    if old.count(begin) != 1 or old.count(end) != 1:
        raise SystemExit(f"{page} needs the lines {begin} and {end} once each")
    before, rest = old.split(begin)
    after = rest.split(end)[1]
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")
    print(f"\nwritten to {page.relative_to(ROOT)}")


def _processor() -> str:
    try:
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    except OSError:
        found = None
    return found.group(1) if found else platform.processor() or platform.machine()
