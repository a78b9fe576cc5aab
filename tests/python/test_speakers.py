"""Speakers through every door: candidates, why somebody speaks, and models of one's own."""

from __future__ import annotations

import pickle
import re
import shutil
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
import rows
import saith
from cli_runs import error_of, rows_of, saith_
from saith.display import document_html

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models"
#: Two who could be "she", one who is named, one whom nobody names, one of whom nothing is known, and one who is nobody.
TEXTS = [
    (
        "Café owners met. Ann Lee had invited Mira Okafor and Tom Reyes. “It is late,” said Lee. She told the others that the "
        "mill would close. Officials said that it was wrong. Some say that it is not so."
    ),
    "He said that nobody had asked.",
    "“Is it late?” asked Sue Hill.\n\n“It is,” said Bo Ray.\n\n“Then go.”\n\n“I will.”",
]


@pytest.fixture(scope="module")
def documents() -> list[saith.Document]:
    return [saith.analyze(text) for text in TEXTS]


@pytest.fixture(scope="module")
def quotes(documents) -> list[saith.Quote]:
    return [quote for document in documents for quote in document.quotes]


def test_candidates_are_entities_with_probabilities_likeliest_first(quotes, documents):
    assert any(len(quote.candidates) > 1 for quote in quotes)
    for document in documents:
        for quote in document.quotes:
            probabilities = [probability for _, probability in quote.candidates]
            assert isinstance(quote.candidates, tuple)
            assert all(0 < p <= 1 and round(p, 6) == p for p in probabilities)
            assert probabilities == sorted(probabilities, reverse=True)
            assert sum(probabilities) <= 1 + 1e-6 * len(probabilities)
            assert all(entity in document.entities for entity, _ in quote.candidates)
            assert len({entity for entity, _ in quote.candidates}) == len(probabilities)


def test_the_speaker_is_the_first_candidate_and_nobody_has_a_reason(quotes):
    assert {quote.speaker is None for quote in quotes} == {True, False}
    for quote in quotes:
        assert (quote.speaker is None) == (quote.speaker_confidence is None)
        if quote.speaker is None:
            assert quote.evidence in {"no_source", "no_antecedent", "ambiguous", "generic"}
        else:
            assert quote.candidates[0][0] == quote.speaker
            assert quote.evidence not in {"no_source", "no_antecedent", "ambiguous", "generic"}
            assert 0 < quote.speaker_confidence <= 1


def test_tables_have_the_candidates_of_the_objects_and_null_where_nobody_is(documents):
    expected = [row["candidates"] for document in documents for row in rows.of_document(document)["quotes"]]
    assert None in expected
    for data in (TEXTS, pa.array(TEXTS), pd.Series(TEXTS)):
        table = saith.Pipeline(threads=2).analyze_many(data).quotes
        assert table["candidates"] == expected
        assert table.to_arrow()["candidates"].to_pylist() == expected
    frame = table.to_pandas()
    assert [None if c is None else list(c) for c in frame["candidates"]] == expected


def test_candidates_are_numbers_of_the_table_below_a_headline():
    text = "“It is late,” said Okafor. She told Tom Reyes that the mill would close."
    corpus = saith.Pipeline().analyze_many(
        {"head": ["Ann Lee and Mira Okafor meet"], "body": [text]}, text="body", title="head"
    )
    names = {row["entity"]: row["name"] for row in corpus.entities.to_pylist()}
    told = [[names[c["entity"]] for c in row["candidates"] or ()] for row in corpus.quotes.to_pylist()]
    assert [row["speaker"] for row in corpus.quotes.to_pylist()] == [candidates[0] for candidates in told]
    assert "Ann Lee" not in {name for candidates in told for name in candidates}, "only the headline names her"


def test_the_command_line_writes_candidates(documents):
    found = rows_of(saith_("quotes", input=TEXTS[0]))
    assert [row["candidates"] for row in found] == [r["candidates"] for r in rows.of_document(documents[0])["quotes"]]


def test_candidates_are_pickled(quotes):
    again = pickle.loads(pickle.dumps(quotes))
    assert [quote.candidates for quote in again] == [quote.candidates for quote in quotes]


def test_a_picture_tells_the_candidates(documents):
    several = ((document, quote) for document in documents for quote in document.quotes if len(quote.candidates) > 1)
    document, quote = next(several)
    (first, p), (second, q) = quote.candidates[:2]
    assert f"speaker: {first.name} {p:.2f}, {second.name} {q:.2f}" in document_html(document)


