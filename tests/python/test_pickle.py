"""Everything can be pickled, and comes back equal."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor

import pytest
import saith

TEXT = "“We will win,” said Ann Lee. She told “the Café” that it was late. " * 20
PEOPLE = saith.Gazetteer(["Bo Ray", {"name": "Ann Lee", "id": "Q1", "aliases": ["Lee"], "seats": 3, "since": None}])


def things() -> dict[str, object]:
    document = saith.Pipeline(gazetteer=PEOPLE).analyze(TEXT)
    corpus = saith.Pipeline(gazetteer=PEOPLE).analyze_many([TEXT, None, TEXT], attributes=["seats"])
    return {
        "span": saith.Span(0, 2, "ab"),
        "sentence": document.sentences[1],
        "marked": document.marked[1],
        "mention": document.mentions[1],
        "entity": document.entities[0],
        "quote": document.quotes[1],
        "quotes": document.quotes,
        "document": document,
        "match": PEOPLE.find(TEXT)[0],
        "entry": PEOPLE[1],
        "gazetteer": PEOPLE,
        "pipeline": saith.Pipeline(
            gazetteer=PEOPLE, newlines="space", threads=2, abbreviations=["approx"], max_length=80
        ),
        "table": corpus.quotes,
        "corpus": corpus,
    }


THINGS = things()


@pytest.mark.parametrize("name", THINGS)
@pytest.mark.parametrize("protocol", [2, pickle.HIGHEST_PROTOCOL])
def test_comes_back_equal(name, protocol):
    thing = THINGS[name]
    again = pickle.loads(pickle.dumps(thing, protocol))
    assert again == thing
    assert type(again) is type(thing)
    assert repr(again) == repr(thing)
    assert copy.deepcopy(thing) == thing


def test_gazetteer_facts_survive():
    document = pickle.loads(pickle.dumps(THINGS["document"]))
    (ann,) = [e for e in document.entities if e.id == "Q1"]
    assert ann.attributes == {"seats": 3}
    match = pickle.loads(pickle.dumps(THINGS["match"]))
    assert (match.entity.name, match.entity.id, match.alias) == ("Ann Lee", "Q1", "Ann Lee")


def test_a_list_of_quotes_holds_its_document_once():
    quotes = THINGS["quotes"]
    assert len(quotes) > 10
    one, many = len(pickle.dumps(quotes[:1])), len(pickle.dumps(quotes))
    assert many < one + 100 * len(quotes)


def test_a_match_does_not_hold_the_gazetteer():
    large = saith.Gazetteer([f"Person {i} Lee" for i in range(5000)] + ["Ann Lee"])
    (match,) = large.find("Ann Lee left.")
    assert len(pickle.dumps(match)) < 1000


def test_equal_is_not_vacuous():
    assert saith.Pipeline() != saith.Pipeline(threads=1)
    assert saith.Gazetteer(["Ann Lee"]) != PEOPLE
    assert THINGS["corpus"] != saith.Pipeline().analyze_many([TEXT])
    assert THINGS["table"] != THINGS["corpus"].mentions


def texts_of(document: saith.Document) -> list[str]:
    return [q.text for q in document.quotes]


@pytest.mark.slow
def test_documents_travel_between_processes():
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        document = pool.submit(saith.Pipeline(gazetteer=PEOPLE).analyze, TEXT).result()
    assert document == THINGS["document"]
