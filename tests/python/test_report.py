"""The report of a corpus: it counts what the tables hold, and no more."""

from __future__ import annotations

import dataclasses
import json
import pickle
import subprocess
import sys
import warnings
from collections import Counter

import pytest
import saith
from cli_runs import ARTICLE, OTHER, saith_
from saith.report import CorpusReport

TEXTS = [
    "“We won,” said Ann Lee. She said that the mill had “closed for good” in May. Some say that it is late.",
    None,
    3,
    "He said that he had left.",
    "“We won,” said Ann Lee. Officials said that the bridge was safe. “No,” said Bo Ray.",
]
REASONS = {"no_source", "no_antecedent", "ambiguous", "generic"}


def read(**options) -> saith.Corpus:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", saith.SaithWarning)
        return saith.Pipeline().analyze_many(TEXTS, **options)


@pytest.fixture(scope="module")
def corpus() -> saith.Corpus:
    return read()


def test_it_counts_what_the_tables_hold(corpus):
    report = corpus.report()
    quotes = corpus.quotes.to_pylist()
    known = [q for q in quotes if q["speaker"] is not None]
    assert (report.rows, report.errors, report.sentences) == (5, 1, len(corpus.sentences))
    assert report.quotes == len(quotes) > 6
    assert report.kinds == {kind: sum(q["kind"] == kind for q in quotes) for kind in ("direct", "mixed", "indirect")}
    assert report.named == sum(not q["anonymous"] for q in known) > 0
    assert report.anonymous == sum(q["anonymous"] for q in known) > 0
    assert report.without == len(quotes) - len(known) > 0
    assert report.reasons == Counter(q["evidence"] for q in quotes if q["speaker"] is None)
    assert set(report.reasons) <= REASONS
    assert list(report.reasons.values()) == sorted(report.reasons.values(), reverse=True)
    mean = sum(q["speaker_confidence"] for q in known) / len(known)
    assert report.speaker_confidence == pytest.approx(mean, abs=1e-6)
    assert report.share_named + report.share_anonymous + report.share_without == pytest.approx(1)
    assert report.share_without == report.without / report.quotes


def test_a_speaker_is_counted_once_by_id_or_else_by_name(corpus):
    named = {q["speaker"] for q in corpus.quotes.to_pylist() if q["speaker"] is not None and not q["anonymous"]}
    assert corpus.report().speakers == len(named)
    assert {"Ann Lee", "Bo Ray"} <= named
    people = saith.Gazetteer([{"name": "Ann Lee", "aliases": ["Anna Lee"], "id": "Q1", "type": "person"}])
    texts = ["“We won,” said Ann Lee.", "“We won,” said Anna Lee."]
    assert saith.Pipeline().analyze_many(texts).report().speakers == 2
    assert saith.Pipeline(gazetteer=people).analyze_many(texts).report().speakers == 1


def test_only_what_was_asked_for_is_counted(corpus):
    whole = corpus.report()
    assert read(layers=["sentences"]).report() == CorpusReport(5, 1, whole.sentences)
    assert read(layers=["entities"]).report() == CorpusReport(5, 1)
    assert read(layers=["quotes"]).report() == dataclasses.replace(whole, sentences=None)
    shown = str(read(layers=["sentences"]).report())
    assert "quotes" not in shown
    assert "sentences" in shown


def test_without_quotes_there_is_no_share():
    report = saith.Pipeline().analyze_many(["It rained.", None]).report()
    assert (report.quotes, report.named, report.without, report.speakers) == (0, 0, 0, 0)
    assert (report.share_named, report.share_anonymous, report.share_without) == (None, None, None)
    assert report.speaker_confidence is None
    assert (report.kinds, report.reasons) == ({"direct": 0, "mixed": 0, "indirect": 0}, {})
    assert str(report).splitlines()[-1].split() == ["quotes", "0"]
    assert saith.Pipeline().analyze_many([]).report().rows == 0


def test_it_says_the_same_as_text_html_and_json(corpus):
    report = corpus.report()
    shown = str(report)
    assert f"no speaker          {report.without} ({100 * report.share_without:.1f} %): " in shown
    html = report._repr_html_()
    for line in shown.splitlines():
        name, what = (part.strip() for part in (line[:18], line[18:]))
        assert f'<th scope="row">{name}</th><td>{what}</td>' in html
    assert html in corpus._repr_html_()
    told = report.to_dict()
    assert json.loads(json.dumps(told)) == told
    for field in dataclasses.fields(report):
        assert told[field.name] == getattr(report, field.name)
    assert told["share_without"] == report.share_without
    assert f"({report.without} without a speaker)" in repr(corpus)


def test_its_words_are_never_markup():
    html = CorpusReport(
        1, 0, quotes=1, kinds={"direct": 1}, named=0, anonymous=0, without=1, reasons={"<b>": 1}
    )._repr_html_()
    assert "&lt;b&gt;" in html
    assert "<b>" not in html


def test_it_is_frozen_and_comes_back_equal(corpus):
    report = corpus.report()
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.rows = 7
    assert pickle.loads(pickle.dumps(report)) == report == read().report()
    assert len({report, read().report()}) == 1


def test_it_needs_no_other_package():
    code = f"""
import sys
for name in ("pyarrow", "polars", "pandas", "numpy"):
    sys.modules[name] = None
import saith
report = saith.Pipeline().analyze_many([{ARTICLE!r}, None]).report()
assert (report.rows, report.quotes, report.named) == (2, 2, 2), report
assert report._repr_html_()
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_command_line_prints_it_to_standard_error(articles):
    plain = saith_("quotes", articles)
    done = saith_("quotes", articles, "--report")
    assert (done.returncode, done.stdout) == (0, plain.stdout)
    texts = [ARTICLE, "", OTHER]
    report = saith.Pipeline().analyze_many(texts, layers=["quotes"]).report()
    assert done.stderr == f"{plain.stderr}{report}\n"
    assert "texts               3" in done.stderr
    assert saith_("sentences", articles, "--report").returncode == 2
    assert "--report" in saith_("quotes", "--help").stdout
