"""Gazetteers: where they come from, what they find, and what is said of a bad row."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest
import saith

ROWS = [
    {"name": "Nouri al-Maliki", "aliases": ["Maliki"], "type": "person", "id": "Q1", "party": "Dawa", "seats": 3},
    {"name": "Ann Lee", "aliases": ["Lee"], "weight": 3},
    {"name": "Bo Lee", "aliases": ["Lee"], "weight": 1},
]
TEXT = "Café talk: Ann Lee met Maliki’s aides. Lee left."


def test_matches_are_spans_with_their_entry():
    people = saith.Gazetteer(ROWS)
    found = people.find(TEXT)
    assert [str(m) for m in found] == ["Ann Lee", "Maliki", "Lee"]
    assert all(TEXT[m.start : m.end] == m.text for m in found)
    assert (found[1].alias, found[1].entity.name, found[1].entity.id, found[1].type) == (
        "Maliki",
        "Nouri al-Maliki",
        "Q1",
        "person",
    )
    assert found[1].entity.attributes == {"party": "Dawa", "seats": 3}
    # Who is named in full is meant; where nobody is, weights decide.
    assert [(e.name, p) for e, p in found[2].candidates] == [("Ann Lee", 1.0), ("Bo Lee", 0.0)]
    (lee,) = people.find("Lee left.")
    assert [(e.name, p) for e, p in lee.candidates] == [("Ann Lee", 0.75), ("Bo Lee", 0.25)]
    assert found[2].entity == people[1]
    assert people.find(None) is None
    assert people.find("") == []
    assert repr(found[1]) == "Match(23, 29, 'Maliki', 'Nouri al-Maliki')"


def test_a_tie_is_nobody():
    (match,) = saith.Gazetteer(["Ann Lee", {"name": "A. Lee", "aliases": ["Ann Lee"]}]).find("Ann Lee left.")
    assert match.entity is None
    assert {e.name for e, _ in match.candidates} == {"Ann Lee", "A. Lee"}


@pytest.mark.parametrize(
    ("types", "agreed"), [(("person", "person"), "person"), (("person", None), "person"), (("person", "place"), None)]
)
def test_the_type_of_a_match_is_what_its_candidates_agree_on(types, agreed):
    people = saith.Gazetteer([{"name": "Lee", "type": kind, "id": str(i)} for i, kind in enumerate(types)])
    (match,) = people.find("Lee left.")
    assert (match.entity, match.type) == (None, agreed)
    assert people.find_many(["Lee left."])["type"] == [agreed]


@pytest.mark.parametrize(
    "make",
    [
        lambda: saith.Gazetteer(ROWS),
        lambda: saith.Gazetteer.from_records(iter(ROWS)),
        lambda: saith.Gazetteer(pd.DataFrame(ROWS)),
        lambda: saith.Gazetteer(pl.DataFrame(ROWS)),
        lambda: saith.Gazetteer(pl.DataFrame(ROWS).to_arrow()),
        lambda: saith.Gazetteer(saith.Gazetteer(ROWS)),
    ],
    ids=["dicts", "records", "pandas", "polars", "arrow", "gazetteer"],
)
def test_every_way_in_finds_the_same(make):
    people = make()
    assert len(people) == 3
    assert [e.name for e in people] == ["Nouri al-Maliki", "Ann Lee", "Bo Lee"]
    assert people[0].attributes["party"] == "Dawa"
    assert people[-1].attributes == {}
    expected = saith.Gazetteer(ROWS).find(TEXT)
    assert [(m.start, m.alias, m.entity.name, m.entity.id) for m in people.find(TEXT)] == [
        (m.start, m.alias, m.entity.name, m.entity.id) for m in expected
    ]


CSV = '\ufefflabel,alt,wikidata,kind,prior,party\nNouri al-Maliki,Maliki|N. Maliki,Q1,person,,Dawa\n"Lee, Ann",,,,2,\n'
NAMES = {"name": "label", "aliases": "alt", "id": "wikidata", "type": "kind", "weight": "prior"}


def test_csv_is_read_with_its_columns(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(CSV, encoding="utf-8")
    people = saith.Gazetteer.from_csv(path, **NAMES)
    assert (people[0].aliases, people[0].id, people[0].type) == (("Maliki", "N. Maliki"), "Q1", "person")
    assert people[0].attributes == {"party": "Dawa"}
    assert (people[1].name, people[1].weight, people[1].id, people[1].attributes) == ("Lee, Ann", 2.0, None, {})
    assert people == saith.Gazetteer.from_csv(str(path), **NAMES)


@pytest.mark.parametrize(
    ("content", "options", "named"),
    [
        ("name,alt\nAnn Lee,x\n,y\n", {}, 'people.csv, line 3, column "name": the name is missing or its cell empty'),
        ("label\nAnn\n", {}, 'line 1: no column "name" for name; the columns are "label"'),
        ("name\nAnn\n", {"id": "wikidata"}, 'no column "wikidata" for id'),
        ("name,type\nAnn,wizard\n", {}, 'column "type": \'wizard\' is no type; use one of "person"'),
        ("name,weight\nAnn,heavy\n", {}, "column \"weight\": 'heavy' is no weight"),
        ("name\nAnn,Lee\n", {}, "line 2: more cells than the 1 columns"),
        ("", {}, "the file is empty"),
        ('name\n"Ann\n', {}, "cannot be read as utf-8 CSV"),
        ("name,id,type\nAnn,Q1\n", {}, "line 2: 2 of 3 cells; give each column one, be it empty"),
        (
            "name;id\nAnn;Q1\n",
            {},
            'no column "name" for name; the columns are "name;id"; pass name="…" or delimiter="…"',
        ),
        ("label,id\nAnn,Q1\n", {}, 'the columns are "label", "id"; pass name="…"'),
    ],
)
def test_a_bad_csv_names_file_line_and_column(tmp_path, content, options, named):
    path = tmp_path / "people.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(saith.FormatError) as raised:
        saith.Gazetteer.from_csv(path, **options)
    assert named in str(raised.value)
    assert "people.csv" in str(raised.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(saith.FormatError, match=r"none\.csv: no such file; check the path"):
        saith.Gazetteer.from_csv(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes("name\nJosé\n".encode("latin-1"))
    with pytest.raises(saith.FormatError, match="it cannot be read as utf-8; check encoding and cells"):
        saith.Gazetteer.from_csv(tmp_path / "latin.csv")
    assert saith.Gazetteer.from_csv(tmp_path / "latin.csv", encoding="latin-1")[0].name == "José"


@pytest.mark.parametrize(
    ("entities", "named"),
    [
        (["Ann Lee", {"id": "Q1"}], 'gazetteer row 1, column "name": the name is missing or its cell empty'),
        (["  "], "gazetteer row 0"),
        ([3], "gazetteer row 0: int is not an entry"),
        ([{"name": "Ann", "aliases": [3]}], 'column "aliases"'),
        ([{"name": "Ann", "weight": -1}], 'column "weight"'),
        ([{"name": "Ann", "weight": True}], 'column "weight": True is no weight'),
        ([{"name": "Ann", "vat": 2**64}], 'gazetteer row 0, column "vat": it holds a whole number beyond 64 bits'),
        ([{"name": "Ann", "vat": [1, -(2**63) - 1]}], 'gazetteer row 0, column "vat"'),
        ([{"name": "Ann", "type": "wizard"}], 'column "type"'),
    ],
)
def test_a_bad_row_is_named(entities, named):
    with pytest.raises(saith.FormatError) as raised:
        saith.Gazetteer(entities)
    assert named in str(raised.value)


@pytest.mark.parametrize(
    "entities",
    ["Ann Lee", {"name": "Ann Lee"}, {"label": "Ann Lee"}, {"Ann Lee": "Lee", "id": "Q1"}, {"Ann": 3}, 3, b"Ann"],
)
def test_what_is_no_list_is_refused(entities):
    with pytest.raises(saith.InputError, match="is not a gazetteer; pass a list"):
        saith.Gazetteer(entities)


def test_find_many_gives_the_table_of_matches():
    people = saith.Gazetteer(ROWS)
    frame = pd.DataFrame({"body": [TEXT, None, "Lee."], "url": ["a", "b", "c"]})
    table = people.find_many(frame, text="body", id="url")
    assert table.columns == ["row", "url", "match", "start", "end", "text", "alias", "name", "id", "type", "candidates"]
    assert table["row"] == [0, 0, 0, 2]
    assert table["url"] == ["a", "a", "a", "c"]
    assert table["match"] == [0, 1, 2, 0]
    for row in table.to_pylist():
        assert frame.body[row["row"]][row["start"] : row["end"]] == row["text"]
    single = people.find(TEXT)
    assert table["name"][:3] == [m.entity.name for m in single]
    assert table["candidates"][2] == [{"entity": 1, "probability": 1.0}, {"entity": 2, "probability": 0.0}]
    assert people.find_many([TEXT, None, "Lee."])["text"] == table["text"]
    with pytest.warns(saith.SaithWarning, match="1 of 2 rows"):
        people.find_many([3, TEXT])


def test_repr_and_equality():
    people = saith.Gazetteer(ROWS)
    assert repr(people) == "Gazetteer(3 entities: 'Nouri al-Maliki', 'Ann Lee', 'Bo Lee')"
    assert people == saith.Gazetteer(ROWS)
    assert hash(people) == hash(saith.Gazetteer(ROWS))
    assert people != saith.Gazetteer(ROWS[:2])
    assert repr(people[0]) == "Entry('Nouri al-Maliki', id='Q1')"
