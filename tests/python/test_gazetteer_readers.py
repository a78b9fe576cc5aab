"""Every way into a gazetteer: what is read, what is counted, and how a bad row is named."""

from __future__ import annotations

import gzip
import pickle
import subprocess
import sys
import warnings

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import saith
from format_errors import error
from gazetteer_rows import ftm, jsonl, lenient
from saith.gazetteer import GazetteerReport, SkippedRow

# Lists, dicts, tables


def test_names_alone_are_what_dicts_with_names_are():
    names = ["Ann Lee", " Bo Ray ", "José"]
    assert saith.Gazetteer(names) == saith.Gazetteer([{"name": name} for name in names])
    assert [e.name for e in saith.Gazetteer(tuple(names))] == ["Ann Lee", "Bo Ray", "José"]


@pytest.mark.parametrize("wrap", [pd.Series, pl.Series, pa.array, iter, lambda n: pd.Series(n, dtype="category")])
def test_a_column_of_names_is_a_list_of_names(wrap):
    assert saith.Gazetteer(wrap(["Ann Lee", "Bo Ray"])) == saith.Gazetteer(["Ann Lee", "Bo Ray"])


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("  ", "column \"name\": the name is '  '"),
        ("—", "column \"name\": '—' holds no letter or digit"),
        ("\ud800a", 'column "name": a lone surrogate'),
    ],
)
def test_a_bad_name_among_names_is_named_by_its_row(bad, reason):
    assert error(saith.Gazetteer, ["Ann Lee", bad]).startswith(f"gazetteer row 1, {reason}")
    people, warning = lenient(saith.Gazetteer, ["Ann Lee", bad, "Bo Ray"])
    assert [e.name for e in people] == ["Ann Lee", "Bo Ray"]
    assert [row.place for row in people.skipped] == ["gazetteer row 1"]
    assert warning.startswith("1 of 3 rows of the gazetteer was left out, see .skipped: gazetteer row 1, column")


def test_a_dict_gives_names_their_aliases_or_fields():
    people = saith.Gazetteer({"Ann Lee": ["Lee"], "Bo Ray": {"id": "Q2", "aliases": ["Ray"]}, "Cy Fox": "Fox"})
    assert [(e.name, e.aliases, e.id) for e in people] == [
        ("Ann Lee", ("Lee",), None),
        ("Bo Ray", ("Ray",), "Q2"),
        ("Cy Fox", ("Fox",), None),
    ]


@pytest.mark.parametrize(("key", "field"), [("alias", "aliases"), ("label", "type"), ("Kind", "type"), ("typ", "type")])
def test_an_attribute_that_may_be_a_field_is_told_once(key, field, tmp_path):
    rows = [{"name": "Ann Lee", key: "x"}, {"name": "Bo Ray", key: "y"}, {"name": "Cy Fox"}]
    path = jsonl(tmp_path / "people.jsonl", *rows)
    for make, given in ((saith.Gazetteer, rows), (saith.Gazetteer.from_jsonl, path)):
        with pytest.warns(saith.SaithWarning) as caught:
            assert make(given)[0].attributes == {key: "x"}
        assert [(str(w.message), w.filename) for w in caught] == [
            (
                (
                    f'"{key}" became an attribute of 2 entities: if it is the {field}, '
                    f'call it "{field}", or read it with {field}="{key}"'
                ),
                __file__,
            )
        ]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        saith.Gazetteer([*rows, {"name": "Di", field: None}])  # the field is there: the other is none
        saith.Gazetteer([{"name": "Ann", "height": 180, "party": "Green"}])
        saith.Gazetteer(saith.Gazetteer.from_entity_ruler([{"label": "DRUG", "pattern": "Zolaxin"}]))


def test_what_cannot_be_decoded_is_no_name_without_letters(tmp_path):
    path = tmp_path / "people.csv"
    for column, row in (("name", b"\xe9\xe8,,\n"), ("aliases", b"Ann,\xe9,\n"), ("type", b"Ann,,\xe9\n")):
        path.write_bytes(b"name,aliases,type\n" + row)
        message = error(saith.Gazetteer.from_csv, path)
        assert message == f'{path}, line 2, column "{column}": it cannot be read as utf-8; check encoding and cells'
        assert "cannot be read as ascii; " in error(saith.Gazetteer.from_csv, path, encoding="ascii")
    path.write_bytes(b"name,pa\xefs\nAnn,x\n")
    assert error(saith.Gazetteer.from_csv, path) == f'{path}, line 1: cannot be read as utf-8; pass encoding="…"'


