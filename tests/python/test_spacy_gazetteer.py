"""The component of spaCy that finds a gazetteer's entities: spans, ids, candidates, saved and loaded."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
import saith
import spacy
from spacy.tokens import Doc

PEOPLE = saith.Gazetteer(
    [
        {"name": "Ann Lee", "aliases": ["Lee"], "type": "person", "id": "Q1", "weight": 3, "party": "Green"},
        {"name": "Bo Lee", "aliases": ["Lee"], "type": "person", "id": "Q2", "weight": 1},
        {"name": "Cy Poe", "aliases": ["Poe"], "id": "Q3"},
        {"name": "Di Poe", "aliases": ["Poe"], "id": "Q4"},
        {"name": "Iraq", "type": "place", "id": "Q796"},
    ]
)
TEXT = "Café: Ann Lee’s aides met Lee and Poe at the Iraq-Russia talks."


def blank(gazetteer=PEOPLE, **config):
    nlp = spacy.blank("en")
    component = nlp.add_pipe("saith_gazetteer", config=config)
    if gazetteer is not None:
        component.use(gazetteer)
    return nlp


def found(doc):
    return [(e.text, e.label_, e.kb_id_) for e in doc.ents]


EXPECTED = [
    ("Ann Lee", "person", "Q1"),
    ("Lee", "person", "Q1"),
    ("Poe", "other", ""),
    ("Iraq", "place", "Q796"),
]


def test_it_is_found_by_its_name_without_importing_saith():
    code = "import spacy; print(spacy.blank('en').add_pipe('saith_gazetteer').__class__.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "GazetteerComponent\n"


def test_matches_are_entities_with_ids_and_candidates():
    doc = blank()(TEXT)
    assert found(doc) == EXPECTED
    assert [(e.start_char, e.end_char) for e in doc.ents] == [(m.start, m.end) for m in PEOPLE.find(TEXT)]
    lee = doc.ents[1]
    assert lee._.saith_alias == "Lee"
    assert lee._.saith_candidates == [
        {"name": "Ann Lee", "id": "Q1", "probability": 1.0},
        {"name": "Bo Lee", "id": "Q2", "probability": 0.0},
    ]
    assert [c["id"] for c in doc.ents[2]._.saith_candidates] == ["Q3", "Q4"]


def test_a_file_is_read_with_its_options(tmp_path):
    path = tmp_path / "people.tsv"
    path.write_text("label\tid\ttype\nAnn Lee\tQ1\tperson\n", encoding="utf-8")
    config = {"path": str(path), "format": "tsv", "options": {"name": "label"}, "labels": {"person": "PERSON"}}
    assert found(blank(None, **config)(TEXT)) == [("Ann Lee", "PERSON", "Q1"), ("Lee", "PERSON", "Q1")]


@pytest.mark.parametrize(
    ("overwrite", "expected"),
    [
        (True, [*EXPECTED, ("talks", "Y", "")]),
        (False, [("Lee’s aides", "X", ""), *EXPECTED[1:], ("talks", "Y", "")]),
    ],
)
def test_entities_that_overlap_give_way_or_stay(overwrite, expected):
    nlp = blank(overwrite=overwrite)
    doc = nlp.make_doc(TEXT)
    at = TEXT.index("talks")
    doc.ents = [doc.char_span(10, 21, label="X"), doc.char_span(at, at + 5, label="Y")]
    assert found(nlp.get_pipe("saith_gazetteer")(doc)) == expected


def test_spans_can_go_into_a_group():
    doc = blank(spans_key="known")(TEXT)
    assert [s.text for s in doc.spans["known"]] == ["Ann Lee", "Lee", "Poe", "Iraq"]
    assert doc.ents == ()


@pytest.mark.parametrize(
    ("mode", "texts"), [("expand", ["pro-Iraq", "Iraq"]), ("contract", ["Iraq"]), ("strict", ["Iraq"])]
)
def test_a_match_inside_a_token_is_aligned(mode, texts):
    nlp = blank(alignment_mode=mode)
    doc = Doc(nlp.vocab, words=["pro-Iraq", "and", "Iraq"])
    assert [e.text for e in nlp.get_pipe("saith_gazetteer")(doc).ents] == texts


@pytest.mark.parametrize("way", ["bytes", "disk", "pickle"])
def test_it_is_saved_and_loaded(way, tmp_path):
    nlp = blank(labels={"person": "PERSON"})
    if way == "bytes":
        again = blank(None).from_bytes(nlp.to_bytes())
    elif way == "disk":
        nlp.to_disk(tmp_path / "model")
        again = spacy.load(tmp_path / "model")
    else:
        again = pickle.loads(pickle.dumps(nlp))
    assert found(again(TEXT)) == found(nlp(TEXT))
    assert "PERSON" in [e.label_ for e in again(TEXT).ents]


def test_what_is_saved_is_the_compiled_form(tmp_path):
    folder = tmp_path / "model"
    nlp = blank()
    nlp.to_disk(folder)
    assert saith.Gazetteer.load(folder / "saith_gazetteer" / "entities.gazetteer") == PEOPLE
    assert PEOPLE.core.to_bytes() in nlp.get_pipe("saith_gazetteer").to_bytes()
    blank(None).to_disk(folder)
    with pytest.raises(saith.FormatError, match="has no gazetteer"):
        spacy.load(folder)(TEXT)


def test_a_saved_pipeline_takes_the_entities_along(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("name,id\nAnn Lee,Q1\n", encoding="utf-8")
    blank(None, path=str(path), options={"ignore_accents": False}).to_disk(tmp_path / "model")
    path.unlink()
    again = spacy.load(tmp_path / "model")
    assert found(again(TEXT)) == [("Ann Lee", "other", "Q1"), ("Lee", "other", "Q1")]


def test_documents_keep_ids_and_candidates_when_they_are_saved():
    nlp = blank()
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert found(again) == EXPECTED
    assert again.ents[1]._.saith_candidates == doc.ents[1]._.saith_candidates


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"format": "xml"}, "format is 'xml'; use one of"),
        ({"alignment_mode": "loose"}, "alignment_mode is 'loose'"),
        ({"path": "."}, "cannot be read"),
        ({"options": {"max_edits": 1}}, "there is no path"),
        ({"labels": {"persn": "PERSON"}}, "labels names 'persn', which is no type; did you mean \"person\"\\?"),
        ({"labels": {"person": ""}}, "labels has '' for 'person'; give it a label"),
    ],
)
def test_a_bad_option_is_named(config, message):
    with pytest.raises(saith.FormatError, match=message):
        blank(None, **config)


def test_without_a_gazetteer_it_says_so():
    with pytest.raises(saith.FormatError, match="has no gazetteer; name a file with path"):
        blank(None)(TEXT)
    with pytest.raises(saith.FormatError, match=r"none\.csv: no such file; check the path"):
        blank(None, path="none.csv")(TEXT)
    with pytest.raises(saith.FormatError, match="gazetteer is list; pass"):
        blank(["Ann Lee"])
