"""What the options of a gazetteer change, by every door; and gazetteers that are saved compiled."""

from __future__ import annotations

import json
import pickle
import time

import pytest
import saith
from cli_runs import error_of, rows_of, saith_
from format_errors import error


def texts(gazetteer, text):
    return [m.text for m in gazetteer.find(text)]


#: A name, a text, what is found by default, and what with the option that is named.
CHANGES = {
    "overlaps": (["Bank of England", "England"], "The Bank of England rose.", {"overlaps": "all"}, 1, 2),
    "ignore_case": (["Ann Lee"], "ann LEE left.", {"ignore_case": False}, 1, 0),
    "ignore_accents": (["José Peña"], "Jose Pena left.", {"ignore_accents": False}, 1, 0),
    "ignore_hyphens": (["Anne Marie Lee"], "Anne-Marie Lee left.", {"ignore_hyphens": False}, 1, 0),
    "ignore_apostrophes": (["Sean O'Brien"], "Sean O’Brien left.", {"ignore_apostrophes": False}, 1, 0),
    "ignore_stops": (["J. R. Smith"], "J R Smith left.", {"ignore_stops": False}, 1, 0),
    "possessives": (["Maliki"], "Maliki’s aides left.", {"possessives": False}, 1, 0),
    "ampersand": (["Smith & Wesson"], "Smith and Wesson rose.", {"ampersand": False}, 1, 0),
    "company_forms": (["Zenit Ltd"], "He joined Zenit in 1990.", {"company_forms": False}, 1, 0),
    "honorifics": (["Dr Ann Lee"], "Then Ann Lee left.", {"honorifics": False}, 1, 0),
    "particles": (["Nouri al-Maliki"], "Nouri Al Maliki left.", {"particles": False, "ignore_hyphens": False}, 1, 0),
    "transliteration": (["Nouri al-Maliki"], "Nouri el-Maliki left.", {"transliteration": True}, 0, 1),
    "short_forms": (
        [{"name": "Ann Ortiz", "type": "person"}],
        "Ann Ortiz left. Later Ortiz came back.",
        {"short_forms": False},
        2,
        1,
    ),
    "stop_words": (["Zenit"], "The Zenit stood there.", {"stop_words": ["zenit"]}, 1, 0),
    "max_edits": (["Nouri Maliki"], "Nouri Malikki left.", {"max_edits": 1}, 0, 1),
}


@pytest.mark.parametrize("option", CHANGES)
def test_an_option_changes_what_is_found(option, tmp_path):
    names, text, options, before, after = CHANGES[option]
    assert option in options
    assert len(texts(saith.Gazetteer(names), text)) == before
    changed = saith.Gazetteer(names, **options)
    assert len(texts(changed, text)) == after
    assert len(changed.find_many([text])) == after
    assert texts(pickle.loads(pickle.dumps(changed)), text) == texts(changed, text)
    changed.save(tmp_path / "x.gazetteer")
    assert texts(saith.Gazetteer.load(tmp_path / "x.gazetteer"), text) == texts(changed, text)


def test_every_option_is_tested():
    assert set(CHANGES) == set(saith.Gazetteer().options)


@pytest.mark.parametrize("option", [o for o in CHANGES if o not in {"stop_words", "short_forms", "particles"}])
def test_an_option_is_a_flag(option, tmp_path):
    names, text, options, _, after = CHANGES[option]
    path = tmp_path / "names.txt"
    path.write_text("\n".join(names), encoding="utf-8")
    value = options[option]
    flag = f"--{option.replace('_', '-')}"
    words = [flag] if value is True else [f"--no{flag[1:]}"] if value is False else [flag, value]
    assert len(rows_of(saith_("find", "--gazetteer", path, *words, input=text))) == after


def test_stop_words_come_from_a_file_or_there_are_none(tmp_path):
    names, words = tmp_path / "names.txt", tmp_path / "words.txt"
    names.write_text("Zenit\nMay\n", encoding="utf-8")
    words.write_text("zenit\n\n", encoding="utf-8")
    text = "It was May. The Zenit stood there."
    for options, expected in (
        ((), ["Zenit"]),
        (("--no-stop-words",), ["May", "Zenit"]),
        (("--stop-words", words), ["May"]),
    ):
        rows = rows_of(saith_("find", "--gazetteer", names, *options, input=text))
        assert [row["text"] for row in rows] == expected


PEOPLE = [
    {"name": "Ann Lee", "aliases": ["Lee", "Lee"], "id": "Q1", "type": "person", "party": "Green", "seats": 3},
    {"name": "Bo Lee", "aliases": ["Lee", " "], "id": "Q2", "type": "person", "name_in_full": "Bobby Lee"},
]
TEXT = "Ann Lee met Bo Lee."


def test_attributes_are_columns_on_demand():
    people = saith.Gazetteer(PEOPLE, short_forms=False)
    table = people.find_many([TEXT, None, "Lee left."], attributes=["party", "seats", "party"])
    assert table["text"] == ["Ann Lee", "Bo Lee", "Lee"]
    assert table["party"] == ["Green", None, None]
    assert table["seats"] == ["3", None, None]
    assert table.columns[-2:] == ["party", "seats"]


