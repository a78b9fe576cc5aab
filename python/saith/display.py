"""Pictures of documents and tables as HTML: for notebooks, and as a page of its own.

Takes what analysis found; finds nothing itself. No script, no external resource; every word of the user is escaped.
"""

from __future__ import annotations

import re
import zlib
from functools import cache
from html import escape
from importlib.resources import files
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from saith.report import lines_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from saith import Document, Entity, Gazetteer, Mention, Quote, Span, Table
    from saith.report import CorpusReport

__all__ = ["document_html", "gazetteer_html", "page_html", "report_html", "table_html"]

#: Characters of a text, speakers and quotes that a notebook shows; a page shows all.
NOTEBOOK_TEXT = 20_000
NOTEBOOK_ROWS = 100
#: Colours in display.css; more speakers than that share them, and the number tells them apart.
COLOURS = 7
#: Characters of a quote in the table, and of a value in a table's preview.
LONGEST_CELL = 240
#: Elements open at once: what hostile text nests deeper is left out, so that the page stays linear in the text.
DEEPEST = 8

_PARAGRAPH_BREAK = re.compile(r"\r?\n(?:[^\S\n]*\n)+")
_QUOTE, _PART, _MENTION = range(3)
_FIGURE = ' class="saith-figure"'


def document_html(document: Document) -> str:
    """Return `document` as a fragment of HTML for a notebook.

    Parameters
    ----------
    document
        An analysed text. Of a long one the first 20,000 characters are shown, and a note says so.

    Returns
    -------
    str
        One ``<section>`` that brings its own style, scoped to it: the speakers, the text with quotes coloured by
        speaker, and a table of who said what.

    Examples
    --------
    >>> import saith
    >>> "Ann Lee" in document_html(saith.analyze("“We won,” said Ann Lee."))
    True
    """
    return _section(document, text_limit=NOTEBOOK_TEXT, row_limit=NOTEBOOK_ROWS)


def page_html(document: Document, *, title: str = "Who said what") -> str:
    """Return `document` as a whole HTML page, uncut.

    Parameters
    ----------
    document
        An analysed text.
    title
        Heading and window title of the page.

    Returns
    -------
    str
        A page that stands alone; rows of its table lead to the quotes in the text.
    """
    key = zlib.crc32(document.text.encode("utf-8", "replace"))
    body = _section(document, title=title, anchor=f"saith-{key:08x}-")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{_escaped(title)}</title>\n"
        "<style>body { margin: 0; padding: 1.5rem 1rem; background: light-dark(#f1f2f5, #0e0f12); }"
        " body > .saith { margin: 0 auto; }</style>\n"
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


class _Speaker(NamedTuple):
    """One speaker of a document, numbered in the order in which they first speak; number 0 is nobody."""

    number: int
    name: str | None
    type: str | None
    #: What the document calls them first, where it is not their name.
    role: str | None = None

    @property
    def label(self) -> str:
        return str(self.number) if self.number else "?"

    @property
    def colour(self) -> str:
        return f"saith-c{(self.number - 1) % COLOURS + 1 if self.number else 0}"

    @property
    def chip(self) -> str:
        return f'<span class="saith-chip">{self.label}</span>'


_NOBODY = _Speaker(0, None, None)


class _Layer(NamedTuple):
    """One element over a span of the text."""

    start: int
    end: int
    rank: int
    opening: str
    closing: str
    #: The element's id, for the piece that comes first.
    id: str = ""
    #: What stands at the end of the piece that comes last.
    ending: str = ""


def _section(
    document: Document,
    *,
    title: str | None = None,
    anchor: str | None = None,
    text_limit: int | None = None,
    row_limit: int | None = None,
) -> str:
    text = document.text
    quotes = document.quotes
    speakers = _speakers(quotes)
    cut = _cut(text, text_limit)
    parts = ['<section class="saith" aria-label="Who said what">', f"<style>{_style()}</style>"]
    if title is not None:
        parts.append(f'<h1 class="saith-title">{_escaped(title)}</h1>')
    parts.append(_legend(speakers, row_limit))
    layers = [
        *_quote_layers(quotes, speakers, anchor),
        *_mention_layers(takewhile(lambda mention: mention.start < cut, document.mentions)),
    ]
    parts.append(f'<div class="saith-text">{"".join(_marked_up(text, cut, layers))}</div>')
    if cut < len(text):
        parts.append(
            f'<p class="saith-note">The first {cut:,} of {len(text):,} characters are shown; '
            "<code>saith.display.page_html(document)</code> gives all.</p>"
        )
    if quotes:
        parts.append(_KEY)
        parts.append(_quotes_table(quotes, speakers, anchor, row_limit))
    parts.append("</section>")
    return "\n".join(parts)


