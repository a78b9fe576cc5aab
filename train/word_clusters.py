"""Write `lexicons/names/words.txt`: how often common words are capitalised, and their clusters.

    pip install spacy-lookups-data==1.0.5
    python train/word_clusters.py [--out lexicons/names/words.txt]

The package (MIT) has the log-probability of a million cased words, and Brown clusters of the commoner ones. A word is written once, in
lower case, with the tenths of its occurrences that have a capital, the cluster of its capitalised form and that of its lower-case form:
numbers whose low bits are the path from the root of the tree, 0 where there is none.
"""

import argparse
import gzip
import importlib.resources
import json
import math
import re
from pathlib import Path

PACKAGE = "spacy-lookups-data 1.0.5"
#: So many of the commonest cased words are looked at.
COMMONEST = 150_000
WORD = re.compile(r"[^\W\d_](?:[\w.'’&-]{0,23}[\w.])?")


def table(name: str) -> dict[str, float]:
    """Return a table of the package."""
    data = importlib.resources.files("spacy_lookups_data") / "data" / f"en_lexeme_{name}.json.gz"
    with data.open("rb") as file:
        read: dict[str, float] = json.loads(gzip.decompress(file.read()))
    return read


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(__file__).resolve().parent.parent / "lexicons" / "names" / "words.txt"
    parser.add_argument("--out", type=Path, default=default, help="write it there")
    arguments = parser.parse_args()
    logs, clusters = table("prob"), table("cluster")
    words = sorted((w for w in logs if WORD.fullmatch(w)), key=lambda w: (-logs[w], w))[:COMMONEST]
    lines = []
    for word in sorted({w.lower() for w in words}):
        title, upper = word[:1].upper() + word[1:], word.upper()
        forms = [(form, math.exp(logs[form])) for form in dict.fromkeys((word, title, upper)) if form in logs]
        total = sum(share for _, share in forms)
        if not total:
            continue
        capitalised = sum(share for form, share in forms if form != word) if word != title else 0.0
        cased = next((c for form in (title, upper, word) if (c := int(clusters.get(form, 0)))), 0)
        lines.append(f"{word}\t{min(int(10 * capitalised / total), 9)}\t{cased}\t{int(clusters.get(word, 0))}")
    fields = (
        "the tenths of its occurrences that have a capital, and the clusters of its capitalised and its lower-case form"
    )
    header = [
        f"# format: a lower-cased word, {fields}, tabs between",
        f"# source: {PACKAGE}, by train/word_clusters.py",
        "# licence: MIT (ExplosionAI GmbH)",
        f"# count: {len(lines)}",
    ]
    arguments.out.write_text("\n".join([*header, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