ASKED_WRONG = {
    "prty": 'attributes names "prty", which no entity has; did you mean "party"?',
    "zzz": 'attributes names "zzz", which no entity has; the attributes are "name_in_full", "party", "seats"',
}


@pytest.mark.parametrize("name", ASKED_WRONG)
def test_an_attribute_that_no_entity_has_is_an_error(name, tmp_path):
    people = saith.Gazetteer(PEOPLE)
    for find in (people.find_many, saith.Pipeline(gazetteer=people).analyze_many):
        with pytest.raises(saith.FormatError) as raised:
            find([TEXT], attributes=["party", name])
        assert str(raised.value) == ASKED_WRONG[name]
    path = tmp_path / "people.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in PEOPLE), encoding="utf-8")
    for command in ("find", "entities"):
        assert error_of(saith_(command, "--gazetteer", path, "--attributes", name, input=TEXT)) == ASKED_WRONG[name]
    assert saith.Gazetteer().find_many([TEXT], attributes=[name])[name] == []
    with pytest.raises(saith.FormatError, match="there are no attributes"):
        saith.Gazetteer(["Ann Lee"]).find_many([TEXT], attributes=[name])


def test_an_attribute_of_the_last_entity_is_known():
    people = saith.Gazetteer([*PEOPLE, {"name": "Cy Fox", "tail": 1}])
    for _ in range(2):
        assert people.find_many(["Cy Fox left."], attributes=["tail"])["tail"] == ["1"]


def test_an_attribute_that_is_called_as_a_column_gets_a_prefix():
    people = saith.Gazetteer([{"name": "Ann Lee", "start": 1950, "url": "x"}])
    table = people.find_many({"t": [TEXT], "url": ["a"]}, text="t", keep=["url"], attributes=["start", "url"])
    assert table["start"] == [0]
    assert table["attribute_start"] == ["1950"]
    assert (table["url"], table["attribute_url"]) == (["a"], ["x"])


def test_attributes_are_columns_of_the_command_line(tmp_path):
    path = tmp_path / "people.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in PEOPLE), encoding="utf-8")
    rows = rows_of(saith_("find", "--gazetteer", path, "--attributes", "party, seats", input=TEXT))
    assert [(row["party"], row["seats"]) for row in rows] == [("Green", "3"), (None, None)]


def test_the_core_counts_what_it_was_given():
    people = saith.Gazetteer([*PEOPLE, PEOPLE[1]])
    report = people.report
    assert (report.entities, report.aliases, report.duplicates, report.empty, report.repeated) == (3, 4, 1, 2, 1)
    assert people[0].aliases == ("Lee",)
    (match,) = people.find("Bo Lee left.")
    assert match.entity == people[1]


def test_matches_that_overlap_are_replaced_once():
    known = saith.Gazetteer(["Bank of England", "England"], overlaps="all")
    assert known.replace("The Bank of England rose.", by="<{text}>") == "The <Bank of England> rose."


@pytest.mark.parametrize(
    ("names", "by", "expected"),
    [
        (["New York", "York City"], None, "In █████████████ now."),
        (["New York", "York City"], "<{text}>", "In <York City> now."),
        (["New York", "York City"], lambda m: f"<{m.text}>", "In <York City> now."),
        (["New York", "York City", "New York City"], "<{text}>", "In <New York City> now."),
        (["New York", "City"], None, "In ████████ ████ now."),
    ],
)
def test_nothing_stays_of_matches_that_overlap(names, by, expected):
    known = saith.Gazetteer(names, overlaps="all", stop_words=())
    assert known.replace("In New York City now.", by=by) == expected
    assert known.replace_many(["In New York City now."], by=by) == [expected]


def test_of_matches_that_overlap_and_are_as_long_the_first_stands_for_all():
    known = saith.Gazetteer(["Ann Lee Poe", "Lee Poe Fox"], overlaps="all")
    assert known.replace("Ann Lee Poe Fox.", by="<{text}>") == "<Ann Lee Poe>."


def test_the_command_line_redacts_all_that_matches_cover(tmp_path):
    path = tmp_path / "names.txt"
    path.write_text("New York\nYork City\n", encoding="utf-8")
    done = saith_("find", "--gazetteer", path, "--overlaps", "all", "--redact", input="In New York City now.")
    assert (done.returncode, done.stdout) == (0, "In █████████████ now.")


# Compiled


def test_a_gazetteer_is_saved_and_loaded(tmp_path):
    people = saith.Gazetteer(PEOPLE, max_edits=1, stop_words=["May"])
    path = tmp_path / "people.gazetteer"
    people.save(path)
    again = saith.Gazetteer.load(path)
    assert again == people
    assert again.options == people.options
    assert again.find(TEXT) == people.find(TEXT)
    assert [e.attributes for e in again] == [e.attributes for e in people]
    assert (again.report.entities, again.report.aliases) == (2, people.report.aliases)
    people.save(path)  # over what is there


