"""`CorpusReport`: what a corpus holds in numbers, and how much of it has no speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Any, Final

from saith.corpus import counted

if TYPE_CHECKING:
    from saith.table import Table

__all__ = ["CorpusReport", "lines_of", "reported"]

KINDS: Final = ("direct", "mixed", "indirect")
# Rows of a table that are Python objects at one time.
_AT_ONCE = 1 << 16


@dataclass(frozen=True, slots=True)
class CorpusReport:
    """What a corpus holds, in numbers; None where the table was not asked for.

    Examples
    --------
    >>> import saith
    >>> report = saith.Pipeline().analyze_many(["“We won,” said Ann Lee.", None]).report()
    >>> report.rows, report.quotes, report.kinds
    (2, 1, {'direct': 1, 'mixed': 0, 'indirect': 0})
    >>> report.named, report.anonymous, report.without, report.speakers
    (1, 0, 0, 1)
    >>> report.share_without
    0.0
    """

    rows: int
    """Rows that came in, nulls with them."""
    errors: int
    """Rows that could not be read; with ``on_error="null"`` nobody counts them."""
    sentences: int | None = None
    """Sentences."""
    quotes: int | None = None
    """Quotes: attribution relations."""
    kinds: Mapping[str, int] | None = None
    """Quotes by kind."""
    named: int | None = None
    """Quotes whose speaker the text names."""
    anonymous: int | None = None
    """Quotes whose speaker the text never names."""
    without: int | None = None
    """Quotes without a speaker."""
    reasons: Mapping[str, int] | None = None
    """Why those have none, the commonest reason first."""
    speakers: int | None = None
    """Named speakers, each counted once: by id, or else by name."""
    speaker_confidence: float | None = None
    """Mean confidence in the speaker, of the quotes that have one; None where none has."""

    @property
    def share_named(self) -> float | None:
        """Share of the quotes whose speaker the text names."""
        return _share(self.named, self.quotes)

    @property
    def share_anonymous(self) -> float | None:
        """Share of the quotes whose speaker the text never names."""
        return _share(self.anonymous, self.quotes)

    @property
    def share_without(self) -> float | None:
        """Share of the quotes without a speaker; None where there are no quotes."""
        return _share(self.without, self.quotes)

    def to_dict(self) -> dict[str, Any]:
        """Return counts and shares, as JSON can hold them."""
        return {
            "rows": self.rows,
            "errors": self.errors,
            "sentences": self.sentences,
            "quotes": self.quotes,
            "kinds": None if self.kinds is None else dict(self.kinds),
            "named": self.named,
            "anonymous": self.anonymous,
            "without": self.without,
            "share_named": self.share_named,
            "share_anonymous": self.share_anonymous,
            "share_without": self.share_without,
            "reasons": None if self.reasons is None else dict(self.reasons),
            "speakers": self.speakers,
            "speaker_confidence": self.speaker_confidence,
        }

    def __str__(self) -> str:
        lines = lines_of(self)
        wide = max(len(name) for name, _ in lines)
        return "\n".join(f"{name:<{wide}}  {what}" for name, what in lines)

    def _repr_html_(self) -> str:
        from saith import display

        return display.report_html(self)

    def __hash__(self) -> int:
        return hash((self.rows, self.errors, self.sentences, self.quotes, self.named, self.without, self.speakers))


def lines_of(report: CorpusReport) -> list[tuple[str, str]]:
    """Return what a report has to tell: of each line its name, and what it says."""
    lines = [("texts", f"{report.rows:,}"), ("not read", f"{report.errors:,}")]
    if report.sentences is not None:
        lines.append(("sentences", f"{report.sentences:,}"))
    if report.quotes is None:
        return lines
    lines.append(("quotes", f"{report.quotes:,}{_listed(report.kinds) if report.quotes else ''}"))
    if not report.quotes:
        return lines
    named = f"{_part(report.named, report.share_named)}, {counted(report.speakers or 0, 'speakers')}"
    lines += [
        ("named speaker", named),
        ("anonymous speaker", _part(report.anonymous, report.share_anonymous)),
        ("no speaker", f"{_part(report.without, report.share_without)}{_listed(report.reasons)}"),
    ]
    if report.speaker_confidence is not None:
        lines.append(("speaker confidence", f"{report.speaker_confidence:.2f} on average"))
    return lines


def reported(rows: int, tables: Mapping[str, Table]) -> CorpusReport:
    """Return the report of a corpus of `rows` rows that came in."""
    errors = len(tables["errors"])
    sentences = len(tables["sentences"]) if "sentences" in tables else None
    if "quotes" not in tables:
        return CorpusReport(rows, errors, sentences)
    quotes = tables["quotes"]
    kinds, reasons, known = Counter(dict.fromkeys(KINDS, 0)), Counter[str](), Counter[bool]()
    named: set[tuple[str | None, str | None]] = set()
    sure: list[float] = []
    for row in _rows(quotes, ("kind", "speaker", "speaker_id", "anonymous", "evidence", "speaker_confidence")):
        kind, speaker, id, anonymous, evidence, confidence = row
        kinds[kind] += 1
        if speaker is None:
            reasons[evidence] += 1
            continue
        known[anonymous] += 1
        sure += () if confidence is None else (confidence,)
        if not anonymous:
            named.add((id, None) if id is not None else (None, speaker))
    return CorpusReport(
        rows,
        errors,
        sentences,
        quotes=len(quotes),
        kinds=dict(kinds),
        named=known[False],
        anonymous=known[True],
        without=reasons.total(),
        reasons=dict(sorted(reasons.items(), key=lambda reason: (-reason[1], reason[0]))),
        speakers=len(named),
        speaker_confidence=round(fmean(sure), 6) if sure else None,
    )


def _rows(table: Table, names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield the values of some columns, row by row."""
    for part in table.parts(_AT_ONCE):
        yield from zip(*(part[name] for name in names), strict=True)


def _part(number: int | None, part: float | None) -> str:
    return f"{number or 0:,} ({100 * (part or 0):.1f} %)"


def _share(number: int | None, whole: int | None) -> float | None:
    return number / whole if number is not None and whole else None


def _listed(counts: Mapping[str, int] | None) -> str:
    """Return counts after a colon: ": 2 no antecedent, 1 generic"."""
    listed = ", ".join(f"{number:,} {word.replace('_', ' ')}" for word, number in (counts or {}).items())
    return f": {listed}" if listed else ""