FRAME = {"label": ["Ann Lee", "Bo Ray"], "alt": ["Lee|A. Lee", None], "qid": ["Q1", "Q2"], "party": ["Green", None]}
AS = {"name": "label", "aliases": "alt", "id": "qid"}


@pytest.mark.parametrize("wrap", [dict, pd.DataFrame, pl.DataFrame, pa.table, lambda d: Stream(pa.table(d))])
def test_a_table_of_any_library_is_read_with_its_columns(wrap):
    people = saith.Gazetteer.from_table(wrap(FRAME), **AS)
    assert [(e.name, e.aliases, e.id) for e in people] == [("Ann Lee", ("Lee", "A. Lee"), "Q1"), ("Bo Ray", (), "Q2")]
    assert [e.attributes for e in people] == [{"party": "Green"}, {}]


class Stream:
    """Something that speaks Arrow and nothing else."""

    def __init__(self, table):
        self._table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self._table.__arrow_c_stream__(requested_schema)


def test_a_table_needs_the_columns_that_are_named():
    listed = 'the columns are "label", "alt", "qid", "party"'
    assert error(saith.Gazetteer, pd.DataFrame(FRAME)) == (
        f'the table: no column "name" for name; {listed}; use Gazetteer.from_table(…, name="…")'
    )
    assert (
        error(saith.Gazetteer.from_table, pd.DataFrame(FRAME))
        == f'the table: no column "name" for name; {listed}; pass name="…"'
    )
    assert error(saith.Gazetteer.from_table, FRAME, name="label", aliases=["alt", "nick"]) == (
        f'the table: no column "nick" for aliases; {listed}; pass aliases="…"'
    )
    empty = pd.DataFrame({"label": []})
    assert len(saith.Gazetteer.from_table(empty, name="label")) == 0
    with pytest.raises(saith.InputError, match="int is no table"):
        saith.Gazetteer.from_table(3)


def test_aliases_come_from_several_columns_and_from_lists():
    table = pl.DataFrame({"name": ["Ann Lee"], "short": ["Lee"], "former": [["Ann Poe", "Poe"]]})
    people = saith.Gazetteer.from_table(table, aliases=["short", "former"])
    assert people[0].aliases == ("Lee", "Ann Poe", "Poe")
    whole = saith.Gazetteer.from_table({"name": ["Acme"], "aliases": ["A|B"]}, alias_separator=None)
    assert whole[0].aliases == ("A|B",)


def test_a_column_that_is_called_as_a_field_which_another_holds_is_an_attribute():
    people = saith.Gazetteer.from_table({"name": ["Lee"], "label": ["Ann Lee"], "id": [7]}, name="label")
    assert (people[0].name, people[0].id, people[0].attributes) == ("Ann Lee", "7", {"attribute_name": "Lee"})


# CSV, TSV, Parquet


def test_csv_is_read_unpacked_and_with_tabs(tmp_path):
    plain = "name,aliases,id\nAnn Lee,Lee|A. Lee,Q1\n"
    (tmp_path / "a.csv").write_text(plain, encoding="utf-8")
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(plain.encode()))
    (tmp_path / "a.tsv").write_text(plain.replace(",", "\t"), encoding="utf-8")
    expected = saith.Gazetteer([{"name": "Ann Lee", "aliases": ["Lee", "A. Lee"], "id": "Q1"}])
    assert saith.Gazetteer.from_csv(tmp_path / "a.csv") == expected
    assert saith.Gazetteer.from_csv(tmp_path / "a.csv.gz") == expected
    assert saith.Gazetteer.from_tsv(tmp_path / "a.tsv") == expected