@pytest.mark.slow
def test_loading_is_ten_times_as_fast_as_building(tmp_path):
    names = [f"Ann{i} Lee{i % 977}" for i in range(200_000)]
    begun = time.perf_counter()
    people = saith.Gazetteer(names)
    built = time.perf_counter() - begun
    people.save(tmp_path / "x.gazetteer")
    spent = []
    for _ in range(3):
        begun = time.perf_counter()
        again = saith.Gazetteer.load(tmp_path / "x.gazetteer")
        spent.append(time.perf_counter() - begun)
    assert len(again) == len(names)
    assert min(spent) * 10 < built


def test_a_file_that_is_no_compiled_gazetteer_is_named(tmp_path):
    path = tmp_path / "people.gazetteer"
    with pytest.raises(saith.FormatError, match=r"people\.gazetteer"):
        saith.Gazetteer.load(path)
    for data in (b"", b"name\nAnn Lee\n"):
        path.write_bytes(data)
        with pytest.raises(saith.FormatError, match=r"people\.gazetteer"):
            saith.Gazetteer.load(path)
    saith.Gazetteer(PEOPLE).save(path)
    whole = path.read_bytes()
    for cut in (10, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:cut])
        with pytest.raises(saith.FormatError, match=r"people\.gazetteer"):
            saith.Gazetteer.load(path)
    with pytest.raises(saith.FormatError, match="none"):
        saith.Gazetteer(PEOPLE).save(tmp_path / "none" / "x.gazetteer")


def test_the_command_line_compiles_and_takes_what_it_compiled(tmp_path):
    source, target = tmp_path / "people.jsonl", tmp_path / "people.gazetteer"
    source.write_text("".join(f"{json.dumps(row)}\n" for row in PEOPLE), encoding="utf-8")
    done = saith_("compile-gazetteer", source, "-o", target, "--max-edits", "1", "--no-short-forms")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines()[-1].startswith(f"saith: wrote {target}: 2 entities")
    assert saith.Gazetteer.load(target) == saith.Gazetteer.from_jsonl(source, max_edits=1, short_forms=False)
    rows = rows_of(saith_("find", "--gazetteer", target, input="Amn Lee left."))
    assert [row["id"] for row in rows] == ["Q1"]
    quotes = rows_of(saith_("quotes", "--gazetteer", target, input="“Yes,” said Ann Lee.\n"))
    assert quotes[0]["speaker_id"] == "Q1"
    message = error_of(saith_("compile-gazetteer", source, "-o", tmp_path / "none" / "x"))
    assert "no folder" in message


def test_a_component_of_spacy_keeps_options(tmp_path):
    import spacy

    path = tmp_path / "names.txt"
    path.write_text("Nouri Maliki\n", encoding="utf-8")
    nlp = spacy.blank("en")
    nlp.add_pipe("saith_gazetteer", config={"path": str(path), "format": "txt", "options": {"max_edits": 1}})
    again = spacy.blank("en")
    again.add_pipe("saith_gazetteer")
    again.from_bytes(nlp.to_bytes())
    for pipeline in (nlp, again):
        assert [e.text for e in pipeline("Nouri Malikki left.").ents] == ["Nouri Malikki"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"fuzzy": 1}, "a gazetteer has no option 'fuzzy'; use overlaps, ignore_case"),
        ({"overlaps": "some"}, 'overlaps is \'some\'; use one of "longest", "all"'),
        ({"ignore_case": "yes"}, "ignore_case is 'yes'; use True or False"),
        ({"possessives": 1}, "possessives is 1; use True or False"),
        ({"max_edits": 3}, "max_edits is 3; pass a whole number from 0 to 2"),
        ({"max_edits": True}, "max_edits is True; pass a whole number"),
        ({"stop_words": "May"}, "stop_words is the single string 'May'; pass a list"),
        ({"stop_words": [3]}, "stop_words holds 3; pass a list of strings"),
        ({"stop_words": ["\ud800"]}, "stop_words holds '\\ud800', a lone surrogate"),
    ],
)
def test_an_option_that_cannot_be_is_named(options, message):
    assert message in error(saith.Gazetteer, ["Ann Lee"], **options)


def test_options_are_told_compared_and_pickled():
    plain, strict = saith.Gazetteer(["Ann"]), saith.Gazetteer(["Ann"], ignore_case=False, stop_words=["May", "May"])
    assert plain.options["ignore_case"] is True
    assert plain.options["stop_words"] is None
    assert strict.options == {**plain.options, "ignore_case": False, "stop_words": ["May"]}
    assert strict != plain
    assert hash(strict) != hash(plain)
    again = pickle.loads(pickle.dumps(strict))
    assert again == strict
    assert again.options == strict.options
    assert repr(strict) == "Gazetteer(1 entity: 'Ann'; ignore_case=False; stop_words=['May'])"
    strict.options["ignore_case"] = True
    assert strict.options["ignore_case"] is False


def test_a_gazetteer_of_a_gazetteer_has_options_of_its_own():
    people = saith.Gazetteer([{"name": "Ann", "party": "Green"}], max_edits=1)
    again = saith.Gazetteer(people)
    assert again.options["max_edits"] == 0
    assert again[0].attributes == {"party": "Green"}
    assert saith.Gazetteer(people, **people.options) == people
