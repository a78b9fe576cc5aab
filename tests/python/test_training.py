"""Training and scoring of stages: through the command line, on small treebanks that the tests write."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from pathlib import Path

import pytest
import saith
from cli_runs import error_of, saith_
from control_c import check_stop
from saith import _core
from saith.exceptions import FormatError

STAGES = _core.stages()
FILES = ("ud_ewt/train.conllu", "ud_ewt/dev.conllu", "gum/train/a.conllu", "gum/dev/b.conllu")

#: An article as PolNeAR has it, and the relation that is annotated in it.
ARTICLE = "“We won’t go,” said Lee. The “free” lunch was cold.\n"
STANDOFF = "T1\tContent 0 14\t“We won’t go,”\nE1\tAttribution:T1 Content:T1\n"
#: Parts of speech and entities of words, as GUM has them.
ENTITIES = {
    "Ann": ("PROPN", "Entity=(1-person-new"),
    "Lee": ("PROPN", "Entity=1)"),
    "He": ("PRON", "Entity=(1-person-giv)"),
}


def conllu(paragraphs: list[list[str]]) -> str:
    """A document of sentences, a token a word."""
    lines = ["# newdoc id = story"]
    for paragraph in paragraphs:
        lines.append("# newpar")
        for sentence in paragraph:
            lines.append(f"# text = {sentence}")
            for i, word in enumerate(sentence.split(), 1):
                part, entity = ENTITIES.get(word, ("X", "_"))
                lines.append("\t".join([str(i), word, "_", part, "_", "_", str(int(i > 1)), "dep", "_", entity]))
            lines.append("")
    return "\n".join(lines) + "\n"


LINES = "“It rains,” said Ann.\n\n“It does,” said Peter.\n\n“Shall we go?”\n\n“Not yet,” he said.\n\n"
#: A novel of a few lines over and over, in the form of the Project Dialogism Novel Corpus.
NOVEL = {
    "novel_text.txt": LINES * 6,
    "character_info.csv": "Character ID,Main Name,Aliases,Gender,Category\n0,Ann,{'Ann'},F,major\n1,Peter,\"{'Peter', 'Pete'}\",M,major\n",
    "quotation_info.csv": '"quoteID","quoteByteSpans","speaker","quoteType"\n'
    + "".join(
        f'"Q{place}","[[{place}, {place + len(said)}]]","{who}","Explicit"\n'
        for start in range(0, len(LINES) * 6, len(LINES))
        for said, who in (("It rains,", "Ann"), ("It does,", "Pete"), ("Shall we go?", "Ann"), ("Not yet,", "Peter"))
        for place in [start + LINES.index(said)]
    ),
}


@pytest.fixture
def data(tmp_path):
    """A data folder whose sentences any splitter can tell apart."""
    for file in FILES:
        path = tmp_path / "data" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(conllu([["Ann Lee left.", "He stayed."], ["They came home again."]]), encoding="utf-8")
    for part in ("train", "dev"):
        for folder, name, content in (("text", "a.txt", ARTICLE), ("attributions", "a_0000.ann", STANDOFF)):
            path = tmp_path / "data" / "polnear" / part / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    labels = tmp_path / "eval" / "speakers" / "dev.jsonl"
    labels.parent.mkdir(parents=True)
    labels.write_text('{"id": "a", "speakers": {"0": {"name": "Lee", "form": "name"}}}\n', encoding="utf-8")
    novel = tmp_path / "data" / "pdnc" / "TheBridge"
    novel.mkdir(parents=True)
    for file, content in NOVEL.items():
        (novel / file).write_text(content, encoding="utf-8")
    return tmp_path


def test_sentences_are_scored_in_three_layouts(data):
    done = saith_("eval", "sentences", "--data", data, "--format", "json")
    assert done.returncode == 0, done.stderr
    (table,) = json.loads(done.stdout)["tables"]
    assert table["columns"] == ["data", "layout", "documents", "sentences", "precision", "recall", "F1"]
    assert [row[:4] for row in table["rows"]] == [
        [name, layout, 1, 3] for name in ("EWT", "GUM") for layout in ("kept", "flat", "wrapped")
    ]
    assert {tuple(row[4:]) for row in table["rows"]} == {(100.0, 100.0, 100.0)}
    inner = saith_("eval", "sentences", "--data", data / "data", "--threads", "1")
    assert inner.stdout == done.stdout


def test_scores_are_those_of_the_splitter(data):
    """One boundary of the gold standard that no splitter would put, and one that it leaves out."""
    path = data / "data" / FILES[1]
    path.write_text(conllu([["Ann Lee", "left. He stayed."]]), encoding="utf-8")
    text = "Ann Lee left. He stayed."
    assert [str(s) for s in saith.sentences(text)] == ["Ann Lee left.", "He stayed."]
    done = saith_("eval", "sentences", "--data", data, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert (rows[0]["data"], rows[0]["layout"]) == ("EWT", "kept")
    assert [float(rows[0][column]) for column in ("precision", "recall", "F1")] == [0, 0, 0]
    assert rows[0]["table"].startswith("boundaries of sentences")


def test_the_table_for_people(data):
    lines = saith_("eval", "sentences", "--data", data, "--format", "table").stdout.splitlines()
    assert lines[0].endswith(":")
    assert lines[1].split() == ["data", "layout", "documents", "sentences", "precision", "recall", "F1"]
    assert lines[3].split() == ["EWT", "kept", "1", "3", "100.00", "100.00", "100.00"]
    assert len(lines) == 9


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("# text = One.\n1\tOne.\n", ", line 2: the token has 2 fields; write ten, with tabs between them"),
        ("# text =\n", ", line 1: the sentence has no text; write it after `# text =`"),
        ("Dear reader\n", ", line 1: this is neither a comment nor a token; begin it with # or a token's number"),
        ("", ": has no sentences; give CoNLL-U with a `# text =` line a sentence"),
        ("# text = One.\n# text = caf\xe9\n".encode("latin-1"), ", line 2: is not UTF-8; save it as UTF-8"),
    ],
)
def test_what_is_wrong_with_data_is_told_with_file_and_line(data, content, message):
    path = data / "data" / FILES[3]
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert error_of(saith_("eval", "sentences", "--data", data)) == f"{path}{message}"


def test_data_that_is_not_there(data):
    path = data / "data" / FILES[1]
    path.unlink()
    message = error_of(saith_("eval", "sentences", "--data", data))
    assert message.startswith(f"{path}: the treebank is not there")
    with pytest.raises(FormatError, match="name the folder that holds"):
        _core.evaluate("sentences", str(data / "nowhere"))


def test_stages_that_are_not_there(data):
    with pytest.raises(FormatError, match='there is no stage "x"; use one of sentences'):
        _core.evaluate("x", str(data))
    for command in ("eval", "train"):
        out = () if command == "eval" else ("--out", data / "m.saith")
        done = saith_(command, "x", "--data", data, *out)
        assert done.returncode == 2
        assert "no stage 'x'" in done.stderr
        assert all(name in done.stderr for name in STAGES)


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_is_trained_alike_on_any_number_of_threads(data, stage):
    files = []
    for threads in (1, 2):
        out = data / f"{threads}.saith"
        done = saith_("train", stage, "--data", data, "--out", out, "--threads", threads, "--seed", 7, "--progress")
        assert done.returncode == 0, done.stderr
        facts = json.loads(done.stdout)
        assert (facts["stage"], facts["seed"], facts["saith"]) == (stage, 7, saith.__version__)
        assert "loss" in done.stderr
        files.append(out.read_bytes())
    assert files[0] == files[1]
    assert sorted(path.name for path in data.iterdir() if path.is_file()) == ["1.saith", "2.saith"]
    scored = saith_("eval", stage, "--data", data, "--model", out)
    assert json.loads(scored.stdout)["tables"]
    out.write_bytes(files[0][:-20])
    assert error_of(saith_("eval", stage, "--data", data, "--model", out)).startswith(
        f"{out}: the model file is cut off"
    )


@pytest.mark.parametrize("seed", ["-1", "1.5", "x", str(2**64)])
def test_a_seed_is_a_whole_number(data, seed):
    done = saith_("train", f"--seed={seed}", "--data", data, "--out", data / "m.saith", "sentences")
    assert done.returncode == 2
    assert f"{seed} is no seed; give a whole number from 0 to {2**64 - 1}" in done.stderr


SCRIPT = """
import sys
from saith import _core
print("begun", flush=True)
try:
    _core.evaluate("sentences", sys.argv[1], threads=1)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to send there")
def test_control_c_stops_within_a_second(data):
    long = conllu([["Ann Lee left for home.", "He stayed."] * 50] * 4000)
    (data / "data" / FILES[1]).write_text(long, encoding="utf-8")
    check_stop(SCRIPT, data)


ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SAITH_DATA") or ROOT.parent / "shared")


@pytest.mark.skipif(not (SHARED / "data" / "ud_ewt").is_dir(), reason="needs the treebanks under SAITH_DATA")
def test_the_shipped_model_of_sentences_is_what_its_command_gives(tmp_path):
    out = tmp_path / "sentences.saith"
    done = saith_("train", "sentences", "--data", SHARED, "--out", out)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes() == (ROOT / "models" / "sentences.saith").read_bytes()