_KEY = (
    '<p class="saith-key">How to read it: <b class="saith-source">source</b> · <i class="saith-cue">cue</i> · '
    '<span class="saith-mention saith-name-form">name</span> · '
    '<span class="saith-mention saith-nominal">nominal</span> · '
    '<span class="saith-mention saith-pronoun">pronoun</span>; no line under the quote: direct; a solid one: mixed; '
    "a dashed one: indirect. Colour and small number tell the speaker.</p>"
)


@cache
def _style() -> str:
    return (files("saith") / "display.css").read_text(encoding="utf-8")


def _speakers(quotes: Sequence[Quote]) -> list[_Speaker]:
    """Return the speaker of each quote."""
    numbered: dict[Entity, _Speaker] = {}
    found = []
    for quote in quotes:
        entity = quote.speaker
        if entity is None:
            found.append(_NOBODY)
            continue
        speaker = numbered.get(entity)
        if speaker is None:
            role = next((str(role) for role in entity.roles if str(role) != entity.name), None)
            speaker = numbered[entity] = _Speaker(len(numbered) + 1, entity.name, entity.type, role)
        found.append(speaker)
    return found


def _legend(speakers: Sequence[_Speaker], limit: int | None) -> str:
    if not speakers:
        return '<p class="saith-note">Nobody is quoted.</p>'
    counts: dict[_Speaker, int] = {}
    for speaker in speakers:
        counts[speaker] = counts.get(speaker, 0) + 1
    shown = sorted(counts, key=lambda speaker: speaker.number or len(counts) + 1)
    items = []
    for speaker in islice(shown, limit):
        count = f"{counts[speaker]:,} quote{'s' if counts[speaker] > 1 else ''}"
        if speaker.name is None:
            words = f'<span class="saith-faint">no speaker found · {count}</span>'
        else:
            role = "" if speaker.role is None else f" · {_shortened(speaker.role)}"
            words = (
                f'<span class="saith-name">{_escaped(speaker.name)}</span> '
                f'<span class="saith-faint">{_escaped(speaker.type or "")} · {count}{_escaped(role)}</span>'
            )
        items.append(f'<li class="{speaker.colour}">{speaker.chip} {words}</li>')
    if limit is not None and len(shown) > limit:
        items.append(f'<li class="saith-faint">and {len(shown) - limit:,} more</li>')
    return f'<ul class="saith-legend" aria-label="Speakers">{"".join(items)}</ul>'


def _quote_layers(quotes: Sequence[Quote], speakers: Sequence[_Speaker], anchor: str | None) -> Iterator[_Layer]:
    for i, (quote, speaker) in enumerate(zip(quotes, speakers, strict=True)):
        who = speaker.name if speaker.name is not None else f"nobody known ({_words(quote.evidence)})"
        said = f"{quote.kind} quote of {who}, confidence {quote.confidence:.2f}"
        candidates = _candidates(quote)
        if candidates is not None:
            said += f"; {candidates}"
        opening = f'<mark class="saith-quote saith-{quote.kind} {speaker.colour}" title="{_escaped(said)}"'
        ending = f'<sup class="saith-number" title="{_escaped(who)}">{speaker.label}</sup>'
        for j, span in enumerate(quote.content):
            id = f"{anchor}q{i}" if anchor is not None and j == 0 else ""
            yield _layer(span, _QUOTE, opening, "</mark>", id=id, ending=ending)
        if quote.source is not None:
            source = _escaped(f"source: {who}")
            yield _layer(quote.source, _PART, f'<b class="saith-source" title="{source}"', "</b>")
        if quote.cue is not None:
            yield _layer(quote.cue, _PART, f'<i class="saith-cue" title="cue: {_escaped(who)}"', "</i>")


def _candidates(quote: Quote) -> str | None:
    """Return who could have said it, with probabilities, or None where nobody could."""
    likely = [f"{_shortened(entity.name)} {probability:.2f}" for entity, probability in quote.candidates]
    return f"speaker: {', '.join(likely)}" if likely else None


