"""The objects of a document: spans, mentions, entities, quotes, and the options of a pipeline."""

from __future__ import annotations

import json
import pickle
import re

import numpy as np
import pytest
import saith

TEXT = "Café owners met. “We will win,” said Ann Lee. She added that it was late."


@pytest.fixture(scope="module")
def document() -> saith.Document:
    return saith.analyze(TEXT)


def test_spans_are_code_points_and_know_their_text(document):
    spans = [*document.sentences, *document.marked, *document.mentions, *(m.outer for m in document.marked)]
    for quote in document.quotes:
        spans += [*quote.content, *(s for s in (quote.source, quote.cue) if s is not None)]
    assert len(spans) > 8
    for span in spans:
        assert isinstance(span, saith.Span)
        assert str(span) == span.text == TEXT[span.start : span.end]
        assert len(span) == span.end - span.start


def test_sentences_alone_are_those_of_the_document(document):
    found = saith.sentences(TEXT)
    assert isinstance(found, list)
    assert found == list(document.sentences)
    assert [repr(s) for s in found] == [f"Sentence({s.start}, {s.end})" for s in found]


def test_quotes_are_views_of_their_document(document):
    first, second = document.quotes
    assert (first.kind, first.text, str(first)) == ("direct", "We will win,", "We will win,")
    assert (second.kind, second.text) == ("indirect", "that it was late")
    assert (str(first.source), str(first.cue), str(second.source)) == ("Ann Lee", "said", "She")
    assert first.speaker == second.speaker
    assert first.speaker.name == "Ann Lee"
    assert first.sentences == (1,)
    assert 0 <= first.confidence <= 1
    assert (first.role, first.addressee, first.cue_class, first.parent) == (None, None, "neutral", None)
    assert first.candidates[0][0] == first.speaker
    assert first.anonymous is False
    assert first.negated is False
    assert repr(first) == "Quote(direct, 'Ann Lee' said: 'We will win,')"


def test_entities_know_mentions_quotes_and_pronouns(document):
    (ann,) = [e for e in document.entities if e.name == "Ann Lee"]
    assert ann.quotes == document.quotes
    assert [str(m) for m in ann.mentions][:2] == (["We", "Ann Lee"] if "we" in ann.pronouns else ["Ann Lee", "She"])
    assert ann.pronouns["she"] == 1
    assert (ann.type, ann.id, ann.attributes, ann.anonymous, str(ann)) == ("person", None, {}, False, "Ann Lee")
    assert all(m.entity == ann for m in ann.mentions)
    assert re.fullmatch(r"Entity\('Ann Lee', person, \d mentions\)", repr(ann))


def test_views_are_equal_by_document_and_place(document):
    again = saith.analyze(TEXT)
    other = saith.analyze(TEXT + " He left.")
    assert document == again
    assert hash(document) == hash(again)
    assert document != other
    for layer in ("quotes", "entities", "mentions"):
        ours, same, others = (getattr(d, layer) for d in (document, again, other))
        assert ours == same
        assert [hash(x) for x in ours] == [hash(x) for x in same]
        assert ours[0] != others[0]
        assert len(set(ours)) == len(ours)
    assert document.quotes[0] != document.entities[0]
    assert document.sentences[0] != 3


def test_a_sentence_and_a_span_of_the_same_place_differ(document):
    sentence = document.sentences[0]
    assert saith.Span(sentence.start, sentence.end, sentence.text) != sentence
    assert saith.Sentence(sentence.start, sentence.end, sentence.text) == sentence


def test_a_span_with_another_text_is_refused():
    with pytest.raises(saith.FormatError, match=r"0\.\.3 does not hold 2 characters"):
        saith.Span(0, 3, "ab")


def test_a_span_of_ones_own_has_the_text_it_was_given():
    for span in (saith.Span(7, 9, "ab"), saith.Sentence(7, 9, "ab", 3)):
        assert (span.start, span.end, span.text, str(span), len(span)) == (7, 9, "ab", "ab", 2)
        assert hash(span) == hash(type(span)(7, 9, "ab"))
        assert span != type(span)(7, 9, "ac")


def test_a_sentence_outlives_its_document():
    # Thousands come and go, one of each text is kept, and knows what it was.
    kept = [saith.sentences(f"Zoë left {n}. “No {n},” she said.")[n % 2] for n in range(5000)]
    assert [s.text for s in kept] == [(f"Zoë left {n}.", f"“No {n},” she said.")[n % 2] for n in range(5000)]


def test_a_long_text_gives_what_its_parts_give():
    part = "Zoë left. “No,” she said.\n\n"
    text = part * 20_000  # long enough to be read on another thread
    found = saith.sentences(text)
    assert len(found) == 40_000
    assert [(s.start, s.end, s.paragraph) for s in found[-2:]] == [
        (len(text) - 27, len(text) - 18, 19_999),
        (len(text) - 17, len(text) - 2, 19_999),
    ]
    assert [s.text for s in found[-2:]] == ["Zoë left.", "“No,” she said."]


def test_offsets_are_read_without_a_call():
    assert {type(vars(saith.Span)[name]).__name__ for name in ("start", "end")} == {"member_descriptor"}
    assert isinstance(saith.sentences(TEXT)[0].start, int)


def test_objects_cannot_be_changed_or_made_up(document):
    with pytest.raises(AttributeError):
        document.quotes[0].text = "no"
    with pytest.raises(TypeError):
        saith.Quote()


