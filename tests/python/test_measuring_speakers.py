"""The script that scores speakers on novels: what it leaves out, what it predicts, and how sure the speakers are."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
import saith

EVAL = Path(__file__).resolve().parents[2] / "eval"

CHARACTERS = {
    "Mrs. Ann Lee": {"aliases": ["Ann", "Mrs. Ann Lee", "_unknowable"]},
    "Bo Ray": {"aliases": ["Bo Ray", "Ray"]},
    "_group": {"aliases": ["_group"]},
}


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(EVAL))
    spec = importlib.util.spec_from_file_location("eval_speakers", EVAL / "speakers.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_novel_is_in_one_part(script):
    novels = [f"Novel{n:02d}" for n in range(12)]
    found = script.folds(reversed(novels))
    assert found[1] == ["Novel01", "Novel06", "Novel11"]
    assert sorted(novel for part in found for novel in part) == novels


def test_hidden_novels_are_not_linked(script, monkeypatch, tmp_path):
    for name in ("pdnc/Emma", "pdnc/Hard", "pdnc/Night", "polnear/train"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "text").write_text(name, encoding="utf-8")
    (tmp_path / "pdnc" / "README.md").touch()
    monkeypatch.setattr(script, "PDNC", tmp_path / "pdnc")
    monkeypatch.setattr(script, "POLNEAR", tmp_path / "polnear")
    target = tmp_path / "links"
    assert script.linked(target, ["Hard"]) == 2
    assert {path.name for path in (target / "pdnc").iterdir()} == {"Emma", "Night"}
    assert (target / "pdnc" / "Emma" / "text").read_text(encoding="utf-8") == "pdnc/Emma"
    assert (target / "polnear" / "train" / "text").is_file()


def test_groups_and_the_unknown_are_no_entries(script):
    assert script.listed(CHARACTERS) == [
        {"name": "Mrs. Ann Lee", "aliases": ["Ann"], "type": "person", "id": "Mrs. Ann Lee"},
        {"name": "Bo Ray", "aliases": ["Ray"], "type": "person", "id": "Bo Ray"},
    ]


def test_quotations_are_predicted_by_id_or_name_and_indirect_quotes_are_none(script):
    text = "“It is late,” said Ann, “and cold.” Bo Ray said that the mill would close.\n\n“Back at noon.”"
    people = saith.Gazetteer(script.listed(CHARACTERS))
    for pipeline, name in ((saith.Pipeline(gazetteer=people), "Mrs. Ann Lee"), (saith.Pipeline(), "Ann")):
        found = script.predicted(pipeline, text)
        assert [[text[start:end] for start, end in quote["spans"]] for quote in found] == [
            ["It is late,", "and cold."],
            ["Back at noon."],
        ]
        assert found[0]["speaker"] == name
        assert all((quote["speaker"] is None) == (quote["confidence"] is None) for quote in found)


def test_speakers_are_counted_by_confidence_as_the_scorer_counts_them(script):
    def score(docs, predictions):
        """Take the first of two for right, and find all quotes but the last."""
        counts = Counter()
        for doc in docs:
            for quote in predictions[doc["id"]][:-1]:
                counts.update(f=1, none=quote["speaker"] is None, r=quote["speaker"] == "Ann")
        return counts, {}

    quotes = [
        {"speaker": speaker, "confidence": confidence}
        for speaker, confidence in (("Ann", 0.91), ("Bo", 0.95), ("Ann", 1.0), ("Bo", 0.35), (None, None), ("Ann", 0.9))
    ]
    predictions = {"given": {"a": quotes}, "found": {"a": []}}
    lines = script.reliability(SimpleNamespace(score=score), [{"id": "a"}], predictions).splitlines()
    assert lines[0].startswith("| `speaker_confidence` | characters given: quotations |")
    assert lines[2:] == [
        "| 0.3 – 0.4 | 1 | 0.35 | 0.00 | 0 | – | – |",
        "| 0.9 – 1.0 | 3 | 0.94 | 0.67 | 0 | – | – |",
    ]


def test_systems_are_named_in_the_scorers_table(script):
    printed = "| system | novels |\n|---|---|\n| given.jsonl | 20 |\n| Emma | 1 |\n| baseline.jsonl | 20 |"
    named = script.named(printed)
    assert "| saith, characters given | 20 |\n| Emma | 1 |\n| baseline, characters given | 20 |" in named


def test_what_is_no_novel_is_refused(tmp_path):
    def told(*arguments: str) -> str:
        command = [sys.executable, str(EVAL / "speakers.py"), *arguments]
        environment = {**os.environ, "SAITH_DATA": str(tmp_path)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, done.stdout) == (2, "")
        return done.stderr

    for name in ("eval/fiction", "data/pdnc", "data/polnear"):
        (tmp_path / name).mkdir(parents=True)
    scorer = tmp_path / "eval" / "fiction" / "fiction.py"
    scorer.write_text("def pdnc(root):\n    return [{'id': 'Emma'}]\n", encoding="utf-8")
    assert "no novel Emmma; choose from Emma" in told("--only", "Emmma")
    assert "--write wants all novels" in told("--only", "Emma", "--write")