def _mention_layers(mentions: Iterable[Mention]) -> Iterator[_Layer]:
    for mention in mentions:
        entity = mention.entity
        if entity is None:
            if mention.form != "name":
                continue  # a nominal or pronoun that refers to nothing known would only be noise
            words = f"{mention.type}, name"
        else:
            words = ", ".join(filter(None, (entity.name, entity.type, mention.form, entity.id)))
        form = "" if mention.form == "name" else f" saith-{mention.form}"
        yield _layer(mention, _MENTION, f'<span class="saith-mention{form}" title="{_escaped(words)}"', "</span>")


def _layer(span: Span | Mention, rank: int, opening: str, closing: str, *, id: str = "", ending: str = "") -> _Layer:
    return _Layer(span.start, span.end, rank, opening, closing, id, ending)


def _marked_up(text: str, cut: int, layers: Iterable[_Layer]) -> Iterator[str]:
    """Yield `text[:cut]` with `layers` over it.

    Spans may nest and overlap in any way: each element is cut wherever one that opened before it ends, and at the
    ends of paragraphs.
    """
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    shown = [layer._replace(end=min(layer.end, cut)) for layer in layers if 0 <= layer.start < min(layer.end, cut)]
    for i, layer in enumerate(shown):
        starts.setdefault(layer.start, []).append(i)
        ends.setdefault(layer.end, []).append(i)
    breaks = {match.start(): match.end() for match in _PARAGRAPH_BREAK.finditer(text, 0, cut)}
    boundaries = sorted({0, cut, *starts, *ends, *breaks, *breaks.values()})
    active: dict[int, None] = {}  # layers over the place, in the order in which they open
    opened: list[int] = []
    begun: set[int] = set()
    in_paragraph, resume = False, 0
    for at, following in pairwise(boundaries):
        _drop(active, ends.get(at, ()))
        active |= dict.fromkeys(sorted(starts.get(at, ()), key=lambda i: (-shown[i].end, shown[i].rank)))
        resume = breaks.get(at, resume)
        in_break = at < resume
        wanted = [] if in_break else list(islice(reversed(active), DEEPEST))[::-1]
        common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(opened, wanted, strict=False)))
        for i in reversed(opened[common:]):
            yield (shown[i].ending if shown[i].end == at else "") + shown[i].closing
        if in_paragraph == in_break:
            yield "</p>" if in_break else '<p dir="auto">'
            in_paragraph = not in_break
        for i in wanted[common:]:
            layer = shown[i]
            yield layer.opening + (f' id="{layer.id}">' if layer.id and i not in begun else ">")
            begun.add(i)
        opened = wanted
        yield _gap(text[at:following]) if in_break else _escaped(text[at:following])
    for i in reversed(opened):
        yield shown[i].ending + shown[i].closing
    if in_paragraph:
        yield "</p>"


def _gap(space: str) -> str:
    # White space that HTML does not collapse, such as U+00A0, would stand between two paragraphs as a third.
    return f"<span hidden>{_escaped(space)}</span>" if space.strip(" \t\r\n\f") else space


def _drop(active: dict[int, None], ended: Sequence[int]) -> None:
    for i in reversed(ended):
        if next(reversed(active), None) == i:
            active.popitem()  # leaves no hole that a later look from the end would have to pass
        else:
            active.pop(i, None)


def _quotes_table(quotes: Sequence[Quote], speakers: Sequence[_Speaker], anchor: str | None, limit: int | None) -> str:
    rows = []
    for i, (quote, speaker) in enumerate(islice(zip(quotes, speakers, strict=True), limit)):
        number = f'<a href="#{anchor}q{i}">{i + 1}</a>' if anchor is not None else str(i + 1)
        who = _faint(f"– ({_words(quote.evidence)})") if speaker.name is None else _name(speaker.name)
        rows.append(
            f'<tr><td class="saith-figure">{number}</td><td>{_escaped(quote.kind)}</td>'
            f'<td class="saith-who {speaker.colour}"{_title(_candidates(quote))}>{speaker.chip} {who}</td>'
            f"<td>{_part(quote.source)}</td><td><i>{_part(quote.cue)}</i></td>"
            f'<td class="saith-said">{_escaped(_shortened(_said(quote)))}</td>'
            f'<td class="saith-figure">{quote.confidence:.2f}</td></tr>'
        )
    heads = ("#", "kind", "speaker", "source", "cue", "text", "confidence")
    table = _table("Who said what", heads, {"#", "confidence"}, rows)
    if limit is not None and len(quotes) > limit:
        table += f'<p class="saith-note">The first {limit:,} of {len(quotes):,} quotes are shown.</p>'
    return table