def test_documents_show_themselves(document):
    assert repr(document).startswith("Document('Café owners met.")
    assert "Ann Lee" in document._repr_html_()


def test_gazetteer_entities_reach_the_document():
    people = saith.Gazetteer(
        [{"name": "Ann B. Lee", "aliases": ["Ann Lee"], "id": "Q1", "party": "Green", "type": "person"}]
    )
    (entity,) = [e for e in saith.Pipeline(gazetteer=people).analyze(TEXT).entities if e.id == "Q1"]
    assert entity.attributes == {"party": "Green"}
    assert entity.name == "Ann B. Lee"


def test_min_confidence_leaves_quotes_out():
    confidences = [q.confidence for q in saith.analyze(TEXT).quotes]
    bar = max(confidences)
    kept = saith.Pipeline(min_confidence=bar).analyze(TEXT).quotes
    assert len(kept) == sum(c >= bar for c in confidences)


def test_newlines_are_an_option():
    text = "A headline\nwent on."
    assert len(saith.Pipeline(newlines="sentence").sentences(text)) == 2
    assert len(saith.Pipeline(newlines="space").sentences(text)) == 1


def test_abbreviations_are_taken_with_or_without_their_stop():
    text = "The zgb. Bonn office closed."
    assert len(saith.sentences(text)) == 2
    for written in ("zgb", "zgb.", "ZGB."):
        assert len(saith.Pipeline(abbreviations=[written]).sentences(text)) == 1


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"newlines": "auto "}, 'newlines is \'auto \'; use one of "auto", "paragraph"'),
        ({"quotes": None}, "quotes is None; use one of"),
        ({"threads": 0}, "threads is 0; pass a whole number from 1 to 1024"),
        ({"threads": True}, "threads is True"),
        ({"threads": 2.5}, "threads is 2.5"),
        ({"min_confidence": 1.5}, "min_confidence is 1.5; pass a number from 0 to 1"),
        ({"min_confidence": float("nan")}, "min_confidence is nan"),
        ({"min_confidence": "0.5"}, "min_confidence is '0.5'"),
        ({"abbreviations": "approx"}, "pass a list, as in ['approx']"),
        ({"abbreviations": [3]}, "abbreviations holds 3"),
        ({"max_length": 0}, "max_length is 0; pass a whole number of characters from 1 to"),
        ({"max_length": -1}, "max_length is -1"),
        ({"max_length": True}, "max_length is True"),
        ({"max_length": 80.0}, "max_length is 80.0"),
        ({"max_length": "80"}, "max_length is '80'"),
        ({"max_length": 2**32}, "max_length is 4294967296"),
        ({"gazetteer": ["Ann Lee"]}, "gazetteer is list; pass a saith.Gazetteer"),
        ({"model": 3}, "model is 3"),
        ({"model": "/nowhere/model.json"}, "model '/nowhere/model.json' cannot be read"),
    ],
)
def test_a_bad_option_names_value_limit_and_remedy(options, named):
    with pytest.raises(saith.FormatError) as raised:
        saith.Pipeline(**options)
    assert named in str(raised.value)
    assert isinstance(raised.value, ValueError)


def test_a_table_of_confidences_of_ones_own_is_read(tmp_path):
    table = {"version": 1, "command": "a test", "data": "none", "floor": 0.0, "rules": {}}
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(table))
    assert len(saith.Pipeline(model=path).analyze(TEXT).quotes) == 2
    path.write_text(json.dumps({**table, "version": 9}))
    with pytest.raises(saith.FormatError, match="version 9"):
        saith.Pipeline(model=str(path))


def test_options_are_keywords_and_show_in_the_repr():
    with pytest.raises(TypeError):
        saith.Pipeline(None)
    assert repr(saith.Pipeline()) == "Pipeline()"
    assert repr(saith.Pipeline(threads=2, quotes="whole")) == "Pipeline(threads=2, quotes='whole')"
    assert repr(saith.Pipeline(max_length=np.int64(80))) == "Pipeline(max_length=80)"


def test_versions_are_shown(capsys):
    saith.show_versions()
    shown = capsys.readouterr().out
    assert f"saith    {saith.__version__}" in shown
    assert "pandas" in shown


def test_all_is_all():
    assert set(saith.__all__) >= {"analyze", "sentences", "Pipeline", "Gazetteer", "Corpus", "Table", "SaithError"}
    assert all(hasattr(saith, name) for name in saith.__all__)


def test_marked_spans_say_how_sure_their_pair_is() -> None:
    sound, lost = (saith.analyze(text).marked[0] for text in ("“It is late,” said Lee.", "“It is late, said Lee."))
    assert isinstance(sound.confidence, float)
    assert 0 <= lost.confidence < 0.7
    assert 0.9 < sound.confidence <= 1
    assert sound.closed
    assert not lost.closed


def test_an_entity_knows_its_roles():
    document = saith.analyze("Élan. “We won,” said Ann Lee, the mayor of Ashford. Mr. Poe left.")
    lee = next(entity for entity in document.entities if entity.name == "Ann Lee")
    assert [str(role) for role in lee.roles] == ["the mayor of Ashford"]
    assert document.text[lee.roles[0].start : lee.roles[0].end] == "the mayor of Ashford"
    assert document.quotes[0].role == lee.roles[0]
    assert pickle.loads(pickle.dumps(lee)).roles == lee.roles
    assert next(entity for entity in document.entities if entity.name == "Poe").roles == ()
