"""Score saith and what others use on the cases of the gazetteer, by exact spans, as a Markdown table.

python eval/gazetteer_cases.py [--systems "A;B"] [--wrong SYSTEM]      --wrong lists what a system reads otherwise

The cases are those of tests/cases/gazetteer*.toml that say which matches a text has. A case is right where exactly its
spans are found. Peers get every name and alias as a pattern, and the check of whole words that their users write;
ids are not compared, for peers know only strings. A system that is not installed is left out, and named.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from report import ROOT, table

FOLDER = ROOT / "tests" / "cases"

Spans = list[tuple[int, int]]


class Case(NamedTuple):
    """A text, who is to be found in it, and where they are."""

    file: str
    name: str
    text: str
    entities: list[dict[str, Any]]
    options: dict[str, Any]
    expected: Spans

    @property
    def patterns(self) -> list[str]:
        """Return all names and aliases, each once; a blank one is no pattern."""
        written = (alias for e in self.entities for alias in (e["name"], *e.get("aliases", ())))
        return [alias for alias in dict.fromkeys(written) if alias.strip()]


#: What a system makes of a case: the spans of its text.
Find = Callable[[Case], Spans]


def cases() -> list[Case]:
    """Return the cases of the gazetteer's files."""
    found = []
    for path in sorted(FOLDER.glob("gazetteer*.toml")):
        for c in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            if "matches" in c:
                expected = spans(c["text"], c["matches"], f'{path.name}, "{c["name"]}"')
                found.append(Case(path.stem, c["name"], c["text"], c["gazetteer"], c.get("options", {}), expected))
    return found


def spans(text: str, matches: list[dict[str, Any]], place: str) -> Spans:
    """Return where the matches of a case stand: at `start`, else at the first place behind the one before."""
    found: Spans = []
    for match in matches:
        written = match["text"]
        start = match.get("start", text.find(written, found[-1][1] if found else 0))
        if start < 0 or not text.startswith(written, start):
            at = f"at {start}" if start >= 0 else "behind the match before it"
            raise SystemExit(f"{place}: {written!r} does not stand {at}; correct its `text` or `start`")
        found.append((start, start + len(written)))
    return found


def _saith() -> Find:
    import saith

    def find(case: Case) -> Spans:
        gazetteer = saith.Gazetteer(case.entities, **case.options)
        return [(m.start, m.end) for m in gazetteer.find(case.text)]

    return find


def _ahocorasick_rs() -> Find:
    from ahocorasick_rs import AhoCorasick, MatchKind

    def find(case: Case) -> Spans:
        matcher = AhoCorasick(case.patterns, matchkind=MatchKind.LeftmostLongest)
        return _whole(case.text, ((start, end) for _, start, end in matcher.find_matches_as_indexes(case.text)))

    return find


def _pyahocorasick() -> Find:
    import ahocorasick

    def find(case: Case) -> Spans:
        matcher = ahocorasick.Automaton()
        for pattern in case.patterns:
            matcher.add_word(pattern, len(pattern))
        matcher.make_automaton()
        found = ((last + 1 - length, last + 1) for last, length in matcher.iter_long(case.text))
        return _whole(case.text, found)

    return find


def _flashtext(*, case_sensitive: bool) -> Find:
    from flashtext import KeywordProcessor

    def find(case: Case) -> Spans:
        matcher = KeywordProcessor(case_sensitive=case_sensitive)
        for pattern in case.patterns:
            matcher.add_keyword(pattern)
        return [(start, end) for _, start, end in matcher.extract_keywords(case.text, span_info=True)]

    return find


def _flashtext2(*, case_sensitive: bool) -> Find:
    from flashtext2 import KeywordProcessor

    def find(case: Case) -> Spans:
        matcher = KeywordProcessor(case_sensitive=case_sensitive)
        for pattern in case.patterns:
            matcher.add_keyword(pattern, pattern)
        return [(start, end) for _, start, end in matcher.extract_keywords_with_span(case.text)]

    return find