_HOW_SURE = (ROOT / "docs" / "concepts.md").read_text(encoding="utf-8").partition("## How sure")[2]
EXAMPLES = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", _HOW_SURE, re.MULTILINE)


def test_each_evidence_has_an_example():
    words = saith.Pipeline().analyze_many(TEXTS).quotes.to_pandas()["evidence"].cat.categories
    assert [word for word, _ in EXAMPLES] == list(words)


@pytest.mark.parametrize(("evidence", "example"), EXAMPLES)
def test_the_examples_of_the_concepts_are_read_as_they_say(evidence, example):
    text = example.replace("*", "").replace(" ¶ ", "\n\n")
    assert saith.analyze(text).quotes[-1].evidence == evidence


# --- models of one's own ---------------------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path):
    """Copies of the models that ship."""
    for stage in ("quotes", "speakers", "sentences"):
        shutil.copy(MODELS / f"{stage}.saith", tmp_path / f"my-{stage}.saith")
    return {stage: tmp_path / f"my-{stage}.saith" for stage in ("quotes", "speakers", "sentences")}


def test_a_model_says_itself_what_it_is_for(own, documents):
    for model in (own["speakers"], own["quotes"], [own["quotes"], own["speakers"]], (str(own["speakers"]),), []):
        nlp = saith.Pipeline(model=model)
        assert nlp.analyze(TEXTS[0]).quotes == documents[0].quotes
        assert nlp == pickle.loads(pickle.dumps(nlp))


def test_a_pipeline_with_models_is_pickled_with_what_they_held(own, documents):
    nlp = saith.Pipeline(model=[own["speakers"], own["quotes"]])
    kept = pickle.dumps(nlp)
    for path in own.values():
        path.unlink()
    again = pickle.loads(kept)
    assert repr(again) == repr(nlp)
    assert again.analyze(TEXTS[0]) == documents[0]


def test_models_go_with_a_table_of_confidences(own):
    saith.Pipeline(model=[MODELS / "rules.json", own["speakers"]])


def test_a_model_that_cannot_be_used_is_named_with_a_remedy(own, tmp_path):
    def message(model: object) -> str:
        with pytest.raises(saith.FormatError) as raised:
            saith.Pipeline(model=model)
        return str(raised.value)

    told = message(own["sentences"])
    assert told.startswith(f"{own['sentences']}: ")
    assert "of the stage sentences" in told
    assert "`saith train speakers`" in told
    told = message([own["speakers"], own["speakers"]])
    assert told.startswith(f"{own['speakers']}: ")
    assert "second model of the stage speakers" in told
    whole = own["speakers"].read_bytes()
    own["speakers"].write_bytes(whole[:-9])
    assert message(own["speakers"]).startswith(f"{own['speakers']}: the model file is cut off")
    own["speakers"].write_bytes(whole[:-20] + b"\0" + whole[-19:])
    assert message([own["quotes"], own["speakers"]]).startswith(f"{own['speakers']}: the model file is damaged")
    other = tmp_path / "notes.txt"
    other.write_text("no model", encoding="utf-8")
    assert message([other]).startswith(f"{other}: this is no model file of saith; ")
    assert "no.saith' cannot be read" in message([own["quotes"], tmp_path / "no.saith"])
    assert message([3]).startswith("model holds 3; use ")
    assert message(b"x").startswith("model is b'x'; use ")


def test_the_command_line_takes_models_of_several_stages(own):
    expected = saith_("quotes", input=TEXTS[0]).stdout
    for models in (["speakers"], ["quotes", "speakers"]):
        words = [word for stage in models for word in ("--model", own[stage])]
        done = saith_("quotes", *words, input=TEXTS[0])
        assert (done.returncode, done.stdout) == (0, expected)
    told = error_of(saith_("quotes", "--model", own["sentences"], input=TEXTS[0]))
    assert told.startswith(f"{own['sentences']}: ")


def test_speakers_are_a_stage_of_the_command_line():
    for command in ("train", "eval"):
        shown = saith_(command, "--help").stdout
        assert re.search(r"^stages: .*\bspeakers\b", shown, re.MULTILINE)
        assert "data of the stage speakers" in shown
