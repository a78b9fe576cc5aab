"""Pictures: nothing of the text is lost or run, colours can be read, long texts stay small."""

from __future__ import annotations

import re
from collections import defaultdict
from html.parser import HTMLParser
from importlib.resources import files

import pytest
import saith
from hypothesis import given
from hypothesis import strategies as st
from saith.display import DEEPEST, _Layer, _marked_up, document_html, page_html, table_html

STORY = """Council closes the bridge

“We waited eleven years for a repair,” said Ruth Okafor, who leads the council. “Nobody should wait longer.”

Daniel Reyes, the mayor, said that the vote was “hasty” & wrong. According to Reyes, the shops would <b>lose</b> money.
"""
VOID = {"meta", "br", "img", "link", "input"}


class Page(HTMLParser):
    """Reads HTML; fails on a tag that is closed out of order, and keeps what the tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[tuple[str, list[tuple[str, dict[str, str | None]]]]] = []
        self.feed(html)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.pieces.append((data, list(self.open)))

    def text_in(self, css_class: str, *, without: str | None = None) -> str:
        """The text within elements of a class, less that within elements of another."""

        def within(wanted: str, path: list[tuple[str, dict[str, str | None]]]) -> bool:
            return any(wanted in (attributes.get("class") or "").split() for _, attributes in path)

        return "".join(
            data for data, path in self.pieces if within(css_class, path) and not (without and within(without, path))
        )

    def with_class(self, css_class: str) -> list[dict[str, str | None]]:
        return [a for _, a in self.tags if css_class in (a.get("class") or "").split()]


def shown_text(html: str) -> str:
    return Page(html).text_in("saith-text", without="saith-number")


def test_the_text_is_shown_whole_and_in_order():
    document = saith.analyze(STORY)
    assert document.quotes, "the story must have quotes for this test to say anything"
    assert shown_text(document_html(document)) == STORY
    assert shown_text(page_html(document)) == STORY


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_shown_as_it_is(text):
    shown = shown_text(document_html(saith.analyze(text)))
    assert shown == text.replace("\0", "\ufffd")


def test_each_paragraph_is_one():
    page = Page(document_html(saith.analyze("First.\n\nSecond,\nsame paragraph.\r\n \r\nThird.")))
    paragraphs = [attributes for tag, attributes in page.tags if tag == "p" and attributes.get("dir")]
    assert len(paragraphs) == 3


def test_a_blank_line_of_hard_spaces_is_no_paragraph_of_its_own():
    html = document_html(saith.analyze("First.\n\u00a0\nSecond."))
    assert [attributes for tag, attributes in Page(html).tags if "hidden" in attributes] == [{"hidden": None}]
    assert shown_text(html) == "First.\n\u00a0\nSecond."


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><script>x</script>", "&lt;b&gt;"],
)
def test_words_of_the_user_are_never_markup(hostile):
    people = saith.Gazetteer([{"name": f"Ann {hostile}", "aliases": ["Ann Lee"], "id": hostile, "type": "person"}])
    text = f"“We won {hostile},” said Ann Lee. {hostile}"
    document = saith.Pipeline(gazetteer=people).analyze(text)
    assert any(mention.entity is not None and hostile in mention.entity.name for mention in document.mentions)
    html = page_html(document, title=hostile)
    page = Page(html)
    assert hostile in page.text_in("saith-title")
    assert shown_text(html) == text
    assert not {"script", "img"} & {tag for tag, _ in page.tags}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]


def test_nothing_outside_the_page_is_asked_for():
    page = Page(page_html(saith.analyze(STORY)))
    addresses = [a[name] for _, a in page.tags for name in ("src", "href") if name in a]
    assert addresses
    assert all(address.startswith("#") for address in addresses)
    assert "url(" not in page_html(saith.analyze(STORY))
    assert "@import" not in page_html(saith.analyze(STORY))


def test_rows_lead_to_the_quotes_in_the_text():
    page = Page(page_html(saith.analyze(STORY)))
    targets = [a["href"].removeprefix("#") for tag, a in page.tags if tag == "a"]
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert targets == sorted(set(ids), key=ids.index)
    assert len(ids) == len(set(ids)) == len(saith.analyze(STORY).quotes)


def test_a_number_tells_the_speaker_where_colours_cannot():
    document = saith.analyze(STORY)
    page = Page(document_html(document))
    speakers = list(dict.fromkeys(quote.speaker for quote in document.quotes if quote.speaker is not None))
    assert [speaker.name for speaker in speakers] == ["Ruth Okafor", "Daniel Reyes"]
    legend = page.text_in("saith-legend")
    for number, speaker in enumerate(speakers, 1):
        count = sum(quote.speaker == speaker for quote in document.quotes)
        assert f"{number} {speaker.name} person · {count} quote" in legend
    assert "Daniel Reyes person · 2 quotes · the mayor" in legend
    spans = [(span, quote) for quote in document.quotes for span in quote.content]
    numbers = [data for data, path in page.pieces if path and "saith-number" in (path[-1][1].get("class") or "")]
    expected = [
        str(speakers.index(q.speaker) + 1) if q.speaker else "?" for _, q in sorted(spans, key=lambda s: s[0].end)
    ]
    assert numbers == expected


def test_a_text_without_quotes_says_so():
    page = Page(document_html(saith.analyze("It rained.")))
    assert "Nobody is quoted." in page.text_in("saith-note")
    assert not page.with_class("saith-table")


def test_a_notebook_gets_the_beginning_of_a_long_text_and_a_page_all_of_it():
    text = "“We waited for years,” said Ruth Okafor.\n\n" * 5_000
    document = saith.analyze(text)
    fragment = document_html(document)
    assert len(fragment) < 500_000
    shown = shown_text(fragment)
    assert text.startswith(shown)
    assert 19_700 < len(shown) <= 20_000
    assert f"of {len(text):,} characters are shown" in Page(fragment).text_in("saith-note")
    assert shown_text(page_html(document)) == text


def test_a_notebook_brings_its_style_and_touches_nothing_else():
    css = (files("saith") / "display.css").read_text(encoding="utf-8")
    selectors = re.findall(r"(?m)^([^{}@/]+?)\s*\{", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    assert len(selectors) > 30
    for selector in ",".join(selectors).split(","):
        assert re.search(r"\.saith(?![\w-])", selector), selector


# --- colours ---------------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours by WCAG 2.2, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_on_every_colour(mode):
    css = (files("saith") / "display.css").read_text(encoding="utf-8")
    defined = re.findall(r"--saith-(\w+): light-dark\((#\w{6}), (#\w{6})\)", css)
    colours = defaultdict(list)
    for name, *modes in defined:
        colours[name].append(modes[mode])
    (paper,), (ink,), (faint,), (zebra,) = (colours[name] for name in ("paper", "ink", "faint", "zebra"))
    assert len(colours["fill"]) == len(colours["label"]) == 8
    pairs = [(ink, paper), (faint, paper), (ink, zebra), (faint, zebra)]
    pairs += [(ink, fill) for fill in colours["fill"]]
    pairs += list(zip(colours["label"], colours["fill"], strict=True))
    pairs += [(paper, label) for label in colours["label"]]
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5} == {}


# --- spans in any relation -------------------------------------------------------------------------------------------

LETTERS = "ab cd\n\nef gh ij\n\n\nkl mn"
SPANS = st.lists(st.tuples(st.integers(0, len(LETTERS)), st.integers(0, len(LETTERS))).map(sorted), max_size=DEEPEST)


@given(SPANS)
def test_overlapping_spans_are_cut_and_each_covers_its_text(spans):
    layers = [_Layer(start, end, 0, f'<i class="n{i}"', "</i>") for i, (start, end) in enumerate(spans)]
    page = Page("".join(_marked_up(LETTERS, len(LETTERS), layers)))
    assert "".join(data for data, _ in page.pieces) == LETTERS
    for i, (start, end) in enumerate(spans):
        # Between paragraphs stands no element; LETTERS has line breaks nowhere else.
        assert page.text_in(f"n{i}") == LETTERS[start:end].replace("\n", "")


def test_a_number_stands_once_at_the_end_of_a_cut_span():
    layers = [
        _Layer(0, 6, 0, '<mark class="a"', "</mark>", ending="<sup>1</sup>"),
        _Layer(3, 9, 0, '<mark class="b"', "</mark>", ending="<sup>2</sup>"),
    ]
    html = "".join(_marked_up("abcdefghij", 10, layers))
    assert html == (
        '<p dir="auto"><mark class="a">abc<mark class="b">def</mark><sup>1</sup></mark>'
        '<mark class="b">ghi<sup>2</sup></mark>j</p>'
    )


def test_ten_thousand_nested_spans_cost_no_more_than_their_number():
    n = 10_000
    layers = [_Layer(i, 2 * n - i, 0, "<i", "</i>") for i in range(n)]
    html = "".join(_marked_up("x" * 2 * n, 2 * n, layers))
    assert html.count("x") == 2 * n
    assert len(html) < 200 * n


# --- tables ----------------------------------------------------------------------------------------------------------


def test_a_table_shows_its_first_rows_and_how_many_there_are():
    table = saith.Pipeline().analyze_many([STORY, "“<b>No</b>,” said Ann Lee."] * 10).quotes
    assert len(table) > 10
    page = Page(table_html(table, rows=5))
    assert len([tag for tag, _ in page.tags if tag == "tr"]) == 6
    assert f"{len(table):,} rows × {len(table.columns)} columns" in page.text_in("saith-table")
    assert all(name in page.text_in("saith-table") for name in table.columns)
    assert "–" in page.text_in("saith-faint"), "nulls are dashes"
    assert "b" not in {tag for tag, _ in Page(table_html(table, rows=100)).tags}
