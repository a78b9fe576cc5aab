"""What saith's gazetteer takes without any other beside it: time and memory in processes of their own, and threads."""

from __future__ import annotations

import gc
import os
import statistics
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from peers import rounded
from report import table

if TYPE_CHECKING:
    from collections.abc import Sequence

#: How often a file is loaded; the median counts.
LOADS = 5


class Kept(NamedTuple):
    """What a process takes: its memory before, how much more it is after, and seconds of its two steps."""

    before: float | None
    more: float | None
    first: float
    second: float = 0.0


class Reading(NamedTuple):
    """One reading of a column: elapsed time, processor time, matches."""

    seconds: float
    processor: float
    matches: int


def resident() -> float | None:
    """Return the memory of this process in MB, or None where /proc does not tell it."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def built(names: Path, file: Path, texts: Sequence[str]) -> Kept:
    """Build a gazetteer of the names, one a line, and save it."""
    import saith

    every = names.read_text(encoding="utf-8").split("\n")
    gc.collect()
    before, begin = resident(), time.perf_counter()
    gazetteer = saith.Gazetteer(every)
    seconds = time.perf_counter() - begin
    more = _more(before, gazetteer, texts)
    begin = time.perf_counter()
    gazetteer.save(file)
    return Kept(before, more, seconds, time.perf_counter() - begin)


def loaded(file: Path, texts: Sequence[str]) -> Kept:
    """Load what was saved, some times over; memory is that of the first."""
    import saith

    gc.collect()
    before, spent, more = resident(), [], None
    for turn in range(LOADS):
        begin = time.perf_counter()
        gazetteer = saith.Gazetteer.load(file)
        spent.append(time.perf_counter() - begin)
        if turn == 0:
            more = _more(before, gazetteer, texts)
        del gazetteer
    return Kept(before, more, statistics.median(spent))


def _more(before: float | None, gazetteer: Any, texts: Sequence[str]) -> float | None:
    for text in texts:
        gazetteer.find(text)
    gc.collect()
    now = resident()
    return None if before is None or now is None else now - before


def saved_and_loaded(names: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Return the row of a gazetteer that is built and saved in one process, and loaded in another."""
    with tempfile.TemporaryDirectory() as folder:
        lines, file = Path(folder) / "names.txt", Path(folder) / "names.gazetteer"
        lines.write_text("\n".join(names), encoding="utf-8")
        with _process() as process:
            made = process.submit(built, lines, file, texts).result()
        with _process() as process:
            again = process.submit(loaded, file, texts).result()
        size = file.stat().st_size / 1e6
    seconds = [f"{made.first:.3f}", f"{made.second:.3f}", f"{again.first:.4f}", f"{made.first / again.first:.0f}"]
    return [f"{len(names):,}", *seconds, f"{size:.1f}", *map(_megabytes, (made.before, made.more, again.more))]


def _megabytes(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.0f}"


def threads(names: Sequence[str], texts: Sequence[str], rounds: int, megabytes: float) -> str:
    """Return the table of a column read by `find_many` on one thread and on two, by turns, each in its own process."""
    once = sum(len(text.encode()) for text in texts) / 1e6
    turns = max(1, round(megabytes / once))
    column, size = list(texts) * turns, once * turns
    counts = (1, 2)
    processes = {count: _process(_reader, count, list(names), column) for count in counts}
    try:
        # The first reading starts the threads.
        matches = {count: process.submit(_read).result().matches for count, process in processes.items()}
        spent: dict[int, list[Reading]] = {count: [] for count in counts}
        for _ in range(rounds):
            for count, process in processes.items():
                spent[count].append(process.submit(_read).result())
    finally:
        for process in processes.values():
            process.shutdown()
    rows = []
    for count, readings in spent.items():
        seconds = [reading.seconds for reading in readings]
        times = statistics.median(one.seconds / many for one, many in zip(spent[1], seconds, strict=True))
        cores = statistics.median(reading.processor / reading.seconds for reading in readings)
        spread = f"{rounded(size / max(seconds))} – {rounded(size / min(seconds))}"
        rate = rounded(size / statistics.median(seconds))
        rows.append([str(count), f"{size:.1f}", rate, spread, f"{times:.2f}", f"{cores:.2f}", str(matches[count])])
    heads = [
        "threads",
        "MB of text",
        "MB/s",
        "slowest and fastest round",
        "times one thread",
        "cores it got",
        "matches",
    ]
    return table(heads, rows)


_reads: list[Any] = []


def _reader(count: int, names: list[str], column: list[str]) -> None:
    """Make the gazetteer and the column of a process that reads on so many threads."""
    # Read when the threads start, which is with the first column.
    os.environ["RAYON_NUM_THREADS"] = str(count)
    import pyarrow as pa
    import saith

    _reads[:] = [saith.Gazetteer(names), pa.array(column, pa.large_string())]


def _read() -> Reading:
    """Return what one reading of the column takes, and how many matches it has."""
    gazetteer, column = _reads
    begin, worked = time.perf_counter(), time.process_time()
    found = gazetteer.find_many(column)
    return Reading(time.perf_counter() - begin, time.process_time() - worked, len(found))


def _process(initializer: Any = None, *arguments: object) -> ProcessPoolExecutor:
    """Return one new process, which has no memory or threads of this one."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=initializer, initargs=arguments)
