"""Measure how often each rule of the quote stage is right, and write the table that gives quotes their confidence.

    python train/rule_precision.py [--data ../shared] [--floor 0.3] [--out models/rules.json]

Reads the training part of PolNeAR with every rule firing, compares each relation with the annotation by the scorer of the
data folder (content: one to one, character Jaccard of at least a half; source, where the relation has one: the same
test, or the same last word), and counts for each rule, by construction, lemma of the cue, and whether marks stand in the
content, how often it fired and how often content and source were right. A rule whose smoothed precision is below the floor does not fire; the
floor is chosen on the development part.
"""

import argparse
import collections
import json
import os
import sys
from pathlib import Path
from typing import Any

from saith import _core


def relations(text: str) -> list[dict[str, Any]]:
    """Return what every rule reads in `text`: rule, content spans, source spans, name of the speaker.

    What no rule reads, as a quotation that nobody is written beside, is left out.
    """
    return [
        {"rule": rule, "content": [list(s) for s in content], "source": [list(source)] if source else None}
        for rule, content, source in _core.relations_by_rule(text)
        if rule
    ]


def count(docs: list[dict[str, Any]], score: Any) -> dict[str, tuple[int, int]]:
    """Return for each rule how often it fired and how often content and source were right."""
    fired: collections.Counter[str] = collections.Counter()
    right: collections.Counter[str] = collections.Counter()
    for doc in docs:
        read = [r for r in relations(doc["text"]) if score.chars(doc["text"], r["content"])]
        fired.update(r["rule"] for r in read)
        right.update(read[j]["rule"] for j in right_relations(doc, read, score))
    return {rule: (fired[rule], right[rule]) for rule in sorted(fired)}


def right_relations(doc: dict[str, Any], read: list[dict[str, Any]], score: Any) -> set[int]:
    """Return the places in `read` of the relations whose content and source are right."""
    text, gold = doc["text"], doc["quotes"]
    matched = score.match(
        [score.chars(text, q["content"]) for q in gold], [score.chars(text, r["content"]) for r in read]
    )
    same = {j: overlap >= 0.5 and same_source(text, gold[i]["source"], read[j], score) for i, j, overlap in matched}
    return {j for j, right in same.items() if right}


def same_source(text: str, gold: Any, relation: dict[str, Any], score: Any) -> bool:
    """Return whether the scorer takes the sources for the same; a relation without one names none that could be wrong."""
    read = relation["source"]
    if not (gold and read):
        return not read
    a, b = score.chars(text, gold), score.chars(text, read)
    last = [score.last_word(" ".join(text[start:end] for start, end in spans)) for spans in (gold, read)]
    return score.jac(a, b) >= 0.5 or (bool(a & b) and last[0] == last[1])


def write(path: str, table: dict[str, Any]) -> None:
    """Write the table, one rule a line."""
    parts = []
    for key, value in table.items():
        if isinstance(value, dict):
            rows = ",\n".join(f"  {json.dumps(name)}: {list(pair)}" for name, pair in value.items())
            parts.append(f' "{key}": {{\n{rows}\n }}' if rows else f' "{key}": {{}}')
        else:
            parts.append(f' "{key}": {json.dumps(value)}')
    Path(path).write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf8")


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.environ.get("SAITH_DATA", "../shared"), help="folder of data and scorers")
    parser.add_argument("--floor", type=float, default=0.3, help="rules less often right do not fire")
    parser.add_argument("--out", default="models/rules.json")
    args = parser.parse_args()
    data = Path(args.data)
    if not (data / "data/polnear/train").is_dir():
        sys.exit(f"{data}: no data/polnear/train there; name the folder by --data or SAITH_DATA")
    sys.path.insert(0, str(data / "eval/quotes"))
    import polnear  # type: ignore[import-not-found]
    import score  # type: ignore[import-not-found]

    docs = polnear.load(str(data / "data/polnear"), "train")
    table: dict[str, Any] = {
        "version": 1,
        "command": f"python train/rule_precision.py --floor {args.floor}",
        "data": f"PolNeAR 1.0, train: {len(docs)} articles",
        "floor": args.floor,
        "rules": count(docs, score),
    }
    write(args.out, table)
    print(f"{args.out}: {len(table['rules'])} rules, {sum(f for f, _ in table['rules'].values())} relations")


if __name__ == "__main__":
    main()