def table_html(table: Table, rows: int = 10) -> str:
    """Return the first rows of `table` as a fragment of HTML for a notebook.

    Parameters
    ----------
    table
        A table of a corpus.
    rows
        How many rows are shown; a line below says how many there are.

    Returns
    -------
    str
        One ``<section>`` that brings its own style, scoped to it. Missing values are dashes.
    """
    names = table.columns
    shown = table.head(rows).to_pylist()
    figures = {
        name for name in names if any(isinstance(row[name], int | float) and row[name] is not True for row in shown)
    }
    lines = []
    for row in shown:
        cells = (f"<td{_FIGURE if name in figures else ''}>{_value(row[name])}</td>" for name in names)
        lines.append(f"<tr>{''.join(cells)}</tr>")
    count = f"{len(table):,} row{'' if len(table) == 1 else 's'} × {len(names)} columns"
    return (
        f'<section class="saith" aria-label="Table">\n<style>{_style()}</style>\n'
        f"{_table(count, names, figures, lines)}\n</section>"
    )


def gazetteer_html(gazetteer: Gazetteer, rows: int = 10) -> str:
    """Return the first entities of `gazetteer` as a fragment of HTML for a notebook.

    Parameters
    ----------
    gazetteer
        A gazetteer.
    rows
        How many entities are shown; the line above says how many there are, and what was left out.

    Returns
    -------
    str
        One ``<section>`` that brings its own style, scoped to it. Missing values are dashes.
    """
    heads = ("name", "type", "id", "aliases")
    lines = []
    for entry in islice(gazetteer, rows):
        cells = (entry.name, entry.type, entry.id, ", ".join(entry.aliases) or None)
        lines.append(f"<tr>{''.join(f'<td>{_value(cell)}</td>' for cell in cells)}</tr>")
    return (
        f'<section class="saith" aria-label="Gazetteer">\n<style>{_style()}</style>\n'
        f"{_table(str(gazetteer.report), heads, (), lines)}\n</section>"
    )


def report_html(report: CorpusReport) -> str:
    """Return the `report` of a corpus as a fragment of HTML for a notebook.

    Parameters
    ----------
    report
        What `Corpus.report` gave.

    Returns
    -------
    str
        One ``<section>`` that brings its own style, scoped to it.
    """
    rows = [
        f'<tr><th scope="row">{_escaped(name)}</th><td>{_escaped(what)}</td></tr>' for name, what in lines_of(report)
    ]
    return (
        f'<section class="saith" aria-label="Corpus">\n<style>{_style()}</style>\n'
        '<div class="saith-scroll"><table class="saith-table"><caption>Corpus</caption>'
        f"<tbody>{''.join(rows)}</tbody></table></div>\n</section>"
    )


def _value(value: object) -> str:
    if value is None:
        return _faint("–")
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _escaped(_shortened(str(value)))


def _table(caption: str, heads: Iterable[str], figures: Container[str], rows: Iterable[str]) -> str:
    cells = "".join(f'<th scope="col"{_FIGURE if head in figures else ""}>{_escaped(head)}</th>' for head in heads)
    return (
        f'<div class="saith-scroll"><table class="saith-table"><caption>{_escaped(caption)}</caption>'
        f"<thead><tr>{cells}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _cut(text: str, limit: int | None) -> int:
    """Return where to cut `text`: at its end, or where a word ends, near `limit`."""
    if limit is None or len(text) <= limit:
        return len(text)
    space = max(text.rfind(" ", limit - 200, limit), text.rfind("\n", limit - 200, limit))
    return space if space > 0 else limit


def _shortened(text: str) -> str:
    text = " ".join(text[: 2 * LONGEST_CELL].split())
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1].rstrip() + "…"


def _said(quote: Quote) -> str:
    # Cue and source may stand between two spans of content; the row has them already. A slice keeps it linear.
    return " … ".join(str(span)[: 2 * LONGEST_CELL] for span in islice(quote.content, LONGEST_CELL))


def _part(span: Span | None) -> str:
    return _faint("–") if span is None else _escaped(_shortened(str(span)))


def _title(words: str | None) -> str:
    return "" if words is None else f' title="{_escaped(words)}"'


def _name(name: str) -> str:
    return f'<bdi class="saith-name">{_escaped(name)}</bdi>'


def _faint(text: str) -> str:
    return f'<span class="saith-faint">{_escaped(text)}</span>'


def _words(term: str) -> str:
    return term.replace("_", " ")


def _escaped(text: str) -> str:
    # A NUL, legal in a str, would be dropped by the browser and shift what follows.
    return escape(text).replace("\0", "\ufffd")