def test_bad_rows_of_a_csv_are_listed_and_lose_no_other(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(
        b'name,type,aliases\nAnn Lee,person,Lee\n,person,\nBo Ray,wizard,\nCy,,a,b\n"Di"x,,\nJos\xe9,,\n\nEd Poe,place,\n"Fay'
    )
    people, warning = lenient(saith.Gazetteer.from_csv, path)
    assert [e.name for e in people] == ["Ann Lee", "Ed Poe"]
    lines = [int(row.place.removeprefix(f"{path}, line ")) for row in people.skipped]
    assert sorted(lines) == [3, 4, 5, 6, 7, 10]
    reasons = {line: row.reason for line, row in zip(lines, people.skipped, strict=True)}
    assert reasons[3].startswith('column "name": the name is missing or its cell empty; ')
    assert reasons[4].startswith("column \"type\": 'wizard' is no type; ")
    assert reasons[5].startswith("more cells than the 3 columns; ")
    assert reasons[6].startswith("cannot be read as utf-8 CSV")
    assert reasons[7] == 'column "name": it cannot be read as utf-8; check encoding and cells'
    assert reasons[10].startswith("cannot be read as utf-8 CSV")
    assert "6 of 8 rows of the gazetteer were left out" in warning
    assert people.report.skipped == 6


def test_parquet_is_read_with_its_columns_and_names_its_rows(tmp_path):
    path = tmp_path / "people.parquet"
    pq.write_table(pa.table({"label": ["Ann Lee", None], "alt": [["Lee"], []], "seats": [3, 4]}), path)
    people, _ = lenient(saith.Gazetteer.from_parquet, path, name="label", aliases="alt")
    assert [(e.name, e.aliases, e.attributes) for e in people] == [("Ann Lee", ("Lee",), {"seats": 3})]
    assert people.skipped[0].place == f"{path}, row 1"
    message = error(saith.Gazetteer.from_parquet, path, name="label")
    assert message.startswith(f'{path}, row 1, column "name": the name is missing or its cell empty; ')
    assert 'no column "name" for name; the columns are "label"' in error(saith.Gazetteer.from_parquet, path)
    path.write_bytes(b"PAR1 not really")
    assert error(saith.Gazetteer.from_parquet, path).startswith(f"{path}: no Parquet file")


# A name or an object a line


def test_a_file_of_names_has_one_a_line(tmp_path):
    path = tmp_path / "names.txt"
    path.write_bytes("\ufeffAnn Lee\r\n\r\n  José \n".encode())
    assert [e.name for e in saith.Gazetteer.from_txt(path)] == ["Ann Lee", "José"]
    path.write_bytes(b"Ann Lee\nJos\xe9\n")
    assert error(saith.Gazetteer.from_txt, path).startswith(f'{path}, line 2, column "name": it cannot be read as')
    assert saith.Gazetteer.from_txt(path, encoding="latin-1")[1].name == "José"


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz"])
def test_json_lines_are_read_with_their_keys(tmp_path, suffix):
    rows = [{"label": "Ann Lee", "alt": ["Lee"], "short": "A. Lee", "seats": 3}, '"Bo Ray"', {"label": "Cy Fox"}]
    path = jsonl(tmp_path / f"people.{suffix}", *rows)
    people = saith.Gazetteer.from_jsonl(path, name="label", aliases=["alt", "short"])
    assert [(e.name, e.aliases) for e in people] == [("Ann Lee", ("Lee", "A. Lee")), ("Bo Ray", ()), ("Cy Fox", ())]
    assert people[0].attributes == {"seats": 3}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{oops}", ": no JSON (Expecting property name enclosed in double quotes at column 2); give one object a line"),
        ("[1]", ': no JSON object; give one a line, as in {"name": "Ann Lee"}'),
        ("[" * 100_000, ": no JSON ("),
        ('{"nom": "Ann"}', ': no key "name" for name; '),
        ('{"name": null}', ', column "name": the name is missing or its cell empty; '),
        ('{"name": "Ann", "aliases": [1]}', ', column "aliases": [1] is no list of strings; '),
        ('{"name": "Ann", "aliases": ["—"]}', ", column \"aliases\": '—' holds no letter or digit; "),
        ('{"name": "Ann", "weight": -1}', ', column "weight": -1 is no weight; '),
        ('{"name": "Ann", "party": "\\ud800"}', ', column "party": it cannot be read as UTF-8; '),
        (b'{"name": "\xff"}', ": byte 11 is not UTF-8; "),
    ],
)
def test_a_bad_line_is_named_by_file_line_and_key(tmp_path, line, reason):
    path = tmp_path / "people.jsonl"
    path.write_bytes(
        b'{"name": "Bo Ray"}\n\n' + (line if isinstance(line, bytes) else line.encode()) + b'\n{"name": "Cy"}\n'
    )
    assert error(saith.Gazetteer.from_jsonl, path).startswith(f"{path}, line 3{reason}")
    people, _ = lenient(saith.Gazetteer.from_jsonl, path)
    assert [e.name for e in people] == ["Bo Ray", "Cy"]
    assert people.skipped[0].place == f"{path}, line 3"


def test_a_file_that_is_no_gzip_or_is_cut_is_named(tmp_path):
    path = tmp_path / "people.jsonl.gz"
    path.write_bytes(b'{"name": "Ann"}\n')
    assert error(saith.Gazetteer.from_jsonl, path).startswith(f"{path}: no whole gzip file (")
    path.write_bytes(gzip.compress(b'{"name": "Ann"}\n' * 1000)[:-20])
    assert error(saith.Gazetteer.from_jsonl, path).startswith(f"{path}: no whole gzip file (")


