"""Training and scoring of names: through the command line, on small corpora that the tests write."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runs import error_of, saith_

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SAITH_DATA") or ROOT.parent / "shared")
WIKIGOLD = "ner/wikigold/CONLL-format/data/wikigold.conll.txt"
WNUT = "ner/WNUT17/CONLL-format/data"
RE3D = "ner/re3d/CONLL-format/data-by-source/conll/Post/a.conll"
UNER = "ner/uner_ewt/dev.iob2"

#: Words that no list knows, and what stands around them: only the data can say what they name.
NAMES = ("Vexor", "Quimble", "Trazzo")
SENTENCES = ("They lived in {} then .", "She came to {} again .", "He saw {} on the hill .")


def sentences(names: tuple[str, ...] = NAMES) -> list[str]:
    return [sentence.format(name) for name in names for sentence in SENTENCES]


def gum(kind: str, times: int = 1) -> str:
    """GUM's CoNLL-U, in which the names are of a kind."""
    lines = ["# newdoc id = GUM_news_hills"]
    for number, sentence in enumerate(sentences() * times, 1):
        lines.append(f"# text = {sentence}")
        for i, word in enumerate(sentence.split(), 1):
            part, entity = ("PROPN", f"Entity=({number}-{kind}-new)") if word in NAMES else ("X", "_")
            lines.append("\t".join([str(i), word, "_", part, "_", "_", str(int(i > 1)), "dep", "_", entity]))
        lines.append("")
    return "\n".join(lines) + "\n"


def tagged(tag: str, *, iob2: bool = False, times: int = 1) -> str:
    """The same with a tag a token."""
    lines = []
    for sentence in sentences() * times:
        if iob2:
            lines.append(f"# text = {sentence}")
        for i, word in enumerate(sentence.split(), 1):
            label = f"B-{tag}" if word in NAMES else "O"
            lines.append("\t".join([str(i), word, label, "-"]) if iob2 else f"{word} {label}")
        lines.append("")
    return "\n".join(lines) + "\n"


