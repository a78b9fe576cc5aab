"""Training and scoring of quotes: through the command line, on a small corpus that the tests write."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import saith
from cli_runs import error_of, saith_

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SAITH_DATA") or ROOT.parent / "shared")

NAMES = ("Ann Lee", "Peter Ortiz", "Mira Okafor", "the mayor", "a clerk", "Dr. Hill")
CLAUSES = (
    "that the bridge would open in May",
    "that nobody had asked the residents",
    "that the budget was too small",
    "that the river had risen again",
    "that the mill would close",
)
#: A verb that no lexicon has: only the annotation can say that it attributes.
VERB = "zorbed"


def article(number: int) -> dict[str, object]:
    """An article in which the verb attributes, and a paragraph in which nothing does."""
    text, quotes = "", []
    for i in range(3):
        name, clause = NAMES[(number + i) % len(NAMES)], CLAUSES[(number * 2 + i) % len(CLAUSES)]
        start = len(text)
        sentence = f"{name} {VERB} {clause}. "
        cue = start + len(name) + 1
        content = cue + len(VERB) + 1
        quotes.append(
            {
                "source": [[start, start + len(name)]],
                "cue": [[cue, cue + len(VERB)]],
                "content": [[content, content + len(clause)]],
            }
        )
        text += sentence
    return {"id": f"post_{number}", "text": text + "\n\nThe weather was fine all week in the valley.", "quotes": quotes}


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    for part, numbers in (("train", range(60)), ("dev", range(60, 66))):
        lines = [json.dumps(article(number)) for number in numbers]
        (folder / f"{part}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def train(data: Path, out: Path, *more: object) -> dict[str, object]:
    done = saith_("train", "quotes", "--data", data, "--out", out, *more)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def scores(data: Path, *more: object) -> dict[str, object]:
    done = saith_("eval", "quotes", "--data", data, "--format", "json", *more)
    assert done.returncode == 0, done.stderr
    table = json.loads(done.stdout)["tables"][0]
    return dict(zip(table["columns"], table["rows"][0], strict=True))


def test_a_verb_of_ones_own_is_learned(data, tmp_path):
    out = tmp_path / "mine.saith"
    facts = train(data, out)
    assert facts["data"] == {"articles": 60, "relations": 180}
    shipped, learned = scores(data), scores(data, "--model", out)
    assert (shipped["annotated"], learned["annotated"]) == (18, 18)
    assert learned["relation F1"] > 90
    assert shipped["relation F1"] < 60
    text = f"Mira Okafor {VERB} that the bridge would open in May."
    (quote,) = saith.Pipeline(model=out).analyze(text).quotes
    assert (str(quote.source), str(quote.cue), quote.kind) == ("Mira Okafor", VERB, "indirect")
    done = saith_("quotes", "--model", out, "--format", "jsonl", "--force", input=text)
    assert json.loads(done.stdout)["source"] == "Mira Okafor"


def test_a_fast_model_of_ones_own_says_itself_that_it_is_one(data, tmp_path):
    out = tmp_path / "fast.saith"
    facts = train(data, out, "--fast")
    assert facts["options"]["tags"]["bits"] == 18
    assert scores(data, "--model", out)["relation F1"] > 90
    assert scores(data, "--model", "fast")["relation F1"] < 60
    (quote,) = saith.Pipeline(model=out).analyze(f"Mira Okafor {VERB} that the bridge would open in May.").quotes
    assert (str(quote.source), str(quote.cue), quote.kind) == ("Mira Okafor", VERB, "indirect")


def test_quotes_are_learned_alike_on_any_number_of_threads(data, tmp_path):
    files = []
    for threads in (1, 3):
        out = tmp_path / f"{threads}.saith"
        train(data, out, "--threads", threads)
        files.append(out.read_bytes())
    assert files[0] == files[1]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "EOF while parsing"),
        (
            '{"id": "a", "text": "b", "quotes": [{"content": [[0, 9]]}]}',
            "content 0 to 9 of quote 0 lies outside the text",
        ),
        ('{"id": "a", "text": "b", "quotes": [{"content": []}]}', "quote 0 has no content"),
    ],
)
def test_a_line_that_is_not_as_it_should_be_is_told(data, tmp_path, line, told):
    path = data / "train.jsonl"
    path.write_text(json.dumps(article(1)) + "\n" + line + "\n", encoding="utf-8")
    message = error_of(saith_("train", "quotes", "--data", data, "--out", tmp_path / "m.saith"))
    assert message.startswith(f"{path}, line 2")
    assert told in message


def test_a_model_of_another_stage_is_refused(data):
    other = ROOT / "models" / "sentences.saith"
    message = error_of(saith_("eval", "quotes", "--data", data, "--model", other))
    missing = error_of(saith_("eval", "quotes", "--data", data, "--model", "fastt"))
    assert missing.endswith("fastt: there is no such model; name a file, or a model that ships: default, fast"), missing
    assert message.startswith(f"{other}: ")
    with pytest.raises(saith.FormatError, match="sentences"):
        saith.Pipeline(model=other)


@pytest.mark.skipif(not (SHARED / "data/polnear/train").is_dir(), reason="needs PolNeAR under SAITH_DATA")
@pytest.mark.parametrize(("name", "more"), [("quotes.saith", []), ("quotes_fast.saith", ["--fast"])])
def test_the_shipped_models_of_quotes_are_what_their_commands_give(tmp_path, name, more):
    out = tmp_path / name
    command = [sys.executable, "-m", "saith", "train", "quotes", "--data", str(SHARED), "--out", str(out), *more]
    subprocess.run(command, check=True, capture_output=True)
    assert out.read_bytes() == (ROOT / "models" / name).read_bytes()
