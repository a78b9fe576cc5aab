"""The model of quotes that reads faster: by name, at every door, and beside models of one's own."""

from __future__ import annotations

import json
import pickle

import pytest
import saith
from cli_runs import error_of, saith_

TEXT = (
    "The bridge will open in May, the mayor said on Monday. “It took nine years,” Ann Lee told Reuters.\n\n"
    "According to Peter Ortiz, the old one will be pulled down."
)


@pytest.fixture(scope="module")
def fast() -> saith.Pipeline:
    return saith.Pipeline(model="fast")


def relations(quotes: tuple[saith.Quote, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(quote.kind, quote.source and str(quote.source), quote.cue and str(quote.cue)) for quote in quotes]


def test_it_reads_every_kind(fast):
    assert relations(fast.analyze(TEXT).quotes) == [
        ("indirect", "the mayor", "said"),
        ("direct", "Ann Lee", "told"),
        ("indirect", "Peter Ortiz", "According to"),
    ]
    assert all(0 < quote.confidence < 1 for quote in fast.analyze(TEXT).quotes)


def test_every_door_reads_with_it(fast):
    sources = [str(quote.source) for quote in fast.analyze(TEXT).quotes]
    assert fast.analyze_many([TEXT]).quotes["source"] == sources
    assert saith.Pipeline(model=["fast"], threads=2).analyze_many([TEXT]).quotes["source"] == sources
    done = saith_("quotes", "--model", "fast", "--format", "jsonl", input=TEXT)
    assert [json.loads(line)["source"] for line in done.stdout.splitlines()] == sources
    given = fast.analyze_many([TEXT]).quotes["confidence"]
    assert given != saith.Pipeline().analyze_many([TEXT]).quotes["confidence"]


def test_it_is_pickled_and_told(fast):
    again = pickle.loads(pickle.dumps(fast))
    assert again == fast != saith.Pipeline()
    assert repr(again) == "Pipeline(model='fast')"
    assert again.analyze(TEXT).quotes[0].confidence == fast.analyze(TEXT).quotes[0].confidence


def test_what_no_model_is_called_is_told():
    with pytest.raises(saith.FormatError, match='use "default", "fast", or paths of models'):
        saith.Pipeline(model="faster")
    with pytest.raises(saith.FormatError, match="second model of the stage quotes beside fast"):
        saith.Pipeline(model=["fast", "fast"])


def test_only_quotes_have_one(tmp_path):
    message = error_of(saith_("train", "marks", "--fast", "--data", tmp_path, "--out", tmp_path / "m.saith"))
    assert message == "the stage marks has no model that reads faster; leave --fast out; it is for quotes"