# Patterns of spaCy


PATTERNS = [
    {"label": "ORG", "pattern": "Acme", "id": "acme"},
    {"label": "GPE", "pattern": "Ashford"},
    {"label": "ORG", "pattern": "Acme Corporation", "id": "acme"},
    {"label": "DRUG", "pattern": "Zolaxin"},
    {"label": "PRODUCT", "pattern": "Acme One", "id": "acme"},
]


def test_phrases_of_one_id_and_label_are_one_entity(tmp_path):
    known = saith.Gazetteer.from_entity_ruler(jsonl(tmp_path / "patterns.jsonl", *PATTERNS))
    assert [(e.name, e.aliases, e.type, e.id, e.attributes["label"]) for e in known] == [
        ("Acme", ("Acme Corporation",), "organization", "acme", "ORG"),
        ("Ashford", (), "place", None, "GPE"),
        ("Zolaxin", (), None, None, "DRUG"),
        ("Acme One", (), "other", "acme", "PRODUCT"),
    ]
    assert saith.Gazetteer.from_entity_ruler(PATTERNS) == known


def test_an_entity_ruler_itself_is_read():
    import spacy

    ruler = spacy.blank("en").add_pipe("entity_ruler")
    ruler.add_patterns(PATTERNS)
    ours = {(e.name, e.id) for e in saith.Gazetteer.from_entity_ruler(ruler)}
    assert ours == {("Acme", "acme"), ("Ashford", None), ("Zolaxin", None), ("Acme One", "acme")}


def test_a_folder_of_to_disk_is_read(tmp_path):
    import spacy

    ruler = spacy.blank("en").add_pipe("entity_ruler")
    ruler.add_patterns(PATTERNS)
    ruler.to_disk(tmp_path / "ruler")
    assert len(saith.Gazetteer.from_entity_ruler(tmp_path / "ruler")) == len(saith.Gazetteer.from_entity_ruler(ruler))
    assert error(saith.Gazetteer.from_entity_ruler, tmp_path).startswith(
        f"{tmp_path}: cannot be read (a folder without"
    )


def test_a_pattern_of_tokens_is_refused_by_name_with_its_line(tmp_path):
    tokens = {"label": "GPE", "pattern": [{"LOWER": "san"}, {"LOWER": "francisco"}]}
    path = jsonl(tmp_path / "patterns.jsonl", PATTERNS[0], tokens, {"pattern": "x"}, PATTERNS[1])
    message = error(saith.Gazetteer.from_entity_ruler, path)
    assert message.startswith(
        f'{path}, line 2, column "pattern": [{{"LOWER": "san"}}, {{"LOWER": "francisco"}}] of label "GPE" '
        "is a pattern of tokens"
    )
    known, _ = lenient(saith.Gazetteer.from_entity_ruler, path)
    assert [e.name for e in known] == ["Acme", "Ashford"]
    assert [row.place for row in known.skipped] == [f"{path}, line 2", f"{path}, line 3"]
    assert error(saith.Gazetteer.from_entity_ruler, [tokens]).startswith('pattern 0, column "pattern"')
    with pytest.raises(saith.InputError, match="int holds no patterns"):
        saith.Gazetteer.from_entity_ruler(3)


# What all share


MAKERS = ["from_csv", "from_tsv", "from_parquet", "from_jsonl", "from_txt", "from_followthemoney", "from_wikidata"]


@pytest.mark.parametrize("maker", [*MAKERS, "from_entity_ruler"])
def test_a_file_that_is_not_there_is_named(maker, tmp_path):
    make = getattr(saith.Gazetteer, maker)
    assert error(make, tmp_path / "none") == f"{tmp_path / 'none'}: no such file; check the path"
    assert error(make, tmp_path).startswith(f"{tmp_path}: cannot be read (")
    assert "NUL" in error(make, "a\0b")
    if maker in MAKERS:
        assert "path is 5" in error(make, 5)


@pytest.mark.parametrize("maker", [*MAKERS, "from_entity_ruler", "from_table", "from_records"])
def test_options_are_checked_before_a_file_is_read(maker):
    assert "max_edits is 9" in error(getattr(saith.Gazetteer, maker), "none", max_edits=9)


