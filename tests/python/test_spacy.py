"""The component of spaCy: sentence starts of every token, found by its name, saved and loaded."""

from __future__ import annotations

import multiprocessing
import pickle
import subprocess
import sys

import pytest
import saith
import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

TEXT = "Dr. Lee left at 5 p.m. Monday. “I am late. Sorry,” he said.\n\nZoë stayed."


def blank(**config):
    nlp = spacy.blank("en")
    nlp.add_pipe("saith_sentencizer", config=config)
    return nlp


def texts(doc):
    return [sentence.text.strip() for sentence in doc.sents]


def test_it_is_found_by_its_name_without_importing_saith():
    code = (
        "import spacy, sys; assert 'saith' not in sys.modules; nlp = spacy.blank('en'); "
        "nlp.add_pipe('saith_sentencizer'); print([s.text for s in nlp('Dr. Lee left. He ran.').sents])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['Dr. Lee left.', 'He ran.']\n"


def test_sentences_are_those_of_saith_and_every_token_is_set():
    doc = blank()(TEXT)
    assert texts(doc) == [str(s) for s in saith.sentences(TEXT)]
    starts = {s.start for s in saith.sentences(TEXT)}
    assert [token.is_sent_start for token in doc] == [token.idx in starts for token in doc]
    assert doc.has_annotation("SENT_START", require_complete=True)


@pytest.mark.parametrize(
    ("text", "config", "other"),
    [
        ("“I am late. Sorry,” he said. She left.", {"quotes": "whole"}, {}),
        ("A headline\nwent on.", {"newlines": "sentence"}, {"newlines": "space"}),
        ("The zgb. Bonn office closed.", {"abbreviations": ["zgb"]}, {}),
    ],
)
def test_options_are_those_of_the_pipeline(text, config, other):
    found = texts(blank(**config)(text))
    assert found == [str(s) for s in saith.Pipeline(**config).sentences(text)]
    assert found != texts(blank(**other)(text))


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"quotes": "halve"}, 'quotes is .halve.; use one of "split"'),
        ({"newlines": "no"}, "newlines is"),
        ({"max_length": 0}, "max_length is 0"),
        ({"abbreviations": "zgb"}, "pass a list"),
    ],
)
def test_a_bad_option_is_named(config, message):
    with pytest.raises(saith.FormatError, match=message):
        blank(**config)


def test_a_sentence_that_starts_inside_a_token_starts_at_the_next():
    doc = Doc(Vocab(), words=["One", "left.\nTwo", "stayed", "."], spaces=[True, True, False, False])
    doc = blank(newlines="sentence").get_pipe("saith_sentencizer")(doc)
    assert [token.is_sent_start for token in doc] == [True, False, True, False]


def test_a_sentence_that_starts_inside_the_last_token_starts_nowhere():
    doc = Doc(Vocab(), words=["One", "left.\nTwo"])
    doc = blank(newlines="sentence").get_pipe("saith_sentencizer")(doc)
    assert [token.is_sent_start for token in doc] == [True, False]


def test_white_space_goes_with_the_sentence_before_it_and_at_the_beginning_with_the_first():
    doc = blank()("\n\n  One left.  \n\n Two stayed. ")
    assert texts(doc) == ["One left.", "Two stayed."]
    assert doc[0].is_space
    assert [token.text for token in doc if token.is_sent_start] == [doc[0].text, "Two"]
    spaces = blank()(" \n ")
    assert [token.is_sent_start for token in spaces] == [True] + [False] * (len(spaces) - 1)


def test_merged_tokens_keep_their_sentences():
    nlp = blank()
    component = nlp.get_pipe("saith_sentencizer")
    doc = nlp.make_doc(TEXT)
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[0:2])
    assert doc[0].text == "Dr. Lee"
    assert texts(component(doc)) == [str(s) for s in saith.sentences(TEXT)]


def test_an_empty_document_stays_empty():
    assert len(blank()("")) == 0


def test_what_was_set_before_is_replaced_and_a_parse_is_not():
    nlp = blank()
    doc = nlp.make_doc("Dr. Lee left. He ran.")
    for token in doc:
        token.is_sent_start = True
    assert texts(nlp.get_pipe("saith_sentencizer")(doc)) == ["Dr. Lee left.", "He ran."]
    parsed = Doc(Vocab(), words=["He", "ran"], heads=[1, 1], deps=["nsubj", "ROOT"])
    with pytest.raises(saith.FormatError, match=r"parsed already.*; add saith_sentencizer before the parser"):
        nlp.get_pipe("saith_sentencizer")(parsed)


def test_many_texts_are_read_in_order():
    many = [f"No. {n} left. He ran." for n in range(20)]
    assert [texts(doc) for doc in blank().pipe(many)] == [[f"No. {n} left.", "He ran."] for n in range(20)]


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="spaCy's other way is tested below")
def test_several_processes_read_the_same():
    nlp = blank(abbreviations=["zgb"])
    many = ["The zgb. Bonn office closed. He ran."] * 8
    assert [texts(doc) for doc in nlp.pipe(many, n_process=2, batch_size=2)] == [texts(nlp(text)) for text in many]


def test_it_can_be_pickled():
    component = blank(newlines="sentence").get_pipe("saith_sentencizer")
    again = pickle.loads(pickle.dumps(component))
    assert texts(again(spacy.blank("en").make_doc("A\nB"))) == ["A", "B"]
    nlp = pickle.loads(pickle.dumps(blank(newlines="sentence")))
    assert texts(nlp("A\nB")) == ["A", "B"]


def test_it_is_saved_and_loaded_with_its_options(tmp_path):
    config = {"newlines": "sentence", "quotes": "whole", "abbreviations": ["zgb"], "max_length": 400}
    nlp = blank(**config)
    nlp.to_disk(tmp_path / "model")
    loaded = spacy.load(tmp_path / "model")
    for name, value in config.items():
        assert loaded.config["components"]["saith_sentencizer"][name] == value
    assert texts(loaded("A\nB")) == ["A", "B"]
    # Bytes and files carry the options to a component that was made with others.
    other = blank(newlines="space")
    assert texts(other("A\nB")) == ["A\nB"]
    assert texts(other.from_bytes(nlp.to_bytes())("A\nB")) == ["A", "B"]
    other = blank(newlines="space").from_disk(tmp_path / "model")
    assert texts(other("A\nB")) == ["A", "B"]
    assert other.get_pipe("saith_sentencizer").to_bytes() == nlp.get_pipe("saith_sentencizer").to_bytes()