def put(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def data(tmp_path):
    """A data folder with all the corpora; its names are places."""
    return put(
        tmp_path / "places",
        {
            "gum/train/a.conllu": gum("place"),
            "gum/dev/b.conllu": gum("place"),
            "ud_ewt/train.conllu": gum("_"),
            WIKIGOLD: tagged("LOC"),
            f"{WNUT}/train/wnut17train.conll": tagged("location"),
            f"{WNUT}/dev/emerging.dev.conll": tagged("location"),
            RE3D: tagged("Location"),
            UNER: tagged("LOC", iob2=True),
        },
    )


def train(data: Path, out: Path, *more: object) -> dict[str, dict[str, object]]:
    done = saith_("train", "names", "--data", data, "--out", out, *more)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def scores(data: Path, *more: object) -> dict[str, dict[str, object]]:
    done = saith_("eval", "names", "--data", data, "--format", "json", *more)
    assert done.returncode == 0, done.stderr
    (table,) = json.loads(done.stdout)["tables"]
    return {row[0]: dict(zip(table["columns"], row, strict=True)) for row in table["rows"]}


def test_the_data_say_what_a_name_names(data, tmp_path):
    """Two models, of corpora that differ in the type alone."""
    facts = train(data, tmp_path / "places.saith")
    assert (facts["stage"], facts["seed"]) == ("names", 1)
    names = len(sentences())
    for corpus in ("GUM", "WikiGold", "WNUT17", "re3d"):
        assert facts["data"][corpus] == {"texts": 1, "names": names}
    # EWT has parts of speech alone: the teacher names what stands there.
    assert facts["data"]["EWT"] == {"texts": 1, "names, by the teacher": names}

    bodies = put(
        tmp_path / "bodies",
        {
            "gum/train/a.conllu": gum("organization"),
            "ud_ewt/train.conllu": gum("_"),
            WIKIGOLD: tagged("ORG"),
        },
    )
    train(bodies, tmp_path / "bodies.saith")
    places, organizations = (scores(data, "--model", tmp_path / f"{name}.saith") for name in ("places", "bodies"))
    assert list(places) == ["UNER EWT dev", "WNUT17 dev", "GUM dev", "WikiGold", "re3d Post"]
    for corpus, row in places.items():
        assert (row["names"], row["place"], row["F1"]) == (names, 100.0, 100.0), corpus
        assert row["match"] == ("overlap" if corpus.startswith("re3d") else "exact")
        assert (organizations[corpus]["place"], organizations[corpus]["F1"]) == (0.0, 0.0)
    assert scores(data, "--model", tmp_path / "places.saith", "--threads", 1) == places


def test_names_are_learned_alike_on_any_number_of_threads(data, tmp_path):
    files = []
    for threads in (1, 3):
        out = tmp_path / f"{threads}.saith"
        train(data, out, "--threads", threads, "--seed", 7)
        files.append(out.read_bytes())
    assert files[0] == files[1]
    train(data, out, "--seed", 8)
    assert out.read_bytes() != files[0]
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["1.saith", "3.saith"]


def test_corpora_that_are_missing_are_passed_over(tmp_path):
    """Facts and scores name what was there."""
    data = put(
        tmp_path / "few",
        {"gum/train/a.conllu": gum("place"), "gum/dev/b.conllu": gum("place"), "ud_ewt/train.conllu": gum("_")},
    )
    assert sorted(train(data, tmp_path / "few.saith")["data"]) == ["EWT", "GUM"]
    assert list(scores(data)) == ["GUM dev"]
    put(data, {RE3D: tagged("Location")})
    assert sorted(train(data, tmp_path / "few.saith")["data"]) == ["EWT", "GUM", "re3d"]
    assert list(scores(data)) == ["GUM dev", "re3d Post"]


@pytest.mark.parametrize("missing", ["gum/train", "ud_ewt"])
def test_what_must_be_there_is_asked_for(data, missing, tmp_path):
    folder = data / "data" / missing
    folder.rename(data / "away")
    message = error_of(saith_("train", "names", "--data", data, "--out", tmp_path / "m.saith"))
    assert message.startswith(str(folder))
    assert not (tmp_path / "m.saith").exists()


@pytest.mark.parametrize(
    ("file", "content", "place"),
    [
        (WIKIGOLD, "They O\nlived O\nVexor\n", 'line 3: "Vexor" has no tag; write token and tag'),
        (RE3D, "They O\n\nVexor\n", 'line 3: "Vexor" has no tag; write token and tag'),
        (UNER, "# text = Vexor\n1\tVexor\n", 'line 2: "1 Vexor" has no tag; write token and tag'),
    ],
)
def test_a_line_without_a_tag_is_told_with_file_and_line(data, tmp_path, file, content, place):
    path = data / "data" / file
    path.write_text(content, encoding="utf-8")
    message = f"{path}, {place}"
    assert error_of(saith_("eval", "names", "--data", data)) == message
    if file != UNER:
        assert error_of(saith_("train", "names", "--data", data, "--out", tmp_path / "m.saith")) == message


def test_a_model_of_another_stage_is_refused(data):
    other = ROOT / "models" / "sentences.saith"
    message = error_of(saith_("eval", "names", "--data", data, "--model", other))
    assert message.startswith(f"{other}: ")
    assert "sentences" in message


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to send there")
def test_after_control_c_the_same_command_goes_on(data, tmp_path):
    put(data, {"gum/train/a.conllu": gum("place", times=300), WIKIGOLD: tagged("LOC", times=300)})
    train(data, tmp_path / "whole.saith")
    out = tmp_path / "stopped.saith"
    command = [sys.executable, "-m", "saith", "train", "names", "--data", data, "--out", out, "--progress"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        for line in process.stderr:
            if "pass 3 of" in line:
                process.send_signal(signal.SIGINT)
                break
        said = process.stderr.read()
        assert process.wait(timeout=30) == 130, said
    assert f"the same command goes on from {out}.part" in said
    assert not out.exists()
    assert list(tmp_path.glob("stopped.saith.part.*"))
    train(data, out)
    assert out.read_bytes() == (tmp_path / "whole.saith").read_bytes()
    assert not list(tmp_path.glob("*.part*"))


@pytest.mark.slow
@pytest.mark.skipif(
    not all((SHARED / "data" / name).exists() for name in ("gum", "ud_ewt", WIKIGOLD, f"{WNUT}/train", "ner/re3d")),
    reason="needs the corpora of names under SAITH_DATA",
)
def test_the_shipped_model_of_names_is_what_its_command_gives(tmp_path):
    out = tmp_path / "names.saith"
    done = saith_("train", "names", "--data", SHARED, "--out", out, timeout=1800)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes() == (ROOT / "models" / "names.saith").read_bytes()
