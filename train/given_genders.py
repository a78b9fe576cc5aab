"""Write `lexicons/names/given_genders.txt`: which share of those who have a given name are women.

    pip install nomquamgender==0.1.4
    python train/given_genders.py [--out lexicons/names/given_genders.txt]

The package (MIT) holds counts of names out of three dozen open sources of many countries (Van Buskirk, Clauset and Larremore 2023, "An
open-source cultural consensus approach to name-based gender classification"). Names that fewer than three hundred people have are left out.
"""

import argparse
import importlib.util
import json
from pathlib import Path

PACKAGE = "nomquamgender 0.1.4"
#: So many people at least have a name.
LEAST = 300


def shares() -> dict[str, int]:
    """Return the tenths of those who have a name that are women."""
    found = importlib.util.find_spec("nomquamgender")  # imported, it would ask for pandas
    if found is None or found.origin is None:
        message = f"{PACKAGE} is not installed"
        raise SystemExit(message)
    names = json.loads((Path(found.origin).parent / "name_data.json").read_text("utf-8"))
    plain = {name: known for name, known in names.items() if name.isascii() and name.isalpha() and name == name.lower()}
    return {name: round(10 * known[2]) for name, known in plain.items() if known[1] >= LEAST and len(name) > 1}


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(__file__).resolve().parent.parent / "lexicons" / "names" / "given_genders.txt"
    parser.add_argument("--out", type=Path, default=default, help="write it there")
    arguments = parser.parse_args()
    known = shares()
    head = (
        "# format: a lower-cased given name, and the tenths of those who have it that are women, a tab between\n"
        f"# source: {PACKAGE}, by train/given_genders.py\n"
        "# licence: MIT (Ian Van Buskirk)\n"
        f"# count: {len(known)}\n"
    )
    arguments.out.write_text(head + "".join(f"{name}\t{tenths}\n" for name, tenths in sorted(known.items())), "utf-8")
    print(f"{arguments.out.name}: {len(known)}")


if __name__ == "__main__":
    main()