def _phrase_matcher(attribute: str) -> Find:
    import spacy
    from spacy.matcher import PhraseMatcher
    from spacy.util import filter_spans

    nlp = spacy.blank("en")

    def find(case: Case) -> Spans:
        matcher = PhraseMatcher(nlp.vocab, attr=attribute)
        matcher.add("names", list(nlp.pipe(case.patterns)))
        found = filter_spans(matcher(nlp(case.text), as_spans=True))
        return [(span.start_char, span.end_char) for span in found]

    return find


def _whole(text: str, found: Iterable[tuple[int, int]]) -> Spans:
    """Return the spans that no letter or figure goes on from."""
    return [(s, e) for s, e in found if not text[s - 1 : s].isalnum() and not text[e : e + 1].isalnum()]


SYSTEMS: dict[str, Callable[[], Find]] = {
    "saith": _saith,
    "ahocorasick_rs + word check": _ahocorasick_rs,
    "pyahocorasick + word check": _pyahocorasick,
    "flashtext": lambda: _flashtext(case_sensitive=True),
    "flashtext, any case": lambda: _flashtext(case_sensitive=False),
    "flashtext2": lambda: _flashtext2(case_sensitive=True),
    "flashtext2, any case": lambda: _flashtext2(case_sensitive=False),
    "spaCy PhraseMatcher": lambda: _phrase_matcher("ORTH"),
    "spaCy PhraseMatcher, any case": lambda: _phrase_matcher("LOWER"),
}


def installed(names: Iterable[str]) -> dict[str, Find]:
    """Return the systems that can be imported; the others are named on standard error."""
    found = {}
    for name in names:
        try:
            found[name] = SYSTEMS[name]()
        except ImportError as error:
            print(f"{name} is left out: {error}; install it to compare", file=sys.stderr)
    return found


def scored(systems: dict[str, Find], every: list[Case]) -> str:
    """Return the table: cases wholly right by file, and spans over all cases."""
    files = sorted({case.file for case in every})
    rows = []
    for name, find in systems.items():
        read = [(case, find(case)) for case in every]
        right = [case.file for case, found in read if found == case.expected]
        expected = sum(len(case.expected) for case in every)
        agreed = sum(len(set(found) & set(case.expected)) for case, found in read)
        too_many = sum(len(found) for _, found in read) - agreed
        by_file = [f"{right.count(file)} of {sum(c.file == file for c in every)}" for file in files]
        rows.append([name, *by_file, f"{len(right) / len(every):.0%}", f"{agreed} of {expected}", str(too_many)])
    heads = [f"{file}.toml: cases right" for file in files]
    return table(["system", *heads, "of all", "matches found", "wrong matches"], rows)


def wrong(find: Find, every: list[Case]) -> str:
    """Return a line for each case that a system reads otherwise: what it must find, and what it finds."""
    lines = []
    for case in every:
        if (found := find(case)) != case.expected:
            want, have = ([f"{case.text[s:e]}@{s}" for s, e in part] for part in (case.expected, found))
            lines.append(f"{case.file}, {case.name}: {case.text!r}\n    expected {want}\n    found    {have}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--systems", help="names, separated by semicolons (default: all)")
    parser.add_argument("--wrong", metavar="SYSTEM", help="list the cases that this system reads otherwise")
    arguments = parser.parse_args()
    chosen = [name.strip() for name in arguments.systems.split(";")] if arguments.systems else list(SYSTEMS)
    if unknown := [n for n in [*chosen, *filter(None, [arguments.wrong])] if n not in SYSTEMS]:
        parser.error(f"no system {', '.join(unknown)}; choose from: {'; '.join(SYSTEMS)}")
    every = cases()
    if arguments.wrong:
        print(wrong(SYSTEMS[arguments.wrong](), every))
    else:
        print(scored(installed(chosen), every))
        nothing = sum(not case.expected for case in every)
        print(f"\nWhere no match may be found, finding nothing is right: {nothing} of {len(every)} cases.")


if __name__ == "__main__":
    main()
