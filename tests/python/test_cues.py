"""Labels of quotes – cue class, negated, addressee, parent – and words of attribution of the user's own, through every door."""

from __future__ import annotations

import json
import pickle
import tomllib

import pytest
import saith
from case_files import FOLDER
from cli_runs import error_of, rows_of, saith_

MOOT = "moot moots mooted mooted mooting\tSAY QUOTE THAT BARE HEARER\tdemand WH=ask"
TEXT = "Ann Lee mooted that the bridge be closed."
TOLD = "“I know,” Ann Lee told Café Acme. The mayor said that Bo Ray had told him that it was late."


def test_a_quote_says_who_is_told_and_what_it_is_nested_in():
    first, outer, inner = saith.analyze(TOLD).quotes
    assert (str(first.addressee), first.cue_class, first.parent) == ("Café Acme", "neutral", None)
    assert (inner.parent, inner.parent.parent, str(inner.addressee)) == (outer, None, "him")
    assert TOLD[first.addressee.start : first.addressee.end] == "Café Acme"


def test_tables_say_the_same():
    table = saith.Pipeline().analyze_many([None, TOLD]).quotes
    assert table["parent"] == [None, None, 1]
    assert table["addressee"] == ["Café Acme", None, "him"]
    starts, ends = table["addressee_start"], table["addressee_end"]
    cut = [None if start is None else TOLD[start:end] for start, end in zip(starts, ends, strict=True)]
    assert cut == table["addressee"]
    assert table["cue_class"] == ["neutral", "neutral", "neutral"]


def test_a_parent_that_is_left_out_is_none():
    outer, inner = saith.analyze("Bo Ray ignored that Ann Lee said that it was late.").quotes
    assert inner.parent == outer
    assert outer.confidence < inner.confidence, "choose another text: the inner one must be the surer"
    (kept,) = (
        saith.Pipeline(min_confidence=inner.confidence)
        .analyze("Bo Ray ignored that Ann Lee said that it was late.")
        .quotes
    )
    assert (kept.text, kept.parent) == (inner.text, None)


def test_a_headline_above_does_not_move_parents_and_addressees():
    frame = {"body": [TOLD], "headline": ["Ann Lee: It was late"]}
    plain = saith.Pipeline().analyze_many([TOLD]).quotes
    below = saith.Pipeline().analyze_many(frame, text="body", title="headline").quotes
    for name in ("parent", "addressee", "addressee_start", "addressee_end", "cue_class", "negated"):
        assert below[name] == plain[name]


def test_a_word_of_the_users_own_is_a_cue_with_its_class(tmp_path):
    assert saith.analyze(TEXT).quotes == ()
    path = tmp_path / "cues.txt"
    path.write_text(f"# mine\n\n{MOOT}\n", encoding="utf-8")
    for cues in ([MOOT], (line for line in [MOOT]), path, str(path)):
        (quote,) = saith.Pipeline(cues=cues).analyze(TEXT).quotes
        assert (str(quote.cue), str(quote.source), quote.cue_class) == ("mooted", "Ann Lee", "demand")
    (asked,) = saith.Pipeline(cues=[MOOT]).analyze("Ann Lee mooted whether the bridge was safe.").quotes
    assert asked.cue_class == "ask"
    assert saith.Pipeline(cues=[MOOT]).analyze_many([TEXT]).quotes["cue_class"] == ["demand"]


def test_a_known_word_takes_the_class_that_the_user_gives_it():
    text = "Ann Lee said that it was late."
    ours = saith.Pipeline(cues=["say says said said saying\tTHAT\twarn"])
    assert [q.cue_class for p in (saith.Pipeline(), ours) for q in p.analyze(text).quotes] == ["neutral", "warn"]


def test_the_cues_travel_with_the_pipeline(tmp_path):
    path = tmp_path / "cues.txt"
    path.write_text(MOOT, encoding="utf-8")
    nlp = saith.Pipeline(cues=path)
    kept = pickle.dumps(nlp)
    path.unlink()
    again = pickle.loads(kept)
    assert again == nlp != saith.Pipeline()
    assert [q.cue_class for q in again.analyze(TEXT).quotes] == ["demand"]
    assert "cues=" in repr(nlp)


def test_the_command_line_takes_a_file_of_them(tmp_path):
    path = tmp_path / "cues.txt"
    path.write_text(MOOT, encoding="utf-8")
    (row,) = rows_of(saith_("quotes", "--cues", path, input=TEXT))
    assert (row["cue"], row["cue_class"]) == ("mooted", "demand")
    path.write_text("moot moots\tTHAT\tdemand", encoding="utf-8")
    assert f"{path}, line 1: 2 forms; write five of a verb" in error_of(saith_("quotes", "--cues", path, input=TEXT))


@pytest.mark.parametrize(
    ("cues", "message"),
    [
        (["moot"], 'cues, line 1: "moot" has 1 parts; write forms, frames and class with a tab between'),
        ([MOOT, MOOT], 'cues, line 2: "moot" stands in line 1 already; remove one'),
        ([MOOT.replace("demand", "wish")], 'cues, line 1: class "wish WH=ask" is unknown; use one of neutral, claim'),
        ([MOOT.replace("THAT", "THIS")], "use names of QUOTE THAT"),
        ([f"{MOOT}\n{MOOT}"], "which is no line of its own"),
        ([7], "cues holds 7; pass a list of strings"),
        (7, "cues is 7; pass a list"),
        ("missing.txt", "cues 'missing.txt' cannot be read (No such file or directory); pass the path of a file"),
    ],
)
def test_bad_cues_say_where_and_what_to_do(cues, message):
    with pytest.raises(saith.FormatError) as caught:
        saith.Pipeline(cues=cues)
    assert message in str(caught.value)


def test_every_door_gives_the_labels_of_the_sentences():
    labels = ("cue_class", "negated", "addressee", "parent")
    texts = [
        case["text"]
        for path in sorted((FOLDER / "labels").glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]
    assert len(texts) > 300
    table = saith.Pipeline(threads=2).analyze_many(texts, force=True).quotes.to_pylist()
    printed = saith_(
        "quotes",
        "--text",
        "text",
        "--format-in",
        "jsonl",
        "--force",
        input="".join(json.dumps({"text": t}) + "\n" for t in texts),
    )
    alone = []
    for text in texts:
        quotes = saith.analyze(text).quotes
        places = {quote: place for place, quote in enumerate(quotes)}
        for quote in quotes:
            told = None if quote.addressee is None else str(quote.addressee)
            parent = None if quote.parent is None else places[quote.parent]
            alone.append((quote.cue_class, quote.negated, told, parent))
    for rows in (table, rows_of(printed)):
        assert [tuple(row[label] for label in labels) for row in rows] == alone