def test_the_report_counts_what_is_given_twice_or_empty():
    people = saith.Gazetteer(
        [
            {"name": "Ann Lee", "aliases": ["Lee", "", "Lee", " ", "Ann Lee"]},
            {"name": "Bo Ray", "aliases": ["Lee"]},
            "Cy Fox",
            "Cy Fox",
        ]
    )
    report = people.report
    assert (report.entities, report.duplicates, report.empty, report.repeated) == (4, 2, 2, 1)
    assert pickle.loads(pickle.dumps(people)).report == report
    assert str(GazetteerReport(2, 4, 2, 2, 1, 1, {"no label in en": 3})) == (
        "2 entities, 4 aliases, 2 duplicates, 2 aliases empty, 1 repeated, 1 row skipped, "
        "3 passed over (no label in en)"
    )
    assert str(GazetteerReport(1, 1, 1, 1)) == "1 entity, 1 alias, 1 duplicate, 1 alias empty"


def test_the_report_and_the_skipped_rows_survive_pickle(tmp_path):
    path = jsonl(tmp_path / "x.json", ftm("a", "Person", name=["Ann Lee"]), ftm("b", "Address"), "{")
    people, _ = lenient(saith.Gazetteer.from_followthemoney, path)
    again = pickle.loads(pickle.dumps(people))
    assert again == people
    assert again.report == people.report
    assert again.skipped == people.skipped == [SkippedRow(f"{path}, line 3", again.skipped[0].reason)]
    assert hash(again.report) == hash(people.report)
    assert repr(people) == "Gazetteer(1 entity: 'Ann Lee'; 1 skipped; 1 passed over)"


def test_a_notebook_shows_entities_and_counts():
    people = saith.Gazetteer([{"name": "Ann <Lee>", "aliases": ["Lee", "Lee"], "id": "Q1"}, *map(str, range(20))])
    shown = people._repr_html_()
    assert "Ann &lt;Lee&gt;" in shown
    assert "21 entities, 22 aliases, 1 duplicate" in shown
    assert shown.count("<tr>") == 11


def test_strict_is_the_default_and_a_good_file_warns_of_nothing(tmp_path):
    path = jsonl(tmp_path / "people.jsonl", {"name": "Ann Lee"})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert saith.Gazetteer.from_jsonl(path, strict=False).skipped == []


def test_reading_lines_imports_nothing_optional(tmp_path):
    path = jsonl(tmp_path / "people.jsonl", {"name": "Ann Lee"})
    code = (
        "import sys, saith; saith.Gazetteer.from_jsonl(sys.argv[1]).replace('Ann Lee left.'); "
        "print([m for m in ('pandas', 'polars', 'pyarrow', 'spacy', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# Bytes, rows of several lines, fields in other case


def test_columns_of_bytes_are_text_or_refused(tmp_path):
    path = tmp_path / "people.parquet"
    table = pa.table({"name": pa.array([b"Ann Lee", "Zoë".encode()]), "aliases": [[b"Lee"], [b"Z"]]})
    pq.write_table(table, path)
    for people in (saith.Gazetteer.from_parquet(path), saith.Gazetteer(table), saith.Gazetteer.from_table(table)):
        assert [(e.name, e.aliases) for e in people] == [("Ann Lee", ("Lee",)), ("Zoë", ("Z",))]
    pq.write_table(pa.table({"name": pa.array([b"Ann Lee", b"\xff"])}), path)
    told = f'{path}, row 1, column "name": its bytes are not UTF-8; write it as text'
    assert error(saith.Gazetteer.from_parquet, path) == told


def test_a_row_of_several_lines_is_named_by_its_first(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text('name,id\nAnn Lee,1\n"Bo Ray,2\nCy Fox,3\nDi Roe,4\n', encoding="utf-8")
    assert error(saith.Gazetteer.from_csv, path).startswith(f"{path}, line 3: cannot be read as utf-8 CSV")
    path.write_text('name,id\nAnn Lee,1\n\n"\n\n",2\nCy Fox\n', encoding="utf-8")
    people, _ = lenient(saith.Gazetteer.from_csv, path)
    assert [row.place for row in people.skipped] == [f"{path}, line 4", f"{path}, line 7"]


@pytest.mark.parametrize(("key", "field"), [("ID", "id"), ("Id", "id"), (" id", "id"), ("Weight ", "weight")])
def test_a_field_in_other_case_is_told(key, field):
    with pytest.warns(
        saith.SaithWarning, match=f'became an attribute of 1 entity: if it is the {field}, call it "{field}"'
    ):
        people = saith.Gazetteer([{"name": "Ann Lee", key: "1"}])
    assert people[0].attributes == {key: "1"}
