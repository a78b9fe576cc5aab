"""Gazetteers out of knowledge bases: FollowTheMoney entities and Wikidata items."""

from __future__ import annotations

import json

import pytest
import saith
from format_errors import error
from gazetteer_rows import ftm, jsonl, lenient

# FollowTheMoney


def test_followthemoney_gives_names_types_and_properties(tmp_path):
    person = ftm(
        "NK-1",
        "Person",
        name=["Lee, Ann", "Ann Lee", "***"],
        alias=["Annie Lee"],
        weakAlias=["Annie"],
        previousName=["Ann Poe"],
        country=["gb", "ie"],
        topics=["role.pep"],
        addressEntity=[{"id": "x"}],
    )
    path = jsonl(
        tmp_path / "entities.ftm.json",
        {**person, "caption": "Ann Lee"},
        ftm("c", "Company", name=["Acme Ltd"], abbreviation=["ACM"]),
        ftm("b", "PublicBody", name=["Ministry of Fish"]),
        ftm("l", "LegalEntity", name=["Poe Holdings"]),
        ftm("v", "Vessel", name=["Sea Fox"]),
        ftm("a", "Address", full=["1 Mill Lane"]),
        ftm("s", "Sanction", program=["x"]),
        ftm("t", "Sanction", program=["y"]),
        ftm("n", "Person", birthDate=["1950"]),
    )
    known = saith.Gazetteer.from_followthemoney(path)
    assert [(e.id, e.name, e.type) for e in known] == [
        ("NK-1", "Ann Lee", "person"),
        ("c", "Acme Ltd", "organization"),
        ("b", "Ministry of Fish", "organization"),
        ("l", "Poe Holdings", None),
        ("v", "Sea Fox", "other"),
    ]
    assert known[0].aliases == ("Lee, Ann", "Annie Lee", "Ann Poe")
    assert known[0].attributes == {"schema": "Person", "country": "gb;ie", "topics": "role.pep"}
    assert known[1].aliases == ("ACM",)
    assert known.report.passed_over == {
        "aliases without a letter or digit": 1,
        "weak aliases": 1,
        "schema Address": 1,
        "schema Sanction": 2,
        "entities without a name": 1,
    }
    weak = saith.Gazetteer.from_followthemoney(path, weak_aliases=True, properties=["birthDate"])
    assert weak[0].aliases[-1] == "Annie"
    assert weak[0].attributes == {"schema": "Person"}
    message = error(saith.Gazetteer.from_followthemoney, path, properties=["topics", "contry"])
    assert message == f'{path}: properties names "contry", which no entity has; did you mean "country"?'


def test_a_line_that_is_no_followthemoney_entity_is_named(tmp_path):
    path = jsonl(tmp_path / "x.json", ftm("a", "Person", name=["Ann Lee"]), {"name": "Bo"}, "{", "[]")
    assert error(saith.Gazetteer.from_followthemoney, path).startswith(f'{path}, line 2: no entity with "schema"')
    people, _ = lenient(saith.Gazetteer.from_followthemoney, path)
    assert [row.place for row in people.skipped] == [f"{path}, line {n}" for n in (2, 3, 4)]


# Wikidata


def item(id, labels, aliases=(), *, kind=None, sitelinks=0, **more):
    claims = {} if kind is None else {"P31": [{"mainsnak": {"datavalue": {"value": {"id": kind}}}}]}
    return {
        "type": "item",
        "id": id,
        "labels": {code: {"language": code, "value": value} for code, value in labels.items()},
        "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]},
        "claims": claims,
        "sitelinks": {f"wiki{i}": {} for i in range(sitelinks)},
        **more,
    }


ITEMS = [
    item("Q1", {"en": "Ann Lee", "de": "Anna Lee"}, ["Lee", "⚽", "Ann Lee"], kind="Q5", sitelinks=3),
    item("Q2", {"fr": "Londres"}, kind="Q515"),
    item("Q3", {"mul": "Acme"}, kind="Q4830453", descriptions={"en": {"value": "maker of anvils"}}),
    {"type": "property", "id": "P31", "labels": {"en": {"value": "instance of"}}},
]


@pytest.mark.parametrize("form", ["lines", "dump", "gzip"])
def test_wikidata_gives_labels_and_aliases_of_a_language(tmp_path, form):
    if form == "lines":
        path = jsonl(tmp_path / "items.jsonl", *ITEMS)
    else:
        rows = [json.dumps(i) + ("," if i is not ITEMS[-1] else "") for i in ITEMS]
        path = jsonl(tmp_path / ("items.json.gz" if form == "gzip" else "items.json"), "[", *rows, "]")
    known = saith.Gazetteer.from_wikidata(path)
    assert [(e.id, e.name, e.aliases, e.type, e.weight) for e in known] == [
        ("Q1", "Ann Lee", ("Lee",), "person", 4.0),
        ("Q3", "Acme", (), "organization", 1.0),
    ]
    assert known[1].attributes == {"description": "maker of anvils"}
    assert known.report.passed_over == {
        "aliases without a letter or digit": 1,
        "no label in en": 1,
        "of type property": 1,
    }
    german = saith.Gazetteer.from_wikidata(path, language="de")
    assert [(e.id, e.name, e.aliases) for e in german] == [("Q1", "Anna Lee", ()), ("Q3", "Acme", ())]


def test_a_line_that_is_no_wikidata_item_is_named(tmp_path):
    path = jsonl(tmp_path / "items.json", "[", json.dumps(ITEMS[0]) + ",", '{"id": 5},', "{", "]")
    assert error(saith.Gazetteer.from_wikidata, path).startswith(f'{path}, line 3: no Wikidata entity with an "id"')
    known, _ = lenient(saith.Gazetteer.from_wikidata, path)
    assert [row.place for row in known.skipped] == [f"{path}, line 3", f"{path}, line 4"]
    assert "language is 3" in error(saith.Gazetteer.from_wikidata, path, language=3)
